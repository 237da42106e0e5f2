//! Addresses: where a server is reached and where a listener listens.

use super::value::{Text, Why};
use crate::source::{At, Span};
use std::net::IpAddr;

/// The host part of an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum HostPart {
    Ip(IpAddr),
    /// Every address of a family; `None` is both.
    Any(Option<Family>),
    Name(Text),
    /// A unix socket's path. Abstract sockets begin with a NUL byte.
    Unix(Text),
    /// The address that the client itself connected to.
    ClientDestination,
    Unknown(Why),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Family {
    V4,
    V6,
}

/// The port part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PortPart {
    Written(u16),
    /// Nobody wrote it; the server fills this one in.
    Filled(u16),
    /// The client's destination port plus this.
    Offset(i32),
    /// First and last port of a range.
    Range(u16, u16),
    /// None at all: a unix socket, or left open.
    None,
    Unknown(Why),
}

impl PortPart {
    pub fn number(self) -> Option<u16> {
        match self {
            PortPart::Written(port) | PortPart::Filled(port) => Some(port),
            _ => None,
        }
    }
}

/// When a name is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Resolution {
    /// Once at start or reload, and kept.
    AtStart,
    /// Once at start, and kept; where that fails the proxy starts all the same, without the server.
    AtStartIfKnown,
    /// Never: it is not asked for at start, and nobody is there to be asked later.
    Never,
    /// For each request, through the resolver in force.
    PerRequest,
    /// At start and again as its lifetime ends, through the resolver in force.
    Follows,
    /// An address or a socket: nothing to look up.
    Nothing,
}

/// An address as written, with the places of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Endpoint {
    pub host: HostPart,
    pub port: PortPart,
    pub resolution: Resolution,
    /// The word that holds it.
    pub at: At,
    pub host_span: Span,
    /// The port's digits, where written.
    pub port_span: Option<Span>,
}

impl Endpoint {
    /// A word that should hold an address and tells none.
    pub fn unknown(at: At, why: Why) -> Endpoint {
        Endpoint {
            host: HostPart::Unknown(why),
            port: PortPart::Unknown(why),
            resolution: Resolution::Nothing,
            at,
            host_span: at.span,
            port_span: None,
        }
    }

    pub fn ip(&self) -> Option<IpAddr> {
        match self.host {
            HostPart::Ip(ip) => Some(ip),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&Text> {
        match &self.host {
            HostPart::Name(name) => Some(name),
            _ => None,
        }
    }

    pub fn unix(&self) -> Option<&Text> {
        match &self.host {
            HostPart::Unix(path) => Some(path),
            _ => None,
        }
    }

    /// 127.0.0.0/8, ::1, `localhost`, or a unix socket: this machine or container.
    pub fn is_local(&self) -> bool {
        match &self.host {
            HostPart::Ip(ip) => ip.is_loopback(),
            HostPart::Name(name) => name.eq_ignore_case(b"localhost"),
            HostPart::Unix(_) => true,
            _ => false,
        }
    }

    /// The same host and port, wherever written.
    pub fn same_place(&self, other: &Endpoint) -> bool {
        let host = match (&self.host, &other.host) {
            (HostPart::Name(a), HostPart::Name(b)) => a.eq_ignore_case(b),
            (HostPart::Unknown(_), _) | (HostPart::ClientDestination, _) => false,
            (a, b) => a == b,
        };
        host && match (self.port.number(), other.port.number()) {
            (Some(a), Some(b)) => a == b,
            _ => self.port == other.port && self.port == PortPart::None,
        }
    }
}
