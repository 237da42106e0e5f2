//! Name servers that do not answer, as a probe saw it.

use super::{Cx, Report, capital, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::Reach;
use crate::model::*;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let net = &cx.facts.net;
    if net.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            let Some(resolver) = hop.way(server).resolver() else { continue };
            if !seen.insert((hop.proxy_id, resolver.at)) {
                continue;
            }
            let silent = |server: &&Endpoint| {
                matches!(net.name_server(server), Some(Reach::Refused | Reach::NoRoute | Reach::NoAnswer))
            };
            let dead: Vec<&Endpoint> = resolver.servers.iter().filter(silent).collect();
            let all = dead.len() == resolver.servers.len();
            let outcome = hop.outcome(Failure::NameGone);
            for place in &dead {
                let shown = cx.show_at(hop.proxy, reach::address_span(place));
                let message = format!("name server {shown} does not answer");
                let label = match net.name_server(place) {
                    Some(Reach::Refused) => "nobody listens there",
                    Some(Reach::NoRoute) => "there is no way to it",
                    _ => "no answer in the time of the probe",
                };
                let case = if all { "all" } else { "one-of-several" };
                let finding =
                    Finding::new(case, capital(&message), Label::new(reach::address_span(place), label));
                report.push(match all {
                    true => finding
                        .statuses(outcome.statuses)
                        .outcome(cx.outcome(hop.proxy, outcome, "on every request that needs a name"))
                        .help("Write the address of a name server that answers from this machine"),
                    false => finding
                        .outcome("Requests that need a name wait until another name server is asked")
                        .help("Take it out, or write the address of one that answers from this machine"),
                });
            }
        }
    }
}
