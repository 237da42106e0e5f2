//! One part of the model while it is filled: the shared one, or a share of the sections.
//!
//! Parts are filled side by side. Each has its own stores; ids carry the part's number, so nothing is
//! renumbered when they come together.

use super::Lower;
use super::line::{Arg, Line};
use crate::dialect::intern::Interner;
use crate::model::*;
use crate::source::{At, FileId, Span};
use crate::syntax::NodeId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;

/// Remarks of one part at the most: a text of another kind is wrong in every line.
const MOST_REMARKS: usize = 100_000;

type ServerNames = FxHashMap<(FileId, NodeId, Option<u32>), Arc<FxHashSet<Box<[u8]>>>>;

/// A part in the making.
#[derive(Debug)]
pub struct Part<'a> {
    pub lower: &'a Lower<'a>,
    pub number: usize,
    pub hosts: Vec<VirtualHost>,
    pub pools: Vec<Pool>,
    pub groups: Interner<Groups>,
    pub timeouts: Interner<Timeouts>,
    pub retries: Interner<Retry>,
    pub tls: Interner<Tls>,
    pub buffers: Interner<Buffers>,
    pub connections: Interner<Connection>,
    pub headers: Interner<Headers>,
    pub scopes: Interner<ScopeSettings>,
    pub server_tls: Interner<ServerTls>,
    /// Named conditions of this part; see [`Cond::Named`].
    pub conditions: Vec<NamedCond>,
    /// Error pages of `defaults`, by their index; sections share them.
    pub pages: FxHashMap<u32, Arc<[Call]>>,
    pub files: Vec<NamedFile>,
    named: FxHashSet<(FileRole, Span)>,
    /// Names of servers, by the section that asks and the one that is asked.
    pub servers: ServerNames,
    pub remarks: Vec<Remark>,
    pub names: Vec<NameEntry>,
    pub secrets: Vec<Span>,
    pub counts: Counts,
    pub beyond: Vec<Beyond>,
}

impl<'a> Part<'a> {
    pub fn new(lower: &'a Lower<'a>, number: usize) -> Self {
        Part {
            lower,
            number,
            hosts: Vec::new(),
            pools: Vec::new(),
            groups: Interner::new(number),
            timeouts: Interner::new(number),
            retries: Interner::new(number),
            tls: Interner::new(number),
            buffers: Interner::new(number),
            connections: Interner::new(number),
            headers: Interner::new(number),
            scopes: Interner::new(number),
            server_tls: Interner::new(number),
            conditions: Vec::new(),
            pages: FxHashMap::default(),
            files: Vec::new(),
            named: FxHashSet::default(),
            servers: ServerNames::default(),
            remarks: Vec::new(),
            names: Vec::new(),
            secrets: Vec::new(),
            counts: Counts::default(),
            beyond: Vec::new(),
        }
    }

    pub fn remark(&mut self, at: At, kind: RemarkKind) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(Remark { at, kind });
        }
    }

    /// A value that HAProxy refuses, in its own words. What hangs on the environment is not judged, nor what
    /// a template step fills in.
    pub fn invalid(&mut self, arg: &Arg<'_>, server_says: String) {
        if arg.why.is_none() && !is_placeholder(&arg.text) {
            self.remark(arg.at, RemarkKind::InvalidValue { server_says });
        }
    }

    /// A line that HAProxy refuses as a whole.
    pub fn refused(&mut self, line: Line<'_>, server_says: String) {
        if !is_placeholder(self.lower.sources.bytes(line.at().span)) {
            self.remark(line.at(), RemarkKind::InvalidValue { server_says });
        }
    }

    pub fn without_effect(&mut self, at: At, why: NoEffect) {
        self.remark(at, RemarkKind::WithoutEffect(why));
    }

    pub fn note_beyond(&mut self, span: Span, opaque: bool) {
        if self.beyond.len() < MOST_BEYOND {
            self.beyond.push(Beyond { at: At::from(span), opaque });
        }
    }

    pub fn name(&mut self, kind: NameKind, defines: bool, at: At) {
        self.names.push(NameEntry { kind, defines, at });
    }

    /// Records a file that a word names; `base` is the folder set for its kind (`crt-base`).
    pub fn file(&mut self, role: FileRole, arg: &Arg<'_>, base: Option<&[u8]>, at_start: bool) {
        // `@store/name`; from 3.0 on `opt@` and `virt@` of maps, which need no file.
        let tagged = memchr::memchr2(b'@', b'/', &arg.text).is_some_and(|at| arg.text[at] == b'@');
        if arg.why.is_some() || arg.hollow || is_placeholder(&arg.text) || tagged {
            return;
        }
        let path = self.lower.resolve(arg, base);
        // The folder in which the server is started is not known.
        let adrift = path.first() != Some(&b'/')
            && matches!(role, FileRole::Map | FileRole::ErrorBody | FileRole::Other);
        if !adrift && self.named.insert((role, arg.at.span)) {
            let path = Text::from(path);
            self.files.push(NamedFile { role, path, at: arg.at, at_start, pair: None });
        }
    }

    /// Groups of which this hop counts for every protocol.
    pub fn groups_of(&mut self, hop: HopGroups, scope: Id<ScopeSettings>) -> Id<Groups> {
        self.groups.add(Groups::new([hop; HOP_FAMILIES], scope))
    }
}

/// A placeholder of a template step (`{{ name }}`, `<%= %>`, `@NAME@`, `__NAME__`): not HAProxy's to judge.
pub fn is_placeholder(text: &[u8]) -> bool {
    let pairs = |pair: &[u8]| matches!(pair, b"{{" | b"}}" | b"<%" | b"%>" | b"{%" | b"%}" | b"${");
    text.windows(2).any(pairs)
        || text.starts_with(b"__") && text.len() > 2
        || text.first() == Some(&b'<') && text.contains(&b'>')
        || text.len() > 2 && text.first() == Some(&b'@') && text.last() == Some(&b'@')
}

/// A text through which a template step goes before HAProxy reads it. (`{%[…]` begins an expression of HAProxy's own.)
pub fn is_template(text: &[u8]) -> bool {
    [&b"{{"[..], b"{% ", b"{%-", b"<%"].iter().any(|mark| memchr::memmem::find(text, mark).is_some())
}
