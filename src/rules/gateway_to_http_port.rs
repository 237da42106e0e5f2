//! FastCGI, uwsgi, SCGI, AJP or memcached towards a server that speaks HTTP.

use super::reach;
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;

/// Ports that are registered for HTTP: no application server of another protocol uses them.
const HTTP_PORTS: &[u16] = &[80, 443];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            let protocol = hop.speaks_to(server).protocol;
            let gateway = matches!(
                protocol,
                Protocol::FastCgi | Protocol::Uwsgi | Protocol::Scgi | Protocol::Memcached | Protocol::Ajp
            );
            if !gateway {
                continue;
            }
            let here = cx.listeners_at(hop.proxy, &server.endpoint);
            let http =
                !here.is_empty() && here.iter().all(|listener| reach::kind(listener) == HostKind::Http);
            let guessed = here.is_empty()
                && matches!(server.endpoint.port, PortPart::Written(port) if HTTP_PORTS.contains(&port));
            let told = if here.is_empty() {
                http_service(cx, hop.proxy_id, &server.endpoint, protocol)
            } else {
                None
            };
            if !http && !guessed && told.is_none() {
                continue;
            }
            let address = reach::address(cx, hop.proxy, &server.endpoint);
            let alone = hop.pool.servers.len() == 1 && hop.target.when == When::Always;
            let name = protocol.name();
            let (case, message) = match (http, alone) {
                (true, true) => {
                    ("own-http-listener", format!("{name} is spoken to {address}, which serves HTTP"))
                }
                (true, false) => {
                    ("own-http-listener-of-some", format!("{name} is spoken to {address}, which serves HTTP"))
                }
                (false, _) if told.is_some() => (
                    "http-service",
                    format!("{name} is spoken to {address}, where the application speaks HTTP"),
                ),
                (false, _) => ("http-port", format!("{name} is spoken to {address}, a port of HTTP")),
            };
            let outcome = hop.outcome(Failure::Garbage);
            let rest = cx.show_at(hop.proxy, hop.target.host_span);
            let written = match hop.target.port_span {
                Some(port) => cx.show_at(hop.proxy, hop.target.host_span.to(port)),
                None => rest,
            };
            let intent = Intent::Speak { protocol: Protocol::Http, address: &written };
            let mut finding = Finding::new(
                case,
                message,
                Label::new(reach::address_span(&server.endpoint), format!("{name} is spoken here")),
            )
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                hop.proxy,
                outcome,
                if alone { "on every request" } else { "whenever this server is tried" },
            ))
            .help(format!(
                "Write `{}`, or name the port on which the application speaks {name}",
                hop.proxy.speech.spell(hop.proxy, &intent, None).text
            ));
            if let Some(at) = here.first().and_then(|listener| reach::line(listener)) {
                finding = finding.related(at, "this listener speaks HTTP");
            }
            if let Some((service, listen)) = told {
                let label = format!("{} `{}` speaks HTTP here", service.kind.noun(), cx.show(&service.name));
                finding = finding.related(listen.at, label);
            }
            report.push(finding);
            break;
        }
    }
}

/// A service beside the proxy that speaks HTTP on the port, and none that speaks the protocol there. An address that
/// is not local may be this host's: what listens on every address of it, and is the only one on the port, is meant.
fn http_service<'a>(
    cx: &Cx<'a>,
    proxy: ProxyId,
    endpoint: &Endpoint,
    protocol: Protocol,
) -> Option<(&'a Service, &'a ServiceListen)> {
    let mut there = cx.services_at(proxy, endpoint);
    if there.is_empty() && endpoint.ip().is_some() && cx.deployment.neighbours.on_host(proxy) {
        let port = endpoint.port.number();
        let services = cx.deployment.neighbours.host_services();
        let listens =
            services.flat_map(|service| service.listens.iter().map(move |listen| (service, listen)));
        there = listens.filter(|(_, l)| l.port == port && matches!(l.host, HostPart::Any(_))).collect();
    }
    let other = there.iter().any(|(_, listen)| listen.speaks.is_none_or(|spoken| spoken == protocol));
    there.into_iter().find(|(_, listen)| !other && listen.speaks == Some(Protocol::Http))
}
