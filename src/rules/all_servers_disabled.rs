//! A pool in use whose servers are all switched off.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Intent, Made, When};
use rustc_hash::FxHashMap;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut used = FxHashMap::default();
    let hops = cx.hops();
    for hop in hops {
        let off = hop.pool.servers.iter().all(|server| server.disabled.is_some());
        if hop.pool.made == Made::ByTarget || hop.pool.servers.is_empty() || hop.pool.closed.is_err() || !off
        {
            continue;
        }
        let first = used.entry((hop.proxy_id, hop.target.pool)).or_insert(hop);
        if hop.target.when == When::Always {
            *first = hop;
        }
    }
    let mut used: Vec<_> = used.into_values().collect();
    used.sort_by_key(|hop| (hop.proxy_id, hop.target.pool));
    for hop in used {
        let always = hop.target.when == When::Always;
        let (case, when) = match always {
            true => ("all-off", "on every request"),
            false => ("all-off-in-some-cases", "on every request that comes here"),
        };
        let Some((server, off)) = hop.pool.servers.first().and_then(|s| Some((s, s.disabled?))) else {
            continue;
        };
        let group = cx.pool(hop.proxy, hop.pool);
        let message = match hop.pool.servers.len() {
            1 => format!("The only server of {group} is switched off"),
            2 => format!("Both servers of {group} are switched off"),
            count => format!("All {count} servers of {group} are switched off"),
        };
        let outcome = hop.outcome(Failure::NoneLeft);
        let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::Enable, Some(server.at));
        let mut finding =
            Finding::new(case, message, Label::new(hop.pool.name_at, "no server is left in it"))
                .related(hop.target.at, "requests are passed to it here")
                .related(off, "switched off");
        for other in hop.pool.servers.iter().skip(1).take(2).filter_map(|server| server.disabled) {
            finding = finding.related(other, "switched off too");
        }
        report.push(
            finding
                .statuses(outcome.statuses)
                .outcome(cx.outcome(hop.proxy, outcome, when))
                .help(format!("Switch one on: `{}`", spelling.text)),
        );
    }
}
