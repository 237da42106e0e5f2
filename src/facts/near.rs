//! Files of nearly the same name: what a path may have meant.
//!
//! Must not read files, only list folders, each once.

use super::certificate;
use crate::world::Files;
use rustc_hash::FxHashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

/// Edits between two names that are taken for one another.
const NEAR: usize = 2;
/// Files of a folder that are looked into at the most.
const MOST_READ: usize = 20;
/// Names in a folder beyond which no near one is looked for.
const MANY: usize = 1_000;

/// Folders, listed once each.
pub(super) struct Folders<'a> {
    pub(super) files: &'a dyn Files,
    lists: RwLock<FxHashMap<PathBuf, Arc<Vec<OsString>>>>,
}

impl<'a> Folders<'a> {
    pub(super) fn new(files: &'a dyn Files) -> Self {
        Folders { files, lists: RwLock::default() }
    }

    /// The names in a folder, sorted.
    fn list(&self, folder: &Path) -> Arc<Vec<OsString>> {
        let known = self.lists.read().unwrap_or_else(PoisonError::into_inner).get(folder).cloned();
        known.unwrap_or_else(|| {
            let names = self.files.list(folder);
            let mut names: Vec<OsString> =
                names.iter().filter_map(|path| path.file_name()).map(OsString::from).collect();
            names.sort();
            let names = Arc::new(names);
            let mut lists = self.lists.write().unwrap_or_else(PoisonError::into_inner);
            lists.insert(folder.to_owned(), names.clone());
            names
        })
    }

    /// The same file in the newest folder of the same lineage: certbot opens `NAME-0001` beside `NAME`.
    pub(super) fn newer_lineage(&self, path: &Path) -> Option<PathBuf> {
        let (folder, file) = (path.parent()?, path.file_name()?);
        let lineages = folder.parent()?;
        if lineages.file_name()? != "live" {
            return None;
        }
        let own = folder.file_name()?.to_str()?;
        let names = self.list(lineages);
        let prefix = format!("{own}-");
        let start = names.partition_point(|name| name.as_encoded_bytes() < prefix.as_bytes());
        let newest = names[start..]
            .iter()
            .filter_map(|name| name.to_str())
            .take_while(|name| name.starts_with(&prefix))
            .filter(|name| name.len() == prefix.len() + 4)
            .filter(|name| name[prefix.len()..].bytes().all(|byte| byte.is_ascii_digit()))
            .last()?;
        let found = lineages.join(newest).join(file);
        self.files.kind(&found).exists().then_some(found)
    }

    /// A file in the same folder whose name differs by two edits at the most, or by its suffix. Keys and
    /// certificates are not taken for one another.
    pub(super) fn near(&self, path: &Path, keys: bool) -> Option<PathBuf> {
        let (folder, file) = (path.parent()?, path.file_name()?.to_str()?);
        let stem = Path::new(file).file_stem()?.to_str()?;
        let names = self.list(folder);
        if names.len() > MANY {
            return None;
        }
        let candidates = names.iter().filter_map(|name| name.to_str()).filter(|name| *name != file);
        let (_, best) = candidates
            .filter(|name| is_key_name(name) == keys && !is_request_name(name))
            .filter_map(|name| {
                let same_stem = Path::new(name).file_stem().and_then(|name| name.to_str()) == Some(stem);
                if same_stem && has_pem_suffix(name) {
                    return Some((0, name));
                }
                if name.len().abs_diff(file.len()) > NEAR || file.len() <= 2 * NEAR {
                    return None;
                }
                let distance = strsim::damerau_levenshtein(name, file);
                (distance <= NEAR && !differ_in_digits(name, file)).then_some((distance, name))
            })
            .min()?;
        Some(folder.join(best))
    }
}

impl Folders<'_> {
    /// Another file of the folder that holds the like: the tree carries such files, so this one is missed.
    pub(super) fn of_the_kind(&self, path: &Path, keys: bool) -> Option<PathBuf> {
        let folder = path.parent()?;
        let names = self.list(folder);
        if names.len() > MANY {
            return None;
        }
        let named = names.iter().filter_map(|name| name.to_str()).filter(|name| has_pem_suffix(name));
        named
            .take(MOST_READ)
            .map(|name| folder.join(name))
            .find(|other| other != path && certificate::holds(other, keys, self.files))
    }
}

fn is_key_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".key") || name.contains("privkey") || name.contains("key.pem") || name.contains("private")
}

/// Requests, parameters and lists of revoked certificates.
fn is_request_name(name: &str) -> bool {
    [".csr", ".req", ".crl", ".conf", ".cnf", ".srl"].iter().any(|suffix| name.ends_with(suffix))
}

fn has_pem_suffix(name: &str) -> bool {
    [".pem", ".crt", ".cer", ".cert", ".key", ".chain"].iter().any(|suffix| name.ends_with(suffix))
}

/// `site1.crt` and `site2.crt` are two sites, not a slip.
fn differ_in_digits(a: &str, b: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).collect::<String>();
    letters(a) == letters(b)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    #[test]
    fn near_names_are_slips_and_other_suffixes() {
        let files = Memory::new()
            .file("/c/shop.crt", "")
            .file("/c/shop.key", "")
            .file("/c/site1.pem", "")
            .file("/l/live/a/fullchain.pem", "")
            .file("/l/live/a-0001/fullchain.pem", "")
            .file("/l/live/a-0002/fullchain.pem", "")
            .file("/l/live/a-b/fullchain.pem", "");
        let folders = Folders::new(&files);
        let near = |path: &str, keys| folders.near(Path::new(path), keys);
        assert_eq!(near("/c/shop.pem", false), Some("/c/shop.crt".into()));
        assert_eq!(near("/c/shpo.crt", false), Some("/c/shop.crt".into()));
        assert_eq!(near("/c/shop.kye", true), Some("/c/shop.key".into()));
        assert_eq!(near("/c/site2.pem", false), None);
        assert_eq!(near("/c/other.crt", false), None);
        let newer = folders.newer_lineage(Path::new("/l/live/a/fullchain.pem"));
        assert_eq!(newer, Some("/l/live/a-0002/fullchain.pem".into()));
        assert_eq!(folders.newer_lineage(Path::new("/l/live/a-b/fullchain.pem")), None);
    }
}
