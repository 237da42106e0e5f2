//! A resolver that is asked for names which it cannot know.

use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::net::{IpAddr, Ipv4Addr};

/// Where systemd-resolved listens: on the host's loopback.
const STUB: Ipv4Addr = Ipv4Addr::new(127, 0, 0, 53);

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            let asked = matches!(server.endpoint.resolution, Resolution::PerRequest | Resolution::Follows);
            let Some(name) = server.endpoint.name().filter(|_| asked) else { continue };
            let Some(resolver) = hop.way(server).resolver() else { continue };
            if let Some(finding) = judge(cx, (hop.proxy_id, hop.proxy), hop.target, resolver, name)
                && seen.insert((hop.proxy_id, finding.primary.span))
            {
                report.push(finding);
            }
        }
    }
}

fn judge(
    cx: &Cx,
    (id, proxy): (ProxyId, &Proxy),
    target: &Target,
    resolver: &Resolver,
    name: &[u8],
) -> Option<Finding> {
    let addresses: Vec<IpAddr> = resolver.servers.iter().map(Endpoint::ip).collect::<Option<_>>()?;
    let first = resolver.servers.first()?;
    let shown = cx.show_at(proxy, reach::address_span(first));
    let name_shown = cx.show(name);
    let outcome = proxy.speech.outcome(Failure::NameGone, target.protocol, proxy.versions);
    let container =
        cx.deployment.neighbours.container(id).filter(|(_, own, _)| own.network == NetworkMode::Own);
    let at = Label::new(first.at, "");
    let finding = if addresses.iter().all(is_public)
        && !reach::is_public(name)
        && !name.eq_ignore_ascii_case(b"localhost")
    {
        let service = cx.named(id, name);
        let message = format!("{shown} is asked for `{name_shown}`, a name that no public resolver knows");
        let finding =
            Finding::new("public-for-private", message, Label { text: "a public resolver".to_owned(), ..at });
        let finding = match service {
            Some(named) => finding.related(named.service.at, "a service of the compose file"),
            None => finding.related(target.at, "this is the name"),
        };
        let docker = service.is_some() || container.is_some();
        finding.help(match docker {
            true => "Name the resolver of the containers' network, `127.0.0.11`".to_owned(),
            false => "Name a resolver of the network that knows the name".to_owned(),
        })
    } else if let Some((service, ..)) =
        container.filter(|_| addresses.iter().all(|ip| *ip == IpAddr::V4(STUB)))
    {
        let message = format!(
            "{shown} is the host's own resolver, which container `{}` does not reach",
            cx.show(&service.name)
        );
        Finding::new(
            "stub-in-container",
            message,
            Label { text: "loopback of this container".to_owned(), ..at },
        )
        .related(service.at, "the proxy runs in this service")
        .help("Name the resolver of the containers' network, `127.0.0.11`")
    } else {
        return None;
    };
    Some(finding.statuses(outcome.statuses).outcome(cx.outcome(
        proxy,
        outcome,
        "on every request for this name",
    )))
}

/// An address of the open Internet.
fn is_public(ip: &IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => {
            let shared = ip.octets()[0] == 100 && ip.octets()[1] & 0xc0 == 64;
            !(ip.is_private()
                || ip.is_loopback()
                || ip.is_link_local()
                || ip.is_unspecified()
                || ip.is_documentation()
                || shared)
        }
        IpAddr::V6(ip) => {
            let first = ip.segments()[0];
            !(ip.is_loopback() || ip.is_unspecified() || first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80)
                && ip.segments()[..2] != [0x2001, 0xdb8]
        }
    }
}
