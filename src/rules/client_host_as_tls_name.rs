//! The TLS name follows the client's Host, and the server is another, named one.

use super::reach;
use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        // Where servers have TLS settings of their own, one that follows the client's host.
        let follows = |server: &&Server| {
            let named = |tls: &Tls| tls.name.one().is_some_and(|name| is_client_name(hop.proxy, name));
            server.own.is_some() && named(&hop.to(server).tls())
        };
        let own = reach::active(hop.pool).find(follows).map(|server| hop.to(server));
        let hop = own.as_ref().unwrap_or(hop);
        let tls = hop.tls();
        let used = tls.sni.always(|sent| *sent) || tls.compares().always(|compares| *compares);
        let speaks_tls = hop.target.tls || hop.pool.servers.iter().any(|server| hop.speaks_to(server).tls);
        if !speaks_tls || !used || !reach::carries_http(hop.target.protocol) {
            continue;
        }
        let Some(name) = tls.name.one().filter(|name| is_client_name(hop.proxy, name)) else { continue };
        // Where the Host goes along, the server is asked for the client's site: the two agree.
        let host = hop.headers().get("Host");
        let agrees = host.is_some_and(|host| {
            hop.proxy.meaning(&host.value) != Some(Meaning::TargetHost) && host.value.constant().is_none()
        });
        // Nobody wrote the name: it follows the Host by itself, and the certificate is held against it.
        if let Origin::Fallback(at) = tls.name.origin {
            if tls.compares().always(|compares| *compares) {
                report
                    .findings
                    .extend(compared(cx, hop, at).filter(|_| seen.insert((hop.proxy_id, hop.forward.at))));
            }
            continue;
        }
        if hop.headers().open || agrees {
            continue;
        }
        let Some(server) = reach::active(hop.pool)
            .find(|server| server.endpoint.name().is_some_and(|name| reach::is_public(name)))
        else {
            continue;
        };
        if !seen.insert((hop.proxy_id, hop.forward.at)) {
            continue;
        }
        let shown = cx.show_at(hop.proxy, server.endpoint.host_span);
        let outcome = hop.outcome(Failure::TlsRefused);
        let intent = Intent::ServerName { name: Some(&shown), protocol: hop.target.protocol };
        let mut finding = Finding::new(
            "other-host",
            format!("The handshake with {shown} names the client's host, and the request asks for the server's own"),
            Label::new(name.at, "the name that the client asked for"),
        )
        .related(crate::source::At { span: hop.target.host_span, ..hop.target.at }, "the server")
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "where the server has no such name; shared edges answer 421"))
        .help(format!("Write `{}`", hop.proxy.speech.spell(hop.proxy, &intent, None).text));
        if let Some(host) = host {
            finding = finding.related(host.at, "the request names another host");
        }
        report.push(finding);
    }
}

/// The certificate must carry every name that clients ask for.
fn compared(cx: &Cx, hop: &Hop, at: At) -> Option<Finding> {
    let server = hop.server.or_else(|| reach::active(hop.pool).find(|server| hop.speaks_to(server).tls))?;
    let own = |name: &Text| {
        hop.host.names.iter().any(|own| match &own.pattern {
            NamePattern::Exact(own) => own.eq_ignore_case(name),
            _ => false,
        })
    };
    if server.endpoint.name().is_some_and(own) {
        return None;
    }
    // An address has no name to compare instead: its certificate may well be that of the site.
    if hop.server.is_none() && server.endpoint.ip().is_some() {
        return None;
    }
    let shown = cx.show_at(hop.proxy, server.endpoint.host_span);
    let outcome = hop.outcome(Failure::TlsName);
    // What the settings expect, or the server's own name.
    let written = hop.tls().compares().at().filter(|written| *written != at);
    let expected = written.map(|at| cx.show_at(hop.proxy, at));
    let name = match hop.server {
        Some(_) => expected.as_deref().or(server.endpoint.name().map(|_| &*shown)).or(Some("NAME")),
        None => None,
    };
    let intent = Intent::ServerName { name, protocol: hop.target.protocol };
    let place = match hop.server {
        Some(server) => At { span: server.endpoint.host_span, ..server.endpoint.at },
        None => At { span: hop.target.host_span, ..hop.target.at },
    };
    let mut finding = Finding::new(
        "compared",
        format!("The certificate of {shown} is compared with the host that the client asks for"),
        Label::new(place, "another name than the client's"),
    );
    if let Some(written) = written {
        finding = finding.related(written, "this name is not the one that is compared");
    }
    Some(
        finding
            .related(at, "because of this, the client's name is used in the handshake too")
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, "unless the certificate carries every name of this host"))
            .help(format!("Write `{}`", hop.proxy.speech.spell(hop.proxy, &intent, None).text)),
    )
}

fn is_client_name(proxy: &Proxy, name: &Template) -> bool {
    matches!(proxy.meaning(name), Some(Meaning::ClientHost | Meaning::ClientAuthority | Meaning::ClientSni))
}
