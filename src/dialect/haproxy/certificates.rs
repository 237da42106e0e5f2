//! What stands behind the words that name many certificates: folders, and the lines of `crt-list` files.
//!
//! Read before lowering, through [`Files`]; whether a certificate can be used is judged elsewhere. Sources:
//! `ssl_sock_load_cert` (src/ssl_sock.c), `crtlist_parse_line` and `crtlist_parse_file` (src/ssl_crtlist.c).

use super::keywords::kw;
use super::load::Loaded;
use crate::source::{Source, SourceKind, Sources, Span};
use crate::world::{Files, Kind};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Bytes of all lists together that are read: what is beyond stays open.
const MOST_BYTES: usize = 64 << 20;
/// Files of a folder that are taken.
const MOST_FILES: usize = 20_000;

/// One line of a list that names a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub name: Vec<u8>,
    pub at: Span,
}

/// Lists and folders of one configuration, by the paths that name them.
#[derive(Debug, Default)]
pub struct Certificates {
    /// `None`: it could not be read.
    lists: FxHashMap<Vec<u8>, Option<Vec<Listed>>>,
    folders: FxHashMap<Vec<u8>, Vec<Vec<u8>>>,
}

impl Certificates {
    /// Reads what the `bind` lines of a configuration name. Paths that are not absolute hang on the folder in which
    /// the server starts, unless `crt-base` leads them.
    pub fn of(loaded: &Loaded, files: &dyn Files, sources: &mut Sources) -> Certificates {
        let mut found = Certificates::default();
        let (mut folders, mut lists) = (Vec::new(), Vec::new());
        let mut base: Option<Vec<u8>> = None;
        for file in &loaded.files {
            for section in file.tree.root(&sources.get(file.file).bytes).children() {
                for line in section.children() {
                    match (section.keyword(), line.keyword()) {
                        (kw::GLOBAL, kw::CRT_BASE) => base = line.arg(0).map(|word| word.bytes().to_vec()),
                        (_, kw::BIND) => {
                            let mut words = line.args().map(|word| word.bytes());
                            while let Some(word) = words.next() {
                                let known = match word {
                                    b"crt" | b"default-crt" => &mut folders,
                                    b"crt-list" => &mut lists,
                                    _ => continue,
                                };
                                known.extend(words.next().map(<[u8]>::to_vec));
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        let mut left = MOST_BYTES;
        for path in lists {
            if let Entry::Vacant(place) = found.lists.entry(path) {
                let list = read(place.key(), files, sources, &mut left);
                place.insert(list);
            }
        }
        for name in folders {
            let path = match base.as_deref().filter(|_| name.first() != Some(&b'/')) {
                Some(base) => [base, b"/", &name].concat(),
                None => name,
            };
            if path.first() == Some(&b'/')
                && !found.folders.contains_key(&path)
                && let Some(members) = folder(&path, files)
            {
                found.folders.insert(path, members);
            }
        }
        found
    }

    /// The lines of a list, where it could be read.
    pub fn list(&self, path: &[u8]) -> Option<&[Listed]> {
        self.lists.get(path)?.as_deref()
    }

    /// The files of a folder, where the path names one.
    pub fn folder(&self, path: &[u8]) -> Option<&[Vec<u8>]> {
        self.folders.get(path).map(Vec::as_slice)
    }
}

/// The files that are loaded from a folder, in order; keys and their like are looked for beside each.
fn folder(path: &[u8], files: &dyn Files) -> Option<Vec<Vec<u8>>> {
    let place = Path::new(OsStr::from_bytes(path));
    if files.kind(place) != Kind::Directory {
        return None;
    }
    let mut names: Vec<Vec<u8>> = files
        .list(place)
        .into_iter()
        .filter(|name| matches!(files.kind(&place.join(name)), Kind::File { .. }))
        .map(|name| name.as_os_str().as_bytes().to_vec())
        .filter(|name| {
            let beside = [&b".issuer"[..], b".ocsp", b".sctl", b".key"];
            name.first() != Some(&b'.') && !beside.iter().any(|end| name.ends_with(end))
        })
        .take(MOST_FILES)
        .collect();
    names.sort();
    let path = path.strip_suffix(b"/").unwrap_or(path);
    Some(names.into_iter().map(|name| [path, b"/", &name].concat()).collect())
}

fn read(path: &[u8], files: &dyn Files, sources: &mut Sources, left: &mut usize) -> Option<Vec<Listed>> {
    let place = Path::new(OsStr::from_bytes(path));
    let bytes = files.read(place).ok().filter(|bytes| place.is_absolute() && bytes.len() <= *left)?;
    *left -= bytes.len();
    let source = Source::new(files.shown(place), SourceKind::File, bytes).with_config_path(place);
    let file = sources.add(source);
    let mut found = Vec::new();
    let mut start = 0;
    for line in sources.get(file).bytes.split(|byte| *byte == b'\n') {
        let from = start;
        start += line.len() + 1;
        let end = memchr::memchr2(b'#', b'\r', line).unwrap_or(line.len());
        let blank = line[..end].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        let name = line[blank..end].split(|byte| byte.is_ascii_whitespace() || *byte == b'[').next();
        let name = name.unwrap_or_default();
        if !name.is_empty() {
            let at = Span::new(file, from + blank, from + blank + name.len());
            found.push(Listed { name: name.to_vec(), at });
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::haproxy::load::load;
    use crate::world::Memory;
    use std::path::PathBuf;

    #[test]
    fn lists_and_folders_are_read() {
        let mut files = Memory::new();
        files.insert(
            "/h.cfg",
            &b"global\n crt-base /certs\nlisten l\n bind :1 ssl crt site/ crt-list /list.txt crt-list no\n"[..],
        );
        files.insert(
            "/list.txt",
            &b"# c\n a.pem [alpn h2] x.example !y.example\n\n/b.pem #z\r\n\xFF[x]\n"[..],
        );
        for name in ["b.pem", "a.crt", "a.crt.key", ".hidden", "x.ocsp"] {
            files.insert(format!("/certs/site/{name}"), &b"x"[..]);
        }
        let mut sources = Sources::default();
        let loaded = load(&mut sources, &files, &[PathBuf::from("/h.cfg")]).expect("a file");
        let found = Certificates::of(&loaded, &files, &mut sources);
        let names: Vec<_> = found.list(b"/list.txt").expect("a list").iter().map(|one| &*one.name).collect();
        assert_eq!(names, [&b"a.pem"[..], b"/b.pem", b"\xFF"]);
        assert_eq!(found.list(b"no"), None);
        let members = found.folder(b"/certs/site/").expect("a folder");
        assert_eq!(members, [b"/certs/site/a.crt".to_vec(), b"/certs/site/b.pem".to_vec()]);
        assert_eq!(found.folder(b"/certs"), None);
    }
}
