//! Names, asked as a proxy would: through its own name servers, or as programs of its machine do.
//!
//! It is not `getaddrinfo`: hosts file, search domains and `resolv.conf` are honoured, `nsswitch.conf` and what it
//! may name (mDNS, LDAP, machines of systemd) are not.

use super::{Material, Reach, Resolve, Resolved, Via};
use hickory_resolver::config::{
    ConnectionConfig, NameServerConfig, ResolveHosts, ResolverConfig, ResolverOpts,
};
use hickory_resolver::net::runtime::TokioRuntimeProvider;
use hickory_resolver::net::{DnsError, NetError};
use hickory_resolver::proto::op::{Message, Query};
use hickory_resolver::proto::rr::{Name, Record, RecordType};
use hickory_resolver::{Hosts, TokioResolver, system_conf};
use std::collections::BTreeMap;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;
use tokio::net::UdpSocket;
use tokio::time::timeout;

/// Addresses kept of one name.
const MOST_ADDRESSES: usize = 64;
/// Name servers of one way that are asked.
const MOST_SERVERS: usize = 4;
/// Names without any answer after which the servers are taken for dead.
const MOST_SILENT: u32 = 16;
/// A question to a name server is repeated after this time.
const RESEND: Duration = Duration::from_millis(900);
/// Space for the answer of a name server; longer ones come cut.
const MESSAGE: usize = 4096;

/// One way of asking, shared by all names that go it.
pub(super) struct Asker {
    /// One for each name server: they are asked in turn, so that a dead one costs its share of the time.
    servers: Result<Vec<TokioResolver>, String>,
    /// The one that answered last.
    live: AtomicUsize,
    hosts: Option<Hosts>,
    answered: AtomicBool,
    silent: AtomicU32,
}

/// The ways that a batch needs.
pub(super) fn askers<'a>(
    ways: impl Iterator<Item = &'a Via>,
    material: &Material,
    patience: Duration,
) -> BTreeMap<Via, Arc<Asker>> {
    let mut askers = BTreeMap::new();
    for via in ways {
        if !askers.contains_key(via) {
            askers.insert(via.clone(), Arc::new(Asker::new(via, material, patience)));
        }
    }
    askers
}

impl Asker {
    fn new(via: &Via, material: &Material, patience: Duration) -> Asker {
        let mut hosts = None;
        let config = match via {
            Via::Servers(servers) => {
                let servers = servers.iter().map(|server| name_server(*server)).collect();
                Ok((ResolverConfig::from_parts(None, Vec::new(), servers), ResolverOpts::default()))
            }
            Via::System => {
                let mut known = Hosts::default();
                // A line that is no UTF-8 ends the file for this reader; the rest of it is not known.
                let whole = known.read_hosts_conf(material.hosts.as_slice());
                hosts = Some(known);
                let config = match &material.resolv_conf {
                    Some(bytes) => system_conf::parse_resolv_conf(bytes),
                    None => system_conf::read_system_conf(),
                };
                match whole {
                    Ok(()) => config.map_err(|_| "no name server is known here".to_owned()),
                    Err(error) => Err(format!("the hosts file cannot be read: {error}")),
                }
            }
        };
        let servers = config.and_then(|(config, mut options)| {
            let (domain, search, mut servers) = config.into_parts();
            servers.truncate(MOST_SERVERS);
            options.use_hosts_file = ResolveHosts::Never;
            options.timeout = patience / (servers.len().max(1) as u32);
            options.attempts = 0;
            options.cache_size = 0;
            let one = |server| {
                let config = ResolverConfig::from_parts(domain.clone(), search.clone(), vec![server]);
                let provider = TokioRuntimeProvider::default();
                let mut builder = TokioResolver::builder_with_config(config, provider);
                *builder.options_mut() = options.clone();
                builder.build().map_err(|error| error.to_string())
            };
            servers.into_iter().map(one).collect()
        });
        let (answered, silent) = (AtomicBool::new(false), AtomicU32::new(0));
        Asker { servers, live: AtomicUsize::new(0), hosts, answered, silent }
    }

    /// What is known of a name.
    pub(super) async fn resolve(&self, ask: &Resolve, patience: Duration) -> Resolved {
        let Ok(mut name) = Name::from_str_relaxed(&ask.name) else {
            return Resolved::Undecided { why: "not a name that DNS can hold".to_owned() };
        };
        if let Some(known) = self.by_hosts(&name, ask) {
            return known;
        }
        let servers = match &self.servers {
            Ok(servers) if servers.is_empty() => {
                return Resolved::Undecided { why: "no name server is known here".to_owned() };
            }
            Ok(servers) => servers,
            Err(why) => return Resolved::Undecided { why: why.clone() },
        };
        if !self.answered.load(Relaxed) && self.silent.load(Relaxed) >= MOST_SILENT {
            return Resolved::NoAnswer;
        }
        if matches!(ask.through, Via::Servers(_)) {
            name.set_fqdn(true);
        }
        let mut found = Resolved::NoAnswer;
        let first = self.live.load(Relaxed);
        for turn in 0..servers.len() {
            let index = (first + turn) % servers.len();
            let share = patience / (servers.len() as u32);
            found = match timeout(share, both(&servers[index], &name, ask)).await {
                Ok(found) => found,
                Err(_) => Resolved::NoAnswer,
            };
            if found != Resolved::NoAnswer {
                self.live.store(index, Relaxed);
                break;
            }
        }
        match found {
            Resolved::NoAnswer => self.silent.fetch_add(1, Relaxed),
            _ => u32::from(self.answered.swap(true, Relaxed)),
        };
        found
    }

    /// The hosts file goes before all name servers, for both families at once.
    fn by_hosts(&self, name: &Name, ask: &Resolve) -> Option<Resolved> {
        let hosts = self.hosts.as_ref()?;
        let mut name = name.clone();
        name.set_fqdn(true);
        let (mut wanted, mut other) = (Vec::new(), Vec::new());
        for (kind, without) in [(RecordType::A, ask.without_v4), (RecordType::AAAA, ask.without_v6)] {
            let lookup = hosts.lookup_static_host(&Query::query(name.clone(), kind));
            let list = if without { &mut other } else { &mut wanted };
            list.extend(lookup.iter().flat_map(|lookup| addresses(lookup.answers())));
        }
        match (wanted.is_empty(), other.is_empty()) {
            (false, _) => Some(Resolved::Addresses { addresses: sorted(wanted) }),
            (true, false) => Some(Resolved::OtherFamily { addresses: sorted(other) }),
            (true, true) => None,
        }
    }
}

/// Asks for the families that count; for the other one where these are empty.
async fn both(resolver: &TokioResolver, name: &Name, ask: &Resolve) -> Resolved {
    let mut found = Vec::new();
    let mut failure = None;
    let families = [(RecordType::A, ask.without_v4), (RecordType::AAAA, ask.without_v6)];
    for (kind, _) in families.iter().filter(|(_, without)| !without) {
        match one(resolver, name, *kind).await {
            Resolved::Addresses { addresses } => found.extend(addresses),
            Resolved::NoAddress => {}
            // It holds for all kinds of records.
            Resolved::NoSuchName if found.is_empty() => return Resolved::NoSuchName,
            other => failure = failure.or(Some(other)),
        }
    }
    if !found.is_empty() {
        return Resolved::Addresses { addresses: sorted(found) };
    }
    if let Some(failure) = failure {
        return failure;
    }
    for (kind, _) in families.iter().filter(|(_, without)| *without) {
        if let Resolved::Addresses { addresses } = one(resolver, name, *kind).await {
            return Resolved::OtherFamily { addresses };
        }
    }
    Resolved::NoAddress
}

async fn one(resolver: &TokioResolver, name: &Name, kind: RecordType) -> Resolved {
    match resolver.lookup(name.clone(), kind).await {
        Ok(lookup) => {
            let found = sorted(addresses(lookup.answers()).collect());
            if found.is_empty() { Resolved::NoAddress } else { Resolved::Addresses { addresses: found } }
        }
        Err(error) if error.is_nx_domain() => Resolved::NoSuchName,
        Err(error) if error.is_no_records_found() => Resolved::NoAddress,
        Err(NetError::Dns(DnsError::ResponseCode(code))) => Resolved::ServerFailed { code: code.to_string() },
        Err(NetError::Timeout | NetError::NoConnections | NetError::Io(_)) => Resolved::NoAnswer,
        Err(error) => Resolved::Undecided { why: error.to_string() },
    }
}

fn addresses(records: &[Record]) -> impl Iterator<Item = IpAddr> {
    records.iter().filter_map(|record| record.data.ip_addr())
}

fn sorted(mut addresses: Vec<IpAddr>) -> Vec<IpAddr> {
    addresses.sort();
    addresses.dedup();
    addresses.truncate(MOST_ADDRESSES);
    addresses
}

fn name_server(address: SocketAddr) -> NameServerConfig {
    let connections = [ConnectionConfig::udp(), ConnectionConfig::tcp()].map(|mut connection| {
        connection.port = address.port();
        connection
    });
    NameServerConfig::new(address.ip(), true, connections.into())
}

/// Whether a name server answers anything at all: it is asked for the root.
pub(super) async fn alive(address: SocketAddr) -> Reach {
    match ask_root(address).await {
        Ok(()) => Reach::Open,
        Err(error) => super::connect::failed(&error),
    }
}

async fn ask_root(address: SocketAddr) -> io::Result<()> {
    let any: IpAddr = match address {
        SocketAddr::V4(_) => Ipv4Addr::UNSPECIFIED.into(),
        SocketAddr::V6(_) => Ipv6Addr::UNSPECIFIED.into(),
    };
    let socket = UdpSocket::bind((any, 0)).await?;
    socket.connect(address).await?;
    let mut question = Message::query();
    question.metadata.recursion_desired = true;
    question.add_query(Query::query(Name::root(), RecordType::NS));
    let question = question.to_vec().map_err(io::Error::other)?;
    let mut buffer = [0; MESSAGE];
    loop {
        socket.send(&question).await?;
        // The caller's deadline ends it; a datagram may be lost.
        while let Ok(received) = timeout(RESEND, socket.recv(&mut buffer)).await {
            if received? >= 2 && buffer[..2] == question[..2] {
                return Ok(());
            }
        }
    }
}
