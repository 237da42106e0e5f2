//! One live server beside others that are marked `down`: nginx takes it out when it fails.

use super::{Cx, Report, probed};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::facts::net::{Peer, Reach};
use crate::model::{Failure, Made, Millis};
use crate::source::Edit;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    many_addresses(cx, report);
    for (_, proxy) in cx.proxies() {
        for (_, pool) in proxy.pools.iter() {
            if pool.made != Made::Declared || pool.closed.is_err() || pool.servers.len() < 2 {
                continue;
            }
            // A backup takes over; a name that is followed may have many addresses.
            if pool.servers.iter().any(|server| server.backup.is_some()) {
                continue;
            }
            let mut live = pool.servers.iter().filter(|server| server.disabled.is_none());
            let (Some(server), None) = (live.next(), live.next()) else { continue };
            let follows = server.endpoint.resolution == crate::model::Resolution::Follows;
            if follows || !server.max_fails.always(|fails| *fails > 0) {
                continue;
            }
            let Some(down) = pool.servers.iter().find_map(|server| server.disabled) else { continue };
            let edit = match server.max_fails.at() {
                Some(written) => Edit { span: written.span, text: "max_fails=0".to_owned() },
                None => Edit {
                    span: server.at.span.part(usize::MAX, usize::MAX),
                    text: " max_fails=0".to_owned(),
                },
            };
            let address = cx.show_at(proxy, server.endpoint.at);
            let time = server.fail_timeout.get().unwrap_or(Millis::seconds(10));
            let name = cx.show(&pool.name);
            let fails = match server.max_fails.get() {
                None | Some(1) => "One failure takes".to_owned(),
                Some(fails) => format!("{fails} failures take"),
            };
            let message =
                format!("{fails} {address} out of upstream `{name}`, whose other servers are `down`");
            let status = if pool.stream { "Every connection is closed" } else { "502 on every request" };
            report.push(
                Finding::new("down-entry", message, Label::new(server.endpoint.at, "the only live server"))
                    .related(down, "counts as a server, so that the live one is not alone")
                    .statuses(if pool.stream { &["dropped"] } else { &["502"] })
                    .outcome(format!(
                        "{status} for {time} from then on: `no live upstreams while connecting to upstream`"
                    ))
                    .help("Remove the `down` lines, or write `max_fails=0` on the live server")
                    .note("A server that stands alone is never taken out; an entry that is `down` ends that")
                    .fix(Fix {
                        title: "Write `max_fails=0` on the live server".to_owned(),
                        applicability: Applicability::Safe,
                        edits: vec![edit],
                    }),
            );
        }
    }
}

/// One line whose name has several addresses of a family, of which a probe saw one alone answer.
fn many_addresses(cx: &Cx, report: &mut Report) {
    let net = &cx.facts.net;
    if net.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let [server] = &*hop.pool.servers else { continue };
        if server.max_fails.get() == Some(0) || hop.pool.closed.is_err() || !seen.insert(server.endpoint.at) {
            continue;
        }
        let peers = hop.way(server).peers(net);
        let four = |peer: &Peer| matches!(peer, Peer::Tcp(address) if address.is_ipv4());
        let reaches: Vec<Option<&Reach>> = peers.iter().map(|peer| net.reach(peer)).collect();
        let open = reaches.iter().filter(|reach| **reach == Some(&Reach::Open)).count();
        let dead = reaches.iter().flatten().filter(|reach| probed::fault(reach).is_some()).count();
        let one_family = peers.windows(2).all(|pair| four(&pair[0]) == four(&pair[1]));
        if open != 1 || dead == 0 || open + dead != peers.len() || !one_family {
            continue;
        }
        let address = cx.show_at(hop.proxy, server.endpoint.at);
        let time = server.fail_timeout.get().unwrap_or(Millis::seconds(10));
        let count = peers.len();
        let outcome = hop.outcome(Failure::NoneLeft);
        report.push(
            Finding::new(
                "many-addresses",
                format!("One failure takes the only live one of the {count} addresses of {address} out"),
                Label::new(server.endpoint.host_span, "each address is a server of its own"),
            )
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, &format!("on every request for {time} from then on")))
            .help("Take the dead addresses out of DNS, or write `max_fails=0` on a server of an `upstream`")
            .note("A server that stands alone is never taken out; a second address ends that"),
        );
    }
}
