//! Kept connections that the server closes first.

use super::{Cx, Hop, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, HttpVersion, Intent, MethodClass, Millis, Protocol, RetryOn, Server, Sharing};
use crate::source::{At, Span};
use rustc_hash::FxHashSet;

/// Words of pool and host names, and after how many seconds that server closes an idle connection.
const IDLE_SECONDS: [(&str, u64); 9] = [
    ("gunicorn", 2),
    ("hypercorn", 5),
    ("jetty", 30),
    ("nodejs", 5),
    ("puma", 20),
    ("tomcat", 20),
    ("undertow", 60),
    ("uvicorn", 5),
    ("apache", 5),
];
/// Ports at which applications listen by default, what runs there, and after how many seconds that closes an idle
/// connection (`server.keepAliveTimeout` of Node, `persistent_timeout` of Puma, `--timeout-keep-alive` of uvicorn).
const USUAL_PORTS: [(u16, &str, u64); 3] = [(3000, "Node", 5), (8000, "uvicorn", 5), (9292, "Puma", 20)];
/// Places of further targets that one hint tells.
const MOST_PLACES: usize = 3;
/// Below the server's own time by this much, so that the proxy closes first.
const MARGIN: Millis = Millis::seconds(1);

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    let mut guessed: Vec<Guess<'_>> = Vec::new();
    for hop in cx.hops() {
        if said.insert((hop.proxy_id, hop.target.pool)) {
            report.findings.extend(shared(cx, hop));
        }
        let Some(idle) = hop.pool.reuse.idle.get() else { continue };
        // Some versions keep connections of every pool by themselves.
        let kept = hop.pool.reuse.connections.at().unwrap_or(hop.pool.name_at);
        if hop.pool.reuse.connections.get().is_none_or(|count| count == 0) || !keeps(hop) || avoids(hop) {
            continue;
        }
        let told = told(cx, hop);
        let by_name = || known(hop).map(|(name, theirs)| (name.to_owned(), theirs));
        let known = told.as_ref().map(|(name, theirs, _)| (name.clone(), *theirs)).or_else(by_name);
        if known.is_none() {
            by_port(hop, idle, kept, &mut guessed);
        }
        let Some((name, theirs)) = known.filter(|(_, theirs)| idle >= *theirs) else { continue };
        let outcome = hop.outcome(Failure::ClosedEarly);
        let shorter = Millis(theirs.0.saturating_sub(MARGIN.0));
        let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::KeepIdle { value: shorter }, None);
        let longer = match idle {
            Millis::NEVER => "much longer".to_owned(),
            idle => format!("longer than {idle}"),
        };
        let reuse = &hop.pool.reuse.idle;
        let (at, whose) = match reuse.at() {
            Some(at) => (at, String::new()),
            None => (kept, format!(", {}'s default", hop.proxy.speech.server())),
        };
        let kept_for = match idle {
            Millis::NEVER => format!("Idle connections are kept without limit{whose}"),
            idle => format!("Idle connections are kept for {idle}{whose}"),
        };
        let message = format!("{kept_for}; {name} closes them after {theirs}");
        let pool = cx.show(&hop.pool.name);
        let told_it = told.is_some();
        report.push(
            Finding::new("server-closes-first", message, Label::new(at, kept_label(idle)))
                .related(
                    told.map_or(hop.pool.name_at, |(_, _, at)| at.into()),
                    match told_it {
                        true => format!("`{pool}` leads to it, and its file says so"),
                        false => format!("`{pool}` is taken for {name}, by its name"),
                    },
                )
                .statuses(outcome.statuses)
                .outcome(format!(
                    "{} now and then on requests that may not be repeated: `{}`",
                    outcome.statuses.join(" or "),
                    outcome.log
                ))
                .help(format!("Write `{}`, or let {name} wait {longer}", spelling.text)),
        );
    }
    report.findings.extend(guessed.iter().map(|guess| guess.finding(cx)));
}

/// Targets of one proxy with one usual port: the first of them, and places of more.
struct Guess<'a> {
    hop: Hop<'a>,
    kept: At,
    usual: &'static (u16, &'static str, u64),
    others: Vec<At>,
}

/// Nothing ends idle connections, nothing repeats what fails on them, and the port is one of applications that close
/// them soon.
fn by_port<'a>(hop: &Hop<'a>, idle: Millis, kept: At, guessed: &mut Vec<Guess<'a>>) {
    if idle != Millis::NEVER {
        return;
    }
    let usual = |server: &Server| {
        let port = server.endpoint.port.number()?;
        USUAL_PORTS.iter().find(|(usual, ..)| *usual == port)
    };
    let Some(usual) = reach::active(hop.pool).find_map(usual) else { return };
    let same = |guess: &&mut Guess<'_>| guess.hop.proxy_id == hop.proxy_id && guess.usual.0 == usual.0;
    match guessed.iter_mut().find(same) {
        Some(guess) if guess.kept == kept || guess.others.contains(&kept) => {}
        // A hint of this kind is told once, with some of the places.
        Some(guess) if guess.others.len() < MOST_PLACES => guess.others.push(kept),
        Some(_) => {}
        None => {
            let repeated = hop.policy().on(Failure::ClosedEarly, MethodClass::Repeatable);
            if !repeated.another && repeated.again.is_none() {
                guessed.push(Guess { hop: *hop, kept, usual, others: Vec::new() });
            }
        }
    }
}

impl Guess<'_> {
    fn finding(&self, cx: &Cx) -> Finding {
        let (hop, kept, &(port, name, theirs)) = (&self.hop, self.kept, self.usual);
        let outcome = hop.outcome(Failure::ClosedEarly);
        let shorter = Millis(Millis::seconds(theirs).0 - MARGIN.0);
        let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::KeepIdle { value: shorter }, None);
        let to = cx.show(&hop.pool.name);
        let message =
            format!("Idle connections to {to} are kept without limit; applications close them soon");
        let finding = Finding::new("application-port", message, Label::new(kept, kept_label(Millis::NEVER)));
        self.others
            .iter()
            .fold(finding, |finding, at| finding.related(*at, "the same port, and no limit either"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, "now and then, where the application has just closed"))
            .help(format!("Write `{}`, or what is below the time of the application", spelling.text))
            .note(format!("Port {port} is usually {name}, which closes after {}", Millis::seconds(theirs)))
    }
}

/// A client's first request opens a connection of its own, always or perhaps.
fn avoids(hop: &Hop) -> bool {
    let fresh = &hop.connection().fresh_first;
    !fresh.is_unset() && !fresh.always(|fresh| !fresh)
}

/// The first request of a client meets a connection of another one, which the server may just have closed.
fn shared(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let sharing = &hop.pool.reuse.sharing;
    let at = sharing.at().filter(|_| sharing.always(|sharing| *sharing == Sharing::Always))?;
    // What failed without an answer is sent again, over a new connection.
    let repeated = |on: &RetryOn| on.has(RetryOn::EMPTY);
    let retry = hop.retry();
    if hop.protocol() != Protocol::Http || retry.on.is_unknown() || retry.on.one().is_some_and(repeated) {
        return None;
    }
    let outcome = hop.outcome(Failure::ClosedEarly);
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::KeepIdle { value: MARGIN }, None);
    let written = cx.show_at(hop.proxy, at);
    let message =
        format!("`{} {written}` hands a kept connection to a client that cannot repeat", sharing.term);
    Some(
        Finding::new("shared-connections", message, Label::new(at, "also for a client's first request"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                hop.proxy,
                outcome,
                "now and then, where the server has closed the connection",
            ))
            .help(format!("Add `{}`; it repeats requests that may have had an effect, too", spelling.text)),
    )
}

fn kept_label(idle: Millis) -> String {
    match idle {
        Millis::NEVER => "never closed here".to_owned(),
        idle => format!("kept for {idle}"),
    }
}

/// Connections are kept in all versions that the configuration may run on.
pub(super) fn keeps(hop: &Hop) -> bool {
    let connection = hop.connection();
    if hop.protocol() != Protocol::Http {
        return false;
    }
    let cleared = match hop.headers().get("Connection") {
        Some(header) => header.drops(),
        None => connection.closes.always(|closes| !closes),
    };
    cleared && connection.http_version.always(|version| *version > HttpVersion::V1_0)
}

/// What runs there, by the files beside the proxy.
fn told(cx: &Cx, hop: &Hop) -> Option<(String, Millis, Span)> {
    reach::active(hop.pool).find_map(|server| {
        let services = cx.services_at(hop.proxy_id, &server.endpoint);
        services.into_iter().find_map(|(service, _)| {
            let (idle, at) = service.limits.idle?;
            Some((format!("{} `{}`", service.kind.noun(), cx.show(&service.name)), idle, at))
        })
    })
}

/// What runs there, by the names that people give.
fn known(hop: &Hop) -> Option<(&'static str, Millis)> {
    let name = String::from_utf8_lossy(&hop.pool.name).to_ascii_lowercase();
    let found = IDLE_SECONDS.iter().find(|(word, _)| name.contains(word))?;
    Some((found.0, Millis::seconds(found.1)))
}
