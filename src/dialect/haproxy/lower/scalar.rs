//! Values of settings as lines write them: times, numbers, and what counts only sometimes.
//!
//! Sources: `parse_time_err` (src/tools.c), `proxy_parse_timeout` (src/proxy.c).

use super::super::values::{self, TimeFault};
use super::line::{Arg, Line};
use super::part::{Part, is_placeholder};
use super::section::Section;
use crate::model::*;

/// Sets a value, or one more of several where it counts only sometimes.
pub fn set<T: Clone>(slot: &mut Setting<T>, new: Setting<T>, when: When) {
    if when == When::Always {
        *slot = new;
        return;
    }
    let value = match &new.value {
        Value::One(value) => Ok(Some(value.clone())),
        Value::Unknown(why) => Err(*why),
        _ => Ok(None),
    };
    let case = Case { value, when, origin: new.origin };
    let mut cases = match std::mem::replace(&mut slot.value, Value::Unset) {
        Value::Several(cases) => *cases,
        Value::One(value) => vec![Case { value: Ok(Some(value)), when: When::Always, origin: slot.origin }],
        Value::Unset => vec![Case { value: Ok(None), when: When::Always, origin: slot.origin }],
        Value::Unknown(why) => vec![Case { value: Err(why), when: When::Always, origin: slot.origin }],
    };
    cases.push(case);
    *slot = match cases.len() {
        ..=64 => Setting { value: Value::Several(Box::new(cases)), ..new },
        _ => Setting { value: Value::Unknown(Why::Environment), ..new },
    };
}

/// A time in milliseconds.
pub fn time<'a>(
    part: &mut Part<'a>,
    section: &Section<'a>,
    line: Line<'a>,
    term: Term,
    slot: &mut Setting<Millis>,
) {
    let args = line.args(&section.env);
    let Some(arg) = args.first() else {
        return part.refused(line, format!("'{term}' expects an integer value (in milliseconds)"));
    };
    if let Some(why) = arg.why {
        return set(slot, Setting::unknown(term, arg.at, why), line.when);
    }
    match read_time(part, arg, 1, term) {
        Some(value) => {
            // 0 is no limit, as if it were not set.
            let value = if value.0 == 0 { Millis::NEVER } else { value };
            if let Some(first) =
                slot.at().filter(|_| matches!(slot.origin, Origin::Written(_)) && line.when == When::Always)
            {
                part.without_effect(first, NoEffect::Overridden { by: arg.at });
            }
            set(slot, Setting::written(term, arg.at, value), line.when);
        }
        None => set(slot, Setting::unknown(term, arg.at, Why::Invalid), line.when),
    }
    if let Some(extra) = args.get(1) {
        let says = format!(
            "'{term}' : unexpected extra argument '{}' after value '{}'.",
            extra.shown(),
            arg.shown()
        );
        part.invalid(extra, says);
    }
}

/// A time; what HAProxy refuses of it is told.
pub fn read_time(part: &mut Part<'_>, arg: &Arg<'_>, bare: u64, term: &str) -> Option<Millis> {
    match values::time(&arg.text, bare) {
        Ok(time) => {
            if time.rest > 0 {
                part.remark(arg.at, RemarkKind::TruncatedNumber { read: time.value.0 });
            }
            Some(time.value)
        }
        Err(TimeFault::TooLong) => {
            let says = format!(
                "timer overflow in argument <{}> to <{term}> (maximum value is 2147483647 ms or ~24.8 days)",
                arg.shown()
            );
            part.invalid(arg, says);
            None
        }
        Err(TimeFault::Unexpected(at)) => {
            let character = arg.text.get(at).map_or(' ', |byte| char::from(*byte));
            part.invalid(arg, format!("unexpected character '{character}' in argument to <{term}>"));
            None
        }
    }
}

/// A number that HAProxy reads by `atol`.
pub fn number<'a, T: TryFrom<i64> + Clone>(
    part: &mut Part<'a>,
    section: &Section<'a>,
    line: Line<'a>,
    term: Term,
    slot: &mut Setting<T>,
) {
    let Some(arg) = line.arg(0, &section.env) else { return };
    if let Some(why) = arg.why {
        return set(slot, Setting::unknown(term, arg.at, why), line.when);
    }
    let (value, length) = values::leading(&arg.text);
    if length < arg.text.len() && !is_placeholder(&arg.text) {
        part.remark(arg.at, RemarkKind::TruncatedNumber { read: value.max(0) as u64 });
    }
    let setting = match T::try_from(value) {
        Ok(value) => Setting::written(term, arg.at, value),
        Err(_) => Setting::unknown(term, arg.at, Why::Invalid),
    };
    set(slot, setting, line.when);
}

/// `timeout clinet 5s`
pub fn unknown_timeout<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
    let Some(arg) = line.arg(0, &section.env) else { return };
    let says = "'timeout' supports 'client', 'server', 'connect', 'check', 'queue', 'handshake', \
                'http-keep-alive', 'http-request', 'tunnel', 'tarpit', 'client-fin' or 'server-fin' \
                (got '"
        .to_owned()
        + &arg.shown()
        + "')";
    part.invalid(&arg, says);
}
