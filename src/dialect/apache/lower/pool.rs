//! Pools of workers and balancers, once all lines that name them are read: servers, their own settings, what is kept
//! of connections, what counts as a failure.
//!
//! Must not decide which lines make a worker: that is `worker`'s.

use super::super::line::Arg;
use super::super::url::{self, Url};
use super::address;
use super::param::{BalancerParams, WorkerParams};
use super::part::Part;
use super::scope;
use super::worker::{Balancer, Worker};
use crate::model::*;
use crate::source::At;

/// When a worker's name is looked up: with its first connection, and kept while the child lives, unless a time is
/// set (2.4.59), no connection is kept, or there is no worker at all (`ap_proxy_determine_address`).
fn resolution(endpoint: &Endpoint, params: &WorkerParams, generic: bool) -> Resolution {
    if endpoint.name().is_none() {
        return Resolution::Nothing;
    }
    let kept = params.address_ttl.is_unset() || params.address_ttl.get() == Some(Millis::NEVER);
    match params.reuse.get() {
        Some(false) => Resolution::PerRequest,
        _ if generic => Resolution::PerRequest,
        None if !params.reuse.is_unset() => Resolution::Follows,
        _ if kept => Resolution::AtStartIfKnown,
        _ => Resolution::Follows,
    }
}

fn server(part: &mut Part<'_>, worker: &Worker<'_>, member: bool, generic: bool) -> Option<Server> {
    let url = worker.url.as_ref()?;
    address::faults(part, worker.arg, &worker.text, url);
    let params = &worker.params;
    let mut endpoint = address::endpoint(worker.arg, &worker.text, url);
    endpoint.resolution = resolution(&endpoint, params, generic);
    if let HostPart::Unix(path) = &endpoint.host {
        part.file_at(FileRole::Socket, &path.clone(), worker.arg, false);
    }
    let scheme = url::spoken(&worker.text[url.scheme.clone()]);
    inert_check(part, params, member);
    let mut check = params.check.made(checked(&worker.text, url));
    if let Value::One(check) = &mut check.value
        && check.kind == CheckKind::Http
    {
        // The check names the member itself.
        check.host = Setting::default(&"BalancerMember", Text::from(&worker.text[url.host.clone()]));
    }
    // A worker outside of a balancer is never left out, but where `-I` says so (since 2.4.21).
    let ignores = params.says(b'I').unwrap_or(!member);
    let max_fails = match params.place_of(b'I') {
        Some(at) => Setting::written(&"status", at, u32::from(!ignores)),
        None => Setting::default(&"status", u32::from(!ignores)),
    };
    let own = own_groups(part, params.timeouts(), None, params, upgrade(worker, url));
    // The path of a member stands before that of every request; a worker's is part of the target.
    let path = worker.text.get(url.path.clone()).filter(|path| member && !path.is_empty());
    let label = url.unix.as_ref().map(|_| Text::from(&worker.text[url.host.clone()]));
    let rare = RareServer {
        path: path.map(Text::from),
        label: label.filter(|label| !label.is_empty()),
        drains: params.is(b'N'),
        secret: params.secret,
        asks_first: params.ping,
        ..RareServer::default()
    };
    Some(Server {
        name: params.route.as_ref().map(|(route, _)| route.clone()),
        at: worker.at,
        when: worker.when,
        count: 1,
        weight: params.weight.clone(),
        backup: params.is(b'H').or(params.is(b'R')),
        disabled: params.is(b'D').or(params.is(b'S')).or(params.is(b'N')),
        max_fails,
        fail_timeout: params.retry.clone(),
        max_connections: params.max.clone(),
        check,
        own,
        speaks: scheme.map(|scheme| Speaks { protocol: scheme.protocol, tls: scheme.tls }),
        rare: (rare != RareServer::default()).then(|| Box::new(rare)),
        endpoint,
    })
}

/// Checks run for members of balancers, and only where a method is set (`hc_watchdog_callback`).
fn inert_check(part: &mut Part<'_>, params: &WorkerParams, member: bool) {
    let check = &params.check;
    let Some(at) = check.at else { return };
    let needs = match (&check.method, &check.template) {
        (None, None) => "`hcmethod=GET`",
        _ if !member => "a balancer, whose members alone are checked",
        _ => return,
    };
    part.without_effect(at, NoEffect::CheckNeverRun { needs });
}

/// The path of a worker whose checks are requests of plain HTTP.
fn checked<'a>(text: &'a [u8], url: &Url) -> Option<&'a [u8]> {
    let scheme = url::spoken(&text[url.scheme.clone()])?;
    let plain = scheme.protocol == Protocol::Http && !scheme.tls && url.unix.is_none();
    text.get(url.path.clone()).filter(|_| plain)
}

/// What has handshakes of WebSocket passed on: `upgrade=websocket`, or the scheme.
fn upgrade(worker: &Worker<'_>, url: &Url) -> Option<At> {
    let any = |value: &Text| [&b"websocket"[..], b"any", b"*"].iter().any(|word| value.eq_ignore_case(word));
    let scheme = &worker.text[url.scheme.clone()];
    let by_scheme = scheme.eq_ignore_ascii_case(b"ws") || scheme.eq_ignore_ascii_case(b"wss");
    let by_parameter = worker.params.upgrade.as_ref().filter(|(value, _)| any(value)).map(|(_, at)| *at);
    by_parameter.or(by_scheme.then_some(worker.at))
}

/// Groups of what a worker or balancer sets itself; the rest is unset.
fn own_groups(
    part: &mut Part<'_>,
    timeouts: Option<Timeouts>,
    tls: Option<Tls>,
    params: &WorkerParams,
    upgrade: Option<At>,
) -> Option<Id<Groups>> {
    let header = |name: &str, value: &str, at: At| Header {
        name: Text::from(name),
        value: scope::literal(value.as_bytes(), at),
        at,
    };
    let list: Box<[Header]> = upgrade
        .into_iter()
        .flat_map(|at| [header("Upgrade", "websocket", at), header("Connection", "upgrade", at)])
        .collect();
    let keeps = !params.reuse.is_unset();
    if timeouts.is_none() && tls.is_none() && params.head.is_unset() && !keeps && upgrade.is_none() {
        return None;
    }
    let timeouts = timeouts.unwrap_or_else(unset_timeouts);
    let hop = HopGroups {
        timeouts: part.timeouts.add(timeouts),
        retry: part.retries.add(scope::unset_retry()),
        tls: part.tls.add(tls.unwrap_or_else(scope::unset_tls)),
        buffers: part.buffers.add(Buffers { head: params.head.clone(), ..scope::unset_buffers() }),
        connection: part
            .connections
            .add(Connection { keep: params.reuse.clone(), ..scope::unset_connection() }),
        headers: part.headers.add(Headers { list, hides: None, open: false }),
    };
    Some(grouped(part, hop))
}

fn grouped(part: &mut Part<'_>, hop: HopGroups) -> Id<Groups> {
    // Only hops are read of a worker's own groups; the scope is that of the main server.
    let scope = Id::new(0, 0);
    part.groups.add(Groups::new([hop; HOP_FAMILIES], scope))
}

fn unset_timeouts() -> Timeouts {
    Timeouts {
        connect: Setting::unset(&"connectiontimeout"),
        send: Setting::unset(&"timeout"),
        response: Setting::unset(&"timeout"),
        idle: Setting::unset(&"timeout"),
        queue: Setting::unset(&"acquire"),
    }
}

/// Connections that a worker keeps: as many as a child has threads, where nothing says otherwise.
fn reuse(params: &WorkerParams, protocol: Option<Protocol>, generic: bool) -> PoolReuse {
    let by_default =
        !matches!(protocol, Some(Protocol::FastCgi | Protocol::Scgi | Protocol::Uwsgi)) && !generic;
    let connections = match params.reuse.get() {
        // A child of the event MPM has 25 threads.
        Some(true) if params.max.is_unset() => {
            Setting { value: Value::One(25), origin: params.reuse.origin, term: &"enablereuse" }
        }
        Some(true) => Setting { term: &"max", ..params.max.clone() },
        Some(false) => Setting { value: Value::One(0), origin: params.reuse.origin, term: &"disablereuse" },
        None if !params.reuse.is_unset() => Setting {
            value: Value::Unknown(Why::Environment),
            origin: params.reuse.origin,
            term: &"enablereuse",
        },
        None if by_default => params.max.clone(),
        None => Setting::default(&"enablereuse", 0),
    };
    PoolReuse {
        connections: if connections.is_unset() { Setting::default(&"max", 25) } else { connections },
        idle: params.ttl.clone(),
        requests: Setting::unset(&"ProxyPass"),
        lifetime: Setting::unset(&"ProxyPass"),
        sharing: Setting::default(&"enablereuse", Sharing::Always),
    }
}

/// A pool of one worker outside of balancers.
pub fn worker_pool(part: &mut Part<'_>, worker: Worker<'_>, tls: Option<Tls>, generic: bool) -> Pool {
    let made = server(part, &worker, false, generic);
    let protocol = made.as_ref().and_then(|server| server.speaks).map(|speaks| speaks.protocol);
    let own = tls.and_then(|tls| own_groups(part, None, Some(tls), &WorkerParams::default(), None));
    Pool {
        name: pool_name(&worker),
        made: Made::ByTarget,
        at: worker.at,
        name_at: worker.at,
        closed: if made.is_some() { Ok(()) } else { Err(Why::Invalid) },
        servers: made.into_iter().collect(),
        balance: Setting::default(&"ProxyPass", Balance::First),
        zone: Setting::unset(&"slotmem_shm"),
        reuse: reuse(&worker.params, protocol, generic),
        resolver: Setting::unset(&"resolver"),
        steps: Box::new([]),
        own,
        check: Setting::unset(&"hcmethod"),
        stream: false,
        affinity: None,
        pages: None,
    }
}

/// Host and port, or the socket, as they are written.
fn pool_name(worker: &Worker<'_>) -> Text {
    let Some(url) = &worker.url else { return Text::from(&worker.text[..]) };
    match &url.unix {
        Some(unix) => Text::from([b"unix:", &worker.text[unix.clone()]].concat()),
        None => Text::from(&worker.text[url.host.start..url.path.start]),
    }
}

pub fn balancer_pool(part: &mut Part<'_>, balancer: Balancer<'_>, tls: Option<Tls>) -> Pool {
    let mut closed = balancer.closed;
    if part.lower.config.walked.unread {
        closed = Err(Why::UnreadInclude);
    }
    let mut servers: Vec<Server> =
        balancer.members.iter().filter_map(|member| server(part, member, true, false)).collect();
    if servers.len() < balancer.members.len() {
        closed = closed.and(Err(Why::Invalid));
    }
    let first = balancer.members.first();
    let protocol = servers.first().and_then(|server| server.speaks).map(|speaks| speaks.protocol);
    let kept = reuse(first.map_or(&WorkerParams::default(), |member| &member.params), protocol, false);
    let params = balancer.params;
    for server in &mut servers {
        failures(server, &params);
    }
    let own = own_of_balancer(part, &params, tls);
    Pool {
        name: Text::from(&balancer.name[..]),
        made: if balancer.declared { Made::Declared } else { Made::ByTarget },
        at: balancer.at,
        name_at: balancer.name_at,
        affinity: affinity(&params, &servers, &balancer.members),
        servers: servers.into(),
        closed,
        balance: params.method,
        zone: Setting::unset(&"slotmem_shm"),
        reuse: kept,
        resolver: Setting::unset(&"resolver"),
        steps: Box::new([]),
        own,
        // Each member says for itself.
        check: Setting::unset(&"hcmethod"),
        stream: false,
        pages: None,
    }
}

/// What counts as a failure of a member, and when it comes back, as the balancer says.
fn failures(server: &mut Server, params: &BalancerParams) {
    let at =
        |value: Option<(bool, At)>, wanted: bool| value.filter(|(on, _)| *on == wanted).map(|(_, at)| at);
    let statuses = params.fail_on_status.as_ref().map(|(list, at)| (list.clone().into(), *at));
    let on_timeout = at(params.fail_on_timeout, true);
    let stays_out = at(params.force_recovery, false);
    if statuses.is_some() || on_timeout.is_some() || stays_out.is_some() {
        let rare = server.rare.get_or_insert_default();
        (rare.fails_on, rare.fails_on_timeout, rare.stays_out) = (statuses, on_timeout, stays_out);
    }
}

/// What is set on a balancer: attempts, the wait for a member, and what its section says of TLS.
fn own_of_balancer(part: &mut Part<'_>, params: &BalancerParams, tls: Option<Tls>) -> Option<Id<Groups>> {
    if params.attempts.is_unset() && params.queue.is_unset() && tls.is_none() && params.no_failover.is_none()
    {
        return None;
    }
    let mut retry = scope::unset_retry();
    if let Some(attempts) = params.attempts.get() {
        // Attempts come on top of the first.
        let value = Value::One(attempts.saturating_add(1));
        retry.tries = Setting { value, ..params.attempts.clone() };
    } else {
        retry.tries = params.attempts.clone();
    }
    let hop = HopGroups {
        timeouts: part.timeouts.add(Timeouts { queue: params.queue.clone(), ..unset_timeouts() }),
        retry: part.retries.add(retry),
        tls: part.tls.add(tls.unwrap_or_else(scope::unset_tls)),
        buffers: part.buffers.add(scope::unset_buffers()),
        connection: part.connections.add(scope::unset_connection()),
        headers: part.headers.add(Headers { list: Box::new([]), hides: None, open: false }),
    };
    Some(grouped(part, hop))
}

fn affinity(params: &BalancerParams, servers: &[Server], members: &[Worker<'_>]) -> Option<Box<Affinity>> {
    let (sticky, at) = params.sticky.as_ref()?;
    // `COOKIE|parameter`: the first name is the cookie's.
    let mut names = sticky.split(|byte| *byte == b'|');
    let cookie = names.next().unwrap_or_default();
    let parameter = names.next().unwrap_or(cookie);
    let values = members
        .iter()
        .filter(|member| member.url.is_some())
        .zip(0..)
        .take(servers.len())
        .filter_map(|(member, index)| Some((index, member.params.route.clone()?.0)))
        .collect();
    Some(Box::new(Affinity {
        cookie: Some((Text::from(cookie), *at)),
        parameter: Some(Text::from(parameter)),
        values,
        to_marked: params.no_failover,
        ..Affinity::default()
    }))
}

/// The pool of a target that no declared worker covers: every request opens a connection of its own.
pub fn generic(part: &mut Part<'_>, arg: Arg<'_>, skip: usize, when: When) -> Option<PoolId> {
    let text = arg.text.get(skip..).unwrap_or_default().to_vec();
    let url = Url::parse(&text).ok()?;
    let mut key = url.worker_name(&text);
    key.truncate(url.least_match(&text, &key));
    if let Some(unix) = &url.unix {
        key.extend_from_slice(b"|");
        key.extend_from_slice(&text[unix.clone()]);
    }
    if let Some(&known) = part.generic.get(&key) {
        return Some(known);
    }
    let name = url.worker_name(&text);
    let worker =
        Worker { arg, text, url: Some(url), at: arg.at, when, params: WorkerParams::default(), name };
    let pool = worker_pool(part, worker, None, true);
    let id = part.pool(pool);
    part.generic.insert(key, id);
    Some(id)
}
