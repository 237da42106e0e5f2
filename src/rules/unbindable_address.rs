//! Names to listen on that do not resolve, as a probe saw it.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::{Resolved, by_system};
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let net = &cx.facts.net;
    if net.is_empty() {
        return;
    }
    for (_, proxy) in cx.proxies() {
        let mut seen = FxHashSet::default();
        for bind in proxy.hosts.iter().flat_map(|(_, host)| &*host.binds) {
            let Some(name) = bind.endpoint.name() else { continue };
            let answer = by_system(&bind.endpoint).and_then(|ask| net.resolved(&ask));
            if !matches!(answer, Some(Resolved::NoSuchName | Resolved::NoAddress))
                || !seen.insert(bind.at.span)
            {
                continue;
            }
            let message = format!("The name `{}` to listen on does not resolve", cx.show(name));
            report.push(
                Finding::new(
                    "unknown-name",
                    message,
                    Label::new(bind.endpoint.host_span, "no address is known for it"),
                )
                .outcome(format!("{}: `host not found`", proxy.speech.refuses()))
                .help("Write an address of this machine, or leave the host out to listen on all of them"),
            );
        }
    }
}
