//! From the connection to the host.
//!
//! Source: `ap_update_vhost_given_ip`, `ap_update_vhost_from_headers`, `matches_aliases`,
//! `ssl_hook_ReadReq`. The address decides first: hosts with this very address, else those for all
//! addresses, else the main server. Among them names are tried host by host, in the order of the file.

use super::super::doors::Hosts;
use super::super::{Door, Doubt, Known, Spoken, StepKind, open, pattern};
use super::trip::Trip;
use super::{Turn, target};
use crate::model::{HostId, NamePattern, Text, VirtualHost, Why};
use std::sync::atomic::Ordering;

impl<'a> Trip<'a> {
    /// From the connection to the end.
    pub fn connect(&mut self) -> Known<Turn> {
        let request = self.request;
        let candidates = match &request.door {
            Door::Ip(door) => self.routing.doors.at(door)?,
            Door::Unix(_) => None,
        };
        let listed = candidates.map_or(&[][..], |hosts| &hosts.list);
        let Some(main) = self.proxy.hosts.iter().find(|(_, host)| host.base.is_none()).map(|(id, _)| id)
        else {
            return Ok(Turn::Refused);
        };
        let default = listed.first().copied().unwrap_or(main);
        self.host_id = default;
        self.tls = self.speaks_tls(default);
        let mut greeted = default;
        match (&request.tls, self.tls) {
            (Some(_), false) => return Ok(Turn::Refused),
            (Some(tls), true) => {
                if let Some(name) = tls.sni.as_ref().and_then(|sni| target::host_name(sni)) {
                    greeted = self.named(candidates, &name.0)?.unwrap_or(default);
                }
            }
            _ => {}
        }
        let bad = |trip: &Trip<'_>, status| Ok(Turn::answer(status, trip.host().at));
        if self.tls && request.tls.is_none() {
            // "speaking plain HTTP to an SSL-enabled server port"
            return bad(self, 400);
        }
        let Some(line) = target::read(&request.target) else {
            return bad(self, 400);
        };
        let token = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
        if request.method.is_empty() || !request.method.iter().all(token) {
            return bad(self, 400);
        }
        self.query = line.query;
        let sent = match request.hosts.as_slice() {
            [] => None,
            [one] => Some(one.to_vec()),
            _ => return bad(self, 400),
        };
        self.host_header = line.host.clone().or(sent);
        match self.host_header.as_deref() {
            Some(b"") if request.version >= Spoken::V1_1 => return bad(self, 400),
            None if request.version >= Spoken::V1_1 => return bad(self, 400),
            None | Some(b"") => {}
            Some(header) => match target::host_name(header) {
                Some((name, port)) => (self.name, self.named_port) = (name, port),
                None => return bad(self, 400),
            },
        }
        if !self.name.is_empty() {
            let name = self.name.clone();
            if let Some(host) = self.named(candidates, &name)? {
                self.host_id = host;
            }
        } else if let Some(host) = self.by_path(listed, &line.path) {
            self.host_id = host;
        }
        let lines: usize = self.hosts().map(|host| lines(&self.proxy.hosts[host])).sum();
        self.routing.effort.fetch_add(lines, Ordering::Relaxed);
        let at = self.host().at;
        self.note(StepKind::Host, at, None);
        if self.tls
            && let Some(turn) = self.names_agree(default, greeted)
        {
            return Ok(turn);
        }
        if let Some(unread) = self.hosts().find_map(|host| self.proxy.hosts[host].unread.first()) {
            return open(Doubt::Value(Why::UnreadInclude), *unread);
        }
        if line.host.is_some()
            && let Some((true, at)) = self.inherited(|phased| phased.open_proxy)
        {
            return self.not_modelled("requests for other servers", at);
        }
        if line.star {
            let status = if *request.method == *b"OPTIONS" { 200 } else { 400 };
            return bad(self, status);
        }
        if *request.method == *b"TRACE" {
            return match self.inherited(|phased| phased.trace) {
                Some(false) => bad(self, 405),
                _ => self.not_modelled("TRACE", at),
            };
        }
        self.raw = match &self.query {
            Some(query) => [&line.path[..], b"?", query].concat(),
            None => line.path.clone(),
        };
        let merge = self.inherited(|phased| phased.merge_slashes).unwrap_or(true);
        match target::normal(&line.path, self.encoded_slashes(), merge) {
            Ok(path) => self.path = path,
            Err(status) => return bad(self, status),
        }
        self.serve()
    }

    fn speaks_tls(&self, host: HostId) -> bool {
        self.proxy.hosts[host].binds.iter().any(|bind| bind.tls)
    }

    /// 421 where the greeting and the request chose hosts with other settings of TLS; 403 without a
    /// name in the greeting where that is asked for (`ssl_hook_ReadReq`).
    fn names_agree(&self, default: HostId, greeted: HostId) -> Option<Turn> {
        let sni = self.request.tls.as_ref().and_then(|tls| tls.sni.as_ref());
        let at = self.host().at;
        if sni.is_some() && self.name.is_empty() {
            return Some(Turn::answer(400, at));
        }
        let strict = |host| self.phased(host).and_then(|phased| phased.strict_sni);
        if sni.is_none()
            && let Some(at) = strict(default).or_else(|| strict(self.host_id))
        {
            return Some(Turn::answer(403, at));
        }
        let settings = |host| self.phased(host).map(|phased| phased.tls_settings);
        (greeted != self.host_id && settings(greeted) != settings(self.host_id))
            .then(|| Turn::answer(421, at))
    }

    /// The host of this name.
    fn named(&self, candidates: Option<&Hosts>, name: &[u8]) -> Known<Option<HostId>> {
        let Some(candidates) = candidates else { return Ok(None) };
        if let [only] = candidates.list[..] {
            return Ok(Some(only));
        }
        let (place, before) = candidates.named(self.proxy, name);
        self.routing.effort.fetch_add(before.len(), Ordering::Relaxed);
        for id in before.iter().filter_map(|place| candidates.list.get(*place)) {
            let host = &self.proxy.hosts[*id];
            for own in &host.names {
                let held = match &own.pattern {
                    NamePattern::Exact(_) => false,
                    NamePattern::Any => true,
                    NamePattern::Leading(rest) => name.len() > rest.len() && ends_with(name, rest),
                    NamePattern::LeadingOrSelf(rest) => {
                        rest.eq_ignore_case(name) || ends_with(name, &[b".", &**rest].concat())
                    }
                    NamePattern::Trailing(front) => {
                        name.len() >= front.len() && front.eq_ignore_case(&name[..front.len()])
                    }
                    NamePattern::Glob(glob) => pattern::glob(&glob.to_ascii_lowercase(), name, false),
                    NamePattern::Regex(regex) => self.matched(regex, own.at, name)?.is_some(),
                    NamePattern::Unknown(_) => return open(Doubt::Hosts, own.at),
                };
                if held {
                    return Ok(Some(*id));
                }
            }
            if !host.names_closed {
                return open(Doubt::Hosts, host.at);
            }
        }
        if let Some(place) = place {
            return Ok(candidates.list.get(place).copied());
        }
        if let Some(why) = self.proxy.open.hosts {
            return self.doubt(Doubt::Value(why));
        }
        Ok(None)
    }

    /// Without Host a path may name the host (`check_serverpath`).
    fn by_path(&self, candidates: &[HostId], path: &[u8]) -> Option<HostId> {
        candidates.iter().copied().find(|id| {
            let own: Option<&Text> = self.phased(*id).and_then(|phased| phased.path.as_ref());
            own.is_some_and(|own| {
                path.starts_with(own)
                    && (own.ends_with(b"/") || matches!(path.get(own.len()), None | Some(b'/')))
            })
        })
    }
}

fn ends_with(name: &[u8], rest: &[u8]) -> bool {
    name.len() >= rest.len() && name[name.len() - rest.len()..].eq_ignore_ascii_case(rest)
}

/// What a request may be held against.
fn lines(host: &VirtualHost) -> usize {
    let phased = host.phased.as_deref();
    let rules = phased.and_then(|phased| phased.rewrite.as_deref()).map_or(0, |set| set.rules.len());
    let sections = phased.map_or(0, |phased| phased.sections.len() + phased.redirects.len());
    host.routes.len() + sections + rules
}
