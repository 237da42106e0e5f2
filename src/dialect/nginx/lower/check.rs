//! What nginx refuses by a directive's name, place and number of words, and what nobody here knows.
//!
//! Source: `ngx_conf_handler`. A line is judged where it counts, so an included file once per kind of
//! place; the cost is linear in the lines with includes in place. Values are judged where they are read.

use super::super::keywords::{self, Class, Contexts, Keyword, kw};
use super::super::load::Loaded;
use super::super::modules;
use super::super::once;
use super::part::Part;
use super::scope::Line;
use super::{Collected, Unit};
use crate::model::*;
use crate::source::{At, FileId, Span, Via};
use crate::syntax::{self, NodeFlags, NodeRef, Quote, WordRef};
use rustc_hash::{FxHashMap, FxHashSet};

/// Checks all lines below the entry but those of the servers, which are checked with their units.
pub(super) fn check<'a>(part: &mut Part<'a>, top: &[Line<'a>], collected: &Collected<'a>, whole: bool) {
    let units: FxHashSet<At> = collected.units.iter().map(|unit| unit.block.name_at()).collect();
    let modules = modules::Loaded::new(&collected.known_modules);
    let mut checker = Checker::new(part.lower.walk.loaded, modules, Some(units));
    let place = Place { contexts: if whole { Contexts::MAIN } else { Contexts::ANY }, opened: None };
    checker.next_block();
    for &line in top {
        checker.line(part, line, place);
    }
    checker.run(part);
}

/// Looks at the names of all files, once each, wherever they count.
pub(super) fn all_names(part: &mut Part<'_>) {
    let mut guesses = Guesses::default();
    for file in &part.lower.walk.loaded.files {
        if !file.entries {
            let bytes = &part.lower.walk.sources.get(file.file).bytes;
            names(part, file.tree.root(bytes), is_template(bytes), &mut guesses);
        }
    }
}

/// Checks the lines of one server.
pub(super) fn unit<'a>(checker: &mut Checker<'a>, part: &mut Part<'a>, unit: &Unit<'a>) {
    let contexts = match unit.kind {
        HostKind::Http => Contexts::SERVER,
        HostKind::Stream => Contexts::STREAM_SERVER,
        HostKind::Mail => Contexts::MAIL_SERVER,
    };
    let contexts = if part.lower.whole { contexts } else { inside(kw::SERVER, Contexts::ANY) };
    checker.push(unit.block, contexts);
    checker.run(part);
}

/// Counts what is not understood, once per file, and remarks on names that nobody knows. What stands
/// below an unknown name is that name's own affair.
fn names(part: &mut Part<'_>, text: syntax::Text<'_>, template: bool, guesses: &mut Guesses) {
    let mut open = vec![text.children()];
    while let Some(children) = open.pop() {
        for node in children {
            if node.flags().has(NodeFlags::ENTRY) {
                continue;
            }
            let Some(info) = keywords::info(node.keyword()) else {
                part.counts.opaque += 1;
                part.note_beyond(node.name_span(), true);
                let at = At { span: node.name_span(), via: Via::DIRECT };
                if !template && !node.flags().has(NodeFlags::BROKEN) && !part.is_placeholder(&node.name()) {
                    let nearest = guesses.nearest(&node.name());
                    part.remark(at, RemarkKind::UnknownDirective { nearest });
                }
                continue;
            };
            match info.class {
                Class::ThirdParty => {
                    part.counts.opaque += 1;
                    part.note_beyond(node.name_span(), true);
                }
                Class::Relevant => {
                    part.counts.unmodelled += 1;
                    part.note_beyond(node.name_span(), false);
                }
                Class::NoBearing => part.counts.without_bearing += 1,
                _ => {}
            }
            if node.is_block() {
                open.push(node.children());
            }
        }
    }
}

/// Names that are compared with all directives at the most: a text of another kind holds nothing else.
const MOST_GUESSES: usize = 200;

/// Nearest directives, by the name written.
#[derive(Debug, Default)]
struct Guesses(FxHashMap<Vec<u8>, Option<&'static str>>);

impl Guesses {
    fn nearest(&mut self, name: &[u8]) -> Option<&'static str> {
        if let Some(known) = self.0.get(name) {
            return *known;
        }
        if self.0.len() >= MOST_GUESSES {
            return None;
        }
        let nearest = nearest_keyword(name);
        self.0.insert(name.to_vec(), nearest);
        nearest
    }
}

/// What is known of the place where a line counts.
#[derive(Clone, Copy, Debug)]
struct Place {
    /// One context; several where a fragment's surroundings are not known.
    contexts: Contexts,
    /// The block's opening words.
    opened: Option<At>,
}

/// The state of a walk; it serves many servers one after the other.
#[derive(Debug)]
pub(super) struct Checker<'a> {
    modules: modules::Loaded,
    /// Servers that are checked elsewhere.
    elsewhere: Option<FxHashSet<At>>,
    stack: Vec<(Line<'a>, Place)>,
    /// By keyword: in which block it was seen last, and where.
    seen: Vec<(u32, Option<Line<'a>>)>,
    block: u32,
    said: FxHashSet<Span>,
    /// Whether a file's lines are not judged: it is a template, or its braces do not fit.
    uneven: FxHashMap<FileId, bool>,
    /// The last answer: lines of one file follow each other.
    last_file: Option<(FileId, bool)>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(loaded: &Loaded, modules: modules::Loaded, elsewhere: Option<FxHashSet<At>>) -> Self {
        // After a missing brace or semicolon everything stands in the wrong block; that is told once.
        let broken = loaded.files.iter().filter(|file| !file.errors.is_empty());
        Checker {
            modules,
            elsewhere,
            stack: Vec::new(),
            seen: vec![(0, None); keywords::all().len() + 1],
            block: 0,
            said: FxHashSet::default(),
            uneven: broken.map(|file| (file.file, true)).collect(),
            last_file: None,
        }
    }

    fn push(&mut self, block: Line<'a>, contexts: Contexts) {
        self.stack.push((block, Place { contexts, opened: Some(block.head()) }));
    }

    fn next_block(&mut self) {
        self.block += 1;
    }

    fn run(&mut self, part: &mut Part<'a>) {
        while let Some((block, mut place)) = self.stack.pop() {
            self.next_block();
            if place.contexts.meets(Contexts::STREAM_SERVER.or(Contexts::MAIL_SERVER))
                && place.contexts.meets(Contexts::SERVER)
                && block.node.children().any(|node| node.keyword() == kw::LOCATION)
            {
                place.contexts = Contexts::SERVER;
            }
            let walk = part.lower.walk;
            walk.each(block.node.children(), block.via, &mut |node, via| {
                self.line(part, Line { node, via }, place);
            });
        }
    }

    fn line(&mut self, part: &mut Part<'a>, line: Line<'a>, place: Place) {
        let node = line.node;
        let flags = node.flags();
        let Some(info) = keywords::info(node.keyword()) else { return };
        if flags.has(NodeFlags::ENTRY) {
            return;
        }
        // Between the branches of a template one line or the other stands, and words may be missing.
        if self.is_uneven(part, node.file()) {
            if flags.has(NodeFlags::BLOCK) {
                self.enter(line, place);
            }
            return;
        }
        if let Some((word, after)) = swallowed(node, place.contexts)
            && self.said.insert(word.span())
        {
            let (after, words) = (line.at(after), Span { start: word.span().start, ..node.head_span() });
            let name = Text::from(word.bytes());
            // `server_name` takes any words; `listen` knows its parameters.
            let refused = !info.takes(node.len() - 1) || node.keyword() == kw::LISTEN;
            part.remark(line.at(word), RemarkKind::Swallowed { name, after, words, refused });
            return;
        }
        if let Some(kind) = self.refused(part, node, info, place) {
            if self.said.insert(node.name_span()) {
                part.remark(line.name_at(), kind);
            }
            return;
        }
        if once::is_once(node.keyword()) {
            self.twice(part, line);
        }
        if flags.has(NodeFlags::BLOCK) && !flags.has(NodeFlags::RAW_BODY) {
            self.enter(line, place);
        }
    }

    fn enter(&mut self, line: Line<'a>, place: Place) {
        let keyword = line.node.keyword();
        let elsewhere = || self.elsewhere.as_ref().is_some_and(|units| units.contains(&line.name_at()));
        let contexts = inside(keyword, place.contexts);
        if contexts != Contexts::NONE && !(keyword == kw::SERVER && elsewhere()) {
            self.push(line, contexts);
        }
    }

    fn is_uneven(&mut self, part: &Part<'_>, file: FileId) -> bool {
        if let Some((known, is)) = self.last_file
            && known == file
        {
            return is;
        }
        let is =
            *self.uneven.entry(file).or_insert_with(|| is_template(&part.lower.walk.sources.get(file).bytes));
        self.last_file = Some((file, is));
        is
    }

    /// Why nginx refuses a line, in the order in which it asks.
    fn refused(
        &self,
        part: &Part<'_>,
        node: NodeRef<'_>,
        info: &'static Keyword,
        place: Place,
    ) -> Option<RemarkKind> {
        let existence = info.existence;
        if let Some(module) = self.modules.lacks(info) {
            return Some(RemarkKind::ModuleAbsent { module });
        }
        if existence.plus || info.class == Class::ThirdParty {
            return None;
        }
        if existence.since.is_some() || existence.until.is_some() {
            let version = |(major, minor, patch)| Version::new(major, minor, patch);
            let versions = VersionRange {
                from: existence.since.map_or(Version::new(0, 0, 0), version),
                before: existence.until.map_or(Version::MAX, version),
            };
            if !versions.overlaps(part.lower.versions) {
                return Some(RemarkKind::OtherVersion { versions });
            }
        }
        if !info.contexts.meets(place.contexts) {
            let allowed = allowed(info.contexts);
            let context = context_name(place.contexts);
            return Some(RemarkKind::WrongContext { context, allowed, block: place.opened });
        }
        let info = match node.keyword() {
            kw::SERVER if !keywords::SERVER_OF_UPSTREAM.contexts.meets(place.contexts) => {
                &keywords::SERVER_BLOCK
            }
            kw::SERVER if !keywords::SERVER_BLOCK.contexts.meets(place.contexts) => {
                &keywords::SERVER_OF_UPSTREAM
            }
            _ => info,
        };
        let given = node.len().saturating_sub(1);
        if info.takes(given) {
            return None;
        }
        let judged = !node.flags().has(NodeFlags::BROKEN)
            && !node.args().any(|word| !word.has_variable() && part.is_placeholder(word.bytes()));
        if judged {
            let most = (info.most != u8::MAX).then_some(info.most);
            return Some(RemarkKind::WrongArguments { given: given as u32, fewest: info.fewest, most });
        }
        None
    }

    fn twice(&mut self, part: &mut Part<'_>, line: Line<'a>) {
        let Some(seen) = self.seen.get_mut(line.node.keyword() as usize) else { return };
        match *seen {
            (block, Some(first)) if block == self.block => {
                if self.said.insert(line.node.name_span()) {
                    part.remark(line.head(), RemarkKind::GivenTwice { first: first.head() });
                }
            }
            _ => *seen = (self.block, Some(line)),
        }
    }
}

/// Bytes of a file in which the marks of a template step are looked for.
const LOOKED_AT: usize = 1 << 18;

/// The file is filled in by a template step: Jinja, ERB, Go.
pub fn is_template(bytes: &[u8]) -> bool {
    let bytes = &bytes[..bytes.len().min(LOOKED_AT)];
    [(&b"{%"[..], &b"%}"[..]), (b"<%", b"%>"), (b"{{", b"}}")].iter().any(|(open, close)| {
        let Some(at) = memchr::memmem::find(bytes, open) else { return false };
        memchr::memmem::find(&bytes[at..], close).is_some()
    })
}

/// A directive that a missing `;` made a part of this one: the first word of a later line that is a
/// directive's name, in a context and with words that fit it. With the word before it.
fn swallowed<'a>(node: NodeRef<'a>, contexts: Contexts) -> Option<(WordRef<'a>, WordRef<'a>)> {
    // A name, the other name and a word of it at the least: most lines are shorter.
    if node.len() < 3 {
        return None;
    }
    let bytes = node.text.bytes;
    let head = node.head_span().range();
    memchr::memchr(b'\n', bytes.get(head)?)?;
    let mut before = node.word(0)?;
    for (index, word) in node.args().enumerate() {
        let start = word.span().range().start;
        let blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
        let first = bytes[..start].iter().rev().find(|byte| !blank(byte)) == Some(&b'\n');
        if first {
            // A list that goes on over lines begins so; only its first such word can be a directive.
            let info = keywords::info(keywords::lookup(word.bytes()))?;
            let rest = node.len() - 2 - index;
            let fits = word.quote() == Quote::Bare
                && info.class != Class::ThirdParty
                && info.may_be_simple()
                && info.contexts.meets(contexts)
                && rest > 0
                && info.takes(rest);
            return fits.then_some((word, before));
        }
        before = word;
    }
    None
}

/// The context inside a block; none where its lines are read by somebody else.
fn inside(keyword: u16, around: Contexts) -> Contexts {
    let inner: &[(Contexts, Contexts)] = match keyword {
        kw::EVENTS => &[(Contexts::MAIN, Contexts::EVENTS)],
        kw::HTTP => &[(Contexts::MAIN, Contexts::HTTP)],
        kw::STREAM => &[(Contexts::MAIN, Contexts::STREAM)],
        kw::MAIL => &[(Contexts::MAIN, Contexts::MAIL)],
        kw::SERVER => &[
            (Contexts::HTTP, Contexts::SERVER),
            (Contexts::STREAM, Contexts::STREAM_SERVER),
            (Contexts::MAIL, Contexts::MAIL_SERVER),
        ],
        kw::UPSTREAM => {
            &[(Contexts::HTTP, Contexts::UPSTREAM), (Contexts::STREAM, Contexts::STREAM_UPSTREAM)]
        }
        kw::LOCATION => &[(Contexts::SERVER.or(Contexts::LOCATION), Contexts::LOCATION)],
        kw::IF => &[(Contexts::SERVER, Contexts::IF_SERVER), (Contexts::LOCATION, Contexts::IF_LOCATION)],
        kw::LIMIT_EXCEPT => &[(Contexts::LOCATION, Contexts::LIMIT_EXCEPT)],
        _ => &[],
    };
    inner
        .iter()
        .filter(|(outer, _)| around.meets(*outer))
        .fold(Contexts::NONE, |found, (_, inner)| found.or(*inner))
}

/// Names of contexts, the outermost first.
const NAMES: [(Contexts, &str); 14] = [
    (Contexts::MAIN, "the main level"),
    (Contexts::EVENTS, "`events`"),
    (Contexts::HTTP, "`http`"),
    (Contexts::SERVER, "`server`"),
    (Contexts::LOCATION, "`location`"),
    (Contexts::IF_SERVER, "`if` in `server`"),
    (Contexts::IF_LOCATION, "`if` in `location`"),
    (Contexts::LIMIT_EXCEPT, "`limit_except`"),
    (Contexts::UPSTREAM, "`upstream`"),
    (Contexts::STREAM, "`stream`"),
    (Contexts::STREAM_SERVER, "`server` of `stream`"),
    (Contexts::STREAM_UPSTREAM, "`upstream` of `stream`"),
    (Contexts::MAIL, "`mail`"),
    (Contexts::MAIL_SERVER, "`server` of `mail`"),
];

fn context_name(context: Contexts) -> &'static str {
    let mut names = NAMES.iter().filter(|(known, _)| known.meets(context)).map(|(_, name)| *name);
    match (names.next(), context.0.count_ones()) {
        (Some(name), 1) => name,
        (Some(_), _) if context.meets(Contexts::SERVER) => "`server`",
        (Some(_), _) if context.meets(Contexts::UPSTREAM) => "`upstream`",
        _ => "this block",
    }
}

fn allowed(contexts: Contexts) -> Box<[&'static str]> {
    NAMES.iter().filter(|(known, _)| known.meets(contexts)).map(|(_, name)| *name).collect()
}

/// The one known directive within two edits of a name.
fn nearest_keyword(name: &[u8]) -> Option<&'static str> {
    let name = std::str::from_utf8(name).ok()?;
    if name.len() < 4 || name.len() > 64 {
        return None;
    }
    let most = if name.len() < 8 { 1 } else { 2 };
    keywords::all()
        .iter()
        .filter(|keyword| keyword.name.len().abs_diff(name.len()) <= most)
        .map(|keyword| (strsim::damerau_levenshtein(keyword.name, name), keyword))
        .filter(|(distance, _)| *distance <= most)
        .min_by_key(|(distance, keyword)| (*distance, keyword.class == Class::ThirdParty, keyword.name))
        .map(|(_, keyword)| keyword.name)
}
