//! A check that is described, and that nothing runs.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Intent, NoEffect, Origin, Protocol, RemarkKind};
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        if said.insert((hop.proxy_id, hop.target.pool)) {
            report.findings.extend(never_run(cx, hop));
        }
    }
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            let RemarkKind::WithoutEffect(ref why) = remark.kind else { continue };
            let written = cx.show_at(proxy, remark.at);
            if let NoEffect::CheckNeverRun { needs } = *why {
                let message = format!("`{written}` has no effect: no check runs without {needs}");
                let outcome = proxy.speech.outcome(Failure::Refused, Protocol::Http, proxy.versions);
                report.push(
                    Finding::new("described-only", message, Label::new(remark.at, "described, and not run"))
                        .statuses(outcome.statuses)
                        .outcome("A dead server stays in use until requests fail on it")
                        .help(format!("Add {needs}, or remove what describes the check")),
                );
            }
            let NoEffect::CheckNeeds { what } = *why else { continue };
            let message = format!("`{written}` has no effect without `{what}`");
            report.push(
                Finding::new("rules-without-check", message, Label::new(remark.at, "never asked"))
                    .outcome(
                        "The check opens a connection and no more: a server that answers errors stays in use",
                    )
                    .help(format!("Add `{what}`")),
            );
        }
    }
}

fn never_run(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let pool = hop.pool;
    let at = pool.check.at()?;
    // Where the pool itself is checked, no server need say so.
    let live = || pool.servers.iter().filter(|server| server.disabled.is_none());
    let runs = hop.proxy.speech.checks_by_server();
    if !runs || pool.closed.is_err() || live().count() == 0 || live().any(|server| !server.check.is_unset()) {
        return None;
    }
    let inherited = matches!(pool.check.origin, Origin::Inherited(_));
    // Of several servers without a check another rule tells.
    if inherited && live().count() > 1 {
        return None;
    }
    let case = if inherited { "never-run-inherited" } else { "never-run" };
    let group = cx.pool(hop.proxy, pool);
    let first = live().next()?;
    let outcome = hop.outcome(Failure::Refused);
    let term = first.check.term;
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::HealthCheck, Some(first.at));
    let message = format!("The check of {group} is never run: no server has `{term}`");
    let mut finding = Finding::new(case, message, Label::new(at, "described, and not run"))
        .related(first.endpoint.at, "not checked")
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "on each request that meets a dead server"))
        .help(format!("Write `{}`", spelling.text));
    if inherited {
        finding = finding.related(pool.name_at, "it counts here");
    }
    Some(finding)
}
