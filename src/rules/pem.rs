//! Which of the files that a configuration names are really used, and how they are called.
//!
//! Must not judge: it tells rules about certificates where a file counts.

use super::{Cx, cx::Hop};
use crate::diagnostic::printable;
use crate::facts::{CertificateFact, FileFact};
use crate::model::*;
use crate::source::Span;
use rustc_hash::FxHashSet;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use time::OffsetDateTime;

pub(super) const DAY: i64 = 86_400;

/// Places that name a file which the server loads.
#[derive(Debug, Default)]
pub(super) struct Used {
    /// Certificates shown by a listener that speaks TLS.
    pub served: FxHashSet<Span>,
    /// Authorities under which servers are verified; certificates and keys shown to servers.
    upstream: FxHashSet<Span>,
    /// Some host loads its own TLS settings.
    any_host: bool,
}

impl Used {
    pub(super) fn new(proxy_id: ProxyId, proxy: &Proxy, hops: &[Hop]) -> Self {
        let mut used = Used::default();
        let mut tls_hosts: FxHashSet<HostId> = FxHashSet::default();
        for listener in proxy.listeners.iter().filter(|listener| listener.tls) {
            tls_hosts.extend(listener.binds.iter().map(|bind| bind.host));
        }
        for (id, host) in proxy.hosts.iter() {
            let tls = &proxy.server_tls[host.server_tls];
            used.any_host |= !tls.certificates.is_empty();
            if tls_hosts.contains(&id) {
                let shown = tls.certificates.iter().filter_map(|pair| pair.certificate.at());
                used.served.extend(shown.map(|at| at.span));
                let verifies = tls.client_verify.always(|verify| *verify);
                used.served.extend(tls.client_ca.at().filter(|_| verifies).map(|at| at.span));
            }
        }
        let (mut seen, mut pools) = (FxHashSet::default(), FxHashSet::default());
        for hop in hops.iter().filter(|hop| hop.proxy_id == proxy_id) {
            if hop.target.tls && seen.insert(hop.groups.tls) {
                used.upstream(&hop.tls());
            }
            if !pools.insert(hop.target.pool) {
                continue;
            }
            for server in hop.pool.servers.iter().filter(|server| server.own.is_some()) {
                let hop = hop.to(server);
                if hop.speaks_tls() {
                    used.upstream(&hop.tls());
                }
            }
        }
        used
    }

    fn upstream(&mut self, tls: &Tls) {
        let verified = tls.verify.always(|verify| *verify);
        let ca = tls.ca.at().filter(|_| verified);
        let named = [ca, tls.certificate.at(), tls.key.at()];
        self.upstream.extend(named.into_iter().flatten().map(|at| at.span));
    }

    /// The server reads the file at start.
    pub(super) fn loads(&self, named: &NamedFile) -> bool {
        match named.role {
            FileRole::Certificate | FileRole::CertificateKey => self.any_host,
            FileRole::ClientCa => self.served.contains(&named.at.span),
            FileRole::UpstreamCa | FileRole::ClientCertificate | FileRole::ClientCertificateKey => {
                self.upstream.contains(&named.at.span)
            }
            _ => false,
        }
    }
}

/// Files of certificates and keys that the server loads, with what is known of them. A path of a fragment
/// that is not absolute is left out: the folder that it starts from is not known.
pub(super) fn each<'a>(cx: &Cx<'a>, mut visit: impl FnMut(&'a Proxy, &'a NamedFile, &'a FileFact, &Used)) {
    for (id, proxy) in cx.proxies() {
        if !proxy.files.iter().any(|named| what(named.role).is_some()) {
            continue;
        }
        let Some(used) = cx.used().get(id.0 as usize) else { continue };
        let mut seen = FxHashSet::default();
        for named in &proxy.files {
            if what(named.role).is_none()
                || !used.loads(named)
                || !seen.insert((named.role, &named.path, named.at.span))
            {
                continue;
            }
            let written = cx.sources.bytes(named.at.span);
            if !proxy.whole && written.first() != Some(&b'/') {
                continue;
            }
            if let Some(fact) = cx.facts.file(named.role, &named.path) {
                visit(proxy, named, fact, used);
            }
        }
    }
}

/// The key is looked for in the certificate's own file, or beside it: no other word names it.
pub(super) fn holds_both(proxy: &Proxy, named: &NamedFile) -> bool {
    named.role == FileRole::Certificate
        && named.pair.is_none()
        && proxy.server_tls.iter().any(|(_, tls)| {
            let own = |pair: &&Certificate| pair.certificate.at() == Some(named.at);
            tls.certificates.iter().find(own).is_some_and(is_one_word)
        })
}

/// One word names certificate and key.
pub(super) fn is_one_word(pair: &Certificate) -> bool {
    pair.certificate.term == pair.key.term
}

/// The name of a file that a word does not name itself, but by the folder in which it lies.
pub(super) fn within_folder(cx: &Cx, named: &NamedFile) -> Option<String> {
    let written = cx.sources.bytes(named.at.span);
    let folder = written.strip_suffix(b"/").unwrap_or(written);
    let slash = memchr::memrchr(b'/', &named.path)?;
    (!folder.is_empty() && named.path[..slash].ends_with(folder)).then(|| cx.show(&named.path[slash + 1..]))
}

/// A named file as a message calls it.
pub(super) fn called(cx: &Cx, proxy: &Proxy, named: &NamedFile) -> String {
    match within_folder(cx, named) {
        Some(_) => cx.show(&named.path),
        None => cx.show_at(proxy, named.at),
    }
}

/// How its place is labelled where nothing else is to be said.
pub(super) fn this_file(cx: &Cx, named: &NamedFile) -> String {
    within_folder(cx, named).map_or("this file".to_owned(), |name| format!("{name} in this folder"))
}

/// What a file of this role is; `None` for roles without certificate or key.
pub(super) fn what(role: FileRole) -> Option<&'static str> {
    Some(match role {
        FileRole::Certificate => "Certificate",
        FileRole::CertificateKey => "Key",
        FileRole::ClientCertificate => "Client certificate",
        FileRole::ClientCertificateKey => "Client key",
        FileRole::UpstreamCa | FileRole::ClientCa => "Authority",
        _ => return None,
    })
}

/// A path fit for a message; its last part where it is long.
pub(super) fn shown(path: &Path) -> String {
    const MOST: usize = 60;
    let bytes = path.as_os_str().as_bytes();
    if bytes.len() <= MOST {
        return printable(bytes, MOST);
    }
    let name = path.file_name().map_or(bytes, |name| name.as_bytes());
    printable(name, MOST)
}

/// Whom a certificate is for.
pub(super) fn subject(certificate: &CertificateFact) -> String {
    whom(&certificate.names, &certificate.subject)
}

/// The same by its names and its subject.
pub(super) fn whom(names: &[String], subject: &str) -> String {
    let name = names.first().map_or(subject, String::as_str);
    match name.is_empty() {
        true => "nobody".to_owned(),
        false => printable(name.as_bytes(), 40),
    }
}

/// A day, such as 2026-11-20.
pub(super) fn day(seconds: i64) -> String {
    OffsetDateTime::from_unix_timestamp(seconds).map_or(String::new(), |time| time.date().to_string())
}

/// A number of days, as people say it.
pub(super) fn days(seconds: i64) -> String {
    match seconds / DAY {
        0 => "less than a day".to_owned(),
        1 => "1 day".to_owned(),
        count => format!("{count} days"),
    }
}
