//! The configuration in the order in which httpd meets it: conditions decided or kept as branches, macros and
//! includes in place, variables expanded. What lowering walks.

use super::keywords;
use super::library::ParsedFile;
use super::modules::Modules;
use crate::model::{Branch, BranchId, NameEntry, Remark, Term, When, Why};
use crate::source::{At, FileId, Sources, Span, Via};
use crate::syntax::{NodeId, NodeRef, SyntaxError};
use rustc_hash::FxHashMap;
use std::path::PathBuf;

/// No rewritten text: the words are those of the tree.
pub(super) const AS_WRITTEN: u32 = u32::MAX;

/// One directive or section at its place in the order of things.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// Its file in [`Walked::files`].
    pub(super) parsed: u32,
    pub(super) node: NodeId,
    pub(super) via: Via,
    /// Index of the first item after this one and what it holds.
    pub(super) next: u32,
    /// Index into [`Walked::texts`], or [`AS_WRITTEN`].
    pub(super) text: u32,
    /// A branch and one; 0: always.
    pub(super) when: u32,
    pub(super) keyword: u16,
    pub(super) block: bool,
}

/// A line whose words are not those of the tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rewritten {
    /// First word and the one after the last, in [`Walked::words`].
    pub words: (u32, u32),
    /// A reference in it is not known.
    pub unknown: Option<Why>,
}

/// What the walk found.
#[derive(Debug)]
pub struct Walked {
    pub entry: FileId,
    pub files: Vec<ParsedFile>,
    pub(super) items: Vec<Item>,
    pub(super) texts: Vec<Rewritten>,
    /// End of each word's text in `bytes`, and its place.
    pub(super) words: Vec<(u32, Span)>,
    pub(super) bytes: Vec<u8>,
    pub branches: Vec<Branch>,
    pub remarks: Vec<Remark>,
    pub names: Vec<NameEntry>,
    pub syntax: Vec<SyntaxError>,
    pub modules: Modules,
    /// What `Define` left behind, and the environment that `envvars` sets.
    pub defines: FxHashMap<Vec<u8>, Option<Vec<u8>>>,
    pub environment: FxHashMap<Vec<u8>, Vec<u8>>,
    /// An `envvars` script was read: the environment is that of apachectl.
    pub has_environment: bool,
    /// Relative paths start here (`ServerRoot`).
    pub root: PathBuf,
    /// An include could not be read: names are open.
    pub unread: bool,
}

/// The walked configuration with its texts.
#[derive(Clone, Copy, Debug)]
pub struct Config<'a> {
    pub walked: &'a Walked,
    pub sources: &'a Sources,
}

/// One directive or section with its text at hand.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub config: Config<'a>,
    pub index: u32,
}

/// One argument.
#[derive(Clone, Copy, Debug)]
pub struct Arg<'a> {
    pub text: &'a [u8],
    pub at: At,
    /// The line holds a reference that is not known: the text may not be what httpd reads.
    pub unknown: Option<Why>,
}

/// Siblings in their order.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    config: Config<'a>,
    at: u32,
    end: u32,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        if self.at >= self.end {
            return None;
        }
        let line = Line { config: self.config, index: self.at };
        self.at = line.item().next;
        Some(line)
    }
}

impl<'a> Config<'a> {
    /// The lines outside of all sections.
    pub fn lines(self) -> Lines<'a> {
        Lines { config: self, at: 0, end: self.walked.items.len() as u32 }
    }

    /// Every line, sections before what they hold.
    pub fn all(self) -> impl Iterator<Item = Line<'a>> {
        (0..self.walked.items.len() as u32).map(move |index| Line { config: self, index })
    }

    /// A path as httpd completes it.
    pub fn resolve(self, path: &[u8]) -> Vec<u8> {
        resolve(&self.walked.root, path)
    }
}

/// A path as httpd completes it: relative to `ServerRoot`.
pub(super) fn resolve(root: &std::path::Path, path: &[u8]) -> Vec<u8> {
    if path.first() == Some(&b'/') {
        return path.to_vec();
    }
    let mut full = root.as_os_str().as_encoded_bytes().to_vec();
    if !full.is_empty() && full.last() != Some(&b'/') {
        full.push(b'/');
    }
    full.extend_from_slice(path);
    full
}

impl<'a> Line<'a> {
    fn item(self) -> &'a Item {
        &self.config.walked.items[self.index as usize]
    }

    /// The node of the tree that it comes from.
    pub fn node(self) -> NodeRef<'a> {
        let item = self.item();
        let file = &self.config.walked.files[item.parsed as usize];
        file.tree.root(&self.config.sources.get(file.file).bytes).node(item.node)
    }

    pub fn keyword(self) -> u16 {
        self.item().keyword
    }

    /// The name as the keyword table spells it.
    pub fn term(self) -> Term {
        keywords::info(self.keyword()).map_or(&"", |keyword| &keyword.name)
    }

    pub fn is_block(self) -> bool {
        self.item().block
    }

    pub fn via(self) -> Via {
        self.item().via
    }

    pub fn when(self) -> When {
        match self.item().when.checked_sub(1) {
            None => When::Always,
            Some(branch) => When::Branch(BranchId(branch)),
        }
    }

    /// What stands in the section.
    pub fn children(self) -> Lines<'a> {
        Lines { config: self.config, at: self.index + 1, end: self.item().next }
    }

    /// All that the section holds, at any depth.
    pub fn below(self) -> impl Iterator<Item = Line<'a>> {
        let config = self.config;
        (self.index + 1..self.item().next).map(move |index| Line { config, index })
    }

    fn rewritten(self) -> Option<Rewritten> {
        self.config.walked.texts.get(self.item().text as usize).copied()
    }

    /// Number of arguments.
    pub fn len(self) -> usize {
        let words = match self.rewritten() {
            Some(text) => (text.words.1 - text.words.0) as usize,
            None => self.node().len(),
        };
        words.saturating_sub(1)
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// A word with its place; 0 is the name.
    fn word(self, index: usize) -> Option<(&'a [u8], Span)> {
        let Some(text) = self.rewritten() else {
            return self.node().word(index).map(|word| (word.bytes(), word.span()));
        };
        let at = text.words.0 as usize + index;
        if at >= text.words.1 as usize {
            return None;
        }
        let walked = self.config.walked;
        let start = at.checked_sub(1).map_or(0, |before| walked.words[before].0);
        let (end, span) = walked.words[at];
        Some((walked.bytes.get(start as usize..end as usize)?, span))
    }

    /// The name as written, in the case written.
    pub fn name(self) -> &'a [u8] {
        self.word(0).map_or(b"", |(text, _)| text)
    }

    pub fn name_at(self) -> At {
        let span = self.word(0).map_or_else(|| self.node().name_span(), |(_, span)| span);
        At { span, via: self.via() }
    }

    /// From the name to the last argument.
    pub fn head(self) -> At {
        At { span: self.node().head_span(), via: self.via() }
    }

    /// The whole line, or the whole section.
    pub fn whole(self) -> At {
        At { span: self.node().span(), via: self.via() }
    }

    pub fn arg(self, index: usize) -> Option<Arg<'a>> {
        let (text, span) = self.word(index + 1)?;
        Some(Arg { text, at: At { span, via: self.via() }, unknown: self.unknown() })
    }

    pub fn args(self) -> impl Iterator<Item = Arg<'a>> + Clone {
        (0..self.len()).filter_map(move |index| self.arg(index))
    }

    /// Why the text of the line may not be what httpd reads, if it may not.
    pub fn unknown(self) -> Option<Why> {
        self.rewritten().and_then(|text| text.unknown)
    }

    /// The arguments as one text, with single blanks, for directives that split it themselves; quotes stay where the
    /// line is as written.
    pub fn rest(self) -> Vec<u8> {
        let mut out = Vec::new();
        for (index, arg) in self.args().enumerate() {
            if index > 0 {
                out.push(b' ');
            }
            match self.rewritten() {
                None => out.extend_from_slice(self.config.sources.bytes(arg.at.span)),
                Some(_) => out.extend_from_slice(arg.text),
            }
        }
        out
    }
}
