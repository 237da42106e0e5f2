//! Bytes to tokens, as `ngx_conf_read_token` (src/core/ngx_conf_file.c) splits them.
//!
//! Every byte of a text belongs to exactly one token. A quote that does not end is cut at the end of its
//! line, so that what follows is still understood; its [`Fault`] says what nginx would have found instead.
//!
//! Must not know directives, and must not fail: whatever the bytes are, tokens come out.

use crate::syntax::Quote;
use nom::bytes::complete::{take, take_while1};
use nom::error::{ErrorKind, ParseError};
use nom::{IResult, Parser};

/// nginx reads through a buffer of this size (`NGX_CONF_BUFFER`); no word and no comment may fill it.
pub const BUFFER: usize = 4096;

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
    /// Spaces, tabs, CR, LF: nothing else separates words.
    White,
    /// From `#` up to the LF that ends it (CR does not), which is left out.
    Comment {
        too_long: bool,
    },
    Word(Shape),
    Semicolon,
    Open,
    Close,
    /// A byte order mark at the start of the text, or a whole text in UTF-16.
    Stray,
}

/// What the lexer saw in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shape {
    pub quote: Quote,
    /// Holds a `$`.
    pub variable: bool,
    /// Holds a `\`: [`unescape`] may change it.
    pub escaped: bool,
    pub fault: Option<Fault>,
}

/// Why nginx would refuse a word by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The quote is not closed where it should be.
    Unclosed(Proof),
    /// Longer than nginx's buffer; `quoted` while nginx still looks for the closing quote.
    TooLong { quoted: bool },
}

/// How it shows that a quote is not closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The text ends.
    EndOfFile,
    /// The buffer is full.
    Buffer,
    /// The next such quote stands on a later line and has text glued to it, at this distance from the
    /// start of the word.
    Glued(u32),
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
const SEPARATOR: u8 = 1;
const PUNCTUATION: u8 = 2;
const DOLLAR: u8 = 3;
const BACKSLASH: u8 = 4;

static CLASS: [u8; 256] = {
    let mut class = [PLAIN; 256];
    class[b' ' as usize] = SEPARATOR;
    class[b'\t' as usize] = SEPARATOR;
    class[b'\r' as usize] = SEPARATOR;
    class[b'\n' as usize] = SEPARATOR;
    class[b';' as usize] = PUNCTUATION;
    class[b'{' as usize] = PUNCTUATION;
    class[b'$' as usize] = DOLLAR;
    class[b'\\' as usize] = BACKSLASH;
    class
};

fn is_separator(byte: u8) -> bool {
    CLASS[byte as usize] == SEPARATOR
}

/// One token at the start of the input, which is not the start of a text.
fn token(input: &[u8]) -> Lexed<'_> {
    match input.first() {
        None => Err(nom::Err::Error(NoToken)),
        Some(b' ' | b'\t' | b'\r' | b'\n') => {
            take_while1(is_separator).map(|_| TokenKind::White).parse(input)
        }
        Some(b'#') => comment(input),
        Some(b';') => take(1usize).map(|_| TokenKind::Semicolon).parse(input),
        Some(b'{') => take(1usize).map(|_| TokenKind::Open).parse(input),
        Some(b'}') => take(1usize).map(|_| TokenKind::Close).parse(input),
        Some(b'"') => quoted(input, b'"', Quote::Double),
        Some(b'\'') => quoted(input, b'\'', Quote::Single),
        Some(_) => bare(input),
    }
}

fn comment(input: &[u8]) -> Lexed<'_> {
    let end = memchr::memchr(b'\n', input).unwrap_or(input.len());
    // The LF is still read with the comment's start in the buffer, hence `>=`.
    let too_long = end >= BUFFER && input.len() > BUFFER;
    take(end).map(|_| TokenKind::Comment { too_long }).parse(input)
}

/// A word without quotes: up to a separator, `;` or `{`; neither `}` nor `#` nor a quote ends it.
fn bare(input: &[u8]) -> Lexed<'_> {
    let mut at = 0;
    let (mut variable, mut escaped) = (false, false);
    while let Some(&byte) = input.get(at) {
        match CLASS[byte as usize] {
            PLAIN => at += 1,
            DOLLAR => {
                variable = true;
                at += 1;
                // "variable" stays set over `{`, so that all of them belong to the word.
                while input.get(at) == Some(&b'{') {
                    at += 1;
                }
            }
            BACKSLASH => {
                escaped = true;
                at = (at + 2).min(input.len());
            }
            _ => break,
        }
    }
    let fault = overflows(input, at).then_some(Fault::TooLong { quoted: false });
    let shape = Shape { quote: Quote::Bare, variable, escaped, fault };
    take(at).map(|_| TokenKind::Word(shape)).parse(input)
}

/// Whether nginx's buffer is full before it is done with a word of `length` bytes at the start of `input`.
/// A `;` or `{` in the last byte of the buffer ends the directive in time; a separator there does not.
fn overflows(input: &[u8], length: usize) -> bool {
    if length + 1 < BUFFER {
        return false;
    }
    let separated = input.get(length).is_some_and(|&byte| is_separator(byte));
    (length >= BUFFER || separated) && input.len() > BUFFER
}

/// A quoted word, up to the same quote.
fn quoted(input: &[u8], mark: u8, quote: Quote) -> Lexed<'_> {
    let inner = input.get(1..).unwrap_or_default();
    let near = inner.get(..BUFFER).unwrap_or(inner);
    let (end, fault) = match closing(near, mark) {
        Some(at) => {
            let after = inner.get(at + 1);
            let glued = after.is_some_and(|&byte| !is_separator(byte) && !matches!(byte, b';' | b'{' | b')'));
            match memchr::memchr(b'\n', &inner[..at]) {
                Some(_) if glued => {
                    let proof = Proof::Glued(at as u32 + 2);
                    (end_of_line(input), Some(Fault::Unclosed(proof)))
                }
                _ => (at + 2, overflows(inner, at + 1).then_some(Fault::TooLong { quoted: false })),
            }
        }
        None if inner.len() <= BUFFER => (end_of_line(input), Some(Fault::Unclosed(Proof::EndOfFile))),
        None => match closing_on_line(inner, mark) {
            Some(at) => (at + 2, Some(Fault::TooLong { quoted: true })),
            None => (end_of_line(input), Some(Fault::Unclosed(Proof::Buffer))),
        },
    };
    let text = &input[..end];
    let shape = Shape {
        quote,
        variable: memchr::memchr(b'$', text).is_some(),
        escaped: memchr::memchr(b'\\', text).is_some(),
        fault,
    };
    take(end).map(|_| TokenKind::Word(shape)).parse(input)
}

/// Offset of the quote that ends a word; `\` takes the next byte with it.
fn closing(inner: &[u8], mark: u8) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = inner.get(at..)?;
        let found = memchr::memchr2(mark, b'\\', rest)?;
        if rest[found] == mark {
            return Some(at + found);
        }
        at += found + 2;
    }
}

fn closing_on_line(inner: &[u8], mark: u8) -> Option<usize> {
    let mut at = 0;
    loop {
        let rest = inner.get(at..)?;
        let found = memchr::memchr3(mark, b'\\', b'\n', rest)?;
        match rest[found] {
            b'\n' => return None,
            b'\\' => at += found + 2,
            _ => return Some(at + found),
        }
    }
}

/// Where to cut a quoted word that is not closed: at the end of its line, before the `;` or `{` there.
fn end_of_line(input: &[u8]) -> usize {
    let line = memchr::memchr(b'\n', input).unwrap_or(input.len());
    let mut end = trim(input, line);
    if end > 1 && matches!(input[end - 1], b';' | b'{') {
        end = trim(input, end - 1);
    }
    end
}

fn trim(input: &[u8], mut end: usize) -> usize {
    while end > 1 && is_separator(input[end - 1]) {
        end -= 1;
    }
    end
}

/// The text that nginx makes of a word's inside; `None` where that is what is written.
///
/// `\"`, `\'` and `\\` lose the backslash, `\t`, `\r`, `\n` become control bytes, all others keep both bytes.
pub fn unescape(inner: &[u8]) -> Option<Vec<u8>> {
    let changes = |at: usize| matches!(inner.get(at + 1), Some(b'"' | b'\'' | b'\\' | b't' | b'r' | b'n'));
    let first = memchr::memchr_iter(b'\\', inner).find(|&at| changes(at))?;
    let mut text = Vec::with_capacity(inner.len());
    text.extend_from_slice(&inner[..first]);
    let mut at = first;
    while let Some(&byte) = inner.get(at) {
        let plain = match (byte, inner.get(at + 1)) {
            (b'\\', Some(&(b'"' | b'\'' | b'\\'))) => inner[at + 1],
            (b'\\', Some(b't')) => b'\t',
            (b'\\', Some(b'r')) => b'\r',
            (b'\\', Some(b'n')) => b'\n',
            _ => {
                text.push(byte);
                at += 1;
                continue;
            }
        };
        text.push(plain);
        at += 2;
    }
    Some(text)
}

/// The tokens of one text, in order.
#[derive(Clone, Debug)]
pub struct Lexer<'i> {
    input: &'i [u8],
    at: usize,
}

impl<'i> Lexer<'i> {
    pub fn new(input: &'i [u8]) -> Self {
        Lexer { input, at: 0 }
    }

    /// Goes on at this offset: a body in another language ends there.
    pub fn skip_to(&mut self, offset: usize) {
        self.at = offset.min(self.input.len());
    }
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let start = self.at;
        if start == 0 {
            let stray = stray(self.input);
            if stray > 0 {
                self.at = stray;
                return Some(Token { kind: TokenKind::Stray, start, end: stray });
            }
        }
        let (rest, kind) = token(self.input.get(start..)?).ok()?;
        self.at = self.input.len() - rest.len();
        Some(Token { kind, start, end: self.at })
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

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &[u8]) -> Vec<String> {
        Lexer::new(text)
            .filter(|token| token.kind != TokenKind::White)
            .map(|token| String::from_utf8_lossy(&text[token.start..token.end]).into_owned())
            .collect()
    }

    #[test]
    fn only_four_bytes_separate_and_only_two_end_a_bare_word() {
        assert_eq!(words(b"a b\tc\rd\ne\x0bf;"), ["a", "b", "c", "d", "e\x0bf", ";"]);
        assert_eq!(words(b"a#c b};c{d}"), ["a#c", "b}", ";", "c", "{", "d}"]);
        assert_eq!(words(b"b\"c d\" e"), ["b\"c", "d\"", "e"]);
    }

    #[test]
    fn a_brace_after_a_dollar_belongs_to_the_word() {
        assert_eq!(words(b"${a}b c$ {x$${{y{z"), ["${a}b", "c$", "{", "x$${{y", "{", "z"]);
    }

    #[test]
    fn a_backslash_takes_the_next_byte_along() {
        assert_eq!(words(b"a\\ b\\;c\\{d\\\ne;"), ["a\\ b\\;c\\{d\\\ne", ";"]);
        assert_eq!(words(b"\\"), ["\\"]);
    }

    #[test]
    fn quotes_hold_everything_up_to_the_same_quote() {
        assert_eq!(words(b"\"a;{}#'\n\\\"\" 'b\"';"), ["\"a;{}#'\n\\\"\"", "'b\"'", ";"]);
        assert_eq!(words(b"\"a\")b;"), ["\"a\"", ")b", ";"]);
    }

    #[test]
    fn an_open_quote_ends_with_its_line() {
        let text = b"a \"b; \nc \"d\";\n";
        assert_eq!(words(text), ["a", "\"b", ";", "c", "\"d\"", ";"]);
        let faults: Vec<Fault> = Lexer::new(text)
            .filter_map(|token| if let TokenKind::Word(shape) = token.kind { shape.fault } else { None })
            .collect();
        assert_eq!(faults, [Fault::Unclosed(Proof::Glued(8))]);
    }

    #[test]
    fn escapes_of_quotes_and_controls_change_the_text_and_others_stay() {
        assert_eq!(unescape(br#"a\.b\d\ c\;"#), None);
        assert_eq!(unescape(br#"\"\'\\\t\n\r\d\"#).as_deref(), Some(&b"\"'\\\t\n\r\\d\\"[..]));
        assert_eq!(unescape(br"\\n").as_deref(), Some(&br"\n"[..]));
    }

    #[test]
    fn a_cr_does_not_end_a_comment() {
        assert_eq!(words(b"#a\rb;\nc;"), ["#a\rb;", "c", ";"]);
    }

    #[test]
    fn utf16_is_one_stray_token() {
        let text: Vec<u8> = "events {}\nhttp {}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(Lexer::new(&text).map(|token| token.kind).collect::<Vec<_>>(), [TokenKind::Stray]);
    }
}
