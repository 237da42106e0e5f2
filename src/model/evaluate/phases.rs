//! The order in which a server works on a request.
//!
//! nginx (`ngx_http_core_module.h`, `ngx_http_phases`): steps of the host, choice of the route, steps
//! of the route, gates, files tried, content. Loops back: after steps of a route that changed the path
//! to the choice; after a redirect inside the server to the steps of the host; to a named route
//! straight to its steps.

use super::names::{Named, Routing};
use super::steps::{Ran, Said};
use super::target::{host_name, is_method, read_target};
use super::walk::Walk;
use super::{
    Answered, Delivery, Doubt, Known, Reason, Reply, Request, Spoken, Step, StepKind, Verdict, World, open,
};
use crate::model::{
    Action, CallKind, CallTarget, DialectName, ErrorStatus, HostId, HostKind, Reach, Text, Who, Why,
};
use crate::source::At;

/// Where the work goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    HostSteps,
    Choose,
    RouteSteps,
    Gates,
    Content,
}

/// What a phase came to.
#[derive(Clone, Debug)]
pub(super) enum Turn {
    Go(Phase),
    /// A status of the server's own: an error page may be shown for it.
    Special {
        status: u16,
        at: At,
        location: Option<Vec<u8>>,
    },
    /// A status that goes out as it is.
    Answer {
        status: u16,
        at: At,
        location: Option<Vec<u8>>,
    },
    /// The next hop answered, or its answer is not known.
    Passed(Option<u16>),
    Dropped(At),
    Refused(Option<At>),
}

impl Turn {
    pub fn special(status: u16, at: At) -> Turn {
        Turn::Special { status, at, location: None }
    }
}

/// Statuses after which the connection is closed without an answer (`ngx_http_finalize_request`).
const SILENT: [u16; 3] = [408, 444, 499];

impl<'a> Routing<'a> {
    /// What becomes of a request.
    pub fn deliver(&self, request: &Request, world: &dyn World) -> Delivery {
        let depends = |reasons| Delivery { verdict: Verdict::Depends(reasons), trace: Vec::new() };
        if self.proxy.dialect != DialectName::Nginx {
            let at = self.proxy.hosts.iter().next().map(|(_, host)| host.at);
            let doubt = Doubt::NotModelled("the order of this server");
            return depends(at.into_iter().map(|at| Reason { doubt: doubt.clone(), at }).collect());
        }
        let listener = match self.listener(&request.door) {
            Ok(Some(listener)) => listener,
            Ok(None) => {
                return Delivery { verdict: Verdict::Refused { at: None }, trace: Vec::new() };
            }
            Err(reasons) => return depends(reasons),
        };
        let Some(host) = self.default_host(listener) else {
            return depends(Vec::new());
        };
        let mut walk = Walk::new(self, world, request, &self.proxy.listeners[listener], host);
        let turn = walk.connect(listener);
        let mut trace: Vec<Step> = std::mem::take(&mut walk.trace);
        let verdict = match turn {
            Ok(turn) => walk.verdict(turn),
            Err(reasons) => Verdict::Depends(reasons),
        };
        trace.shrink_to_fit();
        Delivery { verdict, trace }
    }
}

impl<'a> Walk<'a> {
    fn verdict(&mut self, turn: Turn) -> Verdict {
        let (status, at, location) = match turn {
            Turn::Dropped(at) => return Verdict::Dropped { at },
            Turn::Refused(at) => return Verdict::Refused { at },
            Turn::Passed(status) => (status, self.block(), None),
            Turn::Special { status, at, location } | Turn::Answer { status, at, location } => {
                (Some(status), at, location)
            }
            Turn::Go(_) => (None, self.block(), None),
        };
        if let Some(mut forwarded) = self.forwarded.take() {
            forwarded.status = status;
            return Verdict::Forward(Box::new(forwarded));
        }
        Verdict::Answer(Answered {
            status: status.unwrap_or(0),
            at,
            host: self.host_id,
            route: (!self.at_host()).then(|| self.route_id()),
            location: location.map(Text::from),
        })
    }

    /// From the connection to the end.
    fn connect(&mut self, listener: usize) -> Known<Turn> {
        let request = self.request;
        if let Some(at) = self.listener.proxy_protocol
            && request.proxy_header.is_none()
        {
            return Ok(Turn::Dropped(at));
        }
        if self.host().kind != HostKind::Http {
            return self.stream();
        }
        let mut sni_host = None;
        match (&request.tls, self.listener.tls) {
            (Some(_), false) => return Ok(Turn::Refused(None)),
            (Some(tls), true) => {
                if let Some(name) = tls.sni.as_ref().and_then(|name| host_name(name)) {
                    // The choice by SNI leaves no captures.
                    if let Some(host) = self.host_named(listener, &name, false)? {
                        self.take_host(host);
                        sni_host = Some(name);
                    }
                }
                let server_tls = &self.proxy.server_tls[self.host().server_tls];
                if let Some(at) = server_tls.rejects_handshake {
                    return Ok(Turn::Refused(Some(at)));
                }
            }
            _ => {}
        }
        if self.listener.http2 && !self.listener.tls && request.version != Spoken::V2 {
            // Plain HTTP/2 begins with its preface; anything else ends the connection.
            return Ok(Turn::Dropped(self.host().at));
        }
        let turn = match self.head(listener, sni_host.as_deref())? {
            Some(turn) => turn,
            None => Turn::Go(Phase::HostSteps),
        };
        self.finish(turn)
    }

    /// Request line and headers: the host that they name, and what is refused.
    fn head(&mut self, listener: usize, sni: Option<&[u8]>) -> Known<Option<Turn>> {
        let request = self.request;
        let bad = |walk: &Walk<'_>, status| Ok(Some(Turn::special(status, walk.host().at)));
        if request.proxy_header.is_some() && self.listener.proxy_protocol.is_none() {
            return bad(self, 400);
        }
        if request.version != Spoken::V2 && !is_method(&request.method) {
            return bad(self, 400);
        }
        let merge = self.host_scope().merge_slashes.get() != Some(false);
        let Some(line) = read_target(&request.target, merge) else {
            return bad(self, 400);
        };
        self.path = line.path;
        self.query = line.query.unwrap_or_default();
        self.raw = line.raw;
        self.raw_holds = !line.empty_path;
        self.escaped = line.escaped;
        self.plus = line.plus;
        if let Some(host) = &line.host {
            match host_name(host) {
                Some(name) => self.name = name,
                None => return bad(self, 400),
            }
        }
        for (index, host) in request.hosts.iter().enumerate() {
            if index > 0 {
                return bad(self, 400);
            }
            let Some(name) = host_name(host) else {
                return bad(self, 400);
            };
            if line.host.is_none() {
                self.name = name;
                if let Some(turn) = self.settle_host(listener, sni)? {
                    return Ok(Some(turn));
                }
            }
        }
        if (line.host.is_some() || request.hosts.is_empty())
            && let Some(turn) = self.settle_host(listener, sni)?
        {
            return Ok(Some(turn));
        }
        let at = self.host().at;
        self.note(StepKind::Host, at);
        if let Some(at) = self.host().unread {
            return open(Doubt::Value(Why::UnreadInclude), at);
        }
        if request.hosts.is_empty() && request.version == Spoken::V1_1 {
            return bad(self, 400);
        }
        if let Some(encoding) = self.header(b"transfer-encoding", at).unwrap_or_default() {
            // `ngx_http_process_request_header`.
            if request.version < Spoken::V1_1 || request.body.is_some() {
                return bad(self, 400);
            }
            if !encoding.eq_ignore_ascii_case(b"chunked") {
                return bad(self, 501);
            }
        }
        if matches!(&*request.method, b"CONNECT" | b"TRACE") {
            return bad(self, 405);
        }
        if self.listener.tls && request.tls.is_none() {
            // Plain HTTP on a TLS port: 497, which goes out as 400.
            return bad(self, 497);
        }
        let server_tls = &self.proxy.server_tls[self.host().server_tls];
        if request.tls.is_some() && server_tls.client_verify.get() == Some(true) {
            let at = server_tls.client_verify.at().unwrap_or(at);
            return open(Doubt::Client("the certificate"), at);
        }
        Ok(None)
    }

    /// The host by the name asked for (`ngx_http_set_virtual_server`).
    fn settle_host(&mut self, listener: usize, sni: Option<&[u8]>) -> Known<Option<Turn>> {
        let name = self.name.clone();
        let found = self.host_named(listener, &name, true)?;
        match (found, sni) {
            (Some(host), _) => self.take_host(host),
            // With a name in the handshake, an unknown one ends at the default.
            (None, Some(sni)) if *sni != *name => {
                if let Some(host) = self.routing.default_host(listener) {
                    self.take_host(host);
                }
            }
            (None, _) => {}
        }
        if let Some(sni) = sni
            && *sni != *name
        {
            let tls = &self.proxy.server_tls[self.host().server_tls];
            if tls.client_verify.get() == Some(true) {
                return Ok(Some(Turn::special(421, self.host().at)));
            }
        }
        Ok(None)
    }

    fn host_named(&mut self, listener: usize, name: &[u8], keep_captures: bool) -> Known<Option<HostId>> {
        let routing = self.routing;
        let patterns = match routing.named(listener, name)? {
            Named::Host(host) => return Ok(Some(host)),
            Named::Patterns(patterns) => patterns,
        };
        for (pattern, at, host) in patterns {
            let held = if keep_captures {
                self.run(pattern, *at, name)?
            } else {
                self.clone().run(pattern, *at, name)?
            };
            if held {
                return Ok(Some(*host));
            }
        }
        Ok(None)
    }

    fn take_host(&mut self, host: HostId) {
        self.host_id = host;
        self.route = self.host().fallback;
    }

    /// Works until an answer stands.
    pub(super) fn finish(&mut self, mut turn: Turn) -> Known<Turn> {
        // Each round is a phase or a redirect; redirects are limited, and so are rounds between them.
        loop {
            turn = match turn {
                Turn::Go(phase) => self.phase(phase)?,
                Turn::Special { status, at, .. } if SILENT.contains(&status) => {
                    return Ok(Turn::Dropped(at));
                }
                Turn::Special { status, at, location } => match self.special(status, at, location)? {
                    turn @ Turn::Special { .. } => return Ok(turn),
                    turn => turn,
                },
                Turn::Answer { status, at, .. } if SILENT.contains(&status) => {
                    return Ok(Turn::Dropped(at));
                }
                Turn::Answer { status, at, location } => {
                    let status = self.forced_status.unwrap_or(status);
                    return Ok(Turn::Answer { status, at, location });
                }
                Turn::Passed(status) => {
                    let status = status.map(|status| self.forced_status.unwrap_or(status));
                    return Ok(Turn::Passed(status));
                }
                ended => return Ok(ended),
            };
        }
    }

    fn phase(&mut self, phase: Phase) -> Known<Turn> {
        match phase {
            Phase::HostSteps => {
                self.settle_client()?;
                let ran = self.run_steps(&self.host().steps)?;
                self.choose_again = false;
                Ok(self.after(ran, Phase::Choose)?)
            }
            Phase::Choose => self.find(),
            Phase::RouteSteps => {
                let steps = match self.here() {
                    Some(route) if !self.at_host() => &route.steps[..],
                    _ => &[],
                };
                let ran = self.run_steps(steps)?;
                let turn = self.after(ran, Phase::Gates)?;
                if matches!(turn, Turn::Go(_)) && self.choose_again {
                    self.choose_again = false;
                    if !self.may_change() {
                        return Ok(self.cycle());
                    }
                    self.route = self.host().fallback;
                    return Ok(Turn::Go(Phase::Choose));
                }
                Ok(turn)
            }
            Phase::Gates => match self.gates()? {
                Some(turn) => Ok(turn),
                None => Ok(Turn::Go(Phase::Content)),
            },
            Phase::Content => self.content(),
        }
    }

    /// Too many changes of the path: 500, and no error page.
    fn cycle(&mut self) -> Turn {
        self.page_shown = true;
        self.forced_status = None;
        Turn::special(500, self.block())
    }

    fn after(&mut self, ran: Ran<'a>, next: Phase) -> Known<Turn> {
        Ok(match ran {
            Ran::Through | Ran::Stopped => Turn::Go(next),
            Ran::Forward(forward) => self.pass(forward)?,
            Ran::Answered(Said { status, at, location, own_text }) => {
                if own_text {
                    Turn::Answer { status, at, location }
                } else {
                    Turn::Special { status, at, location }
                }
            }
        })
    }

    fn find(&mut self) -> Known<Turn> {
        self.found_file = false;
        let choice = self.choose()?;
        self.enter(choice.route, StepKind::Route);
        let Some(route) = self.here() else {
            return self.doubt(Doubt::NotModelled("a host without routes"));
        };
        if route.reach == Reach::Internal && !self.internal {
            return Ok(Turn::special(404, self.block()));
        }
        self.narrow();
        if let (Some(length), Some(scope)) = (self.request.body, self.scope()) {
            match scope.body_max.get() {
                Some(most) if most.0 > 0 && length > most.0 && !self.subrequest => {
                    return Ok(Turn::special(413, self.block()));
                }
                _ => {}
            }
        }
        if choice.slash_missing {
            let mut location = [&self.path[..], b"/"].concat();
            if !self.query.is_empty() {
                location.push(b'?');
                location.extend(&self.query);
            }
            return Ok(Turn::Special { status: 301, at: self.block(), location: Some(location) });
        }
        Ok(Turn::Go(Phase::RouteSteps))
    }

    /// The part of the route that is for this method.
    fn narrow(&mut self) {
        if let Some(route) = self.by_method(self.route) {
            self.enter(route, StepKind::Entered);
        }
    }

    /// Access lists, passwords, requests to gates. Requests to a gate are not gated themselves
    /// (`ngx_http_core_access_phase`).
    fn gates(&mut self) -> Known<Option<Turn>> {
        let (Some(route), Some(scope)) = (self.here(), self.scope()) else {
            return Ok(None);
        };
        if self.subrequest {
            return Ok(None);
        }
        self.settle_client()?;
        if let Some(at) = scope.opaque {
            return open(Doubt::Value(crate::model::Why::Opaque), at);
        }
        let any = scope.satisfy_any.get() == Some(true);
        let mut refused = None;
        if !route.access.is_empty() {
            match self.allowed(&route.access)? {
                Some(true) if any => return Ok(None),
                Some(false) => {
                    if !any {
                        return Ok(Some(Turn::special(403, self.block())));
                    }
                    refused = Some(403);
                }
                _ => {}
            }
        }
        if let Some(at) = scope.password {
            if self.header(b"authorization", at)?.is_some() {
                return open(Doubt::Client("the password"), at);
            }
            if !any {
                return Ok(Some(Turn::special(401, self.block())));
            }
            refused = Some(401);
        }
        for call in route.calls.iter() {
            let (CallKind::Auth, CallTarget::Path(path)) = (&call.kind, &call.to) else {
                continue;
            };
            let path = self.text(path)?;
            match self.ask(path, call.at)? {
                200..=299 if any => return Ok(None),
                200..=299 => {}
                status @ (401 | 403) => {
                    if !any {
                        return Ok(Some(Turn::special(status, self.block())));
                    }
                    // 401 asks the client to try again, and stays.
                    refused = if refused == Some(401) { refused } else { Some(status) };
                }
                _ => return Ok(Some(Turn::special(500, self.block()))),
            }
        }
        if let Some(status) = refused {
            return Ok(Some(Turn::special(status, self.block())));
        }
        Ok(None)
    }

    /// The first line that fits; `None`: no line does.
    pub(super) fn allowed(&self, access: &[crate::model::Access]) -> Known<Option<bool>> {
        for line in access {
            let unix = matches!(self.request.door, super::Door::Unix(_));
            let fits = match line.who {
                Who::All => true,
                Who::Unix => unix,
                Who::Network(..) if unix => false,
                Who::Network(network, bits) => match self.client {
                    Some(ip) => super::table::within(ip, network, bits),
                    None => return open(Doubt::Client("the address"), line.at),
                },
                Who::Unknown(why) => return open(Doubt::Value(why), line.at),
            };
            if fits {
                return Ok(Some(line.allow));
            }
        }
        Ok(None)
    }

    /// The status that a gate answers with.
    fn ask(&mut self, path: Vec<u8>, at: At) -> Known<u16> {
        self.note(StepKind::Gate, at);
        let mut inner = self.clone();
        inner.subrequest = true;
        inner.internal = true;
        inner.raw_holds = false;
        inner.prefix_holds = true;
        inner.changes = 0;
        inner.page_shown = false;
        inner.forced_status = None;
        inner.forwarded = None;
        inner.captures = Default::default();
        inner.method = b"GET".to_vec();
        inner.query = Vec::new();
        inner.path = path;
        inner.route = self.host().fallback;
        let turn = inner.finish(Turn::Go(Phase::HostSteps))?;
        self.trace = inner.trace;
        // Variables are shared with requests made for this one.
        self.variables = inner.variables;
        self.tables = inner.tables;
        self.upstream_seen |= inner.upstream_seen;
        match turn {
            Turn::Passed(Some(status)) | Turn::Special { status, .. } | Turn::Answer { status, .. } => {
                Ok(status)
            }
            Turn::Dropped(_) => Ok(500),
            _ => open(Doubt::Reply, at),
        }
    }

    fn content(&mut self) -> Known<Turn> {
        if let Some(turn) = self.try_files()? {
            return Ok(turn);
        }
        let Some(route) = self.here() else {
            return self.doubt(Doubt::NotModelled("a host without routes"));
        };
        match &route.action {
            Action::Forward(forward) => self.pass(forward),
            Action::Answer(answer) => {
                let at = route.at;
                let status = answer.status;
                Ok(Turn::Answer { status, at, location: None })
            }
            Action::Local(_) | Action::Decline => self.local(),
            Action::Opaque(why) => open(Doubt::Value(*why), route.at),
        }
    }

    /// A status of the server's own: the error page for it, or the built-in one
    /// (`ngx_http_special_response_handler`).
    pub(super) fn special(&mut self, status: u16, at: At, location: Option<Vec<u8>>) -> Known<Turn> {
        let shown = match status {
            494..=497 => 400,
            other => other,
        };
        let ended = Turn::Special { status: shown, at, location };
        let Some(route) = self.here() else {
            return Ok(ended);
        };
        let page = route.calls.iter().find_map(|call| match &call.kind {
            CallKind::ErrorPage { statuses, status: becomes } if statuses.contains(&status) => {
                Some((call, *becomes))
            }
            _ => None,
        });
        let recursive = self.scope().is_some_and(|scope| scope.recursive_error_pages.get() == Some(true));
        let has_pages = route.calls.iter().any(|call| matches!(call.kind, CallKind::ErrorPage { .. }));
        let exhausted = self.changes > super::walk::MOST_CHANGES;
        let asked = !self.page_shown && has_pages && !exhausted;
        self.forced_status = Some(status);
        if asked && !recursive {
            self.page_shown = true;
        }
        let Some((call, becomes)) = page.filter(|_| asked) else {
            return Ok(ended);
        };
        match becomes {
            ErrorStatus::Keep => {}
            ErrorStatus::Set(status) => self.forced_status = Some(status),
            ErrorStatus::FromTarget => self.forced_status = None,
        }
        match &call.to {
            CallTarget::Named(name, route) => self.go_to_named(name, route.map(|route| route.index), call.at),
            CallTarget::Path(path) => {
                let text = self.text(path)?;
                if text.starts_with(b"@") {
                    return self.go_to_named(&Text::from(text), None, call.at);
                }
                if !text.starts_with(b"/") {
                    return Ok(self.error_redirect(text));
                }
                if self.method != b"HEAD" {
                    self.method = b"GET".to_vec();
                }
                Ok(self.redirect_inside(text, call.at))
            }
            CallTarget::Redirect(url) => {
                let url = self.text(url)?;
                Ok(self.error_redirect(url))
            }
            CallTarget::Status(_) => Ok(ended),
        }
    }

    /// An error page at another place: a redirect, 302 unless another one is set.
    fn error_redirect(&mut self, url: Vec<u8>) -> Turn {
        let redirects = |status: &u16| matches!(status, 301 | 302 | 303 | 307 | 308);
        let status = self.forced_status.filter(redirects).unwrap_or(302);
        self.forced_status = Some(status);
        Turn::Answer { status, at: self.block(), location: Some(url) }
    }

    /// Redirect inside the server; the query is that of the text.
    pub(super) fn redirect_inside(&mut self, mut text: Vec<u8>, at: At) -> Turn {
        let query = match text.iter().position(|byte| *byte == b'?') {
            Some(mark) => {
                let query = text[mark + 1..].to_vec();
                text.truncate(mark);
                query
            }
            None => Vec::new(),
        };
        self.redirect_to(text, query, at)
    }

    /// `ngx_http_internal_redirect`.
    pub(super) fn redirect_to(&mut self, path: Vec<u8>, query: Vec<u8>, at: At) -> Turn {
        if !self.may_change() {
            return self.cycle();
        }
        self.note(StepKind::Redirected, at);
        self.path = path;
        self.query = query;
        self.internal = true;
        self.raw_holds = false;
        self.prefix_holds = true;
        self.found_file = false;
        self.route = self.host().fallback;
        Turn::Go(Phase::HostSteps)
    }

    /// `ngx_http_named_location`.
    pub(super) fn go_to_named(&mut self, name: &Text, known: Option<u32>, at: At) -> Known<Turn> {
        if !self.may_change() {
            return Ok(self.cycle());
        }
        let host = self.host();
        let found = known.or_else(|| {
            let named = |reach: &Reach| matches!(reach, Reach::Named(other) if other == name);
            host.routes.iter().position(|route| named(&route.reach)).map(|index| index as u32)
        });
        let Some(route) = found else {
            if self.proxy.open.hosts.is_some() {
                return open(Doubt::NotModelled("a named route that may be out of sight"), at);
            }
            return Ok(Turn::special(500, self.block()));
        };
        self.internal = true;
        self.choose_again = false;
        self.found_file = false;
        self.enter(route, StepKind::Named);
        self.narrow();
        Ok(Turn::Go(Phase::RouteSteps))
    }

    /// The status of a reply, and where it leads.
    pub(super) fn replied(&mut self, reply: Option<Reply>) -> Known<Turn> {
        let Some(reply) = reply else {
            return Ok(Turn::Passed(None));
        };
        match reply {
            Reply::Refused => Ok(Turn::special(502, self.block())),
            Reply::Status { inside: Some(path), .. } => {
                if path.starts_with(b"@") {
                    let at = self.block();
                    return self.go_to_named(&path, None, at);
                }
                if self.method != b"HEAD" {
                    self.method = b"GET".to_vec();
                }
                let at = self.block();
                let (path, query) = match path.iter().position(|byte| *byte == b'?') {
                    Some(mark) => (&path[..mark], path[mark + 1..].to_vec()),
                    None => (&path[..], Vec::new()),
                };
                Ok(self.redirect_to(super::escape::decode(path), query, at))
            }
            Reply::Status { status, inside: None } => {
                if status >= 300 && self.intercepts(status) {
                    return Ok(Turn::special(status, self.block()));
                }
                Ok(Turn::Passed(Some(status)))
            }
        }
    }

    /// Replies with this status are replaced by an error page (`ngx_http_upstream_intercept_errors`).
    fn intercepts(&self, status: u16) -> bool {
        let (Some(route), Some(groups), Some(forwarded)) = (self.here(), self.groups(), &self.forwarded)
        else {
            return false;
        };
        let hop = groups.hop(forwarded.sent.protocol);
        let on = self.proxy.connections[hop.connection].intercept_errors.get() == Some(true);
        let listed = |call: &crate::model::Call| matches!(&call.kind, CallKind::ErrorPage { statuses, .. } if statuses.contains(&status));
        on && route.calls.iter().any(listed)
    }
}
