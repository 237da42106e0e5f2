//! An `nginx -T` dump, split into the files that it holds.
//!
//! nginx writes for each file once `# configuration file PATH:`, the bytes, and a newline (`ngx_show_configuration`
//! in src/core/nginx.c). A comment inside a file may look the same, so a header counts only if an `include` seen so
//! far can reach its path. Must not look at the disk.

use super::include::{is_pattern, path_of, reaches};
use super::keywords::kw;
use super::parse::parse;
use crate::source::FileId;
use crate::world::Memory;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};

const HEADER: &[u8] = b"# configuration file ";

/// The files of a dump.
#[derive(Debug)]
pub struct Dump {
    pub main: PathBuf,
    pub parts: Memory,
}

/// Splits a dump; `None` if the text is none.
pub fn split(bytes: &[u8]) -> Option<Dump> {
    let text = without_messages(bytes);
    let (main, mut start) = header(text, 0)?;
    let prefix = main.parent().unwrap_or(Path::new("")).to_path_buf();
    let mut parts = Memory::new();
    let mut path = main.clone();
    let mut includes = Includes::default();
    // Everything before this offset was searched for includes.
    let mut searched = start;
    for line in memchr::memmem::find_iter(text, b"\n# configuration file ").map(|at| at + 1) {
        let Some((next, after)) = header(text, line).filter(|_| line >= start) else {
            continue;
        };
        includes.collect(&text[searched.min(line)..line], &prefix);
        searched = line;
        if !includes.reach(&next) {
            continue;
        }
        parts.insert(std::mem::replace(&mut path, next), part(&text[start..line]));
        start = after;
        searched = after;
    }
    parts.insert(path, part(&text[start..]));
    Some(Dump { main, parts })
}

/// The bytes of a file: all but the newline that nginx adds.
fn part(text: &[u8]) -> &[u8] {
    text.strip_suffix(b"\n").unwrap_or(text)
}

/// The path in a header line at `at`, and where the text after it starts.
fn header(text: &[u8], at: usize) -> Option<(PathBuf, usize)> {
    let rest = text.get(at..)?.strip_prefix(HEADER)?;
    let end = memchr::memchr(b'\n', rest)?;
    let path = rest.get(..end)?.strip_suffix(b":")?;
    Some((path_of(path), at + HEADER.len() + end + 1))
}

/// Leaves out what nginx says on standard error, where that was merged: before the first file, or after the last.
fn without_messages(mut text: &[u8]) -> &[u8] {
    while text.starts_with(b"nginx: ")
        && let Some(end) = memchr::memchr(b'\n', text)
    {
        text = &text[end + 1..];
    }
    loop {
        let body = text.strip_suffix(b"\n").unwrap_or(text);
        let start = memchr::memrchr(b'\n', body).map_or(0, |at| at + 1);
        if start == 0 || !body[start..].starts_with(b"nginx: ") {
            return text;
        }
        text = &text[..start];
    }
}

/// What the text so far includes.
#[derive(Default)]
struct Includes {
    paths: FxHashSet<PathBuf>,
    seen: FxHashSet<PathBuf>,
    /// By the folder, where that is no pattern itself: a dump may name thousands of folders.
    patterns: FxHashMap<PathBuf, Vec<PathBuf>>,
}

impl Includes {
    fn collect(&mut self, text: &[u8], prefix: &Path) {
        let (tree, _) = parse(FileId(0), text);
        for node in tree.root(text).all().filter(|node| node.len() == 2) {
            let include = node.keyword() == kw::INCLUDE;
            let Some(argument) = node.arg(0).filter(|_| include) else { continue };
            let path = prefix.join(path_of(argument.bytes()));
            if !is_pattern(&path) {
                self.paths.insert(path);
            } else if self.seen.insert(path.clone()) {
                let folder = path.parent().filter(|folder| !is_pattern(folder)).unwrap_or(Path::new(""));
                self.patterns.entry(folder.to_path_buf()).or_default().push(path);
            }
        }
    }

    fn reach(&self, path: &Path) -> bool {
        let folders = [path.parent().unwrap_or(Path::new("")), Path::new("")];
        self.paths.contains(path)
            || folders
                .iter()
                .filter_map(|folder| self.patterns.get(*folder))
                .flatten()
                .any(|pattern| reaches(pattern, path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Files;

    const DUMP: &str = "# configuration file /e/nginx.conf:\nhttp {\n  include conf.d/*.conf;\n}\n\n\
        # configuration file /e/conf.d/a.conf:\n# configuration file /etc/passwd:\nserver {\n}\n\
        # configuration file /e/conf.d/b.conf:\nserver { listen 81; }\n";

    #[test]
    fn a_dump_is_split_at_headers_that_an_include_reaches() {
        for text in [DUMP.to_string(), format!("nginx: the configuration file is ok\n{DUMP}nginx: done\n")] {
            let dump = split(text.as_bytes()).unwrap();
            let read = |path: &str| String::from_utf8(dump.parts.read(Path::new(path)).unwrap()).unwrap();
            assert_eq!(dump.main, Path::new("/e/nginx.conf"));
            assert_eq!(read("/e/nginx.conf"), "http {\n  include conf.d/*.conf;\n}\n");
            assert_eq!(read("/e/conf.d/a.conf"), "# configuration file /etc/passwd:\nserver {\n}");
            assert_eq!(read("/e/conf.d/b.conf"), "server { listen 81; }");
            assert_eq!(dump.parts.list(Path::new("/etc")), Vec::<PathBuf>::new());
        }
    }

    /// `nginx -p . -c nginx.conf -T` on nginx 1.22.1.
    #[test]
    fn paths_of_a_dump_may_be_relative() {
        let text = b"# configuration file ./nginx.conf:\nhttp { include a.conf; }\n\n\
            # configuration file ./a.conf:\nserver {}\n\n";
        let dump = split(text).unwrap();
        for (path, expected) in
            [(&*dump.main, &b"http { include a.conf; }\n"[..]), (Path::new("./a.conf"), b"server {}\n")]
        {
            assert_eq!(dump.parts.read(path).as_deref(), Ok(expected), "{}", path.display());
        }
    }

    #[test]
    fn other_texts_are_no_dump() {
        assert!(split(b"http {}\n").is_none());
        assert!(split(b"# configuration file of mine\nhttp {}\n").is_none());
    }
}
