//! A pool of several servers whose failed requests are never moved to another one.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Balance, Failure, Intent, Made, RetryOn, Server};
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut stays = FxHashSet::default();
    for hop in cx.hops() {
        let live = hop.pool.servers.iter().filter(|server| server.disabled.is_none()).count();
        // Where clients belong to a server, another one is no help.
        let by_client =
            |balance: &Balance| matches!(balance, Balance::ClientHash | Balance::KeyHash | Balance::Source);
        let balance = &hop.pool.balance;
        let bound = balance.is_unknown() || balance.possible().any(|(balance, ..)| by_client(balance));
        if hop.pool.made == Made::ByTarget || live < 2 || hop.pool.closed.is_err() || bound {
            continue;
        }
        let found = finding(cx, hop, live);
        // Many routes lead to one pool, and what is set for it is one fact.
        report.findings.extend(found.filter(|found| stays.insert((hop.proxy_id, found.primary.span))));
    }
}

fn finding(cx: &Cx, hop: &Hop, live: usize) -> Option<Finding> {
    let retry = hop.retry();
    let leaves = retry.redispatch.always(|leaves| !leaves);
    let said = retry.on.at().is_some() || retry.tries.at().is_some() || retry.again.at().is_some();
    let buffered = || hop.buffers().request_buffering.get() != Some(false);
    if !said && !leaves && buffered() {
        return None;
    }
    let group = cx.pool(hop.proxy, hop.pool);
    let others = if live == 2 { "the other server".to_owned() } else { format!("the {} others", live - 1) };
    let on = retry.on.get().unwrap_or_default();
    let written = |at: At, term: &str| format!("`{}`", cx.written(hop.proxy, term, at));
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
    } else if let Some(at) = retry.again.at().filter(|_| retry.again.get() == Some(0)) {
        let line = written(at, retry.again.term);
        ("one-try", at, format!("{line}: a failed request to {group} is not tried on {others}"))
    } else if retry.redispatch.always(|leaves| !leaves) {
        return stays(cx, hop);
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

/// What is tried again is tried at the server that failed.
fn stays(cx: &Cx, hop: &Hop) -> Option<Finding> {
    // Backups are no choice while another server counts as up.
    let in_turn = |server: &&Server| server.disabled.is_none() && server.backup.is_none();
    let servers: Vec<&Server> = hop.pool.servers.iter().filter(in_turn).collect();
    if servers.len() < 2 || hop.pool.affinity.is_some() {
        return None;
    }
    // Checks find the dead server after some seconds; until then requests fail.
    let checked = servers.iter().all(|server| !server.check.is_unset());
    let case = if checked { "no-redispatch-until-checked" } else { "no-redispatch" };
    let term = hop.retry().redispatch.term;
    let group = cx.pool(hop.proxy, hop.pool);
    let outcome = hop.outcome(Failure::Refused);
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::Failover { protocol: hop.protocol() }, None);
    let when = match checked {
        true => "on requests that meet a dead server before its check fails",
        false => "on each request that meets a dead server",
    };
    let message = format!("Without `{term}` a failed connection to {group} stays with its server");
    let at = hop.retry().redispatch.at().unwrap_or(hop.pool.name_at);
    Some(
        Finding::new(case, message, Label::new(at, "the others are not tried"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, when))
            .help(format!("Write `{}`", spelling.text)),
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
