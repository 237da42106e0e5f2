//! What samples make of a value. `None`: nothing comes of it.

use super::values::{address, bytes};
use super::{Course, fit};
use crate::model::evaluate::{Doubt, Known, escape, open};
use crate::model::{Arithmetic, Convert, Datum, Lookup, Operand, Pattern, ReadAs, Text};
use crate::source::At;
use std::net::IpAddr;

impl Course<'_> {
    pub(super) fn convert(&mut self, convert: &Convert, value: Datum, at: At) -> Known<Option<Datum>> {
        let text = |text: Vec<u8>| Ok(Some(Datum::Text(text.into())));
        Ok(match convert {
            Convert::Lower => return text(bytes(&value).to_ascii_lowercase()),
            Convert::Upper => return text(bytes(&value).to_ascii_uppercase()),
            Convert::Length => Some(Datum::Number(bytes(&value).len() as i64)),
            Convert::Field { index, signs, count, words } => {
                let found = field(&bytes(&value), *index, signs, *count, *words);
                found.map(|found| Datum::Text(found.into()))
            }
            Convert::Bytes { from, length } => {
                let value = bytes(&value);
                let start = usize::try_from(*from).unwrap_or_default();
                if start >= value.len() {
                    return Ok(None);
                }
                let rest = &value[start..];
                let length = length.map_or(rest.len(), |length| usize::try_from(length).unwrap_or_default());
                return text(rest[..length.min(rest.len())].to_vec());
            }
            Convert::WithoutPort => return text(host_and_port(&bytes(&value)).0.to_vec()),
            Convert::OnlyPort => {
                let value = bytes(&value);
                let digits = host_and_port(&value).1;
                let port = std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok());
                Some(Datum::Number(port.unwrap_or(0)))
            }
            Convert::Replace { pattern, with, all } => {
                return text(self.replaced(pattern, with, *all, &bytes(&value), at)?);
            }
            Convert::Lookup(lookup) => self.looked_up(lookup, &value, at)?,
            Convert::Mask { v4, v6 } => match to_address(&value) {
                Some(address) => masked(address, *v4, *v6).map(Datum::Address),
                None => None,
            },
            Convert::Unescape => return Ok(unescaped(&bytes(&value)).map(|text| Datum::Text(text.into()))),
            Convert::Escape => return text(escaped(&bytes(&value))),
            Convert::Compare(variable) => {
                let other = match self.state.variables.get(variable) {
                    Some(other) => other.clone()?,
                    None => return Ok(None),
                };
                let order = bytes(&value).cmp(&bytes(&other));
                Some(Datum::Number(order as i64))
            }
            Convert::Append { before, variable, behind } => {
                let mut all = bytes(&value);
                all.extend(&**before);
                if let Some(name) = variable
                    && let Some(other) = self.state.variables.get(name)
                {
                    all.extend(bytes(&other.clone()?));
                }
                all.extend(&**behind);
                return text(all);
            }
            Convert::Not => number(&value).map(|number| Datum::Bool(number == 0)),
            Convert::IsTrue => number(&value).map(|number| Datum::Bool(number != 0)),
            Convert::Arithmetic(how, operand) => {
                let right = match operand {
                    Operand::Number(number) => *number,
                    Operand::Variable(name) => match self.state.variables.get(name) {
                        Some(other) => match number(&other.clone()?) {
                            Some(number) => number,
                            None => return Ok(None),
                        },
                        None => return Ok(None),
                    },
                };
                number(&value).map(|left| Datum::Number(computed(*how, left, right)))
            }
            Convert::Choose(yes, no) => {
                number(&value).map(|number| Datum::Text(if number != 0 { yes.clone() } else { no.clone() }))
            }
            Convert::Keep(name) => {
                self.state.variables.insert(name.clone(), Ok(value.clone()));
                Some(value)
            }
            Convert::TrimLeft(signs) => {
                let value = bytes(&value);
                let start = value.iter().take_while(|byte| signs.contains(byte)).count();
                return text(value[start..].to_vec());
            }
            Convert::TrimRight(signs) => {
                let value = bytes(&value);
                let cut = value.iter().rev().take_while(|byte| signs.contains(byte)).count();
                return text(value[..value.len() - cut].to_vec());
            }
            Convert::ToAddress => to_address(&value).map(Datum::Address),
            Convert::Opaque(_) => return open(Doubt::NotModelled("what is made of this value"), at),
        })
    }

    fn replaced(&self, pattern: &Pattern, with: &Text, all: bool, text: &[u8], at: At) -> Known<Vec<u8>> {
        let mut made = Vec::new();
        let mut rest = text;
        let mut first = true;
        loop {
            let Some(compiled) = self.routing.patterns.get(pattern) else {
                return open(Doubt::PatternUnread, at);
            };
            // After the first round the start of the text is no longer the start of the value.
            if !first && pattern.source.starts_with(b"^") {
                break;
            }
            first = false;
            let Some(found) = compiled.find(rest) else { return open(Doubt::PatternUnread, at) };
            let Some((range, captures)) = found else { break };
            made.extend(&rest[..range.start]);
            made.extend(filled(with, &captures.groups));
            let empty = range.is_empty();
            rest = &rest[range.end..];
            if !all || rest.is_empty() {
                break;
            }
            if empty {
                made.push(rest[0]);
                rest = &rest[1..];
            }
        }
        made.extend(rest);
        Ok(made)
    }

    fn looked_up(&mut self, lookup: &Lookup, value: &Datum, at: At) -> Known<Option<Datum>> {
        let found = fit::row(self.routing, lookup, value, at)?;
        if found.is_none()
            && let Some(why) = lookup.table.open
        {
            return open(Doubt::Value(why), at);
        }
        let text = found.or_else(|| lookup.default.clone());
        Ok(text.and_then(|text| match lookup.gives {
            ReadAs::Text => Some(Datum::Text(text)),
            ReadAs::Number => std::str::from_utf8(&text).ok()?.parse().ok().map(Datum::Number),
            ReadAs::Address => address(&text).map(Datum::Address),
        }))
    }
}

/// `\1` in a text, as `exp_replace` fills it.
fn filled(with: &[u8], groups: &[Option<Vec<u8>>]) -> Vec<u8> {
    let mut text = Vec::new();
    let mut rest = with;
    while let [first, after @ ..] = rest {
        match (first, after) {
            (b'\\', [digit @ b'0'..=b'9', after @ ..]) => {
                let group = groups.get(usize::from(digit - b'0')).cloned().flatten();
                text.extend(group.unwrap_or_default());
                rest = after;
            }
            (b'\\', [sign, after @ ..]) => {
                text.push(*sign);
                rest = after;
            }
            _ => {
                text.push(*first);
                rest = after;
            }
        }
    }
    text
}

/// `sample_conv_field`, `sample_conv_word`.
fn field(text: &[u8], index: i64, signs: &[u8], count: i64, words: bool) -> Option<Vec<u8>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (place, byte) in text.iter().enumerate() {
        if signs.contains(byte) {
            ranges.push(start..place);
            start = place + 1;
        }
    }
    ranges.push(start..text.len());
    if words {
        ranges.retain(|range| !range.is_empty());
    }
    let count = usize::try_from(count).unwrap_or_default();
    let (first, last) = if index > 0 {
        let first = usize::try_from(index).ok()? - 1;
        (first, if count == 0 { ranges.len() } else { first + count })
    } else {
        let last = ranges.len().checked_sub(usize::try_from(index.unsigned_abs()).ok()?)? + 1;
        (if count == 0 { 0 } else { last.saturating_sub(count) }, last)
    };
    let first = ranges.get(first)?;
    let last = ranges.get(last.min(ranges.len()).checked_sub(1)?)?;
    let found = text.get(first.start..last.end)?;
    (!words || !found.is_empty()).then(|| found.to_vec())
}

/// A host and its port; the brackets of an address stay with it.
fn host_and_port(text: &[u8]) -> (&[u8], &[u8]) {
    let after = text.iter().rposition(|byte| *byte == b']').unwrap_or(0);
    match text[after..].iter().position(|byte| *byte == b':') {
        Some(colon) => (&text[..after + colon], &text[after + colon + 1..]),
        None => (text, b""),
    }
}

fn masked(address: IpAddr, v4: u8, v6: Option<u8>) -> Option<IpAddr> {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(v4)).unwrap_or(0);
            Some(std::net::Ipv4Addr::from(u32::from(address) & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(v6?)).unwrap_or(0);
            Some(std::net::Ipv6Addr::from(u128::from(address) & mask).into())
        }
    }
}

pub(super) fn number(value: &Datum) -> Option<i64> {
    match value {
        Datum::Bool(truth) => Some(i64::from(*truth)),
        Datum::Number(number) => Some(*number),
        Datum::Address(IpAddr::V4(address)) => Some(u32::from(*address).into()),
        Datum::Address(IpAddr::V6(_)) => None,
        Datum::Text(text) => {
            let digits = text.split(|byte| *byte == b'.').next().unwrap_or_default();
            std::str::from_utf8(digits).ok()?.parse().ok()
        }
    }
}

pub(super) fn to_address(value: &Datum) -> Option<IpAddr> {
    match value {
        Datum::Address(address) => Some(*address),
        Datum::Text(text) => std::str::from_utf8(text).ok()?.parse().ok(),
        Datum::Number(number) => Some(std::net::Ipv4Addr::from(u32::try_from(*number).ok()?).into()),
        Datum::Bool(_) => None,
    }
}

fn computed(how: Arithmetic, left: i64, right: i64) -> i64 {
    match how {
        Arithmetic::Add => left.saturating_add(right),
        Arithmetic::Subtract => left.saturating_sub(right),
        Arithmetic::Multiply => left.saturating_mul(right),
        Arithmetic::Divide => left.checked_div(right).unwrap_or(i64::MAX),
        Arithmetic::Remainder => left.checked_rem(right).unwrap_or(0),
        Arithmetic::And => left & right,
        Arithmetic::Or => left | right,
        Arithmetic::Xor => left ^ right,
    }
}

/// `url_decode`: `+` is a blank only behind a `?`.
fn unescaped(text: &[u8]) -> Option<Vec<u8>> {
    let mut made = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut in_query = false;
    while let [first, after @ ..] = rest {
        rest = after;
        in_query |= *first == b'?';
        match (first, after) {
            (b'%', [high, low, after @ ..]) => {
                made.push(escape::digit(*high)? << 4 | escape::digit(*low)?);
                rest = after;
            }
            (b'%', _) => return None,
            (b'+', _) if in_query => made.push(b' '),
            _ => made.push(*first),
        }
    }
    Some(made)
}

/// `encode_string` with the map of `url_enc` (query encoding): unreserved signs stay.
fn escaped(text: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(text.len());
    for byte in text {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            made.push(*byte);
        } else {
            made.extend(format!("%{byte:02X}").bytes());
        }
    }
    made
}
