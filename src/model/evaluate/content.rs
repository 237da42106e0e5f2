//! Files of the server itself: where a path leads, tests for files, index files, static answers.
//!
//! Source: `ngx_http_map_uri_to_path`, `ngx_http_try_files_handler`, `ngx_http_index_handler`,
//! `ngx_http_static_handler`.

use super::choose::{Matcher, matcher};
use super::phases::Turn;
use super::walk::Walk;
use super::{Doubt, Known, open};
use crate::model::{Action, Call, CallKind, CallTarget, FileTest, Local, Protocol, Reach, Template};
use crate::source::At;
use crate::world::Kind;

/// Root that the server was built with, below its prefix: a path without a leading slash.
const BUILT_IN_ROOT: &[u8] = b"html";
const BUILT_IN_INDEX: &[u8] = b"index.html";

/// What a route's matcher takes from the front of a path.
pub(super) enum Front {
    Length(usize),
    /// A pattern: `alias` names the whole file, a URI part has no place.
    Whole,
}

impl<'a> Walk<'a> {
    fn files(&self) -> Option<&'a Local> {
        match &self.here()?.action {
            Action::Local(local) => Some(local),
            _ => self.scope().map(|scope| &scope.files),
        }
    }

    /// What the route around here, conditions inside it aside, takes from the front of the path.
    pub(super) fn front(&self) -> Front {
        let host = self.host();
        let mut route = self.here();
        while let Some(here) = route {
            if here.reach == Reach::Entered
                && let Some(parent) = here.parent
            {
                route = host.routes.get(parent as usize);
                continue;
            }
            return match matcher(here) {
                Matcher::Exact(text) | Matcher::Prefix(text) => Front::Length(text.len()),
                Matcher::Pattern(..) => Front::Whole,
                Matcher::Other => Front::Length(0),
            };
        }
        Front::Length(0)
    }

    pub(super) fn document_root(&mut self, _at: At) -> Known<Vec<u8>> {
        match self.files().and_then(|files| files.root.as_ref()) {
            Some(root) => self.text(root),
            None => Ok(BUILT_IN_ROOT.to_vec()),
        }
    }

    pub(super) fn file_of_path(&mut self, at: At) -> Known<Vec<u8>> {
        let path = self.path.clone();
        self.file_of(&path, at)
    }

    /// The file that a path of the site names.
    fn file_of(&mut self, path: &[u8], at: At) -> Known<Vec<u8>> {
        let root = self.document_root(at)?;
        if !self.files().is_some_and(|files| files.alias) {
            return Ok([&root[..], path].concat());
        }
        if !self.prefix_holds {
            // "alias" cannot be used where the path was rewritten.
            return open(Doubt::NotModelled("`alias` after a rewrite"), at);
        }
        Ok(match self.front() {
            Front::Length(length) => [&root[..], path.get(length..).unwrap_or_default()].concat(),
            Front::Whole if self.found_file => [&root[..], path].concat(),
            Front::Whole => root,
        })
    }

    /// The first file that exists stands for the path; else where the list ends.
    pub(super) fn try_files(&mut self) -> Known<Option<Turn>> {
        let Some(here) = self.here() else {
            return Ok(None);
        };
        let call = here.calls.iter().find_map(|call| match &call.kind {
            CallKind::TryFiles { tests } => Some((tests, call)),
            _ => None,
        });
        let Some((tests, call)) = call else {
            return Ok(None);
        };
        for test in tests {
            if let Some(path) = self.tested(test, call)? {
                self.path = path;
                self.found_file = true;
                return Ok(None);
            }
        }
        self.follow(&call.to, call.at).map(Some)
    }

    /// The path that an existing file gives; `None` where there is none.
    fn tested(&mut self, test: &Template, call: &Call) -> Known<Option<Vec<u8>>> {
        let mut path = self.text(test)?;
        // Only a slash that is written makes it a test for a folder.
        let wants_folder = match test.parts.last() {
            Some(crate::model::Part::Literal(text)) => text.ends_with(b"/"),
            _ => false,
        };
        if wants_folder {
            path.pop();
        }
        let root = self.document_root(call.at)?;
        let file = match (self.files().is_some_and(|files| files.alias), self.front()) {
            (true, Front::Length(length)) => {
                let prefix_stands = self.path.get(..length) == path.get(..length);
                let rest = if prefix_stands { path.get(length..).unwrap_or_default() } else { &path[..] };
                [&root[..], rest].concat()
            }
            _ => [&root[..], &path].concat(),
        };
        let test = if wants_folder { FileTest::Directory } else { FileTest::File };
        Ok(self.stands(test, &file, call.at)?.then_some(path))
    }

    /// Goes where a call leads.
    pub(super) fn follow(&mut self, target: &CallTarget, at: At) -> Known<Turn> {
        Ok(match target {
            CallTarget::Status(status) => Turn::Special { status: *status, at: self.block(), location: None },
            CallTarget::Named(name, route) => self.go_to_named(name, route.map(|route| route.index), at)?,
            CallTarget::Path(path) => {
                let constant = path.constant().is_some();
                let text = self.text(path)?;
                if text.starts_with(b"@") && !constant {
                    let name: crate::model::Text = text[..].into();
                    return self.go_to_named(&name, None, at);
                }
                self.redirect_inside(text, at)
            }
            CallTarget::Redirect(url) => {
                let location = self.text(url)?;
                Turn::Answer { status: 302, at: self.block(), location: Some(location) }
            }
        })
    }

    /// The server's own files answer.
    pub(super) fn local(&mut self) -> Known<Turn> {
        let at = self.block();
        let answer = |status| Turn::Special { status, at, location: None };
        let readable = matches!(&*self.method, b"GET" | b"HEAD" | b"POST");
        let folder = self.path.ends_with(b"/");
        if folder && readable {
            let built_in;
            let own = self.files().map_or(&[][..], |files| &files.index);
            let mut names = Vec::new();
            for name in own {
                names.push(self.text(name)?);
            }
            if names.is_empty() {
                built_in = BUILT_IN_INDEX.to_vec();
                names.push(built_in);
            }
            let root = self.file_of_path(at)?;
            let mut folder_seen = false;
            for name in names {
                if name.starts_with(b"/") {
                    return Ok(self.redirect_to(name, self.query.clone(), at));
                }
                let file = [&root[..], &name].concat();
                if matches!(self.kind(&file, at)?, Kind::File { .. }) {
                    let path = [&self.path[..], &name].concat();
                    return Ok(self.redirect_to(path, self.query.clone(), at));
                }
                if !folder_seen {
                    folder_seen = true;
                    let folder = root.strip_suffix(b"/").unwrap_or(&root);
                    if self.kind(folder, at)? != Kind::Directory {
                        return Ok(answer(404));
                    }
                }
            }
        }
        if !readable {
            return Ok(answer(405));
        }
        if folder {
            let listed = self.files().is_some_and(|files| files.autoindex) && self.method != b"POST";
            return Ok(if listed { Turn::Answer { status: 200, at, location: None } } else { answer(403) });
        }
        let file = self.file_of_path(at)?;
        let kind = self.kind(&file, at)?;
        for header in
            [&b"range"[..], b"if-modified-since", b"if-none-match", b"if-match", b"if-unmodified-since"]
        {
            // 206, 304, 412 and 416 hang on the file's time and length.
            let asked = self.request.headers.iter().any(|(name, _)| name.eq_ignore_case(header));
            if asked && matches!(kind, Kind::File { .. }) {
                return open(Doubt::File(file.into()), at);
            }
        }
        Ok(match kind {
            Kind::File { .. } if self.method == b"POST" => answer(405),
            Kind::File { .. } => Turn::Answer { status: 200, at, location: None },
            Kind::Directory => {
                Turn::Special { status: 301, at, location: Some([&self.path[..], b"/"].concat()) }
            }
            _ => answer(404),
        })
    }

    /// Script and rest of the path, as FastCGI parameters name them.
    pub(super) fn script(&mut self) -> Known<(Vec<u8>, Vec<u8>)> {
        let at = self.block();
        let connection =
            self.groups().map(|groups| &self.proxy.connections[groups.hop(Protocol::FastCgi).connection]);
        let mut script = self.path.clone();
        let mut rest = Vec::new();
        let Some(connection) = connection else {
            return Ok((script, rest));
        };
        if let Some(pattern) = connection.split_path.one() {
            let Some(compiled) = self.routing.patterns.get(pattern) else {
                return open(Doubt::PatternUnread, at);
            };
            match compiled.run(&self.path) {
                None => return open(Doubt::PatternUnread, at),
                Some(None) => {}
                Some(Some(found)) => {
                    let group = |index: usize| found.groups.get(index).cloned().flatten().unwrap_or_default();
                    script = group(1);
                    rest = group(2);
                }
            }
        }
        if script.ends_with(b"/")
            && let Some(index) = connection.index.one()
        {
            script.extend(&**index);
        }
        Ok((script, rest))
    }
}
