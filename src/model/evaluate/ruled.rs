//! Servers that work on a request by lists of rules, phase by phase (HAProxy): the first rule that fits
//! chooses a pool, whose own rules follow.
//!
//! The order, as checked on the running server: rules on the connection (they see the real peer), the PROXY
//! header, TLS, rules on the session, rules on content, the monitor's path, rules on the request, the
//! statistics page, redirects, the choice; then the pool's rules on content and on the request, its
//! redirects, the servers that it names by rule, its cookie, its balance. Conditions see the request as it
//! stands at that moment.

mod act;
mod content;
mod convert;
mod fit;
mod normalise;
mod serve;
mod state;
mod values;
pub(super) mod witness;

use super::names::Routing;
use super::{Answered, Delivery, Door, Doubt, Known, Reason, Request, Step, StepKind, Verdict, World, open};
use crate::model::{
    Action, Bind, Forward, HostId, HostKind, PoolId, Route, RouteId, Template, Text, VirtualHost, Why,
};
use crate::source::At;
use act::Ended;
use state::State;

/// Conditions that use each other at the most.
const DEPTH: u8 = 24;

/// A request on its way.
#[derive(Clone)]
struct Course<'a> {
    routing: &'a Routing<'a>,
    world: &'a dyn World,
    request: &'a Request,
    host_id: HostId,
    bind: &'a Bind,
    state: State,
    /// The route that was chosen.
    route: Option<u32>,
    pool: Option<PoolId>,
    depth: u8,
    trace: Vec<Step>,
}

pub(super) fn deliver(
    routing: &Routing<'_>,
    world: &dyn World,
    request: &Request,
    listener: usize,
    host: HostId,
) -> Delivery {
    let depends = |reasons| Delivery { verdict: Verdict::Depends(reasons), trace: Vec::new() };
    let binds = &routing.proxy.listeners[listener].binds;
    let at = routing.proxy.hosts[host].at;
    if binds.iter().any(|bind| bind.host != host) {
        // The kernel spreads connections over the sockets.
        let doubt = Doubt::NotModelled("an address that several frontends share");
        return depends(vec![Reason { doubt, at }]);
    }
    let bind = binds.first().and_then(|bind| routing.proxy.hosts[host].binds.get(bind.index as usize));
    let Some(bind) = bind else {
        return depends(vec![Reason { doubt: Doubt::NotModelled("a host without a listener"), at }]);
    };
    let mut course = Course {
        routing,
        world,
        request,
        host_id: host,
        bind,
        state: State::new(request),
        route: None,
        pool: None,
        depth: 0,
        trace: Vec::new(),
    };
    let verdict = course.travel().unwrap_or_else(Verdict::Depends);
    Delivery { verdict, trace: course.trace }
}

impl<'a> Course<'a> {
    fn host(&self) -> &'a VirtualHost {
        &self.routing.proxy.hosts[self.host_id]
    }

    fn is_http(&self) -> bool {
        self.host().kind == HostKind::Http
    }

    fn fallback(&self) -> Option<&'a Route> {
        let host = self.host();
        host.routes.get(host.fallback as usize)
    }

    fn note(&mut self, kind: StepKind, at: At) {
        let host = self.host();
        let route = RouteId { host: self.host_id, index: self.route.unwrap_or(host.fallback) };
        self.trace.push(Step { kind, at, route });
    }

    fn travel(&mut self) -> Known<Verdict> {
        let host = self.host();
        if let Some(at) = host.unread.first() {
            return open(Doubt::Value(Why::UnreadInclude), *at);
        }
        if let Some(ended) = self.run(&host.steps, Some(true))? {
            return self.ended(ended, host.at);
        }
        if let Some(verdict) = self.connect()? {
            return Ok(verdict);
        }
        self.note(StepKind::Host, host.at);
        if let Some(ended) = self.run(&host.steps, Some(false))? {
            return self.ended(ended, host.at);
        }
        let (index, route) = self.choose()?;
        let Some(route) = route else { return self.fails(503, host.at) };
        self.route = Some(index);
        self.note(StepKind::Route, route.at);
        match &route.action {
            Action::Forward(forward) => self.forward(route, forward),
            Action::Answer(answer) => {
                let answered = self.answer(answer, route.at)?;
                self.ended(answered, route.at)
            }
            Action::Opaque(why) => open(Doubt::Value(*why), route.at),
            Action::Local(_) | Action::Decline => self.fails(503, host.at),
        }
    }

    /// The PROXY header, TLS and the request's head.
    fn connect(&mut self) -> Known<Option<Verdict>> {
        let bind = self.bind;
        let request = self.request;
        if let Some(at) = bind.proxy_protocol {
            match &request.proxy_header {
                None => return Ok(Some(Verdict::Dropped { at: bind.at })),
                Some(header) => self.state.believe(header, at)?,
            }
        }
        match (&request.tls, bind.tls) {
            (None, true) => return Ok(Some(Verdict::Dropped { at: bind.at })),
            (Some(tls), true) => {
                if bind.strict_names {
                    if tls.sni.is_none() {
                        return Ok(Some(Verdict::Refused { at: Some(bind.at) }));
                    }
                    return open(Doubt::NotModelled("the names of the certificates"), bind.at);
                }
                let server_tls = &self.routing.proxy.server_tls[self.host().server_tls];
                if server_tls.client_verify.get() == Some(true) {
                    let at = server_tls.client_verify.at().unwrap_or(bind.at);
                    return open(Doubt::Client("the certificate"), at);
                }
            }
            (Some(_), false) if self.is_http() => return Ok(Some(Verdict::Refused { at: None })),
            _ => {}
        }
        if self.is_http() {
            if bind.proxy_protocol.is_none() && request.proxy_header.is_some() {
                return Ok(Some(self.bad_request()));
            }
            if !self.state.read_head(request) {
                return Ok(Some(self.bad_request()));
            }
        }
        Ok(None)
    }

    fn bad_request(&self) -> Verdict {
        self.answered(400, self.host().at, None)
    }

    fn answered(&self, status: u16, at: At, location: Option<Vec<u8>>) -> Verdict {
        let route = self.route.map(|index| RouteId { host: self.host_id, index });
        Verdict::Answer(Answered {
            status,
            at,
            host: self.host_id,
            route,
            location: location.map(Text::from),
        })
    }

    /// What a rule that ends the work comes to.
    fn ended(&mut self, ended: Ended, _at: At) -> Known<Verdict> {
        match ended {
            Ended::Closed(at) => Ok(self.closed(at)),
            Ended::Answered { status, at, own_text: true, location } => {
                self.note(StepKind::Answered, at);
                Ok(self.answered(status, at, location))
            }
            Ended::Answered { status, at, .. } => self.fails(status, at),
        }
    }

    /// Closed without an answer. A client that began TLS which does not end here sees its handshake fail.
    fn closed(&self, at: At) -> Verdict {
        match self.request.tls.is_some() && !self.bind.tls {
            true => Verdict::Refused { at: Some(at) },
            false => Verdict::Dropped { at },
        }
    }

    /// An answer that the server makes itself, for which a page may stand; in TCP mode the connection is closed.
    fn fails(&mut self, status: u16, at: At) -> Known<Verdict> {
        if !self.state.http {
            return Ok(self.closed(at));
        }
        self.note(StepKind::Answered, at);
        let of_pool = self.pool.and_then(|pool| self.routing.proxy.pools[pool].pages.as_deref());
        let pages = of_pool.unwrap_or_default();
        let of_host = self.fallback().map_or(&[][..], |route| &route.calls[..]);
        let status = match content::page(pages, status).or_else(|| content::page(of_host, status)) {
            Some(page) => page?,
            None => status,
        };
        Ok(self.answered(status, at, None))
    }

    /// The first route whose condition holds, else the one that is left; `None`: nothing is left.
    fn choose(&mut self) -> Known<(u32, Option<&'a Route>)> {
        let host = self.host();
        for (index, route) in host.routes.iter().enumerate() {
            if index as u32 != host.fallback && self.holds(&route.when)? {
                // A name that is made for the request and names no pool ends the search.
                if let Action::Forward(forward) = &route.action
                    && forward.template.constant().is_none()
                    && self.dynamic(forward)?.is_none()
                {
                    break;
                }
                return Ok((index as u32, Some(route)));
            }
        }
        let fallback = host.routes.get(host.fallback as usize);
        let serves = fallback.filter(|route| !matches!(route.action, Action::Decline | Action::Local(_)));
        Ok((host.fallback, serves))
    }

    /// The pool that a name made for the request means.
    fn dynamic(&mut self, forward: &Forward) -> Known<Option<PoolId>> {
        let name = self.text(&forward.template)?;
        self.pool_named(&name, forward.template.at)
    }

    fn pool_named(&self, name: &[u8], at: At) -> Known<Option<PoolId>> {
        match (self.routing.pools_as_written.get(name), self.routing.proxy.open.pools) {
            (Some(pool), _) => Ok(Some(*pool)),
            (None, Some(why)) => open(Doubt::Value(why), at),
            (None, None) => Ok(None),
        }
    }

    fn forward(&mut self, route: &'a Route, forward: &'a Forward) -> Known<Verdict> {
        let pool = match (forward.template.constant(), forward.targets.first()) {
            (Some(_), Some(target)) => target.pool,
            // The server does not start with a name that nothing defines.
            (Some(_), None) => return open(Doubt::Value(forward.open.unwrap_or(Why::Invalid)), forward.at),
            (None, _) => match self.dynamic(forward)? {
                Some(pool) => pool,
                None => return self.fails(503, self.host().at),
            },
        };
        self.pool = Some(pool);
        let found = &self.routing.proxy.pools[pool];
        if !found.stream && !self.state.http {
            // TCP that comes to a pool of HTTP is read as HTTP from here on.
            if self.request.tls.is_some() && !self.bind.tls || !self.state.read_head(self.request) {
                return Ok(self.bad_request());
            }
        }
        if found.stream && self.state.http {
            // Only a name made for the request comes so far.
            return Ok(self.answered(500, route.at, None));
        }
        // A section that is host and pool in one runs its rules once.
        if found.at != self.host().at
            && let Some(ended) = self.run(&found.steps, None)?
        {
            return self.ended(ended, route.at);
        }
        self.serve(route, forward, pool)
    }

    fn text(&mut self, template: &Template) -> Known<Vec<u8>> {
        let captures = Vec::new();
        self.text_with(template, &captures)
    }

    /// The door that the client came by, as address and port.
    fn door(&self) -> Option<std::net::SocketAddr> {
        match &self.request.door {
            Door::Ip(address) => Some(*address),
            Door::Unix(_) => None,
        }
    }
}
