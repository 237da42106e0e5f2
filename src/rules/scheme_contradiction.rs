//! One address spoken to in two languages: at least one of the two must fail.

use super::reach::{self, Use};
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;

/// Ports on which servers speak TLS by default.
const USUAL_TLS_PORTS: &[u16] = &[443, 6443, 8443, 9443];
/// Ports whose usual server takes both, and answers plain HTTP with a redirect.
const BOTH_PORTS: &[u16] = &[9090];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for uses in cx.spoken().several(cx.targets()) {
        let [first, _, ..] = &*uses else { continue };
        let endpoint = &first.server.endpoint;
        let own = cx.listeners_at(first.hop.proxy, endpoint);
        if !own.is_empty() || uses.iter().all(|other| language(other) == language(first)) {
            continue;
        }
        let port = endpoint.port.number();
        if port.is_some_and(|port| BOTH_PORTS.contains(&port)) {
            continue;
        }
        let http = |other: &&Use| reach::carries_http(other.speaks().protocol);
        let tls = uses.iter().filter(http).find(|other| other.speaks().tls);
        let plain = uses.iter().filter(http).find(|other| !other.speaks().tls);
        let (case, wrong, right) = match (tls, plain) {
            (Some(tls), Some(plain)) => match port.is_some_and(|port| USUAL_TLS_PORTS.contains(&port)) {
                true => ("tls-and-plain", plain, tls),
                false => ("tls-and-plain", tls, plain),
            },
            (Some(only), None) | (None, Some(only)) => {
                // HTTP to the place of a FastCGI application is told by `non-http-port`.
                let Some(other) = uses.iter().find(|other| is_gateway(other)) else { continue };
                if other.speaks().protocol == Protocol::FastCgi {
                    continue;
                }
                ("two-protocols", other, only)
            }
            (None, None) => {
                match uses.iter().find(|other| is_gateway(other) && language(other) != language(first)) {
                    Some(other) if is_gateway(first) => ("two-protocols", other, first),
                    _ => continue,
                }
            }
        };
        report.push(finding(cx, case, wrong, right));
    }
}

/// TCP says nothing about what is spoken inside it.
fn is_gateway(other: &Use) -> bool {
    matches!(
        other.speaks().protocol,
        Protocol::FastCgi | Protocol::Uwsgi | Protocol::Scgi | Protocol::Memcached | Protocol::Ajp
    )
}

/// What is spoken, as far as two of it exclude each other.
fn language(other: &Use) -> (Option<Protocol>, bool) {
    let target = other.speaks();
    let protocol = if reach::carries_http(target.protocol) { Protocol::Http } else { target.protocol };
    match protocol {
        Protocol::Tcp | Protocol::Udp => (None, false),
        protocol => (Some(protocol), target.tls),
    }
}

fn name(other: &Use) -> String {
    let target = other.speaks();
    match (reach::carries_http(target.protocol), target.tls) {
        (true, true) => "TLS".to_owned(),
        (true, false) => format!("plain {}", target.protocol.name()),
        (false, _) => target.protocol.name().to_owned(),
    }
}

fn finding(cx: &Cx, case: &'static str, wrong: &Use, right: &Use) -> Finding {
    let hop = &wrong.hop;
    let address = reach::address(cx, hop.proxy, &wrong.server.endpoint);
    let (wrong_name, right_name) = (name(wrong), name(right));
    let outcome = hop.outcome(match (wrong.speaks().tls, case) {
        (true, _) => Failure::TlsToPlain,
        (false, "tls-and-plain") => Failure::PlainToTls,
        _ => Failure::Garbage,
    });
    let label =
        Label::new(At { span: reach::scheme_or_host(hop), ..hop.target.at }, format!("{wrong_name} here"));
    Finding::new(
        case,
        format!("{address} is spoken to in {wrong_name} here and in {right_name} elsewhere"),
        label,
    )
    .related(
        At { span: reach::scheme_or_host(&right.hop), ..right.hop.target.at },
        format!("{right_name} to the same address"),
    )
    .statuses(outcome.statuses)
    .outcome(format!(
        "One of the two fails on every request; this one would give {}",
        cx.outcome(hop.proxy, outcome, "if the other is right")
    ))
    .help("Speak to one port in one way; where the server has two ports, name the other one")
}
