//! Files that hold certificates and keys: dates, names, and whether anything is in them.
//!
//! Must not verify signatures or build chains. What this parser cannot read and a TLS library may is
//! `Unreadable`, which proves nothing.

use crate::world::Files;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::{Error, PemObject};
use std::path::Path;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

/// Files larger than this are not read, in bytes: bundles of authorities take about 250 KiB.
const MAX_PEM: u64 = 4 << 20;

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

/// The certificates of a file, in its order.
pub(super) fn read(path: &Path, len: u64, files: &dyn Files) -> Result<Vec<CertificateFact>, PemFault> {
    if len == 0 {
        return Err(PemFault::Empty);
    }
    if len > MAX_PEM {
        return Err(PemFault::Unreadable);
    }
    let bytes = files.read(path).map_err(|_| PemFault::Unreadable)?;
    parse(&bytes)
}

fn parse(bytes: &[u8]) -> Result<Vec<CertificateFact>, PemFault> {
    if bytes.trim_ascii().is_empty() {
        return Err(PemFault::Empty);
    }
    if is_sealed(bytes) {
        return Err(PemFault::Unreadable);
    }
    let mut found = Vec::new();
    for block in CertificateDer::pem_slice_iter(bytes) {
        let der = match block {
            Ok(der) => der,
            Err(Error::NoItemsFound) => break,
            Err(_) => return Err(PemFault::Garbage),
        };
        if der.first() != Some(&0x30) {
            return Err(PemFault::Garbage);
        }
        match X509Certificate::from_der(&der) {
            Ok((_, certificate)) => found.push(fact(&certificate)),
            // Odd, and perhaps good enough for the server.
            Err(_) => return Err(PemFault::Unreadable),
        }
    }
    if !found.is_empty() {
        return Ok(found);
    }
    // Labels of old tools that OpenSSL reads too (PEM_STRING_X509_OLD, PEM_STRING_X509_TRUSTED).
    let old = contains(bytes, b"BEGIN X509 CERTIFICATE") || contains(bytes, b"BEGIN TRUSTED CERTIFICATE");
    Err(if old { PemFault::Unreadable } else { PemFault::NoCertificate })
}

/// Encrypted by a deployment tool, or a template: the file on the target is another one.
fn is_sealed(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\0GITCRYPT")
        || bytes.starts_with(b"$ANSIBLE_VAULT")
        || contains(bytes, b"sops")
        || [&b"{{"[..], b"<%", b"${", b"version https://git-lfs"].iter().any(|mark| contains(bytes, mark))
        || bytes
            .split(|byte| byte.is_ascii_whitespace())
            .any(|word| word.len() > 2 && word.starts_with(b"@") && word.ends_with(b"@"))
}

/// Whether a file holds a private key; `None` where that cannot be told.
pub(super) fn has_key(path: &Path, len: u64, files: &dyn Files) -> Option<bool> {
    if len == 0 {
        return Some(false);
    }
    if len > MAX_PEM {
        return None;
    }
    let bytes = files.read(path).ok()?;
    if is_sealed(&bytes) {
        return None;
    }
    Some(contains(&bytes, b"PRIVATE KEY-----"))
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

fn fact(certificate: &X509Certificate<'_>) -> CertificateFact {
    let validity = certificate.validity();
    let subject = certificate.subject().iter_common_name().next().and_then(|name| name.as_str().ok());
    let alternatives = certificate.subject_alternative_name().ok().flatten();
    let names = alternatives.into_iter().flat_map(|names| &names.value.general_names);
    CertificateFact {
        not_before: validity.not_before.timestamp(),
        not_after: validity.not_after.timestamp(),
        subject: subject.unwrap_or_default().to_owned(),
        names: names
            .filter_map(|name| match name {
                GeneralName::DNSName(name) => Some((*name).to_owned()),
                _ => None,
            })
            .collect(),
        is_ca: certificate.is_ca(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_as_far_as_they_hold_certificates() {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params =
            rcgen::CertificateParams::new(vec!["shop.example".into(), "*.shop.example".into()]).unwrap();
        params.not_before = rcgen::date_time_ymd(2020, 1, 1);
        params.not_after = rcgen::date_time_ymd(2021, 1, 1);
        let pem = params.self_signed(&key).unwrap().pem();
        let read = parse(format!("subject=x\n{pem}\r\n{pem}").as_bytes()).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].not_before, read[0].not_after), (1_577_836_800, 1_609_459_200));
        assert_eq!(read[0].names, ["shop.example", "*.shop.example"]);
        assert!(!read[0].is_ca);
        assert_eq!(parse(b" \n"), Err(PemFault::Empty));
        assert_eq!(parse(b"not yet\n"), Err(PemFault::NoCertificate));
        assert_eq!(parse(key.serialize_pem().as_bytes()), Err(PemFault::NoCertificate));
        let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        assert_eq!(parse(broken.as_bytes()), Err(PemFault::Garbage));
        let cut = pem.replace("-----END CERTIFICATE-----", "");
        assert_eq!(parse(cut.as_bytes()), Err(PemFault::Garbage));
        assert_eq!(parse(b"\0GITCRYPT\0"), Err(PemFault::Unreadable));
        assert_eq!(parse(b"@TEST-KEY@"), Err(PemFault::Unreadable));
    }
}
