//! Every byte belongs to exactly one token, and unescaping never makes a text longer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proxylint::dialect::nginx::lex::{Lexer, unescape};

fuzz_target!(|text: &[u8]| {
    let mut at = 0;
    for token in Lexer::new(text) {
        assert_eq!(token.start, at, "{token:?}");
        assert!(token.end > at, "{token:?}");
        at = token.end;
    }
    assert_eq!(at, text.len());
    assert!(unescape(text).is_none_or(|plain| plain.len() < text.len()));
});
