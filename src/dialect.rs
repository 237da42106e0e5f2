//! The servers' languages: from bytes to the model, one folder each.
//!
//! Owns the list of dialects and what an entry is; everything above calls [`read`] and never a
//! dialect's own modules.

pub mod apache;
pub mod haproxy;
pub mod nginx;
mod table;

use crate::model::{DialectName, Proxy, VersionRange};
use crate::source::Sources;
use crate::world::{Files, ReadError};
use std::path::PathBuf;

/// One configuration to read.
#[derive(Clone, Debug)]
pub struct Entry {
    pub dialect: DialectName,
    pub text: EntryText,
    /// Versions that it may run on.
    pub versions: VersionRange,
}

/// Where an entry's text is, and what it is.
#[derive(Clone, Debug)]
pub enum EntryText {
    /// A main file: includes are followed from it.
    Main(PathBuf),
    /// A part of a configuration (`conf.d/x.conf`): its surroundings are not known.
    Fragment(PathBuf),
    /// Standard input or an editor buffer; `path` names it. Includes are followed from its folder.
    Bytes { path: PathBuf, bytes: Vec<u8>, whole: bool },
    /// Several files of one command line, in this order: one configuration (HAProxy).
    Together(Vec<PathBuf>),
    /// What `nginx -T` printed: never touches the disk for includes.
    Dump { path: PathBuf, bytes: Vec<u8> },
}

/// Reads one configuration: text, trees, model. The error is that of the entry's own file; what it
/// includes and cannot be read or understood is in the proxy's remarks and syntax errors.
pub fn read(entry: &Entry, files: &dyn Files, sources: &mut Sources) -> Result<Proxy, ReadError> {
    match entry.dialect {
        DialectName::Nginx => nginx::read(entry, files, sources),
        DialectName::Haproxy => haproxy::read(entry, files, sources),
        DialectName::Apache => apache::read(entry, files, sources),
    }
}
