//! Names without which the server does not start.

use super::{Cx, Report, capital};
use crate::diagnostic::{Finding, Label};
use crate::model::{Endpoint, HostId, Id, Intent, Pool, Proxy, ProxyId, Resolution};
use rustc_hash::{FxHashMap, FxHashSet};

/// Where one name stands.
#[derive(Default)]
struct Named<'a> {
    places: Vec<&'a Endpoint>,
    pools: Vec<Id<Pool>>,
}

/// Which virtual hosts pass requests on at all, and which to a pool.
#[derive(Default)]
struct Users {
    all: FxHashMap<ProxyId, FxHashSet<HostId>>,
    of_pool: FxHashMap<(ProxyId, Id<Pool>), FxHashSet<HostId>>,
}

impl Users {
    fn of(cx: &Cx) -> Self {
        let mut users = Users::default();
        cx.each_target(|hop| {
            users.all.entry(hop.proxy_id).or_default().insert(hop.route_id.host);
            users.of_pool.entry((hop.proxy_id, hop.target.pool)).or_default().insert(hop.route_id.host);
        });
        users
    }

    /// Some other site, which has no need of these pools, goes down with them.
    fn others_than(&self, proxy: ProxyId, pools: &[Id<Pool>]) -> bool {
        let users: FxHashSet<HostId> =
            pools.iter().filter_map(|pool| self.of_pool.get(&(proxy, *pool))).flatten().copied().collect();
        self.all.get(&proxy).is_some_and(|all| users.len() < all.len())
    }
}

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut users = None;
    for (id, proxy) in cx.proxies() {
        let mut named: FxHashMap<Vec<u8>, Named> = FxHashMap::default();
        let typos = super::undefined_pool::near_misses(proxy);
        let servers = proxy
            .pools
            .iter()
            .flat_map(|(id, pool)| pool.servers.iter().map(move |server| (id, pool, server)));
        for (pool_id, pool, server) in servers {
            let endpoint = &server.endpoint;
            if server.disabled.is_none()
                && !cx.may_be_pool(proxy, pool, server)
                && !typos.contains(&endpoint.host_span)
                && endpoint.resolution == Resolution::AtStart
                && let Some(name) = endpoint.name()
                && is_short(name)
            {
                let named = named.entry(name.to_ascii_lowercase()).or_default();
                named.places.push(endpoint);
                named.pools.push(pool_id);
            }
        }
        let mut named: Vec<_> = named.into_values().collect();
        named.sort_by_key(|named| named.places[0].at.span);
        for named in named {
            let others = users.get_or_insert_with(|| Users::of(cx)).others_than(id, &named.pools);
            report.push(finding(cx, proxy, &named.places, others));
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

/// `others`: sites that have no need of the name go down with it.
fn finding(cx: &Cx, proxy: &Proxy, places: &[&Endpoint], others: bool) -> Finding {
    let endpoint = places[0];
    let name = endpoint.name().map_or(String::new(), |name| cx.show(name));
    let message = format!("{} only if `{name}` resolves at that moment", starts(proxy));
    let port = endpoint.port.number().map_or(String::new(), |port| format!(":{port}"));
    let address = format!("{name}{port}");
    let intent = Intent::StartWithoutName { address: &address };
    let spelling = proxy.speech.spell(proxy, &intent, Some(endpoint.at));
    let refuses = proxy.speech.refuses();
    let (case, outcome) = match others {
        true => ("short-name", format!("{refuses}, and the sites that do not need `{name}` are down too")),
        false => ("short-name-of-only-site", format!("{refuses} while `{name}` does not resolve")),
    };
    let mut finding = Finding::new(case, message, Label::new(endpoint.host_span, "resolved once, at start"))
        .outcome(outcome)
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
