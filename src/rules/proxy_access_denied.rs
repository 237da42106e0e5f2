//! An access rule for URLs that are passed to, which denies everybody.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::evaluate::{NoWorld, Verdict};
use crate::model::*;
use rustc_hash::FxHashMap;

/// Routes of a host that are followed at the most.
const ROUTES: usize = 8;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let mut routing = None;
        // Thousands of hosts share one base.
        let mut of_base = FxHashMap::default();
        for (id, host) in proxy.hosts.iter() {
            let base = host.base.map(|base| &proxy.hosts[base]);
            let base_denies = host
                .base
                .is_some_and(|base| *of_base.entry(base).or_insert_with(|| denies(&proxy.hosts[base])));
            if !denies(host) && !base_denies {
                continue;
            }
            let routing = routing.get_or_insert_with(|| proxy.routing());
            if routing.is_spent() {
                break;
            }
            let routes = host.forwards().map(|(index, _, forward)| (RouteId { host: id, index }, forward));
            for (route, forward) in routes.take(ROUTES) {
                let Some(request) = routing.witness(route, &NoWorld) else { continue };
                // What a later section grants counts over it; so the request itself is asked.
                let Verdict::Answer(answered) = routing.deliver(&request, &NoWorld).verdict else { continue };
                if answered.status != 403 || !host_guards(host, base).any(|guard| guard.at == answered.at) {
                    continue;
                }
                report.push(
                    Finding::new(
                        "all-denied",
                        "Nobody may ask for what is passed on: the section for target URLs denies everybody",
                        Label::new(answered.at, "counts for a reverse proxy, too"),
                    )
                    .related(forward.at, "passed on, if it were granted")
                    .outcome("403 on every request: `AH01630: client denied by server configuration`")
                    .help("Remove the section: it guards forward proxies, which `ProxyRequests Off` switches off"),
                );
            }
        }
    }
}

/// Guards of sections that look at the URL passed to.
fn host_guards<'a>(host: &'a VirtualHost, base: Option<&'a VirtualHost>) -> impl Iterator<Item = &'a Guard> {
    let phased = [Some(host), base].into_iter().flatten().filter_map(|host| host.phased.as_deref());
    let sections = phased.flat_map(|phased| &phased.sections);
    sections.filter(|section| section.layer == Layer::Target).filter_map(|section| section.access.as_deref())
}

fn denies(host: &VirtualHost) -> bool {
    host_guards(host, None).any(|guard| guard.when == Cond::Never)
}
