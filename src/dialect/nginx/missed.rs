//! Sites that lie beside the files of an include pattern, and that no include reads.
//!
//! Must not judge: a name that says that the file is switched off is left out, all else is told.

use super::keywords::kw;
use super::load::ParsedFile;
use super::parse::parse;
use crate::source::FileId;
use crate::world::{Files, Kind};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};

/// Larger files are no site that somebody forgot, in bytes.
const LARGEST: u64 = 1 << 20;
/// Files that are looked into per folder at the most.
const MOST: usize = 64;

/// Endings and parts of names by which people switch a file off or keep a copy of it.
const SWITCHED_OFF: [&str; 24] = [
    "bak", "old", "disable", "orig", "sample", "backup", "template", "tmpl", "save", "copy", ".off", ".j2",
    ".tpl", ".dist", ".default", ".swp", ".rpmnew", ".dpkg", ".ucf", ".tmp", ".txt", ".md", ".example", "~",
];

/// Whether a name says that the file is not meant to be read.
fn is_switched_off(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let number = name.rsplit('.').next().is_some_and(|end| end.bytes().all(|byte| byte.is_ascii_digit()));
    // `site.example` is a host as well as a copy: only before or after `.conf` it is the latter.
    let copy = |part: &&str| match *part {
        ".example" => name.contains(".conf.example") || name.contains(".example.conf"),
        part => name.contains(part),
    };
    name.starts_with('.') || number || SWITCHED_OFF.iter().any(copy)
}

/// Files in the folder of a pattern that hold a site or a pool and are not read.
pub fn beside(
    files: &dyn Files,
    pattern: &Path,
    is_read: &dyn Fn(&Path) -> bool,
    holds_site: &dyn Fn(&[u8]) -> bool,
) -> Vec<PathBuf> {
    let (Some(folder), Some(name)) = (pattern.parent(), pattern.file_name()) else { return Vec::new() };
    let has_wildcard = |path: &Path| super::include::is_pattern(path);
    if has_wildcard(folder) || !has_wildcard(Path::new(name)) {
        return Vec::new();
    }
    files
        .list(folder)
        .into_iter()
        .map(|name| (folder.join(&name), name))
        // Most are read: their names need no further look.
        .filter(|(path, name)| !is_read(path) && !is_switched_off(&name.to_string_lossy()))
        .map(|(path, _)| path)
        .filter(|path| matches!(files.kind(path), Kind::File { len } if len <= LARGEST))
        .take(MOST)
        .filter(|path| files.read(path).is_ok_and(|bytes| holds_site(&bytes)))
        .collect()
}

/// A whole virtual host or pool, and nothing that only a main file has.
fn holds_site(bytes: &[u8]) -> bool {
    let (tree, errors) = parse(FileId(0), bytes);
    let text = tree.root(bytes);
    let main = text.children().any(|node| matches!(node.keyword(), kw::HTTP | kw::EVENTS | kw::STREAM));
    let site = text.children().any(|node| {
        node.is_block()
            && match node.keyword() {
                kw::SERVER => node.children().any(|line| line.keyword() == kw::LISTEN),
                kw::UPSTREAM => node.children().any(|line| line.keyword() == kw::SERVER),
                _ => false,
            }
    });
    errors.is_empty() && site && !main
}

/// For each include of a parsed file, by its place in [`ParsedFile::includes`]: what it misses.
pub fn all(files: &dyn Files, parsed: &[ParsedFile], is_read: &dyn Fn(&Path) -> bool) -> Vec<Missed> {
    let mut found: Vec<Missed> = Vec::new();
    let mut known = FxHashSet::default();
    // Many files include by the same pattern: its folder is looked into once.
    let mut patterns = FxHashSet::default();
    for (index, file) in parsed.iter().enumerate().filter(|(_, file)| !file.entries) {
        for (place, (_, included)) in file.includes.iter().enumerate() {
            if !patterns.insert(included.pattern.as_os_str()) {
                continue;
            }
            for path in beside(files, &included.pattern, is_read, &holds_site) {
                if known.insert(path.clone()) {
                    found.push(Missed { parsed: index, include: place, path });
                }
            }
        }
    }
    found
}

/// A site that no include reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// Index of the parsed file, and of its include.
    pub parsed: usize,
    pub include: usize,
    pub path: PathBuf,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    #[test]
    fn a_site_beside_a_pattern_is_missed_unless_its_name_switches_it_off() {
        let site = "server {\n    listen 80;\n}\n";
        let files = Memory::new()
            .file("/e/a.conf", site)
            .file("/e/boards.example.com", site)
            .file("/e/b.conf.bak", site)
            .file("/e/c.conf.disabled", site)
            .file("/e/d.conf.20240101", site)
            .file("/e/proxy_params", "proxy_set_header Host $host;\n")
            .file("/e/nginx.main", "events {\n}\n");
        let read = |path: &Path| path == Path::new("/e/a.conf");
        let found = beside(&files, Path::new("/e/*.conf"), &read, &holds_site);
        assert_eq!(found, [PathBuf::from("/e/boards.example.com")]);
        assert!(beside(&files, Path::new("/e/a.conf"), &read, &holds_site).is_empty());
    }
}
