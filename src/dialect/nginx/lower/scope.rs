//! Effective settings of a block: what it inherits, and what its own lines change.
//!
//! nginx merges each setting from `http` to `server` to `location` (`ngx_http_merge_servers`): a scalar
//! or a bitmask is replaced by the inner one, a list of headers or error pages is replaced as a whole.

use super::super::defaults;
use super::super::keywords::kw;
use super::super::values;
use super::field::{Field, Group, field};
use super::part::Part;
use crate::model::*;
use crate::source::{At, FileId, Via};
use crate::syntax::{NodeId, NodeRef, WordRef};
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// What counts in a block and is handed to the blocks inside it.
#[derive(Clone, Debug)]
pub struct Scope {
    pub groups: Id<Groups>,
    pub server_tls: Id<ServerTls>,
    pub error_pages: Arc<[Call]>,
    pub gates: Arc<[Call]>,
    pub access: Arc<[Access]>,
    pub root: Option<Root>,
    pub index: Arc<[Template]>,
    pub autoindex: bool,
    pub internal: bool,
    /// `ssl on`, which makes every `listen` of a server speak TLS (before nginx 1.25.1).
    pub ssl_on: Option<At>,
    /// nginx inherits the two lists apart from each other and pairs them by position.
    certificates: Arc<[Setting<Template>]>,
    keys: Arc<[Setting<Template>]>,
}

impl Scope {
    /// The server's own files, as they count in this block.
    pub fn local(&self) -> Local {
        Local {
            root: self.root.as_ref().map(|root| root.path.clone()),
            alias: self.root.as_ref().is_some_and(|root| root.alias),
            index: self.index.clone(),
            autoindex: self.autoindex,
        }
    }
}

/// `root` or `alias`.
#[derive(Clone, Debug)]
pub struct Root {
    pub path: Arc<Template>,
    pub alias: bool,
}

/// A directive at one place.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub node: NodeRef<'a>,
    pub via: Via,
}

impl<'a> Line<'a> {
    pub fn at(self, word: WordRef<'a>) -> At {
        At { span: word.span(), via: self.via }
    }

    pub fn head(self) -> At {
        At { span: self.node.head_span(), via: self.via }
    }

    pub fn name_at(self) -> At {
        At { span: self.node.name_span(), via: self.via }
    }

    /// An argument and its place.
    pub fn arg(self, index: usize) -> Option<(&'a [u8], At)> {
        self.node.arg(index).map(|word| (word.bytes(), self.at(word)))
    }

    /// The name as the keyword table spells it.
    pub fn term(self) -> Term {
        super::super::keywords::info(self.node.keyword()).map_or(&"", |keyword| &keyword.name)
    }
}

/// A copy of the groups of one family, made when its first setting is written.
#[derive(Debug, Default)]
struct Draft {
    timeouts: Option<Timeouts>,
    retry: Option<Retry>,
    tls: Option<Tls>,
    buffers: Option<Buffers>,
    connection: Option<Connection>,
    headers: Option<Vec<Header>>,
}

/// Reads a value; remarks on it where nginx refuses it.
fn read<T>(
    part: &mut Part<'_>,
    line: Line<'_>,
    term: Term,
    value: impl Fn(&[u8]) -> Option<T>,
) -> Option<Setting<T>> {
    let (text, at) = line.arg(0)?;
    match value(text) {
        Some(value) => Some(Setting::written(term, at, value)),
        None if part.is_placeholder(text) => Some(Setting::unknown(term, at, Why::Template)),
        None => {
            part.invalid(at, format!("\"{term}\" directive invalid value"));
            Some(Setting::unknown(term, at, Why::Invalid))
        }
    }
}

/// The settings of a block: `lines` are its own directives, includes in place.
pub fn derive(part: &mut Part<'_>, parent: &Scope, lines: &[Line<'_>], stream: bool) -> Scope {
    let mut scope = parent.clone();
    let mut hop_lines = Vec::new();
    let mut settings: Option<ScopeSettings> = None;
    let mut lists = Lists::default();
    for &line in lines {
        let keyword = line.node.keyword();
        if let Some((family, field)) = field(keyword) {
            let family = if stream { super::field::STREAM } else { family };
            hop_lines.push((family, field.group(), field, line));
        } else if !scope_setting(part, parent.groups, &mut settings, line) {
            lists.take(part, &mut scope, line);
        }
    }
    if settings.is_some() || !hop_lines.is_empty() {
        let mut groups = part.groups(parent.groups).clone();
        hop_lines.sort_by_key(|(family, group, ..)| (*family, *group));
        for run in hop_lines.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (family, group, ..) = run[0];
            let base = groups.of_family(family);
            let made = hop_groups(part, base, family, group, run);
            let mut hop = base;
            take_group(&mut hop, made, group);
            groups.set_family(family, hop);
        }
        if let Some(settings) = settings {
            groups.scope = part.scopes.add(settings);
        }
        if groups != *part.groups(parent.groups) {
            scope.groups = part.groups.add(groups);
        }
    }
    lists.finish(part, &mut scope);
    scope
}

/// A line that writes a setting towards a server: its family, group and field.
type HopLine<'a> = (usize, Group, Field, Line<'a>);

/// One group of a family after the lines that write it. What the same lines make of the same base is
/// remembered, so that a snippet costs its lines once and not once a site.
fn hop_groups(
    part: &mut Part<'_>,
    base: HopGroups,
    family: usize,
    group: Group,
    run: &[HopLine<'_>],
) -> HopGroups {
    let places = run.iter().map(|(.., line)| (line.node.file(), line.node.id));
    let key = (family, group, base_index(base, group));
    let mut hasher = rustc_hash::FxHasher::default();
    key.hash(&mut hasher);
    places.clone().for_each(|place| place.hash(&mut hasher));
    let hash = hasher.finish();
    if let Some(known) = part.remembered.get(&hash)
        && known.key == key
        && known.places.iter().copied().eq(places.clone())
    {
        return known.result;
    }
    let mut draft = Draft::default();
    for (_, _, field, line) in run {
        hop_setting(part, base, &mut draft, family, *field, *line);
    }
    let result = finish_draft(part, base, draft);
    part.remembered.insert(hash, Remembered { key, places: places.collect(), result });
    result
}

/// Part and index of the group that the lines change: the other groups of the set do not count.
fn base_index(base: HopGroups, group: Group) -> (usize, usize) {
    match group {
        Group::Timeouts => (base.timeouts.part(), base.timeouts.index()),
        Group::Retry => (base.retry.part(), base.retry.index()),
        Group::Tls => (base.tls.part(), base.tls.index()),
        Group::Buffers => (base.buffers.part(), base.buffers.index()),
        Group::Connection => (base.connection.part(), base.connection.index()),
        Group::Headers => (base.headers.part(), base.headers.index()),
    }
}

/// Takes over one group of another set.
fn take_group(into: &mut HopGroups, from: HopGroups, group: Group) {
    match group {
        Group::Timeouts => into.timeouts = from.timeouts,
        Group::Retry => into.retry = from.retry,
        Group::Tls => into.tls = from.tls,
        Group::Buffers => into.buffers = from.buffers,
        Group::Connection => into.connection = from.connection,
        Group::Headers => into.headers = from.headers,
    }
}

/// What some lines made of a group.
#[derive(Debug)]
pub struct Remembered {
    key: (usize, Group, (usize, usize)),
    places: Box<[(FileId, NodeId)]>,
    result: HopGroups,
}

/// What the same lines make is remembered, so nothing here can equal what is there already.
fn finish_draft(part: &mut Part<'_>, base: HopGroups, draft: Draft) -> HopGroups {
    let mut hop = base;
    if let Some(timeouts) = draft.timeouts {
        hop.timeouts = part.timeouts.push(timeouts);
    }
    if let Some(retry) = draft.retry {
        hop.retry = part.retries.push(retry);
    }
    if let Some(tls) = draft.tls {
        hop.tls = part.tls.push(tls);
    }
    if let Some(buffers) = draft.buffers {
        hop.buffers = part.buffers.push(buffers);
    }
    if let Some(connection) = draft.connection {
        hop.connection = part.connections.push(connection);
    }
    if let Some(list) = draft.headers {
        let hides = (!part.headers(base.headers).list.is_empty()).then_some(base.headers);
        hop.headers = part.headers.push(Headers { list: list.into(), hides, open: false });
    }
    hop
}

fn hop_setting(
    part: &mut Part<'_>,
    base: HopGroups,
    draft: &mut Draft,
    family: usize,
    field: Field,
    line: Line<'_>,
) {
    let term = line.term();
    macro_rules! timeouts {
        () => {
            draft.timeouts.get_or_insert_with(|| part.timeouts(base.timeouts).inherited())
        };
    }
    macro_rules! set {
        ($group:ident, $store:ident, $field:ident, $value:expr) => {
            if let Some(value) = read(part, line, term, $value) {
                let group = draft.$group.get_or_insert_with(|| part.$store(base.$group).inherited());
                group.$field = value;
            }
        };
    }
    macro_rules! template {
        ($group:ident, $store:ident, $field:ident) => {
            if let Some((text, at)) = line.arg(0) {
                let value = Setting::written(term, at, part.template(text, at));
                let group = draft.$group.get_or_insert_with(|| part.$store(base.$group).inherited());
                group.$field = value;
            }
        };
    }
    match field {
        Field::Connect => set!(timeouts, timeouts, connect, values::millis),
        Field::Send => set!(timeouts, timeouts, send, values::millis),
        Field::Read => {
            set!(timeouts, timeouts, response, values::millis);
            // The same timer counts between two reads, also on an upgraded connection.
            let timeouts = timeouts!();
            timeouts.idle = timeouts.response.clone();
        }
        Field::Idle => set!(timeouts, timeouts, idle, values::millis),
        Field::NextUpstream => {
            let on = if family == super::field::STREAM {
                let Some((text, at)) = line.arg(0) else { return };
                let on = values::flag(text).unwrap_or(true);
                let set = if on { RetryOn::ERROR.with(RetryOn::TIMEOUT) } else { RetryOn::OFF };
                Setting::written(term, at, set)
            } else {
                retry_on(part, line)
            };
            let redispatch = on.get().is_none_or(|set| !set.has(RetryOn::OFF));
            let retry = draft.retry.get_or_insert_with(|| part.retries(base.retry).inherited());
            retry.redispatch = Setting { value: Value::One(redispatch), origin: on.origin, term };
            retry.on = on;
        }
        Field::Tries => set!(retry, retries, tries, |text| values::number(text).map(|n| n as u32)),
        Field::Window => set!(retry, retries, window, |text| values::millis(text).map(|time| match time {
            Millis(0) => Millis::NEVER,
            time => time,
        })),
        Field::BufferSize => set!(buffers, buffers, head, values::size),
        Field::Buffers => {
            let (Some((count, at)), Some((size, size_at))) = (line.arg(0), line.arg(1)) else { return };
            let (Some(count), Some(size)) = (values::number(count), values::size(size)) else {
                part.invalid(at, format!("invalid value in \"{term}\""));
                return;
            };
            let buffers = draft.buffers.get_or_insert_with(|| part.buffers(base.buffers).inherited());
            buffers.count = Setting::written(term, at, count as u32);
            buffers.size = Setting::written(term, size_at, size);
        }
        Field::Busy => set!(buffers, buffers, busy, values::size),
        Field::TempWrite => set!(buffers, buffers, temp_write, values::size),
        Field::TempMax => set!(buffers, buffers, temp_max, values::size),
        Field::Buffering => set!(buffers, buffers, buffering, values::flag),
        Field::RequestBuffering => set!(buffers, buffers, request_buffering, values::flag),
        Field::Cache => {
            let Some((text, at)) = line.arg(0) else { return };
            let off = text == b"off";
            let value = if off { Value::Unset } else { Value::One(Text::from(text)) };
            let buffers = draft.buffers.get_or_insert_with(|| part.buffers(base.buffers).inherited());
            buffers.cache = Setting { value, origin: Origin::Written(at), term };
        }
        Field::CacheStale => {
            let on = retry_on(part, line);
            let buffers = draft.buffers.get_or_insert_with(|| part.buffers(base.buffers).inherited());
            buffers.cache_stale = on;
        }
        Field::HttpVersion => set!(connection, connections, http_version, |text| match text {
            b"1.0" => Some(HttpVersion::V1_0),
            b"1.1" => Some(HttpVersion::V1_1),
            b"2" | b"2.0" => Some(HttpVersion::V2),
            _ => None,
        }),
        Field::Bind => {
            let Some((text, at)) = line.arg(0) else { return };
            let value = match text {
                b"off" => Value::Unset,
                text => Value::One(part.template(text, at)),
            };
            let connection =
                draft.connection.get_or_insert_with(|| part.connections(base.connection).inherited());
            connection.bind = Setting { value, origin: Origin::Written(at), term };
        }
        Field::ProxyProtocol => set!(connection, connections, proxy_protocol, values::flag),
        Field::KeepConn => set!(connection, connections, keep, values::flag),
        Field::PassHeaders => set!(connection, connections, pass_headers, values::flag),
        Field::PassBody => set!(connection, connections, pass_body, values::flag),
        Field::Intercept => set!(connection, connections, intercept_errors, values::flag),
        Field::Method => template!(connection, connections, method),
        Field::Index => set!(connection, connections, index, |text| Some(Text::from(text))),
        Field::SplitPath => {
            let Some((text, at)) = line.arg(0) else { return };
            let pattern = Setting::written(term, at, part.pattern(text, false));
            let connection =
                draft.connection.get_or_insert_with(|| part.connections(base.connection).inherited());
            connection.split_path = pattern;
        }
        Field::SslEnabled => set!(tls, tls, enabled, values::flag),
        Field::SslVerify => set!(tls, tls, verify, values::flag),
        Field::SslDepth => set!(tls, tls, verify_depth, |text| values::number(text).map(|n| n as u32)),
        Field::SslCa => {
            part.named_file(FileRole::UpstreamCa, line, 0, true);
            set!(tls, tls, ca, |text| Some(Text::from(text)));
        }
        Field::SslCrl => {
            part.named_file(FileRole::Crl, line, 0, true);
            set!(tls, tls, crl, |text| Some(Text::from(text)));
        }
        Field::SslSni => set!(tls, tls, sni, values::flag),
        Field::SslName => template!(tls, tls, name),
        Field::SslCertificate => {
            part.named_file(FileRole::ClientCertificate, line, 0, true);
            template!(tls, tls, certificate);
        }
        Field::SslKey => {
            part.named_file(FileRole::ClientCertificateKey, line, 0, true);
            template!(tls, tls, key);
        }
        Field::SslProtocols => {
            let Some((_, at)) = line.arg(0) else { return };
            let list = line.node.args().map(|word| Text::from(word.bytes())).collect();
            let tls = draft.tls.get_or_insert_with(|| part.tls(base.tls).inherited());
            tls.protocols = Setting::written(term, at, list);
        }
        Field::SetHeader => {
            let (Some((name, _)), Some((value, value_at))) = (line.arg(0), line.arg(1)) else { return };
            let secret = name.eq_ignore_ascii_case(b"authorization")
                || name.eq_ignore_ascii_case(b"x-api-key")
                || name.eq_ignore_ascii_case(b"proxy-authorization");
            if secret && !values::has_variable(value) && !value.is_empty() {
                part.secrets.push(value_at.span);
            }
            let value = part.template(value, value_at);
            let list = draft.headers.get_or_insert_default();
            list.push(Header { name: Text::from(name), value, at: line.head() });
        }
    }
}

/// `X_next_upstream`, `X_cache_use_stale`: a set of failures.
fn retry_on(part: &mut Part<'_>, line: Line<'_>) -> Setting<RetryOn> {
    let mut set = RetryOn::default();
    for word in line.node.args() {
        let bit = match word.bytes() {
            b"error" => RetryOn::ERROR,
            b"timeout" => RetryOn::TIMEOUT,
            b"invalid_header" | b"invalid_response" => RetryOn::INVALID_HEADER,
            b"http_500" => RetryOn::HTTP_500,
            b"http_502" => RetryOn::HTTP_502,
            b"http_503" => RetryOn::HTTP_503,
            b"http_504" => RetryOn::HTTP_504,
            b"http_403" => RetryOn::HTTP_403,
            b"http_404" => RetryOn::HTTP_404,
            b"http_429" => RetryOn::HTTP_429,
            b"non_idempotent" => RetryOn::NON_IDEMPOTENT,
            b"updating" => RetryOn::UPDATING,
            b"not_found" => RetryOn::NOT_FOUND,
            b"off" => RetryOn::OFF,
            other => {
                if !part.is_placeholder(other) {
                    let says = format!("invalid value \"{}\"", other.escape_ascii());
                    part.invalid(line.at(word), says);
                }
                continue;
            }
        };
        set = set.with(bit);
    }
    // All of its words: each of them adds to the set.
    let words = line.node.args().map(|word| word.span()).reduce(|first, last| first.to(last));
    let at = words.map_or(line.head(), |span| At { span, via: line.via });
    Setting::written(line.term(), at, set)
}

/// Settings that count whatever is passed to; `false` where the line is none of them.
fn scope_setting(
    part: &mut Part<'_>,
    base: Id<Groups>,
    settings: &mut Option<ScopeSettings>,
    line: Line<'_>,
) -> bool {
    let term = line.term();
    let keyword = line.node.keyword();
    macro_rules! settings {
        () => {
            settings.get_or_insert_with(|| part.scopes(part.groups(base).scope).clone())
        };
    }
    macro_rules! client {
        () => {
            Arc::make_mut(&mut settings!().client)
        };
    }
    match keyword {
        kw::RESOLVER => {
            let value = super::pool::resolver(part, line);
            let settings = settings!();
            let timeout = settings.resolver.one().map(|resolver| resolver.timeout.clone());
            settings.resolver = value;
            if let (Some(timeout), Value::One(resolver)) = (timeout, &mut settings.resolver.value) {
                resolver.timeout = timeout;
            }
        }
        kw::RESOLVER_TIMEOUT => {
            if let Some(value) = read(part, line, term, values::millis)
                && let Value::One(resolver) = &mut settings!().resolver.value
            {
                resolver.timeout = value;
            }
        }
        kw::CLIENT_MAX_BODY_SIZE => {
            if let Some(value) = read(part, line, term, values::offset) {
                settings!().body_max = value;
            }
        }
        kw::KEEPALIVE_TIMEOUT => {
            if let Some(value) = read(part, line, term, values::millis) {
                client!().idle = value;
            }
        }
        kw::SATISFY => {
            if let Some(value) = read(part, line, term, |text| Some(text == b"any")) {
                client!().satisfy_any = value;
            }
        }
        kw::RECURSIVE_ERROR_PAGES => {
            if let Some(value) = read(part, line, term, values::flag) {
                client!().recursive_error_pages = value;
            }
        }
        kw::MERGE_SLASHES => {
            if let Some(value) = read(part, line, term, values::flag) {
                client!().merge_slashes = value;
            }
        }
        kw::UNDERSCORES_IN_HEADERS => {
            if let Some(value) = read(part, line, term, values::flag) {
                client!().underscores = value;
            }
        }
        kw::SSL_PREREAD => {
            if let Some(value) = read(part, line, term, values::flag) {
                client!().reads_sni = value;
            }
        }
        kw::SET_REAL_IP_FROM | kw::REAL_IP_HEADER | kw::REAL_IP_RECURSIVE => {
            let Some((text, _)) = line.arg(0) else { return true };
            let settings = settings!();
            let mut from = settings.client.from.as_deref().cloned().unwrap_or_else(defaults::client_from);
            match keyword {
                kw::SET_REAL_IP_FROM => {
                    // A list of its own replaces the inherited one.
                    let inherited = part.scopes(part.groups(base).scope).client.from.as_ref();
                    let own = inherited.is_none_or(|outer| outer.trusted != from.trusted);
                    let kept = if own { from.trusted.to_vec() } else { Vec::new() };
                    from.trusted = kept.into_iter().chain([super::call::access_who(text)]).collect();
                }
                kw::REAL_IP_HEADER => {
                    let by_proxy_header = text == b"proxy_protocol";
                    from.header = (!by_proxy_header).then(|| Text::from(text));
                }
                _ => from.recursive = values::flag(text) == Some(true),
            }
            Arc::make_mut(&mut settings.client).from = Some(Arc::new(from));
        }
        kw::AUTH_BASIC => {
            let off = line.arg(0).is_some_and(|(text, _)| text == b"off");
            client!().password = (!off).then(|| line.head());
        }
        _ => return false,
    }
    true
}

/// Lists that a block replaces as a whole, and what else is handed inwards.
#[derive(Debug, Default)]
struct Lists {
    error_pages: Option<Vec<Call>>,
    auth: Option<Vec<Call>>,
    mirrors: Option<Vec<Call>>,
    access: Option<Vec<Access>>,
    limits: Vec<Limit>,
    limit_statuses: [Option<Setting<u16>>; 2],
    certificates: Vec<Setting<Template>>,
    keys: Vec<Setting<Template>>,
    tls: Option<ServerTls>,
    opaque: Option<At>,
    /// Root or index files are written here.
    files: bool,
}

impl Lists {
    fn take(&mut self, part: &mut Part<'_>, scope: &mut Scope, line: Line<'_>) {
        let term = line.term();
        match line.node.keyword() {
            kw::ERROR_PAGE => {
                if let Some(call) = super::call::error_page(part, line) {
                    self.error_pages.get_or_insert_default().push(call);
                }
            }
            kw::AUTH_REQUEST | kw::MIRROR => {
                let Some((text, at)) = line.arg(0) else { return };
                let mirror = line.node.keyword() == kw::MIRROR;
                let own = if mirror { &mut self.mirrors } else { &mut self.auth };
                let own = own.get_or_insert_default();
                if text != b"off" {
                    let to = CallTarget::Path(part.template(text, at));
                    let kind = if mirror { CallKind::Mirror } else { CallKind::Auth };
                    own.push(Call { kind, to, at: line.head() });
                }
            }
            kw::ALLOW | kw::DENY => {
                let Some((text, _)) = line.arg(0) else { return };
                let who = super::call::access_who(text);
                let allow = line.node.keyword() == kw::ALLOW;
                self.access.get_or_insert_default().push(Access { allow, who, at: line.head() });
            }
            kw::ROOT | kw::ALIAS => {
                let Some((text, at)) = line.arg(0) else { return };
                let alias = line.node.keyword() == kw::ALIAS;
                self.files = true;
                scope.root = Some(Root { path: Arc::new(part.template(text, at)), alias });
            }
            kw::INDEX => {
                let list: Vec<Template> =
                    line.node.args().map(|word| part.template(word.bytes(), line.at(word))).collect();
                scope.index = list.into();
                self.files = true;
            }
            kw::AUTOINDEX => {
                scope.autoindex = line.arg(0).and_then(|(text, _)| values::flag(text)) == Some(true);
                self.files = true;
            }
            kw::INTERNAL => scope.internal = true,
            kw::LIMIT_REQ | kw::LIMIT_CONN => self.limits.extend(super::call::limit(line)),
            kw::LIMIT_REQ_STATUS | kw::LIMIT_CONN_STATUS => {
                let which = (line.node.keyword() == kw::LIMIT_CONN_STATUS) as usize;
                self.limit_statuses[which] =
                    read(part, line, term, |text| values::number(text).map(|n| n as u16));
            }
            kw::SSL_CERTIFICATE => {
                let Some((text, at)) = line.arg(0) else { return };
                part.named_file(FileRole::Certificate, line, 0, true);
                self.certificates.push(Setting::written(term, at, part.template(text, at)));
            }
            kw::SSL_CERTIFICATE_KEY => {
                let Some((text, at)) = line.arg(0) else { return };
                part.named_file(FileRole::CertificateKey, line, 0, true);
                self.keys.push(Setting::written(term, at, part.template(text, at)));
            }
            kw::SSL => {
                let on = line.arg(0).and_then(|(text, _)| values::flag(text)) == Some(true);
                scope.ssl_on = on.then(|| line.head());
            }
            kw::SSL_REJECT_HANDSHAKE => {
                let on = line.arg(0).and_then(|(text, _)| values::flag(text)) == Some(true);
                self.tls(part, scope).rejects_handshake = on.then(|| line.head());
            }
            kw::SSL_VERIFY_CLIENT => {
                let value = read(part, line, term, |text| match text {
                    b"off" => Some(false),
                    // `optional_no_ca` asks for a certificate and needs no CA.
                    b"optional_no_ca" => Some(false),
                    b"on" | b"optional" => Some(true),
                    _ => None,
                });
                if let Some(value) = value {
                    self.tls(part, scope).client_verify = value;
                }
            }
            kw::SSL_CLIENT_CERTIFICATE | kw::SSL_TRUSTED_CERTIFICATE => {
                part.named_file(FileRole::ClientCa, line, 0, true);
                if let Some(value) = read(part, line, term, |text| Some(Text::from(text))) {
                    self.tls(part, scope).client_ca = value;
                }
            }
            kw::SSL_CRL => part.named_file(FileRole::Crl, line, 0, true),
            kw::SSL_DHPARAM => part.named_file(FileRole::DhParameters, line, 0, true),
            kw::SSL_PASSWORD_FILE => part.named_file(FileRole::Password, line, 0, true),
            keyword => {
                if super::foreign::of(keyword).runs {
                    self.opaque.get_or_insert(line.name_at());
                }
            }
        }
    }

    fn tls(&mut self, part: &Part<'_>, scope: &Scope) -> &mut ServerTls {
        self.tls.get_or_insert_with(|| part.server_tls(scope.server_tls).clone())
    }

    fn finish(mut self, part: &mut Part<'_>, scope: &mut Scope) {
        if let Some(pages) = self.error_pages.take() {
            scope.error_pages = pages.into();
        }
        if self.auth.is_some() || self.mirrors.is_some() {
            let inherited = |mirror: bool| {
                scope
                    .gates
                    .iter()
                    .filter(move |call| matches!(call.kind, CallKind::Mirror) == mirror)
                    .cloned()
            };
            let mut gates = self.auth.take().unwrap_or_else(|| inherited(false).collect());
            gates.extend(self.mirrors.take().unwrap_or_else(|| inherited(true).collect()));
            scope.gates = gates.into();
        }
        if let Some(access) = self.access.take() {
            scope.access = access.into();
        }
        if !self.certificates.is_empty() || !self.keys.is_empty() {
            if !self.certificates.is_empty() {
                scope.certificates = std::mem::take(&mut self.certificates).into();
            }
            if !self.keys.is_empty() {
                scope.keys = std::mem::take(&mut self.keys).into();
            }
            let certificates = pairs(scope);
            self.tls(part, scope).certificates = certificates;
        }
        if let Some(tls) = self.tls.take() {
            scope.server_tls = part.server_tls.add(tls);
        }
        let statuses = self.limit_statuses;
        let unchanged = self.limits.is_empty() && statuses.iter().all(Option::is_none);
        if unchanged && self.opaque.is_none() && !self.files {
            return;
        }
        let mut groups = part.groups(scope.groups).clone();
        let mut settings = part.scopes(groups.scope).clone();
        if !self.limits.is_empty() {
            settings.limits = self.limits.into();
        }
        for limit in &mut settings.limits {
            if let Some(status) = &statuses[(limit.kind == LimitKind::Connections) as usize] {
                limit.status = status.clone();
            }
        }
        if self.opaque.is_some() {
            settings.opaque = self.opaque;
        }
        if self.files {
            settings.files = scope.local();
        }
        groups.scope = part.scopes.add(settings);
        scope.groups = part.groups.add(groups);
    }
}

/// nginx pairs the lists by position (`ngx_ssl_certificates`).
fn pairs(scope: &Scope) -> Box<[Certificate]> {
    let mut keys = scope.keys.iter();
    scope
        .certificates
        .iter()
        .map(|certificate| {
            let key = keys.next().cloned().unwrap_or_else(|| Setting::unset(&"ssl_certificate_key"));
            Certificate { certificate: certificate.clone(), key }
        })
        .collect()
}

/// The scope around everything: nginx's defaults.
pub fn outermost(part: &mut Part<'_>) -> Scope {
    let versions = part.lower.versions;
    let hops = std::array::from_fn(|family| HopGroups {
        timeouts: part.timeouts.add(defaults::timeouts(family)),
        retry: part.retries.add(defaults::retry(family)),
        tls: part.tls.add(defaults::tls(family)),
        buffers: part.buffers.add(defaults::buffers(family)),
        connection: part.connections.add(defaults::connection(family, versions)),
        headers: part.headers.add(defaults::headers()),
    });
    let scope = part.scopes.add(defaults::scope());
    Scope {
        groups: part.groups.add(Groups::new(hops, scope)),
        server_tls: part.server_tls.add(defaults::server_tls()),
        error_pages: Arc::from([]),
        gates: Arc::from([]),
        access: Arc::from([]),
        root: None,
        index: Arc::from([]),
        autoindex: false,
        internal: false,
        ssl_on: None,
        certificates: Arc::from([]),
        keys: Arc::from([]),
    }
}
