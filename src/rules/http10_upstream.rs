//! HTTP/1.0 towards a server that answers HTTP/1.1 only.

use super::cx::PerPool;
use super::reach::Unread;
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

/// Parts of names behind which a service mesh answers: 426 to HTTP/1.0.
const MESH_WORDS: &[&str] = &["envoy", "istio", "istio-ingressgateway", "linkerd", "mesh"];
/// Inbound ports of mesh sidecars.
const MESH_PORTS: &[u16] = &[15001, 15006];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let unread = Unread::new(cx);
    let mut seen = FxHashSet::default();
    let mut meshes = PerPool::new();
    for hop in cx.targets() {
        let version = &hop.connection().http_version;
        if hop.target.protocol != Protocol::Http || version.always(|version| *version >= HttpVersion::V1_1) {
            continue;
        }
        let servers = &hop.pool.servers;
        let find = || servers.iter().position(|server| is_mesh(&server.endpoint));
        let Some(mesh) = meshes.get(hop.proxy_id, hop.target.pool, find).and_then(|at| servers.get(at))
        else {
            continue;
        };
        let Some(old) = version.possible().find(|(version, ..)| **version == HttpVersion::V1_0) else {
            continue;
        };
        if unread.touches(hop) || !seen.insert((hop.proxy_id, hop.forward.at)) {
            continue;
        }
        let name = cx.show_at(hop.proxy, mesh.endpoint.host_span);
        let mut finding = Finding::new(
            "mesh",
            format!("HTTP/1.0 is spoken to {name}, and mesh proxies take 1.1 and newer"),
            Label::new(hop.forward.at, "HTTP/1.0 goes out here"),
        )
        .outcome("426 Upgrade Required on every request")
        .help(format!("Write `{}`", hop.proxy.speech.spell(hop.proxy, &Intent::Http11, None).text));
        if let Some(at) = version.at() {
            finding = finding.related(at, "the version is set here");
        } else if let When::Version(range) = old.1 {
            finding = finding
                .note(format!(
                    "{} sends HTTP/1.1 by default from {} on",
                    hop.proxy.speech.server(),
                    range.before
                ))
                .only_in(hop.proxy_id, range);
        }
        report.push(finding);
    }
}

fn is_mesh(endpoint: &Endpoint) -> bool {
    if endpoint.port.number().is_some_and(|port| MESH_PORTS.contains(&port)) {
        return true;
    }
    let Some(name) = endpoint.name() else { return false };
    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
    name.split(['.', '_'])
        .any(|label| MESH_WORDS.contains(&label) || label.split('-').any(|word| MESH_WORDS.contains(&word)))
}
