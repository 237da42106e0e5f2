//! Parts come together: stores, listeners, limits, what the whole configuration leaves open.

use super::super::speech::HAPROXY;
use super::part::Part;
use super::{Lower, globals::Globals};
use crate::model::*;
use crate::source::{FileId, Span};
use crate::syntax::SyntaxError;
use rustc_hash::FxHashMap;

/// What a part holds, apart from what it was made with.
#[derive(Debug)]
pub struct Taken {
    hosts: Vec<VirtualHost>,
    pools: Vec<Pool>,
    groups: Vec<Groups>,
    timeouts: Vec<Timeouts>,
    retries: Vec<Retry>,
    tls: Vec<Tls>,
    buffers: Vec<Buffers>,
    connections: Vec<Connection>,
    headers: Vec<Headers>,
    scopes: Vec<ScopeSettings>,
    server_tls: Vec<ServerTls>,
    conditions: Vec<NamedCond>,
    notes: Notes,
}

/// What is said of places, whichever part saw it.
#[derive(Debug, Default)]
pub struct Notes {
    files: Vec<NamedFile>,
    remarks: Vec<Remark>,
    names: Vec<NameEntry>,
    secrets: Vec<Span>,
    counts: Counts,
    beyond: Vec<Beyond>,
}

/// Takes the notes out of a part that holds nothing else.
pub fn notes(part: Part<'_>) -> Notes {
    Notes {
        files: part.files,
        remarks: part.remarks,
        names: part.names,
        secrets: part.secrets,
        counts: part.counts,
        beyond: part.beyond,
    }
}

/// Takes a part out of the hands of those who filled it.
pub fn take(mut part: Part<'_>) -> Taken {
    part.hosts.shrink_to_fit();
    part.pools.shrink_to_fit();
    Taken {
        hosts: part.hosts,
        pools: part.pools,
        groups: part.groups.into_items(),
        timeouts: part.timeouts.into_items(),
        retries: part.retries.into_items(),
        tls: part.tls.into_items(),
        buffers: part.buffers.into_items(),
        connections: part.connections.into_items(),
        headers: part.headers.into_items(),
        scopes: part.scopes.into_items(),
        server_tls: part.server_tls.into_items(),
        conditions: part.conditions,
        notes: Notes {
            files: part.files,
            remarks: part.remarks,
            names: part.names,
            secrets: part.secrets,
            counts: part.counts,
            beyond: part.beyond,
        },
    }
}

impl Notes {
    fn push(self, proxy: &mut Proxy) {
        proxy.remarks.extend(self.remarks);
        proxy.names.extend(self.names);
        proxy.secrets.extend(self.secrets);
        proxy.files.extend(self.files);
        proxy.counts.opaque += self.counts.opaque;
        proxy.counts.unmodelled += self.counts.unmodelled;
        proxy.counts.without_bearing += self.counts.without_bearing;
        proxy.beyond.extend(self.beyond);
    }
}

impl Taken {
    fn push(self, proxy: &mut Proxy) {
        proxy.hosts.push_part(self.hosts);
        proxy.pools.push_part(self.pools);
        proxy.groups.push_part(self.groups);
        proxy.timeouts.push_part(self.timeouts);
        proxy.retries.push_part(self.retries);
        proxy.tls.push_part(self.tls);
        proxy.buffers.push_part(self.buffers);
        proxy.connections.push_part(self.connections);
        proxy.headers.push_part(self.headers);
        proxy.scopes.push_part(self.scopes);
        proxy.server_tls.push_part(self.server_tls);
        proxy.conditions.push_part(self.conditions);
        self.notes.push(proxy);
    }
}

/// What is known of the text as a whole.
pub struct Whole {
    pub entry: FileId,
    pub files: u32,
    pub directives: u32,
    pub syntax: Vec<SyntaxError>,
    pub branches: Vec<Branch>,
}

/// Builds the proxy of all parts.
pub fn assemble(lower: &Lower<'_>, parts: Vec<Taken>, early: Vec<Notes>, text: Whole) -> Proxy {
    let mut proxy = empty(lower, text.entry);
    early.into_iter().for_each(|notes| notes.push(&mut proxy));
    parts.into_iter().for_each(|part| part.push(&mut proxy));
    proxy.syntax = text.syntax;
    proxy.branches = text.branches;
    proxy.counts.files = text.files;
    proxy.counts.directives = text.directives;
    proxy.secrets.sort_unstable();
    proxy.secrets.dedup();
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

fn empty(lower: &Lower<'_>, entry: FileId) -> Proxy {
    Proxy {
        dialect: DialectName::Haproxy,
        speech: &HAPROXY,
        versions: lower.versions,
        flavour: Flavour::Unknown,
        entry,
        whole: lower.whole,
        hosts: Store::default(),
        pools: Store::default(),
        listeners: Vec::new(),
        variables: Vec::new(),
        conditions: Store::default(),
        branches: Vec::new(),
        groups: Store::default(),
        timeouts: Store::default(),
        retries: Store::default(),
        tls: Store::default(),
        buffers: Store::default(),
        connections: Store::default(),
        headers: Store::default(),
        scopes: Store::default(),
        server_tls: Store::default(),
        files: Vec::new(),
        syntax: Vec::new(),
        remarks: Vec::new(),
        names: Vec::new(),
        secrets: Vec::new(),
        open: OpenSets::default(),
        limits: limits(lower.globals),
        counts: Counts::default(),
        beyond: Vec::new(),
    }
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
