//! Certificates in use that end soon.

use super::{Cx, Report, pem, probed, reach};
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
        if own.not_before > now || !is_late(left, life) {
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
                Label::new(named.at, pem::this_file(cx, named)),
            )
            .outcome("From then on browsers and verifying proxies refuse the handshake")
            .help(help),
        );
    });
    probed::each_certificate(cx, |hop, server, own| {
        let (left, life) = (own.not_after - now, own.not_after - own.not_before);
        if own.not_before > now || !is_late(left, life) {
            return;
        }
        let address = reach::address(cx, hop.proxy, &server.endpoint);
        let (left, day) = (pem::days(left), pem::day(own.not_after));
        let subject = pem::whom(&own.names, &own.subject);
        let place = reach::tls_word(hop, server);
        report.push(
            Finding::new(
                "shown-by-server",
                format!("The certificate of {address} for {subject} expires in {left} ({day})"),
                Label::new(place, "certificates are verified here"),
            )
            .related(server.endpoint.at, "the server")
            .outcome("From then on the handshake with this server fails")
            .help("Renew it there, and see why the renewal is late"),
        );
    });
}

/// Little of a certificate's life is left, in seconds of both.
fn is_late(left: i64, life: i64) -> bool {
    (0..=EXPIRING_DAYS * pem::DAY).contains(&left) && left * LAST_PART <= life
}
