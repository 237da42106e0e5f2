//! An outer proxy that takes larger bodies than the next one.

use super::{Cx, Report, chain::Next};
use crate::diagnostic::{Finding, Label};
use crate::model::{Action, ByteSize, Proxy};
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for next in cx.nexts() {
        if let Some(finding) = finding(next)
            && seen.insert(finding.primary.span)
        {
            report.push(finding);
        }
    }
}

fn finding(next: &Next) -> Option<Finding> {
    let route = next.route()?;
    let behind = next.reached.proxy;
    let answering = behind.hosts[route.host].routes.get(route.index as usize)?;
    let passes = matches!(answering.action, Action::Forward(_));
    let counts = |proxy: &Proxy, passes: bool| !passes || proxy.speech.limits_passed_bodies();
    if !counts(next.hop.proxy, true) || !counts(behind, passes) {
        return None;
    }
    let groups = answering.groups;
    let inner = &behind.scopes[behind.groups[groups].scope].body_max;
    let outer = &next.hop.scope.body_max;
    // 0 is no limit. A limit that nobody raised tells nothing about uploads.
    let raised = outer.at()?;
    let (own, theirs) = (outer.get()?, inner.get()?);
    let unlimited = |size: ByteSize| size.0 == 0 || size.0 == u64::MAX;
    if unlimited(theirs) || (!unlimited(own) && own <= theirs) {
        return None;
    }
    let shown = if unlimited(own) { "bodies of any size".to_owned() } else { format!("bodies of {own}") };
    let whose =
        if inner.at().is_none() { format!(", {}'s default", behind.speech.server()) } else { String::new() };
    let (first, second) = (next.hop.proxy.speech.server(), behind.speech.server());
    Some(
        Finding::new(
            "body",
            format!("{first} takes {shown}; {second} behind it only {theirs}{whose}"),
            Label::new(raised, format!("`{}` was raised here", outer.term)),
        )
        .related(inner.at().unwrap_or(behind.hosts[route.host].at), format!("`{}` is {theirs}", inner.term))
        .related(next.hop.forward.at, "passed on here")
        .statuses(&["413"])
        .outcome(format!(
            "413 from the proxy behind for bodies larger than {theirs}; some clients see a closed connection"
        ))
        .help("Raise the limit there too, or lower it here to the same value"),
    )
}
