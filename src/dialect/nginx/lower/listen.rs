//! `listen` lines and `server_name`s.
//!
//! Sources: `ngx_http_core_listen`, `ngx_http_core_server_name`, `ngx_stream_core_listen`.

use super::super::address::{self, Expect};
use super::part::Part;
use super::pool::from_address;
use super::scope::Line;
use crate::model::*;
use crate::source::At;

/// From here on a plain socket with `http2` takes HTTP/1 too (CHANGES, 1.25.1).
const BOTH_ON_PLAIN: Version = Version::new(1, 25, 1);

/// One `listen` line.
pub fn bind(part: &mut Part<'_>, line: Line<'_>, kind: HostKind) -> Option<Bind> {
    let (text, at) = line.arg(0)?;
    let default_port = (kind == HostKind::Http).then_some(80);
    let endpoint = if part.is_placeholder(text) {
        Endpoint::unknown(at, Why::Template)
    } else {
        match address::parse(text, Expect { default_port, uri: false, listen: true }) {
            Ok(read) => from_address(read, at, text.len()),
            Err((fault, says)) => {
                let server_says =
                    format!("{says} in \"{}\" of the \"listen\" directive", text.escape_ascii());
                part.invalid_address(at, server_says, fault);
                return None;
            }
        }
    };
    let mut bind = Bind { at: line.head(), ..plain(endpoint) };
    for word in line.node.args().skip(1) {
        let at = line.at(word);
        match word.bytes() {
            b"ssl" => (bind.tls, bind.tls_at) = (true, Some(at)),
            b"http2" | b"spdy" => {
                (bind.http2, bind.only_http2) = (true, part.lower.versions.from < BOTH_ON_PLAIN);
            }
            b"quic" | b"http3" => (bind.transport, bind.tls) = (Transport::Quic, true),
            b"udp" => bind.transport = Transport::Udp,
            b"proxy_protocol" => bind.proxy_protocol = Some(at),
            b"default_server" | b"default" => bind.default_at = Some(at),
            b"reuseport" => (bind.shared, bind.socket_options) = (true, Some(at)),
            b"bind" | b"deferred" => bind.socket_options = Some(at),
            other => {
                let prefix = |prefix: &[u8]| other.starts_with(prefix);
                if prefix(b"ipv6only=") {
                    bind.dual_stack = other.ends_with(b"=off");
                    bind.socket_options = Some(at);
                } else if [
                    &b"backlog="[..],
                    b"rcvbuf=",
                    b"sndbuf=",
                    b"setfib=",
                    b"fastopen=",
                    b"accept_filter=",
                    b"so_keepalive=",
                ]
                .iter()
                .any(|known| prefix(known))
                {
                    bind.socket_options = Some(at);
                } else if !prefix(b"multipath") && !part.is_placeholder(other) {
                    part.invalid(at, format!("invalid parameter \"{}\"", other.escape_ascii()));
                }
            }
        }
    }
    Some(bind)
}

/// What nginx opens for a server without `listen`: port 80 of every IPv4 address.
pub fn implied(at: At) -> Bind {
    let endpoint = Endpoint {
        host: HostPart::Any(Some(Family::V4)),
        port: PortPart::Filled(80),
        resolution: Resolution::Nothing,
        at,
        host_span: at.span,
        port_span: None,
    };
    Bind { implied: true, at, ..plain(endpoint) }
}

fn plain(endpoint: Endpoint) -> Bind {
    Bind {
        at: endpoint.at,
        endpoint,
        transport: Transport::Tcp,
        when: When::Always,
        tls: false,
        tls_at: None,
        implied: false,
        http2: false,
        only_http2: false,
        proxy_protocol: None,
        default_at: None,
        socket_options: None,
        shared: false,
        dual_stack: false,
        strict_names: false,
    }
}

/// The names of a `server_name` line.
pub fn names(part: &mut Part<'_>, line: Line<'_>, names: &mut Vec<HostName>) {
    for word in line.node.args() {
        let text = word.bytes();
        let at = line.at(word);
        let pattern = match text {
            [b'~', pattern @ ..] => NamePattern::Regex(part.pattern(pattern, false)),
            b"$hostname" => NamePattern::Unknown(Why::Environment),
            text if part.is_placeholder(text) => NamePattern::Unknown(Why::Template),
            text => {
                let text = text.to_ascii_lowercase();
                match &*text {
                    [b'*', rest @ ..] if rest.first() == Some(&b'.') => {
                        NamePattern::Leading(Text::from(rest))
                    }
                    [b'.', rest @ ..] => NamePattern::LeadingOrSelf(Text::from(rest)),
                    [start @ .., b'*'] if start.last() == Some(&b'.') => {
                        NamePattern::Trailing(Text::from(start))
                    }
                    text => NamePattern::Exact(Text::from(text)),
                }
            }
        };
        names.push(HostName { pattern, at });
    }
}
