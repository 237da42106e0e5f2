//! TLS handshakes with servers that fail, as a probe saw it.

use super::cx::Hop;
use super::{Cx, Report, pem, probed, reach, trust};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::{Alert, Cure, PeerCertificate, Shook, Trust};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

/// What is wrong with a handshake.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Fault {
    WantsServerName,
    WantsCertificate,
    RefusesCertificate,
    Untrusted(String),
    OtherName(String),
}

pub(super) fn check(cx: &Cx, report: &mut Report) {
    by_files(cx, report);
    let net = &cx.facts.net;
    if net.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.targets().iter().filter(|hop| hop.target.when == When::Always) {
        let servers: Vec<&Server> = reach::active(hop.pool).collect();
        let mut faults = Vec::new();
        for server in &servers {
            let way = hop.way(server);
            let peers = way.peers(net);
            let shook = peers.iter().map(|peer| net.handshake(&way, peer).and_then(fault));
            // With several addresses, all must fail alike.
            let mut shook: Vec<_> = shook.collect();
            shook.dedup();
            if let [Some(fault)] = shook.as_slice() {
                faults.push((*server, peers.into_iter().next(), fault.clone()));
            }
        }
        let all = faults.len() == servers.len() && hop.pool.closed.is_ok();
        for (server, peer, fault) in faults {
            let Some(peer) = peer else { continue };
            if seen.insert((hop.proxy_id, hop.target.at.span, server.endpoint.at.span)) {
                let shown = probed::shown(cx, hop.proxy, server, &peer);
                report.push(finding(cx, hop, server, &shown, &fault, all));
            }
        }
    }
}

fn fault(shook: &Shook) -> Option<Fault> {
    match shook {
        Shook::Alert { alert: Alert::ServerName, .. }
        | Shook::Alert { alert: Alert::NoAgreement, cure: Some(Cure::ServerName) }
        | Shook::Alert { alert: Alert::Other, cure: Some(Cure::ServerName) }
        | Shook::Closed { cure: Some(Cure::ServerName) } => Some(Fault::WantsServerName),
        Shook::Alert { alert: Alert::CertificateRequired, .. } => Some(Fault::WantsCertificate),
        Shook::Alert { alert: Alert::CertificateRefused, .. } => Some(Fault::RefusesCertificate),
        Shook::Accepted { trust: Some(Trust::Untrusted), certificates, .. } => {
            certificates.first().map(|own| Fault::Untrusted(own.issuer.clone()))
        }
        Shook::Accepted { covers_name: Some(false), certificates, .. } => {
            certificates.first().map(|own| Fault::OtherName(names(own)))
        }
        _ => None,
    }
}

fn names(certificate: &PeerCertificate) -> String {
    let names = if certificate.names.is_empty() {
        std::slice::from_ref(&certificate.subject)
    } else {
        certificate.names.as_slice()
    };
    let more = if names.len() > 2 { ", …" } else { "" };
    format!("{}{more}", names.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(", "))
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, shown: &str, fault: &Fault, all: bool) -> Finding {
    let sent = hop.of(server, |proxy, groups| &proxy.tls[groups.tls].sni).get() == Some(true);
    let text = |bytes: &String| cx.show(bytes.as_bytes());
    let spoken = match server.speaks {
        Some(_) => At { span: reach::address_span(&server.endpoint), ..server.endpoint.at },
        None => At { span: reach::scheme_or_host(hop), ..hop.target.at },
    };
    // The line that makes it so, where one is written.
    let written = |at: Option<At>| at.unwrap_or(spoken);
    let (case, failure, message, place, label) = match fault {
        Fault::WantsServerName => (
            "server-name",
            Failure::TlsRefused,
            match sent {
                true => format!("{shown} refuses the server name that the handshake carries"),
                false => format!("{shown} refuses a handshake without a server name"),
            },
            written(hop.of(server, |proxy, groups| &proxy.tls[groups.tls].sni).at()),
            if sent { "this server name is sent" } else { "no server name is sent" },
        ),
        Fault::WantsCertificate => (
            "client-certificate",
            Failure::TlsRefused,
            format!("{shown} wants a client certificate, and none is shown"),
            spoken,
            "no client certificate is shown",
        ),
        Fault::RefusesCertificate => (
            "client-certificate-refused",
            Failure::TlsRefused,
            format!("{shown} does not accept the client certificate"),
            written(hop.of(server, |proxy, groups| &proxy.tls[groups.tls].certificate).at()),
            "this one is shown",
        ),
        Fault::Untrusted(issuer) => (
            "unknown-issuer",
            Failure::TlsUntrusted,
            format!("The certificate of {shown} is not signed by the authorities trusted here"),
            written(hop.of(server, |proxy, groups| &proxy.tls[groups.tls].ca).at()),
            if issuer.is_empty() { "does not hold its issuer" } else { "does not hold the issuer" },
        ),
        Fault::OtherName(names) => (
            "other-name",
            Failure::TlsName,
            format!("The certificate of {shown} is for {}, not the name compared", text(names)),
            written(hop.of(server, |proxy, groups| &proxy.tls[groups.tls].name).at()),
            "this name is compared",
        ),
    };
    let outcome = hop.outcome(failure);
    let case = if all { case } else { "one-of-several" };
    let mut finding = Finding::new(case, message, Label::new(place, label))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, probed::when(all)));
    if !server.endpoint.at.span.contains(place.span) && !hop.target.at.span.contains(server.endpoint.at.span)
    {
        finding = finding.related(server.endpoint.at, "the server");
    }
    let protocol = hop.speaks_to(server).protocol;
    let name = server.endpoint.name().map(|name| cx.show(name));
    let spelling = || {
        hop.proxy.speech.spell(hop.proxy, &Intent::ServerName { name: name.as_deref(), protocol }, None).text
    };
    match fault {
        Fault::WantsServerName | Fault::OtherName(_) => finding.help(format!("Write `{}`", spelling())),
        Fault::WantsCertificate => finding.help("Show a certificate that the server's authority has signed"),
        Fault::RefusesCertificate => {
            finding.help("Show a certificate that is in its dates and signed by the server's authority")
        }
        Fault::Untrusted(issuer) if issuer.is_empty() => {
            finding.help("Trust the authority that signed it, or let the server send its whole chain")
        }
        Fault::Untrusted(issuer) => finding.help(format!(
            "Trust {}, or let the server send the certificates between it and a trusted one",
            text(issuer)
        )),
    }
}

/// What the next proxy of the run shows is not signed by the authorities that are named for it.
fn by_files(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let alone = hop.pool.servers.len() == 1 && hop.target.when == When::Always && hop.pool.closed.is_ok();
        for server in reach::active(hop.pool) {
            let Some(shown) = trust::shown(cx, hop, server).filter(|shown| !shown.anchored) else { continue };
            if !seen.insert((hop.proxy_id, shown.ca_at.span, shown.at.span)) {
                continue;
            }
            let (issuer, outcome) =
                (cx.show(shown.own.issuer_name.as_bytes()), hop.outcome(Failure::TlsUntrusted));
            report.push(
                Finding::new(
                    if alone { "authority-beside" } else { "authority-beside-of-some" },
                    format!(
                        "The certificate of {} that is shown there is not signed by the authorities trusted here",
                        pem::subject(shown.own)
                    ),
                    Label::new(shown.ca_at, format!("does not hold {issuer}")),
                )
                .related(shown.at, format!("signed by {issuer}"))
                .statuses(outcome.statuses)
                .outcome(cx.outcome(hop.proxy, outcome, probed::when(alone)))
                .help("Name the authority that signed it; if it is an intermediate one, let the server show its chain"),
            );
        }
    }
}
