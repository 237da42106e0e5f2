//! A value, or a number of values, that the server refuses.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label, printable};
use crate::model::{Proxy, Remark, RemarkKind};
use crate::source::Span;
use rustc_hash::FxHashSet;

/// Longest words of the server that are repeated, in characters.
const SAID: usize = 120;
/// Up to this length they stand in the message, where they say more than the value.
const SHORT: usize = 60;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        // The server stops at the first word that it refuses; what follows on the line comes of it.
        let line = |remark: &Remark| {
            (remark.at.span.file, cx.sources.get(remark.at.span.file).line_of(remark.at.span.start))
        };
        let is_number = |remark: &&Remark| matches!(remark.kind, RemarkKind::WrongArguments { .. });
        let is_value = |remark: &&Remark| matches!(remark.kind, RemarkKind::InvalidValue { .. });
        let mut said = FxHashSet::default();
        let (numbers, values) =
            (proxy.remarks.iter().filter(is_number), proxy.remarks.iter().filter(is_value));
        for remark in numbers {
            said.insert(line(remark));
            report.findings.extend(finding(cx, proxy, remark));
        }
        for remark in values {
            if said.insert(line(remark)) {
                report.findings.extend(finding(cx, proxy, remark));
            }
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
    let text = || cx.show_at(proxy, remark.at);
    let server = proxy.speech.server();
    let finding = match &remark.kind {
        RemarkKind::InvalidValue { .. } => {
            let (text, says) = (text(), proxy.speech.says(&remark.kind, ""));
            let mut message = format!("{server} does not accept `{text}` here");
            if !says.contains(&text) && says.len() <= SHORT {
                message = format!("{message}: {}", printable(says.as_bytes(), SHORT));
            }
            Finding::new("not-accepted", message, Label::new(remark.at, "not accepted")).help(
                match !proxy.speech.terminator().is_empty() && starts_line(cx, remark.at.span) {
                    true => "End the directive on the line before, or write a value that it accepts",
                    false => "Write a value that the server accepts here",
                },
            )
        }
        RemarkKind::WrongArguments { given, fewest, most } => {
            let takes = match most {
                Some(most) if most == fewest => format!("takes {fewest}"),
                Some(most) => format!("takes {fewest} to {most}"),
                None => format!("takes {fewest} or more"),
            };
            let message = format!("`{}` {takes} values, and {given} stand here", text());
            Finding::new("wrong-number", message, Label::new(remark.at, format!("{given} values follow")))
                .help("Write the values that it takes, and quote a value that holds a space")
        }
        _ => return None,
    };
    let says = printable(proxy.speech.says(&remark.kind, &text()).as_bytes(), SAID);
    Some(finding.outcome(format!("{}: `{says}`", proxy.speech.refuses())))
}

/// Nothing but space stands before it on its line.
fn starts_line(cx: &Cx, at: Span) -> bool {
    let source = cx.sources.get(at.file);
    let start = source.line_range(source.line_of(at.start)).start;
    source
        .bytes
        .get(start..at.start as usize)
        .is_some_and(|before| before.iter().all(u8::is_ascii_whitespace))
}
