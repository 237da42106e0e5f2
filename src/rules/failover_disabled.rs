//! A pool of several servers whose failed requests are never moved to another one.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Balance, Failure, Intent, Made, RetryOn};
use crate::source::At;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.hops() {
        let live = hop.pool.servers.iter().filter(|server| server.disabled.is_none()).count();
        // Where clients belong to a server, another one is no help.
        let bound = matches!(
            hop.pool.balance.get(),
            Some(Balance::ClientHash | Balance::KeyHash | Balance::Source) | None
        );
        if hop.pool.made == Made::ByTarget || live < 2 || hop.pool.closed.is_err() || bound {
            continue;
        }
        report.findings.extend(finding(cx, hop, live));
    }
}

fn finding(cx: &Cx, hop: &Hop, live: usize) -> Option<Finding> {
    let retry = hop.retry();
    let group = cx.pool(hop.proxy, hop.pool);
    let others = if live == 2 { "the other server".to_owned() } else { format!("the {} others", live - 1) };
    let on = retry.on.get().unwrap_or_default();
    let written = |at: At, term: &str| format!("`{term} {}`", cx.show_at(hop.proxy, at));
    let (case, at, message) = if let Some(at) = retry.on.at().filter(|_| on.has(RetryOn::OFF)) {
        let line = written(at, retry.on.term);
        if on != RetryOn::OFF {
            let message = format!("{line} switches the rest of the list off too, for {group}");
            ("off-with-others", at, message)
        } else {
            ("off", at, format!("{line}: a failed request to {group} is not tried on {others}"))
        }
    } else if let Some(at) = retry.tries.at().filter(|_| retry.tries.get() == Some(1)) {
        let line = written(at, retry.tries.term);
        ("one-try", at, format!("{line}: a failed request to {group} is not tried on {others}"))
    } else {
        return unbuffered(cx, hop, &others);
    };
    let outcome = hop.outcome(Failure::Refused);
    let intent = Intent::Failover { protocol: hop.protocol() };
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, Some(at));
    let help = match case {
        "one-try" => "Allow at least two tries".to_owned(),
        _ => format!("Write `{}`", spelling.text),
    };
    Some(
        Finding::new(case, message, Label::new(at, "no other server is tried"))
            .related(hop.pool.at, format!("{live} servers"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, "on each request that meets a dead server"))
            .help(help),
    )
}

/// A body that is passed on while it comes in cannot be sent a second time.
fn unbuffered(cx: &Cx, hop: &Hop, others: &str) -> Option<Finding> {
    let buffering = &hop.buffers().request_buffering;
    let at = buffering.at().filter(|_| buffering.get() == Some(false))?;
    let line = format!("`{} {}`", buffering.term, cx.show_at(hop.proxy, at));
    let group = cx.pool(hop.proxy, hop.pool);
    let message = format!("{line}: a request with a body that fails at {group} is not tried on {others}");
    let outcome = hop.outcome(Failure::ClosedEarly);
    Some(
        Finding::new("unbuffered-body", message, Label::new(at, "bodies are not kept"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, "on uploads that a server breaks off"))
            .help("Keep it for large uploads only, or let requests be buffered"),
    )
}
