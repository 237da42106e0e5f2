//! A WebSocket path that is passed on without what an upgrade needs.

use super::cx::Hop;
use super::reach::Unread;
use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Parts of a path that stand for WebSocket.
const WEBSOCKET_WORDS: &[&str] = &[
    "ws",
    "wss",
    "websocket",
    "websockets",
    "socket.io",
    "sockjs",
    "sockjs-node",
    "signalr",
    "cable",
    "graphql-ws",
    "webpack-hmr",
];

/// What a hop does for an upgrade.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Settings {
    upgrade: bool,
    connection: bool,
    /// `None`: HTTP/1.1 in some versions only.
    version: Option<bool>,
}

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let hops = cx.targets();
    let unread = Unread::new(cx);
    let mut seen = FxHashSet::default();
    let mut handshakes = FxHashMap::default();
    for hop in hops.iter().filter(|hop| hop.target.protocol == Protocol::Http) {
        if hop.headers().open || hop.scope.opaque.is_some() || hop.route.reach == Reach::Internal {
            continue;
        }
        // Hosts with thousands of rules are asked once.
        let host = (hop.proxy_id, hop.route_id.host);
        if *handshakes.entry(host).or_insert_with(|| takes_handshakes(hop.host)) {
            continue;
        }
        // What is set on a server counts for it alone; a pool's servers are set alike, as a rule.
        let hop = &hop.pool.servers.first().map_or(*hop, |server| hop.to(server));
        let settings = settings(hop);
        let half =
            settings.upgrade != settings.connection || settings.upgrade && settings.version != Some(true);
        let word =
            if settings.upgrade || settings.connection { None } else { websocket_word(&hop.route.when) };
        if !(half || word.is_some()) || unread.touches(hop) || !seen.insert((hop.proxy_id, hop.forward.at)) {
            continue;
        }
        match word {
            Some(word) => report.push(missing(cx, hop, word, settings)),
            None => report.push(half_done(cx, hop, settings)),
        }
    }
}

/// A rule of the host looks at the handshake, and passes it on by a way of its own.
fn takes_handshakes(host: &VirtualHost) -> bool {
    fn asks(when: &Cond) -> bool {
        match when {
            Cond::Atom(atom) => match &atom.subject {
                Subject::Header(name) => name.eq_ignore_case(b"upgrade"),
                Subject::Text(text) => text.variables().any(|name| name.eq_ignore_case(b"http:upgrade")),
                _ => false,
            },
            Cond::All(all) | Cond::Any(all) => all.iter().any(asks),
            Cond::Not(inner) => asks(inner),
            _ => false,
        }
    }
    let rules = host.phased.as_ref().and_then(|phased| phased.rewrite.as_deref());
    let mut conditions = rules.into_iter().flat_map(|set| &set.rules).flat_map(|rule| &rule.conditions);
    conditions.any(|condition| asks(&condition.when))
}

fn settings(hop: &Hop) -> Settings {
    let has = |name: &str, word: &[u8]| {
        hop.headers().get(name).is_some_and(|header| match header.value.constant() {
            Some(value) => value.to_ascii_lowercase().windows(word.len()).any(|part| part == word),
            // A variable: the client's own value, or a table that says so.
            None => true,
        })
    };
    let version = &hop.connection().http_version;
    Settings {
        upgrade: has("Upgrade", b"websocket"),
        connection: has("Connection", b"upgrade"),
        version: match version.always(|version| *version >= HttpVersion::V1_1) {
            true => Some(true),
            false if version.is_unknown() => Some(true),
            false if version.possible().any(|(version, ..)| *version >= HttpVersion::V1_1) => None,
            false => Some(false),
        },
    }
}

/// The part of a route's path that stands for WebSocket.
fn websocket_word(when: &Cond) -> Option<&'static str> {
    let Cond::Atom(atom) = when else { return None };
    let text = match (&atom.subject, &atom.op) {
        (Subject::Path, Op::Is(text) | Op::Prefix(text) | Op::Under(text)) => text,
        // A pattern with branches matches other paths too.
        (Subject::Path, Op::Matches(pattern)) if !pattern.source.contains(&b'|') => &pattern.source,
        _ => return None,
    };
    let text = String::from_utf8_lossy(text).replace("\\.", ".").to_ascii_lowercase();
    let parts = text.split(['/', '^', '$', '(', ')', '?', '*', '+', '\\']).collect::<Vec<_>>();
    WEBSOCKET_WORDS.iter().copied().find(|word| parts.contains(word))
}

fn path(cx: &Cx, hop: &Hop) -> String {
    match &hop.route.when {
        Cond::Atom(atom) => match &atom.op {
            Op::Is(text) | Op::Prefix(text) | Op::Under(text) => cx.show(text),
            Op::Matches(pattern) => cx.show(&pattern.source),
            _ => String::new(),
        },
        _ => String::new(),
    }
}

fn help(hop: &Hop) -> String {
    let spelling = hop.proxy.speech.spell(hop.proxy, &Intent::WebSocket, None);
    format!("Add `{}`", spelling.text)
}

/// Headers that a line of its own in the route would hide.
fn inherited(hop: &Hop) -> usize {
    let outer = match hop.route.parent {
        Some(parent) => hop.host.routes.get(parent as usize).map(|route| route.groups),
        None => Some(hop.host.groups),
    };
    let outer = outer.map(|groups| hop.proxy.groups[groups].hop(hop.target.protocol).headers);
    if outer == Some(hop.groups.headers) { hop.headers().list.len() } else { 0 }
}

fn missing(cx: &Cx, hop: &Hop, word: &str, settings: Settings) -> Finding {
    let what = match settings.version {
        Some(true) => "`Upgrade` and `Connection`",
        _ => "`Upgrade`, `Connection` and HTTP/1.1",
    };
    let finding = Finding::new(
        "no-upgrade",
        format!("The WebSocket path {} is passed on without {what}", path(cx, hop)),
        Label::new(hop.forward.at, "the upgrade is dropped here"),
    )
    .related(hop.route.at, format!("`{word}` usually stands for WebSocket"))
    .outcome(
        "WebSocket handshakes fail: 400 or 426 from the application, or 502 where it closes the connection",
    )
    .help(help(hop));
    match inherited(hop) {
        0 => finding,
        count => {
            finding.note(format!("A header line of its own hides the {count} inherited here: repeat them"))
        }
    }
}

fn half_done(cx: &Cx, hop: &Hop, settings: Settings) -> Finding {
    let headers = hop.headers();
    let version = hop.connection().http_version.term;
    let (lacks, at) = match settings {
        Settings { upgrade: true, connection: false, .. } => {
            ("`Connection: upgrade`", headers.get("Upgrade").map(|header| header.at))
        }
        Settings { upgrade: false, .. } => ("`Upgrade`", headers.get("Connection").map(|header| header.at)),
        _ => ("HTTP/1.1", headers.get("Upgrade").map(|header| header.at)),
    };
    let case = if settings.upgrade && settings.connection { "http-version" } else { "half-configured" };
    let mut finding = Finding::new(
        case,
        format!("The upgrade to WebSocket is passed on without {lacks}"),
        Label::new(at.unwrap_or(hop.forward.at), "half of an upgrade"),
    )
    .related(hop.forward.at, "the requests go this way")
    .outcome(
        "WebSocket handshakes fail: 400 or 426 from the application, or 502 where it closes the connection",
    )
    .help(match case {
        "http-version" => format!("Add `{}`", hop.proxy.speech.spell(hop.proxy, &Intent::Http11, None).text),
        _ => help(hop),
    });
    let _ = cx;
    if case == "http-version" && settings.version.is_none() {
        let old = hop.connection().http_version.possible().find_map(|(value, when, _)| match when {
            When::Version(range) if *value < HttpVersion::V1_1 => Some(range),
            _ => None,
        });
        if let Some(range) = old {
            finding = finding
                .note(format!("`{version}` is 1.1 by default from {} on", range.before))
                .only_in(hop.proxy_id, range);
        }
    }
    finding
}
