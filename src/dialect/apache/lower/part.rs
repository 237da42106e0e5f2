//! One part of the model while it is filled: the main server, or a share of the virtual hosts.
//!
//! Parts are filled side by side. Each has its own stores; ids carry the part's number, so nothing is
//! renumbered when they come together.

use super::super::line::Arg;
use super::super::values;
use super::Lower;
use crate::model::*;
use rustc_hash::FxHashMap;
use std::ops::{Deref, DerefMut};

/// A part in the making.
#[derive(Debug)]
pub struct Part<'a> {
    pub lower: Lower<'a>,
    /// What becomes a part of the model.
    pub stores: Stores,
    /// Pools of targets that no worker is declared for, by the worker's name and socket.
    pub generic: FxHashMap<Vec<u8>, PoolId>,
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
    pub fn new(lower: Lower<'a>, number: usize) -> Self {
        Part { lower, stores: Stores::new(number), generic: FxHashMap::default() }
    }

    /// A value that httpd refuses, in its own words. What hangs on variables that are not known is not judged, nor
    /// what a template step fills in.
    pub fn invalid(&mut self, arg: Arg<'_>, server_says: String) {
        if arg.unknown.is_none() && !values::is_placeholder(arg.text) {
            self.remark(arg.at, RemarkKind::InvalidValue { server_says });
        }
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
        let lower = self.lower;
        self.add_file(role, arg.at, at_start, || lower.config.resolve(path));
    }
}
