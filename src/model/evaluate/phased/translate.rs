//! Where a path leads: to another server, to another place, or to a file.
//!
//! Source: `hook_uri2file`, `proxy_trans` and `ap_proxy_trans_match`, `translate_alias_redir`,
//! `ap_core_translate`.

use super::super::{Known, StepKind, pattern};
use super::Turn;
use super::rewrite::Rewritten;
use super::trip::{Pass, Trip};
use crate::model::{Action, Atom, Behind, Cond, Op, Part, PathMap, Reach, Route, RouteId, Subject};
use crate::source::At;

/// What asking one pass came to.
enum Asked {
    Missed,
    Excluded,
    Taken,
}

impl<'a> Trip<'a> {
    /// Up to the handler; an answer or a redirect ends it before.
    pub fn lookup(&mut self) -> Known<Option<Turn>> {
        (self.file, self.pass, self.decided) = (None, None, None);
        self.path_info.clear();
        self.pass_of_sections()?;
        if let Some(turn) = self.translate()? {
            // The sections of the path count for its page.
            return Ok(Some(turn));
        }
        if self.pass.is_none()
            && let Some(turn) = self.walk()?
        {
            return Ok(Some(turn));
        }
        self.merge()?;
        self.fix()
    }

    fn translate(&mut self) -> Known<Option<Turn>> {
        match self.host_rules()? {
            Rewritten::Not => {}
            Rewritten::Turn(turn) => return Ok(Some(turn)),
            Rewritten::Taken => return Ok(None),
        }
        if !self.env_is_set(b"no-proxy", self.host().at)? && self.passes()? {
            return Ok(None);
        }
        for id in [Some(self.host_id), self.base()].into_iter().flatten() {
            let Some(phased) = self.phased(id) else { continue };
            for map in &phased.redirects {
                if let Some(turn) = self.redirected(map)? {
                    return Ok(Some(turn));
                }
            }
        }
        for id in [Some(self.host_id), self.base()].into_iter().flatten() {
            let Some(phased) = self.phased(id) else { continue };
            for map in &phased.aliases {
                if let Some(file) = self.mapped(map)? {
                    self.decided = Some(map.at);
                    self.file = Some(file);
                    return Ok(None);
                }
            }
        }
        self.below_root()?;
        Ok(None)
    }

    /// The path below the document root.
    pub fn below_root(&mut self) -> Known<()> {
        let root = self.document_root()?;
        self.file = Some([&root[..], &self.path].concat());
        Ok(())
    }

    /// Whether a pass takes the request: that of the sections, then the lists.
    fn passes(&mut self) -> Known<bool> {
        if let Some(id) = self.in_force.pass {
            match self.asked(id)? {
                Asked::Taken => return Ok(true),
                Asked::Excluded => return Ok(false),
                Asked::Missed => {}
            }
        }
        for host in self.hosts() {
            let fallback = self.proxy.hosts[host].fallback;
            for (index, route) in self.proxy.hosts[host].routes.iter().enumerate() {
                let index = index as u32;
                if route.reach != Reach::Client || index == fallback {
                    continue;
                }
                match self.asked(RouteId { host, index })? {
                    Asked::Taken => return Ok(true),
                    Asked::Excluded => return Ok(false),
                    Asked::Missed => {}
                }
            }
        }
        Ok(false)
    }

    fn asked(&mut self, id: RouteId) -> Known<Asked> {
        let Some(route) = self.proxy.hosts[id.host].routes.get(id.index as usize) else {
            return Ok(Asked::Missed);
        };
        let at = route.at;
        let Some(fits) = self.fits(route)? else {
            return Ok(Asked::Missed);
        };
        let forward = match &route.action {
            Action::Decline => {
                self.decided = Some(at);
                self.note(StepKind::Route, at, Some(id));
                return Ok(Asked::Excluded);
            }
            Action::Forward(forward) => forward,
            _ => return self.not_modelled("a pass that is none", at),
        };
        if forward.sends.encoded || forward.sends.servlet || forward.sends.interpolates {
            return self.not_modelled("this mapping of a pass", at);
        }
        self.note(StepKind::Route, at, Some(id));
        let mut raw = forward.sends.raw;
        let uses_captures = forward.template.parts.iter().any(|part| matches!(part, Part::Variable(_)));
        let mut captures = match &fits {
            Fits::Captures(captures) => captures.clone(),
            Fits::Length(_) => Default::default(),
        };
        let path = self.path.clone();
        // The client's own bytes, unless the match took other ones from them.
        let sent = self.raw.clone();
        let rest = match &fits {
            Fits::Length(taken) => {
                if raw && self.prefix_of(route, &sent) != Some(*taken) {
                    raw = false;
                }
                let whole = if raw { &sent } else { &path };
                whole.get(*taken..).unwrap_or_default().to_vec()
            }
            Fits::Captures(_) => {
                if raw {
                    match self.pattern_of(route, &sent)? {
                        Some(found) => captures = found,
                        None => raw = false,
                    }
                }
                if raw { sent.clone() } else { path.clone() }
            }
        };
        self.rule_captures = captures;
        let mut url = self.text(&forward.template)?;
        if forward.sends.behind == Behind::Rest || forward.sends.behind == Behind::Path && !uses_captures {
            url.extend(rest);
        }
        let url = without_socket(&url).to_vec();
        self.pass = Some(Pass { route: id, forward, url, raw, escaped: false, at });
        Ok(Asked::Taken)
    }

    /// Whether the path is one of a route, and what of it.
    fn fits(&mut self, route: &'a Route) -> Known<Option<Fits>> {
        let path = self.path.clone();
        // A pass that counts perhaps: it matters only where its path fits.
        if let Cond::All(list) = &route.when
            && let [own, Cond::Unknown(why, at)] = &**list
        {
            return match self.holds(own)? {
                true => super::super::open(super::super::Doubt::Value(*why), *at),
                false => Ok(None),
            };
        }
        if let Some(taken) = self.prefix_of(route, &path) {
            return Ok(Some(Fits::Length(taken)));
        }
        Ok(self.pattern_of(route, &path)?.map(Fits::Captures))
    }

    fn prefix_of(&self, route: &Route, path: &[u8]) -> Option<usize> {
        match &route.when {
            Cond::Atom(atom) => match &**atom {
                Atom { subject: Subject::Path, op: Op::Under(prefix), .. } => pattern::under(path, prefix),
                _ => None,
            },
            _ => None,
        }
    }

    fn pattern_of(&self, route: &Route, path: &[u8]) -> Known<Option<pattern::Captures>> {
        match &route.when {
            Cond::Atom(atom) => match &**atom {
                Atom { subject: Subject::Path, op: Op::Under(_), .. } => Ok(None),
                Atom { subject: Subject::Path, op: Op::Matches(pattern), at } => {
                    self.matched(pattern, *at, path)
                }
                _ => self.not_modelled("the condition of a pass", route.at),
            },
            Cond::Never => Ok(None),
            Cond::Unknown(why, at) => super::super::open(super::super::Doubt::Value(*why), *at),
            _ => self.not_modelled("the condition of a pass", route.at),
        }
    }

    /// A redirect, where it covers the path.
    pub fn redirected(&mut self, map: &'a PathMap) -> Known<Option<Turn>> {
        let Some(target) = self.mapped(map)? else { return Ok(None) };
        self.note(StepKind::Answered, map.at, None);
        let mut location = None;
        if map.target.is_some() {
            let mut url = target;
            if let Some(query) = &self.query
                && !url.contains(&b'?')
            {
                url.push(b'?');
                url.extend(query);
            }
            location = Some(url);
        }
        Ok(Some(Turn::Answer { status: map.status, at: map.at, location, route: None }))
    }

    /// The target of a map, where it covers the path.
    fn mapped(&mut self, map: &'a PathMap) -> Known<Option<Vec<u8>>> {
        let path = self.path.clone();
        let rest = match &map.when {
            Cond::Always => 0,
            Cond::Atom(atom) => match &**atom {
                Atom { subject: Subject::Path, op: Op::Under(prefix), .. } => {
                    match pattern::under(&path, prefix) {
                        Some(taken) => taken,
                        None => return Ok(None),
                    }
                }
                Atom { subject: Subject::Path, op: Op::Matches(pattern), at } => {
                    match self.matched(pattern, *at, &path)? {
                        Some(captures) => self.rule_captures = captures,
                        None => return Ok(None),
                    }
                    path.len()
                }
                _ => return self.not_modelled("the condition of a redirect or alias", map.at),
            },
            _ => return self.not_modelled("the condition of a redirect or alias", map.at),
        };
        let mut target = match &map.target {
            Some(target) => self.text(target)?,
            None => Vec::new(),
        };
        if map.rest {
            target.extend(path.get(rest..).unwrap_or_default());
        }
        Ok(Some(target))
    }

    /// The line that stands for an answer of the server's own files.
    pub fn deciding(&self) -> At {
        self.decided.or(self.sent_by).unwrap_or(self.host().at)
    }
}

/// How a path fits a route.
enum Fits {
    Length(usize),
    Captures(pattern::Captures),
}

/// The URL behind `unix:path|`.
pub fn without_socket(url: &[u8]) -> &[u8] {
    match url.get(..5) {
        Some(prefix) if prefix.eq_ignore_ascii_case(b"unix:") => {
            let bar = url.iter().position(|byte| *byte == b'|');
            bar.map_or(url, |bar| &url[bar + 1..])
        }
        _ => url,
    }
}
