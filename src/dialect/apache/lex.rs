//! Bytes to tokens, as httpd reads lines (`ap_cfg_getline_core`, `ap_build_config_sub` in server/config.c) and splits
//! them into words (`ap_getword_conf` in server/util.c).
//!
//! Lines are joined before anything else is looked at: a comment that ends in a backslash takes the next line with
//! it. Every byte of a text belongs to exactly one token.
//!
//! Must not know directives, and must not fail: whatever the bytes are, tokens come out.

use crate::syntax::Quote;
use nom::bytes::complete::take;
use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Parser};

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A stretch of the text. `end` of one token is `start` of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Blanks, line ends, and the backslashes that join two lines, outside a word.
    White,
    /// A line that begins with `#`, with the lines joined to it.
    Comment,
    /// `<` or `</` before the name of a section.
    Tag {
        closes: bool,
    },
    Word(Shape),
    /// The last `>` of a section's line.
    Bracket,
    /// Text that httpd reads and drops: after a section's `>`, after a NUL byte.
    Ignored,
    /// A byte order mark at the start of the text, or a whole text in UTF-16.
    Stray,
}

/// What the lexer saw in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub quote: Quote,
    /// Holds a `${`.
    pub variable: bool,
    /// What is written differs from what httpd reads: an escape, or two lines joined within the word.
    pub decoded: bool,
    /// A quote that the line does not close: httpd takes all of its rest, without a word.
    pub unclosed: bool,
}

/// The error type of the word parsers. They accept every input that is not empty, so it carries nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoWord;

impl ParseError<&[u8]> for NoWord {
    fn from_error_kind(_: &[u8], _: ErrorKind) -> Self {
        NoWord
    }

    fn append(_: &[u8], _: ErrorKind, other: Self) -> Self {
        other
    }
}

type Lexed<'i> = IResult<&'i [u8], Raw, NoWord>;

/// A word before its place is known.
#[derive(Clone, Copy, Debug)]
struct Raw {
    length: usize,
    shape: Shape,
}

/// What separates words: `apr_isspace` in the C locale.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// One word at the start of the input, which does not start with a blank.
fn word(input: &[u8]) -> Lexed<'_> {
    match input.first() {
        None => Err(nom::Err::Error(NoWord)),
        Some(b'"') => quoted(input, b'"', Quote::Double),
        Some(b'\'') => quoted(input, b'\'', Quote::Single),
        Some(_) => bare(input),
    }
}

/// Up to a blank; a quote inside is an ordinary byte.
fn bare(input: &[u8]) -> Lexed<'_> {
    let length = input.iter().position(|&byte| is_space(byte)).unwrap_or(input.len());
    sized(input, length, Quote::Bare, false)
}

/// Up to the same quote, which need not be followed by a blank.
fn quoted(input: &[u8], mark: u8, quote: Quote) -> Lexed<'_> {
    let mut at = 1;
    while let Some(&byte) = input.get(at) {
        match byte {
            byte if byte == mark => return sized(input, at + 1, quote, false),
            b'\\' if matches!(input.get(at + 1), Some(&next) if next == mark || next == b'\\') => at += 2,
            _ => at += 1,
        }
    }
    sized(input, input.len(), quote, true)
}

fn sized(input: &[u8], length: usize, quote: Quote, unclosed: bool) -> Lexed<'_> {
    let text = input.get(..length).unwrap_or(input);
    let shape = Shape {
        quote,
        variable: has_reference(text),
        decoded: memchr::memchr(b'\\', text).is_some_and(|at| text.get(at + 1).is_some()),
        unclosed,
    };
    take(length).map(|_| Raw { length, shape }).parse(input)
}

/// Whether `${` stands in a text.
pub fn has_reference(text: &[u8]) -> bool {
    memchr::memchr_iter(b'$', text).any(|at| text.get(at + 1) == Some(&b'{'))
}

/// The text that httpd makes of a word's inside; `None` where that is what is written (`substring_conf`).
///
/// `\\` loses a backslash, and so does the quote that the word is in; all others keep both bytes.
pub fn unescape(inner: &[u8], quote: Quote) -> Option<Vec<u8>> {
    let changes = |at: usize| match inner.get(at + 1) {
        Some(b'\\') => true,
        Some(b'"') => quote == Quote::Double,
        Some(b'\'') => quote == Quote::Single,
        _ => false,
    };
    let first = memchr::memchr_iter(b'\\', inner).find(|&at| changes(at))?;
    let mut text = Vec::with_capacity(inner.len());
    text.extend_from_slice(inner.get(..first)?);
    let mut at = first;
    while let Some(&byte) = inner.get(at) {
        if byte == b'\\' && changes(at) {
            at += 1;
        }
        text.extend(inner.get(at));
        at += 1;
    }
    Some(text)
}

/// A word of a line that was put together from others: its place there and the text that httpd reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub start: usize,
    pub end: usize,
    pub text: Vec<u8>,
}

/// The words of a text that is one logical line, or the part of one.
pub fn words(line: &[u8]) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        if is_space(rest[0]) {
            at += 1;
            continue;
        }
        let Ok((_, raw)) = word(rest) else { break };
        let text = value(&rest[..raw.length], raw.shape);
        found.push(Piece { start: at, end: at + raw.length, text });
        at += raw.length;
    }
    found
}

/// What httpd reads for a word as written.
fn value(written: &[u8], shape: Shape) -> Vec<u8> {
    let inner = match shape.quote {
        Quote::Bare => written,
        _ if shape.unclosed => written.get(1..).unwrap_or_default(),
        _ => written.get(1..written.len().saturating_sub(1)).unwrap_or_default(),
    };
    unescape(inner, shape.quote).unwrap_or_else(|| inner.to_vec())
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Blanks, or nothing that httpd reads.
    Empty,
    Comment,
    Directive,
    /// The first line of a section.
    Open {
        /// It has its `>`.
        bracket: bool,
    },
    /// `</…`; httpd wants the `>` right behind the name.
    Close {
        bracket: bool,
    },
}

/// The lines of one text, in order.
#[derive(Clone, Debug)]
pub struct Lexer<'i> {
    input: &'i [u8],
    at: usize,
    /// Tokens of the line at hand, and how many of them are handed out.
    line: Vec<Token>,
    given: usize,
    /// A line put together from several, and where its parts are from.
    joined: Vec<u8>,
    parts: Vec<(usize, usize)>,
}

impl<'i> Lexer<'i> {
    pub fn new(input: &'i [u8]) -> Self {
        Lexer { input, at: 0, line: Vec::new(), given: 0, joined: Vec::new(), parts: Vec::new() }
    }

    /// Where the next line starts.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// Tokens of the line that [`Lexer::next_line`] found.
    pub fn tokens(&self) -> &[Token] {
        &self.line
    }

    /// What httpd reads for a word token of the line at hand, where that is not what stands between its quotes.
    pub fn decoded(&self, token: &Token, shape: Shape) -> Option<Vec<u8>> {
        if !shape.decoded {
            return None;
        }
        let written = self.input.get(token.start..token.end)?;
        if self.parts.len() < 2 {
            let inner = inner(written, shape);
            return unescape(inner, shape.quote);
        }
        // Take the word from the joined line.
        let start = self.joined_offset(token.start);
        let end = self.joined_offset(token.end.saturating_sub(1)) + 1;
        let text = self.joined.get(start..end)?;
        let text = value(text, shape);
        (text != inner(written, shape)).then_some(text)
    }

    fn joined_offset(&self, source: usize) -> usize {
        let after = self.parts.partition_point(|(_, from)| *from <= source);
        let (at, from) = self.parts.get(after.saturating_sub(1)).copied().unwrap_or_default();
        at + source.saturating_sub(from)
    }

    /// Reads the next line into [`Lexer::tokens`].
    pub fn next_line(&mut self) -> Option<LineKind> {
        self.line.clear();
        self.given = 0;
        if self.at == 0 {
            let stray = stray(self.input);
            if stray > 0 {
                self.line.push(Token { kind: TokenKind::Stray, start: 0, end: stray });
                self.at = stray;
            }
        }
        let start = self.at;
        let rest = self.input.get(start..).filter(|rest| !rest.is_empty());
        let Some(rest) = rest else {
            return (!self.line.is_empty()).then_some(LineKind::Empty);
        };
        self.parts.clear();
        let end = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let next = start + (end + 1).min(rest.len());
        let line = &rest[..end];
        let kind = if !goes_on(line) || end == rest.len() || memchr::memchr(0, line).is_some() {
            self.at = next;
            self.split(line, |at| start + at, start, next)
        } else {
            self.join(start);
            let joined = std::mem::take(&mut self.joined);
            let parts = std::mem::take(&mut self.parts);
            let source = |at: usize| {
                let after = parts.partition_point(|(place, _)| *place <= at);
                let (place, from) = parts.get(after.saturating_sub(1)).copied().unwrap_or_default();
                from + (at - place)
            };
            let kind = self.split(&joined, source, start, self.at);
            (self.joined, self.parts) = (joined, parts);
            kind
        };
        Some(kind)
    }

    /// Puts a line together with those that its backslashes join to it.
    fn join(&mut self, start: usize) {
        self.joined.clear();
        let mut at = start;
        while let Some(rest) = self.input.get(at..).filter(|rest| !rest.is_empty()) {
            let found = memchr::memchr(b'\n', rest);
            let line = &rest[..found.unwrap_or(rest.len())];
            let next = at + found.map_or(rest.len(), |found| found + 1);
            self.parts.push((self.joined.len(), at));
            let more = found.is_some() && goes_on(line) && memchr::memchr(0, line).is_none();
            let kept = if more { strip_joint(line) } else { line };
            self.joined.extend_from_slice(kept);
            at = next;
            if !more {
                break;
            }
        }
        self.at = at;
    }

    /// Splits a logical line from `start` to `next`; `source` gives the place of one of its bytes.
    fn split(&mut self, line: &[u8], source: impl Fn(usize) -> usize, start: usize, next: usize) -> LineKind {
        let mut split = Split { tokens: &mut self.line, source, last: start };
        let nul = memchr::memchr(0, line);
        let read = trim_end(&line[..nul.unwrap_or(line.len())]);
        let first = read.iter().position(|&byte| !is_space(byte)).unwrap_or(read.len());
        let kind = match read.get(first) {
            None => LineKind::Empty,
            Some(b'#') => {
                split.push(TokenKind::Comment, first, read.len());
                LineKind::Comment
            }
            Some(b'<') => split.tag(read, first),
            Some(_) => {
                split.words(read, first);
                LineKind::Directive
            }
        };
        if let Some(nul) = nul {
            split.push(TokenKind::Ignored, nul, line.len());
        }
        split.finish(next);
        kind
    }
}

fn inner(written: &[u8], shape: Shape) -> &[u8] {
    match shape.quote {
        Quote::Bare => written,
        _ if shape.unclosed => written.get(1..).unwrap_or_default(),
        _ => written.get(1..written.len().saturating_sub(1)).unwrap_or_default(),
    }
}

/// Whether a physical line without its LF asks for the next one.
fn goes_on(line: &[u8]) -> bool {
    line.strip_suffix(b"\r").unwrap_or(line).last() == Some(&b'\\')
}

fn strip_joint(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    line.strip_suffix(b"\\").unwrap_or(line)
}

fn trim_end(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|&byte| !is_space(byte)).map_or(0, |last| last + 1);
    &line[..end]
}

/// Tokens of one line in the making.
struct Split<'t, S> {
    tokens: &'t mut Vec<Token>,
    source: S,
    /// Where the last token ended, or the line starts.
    last: usize,
}

impl<S: Fn(usize) -> usize> Split<'_, S> {
    /// Adds a token; what lies before it and belongs to none is white.
    fn push(&mut self, kind: TokenKind, start: usize, end: usize) {
        if start >= end {
            return;
        }
        let (first, last) = ((self.source)(start), (self.source)(end - 1) + 1);
        let before = self.last;
        if before < first {
            self.tokens.push(Token { kind: TokenKind::White, start: before, end: first });
        }
        self.tokens.push(Token { kind, start: first, end: last });
        self.last = last;
    }

    fn finish(&mut self, next: usize) {
        let before = self.last;
        if before < next {
            self.tokens.push(Token { kind: TokenKind::White, start: before, end: next });
        }
    }

    fn words(&mut self, line: &[u8], mut at: usize) {
        while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
            if is_space(rest[0]) {
                at += 1;
                continue;
            }
            let Ok((_, raw)) = word(rest) else { return };
            self.word(at, raw);
            at += raw.length;
        }
    }

    fn word(&mut self, at: usize, raw: Raw) {
        let mut shape = raw.shape;
        // Lines joined inside: the bytes written are not those read.
        shape.decoded |= (self.source)(at + raw.length - 1) != (self.source)(at) + raw.length - 1;
        self.push(TokenKind::Word(shape), at, at + raw.length);
    }

    /// The first or last line of a section, at its `<`.
    fn tag(&mut self, line: &[u8], first: usize) -> LineKind {
        let closes = line.get(first + 1) == Some(&b'/');
        let name = first + 1 + usize::from(closes);
        self.push(TokenKind::Tag { closes }, first, name);
        let rest = line.get(name..).unwrap_or_default();
        let length = rest.iter().position(|&byte| is_space(byte)).unwrap_or(rest.len());
        let written = &rest[..length];
        let bracket = written.last() == Some(&b'>');
        let named = length - usize::from(bracket);
        if named > 0 {
            let shape = Shape {
                quote: Quote::Bare,
                variable: has_reference(&written[..named]),
                decoded: false,
                unclosed: false,
            };
            self.word(name, Raw { length: named, shape });
        }
        if closes {
            if bracket {
                self.push(TokenKind::Bracket, name + named, name + length);
            }
            self.ignored(line, name + length);
            return LineKind::Close { bracket };
        }
        let rest = line.get(name + length..).unwrap_or_default();
        let Some(last) = memchr::memrchr(b'>', rest) else {
            if bracket {
                self.push(TokenKind::Bracket, name + named, name + length);
            }
            match bracket {
                true => self.ignored(line, name + length),
                false => self.words(line, name + length),
            }
            return LineKind::Open { bracket };
        };
        let last = name + length + last;
        if bracket {
            // `<Limit> GET>`: the bracket of the name is dropped.
            self.push(TokenKind::Ignored, name + named, name + length);
        }
        self.words(&line[..last], name + length);
        self.push(TokenKind::Bracket, last, last + 1);
        self.ignored(line, last + 1);
        LineKind::Open { bracket: true }
    }

    fn ignored(&mut self, line: &[u8], from: usize) {
        let rest = line.get(from..).unwrap_or_default();
        if let Some(first) = rest.iter().position(|&byte| !is_space(byte)) {
            self.push(TokenKind::Ignored, from + first, line.len());
        }
    }
}

/// Bytes at the start of a text that are no configuration.
fn stray(input: &[u8]) -> usize {
    if input.starts_with(BYTE_ORDER_MARK) {
        return BYTE_ORDER_MARK.len();
    }
    if is_utf16(input) { input.len() } else { 0 }
}

/// UTF-16, by its byte order mark or by a NUL in every other byte.
fn is_utf16(input: &[u8]) -> bool {
    if input.starts_with(b"\xFF\xFE") || input.starts_with(b"\xFE\xFF") {
        return true;
    }
    let head = input.get(..16).unwrap_or_default();
    let nul_at = |parity: usize| head.iter().enumerate().all(|(at, &byte)| (byte == 0) == (at % 2 == parity));
    !head.is_empty() && (nul_at(0) || nul_at(1))
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        loop {
            if let Some(&token) = self.line.get(self.given) {
                self.given += 1;
                return Some(token);
            }
            self.next_line()?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &[u8]) -> Vec<String> {
        Lexer::new(text)
            .filter(|token| token.kind != TokenKind::White)
            .map(|token| String::from_utf8_lossy(&text[token.start..token.end]).into_owned())
            .collect()
    }

    #[test]
    fn a_word_ends_at_a_blank_and_a_quoted_one_at_its_quote() {
        assert_eq!(tokens(b"a b\tc\x0bd\n"), ["a", "b", "c", "d"]);
        assert_eq!(tokens(b"ProxyPass \"/a\"\"http://h/\""), ["ProxyPass", "\"/a\"", "\"http://h/\""]);
        assert_eq!(tokens(b"a\"b c\" 'd\\' e'"), ["a\"b", "c\"", "'d\\' e'"]);
        assert_eq!(tokens(b"A \"b c\nD"), ["A", "\"b c", "D"]);
    }

    #[test]
    fn lines_are_joined_before_comments_are_seen() {
        assert_eq!(tokens(b"# a \\\nProxyPass / x\nB"), ["# a \\\nProxyPass / x", "B"]);
        assert_eq!(tokens(b"A /\\\nfoo b\\\r\n c\nD"), ["A", "/\\\nfoo", "b", "c", "D"]);
        assert_eq!(tokens(b"A b\\ \nB"), ["A", "b\\", "B"]);
        assert_eq!(tokens(b"A \\"), ["A", "\\"]);
    }

    #[test]
    fn a_section_ends_at_the_last_bracket_of_its_line() {
        assert_eq!(tokens(b"<A /x> B Off"), ["<", "A", "/x", ">", "B Off"]);
        assert_eq!(tokens(b"<A \"/x>\" y> z"), ["<", "A", "\"/x>\"", "y", ">", "z"]);
        assert_eq!(tokens(b"</A> x\n<Else>\n< A>"), ["</", "A", ">", "x", "<", "Else", ">", "<", "A", ">"]);
        assert_eq!(tokens(b"<A/x>\n</A >"), ["<", "A/x", ">", "</", "A", ">"]);
    }

    #[test]
    fn a_nul_byte_ends_what_is_read_of_its_line() {
        assert_eq!(tokens(b"A b\0 c \\\nD"), ["A", "b", "\0 c \\", "D"]);
    }

    #[test]
    fn escapes() {
        let read = |text: &[u8]| words(text).into_iter().map(|piece| piece.text).collect::<Vec<_>>();
        assert_eq!(read(b"a\\\\b \"x\\\"y\\n\" 'q\\\"'"), [&b"a\\b"[..], b"x\"y\\n", b"q\\\""]);
    }
}
