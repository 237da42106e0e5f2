//! Sample expressions and log-format texts: `req.hdr(host),lower`, `/v2%[path]`.
//!
//! Source: `sample_parse_expr` (src/sample.c), `make_arg_list` (src/arg.c), `parse_logformat_string`
//! (src/log.c). Names that are not in the tables stay opaque, as written: newer servers know more of them.

use super::table::Tables;
use super::{convert, fetch};
use crate::model::{Convert, Part, Sample, Source, Template, Text, part_of};
use crate::source::At;
use std::sync::Arc;

/// Types of values, as far as they decide how a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Known only when the request is there.
    Any,
    Bool,
    Number,
    Address,
    Text,
    Method,
}

/// What expressions need to know of their surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    pub tables: &'a Tables,
    /// The pool that is meant where none is named: the section's own name.
    pub section: &'a [u8],
}

/// An expression that was read.
#[derive(Clone, Debug)]
pub struct Read {
    pub source: Source,
    pub then: Vec<Convert>,
    pub kind: Kind,
    /// Bytes read.
    pub length: usize,
}

impl Read {
    pub fn sample(self, at: At) -> Sample {
        Sample { source: self.source, then: self.then.into(), at }
    }
}

/// A name and its arguments: `field(1,:)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call<'t> {
    pub name: &'t [u8],
    pub arguments: Vec<Vec<u8>>,
    /// Bytes read.
    pub length: usize,
}

impl Call<'_> {
    pub fn argument(&self, index: usize) -> Option<&[u8]> {
        self.arguments.get(index).map(Vec::as_slice)
    }

    pub fn number(&self, index: usize) -> Option<i64> {
        std::str::from_utf8(self.argument(index)?).ok()?.parse().ok()
    }

    pub fn text(&self, index: usize) -> Option<Text> {
        self.argument(index).map(Text::from)
    }
}

/// Reads a name with its arguments; `None`: an argument list is not closed, or there is no name.
pub fn call(text: &[u8]) -> Option<Call<'_>> {
    let end = text
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && !b"._-".contains(byte))
        .unwrap_or(text.len());
    if end == 0 {
        return None;
    }
    let mut call = Call { name: &text[..end], arguments: Vec::new(), length: end };
    let Some(mut rest) = text[end..].strip_prefix(b"(") else { return Some(call) };
    loop {
        let (argument, length) = argument(rest)?;
        call.arguments.push(argument);
        let sign = rest.get(length)?;
        rest = &rest[length + 1..];
        if *sign == b')' {
            break;
        }
    }
    if call.arguments.len() == 1 && call.arguments[0].is_empty() {
        call.arguments.clear();
    }
    call.length = text.len() - rest.len();
    Some(call)
}

/// One argument, with quotes and escapes of this level resolved, and the bytes that it takes. A closing
/// bracket ends it wherever it is not quoted.
fn argument(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    let mut value = Vec::new();
    let mut at = 0;
    let mut quote = None;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            (None, b',' | b')') => return Some((value, at - 1)),
            (None | Some(b'"'), b'\\') => match text.get(at) {
                Some(&escaped) => {
                    at += 1;
                    match escaped {
                        b'r' => value.push(b'\r'),
                        b'n' => value.push(b'\n'),
                        b't' => value.push(b'\t'),
                        b'\\' | b'"' | b'\'' | b' ' | b',' => value.push(escaped),
                        // Any other pair stays, as patterns need it.
                        other => value.extend([b'\\', other]),
                    }
                }
                None => value.push(b'\\'),
            },
            (_, byte) => value.push(byte),
        }
    }
    None
}

/// Reads an expression from the front of a text. `None`: it is none.
pub fn read(text: &[u8], around: Surroundings<'_>) -> Option<Read> {
    let first = call(text)?;
    let (source, kind) = fetch::source(&first, around);
    let mut read = Read { source, then: Vec::new(), kind, length: first.length };
    while let Some(rest) = text.get(read.length..).and_then(|rest| rest.strip_prefix(b",")) {
        let Some(next) = call(rest) else { break };
        let (convert, kind) = convert::convert(&next, read.kind, around);
        read.then.push(convert);
        read.kind = kind;
        read.length += 1 + next.length;
    }
    Some(read)
}

/// A whole word that holds one expression.
pub fn word(text: &[u8], at: At, around: Surroundings<'_>) -> Sample {
    match read(text, around) {
        Some(read) if read.length == text.len() => read.sample(at),
        _ => opaque(text, at),
    }
}

pub fn opaque(text: &[u8], at: At) -> Sample {
    Sample { source: Source::Opaque(Text::from(text)), then: Box::new([]), at }
}

/// A text with `%[expression]`, `%{flags}alias` and `%%`. With captures, `\1` are those of the pattern.
pub fn format(text: &[u8], at: At, captures: bool, around: Surroundings<'_>) -> Template {
    let mut parts = Vec::new();
    let mut literal = Vec::new();
    let mut place = 0;
    while let Some(&byte) = text.get(place) {
        match (byte, text.get(place + 1)) {
            (b'%', Some(b'%')) => {
                literal.push(b'%');
                place += 2;
            }
            (b'%', Some(_)) => {
                let (part, length) = alias(&text[place..], place, text.len(), at, around);
                flush(&mut literal, &mut parts);
                parts.push(part);
                place += length;
            }
            (b'\\', Some(digit)) if captures && digit.is_ascii_digit() => {
                flush(&mut literal, &mut parts);
                parts.push(Part::Variable(Text::from(&[*digit][..])));
                place += 2;
            }
            (b'\\', Some(next)) if captures => {
                literal.push(*next);
                place += 2;
            }
            _ => {
                literal.push(byte);
                place += 1;
            }
        }
    }
    flush(&mut literal, &mut parts);
    Template { parts: parts.into(), at }
}

/// A word that holds one expression, as a text.
pub fn template(text: &[u8], at: At, around: Surroundings<'_>) -> Template {
    Template { parts: Arc::from([Part::Sample(Arc::new(word(text, at, around)))]), at }
}

fn flush(literal: &mut Vec<u8>, parts: &mut Vec<Part>) {
    if !literal.is_empty() {
        parts.push(Part::Literal(Text::from(std::mem::take(literal))));
    }
}

/// What a `%` begins, and its length.
fn alias(text: &[u8], start: usize, whole: usize, at: At, around: Surroundings<'_>) -> (Part, usize) {
    let mut length = 1;
    let mut flags: &[u8] = b"";
    if let Some(rest) = text.get(1..).and_then(|rest| rest.strip_prefix(b"{")) {
        let Some(end) = rest.iter().position(|byte| *byte == b'}') else {
            return (Part::Variable(Text::from(text)), text.len());
        };
        flags = &rest[..end];
        length += end + 2;
    }
    // Quoting and the like change the text in ways that are not kept.
    let plain = flags.is_empty();
    let rest = &text[length.min(text.len())..];
    if let Some(inner) = rest.strip_prefix(b"[") {
        let blank = inner.iter().take_while(|byte| **byte == b' ').count();
        let read = read(&inner[blank..], around);
        let closed = read.as_ref().map(|read| {
            let after = &inner[blank + read.length..];
            blank + read.length + after.iter().take_while(|byte| **byte == b' ').count()
        });
        if let (Some(read), Some(end)) = (read, closed)
            && inner.get(end) == Some(&b']')
        {
            let whole_length = length + 1 + end + 1;
            let span = part_of(at, whole, start + length + 1..start + length + 1 + end);
            let place = At { span, ..at };
            let sample = match plain {
                true => read.sample(place),
                false => opaque(&inner[..end], place),
            };
            return (Part::Sample(Arc::new(sample)), whole_length);
        }
        let end = inner.iter().position(|byte| *byte == b']').unwrap_or(inner.len());
        let sample = opaque(&inner[..end], at);
        return (Part::Sample(Arc::new(sample)), (length + end + 2).min(text.len()));
    }
    let name = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    if name == 0 {
        return (Part::Literal(Text::from("%")), 1);
    }
    let total = length + name;
    let known = match plain {
        true => fetch::alias(&rest[..name]),
        false => None,
    };
    let part = match known {
        Some(source) => Part::Sample(Arc::new(Sample { source, then: Box::new([]), at })),
        None => Part::Variable(Text::from(&text[..total])),
    };
    (part, total)
}

#[cfg(test)]
mod tests;
