//! Lines to a [`Tree`], as `ap_build_config` nests sections (server/config.c).
//!
//! Variables are not expanded here and conditions not decided: a tree says what a file holds, whatever counts of it.
//! Where httpd stops, this goes on.
//!
//! Never fails, never recurses. Must not read other files and must not judge values.

use super::keywords::{self, kw};
use super::lex::{Lexer, LineKind, Shape, Token, TokenKind};
use crate::source::{FileId, Span};
use crate::syntax::{NodeFlags, NodeId, Quote, SyntaxError, SyntaxErrorKind, Tree, TreeBuilder};

/// Sections within sections beyond this number are not nested further.
pub const MAX_DEPTH: usize = 128;

/// Errors beyond this number are not recorded: the text is no httpd configuration.
pub const MAX_ERRORS: usize = 200;

/// Parses a file.
pub fn parse(file: FileId, bytes: &[u8]) -> (Tree, Vec<SyntaxError>) {
    let parsed = parse_noting(file, bytes);
    (parsed.tree, parsed.errors)
}

/// A tree, what is wrong with it, and what httpd drops without a word.
#[derive(Debug)]
pub struct Parsed {
    pub tree: Tree,
    pub errors: Vec<SyntaxError>,
    pub notes: Vec<Note>,
}

/// Text that httpd accepts and that does not do what it seems to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Note {
    pub kind: NoteKind,
    pub at: Span,
    /// What makes it so: the comment, the section's line, the quote.
    pub by: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoteKind {
    /// Text behind the `>` of a section's first line.
    AfterBracket,
    /// A line that belongs to the comment before it, which ends in a backslash.
    InComment,
    /// A quote that its line does not close: the rest of the line is one word.
    UnclosedQuote,
    /// The rest of a line behind a NUL byte.
    AfterNul,
    /// A section that the file's end closes: httpd minds only where the condition around it is false.
    UnclosedCondition,
    /// A section that does not end with the macro around it: httpd minds where the macro is used.
    UnclosedInMacro,
}

/// Parses a file and notes what httpd drops in it.
pub fn parse_noting(file: FileId, bytes: &[u8]) -> Parsed {
    let first = Parser::new(file, bytes, 0).run();
    if first.unclosed == 0 {
        return first.finish();
    }
    // Now that it is known that sections are not closed, look for where they should have been.
    Parser::new(file, bytes, first.unclosed).run().finish()
}

/// A section whose closing line has not come yet.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// `None` for one nested too deep.
    node: Option<NodeId>,
    keyword: u16,
    /// Its name, which its closing line repeats.
    name: Span,
    head: Span,
}

struct Parser<'i> {
    file: FileId,
    bytes: &'i [u8],
    lexer: Lexer<'i>,
    builder: TreeBuilder,
    stack: Vec<Open>,
    errors: Vec<SyntaxError>,
    notes: Vec<Note>,
    /// Sections that may still be closed by guess.
    budget: usize,
    /// Sections that were open at the end.
    unclosed: usize,
    line: Vec<Token>,
}

impl<'i> Parser<'i> {
    fn new(file: FileId, bytes: &'i [u8], budget: usize) -> Self {
        Parser {
            file,
            bytes,
            lexer: Lexer::new(bytes),
            builder: TreeBuilder::with_room(file, bytes.len()),
            stack: Vec::new(),
            errors: Vec::new(),
            notes: Vec::new(),
            budget,
            unclosed: 0,
            line: Vec::new(),
        }
    }

    fn finish(self) -> Parsed {
        Parsed { tree: self.builder.finish(), errors: self.errors, notes: self.notes }
    }

    fn run(mut self) -> Self {
        while let Some(kind) = self.lexer.next_line() {
            self.line.clear();
            self.line.extend(self.lexer.tokens().iter().filter(|token| token.kind != TokenKind::White));
            self.strays(kind);
            match kind {
                LineKind::Empty => {}
                LineKind::Comment => self.comment(),
                LineKind::Directive => {
                    self.node(NodeFlags::NONE, true);
                }
                LineKind::Open { bracket } => self.open(bracket),
                LineKind::Close { bracket } => self.close(bracket),
            }
        }
        self.end_of_file();
        self
    }

    fn span(&self, token: Token) -> Span {
        Span::new(self.file, token.start, token.end)
    }

    fn text(&self, span: Span) -> &'i [u8] {
        self.bytes.get(span.range()).unwrap_or_default()
    }

    fn error(
        &mut self,
        kind: SyntaxErrorKind,
        at: Span,
        reported: Option<Span>,
        opened: Option<Span>,
        says: String,
    ) {
        if self.errors.len() < MAX_ERRORS {
            let reported = reported.filter(|&reported| reported != at);
            self.errors.push(SyntaxError { kind, at, reported, opened, server_says: says });
        }
    }

    /// Byte order marks and what is dropped on the line.
    fn strays(&mut self, kind: LineKind) {
        let first =
            self.line.iter().find(|token| !matches!(token.kind, TokenKind::Stray | TokenKind::Ignored));
        let by = first.map(|token| self.span(*token));
        for index in 0..self.line.len() {
            let token = self.line[index];
            match token.kind {
                TokenKind::Stray => {
                    let at = Span::new(self.file, token.start, token.end.min(token.start + 3));
                    let word =
                        by.map(|by| String::from_utf8_lossy(self.text(by)).into_owned()).unwrap_or_default();
                    let says = format!(
                        "Invalid command '\\xef\\xbb\\xbf{word}', perhaps misspelled or defined by a module not \
                         included in the server configuration"
                    );
                    self.error(SyntaxErrorKind::BadEncoding, at, None, None, says);
                }
                TokenKind::Ignored => {
                    let nul = self.bytes.get(token.start) == Some(&0);
                    let kind = match (nul, kind) {
                        (true, _) => NoteKind::AfterNul,
                        (false, LineKind::Open { .. }) => NoteKind::AfterBracket,
                        // Text behind a closing line says what was closed.
                        _ => continue,
                    };
                    let at = self.span(token);
                    if self.text(at).first() == Some(&b'#') || self.text(at) == b">" {
                        continue;
                    }
                    self.notes.push(Note { kind, at, by: by.unwrap_or(at) });
                }
                TokenKind::Word(Shape { unclosed: true, .. }) => {
                    let at = self.span(token);
                    let by = Span { end: at.start + 1, ..at };
                    self.notes.push(Note { kind: NoteKind::UnclosedQuote, at, by });
                }
                _ => {}
            }
        }
    }

    /// A comment that ends in a backslash takes the lines after it with it.
    fn comment(&mut self) {
        let Some(&token) = self.line.first() else { return };
        let span = self.span(token);
        let text = self.text(span);
        let Some(line) = memchr::memchr(b'\n', text) else { return };
        let lost = text.get(line + 1..).unwrap_or_default();
        let blank = lost.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if lost.get(blank).is_none_or(|byte| matches!(byte, b'#' | b'\\')) {
            return;
        }
        let end = memchr::memchr(b'\n', &lost[blank..]).map_or(lost.len(), |end| blank + end);
        let at = span.part(line + 1 + blank, line + 1 + end);
        self.notes.push(Note { kind: NoteKind::InComment, at, by: span.part(0, line) });
    }

    /// Adds the line's words as a node; closed at once where nothing can stand in it.
    fn node(&mut self, flags: NodeFlags, close: bool) -> (NodeId, u16, Span) {
        let node = self.builder.open();
        let mut name = None;
        let mut head: Option<Span> = None;
        let mut keyword = kw::UNKNOWN_NAME;
        for index in 0..self.line.len() {
            let token = self.line[index];
            let TokenKind::Word(shape) = token.kind else { continue };
            let decoded = self.lexer.decoded(&token, shape);
            let span = self.span(token);
            if name.is_none() {
                name = Some(span);
                keyword = match &decoded {
                    Some(text) => keywords::lookup(text),
                    None => keywords::lookup(inner(self.text(span), shape)),
                };
            }
            head = Some(head.map_or(span, |head| head.to(span)));
            // One that is not closed has no last byte to leave out.
            let plain = shape.quote != Quote::Bare && shape.unclosed;
            let decoded = decoded.or_else(|| plain.then(|| inner(self.text(span), shape).to_vec()));
            self.builder.word(token.start, token.end, shape.quote, shape.variable, decoded.as_deref());
        }
        let last = self.line.iter().rev().find(|token| token.kind != TokenKind::Ignored);
        let end = last.map_or(0, |token| token.end);
        if name.is_none() {
            // `<>`: a name all the same.
            self.builder.word(end, end, Quote::Bare, false, None);
        }
        let here = Span::new(self.file, end, end);
        self.builder.set(node, keyword, flags);
        if close {
            self.builder.close(node, end);
        }
        (node, keyword, head.or(name).unwrap_or(here))
    }

    fn open(&mut self, bracket: bool) {
        let last = self.line.last().map_or(0, |token| token.end);
        let words = self.line.iter().filter(|token| matches!(token.kind, TokenKind::Word(_)));
        let name = words.clone().next().map_or(Span::new(self.file, last, last), |token| self.span(*token));
        let arguments = words.count().saturating_sub(1);
        let keyword = keywords::lookup(self.text(name));
        self.close_for_sibling(keyword, name);
        let deep = self.stack.len() >= MAX_DEPTH;
        let (node, head) = if deep {
            (None, name)
        } else {
            let (node, _, head) = self.node(NodeFlags::BLOCK, false);
            (Some(node), head)
        };
        let shown = String::from_utf8_lossy(self.text(name)).into_owned();
        // `< Location /x>`: the name is empty, and no closing line has it.
        let tag = self.line.iter().find(|token| matches!(token.kind, TokenKind::Tag { .. }));
        if let Some(tag) = tag.filter(|tag| tag.end < name.start as usize) {
            let at = Span::new(self.file, tag.start, name.end as usize);
            let says = format!("Expected </> but saw </{shown}>");
            self.error(SyntaxErrorKind::UnexpectedBlock, at, None, None, says);
        }
        if !bracket && arguments > 0 {
            let at = Span::new(self.file, last, last);
            let says = format!("<{shown}> directive missing closing '>'");
            self.error(SyntaxErrorKind::MissingTerminator, at, Some(head), Some(head), says);
            if let Some(node) = node {
                self.builder.flag(node, NodeFlags::BROKEN);
            }
        }
        // `<Location /x> </Location>` on one line: the second tag is a part of the first one's argument.
        if let Some(tag) = self.tag_on_line(name) {
            let says = format!("<{shown}> was not closed.");
            self.error(SyntaxErrorKind::UnclosedBlock, head, None, Some(tag), says);
            if let Some(node) = node {
                self.builder.flag(node, NodeFlags::BROKEN);
                self.builder.close(node, last);
            }
            return;
        }
        let open = Open { node, keyword, name, head };
        if is_foreign(keyword, self.text(name)) {
            return self.foreign(open);
        }
        self.stack.push(open);
    }

    /// The closing tag of a section that stands on the same line as the opening one.
    fn tag_on_line(&self, name: Span) -> Option<Span> {
        let word = self.line.iter().rev().find(|token| matches!(token.kind, TokenKind::Word(_)))?;
        let span = self.span(*word);
        let text = self.text(span).strip_prefix(b"</")?;
        (span != name && text.eq_ignore_ascii_case(self.text(name))).then_some(span)
    }

    /// A body in another language: up to its closing line.
    fn foreign(&mut self, open: Open) {
        let mut end = self.bytes.len();
        let mut closed = false;
        while let Some(kind) = self.lexer.next_line() {
            let mut words =
                self.lexer.tokens().iter().filter(|token| matches!(token.kind, TokenKind::Word(_)));
            if matches!(kind, LineKind::Close { .. })
                && let Some(word) = words.next()
                && self
                    .text(Span::new(self.file, word.start, word.end))
                    .eq_ignore_ascii_case(self.text(open.name))
            {
                end = self
                    .lexer
                    .tokens()
                    .iter()
                    .rev()
                    .find(|token| token.kind != TokenKind::White)
                    .map_or(end, |t| t.end);
                closed = true;
                break;
            }
        }
        if !closed {
            self.was_not_closed(open);
        }
        if let Some(node) = open.node {
            self.builder.flag(node, NodeFlags::RAW_BODY);
            self.builder.close(node, end);
        }
    }

    /// Where sections are known to be missing their end: one that cannot stand in another of its kind ends it.
    fn close_for_sibling(&mut self, keyword: u16, name: Span) {
        if self.budget == 0 || !keywords::never_in_itself(keyword) {
            return;
        }
        let Some(at) = self.stack.iter().rposition(|open| open.keyword == keyword) else { return };
        if self.stack.iter().any(|open| open.keyword == kw::MACRO) {
            return;
        }
        while self.stack.len() > at {
            let Some(open) = self.stack.pop() else { return };
            self.budget = self.budget.saturating_sub(1);
            self.was_not_closed(open);
            self.end(open, name.start as usize - 1);
        }
    }

    fn was_not_closed(&mut self, open: Open) {
        self.broken(open);
        let says = format!("<{}> was not closed.", String::from_utf8_lossy(self.text(open.name)));
        self.error(SyntaxErrorKind::UnclosedBlock, open.head, None, Some(open.head), says);
    }

    /// What stands in it may not be meant to.
    fn broken(&mut self, open: Open) {
        if let Some(node) = open.node {
            self.builder.flag(node, NodeFlags::BROKEN);
        }
    }

    fn end(&mut self, open: Open, end: usize) {
        if let Some(node) = open.node {
            self.builder.close(node, end);
        }
    }

    fn close(&mut self, bracket: bool) {
        let Some(tag) = self.line.first().copied() else { return };
        let name = self.line.get(1).filter(|token| matches!(token.kind, TokenKind::Word(_)));
        let last =
            self.line.iter().rev().find(|token| token.kind != TokenKind::Ignored).map_or(tag.end, |t| t.end);
        let name = name.map_or(Span::new(self.file, tag.end, tag.end), |token| self.span(*token));
        let whole = Span::new(self.file, tag.start, last);
        let shown = String::from_utf8_lossy(self.text(name)).into_owned();
        let same =
            |parser: &Self, open: &Open| parser.text(open.name).eq_ignore_ascii_case(parser.text(name));
        let Some(&innermost) = self.stack.last() else {
            let says = format!("</{shown}> without matching <{shown}> section");
            return self.error(SyntaxErrorKind::UnopenedBlock, whole, None, None, says);
        };
        if !bracket {
            let at = Span::new(self.file, last, last);
            let says = format!("</{shown}> directive missing closing '>'");
            self.error(SyntaxErrorKind::MissingTerminator, at, Some(whole), Some(innermost.head), says);
        }
        if same(self, &innermost) {
            self.stack.pop();
            return self.end(innermost, last);
        }
        let is_variable =
            |span: Span| super::lex::has_reference(self.text(span)) || self.text(span).contains(&b'$');
        if is_variable(name) || is_variable(innermost.name) {
            // Which section it is, variables say.
            self.stack.pop();
            return self.end(innermost, last);
        }
        let says =
            format!("Expected </{}> but saw </{shown}>", String::from_utf8_lossy(self.text(innermost.name)));
        if let Some(at) = self.stack.iter().rposition(|open| same(self, open)) {
            let in_macro = self.stack[at..].iter().any(|open| open.keyword == kw::MACRO);
            let mut says = Some(says);
            while self.stack.len() > at + 1 {
                let Some(open) = self.stack.pop() else { break };
                if in_macro {
                    self.notes.push(Note { kind: NoteKind::UnclosedInMacro, at: open.head, by: open.head });
                    self.end(open, tag.start);
                    continue;
                }
                let says = says.take().unwrap_or_else(|| {
                    format!("<{}> was not closed.", String::from_utf8_lossy(self.text(open.name)))
                });
                self.error(SyntaxErrorKind::UnclosedBlock, open.head, Some(whole), Some(open.head), says);
                self.broken(open);
                self.end(open, tag.start);
            }
            if let Some(open) = self.stack.pop() {
                self.end(open, last);
            }
            return;
        }
        if self.stack.iter().any(|open| open.keyword == kw::MACRO) {
            self.notes.push(Note { kind: NoteKind::UnclosedInMacro, at: whole, by: innermost.head });
            return;
        }
        self.error(SyntaxErrorKind::UnopenedBlock, whole, None, Some(innermost.head), says);
        self.broken(innermost);
        // A name that no section has: a slip in that of the innermost one.
        if keywords::lookup(self.text(name)) == kw::UNKNOWN_NAME {
            self.stack.pop();
            self.end(innermost, last);
        }
    }

    fn end_of_file(&mut self) {
        let end = self.bytes.len();
        // A condition that holds is read to its end or that of the file (`ap_build_cont_config`), whatever is open.
        let condition = self.stack.iter().position(|open| keywords::is_condition(open.keyword));
        self.unclosed = condition.unwrap_or(self.stack.len());
        while let Some(open) = self.stack.pop() {
            if condition.is_some_and(|at| self.stack.len() >= at) {
                self.notes.push(Note { kind: NoteKind::UnclosedCondition, at: open.head, by: open.head });
            } else {
                self.was_not_closed(open);
            }
            self.end(open, end);
        }
    }
}

/// What stands between the quotes of a word.
fn inner(written: &[u8], shape: Shape) -> &[u8] {
    match shape.quote {
        Quote::Bare => written,
        _ if shape.unclosed => written.get(1..).unwrap_or_default(),
        _ => written.get(1..written.len().saturating_sub(1)).unwrap_or_default(),
    }
}

/// Sections whose body is Perl or Lua.
fn is_foreign(keyword: u16, name: &[u8]) -> bool {
    keyword == kw::UNKNOWN_NAME && name.eq_ignore_ascii_case(b"Perl")
        || name.get(..7).is_some_and(|head| head.eq_ignore_ascii_case(b"LuaHook"))
}

#[cfg(test)]
mod tests;
