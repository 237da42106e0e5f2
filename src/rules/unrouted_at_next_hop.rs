//! A request that, as it is forwarded, meets no site of its own at the next proxy.

use super::chain::{self, Next, Routings};
use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::evaluate::{NoWorld, Verdict};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut routings = Routings::new();
    let mut seen = FxHashSet::default();
    for next in cx.nexts() {
        let behind = next.reached.proxy;
        if !behind.whole
            || behind.open.hosts.is_some()
            || !seen.insert((next.hop.proxy_id, next.hop.forward.at))
        {
            continue;
        }
        report.findings.extend(finding(cx, next, &mut routings));
    }
}

fn finding<'a>(cx: &Cx<'a>, next: &Next<'a>, routings: &mut Routings<'a>) -> Option<Finding> {
    let (behind, taken) = (next.reached.proxy, &behind_host(next)?);
    let (asked, sent) = (next.first.hosts.first()?, next.request.hosts.first()?);
    if asked.eq_ignore_case(sent) || has(taken, sent) || next.reached.default != next.host() {
        return None;
    }
    // With the client's own name another site would have answered.
    let mut own = next.request.clone();
    own.hosts = vec![asked.clone()];
    let meant = chain::host(&routings.of(next.reached.proxy_id, behind).deliver(&own, &NoWorld))?;
    let meant = &behind.hosts[meant];
    if meant.at == taken.at || !has(meant, asked) {
        return None;
    }
    let hop = &next.hop;
    let noun = behind.speech.noun(Noun::Host);
    let (asked, sent) = (cx.show(asked), cx.show(sent));
    let (case, outcome) = match &next.delivery.verdict {
        Verdict::Dropped { .. } => {
            let outcome = hop.outcome(Failure::ClosedEarly);
            (
                "closed",
                cx.outcome(hop.proxy, outcome, "on every request: the default there closes the connection"),
            )
        }
        Verdict::Answer(answer) => {
            ("default-host", format!("{} on every request, from the default {noun} there", answer.status))
        }
        _ => (
            "default-host",
            format!("Every request is answered by the default {noun} there, which is another site"),
        ),
    };
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::HostHeader, None);
    let statuses: Vec<&'static str> = match case {
        "closed" => hop.outcome(Failure::ClosedEarly).statuses.to_vec(),
        _ => Vec::new(),
    };
    Some(
        Finding::new(
            case,
            format!("Requests for {asked} are passed on as {sent}, a name that no {noun} behind it has"),
            Label::new(
                At { span: reach::scheme_or_host(hop), ..hop.forward.at },
                format!("goes out with Host {sent}"),
            ),
        )
        .related(meant.names.first().map_or(meant.at, |name| name.at), format!("this {noun} is meant"))
        .related(taken.at, "this one answers")
        .statuses(&statuses)
        .outcome(outcome)
        .help(match spelling.text.as_str() {
            "" => "Pass the client's name on as it came".to_owned(),
            text => format!("Pass the client's name on: `{text}`"),
        }),
    )
}

fn behind_host<'a>(next: &Next<'a>) -> Option<&'a VirtualHost> {
    Some(&next.reached.proxy.hosts[next.host()?])
}

fn has(host: &VirtualHost, name: &[u8]) -> bool {
    let name = name.split(|byte| *byte == b':').next().unwrap_or(name);
    host.names.iter().any(|own| match &own.pattern {
        NamePattern::Exact(own) => own.eq_ignore_case(name),
        // A pattern may take it.
        _ => true,
    })
}
