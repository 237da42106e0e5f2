//! Names of servers that DNS does not know, as a probe saw it.

use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::{Resolve, Resolved, Via, by_system};
use crate::model::*;
use rustc_hash::FxHashMap;

/// Places where one name stands.
struct Named<'a> {
    places: Vec<&'a Endpoint>,
    stream: bool,
    at_start: bool,
}

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let net = &cx.facts.net;
    if net.is_empty() {
        return;
    }
    let mut later: FxHashMap<ProxyId, FxHashMap<Resolve, Named>> = FxHashMap::default();
    for hop in cx.targets() {
        let named = later.entry(hop.proxy_id).or_default();
        for server in reach::active(hop.pool) {
            let endpoint = &server.endpoint;
            if matches!(endpoint.resolution, Resolution::AtStart | Resolution::Nothing) {
                continue;
            }
            add(named, hop.way(server).resolve(), endpoint, hop.pool.stream, false);
        }
    }
    for (id, proxy) in cx.proxies() {
        let typos = super::undefined_pool::near_misses(proxy);
        let mut named = later.remove(&id).unwrap_or_default();
        for (_, pool) in proxy.pools.iter() {
            for server in reach::active(pool) {
                let endpoint = &server.endpoint;
                if endpoint.resolution == Resolution::AtStart && !typos.contains(&endpoint.host_span) {
                    add(&mut named, by_system(endpoint), endpoint, pool.stream, true);
                }
            }
        }
        let mut named: Vec<_> = named.into_iter().collect();
        named.sort_by_key(|(_, named)| named.places[0].at.span);
        for (ask, named) in named {
            let answer = net.resolved(&ask);
            report.findings.extend(answer.and_then(|answer| finding(cx, proxy, &ask, &named, answer)));
        }
    }
}

fn add<'a>(
    named: &mut FxHashMap<Resolve, Named<'a>>,
    ask: Option<Resolve>,
    endpoint: &'a Endpoint,
    stream: bool,
    at_start: bool,
) {
    let Some(ask) = ask else { return };
    let empty = || Named { places: Vec::new(), stream: true, at_start };
    let named = named.entry(ask).or_insert_with(empty);
    named.stream &= stream;
    if !named.places.iter().any(|place| place.host_span == endpoint.host_span) {
        named.places.push(endpoint);
    }
}

fn finding(cx: &Cx, proxy: &Proxy, ask: &Resolve, named: &Named, answer: &Resolved) -> Option<Finding> {
    let endpoint = named.places[0];
    let name = endpoint.name().map_or(String::new(), |name| cx.show(name));
    let (message, label) = match answer {
        Resolved::NoSuchName => (format!("There is no name `{name}` in DNS"), "DNS does not know it"),
        Resolved::NoAddress => (format!("`{name}` has no address in DNS"), "a name without an address"),
        Resolved::OtherFamily { addresses } => {
            let family = if addresses.iter().all(|ip| ip.is_ipv6()) { "IPv6" } else { "IPv4" };
            let text = format!("`{name}` has {family} addresses alone, and these are not asked for here");
            (text, "no address of the family in use")
        }
        Resolved::ServerFailed { code } => {
            let code = cx.show(code.as_bytes());
            (format!("The name server cannot tell the address of `{name}`: {code}"), "no address is told")
        }
        Resolved::Addresses { .. } | Resolved::NoAnswer | Resolved::Undecided { .. } => return None,
    };
    let failed = matches!(answer, Resolved::ServerFailed { .. });
    let later = [Resolution::Follows, Resolution::AtStartIfKnown, Resolution::PerRequest];
    let first_use = !named.at_start && later.contains(&endpoint.resolution) && ask.through == Via::System;
    let (case, failure, when) = match (named.at_start, failed) {
        (false, false) if first_use => ("unknown-at-first-use", Failure::NameUnknown, "on every request"),
        (true, false) => ("unknown-at-start", Failure::NameUnknown, "on every request"),
        (true, true) => ("not-told-at-start", Failure::NameUnknown, "on every request"),
        (false, _) => ("unknown-at-run-time", Failure::NameGone, "on every request that needs this name"),
    };
    let protocol = if named.stream { Protocol::Tcp } else { Protocol::Http };
    let outcome = proxy.speech.outcome(failure, protocol, proxy.versions);
    let mut finding = Finding::new(case, message, Label::new(endpoint.host_span, label))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(proxy, outcome, when));
    for place in named.places.iter().skip(1).take(3) {
        finding = finding.related(place.host_span, "here too");
    }
    Some(finding.help(match answer {
        Resolved::OtherFamily { .. } => "Let the resolver ask for both families of addresses",
        _ if failed => "Look after the zone or its name server; it answers with an error",
        _ => "Write the name as it stands in DNS, or add it there before this is deployed",
    }))
}
