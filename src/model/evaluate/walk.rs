//! One request on its way: what of it has changed so far, and where it stands.

use super::names::Routing;
use super::pattern::Captures;
use super::{Doubt, Forwarded, Known, Reason, Request, Step, StepKind, World, open};
use crate::model::{Groups, HostId, Listener, Pattern, Proxy, Route, RouteId, ScopeSettings, VirtualHost};
use crate::source::At;
use rustc_hash::FxHashMap;
use std::net::IpAddr;

/// Changes of the path that one request may see (`NGX_HTTP_MAX_URI_CHANGES`).
pub(super) const MOST_CHANGES: u8 = 10;

/// A request on its way.
#[derive(Clone)]
pub(super) struct Walk<'a> {
    pub routing: &'a Routing<'a>,
    pub proxy: &'a Proxy,
    pub world: &'a dyn World,
    pub request: &'a Request,
    pub listener: &'a Listener,
    pub host_id: HostId,
    /// The client's address as far as the proxy believes it.
    pub client: Option<IpAddr>,
    /// The address was taken from the request; that is done once.
    pub client_settled: bool,
    pub route: u32,
    /// Name asked for, lowered, without port; empty where none is.
    pub name: Vec<u8>,
    pub method: Vec<u8>,
    /// Decoded and normalised; what routes are chosen by.
    pub path: Vec<u8>,
    pub query: Vec<u8>,
    /// The target as the client sent it.
    pub raw: Vec<u8>,
    /// `raw` still stands for the path.
    pub raw_holds: bool,
    /// The chosen route's prefix still stands at the front of the path.
    pub prefix_holds: bool,
    pub escaped: bool,
    pub plus: bool,
    /// Redirected inside the server.
    pub internal: bool,
    /// A rewrite asks for a new choice of route.
    pub choose_again: bool,
    pub changes: u8,
    /// An error page was shown; there is no second one.
    pub page_shown: bool,
    /// Status that the answer gets, whatever it says itself.
    pub forced_status: Option<u16>,
    /// Asked on behalf of another request.
    pub subrequest: bool,
    /// A file found by a test stands for the path.
    pub found_file: bool,
    /// A server has answered or was tried.
    pub upstream_seen: bool,
    pub captures: Captures,
    /// Counts changes of `captures`.
    pub captures_age: u32,
    /// Assigned on the way, by lowered name.
    pub variables: FxHashMap<Vec<u8>, Known<Vec<u8>>>,
    /// Tables are looked up once per request.
    pub tables: FxHashMap<Vec<u8>, Known<Vec<u8>>>,
    pub depth: u8,
    /// Host and port of the target in work, for variables that name it.
    pub target: Option<(Vec<u8>, Vec<u8>)>,
    pub forwarded: Option<Forwarded>,
    pub trace: Vec<Step>,
}

impl<'a> Walk<'a> {
    pub fn new(
        routing: &'a Routing<'a>,
        world: &'a dyn World,
        request: &'a Request,
        listener: &'a Listener,
        host_id: HostId,
    ) -> Self {
        let proxy = routing.proxy;
        Walk {
            routing,
            proxy,
            world,
            request,
            listener,
            host_id,
            client: request.client,
            client_settled: false,
            route: proxy.hosts[host_id].fallback,
            name: Vec::new(),
            method: request.method.to_vec(),
            path: Vec::new(),
            query: Vec::new(),
            raw: Vec::new(),
            raw_holds: true,
            prefix_holds: true,
            escaped: false,
            plus: false,
            internal: false,
            choose_again: false,
            changes: 0,
            page_shown: false,
            forced_status: None,
            subrequest: false,
            found_file: false,
            upstream_seen: false,
            captures: Captures::default(),
            captures_age: 0,
            variables: FxHashMap::default(),
            tables: FxHashMap::default(),
            depth: 0,
            target: None,
            forwarded: None,
            trace: Vec::new(),
        }
    }

    pub fn host(&self) -> &'a VirtualHost {
        &self.proxy.hosts[self.host_id]
    }

    /// The route in force. A host always has its fallback.
    pub fn here(&self) -> Option<&'a Route> {
        self.host().routes.get(self.route as usize)
    }

    pub fn groups(&self) -> Option<&'a Groups> {
        self.here().map(|route| &self.proxy.groups[route.groups])
    }

    pub fn scope(&self) -> Option<&'a ScopeSettings> {
        self.groups().map(|groups| &self.proxy.scopes[groups.scope])
    }

    /// Settings of the host itself.
    pub fn host_scope(&self) -> &'a ScopeSettings {
        &self.proxy.scopes[self.proxy.groups[self.host().groups].scope]
    }

    pub fn route_id(&self) -> RouteId {
        RouteId { host: self.host_id, index: self.route }
    }

    /// No route was chosen: the host's own settings count.
    pub fn at_host(&self) -> bool {
        self.route == self.host().fallback
    }

    /// The block whose settings count now.
    pub fn block(&self) -> At {
        match self.here() {
            Some(route) if !self.at_host() => route.at,
            _ => self.host().at,
        }
    }

    pub fn note(&mut self, kind: StepKind, at: At) {
        let route = self.route_id();
        self.trace.push(Step { kind, at, route });
    }

    /// Takes over a route of the same host.
    pub fn enter(&mut self, route: u32, kind: StepKind) {
        self.route = route;
        let at = self.block();
        self.note(kind, at);
    }

    /// Counts a change of the path; `false` at the limit.
    pub fn may_change(&mut self) -> bool {
        self.changes += 1;
        self.changes <= MOST_CHANGES
    }

    /// Runs a pattern; its captures count from here on if it matches.
    pub fn run(&mut self, pattern: &Pattern, at: At, text: &[u8]) -> Known<bool> {
        let Some(compiled) = self.routing.patterns.get(pattern) else {
            return open(Doubt::PatternUnread, at);
        };
        match compiled.run(text) {
            None => open(Doubt::PatternUnread, at),
            Some(None) => Ok(false),
            Some(Some(captures)) => {
                for (name, value) in &captures.named {
                    self.variables.insert(name.clone(), Ok(value.clone()));
                }
                self.set_captures(captures);
                Ok(true)
            }
        }
    }

    pub fn set_captures(&mut self, captures: Captures) {
        self.captures = captures;
        self.captures_age += 1;
    }

    pub fn doubt<T>(&self, doubt: Doubt) -> Known<T> {
        Err(vec![Reason { doubt, at: self.block() }])
    }
}
