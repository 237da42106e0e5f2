//! One line of a list drops the whole list of the block around it.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Cond, Header, Headers, Op, Protocol};

/// Headers without which requests fail.
const NEEDED: [&str; 4] = ["Host", "Upgrade", "SCRIPT_FILENAME", "REQUEST_METHOD"];
/// Headers from which applications build addresses, limits and logs.
const USEFUL: [&str; 4] = ["X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-For", "Authorization"];
/// Lost lines that a text repeats at the most.
const NAMED: usize = 6;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.targets() {
        if hop.proxy.open.hosts.is_some() && hop.proxy.whole {
            // An include that was not read may repeat the lines.
            continue;
        }
        report.findings.extend(lost(cx, &hop).or_else(|| nowhere(cx, &hop)));
    }
}

fn has(headers: &Headers, name: &str) -> bool {
    headers.get(name).is_some()
}

/// A header of the outer list that the inner one does not repeat, and that says more than the default.
fn missing<'a>(outer: &'a Headers, inner: &Headers, names: &[&str]) -> Option<&'a Header> {
    names
        .iter()
        .filter_map(|name| outer.get(name))
        .find(|header| !header.drops() && !header.is_variable("proxy_host") && !has(inner, &text(header)))
}

fn text(header: &Header) -> String {
    String::from_utf8_lossy(&header.name).into_owned()
}

fn lost(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let headers = hop.headers();
    if headers.open {
        return None;
    }
    let outer = &hop.proxy.headers[headers.hides?];
    let first = headers.list.first()?;
    let (case, header) = match missing(outer, headers, &NEEDED) {
        Some(header) => ("needed-header-lost", header),
        None => ("useful-header-lost", missing(outer, headers, &USEFUL)?),
    };
    let all: Vec<&Header> =
        outer.list.iter().filter(|header| !has(headers, &text(header)) && !header.drops()).collect();
    let repeated: Vec<String> =
        all.iter().take(NAMED).map(|header| format!("`{};`", cx.show_at(hop.proxy, header.at))).collect();
    let (own, name) = (cx.show(&first.name), cx.show(&header.name));
    let outcome = match case {
        "needed-header-lost" => {
            format!("The server gets the default `{name}`, or none, and may refuse the request")
        }
        _ => format!("The application does not see `{name}`: wrong addresses, endless redirects, no login"),
    };
    Some(
        Finding::new(
            case,
            match all.len() {
                1 => format!("`{own}` set here drops the inherited `{name}`"),
                count => format!("`{own}` set here drops {count} inherited lines, `{name}` among them"),
            },
            Label::new(first.at, "replaces the whole inherited list"),
        )
        .related(header.at, "no longer sent")
        .outcome(outcome)
        .help(format!("Repeat {} here", repeated.join(" "))),
    )
}

/// PHP is not told which file to run.
fn nowhere(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let headers = hop.headers();
    let php = match &hop.route.when {
        Cond::Atom(atom) => match &atom.op {
            Op::Matches(pattern) => memchr::memmem::find(&pattern.source, b"php").is_some(),
            Op::Is(path) => path.ends_with(b".php"),
            _ => false,
        },
        _ => false,
    };
    if hop.protocol() != Protocol::FastCgi
        || !php
        || headers.open
        || !hop.proxy.whole
        || has(headers, "SCRIPT_FILENAME")
        || headers.hides.is_some_and(|outer| has(&hop.proxy.headers[outer], "SCRIPT_FILENAME"))
    {
        return None;
    }
    let message =
        format!("PHP behind `{}` is not told which file to run", cx.show_at(hop.proxy, hop.target.at));
    Some(
        Finding::new("script-name-nowhere", message, Label::new(hop.target.at, "no SCRIPT_FILENAME is sent"))
            .outcome("404 with the words `File not found.`, or an empty page: `Primary script unknown`")
            .help("Add `fastcgi_param SCRIPT_FILENAME $document_root$fastcgi_script_name;`, or include fastcgi.conf"),
    )
}
