//! Parts come together: stores, listeners, limits, what the whole configuration leaves open.

use super::super::speech::HAPROXY;
use super::{Lower, globals::Globals};
use crate::model::*;
use crate::source::FileId;
use crate::syntax::SyntaxError;
use rustc_hash::FxHashMap;

/// What is known of the text as a whole.
pub struct Whole {
    pub entry: FileId,
    pub files: u32,
    pub directives: u32,
    pub syntax: Vec<SyntaxError>,
    pub branches: Vec<Branch>,
}

/// Builds the proxy of all parts; of `early` ones only what they noted.
pub fn assemble(lower: &Lower<'_>, parts: Vec<Stores>, early: Vec<Stores>, text: Whole) -> Proxy {
    let limits = limits(lower.globals);
    let mut proxy =
        Proxy::new(&HAPROXY, DialectName::Haproxy, lower.versions, text.entry, lower.whole, limits);
    early.into_iter().for_each(|notes| proxy.push_notes(notes));
    parts.into_iter().for_each(|part| proxy.push_part(part));
    proxy.syntax = text.syntax;
    proxy.branches = text.branches;
    proxy.counts.files = text.files;
    proxy.counts.directives = text.directives;
    proxy.gathered();
    let fragment = (!lower.whole).then_some(Why::Fragment);
    proxy.open = OpenSets {
        pools: fragment.or(lower.unread),
        hosts: fragment.or(lower.unread),
        modules: fragment,
        variables: fragment,
        resolvers: fragment.or(lower.unread),
    };
    listeners(&mut proxy);
    proxy
}

fn limits(globals: &Globals) -> ProcessLimits {
    ProcessLimits {
        connections: globals.connections.clone(),
        processes: Setting::default(&"nbthread", 1),
        descriptors: globals.descriptors.clone(),
        user: globals.user.clone(),
        page: ByteSize(4096),
        limiters: Vec::new(),
    }
}

/// Gathers the binds of all hosts by address. Two sections on one address share its connections at random:
/// each opens a socket of its own (`SO_REUSEPORT`).
fn listeners(proxy: &mut Proxy) {
    type Key = (HostPart, PortPart, bool);
    let mut index: FxHashMap<Key, usize> = FxHashMap::default();
    let mut found: Vec<(Listener, Vec<BindId>)> = Vec::new();
    let mut remarks = Vec::new();
    let mut taken: FxHashMap<(&HostPart, u16, bool), (HostId, &Bind)> = FxHashMap::default();
    for (host_id, host) in proxy.hosts.iter() {
        for (number, bind) in host.binds.iter().enumerate() {
            if matches!(bind.endpoint.host, HostPart::Unknown(_)) {
                continue;
            }
            let key = (bind.endpoint.host.clone(), bind.endpoint.port, bind.transport != Transport::Tcp);
            let at = *index.entry(key).or_insert_with(|| {
                let listener = Listener {
                    endpoint: bind.endpoint.clone(),
                    transport: bind.transport,
                    binds: Box::new([]),
                    default: Some(host_id),
                    tls: false,
                    http2: false,
                    only_http2: false,
                    proxy_protocol: None,
                };
                found.push((listener, Vec::new()));
                found.len() - 1
            });
            let (listener, binds) = &mut found[at];
            let other = ports(&bind.endpoint).find_map(|port| {
                let key = (&bind.endpoint.host, port, bind.transport != Transport::Tcp);
                let (id, first) = taken.get(&key)?;
                let apart = bind.shared || first.shared || *id == host_id;
                let always = bind.when == When::Always && first.when == When::Always;
                (!apart && always).then_some(*first)
            });
            for port in ports(&bind.endpoint) {
                let key = (&bind.endpoint.host, port, bind.transport != Transport::Tcp);
                taken.entry(key).or_insert((host_id, bind));
            }
            if let Some(first) = other {
                let kind = RemarkKind::DuplicateListen { first: first.endpoint.at, refused: false };
                remarks.push(Remark { at: bind.endpoint.at, kind });
            }
            listener.tls |= bind.tls;
            listener.http2 |= bind.http2;
            listener.only_http2 |= bind.only_http2;
            listener.proxy_protocol = listener.proxy_protocol.or(bind.proxy_protocol);
            binds.push(BindId { host: host_id, index: number as u32 });
        }
    }
    proxy.listeners = found
        .into_iter()
        .map(|(mut listener, binds)| {
            listener.binds = binds.into();
            listener
        })
        .collect();
    proxy.remarks.append(&mut remarks);
}

/// The most ports of one range that are compared with others.
const MOST_PORTS: u16 = 4096;

/// The ports of an address; none of a socket's path.
fn ports(endpoint: &Endpoint) -> impl Iterator<Item = u16> + use<> {
    let range = match endpoint.port {
        PortPart::Written(port) | PortPart::Filled(port) => Some((port, port)),
        PortPart::Range(low, high) => Some((low, high.min(low.saturating_add(MOST_PORTS)))),
        _ => None,
    };
    range.into_iter().flat_map(|(low, high)| low..=high)
}
