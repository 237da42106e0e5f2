//! Certificates are verified, and nothing says by which authority.

use super::reach::{self, Unread};
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut unread = None;
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let tls = hop.tls();
        if !hop.target.tls || !hop.proxy.whole || !tls.verify.always(|verify| *verify) || !tls.ca.is_unset() {
            continue;
        }
        let Some(at) = tls.verify.at() else { continue };
        if unread.get_or_insert_with(|| Unread::new(cx)).any(hop.proxy_id) || !seen.insert(at.span) {
            continue;
        }
        let intent =
            Intent::VerifyWith { ca: "/etc/ssl/certs/ca-certificates.crt", protocol: hop.target.protocol };
        let term = tls.ca.term;
        report.push(
            Finding::new(
                "upstream",
                format!("Servers are verified (`{}`), and no `{term}` is set", tls.verify.term),
                Label::new(at, "certificates are verified"),
            )
            .related(
                crate::source::At { span: reach::scheme_or_host(hop), ..hop.target.at },
                "TLS is spoken here",
            )
            .outcome(format!("{}: no {term} for {}", hop.proxy.speech.refuses(), tls.verify.term))
            .help(format!("Add `{}`", hop.proxy.speech.spell(hop.proxy, &intent, None).text)),
        );
    }
    for (id, proxy) in cx.proxies().filter(|(_, proxy)| proxy.whole) {
        for (_, host) in proxy.hosts.iter() {
            let tls = &proxy.server_tls[host.server_tls];
            // Without a certificate of its own a host has no TLS settings to check.
            if !tls.client_verify.always(|verify| *verify)
                || !tls.client_ca.is_unset()
                || tls.certificates.is_empty()
            {
                continue;
            }
            let Some(at) = tls.client_verify.at() else { continue };
            if unread.get_or_insert_with(|| Unread::new(cx)).any(id) || !seen.insert(at.span) {
                continue;
            }
            let (verify, ca) = (tls.client_verify.term, tls.client_ca.term);
            report.push(
                Finding::new(
                    "client",
                    format!("Client certificates are asked for (`{verify}`), and no `{ca}` is set"),
                    Label::new(at, "client certificates are verified"),
                )
                .outcome(format!("{}: no {ca} for {verify}", proxy.speech.refuses()))
                .help(format!("Name the authority of the clients with `{ca}`")),
            );
        }
    }
}
