//! From a main file to all files that it includes, each read and parsed once.
//!
//! Goes in waves: the files that one wave includes are read and parsed together, in parallel where they are
//! many. The result does not hang on the order in which threads finish. What cannot be read is recorded where
//! it is included, never dropped. Must not judge an include, and must not know what directives mean.

use super::dump;
use super::include::{glob, is_pattern, path_of};
use super::keywords::kw;
use super::parse::{parse, parse_entries};
use crate::source::{FileId, Source, SourceKind, Sources};
use crate::syntax::{NodeFlags, NodeId, SyntaxError, Tree};
use crate::world::{Files, ReadError};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};

/// Files of one configuration beyond this number are not read.
pub const MAX_FILES: usize = 200_000;

/// Bytes of one configuration beyond this number are not read (2 GiB).
pub const MAX_BYTES: u64 = 2 << 30;

/// From this number of files on, a wave is worth the threads.
const PARALLEL: usize = 32;

/// A configuration with all that it includes.
#[derive(Debug)]
pub struct Loaded {
    /// The main file; for a dump its first part.
    pub entry: FileId,
    /// The folder that relative includes start from: that of the main file.
    pub prefix: PathBuf,
    /// In the order in which they were found, the main file first. A file that is included both among
    /// directives and among entries stands here twice.
    pub files: Vec<ParsedFile>,
    index: FxHashMap<(FileId, bool), usize>,
}

impl Loaded {
    /// A file as it is understood in one of the two places. `Included::files` are always found.
    pub fn parsed(&self, file: FileId, entries: bool) -> Option<&ParsedFile> {
        self.files.get(*self.index.get(&(file, entries))?)
    }
}

/// One file, understood as directives or as entries.
#[derive(Debug)]
pub struct ParsedFile {
    pub file: FileId,
    /// It is included in a block of entries (`map`, `types`, `geo`).
    pub entries: bool,
    pub tree: Tree,
    pub errors: Vec<SyntaxError>,
    /// Its `include` nodes in the order of the text.
    pub includes: Vec<(NodeId, Included)>,
}

impl ParsedFile {
    /// What an `include` node of this file brought.
    pub fn included(&self, node: NodeId) -> Option<&Included> {
        let at = self.includes.binary_search_by_key(&node.0, |(node, _)| node.0).ok()?;
        self.includes.get(at).map(|(_, included)| included)
    }
}

/// What one `include` names and what it brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Included {
    /// The full path or pattern.
    pub pattern: PathBuf,
    /// The files, in nginx's order. No file is reached from itself: such a step is a [`Problem::Cycle`].
    pub files: Vec<FileId>,
    /// What was found and could not be read; a missing file if the path is no pattern.
    pub problems: Vec<(PathBuf, Problem)>,
}

/// Why an included file is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Problem {
    Read(ReadError),
    /// The dump at hand does not hold it.
    NotInDump,
    /// It includes itself, perhaps through others: nginx runs out of file descriptors.
    Cycle,
    /// [`MAX_FILES`] or [`MAX_BYTES`] was reached.
    TooMany,
}

/// Loads a main file and what it includes.
pub fn load(sources: &mut Sources, files: &dyn Files, main: &Path) -> Result<Loaded, ReadError> {
    load_fragment(sources, files, main, folder(main))
}

/// Loads a file that is no main file, with the folder that its relative includes start from.
pub fn load_fragment(
    sources: &mut Sources,
    files: &dyn Files,
    path: &Path,
    prefix: &Path,
) -> Result<Loaded, ReadError> {
    let bytes = files.read(path)?;
    let source = Source::new(files.shown(path), SourceKind::File, bytes).with_config_path(path);
    Ok(Loader::new(sources, files, prefix, SourceKind::File).run(source))
}

/// Loads a text that is at hand: standard input, or an `nginx -T` dump, which is told by its first line.
/// A dump's includes are found in the dump alone.
pub fn load_bytes(
    sources: &mut Sources,
    files: &dyn Files,
    name: &Path,
    prefix: &Path,
    bytes: Vec<u8>,
) -> Loaded {
    match dump::split(&bytes) {
        Some(dump) => {
            let main = dump.main;
            let bytes = dump.parts.read(&main).unwrap_or_default();
            let source = Source::new(&main, SourceKind::DumpPart, bytes);
            Loader::new(sources, &dump.parts, folder(&main), SourceKind::DumpPart).run(source)
        }
        None => {
            let source = Source::new(name, SourceKind::Stdin, bytes);
            Loader::new(sources, files, prefix, SourceKind::File).run(source)
        }
    }
}

/// The folder that nginx takes for the prefix of a file that some main file includes, by the folders that
/// distributions use for such files.
pub fn likely_prefix(fragment: &Path) -> &Path {
    let folder = folder(fragment);
    let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let below = name.ends_with(".d")
        || matches!(
            &*name,
            "sites-enabled"
                | "sites-available"
                | "snippets"
                | "vhosts"
                | "modules-enabled"
                | "streams-enabled"
        );
    if below { folder.parent().unwrap_or(folder) } else { folder }
}

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

struct Loader<'l> {
    sources: &'l mut Sources,
    files: &'l dyn Files,
    prefix: PathBuf,
    kind: SourceKind,
    /// What each path brought.
    known: FxHashMap<PathBuf, Result<FileId, Problem>>,
    parsed: Vec<ParsedFile>,
    index: FxHashMap<(FileId, bool), usize>,
    bytes: u64,
}

/// An `include` of a wave, with the paths that it names.
struct Request {
    parent: usize,
    node: NodeId,
    entries: bool,
    pattern: PathBuf,
    paths: Vec<PathBuf>,
}

impl<'l> Loader<'l> {
    fn new(sources: &'l mut Sources, files: &'l dyn Files, prefix: &Path, kind: SourceKind) -> Self {
        Loader {
            sources,
            files,
            prefix: prefix.to_path_buf(),
            kind,
            known: FxHashMap::default(),
            parsed: Vec::new(),
            index: FxHashMap::default(),
            bytes: 0,
        }
    }

    fn run(mut self, source: Source) -> Loaded {
        let path = source.config_path.clone();
        self.bytes = source.bytes.len() as u64;
        let entry = self.sources.add(source);
        self.known.insert(path, Ok(entry));
        self.parse_all(&[(entry, false)]);
        let mut wave = 0..1;
        while !wave.is_empty() {
            let done = wave.end;
            let requests: Vec<Request> = wave.flat_map(|parent| self.requests(parent)).collect();
            self.read_all(&requests);
            self.parse_wave(&requests);
            self.answer(requests);
            wave = done..self.parsed.len();
        }
        self.cut_cycles();
        Loaded { entry, prefix: self.prefix, files: self.parsed, index: self.index }
    }

    /// The `include` directives of a parsed file.
    fn requests(&self, parent: usize) -> Vec<Request> {
        let parsed = &self.parsed[parent];
        let text = parsed.tree.root(&self.sources.get(parsed.file).bytes);
        let includes = text.all().filter(|node| node.keyword() == kw::INCLUDE && node.len() == 2);
        includes
            .filter_map(|node| {
                let pattern = self.prefix.join(path_of(node.arg(0)?.bytes()));
                let paths =
                    if is_pattern(&pattern) { glob(self.files, &pattern) } else { vec![pattern.clone()] };
                let entries = node.flags().has(NodeFlags::ENTRY);
                Some(Request { parent, node: node.id, entries, pattern, paths })
            })
            .collect()
    }

    /// Reads the files of a wave that were not read before.
    fn read_all(&mut self, requests: &[Request]) {
        let mut seen = FxHashSet::default();
        let paths = requests.iter().flat_map(|request| &request.paths);
        let new: Vec<&PathBuf> =
            paths.filter(|path| !self.known.contains_key(*path) && seen.insert(*path)).collect();
        let room = MAX_FILES.saturating_sub(self.sources.len());
        let files = self.files;
        let read = |path: &&PathBuf| files.read(path).map(|bytes| (files.shown(path), bytes));
        let in_room = &new[..new.len().min(room)];
        let texts: Vec<_> = if in_room.len() < PARALLEL {
            in_room.iter().map(read).collect()
        } else {
            in_room.par_iter().map(read).collect()
        };
        for (path, text) in in_room.iter().zip(texts) {
            let result = match text {
                Ok((_, bytes)) if self.bytes + bytes.len() as u64 > MAX_BYTES => Err(Problem::TooMany),
                Ok((shown, bytes)) => {
                    self.bytes += bytes.len() as u64;
                    Ok(self.sources.add(Source::new(shown, self.kind, bytes).with_config_path(*path)))
                }
                Err(ReadError::Missing) if self.kind == SourceKind::DumpPart => Err(Problem::NotInDump),
                Err(error) => Err(Problem::Read(error)),
            };
            self.known.insert((*path).clone(), result);
        }
        for path in &new[in_room.len()..] {
            self.known.insert((*path).clone(), Err(Problem::TooMany));
        }
    }

    fn parse_wave(&mut self, requests: &[Request]) {
        let mut new = Vec::new();
        let mut seen = FxHashSet::default();
        for request in requests {
            for path in &request.paths {
                let Some(&Ok(file)) = self.known.get(path) else {
                    continue;
                };
                let key = (file, request.entries);
                if !self.index.contains_key(&key) && seen.insert(key) {
                    new.push(key);
                }
            }
        }
        self.parse_all(&new);
    }

    fn parse_all(&mut self, new: &[(FileId, bool)]) {
        let sources = &*self.sources;
        let one = |&(file, entries): &(FileId, bool)| {
            let bytes = &sources.get(file).bytes;
            let (tree, errors) = if entries { parse_entries(file, bytes) } else { parse(file, bytes) };
            ParsedFile { file, entries, tree, errors, includes: Vec::new() }
        };
        let trees: Vec<ParsedFile> = if new.len() < PARALLEL {
            new.iter().map(one).collect()
        } else {
            new.par_iter().map(one).collect()
        };
        for parsed in trees {
            self.index.insert((parsed.file, parsed.entries), self.parsed.len());
            self.parsed.push(parsed);
        }
    }

    fn answer(&mut self, requests: Vec<Request>) {
        for Request { parent, node, pattern, paths, .. } in requests {
            let mut included = Included { pattern, files: Vec::new(), problems: Vec::new() };
            for path in paths {
                match self.known.get(&path) {
                    Some(Ok(file)) => included.files.push(*file),
                    Some(Err(problem)) => included.problems.push((path, *problem)),
                    None => included.problems.push((path, Problem::TooMany)),
                }
            }
            self.parsed[parent].includes.push((node, included));
        }
    }

    /// Turns each step that leads back to a file on the way to it into a problem.
    fn cut_cycles(&mut self) {
        #[derive(Clone, Copy, PartialEq)]
        enum State {
            New,
            Open,
            Done,
        }
        let mut states = vec![State::New; self.parsed.len()];
        // A file, and which step of which of its includes comes next.
        let mut way = vec![(0, 0, 0)];
        states[0] = State::Open;
        while let Some((at, include, step)) = way.last_mut() {
            let Some((node, included)) = self.parsed[*at].includes.get(*include) else {
                states[*at] = State::Done;
                way.pop();
                continue;
            };
            let Some(&file) = included.files.get(*step) else {
                *include += 1;
                *step = 0;
                continue;
            };
            let (parent, number) = (*at, *include);
            let entries = self.is_entry(parent, *node);
            let Some(&target) = self.index.get(&(file, entries)) else {
                *step += 1;
                continue;
            };
            if states[target] == State::Open {
                let path = self.sources.get(file).config_path.clone();
                let included = &mut self.parsed[parent].includes[number].1;
                included.files.remove(*step);
                included.problems.push((path, Problem::Cycle));
                continue;
            }
            *step += 1;
            if states[target] == State::New {
                states[target] = State::Open;
                way.push((target, 0, 0));
            }
        }
    }

    fn is_entry(&self, parsed: usize, node: NodeId) -> bool {
        let parsed = &self.parsed[parsed];
        let text = parsed.tree.root(&self.sources.get(parsed.file).bytes);
        text.node(node).flags().has(NodeFlags::ENTRY)
    }
}

#[cfg(test)]
mod tests;
