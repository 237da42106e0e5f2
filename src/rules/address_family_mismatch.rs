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
            let speech = hop.proxy.speech;
            let label = match speech.uses_addresses() {
                Addresses::All => "both families are tried",
                Addresses::One if family == "IPv6" && (fault != Fault::NoRoute || asked_later(server)) => {
                    "one address is used, IPv6 before IPv4"
                }
                // The living one is taken.
                Addresses::One | Addresses::InTurn => continue,
            };
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
            let other = speech.spell(hop.proxy, &Intent::OneFamily { v6: family == "IPv4" }, None);
            let help = match family {
                "IPv6" => {
                    format!("Let the application listen on IPv6 as well, or use IPv4 alone: `{}`", other.text)
                }
                _ => "Let the application listen on IPv4 as well, or take the address out of DNS".to_owned(),
            };
            let when = match speech.uses_addresses() {
                Addresses::One => "once that address is the one in use",
                _ => "when the other address is marked as failed too, or the request cannot be tried again",
            };
            report.push(
                Finding::new("one-family-dead", message, Label::new(server.endpoint.host_span, label))
                    .statuses(outcome.statuses)
                    .outcome(cx.outcome(hop.proxy, outcome, when))
                    .help(help),
            );
        }
    }
}

/// The system's own order is not what counts: it puts addresses without a route last.
fn asked_later(server: &Server) -> bool {
    matches!(server.endpoint.resolution, Resolution::Follows | Resolution::PerRequest)
}
