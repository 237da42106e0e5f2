//! Places where the server refuses the text, as the parser found them.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Proxy, Remark, RemarkKind, SyntaxWords};
use crate::source::Span;
use crate::syntax::SyntaxError;
use rustc_hash::{FxHashMap, FxHashSet};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let mut templates = FxHashMap::default();
        for error in &proxy.syntax {
            if let Some(mark) = template_mark(cx, error.at) {
                let first = templates.entry(error.at.file).or_insert(mark);
                *first = mark.min(*first);
            }
        }
        let mut said = FxHashSet::default();
        for error in proxy.syntax.iter().filter(|error| !templates.contains_key(&error.at.file)) {
            // One mistake of a line is often met again at its next word.
            let line = cx.sources.get(error.at.file).line_of(error.at.start);
            if said.insert((error.at.file, line, error.kind)) {
                report.push(finding(cx, proxy, error));
            }
        }
        report.findings.extend(proxy.remarks.iter().filter_map(|remark| swallowed(cx, proxy, remark)));
        let mut templates: Vec<_> = templates.into_values().collect();
        templates.sort_unstable();
        report.findings.extend(templates.into_iter().map(|mark| template(cx, proxy, mark)));
    }
}

/// A line that was not ended: the server reads the next one as a part of it.
fn swallowed(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
    let RemarkKind::Swallowed { name, after, refused, .. } = &remark.kind else { return None };
    let (case, outcome) = match refused {
        true => ("swallowed-line", proxy.speech.refuses().to_owned()),
        false => ("lost-line", format!("The `{}` below has no effect, and nothing says so", cx.show(name))),
    };
    let before = line_before(cx, Span { start: after.span.end, ..after.span });
    let (before, name) = (cx.show_at(proxy, before), cx.show(name));
    let SyntaxWords { message, label, help } = proxy.speech.swallowed(&before, &name);
    Some(
        Finding::new(case, message, Label::new(*after, label))
            .related(remark.at, "taken for one more word, not for a directive")
            .outcome(outcome)
            .help(help),
    )
}

/// What opens and closes the marks of template steps: Jinja and Go, ERB.
const MARKS: &[(&[u8], &[u8])] = &[(b"{{", b"}}"), (b"{%", b"%}"), (b"<%", b"%>")];

/// The mark of a template step on the line of an error: it is the step's language that cannot be read.
fn template_mark(cx: &Cx, at: Span) -> Option<Span> {
    let source = cx.sources.get(at.file);
    let range = source.line_range(source.line_of(at.start));
    let line = source.bytes.get(range.clone())?;
    let pair = MARKS.iter().find_map(|(open, close)| {
        let from = memchr::memmem::find(line, open)?;
        let length = memchr::memmem::find(line.get(from..)?, close)?;
        Some((from, from + length + close.len()))
    });
    // A passage of ERB over several lines: nothing else holds these two characters.
    let lone = || memchr::memmem::find(line, b"%>").map(|from| (from, from + 2));
    let (from, to) = pair.or_else(lone)?;
    Some(Span::new(at.file, range.start + from, range.start + to))
}

fn template(cx: &Cx, proxy: &Proxy, mark: Span) -> Finding {
    let server = proxy.speech.server();
    let message = format!("`{}` is a template's: this file was read only in part", cx.show_at(proxy, mark));
    Finding::new("template", message, Label::new(mark, "to be filled in"))
        .outcome(format!("Unless a template step fills it in first: {}", proxy.speech.refuses()))
        .help(format!("Check the file that the template step writes, the one that {server} reads"))
}

fn finding(cx: &Cx, proxy: &Proxy, error: &SyntaxError) -> Finding {
    let text = cx.show_at(proxy, error.at);
    let before = cx.show_at(proxy, line_before(cx, error.at));
    let SyntaxWords { message, label, help } = proxy.speech.syntax(error.kind, &text, &before);
    let mut outcome = proxy.speech.refuses().to_owned();
    if !error.server_says.is_empty() {
        let says = crate::diagnostic::printable(error.server_says.as_bytes(), 160);
        outcome = format!("{outcome}: `{says}`");
    }
    let mut finding =
        Finding::new("refused", message, Label::new(error.at, label)).outcome(outcome).help(help);
    if let Some(opened) = error.opened {
        finding = finding.related(opened, "it belongs to this");
    }
    if let Some(reported) = error.reported {
        let line = cx.sources.get(reported.file).line_of(reported.start);
        finding = finding.related(reported, format!("the server reads on to here and names line {line}"));
    }
    finding
}

/// From the first word of the line to the place.
fn line_before(cx: &Cx, at: Span) -> Span {
    let source = cx.sources.get(at.file);
    let line = source.line_range(source.line_of(at.start));
    let start = source.bytes[line.clone()]
        .iter()
        .position(|byte| !byte.is_ascii_whitespace())
        .map_or(line.start, |skip| line.start + skip);
    Span::new(at.file, start.min(at.start as usize), at.start as usize)
}
