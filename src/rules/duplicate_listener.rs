//! Two listeners claim one address and port.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Noun, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let noun = |noun| proxy.speech.noun(noun);
        for remark in &proxy.remarks {
            let (case, first, message, label, help) = match &remark.kind {
                RemarkKind::DuplicateListen { first, refused } => (
                    if *refused { "duplicate-listen" } else { "shared-at-random" },
                    *first,
                    match refused {
                        true => format!("`{}` opens an address a second time", cx.show_at(proxy, remark.at)),
                        false => format!("`{}` is opened a second time", cx.show_at(proxy, remark.at)),
                    },
                    "the same address again",
                    format!("Remove one of the two {} lines", noun(Noun::Listener)),
                ),
                RemarkKind::DuplicateDefault { first } => (
                    "duplicate-default",
                    *first,
                    format!("Two {}s of one address are marked as its default", noun(Noun::Host)),
                    "the second mark",
                    format!("Keep `{}` on one of them", cx.show_at(proxy, remark.at)),
                ),
                _ => continue,
            };
            let outcome = if case == "shared-at-random" {
                "It starts, and connections go to the one or the other at random".to_owned()
            } else {
                let says = proxy.speech.says(&remark.kind, &address(cx, proxy, remark.at));
                format!("{}: `{says}`", proxy.speech.refuses())
            };
            report.push(
                Finding::new(case, message, Label::new(remark.at, label))
                    .related(first, "the first")
                    .outcome(outcome)
                    .help(help),
            );
        }
    }
}

/// The listener whose line holds the place, as its address is written.
fn address(cx: &Cx, proxy: &crate::model::Proxy, at: crate::source::At) -> String {
    let bind = proxy.listeners.iter().flat_map(|listener| &*listener.binds).find_map(|id| {
        let bind = proxy.hosts[id.host].binds.get(id.index as usize)?;
        bind.at.span.contains(at.span).then_some(bind)
    });
    bind.map_or_else(|| cx.show_at(proxy, at), |bind| cx.show_at(proxy, bind.endpoint.at))
}
