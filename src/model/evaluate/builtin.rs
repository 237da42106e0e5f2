//! Variables that the server itself defines, as far as a request and the configuration settle them.
//!
//! Source: nginx's manual, "Alphabetical index of variables"; `ngx_http_variables.c`.

use super::walk::Walk;
use super::{Door, Doubt, Known, Spoken, open};
use crate::model::{HostKind, NamePattern};
use crate::source::At;

impl<'a> Walk<'a> {
    /// `None`: no such variable. The name is in lower case.
    pub(super) fn builtin(&mut self, name: &[u8], at: At) -> Option<Known<Vec<u8>>> {
        if let Some(value) = self.by_prefix(name, at) {
            return Some(value);
        }
        let tls = self.request.tls.as_ref();
        let value: Known<Vec<u8>> = match name {
            b"args" | b"query_string" => Ok(self.query.clone()),
            b"is_args" => Ok(if self.query.is_empty() { Vec::new() } else { b"?".to_vec() }),
            b"uri" | b"document_uri" => Ok(self.path.clone()),
            b"request_uri" => Ok(self.raw.clone()),
            b"request_method" => Ok(self.method.clone()),
            b"request" => {
                let parts =
                    [&self.request.method[..], b" ", &self.request.target, b" ", self.protocol_name()];
                Ok(parts.concat())
            }
            b"server_protocol" => Ok(self.protocol_name().to_vec()),
            b"host" if self.name.is_empty() => self.server_name(at),
            b"host" => Ok(self.name.clone()),
            b"server_name" => self.server_name(at),
            b"scheme" => Ok(if self.ends_tls() { b"https".to_vec() } else { b"http".to_vec() }),
            b"https" => Ok(if self.ends_tls() { b"on".to_vec() } else { Vec::new() }),
            b"server_port" => match &self.request.door {
                Door::Ip(address) => Ok(address.port().to_string().into_bytes()),
                Door::Unix(_) => Ok(Vec::new()),
            },
            b"server_addr" => match &self.request.door {
                Door::Ip(address) => Ok(address.ip().to_string().into_bytes()),
                Door::Unix(path) => Ok([b"unix:", &**path].concat()),
            },
            b"remote_addr" => self.client_text(at),
            b"realip_remote_addr" => match self.request.client {
                Some(ip) => Ok(ip.to_string().into_bytes()),
                None => open(Doubt::Client("the address"), at),
            },
            b"proxy_protocol_addr" => {
                let named = self.request.proxy_header.as_ref().and_then(|header| header.client);
                Ok(named.map_or(Vec::new(), |ip| ip.to_string().into_bytes()))
            }
            b"proxy_add_x_forwarded_for" => self.forwarded_for(at),
            b"remote_user" => match self.header(b"authorization", at) {
                Ok(None) => Ok(Vec::new()),
                Ok(Some(_)) => open(Doubt::Client("the user"), at),
                Err(reasons) => Err(reasons),
            },
            b"content_type" => self.header(b"content-type", at).map(Option::unwrap_or_default),
            b"content_length" => match self.request.body {
                Some(length) => Ok(length.to_string().into_bytes()),
                None => self.header(b"content-length", at).map(Option::unwrap_or_default),
            },
            b"ssl_server_name" => Ok(sni(tls)),
            b"ssl_preread_server_name" => {
                // The name is read only where the server is told to.
                if self.host_scope().client.reads_sni.get() == Some(true) {
                    Ok(sni(tls))
                } else {
                    Ok(Vec::new())
                }
            }
            b"protocol" => Ok(b"TCP".to_vec()),
            b"status" if !self.upstream_seen || self.forced_status.is_some() => {
                // Nothing was answered yet, but an error page may be on its way.
                Ok(format!("{:03}", self.forced_status.unwrap_or(0)).into_bytes())
            }
            b"document_root" => self.document_root(at),
            b"request_filename" => self.file_of_path(at),
            b"fastcgi_script_name" => self.script().map(|(script, _)| script),
            b"fastcgi_path_info" => self.script().map(|(_, rest)| rest),
            b"proxy_host" => Ok(self.target.as_ref().map_or(Vec::new(), |(host, _)| host.clone())),
            b"proxy_port" => Ok(self.target.as_ref().map_or(Vec::new(), |(_, port)| port.clone())),
            b"http2" => Ok(if self.request.version == Spoken::V2 { b"h2".to_vec() } else { Vec::new() }),
            b"http3" | b"memcached_key" => Ok(Vec::new()),
            _ if unsettled(name) => open(Doubt::Variable(name.into()), at),
            _ => return None,
        };
        Some(value)
    }

    /// Variables that carry a name in theirs.
    fn by_prefix(&mut self, name: &[u8], at: At) -> Option<Known<Vec<u8>>> {
        if let Some(argument) = name.strip_prefix(b"arg_") {
            return Some(Ok(argument_of(&self.query, argument)));
        }
        if let Some(cookie) = name.strip_prefix(b"cookie_") {
            let all = match self.header(b"cookie", at) {
                Ok(all) => all.unwrap_or_default(),
                Err(reasons) => return Some(Err(reasons)),
            };
            return Some(Ok(cookie_of(&all, cookie)));
        }
        if name == b"http_host" {
            let host = self.request.hosts.first();
            return Some(Ok(host.map_or(Vec::new(), |host| host.to_vec())));
        }
        if let Some(header) = name.strip_prefix(b"http_") {
            let header: Vec<u8> =
                header.iter().map(|byte| if *byte == b'_' { b'-' } else { *byte }).collect();
            return Some(self.header(&header, at).map(Option::unwrap_or_default));
        }
        if name.starts_with(b"upstream_") || name.starts_with(b"sent_http_") {
            // Nothing was asked yet: they have no value.
            return Some(if self.upstream_seen { open(Doubt::Reply, at) } else { Ok(Vec::new()) });
        }
        None
    }

    /// A header of the request, by its name in lower case. Names that nginx drops by default (with a
    /// `_`, `underscores_in_headers`) are not there.
    pub(super) fn header(&self, name: &[u8], at: At) -> Known<Option<Vec<u8>>> {
        let underscores = self.host_scope().client.underscores.get() == Some(true);
        let found = self.request.headers.iter().find(|(given, _)| {
            let counts =
                |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-' || underscores && *byte == b'_';
            let same = |(given, name): (&u8, &u8)| {
                given.eq_ignore_ascii_case(name) || *given == b'_' && *name == b'-'
            };
            given.len() == name.len() && given.iter().all(counts) && given.iter().zip(name).all(same)
        });
        match found {
            Some((_, value)) => Ok(Some(value.to_vec())),
            None if self.request.open => open(Doubt::Client("a header"), at),
            None => Ok(None),
        }
    }

    fn client_text(&self, at: At) -> Known<Vec<u8>> {
        if matches!(self.request.door, Door::Unix(_)) {
            return Ok(b"unix:".to_vec());
        }
        match self.client {
            Some(ip) => Ok(ip.to_string().into_bytes()),
            None => open(Doubt::Client("the address"), at),
        }
    }

    fn forwarded_for(&self, at: At) -> Known<Vec<u8>> {
        let client = self.client_text(at)?;
        Ok(match self.header(b"x-forwarded-for", at)? {
            Some(before) if !before.is_empty() => [&before[..], b", ", &client].concat(),
            _ => client,
        })
    }

    /// TLS ends at this listener.
    pub(super) fn ends_tls(&self) -> bool {
        self.listener.tls && self.request.tls.is_some()
    }

    fn protocol_name(&self) -> &'static [u8] {
        match self.request.version {
            Spoken::V0_9 => b"HTTP/0.9",
            Spoken::V1_0 => b"HTTP/1.0",
            Spoken::V1_1 => b"HTTP/1.1",
            Spoken::V2 => b"HTTP/2.0",
        }
    }

    /// The first name of the host, as written.
    fn server_name(&self, at: At) -> Known<Vec<u8>> {
        if self.host().kind == HostKind::Stream {
            return Ok(Vec::new());
        }
        let Some(name) = self.host().names.first() else {
            return Ok(Vec::new());
        };
        Ok(match &name.pattern {
            NamePattern::Exact(text) | NamePattern::LeadingOrSelf(text) => text.to_vec(),
            NamePattern::Leading(text) => [b"*", &**text].concat(),
            NamePattern::Trailing(text) => [&**text, b"*"].concat(),
            NamePattern::Regex(pattern) => [b"~", &*pattern.source].concat(),
            NamePattern::Glob(text) => text.to_vec(),
            NamePattern::Any => Vec::new(),
            NamePattern::Unknown(why) => return open(Doubt::Value(*why), at),
        })
    }
}

fn sni(tls: Option<&super::ClientTls>) -> Vec<u8> {
    tls.and_then(|tls| tls.sni.as_ref()).map_or(Vec::new(), |name| name.to_vec())
}

/// The first argument of a name, its case aside (`ngx_http_arg`).
pub(super) fn argument_of(query: &[u8], name: &[u8]) -> Vec<u8> {
    query
        .split(|byte| *byte == b'&')
        .find_map(|pair| {
            let at = pair.iter().position(|byte| *byte == b'=')?;
            pair[..at].eq_ignore_ascii_case(name).then(|| pair[at + 1..].to_vec())
        })
        .unwrap_or_default()
}

pub(super) fn cookie_of(header: &[u8], name: &[u8]) -> Vec<u8> {
    header
        .split(|byte| matches!(byte, b';' | b','))
        .find_map(|pair| {
            let pair = pair.trim_ascii_start();
            let at = pair.iter().position(|byte| *byte == b'=')?;
            let named = pair[..at].trim_ascii_end().eq_ignore_ascii_case(name);
            named.then(|| pair[at + 1..].trim_ascii().to_vec())
        })
        .unwrap_or_default()
}

/// Variables that exist, and that neither request nor configuration settles.
fn unsettled(name: &[u8]) -> bool {
    const NAMES: &[&[u8]] = &[
        b"binary_remote_addr",
        b"body_bytes_sent",
        b"bytes_received",
        b"bytes_sent",
        b"connection",
        b"connection_requests",
        b"connection_time",
        b"date_gmt",
        b"date_local",
        b"gzip_ratio",
        b"hostname",
        b"invalid_referer",
        b"limit_rate",
        b"limit_conn_status",
        b"limit_req_status",
        b"msec",
        b"nginx_version",
        b"pid",
        b"pipe",
        b"realip_remote_port",
        b"realpath_root",
        b"remote_port",
        b"request_body",
        b"request_body_file",
        b"request_completion",
        b"request_id",
        b"request_length",
        b"request_time",
        b"secure_link",
        b"secure_link_expires",
        b"session_time",
        b"slice_range",
        b"status",
        b"time_iso8601",
        b"time_local",
        b"uid_got",
        b"uid_reset",
        b"uid_set",
        b"ancient_browser",
        b"modern_browser",
        b"msie",
    ];
    const PREFIXES: &[&[u8]] = &[b"ssl_", b"geoip_", b"tcpinfo_", b"proxy_protocol_", b"jwt_", b"otel_"];
    NAMES.contains(&name) || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_and_cookies_are_found_by_name() {
        assert_eq!(argument_of(b"a=1&B=2&b=3", b"b"), b"2");
        assert_eq!(argument_of(b"ab=1&b", b"b"), b"");
        assert_eq!(cookie_of(b"id=ann; z=1", b"z"), b"1");
        assert_eq!(cookie_of(b"id=ann; z=1", b"i"), b"");
    }
}
