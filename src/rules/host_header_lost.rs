//! The server gets the label of a pool as its host name.

use super::cx::PerPool;
use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Intent, Made, Noun, Protocol, Server};

/// Ports on which servers choose a site by the host name.
const SITE_PORTS: &[u16] = &[80, 443];

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut sites = PerPool::new();
    for hop in cx.targets() {
        report.findings.extend(finding(cx, hop, &mut sites));
    }
}

fn finding(cx: &Cx, hop: &Hop, sites: &mut PerPool<bool>) -> Option<Finding> {
    let headers = hop.headers();
    let label = match headers.get("Host") {
        None => !headers.open,
        Some(header) => header.is_variable("proxy_host"),
    };
    let pool = hop.pool;
    if hop.protocol() != Protocol::Http || !label || pool.made != Made::Declared || pool.name.contains(&b'.')
    {
        return None;
    }
    let name = cx.show(&pool.name);
    let noun = hop.proxy.speech.noun(Noun::Pool);
    let sites = sites.get(hop.proxy_id, hop.target.pool, || {
        let site = |server: &Server| server.endpoint.port.number().is_some_and(|p| SITE_PORTS.contains(&p));
        pool.servers.iter().any(site) && pool.servers.iter().any(|server| !server.endpoint.is_local())
    });
    let (case, why) = if pool.name.contains(&b'_') {
        ("underscore", "an underscore is in no valid host name")
    } else if hop.speaks_tls() || sites {
        ("label-to-sites", "it often decides which site answers")
    } else {
        ("label", "the client's name is lost")
    };
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::HostHeader, None);
    let message = format!("The server behind {noun} `{name}` gets `Host: {name}`: {why}");
    let outcome = match case {
        "underscore" => "400 from strict servers (Tomcat, Jetty, frameworks that check the host)",
        "label-to-sites" => "404, 421 or 503, or the pages of its default site",
        _ => "Addresses in its replies name the pool; frameworks that check the host answer 400",
    };
    Some(
        Finding::new(case, message, Label::new(hop.target.host_span, "sent as the host name"))
            .related(pool.name_at, "a label, no host")
            .outcome(outcome)
            .help(format!(
                "Add `{}` beside the other headers, or the name that the server expects",
                spelling.text
            )),
    )
}
