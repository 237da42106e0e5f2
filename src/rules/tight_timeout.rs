//! Timeouts that are shorter than normal service needs.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Confidence, Finding, Label};
use crate::model::{
    Atom, CallKind, CallTarget, Cond, Effect, Endpoint, Failure, Intent, Millis, Op, Origin, Reach, Remark,
    RemarkKind, Server, Setting, Timeouts,
};
use crate::source::At;
use rustc_hash::FxHashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A reply that takes this long is nothing unusual: a cold cache, a report, a restart.
const SHORT_RESPONSE: Millis = Millis::seconds(2);
/// A pause of this length between two writes is nothing unusual.
const SHORT_SEND: Millis = Millis::seconds(1);
/// One lost packet costs a second before it is sent again.
const SHORT_CONNECT: Millis = Millis::seconds(1);
/// The way to another machine and back, with its own work, may take this long without any fault.
const TINY_CONNECT: Millis = Millis(100);
/// Waiting for a slot takes as long as a request does.
const SHORT_QUEUE: Millis = Millis::seconds(5);
/// Above this a cap is far from what ordinary use needs.
const MOST_CAP: u32 = 50;
const COMMON_QUEUE: Millis = Millis::seconds(30);
/// What is written instead.
const COMMON: Millis = Millis::seconds(60);
const COMMON_CONNECT: Millis = Millis::seconds(5);

/// Paths of checks and the like, which are meant to fail fast.
const FAST_PATHS: [&str; 8] = ["health", "ping", "status", "live", "ready", "metric", "probe", "auth"];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in &cx.hops().iter().flat_map(Hop::apart).collect::<Vec<_>>() {
        let timeouts = hop.timeouts();
        let near = hop.pool.servers.iter().all(|server| is_here(&server.endpoint));
        let tunnel = matches!(hop.protocol(), crate::model::Protocol::Tcp | crate::model::Protocol::Udp);
        if tunnel || fails_fast(hop) {
            continue;
        }
        // A number without a unit that is short for want of one is told as that.
        let unit = |setting: &Setting<Millis>| {
            let bare = setting.at().and_then(|at| cx.bare_number(at)).is_some();
            bare && hop.proxy.speech.bare_time() == Millis(1)
                && setting.always(|value| *value < SHORT_RESPONSE)
        };
        report.findings.extend(queue(cx, hop, &timeouts).filter(|found| said.insert(found.primary.span)));
        if unit(&timeouts.response) || unit(&timeouts.connect) {
            continue;
        }
        if is_short(&timeouts.response, SHORT_RESPONSE, true) {
            let text = "slower replies are given up";
            report.findings.extend(finding(
                cx,
                hop,
                "short-response",
                &timeouts.response,
                Effect::Response,
                text,
            ));
        }
        if is_short(&timeouts.send, SHORT_SEND, false) {
            let text = "a pause while the request is sent ends it";
            report.findings.extend(finding(cx, hop, "short-send", &timeouts.send, Effect::Send, text));
        }
        if !near && is_short(&timeouts.connect, SHORT_CONNECT, false) {
            let text = "one lost packet is enough to fail";
            let setting = &timeouts.connect;
            let found = finding(cx, hop, "short-connect", setting, Effect::Connect, text);
            let tiny = setting.always(|value| *value < TINY_CONNECT);
            report.findings.extend(found.map(|found| match tiny {
                true => found.confidence(Confidence::Medium),
                false => found,
            }));
        }
    }
}

/// This machine by its usual names; others of 127.0.0.0/8 stand for machines, as tunnels use them.
fn is_here(endpoint: &Endpoint) -> bool {
    let usual = |ip: IpAddr| ip == IpAddr::V4(Ipv4Addr::LOCALHOST) || ip == IpAddr::V6(Ipv6Addr::LOCALHOST);
    endpoint.ip().map_or(endpoint.is_local(), usual)
}

/// Requests that wait for a free slot are given up after the time that was set for connecting.
fn queue(cx: &Cx, hop: &Hop, timeouts: &Timeouts) -> Option<Finding> {
    let queue = &timeouts.queue;
    let Origin::Fallback(from) = queue.origin else { return None };
    let value = queue.get().filter(|value| *value <= SHORT_QUEUE)?;
    let capped = |server: &&Server| server.disabled.is_none() && server.max_connections.get() > Some(0);
    let server = hop.pool.servers.iter().find(capped)?;
    let cap = server.max_connections.get().filter(|cap| *cap <= MOST_CAP)?;
    let at = server.max_connections.at()?;
    let outcome = hop.outcome(Failure::QueueFull);
    let intent = Intent::Timeout { effect: Effect::Queue, value: COMMON_QUEUE, protocol: hop.protocol() };
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, None);
    let message = format!("Beyond {cap} requests at once, those that wait are given up after {value}");
    Some(
        Finding::new("queue-as-short-as-connect", message, Label::new(at, "more than these wait"))
            .related(from, format!("counts for the queue too: no `{}` is set", queue.term))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, "on requests that found all slots taken"))
            .help(format!("Write `{}`", spelling.text)),
    )
}

fn is_short(setting: &Setting<Millis>, limit: Millis, equal: bool) -> bool {
    setting.always(|value| *value > Millis(0) && (*value < limit || equal && *value == limit))
}

/// The route is a check, is asked by the server itself, or has an answer of its own for a timeout.
fn fails_fast(hop: &Hop) -> bool {
    let path = match &hop.route.when {
        Cond::Atom(atom) => path(atom),
        _ => None,
    };
    if path.is_some_and(|path| {
        let path = String::from_utf8_lossy(path).to_ascii_lowercase();
        FAST_PATHS.iter().any(|part| path.contains(part))
    }) {
        return true;
    }
    let falls_back = hop.route.calls.iter().any(|call| match (&call.kind, &call.to) {
        (CallKind::ErrorPage { statuses, .. }, CallTarget::Named(..)) => statuses.contains(&504),
        _ => false,
    });
    hop.route.reach == Reach::Internal || falls_back
}

fn path(atom: &Atom) -> Option<&[u8]> {
    match &atom.op {
        Op::Is(path) | Op::Prefix(path) | Op::Under(path) => Some(path),
        Op::Matches(pattern) => Some(&pattern.source),
        _ => None,
    }
}

fn finding(
    cx: &Cx,
    hop: &Hop,
    case: &'static str,
    setting: &Setting<Millis>,
    effect: Effect,
    text: &str,
) -> Option<Finding> {
    let (at, value) = (setting.at()?, setting.get()?);
    // A unit that is not read is told as that.
    if cx.bare_number(at).is_none() && hop.proxy.remarks.iter().any(|remark| is_unit_of(remark, at)) {
        return None;
    }
    let failure = if effect == Effect::Connect { Failure::ConnectTimeout } else { Failure::Silent };
    let outcome = hop.outcome(failure);
    let longer = if effect == Effect::Connect { COMMON_CONNECT } else { COMMON };
    let intent = Intent::Timeout { effect, value: longer, protocol: hop.protocol() };
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, None);
    let written = cx.written(hop.proxy, setting.term, at);
    let label = if cx.bare_number(at).is_some() { value.to_string() } else { "very short".to_owned() };
    Some(
        Finding::new(case, format!("`{written}` is short: {text}"), Label::new(at, label))
            .statuses(outcome.statuses)
            .outcome(format!("Requests end in {}: `{}`", outcome.statuses.join(" or "), outcome.log))
            .help(format!("Write `{}`, or what the slowest request needs", spelling.text)),
    )
}

fn is_unit_of(remark: &Remark, at: At) -> bool {
    matches!(remark.kind, RemarkKind::UnitIgnored { .. }) && remark.at == at
}
