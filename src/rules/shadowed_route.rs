//! A route that can never be chosen, because an earlier one always is.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Action, Noun, Proxy, RemarkKind, Route};
use crate::source::At;
use rustc_hash::FxHashMap;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let mut wanted: FxHashMap<At, Option<&Route>> = FxHashMap::default();
        for remark in &proxy.remarks {
            if let RemarkKind::SameRoute { first, refused: false } = remark.kind {
                wanted.insert(first, None);
                wanted.insert(remark.at, None);
            }
        }
        if wanted.is_empty() {
            continue;
        }
        for (_, host) in proxy.hosts.iter() {
            for route in &host.routes {
                if let Some(found) = wanted.get_mut(&route.at) {
                    *found = Some(route);
                }
            }
        }
        for remark in &proxy.remarks {
            let RemarkKind::SameRoute { first, refused: false } = remark.kind else { continue };
            let route = |at: &At| wanted.get(at).copied().flatten();
            if let (Some(earlier), Some(later)) = (route(&first), route(&remark.at))
                && !same(earlier, later)
            {
                report.push(finding(cx, proxy, remark.at, first));
            }
        }
    }
}

/// Both lead to the same place, so nothing is lost.
fn same(a: &Route, b: &Route) -> bool {
    match (&a.action, &b.action) {
        (Action::Forward(a), Action::Forward(b)) => a.template.parts == b.template.parts,
        (Action::Local(_), Action::Local(_)) => true,
        _ => false,
    }
}

fn finding(cx: &Cx, proxy: &Proxy, at: At, first: At) -> Finding {
    let noun = proxy.speech.noun(Noun::Route);
    let text = cx.show_at(proxy, at);
    Finding::new(
        "same-pattern",
        format!("`{text}` is never reached: an equal pattern stands before it"),
        Label::new(at, "never chosen"),
    )
    .related(first, "takes every request that fits")
    .outcome(format!("Requests meant for this {noun} go to the earlier one"))
    .help(format!("Join the two, or write the pattern that this {noun} is for"))
}
