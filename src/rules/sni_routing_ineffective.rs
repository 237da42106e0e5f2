//! Rules that look at the name in a TLS greeting, where no greeting can be seen.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for (_, host) in proxy.hosts.iter().filter(|(_, host)| !host.binds.is_empty()) {
            let last = host.routes.get(host.fallback as usize);
            let seen = host
                .routes
                .iter()
                .filter(|route| last.is_none_or(|last| !std::ptr::eq(*route, last)))
                .filter(|route| !last.is_some_and(|last| same(route, last)))
                .find_map(|route| Some((route, greeting(proxy, &route.when, true)?)));
            let Some((route, at)) = seen else { continue };
            if host.kind == HostKind::Http {
                report.push(http_mode(cx, proxy, route, at));
            } else if !awaits(&host.steps) {
                let rest = last.is_some_and(|last| matches!(last.action, Action::Forward(_)));
                report.push(not_awaited(cx, proxy, route, at, rest));
            }
        }
    }
}

/// Both lead to the same place, so nothing is lost.
fn same(a: &Route, b: &Route) -> bool {
    match (&a.action, &b.action) {
        (Action::Forward(a), Action::Forward(b)) => a.template.parts == b.template.parts,
        _ => false,
    }
}

/// The place of a question about the greeting without which the condition cannot hold.
fn greeting(proxy: &Proxy, cond: &Cond, holds: bool) -> Option<At> {
    match cond {
        Cond::Atom(atom) if holds => match &atom.subject {
            Subject::Sample(sample) if sample.source == Source::GreetingSni => Some(atom.at),
            _ => None,
        },
        Cond::All(all) => all.iter().find_map(|cond| greeting(proxy, cond, holds)),
        Cond::Any(any) => {
            let mut places = any.iter().map(|cond| greeting(proxy, cond, holds));
            let first = places.next().flatten()?;
            places.all(|place| place.is_some()).then_some(first)
        }
        // A named one does not refer to others.
        Cond::Named(id) => match &proxy.conditions[*id].cond {
            Cond::Named(_) => None,
            named => greeting(proxy, named, holds),
        },
        _ => None,
    }
}

/// The first bytes of the client are waited for.
fn awaits(steps: &[Step]) -> bool {
    steps.iter().any(|step| match &step.act {
        Act::Await | Act::Opaque(_) => true,
        Act::Phase(_, inner) | Act::Block(inner) => awaits(inner),
        _ => false,
    })
}

fn http_mode(cx: &Cx, proxy: &Proxy, route: &Route, at: At) -> Finding {
    let shown = cx.show_at(proxy, at);
    let spelling = proxy.speech.spell(proxy, &Intent::NameOfRequest, None);
    Finding::new(
        "http-mode",
        format!("In HTTP mode no greeting of TLS is read: `{shown}` never holds"),
        Label::new(at, "never holds"),
    )
    .related(route.at, "never chosen")
    .outcome("Requests meant for it go by the next rule, or end in 503 where there is none")
    .help(format!("Write `{}`", spelling.text))
}

fn not_awaited(cx: &Cx, proxy: &Proxy, route: &Route, at: At, rest: bool) -> Finding {
    let shown = cx.show_at(proxy, at);
    let outcome = proxy.speech.outcome(Failure::NoServer, Protocol::Tcp, proxy.versions);
    let (case, happens) = match rest {
        false => ("no-inspection", cx.outcome(proxy, outcome, "before any rule fits")),
        true => ("no-inspection-before-default", "Every connection goes by the default".to_owned()),
    };
    let spelling = proxy.speech.spell(proxy, &Intent::AwaitGreeting, None);
    Finding::new(
        case,
        format!("The rule may be asked before the client's greeting is there: `{shown}`"),
        Label::new(at, "nothing has been read yet"),
    )
    .related(route.at, "never chosen")
    .outcome(happens)
    .help(format!("Add `{}`", spelling.text))
}
