//! What probes tell of servers. Everything here is silent where nothing was asked.
//!
//! Must not judge: it sums up answers, and puts them into words that all servers share.

use super::cx::Hop;
use super::{Cx, reach};
use crate::facts::net::{Cure, Peer, PeerCertificate, Reach, Shook, Spoken};
use crate::model::*;
use rustc_hash::FxHashSet;

/// Ways in which a connection fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Fault {
    Refused,
    NoRoute,
    NoAnswer,
}

/// What is known of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It accepts connections, at least on one of its addresses.
    Open,
    /// It accepts none; the address that shows it.
    Dead(Fault, Peer),
    Unknown,
}

/// How a connection failed, where it did.
pub(super) fn fault(reach: &Reach) -> Option<Fault> {
    match reach {
        Reach::Refused => Some(Fault::Refused),
        Reach::NoRoute => Some(Fault::NoRoute),
        Reach::NoAnswer => Some(Fault::NoAnswer),
        // A file that is missing, or may not be opened, is other rules' affair.
        Reach::Open | Reach::Missing | Reach::Denied | Reach::Undecided { .. } => None,
    }
}

pub(super) fn state<'a>(cx: &Cx<'a>, hop: &Hop<'a>, server: &'a Server) -> State {
    let net = &cx.facts.net;
    let peers = hop.way(server).peers(net);
    let mut first = None;
    let mut unknown = peers.is_empty();
    for peer in peers {
        match net.reach(&peer) {
            Some(Reach::Open) => return State::Open,
            reach => match reach.and_then(fault) {
                Some(fault) => first = first.or(Some((fault, peer))),
                None => unknown = true,
            },
        }
    }
    match first {
        Some((fault, peer)) if !unknown => State::Dead(fault, peer),
        _ => State::Unknown,
    }
}

/// The server as written, with the address that its name came to: "app:80 (10.0.0.5)".
pub(super) fn shown(cx: &Cx, proxy: &Proxy, server: &Server, peer: &Peer) -> String {
    let written = reach::address(cx, proxy, &server.endpoint);
    match peer {
        Peer::Tcp(address) if server.endpoint.name().is_some() => format!("{written} ({})", address.ip()),
        _ => written,
    }
}

/// "on every request", or "whenever this server is tried".
pub(super) fn when(all: bool) -> &'static str {
    if all { "on every request" } else { "whenever this server is tried" }
}

/// What came of a handshake with a server; `None` where its addresses differ, or one is not known.
pub(super) fn shook<'a>(cx: &Cx<'a>, hop: &Hop<'a>, server: &'a Server) -> Option<&'a Shook> {
    let (net, way) = (&cx.facts.net, hop.way(server));
    let peers = way.peers(net);
    let mut answers = peers.iter().map(|peer| net.handshake(&way, peer));
    let first = answers.next()??;
    answers.all(|other| other == Some(first)).then_some(first)
}

/// What a server speaks to which plain HTTP is spoken; `None` as above.
pub(super) fn spoken<'a>(cx: &Cx<'a>, hop: &Hop<'a>, server: &'a Server) -> Option<&'a Spoken> {
    let (net, way) = (&cx.facts.net, hop.way(server));
    let peers = way.peers(net);
    let mut answers = peers.iter().map(|peer| net.spoken(&way, peer));
    let first = answers.next()??;
    answers.all(|other| other == Some(first)).then_some(first)
}

/// A change in what goes before the conversation with which a server talks, and without which it does not.
pub(super) fn cure<'a>(cx: &Cx<'a>, hop: &Hop<'a>, server: &'a Server) -> Option<Cure> {
    let by_tls = shook(cx, hop, server).and_then(|shook| match shook {
        Shook::Plain { cure, .. } | Shook::Closed { cure } | Shook::Alert { cure, .. } => *cure,
        _ => None,
    });
    by_tls.or_else(|| match spoken(cx, hop, server) {
        Some(Spoken::Closed { cure }) => Some(*cure),
        _ => None,
    })
}

/// Whether a server speaks TLS where none is spoken to it, or the reverse; `None` where no probe tells.
pub(super) fn speaks_otherwise<'a>(cx: &Cx<'a>, hop: &Hop<'a>, server: &'a Server) -> Option<bool> {
    if cx.facts.net.is_empty() {
        return None;
    }
    match hop.speaks_to(server).tls {
        true => match shook(cx, hop, server)? {
            // Behind a PROXY header it may speak TLS after all.
            Shook::Plain { cure, .. } => Some(!matches!(cure, Some(Cure::ProxyHeader | Cure::NoProxyHeader))),
            Shook::Accepted { .. } | Shook::Alert { .. } => Some(false),
            Shook::Closed { .. } | Shook::NoAnswer | Shook::Undecided { .. } => None,
        },
        false => match spoken(cx, hop, server)? {
            Spoken::Tls => Some(true),
            Spoken::Plain => Some(false),
            Spoken::Closed { .. } | Spoken::Undecided { .. } => None,
        },
    }
}

/// Certificates that servers showed in a handshake which checks dates; once per server and target.
pub(super) fn each_certificate<'a>(
    cx: &Cx<'a>,
    mut visit: impl FnMut(&Hop<'a>, &'a Server, &'a PeerCertificate),
) {
    if cx.facts.net.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets().iter().filter(|hop| hop.target.when == When::Always) {
        for server in reach::active(hop.pool).filter(|server| hop.speaks_to(server).tls) {
            let dates = hop.of(server, |proxy, groups| &proxy.tls[groups.tls].checks_dates);
            let verify = hop.of(server, |proxy, groups| &proxy.tls[groups.tls].verify);
            let checks = if dates.is_unset() { verify } else { dates };
            if !checks.always(|checks| *checks)
                || !seen.insert((hop.proxy_id, hop.target.at.span, server.endpoint.at.span))
            {
                continue;
            }
            if let Some(Shook::Accepted { certificates, .. }) = shook(cx, hop, server)
                && let Some(own) = certificates.first()
            {
                visit(hop, server, own);
            }
        }
    }
}
