//! Plain text towards a port that expects TLS.

use super::cx::Hop;
use super::reach::{self, Clash};
use super::{Cx, Reached, Report};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;

/// Ports on which servers speak TLS by default.
const USUAL_TLS_PORTS: &[u16] = &[443, 6443, 8443, 9443];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let hops = cx.targets();
    let spoken = cx.spoken();
    let mut known: FxHashMap<_, Option<Clash>> = FxHashMap::default();
    for hop in hops {
        let found = *known.entry(hop.pool_as_spoken()).or_insert_with(|| {
            let own = |_: &Server, listener: &Reached| listener.tls;
            reach::clash(cx, hop, spoken, false, own, USUAL_TLS_PORTS)
        });
        if let Some(clash) = found {
            report.push(finding(cx, hop, clash));
        }
    }
}

fn finding(cx: &Cx, hop: &Hop, clash: Clash) -> Finding {
    let Clash { server, listen, seen, all } = clash;
    let address = reach::address(cx, hop.proxy, &server.endpoint);
    let protocol = hop.speaks_to(server).protocol;
    let certain = all && hop.target.when == When::Always;
    let port = server.endpoint.port.number().unwrap_or_default();
    let (case, message) = match listen {
        Some(_) => (
            if certain { "own-tls-listener" } else { "own-tls-listener-of-some" },
            format!("Plain {} is spoken to {address}, which expects TLS", protocol.name()),
        ),
        None if seen => (
            if certain { "answers-tls" } else { "answers-tls-of-some" },
            format!("Plain {} is spoken to {address}, which answers nothing but TLS", protocol.name()),
        ),
        None => (
            "tls-port",
            format!("Plain {} is spoken to {address}, and port {port} is usually TLS", protocol.name()),
        ),
    };
    let primary = reach::spoken_at(hop, server, all);
    let mut finding = Finding::new(case, message, Label::new(primary, "no TLS is spoken"));
    if let Some(at) = listen {
        finding = finding.related(at, "this listener expects TLS");
    } else if !server.endpoint.at.span.contains(primary.span) {
        let text = if seen { "as a probe saw it" } else { "a guess, by the port's number" };
        finding = finding.related(server.endpoint.at, text);
    }
    let outcome = hop.outcome(Failure::PlainToTls);
    finding = finding.statuses(outcome.statuses).outcome(cx.outcome(
        hop.proxy,
        outcome,
        if all { "on every request" } else { "whenever this server is tried" },
    ));
    if !all {
        return finding.help("Give this server's plain port, or take it out of the pool");
    }
    let rest = reach::addressed(cx, hop, server);
    let intent = Intent::Scheme { tls: true, address: &rest, protocol };
    let place = hop.target.scheme_span.map(|span| At { span, ..hop.target.at });
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, place);
    finding = finding.help(format!("Write `{}`, or point at the plain port", spelling.text));
    match spelling.edit {
        Some(edit) => finding.fix(Fix {
            title: "Speak TLS".to_owned(),
            applicability: Applicability::Unsafe,
            edits: vec![edit],
        }),
        None => finding,
    }
}
