//! Files that hold certificates: presence, dates, names.

use super::{FileFact, Presence, Vantage};
use crate::model::NamedFile;
use crate::world::{Files, Kind};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// One certificate of a PEM file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateFact {
    /// Seconds since 1970, UTC.
    pub not_before: i64,
    pub not_after: i64,
    /// Common name of the subject, if any.
    pub subject: String,
    /// DNS names it covers.
    pub names: Vec<String>,
    pub is_ca: bool,
}

/// Why no certificate could be read from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PemFault {
    Empty,
    /// Text without a certificate block.
    NoCertificate,
    /// A block that is not a certificate.
    Garbage,
    Unreadable,
}

/// Looks at one named file.
pub(super) fn file_fact(
    named: &NamedFile,
    files: &dyn Files,
    vantage: Vantage,
    require_files: bool,
) -> FileFact {
    let path = Path::new(OsStr::from_bytes(&named.path));
    let judged = require_files || vantage == Vantage::Host;
    let presence = match files.kind(path) {
        Kind::File { len } => Presence::File { len },
        Kind::Directory => Presence::Directory,
        Kind::Socket => Presence::Socket,
        Kind::Special => Presence::Special,
        Kind::DanglingLink => Presence::DanglingLink,
        Kind::Missing if judged => Presence::Absent,
        Kind::Missing | Kind::Denied | Kind::LinkLoop => Presence::NotChecked,
    };
    FileFact { presence, shown: files.shown(path), link: files.link(path), certificates: None, near: None }
}
