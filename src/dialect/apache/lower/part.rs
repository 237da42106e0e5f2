//! One part of the model while it is filled: the main server, or a share of the virtual hosts.
//!
//! Parts are filled side by side. Each has its own stores; ids carry the part's number, so nothing is
//! renumbered when they come together.

use super::super::line::Arg;
use super::super::values;
use super::Lower;
use crate::dialect::intern::Interner;
use crate::model::*;
use crate::source::{At, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Remarks of one part at the most: a text of another kind is wrong in every line.
const MOST_REMARKS: usize = 100_000;

/// A part in the making.
#[derive(Debug)]
pub struct Part<'a> {
    pub lower: Lower<'a>,
    pub number: usize,
    pub hosts: Vec<VirtualHost>,
    pub pools: Vec<Pool>,
    /// Pools of targets that no worker is declared for, by the worker's name and socket.
    pub generic: FxHashMap<Vec<u8>, PoolId>,
    pub groups: Interner<Groups>,
    pub timeouts: Interner<Timeouts>,
    pub retries: Interner<Retry>,
    pub tls: Interner<Tls>,
    pub buffers: Interner<Buffers>,
    pub connections: Interner<Connection>,
    pub headers: Interner<Headers>,
    pub scopes: Interner<ScopeSettings>,
    pub server_tls: Interner<ServerTls>,
    pub files: Vec<NamedFile>,
    named: FxHashSet<(FileRole, Span)>,
    pub remarks: Vec<Remark>,
    pub names: Vec<NameEntry>,
    pub secrets: Vec<Span>,
    pub counts: Counts,
    pub beyond: Vec<Beyond>,
}

impl<'a> Part<'a> {
    pub fn new(lower: Lower<'a>, number: usize) -> Self {
        Part {
            lower,
            number,
            hosts: Vec::new(),
            pools: Vec::new(),
            generic: FxHashMap::default(),
            groups: Interner::new(number),
            timeouts: Interner::new(number),
            retries: Interner::new(number),
            tls: Interner::new(number),
            buffers: Interner::new(number),
            connections: Interner::new(number),
            headers: Interner::new(number),
            scopes: Interner::new(number),
            server_tls: Interner::new(number),
            files: Vec::new(),
            named: FxHashSet::default(),
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

    /// A value that httpd refuses, in its own words. What hangs on variables that are not known is not judged, nor
    /// what a template step fills in.
    pub fn invalid(&mut self, arg: Arg<'_>, server_says: String) {
        if arg.unknown.is_none() && !values::is_placeholder(arg.text) {
            self.remark(arg.at, RemarkKind::InvalidValue { server_says });
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

    /// Records a file that a word names.
    pub fn file(&mut self, role: FileRole, arg: Arg<'_>, at_start: bool) {
        self.file_at(role, arg.text, arg, at_start);
    }

    /// The same for a path that is a part of the word.
    pub fn file_at(&mut self, role: FileRole, path: &[u8], arg: Arg<'_>, at_start: bool) {
        let foreign = [&b"pkcs11:"[..], b"engine:", b"builtin", b"exec:", b"|"];
        if path.is_empty()
            || arg.unknown.is_some()
            || values::is_placeholder(path)
            || foreign.iter().any(|start| path.starts_with(start))
        {
            return;
        }
        if self.named.insert((role, arg.at.span)) {
            let path = Text::from(self.lower.config.resolve(path));
            self.files.push(NamedFile { role, path, at: arg.at, at_start, pair: None });
        }
    }

    /// Adds a pool and gives its number.
    pub fn pool(&mut self, pool: Pool) -> PoolId {
        self.pools.push(pool);
        Id::new(self.number, self.pools.len() - 1)
    }
}
