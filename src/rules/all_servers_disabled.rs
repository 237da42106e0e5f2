//! A pool in use whose servers are all switched off.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Intent, Server, When};
use crate::source::At;
use rustc_hash::FxHashMap;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut used = FxHashMap::default();
    let hops = cx.hops();
    for hop in hops {
        let off = hop.pool.servers.iter().all(|server| out_of_service(server).is_some());
        if hop.pool.servers.is_empty() || hop.pool.closed.is_err() || !off {
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
        let Some((server, off)) = hop.pool.servers.first().and_then(|s| Some((s, out_of_service(s)?))) else {
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
        for other in hop.pool.servers.iter().skip(1).take(2).filter_map(out_of_service) {
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

/// What takes the server out of service: it is switched off, or gets no share of the requests.
fn out_of_service(server: &Server) -> Option<At> {
    let no_share = || server.weight.at().filter(|_| server.weight.get() == Some(0));
    server.disabled.or_else(no_share)
}
