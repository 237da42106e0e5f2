//! Between the file and its handler: access, redirects and rules of sections, the handler itself.
//!
//! Source: `authorize_user` of mod_authz_core, `fixup_redir` of mod_alias, `hook_fixup` of mod_rewrite,
//! `proxy_fixup`, `dir_fixups`, `core_override_type`.

use super::super::{Doubt, Known, StepKind, open};
use super::Turn;
use super::send::Refused;
use super::trip::{Pass, Trip};
use crate::model::{Action, Behind, HandlerKind, RouteId};

impl<'a> Trip<'a> {
    /// Up to the handler.
    pub fn fix(&mut self) -> Known<Option<Turn>> {
        if let Some(access) = self.in_force.access
            && !self.subrequest
            && !self.holds(&access.when)?
        {
            self.note(StepKind::Answered, access.at, None);
            return Ok(Some(Turn::answer(access.status, access.at)));
        }
        let redirects = std::mem::take(&mut self.in_force.redirects);
        for map in &redirects {
            if let Some(turn) = self.redirected(map)? {
                return Ok(Some(turn));
            }
        }
        self.in_force.redirects = redirects;
        if self.pass.is_none()
            && let Some((target, at)) = self.in_force.alias
            && self.decided.is_none()
        {
            // An alias inside a section names the file itself.
            self.file = Some(self.text(target)?);
            self.decided = Some(at);
            if let Some(turn) = self.walk()? {
                return Ok(Some(turn));
            }
            self.merge()?;
        }
        if let Some(turn) = self.section_rules()? {
            return Ok(Some(turn));
        }
        if let Some(pass) = &self.pass {
            if let Err(Refused { status, at }) = pass.canonical(self) {
                return Ok(Some(Turn::Answer { status, at, location: None, route: Some(pass.route) }));
            }
            return Ok(None);
        }
        if self.hands_over().is_none()
            && let Some(turn) = self.folder_index()?
        {
            return Ok(Some(turn));
        }
        Ok(None)
    }

    /// The route of the handler that passes requests on.
    fn hands_over(&self) -> Option<RouteId> {
        match self.in_force.handler {
            Some((host, handler)) => match handler.kind {
                HandlerKind::Pass(index) => Some(RouteId { host, index }),
                _ => None,
            },
            None => None,
        }
    }

    /// The handler.
    pub fn handle(&mut self) -> Known<Turn> {
        if let Some((why, at)) = self.in_force.unknown {
            return open(Doubt::Value(why), at);
        }
        if self.pass.is_none()
            && let Some(id) = self.hands_over()
        {
            self.pass = Some(self.by_handler(id)?);
        }
        match self.pass.clone() {
            Some(pass) => self.send(&pass),
            None => self.local(),
        }
    }

    /// The file's name stands behind the target of a handler; what follows the file is lost.
    fn by_handler(&mut self, id: RouteId) -> Known<Pass<'a>> {
        let route = self.proxy.hosts[id.host].routes.get(id.index as usize);
        let Some((route, Action::Forward(forward))) = route.map(|route| (route, &route.action)) else {
            return self.not_modelled("a handler that passes on to nothing known", self.host().at);
        };
        self.note(StepKind::Route, route.at, Some(id));
        let text = self.text(&forward.template)?;
        let mut url = super::translate::without_socket(&text).to_vec();
        if forward.sends.behind == Behind::File {
            url.extend(self.file.as_deref().unwrap_or_default());
        }
        Ok(Pass { route: id, forward, url, raw: false, escaped: false, at: route.at })
    }
}
