//! From diagnostics to bytes: one file per format, one row per format in [`Format`].
//!
//! Owns what is shown of a run (levels, paths relative to the working directory, the summary) and the
//! escaping that each format needs. It decides nothing about findings and opens no file: excerpts come
//! from the texts that were read.

pub mod excerpt;
mod json;
pub mod model;
mod paint;
mod summary;
mod text;
mod unix;

pub use excerpt::Secrets;
pub use paint::{Paint, Screen, wrap};
pub use summary::Summary;

use crate::diagnostic::{Diagnostic, Severity, printable};
use crate::engine::Run;
use crate::source::FileId;
use std::io;
use std::path::Path;

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// With excerpts, for people
    Text,
    /// `path:line:column: level: message [rule]`, one line each
    Unix,
    /// One versioned object
    Json,
}

/// A run as it is shown.
#[derive(Debug)]
pub struct View<'a> {
    pub run: &'a Run,
    /// Paths below it are shown relative to it.
    pub cwd: &'a Path,
    /// Findings below it are not shown.
    pub min_severity: Severity,
    pub summary: &'a Summary,
    /// List everything, however much it is.
    pub verbose: bool,
}

impl<'a> View<'a> {
    /// What is shown, by path, offset, rule.
    pub fn diagnostics(&self) -> impl Iterator<Item = &'a Diagnostic> {
        let least = self.min_severity;
        self.run.diagnostics.iter().filter(move |d| d.severity >= least)
    }

    /// A text's path as shown: relative where it lies below the working directory.
    pub fn path(&self, file: FileId) -> String {
        shown_path(self.run.sources.path(file), self.cwd)
    }
}

/// A path fit for any output: relative to `cwd` where below it, nothing unprintable.
pub fn shown_path(path: &Path, cwd: &Path) -> String {
    let path = path.strip_prefix(cwd).unwrap_or(path);
    let path = path.strip_prefix(".").unwrap_or(path);
    printable(path.as_os_str().as_encoded_bytes(), 4096)
}

/// Prints the findings in a format.
pub fn write(out: &mut dyn io::Write, view: &View<'_>, format: Format, screen: &Screen) -> io::Result<()> {
    match format {
        Format::Text => text::write(out, view, screen),
        Format::Unix => unix::write(out, view),
        Format::Json => json::write(out, view),
    }
}
