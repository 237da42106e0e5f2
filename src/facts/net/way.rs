//! How a server of a pool is reached: which name is asked for where, which address is connected to, what is said
//! in the handshake. Rules and the run that asks build the same question from the same place.

use super::Net;
use crate::model::*;
use crate::source::At;
use crate::world::net::{Check, Handshake, Peer, Plain, Resolve, Resolved, Via};
use rustc_hash::FxHashSet;
use std::ffi::OsStr;
use std::net::{IpAddr, SocketAddr};
use std::os::unix::ffi::OsStrExt;
use std::path::PathBuf;

/// The port of name servers.
const DNS: u16 = 53;
/// Last labels of names that no public resolver knows.
const PRIVATE: [&str; 18] = [
    "arpa",
    "cluster",
    "consul",
    "corp",
    "default",
    "docker",
    "example",
    "home",
    "internal",
    "intranet",
    "invalid",
    "lan",
    "local",
    "localdomain",
    "localhost",
    "private",
    "svc",
    "test",
];

/// A server of a pool, and the settings under which a route reaches it.
#[derive(Clone, Copy, Debug)]
pub struct Way<'a> {
    pub proxy: &'a Proxy,
    pub target: &'a Target,
    pub pool: &'a Pool,
    pub server: &'a Server,
    pub groups: HopGroups,
    pub scope: &'a ScopeSettings,
}

/// All ways of these proxies that are in use whatever the request and the version, once each.
pub(super) fn all<'a>(proxies: &[&'a Proxy]) -> Vec<Way<'a>> {
    let mut ways = Vec::new();
    for proxy in proxies {
        let mut seen = FxHashSet::default();
        for (_, host) in proxy.hosts.iter() {
            for (_, route, forward) in host.forwards() {
                let groups = &proxy.groups[route.groups];
                for target in forward.targets.iter().filter(|target| target.when == When::Always) {
                    let hop = groups.hop(target.protocol);
                    if !seen.insert((target.pool, target.protocol, target.tls, hop, groups.scope)) {
                        continue;
                    }
                    let (pool, scope) = (&proxy.pools[target.pool], &proxy.scopes[groups.scope]);
                    let servers = pool.servers.iter().filter(|server| is_in_use(proxy, pool, server));
                    let way = |server| Way { proxy, target, pool, server, groups: hop, scope };
                    ways.extend(servers.map(way));
                }
            }
        }
    }
    ways
}

/// Requests may be sent there, and the address is meant as one.
fn is_in_use(proxy: &Proxy, pool: &Pool, server: &Server) -> bool {
    let may_be_pool = proxy.open.pools.is_some()
        && pool.made == Made::ByTarget
        && server.endpoint.port_span.is_none()
        && server.endpoint.name().is_some();
    server.disabled.is_none() && server.when == When::Always && !may_be_pool
}

/// Names of a pool that are looked up when the server starts.
pub(super) fn at_start(proxy: &Proxy, pool: &Pool) -> impl Iterator<Item = Resolve> {
    let servers = pool.servers.iter().filter(|server| is_in_use(proxy, pool, server));
    servers
        .filter(|server| server.endpoint.resolution == Resolution::AtStart)
        .filter_map(|server| by_system(&server.endpoint))
}

/// The question for a name that is looked up as programs of the machine do.
pub fn by_system(endpoint: &Endpoint) -> Option<Resolve> {
    let name = name(endpoint)?;
    Some(Resolve { name, through: Via::System, without_v4: false, without_v6: false })
}

/// A name in lower case; none that is written in capitals alone: that is a placeholder of a template step.
fn name(endpoint: &Endpoint) -> Option<String> {
    let name = endpoint.name()?;
    if !name.iter().any(u8::is_ascii_lowercase) {
        return None;
    }
    let name = std::str::from_utf8(name).ok()?.to_ascii_lowercase();
    // What variables of any server leave behind.
    (!name.contains(['$', '{', '%', '/', '<'])).then_some(name)
}

/// Where a name server is asked, if it has an address.
pub(super) fn name_server(server: &Endpoint) -> Option<SocketAddr> {
    Some(SocketAddr::new(server.ip()?, server.port.number().unwrap_or(DNS)))
}

/// The path of a unix socket that lies in the file system.
pub(super) fn path(endpoint: &Endpoint) -> Option<PathBuf> {
    let path = endpoint.unix().filter(|path| path.first() == Some(&b'/'))?;
    std::str::from_utf8(path).ok()?;
    Some(OsStr::from_bytes(path).into())
}

/// Every machine gets the same answer, as far as names go.
pub(super) fn is_known_everywhere(ask: &Resolve) -> bool {
    match &ask.through {
        Via::System => is_public(ask.name.as_bytes()),
        Via::Servers(servers) => servers.iter().all(|server| !server.ip().is_loopback()),
    }
}

/// A name with a public top-level domain. `www.example.org` is taken for one.
pub fn is_public(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return false };
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let Some((rest, last)) = name.rsplit_once('.') else { return false };
    !rest.is_empty()
        && last.len() >= 2
        && last.bytes().all(|byte| byte.is_ascii_alphabetic())
        && !PRIVATE.contains(&last)
        && !name.contains(".svc.")
        && !name.contains('_')
}

impl<'a> Way<'a> {
    pub fn speaks(&self) -> Speaks {
        let Target { protocol, tls, .. } = *self.target;
        self.server.speaks.unwrap_or(Speaks { protocol, tls })
    }

    /// A setting as it counts here: the server's own, else the pool's, else the route's.
    fn of<T>(&self, setting: impl Fn(&'a Proxy, HopGroups) -> &'a Setting<T>) -> &'a Setting<T> {
        let protocol = self.speaks().protocol;
        let own = [self.server.own, self.pool.own].into_iter().flatten();
        own.map(|groups| setting(self.proxy, self.proxy.groups[groups].hop(protocol)))
            .find(|setting| !setting.is_unset())
            .unwrap_or_else(|| setting(self.proxy, self.groups))
    }

    fn tls<T>(&self, field: impl Fn(&'a Tls) -> &'a Setting<T>) -> &'a Setting<T> {
        self.of(|proxy, groups| field(&proxy.tls[groups.tls]))
    }

    /// Who is asked for names at run time, where somebody is.
    pub fn resolver(&self) -> Option<&'a Resolver> {
        let later = matches!(self.server.endpoint.resolution, Resolution::PerRequest | Resolution::Follows);
        let own = self.server.rare.as_ref().and_then(|rare| rare.resolver.as_deref());
        let others = [&self.pool.resolver, &self.scope.resolver];
        let others = others.into_iter().filter_map(Setting::one).map(|resolver| &**resolver);
        own.into_iter().chain(others).next().filter(|_| later)
    }

    /// The question for the server's name.
    pub fn resolve(&self) -> Option<Resolve> {
        let endpoint = &self.server.endpoint;
        match endpoint.resolution {
            Resolution::AtStart | Resolution::AtStartIfKnown => by_system(endpoint),
            // httpd asks its machine when the name is needed, whatever resolvers there are elsewhere.
            Resolution::Follows if self.resolver().is_none() => by_system(endpoint),
            Resolution::PerRequest | Resolution::Follows => {
                let resolver = self.resolver()?;
                let servers: Option<Vec<SocketAddr>> = resolver.servers.iter().map(name_server).collect();
                Some(Resolve {
                    name: name(endpoint)?,
                    through: Via::Servers(servers.filter(|servers| !servers.is_empty())?),
                    without_v4: !resolver.ipv4,
                    without_v6: !resolver.ipv6,
                })
            }
            Resolution::Never | Resolution::Nothing => None,
        }
    }

    /// Addresses at which the server is reached, as far as known.
    pub fn peers(&self, net: &Net) -> Vec<Peer> {
        let endpoint = &self.server.endpoint;
        if self.speaks().protocol == Protocol::Udp {
            return Vec::new();
        }
        if let Some(path) = path(endpoint) {
            return vec![Peer::Unix(path)];
        }
        let Some(port) = endpoint.port.number() else { return Vec::new() };
        self.addresses(net).into_iter().filter_map(|ip| tcp(ip, port)).collect()
    }

    fn addresses(&self, net: &Net) -> Vec<IpAddr> {
        match &self.server.endpoint.host {
            HostPart::Ip(ip) => vec![*ip],
            HostPart::Name(_) => match self.resolve().and_then(|ask| net.resolved(&ask)) {
                Some(Resolved::Addresses { addresses }) => addresses.clone(),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    /// The check in force for this server.
    pub fn health_check(&self) -> Option<&'a HealthCheck> {
        self.server.check.one().map(|check| &**check)
    }

    /// Addresses to which its health checks go.
    pub fn check_peers(&self, net: &Net) -> Vec<Peer> {
        let Some(check) = self.health_check() else { return Vec::new() };
        let addresses = match &check.address {
            None => self.addresses(net),
            Some(address) => address.ip().into_iter().collect(),
        };
        let other = check.address.as_ref().and_then(|address| address.port.number());
        match check.port.get().or(other).or(self.server.endpoint.port.number()) {
            _ if check.address.is_none() && path(&self.server.endpoint).is_some() => self.peers(net),
            Some(port) => addresses.into_iter().filter_map(|ip| tcp(ip, port)).collect(),
            None => Vec::new(),
        }
    }

    pub(super) fn all_peers(&self, net: &Net) -> Vec<Peer> {
        let mut peers = self.peers(net);
        peers.extend(self.check_peers(net));
        peers
    }

    /// The name by which the server is addressed.
    fn host(&self) -> Option<String> {
        match self.pool.made {
            Made::Declared | Made::ByListen => std::str::from_utf8(&self.pool.name).ok().map(str::to_owned),
            _ => name(&self.server.endpoint),
        }
    }

    /// The name sent and compared; `Err` where it hangs on the request.
    fn tls_name(&self) -> Result<Option<String>, ()> {
        let setting = self.tls(|tls| &tls.name);
        let name = match &setting.value {
            Value::Unset => self.host(),
            Value::One(template) => match (template.constant(), &*template.parts) {
                (Some(text), _) => Some(std::str::from_utf8(text).map_err(|_| ())?.to_owned()),
                (None, [Part::Variable(name)]) if **name == *b"proxy_host" => self.host(),
                _ => return Err(()),
            },
            _ => return Err(()),
        };
        // Addresses are never sent, and compared in vain.
        Ok(name.filter(|name| !name.is_empty() && name.parse::<IpAddr>().is_err()))
    }

    /// The path of a file as the server opens it; what is written may start from a folder of its own.
    fn file(&self, written: &[u8], at: At) -> PathBuf {
        let named = self.proxy.files_at(at.span).next();
        OsStr::from_bytes(named.map_or(written, |named| &named.path)).into()
    }

    fn proxy_header(&self) -> bool {
        self.of(|proxy, groups| &proxy.connections[groups.connection].proxy_protocol).get() == Some(true)
    }

    /// The handshake that is made with a peer; `None` where none is made, or it hangs on the request.
    pub fn handshake(&self, peer: &Peer) -> Option<Handshake> {
        let speaks = self.speaks();
        if !speaks.tls {
            return None;
        }
        let sends = self.tls(|tls| &tls.sni);
        let verifies = self.tls(|tls| &tls.verify).get() == Some(true);
        let compares = self.tls(|tls| &tls.compares_name);
        let compares = if compares.is_unset() { verifies } else { compares.get() == Some(true) };
        if sends.is_unknown() {
            return None;
        }
        let sends = sends.get() == Some(true);
        let name = match self.tls_name() {
            Ok(name) => name,
            Err(()) if sends => return None,
            Err(()) => None,
        };
        let text = |setting: &Setting<Template>| match setting
            .one()
            .map(|template| (template.constant(), template.at))
        {
            Some((Some(text), at)) => Some(self.file(text, at)),
            _ => None,
        };
        let (shown, key) = (self.tls(|tls| &tls.certificate), self.tls(|tls| &tls.key));
        let shows = match key.is_unset() {
            // Both lie in one file.
            true => [text(shown), text(shown)],
            false => [text(shown), text(key)],
        };
        let versions = self.tls(|tls| &tls.protocols).one().map_or(Vec::new(), |list| versions(list));
        let ca = self.tls(|tls| &tls.ca);
        let ca = ca.one().filter(|_| verifies).map(|path| match ca.at() {
            Some(at) => self.file(path, at),
            None => OsStr::from_bytes(path).into(),
        });
        Some(Handshake {
            to: peer.clone(),
            proxy_header: self.proxy_header(),
            server_name: name.clone().filter(|_| sends),
            alpn: if speaks.protocol == Protocol::Grpc { vec!["h2".to_owned()] } else { Vec::new() },
            versions,
            ca,
            expected_name: name.clone().filter(|_| compares),
            client_certificate: match shows {
                [Some(certificate), Some(key)] => Some((certificate, key)),
                _ => None,
            },
            host: self::name(&self.server.endpoint).filter(|_| !sends),
        })
    }

    /// What is asked of a port to which plain HTTP is spoken.
    pub fn plain(&self, peer: &Peer) -> Option<Plain> {
        let speaks = self.speaks();
        if speaks.tls || speaks.protocol != Protocol::Http {
            return None;
        }
        let host = self::name(&self.server.endpoint).unwrap_or_default();
        Some(Plain { to: peer.clone(), proxy_header: self.proxy_header(), host })
    }

    /// The request of a health check; `None` where it is none, or not known in full.
    pub fn check(&self, peer: &Peer) -> Option<Check> {
        let check = self.health_check().filter(|check| check.kind == CheckKind::Http)?;
        let text = |setting: &Setting<Text>| {
            setting.one().and_then(|text| std::str::from_utf8(text).ok()).map(str::to_owned)
        };
        if [&check.host, &check.sni].iter().any(|setting| setting.is_unknown()) {
            return None;
        }
        let headers = text(&check.host).map(|host| ("Host".to_owned(), host));
        Some(Check {
            to: peer.clone(),
            proxy_header: check.proxy_protocol.get() == Some(true),
            tls: check.tls.get() == Some(true),
            server_name: text(&check.sni),
            method: text(&check.method)?,
            uri: text(&check.uri)?,
            version: match check.version.get()? {
                HttpVersion::V1_0 => "1.0",
                HttpVersion::V1_1 => "1.1",
                HttpVersion::V2 => return None,
            }
            .to_owned(),
            headers: headers.into_iter().collect(),
            body: String::new(),
        })
    }
}

fn tcp(ip: IpAddr, port: u16) -> Option<Peer> {
    // Networks 0 and 240 to 255 hold no host: such an address is a placeholder that code replaces.
    let placeholder = match ip {
        IpAddr::V4(ip) => ip.octets()[0] == 0 || ip.octets()[0] >= 240 || ip.is_multicast(),
        IpAddr::V6(ip) => ip.is_unspecified() || ip.is_multicast(),
    };
    (port != 0 && !placeholder).then_some(Peer::Tcp(SocketAddr::new(ip, port)))
}

/// The versions of a list that can be offered; empty where both are.
fn versions(list: &[Text]) -> Vec<String> {
    let has = |version: &[u8]| list.iter().any(|known| known.eq_ignore_case(version));
    match (has(b"TLSv1.2"), has(b"TLSv1.3")) {
        (true, true) => Vec::new(),
        (true, false) => vec!["1.2".to_owned()],
        (false, true) => vec!["1.3".to_owned()],
        (false, false) => vec!["older".to_owned()],
    }
}
