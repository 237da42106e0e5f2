//! Bytes to tokens, as `parse_line` (src/tools.c) and `readcfgfile` (src/cfgparse.c) split them.
//!
//! Every byte of a text belongs to exactly one token. A line ends at LF, and nothing continues it; a quote
//! that does not end is cut there, so that the next line is understood. Variables are only seen, never
//! expanded: their values are not known here.
//!
//! Must not know keywords, and must not fail: whatever the bytes are, tokens come out.

mod fragment;

pub use fragment::{Fragment, decode, fragments, reference};

use crate::syntax::Quote;
use nom::bytes::complete::take;
use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Parser};

/// A stretch of the text. `end` of one token is `start` of the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// What `isspace` takes: spaces, tabs, VT, FF, and CR among them. Never a line end.
    White,
    /// From `#` up to the line end, which is left out.
    Comment,
    Word(Shape),
    /// LF, or CR LF behind a word.
    LineEnd,
    /// What follows a CR or NUL behind a word, up to the LF: HAProxy drops it.
    Dropped,
    /// A line that begins with `[`: the scope of what follows. Only SPOE uses it.
    Scope,
    /// A byte order mark at the start of the text, or a whole text in UTF-16.
    Stray,
}

/// What the lexer saw in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    /// How it is quoted, where one pair of quotes holds it all.
    pub quote: Quote,
    /// A variable stands in double quotes: the text is a template.
    pub variable: bool,
    /// Quotes within it or backslashes: [`decode`] may change it.
    pub mixed: bool,
    pub fault: Option<Fault>,
}

/// Why HAProxy would refuse the line of a word, and at which distance from the start of the word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The line ends within quotes that open here.
    Unclosed(u32),
    /// `\x` without two hexadecimal digits.
    BadHex(u32),
    /// A `$` in double quotes without a name behind it.
    BadName(u32),
    /// `${name` without its `}`; the `${`.
    UnclosedBrace(u32),
}

/// The error type of the token parsers. They accept every input that is not empty, so it carries nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoToken;

impl ParseError<&[u8]> for NoToken {
    fn from_error_kind(_: &[u8], _: ErrorKind) -> Self {
        NoToken
    }

    fn append(_: &[u8], _: ErrorKind, other: Self) -> Self {
        other
    }
}

type Lexed<'i> = IResult<&'i [u8], TokenKind, NoToken>;

/// What a byte can mean in a bare word.
const PLAIN: u8 = 0;
const BLANK: u8 = 1;
const LINE: u8 = 2;
const QUOTE: u8 = 3;
const BACKSLASH: u8 = 4;
const HASH: u8 = 5;

static CLASS: [u8; 256] = {
    let mut class = [PLAIN; 256];
    class[b' ' as usize] = BLANK;
    class[b'\t' as usize] = BLANK;
    class[0x0b] = BLANK;
    class[0x0c] = BLANK;
    class[b'\r' as usize] = LINE;
    class[b'\n' as usize] = LINE;
    class[0] = LINE;
    class[b'"' as usize] = QUOTE;
    class[b'\'' as usize] = QUOTE;
    class[b'\\' as usize] = BACKSLASH;
    class[b'#' as usize] = HASH;
    class
};

/// What `isspace` of the C locale takes.
pub fn is_blank(byte: u8) -> bool {
    CLASS[byte as usize] == BLANK || byte == b'\r'
}

/// Up to the LF, which is left out.
fn end_of_line(input: &[u8]) -> usize {
    memchr::memchr(b'\n', input).unwrap_or(input.len())
}

/// A token of `length` bytes at the start of the input, whose kind is known.
fn token(kind: TokenKind, length: usize, input: &[u8]) -> Lexed<'_> {
    take(length).map(|_| kind).parse(input)
}

fn white(input: &[u8]) -> Lexed<'_> {
    let end = input.iter().position(|&byte| !is_blank(byte)).unwrap_or(input.len());
    token(TokenKind::White, end, input)
}

/// One token within a line.
fn in_line(input: &[u8], starts_line: bool) -> Lexed<'_> {
    let Some(&first) = input.first() else {
        return Err(nom::Err::Error(NoToken));
    };
    match CLASS[first as usize] {
        BLANK => white(input),
        LINE if first == b'\n' => token(TokenKind::LineEnd, 1, input),
        // `isspace` skips it at the start of a line; behind a word it ends the line.
        LINE if first == b'\r' && starts_line => white(input),
        LINE if input.starts_with(b"\r\n") => token(TokenKind::LineEnd, 2, input),
        LINE => token(TokenKind::Dropped, end_of_line(input), input),
        HASH => token(TokenKind::Comment, end_of_line(input), input),
        _ if starts_line && first == b'[' => token(TokenKind::Scope, end_of_line(input), input),
        _ => word(input),
    }
}

/// A word: up to a blank, `#` or the line end outside quotes. Quotes open and close anywhere in it.
fn word(input: &[u8]) -> Lexed<'_> {
    let plain = input.iter().position(|&byte| CLASS[byte as usize] != PLAIN).unwrap_or(input.len());
    if input.get(plain).is_none_or(|&byte| matches!(CLASS[byte as usize], BLANK | LINE | HASH)) {
        let shape = Shape { quote: Quote::Bare, variable: false, mixed: false, fault: None };
        return token(TokenKind::Word(shape), plain, input);
    }
    let mut scan = Scan { input, at: plain, variable: false, escaped: false, fault: None };
    let (mut quotes, mut close) = (0usize, 0);
    while let Some(&byte) = input.get(scan.at) {
        match CLASS[byte as usize] {
            PLAIN => scan.at += 1,
            BACKSLASH => scan.backslash(),
            QUOTE => {
                scan.quoted(byte);
                quotes += 1;
                close = scan.at;
            }
            _ => break,
        }
    }
    let first = input.first();
    let whole = quotes == 1 && plain == 0 && close == scan.at && !scan.is_unclosed();
    let quote = match first {
        Some(b'"') if whole => Quote::Double,
        Some(b'\'') if whole => Quote::Single,
        _ => Quote::Bare,
    };
    let mixed = scan.escaped || (quotes > 0 && !whole);
    let shape = Shape { quote, variable: scan.variable, mixed, fault: scan.fault };
    token(TokenKind::Word(shape), scan.at, input)
}

/// A walk through a word.
struct Scan<'i> {
    input: &'i [u8],
    at: usize,
    variable: bool,
    escaped: bool,
    fault: Option<Fault>,
}

impl Scan<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.input.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn fault(&mut self, fault: Fault) {
        self.fault.get_or_insert(fault);
    }

    fn is_unclosed(&self) -> bool {
        matches!(self.fault, Some(Fault::Unclosed(_)))
    }

    /// A `\` and what it protects.
    fn backslash(&mut self) {
        self.escaped = true;
        let next = self.peek(1);
        if next == b'x' {
            if !(self.peek(2).is_ascii_hexdigit() && self.peek(3).is_ascii_hexdigit()) {
                self.fault(Fault::BadHex(self.at as u32 + 1));
                self.at += 2;
            } else {
                self.at += 4;
            }
        } else if matches!(next, b'\n' | b'\r' | 0) || !is_escape(next, true) {
            self.at += 1;
        } else {
            self.at += 2;
        }
    }

    /// From an opening quote to after the closing one.
    fn quoted(&mut self, mark: u8) {
        let open = self.at;
        self.at += 1;
        while let Some(&byte) = self.input.get(self.at) {
            match byte {
                b'\n' | b'\r' | 0 => break,
                _ if byte == mark => {
                    self.at += 1;
                    return;
                }
                b'\\' if mark == b'"' => self.backslash(),
                b'$' if mark == b'"' => self.reference(),
                _ => self.at += 1,
            }
        }
        self.fault = Some(Fault::Unclosed(open as u32));
    }

    /// `$NAME`, `${NAME}`, `${NAME-default}`, `${NAME[*]}`.
    fn reference(&mut self) {
        let start = self.at;
        self.variable = true;
        let brace = self.peek(1) == b'{';
        self.at += 1 + usize::from(brace);
        let first = self.peek(0);
        if !(first.is_ascii_alphabetic() || first == b'_' || first == b'.') {
            return self.fault(Fault::BadName(start as u32));
        }
        self.at += 1;
        while self.peek(0).is_ascii_alphanumeric() || self.peek(0) == b'_' {
            self.at += 1;
        }
        if !brace {
            return;
        }
        if self.input.get(self.at..).is_some_and(|rest| rest.starts_with(b"[*]")) {
            self.at += 3;
        }
        if self.peek(0) == b'-' {
            while !matches!(self.peek(0), b'}' | b'\n' | b'\r' | 0) {
                self.at += 1;
            }
        }
        if self.peek(0) == b'}' {
            self.at += 1;
        } else {
            self.fault(Fault::UnclosedBrace(start as u32));
        }
    }
}

/// Whether a backslash before this byte is taken away. `\$` is one within double quotes alone.
fn is_escape(byte: u8, double: bool) -> bool {
    matches!(byte, b' ' | b'\\' | b'#' | b't' | b'r' | b'n' | b'"' | b'\'') || double && byte == b'$'
}

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Splits a text into tokens.
#[derive(Clone, Debug)]
pub struct Lexer<'i> {
    rest: &'i [u8],
    at: usize,
    starts_line: bool,
}

impl<'i> Lexer<'i> {
    pub fn new(bytes: &'i [u8]) -> Self {
        Lexer { rest: bytes, at: 0, starts_line: true }
    }

    /// What cannot be the start of any configuration.
    fn stray(&self) -> Option<usize> {
        let wide = self.rest.starts_with(b"\xFF\xFE") || self.rest.starts_with(b"\xFE\xFF");
        if wide {
            return Some(self.rest.len());
        }
        self.rest.starts_with(BYTE_ORDER_MARK).then_some(BYTE_ORDER_MARK.len())
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let stray = if self.at == 0 { self.stray() } else { None };
        let lexed = match stray {
            Some(length) => token(TokenKind::Stray, length, self.rest),
            None => in_line(self.rest, self.starts_line),
        };
        let (rest, kind) = lexed.ok()?;
        let start = self.at;
        self.at += self.rest.len() - rest.len();
        self.rest = rest;
        self.starts_line = match kind {
            TokenKind::LineEnd => true,
            TokenKind::White => self.starts_line,
            _ => false,
        };
        Some(Token { kind, start, end: self.at })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The words of a text, decoded; `|` between lines.
    fn words(text: &str) -> String {
        let mut all = Vec::new();
        for token in Lexer::new(text.as_bytes()) {
            match token.kind {
                TokenKind::Word(_) => {
                    let word = &text.as_bytes()[token.start..token.end];
                    all.push(String::from_utf8_lossy(&decode(word)).into_owned());
                }
                TokenKind::LineEnd => all.push("|".to_owned()),
                _ => {}
            }
        }
        all.join("·")
    }

    fn fault(text: &str) -> Option<Fault> {
        Lexer::new(text.as_bytes()).find_map(|token| match token.kind {
            TokenKind::Word(shape) => shape.fault,
            _ => None,
        })
    }

    #[test]
    fn quotes_open_and_close_within_words() {
        assert_eq!(words("mo\"de\" h'tt'p\n"), "mode·http·|");
        assert_eq!(words("a \"b c\" 'd \" e' f\\ g\n"), "a·b c·d \" e·f g·|");
        assert_eq!(words("a \"\" b\n"), "a··b·|");
        assert_eq!(words("a\\q \\. '\\n' \"\\x41\\$\" \\$x\n"), "a\\q·\\.·\\n·A$·\\$x·|");
    }

    #[test]
    fn a_hash_begins_a_comment_anywhere_but_in_quotes() {
        assert_eq!(words("mode http#x y\na '#' \"#\" \\# b\n"), "mode·http·|·a·#·#·#·b·|");
    }

    #[test]
    fn a_carriage_return_behind_a_word_ends_the_line() {
        assert_eq!(words("a b\r\nc\rd e\n\rf \rg\n"), "a·b·|·c·|·f·g·|");
        assert_eq!(words("a \\\nb\n"), "a·\\·|·b·|");
        assert_eq!(words("a\0b\nc\n"), "a·|·c·|");
    }

    #[test]
    fn faults_name_their_place() {
        assert_eq!(fault("a 'b\n"), Some(Fault::Unclosed(0)));
        assert_eq!(fault("a don't\n"), Some(Fault::Unclosed(3)));
        assert_eq!(fault("a \\xg0\n"), Some(Fault::BadHex(1)));
        assert_eq!(fault("a \"$1\"\n"), Some(Fault::BadName(1)));
        assert_eq!(fault("a \"${X:-y}\"\n"), Some(Fault::UnclosedBrace(1)));
        assert_eq!(fault("a \"${X-y}\" \"${Y[*]}\" \"$.LINE\" $1 '$1'\n"), None);
    }

    #[test]
    fn variables_are_seen_in_double_quotes_alone() {
        let seen = |text: &str| {
            Lexer::new(text.as_bytes())
                .filter_map(|token| match token.kind {
                    TokenKind::Word(shape) => Some(shape.variable),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(seen("\"$A\" $A '$A' a\"${B-c}\"d \"\\$A\"\n"), [true, false, false, true, false]);
    }
}
