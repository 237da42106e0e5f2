//! Converters: what an expression makes of a value.
//!
//! Source: the manual, section 7.3.1; src/sample.c, src/http_conv.c, src/map.c.

use super::fetch::{fit, written};
use super::sample::{Call, Kind, Surroundings};
use crate::model::{Arithmetic, Convert, Fit, Lookup, Operand, Pattern, ReadAs, Text};

/// What a converter does to a value of a type, and the type of what it gives.
pub fn convert(call: &Call<'_>, from: Kind, around: Surroundings<'_>) -> (Convert, Kind) {
    let found = lookup(call, around).or_else(|| text(call)).or_else(|| number(call));
    match found {
        Some((convert, kind)) => (convert, kind),
        None => (Convert::Opaque(written(call)), if keeps(call.name) { from } else { Kind::Any }),
    }
}

/// Converters that pass their value on.
fn keeps(name: &[u8]) -> bool {
    matches!(name, b"debug" | b"set-var" | b"unset-var")
}

fn text(call: &Call<'_>) -> Option<(Convert, Kind)> {
    let convert = match call.name {
        b"lower" => Convert::Lower,
        b"upper" => Convert::Upper,
        b"field" | b"word" => Convert::Field {
            index: call.number(0)?,
            signs: call.text(1)?,
            count: if call.arguments.len() > 2 { call.number(2)? } else { 1 },
            words: call.name == b"word",
        },
        b"bytes" => Convert::Bytes {
            from: call.number(0)?,
            length: match call.arguments.len() {
                1 => None,
                _ => Some(call.number(1)?),
            },
        },
        b"host_only" => Convert::WithoutPort,
        b"port_only" => return Some((Convert::OnlyPort, Kind::Number)),
        b"regsub" => {
            let flags = call.argument(2).unwrap_or_default();
            Convert::Replace {
                pattern: Pattern { source: call.text(0)?, ignore_case: flags.contains(&b'i') },
                with: call.text(1).unwrap_or_default(),
                all: flags.contains(&b'g'),
            }
        }
        b"url_dec" if call.arguments.is_empty() => Convert::Unescape,
        b"url_enc" if call.arguments.is_empty() => Convert::Escape,
        b"concat" => Convert::Append {
            before: call.text(0).unwrap_or_default(),
            variable: call.text(1).filter(|name| !name.is_empty()),
            behind: call.text(2).unwrap_or_default(),
        },
        b"ltrim" => Convert::TrimLeft(call.text(0)?),
        b"rtrim" => Convert::TrimRight(call.text(0)?),
        b"iif" => Convert::Choose(call.text(0)?, call.text(1)?),
        _ => return None,
    };
    Some((convert, Kind::Text))
}

fn number(call: &Call<'_>) -> Option<(Convert, Kind)> {
    let arithmetic = |how| {
        let operand = match call.number(0) {
            Some(number) => Operand::Number(number),
            None => Operand::Variable(call.text(0)?),
        };
        Some((Convert::Arithmetic(how, operand), Kind::Number))
    };
    match call.name {
        b"length" => Some((Convert::Length, Kind::Number)),
        b"strcmp" => Some((Convert::Compare(call.text(0)?), Kind::Number)),
        b"not" => Some((Convert::Not, Kind::Bool)),
        b"bool" => Some((Convert::IsTrue, Kind::Bool)),
        b"add" => arithmetic(Arithmetic::Add),
        b"sub" => arithmetic(Arithmetic::Subtract),
        b"mul" => arithmetic(Arithmetic::Multiply),
        b"div" => arithmetic(Arithmetic::Divide),
        b"mod" => arithmetic(Arithmetic::Remainder),
        b"and" => arithmetic(Arithmetic::And),
        b"or" => arithmetic(Arithmetic::Or),
        b"xor" => arithmetic(Arithmetic::Xor),
        b"ipmask" => {
            let width = |index: usize, bits: u8| -> Option<u8> {
                let text = std::str::from_utf8(call.argument(index)?).ok()?;
                let width = text.parse::<u8>().ok().filter(|width| *width <= bits);
                width.or_else(|| mask(text))
            };
            let v6 = if call.arguments.len() > 1 { Some(width(1, 128)?) } else { None };
            Some((Convert::Mask { v4: width(0, 32)?, v6 }, Kind::Address))
        }
        _ => None,
    }
}

/// The width of `255.255.0.0`.
fn mask(text: &str) -> Option<u8> {
    let bits = u32::from(text.parse::<std::net::Ipv4Addr>().ok()?);
    (bits.leading_ones() + bits.trailing_zeros().min(32 - bits.leading_ones()) == 32)
        .then_some(bits.leading_ones() as u8)
}

/// `map`, `map_beg`, `map_str_int`, …
fn lookup(call: &Call<'_>, around: Surroundings<'_>) -> Option<(Convert, Kind)> {
    let rest = call.name.strip_prefix(b"map")?;
    let mut words = rest.split(|byte| *byte == b'_').skip(1);
    let (fit, gives) = match (words.next(), words.next()) {
        (None, _) => (Fit::Equal, ReadAs::Text),
        (Some(b"regm"), None) => return None,
        (Some(how), None) => (fit(how).filter(|fit| *fit != Fit::Length)?, ReadAs::Text),
        (Some(how), Some(gives)) => {
            let gives = match gives {
                b"str" => ReadAs::Text,
                b"int" => ReadAs::Number,
                b"ip" => ReadAs::Address,
                _ => return None,
            };
            (fit(how).filter(|fit| *fit != Fit::Length)?, gives)
        }
    };
    if words.next().is_some() || !(rest.is_empty() || rest.starts_with(b"_")) {
        return None;
    }
    let default: Option<Text> = call.text(1);
    let table = around.tables.map(call.argument(0)?);
    let kind = match gives {
        ReadAs::Text => Kind::Text,
        ReadAs::Number => Kind::Number,
        ReadAs::Address => Kind::Address,
    };
    Some((Convert::Lookup(Lookup { fit, table, default, gives }), kind))
}
