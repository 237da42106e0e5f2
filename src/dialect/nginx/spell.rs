//! How an intent is written in nginx's language, for the possible versions.

use crate::model::*;
use crate::source::{At, Edit, Span};

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
    let _ = proxy;
    let text = match intent {
        Intent::Scheme { tls, protocol: Protocol::Tcp | Protocol::Udp, .. } => {
            format!("proxy_ssl {};", if *tls { "on" } else { "off" })
        }
        Intent::Scheme { tls, address, protocol } => {
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
        Intent::Port { address, port } => format!("server {address}:{port};"),
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
        Intent::HealthCheck => "max_fails=3 fail_timeout=10s".to_owned(),
        Intent::Backup => "server 127.0.0.1:8081 backup;".to_owned(),
        Intent::Failover => "proxy_next_upstream error timeout;".to_owned(),
        Intent::FollowName { address } => {
            format!("zone NAME 64k; server {address} resolve;")
        }
        Intent::StartWithoutName { address } => format!("set $target {address}; proxy_pass http://$target;"),
        Intent::Resolver => "resolver 127.0.0.53;".to_owned(),
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
        Intent::WebSocket => "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; \
             proxy_set_header Connection \"upgrade\";"
            .to_owned(),
        Intent::HostHeader => "proxy_set_header Host $host;".to_owned(),
        Intent::HeadRoom => "proxy_buffer_size 16k; proxy_buffers 8 16k;".to_owned(),
        Intent::IgnoreOwnErrors => "max_fails=0".to_owned(),
        Intent::KeepIdle { value } => format!("keepalive_timeout {value};"),
        Intent::ListenTls { address } => format!("listen {address} ssl;"),
    };
    let edit = match (intent, place) {
        (Intent::Scheme { tls, protocol, .. }, Some(place)) => {
            Some(Edit { span: place.span, text: scheme(*protocol, *tls).to_owned() })
        }
        (Intent::ListenTls { .. }, Some(place)) => {
            let span = Span { start: place.span.end, ..place.span };
            Some(Edit { span, text: " ssl".to_owned() })
        }
        _ => None,
    };
    Spelling { text, edit }
}
