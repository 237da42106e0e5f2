//! Listeners and hosts: who takes a connection, and which host a name means there.
//!
//! Source: `ngx_http_find_virtual_server`, `ngx_hash_find_combined`, `ngx_http_add_addrs`.

use super::doors::Doors;
use super::pattern::Patterns;
use super::unread::Unread;
use super::{Door, Doubt, Known, Reason, open};
use crate::model::{
    Endpoint, Family, HostId, HostPart, Listener, NamePattern, Pattern, Pick, PoolId, PortPart, Proxy,
    Transport,
};
use crate::source::At;
use rustc_hash::{FxHashMap, FxHashSet};
use std::net::{IpAddr, SocketAddr};
use std::sync::atomic::AtomicUsize;

/// A proxy with the indexes that evaluation needs.
#[derive(Debug)]
pub struct Routing<'a> {
    pub proxy: &'a Proxy,
    pub(super) patterns: Patterns,
    names: Vec<Names<'a>>,
    /// IPv6 wildcards that take IPv4 too, by index of the listener.
    dual_stack: FxHashSet<usize>,
    /// Listeners by their port; those of sockets, and of ports that are no plain numbers, by none.
    by_port: FxHashMap<Option<u16>, Vec<usize>>,
    /// Definitions by name, in lower case.
    pub(super) variables: FxHashMap<Vec<u8>, Vec<usize>>,
    /// Names that steps and captures define somewhere.
    pub(super) defined: FxHashSet<Vec<u8>>,
    pub(super) unread: Unread,
    /// Hosts that name the addresses they answer at (httpd).
    pub(super) doors: Doors,
    /// Routes, sections and rules that requests were held against so far, in hosts that ask all of them in turn.
    pub(super) effort: AtomicUsize,
    /// Declared pools by name in lower case, and whether they are stream pools.
    pub(super) pools: FxHashMap<(Vec<u8>, bool), PoolId>,
    /// Declared pools by their names, where servers mind case.
    pub(super) pools_as_written: FxHashMap<&'a [u8], PoolId>,
}

/// Names that count on one listener; the first definition of a name wins.
#[derive(Debug, Default)]
struct Names<'a> {
    exact: FxHashMap<&'a [u8], HostId>,
    /// What follows the star, with its dot.
    leading: FxHashMap<Vec<u8>, HostId>,
    /// What stands before the star, with its dot.
    trailing: FxHashMap<&'a [u8], HostId>,
    patterns: Vec<(&'a Pattern, At, HostId)>,
    any: Option<HostId>,
    /// A host with a name that is not known.
    open: Vec<(HostId, At)>,
}

/// What a name leads to before patterns are tried.
pub(super) enum Named<'a> {
    Host(HostId),
    /// No plain name fits: these patterns in order.
    Patterns(&'a [(&'a Pattern, At, HostId)]),
}

impl<'a> Routing<'a> {
    pub fn new(proxy: &'a Proxy) -> Self {
        let mut variables: FxHashMap<Vec<u8>, Vec<usize>> = FxHashMap::default();
        for (index, variable) in proxy.variables.iter().enumerate() {
            variables.entry(variable.name.to_ascii_lowercase()).or_default().push(index);
        }
        let mut pools = FxHashMap::default();
        let mut pools_as_written = FxHashMap::default();
        for (id, pool) in proxy.pools.iter() {
            if matches!(pool.made, crate::model::Made::Declared | crate::model::Made::ByListen) {
                pools_as_written.entry(&*pool.name).or_insert(id);
            }
            if pool.made == crate::model::Made::Declared {
                pools.entry((pool.name.to_ascii_lowercase(), pool.stream)).or_insert(id);
            }
        }
        let mut by_port: FxHashMap<Option<u16>, Vec<usize>> = FxHashMap::default();
        for (index, listener) in proxy.listeners.iter().enumerate() {
            let socket = listener.endpoint.unix().is_some();
            let port = listener.endpoint.port.number().filter(|_| !socket);
            by_port.entry(port).or_default().push(index);
        }
        // Hosts of phased proxies are chosen by the doors.
        let named = !proxy.hosts.iter().any(|(_, host)| host.pick == Pick::Phased);
        let listeners = if named { &proxy.listeners[..] } else { &[] };
        Routing {
            by_port,
            doors: Doors::new(proxy),
            effort: AtomicUsize::new(0),
            proxy,
            patterns: Patterns::default(),
            names: listeners.iter().map(|listener| Names::new(proxy, listener)).collect(),
            variables,
            dual_stack: proxy
                .listeners
                .iter()
                .enumerate()
                .filter(|(_, listener)| {
                    listener.binds.iter().any(|bind| {
                        let binds = &proxy.hosts[bind.host].binds;
                        binds.get(bind.index as usize).is_some_and(|bind| bind.dual_stack)
                    })
                })
                .map(|(index, _)| index)
                .collect(),
            defined: super::defined::defined(proxy),
            unread: Unread::new(proxy),
            pools,
            pools_as_written,
        }
    }

    /// The listener that takes a connection: its own address, else the wildcard of the family.
    /// `Ok(None)`: nobody listens there.
    pub fn listener(&self, door: &Door) -> Known<Option<usize>> {
        let mut best: Option<(u8, usize)> = None;
        let port = match door {
            Door::Ip(address) => Some(address.port()),
            Door::Unix(_) => None,
        };
        let of = |port: Option<u16>| self.by_port.get(&port).into_iter().flatten().copied();
        let mut indexes: Vec<usize> = of(port).chain(of(None).filter(|_| port.is_some())).collect();
        indexes.sort_unstable();
        for index in indexes {
            let listener = &self.proxy.listeners[index];
            if listener.transport != Transport::Tcp {
                continue;
            }
            let dual_stack = self.dual_stack.contains(&index);
            let rank = rank(&listener.endpoint, dual_stack, door)?;
            if let Some(rank) = rank
                && best.is_none_or(|(known, _)| rank < known)
            {
                best = Some((rank, index));
            }
        }
        Ok(best.map(|(_, index)| index))
    }

    /// The host that answers on a listener when no name fits.
    pub fn default_host(&self, listener: usize) -> Option<HostId> {
        let listener = self.proxy.listeners.get(listener)?;
        listener.default.or_else(|| listener.binds.first().map(|bind| bind.host))
    }

    pub(super) fn named(&self, listener: usize, name: &[u8]) -> Known<Named<'_>> {
        let Some(names) = self.names.get(listener) else {
            return Ok(Named::Patterns(&[]));
        };
        if let Some(&(_, at)) = names.open.first() {
            return open(Doubt::Hosts, at);
        }
        if let Some(&host) = names.exact.get(name) {
            return Ok(Named::Host(host));
        }
        let dots = || name.iter().enumerate().filter(|(_, byte)| **byte == b'.').map(|(index, _)| index);
        // The bare name of `.example.com` is kept with its dot, too.
        let bare: Vec<u8> = [b".", name].concat();
        let leading = std::iter::once(&bare[..])
            .chain(dots().filter(|dot| *dot > 0).map(|dot| &name[dot..]))
            .find_map(|rest| names.leading_at(rest, rest.len() > name.len()));
        if let Some(host) = leading {
            return Ok(Named::Host(host));
        }
        let trailing = dots()
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .filter(|dot| dot + 1 < name.len())
            .find_map(|dot| names.trailing.get(&name[..=dot]).copied());
        if let Some(host) = trailing {
            return Ok(Named::Host(host));
        }
        if let Some(why) = self.unread.hosts {
            let at = self.default_host(listener).map(|host| self.proxy.hosts[host].at);
            return Err(at.into_iter().map(|at| Reason { doubt: Doubt::Value(why), at }).collect());
        }
        if names.patterns.is_empty()
            && let Some(host) = names.any
        {
            return Ok(Named::Host(host));
        }
        Ok(Named::Patterns(&names.patterns))
    }
}

impl<'a> Names<'a> {
    fn new(proxy: &'a Proxy, listener: &Listener) -> Self {
        let mut names = Names::default();
        let mut seen = FxHashSet::default();
        for bind in &listener.binds {
            if !seen.insert(bind.host) {
                continue;
            }
            let id = bind.host;
            let host = &proxy.hosts[id];
            if !host.names_closed {
                names.open.push((id, host.at));
            }
            if host.names.is_empty() {
                // A host without names has the empty one (`ngx_http_core_merge_srv_conf`).
                names.exact.entry(b"").or_insert(id);
            }
            for name in &host.names {
                match &name.pattern {
                    NamePattern::Exact(text) => {
                        names.exact.entry(text).or_insert(id);
                    }
                    NamePattern::Leading(text) => {
                        names.leading.entry(text.to_vec()).or_insert(id);
                    }
                    NamePattern::LeadingOrSelf(text) => {
                        // NUL marks that the bare name fits as well; no name holds one.
                        let dotted = [b".", &**text].concat();
                        names.leading.entry([b"\0", &*dotted].concat()).or_insert(id);
                        names.leading.entry(dotted).or_insert(id);
                    }
                    NamePattern::Trailing(text) => {
                        names.trailing.entry(text).or_insert(id);
                    }
                    NamePattern::Regex(pattern) => names.patterns.push((pattern, name.at, id)),
                    NamePattern::Any => {
                        names.any.get_or_insert(id);
                    }
                    // Hosts with such names are chosen elsewhere; here they only leave the set open.
                    NamePattern::Glob(_) | NamePattern::Unknown(_) => names.open.push((id, name.at)),
                }
            }
        }
        if seen.len() == 1 {
            // One host alone answers, whatever it is called.
            names.open.clear();
        }
        names
    }

    fn leading_at(&self, rest: &[u8], bare: bool) -> Option<HostId> {
        if bare {
            return self.leading.get(&[b"\0", rest].concat()).copied();
        }
        self.leading.get(rest).copied()
    }
}

/// How well a listener fits a door: 0 its own address, then wildcards; `Ok(None)` not at all.
fn rank(endpoint: &Endpoint, dual_stack: bool, door: &Door) -> Known<Option<u8>> {
    let address = match (door, &endpoint.host) {
        (Door::Unix(path), HostPart::Unix(other)) => return Ok((path == other).then_some(0)),
        (Door::Unix(_), _) | (_, HostPart::Unix(_)) => return Ok(None),
        (Door::Ip(address), _) => address,
    };
    let port = match endpoint.port {
        PortPart::Written(port) | PortPart::Filled(port) => port == address.port(),
        PortPart::Range(first, last) => (first..=last).contains(&address.port()),
        PortPart::Offset(_) | PortPart::None => false,
        PortPart::Unknown(why) => return open(Doubt::Value(why), endpoint.at),
    };
    if !port {
        return Ok(None);
    }
    Ok(match &endpoint.host {
        HostPart::Ip(ip) if ip.is_unspecified() => wildcard(Some(family(*ip)), dual_stack, address),
        HostPart::Ip(ip) => (*ip == address.ip()).then_some(0),
        HostPart::Any(any) => wildcard(*any, dual_stack, address),
        HostPart::Name(name) if name.eq_ignore_case(b"localhost") => address.ip().is_loopback().then_some(0),
        HostPart::Name(_) => {
            return open(Doubt::NotModelled("a listener with a name to look up"), endpoint.at);
        }
        HostPart::Unknown(why) => return open(Doubt::Value(*why), endpoint.at),
        HostPart::Unix(_) | HostPart::ClientDestination => None,
    })
}

fn family(ip: IpAddr) -> Family {
    if ip.is_ipv4() { Family::V4 } else { Family::V6 }
}

fn wildcard(listens: Option<Family>, dual_stack: bool, address: &SocketAddr) -> Option<u8> {
    let asked = family(address.ip());
    match listens {
        None => Some(1),
        Some(listens) if listens == asked => Some(1),
        Some(Family::V6) if dual_stack => Some(2),
        Some(_) => None,
    }
}
