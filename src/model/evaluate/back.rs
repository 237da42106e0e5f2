//! Whether a proxy sends requests to itself: hops that land on its own listeners.

use super::choose::{Matcher, matcher};
use super::{Delivery, Door, Doubt, Known, Reason, Request, Routing, Sent, StepKind, Verdict, World};
use crate::model::{Bind, DialectName, Endpoint, Family, HostPart, PortPart};
use crate::model::{HostKind, NamePattern, Reach, Route, RouteId, Text};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::atomic::Ordering;

/// Whether requests of a route come back to the proxy without end.
#[derive(Clone, Debug)]
pub enum LeadsBack {
    /// This request goes round: it passes these routes in turn; the last of them stands there twice.
    Yes {
        request: Box<Request>,
        way: Vec<Way>,
    },
    No,
    /// What it hangs on.
    Depends(Vec<Reason>),
}

/// One hop of a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    pub route: RouteId,
    pub pass: crate::source::At,
}

/// Hops that are followed at the most.
const HOPS: usize = 24;
/// Paths that are tried for one name at the most.
const PATHS: usize = 48;
/// Lines that requests are held against at the most, of all routes together: in a host that asks thousands of routes
/// in turn, each way costs as many.
const EFFORT: usize = 1 << 20;
/// Visits after which a way counts as endless: a path that loses a segment each time ends before.
const VISITS: usize = 4;

impl<'a> Routing<'a> {
    /// What becomes of a request that was passed on, where one of its servers is this proxy itself;
    /// `Ok(None)`: none is.
    pub fn deliver_hop(&self, sent: &Sent, world: &dyn World) -> Known<Option<Delivery>> {
        for server in &sent.servers {
            let Some(door) = &server.door else { continue };
            let Some(listener) = self.listener(door)? else { continue };
            // A wildcard takes whatever address the machine has; only loopback ones are surely its own.
            let own = match (door, &self.proxy.listeners[listener].endpoint.host) {
                (Door::Ip(address), HostPart::Ip(ip)) => *ip == address.ip() || address.ip().is_loopback(),
                (Door::Ip(address), _) => address.ip().is_loopback(),
                (Door::Unix(_), _) => true,
            };
            if !own {
                continue;
            }
            let request = sent.request(door.clone())?;
            return Ok(Some(self.deliver(&request, world)));
        }
        Ok(None)
    }

    /// More requests were followed than is worth their time: what is left is not looked at.
    pub fn is_spent(&self) -> bool {
        self.effort.load(Ordering::Relaxed) > EFFORT
    }

    /// Follows one request of the route until it leaves the proxy or comes back.
    pub fn leads_back(&self, route: RouteId, world: &dyn World) -> LeadsBack {
        let at = self.proxy.hosts[route.host].at;
        if self.is_spent() {
            return LeadsBack::Depends(vec![Reason {
                doubt: Doubt::NotModelled("more than can be followed"),
                at,
            }]);
        }
        let Some(first) = self.witness(route, world) else {
            let doubt = Doubt::NotModelled("no request was found that reaches the route");
            return LeadsBack::Depends(vec![Reason { doubt, at }]);
        };
        let mut way: Vec<Way> = Vec::new();
        let mut delivery = self.deliver(&first, world);
        for _ in 0..HOPS {
            let forwarded = match delivery.verdict {
                Verdict::Forward(forwarded) => forwarded,
                Verdict::Depends(reasons) => return LeadsBack::Depends(reasons),
                _ => return LeadsBack::No,
            };
            let here = Way { route: forwarded.route, pass: forwarded.pass };
            if way.iter().filter(|known| **known == here).count() + 1 >= VISITS {
                let second = way.iter().enumerate().find(|(index, known)| way[..*index].contains(known));
                let end = second.map_or(way.len(), |(index, _)| index + 1);
                way.truncate(end);
                return LeadsBack::Yes { request: Box::new(first), way };
            }
            way.push(here);
            delivery = match self.deliver_hop(&forwarded.sent, world) {
                Ok(Some(delivery)) => delivery,
                Ok(None) => return LeadsBack::No,
                Err(reasons) => return LeadsBack::Depends(reasons),
            };
        }
        LeadsBack::Depends(vec![Reason {
            doubt: Doubt::NotModelled("a long way through the same proxy"),
            at,
        }])
    }

    /// A request that a route answers, made of the host's addresses, its names and the route's own
    /// matcher; `None` where none was found. Nothing is known of such a request but Host. The route is
    /// reached; what happens in it may still depend.
    pub fn witness(&self, route: RouteId, world: &dyn World) -> Option<Request> {
        if self.proxy.dialect == DialectName::Haproxy {
            return self.witness_of_rules(route, world);
        }
        let host = &self.proxy.hosts[route.host];
        if host.kind != HostKind::Http {
            return None;
        }
        let target = host.routes.get(route.index as usize)?;
        let mut outer = target;
        // One that a section or rule enters has a condition of its own.
        while outer.reach == Reach::Entered
            && let Some(parent) = outer.parent
        {
            outer = host.routes.get(parent as usize)?;
        }
        // What only jumps lead to is reached by requests for the other routes, if at all.
        let paths: Vec<Vec<u8>> = match outer.reach {
            Reach::Client | Reach::Entered => paths(outer),
            _ => host.routes.iter().filter(|other| other.reach == Reach::Client).flat_map(paths).collect(),
        };
        let names = host.names.iter().filter_map(|name| example(&name.pattern));
        let names: Vec<Text> = names.chain([Text::from("x.invalid")]).take(3).collect();
        for bind in host.binds.iter().filter_map(|bind| Some((bind, door(bind)?))) {
            for name in &names {
                for path in paths.iter().take(PATHS) {
                    let mut request = Request::get(bind.1.clone(), name, &super::escape::path(path));
                    request.client = None;
                    request.open = true;
                    if bind.0.tls {
                        request.tls = Some(super::ClientTls { sni: Some(name.clone()), protocols: None });
                    }
                    request.proxy_header = bind.0.proxy_protocol.map(|_| super::ProxyHeader::default());
                    let delivery = self.deliver(&request, world);
                    let lands = delivery.trace.iter().any(|step| {
                        let entered =
                            matches!(step.kind, StepKind::Route | StepKind::Entered | StepKind::Named);
                        entered && step.route == route
                    });
                    if lands {
                        return Some(request);
                    }
                }
            }
        }
        None
    }

    /// The same for a route that a condition chooses: the request has what the condition compares with.
    fn witness_of_rules(&self, route: RouteId, world: &dyn World) -> Option<Request> {
        let host = &self.proxy.hosts[route.host];
        let target = host.routes.get(route.index as usize)?;
        let hints = super::ruled::witness::hints(self.proxy, target);
        let none = || [Text::from("x.invalid")].into_iter();
        let hosts: Vec<Text> = hints.hosts.into_iter().chain(none()).take(PATHS / 8).collect();
        let targets = hints.targets.into_iter().chain([b"/x".to_vec()]).take(8).collect::<Vec<_>>();
        for bind in host.binds.iter().filter_map(|bind| Some((bind, door(bind)?))).take(2) {
            for name in &hosts {
                for path in &targets {
                    let mut request = Request::get(bind.1.clone(), name, path);
                    // Without more headers than these: such a request exists, and that it goes round is enough.
                    request.client = None;
                    request.headers = hints.headers.clone();
                    if let Some(method) = hints.methods.first() {
                        request.method = method.clone();
                    }
                    if bind.0.tls || host.kind != HostKind::Http {
                        let sni = hints.sni.first().unwrap_or(name).clone();
                        request.tls = Some(super::ClientTls { sni: Some(sni), protocols: None });
                    }
                    request.proxy_header = bind.0.proxy_protocol.map(|_| super::ProxyHeader::default());
                    let plain = Request { tls: None, ..request.clone() };
                    let plain = (host.kind != HostKind::Http).then_some(plain);
                    for request in [Some(request), plain].into_iter().flatten() {
                        let delivery = self.deliver(&request, world);
                        let reached =
                            |step: &super::Step| step.kind == StepKind::Route && step.route == route;
                        if delivery.trace.iter().any(reached) {
                            return Some(request);
                        }
                    }
                }
            }
        }
        None
    }
}

/// Paths that a route's own matcher takes.
fn paths(route: &Route) -> Vec<Vec<u8>> {
    match matcher(route) {
        Matcher::Exact(path) => vec![path.to_vec()],
        Matcher::Prefix(path) => vec![[path, b"x"].concat(), path.to_vec()],
        Matcher::Pattern(pattern, _) => match super::sample::sample(&pattern.source) {
            Some(text) if text.starts_with(b"/") => vec![text],
            Some(text) => vec![[b"/x", &text[..]].concat()],
            None => Vec::new(),
        },
        Matcher::Other => vec![b"/x".to_vec()],
    }
}

/// A name that a pattern covers.
fn example(pattern: &NamePattern) -> Option<Text> {
    match pattern {
        NamePattern::Exact(text) | NamePattern::LeadingOrSelf(text) if !text.is_empty() => Some(text.clone()),
        NamePattern::Leading(text) => Some([b"x", &**text].concat().into()),
        NamePattern::Trailing(text) => Some([&**text, b"invalid"].concat().into()),
        _ => None,
    }
}

/// An address by which a listener is reached.
fn door(bind: &Bind) -> Option<Door> {
    let Endpoint { host, port, .. } = &bind.endpoint;
    let ip: IpAddr = match host {
        HostPart::Unix(path) => return Some(Door::Unix(path.clone())),
        HostPart::Ip(ip) if !ip.is_unspecified() => *ip,
        HostPart::Ip(IpAddr::V6(_)) | HostPart::Any(Some(Family::V6)) => Ipv6Addr::LOCALHOST.into(),
        HostPart::Ip(_) | HostPart::Any(_) => Ipv4Addr::LOCALHOST.into(),
        HostPart::Name(name) if name.eq_ignore_case(b"localhost") => Ipv4Addr::LOCALHOST.into(),
        _ => return None,
    };
    let port = match port {
        PortPart::Range(first, _) => *first,
        other => other.number()?,
    };
    Some(Door::Ip(SocketAddr::new(ip, port)))
}
