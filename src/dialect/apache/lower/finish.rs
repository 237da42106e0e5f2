//! Parts come together: stores, listeners, limits, what the whole configuration leaves open.

use super::super::keywords::kw;
use super::super::line::Line;
use super::super::speech::APACHE;
use super::super::values;
use super::part::Part;
use super::{Lower, Server, lacks, listen};
use crate::model::*;
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
    files: Vec<NamedFile>,
    remarks: Vec<Remark>,
    names: Vec<NameEntry>,
    secrets: Vec<crate::source::Span>,
    counts: Counts,
    beyond: Vec<Beyond>,
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
        files: part.files,
        remarks: part.remarks,
        names: part.names,
        secrets: part.secrets,
        counts: part.counts,
        beyond: part.beyond,
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
        proxy.files.extend(self.files);
        proxy.remarks.extend(self.remarks);
        proxy.names.extend(self.names);
        proxy.secrets.extend(self.secrets);
        proxy.counts.opaque += self.counts.opaque;
        proxy.counts.unmodelled += self.counts.unmodelled;
        proxy.counts.without_bearing += self.counts.without_bearing;
        proxy.beyond.extend(self.beyond);
    }
}

/// Builds the proxy of all parts.
pub fn assemble(lower: Lower<'_>, main: &Server<'_>, parts: Vec<Taken>) -> Proxy {
    let walked = lower.config.walked;
    let fragment = (!lower.whole).then_some(Why::Fragment);
    let unread = walked.unread.then_some(Why::UnreadInclude);
    let modules = (walked.modules.open || walked.modules.lines.is_empty()).then_some(Why::Opaque);
    let environment = (!walked.has_environment).then_some(Why::Environment);
    let mut proxy = Proxy {
        dialect: DialectName::Apache,
        speech: &APACHE,
        versions: lower.versions,
        flavour: Flavour::Unknown,
        entry: walked.entry,
        whole: lower.whole,
        hosts: Store::default(),
        pools: Store::default(),
        listeners: Vec::new(),
        variables: Vec::new(),
        conditions: Store::default(),
        branches: walked.branches.clone(),
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
        syntax: walked.syntax.clone(),
        remarks: walked.remarks.clone(),
        names: walked.names.clone(),
        secrets: Vec::new(),
        open: OpenSets {
            pools: fragment.or(unread),
            hosts: fragment.or(unread),
            modules: fragment.or(unread).or(modules),
            variables: fragment.or(unread).or(environment),
            resolvers: fragment.or(unread),
        },
        limits: limits(&main.lines),
        counts: Counts::default(),
        beyond: Vec::new(),
    };
    parts.into_iter().for_each(|part| part.push(&mut proxy));
    proxy.counts.files = walked.files.len() as u32;
    proxy.counts.directives = walked.files.iter().map(|file| file.tree.node_count() as u32).sum();
    proxy.secrets.sort_unstable();
    proxy.secrets.dedup();
    pair_files(&mut proxy);
    listen::listeners(&mut proxy);
    undefined_pools(&mut proxy);
    lacks::remarks(lower, &mut proxy);
    proxy
}

/// Limits of the MPM; of each kind the last line counts.
fn limits(lines: &[Line<'_>]) -> ProcessLimits {
    let mut limits = ProcessLimits {
        connections: Setting::unset(&"MaxRequestWorkers"),
        processes: Setting::unset(&"ServerLimit"),
        descriptors: Setting::unset(&"LimitNOFILE"),
        user: Setting::unset(&"User"),
        page: ByteSize(4096),
        limiters: Vec::new(),
    };
    for line in lines {
        let Some(arg) = line.arg(0) else { continue };
        let number = || match arg.unknown {
            Some(why) => Setting::unknown(line.term(), arg.at, why),
            None => Setting::written(line.term(), arg.at, values::atoi(arg.text).value.max(0) as u64),
        };
        match line.keyword() {
            kw::MAX_REQUEST_WORKERS | kw::MAX_CLIENTS => limits.connections = number(),
            kw::SERVER_LIMIT => limits.processes = number(),
            kw::USER => {
                limits.user = match arg.unknown {
                    Some(why) => Setting::unknown(line.term(), arg.at, why),
                    None => Setting::written(line.term(), arg.at, Text::from(arg.text)),
                };
            }
            _ => {}
        }
    }
    limits
}

/// Certificates and keys know each other.
fn pair_files(proxy: &mut Proxy) {
    let mut keys = FxHashMap::default();
    for (_, tls) in proxy.server_tls.iter() {
        for certificate in &tls.certificates {
            if let (Some(cert), Some(key)) = (certificate.certificate.at(), certificate.key.at()) {
                keys.insert(cert, key);
            }
        }
    }
    if keys.is_empty() {
        return;
    }
    let paths: FxHashMap<_, Text> = proxy.files.iter().map(|file| (file.at, file.path.clone())).collect();
    for file in proxy.files.iter_mut().filter(|file| file.role == FileRole::Certificate) {
        file.pair = keys.get(&file.at).and_then(|key| paths.get(key)).cloned();
    }
}

/// Balancers that nothing declares, with the declared name that is nearest.
fn undefined_pools(proxy: &mut Proxy) {
    const MOST_COMPARED: usize = 100_000;
    let made = |pool: &Pool| pool.made == Made::ByTarget && pool.servers.is_empty() && pool.closed.is_ok();
    let declared: Vec<&Text> = proxy
        .pools
        .iter()
        .filter(|(_, pool)| pool.made == Made::Declared)
        .map(|(_, pool)| &pool.name)
        .collect();
    let mut left = MOST_COMPARED;
    let mut remarks = Vec::new();
    for (_, pool) in proxy.pools.iter().filter(|(_, pool)| made(pool)) {
        let name = String::from_utf8_lossy(&pool.name);
        let near = match left.checked_sub(declared.len()) {
            Some(rest) => {
                left = rest;
                declared
                    .iter()
                    .map(|known| {
                        (strsim::damerau_levenshtein(&name, &String::from_utf8_lossy(known)), *known)
                    })
                    .filter(|(distance, known)| *distance <= 2 && *distance < known.len())
                    .min()
            }
            None => None,
        };
        let kind = RemarkKind::UndefinedName {
            kind: NameKind::Pool,
            name: pool.name.clone(),
            nearest: near.map(|(_, known)| known.clone()),
        };
        remarks.push(Remark { at: pool.name_at, kind });
    }
    proxy.remarks.append(&mut remarks);
}
