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
    pub binds: Box<[Bind]>,
    /// The host that answers when no name matches: marked so, else the first.
    pub default: Option<HostId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Transport {
    Tcp,
    Udp,
    Quic,
}

/// One line that opens, or joins, a listener.
#[derive(Clone, Debug)]
pub struct Bind {
    pub host: HostId,
    pub at: At,
    pub when: When,
    /// TLS is spoken here.
    pub tls: bool,
    /// The word that says so.
    pub tls_at: Option<At>,
    /// HTTP/2 is accepted.
    pub http2: bool,
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
}

impl Listener {
    /// TLS on every, on no, or on some of the binds; a server takes it for the whole address or not.
    pub fn tls(&self) -> bool {
        self.binds.iter().any(|bind| bind.tls)
    }

    pub fn http2(&self) -> bool {
        self.binds.iter().any(|bind| bind.http2)
    }

    pub fn proxy_protocol(&self) -> Option<At> {
        self.binds.iter().find_map(|bind| bind.proxy_protocol)
    }
}
