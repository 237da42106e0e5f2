//! A limiter that ordinary use runs into, and that answers 503.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Limit, LimitKind, Limiter, Part, Proxy};
use rustc_hash::{FxHashMap, FxHashSet};

/// A page with its parts asks more often than this, in requests per minute.
const PAGE_RATE: u64 = 600;
/// Seconds in which a rate is counted.
const MINUTE: u64 = 60;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let zones: FxHashMap<&[u8], &Limiter> =
            proxy.limits.limiters.iter().map(|limiter| (&*limiter.zone, limiter)).collect();
        let mut seen = FxHashSet::default();
        for (_, scope) in proxy.scopes.iter() {
            for limit in &scope.limits {
                if limit.kind == LimitKind::Requests && seen.insert(limit.at.span) {
                    report.findings.extend(finding(cx, proxy, limit, zones.get(&*limit.zone).copied()));
                }
            }
        }
    }
}

/// `503` is what nobody chose: a limiter on purpose answers 429.
fn finding(cx: &Cx, proxy: &Proxy, limit: &Limit, zone: Option<&Limiter>) -> Option<Finding> {
    if limit.status.get() != Some(503) {
        return None;
    }
    let name = cx.show(&limit.zone);
    let rate = zone.and_then(|zone| zone.rate);
    let shared = zone.filter(|zone| shared(zone) && rate.is_some_and(|rate| rate <= PAGE_RATE));
    let finding = if let Some(zone) = shared {
        let key = cx.show_at(proxy, zone.key.at);
        let message = format!("All clients of zone `{name}` share one limit: its key is `{key}`");
        Finding::new("shared-key", message, Label::new(limit.at, "counts all clients together"))
            .related(zone.key.at, "the same for every client")
            .help("Write `$binary_remote_addr` as the key, with the client's address restored behind a proxy")
    } else if limit.burst.is_none_or(|burst| burst == 0) && zone.is_none_or(|_| rate.is_some()) {
        let pace = rate.map_or(String::new(), |rate| match rate {
            rate if rate % MINUTE == 0 => format!(" ({}r/s)", rate / MINUTE),
            rate => format!(" ({rate}r/m)"),
        });
        let message = format!("Zone `{name}`{pace} allows no two requests at once: there is no `burst`");
        let mut finding = Finding::new("no-burst", message, Label::new(limit.at, "no `burst`"))
            .help("Write `burst=20 nodelay` at the end; `limit_req_status 429;` tells clients the truth");
        if let Some(zone) = zone {
            finding = finding.related(zone.at, "the rate");
        }
        finding
    } else {
        return None;
    };
    Some(finding.outcome("503 for the requests that come too soon: `limiting requests, excess`"))
}

/// The key holds nothing of the client.
fn shared(zone: &Limiter) -> bool {
    zone.key.parts.iter().all(|part| match part {
        Part::Literal(_) => true,
        Part::Sample(_) | Part::Table(_) => false,
        Part::Variable(name) => {
            matches!(&**name, b"server_name" | b"server_addr" | b"server_port" | b"scheme")
        }
    })
}
