//! Health checks of another port than the traffic's, one of which is dead, as a probe saw it.

use super::probed::{self, State};
use super::{Cx, Report, reach};
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
            let way = hop.way(server);
            let Some(check) = way.health_check() else { continue };
            let Some(port) = check.port.get() else { continue };
            if Some(port) == server.endpoint.port.number()
                || !seen.insert((hop.proxy_id, check.at, server.at))
            {
                continue;
            }
            let checked = way.check_peers(net);
            let reaches: Vec<&Reach> = checked.iter().filter_map(|peer| net.reach(peer)).collect();
            if reaches.len() != checked.len() || reaches.is_empty() {
                continue;
            }
            let answers = reaches.contains(&&Reach::Open);
            let dead = reaches.iter().all(|reach| probed::fault(reach).is_some());
            let traffic = probed::state(cx, hop, server);
            let address = reach::address(cx, hop.proxy, &server.endpoint);
            let place = check.port.at().unwrap_or(check.at);
            let finding = match traffic {
                State::Open if dead => {
                    let outcome = hop.outcome(Failure::NoneLeft);
                    Finding::new(
                        "dead-check-port",
                        format!("Server {address} is checked on port {port}, where nobody answers"),
                        Label::new(place, "the check goes here"),
                    )
                    .statuses(outcome.statuses)
                    .outcome(cx.outcome(
                        hop.proxy,
                        outcome,
                        "once the check has failed, although the server is up",
                    ))
                    .help("Check the port of the traffic, or let something answer on this one")
                }
                State::Dead(..) if answers => {
                    let outcome = hop.outcome(Failure::Refused);
                    Finding::new(
                        "dead-traffic-port",
                        format!(
                            "Server {address} is checked on port {port}, which answers while its own is dead"
                        ),
                        Label::new(place, "the check goes here"),
                    )
                    .statuses(outcome.statuses)
                    .outcome(cx.outcome(
                        hop.proxy,
                        outcome,
                        "whenever this server is tried, and the check stays green",
                    ))
                    .help("Check the port of the traffic")
                }
                _ => continue,
            };
            report.push(finding.related(reach::address_span(&server.endpoint), "the traffic goes here"));
        }
    }
}
