//! How an intent is written in HAProxy's language, for the possible versions.

use crate::model::*;
use crate::source::{At, Edit};
use crate::syntax::SyntaxErrorKind as Kind;

/// Text to write; an edit where it stands in for the text at `place`.
pub fn spell(_proxy: &Proxy, intent: &Intent<'_>, place: Option<At>) -> Spelling {
    let mut edit = None;
    let text = match intent {
        Intent::Scheme { tls: true, address, .. } => {
            format!("server NAME {address} ssl verify required ca-file @system-ca")
        }
        Intent::Scheme { tls: false, address, .. } => format!("server NAME {address}"),
        Intent::Speak { protocol: Protocol::FastCgi, address } => {
            format!("server NAME {address} proto fcgi")
        }
        Intent::Speak { protocol: Protocol::Grpc | Protocol::H2c, address } => {
            format!("server NAME {address} proto h2")
        }
        Intent::Speak { address, .. } => format!("server NAME {address}"),
        Intent::Http11 => "alpn http/1.1".to_owned(),
        Intent::Port { address, port } => format!("server NAME {address}:{port}"),
        Intent::ClientPort { written } => (*written).to_owned(),
        Intent::Timeout { effect, value, protocol } => {
            let tunnel = matches!(protocol, Protocol::Tcp | Protocol::Udp);
            let which = match effect {
                Effect::Connect => "connect",
                Effect::Idle if tunnel => "tunnel",
                Effect::Send | Effect::Response | Effect::Idle => "server",
                Effect::Queue => "queue",
                Effect::Client => "client",
            };
            format!("timeout {which} {value}")
        }
        Intent::HealthCheck => "default-server check` above the servers, or `check` on each".to_owned(),
        Intent::CheckByConnection => "option tcp-check".to_owned(),
        Intent::CheckOverTls => "check-ssl".to_owned(),
        Intent::CheckWithProxyHeader => "check-send-proxy".to_owned(),
        Intent::CheckHost { name } => {
            format!("http-check send meth GET uri /health ver HTTP/1.1 hdr Host {name}")
        }
        Intent::CheckServerName { name } => format!("check-sni {name}"),
        Intent::NameOfRequest => "ssl_fc_sni` where TLS ends here, or `req.hdr(host)".to_owned(),
        Intent::AwaitGreeting => {
            "tcp-request inspect-delay 3s` and `tcp-request content accept if { req.ssl_hello_type 1 }"
                .to_owned()
        }
        Intent::DefaultPool => "default_backend NAME".to_owned(),
        Intent::Backup => "server spare 127.0.0.1:8081 backup".to_owned(),
        Intent::Failover { .. } => "option redispatch".to_owned(),
        Intent::Enable => "server NAME ADDRESS:PORT check".to_owned(),
        Intent::Address { written, fault } => return address(written, *fault, place),
        Intent::PoolName { name } => {
            edit = place.map(|at| Edit { span: at.span, text: (*name).to_owned() });
            (*name).to_owned()
        }
        Intent::FollowName { address } => {
            format!("server NAME {address} check resolvers NAMES init-addr last,libc,none")
        }
        Intent::StartWithoutName { address } => {
            format!("server NAME {address} check resolvers NAMES init-addr last,libc,none")
        }
        Intent::Resolver { .. } => "resolvers NAMES` with `nameserver dns1 127.0.0.53:53` in it".to_owned(),
        Intent::ServerName { name, .. } => match name {
            Some(name) => format!("sni str({name})"),
            None => "sni req.hdr(host)".to_owned(),
        },
        Intent::VerifyWith { .. } => "verify required ca-file @system-ca` or `verify none".to_owned(),
        Intent::SendProxyHeader(true) => "send-proxy".to_owned(),
        Intent::SendProxyHeader(false) => "no-send-proxy".to_owned(),
        Intent::WebSocket => "timeout tunnel 1h".to_owned(),
        // It is passed on as it came unless a line changes it.
        Intent::HostHeader => String::new(),
        Intent::HeadRoom | Intent::HeadBuffer { .. } => "tune.bufsize 32768".to_owned(),
        Intent::DeclareTarget { .. } => "http-reuse safe".to_owned(),
        Intent::PageFromFiles => "errorfile 503 /etc/haproxy/errors/503.http".to_owned(),
        Intent::MarkBriefly => "inter 2s fall 3 rise 2".to_owned(),
        Intent::IgnoreOwnErrors => "observe layer4".to_owned(),
        Intent::KeepIdle { .. } => "retry-on conn-failure empty-response".to_owned(),
        Intent::KeepConnections { .. } => "http-reuse safe".to_owned(),
        Intent::OneFamily { v6 } => {
            format!("server NAME HOST:PORT resolvers NAMES resolve-prefer ipv{}", if *v6 { 6 } else { 4 })
        }
        Intent::PathElsewhere => "http-request replace-path /old/(.*) /new/\\1".to_owned(),
        Intent::Module { file } => format!("lua-load {file}"),
        Intent::ListenTls { address } => {
            edit =
                place.map(|at| Edit { span: at.span.part(usize::MAX, usize::MAX), text: " ssl".to_owned() });
            format!("bind {address} ssl")
        }
    };
    Spelling { text, edit }
}

/// An address without the fault, and the edit where the text says clearly what is meant.
fn address(written: &str, fault: AddressFault, place: Option<At>) -> Spelling {
    let mended = match fault {
        AddressFault::SchemeNotAllowed => {
            let rest = written.split_once("://").map(|(_, rest)| rest.trim_end_matches('/'));
            rest.filter(|rest| !rest.contains('/') && rest.contains(':')).map(str::to_owned)
        }
        AddressFault::BareIpv6 => {
            written.parse::<std::net::Ipv6Addr>().is_ok().then(|| format!("[{written}]:80"))
        }
        AddressFault::NoPort if written.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(format!(":{written}"))
        }
        _ => None,
    };
    let edit = mended.as_ref().zip(place).map(|(text, at)| Edit { span: at.span, text: text.clone() });
    let text = mended.unwrap_or_else(|| match fault {
        AddressFault::NoPort => format!("{written}:80"),
        AddressFault::BareIpv6 => "[2001:db8::1]:80".to_owned(),
        _ => "ADDRESS:8080".to_owned(),
    });
    Spelling { text, edit }
}

/// How a place that HAProxy cannot read is told.
pub fn syntax(kind: Kind, text: &str) -> SyntaxWords {
    match kind {
        Kind::BadEscape => SyntaxWords::new(
            format!("`{text}` is not a character"),
            "two hexadecimal digits are missing",
            "Write two hexadecimal digits behind `\\x`, or double the backslash",
        ),
        Kind::UnclosedCondition => SyntaxWords::new(
            "A condition is still open at the end of its file",
            "opened here",
            "Close it with `.endif`",
        ),
        Kind::UnopenedCondition => SyntaxWords::new(
            format!("`{text}` belongs to no condition"),
            "no condition is open here",
            "Remove it, or write its `.if`",
        ),
        Kind::BadVariable => SyntaxWords::new(
            format!("`{text}` is not a complete variable"),
            "not a variable",
            "Close the braces: `${NAME}`; a default stands behind one dash: `${NAME-value}`",
        ),
        Kind::TooManyWords => SyntaxWords::new(
            "The line has more than 64 words",
            "the first word too many",
            "Split the line, or quote words that belong together",
        ),
        other => SyntaxWords::of_any(other, text),
    }
}
