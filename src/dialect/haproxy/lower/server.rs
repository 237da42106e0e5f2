//! `server`, `server-template`, `default-server`: who serves, and what is said to it.
//!
//! Sources: `_srv_parse_init`, `srv_parse_*` (src/server.c), `ssl_sock_prepare_srv_ctx` (src/ssl_sock.c).

use super::super::address::{self, Use};
use super::super::words::{self, SERVER};
use super::super::{defaults, values};
use super::check::Probe;
use super::effective::{Effective, Mode, read_time};
use super::globals::Chroot;
use super::line::{Arg, Env, Line, expand_unquoted};
use super::part::Part;
use super::section::Section;
use crate::model::*;
use crate::source::At;
use std::sync::Arc;

/// What words say yes or no, and where.
type Switch = Option<(bool, At)>;

/// What the words of a server say; those of `default-server` count where its own say nothing.
#[derive(Clone, Debug, Default)]
pub struct ServerWords<'a> {
    pub check: Switch,
    pub agent: Switch,
    pub backup: Switch,
    pub disabled: Switch,
    pub ssl: Switch,
    pub check_ssl: Switch,
    pub send_proxy: Switch,
    pub check_send_proxy: Switch,
    pub sni_auto: Switch,
    pub ejects: Switch,
    pub inter: Option<Arg<'a>>,
    pub fall: Option<Arg<'a>>,
    pub port: Option<Arg<'a>>,
    pub addr: Option<Arg<'a>>,
    pub weight: Option<Arg<'a>>,
    pub maxconn: Option<Arg<'a>>,
    pub minconn: Option<Arg<'a>>,
    pub maxqueue: Option<Arg<'a>>,
    pub pool_max_conn: Option<Arg<'a>>,
    pub verify: Option<Arg<'a>>,
    pub ca_file: Option<Arg<'a>>,
    pub crl_file: Option<Arg<'a>>,
    pub crt: Option<Arg<'a>>,
    pub sni: Option<Arg<'a>>,
    pub verifyhost: Option<Arg<'a>>,
    pub check_sni: Option<Arg<'a>>,
    pub proto: Option<Arg<'a>>,
    pub alpn: Option<Arg<'a>>,
    pub resolvers: Option<Arg<'a>>,
    pub init_addr: Option<Arg<'a>>,
    pub observe: Option<Arg<'a>>,
    pub error_limit: Option<Arg<'a>>,
    pub track: Option<Arg<'a>>,
    pub cookie: Option<Arg<'a>>,
    pub source: Option<Arg<'a>>,
}

impl<'a> ServerWords<'a> {
    /// Takes in words; a later one replaces an earlier one.
    pub fn read(&mut self, part: &mut Part<'a>, section: &Section<'a>, words: &[Arg<'a>], when: When) {
        let mut rest = words;
        while let Some((word, behind)) = rest.split_first() {
            rest = behind;
            let Some(param) = words::find(SERVER, &word.text) else {
                unknown(part, word, SERVER);
                // What belongs to an unknown word cannot be told from the next one.
                continue;
            };
            let mut value = None;
            if param.values > 0 {
                // Some refuse to stand last, others read 0 there.
                let Some((first, behind)) = rest.split_first() else { break };
                value = Some(first.clone());
                rest = behind;
            }
            self.word(part, word, param.name, value);
            // `source addr usesrc x interface y`
            if param.name == "source" {
                while let [key, _, behind @ ..] = rest
                    && (key.is("usesrc") || key.is("interface"))
                {
                    rest = behind;
                }
            }
        }
        let _ = (section, when);
    }

    fn word(&mut self, part: &mut Part<'a>, word: &Arg<'a>, name: &str, value: Option<Arg<'a>>) {
        let on = Some((true, word.at));
        let off = Some((false, word.at));
        match name {
            "check" => self.check = on,
            "no-check" => self.check = off,
            "agent-check" => self.agent = on,
            "no-agent-check" => self.agent = off,
            "backup" => self.backup = on,
            "no-backup" => self.backup = off,
            "disabled" => self.disabled = on,
            "enabled" => self.disabled = off,
            "ssl" => self.ssl = on,
            "no-ssl" => self.ssl = off,
            "check-ssl" => self.check_ssl = on,
            "no-check-ssl" => self.check_ssl = off,
            "send-proxy" | "send-proxy-v2" | "send-proxy-v2-ssl" | "send-proxy-v2-ssl-cn" => {
                self.send_proxy = on;
            }
            "no-send-proxy" | "no-send-proxy-v2" | "no-send-proxy-v2-ssl" | "no-send-proxy-v2-ssl-cn" => {
                self.send_proxy = off;
            }
            "check-send-proxy" => self.check_send_proxy = on,
            "no-check-send-proxy" => self.check_send_proxy = off,
            "sni-auto" => self.sni_auto = on,
            "no-sni-auto" => self.sni_auto = off,
            "on-error" => {
                let ejects = value.as_ref().is_some_and(|value| value.is("mark-down"));
                self.ejects = Some((ejects, word.at));
            }
            "inter" => self.inter = value,
            "fall" => self.fall = value,
            "port" => self.port = value,
            "addr" => self.addr = value,
            "weight" => self.weight = value,
            "maxconn" => self.maxconn = value,
            "minconn" => self.minconn = value,
            "maxqueue" => self.maxqueue = value,
            "pool-max-conn" => self.pool_max_conn = value,
            "verify" => self.verify = value,
            "ca-file" => self.ca_file = value,
            "crl-file" => self.crl_file = value,
            "crt" => self.crt = value,
            "sni" => self.sni = value,
            "verifyhost" => self.verifyhost = value,
            "no-verifyhost" => self.verifyhost = None,
            "check-sni" => self.check_sni = value,
            "proto" => self.proto = value,
            "alpn" => self.alpn = value,
            "resolvers" => self.resolvers = value,
            "init-addr" => self.init_addr = value,
            "observe" => self.observe = value,
            "error-limit" => self.error_limit = value,
            "track" => self.track = value,
            "cookie" => self.cookie = value,
            "source" => self.source = value,
            "slowstart" | "downinter" | "fastinter" | "agent-inter" | "pool-purge-delay" | "tcp-ut" => {
                if let Some(value) = value.filter(|value| value.why.is_none()) {
                    read_time(part, &value, 1, name);
                }
            }
            _ => {}
        }
    }

    pub fn is_on(switch: Switch) -> bool {
        switch.is_some_and(|(on, _)| on)
    }

    /// Where something is switched on.
    pub fn on_at(switch: Switch) -> Option<At> {
        switch.filter(|(on, _)| *on).map(|(_, at)| at)
    }
}

/// A word that no version knows.
pub fn unknown(part: &mut Part<'_>, word: &Arg<'_>, table: &'static [words::Param]) {
    if word.why.is_none() && !super::part::is_placeholder(&word.text) {
        let nearest = words::nearest(table, &word.text);
        part.remark(word.at, RemarkKind::UnknownDirective { nearest });
    }
}

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
    let endpoint = endpoint(part, env, address, &words, Use::Server)?;
    let own = own_groups(part, around, &words);
    let tls = ServerWords::is_on(words.ssl);
    let server = Server {
        speaks: Some(Speaks { protocol: protocol(around.effective, &words, tls), tls }),
        check: check(part, around, &words, &endpoint),
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
    if let Some(junk) = parsed.junk.clone() {
        let read = parsed.port.number().map_or(0, u64::from);
        let _ = junk;
        let place = parsed.port_at.clone().map_or(arg.at.span, span);
        part.remark(At { span: place, ..arg.at }, RemarkKind::TruncatedNumber { read });
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

fn text(arg: &Option<Arg<'_>>, term: Term) -> Setting<Text> {
    match arg {
        None => Setting::unset(term),
        Some(Arg { why: Some(why), at, .. }) => Setting::unknown(term, *at, *why),
        Some(arg) => Setting::written(term, arg.at, Text::from(&*arg.text)),
    }
}

/// TLS and the PROXY header, where the server's words say something about them.
fn own_groups<'a>(
    part: &mut Part<'a>,
    around: &Around<'_, 'a>,
    words: &ServerWords<'a>,
) -> Option<Id<Groups>> {
    let mut hop = around.nothing;
    let says_tls = words.ssl.is_some()
        || words.sni.is_some()
        || words.verify.is_some()
        || words.ca_file.is_some()
        || words.crt.is_some();
    if says_tls {
        let tls = tls(part, words, around.effective.is_http());
        hop.tls = part.tls.add(tls);
    }
    if words.send_proxy.is_some() || words.proto.is_some() || words.source.is_some() {
        let mut connection = defaults::no_connection();
        if let Some((on, at)) = words.send_proxy {
            connection.proxy_protocol = Setting::written(&"send-proxy", at, on);
        }
        if let Some(proto) = &words.proto
            && proto.is("h2")
        {
            connection.http_version = Setting::written(&"proto", proto.at, HttpVersion::V2);
        }
        if let Some(source) = &words.source {
            let parts = Arc::from([crate::model::Part::Literal(Text::from(&*source.text))]);
            connection.bind = Setting::written(&"source", source.at, Template { parts, at: source.at });
        }
        hop.connection = part.connections.add(connection);
    }
    (hop != around.nothing).then(|| part.groups_of(hop, around.scope))
}

/// From here on a handshake names the client's host where nothing else is said (`sni-auto`).
const NAMES_HOSTS: Version = Version::new(3, 3, 0);

fn tls<'a>(part: &mut Part<'a>, words: &ServerWords<'a>, http: bool) -> Tls {
    let mut tls = defaults::no_tls();
    let on = ServerWords::is_on(words.ssl);
    if let Some((on, at)) = words.ssl {
        tls.enabled = Setting::written(&"ssl", at, on);
    }
    let (ca_base, crt_base) = (part.lower.globals.ca_base.clone(), part.lower.globals.crt_base.clone());
    match &words.verify {
        Some(arg) if arg.why.is_some() => {
            tls.verify = Setting::unknown(&"verify", arg.at, Why::Environment);
        }
        Some(arg) => match &*arg.text {
            b"none" => tls.verify = Setting::written(&"verify", arg.at, false),
            b"required" => tls.verify = Setting::written(&"verify", arg.at, true),
            _ => {
                let says = format!(
                    "'verify' : unknown verify method '{}', only 'none' and 'required' are supported\n",
                    arg.shown()
                );
                part.invalid(arg, says.trim_end().to_owned());
                tls.verify = Setting::unknown(&"verify", arg.at, Why::Invalid);
            }
        },
        None if on => tls.verify = part.lower.globals.verify.clone(),
        None => {}
    }
    tls.ca = text(&words.ca_file, &"ca-file");
    tls.crl = text(&words.crl_file, &"crl-file");
    for (arg, role, base) in [
        (&words.ca_file, FileRole::UpstreamCa, &ca_base),
        (&words.crl_file, FileRole::Crl, &ca_base),
        (&words.crt, FileRole::ClientCertificate, &crt_base),
    ] {
        if let Some(arg) = arg {
            part.file(role, arg, base.as_deref(), true);
        }
    }
    if let Some(crt) = &words.crt {
        let parts = Arc::from([crate::model::Part::Literal(Text::from(&*crt.text))]);
        tls.certificate = Setting::written(&"crt", crt.at, Template { parts, at: crt.at });
        // One file holds both.
        tls.key = tls.certificate.clone();
    }
    if on {
        tls.sni = Setting::default(&"sni", false);
        // The certificate's name counts only where one is expected.
        tls.compares_name = match (&words.verifyhost, &words.sni) {
            (Some(arg), _) => Setting::written(&"verifyhost", arg.at, true),
            (None, Some(arg)) => Setting::written(&"sni", arg.at, true),
            (None, None) => Setting::default(&"verifyhost", false),
        };
        if tls.verify.always(|verify| !verify) {
            tls.compares_name = Setting::default(&"verifyhost", false);
        }
    }
    if let Some(sni) = &words.sni {
        tls.sni = Setting::written(&"sni", sni.at, true);
        tls.name = match (sni.why, constant(&sni.text)) {
            (Some(why), _) => Setting::unknown(&"sni", sni.at, why),
            (None, name) => {
                let template = match name {
                    Some(name) => Template {
                        parts: Arc::from([crate::model::Part::Literal(Text::from(name))]),
                        at: sni.at,
                    },
                    None => super::way::expression(part, sni),
                };
                Setting::written(&"sni", sni.at, template)
            }
        };
    } else if let Some((_, at)) = words.ssl.filter(|_| {
        on && http
            && part.lower.versions.within(VersionRange::from(NAMES_HOSTS))
            && words.sni_auto.is_none_or(|(auto, _)| auto)
    }) {
        let parts = Arc::from([crate::model::Part::Variable(Text::from(super::super::speech::CLIENT_HOST))]);
        tls.sni = Setting::default(&"sni", true);
        let name = Value::One(Template { parts, at });
        tls.name = Setting { value: name, origin: Origin::Fallback(at), term: &"sni-auto" };
        // A certificate that is verified is then held against this name, and no longer against `verifyhost`.
        if tls.verify.always(|verify| *verify) && words.verifyhost.is_none() {
            tls.compares_name =
                Setting { origin: Origin::Fallback(at), ..Setting::default(&"sni-auto", true) };
        }
    } else if let Some(host) = &words.verifyhost {
        let parts = Arc::from([crate::model::Part::Literal(Text::from(&*host.text))]);
        tls.name = Setting::written(&"verifyhost", host.at, Template { parts, at: host.at });
    }
    tls
}

/// `str(good.local)`: an expression that is the same for each request.
pub fn constant(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"str(")?.strip_suffix(b")")
}

/// The check of a server, as it is in force.
fn check<'a>(
    part: &mut Part<'a>,
    around: &Around<'_, 'a>,
    words: &ServerWords<'a>,
    endpoint: &Endpoint,
) -> Setting<Box<HealthCheck>> {
    let term: Term = &"check";
    let at = match (words.check, &words.track, words.agent) {
        (Some((true, at)), ..) => at,
        (_, Some(track), _) => {
            // Its state is another server's.
            super::reference::track(part, around.section, track);
            return Setting::written(term, track.at, Box::new(HealthCheck::new(track.at, CheckKind::Other)));
        }
        (_, None, Some((true, at))) => {
            return Setting::written(term, at, Box::new(HealthCheck::new(at, CheckKind::Agent)));
        }
        (Some((false, at)), ..) => return Setting { origin: Origin::Written(at), ..Setting::unset(term) },
        _ => return Setting::unset(term),
    };
    let mut check = around.probe.check(at);
    check.interval = match &words.inter {
        None => Setting::default(&"inter", defaults::INTERVAL),
        Some(Arg { why: Some(why), at, .. }) => Setting::unknown(&"inter", *at, *why),
        Some(arg) => match read_time(part, arg, 1, "inter") {
            Some(value) => Setting::written(&"inter", arg.at, value),
            None => Setting::unknown(&"inter", arg.at, Why::Invalid),
        },
    };
    check.fall = number(part, &words.fall, &"fall", Some(defaults::FALL));
    check.timeout = around.effective.check_timeout.clone();
    if let Some(arg) = &words.port {
        let port = values::number(&arg.text).and_then(|port| u16::try_from(port).ok());
        check.port = match port {
            Some(port) => Setting::written(&"port", arg.at, port),
            None => Setting::unknown(&"port", arg.at, arg.why.unwrap_or(Why::Invalid)),
        };
    }
    if let Some(arg) = &words.addr {
        check.address = self::endpoint(part, &around.section.env, arg, words, Use::Other);
    }
    // Both are taken from the traffic, unless the check goes elsewhere.
    let elsewhere = words.port.is_some() || words.addr.is_some();
    let inherits = |own: Switch, traffic: Switch, term: Term| match own {
        Some((on, at)) => Setting::written(term, at, on),
        None if elsewhere => Setting::default(term, false),
        None => match traffic {
            Some((on, at)) => Setting { origin: Origin::Fallback(at), ..Setting::default(term, on) },
            None => Setting::default(term, false),
        },
    };
    if !check.tls.always(|on| *on) {
        check.tls = inherits(words.check_ssl, words.ssl, &"check-ssl");
    }
    if !check.proxy_protocol.always(|on| *on) {
        check.proxy_protocol = inherits(words.check_send_proxy, words.send_proxy, &"check-send-proxy");
    }
    if words.check_sni.is_some() {
        check.sni = text(&words.check_sni, &"check-sni");
    }
    let _ = endpoint;
    Setting::written(term, at, Box::new(check))
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
