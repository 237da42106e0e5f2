//! Texts and places in them.
//!
//! Owns the bytes of everything that was read, the identity of each text, and the arithmetic from a
//! byte offset to a line and a column. Configurations are bytes, not UTF-8. Lines and columns exist
//! only at output; everything before it speaks in [`Span`]s.
//!
//! Must not know what a directive is, and must not read anything by itself.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// Identity of one text within one [`Sources`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A stretch of bytes of one text. Twelve bytes, copied freely.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub file: FileId,
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
}

impl Span {
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        Span { file, start: start as u32, end: end as u32 }
    }

    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The smallest span that covers both; `self` where they lie in different files.
    pub fn to(self, other: Span) -> Span {
        if self.file != other.file {
            return self;
        }
        Span { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// A part of this span, by offsets relative to its start, clamped to it.
    pub fn part(self, start: usize, end: usize) -> Span {
        let len = (self.end - self.start) as usize;
        Span::new(self.file, self.start as usize + start.min(len), self.start as usize + end.min(len))
    }

    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub fn contains(self, other: Span) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

/// How a text came to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SourceKind {
    /// A file that was read from the disk (or from the memory of a test).
    File,
    /// Standard input.
    Stdin,
    /// One part of a dump such as `nginx -T` prints; the path is the one that the dump names.
    DumpPart,
    /// A file of another program, read because it runs beside a proxy.
    Neighbour,
}

/// One text: where it is from and its bytes.
#[derive(Debug)]
pub struct Source {
    /// The path that is shown: the one that was opened, so that it can be clicked.
    pub path: PathBuf,
    /// The path by which the configuration knows this text, where it is not `path` (below `--root`).
    config_path: Option<Box<Path>>,
    pub kind: SourceKind,
    pub bytes: Vec<u8>,
    lines: OnceLock<Vec<u32>>,
    counts: OnceLock<Vec<u32>>,
}

/// Bytes between two places up to which characters are counted in advance.
const STRIDE: usize = 4096;

/// Characters in a text, by their first bytes.
fn characters(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count() as u32
}

/// A line and a column, both from 1; the column counts characters (invalid UTF-8: bytes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

impl Source {
    pub fn new(path: impl Into<PathBuf>, kind: SourceKind, bytes: Vec<u8>) -> Self {
        let path = path.into();
        Source { config_path: None, path, kind, bytes, lines: OnceLock::new(), counts: OnceLock::new() }
    }

    pub fn with_config_path(mut self, path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        self.config_path = (path != self.path).then(|| path.into_boxed_path());
        self
    }

    /// The path by which the configuration knows this text. It differs from `path` below `--root`.
    pub fn config_path(&self) -> &Path {
        self.config_path.as_deref().unwrap_or(&self.path)
    }

    /// Offsets of the first byte of each line. Built once, when a line is first asked for.
    fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let mut starts = vec![0];
            starts.extend(memchr::memchr_iter(b'\n', &self.bytes).map(|at| at as u32 + 1));
            starts
        })
    }

    /// Characters before every [`STRIDE`]th byte. Built once, when a place far into a line is first asked for.
    fn counts(&self) -> &[u32] {
        self.counts.get_or_init(|| {
            let sum = |sum: &mut u32, part: &[u8]| {
                let before = *sum;
                *sum += characters(part);
                Some(before)
            };
            self.bytes.chunks(STRIDE).chain([&[][..]]).scan(0, sum).collect()
        })
    }

    /// Number of lines; a text without a final newline counts its last line too.
    pub fn line_count(&self) -> usize {
        self.line_starts().len()
    }

    /// The line (from 1) that holds the byte at `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        self.line_starts().partition_point(|&start| start <= offset) as u32
    }

    /// Byte range of a line (from 1), without its line end; empty beyond the last line.
    pub fn line_range(&self, line: u32) -> Range<usize> {
        let starts = self.line_starts();
        let index = (line as usize).saturating_sub(1);
        let Some(&start) = starts.get(index) else {
            return self.bytes.len()..self.bytes.len();
        };
        let end = starts.get(index + 1).map_or(self.bytes.len(), |&next| next as usize - 1);
        let start = start as usize;
        let end = if end > start && self.bytes[end - 1] == b'\r' { end - 1 } else { end };
        start..end
    }

    pub fn line_column(&self, offset: u32) -> LineColumn {
        let offset = offset.min(self.bytes.len() as u32);
        let line = self.line_of(offset);
        let start = self.line_starts()[line as usize - 1] as usize;
        let before = &self.bytes[start..offset as usize];
        if before.len() > STRIDE {
            // Characters by their first bytes, counted once for the whole text: a line may be the whole file.
            let counts = self.counts();
            let (first, last) = (start.div_ceil(STRIDE), offset as usize / STRIDE);
            let (head, tail) =
                (&self.bytes[start..first * STRIDE], &self.bytes[last * STRIDE..offset as usize]);
            let column = characters(head) + (counts[last] - counts[first]) + characters(tail) + 1;
            return LineColumn { line, column };
        }
        let column = match std::str::from_utf8(before) {
            Ok(text) => text.chars().count(),
            Err(_) => before.len(),
        };
        LineColumn { line, column: column as u32 + 1 }
    }
}

/// Replaces the bytes of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub span: Span,
    pub text: String,
}

/// All texts of one run, and through which lines they were included.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<Source>,
    vias: Vec<Link>,
}

/// One step of an include chain.
#[derive(Clone, Copy, Debug)]
struct Link {
    parent: Via,
    at: Span,
}

/// The chain of include lines or macro uses through which a place counts. [`Via::DIRECT`] is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Via(pub u32);

impl Via {
    pub const DIRECT: Via = Via(0);
}

/// A place and the chain of includes through which it counts there. Sixteen bytes.
///
/// Two are equal if they are the same stretch of text: what a snippet says is the same thing at
/// each place that includes it, so that settings from it are shared.
#[derive(Clone, Copy, Debug)]
pub struct At {
    pub span: Span,
    pub via: Via,
}

impl PartialEq for At {
    fn eq(&self, other: &Self) -> bool {
        self.span == other.span
    }
}

impl Eq for At {}

impl std::hash::Hash for At {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.span.hash(state);
    }
}

impl From<Span> for At {
    fn from(span: Span) -> Self {
        At { span, via: Via::DIRECT }
    }
}

impl Sources {
    pub fn add(&mut self, source: Source) -> FileId {
        self.files.push(source);
        FileId(self.files.len() as u32 - 1)
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    pub fn get(&self, file: FileId) -> &Source {
        &self.files[file.0 as usize]
    }

    pub fn ids(&self) -> impl Iterator<Item = FileId> + use<> {
        (0..self.files.len() as u32).map(FileId)
    }

    pub fn path(&self, file: FileId) -> &Path {
        &self.get(file).path
    }

    /// The bytes of a span; clamped to the text, never a panic.
    pub fn bytes(&self, span: Span) -> &[u8] {
        let bytes = &self.get(span.file).bytes;
        let end = (span.end as usize).min(bytes.len());
        &bytes[(span.start as usize).min(end)..end]
    }

    /// Extends a chain by one include line.
    pub fn include(&mut self, parent: Via, at: Span) -> Via {
        self.vias.push(Link { parent, at });
        Via(self.vias.len() as u32)
    }

    /// Number of chains so far; the next one gets the number after it.
    pub fn chain_count(&self) -> usize {
        self.vias.len()
    }

    /// The include lines of a chain, the innermost first.
    pub fn chain(&self, mut via: Via) -> impl Iterator<Item = Span> + '_ {
        std::iter::from_fn(move || {
            let link = self.vias.get(via.0.checked_sub(1)? as usize)?;
            via = link.parent;
            Some(link.at)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_from_one_and_in_characters() {
        let source = Source::new("a", SourceKind::File, "ä b\r\nc".as_bytes().to_vec());
        assert_eq!(source.line_column(0), LineColumn { line: 1, column: 1 });
        assert_eq!(source.line_column(3), LineColumn { line: 1, column: 3 });
        assert_eq!(source.line_column(6), LineColumn { line: 2, column: 1 });
        assert_eq!(source.line_column(99), LineColumn { line: 2, column: 2 });
        assert_eq!(&source.bytes[source.line_range(1)], "ä b".as_bytes());
        assert_eq!(&source.bytes[source.line_range(2)], b"c");
        assert_eq!(source.line_range(3), 7..7);
    }

    #[test]
    fn columns_far_into_a_line_count_characters_too() {
        let text = format!("x\n{}", "äb".repeat(STRIDE));
        let source = Source::new("a", SourceKind::File, text.clone().into_bytes());
        for at in [STRIDE, STRIDE + 2, STRIDE + 3, 2 * STRIDE - 1, 2 * STRIDE, 2 * STRIDE + 2, 3 * STRIDE] {
            let at = (at..).find(|at| text.is_char_boundary(*at)).unwrap();
            let expected = text[2..at].chars().count() as u32 + 1;
            assert_eq!(source.line_column(at as u32), LineColumn { line: 2, column: expected }, "{at}");
        }
        let end = source.line_column(u32::MAX);
        assert_eq!(end, LineColumn { line: 2, column: 2 * STRIDE as u32 + 1 });
    }

    #[test]
    fn a_chain_lists_the_innermost_include_first() {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("a", SourceKind::File, b"include b; include c;".to_vec()));
        let outer = sources.include(Via::DIRECT, Span::new(file, 0, 10));
        let inner = sources.include(outer, Span::new(file, 11, 21));
        let starts: Vec<u32> = sources.chain(inner).map(|span| span.start).collect();
        assert_eq!(starts, [11, 0]);
        assert_eq!(sources.chain(Via::DIRECT).count(), 0);
    }

    #[test]
    fn bytes_of_a_span_past_the_end_are_clamped() {
        let mut sources = Sources::default();
        let file = sources.add(Source::new("a", SourceKind::File, b"abc".to_vec()));
        assert_eq!(sources.bytes(Span::new(file, 2, 9)), b"c");
        assert_eq!(sources.bytes(Span::new(file, 7, 9)), b"");
    }
}
