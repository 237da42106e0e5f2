//! A listener that speaks TLS and has no certificate to show.

use super::reach::Unread;
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut unread = None;
    let mut seen = FxHashSet::default();
    for (id, proxy) in cx.proxies().filter(|(_, proxy)| proxy.whole) {
        for listener in proxy.listeners.iter().filter(|listener| listener.tls) {
            // HTTP asks the default host of the address only, unless that one refuses all handshakes.
            let tls = |host: HostId| &proxy.server_tls[proxy.hosts[host].server_tls];
            let lacks =
                |host: HostId| tls(host).certificates.is_empty() && tls(host).rejects_handshake.is_none();
            let default = listener.default.filter(|host| proxy.hosts[*host].kind == HostKind::Http);
            let refused = default.is_some_and(|host| tls(host).rejects_handshake.is_some());
            for bind in &listener.binds {
                let asked = match default {
                    Some(default) => bind.host == default || refused,
                    None => true,
                };
                let host = &proxy.hosts[bind.host];
                let Some(line) = host.binds.get(bind.index as usize) else { continue };
                if !asked
                    || !lacks(bind.host)
                    || line.transport != Transport::Tcp
                    || line.when != When::Always
                {
                    continue;
                }
                if unread.get_or_insert_with(|| Unread::new(cx)).any(id) || !seen.insert(line.at.span) {
                    continue;
                }
                let address = cx.show_at(proxy, line.endpoint.at);
                let mut finding = Finding::new(
                    if refused && Some(bind.host) != default { "behind-rejection" } else { "none" },
                    format!(
                        "{address} speaks TLS, and its {} has no certificate",
                        proxy.speech.noun(Noun::Host)
                    ),
                    Label::new(line.tls_at.unwrap_or(line.endpoint.at), "TLS is spoken here"),
                )
                .related(host.at, "no certificate is set here or around it")
                .outcome(format!("{}: no certificate is defined for the address", proxy.speech.refuses()))
                .help("Name a certificate and its key, or take TLS off the address");
                if line.tls_at.is_none()
                    && let Some(other) = listener.binds.iter().find_map(|bind| {
                        proxy.hosts[bind.host].binds.get(bind.index as usize).and_then(|bind| bind.tls_at)
                    })
                {
                    finding = finding.related(other, "TLS of the same address, which counts for all");
                }
                report.push(finding);
            }
        }
    }
}
