//! A server without a port, where the port that is filled in speaks another language.

use super::{Cx, Hop, Report, capital};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

/// Where TLS is served when nobody says otherwise.
const TLS_PORT: u16 = 443;
/// Ports that a browser leaves out.
const USUAL: &[u16] = &[80, 443];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let hops = cx.hops();
    // For plain HTTP the port filled in is right, so a port may not simply be written to the server.
    let plain: FxHashSet<_> = hops
        .iter()
        .filter(|hop| !hop.speaks_tls() && !is_gateway(hop.protocol()))
        .map(|hop| (hop.proxy_id, hop.target.pool))
        .collect();
    for hop in hops {
        if hop.pool.made != Made::Declared || !(hop.speaks_tls() || is_gateway(hop.protocol())) {
            continue;
        }
        for server in hop.pool.servers.iter().filter(|server| server.disabled.is_none()) {
            let PortPart::Filled(port) = server.endpoint.port else { continue };
            let listeners = cx.listeners_at(hop.proxy, &server.endpoint);
            if hop.speaks_tls() && listeners.iter().any(|listener| listener.tls) {
                continue;
            }
            let shared = plain.contains(&(hop.proxy_id, hop.target.pool));
            report.push(finding(cx, hop, server, port, shared));
        }
    }
    client_ports(cx, report);
    let mut said = FxHashSet::default();
    for hop in hops {
        for server in hop.pool.servers.iter().filter(|server| server.disabled.is_none()) {
            if server.speaks.is_some() && said.insert(server.endpoint.at.span) {
                report.findings.extend(clients_own(cx, hop, server));
            }
        }
    }
}

/// What the address leaves open is taken from the connection of the client: its port, or its address.
fn clients_own(cx: &Cx, hop: &Hop, server: &Server) -> Option<Finding> {
    let endpoint = &server.endpoint;
    let address = || cx.show_at(hop.proxy, endpoint.at);
    let noun = || capital(hop.proxy.speech.noun(Noun::Server));
    let pool = || cx.pool(hop.proxy, hop.pool);
    let portless = matches!(endpoint.port, PortPart::None | PortPart::Offset(0));
    let named = !matches!(endpoint.host, HostPart::Unix(_) | HostPart::Unknown(_));
    let checked = server.check.one().is_some_and(|check| {
        check.kind != CheckKind::Agent && check.port.is_unset() && check.address.is_none()
    });
    let binds = &hop.host.binds;
    if portless && named && checked && server.rare.as_ref().is_none_or(|rare| rare.resolver.is_none()) {
        let (noun, address, pool) = (noun(), address(), pool());
        let message = format!("{noun} {address} of {pool} has no port, and its check needs one");
        return Some(
            Finding::new("no-port-for-check", message, Label::new(endpoint.at, "no port"))
                .statuses(&["startup"])
                .outcome(hop.proxy.speech.refuses())
                .help(format!("Write `{address}:PORT`, or the port of the check")),
        );
    }
    // Back to the listener that took the request: to itself.
    let own = |bind: &Bind| bind.endpoint.host == endpoint.host && bind.endpoint.port.number().is_some();
    if portless && binds.len() == 1 && binds.iter().all(own) && endpoint.ip().is_some() {
        let (noun, address, pool) = (noun(), address(), pool());
        let message = format!("{noun} {address} of {pool} has no port: requests come back to this listener");
        let outcome = hop.outcome(Failure::Loop);
        return Some(
            Finding::new("no-port", message, Label::new(endpoint.at, "the port is that of the client"))
                .related(binds[0].endpoint.at, "the port that counts")
                .statuses(outcome.statuses)
                .outcome(cx.outcome(hop.proxy, outcome, "on every request"))
                .help(format!("Write `{address}:PORT`")),
        );
    }
    let http = hop.speaks_to(server).protocol == Protocol::Http;
    let meant = hop.pool.steps.is_empty() && hop.host.steps.is_empty();
    let open = matches!(endpoint.host, HostPart::ClientDestination | HostPart::Any(_));
    if open && http && meant && endpoint.port.number().is_some() {
        let address = address();
        let message = format!("{address} is the address that the client came to, which is this proxy");
        let outcome = hop.outcome(Failure::Refused);
        return Some(
            Finding::new("clients-address", message, Label::new(endpoint.host_span, "no address of its own"))
                .statuses(outcome.statuses)
                .outcome(cx.outcome(hop.proxy, outcome, "unless the application listens there too"))
                .help("Write the address of the application"),
        );
    }
    None
}

/// Targets made of the name that the client asks for, behind listeners whose clients ask for any port.
fn client_ports(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for (_, proxy) in cx.proxies() {
        for (_, host) in proxy.hosts.iter() {
            // On the ports of browsers a request names no other port: the name alone is enough.
            let usual = |bind: &Bind| bind.endpoint.port.number().is_none_or(|port| USUAL.contains(&port));
            if host.binds.is_empty() || host.binds.iter().any(|bind| bind.tls || usual(bind)) {
                continue;
            }
            for (_, _, forward) in host.forwards() {
                if forward.protocol == Protocol::Http
                    && drops_port(proxy, &forward.template)
                    && said.insert(forward.template.at.span)
                {
                    report.push(port_dropped(cx, proxy, forward));
                }
            }
        }
    }
}

/// The scheme and the client's host name without its port, with or without a path.
fn drops_port(proxy: &Proxy, template: &Template) -> bool {
    let mut parts = template.parts.iter();
    let meaning = |part: Option<&Part>| match part {
        Some(Part::Variable(name)) => proxy.speech.meaning(name),
        _ => None,
    };
    let scheme = matches!(parts.next(), Some(Part::Literal(text)) if text.eq_ignore_ascii_case(b"http://"));
    let name = meaning(parts.next()) == Some(Meaning::ClientHost);
    let path = match parts.next() {
        None => true,
        Some(Part::Literal(text)) => text.starts_with(b"/"),
        path => matches!(meaning(path), Some(Meaning::RequestTarget | Meaning::Path)),
    };
    scheme && name && path
}

fn port_dropped(cx: &Cx, proxy: &Proxy, forward: &Forward) -> Finding {
    let written = cx.show_at(proxy, forward.template.at);
    let outcome = proxy.speech.outcome(Failure::Refused, forward.protocol, proxy.versions);
    let spelling = proxy.speech.spell(proxy, &Intent::ClientPort { written: &written }, None);
    Finding::new(
        "client-port-dropped",
        format!("`{written}` drops the port that the client asks for: requests go to port 80"),
        Label::new(forward.template.at, "the client's host name without its port"),
    )
    .statuses(outcome.statuses)
    .outcome(cx.outcome(proxy, outcome, "on requests for another port, or the pages of port 80"))
    .help(format!("Write `{}`, the name with its port", spelling.text))
}

/// Protocols that are never spoken on the port of plain HTTP.
fn is_gateway(protocol: Protocol) -> bool {
    matches!(protocol, Protocol::FastCgi | Protocol::Uwsgi | Protocol::Scgi | Protocol::Memcached)
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, port: u16, shared: bool) -> Finding {
    let address = cx.show_at(hop.proxy, server.endpoint.host_span);
    let (case, failure) = match (hop.speaks_tls(), hop.target.when) {
        (true, When::Always) => ("group-port-under-https", Failure::TlsToPlain),
        (true, _) => ("group-port-in-some-cases", Failure::TlsToPlain),
        (false, _) => ("gateway-port", Failure::Refused),
    };
    let spoken = match (hop.protocol(), hop.speaks_tls()) {
        (Protocol::Http, true) => "https".to_owned(),
        (protocol, true) => format!("{} over TLS", protocol.name()),
        (protocol, false) => protocol.name().to_owned(),
    };
    let wanted = if hop.speaks_tls() { TLS_PORT } else { 9000 };
    let message = format!(
        "{} {address} of {} has no port, so {spoken} requests go to port {port}",
        capital(hop.proxy.speech.noun(crate::model::Noun::Server)),
        cx.pool(hop.proxy, hop.pool),
    );
    let label = Label::new(server.endpoint.host_span, format!("{address}:{port} is what counts"));
    let intent = Intent::Port { address: &address, port: wanted };
    let place = crate::source::At { span: server.endpoint.host_span, ..server.endpoint.at };
    let spelling = hop.proxy.speech.spell(hop.proxy, &intent, Some(place));
    let outcome = hop.outcome(failure);
    let when =
        if case == "gateway-port" { "unless the application listens there" } else { "on every request" };
    let finding = Finding::new(case, message, label)
        .related(hop.target.at, format!("{spoken} is spoken from here"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, when))
        .help(format!("Write `{}`", spelling.text));
    match spelling.edit.filter(|_| hop.speaks_tls()) {
        Some(edit) => finding.fix(Fix {
            title: format!("Write the port {wanted}"),
            applicability: if shared { Applicability::Unsafe } else { Applicability::Safe },
            edits: vec![edit],
        }),
        None => finding,
    }
}
