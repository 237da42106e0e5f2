//! One part of the model while it is filled: the shared one, or a share of the sections.
//!
//! Parts are filled side by side. Each has its own stores; ids carry the part's number, so nothing is
//! renumbered when they come together.

use super::Lower;
use super::line::{Arg, Line};
use crate::model::*;
use crate::source::FileId;
use crate::syntax::NodeId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;

type Names = Arc<FxHashSet<Box<[u8]>>>;
type ServerNames = FxHashMap<(FileId, NodeId, Option<u32>), Names>;

/// A part in the making.
#[derive(Debug)]
pub struct Part<'a> {
    pub lower: &'a Lower<'a>,
    /// What becomes a part of the model.
    pub stores: Stores,
    /// Error pages of `defaults`, by their index; sections share them.
    pub pages: FxHashMap<u32, Arc<[Call]>>,
    /// Names of servers, by the section that asks and the one that is asked.
    pub servers: ServerNames,
    /// Those that nothing checks, by section.
    pub unchecked: FxHashMap<(FileId, NodeId), Names>,
}

impl Deref for Part<'_> {
    type Target = Stores;

    fn deref(&self) -> &Stores {
        &self.stores
    }
}

impl DerefMut for Part<'_> {
    fn deref_mut(&mut self) -> &mut Stores {
        &mut self.stores
    }
}

impl<'a> Part<'a> {
    pub fn new(lower: &'a Lower<'a>, number: usize) -> Self {
        Part {
            lower,
            stores: Stores::new(number),
            pages: FxHashMap::default(),
            servers: ServerNames::default(),
            unchecked: FxHashMap::default(),
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
        if adrift {
            return;
        }
        // Where the key stands under a name of its own, nothing is said of it here.
        let paired = role == FileRole::Certificate && self.lower.globals.key_elsewhere;
        let before = self.files.len();
        self.add_file(role, arg.at, at_start, || path);
        if paired && let Some(named) = self.files.get_mut(before) {
            named.pair = Some(named.path.clone());
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
