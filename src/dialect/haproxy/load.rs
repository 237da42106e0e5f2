//! The files of one command line, each read and parsed once, in HAProxy's order.
//!
//! HAProxy has no include: what it reads is what its command line names. Must not judge anything.

use super::environment::{self, Given};
use super::parse::parse;
use crate::source::{FileId, Source, SourceKind, Sources, Span};
use crate::syntax::{SyntaxError, Tree};
use crate::world::{Files, ReadError};
use rayon::prelude::*;
use std::path::{Path, PathBuf};

/// From this number of files on, threads are worth their start.
const PARALLEL: usize = 32;

/// One configuration.
#[derive(Debug)]
pub struct Loaded {
    /// In the order in which they count. Never empty.
    pub files: Vec<ParsedFile>,
    /// Files that were named and could not be read.
    pub unread: Vec<(PathBuf, ReadError)>,
    /// Those of them that the unit names, and where.
    pub absent: Vec<Absent>,
    /// Variables that are set before anything is read.
    pub environment: Given,
}

/// A file that the unit names, and that could not be read.
#[derive(Debug)]
pub struct Absent {
    pub at: Span,
    pub path: PathBuf,
    pub error: ReadError,
}

/// One file, understood.
#[derive(Debug)]
pub struct ParsedFile {
    pub file: FileId,
    pub tree: Tree,
    pub errors: Vec<SyntaxError>,
}

/// Loads files in this order. The error is that of the first, where none can be read.
pub fn load(sources: &mut Sources, files: &dyn Files, paths: &[PathBuf]) -> Result<Loaded, ReadError> {
    let nobody = FileId(u32::MAX);
    let read = |path: &PathBuf| {
        let bytes = files.read(path)?;
        let parsed = parse(nobody, &bytes);
        Ok((Source::new(files.shown(path), SourceKind::File, bytes).with_config_path(path), parsed))
    };
    let texts: Vec<Result<_, ReadError>> = if paths.len() < PARALLEL {
        paths.iter().map(read).collect()
    } else {
        paths.par_iter().map(read).collect()
    };
    let environment = paths.first().map_or_else(Given::default, |main| environment::of(files, main));
    let mut loaded = Loaded {
        files: Vec::with_capacity(texts.len()),
        unread: Vec::new(),
        absent: Vec::new(),
        environment,
    };
    for (path, text) in paths.iter().zip(texts) {
        match text {
            Ok((source, (tree, errors))) => loaded.enter(sources, source, tree, errors),
            Err(error) => loaded.unread.push((path.clone(), error)),
        }
    }
    match loaded.unread.first() {
        Some((_, error)) if loaded.files.is_empty() => Err(*error),
        None if loaded.files.is_empty() => Err(ReadError::Missing),
        _ => {
            loaded.name_absent(sources, files, paths);
            Ok(loaded)
        }
    }
}

/// Loads a text that is at hand.
pub fn load_bytes(sources: &mut Sources, name: &Path, bytes: Vec<u8>) -> Loaded {
    let (tree, errors) = parse(FileId(u32::MAX), &bytes);
    let mut loaded =
        Loaded { files: Vec::new(), unread: Vec::new(), absent: Vec::new(), environment: Given::default() };
    loaded.enter(sources, Source::new(name, SourceKind::Stdin, bytes), tree, errors);
    loaded
}

impl Loaded {
    /// Where the unit names what could not be read.
    fn name_absent(&mut self, sources: &mut Sources, files: &dyn Files, paths: &[PathBuf]) {
        let Some(main) = paths.first().filter(|_| !self.unread.is_empty()) else { return };
        let mut known: Option<(PathBuf, FileId)> = None;
        for extra in self.environment.extra(main) {
            let Some((_, error)) = self.unread.iter().find(|(path, _)| *path == extra.path) else { continue };
            let file = match &known {
                Some((path, file)) if *path == extra.file => *file,
                _ => {
                    let Ok(bytes) = files.read(&extra.file) else { continue };
                    let source = Source::new(files.shown(&extra.file), SourceKind::File, bytes);
                    let file = sources.add(source.with_config_path(&extra.file));
                    known = Some((extra.file.clone(), file));
                    file
                }
            };
            let at = Span::new(file, extra.at.start, extra.at.end);
            self.absent.push(Absent { at, path: extra.path, error: *error });
        }
    }

    fn enter(&mut self, sources: &mut Sources, source: Source, mut tree: Tree, mut errors: Vec<SyntaxError>) {
        let file = sources.add(source);
        tree.file = file;
        for error in &mut errors {
            error.at.file = file;
            for span in [&mut error.reported, &mut error.opened].into_iter().flatten() {
                span.file = file;
            }
        }
        self.files.push(ParsedFile { file, tree, errors });
    }
}
