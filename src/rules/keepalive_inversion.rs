//! Idle connections that an outer proxy keeps longer than the next one does.

use super::keepalive_race::keeps;
use super::{Cx, Report, chain::Next};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

/// Below the next proxy's time by this much, so that this one closes first.
const MARGIN: Millis = Millis::seconds(5);

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for next in cx.nexts() {
        if let Some(finding) = finding(cx, next)
            && seen.insert(finding.primary.span)
        {
            report.push(finding);
        }
    }
}

fn finding(cx: &Cx, next: &Next) -> Option<Finding> {
    let hop = &next.hop;
    let reuse = &hop.pool.reuse;
    if reuse.connections.get().is_none_or(|count| count == 0) || !keeps(hop) {
        return None;
    }
    let behind = next.reached.proxy;
    let host = &behind.hosts[next.host()?];
    let theirs = &behind.scopes[behind.groups[host.groups].scope].client.idle;
    let (own, limit) = (reuse.idle.get()?, theirs.get().filter(|limit| *limit != Millis::NEVER)?);
    if own < limit {
        return None;
    }
    let at = reuse.idle.at().or(reuse.connections.at()).unwrap_or(hop.pool.name_at);
    let shorter = Millis(limit.0.saturating_sub(MARGIN.0).max(1_000));
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::KeepIdle { value: shorter }, None);
    let outcome = hop.outcome(Failure::ClosedEarly);
    let kept = if own == Millis::NEVER { "without limit".to_owned() } else { format!("for {own}") };
    // Where nobody wrote a word about it, nobody relies on it.
    let written = [reuse.idle.at(), reuse.connections.at(), theirs.at()].iter().any(Option::is_some);
    Some(
        Finding::new(
            if written { "next-closes-first" } else { "by-default" },
            format!(
                "Idle connections are kept {kept}; {} behind it closes them after {limit}",
                behind.speech.server()
            ),
            Label::new(at, format!("kept {kept}")),
        )
        .related(theirs.at().unwrap_or(host.at), format!("`{}` is {limit}", theirs.term))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "now and then on requests that may not be repeated"))
        .help(format!("Write `{}`, or let the proxy behind wait longer", spelling.text)),
    )
}
