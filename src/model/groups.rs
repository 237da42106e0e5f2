//! Effective settings of a scope, in groups that are shared by index.
//!
//! A scope that overrides nothing of a group holds its parent's index, so thousands of sites with
//! one snippet hold its groups once. Every scope has groups, also one without a target.

use super::cond::Pattern;
use super::pool::Resolver;
use super::route::{Local, Protocol, Who};
use super::value::{ByteSize, Millis, Setting, Template, Text};
use super::{Id, Part};
use crate::source::At;
use std::sync::Arc;

/// All groups of one scope.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Groups {
    /// What counts where HTTP is spoken: the set that scopes change most, so that it lies apart. A
    /// dialect with one family uses it alone.
    http: HopGroups,
    /// The sets of the other families of directives.
    others: Arc<[HopGroups; HOP_FAMILIES - 1]>,
    pub scope: Id<ScopeSettings>,
}

/// nginx keeps separate settings for each of these.
pub const HOP_FAMILIES: usize = 7;

/// Which of the sets of [`Groups::hops`] a protocol reads.
pub fn family(protocol: Protocol) -> usize {
    match protocol {
        Protocol::Http | Protocol::H2c | Protocol::Ajp => 0,
        Protocol::FastCgi => 1,
        Protocol::Uwsgi => 2,
        Protocol::Scgi => 3,
        Protocol::Grpc => 4,
        Protocol::Memcached => 5,
        Protocol::Tcp | Protocol::Udp => 6,
    }
}

impl Groups {
    pub fn new(hops: [HopGroups; HOP_FAMILIES], scope: Id<ScopeSettings>) -> Self {
        let [http, others @ ..] = hops;
        Groups { http, others: Arc::new(others), scope }
    }

    pub fn hop(&self, protocol: Protocol) -> HopGroups {
        self.of_family(family(protocol))
    }

    /// The set of a family by its number; see [`family`].
    pub fn of_family(&self, family: usize) -> HopGroups {
        family.checked_sub(1).and_then(|other| self.others.get(other)).copied().unwrap_or(self.http)
    }

    pub fn set_family(&mut self, family: usize, hop: HopGroups) {
        match family.checked_sub(1) {
            None => self.http = hop,
            Some(other) if self.others.get(other).is_some_and(|known| *known != hop) => {
                Arc::make_mut(&mut self.others)[other] = hop;
            }
            Some(_) => {}
        }
    }

    /// The sets of all families, in the order of their numbers.
    pub fn hops(&self) -> impl Iterator<Item = HopGroups> {
        (0..HOP_FAMILIES).map(|family| self.of_family(family))
    }
}

/// What counts for one hop, by index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct HopGroups {
    pub timeouts: Id<Timeouts>,
    pub retry: Id<Retry>,
    pub tls: Id<Tls>,
    pub buffers: Id<Buffers>,
    pub connection: Id<Connection>,
    pub headers: Id<Headers>,
}

/// How long each phase may take.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Timeouts {
    pub connect: Setting<Millis>,
    /// Between two writes to the server.
    pub send: Setting<Millis>,
    /// Until the reply begins and, where the server has only one value, between two reads.
    pub response: Setting<Millis>,
    /// Silence on an open tunnel or stream.
    pub idle: Setting<Millis>,
    /// Waiting for a free slot.
    pub queue: Setting<Millis>,
}

/// Which failures move a request to another server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Retry {
    pub on: Setting<RetryOn>,
    /// Servers tried at the most; 0 = all.
    pub tries: Setting<u32>,
    /// Time for all tries.
    pub window: Setting<Millis>,
    /// A retry may leave the server that failed.
    pub redispatch: Setting<bool>,
    /// Tries after the first, on whichever server, where the server counts them apart from servers.
    pub again: Setting<u32>,
    /// Which retries may leave the server: every Nth; negative ones count from the last; unset: each.
    pub every: Setting<i32>,
}

/// A set of failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct RetryOn(pub u32);

impl RetryOn {
    pub const ERROR: RetryOn = RetryOn(1);
    pub const TIMEOUT: RetryOn = RetryOn(2);
    pub const INVALID_HEADER: RetryOn = RetryOn(4);
    pub const HTTP_500: RetryOn = RetryOn(8);
    pub const HTTP_502: RetryOn = RetryOn(16);
    pub const HTTP_503: RetryOn = RetryOn(32);
    pub const HTTP_504: RetryOn = RetryOn(64);
    pub const HTTP_403: RetryOn = RetryOn(128);
    pub const HTTP_404: RetryOn = RetryOn(256);
    pub const HTTP_429: RetryOn = RetryOn(512);
    pub const NON_IDEMPOTENT: RetryOn = RetryOn(1024);
    /// Nothing at all, whatever else is set.
    pub const OFF: RetryOn = RetryOn(2048);
    pub const NOT_FOUND: RetryOn = RetryOn(4096);
    pub const UPDATING: RetryOn = RetryOn(8192);
    /// The connection failed or did not come about in time; alone, where a server tells it from what follows.
    pub const CONNECT: RetryOn = RetryOn(1 << 14);
    /// Closed before the reply; alone, as above.
    pub const EMPTY: RetryOn = RetryOn(1 << 15);
    /// No reply in time; alone, as above.
    pub const SILENT: RetryOn = RetryOn(1 << 16);
    /// Other statuses than those above.
    pub const OTHER_STATUS: RetryOn = RetryOn(1 << 17);

    pub fn has(self, other: RetryOn) -> bool {
        self.0 & other.0 != 0
    }

    pub fn with(self, other: RetryOn) -> RetryOn {
        RetryOn(self.0 | other.0)
    }
}

/// TLS towards a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Tls {
    /// Switched on apart from the scheme (HAProxy `ssl`, stream `proxy_ssl`, `SSLProxyEngine`).
    pub enabled: Setting<bool>,
    /// The certificate must be signed by a known authority.
    pub verify: Setting<bool>,
    /// The certificate must carry the name; unset where `verify` says both.
    pub compares_name: Setting<bool>,
    /// The certificate must be in its dates; unset where `verify` says both.
    pub checks_dates: Setting<bool>,
    pub verify_depth: Setting<u32>,
    pub ca: Setting<Text>,
    /// Whether a server name (SNI) is sent at all.
    pub sni: Setting<bool>,
    /// The name sent and verified.
    pub name: Setting<Template>,
    pub certificate: Setting<Template>,
    pub key: Setting<Template>,
    pub protocols: Setting<Box<[Text]>>,
    pub crl: Setting<Text>,
}

/// Room for replies and requests.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Buffers {
    /// Holds the reply's head.
    pub head: Setting<ByteSize>,
    pub count: Setting<u32>,
    pub size: Setting<ByteSize>,
    pub busy: Setting<ByteSize>,
    pub temp_write: Setting<ByteSize>,
    pub temp_max: Setting<ByteSize>,
    pub buffering: Setting<bool>,
    pub request_buffering: Setting<bool>,
    /// A cache is on: its header shares the head buffer. The zone's name.
    pub cache: Setting<Text>,
    pub cache_stale: Setting<RetryOn>,
}

/// How a connection to a server is opened and kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Connection {
    pub http_version: Setting<HttpVersion>,
    /// Where no header says otherwise, the server is told that the connection ends after the reply.
    pub closes: Setting<bool>,
    /// The first request of each client goes over a new connection, since it could not be repeated.
    pub fresh_first: Setting<bool>,
    /// Local address to connect from.
    pub bind: Setting<Template>,
    /// A PROXY header is sent.
    pub proxy_protocol: Setting<bool>,
    /// FastCGI connections are kept (`fastcgi_keep_conn`).
    pub keep: Setting<bool>,
    /// The client's headers, body are passed on.
    pub pass_headers: Setting<bool>,
    pub pass_body: Setting<bool>,
    /// Error replies of the server are replaced by error pages.
    pub intercept_errors: Setting<bool>,
    pub method: Setting<Template>,
    /// FastCGI: put behind a path that ends in `/`.
    pub index: Setting<Text>,
    /// FastCGI: the two captures that split a path into script and rest.
    pub split_path: Setting<Pattern>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HttpVersion {
    V1_0,
    V1_1,
    V2,
}

/// Headers or parameters sent to a server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Headers {
    /// As written, in order; a value of "" drops the header.
    pub list: Box<[Header]>,
    /// The list of an outer scope that this one hides.
    pub hides: Option<Id<Headers>>,
    /// An unread include or unknown code may add to it.
    pub open: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Header {
    pub name: Text,
    pub value: Template,
    pub at: At,
}

impl Headers {
    /// The last value for a name, which is the one that counts.
    pub fn get(&self, name: &str) -> Option<&Header> {
        self.list.iter().rev().find(|header| header.name.eq_ignore_case(name.as_bytes()))
    }
}

impl Tls {
    /// The setting that says whether the certificate must carry the name.
    pub fn compares(&self) -> &Setting<bool> {
        if self.compares_name.is_unset() { &self.verify } else { &self.compares_name }
    }
}

impl Header {
    /// The header is dropped, not sent empty.
    pub fn drops(&self) -> bool {
        self.value.constant() == Some(b"")
    }

    /// The value is exactly one variable.
    pub fn is_variable(&self, name: &str) -> bool {
        matches!(&*self.value.parts, [Part::Variable(only)] if **only == *name.as_bytes())
    }
}

/// What counts for a scope whatever it passes to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScopeSettings {
    pub resolver: Setting<Box<Resolver>>,
    /// `limit_req` and `limit_conn` lines in force.
    pub limits: Box<[Limit]>,
    pub body_max: Setting<ByteSize>,
    /// Foreign code runs here and may change what is said about the scope.
    pub opaque: Option<At>,
    /// The server's own files, also where the scope passes requests on.
    pub files: Local,
    /// What counts on the client's side; few scopes change it, so that it is shared apart.
    pub client: Arc<ClientSide>,
}

/// How requests are read, and from whom.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClientSide {
    /// Idle time of client connections, and time for a request's head.
    pub idle: Setting<Millis>,
    /// Connections that the listeners of the host hold at once, all together; more wait in the kernel. Unset: as many
    /// as the process holds.
    pub connections: Setting<u64>,
    pub satisfy_any: Setting<bool>,
    pub recursive_error_pages: Setting<bool>,
    /// Passwords are asked for.
    pub password: Option<At>,
    /// Slashes that follow each other count as one when a path is read.
    pub merge_slashes: Setting<bool>,
    /// The client's address is taken from the request.
    pub from: Option<Arc<ClientFrom>>,
    /// Request headers with a `_` in their name count.
    pub underscores: Setting<bool>,
    /// The name in a TLS greeting is read without ending TLS (stream).
    pub reads_sni: Setting<bool>,
}

/// Where a trusted peer says whom it speaks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClientFrom {
    /// Peers that are believed; empty = nobody.
    pub trusted: Box<[Who]>,
    /// The header that names the client; `None`: the PROXY header.
    pub header: Option<Text>,
    /// Trusted addresses in the header are passed over.
    pub recursive: bool,
}

/// A limiter in force.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Limit {
    pub kind: LimitKind,
    pub zone: Text,
    pub at: At,
    pub burst: Option<u64>,
    pub no_delay: bool,
    pub connections: Option<u64>,
    /// What the client gets.
    pub status: Setting<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitKind {
    Requests,
    Connections,
}

macro_rules! inherited {
    ($($group:ident { $($field:ident),+ })+) => {
        $(impl $group {
            /// As it counts in a scope further in: what was written there is inherited here.
            pub fn inherited(&self) -> Self {
                $group { $($field: self.$field.clone().inherited()),+ }
            }

            /// What is set here, and else what counts below.
            pub fn over(&self, below: &Self) -> Self {
                $group {
                    $($field: if self.$field.is_unset() { &below.$field } else { &self.$field }.clone()),+
                }
            }

            /// The same; `None` where nothing is set here, so that all below counts as it is.
            pub fn changes(&self, below: &Self) -> Option<Self> {
                let nothing = true $(&& self.$field.is_unset())+;
                (!nothing).then(|| self.over(below))
            }
        })+
    };
}

inherited! {
    Timeouts { connect, send, response, idle, queue }
    Retry { on, tries, window, redispatch, again, every }
    Tls { enabled, verify, compares_name, checks_dates, verify_depth, ca, sni, name, certificate, key, protocols, crl }
    Buffers {
        head, count, size, busy, temp_write, temp_max, buffering, request_buffering, cache, cache_stale
    }
    Connection {
        http_version, closes, fresh_first, bind, proxy_protocol, keep, pass_headers, pass_body, intercept_errors, method,
        index, split_path
    }
}
