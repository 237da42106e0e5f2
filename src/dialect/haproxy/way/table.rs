//! Files of patterns and maps: what `-f` and `map(…)` read.
//!
//! Source: `pat_ref_read_from_file`, `pat_ref_read_from_file_smp` (src/pattern.c).

use super::super::keywords::kw;
use super::super::load::Loaded;
use crate::model::{Row, Table, Text, Why};
use crate::source::{Source, SourceKind, Sources, Span};
use crate::world::Files;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;
use std::sync::Arc;

/// Bytes of all files of patterns together that are read: what is beyond stays open.
const MOST_BYTES: usize = 256 << 20;

/// Lines whose words may name files of patterns.
const RULES: [u16; 10] = [
    kw::ACL,
    kw::HTTP_REQUEST,
    kw::HTTP_RESPONSE,
    kw::HTTP_AFTER_RESPONSE,
    kw::TCP_REQUEST,
    kw::TCP_RESPONSE,
    kw::USE_BACKEND,
    kw::USE_SERVER,
    kw::REDIRECT,
    kw::SERVER,
];

/// Files of one configuration, each read once.
#[derive(Debug, Default)]
pub struct Tables {
    lists: FxHashMap<Vec<u8>, Arc<Table>>,
    maps: FxHashMap<Vec<u8>, Arc<Table>>,
    /// Statuses that files with answers begin with.
    pages: FxHashMap<Vec<u8>, Option<u16>>,
    /// Files whose contents rules change while the server runs.
    changed: FxHashSet<Vec<u8>>,
    /// Pages of `http-errors` sections.
    errors: FxHashMap<Vec<u8>, Vec<(u16, Vec<u8>)>>,
}

impl Tables {
    /// Reads the files that the lines of a configuration name. Paths that are not absolute hang on the folder in
    /// which the server starts.
    pub fn of(loaded: &Loaded, files: &dyn Files, sources: &mut Sources) -> Tables {
        let mut tables = Tables::default();
        let mut left = MOST_BYTES;
        for file in &loaded.files {
            let mut named: Vec<(Vec<u8>, bool)> = Vec::new();
            let bytes = &sources.get(file.file).bytes;
            let mut words: Vec<&[u8]> = Vec::new();
            for section in file.tree.root(bytes).children() {
                let errors = section.keyword() == kw::HTTP_ERRORS;
                for line in section.children() {
                    let keyword = line.keyword();
                    if keyword != kw::ERRORFILE && !RULES.contains(&keyword) {
                        continue;
                    }
                    words.clear();
                    words.extend(line.args().map(|word| word.bytes()));
                    match keyword {
                        kw::ERRORFILE => {
                            let [status, path, ..] = words[..] else { continue };
                            tables.add_page(path, files);
                            let status = std::str::from_utf8(status).ok().and_then(|text| text.parse().ok());
                            if let (true, Some(status)) = (errors, status) {
                                let name = section.arg(0).map_or(&b""[..], |word| word.bytes());
                                tables.add_error(name, status, path);
                            }
                        }
                        _ => {
                            for pair in words.windows(2) {
                                match pair {
                                    [b"-f", path] => named.push((path.to_vec(), false)),
                                    [b"errorfile", path] => tables.add_page(path, files),
                                    _ => {}
                                }
                            }
                            if words.contains(&&b"-M"[..]) {
                                let lists: Vec<_> =
                                    named.iter().map(|(path, _)| (path.clone(), true)).collect();
                                named.extend(lists);
                            }
                            if let Some(path) = words.iter().find_map(|word| changed(word)) {
                                tables.changed.insert(path.to_vec());
                            }
                            for word in words.iter().filter(|word| memchr::memchr(b'(', word).is_some()) {
                                named.extend(maps(word).map(|range| (word[range].to_vec(), true)));
                            }
                        }
                    }
                }
            }
            for (path, values) in named {
                tables.load(&path, values, files, sources, &mut left);
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
        if self.changed.contains(path) {
            return Arc::new(Table { open: Some(Why::Opaque), ..unread(path) });
        }
        self.lists.get(path).cloned().unwrap_or_else(|| Arc::new(unread(path)))
    }

    pub fn map(&self, path: &[u8]) -> Arc<Table> {
        if self.changed.contains(path) {
            return Arc::new(Table { open: Some(Why::Opaque), ..unread(path) });
        }
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

/// The file that an action such as `set-map(PATH)` changes.
fn changed(action: &[u8]) -> Option<&[u8]> {
    let (name, rest) = action.split_at(memchr::memchr(b'(', action)?);
    let known = matches!(name, b"set-map" | b"del-map" | b"add-acl" | b"del-acl");
    rest.strip_prefix(b"(")?.strip_suffix(b")").filter(|_| known)
}

/// Where the paths of maps stand in a word: `map(PATH)`, `map_beg(PATH,default)`.
pub fn maps(word: &[u8]) -> impl Iterator<Item = std::ops::Range<usize>> {
    memchr::memmem::find_iter(word, b"map").filter_map(|start| {
        let rest = &word[start..];
        let open = rest.iter().position(|byte| *byte == b'(')?;
        let named = rest[..open].iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_');
        let length = rest[open + 1..].iter().position(|byte| matches!(byte, b',' | b')'))?;
        named.then(|| start + open + 1..start + open + 1 + length)
    })
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
