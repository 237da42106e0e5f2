//! A route that can never be chosen, because an earlier one always is.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Action, NoEffect, Noun, Proxy, Remark, RemarkKind, Route, VirtualHost};
use crate::source::{At, Span};
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let dead =
            |remark: &&Remark| matches!(remark.kind, RemarkKind::WithoutEffect(NoEffect::Unreachable { .. }));
        if proxy.remarks.iter().any(|remark| dead(&remark)) {
            // The route for all that is left does no harm where nothing is left.
            let fallback =
                |host: &VirtualHost| host.routes.get(host.fallback as usize).map(|route| route.at.span);
            let last: FxHashSet<Span> = proxy.hosts.iter().filter_map(|(_, host)| fallback(host)).collect();
            for remark in proxy.remarks.iter().filter(dead) {
                if let RemarkKind::WithoutEffect(NoEffect::Unreachable { after }) = remark.kind
                    && !last.contains(&remark.at.span)
                {
                    report.push(unreachable(cx, proxy, remark.at, after));
                }
            }
        }
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

/// A line below one that ends the work for every request.
fn unreachable(cx: &Cx, proxy: &Proxy, at: At, after: At) -> Finding {
    let (text, first) = (cx.show_at(proxy, at), cx.show_at(proxy, after));
    Finding::new("after-the-last", format!("`{text}` is never reached"), Label::new(at, "never asked"))
        .related(after, "takes every request that comes here")
        .outcome(format!("Every request that comes so far goes by `{first}`"))
        .help("Move it above that line, give that line a condition, or remove it")
}
