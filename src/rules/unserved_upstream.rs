//! Containers: names that no service has, and ports that the service does not listen on.

use super::{Cx, Hop, Named, Report, reach};
use crate::diagnostic::{Confidence, Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

/// Letters in which a name may differ from that of a service and still be meant for it.
const NEAR: usize = 2;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.deployment.neighbours.projects.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let Some((_, own, sure)) = cx.deployment.neighbours.container(hop.proxy_id) else { continue };
        if !seen.insert((hop.proxy_id, hop.target.pool)) || own.network != NetworkMode::Own {
            continue;
        }
        for server in reach::active(hop.pool) {
            let Some(name) = server.endpoint.name() else { continue };
            if name.eq_ignore_case(b"localhost") || cx.may_be_pool(hop.proxy, hop.pool, server) {
                continue;
            }
            let finding = match cx.named(hop.proxy_id, name) {
                None => unknown(cx, hop, server, name, own),
                Some(named) if named.meets => port(cx, hop, server, &named),
                Some(_) => None,
            };
            report.findings.extend(finding.map(|finding| match sure {
                true => finding,
                false => finding.confidence(Confidence::Medium),
            }));
        }
    }
}

/// No service has the name, and the project is the one that is meant: another name fits, or a service is nearly
/// called so.
fn unknown(cx: &Cx, hop: &Hop, server: &Server, name: &[u8], own: &Container) -> Option<Finding> {
    let neighbours = &cx.deployment.neighbours;
    let project = neighbours.projects.get(own.project)?;
    // A server that is allowed to be absent at start may be meant to come later.
    if server.endpoint.resolution == Resolution::Follows {
        return None;
    }
    let given = own.hosts.iter().any(|host| host.eq_ignore_case(name));
    if !project.closed || own.open || own.external || given || name.contains(&b'.') {
        return None;
    }
    let text = String::from_utf8_lossy(name).to_ascii_lowercase();
    let plain = |text: &str| text.replace(['-', '_'], "");
    let services = || neighbours.containers(own.project).map(|(_, service, _)| service);
    let near = services()
        .map(|service| (service, String::from_utf8_lossy(&service.name).to_ascii_lowercase()))
        .map(|(service, other)| (strsim::damerau_levenshtein(&plain(&text), &plain(&other)), service, other))
        .filter(|(distance, _, other)| *distance <= NEAR && text.len().min(other.len()) > NEAR + 1)
        .min_by_key(|(distance, ..)| *distance)
        .map(|(_, service, _)| service);
    let mut names = hop.proxy.pools.iter().flat_map(|(_, pool)| &*pool.servers);
    let fits =
        names.any(|server| server.endpoint.name().is_some_and(|name| cx.named(hop.proxy_id, name).is_some()));
    if near.is_none() && !fits {
        return None;
    }
    let shown = cx.show(name);
    let failure = match server.endpoint.resolution {
        Resolution::AtStart => Failure::NameUnknown,
        _ => Failure::NameGone,
    };
    let outcome = hop.outcome(failure);
    let at = At { span: server.endpoint.host_span, ..server.endpoint.at };
    let mut finding = Finding::new(
        "no-such-service",
        format!("No service of the compose file is called `{shown}`"),
        Label::new(at, "no service has this name"),
    )
    .statuses(outcome.statuses)
    .outcome(cx.outcome(hop.proxy, outcome, "on every request"));
    finding = match near {
        Some(service) => finding
            .related(service.at, "this service is called nearly so")
            .help(format!("Write `{}`, or add the name as an alias of the service", cx.show(&service.name))),
        None => {
            let all: Vec<String> = services().take(4).map(|service| cx.show(&service.name)).collect();
            finding.help(format!("Name one of the services there: {}", all.join(", ")))
        }
    };
    Some(finding)
}

/// The service is there, and listens on another port.
fn port(cx: &Cx, hop: &Hop, server: &Server, named: &Named) -> Option<Finding> {
    let wanted = server.endpoint.port.number()?;
    let Named { service, container, .. } = *named;
    let open: Vec<&ServiceListen> = service.listens.iter().filter(|listen| listen.port.is_some()).collect();
    let known = open.iter().any(|listen| listen.port == Some(wanted));
    if known
        || container.open
        || container.network != NetworkMode::Own
        || !cx.listeners_at(hop.proxy, &server.endpoint).is_empty()
    {
        return None;
    }
    let told = open.iter().map(|listen| listen.told).max()?;
    let ports: FxHashSet<u16> =
        open.iter().filter(|listen| listen.told == told).filter_map(|listen| listen.port).collect();
    let mut shown: Vec<u16> = ports.iter().copied().collect();
    shown.sort_unstable();
    let name = cx.show(&service.name);
    let list = shown.iter().take(3).map(u16::to_string).collect::<Vec<_>>().join(", ");
    let span = server.endpoint.port_span.unwrap_or(server.endpoint.host_span);
    let at = At { span, ..server.endpoint.at };
    let published = container.published.iter().find(|published| published.host == Some(wanted));
    let (case, message, label, counterpart) = match published {
        Some(published) => (
            "published-port",
            format!(
                "Service `{name}` listens on {} inside the network; {wanted} is only its published port",
                published.container
            ),
            "a port of the host",
            (published.at, "published so"),
        ),
        None => {
            let listen = open.iter().find(|listen| listen.told == told)?;
            let (case, message) = match told {
                Told::Bound => ("other-port", format!("Service `{name}` listens on {list}, not on {wanted}")),
                Told::Exposed => ("other-port", format!("Service `{name}` exposes {list}, not {wanted}")),
                Told::Published => {
                    ("unmentioned-port", format!("Service `{name}` publishes {list}, not {wanted}"))
                }
            };
            (case, message, "another port", (listen.at, "this is the port"))
        }
    };
    let outcome = hop.outcome(Failure::Refused);
    let right = published.map(|published| published.container).or(match shown.as_slice() {
        [one] => Some(*one),
        _ => None,
    });
    let host = cx.show_at(hop.proxy, server.endpoint.host_span);
    let finding = Finding::new(case, message, Label::new(at, label))
        .related(counterpart.0, counterpart.1)
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "on every request"));
    Some(match right {
        Some(right) => finding.help(format!("Write `{host}:{right}`")),
        None => finding.help("Name a port on which the service listens"),
    })
}
