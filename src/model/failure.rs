//! What happens when a server fails, as data.
//!
//! The three servers differ so much that nothing may be assumed: each dialect fills the table from
//! its directives, and rules and questions read it.

use super::value::Millis;
use crate::source::At;

/// Ways in which a server fails a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Failure {
    /// The name does not resolve at run time.
    NameGone,
    /// The name does not resolve when it is looked up once and for all: at start, or before its first use.
    NameUnknown,
    /// A name has to be asked for at run time and nobody is set to be asked.
    NoResolver,
    Refused,
    /// No answer to the connection attempt.
    ConnectTimeout,
    /// The socket file is absent.
    SocketMissing,
    /// The socket file is there, and may not be written to.
    SocketDenied,
    TlsRefused,
    /// The certificate is not signed by a known authority, or out of its dates.
    TlsUntrusted,
    /// The certificate carries another name than the one expected.
    TlsName,
    /// The certificate is to be verified, and no authority is known.
    NoAuthority,
    /// TLS is spoken to a port that does not.
    TlsToPlain,
    /// Plain text is spoken to a port that expects TLS.
    PlainToTls,
    /// No PROXY header is sent to a port that insists on one.
    ProxyHeaderMissing,
    /// A PROXY header is sent to a port that takes it for a request.
    ProxyHeaderUnexpected,
    /// Closed or reset before the reply.
    ClosedEarly,
    /// No reply in time.
    Silent,
    /// The reply is not one in the protocol spoken.
    Garbage,
    /// The reply's head does not fit.
    HeadTooLarge,
    /// The server itself answers 5xx.
    OwnError,
    CutInBody,
    QueueFull,
    /// Every server is marked, switched off or full.
    NoneLeft,
    /// The pool holds no server at all.
    NoServer,
    /// The request comes back to the proxy itself, again and again.
    Loop,
}

impl Failure {
    pub const ALL: [Failure; 25] = [
        Failure::NameGone,
        Failure::NameUnknown,
        Failure::NoResolver,
        Failure::Refused,
        Failure::ConnectTimeout,
        Failure::SocketMissing,
        Failure::SocketDenied,
        Failure::TlsRefused,
        Failure::TlsUntrusted,
        Failure::TlsName,
        Failure::NoAuthority,
        Failure::TlsToPlain,
        Failure::PlainToTls,
        Failure::ProxyHeaderMissing,
        Failure::ProxyHeaderUnexpected,
        Failure::ClosedEarly,
        Failure::Silent,
        Failure::Garbage,
        Failure::HeadTooLarge,
        Failure::OwnError,
        Failure::CutInBody,
        Failure::QueueFull,
        Failure::NoneLeft,
        Failure::NoServer,
        Failure::Loop,
    ];
}

/// Requests that may be repeated, and those that may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MethodClass {
    Repeatable,
    /// POST, LOCK, PATCH: they may have had an effect.
    Effectful,
}

/// What is done after one kind of failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reaction {
    /// Another server of the pool is tried.
    pub another: bool,
    /// The same server is tried again: how often, and after which pause.
    pub again: Option<(u32, Millis)>,
    /// The server counts as failed and may be left out.
    pub marks: bool,
    /// What the client gets when no try is left: "502", "dropped".
    pub status: &'static str,
}

/// The reactions of one (route, pool).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailurePolicy {
    /// By failure, in the order of [`Failure::ALL`], for repeatable and for effectful requests.
    pub reactions: [[Reaction; 2]; Failure::ALL.len()],
    /// Tries at the most, the first included; `None` = one per server.
    pub tries: Option<u32>,
    pub window: Option<Millis>,
    /// How long a marked server is left out.
    pub marked_for: Option<Millis>,
    /// Failures after which a server is marked; `None` = never.
    pub marked_after: Option<u32>,
    /// The line that decides about retries, where one is written.
    pub at: Option<At>,
}

impl FailurePolicy {
    pub fn on(&self, failure: Failure, class: MethodClass) -> Reaction {
        let row = Failure::ALL.iter().position(|f| *f == failure).unwrap_or_default();
        self.reactions[row][(class == MethodClass::Effectful) as usize]
    }
}
