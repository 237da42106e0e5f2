//! Files of a fixture that are made for one run, by the words of `files` in its `world.toml`
//! (`cert:shop.example`, `key:shop.example`; see tests/proofs/README.md): private keys are never committed.

#[path = "../proofs/pki.rs"]
mod pki;

use proxylint::world::{Files, Kind, Listed, ReadError, Rights};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The files of a case, and over them those that were made.
pub struct Made {
    under: Box<dyn Files>,
    made: BTreeMap<PathBuf, Vec<u8>>,
}

impl Made {
    pub fn over(under: Box<dyn Files>, words: &BTreeMap<PathBuf, String>) -> Made {
        let mut pki = pki::Pki::new().expect("keys");
        let text = |(path, word): (&PathBuf, &String)| {
            let text = pki.pem(word).expect("a word for a certificate or key");
            (path.clone(), text.unwrap_or_else(|| word.clone()).into_bytes())
        };
        Made { under, made: words.iter().map(text).collect() }
    }
}

impl Files for Made {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.made.get(path).cloned().map_or_else(|| self.under.read(path), Ok)
    }

    fn kind(&self, path: &Path) -> Kind {
        match self.made.get(path) {
            Some(bytes) if bytes.starts_with(b"stale-socket") => Kind::Socket,
            Some(bytes) => Kind::File { len: bytes.len() as u64 },
            None if self.made.keys().any(|made| made.starts_with(path)) => Kind::Directory,
            None => self.under.kind(path),
        }
    }

    fn list(&self, directory: &Path) -> Vec<PathBuf> {
        let made = self.made.keys().filter(|path| path.parent() == Some(directory));
        let mut names = self.under.list(directory);
        names.extend(made.filter_map(|path| path.file_name()).map(PathBuf::from));
        names.sort_unstable();
        names.dedup();
        names
    }

    fn entries(&self, directory: &Path) -> Vec<(PathBuf, Listed)> {
        self.under.entries(directory)
    }

    fn shown(&self, path: &Path) -> PathBuf {
        self.under.shown(path)
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        self.under.link(path).filter(|_| !self.made.contains_key(path))
    }

    /// Of `stale-socket 33:33 0660`; folders that are made belong to root.
    fn rights(&self, path: &Path) -> Option<Rights> {
        let Some(bytes) = self.made.get(path) else {
            let above = self.made.keys().any(|made| made.starts_with(path));
            return above.then_some(Rights { mode: 0o755, user: 0, group: 0 });
        };
        let text = std::str::from_utf8(bytes).ok()?;
        let (owner, mode) = text.strip_prefix("stale-socket ")?.split_once(' ')?;
        let (user, group) = owner.split_once(':')?;
        let mode = u32::from_str_radix(mode, 8).ok()?;
        Some(Rights { mode, user: user.parse().ok()?, group: group.parse().ok()? })
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        if self.made.contains_key(path) {
            return Some(path.to_owned());
        }
        self.under.canonical(path)
    }
}
