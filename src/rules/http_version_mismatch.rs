//! HTTP/2 without negotiation towards a listener that speaks HTTP/1 only.

use super::{Cx, Hop, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            let speaks = hop.speaks_to(server);
            if !speaks.tls && speaks.protocol == Protocol::Http {
                report.findings.extend(older(cx, hop, server));
                continue;
            }
            if speaks.tls || !matches!(speaks.protocol, Protocol::Grpc | Protocol::H2c) {
                continue;
            }
            let here = cx.listeners_at(hop.proxy, &server.endpoint);
            let Some(first) = here.first() else { continue };
            // A TLS listener is another fault.
            if here.iter().any(|l| l.http2 || l.tls || reach::kind(l) != HostKind::Http) {
                continue;
            }
            let alone = hop.pool.servers.len() == 1 && hop.target.when == When::Always;
            let address = reach::address(cx, hop.proxy, &server.endpoint);
            let name = speaks.protocol.name();
            let outcome = hop.outcome(Failure::Garbage);
            let mut finding = Finding::new(
                if alone { "own-listener" } else { "own-listener-of-some" },
                format!("{name} goes to {address}, which speaks HTTP/1 only"),
                Label::new(
                    At { span: reach::scheme_or_host(hop), ..hop.target.at },
                    "HTTP/2 without negotiation",
                ),
            )
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                hop.proxy,
                outcome,
                if alone { "on every request" } else { "whenever this server is tried" },
            ))
            .help("Let the listener speak HTTP/2, or name the port on which the application does");
            if let Some(at) = reach::line(first) {
                finding = finding.related(at, "HTTP/1 only");
            }
            report.push(finding);
            break;
        }
    }
}

/// HTTP/1 towards a listener that takes HTTP/2 only.
fn older(cx: &Cx, hop: &Hop, server: &Server) -> Option<Finding> {
    let here = cx.listeners_at(hop.proxy, &server.endpoint);
    let first = here.first()?;
    // TLS is another fault, and by version something may be agreed on.
    let newer =
        hop.to(server).connection().http_version.get().is_some_and(|version| version == HttpVersion::V2);
    if newer || !here.iter().all(|listener| listener.only_http2 && !listener.tls) {
        return None;
    }
    let address = reach::address(cx, hop.proxy, &server.endpoint);
    let mut finding = Finding::new(
        "only-http2",
        format!("HTTP/1 goes to {address}, which takes HTTP/2 only"),
        Label::new(reach::spoken_at(hop, server, false), "spoken to in HTTP/1"),
    )
    .outcome("Requests get no answer in HTTP/1: an error, or bytes of HTTP/2 in place of the page")
    .help("Let the listener take HTTP/1 too, or speak HTTP/2 to it");
    if let Some(at) = reach::line(first) {
        finding = finding.related(at, "HTTP/2 without TLS");
    }
    Some(finding)
}
