//! A declared pool with one server on another machine and no backup.

use super::{Cx, Hop, Report, capital};
use crate::diagnostic::{Finding, Label};
use crate::model::{
    Call, CallKind, CallTarget, Endpoint, ErrorStatus, Failure, HostPart, Intent, Made, Pool, Reach,
};
use rustc_hash::FxHashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        if !stands_alone(hop.pool) || has_fallback(hop) || !said.insert((hop.proxy_id, hop.target.pool)) {
            continue;
        }
        let server = &hop.pool.servers[0];
        // Whoever declares a pool where none is needed for one server has meant more than one.
        let case = if hop.proxy.speech.pools_mean_several() { "one-of-several" } else { "one-server" };
        let outcome = hop.outcome(Failure::Refused);
        let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::Backup, Some(server.at));
        let message = format!("{} has one server and no backup", capital(&cx.pool(hop.proxy, hop.pool)));
        report.push(
            Finding::new(case, message, Label::new(server.endpoint.at, "the only server"))
                .statuses(outcome.statuses)
                .outcome(cx.outcome(hop.proxy, outcome, "on every request while it restarts"))
                .help(format!(
                    "Add a second server on another machine, or a maintenance page: `{}`",
                    spelling.text
                )),
        );
    }
}

/// One server, at an address of another machine. A name may stand for several addresses; loopback and
/// sockets share this machine's fate.
fn stands_alone(pool: &Pool) -> bool {
    let [server] = &*pool.servers else { return false };
    matches!(pool.made, Made::Declared | Made::ByListen)
        && pool.closed.is_ok()
        && server.count == 1
        && server.disabled.is_none()
        && matches!(server.endpoint.host, HostPart::Ip(_))
        && !is_this_machine(&server.endpoint)
}

/// The usual loopback addresses. Others of 127.0.0.0/8 stand for machines, as tunnels and agents use them.
fn is_this_machine(endpoint: &Endpoint) -> bool {
    endpoint
        .ip()
        .is_some_and(|ip| ip == IpAddr::V4(Ipv4Addr::LOCALHOST) || ip == IpAddr::V6(Ipv6Addr::LOCALHOST))
}

/// Whether the failure is answered by something else, or never seen by a client. A page that is shown with
/// the status of the failure is no answer.
fn has_fallback(hop: &Hop) -> bool {
    let answered = |call: &Call| match &call.kind {
        CallKind::ErrorPage { statuses, status } => {
            let other = *status != ErrorStatus::Keep || matches!(call.to, CallTarget::Named(..));
            other && statuses.iter().any(|status| matches!(status, 502 | 504))
        }
        _ => false,
    };
    hop.route.reach == Reach::Internal || hop.route.calls.iter().any(answered)
}
