//! The application's own error statuses count as failures of its server.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Intent, Made, MethodClass, RetryOn, Server};
use crate::source::At;
use rustc_hash::FxHashSet;

/// From so many failures on, some errors of the application do not take a server out.
const TOLERANT: u32 = 10;

/// What gateways answer, and applications rarely.
const GATEWAY: [u16; 3] = [502, 503, 504];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        if said.insert((hop.proxy_id, hop.target.pool)) {
            report.findings.extend(watched(cx, hop));
            report.findings.extend(counted(cx, hop));
        }
        let on = hop.retry().on.get().unwrap_or_default();
        // Counted only where another try is really made.
        let retries = !on.has(RetryOn::OFF) && hop.retry().tries.get() != Some(1);
        if hop.pool.made == Made::ByTarget || hop.pool.closed.is_err() || !retries {
            continue;
        }
        let own = RetryOn::HTTP_500.with(RetryOn::HTTP_503).with(RetryOn::HTTP_429);
        let gateway = RetryOn::HTTP_502.with(RetryOn::HTTP_504);
        let Some(at) = hop.retry().on.at().filter(|_| on.has(own.with(gateway))) else { continue };
        let live: Vec<&Server> = hop.pool.servers.iter().filter(|server| server.disabled.is_none()).collect();
        let ejected = |server: &&Server| server.max_fails.always(|fails| (1..TOLERANT).contains(fails));
        // A backup is still there when the others are left out.
        let has_backup = live.iter().any(|server| server.backup.is_some());
        if live.len() < 2 || has_backup || !live.iter().all(ejected) {
            continue;
        }
        // The others say as a rule that no application is there, and not that it failed.
        let case = if on.has(own) { "listed-statuses" } else { "gateway-status" };
        report.push(finding(cx, hop, case, on, at, live[0]));
    }
}

fn finding(cx: &Cx, hop: &Hop, case: &'static str, on: RetryOn, at: At, server: &Server) -> Finding {
    let statuses = [
        (RetryOn::HTTP_500, "500"),
        (RetryOn::HTTP_502, "502"),
        (RetryOn::HTTP_503, "503"),
        (RetryOn::HTTP_504, "504"),
        (RetryOn::HTTP_429, "429"),
    ];
    let listed: Vec<&str> = statuses.iter().filter(|(bit, _)| on.has(*bit)).map(|(_, text)| *text).collect();
    let policy = hop.policy();
    let marks = policy.on(Failure::OwnError, MethodClass::Repeatable).marks;
    let message = format!(
        "The application's own {} takes its server out of {}",
        listed.join(", "),
        cx.pool(hop.proxy, hop.pool)
    );
    let time = policy.marked_for.filter(|_| marks).map_or(String::new(), |time| format!(" for {time}"));
    let outcome = hop.outcome(Failure::NoneLeft);
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::IgnoreOwnErrors, Some(server.at));
    Finding::new(case, message, Label::new(at, "these count as failures"))
        .related(server.endpoint.at, "left out after such an answer")
        .statuses(outcome.statuses)
        .outcome(cx.outcome(
            hop.proxy,
            outcome,
            &format!(
                "on every request{time} once each server has answered so, in place of the application's page"
            ),
        ))
        .help(format!("Write `{}` on the servers, or take the statuses off the list", spelling.text))
}

/// Statuses of replies that take a server out, whatever else is tried.
fn counted(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let live = || hop.pool.servers.iter().filter(|server| server.disabled.is_none());
    let (statuses, at) = live().find_map(|server| server.rare.as_ref()?.fails_on.as_ref())?;
    let own: Vec<String> =
        statuses.iter().filter(|status| !GATEWAY.contains(status)).map(u16::to_string).collect();
    let backups = live().any(|server| server.backup.is_some());
    if own.is_empty() || live().count() < 2 || backups || hop.pool.closed.is_err() {
        return None;
    }
    let group = cx.pool(hop.proxy, hop.pool);
    let message = format!("The application's own {} takes its server out of {group}", own.join(", "));
    let outcome = hop.outcome(Failure::NoneLeft);
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::IgnoreOwnErrors, None);
    let time = hop.policy().marked_for.map_or(String::new(), |time| format!(" for {time}"));
    Some(
        Finding::new("counted-statuses", message, Label::new(*at, "these count as failures"))
            .statuses(outcome.statuses)
            .outcome(format!(
                "One such page leaves its server out{time}; with all of them out, {}: `{}`",
                outcome.statuses.join(" or "),
                outcome.log
            ))
            .help(format!("Write `{}`, which an application rarely answers by itself", spelling.text)),
    )
}

/// Replies to clients count for a server's health, and those of the application too.
fn watched(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let live = || hop.pool.servers.iter().filter(|server| server.disabled.is_none());
    let observed = |server: &Server| {
        let observed = server.rare.as_ref()?.observed.clone()?;
        // Only a server that is checked is ever left out.
        (observed.own_errors && observed.ejects && !server.check.is_unset()).then_some(observed)
    };
    let server = live().find(|server| observed(server).is_some())?;
    let (watch, all) = (observed(server)?, live().all(|server| observed(server).is_some()));
    if !all || live().any(|server| server.backup.is_some()) || hop.pool.closed.is_err() {
        return None;
    }
    let limit = watch.limit.get()?;
    let message = format!(
        "{limit} errors of the application in a row take its server out of {}",
        cx.pool(hop.proxy, hop.pool)
    );
    let outcome = hop.outcome(Failure::NoneLeft);
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::IgnoreOwnErrors, Some(server.at));
    Some(
        Finding::new("observed-replies", message, Label::new(watch.at, "its own 5xx count as failures"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                hop.proxy,
                outcome,
                "on every request once each server has answered so, in place of the application's page",
            ))
            .help(format!("Write `{}`, which counts failed connections alone", spelling.text)),
    )
}
