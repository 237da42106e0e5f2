//! Tables from one text to another: maps, networks, shares.
//!
//! Source: `ngx_http_map_find`, `ngx_http_geo_cidr_variable`.

use super::walk::Walk;
use super::{Doubt, Known, open};
use crate::model::{Geo, Map, MapKey, Template, Why};
use crate::source::At;
use std::net::IpAddr;

impl<'a> Walk<'a> {
    pub(super) fn map(&mut self, map: &'a Map, at: At) -> Known<Vec<u8>> {
        let input = self.text(&map.input)?;
        let cut = match input.strip_suffix(b".") {
            Some(cut) if map.hostnames => cut,
            _ => &input[..],
        };
        if let Some(value) = plain(map, cut) {
            return self.text(value);
        }
        if map.open {
            return open(Doubt::Value(Why::UnreadInclude), at);
        }
        for entry in map.entries.iter() {
            if let MapKey::Matches(pattern) = &entry.key
                && self.run(pattern, entry.value.at, cut)?
            {
                return self.text(&entry.value);
            }
        }
        match &map.default {
            Some(value) => self.text(value),
            None => Ok(Vec::new()),
        }
    }

    pub(super) fn geo(&mut self, geo: &'a Geo, at: At) -> Known<Vec<u8>> {
        let address = match &geo.input {
            Some(input) => {
                let text = self.text(input)?;
                std::str::from_utf8(&text).ok().and_then(|text| text.parse::<IpAddr>().ok())
            }
            None => match self.client {
                Some(ip) => Some(ip),
                None => return open(Doubt::Client("the address"), at),
            },
        };
        if geo.open {
            return open(Doubt::Value(Why::UnreadInclude), at);
        }
        // Text that is no address counts as this one (`ngx_http_geo_addr`).
        let address = address.unwrap_or(IpAddr::from([255, 255, 255, 255]));
        let network = geo
            .networks
            .iter()
            .filter(|((network, bits), _)| within(address, *network, *bits))
            .max_by_key(|((_, bits), _)| *bits)
            .map(|(_, value)| value);
        let range = || {
            let found =
                geo.ranges.iter().rev().find(|((first, last), _)| *first <= address && address <= *last);
            found.map(|(_, value)| value)
        };
        let value = network.or_else(range).or(geo.default.as_ref());
        Ok(value.map_or(Vec::new(), |value| value.to_vec()))
    }

    /// Shares hang on a hash of the key: known only where all values are the same.
    pub(super) fn split(&mut self, values: &'a [Template], at: At) -> Known<Vec<u8>> {
        let mut known: Option<Vec<u8>> = None;
        for value in values {
            let text = self.text(value)?;
            if known.as_ref().is_some_and(|known| *known != text) {
                return open(Doubt::NotModelled("a share of the requests"), at);
            }
            known = Some(text);
        }
        Ok(known.unwrap_or_default())
    }
}

/// Entries without patterns: equal text, then for host names the longest wildcard.
fn plain<'a>(map: &'a Map, input: &[u8]) -> Option<&'a Template> {
    let mut leading: Option<(usize, &Template)> = None;
    let mut trailing: Option<(usize, &Template)> = None;
    let longer =
        |best: &Option<(usize, &Template)>, length: usize| best.is_none_or(|(known, _)| length > known);
    for entry in map.entries.iter() {
        match &entry.key {
            MapKey::Exact(text) if text.eq_ignore_case(input) => return Some(&entry.value),
            MapKey::Leading(text) | MapKey::LeadingOrSelf(text) => {
                // Keys may or may not carry the dot after their star.
                let bare = text.strip_prefix(b".").unwrap_or(text);
                let own = matches!(entry.key, MapKey::LeadingOrSelf(_)) && bare.eq_ignore_ascii_case(input);
                let below = input.len() > bare.len() + 1
                    && input[input.len() - bare.len()..].eq_ignore_ascii_case(bare)
                    && input[input.len() - bare.len() - 1] == b'.';
                if (own || below) && longer(&leading, bare.len()) {
                    leading = Some((bare.len(), &entry.value));
                }
            }
            MapKey::Trailing(text) => {
                let fits = input.len() > text.len() && input[..text.len()].eq_ignore_ascii_case(text);
                if fits && longer(&trailing, text.len()) {
                    trailing = Some((text.len(), &entry.value));
                }
            }
            _ => {}
        }
    }
    leading.or(trailing).map(|(_, value)| value)
}

/// Whether an address lies in a network.
pub(super) fn within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    let same = |a: u128, b: u128, width: u32| {
        let kept = u32::from(bits).min(width);
        kept == 0 || (a ^ b) >> (width - kept) == 0
    };
    match (address, network) {
        (IpAddr::V4(a), IpAddr::V4(b)) => same(u32::from(a).into(), u32::from(b).into(), 32),
        (IpAddr::V6(a), IpAddr::V6(b)) => same(a.into(), b.into(), 128),
        _ => false,
    }
}
