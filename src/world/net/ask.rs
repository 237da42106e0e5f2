//! Questions to the network and their answers, as plain data: the form in which they are saved and replayed.
//!
//! Must not judge: an answer tells what was seen. What could not be found out is `Undecided`, with the reason.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::str::FromStr;

/// The other end of a connection. Written `10.0.0.5:80`, `[::1]:80` or `unix:/run/app.sock`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Peer {
    Tcp(SocketAddr),
    Unix(PathBuf),
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Peer::Tcp(address) => write!(f, "{address}"),
            Peer::Unix(path) => write!(f, "unix:{}", path.display()),
        }
    }
}

impl FromStr for Peer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.strip_prefix("unix:") {
            Some(path) => Ok(Peer::Unix(path.into())),
            None => text.parse().map(Peer::Tcp).map_err(|_| {
                format!("`{text}` is no peer such as 10.0.0.5:80, [::1]:80 or unix:/run/app.sock")
            }),
        }
    }
}

impl TryFrom<String> for Peer {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Peer> for String {
    fn from(peer: Peer) -> String {
        peer.to_string()
    }
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ask {
    Resolve(Resolve),
    NameServer(NameServer),
    Connect(Peer),
    Handshake(Handshake),
    Plain(Plain),
    Check(Check),
}

/// Its answer, of the same kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Resolve(Resolved),
    NameServer(Reach),
    Connect(Reach),
    Handshake(Shook),
    Plain(Spoken),
    Check(Checked),
}

/// Which addresses does a name have?
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Resolve {
    /// In lower case.
    pub name: String,
    #[serde(default, skip_serializing_if = "Via::is_system")]
    pub through: Via,
    /// Addresses of this family do not count.
    #[serde(default, skip_serializing_if = "is_false")]
    pub without_v4: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub without_v6: bool,
}

/// Who is asked for a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Via {
    /// Whatever programs of the machine ask: hosts file, search domains, `resolv.conf`.
    #[default]
    System,
    /// These name servers, without hosts file and search domains.
    Servers(Vec<SocketAddr>),
}

impl Via {
    fn is_system(&self) -> bool {
        *self == Via::System
    }
}

fn is_false(value: &bool) -> bool {
    !*value
}

/// What is known of a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Resolved {
    /// Sorted, at most 64.
    Addresses {
        addresses: Vec<IpAddr>,
    },
    /// NXDOMAIN.
    NoSuchName,
    /// The name exists and has no address.
    NoAddress,
    /// It has addresses of the other family alone.
    OtherFamily {
        addresses: Vec<IpAddr>,
    },
    /// The name server could not tell: SERVFAIL, REFUSED and the like.
    ServerFailed {
        code: String,
    },
    NoAnswer,
    Undecided {
        why: String,
    },
}

/// Does a name server answer at all?
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NameServer {
    pub address: SocketAddr,
}

/// How far a connection came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Reach {
    /// Connected, or answered.
    Open,
    /// Nobody listens.
    Refused,
    /// No way to the host or network.
    NoRoute,
    NoAnswer,
    /// Nothing at the socket's path.
    Missing,
    /// Not allowed: a socket's mode, a firewall.
    Denied,
    Undecided {
        why: String,
    },
}

/// What comes of a TLS handshake as the proxy would make it?
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Handshake {
    pub to: Peer,
    /// A PROXY header is sent first.
    #[serde(default, skip_serializing_if = "is_false")]
    pub proxy_header: bool,
    /// SNI.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_name: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub alpn: Vec<String>,
    /// TLS versions offered: "1.2", "1.3"; empty = both.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<String>,
    /// Authorities by which the chain is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ca: Option<PathBuf>,
    /// The name by which the certificate is judged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_name: Option<String>,
    /// Shown where one is asked for; the certificate's path and the key's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<(PathBuf, PathBuf)>,
    /// A name to try as SNI where the handshake fails without one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
}

/// What came of a handshake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Shook {
    #[serde(rename_all = "kebab-case")]
    Accepted {
        version: String,
        /// As shown, the server's own first; at most 8.
        certificates: Vec<PeerCertificate>,
        /// By the authorities of the ask, dates left aside.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trust: Option<Trust>,
        /// The certificate covers the expected name.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        covers_name: Option<bool>,
    },
    /// An alert ended it.
    Alert {
        alert: Alert,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cure: Option<Cure>,
    },
    /// Answered by something that is no TLS.
    Plain {
        /// The first characters of the answer.
        #[serde(default)]
        says: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cure: Option<Cure>,
    },
    /// Closed without an answer.
    Closed {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        cure: Option<Cure>,
    },
    NoAnswer,
    Undecided {
        why: String,
    },
}

/// A change with which a second try succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cure {
    ServerName,
    ProxyHeader,
    NoProxyHeader,
}

/// Reasons for which a peer ends a handshake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Alert {
    /// No such server name, or none given.
    ServerName,
    /// It wants a client certificate.
    CertificateRequired,
    /// It does not accept the one shown.
    CertificateRefused,
    /// None of the versions offered.
    Version,
    /// Nothing in common: versions, ciphers, or a server name that is missing.
    NoAgreement,
    Other,
}

/// Whether a chain ends at an authority that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Trust {
    Trusted,
    Untrusted,
    /// Its form is one that this program cannot judge.
    Undecided,
}

/// A certificate that a peer showed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct PeerCertificate {
    /// Common name of the subject, may be empty.
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub issuer: String,
    /// DNS names it covers.
    #[serde(default)]
    pub names: Vec<String>,
    /// Seconds since 1970, UTC.
    pub not_before: i64,
    pub not_after: i64,
}

/// What does a port speak that is taken for plain HTTP?
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Plain {
    pub to: Peer,
    #[serde(default, skip_serializing_if = "is_false")]
    pub proxy_header: bool,
    /// The Host of the requests that settle a doubt.
    #[serde(default)]
    pub host: String,
}

/// What a port speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Spoken {
    /// Nothing speaks against plain HTTP.
    Plain,
    /// TLS, and no plain HTTP beside it.
    Tls,
    /// HTTP is answered only after this change.
    Closed {
        cure: Cure,
    },
    Undecided {
        why: String,
    },
}

/// What does a health check's request bring?
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Check {
    pub to: Peer,
    #[serde(default, skip_serializing_if = "is_false")]
    pub proxy_header: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub tls: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server_name: Option<String>,
    pub method: String,
    pub uri: String,
    /// "1.0" or "1.1".
    pub version: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

/// What the request brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "kebab-case")]
pub enum Checked {
    Status {
        status: u16,
    },
    /// Not the beginning of an HTTP reply.
    Garbage,
    Closed,
    NoAnswer,
    /// The TLS handshake before it failed.
    NoTls,
    Undecided {
        why: String,
    },
}
