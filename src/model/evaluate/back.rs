//! Whether a proxy sends requests to itself: hops that land on its own listeners.

use super::choose::{Matcher, matcher};
use super::{Delivery, Door, Known, Request, Routing, Sent, Verdict, World};
use crate::model::{Bind, Endpoint, Family, HostPart, PortPart};
use crate::model::{HostKind, NamePattern, RouteId, Text};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Whether requests of a route come back to it.
#[derive(Clone, Debug)]
pub enum LeadsBack {
    /// This request comes back: it passes these routes in turn, the last one is the first again.
    Yes {
        request: Box<Request>,
        way: Vec<Way>,
    },
    No,
    /// What it hangs on.
    Depends(Vec<super::Reason>),
}

/// One hop of a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Way {
    pub route: RouteId,
    pub pass: crate::source::At,
}

/// Hops that are followed at the most.
const HOPS: usize = 8;

impl<'a> Routing<'a> {
    /// What becomes of a request that was passed on, where one of its servers is this proxy itself;
    /// `Ok(None)`: none is.
    pub fn deliver_hop(&'a self, sent: &Sent, world: &dyn World) -> Known<Option<Delivery>> {
        for server in &sent.servers {
            let Some(door) = &server.door else { continue };
            if self.listener(door)?.is_none() {
                continue;
            }
            let request = sent.request(door.clone())?;
            return Ok(Some(Routing::deliver_owned(self, &request, world)));
        }
        Ok(None)
    }

    fn deliver_owned(&self, request: &Request, world: &dyn World) -> Delivery {
        self.deliver(request, world)
    }

    /// Follows one request of the route until it leaves the proxy or comes back.
    pub fn leads_back(&'a self, route: RouteId, world: &dyn World) -> LeadsBack {
        let Some(first) = self.witness(route, world) else {
            return LeadsBack::No;
        };
        let mut way: Vec<Way> = Vec::new();
        let mut delivery = self.deliver_owned(&first, world);
        for _ in 0..HOPS {
            let forwarded = match delivery.verdict {
                Verdict::Forward(forwarded) => forwarded,
                Verdict::Depends(reasons) => return LeadsBack::Depends(reasons),
                _ => return LeadsBack::No,
            };
            let here = Way { route: forwarded.route, pass: forwarded.pass };
            if way.contains(&here) {
                way.push(here);
                return LeadsBack::Yes { request: Box::new(first), way };
            }
            way.push(here);
            delivery = match self.deliver_hop(&forwarded.sent, world) {
                Ok(Some(delivery)) => delivery,
                Ok(None) => return LeadsBack::No,
                Err(reasons) => return LeadsBack::Depends(reasons),
            };
        }
        LeadsBack::No
    }

    /// A request that a route answers, made of the host's addresses, its names and the route's own
    /// matcher; `None` where none was found. Nothing is known of such a request but Host.
    pub fn witness(&'a self, route: RouteId, world: &dyn World) -> Option<Request> {
        let host = &self.proxy.hosts[route.host];
        if host.kind != HostKind::Http {
            return None;
        }
        let target = host.routes.get(route.index as usize)?;
        let mut outer = target;
        while outer.reach == crate::model::Reach::Entered {
            outer = host.routes.get(outer.parent? as usize)?;
        }
        let paths: Vec<Vec<u8>> = match matcher(outer) {
            Matcher::Exact(path) => vec![path.to_vec()],
            Matcher::Prefix(path) => vec![[path, b"x"].concat(), path.to_vec()],
            Matcher::Pattern(..) | Matcher::Other => vec![b"/x".to_vec()],
        };
        let names = host.names.iter().filter_map(|name| example(&name.pattern));
        let names: Vec<Text> = names.chain([Text::from("x.invalid")]).take(3).collect();
        for bind in host.binds.iter().filter_map(|bind| Some((bind, door(bind)?))) {
            for name in &names {
                for path in &paths {
                    let mut request = Request::get(bind.1.clone(), name, &super::escape::path(path));
                    request.client = None;
                    request.open = true;
                    if bind.0.tls {
                        request.tls = Some(super::ClientTls { sni: Some(name.clone()) });
                    }
                    request.proxy_header = bind.0.proxy_protocol.map(|_| super::ProxyHeader::default());
                    let delivery = self.deliver_owned(&request, world);
                    let lands = match &delivery.verdict {
                        Verdict::Forward(forwarded) => forwarded.route == route,
                        Verdict::Answer(answered) => answered.route == Some(route),
                        _ => false,
                    };
                    if lands {
                        return Some(request);
                    }
                }
            }
        }
        None
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
