//! Sockets (`Listen`) and the addresses of virtual hosts.
//!
//! Sources: `ap_set_listener` (listen.c), `get_addresses` and `ap_fini_vhost_config` (vhost.c).

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::super::url;
use super::part::Part;
use super::scope::Scope;
use super::{Server, param};
use crate::model::*;
use crate::source::At;
use rustc_hash::{FxHashMap, FxHashSet};

/// Where connections must begin with a PROXY header, as the lines of one server say; the last one counts.
fn proxy_header(lines: &mut dyn Iterator<Item = Line<'_>>) -> Option<Option<At>> {
    let lines = lines.filter(|line| line.keyword() == kw::REMOTE_IP_PROXY_PROTOCOL);
    lines.last().map(|line| {
        let on = line.arg(0).filter(|arg| arg.unknown.is_none() && line.when() == When::Always);
        on.filter(|arg| arg.text.eq_ignore_ascii_case(b"on")).map(|_| line.head())
    })
}

/// The binds of the main server: one for each `Listen`.
pub fn sockets(part: &mut Part<'_>, server: &Server<'_>) -> Vec<Bind> {
    let mut binds = Vec::new();
    let header = proxy_header(&mut server.lines.iter().copied()).flatten();
    for line in server.lines.iter().filter(|line| line.keyword() == kw::LISTEN) {
        let Some(arg) = line.arg(0) else { continue };
        if arg.unknown.is_some() {
            binds.push(bind(
                Endpoint::unknown(arg.at, arg.unknown.unwrap_or(Why::Environment)),
                line,
                false,
                None,
            ));
            continue;
        }
        match endpoint(arg, true) {
            Some(endpoint) => {
                // The main server answers where no virtual host does.
                let https = line.arg(1).is_some_and(|arg| arg.text.eq_ignore_ascii_case(b"https"))
                    || line.arg(1).is_none() && endpoint.port.number() == Some(443);
                let engine = &server.scope.engine;
                let by_socket =
                    engine.at().is_none() && https && !server.scope.served.certificates.is_empty();
                let tls = engine.get() == Some(true) || engine.is_unknown() || by_socket;
                let mut own = bind(endpoint, line, tls, engine.at().filter(|_| engine.get() == Some(true)));
                own.http2 = if tls { server.scope.http2 } else { server.scope.h2c };
                binds.push(own);
            }
            None => {
                part.invalid(arg, format!("Invalid address or port in {} {}", line.term(), show(arg.text)))
            }
        }
    }
    binds.iter_mut().for_each(|bind| bind.proxy_protocol = header);
    binds
}

fn show(text: &[u8]) -> String {
    String::from_utf8_lossy(text).into_owned()
}

/// The addresses that a virtual host answers on.
pub fn addresses(part: &mut Part<'_>, block: Line<'_>, scope: &Scope, main: &Server<'_>) -> Vec<Bind> {
    let tls_at = scope.engine.at().filter(|_| scope.engine.get() == Some(true));
    let mut binds = Vec::new();
    for arg in block.args() {
        let endpoint = match arg.unknown {
            Some(why) => Some(Endpoint::unknown(arg.at, why)),
            None => endpoint(arg, false),
        };
        match endpoint {
            Some(endpoint) => binds.push(bind(endpoint, &block, scope.engine.get() == Some(true), tls_at)),
            None => part.invalid(arg, format!("Invalid address `{}` in <VirtualHost>", show(arg.text))),
        }
    }
    // Nobody says whether TLS is spoken: the socket's protocol does, where there is a certificate.
    let by_socket = scope.engine.at().is_none() && !scope.served.certificates.is_empty();
    let header = proxy_header(&mut block.children()).unwrap_or(main.sockets.proxy_header);
    for bind in &mut binds {
        bind.proxy_protocol = header;
        // Where the sockets are not known, or what is set hangs on something else, it may well be so.
        bind.tls |=
            scope.engine.is_unknown() || by_socket && (!part.lower.whole || is_https(&bind.endpoint, main));
        bind.http2 = if bind.tls { scope.http2 } else { scope.h2c };
    }
    binds
}

/// What of the main server's lines counts for the addresses of all hosts.
#[derive(Debug, Default)]
pub struct Sockets {
    /// Those that speak https: `Listen` says so, or their port is 443 (`ap_set_listener`).
    https: FxHashSet<(HostPart, u16)>,
    proxy_header: Option<At>,
}

impl Sockets {
    pub fn of(lines: &[Line<'_>]) -> Sockets {
        let proxy_header = proxy_header(&mut lines.iter().copied()).flatten();
        Sockets { https: https(lines), proxy_header }
    }
}

fn https(lines: &[Line<'_>]) -> FxHashSet<(HostPart, u16)> {
    let speaks = |line: &&Line<'_>| {
        let socket = endpoint(line.arg(0)?, true)?;
        let protocol = line.arg(1).map(|arg| arg.text.eq_ignore_ascii_case(b"https"));
        let port = socket.port.number()?;
        protocol.unwrap_or(port == 443).then(|| (place(&socket.host), port))
    };
    lines.iter().filter(|line| line.keyword() == kw::LISTEN).filter_map(|line| speaks(&line)).collect()
}

/// A host as a key: names without case.
fn place(host: &HostPart) -> HostPart {
    match host {
        HostPart::Name(name) => HostPart::Name(Text::from(name.to_ascii_lowercase())),
        host => host.clone(),
    }
}

/// The socket of this very address speaks https (`ssl_init_Module`). One of another address does not count.
fn is_https(address: &Endpoint, main: &Server<'_>) -> bool {
    address.port.number().is_some_and(|port| main.sockets.https.contains(&(place(&address.host), port)))
}

fn bind(endpoint: Endpoint, line: &Line<'_>, tls: bool, tls_at: Option<At>) -> Bind {
    Bind {
        transport: Transport::Tcp,
        at: endpoint.at,
        when: line.when(),
        tls,
        tls_at,
        implied: false,
        http2: false,
        only_http2: false,
        proxy_protocol: None,
        default_at: None,
        socket_options: None,
        shared: false,
        dual_stack: matches!(endpoint.host, HostPart::Any(None)),
        strict_names: false,
        endpoint,
    }
}

/// `[address:]port` of `Listen`, `address[:port]` of `<VirtualHost>` (`apr_parse_addr_port`).
fn endpoint(arg: Arg<'_>, socket: bool) -> Option<Endpoint> {
    let text = arg.text;
    let digits = |text: &[u8]| !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    let (host, port) = if socket && digits(text) {
        (0..0, Some(0..text.len()))
    } else if text.first() == Some(&b'[') {
        let close = memchr::memchr(b']', text)?;
        match text.get(close + 1) {
            None => (0..close + 1, None),
            Some(b':') => (0..close + 1, Some(close + 2..text.len())),
            Some(_) => return None,
        }
    } else {
        match memchr::memrchr(b':', text) {
            // Without a number behind it the colon is one of a name: nothing resolves it, and the address is left out
            // (AH00547).
            Some(colon) if !socket && text[colon + 1..] != *b"*" && !digits(&text[colon + 1..]) => {
                (0..text.len(), None)
            }
            Some(colon) => (0..colon, Some(colon + 1..text.len())),
            None => (0..text.len(), None),
        }
    };
    let number = match port.clone().map(|port| &text[port]) {
        None | Some(b"*") => PortPart::None,
        Some(port) => PortPart::Written(
            std::str::from_utf8(port).ok().filter(|_| digits(port))?.parse().ok().filter(|port| *port > 0)?,
        ),
    };
    if socket && number == PortPart::None {
        return None;
    }
    let name = &text[host.clone()];
    let part = match name {
        b"" if !socket => return None,
        b"" | b"*" => HostPart::Any(None),
        name if name.eq_ignore_ascii_case(b"_default_") => HostPart::Any(None),
        b"0.0.0.0" => HostPart::Any(Some(Family::V4)),
        b"[::]" => HostPart::Any(None),
        name => url::host_part(name),
    };
    let resolution = match part {
        HostPart::Name(_) => Resolution::AtStart,
        _ => Resolution::Nothing,
    };
    let place = |range| param::place(arg, range);
    Some(Endpoint {
        host: part,
        port: number,
        resolution,
        at: arg.at,
        host_span: place(host),
        port_span: port.filter(|_| number != PortPart::None).map(place),
    })
}

/// Hosts on all sockets together beyond this number are left out: each of thousands may answer on each.
const MOST_BINDS: usize = 1 << 20;

/// A host that may answer, by its place among those of its port.
#[derive(Clone, Copy, Debug)]
struct Answer {
    order: usize,
    bind: BindId,
    tls: bool,
}

/// Hosts of one port, by their addresses, in the order of the file.
#[derive(Debug, Default)]
struct Answering {
    all: Vec<Answer>,
    any: Vec<Answer>,
    by_address: FxHashMap<HostPart, Vec<Answer>>,
}

impl Answering {
    fn add(&mut self, address: &HostPart, bind: BindId, tls: bool) {
        let answer = Answer { order: self.all.len(), bind, tls };
        self.all.push(answer);
        if matches!(address, HostPart::Any(_)) {
            self.any.push(answer);
        }
        self.by_address.entry(address.clone()).or_default().push(answer);
    }

    fn exact(&self, address: &HostPart) -> &[Answer] {
        self.by_address.get(address).map_or(&[], Vec::as_slice)
    }

    /// Those that a connection to this socket may come to.
    fn fitting(&self, address: &HostPart, most: usize) -> Vec<Answer> {
        if matches!(address, HostPart::Any(_)) {
            return self.all.iter().take(most).copied().collect();
        }
        let both = self.exact(address).iter().chain(&self.any);
        let mut found: Vec<Answer> = both.take(most).copied().collect();
        found.sort_unstable_by_key(|answer| answer.order);
        found
    }
}

/// The sockets with the hosts that may answer on each: exact addresses, then those of any; the main server where none
/// is left. The first of them is the default.
pub fn listeners(proxy: &mut Proxy) {
    let Some((main, host)) = proxy.hosts.iter().next() else { return };
    let mut by_port: FxHashMap<Option<u16>, Answering> = FxHashMap::default();
    for (id, virtual_host) in proxy.hosts.iter().filter(|(_, host)| host.base.is_some()) {
        for (index, bind) in virtual_host.binds.iter().enumerate() {
            let answering = by_port.entry(bind.endpoint.port.number()).or_default();
            answering.add(&bind.endpoint.host, BindId { host: id, index: index as u32 }, bind.tls);
        }
    }
    let mut left = MOST_BINDS;
    let mut seen: FxHashMap<(HostPart, Option<u16>), At> = FxHashMap::default();
    let mut remarks = Vec::new();
    let mut found = Vec::new();
    for (index, socket) in host.binds.iter().enumerate() {
        let port = socket.endpoint.port.number();
        if matches!(socket.endpoint.host, HostPart::Unknown(_)) {
            continue;
        }
        if let Some(&first) = seen.get(&(socket.endpoint.host.clone(), port)) {
            if socket.when == When::Always {
                remarks.push(Remark {
                    at: socket.at,
                    kind: RemarkKind::DuplicateListen { first, refused: true },
                });
            }
            continue;
        }
        seen.insert((socket.endpoint.host.clone(), port), socket.at);
        // Hosts of this port, then those of any.
        let ports = [Some(port), port.map(|_| None)].into_iter().flatten();
        let lists: Vec<&Answering> = ports.filter_map(|port| by_port.get(&port)).collect();
        let address = &socket.endpoint.host;
        let hosts: Vec<Answer> = lists.iter().flat_map(|list| list.fitting(address, left)).collect();
        left = left.saturating_sub(hosts.len());
        let exact = lists.iter().find_map(|list| list.exact(address).first());
        let default = exact.or(hosts.first());
        let own = BindId { host: main, index: index as u32 };
        let mut binds: Vec<BindId> = hosts.iter().map(|answer| answer.bind).collect();
        let default_host = default.map_or(main, |answer| answer.bind.host);
        let tls = default.map_or(socket.tls, |answer| answer.tls);
        if binds.is_empty() {
            binds.push(own);
        }
        // It is a matter of the address (`remoteip_hook_pre_connection`): where hosts differ, it is left open.
        let headers = || binds.iter().filter_map(|id| proxy.hosts[id.host].binds.get(id.index as usize));
        let proxy_protocol = match headers().all(|bind| bind.proxy_protocol.is_some()) {
            true => headers().find_map(|bind| bind.proxy_protocol),
            false => None,
        };
        let accepts =
            |id: &BindId| proxy.hosts[id.host].binds.get(id.index as usize).is_some_and(|bind| bind.http2);
        found.push(Listener {
            http2: binds.iter().any(accepts),
            endpoint: socket.endpoint.clone(),
            transport: Transport::Tcp,
            default: Some(default_host),
            binds: binds.into(),
            tls,
            only_http2: false,
            proxy_protocol,
        });
    }
    overlaps(host, &mut remarks);
    proxy.listeners = found;
    names_taken(proxy, &mut remarks);
    proxy.remarks.append(&mut remarks);
}

/// `Listen 80` beside `Listen 127.0.0.1:80`: the test passes, the start fails (AH00072).
fn overlaps(main: &VirtualHost, remarks: &mut Vec<Remark>) {
    let mut wide: FxHashMap<u16, At> = FxHashMap::default();
    for bind in main.binds.iter().filter(|bind| bind.when == When::Always) {
        if let (HostPart::Any(_), Some(port)) = (&bind.endpoint.host, bind.endpoint.port.number()) {
            wide.entry(port).or_insert(bind.at);
        }
    }
    for bind in main.binds.iter().filter(|bind| bind.when == When::Always) {
        if let (HostPart::Ip(_), Some(first)) =
            (&bind.endpoint.host, bind.endpoint.port.number().and_then(|port| wide.get(&port)))
        {
            remarks.push(Remark {
                at: bind.at,
                kind: RemarkKind::DuplicateListen { first: *first, refused: true },
            });
        }
    }
}

/// On one address the first host keeps a name.
fn names_taken(proxy: &Proxy, remarks: &mut Vec<Remark>) {
    // Thousands of hosts share few addresses.
    let mut addresses: FxHashMap<(&HostPart, Option<u16>), u32> = FxHashMap::default();
    let mut taken: FxHashMap<(u32, &[u8]), (HostId, At)> = FxHashMap::default();
    let mut said: FxHashSet<At> = FxHashSet::default();
    for (id, host) in proxy.hosts.iter().filter(|(_, host)| host.base.is_some()) {
        for bind in &host.binds {
            let next = addresses.len() as u32;
            let place = (&bind.endpoint.host, bind.endpoint.port.number());
            let address = *addresses.entry(place).or_insert(next);
            for name in &host.names {
                let NamePattern::Exact(text) = &name.pattern else { continue };
                let (first, winner) = *taken.entry((address, &**text)).or_insert((id, name.at));
                if first != id && said.insert(name.at) && bind.when == When::Always {
                    let kind = RemarkKind::NameTaken { name: text.clone(), winner };
                    remarks.push(Remark { at: name.at, kind });
                }
            }
        }
    }
}
