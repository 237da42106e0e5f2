//! Sockets that a proxy listens on, and which hosts share them.

use super::endpoint::Endpoint;
use super::{HostId, When};
use crate::source::At;

/// One address and port with everything that listens on it.
#[derive(Clone, Debug)]
pub struct Listener {
    pub endpoint: Endpoint,
    pub transport: Transport,
    /// In the order of reading. Never empty.
    pub binds: Box<[BindId]>,
    /// The host that answers when no name matches: marked so, else the first.
    pub default: Option<HostId>,
    /// TLS is spoken on this address; what one bind says holds for all (nginx).
    pub tls: bool,
    /// HTTP/2 is accepted; without TLS by its opening words, which nothing announces.
    pub http2: bool,
    /// HTTP/1 is not.
    pub only_http2: bool,
    /// Each connection must begin with a PROXY header; the word that says so.
    pub proxy_protocol: Option<At>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    Tcp,
    Udp,
    Quic,
}

/// A line of a host, by its place there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BindId {
    pub host: HostId,
    pub index: u32,
}

/// One line that opens, or joins, a listener.
#[derive(Clone, Debug)]
pub struct Bind {
    pub endpoint: Endpoint,
    pub transport: Transport,
    pub at: At,
    pub when: When,
    /// TLS is spoken here.
    pub tls: bool,
    /// The word that says so.
    pub tls_at: Option<At>,
    /// Nobody wrote the line; the server listens so by itself.
    pub implied: bool,
    /// HTTP/2 is accepted.
    pub http2: bool,
    /// HTTP/1 is not.
    pub only_http2: bool,
    /// Each connection must begin with a PROXY header.
    pub proxy_protocol: Option<At>,
    /// Marked as the default.
    pub default_at: Option<At>,
    /// Options that the server takes once per address (`backlog=`, `reuseport`, …).
    pub socket_options: Option<At>,
    /// Several sockets on this address are meant (`reuseport`, shards, interfaces).
    pub shared: bool,
    /// An IPv6 wildcard that takes IPv4 too.
    pub dual_stack: bool,
    /// A handshake for a name that no certificate covers is refused.
    pub strict_names: bool,
}
