//! HTTP towards a port or socket that serves another protocol.

use super::cx::Hop;
use super::reach::{self, Spoken};
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;

/// Ports of services that never speak HTTP, by number.
const FOREIGN_PORTS: &[u16] = &[22, 25, 587, 3306, 5432, 6379, 8009, 11211, 27017];
/// What stands behind [`FOREIGN_PORTS`], in the same order.
const FOREIGN_SERVICES: &[&str] =
    &["SSH", "SMTP", "SMTP", "MySQL", "PostgreSQL", "Redis", "AJP", "memcached", "MongoDB"];
/// The port of FastCGI process managers; application servers use it too.
const FASTCGI_PORT: u16 = 9000;
/// The port that gRPC servers are shown with.
const PORT_OF_GRPC: u16 = 50051;

/// What makes a server look like something else.
enum Sign<'a> {
    /// Another route of the tree speaks FastCGI to the same place.
    SpokenFastCgi(At),
    FpmName,
    Foreign(&'a str),
    Grpc,
}

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let hops = cx.targets();
    let spoken = cx.spoken();
    let mut signs = FxHashMap::default();
    for hop in hops {
        let found = *signs.entry(hop.pool_as_spoken()).or_insert_with(|| {
            let plain = Speaks { protocol: Protocol::Http, tls: false };
            reach::active(hop.pool).filter(|server| hop.speaks_to(server) == plain).find(|server| {
                cx.listeners_at(hop.proxy, &server.endpoint).is_empty()
                    && sign(cx, hop, server, spoken).is_some()
            })
        });
        if let Some((server, sign)) = found.and_then(|server| Some((server, sign(cx, hop, server, spoken)?)))
        {
            report.push(finding(cx, hop, server, sign));
        }
    }
}

fn sign<'a>(cx: &Cx, hop: &Hop, server: &Server, spoken: &Spoken) -> Option<Sign<'a>> {
    let endpoint = &server.endpoint;
    let mut ways = spoken.ways(cx.targets(), hop.proxy_id, endpoint);
    if let Some((_, other)) = ways.find(|(speaks, _)| speaks.protocol == Protocol::FastCgi) {
        return Some(Sign::SpokenFastCgi(other.hop.forward.at));
    }
    let port = match endpoint.port {
        PortPart::Written(port) => Some(port),
        _ => None,
    };
    let fpm = |name: &[u8]| name.windows(3).any(|part| part.eq_ignore_ascii_case(b"fpm"));
    match &endpoint.host {
        HostPart::Unix(path) if fpm(path) => return Some(Sign::FpmName),
        HostPart::Name(name) if port == Some(FASTCGI_PORT) && (fpm(name) || name.starts_with(b"php")) => {
            return Some(Sign::FpmName);
        }
        _ => {}
    }
    let port = port?;
    if let Some(at) = FOREIGN_PORTS.iter().position(|foreign| *foreign == port) {
        return Some(Sign::Foreign(FOREIGN_SERVICES[at]));
    }
    (port == PORT_OF_GRPC).then_some(Sign::Grpc)
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, sign: Sign) -> Finding {
    let address = reach::address(cx, hop.proxy, &server.endpoint);
    let speech = hop.proxy.speech;
    let rest = cx.show_at(
        hop.proxy,
        hop.target.port_span.map_or(hop.target.host_span, |p| hop.target.host_span.to(p)),
    );
    let speak = |protocol| speech.spell(hop.proxy, &Intent::Speak { protocol, address: &rest }, None).text;
    let (case, message, help) = match sign {
        Sign::SpokenFastCgi(_) | Sign::FpmName => (
            if matches!(sign, Sign::FpmName) { "fpm-name" } else { "spoken-fastcgi" },
            format!("HTTP is spoken to {address}, which serves FastCGI"),
            format!(
                "Write `{}` with its parameters, or name a port that serves HTTP",
                speak(Protocol::FastCgi)
            ),
        ),
        Sign::Foreign(service) => (
            "foreign-service",
            format!("HTTP is spoken to {address}, the port of {service}"),
            "Name the port on which the application serves HTTP".to_owned(),
        ),
        Sign::Grpc => (
            "grpc-port",
            format!("HTTP/1 is spoken to {address}, and port {PORT_OF_GRPC} is usually gRPC"),
            format!("Write `{}`", speak(Protocol::Grpc)),
        ),
    };
    let outcome = hop.outcome(match sign {
        Sign::Foreign(_) | Sign::Grpc => Failure::Garbage,
        _ => Failure::ClosedEarly,
    });
    let primary = reach::spoken_at(hop, server, true);
    let mut finding = Finding::new(case, message, Label::new(primary, "HTTP is spoken"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "on every request"))
        .help(help);
    if let Sign::SpokenFastCgi(at) = sign {
        finding = finding.related(at, "FastCGI to the same address");
    } else if server.speaks.is_none() && !hop.target.at.span.contains(server.endpoint.host_span) {
        finding = finding.related(server.endpoint.at, "this server");
    }
    finding
}
