//! Files that exist only in memory: the world of a test.
//!
//! Directories exist by what lies in them. Links are followed as a machine does.

use super::links::follow;
use super::{Files, Kind, ReadError};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A file system in memory. Relative paths start at its root.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    entries: BTreeMap<PathBuf, Entry>,
}

#[derive(Clone, Debug)]
enum Entry {
    File(Vec<u8>),
    Directory,
    Socket,
    Special,
    Link(PathBuf),
    Denied,
}

impl Memory {
    pub fn new() -> Self {
        Memory::default()
    }

    pub fn file(mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) -> Self {
        self.insert(path, bytes);
        self
    }

    pub fn directory(mut self, path: impl Into<PathBuf>) -> Self {
        self.put(path, Entry::Directory);
        self
    }

    pub fn socket(mut self, path: impl Into<PathBuf>) -> Self {
        self.put(path, Entry::Socket);
        self
    }

    /// A FIFO or a device.
    pub fn special(mut self, path: impl Into<PathBuf>) -> Self {
        self.put(path, Entry::Special);
        self
    }

    pub fn link_to(mut self, path: impl Into<PathBuf>, target: impl Into<PathBuf>) -> Self {
        self.put(path, Entry::Link(target.into()));
        self
    }

    /// A file or directory that may not be read.
    pub fn denied(mut self, path: impl Into<PathBuf>) -> Self {
        self.put(path, Entry::Denied);
        self
    }

    /// Adds a file, or replaces what was there.
    pub fn insert(&mut self, path: impl Into<PathBuf>, bytes: impl Into<Vec<u8>>) {
        self.put(path, Entry::File(bytes.into()));
    }

    pub fn remove(&mut self, path: &Path) {
        self.entries.remove(&tidy(path));
    }

    /// Keys are paths as [`follow`] gives them; a dump of `nginx -p . -T` names its files relative to a folder.
    fn put(&mut self, path: impl Into<PathBuf>, entry: Entry) {
        self.entries.insert(tidy(&path.into()), entry);
    }

    fn target(&self, path: &Path) -> Option<PathBuf> {
        match self.entries.get(path)? {
            Entry::Link(target) => Some(target.clone()),
            _ => None,
        }
    }

    fn place(&self, path: &Path) -> Result<PathBuf, ReadError> {
        follow(path, |at| self.target(at))
    }

    fn below<'p>(&'p self, directory: &'p Path) -> impl Iterator<Item = &'p Path> {
        self.entries
            .range(directory.to_path_buf()..)
            .map_while(move |(path, _)| path.strip_prefix(directory).ok())
            .filter(|rest| !rest.as_os_str().is_empty())
    }

    fn kind_at(&self, place: &Path) -> Kind {
        let above = place.ancestors().skip(1);
        if above.into_iter().any(|above| matches!(self.entries.get(above), Some(Entry::Denied))) {
            return Kind::Denied;
        }
        match self.entries.get(place) {
            Some(Entry::File(bytes)) => Kind::File { len: bytes.len() as u64 },
            Some(Entry::Denied) => Kind::File { len: 0 },
            Some(Entry::Directory) => Kind::Directory,
            Some(Entry::Socket) => Kind::Socket,
            Some(Entry::Special) => Kind::Special,
            Some(Entry::Link(_)) => Kind::LinkLoop,
            None if self.below(place).next().is_some() => Kind::Directory,
            None => Kind::Missing,
        }
    }
}

fn tidy(path: &Path) -> PathBuf {
    follow(path, |_| None).unwrap_or_else(|_| path.to_path_buf())
}

impl Files for Memory {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        let place = self.place(path)?;
        match self.entries.get(&place) {
            Some(Entry::File(bytes)) => return Ok(bytes.clone()),
            Some(Entry::Denied) => return Err(ReadError::Denied),
            _ => {}
        }
        Err(match self.kind_at(&place) {
            Kind::Directory => ReadError::Directory,
            Kind::Denied => ReadError::Denied,
            Kind::Missing if self.target(path).is_some() => ReadError::DanglingLink,
            Kind::Missing => ReadError::Missing,
            _ => ReadError::NotRegular,
        })
    }

    fn kind(&self, path: &Path) -> Kind {
        match self.place(path).map(|place| self.kind_at(&place)) {
            Ok(Kind::Missing) if self.target(path).is_some() => Kind::DanglingLink,
            Ok(kind) => kind,
            Err(_) => Kind::LinkLoop,
        }
    }

    fn list(&self, directory: &Path) -> Vec<PathBuf> {
        let Ok(place) = self.place(directory) else {
            return Vec::new();
        };
        let mut names: Vec<PathBuf> = self
            .below(&place)
            .filter_map(|rest| Some(PathBuf::from(rest.components().next()?.as_os_str())))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn shown(&self, path: &Path) -> PathBuf {
        path.to_path_buf()
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        let parent = self.place(path.parent()?).ok()?;
        self.target(&parent.join(path.file_name()?))
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        let place = self.place(path).ok()?;
        self.kind_at(&place).exists().then_some(place)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directories_exist_by_what_lies_in_them() {
        let files = Memory::new().file("/etc/a/b.conf", "b").file("/etc/a/.c", "c").socket("/run/s");
        assert_eq!(files.kind(Path::new("/etc/a")), Kind::Directory);
        assert_eq!(files.kind(Path::new("/etc/x")), Kind::Missing);
        assert_eq!(files.kind(Path::new("/run/s")), Kind::Socket);
        assert_eq!(files.list(Path::new("/etc/a")), [".c", "b.conf"].map(PathBuf::from));
        assert_eq!(files.list(Path::new("/")), ["etc", "run"].map(PathBuf::from));
        assert_eq!(files.read(Path::new("/etc/a")), Err(ReadError::Directory));
        assert_eq!(files.read(Path::new("/run/s")), Err(ReadError::NotRegular));
        assert_eq!(files.read(Path::new("/etc/a/../a/b.conf")).as_deref(), Ok(&b"b"[..]));
    }

    #[test]
    fn a_path_is_found_however_it_is_written() {
        let files = Memory::new().file("./a//b", "1").file("e/../c", "2");
        for (path, text) in [("a/b", b"1"), ("/a/b", b"1"), ("./a/./b", b"1"), ("c", b"2")] {
            assert_eq!(files.read(Path::new(path)).as_deref(), Ok(&text[..]), "{path}");
        }
    }

    #[test]
    fn links_lead_on() {
        let files = Memory::new()
            .file("/a/f", "f")
            .link_to("/b", "a")
            .link_to("/c", "/b/f")
            .link_to("/d", "/nothing")
            .link_to("/e", "e")
            .denied("/g");
        assert_eq!(files.read(Path::new("/c")).as_deref(), Ok(&b"f"[..]));
        assert_eq!(files.canonical(Path::new("/b/f")), Some("/a/f".into()));
        assert_eq!(files.link(Path::new("/c")), Some("/b/f".into()));
        assert_eq!(files.kind(Path::new("/d")), Kind::DanglingLink);
        assert_eq!(files.read(Path::new("/e")), Err(ReadError::LinkLoop));
        assert_eq!(files.read(Path::new("/g")), Err(ReadError::Denied));
    }
}
