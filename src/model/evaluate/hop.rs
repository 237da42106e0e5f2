//! What the next hop gets: servers, path, Host, headers.
//!
//! Source: `ngx_http_proxy_create_request`, `ngx_http_proxy_eval`, `ngx_http_upstream_init_request`.
//! The path has four forms: the client's bytes; the route's prefix replaced by the target's own path;
//! the path after a rewrite, escaped anew; the text of a target with variables, as it is.

use super::content::Front;
use super::phases::Turn;
use super::walk::Walk;
use super::written::{Written, authority, number, read};
use super::{
    ClientTls, Door, Doubt, Forwarded, Hop, Known, ProxyHeader, Reply, Request, Sent, Spoken, StepKind,
    escape, open,
};
use crate::model::{
    Endpoint, Forward, HostKind, HostPart, HttpVersion, Made, Pool, PoolId, PortPart, Protocol, Resolution,
    RetryOn, Text, Value, Why,
};
use crate::source::At;
use std::net::{IpAddr, SocketAddr};

/// Headers that nginx never passes on as the client sent them (`ngx_http_proxy_headers`).
const OWN_HEADERS: [&[u8]; 8] = [
    b"connection",
    b"keep-alive",
    b"transfer-encoding",
    b"te",
    b"expect",
    b"upgrade",
    b"content-length",
    b"host",
];

impl<'a> Walk<'a> {
    /// TCP without HTTP: the pass is all there is.
    pub(super) fn stream(&mut self) -> Known<Turn> {
        let at = self.host().at;
        if self.host().kind != HostKind::Stream {
            return open(Doubt::NotModelled("mail"), at);
        }
        if self.listener.tls && self.request.tls.is_none() {
            return Ok(Turn::Dropped(at));
        }
        self.note(StepKind::Host, at);
        if let Some(&at) = self.routing.unread.routes.get(&self.host_id) {
            return open(Doubt::Value(Why::UnreadInclude), at);
        }
        self.settle_client()?;
        if let Some(route) = self.here()
            && self.allowed(&route.access)? == Some(false)
        {
            return Ok(Turn::Dropped(at));
        }
        match self.run_steps(&self.host().steps)? {
            super::steps::Ran::Answered(said) => {
                return Ok(Turn::Answer { status: said.status, at: said.at, location: None });
            }
            super::steps::Ran::Forward(forward) => return self.pass(forward),
            _ => {}
        }
        match self.here().map(|route| &route.action) {
            Some(crate::model::Action::Forward(forward)) => self.pass(forward),
            Some(crate::model::Action::Answer(_)) => Ok(Turn::Answer { status: 200, at, location: None }),
            _ => open(Doubt::Value(Why::Opaque), at),
        }
    }

    /// An own error: in a stream the connection is just closed.
    fn fails(&self, status: u16) -> Turn {
        if self.host().kind == HostKind::Stream {
            return Turn::Dropped(self.host().at);
        }
        Turn::special(status, self.block())
    }

    pub(super) fn pass(&mut self, forward: &'a Forward) -> Known<Turn> {
        let constant = forward.template.constant().is_some();
        let text = self.text(&forward.template)?;
        let Some(written) = read(&text, forward.protocol) else {
            if constant {
                return open(Doubt::Value(Why::Invalid), forward.at);
            }
            return Ok(self.fails(500));
        };
        let stream = self.host().kind == HostKind::Stream;
        let pool = match forward.targets.first() {
            Some(target) if constant => Some(target.pool),
            _ => self.pool_of(&written, stream),
        };
        let (servers, open_pool) = match pool {
            Some(pool) => self.servers(&self.proxy.pools[pool]),
            None => match self.address(&written, forward.at)? {
                Some(servers) => (servers, None),
                None => return Ok(self.fails(502)),
            },
        };
        let sent = self.sent(forward, &written, constant, pool, servers)?;
        self.note(StepKind::Forwarded, self.block());
        if pool.is_some() && sent.servers.is_empty() {
            // "no live upstreams", unless servers may be out of sight.
            return match open_pool {
                None => Ok(self.fails(502)),
                Some(_) => {
                    self.keep(forward, sent, None);
                    Ok(Turn::Passed(None))
                }
            };
        }
        self.try_servers(forward, sent)
    }

    fn keep(&mut self, forward: &Forward, sent: Sent, last: Option<Hop>) {
        self.upstream_seen = true;
        self.forwarded = Some(Forwarded {
            at: self.block(),
            pass: forward.at,
            route: self.route_id(),
            sent,
            last,
            status: None,
        });
    }

    /// Asks the world server by server, as far as failures move the request on.
    fn try_servers(&mut self, forward: &Forward, sent: Sent) -> Known<Turn> {
        let servers = sent.servers.clone();
        let retry =
            self.groups().map(|groups| self.proxy.retries[groups.hop(forward.protocol).retry].on.clone());
        let on = retry.and_then(|on| on.get()).unwrap_or_default();
        let mut outcome = None;
        let mut last = None;
        for (index, server) in servers.iter().enumerate() {
            outcome = self.world.reply(&sent, server);
            if outcome.is_some() {
                last = Some(server.clone());
            }
            let more = index + 1 < servers.len();
            let moves_on = match &outcome {
                Some(Reply::Refused) => on.has(RetryOn::ERROR) || stream_retries(on),
                Some(Reply::Status { status, .. }) => on.has(bit(*status)),
                None => false,
            };
            if !(moves_on && more) {
                break;
            }
        }
        self.keep(forward, sent, last);
        match outcome {
            Some(Reply::Refused) => Ok(self.fails(502)),
            outcome if self.host().kind == HostKind::Stream => Ok(Turn::Passed(match outcome {
                Some(Reply::Status { status, .. }) => Some(status),
                _ => None,
            })),
            outcome => self.replied(outcome),
        }
    }

    /// The pool of this name. A pool that a constant target elsewhere made counts too, with its port.
    fn pool_of(&self, written: &Written, stream: bool) -> Option<PoolId> {
        if written.unix.is_some() {
            return None;
        }
        let name = written.host.to_ascii_lowercase();
        if written.port.is_none() {
            let declared = self.routing.pools.get(&(name.clone(), stream));
            if let Some(id) = declared {
                return Some(*id);
            }
        }
        let port = written.port.as_deref().or(written.default_port.map(str::as_bytes)).and_then(number)?;
        let same = |pool: &Pool| {
            pool.stream == stream
                && pool.made == Made::ByTarget
                && pool.servers.first().is_some_and(|server| {
                    let named = server.endpoint.name();
                    named.is_some_and(|host| host.eq_ignore_case(&name))
                        && server.endpoint.resolution == Resolution::AtStart
                        && server.endpoint.port.number() == Some(port)
                })
        };
        self.proxy.pools.iter().find(|(_, pool)| same(pool)).map(|(id, _)| id)
    }

    /// Servers of a pool in the order in which they may be tried, and why some may be missing.
    fn servers(&self, pool: &Pool) -> (Vec<Hop>, Option<Why>) {
        let usable = |backup: bool| {
            pool.servers
                .iter()
                .filter(move |server| server.disabled.is_none() && server.backup.is_some() == backup)
        };
        let hops = usable(false).chain(usable(true)).map(|server| hop(&server.endpoint, server.at)).collect();
        (hops, pool.closed.err())
    }

    /// A target without a pool; `None`: its name cannot be looked up.
    fn address(&self, written: &Written, at: At) -> Known<Option<Vec<Hop>>> {
        if let Some(path) = &written.unix {
            return Ok(Some(vec![Hop {
                door: Some(Door::Unix(path[..].into())),
                text: [b"unix:", &path[..]].concat().into(),
                at,
            }]));
        }
        let port = match (&written.port, written.default_port) {
            (Some(port), _) => number(port),
            (None, default) => default.and_then(|port| port.parse().ok()),
        };
        let host = std::str::from_utf8(&written.host).unwrap_or_default();
        let ip: Option<IpAddr> = host.trim_matches(|sign| matches!(sign, '[' | ']')).parse().ok();
        if let (Some(ip), Some(port)) = (ip, port) {
            let address = SocketAddr::new(ip, port);
            return Ok(Some(vec![Hop {
                door: Some(Door::Ip(address)),
                text: address.to_string().as_str().into(),
                at,
            }]));
        }
        if let Some(why) = self.proxy.open.pools {
            return open(Doubt::Value(why), at);
        }
        let resolver = self.scope().map(|scope| &scope.resolver.value);
        match resolver {
            Some(Value::Unset) | None => Ok(None),
            _ if written.host.is_empty() || port.is_none() => Ok(None),
            Some(_) => Ok(Some(Vec::new())),
        }
    }

    fn sent(
        &mut self,
        forward: &Forward,
        written: &Written,
        constant: bool,
        pool: Option<PoolId>,
        servers: Vec<Hop>,
    ) -> Known<Sent> {
        let protocol = forward.protocol;
        let Some(groups) = self.groups().map(|groups| groups.hop(protocol)) else {
            return self.doubt(Doubt::NotModelled("a host without routes"));
        };
        let proxy = self.proxy;
        let (connection, tls) = (&proxy.connections[groups.connection], &proxy.tls[groups.tls]);
        let list = &proxy.headers[groups.headers];
        let authority = authority(written, protocol);
        let port = written
            .port
            .clone()
            .unwrap_or_else(|| written.default_port.unwrap_or_default().as_bytes().to_vec());
        self.target = Some((authority.clone(), port));
        let path = self.sent_path(protocol, written, constant, list);
        let client_host = self.request.hosts.first().cloned();
        let host = match protocol {
            Protocol::Tcp | Protocol::Udp => Ok(client_host),
            Protocol::FastCgi | Protocol::Uwsgi | Protocol::Scgi => {
                match self.named_header(list, "HTTP_HOST") {
                    Some(value) => value.map(filled),
                    None if connection.pass_headers.get() == Some(false) => Ok(None),
                    None => Ok(client_host),
                }
            }
            Protocol::Memcached => Ok(None),
            _ => match self.named_header(list, "Host") {
                Some(value) => value.map(filled),
                None => Ok(Some(Text::from(&authority[..]))),
            },
        };
        let passes_through = protocol == Protocol::Tcp && !self.listener.tls;
        let own_tls = written.tls || protocol == Protocol::Tcp && tls.enabled.get() == Some(true);
        let sni = if own_tls {
            self.sent_name(tls, &written.host)
        } else if passes_through {
            Ok(self.request.tls.as_ref().and_then(|tls| tls.sni.clone()))
        } else {
            Ok(None)
        };
        let headers = self.sent_headers(list, connection.pass_headers.get() != Some(false));
        let method = match connection.method.one() {
            Some(method) => self.text(method)?,
            None => self.method.clone(),
        };
        let version = match (protocol, connection.http_version.get()) {
            (Protocol::Grpc, _) | (_, Some(HttpVersion::V2)) => Spoken::V2,
            (Protocol::Tcp, _) => self.request.version,
            (_, Some(HttpVersion::V1_1)) => Spoken::V1_1,
            _ => Spoken::V1_0,
        };
        Ok(Sent {
            protocol,
            tls: own_tls || passes_through && self.request.tls.is_some(),
            pool,
            servers,
            authority: authority.into(),
            method: method.into(),
            path,
            host,
            sni,
            version,
            headers,
            open: self.request.open || list.open,
            proxy_header: (connection.proxy_protocol.get() == Some(true)).then(ProxyHeader::default),
            body: match connection.pass_body.get() {
                Some(false) => None,
                _ => self.request.body,
            },
        })
    }

    fn named_header(&mut self, list: &crate::model::Headers, name: &str) -> Option<Known<Vec<u8>>> {
        let header = list.get(name)?;
        Some(self.text(&header.value))
    }

    fn sent_path(
        &mut self,
        protocol: Protocol,
        written: &Written,
        constant: bool,
        list: &crate::model::Headers,
    ) -> Known<Option<Text>> {
        let mut first_of = |names: [&str; 2]| {
            for name in names {
                if let Some(value) = self.named_header(list, name) {
                    return value.map(|value| Some(Text::from(value)));
                }
            }
            if self.routing.unread.parameters.contains(&self.host_id) {
                return self.doubt(Doubt::Value(Why::UnreadInclude));
            }
            Ok(None)
        };
        match protocol {
            Protocol::FastCgi => return first_of(["SCRIPT_FILENAME", "SCRIPT_NAME"]),
            Protocol::Uwsgi | Protocol::Scgi => return first_of(["PATH_INFO", "REQUEST_URI"]),
            Protocol::Memcached => {
                let at = self.block();
                return self.variable(b"memcached_key", at).map(|key| Some(key.into()));
            }
            Protocol::Tcp | Protocol::Udp => return Ok(Some(self.request.target.clone())),
            _ => {}
        }
        let uri = match &written.uri[..] {
            // Only a target with variables gets its slash (`ngx_http_proxy_eval`).
            [b'?', ..] if !constant => [b"/", &written.uri[..]].concat(),
            uri => uri.to_vec(),
        };
        if !constant && !uri.is_empty() {
            return Ok(Some(uri.into()));
        }
        if uri.is_empty() && self.raw_holds {
            return Ok(Some(self.raw[..].into()));
        }
        let mut path = Vec::new();
        let mut rest = &self.path[..];
        if self.prefix_holds && !uri.is_empty() {
            path.extend(&uri);
            match self.front() {
                Front::Length(length) => rest = rest.get(length..).unwrap_or_default(),
                Front::Whole => {
                    return self.doubt(Doubt::Value(Why::Invalid));
                }
            }
        }
        if self.escaped || self.internal {
            path.extend(escape::path(rest));
        } else {
            path.extend(rest);
        }
        if !self.query.is_empty() {
            path.push(b'?');
            path.extend(&self.query);
        }
        Ok(Some(path.into()))
    }

    /// The name in the greeting: the one set, else the target's, never an address.
    fn sent_name(&mut self, tls: &crate::model::Tls, host: &[u8]) -> Known<Option<Text>> {
        match (&tls.sni.value, tls.sni.at()) {
            (Value::Unknown(why), Some(at)) => return open(Doubt::Value(*why), at),
            (Value::One(true), _) => {}
            _ => return Ok(None),
        }
        let name = match tls.name.one() {
            Some(name) => self.text(name)?,
            None => host.to_vec(),
        };
        let name = match name.iter().rposition(|byte| *byte == b':') {
            Some(colon) if !name.starts_with(b"[") => &name[..colon],
            _ => &name[..],
        };
        let is_address = std::str::from_utf8(name).is_ok_and(|name| name.parse::<IpAddr>().is_ok());
        Ok((!name.is_empty() && !is_address && !name.starts_with(b"[")).then(|| name.into()))
    }

    fn sent_headers(&mut self, list: &crate::model::Headers, passes: bool) -> Vec<(Text, Known<Text>)> {
        let mut sent: Vec<(Text, Known<Text>)> = Vec::new();
        if passes {
            for (name, value) in &self.request.headers {
                let own = OWN_HEADERS.iter().any(|own| name.eq_ignore_case(own));
                let replaced = list.list.iter().any(|header| header.name.eq_ignore_case(name));
                let dropped =
                    name.contains(&b'_') && self.host_scope().client.underscores.get() != Some(true);
                if !own && !replaced && !dropped {
                    sent.push((name.clone(), Ok(value.clone())));
                }
            }
        }
        for header in &list.list {
            if header.name.eq_ignore_case(b"host") {
                continue;
            }
            match self.text(&header.value) {
                Ok(value) if value.is_empty() => {}
                value => sent.push((header.name.clone(), value.map(Text::from))),
            }
        }
        sent
    }
}

impl Sent {
    /// The request as the next hop reads it; what hangs on open facts comes back as reasons.
    pub fn request(&self, door: Door) -> Known<Request> {
        let path = self.path.clone()?;
        let host = self.host.clone()?;
        let tls = match self.tls {
            true => Some(ClientTls { sni: self.sni.clone()?, protocols: None }),
            false => None,
        };
        let mut headers = Vec::new();
        let mut open = self.open;
        for (name, value) in &self.headers {
            match value {
                Ok(value) => headers.push((name.clone(), value.clone())),
                Err(_) => open = true,
            }
        }
        Ok(Request {
            client: match &door {
                // Connections to a loopback address come from one.
                Door::Ip(address) if address.ip().is_loopback() => Some(match address.ip() {
                    IpAddr::V4(_) => IpAddr::from([127, 0, 0, 1]),
                    ip => ip,
                }),
                _ => None,
            },
            door,
            tls,
            proxy_header: self.proxy_header.clone(),
            version: self.version,
            method: self.method.clone(),
            target: path.unwrap_or_default(),
            hosts: host.into_iter().collect(),
            headers,
            open,
            body: self.body,
        })
    }
}

fn filled(value: Vec<u8>) -> Option<Text> {
    (!value.is_empty()).then(|| value.into())
}

/// Whether a stream server tries the next one; its flag is kept as a set of failures.
fn stream_retries(on: RetryOn) -> bool {
    on == RetryOn::default()
}

fn bit(status: u16) -> RetryOn {
    match status {
        500 => RetryOn::HTTP_500,
        502 => RetryOn::HTTP_502,
        503 => RetryOn::HTTP_503,
        504 => RetryOn::HTTP_504,
        403 => RetryOn::HTTP_403,
        404 => RetryOn::HTTP_404,
        429 => RetryOn::HTTP_429,
        _ => RetryOn::default(),
    }
}

/// Where a server is reached.
pub(super) fn hop(endpoint: &Endpoint, at: At) -> Hop {
    let (door, text) = match (&endpoint.host, endpoint.port) {
        (HostPart::Unix(path), _) => (Some(Door::Unix(path.clone())), [b"unix:", &**path].concat().into()),
        (HostPart::Ip(ip), PortPart::Written(port) | PortPart::Filled(port)) => {
            let address = SocketAddr::new(*ip, port);
            (Some(Door::Ip(address)), Text::from(address.to_string().as_str()))
        }
        (HostPart::Name(name), port) => {
            let number = port.number();
            let door = number
                .filter(|_| name.eq_ignore_case(b"localhost"))
                .map(|port| Door::Ip(SocketAddr::new(IpAddr::from([127, 0, 0, 1]), port)));
            let text = match number {
                Some(port) => [&name[..], b":", port.to_string().as_bytes()].concat(),
                None => name.to_vec(),
            };
            (door, text.into())
        }
        _ => (None, Text::default()),
    };
    Hop { door, text, at }
}
