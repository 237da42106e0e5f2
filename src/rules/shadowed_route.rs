//! A route that can never be chosen, because an earlier one always is.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{
    Action, Behind, Cond, Forward, Hides, NoEffect, Noun, Op, Proxy, Remark, RemarkKind, Route, Subject,
    VirtualHost,
};
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
        let found = routes(proxy);
        for remark in &proxy.remarks {
            match remark.kind {
                RemarkKind::SameRoute { first, refused: false } => {
                    if let (Some(earlier), Some(later)) = (found.get(&first), found.get(&remark.at))
                        && !same(earlier, later)
                    {
                        report.push(finding(cx, proxy, remark.at, first));
                    }
                }
                RemarkKind::PassHidden { by, how } => {
                    if let (Some(other), Some(route)) = (found.get(&by), found.get(&remark.at)) {
                        report.findings.extend(covered(cx, proxy, route, other, how));
                    }
                }
                _ => {}
            }
        }
    }
}

/// The routes that remarks speak of, by their places.
fn routes(proxy: &Proxy) -> FxHashMap<At, &Route> {
    let mut wanted = FxHashSet::default();
    for remark in &proxy.remarks {
        if let RemarkKind::SameRoute { first: other, refused: false }
        | RemarkKind::PassHidden { by: other, .. } = remark.kind
        {
            wanted.extend([remark.at, other]);
        }
    }
    if wanted.is_empty() {
        return FxHashMap::default();
    }
    let all = proxy.hosts.iter().flat_map(|(_, host)| &host.routes);
    all.filter(|route| wanted.contains(&route.at)).map(|route| (route.at, route)).collect()
}

/// The prefix that a route looks at, where it looks at nothing else.
fn prefix(route: &Route) -> Option<&[u8]> {
    let Cond::Atom(atom) = &route.when else { return None };
    match (&atom.subject, &atom.op) {
        (Subject::Path, Op::Under(prefix)) => Some(prefix),
        _ => None,
    }
}

/// The later one would send a request where the earlier one does.
fn alike(earlier: &Route, later: &Route) -> bool {
    let (Some(outer), Some(inner)) = (prefix(earlier), prefix(later)) else { return false };
    let target = |forward: &Forward| {
        let plain = forward.sends.behind == Behind::Rest;
        forward.template.constant().filter(|_| plain).map(<[u8]>::to_vec)
    };
    match (&earlier.action, &later.action) {
        (Action::Forward(earlier), Action::Forward(later)) => match (target(earlier), target(later)) {
            (Some(start), Some(whole)) => {
                let rest = inner.get(outer.len()..).unwrap_or_default();
                whole == [&start[..], rest].concat()
            }
            _ => earlier.template.parts == later.template.parts,
        },
        (Action::Decline, Action::Decline) => true,
        _ => false,
    }
}

fn covered(cx: &Cx, proxy: &Proxy, route: &Route, other: &Route, how: Hides) -> Option<Finding> {
    if alike(other, route) {
        return None;
    }
    let noun = proxy.speech.noun(Noun::Route);
    let path = cx.show(prefix(route)?);
    let outer = cx.show(prefix(other)?);
    let (case, message, label, help) = match how {
        Hides::Base | Hides::Earlier => (
            "earlier-prefix",
            format!("`{path}` is never reached: `{outer}` comes first and takes it"),
            "comes first",
            format!("Move this {noun} above the one that takes its requests"),
        ),
        Hides::LaterSection => (
            "later-section",
            format!("`{path}` is never reached: of all sections that match the last counts, `{outer}`"),
            "the last one counts",
            "Put the section with the longer path below".to_owned(),
        ),
    };
    let outcome = match (&route.action, &other.action) {
        (Action::Decline, _) => "Requests that were meant to stay here are passed on",
        (_, Action::Decline) => "Requests that were meant to be passed on stay here: 404, or a file",
        _ => "Requests go to the other server: 404 there, or a wrong page",
    };
    Some(
        Finding::new(case, message, Label::new(route.at, "never chosen"))
            .related(other.at, label)
            .statuses(&["wrong-content"])
            .outcome(outcome)
            .help(help),
    )
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
