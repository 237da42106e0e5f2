//! Addresses and times as application servers write them.

use crate::model::{HostPart, Millis, ServiceListen, SocketRights, Text, Told};
use crate::source::Span;
use std::net::IpAddr;

/// What a program is told to listen on: `8000`, `:8000`, `0.0.0.0:8000`, `[::]:80`, `unix:/run/a.sock`,
/// `tcp://0.0.0.0:3000`, `/run/a.sock`. `None` for what holds variables or is no address.
pub(super) fn address(text: &str) -> Option<(HostPart, Option<u16>)> {
    let text = text.trim();
    if text.is_empty() || text.contains(['$', '%', '{']) {
        return None;
    }
    let bare = ["unix://", "unix:"].iter().find_map(|scheme| text.strip_prefix(scheme));
    if let Some(path) = bare.or_else(|| text.starts_with('/').then_some(text)) {
        let path = path.split('?').next().unwrap_or_default();
        return path.starts_with('/').then(|| (HostPart::Unix(socket_path(path)), None));
    }
    let text = ["tcp://", "http://", "ssl://"].iter().find_map(|s| text.strip_prefix(s)).unwrap_or(text);
    let text = text.split(['/', '?']).next().unwrap_or_default();
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) => (host, port),
        None => ("", text),
    };
    let port: u16 = port.parse().ok().filter(|port| *port > 0)?;
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let host = match host {
        "" | "*" | "0.0.0.0" | "::" => HostPart::Any(None),
        host => match host.parse::<IpAddr>() {
            Ok(ip) => HostPart::Ip(ip),
            Err(_) => HostPart::Name(Text::from(host)),
        },
    };
    Some((host, Some(port)))
}

/// A socket's path without doubled slashes; `/var/run` is `/run` (FHS 3.0, 5.13).
pub(super) fn socket_path(path: &str) -> Text {
    Text::from(plain_path(path).as_str())
}

fn plain_path(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let path = format!("/{}", parts.join("/"));
    path.strip_prefix("/var/run/").map_or(path.clone(), |rest| format!("/run/{rest}"))
}

pub(super) fn listen(text: &str, at: Span, told: Told) -> Option<ServiceListen> {
    let (host, port) = address(text)?;
    Some(ServiceListen {
        host,
        port,
        at,
        speaks: None,
        tls: None,
        told,
        rights: SocketRights::default(),
        secret: None,
    })
}

/// Seconds, or with a unit: `30`, `30s`, `5m`, `1h`, `2min`, `500ms`. 0 and `infinity` are no limit.
pub(super) fn time(text: &str) -> Option<Millis> {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let number: u64 = text.get(..digits)?.parse().ok().filter(|number| *number > 0)?;
    let unit = match text.get(digits..)?.trim() {
        "ms" => return Some(Millis(number)),
        "" | "s" | "sec" => 1,
        "m" | "min" => 60,
        "h" | "hr" => 3600,
        "d" => 86_400,
        _ => return None,
    };
    number.checked_mul(unit * 1000).map(Millis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_programs_take_them() {
        let any = |port| Some((HostPart::Any(None), Some(port)));
        for text in ["8000", ":8000", "0.0.0.0:8000", "[::]:8000", "*:8000", "tcp://0.0.0.0:8000"] {
            assert_eq!(address(text), any(8000), "{text}");
        }
        let local = Some((HostPart::Ip("127.0.0.1".parse().unwrap()), Some(9000)));
        assert_eq!(address("127.0.0.1:9000"), local);
        let socket = |path: &str| Some((HostPart::Unix(Text::from(path)), None));
        assert_eq!(address("unix:/run/a.sock"), socket("/run/a.sock"));
        assert_eq!(address("unix:///var/run//a.sock?umask=0"), socket("/run/a.sock"));
        assert_eq!(address("/run/uwsgi/a.socket"), socket("/run/uwsgi/a.socket"));
        for text in ["", "$PORT", "app", "http", "0", "99999", "unix:a.sock"] {
            assert_eq!(address(text), None, "{text}");
        }
        assert_eq!(
            ["600s", "10m", "30", "0", "x"].map(time).map(|t| t.map(|t| t.0 / 1000)),
            [Some(600), Some(600), Some(30), None, None]
        );
    }
}
