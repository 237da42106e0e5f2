//! A target whose host the client chooses.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let guarded = |host: &VirtualHost| {
            let sections = host.phased.iter().flat_map(|phased| &phased.sections);
            sections.into_iter().any(|section| section.layer == Layer::Target && section.access.is_some())
        };
        for (_, host) in proxy.hosts.iter() {
            let Some(phased) = host.phased.as_deref() else { continue };
            let base = host.base.map(|base| &proxy.hosts[base]);
            if let Some((true, at)) = phased.open_proxy
                && !guarded(host)
                && !base.is_some_and(guarded)
                && proxy.whole
            {
                report.push(
                    Finding::new(
                        "open-proxy",
                        "Everybody may have any host asked through this server",
                        Label::new(at, "requests for other servers are served"),
                    )
                    .outcome("Strangers use up its connections, and ordinary requests wait or get 503")
                    .help("Write `ProxyRequests Off`; `ProxyPass` does not need it"),
                );
            }
            for (_, route, forward) in host.forwards() {
                report.findings.extend(captured(cx, proxy, host, route, forward));
            }
        }
    }
}

/// The host of a target is a part of the path that is asked for.
fn captured(cx: &Cx, proxy: &Proxy, host: &VirtualHost, route: &Route, forward: &Forward) -> Option<Finding> {
    let [Part::Literal(scheme), rest @ ..] = &*forward.template.parts else { return None };
    let authority = scheme.windows(3).position(|part| part == b"://")? + 3;
    // Up to the slash behind the host.
    (!scheme.get(authority..)?.contains(&b'/')).then_some(())?;
    let Some(Part::Variable(name)) = rest.first() else { return None };
    let number: usize = std::str::from_utf8(name).ok()?.parse().ok()?;
    let Cond::Atom(atom) = &route.when else { return None };
    let Op::Matches(pattern) = &atom.op else { return None };
    let rules = host.phased.iter().filter_map(|phased| phased.rewrite.as_deref()).flat_map(|set| &set.rules);
    // Conditions of a rule may let known hosts through alone.
    if rules.into_iter().any(|rule| rule.at == route.at && !rule.conditions.is_empty()) {
        return None;
    }
    // What follows a slash of the pattern is glued to nothing: another rule tells of the others.
    let group = group(&pattern.source, number)?;
    let open = [&b".*"[..], b".+", b"]*", b"]+"].iter().any(|any| group.windows(2).any(|part| part == *any));
    let begins_in_path = scheme.len() > authority || group.starts_with(b"/");
    if !open || begins_in_path {
        return None;
    }
    let written = cx.show_at(proxy, forward.template.at);
    Some(
        Finding::new(
            "captured-host",
            format!("The host of `{}` is a part of the path asked for", written.trim_matches(['"', '\''])),
            Label::new(forward.template.at, "whatever the client writes there is asked"),
        )
        .related(route.at, "captured here, without a list of hosts")
        .outcome("500 for names that do not resolve; inner servers can be reached by their names")
        .help("Write a rule for each host, or look the host up in a `RewriteMap`"),
    )
}

/// The text of a pattern's group, by its number.
fn group(pattern: &[u8], number: usize) -> Option<&[u8]> {
    let mut count = 0;
    let opens = |index: usize| pattern.get(index + 1) != Some(&b'?') && !pattern[..index].ends_with(b"\\");
    let start = (0..pattern.len()).filter(|index| pattern[*index] == b'(').find(|index| {
        count += usize::from(opens(*index));
        opens(*index) && count == number
    })?;
    let inner = pattern.get(start + 1..)?;
    let end = inner.iter().position(|byte| *byte == b')')?;
    inner.get(..end)
}
