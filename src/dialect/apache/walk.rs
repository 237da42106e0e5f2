//! The one sequential walk: what counts of the files, in the order in which httpd reads them.
//!
//! `Define`, `LoadModule`, `ServerRoot`, macros, conditions and includes act when they are read, so that each line
//! sees what stands before it (EXEC_ON_READ in server/core.c, mod_so.c, mod_macro.c).

mod includes;
mod macros;
mod root;

use super::condition::{Decision, Known};
use super::envvars;
use super::expand::{Resolved, Traced};
use super::include;
use super::keywords::{self, kw};
use super::library::{Library, Problem};
use super::line::{AS_WRITTEN, Item, Rewritten, Walked};
use super::modules::Modules;
use super::parse::NoteKind;
use crate::dialect::nginx::include::path_of;
use crate::dialect::nginx::missed;
use crate::model::{
    Branch, BranchId, IncludeFault, NameEntry, NameKind, Remark, RemarkKind, Text, VersionRange, Why,
};
use crate::source::{At, Source, Sources, Span, Via};
use crate::syntax::{NodeId, NodeRef, SyntaxError, SyntaxErrorKind};
use crate::world::{Files, ReadError};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use root::{DEBIAN_ROOT, place_of};
pub use root::{built_in_root, likely_root};

/// Files within files beyond this number are not followed (`AP_MAX_INCLUDE_DEPTH`).
const MAX_INCLUDES: usize = 128;

/// Sections, conditions and macros within each other beyond this number are not followed.
const MAX_DEPTH: usize = 256;

/// Lines beyond this number are not followed: includes and macros may multiply what is written.
const MAX_STEPS: usize = 10_000_000;

/// Uses of macros beyond this number are not followed.
const MAX_USES: usize = 1_000_000;

/// Bytes that variables and macros may put in place of what is written (256 MiB).
const MAX_EXPANDED: usize = 256 << 20;

/// Names of macros compared with others beyond this number are not looked at.
const MOST_COMPARED: usize = 100_000;

/// Remarks beyond this number are not kept.
const MOST_REMARKS: usize = 100_000;

/// What the walk is told about the configuration.
pub struct Setting<'s> {
    pub files: &'s dyn Files,
    pub versions: VersionRange,
    pub whole: bool,
    /// Relative paths start here until `ServerRoot` says otherwise.
    pub root: PathBuf,
}

/// Reads the configuration that begins with this text.
pub fn walk(sources: &mut Sources, source: Source, setting: Setting<'_>) -> Walked {
    let library = Library::new(sources, source);
    let entry = library.files[0].file;
    let script = setting.files.read(&setting.root.join("envvars")).ok();
    let environment = script.as_deref().map(envvars::read).unwrap_or_default();
    let debian = setting.root.ends_with("apache2") && setting.root.starts_with("/etc");
    let modules = Modules::new(!setting.whole, debian);
    let walked = Walked {
        entry,
        files: Vec::new(),
        items: Vec::new(),
        texts: Vec::new(),
        words: Vec::new(),
        bytes: Vec::new(),
        branches: Vec::new(),
        remarks: Vec::new(),
        names: Vec::new(),
        syntax: Vec::new(),
        modules,
        defines: FxHashMap::default(),
        environment,
        has_environment: script.is_some(),
        root: setting.root.clone(),
        unread: false,
    };
    let built_in = PathBuf::from(DEBIAN_ROOT);
    let copied = setting.whole && setting.root != built_in && setting.root.ends_with("etc/apache2");
    let moved = copied.then(|| (built_in, setting.root.clone()));
    let mut walk = Walk {
        sources,
        setting,
        library,
        walked,
        macros: FxHashMap::default(),
        includes: vec![0],
        depth: 0,
        when: 0,
        assumed: Vec::new(),
        constructs: FxHashMap::default(),
        maybe: FxHashSet::default(),
        undefined: FxHashSet::default(),
        said: FxHashSet::default(),
        active: Vec::new(),
        patterns: Vec::new(),
        found: FxHashMap::default(),
        steps: 0,
        uses: 0,
        expanded: 0,
        compared: 0,
        moved,
    };
    walk.file(0, Via::DIRECT);
    walk.missed();
    walk.swallowed();
    let copied = walk.moved.is_some();
    // What every 2.4 loads before it lets anybody in: without it the files of a package were not copied.
    if copied && walk.walked.modules.place(b"authz_core_module").is_none() {
        walk.walked.modules.open = true;
    }
    let mut walked = walk.walked;
    walked.modules.copied = copied;
    walked.files = walk.library.files;
    let mut syntax: Vec<SyntaxError> =
        walked.files.iter().flat_map(|file| file.errors.iter().cloned()).collect();
    syntax.append(&mut walked.syntax);
    walked.syntax = syntax;
    walked.items.shrink_to_fit();
    walked.words.shrink_to_fit();
    walked.bytes.shrink_to_fit();
    walked
}

/// `<Macro>`.
#[derive(Clone, Debug)]
struct Macro {
    parsed: usize,
    node: NodeId,
    /// The line that defines it.
    at: Span,
    parameters: Vec<Vec<u8>>,
    used: bool,
}

/// Parameters of a macro with their arguments.
type Arguments = Rc<Vec<(Vec<u8>, Vec<u8>)>>;

/// Where a line stands.
#[derive(Clone)]
struct Frame {
    parsed: usize,
    via: Via,
    /// In the body of a macro: its arguments.
    arguments: Option<Arguments>,
}

type Words = Vec<(Vec<u8>, Span)>;

struct Walk<'w> {
    sources: &'w mut Sources,
    setting: Setting<'w>,
    library: Library,
    walked: Walked,
    macros: FxHashMap<Vec<u8>, Macro>,
    /// Files on the way to the one at hand.
    includes: Vec<usize>,
    depth: usize,
    /// The branch at hand and one; 0: none.
    when: u32,
    /// What the branches around assume.
    assumed: Vec<(Vec<u8>, bool)>,
    /// The first section that asked something.
    constructs: FxHashMap<Vec<u8>, At>,
    /// Variables that are set in a branch only.
    maybe: FxHashSet<Vec<u8>>,
    /// Variables that `UnDefine` took away.
    undefined: FxHashSet<Vec<u8>>,
    /// References that were told already.
    said: FxHashSet<Span>,
    /// Macros whose bodies are read right now: one cannot use itself.
    active: Vec<Vec<u8>>,
    /// Patterns of includes, and where each stands.
    patterns: Vec<(Vec<u8>, At)>,
    /// What each path or pattern gives: thousands of hosts include the same snippets.
    found: FxHashMap<Vec<u8>, Rc<include::Found>>,
    steps: usize,
    uses: usize,
    /// Bytes put in place of others so far.
    expanded: usize,
    /// `ServerRoot` as written, and where it lies in the tree that is read: a copy from another machine.
    moved: Option<(PathBuf, PathBuf)>,
    /// Names compared so far, while near ones were looked for.
    compared: usize,
}

impl Walk<'_> {
    fn file(&mut self, parsed: usize, via: Via) {
        let ids: Vec<NodeId> =
            self.library.text(self.sources, parsed).children().map(|node| node.id).collect();
        self.nodes(&Frame { parsed, via, arguments: None }, &ids);
    }

    fn nodes(&mut self, frame: &Frame, ids: &[NodeId]) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        for id in ids {
            self.node(frame, *id);
        }
        self.depth -= 1;
    }

    fn children(&mut self, frame: &Frame, id: NodeId) {
        let ids: Vec<NodeId> =
            self.library.text(self.sources, frame.parsed).node(id).children().map(|node| node.id).collect();
        self.nodes(frame, &ids);
    }

    fn remark(&mut self, at: At, kind: RemarkKind) {
        if self.walked.remarks.len() < MOST_REMARKS {
            self.walked.remarks.push(Remark { at, kind });
        }
    }

    fn node_ref(&self, frame: &Frame, id: NodeId) -> NodeRef<'_> {
        self.library.text(self.sources, frame.parsed).node(id)
    }

    fn node(&mut self, frame: &Frame, id: NodeId) {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            self.walked.unread = true;
            return;
        }
        let node = self.node_ref(frame, id);
        let (mut keyword, block) = (node.keyword(), node.is_block());
        let rewritten = frame.arguments.is_some()
            || (0..node.len()).any(|index| node.word(index).is_some_and(|word| word.has_variable()));
        let mut words = None;
        // A macro's body is expanded where it is used.
        if rewritten && keyword != kw::MACRO {
            let (text, unknown) = self.rewrite(frame, id);
            keyword = text.first().map_or(keyword, |(name, _)| keywords::lookup(name));
            words = Some((text, unknown));
        }
        match keyword {
            kw::DEFINE | kw::UN_DEFINE => self.define(frame, id, keyword, &words),
            kw::SERVER_ROOT => {
                if let Some((path, _)) = self.args(frame, id, &words).first() {
                    let written = path_of(path);
                    let real = place_of(self.setting.files, &self.setting.root, &written);
                    self.moved = (real != written).then(|| (written, real.clone()));
                    self.walked.root = real;
                }
            }
            kw::LOAD_MODULE => {
                if let [(name, span), (path, _), ..] = self.args(frame, id, &words).as_slice() {
                    let at = At { span: *span, via: frame.via };
                    // "More than one MPM loaded." (AH00534)
                    let other = self.walked.modules.other_mpm(name).filter(|_| self.when == 0);
                    if let Some(first) = other {
                        self.remark(at, RemarkKind::Excludes { first });
                    }
                    self.walked.modules.load(name, path, at, self.when == 0);
                }
            }
            // `Error "text"` ends the start with its text.
            kw::ERROR if self.when == 0 => {
                if let Some((text, span)) = self.args(frame, id, &words).first() {
                    let server_says = String::from_utf8_lossy(text).into_owned();
                    let at = At { span: *span, via: frame.via };
                    self.remark(at, RemarkKind::InvalidValue { server_says });
                }
            }
            kw::MACRO => return self.define_macro(frame, id),
            kw::UNDEF_MACRO => {
                if let Some((name, _)) = self.args(frame, id, &words).first() {
                    self.macros.remove(&name.to_ascii_lowercase());
                }
                return;
            }
            kw::USE => return self.use_macro(frame, id, &words),
            kw::INCLUDE | kw::INCLUDE_OPTIONAL => return self.include(frame, id, keyword, words),
            _ if block && keywords::is_condition(keyword) => {
                return self.condition(frame, id, keyword, &words);
            }
            _ => {}
        }
        self.push(frame, id, keyword, block, words);
    }

    /// Adds a line, and what stands in it.
    fn push(
        &mut self,
        frame: &Frame,
        id: NodeId,
        keyword: u16,
        block: bool,
        words: Option<(Words, Option<Why>)>,
    ) {
        let text = match words {
            Some((words, unknown)) => self.keep(words, unknown),
            None => AS_WRITTEN,
        };
        let index = self.walked.items.len();
        self.walked.items.push(Item {
            parsed: frame.parsed as u32,
            node: id,
            via: frame.via,
            next: index as u32 + 1,
            text,
            when: self.when,
            keyword,
            block,
        });
        if block {
            self.children(frame, id);
            self.walked.items[index].next = self.walked.items.len() as u32;
        }
    }

    fn keep(&mut self, words: Words, unknown: Option<Why>) -> u32 {
        let walked = &mut self.walked;
        let first = walked.words.len() as u32;
        for (text, span) in words {
            walked.bytes.extend_from_slice(&text);
            walked.words.push((walked.bytes.len() as u32, span));
        }
        walked.texts.push(Rewritten { words: (first, walked.words.len() as u32), unknown });
        walked.texts.len() as u32 - 1
    }

    /// The words of a line after macro parameters and variables are replaced.
    fn rewrite(&mut self, frame: &Frame, id: NodeId) -> (Words, Option<Why>) {
        let mut traced = Traced::of(self.node_ref(frame, id));
        if self.expanded > MAX_EXPANDED {
            return (traced.words(), Some(Why::Opaque));
        }
        if let Some(arguments) = &frame.arguments {
            traced = traced.substitute(arguments);
        }
        let mut missing = Vec::new();
        let mut used = Vec::new();
        let (walked, maybe) = (&self.walked, &self.maybe);
        let why = match (self.setting.whole, walked.unread) {
            (false, _) => Why::Fragment,
            (_, true) => Why::UnreadInclude,
            _ => Why::Environment,
        };
        let (traced, unknown) = traced.resolve(&mut |name, span| {
            // `${map:key}` is for mod_rewrite, and kept.
            if name.contains(&b':') || name.is_empty() {
                return Resolved::Kept;
            }
            used.push(span);
            match walked.defines.get(name) {
                Some(_) if maybe.contains(name) => return Resolved::Unknown(Why::Environment),
                Some(Some(value)) => return Resolved::Text(value.clone()),
                _ => {}
            }
            match walked.environment.get(name) {
                Some(value) => Resolved::Text(value.clone()),
                None => {
                    missing.push((name.to_vec(), span));
                    Resolved::Unknown(why)
                }
            }
        });
        for span in used {
            let at = At { span, via: frame.via };
            if self.walked.names.len() < MOST_REMARKS {
                self.walked.names.push(NameEntry { kind: NameKind::Variable, defines: false, at });
            }
        }
        for (name, span) in missing {
            // What a condition leaves out is not read, perhaps.
            if self.when == 0 && self.said.insert(span) {
                let name = Text::from(name);
                let kind = RemarkKind::UndefinedName { kind: NameKind::Variable, name, nearest: None };
                self.remark(At { span, via: frame.via }, kind);
            }
        }
        self.expanded += traced.text.len();
        (traced.words(), unknown)
    }

    /// The arguments of a line.
    fn args(&self, frame: &Frame, id: NodeId, words: &Option<(Words, Option<Why>)>) -> Words {
        match words {
            Some((words, _)) => words.iter().skip(1).cloned().collect(),
            None => {
                let node = self.node_ref(frame, id);
                node.args().map(|word| (word.bytes().to_vec(), word.span())).collect()
            }
        }
    }

    fn define(&mut self, frame: &Frame, id: NodeId, keyword: u16, words: &Option<(Words, Option<Why>)>) {
        let args = self.args(frame, id, words);
        let Some((name, span)) = args.first() else { return };
        if keyword == kw::UN_DEFINE {
            self.walked.defines.remove(name);
            self.maybe.remove(name);
            if self.when == 0 {
                self.undefined.insert(name.clone());
            }
            return;
        }
        let at = At { span: *span, via: frame.via };
        self.walked.names.push(NameEntry { kind: NameKind::Variable, defines: true, at });
        let value = args.get(1).map(|(value, _)| value.clone());
        let doubtful = words.as_ref().is_some_and(|(_, unknown)| unknown.is_some());
        let known = self.walked.defines.get(name);
        // In a branch it may not be read; a value that is the same either way is known all the same.
        if self.when != 0 && known.is_some_and(|known| *known != value) || doubtful {
            self.maybe.insert(name.clone());
        } else if self.when == 0 {
            self.maybe.remove(name);
        }
        self.undefined.remove(name);
        self.walked.defines.insert(name.clone(), value);
    }

    fn condition(&mut self, frame: &Frame, id: NodeId, keyword: u16, words: &Option<(Words, Option<Why>)>) {
        let args = self.args(frame, id, words);
        if args.is_empty() {
            let kind = RemarkKind::WrongArguments { given: 0, fewest: 1, most: None };
            let at = At { span: self.node_ref(frame, id).head_span(), via: frame.via };
            return self.remark(at, kind);
        }
        let doubtful = words.as_ref().is_some_and(|(_, unknown)| unknown.is_some());
        let known = Known {
            modules: &self.walked.modules,
            defines: &self.walked.defines,
            undefined: &self.undefined,
            versions: self.setting.versions,
            root: &self.walked.root,
            files: self.setting.files,
        };
        let mut decision = known.decide(keyword, &args, doubtful);
        if let Decision::Open { asks, negated } = &decision
            && let Some((_, holds)) = self.assumed.iter().rev().find(|(assumed, _)| assumed == asks)
        {
            decision = if holds == negated { Decision::Fails } else { Decision::Holds };
        }
        match decision {
            Decision::Holds => self.children(frame, id),
            Decision::Fails => self.left_open(frame, id),
            Decision::Open { asks, negated } => {
                let here = At { span: self.node_ref(frame, id).head_span(), via: frame.via };
                let construct = *self.constructs.entry(asks.clone()).or_insert(here);
                let parent = self.when.checked_sub(1).map(BranchId);
                let outer = self.when;
                self.walked.branches.push(Branch { parent, construct, arm: negated as u16 });
                self.when = self.walked.branches.len() as u32;
                self.assumed.push((asks, !negated));
                self.children(frame, id);
                self.assumed.pop();
                self.when = outer;
            }
        }
    }

    /// A condition that fails is looked through for its end, which must be there.
    fn left_open(&mut self, frame: &Frame, id: NodeId) {
        let head = self.node_ref(frame, id).head_span();
        let notes = &self.library.files[frame.parsed].notes;
        let open = |note: &super::parse::Note| note.kind == NoteKind::UnclosedCondition && note.at == head;
        if notes.iter().any(open) {
            let name = self.node_ref(frame, id).name().into_owned();
            let says = format!("Expected </{}> before end of configuration", String::from_utf8_lossy(&name));
            self.walked.syntax.push(SyntaxError {
                kind: SyntaxErrorKind::UnclosedBlock,
                at: head,
                reported: None,
                opened: Some(head),
                server_says: says,
            });
        }
    }

    /// Directives that stand in a comment, since the line before them ends in a backslash.
    fn swallowed(&mut self) {
        let mut found = Vec::new();
        for file in &self.library.files {
            for note in file.notes.iter().filter(|note| note.kind == NoteKind::InComment) {
                let text = self.sources.bytes(note.at);
                let name = text.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
                let bare = name.strip_prefix(b"<").unwrap_or(name);
                // Prose goes on, too.
                if keywords::lookup(bare) == kw::UNKNOWN_NAME {
                    continue;
                }
                let after = Span { start: note.by.end.saturating_sub(1), ..note.by };
                found.push((note.at, Text::from(name), At::from(after)));
            }
        }
        for (at, name, after) in found {
            self.remark(At::from(at), RemarkKind::Swallowed { name, after, words: at, refused: false });
        }
    }

    fn unread(&mut self) {
        self.walked.unread = true;
        self.walked.modules.open = true;
    }
}

#[cfg(test)]
mod tests;
