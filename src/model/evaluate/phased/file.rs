//! Files of the server itself.
//!
//! Source: `ap_directory_walk`, `dir_fixups` of mod_dir, `default_handler`.

use super::super::{Doubt, Known, open};
use super::Turn;
use super::trip::Trip;
use crate::model::{HandlerKind, Text};
use crate::world::Kind;

/// What mod_dir looks for where nobody says otherwise.
const INDEX: &[u8] = b"index.html";

/// Handlers that make answers of their own.
const OWN: [&[u8]; 5] = [b"server-status", b"server-info", b"balancer-manager", b"ldap-status", b"heartbeat"];

impl<'a> Trip<'a> {
    /// Finds how much of the file's path exists; the rest is path info.
    pub fn walk(&mut self) -> Known<Option<Turn>> {
        let at = self.deciding();
        let Some(full) = self.file.clone() else { return Ok(None) };
        let mut file = full.clone();
        let mut rest = 0;
        // From the whole path upwards, to what exists.
        let kind = loop {
            let path = file.strip_suffix(b"/").filter(|path| !path.is_empty()).unwrap_or(&file);
            match self.kind(path, at)? {
                Kind::Missing if file.len() > 1 => {
                    let trimmed = file.strip_suffix(b"/").unwrap_or(&file);
                    let Some(slash) = trimmed.iter().rposition(|byte| *byte == b'/') else {
                        break Kind::Missing;
                    };
                    rest = slash + 1;
                    file.truncate(slash.max(1));
                }
                kind => break kind,
            }
        };
        match kind {
            Kind::Directory if rest == 0 => {
                self.folder = full.clone();
                if !self.folder.ends_with(b"/") {
                    self.folder.push(b'/');
                }
                self.path_info.clear();
            }
            Kind::Directory => {
                // One missing segment counts as the file's name.
                let end = full[rest..].iter().position(|byte| *byte == b'/');
                let end = end.map_or(full.len(), |slash| rest + slash);
                self.folder = full[..rest].to_vec();
                self.path_info = full[end..].to_vec();
                self.file = Some(full[..end].to_vec());
            }
            Kind::Missing => {
                self.folder = b"/".to_vec();
                self.path_info.clear();
            }
            _ => {
                let slash = file.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
                self.folder = file[..slash].to_vec();
                self.path_info = full[file.len()..].to_vec();
                self.file = Some(file);
            }
        }
        self.overridden()
    }

    /// Files in folders may change what counts there (`AllowOverride`).
    fn overridden(&mut self) -> Known<Option<Turn>> {
        self.merge()?;
        if !self.in_force.overrides {
            return Ok(None);
        }
        let folder = self.folder.clone();
        for (slash, _) in folder.iter().enumerate().filter(|(_, byte)| **byte == b'/') {
            let path = [&folder[..=slash], b".htaccess"].concat();
            if self.kind(&path, self.deciding())? != Kind::Missing {
                return open(Doubt::File(path.into()), self.deciding());
            }
        }
        Ok(None)
    }

    /// A folder: its slash, and the file that stands for it. `None`: go on with the request as it is.
    pub fn folder_index(&mut self) -> Known<Option<Turn>> {
        let at = self.deciding();
        let Some(file) = self.file.clone() else { return Ok(None) };
        let path = file.strip_suffix(b"/").filter(|path| !path.is_empty()).unwrap_or(&file);
        if !self.path_info.is_empty() || self.kind(path, at)? != Kind::Directory {
            return Ok(None);
        }
        if !self.path.ends_with(b"/") {
            if self.in_force.no_folder_slash {
                return Ok(None);
            }
            let location = Some([&self.path[..], b"/"].concat());
            return Ok(Some(Turn::Answer { status: 301, at, location, route: None }));
        }
        if self.subrequest {
            return Ok(None);
        }
        let names: Vec<Text> = match self.in_force.index {
            Some(names) => names.to_vec(),
            None => vec![INDEX.into()],
        };
        for name in names {
            if *name == *b"disabled" {
                break;
            }
            let mut inner = self.clone();
            inner.subrequest = true;
            inner.path =
                if name.starts_with(b"/") { name.to_vec() } else { [&self.path[..], &name].concat() };
            inner.raw = inner.path.clone();
            let turn = inner.lookup()?;
            self.trace = std::mem::take(&mut inner.trace);
            if turn.is_some() {
                continue;
            }
            let found = match (&inner.pass, &inner.file) {
                (Some(_), _) => true,
                (None, Some(file)) => matches!(self.kind(file, at)?, Kind::File { .. }),
                _ => false,
            };
            if found {
                inner.subrequest = false;
                inner.trace = std::mem::take(&mut self.trace);
                // The client's own target stays what it was.
                inner.raw = self.raw.clone();
                inner.decided = inner.decided.or(self.decided);
                *self = inner;
                return Ok(None);
            }
        }
        Ok(None)
    }

    /// Nothing passes the request on: a handler or a file answers.
    pub fn local(&mut self) -> Known<Turn> {
        let mut at = self.deciding();
        if let Some((_, handler)) = self.in_force.handler {
            match &handler.kind {
                HandlerKind::None => {
                    self.decided = Some(handler.at);
                    at = handler.at;
                }
                HandlerKind::Named(name) if OWN.iter().any(|own| name.eq_ignore_case(own)) => {
                    return Ok(Turn::answer(200, handler.at));
                }
                HandlerKind::Named(name) if name.eq_ignore_case(b"cgi-script") => {
                    let file = self.file.clone().unwrap_or_default();
                    let found = matches!(self.kind(&file, at)?, Kind::File { .. });
                    return Ok(Turn::answer(if found { 200 } else { 404 }, at));
                }
                HandlerKind::Named(_) => return self.not_modelled("a handler of a module", handler.at),
                HandlerKind::Unknown(why) => return open(Doubt::Value(*why), handler.at),
                HandlerKind::Pass(_) => {}
            }
        }
        let Some(file) = self.file.clone() else {
            return Ok(Turn::answer(404, at));
        };
        let path = file.strip_suffix(b"/").filter(|path| !path.is_empty()).unwrap_or(&file);
        let kind = self.kind(path, at)?;
        if kind == Kind::Missing
            && let Some((page, page_at)) = self.in_force.fallback
            && **page != *self.path
            && !page.eq_ignore_case(b"disabled")
        {
            return Ok(Turn::Inside { path: page.to_vec(), query: self.query.clone(), at: page_at });
        }
        for header in [&b"range"[..], b"if-modified-since", b"if-none-match", b"if-match"] {
            let asked = self.request.headers.iter().any(|(name, _)| name.eq_ignore_case(header));
            if asked && matches!(kind, Kind::File { .. }) {
                return open(Doubt::File(file.into()), at);
            }
        }
        let readable = matches!(&*self.method, b"GET" | b"HEAD" | b"POST" | b"OPTIONS");
        Ok(match kind {
            _ if !readable => Turn::answer(405, at),
            Kind::File { .. } if file.ends_with(b"/") || !self.path_info.is_empty() => Turn::answer(404, at),
            Kind::File { .. } => Turn::answer(200, at),
            Kind::Directory if !self.path_info.is_empty() => Turn::answer(404, at),
            Kind::Directory if self.in_force.listing => Turn::answer(200, at),
            // Without mod_autoindex a folder is not found, with it nobody may list it.
            Kind::Directory => return self.not_modelled("a folder without index", at),
            _ => Turn::answer(404, at),
        })
    }
}
