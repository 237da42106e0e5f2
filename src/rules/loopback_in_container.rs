//! A proxy in a container that points at its own loopback, where nothing listens.

use super::{Cx, Hop, Report, reach};
use crate::diagnostic::{Confidence, Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let neighbours = &cx.deployment.neighbours;
    if neighbours.projects.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let Some((service, own, sure)) = neighbours.container(hop.proxy_id) else { continue };
        // What shares the network of this container listens on its loopback too.
        let shared = || {
            neighbours.containers(own.project).any(|(_, _, other)| match &other.network {
                NetworkMode::Of(name) => own.is_called(name),
                _ => false,
            })
        };
        if own.network != NetworkMode::Own || !seen.insert((hop.proxy_id, hop.target.pool)) || shared() {
            continue;
        }
        let container = (service, own);
        for server in reach::active(hop.pool) {
            report.findings.extend(finding(cx, hop, server, container).map(|finding| match sure {
                true => finding,
                false => finding.confidence(Confidence::Medium),
            }));
        }
    }
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, (service, own): (&Service, &Container)) -> Option<Finding> {
    let endpoint = &server.endpoint;
    let port = endpoint.port.number()?;
    if endpoint.unix().is_some() || !endpoint.is_local() || !cx.listeners_at(hop.proxy, endpoint).is_empty() {
        return None;
    }
    // An image of one's own may run several programs; the packaged ones run the proxy alone.
    let here =
        service.listens.iter().any(|listen| listen.port == Some(port) && listen.told != Told::Published);
    let others = cx.deployment.neighbours.containers(own.project);
    let offered = others.filter(|(_, other, _)| other.at != service.at).find_map(|(_, other, _)| {
        let listen = other.listens.iter().find(|listen| listen.port == Some(port))?;
        Some((other, listen.at))
    });
    let published = cx.deployment.neighbours.containers(own.project).find_map(|(_, other, container)| {
        let published = container.published.iter().find(|published| published.host == Some(port))?;
        (other.at != service.at).then_some((other, published))
    });
    if here || (own.build.is_some() && offered.is_none() && published.is_none()) {
        return None;
    }
    let address = reach::address(cx, hop.proxy, endpoint);
    let outcome = hop.outcome(Failure::Refused);
    let name = cx.show(&service.name);
    let finding = Finding::new(
        "own-loopback",
        format!("{address} is the loopback of container `{name}`, where nothing listens on {port}"),
        Label::new(At { span: endpoint.host_span, ..endpoint.at }, "the proxy's own container"),
    )
    .related(service.at, "the proxy runs in this service")
    .statuses(outcome.statuses)
    .outcome(cx.outcome(hop.proxy, outcome, "on every request"));
    Some(match (offered, published) {
        (Some((other, at)), _) => finding
            .related(at, format!("`{}` listens on {port}", cx.show(&other.name)))
            .help(format!("Write `{}:{port}`", cx.show(&other.name))),
        (None, Some((other, published))) => finding
            .related(published.at, "published on the host, which is not this container")
            .help(format!("Write `{}:{}`", cx.show(&other.name), published.container)),
        (None, None) => finding
            .confidence(Confidence::Medium)
            .help("Name the service that listens there; for a program on the host, `host.docker.internal`"),
    })
}
