//! Request targets made plain by rule.
//!
//! Source: src/uri_normalizer.c.

use crate::model::Normalise;
use crate::model::evaluate::escape;

/// The target made plain; `None`: it is a bad one.
pub(super) fn normalised(target: &[u8], how: Normalise) -> Option<Vec<u8>> {
    if let Normalise::DecodeUnreserved { strict: true } | Normalise::UpperEscapes { strict: true } = how
        && !escapes_are_whole(target)
    {
        return None;
    }
    let start = match target.first() {
        Some(b'/') => 0,
        _ => match memchr::memmem::find(target, b"://") {
            Some(colon) => {
                let after = colon + 3;
                let slash = target[after..].iter().position(|byte| matches!(byte, b'/' | b'?'));
                slash.map_or(target.len(), |slash| after + slash)
            }
            None => return Some(target.to_vec()),
        },
    };
    let (before, rest) = target.split_at(start);
    let mark = rest.iter().position(|byte| *byte == b'?').unwrap_or(rest.len());
    let (path, query) = rest.split_at(mark);
    let (path, query) = match how {
        Normalise::MergeSlashes => (merged(path), query.to_vec()),
        Normalise::Dot => (without_dots(path), query.to_vec()),
        Normalise::DotDot { full } => (without_parents(path, full), query.to_vec()),
        Normalise::DecodeUnreserved { .. } => (decoded(path), decoded(query)),
        Normalise::UpperEscapes { .. } => (upper(path), upper(query)),
        Normalise::SortQuery => (path.to_vec(), sorted(query)),
        // A target with a fragment is refused before any rule.
        Normalise::StripFragment | Normalise::EncodeFragment => (path.to_vec(), query.to_vec()),
    };
    Some([before, &path, &query].concat())
}

fn escapes_are_whole(text: &[u8]) -> bool {
    text.iter().enumerate().filter(|(_, byte)| **byte == b'%').all(|(index, _)| {
        text.get(index + 1..index + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit))
    })
}

fn merged(path: &[u8]) -> Vec<u8> {
    let mut made: Vec<u8> = Vec::with_capacity(path.len());
    for byte in path {
        if !(*byte == b'/' && made.last() == Some(&b'/')) {
            made.push(*byte);
        }
    }
    made
}

/// `/a/./b` is `/a/b`; `/.` at the end leaves its slash.
fn without_dots(path: &[u8]) -> Vec<u8> {
    let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').collect();
    let last = parts.len() - 1;
    let kept: Vec<&[u8]> = parts
        .iter()
        .enumerate()
        .filter(|(index, part)| **part != *b"." || *index == last)
        .map(|(_, part)| if **part == *b"." { &b""[..] } else { part })
        .collect();
    kept.join(&b"/"[..])
}

/// `/a/../b` is `/b`. What climbs above the root stays at the front, unless all of it is asked for.
fn without_parents(path: &[u8], full: bool) -> Vec<u8> {
    let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').skip(1).collect();
    let mut kept: Vec<&[u8]> = Vec::new();
    let last = parts.len().saturating_sub(1);
    for (index, part) in parts.iter().enumerate() {
        if *part != b".." {
            kept.push(part);
            continue;
        }
        let climbs = kept.last().is_none_or(|above| *above == b"..");
        if !climbs {
            kept.pop();
        } else if !full {
            kept.push(part);
        }
        if index == last {
            kept.push(b"");
        }
    }
    let mut made = vec![b'/'];
    made.extend(kept.join(&b"/"[..]));
    made
}

fn decoded(text: &[u8]) -> Vec<u8> {
    let mut made = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        if let (b'%', [high, low, tail @ ..]) = (first, after)
            && let (Some(high), Some(low)) = (escape::digit(*high), escape::digit(*low))
        {
            let byte = high << 4 | low;
            if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
                made.push(byte);
            } else {
                made.extend(&rest[..3]);
            }
            rest = tail;
            continue;
        }
        made.push(*first);
        rest = after;
    }
    made
}

fn upper(text: &[u8]) -> Vec<u8> {
    let mut made = text.to_vec();
    let mut at = 0;
    while at + 2 < made.len() {
        if made[at] == b'%' && made[at + 1].is_ascii_hexdigit() && made[at + 2].is_ascii_hexdigit() {
            made[at + 1..at + 3].make_ascii_uppercase();
            at += 2;
        }
        at += 1;
    }
    made
}

/// Arguments by their names; equal ones keep their order.
fn sorted(query: &[u8]) -> Vec<u8> {
    let Some(arguments) = query.strip_prefix(b"?") else { return query.to_vec() };
    let mut parts: Vec<&[u8]> = arguments.split(|byte| *byte == b'&').collect();
    let name = |part: &[u8]| part.split(|byte| *byte == b'=').next().unwrap_or_default().to_vec();
    // An empty one at the end is lost.
    if parts.len() > 1 && parts.last().is_some_and(|part| part.is_empty()) {
        parts.pop();
    }
    parts.sort_by_key(|part| name(part));
    [&b"?"[..], &parts.join(&b"&"[..])].concat()
}
