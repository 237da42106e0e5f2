//! A line's text after macro parameters and `${…}` are replaced, and where each stretch of it is from.
//!
//! httpd replaces on the whole line before it splits words (`ap_resolve_env`, `substitute_macro_args`): a value may
//! become several words, or a part of one.

use super::lex;
use crate::model::Why;
use crate::source::Span;
use crate::syntax::{NodeRef, Quote, WordRef};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Bytes of one line beyond this number are not put together (1 MiB): values that hold each other double at each line.
const LONGEST: usize = 1 << 20;

/// Text in the making.
#[derive(Clone, Debug, Default)]
pub struct Traced {
    pub text: Vec<u8>,
    segments: Vec<Segment>,
}

/// A stretch of the text and what it stands for.
#[derive(Clone, Copy, Debug)]
struct Segment {
    /// Where it starts in the text.
    at: usize,
    span: Span,
    /// As written; else something else was put in its place.
    literal: bool,
}

impl Traced {
    /// The line of a node: its words as written, with single blanks between them.
    pub fn of(node: NodeRef<'_>) -> Traced {
        let mut traced = Traced::default();
        for (index, word) in (0..node.len()).filter_map(|index| node.word(index)).enumerate() {
            if index > 0 {
                traced.push_as(
                    b" ",
                    Span { start: word.span().start, end: word.span().start, ..word.span() },
                    true,
                );
            }
            traced.word(node.text.bytes, word);
        }
        traced
    }

    /// A word with its quotes; where two lines meet inside, what is read of them.
    fn word(&mut self, bytes: &[u8], word: WordRef<'_>) {
        let span = word.span();
        let written = bytes.get(span.range()).unwrap_or_default();
        let mut rest = written;
        let mut start = span.start;
        while let Some(end) = memchr::memchr(b'\n', rest) {
            let line = &rest[..end];
            let kept = line.strip_suffix(b"\r").unwrap_or(line);
            let kept = kept.strip_suffix(b"\\").unwrap_or(kept);
            self.push_as(kept, Span { start, end: start + kept.len() as u32, ..span }, true);
            start += end as u32 + 1;
            rest = &rest[end + 1..];
        }
        self.push_as(rest, Span { start, end: span.end, ..span }, true);
        // A quote that the line does not close still ends with it.
        if word.quote() != Quote::Bare && (written.len() < 2 || written.first() != written.last()) {
            let quote = written.first().copied().unwrap_or(b'"');
            self.push_as(&[quote], Span { start: span.end, ..span }, true);
        }
    }

    fn push_as(&mut self, text: &[u8], span: Span, literal: bool) {
        if !text.is_empty() {
            self.segments.push(Segment { at: self.text.len(), span, literal });
            self.text.extend_from_slice(text);
        }
    }

    /// Takes over a stretch of another text as it is.
    fn copy(&mut self, from: &Traced, start: usize, end: usize) {
        let mut at = start;
        let mut index = from.segments.partition_point(|segment| segment.at <= start).saturating_sub(1);
        while at < end {
            let Some(segment) = from.segments.get(index) else { return };
            let stop = from.segments.get(index + 1).map_or(from.text.len(), |next| next.at).min(end);
            let span = match segment.literal {
                true => {
                    let start = segment.span.start + (at - segment.at) as u32;
                    Span { start, end: start + (stop - at) as u32, ..segment.span }
                }
                false => segment.span,
            };
            self.push_as(&from.text[at..stop], span, segment.literal);
            at = stop;
            index += 1;
        }
    }

    /// The place of a stretch of the text.
    pub fn span(&self, start: usize, end: usize) -> Span {
        let segment = |at: usize| {
            let index = self.segments.partition_point(|segment| segment.at <= at);
            self.segments.get(index.saturating_sub(1)).copied()
        };
        let (Some(first), Some(last)) = (segment(start), segment(end.saturating_sub(1).max(start))) else {
            return Span::new(crate::source::FileId(0), 0, 0);
        };
        let low = match first.literal {
            true => Span { start: first.span.start + (start - first.at) as u32, ..first.span },
            false => first.span,
        };
        let high = match last.literal {
            true => Span { end: last.span.start + (end.max(start) - last.at) as u32, ..last.span },
            false => last.span,
        };
        if low.file != high.file {
            return low;
        }
        Span { start: low.start, end: high.end.max(low.start), ..low }
    }

    /// Replaces `${NAME}`, once and from left to right; gives the names that are not known, and why the text is not
    /// what httpd will read, if it may not be.
    pub fn resolve(self, value: &mut dyn FnMut(&[u8], Span) -> Resolved) -> (Traced, Option<Why>) {
        let mut out = Traced::default();
        let (mut at, mut unknown) = (0, None);
        let text = &self.text;
        while let Some(found) = memchr::memmem::find(&text[at..], b"${") {
            let start = at + found;
            let Some(length) = memchr::memchr(b'}', &text[start..]) else { break };
            let end = start + length + 1;
            self.copy_into(&mut out, at, start);
            let span = self.span(start, end);
            match value(&text[start + 2..end - 1], span) {
                Resolved::Text(text) if out.text.len() + text.len() > LONGEST => {
                    unknown = Some(Why::Opaque);
                    self.copy_into(&mut out, start, end);
                }
                Resolved::Text(text) => out.push_as(&text, span, false),
                // Text that stays as it is written.
                Resolved::Kept => self.copy_into(&mut out, start, end),
                Resolved::Unknown(why) => {
                    unknown = Some(why);
                    self.copy_into(&mut out, start, end);
                }
            }
            at = end;
        }
        self.copy_into(&mut out, at, text.len());
        (out, unknown)
    }

    fn copy_into(&self, out: &mut Traced, start: usize, end: usize) {
        out.copy(self, start, end);
    }

    /// Puts the arguments of a macro in the place of its parameters: the leftmost first, of two at one place the
    /// longer (`next_substitution`).
    pub fn substitute(self, parameters: &[(Vec<u8>, Vec<u8>)]) -> Traced {
        let mut out = Traced::default();
        let mut at = 0;
        let text = &self.text;
        // The next place of each parameter: found once, and again when the text before it is taken.
        let next = |from: usize, index: usize| {
            let name = &parameters.get(index)?.0;
            let found = from + memchr::memmem::find(text.get(from..)?, name)?;
            Some(Reverse((found, Reverse(name.len()), index)))
        };
        let named = (0..parameters.len()).filter(|index| !parameters[*index].0.is_empty());
        let mut places: BinaryHeap<_> = named.filter_map(|index| next(0, index)).collect();
        while let Some(Reverse((place, _, index))) = places.pop() {
            if place < at {
                places.extend(next(at, index));
                continue;
            }
            if out.text.len() >= LONGEST {
                break;
            }
            let (name, argument) = &parameters[index];
            out.copy(&self, at, place);
            let span = self.span(place, place + name.len());
            out.push_as(argument, span, false);
            at = place + name.len();
            places.extend(next(at, index));
        }
        out.copy(&self, at, text.len());
        out
    }

    /// The words of the text, as httpd splits them, each with its place.
    pub fn words(&self) -> Vec<(Vec<u8>, Span)> {
        lex::words(&self.text)
            .into_iter()
            .map(|piece| (piece.text, self.span(piece.start, piece.end)))
            .collect()
    }
}

/// What a reference stands for.
#[derive(Clone, Debug)]
pub enum Resolved {
    Text(Vec<u8>),
    /// It is none of these references: the text stays.
    Kept,
    /// Nothing defines it here.
    Unknown(Why),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::apache::parse::parse;
    use crate::source::FileId;

    fn shown(text: &str, parameters: &[(&str, &str)]) -> Vec<(String, String)> {
        let (tree, _) = parse(FileId(0), text.as_bytes());
        let root = tree.root(text.as_bytes());
        let node = root.children().next().unwrap();
        let parameters: Vec<_> =
            parameters.iter().map(|(a, b)| (a.as_bytes().to_vec(), b.as_bytes().to_vec())).collect();
        let traced = Traced::of(node).substitute(&parameters);
        let (traced, _) = traced.resolve(&mut |name, _| match name {
            b"A" => Resolved::Text(b"x y".to_vec()),
            b"P" => Resolved::Text(b"80".to_vec()),
            _ => Resolved::Unknown(Why::Environment),
        });
        let of = |span: Span| text[span.range()].to_owned();
        traced.words().into_iter().map(|(word, span)| (String::from_utf8(word).unwrap(), of(span))).collect()
    }

    #[test]
    fn values_become_words_and_keep_their_places() {
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(
            shown("N ${A} \"q ${A}\" h:${P}/z ${B}\n", &[]),
            [
                pair("N", "N"),
                pair("x", "${A}"),
                pair("y", "${A}"),
                pair("q x y", "\"q ${A}\""),
                pair("h:80/z", "h:${P}/z"),
                pair("${B}", "${B}"),
            ]
        );
        assert_eq!(
            shown("Use $host $hostname\n", &[("$host", "a b"), ("$hostname", "c")]),
            [pair("Use", "Use"), pair("a", "$host"), pair("b", "$host"), pair("c", "$hostname")]
        );
        assert_eq!(shown("N /a\\\nb/${P}\n", &[]), [pair("N", "N"), pair("/ab/80", "/a\\\nb/${P}")]);
    }
}
