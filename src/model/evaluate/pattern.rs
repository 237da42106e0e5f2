//! Regular expressions as servers read them (PCRE), run by an engine without backtracking.
//!
//! A pattern is translated where both engines mean the same; look-around, back-references, possessive
//! and atomic groups, `\K` and the like are left unread, and what hangs on them depends.

use super::super::cond::Pattern;
use regex::bytes::{Regex, RegexBuilder};
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Bytes that one compiled pattern may take.
const SIZE: usize = 4 << 20;

/// A pattern that can be run.
#[derive(Debug)]
pub struct Compiled {
    regex: Regex,
    /// It holds a `$`, which PCRE also lets match before a final line feed.
    has_end: bool,
}

/// Captures of the last pattern that matched.
#[derive(Clone, Debug, Default)]
pub struct Captures {
    pub groups: Vec<Option<Vec<u8>>>,
    pub named: Vec<(Vec<u8>, Vec<u8>)>,
}

/// Compiled patterns, by their text. Shared between threads.
#[derive(Debug, Default)]
pub struct Patterns(Mutex<FxHashMap<Pattern, Option<Arc<Compiled>>>>);

impl Patterns {
    /// `None`: it cannot be read here.
    pub fn get(&self, pattern: &Pattern) -> Option<Arc<Compiled>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known.get(pattern) {
            return found.clone();
        }
        let compiled = compile(pattern).map(Arc::new);
        known.insert(pattern.clone(), compiled.clone());
        compiled
    }
}

fn compile(pattern: &Pattern) -> Option<Compiled> {
    let translated = translate(&pattern.source)?;
    let regex = RegexBuilder::new(&translated.text)
        .unicode(false)
        .case_insensitive(pattern.ignore_case)
        .size_limit(SIZE)
        .dfa_size_limit(SIZE)
        .build()
        .ok()?;
    Some(Compiled { regex, has_end: translated.has_end })
}

impl Compiled {
    /// The first place where it matches, with its captures; `None` where the two engines may differ on this text.
    pub fn find(&self, text: &[u8]) -> Option<Option<(std::ops::Range<usize>, Captures)>> {
        let found = self.run(text)?;
        Some(found.map(|captures| (self.regex.find(text).map_or(0..0, |found| found.range()), captures)))
    }

    /// Runs it: `None` where the two engines may differ on this text.
    pub fn run(&self, text: &[u8]) -> Option<Option<Captures>> {
        if self.has_end && text.ends_with(b"\n") {
            return None;
        }
        Some(self.regex.captures(text).map(|found| {
            Captures {
                groups: found.iter().map(|group| group.map(|group| group.as_bytes().to_vec())).collect(),
                named: self
                    .regex
                    .capture_names()
                    .flatten()
                    .map(|name| {
                        let value = found.name(name).map_or(Vec::new(), |group| group.as_bytes().to_vec());
                        (name.as_bytes().to_ascii_lowercase(), value)
                    })
                    .collect(),
            }
        }))
    }
}

struct Translated {
    text: String,
    has_end: bool,
}

/// From PCRE to the engine's spelling; `None` where no exact spelling is known.
fn translate(source: &[u8]) -> Option<Translated> {
    let mut out = String::with_capacity(source.len() + 8);
    let mut has_end = false;
    let mut at = 0;
    // A quantifier may stand here; a second sign after one makes it lazy or possessive.
    let mut after_quantifier = false;
    while let Some(&byte) = source.get(at) {
        at += 1;
        let quantifier = match byte {
            b'*' | b'+' | b'?' => {
                if after_quantifier && byte != b'?' {
                    return None;
                }
                out.push(char::from(byte));
                // After `a+?` nothing more may follow.
                !after_quantifier
            }
            b'{' => match braces(&source[at..]) {
                Some(length) => {
                    if after_quantifier {
                        return None;
                    }
                    out.push('{');
                    out.extend(source[at..at + length].iter().map(|byte| char::from(*byte)));
                    at += length;
                    true
                }
                None => {
                    out.push_str("\\{");
                    false
                }
            },
            b'}' => {
                out.push_str("\\}");
                false
            }
            b'\\' => {
                at = escape(source, at, false, &mut out, &mut has_end)?;
                false
            }
            b'[' => {
                at = class(source, at, &mut out)?;
                false
            }
            b'(' => {
                at = group(source, at, &mut out)?;
                false
            }
            b'$' => {
                has_end = true;
                out.push('$');
                false
            }
            b'^' | b'.' | b'|' | b')' => {
                out.push(char::from(byte));
                false
            }
            byte => {
                literal(byte, &mut out);
                false
            }
        };
        after_quantifier = quantifier;
    }
    Some(Translated { text: out, has_end })
}

fn literal(byte: u8, out: &mut String) {
    use std::fmt::Write;
    if byte.is_ascii_alphanumeric() || b"/_:,;=!@'\" ".contains(&byte) {
        out.push(char::from(byte));
    } else {
        let _ = write!(out, "\\x{byte:02X}");
    }
}

/// Length of `2}`, `2,}` or `2,5}`; `None` where the brace is an ordinary sign.
fn braces(rest: &[u8]) -> Option<usize> {
    let close = rest.iter().position(|byte| *byte == b'}')?;
    let inner = &rest[..close];
    let (low, high) = match inner.iter().position(|byte| *byte == b',') {
        Some(comma) => (&inner[..comma], &inner[comma + 1..]),
        None => (inner, &b""[..]),
    };
    let digits = |text: &[u8]| text.iter().all(u8::is_ascii_digit);
    (!low.is_empty() && digits(low) && digits(high)).then_some(close + 1)
}

/// What follows a backslash; the place after it.
fn escape(source: &[u8], at: usize, in_class: bool, out: &mut String, has_end: &mut bool) -> Option<usize> {
    let &byte = source.get(at)?;
    match byte {
        b'd' | b'D' | b'w' | b'W' | b's' | b'S' | b'n' | b'r' | b't' | b'f' | b'a' => {
            out.push('\\');
            out.push(char::from(byte));
        }
        b'b' if in_class => out.push_str("\\x08"),
        b'b' | b'B' | b'A' if !in_class => {
            out.push('\\');
            out.push(char::from(byte));
        }
        b'z' if !in_class => out.push_str("\\z"),
        b'Z' if !in_class => {
            *has_end = true;
            out.push_str("\\z");
        }
        b'e' => out.push_str("\\x1B"),
        b'h' if !in_class => out.push_str("[\\t \\xA0]"),
        b'h' => out.push_str("\\t \\xA0"),
        b'x' => {
            let digits = &source[at + 1..];
            let count = digits.iter().take(2).take_while(|byte| byte.is_ascii_hexdigit()).count();
            if count != 2 {
                return None;
            }
            out.push_str("\\x");
            out.extend(digits[..2].iter().map(|byte| char::from(*byte)));
            return Some(at + 3);
        }
        byte if !byte.is_ascii_alphanumeric() => {
            use std::fmt::Write;
            let _ = write!(out, "\\x{byte:02X}");
        }
        _ => return None,
    }
    Some(at + 1)
}

/// A bracketed class, from after its `[`; the place after its `]`.
fn class(source: &[u8], mut at: usize, out: &mut String) -> Option<usize> {
    out.push('[');
    if source.get(at) == Some(&b'^') {
        out.push('^');
        at += 1;
    }
    let mut first = true;
    loop {
        let &byte = source.get(at)?;
        at += 1;
        match byte {
            b']' if !first => {
                out.push(']');
                return Some(at);
            }
            b'\\' => at = escape(source, at, true, out, &mut false)?,
            b'[' if source.get(at) == Some(&b':') => {
                let length = source[at..].windows(2).position(|pair| pair == b":]")? + 2;
                out.push('[');
                out.extend(source[at..at + length].iter().map(|byte| char::from(*byte)));
                at += length;
            }
            b'[' if matches!(source.get(at), Some(b'.' | b'=')) => return None,
            // At an end of the class it is a plain sign, elsewhere it makes a range.
            b'-' if first || source.get(at) == Some(&b']') => out.push_str("\\x2D"),
            b'-' => out.push('-'),
            byte => literal(byte, out),
        }
        first = false;
    }
}

/// What follows a `(`; the place after the group's head.
fn group(source: &[u8], at: usize, out: &mut String) -> Option<usize> {
    let rest = &source[at..];
    let Some(rest) = rest.strip_prefix(b"?") else {
        if rest.starts_with(b"*") {
            return None;
        }
        out.push('(');
        return Some(at);
    };
    let at = at + 1;
    let (skip, rest) = match rest {
        [b'P', rest @ ..] => (1, rest),
        rest => (0, rest),
    };
    let close = match rest.first()? {
        b'<' if !matches!(rest.get(1), Some(b'=' | b'!')) => b'>',
        b'\'' if skip == 0 => b'\'',
        b'#' if skip == 0 => {
            return Some(at + rest.iter().position(|byte| *byte == b')')? + 1);
        }
        b':' if skip == 0 => {
            out.push_str("(?:");
            return Some(at + 1);
        }
        b'i' | b's' | b'm' | b'-' if skip == 0 => {
            let end = rest.iter().position(|byte| !matches!(byte, b'i' | b's' | b'm' | b'-'))?;
            if !matches!(rest.get(end), Some(b':' | b')')) {
                return None;
            }
            out.push_str("(?");
            out.extend(rest[..=end].iter().map(|byte| char::from(*byte)));
            return Some(at + end + 1);
        }
        _ => return None,
    };
    let end = rest.iter().skip(1).position(|byte| *byte == close)? + 1;
    let name = &rest[1..end];
    if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') {
        return None;
    }
    out.push_str("(?P<");
    out.extend(name.iter().map(|byte| char::from(*byte)));
    out.push('>');
    Some(at + skip + end + 1)
}

/// How much of a path a prefix takes, where it ends with a segment; runs of slashes count as one
/// (httpd's `alias_match`).
pub fn under(path: &[u8], prefix: &[u8]) -> Option<usize> {
    let (mut at, mut rest) = (0, prefix);
    while let Some(&byte) = rest.first() {
        if byte == b'/' {
            let run = |text: &[u8]| text.iter().take_while(|byte| **byte == b'/').count();
            let count = run(&path[at..]);
            if count == 0 {
                return None;
            }
            at += count;
            rest = &rest[run(rest)..];
        } else {
            if path.get(at) != Some(&byte) {
                return None;
            }
            at += 1;
            rest = &rest[1..];
        }
    }
    let whole = prefix.ends_with(b"/") || matches!(path.get(at), None | Some(b'/'));
    (whole && !prefix.is_empty()).then_some(at)
}

/// Matches a pattern of `*`, `?`, `[…]` and `\\` with a text (`apr_fnmatch`); where `stops`, no star,
/// question mark or class takes a slash.
pub fn glob(pattern: &[u8], text: &[u8], stops: bool) -> bool {
    let (mut p, mut t) = (0, 0);
    // Where the last star stood, and how far it has taken the text.
    let mut back: Option<(usize, usize)> = None;
    loop {
        let step = match (pattern.get(p), text.get(t)) {
            (None, None) => return true,
            (Some(b'*'), _) => {
                back = Some((p + 1, t));
                p += 1;
                continue;
            }
            (Some(b'?'), Some(byte)) if !(stops && *byte == b'/') => Some(p + 1),
            (Some(b'['), Some(byte)) if !(stops && *byte == b'/') => in_class(pattern, p, *byte),
            (Some(b'\\'), Some(byte)) if pattern.get(p + 1) == Some(byte) => Some(p + 2),
            (Some(sign), Some(byte)) if sign == byte && !matches!(sign, b'?' | b'[' | b'\\') => Some(p + 1),
            _ => None,
        };
        match (step, back) {
            (Some(next), _) => (p, t) = (next, t + 1),
            (None, Some((after, taken))) => match text.get(taken) {
                Some(byte) if !(stops && *byte == b'/') => {
                    back = Some((after, taken + 1));
                    (p, t) = (after, taken + 1);
                }
                _ => return false,
            },
            (None, None) => return false,
        }
    }
}

/// The place after a class that holds the byte.
fn in_class(pattern: &[u8], open: usize, byte: u8) -> Option<usize> {
    let mut at = open + 1;
    let negated = matches!(pattern.get(at), Some(b'!' | b'^'));
    at += negated as usize;
    let first = at;
    let mut held = false;
    loop {
        let low = *pattern.get(at)?;
        if low == b']' && at > first {
            return (held != negated).then_some(at + 1);
        }
        let high = match (pattern.get(at + 1), pattern.get(at + 2)) {
            (Some(b'-'), Some(&high)) if high != b']' => {
                at += 2;
                high
            }
            _ => low,
        };
        held |= (low..=high).contains(&byte);
        at += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(source: &str) -> Pattern {
        Pattern { source: source.into(), ignore_case: false }
    }

    fn matches(source: &str, text: &[u8]) -> Option<bool> {
        let compiled = compile(&pattern(source))?;
        compiled.run(text).map(|found| found.is_some())
    }

    #[test]
    fn pcre_spellings_mean_what_they_mean_there() {
        for (source, text, expected) in [
            (r"\.(php|html)$", &b"/a.php"[..], true),
            (r"^/x{2}/a{/", b"/xx/a{/", true),
            (r"[[\]a&&b~-]+$", b"[]&~-", true),
            (r"[^]a]", b"]", false),
            (r"^\/a\-b\_c$", b"/a-b_c", true),
            (r"^/caf\xC3\xA9$", b"/caf\xc3\xa9", true),
            ("^/café$", "/café".as_bytes(), true),
            (r"(?i)^/case/ABC$", b"/case/aBc", true),
            (r"^(?'n'\d+)\<$", b"12<", true),
            (r"[[:digit:]]+x", b"1x", true),
            ("a b#c", b"a b#c", true),
            (r"^/(?:a|b)+?$", b"/ab", true),
        ] {
            assert_eq!(matches(source, text), Some(expected), "{source}");
        }
    }

    #[test]
    fn what_has_no_exact_spelling_stays_unread() {
        for source in ["^(?!/api)", "(?<=a)b", r"(a)\1", "a++", "(?>a)", r"\Kx", "(*UTF8)a", r"\p{L}", "("] {
            assert!(compile(&pattern(source)).is_none(), "{source}");
        }
        assert_eq!(matches("a$", b"a\n"), None);
    }

    #[test]
    fn a_prefix_ends_with_a_segment() {
        for (path, prefix, taken) in [
            ("/app", "/app", Some(4)),
            ("/app/x", "/app", Some(4)),
            ("/apple", "/app", None),
            ("/api", "/api/", None),
            ("/api/x", "/api/", Some(5)),
            ("//app//x", "/app", Some(5)),
            ("/x", "/", Some(1)),
            ("/x", "x", None),
        ] {
            assert_eq!(under(path.as_bytes(), prefix.as_bytes()), taken, "{path} {prefix}");
        }
    }

    #[test]
    fn globs_stop_at_slashes_where_asked() {
        for (pattern, text, stops, held) in [
            ("/img/*/thumb", "/img/a/thumb", true, true),
            ("/img/*/thumb", "/img/a/b/thumb", true, false),
            ("/img/*/thumb", "/img/a/b/thumb", false, true),
            ("*.b.c", "a.x.b.c", false, true),
            ("img?.e", "img12.e", false, false),
            ("[a-c]x", "bx", true, true),
            ("[!a-c]x", "bx", true, false),
            ("*", "", true, true),
            ("a*b*c", "axxbyyc", true, true),
        ] {
            assert_eq!(glob(pattern.as_bytes(), text.as_bytes(), stops), held, "{pattern} {text}");
        }
    }

    #[test]
    fn captures_come_by_number_and_name() {
        let compiled = compile(&pattern("^/(?<Kind>[a-z]+)(/.*)?$")).unwrap();
        let found = compiled.run(b"/ab").unwrap().unwrap();
        assert_eq!(found.groups, [Some(b"/ab".to_vec()), Some(b"ab".to_vec()), None]);
        assert_eq!(found.named, [(b"kind".to_vec(), b"ab".to_vec())]);
    }
}
