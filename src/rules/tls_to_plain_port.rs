//! TLS towards a port that does not speak it.

use super::cx::Hop;
use super::reach::{self, Listeners, Spoken};
use super::{Cx, Report};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;

/// Ports on which application servers serve plain HTTP by default.
const USUAL_PLAIN_PORTS: &[u16] = &[80, 3000, 5000, 8000, 8080];
/// The port that HTTP without TLS is registered for.
const HTTP_PORT: u16 = 80;

/// What stands at the other end.
#[derive(Clone, Copy)]
struct Verdict<'a> {
    server: &'a Server,
    /// The own listener that serves the address; `None`: a guess by the port's number.
    listen: Option<At>,
    /// Every server of the pool is like this one.
    all: bool,
}

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let hops = cx.targets();
    if !hops.iter().any(|hop| hop.target.tls) {
        return;
    }
    let listeners = Listeners::of(cx);
    let spoken = Spoken::new(hops);
    let mut known: FxHashMap<(ProxyId, PoolId), Option<Verdict>> = FxHashMap::default();
    for hop in hops.iter().filter(|hop| hop.target.tls) {
        let verdict = *known
            .entry((hop.proxy_id, hop.target.pool))
            .or_insert_with(|| judge(hop, &listeners[hop.proxy_id.0 as usize], &spoken));
        if let Some(verdict) = verdict {
            report.push(finding(cx, hop, verdict));
        }
    }
}

fn judge<'a>(hop: &Hop<'a>, listeners: &Listeners<'a>, spoken: &Spoken) -> Option<Verdict<'a>> {
    let mut found: Option<Verdict> = None;
    let (mut own, mut guessed, mut count) = (0, 0, 0);
    for server in reach::active(hop.pool) {
        count += 1;
        let here = listeners.at(&server.endpoint);
        let plain = |listener: &&Listener| !listener.tls && listeners.kind(listener) == HostKind::Http;
        if !here.is_empty() {
            // A port that nobody wrote is the business of `incomplete-address`.
            if here.iter().all(plain) && !matches!(server.endpoint.port, PortPart::Filled(_)) {
                own += 1;
                let listen = here.first().and_then(|listener| listeners.line(listener));
                if found.is_none_or(|found| found.listen.is_none()) {
                    found = Some(Verdict { server, listen, all: false });
                }
            }
        } else if matches!(server.endpoint.port, PortPart::Written(port) if USUAL_PLAIN_PORTS.contains(&port))
            && !spoken.both_ways(hop.proxy_id, &server.endpoint)
        {
            guessed += 1;
            found = found.or(Some(Verdict { server, listen: None, all: false }));
        }
    }
    let found = found?;
    let all = count == if found.listen.is_some() { own } else { guessed };
    Some(Verdict { all: all && hop.pool.closed.is_ok(), ..found })
}

fn finding(cx: &Cx, hop: &Hop, verdict: Verdict) -> Finding {
    let Verdict { server, listen, all } = verdict;
    let address = reach::address(cx, hop.proxy, &server.endpoint);
    let certain = all && hop.target.when == When::Always;
    let port = server.endpoint.port.number();
    let (case, message) = match (listen, port) {
        (Some(_), _) => (
            if certain { "own-plain-listener" } else { "own-plain-listener-of-some" },
            format!("TLS is spoken to {address}, which serves plain HTTP"),
        ),
        (None, port) => (
            if port == Some(HTTP_PORT) { "http-port" } else { "plain-port" },
            format!(
                "TLS is spoken to {address}, and port {} is usually plain HTTP",
                port.unwrap_or_default()
            ),
        ),
    };
    let primary = if all { reach::scheme_or_host(hop) } else { reach::address_span(&server.endpoint) };
    let mut finding = Finding::new(
        case,
        message,
        Label::new(At { span: primary, ..hop.target.at }, "a TLS handshake is sent"),
    );
    if let Some(at) = listen {
        finding = finding.related(at, "this listener speaks no TLS");
    } else if !server.endpoint.at.span.contains(primary) {
        finding = finding.related(server.endpoint.at, "a guess, by the port's number");
    }
    let outcome = hop.outcome(Failure::TlsToPlain);
    let rest = reach::rest_of_target(cx, hop);
    let intent = Intent::Scheme { tls: false, address: &rest, protocol: hop.target.protocol };
    let place = hop.target.scheme_span.map(|span| At { span, ..hop.target.at });
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, place);
    finding = finding.statuses(outcome.statuses).outcome(reach::tell(
        outcome,
        if all { "on every request" } else { "whenever this server is tried" },
    ));
    if !all {
        return finding.help("Give this server's TLS port, or take it out of the pool");
    }
    finding = finding.help(format!("Write `{}`, or point at the port that speaks TLS", spelling.text));
    match spelling.edit {
        Some(edit) if listen.is_some() => finding.fix(Fix {
            title: "Speak plain HTTP".to_owned(),
            applicability: Applicability::Unsafe,
            edits: vec![edit],
        }),
        _ => finding,
    }
}
