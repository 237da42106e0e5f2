//! What was read, and what no entry read of the folders that were given.

use super::Plan;
use super::walk::{Seen, look, named_like};
use crate::dialect::{Entry, EntryText};
use crate::model::DialectName;
use crate::source::{SourceKind, Sources};
use crate::world::Files;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// A file that nothing reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    pub path: PathBuf,
    /// What it looks like; `None` for one that the user named and that is of none that we know.
    pub dialect: Option<DialectName>,
}

/// Files that were read so far, by path with the links of their folder resolved: each folder is asked
/// once, and only links are followed one by one.
#[derive(Debug, Default)]
pub struct ReadPaths {
    /// By their bytes, since hashing a path by its components costs more than the rest.
    paths: FxHashSet<OsString>,
    folders: FxHashMap<OsString, Option<PathBuf>>,
    /// Texts that are in `paths` already.
    known: usize,
}

impl ReadPaths {
    /// Whether an entry's own file was read already as a part of another entry.
    pub fn hold(&mut self, entry: &Entry, plan: &Plan, files: &dyn Files, sources: &Sources) -> bool {
        let path = match &entry.text {
            EntryText::Main(path) | EntryText::Fragment(path) => path,
            EntryText::Together(paths) if !paths.is_empty() => &paths[0],
            _ => return false,
        };
        if sources.is_empty() {
            return false;
        }
        self.update(plan, files, sources);
        self.has(files, path)
            || files.canonical(path).is_some_and(|real| self.paths.contains(real.as_os_str()))
    }

    pub(super) fn update(&mut self, plan: &Plan, files: &dyn Files, sources: &Sources) {
        for id in sources.ids().skip(self.known) {
            let source = sources.get(id);
            if source.kind == SourceKind::File {
                let path = self.resolved(files, source.config_path());
                self.paths.insert(path);
            }
        }
        if self.known < sources.len() {
            // A file that was read by way of a link was read by its own name too.
            for link in plan.seen.iter().filter(|seen| seen.link) {
                if self.has(files, &link.path) {
                    self.paths.extend(files.canonical(&link.path).map(PathBuf::into_os_string));
                }
            }
        }
        self.known = sources.len();
    }

    fn has(&mut self, files: &dyn Files, path: &Path) -> bool {
        let path = self.resolved(files, path);
        self.paths.contains(&path)
    }

    pub(super) fn has_seen(&mut self, files: &dyn Files, Seen { path, link }: &Seen) -> bool {
        self.has(files, path)
            || *link && files.canonical(path).is_some_and(|real| self.paths.contains(real.as_os_str()))
    }

    fn resolved(&mut self, files: &dyn Files, path: &Path) -> OsString {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return path.as_os_str().to_owned();
        };
        if !self.folders.contains_key(folder.as_os_str()) {
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            self.folders.insert(folder.as_os_str().to_owned(), files.canonical(here));
        }
        match self.folders.get(folder.as_os_str()) {
            Some(Some(folder)) => folder.join(name).into_os_string(),
            _ => path.as_os_str().to_owned(),
        }
    }
}

/// Files of the folders given that look like configurations and that nothing has read.
pub fn leftovers(plan: &Plan, files: &dyn Files, sources: &Sources, read: &mut ReadPaths) -> Vec<Leftover> {
    let unknown = plan.unknown.iter().map(|path| Leftover { path: path.clone(), dialect: None });
    let mut leftovers: Vec<Leftover> = unknown.collect();
    if plan.seen.is_empty() {
        return leftovers;
    }
    read.update(plan, files, sources);
    for seen in plan.seen.iter().filter(|seen| named_like(&seen.path)) {
        if read.has_seen(files, seen) {
            continue;
        }
        let path = &seen.path;
        if let Some(dialect) = look(files, path).and_then(|s| s.dialect) {
            leftovers.push(Leftover { path: files.shown(path), dialect: Some(dialect) });
        }
    }
    leftovers
}
