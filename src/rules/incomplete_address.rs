//! A server without a port, where the port that is filled in speaks another language.

use super::{Cx, Hop, Report, capital};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::{Failure, Intent, Made, PortPart, Protocol, Server, When};
use rustc_hash::FxHashSet;

/// Where TLS is served when nobody says otherwise.
const TLS_PORT: u16 = 443;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let hops = cx.hops();
    // For plain HTTP the port filled in is right, so a port may not simply be written to the server.
    let plain: FxHashSet<_> = hops
        .iter()
        .filter(|hop| !hop.speaks_tls() && !is_gateway(hop.protocol()))
        .map(|hop| (hop.proxy_id, hop.target.pool))
        .collect();
    for hop in hops {
        if hop.pool.made != Made::Declared || !(hop.speaks_tls() || is_gateway(hop.protocol())) {
            continue;
        }
        for server in hop.pool.servers.iter().filter(|server| server.disabled.is_none()) {
            let PortPart::Filled(port) = server.endpoint.port else { continue };
            let listeners = cx.listeners_at(hop.proxy, &server.endpoint);
            if hop.speaks_tls() && listeners.iter().any(|listener| listener.tls) {
                continue;
            }
            let shared = plain.contains(&(hop.proxy_id, hop.target.pool));
            report.push(finding(cx, hop, server, port, shared));
        }
    }
}

/// Protocols that are never spoken on the port of plain HTTP.
fn is_gateway(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::FastCgi | Protocol::Uwsgi | Protocol::Scgi | Protocol::Memcached)
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, port: u16, shared: bool) -> Finding {
    let address = cx.show_at(hop.proxy, server.endpoint.host_span);
    let (case, failure) = match (hop.speaks_tls(), hop.target.when) {
        (true, When::Always) => ("group-port-under-https", Failure::TlsToPlain),
        (true, _) => ("group-port-in-some-cases", Failure::TlsToPlain),
        (false, _) => ("gateway-port", Failure::Refused),
    };
    let spoken = match (hop.protocol(), hop.speaks_tls()) {
        (Protocol::Http, true) => "https".to_owned(),
        (protocol, true) => format!("{} over TLS", protocol.name()),
        (protocol, false) => protocol.name().to_owned(),
    };
    let wanted = if hop.speaks_tls() { TLS_PORT } else { 9000 };
    let message = format!(
        "{} {address} of {} has no port, so {spoken} requests go to port {port}",
        capital(hop.proxy.speech.noun(crate::model::Noun::Server)),
        cx.pool(hop.proxy, hop.pool),
    );
    let label = Label::new(server.endpoint.host_span, format!("{address}:{port} is what counts"));
    let intent = Intent::Port { address: &address, port: wanted };
    let place = crate::source::At { span: server.endpoint.host_span, ..server.endpoint.at };
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, Some(place));
    let outcome = hop.outcome(failure);
    let when =
        if case == "gateway-port" { "unless the application listens there" } else { "on every request" };
    let finding = Finding::new(case, message, label)
        .related(hop.target.at, format!("{spoken} is spoken from here"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, when))
        .help(format!("Write `{}`", spelling.text));
    match spelling.edit.filter(|_| hop.speaks_tls()) {
        Some(edit) => finding.fix(Fix {
            title: format!("Write the port {wanted}"),
            applicability: if shared { Applicability::Unsafe } else { Applicability::Safe },
            edits: vec![edit],
        }),
        None => finding,
    }
}
