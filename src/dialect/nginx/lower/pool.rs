//! Pools: `upstream` blocks, and the groups that nginx makes of plain targets.
//!
//! Sources: `ngx_http_upstream_server`, `ngx_http_upstream_init_round_robin`, `ngx_resolver_create`.

use super::super::address::{self, Expect};
use super::super::defaults;
use super::super::keywords::{self, kw};
use super::super::values;
use super::part::Part;
use super::scope::Line;
use crate::model::*;
use crate::source::At;

/// `resolve` and `service=` of a server line.
const RESOLVES: Version = Version::new(1, 27, 3);

/// What a server line without port is given in `http`; `stream` has no such default.
const HTTP_PORT: u16 = 80;

/// Lowers an `upstream` block whose lines are given with includes in place.
pub fn upstream(part: &mut Part<'_>, block: Line<'_>, lines: &[Line<'_>], stream: bool) -> Option<Pool> {
    let (name, name_at) = block.arg(0)?;
    part.name(NameKind::Pool, true, name_at);
    if memchr::memchr(b':', name).is_some() && !name.starts_with(b"unix:") {
        part.remark(name_at, RemarkKind::PortInPoolName);
    }
    let versions = part.lower.versions;
    let mut pool = Pool {
        name: Text::from(name),
        made: Made::Declared,
        at: block.head(),
        name_at,
        servers: Box::new([]),
        closed: Ok(()),
        balance: Setting::default(&"round robin", Balance::RoundRobin),
        zone: Setting::unset(&"zone"),
        reuse: defaults::pool_reuse(!stream, versions),
        resolver: Setting::unset(&"resolver"),
        steps: Box::new([]),
        own: None,
        check: Setting::unset(&"health_check"),
        stream,
        affinity: None,
        pages: None,
    };
    let mut servers = Vec::new();
    let mut method: Option<At> = None;
    let mut keepalive: Option<At> = None;
    for &line in lines {
        let term = line.term();
        match line.node.keyword() {
            kw::SERVER => servers.extend(server(part, line, stream)),
            kw::ZONE => {
                let size = line.arg(1).and_then(|(text, _)| values::size(text)).map_or(0, |size| size.0);
                pool.zone = written_zone(line, size);
                if let (Some((name, _)), Some((_, at))) = (line.arg(0), line.arg(1))
                    && size > 0
                    && size < 8 * defaults::PAGE.0
                {
                    part.invalid(at, format!("zone \"{}\" is too small", name.escape_ascii()));
                }
            }
            kw::KEEPALIVE => {
                if let Some((text, at)) = line.arg(0) {
                    match values::number(text) {
                        Some(count) => pool.reuse.connections = Setting::written(term, at, count as u32),
                        None => part.invalid(at, format!("invalid value \"{}\"", text.escape_ascii())),
                    }
                    keepalive = Some(line.head());
                }
            }
            kw::KEEPALIVE_TIMEOUT => set(part, line, values::millis, &mut pool.reuse.idle),
            kw::KEEPALIVE_REQUESTS => set(part, line, values::number, &mut pool.reuse.requests),
            kw::KEEPALIVE_TIME => set(part, line, values::millis, &mut pool.reuse.lifetime),
            kw::RESOLVER => pool.resolver = resolver(part, line),
            // NGINX Plus keeps the servers in that file, and changes them at run time.
            kw::STATE => pool.closed = Err(Why::Environment),
            kw::INCLUDE => {}
            keyword => {
                if let Some(balance) = balance(line) {
                    let versions = VersionRange::before(defaults::KEEPALIVE_BY_DEFAULT);
                    if let Some(earlier) = keepalive.filter(|_| part.lower.versions.overlaps(versions)) {
                        part.remark(line.head(), RemarkKind::MethodTooLate { earlier, versions });
                    }
                    method = matches!(balance, Balance::ClientHash | Balance::KeyHash | Balance::Random)
                        .then(|| line.head());
                    pool.balance = Setting { term, ..written_balance(line, balance) };
                } else if matches!(keywords::info(keyword), Some(info) if info.name == "check") {
                    pool.check = third_party_check(line);
                } else if super::foreign::of(keyword).fills_pool {
                    pool.closed = Err(Why::Opaque);
                }
            }
        }
    }
    if let Some(method) = method {
        for server in servers.iter().filter(|server: &&Server| server.backup.is_some()) {
            if let Some(at) = server.backup {
                part.remark(at, RemarkKind::BackupRefused { method });
            }
        }
    }
    let primaries = servers.iter().filter(|server| server.backup.is_none()).count();
    if primaries == 0 && pool.closed.is_ok() && !part.lower.has_unread {
        let only_backups = !servers.is_empty();
        part.remark(name_at, RemarkKind::PoolEmpty { only_backups });
    }
    if part.lower.has_unread
        && pool.closed.is_ok()
        && lines.iter().any(|line| line.node.keyword() == kw::INCLUDE)
    {
        pool.closed = Err(Why::UnreadInclude);
    }
    pool.servers = servers.into();
    Some(pool)
}

fn written_zone(line: Line<'_>, size: u64) -> Setting<u64> {
    Setting::written(&"zone", line.head(), size)
}

fn written_balance(line: Line<'_>, balance: Balance) -> Setting<Balance> {
    Setting::written(line.term(), line.head(), balance)
}

fn set<T>(part: &mut Part<'_>, line: Line<'_>, read: impl Fn(&[u8]) -> Option<T>, slot: &mut Setting<T>) {
    let Some((text, at)) = line.arg(0) else { return };
    match read(text) {
        Some(value) => *slot = Setting::written(line.term(), at, value),
        None if part.is_placeholder(text) => *slot = Setting::unknown(line.term(), at, Why::Template),
        None => part.invalid(at, format!("\"{}\" directive invalid value", line.term())),
    }
}

fn balance(line: Line<'_>) -> Option<Balance> {
    Some(match line.node.keyword() {
        kw::IP_HASH => Balance::ClientHash,
        kw::HASH => Balance::KeyHash,
        kw::LEAST_CONN => Balance::LeastConnections,
        kw::LEAST_TIME => Balance::LeastTime,
        kw::RANDOM => Balance::Random,
        _ => return None,
    })
}

/// `health_check` of a location or stream server, which has the servers of its pass checked.
pub fn location_check(line: Line<'_>) -> HealthCheck {
    let at = line.head();
    let mut check = HealthCheck {
        interval: Setting::default(&"interval", Millis::seconds(5)),
        ..HealthCheck::new(at, CheckKind::Http)
    };
    check.uri = Setting::default(&"uri", Text::from("/"));
    for word in line.node.args() {
        let (text, at) = (word.bytes(), line.at(word));
        if let Some(time) = text.strip_prefix(b"interval=").and_then(values::millis) {
            check.interval = Setting::written(&"interval", at, time);
        } else if let Some(uri) = text.strip_prefix(b"uri=") {
            check.uri = Setting::written(&"uri", at, Text::from(uri));
        } else if let Some(port) = text.strip_prefix(b"port=").and_then(values::number) {
            check.port = Setting::written(&"port", at, port as u16);
        } else if text.starts_with(b"type=grpc") {
            check.kind = CheckKind::Grpc;
        }
    }
    check
}

/// `check interval=… type=…` of Tengine and of the module of the same author: milliseconds.
fn third_party_check(line: Line<'_>) -> Setting<Box<HealthCheck>> {
    let at = line.head();
    let mut check = HealthCheck {
        interval: Setting::default(&"interval", Millis(30_000)),
        ..HealthCheck::new(at, CheckKind::Connect)
    };
    check.uri = Setting::unset(&"check_http_send");
    for word in line.node.args() {
        let text = word.bytes();
        if let Some(ms) = text.strip_prefix(b"interval=").and_then(values::number) {
            check.interval = Setting::written(&"interval", line.at(word), Millis(ms));
        } else if text == b"type=http" {
            check.kind = CheckKind::Http;
        }
    }
    Setting::written(&"check", at, Box::new(check))
}

/// `server ADDRESS [parameters]` of an `upstream`.
fn server(part: &mut Part<'_>, line: Line<'_>, stream: bool) -> Option<Server> {
    let (text, at) = line.arg(0)?;
    let expect = Expect { default_port: (!stream).then_some(HTTP_PORT), uri: false, listen: false };
    let mut server = Server {
        endpoint: Endpoint::unknown(at, Why::Template),
        name: None,
        at: line.head(),
        when: When::Always,
        count: 1,
        weight: Setting::default(&"weight", 1),
        backup: None,
        disabled: None,
        max_fails: Setting::default(&"max_fails", 1),
        fail_timeout: Setting::default(&"fail_timeout", Millis::seconds(10)),
        max_connections: Setting::default(&"max_conns", 0),
        check: Setting::unset(&"health_check"),
        own: None,
        speaks: None,
        rare: None,
    };
    let mut resolves = false;
    let mut service: Option<At> = None;
    // Before that only NGINX Plus knows these (CHANGES, 1.27.3).
    let unknown_yet = part.lower.versions.before <= RESOLVES;
    for word in line.node.args().skip(1) {
        let text = word.bytes();
        let at = line.at(word);
        let value = |prefix: &[u8]| text.strip_prefix(prefix);
        match text {
            b"backup" => server.backup = Some(at),
            b"down" => server.disabled = Some(at),
            b"drain" => server.disabled = Some(at),
            b"resolve" => {
                resolves = true;
                if unknown_yet {
                    part.invalid(at, "invalid parameter \"resolve\"".to_owned());
                }
            }
            _ => {
                let known = if let Some(text) = value(b"weight=") {
                    parameter(
                        &mut server.weight,
                        at,
                        values::number(text).filter(|n| *n > 0).map(|n| n as u32),
                    )
                } else if let Some(text) = value(b"max_fails=") {
                    parameter(&mut server.max_fails, at, values::number(text).map(|n| n as u32))
                } else if let Some(text) = value(b"fail_timeout=") {
                    parameter(&mut server.fail_timeout, at, values::seconds(text))
                } else if let Some(text) = value(b"max_conns=") {
                    parameter(&mut server.max_connections, at, values::number(text).map(|n| n as u32))
                } else {
                    service = service.or(value(b"service=").map(|_| at));
                    [&b"service="[..], b"route=", b"slow_start=", b"id=", b"sid="]
                        .iter()
                        .any(|p| value(p).is_some())
                };
                if !known && !part.is_placeholder(text) {
                    part.invalid(at, format!("invalid parameter \"{}\"", text.escape_ascii()));
                }
            }
        }
    }
    server.endpoint = endpoint(part, text, at, expect, service.is_some(), resolves)?;
    if let Some(at) = service.filter(|_| !unknown_yet) {
        let name = text.escape_ascii();
        let says = if !resolves {
            Some(format!("service upstream \"{name}\" requires \"resolve\" parameter"))
        } else {
            memchr::memchr(b':', text).map(|_| format!("service upstream \"{name}\" may not have port"))
        };
        if let Some(says) = says {
            part.invalid(at, says);
        }
    }
    if let HostPart::Unix(path) = &server.endpoint.host {
        part.file(FileRole::Socket, &path.clone(), at, false);
    }
    Some(server)
}

fn parameter<T>(slot: &mut Setting<T>, at: At, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *slot = Setting::written(slot.term, at, value);
            true
        }
        None => false,
    }
}

/// An address that could not be read stays as unknown, so that the pool keeps its number of servers.
fn endpoint(
    part: &mut Part<'_>,
    text: &[u8],
    at: At,
    expect: Expect,
    service: bool,
    resolves: bool,
) -> Option<Endpoint> {
    let expect = if service { Expect { default_port: Some(0), ..expect } } else { expect };
    if part.is_placeholder(text) {
        return Some(Endpoint::unknown(at, Why::Template));
    }
    match address::parse(text, expect) {
        Ok(read) => {
            let mut endpoint = from_address(read, at, text.len());
            if service {
                endpoint.port = PortPart::None;
            }
            if resolves && endpoint.resolution == Resolution::AtStart {
                endpoint.resolution = Resolution::Follows;
            }
            Some(endpoint)
        }
        Err((fault, says)) => {
            let server_says = format!("{says} in upstream \"{}\"", text.escape_ascii());
            part.invalid_address(at, server_says, fault);
            Some(Endpoint::unknown(at, Why::Invalid))
        }
    }
}

/// Puts an address at its place; its ranges count from the start of the word's text.
pub fn from_address(read: address::Address, at: At, length: usize) -> Endpoint {
    let resolution = match read.host {
        HostPart::Name(_) => Resolution::AtStart,
        _ => Resolution::Nothing,
    };
    Endpoint {
        host: read.host,
        port: read.port,
        resolution,
        at,
        host_span: part_of(at, length, read.host_at),
        port_span: read.port_at.map(|port| part_of(at, length, port)),
    }
}

/// The group that nginx makes of a target that names no `upstream`. One per address and part.
pub fn implicit(part: &mut Part<'_>, endpoint: Endpoint, name: &[u8], stream: bool) -> PoolId {
    let key = (endpoint.host.clone(), endpoint.port, endpoint.resolution, stream);
    if let Some(&id) = part.made.get(&key) {
        return id;
    }
    // A literal address never counts as failed; each address of a name does after one failure
    // (ngx_http_upstream_init_round_robin, ngx_http_upstream_create_round_robin_peer).
    let max_fails = match endpoint.host {
        HostPart::Name(_) => 1,
        _ => 0,
    };
    if let HostPart::Unix(path) = &endpoint.host {
        part.file(FileRole::Socket, &path.clone(), endpoint.at, false);
    }
    let server = Server {
        name: None,
        at: endpoint.at,
        when: When::Always,
        count: 1,
        weight: Setting::default(&"weight", 1),
        backup: None,
        disabled: None,
        max_fails: Setting::default(&"max_fails", max_fails),
        fail_timeout: Setting::default(&"fail_timeout", Millis::seconds(10)),
        max_connections: Setting::default(&"max_conns", 0),
        check: Setting::unset(&"health_check"),
        own: None,
        speaks: None,
        rare: None,
        endpoint,
    };
    let versions = part.lower.versions;
    let id = part.pool(Pool {
        name: Text::from(name),
        made: Made::ByTarget,
        at: server.at,
        name_at: server.at,
        servers: Box::new([server]),
        closed: Ok(()),
        balance: Setting::default(&"round robin", Balance::RoundRobin),
        zone: Setting::unset(&"zone"),
        reuse: defaults::pool_reuse(false, versions),
        resolver: Setting::unset(&"resolver"),
        steps: Box::new([]),
        own: None,
        check: Setting::unset(&"health_check"),
        stream,
        affinity: None,
        pages: None,
    });
    part.made.insert(key, id);
    id
}

/// `resolver ADDRESS … [valid=T] [ipv4=on|off] [ipv6=on|off] [status_zone=Z]`.
pub fn resolver(part: &mut Part<'_>, line: Line<'_>) -> Setting<Box<Resolver>> {
    let mut resolver = Resolver {
        at: line.head(),
        servers: Box::new([]),
        timeout: Setting::default(&"resolver_timeout", Millis::seconds(30)),
        valid: None,
        ipv4: true,
        ipv6: true,
    };
    let expect = Expect { default_port: Some(53), uri: false, listen: false };
    let mut servers = Vec::new();
    for word in line.node.args() {
        let (text, at) = (word.bytes(), line.at(word));
        if let Some(valid) = text.strip_prefix(b"valid=") {
            match values::seconds(valid) {
                Some(valid) => resolver.valid = Some(valid),
                None if part.is_placeholder(text) => {}
                None => part.invalid(at, format!("invalid parameter: {}", text.escape_ascii())),
            }
        } else if let Some(on) = text.strip_prefix(b"ipv6=") {
            resolver.ipv6 = on != b"off";
        } else if let Some(on) = text.strip_prefix(b"ipv4=") {
            resolver.ipv4 = on != b"off";
        } else if text.starts_with(b"status_zone=") || text.starts_with(b"local=") {
        } else if let Some(endpoint) = endpoint(part, text, at, expect, false, false) {
            servers.push(endpoint);
        }
    }
    resolver.servers = servers.into();
    Setting::written(&"resolver", line.head(), Box::new(resolver))
}
