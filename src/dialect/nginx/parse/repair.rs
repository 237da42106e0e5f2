//! What is missing, and how to go on: guesses for texts that nginx refuses.
//!
//! A missing `;` belongs after the last word of the line before a line that starts with a directive's name;
//! a missing `}` belongs to the block that stands where its next line cannot, or deeper than the `}` that is
//! taken for its own. Must not touch a text that nginx accepts.

use super::{END_IN_BLOCK, END_IN_DIRECTIVE, Ending, Open, Parser, Piece};
use crate::dialect::nginx::keywords::{self, Body, Contexts, Keyword, kw};
use crate::dialect::nginx::lex::{Lexer, TokenKind};
use crate::source::Span;
use crate::syntax::{NodeFlags, Quote, SyntaxErrorKind};

/// How far back the start of a line is looked for: text on one line must not cost its length at every brace.
const FARTHEST: usize = 4096;

impl Parser<'_> {
    /// Ends a directive that nginx refuses as it stands; it may be several with a `;` missing between.
    pub(super) fn end_doubtful(&mut self, ending: Ending) {
        let mut from = 0;
        while let Some(&name) = self.pieces.get(from) {
            let keyword = self.keyword_of(name);
            let info = self.info(keyword);
            let Some(to) = self.split(from, info, ending) else {
                return self.end_last(from, keyword, info, ending);
            };
            let after = self.after(to - 1);
            match info {
                Some(info) if !info.may_be_simple() => {
                    self.missing_block(to, info, ending);
                    self.begin_block_of(from, to, keyword, NodeFlags::BROKEN, after);
                }
                _ => {
                    let says = says_unended(info, ending);
                    self.error(SyntaxErrorKind::MissingTerminator, after, Some(ending.span()), says);
                    self.emit(from, to, keyword, NodeFlags::BROKEN, after.start as usize);
                }
            }
            from = to;
        }
    }

    /// The empty span after a word.
    fn after(&self, index: usize) -> Span {
        let end = self.pieces.get(index).map_or(self.bytes.len(), |piece| piece.end);
        self.span(end, end)
    }

    /// The piece at which the next directive seems to start.
    fn split(&self, from: usize, info: Option<&Keyword>, ending: Ending) -> Option<usize> {
        let whole = self.pieces.len() - from - 1;
        let accepted = match (ending, info) {
            (Ending::Close(_) | Ending::EndOfFile(_), _) => false,
            (_, None) => true,
            (Ending::Semicolon(_), Some(info)) => info.may_be_simple() && info.takes(whole),
            (Ending::Open(_), Some(info)) => info.may_be_block() && info.takes(whole),
        };
        if accepted {
            return None;
        }
        (from + 1..self.pieces.len()).find(|&index| {
            let piece = self.pieces[index];
            let swallowed = info.is_some_and(|info| !info.may_be_simple()) && self.swallows_brace(index - 1);
            (swallowed || piece.starts_line)
                && piece.shape.quote == Quote::Bare
                && self.keyword_of(piece) != kw::UNKNOWN_NAME
                && info.is_none_or(|info| info.takes(index - from - 1))
        })
    }

    /// A word such as `\.php${`: the brace was meant to open the block.
    fn swallows_brace(&self, index: usize) -> bool {
        let Some(piece) = self.pieces.get(index) else {
            return false;
        };
        piece.shape.quote == Quote::Bare && self.bytes[piece.start..piece.end].ends_with(b"${")
    }

    fn missing_block(&mut self, to: usize, info: &Keyword, ending: Ending) {
        let after = self.after(to - 1);
        let at = if self.swallows_brace(to - 1) {
            self.span(after.start as usize - 1, after.end as usize)
        } else {
            after
        };
        let says = match ending {
            Ending::Semicolon(_) => format!("directive \"{}\" has no opening \"{{\"", info.name),
            _ => says_unended(Some(info), ending),
        };
        self.error(SyntaxErrorKind::MissingBlock, at, Some(ending.span()), says);
    }

    fn end_last(&mut self, from: usize, keyword: u16, info: Option<&'static Keyword>, ending: Ending) {
        let to = self.pieces.len();
        let end = ending.span().end as usize;
        match ending {
            Ending::Semicolon(_) => {
                let mut flags = NodeFlags::NONE;
                if let Some(info) = info.filter(|info| !info.may_be_simple()) {
                    self.missing_block(to, info, ending);
                    flags = NodeFlags::BROKEN;
                }
                self.emit(from, to, keyword, flags, end);
            }
            Ending::Open(brace) => {
                let mut flags = NodeFlags::NONE;
                if info.is_some_and(|info| !info.may_be_block()) {
                    let says = says_unended(info, ending);
                    self.error(SyntaxErrorKind::UnexpectedBlock, brace, None, says);
                    flags = NodeFlags::BROKEN;
                }
                self.begin_block(from, keyword, flags, brace);
            }
            Ending::Close(_) | Ending::EndOfFile(_) => {
                let after = self.after(to - 1);
                if !self.quote_swallowed_rest(to - 1) {
                    let says = says_unended(info, ending);
                    self.error(SyntaxErrorKind::MissingTerminator, after, Some(ending.span()), says);
                }
                self.emit(from, to, keyword, NodeFlags::BROKEN, after.end as usize);
            }
        }
    }

    /// The word was reported as an open quote, and its line holds the `;` that seems to be missing.
    fn quote_swallowed_rest(&self, index: usize) -> bool {
        let Some(piece) = self.pieces.get(index) else {
            return false;
        };
        piece.broken && self.bytes.get(piece.end) == Some(&b';')
    }

    /// Ends an entry of a `map`, a `types` and so on.
    pub(super) fn end_entry(&mut self, ending: Ending) {
        let block = self.stack.last().map_or(kw::UNKNOWN_NAME, |open| open.keyword);
        let pairs = matches!(block, kw::MAP | kw::GEO | kw::SPLIT_CLIENTS | kw::CHARSET_MAP);
        let closed = matches!(ending, Ending::Semicolon(_));
        let mut from = 0;
        while pairs && self.pieces.get(from + 2).is_some_and(|piece| piece.starts_line) {
            let after = self.after(from + 1);
            let says = match ending {
                Ending::Semicolon(_) => {
                    let name = keywords::info(block).map_or("map", |info| info.name);
                    format!("invalid number of the {name} parameters")
                }
                _ => says_unended(None, ending),
            };
            self.error(SyntaxErrorKind::MissingTerminator, after, Some(ending.span()), says);
            self.emit_entry(from, from + 2, NodeFlags::BROKEN, after.end as usize);
            from += 2;
        }
        let to = self.pieces.len();
        if from == to {
            return;
        }
        if closed {
            return self.emit_entry(from, to, NodeFlags::NONE, ending.span().end as usize);
        }
        let after = self.after(to - 1);
        if !self.quote_swallowed_rest(to - 1) {
            let says = says_unended(None, ending);
            self.error(SyntaxErrorKind::MissingTerminator, after, Some(ending.span()), says);
        }
        self.emit_entry(from, to, NodeFlags::BROKEN, after.end as usize);
    }

    fn emit_entry(&mut self, from: usize, to: usize, flags: NodeFlags, end: usize) {
        let keyword = match self.pieces.get(from) {
            Some(&name) if to - from == 2 && self.keyword_of(name) == kw::INCLUDE => kw::INCLUDE,
            _ => kw::UNKNOWN_NAME,
        };
        self.emit(from, to, keyword, flags.with(NodeFlags::ENTRY), end);
    }

    /// A `{` among entries. Whether it opens a block of directives, because the block of entries before it is
    /// not closed; else it is reported and either skipped or taken for a block without a name.
    pub(super) fn block_among_entries(&mut self, name: Piece, brace: Span) -> bool {
        let says = "unexpected \"{\"";
        let keyword = self.keyword_of(name);
        let directive = keywords::info(keyword).is_some_and(|info| info.body != Body::Simple);
        if directive
            && name.shape.quote == Quote::Bare
            && let Some(open) = self.stack.pop()
        {
            self.unclosed_block(open, brace, says);
            self.close_node(open.node, name.start);
            return true;
        }
        self.error(SyntaxErrorKind::UnexpectedBlock, brace, None, says);
        let rest = self.bytes.get(brace.end as usize..).unwrap_or_default();
        let blank = rest.iter().find(|&&byte| !matches!(byte, b' ' | b'\t' | b'\r'));
        if matches!(blank, None | Some(b'\n')) {
            self.emit_entry(0, self.pieces.len(), NodeFlags::BROKEN, brace.end as usize);
            self.pieces.clear();
            self.push(Open {
                node: None,
                keyword: kw::UNKNOWN_NAME,
                entries: true,
                head: brace,
                brace,
                indent: 0,
            });
        } else if let Some(last) = self.pieces.last_mut() {
            last.broken = true;
        }
        false
    }

    /// A `{` that was meant as a regular expression's count, as in `^/a{2}`: the word goes on.
    pub(super) fn count_in_regex(&mut self, brace: Span) -> bool {
        let start = brace.end as usize;
        let rest = self.bytes.get(start..).unwrap_or_default();
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit() || **byte == b',').count();
        let counts = rest.first().is_some_and(u8::is_ascii_digit)
            && rest.get(count) == Some(&b'}')
            && rest[..count].iter().filter(|&&byte| byte == b',').count() <= 1;
        let Some(&name) = self.pieces.first() else {
            return false;
        };
        let info = keywords::info(self.keyword_of(name));
        let Some(last) = self.pieces.last_mut() else {
            return false;
        };
        if !counts || info.is_none() || last.end != brace.start as usize || last.shape.quote != Quote::Bare {
            return false;
        }
        let mut ahead = Lexer::new(self.bytes);
        ahead.skip_to(start);
        let Some(token) = ahead.next() else { return false };
        let TokenKind::Word(shape) = token.kind else {
            return false;
        };
        last.end = token.end;
        last.broken = true;
        last.shape.variable |= shape.variable;
        last.shape.escaped |= shape.escaped;
        self.lexer.skip_to(token.end);
        let says = match info {
            Some(info) if !info.may_be_block() => says_unended(Some(info), Ending::Open(brace)),
            _ => format!("unknown directive \"{}\"", String::from_utf8_lossy(&self.bytes[start..token.end])),
        };
        self.error(SyntaxErrorKind::UnexpectedBlock, brace, None, says);
        true
    }

    /// Closes blocks in which the coming block cannot stand, as far as blocks are known to be unclosed.
    pub(super) fn close_for_context(&mut self, keyword: u16) {
        if self.budget == 0 {
            return;
        }
        let Some(info) = keywords::info(keyword) else {
            return;
        };
        let contexts = match keyword {
            // The `server` of an upstream is no block.
            kw::SERVER => Contexts::HTTP.or(Contexts::STREAM).or(Contexts::MAIL),
            _ => info.contexts,
        };
        let bodies = self.bodies();
        let Some(here) = bodies.last().copied() else {
            return;
        };
        if here == Contexts::ANY || contexts.meets(here) {
            return;
        }
        let keep = bodies.iter().rposition(|&body| contexts.meets(body)).map_or(0, |index| index + 1);
        let at = self.pieces.first().map_or(self.bytes.len(), |piece| piece.start);
        self.close_down_to(keep, at);
    }

    /// What may stand in each open block; `ANY` where that is not known.
    fn bodies(&self) -> Vec<Contexts> {
        let mut parent = Contexts::ANY;
        let mut bodies = Vec::with_capacity(self.stack.len());
        for open in &self.stack {
            parent = match open.keyword {
                kw::HTTP => Contexts::HTTP,
                kw::EVENTS => Contexts::EVENTS,
                kw::STREAM => Contexts::STREAM,
                kw::MAIL => Contexts::MAIL,
                kw::LOCATION => Contexts::LOCATION,
                kw::LIMIT_EXCEPT => Contexts::LIMIT_EXCEPT,
                kw::UPSTREAM if parent == Contexts::STREAM => Contexts::STREAM_UPSTREAM,
                kw::UPSTREAM => Contexts::UPSTREAM,
                kw::SERVER if parent == Contexts::STREAM => Contexts::STREAM_SERVER,
                kw::SERVER if parent == Contexts::MAIL => Contexts::MAIL_SERVER,
                kw::SERVER => Contexts::SERVER,
                kw::IF if parent == Contexts::SERVER => Contexts::IF_SERVER,
                kw::IF => Contexts::IF_SERVER.or(Contexts::IF_LOCATION),
                _ => Contexts::ANY,
            };
            bodies.push(parent);
        }
        bodies
    }

    /// Closes blocks that stand deeper than the `}` that would close them, if an outer one stands as deep.
    pub(super) fn close_for_indent(&mut self, brace: usize) {
        if self.budget == 0 {
            return;
        }
        let Some(column) = self.indent_if_first(brace) else {
            return;
        };
        let Some(top) = self.stack.last() else { return };
        if top.indent <= column {
            return;
        }
        let same = self.stack.iter().rposition(|open| open.indent == column);
        if let Some(same) = same {
            self.close_down_to(same + 1, brace);
        }
    }

    fn close_down_to(&mut self, keep: usize, at: usize) {
        if self.stack.len().saturating_sub(keep) > self.budget {
            return;
        }
        let end = self.span(self.bytes.len(), self.bytes.len());
        while self.stack.len() > keep {
            let Some(open) = self.stack.pop() else { return };
            self.budget -= 1;
            self.unclosed_block(open, end, END_IN_BLOCK);
            self.close_node(open.node, at);
        }
    }

    /// White space at the start of the line that holds `at`; that of a longer line than anybody indents by hand
    /// is not looked for.
    pub(super) fn indent(&self, at: usize) -> usize {
        let near = at.saturating_sub(FARTHEST);
        let start = match memchr::memrchr(b'\n', &self.bytes[near..at]) {
            Some(line) => near + line + 1,
            None if near == 0 => 0,
            None => return FARTHEST,
        };
        self.bytes[start..at].iter().take_while(|&&byte| matches!(byte, b' ' | b'\t')).count()
    }

    /// The indentation of what stands at `at`, if it is the first of its line.
    fn indent_if_first(&self, at: usize) -> Option<usize> {
        let before = &self.bytes[at.saturating_sub(FARTHEST)..at];
        let column = before.iter().rev().take_while(|&&byte| matches!(byte, b' ' | b'\t')).count();
        let first = match before.len().checked_sub(column + 1) {
            Some(last) => before[last] == b'\n',
            None => before.len() == at,
        };
        first.then_some(column)
    }

    /// Whether the `}` that ends a Lua body was meant for a block around it: one brace too many stands in the
    /// Lua. Only where blocks are known to be unclosed.
    pub(super) fn closes_outer_block(&mut self, opener: usize, brace: usize) -> bool {
        let outer =
            self.budget > 0 && self.indent_if_first(brace).is_some_and(|column| column < self.indent(opener));
        self.budget -= usize::from(outer);
        outer
    }

    /// The end of a body that has no end: after a `}` as deep as the line of its opener, before a `}` less deep.
    pub(super) fn end_by_indent(&self, opener: usize, from: usize) -> usize {
        let depth = self.indent(opener);
        memchr::memchr_iter(b'}', &self.bytes[from..])
            .map(|at| from + at)
            .find_map(|at| {
                let column = self.indent_if_first(at).filter(|&column| column <= depth)?;
                Some(at + usize::from(column == depth))
            })
            .unwrap_or(self.bytes.len())
    }
}

/// What nginx says when it comes to the end of a directive that it cannot take.
fn says_unended(info: Option<&Keyword>, ending: Ending) -> String {
    match (ending, info) {
        (Ending::Close(_), _) => "unexpected \"}\"".to_string(),
        (Ending::EndOfFile(_), _) => END_IN_DIRECTIVE.to_string(),
        (Ending::Open(_), Some(info)) if !info.may_be_block() => {
            format!("directive \"{}\" is not terminated by \";\"", info.name)
        }
        (_, Some(info)) => format!("invalid number of arguments in \"{}\" directive", info.name),
        (_, None) => "unknown directive".to_string(),
    }
}
