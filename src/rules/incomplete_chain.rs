//! A served file that holds only the leaf, while its issuer is no root.

use super::{Cx, Report, pem};
use crate::diagnostic::{Finding, Label};
use crate::facts::{CertificateFact, Facts, FileFact, Presence};
use crate::model::{FileRole, NamedFile, Proxy};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Public authorities, by the organisation that signs: none of them signs with a root.
const PUBLIC_ISSUERS: [&str; 14] = [
    "Let's Encrypt",
    "ZeroSSL",
    "Sectigo",
    "COMODO",
    "DigiCert",
    "GlobalSign",
    "GoDaddy",
    "Entrust",
    "Google Trust Services",
    "Amazon",
    "Buypass",
    "SSL Corp",
    "Actalis",
    "HARICA",
];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut authorities = FxHashMap::default();
    pem::each(cx, |proxy, named, fact, used| {
        if named.role != FileRole::Certificate || !used.served.contains(&named.at.span) {
            return;
        }
        let Some(Ok(certificates)) = &fact.certificates else { return };
        let [own] = certificates.as_slice() else { return };
        if own.is_self_issued() || own.is_ca || chain_elsewhere(proxy, named) {
            return;
        }
        let public = PUBLIC_ISSUERS.iter().any(|issuer| own.issuer_name.starts_with(issuer));
        let whole = beside(named, fact);
        let (help, sure) = match (&whole, public) {
            (Some(whole), _) => (format!("Name {whole}, which holds the issuers too"), true),
            (None, true) => {
                ("Append the issuer's certificate to the file, after the own one".to_owned(), true)
            }
            (None, false) => {
                let known = authorities.entry(proxy.entry).or_insert_with(|| no_roots(cx.facts, proxy));
                (String::new(), known.iter().any(|one| own.is_issued_by(one)))
            }
        };
        if !sure {
            return;
        }
        let issuer = cx.show(own.issuer_name.as_bytes());
        report.push(
            Finding::new(
                "leaf-only",
                format!(
                    "{} holds no issuer: the certificate by {issuer} stands alone",
                    cx.show_at(proxy, named.at)
                ),
                Label::new(named.at, "a leaf without its chain"),
            )
            .outcome(
                "Clients that do not know the intermediate (other servers, apps, curl) refuse the handshake; \
                 browsers that remember it do not",
            )
            .help(if help.is_empty() {
                "Append the issuer's certificate to the file".to_owned()
            } else {
                help
            }),
        );
    });
}

/// The issuers come from a file or folder of their own.
fn chain_elsewhere(proxy: &Proxy, named: &NamedFile) -> bool {
    proxy.server_tls.iter().any(|(_, tls)| {
        tls.chain.is_some() && tls.certificates.iter().any(|pair| pair.certificate.at() == Some(named.at))
    })
}

/// The whole chain that certbot writes beside `cert.pem`.
fn beside(named: &NamedFile, fact: &FileFact) -> Option<String> {
    let path = Path::new(OsStr::from_bytes(&named.path));
    let live = path.parent()?.parent()?.file_name()? == "live";
    let leaf = path.file_name()? == "cert.pem" && matches!(fact.presence, Presence::File { .. });
    (live && leaf).then(|| pem::shown(&path.with_file_name("fullchain.pem")))
}

/// Authorities in the files that a proxy names which are signed by somebody else in turn, each once.
fn no_roots<'a>(facts: &'a Facts, proxy: &Proxy) -> Vec<&'a CertificateFact> {
    let mut seen = FxHashSet::default();
    let files = proxy.files.iter().filter(|file| pem::what(file.role).is_some());
    let known = files.filter_map(|file| facts.file(file.role, &file.path)?.certificates.as_ref());
    let all = known.filter_map(|known| known.as_ref().ok()).flatten();
    all.filter(|one| one.is_ca && !one.is_self_issued() && seen.insert(one.authority())).collect()
}
