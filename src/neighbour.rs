//! What runs beside the proxies, read from other programs' files: compose files, php-fpm pools, units, application
//! servers.
//!
//! Owns where such files are looked for and which proxy stands in which container. Compose files may name proxies that
//! nobody asked for: they are handed back as entries to read. Must not judge, and reads through [`Files`] only.

mod appserver;
mod command;
mod compose;
mod fpm;
mod ini;
mod listen;
mod places;
mod unit;
mod yaml;

pub use places::{Join, Mounted, joins, stand};

use crate::model::*;
use crate::source::{FileId, Source, SourceKind, Sources};
use crate::world::{Files, Kind};
use rustc_hash::FxHashMap;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Larger files are not read, in bytes (1 MiB), and not more than this many of them.
const MAX_BYTES: u64 = 1 << 20;
const MAX_FILES: usize = 2_000;

/// Names of compose files, each followed by what overrides it.
const COMPOSE: [(&str, &[&str]); 4] = [
    ("compose.yaml", &["compose.override.yaml", "compose.override.yml"]),
    ("compose.yml", &["compose.override.yml", "compose.override.yaml"]),
    ("docker-compose.yml", &["docker-compose.override.yml", "docker-compose.override.yaml"]),
    ("docker-compose.yaml", &["docker-compose.override.yaml", "docker-compose.override.yml"]),
];

/// Where packages keep php-fpm's pools: Debian, RHEL, Remi, Alpine, images, source builds.
const FPM: [&str; 6] = [
    "/etc/php/*/fpm/pool.d/*.conf",
    "/etc/php-fpm.d/*.conf",
    "/etc/opt/remi/*/php-fpm.d/*.conf",
    "/etc/php*/php-fpm.d/*.conf",
    "/usr/local/etc/php-fpm.d/*.conf",
    "/opt/*/etc/php-fpm.d/*.conf",
];
const UWSGI: [&str; 4] = [
    "/etc/uwsgi/*.ini",
    "/etc/uwsgi/apps-enabled/*.ini",
    "/etc/uwsgi/vassals/*.ini",
    "/etc/uwsgi-emperor/vassals/*.ini",
];
const UNITS: [&str; 6] = [
    "/etc/systemd/system/*.service",
    "/etc/systemd/system/*.socket",
    "/usr/lib/systemd/system/*.service",
    "/usr/lib/systemd/system/*.socket",
    "/lib/systemd/system/*.service",
    "/lib/systemd/system/*.socket",
];
const SCRIPTS: [&str; 3] = ["/etc/service/*/run", "/etc/sv/*/run", "/service/*/run"];
const SUPERVISOR: [&str; 2] = ["/etc/supervisor/conf.d/*.conf", "/etc/supervisord.d/*.ini"];
const JETTY: [&str; 2] = ["/opt/jetty*/start.d/http.ini", "/var/lib/jetty*/start.d/http.ini"];
const TOMCAT: [&str; 4] = [
    "/etc/tomcat*/server.xml",
    "/opt/tomcat*/conf/server.xml",
    "/usr/local/tomcat/conf/server.xml",
    "/var/lib/tomcat*/conf/server.xml",
];
const GUNICORN: [&str; 2] = ["/etc/gunicorn.conf.py", "/etc/gunicorn/*.py"];

/// Where neighbours are looked for.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Folders that may hold compose files, the nearest first.
    pub folders: Vec<PathBuf>,
    /// The well-known places too: the files at hand are those of one machine.
    pub machine: bool,
    /// Named by the user.
    pub files: Vec<PathBuf>,
    /// Nothing is looked for.
    pub off: bool,
}

/// Reads the neighbours that the proxies' targets ask for.
pub fn look(search: &Search, proxies: &[Proxy], files: &dyn Files, sources: &mut Sources) -> Neighbours {
    let mut found = Neighbours { places: vec![Place::Host], ..Neighbours::default() };
    if search.off {
        return found;
    }
    let mut reader = Reader { files, sources, found: &mut found, left: MAX_FILES };
    for file in &search.files {
        reader.named(file);
    }
    if let Some(paths) = search.folders.iter().find_map(|folder| project(files, folder)) {
        reader.compose(&paths);
    }
    if search.machine {
        let asked = Asked::of(proxies);
        if asked.fastcgi || asked.sockets {
            reader.each(&FPM, Reader::fpm);
        }
        if asked.uwsgi || asked.sockets {
            reader.each(&UWSGI, Reader::uwsgi);
        }
        if asked.local || asked.sockets {
            reader.units();
            reader.each(&SCRIPTS, Reader::script);
            reader.each(&SUPERVISOR, Reader::supervisor);
            reader.each(&GUNICORN, Reader::gunicorn);
        }
        if asked.local {
            reader.each(&JETTY, Reader::jetty);
            reader.each(&TOMCAT, Reader::tomcat);
        }
    }
    found
}

/// What the targets ask for.
#[derive(Debug, Default)]
struct Asked {
    fastcgi: bool,
    uwsgi: bool,
    sockets: bool,
    local: bool,
}

impl Asked {
    fn of(proxies: &[Proxy]) -> Asked {
        let mut asked = Asked::default();
        for proxy in proxies {
            for (_, pool) in proxy.pools.iter() {
                for server in &pool.servers {
                    asked.sockets |= server.endpoint.unix().is_some();
                    asked.local |= server.endpoint.is_local() || server.endpoint.ip().is_some();
                    asked.spoken(server.speaks.map(|speaks| speaks.protocol));
                }
            }
            for (_, host) in proxy.hosts.iter() {
                for (_, _, forward) in host.forwards() {
                    asked.spoken(Some(forward.protocol));
                }
            }
        }
        asked
    }

    fn spoken(&mut self, protocol: Option<Protocol>) {
        self.fastcgi |= protocol == Some(Protocol::FastCgi);
        self.uwsgi |= protocol == Some(Protocol::Uwsgi);
    }
}

/// The compose files of a folder: the base and what overrides it.
fn project(files: &dyn Files, folder: &Path) -> Option<Vec<PathBuf>> {
    let there =
        |name: &str| Some(folder.join(name)).filter(|path| matches!(files.kind(path), Kind::File { .. }));
    let (base, overrides) = COMPOSE.iter().find_map(|(name, rest)| Some((there(name)?, rest)))?;
    let mut paths = vec![base];
    paths.extend(overrides.iter().find_map(|name| there(name)));
    Some(paths)
}

struct Reader<'a> {
    files: &'a dyn Files,
    sources: &'a mut Sources,
    found: &'a mut Neighbours,
    left: usize,
}

impl Reader<'_> {
    /// The bytes of a file, if it is one and no larger than such files are.
    fn small(&self, path: &Path) -> Option<Vec<u8>> {
        let small = matches!(self.files.kind(path), Kind::File { len } if len <= MAX_BYTES);
        small.then(|| self.files.read(path).ok()).flatten()
    }

    /// Reads a file into the sources; `None` if it is none, or too much.
    fn read(&mut self, path: &Path, kind: FileKind) -> Option<FileId> {
        if self.left == 0 {
            return None;
        }
        let bytes = self.small(path)?;
        self.left -= 1;
        let source = Source::new(self.files.shown(path), SourceKind::Neighbour, bytes).with_config_path(path);
        let file = self.sources.add(source);
        self.found.files.push(NeighbourFile { kind, file });
        Some(file)
    }

    /// Forgets a file that told nothing.
    fn nothing_in(&mut self, file: FileId) {
        self.found.files.retain(|known| known.file != file);
    }

    fn bytes(&self, file: FileId) -> &[u8] {
        &self.sources.get(file).bytes
    }

    fn add(&mut self, file: FileId, services: impl IntoIterator<Item = Service>) {
        let before = self.found.services.len();
        self.found.services.extend(services);
        if self.found.services.len() == before {
            self.nothing_in(file);
        }
    }

    fn each(&mut self, patterns: &[&str], read: impl Fn(&mut Self, &Path)) {
        for pattern in patterns {
            for path in glob(self.files, Path::new(pattern)) {
                read(self, &path);
            }
        }
    }

    /// A file named by the user, told by its name.
    fn named(&mut self, path: &Path) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
        match name.rsplit('.').next() {
            Some("yml" | "yaml") => self.compose(&[path.to_owned()]),
            Some("service" | "socket") => self.unit(path),
            Some("ini") if self.small(path).is_some_and(|bytes| bytes.starts_with(b"[uwsgi]")) => {
                self.uwsgi(path)
            }
            Some("ini") => self.jetty(path),
            Some("xml") => self.tomcat(path),
            Some("py") => self.gunicorn(path),
            Some("rb") => self.puma(path),
            _ => self.fpm(path),
        }
    }

    fn fpm(&mut self, path: &Path) {
        if let Some(file) = self.read(path, FileKind::FpmPool) {
            let pools = fpm::read(file, self.bytes(file));
            self.add(file, pools);
        }
    }

    fn uwsgi(&mut self, path: &Path) {
        if let Some(file) = self.read(path, FileKind::AppServer) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let app = appserver::uwsgi(&name, file, self.bytes(file));
            self.add(file, app);
        }
    }

    fn jetty(&mut self, path: &Path) {
        if let Some(file) = self.read(path, FileKind::AppServer) {
            let server = appserver::jetty(file, self.bytes(file));
            self.add(file, server);
        }
    }

    fn tomcat(&mut self, path: &Path) {
        if let Some(file) = self.read(path, FileKind::AppServer) {
            let server = appserver::tomcat(file, self.bytes(file));
            self.add(file, server);
        }
    }

    fn gunicorn(&mut self, path: &Path) {
        if let Some(file) = self.read(path, FileKind::AppServer) {
            let app = appserver::gunicorn(file, self.bytes(file));
            self.add(file, app);
        }
    }

    fn puma(&mut self, path: &Path) {
        if let Some(file) = self.read(path, FileKind::AppServer) {
            let app = appserver::puma(file, self.bytes(file));
            self.add(file, app);
        }
    }

    fn script(&mut self, path: &Path) {
        if let Some(file) = self.read(path, FileKind::Unit) {
            let name =
                path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned();
            let unit = unit::script(&name, file, self.bytes(file));
            self.add(file, unit);
        }
    }

    fn supervisor(&mut self, path: &Path) {
        if let Some(file) = self.read(path, FileKind::Unit) {
            let programs = unit::supervisor(file, self.bytes(file));
            self.add(file, programs);
        }
    }

    /// Units by name: that of /etc replaces the packaged one (systemd.unit(5)).
    fn units(&mut self) {
        let mut seen: Vec<PathBuf> = Vec::new();
        for pattern in UNITS {
            for path in glob(self.files, Path::new(pattern)) {
                let Some(name) = path.file_name().map(PathBuf::from) else { continue };
                if !seen.contains(&name) {
                    self.unit(&path);
                    seen.push(name);
                }
            }
        }
    }

    fn unit(&mut self, path: &Path) {
        // Most units of a machine are none of our business: they are read, and kept only if they tell something.
        let Some(first) = self.read(path, FileKind::Unit) else { return };
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut ids = vec![first];
        for pattern in ["/etc/systemd/system", "/usr/lib/systemd/system"] {
            let drop_ins = glob(self.files, &Path::new(pattern).join(format!("{name}.d")).join("*.conf"));
            ids.extend(drop_ins.iter().filter_map(|path| self.read(path, FileKind::Unit)));
        }
        let texts: Vec<(FileId, &[u8])> = ids.iter().map(|id| (*id, self.bytes(*id))).collect();
        let service = unit::read(&name, &texts).filter(|unit| !unit.listens.is_empty() || is_server(&name));
        if service.is_none() {
            ids.iter().for_each(|id| self.nothing_in(*id));
        }
        self.found.services.extend(service);
    }

    fn compose(&mut self, paths: &[PathBuf]) {
        let read: Vec<(FileId, &PathBuf)> =
            paths.iter().filter_map(|path| Some((self.read(path, FileKind::Compose)?, path))).collect();
        let Some((_, base)) = read.first() else { return };
        let folder = base.parent().unwrap_or(Path::new("")).to_owned();
        let env = self.small(&folder.join(".env")).map(|bytes| compose::env_file(&bytes)).unwrap_or_default();
        let texts: Vec<compose::Source> = read
            .iter()
            .map(|(file, _)| compose::Source {
                file: *file,
                folder: folder.clone(),
                bytes: self.bytes(*file),
            })
            .collect();
        let compose::Read { mut project, mut services, builds } = compose::read(&texts, &env, self.files);
        project.closed &= !self.has_variants(&folder, paths);
        let number = self.found.projects.len();
        self.found.projects.push(project);
        let mut dockerfiles: FxHashMap<PathBuf, Option<FileId>> = FxHashMap::default();
        for (service, build) in services.iter_mut().zip(builds) {
            if let Some(container) = &mut service.container {
                container.project = number;
            }
            let Some((context, path)) = build else { continue };
            let file =
                *dockerfiles.entry(path.clone()).or_insert_with(|| self.read(&path, FileKind::Dockerfile));
            if let Some(file) = file {
                compose::dockerfile(service, file, &context, self.bytes(file));
            }
        }
        for service in &mut services {
            self.mounted_pools(service);
        }
        for mut service in services {
            let id = ServiceId(self.found.services.len() as u32);
            let network = service.container.as_ref().map(|container| container.network.clone());
            service.place = match network {
                Some(NetworkMode::Host) => PlaceId::HOST,
                _ => {
                    self.found.places.push(Place::Container(id));
                    PlaceId(self.found.places.len() as u32 - 1)
                }
            };
            self.found.services.push(service);
        }
    }

    /// Limits of a php-fpm pool whose file is mounted into a container. Where it listens another file of the image
    /// says last (`zz-docker.conf`).
    fn mounted_pools(&mut self, service: &mut Service) {
        let Some(container) = &service.container else { return };
        let is_pool = |path: &Path| {
            path.extension().is_some_and(|ending| ending == "conf")
                && path
                    .parent()
                    .and_then(Path::file_name)
                    .is_some_and(|folder| folder == "php-fpm.d" || folder == "pool.d")
        };
        let files: Vec<PathBuf> = container
            .mounts
            .iter()
            .filter(|mount| is_pool(&mount.to))
            .map(|mount| mount.from.clone())
            .collect();
        let mut pools = Vec::new();
        for path in files {
            if let Some(file) = self.read(&path, FileKind::FpmPool) {
                let found = fpm::read(file, self.bytes(file));
                if found.is_empty() {
                    self.nothing_in(file);
                }
                pools.extend(found);
            }
        }
        // With several it is open which one a request gets to.
        if let [pool] = pools.as_slice() {
            service.limits = pool.limits.clone();
        }
    }

    /// Other compose files lie beside: services may come from them (`-f`).
    fn has_variants(&self, folder: &Path, read: &[PathBuf]) -> bool {
        let here = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let names = self.files.list(here);
        names.iter().filter_map(|name| name.file_name()?.to_str()).any(|name| {
            let yaml = name.ends_with(".yml") || name.ends_with(".yaml");
            yaml && name.contains("compose")
                && !read.iter().any(|path| path.file_name() == Some(OsStr::new(name)))
        })
    }
}

/// Units of proxies themselves: their temp folder matters.
fn is_server(name: &str) -> bool {
    ["nginx.service", "haproxy.service", "apache2.service", "httpd.service"].contains(&name)
        || (name.starts_with("php") && name.contains("fpm"))
}

/// Paths that a pattern with `*` names, in the order of their bytes.
fn glob(files: &dyn Files, pattern: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::from("/")];
    for part in pattern.iter().skip(1) {
        let part = part.as_bytes();
        let mut next = Vec::new();
        for folder in found {
            if !part.contains(&b'*') {
                next.push(folder.join(OsStr::from_bytes(part)));
                continue;
            }
            let names = files.list(&folder);
            let fits = names.iter().filter(|name| {
                let name = name.as_os_str().as_bytes();
                crate::dialect::nginx::include::matches(part, name)
            });
            next.extend(fits.map(|name| folder.join(name)));
        }
        found = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    fn found(files: &Memory, search: &Search) -> (Neighbours, Sources) {
        let mut sources = Sources::default();
        let found = look(search, &[], files, &mut sources);
        (found, sources)
    }

    #[test]
    fn a_hostile_world_is_passed_over() {
        let files = Memory::new()
            .special("/docker-compose.yml")
            .file("/compose.yml", vec![b'['; (MAX_BYTES + 1) as usize])
            .link_to("/a/compose.yaml", "compose.yaml")
            .special("/b/.env")
            .file("/b/compose.yaml", "services: {web: {image: \"nginx:${TAG}\"}, x: [}")
            .special("/pool.conf");
        for folder in ["/", "/a"] {
            let search = Search { folders: vec![folder.into()], ..Search::default() };
            assert!(found(&files, &search).0.services.is_empty(), "{folder}");
        }
        let search =
            Search { folders: vec!["/b".into()], files: vec!["/pool.conf".into()], ..Search::default() };
        let (broken, sources) = found(&files, &search);
        assert_eq!(sources.len(), 1);
        assert!(broken.projects.iter().all(|project| !project.closed));
    }

    #[test]
    fn nothing_is_read_where_nothing_is_wanted() {
        let files = Memory::new().file("/compose.yml", "services: {web: {image: nginx}}");
        let folders = vec![PathBuf::from("/")];
        let search = Search { folders, off: true, ..Search::default() };
        assert!(found(&files, &search).0.files.is_empty());
        let search = Search { off: false, ..search };
        assert_eq!(found(&files, &search).0.services.len(), 1);
    }
}
