//! Listeners: the binds of all hosts by address, the default of each, names taken twice.
//!
//! Sources: `ngx_http_add_addresses`, `ngx_http_add_addrs`, `ngx_http_server_names`.

use crate::model::*;
use crate::source::At;
use rustc_hash::{FxHashMap, FxHashSet};

/// Gathers the binds of all hosts by address, settles the default, and finds names taken twice.
pub fn listeners(proxy: &mut Proxy) {
    type Key = (HostPart, PortPart, bool, bool);
    let mut index: FxHashMap<Key, usize> = FxHashMap::default();
    // With the line that made the default.
    let mut found: Vec<(Listener, Vec<BindId>, Option<At>)> = Vec::new();
    let mut remarks = Vec::new();
    for (host_id, host) in proxy.hosts.iter() {
        for (number, bind) in host.binds.iter().enumerate() {
            if matches!(bind.endpoint.host, HostPart::Unknown(_)) {
                continue;
            }
            let udp = bind.transport != Transport::Tcp;
            // Hosts of http, stream and mail never share a socket; a clash between them is the kernel's.
            let port = bind.endpoint.port.number().map_or(bind.endpoint.port, PortPart::Written);
            let key = (bind.endpoint.host.clone(), port, udp, host.kind == HostKind::Stream);
            let at = *index.entry(key).or_insert_with(|| {
                found.push((
                    Listener {
                        endpoint: bind.endpoint.clone(),
                        transport: bind.transport,
                        binds: Box::new([]),
                        default: None,
                        tls: false,
                        http2: false,
                        only_http2: false,
                        proxy_protocol: None,
                    },
                    Vec::new(),
                    None,
                ));
                found.len() - 1
            });
            let (listener, binds, marked) = &mut found[at];
            let twice = binds.iter().rev().take_while(|id| id.host == host_id).next();
            if let Some(first) = twice {
                let first = host.binds[first.index as usize].at;
                remarks
                    .push(Remark { at: bind.at, kind: RemarkKind::DuplicateListen { first, refused: true } });
            }
            if let Some(mark) = bind.default_at {
                match *marked {
                    Some(first) if twice.is_none() => {
                        remarks.push(Remark { at: mark, kind: RemarkKind::DuplicateDefault { first } });
                    }
                    _ => {
                        listener.default = Some(host_id);
                        marked.get_or_insert(mark);
                    }
                }
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
        .map(|(mut listener, binds, _)| {
            listener.only_http2 &= !listener.tls;
            listener.default = listener.default.or(binds.first().map(|bind| bind.host));
            listener.binds = binds.into();
            listener
        })
        .collect();
    names_taken(proxy, &mut remarks);
    proxy.remarks.append(&mut remarks);
}

/// What a name takes on an address: `.shop.example` takes the name itself, and what `*.shop.example` takes
/// (ngx_hash_add_key).
#[derive(PartialEq, Eq, Hash)]
enum Claim<'a> {
    Exact(&'a [u8]),
    Leading(&'a [u8]),
    Trailing(&'a [u8]),
}

/// The name as nginx's warning repeats it.
fn name_written(pattern: &NamePattern) -> Text {
    match pattern {
        NamePattern::Exact(text) => text.clone(),
        NamePattern::Leading(text) => [b"*", &**text].concat().into(),
        NamePattern::LeadingOrSelf(text) => [b".", &**text].concat().into(),
        NamePattern::Trailing(text) => [&**text, b"*"].concat().into(),
        _ => Text::default(),
    }
}

/// On one address the first host keeps a name; nginx warns `conflicting server name … ignored`.
fn names_taken(proxy: &Proxy, remarks: &mut Vec<Remark>) {
    let mut said: FxHashSet<At> = FxHashSet::default();
    // Listeners of the same hosts in the same order say the same.
    let mut judged: FxHashSet<Vec<HostId>> = FxHashSet::default();
    for listener in &proxy.listeners {
        let mut hosts: Vec<HostId> = listener.binds.iter().map(|bind| bind.host).collect();
        hosts.dedup();
        if hosts.len() < 2 || !judged.insert(hosts) {
            continue;
        }
        let mut taken: FxHashMap<Claim<'_>, (HostId, At)> = FxHashMap::default();
        let mut last = None;
        let mut unnamed: Option<(HostId, At)> = None;
        for bind in &listener.binds {
            if last == Some(bind.host) {
                continue;
            }
            last = Some(bind.host);
            let host = &proxy.hosts[bind.host];
            if host.kind != HostKind::Http {
                continue;
            }
            if host.names.is_empty() && host.names_closed {
                // No name at all is the name "".
                match unnamed {
                    Some((first, at)) if first != bind.host && said.insert(host.at) => {
                        let kind = RemarkKind::NameTaken { name: Text::default(), winner: at };
                        remarks.push(Remark { at: host.at, kind });
                    }
                    Some(_) => {}
                    None => unnamed = Some((bind.host, host.at)),
                }
            }
            for name in &host.names {
                let claims = match &name.pattern {
                    NamePattern::Exact(text) => [Some(Claim::Exact(text)), None],
                    NamePattern::Leading(text) => {
                        [Some(Claim::Leading(text.strip_prefix(b".").unwrap_or(text))), None]
                    }
                    NamePattern::LeadingOrSelf(text) => {
                        [Some(Claim::Exact(text)), Some(Claim::Leading(text))]
                    }
                    NamePattern::Trailing(text) => [Some(Claim::Trailing(text)), None],
                    _ => continue,
                };
                let mut winner = None;
                for claim in claims.into_iter().flatten() {
                    let (first, at) = *taken.entry(claim).or_insert((bind.host, name.at));
                    if first != bind.host {
                        winner = Some(at);
                        break;
                    }
                }
                if let Some(winner) = winner
                    && said.insert(name.at)
                {
                    let kind = RemarkKind::NameTaken { name: name_written(&name.pattern), winner };
                    remarks.push(Remark { at: name.at, kind });
                }
            }
        }
    }
}
