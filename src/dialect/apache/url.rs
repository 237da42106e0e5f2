//! URLs of workers and targets: `[unix:PATH|]scheme://[user[:password]@]host[:port][/path]`.
//!
//! Source: `ap_proxy_define_worker`, `ap_proxy_de_socketfy` (proxy_util.c), `apr_uri_parse`.

use crate::model::{AddressFault, HostPart, PortPart, Protocol, Text};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// The parts of a URL, by their places in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    /// Path of the socket, without `unix:`.
    pub unix: Option<Range<usize>>,
    pub scheme: Range<usize>,
    pub password: Option<Range<usize>>,
    /// With the brackets of IPv6.
    pub host: Range<usize>,
    /// The digits; empty after a colon without any.
    pub port: Option<Range<usize>>,
    /// To the end of the text; empty where there is none.
    pub path: Range<usize>,
}

/// How a scheme is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    pub name: &'static str,
    pub protocol: Protocol,
    pub tls: bool,
    pub port: u16,
    /// Source files of the modules of which one must be loaded.
    pub modules: &'static [&'static str],
}

const SCHEMES: &[Scheme] = &[
    scheme("http", Protocol::Http, false, 80, &["mod_proxy_http.c"]),
    scheme("https", Protocol::Http, true, 443, &["mod_proxy_http.c"]),
    scheme("ws", Protocol::Http, false, 80, &["mod_proxy_http.c", "mod_proxy_wstunnel.c"]),
    scheme("wss", Protocol::Http, true, 443, &["mod_proxy_http.c", "mod_proxy_wstunnel.c"]),
    scheme("h2c", Protocol::H2c, false, 80, &["mod_proxy_http2.c"]),
    scheme("h2", Protocol::H2c, true, 443, &["mod_proxy_http2.c"]),
    scheme("fcgi", Protocol::FastCgi, false, 8000, &["mod_proxy_fcgi.c"]),
    scheme("ajp", Protocol::Ajp, false, 8009, &["mod_proxy_ajp.c"]),
    scheme("scgi", Protocol::Scgi, false, 4000, &["mod_proxy_scgi.c"]),
    scheme("uwsgi", Protocol::Uwsgi, false, 3031, &["mod_proxy_uwsgi.c"]),
    scheme("ftp", Protocol::Tcp, false, 21, &["mod_proxy_ftp.c"]),
    scheme("fd", Protocol::Tcp, false, 0, &["mod_proxy_fdpass.c"]),
];

const fn scheme(
    name: &'static str,
    protocol: Protocol,
    tls: bool,
    port: u16,
    modules: &'static [&'static str],
) -> Scheme {
    Scheme { name, protocol, tls, port, modules }
}

/// The row of a scheme; `None` for `balancer` and for those that no module speaks.
pub fn spoken(name: &[u8]) -> Option<&'static Scheme> {
    SCHEMES.iter().find(|scheme| scheme.name.as_bytes().eq_ignore_ascii_case(name))
}

impl Url {
    /// Takes a URL apart; the error says what is missing, as httpd's start would.
    pub fn parse(text: &[u8]) -> Result<Url, AddressFault> {
        let mut at = 0;
        let mut unix = None;
        if text.get(..5).is_some_and(|head| head.eq_ignore_ascii_case(b"unix:")) {
            let bar = memchr::memchr(b'|', text).ok_or(AddressFault::BadScheme)?;
            unix = Some(5..bar);
            at = bar + 1;
        }
        let rest = &text[at..];
        let colon = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || b"+-.".contains(byte)));
        let colon = colon.filter(|&colon| colon > 0 && rest[colon..].starts_with(b"://"));
        let colon = colon.ok_or(AddressFault::BadScheme)?;
        let scheme = at..at + colon;
        let start = at + colon + 3;
        let end = text[start..].iter().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
        let end = end.map_or(text.len(), |end| start + end);
        let authority = &text[start..end];
        let (mut host_at, mut password) = (start, None);
        if let Some(sign) = memchr::memrchr(b'@', authority) {
            host_at = start + sign + 1;
            password = memchr::memchr(b':', &authority[..sign]).map(|colon| start + colon + 1..start + sign);
        }
        let host_text = &text[host_at..end];
        let (host, port) = match host_text.first() {
            Some(b'[') => {
                let close = memchr::memchr(b']', host_text).ok_or(AddressFault::Other)?;
                let port = match host_text.get(close + 1) {
                    None => None,
                    Some(b':') => Some(host_at + close + 2..end),
                    Some(_) => return Err(AddressFault::Other),
                };
                (host_at..host_at + close + 1, port)
            }
            _ => match memchr::memchr(b':', host_text) {
                Some(colon) => (host_at..host_at + colon, Some(host_at + colon + 1..end)),
                None => (host_at..end, None),
            },
        };
        if let Some(port) = &port
            && !text[port.clone()].iter().all(u8::is_ascii_digit)
        {
            let several = memchr::memchr_iter(b':', host_text).count() > 1 && !host_text.starts_with(b"[");
            return Err(if several { AddressFault::BareIpv6 } else { AddressFault::BadPort });
        }
        if host.is_empty() && unix.is_none() {
            return Err(AddressFault::NoHost);
        }
        Ok(Url { unix, scheme, password, host, port, path: end..text.len() })
    }

    /// The name by which httpd knows a worker: scheme and host in lower case, no default port, no socket, path as
    /// written.
    pub fn worker_name(&self, text: &[u8]) -> Vec<u8> {
        let scheme = text[self.scheme.clone()].to_ascii_lowercase();
        let mut name = scheme.clone();
        name.extend_from_slice(b"://");
        match &text[self.host.clone()] {
            [] => name.extend_from_slice(b"localhost"),
            host => name.extend(host.to_ascii_lowercase()),
        }
        let port = self.port.clone().map(|port| text[port].to_vec()).unwrap_or_default();
        let number = std::str::from_utf8(&port).ok().and_then(|port| port.parse::<u32>().ok());
        let default = spoken(&scheme).map(|scheme| scheme.port as u32);
        if let Some(number) = number.filter(|number| Some(*number) != default) {
            name.extend(format!(":{number}").bytes());
        }
        let path = &text[self.path.clone()];
        let path = path.split(|byte| *byte == b'#').next().unwrap_or_default();
        name.extend_from_slice(path);
        name
    }

    /// Bytes of a worker's name that every worker for it must cover: up to the path.
    pub fn least_match(&self, text: &[u8], name: &[u8]) -> usize {
        name.len() - text[self.path.clone()].split(|byte| *byte == b'#').next().unwrap_or_default().len()
    }

    /// The host as the model tells it.
    pub fn host_part(&self, text: &[u8]) -> HostPart {
        if let Some(unix) = &self.unix {
            return HostPart::Unix(Text::from(&text[unix.clone()]));
        }
        host_part(&text[self.host.clone()])
    }

    pub fn port_part(&self, text: &[u8]) -> PortPart {
        if self.unix.is_some() {
            return PortPart::None;
        }
        let digits = self.port.clone().map(|port| &text[port]).unwrap_or_default();
        match std::str::from_utf8(digits).ok().filter(|digits| !digits.is_empty()) {
            Some(digits) => match digits.parse::<u16>() {
                Ok(port) => PortPart::Written(port),
                Err(_) => PortPart::Unknown(crate::model::Why::Invalid),
            },
            None => match spoken(&text[self.scheme.clone()]) {
                Some(scheme) => PortPart::Filled(scheme.port),
                None => PortPart::None,
            },
        }
    }

    /// A port that is read at start and refused with each request (`ap_proxy_canon_netloc`).
    pub fn port_refused(&self, text: &[u8]) -> bool {
        let Some(port) = self.port.clone().filter(|port| !port.is_empty()) else { return false };
        !std::str::from_utf8(&text[port])
            .ok()
            .and_then(|port| port.parse::<u32>().ok())
            .is_some_and(|port| (1..=65535).contains(&port))
    }
}

/// A host as the model tells it: an address, or a name in its own case.
pub fn host_part(text: &[u8]) -> HostPart {
    let inner = text.strip_prefix(b"[").and_then(|text| text.strip_suffix(b"]")).unwrap_or(text);
    let Ok(shown) = std::str::from_utf8(inner) else { return HostPart::Name(Text::from(text)) };
    if let Ok(ip) = shown.parse::<Ipv4Addr>() {
        return HostPart::Ip(IpAddr::V4(ip));
    }
    if let Ok(ip) = shown.parse::<Ipv6Addr>() {
        return HostPart::Ip(IpAddr::V6(ip));
    }
    HostPart::Name(Text::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn workers_are_known_by_their_url_without_socket_and_default_port() {
        for (text, name) in [
            ("http://H.Example:80/Path/", "http://h.example/Path/"),
            ("HTTPS://h:443", "https://h"),
            ("https://h:80/x#y", "https://h:80/x"),
            ("unix:/run/a.sock|http://localhost/", "http://localhost/"),
            ("unix:/run/a.sock|fcgi://", "fcgi://localhost"),
            ("ajp://u:p@[::1]:8009/a", "ajp://[::1]/a"),
        ] {
            let url = Url::parse(text.as_bytes()).unwrap();
            assert_eq!(String::from_utf8_lossy(&url.worker_name(text.as_bytes())), name, "{text}");
        }
    }

    #[test]
    fn what_is_no_absolute_url_is_told() {
        for (text, fault) in [
            ("localhost:8080/", AddressFault::BadScheme),
            ("127.0.0.1:80/", AddressFault::BadScheme),
            ("http:/h/", AddressFault::BadScheme),
            ("http://:80/", AddressFault::NoHost),
            ("http://::1/", AddressFault::BareIpv6),
            ("http://h:8x/", AddressFault::BadPort),
            ("unix:/run/a.sock", AddressFault::BadScheme),
        ] {
            assert_eq!(Url::parse(text.as_bytes()), Err(fault), "{text}");
        }
    }

    #[test]
    fn ports_beyond_the_range_are_refused_later() {
        for (text, refused) in [
            ("http://h:99999/", true),
            ("http://h:0/", true),
            ("http://h:8080/", false),
            ("http://h/", false),
        ] {
            let url = Url::parse(text.as_bytes()).unwrap();
            assert_eq!(url.port_refused(text.as_bytes()), refused, "{text}");
        }
    }
}
