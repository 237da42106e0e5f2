//! Settings of a server: what the main server writes, and what a virtual host changes (`*_merge` of core.c, mod_proxy.c
//! and mod_ssl: each directive alone, the last of a scope counts).

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::super::values;
use super::part::Part;
use crate::model::*;
use crate::source::At;
use std::sync::Arc;

/// What counts in a server and is handed to its virtual hosts.
#[derive(Clone, Debug)]
pub struct Scope {
    pub groups: Id<Groups>,
    pub server_tls: Id<ServerTls>,
    /// `Timeout`.
    pub timeout: Setting<Millis>,
    /// `ProxyTimeout`; unset: `Timeout` counts.
    pub proxy_timeout: Setting<Millis>,
    pub tls: Tls,
    pub connection: Connection,
    pub settings: ScopeSettings,
    pub served: ServerTls,
    /// `SSLEngine On`.
    pub engine: Setting<bool>,
    /// Host is passed on as the client sent it.
    pub keeps_host: Setting<bool>,
    /// HTTP/2 is offered over TLS (`Protocols`).
    pub http2: bool,
    /// HTTP/2 is accepted without TLS.
    pub h2c: bool,
}

/// 60 s: what httpd waits where nothing is written.
pub const SIXTY: Millis = Millis::seconds(60);

fn defaults() -> Scope {
    let nowhere = Id::new(0, 0);
    Scope {
        groups: nowhere,
        server_tls: Id::new(0, 0),
        timeout: Setting::default(&"Timeout", SIXTY),
        proxy_timeout: Setting::unset(&"ProxyTimeout"),
        tls: Tls {
            enabled: Setting::default(&"SSLProxyEngine", false),
            verify: Setting::default(&"SSLProxyVerify", false),
            compares_name: Setting::default(&"SSLProxyCheckPeerName", true),
            checks_dates: Setting::default(&"SSLProxyCheckPeerExpire", true),
            verify_depth: Setting::default(&"SSLProxyVerifyDepth", 1),
            ca: Setting::unset(&"SSLProxyCACertificateFile"),
            sni: Setting::default(&"SSLProxyEngine", true),
            name: Setting::unset(&"ProxyPreserveHost"),
            certificate: Setting::unset(&"SSLProxyMachineCertificateFile"),
            key: Setting::unset(&"SSLProxyMachineCertificateFile"),
            protocols: Setting::unset(&"SSLProxyProtocol"),
            crl: Setting::unset(&"SSLProxyCARevocationFile"),
        },
        connection: Connection {
            http_version: Setting::default(&"ProxyPass", HttpVersion::V1_1),
            closes: Setting::default(&"ProxyPass", false),
            fresh_first: Setting::default(&"SetEnv", false),
            bind: Setting::unset(&"ProxySourceAddress"),
            proxy_protocol: Setting::default(&"ProxyPass", false),
            keep: Setting::default(&"enablereuse", false),
            pass_headers: Setting::default(&"ProxyPass", true),
            pass_body: Setting::default(&"ProxyPass", true),
            intercept_errors: Setting::default(&"ProxyErrorOverride", false),
            method: Setting::unset(&"ProxyPass"),
            index: Setting::unset(&"DirectoryIndex"),
            split_path: Setting::unset(&"ProxyFCGIBackendType"),
        },
        settings: ScopeSettings {
            resolver: Setting::unset(&"resolver"),
            limits: Box::new([]),
            body_max: Setting::default(&"LimitRequestBody", ByteSize(1 << 30)),
            opaque: None,
            files: Local::default(),
            client: Arc::new(ClientSide {
                connections: Setting::unset(&"MaxRequestWorkers"),
                idle: Setting::default(&"KeepAliveTimeout", Millis::seconds(5)),
                satisfy_any: Setting::default(&"Satisfy", false),
                recursive_error_pages: Setting::default(&"ErrorDocument", false),
                password: None,
                merge_slashes: Setting::default(&"MergeSlashes", true),
                from: None,
                underscores: Setting::default(&"HttpProtocolOptions", true),
                reads_sni: Setting::default(&"SSLEngine", false),
            }),
        },
        served: ServerTls {
            certificates: Box::new([]),
            rejects_handshake: None,
            client_verify: Setting::default(&"SSLVerifyClient", false),
            client_ca: Setting::unset(&"SSLCACertificateFile"),
            chain: None,
        },
        engine: Setting::default(&"SSLEngine", false),
        keeps_host: Setting::default(&"ProxyPreserveHost", false),
        http2: false,
        h2c: false,
    }
}

/// The main server's settings.
pub fn main(part: &mut Part<'_>, lines: &[Line<'_>]) -> Scope {
    let outer = defaults();
    derive(part, &outer, lines)
}

/// Settings of a virtual host inside the main server's.
pub fn inside(part: &mut Part<'_>, outer: &Scope, lines: &[Line<'_>]) -> Scope {
    let mut inherited = outer.clone();
    inherited.timeout = inherited.timeout.inherited();
    inherited.proxy_timeout = inherited.proxy_timeout.inherited();
    inherited.tls = inherited.tls.inherited();
    inherited.connection = inherited.connection.inherited();
    inherited.keeps_host = inherited.keeps_host.inherited();
    inherited.engine = inherited.engine.inherited();
    derive(part, &inherited, lines)
}

/// A value that a line writes; in a branch it is one of several.
fn written<T>(line: Line<'_>, at: At, value: T) -> Setting<T> {
    match line.when() {
        When::Always => Setting::written(line.term(), at, value),
        // Which of the two counts is decided where httpd starts.
        _ => Setting::unknown(line.term(), at, Why::Environment),
    }
}

fn read<T>(line: Line<'_>, arg: Arg<'_>, value: impl Fn(&[u8]) -> Option<T>) -> Setting<T> {
    match (arg.unknown, value(arg.text)) {
        (Some(why), _) => Setting::unknown(line.term(), arg.at, why),
        (None, Some(value)) => written(line, arg.at, value),
        (None, None) => Setting::unknown(line.term(), arg.at, Why::Invalid),
    }
}

/// A time in whole seconds; the unit is not read. `Timeout` takes any number, 0 among them.
pub fn seconds(part: &mut Part<'_>, line: Line<'_>, arg: Arg<'_>) -> Setting<Millis> {
    let number = values::atoi(arg.text);
    let millis = match number.value {
        value if value < 0 => Millis::NEVER,
        value => Millis::seconds(value as u64),
    };
    if arg.unknown.is_none() {
        unit_ignored(part, arg.at, number, line.term());
    }
    read(line, arg, |_| Some(millis))
}

/// Tells a unit that httpd drops, where the time is not what it seems to be.
pub fn unit_ignored(part: &mut Part<'_>, at: At, number: values::Atoi<'_>, term: Term) {
    let Some(meant) = values::meant(number) else { return };
    let read = Millis::seconds(number.value.max(0) as u64);
    if meant != read {
        let kind = RemarkKind::UnitIgnored { meant, read, term, protocol: Protocol::Http };
        part.remark(at, kind);
    }
}

fn derive(part: &mut Part<'_>, outer: &Scope, lines: &[Line<'_>]) -> Scope {
    // What a host does not change it shares with the main server; `outer` is as it is inherited.
    let mut scope = outer.clone();
    let mut certificates: Vec<Setting<Template>> = Vec::new();
    let mut keys: Vec<Setting<Template>> = Vec::new();
    for &line in lines.iter().filter(|line| !line.is_block()) {
        let Some(arg) = line.arg(0) else { continue };
        let template = |arg: Arg<'_>| literal(arg.text, arg.at);
        match line.keyword() {
            kw::TIMEOUT => scope.timeout = seconds(part, line, arg),
            kw::PROXY_TIMEOUT => {
                if values::atoi(arg.text).value < 1 {
                    part.invalid(arg, "Proxy Timeout must be at least 1 second.".to_owned());
                }
                scope.proxy_timeout = seconds(part, line, arg);
            }
            kw::KEEP_ALIVE_TIMEOUT => {
                let value = read(line, arg, |text| values::time(text, 1_000));
                Arc::make_mut(&mut scope.settings.client).idle = value;
            }
            kw::KEEP_ALIVE if values::flag(arg.text) == Some(false) => {
                Arc::make_mut(&mut scope.settings.client).idle = written(line, arg.at, Millis(0));
            }
            kw::MERGE_SLASHES => {
                Arc::make_mut(&mut scope.settings.client).merge_slashes = read(line, arg, values::flag);
            }
            kw::LIMIT_REQUEST_BODY => {
                scope.settings.body_max = read(line, arg, |text| {
                    // 0 is no limit.
                    let bytes = u64::try_from(values::atoi(text).value).ok()?;
                    Some(ByteSize(if bytes == 0 { u64::MAX } else { bytes }))
                });
            }
            kw::DOCUMENT_ROOT => {
                part.file(FileRole::Other, arg, false);
                let full = part.lower.config.resolve(arg.text);
                scope.settings.files.root = Some(Arc::new(literal(&full, arg.at)));
            }
            kw::DIRECTORY_INDEX => {
                scope.settings.files.index = line.args().map(|arg| literal(arg.text, arg.at)).collect();
            }
            kw::PROXY_PRESERVE_HOST => {
                scope.keeps_host = read(line, arg, values::flag);
                scope.tls.name = match scope.keeps_host.get() {
                    Some(true) => {
                        let parts = Arc::from([Piece::Variable(Text::from("HTTP_HOST"))]);
                        // Nobody names it: the handshake follows the Host.
                        let name = written(line, arg.at, Template { parts, at: arg.at });
                        Setting { origin: Origin::Fallback(arg.at), ..name }
                    }
                    Some(false) => Setting::unset(&"ProxyPreserveHost"),
                    None => Setting::unknown(line.term(), arg.at, Why::Environment),
                };
            }
            kw::PROXY_ERROR_OVERRIDE => scope.connection.intercept_errors = read(line, arg, values::flag),
            kw::PROXY_SOURCE_ADDRESS => scope.connection.bind = written(line, arg.at, template(arg)),
            kw::SSL_ENGINE => {
                // "optional" is gone; On and Off in any case.
                scope.engine = read(line, arg, values::flag);
            }
            kw::SSL_CERTIFICATE_FILE => {
                part.file(FileRole::Certificate, arg, true);
                certificates.push(read(line, arg, |text| Some(literal(text, arg.at))));
            }
            kw::SSL_CERTIFICATE_KEY_FILE => {
                part.file(FileRole::CertificateKey, arg, true);
                keys.push(read(line, arg, |text| Some(literal(text, arg.at))));
            }
            kw::SSL_CERTIFICATE_CHAIN_FILE => {
                part.file(FileRole::Chain, arg, true);
                scope.served.chain = Some(arg.at);
            }
            kw::SSLCA_CERTIFICATE_FILE => {
                part.file(FileRole::ClientCa, arg, true);
                scope.served.client_ca = read(line, arg, |text| Some(Text::from(text)));
            }
            // Otherwise it is asked for at a terminal.
            kw::SSL_PASS_PHRASE_DIALOG => {
                let program = arg.text.strip_prefix(b"exec:").or(arg.text.strip_prefix(b"|"));
                if let Some(program) = program {
                    part.file_at(FileRole::Password, program, arg, false);
                }
            }
            kw::SSLCA_REVOCATION_FILE => part.file(FileRole::Crl, arg, true),
            kw::SSL_VERIFY_CLIENT => {
                scope.served.client_verify =
                    read(line, arg, |text| Some(!text.eq_ignore_ascii_case(b"none")));
            }
            kw::PROTOCOLS => {
                let has = |name: &[u8]| line.args().any(|arg| arg.text.eq_ignore_ascii_case(name));
                (scope.http2, scope.h2c) = (has(b"h2"), has(b"h2c"));
            }
            kw::SET_ENV
            | kw::UNSET_ENV
            | kw::SET_ENV_IF
            | kw::SET_ENV_IF_NO_CASE
            | kw::SET_ENV_IF_EXPR
            | kw::BROWSER_MATCH
            | kw::BROWSER_MATCH_NO_CASE => environment(&mut scope.connection, line, true),
            keyword => tls_line(part, &mut scope.tls, keyword, line, arg),
        }
    }
    // What sections set counts for some requests, over what stands outside of them.
    for section in lines.iter().filter(|line| line.is_block() && line.keyword() != kw::VIRTUAL_HOST) {
        section.below().for_each(|line| environment(&mut scope.connection, line, false));
    }
    if !certificates.is_empty() || !keys.is_empty() {
        scope.served.certificates = paired(certificates, keys);
    }
    finish(part, outer, &mut scope);
    scope
}

/// Variables by which mod_proxy_http opens and keeps connections in another way ("Protocol Adjustments" of the
/// manual); whatever their value, they count once they are there. `always`: for each request of the scope.
fn environment(connection: &mut Connection, line: Line<'_>, always: bool) {
    let words = match line.keyword() {
        kw::SET_ENV => 0..1,
        kw::UNSET_ENV => 0..usize::MAX,
        kw::SET_ENV_IF | kw::SET_ENV_IF_NO_CASE => 2..usize::MAX,
        kw::SET_ENV_IF_EXPR | kw::BROWSER_MATCH | kw::BROWSER_MATCH_NO_CASE => 1..usize::MAX,
        _ => return,
    };
    let always = always && matches!(line.keyword(), kw::SET_ENV | kw::UNSET_ENV);
    let set = line.keyword() == kw::SET_ENV;
    for arg in line.args().skip(words.start).take(words.len()) {
        fn made<T: Copy>(line: Line<'_>, arg: Arg<'_>, always: bool, value: T) -> Setting<T> {
            match always {
                true => read(line, arg, |_| Some(value)),
                false => Setting::unknown(line.term(), arg.at, Why::Variable),
            }
        }
        let name = arg.text.strip_prefix(b"!").unwrap_or(arg.text);
        let name = name.split(|byte| *byte == b'=').next().unwrap_or_default();
        if name.eq_ignore_ascii_case(b"force-proxy-request-1.0") {
            let version = if set { HttpVersion::V1_0 } else { HttpVersion::V1_1 };
            connection.http_version = made(line, arg, always, version);
        } else if name.eq_ignore_ascii_case(b"proxy-nokeepalive") {
            connection.closes = made(line, arg, always, set);
        } else if name.eq_ignore_ascii_case(b"proxy-initial-not-pooled") {
            connection.fresh_first = made(line, arg, always, set);
        }
    }
}

type Piece = crate::model::Part;

/// A text without variables.
pub fn literal(text: &[u8], at: At) -> Template {
    Template { parts: Arc::from([Piece::Literal(Text::from(text))]), at }
}

/// Certificates and keys pair by position; a file may hold both.
fn paired(certificates: Vec<Setting<Template>>, keys: Vec<Setting<Template>>) -> Box<[Certificate]> {
    let mut keys = keys.into_iter();
    certificates
        .into_iter()
        .map(|certificate| {
            // Without a file of its own the key is looked for in that of the certificate.
            let key = keys.next().unwrap_or_else(|| {
                let origin = certificate.at().map_or(Origin::Default, Origin::Fallback);
                Setting { value: certificate.value.clone(), origin, term: &"SSLCertificateKeyFile" }
            });
            Certificate { certificate, key }
        })
        .collect()
}

/// A line of `SSLProxy*`, in a server or in a `<Proxy>` section.
pub fn tls_line(part: &mut Part<'_>, tls: &mut Tls, keyword: u16, line: Line<'_>, arg: Arg<'_>) {
    let text = |text: &[u8]| Some(Text::from(text));
    match keyword {
        kw::SSL_PROXY_ENGINE => tls.enabled = read(line, arg, values::flag),
        kw::SSL_PROXY_VERIFY => {
            // "optional" refuses a certificate that does not verify, too.
            let strict = |text: &[u8]| Some(!text.eq_ignore_ascii_case(b"none"));
            tls.verify = read(line, arg, strict);
        }
        kw::SSL_PROXY_VERIFY_DEPTH => {
            tls.verify_depth = read(line, arg, |text| u32::try_from(values::atoi(text).value).ok());
        }
        // Either of the two switched off ends the comparison of names (ssl_engine_io.c).
        kw::SSL_PROXY_CHECK_PEER_NAME | kw::SSL_PROXY_CHECK_PEER_CN => {
            let value = read(line, arg, values::flag);
            let other_off = tls.compares_name.get() == Some(false) && tls.compares_name.at().is_some();
            if !(other_off && value.get() == Some(true)) {
                tls.compares_name = value;
            }
        }
        kw::SSL_PROXY_CHECK_PEER_EXPIRE => tls.checks_dates = read(line, arg, values::flag),
        kw::SSL_PROXY_CA_CERTIFICATE_FILE => {
            part.file(FileRole::UpstreamCa, arg, true);
            tls.ca = read(line, arg, text);
        }
        kw::SSL_PROXY_CA_CERTIFICATE_PATH => tls.ca = read(line, arg, text),
        kw::SSL_PROXY_CA_REVOCATION_FILE => {
            part.file(FileRole::Crl, arg, true);
            tls.crl = read(line, arg, text);
        }
        kw::SSL_PROXY_MACHINE_CERTIFICATE_FILE => {
            part.file(FileRole::ClientCertificate, arg, true);
            tls.certificate = read(line, arg, |text| Some(literal(text, arg.at)));
        }
        kw::SSL_PROXY_PROTOCOL => {
            let list = versions(line.args().map(|arg| arg.text));
            tls.protocols = written(line, arg.at, list);
        }
        _ => {}
    }
}

/// Versions that a list of words leaves: a sign adds or takes away, a word without one begins anew
/// (`ssl_cmd_protocol_parse`).
fn versions<'a>(words: impl Iterator<Item = &'a [u8]>) -> Box<[Text]> {
    const ALL: [&str; 4] = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
    let mut left: Vec<&str> = Vec::new();
    for word in words {
        let (sign, name) = match word.split_first() {
            Some((sign @ (b'+' | b'-'), rest)) => (Some(*sign), rest),
            _ => (None, word),
        };
        let all = name.eq_ignore_ascii_case(b"all");
        let meant = ALL.into_iter().filter(|known| all || known.as_bytes().eq_ignore_ascii_case(name));
        match sign {
            Some(b'-') => {
                let gone: Vec<&str> = meant.collect();
                left.retain(|known| !gone.contains(known));
            }
            Some(_) => left.extend(meant),
            None => left = meant.collect(),
        }
    }
    left.into_iter().map(Text::from).collect()
}

/// Nothing is set: what a group of a worker's own starts from.
pub fn unset_tls() -> Tls {
    Tls {
        enabled: Setting::unset(&"SSLProxyEngine"),
        verify: Setting::unset(&"SSLProxyVerify"),
        compares_name: Setting::unset(&"SSLProxyCheckPeerName"),
        verify_depth: Setting::unset(&"SSLProxyVerifyDepth"),
        sni: Setting::unset(&"SSLProxyEngine"),
        ..defaults().tls
    }
}

pub fn unset_connection() -> Connection {
    Connection {
        http_version: Setting::unset(&"ProxyPass"),
        closes: Setting::unset(&"ProxyPass"),
        fresh_first: Setting::unset(&"SetEnv"),
        bind: Setting::unset(&"ProxySourceAddress"),
        proxy_protocol: Setting::unset(&"ProxyPass"),
        keep: Setting::unset(&"enablereuse"),
        pass_headers: Setting::unset(&"ProxyPass"),
        pass_body: Setting::unset(&"ProxyPass"),
        intercept_errors: Setting::unset(&"ProxyErrorOverride"),
        method: Setting::unset(&"ProxyPass"),
        index: Setting::unset(&"DirectoryIndex"),
        split_path: Setting::unset(&"ProxyFCGIBackendType"),
    }
}

pub fn unset_retry() -> Retry {
    Retry {
        on: Setting::unset(&"ProxyPass"),
        tries: Setting::unset(&"maxattempts"),
        window: Setting::unset(&"ProxyPass"),
        redispatch: Setting::unset(&"nofailover"),
        again: Setting::unset(&"maxattempts"),
        every: Setting::unset(&"maxattempts"),
    }
}

pub fn unset_buffers() -> Buffers {
    Buffers {
        head: Setting::unset(&"responsefieldsize"),
        count: Setting::unset(&"ProxyIOBufferSize"),
        size: Setting::unset(&"ProxyIOBufferSize"),
        busy: Setting::unset(&"ProxyIOBufferSize"),
        temp_write: Setting::unset(&"ProxyIOBufferSize"),
        temp_max: Setting::unset(&"ProxyIOBufferSize"),
        buffering: Setting::unset(&"flushpackets"),
        request_buffering: Setting::unset(&"ProxyPass"),
        cache: Setting::unset(&"CacheEnable"),
        cache_stale: Setting::unset(&"CacheStaleOnError"),
    }
}

/// A value that counts because another is not written.
pub fn falls_back<T>(setting: &Setting<T>) -> Setting<T>
where
    Setting<T>: Clone,
{
    let mut fallen = setting.clone();
    fallen.origin = match setting.origin {
        Origin::Written(at) | Origin::Inherited(at) => Origin::Fallback(at),
        other => other,
    };
    fallen
}

/// The times of a worker that sets none itself.
pub fn timeouts(scope: &Scope) -> Timeouts {
    let response = match scope.proxy_timeout.is_unset() {
        true => scope.timeout.clone(),
        false => scope.proxy_timeout.clone(),
    };
    // A connection is waited for as long as a reply (ap_proxy_connect_backend).
    Timeouts {
        connect: falls_back(&response),
        send: response.clone(),
        idle: response.clone(),
        response,
        queue: Setting::unset(&"acquire"),
    }
}

fn finish(part: &mut Part<'_>, outer: &Scope, scope: &mut Scope) {
    let same = scope.timeout == outer.timeout
        && scope.proxy_timeout == outer.proxy_timeout
        && scope.tls == outer.tls
        && scope.connection == outer.connection
        && scope.settings == outer.settings;
    // What a host does not change it shares with the main server.
    if part.number != 0 && same {
        scope.groups = outer.groups;
    } else {
        let hop = HopGroups {
            timeouts: part.timeouts.add(timeouts(scope)),
            retry: part.retries.add(Retry {
                on: Setting::default(&"ProxyPass", RetryOn::ERROR),
                tries: Setting::default(&"maxattempts", 0),
                window: Setting::default(&"ProxyPass", Millis::NEVER),
                redispatch: Setting::default(&"nofailover", true),
                again: Setting::unset(&"maxattempts"),
                every: Setting::unset(&"maxattempts"),
            }),
            tls: part.tls.add(scope.tls.clone()),
            buffers: part.buffers.add(Buffers {
                head: Setting::default(&"responsefieldsize", ByteSize(8192)),
                buffering: Setting::default(&"flushpackets", false),
                request_buffering: Setting::default(&"ProxyPass", false),
                ..unset_buffers()
            }),
            connection: part.connections.add(scope.connection.clone()),
            headers: part.headers.add(Headers { list: Box::new([]), hides: None, open: false }),
        };
        let settings = part.scopes.add(scope.settings.clone());
        scope.groups = part.groups.add(Groups::new([hop; HOP_FAMILIES], settings));
    }
    if part.number != 0 && scope.served == outer.served {
        scope.server_tls = outer.server_tls;
    } else {
        scope.server_tls = part.server_tls.add(scope.served.clone());
    }
}
