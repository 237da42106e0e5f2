//! A cap on connections that ordinary use runs into.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Millis, Server};
use rustc_hash::FxHashSet;

/// A page of a browser alone asks for so much at once.
const SMALL_CAP: u32 = 10;
/// Whoever waits longer than this in the queue is let wait on purpose.
const SHORT_QUEUE: Millis = Millis::seconds(10);

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        if said.insert((hop.proxy_id, hop.target.pool)) {
            report.findings.extend(finding(cx, hop));
        }
    }
}

fn finding(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let timeouts = hop.timeouts();
    // A queue that takes its time from elsewhere is told by `tight-timeout`.
    let written = matches!(
        timeouts.queue.origin,
        crate::model::Origin::Written(_) | crate::model::Origin::Inherited(_)
    );
    let wait = timeouts.queue.get().filter(|wait| written && *wait <= SHORT_QUEUE)?;
    let live = || hop.pool.servers.iter().filter(|server| server.disabled.is_none());
    let cap = |server: &Server| server.max_connections.get().filter(|cap| (1..=SMALL_CAP).contains(cap));
    let server = live().find(|server| cap(server).is_some())?;
    // All together must be small, and what is cut to text is no cap that was meant.
    let sum = live().map(cap).sum::<Option<u32>>().filter(|sum| *sum <= SMALL_CAP)?;
    let at = server.max_connections.at().filter(|at| cx.bare_number(*at).is_some())?;
    let outcome = hop.outcome(Failure::QueueFull);
    let message = format!(
        "{} takes {sum} requests at once; others wait {wait}, and are given up",
        super::capital(&cx.pool(hop.proxy, hop.pool))
    );
    Some(
        Finding::new("small-cap", message, Label::new(at, "more than these wait"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, "on requests that found no free slot in time"))
            .help("Raise the cap to what the application bears, or let requests wait longer"),
    )
}
