//! Main files that no name tells, and fragments: what is found by looking into each file.
//!
//! Where another server's main file was found, that is read first: what it reads is its own, and nobody looks at it
//! twice.

use super::walk::{look, named_like};
use super::{Plan, Planned, ReadPaths, Sniffed, Versions};
use crate::dialect::{Entry, EntryText};
use crate::model::DialectName;
use crate::source::Sources;
use crate::world::Files;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A folder with main files, of which the rest is looked at when they were read.
#[derive(Debug)]
pub struct Later {
    /// Its files, in [`Plan::seen`].
    pub seen: Range<usize>,
    /// Servers whose main files were found.
    pub known: Vec<DialectName>,
}

pub fn is_nginx_main(sniffed: Sniffed) -> bool {
    sniffed.whole && sniffed.dialect == Some(DialectName::Nginx)
}

/// The main file nearest to the folder first: what it includes is no main file of its own.
pub fn nearest_first(mut mains: Vec<PathBuf>) -> Vec<PathBuf> {
    mains.sort_by_key(|path| (path.components().count(), path.clone()));
    mains
}

/// Main files of nginx that have no such name, by their texts; without one, every file whose dialect is sure and none
/// of those `known` is a fragment.
pub fn unnamed<'a>(
    versions: Versions,
    files: &dyn Files,
    paths: impl Iterator<Item = &'a PathBuf>,
    known: &[DialectName],
) -> Vec<Planned> {
    let planned = |dialect: DialectName, text: EntryText| Planned {
        entry: Entry { dialect, text, versions: versions.of(dialect) },
        found: true,
    };
    let is_conf = |path: &Path| path.extension().is_some_and(|ending| ending == "conf");
    // Each is looked at once.
    let sniffed: Vec<(&PathBuf, Sniffed)> = paths
        .filter(|path| is_conf(path) || named_like(path))
        .filter_map(|path| Some((path, look(files, path)?)))
        .collect();
    let mains = sniffed.iter().filter(|(path, sniffed)| is_conf(path) && is_nginx_main(*sniffed));
    let mains: Vec<PathBuf> = mains.map(|(path, _)| (*path).clone()).collect();
    if !mains.is_empty() {
        let main = |path| planned(DialectName::Nginx, EntryText::Main(path));
        return nearest_first(mains).into_iter().map(main).collect();
    }
    sniffed
        .into_iter()
        .filter(|(path, _)| named_like(path))
        .filter_map(|(path, sniffed)| Some((path, sniffed.dialect?)))
        .filter(|(_, dialect)| !known.contains(dialect))
        .map(|(path, dialect)| planned(dialect, EntryText::Fragment(path.clone())))
        .collect()
}

/// What stands in the folders given beside the main files of other servers, once these were read.
pub fn rest(plan: &Plan, files: &dyn Files, sources: &Sources, read: &mut ReadPaths) -> Vec<Planned> {
    let mut found = Vec::new();
    for Later { seen, known } in &plan.later {
        read.update(plan, files, sources);
        let unread = plan.seen[seen.clone()].iter().filter(|seen| !read.has_seen(files, seen));
        let unread: Vec<&PathBuf> = unread.map(|seen| &seen.path).collect();
        found.extend(unnamed(plan.versions, files, unread.into_iter(), known));
    }
    found
}
