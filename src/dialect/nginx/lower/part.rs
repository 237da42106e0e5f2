//! One part of the model while it is filled: the shared one, or a share of the servers.
//!
//! Parts are filled side by side. Each has its own stores; ids carry the part's number, so nothing is
//! renumbered when they come together.

use super::super::values;
use super::Lower;
use super::hop::Remembered;
use super::scope::Line;
use crate::model::*;
use crate::source::{At, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use std::sync::OnceLock;

/// Bytes of a capture's name at the most (PCRE2's `MAX_NAME_SIZE`, 32 before 10.44).
const LONGEST_CAPTURE: usize = 128;

/// What all parts see of the shared one.
#[derive(Debug, Default)]
pub struct Shared {
    pub http_pools: FxHashMap<Vec<u8>, PoolId>,
    pub stream_pools: FxHashMap<Vec<u8>, PoolId>,
    pub variables: Vec<Variable>,
    /// Index into `variables` by name; the first definition.
    pub variable_index: FxHashMap<Text, usize>,
    /// By variable: its different values, gathered when a target first asks.
    pub values: Vec<OnceLock<Vec<Template>>>,
}

/// A part in the making.
#[derive(Debug)]
pub struct Part<'a> {
    pub lower: &'a Lower<'a>,
    /// What becomes a part of the model.
    pub stores: Stores,
    /// The shared part, for ids with number 0; `None` in the shared part itself.
    pub base: Option<&'a Part<'a>>,
    /// Pools made by targets: by host, port, time of resolution and kind.
    pub made: FxHashMap<(HostPart, PortPart, Resolution, bool), PoolId>,
    /// Checks that stand beside a pass, not in the pool.
    pub checks: Vec<(PoolId, HealthCheck)>,
    /// What lines made of groups, by a hash of both.
    pub remembered: FxHashMap<u64, Remembered>,
    /// Uses of variables, to be compared with the definitions at the end.
    pub uses: Vec<At>,
    /// Names of captures.
    pub captures: FxHashSet<Text>,
    /// Variables that directives of a host set.
    pub assigned: FxHashSet<Text>,
}

impl Deref for Part<'_> {
    type Target = Stores;

    fn deref(&self) -> &Stores {
        &self.stores
    }
}

impl DerefMut for Part<'_> {
    fn deref_mut(&mut self) -> &mut Stores {
        &mut self.stores
    }
}

macro_rules! getters {
    ($($name:ident: $kind:ty;)*) => {
        $(pub fn $name(&self, id: Id<$kind>) -> &$kind {
            if id.part() == self.number {
                return &self.$name.items()[id.index()];
            }
            match self.base {
                Some(base) => &base.$name.items()[id.index()],
                None => &self.$name.items()[id.index()],
            }
        })*
    };
}

impl<'a> Part<'a> {
    pub fn new(lower: &'a Lower<'a>, base: Option<&'a Part<'a>>, number: usize) -> Self {
        Part {
            lower,
            stores: Stores::new(number),
            base,
            made: FxHashMap::default(),
            checks: Vec::new(),
            remembered: FxHashMap::default(),
            uses: Vec::new(),
            captures: FxHashSet::default(),
            assigned: FxHashSet::default(),
        }
    }

    getters! {
        groups: Groups;
        timeouts: Timeouts;
        retries: Retry;
        tls: Tls;
        buffers: Buffers;
        connections: Connection;
        headers: Headers;
        scopes: ScopeSettings;
        server_tls: ServerTls;
    }

    pub fn invalid(&mut self, at: At, server_says: String) {
        if super::check::is_template(&self.lower.walk.sources.get(at.span.file).bytes) {
            return;
        }
        self.remark(at, RemarkKind::InvalidValue { server_says });
    }

    /// A text with variables; their uses are recorded.
    pub fn template(&mut self, text: &[u8], at: At) -> Template {
        if !values::has_variable(text) {
            let parts: Arc<[crate::model::Part]> = match text {
                [] => Arc::from([]),
                text => Arc::from([crate::model::Part::Literal(Text::from(text))]),
            };
            return Template { parts, at };
        }
        self.uses.push(at);
        values::template(text, at)
    }

    /// A placeholder of a template step (`${NAME}`, `{{ name }}`, `<%= %>`, `@NAME@`, `__NAME__`): not
    /// nginx's to judge.
    pub fn is_placeholder(&self, text: &[u8]) -> bool {
        let (mut at_signs, mut percent_signs) = (0, 0);
        for pair in text.windows(2) {
            match pair {
                b"{{" | b"<%" | b"%>" | b"{%" | b"%}" => return true,
                [b'$', _] => return true,
                [b'@', _] => at_signs += 1,
                [b'%', _] => percent_signs += 1,
                _ => {}
            }
        }
        at_signs += (text.last() == Some(&b'@')) as usize;
        percent_signs >= 1 && values::has_percent_name(text)
            || at_signs >= 2
            || text.starts_with(b"__")
            || text.last() == Some(&b'$')
    }

    /// Notes an address that the server cannot read. Where a word ends at a brace, a placeholder of a
    /// template step follows it, and the address goes on there.
    pub fn invalid_address(&mut self, at: At, server_says: String, fault: AddressFault) {
        let after = Span { start: at.span.end, end: at.span.end.saturating_add(1), ..at.span };
        if self.lower.walk.sources.bytes(after) != b"{" {
            self.remark(at, RemarkKind::InvalidAddress { server_says, fault });
        }
    }

    /// Records a file that an argument names. Paths with variables are left to the requests.
    pub fn named_file(&mut self, role: FileRole, line: Line<'_>, index: usize, at_start: bool) {
        let Some((text, at)) = line.arg(index) else { return };
        self.file(role, text, at, at_start);
    }

    pub fn file(&mut self, role: FileRole, text: &[u8], at: At, at_start: bool) {
        let foreign = [&b"data:"[..], b"engine:", b"store:", b"syslog:"].iter().any(|p| text.starts_with(p));
        if !(text.is_empty() || foreign || self.is_placeholder(text)) {
            let lower = self.lower;
            self.add_file(role, at, at_start, || lower.resolve(text));
        }
    }

    /// Names of a pattern's captures: `(?<name>…)`, `(?P<name>…)`, `(?'name'…)`.
    pub fn captures_of(&mut self, pattern: &[u8]) {
        for found in memchr::memmem::find_iter(pattern, b"(?") {
            let rest = &pattern[found + 2..];
            let rest = rest.strip_prefix(b"P").unwrap_or(rest);
            let close = match rest.first() {
                Some(b'<') => b'>',
                Some(b'\'') => b'\'',
                _ => continue,
            };
            let rest = &rest[1..rest.len().min(LONGEST_CAPTURE + 2)];
            let Some(end) = memchr::memchr(close, rest) else { continue };
            let name = &rest[..end];
            if !name.is_empty() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_') {
                self.captures.insert(Text::from(name));
            }
        }
    }

    pub fn pattern(&mut self, text: &[u8], ignore_case: bool) -> Pattern {
        self.captures_of(text);
        Pattern { source: Text::from(text), ignore_case }
    }

    /// A declared pool by name, as `ngx_http_upstream_add` compares: without case.
    pub fn pool_named(&self, name: &[u8], stream: bool) -> Option<PoolId> {
        let shared = self.lower.shared.get()?;
        let pools = if stream { &shared.stream_pools } else { &shared.http_pools };
        if pools.is_empty() {
            return None;
        }
        if name.iter().any(u8::is_ascii_uppercase) {
            return pools.get(&name.to_ascii_lowercase()).copied();
        }
        pools.get(name).copied()
    }
}
