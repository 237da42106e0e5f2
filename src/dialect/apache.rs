//! Apache httpd 2.4: text to tokens to trees, what of it counts, and from there to the model.
//!
//! Follows `ap_build_config` (server/config.c) and `ap_getword_conf` (server/util.c) byte by byte where the text is
//! well formed, and goes on where httpd stops. What a directive means for a request is judged by rules, never here.

pub mod condition;
pub mod envvars;
pub mod expand;
pub mod failure;
pub mod include;
pub mod keywords;
pub mod lex;
pub mod library;
pub mod line;
pub mod modules;
pub mod parse;
pub mod speech;
pub mod spell;
pub mod walk;
