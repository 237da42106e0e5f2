//! Includes, expanded: every file at each place where it counts.
//!
//! A file is parsed once; here each place of inclusion gets its own number ([`Via`]), so that lowering
//! can walk blocks with the includes in place, from several threads, and every finding can say through
//! which lines a place counts. Owns the guard against explosions of includes; cycles are cut by loading.

use super::super::keywords::kw;
use super::super::load::{Included, Loaded, ParsedFile, Problem};
use crate::model::{IncludeFault, Remark, RemarkKind, Text};
use crate::source::{At, FileId, Sources, Via};
use crate::syntax::{self, Children, NodeFlags, NodeId, NodeRef};
use rustc_hash::{FxHashMap, FxHashSet};
use std::os::unix::ffi::OsStrExt;

/// Places of inclusion beyond the number of files; what lies further is reported as not read.
const MOST_PLACES: usize = 1_000_000;
/// Directives that includes may repeat: a file of many lines at many places.
const MOST_REPEATED: usize = 8_000_000;
/// Blocks and includes inside each other. nginx holds a file open for each level of includes and itself ends at
/// the number of descriptors; its own blocks need fewer than ten.
const DEEPEST: u32 = 160;
/// Remarks about includes that were not read: one line may fail at each of many places.
const MOST_REMARKS: usize = 100_000;

/// One file at one place.
#[derive(Clone, Copy, Debug)]
struct Instance {
    /// Index of the parsed file, or [`NOTHING`] where the guards stopped.
    parsed: u32,
    /// Number of the first file included from here.
    children: u32,
    /// Blocks and includes around it.
    depth: u32,
}

const NOTHING: u32 = u32::MAX;

/// The entry file and everything included from it.
#[derive(Debug)]
pub struct Expansion {
    /// Chains that existed before; the chain of instance `i` is number `base + i`.
    base: u32,
    instances: Vec<Instance>,
    /// By parsed file: each include's node, how many files the includes before it name, and how many it
    /// names itself.
    offsets: Vec<Box<[(u32, u32, u32)]>>,
    /// Includes among entries that could not be read in full.
    unread: FxHashSet<(FileId, NodeId)>,
}

/// Expands all includes below the entry.
///
/// What the includes brought is taken out of `loaded`: from here on only the expansion knows it.
pub fn expand(loaded: &mut Loaded, sources: &mut Sources, remarks: &mut Vec<Remark>) -> Expansion {
    let index: FxHashMap<(FileId, bool), u32> =
        loaded.files.iter().zip(0..).map(|(file, index)| ((file.file, file.entries), index)).collect();
    let offsets = loaded
        .files
        .iter()
        .map(|file| {
            let mut count = 0;
            let offset = |(node, included): &(NodeId, Included)| {
                let (before, own) = (count, included.files.len() as u32);
                count += own;
                (node.0, before, own)
            };
            file.includes.iter().map(offset).collect()
        })
        .collect();
    let depths: Vec<Vec<u32>> = loaded.files.iter().map(|file| include_depths(file, sources)).collect();
    let base = sources.chain_count() as u32;
    let mut expansion = Expansion { base, instances: Vec::new(), offsets, unread: FxHashSet::default() };
    for missed in &loaded.missed {
        let Some(file) = loaded.files.get(missed.parsed) else { continue };
        let Some((node, _)) = file.includes.get(missed.include) else { continue };
        let text = file.tree.root(&sources.get(file.file).bytes);
        let Some(word) = text.node(*node).arg(0) else { continue };
        let at = At { span: word.span(), via: Via::DIRECT };
        let kind = RemarkKind::NotIncluded { file: missed.path.clone(), pattern: Some(word.span()) };
        remarks.push(Remark { at, kind });
    }
    let entry = index.get(&(loaded.entry, false)).copied().unwrap_or(NOTHING);
    expansion.instances.push(Instance { parsed: entry, children: 0, depth: 0 });
    let most = MOST_PLACES + loaded.files.len();
    let mut directives = 0;
    let most_directives =
        MOST_REPEATED + loaded.files.iter().map(|file| file.tree.node_count()).sum::<usize>();
    let mut next = 0;
    while next < expansion.instances.len() {
        let Instance { parsed, depth, .. } = expansion.instances[next];
        expansion.instances[next].children = expansion.instances.len() as u32;
        let via = expansion.via(next);
        if let Some(file) = loaded.files.get(parsed as usize) {
            let wanted: usize = file.includes.iter().map(|(_, included)| included.files.len()).sum();
            let deepest = depths[parsed as usize].iter().max().map_or(0, |inner| depth + inner + 1);
            directives += file.tree.node_count();
            let too_many = expansion.instances.len() + wanted > most
                || directives > most_directives
                || deepest > DEEPEST;
            if directives > most_directives {
                expansion.instances[next].parsed = NOTHING;
                if let Some(span) = sources.chain(via).next().filter(|_| remarks.len() < MOST_REMARKS) {
                    let source = sources.get(file.file);
                    let pattern = Text::from(source.config_path().as_os_str().as_bytes());
                    let kind = RemarkKind::IncludeUnread { pattern, error: IncludeFault::TooMany };
                    remarks.push(Remark { at: At { span, via }, kind });
                }
            }
            if too_many {
                expansion.instances[next].children = NOTHING;
            }
            for ((node, included), inner) in file.includes.iter().zip(&depths[parsed as usize]) {
                if too_many && remarks.len() > MOST_REMARKS {
                    break;
                }
                let text = file.tree.root(&sources.get(file.file).bytes);
                let node = text.node(*node);
                let span = node.arg(0).map_or(node.span(), |word| word.span());
                let entries = node.flags().has(NodeFlags::ENTRY);
                let pattern = || Text::from(included.pattern.as_os_str().as_bytes());
                let at = At { span, via };
                if !included.problems.is_empty() {
                    expansion.unread.insert((file.file, node.id));
                }
                let room = MOST_REMARKS.saturating_sub(remarks.len());
                for (path, problem) in included.problems.iter().take(room) {
                    let error = fault(*problem);
                    let pattern = Text::from(path.as_os_str().as_bytes());
                    remarks.push(Remark { at, kind: RemarkKind::IncludeUnread { pattern, error } });
                }
                if too_many {
                    let error = IncludeFault::TooMany;
                    let kind = RemarkKind::IncludeUnread { pattern: pattern(), error };
                    remarks.push(Remark { at, kind });
                    continue;
                }
                if included.files.is_empty() && included.problems.is_empty() {
                    remarks.push(Remark { at, kind: RemarkKind::IncludeEmpty { pattern: pattern() } });
                }
                for target in &included.files {
                    let parsed = index.get(&(*target, entries)).copied().unwrap_or(NOTHING);
                    expansion.instances.push(Instance { parsed, children: 0, depth: depth + inner + 1 });
                    sources.include(via, span);
                }
            }
        }
        next += 1;
    }
    expansion.instances.shrink_to_fit();
    loaded.files.iter_mut().for_each(|file| file.includes = Vec::new());
    expansion
}

/// How many blocks of its file stand around each include.
fn include_depths(file: &ParsedFile, sources: &Sources) -> Vec<u32> {
    let mut depths = Vec::with_capacity(file.includes.len());
    if file.includes.is_empty() {
        return depths;
    }
    let text = file.tree.root(&sources.get(file.file).bytes);
    let mut ends: Vec<u32> = Vec::new();
    let mut wanted = file.includes.iter().map(|(node, _)| *node).peekable();
    for node in text.all() {
        let span = node.span();
        while ends.last().is_some_and(|end| *end <= span.start) {
            ends.pop();
        }
        if wanted.next_if_eq(&node.id).is_some() {
            depths.push(ends.len() as u32);
        }
        if node.is_block() {
            ends.push(span.end);
        }
    }
    depths
}

fn fault(problem: Problem) -> IncludeFault {
    match problem {
        Problem::Read(error) => IncludeFault::Read(error),
        Problem::NotInDump => IncludeFault::NotGiven,
        Problem::Cycle => IncludeFault::Cycle,
        Problem::TooMany => IncludeFault::TooMany,
    }
}

impl Expansion {
    fn via(&self, instance: usize) -> Via {
        if instance == 0 { Via::DIRECT } else { Via(self.base + instance as u32) }
    }

    /// Whether an include could not be read in full.
    pub fn is_unread(&self, node: NodeRef<'_>) -> bool {
        self.unread.contains(&(node.file(), node.id))
    }

    fn instance(&self, via: Via) -> usize {
        if via == Via::DIRECT { 0 } else { (via.0 - self.base) as usize }
    }
}

/// Walks trees with includes in place.
#[derive(Clone, Copy, Debug)]
pub struct Walk<'a> {
    pub loaded: &'a Loaded,
    pub sources: &'a Sources,
    pub expansion: &'a Expansion,
}

impl<'a> Walk<'a> {
    fn text(self, parsed: usize) -> syntax::Text<'a> {
        let file = &self.loaded.files[parsed];
        file.tree.root(&self.sources.get(file.file).bytes)
    }

    /// The entry's own text.
    pub fn entry(self) -> Option<syntax::Text<'a>> {
        let parsed = self.expansion.instances.first()?.parsed;
        (parsed != NOTHING).then(|| self.text(parsed as usize))
    }

    /// Visits the nodes of a block in the order in which nginx reads them: an include is replaced by
    /// what its files hold. The include itself is visited first.
    pub fn each(self, children: Children<'a>, via: Via, visit: &mut dyn FnMut(NodeRef<'a>, Via)) {
        for node in children {
            visit(node, via);
            if is_include(node) {
                self.each_included(node, via, visit);
            }
        }
    }

    fn each_included(self, node: NodeRef<'a>, via: Via, visit: &mut dyn FnMut(NodeRef<'a>, Via)) {
        let instance = self.expansion.instance(via);
        let Some(here) = self.expansion.instances.get(instance) else { return };
        let Some(offsets) = self.expansion.offsets.get(here.parsed as usize) else { return };
        let Ok(index) = offsets.binary_search_by_key(&node.id.0, |(node, ..)| *node) else { return };
        let Some(first) = here.children.checked_add(offsets[index].1) else { return };
        let count = offsets[index].2;
        for child in first..first.saturating_add(count) {
            let Some(file) = self.expansion.instances.get(child as usize) else { return };
            if file.parsed != NOTHING {
                let text = self.text(file.parsed as usize);
                self.each(text.children(), self.expansion.via(child as usize), visit);
            }
        }
    }
}

/// An include, also among the entries of a `map` or `types` block, where the key is no directive.
fn is_include(node: NodeRef<'_>) -> bool {
    if node.flags().has(NodeFlags::ENTRY) {
        return node.len() == 2 && &*node.name() == b"include";
    }
    node.keyword() == kw::INCLUDE
}
