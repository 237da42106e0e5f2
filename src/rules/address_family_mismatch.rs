//! A name with addresses of both families, of which only one is served, as a probe saw it.

use super::probed::{self, Fault};
use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::{Peer, Reach};
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
            // `localhost` is another rule's affair.
            if server.endpoint.is_local() || !seen.insert((hop.proxy_id, server.endpoint.at.span)) {
                continue;
            }
            let peers = hop.way(server).peers(net);
            let (four, six): (Vec<&Peer>, Vec<&Peer>) =
                peers.iter().partition(|peer| matches!(peer, Peer::Tcp(address) if address.is_ipv4()));
            let open = |peers: &[&Peer]| peers.iter().any(|peer| net.reach(peer) == Some(&Reach::Open));
            let dead = |peers: &[&Peer]| -> Option<Fault> {
                let faults: Option<Vec<Fault>> =
                    peers.iter().map(|peer| net.reach(peer).and_then(probed::fault)).collect();
                faults?.first().copied()
            };
            let (family, address, fault) = match (dead(&four), dead(&six)) {
                (None, Some(fault)) if open(&four) => ("IPv6", six.first(), fault),
                (Some(fault), None) if open(&six) => ("IPv4", four.first(), fault),
                _ => continue,
            };
            let Some(Peer::Tcp(address)) = address else { continue };
            let name = cx.show_at(hop.proxy, server.endpoint.host_span);
            let name = server.endpoint.name().map_or(name, |name| cx.show(name));
            let outcome = hop.outcome(match fault {
                Fault::NoAnswer => Failure::ConnectTimeout,
                Fault::Refused | Fault::NoRoute => Failure::Refused,
            });
            let what = match fault {
                Fault::Refused => "nobody listens there",
                Fault::NoRoute => "there is no way to it from here",
                Fault::NoAnswer => "it does not answer",
            };
            let message = format!("`{name}` has the {family} address {} too, and {what}", address.ip());
            let help = match family {
                "IPv6" => {
                    "Let the application listen on IPv6 as well, or ask for IPv4 alone: `ipv6=off` at the `resolver`"
                }
                _ => "Let the application listen on IPv4 as well, or take the address out of DNS",
            };
            report.push(
                Finding::new(
                    "one-family-dead",
                    message,
                    Label::new(server.endpoint.host_span, "both families are tried"),
                )
                .statuses(outcome.statuses)
                .outcome(cx.outcome(
                    hop.proxy,
                    outcome,
                    "when the other address is marked as failed too, or the request cannot be tried again",
                ))
                .help(help),
            );
        }
    }
}
