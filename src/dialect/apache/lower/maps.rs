//! Lines that lead a path elsewhere inside the server or away from it: redirects, aliases, pages for statuses.

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::{expr, template};
use crate::model::*;

/// `Redirect [status] [path] [url]`
pub fn redirect(line: Line<'_>, host: bool) -> Option<PathMap> {
    let mut args: Vec<Arg<'_>> = line.args().collect();
    let mut status = match line.keyword() {
        kw::REDIRECT_PERMANENT => 301,
        _ => 302,
    };
    let plain = matches!(line.keyword(), kw::REDIRECT | kw::REDIRECT_MATCH);
    if plain && let Some(first) = args.first() {
        let known = match &*first.text.to_ascii_lowercase() {
            b"permanent" => Some(301),
            b"temp" => Some(302),
            b"seeother" => Some(303),
            b"gone" => Some(410),
            digits if digits.len() == 3 && digits.iter().all(u8::is_ascii_digit) => {
                std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok())
            }
            _ => None,
        };
        if let Some(known) = known {
            status = known;
            args.remove(0);
        }
    }
    let pattern = line.keyword() == kw::REDIRECT_MATCH;
    let redirects = (300..400).contains(&status);
    // In a section the path may be left out.
    let wants = if redirects { 2 } else { 1 };
    let path = (host || args.len() >= wants).then(|| (!args.is_empty()).then(|| args.remove(0))).flatten();
    let when = match path {
        None if host => return None,
        None => Cond::Always,
        Some(arg) if pattern => {
            let pattern = Pattern { source: arg.text.into(), ignore_case: false };
            expr::atom(Subject::Path, Op::Matches(pattern), arg.at)
        }
        Some(arg) => expr::atom(Subject::Path, Op::Under(arg.text.into()), arg.at),
    };
    let target = args.first().filter(|_| redirects).map(|arg| match (pattern, path) {
        (true, _) => template::captures(arg.text, arg.at),
        (false, None) => template::expression(arg.text, arg.at),
        _ => template::literal(arg.text, arg.at),
    });
    let rest = path.is_some() && !pattern;
    Some(PathMap { at: line.head(), when, rest, status, target, scripts: false })
}

/// `Alias path file`
pub fn alias(line: Line<'_>, resolve: &dyn Fn(&[u8]) -> Vec<u8>) -> Option<PathMap> {
    let (path, file) = (line.arg(0)?, line.arg(1)?);
    let pattern = matches!(line.keyword(), kw::ALIAS_MATCH | kw::SCRIPT_ALIAS_MATCH);
    let scripts = matches!(line.keyword(), kw::SCRIPT_ALIAS | kw::SCRIPT_ALIAS_MATCH);
    let when = match pattern {
        true => {
            let pattern = Pattern { source: path.text.into(), ignore_case: false };
            expr::atom(Subject::Path, Op::Matches(pattern), path.at)
        }
        false => expr::atom(Subject::Path, Op::Under(path.text.into()), path.at),
    };
    let target = match pattern {
        true => template::captures(file.text, file.at),
        false => template::literal(&resolve(file.text), file.at),
    };
    Some(PathMap { at: line.head(), when, rest: !pattern, status: 0, target: Some(target), scripts })
}

/// `ErrorDocument status page`
pub fn page(line: Line<'_>) -> Option<Call> {
    let status: u16 = std::str::from_utf8(line.arg(0)?.text).ok()?.parse().ok()?;
    let page = line.arg(1)?;
    let text = page.text;
    let to = if text.starts_with(b"/") {
        CallTarget::Path(template::literal(text, page.at))
    } else if memchr::memmem::find(text, b"://").is_some_and(|at| at < 10) {
        CallTarget::Redirect(template::literal(text, page.at))
    } else {
        CallTarget::Status(status)
    };
    let kind = CallKind::ErrorPage { statuses: [status].into(), status: ErrorStatus::Keep };
    Some(Call { kind, to, at: line.head() })
}
