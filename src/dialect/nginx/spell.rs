//! How an intent is written in nginx's language, for the possible versions.

use crate::model::*;
use crate::source::At;

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

/// Text to write; an edit where it stands in for the text at `place`.
pub fn spell(proxy: &Proxy, intent: &Intent<'_>, place: Option<At>) -> Spelling {
    let _ = (proxy, place);
    let text = match intent {
        Intent::Scheme { tls, address, protocol } => match (protocol, tls) {
            (Protocol::Grpc, true) => format!("grpc_pass grpcs://{address};"),
            (Protocol::Grpc, false) => format!("grpc_pass grpc://{address};"),
            (Protocol::Uwsgi, true) => format!("uwsgi_pass suwsgi://{address};"),
            (_, true) => format!("proxy_pass https://{address};"),
            (_, false) => format!("proxy_pass http://{address};"),
        },
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
        Intent::ServerName { name: Some(name) } => {
            format!("proxy_ssl_server_name on; proxy_ssl_name {name};")
        }
        Intent::ServerName { name: None } => "proxy_ssl_server_name on;".to_owned(),
        Intent::VerifyWith { ca } => format!("proxy_ssl_trusted_certificate {ca};"),
        Intent::SendProxyHeader(true) => "proxy_protocol on;".to_owned(),
        Intent::SendProxyHeader(false) => "proxy_protocol off;".to_owned(),
        Intent::WebSocket => "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; \
             proxy_set_header Connection \"upgrade\";"
            .to_owned(),
        Intent::HostHeader => "proxy_set_header Host $host;".to_owned(),
        Intent::HeadRoom => "proxy_buffer_size 16k; proxy_buffers 8 16k;".to_owned(),
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
        Intent::PathElsewhere => "rewrite ^/old/(.*)$ /new/$1 break;".to_owned(),
        Intent::Module { file } => format!("load_module modules/{file};"),
        Intent::ListenTls { port } => format!("listen {port} ssl;"),
    };
    Spelling { text, edit: None }
}
