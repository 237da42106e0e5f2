//! A PROXY header is sent to a listener that takes it for a request.

use super::{Cx, Reached, Report, probed, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::Cure;
use crate::model::*;
use crate::source::At;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            let connection = hop.to(server).connection();
            let sends = &connection.proxy_protocol;
            let Some(sends_at) = sends.at().filter(|_| sends.always(|sends| *sends)) else { continue };
            let here = cx.listeners_at(hop.proxy, &server.endpoint);
            // A TCP listener hands the header on: who reads it is not known.
            let refuses = |listener: &Reached| {
                listener.proxy_protocol.is_none() && reach::kind(listener) == HostKind::Http
            };
            let seen = here.is_empty()
                && !cx.facts.net.is_empty()
                && probed::cure(cx, hop, server) == Some(Cure::NoProxyHeader);
            if !seen && (here.is_empty() || !here.iter().all(refuses)) {
                continue;
            }
            let address = reach::address(cx, hop.proxy, &server.endpoint);
            let alone = hop.pool.servers.len() == 1 && hop.target.when == When::Always;
            let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::SendProxyHeader(false), None);
            let mut finding = Finding::new(
                match (seen, alone) {
                    (true, true) => "answers-without-header",
                    (true, false) => "answers-without-header-of-some",
                    (false, true) => "own-listener",
                    (false, false) => "own-listener-of-some",
                },
                format!("A PROXY header is sent to {address}, which does not expect one"),
                Label::new(sends_at, "a PROXY header is sent"),
            )
            .related(
                At { span: reach::address_span(&server.endpoint), ..server.endpoint.at },
                "to this address",
            )
            .statuses(&["400"])
            .outcome(
                "The header is taken for a request: 400 on every connection, or a failed handshake under TLS",
            )
            .help(format!("Write `{}`, or let the listener expect the header", spelling.text));
            if let Some(at) = here.first().and_then(|listener| reach::line(listener)) {
                finding = finding.related(at, "this listener expects no header");
            }
            report.push(finding);
            break;
        }
    }
}
