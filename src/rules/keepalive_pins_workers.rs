//! Kept connections that can occupy every worker of a pool.

use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Protocol, ServiceKind};
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.deployment.neighbours.services.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.hops() {
        let kept = &hop.pool.reuse.connections;
        let Some(count) = kept.get().filter(|count| *count > 0) else { continue };
        // Where the number is found out at start, one is the least.
        let processes = hop.proxy.limits.processes.get().unwrap_or(1).max(1);
        for server in reach::active(hop.pool) {
            let keep = &hop.to(server).connection().keep;
            let Some(at) = kept.at().or(keep.at()).filter(|_| keep.always(|keep| *keep)) else { continue };
            if hop.speaks_to(server).protocol != Protocol::FastCgi {
                continue;
            }
            let services = cx.services_at(hop.proxy_id, &server.endpoint);
            let pool = services.iter().find(|(service, _)| service.kind == ServiceKind::Fpm);
            let Some((service, (children, children_at))) =
                pool.and_then(|(service, _)| Some((*service, service.limits.workers?)))
            else {
                continue;
            };
            let idle = u64::from(count).saturating_mul(processes);
            if idle <= u64::from(children) || !seen.insert((hop.proxy_id, at.span)) {
                continue;
            }
            let outcome = hop.outcome(Failure::Silent);
            let name = cx.show(&service.name);
            report.push(
                Finding::new(
                    "idle-over-children",
                    format!("{idle} idle connections may be kept, and pool `{name}` has {children} children"),
                    Label::new(at, format!("{count} for each of {processes} processes")),
                )
                .related(children_at, "each child serves one connection, also an idle one")
                .statuses(outcome.statuses)
                .outcome(cx.outcome(
                    hop.proxy,
                    outcome,
                    "once idle connections hold every child, until they time out",
                ))
                .help(format!(
                    "Keep fewer connections than there are children, or raise `pm.max_children` above {idle}"
                )),
            );
        }
    }
}
