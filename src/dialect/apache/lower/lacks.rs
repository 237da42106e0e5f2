//! What the assembled model needs and does not have: modules that speak to targets, that balancers use, and members.
//!
//! Asked once everything is known; a module that may be loaded out of sight is never missed.

use super::super::keywords::kw;
use super::super::line::{Line, Lines};
use super::super::modules::Presence;
use super::Lower;
use crate::model::*;
use crate::source::{At, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// From here on mod_proxy_http speaks `ws` (CHANGES, 2.4.47).
const HTTP_SPEAKS_WS: Version = Version::new(2, 4, 47);

/// Adds the remarks.
pub fn remarks(lower: Lower<'_>, proxy: &mut Proxy) {
    let mut found = Vec::new();
    handlers(lower, proxy, &mut found);
    balancers(lower, proxy, &mut found);
    empty(lower, proxy, &mut found);
    sockets(lower.config.lines(), 0, &mut found);
    proxy.remarks.append(&mut found);
    // A template step writes other words than these.
    let mut templates = FxHashMap::default();
    proxy.remarks.retain(|remark| {
        !is_judged(&remark.kind)
            || !is_template(lower, remark.at)
                && !*templates.entry(remark.at.span.file).or_insert_with(|| is_script(lower, remark.at))
    });
}

/// Remarks on how the words of a line are.
fn is_judged(kind: &RemarkKind) -> bool {
    matches!(
        kind,
        RemarkKind::InvalidValue { .. }
            | RemarkKind::InvalidAddress { .. }
            | RemarkKind::AddressFails { .. }
            | RemarkKind::WrongArguments { .. }
            | RemarkKind::UnknownDirective { .. }
            | RemarkKind::SocketTarget { .. }
    )
}

/// The file holds passages of a script that writes the configuration, over several lines maybe: `<% … %>`, `{% … %}`.
fn is_script(lower: Lower<'_>, at: At) -> bool {
    let bytes = &lower.config.sources.get(at.span.file).bytes;
    let has = |mark: &[u8]| memchr::memmem::find(bytes, mark).is_some();
    has(b"<%") && has(b"%>") || has(b"{%") && has(b"%}")
}

/// The line holds marks of a template step: `{{ name }}`, `{% if %}`, `<%= name %>`, `@@NAME@@`, `%name%`.
fn is_template(lower: Lower<'_>, at: At) -> bool {
    let source = lower.config.sources.get(at.span.file);
    let line = source.bytes.get(source.line_range(source.line_of(at.span.start))).unwrap_or_default();
    let marks: [&[u8]; 4] = [b"{{", b"{%", b"<%", b"@@"];
    let between_signs = |line: &[u8]| {
        line.split(|byte| *byte == b'%')
            .skip(1)
            .step_by(2)
            .any(|name| name.len() > 1 && name.iter().all(|byte| byte.is_ascii_lowercase() || *byte == b'_'))
    };
    marks.iter().any(|mark| memchr::memmem::find(line, mark).is_some())
        || line.iter().filter(|byte| **byte == b'%').count() >= 2 && between_signs(line)
}

fn is(lower: Lower<'_>, source: &str) -> Presence {
    lower.config.walked.modules.presence(source.as_bytes())
}

fn is_absent(lower: Lower<'_>, source: &str) -> bool {
    is(lower, source) == Presence::Absent
}

/// Targets whose scheme no module speaks.
fn handlers(lower: Lower<'_>, proxy: &Proxy, found: &mut Vec<Remark>) {
    let mut said: FxHashSet<Span> = FxHashSet::default();
    for (_, host) in proxy.hosts.iter() {
        for (_, _, forward) in host.forwards() {
            let gap = gap(lower, forward.at);
            if is_absent(lower, "mod_proxy.c") {
                // A ProxyPass is refused at start, which is told elsewhere.
                let at = forward.template.at;
                if gap != HandlerGap::Fails && said.insert(at.span) {
                    let kind =
                        RemarkKind::NoHandler { module: "mod_proxy.so", gap, versions: VersionRange::ALL };
                    found.push(Remark { at, kind });
                }
                continue;
            }
            // A rule that passes on fails as any other does, once mod_proxy is there.
            let gap = if gap == HandlerGap::Refuses { HandlerGap::Fails } else { gap };
            for target in forward.targets.iter().filter(|target| target.when == When::Always) {
                let pool = &proxy.pools[target.pool];
                let scheme =
                    target.scheme_span.map_or(&b"balancer"[..], |span| lower.config.sources.bytes(span));
                let at = At { span: target.scheme_span.unwrap_or(target.at.span), ..target.at };
                if let Some((module, versions)) = lacking(lower, scheme)
                    && said.insert(at.span)
                {
                    found.push(Remark { at, kind: RemarkKind::NoHandler { module, gap, versions } });
                }
                if pool.made == Made::ByTarget {
                    continue;
                }
                for server in &pool.servers {
                    let word = server.endpoint.at;
                    let text = lower.config.sources.bytes(word.span);
                    let text = text.trim_ascii_start();
                    let text = text.strip_prefix(b"\"").or(text.strip_prefix(b"'")).unwrap_or(text);
                    let text = text.splitn(2, |byte| *byte == b'|').last().unwrap_or(text);
                    let end = text.iter().position(|byte| *byte == b':').unwrap_or_default();
                    if let Some((module, versions)) = lacking(lower, &text[..end])
                        && said.insert(word.span)
                    {
                        let kind = RemarkKind::NoHandler { module, gap: HandlerGap::Fails, versions };
                        found.push(Remark { at: word, kind });
                    }
                }
            }
        }
    }
}

/// What becomes of requests without the module, by the directive that passes them on.
fn gap(lower: Lower<'_>, line: At) -> HandlerGap {
    let text = lower.config.sources.bytes(line.span).trim_ascii_start();
    let begins = |name: &str| text.get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes()));
    if begins("SetHandler") || begins("AddHandler") {
        HandlerGap::SendsFile
    } else if begins("RewriteRule") {
        HandlerGap::Refuses
    } else {
        HandlerGap::Fails
    }
}

/// The module that a scheme lacks, and the versions in which it does.
fn lacking(lower: Lower<'_>, scheme: &[u8]) -> Option<(&'static str, VersionRange)> {
    let scheme = scheme.to_ascii_lowercase();
    let one = |source: &str, module| is_absent(lower, source).then_some((module, VersionRange::ALL));
    match &scheme[..] {
        b"http" => one("mod_proxy_http.c", "mod_proxy_http.so"),
        b"https" => one("mod_proxy_http.c", "mod_proxy_http.so").or_else(|| one("mod_ssl.c", "mod_ssl.so")),
        b"ws" | b"wss" => match (is(lower, "mod_proxy_wstunnel.c"), is(lower, "mod_proxy_http.c")) {
            (Presence::Absent, Presence::Absent) => Some(("mod_proxy_http.so", VersionRange::ALL)),
            (Presence::Absent, Presence::Loaded) => {
                Some(("mod_proxy_wstunnel.so", VersionRange::before(HTTP_SPEAKS_WS)))
            }
            _ => None,
        },
        b"fcgi" => one("mod_proxy_fcgi.c", "mod_proxy_fcgi.so"),
        b"ajp" => one("mod_proxy_ajp.c", "mod_proxy_ajp.so"),
        b"scgi" => one("mod_proxy_scgi.c", "mod_proxy_scgi.so"),
        b"uwsgi" => one("mod_proxy_uwsgi.c", "mod_proxy_uwsgi.so"),
        b"h2" | b"h2c" => one("mod_proxy_http2.c", "mod_proxy_http2.so"),
        b"ftp" => one("mod_proxy_ftp.c", "mod_proxy_ftp.so"),
        b"balancer" => one("mod_proxy_balancer.c", "mod_proxy_balancer.so"),
        _ => None,
    }
}

/// The module of a method of balancing, where it is not there though balancers are (AH02432).
pub fn method_lacks(lower: Lower<'_>, method: &[u8]) -> Option<&'static str> {
    let (source, module) = match &method.to_ascii_lowercase()[..] {
        b"byrequests" => ("mod_lbmethod_byrequests.c", "mod_lbmethod_byrequests.so"),
        b"bytraffic" => ("mod_lbmethod_bytraffic.c", "mod_lbmethod_bytraffic.so"),
        b"bybusyness" => ("mod_lbmethod_bybusyness.c", "mod_lbmethod_bybusyness.so"),
        b"heartbeat" => ("mod_lbmethod_heartbeat.c", "mod_lbmethod_heartbeat.so"),
        _ => return None,
    };
    let balances = is(lower, "mod_proxy_balancer.c") == Presence::Loaded;
    (balances && is_absent(lower, source)).then_some(module)
}

/// Methods of balancing, the memory that balancers share, and health checks (`balancer_post_config`).
fn balancers(lower: Lower<'_>, proxy: &Proxy, found: &mut Vec<Remark>) {
    let mut absent = |at: At, module| found.push(Remark { at, kind: RemarkKind::ModuleAbsent { module } });
    let modules = &lower.config.walked.modules;
    if let Some(at) = modules.place(b"mod_proxy_balancer.c")
        && is_absent(lower, "mod_slotmem_shm.c")
    {
        // Also without any balancer.
        absent(at, "mod_slotmem_shm.so");
        return;
    }
    if is(lower, "mod_proxy_balancer.c") != Presence::Loaded {
        return;
    }
    let mut checked = false;
    for (_, pool) in proxy.pools.iter().filter(|(_, pool)| pool.made == Made::Declared) {
        let written = pool.balance.at();
        let method = written.map_or(&b"byrequests"[..], |at| lower.config.sources.bytes(at.span));
        if let Some(module) = method_lacks(lower, method) {
            absent(written.unwrap_or(pool.name_at), module);
        }
        let check = pool.servers.iter().find_map(|server| server.check.at());
        if let Some(at) = check.filter(|_| !checked && is_absent(lower, "mod_proxy_hcheck.c")) {
            checked = true;
            absent(at, "mod_proxy_hcheck.so");
        }
    }
}

/// Declared balancers that requests go to, and that hold no member.
fn empty(lower: Lower<'_>, proxy: &Proxy, found: &mut Vec<Remark>) {
    let bare = |pool: &Pool| pool.made == Made::Declared && pool.servers.is_empty() && pool.closed.is_ok();
    if !proxy.whole || !proxy.pools.iter().any(|(_, pool)| bare(pool)) || may_grow(lower) {
        return;
    }
    let mut said = FxHashSet::default();
    for (_, host) in proxy.hosts.iter() {
        for target in host.forwards().flat_map(|(_, _, forward)| &*forward.targets) {
            let pool = &proxy.pools[target.pool];
            if bare(pool) && target.when == When::Always && said.insert(target.pool) {
                let kind = RemarkKind::PoolEmpty { only_backups: false };
                found.push(Remark { at: pool.name_at, kind });
            }
        }
    }
}

/// Handlers by way of a socket that do not say how to speak to it (`proxy_handler` of mod_proxy_fcgi).
fn sockets(lines: Lines<'_>, depth: usize, found: &mut Vec<Remark>) {
    for line in lines {
        if line.is_block() && depth < DEEPEST {
            sockets(line.children(), depth + 1, found);
        }
        let Some(arg) = line.arg(0).filter(|arg| line.keyword() == kw::SET_HANDLER && arg.unknown.is_none())
        else {
            continue;
        };
        let lower = arg.text.to_ascii_lowercase();
        if !lower.starts_with(b"proxy:unix:") || lower.contains(&b'%') {
            continue;
        }
        let fault = match lower.splitn(2, |byte| *byte == b'|').nth(1) {
            None => SocketFault::HandlerWithoutScheme,
            Some(url) if url.ends_with(b":") || url.ends_with(b"://") => SocketFault::NoHost,
            Some(_) => continue,
        };
        found.push(Remark { at: arg.at, kind: RemarkKind::SocketTarget { fault } });
    }
}

/// Sections within each other beyond this number are not looked at.
const DEEPEST: usize = 100;

/// Members may be added while httpd runs: by the manager, from the state of the last run, by a cluster's module.
fn may_grow(lower: Lower<'_>) -> bool {
    let walked = lower.config.walked;
    let cluster = |name: &[u8]| name.windows(7).any(|part| part == b"cluster");
    walked.modules.lines.iter().any(|(identifier, ..)| cluster(identifier)) || grows(lower.config.lines(), 0)
}

fn grows(lines: Lines<'_>, depth: usize) -> bool {
    let grows_by = |line: Line<'_>| match line.keyword() {
        kw::SET_HANDLER => line.arg(0).is_some_and(|arg| arg.text.eq_ignore_ascii_case(b"balancer-manager")),
        kw::BALANCER_GROWTH | kw::BALANCER_PERSIST => true,
        _ => false,
    };
    let mut lines = lines;
    lines
        .any(|line| grows_by(line) || depth < DEEPEST && line.is_block() && grows(line.children(), depth + 1))
}
