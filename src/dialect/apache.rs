//! Apache httpd 2.4: text to tokens to trees, what of it counts, and from there to the model.
//!
//! Follows `ap_build_config` (server/config.c) and `ap_getword_conf` (server/util.c) byte by byte where the text is
//! well formed, and goes on where httpd stops. What a directive means for a request is judged by rules, never here.

pub mod condition;
pub mod envvars;
pub mod expand;
pub mod failure;
pub mod include;
pub mod keywords;
pub mod lex;
pub mod library;
pub mod line;
pub mod lower;
pub mod modules;
pub mod parse;
pub mod speech;
pub mod spell;
pub mod url;
pub mod values;
pub mod walk;

use super::{Entry, EntryText};
use crate::model::Proxy;
use crate::source::{Source, SourceKind, Sources};
use crate::world::{Files, ReadError};
use rustc_hash::FxHashMap;

/// Tables of rewrite rules beyond this number are not read.
const MOST_TABLES: usize = 256;

/// Reads one httpd configuration. The error is that of the entry itself; what it includes and cannot be read is in
/// the proxy's remarks.
pub fn read(entry: &Entry, files: &dyn Files, sources: &mut Sources) -> Result<Proxy, ReadError> {
    let file = |path: &std::path::Path| {
        let bytes = files.read(path)?;
        Ok(Source::new(files.shown(path), SourceKind::File, bytes).with_config_path(path))
    };
    let (source, whole) = match &entry.text {
        EntryText::Main(path) => (file(path)?, true),
        EntryText::Fragment(path) => (file(path)?, false),
        EntryText::Bytes { path, bytes, whole } => {
            (Source::new(path, SourceKind::Stdin, bytes.clone()), *whole)
        }
        _ => return Err(ReadError::Other),
    };
    let path = source.config_path();
    let root = if whole { walk::built_in_root(path) } else { walk::likely_root(path) };
    let setting = walk::Setting { files, versions: entry.versions, whole, root };
    let walked = walk::walk(sources, source, setting);
    let tables = tables(&walked, sources, files);
    let versions = modules::narrowed(entry.versions, &walked.modules, &walked.root, files);
    Ok(lower::lower(&walked, sources, &tables, versions, whole))
}

/// Files that `RewriteMap` names, as far as they are text.
fn tables(walked: &line::Walked, sources: &Sources, files: &dyn Files) -> FxHashMap<Vec<u8>, Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    let config = line::Config { walked, sources };
    let mut tables = FxHashMap::default();
    for line in config.all().filter(|line| line.keyword() == keywords::kw::REWRITE_MAP) {
        let Some(arg) = line.arg(1).filter(|arg| arg.unknown.is_none()) else { continue };
        let path = match arg.text.iter().position(|byte| *byte == b':') {
            Some(colon) if arg.text[..colon].eq_ignore_ascii_case(b"txt") => &arg.text[colon + 1..],
            Some(_) => continue,
            None => arg.text,
        };
        let path = config.resolve(path);
        if tables.contains_key(&path) || tables.len() >= MOST_TABLES {
            continue;
        }
        if let Ok(bytes) = files.read(std::path::Path::new(std::ffi::OsStr::from_bytes(&path))) {
            tables.insert(path, bytes);
        }
    }
    tables
}
