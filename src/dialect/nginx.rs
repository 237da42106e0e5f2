//! nginx 1.22 and newer: text to tokens to trees, who includes whom, and from there to the model.
//!
//! Follows `ngx_conf_read_token` and `ngx_conf_parse` byte by byte where the text is well formed, and goes
//! on where nginx stops. Lowering resolves include, inheritance, defaults and variables once; what a
//! directive means for a request is judged by rules, never here.

pub mod address;
pub mod dump;
pub mod include;
pub mod keywords;
pub mod lex;
pub mod load;
mod lua;
pub mod parse;
pub mod values;
