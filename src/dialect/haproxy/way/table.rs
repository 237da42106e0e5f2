//! Files of patterns and maps: what `-f` and `map(…)` read.
//!
//! Source: `pat_ref_read_from_file`, `pat_ref_read_from_file_smp` (src/pattern.c).

use crate::model::{Row, Table, Text, Why};
use crate::source::{Source, SourceKind, Sources, Span};
use crate::world::Files;
use rustc_hash::FxHashMap;
use std::path::Path;
use std::sync::Arc;

/// Bytes of all files of patterns together that are read: what is beyond stays open.
const MOST_BYTES: usize = 256 << 20;

/// Files of one configuration, each read once.
#[derive(Debug, Default)]
pub struct Tables {
    lists: FxHashMap<Vec<u8>, Arc<Table>>,
    maps: FxHashMap<Vec<u8>, Arc<Table>>,
    /// Statuses that files with answers begin with.
    pages: FxHashMap<Vec<u8>, Option<u16>>,
    /// Pages of `http-errors` sections.
    errors: FxHashMap<Vec<u8>, Vec<(u16, Vec<u8>)>>,
}

impl Tables {
    /// Reads the files that the words of a configuration name. Paths that are not absolute hang on the folder in
    /// which the server starts.
    pub fn read<'w>(
        words: impl Iterator<Item = &'w [u8]>,
        files: &dyn Files,
        sources: &mut Sources,
    ) -> Tables {
        let mut tables = Tables::default();
        let mut left = MOST_BYTES;
        let mut after_flag = false;
        for word in words {
            if std::mem::take(&mut after_flag) {
                tables.load(word, false, files, sources, &mut left);
            }
            after_flag = matches!(word, b"-f" | b"-M");
            for start in memchr::memmem::find_iter(word, b"map") {
                let rest = &word[start..];
                let Some(open) = rest.iter().position(|byte| *byte == b'(') else { continue };
                let name = &rest[..open];
                let ends = |byte: &u8| matches!(byte, b',' | b')');
                let Some(end) = rest[open + 1..].iter().position(ends) else { continue };
                if name.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_') {
                    tables.load(&rest[open + 1..open + 1 + end], true, files, sources, &mut left);
                }
            }
        }
        tables
    }

    fn load(
        &mut self,
        path: &[u8],
        values: bool,
        files: &dyn Files,
        sources: &mut Sources,
        left: &mut usize,
    ) {
        let known = if values { &mut self.maps } else { &mut self.lists };
        if known.contains_key(path) {
            return;
        }
        let place = Path::new(std::str::from_utf8(path).unwrap_or_default());
        let bytes = match place.is_absolute() {
            true => files.read(place).ok().filter(|bytes| bytes.len() <= *left),
            false => None,
        };
        let table = match bytes {
            Some(bytes) => {
                *left -= bytes.len();
                let source = Source::new(files.shown(place), SourceKind::File, bytes).with_config_path(place);
                let file = sources.add(source);
                rows(path, values, file, &sources.get(file).bytes)
            }
            None => unread(path),
        };
        known.insert(path.to_vec(), Arc::new(table));
    }

    /// Takes note of a file with an answer.
    pub fn add_page(&mut self, path: &[u8], files: &dyn Files) {
        let place = Path::new(std::str::from_utf8(path).unwrap_or_default());
        let read = || match place.is_absolute() {
            true => status_line(&files.read(place).ok()?),
            false => None,
        };
        self.pages.entry(path.to_vec()).or_insert_with(read);
    }

    /// Takes note of a line `errorfile STATUS PATH` of an `http-errors` section.
    pub fn add_error(&mut self, section: &[u8], status: u16, path: &[u8]) {
        self.errors.entry(section.to_vec()).or_default().push((status, path.to_vec()));
    }

    pub fn errors_of(&self, section: &[u8]) -> &[(u16, Vec<u8>)] {
        self.errors.get(section).map_or(&[], Vec::as_slice)
    }

    /// The status of an answer in a file; `None`: not known.
    pub fn page(&self, path: &[u8]) -> Option<u16> {
        self.pages.get(path).copied().flatten()
    }

    pub fn list(&self, path: &[u8]) -> Arc<Table> {
        self.lists.get(path).cloned().unwrap_or_else(|| Arc::new(unread(path)))
    }

    pub fn map(&self, path: &[u8]) -> Arc<Table> {
        self.maps.get(path).cloned().unwrap_or_else(|| Arc::new(unread(path)))
    }
}

/// `HTTP/1.0 503 Service Unavailable`.
fn status_line(bytes: &[u8]) -> Option<u16> {
    let line = bytes.split(|byte| *byte == b'\n').next()?;
    let mut words = line.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    words.next().filter(|version| version.starts_with(b"HTTP/"))?;
    std::str::from_utf8(words.next()?).ok()?.trim().parse().ok()
}

fn unread(path: &[u8]) -> Table {
    Table { path: path.into(), rows: Box::new([]), open: Some(Why::UnreadInclude) }
}

/// Leading blanks are dropped, lines that begin with `#` are comments. A list keeps blanks at the end of a
/// line; a map's key ends at a blank, its value at the line's last sign.
fn rows(path: &[u8], values: bool, file: crate::source::FileId, bytes: &[u8]) -> Table {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in bytes.split(|byte| *byte == b'\n') {
        let begin = start;
        start += line.len() + 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let blank = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let content = &line[blank..];
        if content.is_empty() || content.starts_with(b"#") {
            continue;
        }
        let (key, value) = match values {
            false => (content, &b""[..]),
            true => {
                let end = content.iter().position(u8::is_ascii_whitespace).unwrap_or(content.len());
                (&content[..end], content[end..].trim_ascii())
            }
        };
        let span = Span::new(file, begin + blank, begin + blank + content.trim_ascii_end().len());
        rows.push(Row { key: Text::from(key), value: Text::from(value), span });
    }
    Table { path: path.into(), rows: rows.into(), open: None }
}
