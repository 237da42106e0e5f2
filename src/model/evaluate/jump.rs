//! Jumps inside the server: error pages, redirects by path, named routes, and where a reply leads.
//!
//! Source: `ngx_http_special_response_handler`, `ngx_http_internal_redirect`, `ngx_http_named_location`,
//! `ngx_http_upstream_intercept_errors`.

use super::phases::{Phase, Turn};
use super::walk::Walk;
use super::{Doubt, Known, Reply, StepKind, open};
use crate::model::{CallKind, CallTarget, ErrorStatus, Reach, Text};
use crate::source::At;

impl<'a> Walk<'a> {
    /// A status of the server's own: the error page for it, or the built-in one
    /// (`ngx_http_special_response_handler`).
    pub(super) fn error_page(&mut self, status: u16, at: At, location: Option<Vec<u8>>) -> Known<Turn> {
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
        let recursive =
            self.scope().is_some_and(|scope| scope.client.recursive_error_pages.get() == Some(true));
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
    pub(super) fn error_redirect(&mut self, url: Vec<u8>) -> Turn {
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
            if self.routing.unread.hosts.is_some() {
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
    pub(super) fn intercepts(&self, status: u16) -> bool {
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
