//! One object per run, versioned: the format for programs.
//!
//! Lines and columns count from 1, columns in characters, ends exclusive; `offset` and `length` are
//! bytes of the file. Statuses are strings. serde escapes whatever a configuration holds.

use super::View;
use crate::diagnostic::{Diagnostic, Fix, Label};
use crate::source::Span;
use serde::Serialize;
use std::io;

/// The version of the format; it grows when a field changes its meaning or goes away.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Output<'a> {
    version: u32,
    tool: Tool,
    diagnostics: Vec<Item<'a>>,
    summary: &'a super::Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Item<'a> {
    rule: &'a str,
    case: &'a str,
    severity: &'static str,
    confidence: crate::diagnostic::Confidence,
    statuses: &'a [String],
    message: &'a str,
    label: &'a str,
    outcome: Option<&'a str>,
    help: Option<&'a str>,
    note: Option<&'a str>,
    url: Option<&'a str>,
    places: u32,
    location: Location,
    related: Vec<Related<'a>>,
    fix: Option<Edits<'a>>,
}

#[derive(Serialize)]
pub(super) struct Location {
    file: String,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
    offset: u32,
    length: u32,
}

#[derive(Serialize)]
struct Related<'a> {
    message: &'a str,
    location: Location,
}

#[derive(Serialize)]
struct Edits<'a> {
    title: &'a str,
    applicability: crate::diagnostic::Applicability,
    edits: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
struct Replacement<'a> {
    location: Location,
    text: &'a str,
}

pub(super) fn write(out: &mut dyn io::Write, view: &View<'_>) -> io::Result<()> {
    let output = Output {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        diagnostics: view.diagnostics().map(|d| item(view, d)).collect(),
        summary: view.summary,
    };
    serde_json::to_writer_pretty(&mut *out, &output)?;
    writeln!(out)
}

fn item<'a>(view: &View<'_>, diagnostic: &'a Diagnostic) -> Item<'a> {
    Item {
        rule: diagnostic.rule,
        case: diagnostic.case,
        severity: diagnostic.severity.word(),
        confidence: diagnostic.confidence,
        statuses: &diagnostic.statuses,
        message: &diagnostic.message,
        label: &diagnostic.primary.text,
        outcome: some(&diagnostic.outcome),
        help: some(&diagnostic.help),
        note: diagnostic.note.as_deref(),
        url: None,
        places: diagnostic.places,
        location: location(view, diagnostic.primary.span),
        related: diagnostic.related.iter().map(|label| related(view, label)).collect(),
        fix: diagnostic.fix.as_ref().map(|fix| edits(view, fix)),
    }
}

fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

fn related<'a>(view: &View<'_>, label: &'a Label) -> Related<'a> {
    Related { message: &label.text, location: location(view, label.span) }
}

fn edits<'a>(view: &View<'_>, fix: &'a Fix) -> Edits<'a> {
    Edits {
        title: &fix.title,
        applicability: fix.applicability,
        edits: fix
            .edits
            .iter()
            .map(|edit| Replacement { location: location(view, edit.span), text: &edit.text })
            .collect(),
    }
}

fn location(view: &View<'_>, span: Span) -> Location {
    let source = view.run.sources.get(span.file);
    let (start, end) = (source.line_column(span.start), source.line_column(span.end));
    Location {
        file: view.path(span.file),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        offset: span.start,
        length: span.end.saturating_sub(span.start),
    }
}
