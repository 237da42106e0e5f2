//! How an intent is written in nginx's language, for the possible versions.

use crate::model::*;
use crate::source::{At, Edit};
use crate::syntax::SyntaxErrorKind as Kind;

/// `server NAME resolve` in the open source version (CHANGES, 1.27.3).
const RESOLVE: Version = Version::new(1, 27, 3);

/// The prefix of a protocol's directives.
fn prefix(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::FastCgi => "fastcgi",
        Protocol::Uwsgi => "uwsgi",
        Protocol::Scgi => "scgi",
        Protocol::Grpc => "grpc",
        Protocol::Memcached => "memcached",
        _ => "proxy",
    }
}

/// The scheme of a protocol, with TLS or without.
fn scheme(protocol: Protocol, tls: bool) -> &'static str {
    match (protocol, tls) {
        (Protocol::Grpc, true) => "grpcs",
        (Protocol::Grpc, false) => "grpc",
        (Protocol::Uwsgi, true) => "suwsgi",
        (Protocol::Uwsgi, false) => "uwsgi",
        (_, true) => "https",
        (_, false) => "http",
    }
}

/// Text to write; an edit where it stands in for the text at `place`.
pub fn spell(proxy: &Proxy, intent: &Intent<'_>, place: Option<At>) -> Spelling {
    let mut edit = None;
    let text = match intent {
        Intent::Scheme { tls, protocol: Protocol::Tcp | Protocol::Udp, .. } => {
            format!("proxy_ssl {};", if *tls { "on" } else { "off" })
        }
        Intent::Scheme { tls, address, protocol } => {
            edit = place.map(|at| Edit { span: at.span, text: scheme(*protocol, *tls).to_owned() });
            format!("{}_pass {}://{address};", prefix(*protocol), scheme(*protocol, *tls))
        }
        Intent::Speak { protocol: protocol @ Protocol::Http, address } => {
            format!("{}_pass http://{address};", prefix(*protocol))
        }
        Intent::Speak { protocol: protocol @ Protocol::Grpc, address } => {
            format!("{}_pass grpc://{address};", prefix(*protocol))
        }
        Intent::Speak { protocol, address } => format!("{}_pass {address};", prefix(*protocol)),
        Intent::Http11 => "proxy_http_version 1.1;".to_owned(),
        Intent::Port { address, port } => {
            edit =
                place.map(|at| Edit { span: at.span.part(usize::MAX, usize::MAX), text: format!(":{port}") });
            format!("server {address}:{port};")
        }
        Intent::ClientPort { written } => written.replacen("$host", "$http_host", 1),
        Intent::Timeout { effect, value, protocol } => {
            let family = prefix(*protocol);
            let stream = matches!(protocol, Protocol::Tcp | Protocol::Udp);
            match effect {
                Effect::Connect => format!("{family}_connect_timeout {value};"),
                Effect::Send => format!("{family}_send_timeout {value};"),
                Effect::Response | Effect::Idle if stream => format!("proxy_timeout {value};"),
                Effect::Response | Effect::Idle => format!("{family}_read_timeout {value};"),
                Effect::Queue => String::new(),
                Effect::Client => format!("client_body_timeout {value};"),
            }
        }
        Intent::HealthCheck => "server ADDRESS max_fails=3 fail_timeout=10s;".to_owned(),
        Intent::CheckOverTls
        | Intent::CheckByConnection
        | Intent::CheckWithProxyHeader
        | Intent::CheckHost { .. }
        | Intent::CheckServerName { .. } => "health_check;".to_owned(),
        Intent::NameOfRequest | Intent::AwaitGreeting => "ssl_preread on;".to_owned(),
        Intent::DefaultPool => "location / { proxy_pass http://app; }".to_owned(),
        Intent::Backup => "server 127.0.0.1:8081 backup;".to_owned(),
        // In a stream the one switch says whether another server is tried.
        Intent::Failover { protocol: Protocol::Tcp | Protocol::Udp } => "proxy_next_upstream on;".to_owned(),
        Intent::Failover { protocol } => format!("{}_next_upstream error timeout;", prefix(*protocol)),
        Intent::Enable => "server ADDRESS;".to_owned(),
        Intent::Address { written, fault } => return address(written, *fault, place),
        Intent::PoolName { name } => {
            edit = place.map(|at| Edit { span: at.span, text: (*name).to_owned() });
            (*name).to_owned()
        }
        Intent::FollowName { address } if proxy.versions.within(VersionRange::from(RESOLVE)) => {
            format!("zone NAME 64k; server {address} resolve;` with a `resolver")
        }
        Intent::FollowName { address } => {
            format!("set $target {address}; proxy_pass http://$target;` with a `resolver")
        }
        Intent::StartWithoutName { address } => {
            format!("set $target {address}; proxy_pass http://$target;")
        }
        Intent::Resolver { name } => resolver(name).to_owned(),
        Intent::ServerName { name, protocol } => {
            let family = prefix(*protocol);
            match name {
                Some(name) => format!("{family}_ssl_server_name on; {family}_ssl_name {name};"),
                None => format!("{family}_ssl_server_name on;"),
            }
        }
        Intent::VerifyWith { ca, protocol } => format!("{}_ssl_trusted_certificate {ca};", prefix(*protocol)),
        Intent::SendProxyHeader(true) => "proxy_protocol on;".to_owned(),
        Intent::SendProxyHeader(false) => "proxy_protocol off;".to_owned(),
        Intent::WebSocket => web_socket(proxy),
        Intent::HostHeader => "proxy_set_header Host $host;".to_owned(),
        Intent::HeadRoom => "proxy_buffer_size 16k; proxy_buffers 8 16k;".to_owned(),
        Intent::DeclareTarget { .. } => "keepalive 16;".to_owned(),
        Intent::PageFromFiles => "location = /50x.html { root /usr/share/nginx/html; }".to_owned(),
        Intent::MarkBriefly => "fail_timeout=10s".to_owned(),
        Intent::IgnoreOwnErrors => "max_fails=0".to_owned(),
        Intent::KeepIdle { value } => format!("keepalive_timeout {value};"),
        Intent::HeadBuffer { protocol: Protocol::Grpc } => "grpc_buffer_size 16k;".to_owned(),
        Intent::HeadBuffer { protocol } => {
            let family = prefix(*protocol);
            format!("{family}_buffer_size 16k; {family}_buffers 8 16k;")
        }
        Intent::KeepConnections { protocol: Protocol::FastCgi } => "fastcgi_keep_conn on;".to_owned(),
        Intent::KeepConnections { .. } => {
            "proxy_http_version 1.1; proxy_set_header Connection \"\";".to_owned()
        }
        Intent::OneFamily { v6 } => format!("resolver 127.0.0.53 {}=off;", if *v6 { "ipv4" } else { "ipv6" }),
        Intent::PathElsewhere => "rewrite ^/old/(.*)$ /new/$1 break;".to_owned(),
        Intent::Module { file } => format!("load_module modules/{file};"),
        Intent::ListenTls { address } => {
            edit =
                place.map(|at| Edit { span: at.span.part(usize::MAX, usize::MAX), text: " ssl".to_owned() });
            format!("listen {address} ssl;")
        }
    };
    Spelling { text, edit }
}

/// The three lines of an upgrade. A table tells handshakes from plain requests, whose connections may be
/// kept; the one that is there already is used.
fn web_socket(proxy: &Proxy) -> String {
    let is_table = |variable: &&Variable| match &variable.source {
        VariableSource::Map(map) => {
            matches!(&*map.input.parts, [Part::Variable(input)] if **input == *b"http_upgrade")
        }
        _ => false,
    };
    let lines = |name: &str| {
        format!(
            "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; \
             proxy_set_header Connection ${name};"
        )
    };
    let name = proxy.variables.iter().find(is_table).and_then(|table| std::str::from_utf8(&table.name).ok());
    match name.filter(|name| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')) {
        Some(name) => lines(name),
        None => format!(
            "{}`, and beside the servers `map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}",
            lines("connection_upgrade")
        ),
    }
}

/// Who knows a name: short ones are those of a container network, whose names its own server knows.
fn resolver(name: &str) -> &'static str {
    if name.contains('.') { "resolver 127.0.0.53 valid=10s;" } else { "resolver 127.0.0.11 valid=10s;" }
}

/// An address without the fault, and the edit where the text says clearly what is meant.
fn address(written: &str, fault: AddressFault, place: Option<At>) -> Spelling {
    let mended = match fault {
        AddressFault::SchemeNotAllowed => {
            let plain = written.strip_prefix("http://").or_else(|| written.strip_prefix("https://"));
            let plain = plain.map(|rest| rest.trim_end_matches('/'));
            // What follows the host is a path, and where no port is written the scheme meant one.
            plain.filter(|rest| !rest.contains('/') && rest.contains(':')).map(str::to_owned)
        }
        AddressFault::BadScheme if written.starts_with('/') => None,
        AddressFault::BadScheme if !written.contains("://") => Some(format!("http://{written}")),
        AddressFault::BareIpv6 => bracketed(written),
        AddressFault::PathWithoutPrefix => Some(format!("unix:{written}")),
        _ => None,
    };
    let edit = mended.as_ref().zip(place).map(|(text, at)| Edit { span: at.span, text: text.clone() });
    let text = mended.unwrap_or_else(|| match fault {
        AddressFault::NoPort => format!("{written}:9000"),
        AddressFault::BadPort => "HOST:8080".to_owned(),
        AddressFault::BareIpv6 => "[2001:db8::1]:8080".to_owned(),
        AddressFault::BadScheme if written.starts_with('/') => format!("http://HOST:8080{written}"),
        AddressFault::BadScheme => "http://HOST:8080".to_owned(),
        _ => "HOST:8080".to_owned(),
    });
    Spelling { text, edit }
}

/// The address in brackets: what follows its last colon is taken for the port.
fn bracketed(written: &str) -> Option<String> {
    let host = written.find("://").map_or(0, |scheme| scheme + 3);
    let (scheme, rest) = written.split_at(host);
    let end = rest.find('/').unwrap_or(rest.len());
    let (address, path) = rest.split_at(end);
    let is_ip = |text: &str| text.parse::<std::net::Ipv6Addr>().is_ok();
    match address.rsplit_once(':') {
        Some((ip, port)) if is_ip(ip) && port.parse::<u16>().is_ok() => {
            Some(format!("{scheme}[{ip}]:{port}{path}"))
        }
        _ => is_ip(address).then(|| format!("{scheme}[{address}]:8080{path}")),
    }
}

/// How a place that nginx cannot read is told.
pub fn syntax(kind: Kind, text: &str, before: &str) -> SyntaxWords {
    match kind {
        Kind::MissingTerminator => SyntaxWords::new(
            format!("`;` is missing after `{before}`"),
            "`;` is missing here",
            format!("Write `{before};`"),
        ),
        Kind::NothingToTerminate => SyntaxWords::new(
            format!("`{text}` stands without a directive before it"),
            "nothing to end here",
            format!("Remove the `{text}`, or write the directive before it"),
        ),
        Kind::UnclosedBlock => SyntaxWords::new(
            "A block is still open at the end of its file",
            "`}` is missing",
            "Close the block with `}`",
        ),
        Kind::UnopenedBlock => SyntaxWords::new(
            "`}` closes a block that was never opened",
            "no block is open here",
            "Remove the `}`, or open its block",
        ),
        Kind::TextAfterQuote => SyntaxWords::new(
            format!("`{text}` is glued to the end of a quoted word"),
            "a space or `;` is missing",
            "Write a space or `;` after the closing quote".to_owned(),
        ),
        Kind::TooLong => SyntaxWords::new(
            "A word is longer than the server reads",
            "too long",
            "Split it: a word of at most 4096 bytes is read",
        ),
        Kind::UnexpectedBlock => SyntaxWords::new(
            "A block opens where none may stand",
            "no block may stand here",
            "End the directive with `;`, remove the block, or quote a pattern that holds a brace",
        ),
        Kind::MissingBlock => SyntaxWords::new(
            format!("`{before}` has no block"),
            "`{` is missing",
            "Open the block with `{`".to_owned(),
        ),
        Kind::BadVariable => SyntaxWords::new(
            format!("`{text}` is not a complete variable"),
            "not a variable",
            "Close the braces: `${name}`".to_owned(),
        ),
        Kind::BadForeignBody => SyntaxWords::new(
            "A body in another language never ends",
            "opened here",
            "Close the body with `}`",
        ),
        other => SyntaxWords::of_any(other, text),
    }
}
