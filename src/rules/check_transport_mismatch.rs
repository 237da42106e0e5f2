//! A check that speaks otherwise than the requests do.

use super::{Cx, Hop, Report, capital};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

/// Ports on which servers speak TLS by default.
const USUAL_TLS_PORTS: &[u16] = &[443, 6443, 8443, 9443];

/// The port that gRPC servers are shown with.
const GRPC_PORT: u16 = 50051;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        if !said.insert((hop.proxy_id, hop.target.pool)) {
            continue;
        }
        let mut old_hello = None;
        for server in hop.pool.servers.iter().filter(|server| server.disabled.is_none()) {
            let Some(check) = server.check.one() else { continue };
            let hop = hop.to(server);
            if check.kind == CheckKind::OldTlsHello {
                old_hello = old_hello.or(Some(hop.pool.check.at().unwrap_or(check.at)));
            } else if let Some((case, at)) = mismatch(&hop, server, check) {
                report.push(finding(cx, &hop, server, case, at));
            }
        }
        report.findings.extend(old_hello.map(|at| old(cx, hop, at)));
    }
}

/// What the check does otherwise, and the word that makes it so.
fn mismatch(hop: &Hop, server: &Server, check: &HealthCheck) -> Option<(&'static str, At)> {
    // What listens on another port is not known.
    let port = server.endpoint.port.number();
    let same_port = match check.port.get() {
        Some(written) => Some(written) == port,
        None => check.port.is_unset(),
    };
    if !same_port || check.address.is_some() || check.tls.is_unknown() {
        return None;
    }
    let traffic = hop.speaks_to(server);
    let tls = check.tls.always(|tls| *tls);
    let http = traffic.protocol != Protocol::Tcp;
    if http && tls && !traffic.tls {
        return Some(("tls-only-in-check", check.tls.at().unwrap_or(check.at)));
    }
    // A connection that is opened and no more says nothing about what is spoken.
    if check.kind != CheckKind::Http {
        return None;
    }
    let lost = check.tls.at().or(check.port.at()).unwrap_or(check.at);
    let sends = || hop.connection().proxy_protocol.always(|sends| *sends);
    if traffic.tls && check.tls.always(|tls| !tls) {
        return Some(("no-tls-in-check", lost));
    }
    let grpc = || port == Some(GRPC_PORT) || named_grpc(hop, server);
    if traffic.protocol == Protocol::H2c && check.uri.at().is_none() && grpc() {
        return Some(("http-check-of-grpc", check.at));
    }
    if check.proxy_protocol.always(|sends| !sends) && sends() {
        let at = check.proxy_protocol.at().or(check.port.at()).unwrap_or(check.at);
        return Some(("no-proxy-header-in-check", at));
    }
    let usual = matches!(server.endpoint.port, PortPart::Written(port) if USUAL_TLS_PORTS.contains(&port));
    (!http && !traffic.tls && !tls && usual).then_some(("plain-check-on-tls-port", server.endpoint.at))
}

/// Pool or server are named so.
fn named_grpc(hop: &Hop, server: &Server) -> bool {
    let grpc = |name: &Text| String::from_utf8_lossy(name).to_ascii_lowercase().contains("grpc");
    grpc(&hop.pool.name) || server.name.as_ref().is_some_and(grpc)
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, case: &'static str, at: At) -> Finding {
    let noun = hop.proxy.speech.noun(Noun::Server);
    let name = match &server.name {
        Some(name) => format!("{noun} `{}`", cx.show(name)),
        None => format!("{noun} {}", cx.show_at(hop.proxy, server.endpoint.at)),
    };
    let port = server.endpoint.port.number().unwrap_or_default();
    let spell = |intent| hop.proxy.speech.spell(hop.proxy, &intent, Some(server.at)).text;
    let address = cx.show_at(hop.proxy, server.endpoint.at);
    let (message, label, failure, help) = match case {
        "tls-only-in-check" => (
            format!("{} is checked over TLS, and requests go to it in plain text", capital(&name)),
            "the check alone",
            Failure::PlainToTls,
            spell(Intent::Scheme { tls: true, address: &address, protocol: Protocol::Http }),
        ),
        "no-tls-in-check" => (
            format!("The check of {name} speaks plain text, and the server TLS"),
            "this takes TLS off the check",
            Failure::NoneLeft,
            spell(Intent::CheckOverTls),
        ),
        "no-proxy-header-in-check" => (
            format!("The check of {name} sends no PROXY header, and requests do"),
            "this takes the header off the check",
            Failure::NoneLeft,
            spell(Intent::CheckWithProxyHeader),
        ),
        "http-check-of-grpc" => (
            format!("The check of {name} asks for a page, and it speaks gRPC"),
            "gRPC answers a page by an error",
            Failure::NoneLeft,
            spell(Intent::CheckByConnection),
        ),
        _ => (
            format!("{} is checked in plain text on port {port}, usually TLS", capital(&name)),
            "a guess, by the port's number",
            Failure::NoneLeft,
            spell(Intent::CheckOverTls),
        ),
    };
    let outcome = hop.outcome(failure);
    let when = match case {
        "tls-only-in-check" => "on every request, while the check is green",
        _ => "once the check has taken out a server that is well",
    };
    Finding::new(case, message, Label::new(at, label))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, when))
        .help(format!("Write `{help}`"))
}

fn old(cx: &Cx, hop: &Hop, at: At) -> Finding {
    let outcome = hop.outcome(Failure::NoneLeft);
    let written = cx.show_at(hop.proxy, at);
    let message = format!("`{written}` greets as SSLv3, which servers of today do not answer");
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::CheckOverTls, None);
    Finding::new("old-hello", message, Label::new(at, "an obsolete greeting"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "once the check has taken out all servers"))
        .help(format!("Remove it, and write `{}` on servers whose requests carry no TLS", spelling.text))
}
