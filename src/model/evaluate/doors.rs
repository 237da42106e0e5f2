//! Hosts that name the addresses they answer at (httpd): who may answer at a door, and who of them by which name.
//!
//! Source: `ap_update_vhost_given_ip`, `ap_update_vhost_from_headers`, `matches_aliases`. The address decides first:
//! hosts with this very address, else those for all addresses. Must not choose by anything else.

use super::{Doubt, Known, open};
use crate::model::{HostId, HostPart, NamePattern, Pick, PortPart, Proxy};
use crate::source::At;
use rustc_hash::FxHashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::OnceLock;

/// Hosts by the port that they name; 0: any port.
#[derive(Debug, Default)]
pub(in crate::model) struct Doors(FxHashMap<u16, Port>);

#[derive(Debug, Default)]
struct Port {
    exact: FxHashMap<IpAddr, Hosts>,
    any: Hosts,
    /// An address or port that is not known: who answers hangs on it.
    odd: Option<(Doubt, At)>,
}

/// Hosts of one address, in the order of the file.
#[derive(Debug, Default)]
pub(in crate::model) struct Hosts {
    pub list: Vec<HostId>,
    names: OnceLock<Names>,
}

/// Names of a list of hosts, by the place of the first host that has each.
#[derive(Debug, Default)]
struct Names {
    exact: FxHashMap<Vec<u8>, usize>,
    /// Places of hosts with names that are patterns or not known.
    others: Vec<usize>,
}

impl Doors {
    pub fn new(proxy: &Proxy) -> Doors {
        let mut doors = Doors::default();
        let own = |host: &crate::model::VirtualHost| host.pick == Pick::Phased && host.base.is_some();
        for (id, host) in proxy.hosts.iter().filter(|(_, host)| own(host)) {
            for bind in &host.binds {
                let port = doors.0.entry(bind.endpoint.port.number().unwrap_or(0)).or_default();
                if let PortPart::Unknown(why) = bind.endpoint.port {
                    port.odd.get_or_insert((Doubt::Value(why), bind.at));
                    continue;
                }
                match &bind.endpoint.host {
                    HostPart::Any(_) => port.any.add(id),
                    HostPart::Ip(ip) if ip.is_unspecified() => port.any.add(id),
                    HostPart::Ip(ip) => port.exact.entry(ip.to_canonical()).or_default().add(id),
                    HostPart::Name(name) if name.eq_ignore_case(b"localhost") => {
                        for ip in [Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()] {
                            port.exact.entry(ip).or_default().add(id);
                        }
                    }
                    HostPart::Unknown(why) => drop(port.odd.get_or_insert((Doubt::Value(*why), bind.at))),
                    _ => {
                        let doubt = Doubt::NotModelled("a host whose address is a name");
                        port.odd.get_or_insert((doubt, bind.at));
                    }
                }
            }
        }
        doors
    }

    /// Hosts that may answer a connection to this address; `Ok(None)`: none.
    pub fn at(&self, address: &SocketAddr) -> Known<Option<&Hosts>> {
        // Where a host names the port, those that name none are not asked.
        let ports = || [address.port(), 0].into_iter().filter_map(|port| self.0.get(&port));
        if let Some((doubt, at)) = ports().find_map(|port| port.odd.as_ref()) {
            return open(doubt.clone(), *at);
        }
        let ip = address.ip().to_canonical();
        let exact = ports().find_map(|port| port.exact.get(&ip));
        Ok(exact.or_else(|| ports().map(|port| &port.any).find(|hosts| !hosts.list.is_empty())))
    }
}

impl Hosts {
    fn add(&mut self, id: HostId) {
        if self.list.last() != Some(&id) {
            self.list.push(id);
        }
    }

    /// The place of the first host with this very name, and the places before it of hosts that may fit otherwise.
    pub fn named(&self, proxy: &Proxy, name: &[u8]) -> (Option<usize>, &[usize]) {
        let names = self.names.get_or_init(|| Names::new(proxy, &self.list));
        let place = names.exact.get(&name.to_ascii_lowercase()).copied();
        let before = names.others.partition_point(|other| place.is_none_or(|place| *other < place));
        (place, &names.others[..before])
    }
}

impl Names {
    fn new(proxy: &Proxy, list: &[HostId]) -> Names {
        let mut names = Names::default();
        for (place, id) in list.iter().enumerate() {
            let host = &proxy.hosts[*id];
            let mut other = !host.names_closed;
            for name in &host.names {
                match &name.pattern {
                    NamePattern::Exact(exact) => {
                        names.exact.entry(exact.to_ascii_lowercase()).or_insert(place);
                    }
                    _ => other = true,
                }
            }
            if other {
                names.others.push(place);
            }
        }
        names
    }
}
