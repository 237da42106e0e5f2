//! Addresses and URLs as nginx reads them (`ngx_parse_url`, `ngx_parse_inet_url`,
//! `ngx_parse_unix_domain_url`), with the places of their parts.

use crate::model::{AddressFault, Family, HostPart, PortPart, Text};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// What an address is read for; it decides what is filled in and what is refused.
#[derive(Clone, Copy, Debug)]
pub struct Expect {
    /// Filled in where none is written; `None`: nginx says `no port`.
    pub default_port: Option<u16>,
    /// A path may follow (`proxy_pass`).
    pub uri: bool,
    /// `*`, a port alone and port ranges may stand (`listen`).
    pub listen: bool,
}

/// An address, with ranges into the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub host: HostPart,
    pub port: PortPart,
    pub host_at: Range<usize>,
    pub port_at: Option<Range<usize>>,
    /// Start of the path, where one is written.
    pub uri_at: Option<usize>,
}

/// Why nginx refuses an address: the kind of fault and nginx's words.
pub type Refusal = (AddressFault, &'static str);

/// Longest path of a unix socket, in bytes (`sun_path` without its final NUL).
pub const UNIX_PATH: usize = 107;

pub fn parse(text: &[u8], expect: Expect) -> Result<Address, Refusal> {
    if text.len() >= 5 && text[..5].eq_ignore_ascii_case(b"unix:") {
        return unix(text, expect);
    }
    if text.first() == Some(&b'[') {
        return inet6(text, expect);
    }
    inet(text, expect)
}

fn unix(text: &[u8], expect: Expect) -> Result<Address, Refusal> {
    let rest = &text[5..];
    // Only where a path may follow, a second colon ends the socket's own path.
    let length = match memchr::memchr(b':', rest) {
        Some(colon) if expect.uri => colon,
        _ => rest.len(),
    };
    let path = &rest[..length];
    if path.is_empty() {
        return Err((AddressFault::NoHost, "no path in the unix domain socket"));
    }
    if path.len() > UNIX_PATH {
        return Err((AddressFault::TooLong, "too long path in the unix domain socket"));
    }
    Ok(Address {
        host: HostPart::Unix(Text::from(path)),
        port: PortPart::None,
        host_at: 0..5 + length,
        port_at: None,
        uri_at: (length < rest.len()).then_some(5 + length + 1),
    })
}

fn inet6(text: &[u8], expect: Expect) -> Result<Address, Refusal> {
    let Some(close) = memchr::memchr(b']', text) else {
        return Err((AddressFault::Other, "invalid host"));
    };
    let (port, port_at, uri_at) = after_host(text, close + 1, expect)?;
    let ip: Ipv6Addr = std::str::from_utf8(&text[1..close])
        .ok()
        .and_then(|ip| ip.parse().ok())
        .ok_or((AddressFault::Other, "invalid IPv6 address"))?;
    let host = match IpAddr::V6(ip) {
        ip if expect.listen && ip.is_unspecified() => {
            let _ = ip;
            HostPart::Any(Some(Family::V6))
        }
        ip => HostPart::Ip(ip),
    };
    Ok(Address { host, port, host_at: 0..close + 1, port_at, uri_at })
}

fn inet(text: &[u8], expect: Expect) -> Result<Address, Refusal> {
    let end = memchr::memchr2(b'/', b'?', text).unwrap_or(text.len());
    if end < text.len() && !expect.uri {
        if text.first() == Some(&b'/') {
            return Err((AddressFault::PathWithoutPrefix, "invalid host"));
        }
        let fault = match memchr::memmem::find(text, b"://") {
            Some(_) => AddressFault::SchemeNotAllowed,
            None => AddressFault::PathNotAllowed,
        };
        return Err((fault, "invalid host"));
    }
    let colon = memchr::memchr(b':', &text[..end]);
    let host_end = colon.unwrap_or(end);
    if expect.listen && colon.is_none() {
        // A word of digits alone is a port.
        if let Some(port) = port_or_range(&text[..end], true) {
            return Ok(Address {
                host: HostPart::Any(Some(Family::V4)),
                port,
                host_at: 0..0,
                port_at: Some(0..end),
                uri_at: None,
            });
        }
    }
    let host = &text[..host_end];
    if host.is_empty() {
        let fault = if text.starts_with(b"::") { AddressFault::BareIpv6 } else { AddressFault::NoHost };
        return Err((fault, if fault == AddressFault::NoHost { "no host" } else { "invalid port" }));
    }
    let (port, port_at, uri_at) = after_host(text, host_end, expect)?;
    let host = if expect.listen && host == b"*" {
        HostPart::Any(Some(Family::V4))
    } else if let Some(ip) = dotted(host) {
        match ip {
            ip if expect.listen && ip.is_unspecified() => {
                let _ = ip;
                HostPart::Any(Some(Family::V4))
            }
            ip => HostPart::Ip(ip),
        }
    } else {
        HostPart::Name(Text::from(host))
    };
    Ok(Address { host, port, host_at: 0..host_end, port_at, uri_at })
}

type PortAndRest = (PortPart, Option<Range<usize>>, Option<usize>);

/// Reads `:port` and finds the path, from the end of the host on.
fn after_host(text: &[u8], host_end: usize, expect: Expect) -> Result<PortAndRest, Refusal> {
    let rest = &text[host_end..];
    let slash = memchr::memchr2(b'/', b'?', rest).map(|at| host_end + at);
    let uri_at = if expect.uri { slash } else { None };
    let end = uri_at.unwrap_or(text.len());
    match rest.first() {
        Some(b':') => {
            let digits = &text[host_end + 1..end];
            let Some(port) = port_or_range(digits, expect.listen) else {
                let bare = memchr::memchr(b':', digits).is_some();
                let fault = if bare { AddressFault::BareIpv6 } else { AddressFault::BadPort };
                return Err((fault, "invalid port"));
            };
            Ok((port, Some(host_end + 1..end), uri_at))
        }
        Some(_) if end > host_end => Err((AddressFault::Other, "invalid host")),
        _ => match expect.default_port {
            Some(port) => Ok((PortPart::Filled(port), None, uri_at)),
            None => Err((AddressFault::NoPort, "no port")),
        },
    }
}

/// A port from 1 to 65535, or `8000-8003` for `listen` (nginx 1.15.10 and newer).
fn port_or_range(text: &[u8], range: bool) -> Option<PortPart> {
    if let Some(dash) = memchr::memchr(b'-', text).filter(|_| range) {
        let (first, last) = (port(&text[..dash])?, port(&text[dash + 1..])?);
        return (first <= last).then_some(PortPart::Range(first, last));
    }
    port(text).map(PortPart::Written)
}

/// Decimal digits; leading zeros are read (`08` is 8).
fn port(text: &[u8]) -> Option<u16> {
    let number = super::values::number(text)?;
    (1..=65535).contains(&number).then_some(number as u16)
}

/// Four decimal numbers with dots; `127.1` and `0` are left to the name look-up, as nginx does.
fn dotted(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?;
    let mut octets = [0u8; 4];
    let mut parts = text.split('.');
    for octet in &mut octets {
        let part = parts.next()?;
        if part.is_empty() || part.len() > 3 || !part.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        *octet = part.parse().ok()?;
    }
    parts.next().is_none().then_some(IpAddr::V4(Ipv4Addr::from(octets)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: Expect = Expect { default_port: Some(80), uri: false, listen: false };
    const PASS: Expect = Expect { default_port: Some(80), uri: true, listen: false };
    const LISTEN: Expect = Expect { default_port: Some(80), uri: false, listen: true };
    const GATEWAY: Expect = Expect { default_port: None, uri: false, listen: false };

    fn read(text: &str, expect: Expect) -> String {
        match parse(text.as_bytes(), expect) {
            Ok(address) => format!("{:?} {:?} {:?}", address.host, address.port, address.uri_at),
            Err((fault, says)) => format!("{fault:?}: {says}"),
        }
    }

    #[test]
    fn addresses_are_read_as_nginx_reads_them() {
        assert_eq!(read("10.0.0.5", SERVER), "Ip(10.0.0.5) Filled(80) None");
        assert_eq!(read("app:8080", SERVER), "Name(\"app\") Written(8080) None");
        assert_eq!(read("app:08", SERVER), "Name(\"app\") Written(8) None");
        assert_eq!(read("127.1:80", SERVER), "Name(\"127.1\") Written(80) None");
        assert_eq!(read("[::1]:8080/x", PASS), "Ip(::1) Written(8080) Some(10)");
        assert_eq!(read("app/x?y", PASS), "Name(\"app\") Filled(80) Some(3)");
        assert_eq!(read("unix:/run/a.sock:/x", PASS), "Unix(\"/run/a.sock\") None Some(17)");
        assert_eq!(read("unix:/run/a.sock:/x", GATEWAY), "Unix(\"/run/a.sock:/x\") None None");
        assert_eq!(read("8080", LISTEN), "Any(Some(V4)) Written(8080) None");
        assert_eq!(read("*:80", LISTEN), "Any(Some(V4)) Written(80) None");
        assert_eq!(read("[::]:80", LISTEN), "Any(Some(V6)) Written(80) None");
        assert_eq!(read("8000-8003", LISTEN), "Any(Some(V4)) Range(8000, 8003) None");
        assert_eq!(read("localhost", LISTEN), "Name(\"localhost\") Filled(80) None");
    }

    #[test]
    fn refusals_name_their_fault() {
        assert_eq!(read("app", GATEWAY), "NoPort: no port");
        assert_eq!(read("app:8080a", SERVER), "BadPort: invalid port");
        assert_eq!(read("app:0", SERVER), "BadPort: invalid port");
        assert_eq!(read("app:", SERVER), "BadPort: invalid port");
        assert_eq!(read("::1:8080", SERVER), "BareIpv6: invalid port");
        assert_eq!(read("fe80::1", SERVER), "BareIpv6: invalid port");
        assert_eq!(read("http://app:80", SERVER), "SchemeNotAllowed: invalid host");
        assert_eq!(read("/run/php.sock", GATEWAY), "PathWithoutPrefix: invalid host");
        assert_eq!(read(":80", SERVER), "NoHost: no host");
    }
}
