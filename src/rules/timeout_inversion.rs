//! An outer proxy that gives up before the one behind it.

use super::{Cx, Hop, Reached, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut inner: FxHashMap<(ProxyId, HostId), Vec<Hop>> = FxHashMap::default();
    let mut seen = FxHashSet::default();
    for hop in cx.hops() {
        let wait = &hop.timeouts().response;
        let Some(time) = wait.get().filter(|time| *time != Millis::NEVER && time.0 > 0) else { continue };
        for server in reach::active(hop.pool) {
            let reached = cx.listeners_at(hop.proxy, &server.endpoint);
            let Some((behind, host)) = host_behind(hop, server, &reached) else { continue };
            let hops = inner
                .entry((behind.proxy_id, host))
                .or_insert_with(|| cx.hops_from(behind.proxy_id, behind.proxy, host));
            let waits = hops.iter().filter_map(|next| {
                let time = next.timeouts().response.get().filter(|time| *time != Millis::NEVER)?;
                Some((time, *next))
            });
            let longest = waits.max_by_key(|(time, _)| *time);
            let Some((theirs, next)) = longest.filter(|(theirs, _)| *theirs > time) else { continue };
            let at = wait.at().unwrap_or(hop.forward.at);
            if seen.insert((at.span, next.forward.at.span)) {
                report.push(finding(cx, hop, (time, wait), &next, theirs));
            }
        }
    }
}

/// The host of the next proxy that gets the request: the only one there, else the one with the name that is asked.
fn host_behind<'a>(hop: &Hop, server: &Server, reached: &[Reached<'a>]) -> Option<(Reached<'a>, HostId)> {
    let first = *reached.first()?;
    let mut hosts: Vec<HostId> = reached.iter().flat_map(|r| r.binds.iter().map(|bind| bind.host)).collect();
    hosts.sort_unstable();
    hosts.dedup();
    if let [one] = hosts.as_slice() {
        return Some((first, *one));
    }
    let mut wanted: Vec<&[u8]> = server.endpoint.name().map(|name| &**name).into_iter().collect();
    wanted.extend(hop.host.names.iter().filter_map(|name| match &name.pattern {
        NamePattern::Exact(name) => Some(&**name),
        _ => None,
    }));
    let named = |id: &&HostId| {
        first.proxy.hosts[**id].names.iter().any(|name| match &name.pattern {
            NamePattern::Exact(name) => wanted.iter().any(|wanted| name.eq_ignore_case(wanted)),
            _ => false,
        })
    };
    let mut named = hosts.iter().filter(named);
    let one = *named.next()?;
    named.next().is_none().then_some((first, one))
}

fn finding(
    cx: &Cx,
    hop: &Hop,
    (time, wait): (Millis, &Setting<Millis>),
    next: &Hop,
    theirs: Millis,
) -> Finding {
    let response = &next.timeouts().response;
    let (outer, inner) = (hop.proxy.speech.server(), next.proxy.speech.server());
    let own = if wait.at().is_none() { format!(", {outer}'s default") } else { String::new() };
    // A wait that nobody wrote is rarely used up.
    let case = if response.at().is_some() { "gives-up-first" } else { "before-default" };
    let default = if response.at().is_none() { format!(", {inner}'s default") } else { String::new() };
    let outcome = hop.outcome(Failure::Silent);
    let intent = |hop: &Hop, value| {
        let intent = Intent::Timeout { effect: Effect::Response, value, protocol: hop.protocol() };
        hop.proxy.speech.spell(hop.proxy, &intent, None).text
    };
    let longer = Millis(theirs.0.saturating_add(5_000));
    Finding::new(
        case,
        format!("{outer} gives up after {time}{own}; {inner} behind it waits {theirs}{default}"),
        Label::new(wait.at().unwrap_or(hop.forward.at), format!("`{}` is {time}", wait.term)),
    )
    .related(response.at().unwrap_or(next.forward.at), format!("`{}` is {theirs}", response.term))
    .statuses(outcome.statuses)
    .outcome(cx.outcome(
        hop.proxy,
        outcome,
        &format!(
            "for requests that take between {time} and {theirs}, while the proxy behind still works on them"
        ),
    ))
    .help(format!("Let the outer wait be the longer one: `{}`", intent(hop, longer)))
}
