//! Parts of a model while they are filled, and how they come together.
//!
//! Owns the stores of one part, what is noted beside them, and the gathering of parts in a [`Proxy`]. Parts are
//! filled side by side: ids carry the part's number, so nothing is renumbered. What a dialect needs beside that while
//! it lowers is its own. Must not judge what was noted.

use super::*;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use std::hash::BuildHasher;

/// Remarks of one part at the most: a text of another kind is wrong in every line.
const MOST_REMARKS: usize = 100_000;

/// Groups of one part of the model, each kept once.
#[derive(Debug)]
pub struct Interner<T> {
    part: usize,
    items: Vec<T>,
    /// Hash to the last item that has it.
    index: FxHashMap<u64, u32>,
}

impl<T: Hash + Eq> Interner<T> {
    fn new(part: usize) -> Self {
        Interner { part, items: Vec::new(), index: FxHashMap::default() }
    }

    /// The item's id; the first of equal items is kept.
    pub fn add(&mut self, item: T) -> Id<T> {
        let hash = FxBuildHasher.hash_one(&item);
        if let Some(&index) = self.index.get(&hash)
            && self.items[index as usize] == item
        {
            return Id::new(self.part, index as usize);
        }
        // Two different items with one hash are rare; the later one wins the index.
        self.items.push(item);
        self.index.insert(hash, self.items.len() as u32 - 1);
        Id::new(self.part, self.items.len() - 1)
    }

    /// Adds an item that no other can equal: it was written at a place of its own.
    pub fn push(&mut self, item: T) -> Id<T> {
        self.items.push(item);
        Id::new(self.part, self.items.len() - 1)
    }

    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// Gives back what only adding needs.
    fn close(&mut self) {
        self.items.shrink_to_fit();
        self.index = FxHashMap::default();
    }
}

/// One part of a model in the making.
#[derive(Debug)]
pub struct Stores {
    /// Ids of things in it begin with this; see [`Id::new`].
    pub number: usize,
    pub hosts: Vec<VirtualHost>,
    pub pools: Vec<Pool>,
    /// Named conditions; see [`Cond::Named`].
    pub conditions: Vec<NamedCond>,
    pub groups: Interner<Groups>,
    pub timeouts: Interner<Timeouts>,
    pub retries: Interner<Retry>,
    pub tls: Interner<Tls>,
    pub buffers: Interner<Buffers>,
    pub connections: Interner<Connection>,
    pub headers: Interner<Headers>,
    pub scopes: Interner<ScopeSettings>,
    pub server_tls: Interner<ServerTls>,
    pub files: Vec<NamedFile>,
    named: FxHashSet<(FileRole, Span)>,
    pub remarks: Vec<Remark>,
    pub names: Vec<NameEntry>,
    pub secrets: Vec<Span>,
    pub counts: Counts,
    pub beyond: Vec<Beyond>,
}

impl Stores {
    pub fn new(number: usize) -> Self {
        Stores {
            number,
            hosts: Vec::new(),
            pools: Vec::new(),
            conditions: Vec::new(),
            groups: Interner::new(number),
            timeouts: Interner::new(number),
            retries: Interner::new(number),
            tls: Interner::new(number),
            buffers: Interner::new(number),
            connections: Interner::new(number),
            headers: Interner::new(number),
            scopes: Interner::new(number),
            server_tls: Interner::new(number),
            files: Vec::new(),
            named: FxHashSet::default(),
            remarks: Vec::new(),
            names: Vec::new(),
            secrets: Vec::new(),
            counts: Counts::default(),
            beyond: Vec::new(),
        }
    }

    pub fn remark(&mut self, at: At, kind: RemarkKind) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(Remark { at, kind });
        }
    }

    pub fn without_effect(&mut self, at: At, why: NoEffect) {
        self.remark(at, RemarkKind::WithoutEffect(why));
    }

    pub fn note_beyond(&mut self, span: Span, opaque: bool) {
        if self.beyond.len() < MOST_BEYOND {
            self.beyond.push(Beyond { at: At::from(span), opaque });
        }
    }

    pub fn name(&mut self, kind: NameKind, defines: bool, at: At) {
        self.names.push(NameEntry { kind, defines, at });
    }

    /// Records a file that a word names, once for each word and role. `path`: as the server resolves it.
    pub fn add_file(&mut self, role: FileRole, at: At, at_start: bool, path: impl FnOnce() -> Vec<u8>) {
        if self.named.insert((role, at.span)) {
            self.files.push(NamedFile { role, path: Text::from(path()), at, at_start, pair: None });
        }
    }

    /// Adds a pool and gives its number.
    pub fn pool(&mut self, pool: Pool) -> PoolId {
        self.pools.push(pool);
        Id::new(self.number, self.pools.len() - 1)
    }

    /// Gives back what only filling needs: there are many parts, and the model stays while rules run.
    pub fn close(mut self) -> Self {
        self.hosts.shrink_to_fit();
        self.pools.shrink_to_fit();
        self.groups.close();
        self.timeouts.close();
        self.retries.close();
        self.tls.close();
        self.buffers.close();
        self.connections.close();
        self.headers.close();
        self.scopes.close();
        self.server_tls.close();
        self.named = FxHashSet::default();
        self
    }
}

impl Proxy {
    /// A proxy of which nothing is known yet but what it is.
    pub fn new(
        speech: &'static dyn Speech,
        dialect: DialectName,
        versions: VersionRange,
        entry: FileId,
        whole: bool,
        limits: ProcessLimits,
    ) -> Self {
        Proxy {
            dialect,
            speech,
            versions,
            flavour: Flavour::Unknown,
            entry,
            whole,
            hosts: Store::default(),
            pools: Store::default(),
            listeners: Vec::new(),
            variables: Vec::new(),
            conditions: Store::default(),
            branches: Vec::new(),
            groups: Store::default(),
            timeouts: Store::default(),
            retries: Store::default(),
            tls: Store::default(),
            buffers: Store::default(),
            connections: Store::default(),
            headers: Store::default(),
            scopes: Store::default(),
            server_tls: Store::default(),
            files: Vec::new(),
            syntax: Vec::new(),
            remarks: Vec::new(),
            names: Vec::new(),
            secrets: Vec::new(),
            open: OpenSets::default(),
            limits,
            counts: Counts::default(),
            beyond: Vec::new(),
        }
    }

    /// Adds the next part, in the order of their numbers; one that holds nothing but notes may come last under any.
    pub fn push_part(&mut self, mut part: Stores) {
        self.hosts.push_part(std::mem::take(&mut part.hosts));
        self.pools.push_part(std::mem::take(&mut part.pools));
        self.conditions.push_part(std::mem::take(&mut part.conditions));
        self.groups.push_part(std::mem::take(&mut part.groups.items));
        self.timeouts.push_part(std::mem::take(&mut part.timeouts.items));
        self.retries.push_part(std::mem::take(&mut part.retries.items));
        self.tls.push_part(std::mem::take(&mut part.tls.items));
        self.buffers.push_part(std::mem::take(&mut part.buffers.items));
        self.connections.push_part(std::mem::take(&mut part.connections.items));
        self.headers.push_part(std::mem::take(&mut part.headers.items));
        self.scopes.push_part(std::mem::take(&mut part.scopes.items));
        self.server_tls.push_part(std::mem::take(&mut part.server_tls.items));
        self.push_notes(part);
    }

    /// Adds what a part says of places; of its stores nothing.
    pub fn push_notes(&mut self, part: Stores) {
        self.files.extend(part.files);
        self.remarks.extend(part.remarks);
        self.names.extend(part.names);
        self.secrets.extend(part.secrets);
        self.counts.opaque += part.counts.opaque;
        self.counts.unmodelled += part.counts.unmodelled;
        self.counts.without_bearing += part.counts.without_bearing;
        self.beyond.extend(part.beyond);
    }

    /// All parts are there: puts in order what they noted.
    pub fn gathered(&mut self) {
        self.secrets.sort_unstable();
        self.secrets.dedup();
        self.files.sort_by_key(|file| file.at.span);
    }

    /// Certificates and keys know each other.
    pub fn pair_files(&mut self) {
        let mut keys: FxHashMap<At, At> = FxHashMap::default();
        let shown = self.server_tls.iter().flat_map(|(_, tls)| &tls.certificates);
        let shown = shown.map(|shown| (shown.certificate.at(), shown.key.at()));
        let own = self.tls.iter().map(|(_, tls)| (tls.certificate.at(), tls.key.at()));
        keys.extend(shown.chain(own).filter_map(|(certificate, key)| Some((certificate?, key?))));
        if keys.is_empty() {
            return;
        }
        let paths: FxHashMap<At, Text> = self.files.iter().map(|file| (file.at, file.path.clone())).collect();
        for file in &mut self.files {
            if matches!(file.role, FileRole::Certificate | FileRole::ClientCertificate) {
                file.pair = keys.get(&file.at).and_then(|key| paths.get(key)).cloned();
            }
        }
    }
}
