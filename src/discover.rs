//! From arguments to entries: which configurations to read, and as what.
//!
//! Owns the layouts in which servers are installed, how a folder's main file is found, and what is
//! said about paths that hold nothing to read. It looks at files through [`Files`] only and parses
//! nothing: whether something is a main file is told by a quick look at its text ([`sniff`]).

mod apache;
mod haproxy;
mod leftover;
mod nginx;
mod rest;
mod search;
mod sniff;
mod walk;

pub use leftover::{Leftover, ReadPaths, leftovers};
pub use rest::rest;
pub use sniff::{Sniffed, is_dump, sniff};

use crate::dialect::{Entry, EntryText};
use crate::model::{DialectName, Version, VersionRange};
use crate::neighbour::Search;
use crate::world::{Files, Kind, ReadError};
use rest::Later;
use std::path::{Component, Path, PathBuf};
use walk::{MAX_SNIFFED, Seen, look, named_like, walk};

/// What the user asks for.
#[derive(Debug, Default)]
pub struct Request {
    /// Real paths; `-` is standard input.
    pub paths: Vec<PathBuf>,
    pub root: Option<PathBuf>,
    /// The working directory, for paths below `root`.
    pub cwd: PathBuf,
    /// Dialect of the files named, whatever they look like.
    pub dialect: Option<DialectName>,
    /// Standard input, where `-` is among the paths.
    pub stdin: Option<Vec<u8>>,
    pub stdin_filename: Option<PathBuf>,
    pub versions: Versions,
    /// This is the machine that runs the proxy.
    pub on_host: bool,
    /// Files of other programs to take into account, besides those that are found.
    pub neighbours: Vec<PathBuf>,
    /// Take none into account.
    pub no_neighbours: bool,
}

/// Versions that the user says may run, by server.
#[derive(Clone, Copy, Debug, Default)]
pub struct Versions {
    pub nginx: Option<VersionRange>,
    pub haproxy: Option<VersionRange>,
    pub apache: Option<VersionRange>,
}

impl Versions {
    /// What may run: the oldest that a supported distribution ships, and newer, where none is named.
    pub fn of(self, dialect: DialectName) -> VersionRange {
        let (named, oldest) = match dialect {
            DialectName::Nginx => (self.nginx, Version::new(1, 22, 0)),
            DialectName::Haproxy => (self.haproxy, Version::new(2, 4, 0)),
            // The oldest that a distribution still keeps (RHEL 7); what is loaded may tell of a newer one.
            DialectName::Apache => (self.apache, Version::new(2, 4, 6)),
        };
        named.unwrap_or(VersionRange::from(oldest))
    }
}

/// What to read.
#[derive(Debug, Default)]
pub struct Plan {
    pub entries: Vec<Planned>,
    /// This is the machine that runs what is read: what is absent here is absent there.
    pub on_host: bool,
    /// Paths named by the user that cannot be read: exit 2.
    pub problems: Vec<Problem>,
    /// Files named by the user whose dialect is none that we know.
    pub unknown: Vec<PathBuf>,
    /// Where files of other programs are looked for.
    pub neighbours: Search,
    /// Files in folders that were given: what no entry reads of them is counted.
    seen: Vec<Seen>,
    /// Folders in which more may stand than their main files read.
    later: Vec<Later>,
    pub versions: Versions,
}

/// One entry and how it came about.
#[derive(Debug)]
pub struct Planned {
    pub entry: Entry,
    /// Found by searching a folder, not named by the user.
    pub found: bool,
}

/// A path that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    Unreadable(PathBuf, ReadError),
    NotBelowRoot(PathBuf),
    NoStdin,
}

/// Finds out what to read.
pub fn plan(request: &Request, files: &dyn Files) -> Plan {
    let mut plan = Plan::default();
    if request.paths.is_empty() {
        well_known(request, files, &mut plan);
    }
    for path in &request.paths {
        if path.as_os_str() == "-" {
            match &request.stdin {
                Some(bytes) => stdin(request, bytes.clone(), &mut plan),
                None => plan.problems.push(Problem::NoStdin),
            }
            continue;
        }
        let Some(path) = below_root(request, path) else {
            plan.problems.push(Problem::NotBelowRoot(path.clone()));
            continue;
        };
        match files.kind(&path) {
            Kind::Directory => folder(request, files, &path, &mut plan),
            _ => file(request, files, path, &mut plan),
        }
    }
    together(request, &mut plan);
    let host = |planned: &Planned| {
        let main = match &planned.entry.text {
            EntryText::Main(path) => path,
            EntryText::Together(paths) => match paths.first() {
                Some(path) => path,
                None => return false,
            },
            _ => return false,
        };
        let mains = nginx::HOST_MAINS.iter().chain(&haproxy::HOST_MAINS).chain(&apache::HOST_MAINS);
        mains.into_iter().any(|known| request.cwd.join(main) == Path::new(known))
    };
    let on_host = request.root.is_none() && !plan.entries.is_empty() && plan.entries.iter().all(host);
    plan.on_host = request.on_host || on_host;
    plan.versions = request.versions;
    plan.neighbours = search::search(request, files, &plan);
    plan
}

/// The configuration's own path of a real one: the same, or what lies below `--root`.
fn below_root(request: &Request, path: &Path) -> Option<PathBuf> {
    let Some(root) = &request.root else {
        return Some(path.to_owned());
    };
    let root = tidy(&request.cwd.join(root));
    let path = tidy(&request.cwd.join(path));
    path.strip_prefix(root).ok().map(|below| Path::new("/").join(below))
}

/// Without `.` and `..`, by the text alone.
fn tidy(path: &Path) -> PathBuf {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                tidied.pop();
            }
            other => tidied.push(other),
        }
    }
    tidied
}

fn well_known(request: &Request, files: &dyn Files, plan: &mut Plan) {
    let places: [(DialectName, &[&str], &[&str]); 3] = [
        (DialectName::Nginx, &nginx::NEAR_MAINS, &nginx::HOST_MAINS),
        (DialectName::Haproxy, &haproxy::NEAR_MAINS, &haproxy::HOST_MAINS),
        (DialectName::Apache, &apache::NEAR_MAINS, &apache::HOST_MAINS),
    ];
    // What lies near says what is meant: the machine's own servers are looked at where nothing does.
    for near in [true, false] {
        if near && request.root.is_some() {
            continue;
        }
        for (dialect, below, hosts) in places {
            let mains = if near { below } else { hosts };
            let main = mains.iter().map(PathBuf::from).find(|path| is_file(files, path));
            let Some(path) = main else { continue };
            if let Some(folder) = path.parent() {
                // Relative `nginx.conf` lies in the working directory itself.
                let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
                // A repository's root holds much besides; only a server's own folder is counted.
                if folder != Path::new(".") {
                    plan.seen.extend(walk(files, folder));
                }
            }
            main_file(request, files, dialect, path, plan);
        }
        if !plan.entries.is_empty() {
            return;
        }
    }
    if request.root.is_some() {
        folder(request, files, Path::new("/"), plan);
    }
}

fn is_file(files: &dyn Files, path: &Path) -> bool {
    matches!(files.kind(path), Kind::File { .. })
}

/// A main file that was found, with what its unit names besides it.
fn main_file(request: &Request, files: &dyn Files, dialect: DialectName, path: PathBuf, plan: &mut Plan) {
    let text = match dialect {
        DialectName::Haproxy => match haproxy::with_its_unit(files, &path) {
            all if all.len() > 1 => EntryText::Together(all),
            mut all => EntryText::Main(all.pop().unwrap_or(path)),
        },
        _ => EntryText::Main(path),
    };
    push(request, plan, dialect, text, true);
}

/// Reads no bytes of the text unless it must be told what it is.
fn file(request: &Request, files: &dyn Files, path: PathBuf, plan: &mut Plan) {
    let bytes = match files.read(&path) {
        Ok(bytes) => bytes,
        Err(error) => {
            plan.problems.push(Problem::Unreadable(files.shown(&path), error));
            return;
        }
    };
    if request.dialect.is_none_or(|d| d == DialectName::Nginx) && is_dump(&bytes) {
        push(request, plan, DialectName::Nginx, EntryText::Dump { path, bytes }, false);
        return;
    }
    let sniffed = sniff(&bytes);
    let dialect =
        request.dialect.or(sniffed.dialect).or_else(|| named_like(&path).then_some(DialectName::Nginx));
    match dialect {
        Some(dialect) => {
            let part = dialect == DialectName::Apache && apache::is_part(&path);
            let whole = sniffed.whole && !part;
            let text = match whole {
                true if dialect == DialectName::Haproxy => match haproxy::with_its_extras(files, &path) {
                    all if all.len() > 1 => EntryText::Together(all),
                    _ => EntryText::Main(path),
                },
                true => EntryText::Main(path),
                false => EntryText::Fragment(path),
            };
            push(request, plan, dialect, text, false);
        }
        None => plan.unknown.push(files.shown(&path)),
    }
}

fn stdin(request: &Request, bytes: Vec<u8>, plan: &mut Plan) {
    let path = request.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("<stdin>"));
    if request.dialect.is_none_or(|d| d == DialectName::Nginx) && is_dump(&bytes) {
        push(request, plan, DialectName::Nginx, EntryText::Dump { path, bytes }, false);
        return;
    }
    let sniffed = sniff(&bytes);
    let dialect = request.dialect.or(sniffed.dialect).or_else(|| {
        let named = request.stdin_filename.as_deref().is_some_and(named_like);
        (named && !bytes.trim_ascii().is_empty()).then_some(DialectName::Nginx)
    });
    match dialect {
        Some(dialect) => {
            let whole = sniffed.whole && !(dialect == DialectName::Apache && apache::is_part(&path));
            push(request, plan, dialect, EntryText::Bytes { path, bytes, whole }, false);
        }
        None => plan.unknown.push(path),
    }
}

/// A folder's main files; without one, every file whose dialect is sure is a fragment.
fn folder(request: &Request, files: &dyn Files, folder: &Path, plan: &mut Plan) {
    if files.list(folder).is_empty() && files.kind(folder) == Kind::Denied {
        plan.problems.push(Problem::Unreadable(files.shown(folder), ReadError::Denied));
        return;
    }
    let seen = walk(files, folder);
    let found = proxies(request, files, folder, &seen, plan);
    let found_httpd = servers(request, files, &seen, plan);
    // One too large to be looked at twice is taken at its name.
    let large = |path: &Path| matches!(files.kind(path), Kind::File { len } if len > MAX_SNIFFED);
    let named = seen.iter().map(|seen| &seen.path).filter(|path| path.ends_with("nginx.conf"));
    let mains: Vec<PathBuf> = named
        .filter(|path| look(files, path).is_some_and(rest::is_nginx_main) || large(path))
        .cloned()
        .collect();
    if !mains.is_empty() {
        for main in rest::nearest_first(mains) {
            push(request, plan, DialectName::Nginx, EntryText::Main(main), true);
        }
    } else if !found && !found_httpd {
        let paths = seen.iter().map(|seen| &seen.path);
        plan.entries.extend(rest::unnamed(request.versions, files, paths, &[]));
    } else {
        let known = [(DialectName::Haproxy, found), (DialectName::Apache, found_httpd)];
        let known = known.into_iter().filter(|(_, found)| *found).map(|(dialect, _)| dialect).collect();
        plan.later.push(Later { seen: plan.seen.len()..plan.seen.len() + seen.len(), known });
    }
    plan.seen.extend(seen);
}

/// HAProxy's main files in a folder, or the folder as one behind `-f`; whether there are any.
fn proxies(request: &Request, files: &dyn Files, folder: &Path, seen: &[Seen], plan: &mut Plan) -> bool {
    let sniffed = |path: &Path| look(files, path).filter(|s| s.dialect == Some(DialectName::Haproxy));
    let named = |path: &Path| path.file_name().is_some_and(|name| name == "haproxy.cfg");
    let mut mains: Vec<&PathBuf> = seen.iter().map(|seen| &seen.path).filter(|path| named(path)).collect();
    mains.retain(|path| sniffed(path).is_some());
    if !mains.is_empty() {
        for main in mains {
            main_file(request, files, DialectName::Haproxy, main.clone(), plan);
        }
        return true;
    }
    let mut parts = haproxy::of_folder(files, folder);
    parts.retain(|path| sniffed(path).is_some());
    let wholes: Vec<PathBuf> =
        parts.iter().filter(|path| sniffed(path).is_some_and(|s| s.whole)).cloned().collect();
    match wholes.len() {
        0 => return false,
        // One of them is the beginning of all.
        1 => push(request, plan, DialectName::Haproxy, EntryText::Together(parts), true),
        // Each stands for itself.
        _ => {
            for path in wholes {
                push(request, plan, DialectName::Haproxy, EntryText::Main(path), true);
            }
        }
    }
    true
}

/// httpd's main files in a folder, the nearest first; whether there are any.
fn servers(request: &Request, files: &dyn Files, seen: &[Seen], plan: &mut Plan) -> bool {
    let whole = |path: &Path| {
        !apache::is_part(path)
            && look(files, path).is_some_and(|s| s.dialect == Some(DialectName::Apache) && s.whole)
    };
    let paths = || seen.iter().map(|seen| &seen.path);
    let mut mains: Vec<&PathBuf> = paths().filter(|path| apache::is_main(path) && whole(path)).collect();
    if mains.is_empty() {
        let conf = |path: &&PathBuf| path.extension().is_some_and(|ext| ext == "conf");
        mains = paths().filter(conf).filter(|path| whole(path)).collect();
    }
    mains.sort_by_key(|path| (path.components().count(), path.to_path_buf()));
    for main in &mains {
        push(request, plan, DialectName::Apache, EntryText::Main(main.to_path_buf()), true);
    }
    !mains.is_empty()
}

fn push(request: &Request, plan: &mut Plan, dialect: DialectName, text: EntryText, found: bool) {
    plan.entries
        .push(Planned { entry: Entry { dialect, text, versions: request.versions.of(dialect) }, found });
}

/// All HAProxy files that the user names are those of one command line: one configuration, in their order.
fn together(request: &Request, plan: &mut Plan) {
    let ours = |planned: &Planned| planned.entry.dialect == DialectName::Haproxy && !planned.found;
    if plan.entries.iter().filter(|planned| ours(planned)).count() < 2 {
        return;
    }
    let mut paths = Vec::new();
    let mut rest = Vec::new();
    for planned in std::mem::take(&mut plan.entries) {
        match planned.entry.text {
            EntryText::Main(path) | EntryText::Fragment(path)
                if planned.entry.dialect == DialectName::Haproxy && !planned.found =>
            {
                paths.push(path);
            }
            EntryText::Together(more) if !planned.found => paths.extend(more),
            text => rest.push(Planned { entry: Entry { text, ..planned.entry }, found: planned.found }),
        }
    }
    plan.entries = rest;
    let mut seen = std::collections::HashSet::new();
    paths.retain(|path| seen.insert(path.clone()));
    push(request, plan, DialectName::Haproxy, EntryText::Together(paths), false);
}

#[cfg(test)]
mod tests;
