//! Tokens to a [`Tree`], as `ngx_conf_parse` and `ngx_conf_handler` nest them.
//!
//! Where nginx stops, this goes on: `repair` holds the guesses about what is missing. They look at the
//! keyword table only where nginx refuses the text anyway, so a text that nginx accepts is never guessed at.
//!
//! Never fails, never recurses. Must not read other files and must not judge values.

mod repair;

use super::keywords::{self, Body, Keyword, kw};
use super::lex::{Fault, Lexer, Proof, Shape, Token, TokenKind, unescape};
use super::lua;
use crate::source::{FileId, Span};
use crate::syntax::{NodeFlags, NodeId, Quote, SyntaxError, SyntaxErrorKind, Tree, TreeBuilder};

/// Blocks within blocks beyond this number are not nested further. nginx's own blocks need fewer than ten.
pub const MAX_DEPTH: usize = 128;

/// Errors beyond this number are not recorded: the text is no nginx configuration.
pub const MAX_ERRORS: usize = 200;

/// Lua bodies without an end that are looked for up to the end of the text; later ones end by indentation.
const MAX_LUA_SCANS: usize = 16;

/// Parses a file of directives.
pub fn parse(file: FileId, bytes: &[u8]) -> (Tree, Vec<SyntaxError>) {
    parse_as(file, bytes, false)
}

/// Parses a file that is included where entries stand (`map`, `types`, `geo`).
pub fn parse_entries(file: FileId, bytes: &[u8]) -> (Tree, Vec<SyntaxError>) {
    parse_as(file, bytes, true)
}

fn parse_as(file: FileId, bytes: &[u8], entries: bool) -> (Tree, Vec<SyntaxError>) {
    let first = Parser::new(file, bytes, entries, 0).run();
    if first.unclosed == 0 {
        return (first.builder.finish(), first.errors);
    }
    // Now that it is known how many blocks are not closed, look for where they should have been.
    let second = Parser::new(file, bytes, entries, first.unclosed).run();
    (second.builder.finish(), second.errors)
}

/// A word that waits for its directive's end.
#[derive(Clone, Copy, Debug)]
struct Piece {
    start: usize,
    end: usize,
    shape: Shape,
    /// A line end stands between the word before and this one.
    starts_line: bool,
    broken: bool,
}

/// A block whose `}` has not come yet.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// `None` for a block without a name, or one nested too deep.
    node: Option<NodeId>,
    keyword: u16,
    /// Its children are entries.
    entries: bool,
    /// From its name to its last word.
    head: Span,
    brace: Span,
    /// White space before its line; filled in when it is known that some block is not closed.
    indent: usize,
}

/// What ended a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Semicolon(Span),
    Open(Span),
    Close(Span),
    EndOfFile(Span),
}

impl Ending {
    fn span(self) -> Span {
        match self {
            Ending::Semicolon(span) | Ending::Open(span) | Ending::Close(span) | Ending::EndOfFile(span) => {
                span
            }
        }
    }
}

struct Parser<'i> {
    file: FileId,
    bytes: &'i [u8],
    lexer: Lexer<'i>,
    builder: TreeBuilder,
    stack: Vec<Open>,
    pieces: Vec<Piece>,
    errors: Vec<SyntaxError>,
    /// The whole file stands in a block of entries.
    entries: bool,
    /// Blocks that may still be closed by guess.
    budget: usize,
    /// Blocks that were open at the end.
    unclosed: usize,
    lua_scans: usize,
    /// Blocks below the deepest one that is followed; their text is skipped.
    below: usize,
    too_deep: bool,
}

impl<'i> Parser<'i> {
    fn new(file: FileId, bytes: &'i [u8], entries: bool, budget: usize) -> Self {
        Parser {
            file,
            bytes,
            lexer: Lexer::new(bytes),
            builder: TreeBuilder::with_room(file, bytes.len()),
            stack: Vec::new(),
            pieces: Vec::new(),
            errors: Vec::new(),
            entries,
            budget,
            unclosed: 0,
            lua_scans: 0,
            below: 0,
            too_deep: false,
        }
    }

    fn run(mut self) -> Self {
        let mut new_line = false;
        // Where a quoted word ended, if nothing has come since.
        let mut quote_end = None;
        while let Some(token) = self.lexer.next() {
            let glued = quote_end.take() == Some(token.start);
            if self.below > 0 {
                self.skip_below(token.kind);
                continue;
            }
            match token.kind {
                TokenKind::White => {
                    let white = &self.bytes[token.start..token.end];
                    // Most are a single space: not worth a search.
                    new_line |= white[0] == b'\n' || white.len() > 1 && white.contains(&b'\n');
                    continue;
                }
                TokenKind::Comment { too_long } => self.comment(token, too_long, glued),
                TokenKind::Stray => self.stray(token),
                TokenKind::Word(shape) => {
                    let broken = self.word_errors(token, shape, glued);
                    let Token { start, end, .. } = token;
                    self.pieces.push(Piece { start, end, shape, starts_line: new_line, broken });
                    new_line = false;
                    if shape.quote != Quote::Bare && !matches!(shape.fault, Some(Fault::Unclosed(_))) {
                        quote_end = Some(end);
                    }
                }
                TokenKind::Semicolon => self.semicolon(token),
                TokenKind::Open => self.open(token),
                TokenKind::Close => self.close(token),
            }
        }
        self.end_of_file();
        self
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }

    fn error(&mut self, kind: SyntaxErrorKind, at: Span, reported: Option<Span>, says: impl Into<String>) {
        self.error_opened(kind, at, reported, None, says);
    }

    fn error_opened(
        &mut self,
        kind: SyntaxErrorKind,
        at: Span,
        reported: Option<Span>,
        opened: Option<Span>,
        says: impl Into<String>,
    ) {
        if self.errors.len() < MAX_ERRORS {
            let reported = reported.filter(|&reported| reported != at);
            self.errors.push(SyntaxError { kind, at, reported, opened, server_says: says.into() });
        }
    }

    fn stray(&mut self, token: Token) {
        let rest = &self.bytes[token.end..];
        let word = rest.split(|&byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b';' | b'{')).next();
        let word = word.map(|word| String::from_utf8_lossy(&word[..word.len().min(40)])).unwrap_or_default();
        let says = if token.end - token.start == 3 {
            format!("unknown directive \"\u{feff}{word}\"")
        } else {
            "unknown directive".to_string()
        };
        let at = self.span(token.start, token.end.min(token.start + 3));
        self.error(SyntaxErrorKind::BadEncoding, at, None, says);
    }

    fn comment(&mut self, token: Token, too_long: bool, glued: bool) {
        let at = self.span(token.start, token.start + 1);
        if glued {
            self.error(SyntaxErrorKind::TextAfterQuote, at, None, "unexpected \"#\"");
        } else if too_long {
            let says = self.too_long(token.start);
            self.error(SyntaxErrorKind::TooLong, self.span(token.start, token.end), Some(at), says);
        }
    }

    /// nginx's words for a word or comment that fills its buffer.
    fn too_long(&self, start: usize) -> String {
        let head = &self.bytes[start..self.bytes.len().min(start + 10)];
        format!("too long parameter \"{}...\" started", String::from_utf8_lossy(head))
    }

    /// Reports what is wrong with a word by itself; whether something is.
    fn word_errors(&mut self, token: Token, shape: Shape, glued: bool) -> bool {
        let (start, end) = (token.start, token.end);
        let first = self.bytes[start];
        if glued && first != b')' {
            let at = self.span(start, end);
            let reported = Some(self.span(start, start + 1));
            let says = format!("unexpected \"{}\"", char::from(first));
            self.error(SyntaxErrorKind::TextAfterQuote, at, reported, says);
        }
        let opening = self.span(start, start + 1);
        let unclosed = SyntaxErrorKind::UnclosedQuote;
        let wanted = || {
            format!("too long parameter, probably missing terminating \"{}\" character", char::from(first))
        };
        match shape.fault {
            None => return glued,
            Some(Fault::TooLong { quoted }) => {
                let inner = if shape.quote == Quote::Bare { start } else { start + 1 };
                let says = if quoted { wanted() } else { self.too_long(inner) };
                self.error(SyntaxErrorKind::TooLong, self.span(start, end), Some(opening), says);
            }
            Some(Fault::Unclosed(Proof::Buffer)) => self.error(unclosed, opening, None, wanted()),
            Some(Fault::Unclosed(Proof::EndOfFile)) => {
                let reported = Some(self.span(self.bytes.len(), self.bytes.len()));
                self.error(unclosed, opening, reported, END_IN_DIRECTIVE);
            }
            Some(Fault::Unclosed(Proof::Glued(distance))) => {
                let at = start + distance as usize;
                let byte = self.bytes.get(at).copied().unwrap_or(b'?');
                let reported = self.span(at, at + 1);
                let closed_by = Some(self.span(at - 1, at));
                let says = format!("unexpected \"{}\"", char::from(byte));
                self.error_opened(unclosed, opening, Some(reported), closed_by, says);
            }
        }
        true
    }

    /// Whether what stands at this place are entries.
    fn in_entries(&self) -> bool {
        self.stack.last().map_or(self.entries, |open| open.entries)
    }

    fn keyword_of(&self, piece: Piece) -> u16 {
        let (start, end) = inner(self.bytes, piece);
        let text = &self.bytes[start..end];
        if piece.shape.escaped
            && let Some(text) = unescape(text)
        {
            return keywords::lookup(&text);
        }
        keywords::lookup(text)
    }

    /// The table's row for a name that stands here.
    fn info(&self, keyword: u16) -> Option<&'static Keyword> {
        if keyword != kw::SERVER {
            return keywords::info(keyword);
        }
        match self.stack.last().map_or(kw::UNKNOWN_NAME, |open| open.keyword) {
            kw::HTTP | kw::STREAM | kw::MAIL => Some(&keywords::SERVER_BLOCK),
            kw::UPSTREAM => Some(&keywords::SERVER_OF_UPSTREAM),
            _ => keywords::info(keyword),
        }
    }

    fn semicolon(&mut self, token: Token) {
        let ending = Ending::Semicolon(self.span(token.start, token.end));
        let Some(&name) = self.pieces.first() else {
            let at = self.span(token.start, token.end);
            return self.error(SyntaxErrorKind::NothingToTerminate, at, None, "unexpected \";\"");
        };
        if self.in_entries() {
            self.end_entry(ending);
        } else {
            let keyword = self.keyword_of(name);
            let arguments = self.pieces.len() - 1;
            if self.info(keyword).is_none_or(|info| info.may_be_simple() && info.takes(arguments)) {
                self.emit(0, self.pieces.len(), keyword, NodeFlags::NONE, token.end);
            } else {
                self.end_doubtful(ending);
            }
        }
        self.pieces.clear();
    }

    fn open(&mut self, token: Token) {
        let brace = self.span(token.start, token.end);
        let ending = Ending::Open(brace);
        let Some(&name) = self.pieces.first() else {
            self.error(SyntaxErrorKind::NothingToTerminate, brace, None, "unexpected \"{\"");
            let (head, keyword, entries) = (brace, kw::UNKNOWN_NAME, self.in_entries());
            return self.push(Open { node: None, keyword, entries, head, brace, indent: 0 });
        };
        if self.in_entries() {
            if !self.block_among_entries(name, brace) {
                return;
            }
        } else if self.count_in_regex(brace) {
            return;
        }
        let keyword = self.keyword_of(name);
        self.close_for_context(keyword);
        let arguments = self.pieces.len() - 1;
        let info = self.info(keyword);
        if info.is_none_or(|info| info.may_be_block() && info.takes(arguments)) {
            self.begin_block(0, keyword, NodeFlags::NONE, brace);
        } else {
            self.end_doubtful(ending);
        }
        self.pieces.clear();
    }

    fn close(&mut self, token: Token) {
        let brace = self.span(token.start, token.end);
        if !self.pieces.is_empty() {
            self.end_missing(Ending::Close(brace));
            self.pieces.clear();
        }
        self.close_for_indent(token.start);
        match self.stack.pop() {
            Some(Open { node, .. }) => self.close_node(node, token.end),
            None => self.error(SyntaxErrorKind::UnopenedBlock, brace, None, "unexpected \"}\""),
        }
    }

    fn close_node(&mut self, node: Option<NodeId>, end: usize) {
        if let Some(node) = node {
            self.builder.close(node, end);
        }
    }

    fn end_of_file(&mut self) {
        let end = self.bytes.len();
        let here = self.span(end, end);
        if !self.pieces.is_empty() {
            self.end_missing(Ending::EndOfFile(here));
            self.pieces.clear();
        }
        self.unclosed = self.stack.len();
        while let Some(open) = self.stack.pop() {
            self.unclosed_block(open, here, END_IN_BLOCK);
            self.close_node(open.node, end);
        }
    }

    fn unclosed_block(&mut self, open: Open, reported: Span, says: &str) {
        let kind = SyntaxErrorKind::UnclosedBlock;
        self.error_opened(kind, open.head, Some(reported), Some(open.brace), says);
    }

    /// Ends a directive that is not ended: before `}`, or at the end of the file.
    fn end_missing(&mut self, ending: Ending) {
        if self.in_entries() {
            self.end_entry(ending);
        } else {
            self.end_doubtful(ending);
        }
    }

    /// Adds a node of the pieces from `from` to `to` and closes it.
    fn emit(&mut self, from: usize, to: usize, keyword: u16, flags: NodeFlags, end: usize) -> NodeId {
        let node = self.begin(from, to, keyword, flags);
        self.builder.close(node, end);
        node
    }

    fn begin(&mut self, from: usize, to: usize, keyword: u16, flags: NodeFlags) -> NodeId {
        let node = self.builder.open();
        let mut broken = false;
        for piece in &self.pieces[from..to] {
            let (start, end) = inner(self.bytes, *piece);
            let text = piece.shape.escaped.then(|| unescape(&self.bytes[start..end])).flatten();
            let Shape { quote, variable, .. } = piece.shape;
            self.builder.word(piece.start, piece.end, quote, variable, text.as_deref());
            broken |= piece.broken;
        }
        let flags = if broken { flags.with(NodeFlags::BROKEN) } else { flags };
        self.builder.set(node, keyword, flags);
        node
    }

    /// Opens a block of the pieces from `from` on, or takes in its body if that is Lua.
    fn begin_block(&mut self, from: usize, keyword: u16, flags: NodeFlags, brace: Span) {
        self.begin_block_of(from, self.pieces.len(), keyword, flags, brace);
    }

    fn begin_block_of(&mut self, from: usize, to: usize, keyword: u16, flags: NodeFlags, brace: Span) {
        let (Some(first), Some(last)) = (self.pieces.get(from), self.pieces.get(to.wrapping_sub(1))) else {
            return;
        };
        let head = self.span(first.start, last.end);
        let body = keywords::info(keyword).map_or(Body::Block, |info: &Keyword| info.body);
        if body == Body::Lua {
            return self.lua_block(from, to, keyword, flags, head, brace);
        }
        let node = self.begin(from, to, keyword, flags.with(NodeFlags::BLOCK));
        self.builder.close(node, brace.end as usize);
        let entries = body == Body::Free;
        self.push(Open { node: Some(node), keyword, entries, head, brace, indent: 0 });
    }

    fn push(&mut self, mut open: Open) {
        if self.stack.len() < MAX_DEPTH {
            if self.budget > 0 {
                open.indent = self.indent(open.head.start as usize);
            }
            return self.stack.push(open);
        }
        self.below = 1;
        if let Some(node) = open.node {
            self.builder.flag(node, NodeFlags::BROKEN);
        }
        if !std::mem::replace(&mut self.too_deep, true) {
            let says = "blocks are nested deeper than this program follows";
            self.error(SyntaxErrorKind::UnexpectedBlock, open.head, Some(open.brace), says);
        }
    }

    /// Counts braces below the depth that is followed.
    fn skip_below(&mut self, kind: TokenKind) {
        match kind {
            TokenKind::Open => self.below += 1,
            TokenKind::Close => self.below -= 1,
            _ => {}
        }
    }

    fn lua_block(&mut self, from: usize, to: usize, keyword: u16, flags: NodeFlags, head: Span, brace: Span) {
        let start = brace.end as usize;
        let flags = flags.with(NodeFlags::BLOCK).with(NodeFlags::RAW_BODY);
        let opener = head.start as usize;
        let end = if self.lua_scans < MAX_LUA_SCANS {
            lua::end_of_body(self.bytes.get(start..).unwrap_or_default()).map(|at| start + at + 1)
        } else {
            None
        };
        let outer = end.is_some_and(|end| self.closes_outer_block(opener, end - 1));
        if let Some(end) = end.filter(|_| !outer) {
            self.emit(from, to, keyword, flags, end);
            return self.lexer.skip_to(end);
        }
        if outer {
            let open = Open { node: None, keyword, entries: false, head, brace, indent: 0 };
            self.unclosed_block(open, self.span(self.bytes.len(), self.bytes.len()), END_IN_BLOCK);
        } else {
            self.lua_scans += 1;
            let kind = SyntaxErrorKind::BadForeignBody;
            self.error_opened(kind, head, None, Some(brace), END_IN_LUA);
        }
        let end = self.end_by_indent(opener, start);
        self.emit(from, to, keyword, flags.with(NodeFlags::BROKEN), end);
        self.lexer.skip_to(end);
    }
}

const END_IN_DIRECTIVE: &str = "unexpected end of file, expecting \";\" or \"}\"";
const END_IN_LUA: &str = "unexpected end of file, expecting terminating characters for lua code block";
const END_IN_BLOCK: &str = "unexpected end of file, expecting \"}\"";

/// The range of a word without its quotes.
fn inner(bytes: &[u8], piece: Piece) -> (usize, usize) {
    let (start, end) = (piece.start, piece.end);
    match piece.shape.quote {
        Quote::Bare => (start, end),
        _ if end - start >= 2 && bytes[end - 1] == bytes[start] => (start + 1, end - 1),
        _ => (start + 1, end),
    }
}

#[cfg(test)]
mod tests;
