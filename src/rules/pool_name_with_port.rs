//! A port behind the name of an upstream, or in it.

use super::{Cx, Report};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::*;
use crate::source::{Edit, Span};
use rustc_hash::FxHashMap;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            if let RemarkKind::PoolWithPort { pool, port, at_start } = &remark.kind {
                report.push(behind(cx, proxy, &proxy.pools[*pool], *port, *at_start));
            }
        }
        if proxy.remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::PortInPoolName)) {
            within(cx, proxy, report);
        }
    }
}

fn behind(cx: &Cx, proxy: &Proxy, pool: &Pool, port: Span, at_start: bool) -> Finding {
    let name = cx.show(&pool.name);
    if !at_start {
        let message = format!("A port follows the upstream `{name}`, so it is looked up as a host");
        return Finding::new(
            "port-after-name-at-run-time",
            message,
            Label::new(port, "comes to a name with a port"),
        )
        .related(pool.at, "this upstream is not found so")
        .outcome("502 on every request: `could not be resolved`, or another server of that name answers")
        .help(format!("Let the variable come to `{name}` alone; its servers have ports of their own"));
    }
    let number = cx.show_at(proxy, port);
    let label = Label::new(port, "the servers of the upstream have their own ports");
    let message = format!("`{name}` is an upstream, and port {number} follows it");
    let finding = Finding::new("port-after-name", message, label)
        .outcome(format!("nginx refuses to start: `upstream \"{name}\" may not have port {number}`"));
    let written = pool.servers.iter().all(|server| {
        matches!(server.endpoint.port, PortPart::Written(_)) || server.endpoint.unix().is_some()
    });
    let finding = finding.related(pool.at, "this upstream");
    if !written {
        return finding.help(format!("Write `{name}`, and the port on the servers: `server HOST:{number};`"));
    }
    let colon = Span { start: port.start.saturating_sub(1), ..port };
    finding.help(format!("Write `{name}` without the port")).fix(Fix {
        title: "Drop the port".to_owned(),
        applicability: Applicability::Safe,
        edits: vec![Edit { span: colon, text: String::new() }],
    })
}

/// An upstream `app:8080` is not what `http://app:8080` finds: that one looks for a host `app`.
fn within(cx: &Cx, proxy: &Proxy, report: &mut Report) {
    let mut made: FxHashMap<Vec<u8>, &Server> = FxHashMap::default();
    for (_, pool) in proxy.pools.iter().filter(|(_, pool)| pool.made == Made::ByTarget) {
        let [server] = &*pool.servers else { continue };
        let (Some(name), PortPart::Written(port)) = (server.endpoint.name(), server.endpoint.port) else {
            continue;
        };
        made.insert([name.to_ascii_lowercase(), format!(":{port}").into_bytes()].concat(), server);
    }
    for (_, pool) in proxy.pools.iter().filter(|(_, pool)| pool.made == Made::Declared) {
        let Some(server) = made.get(&pool.name.to_ascii_lowercase()) else { continue };
        let name = cx.show(&pool.name);
        let host = name.split(':').next().unwrap_or_default();
        let message = format!("Upstream `{name}` is never used: `{name}` is read as port and host `{host}`");
        report.push(
            Finding::new("port-in-name", message, Label::new(pool.at, "a name with a colon is not found"))
                .related(server.at, "this names a host and its port")
                .outcome(format!("nginx refuses to start: `host not found in upstream \"{host}\"`"))
                .note(format!(
                    "Where a host `{host}` is known, it is used in place of the upstream's servers"
                ))
                .help(format!("Call the upstream `{host}`, and pass to it without a port")),
        );
    }
}
