//! Who may have what a route gives: access lists, passwords, requests to gates.
//!
//! Source: `ngx_http_core_access_phase`, `ngx_http_access_handler`, `ngx_http_auth_request_handler`.

use super::phases::{Phase, Turn};
use super::walk::Walk;
use super::{Door, Doubt, Known, StepKind, open};
use crate::model::{Access, CallKind, CallTarget, Who, Why};
use crate::source::At;

impl<'a> Walk<'a> {
    /// Access lists, passwords, requests to gates. Requests to a gate are not gated themselves
    /// (`ngx_http_core_access_phase`).
    pub(super) fn gates(&mut self) -> Known<Option<Turn>> {
        let (Some(route), Some(scope)) = (self.here(), self.scope()) else {
            return Ok(None);
        };
        if self.subrequest {
            return Ok(None);
        }
        self.settle_client()?;
        if let Some(at) = scope.opaque {
            return open(Doubt::Value(Why::Opaque), at);
        }
        let any = scope.client.satisfy_any.get() == Some(true);
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
        if let Some(at) = scope.client.password {
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
    pub(super) fn allowed(&self, access: &[Access]) -> Known<Option<bool>> {
        for line in access {
            let unix = matches!(self.request.door, Door::Unix(_));
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
    pub(super) fn ask(&mut self, path: Vec<u8>, at: At) -> Known<u16> {
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
}
