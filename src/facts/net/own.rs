//! Addresses that the proxies judged here listen on themselves: before they run, nobody answers there.

use crate::model::{Deployment, HostPart, Transport};
use crate::world::net::Peer;
use rustc_hash::FxHashSet;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Listeners of a deployment.
#[derive(Debug, Default)]
pub(super) struct Own {
    exact: FxHashSet<SocketAddr>,
    /// Ports that are open on every address.
    wide: FxHashSet<u16>,
    /// Ports that are open on some loopback address.
    local: FxHashSet<u16>,
    sockets: FxHashSet<PathBuf>,
}

impl Own {
    pub(super) fn of(deployment: &Deployment) -> Own {
        let mut own = Own::default();
        let listeners = deployment.proxies().flat_map(|(_, proxy)| &proxy.listeners);
        for listener in listeners.filter(|listener| listener.transport == Transport::Tcp) {
            if let Some(path) = super::way::path(&listener.endpoint) {
                own.sockets.insert(path);
            }
            let Some(port) = listener.endpoint.port.number() else { continue };
            match &listener.endpoint.host {
                HostPart::Ip(ip) => {
                    own.exact.insert(SocketAddr::new(*ip, port));
                }
                HostPart::Any(_) => {
                    own.wide.insert(port);
                }
                HostPart::Name(_) => {
                    own.wide.insert(port);
                    own.local.insert(port);
                }
                _ => {}
            }
        }
        own
    }

    /// It is one of them.
    pub(super) fn is(&self, peer: &Peer) -> bool {
        match peer {
            Peer::Unix(path) => self.sockets.contains(path),
            Peer::Tcp(address) => {
                let port = address.port();
                self.exact.contains(address)
                    || address.ip().is_loopback() && (self.wide.contains(&port) || self.local.contains(&port))
            }
        }
    }

    /// It is one of them if its address is one of this machine's.
    pub(super) fn may_be(&self, peer: &Peer) -> bool {
        matches!(peer, Peer::Tcp(address) if self.wide.contains(&address.port()))
    }
}

/// It means another thing on every machine.
pub(super) fn is_local(peer: &Peer) -> bool {
    match peer {
        Peer::Unix(_) => true,
        Peer::Tcp(address) => address.ip().is_loopback(),
    }
}
