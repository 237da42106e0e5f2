//! Which proxy stands in which container, and proxies that only compose files name.
//!
//! Must not compare addresses; it only settles places.

use super::Search;
use crate::dialect::{Entry, EntryText};
use crate::model::*;
use crate::source::{FileId, Sources, Span};
use crate::world::{Files, Kind, ReadError};
use std::cell::LazyCell;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// Files of a proxy that are compared with mounts, at the most.
const MAX_COMPARED: usize = 64;

/// What tells a dialect by names of images, services and folders.
fn words(dialect: DialectName) -> &'static [&'static str] {
    match dialect {
        DialectName::Nginx => &["nginx", "openresty", "angie"],
        DialectName::Haproxy => &["haproxy"],
        DialectName::Apache => &["httpd", "apache"],
    }
}

/// Where a container keeps its main file: the folder, and the file in it.
const MAINS: [(DialectName, &str, &str); 6] = [
    (DialectName::Nginx, "/etc/nginx", "nginx.conf"),
    (DialectName::Nginx, "/usr/local/openresty/nginx/conf", "nginx.conf"),
    (DialectName::Haproxy, "/usr/local/etc/haproxy", "haproxy.cfg"),
    (DialectName::Haproxy, "/etc/haproxy", "haproxy.cfg"),
    (DialectName::Apache, "/usr/local/apache2/conf", "httpd.conf"),
    (DialectName::Apache, "/etc/apache2", "apache2.conf"),
];

/// A proxy that a compose file puts together.
pub struct Join {
    pub entry: Entry,
    pub service: ServiceId,
    pub because: Span,
    /// What lies in the container, as far as it is known.
    pub mounts: Vec<Mount>,
}

/// Proxies in containers whose main file nobody has read yet.
pub fn joins(
    neighbours: &Neighbours,
    sources: &Sources,
    files: &dyn Files,
    versions: impl Fn(DialectName) -> VersionRange,
) -> Vec<Join> {
    // Following all links of many files costs much, and few look at containers.
    let read: LazyCell<Vec<Option<PathBuf>>, _> =
        LazyCell::new(|| sources.ids().map(|id| files.canonical(sources.get(id).config_path())).collect());
    let mut found = Vec::new();
    for (index, service) in neighbours.services.iter().enumerate() {
        let Some(container) = &service.container else { continue };
        for (dialect, folder, name) in MAINS {
            let main = Path::new(folder).join(name);
            let Some((from, at)) = locate(&container.mounts, &main) else { continue };
            let there = matches!(files.kind(&from), Kind::File { .. });
            let known = files.canonical(&from);
            if !there || known.is_none() || read.contains(&known) {
                continue;
            }
            found.push(Join {
                entry: Entry { dialect, text: EntryText::Main(main), versions: versions(dialect) },
                service: ServiceId(index as u32),
                because: at,
                mounts: container.mounts.clone(),
            });
        }
    }
    found
}

/// Where a path of a container lies outside: the longest mount counts.
fn locate(mounts: &[Mount], path: &Path) -> Option<(PathBuf, Span)> {
    let fitting = mounts.iter().filter(|mount| path.starts_with(&mount.to));
    let mount = fitting.max_by_key(|mount| mount.to.components().count())?;
    let rest = path.strip_prefix(&mount.to).ok()?;
    let from = if rest.as_os_str().is_empty() { mount.from.clone() } else { mount.from.join(rest) };
    Some((from, mount.at))
}

/// The files of a container: what is mounted or copied. What its image holds is not known.
pub struct Mounted<'a> {
    pub under: &'a dyn Files,
    pub mounts: Vec<Mount>,
}

impl Mounted<'_> {
    fn out(&self, path: &Path) -> Option<PathBuf> {
        locate(&self.mounts, path).map(|(from, _)| from)
    }
}

impl Files for Mounted<'_> {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.out(path).map_or(Err(ReadError::Denied), |path| self.under.read(&path))
    }

    fn kind(&self, path: &Path) -> Kind {
        self.out(path).map_or(Kind::Denied, |path| self.under.kind(&path))
    }

    fn list(&self, directory: &Path) -> Vec<PathBuf> {
        self.out(directory).map_or(Vec::new(), |path| self.under.list(&path))
    }

    fn shown(&self, path: &Path) -> PathBuf {
        self.out(path).map_or(path.to_owned(), |path| self.under.shown(&path))
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        self.under.link(&self.out(path)?)
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        self.under.canonical(&self.out(path)?)
    }
}

/// Settles where each proxy stands; `texts` are the files of each, in the order of the proxies. Those that joined by a
/// compose file come last, each with its container.
pub fn stand(
    neighbours: &mut Neighbours,
    proxies: &[Proxy],
    texts: &[Range<u32>],
    joined: &[(ServiceId, Span)],
    search: &Search,
    sources: &Sources,
    files: &dyn Files,
) {
    if search.off {
        return;
    }
    let own = proxies.len().saturating_sub(joined.len());
    let mut stands: Vec<Option<Standing>> = vec![None; own];
    for (index, proxy) in proxies.iter().take(own).enumerate() {
        let Some(texts) = texts.get(index) else { continue };
        stands[index] = mounted(neighbours, proxy, texts.clone(), sources, files);
    }
    let taken =
        |stands: &[Option<Standing>], place: PlaceId| stands.iter().flatten().any(|s| s.place == place);
    for (index, proxy) in proxies.iter().take(own).enumerate() {
        if stands[index].is_none() {
            let free = |service: &Service| {
                !taken(&stands, service.place)
                    && !joined.iter().any(|(id, _)| neighbours.service(*id).at == service.at)
            };
            stands[index] = likely(neighbours, proxy, free);
        }
    }
    for (index, stand) in stands.into_iter().enumerate() {
        let place = match stand {
            Some(stand) => stand,
            None if search.machine && is_the_hosts(proxies, index, sources) => {
                Standing { place: PlaceId::HOST, because: None, sure: true, joined: false }
            }
            None => {
                neighbours.places.push(Place::Apart);
                let place = PlaceId(neighbours.places.len() as u32 - 1);
                Standing { place, because: None, sure: true, joined: false }
            }
        };
        neighbours.stands.push(place);
    }
    for (service, at) in joined {
        let place = neighbours.service(*service).place;
        neighbours.stands.push(Standing { place, because: Some(*at), sure: true, joined: true });
    }
}

/// A machine runs one server of a kind: the one whose main file lies where packages put it, or the only one.
fn is_the_hosts(proxies: &[Proxy], index: usize, sources: &Sources) -> bool {
    let Some(proxy) = proxies.get(index) else { return false };
    let path = sources.get(proxy.entry).config_path();
    let usual = MAINS.iter().any(|(_, folder, name)| path == Path::new(folder).join(name));
    usual || proxies.iter().filter(|other| other.dialect == proxy.dialect).count() == 1
}

/// The container into which a file of the proxy is mounted or copied.
fn mounted(
    neighbours: &Neighbours,
    proxy: &Proxy,
    texts: Range<u32>,
    sources: &Sources,
    files: &dyn Files,
) -> Option<Standing> {
    if neighbours.projects.is_empty() {
        return None;
    }
    let paths: Vec<PathBuf> = texts
        .take(MAX_COMPARED)
        .filter_map(|id| files.canonical(sources.get(FileId(id)).config_path()))
        .collect();
    for service in &neighbours.services {
        let Some(container) = &service.container else { continue };
        let image = container.image.as_ref().map(|(image, _)| image);
        let alike = [Some(&service.name), image].into_iter().flatten().any(|name| named(name, proxy.dialect));
        for mount in &container.mounts {
            let to = mount.to.to_string_lossy();
            if !alike && !words(proxy.dialect).iter().any(|word| to.contains(word)) {
                continue;
            }
            let Some(from) = files.canonical(&mount.from) else { continue };
            if paths.iter().any(|path| path.starts_with(&from)) {
                return Some(Standing {
                    place: service.place,
                    because: Some(mount.at),
                    sure: true,
                    joined: false,
                });
            }
        }
    }
    None
}

/// The only container that runs such a server and holds no other configuration.
fn likely(neighbours: &Neighbours, proxy: &Proxy, free: impl Fn(&Service) -> bool) -> Option<Standing> {
    let mut found: Vec<&Service> = Vec::new();
    for service in neighbours.services.iter().filter(|service| free(service)) {
        let Some(container) = &service.container else { continue };
        let alike = match (&container.image, container.build) {
            (Some((image, _)), _) => {
                named(image.rsplit(|byte| *byte == b'/').next().unwrap_or(image), proxy.dialect)
            }
            (None, Some(_)) => named(&service.name, proxy.dialect),
            (None, None) => false,
        };
        if alike {
            found.push(service);
        }
    }
    let open = |service: &&&Service| service.container.as_ref().is_some_and(|c| !c.published.is_empty());
    let one = match found.as_slice() {
        [one] => *one,
        several => {
            let mut published = several.iter().filter(open);
            let first = published.next()?;
            published.next().is_none().then_some(*first)?
        }
    };
    let because = one.container.as_ref().and_then(|container| container.image.as_ref().map(|(_, at)| *at));
    Some(Standing { place: one.place, because: because.or(Some(one.at)), sure: false, joined: false })
}

fn named(name: &[u8], dialect: DialectName) -> bool {
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    words(dialect).iter().any(|word| name.contains(word))
}
