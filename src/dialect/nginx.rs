//! nginx 1.22 and newer: text to tokens to trees, who includes whom, and from there to the model.
//!
//! Follows `ngx_conf_read_token` and `ngx_conf_parse` byte by byte where the text is well formed, and goes
//! on where nginx stops. Lowering resolves include, inheritance, defaults and variables once; what a
//! directive means for a request is judged by rules, never here.

pub mod address;
mod defaults;
pub mod dump;
mod failure;
pub mod include;
pub mod keywords;
pub mod lex;
pub mod load;
pub mod lower;
mod lua;
pub(in crate::dialect) mod missed;
mod modules;
mod once;
pub mod parse;
mod speech;
mod spell;
pub mod values;

use super::{Entry, EntryText};
use crate::model::Proxy;
use crate::source::Sources;
use crate::world::{Files, ReadError};
use std::path::Path;

/// Reads one nginx configuration. The error is that of the entry itself; what it includes and cannot be
/// read is in the proxy's remarks.
pub fn read(entry: &Entry, files: &dyn Files, sources: &mut Sources) -> Result<Proxy, ReadError> {
    let (loaded, whole) = match &entry.text {
        EntryText::Main(path) => (load::load(sources, files, path)?, true),
        EntryText::Fragment(path) => {
            (load::load_fragment(sources, files, path, load::likely_prefix(path))?, false)
        }
        EntryText::Bytes { path, bytes, whole } => {
            let prefix = match whole {
                true => path.parent().unwrap_or(Path::new("")),
                false => load::likely_prefix(path),
            };
            (load::load_bytes(sources, files, path, prefix, bytes.clone()), *whole)
        }
        EntryText::Together(paths) => {
            let main = paths.first().ok_or(ReadError::Missing)?;
            (load::load(sources, files, main)?, true)
        }
        EntryText::Dump { path, bytes } => {
            (load::load_bytes(sources, files, path, Path::new(""), bytes.clone()), true)
        }
    };
    Ok(lower::lower(loaded, sources, entry.versions, whole))
}
