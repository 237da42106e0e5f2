//! A certificate and a key that do not belong together.

use super::{Cx, Report, pem};
use crate::diagnostic::{Finding, Label};
use crate::model::FileRole;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    pem::each(cx, |proxy, named, fact, _| {
        let key_role = match named.role {
            FileRole::Certificate => FileRole::CertificateKey,
            FileRole::ClientCertificate => FileRole::ClientCertificateKey,
            _ => return,
        };
        let both = pem::holds_both(proxy, named);
        let Some(pair) = named.pair.as_ref().or(both.then_some(&named.path)) else { return };
        let key = if both { fact.key } else { cx.facts.file(key_role, pair).and_then(|fact| fact.key) };
        let Some(Ok(key)) = key else { return };
        let Some(Ok(certificates)) = &fact.certificates else { return };
        let Some(own) = certificates.first() else { return };
        if own.key.is_none_or(|own| own == key) {
            return;
        }
        let shown = pem::called(cx, proxy, named);
        let later = certificates.iter().find(|certificate| certificate.key == Some(key));
        let key_at = proxy.files.iter().find(|file| file.role == key_role && file.path == *pair);
        let finding = match later {
            Some(later) => Finding::new(
                "wrong-order",
                format!("{shown} begins with the certificate of {}, not its own", pem::subject(own)),
                Label::new(named.at, format!("the one of {} comes later in it", pem::subject(later))),
            )
            .help("Put the server's own certificate first, then its issuers"),
            None => Finding::new(
                "mismatch",
                match both {
                    true => format!("The key of {shown} does not belong to its certificate"),
                    false => format!("Key {} does not belong to certificate {shown}", cx.show(pair)),
                },
                Label::new(named.at, format!("a certificate of {}", pem::subject(own))),
            )
            .help("Name the key that this certificate was requested with, or have it issued for this key"),
        };
        let mut finding = finding.outcome(match proxy.speech.key_mismatch() {
            "" => proxy.speech.refuses().to_owned(),
            log => format!("{}: `{log}`", proxy.speech.refuses()),
        });
        if let Some(key_at) = key_at.filter(|key_at| key_at.at != named.at) {
            finding = finding.related(key_at.at, "the key of another certificate");
        }
        report.push(finding);
    });
}
