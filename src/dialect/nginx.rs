//! nginx: text to tokens to trees, and who includes whom.
//!
//! Follows `ngx_conf_read_token` and `ngx_conf_parse` of nginx 1.22 byte by byte where the text is well
//! formed, and goes on where nginx stops. Must not judge what a directive means: that is lowering.

pub mod dump;
pub mod include;
pub mod keywords;
pub mod lex;
pub mod load;
mod lua;
pub mod parse;
