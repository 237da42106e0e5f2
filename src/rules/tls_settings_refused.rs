//! Versions of TLS that cannot be agreed on.

use super::cx::Hop;
use super::{Cx, Report, probed, reach};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::{Alert, Shook};
use crate::model::*;
use rustc_hash::FxHashSet;

/// What libraries of today offer at their usual level of security.
const SPOKEN: [&[u8]; 2] = [b"TLSv1.2", b"TLSv1.3"];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            let hop = hop.to(server);
            if !hop.speaks_tls() {
                continue;
            }
            let finding = old(cx, &hop).or_else(|| refused(cx, &hop, server));
            report.findings.extend(finding.filter(|found| seen.insert(found.primary.span)));
        }
    }
}

/// Only versions that nobody offers any more.
fn old(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let tls = hop.tls();
    let list = tls.protocols.one().filter(|list| !list.is_empty())?;
    let at = tls.protocols.at()?;
    if list.iter().any(|name| SPOKEN.iter().any(|known| name.eq_ignore_case(known))) {
        return None;
    }
    let names: Vec<String> = list.iter().map(|name| cx.show(name)).collect();
    let outcome = hop.outcome(Failure::TlsRefused);
    Some(
        Finding::new(
            "old-versions",
            format!("Towards servers only {} is spoken, which TLS libraries refuse", names.join(", ")),
            Label::new(at, "neither TLSv1.2 nor TLSv1.3"),
        )
        .statuses(outcome.statuses)
        .outcome(format!("{} on every request", outcome.statuses.join(" or ")))
        .help(format!(
            "Write `{} TLSv1.2 TLSv1.3{}`",
            tls.protocols.term,
            hop.proxy.speech.terminator()
        )),
    )
}

/// A probe saw that none of the versions is taken.
fn refused<'a>(cx: &Cx<'a>, hop: &Hop<'a>, server: &'a Server) -> Option<Finding> {
    if cx.facts.net.is_empty() {
        return None;
    }
    let Shook::Alert { alert: Alert::Version, cure: None } = probed::shook(cx, hop, server)? else {
        return None;
    };
    let tls = hop.tls();
    let written = tls.protocols.at();
    let address = reach::address(cx, hop.proxy, &server.endpoint);
    let outcome = hop.outcome(Failure::TlsRefused);
    Some(
        Finding::new(
            "no-common-version",
            format!("{address} accepts none of the versions of TLS that are offered to it"),
            Label::new(
                written.unwrap_or_else(|| reach::spoken_at(hop, server, false)),
                if written.is_some() { "these are offered" } else { "this server" },
            ),
        )
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "whenever this server is tried"))
        .help("Offer the versions that the server speaks, or let it speak TLSv1.2 or newer"),
    )
}
