//! Keys that are there and cannot be used: encrypted, broken, too short.

use super::{Cx, Report, pem};
use crate::diagnostic::{Finding, Label};
use crate::facts::{KeyFault, KeyKind};
use crate::model::FileRole;

/// RSA keys below this are refused by libraries at their usual level of security, in bits.
const SHORTEST_RSA: u32 = 2048;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    pem::each(cx, |proxy, named, fact, used| {
        let shown = cx.show_at(proxy, named.at);
        let Some(what) = pem::what(named.role) else { return };
        let short = match (fact.key, &fact.certificates) {
            (Some(Ok(key)), _) => Some(key),
            (_, Some(Ok(certificates))) if used.served.contains(&named.at.span) => {
                certificates.first().and_then(|own| own.key)
            }
            _ => None,
        };
        let finding = match fact.key {
            // Whose password it is cannot be told.
            Some(Err(KeyFault::Encrypted))
                if !proxy.files.iter().any(|file| file.role == FileRole::Password) =>
            {
                Finding::new(
                    "encrypted-key",
                    format!("{what} {shown} is encrypted, and no password is set"),
                    Label::new(named.at, "asks for a password"),
                )
                .help("Set a password file, or store the key without a password, readable for root only")
            }
            Some(Err(KeyFault::Garbage)) => Finding::new(
                "broken-key",
                format!("{what} {shown} is broken"),
                Label::new(named.at, "the file is damaged"),
            )
            .help("Write the file again, whole, in PEM"),
            _ => match short {
                Some(key) if key.kind == KeyKind::Rsa && key.bits < SHORTEST_RSA => Finding::new(
                    "short-key",
                    format!("{what} {shown} is an RSA key of {} bits", key.bits),
                    Label::new(named.at, "too short for today's libraries"),
                )
                .help("Have a certificate issued for a key of 2048 bits or more"),
                _ => return,
            },
        };
        let log = proxy.speech.cannot_load(named.role);
        report.push(finding.outcome(match log {
            "" => proxy.speech.refuses().to_owned(),
            log => format!("{}: `{log}`", proxy.speech.refuses()),
        }));
    });
}
