//! What HAProxy refuses of a line by its words: actions, names, first steps of checks, lines that go on.
//!
//! Settings tell what is wrong with their own values where they are read; here stands what no setting comes of.
//! Only what every version refuses is told, or what is near a known word. Sources: `parse_http_req_cond`
//! (src/http_rules.c), `vars_check_arg` (src/vars.c), `proxy_parse_tcpcheck` (src/tcpcheck.c), `stats_parse`
//! (src/cfgparse-listen.c), `invalid_char` (src/tools.c).

use super::super::actions;
use super::super::address::{self, Use};
use super::super::keywords::{Sections, kw};
use super::super::way::sample;
use super::line::{Line, expand_unquoted};
use super::part::Part;
use super::section::Section;
use crate::model::*;
use crate::source::At;

/// Words behind `stats` in a proxy.
const STATS: [&[u8]; 13] = [
    b"admin",
    b"auth",
    b"enable",
    b"hide-version",
    b"http-request",
    b"realm",
    b"refresh",
    b"scope",
    b"show-desc",
    b"show-legends",
    b"show-modules",
    b"show-node",
    b"uri",
];

/// Where a variable of the configuration may live.
const SCOPES: [&[u8]; 6] = [b"proc", b"sess", b"txn", b"req", b"res", b"check"];

/// Looks at the lines of a section.
pub fn check<'a>(part: &mut Part<'a>, section: &Section<'a>) {
    if let Some(name) = section.name.as_ref().filter(|_| section.kind == Sections::GLOBAL) {
        part.invalid(name, format!("'global' cannot handle unexpected argument '{}'.", name.shown()));
    }
    let mut steps = (false, false);
    for line in section.lines() {
        match line.keyword() {
            kw::HTTP_REQUEST | kw::HTTP_RESPONSE | kw::HTTP_AFTER_RESPONSE => action(part, section, line, 0),
            kw::TCP_REQUEST | kw::TCP_RESPONSE => {
                let after = line.node.word(line.skip()).map_or(&b""[..], |word| word.bytes());
                if matches!(after, b"connection" | b"session" | b"content") {
                    action(part, section, line, 1);
                }
                if after != b"inspect-delay" {
                    expressions(part, section, line);
                }
            }
            kw::USE_BACKEND | kw::USE_SERVER => {
                chosen(part, section, line);
                expressions(part, section, line);
            }
            kw::REDIRECT => expressions(part, section, line),
            kw::STATS if section.kind == Sections::GLOBAL => octal(part, section, line),
            kw::BIND => octal(part, section, line),
            kw::ACL => acl(part, section, line),
            kw::STATS if section.kind.meets(Sections::DEFAULTS.or(Sections::LISTEN)) => {
                stats(part, section, line);
            }
            kw::HTTP_CHECK | kw::TCP_CHECK => first_step(part, section, line, &mut steps),
            kw::SOURCE | kw::LOG => fixed_port(part, section, line),
            kw::EXTERNAL_CHECK if line.node.len() == 1 && section.kind.meets(Sections::LISTEN) => {
                part.refused(line, "missing argument after 'external-check'.".to_owned());
            }
            _ => {}
        }
    }
}

/// The action of a rule; `skip` words stand before it.
fn action<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>, skip: usize) {
    let Some(word) = line.node.word(line.skip() + skip) else { return };
    let written = word.bytes();
    let name = written.split(|byte| *byte == b'(').next().unwrap_or_default();
    let lua = |name: &[u8]| name.starts_with(b"lua.") && part.lower.globals.no_scripts && part.lower.whole;
    if word.has_variable() || super::part::is_placeholder(written) {
        return;
    }
    if !actions::is_known(name) {
        let nearest = actions::nearest(name);
        // What no version has may be a module's.
        if nearest.is_some() || lua(name) || part.lower.whole && !name.starts_with(b"lua.") {
            part.remark(At::from(word.span()), RemarkKind::UnknownDirective { nearest });
        }
    } else if name == b"use-service"
        && let Some(service) = line.node.word(line.skip() + skip + 1).filter(|word| lua(word.bytes()))
    {
        part.remark(At::from(service.span()), RemarkKind::UnknownDirective { nearest: None });
    } else if matches!(name, b"set-var" | b"set-var-fmt" | b"unset-var") {
        let rest = written.get(name.len() + 1..).unwrap_or_default();
        scope(part, At::from(word.span()), rest);
        let value = line.node.word(line.skip() + skip + 1).filter(|value| !value.has_variable());
        if let Some(value) = value.filter(|_| name == b"set-var") {
            expression(part, At::from(value.span()), value.bytes());
        }
    }
    expressions(part, section, line);
}

/// `txn.name` of `txn.name)` and `txn.name,cond)`: the scope must be one that there is.
fn scope(part: &mut Part<'_>, at: At, rest: &[u8]) {
    let end = rest.iter().position(|byte| matches!(byte, b',' | b')')).unwrap_or(rest.len());
    let name = rest[..end].trim_ascii();
    let scope = name.split(|byte| *byte == b'.').next().unwrap_or_default();
    if name.is_empty() || super::part::is_placeholder(name) || name.iter().any(|byte| b"$%\"'".contains(byte))
    {
        return;
    }
    if !SCOPES.contains(&scope) || scope.len() == name.len() {
        let shown = String::from_utf8_lossy(name);
        let server_says = format!(
            "invalid variable name '{shown}'. A variable name must be start by its scope. The scope can be 'proc', \
             'sess', 'txn', 'req', 'res' or 'check'"
        );
        part.remark(at, RemarkKind::InvalidValue { server_says });
    }
}

/// Expressions in `%[…]`, and those of conditions in braces.
fn expressions(part: &mut Part<'_>, _section: &Section<'_>, line: Line<'_>) {
    let mut opened = false;
    for index in line.skip()..line.node.len() {
        let Some(word) = line.node.word(index) else { break };
        let text = word.bytes();
        let at = At::from(word.span());
        if opened {
            expression(part, at, text);
        }
        opened = matches!(text, b"{" | b"!{");
        if word.has_variable() || super::part::is_placeholder(text) {
            continue;
        }
        for start in memchr::memmem::find_iter(text, b"%[") {
            if start == 0 || text[start - 1] != b'%' {
                inside(part, at, &text[start + 2..]);
            }
        }
    }
}

/// What stands behind `%[`.
fn inside(part: &mut Part<'_>, at: At, text: &[u8]) {
    expression(part, at, text);
    let mut rest = text;
    while let Some(call) = sample::call(rest) {
        let (read, behind) = rest.split_at(call.length);
        match behind.first() {
            Some(b',') => rest = &behind[1..],
            Some(b')') => {
                let read = String::from_utf8_lossy(read);
                let server_says = format!("expected ']' after '{read}', but found ')'.");
                return part.remark(at, RemarkKind::InvalidValue { server_says });
            }
            _ => break,
        }
    }
    if memchr::memchr(b']', text).is_none() {
        let server_says = format!("missing ']' after '{}'.", String::from_utf8_lossy(text));
        part.remark(at, RemarkKind::InvalidValue { server_says });
    }
}

fn expression(part: &mut Part<'_>, at: At, text: &[u8]) {
    if text.first() == Some(&b'(') {
        let server_says = format!("missing fetch method in '{}'", String::from_utf8_lossy(text));
        part.remark(at, RemarkKind::InvalidValue { server_says });
    }
    if let Some(rest) = text.strip_prefix(b"var(") {
        scope(part, at, rest);
    }
}

fn acl<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
    if let Some(name) = line.arg(0, &section.env) {
        super::server::bad_name(part, &name, "acl");
    }
    if let Some(word) = line.node.word(line.skip() + 1).filter(|word| !word.has_variable()) {
        expression(part, At::from(word.span()), word.bytes());
    }
}

/// Behind the name of a pool or server stands a condition, or nothing.
fn chosen<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
    if let Some(word) = line.arg(1, &section.env).filter(|word| !word.is("if") && !word.is("unless")) {
        let says = format!(
            "unexpected keyword '{}' after switching rule, only 'if' and 'unless' are allowed.",
            word.shown()
        );
        part.invalid(&word, says);
    }
}

/// `mode 660` of a socket's file.
fn octal<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
    if !(line.skip()..line.node.len())
        .any(|at| line.node.word(at).is_some_and(|word| word.bytes() == b"mode"))
    {
        return;
    }
    let args = line.args(&section.env);
    let mode = args.iter().position(|arg| arg.is("mode")).and_then(|at| args.get(at + 1));
    if let Some(mode) = mode.filter(|mode| !mode.text.iter().all(|digit| (b'0'..=b'7').contains(digit))) {
        let says = format!("'mode' : missing or invalid mode '{}' (octal integer expected)", mode.shown());
        part.invalid(mode, says);
    }
}

fn stats<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
    let Some(arg) = line.arg(0, &section.env) else { return };
    if !STATS.contains(&&*arg.text) {
        let says = format!(
            "unknown stats parameter '{}', expects 'admin', 'uri', 'realm', 'auth', 'scope', 'enable', \
             'hide-version', 'show-node', 'show-desc' or 'show-legends'.",
            arg.shown()
        );
        part.invalid(&arg, says);
    }
}

/// Where steps of a check connect, the first one does; variables and comments may stand before it.
fn first_step<'a>(
    part: &mut Part<'a>,
    section: &Section<'a>,
    line: Line<'a>,
    (begun, connected): &mut (bool, bool),
) {
    let Some(verb) = line.arg(0, &section.env).filter(|_| line.when == When::Always) else { return };
    let name = verb.text.split(|byte| *byte == b'(').next().unwrap_or_default();
    match name {
        b"connect" if *begun && !*connected => {
            let keyword = if line.keyword() == kw::HTTP_CHECK { "http-check" } else { "tcp-check" };
            let says = format!(
                "'{keyword} connect' : first step MUST also be a 'connect', optionally preceded by a 'set-var', an \
                 'unset-var' or a 'comment', when there is a 'connect' step in the ruleset."
            );
            part.invalid(&verb, says);
            *connected = true;
        }
        b"connect" => *connected = true,
        b"expect" | b"send" | b"send-lf" | b"send-binary" | b"send-binary-lf" => *begun = true,
        _ => {}
    }
}

/// `source` and `log`: one port, or none.
fn fixed_port<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
    let Some(arg) = line.arg(0, &section.env).filter(|arg| arg.why.is_none() && !arg.hollow) else { return };
    let Ok(text) = expand_unquoted(&arg.text, &section.env) else { return };
    if arg.is("global") || super::part::is_placeholder(&text) || memchr::memchr(b'@', &text).is_some() {
        return;
    }
    if let Err((AddressFault::BadPort, says)) = address::parse(&text, Use::Default(514)) {
        part.invalid(&arg, says);
    }
}
