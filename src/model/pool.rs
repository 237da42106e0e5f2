//! Pools and their servers: who can serve a request.

use super::cond::Cond;
use super::endpoint::Endpoint;
use super::groups::Groups;
use super::value::{Millis, Setting, Text, When, Why};
use super::{Id, route::Call, route::Protocol, route::Step};
use crate::source::At;

/// nginx: `upstream`; HAProxy: `backend`; httpd: balancer or worker.
#[derive(Clone, Debug)]
pub struct Pool {
    /// As written; for a pool made by a target, its host and port.
    pub name: Text,
    pub made: Made,
    /// The opening line, or the target that made it.
    pub at: At,
    /// The name itself.
    pub name_at: At,
    pub servers: Box<[Server]>,
    /// All servers are known: no unread include, template or foreign code adds some.
    pub closed: Result<(), Why>,
    pub balance: Setting<Balance>,
    /// State is shared between processes (`zone`, slotmem).
    pub zone: Setting<u64>,
    pub reuse: PoolReuse,
    /// Names are asked here, where the pool has a resolver of its own.
    pub resolver: Setting<Box<Resolver>>,
    /// Rules of the pool itself (HAProxy backends), run after the route's.
    pub steps: Box<[Step]>,
    /// What is set on the pool itself and nowhere else; the rest of it is unset. Counts before the
    /// route's settings.
    pub own: Option<Id<Groups>>,
    /// How servers are checked; whether one is, its own `check` says.
    pub check: Setting<Box<HealthCheck>>,
    /// HTTP pools and TCP pools of one name are different things.
    pub stream: bool,
    /// What ties clients to servers, and who serves when few are left; `None`: nothing is set.
    pub affinity: Option<Box<Affinity>>,
    /// Error pages that count once the pool is chosen.
    pub pages: Box<[Call]>,
}

/// What ties clients to servers.
#[derive(Clone, Debug, Default)]
pub struct Affinity {
    /// The cookie that names a server.
    pub cookie: Option<(Text, At)>,
    /// The server's name stands before the application's own value, with a `~` behind it.
    pub prefixed: bool,
    /// What the cookie says for a server, by its place in the pool.
    pub values: Box<[(u32, Text)]>,
    /// Clients are sent to their server although it is marked.
    pub to_marked: Option<At>,
    /// The same, under these conditions; and conditions under which nothing ties.
    pub to_marked_if: Box<[(Cond, At)]>,
    pub untied_if: Box<[(Cond, At)]>,
    /// All backups serve together, not the first alone.
    pub all_backups: Option<At>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Made {
    /// A block of its own.
    Declared,
    /// By a target that names an address or host.
    ByTarget,
    ByTemplate,
    /// A `listen` is a frontend too.
    ByListen,
}

/// How a server is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Balance {
    RoundRobin,
    LeastConnections,
    LeastTime,
    ClientHash,
    KeyHash,
    Random,
    First,
    Source,
    Other,
}

/// Kept connections of a pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolReuse {
    /// Idle connections kept, per process; `Some(0)` is off.
    pub connections: Setting<u32>,
    pub idle: Setting<Millis>,
    pub requests: Setting<u64>,
    pub lifetime: Setting<Millis>,
}

/// One line that names a server.
#[derive(Clone, Debug)]
pub struct Server {
    pub endpoint: Endpoint,
    /// The server's own name, where the dialect has one.
    pub name: Option<Text>,
    pub at: At,
    pub when: When,
    /// Servers that this line makes (`server-template`); 1 otherwise.
    pub count: u32,
    pub weight: Setting<u32>,
    pub backup: Option<At>,
    /// Switched off: `down`, `disabled`, drained.
    pub disabled: Option<At>,
    /// Failures within `fail_timeout` after which it is left out; 0 = never.
    pub max_fails: Setting<u32>,
    pub fail_timeout: Setting<Millis>,
    /// Concurrent connections; 0 or unset = no limit.
    pub max_connections: Setting<u32>,
    pub check: Setting<Box<HealthCheck>>,
    /// What is set on the server itself; counts before the pool's own settings.
    pub own: Option<Id<Groups>>,
    /// What is spoken to this server, where each says so itself (a member's URL, `ssl` on a server line);
    /// `None`: what the target says.
    pub speaks: Option<Speaks>,
}

/// What is spoken to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Speaks {
    pub protocol: Protocol,
    pub tls: bool,
}

/// An active health check.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HealthCheck {
    pub at: At,
    pub kind: CheckKind,
    pub interval: Setting<Millis>,
    pub port: Setting<u16>,
    pub uri: Setting<Text>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckKind {
    Connect,
    Http,
    Grpc,
    Agent,
    Other,
}

/// Who is asked for names at run time.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Resolver {
    pub at: At,
    pub servers: Box<[Endpoint]>,
    pub timeout: Setting<Millis>,
    /// Overrides the lifetime of answers.
    pub valid: Option<Millis>,
    pub ipv4: bool,
    pub ipv6: bool,
}
