//! Certificates are verified, and nothing says by which authority.

use super::reach::{self, Unread};
use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut unread = None;
    let mut seen = FxHashSet::default();
    for hop in cx.targets().iter().filter(|hop| hop.proxy.whole) {
        let lacks = |hop: &Hop| {
            let tls = hop.tls();
            hop.speaks_tls() && tls.verify.always(|verify| *verify) && tls.ca.is_unset()
        };
        // Where servers speak for themselves, each may be verified or not.
        let own =
            || hop.pool.servers.iter().filter(|server| server.speaks.is_some() && server.disabled.is_none());
        let hops =
            own().map(|server| hop.to(server)).chain([*hop].into_iter().filter(|_| own().next().is_none()));
        for hop in hops.filter(lacks) {
            let tls = hop.tls();
            // Some servers verify unless they are told otherwise.
            let switch = tls.verify.at().or(tls.enabled.at());
            let Some(at) = switch.filter(|_| tls.verify.at().is_some() || hop.server.is_some()) else {
                continue;
            };
            if unread.get_or_insert_with(|| Unread::new(cx)).any(hop.proxy_id) || !seen.insert(at.span) {
                continue;
            }
            report.push(upstream(&hop, at));
        }
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

fn upstream(hop: &Hop, at: At) -> Finding {
    let tls = hop.tls();
    let intent =
        Intent::VerifyWith { ca: "/etc/ssl/certs/ca-certificates.crt", protocol: hop.target.protocol };
    let (verify, ca) = (tls.verify.term, tls.ca.term);
    let outcome = hop.outcome(Failure::NoAuthority);
    let by_default = tls.verify.at().is_none();
    let how =
        if by_default { format!("by default, no `{verify}` says otherwise") } else { format!("`{verify}`") };
    let mut finding = Finding::new(
        "servers",
        format!("Servers are verified ({how}), and no `{ca}` is set"),
        Label::new(at, "certificates are verified"),
    )
    .statuses(outcome.statuses)
    .outcome(match outcome.statuses {
        ["startup"] => format!("{}: no {ca} for {verify}", hop.proxy.speech.refuses()),
        _ => format!(
            "{} on every request: `{}`; the server starts",
            outcome.statuses.join(" or "),
            outcome.log
        ),
    })
    .help(format!("Add `{}`", hop.proxy.speech.spell(hop.proxy, &intent, None).text));
    if hop.server.is_none() {
        let place = At { span: reach::scheme_or_host(hop), ..hop.target.at };
        finding = finding.related(place, "TLS is spoken here");
    }
    finding
}
