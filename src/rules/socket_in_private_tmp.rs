//! A unix socket in a temp folder that each unit has for itself.

use super::{Cx, Hop, Report, beside, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::Presence;
use crate::model::*;
use crate::source::{At, Span};
use rustc_hash::FxHashSet;

/// Folders that `PrivateTmp=` replaces (systemd.exec(5)).
const TEMP_FOLDERS: [&str; 2] = ["/tmp/", "/var/tmp/"];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let container = cx.deployment.neighbours.container(hop.proxy_id).is_some();
        if container || !seen.insert((hop.proxy_id, hop.target.pool)) {
            continue;
        }
        for server in reach::active(hop.pool) {
            let Some(path) = server.endpoint.unix() else { continue };
            let plain = beside::socket(path);
            if TEMP_FOLDERS.iter().any(|folder| plain.starts_with(folder.as_bytes())) {
                report.findings.extend(finding(cx, hop, server, path));
            }
        }
    }
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, path: &Text) -> Option<Finding> {
    let neighbours = &cx.deployment.neighbours;
    let services = cx.services_at(hop.proxy_id, &server.endpoint);
    let own = neighbours.host_services().find(|service| beside::is_unit_of(hop.proxy, service));
    let private = |service: &Service| service.private_tmp.filter(|(on, _)| *on).map(|(_, at)| at);
    let theirs = services.iter().find_map(|(service, _)| private(service));
    let ours = own.and_then(private);
    let shared = |service: &Service| matches!(service.private_tmp, Some((false, _)));
    let shown = cx.show(path);
    let at = At { span: server.endpoint.host_span, ..server.endpoint.at };
    let (case, word, label): (_, Option<Span>, _) = match (ours, theirs) {
        (Some(_), Some(_)) | (None, Some(_)) => ("unit", theirs, "each unit has its own"),
        (Some(_), None) => ("unit", ours, "the proxy has its own"),
        // Both units are at hand, or say so, and neither hides it.
        (None, None) if own.is_some_and(shared) || services.iter().any(|(service, _)| shared(service)) => {
            return None;
        }
        (None, None) => {
            let there = cx.facts.file(FileRole::Socket, path).map(|fact| fact.presence);
            if there == Some(Presence::Socket) {
                return None;
            }
            ("temp-folder", None, "a unit may have its own")
        }
    };
    let outcome = hop.outcome(Failure::SocketMissing);
    let when = if case == "unit" {
        "on every request"
    } else {
        "once one of the units gets a temp folder of its own"
    };
    let mut finding = Finding::new(
        case,
        match case {
            "unit" => format!("{shown} lies in a temp folder that only one unit sees"),
            _ => format!("{shown} lies in a temp folder, which units often have for themselves"),
        },
        Label::new(at, label),
    )
    .statuses(outcome.statuses)
    .outcome(cx.outcome(hop.proxy, outcome, when))
    .help("Put the socket below /run, in a folder of the application's unit (`RuntimeDirectory=`)");
    if let Some(word) = word {
        finding = finding.related(word, "this unit has a temp folder of its own");
    }
    Some(finding)
}
