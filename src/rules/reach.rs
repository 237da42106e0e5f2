//! Where hops lead: what stands at the other end, and who else speaks to it. Indexes are built once per run
//! of a rule, so that thousands of sites stay linear.
//!
//! Must not judge: it tells rules what stands at the other end, and how names and addresses look.

pub(super) use crate::facts::net::is_public;

use super::beside::Reached;
use super::{Cx, cx::Hop, probed};
use crate::model::*;
use crate::source::{At, FileId, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::hash_map::Entry;

/// What a listener's hosts are: all of one kind.
pub(super) fn kind(reached: &Reached) -> HostKind {
    reached.binds.first().map_or(HostKind::Http, |bind| reached.proxy.hosts[bind.host].kind)
}

/// The line that opens a listener.
pub(super) fn line(reached: &Reached) -> Option<At> {
    let bind = reached.binds.first()?;
    reached.proxy.hosts[bind.host].binds.get(bind.index as usize).map(|bind| bind.at)
}

/// A server of a pool that does not speak as the hop does.
#[derive(Clone, Copy, Debug)]
pub(super) struct Clash<'a> {
    pub server: &'a Server,
    /// The own listener that serves the address.
    pub listen: Option<At>,
    /// A probe saw it. Without it and without a listener it is a guess by the port's number.
    pub seen: bool,
    /// Every server of the pool is like this one.
    pub all: bool,
}

/// Finds a server of the hop's pool that is spoken to with or without TLS, as `tls` says, and whose own
/// listener passes `clashes`; else one that a probe saw speak otherwise; else one on a port of `ports` that
/// nobody contradicts.
pub(super) fn clash<'a>(
    cx: &Cx<'a>,
    hop: &Hop<'a>,
    spoken: &Spoken,
    tls: bool,
    clashes: impl Fn(&Server, &Reached) -> bool,
    ports: &[u16],
) -> Option<Clash<'a>> {
    let mut found: Option<Clash> = None;
    let (mut own, mut seen, mut guessed, mut count) = (0, 0, 0, 0);
    for server in active(hop.pool) {
        count += 1;
        let speaks = hop.speaks_to(server);
        // TCP is passed through: TLS, if any, is spoken inside it.
        if speaks.tls != tls || !tls && !carries_http(speaks.protocol) {
            continue;
        }
        let here = cx.listeners_at(hop.proxy, &server.endpoint);
        let guess = matches!(server.endpoint.port, PortPart::Written(port) if ports.contains(&port));
        if let Some(first) = here.first() {
            if here.iter().all(|listener| clashes(server, listener)) {
                own += 1;
                if found.is_none_or(|found| found.listen.is_none()) {
                    found = Some(Clash { server, listen: line(first), seen: false, all: false });
                }
            }
        } else if let Some(otherwise) = probed::speaks_otherwise(cx, hop, server) {
            if otherwise {
                seen += 1;
                if found.is_none_or(|found| found.listen.is_none() && !found.seen) {
                    found = Some(Clash { server, listen: None, seen: true, all: false });
                }
            }
        } else if guess && !spoken.both_ways(hop.proxy_id, &server.endpoint) {
            guessed += 1;
            found = found.or(Some(Clash { server, listen: None, seen: false, all: false }));
        }
    }
    let found = found?;
    let alike = match (found.listen, found.seen) {
        (Some(_), _) => own,
        (None, true) => seen,
        (None, false) => guessed,
    };
    Some(Clash { all: count == alike && hop.pool.closed.is_ok(), ..found })
}

/// An endpoint as a key: names without case, and only ports that are written.
type Place = (ProxyId, HostPart, Option<u16>);

/// A hop and the server of its pool that stands at a place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use<'a> {
    pub hop: Hop<'a>,
    pub server: &'a Server,
}

impl Use<'_> {
    pub(super) fn speaks(&self) -> Speaks {
        self.hop.speaks_to(self.server)
    }
}

/// Who speaks to which address, and how. One hop per pool, protocol and TLS.
#[derive(Debug)]
pub(super) struct Spoken<'a> {
    index: FxHashMap<Place, u32>,
    /// The first use of each protocol, with TLS and without, for each address: thousands of sites may share one. In
    /// the order in which addresses are first met.
    ways: Vec<Ways<'a>>,
}

/// How one address is spoken to: nearly always in one way.
#[derive(Debug)]
struct Ways<'a> {
    first: Spoke<'a>,
    more: Vec<Spoke<'a>>,
}

/// What is spoken, by which of the hops, to which server.
#[derive(Clone, Copy, Debug)]
struct Spoke<'a> {
    speaks: Speaks,
    hop: u32,
    server: &'a Server,
}

impl<'a> Ways<'a> {
    fn all(&self) -> impl Iterator<Item = &Spoke<'a>> {
        std::iter::once(&self.first).chain(&self.more)
    }
}

impl<'a> Spoken<'a> {
    /// `hops`: all of the run; they are named by their places in this list.
    pub(super) fn new(hops: &[Hop<'a>]) -> Self {
        let mut spoken = Spoken { index: FxHashMap::default(), ways: Vec::new() };
        let mut seen = FxHashSet::default();
        for (hop, number) in hops.iter().zip(0..).filter(|(hop, _)| hop.target.when == When::Always) {
            if !seen.insert((hop.proxy_id, hop.target.pool, hop.target.protocol, hop.target.tls)) {
                continue;
            }
            for server in &hop.pool.servers {
                let Some(place) = place(hop.proxy_id, &server.endpoint) else { continue };
                let spoke = Spoke { speaks: hop.speaks_to(server), hop: number, server };
                match spoken.index.entry(place) {
                    Entry::Vacant(new) => {
                        new.insert(spoken.ways.len() as u32);
                        spoken.ways.push(Ways { first: spoke, more: Vec::new() });
                    }
                    Entry::Occupied(known) => {
                        let ways = &mut spoken.ways[*known.get() as usize];
                        if ways.all().all(|known| known.speaks != spoke.speaks) {
                            ways.more.push(spoke);
                        }
                    }
                }
            }
        }
        spoken
    }

    fn at(&self, proxy: ProxyId, endpoint: &Endpoint) -> Option<&Ways<'a>> {
        self.ways.get(*self.index.get(&place(proxy, endpoint)?)? as usize)
    }

    /// How this address is spoken to, each way with the first who does; `hops` as in [`Spoken::new`].
    pub(super) fn ways(
        &self,
        hops: &[Hop<'a>],
        proxy: ProxyId,
        endpoint: &Endpoint,
    ) -> impl Iterator<Item = (Speaks, Use<'a>)> {
        let named =
            |spoke: &Spoke<'a>| (spoke.speaks, Use { hop: hops[spoke.hop as usize], server: spoke.server });
        self.at(proxy, endpoint).into_iter().flat_map(Ways::all).map(named)
    }

    /// Addresses that are spoken to in several ways, each way with the first who does; `hops` as in [`Spoken::new`].
    pub(super) fn several(&self, hops: &[Hop<'a>]) -> impl Iterator<Item = Vec<Use<'a>>> {
        let several = self.ways.iter().filter(|ways| !ways.more.is_empty());
        let named = |spoke: &Spoke<'a>| Use { hop: hops[spoke.hop as usize], server: spoke.server };
        several.map(move |ways| ways.all().map(named).collect())
    }

    /// The address is spoken to both with TLS and without.
    pub(super) fn both_ways(&self, proxy: ProxyId, endpoint: &Endpoint) -> bool {
        let all = self.at(proxy, endpoint).into_iter().flat_map(Ways::all).map(|spoke| spoke.speaks);
        let mut uses = all.filter(|speaks| carries_http(speaks.protocol));
        let first = uses.next().map(|speaks| speaks.tls);
        first.is_some_and(|tls| uses.any(|speaks| speaks.tls != tls))
    }
}

fn place(proxy: ProxyId, endpoint: &Endpoint) -> Option<Place> {
    let host = match &endpoint.host {
        HostPart::Name(name) => HostPart::Name(Text::from(name.to_ascii_lowercase())),
        host @ (HostPart::Ip(_) | HostPart::Unix(_)) => host.clone(),
        _ => return None,
    };
    match endpoint.port {
        PortPart::Written(port) => Some((proxy, host, Some(port))),
        PortPart::None if endpoint.unix().is_some() => Some((proxy, host, None)),
        _ => None,
    }
}

/// HTTP in any version: one port may take all of them.
pub(super) fn carries_http(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::Http | Protocol::Grpc | Protocol::H2c)
}

/// Servers that are not switched off.
pub(super) fn active(pool: &Pool) -> impl Iterator<Item = &Server> {
    pool.servers.iter().filter(|server| server.disabled.is_none() && server.when == When::Always)
}

/// Host and port of an endpoint, as written.
pub(super) fn address_span(endpoint: &Endpoint) -> Span {
    endpoint.port_span.map_or(endpoint.host_span, |port| endpoint.host_span.to(port))
}

/// Host and port of an endpoint, fit for a message.
pub(super) fn address(cx: &Cx, proxy: &Proxy, endpoint: &Endpoint) -> String {
    cx.show_at(proxy, address_span(endpoint))
}

/// The word that tells how a server is spoken to. Where each server says so itself it stands on its line;
/// else it is the target's, for all of them or for the address of one.
pub(super) fn spoken_at(hop: &Hop, server: &Server, all: bool) -> At {
    if server.speaks.is_some() {
        // A switch that counts for more than this server is not what tells.
        let speaks = hop.speaks_to(server);
        let own = server.own.map(|own| hop.proxy.groups[own].hop(speaks.protocol));
        let own = own.and_then(|own| hop.proxy.tls[own.tls].enabled.at()).filter(|_| speaks.tls);
        return own.unwrap_or(At { span: address_span(&server.endpoint), ..server.endpoint.at });
    }
    let span = if all { scheme_or_host(hop) } else { address_span(&server.endpoint) };
    At { span, ..hop.target.at }
}

/// The target as a help text names it: its own text, or the address where servers speak for themselves.
pub(super) fn addressed(cx: &Cx, hop: &Hop, server: &Server) -> String {
    match server.speaks {
        Some(_) => {
            let written = cx.show_at(hop.proxy, server.endpoint.at);
            let written = written.trim_matches(['"', '\'']);
            // A server may be written as a URL.
            written.split_once("://").map_or(written, |(_, rest)| rest).to_owned()
        }
        None => rest_of_target(cx, hop),
    }
}

/// A target from its host on, path and all, fit for a help text.
pub(super) fn rest_of_target(cx: &Cx, hop: &Hop) -> String {
    let (host, word) = (hop.target.host_span, hop.target.at.span);
    let span = if word.contains(host) { Span { end: word.end, ..host } } else { host };
    cx.show_at(hop.proxy, span).trim_end_matches(['"', '\'']).to_owned()
}

/// The word that tells how a target is spoken to: its scheme, else its host.
pub(super) fn scheme_or_host(hop: &Hop) -> Span {
    hop.target.scheme_span.unwrap_or(hop.target.host_span)
}

/// The word by which TLS is spoken to a server: the target's scheme, else where the certificate's check is set.
pub(super) fn tls_word(hop: &Hop, server: &Server) -> At {
    match hop.target.scheme_span {
        Some(span) => At { span, ..hop.target.at },
        None => {
            let verify = hop.of(server, |proxy, groups| &proxy.tls[groups.tls].verify);
            verify.at().unwrap_or(server.endpoint.at)
        }
    }
}

/// Files with an include that could not be read and may hold settings: nothing that nobody wrote there is
/// known to be absent.
#[derive(Debug)]
pub(super) struct Unread(FxHashSet<(ProxyId, FileId)>);

/// Files that servers ship and that hold no setting of a hop.
const INERT: [&[u8]; 6] =
    [b"mime.types", b"fastcgi_params", b"fastcgi.conf", b"uwsgi_params", b"scgi_params", b"modules"];

impl Unread {
    pub(super) fn new(cx: &Cx) -> Self {
        let mut files = FxHashSet::default();
        for (id, proxy) in cx.proxies() {
            for remark in &proxy.remarks {
                if let RemarkKind::IncludeUnread { pattern, .. } = &remark.kind
                    && !INERT.iter().any(|inert| pattern.windows(inert.len()).any(|part| part == *inert))
                {
                    files.insert((id, remark.at.span.file));
                    files.extend(cx.sources.chain(remark.at.via).map(|span| (id, span.file)));
                }
            }
        }
        Unread(files)
    }

    /// Something unread may count for this hop.
    pub(super) fn touches(&self, hop: &Hop) -> bool {
        !self.0.is_empty()
            && [hop.forward.at, hop.route.at, hop.host.at]
                .iter()
                .any(|at| self.0.contains(&(hop.proxy_id, at.span.file)))
    }

    /// Something in this proxy was not read.
    pub(super) fn any(&self, proxy: ProxyId) -> bool {
        self.0.iter().any(|(id, _)| *id == proxy)
    }
}
