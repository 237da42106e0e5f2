//! One request on its way through lists and sections, and what is in force for it.

use super::super::pattern::Captures;
use super::super::{Doubt, Forwarded, Known, Reason, Request, Routing, Step, StepKind, World, open};
use crate::model::{
    Call, EncodedSlashes, Forward, Guard, Handler, HeaderChange, HostId, PathMap, Pattern, Phased, Proxy,
    RewriteSet, RouteId, Section, Text, VirtualHost,
};
use crate::source::At;
use rustc_hash::FxHashMap;
use std::net::IpAddr;

/// Redirects inside the server that one request may see (`LimitInternalRecursion`).
pub const MOST_REDIRECTS: u8 = 10;

/// A request on its way.
#[derive(Clone)]
pub struct Trip<'a> {
    pub routing: &'a Routing<'a>,
    pub proxy: &'a Proxy,
    pub world: &'a dyn World,
    pub request: &'a Request,
    pub host_id: HostId,
    /// TLS ends here for this request.
    pub tls: bool,
    pub client: Option<IpAddr>,
    /// Lowered, without port; empty where none was sent.
    pub name: Vec<u8>,
    /// As conditions see it: an absolute target takes its place.
    pub host_header: Option<Vec<u8>>,
    /// The port that the client named.
    pub named_port: Option<u16>,
    pub method: Vec<u8>,
    /// Decoded and normalised.
    pub path: Vec<u8>,
    pub query: Option<Vec<u8>>,
    /// As sent, with its query; counts as long as nothing was redirected.
    pub raw: Vec<u8>,
    /// The file, or what stands for it while rules look at the path.
    pub file: Option<Vec<u8>>,
    pub path_info: Vec<u8>,
    /// The folder of the file, with its final slash.
    pub folder: Vec<u8>,
    /// Captures of the rule in work, and of its last condition that matched.
    pub rule_captures: Captures,
    pub captures: Captures,
    /// Variables of the request.
    pub env: FxHashMap<Vec<u8>, Known<Vec<u8>>>,
    pub in_force: InForce<'a>,
    pub pass: Option<Pass<'a>>,
    /// The line that counts as the one that decided, where the server's own files answer.
    pub decided: Option<At>,
    /// The line that sent the request to another path of the server.
    pub sent_by: Option<At>,
    /// All rounds of rules have ended.
    pub ended: bool,
    pub redirects: u8,
    /// The page for a status is being made.
    pub error: Option<u16>,
    pub subrequest: bool,
    pub depth: u8,
    pub forwarded: Option<Forwarded>,
    pub trace: Vec<Step>,
}

/// The request goes on to another server.
#[derive(Clone)]
pub struct Pass<'a> {
    pub route: RouteId,
    pub forward: &'a Forward,
    /// The whole URL with its scheme, as it was put together.
    pub url: Vec<u8>,
    /// What follows the host needs no escapes any more, and holds the query.
    pub raw: bool,
    /// A rule in a section has escaped the path.
    pub escaped: bool,
    /// The line that counts as the one that decided.
    pub at: At,
}

/// What the sections that cover a request come to.
#[derive(Clone, Default)]
pub struct InForce<'a> {
    pub pass: Option<RouteId>,
    pub handler: Option<(HostId, &'a Handler)>,
    pub access: Option<&'a Guard>,
    pub rewrite: Option<(HostId, &'a RewriteSet)>,
    /// Sets that an inner one may take over.
    pub outer_rewrite: Vec<(HostId, &'a RewriteSet)>,
    pub rewrite_on: bool,
    pub redirects: Vec<&'a PathMap>,
    pub alias: Option<(&'a crate::model::Template, At)>,
    /// Later ones first.
    pub calls: Vec<&'a Call>,
    pub keeps_host: bool,
    pub own_errors: Option<&'a [u16]>,
    pub headers: Vec<&'a HeaderChange>,
    pub index: Option<&'a [Text]>,
    pub no_folder_slash: bool,
    pub fallback: Option<(&'a Text, At)>,
    pub overrides: bool,
    pub listing: bool,
    pub unknown: Option<(crate::model::Why, At)>,
}

impl<'a> InForce<'a> {
    /// Lays a section over what is there.
    pub fn add(&mut self, host: HostId, section: &'a Section) {
        if let Some(route) = section.pass {
            self.pass = Some(RouteId { host, index: route });
        }
        if let Some(handler) = section.handler.as_deref() {
            self.handler = Some((host, handler));
        }
        if let Some(access) = section.access.as_deref() {
            self.access = Some(access);
        }
        if let Some(rewrite) = section.rewrite.as_deref() {
            if let Some(outer) = self.rewrite.replace((host, rewrite)) {
                self.outer_rewrite.push(outer);
            }
            self.rewrite_on = rewrite.on.unwrap_or(self.rewrite_on);
        }
        // Redirects of an inner section come first (`merge_alias_dir_config`).
        self.redirects.splice(0..0, section.redirects.iter());
        if let Some((target, at)) = section.alias.as_deref() {
            self.alias = Some((target, *at));
        }
        self.calls.splice(0..0, section.calls.iter());
        let Some(settings) = section.settings.as_deref() else { return };
        if let Some(keeps) = settings.keeps_host {
            self.keeps_host = keeps;
        }
        if let Some((on, statuses)) = &settings.own_errors {
            self.own_errors = on.then_some(statuses);
        }
        self.headers.extend(settings.headers.iter());
        if let Some(index) = &settings.index {
            self.index = Some(index);
        }
        if let Some(slash) = settings.folder_slash {
            self.no_folder_slash = !slash;
        }
        if let Some((path, at)) = &settings.fallback {
            self.fallback = Some((path, *at));
        }
        self.overrides = settings.overrides.unwrap_or(self.overrides);
        self.listing = settings.listing.unwrap_or(self.listing);
        if let Some(why) = settings.unknown {
            self.unknown = Some((why, section.at));
        }
    }
}

impl<'a> Trip<'a> {
    pub fn new(
        routing: &'a Routing<'a>,
        world: &'a dyn World,
        request: &'a Request,
        host_id: HostId,
        tls: bool,
    ) -> Self {
        Trip {
            routing,
            proxy: routing.proxy,
            world,
            request,
            host_id,
            tls,
            client: request.client,
            name: Vec::new(),
            host_header: None,
            named_port: None,
            method: request.method.to_vec(),
            path: Vec::new(),
            query: None,
            raw: Vec::new(),
            file: None,
            path_info: Vec::new(),
            folder: Vec::new(),
            rule_captures: Captures::default(),
            captures: Captures::default(),
            env: FxHashMap::default(),
            in_force: InForce::default(),
            pass: None,
            decided: None,
            sent_by: None,
            ended: false,
            redirects: 0,
            error: None,
            subrequest: false,
            depth: 0,
            forwarded: None,
            trace: Vec::new(),
        }
    }

    pub fn host(&self) -> &'a VirtualHost {
        &self.proxy.hosts[self.host_id]
    }

    /// The host, and the one that it builds upon.
    pub fn base(&self) -> Option<HostId> {
        self.host().base
    }

    /// The base host, then the host itself.
    pub fn hosts(&self) -> impl Iterator<Item = HostId> + use<'a> {
        self.base().into_iter().chain([self.host_id])
    }

    pub fn phased(&self, host: HostId) -> Option<&'a Phased> {
        self.proxy.hosts[host].phased.as_deref()
    }

    /// A value of the host, else of the base host.
    pub fn inherited<T>(&self, of: impl Fn(&'a Phased) -> Option<T>) -> Option<T> {
        let own = self.phased(self.host_id).and_then(&of);
        own.or_else(|| self.base().and_then(|base| self.phased(base)).and_then(of))
    }

    pub fn encoded_slashes(&self) -> EncodedSlashes {
        self.inherited(|phased| phased.encoded_slashes).unwrap_or(EncodedSlashes::Refused)
    }

    pub fn note(&mut self, kind: StepKind, at: At, route: Option<RouteId>) {
        let fallback = RouteId { host: self.host_id, index: self.host().fallback };
        self.trace.push(Step { kind, at, route: route.unwrap_or(fallback) });
    }

    /// Runs a pattern.
    pub fn matched(&self, pattern: &Pattern, at: At, text: &[u8]) -> Known<Option<Captures>> {
        let Some(compiled) = self.routing.patterns.get(pattern) else {
            return open(Doubt::PatternUnread, at);
        };
        match compiled.run(text) {
            None => open(Doubt::PatternUnread, at),
            Some(found) => Ok(found),
        }
    }

    pub fn doubt<T>(&self, doubt: Doubt) -> Known<T> {
        Err(vec![Reason { doubt, at: self.host().at }])
    }

    pub fn not_modelled<T>(&self, what: &'static str, at: At) -> Known<T> {
        open(Doubt::NotModelled(what), at)
    }
}
