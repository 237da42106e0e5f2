//! `backend`, and the half of `listen` that is one: a pool with its servers and settings.

use super::super::defaults;
use super::super::keywords::kw;
use super::check::Probe;
use super::effective::Effective;
use super::line::{Arg, Line};
use super::part::Part;
use super::section::Section;
use super::server::{self, Around, ServerWords};
use super::way;
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// The groups that count for all servers of a pool.
pub fn own_groups(part: &mut Part<'_>, effective: &Effective<'_>) -> (HopGroups, Id<ScopeSettings>) {
    let globals = part.lower.globals;
    let mut buffers = defaults::buffers(&globals.bufsize, &globals.maxrewrite);
    buffers.request_buffering = effective.request_buffering.clone();
    let mut connection = effective.connection.clone();
    connection.keep = Setting {
        value: Value::One(!effective.reuse.sharing.always(|sharing| *sharing == Sharing::Never)),
        origin: effective.reuse.sharing.origin,
        term: &"http-reuse",
    };
    let hop = HopGroups {
        timeouts: part.timeouts.add(effective.hop_timeouts()),
        retry: part.retries.add(effective.retry.clone()),
        tls: part.tls.add(defaults::tls()),
        buffers: part.buffers.add(buffers),
        connection: part.connections.add(connection),
        headers: part.headers.add(defaults::headers()),
    };
    let scope = part.scopes.add(defaults::scope(defaults::client(
        Setting::unset(&"timeout client"),
        Setting::unset(&"maxconn"),
    )));
    (hop, scope)
}

/// Groups in which nothing is set.
pub fn no_groups(part: &mut Part<'_>) -> HopGroups {
    HopGroups {
        timeouts: part.timeouts.add(defaults::timeouts()),
        retry: part.retries.add(defaults::no_retry()),
        tls: part.tls.add(defaults::no_tls()),
        buffers: part.buffers.add(defaults::no_buffers()),
        connection: part.connections.add(defaults::no_connection()),
        headers: part.headers.add(defaults::headers()),
    }
}

/// Lowers a pool.
pub fn pool<'a>(part: &mut Part<'a>, section: &Section<'a>, effective: &Effective<'a>) -> Pool {
    let (hop, scope) = own_groups(part, effective);
    let nothing = no_groups(part);
    let own = part.groups_of(hop, scope);
    let probe = Probe::new(
        &effective.check,
        &section.env,
        section.at(),
        part.lower.versions,
        &effective.check_timeout,
    );
    let around = Around { section, effective, probe: &probe, nothing, scope };
    let mut servers = Vec::new();
    let mut cookies = Vec::new();
    let mut closed = Ok(());
    // `default-server` counts for the servers below it.
    let mut words: Arc<ServerWords<'a>> = part
        .lower
        .defaults_of(section)
        .map_or_else(|| Arc::new(ServerWords::default()), |defaults| defaults.server.clone());
    for line in section.lines() {
        match line.keyword() {
            kw::DEFAULT_SERVER => {
                let args = line.args(&section.env);
                Arc::make_mut(&mut words).read(part, section, &args, line.when);
            }
            kw::SERVER | kw::SERVER_TEMPLATE => {
                let template = line.keyword() == kw::SERVER_TEMPLATE;
                if let Some((server, cookie)) = server::server(part, &around, line, &words, template) {
                    if let Some(cookie) = cookie {
                        cookies.push((servers.len() as u32, Text::from(&*cookie.text)));
                    }
                    servers.push(server);
                }
            }
            kw::DISPATCH => servers.extend(dispatch(part, &around, line)),
            kw::OPTION_TRANSPARENT | kw::TRANSPARENT if !line.negated() => closed = Err(Why::Variable),
            _ => {}
        }
    }
    twice(part, &servers);
    late_defaults(part, section, &servers);
    if servers.is_empty() && closed.is_ok() && !answers(section) {
        part.remark(section.name_at(), RemarkKind::PoolEmpty { only_backups: false });
    }
    if let Some((rule, what)) = effective.check.unasked().filter(|_| !servers.is_empty()) {
        part.without_effect(rule.keyword_at(), NoEffect::CheckNeeds { what });
    }
    if let Some(at) = effective.disabled {
        for server in servers.iter_mut().filter(|server| server.disabled.is_none()) {
            server.disabled = Some(at);
        }
    }
    if is_template(part, section) {
        closed = Err(Why::Template);
    }
    let name = section.name.as_ref();
    if let Some(name) = name {
        part.name(NameKind::Pool, true, name.at);
    }
    let way = way::pool(part, section, effective, &servers, cookies);
    let check = match effective.check.option {
        Some(option) => {
            let term: Term = &"option httpchk";
            let at = option.keyword_at();
            let written = Setting::written(term, at, Box::new(probe.check(at)));
            if effective.check.is_inherited() { written.inherited() } else { written }
        }
        None => Setting::unset(&"option httpchk"),
    };
    Pool {
        name: Text::from(section.name_text()),
        made: if section.is_listen() { Made::ByListen } else { Made::Declared },
        at: section.at(),
        name_at: section.name_at(),
        servers: servers.into(),
        closed,
        balance: effective.balance.clone(),
        zone: Setting::unset(&"stick-table"),
        reuse: effective.reuse.clone(),
        resolver: Setting::unset(&"resolvers"),
        steps: way.steps,
        own: Some(own),
        check,
        stream: !effective.is_http(),
        affinity: way.affinity,
        pages: way.pages,
    }
}

/// `dispatch 10.0.0.1:80`: one server without a name.
fn dispatch<'a>(part: &mut Part<'a>, around: &Around<'_, 'a>, line: Line<'a>) -> Option<Server> {
    let arg: Arg<'a> = line.arg(0, &around.section.env)?;
    let words = ServerWords::default();
    let purpose = super::super::address::Use::Server;
    let endpoint = server::endpoint(part, &around.section.env, &arg, &words, purpose)?;
    Some(Server {
        endpoint,
        name: None,
        at: line.at(),
        when: line.when,
        count: 1,
        weight: Setting::default(&"weight", 1),
        backup: None,
        disabled: None,
        max_fails: Setting::unset(&"fall"),
        fail_timeout: Setting::unset(&"inter"),
        max_connections: Setting::unset(&"maxconn"),
        check: Setting::unset(&"check"),
        own: None,
        speaks: None,
        rare: None,
    })
}

/// Something but a server may answer: rules, statistics, pages; or the section only counts clients.
fn answers(section: &Section<'_>) -> bool {
    section.lines().any(|line| {
        matches!(
            line.keyword(),
            kw::HTTP_REQUEST
                | kw::TCP_REQUEST
                | kw::REDIRECT
                | kw::STATS
                | kw::ERRORFILE
                | kw::ERRORFILES
                | kw::ERRORLOC
                | kw::ERRORLOC302
                | kw::ERRORLOC303
                | kw::HTTP_ERROR
                | kw::FILTER
                | kw::STICK_TABLE
                | kw::DISPATCH
                | kw::OPTION_TRANSPARENT
                | kw::TRANSPARENT
        ) || super::super::keywords::info(line.keyword()).is_none()
    })
}

/// `default-server` below all servers: it counts for none.
fn late_defaults(part: &mut Part<'_>, section: &Section<'_>, servers: &[Server]) {
    let Some(first) = servers.first() else { return };
    let is_server = |line: &Line<'_>| matches!(line.keyword(), kw::SERVER | kw::SERVER_TEMPLATE);
    let last = section.lines().filter(is_server).last();
    let last = last.map_or(first.at.span, |line| line.at().span);
    let late: Vec<At> = section
        .lines()
        .filter(|line| line.keyword() == kw::DEFAULT_SERVER && line.when == When::Always)
        .map(|line| line.keyword_at())
        .filter(|at| at.span.file == last.file && at.span.start > last.end)
        .collect();
    for at in late {
        part.without_effect(at, NoEffect::TooLate { should_precede: first.at });
    }
}

/// Two servers of one name: HAProxy refuses them.
fn twice(part: &mut Part<'_>, servers: &[Server]) {
    if servers.len() < 2 {
        return;
    }
    let mut seen: FxHashMap<&Text, &Server> = FxHashMap::default();
    let mut found = Vec::new();
    for server in servers.iter().filter(|server| server.when == When::Always) {
        let Some(name) = &server.name else { continue };
        match seen.get(name) {
            Some(first) => found.push((server.at, first.at)),
            None => drop(seen.insert(name, server)),
        }
    }
    for (at, first) in found {
        let (at, first) = (second_word(part, at), second_word(part, first));
        part.remark(at, RemarkKind::NameDefinedTwice { what: Noun::Server, first });
    }
}

/// The name of a server, which follows the keyword of its line.
fn second_word(part: &Part<'_>, line: At) -> At {
    let text = part.lower.sources.bytes(line.span);
    let blank = |from: usize| text[from..].iter().position(u8::is_ascii_whitespace).map(|at| from + at);
    let word =
        |from: usize| text[from..].iter().position(|byte| !byte.is_ascii_whitespace()).map(|at| from + at);
    let start = blank(0).and_then(word).unwrap_or_default();
    let end = blank(start).unwrap_or(text.len());
    At { span: line.span.part(start, end), ..line }
}

/// Loops of a template step make servers that nobody sees here.
pub fn is_template(part: &Part<'_>, section: &Section<'_>) -> bool {
    let bytes = part.lower.sources.bytes(section.node.span());
    [&b"{%"[..], b"{{", b"<%"].iter().any(|mark| memchr::memmem::find(bytes, mark).is_some())
}
