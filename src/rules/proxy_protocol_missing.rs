//! The next listener insists on a PROXY header, and this hop sends none.

use super::{Cx, Report, probed, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::Cure;
use crate::model::*;
use crate::source::At;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let probed = !cx.facts.net.is_empty();
    if !probed
        && cx
            .proxies()
            .all(|(_, proxy)| proxy.listeners.iter().all(|listener| listener.proxy_protocol.is_none()))
    {
        return;
    }
    for hop in cx.targets() {
        if hop.target.protocol == Protocol::Udp {
            continue;
        }
        for server in reach::active(hop.pool) {
            if !hop.to(server).connection().proxy_protocol.always(|sends| !sends) {
                continue;
            }
            let here = cx.listeners_at(hop.proxy, &server.endpoint);
            // A header that is taken from some of the binds only is left alone.
            let insists = here.first().and_then(|listener| listener.proxy_protocol);
            let seen = here.is_empty() && probed && probed::cure(cx, hop, server) == Some(Cure::ProxyHeader);
            if !seen && (insists.is_none() || here.iter().any(|listener| listener.proxy_protocol.is_none())) {
                continue;
            }
            let address = reach::address(cx, hop.proxy, &server.endpoint);
            let alone = hop.pool.servers.len() == 1 && hop.target.when == When::Always;
            let outcome = hop.outcome(Failure::ProxyHeaderMissing);
            // A server that says itself what is spoken to it says that as well.
            let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::SendProxyHeader(true), None);
            let can = hop.target.protocol == Protocol::Tcp || server.speaks.is_some();
            let help = match can && !spelling.text.is_empty() {
                true => {
                    format!(
                        "Write `{}`, or name a port that takes connections without the header",
                        spelling.text
                    )
                }
                // No HTTP client of a proxy can send it.
                false => "Name a port that takes connections without the header: over HTTP it cannot be sent"
                    .to_owned(),
            };
            let mut finding = Finding::new(
                match (seen, alone) {
                    (true, true) => "answers-with-header",
                    (true, false) => "answers-with-header-of-some",
                    (false, true) => "own-listener",
                    (false, false) => "own-listener-of-some",
                },
                format!("No PROXY header is sent to {address}, which insists on one"),
                Label::new(
                    At { span: reach::address_span(&server.endpoint), ..server.endpoint.at },
                    "no PROXY header is sent here",
                ),
            )
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                hop.proxy,
                outcome,
                if alone { "on every request" } else { "whenever this server is tried" },
            ))
            .help(help);
            if let Some(insists) = insists {
                finding = finding.related(insists, "each connection must begin with a PROXY header");
            }
            report.push(finding);
            break;
        }
    }
}
