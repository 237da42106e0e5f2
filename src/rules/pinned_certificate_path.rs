//! Paths that name one generation of a certificate: a renewal writes another file.

use super::{Cx, Report, pem};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Years that a dated name may hold.
const FIRST_YEAR: u32 = 2010;
const LAST_YEAR: u32 = 2039;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let mut seen = FxHashSet::default();
        for named in &proxy.files {
            let roles = [FileRole::Certificate, FileRole::CertificateKey, FileRole::ClientCertificate];
            let path = Path::new(OsStr::from_bytes(&named.path));
            if !roles.contains(&named.role) || !seen.insert(named.at.span) {
                continue;
            }
            let finding = match archived(path) {
                Some(live) => Finding::new(
                    "archive",
                    format!("{} is one generation: renewals write the next one", cx.show_at(proxy, named.at)),
                    Label::new(named.at, "a numbered file of the archive"),
                )
                .outcome("The certificate expires although it was renewed")
                .help(format!("Name the live link: {}", pem::shown(&live))),
                None if named.role != FileRole::CertificateKey && is_dated(path) => Finding::new(
                    "dated",
                    format!("{} carries a date in its name", cx.show_at(proxy, named.at)),
                    Label::new(named.at, "a renewal gets another name"),
                )
                .outcome("The certificate expires unless this line is changed with every renewal")
                .help("Name a link without a date, and let the renewal move it"),
                None => continue,
            };
            report.push(finding);
        }
    }
}

/// The live link of a numbered file such as `archive/shop.example/fullchain3.pem` (certbot).
fn archived(path: &Path) -> Option<PathBuf> {
    let lineage = path.parent()?;
    let archive = lineage.parent()?;
    if archive.file_name()? != "archive" {
        return None;
    }
    let name = path.file_name()?.to_str()?.strip_suffix(".pem")?;
    let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let known = ["cert", "chain", "fullchain", "privkey"].contains(&kind) && kind != name;
    let live = archive.with_file_name("live").join(lineage.file_name()?).join(format!("{kind}.pem"));
    known.then_some(live)
}

/// A name such as `shop-2024.crt` or `shop_20240131.pem`.
fn is_dated(path: &Path) -> bool {
    let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else { return false };
    stem.split(|c: char| !c.is_ascii_digit()).any(|digits| {
        matches!(digits.len(), 4 | 6 | 8)
            && digits[..4].parse::<u32>().is_ok_and(|year| (FIRST_YEAR..=LAST_YEAR).contains(&year))
            && digits
                .get(4..6)
                .is_none_or(|month| month.parse::<u32>().is_ok_and(|month| (1..=12).contains(&month)))
    })
}
