//! One address twice in a pool: redundancy that is none.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{HostPart, Made, NoEffect, Pool, PortPart, Proxy, Remark, RemarkKind, Server};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        report.findings.extend(proxy.remarks.iter().filter_map(|remark| ignored(cx, proxy, remark)));
        for (_, pool) in proxy.pools.iter() {
            if pool.made != Made::ByTarget && pool.servers.len() > 1 {
                twice(cx, proxy, pool, report);
            }
        }
    }
}

/// A server that is not taken into the pool at all, since it is there.
fn ignored(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
    let RemarkKind::WithoutEffect(NoEffect::SameServer { first }) = remark.kind else { return None };
    let message =
        format!("{} is in the pool already: this line adds no server", cx.show_at(proxy, remark.at));
    Some(
        Finding::new("taken-for-another", message, Label::new(remark.at, "ignored, with all that it sets"))
            .related(first, "the server that it is taken for")
            .outcome("No failed request is saved by it, and no load is spread")
            .help("Write the address of another server here, or remove the line"),
    )
}

/// Host, names in lower case, and port: what makes two servers one.
fn place(server: &Server) -> Option<(Cow<'_, HostPart>, PortPart)> {
    let port = server.endpoint.port.number().map_or(server.endpoint.port, PortPart::Written);
    let host = match &server.endpoint.host {
        HostPart::Name(name) if name.iter().any(u8::is_ascii_uppercase) => {
            Cow::Owned(HostPart::Name(name.to_ascii_lowercase().into()))
        }
        host @ (HostPart::Name(_) | HostPart::Unix(_) | HostPart::Ip(_)) => Cow::Borrowed(host),
        _ => return None,
    };
    (!matches!(port, PortPart::Unknown(_))).then_some((host, port))
}

fn twice(cx: &Cx, proxy: &Proxy, pool: &Pool, report: &mut Report) {
    let mut first: FxHashMap<_, &Server> = FxHashMap::default();
    let enabled = || pool.servers.iter().filter(|server| server.disabled.is_none());
    let mut doubles = Vec::new();
    let mut unknown = false;
    for server in enabled() {
        let Some(place) = place(server) else {
            unknown = true;
            continue;
        };
        match first.get(&place) {
            Some(earlier) if !cx.exclude(proxy, earlier.when, server.when) => {
                doubles.push((*earlier, server))
            }
            Some(_) => {}
            None => {
                first.insert(place, server);
            }
        }
    }
    let alone = first.len() == 1 && !unknown && pool.closed.is_ok();
    for (earlier, server) in doubles {
        let address = cx.show_at(proxy, server.endpoint.at);
        let group = cx.pool(proxy, pool);
        let case = if alone { "only-address" } else { "repeated-address" };
        let finding = Finding::new(
            case,
            format!("{address} stands twice in {group}, and is one server all the same"),
            Label::new(server.endpoint.at, "the same address again"),
        )
        .related(earlier.endpoint.at, "it stands here already")
        .help("Write the address of another server here, or remove the line");
        report.push(if alone {
            let outcome = proxy.speech.outcome(
                crate::model::Failure::NoneLeft,
                if pool.stream { crate::model::Protocol::Tcp } else { crate::model::Protocol::Http },
                proxy.versions,
            );
            finding.outcome(cx.outcome(
                proxy,
                outcome,
                "while it restarts, and after one failure for as long as it is left out",
            ))
        } else {
            finding.outcome("No failed request is saved by it, and no load is spread: both are one server")
        });
    }
}
