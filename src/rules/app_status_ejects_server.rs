//! The application's own error statuses count as failures of its server.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Intent, Made, MethodClass, RetryOn, Server};
use crate::source::At;

/// From so many failures on, some errors of the application do not take a server out.
const TOLERANT: u32 = 10;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.hops() {
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
        let case = if on.has(own) { "listed-in-next-upstream" } else { "gateway-status" };
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
