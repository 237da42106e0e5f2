//! Parts come together: listeners, default servers, names taken twice, jumps, variables used.
//!
//! Sources: `ngx_http_add_addresses`, `ngx_http_add_addrs`, `ngx_http_server_names`.

use super::super::modules::may_define_variables;
use super::super::{defaults, keywords::kw, speech::NGINX, values};
use super::listeners::listeners;
use super::merged;
use super::part::{Part, Shared};
use super::variable::is_builtin;
use super::{Collected, Lower};
use crate::model::*;
use crate::source::{At, FileId, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Builds the proxy of all parts.
pub(super) fn assemble<'a>(
    lower: &'a Lower<'a>,
    base: Part<'a>,
    parts: Vec<Taken>,
    mut collected: Collected<'a>,
    whole: bool,
) -> Proxy {
    let mut proxy = empty(lower, whole);
    let limiters = std::mem::take(&mut collected.limiters);
    proxy.limits = limits(&collected, limiters);
    let fragment = (!whole).then_some(Why::Fragment);
    let unread = lower.has_unread.then_some(Why::UnreadInclude);
    let modules = (!collected.modules.is_empty()).then_some(Why::Opaque);
    let foreign = collected.modules.iter().any(|file| may_define_variables(file)).then_some(Why::Opaque);
    proxy.open = OpenSets {
        pools: fragment.or(unread),
        hosts: fragment.or(unread),
        modules: fragment.or(modules),
        variables: fragment.or(unread).or(foreign),
        resolvers: fragment.or(unread),
    };
    let mut uses: Vec<At> = Vec::new();
    let mut defined: FxHashSet<Text> = FxHashSet::default();
    let mut base = base;
    if let Some(host) = collected.guessed.take() {
        base.hosts.push(host);
    }
    for part in std::iter::once(take(base)).chain(parts) {
        part.push(&mut proxy, &mut uses, &mut defined);
    }
    proxy.counts.files = lower.walk.loaded.files.len() as u32;
    let mut syntax = Vec::new();
    for file in &lower.walk.loaded.files {
        proxy.counts.directives += file.tree.node_count() as u32;
        syntax.extend(file.errors.iter().cloned());
    }
    proxy.syntax = syntax;
    proxy.secrets.sort_unstable();
    proxy.secrets.dedup();
    pair_files(&mut proxy);
    jumps(&mut proxy);
    listeners(&mut proxy);
    merged::buffers(lower, &mut proxy);
    merged::timeouts(lower, &mut proxy);
    templates(lower, &mut proxy);
    swallowed(&mut proxy);
    if let Some(shared) = lower.shared.get() {
        undefined(lower, &mut proxy, shared, &uses, &defined);
        proxy.variables.extend(shared.variables.iter().cloned());
    }
    proxy
}

/// Words of a line that swallowed the next one are no values of it.
fn swallowed(proxy: &mut Proxy) {
    let words: FxHashSet<Span> = proxy
        .remarks
        .iter()
        .filter_map(|remark| match remark.kind {
            RemarkKind::Swallowed { words, .. } => Some(words),
            _ => None,
        })
        .collect();
    if words.is_empty() {
        return;
    }
    let mut words: Vec<Span> = words.into_iter().collect();
    words.sort_unstable();
    proxy.remarks.retain(|remark| {
        let at = remark.at.span;
        let value =
            matches!(remark.kind, RemarkKind::InvalidValue { .. } | RemarkKind::WrongArguments { .. });
        let before = words.partition_point(|known| *known <= Span { end: u32::MAX, ..at });
        !(value && before.checked_sub(1).is_some_and(|index| words[index].contains(at)))
    });
}

/// Between the branches of a template step one line or the other stands: two alike prove nothing there.
fn templates(lower: &Lower<'_>, proxy: &mut Proxy) {
    let mut known: FxHashMap<FileId, bool> = FxHashMap::default();
    proxy.remarks.retain(|remark| {
        let twice = matches!(
            remark.kind,
            RemarkKind::SameRoute { .. }
                | RemarkKind::NameTaken { .. }
                | RemarkKind::NameDefinedTwice { .. }
                | RemarkKind::DuplicateListen { .. }
                | RemarkKind::DuplicateDefault { .. }
        );
        let file = remark.at.span.file;
        !twice
            || !*known
                .entry(file)
                .or_insert_with(|| super::check::is_template(&lower.walk.sources.get(file).bytes))
    });
}

/// What a part holds, apart from what it was made with.
pub(super) struct Taken {
    hosts: Vec<VirtualHost>,
    pools: Vec<Pool>,
    checks: Vec<(PoolId, HealthCheck)>,
    groups: Vec<Groups>,
    timeouts: Vec<Timeouts>,
    retries: Vec<Retry>,
    tls: Vec<Tls>,
    buffers: Vec<Buffers>,
    connections: Vec<Connection>,
    headers: Vec<Headers>,
    scopes: Vec<ScopeSettings>,
    server_tls: Vec<ServerTls>,
    remarks: Vec<Remark>,
    names: Vec<NameEntry>,
    secrets: Vec<Span>,
    files: Vec<NamedFile>,
    uses: Vec<At>,
    defined: FxHashSet<Text>,
    counts: Counts,
    beyond: Vec<Beyond>,
}

/// Takes a part out of the hands of those who filled it.
pub(super) fn take(mut part: Part<'_>) -> Taken {
    // Room to grow is given back: there are many parts, and the model stays while rules run.
    part.hosts.shrink_to_fit();
    part.pools.shrink_to_fit();
    let mut defined = part.captures;
    defined.extend(part.assigned);
    Taken {
        hosts: part.hosts,
        pools: part.pools,
        checks: part.checks,
        groups: part.groups.into_items(),
        timeouts: part.timeouts.into_items(),
        retries: part.retries.into_items(),
        tls: part.tls.into_items(),
        buffers: part.buffers.into_items(),
        connections: part.connections.into_items(),
        headers: part.headers.into_items(),
        scopes: part.scopes.into_items(),
        server_tls: part.server_tls.into_items(),
        remarks: part.remarks,
        names: part.names,
        secrets: part.secrets,
        files: part.files,
        uses: part.uses,
        defined,
        counts: part.counts,
        beyond: part.beyond,
    }
}

impl Taken {
    fn push(self, proxy: &mut Proxy, uses: &mut Vec<At>, defined: &mut FxHashSet<Text>) {
        proxy.hosts.push_part(self.hosts);
        proxy.pools.push_part(self.pools);
        for (pool, check) in self.checks {
            proxy.pools[pool].check = Setting::written(&"health_check", check.at, Box::new(check));
        }
        proxy.groups.push_part(self.groups);
        proxy.timeouts.push_part(self.timeouts);
        proxy.retries.push_part(self.retries);
        proxy.tls.push_part(self.tls);
        proxy.buffers.push_part(self.buffers);
        proxy.connections.push_part(self.connections);
        proxy.headers.push_part(self.headers);
        proxy.scopes.push_part(self.scopes);
        proxy.server_tls.push_part(self.server_tls);
        proxy.remarks.extend(self.remarks);
        proxy.names.extend(self.names);
        proxy.secrets.extend(self.secrets);
        proxy.files.extend(self.files);
        proxy.counts.opaque += self.counts.opaque;
        proxy.counts.unmodelled += self.counts.unmodelled;
        proxy.counts.without_bearing += self.counts.without_bearing;
        proxy.beyond.extend(self.beyond);
        uses.extend(self.uses);
        defined.extend(self.defined);
    }
}

fn empty(lower: &Lower<'_>, whole: bool) -> Proxy {
    Proxy {
        dialect: DialectName::Nginx,
        speech: &NGINX,
        versions: lower.versions,
        flavour: Flavour::Unknown,
        entry: lower.walk.loaded.entry,
        whole,
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
        limits: limits(&Collected::default(), Vec::new()),
        counts: Counts::default(),
        beyond: Vec::new(),
    }
}

fn limits(collected: &Collected<'_>, limiters: Vec<Limiter>) -> ProcessLimits {
    let mut limits = ProcessLimits {
        connections: Setting::default(&"worker_connections", 512),
        processes: Setting::default(&"worker_processes", 1),
        descriptors: Setting::unset(&"worker_rlimit_nofile"),
        user: Setting::unset(&"user"),
        page: defaults::PAGE,
        limiters,
    };
    for (keyword, line) in &collected.limits {
        let Some((text, at)) = line.arg(0) else { continue };
        let number = |term| match values::number(text) {
            Some(number) => Setting::written(term, at, number),
            None => Setting::unknown(term, at, Why::Environment),
        };
        match *keyword {
            kw::WORKER_CONNECTIONS => limits.connections = number(&"worker_connections"),
            kw::WORKER_PROCESSES => limits.processes = number(&"worker_processes"),
            kw::WORKER_RLIMIT_NOFILE => limits.descriptors = number(&"worker_rlimit_nofile"),
            kw::USER => limits.user = Setting::written(&"user", at, Text::from(text)),
            _ => {}
        }
    }
    limits
}

/// Certificates and keys know each other.
fn pair_files(proxy: &mut Proxy) {
    let mut keys: FxHashMap<At, At> = FxHashMap::default();
    for (_, tls) in proxy.server_tls.iter() {
        for certificate in &tls.certificates {
            if let (Some(cert), Some(key)) = (certificate.certificate.at(), certificate.key.at()) {
                keys.insert(cert, key);
            }
        }
    }
    for (_, tls) in proxy.tls.iter() {
        if let (Some(cert), Some(key)) = (tls.certificate.at(), tls.key.at()) {
            keys.insert(cert, key);
        }
    }
    if keys.is_empty() {
        return;
    }
    let paths: FxHashMap<At, Text> = proxy.files.iter().map(|file| (file.at, file.path.clone())).collect();
    for file in &mut proxy.files {
        if matches!(file.role, FileRole::Certificate | FileRole::ClientCertificate) {
            file.pair = keys.get(&file.at).and_then(|key| paths.get(key)).cloned();
        }
    }
}

/// Jumps to named routes find their route, in their own host.
fn jumps(proxy: &mut Proxy) {
    let mut missing = Vec::new();
    let mut left = MOST_COMPARED;
    let ids: Vec<HostId> = proxy.hosts.iter().map(|(id, _)| id).collect();
    for id in ids {
        let host = &mut proxy.hosts[id];
        let mut named: FxHashMap<Text, u32> = FxHashMap::default();
        for (index, route) in host.routes.iter().enumerate() {
            if let Reach::Named(name) = &route.reach {
                named.entry(name.clone()).or_insert(index as u32);
            }
        }
        for route in &mut host.routes {
            if !route.calls.iter().any(|call| matches!(call.to, CallTarget::Named(..))) {
                continue;
            }
            let mut calls = route.calls.to_vec();
            for call in &mut calls {
                let CallTarget::Named(name, target) = &mut call.to else { continue };
                *target = named.get(name).map(|index| RouteId { host: id, index: *index });
                if target.is_none() {
                    missing.push((call.at, name.clone(), nearest(name, named.keys(), &mut left)));
                }
            }
            route.calls = calls.into();
        }
    }
    missing.sort_by_key(|(at, ..)| at.span);
    missing.dedup_by_key(|(at, ..)| at.span);
    for (at, name, nearest) in missing {
        let kind = RemarkKind::UndefinedName { kind: NameKind::NamedRoute, name, nearest };
        proxy.remarks.push(Remark { at, kind });
    }
}

/// Names compared while nearest ones are looked for, in one configuration: guesses must not cost more than all the
/// rest where thousands of names are missing.
const MOST_COMPARED: usize = 100_000;

/// The known name within two edits of a missing one. `left`: how many may still be compared.
fn nearest<'a>(
    name: &Text,
    known: impl ExactSizeIterator<Item = &'a Text>,
    left: &mut usize,
) -> Option<Text> {
    *left = left.checked_sub(known.len())?;
    // An edit changes a character, of four bytes at the most.
    let length = name.len();
    let known = known.filter(|known| known.len().abs_diff(length) <= 8);
    let name = String::from_utf8_lossy(name);
    known
        .map(|known| (strsim::damerau_levenshtein(&name, &String::from_utf8_lossy(known)), known))
        .filter(|(distance, known)| *distance <= 2 && *distance < known.len() / 2)
        .min_by_key(|(distance, known)| (*distance, (*known).clone()))
        .map(|(_, known)| known.clone())
}

/// Variables that nothing defines: nginx refuses them at start.
fn undefined(lower: &Lower<'_>, proxy: &mut Proxy, shared: &Shared, uses: &[At], defined: &FxHashSet<Text>) {
    if proxy.open.variables.is_some() || proxy.counts.opaque > 0 {
        return;
    }
    let mut seen: FxHashSet<Span> = FxHashSet::default();
    let mut fine: FxHashSet<&[u8]> = FxHashSet::default();
    let mut known: Option<Vec<&Text>> = None;
    let mut left = MOST_COMPARED;
    for at in uses {
        let bytes = lower.walk.sources.bytes(at.span);
        let mut here = 0;
        while let Some(found) = memchr::memchr(b'$', &bytes[here..]) {
            let dollar = here + found;
            let Some((name, end)) = values::variable(bytes, dollar) else {
                here = dollar + 1;
                continue;
            };
            here = end;
            // The same few names are used over and over.
            if fine.contains(name) {
                continue;
            }
            let bytes_of_name = name;
            let name = Text::from(name);
            if is_builtin(&name) || defined.contains(&name) || shared.variable_index.contains_key(&name) {
                fine.insert(bytes_of_name);
                continue;
            }
            let span = at.span.part(dollar, end);
            if !seen.insert(span) {
                continue;
            }
            // An upper-case name in braces is a placeholder of a template step.
            let braced = bytes.get(dollar + 1) == Some(&b'{');
            if braced
                && name.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_')
            {
                continue;
            }
            let known = known.get_or_insert_with(|| shared.variable_index.keys().chain(defined).collect());
            let nearest = nearest(&name, known.iter().copied(), &mut left);
            let kind = RemarkKind::UndefinedName { kind: NameKind::Variable, name, nearest };
            proxy.remarks.push(Remark { at: At { span, ..*at }, kind });
        }
    }
}
