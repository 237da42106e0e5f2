//! The rewrite module's directives: `rewrite`, `return`, `set`, `if`, `break`, in the order written.
//!
//! Sources: `ngx_http_rewrite`, `ngx_http_rewrite_if_condition`, `ngx_http_rewrite_return`.

use super::super::keywords::kw;
use super::super::values;
use super::part::Part;
use super::scope::Line;
use crate::model::*;
use crate::source::At;

/// A line of the rewrite module other than `if`.
pub fn step(part: &mut Part<'_>, line: Line<'_>) -> Option<Step> {
    let act = match line.node.keyword() {
        kw::REWRITE => rewrite(part, line)?,
        kw::RETURN => Act::Answer(answer(part, line)?),
        kw::BREAK => Act::Break,
        kw::SET => {
            let (name, at) = line.arg(0)?;
            let (value, value_at) = line.arg(1)?;
            let name = Text::from(name.strip_prefix(b"$")?);
            part.name(NameKind::Variable, true, at);
            if !part.assigned.contains(&name) {
                part.assigned.insert(name.clone());
            }
            Act::SetVariable(name, part.template(value, value_at))
        }
        keyword => {
            if let Some((name, at)) = super::variable::assigned(line) {
                part.name(NameKind::Variable, true, at);
                part.assigned.insert(name.clone());
                Act::SetUnknown(name, Why::Opaque)
            } else if super::foreign::of(keyword).runs {
                Act::Opaque(Why::Opaque)
            } else {
                return None;
            }
        }
    };
    Some(Step { when: Cond::Always, act, at: line.head() })
}

fn rewrite(part: &mut Part<'_>, line: Line<'_>) -> Option<Act> {
    let (pattern, _) = line.arg(0)?;
    let (replacement, at) = line.arg(1)?;
    let absolute = [&b"http://"[..], b"https://", b"$scheme"].iter().any(|p| replacement.starts_with(p));
    let then = match line.arg(2).map(|(flag, _)| flag) {
        // An absolute replacement redirects whatever the flag (ngx_http_rewrite).
        Some(b"last" | b"break") if absolute => Then::Redirect(302),
        Some(b"last") => Then::Last,
        Some(b"break") => Then::Break,
        Some(b"redirect") => Then::Redirect(302),
        Some(b"permanent") => Then::Redirect(301),
        Some(flag) => {
            if let Some((_, at)) = line.arg(2) {
                part.invalid(at, format!("invalid parameter \"{}\"", flag.escape_ascii()));
            }
            Then::Continue
        }
        None if absolute => Then::Redirect(302),
        None => Then::Continue,
    };
    let pattern = part.pattern(pattern, false);
    Some(Act::Rewrite { pattern, replacement: part.template(replacement, at), then })
}

/// `return CODE [TEXT]`, `return CODE URL`, `return URL`.
pub fn answer(part: &mut Part<'_>, line: Line<'_>) -> Option<Answer> {
    let (first, at) = line.arg(0)?;
    match values::number(first) {
        Some(status) if status <= 999 => {
            let text = line.arg(1).map(|(text, at)| part.template(text, at));
            Some(Answer { status: status as u16, text })
        }
        _ => {
            let url = [&b"http://"[..], b"https://", b"$scheme"].iter().any(|p| first.starts_with(p));
            if !url && !part.is_placeholder(first) {
                part.invalid(at, format!("invalid return code \"{}\"", first.escape_ascii()));
                return Some(Answer { status: 0, text: None });
            }
            Some(Answer { status: if url { 302 } else { 0 }, text: Some(part.template(first, at)) })
        }
    }
}

/// The condition of an `if`: its words, joined as nginx joins them.
pub fn condition(part: &mut Part<'_>, line: Line<'_>) -> Cond {
    let at = line.head();
    let mut words: Vec<(&[u8], At)> = line.node.args().map(|word| (word.bytes(), line.at(word))).collect();
    let refuse = |part: &mut Part<'_>, at: At, says: String| {
        part.invalid(at, says);
        Cond::Unknown(Why::Invalid, at)
    };
    let Some((first, _)) = words.first_mut() else {
        return Cond::Unknown(Why::Invalid, at);
    };
    let Some(rest) = first.strip_prefix(b"(") else {
        let says = format!("invalid condition \"{}\"", first.escape_ascii());
        return refuse(part, at, says);
    };
    *first = rest;
    if first.is_empty() {
        words.remove(0);
    }
    match words.last_mut() {
        Some((last, _)) if last.ends_with(b")") => {
            *last = &last[..last.len() - 1];
            if last.is_empty() {
                words.pop();
            }
        }
        _ => return refuse(part, at, "invalid condition".to_owned()),
    }
    match &*words {
        [(variable, at)] if variable.first() == Some(&b'$') => {
            atom(Subject::Text(part.template(variable, *at)), Op::Holds, *at)
        }
        [(test, _), (path, path_at)] => {
            let (negated, test) = match test {
                [b'!', test @ ..] => (true, test),
                test => (false, *test),
            };
            let test = match test {
                b"-f" => FileTest::File,
                b"-d" => FileTest::Directory,
                b"-e" => FileTest::Exists,
                b"-x" => FileTest::Executable,
                other => {
                    let says = format!("invalid condition \"{}\"", other.escape_ascii());
                    return refuse(part, at, says);
                }
            };
            negate(negated, atom(Subject::File(test, part.template(path, *path_at)), Op::Holds, at))
        }
        [(variable, variable_at), (op, op_at), (value, value_at)] if variable.first() == Some(&b'$') => {
            let subject = Subject::Text(part.template(variable, *variable_at));
            let (negated, op) = match *op {
                b"=" | b"!=" => (op[0] == b'!', Op::IsText(part.template(value, *value_at))),
                b"~" | b"!~" => (op[0] == b'!', Op::Matches(part.pattern(value, false))),
                b"~*" | b"!~*" => (op[0] == b'!', Op::Matches(part.pattern(value, true))),
                other => {
                    let says = format!("unexpected \"{}\" in condition", other.escape_ascii());
                    return refuse(part, *op_at, says);
                }
            };
            negate(negated, atom(subject, op, at))
        }
        words => {
            let text = words.first().map_or(String::new(), |(text, _)| text.escape_ascii().to_string());
            refuse(part, at, format!("invalid condition \"{text}\""))
        }
    }
}

fn atom(subject: Subject, op: Op, at: At) -> Cond {
    Cond::Atom(Box::new(Atom { subject, op, at }))
}

fn negate(negated: bool, cond: Cond) -> Cond {
    if negated { Cond::Not(Box::new(cond)) } else { cond }
}
