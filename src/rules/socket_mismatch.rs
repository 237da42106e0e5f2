//! An application that listens on another socket than the one that is asked.

use super::{Cx, Hop, Report, beside, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::Presence;
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;
use std::path::Path;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.deployment.neighbours.host_services().next().is_none() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        if !cx.deployment.neighbours.on_host(hop.proxy_id) || !seen.insert(hop.pool_as_spoken()) {
            continue;
        }
        for server in reach::active(hop.pool) {
            report.findings.extend(finding(cx, hop, server));
        }
    }
}

fn finding(cx: &Cx, hop: &Hop, server: &Server) -> Option<Finding> {
    let endpoint = &server.endpoint;
    let protocol = hop.speaks_to(server).protocol;
    let path = endpoint.unix();
    let there = path.and_then(|path| cx.facts.file(FileRole::Socket, path)).map(|fact| fact.presence);
    if !endpoint.is_local()
        || there == Some(Presence::Socket)
        || !cx.services_at(hop.proxy_id, endpoint).is_empty()
        || !cx.listeners_at(hop.proxy, endpoint).is_empty()
    {
        return None;
    }
    let wanted = match path {
        Some(path) => String::from_utf8_lossy(&beside::socket(path)).into_owned(),
        None => endpoint.port.number()?.to_string(),
    };
    let found = candidates(cx, hop, protocol, path.is_some());
    let alike = |(service, listen): &(&Service, &ServiceListen)| related(&wanted, service, listen);
    let first = found.iter().find(|candidate| alike(candidate)).or(found.first()).copied()?;
    let fpm = protocol == Protocol::FastCgi && first.0.kind == ServiceKind::Fpm;
    let lower = wanted.to_ascii_lowercase();
    let sure = fpm && path.is_some() && (lower.contains("php") || lower.contains("fpm"));
    // Of several, or of something else altogether, none may be meant.
    let only = found.len() == 1;
    let case = match (fpm, sure) {
        (true, true) if only || !found.iter().any(|(_, listen)| listen.port.is_some()) => "pool-socket",
        (true, _) if only && path.is_some() => "other-address",
        (true, _) => return None,
        (false, _) if path.is_some() && (only || alike(&first)) => "other-address",
        _ => return None,
    };
    let (service, listen) = first;
    let place = |listen: &ServiceListen| match &listen.host {
        HostPart::Unix(path) => cx.show(path),
        _ => cx.show(cx.sources.bytes(listen.at)),
    };
    let (name, noun) = (cx.show(&service.name), service.kind.noun());
    let asked = match path {
        Some(path) => cx.show(path),
        None => reach::address(cx, hop.proxy, endpoint),
    };
    let message = match only || alike(&first) {
        true => format!("{asked} is asked, but {noun} `{name}` listens on {}", place(listen)),
        false => format!("{asked} is asked, and none of the {} {noun}s listens there", found.len()),
    };
    let failure = if path.is_some() { Failure::SocketMissing } else { Failure::Refused };
    let outcome = hop.outcome(failure);
    Some(
        Finding::new(
            case,
            message,
            Label::new(At { span: endpoint.host_span, ..endpoint.at }, "nobody listens here"),
        )
        .related(listen.at, format!("{noun} `{name}` listens here"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "on every request"))
        .help(match &listen.host {
            HostPart::Unix(path) => format!("Write the path of the {noun}: `unix:{}`", cx.show(path)),
            _ => format!("Write the address of the {noun}: `{}`", place(listen)),
        }),
    )
}

/// Services that speak the protocol and that no target of this proxy meets: one of them may be meant.
fn candidates<'a>(
    cx: &Cx<'a>,
    hop: &Hop,
    protocol: Protocol,
    unix: bool,
) -> Vec<(&'a Service, &'a ServiceListen)> {
    let speaks = |listen: &ServiceListen| match protocol {
        Protocol::Http => listen.speaks.is_none_or(|spoken| spoken == Protocol::Http),
        protocol => listen.speaks == Some(protocol),
    };
    let mut found = Vec::new();
    for service in cx.deployment.neighbours.host_services() {
        for listen in service.listens.iter().filter(|listen| speaks(listen)) {
            let here = matches!(listen.host, HostPart::Unix(_));
            if matches!(listen.host, HostPart::Unknown(_)) || (protocol == Protocol::Http && unix && !here) {
                continue;
            }
            found.push((service, listen));
        }
    }
    let met = |listen: &ServiceListen| {
        hop.proxy.pools.iter().flat_map(|(_, pool)| &*pool.servers).any(|server| {
            cx.services_at(hop.proxy_id, &server.endpoint).iter().any(|(_, other)| other.at == listen.at)
        })
    };
    match found.iter().any(|(_, listen)| !met(listen)) {
        true => found.retain(|(_, listen)| !met(listen)),
        // A pool that others use already is the one that is left.
        false if protocol != Protocol::FastCgi => found.clear(),
        false => {}
    }
    found
}

/// The paths share the application's name.
fn related(wanted: &str, service: &Service, listen: &ServiceListen) -> bool {
    let stem = |path: &str| {
        Path::new(path).file_stem().map_or(String::new(), |stem| stem.to_string_lossy().to_ascii_lowercase())
    };
    let own = stem(wanted);
    let name = String::from_utf8_lossy(&service.name).to_ascii_lowercase();
    let name = name.split('.').next().unwrap_or_default().to_owned();
    let other = match &listen.host {
        HostPart::Unix(path) => stem(&String::from_utf8_lossy(path)),
        _ => String::new(),
    };
    !own.is_empty() && (own == other || own.contains(&name) && name.len() > 2)
}
