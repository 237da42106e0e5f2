//! `server`, `server-template`, `default-server`: who serves, and under which address.
//!
//! Sources: `_srv_parse_init`, `srv_parse_*` (src/server.c), `ssl_sock_prepare_srv_ctx` (src/ssl_sock.c).

mod checked;
mod tls;
mod words;

pub use tls::constant;
pub use words::{ServerWords, unknown};

use super::super::address::{self, Address, Use};
use super::super::values;
use super::check::Probe;
use super::effective::{Effective, Mode};
use super::globals::Chroot;
use super::line::{Arg, Env, Line, expand_unquoted};
use super::part::Part;
use super::section::Section;
use crate::model::*;
use crate::source::At;
use std::sync::Arc;

/// What the servers of one pool have in common.
pub struct Around<'e, 'a> {
    pub section: &'e Section<'a>,
    pub effective: &'e Effective<'a>,
    /// How servers are checked that say no more than `check`.
    pub probe: &'e Probe,
    /// Groups of which nothing is set.
    pub nothing: HopGroups,
    pub scope: Id<ScopeSettings>,
}

/// Lowers `server` and `server-template`. `words` are those of `default-server` as they stand above the line.
pub fn server<'a>(
    part: &mut Part<'a>,
    around: &Around<'_, 'a>,
    line: Line<'a>,
    inherited: &Arc<ServerWords<'a>>,
    template: bool,
) -> Option<(Server, Option<Arg<'a>>)> {
    let env = &*around.section.env;
    let args = line.args(env);
    let (name, count, rest) = match (&args[..], template) {
        ([name, rest @ ..], false) => (name, 1, rest),
        ([name, count, rest @ ..], true) => (name, template_count(part, count), rest),
        _ => {
            part.refused(line, "'server' expects <name> and <addr>[:<port>] as arguments.".to_owned());
            return None;
        }
    };
    let Some((address, rest)) = rest.split_first() else {
        let keyword = if template { "server-template" } else { "server" };
        part.refused(line, format!("'{keyword}' expects <name> and <addr>[:<port>] as arguments."));
        return None;
    };
    bad_name(part, name, "server");
    let mut words = inherited.clone();
    if !rest.is_empty() {
        Arc::make_mut(&mut words).read(part, around.section, rest, line.when);
    }
    // `server {{ host }} {{ address }}`: which of the words is which is not known.
    let templated = part.lower.unread == Some(Why::Template)
        && super::part::is_template(part.lower.sources.bytes(line.at().span));
    let endpoint = match templated {
        true => Endpoint::unknown(address.at, Why::Template),
        false => endpoint(part, env, address, &words, Use::Server)?,
    };
    let own = tls::own_groups(part, around, &words);
    let tls = ServerWords::is_on(words.ssl);
    let server = Server {
        speaks: Some(Speaks { protocol: protocol(around.effective, &words, tls), tls }),
        check: checked::check(part, around, &words),
        weight: number(part, &words.weight, &"weight", Some(1)),
        backup: ServerWords::on_at(words.backup),
        disabled: ServerWords::on_at(words.disabled),
        max_fails: Setting::unset(&"fall"),
        fail_timeout: Setting::unset(&"inter"),
        max_connections: number(part, &words.maxconn, &"maxconn", None),
        rare: rare(part, &words),
        name: Some(Text::from(&*name.text)),
        at: line.at(),
        when: line.when,
        count,
        endpoint,
        own,
    };
    Some((server, words.cookie.clone()))
}

/// `5` or `1-5`
fn template_count(part: &mut Part<'_>, arg: &Arg<'_>) -> u32 {
    let (low, length) = values::leading(&arg.text);
    let count = match arg.text.get(length) {
        None if length > 0 => low,
        Some(b'-') => values::leading(&arg.text[length + 1..]).0 - low + 1,
        _ => 0,
    };
    if count < 1 {
        let says = format!("Wrong number or range '{}'", arg.shown());
        part.invalid(arg, says);
    }
    u32::try_from(count).unwrap_or(1).max(1)
}

/// Names hold letters, digits and `_.:-`.
pub fn bad_name(part: &mut Part<'_>, name: &Arg<'_>, what: &str) {
    let bad = name.text.iter().find(|byte| !(byte.is_ascii_alphanumeric() || b"_.:-".contains(byte)));
    if let Some(&bad) = bad {
        let bad = char::from(bad);
        let says = format!("character '{bad}' is not permitted in {what} name '{}'.", name.shown());
        part.invalid(name, says);
    }
}

/// Text behind a port: dropped up to 2.8, refused from 2.9 on (`str2sa_range` in src/tools.c). Whether every version
/// that may run refuses it.
pub fn port_junk(part: &mut Part<'_>, parsed: &Address, text: &[u8], at: At) -> bool {
    let Some(junk) = &parsed.junk else { return false };
    let refuses = part.lower.versions.within(VersionRange::from(Version::new(2, 9, 0)));
    if refuses {
        let port = parsed.port_at.clone().and_then(|range| text.get(range)).unwrap_or_default();
        let first = text.get(junk.start).copied().map_or(' ', char::from);
        let port = String::from_utf8_lossy(port);
        let server_says = format!("invalid character '{first}' in port number '{port}'");
        part.remark(at, RemarkKind::InvalidAddress { server_says, fault: AddressFault::BadPort });
    } else {
        let read = parsed.port.number().map_or(0, u64::from);
        part.remark(at, RemarkKind::TruncatedNumber { read });
    }
    refuses
}

/// The address of a server, with variables filled in.
pub fn endpoint<'a>(
    part: &mut Part<'a>,
    env: &Env,
    arg: &Arg<'a>,
    words: &ServerWords<'a>,
    purpose: Use,
) -> Option<Endpoint> {
    let text = match arg.why {
        Some(why) => return Some(Endpoint::unknown(arg.at, why)),
        None if arg.hollow => return Some(Endpoint::unknown(arg.at, Why::Environment)),
        None => match expand_unquoted(&arg.text, env) {
            Ok(text) => text,
            Err(why) => return Some(Endpoint::unknown(arg.at, why)),
        },
    };
    if super::part::is_placeholder(&text) {
        return Some(Endpoint::unknown(arg.at, Why::Template));
    }
    known_prefix(part, arg, &text);
    let parsed = match address::parse(&text, purpose) {
        Ok(parsed) => parsed,
        Err((fault, server_says)) => {
            part.remark(arg.at, RemarkKind::InvalidAddress { server_says, fault });
            return Some(Endpoint::unknown(arg.at, Why::Invalid));
        }
    };
    if parsed.foreign {
        return Some(Endpoint::unknown(arg.at, Why::Opaque));
    }
    let whole = text != *arg.text;
    let span = |range: std::ops::Range<usize>| {
        if whole { arg.at.span } else { arg.span_of(range.start, range.end) }
    };
    let port = parsed.port_at.clone().map_or(arg.at.span, span);
    if port_junk(part, &parsed, &text, At { span: port, ..arg.at }) {
        return Some(Endpoint::unknown(arg.at, Why::Invalid));
    }
    if let HostPart::Unix(path) = &parsed.host
        && path.first() == Some(&b'/')
        && purpose == Use::Server
    {
        // It is connected to when the process has gone into its `chroot`.
        let path = match &part.lower.globals.chroot {
            Chroot::None => Some(path.to_vec()),
            Chroot::Path(root) => Some([root.trim_ascii_end(), path].concat()),
            Chroot::Unknown => None,
        };
        if let Some(path) = path {
            part.file(FileRole::Socket, &Arg { text: path.into(), ..arg.clone() }, None, false);
        }
    }
    let resolution = match &parsed.host {
        HostPart::Name(_) => resolution(words),
        _ => Resolution::Nothing,
    };
    Some(Endpoint {
        host: parsed.host,
        port: parsed.port,
        resolution,
        at: arg.at,
        host_span: span(parsed.host_at),
        port_span: parsed.port_at.map(span),
    })
}

/// A kind of address that not all of the possible versions know.
pub fn known_prefix(part: &mut Part<'_>, arg: &Arg<'_>, text: &[u8]) {
    let Some((since, length)) = address::since(text) else { return };
    let versions = VersionRange::from(since);
    if !part.lower.versions.within(versions) {
        let at = At { span: arg.span_of(0, length), ..arg.at };
        part.remark(at, RemarkKind::OtherVersion { versions });
    }
}

/// When a server's name is looked up (`init-addr`, `resolvers`).
fn resolution(words: &ServerWords<'_>) -> Resolution {
    if words.resolvers.is_some() {
        return Resolution::Follows;
    }
    let Some(init) = &words.init_addr else { return Resolution::AtStart };
    let mut methods = init.text.split(|byte| *byte == b',');
    let libc = methods.clone().any(|method| method == b"libc");
    let leaves = methods.any(|method| method == b"none" || method.first().is_some_and(u8::is_ascii_digit));
    match (libc, leaves) {
        (true, true) => Resolution::AtStartIfKnown,
        (true, false) => Resolution::AtStart,
        (false, _) => Resolution::Never,
    }
}

/// What is spoken to a server.
fn protocol(effective: &Effective<'_>, words: &ServerWords<'_>, tls: bool) -> Protocol {
    match (effective.mode.get(), words.proto.as_ref().map(|proto| &*proto.text)) {
        (_, Some(b"fcgi")) => Protocol::FastCgi,
        (Some(Mode::Http), Some(b"h2")) if !tls => Protocol::H2c,
        (Some(Mode::Http), _) => Protocol::Http,
        _ => Protocol::Tcp,
    }
}

/// A number that is read by `atol`.
fn number(part: &mut Part<'_>, arg: &Option<Arg<'_>>, term: Term, default: Option<u32>) -> Setting<u32> {
    let Some(arg) = arg else {
        return match default {
            Some(value) => Setting::default(term, value),
            None => Setting::unset(term),
        };
    };
    if let Some(why) = arg.why {
        return Setting::unknown(term, arg.at, why);
    }
    let (value, length) = values::leading(&arg.text);
    if length < arg.text.len() {
        if super::part::is_placeholder(&arg.text) {
            return Setting::unknown(term, arg.at, Why::Template);
        }
        part.remark(arg.at, RemarkKind::TruncatedNumber { read: value.max(0) as u64 });
    }
    if *term == "weight" && !(0..=256).contains(&value) {
        part.invalid(arg, "weight of server is not within 0 and 256".to_owned());
    }
    u32::try_from(value)
        .map_or(Setting::unknown(term, arg.at, Why::Invalid), |value| Setting::written(term, arg.at, value))
}

fn rare<'a>(part: &mut Part<'a>, words: &ServerWords<'a>) -> Option<Box<RareServer>> {
    let mut rare = RareServer::default();
    if let Some(arg) = &words.resolvers {
        part.name(NameKind::Resolver, false, arg.at);
        rare.resolver = part.lower.globals.resolvers.get(&*arg.text).cloned();
        if rare.resolver.is_none() {
            part.undefined(NameKind::Resolver, arg);
        }
    }
    if let Some(arg) = &words.observe {
        rare.observed = Some(Observed {
            at: arg.at,
            own_errors: arg.is("layer7"),
            limit: number(part, &words.error_limit, &"error-limit", Some(10)),
            ejects: ServerWords::is_on(words.ejects),
        });
    }
    (rare != RareServer::default()).then(|| Box::new(rare))
}
