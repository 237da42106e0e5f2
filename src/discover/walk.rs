//! What lies below a folder, and which of it looks like a configuration.

use super::{Sniffed, sniff};
use crate::world::{Files, Kind, Listed};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};

/// Folders nested deeper than this are not searched.
pub const MAX_DEPTH: usize = 24;
/// Files of one folder that are looked at, at the most.
const MAX_SEEN: usize = 200_000;
/// Larger files are not looked at when a folder is searched, in bytes (16 MiB).
pub const MAX_SNIFFED: u64 = 16 << 20;

/// What a file's text looks like; a large one is not looked at.
pub fn look(files: &dyn Files, path: &Path) -> Option<Sniffed> {
    match files.kind(path) {
        Kind::File { len } if len <= MAX_SNIFFED => files.read(path).ok().map(|bytes| sniff(&bytes)),
        _ => None,
    }
}

/// Names that configurations have. Data, scripts and documents that quote one do not.
pub fn named_like(path: &Path) -> bool {
    const ENDINGS: [&str; 8] = ["conf", "nginx", "vhost", "inc", "cfg", "site", "include", "params"];
    const FOLDERS: [&str; 8] = [
        "sites-enabled",
        "sites-available",
        "conf.d",
        "http.d",
        "default.d",
        "vhosts.d",
        "stream.d",
        "snippets",
    ];
    let text = |part: Option<&std::ffi::OsStr>| part.and_then(|p| p.to_str()).unwrap_or_default().to_owned();
    let ending = text(path.extension());
    let folder = text(path.parent().and_then(Path::file_name));
    ENDINGS.contains(&ending.as_str())
        || FOLDERS.contains(&folder.as_str())
        || (ending.is_empty() && !text(path.file_name()).starts_with('.'))
}

/// A file below a folder given.
#[derive(Clone, Debug)]
pub struct Seen {
    pub path: PathBuf,
    /// It is a symbolic link.
    pub link: bool,
}

/// All files below a folder, in the order of their names; hidden folders and those of tools are left
/// out. A folder that is reached twice (links) is walked once.
pub fn walk(files: &dyn Files, folder: &Path) -> Vec<Seen> {
    const SKIPPED: [&str; 3] = ["node_modules", "proc", "sys"];
    let mut found = Vec::new();
    let mut visited = FxHashSet::default();
    visited.insert(files.canonical(folder));
    // What is left of each folder on the way down. Names are listed in order, so that what is found stands in it.
    let mut way = vec![(folder.to_owned(), files.entries(folder).into_iter())];
    while let Some((folder, names)) = way.last_mut() {
        let Some((name, listed)) = names.next().filter(|_| found.len() < MAX_SEEN) else {
            way.pop();
            continue;
        };
        let path = folder.join(&name);
        let link = listed == Listed::Link;
        let listed = match listed {
            Listed::Link => match files.kind(&path) {
                Kind::File { .. } => Listed::File,
                Kind::Directory => Listed::Directory,
                _ => Listed::Other,
            },
            listed => listed,
        };
        let name = name.as_os_str();
        match listed {
            Listed::File => found.push(Seen { path, link }),
            Listed::Directory
                if way.len() <= MAX_DEPTH
                    && !name.as_encoded_bytes().starts_with(b".")
                    && !SKIPPED.iter().any(|skipped| name == *skipped)
                    && visited.insert(files.canonical(&path)) =>
            {
                let names = files.entries(&path).into_iter();
                way.push((path, names));
            }
            _ => {}
        }
    }
    found
}
