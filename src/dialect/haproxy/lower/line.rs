//! One line with its words as HAProxy sees them: variables filled in where their values are known.

use super::super::environment::{Given, is_added};
use super::super::keywords::kw;
use super::super::lex::{Fragment, fragments, reference};
use super::super::parse::{NEGATED, RESET};
use crate::model::{When, Why};
use crate::source::{At, Span};
use crate::syntax::{NodeFlags, NodeRef, WordRef};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// The environment of the proxy, as far as its unit and the configuration itself tell it.
#[derive(Clone, Debug, Default)]
pub struct Env {
    values: FxHashMap<Vec<u8>, Held>,
    /// Set to something that is not known.
    opaque: bool,
    rest: Rest,
}

#[derive(Clone, Debug)]
enum Held {
    Value(Vec<u8>),
    /// Removed.
    Unset,
    Unknown,
}

/// What is known of variables that are not listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Rest {
    /// They may be set from outside.
    #[default]
    Open,
    /// The unit sets no others, but for what the system adds.
    Started,
    /// All others were removed (`resetenv`).
    Removed,
}

/// What is known of a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known<'e> {
    Value(&'e [u8]),
    Unset,
    Unknown,
}

impl Env {
    pub fn new(given: &Given) -> Self {
        let mut env = Env::default();
        for variable in &given.variables {
            let held = variable.value.clone().map_or(Held::Unknown, Held::Value);
            env.values.insert(variable.name.clone(), held);
        }
        if given.closed {
            env.rest = Rest::Started;
        }
        env
    }

    pub fn get(&self, name: &[u8]) -> Known<'_> {
        if self.opaque {
            return Known::Unknown;
        }
        match (self.values.get(name), self.rest) {
            (Some(Held::Value(value)), _) => Known::Value(value),
            (Some(Held::Unset), _) | (None, Rest::Removed) => Known::Unset,
            (None, Rest::Started) if !is_added(name) => Known::Unset,
            _ => Known::Unknown,
        }
    }

    /// Some variable is known to be without a value.
    pub fn lacks(&self) -> bool {
        !self.opaque
            && (self.rest != Rest::Open || self.values.values().any(|held| matches!(held, Held::Unset)))
    }

    /// Names that have a value.
    pub fn names(&self) -> impl Iterator<Item = &[u8]> {
        self.values.iter().filter(|(_, held)| !matches!(held, Held::Unset)).map(|(name, _)| &**name)
    }

    pub fn set(&mut self, name: &[u8], value: &[u8]) {
        self.values.insert(name.to_vec(), Held::Value(value.to_vec()));
    }

    pub fn unset(&mut self, name: &[u8]) {
        self.values.insert(name.to_vec(), Held::Unset);
    }

    /// The value of one name is not known from here on.
    pub fn blur(&mut self, name: &[u8]) {
        self.values.insert(name.to_vec(), Held::Unknown);
    }

    /// From here on nothing is known.
    pub fn forget(&mut self) {
        self.opaque = true;
    }

    /// Only these names are kept.
    pub fn keep(&mut self, names: &[&[u8]]) {
        let mut kept = FxHashMap::default();
        for &name in names {
            let held = match (self.values.remove(name), self.get(name)) {
                (Some(held), _) => held,
                (None, Known::Unset) => Held::Unset,
                // It has the value of the process.
                (None, _) => Held::Unknown,
            };
            kept.insert(name.to_vec(), held);
        }
        self.values = kept;
        self.rest = Rest::Removed;
    }
}

/// A word behind a keyword.
#[derive(Clone, Debug)]
pub struct Arg<'a> {
    /// Unknown variables stand in it as `${NAME}`.
    pub text: Cow<'a, [u8]>,
    /// The word as written.
    pub at: At,
    /// It hangs on something that is not known.
    pub why: Option<Why>,
    /// A variable without a value stands in it.
    pub hollow: bool,
}

impl Arg<'_> {
    /// The place of a part of the text; the whole word where quotes or variables make them differ.
    pub fn span_of(&self, start: usize, end: usize) -> Span {
        crate::model::part_of(self.at, self.text.len(), start..end)
    }

    pub fn is(&self, text: &str) -> bool {
        *self.text == *text.as_bytes()
    }

    pub fn shown(&self) -> String {
        String::from_utf8_lossy(&self.text).into_owned()
    }
}

/// One line, and when it counts.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    pub node: NodeRef<'a>,
    pub when: When,
}

impl<'a> Line<'a> {
    pub fn keyword(self) -> u16 {
        self.node.keyword()
    }

    /// `no` stands before it.
    pub fn negated(self) -> bool {
        self.node.flags().has(NEGATED)
    }

    /// `default` stands before it.
    pub fn reset(self) -> bool {
        self.node.flags().has(RESET)
    }

    pub fn broken(self) -> bool {
        self.node.flags().has(NodeFlags::BROKEN)
    }

    /// Words before the first argument: `no`, the keyword, and the name of an option or timeout.
    pub fn skip(self) -> usize {
        let double = super::super::keywords::info(self.keyword())
            .is_some_and(|info| info.name.starts_with("option ") || info.name.starts_with("timeout "));
        1 + usize::from(self.negated() || self.reset()) + usize::from(double)
    }

    /// From the first word to the last.
    pub fn at(self) -> At {
        At::from(self.node.head_span())
    }

    /// The keyword itself, with the name of an option or timeout.
    pub fn keyword_at(self) -> At {
        let first = self.node.word(usize::from(self.negated() || self.reset()));
        let last = self.node.word(self.skip() - 1);
        match (first, last) {
            (Some(first), Some(last)) => At::from(first.span().to(last.span())),
            _ => At::from(self.node.name_span()),
        }
    }

    /// The words behind the keyword. One that is empty ends the line: HAProxy stops reading there (up to
    /// 3.1; 3.2 refuses it).
    pub fn args(self, env: &Env) -> Vec<Arg<'a>> {
        let mut args = Vec::with_capacity(self.node.len());
        for index in self.skip()..self.node.len() {
            let Some(word) = self.node.word(index) else { break };
            if !expand(word, env, &mut args) {
                break;
            }
        }
        args
    }

    /// The first words behind the keyword that are wanted; for lines of which no more is read.
    pub fn arg(self, index: usize, env: &Env) -> Option<Arg<'a>> {
        let word = self.node.word(self.skip() + index)?;
        if !word.has_variable() {
            let text = word.bytes();
            return (!text.is_empty()).then(|| Arg {
                text: Cow::Borrowed(text),
                at: word.span().into(),
                why: None,
                hollow: false,
            });
        }
        self.args(env).into_iter().nth(index)
    }

    /// A word that is empty, where one stands before the last: it hides those behind it.
    pub fn empty_word(self) -> Option<Span> {
        let mut words = (0..self.node.len()).filter_map(|index| self.node.word(index));
        words.find(|word| !word.has_variable() && word.bytes().is_empty()).map(WordRef::span)
    }

    /// Whether the keyword opens or closes a condition.
    pub fn is_condition(self) -> bool {
        is_condition(self.keyword())
    }
}

pub fn is_condition(keyword: u16) -> bool {
    matches!(keyword, kw::DOT_IF | kw::DOT_ELIF | kw::DOT_ELSE | kw::DOT_ENDIF)
}

/// Adds what a word comes to: one word, or several by `${NAME[*]}`. False where it is empty.
fn expand<'a>(word: WordRef<'a>, env: &Env, args: &mut Vec<Arg<'a>>) -> bool {
    let at = At::from(word.span());
    if !word.has_variable() {
        let text = word.bytes();
        if text.is_empty() {
            return false;
        }
        args.push(Arg { text: Cow::Borrowed(text), at, why: None, hollow: false });
        return true;
    }
    let (mut text, mut why, mut splits, mut hollow) = (Vec::new(), None, false, false);
    fragments(word.written(), |fragment| match fragment {
        Fragment::Text(part) => text.extend_from_slice(part),
        Fragment::Byte(byte) => text.push(byte),
        Fragment::Variable { name, default, split, .. } => {
            splits |= split;
            match (env.get(name), default) {
                (Known::Value(value), _) => text.extend_from_slice(value),
                (Known::Unset, default) => {
                    hollow |= default.is_none() && !split;
                    text.extend_from_slice(default.unwrap_or_default());
                }
                (Known::Unknown, _) => {
                    why = Some(Why::Environment);
                    text.extend_from_slice(b"${");
                    text.extend_from_slice(name);
                    text.push(b'}');
                }
            }
        }
    });
    if !splits {
        let filled = !text.is_empty();
        if filled {
            args.push(Arg { text: Cow::Owned(text), at, why, hollow });
        }
        return filled;
    }
    let words = text.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty());
    args.extend(words.map(|word| Arg { text: Cow::Owned(word.to_vec()), at, why, hollow }));
    true
}

/// A text in which variables stand unquoted (addresses, `env_expand`): filled in as far as they are known.
pub fn expand_unquoted(text: &[u8], env: &Env) -> Result<Vec<u8>, Why> {
    let mut filled = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(dollar) = memchr::memchr(b'$', rest) {
        filled.extend_from_slice(&rest[..dollar]);
        match reference(&rest[dollar..]) {
            Some((Fragment::Variable { name, default, .. }, length)) => {
                match (env.get(name), default) {
                    (Known::Value(value), _) => filled.extend_from_slice(value),
                    (Known::Unset, Some(default)) => filled.extend_from_slice(default),
                    _ => return Err(Why::Environment),
                }
                rest = &rest[dollar + length..];
            }
            _ => return Err(Why::Environment),
        }
    }
    filled.extend_from_slice(rest);
    Ok(filled)
}
