//! A pool of several servers that nobody checks.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, HostPart, Intent, Made, MethodClass, Pool};
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        let pool = hop.pool;
        if !is_unchecked(pool) || !said.insert((hop.proxy_id, hop.target.pool)) {
            continue;
        }
        let Some(first) = pool.servers.iter().find(|server| server.disabled.is_none()) else { continue };
        let live = pool.servers.iter().filter(|server| server.disabled.is_none()).count();
        let policy = hop.policy();
        let marks = policy.on(Failure::Refused, MethodClass::Repeatable).marks;
        let outcome = match policy.marked_for.filter(|_| marks) {
            Some(time) => format!(
                "A dead server is found by requests alone: it gets its share of them again every {time}"
            ),
            None => "A dead server keeps its share of the requests".to_owned(),
        };
        let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::HealthCheck, Some(first.at));
        let message = format!("None of the {live} servers of {} is checked", cx.pool(hop.proxy, pool));
        report.push(
            Finding::new("no-active-check", message, Label::new(first.endpoint.at, "no health check"))
                .outcome(outcome)
                .help(spelling.text),
        );
    }
}

fn is_unchecked(pool: &Pool) -> bool {
    let live = || pool.servers.iter().filter(|server| server.disabled.is_none());
    pool.made != Made::ByTarget
        && pool.closed.is_ok()
        && pool.check.is_unset()
        && live().count() > 1
        && live().all(|server| server.check.is_unset())
        // Workers behind sockets live and die with this machine; whoever starts them watches them.
        && !live().all(|server| matches!(server.endpoint.host, HostPart::Unix(_)))
        && !live().any(|server| matches!(server.endpoint.host, HostPart::Unknown(_)))
}
