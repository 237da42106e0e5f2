//! From arguments to entries: which configurations to read, and as what.
//!
//! Owns the layouts in which servers are installed, how a folder's main file is found, and what is
//! said about paths that hold nothing to read. It looks at files through [`Files`] only and parses
//! nothing: whether something is a main file is told by a quick look at its text ([`sniff`]).

mod apache;
mod haproxy;
mod sniff;

pub use sniff::{Sniffed, is_dump, sniff};

use crate::dialect::{Entry, EntryText};
use crate::model::{DialectName, VersionRange};
use crate::neighbour::Search;
use crate::source::{SourceKind, Sources};
use crate::world::{Files, Kind, Listed, ReadError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Component, Path, PathBuf};

/// Dialects that can be read today; files of the others are recognised and counted.
pub const READ: &[DialectName] = &[DialectName::Nginx, DialectName::Haproxy, DialectName::Apache];

/// Main files of this host's server, by package: Debian, RHEL, nginx.org and Alpine; source builds;
/// OpenResty; FreeBSD; Homebrew.
const HOST_MAINS: [&str; 6] = [
    "/etc/nginx/nginx.conf",
    "/usr/local/nginx/conf/nginx.conf",
    "/usr/local/openresty/nginx/conf/nginx.conf",
    "/etc/openresty/nginx.conf",
    "/usr/local/etc/nginx/nginx.conf",
    "/opt/homebrew/etc/nginx/nginx.conf",
];

/// Main files below the working directory: a server's folder, a copy of `/etc`, a repository.
const NEAR_MAINS: [&str; 4] = ["nginx.conf", "etc/nginx/nginx.conf", "nginx/nginx.conf", "conf/nginx.conf"];

/// Folders nested deeper than this are not searched.
const MAX_DEPTH: usize = 24;
/// Files of one folder that are looked at, at the most.
const MAX_SEEN: usize = 200_000;
/// Larger files are not looked at when a folder is searched, in bytes (16 MiB).
const MAX_SNIFFED: u64 = 16 << 20;

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
    /// Versions of nginx that may run.
    pub nginx: Option<VersionRange>,
    /// Versions of HAProxy that may run.
    pub haproxy: Option<VersionRange>,
    /// Versions of httpd that may run.
    pub apache: Option<VersionRange>,
    /// This is the machine that runs the proxy.
    pub on_host: bool,
    /// Files of other programs to take into account, besides those that are found.
    pub neighbours: Vec<PathBuf>,
    /// Take none into account.
    pub no_neighbours: bool,
}

/// What to read.
#[derive(Debug, Default)]
pub struct Plan {
    pub entries: Vec<Planned>,
    /// This is the machine that runs what is read: what is absent here is absent there.
    pub on_host: bool,
    /// Paths named by the user that cannot be read: exit 2.
    pub problems: Vec<Problem>,
    /// Files of a dialect that is not read yet, or of none that we know.
    pub unread: Vec<Leftover>,
    /// Where files of other programs are looked for.
    pub neighbours: Search,
    /// Files in folders that were given: what no entry reads of them is counted.
    seen: Vec<Seen>,
    /// Versions of each dialect that is read.
    versions: Vec<(DialectName, VersionRange)>,
}

impl Plan {
    /// Versions that are assumed of a server; `None` for dialects that are not read.
    pub fn versions(&self, dialect: DialectName) -> Option<VersionRange> {
        self.versions.iter().find(|(known, _)| *known == dialect).map(|(_, versions)| *versions)
    }
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

/// A file that nothing reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leftover {
    pub path: PathBuf,
    /// What it looks like.
    pub dialect: Option<DialectName>,
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
        let mains = HOST_MAINS.iter().chain(&haproxy::HOST_MAINS).chain(&apache::HOST_MAINS);
        mains.into_iter().any(|known| request.cwd.join(main) == Path::new(known))
    };
    let on_host = request.root.is_none() && !plan.entries.is_empty() && plan.entries.iter().all(host);
    plan.on_host = request.on_host || on_host;
    plan.versions = READ.iter().map(|&dialect| (dialect, assumed(request, dialect))).collect();
    plan.neighbours = search(request, files, &plan);
    plan
}

/// Where files of other programs are looked for: the tops of a root and its well-known places; else beside what was
/// given and upwards to the folder that holds `.git`.
fn search(request: &Request, files: &dyn Files, plan: &Plan) -> Search {
    let mut search = Search { off: request.no_neighbours, ..Search::default() };
    let named = request.neighbours.iter().filter_map(|path| below_root(request, path));
    search.files = named.collect();
    if request.root.is_some() {
        search.machine = true;
        search.folders.push(PathBuf::from("/"));
    }
    search.machine |= plan.on_host;
    for planned in &plan.entries {
        let path = match &planned.entry.text {
            EntryText::Main(path) | EntryText::Fragment(path) => path,
            EntryText::Together(paths) if !paths.is_empty() => &paths[0],
            _ => continue,
        };
        let given = request.paths.iter().filter_map(|given| below_root(request, given));
        let given =
            given.filter(|given| path.starts_with(given)).max_by_key(|given| given.components().count());
        above(files, path, given.as_deref(), &mut search.folders);
    }
    search
}

/// The folders of a path, upwards to the one that holds `.git`; without one, to the folder given.
fn above(files: &dyn Files, path: &Path, given: Option<&Path>, folders: &mut Vec<PathBuf>) {
    // Relative paths start in the working directory.
    let top = || Path::new(".").to_owned();
    let Some(start) = files.canonical(path).filter(|_| path.is_relative()).or(Some(path.to_owned())) else {
        return;
    };
    let given = given.and_then(|given| match path.is_relative() {
        true => files.canonical(if given.as_os_str().is_empty() { Path::new(".") } else { given }),
        false => Some(given.to_owned()),
    });
    let chain: Vec<&Path> = start.ancestors().skip(1).take(MAX_DEPTH).collect();
    let repository = chain.iter().position(|folder| files.kind(&folder.join(".git")).exists());
    let own = given.filter(|given| *given != start).and_then(|given| chain.iter().position(|f| *f == given));
    let last = repository.or(own).unwrap_or(0);
    for folder in chain.iter().take(last + 1) {
        let folder = if folder.as_os_str().is_empty() { top() } else { folder.to_path_buf() };
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
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
        (DialectName::Nginx, &NEAR_MAINS, &HOST_MAINS),
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
        Some(dialect) if READ.contains(&dialect) => {
            let part = dialect == DialectName::Apache && apache::is_part(&path);
            let whole = sniffed.whole && !part;
            let text = if whole { EntryText::Main(path) } else { EntryText::Fragment(path) };
            push(request, plan, dialect, text, false);
        }
        dialect => plan.unread.push(Leftover { path: files.shown(&path), dialect }),
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
        Some(dialect) if READ.contains(&dialect) => {
            let whole = sniffed.whole && !(dialect == DialectName::Apache && apache::is_part(&path));
            push(request, plan, dialect, EntryText::Bytes { path, bytes, whole }, false);
        }
        dialect => plan.unread.push(Leftover { path, dialect }),
    }
}

/// A folder's main files; without one, every file whose dialect is sure is a fragment.
fn folder(request: &Request, files: &dyn Files, folder: &Path, plan: &mut Plan) {
    if files.list(folder).is_empty() && files.kind(folder) == Kind::Denied {
        plan.problems.push(Problem::Unreadable(files.shown(folder), ReadError::Denied));
        return;
    }
    let seen = walk(files, folder);
    let paths = || seen.iter().map(|seen| &seen.path);
    let named: Vec<&PathBuf> =
        paths().filter(|path| path.file_name().is_some_and(|name| name == "nginx.conf")).collect();
    let found = proxies(request, files, folder, &seen, plan);
    let found_httpd = servers(request, files, &seen, plan);
    let nginx = |sniffed: Sniffed| sniffed.dialect == Some(DialectName::Nginx);
    let whole = |path: &Path| look(files, path).is_some_and(|s| s.whole && nginx(s));
    // One too large to be looked at twice is taken at its name.
    let large = |path: &Path| matches!(files.kind(path), Kind::File { len } if len > MAX_SNIFFED);
    let mut mains: Vec<PathBuf> =
        named.into_iter().filter(|path| whole(path) || large(path)).cloned().collect();
    if mains.is_empty() {
        let conf = |path: &&PathBuf| path.extension().is_some_and(|ext| ext == "conf");
        mains = paths().filter(conf).filter(|path| whole(path)).cloned().collect();
    }
    // The main file nearest to the folder first: what it includes is no main file of its own.
    mains.sort_by_key(|path| (path.components().count(), path.clone()));
    if mains.is_empty() {
        for path in paths().filter(|path| named_like(path)) {
            match look(files, path).and_then(|sniffed| sniffed.dialect) {
                Some(DialectName::Haproxy) if found => {}
                Some(DialectName::Apache) if found_httpd => {}
                Some(dialect) if READ.contains(&dialect) => {
                    push(request, plan, dialect, EntryText::Fragment(path.clone()), true);
                }
                _ => {}
            }
        }
    }
    for main in mains {
        push(request, plan, DialectName::Nginx, EntryText::Main(main), true);
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
        look(files, path).is_some_and(|s| s.dialect == Some(DialectName::Apache) && s.whole)
            && !apache::is_part(path)
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
    plan.entries.push(Planned { entry: Entry { dialect, text, versions: assumed(request, dialect) }, found });
}

/// Versions that may run.
fn assumed(request: &Request, dialect: DialectName) -> VersionRange {
    match dialect {
        DialectName::Haproxy => request.haproxy.unwrap_or(HAPROXY),
        DialectName::Apache => request.apache.unwrap_or(APACHE),
        DialectName::Nginx => request.nginx.unwrap_or(NGINX),
    }
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
    push(request, plan, DialectName::Haproxy, EntryText::Together(paths), false);
}

/// Versions of HAProxy that are assumed where none is named: 2.4 and newer.
const HAPROXY: VersionRange = VersionRange::from(crate::model::Version::new(2, 4, 0));

/// Versions of httpd that are assumed where none is named: 2.4.37 and newer.
const APACHE: VersionRange = VersionRange::from(crate::model::Version::new(2, 4, 37));

/// Versions of nginx that are assumed where none is named: 1.22 and newer.
const NGINX: VersionRange = VersionRange::from(crate::model::Version::new(1, 22, 0));

fn look(files: &dyn Files, path: &Path) -> Option<Sniffed> {
    match files.kind(path) {
        Kind::File { len } if len <= MAX_SNIFFED => files.read(path).ok().map(|bytes| sniff(&bytes)),
        _ => None,
    }
}

/// Names that configurations have. Data, scripts and documents that quote one do not.
fn named_like(path: &Path) -> bool {
    const ENDINGS: [&str; 8] = ["conf", "nginx", "vhost", "inc", "cfg", "site", "include", "params"];
    const FOLDERS: [&str; 8] = [
        "sites-enabled",
        "sites-available",
        "conf.d",
        "http.d",
        "default.d",
        "vhosts.d",
        "stream.d",
        "snippets",
    ];
    let text = |part: Option<&std::ffi::OsStr>| part.and_then(|p| p.to_str()).unwrap_or_default().to_owned();
    let ending = text(path.extension());
    let folder = text(path.parent().and_then(Path::file_name));
    ENDINGS.contains(&ending.as_str())
        || FOLDERS.contains(&folder.as_str())
        || (ending.is_empty() && !text(path.file_name()).starts_with('.'))
}

/// A file below a folder given.
#[derive(Clone, Debug)]
struct Seen {
    path: PathBuf,
    /// It is a symbolic link.
    link: bool,
}

/// All files below a folder, in the order of their names; hidden folders and those of tools are left
/// out. A folder that is reached twice (links) is walked once.
fn walk(files: &dyn Files, folder: &Path) -> Vec<Seen> {
    const SKIPPED: [&str; 3] = ["node_modules", "proc", "sys"];
    let mut found = Vec::new();
    let mut visited = FxHashSet::default();
    let mut stack = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = stack.pop() {
        if found.len() >= MAX_SEEN || !visited.insert(files.canonical(&folder)) {
            continue;
        }
        let mut folders = Vec::new();
        for (name, listed) in files.entries(&folder) {
            let path = folder.join(&name);
            let link = listed == Listed::Link;
            let listed = match listed {
                Listed::Link => match files.kind(&path) {
                    Kind::File { .. } => Listed::File,
                    Kind::Directory => Listed::Directory,
                    _ => Listed::Other,
                },
                listed => listed,
            };
            let name = name.as_os_str();
            match listed {
                Listed::File => found.push(Seen { path, link }),
                Listed::Directory
                    if depth < MAX_DEPTH
                        && !name.as_encoded_bytes().starts_with(b".")
                        && !SKIPPED.iter().any(|skipped| name == *skipped) =>
                {
                    folders.push((path, depth + 1));
                }
                _ => {}
            }
        }
        stack.extend(folders.into_iter().rev());
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Files that were read so far, by path with the links of their folder resolved: each folder is asked
/// once, and only links are followed one by one.
#[derive(Debug, Default)]
pub struct ReadPaths {
    paths: FxHashSet<PathBuf>,
    folders: FxHashMap<PathBuf, Option<PathBuf>>,
    /// Texts that are in `paths` already.
    known: usize,
}

impl ReadPaths {
    /// Whether an entry's own file was read already as a part of another entry.
    pub fn hold(&mut self, entry: &Entry, plan: &Plan, files: &dyn Files, sources: &Sources) -> bool {
        let path = match &entry.text {
            EntryText::Main(path) | EntryText::Fragment(path) => path,
            EntryText::Together(paths) if !paths.is_empty() => &paths[0],
            _ => return false,
        };
        if sources.is_empty() {
            return false;
        }
        self.update(plan, files, sources);
        self.has(files, path) || files.canonical(path).is_some_and(|real| self.paths.contains(&real))
    }

    fn update(&mut self, plan: &Plan, files: &dyn Files, sources: &Sources) {
        for id in sources.ids().skip(self.known) {
            let source = sources.get(id);
            if source.kind == SourceKind::File {
                let path = self.resolved(files, source.config_path());
                self.paths.insert(path);
            }
        }
        if self.known < sources.len() {
            // A file that was read by way of a link was read by its own name too.
            for link in plan.seen.iter().filter(|seen| seen.link) {
                if self.has(files, &link.path) {
                    self.paths.extend(files.canonical(&link.path));
                }
            }
        }
        self.known = sources.len();
    }

    fn has(&mut self, files: &dyn Files, path: &Path) -> bool {
        let path = self.resolved(files, path);
        self.paths.contains(&path)
    }

    fn resolved(&mut self, files: &dyn Files, path: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
            return path.to_owned();
        };
        if !self.folders.contains_key(folder) {
            let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            self.folders.insert(folder.to_owned(), files.canonical(here));
        }
        match self.folders.get(folder) {
            Some(Some(folder)) => folder.join(name),
            _ => path.to_owned(),
        }
    }
}

/// Files of the folders given that look like configurations and that nothing has read.
pub fn leftovers(plan: &Plan, files: &dyn Files, sources: &Sources, read: &mut ReadPaths) -> Vec<Leftover> {
    let mut leftovers = plan.unread.clone();
    if plan.seen.is_empty() {
        return leftovers;
    }
    read.update(plan, files, sources);
    for Seen { path, link } in plan.seen.iter().filter(|seen| named_like(&seen.path)) {
        if read.has(files, path)
            || *link && files.canonical(path).is_some_and(|real| read.paths.contains(&real))
        {
            continue;
        }
        if let Some(dialect) = look(files, path).and_then(|s| s.dialect) {
            leftovers.push(Leftover { path: files.shown(path), dialect: Some(dialect) });
        }
    }
    leftovers
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    /// A flat map of files; every prefix of a path is a folder.
    struct Tree(BTreeMap<PathBuf, Vec<u8>>);

    impl Tree {
        fn new(files: &[(&str, &str)]) -> Tree {
            Tree(files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect())
        }
    }

    impl Files for Tree {
        fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
            self.0.get(path).cloned().ok_or(ReadError::Missing)
        }

        fn kind(&self, path: &Path) -> Kind {
            match self.0.get(path) {
                Some(bytes) => Kind::File { len: bytes.len() as u64 },
                None if self.0.keys().any(|file| file.starts_with(path)) => Kind::Directory,
                None => Kind::Missing,
            }
        }

        fn list(&self, directory: &Path) -> Vec<PathBuf> {
            let mut names: Vec<PathBuf> = self
                .0
                .keys()
                .filter_map(|file| file.strip_prefix(directory).ok())
                .filter_map(|below| below.components().next())
                .map(|name| PathBuf::from(name.as_os_str()))
                .collect();
            names.dedup();
            names
        }

        fn shown(&self, path: &Path) -> PathBuf {
            path.to_owned()
        }

        fn link(&self, _: &Path) -> Option<PathBuf> {
            None
        }

        fn canonical(&self, path: &Path) -> Option<PathBuf> {
            Some(path.to_owned())
        }
    }

    fn planned(files: &Tree, request: Request) -> Vec<String> {
        let plan = plan(&request, files);
        let entry = |planned: &Planned| match &planned.entry.text {
            EntryText::Main(path) => format!("main {}", path.display()),
            EntryText::Fragment(path) => format!("fragment {}", path.display()),
            EntryText::Bytes { path, whole, .. } => format!("bytes {} {whole}", path.display()),
            EntryText::Together(paths) => {
                let paths: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
                format!("together {}", paths.join(" "))
            }
            EntryText::Dump { path, .. } => format!("dump {}", path.display()),
        };
        let entries = plan.entries.iter().map(entry);
        let unread = plan.unread.iter().map(|l| format!("unread {} {:?}", l.path.display(), l.dialect));
        let problems = plan.problems.iter().map(|problem| format!("{problem:?}"));
        entries.chain(unread).chain(problems).collect()
    }

    fn paths(paths: &[&str]) -> Request {
        Request { paths: paths.iter().map(PathBuf::from).collect(), ..Request::default() }
    }

    const MAIN: &str = "events {}\nhttp { include conf.d/*.conf; }\n";
    const SITE: &str = "server { listen 80; location / { proxy_pass http://10.0.0.1; } }\n";

    #[test]
    fn a_folder_with_a_main_file_has_one_entry() {
        let tree = Tree::new(&[
            ("/srv/nginx/nginx.conf", MAIN),
            ("/srv/nginx/nginx.conf.bak", MAIN),
            ("/srv/nginx/conf.d/a.conf", SITE),
        ]);
        assert_eq!(planned(&tree, paths(&["/srv"])), ["main /srv/nginx/nginx.conf"]);
    }

    #[test]
    fn a_folder_without_one_is_fragments() {
        let tree = Tree::new(&[
            ("/x/a.conf", SITE),
            ("/x/README.md", SITE),
            ("/x/h.cfg", "frontend a\n  bind :80\n"),
            ("/x/httpd.conf", "ServerRoot /etc/httpd\nProxyPass / http://10.0.0.1/\n"),
        ]);
        assert_eq!(
            planned(&tree, paths(&["/x"])),
            ["main /x/httpd.conf", "fragment /x/a.conf", "fragment /x/h.cfg"]
        );
        let request = paths(&["/x"]);
        let plan = plan(&request, &tree);
        let left = leftovers(&plan, &tree, &Sources::default(), &mut ReadPaths::default());
        let dialects: Vec<_> = left.iter().map(|l| l.dialect).collect();
        let all = [DialectName::Nginx, DialectName::Haproxy, DialectName::Apache];
        assert_eq!(dialects, all.map(Some));
    }

    #[test]
    fn files_named_are_told_apart() {
        let tree = Tree::new(&[
            ("/x/m", MAIN),
            ("/x/s.conf", SITE),
            ("/x/h.cfg", "global\n  daemon\ndefaults\n  mode http\n"),
            ("/x/notes.txt", "nothing of the kind"),
            ("/x/dump", "# configuration file /etc/nginx/nginx.conf:\nevents {}\n"),
        ]);
        let request = paths(&["/x/m", "/x/s.conf", "/x/h.cfg", "/x/notes.txt", "/x/dump", "/x/gone"]);
        assert_eq!(
            planned(&tree, request),
            [
                "main /x/m",
                "fragment /x/s.conf",
                "main /x/h.cfg",
                "dump /x/dump",
                "unread /x/notes.txt None",
                "Unreadable(\"/x/gone\", Missing)"
            ]
        );
    }

    const GLOBAL: &str = "global\n  daemon\ndefaults\n  mode http\n";
    const BACKEND: &str = "backend b\n  server s 10.0.0.1:80\n";

    #[test]
    fn files_of_haproxy_are_one_configuration() {
        let tree = Tree::new(&[
            ("/x/haproxy.cfg", GLOBAL),
            ("/x/b.cfg", BACKEND),
            ("/y/10-a.cfg", GLOBAL),
            ("/y/20-b.cfg", BACKEND),
            ("/y/.30-c.cfg", BACKEND),
            ("/y/notes.txt", BACKEND),
        ]);
        let both = paths(&["/x/b.cfg", "/x/haproxy.cfg"]);
        assert_eq!(planned(&tree, both), ["together /x/b.cfg /x/haproxy.cfg"]);
        assert_eq!(planned(&tree, paths(&["/x"])), ["main /x/haproxy.cfg"]);
        assert_eq!(planned(&tree, paths(&["/y"])), ["together /y/10-a.cfg /y/20-b.cfg"]);
    }

    #[test]
    fn the_files_of_debians_options_are_read() {
        let tree = Tree::new(&[
            ("/r/etc/haproxy/haproxy.cfg", GLOBAL),
            ("/r/etc/haproxy/conf.d/b.cfg", BACKEND),
            ("/r/etc/default/haproxy", "# x\nEXTRAOPTS=\"-de -f /etc/haproxy/conf.d\"\n"),
            ("/d/haproxy.cfg", GLOBAL),
            ("/d/conf.d/b.cfg", BACKEND),
            ("/e/etc/haproxy/haproxy.cfg", GLOBAL),
            ("/e/etc/haproxy/conf.d/b.cfg", BACKEND),
            ("/e/etc/default/haproxy", "#EXTRAOPTS=-x\n"),
        ]);
        let all = ["together /r/etc/haproxy/haproxy.cfg /r/etc/haproxy/conf.d/b.cfg"];
        assert_eq!(planned(&tree, paths(&["/r"])), all);
        assert_eq!(planned(&tree, paths(&["/d"])), ["together /d/haproxy.cfg /d/conf.d/b.cfg"]);
        assert_eq!(planned(&tree, paths(&["/e"])), ["main /e/etc/haproxy/haproxy.cfg"]);
    }

    #[test]
    fn httpds_main_files_are_told_from_parts() {
        const DEBIAN: &str = "PidFile ${APACHE_PID_FILE}\nIncludeOptional sites-enabled/*.conf\n";
        const SITE: &str = "<VirtualHost *:80>\nProxyPass / http://10.0.0.1/\n</VirtualHost>\n";
        const TLS: &str = "Listen 443 https\n<VirtualHost _default_:443>\n</VirtualHost>\n";
        let tree = Tree::new(&[
            ("/d/apache2/apache2.conf", DEBIAN),
            ("/d/apache2/ports.conf", "Listen 80\n"),
            ("/d/apache2/sites-enabled/a.conf", SITE),
            ("/r/conf/httpd.conf", "ServerRoot /etc/httpd\nListen 80\n"),
            ("/r/conf.d/ssl.conf", TLS),
            ("/f/vhosts/a.conf", SITE),
            ("/f/ssl.conf.d/b.conf", TLS),
        ]);
        assert_eq!(planned(&tree, paths(&["/d"])), ["main /d/apache2/apache2.conf"]);
        assert_eq!(planned(&tree, paths(&["/r"])), ["main /r/conf/httpd.conf"]);
        assert_eq!(
            planned(&tree, paths(&["/f"])),
            ["fragment /f/ssl.conf.d/b.conf", "fragment /f/vhosts/a.conf"]
        );
        assert_eq!(planned(&tree, paths(&["/r/conf.d/ssl.conf"])), ["fragment /r/conf.d/ssl.conf"]);
        assert_eq!(planned(&tree, paths(&["/d/apache2/ports.conf"])), ["fragment /d/apache2/ports.conf"]);
    }

    #[test]
    fn paths_must_lie_below_the_root() {
        let tree = Tree::new(&[("/etc/nginx/nginx.conf", MAIN)]);
        let request = Request {
            root: Some("repo".into()),
            cwd: "/home/a".into(),
            ..paths(&["repo/etc/../etc/nginx", "/etc/nginx"])
        };
        assert_eq!(planned(&tree, request), ["main /etc/nginx/nginx.conf", "NotBelowRoot(\"/etc/nginx\")"]);
    }

    #[test]
    fn the_host_is_this_one_only_for_its_own_main_file() {
        let tree = Tree::new(&[("/etc/nginx/nginx.conf", MAIN), ("/srv/nginx.conf", MAIN)]);
        assert!(plan(&paths(&[]), &tree).on_host);
        assert!(!plan(&paths(&["/srv/nginx.conf"]), &tree).on_host);
        let rooted = Request { root: Some("/".into()), ..paths(&[]) };
        assert!(!plan(&rooted, &tree).on_host);
    }

    #[test]
    fn standard_input_is_a_dump_a_whole_or_a_part() {
        let tree = Tree::new(&[]);
        let input = |text: &str| Request { stdin: Some(text.into()), ..paths(&["-"]) };
        let dump = "nginx: the configuration file x syntax is ok\n# configuration file /a:\nevents {}";
        assert_eq!(planned(&tree, input(dump)), ["dump <stdin>"]);
        assert_eq!(planned(&tree, input(MAIN)), ["bytes <stdin> true"]);
        assert_eq!(planned(&tree, input(SITE)), ["bytes <stdin> false"]);
        assert_eq!(planned(&tree, input("")), ["unread <stdin> None"]);
    }
}
