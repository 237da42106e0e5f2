//! Certificates that have expired, or are not valid yet.

use super::{Cx, Report, pem, probed, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::{CertificateFact, FileFact};
use crate::model::*;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let now = cx.assumptions.now_seconds();
    pem::each(cx, |proxy, named, fact, used| {
        let Some(Ok(certificates)) = &fact.certificates else { return };
        let finding = match named.role {
            FileRole::Certificate if used.served.contains(&named.at.span) => {
                // The first is the host's own; those behind it are its issuers.
                let label = || pem::this_file(cx, named);
                certificates.first().and_then(|own| stale(own, now)).map(|text| {
                    let found = served(named, fact, text);
                    Finding { primary: Label::new(named.at, label()), ..found }
                })
            }
            FileRole::ClientCertificate => certificates
                .first()
                .and_then(|own| stale(own, now))
                .map(|text| client(proxy, named, fact, text)),
            FileRole::UpstreamCa | FileRole::ClientCa => {
                let all = certificates.iter().all(|authority| stale(authority, now).is_some());
                certificates
                    .first()
                    .filter(|_| all)
                    .and_then(|first| stale(first, now))
                    .map(|text| authority(proxy, named, fact, text))
            }
            _ => None,
        };
        report.findings.extend(finding);
    });
    probed::each_certificate(cx, |hop, server, own| {
        let dates =
            Dates { names: &own.names, subject: &own.subject, from: own.not_before, to: own.not_after };
        let Some(text) = dates.stale(now) else { return };
        let address = reach::address(cx, hop.proxy, &server.endpoint);
        let place = reach::tls_word(hop, server);
        let outcome = hop.outcome(Failure::TlsUntrusted);
        let alone = hop.pool.servers.len() == 1 && hop.pool.closed.is_ok();
        report.push(
            Finding::new(
                if alone { "shown-by-server" } else { "shown-by-one-of-several" },
                format!("The certificate of {address} {text}"),
                Label::new(place, "certificates are verified here"),
            )
            .related(server.endpoint.at, "the server")
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, probed::when(alone)))
            .help("Renew it there, and reload that server"),
        );
    });
}

/// The dates of a certificate, and whom it is for.
struct Dates<'a> {
    names: &'a [String],
    subject: &'a String,
    from: i64,
    to: i64,
}

impl Dates<'_> {
    /// What is wrong with them.
    fn stale(&self, now: i64) -> Option<String> {
        let subject = pem::whom(self.names, self.subject);
        if self.to < now {
            let (ago, date) = (pem::days(now - self.to), pem::day(self.to));
            return Some(format!("for {subject} expired {ago} ago ({date})"));
        }
        if self.from > now {
            let (until, date) = (pem::days(self.from - now), pem::day(self.from));
            return Some(format!("for {subject} is not valid for another {until} (from {date} on)"));
        }
        None
    }
}

fn stale(certificate: &CertificateFact, now: i64) -> Option<String> {
    let CertificateFact { names, subject, not_before, not_after, .. } = certificate;
    Dates { names, subject, from: *not_before, to: *not_after }.stale(now)
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

/// What requests end in where a handshake with a server fails.
fn refused(proxy: &Proxy) -> String {
    proxy.speech.outcome(Failure::TlsRefused, Protocol::Http, proxy.versions).statuses.join(" or ")
}

fn client(proxy: &Proxy, named: &NamedFile, fact: &FileFact, text: String) -> Finding {
    let status = refused(proxy);
    finding("shown-to-servers", format!("Client certificate {text}"), named, fact)
        .outcome(format!("Servers that verify it refuse the handshake, and the requests end in {status}"))
}

fn authority(proxy: &Proxy, named: &NamedFile, fact: &FileFact, text: String) -> Finding {
    let finding = finding("trusted", format!("Authority {text}"), named, fact);
    match named.role {
        FileRole::ClientCa => finding.outcome("Every client certificate is refused"),
        _ => finding.outcome(format!(
            "Every server fails its verification, and the requests end in {}",
            refused(proxy)
        )),
    }
}
