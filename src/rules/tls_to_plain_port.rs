//! TLS towards a port that does not speak it.

use super::cx::Hop;
use super::reach::{self, Clash};
use super::{Cx, Reached, Report};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;

/// Ports on which application servers serve plain HTTP by default.
const USUAL_PLAIN_PORTS: &[u16] = &[80, 3000, 5000, 8000, 8080, 9000];
/// The port that HTTP without TLS is registered for.
const HTTP_PORT: u16 = 80;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let hops = cx.targets();
    let speaks_tls =
        |hop: &Hop| hop.target.tls || hop.pool.servers.iter().any(|server| hop.speaks_to(server).tls);
    if !hops.iter().any(speaks_tls) {
        return;
    }
    let spoken = cx.spoken();
    let mut known: FxHashMap<_, Option<Clash>> = FxHashMap::default();
    for hop in hops {
        let found = *known.entry(hop.pool_as_spoken()).or_insert_with(|| {
            let own = |server: &Server, listener: &Reached| {
                // A port that nobody wrote is the business of `incomplete-address`.
                let filled =
                    hop.pool.made == Made::Declared && matches!(server.endpoint.port, PortPart::Filled(_));
                !filled && !listener.tls && reach::kind(listener) == HostKind::Http
            };
            reach::clash(cx, hop, spoken, true, own, USUAL_PLAIN_PORTS)
        });
        if let Some(clash) = found {
            report.push(finding(cx, hop, clash));
        }
    }
}

fn finding(cx: &Cx, hop: &Hop, clash: Clash) -> Finding {
    let Clash { server, listen, seen, all } = clash;
    let address = reach::address(cx, hop.proxy, &server.endpoint);
    let certain = all && hop.target.when == When::Always;
    let port = server.endpoint.port.number();
    let (case, message) = match (listen, port) {
        (Some(_), _) => (
            if certain { "own-plain-listener" } else { "own-plain-listener-of-some" },
            format!("TLS is spoken to {address}, which serves plain HTTP"),
        ),
        (None, _) if seen => (
            if certain { "answers-plain" } else { "answers-plain-of-some" },
            format!("TLS is spoken to {address}, which answers the handshake in plain text"),
        ),
        (None, port) => (
            if port == Some(HTTP_PORT) { "http-port" } else { "plain-port" },
            format!(
                "TLS is spoken to {address}, and port {} is usually plain HTTP",
                port.unwrap_or_default()
            ),
        ),
    };
    let primary = reach::spoken_at(hop, server, all);
    let mut finding = Finding::new(case, message, Label::new(primary, "a TLS handshake is sent"));
    if let Some(at) = listen {
        finding = finding.related(at, "this listener speaks no TLS");
    } else if !server.endpoint.at.span.contains(primary.span) {
        let text = if seen { "as a probe saw it" } else { "a guess, by the port's number" };
        finding = finding.related(server.endpoint.at, text);
    }
    let outcome = hop.outcome(Failure::TlsToPlain);
    let rest = reach::addressed(cx, hop, server);
    let intent = Intent::Scheme { tls: false, address: &rest, protocol: hop.speaks_to(server).protocol };
    let place = hop.target.scheme_span.map(|span| At { span, ..hop.target.at });
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, place);
    finding = finding.statuses(outcome.statuses).outcome(cx.outcome(
        hop.proxy,
        outcome,
        if all { "on every request" } else { "whenever this server is tried" },
    ));
    if !all {
        return finding.help("Give this server's TLS port, or take it out of the pool");
    }
    finding = finding.help(format!("Write `{}`, or point at the port that speaks TLS", spelling.text));
    match spelling.edit {
        Some(edit) if listen.is_some() || seen => finding.fix(Fix {
            title: "Speak plain HTTP".to_owned(),
            applicability: Applicability::Unsafe,
            edits: vec![edit],
        }),
        _ => finding,
    }
}
