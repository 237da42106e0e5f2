//! Kept connections are asked for, and none is kept.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Behind, HttpVersion, Intent, Made, Noun, Protocol, RemarkKind, Setting};
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        report.findings.extend(finding(cx, hop));
        report.findings.extend(by_request(cx, hop).filter(|found| said.insert(found.primary.span)));
    }
    for (proxy_id, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            let RemarkKind::MethodTooLate { earlier, versions } = remark.kind else { continue };
            let method = cx.show_at(proxy, remark.at);
            let message =
                format!("`{method}` comes after `{}` and switches it off", cx.show_at(proxy, earlier));
            report.push(
                Finding::new("method-too-late", message, Label::new(remark.at, "too late"))
                    .related(earlier, "no longer in force")
                    .outcome("Every request opens a connection of its own; under load the ports run out")
                    .help(format!("Move `{method}` above it"))
                    .only_in(proxy_id, versions),
            );
        }
    }
}

/// A rule passes requests on to a target that nothing stands for: each opens a connection of its own.
fn by_request(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let kept = &hop.pool.reuse.connections;
    let rule = hop.forward.sends.behind == Behind::Nothing && hop.protocol() == Protocol::Http;
    if !rule || kept.get() != Some(0) || kept.at().is_some() || hop.pool.made != Made::ByTarget {
        return None;
    }
    let [server] = &*hop.pool.servers else { return None };
    // A tunnel is opened for each client anyway.
    if hop.to(server).headers().get("Upgrade").is_some() {
        return None;
    }
    let target = cx.show(&hop.pool.name);
    let noun = hop.proxy.speech.noun(Noun::TargetPool);
    let address = match server.speaks.is_some_and(|speaks| speaks.tls) {
        true => format!("https://{target}"),
        false => format!("http://{target}"),
    };
    let intent = Intent::DeclareTarget { address: &address };
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, None);
    let message = format!("Each request to {target} opens a connection: no {noun} stands for the target");
    Some(
        Finding::new("by-request", message, Label::new(hop.target.host_span, "no connection is kept"))
            .outcome("Each request also looks the name up, and takes no time limits of its own")
            .help(format!("Add `{}`", spelling.text)),
    )
}

/// What ends the connection after each reply.
fn ended(hop: &Hop) -> Option<(&'static str, String, Option<At>)> {
    let connection = hop.connection();
    match hop.protocol() {
        Protocol::Http => {}
        Protocol::FastCgi if connection.keep.always(|keep| !keep) => {
            let why = format!("`{}` is off", connection.keep.term);
            return Some(("not-kept", why, connection.keep.at()));
        }
        _ => return None,
    }
    let old = |setting: &Setting<HttpVersion>| {
        setting.possible().any(|(version, ..)| *version == HttpVersion::V1_0)
    };
    if old(&connection.http_version) {
        let why = "HTTP/1.0 is spoken".to_owned();
        return Some(("http-1-0", why, connection.http_version.at()));
    }
    let headers = hop.headers();
    match headers.get("Connection") {
        None if headers.open || !connection.closes.possible().any(|(closes, ..)| *closes) => None,
        None => {
            let why = "`Connection: close` is sent".to_owned();
            Some(("connection-header", why, connection.closes.at()))
        }
        Some(header) => {
            let value = header.value.constant()?;
            let keeps = value.is_empty() || value.eq_ignore_ascii_case(b"keep-alive");
            let value = crate::diagnostic::printable(value, 20);
            let why = format!("`Connection: {value}` is sent with every request");
            (!keeps).then_some(("connection-header", why, Some(header.at)))
        }
    }
}

fn finding(cx: &Cx, hop: &Hop) -> Option<Finding> {
    let kept = &hop.pool.reuse.connections;
    let wanted = kept.at().filter(|_| kept.get().is_some_and(|count| count > 0))?;
    // What is set on a server counts for it alone; a pool's servers are set alike, as a rule.
    let hop = &hop.pool.servers.first().map_or(*hop, |server| hop.to(server));
    let (case, why, at) = ended(hop)?;
    let spelling =
        hop.proxy.speech.spell(hop.proxy, &Intent::KeepConnections { protocol: hop.protocol() }, None);
    let message = format!("Connections to {} are not reused: {why}", cx.pool(hop.proxy, hop.pool));
    let label = Label::new(hop.target.host_span, "each request opens a connection");
    let mut finding = Finding::new(case, message, label)
        .related(wanted, "kept connections are asked for here")
        .outcome("Every request opens a connection of its own; under load the local ports run out")
        .help(format!("Write `{}` where requests are passed", spelling.text));
    if let Some(at) = at {
        finding = finding.related(at, "ends the connection after each reply");
    }
    // Where nobody wrote it, the default of the version decides.
    let closes = &hop.connection().closes;
    let by_version = at.is_none().then(|| {
        closes.possible().find_map(|(closes, when, _)| match when {
            crate::model::When::Version(range) if *closes => Some(range),
            _ => None,
        })
    });
    Some(match by_version.flatten() {
        Some(range) => finding.only_in(hop.proxy_id, range),
        None => finding,
    })
}
