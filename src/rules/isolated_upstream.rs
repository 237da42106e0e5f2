//! A service that is there and cannot be reached from the proxy: no shared network, or bound to its own loopback.

use super::{Cx, Hop, Report, beside, reach};
use crate::diagnostic::{Confidence, Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.deployment.neighbours.projects.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let Some((own_service, own, sure)) = cx.deployment.neighbours.container(hop.proxy_id) else {
            continue;
        };
        if !seen.insert((hop.proxy_id, hop.target.pool)) || own.network != NetworkMode::Own {
            continue;
        }
        for server in reach::active(hop.pool) {
            let Some(named) = server.endpoint.name().and_then(|name| cx.named(hop.proxy_id, name)) else {
                continue;
            };
            if named.container.network != NetworkMode::Own || own.external || named.container.external {
                continue;
            }
            let finding = match named.meets {
                false => Some(apart(cx, hop, server, (own_service, own), (named.service, named.container))),
                true => loopback(cx, hop, server, named.service),
            };
            report.findings.extend(finding.map(|finding| match sure {
                true => finding,
                false => finding.confidence(Confidence::Medium),
            }));
        }
    }
}

fn apart(
    cx: &Cx,
    hop: &Hop,
    server: &Server,
    (own_service, own): (&Service, &Container),
    (service, container): (&Service, &Container),
) -> Finding {
    let failure = match server.endpoint.resolution {
        Resolution::AtStart => Failure::NameUnknown,
        _ => Failure::NameGone,
    };
    let outcome = hop.outcome(failure);
    let (name, here) = (cx.show(&service.name), cx.show(&own_service.name));
    let networks = |container: &Container| {
        let names: Vec<String> = container.networks.iter().take(3).map(|name| cx.show(name)).collect();
        names.join(", ")
    };
    let first = container.networks.first().map_or(String::new(), |name| cx.show(name));
    Finding::new(
        "no-shared-network",
        format!("Service `{name}` is on no network of `{here}`, in which this proxy runs"),
        Label::new(
            At { span: server.endpoint.host_span, ..server.endpoint.at },
            "not known by this name here",
        ),
    )
    .related(service.at, format!("on {}", networks(container)))
    .related(own_service.at, format!("on {}", networks(own)))
    .statuses(outcome.statuses)
    .outcome(cx.outcome(hop.proxy, outcome, "on every request"))
    .help(format!("Add `{first}` to the networks of `{here}`"))
}

/// The program in the container is told to listen on loopback only.
fn loopback(cx: &Cx, hop: &Hop, server: &Server, service: &Service) -> Option<Finding> {
    let port = server.endpoint.port.number()?;
    let on_port =
        || service.listens.iter().filter(|listen| listen.port == Some(port) && listen.told == Told::Bound);
    let bound = on_port().find(|listen| !beside::is_open(&listen.host))?;
    if on_port().any(|listen| beside::is_open(&listen.host)) {
        return None;
    }
    let outcome = hop.outcome(Failure::Refused);
    let (name, address) = (cx.show(&service.name), cx.show(cx.sources.bytes(bound.at)));
    Some(
        Finding::new(
            "bound-to-loopback",
            format!("Service `{name}` listens on loopback inside its own container only"),
            Label::new(
                At { span: reach::address_span(&server.endpoint), ..server.endpoint.at },
                "not reached from here",
            ),
        )
        .related(bound.at, format!("{address} is this container's own"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "on every request"))
        .help(format!("Let the service listen on 0.0.0.0:{port}")),
    )
}
