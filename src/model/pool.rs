//! Pools and their servers: who can serve a request.

use super::cond::Cond;
use super::endpoint::Endpoint;
use super::groups::{Groups, HttpVersion};
use super::value::{Millis, Setting, Text, When, Why};
use super::{Id, route::Call, route::Protocol, route::Step};
use crate::source::At;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, LazyLock};

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
    /// route's settings, one by one; see `Hop` in the rules.
    pub own: Option<Id<Groups>>,
    /// How servers are checked; whether one is, its own `check` says.
    pub check: Setting<Box<HealthCheck>>,
    /// HTTP pools and TCP pools of one name are different things.
    pub stream: bool,
    /// What ties clients to servers, and who serves when few are left; `None`: nothing is set.
    pub affinity: Option<Box<Affinity>>,
    /// Error pages that count once the pool is chosen.
    pub pages: Option<Arc<[Call]>>,
}

/// What ties clients to servers.
#[derive(Clone, Debug, Default)]
pub struct Affinity {
    /// The cookie that names a server.
    pub cookie: Option<(Text, At)>,
    /// The parameter of the URL that names one as well.
    pub parameter: Option<Text>,
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
    /// Which requests may go over a connection that another client's request opened.
    pub sharing: Setting<Sharing>,
}

/// How kept connections are shared between clients.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sharing {
    /// Each client has its own.
    Never,
    /// Not for the first request of a client's connection: it could not be repeated.
    Safe,
    /// The same, but for connections that were reused before.
    Aggressive,
    Always,
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
    /// What is set on the server itself; counts before the pool's own settings, one by one.
    pub own: Option<Id<Groups>>,
    /// What is spoken to this server, where each says so itself (a member's URL, `ssl` on a server line);
    /// `None`: what the target says.
    pub speaks: Option<Speaks>,
    /// What servers seldom have.
    pub rare: Option<Box<RareServer>>,
}

/// What is spoken to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Speaks {
    pub protocol: Protocol,
    pub tls: bool,
}

/// Settings of a server that few have.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RareServer {
    /// Names are asked here, where the server has a resolver of its own; counts before the pool's.
    pub resolver: Option<Arc<Resolver>>,
    /// A path that stands before that of every request (httpd: the path of a member's URL).
    pub path: Option<Text>,
    /// A secret is sent with each request (AJP).
    pub secret: Option<At>,
    /// What a server behind a socket is called in Host.
    pub label: Option<Text>,
    /// Switched off for new clients; those who are tied to it are still served.
    pub drains: Option<At>,
    /// Replies with these statuses count as failures of the server.
    pub fails_on: Option<(Box<[u16]>, At)>,
    /// A reply that does not come in time counts as a failure of the server.
    pub fails_on_timeout: Option<At>,
    /// Once marked it stays out, although all others are marked too.
    pub stays_out: Option<At>,
    /// Before a request with a body it is asked whether it takes one; it fails where no answer comes in time.
    pub asks_first: Option<At>,
    /// Its health is also told from the replies to clients' requests.
    pub observed: Option<Observed>,
}

/// How the replies to clients count for a server's health.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observed {
    /// The words that say so.
    pub at: At,
    /// Error statuses of the application count too, not only failed connections.
    pub own_errors: bool,
    /// Errors in a row after which it counts as failed.
    pub limit: Setting<u32>,
    /// It is left out at once; else the next check decides sooner.
    pub ejects: bool,
}

/// An active health check. What it asks and how it goes there is reached through it (`check.uri`, `check.tls`): the
/// servers of a pool share it, and writing to a shared part makes a copy first.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HealthCheck {
    pub at: At,
    pub kind: CheckKind,
    pub interval: Setting<Millis>,
    /// Failed checks in a row after which the server is left out.
    pub fall: Setting<u32>,
    pub asks: Arc<CheckAsks>,
}

/// What a check asks, and what it takes for an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CheckAsks {
    /// The method of an HTTP check, as it is in force; unset: not known.
    pub method: Setting<Text>,
    pub uri: Setting<Text>,
    /// The Host that an HTTP check names; unset: none is sent.
    pub host: Setting<Text>,
    /// HTTP version of the check, where it is HTTP.
    pub version: Setting<HttpVersion>,
    /// What the reply must be, as written; unset: any success.
    pub expects: Setting<Text>,
    pub way: Arc<CheckWay>,
}

/// How a check gets to the server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CheckWay {
    /// Where it goes, if not to the address and port of the traffic.
    pub address: Option<Endpoint>,
    pub port: Setting<u16>,
    /// Time for a check, or for its reply; unset: the interval.
    pub timeout: Setting<Millis>,
    /// The check speaks TLS, as it is in force: inherited from the traffic or not.
    pub tls: Setting<bool>,
    /// The server name in the check's handshake; unset: none is sent.
    pub sni: Setting<Text>,
    /// A PROXY header goes before the check.
    pub proxy_protocol: Setting<bool>,
}

/// Nothing is known or set.
static NOTHING: LazyLock<Arc<CheckAsks>> = LazyLock::new(|| {
    let way = CheckWay {
        address: None,
        port: Setting::unset(&"port"),
        timeout: Setting::unset(&"timeout"),
        tls: Setting::unset(&"ssl"),
        sni: Setting::unset(&"sni"),
        proxy_protocol: Setting::unset(&"proxy_protocol"),
    };
    Arc::new(CheckAsks {
        method: Setting::unset(&"method"),
        uri: Setting::unset(&"uri"),
        host: Setting::unset(&"host"),
        version: Setting::unset(&"version"),
        expects: Setting::unset(&"match"),
        way: Arc::new(way),
    })
});

impl HealthCheck {
    /// A check of this kind of which nothing more is known or set.
    pub fn new(at: At, kind: CheckKind) -> Self {
        HealthCheck {
            at,
            kind,
            interval: Setting::unset(&"interval"),
            fall: Setting::unset(&"fails"),
            asks: NOTHING.clone(),
        }
    }
}

impl Deref for HealthCheck {
    type Target = CheckAsks;

    fn deref(&self) -> &CheckAsks {
        &self.asks
    }
}

impl DerefMut for HealthCheck {
    fn deref_mut(&mut self) -> &mut CheckAsks {
        Arc::make_mut(&mut self.asks)
    }
}

impl Deref for CheckAsks {
    type Target = CheckWay;

    fn deref(&self) -> &CheckWay {
        &self.way
    }
}

impl DerefMut for CheckAsks {
    fn deref_mut(&mut self) -> &mut CheckWay {
        Arc::make_mut(&mut self.way)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CheckKind {
    Connect,
    Http,
    Grpc,
    Agent,
    /// The obsolete hello of SSLv3, which servers of today do not answer.
    OldTlsHello,
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
