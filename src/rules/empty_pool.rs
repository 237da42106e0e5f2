//! A pool without any server.

use super::{Cx, Report, capital};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Intent, Noun, Protocol, RemarkKind};
use crate::source::Span;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut used: Option<FxHashSet<Span>> = None;
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            if !matches!(remark.kind, RemarkKind::PoolEmpty { only_backups: false }) {
                continue;
            }
            let noun = proxy.speech.noun(Noun::Pool);
            let name = cx.show_at(proxy, remark.at);
            let outcome = proxy.speech.outcome(Failure::NoServer, Protocol::Http, proxy.versions);
            // Where the server starts all the same, it counts only for those that lead to it.
            let used =
                used.get_or_insert_with(|| cx.hops().iter().map(|hop| hop.pool.name_at.span).collect());
            if outcome.statuses != ["startup"] && !used.contains(&remark.at.span) {
                continue;
            }
            let spelling = proxy.speech.spell(proxy, &Intent::Enable, None);
            let message = format!("{} `{name}` has no server", capital(noun));
            report.push(
                Finding::new("no-server", message, Label::new(remark.at, "nobody stands in it"))
                    .statuses(outcome.statuses)
                    .outcome(cx.outcome(proxy, outcome, "on every request"))
                    .help(format!("Write `{}` in it, or remove the {noun}", spelling.text)),
            );
        }
    }
}
