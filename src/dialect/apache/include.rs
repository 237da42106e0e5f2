//! What an `Include` names: a file, the files that a pattern matches in any component, or all that lies in a folder
//! (`ap_process_fnmatch_configs`, server/config.c).
//!
//! Must not read files, only names.

use crate::dialect::nginx::include::{matches, path_of};
use crate::world::{Files, Kind, Listed};
use std::path::{Path, PathBuf};

/// Folders within a folder that is included as a whole are walked so deep (`AP_MAX_INCLUDE_DIR_DEPTH`).
const MAX_DEPTH: usize = 20;

fn is_pattern(text: &[u8]) -> bool {
    text.iter().any(|byte| matches!(byte, b'*' | b'?' | b'['))
}

/// What a path or pattern gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// In httpd's order.
    pub files: Vec<PathBuf>,
    /// A pattern that matches nothing, or a folder that is not there.
    pub nothing: bool,
}

/// The files that `Include` reads for a full path.
pub fn find(files: &dyn Files, path: &[u8]) -> Found {
    let mut found = Found::default();
    if !is_pattern(path) {
        let path = path_of(path);
        match files.kind(&path) {
            Kind::Directory => walk(files, &path, 0, &mut found.files),
            // What is missing is told where it is read.
            _ => found.files.push(path),
        }
        return found;
    }
    // Whether each is a folder, as far as the one above it tells.
    let mut at = vec![(PathBuf::from("/"), Listed::Directory)];
    let parts: Vec<&[u8]> = path.split(|byte| *byte == b'/').filter(|part| !part.is_empty()).collect();
    if path.first() != Some(&b'/') {
        at = vec![(PathBuf::new(), Listed::Directory)];
    }
    for (index, part) in parts.iter().enumerate() {
        let last = index + 1 == parts.len();
        if !is_pattern(part) {
            for (path, listed) in &mut at {
                path.push(path_of(part));
                *listed = Listed::Link;
            }
            if last {
                at.retain(|(path, _)| !matches!(files.kind(path), Kind::Missing | Kind::Denied));
            }
            continue;
        }
        let mut next = Vec::new();
        for (folder, _) in &at {
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            for (name, listed) in files.entries(here) {
                if matches(part, name.as_os_str().as_encoded_bytes()) {
                    let path = folder.join(&name);
                    // Between two slashes only folders are entered.
                    if last || is_folder(files, &path, listed) {
                        next.push((path, listed));
                    }
                }
            }
        }
        at = next;
    }
    found.nothing = at.is_empty();
    for (path, listed) in at {
        match is_folder(files, &path, listed) {
            true => walk(files, &path, 0, &mut found.files),
            false => found.files.push(path),
        }
    }
    found
}

/// Everything in a folder, hidden files and copies too, in the order of the bytes.
fn walk(files: &dyn Files, folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    if depth >= MAX_DEPTH {
        return;
    }
    for (name, listed) in files.entries(folder) {
        let path = folder.join(&name);
        match is_folder(files, &path, listed) {
            true => walk(files, &path, depth + 1, found),
            false => found.push(path),
        }
    }
}

/// Whether a path is a folder, links followed; asked of the path itself only where its own folder does not tell.
fn is_folder(files: &dyn Files, path: &Path, listed: Listed) -> bool {
    match listed {
        Listed::File => false,
        Listed::Directory => true,
        Listed::Link | Listed::Other => files.kind(path) == Kind::Directory,
    }
}

/// Whether a path is one that a full path or pattern names.
pub fn reaches(pattern: &[u8], path: &[u8]) -> bool {
    let split = |text: &[u8]| -> Vec<Vec<u8>> {
        text.split(|byte| *byte == b'/').filter(|part| !part.is_empty()).map(<[u8]>::to_vec).collect()
    };
    let (wanted, parts) = (split(pattern), split(path));
    wanted.len() == parts.len() && wanted.iter().zip(&parts).all(|(wanted, part)| matches(wanted, part))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn names(files: &Memory, path: &str) -> Vec<String> {
        find(files, path.as_bytes()).files.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn patterns_may_stand_in_any_component() {
        let files = Memory::new()
            .file("/e/a/x.conf", "")
            .file("/e/b/x.conf", "")
            .file("/e/b/.h.conf", "")
            .file("/e/9.conf", "")
            .file("/e/10.conf", "");
        assert_eq!(names(&files, "/e/*/x.conf"), ["/e/a/x.conf", "/e/b/x.conf"]);
        assert_eq!(names(&files, "/e/*/*.conf"), ["/e/a/x.conf", "/e/b/x.conf"]);
        assert_eq!(names(&files, "/e/*.conf"), ["/e/10.conf", "/e/9.conf"]);
        assert_eq!(names(&files, "/e/b"), ["/e/b/.h.conf", "/e/b/x.conf"]);
        assert!(find(&files, b"/e/z*.conf").nothing);
        assert_eq!(names(&files, "/e/none"), ["/e/none"]);
    }
}
