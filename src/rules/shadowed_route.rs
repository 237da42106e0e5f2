//! A route that can never be chosen, because an earlier one always is.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{
    Action, Behind, Cond, Forward, Layer, NoEffect, Noun, Op, Pick, Proxy, Reach, Remark, RemarkKind, Route,
    Section, Subject, VirtualHost, When,
};
use crate::source::{At, Span};
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        covered_hosts(cx, proxy, report);
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

/// Routes that are asked in the order of the file, and sections of which the last counts.
fn covered_hosts(cx: &Cx, proxy: &Proxy, report: &mut Report) {
    let mut of_base: FxHashMap<_, Taken> = FxHashMap::default();
    for (id, host) in proxy.hosts.iter().filter(|(_, host)| host.pick == Pick::Phased) {
        let none = Taken::default();
        if let Some(base) = host.base.filter(|base| *base != id) {
            of_base.entry(base).or_insert_with(|| {
                let mut taken = Taken::default();
                listed(&proxy.hosts[base]).for_each(|route| taken.add(route));
                taken
            });
        }
        let base = host.base.and_then(|base| of_base.get(&base)).unwrap_or(&none);
        let mut own = Taken::default();
        for route in listed(host) {
            if let Some(earlier) = base.over(route).or_else(|| own.over(route)) {
                report.findings.extend(covered(cx, proxy, route, earlier, "earlier-prefix"));
            }
            own.add(route);
        }
        let mut later = Taken::default();
        for route in sections(host) {
            if let Some(last) = later.over(route) {
                report.findings.extend(covered(cx, proxy, route, last, "later-section"));
            }
            later.add(route);
        }
    }
}

/// Routes of the list, in their order.
fn listed(host: &VirtualHost) -> impl Iterator<Item = &Route> {
    host.routes.iter().filter(|route| route.reach == Reach::Client)
}

/// Passes of sections that look at the path, the last one first.
fn sections(host: &VirtualHost) -> impl Iterator<Item = &Route> {
    let all = host.phased.as_ref().map_or(&[][..], |phased| &phased.sections);
    let plain = |section: &&Section| {
        section.layer == Layer::Path && section.in_force == When::Always && section.parent.is_none()
    };
    all.iter().rev().filter(plain).filter_map(|section| host.routes.get(section.pass? as usize))
}

/// Prefixes that are spoken for, each by the first route that has it.
#[derive(Default)]
struct Taken<'a>(FxHashMap<&'a [u8], &'a Route>);

impl<'a> Taken<'a> {
    fn add(&mut self, route: &'a Route) {
        if let Some(prefix) = prefix(route).filter(|_| always(route)) {
            self.0.entry(prefix).or_insert(route);
        }
    }

    /// The route that takes every request that this one is for.
    fn over(&self, route: &Route) -> Option<&'a Route> {
        let path = prefix(route)?;
        let ends = (1..=path.len())
            .filter(|end| path[end - 1] == b'/' || *end == path.len() || path.get(*end) == Some(&b'/'));
        ends.filter_map(|end| self.0.get(&path[..end])).copied().next()
    }
}

/// The prefix that a route looks at, where it looks at nothing else.
fn prefix(route: &Route) -> Option<&[u8]> {
    let Cond::Atom(atom) = &route.when else { return None };
    match (&atom.subject, &atom.op) {
        (Subject::Path, Op::Under(prefix)) => Some(prefix),
        _ => None,
    }
}

/// It takes a request whenever its prefix fits.
fn always(route: &Route) -> bool {
    match &route.action {
        Action::Forward(forward) => {
            forward.open.is_none() && forward.targets.iter().all(|target| target.when == When::Always)
        }
        Action::Decline => true,
        _ => false,
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

fn covered(cx: &Cx, proxy: &Proxy, route: &Route, other: &Route, case: &'static str) -> Option<Finding> {
    // Cases of one construct stand apart: only one of them is read.
    if alike(other, route) || !always(route) {
        return None;
    }
    let noun = proxy.speech.noun(Noun::Route);
    let path = cx.show(prefix(route)?);
    let outer = cx.show(prefix(other)?);
    let (message, label, help) = match case {
        "earlier-prefix" => (
            format!("`{path}` is never reached: `{outer}` comes first and takes it"),
            "comes first",
            format!("Move this {noun} above the one that takes its requests"),
        ),
        _ => (
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
