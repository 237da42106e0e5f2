//! Names whose addresses move, resolved once and kept.

use super::{Cx, Report};
use crate::diagnostic::{Confidence, Finding, Label};
use crate::model::{Endpoint, Failure, HostPart, Intent, Millis, Protocol, Proxy, Resolution};
use rustc_hash::FxHashMap;
use std::net::{IpAddr, Ipv4Addr};

/// Ends of names whose owners change the addresses behind them, without notice and often.
const MOVING: &[&str] = &[
    ".amazonaws.com",
    ".azurecontainerapps.io",
    ".azurefd.net",
    ".azurewebsites.net",
    ".cloudapp.azure.com",
    ".cloudfront.net",
    ".cloudfunctions.net",
    ".elb.amazonaws.com",
    ".fastly.net",
    ".fly.dev",
    ".herokuapp.com",
    ".netlify.app",
    ".ondigitalocean.app",
    ".onrender.com",
    ".run.app",
    ".trafficmanager.net",
    ".vercel.app",
];

/// The name server of a container network, whose names move with every restart.
const CONTAINER_RESOLVER: IpAddr = IpAddr::V4(Ipv4Addr::new(127, 0, 0, 11));

/// How long its answers may be kept.
const LONGEST_VALID: Millis = Millis::seconds(60);

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let mut named: FxHashMap<Vec<u8>, Vec<(&Endpoint, Protocol)>> = FxHashMap::default();
        let typos = super::undefined_pool::near_misses(proxy);
        for (_, pool) in proxy.pools.iter() {
            let protocol = if pool.stream { Protocol::Tcp } else { Protocol::Http };
            for server in pool.servers.iter().filter(|server| server.disabled.is_none()) {
                let endpoint = &server.endpoint;
                if matches!(endpoint.resolution, Resolution::AtStart | Resolution::AtStartIfKnown)
                    && !endpoint.is_local()
                    && !cx.may_be_pool(proxy, pool, server)
                    && !typos.contains(&endpoint.host_span)
                    && let Some(name) = endpoint.name()
                    && super::startup_dns_dependency::is_written_out(name)
                {
                    named.entry(name.to_ascii_lowercase()).or_default().push((endpoint, protocol));
                }
            }
        }
        let mut named: Vec<_> = named.into_iter().collect();
        named.sort_by_key(|(_, places)| places[0].0.at.span);
        for (name, places) in named {
            report.push(finding(cx, proxy, &name, &places));
        }
        kept_answers(cx, proxy, report);
    }
}

fn finding(cx: &Cx, proxy: &Proxy, name: &[u8], places: &[(&Endpoint, Protocol)]) -> Finding {
    let (endpoint, protocol) = places[0];
    let moving = MOVING.iter().any(|end| name.ends_with(end.as_bytes()));
    let shown = cx.show(name);
    let (case, label, confidence) = if moving {
        ("moving-name", "its addresses change without notice", Confidence::High)
    } else if !name.contains(&b'.') {
        ("service-name", "a container's address changes when it is made anew", Confidence::Medium)
    } else {
        ("pinned-name", "resolved once, at start", Confidence::Medium)
    };
    let port = endpoint.port.number().map_or(String::new(), |port| format!(":{port}"));
    let address = format!("{shown}{port}");
    let intent = Intent::FollowName { address: &address };
    let spelling = proxy.speech.spell(proxy, &intent, Some(endpoint.at));
    let outcome = proxy.speech.outcome(Failure::ConnectTimeout, protocol, proxy.versions);
    let refused = proxy.speech.outcome(Failure::Refused, protocol, proxy.versions);
    let mut statuses = refused.statuses.to_vec();
    statuses.extend(outcome.statuses.iter().filter(|status| !refused.statuses.contains(status)));
    let mut finding = Finding::new(
        case,
        format!("`{shown}` is resolved once, and the address is kept until the next reload"),
        Label::new(endpoint.host_span, label),
    )
    .statuses(&statuses)
    .outcome(format!(
        "After a change of address requests go to the old one: {}, or somebody else's server answers",
        statuses.join(" or ")
    ))
    .help(format!("Let it be looked up again: `{}`", spelling.text))
    .confidence(confidence);
    for (place, _) in places.iter().skip(1).take(3) {
        finding = finding.related(place.host_span, "here too");
    }
    finding
}

/// Answers of a container network's name server that are kept longer than containers live.
fn kept_answers(cx: &Cx, proxy: &Proxy, report: &mut Report) {
    for (_, scope) in proxy.scopes.iter() {
        let Some(resolver) = scope.resolver.one() else { continue };
        let container = |server: &Endpoint| server.host == HostPart::Ip(CONTAINER_RESOLVER);
        let Some(valid) = resolver.valid.filter(|valid| *valid > LONGEST_VALID) else { continue };
        if !resolver.servers.iter().any(container) {
            continue;
        }
        let message = format!("Answers of a container network's name server are kept for {valid}");
        let outcome = proxy.speech.outcome(Failure::Refused, Protocol::Http, proxy.versions);
        report.push(
            Finding::new("long-valid", message, Label::new(resolver.at, "kept longer than containers live"))
                .statuses(outcome.statuses)
                .outcome(cx.outcome(proxy, outcome, "for as long when a container gets another address"))
                .help("Keep them for about 10s"),
        );
    }
}
