//! What only the merged settings of all scopes show: buffer sizes that nginx refuses, timeouts that
//! nobody reads.
//!
//! Sources: `ngx_http_proxy_merge_loc_conf` and its siblings of FastCGI, uwsgi and SCGI.

use super::Lower;
use super::field::{Field, PREFIXES, STREAM, term};
use crate::model::*;
use crate::source::At;
use rustc_hash::{FxHashMap, FxHashSet};

/// Families whose modules have several buffers; gRPC and memcached have one.
const BUFFERED: usize = 4;

/// Compares the buffer sizes of every scope, once per distinct group: nginx merges all levels, also
/// those without a pass.
pub fn buffers(lower: &Lower<'_>, proxy: &mut Proxy) {
    let mut groups: FxHashSet<Id<Groups>> = FxHashSet::default();
    let mut seen: FxHashSet<(usize, Id<Buffers>)> = FxHashSet::default();
    let mut remarks = Vec::new();
    for (_, host) in proxy.hosts.iter().filter(|(_, host)| host.kind == HostKind::Http) {
        let scopes = std::iter::once(host.groups).chain(host.routes.iter().map(|route| route.groups));
        for id in scopes {
            if !groups.insert(id) {
                continue;
            }
            for family in 0..BUFFERED {
                let buffers = proxy.groups[id].of_family(family).buffers;
                if seen.insert((family, buffers)) {
                    remarks.extend(refused(lower, &proxy.buffers[buffers], family, proxy.limits.page));
                }
            }
        }
    }
    proxy.remarks.extend(remarks);
}

/// The first comparison that fails, in nginx's order and words.
fn refused(lower: &Lower<'_>, buffers: &Buffers, family: usize, page: ByteSize) -> Option<Remark> {
    let origins = [buffers.head.at(), buffers.count.at(), buffers.busy.at()];
    let written = [buffers.temp_write.at(), buffers.temp_max.at()];
    if origins.iter().chain(&written).all(Option::is_none) {
        return None;
    }
    if lower.has_unread && origins.iter().any(Option::is_none) {
        return None;
    }
    let (head, count, size) = (buffers.head.get()?, buffers.count.get()?, buffers.size.get()?);
    let largest = head.max(size);
    let value = |setting: &Setting<ByteSize>, default: u64| match &setting.value {
        Value::One(value) => Some(*value),
        Value::Unset => Some(ByteSize(default)),
        _ => None,
    };
    let busy = value(&buffers.busy, largest.0.saturating_mul(2))?;
    let room = ByteSize(u64::from(count.saturating_sub(1)).saturating_mul(size.0));
    let name = |field| term(family, field);
    let (one, all) = (name(Field::BufferSize), name(Field::Buffers));
    let at_least = |field| {
        format!(
            "\"{}\" must be equal to or greater than the maximum of the value of \"{one}\" and one of the \
             \"{all}\"",
            name(field)
        )
    };
    let larger = if head >= size { &buffers.head } else { &buffers.size };
    let (fault, setting, server_says) = if count < 2 {
        (BufferFault::TooFew, buffers.count.at(), format!("there must be at least 2 \"{all}\""))
    } else if busy < largest {
        (BufferFault::BusyTooSmall, buffers.busy.at(), at_least(Field::Busy))
    } else if busy > room {
        let says =
            format!("\"{}\" must be less than the size of all \"{all}\" minus one buffer", name(Field::Busy));
        let at = buffers.busy.at().or(larger.at()).or(buffers.count.at());
        (BufferFault::BusyTooLarge, at, says)
    } else if value(&buffers.temp_write, u64::MAX)? < largest {
        (BufferFault::TempWriteTooSmall, buffers.temp_write.at(), at_least(Field::TempWrite))
    } else if buffers.temp_max.get().is_some_and(|most| most.0 != 0 && most < largest) {
        let says = format!(
            "\"{}\" must be equal to zero to disable temporary files usage or must be equal to or greater \
             than the maximum of the value of \"{one}\" and one of the \"{all}\"",
            name(Field::TempMax)
        );
        (BufferFault::TempMaxTooSmall, buffers.temp_max.at(), says)
    } else {
        return None;
    };
    let at = setting?;
    let field = match fault {
        BufferFault::TooFew => Field::Buffers,
        BufferFault::BusyTooSmall | BufferFault::BusyTooLarge => Field::Busy,
        BufferFault::TempWriteTooSmall => Field::TempWrite,
        BufferFault::TempMaxTooSmall => Field::TempMax,
    };
    let mut related: Vec<At> = [buffers.head.at(), buffers.size.at(), buffers.busy.at()]
        .into_iter()
        .flatten()
        .filter(|other| other.span != at.span)
        .collect();
    related.dedup();
    // The first size that nginx accepts for all buffers.
    let fits = ByteSize(largest.0.max(page.0));
    let kind = RemarkKind::BufferArithmetic {
        server_says,
        fault,
        term: term(family, field),
        head,
        count,
        size,
        busy,
        terms: [one, all, name(Field::Busy)],
        fits,
        related,
    };
    Some(Remark { at, kind })
}

/// Timeouts of a family of directives that no pass in their reach uses, beside passes of another family
/// that has none of its own.
pub fn timeouts(lower: &Lower<'_>, proxy: &mut Proxy) {
    let mut used: FxHashSet<At> = FxHashSet::default();
    let mut idle: FxHashMap<At, (usize, usize, At, &'static str, Field)> = FxHashMap::default();
    let mut order: Vec<At> = Vec::new();
    let mut seen: FxHashSet<(Id<Groups>, usize)> = FxHashSet::default();
    let narrow = !proxy.whole || lower.has_unread;
    for (_, host) in proxy.hosts.iter().filter(|(_, host)| host.kind == HostKind::Http) {
        for (_, route, forward) in host.forwards() {
            let Some(spoken) = family_of(lower, forward) else { continue };
            if !seen.insert((route.groups, spoken)) {
                continue;
            }
            let groups = &proxy.groups[route.groups];
            let own = settings(&proxy.timeouts[groups.of_family(spoken).timeouts]);
            used.extend(own.iter().filter_map(|setting| setting.at()));
            if own.iter().any(|setting| setting.at().is_some()) {
                continue;
            }
            for meant in (0..STREAM).filter(|family| *family != spoken) {
                let foreign = settings(&proxy.timeouts[groups.of_family(meant).timeouts]);
                for (setting, field) in foreign.into_iter().zip(FIELDS) {
                    let here = matches!(setting.origin, Origin::Written(_));
                    if let Some(at) = setting.at().filter(|_| here || !narrow) {
                        idle.entry(at).or_insert_with(|| {
                            order.push(at);
                            (meant, spoken, forward.at, setting.term, field)
                        });
                    }
                }
            }
        }
        // A handler of foreign code may pass by any family.
        if host.routes.iter().any(|route| matches!(route.action, Action::Opaque(_))) {
            for route in &host.routes {
                for hop in proxy.groups[route.groups].hops() {
                    used.extend(settings(&proxy.timeouts[hop.timeouts]).iter().filter_map(|s| s.at()));
                }
            }
        }
    }
    for at in order {
        let Some((meant, spoken, target, written, field)) =
            idle.get(&at).copied().filter(|_| !used.contains(&at))
        else {
            continue;
        };
        let instead = term(spoken, field);
        let (meant, spoken) = (PROTOCOLS[meant], PROTOCOLS[spoken]);
        let effect = NoEffect::OtherProtocol { meant, spoken, target, term: written, instead };
        let kind = RemarkKind::WithoutEffect(effect);
        proxy.remarks.push(Remark { at, kind });
    }
}

/// What the families of [`PREFIXES`] speak.
const PROTOCOLS: [Protocol; STREAM] =
    [Protocol::Http, Protocol::FastCgi, Protocol::Uwsgi, Protocol::Scgi, Protocol::Grpc, Protocol::Memcached];

/// The timeouts of [`settings`].
const FIELDS: [Field; 3] = [Field::Connect, Field::Send, Field::Read];

fn settings(timeouts: &Timeouts) -> [&Setting<Millis>; 3] {
    [&timeouts.connect, &timeouts.send, &timeouts.response]
}

/// The family of a pass directive, also where its target is not known.
fn family_of(lower: &Lower<'_>, forward: &Forward) -> Option<usize> {
    let text = lower.walk.sources.bytes(forward.at.span);
    PREFIXES.iter().take(STREAM).position(|prefix| text.starts_with(prefix.as_bytes()))
}
