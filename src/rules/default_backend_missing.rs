//! Requests that no rule matches, and nothing is there for the rest.

use super::{Cx, Report, capital};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies().filter(|(_, proxy)| proxy.open.pools.is_none()) {
        for (_, host) in proxy.hosts.iter().filter(|(_, host)| host.kind == HostKind::Http) {
            let Some(fallback) = host.routes.get(host.fallback as usize) else { continue };
            // Nobody wrote it: it is what the server does when nothing is chosen.
            let nothing = matches!(fallback.action, Action::Decline) && fallback.at == host.at;
            let forwards = |route: &&Route| matches!(route.action, Action::Forward(_));
            let Some(first) = host.routes.iter().find(forwards) else { continue };
            if !nothing || host.binds.is_empty() || answers_rest(host) {
                continue;
            }
            report.push(finding(cx, proxy, host, first));
        }
    }
}

/// Some step or route takes all that is left, or two routes take all there is.
fn answers_rest(host: &VirtualHost) -> bool {
    let chosen: Vec<&Cond> = host
        .routes
        .iter()
        .enumerate()
        .filter(|(index, _)| *index as u32 != host.fallback)
        .map(|(_, route)| &route.when)
        .collect();
    let opposite = |a: &Cond, b: &Cond| match b {
        Cond::Not(inner) => same(inner, a),
        _ => false,
    };
    let all = chosen.iter().any(|cond| **cond == Cond::Always || matches!(cond, Cond::Unknown(..)))
        || chosen.iter().any(|a| chosen.iter().any(|b| opposite(a, b)));
    // A rule that answers whatever the routes do not take is meant to leave nothing.
    let rest = |cond: &Cond| match cond {
        Cond::Always | Cond::Unknown(..) => true,
        Cond::Not(inner) => chosen.iter().any(|cond| same(cond, inner)) || may_be_chosen(inner),
        _ => false,
    };
    all || answers(&host.steps, &rest)
}

/// The same question, wherever it is written.
fn same(a: &Cond, b: &Cond) -> bool {
    match (a, b) {
        (Cond::Atom(a), Cond::Atom(b)) => a.subject == b.subject && a.op == b.op,
        _ => a == b,
    }
}

/// What refuses all but this may leave just what the routes take. That TLS is spoken tells nothing of it.
fn may_be_chosen(cond: &Cond) -> bool {
    match cond {
        Cond::Any(_) | Cond::Named(_) => true,
        Cond::Atom(atom) => !matches!(&atom.subject, Subject::Sample(sample) if sample.source == Source::Tls),
        _ => false,
    }
}

/// Some step ends the work for all requests that are left.
fn answers(steps: &[Step], rest: &dyn Fn(&Cond) -> bool) -> bool {
    steps.iter().any(|step| match &step.act {
        Act::Phase(_, inner) => answers(inner, rest),
        Act::Block(inner) => rest(&step.when) && answers(inner, rest),
        Act::Answer(_) | Act::Forward(_) | Act::Opaque(_) | Act::Redirect(_) => rest(&step.when),
        _ => false,
    })
}

fn finding(cx: &Cx, proxy: &Proxy, host: &VirtualHost, first: &Route) -> Finding {
    let noun = proxy.speech.noun(Noun::Host);
    let text = cx.sources.bytes(host.at.span);
    let name = text.iter().rposition(u8::is_ascii_whitespace).map_or(0, |space| space + 1);
    let at = At { span: host.at.span.part(name, text.len()), ..host.at };
    let outcome = proxy.speech.outcome(Failure::NoServer, Protocol::Http, proxy.versions);
    let message = format!(
        "{} `{}` has no answer for a request that no rule matches",
        capital(noun),
        cx.show_at(proxy, at)
    );
    let spelling = proxy.speech.spell(proxy, &Intent::DefaultPool, None);
    Finding::new("unmatched-requests", message, Label::new(at, "nothing is chosen for the rest"))
        .related(first.at, "chosen under a condition")
        .statuses(outcome.statuses)
        .outcome(cx.outcome(proxy, outcome, "on requests that match no rule"))
        .help(format!("Write `{}`, or an answer of your own for the rest", spelling.text))
}
