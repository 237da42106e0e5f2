//! A php-fpm pool with room for a handful of requests.

use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, HostPart, ServiceKind};
use rustc_hash::FxHashSet;

/// Children that Debian's package starts with: fewer are few.
const FEW_CHILDREN: u32 = 5;
/// Places in the queue below which a burst fills it.
const SHORT_QUEUE: u32 = 128;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.deployment.neighbours.services.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            for (service, listen) in cx.services_at(hop.proxy_id, &server.endpoint) {
                if service.kind != ServiceKind::Fpm || !seen.insert((hop.proxy_id, service.at)) {
                    continue;
                }
                let Some((children, at)) = service.limits.workers else { continue };
                let name = cx.show(&service.name);
                let socket = matches!(listen.host, HostPart::Unix(_));
                // -1 is as long as the kernel allows, and is not read as a number here.
                let queue = service.limits.backlog.filter(|(places, _)| *places < SHORT_QUEUE && socket);
                if let Some((places, queue_at)) = queue {
                    let outcome = hop.outcome(Failure::Refused);
                    report.push(
                        Finding::new(
                            "short-queue",
                            format!("Pool `{name}` takes {children} requests at once, and {places} may wait"),
                            Label::new(queue_at, "the next one is refused"),
                        )
                        .related(at, "requests served at once")
                        .related(server.endpoint.at, "requests go there")
                        .statuses(outcome.statuses)
                        .outcome(format!(
                            "{} at once for each request beyond that: `(11: Resource temporarily unavailable)`",
                            outcome.statuses.join(" or ")
                        ))
                        .help("Remove `listen.backlog`, or raise it; raise `pm.max_children` as memory allows"),
                    );
                } else if children < FEW_CHILDREN {
                    let outcome = hop.outcome(Failure::Silent);
                    report.push(
                        Finding::new(
                            "few-children",
                            format!("Pool `{name}` serves {children} requests at once"),
                            Label::new(at, "the others wait for them"),
                        )
                        .related(server.endpoint.at, "requests go there")
                        .statuses(outcome.statuses)
                        .outcome(cx.outcome(
                            hop.proxy,
                            outcome,
                            "once slow requests hold every child for longer than the proxy waits",
                        ))
                        .help("Raise `pm.max_children` as memory allows"),
                    );
                }
            }
        }
    }
}
