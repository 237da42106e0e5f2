//! The network island: names, connections, handshakes and requests, asked for only when the user says so.
//!
//! All code that can send a packet lives here, and only `facts` sees it (`tests/layers.rs`). It is handed
//! batches of [`Ask`]s and gives [`Answer`]s; it knows no model and judges nothing. Every batch is bounded: so
//! many asks at a time, so long for each, so long for all, so many bytes from each peer.

mod ask;
mod connect;
mod dns;
mod http;
mod run;
mod saved;
mod talk;
mod tls;

pub use ask::{
    Alert, Answer, Ask, Check, Checked, Cure, Handshake, NameServer, Peer, PeerCertificate, Plain, Reach,
    Resolve, Resolved, Shook, Spoken, Trust, Via,
};
pub use run::{Island, Limits, Progress, Stopped};
pub use saved::Saved;

use std::collections::BTreeMap;
use std::path::PathBuf;

/// What the asks of a batch refer to by path, read beforehand: the island opens no file of a configuration.
#[derive(Clone, Debug, Default)]
pub struct Material {
    /// The hosts file that the proxy's machine reads.
    pub hosts: Vec<u8>,
    /// Its `resolv.conf`; `None`: this machine's own.
    pub resolv_conf: Option<Vec<u8>>,
    /// Authorities, certificates and keys by the path that asks name.
    pub pem: BTreeMap<PathBuf, Vec<u8>>,
    /// Chains are judged as of this time: seconds since 1970, UTC.
    pub now: u64,
}
