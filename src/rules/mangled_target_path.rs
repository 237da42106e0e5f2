//! A target whose text loses, repeats or encodes the path or the query of a request.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.targets().iter().filter(|hop| hop.target.protocol == Protocol::Http) {
        report.findings.extend(match hop.forward.sends.behind {
            Behind::Replaced => fixed(cx, hop),
            Behind::Rest | Behind::Path => encoded(cx, hop).or_else(|| repeated(cx, hop)),
            Behind::Nothing | Behind::File => None,
        });
    }
    for (_, proxy) in cx.proxies() {
        for (_, host) in proxy.hosts.iter() {
            let Some(phased) = host.phased.as_deref() else { continue };
            let sections = phased.sections.iter().filter_map(|section| section.rewrite.as_deref());
            let mut seen = FxHashSet::default();
            for rule in phased.rewrite.as_deref().into_iter().chain(sections).flat_map(|set| &set.rules) {
                if seen.insert(rule.at) {
                    report.findings.extend(dropped(cx, proxy, rule));
                }
            }
        }
    }
}

/// A target with variables whose path holds none: all paths become this one.
fn fixed(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let template = &hop.forward.template;
    template.constant().is_none().then_some(())?;
    // The path begins at the first slash behind the host; nothing of it may vary.
    let [Part::Literal(first), between @ .., Part::Literal(last)] = &*template.parts else { return None };
    let authority = first.windows(3).position(|part| part == b"://")? + 3;
    let slashed = |text: &[u8]| text.contains(&b'/');
    let earlier = first.get(authority..).is_some_and(slashed)
        || between.iter().any(|part| matches!(part, Part::Literal(text) if slashed(text)));
    let path = last.get(last.iter().position(|byte| *byte == b'/')?..)?;
    // A whole file or endpoint may be meant; a folder is the place of many.
    let Cond::Atom(atom) = &hop.route.when else { return None };
    let many = matches!(atom.op, Op::Prefix(_) | Op::Matches(_));
    if earlier || !many || !path.ends_with(b"/") || hop.route.reach != Reach::Client {
        return None;
    }
    let path = cx.show(path);
    let message = format!("Every path is passed on as {path}: with variables, the path written replaces all");
    Some(
        Finding::new("fixed-path", message, Label::new(template.at, "no part of it is the path asked for"))
            .outcome("The server answers 404, or with the same page for every path; the query is lost too")
            .help("Leave the path away, or write `$request_uri` behind the host"),
    )
}

/// A question mark in a target is a part of the path there, and is encoded (`ap_proxy_canonenc`).
fn encoded(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let template = &hop.forward.template;
    let sends = hop.forward.sends;
    if sends.raw || sends.interpolates {
        return None;
    }
    let literal = |part: &Part| matches!(part, Part::Literal(text) if text.contains(&b'?'));
    template.parts.iter().any(literal).then_some(())?;
    let written = cx.sources.bytes(template.at.span);
    let place = written.iter().position(|byte| *byte == b'?')?;
    let at = At { span: template.at.span.part(place, place + 1), ..template.at };
    let query = cx.show(written.get(place + 1..)?);
    let query = query.trim_end_matches(['"', '\'']);
    Some(
        Finding::new(
            "encoded-query",
            format!("`?{query}` is passed on as a part of the path: `%3F{query}`"),
            Label::new(at, "no query begins here"),
        )
        .outcome("The server answers 404, since it knows no such path")
        .help("Write the target without it; a rewrite rule can add a query, with the flags `[P,QSA]`"),
    )
}

/// A pass by a pattern whose target names no capture gets the whole path behind it.
fn repeated(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let template = &hop.forward.template;
    let text = template.constant().filter(|_| hop.forward.sends.behind == Behind::Path)?;
    let path = path(text).filter(|path| !path.is_empty())?;
    let pattern = pattern(&hop.route.when)?;
    let captures = captures_rest(&pattern.source);
    if !captures && !path.ends_with(b"/") {
        return None;
    }
    let (shown, target) = (cx.show(&pattern.source), cx.show(path));
    let message = format!("`{shown}` passes the whole path on behind {target}: /a becomes {target}/a");
    let help = match captures {
        true => "Write `$1` where the part in brackets belongs",
        false => "Write the target without a path, or name a part of the pattern with `$1`",
    };
    Some(
        Finding::new("whole-path", message, Label::new(template.at, "no `$1` here"))
            .related(hop.route.at, "what matches is not taken away")
            .outcome("The server answers 404, since it knows no such path")
            .help(help),
    )
}

/// A rewrite rule that captures the rest of the path and passes on the root alone.
fn dropped(cx: &Cx, proxy: &Proxy, rule: &Rule) -> Option<Finding> {
    rule.route?;
    let template = rule.target.as_ref()?;
    let text = template.constant()?;
    let path = path(text)?;
    let chained = rule.flags.has(RuleFlags::CHAIN) || rule.flags.has(RuleFlags::NEXT_ROUND);
    // Other lines may choose the one path that is meant, or use what is captured.
    let chosen = rule.conditions.iter().any(|condition| looks_at_path(&condition.when));
    if rule.negated || chained || chosen || !rule.sets.is_empty() || !matches!(path, b"" | b"/") {
        return None;
    }
    captures_rest(&rule.pattern.source).then_some(())?;
    let (shown, target) = (cx.show(&rule.pattern.source), cx.show_at(proxy, template.at));
    let target = target.trim_matches(['"', '\'']).to_owned();
    let slash = if path.is_empty() { "/" } else { "" };
    Some(
        Finding::new(
            "capture-unused",
            format!("`{shown}` captures the path, and every request is passed on as /"),
            Label::new(template.at, "no `$1` here"),
        )
        .outcome("The server answers 404 or 400, or with its front page, whatever path was asked for")
        .help(format!("Write `{target}{slash}$1`")),
    )
}

/// The path of a URL without its query; `None`: no URL.
fn path(text: &[u8]) -> Option<&[u8]> {
    let authority = text.windows(3).position(|part| part == b"://")? + 3;
    let rest = text.get(authority..)?;
    let rest = rest.split(|byte| *byte == b'?').next()?;
    let slash = rest.iter().position(|byte| *byte == b'/').unwrap_or(rest.len());
    rest.get(slash..)
}

fn pattern(when: &Cond) -> Option<&Pattern> {
    let Cond::Atom(atom) = when else { return None };
    match &atom.op {
        Op::Matches(pattern) => Some(pattern),
        _ => None,
    }
}

/// A group takes whatever follows: `^/app/(.*)$`.
fn captures_rest(pattern: &[u8]) -> bool {
    [&b"(.*"[..], b"(.+", b"(/.*", b"(/.+"]
        .iter()
        .any(|group| pattern.windows(group.len()).any(|part| part == *group))
}

/// The condition hangs, or may hang, on the path or on what the rule's pattern captured.
fn looks_at_path(when: &Cond) -> bool {
    match when {
        Cond::Always | Cond::Never => false,
        Cond::Atom(atom) => match &atom.subject {
            Subject::Header(_) | Subject::Host | Subject::Method | Subject::Scheme => false,
            Subject::ClientAddress | Subject::ListenerPort | Subject::Cookie(_) | Subject::Time => false,
            Subject::Text(text) => !text.variables().all(|name| {
                name.len() > 5 && name[..5].eq_ignore_ascii_case(b"HTTP:") || name.eq_ignore_case(b"HTTPS")
            }),
            _ => true,
        },
        Cond::All(all) | Cond::Any(all) => all.iter().any(looks_at_path),
        Cond::Not(inner) => looks_at_path(inner),
        Cond::Named(_) | Cond::Unknown(..) => true,
    }
}
