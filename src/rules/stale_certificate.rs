//! Certificates that have expired, or are not valid yet.

use super::{Cx, Report, pem};
use crate::diagnostic::{Finding, Label};
use crate::facts::{CertificateFact, FileFact};
use crate::model::*;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let now = cx.assumptions.now_seconds();
    pem::each(cx, |_, named, fact, used| {
        let Some(Ok(certificates)) = &fact.certificates else { return };
        let finding = match named.role {
            FileRole::Certificate if used.served.contains(&named.at.span) => {
                // The first is the host's own; those behind it are its issuers.
                certificates.first().and_then(|own| stale(own, now)).map(|text| served(named, fact, text))
            }
            FileRole::ClientCertificate => {
                certificates.first().and_then(|own| stale(own, now)).map(|text| client(named, fact, text))
            }
            FileRole::UpstreamCa | FileRole::ClientCa => {
                let all = certificates.iter().all(|authority| stale(authority, now).is_some());
                certificates
                    .first()
                    .filter(|_| all)
                    .and_then(|first| stale(first, now))
                    .map(|text| authority(named, fact, text))
            }
            _ => None,
        };
        report.findings.extend(finding);
    });
}

/// What is wrong with a certificate's dates.
fn stale(certificate: &CertificateFact, now: i64) -> Option<String> {
    let subject = pem::subject(certificate);
    if certificate.not_after < now {
        let (ago, date) = (pem::days(now - certificate.not_after), pem::day(certificate.not_after));
        return Some(format!("for {subject} expired {ago} ago ({date})"));
    }
    if certificate.not_before > now {
        let (until, date) = (pem::days(certificate.not_before - now), pem::day(certificate.not_before));
        return Some(format!("for {subject} is not valid for another {until} (from {date} on)"));
    }
    None
}

fn finding(case: &'static str, message: String, named: &NamedFile, fact: &FileFact) -> Finding {
    let finding = Finding::new(case, message, Label::new(named.at, "this file"));
    match &fact.near {
        Some(near) => finding.help(format!("Renew it; a newer one lies beside it: {}", pem::shown(near))),
        None => finding.help("Renew it, and load it by a reload"),
    }
}

fn served(named: &NamedFile, fact: &FileFact, text: String) -> Finding {
    finding("served", format!("Certificate {text}"), named, fact).outcome(
        "Browsers and verifying proxies refuse the handshake; the server itself starts without a word",
    )
}

fn client(named: &NamedFile, fact: &FileFact, text: String) -> Finding {
    finding("shown-to-servers", format!("Client certificate {text}"), named, fact)
        .outcome("Servers that verify it refuse the handshake, and the requests end in 502")
}

fn authority(named: &NamedFile, fact: &FileFact, text: String) -> Finding {
    let finding = finding("trusted", format!("Authority {text}"), named, fact);
    match named.role {
        FileRole::ClientCa => finding.outcome("Every client certificate is refused"),
        _ => finding.outcome("Every server fails its verification, and the requests end in 502"),
    }
}
