//! `localhost` is two addresses, and the one that nobody serves spoils the upstream.

use super::{Cx, Report};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::*;
use crate::source::Edit;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        for server in hop.pool.servers.iter().filter(|server| server.disabled.is_none()) {
            let endpoint = &server.endpoint;
            if endpoint.resolution != Resolution::AtStart
                || !endpoint.name().is_some_and(|name| name.eq_ignore_case(b"localhost"))
                || !said.insert(endpoint.at.span)
            {
                continue;
            }
            let one_try = hop.retry().tries.get() == Some(1)
                || hop.retry().on.get().is_some_and(|on| on.has(RetryOn::OFF));
            let marked = server.max_fails.always(|fails| *fails > 0);
            if served_on_both(cx, hop.proxy, endpoint) || !(marked || one_try) {
                continue;
            }
            report.push(finding(cx, hop.proxy, hop.pool.stream, endpoint, one_try));
        }
    }
}

/// A listener of this configuration answers on both addresses.
fn served_on_both<'a>(cx: &Cx<'a>, proxy: &'a Proxy, endpoint: &Endpoint) -> bool {
    let (mut four, mut six) = (false, false);
    for listener in cx.listeners_at(proxy, endpoint) {
        match &listener.endpoint.host {
            HostPart::Any(None) => (four, six) = (true, true),
            HostPart::Any(Some(Family::V4)) => four = true,
            HostPart::Any(Some(Family::V6)) => six = true,
            HostPart::Ip(ip) => *(if ip.is_ipv4() { &mut four } else { &mut six }) = true,
            _ => {}
        }
    }
    four && six
}

fn finding(cx: &Cx, proxy: &Proxy, stream: bool, endpoint: &Endpoint, one_try: bool) -> Finding {
    let address = cx.show_at(proxy, endpoint.host_span);
    let port = endpoint.port.number().map_or(String::new(), |port| format!(":{port}"));
    let message = format!("`{address}{port}` is two servers, 127.0.0.1{port} and [::1]{port}");
    let status = if stream { "The connection is closed" } else { "502" };
    let outcome = match one_try {
        true => format!(
            "{status} on every second request if the application serves only one of them: no other is tried"
        ),
        false => format!(
            "If the application serves only one of them, its next slow request takes that one out too: {status} \
             for 10s, `no live upstreams while connecting to upstream`"
        ),
    };
    Finding::new("two-addresses", message, Label::new(endpoint.host_span, "both loopback addresses"))
        .statuses(if stream { &["dropped"] } else { &["502"] })
        .outcome(outcome)
        .help(format!("Write `127.0.0.1{port}`, or `[::1]{port}` if the application listens there"))
        .note("Assumed: the hosts file gives `localhost` both addresses, as most do")
        .fix(Fix {
            title: "Write 127.0.0.1".to_owned(),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: endpoint.host_span, text: "127.0.0.1".to_owned() }],
        })
}
