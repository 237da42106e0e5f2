//! Effective settings of a block: what it inherits, and what its own lines change.
//!
//! nginx merges each setting from `http` to `server` to `location` (`ngx_http_merge_servers`): a scalar
//! or a bitmask is replaced by the inner one, a list of headers or error pages is replaced as a whole.

use super::super::defaults;
use super::super::keywords::kw;
use super::super::values;
use super::field::field;
use super::hop::{hop_groups, take_group};
use super::lists::Lists;
use super::part::Part;
use crate::model::*;
use crate::source::{At, Via};
use crate::syntax::{NodeRef, WordRef};
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
    /// HTTP/2 is offered in TLS greetings (`http2 on`, from 1.25.1).
    pub http2: bool,
    /// nginx inherits the two lists apart from each other and pairs them by position.
    pub certificates: Arc<[Setting<Template>]>,
    pub keys: Arc<[Setting<Template>]>,
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

/// Reads a value; remarks on it where nginx refuses it.
pub fn read<T>(
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
    let mut hop_lines = Vec::with_capacity(lines.len());
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
        http2: false,
        certificates: Arc::from([]),
        keys: Arc::from([]),
    }
}
