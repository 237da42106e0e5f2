//! Addresses as HAProxy reads them (`str2sa_range`, src/tools.c), with the places of their parts.
//!
//! Names are not looked up here: whether one resolves is the world's affair.

use super::values;
use crate::model::{AddressFault, Family, HostPart, PortPart, Text, Transport, Version};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;

/// What an address is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// `bind`: the port must stand there, and may be a range.
    Bind,
    /// `server`: the port may be absent, or hang on the client's.
    Server,
    /// `source`, `addr`: a port may stand there.
    Other,
    /// `nameserver`, `log`, …: this port where none is written.
    Default(u16),
}

/// An address, with ranges into the text it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    pub host: HostPart,
    pub port: PortPart,
    pub transport: Transport,
    pub host_at: Range<usize>,
    pub port_at: Option<Range<usize>>,
    /// Nothing of it can be compared: a file descriptor, a socket pair, another section.
    pub foreign: bool,
    /// Bytes behind the port that old versions drop and 2.9 refuses.
    pub junk: Option<Range<usize>>,
}

/// Why HAProxy refuses an address: the kind of fault and HAProxy's words.
pub type Refusal = (AddressFault, String);

/// What stands before a host.
struct Prefix {
    length: usize,
    transport: Transport,
    family: Option<Family>,
    kind: PrefixKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PrefixKind {
    Inet,
    Unix,
    Abstract,
    Foreign,
}

const PREFIXES: [(&[u8], PrefixKind, Option<Family>, Transport); 24] = [
    (b"abns@", PrefixKind::Abstract, None, Transport::Tcp),
    (b"abnsz@", PrefixKind::Abstract, None, Transport::Tcp),
    (b"fd@", PrefixKind::Foreign, None, Transport::Tcp),
    (b"ip@", PrefixKind::Inet, None, Transport::Tcp),
    (b"ipv4@", PrefixKind::Inet, Some(Family::V4), Transport::Tcp),
    (b"ipv6@", PrefixKind::Inet, Some(Family::V6), Transport::Tcp),
    (b"mptcp4@", PrefixKind::Inet, Some(Family::V4), Transport::Tcp),
    (b"mptcp6@", PrefixKind::Inet, Some(Family::V6), Transport::Tcp),
    (b"mptcp@", PrefixKind::Inet, None, Transport::Tcp),
    (b"quic4@", PrefixKind::Inet, Some(Family::V4), Transport::Quic),
    (b"quic6@", PrefixKind::Inet, Some(Family::V6), Transport::Quic),
    (b"quic@", PrefixKind::Inet, None, Transport::Quic),
    (b"rev@", PrefixKind::Foreign, None, Transport::Tcp),
    (b"rhttp@", PrefixKind::Foreign, None, Transport::Tcp),
    (b"ring@", PrefixKind::Foreign, None, Transport::Tcp),
    (b"sockpair@", PrefixKind::Foreign, None, Transport::Tcp),
    (b"tcp4@", PrefixKind::Inet, Some(Family::V4), Transport::Tcp),
    (b"tcp6@", PrefixKind::Inet, Some(Family::V6), Transport::Tcp),
    (b"tcp@", PrefixKind::Inet, None, Transport::Tcp),
    (b"udp4@", PrefixKind::Inet, Some(Family::V4), Transport::Udp),
    (b"udp6@", PrefixKind::Inet, Some(Family::V6), Transport::Udp),
    (b"udp@", PrefixKind::Inet, None, Transport::Udp),
    (b"unix@", PrefixKind::Unix, None, Transport::Tcp),
    (b"uxst@", PrefixKind::Unix, None, Transport::Tcp),
];

/// The first version that knows what stands before the host, and its length; `None`: all do.
pub fn since(text: &[u8]) -> Option<(Version, usize)> {
    const NEW: [(&[u8], Version); 8] = [
        (b"abnsz@", Version::new(3, 1, 0)),
        (b"mptcp4@", Version::new(3, 1, 0)),
        (b"mptcp6@", Version::new(3, 1, 0)),
        (b"mptcp@", Version::new(3, 1, 0)),
        (b"quic4@", Version::new(2, 6, 0)),
        (b"quic6@", Version::new(2, 6, 0)),
        (b"rhttp@", Version::new(2, 9, 0)),
        (b"rev@", Version::new(2, 9, 0)),
    ];
    NEW.iter().find(|(word, _)| text.starts_with(word)).map(|(word, version)| (*version, word.len()))
}

fn prefix(text: &[u8]) -> Prefix {
    let mut prefix = Prefix { length: 0, transport: Transport::Tcp, family: None, kind: PrefixKind::Inet };
    for (word, transport) in
        [(&b"stream+"[..], Transport::Tcp), (b"dgram+", Transport::Udp), (b"quic+", Transport::Quic)]
    {
        if text.starts_with(word) {
            prefix.length = word.len();
            prefix.transport = transport;
        }
    }
    let rest = &text[prefix.length..];
    if let Some((word, kind, family, transport)) = PREFIXES.iter().find(|(word, ..)| rest.starts_with(word)) {
        prefix.length += word.len();
        prefix.kind = *kind;
        prefix.family = *family;
        if *transport != Transport::Tcp {
            prefix.transport = *transport;
        }
    } else if rest.starts_with(b"uxdg@") {
        prefix.length += 5;
        prefix.kind = PrefixKind::Unix;
        prefix.transport = Transport::Udp;
    } else if rest.first() == Some(&b'/') {
        prefix.kind = PrefixKind::Unix;
    }
    prefix
}

/// Longest path of a unix socket that a bind takes: HAProxy appends a suffix to it while it opens it.
const UNIX_PATH: usize = 97;

/// Reads one address.
pub fn parse(text: &[u8], purpose: Use) -> Result<Address, Refusal> {
    let Prefix { length, transport, family, kind } = prefix(text);
    let rest = &text[length..];
    let whole = length..text.len();
    let plain = |host, foreign| Address {
        host,
        port: PortPart::None,
        transport,
        host_at: whole.clone(),
        port_at: None,
        foreign,
        junk: None,
    };
    match kind {
        PrefixKind::Unix if rest.is_empty() => Err((AddressFault::NoHost, "missing path".to_owned())),
        PrefixKind::Unix if rest.len() > UNIX_PATH && purpose == Use::Bind => {
            Err((AddressFault::TooLong, format!("socket path '{}' too long", String::from_utf8_lossy(rest))))
        }
        PrefixKind::Unix => Ok(plain(HostPart::Unix(Text::from(rest)), false)),
        PrefixKind::Abstract => {
            let mut name = vec![0];
            name.extend_from_slice(rest);
            Ok(plain(HostPart::Unix(Text::from(name)), false))
        }
        PrefixKind::Foreign => Ok(plain(HostPart::Any(None), true)),
        PrefixKind::Inet => inet(text, length, transport, family, purpose),
    }
}

fn inet(
    text: &[u8],
    from: usize,
    transport: Transport,
    family: Option<Family>,
    purpose: Use,
) -> Result<Address, Refusal> {
    // The port follows the last colon that no bracket closes.
    let close = memchr::memrchr(b']', text).map_or(from, |at| at.max(from));
    let colon = memchr::memrchr(b':', &text[close..]).map(|at| close + at).filter(|&at| at >= from);
    let host_end = colon.unwrap_or(text.len());
    let written = &text[from..host_end];
    let port_at = colon.map(|colon| colon + 1..text.len());
    let port_text = port_at.clone().map_or(&b""[..], |range| &text[range]);
    let (port, junk) = port(text, port_text, purpose)?;
    let junk = junk.and_then(|skip| port_at.clone().map(|range| range.start + skip..range.end));
    let host = host(written, family, purpose)?;
    let port_at = port_at.filter(|range| !range.is_empty());
    Ok(Address { host, port, transport, host_at: from..host_end, port_at, foreign: false, junk })
}

fn host(written: &[u8], family: Option<Family>, purpose: Use) -> Result<HostPart, Refusal> {
    let any = |family| match purpose {
        Use::Server => HostPart::ClientDestination,
        _ => HostPart::Any(family),
    };
    if written.is_empty() || written == b"*" {
        return Ok(any(Some(family.unwrap_or(Family::V4))));
    }
    let inner = written.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]")).unwrap_or(written);
    if let Some(ip) = ip(inner) {
        return Ok(match ip {
            ip if ip.is_unspecified() => any(Some(if ip.is_ipv4() { Family::V4 } else { Family::V6 })),
            ip => HostPart::Ip(ip),
        });
    }
    if memchr::memmem::find(written, b"//").is_some() || written.ends_with(b"/") {
        let says = format!("could not resolve address '{}'.", String::from_utf8_lossy(written));
        return Err((AddressFault::SchemeNotAllowed, says));
    }
    if memchr::memchr(b':', inner).is_some() {
        let says = format!("could not resolve address '{}'.", String::from_utf8_lossy(written));
        return Err((AddressFault::BareIpv6, says));
    }
    // No name holds these: it is looked up, and not found.
    if inner.iter().any(|byte| b"!\"#&'()*+,;<=>?\\^`|~ ".contains(byte)) {
        let says = format!("could not resolve address '{}'.", String::from_utf8_lossy(written));
        return Err((AddressFault::Other, says));
    }
    Ok(HostPart::Name(Text::from(inner)))
}

/// An address in the forms of `inet_pton` and, for IPv4, of `inet_aton`.
fn ip(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?;
    if let Ok(ip) = text.parse::<Ipv4Addr>() {
        return Some(IpAddr::V4(ip));
    }
    text.parse::<Ipv6Addr>().ok().map(IpAddr::V6)
}

/// The port, and after how many bytes junk begins.
fn port(text: &[u8], port: &[u8], purpose: Use) -> Result<(PortPart, Option<usize>), Refusal> {
    let missing = || (AddressFault::NoPort, format!("missing port specification in '{}'", shown(text)));
    let bad = || (AddressFault::BadPort, format!("invalid port '{}' specified", shown(port)));
    if port.is_empty() {
        return match purpose {
            Use::Bind => Err(missing()),
            Use::Server => Ok((PortPart::Offset(0), None)),
            Use::Other => Ok((PortPart::None, None)),
            Use::Default(number) => Ok((PortPart::Filled(number), None)),
        };
    }
    let (number, length) = values::leading(port);
    match port.first() {
        Some(b'+' | b'-') if purpose == Use::Server => match i32::try_from(number) {
            Ok(offset) if length > 0 && offset.abs() <= 65535 => {
                Ok((PortPart::Offset(offset), (length < port.len()).then_some(length)))
            }
            _ => Err(bad()),
        },
        Some(first) if first.is_ascii_digit() => {
            let low = u16::try_from(number).map_err(|_| bad())?;
            match (port.get(length), purpose) {
                (None, Use::Bind) if low == 0 => Err(bad()),
                (None, Use::Server) if low == 0 => Ok((PortPart::Offset(0), None)),
                (None, _) => Ok((PortPart::Written(low), None)),
                (Some(b'-'), Use::Bind) => {
                    let (high, end) = values::leading(&port[length + 1..]);
                    let high = u16::try_from(high).map_err(|_| bad())?;
                    if low == 0 || high < low || length + 1 + end < port.len() {
                        return Err(bad());
                    }
                    Ok((PortPart::Range(low, high), None))
                }
                (Some(b'-'), _) => {
                    Err((AddressFault::BadPort, format!("port range not allowed here in '{}'", shown(text))))
                }
                // `80x`, `8080/path`: up to 2.8 the digits count and the rest is dropped.
                (Some(_), _) => Ok((PortPart::Written(low), Some(length))),
            }
        }
        _ => Err(bad()),
    }
}

fn shown(text: &[u8]) -> String {
    String::from_utf8_lossy(&text[..text.len().min(80)]).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, purpose: Use) -> String {
        match parse(text.as_bytes(), purpose) {
            Ok(address) => format!("{:?} {:?}", address.host, address.port),
            Err((fault, says)) => format!("{fault:?} {says}"),
        }
    }

    #[test]
    fn binds() {
        assert_eq!(read("*:80", Use::Bind), "Any(Some(V4)) Written(80)");
        assert_eq!(read(":8080-8090", Use::Bind), "Any(Some(V4)) Range(8080, 8090)");
        assert_eq!(read("[::]:80", Use::Bind), "Any(Some(V6)) Written(80)");
        assert_eq!(read(":::80", Use::Bind), "Any(Some(V6)) Written(80)");
        assert_eq!(read("127.0.0.1:443", Use::Bind), "Ip(127.0.0.1) Written(443)");
        assert_eq!(read("/run/x.sock", Use::Bind), "Unix(\"/run/x.sock\") None");
        assert_eq!(read("80", Use::Bind), "NoPort missing port specification in '80'");
        assert_eq!(read("quic4@*:443", Use::Bind), "Any(Some(V4)) Written(443)");
        assert_eq!(read("*:0", Use::Bind), "BadPort invalid port '0' specified");
    }

    #[test]
    fn servers() {
        assert_eq!(read("app:80", Use::Server), "Name(\"app\") Written(80)");
        assert_eq!(read("10.0.0.1", Use::Server), "Ip(10.0.0.1) Offset(0)");
        assert_eq!(read("10.0.0.1:+100", Use::Server), "Ip(10.0.0.1) Offset(100)");
        assert_eq!(read("[::1]:80", Use::Server), "Ip(::1) Written(80)");
        assert_eq!(read("0.0.0.0:80", Use::Server), "ClientDestination Written(80)");
        assert_eq!(read("ipv4@app:80", Use::Server), "Name(\"app\") Written(80)");
        assert_eq!(
            read("http://app:80", Use::Server),
            "SchemeNotAllowed could not resolve address 'http://app'."
        );
        assert_eq!(read("app:http", Use::Server), "BadPort invalid port 'http' specified");
        assert_eq!(read("bad!host:80", Use::Server), "Other could not resolve address 'bad!host'.");
        let junk = parse(b"app:8080/path", Use::Server).expect("an address");
        assert_eq!(junk.junk, Some(8..13));
    }
}
