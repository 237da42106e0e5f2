//! Keys that are there and cannot be used: encrypted, broken, too short.

use super::{Cx, Report, pem};
use crate::diagnostic::{Finding, Label};
use crate::facts::{KeyFault, KeyKind};
use crate::model::{FileRole, KeyTrouble};

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
        let both = pem::holds_both(proxy, named);
        let key = if both { format!("The key of {shown}") } else { format!("{what} {shown}") };
        let (finding, trouble) = match fact.key {
            // Whose password it is cannot be told.
            Some(Err(KeyFault::Encrypted))
                if !proxy.files.iter().any(|file| file.role == FileRole::Password) =>
            {
                let finding = Finding::new(
                    "encrypted-key",
                    format!("{key} is encrypted, and no password is set"),
                    Label::new(named.at, "asks for a password"),
                )
                .help("Store the key without a password, readable for root only, or have the password given");
                (finding, KeyTrouble::Encrypted)
            }
            Some(Err(KeyFault::Garbage)) => {
                let finding = Finding::new(
                    "broken-key",
                    format!("{key} is broken"),
                    Label::new(named.at, "the file is damaged"),
                )
                .help("Write the file again, whole, in PEM");
                (finding, KeyTrouble::Broken)
            }
            _ => match short {
                Some(rsa) if rsa.kind == KeyKind::Rsa && rsa.bits < SHORTEST_RSA => {
                    let finding = Finding::new(
                        "short-key",
                        format!("{key} is an RSA key of {} bits", rsa.bits),
                        Label::new(named.at, "too short for today's libraries"),
                    )
                    .help("Have a certificate issued for a key of 2048 bits or more");
                    (finding, KeyTrouble::Short)
                }
                _ => return,
            },
        };
        let log = proxy.speech.cannot_use_key(named.role, trouble);
        report.push(finding.outcome(match log {
            "" => proxy.speech.refuses().to_owned(),
            log => format!("{}: `{log}`", proxy.speech.refuses()),
        }));
    });
}
