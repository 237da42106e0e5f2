//! Where HAProxy's files lie: what its command line names, by package.
//!
//! HAProxy has no include. Its unit starts it with `-f $CONFIG $EXTRAOPTS`, and a folder behind `-f` stands
//! for its `*.cfg` files in order (the manual, section 2 of management.txt).

use super::sniff;
use crate::world::{Files, Kind};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Main files of this host's server: packages; source builds and Docker images; FreeBSD; Homebrew.
pub const HOST_MAINS: [&str; 3] =
    ["/etc/haproxy/haproxy.cfg", "/usr/local/etc/haproxy/haproxy.cfg", "/opt/homebrew/etc/haproxy.cfg"];

/// Main files below the working directory.
pub const NEAR_MAINS: [&str; 3] = ["haproxy.cfg", "etc/haproxy/haproxy.cfg", "haproxy/haproxy.cfg"];

/// What a folder behind `-f` stands for.
pub fn of_folder(files: &dyn Files, folder: &Path) -> Vec<PathBuf> {
    let mut names = files.list(folder);
    names.retain(|name| {
        let name = name.as_os_str().as_bytes();
        name.ends_with(b".cfg") && !name.starts_with(b".")
    });
    names.sort();
    let paths = names.into_iter().map(|name| folder.join(name));
    paths.filter(|path| matches!(files.kind(path), Kind::File { .. })).collect()
}

/// The files that a main file's unit names besides it, in their order; the main file among them.
pub fn with_its_unit(files: &dyn Files, main: &Path) -> Vec<PathBuf> {
    let mut all = vec![main.to_owned()];
    let Some(etc) = main.parent().and_then(Path::parent) else { return all };
    let texts = ["default/haproxy", "sysconfig/haproxy"];
    let text = texts.iter().find_map(|name| files.read(&etc.join(name)).ok());
    let Some(text) = text else {
        // Nobody says what is read: a folder of parts beside the main file is there to be read.
        let parts = main.with_file_name("conf.d");
        let parts = of_folder(files, &parts);
        let ours = |path: &PathBuf| {
            files
                .read(path)
                .is_ok_and(|bytes| sniff(&bytes).dialect == Some(crate::model::DialectName::Haproxy))
        };
        if !parts.is_empty() && parts.iter().all(ours) {
            all.extend(parts);
        }
        return all;
    };
    let root = etc.parent().unwrap_or(Path::new(""));
    let real = |path: &str| match path.strip_prefix('/') {
        Some(below) => root.join(below),
        None => main.with_file_name(path),
    };
    let text = String::from_utf8_lossy(&text).into_owned();
    for line in text.lines() {
        let line = line.trim();
        if let Some(config) = line.strip_prefix("CONFIG=") {
            let config = real(config.trim_matches(['"', '\'']));
            if matches!(files.kind(&config), Kind::File { .. }) {
                all[0] = config;
            }
        } else if let Some(options) = line.strip_prefix("EXTRAOPTS=") {
            let mut words = options.trim_matches(['"', '\'']).split_whitespace().peekable();
            while let Some(word) = words.next() {
                let named: Vec<&str> = match word {
                    "-f" => words.next().into_iter().collect(),
                    "--" => words.by_ref().collect(),
                    _ => continue,
                };
                for path in named.into_iter().filter(|path| *path != "$CONFIG").map(real) {
                    match files.kind(&path) {
                        Kind::Directory => all.extend(of_folder(files, &path)),
                        Kind::File { .. } => all.push(path),
                        _ => {}
                    }
                }
            }
        }
    }
    let mut seen = Vec::new();
    all.retain(|path| {
        let new = !seen.contains(path);
        seen.push(path.clone());
        new
    });
    all
}
