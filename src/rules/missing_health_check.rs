//! A pool of several servers that nobody checks.

use super::{Cx, Hop, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, HostPart, Intent, Made, MethodClass, Noun, Origin, Pool, ProxyId, Server};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// Other pools that one finding points at.
const SHOWN: usize = 3;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    // That the server program has no checks is one fact, however many pools there are: one finding a proxy.
    let mut unchecked: BTreeMap<ProxyId, Vec<&Hop>> = BTreeMap::new();
    for hop in cx.hops() {
        if !said.insert((hop.proxy_id, hop.target.pool)) {
            continue;
        }
        if !is_unchecked(hop.pool) {
            report.findings.extend(left_out(cx, hop));
            continue;
        }
        let marks = hop.policy().on(Failure::Refused, MethodClass::Repeatable).marks;
        match uncounted(hop.pool) {
            Some(server) => report.push(never_left_out(cx, hop, server)),
            None if marks => unchecked.entry(hop.proxy_id).or_default().push(hop),
            // Where the server program has checks.
            None if hop.proxy.speech.checks_by_server() => report.findings.extend(never_checked(cx, hop)),
            None => {}
        }
    }
    for hops in unchecked.values() {
        report.findings.extend(no_active_check(cx, hops));
    }
}

fn first_live(pool: &Pool) -> Option<&Server> {
    pool.servers.iter().find(|server| server.disabled.is_none())
}

fn no_active_check(cx: &Cx, hops: &[&Hop]) -> Option<Finding> {
    let (hop, others) = hops.split_first()?;
    let pool = hop.pool;
    let first = first_live(pool)?;
    let live = pool.servers.iter().filter(|server| server.disabled.is_none()).count();
    let policy = hop.policy();
    let marks = policy.on(Failure::Refused, MethodClass::Repeatable).marks;
    let outcome = match policy.marked_for.filter(|_| marks) {
        Some(time) => {
            format!("A dead server is found by requests alone: it gets its share of them again every {time}")
        }
        None => "A dead server keeps its share of the requests".to_owned(),
    };
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::HealthCheck, Some(first.at));
    let mut finding = Finding::new(
        "no-active-check",
        message(cx, hop, live),
        Label::new(first.endpoint.at, "no health check"),
    )
    .outcome(outcome)
    .help(format!("Bound the harm: `{}`; or have them checked where the server can", spelling.text));
    finding = match others.len() {
        0 => finding,
        1 => finding.note("One other pool is not checked either"),
        count => finding.note(format!("{count} other pools are not checked either")),
    };
    for other in others.iter().take(SHOWN).filter_map(|hop| first_live(hop.pool)) {
        finding = finding.related(other.endpoint.at, "not checked either");
    }
    Some(finding)
}

fn message(cx: &Cx, hop: &Hop, live: usize) -> String {
    let group = cx.pool(hop.proxy, hop.pool);
    match live {
        2 => format!("Neither server of {group} is checked"),
        _ => format!("None of the {live} servers of {group} is checked"),
    }
}

/// Nothing but a check would ever take a server out.
fn never_checked(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let first = first_live(hop.pool)?;
    // Of a backup that waits for the check another rule tells.
    let in_turn = |server: &&Server| server.disabled.is_none() && server.backup.is_none();
    let live = hop.pool.servers.iter().filter(in_turn).count();
    if live < 2 {
        return None;
    }
    let outcome = hop.outcome(Failure::Refused);
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::HealthCheck, Some(first.at));
    let label = Label::new(first.endpoint.at, "no health check");
    let mut finding = Finding::new("never-checked", message(cx, hop, live), label)
        .statuses(outcome.statuses)
        .outcome(format!(
            "A dead server keeps its share of the requests: one of {live} ends in {}",
            outcome.statuses.join(" or ")
        ))
        .help(format!("Write `{}`", spelling.text));
    if let Some(at) = hop.pool.check.at() {
        finding = finding.related(at, "a check is described here, and no server is told to be checked");
    }
    Some(finding)
}

/// A server that nobody checks among others that are checked.
fn left_out(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let pool = hop.pool;
    // Backups wait for the others, and of these another rule tells.
    let in_turn =
        || pool.servers.iter().filter(|server| server.disabled.is_none() && server.backup.is_none());
    let backups = pool.servers.iter().any(|server| server.backup.is_some());
    if !hop.proxy.speech.checks_by_server() || backups || pool.closed.is_err() {
        return None;
    }
    // One that is switched off by a word of its own is meant.
    let forgotten = |server: &&Server| server.check.is_unset() && server.check.at().is_none();
    let checked = in_turn().find(|server| server.check.one().is_some())?;
    let mut lacking = in_turn().filter(forgotten);
    let server = lacking.next()?;
    let name = match &server.name {
        Some(name) => cx.show(name),
        None => reach::address(cx, hop.proxy, &server.endpoint),
    };
    let noun = super::capital(hop.proxy.speech.noun(Noun::Server));
    let group = cx.pool(hop.proxy, pool);
    let term = server.check.term;
    let outcome = hop.outcome(Failure::Refused);
    let message = format!("{noun} `{name}` of {group} is not checked, and others of it are");
    // Where a failed connection is moved on, requests find the dead one by themselves.
    let moved = hop.policy().on(Failure::Refused, MethodClass::Repeatable).another
        && server.max_fails.always(|fails| *fails > 0);
    let (case, happens) = match moved {
        true => (
            "one-left-to-requests",
            "Requests alone find out that it is dead, and each of them waits for the failure first"
                .to_owned(),
        ),
        false => {
            ("one-unchecked", cx.outcome(hop.proxy, outcome, "on its share of the requests while it is dead"))
        }
    };
    let mut finding = Finding::new(case, message, Label::new(server.endpoint.at, format!("no `{term}`")))
        .related(checked.endpoint.at, "checked")
        .statuses(outcome.statuses)
        .outcome(happens)
        .help(format!("Write `{term}` on it, as on the others"));
    for other in lacking.take(SHOWN) {
        finding = finding.related(other.endpoint.at, "not checked either");
    }
    Some(finding)
}

fn is_unchecked(pool: &Pool) -> bool {
    let live = || pool.servers.iter().filter(|server| server.disabled.is_none());
    pool.made != Made::ByTarget
        && pool.closed.is_ok()
        // A check of its own that nothing runs is told by `inert-health-check`.
        && !matches!(pool.check.origin, Origin::Written(_))
        && live().count() > 1
        && live().all(|server| server.check.is_unset())
        // Workers behind sockets live and die with this machine; whoever starts them watches them.
        && !live().all(|server| matches!(server.endpoint.host, HostPart::Unix(_)))
        && !live().any(|server| matches!(server.endpoint.host, HostPart::Unknown(_)))
}

/// A server whose failures do not count, among others whose failures do.
fn uncounted(pool: &Pool) -> Option<&Server> {
    let live = || pool.servers.iter().filter(|server| server.disabled.is_none());
    let counted = live().any(|server| server.max_fails.always(|fails| *fails > 0));
    live()
        .find(|server| server.max_fails.at().is_some() && server.max_fails.get() == Some(0))
        .filter(|_| counted)
}

fn never_left_out(cx: &Cx, hop: &Hop, server: &Server) -> Finding {
    let address = cx.show_at(hop.proxy, server.endpoint.at);
    let at = server.max_fails.at().unwrap_or(server.endpoint.at);
    let message = format!(
        "{address} of {} is neither checked nor left out when it fails",
        cx.pool(hop.proxy, hop.pool)
    );
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::HealthCheck, Some(server.at));
    Finding::new("uncounted-server", message, Label::new(at, "its failures do not count"))
        .outcome("Dead, it keeps its share of the requests; each of them waits for the failure first")
        .help(format!("Let its failures count like those of the others: `{}`", spelling.text))
}
