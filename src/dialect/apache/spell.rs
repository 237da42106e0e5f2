//! How an intent is written in httpd's language, for the possible versions.

use crate::model::*;
use crate::source::{At, Edit};
use crate::syntax::SyntaxErrorKind as Kind;

/// `addressttl=` (CHANGES, 2.4.59).
const ADDRESS_TTL: Version = Version::new(2, 4, 59);

/// The scheme of a protocol, with TLS or without.
fn scheme(protocol: Protocol, tls: bool) -> &'static str {
    match (protocol, tls) {
        (Protocol::FastCgi, _) => "fcgi",
        (Protocol::Ajp, _) => "ajp",
        (Protocol::Scgi, _) => "scgi",
        (Protocol::Uwsgi, _) => "uwsgi",
        (Protocol::H2c | Protocol::Grpc, true) => "h2",
        (Protocol::H2c | Protocol::Grpc, false) => "h2c",
        (_, true) => "https",
        (_, false) => "http",
    }
}

/// Whole seconds, which is all that most of httpd's times know; at least one.
fn seconds(value: Millis) -> u64 {
    value.0.div_ceil(1000).max(1)
}

/// Text to write; an edit where it stands in for the text at `place`.
pub fn spell(proxy: &Proxy, intent: &Intent<'_>, place: Option<At>) -> Spelling {
    let mut edit = None;
    let mut instead = |text: &str| edit = place.map(|at| Edit { span: at.span, text: text.to_owned() });
    let text = match intent {
        Intent::Scheme { tls, address, protocol } => {
            let scheme = scheme(*protocol, *tls);
            instead(scheme);
            match tls {
                true => format!("{scheme}://{address}` with `SSLProxyEngine On"),
                false => format!("{scheme}://{address}"),
            }
        }
        Intent::Speak { protocol, address } => format!("{}://{address}", scheme(*protocol, false)),
        Intent::Http11 => "UnsetEnv force-proxy-request-1.0".to_owned(),
        Intent::Port { address, port } => format!("{address}:{port}"),
        Intent::ClientPort { written } => (*written).to_owned(),
        Intent::Timeout { effect, value, .. } => match effect {
            Effect::Connect => format!("connectiontimeout={}", seconds(*value)),
            Effect::Send | Effect::Response | Effect::Idle => format!("timeout={}", seconds(*value)),
            Effect::Queue => format!("acquire={}", value.0),
            Effect::Client => format!("Timeout {}", seconds(*value)),
        },
        Intent::CheckOverTls
        | Intent::CheckByConnection
        | Intent::CheckWithProxyHeader
        | Intent::CheckHost { .. }
        | Intent::CheckServerName { .. } => "hcmethod=GET hcuri=/health".to_owned(),
        Intent::NameOfRequest | Intent::AwaitGreeting => "SSLStrictSNIVHostCheck on".to_owned(),
        Intent::DefaultPool => "ProxyPass / http://127.0.0.1:8080/".to_owned(),
        Intent::HealthCheck => "hcmethod=GET hcuri=/health".to_owned(),
        Intent::Backup => "BalancerMember http://10.0.0.2:8080 status=+H".to_owned(),
        Intent::Failover { .. } => "maxattempts=1".to_owned(),
        Intent::Enable => "BalancerMember http://ADDRESS:PORT".to_owned(),
        Intent::Address { written, fault } => return address(written, *fault, place),
        Intent::PoolName { name } => {
            instead(name);
            (*name).to_owned()
        }
        Intent::FollowName { .. } if proxy.versions.before <= ADDRESS_TTL => "disablereuse=On".to_owned(),
        Intent::FollowName { .. } => "addressttl=30".to_owned(),
        // Names are looked up when they are used, by the system.
        Intent::StartWithoutName { .. } | Intent::Resolver { .. } => String::new(),
        // Sent and compared is the name of the target, or that of the client.
        Intent::ServerName { name: Some(name), .. } => format!("https://{name}/"),
        Intent::ServerName { name: None, .. } => "ProxyPreserveHost Off".to_owned(),
        Intent::VerifyWith { ca, .. } => format!("SSLProxyCACertificateFile {ca}"),
        // It is never sent.
        Intent::SendProxyHeader(_) => String::new(),
        Intent::WebSocket => "upgrade=websocket".to_owned(),
        Intent::HostHeader => "ProxyPreserveHost On".to_owned(),
        Intent::HeadRoom | Intent::HeadBuffer { .. } => "responsefieldsize=32768".to_owned(),
        Intent::PageFromFiles => "ProxyPass /errors/ !".to_owned(),
        Intent::MarkBriefly => "retry=5".to_owned(),
        Intent::IgnoreOwnErrors => "failonstatus=502,503,504".to_owned(),
        Intent::KeepIdle { value } => format!("ttl={}", seconds(*value)),
        Intent::ListenTls { .. } => "SSLEngine On".to_owned(),
        Intent::DeclareTarget { address } => {
            format!("<Proxy \"{address}\">` with `ProxySet ttl=60")
        }
        // What ends them is a variable of the request.
        Intent::KeepConnections { protocol: Protocol::Http } => {
            "UnsetEnv proxy-nokeepalive force-proxy-request-1.0".to_owned()
        }
        Intent::KeepConnections { .. } => "enablereuse=On".to_owned(),
        Intent::OneFamily { v6 } => match v6 {
            true => "the IPv6 address itself".to_owned(),
            false => "the IPv4 address itself".to_owned(),
        },
        Intent::PathElsewhere => "RewriteRule ^/old/(.*)$ /new/$1 [PT]".to_owned(),
        Intent::Module { file } => {
            let name = file.strip_prefix("mod_").unwrap_or(file);
            let name = name.strip_suffix(".so").unwrap_or(name);
            format!("LoadModule {name}_module modules/mod_{name}.so")
        }
    };
    Spelling { text, edit }
}

/// An address without the fault, and the edit where the text says clearly what is meant.
fn address(written: &str, fault: AddressFault, place: Option<At>) -> Spelling {
    let (scheme, rest) = written.split_once("://").unwrap_or(("http", written));
    let mended = match fault {
        AddressFault::BadScheme | AddressFault::NoPort if !written.contains("://") => {
            let rest = rest.trim_start_matches('/');
            (!rest.is_empty() && !rest.contains(":/")).then(|| format!("http://{rest}"))
        }
        AddressFault::BareIpv6 => bracketed(scheme, rest),
        _ => None,
    };
    match mended {
        Some(text) => Spelling { edit: place.map(|at| Edit { span: at.span, text: text.clone() }), text },
        None => Spelling { text: "http://HOST:PORT/".to_owned(), edit: None },
    }
}

/// Brackets around an IPv6 address, where a port follows it that is no part of it.
fn bracketed(scheme: &str, rest: &str) -> Option<String> {
    let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let whole = host.parse::<std::net::Ipv6Addr>().is_ok();
    let (address, port) = host.rsplit_once(':')?;
    let split = port.len() >= 2 && address.parse::<std::net::Ipv6Addr>().is_ok();
    match (split, whole) {
        (true, _) => Some(format!("{scheme}://[{address}]:{port}{path}")),
        (false, true) => Some(format!("{scheme}://[{host}]{path}")),
        (false, false) => None,
    }
}

/// How a place that httpd cannot read is told.
pub fn syntax(kind: Kind, text: &str, before: &str) -> SyntaxWords {
    let _ = before;
    match kind {
        Kind::UnclosedBlock => SyntaxWords::new(
            format!("`{text}` is never closed"),
            "the section opens here",
            "Close it in the same file, by a closing tag on a line of its own",
        ),
        Kind::UnopenedBlock => SyntaxWords::new(
            format!("`{text}` closes a section that is not open"),
            "nothing to close here",
            "Remove it, or open its section; each file must close what it opens",
        ),
        Kind::MissingTerminator => SyntaxWords::new(
            format!("`{}` has no `>` at its end", if text.is_empty() { before } else { text }),
            "`>` is missing",
            "End the tag with `>`, and let nothing follow it on its line",
        ),
        other => SyntaxWords::of_any(other, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_stand_around_the_address_and_not_around_the_port() {
        assert_eq!(bracketed("http", "::1:3000/").as_deref(), Some("http://[::1]:3000/"));
        assert_eq!(bracketed("http", "::1").as_deref(), Some("http://[::1]"));
        assert_eq!(bracketed("http", "app:3000/"), None);
    }

    #[test]
    fn times_are_whole_seconds_and_never_none() {
        assert_eq!([500, 1000, 1500, 60_000].map(|ms| seconds(Millis(ms))), [1, 1, 2, 60]);
    }

    #[test]
    fn an_address_without_scheme_gets_one() {
        let spelled = |text| address(text, AddressFault::BadScheme, None).text;
        assert_eq!(spelled("localhost:8080/"), "http://localhost:8080/");
        assert_eq!(spelled("tcp://h:80/"), "http://HOST:PORT/");
    }
}
