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
            let http = !here.is_empty()
                && here.iter().all(|listener| reach::kind(hop.proxy, listener) == HostKind::Http);
            let guessed = here.is_empty()
                && matches!(server.endpoint.port, PortPart::Written(port) if HTTP_PORTS.contains(&port));
            if !http && !guessed {
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
            if let Some(at) = here.first().and_then(|listener| reach::line(hop.proxy, listener)) {
                finding = finding.related(at, "this listener speaks HTTP");
            }
            report.push(finding);
            break;
        }
    }
}
