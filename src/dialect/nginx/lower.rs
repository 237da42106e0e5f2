//! From trees to the model: contexts, inheritance, defaults, variables, listeners.
//!
//! Two steps, as the design has them. `collect` reads what all servers see: settings of `http` and
//! `stream`, pools, variables, limiters. Then each server is lowered against it, in parts that are
//! filled side by side and need nothing of each other.

mod call;
mod check;
mod expand;
pub mod field;
mod finish;
mod foreign;
mod fragment;
mod hop;
mod host;
mod listen;
mod listeners;
mod lists;
mod merged;
mod part;
mod pool;
mod scope;
mod step;
mod target;
mod variable;

use super::keywords::kw;
use super::load::Loaded;
use super::modules;
use crate::model::*;
use crate::source::{At, Sources, Via};
use crate::syntax::NodeRef;
use expand::Walk;
use part::{Part, Shared};
use rayon::prelude::*;
use scope::{Line, Scope};
use std::path::Path;
use std::sync::OnceLock;

/// Servers from which on several threads are worth their start.
const PARALLEL_FROM: usize = 256;
/// Parts of a large model. Not the number of threads: the model must not hang on the machine.
const PARTS: usize = 16;

/// What lowering reads, and what its shared step found.
#[derive(Debug)]
pub struct Lower<'a> {
    walk: Walk<'a>,
    prefix: &'a Path,
    versions: VersionRange,
    /// A whole configuration, not a fragment.
    whole: bool,
    /// Some include could not be read: sets of names are open.
    has_unread: bool,
    shared: OnceLock<Shared>,
}

impl<'a> Lower<'a> {
    /// The lines of a block, includes in place.
    fn lines(&self, block: Line<'a>) -> Vec<Line<'a>> {
        // What most blocks hold with their snippets; growing step by step costs more than room unused.
        let mut lines = Vec::with_capacity(16);
        self.each_line(block, &mut |line| lines.push(line));
        lines
    }

    /// Visits the lines of a block, includes in place: for tables, which may be long.
    fn each_line(&self, block: Line<'a>, visit: &mut dyn FnMut(Line<'a>)) {
        self.walk.each(block.node.children(), block.via, &mut |node, via| visit(Line { node, via }));
    }

    /// A path as nginx completes it: relative to the folder of the main file.
    fn resolve(&self, path: &[u8]) -> Vec<u8> {
        use std::os::unix::ffi::OsStrExt;
        if path.first() == Some(&b'/') {
            return path.to_vec();
        }
        let mut full = self.prefix.as_os_str().as_bytes().to_vec();
        if !full.is_empty() && full.last() != Some(&b'/') {
            full.push(b'/');
        }
        full.extend_from_slice(path);
        full
    }

    /// Whether an include among the entries of a block could not be read.
    fn is_unread(&self, node: NodeRef<'_>) -> bool {
        self.walk.expansion.is_unread(node)
    }
}

/// A server found by the shared step.
#[derive(Clone, Debug)]
struct Unit<'a> {
    block: Line<'a>,
    kind: HostKind,
}

/// Lowers what was read. `whole` is false for a fragment, whose surroundings are not known.
pub fn lower(mut loaded: Loaded, sources: &mut Sources, versions: VersionRange, whole: bool) -> Proxy {
    let mut remarks = Vec::new();
    let expansion = expand::expand(&mut loaded, sources, &mut remarks);
    let sources = &*sources;
    let has_unread = remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::IncludeUnread { .. }));
    let loaded = &loaded;
    let walk = Walk { loaded, sources, expansion: &expansion };
    let lower = Lower { walk, prefix: &loaded.prefix, versions, whole, has_unread, shared: OnceLock::new() };
    let mut base = Part::new(&lower, None, 0);
    base.remarks = remarks;
    let mut collected = Collected::default();
    let outermost = scope::outermost(&mut base);
    let top: Vec<Line<'_>> = {
        let mut lines = Vec::new();
        if let Some(entry) = walk.entry() {
            walk.each(entry.children(), Via::DIRECT, &mut |node, via| lines.push(Line { node, via }));
        }
        lines
    };
    if whole {
        collected.main(&mut base, &top, &outermost);
    } else {
        fragment::collect(&mut collected, &mut base, &top, &outermost);
    }
    collected.share(&mut base);
    // Without the folder that loads the others nothing is known of them.
    if !base.remarks.iter().any(names_modules) {
        collected.known_modules = collected.modules.clone();
    }
    check::check(&mut base, &top, &collected, whole);
    let parts = lower_units(&lower, &base, &collected);
    finish::assemble(&lower, base, parts, collected, whole)
}

/// An include of modules that matched nothing, such as `modules-enabled/*.conf`.
fn names_modules(remark: &Remark) -> bool {
    match &remark.kind {
        RemarkKind::IncludeEmpty { pattern } => memchr::memmem::find(pattern, b"modules").is_some(),
        _ => false,
    }
}

/// Lowers all servers; in parts, side by side where there are many.
fn lower_units<'a>(
    lower: &'a Lower<'a>,
    base: &'a Part<'a>,
    collected: &Collected<'a>,
) -> Vec<finish::Taken> {
    let units = &collected.units;
    let fill = |(number, units): (usize, &[Unit<'a>])| {
        let mut part = Part::new(lower, Some(base), number + 1);
        let modules = modules::Loaded::new(&collected.known_modules);
        let mut checker = check::Checker::new(lower.walk.loaded, modules, None);
        for unit in units {
            check::unit(&mut checker, &mut part, unit);
            let outer = match unit.kind {
                HostKind::Http => collected.http.as_ref(),
                HostKind::Stream => collected.stream.as_ref(),
                HostKind::Mail => collected.mail.as_ref(),
            };
            let Some(outer) = outer else { continue };
            let host = host::server(&mut part, unit.block, outer, unit.kind);
            part.hosts.push(host);
        }
        finish::take(part)
    };
    // It holds nothing but remarks and counts, so that its number names no thing.
    let names = || {
        let mut part = Part::new(lower, Some(base), MAX_PARTS - 1);
        check::all_names(&mut part);
        finish::take(part)
    };
    if units.len() < PARALLEL_FROM {
        return vec![fill((0, units)), names()];
    }
    let size = units.len().div_ceil(PARTS);
    let chunks = || units.chunks(size).enumerate().collect::<Vec<_>>().into_par_iter().map(fill).collect();
    let (mut parts, names): (Vec<_>, _) = rayon::join(chunks, names);
    parts.push(names);
    parts
}

/// What the shared step finds.
#[derive(Debug, Default)]
struct Collected<'a> {
    units: Vec<Unit<'a>>,
    http: Option<Scope>,
    stream: Option<Scope>,
    mail: Option<Scope>,
    variables: Vec<Variable>,
    limiters: Vec<Limiter>,
    limits: Vec<(u16, Line<'a>)>,
    modules: Vec<Text>,
    /// The same, where they are all that are loaded.
    known_modules: Vec<Text>,
    /// A host that is guessed around a fragment.
    guessed: Option<VirtualHost>,
}

impl<'a> Collected<'a> {
    fn main(&mut self, part: &mut Part<'a>, top: &[Line<'a>], outermost: &Scope) {
        for &line in top {
            match line.node.keyword() {
                kw::HTTP => {
                    let lines = part.lower.lines(line);
                    self.http(part, &lines, outermost);
                }
                kw::STREAM => {
                    let lines = part.lower.lines(line);
                    self.stream(part, &lines, outermost);
                }
                kw::MAIL => {
                    let lines = part.lower.lines(line);
                    self.mail = Some(scope::derive(part, outermost, &lines, true));
                    self.servers(&lines, HostKind::Mail);
                }
                kw::EVENTS => {
                    for line in part.lower.lines(line) {
                        self.limits.push((line.node.keyword(), line));
                    }
                }
                kw::LOAD_MODULE => {
                    part.named_file(FileRole::Module, line, 0, true);
                    if let Some((path, _)) = line.arg(0) {
                        let name = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
                        self.modules.push(Text::from(name));
                    }
                }
                keyword => self.limits.push((keyword, line)),
            }
        }
    }

    fn http(&mut self, part: &mut Part<'a>, lines: &[Line<'a>], outer: &Scope) {
        self.http = Some(scope::derive(part, outer, lines, false));
        self.shared_blocks(part, lines, false);
        self.servers(lines, HostKind::Http);
    }

    fn stream(&mut self, part: &mut Part<'a>, lines: &[Line<'a>], outer: &Scope) {
        self.stream = Some(scope::derive(part, outer, lines, true));
        self.shared_blocks(part, lines, true);
        self.servers(lines, HostKind::Stream);
    }

    fn servers(&mut self, lines: &[Line<'a>], kind: HostKind) {
        let servers = lines.iter().filter(|line| line.node.keyword() == kw::SERVER && line.node.is_block());
        self.units.extend(servers.map(|&block| Unit { block, kind }));
    }

    /// Pools, variables and limiters of `http` or `stream`.
    fn shared_blocks(&mut self, part: &mut Part<'a>, lines: &[Line<'a>], stream: bool) {
        for &line in lines {
            match line.node.keyword() {
                kw::UPSTREAM => {
                    let inner = part.lower.lines(line);
                    if let Some(pool) = pool::upstream(part, line, &inner, stream) {
                        part.pools.push(pool);
                    }
                }
                kw::MAP | kw::GEO | kw::SPLIT_CLIENTS => {
                    self.variables.extend(variable::definition(part, line));
                }
                kw::LIMIT_REQ_ZONE | kw::LIMIT_CONN_ZONE => {
                    self.limiters.extend(variable::limiter(part, line));
                }
                _ => {
                    if let Some((name, at)) = variable::assigned(line) {
                        part.name(NameKind::Variable, true, at);
                        part.assigned.insert(name);
                    }
                }
            }
        }
    }

    /// Hands what was found to all parts.
    fn share(&mut self, part: &mut Part<'a>) {
        let mut shared = Shared::default();
        let mut twice = Vec::new();
        for (index, pool) in part.pools.iter().enumerate() {
            let pools = if pool.stream { &mut shared.stream_pools } else { &mut shared.http_pools };
            if pool.made != Made::Declared {
                continue;
            }
            let id = Id::new(0, index);
            if let Some(first) = pools.get(&pool.name.to_ascii_lowercase()).copied() {
                twice.push((index, first));
            } else {
                pools.insert(pool.name.to_ascii_lowercase(), id);
            }
        }
        for (index, first) in twice {
            let first = part.pools[first.index()].name_at;
            let at = part.pools[index].name_at;
            part.remark(at, RemarkKind::NameDefinedTwice { what: Noun::Pool, first });
        }
        shared.variables = std::mem::take(&mut self.variables);
        shared.values.resize_with(shared.variables.len(), Default::default);
        for (index, variable) in shared.variables.iter().enumerate() {
            shared.variable_index.entry(variable.name.clone()).or_insert(index);
        }
        // Set once, here; parts only read it.
        let _ = part.lower.shared.set(shared);
    }
}

/// The place of a whole fragment's first line.
fn first_place(top: &[Line<'_>]) -> Option<At> {
    top.first().map(|line| line.name_at())
}
