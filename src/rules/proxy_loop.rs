//! Requests that are passed on to where they come from.

use super::chain::{self, Routings};
use super::cx::PerPool;
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::evaluate::{LeadsBack, NoWorld, Way};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::net::IpAddr;

/// Headers whose value names the host that a request asks for.
const HOST: &str = "Host";

pub(super) fn check(cx: &Cx, report: &mut Report) {
    over_others(cx, report);
    let mut near = PerPool::new();
    for (proxy_id, proxy) in cx.proxies() {
        let own = Own::of(proxy);
        let mut routing = None;
        let mut said: FxHashSet<Vec<RouteId>> = FxHashSet::default();
        for (id, host) in proxy.hosts.iter() {
            for (index, route, forward) in host.forwards() {
                report.findings.extend(own_name(cx, proxy, host, route, forward));
                if !forward
                    .targets
                    .iter()
                    .any(|target| near.get(proxy_id, target.pool, || own.takes(proxy, target)))
                {
                    continue;
                }
                let route = RouteId { host: id, index };
                let routing = routing.get_or_insert_with(|| proxy.routing());
                let LeadsBack::Yes { way, .. } = routing.leads_back(route, &NoWorld) else { continue };
                let round = round(&way);
                let mut routes: Vec<RouteId> = round.iter().map(|way| way.route).collect();
                routes.sort();
                if routes.contains(&route) && said.insert(routes) {
                    report.push(comes_back(cx, proxy, (forward, &own), round, route));
                }
            }
        }
    }
}

/// Loops over several proxies of the run.
fn over_others(cx: &Cx, report: &mut Report) {
    let mut routings = Routings::new();
    let mut said: FxHashSet<Vec<(ProxyId, RouteId)>> = FxHashSet::default();
    for next in cx.nexts().iter().filter(|next| next.reached.proxy_id != next.hop.proxy_id) {
        let Some(way) = chain::round(cx, next, &mut routings) else { continue };
        let mut routes: Vec<(ProxyId, RouteId)> = way.iter().map(|(id, way)| (*id, way.route)).collect();
        routes.sort_unstable();
        if !said.insert(routes) {
            continue;
        }
        let (proxy, forward) = (next.hop.proxy, next.hop.forward);
        let written = cx.show_at(proxy, forward.template.at);
        let other = next.reached.proxy.speech.server();
        let outcome = proxy.speech.outcome(Failure::Loop, Protocol::Http, proxy.versions);
        let mut finding = Finding::new(
            "over-another-proxy",
            format!("`{written}` leads to {other}, which sends the request back here"),
            Label::new(forward.template.at, "goes round without end"),
        )
        .statuses(outcome.statuses)
        .outcome(cx.outcome(
            proxy,
            outcome,
            "on every request, once one of the proxies has used up all connections",
        ))
        .help("Write the address on which the application listens, in one of the two");
        for (_, way) in way.iter().skip(1).take(3) {
            finding = finding.related(way.pass, "and this passes it on");
        }
        report.push(finding);
    }
}

/// Where the proxy itself listens.
#[derive(Default)]
struct Own {
    ports: FxHashSet<u16>,
    addresses: FxHashSet<IpAddr>,
    sockets: FxHashSet<Text>,
}

impl Own {
    fn of(proxy: &Proxy) -> Own {
        let mut own = Own::default();
        for listener in &proxy.listeners {
            own.ports.extend(listener.endpoint.port.number());
            own.addresses.extend(listener.endpoint.ip());
            own.sockets.extend(listener.endpoint.unix().cloned());
        }
        own
    }

    /// Whether a target may be one of them: cheap, and right where it says no.
    fn takes(&self, proxy: &Proxy, target: &Target) -> bool {
        proxy.pools[target.pool].servers.iter().any(|server| self.has(&server.endpoint))
    }

    fn has(&self, endpoint: &Endpoint) -> bool {
        let here = endpoint.is_local() || endpoint.ip().is_some_and(|ip| self.addresses.contains(&ip));
        match endpoint.unix() {
            Some(path) => self.sockets.contains(path),
            None => here && endpoint.port.number().is_some_and(|port| self.ports.contains(&port)),
        }
    }
}

/// The part of a way that is gone through again and again.
fn round(way: &[Way]) -> &[Way] {
    let Some((last, before)) = way.split_last() else { return way };
    let start = before.iter().position(|known| known == last).unwrap_or_default();
    &before[start..]
}

fn comes_back(
    cx: &Cx,
    proxy: &Proxy,
    (forward, own): (&Forward, &Own),
    round: &[Way],
    route: RouteId,
) -> Finding {
    let noun = proxy.speech.noun(Noun::Route);
    // Where servers speak for themselves, the target names their pool alone.
    let servers = forward.targets.iter().flat_map(|target| &proxy.pools[target.pool].servers);
    let back = servers.into_iter().find(|server| server.speaks.is_some() && own.has(&server.endpoint));
    let at = back.map_or(forward.template.at, |server| server.endpoint.at);
    let written = cx.show_at(proxy, at);
    let others = round.iter().filter(|way| way.route != route);
    let message = match others.clone().count() {
        0 => format!("`{written}` leads back to this {noun}: a request goes round without end"),
        _ => {
            format!("`{written}` leads back here by way of another {noun}: a request goes round without end")
        }
    };
    let outcome = proxy.speech.outcome(Failure::Loop, Protocol::Http, proxy.versions);
    let mut finding = Finding::new("comes-back", message, Label::new(at, "this is the proxy itself"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(
            proxy,
            outcome,
            "on every request, once it has used up all connections; other sites fail with it meanwhile",
        ))
        .help("Write the address on which the application listens");
    for way in others.take(3) {
        finding = finding.related(way.pass, "and this passes it back");
    }
    finding
}

/// A target that is called like the host that it stands in: in DNS that name is this proxy, as a rule.
fn own_name(cx: &Cx, proxy: &Proxy, host: &VirtualHost, route: &Route, forward: &Forward) -> Option<Finding> {
    let [target] = &*forward.targets else { return None };
    let [server] = &*proxy.pools[target.pool].servers else { return None };
    let name = server.endpoint.name()?;
    let named = host.names.iter().find(|own| match &own.pattern {
        NamePattern::Exact(own) => own.eq_ignore_case(name),
        _ => false,
    })?;
    let port = server.endpoint.port.number();
    let listens = host.binds.iter().any(|bind| bind.endpoint.port.number() == port && bind.tls == target.tls);
    let headers = &proxy.headers[proxy.groups[route.groups].hop(target.protocol).headers];
    let keeps_host = headers.get(HOST).is_none_or(|header| {
        matches!(
            proxy.meaning(&header.value),
            Some(Meaning::ClientHost | Meaning::ClientAuthority | Meaning::TargetHost)
        )
    });
    // With a path of its own it may come to another route.
    if !listens || !keeps_host || target.uri.is_some() || name.eq_ignore_case(b"localhost") {
        return None;
    }
    let shown = cx.show(name);
    let outcome = proxy.speech.outcome(Failure::Loop, Protocol::Http, proxy.versions);
    let message = format!("Requests for `{shown}` are passed on to `{shown}`, the name of this very host");
    Some(
        Finding::new("own-name", message, Label::new(target.host_span, "the proxy asks itself"))
            .related(named.at, "the host has this name")
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                proxy,
                outcome,
                "where the name resolves to this proxy, as it does for clients",
            ))
            .help("Write the address of the application, and pass the name on as Host"),
    )
}
