//! What a rule sees: the model with its indexes, facts, and the one way to print a configuration's text.

use super::Assumptions;
use super::beside::Places;
use super::chain::{self, Next};
use super::pem::Used;
use super::reach::Spoken;
use crate::facts::Facts;
use crate::facts::net::Way;
use crate::model::*;
use crate::source::{At, Sources, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::sync::OnceLock;

/// The view of a run that rules get.
#[derive(Debug)]
pub struct Cx<'a> {
    pub deployment: &'a Deployment,
    pub sources: &'a Sources,
    pub facts: &'a Facts,
    pub assumptions: &'a Assumptions,
    pub(super) places: OnceLock<Places<'a>>,
    targets: OnceLock<Vec<Hop<'a>>>,
    hops: OnceLock<Vec<Hop<'a>>>,
    spoken: OnceLock<Spoken<'a>>,
    nexts: OnceLock<Vec<Next<'a>>>,
    used: OnceLock<Vec<Used>>,
}

/// One way from a route to a pool, or to one server of it, with the settings that count on it: those of
/// the server first, then those of the pool, then those of the route.
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
    /// The server meant; `None`: what counts for the pool as a whole.
    pub server: Option<&'a Server>,
    /// Those of the route.
    pub groups: HopGroups,
    pub scope: &'a ScopeSettings,
}

impl<'a> Hop<'a> {
    /// The way to one server of the pool.
    pub fn to(&self, server: &'a Server) -> Hop<'a> {
        Hop { server: Some(server), ..*self }
    }

    /// The way to each server that has settings of its own, and that to the pool as a whole where some have
    /// none. Servers that are switched off are left out.
    pub fn apart(&self) -> Vec<Hop<'a>> {
        let live = || self.pool.servers.iter().filter(|server| server.disabled.is_none());
        let own = live().filter(|server| server.own.is_some()).map(|server| self.to(server));
        let whole = live().next().is_none() || live().any(|server| server.own.is_none());
        own.chain(whole.then_some(*self)).collect()
    }

    pub fn timeouts(&self) -> Cow<'a, Timeouts> {
        self.layered(&self.proxy.timeouts, |groups| groups.timeouts, Timeouts::changes)
    }

    pub fn retry(&self) -> Cow<'a, Retry> {
        self.layered(&self.proxy.retries, |groups| groups.retry, Retry::changes)
    }

    pub fn tls(&self) -> Cow<'a, Tls> {
        self.layered(&self.proxy.tls, |groups| groups.tls, Tls::changes)
    }

    pub fn buffers(&self) -> Cow<'a, Buffers> {
        self.layered(&self.proxy.buffers, |groups| groups.buffers, Buffers::changes)
    }

    pub fn connection(&self) -> Cow<'a, Connection> {
        self.layered(&self.proxy.connections, |groups| groups.connection, Connection::changes)
    }

    pub fn headers(&self) -> &'a Headers {
        let own = self.own().map(|own| &self.proxy.headers[own.headers]);
        own.filter(|own| !own.list.is_empty()).last().unwrap_or(&self.proxy.headers[self.groups.headers])
    }

    /// Groups of the pool itself and then of the server, where they have some.
    fn own(&self) -> impl Iterator<Item = HopGroups> + use<'a> {
        let protocol = self.server.map_or(self.target.protocol, |server| self.speaks_to(server).protocol);
        let proxy = self.proxy;
        let own = [self.pool.own, self.server.and_then(|server| server.own)];
        own.into_iter().flatten().map(move |own| proxy.groups[own].hop(protocol))
    }

    fn layered<T: Clone>(
        &self,
        store: &'a Store<T>,
        of: impl Fn(HopGroups) -> Id<T>,
        changes: impl Fn(&T, &T) -> Option<T>,
    ) -> Cow<'a, T> {
        let route = Cow::Borrowed(&store[of(self.groups)]);
        self.own().fold(route, |below, own| match changes(&store[of(own)], &below) {
            Some(both) => Cow::Owned(both),
            None => below,
        })
    }

    /// What is spoken to the servers that do not say so themselves.
    pub fn protocol(&self) -> Protocol {
        self.target.protocol
    }

    /// TLS is spoken to the server meant; for a pool as a whole, to those that do not say so themselves.
    pub fn speaks_tls(&self) -> bool {
        self.server.map_or(self.target.tls, |server| self.speaks_to(server).tls)
    }

    /// What is spoken to one server of the pool.
    pub fn speaks_to(&self, server: &Server) -> Speaks {
        server.speaks.unwrap_or(Speaks { protocol: self.target.protocol, tls: self.target.tls })
    }

    /// How one server of the pool is reached: for questions to the network.
    pub fn way(&self, server: &'a Server) -> Way<'a> {
        let Hop { proxy, target, pool, groups, scope, .. } = *self;
        Way { proxy, target, pool, server, groups, scope }
    }

    /// The pool, and what is spoken to its servers: what one answer about all of them hangs on.
    pub fn pool_as_spoken(&self) -> (ProxyId, PoolId, Speaks) {
        let Target { protocol, tls, pool, .. } = *self.target;
        (self.proxy_id, pool, Speaks { protocol, tls })
    }

    /// A setting as it counts for one server: its own, else the pool's, else the route's. Called with the
    /// groups of each in turn.
    pub fn of<T>(
        &self,
        server: &Server,
        setting: impl Fn(&'a Proxy, HopGroups) -> &'a Setting<T>,
    ) -> &'a Setting<T> {
        let protocol = self.speaks_to(server).protocol;
        let own = [server.own, self.pool.own].into_iter().flatten();
        own.map(|groups| setting(self.proxy, self.proxy.groups[groups].hop(protocol)))
            .find(|setting| !setting.is_unset())
            .unwrap_or_else(|| setting(self.proxy, self.groups))
    }

    pub fn policy(&self) -> FailurePolicy {
        self.proxy.speech.policy(self.proxy, self.route.groups, self.target.protocol, self.pool)
    }

    pub fn outcome(&self, failure: Failure) -> Outcome {
        self.proxy.speech.outcome(failure, self.target.protocol, self.proxy.versions)
    }
}

/// The text with a capital first letter, for the beginning of a message.
pub fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
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
        Cx {
            deployment,
            sources,
            facts,
            assumptions,
            places: OnceLock::new(),
            targets: OnceLock::new(),
            hops: OnceLock::new(),
            spoken: OnceLock::new(),
            nexts: OnceLock::new(),
            used: OnceLock::new(),
        }
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
        // They are sorted and do not overlap each other: only the neighbours can touch.
        let after = proxy.secrets.partition_point(|secret| *secret < span);
        let near = &proxy.secrets[after.saturating_sub(1)..proxy.secrets.len().min(after + 1)];
        let touches =
            |secret: &Span| secret.file == span.file && secret.start < span.end && span.start < secret.end;
        if near.iter().any(touches) {
            return "(hidden)".to_owned();
        }
        self.show(self.sources.bytes(span))
    }

    /// A setting as it stands there: `ProxyTimeout 1min`, `timeout=1min`.
    pub fn written(&self, proxy: &Proxy, term: &str, at: impl Into<At>) -> String {
        let at = at.into();
        let before = (at.span.start as usize).checked_sub(1);
        let joined =
            before.and_then(|before| self.sources.get(at.span.file).bytes.get(before)) == Some(&b'=');
        format!("{term}{}{}", if joined { "=" } else { " " }, self.show_at(proxy, at))
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

    /// A pool by its noun and name: "upstream `shop`".
    pub fn pool(&self, proxy: &Proxy, pool: &Pool) -> String {
        let noun = if pool.made == Made::ByTarget { Noun::TargetPool } else { Noun::Pool };
        format!("{} `{}`", proxy.speech.noun(noun), self.show(&pool.name))
    }

    /// Whether the name of a pool's server may in truth be a pool that is defined out of sight.
    pub fn may_be_pool(&self, proxy: &Proxy, pool: &Pool, server: &Server) -> bool {
        proxy.open.pools.is_some() && pool.made == Made::ByTarget && server.endpoint.port_span.is_none()
    }

    /// What clients and the log see, as a sentence: "502 on every request: `connect() failed …`".
    pub fn outcome(&self, proxy: &Proxy, outcome: Outcome, when: &str) -> String {
        let Outcome { statuses, log } = outcome;
        let what = match statuses {
            ["startup"] => proxy.speech.refuses().to_owned(),
            ["dropped"] => format!("The connection is closed {when}"),
            ["hang"] => format!("No answer {when}"),
            statuses => format!("{} {when}", statuses.join(" or ").replace('-', " ")),
        };
        if log.is_empty() { what } else { format!("{what}: `{log}`") }
    }

    /// Every way from a route to a pool. A line that counts in many places (a snippet) comes once
    /// per pool and set of settings.
    pub fn targets(&self) -> &[Hop<'a>] {
        self.targets.get_or_init(|| {
            let mut seen = FxHashSet::default();
            let mut hops = Vec::new();
            self.each_target(|hop| {
                if seen.insert((hop.proxy_id, hop.target.at.span, hop.target.pool, hop.groups)) {
                    hops.push(hop);
                }
            });
            hops
        })
    }

    /// Like [`Cx::targets`], once per pool, protocol and set of settings: for rules about settings.
    pub fn hops(&self) -> &[Hop<'a>] {
        self.hops.get_or_init(|| {
            let mut seen = FxHashSet::default();
            let mut hops = Vec::new();
            self.each_target(|hop| {
                let target = hop.target;
                if seen.insert((hop.proxy_id, target.protocol, target.tls, target.pool, hop.groups)) {
                    hops.push(hop);
                }
            });
            hops
        })
    }

    /// Who speaks to which address.
    pub(super) fn spoken(&self) -> &Spoken<'a> {
        self.spoken.get_or_init(|| Spoken::new(self.targets()))
    }

    /// Every way from a route to a pool, without leaving out any.
    pub(super) fn each_target(&self, mut visit: impl FnMut(Hop<'a>)) {
        for (proxy_id, proxy) in self.proxies() {
            for (host_id, host) in proxy.hosts.iter() {
                each_from(proxy_id, proxy, host_id, host, &mut visit);
            }
        }
    }

    /// Every way from the routes of one host to a pool.
    pub(super) fn hops_from(&self, proxy_id: ProxyId, proxy: &'a Proxy, host: HostId) -> Vec<Hop<'a>> {
        let mut hops = Vec::new();
        each_from(proxy_id, proxy, host, &proxy.hosts[host], &mut |hop| hops.push(hop));
        hops
    }

    /// Which of the files named each proxy uses, by the proxy's number.
    pub(super) fn used(&self) -> &[Used] {
        self.used
            .get_or_init(|| self.proxies().map(|(id, proxy)| Used::new(id, proxy, self.targets())).collect())
    }

    /// Hops that end at a listener of the run, each followed by one request.
    pub fn nexts(&self) -> &[Next<'a>] {
        self.nexts.get_or_init(|| chain::nexts(self))
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

fn each_from<'a>(
    proxy_id: ProxyId,
    proxy: &'a Proxy,
    host_id: HostId,
    host: &'a VirtualHost,
    visit: &mut impl FnMut(Hop<'a>),
) {
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
                server: None,
                groups: groups.hop(target.protocol),
                scope: &proxy.scopes[groups.scope],
            });
        }
    }
}

/// Answers about pools, asked once each: many routes share a pool, and a pool may be long.
#[derive(Debug)]
pub(super) struct PerPool<T>(FxHashMap<(ProxyId, PoolId), T>);

impl<T: Copy> PerPool<T> {
    pub(super) fn new() -> Self {
        PerPool(FxHashMap::default())
    }

    pub(super) fn get(&mut self, proxy: ProxyId, pool: PoolId, ask: impl FnOnce() -> T) -> T {
        *self.0.entry((proxy, pool)).or_insert_with(ask)
    }
}
