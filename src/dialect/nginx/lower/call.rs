//! Edges to other routes (error pages, gates), access lists, limiters, and foreign code.

use super::super::keywords::kw;
use super::super::values;
use super::part::Part;
use super::scope::Line;
use crate::model::*;

/// `error_page CODE … [=[CODE]] URI`.
pub fn error_page(part: &mut Part<'_>, line: Line<'_>) -> Option<Call> {
    let count = line.node.len().checked_sub(2)?;
    let (target, target_at) = line.arg(count)?;
    let mut statuses = Vec::new();
    let mut status = ErrorStatus::Keep;
    for word in line.node.args().take(count) {
        match word.bytes() {
            b"=" => status = ErrorStatus::FromTarget,
            [b'=', code @ ..] => match values::number(code) {
                Some(code) => status = ErrorStatus::Set(code as u16),
                None => part.invalid(line.at(word), format!("invalid value \"={}\"", code.escape_ascii())),
            },
            code => match values::number(code) {
                Some(code @ 300..=599) => statuses.push(code as u16),
                _ => part.invalid(line.at(word), format!("invalid value \"{}\"", code.escape_ascii())),
            },
        }
    }
    let to = match target {
        [b'@', ..] => CallTarget::Named(Text::from(target), None),
        [b'/', ..] => CallTarget::Path(part.template(target, target_at)),
        _ if target.starts_with(b"http://") || target.starts_with(b"https://") => {
            CallTarget::Redirect(part.template(target, target_at))
        }
        // A variable may hold either; what it turns out to be is decided per request.
        _ => CallTarget::Path(part.template(target, target_at)),
    };
    let kind = CallKind::ErrorPage { statuses: statuses.into(), status };
    Some(Call { kind, to, at: line.head() })
}

/// `limit_req zone=Z [burst=N] [nodelay|delay=N]`, `limit_conn Z N`.
pub fn limit(line: Line<'_>) -> Option<Limit> {
    let at = line.head();
    if line.node.keyword() == kw::LIMIT_CONN {
        let (zone, _) = line.arg(0)?;
        let connections = line.arg(1).and_then(|(text, _)| values::number(text));
        return Some(Limit {
            kind: LimitKind::Connections,
            zone: Text::from(zone),
            at,
            burst: None,
            no_delay: false,
            connections,
            status: Setting::default(&"limit_conn_status", 503),
        });
    }
    let mut limit = Limit {
        kind: LimitKind::Requests,
        zone: Text::default(),
        at,
        burst: None,
        no_delay: false,
        connections: None,
        status: Setting::default(&"limit_req_status", 503),
    };
    for word in line.node.args() {
        let text = word.bytes();
        if let Some(zone) = text.strip_prefix(b"zone=") {
            limit.zone = Text::from(zone);
        } else if let Some(burst) = text.strip_prefix(b"burst=") {
            limit.burst = values::number(burst);
        } else if text == b"nodelay" {
            limit.no_delay = true;
        }
    }
    (!limit.zone.is_empty()).then_some(limit)
}

/// The argument of `allow` and `deny`.
pub fn access_who(text: &[u8]) -> Who {
    match text {
        b"all" => Who::All,
        b"unix:" => Who::Unix,
        text => network(text).map_or(Who::Unknown(Why::Invalid), |(ip, bits)| Who::Network(ip, bits)),
    }
}

/// `10.0.0.0/8`, `2001:db8::/32`, or a plain address.
pub fn network(text: &[u8]) -> Option<(std::net::IpAddr, u8)> {
    let text = std::str::from_utf8(text).ok()?;
    let (ip, bits) = match text.split_once('/') {
        Some((ip, bits)) => (ip, Some(bits)),
        None => (text, None),
    };
    let ip: std::net::IpAddr = ip.parse().ok()?;
    let most = if ip.is_ipv4() { 32 } else { 128 };
    let bits = match bits {
        None => most,
        Some(bits) => bits.parse().ok().filter(|bits| *bits <= most)?,
    };
    Some((ip, bits))
}
