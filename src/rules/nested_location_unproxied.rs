//! A location inside a proxied one that passes nothing on.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Act, Action, CallKind, Cond, Local, Proxy, Reach, Route, Step, VirtualHost, Who};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for (_, host) in proxy.hosts.iter() {
            for route in &host.routes {
                report.findings.extend(finding(cx, proxy, host, route));
            }
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, host: &VirtualHost, route: &Route) -> Option<Finding> {
    let parent = host.routes.get(route.parent? as usize)?;
    let Action::Forward(forward) = &parent.action else { return None };
    let Action::Local(local) = &route.action else { return None };
    // An `if` or `limit_except` takes the pass over, and a nested exact path may be an error page.
    if route.reach != Reach::Client || parent.action_inherited || answers(&route.steps) || denied(route) {
        return None;
    }
    if route.calls.iter().any(|call| matches!(call.kind, CallKind::TryFiles { .. })) {
        return None;
    }
    let outer = match host.routes.get(host.fallback as usize).map(|route| &route.action) {
        Some(Action::Local(local)) => Some(local),
        _ => None,
    };
    let root = |local: &Local| local.root.as_ref().map(|root| root.at.span);
    if root(local).is_some() && root(local) != outer.and_then(root) || is_well_known(route) {
        return None;
    }
    let (case, happens) = match &local.root {
        Some(root) => ("served-from-root", format!("is looked up below {}", cx.show_at(proxy, root.at))),
        None => ("served-from-default", "is looked up in nginx's own html folder".to_owned()),
    };
    let text = cx.show_at(proxy, route.at);
    let pass = cx.show_at(proxy, forward.at);
    Some(
        Finding::new(
            case,
            format!("`{text}` does not take over `{pass}` of the location around it"),
            Label::new(route.at, "passes nothing on"),
        )
        .related(forward.at, "counts in its own location only")
        .outcome(format!("404: what fits here {happens}"))
        .help(format!("Repeat `{pass};` in this location")),
    )
}

fn answers(steps: &[Step]) -> bool {
    steps.iter().any(|step| match &step.act {
        Act::Answer(_) | Act::Rewrite { .. } | Act::Opaque(_) | Act::Forward(_) => true,
        Act::Block(inner) => answers(inner),
        _ => false,
    })
}

/// Nobody may ask for it.
fn denied(route: &Route) -> bool {
    route.access.iter().any(|line| !line.allow && line.who == Who::All)
}

/// Files for certificates are served from a folder by intention.
fn is_well_known(route: &Route) -> bool {
    match &route.when {
        Cond::Atom(atom) => match &atom.op {
            crate::model::Op::Prefix(path) | crate::model::Op::Is(path) => path.starts_with(b"/.well-known"),
            _ => false,
        },
        _ => false,
    }
}
