//! TLS to a server that is chosen by name, without the name in the handshake.

use super::cx::Hop;
use super::reach::{self, Unread};
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut unread = None;
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let itself = hop.proxy.speech.names_hosts_itself();
        if hop.proxy.versions.within(itself) {
            continue;
        }
        let public = |server: &&Server| server.endpoint.name().is_some_and(|name| reach::is_public(name));
        let silent =
            |server: &&Server| hop.speaks_to(server).tls && hop.to(server).tls().sni.always(|sent| !sent);
        let servers: Vec<&Server> = reach::active(hop.pool).filter(silent).collect();
        let Some(first) = servers.first() else { continue };
        let tls = hop.to(first).tls();
        // Under verification the name is compared, so it is not without effect.
        let compared = tls.verify.always(|verify| *verify) || tls.verify.is_unknown();
        let name = tls.name.one().filter(|_| !compared && tls.name.at().is_some());
        let (case, server) = match (name, servers.iter().find(|server| public(server))) {
            (Some(_), _) => ("name-without-sni", first),
            (None, Some(server)) => ("public-name", server),
            (None, None) => match servers.iter().find(|server| is_own_name(server)) {
                Some(server) => ("private-name", server),
                None => continue,
            },
        };
        if unread.get_or_insert_with(|| Unread::new(cx)).touches(hop)
            || !seen.insert((hop.proxy_id, hop.forward.at, first.speaks.and(Some(hop.target.pool))))
        {
            continue;
        }
        let found = finding(cx, &hop.to(server), case, name);
        report.push(match hop.proxy.versions.overlaps(itself) {
            true => found.only_in(hop.proxy_id, VersionRange::before(itself.from)),
            false => found,
        });
    }
}

/// A name that tells hosts apart: `localhost` and single labels do not.
fn is_own_name(server: &Server) -> bool {
    server.endpoint.name().is_some_and(|name| name.contains(&b'.') && !name.ends_with(b".localhost"))
}

fn finding(cx: &Cx, hop: &Hop, case: &'static str, name: Option<&Template>) -> Finding {
    let tls = hop.tls();
    let server = hop.server.filter(|server| server.endpoint.name().is_some());
    let host = server.map(|server| cx.show_at(hop.proxy, server.endpoint.host_span));
    let (message, label) = match name {
        Some(name) => {
            let shown = cx.show_at(hop.proxy, name.at);
            let text = format!("{} is set to {shown}, and no server name is sent at all", tls.name.term);
            (text, Label::new(name.at, "neither sent nor compared"))
        }
        None => {
            let host = host.as_deref().unwrap_or_default();
            (
                format!("TLS is spoken to {host} without its name in the handshake"),
                Label::new(named_at(hop), "no server name is sent"),
            )
        }
    };
    // A pool's own name would be sent instead of the server's.
    let explicit = if name.is_none() && hop.pool.made == Made::Declared { host.as_deref() } else { None };
    let intent = Intent::ServerName { name: explicit, protocol: hop.target.protocol };
    let outcome = hop.outcome(Failure::TlsRefused);
    let mut finding = Finding::new(case, message, label)
        .statuses(outcome.statuses)
        .outcome(cx.outcome(
            hop.proxy,
            outcome,
            "where the server chooses its certificate by name; else the wrong site answers",
        ))
        .help(format!("Write `{}`", hop.proxy.speech.spell(hop.proxy, &intent, None).text));
    if name.is_some() {
        finding = finding.related(hop.forward.at, "the requests go this way");
    }
    if let Some(at) = tls.sni.at() {
        finding = finding.related(at, "switched off here");
    }
    finding
}

/// The server's own line where it speaks for itself, else the target.
fn named_at(hop: &Hop) -> At {
    let own = hop.server.filter(|server| server.speaks.is_some());
    own.map_or(At { span: hop.target.host_span, ..hop.target.at }, |server| At {
        span: server.endpoint.host_span,
        ..server.endpoint.at
    })
}
