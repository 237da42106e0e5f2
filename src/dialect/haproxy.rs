//! HAProxy 2.4 and newer: text to tokens to trees, the files of one command line in their order, and from
//! there to the model.
//!
//! Follows `readcfgfile` and `parse_line` byte by byte where the text is well formed, and goes on where
//! HAProxy stops. Lowering resolves conditions, variables, defaults and inheritance once; what a line means
//! for a request is judged by rules, never here.

pub mod keywords;
pub mod lex;
pub mod parse;
pub mod way;
