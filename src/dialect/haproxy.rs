//! HAProxy 2.4 and newer: text to tokens to trees, the files of one command line in their order, and from
//! there to the model.
//!
//! Follows `readcfgfile` and `parse_line` byte by byte where the text is well formed, and goes on where
//! HAProxy stops. Lowering resolves conditions, variables, defaults and inheritance once; what a line means
//! for a request is judged by rules, never here.

mod actions;
pub mod address;
pub mod certificates;
pub mod defaults;
pub mod environment;
mod failure;
pub mod keywords;
pub mod lex;
pub mod load;
pub mod lower;
pub mod parse;
mod speech;
mod spell;
pub mod values;
pub mod way;
pub mod words;

use super::{Entry, EntryText};
use crate::model::Proxy;
use crate::source::Sources;
use crate::world::{Files, ReadError};

/// What lies in files that the configuration names, as far as lowering needs it.
#[derive(Debug, Default)]
pub struct Beside {
    /// Files of patterns and maps.
    pub tables: way::table::Tables,
    pub certificates: certificates::Certificates,
}

/// Reads one configuration. The error is that of its first file; others that cannot be read leave names open.
pub fn read(entry: &Entry, files: &dyn Files, sources: &mut Sources) -> Result<Proxy, ReadError> {
    let (loaded, whole) = match &entry.text {
        EntryText::Main(path) => (load::load(sources, files, std::slice::from_ref(path))?, true),
        EntryText::Fragment(path) => (load::load(sources, files, std::slice::from_ref(path))?, false),
        EntryText::Together(paths) => (load::load(sources, files, paths)?, true),
        EntryText::Bytes { path, bytes, whole } => (load::load_bytes(sources, path, bytes.clone()), *whole),
        EntryText::Dump { .. } => return Err(ReadError::Other),
    };
    let beside = Beside {
        tables: way::table::Tables::of(&loaded, files, sources),
        certificates: certificates::Certificates::of(&loaded, files, sources),
    };
    Ok(lower::lower(&loaded, &beside, sources, entry.versions, whole))
}
