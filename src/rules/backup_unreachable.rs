//! A backup that can never serve, since another server can never be down.

use super::{Cx, Hop, Report, capital};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Intent, Made, MethodClass, Noun, Server};
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        let pool = hop.pool;
        if pool.made == Made::ByTarget
            || pool.closed.is_err()
            || !said.insert((hop.proxy_id, hop.target.pool))
        {
            continue;
        }
        let live = || pool.servers.iter().filter(|server| server.disabled.is_none());
        let Some(backup) = live().find(|server| server.backup.is_some()) else { continue };
        // Where requests that fail count, an unchecked server is left out too.
        if hop.policy().on(Failure::Refused, MethodClass::Repeatable).marks {
            continue;
        }
        let in_turn = |server: &&Server| server.backup.is_none() && server.check.is_unset();
        if let Some(active) = live().find(in_turn) {
            report.push(finding(cx, hop, active, backup));
        }
    }
}

fn finding(cx: &Cx, hop: &Hop, active: &Server, backup: &Server) -> Finding {
    let noun = hop.proxy.speech.noun(Noun::Server);
    let name = |server: &Server| match &server.name {
        Some(name) => cx.show(name),
        None => cx.show_at(hop.proxy, server.endpoint.at),
    };
    let (active_name, backup_name) = (name(active), name(backup));
    let message = format!(
        "{} `{backup_name}` of {} is never used: {noun} `{active_name}` is not checked, so it is never down",
        capital("backup"),
        cx.pool(hop.proxy, hop.pool)
    );
    let outcome = hop.outcome(Failure::Refused);
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::HealthCheck, Some(active.at));
    let mut finding =
        Finding::new("unchecked-active", message, Label::new(active.endpoint.at, "not checked"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                hop.proxy,
                outcome,
                &format!("on every request while `{active_name}` is dead"),
            ))
            .help(format!("Write `{}`; trying again elsewhere does not reach a backup", spelling.text));
    if let Some(at) = backup.backup {
        finding = finding.related(at, "serves when all others are down");
    }
    finding
}
