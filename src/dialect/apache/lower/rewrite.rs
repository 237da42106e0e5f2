//! Rules of mod_rewrite: `RewriteRule` with the `RewriteCond` lines before it, and what goes with them.
//!
//! Source: `cmd_rewriterule_setflag`, `cmd_rewritecond`, `config_server_merge` of mod_rewrite.

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::expr;
use super::template::{self, Tables};
use crate::model::{
    Cond, FileTest, Inherit, Op, Pattern, RewriteSet, Rule, RuleCond, RuleFlags, Subject, Template, Text, Why,
};
use crate::source::At;

/// Rules of one scope, as they are met.
#[derive(Debug, Default)]
pub struct Rules {
    at: Option<At>,
    on: Option<bool>,
    rules: Vec<Rule>,
    conditions: Vec<RuleCond>,
    inherit: Inherit,
    down: Inherit,
    base: Option<Text>,
    unknown: Option<Why>,
}

impl Rules {
    /// Takes a line of mod_rewrite; the rule's place where it is one that passes requests on.
    pub fn line(&mut self, line: Line<'_>, tables: &Tables) -> Option<usize> {
        self.at.get_or_insert(line.head());
        if line.unknown().is_some() {
            self.unknown = line.unknown();
            return None;
        }
        match line.keyword() {
            kw::REWRITE_ENGINE => {
                self.on = line.arg(0).map(|arg| arg.text.eq_ignore_ascii_case(b"on"));
            }
            kw::REWRITE_OPTIONS => {
                for arg in line.args() {
                    match &*arg.text.to_ascii_lowercase() {
                        b"inherit" => self.inherit = Inherit::After,
                        b"inheritbefore" => self.inherit = Inherit::Before,
                        b"inheritdown" => self.down = Inherit::After,
                        b"inheritdownbefore" => self.down = Inherit::Before,
                        b"legacyprefixdocroot" => {
                            self.unknown = Some(Why::Opaque);
                        }
                        _ => {}
                    }
                }
            }
            kw::REWRITE_BASE => self.base = line.arg(0).map(|arg| Text::from(arg.text)),
            kw::REWRITE_COND => {
                if let (Some(test), Some(pattern)) = (line.arg(0), line.arg(1)) {
                    self.conditions.push(condition(test, pattern, line.arg(2), tables));
                }
            }
            kw::REWRITE_RULE => {
                let conditions = std::mem::take(&mut self.conditions);
                if let (Some(pattern), Some(target)) = (line.arg(0), line.arg(1)) {
                    let mut rule = rule(line, pattern, target, line.arg(2), tables);
                    rule.conditions = conditions.into();
                    let passes = rule.flags.has(RuleFlags::PROXY) && rule.target.is_some();
                    self.rules.push(rule);
                    return passes.then(|| self.rules.len() - 1);
                }
            }
            _ => {}
        }
        None
    }

    pub fn rule(&mut self, index: usize) -> Option<&mut Rule> {
        self.rules.get_mut(index)
    }

    /// `folder` is what the patterns do not see; `None` in a host.
    pub fn done(self, folder: Option<Text>) -> Option<Box<RewriteSet>> {
        Some(Box::new(RewriteSet {
            at: self.at?,
            on: self.on,
            rules: self.rules.into(),
            inherit: self.inherit,
            down: self.down,
            base: self.base,
            folder,
            unknown: self.unknown,
        }))
    }
}

/// Words of a flag list: `[NC,OR]`.
fn flags(arg: Option<Arg<'_>>) -> Vec<(Vec<u8>, Vec<u8>)> {
    let Some(arg) = arg else { return Vec::new() };
    let text = arg.text;
    let inner = text.strip_prefix(b"[").unwrap_or(text);
    let inner = inner.strip_suffix(b"]").unwrap_or(inner);
    inner
        .split(|byte| *byte == b',')
        .map(|flag| {
            let flag = flag.trim_ascii();
            match flag.iter().position(|byte| *byte == b'=') {
                Some(sign) => (flag[..sign].to_ascii_lowercase(), flag[sign + 1..].to_vec()),
                None => (flag.to_ascii_lowercase(), Vec::new()),
            }
        })
        .collect()
}

fn condition(test: Arg<'_>, pattern: Arg<'_>, options: Option<Arg<'_>>, tables: &Tables) -> RuleCond {
    let flags = flags(options);
    let has = |names: &[&[u8]]| flags.iter().any(|(name, _)| names.contains(&&**name));
    let or_next = has(&[b"or", b"ornext"]);
    let ignore_case = has(&[b"nc", b"nocase"]);
    let at = pattern.at;
    let (negated, text) = match pattern.text.strip_prefix(b"!") {
        Some(rest) => (true, rest),
        None => (false, pattern.text),
    };
    let cond = if test.text.eq_ignore_ascii_case(b"expr") {
        expr::parse(text, at).unwrap_or(Cond::Unknown(Why::Invalid, at))
    } else {
        compared(template::rewrite(test.text, test.at, tables), text, ignore_case, at)
    };
    RuleCond { when: if negated { Cond::Not(Box::new(cond)) } else { cond }, or_next }
}

/// A text against what stands in a `RewriteCond`.
fn compared(test: Template, text: &[u8], ignore_case: bool, at: At) -> Cond {
    let unknown = Cond::Unknown(Why::Opaque, at);
    let file = |kind| expr::atom(Subject::File(kind, test.clone()), Op::Holds, at);
    match text {
        b"-f" => return file(FileTest::File),
        b"-d" => return file(FileTest::Directory),
        b"-x" => return file(FileTest::Executable),
        [b'-', b'F' | b'H' | b'h' | b'l' | b'L' | b's' | b'U'] => return unknown,
        _ => {}
    }
    if let [b'-', a, b, rest @ ..] = text
        && matches!((a, b), (b'e', b'q') | (b'n', b'e') | (b'l', b't' | b'e') | (b'g', b't' | b'e'))
    {
        let number = std::str::from_utf8(rest.trim_ascii()).ok().and_then(|text| text.parse().ok());
        return match number {
            Some(number) => expr::ordered(&[*a, *b], expr::subject(test), number, at),
            None => unknown,
        };
    }
    let subject = expr::subject(test);
    match text {
        [b'=', rest @ ..] => {
            let rest = if rest == b"\"\"" { b"" } else { rest };
            let op = if ignore_case { Op::IsIgnoreCase(rest.into()) } else { Op::Is(rest.into()) };
            expr::atom(subject, op, at)
        }
        [b'<' | b'>', _, ..] => unknown,
        pattern => expr::atom(subject, Op::Matches(Pattern { source: pattern.into(), ignore_case }), at),
    }
}

fn rule(
    line: Line<'_>,
    pattern: Arg<'_>,
    target: Arg<'_>,
    options: Option<Arg<'_>>,
    tables: &Tables,
) -> Rule {
    let (negated, text) = match pattern.text.strip_prefix(b"!") {
        Some(rest) => (true, rest),
        None => (false, pattern.text),
    };
    let mut rule = Rule {
        at: line.head(),
        pattern: Pattern { source: text.into(), ignore_case: false },
        negated,
        conditions: Box::new([]),
        target: (target.text != b"-").then(|| template::rewrite(target.text, target.at, tables)),
        flags: RuleFlags::default(),
        status: 0,
        skip: 0,
        sets: Box::new([]),
        route: None,
        handler: None,
    };
    let mut sets = Vec::new();
    for (name, value) in flags(options) {
        let mut add = |flag| rule.flags = rule.flags.with(flag);
        match &*name {
            b"" | b"nv" | b"co" | b"cookie" | b"t" | b"type" | b"bctls" | b"bne" => {
                if name.starts_with(b"b") {
                    add(RuleFlags::UNKNOWN);
                }
            }
            b"l" | b"last" => add(RuleFlags::LAST),
            b"end" => add(RuleFlags::END),
            b"pt" | b"passthrough" => add(RuleFlags::PASS_THROUGH),
            b"p" | b"proxy" => add(RuleFlags::PROXY),
            b"c" | b"chain" => add(RuleFlags::CHAIN),
            b"n" | b"next" => add(RuleFlags::NEXT_ROUND),
            b"qsa" | b"qsappend" => add(RuleFlags::QUERY_APPEND),
            b"qsd" | b"qsdiscard" => add(RuleFlags::QUERY_DISCARD),
            b"qsl" | b"qslast" => add(RuleFlags::QUERY_LAST),
            b"ne" | b"noescape" => add(RuleFlags::NO_ESCAPE),
            b"b" | b"backref" | b"escapebackreferences" => {
                add(RuleFlags::ESCAPE_CAPTURES);
                if !value.is_empty() {
                    add(RuleFlags::UNKNOWN);
                }
            }
            b"bnp" | b"backrefnoplus" => add(RuleFlags::NO_PLUS),
            b"ns" | b"nosubreq" => add(RuleFlags::NO_SUBREQUEST),
            b"dpi" | b"discardpath" => add(RuleFlags::DROP_PATH_INFO),
            b"unsafeallow3f" => add(RuleFlags::ALLOW_3F),
            b"unsafeprefixstat" => {}
            b"nc" | b"nocase" => rule.pattern.ignore_case = true,
            b"f" | b"forbidden" => {
                add(RuleFlags::ANSWER);
                rule.status = 403;
            }
            b"g" | b"gone" => {
                add(RuleFlags::ANSWER);
                rule.status = 410;
            }
            b"r" | b"redirect" => {
                let status = match &*value.to_ascii_lowercase() {
                    b"" | b"temp" => 302,
                    b"permanent" => 301,
                    b"seeother" => 303,
                    digits => {
                        std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok()).unwrap_or(0)
                    }
                };
                rule.status = status;
                // What is no redirect is an answer, and the last.
                add(if (300..400).contains(&status) { RuleFlags::REDIRECT } else { RuleFlags::ANSWER });
            }
            b"s" | b"skip" => {
                rule.skip =
                    std::str::from_utf8(&value).ok().and_then(|text| text.parse().ok()).unwrap_or_default();
            }
            b"e" | b"env" => {
                let (name, text) = match value.iter().position(|byte| *byte == b':') {
                    Some(colon) => (&value[..colon], &value[colon + 1..]),
                    None => (&value[..], &b""[..]),
                };
                let name = name.strip_prefix(b"!").unwrap_or(name);
                let at = options.map_or(line.head(), |arg| arg.at);
                sets.push((Text::from(name), template::rewrite(text, at, tables)));
            }
            b"h" | b"handler" => rule.handler = Some(value.into()),
            _ => add(RuleFlags::UNKNOWN),
        }
    }
    if rule.handler.is_some() {
        rule.flags = rule.flags.with(RuleFlags::UNKNOWN);
    }
    // With `[P]` a redirect is not made.
    if rule.flags.has(RuleFlags::PROXY) && rule.flags.has(RuleFlags::REDIRECT) {
        rule.flags = RuleFlags(rule.flags.0 & !RuleFlags::REDIRECT.0);
    }
    rule.sets = sets.into();
    rule
}
