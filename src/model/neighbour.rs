//! What runs beside the proxies: application services, containers, and the places that they share.
//!
//! Read from other programs' files (see `neighbour`); rules compare proxies with it. No address is compared across
//! places but by published ports, service names and shared networks.

use super::endpoint::HostPart;
use super::route::Protocol;
use super::value::{Millis, Text};
use super::{Proxy, ProxyId};
use crate::source::{FileId, Span};

/// Everything known about what stands where.
#[derive(Debug, Default)]
pub struct Neighbours {
    /// The first is the host's own.
    pub places: Vec<Place>,
    /// Where each proxy stands, in the order of the proxies. Empty where nothing was looked for.
    pub stands: Vec<Standing>,
    pub services: Vec<Service>,
    /// Compose projects, one per set of files.
    pub projects: Vec<Project>,
    pub files: Vec<NeighbourFile>,
}

/// Index into [`Neighbours::places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PlaceId(pub u32);

impl PlaceId {
    pub const HOST: PlaceId = PlaceId(0);
}

/// Index into [`Neighbours::services`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServiceId(pub u32);

/// Where loopback and unix paths mean the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// This machine, or the one whose files lie below one root.
    Host,
    Container(ServiceId),
    /// Not known: shared with nobody.
    Apart,
}

/// Where a proxy stands, and how that is known.
#[derive(Clone, Copy, Debug)]
pub struct Standing {
    pub place: PlaceId,
    /// The mount, copy or image that tells.
    pub because: Option<Span>,
    /// Its own files are mounted or copied there; otherwise it is the only service of its kind.
    pub sure: bool,
    /// Only a compose file names it: its paths are those of the container.
    pub joined: bool,
}

/// A program that answers requests and is no proxy of this run, or the container of one that is.
#[derive(Clone, Debug)]
pub struct Service {
    pub kind: ServiceKind,
    pub name: Text,
    pub at: Span,
    pub place: PlaceId,
    pub listens: Vec<ServiceListen>,
    pub limits: ServiceLimits,
    /// The service sees a temp folder of its own, and the words that say so or say not.
    pub private_tmp: Option<(bool, Span)>,
    /// The user it runs as.
    pub user: Option<Text>,
    pub container: Option<Box<Container>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ServiceKind {
    Fpm,
    Container,
    /// A systemd unit, or another supervisor's start line.
    Unit,
    Uwsgi,
    Tomcat,
    Jetty,
}

impl ServiceKind {
    pub fn noun(self) -> &'static str {
        match self {
            ServiceKind::Fpm => "pool",
            ServiceKind::Container => "service",
            ServiceKind::Unit => "unit",
            ServiceKind::Uwsgi => "uWSGI app",
            ServiceKind::Tomcat => "Tomcat",
            ServiceKind::Jetty => "Jetty",
        }
    }
}

/// One address that a service listens on.
#[derive(Clone, Debug)]
pub struct ServiceListen {
    pub host: HostPart,
    /// `None` for unix sockets.
    pub port: Option<u16>,
    pub at: Span,
    /// What is spoken there, where the file tells.
    pub speaks: Option<Protocol>,
    pub tls: Option<bool>,
    pub told: Told,
    /// Of a unix socket.
    pub rights: SocketRights,
    /// Whoever connects must know a secret (AJP); where that is said.
    pub secret: Option<Span>,
}

/// How a port is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Told {
    /// By the container side of a published port: there may be others.
    Published,
    /// Exposed by name: there may be others.
    Exposed,
    /// The program itself is told to listen there.
    Bound,
}

/// Who may connect to a unix socket, as far as somebody wrote it.
#[derive(Clone, Debug, Default)]
pub struct SocketRights {
    pub owner: Option<(Text, Span)>,
    pub group: Option<(Text, Span)>,
    /// Permission bits.
    pub mode: Option<(u32, Span)>,
    /// Lists of further users decide.
    pub lists: bool,
    /// The program that makes the socket runs as root and gives it to nobody unless told.
    pub roots_own: bool,
}

/// Limits of an application, each with the place that sets it.
#[derive(Clone, Debug, Default)]
pub struct ServiceLimits {
    /// A request that takes longer is cut off; 0 was no limit and is left out.
    pub response: Option<(Millis, Span)>,
    /// The script itself stops; waiting for others may not count.
    pub execution: Option<(Millis, Span)>,
    /// An idle connection is closed.
    pub idle: Option<(Millis, Span)>,
    /// Requests served at once.
    pub workers: Option<(u32, Span)>,
    /// Connections that wait to be accepted.
    pub backlog: Option<(u32, Span)>,
    /// Files and sockets that may be open at once.
    pub descriptors: Option<(u64, Span)>,
}

/// A set of compose files.
#[derive(Clone, Debug, Default)]
pub struct Project {
    pub files: Vec<FileId>,
    /// Every service is known: nothing is included from files that were not read.
    pub closed: bool,
}

/// What a compose file says of a container.
#[derive(Clone, Debug, Default)]
pub struct Container {
    /// Index into [`Neighbours::projects`].
    pub project: usize,
    /// Names that others reach it by on every network: service, container, aliases, host name.
    pub names: Vec<Text>,
    /// Names of networks, "default" where none is written.
    pub networks: Vec<Text>,
    pub network: NetworkMode,
    /// A network of it is shared with other projects.
    pub external: bool,
    pub published: Vec<Published>,
    pub image: Option<(Text, Span)>,
    /// Built here, not pulled.
    pub build: Option<Span>,
    /// Names given by hand (`extra_hosts`, `links`).
    pub hosts: Vec<Text>,
    pub mounts: Vec<Mount>,
    /// A health check is written.
    pub checked: bool,
    /// Services that must be up first; healthy where asked for.
    pub after: Vec<(Text, bool)>,
    /// Some of this is not known: variables without a value, parts of other files.
    pub open: bool,
}

/// How a container is connected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum NetworkMode {
    /// Networks of the project.
    #[default]
    Own,
    /// The host's own network.
    Host,
    /// That of another service.
    Of(Text),
    /// Another project's container, or none at all.
    Other,
}

/// A port of the host that leads to one of a container.
#[derive(Clone, Copy, Debug)]
pub struct Published {
    pub host: Option<u16>,
    pub container: u16,
    pub at: Span,
}

/// A path of the container and what lies there.
#[derive(Clone, Debug)]
pub struct Mount {
    /// In the world of [`crate::world::Files`].
    pub from: std::path::PathBuf,
    pub to: std::path::PathBuf,
    pub at: Span,
}

/// A file that was taken into account.
#[derive(Clone, Copy, Debug)]
pub struct NeighbourFile {
    pub kind: FileKind,
    pub file: FileId,
}

/// What a neighbouring file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileKind {
    Compose,
    Dockerfile,
    FpmPool,
    Unit,
    AppServer,
}

impl FileKind {
    /// As counted in the summary.
    pub fn noun(self, count: usize) -> &'static str {
        match (self, count) {
            (FileKind::Compose, 1) => "compose file",
            (FileKind::Compose, _) => "compose files",
            (FileKind::Dockerfile, 1) => "Dockerfile",
            (FileKind::Dockerfile, _) => "Dockerfiles",
            (FileKind::FpmPool, 1) => "php-fpm pool file",
            (FileKind::FpmPool, _) => "php-fpm pool files",
            (FileKind::Unit, 1) => "unit file",
            (FileKind::Unit, _) => "unit files",
            (FileKind::AppServer, 1) => "application server's file",
            (FileKind::AppServer, _) => "application servers' files",
        }
    }
}

impl Neighbours {
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.0 as usize]
    }

    /// Where a proxy stands; `None` where nothing was looked for.
    pub fn standing(&self, proxy: ProxyId) -> Option<Standing> {
        self.stands.get(proxy.0 as usize).copied()
    }

    pub fn place(&self, proxy: ProxyId) -> Option<Place> {
        self.places.get(self.standing(proxy)?.place.0 as usize).copied()
    }

    /// The container that a proxy stands in, and whether that is sure.
    pub fn container(&self, proxy: ProxyId) -> Option<(&Service, &Container, bool)> {
        let standing = self.standing(proxy)?;
        match self.places.get(standing.place.0 as usize)? {
            Place::Container(id) => {
                let service = self.service(*id);
                Some((service, service.container.as_deref()?, standing.sure))
            }
            _ => None,
        }
    }

    /// The proxy stands on the machine whose files are at hand.
    pub fn on_host(&self, proxy: ProxyId) -> bool {
        matches!(self.place(proxy), Some(Place::Host))
    }

    /// Services of the host itself: pools, units, application servers.
    pub fn host_services(&self) -> impl Iterator<Item = &Service> {
        self.services.iter().filter(|service| service.place == PlaceId::HOST && service.container.is_none())
    }

    /// Containers of a project.
    pub fn containers(&self, project: usize) -> impl Iterator<Item = (ServiceId, &Service, &Container)> {
        self.services.iter().enumerate().filter_map(move |(index, service)| {
            let container = service.container.as_deref()?;
            (container.project == project).then_some((ServiceId(index as u32), service, container))
        })
    }

    /// Proxies that stand in a container.
    pub fn proxies_in<'a>(
        &'a self,
        proxies: &'a [Proxy],
        service: ServiceId,
    ) -> impl Iterator<Item = (ProxyId, &'a Proxy)> {
        self.stands.iter().zip(proxies).enumerate().filter_map(move |(index, (standing, proxy))| {
            let place = self.places.get(standing.place.0 as usize)?;
            (*place == Place::Container(service)).then_some((ProxyId(index as u32), proxy))
        })
    }
}

impl Container {
    /// Reached by this name from containers that share a network with it.
    pub fn is_called(&self, name: &[u8]) -> bool {
        self.names.iter().any(|own| own.eq_ignore_case(name))
    }

    /// The two share a network by which names are found.
    pub fn meets(&self, other: &Container) -> bool {
        self.networks.iter().any(|network| other.networks.contains(network))
    }
}
