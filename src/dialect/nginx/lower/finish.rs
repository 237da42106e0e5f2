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
    let limiters = std::mem::take(&mut collected.limiters);
    let limits = limits(&collected, limiters);
    let entry = lower.walk.loaded.entry;
    let mut proxy = Proxy::new(&NGINX, DialectName::Nginx, lower.versions, entry, whole, limits);
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
    proxy.gathered();
    proxy.pair_files();
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
    stores: Stores,
    checks: Vec<(PoolId, HealthCheck)>,
    uses: Vec<At>,
    defined: FxHashSet<Text>,
}

/// Takes a part out of the hands of those who filled it.
pub(super) fn take(part: Part<'_>) -> Taken {
    let mut defined = part.captures;
    defined.extend(part.assigned);
    Taken { stores: part.stores.close(), checks: part.checks, uses: part.uses, defined }
}

impl Taken {
    fn push(self, proxy: &mut Proxy, uses: &mut Vec<At>, defined: &mut FxHashSet<Text>) {
        proxy.push_part(self.stores);
        for (pool, check) in self.checks {
            proxy.pools[pool].check = Setting::written(&"health_check", check.at, Box::new(check));
        }
        uses.extend(self.uses);
        defined.extend(self.defined);
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
