//! A check that does not name the host which a name-based server needs.

use super::{Cx, Hop, Report, capital, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        if !said.insert((hop.proxy_id, hop.target.pool)) {
            continue;
        }
        let checked = || reach::active(hop.pool).filter_map(|server| Some((server, server.check.one()?)));
        report.findings.extend(checked().find_map(|(server, check)| no_host(cx, hop, server, check)));
        report.findings.extend(checked().find_map(|(server, check)| other_host(cx, hop, server, check)));
        report
            .findings
            .extend(checked().find_map(|(server, check)| no_sni(cx, &hop.to(server), server, check)));
    }
}

/// An HTTP check without Host, to a server of another machine.
fn no_host(cx: &Cx, hop: &Hop, server: &Server, check: &HealthCheck) -> Option<Finding> {
    let refused = |expected: &Text| expected.contains(&b'4') || expected.starts_with(b"!");
    if check.kind != CheckKind::Http
        || !check.host.is_unset()
        || check.expects.one().is_some_and(refused)
        || server.endpoint.is_local()
    {
        return None;
    }
    let pool = cx.pool(hop.proxy, hop.pool);
    let new = check.version.at().filter(|_| check.version.get() == Some(HttpVersion::V1_1));
    let (case, at, message) = match new {
        Some(at) => ("no-host", at, format!("The HTTP/1.1 check of {pool} names no host")),
        // Before 1.1 a request needs no Host; servers of several sites want one all the same.
        None if server.endpoint.name().is_some_and(|name| reach::is_public(name)) => {
            let at = hop.pool.check.at().unwrap_or(check.at);
            ("no-host-before-http11", at, format!("The check of {pool} names no host"))
        }
        None => return None,
    };
    let name = server.endpoint.name().map_or("app.example".to_owned(), |name| cx.show(name));
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::CheckHost { name: &name }, None);
    let outcome = hop.outcome(Failure::NoneLeft);
    Some(
        Finding::new(case, message, Label::new(at, "no Host is sent"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                hop.proxy,
                outcome,
                "once a server that tells sites by their names has answered the check with 400 or 404",
            ))
            .help(format!("Write `{}`", spelling.text)),
    )
}

/// A check that names the server's address, where requests name the host that the client asked for.
fn other_host(cx: &Cx, hop: &Hop, server: &Server, check: &HealthCheck) -> Option<Finding> {
    let by_itself = check.kind == CheckKind::Http && check.host.at().is_none() && check.host.one().is_some();
    let tls = hop.to(server).tls();
    let name = tls.name.one()?;
    let clients = matches!(hop.proxy.meaning(name), Some(Meaning::ClientAuthority | Meaning::ClientHost));
    // Who says what a good answer is has seen what the check gets.
    if !by_itself || !clients || check.expects.one().is_some() || server.endpoint.is_local() {
        return None;
    }
    server.endpoint.ip()?;
    let (pool, host) = (cx.pool(hop.proxy, hop.pool), cx.show(check.host.one()?));
    let message = format!("The check of {pool} names {host}, requests name the client's host");
    let outcome = hop.outcome(Failure::NoneLeft);
    Some(
        Finding::new("names-address", message, Label::new(check.at, format!("sends `Host: {host}`")))
            .related(name.at, "passed on with requests only")
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                hop.proxy,
                outcome,
                "once a server that tells sites by their names has answered the check with 400 or 404",
            ))
            .help("Let a host of the server without a name answer the check, or check by a connection"),
    )
}

/// A handshake without the name that requests send in theirs.
fn no_sni(cx: &Cx, hop: &Hop, server: &Server, check: &HealthCheck) -> Option<Finding> {
    let tls = hop.tls();
    let sent = tls.sni.always(|sent| *sent);
    let name = tls.name.one().filter(|_| sent)?;
    let text = cx.show(name.constant()?);
    let itself = hop.proxy.speech.names_hosts_itself();
    if !check.tls.always(|tls| *tls) || !check.sni.is_unset() || hop.proxy.versions.within(itself) {
        return None;
    }
    let noun = hop.proxy.speech.noun(Noun::Server);
    let which = server.name.as_ref().map_or(String::new(), |name| format!(" `{}`", cx.show(name)));
    let message = format!("Requests to {noun}{which} name `{text}` in the handshake, its check names nobody");
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::CheckServerName { name: &text }, None);
    let outcome = hop.outcome(Failure::NoneLeft);
    let found = Finding::new("no-server-name", capital(&message), Label::new(name.at, "not for the check"))
        .related(check.at, "no server name is sent")
        .statuses(outcome.statuses)
        .outcome(cx.outcome(
            hop.proxy,
            outcome,
            "once a server that wants a name has refused the check's handshake",
        ))
        .help(format!("Write `{}`", spelling.text));
    Some(match hop.proxy.versions.overlaps(itself) {
        true => found.only_in(hop.proxy_id, VersionRange::before(itself.from)),
        false => found,
    })
}
