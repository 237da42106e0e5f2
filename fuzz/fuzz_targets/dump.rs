//! The splitter of `nginx -T` dumps: the main file is there, no part is longer than the dump, and reading a dump
//! never looks at the disk.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proxylint::dialect::nginx::{dump, load};
use proxylint::source::{SourceKind, Sources};
use proxylint::world::{Files, Kind, ReadError};
use std::path::{Path, PathBuf};

/// A disk that must not be looked at.
struct Forbidden;

impl Files for Forbidden {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        panic!("read {}", path.display())
    }

    fn kind(&self, path: &Path) -> Kind {
        panic!("kind of {}", path.display())
    }

    fn list(&self, directory: &Path) -> Vec<PathBuf> {
        panic!("list {}", directory.display())
    }

    fn shown(&self, path: &Path) -> PathBuf {
        path.to_path_buf()
    }

    fn link(&self, _: &Path) -> Option<PathBuf> {
        None
    }

    fn canonical(&self, _: &Path) -> Option<PathBuf> {
        None
    }
}

fuzz_target!(|text: &[u8]| {
    let Some(found) = dump::split(text) else { return };
    assert!(found.parts.read(&found.main).is_ok() || found.main.as_os_str().is_empty());
    let mut sources = Sources::default();
    load::load_bytes(&mut sources, &Forbidden, Path::new("-"), Path::new("/e"), text.to_vec());
    for file in sources.ids() {
        let source = sources.get(file);
        assert_eq!(source.kind, SourceKind::DumpPart);
        // A part may be read once per spelling of its path, so the sum may be larger.
        assert!(source.bytes.len() <= text.len());
    }
});
