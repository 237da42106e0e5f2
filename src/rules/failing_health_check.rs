//! Health checks that fail as they are configured, as a probe saw it.

use super::cx::Hop;
use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::Checked;
use crate::model::*;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.facts.net.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let servers: Vec<&Server> = reach::active(hop.pool).collect();
        let failing: Vec<(&Server, &HealthCheck, &Checked)> =
            servers.iter().filter_map(|server| failing(cx, hop, server)).collect();
        let all = failing.len() == servers.len() && hop.pool.closed.is_ok();
        for (server, check, told) in failing {
            if seen.insert((hop.proxy_id, server.at)) {
                report.push(finding(cx, hop, server, check, told, all));
            }
        }
    }
}

/// The answer that takes a server out, the same on all of its addresses.
fn failing<'a>(
    cx: &Cx<'a>,
    hop: &Hop<'a>,
    server: &'a Server,
) -> Option<(&'a Server, &'a HealthCheck, &'a Checked)> {
    let way = hop.way(server);
    let check = way.health_check()?;
    let expected = Expected::of(check)?;
    let peers = way.check_peers(&cx.facts.net);
    let mut answers = peers.iter().map(|peer| cx.facts.net.checked(&way, peer));
    let first = answers.next()??;
    if !answers.all(|other| other == Some(first)) {
        return None;
    }
    let fails = match first {
        Checked::Status { status } => !expected.has(*status),
        Checked::Garbage | Checked::Closed | Checked::NoAnswer | Checked::NoTls => true,
        Checked::Undecided { .. } => false,
    };
    fails.then_some((server, check, first))
}

/// Statuses that a check takes for good.
enum Expected {
    Success,
    Some { good: Vec<(u16, u16)>, not: bool },
}

impl Expected {
    /// `None` where more than the status is looked at.
    fn of(check: &HealthCheck) -> Option<Expected> {
        let text = match &check.expects.value {
            Value::Unset => return Some(Expected::Success),
            Value::One(text) => std::str::from_utf8(text).ok()?,
            _ => return None,
        };
        let mut words = text.split_ascii_whitespace().peekable();
        let not = words.next_if_eq(&"!").is_some();
        let (Some("status"), Some(list), None) = (words.next(), words.next(), words.next()) else {
            return None;
        };
        let range = |text: &str| -> Option<(u16, u16)> {
            let (from, to) = text.split_once('-').unwrap_or((text, text));
            Some((from.parse().ok()?, to.parse().ok()?))
        };
        let good = list.split(',').map(range).collect::<Option<Vec<_>>>()?;
        Some(Expected::Some { good, not })
    }

    fn has(&self, status: u16) -> bool {
        match self {
            Expected::Success => (200..400).contains(&status),
            Expected::Some { good, not } => {
                good.iter().any(|(from, to)| (*from..=*to).contains(&status)) != *not
            }
        }
    }
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, check: &HealthCheck, told: &Checked, all: bool) -> Finding {
    let address = reach::address(cx, hop.proxy, &server.endpoint);
    let text = |setting: &Setting<Text>| setting.one().map_or(String::new(), |text| cx.show(text));
    let request = format!("{} {}", text(&check.method), text(&check.uri));
    let answer = match told {
        Checked::Status { status } => format!("is answered {status}"),
        Checked::Garbage => "gets an answer that is no HTTP".to_owned(),
        Checked::Closed => "is closed without an answer".to_owned(),
        Checked::NoTls => "fails in the TLS handshake".to_owned(),
        Checked::NoAnswer | Checked::Undecided { .. } => "gets no answer".to_owned(),
    };
    let outcome = hop.outcome(Failure::NoneLeft);
    let place = check.uri.at().or(check.expects.at()).unwrap_or(check.at);
    let place = if check.expects.is_unset() { place } else { check.expects.at().unwrap_or(place) };
    let finding = Finding::new(
        if all { "all" } else { "one-of-several" },
        format!("The health check `{request}` of {address} {answer}, so the server is taken out"),
        Label::new(
            place,
            if check.expects.is_unset() { "asked here" } else { "something else is expected here" },
        ),
    )
    .related(server.endpoint.at, "the server");
    let finding = match all {
        true => finding.statuses(outcome.statuses).outcome(cx.outcome(
            hop.proxy,
            outcome,
            "on every request, once the checks have failed",
        )),
        false => {
            finding.statuses(&["none"]).outcome("The server gets no traffic, and the others carry all of it")
        }
    };
    finding.help(match told {
        Checked::Status { .. } => {
            "Ask for a path that answers 200 without a login, or expect the status that it gives"
        }
        _ => "Let the check speak as the server does: its scheme, its port, its PROXY header",
    })
}
