//! The proxy stops waiting before the application's own limit ends.

use super::{Cx, Hop, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::Span;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.deployment.neighbours.services.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.hops() {
        let wait = &hop.timeouts().response;
        let Some(time) = wait.get().filter(|time| *time != Millis::NEVER && time.0 > 0) else { continue };
        for server in reach::active(hop.pool) {
            let Some((service, limit, at)) = limit(cx, hop, server) else { continue };
            let primary = wait.at().unwrap_or(hop.forward.at);
            if time >= limit || !seen.insert((hop.proxy_id, primary.span, at)) {
                continue;
            }
            report.push(finding(cx, hop, (time, wait), service, limit, at));
        }
    }
}

/// How long the application lets a request run: the limit that ends it, else that of the script.
fn limit<'a>(cx: &Cx<'a>, hop: &Hop, server: &Server) -> Option<(&'a Service, Millis, Span)> {
    cx.services_at(hop.proxy_id, &server.endpoint).into_iter().find_map(|(service, _)| {
        let (limit, at) = service.limits.response.or(service.limits.execution)?;
        Some((service, limit, at))
    })
}

fn finding(
    cx: &Cx,
    hop: &Hop,
    (time, wait): (Millis, &Setting<Millis>),
    service: &Service,
    limit: Millis,
    at: Span,
) -> Finding {
    let whose = if wait.at().is_none() {
        format!(", {}'s default", hop.proxy.speech.server())
    } else {
        String::new()
    };
    let (noun, name) = (service.kind.noun(), cx.show(&service.name));
    let outcome = hop.outcome(Failure::Silent);
    let intent = Intent::Timeout { effect: Effect::Response, value: limit, protocol: hop.protocol() };
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, None);
    Finding::new(
        "gives-up-first",
        format!("The proxy waits {time}{whose}; {noun} `{name}` may take {limit}"),
        Label::new(wait.at().unwrap_or(hop.forward.at), format!("`{}` is {time}", wait.term)),
    )
    .related(at, format!("requests may run for {limit}"))
    .statuses(outcome.statuses)
    .outcome(cx.outcome(
        hop.proxy,
        outcome,
        &format!(
            "for requests that take between {time} and {limit}, while the application still works on them"
        ),
    ))
    .help(format!("Write `{}`, or let the application stop earlier", spelling.text))
}
