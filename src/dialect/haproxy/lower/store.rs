//! `crt-store` sections: certificates that are loaded under a name, which other lines refer to (3.0 and newer).
//!
//! Source: `crtstore_parse_load`, `ckch_conf_parse` (src/ssl_ckch.c).

use super::super::keywords::{Sections, kw};
use super::host::certificate;
use super::line::Arg;
use super::part::Part;
use super::section::Section;
use crate::model::*;
use rustc_hash::FxHashMap;

/// Certificates by the names that refer to them: `@web/shop`.
pub type Stored = FxHashMap<Box<[u8]>, Certificate>;

/// Reads all of them.
pub fn collect<'a>(part: &mut Part<'a>, sections: &[Section<'a>]) -> Stored {
    let mut stores = Stored::default();
    for section in sections.iter().filter(|section| section.kind == Sections::CRT_STORE) {
        store(part, section, &mut stores);
    }
    stores
}

fn store<'a>(part: &mut Part<'a>, section: &Section<'a>, stores: &mut Stored) {
    let mut crt_base = part.lower.globals.crt_base.clone();
    let mut key_base = None;
    for line in section.lines() {
        let args = line.args(&section.env);
        let Some(first) = args.first() else { continue };
        match line.keyword() {
            kw::CRT_BASE => crt_base = Some(Box::from(&*first.text)),
            kw::KEY_BASE => key_base = Some(Box::from(&*first.text)),
            kw::LOAD => load(part, section, &args, (crt_base.as_deref(), key_base.as_deref()), stores),
            _ => {}
        }
    }
}

fn load<'a>(
    part: &mut Part<'a>,
    section: &Section<'a>,
    args: &[Arg<'a>],
    (crt_base, key_base): (Option<&[u8]>, Option<&[u8]>),
    stores: &mut Stored,
) {
    let behind = |word: &str| args.iter().position(|arg| arg.is(word)).and_then(|at| args.get(at + 1));
    let Some(crt) = behind("crt") else { return };
    let mut stored = certificate(part, crt, crt_base);
    if let Some(key) = behind("key") {
        stored.key = Setting { term: &"key", ..certificate(part, key, key_base).key };
    }
    // One that is ordered while the server runs need not be there.
    if behind("acme").is_none() {
        part.file(FileRole::Certificate, crt, crt_base, true);
        if let Some(key) = behind("key") {
            pair(part, (crt, crt_base), (key, key_base));
        }
    }
    let name = behind("alias").unwrap_or(crt);
    let full = [b"@", section.name_text(), b"/", &name.text].concat();
    stores.insert(full.into(), stored);
}

/// The two belong together.
fn pair(part: &mut Part<'_>, crt: (&Arg<'_>, Option<&[u8]>), key: (&Arg<'_>, Option<&[u8]>)) {
    part.file(FileRole::CertificateKey, key.0, key.1, true);
    let path =
        |part: &Part<'_>, (arg, base): (&Arg<'_>, Option<&[u8]>)| Text::from(part.lower.resolve(arg, base));
    let (crt_path, key_path) = (path(part, crt), path(part, key));
    for named in part.files.iter_mut().rev().take(2) {
        match named.role {
            FileRole::Certificate if named.at == crt.0.at => named.pair = Some(key_path.clone()),
            FileRole::CertificateKey if named.at == key.0.at => named.pair = Some(crt_path.clone()),
            _ => {}
        }
    }
}
