//! A prefix and the path that replaces it do not both end in a slash.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Applicability, Edit, Finding, Fix, Label};
use crate::model::{Act, Behind, Cond, Op, Reach, Step, part_of};
use crate::source::Span;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.targets() {
        report.findings.extend(finding(cx, hop));
    }
}

/// Prefix and the path that takes its place, with the place of the latter.
fn replaced<'a>(hop: &'a Hop) -> Option<(&'a [u8], &'a [u8], Span)> {
    let Cond::Atom(atom) = &hop.route.when else { return None };
    match (&atom.op, hop.forward.sends.behind) {
        (Op::Prefix(prefix), Behind::Replaced) => {
            let template = hop.target.uri.as_ref()?;
            hop.forward.template.constant()?;
            Some((prefix, template.constant()?, template.at.span))
        }
        (Op::Under(prefix), Behind::Rest) => {
            let template = &hop.forward.template;
            let text = template.constant()?;
            let authority = text.windows(3).position(|part| part == b"://")? + 3;
            let from = authority + text.get(authority..)?.iter().position(|byte| *byte == b'/')?;
            let span = part_of(template.at, text.len(), from..text.len());
            Some((prefix, text.get(from..)?, span))
        }
        _ => None,
    }
}

fn finding(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let (prefix, uri, at) = replaced(hop)?;
    if hop.route.reach == Reach::Internal || rewrites(&hop.route.steps) || *prefix == *uri {
        return None;
    }
    let (from, to) = (prefix.ends_with(b"/"), uri.ends_with(b"/"));
    if from == to || uri.contains(&b'?') || is_file(prefix) && !from {
        return None;
    }
    let (shown, path) = (cx.show(prefix), cx.show(uri));
    let example = |tail: &str| (format!("{shown}{tail}"), format!("{path}{tail}"));
    let (case, (asked, sent)) = if from { ("glued", example("a")) } else { ("doubled", example("/a")) };
    let length = (at.end - at.start) as usize;
    let edit = if from {
        Edit { span: at.part(length, length), text: "/".to_owned() }
    } else {
        Edit { span: at.part(length.checked_sub(1)?, length), text: String::new() }
    };
    let fixed = if from { format!("{path}/") } else { path.trim_end_matches('/').to_owned() };
    let help = match (from, fixed.is_empty()) {
        (true, _) => format!("Write `{fixed}`"),
        (false, true) => format!("Write the prefix as `{shown}/`"),
        (false, false) => format!("Write `{fixed}`, or the prefix as `{shown}/`"),
    };
    let mut finding = Finding::new(
        case,
        format!("`{asked}` is passed on as `{sent}`: only one of prefix and target ends in `/`"),
        Label::new(at, "replaces the prefix"),
    )
    .related(hop.route.at, "the prefix that is replaced")
    .outcome("The server answers 404, or with other content than was asked for")
    .help(help);
    if from || uri.len() > 1 {
        finding = finding.fix(Fix {
            title: format!("Write `{fixed}`"),
            applicability: Applicability::Unsafe,
            edits: vec![edit],
        });
    }
    Some(finding)
}

/// The last part of the prefix is a file's name, so nothing lies below it.
fn is_file(prefix: &[u8]) -> bool {
    prefix.rsplit(|byte| *byte == b'/').next().is_some_and(|last| last.contains(&b'.'))
}

fn rewrites(steps: &[Step]) -> bool {
    steps.iter().any(|step| match &step.act {
        Act::Rewrite { .. } | Act::Opaque(_) => true,
        Act::Block(inner) => rewrites(inner),
        _ => false,
    })
}
