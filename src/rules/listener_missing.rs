//! A host whose address nothing listens on.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        // A line that opens the port may stand out of sight; without a module nothing tells a part from the whole.
        let open = proxy.open.hosts.or(proxy.open.modules);
        if !proxy.whole || open.is_some() || proxy.listeners.is_empty() {
            continue;
        }
        let reached: FxHashSet<BindId> =
            proxy.listeners.iter().flat_map(|listener| listener.binds.iter().copied()).collect();
        let doubtful = |host: &HostPart| matches!(host, HostPart::Unknown(_) | HostPart::Name(_));
        // A port that a condition opens, or whose number is not known, may be any.
        let sockets = proxy.hosts.iter().filter(|(_, host)| host.base.is_none());
        let mut binds = sockets.flat_map(|(_, host)| &host.binds);
        if binds.any(|bind| bind.when != When::Always || doubtful(&bind.endpoint.host)) {
            continue;
        }
        for (id, host) in proxy.hosts.iter().filter(|(_, host)| host.base.is_some()) {
            let here = |index: usize| reached.contains(&BindId { host: id, index: index as u32 });
            if (0..host.binds.len()).any(here) {
                continue;
            }
            let Some(bind) = host.binds.first() else { continue };
            let Some(port) = bind.endpoint.port.number() else { continue };
            if bind.when != When::Always || host.binds.iter().any(|bind| doubtful(&bind.endpoint.host)) {
                continue;
            }
            let written = cx.show_at(proxy, bind.at);
            let noun = proxy.speech.noun(Noun::Host);
            let message = format!("Nothing listens on {written}, so this {noun} is never reached");
            let open = proxy.listeners.iter().find(|listener| listener.endpoint.port.number() == Some(port));
            let listen = proxy.speech.noun(Noun::Listener);
            let (help, elsewhere) = match open {
                Some(other) => {
                    (format!("Give it the address of the `{listen}` line, or `*`"), Some(other.endpoint.at))
                }
                None => (format!("Add `{listen} {port}`"), None),
            };
            let mut found =
                Finding::new("never-reached", message, Label::new(bind.at, "no port is open here"))
                    .outcome("Connections are refused, or another host answers them")
                    .help(help);
            if let Some(at) = elsewhere {
                found = found.related(at, format!("listens on port {port} of this address"));
            }
            report.push(found);
        }
    }
}
