//! TLS towards a port that does not speak it.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Intent, Outcome};

/// Ports on which application servers serve plain HTTP by default.
const USUAL_PLAIN_PORTS: &[u16] = &[80, 3000, 5000, 8000, 8080];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.targets() {
        let Some(scheme) = hop.target.scheme_span.filter(|_| hop.target.tls) else {
            continue;
        };
        for server in &hop.pool.servers {
            let Some(port) = server.endpoint.port.number() else {
                continue;
            };
            let endpoint = &server.endpoint;
            let place = endpoint.port_span.map_or(endpoint.host_span, |port| endpoint.host_span.to(port));
            let address = cx.show_at(hop.proxy, place);
            let listeners = cx.listeners_at(hop.proxy, &server.endpoint);
            let plain = listeners
                .iter()
                .find(|listener| !listener.tls)
                .and_then(|listener| listener.binds.first())
                .and_then(|bind| hop.proxy.hosts[bind.host].binds.get(bind.index as usize));
            let guessed = listeners.is_empty() && USUAL_PLAIN_PORTS.contains(&port);
            let label = Label::new(scheme, "a TLS handshake is sent");
            let finding = match plain {
                Some(bind) => Finding::new(
                    "own-plain-listener",
                    format!("TLS is spoken to {address}, which serves plain HTTP"),
                    label,
                )
                .related(bind.at, "this listener speaks no TLS"),
                None if guessed => Finding::new(
                    "plain-port",
                    format!("TLS is spoken to {address}, and port {port} is usually plain HTTP"),
                    label,
                )
                .related(place, "a guess, by the port's number"),
                None => continue,
            };
            let Outcome { statuses, log } = hop.outcome(Failure::TlsToPlain);
            let intent = Intent::Scheme { tls: false, address: &address, protocol: hop.target.protocol };
            let spelling = hop.proxy.speech.spell(hop.proxy, &intent, None);
            report.push(
                finding
                    .statuses(statuses)
                    .outcome(format!("{} on every request: `{log}`", statuses.join(" or ")))
                    .help(format!("Write `{}`, or point at the port that speaks TLS", spelling.text)),
            );
            break;
        }
    }
}
