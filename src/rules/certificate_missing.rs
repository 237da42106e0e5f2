//! Certificates, keys and authorities that are named and cannot be loaded.

use super::reach::Unread;
use super::{Cx, Report, pem};
use crate::diagnostic::{Finding, Label};
use crate::facts::{FileFact, KeyFault, PemFault, Presence};
use crate::model::*;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    // A key that is absent together with its certificate is one fault.
    let mut with_certificate: FxHashSet<&Text> = FxHashSet::default();
    for (_, proxy) in cx.proxies() {
        for named in proxy.files.iter().filter(|named| named.pair.is_some()) {
            let absent = |fact: &FileFact| matches!(fact.presence, Presence::Absent | Presence::DanglingLink);
            if cx.facts.file(named.role, &named.path).is_some_and(absent) {
                with_certificate.extend(&named.pair);
            }
        }
    }
    pem::each(cx, |proxy, named, fact, _| {
        let is_key = matches!(named.role, FileRole::CertificateKey | FileRole::ClientCertificateKey);
        if is_key && with_certificate.contains(&named.path) {
            return;
        }
        if let Some(finding) = file(cx, proxy, named, fact) {
            report.push(finding);
        }
    });
    let mut unread = None;
    let mut open = |id| unread.get_or_insert_with(|| Unread::new(cx)).any(id);
    let mut seen = FxHashSet::default();
    for (id, proxy) in cx.proxies().filter(|(_, proxy)| proxy.whole) {
        for (_, host) in proxy.hosts.iter() {
            for pair in &proxy.server_tls[host.server_tls].certificates {
                if pair.key.is_unset() && !pem::is_one_word(pair) && !open(id) {
                    report.push_once(&mut seen, no_key(cx, proxy, &pair.certificate, &pair.key));
                }
            }
        }
    }
    for hop in cx.targets().iter().filter(|hop| hop.target.tls && hop.proxy.whole) {
        let tls = hop.tls();
        if tls.key.is_unset() && !tls.certificate.is_unset() && !open(hop.proxy_id) {
            report.push_once(&mut seen, no_key(cx, hop.proxy, &tls.certificate, &tls.key));
        }
    }
}

impl Report {
    fn push_once(&mut self, seen: &mut FxHashSet<crate::source::Span>, finding: Option<Finding>) {
        if let Some(finding) = finding.filter(|finding| seen.insert(finding.primary.span)) {
            self.push(finding);
        }
    }
}

fn no_key(
    cx: &Cx,
    proxy: &Proxy,
    certificate: &Setting<Template>,
    key: &Setting<Template>,
) -> Option<Finding> {
    let at = certificate.at()?;
    Some(
        Finding::new(
            "no-key-directive",
            format!("Certificate {} has no key: no `{}` is set", cx.show_at(proxy, at), key.term),
            Label::new(at, "a certificate without its key"),
        )
        .outcome(format!("{}: no \"{}\" is defined", proxy.speech.refuses(), key.term))
        .help(format!("Name the key with `{}`", key.term)),
    )
}

fn file(cx: &Cx, proxy: &Proxy, named: &NamedFile, fact: &FileFact) -> Option<Finding> {
    let what = pem::what(named.role)?;
    let shown = pem::called(cx, proxy, named);
    let (case, message, label) = match (fact.presence, &fact.certificates, fact.key) {
        (Presence::Absent, ..) => {
            ("absent", format!("{what} {shown} does not exist"), "no such file".to_owned())
        }
        (Presence::DanglingLink, ..) => {
            let target =
                fact.link.as_deref().map_or(String::new(), |link| format!(" to {}", pem::shown(link)));
            (
                "absent",
                format!("{what} {shown} is a link{target}, which does not exist"),
                "a dangling link".to_owned(),
            )
        }
        // Everything in the folder is loaded.
        (Presence::Directory, ..) if pem::holds_both(proxy, named) => return None,
        (Presence::Directory, ..) => {
            ("unusable", format!("{what} {shown} is a folder"), "a folder".to_owned())
        }
        (Presence::File { .. }, Some(Err(fault)), _) => {
            let why = match fault {
                PemFault::Empty => "is empty",
                PemFault::NoCertificate => "holds no certificate",
                PemFault::Garbage => "is broken",
                PemFault::Unreadable => return None,
            };
            ("unusable", format!("{what} {shown} {why}"), format!("the file {why}"))
        }
        (Presence::File { .. }, Some(Ok(_)), Some(Err(KeyFault::None))) if pem::holds_both(proxy, named) => {
            let log = proxy.speech.cannot_load(FileRole::CertificateKey);
            return Some(
                Finding::new(
                    "no-key-in-file",
                    format!("{what} {shown} holds no private key, and none lies beside it"),
                    Label::new(named.at, "a certificate without its key"),
                )
                .outcome(format!("{}: `{log}`", proxy.speech.refuses()))
                .help("Append the private key to the file, or put it beside it with `.key` behind the name"),
            );
        }
        (Presence::File { len }, _, Some(Err(KeyFault::None))) if named.role != FileRole::Certificate => {
            let why = if len == 0 { "is empty" } else { "holds no private key" };
            ("unusable", format!("{what} {shown} {why}"), format!("the file {why}"))
        }
        _ => return None,
    };
    let log = proxy.speech.cannot_load(named.role);
    let help = match &fact.near {
        Some(near) => format!("Name the right file; this one is there: {}", pem::shown(near)),
        None if case == "absent" => "Put the file there, or name the one that is there".to_owned(),
        None => "Write the file again, whole, in PEM".to_owned(),
    };
    Some(
        Finding::new(case, message, Label::new(named.at, label))
            .outcome(format!("{}: `{log}`", proxy.speech.refuses()))
            .help(help),
    )
}
