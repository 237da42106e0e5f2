//! From a main file to all files that it includes, each read and parsed once.
//!
//! Goes in waves: the files that one wave includes are read and parsed together, in parallel where they are
//! many. The result does not hang on the order in which threads finish. What cannot be read is recorded where
//! it is included, never dropped. Must not judge an include, and must not know what directives mean.

use super::dump;
use super::include::{glob, is_pattern, path_of};
use super::keywords::kw;
use super::missed::{self, Missed};
use super::parse::{parse, parse_entries};
use crate::source::{FileId, Source, SourceKind, Sources};
use crate::syntax::{NodeFlags, NodeId, SyntaxError, Tree};
use crate::world::{Files, ReadError};
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files of one configuration beyond this number are not read.
pub const MAX_FILES: usize = 200_000;

/// Bytes of one configuration beyond this number are not read (2 GiB).
pub const MAX_BYTES: u64 = 2 << 30;

/// Steps from an `include` to a file beyond this number are not followed. Folders in which every file includes all
/// others have the square of their files.
const MAX_STEPS: usize = 2_000_000;

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
    /// Sites beside an include's pattern that nothing reads.
    pub missed: Vec<Missed>,
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
    pub pattern: Arc<Path>,
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
    /// What each path brought; by its bytes, since hashing a path by its components costs more than the rest.
    known: FxHashMap<OsString, Result<FileId, Problem>>,
    parsed: Vec<ParsedFile>,
    index: FxHashMap<(FileId, bool), usize>,
    /// What each pattern gives.
    globs: FxHashMap<OsString, Arc<[PathBuf]>>,
    /// The includes of the files that the wave before brought.
    wave: Vec<Request>,
    patterns: FxHashMap<OsString, Arc<Path>>,
    bytes: u64,
    /// From includes to files.
    steps: usize,
}

/// An `include` node of a file, with the path or pattern that it names.
struct Wanted {
    node: NodeId,
    entries: bool,
    pattern: PathBuf,
}

/// A [`Wanted`] of a file that was parsed, and the paths that a pattern gives.
struct Request {
    parent: usize,
    wanted: Wanted,
    found: Option<Arc<[PathBuf]>>,
}

impl Request {
    fn paths(&self) -> &[PathBuf] {
        self.found.as_deref().unwrap_or(std::slice::from_ref(&self.wanted.pattern))
    }
}

/// A text that was parsed, before its file has a number.
struct Understood {
    entries: bool,
    tree: Tree,
    errors: Vec<SyntaxError>,
    wanted: Vec<Wanted>,
}

fn understand(bytes: &[u8], entries: bool, prefix: &Path) -> Understood {
    let nobody = FileId(u32::MAX);
    let (tree, errors) = if entries { parse_entries(nobody, bytes) } else { parse(nobody, bytes) };
    let includes = tree.root(bytes).all().filter(|node| node.keyword() == kw::INCLUDE && node.len() == 2);
    let wanted = includes
        .filter_map(|node| {
            let pattern = prefix.join(path_of(node.arg(0)?.bytes()));
            Some(Wanted { node: node.id, entries: node.flags().has(NodeFlags::ENTRY), pattern })
        })
        .collect();
    Understood { entries, tree, errors, wanted }
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
            globs: FxHashMap::default(),
            wave: Vec::new(),
            patterns: FxHashMap::default(),
            bytes: 0,
            steps: 0,
        }
    }

    fn run(mut self, source: Source) -> Loaded {
        let path = source.config_path().to_path_buf();
        self.bytes = source.bytes.len() as u64;
        let understood = understand(&source.bytes, false, &self.prefix);
        let entry = self.sources.add(source);
        self.known.insert(path.into_os_string(), Ok(entry));
        self.enter(entry, understood);
        while !self.wave.is_empty() {
            let mut requests = std::mem::take(&mut self.wave);
            for request in &mut requests {
                if is_pattern(&request.wanted.pattern) {
                    request.found = Some(self.glob(&request.wanted.pattern));
                }
            }
            self.read_new(&requests);
            self.parse_again(&requests);
            self.answer(requests);
        }
        self.parsed.iter_mut().for_each(|file| file.includes.shrink_to_fit());
        self.cut_cycles();
        let is_read = |path: &Path| self.known.contains_key(path.as_os_str());
        let missed = missed::all(self.files, &self.parsed, &is_read);
        Loaded { entry, prefix: self.prefix, files: self.parsed, missed, index: self.index }
    }

    /// Snippets include by the same patterns: each is looked up once.
    fn glob(&mut self, pattern: &Path) -> Arc<[PathBuf]> {
        if let Some(found) = self.globs.get(pattern.as_os_str()) {
            return found.clone();
        }
        let found: Arc<[PathBuf]> = glob(self.files, pattern).into();
        self.globs.insert(pattern.as_os_str().to_owned(), found.clone());
        found
    }

    /// Gives a parsed text the number of its file; its includes belong to the next wave.
    fn enter(&mut self, file: FileId, understood: Understood) {
        let Understood { entries, mut tree, mut errors, wanted } = understood;
        tree.file = file;
        for error in &mut errors {
            error.at.file = file;
            for span in [&mut error.reported, &mut error.opened].into_iter().flatten() {
                span.file = file;
            }
        }
        let parent = self.parsed.len();
        self.index.insert((file, entries), parent);
        self.wave.extend(wanted.into_iter().map(|wanted| Request { parent, wanted, found: None }));
        self.parsed.push(ParsedFile { file, entries, tree, errors, includes: Vec::new() });
    }

    /// Reads and parses the files of a wave that were not read before.
    fn read_new(&mut self, requests: &[Request]) {
        let mut seen = FxHashSet::default();
        let paths = requests
            .iter()
            .flat_map(|request| request.paths().iter().map(|path| (path, request.wanted.entries)));
        let new: Vec<(&PathBuf, bool)> = paths
            .filter(|(path, _)| !self.known.contains_key(path.as_os_str()) && seen.insert(path.as_os_str()))
            .collect();
        let (in_room, beyond) = new.split_at(new.len().min(MAX_FILES.saturating_sub(self.sources.len())));
        let (files, prefix) = (self.files, &self.prefix);
        let read = |&(path, entries): &(&PathBuf, bool)| {
            let bytes = files.read(path)?;
            let understood = understand(&bytes, entries, prefix);
            Ok((Source::new(files.shown(path), self.kind, bytes).with_config_path(path), understood))
        };
        let texts: Vec<Result<_, ReadError>> = if in_room.len() < PARALLEL {
            in_room.iter().map(read).collect()
        } else {
            in_room.par_iter().map(read).collect()
        };
        for ((path, _), text) in in_room.iter().zip(texts) {
            let result = match text {
                Ok((source, _)) if self.bytes + source.bytes.len() as u64 > MAX_BYTES => {
                    Err(Problem::TooMany)
                }
                Ok((source, understood)) => {
                    self.bytes += source.bytes.len() as u64;
                    let file = self.sources.add(source);
                    self.enter(file, understood);
                    Ok(file)
                }
                Err(ReadError::Missing) if self.kind == SourceKind::DumpPart => Err(Problem::NotInDump),
                Err(error) => Err(Problem::Read(error)),
            };
            self.known.insert(path.as_os_str().to_owned(), result);
        }
        for (path, _) in beyond {
            self.known.insert(path.as_os_str().to_owned(), Err(Problem::TooMany));
        }
    }

    /// Parses files that were read for the other kind of place.
    fn parse_again(&mut self, requests: &[Request]) {
        for request in requests {
            for path in request.paths() {
                let Some(&Ok(file)) = self.known.get(path.as_os_str()) else {
                    continue;
                };
                let entries = request.wanted.entries;
                if !self.index.contains_key(&(file, entries)) {
                    let understood = understand(&self.sources.get(file).bytes, entries, &self.prefix);
                    self.enter(file, understood);
                }
            }
        }
    }

    fn answer(&mut self, requests: Vec<Request>) {
        for request in requests {
            let pattern = self.shared_pattern(&request.wanted.pattern);
            let files = Vec::with_capacity(request.paths().len());
            let mut included = Included { pattern, files, problems: Vec::new() };
            self.steps += request.paths().len();
            if self.steps > MAX_STEPS {
                included.problems.push((request.wanted.pattern.clone(), Problem::TooMany));
            }
            for path in request.paths().iter().filter(|_| self.steps <= MAX_STEPS) {
                match self.known.get(path.as_os_str()) {
                    Some(Ok(file)) => included.files.push(*file),
                    Some(Err(problem)) => included.problems.push((path.clone(), *problem)),
                    None => included.problems.push((path.clone(), Problem::TooMany)),
                }
            }
            self.parsed[request.parent].includes.push((request.wanted.node, included));
        }
    }

    /// Thousands of sites include the same snippets: their path is kept once.
    fn shared_pattern(&mut self, pattern: &Path) -> Arc<Path> {
        if let Some(known) = self.patterns.get(pattern.as_os_str()) {
            return known.clone();
        }
        let shared: Arc<Path> = pattern.into();
        self.patterns.insert(pattern.as_os_str().to_owned(), shared.clone());
        shared
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
        let mut cuts = Vec::new();
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
                let path = self.sources.get(file).config_path().to_path_buf();
                self.parsed[parent].includes[number].1.problems.push((path, Problem::Cycle));
                cuts.push((parent, number, *step));
                *step += 1;
                continue;
            }
            *step += 1;
            if states[target] == State::New {
                states[target] = State::Open;
                way.push((target, 0, 0));
            }
        }
        cuts.sort_unstable();
        for cut in cuts.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let Some(&(parent, number, _)) = cut.first() else { continue };
            let mut steps = cut.iter().map(|(_, _, step)| *step).peekable();
            let mut step = 0;
            self.parsed[parent].includes[number].1.files.retain(|_| {
                step += 1;
                steps.next_if_eq(&(step - 1)).is_none()
            });
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
