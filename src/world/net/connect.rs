//! Connections to addresses and unix sockets.

use super::{Peer, Reach};
use std::io;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, UnixStream};

/// Both directions of a connection.
pub(super) trait Io: AsyncRead + AsyncWrite + Unpin + Send {}

impl<T: AsyncRead + AsyncWrite + Unpin + Send> Io for T {}

/// Opens a connection. The caller sets the deadline.
pub(super) async fn open(peer: &Peer) -> io::Result<Box<dyn Io>> {
    Ok(match peer {
        Peer::Tcp(address) => Box::new(TcpStream::connect(address).await?),
        Peer::Unix(path) => Box::new(UnixStream::connect(path).await?),
    })
}

/// How a connection failed.
pub(super) fn failed(error: &io::Error) -> Reach {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => Reach::Refused,
        io::ErrorKind::HostUnreachable
        | io::ErrorKind::NetworkUnreachable
        | io::ErrorKind::NetworkDown
        | io::ErrorKind::AddrNotAvailable => Reach::NoRoute,
        io::ErrorKind::NotFound => Reach::Missing,
        io::ErrorKind::PermissionDenied => Reach::Denied,
        io::ErrorKind::TimedOut => Reach::NoAnswer,
        // A host without a family of addresses at all.
        _ if error.raw_os_error() == Some(libc::EAFNOSUPPORT) => Reach::NoRoute,
        kind => Reach::Undecided { why: kind.to_string() },
    }
}

/// Connects and closes at once.
pub(super) async fn reach(peer: &Peer) -> Reach {
    match open(peer).await {
        Ok(_) => Reach::Open,
        Err(error) => failed(&error),
    }
}
