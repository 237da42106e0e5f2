//! The TLS name follows the client's Host, and the server is another, named one.

use super::reach;
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let tls = hop.tls();
        let used = tls.sni.always(|sent| *sent) || tls.verify.always(|verify| *verify);
        if !hop.target.tls || !used || !reach::carries_http(hop.target.protocol) {
            continue;
        }
        let Some(name) = tls.name.one().filter(|name| is_client_name(hop.proxy, name)) else { continue };
        // Where the Host goes along, the server is asked for the client's site: the two agree.
        let host = hop.headers().get("Host");
        if hop.headers().open
            || host.is_some_and(|host| {
                hop.proxy.meaning(&host.value) != Some(Meaning::TargetHost) && host.value.constant().is_none()
            })
        {
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
        let backend = cx.show_at(hop.proxy, server.endpoint.host_span);
        let outcome = hop.outcome(Failure::TlsRefused);
        let intent = Intent::ServerName { name: Some(&backend), protocol: hop.target.protocol };
        let mut finding = Finding::new(
            "other-host",
            format!("The handshake with {backend} names the client's host, and the request asks for the server's own"),
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

fn is_client_name(proxy: &Proxy, name: &Template) -> bool {
    matches!(proxy.meaning(name), Some(Meaning::ClientHost | Meaning::ClientAuthority | Meaning::ClientSni))
}
