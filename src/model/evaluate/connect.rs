//! From the connection to the host: handshake, request line, headers, and what is refused there.
//!
//! Source: `ngx_http_ssl_servername`, `ngx_http_process_request_line`, `ngx_http_process_request_header`,
//! `ngx_http_set_virtual_server`.

use super::names::Named;
use super::phases::{Phase, Turn};
use super::target::{host_name, is_method, read_target};
use super::walk::Walk;
use super::{Doubt, Known, Spoken, StepKind, open};
use crate::model::{HostId, HostKind, Why};

impl<'a> Walk<'a> {
    /// From the connection to the end.
    pub(super) fn connect(&mut self, listener: usize) -> Known<Turn> {
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
        if self.listener.only_http2 && request.version != Spoken::V2 {
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
    pub(super) fn head(&mut self, listener: usize, sni: Option<&[u8]>) -> Known<Option<Turn>> {
        let request = self.request;
        let bad = |walk: &Walk<'_>, status| Ok(Some(Turn::special(status, walk.host().at)));
        if request.proxy_header.is_some() && self.listener.proxy_protocol.is_none() {
            return bad(self, 400);
        }
        if request.version != Spoken::V2 && !is_method(&request.method) {
            return bad(self, 400);
        }
        let merge = self.host_scope().client.merge_slashes.get() != Some(false);
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
        if let Some(&at) = self.routing.unread.routes.get(&self.host_id) {
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
    pub(super) fn settle_host(&mut self, listener: usize, sni: Option<&[u8]>) -> Known<Option<Turn>> {
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

    pub(super) fn host_named(
        &mut self,
        listener: usize,
        name: &[u8],
        keep_captures: bool,
    ) -> Known<Option<HostId>> {
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

    pub(super) fn take_host(&mut self, host: HostId) {
        self.host_id = host;
        self.route = self.host().fallback;
    }
}
