//! What the way of a request asks of workers and settings: see [`way::Yard`].

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::part::Part;
use super::way::{self, Targets, Url};
use super::{Server, scope, target};
use crate::model::*;
use crate::source::At;

/// A host in the making, its settings and workers, and those of the main server.
pub struct Yard<'p, 'a> {
    pub part: &'p mut Part<'a>,
    pub server: &'p Server<'a>,
    pub main: Option<&'p Server<'a>>,
}

impl<'a> way::Yard<'a> for Yard<'_, 'a> {
    fn groups(&mut self, section: Option<Line<'a>>) -> Id<Groups> {
        let own = self.server.scope.groups;
        let Some(section) = section else { return own };
        let changes = |line: &Line<'_>| {
            matches!(
                line.keyword(),
                kw::PROXY_PRESERVE_HOST
                    | kw::PROXY_ERROR_OVERRIDE
                    | kw::LIMIT_REQUEST_BODY
                    | kw::SET_ENV
                    | kw::UNSET_ENV
            )
        };
        let lines: Vec<Line<'a>> = section.children().filter(changes).collect();
        if lines.is_empty() {
            return own;
        }
        scope::inside(self.part, &self.server.scope, &lines).groups
    }

    fn target(&mut self, url: Url<'a>, _parameters: &[Arg<'a>], _declares: bool) -> Targets {
        match target::reach(self.part, self.server, self.main, url.arg, url.from, When::Always) {
            Ok(reached) => {
                let target = reached.target;
                Targets { protocol: target.protocol, targets: vec![target], open: None }
            }
            Err(why) => Targets { protocol: Protocol::Http, targets: Vec::new(), open: Some(why) },
        }
    }

    fn file(&mut self, path: &[u8]) -> Option<&'a [u8]> {
        self.part.lower.tables.get(path).map(Vec::as_slice)
    }

    fn remark(&mut self, at: At, kind: RemarkKind) {
        self.part.remark(at, kind);
    }
}
