//! Where relative paths start: `ServerRoot`, as it is built in, as it is written, and in a copied tree.

use crate::world::{Files, Kind};
use std::path::{Path, PathBuf};

/// Where relative paths of a main file start, until `ServerRoot` says so: the folder that its server was built with.
pub fn built_in_root(main: &Path) -> PathBuf {
    let folder = main.parent().unwrap_or(Path::new(""));
    match folder.file_name().and_then(|name| name.to_str()) {
        Some("conf") => folder.parent().unwrap_or(folder).to_path_buf(),
        _ => folder.to_path_buf(),
    }
}

/// Where Debian's server keeps its files: its `ServerRoot`, which no line writes.
pub(super) const DEBIAN_ROOT: &str = "/etc/apache2";

/// Where a `ServerRoot` lies. A tree that is a copy from another machine, by the folder of its main file, holds it
/// itself: at the end of that folder's path, or where nothing else is, in that folder.
pub(super) fn place_of(files: &dyn Files, built_in: &Path, written: &Path) -> PathBuf {
    if built_in.starts_with(written) {
        return written.to_path_buf();
    }
    let below = written.strip_prefix("/").unwrap_or(written);
    let holds = |folder: &&Path| !below.as_os_str().is_empty() && folder.ends_with(below);
    match built_in.ancestors().find(holds) {
        Some(folder) => folder.to_path_buf(),
        None if built_in.as_os_str().is_empty() || files.kind(written) == Kind::Directory => {
            written.to_path_buf()
        }
        None => built_in.to_path_buf(),
    }
}

/// The same for a file that some main file includes, by the folders that distributions use.
pub fn likely_root(fragment: &Path) -> PathBuf {
    let folder = fragment.parent().unwrap_or(Path::new(""));
    let name = folder.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let below = name.ends_with(".d")
        || matches!(
            &*name,
            "sites-enabled"
                | "sites-available"
                | "conf-enabled"
                | "conf-available"
                | "mods-enabled"
                | "mods-available"
                | "vhosts"
                | "extra"
                | "conf"
                | "macros"
                | "snippets"
        );
    match below {
        true => folder.parent().unwrap_or(folder).to_path_buf(),
        false => folder.to_path_buf(),
    }
}
