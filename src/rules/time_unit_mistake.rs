//! A time whose unit is not the one that was meant.

use super::{Cx, Report};
use crate::diagnostic::{Applicability, Edit, Finding, Fix, Label};
use crate::model::{Effect, Failure, Millis, Setting};

/// A bare number of seconds above this is more than an hour.
const LONGEST_SECONDS: u64 = 3600;
/// Whole hours are written by people who count in seconds.
const HOUR_SECONDS: u64 = 3600;
/// From here on not even hours explain a number of seconds: it is a week.
const WEEK_SECONDS: u64 = 604_800;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.hops() {
        if hop.proxy.speech.bare_time() != Millis::seconds(1) {
            continue;
        }
        let timeouts = hop.timeouts();
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
