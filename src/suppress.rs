//! Suppression comments: `# proxylint: ignore[single-server-pool] reason: legacy, ticket 4711`.
//!
//! Owns their syntax, what each covers, and what is said about those that cover nothing, give no
//! reason or name no rule. A comment counts for its own line and, where it stands alone, for the next
//! line that is neither blank nor a comment; `ignore-file[…]` within the first ten lines counts for
//! its file. It never silences the findings about suppressions themselves.

use crate::diagnostic::{Confidence, Diagnostic, Label, Severity, printable};
use crate::rules;
use crate::source::{FileId, Source, Sources, Span};
use rustc_hash::FxHashMap;

/// Findings that the engine itself makes; no rule has these names.
pub const RESERVED: [(&str, &str); 3] = [
    (
        "suppression-without-reason",
        "A suppression comment gives no `reason:`; whoever reads it later cannot tell whether it still holds.",
    ),
    ("unknown-rule", "A suppression comment names a rule that does not exist, so it covers nothing."),
    (
        "unused-suppression",
        "A suppression comment covers no finding: what it excused is gone, or it stands at the wrong line.",
    ),
];

/// Faults of comments after which nothing is compared with the names of rules: thousands are no misspelling.
const MOST_GUESSES: usize = 100;

/// Lines at the head of a file within which `ignore-file` counts.
const HEAD: u32 = 10;

/// One rule named by one comment.
#[derive(Clone, Debug)]
struct Suppression {
    id: String,
    /// Place of the id in the comment.
    at: Span,
    used: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Covers {
    Lines(u32, u32),
    File,
}

/// What the comments of all texts say.
#[derive(Debug, Default)]
pub struct Suppressions {
    all: Vec<Suppression>,
    /// Those that cover a line, and those that cover a file, by index.
    lines: FxHashMap<(FileId, u32), Vec<usize>>,
    files: FxHashMap<FileId, Vec<usize>>,
    /// What is wrong with the comments themselves.
    faults: Vec<Diagnostic>,
}

impl Suppressions {
    /// Reads the comments of every text that holds `proxylint:` at all.
    pub fn read(sources: &Sources) -> Suppressions {
        let finder = memchr::memmem::Finder::new(b"proxylint:");
        let mut found = Suppressions::default();
        for file in sources.ids() {
            let source = sources.get(file);
            // Where the comment read last ends: what it says is not read again.
            let mut done = 0;
            // The line that the comments above it speak of, once it was looked for.
            let mut next = 0;
            for start in finder.find_iter(&source.bytes) {
                if start >= done
                    && let Some(end) = found.comment(file, source, start, &mut next)
                {
                    done = end;
                }
            }
        }
        found
    }

    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.faults.is_empty()
    }

    /// Whether a comment covers the finding; marks that comment as used.
    pub fn covers(&mut self, sources: &Sources, diagnostic: &Diagnostic) -> bool {
        let at = diagnostic.primary.span;
        let line = sources.get(at.file).line_of(at.start);
        let by_line = self.lines.get(&(at.file, line)).into_iter().flatten();
        let by_file = self.files.get(&at.file).into_iter().flatten();
        let mut covered = false;
        for &index in by_line.chain(by_file) {
            let suppression = &mut self.all[index];
            if suppression.id == diagnostic.rule {
                suppression.used = true;
                covered = true;
            }
        }
        covered
    }

    /// Findings about the comments: faults, and comments that covered nothing although their rule ran.
    pub fn findings(self, ran: impl Fn(&str) -> bool) -> Vec<Diagnostic> {
        let mut findings = self.faults;
        for suppression in self.all {
            if !suppression.used && ran(&suppression.id) {
                findings.push(fault(
                    "unused-suppression",
                    format!("Nothing of `{}` is left to ignore here", suppression.id),
                    Label::new(suppression.at, "covers no finding"),
                    "Remove the comment, or move it to the line before the finding".to_owned(),
                ));
            }
        }
        findings
    }

    /// Reads one comment; `start` is where `proxylint:` begins. Gives the comment's end if it is one.
    fn comment(&mut self, file: FileId, source: &Source, start: usize, next: &mut u32) -> Option<usize> {
        let line = source.line_of(start as u32);
        let range = source.line_range(line);
        let bytes = &source.bytes;
        let before = &bytes[range.start..start];
        let blank = before.trim_ascii_end();
        // Only a comment speaks to us: `#` right before, at the line's start or after a space or `;{}`.
        let lead = blank.strip_suffix(b"#")?;
        let lead = lead.strip_suffix(b"#").unwrap_or(lead);
        if lead.last().is_some_and(|byte| !b" \t;{}".contains(byte)) {
            return None;
        }
        let alone = lead.trim_ascii().is_empty();
        let from = start + b"proxylint:".len();
        let rest = &bytes[from..range.end.max(from)];
        let whole = Span::new(file, start, range.end);
        let open = memchr::memchr(b'[', rest).unwrap_or(rest.len());
        let verb = match rest[..open].trim_ascii() {
            b"ignore" => "ignore",
            b"ignore-file" => "ignore-file",
            _ => "",
        };
        let ids = open + 1;
        let close = rest.get(ids..).and_then(|after| memchr::memchr(b']', after));
        let Some(close) = close.map(|at| ids + at).filter(|_| !verb.is_empty()) else {
            self.faults.push(fault(
                "unused-suppression",
                "This comment is not read as a suppression".to_owned(),
                Label::new(whole, "covers nothing"),
                "Write `# proxylint: ignore[rule-id] reason: …`".to_owned(),
            ));
            return Some(range.end);
        };
        if verb == "ignore-file" && line > HEAD {
            self.faults.push(fault(
                "unused-suppression",
                format!("`ignore-file` counts only within the first {HEAD} lines of a file"),
                Label::new(whole, "covers nothing"),
                "Move it to the head of the file".to_owned(),
            ));
            return Some(range.end);
        }
        let covers = match verb {
            "ignore-file" => Covers::File,
            _ if alone => {
                if *next <= line {
                    *next = next_line(source, line);
                }
                Covers::Lines(line, *next)
            }
            _ => Covers::Lines(line, line),
        };
        let reason = memchr::memmem::find(&rest[close..], b"reason:").map(|at| close + at + b"reason:".len());
        if reason.is_none_or(|at| rest[at..].trim_ascii().is_empty()) {
            self.faults.push(fault(
                "suppression-without-reason",
                "This suppression gives no reason".to_owned(),
                Label::new(whole, "no `reason:`"),
                "Write why, and until when: `reason: legacy app, ticket 4711`".to_owned(),
            ));
        }
        let mut at = from + ids;
        for part in rest[ids..close].split(|byte| *byte == b',') {
            let lead = part.len() - part.trim_ascii_start().len();
            let bytes = part.trim_ascii();
            let place = Span::new(file, at + lead, at + lead + bytes.len());
            at += part.len() + 1;
            let id = &*String::from_utf8_lossy(bytes);
            if rules::find(id).is_some() {
                let index = self.all.len();
                match covers {
                    Covers::File => self.files.entry(file).or_default().push(index),
                    Covers::Lines(own, next) => {
                        self.lines.entry((file, own)).or_default().push(index);
                        if next != own {
                            self.lines.entry((file, next)).or_default().push(index);
                        }
                    }
                }
                self.all.push(Suppression { id: id.to_owned(), at: place, used: false });
            } else {
                let guess = self.faults.len() < MOST_GUESSES;
                self.faults.push(unknown(id, place, guess));
            }
        }
        Some(range.end)
    }
}

/// The next line that is neither blank nor a comment; one that no text has where there is none.
fn next_line(source: &Source, line: u32) -> u32 {
    (line + 1..=source.line_count() as u32)
        .find(|&next| {
            let text = source.bytes[source.line_range(next)].trim_ascii_start();
            !text.is_empty() && text[0] != b'#'
        })
        .unwrap_or(u32::MAX)
}

fn unknown(id: &str, at: Span, guess: bool) -> Diagnostic {
    let shown = printable(id.as_bytes(), 40);
    let help = match guess.then(|| nearest(id)).flatten() {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "`proxylint rules` lists all rules".to_owned(),
    };
    fault("unknown-rule", format!("There is no rule `{shown}`"), Label::new(at, "covers nothing"), help)
}

/// The rule whose name is nearest to a mistyped one.
pub fn nearest(id: &str) -> Option<&'static str> {
    // Longer than any rule's name, and a comparison takes room for the product of both lengths.
    if id.len() > 100 {
        return None;
    }
    rules::RULES
        .iter()
        .map(|rule| (strsim::damerau_levenshtein(rule.id, id), rule.id))
        .filter(|(distance, _)| *distance <= 3.max(id.len() / 4))
        .min()
        .map(|(_, near)| near)
}

fn fault(rule: &'static str, message: String, primary: Label, help: String) -> Diagnostic {
    Diagnostic {
        rule,
        case: rule,
        severity: Severity::Info,
        confidence: Confidence::High,
        statuses: Vec::new(),
        message,
        primary,
        related: Vec::new(),
        outcome: String::new(),
        help,
        note: None,
        fix: None,
        places: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourceKind;

    fn read(text: &str) -> (Sources, Suppressions) {
        let mut sources = Sources::default();
        sources.add(Source::new("a.conf", SourceKind::File, text.into()));
        let read = Suppressions::read(&sources);
        (sources, read)
    }

    fn finding(sources: &Sources, text: &str) -> Diagnostic {
        let file = sources.ids().next().unwrap();
        let start = memchr::memmem::find(&sources.get(file).bytes, text.as_bytes()).unwrap();
        let span = Span::new(file, start, start + text.len());
        fault("syntax-error", String::new(), Label::new(span, ""), String::new())
    }

    #[test]
    fn names_that_are_no_utf8_are_pointed_at_where_they_stand() {
        let text = b"# proxylint: ignore[a, 0-#\xf0.re\x00 ,b] reason: x\n";
        let mut sources = Sources::default();
        let file = sources.add(Source::new("a.conf", SourceKind::File, text.to_vec()));
        let found = Suppressions::read(&sources).findings(|_| true);
        let places: Vec<&[u8]> = found.iter().map(|found| sources.bytes(found.primary.span)).collect();
        assert_eq!(places, [&b"a"[..], b"0-#\xf0.re\x00", b"b"]);
        assert!(found.iter().all(|found| found.primary.span.file == file));
    }

    #[test]
    fn a_name_of_megabytes_is_compared_with_none() {
        let (_, read) = read(&format!("# proxylint: ignore[{}] reason: x\n", "x".repeat(1 << 20)));
        let found = read.findings(|_| true);
        assert_eq!((found.len(), found[0].rule), (1, "unknown-rule"));
    }

    #[test]
    fn a_comment_covers_its_line_or_the_next_one_with_a_directive() {
        let text = "# proxylint: ignore[syntax-error] reason: x\n\n  # more\none;\ntwo;\n\
                    three; # proxylint: ignore[syntax-error] reason: y\nfour;\n";
        let (sources, mut read) = read(text);
        let mut covered = |text| read.covers(&sources, &finding(&sources, text));
        assert!(covered("one;"));
        assert!(!covered("two;"));
        assert!(covered("three;"));
        assert!(!covered("four;"));
        assert!(read.findings(|_| true).is_empty());
    }

    #[test]
    fn faults_of_comments_are_told() {
        let text = "# proxylint: ignore-file[syntax-error] reason: generated\n\
                    # proxylint: ignore[syntx-error]\n# proxylint: quiet\n";
        let (_, read) = read(text);
        let told: Vec<_> = read.findings(|_| true).into_iter().map(|d| (d.rule, d.help)).collect();
        let rules: Vec<_> = told.iter().map(|(rule, _)| *rule).collect();
        assert_eq!(
            rules,
            ["suppression-without-reason", "unknown-rule", "unused-suppression", "unused-suppression"]
        );
        assert_eq!(told[1].1, "Did you mean `syntax-error`?");
    }

    #[test]
    fn text_in_a_value_is_no_comment() {
        let (_, read) = read("a \"x#proxylint: ignore[b]\";\nproxylint: ignore[c];\n");
        assert!(read.is_empty());
    }
}
