//! The files of one configuration: each read and parsed once, several at a time where an include names many.
//!
//! Must not know which of them count, nor in what order.

use super::parse::{self, Note};
use crate::source::{FileId, Source, SourceKind, Sources};
use crate::syntax::{SyntaxError, Text, Tree};
use crate::world::{Files, ReadError};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Files of one configuration beyond this number are not read.
pub const MAX_FILES: usize = 200_000;

/// Bytes of one configuration beyond this number are not read (2 GiB).
pub const MAX_BYTES: u64 = 2 << 30;

/// From this number of files on, they are read side by side.
const PARALLEL: usize = 32;

/// One file, as it is written.
#[derive(Debug)]
pub struct ParsedFile {
    pub file: FileId,
    pub tree: Tree,
    pub errors: Vec<SyntaxError>,
    pub notes: Vec<Note>,
}

/// Why an included file is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    Read(ReadError),
    /// [`MAX_FILES`] or [`MAX_BYTES`] was reached.
    TooMany,
}

/// What was read so far.
#[derive(Debug)]
pub struct Library {
    known: FxHashMap<OsString, Result<usize, Problem>>,
    pub files: Vec<ParsedFile>,
    bytes: u64,
}

impl Library {
    /// Begins with the text of the entry, which is number 0.
    pub fn new(sources: &mut Sources, source: Source) -> Self {
        let mut library = Library { known: FxHashMap::default(), files: Vec::new(), bytes: 0 };
        let path = source.config_path().as_os_str().to_owned();
        let parsed = parse::parse_noting(FileId(u32::MAX), &source.bytes);
        library.known.insert(path, Ok(0));
        library.enter(sources, source, parsed);
        library
    }

    /// Whether a path was read.
    pub fn holds(&self, path: &Path) -> bool {
        self.known.contains_key(path.as_os_str())
    }

    /// A file of the library with its bytes.
    pub fn text<'t>(&'t self, sources: &'t Sources, index: usize) -> Text<'t> {
        let parsed = &self.files[index];
        parsed.tree.root(&sources.get(parsed.file).bytes)
    }

    fn enter(&mut self, sources: &mut Sources, source: Source, parsed: parse::Parsed) -> usize {
        self.bytes += source.bytes.len() as u64;
        let file = sources.add(source);
        let parse::Parsed { mut tree, mut errors, mut notes } = parsed;
        tree.file = file;
        for error in &mut errors {
            error.at.file = file;
            for span in [&mut error.reported, &mut error.opened].into_iter().flatten() {
                span.file = file;
            }
        }
        for note in &mut notes {
            (note.at.file, note.by.file) = (file, file);
        }
        self.files.push(ParsedFile { file, tree, errors, notes });
        self.files.len() - 1
    }

    /// The files at these paths, in their order.
    pub fn get(
        &mut self,
        sources: &mut Sources,
        files: &dyn Files,
        paths: &[PathBuf],
    ) -> Vec<Result<usize, Problem>> {
        let new: Vec<&PathBuf> =
            paths.iter().filter(|path| !self.known.contains_key(path.as_os_str())).collect();
        let (in_room, beyond) = new.split_at(new.len().min(MAX_FILES.saturating_sub(sources.len())));
        let read = |path: &&PathBuf| {
            let bytes = files.read(path)?;
            let parsed = parse::parse_noting(FileId(u32::MAX), &bytes);
            Ok((source(files, path, bytes), parsed))
        };
        let texts: Vec<Result<_, ReadError>> = match in_room.len() < PARALLEL {
            true => in_room.iter().map(read).collect(),
            false => in_room.par_iter().map(read).collect(),
        };
        for (path, text) in in_room.iter().zip(texts) {
            let result = match text {
                Ok((source, _)) if self.bytes + source.bytes.len() as u64 > MAX_BYTES => {
                    Err(Problem::TooMany)
                }
                Ok((source, parsed)) => Ok(self.enter(sources, source, parsed)),
                Err(error) => Err(Problem::Read(error)),
            };
            self.known.insert(path.as_os_str().to_owned(), result);
        }
        for path in beyond {
            self.known.insert(path.as_os_str().to_owned(), Err(Problem::TooMany));
        }
        paths
            .iter()
            .map(|path| self.known.get(path.as_os_str()).copied().unwrap_or(Err(Problem::TooMany)))
            .collect()
    }
}

fn source(files: &dyn Files, path: &Path, bytes: Vec<u8>) -> Source {
    Source::new(files.shown(path), SourceKind::File, bytes).with_config_path(path)
}
