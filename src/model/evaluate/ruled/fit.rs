//! Values against lists: any value that fits any entry.
//!
//! Source: `pat_match_*`, `match_word` (src/pattern.c).

use super::Course;
use super::convert::{number, to_address};
use super::values::bytes;
use crate::model::evaluate::names::Routing;
use crate::model::evaluate::{Doubt, Known, open, table};
use crate::model::{Among, Datum, Fit, Lookup, Pattern, Row, Text, Texts};
use crate::source::At;
use std::net::IpAddr;

impl Course<'_> {
    pub(super) fn among(&self, values: &[Datum], among: &Among, at: At) -> Known<bool> {
        Ok(match among {
            Among::Found => !values.is_empty(),
            Among::True(wanted) => {
                values.iter().any(|value| number(value).is_some_and(|number| (number != 0) == *wanted))
            }
            Among::Numbers(ranges) => values.iter().filter_map(number).any(|number| within(ranges, number)),
            Among::Lengths(ranges) => values.iter().any(|value| within(ranges, bytes(value).len() as i64)),
            Among::Networks { list, open: missing } => {
                let mut addresses = values.iter().filter_map(to_address);
                let held = addresses.any(|address| {
                    list.iter().any(|(network, bits)| table::within(address, *network, *bits))
                });
                match missing {
                    Some(why) if !held && !values.is_empty() => return open(Doubt::Value(*why), at),
                    _ => held,
                }
            }
            Among::Texts(texts) => return self.texts(values, texts, at),
        })
    }

    fn texts(&self, values: &[Datum], texts: &Texts, at: At) -> Known<bool> {
        let mut doubt = None;
        for value in values {
            let value = bytes(value);
            for text in texts.iter() {
                match fits(self.routing, texts.fit, texts.ignore_case, &value, text, at) {
                    Ok(true) => return Ok(true),
                    Ok(false) => {}
                    Err(reasons) => doubt = Some(reasons),
                }
            }
        }
        match (doubt, texts.open()) {
            (Some(reasons), _) => Err(reasons),
            (None, Some(why)) if !values.is_empty() => open(Doubt::Value(why), at),
            _ => Ok(false),
        }
    }
}

fn within(ranges: &[(i64, i64)], number: i64) -> bool {
    ranges.iter().any(|(first, last)| (*first..=*last).contains(&number))
}

/// Whether a text fits one entry.
fn fits(routing: &Routing<'_>, fit: Fit, fold: bool, value: &[u8], entry: &Text, at: At) -> Known<bool> {
    if fit == Fit::Pattern {
        let pattern = Pattern { source: entry.clone(), ignore_case: fold };
        let run = routing.patterns.get(&pattern).and_then(|compiled| compiled.run(value));
        return match run {
            Some(found) => Ok(found.is_some()),
            None => open(Doubt::PatternUnread, at),
        };
    }
    if !fold {
        return Ok(plain(fit, value, entry));
    }
    Ok(plain(fit, &value.to_ascii_lowercase(), &entry.to_ascii_lowercase()))
}

fn plain(fit: Fit, value: &[u8], entry: &[u8]) -> bool {
    match fit {
        Fit::Equal => value == entry,
        Fit::Prefix => value.starts_with(entry),
        Fit::Suffix => value.ends_with(entry),
        Fit::Contains => entry.len() <= value.len() && memchr::memmem::find(value, entry).is_some(),
        Fit::Segments => word(value, entry, b"/?"),
        Fit::Labels => word(value, entry, b"/?.:"),
        Fit::Pattern | Fit::Number | Fit::Network | Fit::Length => false,
    }
}

/// `match_word`: the entry stands between signs, or at an end.
fn word(value: &[u8], entry: &[u8], signs: &[u8]) -> bool {
    let start = entry.iter().take_while(|byte| signs.contains(byte)).count();
    let entry = &entry[start..];
    let cut = entry.iter().rev().take_while(|byte| signs.contains(byte)).count();
    let entry = &entry[..entry.len() - cut];
    if entry.is_empty() {
        return false;
    }
    let mut from = 0;
    while let Some(found) = memchr::memmem::find(&value[from..], entry) {
        let place = from + found;
        let before = place.checked_sub(1).is_none_or(|before| signs.contains(&value[before]));
        let behind = value.get(place + entry.len()).is_none_or(|byte| signs.contains(byte));
        if before && behind {
            return true;
        }
        from = place + 1;
    }
    false
}

/// The value of the row that a look-up finds: the longest prefix, the narrowest network, else the first that
/// fits.
pub(super) fn row(routing: &Routing<'_>, lookup: &Lookup, value: &Datum, at: At) -> Known<Option<Text>> {
    let rows = &lookup.table.rows;
    let text = bytes(value);
    let first = |fits: &mut dyn FnMut(&Row) -> Known<bool>| {
        for row in rows {
            if fits(row)? {
                return Ok(Some(row.value.clone()));
            }
        }
        Ok(None)
    };
    match lookup.fit {
        Fit::Prefix => {
            let mut best: Option<&Row> = None;
            for row in rows.iter().filter(|row| text.starts_with(&row.key)) {
                if best.is_none_or(|known| row.key.len() > known.key.len()) {
                    best = Some(row);
                }
            }
            Ok(best.map(|row| row.value.clone()))
        }
        Fit::Network => {
            let Some(address) = to_address(value) else { return Ok(None) };
            let mut best: Option<(u8, &Row)> = None;
            for row in rows {
                let Some((network, bits)) = network(&row.key) else { continue };
                if table::within(address, network, bits) && best.is_none_or(|(known, _)| bits > known) {
                    best = Some((bits, row));
                }
            }
            Ok(best.map(|(_, row)| row.value.clone()))
        }
        Fit::Number => {
            let Some(number) = number(value) else { return Ok(None) };
            first(&mut |row| Ok(range(&row.key).is_some_and(|range| within(&[range], number))))
        }
        fit => first(&mut |row| fits(routing, fit, false, &text, &row.key, at)),
    }
}

fn network(text: &[u8]) -> Option<(IpAddr, u8)> {
    let text = std::str::from_utf8(text).ok()?;
    match text.split_once('/') {
        Some((address, bits)) => Some((address.parse().ok()?, bits.parse().ok()?)),
        None => {
            let address: IpAddr = text.parse().ok()?;
            Some((address, if address.is_ipv4() { 32 } else { 128 }))
        }
    }
}

fn range(text: &[u8]) -> Option<(i64, i64)> {
    let text = std::str::from_utf8(text).ok()?;
    match text.split_once(':') {
        Some((first, last)) => Some((first.parse().ok()?, last.parse().ok()?)),
        None => {
            let number = text.parse().ok()?;
            Some((number, number))
        }
    }
}
