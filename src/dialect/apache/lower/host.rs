//! Hosts: the main server and the virtual hosts, their names, addresses and routes.

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::part::Part;
use super::section::Cover;
use super::yard::Yard;
use super::{Server, hidden, listen, scope, way, worker};
use crate::model::*;
use crate::source::{At, Via};

/// The main server, which every virtual host has for its base.
pub fn main<'a>(part: &mut Part<'a>, server: &Server<'a>) -> VirtualHost {
    let start = crate::source::Span::new(part.lower.config.walked.entry, 0, 0);
    let at = server
        .lines
        .iter()
        .find(|line| line.keyword() == kw::SERVER_NAME)
        .or(server.lines.first())
        .map_or(At { span: start, via: Via::DIRECT }, |line| line.head());
    let binds = listen::sockets(part, server);
    build(part, server, None, at, binds)
}

/// `<VirtualHost>`.
pub fn virtual_host<'a>(
    part: &mut Part<'a>,
    block: Line<'a>,
    main: &Server<'a>,
    taken: &hidden::Taken,
) -> VirtualHost {
    let lines: Vec<Line<'a>> = block.children().collect();
    let scope = scope::inside(part, &main.scope, &lines);
    let workers = worker::register(part, &lines, Some(&main.workers), &scope);
    let engine = main.engine.inside(&lines);
    let server = Server { lines, scope, workers, engine, sockets: listen::Sockets::default() };
    let binds = listen::addresses(part, block, &server.scope, main);
    let mut host = build(part, &server, Some(main), block.head(), binds);
    host.base = Some(Id::new(0, 0));
    hidden::hidden(&host, Some(taken), &mut |at, kind| part.remark(at, kind));
    host
}

fn build<'a>(
    part: &mut Part<'a>,
    server: &Server<'a>,
    main: Option<&Server<'a>>,
    at: At,
    binds: Vec<Bind>,
) -> VirtualHost {
    let config = part.lower.config;
    let resolve = |path: &[u8]| config.resolve(path);
    let mut yard = Yard { part, server, main };
    // A file of this name holds what counts in its folder.
    let entry = config.sources.get(config.walked.entry).config_path();
    let access = entry.ends_with(".htaccess").then(|| {
        let folder = entry.parent().map_or(&b""[..], |folder| folder.as_os_str().as_encoded_bytes());
        Cover::of_folder(folder.to_vec(), at)
    });
    let local = Action::Local(server.scope.settings.files.clone());
    let built =
        way::build(at, local, server.lines.iter().copied(), server.engine, access, &mut yard, &resolve);
    let (names, names_closed) = names(server);
    let unread = server
        .lines
        .iter()
        .filter(|line| matches!(line.keyword(), kw::INCLUDE | kw::INCLUDE_OPTIONAL))
        .map(|line| line.head())
        .collect();
    VirtualHost {
        kind: HostKind::Http,
        at,
        names: names.into(),
        names_closed,
        binds: binds.into(),
        steps: Box::new([]),
        routes: built.routes.into(),
        base: None,
        pick: Pick::Phased,
        groups: server.scope.groups,
        server_tls: server.scope.server_tls,
        unread,
        fallback: 0,
        phased: Some(Box::new(built.phased)),
    }
}

/// `ServerName` and `ServerAlias`, and whether they are all.
fn names(server: &Server<'_>) -> (Vec<HostName>, bool) {
    let mut names = Vec::new();
    let mut closed = true;
    let mut first: Option<HostName> = None;
    for line in &server.lines {
        match line.keyword() {
            kw::SERVER_NAME => {
                if let Some(arg) = line.arg(0) {
                    closed &= arg.unknown.is_none() && line.when() == When::Always;
                    first = Some(name(arg, true));
                }
            }
            kw::SERVER_ALIAS => {
                closed &= line.when() == When::Always;
                for arg in line.args() {
                    closed &= arg.unknown.is_none();
                    names.push(name(arg, false));
                }
            }
            kw::INCLUDE | kw::INCLUDE_OPTIONAL => closed = false,
            _ => {}
        }
    }
    // The last ServerName counts, and stands before all aliases.
    first.into_iter().for_each(|name| names.insert(0, name));
    (names, closed)
}

/// A name without scheme and port; wildcards only in aliases.
fn name(arg: Arg<'_>, canonical: bool) -> HostName {
    let pattern = match arg.unknown {
        Some(why) => NamePattern::Unknown(why),
        None if canonical => NamePattern::Exact(Text::from(canonical_name(arg.text).to_ascii_lowercase())),
        None => alias(&arg.text.to_ascii_lowercase()),
    };
    HostName { pattern, at: arg.at }
}

/// `scheme://name:port` without scheme and port (`server_hostname_port`).
pub fn canonical_name(text: &[u8]) -> &[u8] {
    let text = memchr::memmem::find(text, b"://").map_or(text, |at| &text[at + 3..]);
    let text = text.split(|byte| *byte == b'/').next().unwrap_or_default();
    match memchr::memrchr(b':', text) {
        Some(colon) if text[colon + 1..].iter().all(u8::is_ascii_digit) => &text[..colon],
        _ => text,
    }
}

fn alias(text: &[u8]) -> NamePattern {
    let wild = |text: &[u8]| text.iter().any(|byte| matches!(byte, b'*' | b'?'));
    match text {
        b"*" => NamePattern::Any,
        [b'*', rest @ ..] if rest.starts_with(b".") && !wild(rest) => NamePattern::Leading(Text::from(rest)),
        [start @ .., b'*'] if start.ends_with(b".") && !wild(start) => {
            NamePattern::Trailing(Text::from(start))
        }
        text if wild(text) => NamePattern::Glob(Text::from(text)),
        text => NamePattern::Exact(Text::from(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_scheme_and_port() {
        for (text, name) in [
            ("https://a.example:443", "a.example"),
            ("a.example:80", "a.example"),
            ("a", "a"),
            ("[::1]:80", "[::1]"),
        ] {
            assert_eq!(canonical_name(text.as_bytes()), name.as_bytes(), "{text}");
        }
    }
}
