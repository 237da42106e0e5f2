//! Servers that accept no connection, as a probe saw it.

use super::cx::Hop;
use super::probed::{self, Fault, State};
use super::{Cx, Report, capital, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::Peer;
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.facts.net.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets().iter().filter(|hop| hop.target.when == When::Always) {
        if !seen.insert(hop.pool_as_spoken()) {
            continue;
        }
        let servers: Vec<_> = reach::active(hop.pool).collect();
        let states: Vec<State> = servers.iter().map(|server| probed::state(cx, hop, server)).collect();
        let dead = states.iter().filter(|state| matches!(state, State::Dead(..))).count();
        let all = dead == states.len() && hop.pool.closed.is_ok();
        for (server, state) in servers.into_iter().zip(states) {
            if let State::Dead(fault, peer) = state {
                report.push(finding(cx, hop, server, fault, &peer, all));
            }
        }
    }
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, fault: Fault, peer: &Peer, all: bool) -> Finding {
    let shown = probed::shown(cx, hop.proxy, server, peer);
    let case = match (all, fault) {
        (false, _) => "one-of-several",
        (true, Fault::NoAnswer) => "no-answer",
        (true, Fault::Refused | Fault::NoRoute) => "refused",
    };
    let (message, label, failure) = match fault {
        Fault::Refused => (format!("nobody listens on {shown}"), "connections are refused", Failure::Refused),
        Fault::NoRoute => (format!("there is no way to {shown}"), "no route from here", Failure::Refused),
        Fault::NoAnswer => (
            format!("{shown} does not answer connections"),
            "no answer in the time of the probe",
            Failure::ConnectTimeout,
        ),
    };
    let mut outcome = hop.outcome(failure);
    if fault == Fault::NoRoute {
        // The words of the log are others; the status is the same.
        outcome.log = "";
    }
    let place = At { span: reach::address_span(&server.endpoint), ..server.endpoint.at };
    let mut finding = Finding::new(case, capital(&message), Label::new(place, label))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, probed::when(all)));
    if !server.endpoint.at.span.contains(hop.target.host_span) {
        finding = finding.related(At { span: hop.target.host_span, ..hop.target.at }, "requests go there");
    }
    finding.help(match fault {
        Fault::Refused => "Start the application there, or write the address and port on which it listens",
        Fault::NoRoute => "Write an address of a network that this machine has a route to",
        Fault::NoAnswer => "Look for a firewall between the two, or write the address of a host that is up",
    })
}
