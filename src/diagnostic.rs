//! What proxylint says: findings as plain data.
//!
//! A rule makes a [`Finding`]; the engine adds level, confidence and order and makes it a
//! [`Diagnostic`]; outputs render it. Nothing here knows how it will look.

use crate::model::VersionRange;
pub use crate::source::Edit;
use crate::source::{At, Span, Via};

/// How bad it is. See the catalogue for what each level promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Fragile, one failure away; or hardening.
    Info,
    /// It fails under a condition that is common in production.
    Warning,
    /// It will fail.
    Error,
}

impl Severity {
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }

    /// One level down; info stays info.
    pub fn lowered(self) -> Severity {
        match self {
            Severity::Error => Severity::Warning,
            _ => Severity::Info,
        }
    }
}

/// How sure it is. Low is shown only with `--pedantic`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    Low,
    Medium,
    High,
}

/// A place and what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    /// Includes through which the place counts; shown only where it helps.
    pub via: Via,
    pub text: String,
}

impl Label {
    pub fn new(at: impl Into<At>, text: impl Into<String>) -> Self {
        let at = at.into();
        Label { span: at.span, via: at.via, text: text.into() }
    }
}

/// Whether an edit keeps the behaviour except for the defect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Applicability {
    Safe,
    /// It picks a value or changes behaviour: shown, applied only on request.
    Unsafe,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    pub title: String,
    pub applicability: Applicability,
    pub edits: Vec<Edit>,
}

/// What a rule reports. `message` and the parts follow one order: what, where, what happens, what
/// to write instead. Texts must hold only what [`crate::rules::Cx::show`] gave for bytes of a
/// configuration: secrets masked, nothing unprintable.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The catalogue's case; it decides level and confidence.
    pub case: &'static str,
    pub message: String,
    pub primary: Label,
    pub related: Vec<Label>,
    /// Statuses that clients get: "502", "startup", "hang", "dropped"; empty = as the case says.
    pub statuses: Vec<&'static str>,
    /// What happens, when, and what the log will show.
    pub outcome: String,
    /// What to write instead, in the server's own words.
    pub help: String,
    /// The version or fact that the judgement hangs on.
    pub note: Option<String>,
    pub fix: Option<Fix>,
    /// The finding holds only in these versions; one level lower while others are possible.
    pub only_in: Option<(crate::model::ProxyId, VersionRange)>,
    /// More certain or less certain than the case says, by the evidence at hand.
    pub confidence: Option<Confidence>,
}

impl Finding {
    pub fn new(case: &'static str, message: impl Into<String>, primary: Label) -> Self {
        Finding {
            case,
            message: message.into(),
            primary,
            related: Vec::new(),
            statuses: Vec::new(),
            outcome: String::new(),
            help: String::new(),
            note: None,
            fix: None,
            only_in: None,
            confidence: None,
        }
    }

    pub fn related(mut self, at: impl Into<At>, text: impl Into<String>) -> Self {
        self.related.push(Label::new(at, text));
        self
    }

    pub fn statuses(mut self, statuses: &[&'static str]) -> Self {
        self.statuses = statuses.to_vec();
        self
    }

    pub fn outcome(mut self, text: impl Into<String>) -> Self {
        self.outcome = text.into();
        self
    }

    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = text.into();
        self
    }

    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.note = Some(text.into());
        self
    }

    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    pub fn only_in(mut self, proxy: crate::model::ProxyId, versions: VersionRange) -> Self {
        self.only_in = Some((proxy, versions));
        self
    }

    pub fn confidence(mut self, confidence: Confidence) -> Self {
        self.confidence = Some(confidence);
        self
    }
}

/// A finding with everything that the engine decides.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub rule: &'static str,
    pub case: &'static str,
    pub severity: Severity,
    pub confidence: Confidence,
    pub statuses: Vec<String>,
    pub message: String,
    pub primary: Label,
    pub related: Vec<Label>,
    pub outcome: String,
    pub help: String,
    pub note: Option<String>,
    pub fix: Option<Fix>,
    /// At how many places the same finding stood (a snippet's finding stands once), at least 1.
    pub places: u32,
}

/// Bytes of a configuration as text that is safe to print anywhere: control characters, line ends and
/// invalid UTF-8 become visible stand-ins, and what is longer than `most` characters is cut with `…`.
pub fn printable(bytes: &[u8], most: usize) -> String {
    let mut text = String::new();
    // A character has at most four bytes: the rest of a long text is not looked at.
    let bytes = bytes.get(..most.saturating_add(1).saturating_mul(4)).unwrap_or(bytes);
    for (count, character) in String::from_utf8_lossy(bytes).chars().enumerate() {
        if count == most {
            text.push('…');
            break;
        }
        text.push(visible(character));
    }
    text
}

/// A stand-in for a character that must not reach a terminal: one for one, so that columns stay.
pub fn visible(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + character as u32).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        '\u{80}'..='\u{9f}' => '\u{fffd}',
        // Characters that change the direction of what follows, or have no width.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => {
            '\u{fffd}'
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_a_cursor_is_printed() {
        assert_eq!(printable(b"a\x1b[2Jb\nc\xff", 20), "a\u{241b}[2Jb c\u{fffd}");
        assert_eq!(printable("a\u{202e}b".as_bytes(), 20), "a\u{fffd}b");
        assert_eq!(printable(b"abcdef", 3), "abc…");
    }
}
