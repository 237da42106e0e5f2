//! `frontend`, and the half of `listen` that is one: where it listens, and what clients are shown.

use super::super::address::{self, Use};
use super::super::defaults;
use super::super::keywords::kw;
use super::super::words::{self, BIND};
use super::effective::{Effective, Mode};
use super::line::{Arg, Line, expand_unquoted};
use super::part::Part;
use super::section::Section;
use super::{pool, server, way};
use crate::model::*;
use crate::source::At;
use std::sync::Arc;

/// From here on TLS listeners of `mode http` offer HTTP/2 unless they say otherwise.
const ALPN: Version = Version::new(2, 8, 0);

/// Lowers a host. `pool` is that of the same `listen`.
pub fn host<'a>(
    part: &mut Part<'a>,
    section: &Section<'a>,
    effective: &Effective<'a>,
    pool: Option<PoolId>,
) -> VirtualHost {
    let mut tls = ServerTls { chain: part.lower.globals.chain, ..defaults::server_tls() };
    let mut certificates = Vec::new();
    let mut binds = Vec::new();
    for line in section.lines().filter(|line| line.keyword() == kw::BIND) {
        bind(part, section, effective, line, &mut binds, &mut tls, &mut certificates);
    }
    tls.certificates = certificates.into();
    let idle = match &effective.keep_alive {
        own if !own.is_unset() => own.clone(),
        _ => effective.client.clone(),
    };
    let scope = part.scopes.add(defaults::scope(defaults::client(idle, effective.max_connections.clone())));
    let hop = pool::no_groups(part);
    let groups = part.groups_of(hop, scope);
    let way = way::host(part, section, effective, pool, groups);
    VirtualHost {
        kind: if effective.mode.get() == Some(Mode::Http) { HostKind::Http } else { HostKind::Stream },
        at: section.at(),
        names: Box::new([]),
        names_closed: true,
        binds: binds.into(),
        steps: way.steps,
        routes: way.routes.into(),
        base: None,
        pick: Pick::FirstMatch,
        groups,
        server_tls: part.server_tls.add(tls),
        unread: Box::new([]),
        fallback: way.fallback,
        phased: None,
    }
}

/// What the words behind the addresses of a `bind` say.
#[derive(Default)]
struct Words {
    ssl: Option<At>,
    proxy: Option<At>,
    shared: bool,
    v4v6: bool,
    v6only: bool,
    strict: bool,
    alpn: Option<bool>,
    http2_only: bool,
    certificate: Option<At>,
    options: Option<At>,
}

#[allow(clippy::too_many_arguments)]
fn bind<'a>(
    part: &mut Part<'a>,
    section: &Section<'a>,
    effective: &Effective<'a>,
    line: Line<'a>,
    binds: &mut Vec<Bind>,
    tls: &mut ServerTls,
    certificates: &mut Vec<Certificate>,
) {
    let args = line.args(&section.env);
    let Some((addresses, rest)) = args.split_first() else {
        let says = "'bind' expects {<path>|[addr1]:port1[-end1]}{,[addr]:port[-end]}... as arguments.";
        return part.refused(line, says.to_owned());
    };
    let words = bind_words(part, rest, tls, certificates);
    if words.certificate.is_some() && words.ssl.is_none() {
        part.without_effect(words.certificate.unwrap_or(addresses.at), NoEffect::NeedsAlso { what: "ssl" });
    }
    let http = effective.mode.get() == Some(Mode::Http);
    let since = VersionRange::from(ALPN);
    let offered = words.alpn.unwrap_or_else(|| part.lower.versions.within(since));
    // Without TLS its opening words are recognised (mux_h1.c, `h1_handle_bad_req`).
    let http2 = http && (words.http2_only || words.ssl.is_none() || offered);
    let mut from = 0;
    for text in addresses.text.split(|byte| *byte == b',') {
        let at = At { span: addresses.span_of(from, from + text.len()), ..addresses.at };
        from += text.len() + 1;
        let one = Arg { text: text.to_vec().into(), at, ..addresses.clone() };
        let Some((endpoint, transport)) = listens(part, section, &one) else { continue };
        let dual_stack = endpoint.host == HostPart::Any(Some(Family::V6)) && !words.v6only;
        binds.push(Bind {
            endpoint,
            transport,
            at: line.at(),
            when: line.when,
            tls: words.ssl.is_some() || transport == Transport::Quic,
            tls_at: words.ssl,
            implied: false,
            http2,
            only_http2: http && words.http2_only,
            proxy_protocol: words.proxy,
            default_at: None,
            socket_options: words.options,
            shared: words.shared,
            dual_stack: dual_stack || words.v4v6,
            strict_names: words.strict,
        });
    }
}

fn listens<'a>(part: &mut Part<'a>, section: &Section<'a>, arg: &Arg<'a>) -> Option<(Endpoint, Transport)> {
    let unknown = |why| Some((Endpoint::unknown(arg.at, why), Transport::Tcp));
    let text = match arg.why {
        Some(why) => return unknown(why),
        None if arg.hollow => return unknown(Why::Environment),
        None => match expand_unquoted(&arg.text, &section.env) {
            Ok(text) => text,
            Err(why) => return unknown(why),
        },
    };
    if super::part::is_placeholder(&text) {
        return unknown(Why::Template);
    }
    server::known_prefix(part, arg, &text);
    match address::parse(&text, Use::Bind) {
        Err((fault, server_says)) => {
            part.remark(arg.at, RemarkKind::InvalidAddress { server_says, fault });
            None
        }
        Ok(parsed) if parsed.transport == Transport::Udp => {
            part.invalid(arg, format!("dgram-type address not acceptable in '{}'", arg.shown()));
            None
        }
        Ok(parsed) if parsed.foreign => unknown(Why::Opaque),
        Ok(parsed) => {
            let same = text == *arg.text;
            let start = arg.at.span.start as usize;
            let span = |range: std::ops::Range<usize>| match same {
                true => crate::source::Span::new(arg.at.span.file, start + range.start, start + range.end),
                false => arg.at.span,
            };
            let port = parsed.port_at.clone().map_or(arg.at.span, span);
            if server::port_junk(part, &parsed, &text, crate::source::At { span: port, ..arg.at }) {
                return unknown(Why::Invalid);
            }
            let endpoint = Endpoint {
                host: parsed.host,
                port: parsed.port,
                resolution: Resolution::Nothing,
                at: arg.at,
                host_span: span(parsed.host_at),
                port_span: parsed.port_at.map(span),
            };
            Some((endpoint, parsed.transport))
        }
    }
}

fn bind_words<'a>(
    part: &mut Part<'a>,
    mut rest: &[Arg<'a>],
    tls: &mut ServerTls,
    certificates: &mut Vec<Certificate>,
) -> Words {
    let mut words = Words::default();
    let (ca_base, crt_base) = (part.lower.globals.ca_base.clone(), part.lower.globals.crt_base.clone());
    while let Some((word, behind)) = rest.split_first() {
        rest = behind;
        let Some(param) = words::find(BIND, &word.text) else {
            server::unknown(part, word, BIND);
            continue;
        };
        let mut value = None;
        if param.values > 0 {
            let Some((first, behind)) = rest.split_first() else {
                part.invalid(word, format!("'{}' : missing argument.", param.name));
                break;
            };
            value = Some(first);
            rest = behind;
        }
        match (param.name, value) {
            ("ssl", _) => words.ssl = Some(word.at),
            ("accept-proxy", _) => words.proxy = Some(word.at),
            ("shards" | "thread" | "process" | "interface" | "namespace", _) => words.shared = true,
            ("v4v6", _) => words.v4v6 = true,
            ("v6only", _) => words.v6only = true,
            ("strict-sni", _) => words.strict = true,
            ("no-alpn", _) => words.alpn = Some(false),
            ("backlog" | "mss" | "tfo" | "defer-accept" | "transparent", _) => words.options = Some(word.at),
            ("alpn", Some(list)) => {
                words.alpn = Some(list.text.split(|byte| *byte == b',').any(|name| name == b"h2"));
            }
            ("proto", Some(proto)) => words.http2_only = proto.is("h2"),
            ("crt" | "default-crt", Some(file)) => {
                words.certificate = words.certificate.or(Some(word.at));
                named(part, file, crt_base.as_deref(), certificates);
            }
            ("crt-list", Some(file)) => {
                words.certificate = words.certificate.or(Some(word.at));
                part.file(FileRole::CertificateList, file, None, true);
                listed(part, file, crt_base.as_deref(), certificates);
            }
            ("ca-file", Some(file)) => {
                part.file(FileRole::ClientCa, file, ca_base.as_deref(), true);
                tls.client_ca = Setting::written(&"ca-file", file.at, Text::from(&*file.text));
            }
            ("crl-file", Some(file)) => part.file(FileRole::Crl, file, ca_base.as_deref(), true),
            ("verify", Some(how)) => match &*how.text {
                b"none" => tls.client_verify = Setting::written(&"verify", how.at, false),
                b"optional" | b"required" => {
                    tls.client_verify = Setting::written(&"verify", how.at, true);
                }
                _ => {
                    let says = format!(
                        "'verify' : unknown verify method '{}', only 'none', 'optional', and 'required' are supported",
                        how.shown()
                    );
                    part.invalid(how, says);
                }
            },
            _ => {}
        }
    }
    words
}

/// `crt`: a file, each file of a folder, or one of a `crt-store`.
fn named<'a>(part: &mut Part<'a>, file: &Arg<'a>, base: Option<&[u8]>, certificates: &mut Vec<Certificate>) {
    if file.text.first() == Some(&b'@') {
        certificates.push(of_store(part, file));
        return;
    }
    let path = part.lower.resolve(file, base);
    let Some(members) = part.lower.certificates.folder(&path).filter(|_| file.why.is_none()) else {
        part.file(FileRole::Certificate, file, base, true);
        certificates.push(certificate(part, file, base));
        return;
    };
    for path in members {
        let pair = part.lower.globals.key_elsewhere.then(|| Text::from(&**path));
        let role = FileRole::Certificate;
        part.files.push(NamedFile { role, path: Text::from(&**path), at: file.at, at_start: true, pair });
        let member = Arg { text: path.clone().into(), ..file.clone() };
        certificates.push(certificate(part, &member, None));
    }
}

/// The lines of a `crt-list`; unknown where it cannot be read.
fn listed<'a>(part: &mut Part<'a>, file: &Arg<'a>, base: Option<&[u8]>, certificates: &mut Vec<Certificate>) {
    let path = part.lower.resolve(file, None);
    let Some(lines) = part.lower.certificates.list(&path).filter(|_| file.why.is_none()) else {
        let unread = || Setting::unknown(&"crt-list", file.at, Why::UnreadInclude);
        return certificates.push(Certificate { certificate: unread(), key: unread() });
    };
    for line in lines {
        let at = At::from(line.at);
        named(part, &Arg { text: (&*line.name).into(), at, why: None, hollow: false }, base, certificates);
    }
}

/// `@web/shop`: what a line of the section `crt-store web` loads under this name.
fn of_store(part: &Part<'_>, file: &Arg<'_>) -> Certificate {
    if let Some(stored) = part.lower.stores.get(&*file.text) {
        return stored.clone();
    }
    let unknown = || Setting::unknown(&"crt", file.at, Why::UnreadInclude);
    Certificate { certificate: unknown(), key: unknown() }
}

/// A certificate and its key are one file, unless the key lies beside it (`ssl-load-extra-files`).
pub fn certificate(part: &Part<'_>, file: &Arg<'_>, base: Option<&[u8]>) -> Certificate {
    let path = part.lower.resolve(file, base);
    let setting = |term: Term| match file.why {
        Some(why) => Setting::unknown(term, file.at, why),
        None => {
            let parts = Arc::from([crate::model::Part::Literal(Text::from(path.clone()))]);
            Setting::written(term, file.at, Template { parts, at: file.at })
        }
    };
    Certificate { certificate: setting(&"crt"), key: setting(&"crt") }
}
