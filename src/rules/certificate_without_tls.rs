//! A certificate is configured, and the port of TLS speaks plain text.

use super::reach::Unread;
use super::{Cx, Report};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::*;
use crate::source::Span;
use rustc_hash::FxHashSet;

/// Ports on which clients speak TLS.
const TLS_PORTS: &[u16] = &[443, 8443];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut unread = None;
    for (proxy_id, proxy) in cx.proxies() {
        let speaks_tls: FxHashSet<BindId> = proxy
            .listeners
            .iter()
            .filter(|listener| listener.tls)
            .flat_map(|listener| listener.binds.iter().copied())
            .collect();
        let mut seen = FxHashSet::default();
        // What is set on a host around others is meant for those.
        let bases: FxHashSet<HostId> = proxy.hosts.iter().filter_map(|(_, host)| host.base).collect();
        for (id, host) in proxy.hosts.iter().filter(|(id, _)| !bases.contains(id)) {
            let tls = &proxy.server_tls[host.server_tls];
            // What is set around all hosts says nothing about this one.
            let own = tls.certificates.iter().filter_map(|pair| match pair.certificate.origin {
                Origin::Written(at) if !is_around(cx, host, at.span) => Some(at),
                _ => None,
            });
            let Some(certificate) = own.into_iter().next() else { continue };
            let binds = || (0..host.binds.len() as u32).map(|index| BindId { host: id, index });
            // Of a part the sockets are not known, only what the host says itself.
            if binds().any(|bind| speaks_tls.contains(&bind)) || host.binds.iter().any(|bind| bind.tls) {
                continue;
            }
            let plain = host.binds.iter().find(|bind| {
                bind.transport == Transport::Tcp
                    && bind.when == When::Always
                    && matches!(bind.endpoint.port, PortPart::Written(port) if TLS_PORTS.contains(&port))
            });
            let Some(bind) = plain.filter(|bind| seen.insert(bind.at.span)) else { continue };
            if unread.get_or_insert_with(|| Unread::new(cx)).any(proxy_id) {
                continue;
            }
            let address = cx.show_at(proxy, bind.endpoint.at);
            let port = bind.endpoint.port.number().unwrap_or_default();
            let spelling =
                proxy.speech.spell(proxy, &Intent::ListenTls { address: &address }, Some(bind.endpoint.at));
            let mut finding = Finding::new(
                // TLS of one line counts for all of the address, also of files that are not here.
                if proxy.whole { "plain-listener" } else { "plain-listener-of-a-part" },
                format!("Port {port} speaks plain text beside a certificate"),
                Label::new(bind.endpoint.at, "no TLS is spoken here"),
            )
            .related(certificate, "the certificate is never shown")
            .outcome("Every TLS handshake on the port fails: the server takes it for a broken request")
            .help(format!("Write `{}`", spelling.text));
            if let Some(edit) = spelling.edit {
                finding = finding.fix(Fix {
                    title: "Speak TLS on the port".to_owned(),
                    applicability: Applicability::Unsafe,
                    edits: vec![edit],
                });
            }
            report.push(finding);
        }
    }
}

/// Whether a line stands around the host, not in it or in a snippet of it.
fn is_around(cx: &Cx, host: &VirtualHost, line: Span) -> bool {
    (line.file == host.at.span.file && line.start < host.at.span.start)
        || cx.sources.chain(host.at.via).any(|include| include.file == line.file)
}
