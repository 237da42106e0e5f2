//! The way of a request over the model: which listener takes it, which host, which route answers, and
//! what the next hop sees.
//!
//! Owns the evaluation, and nothing else does: no rule knows an order. The answer is three-valued. What
//! hangs on a fact that is not at hand (foreign code, a file, an answer of a server, the clock) is
//! [`Verdict::Depends`] with the places that it hangs on, never a guess. Files and answers of servers
//! come in by [`World`] alone.
//!
//! Must not read a configuration's text, and must not touch files or sockets.

mod back;
mod builtin;
mod choose;
mod client;
mod cond;
mod connect;
mod content;
mod defined;
mod doors;
mod escape;
mod gates;
mod hop;
mod jump;
mod names;
mod pattern;
mod phased;
mod phases;
mod ruled;
mod sample;
mod steps;
mod table;
mod target;
mod text;
mod unread;
mod walk;
mod written;

pub use back::{LeadsBack, Way};
pub use names::Routing;
pub use target::{RequestLine, read_target};

use super::value::{Text, Why};
use super::{Deployment, HostId, PoolId, Protocol, Proxy, ProxyId, RouteId};
use crate::source::At;
use crate::world::Kind;
use std::net::{IpAddr, SocketAddr};

/// Where a client connects to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Door {
    Ip(SocketAddr),
    /// A unix socket's path.
    Unix(Text),
}

/// The version of HTTP that a client speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Spoken {
    V0_9,
    V1_0,
    V1_1,
    V2,
}

/// TLS as the client begins it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClientTls {
    /// The name asked for.
    pub sni: Option<Text>,
    /// Protocols offered (ALPN); `None`: not known.
    pub protocols: Option<Vec<Text>>,
}

/// A PROXY header.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProxyHeader {
    /// The client that it names; `None`: `UNKNOWN`.
    pub client: Option<IpAddr>,
    /// Where that client connected to, as far as it is known.
    pub destination: Option<SocketAddr>,
}

/// One request, as its bytes arrive.
#[derive(Clone, Debug)]
pub struct Request {
    pub door: Door,
    /// `None`: not known.
    pub client: Option<IpAddr>,
    pub tls: Option<ClientTls>,
    /// A PROXY header comes first.
    pub proxy_header: Option<ProxyHeader>,
    pub version: Spoken,
    pub method: Text,
    /// The request target, raw.
    pub target: Text,
    /// Host headers in order; the pseudo-header in HTTP/2.
    pub hosts: Vec<Text>,
    /// All other headers.
    pub headers: Vec<(Text, Text)>,
    /// There may be more headers than those listed.
    pub open: bool,
    /// Length of the body, in bytes.
    pub body: Option<u64>,
}

impl Request {
    /// A plain GET by HTTP/1.1 from this machine, with no header but Host.
    pub fn get(door: Door, host: &[u8], target: &[u8]) -> Request {
        Request {
            door,
            client: Some(IpAddr::from([127, 0, 0, 1])),
            tls: None,
            proxy_header: None,
            version: Spoken::V1_1,
            method: Text::from("GET"),
            target: Text::from(target),
            hosts: vec![Text::from(host)],
            headers: Vec::new(),
            open: false,
            body: None,
        }
    }
}

/// What lies outside the configuration, as far as somebody assumes or knows it.
pub trait World {
    /// What stands at a path of the server's file system; `None`: not known.
    fn kind(&self, path: &[u8]) -> Option<Kind>;
    /// What becomes of a request that is passed to one server; `None`: not known, the way ends there.
    fn reply(&self, sent: &Sent, server: &Hop) -> Option<Reply>;
    /// Whether a server that is checked counts as up; `None`: not known.
    fn up(&self, _server: &Hop) -> Option<bool> {
        None
    }
}

/// Nothing is known of what lies outside.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoWorld;

impl World for NoWorld {
    fn kind(&self, _path: &[u8]) -> Option<Kind> {
        None
    }

    fn reply(&self, _sent: &Sent, _server: &Hop) -> Option<Reply> {
        None
    }
}

/// No file exists, and nothing is known of servers: what becomes of requests for the application.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoFiles;

impl World for NoFiles {
    fn kind(&self, _path: &[u8]) -> Option<Kind> {
        Some(Kind::Missing)
    }

    fn reply(&self, _sent: &Sent, _server: &Hop) -> Option<Reply> {
        None
    }
}

/// What a server does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nobody takes the connection.
    Refused,
    Status {
        status: u16,
        /// The reply sends the proxy to this path of its own (`X-Accel-Redirect`).
        inside: Option<Text>,
    },
}

/// Why the way of a request is not known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// A value of the configuration.
    Value(Why),
    /// The variable of this name.
    Variable(Text),
    /// A header, address or certificate of the client that is not given.
    Client(&'static str),
    /// A pattern that cannot be read here (look-around, back-references).
    PatternUnread,
    /// What stands at this path.
    File(Text),
    /// What a server answers.
    Reply,
    /// Hosts, or names of hosts, that are out of sight.
    Hosts,
    /// The evaluation does not know this; in a few words.
    NotModelled(&'static str),
}

/// A doubt and the place that raises it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reason {
    pub doubt: Doubt,
    pub at: At,
}

/// Known, or what it hangs on.
pub type Known<T> = Result<T, Vec<Reason>>;

pub(super) fn open<T>(doubt: Doubt, at: At) -> Known<T> {
    Err(vec![Reason { doubt, at }])
}

/// What becomes of a request, and the steps on the way.
#[derive(Clone, Debug)]
pub struct Delivery {
    pub verdict: Verdict,
    pub trace: Vec<Step>,
}

/// One thing that happened to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub kind: StepKind,
    pub at: At,
    /// The route in force; its host's fallback before one is chosen.
    pub route: RouteId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    Host,
    Route,
    /// A block inside a route whose condition held.
    Entered,
    Rewritten,
    /// A route asked before the request is served.
    Gate,
    /// Sent to another path inside the server.
    Redirected,
    /// Sent to a route by its name.
    Named,
    Answered,
    Forwarded,
}

#[derive(Clone, Debug)]
pub enum Verdict {
    /// Passed on. The last server that got the request, if there were several.
    Forward(Box<Forwarded>),
    /// The server answers by itself.
    Answer(Answered),
    /// Closed without an answer.
    Dropped {
        at: At,
    },
    /// Nobody listens, or the handshake is refused by this line.
    Refused {
        at: Option<At>,
    },
    Depends(Vec<Reason>),
}

/// The server's own answer.
#[derive(Clone, Debug)]
pub struct Answered {
    pub status: u16,
    /// The directive that ended it, else the block whose settings made the answer.
    pub at: At,
    pub host: HostId,
    pub route: Option<RouteId>,
    /// Target of a redirect as configured; the server may put its own address before it.
    pub location: Option<Text>,
}

/// A request that was passed on.
#[derive(Clone, Debug)]
pub struct Forwarded {
    /// The block whose pass sent it.
    pub at: At,
    /// The directive that passes it on.
    pub pass: At,
    pub route: RouteId,
    pub sent: Sent,
    /// The server that was tried last, where the world told what became of it.
    pub last: Option<Hop>,
    /// What the client gets; `None` where it hangs on the server's answer.
    pub status: Option<u16>,
}

/// What the next hop gets.
#[derive(Clone, Debug)]
pub struct Sent {
    pub protocol: Protocol,
    /// TLS comes first: the proxy's own, or the client's where it is passed through.
    pub tls: bool,
    /// The declared pool or the one made by the target; `None` for an address found at run time.
    pub pool: Option<PoolId>,
    /// Where it may be tried, in order; empty where a name is looked up at run time.
    pub servers: Vec<Hop>,
    /// The host part of the target.
    pub authority: Text,
    pub method: Text,
    /// The request target. For FastCGI, uwsgi, SCGI the parameter that names the script or path
    /// (`SCRIPT_FILENAME`, else `SCRIPT_NAME`; `PATH_INFO`, else `REQUEST_URI`); for memcached the key.
    pub path: Known<Option<Text>>,
    /// The Host header or its like; `Ok(None)`: none is sent.
    pub host: Known<Option<Text>>,
    /// The name in the TLS greeting; `Ok(None)`: none is sent.
    pub sni: Known<Option<Text>>,
    pub version: Spoken,
    /// Headers other than Host.
    pub headers: Vec<(Text, Known<Text>)>,
    /// More headers of the client may be passed on.
    pub open: bool,
    /// The PROXY header that comes first.
    pub proxy_header: Option<ProxyHeader>,
    pub body: Option<u64>,
}

/// One address of a next hop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// `None` for a name that is looked up.
    pub door: Option<Door>,
    /// Host and port as text.
    pub text: Text,
    /// The line that names the server.
    pub at: At,
}

impl Proxy {
    /// The index that requests are evaluated with. Build it once for many requests.
    pub fn routing(&self) -> Routing<'_> {
        Routing::new(self)
    }

    /// What becomes of one request.
    pub fn deliver(&self, request: &Request, world: &dyn World) -> Delivery {
        self.routing().deliver(request, world)
    }
}

impl Deployment {
    /// What becomes of a request at one of the proxies.
    pub fn deliver(&self, proxy: ProxyId, request: &Request, world: &dyn World) -> Delivery {
        self.proxy(proxy).deliver(request, world)
    }
}
