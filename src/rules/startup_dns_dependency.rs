//! Names without which the server does not start.

use super::{Cx, Report, capital};
use crate::diagnostic::{Finding, Label};
use crate::model::{Endpoint, Intent, Proxy, Resolution};
use rustc_hash::FxHashMap;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let mut named: FxHashMap<Vec<u8>, Vec<&Endpoint>> = FxHashMap::default();
        let typos = super::undefined_pool::near_misses(proxy);
        let servers =
            proxy.pools.iter().flat_map(|(_, pool)| pool.servers.iter().map(move |server| (pool, server)));
        for (pool, server) in servers {
            let endpoint = &server.endpoint;
            if server.disabled.is_none()
                && !cx.may_be_pool(proxy, pool, server)
                && !typos.contains(&endpoint.host_span)
                && endpoint.resolution == Resolution::AtStart
                && let Some(name) = endpoint.name()
                && is_short(name)
            {
                named.entry(name.to_ascii_lowercase()).or_default().push(endpoint);
            }
        }
        let mut named: Vec<_> = named.into_values().collect();
        named.sort_by_key(|places| places[0].at.span);
        for places in named {
            report.push(finding(cx, proxy, &places));
        }
        resolvers(cx, proxy, report);
    }
}

/// A single label: only a container network, or a search domain, knows it.
fn is_short(name: &[u8]) -> bool {
    !name.contains(&b'.') && !name.eq_ignore_ascii_case(b"localhost") && is_written_out(name)
}

/// A name in capitals alone is a placeholder of a template step; digits alone are an address.
pub(super) fn is_written_out(name: &[u8]) -> bool {
    name.iter().any(u8::is_ascii_lowercase)
}

fn finding(cx: &Cx, proxy: &Proxy, places: &[&Endpoint]) -> Finding {
    let endpoint = places[0];
    let name = endpoint.name().map_or(String::new(), |name| cx.show(name));
    let message = format!("{} only if `{name}` resolves at that moment", starts(proxy));
    let port = endpoint.port.number().map_or(String::new(), |port| format!(":{port}"));
    let address = format!("{name}{port}");
    let intent = Intent::StartWithoutName { address: &address };
    let spelling = proxy.speech.spell(proxy, &intent, Some(endpoint.at));
    let mut finding =
        Finding::new("short-name", message, Label::new(endpoint.host_span, "resolved once, at start"))
            .outcome(format!("{} and takes all of its sites down with it", proxy.speech.refuses()))
            .help(format!(
                "Start it after `{name}` is up; or look the name up later: `{}` with a resolver",
                spelling.text
            ));
    for place in places.iter().skip(1).take(3) {
        finding = finding.related(place.host_span, "here too");
    }
    finding
}

/// "nginx starts", in the server's name.
fn starts(proxy: &Proxy) -> String {
    format!("{} starts", proxy.speech.server())
}

/// Name servers that are themselves given by name.
fn resolvers(cx: &Cx, proxy: &Proxy, report: &mut Report) {
    for (_, scope) in proxy.scopes.iter() {
        for server in scope.resolver.one().iter().flat_map(|resolver| &*resolver.servers) {
            let Some(name) =
                server.name().filter(|name| !name.eq_ignore_case(b"localhost") && is_written_out(name))
            else {
                continue;
            };
            let message = format!("The name server `{}` is itself given by name", cx.show(name));
            report.push(
                Finding::new(
                    "resolver-by-name",
                    capital(&message),
                    Label::new(server.host_span, "resolved once, at start"),
                )
                .outcome(format!("{} while this name does not resolve", proxy.speech.refuses()))
                .help("Write the name server's address"),
            );
        }
    }
}
