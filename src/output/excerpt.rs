//! The only maker of source excerpts: a few lines, cut to the screen, safe to print.
//!
//! Everything of a file that reaches a terminal goes through here. Cost and size are bounded by the
//! number of labels and the width, not by the file or the length of a line; control characters are
//! replaced one for one; secrets are hidden; each label lands on what is left of its text. miette
//! reads a made excerpt and never a file: it would scan the file for every label, print whole lines,
//! pass escape sequences on and panic beyond column 65 535.

use crate::diagnostic::visible;
use crate::model::Deployment;
use crate::source::{FileId, Sources, Span};
use std::ops::Range;

/// Lines shown before the first and after the last labelled line.
const CONTEXT: u32 = 1;
/// Labels this many lines apart share an excerpt.
const NEAR: u32 = 4;
/// Columns of a tab stop.
const TAB: usize = 4;
/// Columns kept to the right of a label's place for its text; at most half of the width.
const LABEL_ROOM: usize = 32;
/// Stands for text that is never shown.
const HIDDEN: &str = "(hidden)";

/// A place to be shown, and what is said about it.
#[derive(Clone, Debug)]
pub struct Mark<'a> {
    pub span: Span,
    pub text: &'a str,
    pub primary: bool,
}

/// A stretch of lines of one file, ready to print.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// Number of the first line, from 1.
    pub first_line: u32,
    /// Lines, each with its line end.
    pub text: String,
    pub lines: usize,
    pub labels: Vec<Placed>,
}

/// A label on an excerpt.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Bytes of [`Excerpt::text`]; never empty, never across a line end.
    pub range: Range<usize>,
    /// Columns before it on its line.
    pub column: usize,
    pub text: String,
    pub primary: bool,
    /// Where it is in the file.
    pub span: Span,
}

/// Places that are never shown, of all proxies.
#[derive(Debug, Default)]
pub struct Secrets(Vec<Span>);

impl Secrets {
    pub fn of(deployment: &Deployment) -> Secrets {
        let mut spans: Vec<Span> =
            deployment.proxies().flat_map(|(_, proxy)| proxy.secrets.iter().copied()).collect();
        spans.sort();
        spans.dedup();
        Secrets(spans)
    }

    /// The secrets that touch a stretch of a file. They do not overlap each other.
    fn touching(&self, stretch: Span) -> &[Span] {
        let from = self.0.partition_point(|s| (s.file, s.end) <= (stretch.file, stretch.start));
        let to = self.0.partition_point(|s| (s.file, s.start) < (stretch.file, stretch.end));
        self.0.get(from..to.max(from)).unwrap_or_default()
    }
}

/// Excerpts for marks: that of the primary mark first, then those of other places in the order given.
/// `width` is the number of columns for a line's text.
pub fn excerpts(
    sources: &Sources,
    secrets: &Secrets,
    marks: &[Mark<'_>],
    width: usize,
) -> Vec<(Span, Excerpt)> {
    let mut groups: Vec<Vec<(&Mark, u32)>> = Vec::new();
    let line = |mark: &Mark| sources.get(mark.span.file).line_of(mark.span.start);
    let (primary, rest): (Vec<&Mark>, Vec<&Mark>) = marks.iter().partition(|mark| mark.primary);
    for mark in primary.into_iter().chain(rest) {
        let own = line(mark);
        let near = groups.iter_mut().find(|group| {
            group.iter().any(|(other, line)| other.span.file == mark.span.file && line.abs_diff(own) <= NEAR)
        });
        match near {
            Some(group) => group.push((mark, own)),
            None => groups.push(vec![(mark, own)]),
        }
    }
    let excerpt = |group: Vec<(&Mark, u32)>| {
        let place = group.first().map(|(mark, _)| mark.span)?;
        Some((place, excerpt(sources, secrets, &group, width)))
    };
    groups.into_iter().filter_map(excerpt).collect()
}

fn excerpt(sources: &Sources, secrets: &Secrets, marks: &[(&Mark<'_>, u32)], width: usize) -> Excerpt {
    let lines = || marks.iter().map(|(_, line)| *line);
    let file = marks[0].0.span.file;
    let source = sources.get(file);
    let first = lines().min().unwrap_or(1).saturating_sub(CONTEXT).max(1);
    let last = (lines().max().unwrap_or(1) + CONTEXT).min(source.line_count() as u32);
    let mut made = Excerpt {
        first_line: first,
        text: String::new(),
        lines: (last + 1 - first) as usize,
        labels: Vec::new(),
    };
    for number in first..=last {
        let on_line: Vec<&Mark> =
            marks.iter().filter(|(_, line)| *line == number).map(|(mark, _)| *mark).collect();
        line(&mut made, sources, secrets, (file, number), &on_line, width.max(16));
    }
    // An empty line at the end of a file is no context.
    if lines().all(|line| line < last) && made.text.ends_with("\n\n") {
        made.text.pop();
        made.lines -= 1;
    }
    made
}

/// One source character and what is printed for it.
struct Shown {
    /// Byte offset in the file.
    at: usize,
    /// Byte offset in the line made so far, and columns before it.
    text: usize,
    column: usize,
}

fn line(
    made: &mut Excerpt,
    sources: &Sources,
    secrets: &Secrets,
    (file, number): (FileId, u32),
    marks: &[&Mark<'_>],
    width: usize,
) {
    let source = sources.get(file);
    let range = source.line_range(number);
    let focus = marks.iter().find(|mark| mark.primary).or(marks.first());
    let focus = focus.map_or(range.start, |mark| (mark.span.start as usize).clamp(range.start, range.end));
    // Only the bytes around the focus are looked at: a line may be hundreds of megabytes long.
    let bytes = &source.bytes;
    let mut from = range.start.max(focus.saturating_sub(4 * width));
    while from > range.start && from < focus && bytes[from] & 0xc0 == 0x80 {
        from += 1;
    }
    let to = range.end.min(focus + 8 * width);
    let hidden = secrets.touching(Span::new(file, from, to));
    let (text, shown) = printable_line(&bytes[from..to], from, hidden);
    let total = shown.last().map_or(0, |last| last.column);
    let focus_column = shown.iter().find(|s| s.at >= focus).map_or(total, |found| found.column);
    let (left, right) = (from > range.start, to < range.end);
    let mut first = 0;
    let label_room = LABEL_ROOM.min(width / 2);
    let crowded = !marks.is_empty() && focus_column + label_room > width;
    if left || crowded || (total > width && focus_column > width * 2 / 3) {
        // Some text before the label, room for its text, and no empty columns at the end.
        let filled = (focus_column + label_room).max(total).saturating_sub(width - 1);
        first = focus_column.saturating_sub(width / 3).min(filled).max(1);
    }
    let cut_left = left || first > 0;
    let room = width - usize::from(cut_left);
    let cut_right = right || total - first.min(total) > room;
    let room = room - usize::from(cut_right);
    let at_column = |column: usize| shown.iter().find(|s| s.column >= column);
    let (start_text, start_column) = at_column(first).map_or((text.len(), total), |s| (s.text, s.column));
    let end_text = at_column(start_column + room + 1)
        .map(|s| s.text)
        .and_then(|after| shown.iter().rev().find(|s| s.text < after))
        .map_or(text.len(), |s| s.text)
        .max(start_text);

    let line_start = made.text.len();
    if cut_left {
        made.text.push('…');
    }
    let body = made.text.len();
    made.text.push_str(&text[start_text..end_text]);
    if cut_right {
        made.text.push('…');
    }
    for mark in marks {
        let place = |offset: u32| {
            let offset = (offset as usize).clamp(range.start, range.end);
            let text = shown.iter().find(|s| s.at >= offset).map_or(text.len(), |s| s.text);
            body + text.clamp(start_text, end_text) - start_text
        };
        let start = place(mark.span.start);
        let mut end = place(mark.span.end);
        if end <= start {
            // A place where something is missing, or text that was cut away: one character.
            if start >= made.text.len() {
                made.text.push(' ');
            }
            end = start + made.text[start..].chars().next().map_or(1, char::len_utf8);
        }
        made.labels.push(Placed {
            range: start..end,
            column: made.text[line_start..start].chars().count(),
            text: mark.text.to_owned(),
            primary: mark.primary,
            span: mark.span,
        });
    }
    made.text.push('\n');
}

/// The text as printed, and where each source character went; the last entry is the end.
fn printable_line(bytes: &[u8], base: usize, hidden: &[Span]) -> (String, Vec<Shown>) {
    let mut text = String::new();
    let mut shown = Vec::new();
    let mut column = 0;
    let mut at = base;
    let mut in_secret: Option<usize> = None;
    let mut put = |at: usize, character: char| {
        shown.push(Shown { at, text: text.len(), column });
        if let Some(secret) = hidden.iter().position(|span| span.range().contains(&at)) {
            if in_secret != Some(secret) {
                text.push_str(HIDDEN);
                column += HIDDEN.len();
            }
            in_secret = Some(secret);
            return;
        }
        in_secret = None;
        if character == '\t' {
            let spaces = TAB - column % TAB;
            text.extend(std::iter::repeat_n(' ', spaces));
            column += spaces;
        } else {
            text.push(visible(character));
            column += 1;
        }
    };
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            put(at, character);
            at += character.len_utf8();
        }
        for _ in chunk.invalid() {
            put(at, '\u{fffd}');
            at += 1;
        }
    }
    shown.push(Shown { at, text: text.len(), column });
    (text, shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceKind};

    fn show(
        text: &[u8],
        labels: &[(usize, usize)],
        secrets: &[(usize, usize)],
        width: usize,
    ) -> Vec<Excerpt> {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("a.conf", SourceKind::File, text.to_vec()));
        let marks: Vec<Mark> = labels
            .iter()
            .enumerate()
            .map(|(index, (start, end))| Mark {
                span: Span::new(file, *start, *end),
                text: "",
                primary: index == 0,
            })
            .collect();
        let secrets = Secrets(secrets.iter().map(|(s, e)| Span::new(file, *s, *e)).collect());
        let made = excerpts(&sources, &secrets, &marks, width);
        made.into_iter().map(|(_, excerpt)| excerpt).collect()
    }

    fn labelled(excerpt: &Excerpt) -> Vec<&str> {
        excerpt.labels.iter().map(|l| &excerpt.text[l.range.clone()]).collect()
    }

    #[test]
    fn a_line_of_context_on_each_side() {
        let text = b"one\ntwo\n\tthree four\nfive\nsix\n";
        let made = show(text, &[(9, 14)], &[], 40);
        assert_eq!(made.len(), 1);
        assert_eq!(made[0].text, "two\n    three four\nfive\n");
        assert_eq!((made[0].first_line, labelled(&made[0])), (2, vec!["three"]));
    }

    #[test]
    fn far_labels_get_excerpts_of_their_own() {
        let text: Vec<u8> = (0..50).flat_map(|n| format!("line {n:02}\n").into_bytes()).collect();
        let made = show(&text, &[(160, 164), (0, 4), (176, 180)], &[], 40);
        assert_eq!(made.len(), 2);
        assert_eq!(made[0].text, "line 19\nline 20\nline 21\nline 22\nline 23\n");
        assert_eq!(made[1].text, "line 00\nline 01\n");
    }

    #[test]
    fn what_moves_cursors_is_replaced_and_columns_stay() {
        let made = show(b"a \x1b[2J \xff b\x9bc", &[(10, 11)], &[], 40);
        assert_eq!(labelled(&made[0]), ["\u{fffd}"]);
        assert!(made[0].text.starts_with("a \u{241b}[2J \u{fffd} b"), "{:?}", made[0].text);
    }

    #[test]
    fn long_lines_are_cut_around_the_label() {
        let mut text = vec![b'x'; 1_000_000];
        text[500_000..500_005].copy_from_slice(b"LABEL");
        let made = show(&text, &[(500_000, 500_005)], &[], 40);
        assert_eq!(labelled(&made[0]), ["LABEL"]);
        assert_eq!(made[0].text.trim_end().chars().count(), 40);
        assert!(made[0].text.starts_with('…') && made[0].text.trim_end().ends_with('…'));
    }

    #[test]
    fn a_label_longer_than_the_line_is_clipped() {
        let text = vec![b'x'; 300];
        let made = show(&text, &[(0, 300)], &[], 40);
        assert_eq!(made[0].text.trim_end().chars().count(), 40);
        assert_eq!(labelled(&made[0]), ["x".repeat(39)]);
    }

    #[test]
    fn secrets_are_hidden_also_on_lines_of_context() {
        let text = b"user bob;\npassword hunter2;\nauth tok3n;\n";
        let made = show(text, &[(10, 18)], &[(19, 26), (33, 38)], 40);
        assert_eq!(made[0].text, "user bob;\npassword (hidden);\nauth (hidden);\n");
    }

    #[test]
    fn something_missing_at_the_end_gets_one_column() {
        let made = show(b"listen 80\n", &[(9, 9)], &[], 40);
        assert_eq!((made[0].text.as_str(), labelled(&made[0])), ("listen 80 \n", vec![" "]));
        let made = show(b"", &[(0, 0)], &[], 40);
        assert_eq!(labelled(&made[0]), [" "]);
    }

    #[test]
    fn any_bytes_and_any_spans_are_shown() {
        let text: Vec<u8> = (0..=255).cycle().take(2000).collect();
        for start in (0..2100).step_by(7) {
            for length in [0, 1, 300, 5000] {
                for excerpt in show(&text, &[(start, start + length), (5, 5)], &[(3, 9), (20, 900)], 30) {
                    for label in &excerpt.labels {
                        assert!(!label.range.is_empty());
                        assert!(!excerpt.text[label.range.clone()].contains('\n'));
                    }
                    assert!(excerpt.text.lines().all(|line| line.chars().count() <= 31));
                }
            }
        }
    }
}
