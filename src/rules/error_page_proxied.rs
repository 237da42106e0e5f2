//! An error page that is asked of the very servers that failed.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::evaluate::{Hop as Try, Reply, Sent, StepKind, World};
use crate::model::*;
use crate::source::At;
use crate::world::Kind;
use rustc_hash::FxHashMap;

/// Statuses of failed servers, for which such pages are written.
const FAILED: [u16; 3] = [502, 503, 504];
/// Routes of a host that are followed at the most.
const ROUTES: usize = 8;
/// Pages of a host that are looked at at the most.
const PAGES: usize = 64;

/// No server takes a connection.
struct AllDown;

impl World for AllDown {
    fn kind(&self, _path: &[u8]) -> Option<Kind> {
        None
    }

    fn reply(&self, _sent: &Sent, _server: &Try) -> Option<Reply> {
        Some(Reply::Refused)
    }
}

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies().filter(|(_, proxy)| proxy.whole) {
        let mut routing = None;
        // Thousands of hosts share one base.
        let mut of_base = FxHashMap::default();
        for (id, host) in proxy.hosts.iter() {
            let base =
                host.base.map(|base| &*of_base.entry(base).or_insert_with(|| pages(&proxy.hosts[base])));
            let open = |page: &&Template| !is_held(host, page);
            if !pages(host).iter().any(open) && !base.is_some_and(|pages| pages.iter().any(open)) {
                continue;
            }
            let routing = routing.get_or_insert_with(|| proxy.routing());
            if routing.is_spent() {
                break;
            }
            let forwards = host.forwards().map(|(index, ..)| RouteId { host: id, index }).take(ROUTES);
            for request in forwards.filter_map(|route| routing.witness(route, &AllDown)) {
                let trace = routing.deliver(&request, &AllDown).trace;
                report.findings.extend(asked_again(cx, proxy, &trace));
            }
        }
    }
}

/// Paths of the pages that a host shows where the next hop fails.
fn pages(host: &VirtualHost) -> Vec<&Template> {
    let page = |call: &Call| match (&call.kind, &call.to) {
        (CallKind::ErrorPage { statuses, .. }, CallTarget::Path(_)) => {
            statuses.iter().any(|status| FAILED.contains(status))
        }
        _ => false,
    };
    let sections = host.phased.iter().flat_map(|phased| &phased.sections).flat_map(|section| &section.calls);
    let calls = host.routes.iter().flat_map(|route| route.calls.iter()).chain(sections);
    let paths = calls.filter(|call| page(call)).filter_map(|call| match &call.to {
        CallTarget::Path(path) => Some(path),
        _ => None,
    });
    paths.take(PAGES).collect()
}

/// A route that passes nothing on is for this path, or for a folder around it. The common case: nothing is asked.
fn is_held(host: &VirtualHost, page: &Template) -> bool {
    let Some(page) = page.constant() else { return false };
    host.routes.iter().any(|route| match (&route.action, &route.when) {
        (Action::Forward(_), _) => false,
        (_, Cond::Atom(atom)) => match &atom.op {
            Op::Is(path) => **path == *page,
            Op::Prefix(path) | Op::Under(path) => **path != *b"/" && page.starts_with(path),
            _ => false,
        },
        _ => false,
    })
}

/// Passed on, sent to a page inside, and passed on to the same servers again.
fn asked_again(cx: &Cx, proxy: &Proxy, trace: &[evaluate::Step]) -> Option<Finding> {
    // Where passes are entered by themselves, one that is refused leaves no other step.
    let passed = |step: &&evaluate::Step| match step.kind {
        StepKind::Forwarded => true,
        StepKind::Route => proxy.hosts[step.route.host].phased.is_some(),
        _ => false,
    };
    let turned = trace.iter().position(|step| step.kind == StepKind::Redirected)?;
    let (before, after) = trace.split_at(turned);
    let first = before.iter().rev().find(passed)?;
    let again = after.iter().find(passed)?;
    let (pool, pass) = passed_to(proxy, first.route)?;
    // What holds the pages fails with them.
    let own = first.route == again.route && !takes_all(proxy, first.route);
    if own || passed_to(proxy, again.route)?.0 != pool {
        return None;
    }
    let page = after.first()?.at;
    let name = cx.pool(proxy, &proxy.pools[pool]);
    let message = format!("When {name} fails, it is asked for the page that says so");
    let outcome = proxy.speech.outcome(Failure::Refused, Protocol::Http, proxy.versions);
    Some(
        Finding::new("same-servers", message, Label::new(page, "passed on like any other path"))
            .related(pass, "takes the path of the page, too")
            .statuses(outcome.statuses)
            .outcome("Clients get the server's plain error page, after a second wait for the same servers")
            .help(proxy.speech.spell(proxy, &Intent::PageFromFiles, None).text),
    )
}

/// The route is for every path, not for those below one.
fn takes_all(proxy: &Proxy, route: RouteId) -> bool {
    let when = proxy.hosts[route.host].routes.get(route.index as usize).map(|route| &route.when);
    match when {
        Some(Cond::Atom(atom)) => match &atom.op {
            Op::Prefix(path) | Op::Under(path) => **path == *b"/",
            _ => false,
        },
        _ => false,
    }
}

/// The pool that a route passes to, where it is one, and the line that says so.
fn passed_to(proxy: &Proxy, route: RouteId) -> Option<(PoolId, At)> {
    match &proxy.hosts[route.host].routes.get(route.index as usize)?.action {
        Action::Forward(forward) => match &*forward.targets {
            [target] => Some((target.pool, forward.at)),
            _ => None,
        },
        _ => None,
    }
}
