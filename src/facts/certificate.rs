//! Files that hold certificates and keys: dates, names, keys, and whether anything is in them.
//!
//! Must not verify signatures or build chains. What this parser cannot read and a TLS library may is
//! `Unreadable`, which proves nothing.

use crate::world::{Files, Kind};
use rustls_pki_types::pem::{Error, PemObject};
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;
use std::path::Path;
use x509_parser::prelude::{FromDer, GeneralName, ParsedExtension, SubjectPublicKeyInfo, X509Certificate};

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
    /// Addresses it covers.
    pub addresses: Vec<IpAddr>,
    pub is_ca: bool,
    /// `None` for kinds of keys that are not compared.
    pub key: Option<PublicKey>,
    /// Who signed it, by name and, where the certificate tells, by key.
    issuer: (u64, Option<u64>),
    /// Its own name, and its key as issuers are told by.
    own: (u64, Option<u64>),
    /// Organisation of the issuer, else its common name.
    pub issuer_name: String,
}

impl CertificateFact {
    /// Signed by itself: a root, or a private certificate.
    pub fn is_self_issued(&self) -> bool {
        self.issuer.0 == self.own.0
    }

    /// What a certificate is told by that it issued; equal for all that are one authority.
    pub fn authority(&self) -> impl Hash + Eq + use<> {
        self.own
    }

    /// Names `other` as its issuer; the signature is not looked at.
    pub fn is_issued_by(&self, other: &CertificateFact) -> bool {
        self.issuer.0 == other.own.0
            && match (self.issuer.1, other.own.1) {
                (Some(named), Some(own)) => named == own,
                _ => true,
            }
    }
}

/// A public key, as far as two of them can be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicKey {
    pub kind: KeyKind,
    /// Length of an RSA modulus or of a curve, in bits.
    pub bits: u32,
    /// Of the key's own bytes.
    fingerprint: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyKind {
    Rsa,
    Curve,
    Edwards,
}

/// Why no key could be read from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// No private key is in it.
    None,
    /// It can be read with a password only.
    Encrypted,
    /// A block that is no key.
    Garbage,
    /// It cannot be told here.
    Unreadable,
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
    blocks(bytes)
}

/// The certificates of a text, whatever else stands in it.
fn blocks(bytes: &[u8]) -> Result<Vec<CertificateFact>, PemFault> {
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

/// The private key of a file, told by the public key that belongs to it.
pub(super) fn key(path: &Path, len: u64, files: &dyn Files) -> Result<PublicKey, KeyFault> {
    if len == 0 {
        return Err(KeyFault::None);
    }
    if len > MAX_PEM {
        return Err(KeyFault::Unreadable);
    }
    let bytes = files.read(path).map_err(|_| KeyFault::Unreadable)?;
    parse_key(&bytes)
}

/// The key in a certificate's own file, else in the file of the same name with `.key` behind it.
pub(super) fn key_with(path: &Path, len: u64, files: &dyn Files) -> Result<PublicKey, KeyFault> {
    let own = key(path, len, files);
    if own != Err(KeyFault::None) {
        return own;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".key");
    match files.kind(Path::new(&beside)) {
        Kind::File { len } => key(Path::new(&beside), len, files),
        Kind::Missing => own,
        _ => Err(KeyFault::Unreadable),
    }
}

/// Whether the file holds what is looked for: a certificate, or a key.
pub(super) fn holds(path: &Path, keys: bool, files: &dyn Files) -> bool {
    let Kind::File { len } = files.kind(path) else { return false };
    match keys {
        true => key(path, len, files).is_ok(),
        // What fills in the key is no matter.
        false if len <= MAX_PEM => files.read(path).is_ok_and(|bytes| {
            blocks(&bytes).is_ok_and(|found| found.first().is_some_and(|first| !first.is_ca))
        }),
        false => false,
    }
}

fn parse_key(bytes: &[u8]) -> Result<PublicKey, KeyFault> {
    if is_sealed(bytes) {
        return Err(KeyFault::Unreadable);
    }
    if !contains(bytes, b"PRIVATE KEY-----") {
        return Err(KeyFault::None);
    }
    // The first key of the file counts; RFC 7468 and OpenSSL's older form.
    let first = memchr::memmem::find(bytes, b"PRIVATE KEY-----").unwrap_or_default();
    let own = &bytes
        [first..memchr::memmem::find(&bytes[first..], b"-----END").map_or(bytes.len(), |end| first + end)];
    if bytes[..first].ends_with(b"ENCRYPTED ") || contains(own, b"Proc-Type: 4,ENCRYPTED") {
        return Err(KeyFault::Encrypted);
    }
    let der = PrivateKeyDer::from_pem_slice(bytes).map_err(|error| match error {
        Error::NoItemsFound => KeyFault::Unreadable,
        _ => KeyFault::Garbage,
    })?;
    // Curves that this library does not know are no fault.
    let key = rustls::crypto::ring::sign::any_supported_type(&der).map_err(|_| KeyFault::Unreadable)?;
    let public = key.public_key().ok_or(KeyFault::Unreadable)?;
    let (_, public) = SubjectPublicKeyInfo::from_der(&public).map_err(|_| KeyFault::Unreadable)?;
    public_key(&public).ok_or(KeyFault::Unreadable)
}

fn public_key(info: &SubjectPublicKeyInfo<'_>) -> Option<PublicKey> {
    use x509_parser::public_key::PublicKey as Parsed;
    let bytes: &[u8] = &info.subject_public_key.data;
    let (kind, bits) = match info.parsed().ok()? {
        Parsed::RSA(rsa) => (KeyKind::Rsa, rsa.key_size()),
        // A point may be written in two ways (SEC 1, 2.3.3): only the usual one is compared.
        Parsed::EC(_) if bytes.first() == Some(&4) => (KeyKind::Curve, (bytes.len() - 1) / 2 * 8),
        _ if info.algorithm.algorithm == x509_parser::oid_registry::OID_SIG_ED25519 => {
            (KeyKind::Edwards, 256)
        }
        _ => return None,
    };
    Some(PublicKey { kind, bits: bits as u32, fingerprint: hash(bytes) })
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    memchr::memmem::find(bytes, part).is_some()
}

fn fact(certificate: &X509Certificate<'_>) -> CertificateFact {
    let validity = certificate.validity();
    let subject = certificate.subject().iter_common_name().next().and_then(|name| name.as_str().ok());
    let alternatives = certificate.subject_alternative_name().ok().flatten();
    let names = || alternatives.iter().flat_map(|names| &names.value.general_names);
    let issuer = certificate.issuer();
    let issuer_name = issuer.iter_organization().chain(issuer.iter_common_name()).next();
    let mut keys = (None, None);
    for extension in certificate.extensions() {
        match extension.parsed_extension() {
            ParsedExtension::SubjectKeyIdentifier(id) => keys.0 = Some(hash(id.0)),
            ParsedExtension::AuthorityKeyIdentifier(id) => {
                keys.1 = id.key_identifier.as_ref().map(|id| hash(id.0));
            }
            _ => {}
        }
    }
    CertificateFact {
        not_before: validity.not_before.timestamp(),
        not_after: validity.not_after.timestamp(),
        subject: subject.unwrap_or_default().to_owned(),
        names: names()
            .filter_map(|name| match name {
                GeneralName::DNSName(name) => Some((*name).to_owned()),
                _ => None,
            })
            .collect(),
        addresses: names()
            .filter_map(|name| match name {
                GeneralName::IPAddress(bytes) => <[u8; 4]>::try_from(*bytes)
                    .map(IpAddr::from)
                    .or_else(|_| <[u8; 16]>::try_from(*bytes).map(IpAddr::from))
                    .ok(),
                _ => None,
            })
            .collect(),
        is_ca: certificate.is_ca(),
        key: public_key(certificate.public_key()),
        issuer: (hash(issuer.as_raw()), keys.1),
        own: (hash(certificate.subject().as_raw()), keys.0),
        issuer_name: issuer_name.and_then(|name| name.as_str().ok()).unwrap_or_default().to_owned(),
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

    #[test]
    fn a_key_is_known_by_its_public_half() {
        let (own, other) = (rcgen::KeyPair::generate().unwrap(), rcgen::KeyPair::generate().unwrap());
        let ed = rcgen::KeyPair::generate_for(&rcgen::PKCS_ED25519).unwrap();
        for key in [&own, &ed] {
            let params = rcgen::CertificateParams::new(vec!["shop.example".into()]).unwrap();
            let certificate = parse(params.self_signed(key).unwrap().pem().as_bytes()).unwrap();
            assert!(certificate[0].is_self_issued());
            let key = parse_key(key.serialize_pem().as_bytes()).unwrap();
            assert_eq!(certificate[0].key, Some(key));
            assert_ne!(Ok(key), parse_key(other.serialize_pem().as_bytes()));
        }
        let sealed = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIB\n-----END ENCRYPTED PRIVATE KEY-----\n";
        assert_eq!(parse_key(sealed.as_bytes()), Err(KeyFault::Encrypted));
        let old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nMIIB\n-----END RSA PRIVATE KEY-----\n";
        assert_eq!(parse_key(old.as_bytes()), Err(KeyFault::Encrypted));
        assert_eq!(parse_key(b"@TEST-KEY@"), Err(KeyFault::Unreadable));
        assert_eq!(parse_key(b"nothing"), Err(KeyFault::None));
        let broken = "-----BEGIN PRIVATE KEY-----\n****\n-----END PRIVATE KEY-----\n";
        assert_eq!(parse_key(broken.as_bytes()), Err(KeyFault::Garbage));
    }
}
