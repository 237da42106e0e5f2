//! Which server of a pool gets the request, and what it gets.
//!
//! Source: `process_server_rules`, `process_sticking_rules` (src/stream.c), `assign_server` (src/backend.c),
//! `be_usable_srv`; checked on the running server. A server that is checked and down gets nothing; one that
//! is not checked is never down.

use super::Course;
use crate::model::evaluate::hop::hop;
use crate::model::evaluate::{
    ClientTls, Door, Doubt, Forwarded, Hop, Known, ProxyHeader, Reply, Sent, Spoken, StepKind, Verdict, open,
};
use crate::model::{
    Act, Affinity, Forward, Groups, HopGroups, HostPart, Id, Pool, PoolId, PortPart, Protocol, Route,
    RouteId, Server, Speaks, Step, Text, Value,
};
use crate::source::At;
use std::net::SocketAddr;

/// What checks say of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Up,
    Down,
    /// It is checked, and nobody knows what came of it.
    Open,
    /// Switched off.
    Off,
}

impl<'a> Course<'a> {
    pub(super) fn serve(&mut self, route: &'a Route, forward: &'a Forward, id: PoolId) -> Known<Verdict> {
        let pool = &self.routing.proxy.pools[id];
        let mut candidates = match self.named(pool, &pool.steps)? {
            Some(server) => vec![server],
            None => match self.tied(pool)? {
                Some(server) => vec![server],
                None => self.balanced(pool),
            },
        };
        if candidates.is_empty() {
            return match pool.closed {
                Ok(()) => self.fails(503, route.at),
                Err(why) => open(Doubt::Value(why), pool.at),
            };
        }
        let hops: Vec<Hop> =
            candidates.iter().map(|index| self.hop_to(&pool.servers[*index as usize])).collect();
        let sent = self.sent(forward, id, &pool.servers[candidates[0] as usize], hops);
        let replies: Vec<Option<Reply>> =
            sent.servers.iter().map(|hop| self.world.reply(&sent, hop)).collect();
        let refused = |reply: &Option<Reply>| matches!(reply, Some(Reply::Refused));
        if replies.iter().all(refused) {
            return self.fails(503, route.at);
        }
        let alive: Vec<usize> = (0..replies.len()).filter(|index| !refused(&replies[*index])).collect();
        candidates = alive.iter().map(|index| candidates[*index]).collect();
        let last = match (&candidates[..], alive.first()) {
            ([_], Some(index)) if replies[*index].is_some() => sent.servers.get(*index).cloned(),
            _ => None,
        };
        let status = |reply: &Option<Reply>| match reply {
            Some(Reply::Status { status, .. }) => Some(*status),
            _ => None,
        };
        let statuses: Vec<Option<u16>> = replies.iter().map(status).collect();
        let same = statuses.windows(2).all(|pair| pair[0] == pair[1]);
        self.note(StepKind::Forwarded, route.at);
        Ok(Verdict::Forward(Box::new(Forwarded {
            at: route.at,
            pass: forward.at,
            route: RouteId { host: self.host_id, index: self.route.unwrap_or(self.host().fallback) },
            sent,
            last,
            status: if same { statuses.first().copied().flatten() } else { None },
        })))
    }

    /// `use-server`: the first whose condition holds and whose server is not down.
    fn named(&mut self, pool: &'a Pool, steps: &'a [Step]) -> Known<Option<u32>> {
        for step in steps {
            let Act::UseServer { server, name } = &step.act else { continue };
            if !self.holds(&step.when)? {
                continue;
            }
            let Some(index) = server else {
                return open(Doubt::Variable(name.clone()), step.at);
            };
            let Some(found) = pool.servers.get(*index as usize) else { continue };
            match self.checked(found) {
                State::Up => return Ok(Some(*index)),
                State::Open => return open(Doubt::Reply, found.at),
                State::Down | State::Off if self.insists(pool)? => return Ok(Some(*index)),
                _ => {}
            }
        }
        Ok(None)
    }

    /// Clients are sent to their server although it is down.
    fn insists(&mut self, pool: &'a Pool) -> Known<bool> {
        let Some(affinity) = &pool.affinity else { return Ok(false) };
        if affinity.to_marked.is_some() {
            return Ok(true);
        }
        for (cond, _) in &affinity.to_marked_if {
            if self.holds(cond)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The server that the client's cookie names.
    fn tied(&mut self, pool: &'a Pool) -> Known<Option<u32>> {
        let Some(affinity) = pool.affinity.as_deref() else { return Ok(None) };
        let Affinity { cookie: Some((name, at)), .. } = affinity else { return Ok(None) };
        if !self.state.http || affinity.values.is_empty() {
            return Ok(None);
        }
        for (cond, _) in &affinity.untied_if {
            if self.holds(cond)? {
                return Ok(None);
            }
        }
        // A cookie that is not known only picks among the servers of the pool.
        let Ok(values) = self.cookies(name, *at) else { return Ok(None) };
        for value in values {
            let value = match (affinity.prefixed, value.iter().position(|byte| *byte == b'~')) {
                (true, Some(mark)) => &value[..mark],
                _ => &value[..],
            };
            let Some((index, _)) = affinity.values.iter().find(|(_, known)| **known == *value) else {
                continue;
            };
            let Some(server) = pool.servers.get(*index as usize) else { continue };
            match self.checked(server) {
                State::Up => return Ok(Some(*index)),
                State::Open => return open(Doubt::Reply, server.at),
                State::Down | State::Off if self.insists(pool)? => return Ok(Some(*index)),
                _ => {}
            }
        }
        Ok(None)
    }

    /// Any of these may get it: active servers, else the first backup, or all of them.
    fn balanced(&self, pool: &Pool) -> Vec<u32> {
        let usable = |backup: bool| -> Vec<u32> {
            let servers = pool.servers.iter().enumerate();
            servers
                .filter(|(_, server)| server.backup.is_some() == backup)
                .filter(|(_, server)| server.weight.get() != Some(0))
                .filter(|(_, server)| matches!(self.checked(server), State::Up | State::Open))
                .map(|(index, _)| index as u32)
                .collect()
        };
        let active = usable(false);
        if !active.is_empty() {
            return active;
        }
        let mut backups = usable(true);
        let all = pool.affinity.as_ref().is_some_and(|affinity| affinity.all_backups.is_some());
        if !all {
            backups.truncate(1);
        }
        backups
    }

    fn checked(&self, server: &Server) -> State {
        if server.disabled.is_some() {
            return State::Off;
        }
        match &server.check.value {
            Value::Unset => State::Up,
            _ => match self.world.up(&self.hop_to(server)) {
                Some(true) => State::Up,
                Some(false) => State::Down,
                None => State::Open,
            },
        }
    }

    /// `nbsrv`: active servers, else one backup (or all of them).
    pub(super) fn usable_servers(&self, name: &Text, at: At) -> Known<Vec<crate::model::Datum>> {
        let Some(pool) = self.pool_named(name, at)? else {
            return open(Doubt::NotModelled("a pool that is not defined"), at);
        };
        let pool = &self.routing.proxy.pools[pool];
        if let Err(why) = pool.closed {
            return open(Doubt::Value(why), at);
        }
        let mut counts = [0; 2];
        for server in &pool.servers {
            if server.weight.get() == Some(0) {
                continue;
            }
            match self.checked(server) {
                State::Up => counts[usize::from(server.backup.is_some())] += i64::from(server.count),
                State::Open => return open(Doubt::Reply, server.at),
                State::Down | State::Off => {}
            }
        }
        let all = pool.affinity.as_ref().is_some_and(|affinity| affinity.all_backups.is_some());
        let [active, backups] = counts;
        let number = match active {
            0 if all => backups,
            0 => backups.min(1),
            active => active,
        };
        Ok(vec![crate::model::Datum::Number(number)])
    }

    /// `srv_is_up`.
    pub(super) fn server_up(&self, pool: &Text, name: &Text, at: At) -> Known<Vec<crate::model::Datum>> {
        let Some(pool) = self.pool_named(pool, at)? else {
            return open(Doubt::NotModelled("a pool that is not defined"), at);
        };
        let servers = &self.routing.proxy.pools[pool].servers;
        let Some(server) = servers.iter().find(|server| server.name.as_ref() == Some(name)) else {
            return open(Doubt::NotModelled("a server that is not defined"), at);
        };
        match self.checked(server) {
            State::Open => open(Doubt::Reply, server.at),
            state => Ok(vec![crate::model::Datum::Bool(state == State::Up)]),
        }
    }

    /// Where a server is reached: without address or port of its own, the client's destination counts.
    fn hop_to(&self, server: &Server) -> Hop {
        let endpoint = &server.endpoint;
        let own_port = |port: PortPart| match port {
            PortPart::Written(port) | PortPart::Filled(port) => Some(port),
            PortPart::None => self.state.destination_port,
            PortPart::Offset(offset) => {
                let port = i32::from(self.state.destination_port?) + offset;
                u16::try_from(port).ok()
            }
            _ => None,
        };
        let ip = match &endpoint.host {
            HostPart::Ip(ip) if !ip.is_unspecified() => Some(*ip),
            HostPart::Ip(_) | HostPart::Any(_) | HostPart::ClientDestination => self.state.destination,
            _ => return hop(endpoint, server.at),
        };
        match (ip, own_port(endpoint.port)) {
            (Some(ip), Some(port)) => {
                let address = SocketAddr::new(ip, port);
                Hop {
                    door: Some(Door::Ip(address)),
                    text: address.to_string().as_str().into(),
                    at: server.at,
                }
            }
            _ => Hop { door: None, ..hop(endpoint, server.at) },
        }
    }

    fn groups_of(&self, pool: &Pool, own: Option<Id<Groups>>, protocol: Protocol) -> Option<HopGroups> {
        own.or(pool.own).map(|groups| self.routing.proxy.groups[groups].hop(protocol))
    }

    fn sent(&mut self, forward: &Forward, id: PoolId, server: &'a Server, servers: Vec<Hop>) -> Sent {
        let proxy = self.routing.proxy;
        let pool = &proxy.pools[id];
        let target_tls = forward.targets.first().is_some_and(|target| target.tls);
        let Speaks { protocol, tls } =
            server.speaks.unwrap_or(Speaks { protocol: forward.protocol, tls: target_tls });
        let groups = self.groups_of(pool, server.own, protocol);
        let sni = match groups.map(|groups| &proxy.tls[groups.tls]) {
            Some(settings) if tls => match (&settings.sni.value, settings.name.one()) {
                (Value::One(false), _) | (Value::Unset, None) => Ok(None),
                (_, Some(name)) => {
                    let name = name.clone();
                    self.text(&name).map(|name| (!name.is_empty()).then(|| sni_name(&name)))
                }
                _ => Ok(None),
            },
            _ if tls => Ok(None),
            _ => Ok(self.passing_tls().and_then(|tls| tls.sni.clone())),
        };
        let proxy_header = groups
            .is_some_and(|groups| proxy.connections[groups.connection].proxy_protocol.get() == Some(true));
        let http = self.state.http;
        let (path, host) = match http {
            true => {
                let host = self.state.lines(b"host").next().cloned();
                (self.state.target.clone(), host.transpose().map(|host| host.map(Text::from)))
            }
            false => (self.request.target.to_vec(), Ok(self.request.hosts.first().cloned())),
        };
        let headers = self
            .state
            .headers
            .iter()
            .filter(|(name, _)| name != b"host")
            .map(|(name, value)| (Text::from(&name[..]), value.clone().map(Text::from)))
            .collect();
        Sent {
            protocol,
            tls: tls || self.passing_tls().is_some(),
            pool: Some(id),
            authority: servers.first().map(|hop| hop.text.clone()).unwrap_or_default(),
            servers,
            method: self.state.method[..].into(),
            path: Ok(Some(path.into())),
            host,
            sni,
            version: if http { Spoken::V1_1 } else { self.request.version },
            headers,
            open: self.request.open,
            proxy_header: proxy_header.then(|| self.told()),
            body: self.request.body,
        }
    }

    /// Whom a PROXY header names.
    fn told(&self) -> ProxyHeader {
        let destination = self.state.destination.zip(self.state.destination_port);
        ProxyHeader {
            client: self.state.client,
            destination: destination.map(|(address, port)| SocketAddr::new(address, port)),
        }
    }

    /// The client's TLS where it does not end here.
    fn passing_tls(&self) -> Option<&ClientTls> {
        self.request.tls.as_ref().filter(|_| !self.bind.tls)
    }
}

/// A name in a greeting carries no port.
fn sni_name(name: &[u8]) -> Text {
    let end = name.iter().position(|byte| *byte == b':').unwrap_or(name.len());
    Text::from(&name[..end])
}
