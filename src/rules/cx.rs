//! What a rule sees: the model with its indexes, facts, and the one way to print a configuration's text.

use super::Assumptions;
use crate::facts::Facts;
use crate::model::*;
use crate::source::{At, Sources, Span};
use rustc_hash::FxHashSet;

/// The view of a run that rules get.
#[derive(Debug)]
pub struct Cx<'a> {
    pub deployment: &'a Deployment,
    pub sources: &'a Sources,
    pub facts: &'a Facts,
    pub assumptions: &'a Assumptions,
}

/// One way from a route to a pool, with the settings that count on it.
#[derive(Clone, Copy, Debug)]
pub struct Hop<'a> {
    pub proxy_id: ProxyId,
    pub proxy: &'a Proxy,
    pub route_id: RouteId,
    pub host: &'a VirtualHost,
    pub route: &'a Route,
    pub forward: &'a Forward,
    pub target: &'a Target,
    pub pool: &'a Pool,
    pub groups: HopGroups,
    pub scope: &'a ScopeSettings,
}

impl<'a> Hop<'a> {
    pub fn timeouts(&self) -> &'a Timeouts {
        &self.proxy.timeouts[self.groups.timeouts]
    }

    pub fn retry(&self) -> &'a Retry {
        &self.proxy.retries[self.groups.retry]
    }

    pub fn tls(&self) -> &'a Tls {
        &self.proxy.tls[self.groups.tls]
    }

    pub fn buffers(&self) -> &'a Buffers {
        &self.proxy.buffers[self.groups.buffers]
    }

    pub fn connection(&self) -> &'a Connection {
        &self.proxy.connections[self.groups.connection]
    }

    pub fn headers(&self) -> &'a Headers {
        &self.proxy.headers[self.groups.headers]
    }

    /// What is spoken to the servers.
    pub fn protocol(&self) -> Protocol {
        self.target.protocol
    }

    /// TLS is spoken to the servers.
    pub fn speaks_tls(&self) -> bool {
        self.target.tls
    }

    pub fn policy(&self) -> FailurePolicy {
        self.proxy.speech.policy(self.proxy, self.route.groups, self.target.protocol, self.pool)
    }

    pub fn outcome(&self, failure: Failure) -> Outcome {
        self.proxy.speech.outcome(failure, self.target.protocol, self.proxy.versions)
    }
}

/// Longest text of a configuration that a message repeats, in characters.
const SHOWN: usize = 60;

impl<'a> Cx<'a> {
    pub fn new(
        deployment: &'a Deployment,
        sources: &'a Sources,
        facts: &'a Facts,
        assumptions: &'a Assumptions,
    ) -> Self {
        Cx { deployment, sources, facts, assumptions }
    }

    pub fn proxies(&self) -> impl Iterator<Item = (ProxyId, &'a Proxy)> + use<'a> {
        self.deployment.proxies()
    }

    /// Text of a configuration, fit for a message: printable, at most 60 characters.
    pub fn show(&self, bytes: &[u8]) -> String {
        crate::diagnostic::printable(bytes, SHOWN)
    }

    /// The text at a place as written, fit for a message; secrets are masked.
    pub fn show_at(&self, proxy: &Proxy, at: impl Into<At>) -> String {
        let span = at.into().span;
        if proxy.secrets.iter().any(|secret| secret.contains(span) || span.contains(*secret)) {
            return "(hidden)".to_owned();
        }
        self.show(self.sources.bytes(span))
    }

    /// The number at a place, where nothing but digits stands there: a value without a unit.
    pub fn bare_number(&self, at: impl Into<At>) -> Option<u64> {
        std::str::from_utf8(self.sources.bytes(at.into().span)).ok()?.parse().ok()
    }

    /// "line 12 of proxy.conf", or "line 12" when `from` lies in the same file.
    pub fn line(&self, span: Span, from: Span) -> String {
        let source = self.sources.get(span.file);
        let line = source.line_of(span.start);
        if span.file == from.file {
            return format!("line {line}");
        }
        let name = source.path.file_name().unwrap_or(source.path.as_os_str());
        format!("line {line} of {}", self.show(name.as_encoded_bytes()))
    }

    /// Every way from a route to a pool. A line that counts in many places (a snippet) comes once
    /// per pool and set of settings.
    pub fn targets(&self) -> Vec<Hop<'a>> {
        let mut seen = FxHashSet::default();
        let mut hops = Vec::new();
        self.each_target(|hop| {
            if seen.insert((hop.proxy_id, hop.target.at.span, hop.target.pool, hop.groups)) {
                hops.push(hop);
            }
        });
        hops
    }

    /// Like [`Cx::targets`], once per pool, protocol and set of settings: for rules about settings.
    pub fn hops(&self) -> Vec<Hop<'a>> {
        let mut seen = FxHashSet::default();
        let mut hops = Vec::new();
        self.each_target(|hop| {
            let target = hop.target;
            if seen.insert((hop.proxy_id, target.protocol, target.tls, target.pool, hop.groups)) {
                hops.push(hop);
            }
        });
        hops
    }

    fn each_target(&self, mut visit: impl FnMut(Hop<'a>)) {
        for (proxy_id, proxy) in self.proxies() {
            for (host_id, host) in proxy.hosts.iter() {
                for (index, route, forward) in host.forwards() {
                    let groups = &proxy.groups[route.groups];
                    for target in &forward.targets {
                        visit(Hop {
                            proxy_id,
                            proxy,
                            route_id: RouteId { host: host_id, index },
                            host,
                            route,
                            forward,
                            target,
                            pool: &proxy.pools[target.pool],
                            groups: groups.hop(target.protocol),
                            scope: &proxy.scopes[groups.scope],
                        });
                    }
                }
            }
        }
    }

    /// Listeners of the same proxy that a connection to this endpoint reaches: its exact address,
    /// else the wildcard of its family. `localhost` is both loopback addresses.
    pub fn listeners_at(&self, proxy: &'a Proxy, endpoint: &Endpoint) -> Vec<&'a Listener> {
        let exact: Vec<&Listener> = proxy
            .listeners
            .iter()
            .filter(|listener| listener.transport == Transport::Tcp && listener.endpoint.same_place(endpoint))
            .collect();
        if !exact.is_empty() {
            return exact;
        }
        let Some(port) = endpoint.port.number() else {
            return Vec::new();
        };
        if !endpoint.is_local() {
            return Vec::new();
        }
        let family = endpoint.ip().map(|ip| if ip.is_ipv4() { Family::V4 } else { Family::V6 });
        proxy
            .listeners
            .iter()
            .filter(|listener| {
                listener.transport == Transport::Tcp
                    && listener.endpoint.port.number() == Some(port)
                    && match &listener.endpoint.host {
                        HostPart::Any(any) => any.is_none() || family.is_none() || *any == family,
                        HostPart::Ip(ip) => family.is_none() && ip.is_loopback(),
                        _ => false,
                    }
            })
            .collect()
    }

    /// Whether two things can never hold together.
    pub fn exclude(&self, proxy: &Proxy, a: When, b: When) -> bool {
        match (a, b) {
            (When::Version(a), When::Version(b)) => !a.overlaps(b),
            (When::Branch(a), When::Branch(b)) => {
                let arms = |id| {
                    std::iter::successors(Some(id), |id: &BranchId| {
                        proxy.branches.get(id.0 as usize).and_then(|branch| branch.parent)
                    })
                };
                let arm = |id: BranchId| proxy.branches.get(id.0 as usize);
                arms(a).any(|x| {
                    arms(b).any(|y| match (arm(x), arm(y)) {
                        (Some(x), Some(y)) => x.construct == y.construct && x.arm != y.arm,
                        _ => false,
                    })
                })
            }
            _ => false,
        }
    }
}
