//! Colour, width and characters of a terminal, decided once by the command line.
//!
//! Colour only repeats what the words say.

use anstyle::{AnsiColor, Effects, Style};
use std::fmt;

/// Where text output goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    /// Columns.
    pub width: usize,
    pub colour: bool,
    /// Box-drawing characters, else ASCII.
    pub unicode: bool,
}

impl Default for Screen {
    fn default() -> Self {
        Screen { width: 80, colour: false, unicode: true }
    }
}

/// What a piece of text is, as far as colour goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paint {
    Error,
    Warning,
    Info,
    Strong,
    Faint,
    Good,
}

impl Paint {
    fn style(self) -> Style {
        let colour = |colour: AnsiColor| Style::new().fg_color(Some(colour.into())).bold();
        match self {
            Paint::Error => colour(AnsiColor::Red),
            Paint::Warning => colour(AnsiColor::Yellow),
            Paint::Info => colour(AnsiColor::Cyan),
            Paint::Good => colour(AnsiColor::Green),
            Paint::Strong => Style::new().bold(),
            Paint::Faint => Style::new().effects(Effects::DIMMED),
        }
    }
}

impl From<crate::diagnostic::Severity> for Paint {
    fn from(severity: crate::diagnostic::Severity) -> Self {
        match severity {
            crate::diagnostic::Severity::Error => Paint::Error,
            crate::diagnostic::Severity::Warning => Paint::Warning,
            crate::diagnostic::Severity::Info => Paint::Info,
        }
    }
}

impl Screen {
    /// The text, coloured if colour is on.
    pub fn paint<T: fmt::Display>(&self, paint: Paint, text: T) -> String {
        if self.colour {
            let style = paint.style();
            format!("{style}{text}{style:#}")
        } else {
            text.to_string()
        }
    }
}

/// Breaks a text into lines of at most `width` columns at spaces; a longer word stays whole.
/// Text between backquotes is broken only where it would not fit a line of its own.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for piece in pieces(text) {
        let whole = piece.chars().count();
        let parts: Vec<&str> = if whole > width {
            piece.split(' ').filter(|part| !part.is_empty()).collect()
        } else {
            vec![piece]
        };
        for part in parts {
            let length = part.chars().count();
            if used > 0 && used + 1 + length > width {
                lines.push(String::new());
                used = 0;
            }
            if let Some(line) = lines.last_mut() {
                if used > 0 {
                    line.push(' ');
                    used += 1;
                }
                line.push_str(part);
                used += length;
            }
        }
    }
    lines
}

/// Words; what stands between backquotes is one word with what is glued to it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    text.split(move |character: char| {
        quoted ^= character == '`';
        character == ' ' && !quoted
    })
    .filter(|piece| !piece.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_text_stays_together_while_it_fits() {
        let lines = wrap("Write `proxy_pass http://127.0.0.1;`, or wait", 31);
        assert_eq!(lines, ["Write", "`proxy_pass http://127.0.0.1;`,", "or wait"]);
        let lines = wrap("a `very long quoted piece of text` b", 20);
        assert_eq!(lines, ["a `very long quoted", "piece of text` b"]);
        assert_eq!(wrap("", 10), [""]);
    }
}
