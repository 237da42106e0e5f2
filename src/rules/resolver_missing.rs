//! Names that must be resolved at run time, with nobody to ask.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        if proxy.open.resolvers.is_some() {
            continue;
        }
        for (_, pool) in proxy.pools.iter() {
            for server in pool.servers.iter().filter(|server| server.disabled.is_none()) {
                report.findings.extend(nobody_asked(cx, proxy, pool, server));
            }
        }
        let known = Known::of(proxy);
        for (_, host) in proxy.hosts.iter() {
            for (_, route, forward) in host.forwards() {
                let scope = &proxy.scopes[proxy.groups[route.groups].scope];
                // Foreign code may put an address in place of what is written.
                if scope.resolver.is_unset() && scope.opaque.is_none() {
                    judge(cx, proxy, forward, &known, report);
                }
            }
        }
    }
}

/// A server whose name is never asked for, or is asked of a resolver without a name server.
fn nobody_asked(cx: &Cx, proxy: &Proxy, pool: &Pool, server: &Server) -> Option<Finding> {
    let name = cx.show(server.endpoint.name()?);
    let own = server.rare.as_ref().and_then(|rare| rare.resolver.as_ref());
    let (case, message, label) = match server.endpoint.resolution {
        Resolution::Never => (
            "never-asked",
            format!("`{name}` is never looked up: not at start, and no resolver is set for later"),
            "a name that nobody is asked for",
        ),
        Resolution::Follows if own.is_some_and(|own| own.servers.is_empty()) => (
            "no-name-server",
            format!("`{name}` is asked of a resolver without a name server"),
            "a name that nobody is asked for",
        ),
        _ => return None,
    };
    let protocol = if pool.stream { Protocol::Tcp } else { Protocol::Http };
    let outcome = proxy.speech.outcome(Failure::NoResolver, protocol, proxy.versions);
    let spelling = proxy.speech.spell(proxy, &Intent::Resolver { name: &name }, Some(server.at));
    let finding = Finding::new(case, message, Label::new(server.endpoint.host_span, label))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(proxy, outcome, "for this server, for ever: it stays out of use"))
        .help(format!("Write `{}`, or let the name be looked up at start", spelling.text));
    Some(match own {
        Some(own) => finding.related(own.at, "no name server stands here"),
        None => finding,
    })
}

/// What needs no resolver although it is a name.
struct Known {
    /// Names that some other target had resolved at start: a request finds their group first.
    at_start: FxHashSet<(Vec<u8>, PortPart)>,
    declared: bool,
    /// A declared pool is called like a host name.
    dotted: bool,
}

impl Known {
    fn of(proxy: &Proxy) -> Known {
        let mut known = Known { at_start: FxHashSet::default(), declared: false, dotted: false };
        for (_, pool) in proxy.pools.iter() {
            if pool.made == Made::Declared {
                known.declared = true;
                known.dotted |= pool.name.contains(&b'.');
            } else if let [server] = &*pool.servers
                && server.endpoint.resolution == Resolution::AtStart
            {
                known.at_start.extend(key(&server.endpoint));
            }
        }
        known
    }
}

fn key(endpoint: &Endpoint) -> Option<(Vec<u8>, PortPart)> {
    let port = endpoint.port.number().map_or(endpoint.port, PortPart::Written);
    Some((endpoint.name()?.to_ascii_lowercase(), port))
}

fn judge(cx: &Cx, proxy: &Proxy, forward: &Forward, known: &Known, report: &mut Report) {
    let needs = |target: &Target| {
        let pool = &proxy.pools[target.pool];
        let [server] = &*pool.servers else { return None };
        let asked = server.endpoint.resolution == Resolution::PerRequest
            && pool.resolver.is_unset()
            && key(&server.endpoint).is_some_and(|key| !known.at_start.contains(&key));
        server.endpoint.name().filter(|_| asked)
    };
    let mut names = forward.targets.iter().filter_map(|target| Some((target, needs(target)?)));
    let word = forward.template.at;
    if let Some((target, name)) = names.next() {
        let all = forward.open.is_none() && names.count() + 1 == forward.targets.len();
        let case = if all { "variable-target" } else { "some-values" };
        let when = if all { "on every request" } else { "whenever this name is chosen" };
        let name = cx.show(name);
        let message = format!("`{name}` is looked up for each request, and no resolver is set");
        let mut finding = finding(cx, proxy, target.protocol, word, &name, (case, message, when));
        if target.at.span != word.span {
            finding = finding.related(target.at, "this is the name");
        }
        report.push(finding);
        return;
    }
    if !forward.targets.is_empty() || forward.open != Some(Why::Variable) {
        return;
    }
    let written = cx.show_at(proxy, word);
    let authority = authority(proxy, &forward.template);
    let meaning = |name: &Text| proxy.speech.meaning(name);
    if let [Part::Variable(only)] = &*authority
        && matches!(meaning(only), Some(Meaning::ClientHost | Meaning::ClientAuthority))
        && !known.declared
    {
        let message = format!("`{written}` is a host name of the client's choice, and no resolver is set");
        let when = "unless the client names an address";
        report.push(finding(cx, proxy, Protocol::Http, word, "a.example", ("client-host", message, when)));
    } else if is_name(&authority, known) {
        let message = format!("`{written}` comes to a host name, and no resolver is set");
        let when = "on every request";
        report.push(finding(cx, proxy, Protocol::Http, word, "a.example", ("composed-name", message, when)));
    }
}

/// The parts between the scheme and the path; empty where a variable may hold the scheme.
fn authority(proxy: &Proxy, template: &Template) -> Vec<Part> {
    let Some(Part::Literal(first)) = template.parts.first() else { return Vec::new() };
    let Some(scheme) = memchr::memmem::find(first, b"://") else { return Vec::new() };
    let mut parts = Vec::new();
    let mut rest = Some(Part::Literal(Text::from(&first[scheme + 3..])));
    let mut more = template.parts[1..].iter();
    while let Some(part) = rest.take().or_else(|| more.next().cloned()) {
        match part {
            Part::Literal(text) => {
                let end = text.iter().position(|byte| matches!(byte, b'/' | b'?' | b':'));
                let host = &text[..end.unwrap_or(text.len())];
                if !host.is_empty() {
                    parts.push(Part::Literal(Text::from(host)));
                }
                if end.is_some() {
                    break;
                }
            }
            Part::Variable(name)
                if matches!(
                    proxy.speech.meaning(&name),
                    Some(Meaning::RequestTarget | Meaning::Path | Meaning::Query)
                ) =>
            {
                break;
            }
            variable => parts.push(variable),
        }
    }
    parts
}

/// Whatever the variables hold, letters beside them make a name of it, and no pool is called so.
fn is_name(authority: &[Part], known: &Known) -> bool {
    let literal = |wanted: fn(&u8) -> bool| {
        authority.iter().any(|part| matches!(part, Part::Literal(text) if text.iter().any(wanted)))
    };
    let letters = literal(u8::is_ascii_alphabetic);
    let dotted = literal(|byte| *byte == b'.');
    authority.len() > 1 && letters && if dotted { !known.dotted } else { !known.declared }
}

/// The case, its message and when it happens.
type Told<'a> = (&'static str, String, &'a str);

fn finding(cx: &Cx, proxy: &Proxy, protocol: Protocol, word: At, name: &str, told: Told) -> Finding {
    let (case, message, when) = told;
    let outcome = proxy.speech.outcome(Failure::NoResolver, protocol, proxy.versions);
    let spelling = proxy.speech.spell(proxy, &Intent::Resolver { name }, None);
    Finding::new(case, message, Label::new(word, "resolved while the request waits"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(proxy, outcome, when))
        .help(format!("Add `{}`, with the name server of this network", spelling.text))
        .note("The hosts file does not count at run time, not even for `localhost`")
}
