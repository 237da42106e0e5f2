//! Requests followed from one proxy of the run to the next: what is sent, and what becomes of it there.
//!
//! One request per hop, made of the route's own matcher. Must not judge.

use super::{Cx, Hop, Reached, reach};
use crate::model::evaluate::{Delivery, Door, Forwarded, NoWorld, Request, Routing, StepKind, Verdict, Way};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Hops that are followed at the most, and proxies on one way.
const MOST: usize = 2_000;
const LONGEST: usize = 24;
/// Visits after which a way counts as endless: a path that loses a segment each time ends before.
const VISITS: usize = 4;

/// A hop that ends at a listener of the run.
#[derive(Debug)]
pub struct Next<'a> {
    pub hop: Hop<'a>,
    pub server: &'a Server,
    pub reached: Reached<'a>,
    /// The client's request.
    pub first: Request,
    /// The request that the next proxy gets.
    pub request: Request,
    pub delivery: Delivery,
}

impl Next<'_> {
    /// The host that takes the request at the next proxy.
    pub fn host(&self) -> Option<HostId> {
        host(&self.delivery)
    }

    /// The route that answers it there.
    pub fn route(&self) -> Option<RouteId> {
        self.delivery.trace.iter().rev().find(|step| step.kind == StepKind::Route).map(|step| step.route)
    }
}

pub(super) fn host(delivery: &Delivery) -> Option<HostId> {
    delivery.trace.iter().find(|step| step.kind == StepKind::Host).map(|step| step.route.host)
}

/// Indexes of the proxies, each built when it is first asked for.
pub(super) struct Routings<'a>(FxHashMap<ProxyId, Routing<'a>>);

impl<'a> Routings<'a> {
    pub(super) fn new() -> Self {
        Routings(FxHashMap::default())
    }

    pub(super) fn of(&mut self, id: ProxyId, proxy: &'a Proxy) -> &Routing<'a> {
        self.0.entry(id).or_insert_with(|| proxy.routing())
    }
}

/// Every hop that ends at a listener of the run, with one request that goes there.
pub(super) fn nexts<'a>(cx: &Cx<'a>) -> Vec<Next<'a>> {
    let mut routings = Routings::new();
    let mut found = Vec::new();
    for hop in cx.targets() {
        if found.len() >= MOST || !reach::carries_http(hop.target.protocol) {
            continue;
        }
        let server = reach::active(hop.pool).find_map(|server| {
            let reached = *cx.listeners_at(hop.proxy, &server.endpoint).first()?;
            Some((server, reached))
        });
        let Some((server, reached)) = server else { continue };
        let routing = routings.of(hop.proxy_id, hop.proxy);
        let Some(first) = routing.witness(hop.route_id, &NoWorld) else { continue };
        let Verdict::Forward(forwarded) = routing.deliver(&first, &NoWorld).verdict else { continue };
        if forwarded.route != hop.route_id || forwarded.sent.pool != Some(hop.target.pool) {
            continue;
        }
        let Some(request) = passed_on(&forwarded, &reached) else { continue };
        let delivery = routings.of(reached.proxy_id, reached.proxy).deliver(&request, &NoWorld);
        found.push(Next { hop: *hop, server, reached, first, request, delivery });
    }
    found
}

/// The request as the listener reads it; `None` where it hangs on open facts.
fn passed_on(forwarded: &Forwarded, reached: &Reached) -> Option<Request> {
    forwarded.sent.request(door(&reached.endpoint)?).ok()
}

fn door(endpoint: &Endpoint) -> Option<Door> {
    let ip: IpAddr = match &endpoint.host {
        HostPart::Unix(path) => return Some(Door::Unix(path.clone())),
        HostPart::Ip(ip) if !ip.is_unspecified() => *ip,
        HostPart::Ip(IpAddr::V6(_)) | HostPart::Any(Some(Family::V6)) => Ipv6Addr::LOCALHOST.into(),
        HostPart::Ip(_) | HostPart::Any(_) => Ipv4Addr::LOCALHOST.into(),
        HostPart::Name(name) if name.eq_ignore_case(b"localhost") => Ipv4Addr::LOCALHOST.into(),
        _ => return None,
    };
    Some(Door::Ip(SocketAddr::new(ip, endpoint.port.number()?)))
}

/// The proxies and routes that the request passes again and again, where it comes back to its first route without end
/// by way of another proxy.
pub(super) fn round<'a>(
    cx: &Cx<'a>,
    next: &Next<'a>,
    routings: &mut Routings<'a>,
) -> Option<Vec<(ProxyId, Way)>> {
    let start = (next.hop.proxy_id, next.hop.route_id);
    let mut way = vec![(next.hop.proxy_id, Way { route: next.hop.route_id, pass: next.hop.forward.at })];
    let mut at = next.reached;
    let mut delivery = next.delivery.clone();
    for _ in 0..LONGEST {
        let Verdict::Forward(forwarded) = delivery.verdict else { return None };
        let here = (at.proxy_id, Way { route: forwarded.route, pass: forwarded.pass });
        let visits = way.iter().filter(|(id, known)| (*id, known.route) == start).count();
        if (here.0, here.1.route) == start && visits + 1 >= VISITS {
            let end = way.iter().skip(1).position(|(id, known)| (*id, known.route) == start);
            way.truncate(end.map_or(way.len(), |end| end + 1));
            return Some(way);
        }
        way.push(here);
        let pool = &at.proxy.pools[forwarded.sent.pool?];
        let server = reach::active(pool).next()?;
        let reached = *cx.listeners_at(at.proxy, &server.endpoint).first()?;
        let request = passed_on(&forwarded, &reached)?;
        delivery = routings.of(reached.proxy_id, reached.proxy).deliver(&request, &NoWorld);
        at = reached;
    }
    None
}
