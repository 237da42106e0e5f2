//! Where HAProxy's files lie: what its command line names, by package.
//!
//! HAProxy has no include. Its unit starts it with `-f $CONFIG $EXTRAOPTS`, and a folder behind `-f` stands
//! for its `*.cfg` files in order (the manual, section 2 of management.txt).

use super::sniff;
use crate::dialect::haproxy::environment;
use crate::world::{Files, Kind};
use std::collections::HashSet;
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
    let given = environment::of(files, main);
    if !given.told {
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
    }
    if let Some(config) = given.main(main).filter(|path| matches!(files.kind(path), Kind::File { .. })) {
        all[0] = config;
    }
    with_extras(files, main, &given, all)
}

/// A main file that the user names, with those that its unit reads behind it.
pub fn with_its_extras(files: &dyn Files, main: &Path) -> Vec<PathBuf> {
    let given = environment::of(files, main);
    let all = vec![main.to_owned()];
    match given.main(main) {
        // The unit starts with another one.
        Some(config) if config != main => all,
        _ => with_extras(files, main, &given, all),
    }
}

fn with_extras(
    files: &dyn Files,
    main: &Path,
    given: &environment::Given,
    mut all: Vec<PathBuf>,
) -> Vec<PathBuf> {
    for extra in given.extra(main) {
        match files.kind(&extra.path) {
            Kind::Directory => all.extend(of_folder(files, &extra.path)),
            // One that is absent is told where its own file is read.
            _ => all.push(extra.path),
        }
    }
    let mut seen = HashSet::new();
    all.retain(|path| seen.insert(path.clone()));
    all
}
