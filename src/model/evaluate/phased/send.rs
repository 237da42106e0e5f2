//! What the next hop gets: worker or balancer, URL, Host.
//!
//! Source: `ap_proxy_canon_netloc`, `proxy_http_canon`, `ap_proxy_get_worker_ex`,
//! `proxy_balancer_pre_request`, `ap_proxy_create_hdrbrgd`.

use super::super::{Door, Doubt, Forwarded, Hop, Known, Reply, Sent, Spoken, StepKind, hop::hop, open};
use super::Turn;
use super::text::{canonical, escape_path};
use super::trip::{Pass, Trip};
use crate::model::{
    Action, EncodedSlashes, HeaderChangeKind, Made, Pool, PoolId, Protocol, RareServer, RouteId, Server, Text,
};
use crate::source::At;
use std::net::{IpAddr, SocketAddr};

/// A URL that no request can be sent to.
#[derive(Clone, Copy, Debug)]
pub struct Refused {
    pub status: u16,
    pub at: At,
}

/// A URL in its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// In lower case.
    pub scheme: Vec<u8>,
    pub host: Vec<u8>,
    pub port: Option<u16>,
    /// With its first slash; still to be escaped.
    pub path: Vec<u8>,
}

/// What connections to a URL are made by.
#[derive(Clone, Copy)]
struct Worker {
    pool: PoolId,
    /// Of its name: the longest counts.
    length: usize,
    upgrades: bool,
}

/// Takes a URL apart as httpd does: text behind a colon that is no number belongs to the host.
pub fn split(url: &[u8]) -> Result<Url, u16> {
    let colon = memchr::memmem::find(url, b"://").ok_or(500_u16)?;
    let rest = &url[colon + 3..];
    let slash = rest.iter().position(|byte| *byte == b'/').unwrap_or(rest.len());
    let (netloc, path) = rest.split_at(slash);
    let netloc = netloc.iter().rposition(|byte| *byte == b'@').map_or(netloc, |at| &netloc[at + 1..]);
    let last_colon = match netloc.iter().position(|byte| *byte == b']') {
        Some(close) => netloc[close..].iter().position(|byte| *byte == b':').map(|at| at + close),
        None => netloc.iter().rposition(|byte| *byte == b':'),
    };
    let (host, port) = match last_colon {
        Some(at) if netloc[at + 1..].iter().all(u8::is_ascii_digit) => {
            let digits = std::str::from_utf8(&netloc[at + 1..]).unwrap_or_default();
            let port = match digits {
                "" => None,
                digits => Some(digits.parse::<u16>().ok().filter(|port| *port > 0).ok_or(400_u16)?),
            };
            (&netloc[..at], port)
        }
        _ => (netloc, None),
    };
    if host.is_empty() {
        return Err(400);
    }
    let path = if path.is_empty() { b"/".to_vec() } else { path.to_vec() };
    let scheme = url[..colon].to_ascii_lowercase();
    Ok(Url { scheme, host: host.to_ascii_lowercase(), port, path })
}

/// Language, TLS and port of a scheme that some module serves.
fn scheme(name: &[u8]) -> Option<(Protocol, bool, u16)> {
    Some(match name {
        b"http" | b"ws" => (Protocol::Http, false, 80),
        b"https" | b"wss" => (Protocol::Http, true, 443),
        b"fcgi" => (Protocol::FastCgi, false, 8000),
        b"ajp" => (Protocol::Ajp, false, 8009),
        b"scgi" => (Protocol::Scgi, false, 4000),
        b"uwsgi" => (Protocol::Uwsgi, false, 3031),
        b"h2c" => (Protocol::H2c, false, 80),
        b"h2" => (Protocol::H2c, true, 443),
        _ => return None,
    })
}

impl<'a> Pass<'a> {
    /// The URL with its path escaped as it is sent, and what is wrong with it.
    pub fn canonical(&self, trip: &Trip<'a>) -> Result<Url, Refused> {
        let refused = |status| Refused { status, at: self.at };
        let mut url = split(&self.url).map_err(refused)?;
        if self.raw {
            if url.path.iter().any(|byte| *byte <= 0x20 || *byte == 0x7f) {
                return Err(refused(403));
            }
            return Ok(url);
        }
        let kept = trip.encoded_slashes() == EncodedSlashes::Kept;
        // A rule of a section has escaped the URL itself.
        url.path = if self.escaped { escape_path(&url.path) } else { canonical(&url.path, kept) };
        if let Some(query) = &trip.query {
            url.path.push(b'?');
            url.path.extend(query);
        }
        Ok(url)
    }
}

impl<'a> Trip<'a> {
    pub fn send(&mut self, pass: &Pass<'a>) -> Known<Turn> {
        if let Some(at) = self.inherited(|phased| phased.detour) {
            return self.not_modelled("another proxy in between", at);
        }
        let answer = |status| Turn::Answer { status, at: pass.at, location: None, route: Some(pass.route) };
        let url = match pass.canonical(self) {
            Ok(url) => url,
            Err(refused) => return Ok(answer(refused.status)),
        };
        if url.scheme == b"balancer" {
            return self.balance(pass, &url);
        }
        let Some((protocol, tls, port)) = scheme(&url.scheme) else {
            // "No protocol handler was valid for the URL" (AH01144)
            return Ok(answer(500));
        };
        if url.host.contains(&b':') && !url.host.starts_with(b"[") {
            // No name holds a colon: "DNS lookup failure".
            return Ok(answer(500));
        }
        if tls && self.tls_is_off(pass, protocol) {
            return Ok(answer(500));
        }
        let worker = self.worker(&self.whole(&url));
        let pool = worker.map(|worker| &self.proxy.pools[worker.pool]);
        let server = pool.and_then(|pool| pool.servers.first());
        if let Some(server) = server
            && server.disabled.is_some()
        {
            return Ok(answer(503));
        }
        let own = self.own_socket(pass);
        let target = match (&own, server) {
            // The socket of a worker counts, whatever the text says.
            (_, Some(server)) if server.endpoint.unix().is_some() => hop(&server.endpoint, server.at),
            (Some(path), _) => socket(path, pass.at),
            (None, Some(server)) if server.endpoint.ip().is_some() => hop(&server.endpoint, server.at),
            _ => address(&url, port, server.map_or(pass.at, |server| server.at)),
        };
        let pool = worker.map(|worker| worker.pool);
        let mut sent = self.sent(pass, &url, (protocol, tls, port), pool, vec![target])?;
        let upgrades = matches!(&*url.scheme, b"ws" | b"wss") || worker.is_some_and(|worker| worker.upgrades);
        let wish = self.request.headers.iter().find(|(name, _)| name.eq_ignore_case(b"upgrade"));
        if let Some((name, value)) = wish
            && upgrades
        {
            sent.headers.push((name.clone(), Ok(value.clone())));
        }
        self.try_servers(pass, sent)
    }

    fn tls_is_off(&self, pass: &Pass<'_>, protocol: Protocol) -> bool {
        let route = self.proxy.hosts[pass.route.host].routes.get(pass.route.index as usize);
        route.is_some_and(|route| {
            let hop = self.proxy.groups[route.groups].hop(protocol);
            self.proxy.tls[hop.tls].enabled.get() == Some(false)
        })
    }

    /// The socket that the pass itself names.
    fn own_socket(&self, pass: &Pass<'_>) -> Option<Vec<u8>> {
        let text = pass.forward.template.parts.first()?;
        let crate::model::Part::Literal(text) = text else { return None };
        let path =
            text.get(..5).filter(|prefix| prefix.eq_ignore_ascii_case(b"unix:")).map(|_| &text[5..])?;
        let bar = path.iter().position(|byte| *byte == b'|')?;
        Some(path[..bar].to_vec())
    }

    fn whole(&self, url: &Url) -> Vec<u8> {
        let mut text = [&url.scheme[..], b"://", &url.host].concat();
        let default = scheme(&url.scheme).map(|(_, _, port)| port);
        if let Some(port) = url.port.filter(|port| Some(*port) != default) {
            text.extend(format!(":{port}").into_bytes());
        }
        text.extend(&url.path);
        text
    }

    /// The worker whose URL is the longest that the URL begins with, by bytes (`ap_proxy_get_worker_ex`).
    fn worker(&self, url: &[u8]) -> Option<Worker> {
        let mut best: Option<Worker> = None;
        for id in self.hosts() {
            for (index, route) in self.proxy.hosts[id].routes.iter().enumerate() {
                let Action::Forward(forward) = &route.action else { continue };
                // Rules and handlers make no workers.
                if !makes_worker(self.proxy, RouteId { host: id, index: index as u32 }) {
                    continue;
                }
                let [target] = &*forward.targets else { continue };
                if self.proxy.pools[target.pool].made == Made::Declared {
                    continue;
                }
                let Some(text) = forward.template.constant() else { continue };
                let Ok(worker) = split(super::translate::without_socket(text)) else { continue };
                let mut name = self.whole(&worker);
                // A URL without a path is a prefix of every path.
                if !super::translate::without_socket(text).ends_with(b"/") && worker.path == b"/" {
                    name.pop();
                }
                let whole_host = url.len() >= name.len() && {
                    let least =
                        name.len() - if name.ends_with(b"/") { 0 } else { worker.path.len().min(name.len()) };
                    url.starts_with(&name) && host_ends(url, least)
                };
                if whole_host && best.is_none_or(|best| name.len() > best.length) {
                    let upgrades = forward.sends.upgrades;
                    best = Some(Worker { pool: target.pool, length: name.len(), upgrades });
                }
            }
        }
        best
    }

    fn balance(&mut self, pass: &Pass<'a>, url: &Url) -> Known<Turn> {
        let answer = |status| Turn::Answer { status, at: pass.at, location: None, route: Some(pass.route) };
        let named = |pool: &Pool| pool.name.eq_ignore_case(&url.host);
        let target = pass.forward.targets.first().map(|target| target.pool);
        let pool = target.filter(|pool| named(&self.proxy.pools[*pool])).or_else(|| {
            let declared = |pool: &Pool| pool.made == Made::Declared && named(pool);
            self.proxy.pools.iter().find(|(_, pool)| declared(pool)).map(|(id, _)| id)
        });
        let Some(id) = pool else {
            if let Some(why) = self.proxy.open.pools {
                return open(Doubt::Value(why), pass.at);
            }
            // The balancer's name is not one: AH01144.
            return Ok(answer(500));
        };
        let pool = &self.proxy.pools[id];
        if let Err(why) = pool.closed {
            return open(Doubt::Value(why), pool.at);
        }
        let bound = self.bound(pool, &self.whole(url))?;
        let usable = |server: &&Server| server.disabled.is_none();
        let mut servers: Vec<(usize, &Server)> = Vec::new();
        match bound {
            Some((index, server)) => servers.push((index, server)),
            None => {
                let all = || pool.servers.iter().enumerate().filter(|(_, server)| usable(server));
                servers.extend(all().filter(|(_, server)| server.backup.is_none()));
                servers.extend(all().filter(|(_, server)| server.backup.is_some()));
            }
        }
        let Some((_, first)) = servers.first() else {
            return Ok(answer(503));
        };
        let paths: Vec<Vec<u8>> = servers.iter().map(|(_, server)| member_path(server)).collect();
        if paths.iter().any(|path| *path != paths[0]) && servers.len() > 1 {
            // Members differ in their paths: only the one that gets the request tells which is sent.
            return self.balance_apart(pass, id, url, &servers);
        }
        let (protocol, tls, port) = member_scheme(first);
        if tls && self.tls_is_off(pass, protocol) {
            return Ok(answer(500));
        }
        let mut inner = url.clone();
        inner.path = [&paths[0][..], &url.path].concat();
        (inner.host, inner.port) = member_host(first);
        let hops = servers.iter().map(|(_, server)| hop(&server.endpoint, server.at)).collect();
        let sent = self.sent(pass, &inner, (protocol, tls, port), Some(id), hops)?;
        self.try_members(pass, sent, pool, &servers, url)
    }

    /// Members one after the other, each with its own path and Host.
    fn balance_apart(
        &mut self,
        pass: &Pass<'a>,
        id: PoolId,
        url: &Url,
        servers: &[(usize, &'a Server)],
    ) -> Known<Turn> {
        let pool = &self.proxy.pools[id];
        let mut turn = Turn::answer(503, pass.at);
        for (_, server) in servers {
            let (protocol, tls, port) = member_scheme(server);
            let mut inner = url.clone();
            inner.path = [&member_path(server)[..], &url.path].concat();
            (inner.host, inner.port) = member_host(server);
            let hops = vec![hop(&server.endpoint, server.at)];
            let sent = self.sent(pass, &inner, (protocol, tls, port), Some(id), hops)?;
            let others =
                pool.servers.iter().filter(|other| other.disabled.is_none() && other.backup.is_none());
            if server.backup.is_none()
                && others.count() > 1
                && self.world.reply(&sent, &sent.servers[0]).is_none()
            {
                return self.not_modelled("members with paths of their own", pass.at);
            }
            turn = self.try_servers(pass, sent)?;
            if !matches!(turn, Turn::Answer { status: 503, .. }) {
                break;
            }
        }
        Ok(turn)
    }

    /// The member that the client's session names, where it is usable for its own sessions.
    fn bound(&self, pool: &'a Pool, url: &[u8]) -> Known<Option<(usize, &'a Server)>> {
        let Some(affinity) = pool.affinity.as_deref() else { return Ok(None) };
        let Some((name, at)) = &affinity.cookie else { return Ok(None) };
        let mut session = affinity.parameter.as_ref().and_then(|name| parameter(url, name));
        if session.is_none() {
            let cookies = self.header(b"cookie", *at)?;
            session = cookies.split(|byte| *byte == b';').find_map(|cookie| {
                let value = cookie.trim_ascii().strip_prefix(&**name)?.strip_prefix(b"=")?;
                Some(value.to_vec())
            });
        }
        let Some(session) = session else { return Ok(None) };
        let Some(dot) = session.iter().position(|byte| *byte == b'.') else { return Ok(None) };
        let route = &session[dot + 1..];
        let index =
            affinity.values.iter().find(|(_, value)| **value == *route).map(|(index, _)| *index as usize);
        Ok(index.and_then(|index| {
            let server = pool.servers.get(index)?;
            let serves = server.disabled.is_none() || rare(server).is_some_and(|rare| rare.drains.is_some());
            serves.then_some((index, server))
        }))
    }

    fn sent(
        &mut self,
        pass: &Pass<'a>,
        url: &Url,
        (protocol, tls, default): (Protocol, bool, u16),
        pool: Option<PoolId>,
        servers: Vec<Hop>,
    ) -> Known<Sent> {
        let mut authority = url.host.clone();
        if let Some(port) = url.port.filter(|port| *port != default) {
            authority.extend(format!(":{port}").into_bytes());
        }
        let client = self.host_header.clone().filter(|host| !host.is_empty());
        let is_http = matches!(protocol, Protocol::Http | Protocol::H2c);
        let keeps = self.in_force.keeps_host;
        let mut host: Known<Option<Text>> = match (is_http, keeps, &client) {
            (true, false, _) => Ok(Some(authority[..].into())),
            (true, true, Some(client)) => Ok(Some(client[..].into())),
            (true, true, None) => self.own_name(pass.at).map(|name| Some(name.into())),
            (false, _, client) => Ok(client.as_ref().map(|client| client[..].into())),
        };
        let mut headers: Vec<(Text, Known<Text>)> = Vec::new();
        const OWN: [&[u8]; 9] = [
            b"host",
            b"connection",
            b"keep-alive",
            b"te",
            b"trailer",
            b"upgrade",
            b"proxy-authorization",
            b"transfer-encoding",
            b"content-length",
        ];
        for (name, value) in &self.request.headers {
            if !OWN.iter().any(|own| name.eq_ignore_case(own)) {
                headers.push((name.clone(), Ok(value.clone())));
            }
        }
        for change in self.in_force.headers.clone() {
            let held = self.holds(&change.when);
            let value = self.text(&change.value).map(Text::from);
            let value = match held {
                Ok(false) => continue,
                Ok(true) => value,
                Err(reasons) => Err(reasons),
            };
            if change.name.eq_ignore_case(b"host") {
                if keeps && is_http && change.how == HeaderChangeKind::Set {
                    host = value.map(Some);
                }
                continue;
            }
            let same = |(name, _): &(Text, Known<Text>)| name.eq_ignore_case(&change.name);
            match change.how {
                HeaderChangeKind::Set => {
                    headers.retain(|header| !same(header));
                    headers.push((change.name.clone(), value));
                }
                HeaderChangeKind::SetIfEmpty if !headers.iter().any(same) => {
                    headers.push((change.name.clone(), value));
                }
                HeaderChangeKind::Add => headers.push((change.name.clone(), value)),
                HeaderChangeKind::Unset => headers.retain(|header| !same(header)),
                HeaderChangeKind::SetIfEmpty => {}
                HeaderChangeKind::Append | HeaderChangeKind::Other => {
                    let doubt = open(Doubt::NotModelled("a change of a header"), change.at);
                    headers.retain(|header| !same(header));
                    headers.push((change.name.clone(), doubt));
                }
            }
        }
        let is_address = |name: &[u8]| {
            let name = name.strip_prefix(b"[").and_then(|name| name.strip_suffix(b"]")).unwrap_or(name);
            std::str::from_utf8(name).is_ok_and(|name| name.parse::<IpAddr>().is_ok())
        };
        let sni = if !tls {
            Ok(None)
        } else if keeps {
            Ok((!self.name.is_empty()).then(|| self.name[..].into()))
        } else {
            Ok((!is_address(&url.host)).then(|| url.host[..].into()))
        };
        let path = match protocol {
            Protocol::FastCgi => {
                let path = url.path.split(|byte| *byte == b'?').next().unwrap_or_default();
                Some([b"proxy:fcgi://", &authority[..], path].concat().into())
            }
            _ => Some(Text::from(&url.path[..])),
        };
        Ok(Sent {
            protocol,
            tls,
            pool,
            servers,
            authority: authority.into(),
            method: self.method[..].into(),
            path: Ok(path),
            host,
            sni,
            version: if protocol == Protocol::H2c { Spoken::V2 } else { Spoken::V1_1 },
            headers,
            open: self.request.open,
            proxy_header: None,
            body: self.request.body,
        })
    }

    fn keep(&mut self, pass: &Pass<'a>, sent: Sent, last: Option<Hop>) {
        self.note(StepKind::Forwarded, pass.at, Some(pass.route));
        self.forwarded = Some(Forwarded {
            at: pass.at,
            pass: pass.forward.at,
            route: pass.route,
            sent,
            last,
            status: None,
        });
    }

    fn try_servers(&mut self, pass: &Pass<'a>, sent: Sent) -> Known<Turn> {
        let Some(server) = sent.servers.first().cloned() else {
            self.keep(pass, sent, None);
            return Ok(Turn::Passed(None));
        };
        match self.world.reply(&sent, &server) {
            Some(Reply::Refused) => {
                Ok(Turn::Answer { status: 503, at: pass.at, location: None, route: Some(pass.route) })
            }
            Some(Reply::Status { status, .. }) => {
                self.keep(pass, sent, Some(server));
                Ok(Turn::Passed(Some(status)))
            }
            None => {
                self.keep(pass, sent, None);
                Ok(Turn::Passed(None))
            }
        }
    }

    /// Members in turn: a refused connection moves the request on, nothing else does.
    fn try_members(
        &mut self,
        pass: &Pass<'a>,
        mut sent: Sent,
        pool: &'a Pool,
        servers: &[(usize, &'a Server)],
        url: &Url,
    ) -> Known<Turn> {
        let mut outcome = None;
        let mut last = None;
        for ((_, server), place) in servers.iter().zip(sent.servers.clone()) {
            // Host is that of the member.
            if !self.in_force.keeps_host && sent.protocol == Protocol::Http {
                let (host, port) = member_host(server);
                let (_, _, default) = member_scheme(server);
                let mut text = host;
                if let Some(port) = port.filter(|port| *port != default) {
                    text.extend(format!(":{port}").into_bytes());
                }
                sent.authority = text[..].into();
                sent.host = Ok(Some(text.into()));
            }
            outcome = self.world.reply(&sent, &place);
            match &outcome {
                Some(Reply::Refused) => {
                    // A member that is never marked keeps its turn, and gives its failure to the client.
                    if server.max_fails.get() == Some(0) && servers.len() > 1 {
                        return open(Doubt::Reply, server.at);
                    }
                }
                Some(_) => {
                    last = Some(place);
                    break;
                }
                None => break,
            }
        }
        let active = servers.iter().filter(|(_, server)| server.backup.is_none()).count();
        if active > 1 && !self.in_force.keeps_host {
            // Which of equal members it is, nobody knows; Host is that of the member.
            let own = |server: &Server| member_host(server);
            if servers.iter().any(|(_, server)| own(server) != own(servers[0].1)) {
                sent.host = open(Doubt::NotModelled("which member is chosen"), pool.at);
            }
        }
        let _ = url;
        match outcome {
            Some(Reply::Refused) => {
                Ok(Turn::Answer { status: 503, at: pass.at, location: None, route: Some(pass.route) })
            }
            Some(Reply::Status { status, .. }) => {
                self.keep(pass, sent, last);
                Ok(Turn::Passed(Some(status)))
            }
            None => {
                self.keep(pass, sent, None);
                Ok(Turn::Passed(None))
            }
        }
    }
}

/// The value of a parameter in a URL.
fn parameter(url: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&url[from..], name) {
        let after = from + found + name.len();
        if url.get(after) == Some(&b'=') {
            let value = &url[after + 1..];
            let end = value.iter().position(|byte| matches!(byte, b'?' | b'&' | b';')).unwrap_or(value.len());
            return Some(value[..end].to_vec());
        }
        from = after;
    }
    None
}

/// The host of a URL ends at this place or after it.
fn host_ends(url: &[u8], at: usize) -> bool {
    matches!(url.get(at), None | Some(b'/' | b'?')) || url.get(at.wrapping_sub(1)) == Some(&b'/')
}

/// Passes of lists and sections make workers; rules and handlers do not.
fn makes_worker(proxy: &crate::model::Proxy, id: RouteId) -> bool {
    use crate::model::{Behind, Reach};
    let host = &proxy.hosts[id.host];
    let Some(route) = host.routes.get(id.index as usize) else { return false };
    match (&route.action, &route.reach) {
        (Action::Forward(_), Reach::Client) => id.index != host.fallback,
        (Action::Forward(forward), _) => matches!(forward.sends.behind, Behind::Rest | Behind::Path),
        _ => false,
    }
}

fn rare(server: &Server) -> Option<&RareServer> {
    server.rare.as_deref()
}

fn member_path(server: &Server) -> Vec<u8> {
    let path = rare(server).and_then(|rare| rare.path.as_deref());
    path.unwrap_or_default().to_vec()
}

fn member_scheme(server: &Server) -> (Protocol, bool, u16) {
    match &server.speaks {
        Some(speaks) => {
            let port = match (speaks.protocol, speaks.tls) {
                (Protocol::FastCgi, _) => 8000,
                (Protocol::Ajp, _) => 8009,
                (Protocol::Scgi, _) => 4000,
                (Protocol::Uwsgi, _) => 3031,
                (_, true) => 443,
                _ => 80,
            };
            (speaks.protocol, speaks.tls, port)
        }
        None => (Protocol::Http, false, 80),
    }
}

/// Host and port of a member, as Host names them.
fn member_host(server: &Server) -> (Vec<u8>, Option<u16>) {
    use crate::model::HostPart;
    let host = match &server.endpoint.host {
        HostPart::Ip(IpAddr::V6(ip)) => format!("[{ip}]").into_bytes(),
        HostPart::Ip(ip) => ip.to_string().into_bytes(),
        HostPart::Name(name) => name.to_ascii_lowercase(),
        HostPart::Unix(_) => {
            let label = rare(server).and_then(|rare| rare.label.as_deref());
            label.unwrap_or(b"localhost").to_vec()
        }
        _ => Vec::new(),
    };
    (host, server.endpoint.port.number())
}

fn socket(path: &[u8], at: At) -> Hop {
    Hop { door: Some(Door::Unix(path.into())), text: [b"unix:", path].concat().into(), at }
}

fn address(url: &Url, default: u16, at: At) -> Hop {
    let port = url.port.unwrap_or(default);
    let name = std::str::from_utf8(&url.host).unwrap_or_default();
    let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
    let ip = match name.parse::<IpAddr>() {
        Ok(ip) => Some(ip),
        Err(_) if name == "localhost" => Some(IpAddr::from([127, 0, 0, 1])),
        Err(_) => None,
    };
    match ip {
        Some(ip) => {
            let address = SocketAddr::new(ip, port);
            Hop { door: Some(Door::Ip(address)), text: address.to_string().as_str().into(), at }
        }
        None => {
            Hop { door: None, text: [&url.host[..], b":", port.to_string().as_bytes()].concat().into(), at }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_taken_apart_as_httpd_does() {
        let host =
            |url: &str| split(url.as_bytes()).map(|url| (String::from_utf8(url.host).unwrap(), url.port));
        assert_eq!(host("http://127.0.0.1:9003x"), Ok(("127.0.0.1:9003x".into(), None)));
        assert_eq!(host("http://127.0.0.1:90038"), Err(400));
        assert_eq!(host("http://127.0.0.1:0/"), Err(400));
        assert_eq!(host("http://LOCALHOST:9013/Case/"), Ok(("localhost".into(), Some(9013))));
        assert_eq!(host("http://[::1]:80/x"), Ok(("[::1]".into(), Some(80))));
        assert_eq!(host("http:///x"), Err(400));
        assert_eq!(split(b"http://h").unwrap().path, b"/");
    }

    #[test]
    fn sessions_are_found_in_urls() {
        assert_eq!(parameter(b"b://x/y;SID=abc.a?c", b"SID"), Some(b"abc.a".to_vec()));
        assert_eq!(parameter(b"b://x/y?SID=abc.a", b"SID"), Some(b"abc.a".to_vec()));
        assert_eq!(parameter(b"b://x/y?SIDE=1", b"SID"), None);
    }
}
