//! Texts that are filled in for each request, in httpd's several spellings.
//!
//! Source: `do_expand` of mod_rewrite, `ap_pregsub`, `ap_expr` strings, `parse_format_string` of mod_headers.

use crate::model::{Part, TableSource, TableText, Template, Text};
use crate::source::At;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Tables inside each other at the most.
const DEPTH: u8 = 8;

/// Tables by their names.
pub type Tables = FxHashMap<Vec<u8>, TableSource>;

#[derive(Default)]
struct Parts {
    parts: Vec<Part>,
    literal: Vec<u8>,
}

impl Parts {
    fn push(&mut self, part: Part) {
        self.flush();
        self.parts.push(part);
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            self.parts.push(Part::Literal(std::mem::take(&mut self.literal).into()));
        }
    }

    fn done(mut self, at: At) -> Template {
        self.flush();
        Template { parts: Arc::from(self.parts), at }
    }
}

/// A text without variables.
pub fn literal(text: &[u8], at: At) -> Template {
    Template { parts: Arc::from([Part::Literal(text.into())]), at }
}

/// The target of a rule or what a condition looks at: `$1`, `%1`, `%{NAME}`, `${table:key|default}`.
pub fn rewrite(text: &[u8], at: At, tables: &Tables) -> Template {
    rewritten(text, at, tables, 0)
}

fn rewritten(text: &[u8], at: At, tables: &Tables, depth: u8) -> Template {
    let mut parts = Parts::default();
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        match (first, tail) {
            (b'\\', [next, after @ ..]) => {
                parts.literal.push(*next);
                rest = after;
            }
            (b'$', [digit, after @ ..]) if digit.is_ascii_digit() => {
                parts.push(Part::Variable(Text::from(&[*digit][..])));
                rest = after;
            }
            (b'%', [digit, after @ ..]) if digit.is_ascii_digit() => {
                parts.push(Part::Variable(Text::from(&[b'%', *digit][..])));
                rest = after;
            }
            (b'%', [b'{', inner @ ..]) => match closing(inner) {
                Some(end) => {
                    parts.push(Part::Variable(Text::from(&inner[..end])));
                    rest = &inner[end + 1..];
                }
                None => {
                    parts.literal.push(b'%');
                    rest = tail;
                }
            },
            (b'$', [b'{', inner @ ..]) => match closing(inner) {
                Some(end) if depth < DEPTH && inner[..end].contains(&b':') => {
                    parts.push(table(&inner[..end], at, tables, depth));
                    rest = &inner[end + 1..];
                }
                _ => {
                    parts.literal.push(b'$');
                    rest = tail;
                }
            },
            _ => {
                parts.literal.push(*first);
                rest = tail;
            }
        }
    }
    parts.done(at)
}

/// `name:key|default`
fn table(text: &[u8], at: At, tables: &Tables, depth: u8) -> Part {
    let colon = text.iter().position(|byte| *byte == b':').unwrap_or(text.len());
    let name = &text[..colon];
    let rest = text.get(colon + 1..).unwrap_or_default();
    let mut level = 0_usize;
    let bar = rest.iter().position(|byte| {
        match byte {
            b'{' => level += 1,
            b'}' => level = level.saturating_sub(1),
            _ => {}
        }
        *byte == b'|' && level == 0
    });
    let (key, default) = match bar {
        Some(bar) => (&rest[..bar], Some(&rest[bar + 1..])),
        None => (rest, None),
    };
    let known = tables.get(name);
    Part::Table(Arc::new(TableText {
        name: name.into(),
        source: known.map_or(TableSource::Unknown(crate::model::Why::Opaque), TableSource::clone),
        key: rewritten(key, at, tables, depth + 1),
        default: default.map(|text| rewritten(text, at, tables, depth + 1)),
    }))
}

/// The place of the `}` that ends what a `{` began.
fn closing(text: &[u8]) -> Option<usize> {
    let mut level = 0;
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'{' => level += 1,
            b'}' if level == 0 => return Some(at),
            b'}' => level -= 1,
            _ => {}
        }
    }
    None
}

/// The target of `ProxyPassMatch`, `RedirectMatch`, `AliasMatch`: `$1`, and `&` for all that matched.
pub fn captures(text: &[u8], at: At) -> Template {
    let mut parts = Parts::default();
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'$', [digit, after @ ..]) if digit.is_ascii_digit() => {
                parts.push(Part::Variable(Text::from(&[*digit][..])));
                after
            }
            (b'&', after) => {
                parts.push(Part::Variable(Text::from("0")));
                after
            }
            (b'\\', [next, after @ ..]) => {
                parts.literal.push(*next);
                after
            }
            _ => {
                parts.literal.push(*first);
                tail
            }
        };
    }
    parts.done(at)
}

/// A string of `ap_expr`: `%{NAME}`, and `$1` for the last pattern that matched.
pub fn expression(text: &[u8], at: At) -> Template {
    let mut parts = Parts::default();
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'%', [b'{', inner @ ..]) if closing(inner).is_some() => {
                let end = closing(inner).unwrap_or_default();
                parts.push(Part::Variable(Text::from(&inner[..end])));
                &inner[end + 1..]
            }
            (b'$', [digit, after @ ..]) if digit.is_ascii_digit() => {
                parts.push(Part::Variable(Text::from(&[b'%', *digit][..])));
                after
            }
            (b'\\', [next, after @ ..]) => {
                parts.literal.push(*next);
                after
            }
            _ => {
                parts.literal.push(*first);
                tail
            }
        };
    }
    parts.done(at)
}

/// The value of a header: `%{NAME}e`, `%{NAME}s`, `%%`; anything else with a `%` is not known.
pub fn header(text: &[u8], at: At) -> Template {
    let mut parts = Parts::default();
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (b'%', [b'%', after @ ..]) => {
                parts.literal.push(b'%');
                after
            }
            (b'%', [b'{', inner @ ..]) => match closing(inner) {
                Some(end) => {
                    let kind: &[u8] = match inner.get(end + 1) {
                        Some(b'e') => b"ENV:",
                        Some(b's') => b"SSL:",
                        _ => b"unknown:",
                    };
                    parts.push(Part::Variable([kind, &inner[..end]].concat().into()));
                    inner.get(end + 2..).unwrap_or_default()
                }
                None => {
                    parts.literal.push(b'%');
                    tail
                }
            },
            (b'%', [sign, after @ ..]) => {
                parts.push(Part::Variable([b"unknown:", &[*sign][..]].concat().into()));
                after
            }
            _ => {
                parts.literal.push(*first);
                tail
            }
        };
    }
    parts.done(at)
}

/// Whether a path holds `*`, `?` or `[…]` (`apr_fnmatch_test`).
pub fn is_glob(text: &[u8]) -> bool {
    let mut open = false;
    let mut signs = text.iter();
    while let Some(sign) = signs.next() {
        match sign {
            b'*' | b'?' => return true,
            b'\\' => drop(signs.next()),
            b'[' => open = true,
            b']' if open => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span, Via};

    fn at() -> At {
        At { span: Span::new(FileId(0), 0, 0), via: Via::DIRECT }
    }

    fn shown(template: &Template) -> String {
        template
            .parts
            .iter()
            .map(|part| match part {
                Part::Literal(text) => String::from_utf8_lossy(text).into_owned(),
                Part::Variable(name) => format!("<{}>", String::from_utf8_lossy(name)),
                Part::Table(table) => format!(
                    "[{} {} {}]",
                    String::from_utf8_lossy(&table.name),
                    shown(&table.key),
                    table.default.as_ref().map(shown).unwrap_or_default()
                ),
                Part::Sample(_) => "sample".to_owned(),
            })
            .collect()
    }

    #[test]
    fn targets_of_rules_keep_their_variables() {
        for (text, expected) in [
            ("http://127.0.0.1:9001/blog/$1", "http://127.0.0.1:9001/blog/<1>"),
            ("http://h/search?q=%1", "http://h/search?q=<%1>"),
            ("http://h%{REQUEST_URI}", "http://h<REQUEST_URI>"),
            ("http://${tenant:$1|127.0.0.1:9009}/$2", "http://[tenant <1> 127.0.0.1:9009]/<2>"),
            ("${lc:${up:$1}}", "[lc [up <1> ] ]"),
            (r"/a\$1%b$", "/a$1%b$"),
        ] {
            assert_eq!(shown(&rewrite(text.as_bytes(), at(), &Tables::default())), expected, "{text}");
        }
        assert_eq!(shown(&captures(b"/x/$1?a&b", at())), "/x/<1>?a<0>b");
        assert_eq!(shown(&header(b"%{REMOTE_USER}e 100%%", at())), "<ENV:REMOTE_USER> 100%");
    }

    #[test]
    fn globs_are_told_from_paths() {
        assert!(is_glob(b"/img/*/x") && is_glob(b"^/a(/.*)?$") && is_glob(b"[ab]"));
        assert!(!is_glob(b"/img/x") && !is_glob(b"^/mail/in") && !is_glob(b"/a]["));
    }
}
