//! `path:line:column: level: message [rule]`: what editors and `grep` understand. Columns count characters.

use super::View;
use crate::diagnostic::printable;
use std::io;

pub(super) fn write(out: &mut dyn io::Write, view: &View<'_>) -> io::Result<()> {
    for diagnostic in view.diagnostics() {
        let span = diagnostic.primary.span;
        let at = view.run.sources.get(span.file).line_column(span.start);
        writeln!(
            out,
            "{}:{}:{}: {}: {} [{}]",
            view.path(span.file),
            at.line,
            at.column,
            diagnostic.severity.word(),
            printable(diagnostic.message.as_bytes(), usize::MAX),
            diagnostic.rule
        )?;
    }
    Ok(())
}
