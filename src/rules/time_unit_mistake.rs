//! A time whose unit is not the one that was meant.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Applicability, Edit, Finding, Fix, Label};
use crate::model::{Effect, Failure, Millis, Origin, Proxy, Remark, RemarkKind, Setting, Timeouts};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// A bare number of seconds above this is more than an hour.
const LONGEST_SECONDS: u64 = 3600;
/// Whole hours are written by people who count in seconds.
const HOUR_SECONDS: u64 = 3600;
/// From here on not even hours explain a number of seconds: it is a week.
const WEEK_SECONDS: u64 = 604_800;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for (_, proxy) in cx.proxies() {
        report.findings.extend(proxy.remarks.iter().filter_map(|remark| ignored(cx, proxy, remark)));
    }
    for hop in cx.hops() {
        let timeouts = hop.timeouts();
        let bare = hop.proxy.speech.bare_time();
        if bare == Millis(1) {
            bare_seconds(cx, hop, &timeouts, &mut said, report);
        }
        if bare != Millis::seconds(1) {
            continue;
        }
        let settings = [
            (&timeouts.connect, Effect::Connect),
            (&timeouts.send, Effect::Send),
            (&timeouts.response, Effect::Response),
            (&timeouts.idle, Effect::Idle),
        ];
        for (setting, effect) in settings {
            let Some(number) = meant_as_milliseconds(cx, setting) else { continue };
            let Some((at, value)) = setting.at().zip(setting.get()) else { continue };
            let short = Millis(number);
            let failure = if effect == Effect::Connect { Failure::ConnectTimeout } else { Failure::Silent };
            let outcome = hop.outcome(failure);
            let message =
                format!("`{} {number}` is {} seconds, not milliseconds", setting.term, spaced(number));
            let label = format!("{value}, since a bare number is seconds");
            report.push(
                Finding::new("bare-milliseconds", message, Label::new(at, label))
                    .outcome(format!(
                        "A server that hangs holds its requests for {value} before they end in {}",
                        outcome.statuses.join(" or ")
                    ))
                    .help(format!("Write `{} {short};`", setting.term))
                    .fix(Fix {
                        title: format!("Write `{short}`"),
                        applicability: Applicability::Unsafe,
                        edits: vec![Edit { span: at.span, text: short.to_string() }],
                    }),
            );
        }
    }
}

/// A bare number below this is no time that a server answers in; as seconds it is one.
const SHORTEST_MILLIS: Millis = Millis(1000);
/// A connection on one machine, or a check, may take less.
const SHORTEST_CONNECT_MILLIS: Millis = Millis(100);

/// Bare numbers of milliseconds that make sense as seconds.
fn bare_seconds(cx: &Cx, hop: &Hop, timeouts: &Timeouts, said: &mut FxHashSet<Span>, report: &mut Report) {
    let client = &hop.scope.client.idle;
    let mut settings = vec![
        (&timeouts.connect, SHORTEST_CONNECT_MILLIS, Some(Failure::ConnectTimeout)),
        (&timeouts.response, SHORTEST_MILLIS, Some(Failure::Silent)),
        (&timeouts.idle, SHORTEST_MILLIS, None),
        (&timeouts.queue, SHORTEST_CONNECT_MILLIS, Some(Failure::QueueFull)),
        (client, SHORTEST_MILLIS, None),
    ];
    let checks = hop.pool.servers.iter().filter_map(|server| server.check.one());
    let checks: Vec<_> = checks.map(|check| (check, SHORTEST_CONNECT_MILLIS)).collect();
    for (check, limit) in &checks {
        settings.push((&check.interval, *limit, Some(Failure::NoneLeft)));
        settings.push((&check.timeout, *limit, Some(Failure::NoneLeft)));
    }
    for (setting, limit, failure) in settings {
        let (Some(at), Some(value)) = (setting.at(), setting.get()) else { continue };
        // What stands in for another setting is told where it is written.
        let own = !matches!(setting.origin, Origin::Fallback(_));
        if !own
            || value >= limit
            || value == Millis(0)
            || cx.bare_number(at).is_none()
            || !said.insert(at.span)
        {
            continue;
        }
        let message = format!("`{} {}` is {} milliseconds", setting.term, value.0, value.0);
        let outcome = match failure.map(|failure| hop.outcome(failure)) {
            Some(outcome) => {
                let statuses = outcome.statuses.join(" or ");
                format!("Whatever takes longer than {value} ends in {statuses}: `{}`", outcome.log)
            }
            None => format!("Whoever is silent for {value} is cut off"),
        };
        let meant = Millis::seconds(value.0);
        report.push(
            Finding::new("bare-seconds", message, Label::new(at, "a bare number is milliseconds here"))
                .outcome(outcome)
                .help(format!("Write `{} {}s`", setting.term, value.0))
                .fix(Fix {
                    title: format!("Write `{}s`", value.0),
                    applicability: Applicability::Unsafe,
                    edits: vec![Edit { span: at.span, text: format!("{}s", value.0) }],
                })
                .note(format!("With a unit it is {meant}")),
        );
    }
}

/// A unit that is not read: the number alone counts.
fn ignored(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
    let RemarkKind::UnitIgnored { meant, read, term, protocol } = remark.kind else { return None };
    let written = cx.written(proxy, term, remark.at);
    let outcome = proxy.speech.outcome(Failure::Silent, protocol, proxy.versions);
    let message = format!("`{written}` is {read}: the unit is not read");
    let outcome = if read < meant {
        format!("Slow requests end after {read}, in {}: `{}`", outcome.statuses.join(" or "), outcome.log)
    } else {
        format!("A server that hangs holds its requests for {read}")
    };
    let seconds = meant.0.div_ceil(1000).max(1);
    Some(
        Finding::new("unit-ignored", message, Label::new(remark.at, "only the number counts, in seconds"))
            .outcome(outcome)
            .help(format!("Write `{seconds}`, in whole seconds"))
            .fix(Fix {
                title: format!("Write `{seconds}`"),
                applicability: Applicability::Unsafe,
                edits: vec![Edit { span: remark.at.span, text: seconds.to_string() }],
            }),
    )
}

/// The bare number, where it makes sense as milliseconds and none as seconds.
fn meant_as_milliseconds(cx: &Cx, setting: &Setting<Millis>) -> Option<u64> {
    let value = setting.get()?;
    if value <= Millis::seconds(LONGEST_SECONDS) || value == Millis::NEVER {
        return None;
    }
    let number = cx.bare_number(setting.at()?)?;
    let hours = number % HOUR_SECONDS == 0 && number < WEEK_SECONDS;
    (number % 1000 == 0 && !hours).then_some(number)
}

/// Thousands apart, so that zeros can be counted.
fn spaced(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    text
}
