//! The model: what a deployment of proxies does with requests, in words that all servers share.
//!
//! | here | nginx | HAProxy | Apache httpd |
//! |---|---|---|---|
//! | [`Listener`] | `listen` | `bind` | `Listen` and `<VirtualHost addr>` |
//! | [`VirtualHost`] | `server` | `frontend`, `listen` | `<VirtualHost>`, main server |
//! | [`Route`] | `location` | `use_backend` rule | `ProxyPass`, `<Location>`, `[P]` |
//! | [`Pool`] | `upstream` | `backend`, `listen` | balancer, worker |
//! | [`Server`] | `server` in `upstream` | `server` | `BalancerMember`, worker |
//!
//! Lowering fills it; everything above only reads it. Include, inheritance, defaults, variables and
//! order of matching are resolved here once. What is not known says so ([`Why`]); nothing is guessed.

mod cond;
mod endpoint;
pub mod evaluate;
mod failure;
mod groups;
mod listener;
mod neighbour;
mod phased;
mod pool;
mod remark;
mod route;
mod sample;
mod speech;
mod stores;
mod value;
mod variable;

pub use cond::{Atom, Cond, FileTest, NamedCond, Op, Pattern, Subject};
pub use endpoint::{Endpoint, Family, HostPart, PortPart, Resolution};
pub use failure::{Failure, FailurePolicy, MethodClass, Reaction};
pub use groups::{
    Buffers, ClientFrom, ClientSide, Connection, Groups, HOP_FAMILIES, Header, Headers, HopGroups,
    HttpVersion, Limit, LimitKind, Retry, RetryOn, ScopeSettings, Timeouts, Tls, family,
};
pub use listener::{Bind, BindId, Listener, Transport};
pub use neighbour::{
    Container, FileKind, Mount, NeighbourFile, Neighbours, NetworkMode, Place, PlaceId, Project, Published,
    Service, ServiceId, ServiceKind, ServiceLimits, ServiceListen, SocketRights, Standing, Told,
};
pub use phased::{
    EncodedSlashes, Guard, Handler, HandlerKind, HeaderChange, HeaderChangeKind, Inherit, Layer, PathMap,
    Phased, RewriteSet, Rule, RuleCond, RuleFlags, Section, SectionSettings, VariableSet,
};
pub use pool::{
    Affinity, Balance, CheckAsks, CheckKind, CheckWay, HealthCheck, Made, Observed, Pool, PoolReuse,
    RareServer, Resolver, Server, Sharing, Speaks,
};
pub use remark::{
    AddressFault, BufferFault, HandlerGap, Hides, IncludeFault, NameEntry, NameKind, NeverFits, NoEffect,
    Remark, RemarkKind, SocketFault,
};
pub use route::{
    Access, Act, Action, AddressOf, Answer, Behind, Call, CallKind, CallTarget, Certificate, ErrorStatus,
    Forward, HostKind, HostName, Local, Methods, NamePattern, Normalise, Phase, Pick, Protocol, Reach,
    Redirect, RedirectKind, RequestPart, Route, Sends, ServerTls, Step, Target, Then, VirtualHost, Who,
};
pub use sample::{
    Among, Arithmetic, Convert, Datum, Fit, HeaderPick, Lookup, Operand, ReadAs, Row, Sample, Source, Table,
    Texts,
};
pub use speech::{
    Addresses, Effect, Intent, KeyTrouble, Meaning, Noun, Outcome, Speech, Spelling, SyntaxWords,
};
pub use stores::{Interner, Stores};
pub use value::{
    Branch, BranchId, ByteSize, Case, Millis, Origin, Part, Setting, TableSource, TableText, Template, Term,
    Text, Value, Version, VersionRange, When, Why,
};
pub use variable::{Geo, Map, MapEntry, MapKey, Variable, VariableSource};

use crate::source::{At, FileId, Span};
use crate::syntax::SyntaxError;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// Index of a thing in its [`Store`]: the part of the model that holds it, and its place there.
pub struct Id<T>(u32, PhantomData<fn() -> T>);

const PART_BITS: u32 = 6;
const INDEX_BITS: u32 = 32 - PART_BITS;

/// Parts that a model can have: the shared one and those lowered side by side.
pub const MAX_PARTS: usize = 1 << PART_BITS;

impl<T> Id<T> {
    pub fn new(part: usize, index: usize) -> Self {
        debug_assert!(part < MAX_PARTS && index < 1 << INDEX_BITS);
        Id((part as u32) << INDEX_BITS | index as u32, PhantomData)
    }

    pub fn part(self) -> usize {
        (self.0 >> INDEX_BITS) as usize
    }

    pub fn index(self) -> usize {
        (self.0 & ((1 << INDEX_BITS) - 1)) as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.part(), self.index())
    }
}

/// Things of one kind, in parts that were filled independently of each other.
#[derive(Clone, Debug)]
pub struct Store<T> {
    parts: Vec<Vec<T>>,
}

impl<T> Default for Store<T> {
    fn default() -> Self {
        Store { parts: Vec::new() }
    }
}

impl<T> Store<T> {
    /// Adds the next part; part numbers count from 0.
    pub fn push_part(&mut self, part: Vec<T>) {
        self.parts.push(part);
    }

    pub fn iter(&self) -> impl Iterator<Item = (Id<T>, &T)> {
        self.parts.iter().enumerate().flat_map(|(part, items)| {
            items.iter().enumerate().map(move |(index, item)| (Id::new(part, index), item))
        })
    }

    pub fn len(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    pub fn is_empty(&self) -> bool {
        self.parts.iter().all(Vec::is_empty)
    }

    pub fn part_count(&self) -> usize {
        self.parts.len()
    }
}

impl<T> std::ops::Index<Id<T>> for Store<T> {
    type Output = T;

    fn index(&self, id: Id<T>) -> &T {
        &self.parts[id.part()][id.index()]
    }
}

impl<T> std::ops::IndexMut<Id<T>> for Store<T> {
    fn index_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.parts[id.part()][id.index()]
    }
}

pub type HostId = Id<VirtualHost>;
pub type PoolId = Id<Pool>;

/// A route by its host and place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RouteId {
    pub host: HostId,
    pub index: u32,
}

/// A server by its pool and place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ServerId {
    pub pool: PoolId,
    pub index: u32,
}

/// Index of a proxy in its deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ProxyId(pub u32);

/// Everything that one run looks at.
#[derive(Debug, Default)]
pub struct Deployment {
    pub proxies: Vec<Proxy>,
    /// What runs beside them.
    pub neighbours: Neighbours,
    /// The texts of each proxy, by the numbers of their files; empty where nobody asked for it.
    pub texts: Vec<std::ops::Range<u32>>,
}

impl Deployment {
    pub fn proxies(&self) -> impl Iterator<Item = (ProxyId, &Proxy)> {
        self.proxies.iter().enumerate().map(|(index, proxy)| (ProxyId(index as u32), proxy))
    }

    /// The proxy that a text was read for.
    pub fn owner(&self, file: FileId) -> Option<ProxyId> {
        let index = self.texts.iter().position(|texts| texts.contains(&file.0))?;
        (index < self.proxies.len()).then_some(ProxyId(index as u32))
    }

    pub fn proxy(&self, id: ProxyId) -> &Proxy {
        &self.proxies[id.0 as usize]
    }
}

/// The server programs whose configurations are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DialectName {
    Nginx,
    Haproxy,
    Apache,
}

impl DialectName {
    pub fn word(self) -> &'static str {
        match self {
            DialectName::Nginx => "nginx",
            DialectName::Haproxy => "haproxy",
            DialectName::Apache => "apache",
        }
    }
}

/// Who built the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flavour {
    OpenSource,
    /// NGINX Plus, HAProxy Enterprise.
    Commercial,
    OpenResty,
    Angie,
    Tengine,
    Freenginx,
    Unknown,
}

/// One proxy with its whole configuration.
#[derive(Debug)]
pub struct Proxy {
    pub dialect: DialectName,
    pub speech: &'static dyn Speech,
    /// Versions that the configuration may run on.
    pub versions: VersionRange,
    pub flavour: Flavour,
    /// The main file, or the fragment.
    pub entry: FileId,
    /// Whole configuration, or a part whose surroundings are not known.
    pub whole: bool,
    pub hosts: Store<VirtualHost>,
    pub pools: Store<Pool>,
    pub listeners: Vec<Listener>,
    pub variables: Vec<Variable>,
    /// Named conditions; see [`Cond::Named`].
    pub conditions: Store<NamedCond>,
    pub branches: Vec<Branch>,
    pub groups: Store<Groups>,
    pub timeouts: Store<Timeouts>,
    pub retries: Store<Retry>,
    pub tls: Store<Tls>,
    pub buffers: Store<Buffers>,
    pub connections: Store<Connection>,
    pub headers: Store<Headers>,
    pub scopes: Store<ScopeSettings>,
    pub server_tls: Store<ServerTls>,
    /// Files that the configuration names, with the role that each plays.
    pub files: Vec<NamedFile>,
    /// Places where the server refuses the text.
    pub syntax: Vec<SyntaxError>,
    pub remarks: Vec<Remark>,
    pub names: Vec<NameEntry>,
    /// Places that hold passwords or keys: never shown.
    pub secrets: Vec<Span>,
    /// Sets of names that are not known in full, and why.
    pub open: OpenSets,
    pub limits: ProcessLimits,
    pub counts: Counts,
    /// Directives that are opaque or not modelled, the first [`MOST_BEYOND`] of each part.
    pub beyond: Vec<Beyond>,
}

impl Proxy {
    /// The files that a word names, one for each role.
    pub fn files_at(&self, at: Span) -> impl Iterator<Item = &NamedFile> {
        let first = self.files.partition_point(|file| file.at.span < at);
        self.files[first..].iter().take_while(move |file| file.at.span == at)
    }

    /// What a text holds that is one variable and nothing else.
    pub fn meaning(&self, template: &Template) -> Option<Meaning> {
        match &*template.parts {
            [Part::Variable(name)] => self.speech.meaning(name),
            _ => None,
        }
    }
}

/// Places of directives that are not understood, kept per part of a model at the most.
pub const MOST_BEYOND: usize = 1_000;

/// A directive whose effect is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beyond {
    pub at: At,
    /// Of a module or code that is not known; else known to matter, and not modelled.
    pub opaque: bool,
}

/// Limits of the whole server.
#[derive(Clone, Debug)]
pub struct ProcessLimits {
    pub connections: Setting<u64>,
    pub processes: Setting<u64>,
    pub descriptors: Setting<u64>,
    /// The user that workers run as.
    pub user: Setting<Text>,
    /// Memory page, in bytes: the unit of default buffers. Assumed, never asked.
    pub page: ByteSize,
    /// Limiter zones by name: what a key is counted by, and its rate in requests per minute.
    pub limiters: Vec<Limiter>,
}

/// A zone that counts requests or connections.
#[derive(Clone, Debug)]
pub struct Limiter {
    pub zone: Text,
    pub key: Template,
    /// Requests per minute.
    pub rate: Option<u64>,
    pub at: At,
}

/// Names that may be defined out of sight.
#[derive(Clone, Copy, Debug, Default)]
pub struct OpenSets {
    pub pools: Option<Why>,
    pub hosts: Option<Why>,
    pub modules: Option<Why>,
    pub variables: Option<Why>,
    pub resolvers: Option<Why>,
}

/// A file named by a configuration.
#[derive(Clone, Debug)]
pub struct NamedFile {
    pub role: FileRole,
    /// The path as the server resolves it.
    pub path: Text,
    /// The word that names it.
    pub at: At,
    /// The server reads it at start and refuses without it.
    pub at_start: bool,
    /// For certificates and keys: the counterpart.
    pub pair: Option<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileRole {
    /// Shown to clients.
    Certificate,
    CertificateKey,
    /// Shown to servers.
    ClientCertificate,
    ClientCertificateKey,
    /// Verifies servers.
    UpstreamCa,
    /// Verifies clients.
    ClientCa,
    Crl,
    DhParameters,
    /// Issuers of certificates that are shown, apart from them.
    Chain,
    /// Names certificates, one on each line.
    CertificateList,
    Password,
    Socket,
    Module,
    Map,
    ErrorBody,
    Other,
}

/// What was read, for the summary and `coverage`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub files: u32,
    pub directives: u32,
    /// Directives of modules or code that is not known.
    pub opaque: u32,
    /// Known to matter, and not modelled.
    pub unmodelled: u32,
    /// They cannot decide whether a request is answered or whether the server starts.
    pub without_bearing: u32,
}

/// The place of a part of a word's text, where `at` is the whole word with its quotes and `length` is
/// that of the decoded text. The whole word, where escapes make the two differ.
pub fn part_of(at: At, length: usize, part: std::ops::Range<usize>) -> Span {
    let written = (at.span.end - at.span.start) as usize;
    match written.checked_sub(length) {
        Some(0) => at.span.part(part.start, part.end),
        Some(2) => at.span.part(part.start + 1, part.end + 1),
        _ => at.span,
    }
}
