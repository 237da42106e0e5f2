//! Kept connections are asked for, and none is kept.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{HttpVersion, Intent, Noun, Protocol, RemarkKind, Setting};
use crate::source::At;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.hops() {
        report.findings.extend(finding(cx, &hop));
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
        None => Some(("connection-header", "`Connection: close` is sent".to_owned(), None)),
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
    let (case, why, at) = ended(hop)?;
    let noun = hop.proxy.speech.noun(Noun::Pool);
    let spelling =
        hop.proxy.speech.spell(hop.proxy, &Intent::KeepConnections { protocol: hop.protocol() }, None);
    let message = format!("Connections to {noun} `{}` are not reused: {why}", cx.show(&hop.pool.name));
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
