//! A chain that is longer than the depth to which it is followed.

use super::{Cx, Report, reach, trust};
use crate::diagnostic::{Finding, Label};
use crate::model::Failure;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            let tls = hop.to(server).tls();
            let Some(depth) = tls.verify_depth.get() else { continue };
            let Some(shown) = trust::shown(cx, hop, server).filter(|shown| shown.anchored) else { continue };
            let needed = hop.proxy.speech.verify_depth_for(shown.between);
            // Authorities between that are trusted themselves end the chain sooner.
            if depth >= needed || shown.ca_between {
                continue;
            }
            let at = tls.verify_depth.at().unwrap_or(shown.ca_at);
            if !seen.insert((hop.proxy_id, at.span)) {
                continue;
            }
            let (term, own_name) = (tls.verify_depth.term, hop.proxy.speech.server());
            let whose = if tls.verify_depth.at().is_none() {
                format!(", {own_name}'s default")
            } else {
                String::new()
            };
            let between = match shown.between {
                1 => "one authority stands".to_owned(),
                count => format!("{count} authorities stand"),
            };
            let outcome = hop.outcome(Failure::TlsUntrusted);
            let end = hop.proxy.speech.terminator();
            report.push(
                Finding::new(
                    "chain-longer",
                    format!("The chain is followed to depth {depth}{whose}; {between} before its root"),
                    Label::new(at, format!("`{term}` is {depth}")),
                )
                .related(shown.at, "the chain that is shown there")
                .statuses(outcome.statuses)
                .outcome(cx.outcome(hop.proxy, outcome, "on every request"))
                .help(format!("Write `{term} {needed}{end}`")),
            );
        }
    }
}
