//! An AJP connector that demands a secret, and a proxy that sends none.

use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::Protocol;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.deployment.neighbours.services.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            let sent = server.rare.as_ref().is_some_and(|rare| rare.secret.is_some());
            if sent || hop.speaks_to(server).protocol != Protocol::Ajp {
                continue;
            }
            let services = cx.services_at(hop.proxy_id, &server.endpoint);
            let wants = services.iter().find_map(|(service, listen)| Some((*service, listen.secret?)));
            let Some((service, secret)) = wants else { continue };
            if !seen.insert((hop.proxy_id, server.endpoint.at.span)) {
                continue;
            }
            let address = reach::address(cx, hop.proxy, &server.endpoint);
            report.push(
                Finding::new(
                    "none-sent",
                    format!("{} at {address} demands a secret, and none is sent", service.kind.noun()),
                    Label::new(
                        At { span: reach::address_span(&server.endpoint), ..server.endpoint.at },
                        "no `secret=` for it",
                    ),
                )
                .related(secret, "this connector demands it")
                .statuses(&["403"])
                .outcome("Every request is answered 403 by the connector")
                .help("Add `secret=` with the connector's secret to the parameters of the worker (2.4.42 or newer)"),
            );
        }
    }
}
