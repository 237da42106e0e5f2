//! What stands at an address: listeners of the proxies of the run, and the services that run beside them.
//!
//! Addresses are compared within one place only (a host, a container); from elsewhere a service is reached by its name
//! on a shared network, or by a port that the host publishes. Must not judge.

use super::Cx;
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Deref;

/// A listener that a connection reaches, and whose it is.
#[derive(Clone, Copy, Debug)]
pub struct Reached<'a> {
    pub proxy_id: ProxyId,
    pub proxy: &'a Proxy,
    pub listener: &'a Listener,
}

impl Deref for Reached<'_> {
    type Target = Listener;

    fn deref(&self) -> &Listener {
        self.listener
    }
}

/// Listeners by the place where they listen.
#[derive(Debug, Default)]
pub(super) struct Places<'a> {
    /// The number of each proxy's place, by the proxy's address in memory.
    of: FxHashMap<usize, (ProxyId, u32)>,
    exact: FxHashMap<(u32, HostPart, Option<u16>), Vec<Reached<'a>>>,
    /// Ports of all listeners: most endpoints have none of them.
    ports: FxHashSet<Option<u16>>,
    /// Listeners of a port on every address; and these together with those on a loopback address.
    wide: FxHashMap<(u32, u16), Vec<Reached<'a>>>,
    local: FxHashMap<(u32, u16), Vec<Reached<'a>>>,
    /// Containers by project and name, in lower case.
    names: FxHashMap<(usize, Text), Vec<ServiceId>>,
    /// Ports of the host that lead into containers.
    published: FxHashMap<u16, Vec<(ServiceId, u16)>>,
}

/// Numbers of places beyond those that are known.
const APART: u32 = 1 << 24;

impl<'a> Places<'a> {
    pub(super) fn of(deployment: &'a Deployment) -> Self {
        let mut places = Places::default();
        let neighbours = &deployment.neighbours;
        for (id, proxy) in deployment.proxies() {
            let place = neighbours.standing(id).map_or(APART + id.0, |standing| standing.place.0);
            places.of.insert(std::ptr::from_ref(proxy).addr(), (id, place));
            for listener in proxy.listeners.iter().filter(|listener| listener.transport == Transport::Tcp) {
                let reached = Reached { proxy_id: id, proxy, listener };
                let endpoint = &listener.endpoint;
                places.exact.entry(key(place, endpoint)).or_default().push(reached);
                places.ports.insert(endpoint.port.number());
                let Some(port) = endpoint.port.number() else { continue };
                let wide = matches!(endpoint.host, HostPart::Any(_));
                if wide {
                    places.wide.entry((place, port)).or_default().push(reached);
                }
                if wide || matches!(&endpoint.host, HostPart::Ip(ip) if ip.is_loopback()) {
                    places.local.entry((place, port)).or_default().push(reached);
                }
            }
        }
        for (index, service) in neighbours.services.iter().enumerate() {
            let Some(container) = &service.container else { continue };
            let id = ServiceId(index as u32);
            for name in &container.names {
                let name = Text::from(name.to_ascii_lowercase());
                let known = places.names.entry((container.project, name)).or_default();
                if !known.contains(&id) {
                    known.push(id);
                }
            }
            for published in &container.published {
                if let Some(host) = published.host {
                    places.published.entry(host).or_default().push((id, published.container));
                }
            }
        }
        places
    }

    fn place(&self, proxy: &Proxy) -> Option<(ProxyId, u32)> {
        self.of.get(&std::ptr::from_ref(proxy).addr()).copied()
    }
}

/// What two endpoints of one place have in common if they are the same.
fn key(place: u32, endpoint: &Endpoint) -> (u32, HostPart, Option<u16>) {
    let host = match &endpoint.host {
        HostPart::Name(name) => HostPart::Name(Text::from(name.to_ascii_lowercase())),
        host => host.clone(),
    };
    (place, host, endpoint.port.number())
}

/// What a name means to a proxy that stands in a container.
#[derive(Clone, Copy, Debug)]
pub struct Named<'a> {
    pub service: &'a Service,
    pub container: &'a Container,
    /// The two share a network.
    pub meets: bool,
}

impl<'a> Cx<'a> {
    fn places(&self) -> &Places<'a> {
        self.places.get_or_init(|| Places::of(self.deployment))
    }

    /// Listeners that a connection from this proxy to the endpoint reaches: in its own place the exact address, else
    /// the wildcard of its family; in containers by name, from the host by published ports. `localhost` is both
    /// loopback addresses.
    pub fn listeners_at(&self, proxy: &Proxy, endpoint: &Endpoint) -> Vec<Reached<'a>> {
        let places = self.places();
        let Some((id, place)) = places.place(proxy) else { return Vec::new() };
        let listens = places.ports.contains(&endpoint.port.number());
        let exact = listens.then(|| places.exact.get(&key(place, endpoint))).flatten();
        let exact = exact.into_iter().flatten();
        let exact: Vec<Reached> =
            exact.copied().filter(|reached| reached.endpoint.same_place(endpoint)).collect();
        let Some(port) = endpoint.port.number().filter(|_| exact.is_empty()) else {
            return exact;
        };
        if !endpoint.is_local() {
            return self.in_containers(id, endpoint, port);
        }
        let family = endpoint.ip().map(|ip| if ip.is_ipv4() { Family::V4 } else { Family::V6 });
        // A name without an address is `localhost`: any family, any loopback address.
        let listeners = if family.is_some() { &places.wide } else { &places.local };
        let reaches = |reached: &Reached| match &reached.endpoint.host {
            HostPart::Any(any) => any.is_none() || family.is_none() || *any == family,
            _ => true,
        };
        let found: Vec<Reached> =
            listeners.get(&(place, port)).into_iter().flatten().copied().filter(reaches).collect();
        if !found.is_empty() || !self.deployment.neighbours.on_host(id) {
            return found;
        }
        let published = places.published.get(&port).into_iter().flatten();
        published.flat_map(|(service, port)| self.listeners_in(*service, *port)).collect()
    }

    fn in_containers(&self, proxy: ProxyId, endpoint: &Endpoint, port: u16) -> Vec<Reached<'a>> {
        let Some(name) = endpoint.name() else { return Vec::new() };
        let Some((_, own, _)) = self.deployment.neighbours.container(proxy) else { return Vec::new() };
        let called = self.called(own.project, name).iter();
        let meets = |id: &&ServiceId| {
            self.deployment.neighbours.service(**id).container.as_ref().is_some_and(|other| own.meets(other))
        };
        called.filter(meets).flat_map(|id| self.listeners_in(*id, port)).collect()
    }

    /// Listeners inside a container that its network reaches.
    fn listeners_in(&self, service: ServiceId, port: u16) -> Vec<Reached<'a>> {
        let place = self.deployment.neighbours.service(service).place.0;
        let wide = self.places().wide.get(&(place, port));
        wide.into_iter().flatten().copied().collect()
    }

    fn called(&self, project: usize, name: &[u8]) -> &[ServiceId] {
        let name = Text::from(name.to_ascii_lowercase());
        self.places().names.get(&(project, name)).map_or(&[], Vec::as_slice)
    }

    /// The service of the proxy's own project that goes by a name; `None` where the proxy stands in no container or
    /// nobody is called so.
    pub fn named(&self, proxy: ProxyId, name: &[u8]) -> Option<Named<'a>> {
        let (_, own, _) = self.deployment.neighbours.container(proxy)?;
        let all: Vec<Named> = self
            .called(own.project, name)
            .iter()
            .filter_map(|id| {
                let service = self.deployment.neighbours.service(*id);
                let container = service.container.as_deref()?;
                Some(Named { service, container, meets: own.meets(container) })
            })
            .collect();
        all.iter().find(|named| named.meets).or(all.first()).copied()
    }

    /// Services that a connection from this proxy to the endpoint reaches, each with the address that it listens on:
    /// on the same host by socket or port, in containers by name, from the host by published ports.
    pub fn services_at(&self, proxy: ProxyId, endpoint: &Endpoint) -> Vec<(&'a Service, &'a ServiceListen)> {
        let neighbours = &self.deployment.neighbours;
        let port = endpoint.port.number();
        if let Some(named) = endpoint.name().and_then(|name| self.named(proxy, name)).filter(|n| n.meets) {
            let reached = |listen: &&ServiceListen| listen.port == port && is_open(&listen.host);
            return named
                .service
                .listens
                .iter()
                .filter(reached)
                .map(|listen| (named.service, listen))
                .collect();
        }
        if !endpoint.is_local() || !neighbours.on_host(proxy) {
            return Vec::new();
        }
        let mut found = Vec::new();
        let wanted = endpoint.unix().map(|path| socket(path));
        for service in neighbours.host_services() {
            for listen in &service.listens {
                let reached = match (&listen.host, &wanted) {
                    (HostPart::Unix(path), Some(wanted)) => path == wanted,
                    (HostPart::Unix(_), None) | (_, Some(_)) => false,
                    (HostPart::Ip(ip), None) => {
                        listen.port == port
                            && (ip.is_loopback() && endpoint.ip().is_none_or(|own| own == *ip))
                    }
                    (_, None) => listen.port == port,
                };
                if reached {
                    found.push((service, listen));
                }
            }
        }
        let published = port.and_then(|port| self.places().published.get(&port));
        for (id, port) in published.into_iter().flatten() {
            let service = neighbours.service(*id);
            found.extend(
                service.listens.iter().filter(|l| l.port == Some(*port)).map(|listen| (service, listen)),
            );
        }
        found
    }
}

/// Reached from other containers.
pub(super) fn is_open(host: &HostPart) -> bool {
    match host {
        HostPart::Ip(ip) => !ip.is_loopback(),
        HostPart::Name(name) => !name.eq_ignore_case(b"localhost"),
        HostPart::Unix(_) => false,
        _ => true,
    }
}

/// A socket's path as it is compared: without doubled slashes; `/var/run` is `/run` (FHS 3.0, 5.13).
pub(super) fn socket(path: &[u8]) -> Text {
    let mut plain: Vec<u8> = Vec::with_capacity(path.len());
    for part in path.split(|byte| *byte == b'/').filter(|part| !part.is_empty() && *part != b".") {
        plain.push(b'/');
        plain.extend_from_slice(part);
    }
    match plain.strip_prefix(b"/var/run/") {
        Some(rest) => Text::from([b"/run/", rest].concat()),
        None => Text::from(plain),
    }
}

/// The unit that starts the proxy.
pub(super) fn is_unit_of(proxy: &Proxy, service: &Service) -> bool {
    let unit = String::from_utf8_lossy(&service.name).to_ascii_lowercase();
    let stem = unit.strip_suffix(".service").unwrap_or(&unit);
    // Packages name it after the program or after the project.
    let named = stem.eq_ignore_ascii_case(proxy.speech.server()) || stem.starts_with(proxy.dialect.word());
    service.kind == ServiceKind::Unit && named
}
