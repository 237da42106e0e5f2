//! Certificates in use that end soon.

use super::{Cx, Report, pem};
use crate::diagnostic::{Finding, Label};
use crate::model::FileRole;

/// Days before the end from which on a renewal is late.
const EXPIRING_DAYS: i64 = 14;
/// Short-lived certificates are renewed when this part of their life is left.
const LAST_PART: i64 = 3;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let now = cx.assumptions.now_seconds();
    pem::each(cx, |_, named, fact, used| {
        let relevant = match named.role {
            FileRole::Certificate => used.served.contains(&named.at.span),
            FileRole::ClientCertificate => true,
            _ => false,
        };
        let Some(Ok(certificates)) = &fact.certificates else { return };
        let Some(own) = certificates.first().filter(|_| relevant) else { return };
        let (left, life) = (own.not_after - now, own.not_after - own.not_before);
        let late = (0..=EXPIRING_DAYS * pem::DAY).contains(&left) && left * LAST_PART <= life;
        if own.not_before > now || !late {
            return;
        }
        let help = match &fact.near {
            Some(near) => format!("Name the newer one beside it: {}", pem::shown(near)),
            None => "Renew it now, and see why the renewal is late".to_owned(),
        };
        report.push(
            Finding::new(
                "soon",
                format!(
                    "Certificate for {} expires in {} ({})",
                    pem::subject(own),
                    pem::days(left),
                    pem::day(own.not_after)
                ),
                Label::new(named.at, "this file"),
            )
            .outcome("From then on browsers and verifying proxies refuse the handshake")
            .help(help),
        );
    });
}
