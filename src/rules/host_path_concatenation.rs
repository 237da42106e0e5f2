//! A target without a path: what follows the prefix is glued to its host, port or pool name.

use super::{Cx, Report};
use crate::diagnostic::{Applicability, Edit, Finding, Fix, Label};
use crate::model::*;
use crate::source::Span;
use rustc_hash::FxHashMap;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for (_, host) in proxy.hosts.iter() {
            let mut rules = None;
            for (index, route, forward) in host.forwards() {
                let rules = rules.get_or_insert_with(|| patterns(host));
                let glued = match forward.sends.behind {
                    Behind::Rest => by_prefix(&route.when, &forward.template),
                    _ => {
                        let pattern = rules.get(&index).copied().or_else(|| pattern(&route.when));
                        pattern.and_then(|pattern| by_capture(pattern, &forward.template))
                    }
                };
                if let Some(at) = glued {
                    report.push(finding(cx, proxy, forward, at));
                }
            }
        }
    }
}

/// Patterns of the rules that pass requests on, by the place of their route in the host. Those of a folder
/// see paths without the first slash, and are left out.
fn patterns(host: &VirtualHost) -> FxHashMap<u32, &Pattern> {
    let set = host.phased.as_ref().and_then(|phased| phased.rewrite.as_deref());
    let rules = set.filter(|set| set.folder.is_none()).map_or(&[][..], |set| &set.rules);
    rules.iter().filter(|rule| !rule.negated).filter_map(|rule| Some((rule.route?, &rule.pattern))).collect()
}

fn pattern(when: &Cond) -> Option<&Pattern> {
    match when {
        Cond::Atom(atom) => match (&atom.subject, &atom.op) {
            (Subject::Path, Op::Matches(pattern)) => Some(pattern),
            _ => None,
        },
        _ => None,
    }
}

/// Where a slash is missing: the length of the text before it.
fn by_prefix(when: &Cond, template: &Template) -> Option<usize> {
    let Cond::Atom(atom) = when else { return None };
    let (Op::Under(prefix) | Op::Prefix(prefix)) = &atom.op else { return None };
    let text = template.constant()?;
    (prefix.ends_with(b"/") && is_bare(text)).then_some(text.len())
}

/// A capture that begins behind a slash of the pattern stands right behind the host.
fn by_capture(pattern: &Pattern, template: &Template) -> Option<usize> {
    let [Part::Literal(text), Part::Variable(number), ..] = &*template.parts else { return None };
    let number: usize = std::str::from_utf8(number).ok()?.parse().ok()?;
    (is_bare(text) && begins_behind_slash(&pattern.source, number)).then_some(text.len())
}

/// Scheme and authority, and nothing behind them.
fn is_bare(text: &[u8]) -> bool {
    let Some(at) = text.windows(3).position(|part| part == b"://") else { return false };
    let authority = &text[at + 3..];
    !authority.is_empty() && !authority.contains(&b'/') && !authority.contains(&b'?')
}

/// Whether the group of this number follows a slash that the pattern takes for itself, and cannot begin with
/// one of its own: `^/(.*)$`.
fn begins_behind_slash(pattern: &[u8], number: usize) -> bool {
    let (mut count, mut escaped, mut in_class) = (0, false, false);
    for (index, byte) in pattern.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'(' if !in_class && pattern.get(index + 1) != Some(&b'?') => {
                count += 1;
                if count == number {
                    let before = &pattern[..index];
                    let own = before.ends_with(b"/") || before.ends_with(b"/?") || before.ends_with(b"/+");
                    let first = pattern.get(index + 1);
                    return own && !matches!(first, None | Some(b'/' | b'\\' | b'('));
                }
            }
            _ => {}
        }
    }
    false
}

fn finding(cx: &Cx, proxy: &Proxy, forward: &Forward, length: usize) -> Finding {
    let target = forward.targets.first();
    let declared = target.is_some_and(|target| proxy.pools[target.pool].made == Made::Declared);
    let written = cx.show_at(proxy, forward.template.at);
    let bare = written.trim_matches(['"', '\'']).split('$').next().unwrap_or(&written).to_owned();
    let authority = bare.rsplit('/').next().unwrap_or(&bare).to_owned();
    let what = match (declared, authority.contains(':')) {
        (true, _) => "the balancer's name",
        (false, true) => "the port",
        (false, false) => "the host",
    };
    let message = format!("`{written}` glues the path to {what}: /login becomes {authority}login");
    let gone = proxy.speech.outcome(Failure::NameGone, Protocol::Http, proxy.versions);
    let log = match declared {
        true => "AH01144: No protocol handler was valid for the URL /login (scheme 'balancer')".to_owned(),
        false => format!("{}: {authority}login", gone.log),
    };
    let statuses: &[&str] = if declared { &["500"] } else { gone.statuses };
    let outcome = format!("{} on every path but the first: `{log}`", statuses.join(" or "));
    let span = slash_at(forward.template.at.span, cx, length);
    Finding::new("glued", message, Label::new(forward.template.at, "no `/` at its end"))
        .statuses(statuses)
        .outcome(outcome)
        .help(format!("Write `{bare}/`"))
        .fix(Fix {
            title: "Add the slash".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![Edit { span, text: "/".to_owned() }],
        })
}

/// The place behind so many bytes of a word, quoted or not.
fn slash_at(word: Span, cx: &Cx, length: usize) -> Span {
    let quote = matches!(cx.sources.bytes(word).first(), Some(b'"' | b'\''));
    let at = length + usize::from(quote);
    word.part(at, at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_capture_is_glued_where_the_pattern_takes_the_slash() {
        for (pattern, number) in [("^/(.*)$", 1), ("/?(.*)", 1), ("^/(a|b)/([^/]+)$", 2)] {
            assert!(begins_behind_slash(pattern.as_bytes(), number), "{pattern}");
        }
        for (pattern, number) in [
            ("^(/.*)$", 1),
            ("^(.*)$", 1),
            ("^/app(.*)$", 1),
            ("^/(/.*)$", 1),
            ("^/(.*)$", 2),
            ("^/[(](.*)", 1),
        ] {
            assert!(!begins_behind_slash(pattern.as_bytes(), number), "{pattern}");
        }
    }

    #[test]
    fn a_bare_target_has_no_path() {
        for text in ["http://127.0.0.1:3000", "balancer://app", "http://[::1]"] {
            assert!(is_bare(text.as_bytes()), "{text}");
        }
        for text in ["http://h/", "http://h/app", "h:80", "http://", "!"] {
            assert!(!is_bare(text.as_bytes()), "{text}");
        }
    }
}
