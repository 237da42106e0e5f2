//! Long exchanges that are cut when nothing is said for a while.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

/// A heartbeat of a minute, as many clients have it, needs more.
const SHORT_IDLE: Millis = Millis::seconds(60);
/// What is written instead.
const COMMON: Millis = Millis::seconds(3600);

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    let mut known: Vec<(ProxyId, bool)> = Vec::new();
    for hop in cx.hops() {
        let Some((setting, other)) = short(hop) else { continue };
        let upgrades = match known.iter().find(|(id, _)| *id == hop.proxy_id) {
            Some((_, known)) => *known,
            None => {
                let found = upgrades(hop.proxy);
                known.push((hop.proxy_id, found));
                found
            }
        };
        let Some(at) = setting.at().filter(|_| upgrades && !others_upgrade(hop)) else { continue };
        if said.insert(at.span) {
            report.push(finding(cx, hop, &setting, other));
        }
    }
}

/// The timeout that ends an idle tunnel for want of one of its own, and what that would be called.
fn short(hop: &Hop) -> Option<(Setting<Millis>, &'static str)> {
    let timeouts = hop.timeouts();
    let idle = &timeouts.idle;
    if hop.protocol() != Protocol::Http || !matches!(idle.origin, Origin::Fallback(_)) {
        return None;
    }
    let client = &hop.scope.client.idle;
    let shorter = match (client.get(), timeouts.response.get()) {
        (Some(client_time), Some(time)) if client_time < time => client,
        _ => &timeouts.response,
    };
    let short = shorter.always(|time| *time <= SHORT_IDLE && *time >= Millis::seconds(2));
    short.then(|| (shorter.clone(), *idle.term))
}

/// Routes of the host are there for WebSockets, and this is none of them.
fn others_upgrade(hop: &Hop) -> bool {
    let leads = |route: &Route| leads_sockets(hop.proxy, &route.when);
    !leads(hop.route) && hop.host.routes.iter().any(leads)
}

/// What asks for a WebSocket comes this way.
fn leads_sockets(proxy: &Proxy, cond: &Cond) -> bool {
    match cond {
        Cond::Named(id) => asks_upgrade(&proxy.conditions[*id].cond),
        Cond::All(inner) | Cond::Any(inner) => inner.iter().any(|inner| leads_sockets(proxy, inner)),
        Cond::Not(_) => false,
        cond => asks_upgrade(cond),
    }
}

/// Some condition asks whether a client wants a WebSocket.
fn upgrades(proxy: &Proxy) -> bool {
    let named = proxy.conditions.iter().map(|(_, named)| &named.cond);
    let routes = proxy.hosts.iter().flat_map(|(_, host)| host.routes.iter().map(|route| &route.when));
    named.chain(routes).any(asks_upgrade)
}

fn asks_upgrade(cond: &Cond) -> bool {
    match cond {
        Cond::Atom(atom) => match &atom.subject {
            Subject::Header(name) => name.eq_ignore_case(b"upgrade"),
            Subject::Sample(sample) => match &sample.source {
                Source::Header(pick) | Source::HeaderCount(pick) => pick.name.eq_ignore_case(b"upgrade"),
                _ => false,
            },
            _ => false,
        },
        Cond::All(inner) | Cond::Any(inner) => inner.iter().any(asks_upgrade),
        Cond::Not(inner) => asks_upgrade(inner),
        _ => false,
    }
}

fn finding(cx: &Cx, hop: &Hop, setting: &Setting<Millis>, tunnel: &str) -> Finding {
    let value = setting.get().unwrap_or(SHORT_IDLE);
    let at = setting.at().unwrap_or(hop.pool.name_at);
    let written = cx.show_at(hop.proxy, at);
    let message = format!("WebSockets that are idle for {value} are cut by `{} {written}`", setting.term);
    Finding::new("no-tunnel-timeout", message, Label::new(at, format!("counts for want of `{tunnel}`")))
        .statuses(&["dropped"])
        .outcome("Clients whose heartbeat is slower lose their connection, again and again")
        .help(format!("Write `{tunnel} {COMMON}`"))
}
