//! Tokens to a [`Tree`], as `readcfgfile` (src/cfgparse.c) reads them: a section is a block, its lines are its
//! children. Lines before the first section, and `.if` lines among them, stand at the top.
//!
//! What HAProxy refuses on a line is told, and the next line is read as if nothing had been. Never fails,
//! never recurses. Must not know versions, and must not judge values.

use super::keywords::{self, kw};
use super::lex::{Fault, Lexer, Shape, Token, TokenKind, decode};
use crate::source::{FileId, Span};
use crate::syntax::{NodeFlags, NodeId, Quote, SyntaxError, SyntaxErrorKind, Tree, TreeBuilder};

/// `MAX_LINE_ARGS`: words of a line beyond this number are refused.
pub const MAX_WORDS: usize = 64;

/// Errors beyond this number are not recorded: the text is no HAProxy configuration. HAProxy itself stops at 50.
pub const MAX_ERRORS: usize = 200;

/// `MAXNESTEDCONDS`: `.if` blocks within each other.
const MAX_CONDITIONS: usize = 100;

/// `no` before the keyword, which is then the second word.
pub const NEGATED: NodeFlags = NodeFlags(16);
/// `default` before the keyword, which is then the second word.
pub const RESET: NodeFlags = NodeFlags(32);

/// Parses one file.
pub fn parse(file: FileId, bytes: &[u8]) -> (Tree, Vec<SyntaxError>) {
    let mut parser = Parser {
        file,
        bytes,
        builder: TreeBuilder::with_room(file, bytes.len()),
        section: None,
        pieces: Vec::new(),
        conditions: Vec::new(),
        errors: Vec::new(),
    };
    parser.run();
    (parser.builder.finish(), parser.errors)
}

/// A word of the line that is being read.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    end: usize,
    shape: Shape,
}

/// An `.if` whose `.endif` has not come yet.
#[derive(Clone, Copy, Debug)]
struct Condition {
    head: Span,
    after_else: bool,
}

struct Parser<'i> {
    file: FileId,
    bytes: &'i [u8],
    builder: TreeBuilder,
    section: Option<NodeId>,
    pieces: Vec<Piece>,
    conditions: Vec<Condition>,
    errors: Vec<SyntaxError>,
}

impl Parser<'_> {
    fn run(&mut self) {
        let lexer = Lexer::new(self.bytes);
        let mut line = 0;
        for token in lexer {
            match token.kind {
                TokenKind::White | TokenKind::Comment => {}
                TokenKind::Word(shape) => {
                    self.pieces.push(Piece { start: token.start, end: token.end, shape });
                }
                TokenKind::LineEnd => {
                    self.end_line(line);
                    line = token.end;
                }
                TokenKind::Dropped => {}
                TokenKind::Scope => self.scope(token),
                TokenKind::Stray => self.stray(token),
            }
        }
        let end = self.bytes.len();
        self.end_line(line);
        if line < end {
            let says = format!(
                "Missing LF on last line, file might have been truncated at position {}.",
                end - line + 1
            );
            self.error(SyntaxErrorKind::MissingNewline, self.span(end, end), says);
        }
        for nul in memchr::memchr_iter(0, self.bytes).take(MAX_ERRORS) {
            let start = memchr::memrchr(b'\n', &self.bytes[..nul]).map_or(0, |at| at + 1);
            let says = format!("Stray NUL character at position {}.", nul - start + 1);
            self.error(SyntaxErrorKind::BadEncoding, self.span(nul, nul + 1), says);
        }
        for condition in std::mem::take(&mut self.conditions) {
            let reported = self.span(end, end);
            let says = "non-terminated '.if' block.".to_owned();
            self.push(SyntaxErrorKind::UnclosedCondition, condition.head, Some(reported), says);
        }
        if let Some(section) = self.section.take() {
            self.builder.close(section, end);
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn error(&mut self, kind: SyntaxErrorKind, at: Span, says: String) {
        self.push(kind, at, None, says);
    }

    fn push(&mut self, kind: SyntaxErrorKind, at: Span, reported: Option<Span>, says: String) {
        if self.errors.len() < MAX_ERRORS {
            self.errors.push(SyntaxError { kind, at, reported, opened: None, server_says: says });
        }
    }

    /// The bytes of a word as HAProxy reads them; variables stay as written.
    fn text(&self, piece: Piece) -> std::borrow::Cow<'_, [u8]> {
        let written = &self.bytes[piece.start..piece.end];
        match piece.shape {
            Shape { mixed: true, .. } => decode(written).into(),
            Shape { quote: Quote::Bare, .. } => written.into(),
            _ => written[1..written.len() - 1].into(),
        }
    }

    fn stray(&mut self, token: Token) {
        let end = token.end.min(token.start + 3);
        let word = self.bytes[token.start..].split(u8::is_ascii_whitespace).next().unwrap_or_default();
        let word = String::from_utf8_lossy(&word[..word.len().min(40)]);
        let says = format!("unknown keyword '{word}' out of section.");
        self.error(SyntaxErrorKind::BadEncoding, self.span(token.start, end), says);
    }

    /// `cfg_parse_scope`: a name of few characters in brackets.
    fn scope(&mut self, token: Token) {
        let line = &self.bytes[token.start + 1..token.end];
        let close = line.iter().position(|&byte| !(byte.is_ascii_alphanumeric() || b"_-.:".contains(&byte)));
        let says = match close {
            Some(at) if line[at] == b']' && at > 0 => {
                let rest = &line[at + 1..];
                let more = rest.iter().find(|byte| !byte.is_ascii_whitespace());
                match more {
                    None | Some(b'#') => return,
                    Some(more) => {
                        let more = char::from(*more);
                        format!("character '{more}' is not permitted after scope declaration.")
                    }
                }
            }
            Some(0) | None => "empty scope name is forbidden.".to_owned(),
            Some(at) => format!("character '{}' is not permitted in a scope name.", char::from(line[at])),
        };
        self.error(SyntaxErrorKind::Refused, self.span(token.start, token.end), says);
    }

    /// Ends a line that begins at this offset, with the words gathered so far.
    fn end_line(&mut self, line: usize) {
        let mut pieces = std::mem::take(&mut self.pieces);
        // An empty last word is dropped with the blanks behind the others.
        if pieces.last().is_some_and(|&last| self.text(last).is_empty()) {
            pieces.pop();
        }
        if let Some(&first) = pieces.first() {
            self.line(&pieces, first, line);
        }
        pieces.clear();
        self.pieces = pieces;
    }

    fn line(&mut self, pieces: &[Piece], first: Piece, line: usize) {
        let broken = self.word_errors(pieces, line);
        let name = self.text(first);
        // HAProxy takes a line whose first word is empty for an empty line.
        if name.is_empty() {
            return;
        }
        let (modifier, keyed) = match &*name {
            b"no" => (NEGATED, &pieces[1..]),
            b"default" => (RESET, &pieces[1..]),
            _ => (NodeFlags::NONE, pieces),
        };
        let keyword = match keyed.first() {
            None => keywords::lookup(&name),
            Some(&word) => {
                let second = keyed.get(1).map(|&second| self.text(second));
                keywords::lookup_line(&self.text(word), second.as_deref())
            }
        };
        let flags = if broken { modifier.with(NodeFlags::BROKEN) } else { modifier };
        let end = pieces.last().map_or(first.end, |last| last.end);
        let opens = modifier == NodeFlags::NONE && keywords::section(keyword).is_some();
        let dot = name.first() == Some(&b'.');
        if opens && let Some(section) = self.section.take() {
            self.builder.close(section, line);
        }
        let outside = !opens && !dot && self.section.is_none() && self.conditions.is_empty() && !broken;
        if outside {
            let name =
                String::from_utf8_lossy(&self.text(keyed.first().copied().unwrap_or(first))).into_owned();
            let at = self.span(first.start, first.end);
            let says = format!("unknown keyword '{name}' out of section.");
            self.error(SyntaxErrorKind::OutsideSection, at, says);
        }
        let node = self.builder.open();
        for piece in pieces {
            let text = piece.shape.mixed.then(|| decode(&self.bytes[piece.start..piece.end]));
            let Shape { quote, variable, .. } = piece.shape;
            self.builder.word(piece.start, piece.end, quote, variable, text.as_deref());
        }
        self.builder.set(node, keyword, if opens { flags.with(NodeFlags::BLOCK) } else { flags });
        self.builder.close(node, end);
        if opens {
            self.section = Some(node);
        }
        if dot && !broken {
            self.directive(keyword, pieces);
        }
    }

    /// What HAProxy refuses in the words themselves: it leaves out the line.
    fn word_errors(&mut self, pieces: &[Piece], line: usize) -> bool {
        let mut broken = false;
        for piece in pieces {
            let Some(fault) = piece.shape.fault else { continue };
            let place = |distance: u32| piece.start + distance as usize;
            let (kind, start, end, says) = match fault {
                Fault::Unclosed(at) => {
                    (SyntaxErrorKind::UnclosedQuote, place(at), place(at) + 1, "unmatched quote at position")
                }
                Fault::BadHex(at) => (
                    SyntaxErrorKind::BadEscape,
                    place(at) - 1,
                    (place(at) + 3).min(piece.end),
                    "truncated or invalid hexadecimal sequence at position",
                ),
                Fault::BadName(at) => (
                    SyntaxErrorKind::BadVariable,
                    place(at),
                    place(at) + 1,
                    "forbidden first char in environment variable name at position",
                ),
                Fault::UnclosedBrace(at) => (
                    SyntaxErrorKind::BadVariable,
                    place(at),
                    (place(at) + 2).min(piece.end),
                    "unmatched brace in environment variable name at position",
                ),
            };
            if !std::mem::replace(&mut broken, true) {
                // HAProxy points behind the sign of a variable.
                let position = start - line + 1 + usize::from(kind == SyntaxErrorKind::BadVariable);
                self.error(kind, self.span(start, end), format!("{says} {position}"));
            }
        }
        if !broken && let Some(extra) = pieces.get(MAX_WORDS) {
            let at = self.span(extra.start, extra.end);
            let position = extra.start - line + 1;
            let says = format!("too many words, truncating at word {}, position {position}", MAX_WORDS + 1);
            self.error(SyntaxErrorKind::TooManyWords, at, says);
            broken = true;
        }
        broken
    }

    /// `.if` and its like: whether they are balanced.
    fn directive(&mut self, keyword: u16, pieces: &[Piece]) {
        let (Some(first), Some(last)) = (pieces.first(), pieces.last()) else { return };
        let head = self.span(first.start, last.end);
        let name = String::from_utf8_lossy(&self.text(*first)).into_owned();
        let argument = pieces.get(1).map(|&word| String::from_utf8_lossy(&self.text(word)).into_owned());
        let unopened = |name: &str| format!("lone '{name}' with no matching '.if'.");
        match keyword {
            kw::DOT_IF if self.conditions.len() >= MAX_CONDITIONS => {
                let says = "too many nested '.if', max is 100.".to_owned();
                self.error(SyntaxErrorKind::Refused, head, says);
            }
            kw::DOT_IF => self.conditions.push(Condition { head, after_else: false }),
            kw::DOT_ELSE | kw::DOT_ENDIF if argument.is_some() => {
                let says = format!("Unexpected argument '{}' for '{name}'.", argument.unwrap_or_default());
                self.error(SyntaxErrorKind::Refused, head, says);
            }
            kw::DOT_ELIF | kw::DOT_ELSE => match self.conditions.last_mut() {
                None => self.error(SyntaxErrorKind::UnopenedCondition, head, unopened(&name)),
                Some(condition) => {
                    let again = condition.after_else;
                    condition.after_else |= keyword == kw::DOT_ELSE;
                    if again {
                        let says = format!("'{name}' after '.else' is not permitted.");
                        self.error(SyntaxErrorKind::Refused, head, says);
                    }
                }
            },
            kw::DOT_ENDIF if self.conditions.pop().is_none() => {
                self.error(SyntaxErrorKind::UnopenedCondition, head, unopened(&name));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
