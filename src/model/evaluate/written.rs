//! Targets as they are written: scheme, host, port, socket, path.
//!
//! Source: `ngx_parse_url`, `ngx_http_proxy_set_vars`.

use crate::model::Protocol;

/// A target in its parts.
#[derive(Debug, Default)]
pub(super) struct Written {
    pub tls: bool,
    /// Host without port and brackets kept; empty for a socket.
    pub host: Vec<u8>,
    pub port: Option<Vec<u8>>,
    pub default_port: Option<&'static str>,
    pub unix: Option<Vec<u8>>,
    pub uri: Vec<u8>,
}

/// Reads a target; `None`: the server refuses it (`ngx_parse_url`).
pub(super) fn read(text: &[u8], protocol: Protocol) -> Option<Written> {
    let schemes: &[(&[u8], bool, Option<&str>)] = match protocol {
        Protocol::Http => &[(b"http://", false, Some("80")), (b"https://", true, Some("443"))],
        Protocol::Grpc => &[(b"grpc://", false, None), (b"grpcs://", true, None)],
        Protocol::Uwsgi => &[(b"uwsgi://", false, None), (b"suwsgi://", true, None)],
        _ => &[],
    };
    let scheme = schemes.iter().find(|(scheme, ..)| {
        text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let mut written = Written::default();
    let rest = match scheme {
        Some((scheme, tls, port)) => {
            written.tls = *tls;
            written.default_port = *port;
            &text[scheme.len()..]
        }
        None if protocol == Protocol::Http => return None,
        None => text,
    };
    if rest.get(..5).is_some_and(|start| start.eq_ignore_ascii_case(b"unix:")) {
        let rest = &rest[5..];
        let (path, uri) = match rest.iter().position(|byte| *byte == b':') {
            Some(colon) if protocol == Protocol::Http => (&rest[..colon], &rest[colon + 1..]),
            _ => (rest, &b""[..]),
        };
        written.unix = Some(path.to_vec());
        written.uri = uri.to_vec();
        return (!path.is_empty()).then_some(written);
    }
    let end = match protocol {
        Protocol::Http => rest.iter().position(|byte| matches!(byte, b'/' | b'?')).unwrap_or(rest.len()),
        _ => rest.len(),
    };
    let (place, uri) = rest.split_at(end);
    written.uri = uri.to_vec();
    let after_bracket = place.iter().position(|byte| *byte == b']').unwrap_or(0);
    let colon = place[after_bracket..].iter().position(|byte| *byte == b':');
    match colon.map(|colon| colon + after_bracket) {
        Some(colon) => {
            written.host = place[..colon].to_vec();
            let port = &place[colon + 1..];
            if number(port).is_none_or(|port| port == 0) {
                return None;
            }
            written.port = Some(port.to_vec());
        }
        None => written.host = place.to_vec(),
    }
    // An empty name is no host.
    (!written.host.is_empty()).then_some(written)
}

/// Host and port as they stand in a Host header: a default port and a socket's path do not.
pub(super) fn authority(written: &Written, protocol: Protocol) -> Vec<u8> {
    if written.unix.is_some() {
        return b"localhost".to_vec();
    }
    match &written.port {
        Some(port)
            if protocol != Protocol::Http || Some(&port[..]) != written.default_port.map(str::as_bytes) =>
        {
            [&written.host[..], b":", port].concat()
        }
        _ => written.host.clone(),
    }
}

pub(super) fn number(text: &[u8]) -> Option<u16> {
    std::str::from_utf8(text).ok()?.parse().ok()
}
