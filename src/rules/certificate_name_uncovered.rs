//! A host whose certificates cover none of its names.

use super::{Cx, Report, pem, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::CertificateFact;
use crate::model::*;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for (_, proxy) in cx.proxies().filter(|(_, proxy)| proxy.whole) {
        let mut tls_hosts: FxHashSet<HostId> = FxHashSet::default();
        for listener in proxy.listeners.iter().filter(|listener| listener.tls) {
            tls_hosts.extend(listener.binds.iter().map(|bind| bind.host));
        }
        if tls_hosts.is_empty() || !proxy.files.iter().any(|file| file.role == FileRole::Certificate) {
            continue;
        }
        for (id, host) in proxy.hosts.iter().filter(|(id, _)| tls_hosts.contains(id)) {
            if let Some(finding) = uncovered(cx, proxy, host)
                && seen.insert((id, finding.primary.span))
            {
                report.push(finding);
            }
        }
    }
}

fn uncovered(cx: &Cx, proxy: &Proxy, host: &VirtualHost) -> Option<Finding> {
    let tls = &proxy.server_tls[host.server_tls];
    if !host.names_closed || tls.rejects_handshake.is_some() || tls.certificates.is_empty() {
        return None;
    }
    let mut shown = Vec::new();
    for pair in &tls.certificates {
        let at = pair.certificate.at()?;
        let named = proxy.files_at(at.span).find(|file| file.role == FileRole::Certificate)?;
        let Some(Ok(certificates)) = &cx.facts.file(named.role, &named.path)?.certificates else {
            return None;
        };
        let own = certificates.first()?;
        // A private certificate that nobody is meant to check.
        if own.is_self_issued() || (own.names.is_empty() && own.addresses.is_empty()) {
            return None;
        }
        shown.push((at, own));
    }
    let (at, first) = *shown.first()?;
    let mut names = Vec::new();
    for name in &host.names {
        match &name.pattern {
            NamePattern::Exact(text) if reach::is_public(text) => names.push(text),
            // Part of a family of names, or of none that a certificate can hold.
            NamePattern::Exact(text) if text.is_empty() || !text.contains(&b'.') => {}
            _ => return None,
        }
    }
    if names.is_empty() || names.iter().any(|name| shown.iter().any(|(_, own)| covers(own, name))) {
        return None;
    }
    let wanted = cx.show(names.first()?);
    Some(
        Finding::new(
            "uncovered",
            format!("The certificate of {wanted} is one for {}", pem::subject(first)),
            Label::new(at, format!("covers none of the names of this {}", proxy.speech.noun(Noun::Host))),
        )
        .related(host.names.first()?.at, "the names that clients ask for")
        .outcome(format!("Browsers and verifying proxies refuse the handshake for {wanted}"))
        .help(format!("Name the certificate of {wanted}, or have its names added to this one")),
    )
}

/// RFC 6125, 6.4: a star stands for the first label. The common name counts where no other name is given.
fn covers(certificate: &CertificateFact, name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return true };
    let rest = name.split_once('.').map_or("", |(_, rest)| rest);
    certificate.names.iter().chain(Some(&certificate.subject)).any(|covered| {
        covered.eq_ignore_ascii_case(name)
            || covered.strip_prefix("*.").is_some_and(|base| base.eq_ignore_ascii_case(rest))
    })
}
