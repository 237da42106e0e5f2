//! A TLS name that no certificate carries: an address, or the label of a pool.

use super::cx::Hop;
use super::reach::{self, Unread};
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;
use std::net::IpAddr;

/// What is taken for the server's name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Name {
    Address,
    PoolLabel,
}

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut unread = None;
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        let tls = hop.tls();
        if !hop.target.tls && !hop.pool.servers.iter().any(|server| hop.speaks_to(server).tls) {
            continue;
        }
        let verified = tls.compares().always(|compares| *compares);
        let sent = tls.sni.always(|sent| *sent);
        let Some((name, at)) = unusable(cx, hop) else { continue };
        let case = match name {
            Name::Address if verified => "address",
            Name::PoolLabel if verified => "verified",
            // Addresses are never sent.
            Name::PoolLabel if sent => "pool-label-sent",
            _ => continue,
        };
        if unread.get_or_insert_with(|| Unread::new(cx)).touches(hop)
            || !seen.insert((hop.proxy_id, hop.forward.at))
        {
            continue;
        }
        report.push(finding(cx, hop, case, name, at));
    }
}

/// The name in force, where no certificate carries it, and the place that makes it so.
fn unusable(cx: &Cx, hop: &Hop) -> Option<(Name, At)> {
    let setting = &hop.tls().name;
    let written = match &setting.value {
        Value::Unset => None,
        Value::One(template) => match template.constant() {
            Some(text) => Some((text, template.at)),
            // The name of the target itself, as if nothing were set.
            None if hop.proxy.meaning(template) == Some(Meaning::TargetHost) => None,
            None => return None,
        },
        _ => return None,
    };
    if written.is_none() && !hop.proxy.speech.takes_pool_names() {
        let by_address = |server: &&Server| server.endpoint.ip().is_some() && hop.speaks_to(server).tls;
        let server = reach::active(hop.pool).find(by_address)?;
        return Some((Name::Address, At { span: server.endpoint.host_span, ..server.endpoint.at }));
    }
    let host = At { span: hop.target.host_span, ..hop.target.at };
    let (text, at) = match written {
        Some((text, at)) => (text, at),
        None if hop.pool.made == Made::Declared => {
            let dotted = hop.pool.name.contains(&b'.');
            let is_server =
                hop.pool.servers.iter().any(|server| server.endpoint.name() == Some(&hop.pool.name));
            return (!dotted && !is_server).then_some((Name::PoolLabel, host));
        }
        None => (cx.sources.bytes(hop.target.host_span), host),
    };
    let text = std::str::from_utf8(text).ok()?;
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']')).unwrap_or(text);
    bare.parse::<IpAddr>().is_ok().then_some((Name::Address, at))
}

fn finding(cx: &Cx, hop: &Hop, case: &'static str, name: Name, at: At) -> Finding {
    let tls = hop.tls();
    let shown = cx.show_at(hop.proxy, at);
    let noun = hop.proxy.speech.noun(Noun::Pool);
    let message = match (case, name) {
        ("address", _) => {
            format!("The certificate is compared with {shown}, and hardly any is issued for an address")
        }
        ("verified", Name::PoolLabel) => {
            format!("The certificate is compared with {shown}, which is only the label of the {noun}")
        }
        _ => format!("The handshake names {shown}, which is only the label of the {noun}"),
    };
    let public = reach::active(hop.pool).filter_map(|server| server.endpoint.name()).next();
    let wanted = public.map_or("NAME.OF.THE.CERTIFICATE".to_owned(), |name| cx.show(name));
    let intent = Intent::ServerName { name: Some(&wanted), protocol: hop.target.protocol };
    let compared = case != "pool-label-sent";
    let outcome = hop.outcome(if compared { Failure::TlsName } else { Failure::TlsRefused });
    let when = match case {
        "verified" => "on every request",
        "address" => "on every request, unless the certificate's common or DNS name is that very text",
        _ => "where the server knows no such name; else its default certificate and site answer",
    };
    let mut finding = Finding::new(case, message, Label::new(at, "taken for the server's name"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, when))
        .help(format!("Write `{}`", hop.proxy.speech.spell(hop.proxy, &intent, None).text));
    let switch = if compared { tls.compares().at() } else { tls.sni.at() };
    if let Some(at) = switch {
        finding =
            finding.related(at, if compared { "verified because of this" } else { "sent because of this" });
    }
    if name == Name::Address {
        finding = finding.note(
            "An address among the certificate's alternative names does not help: only DNS names are compared",
        );
    }
    finding
}
