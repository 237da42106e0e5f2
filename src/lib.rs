//! proxylint reads reverse-proxy configurations and says which requests will end in 502, 503, 504,
//! 500 or in a server that does not start.
//!
//! # The way of the data
//!
//! ```text
//! paths, stdin, dumps
//!   -> discover  which proxies, their entry files, version, whole or fragment -> Plan
//!   -> source    bytes, file ids, spans, who included whom                    (through world::Files)
//!   -> dialect   per server: lex -> parse -> Tree + syntax errors             (never fails)
//!   -> dialect   lower                                                        -> Model
//!   -> neighbour what runs beside: compose files, pools, units                -> places, services
//!   -> facts     the questions that targets and files raise, asked once each
//!   -> rules     fn(&Cx, &mut Report): pure                                   -> findings
//!   -> engine    levels, suppressions, de-duplication, stable order           -> Diagnostics
//!   -> output    text, unix, json
//! ```
//!
//! Every arrow points down. No step looks back up, and no step is done twice.

pub mod catalogue;
pub mod cli;
pub mod diagnostic;
pub mod dialect;
pub mod discover;
pub mod engine;
pub mod facts;
pub mod model;
pub mod neighbour;
pub mod output;
pub mod rules;
pub mod source;
pub mod suppress;
pub mod syntax;
pub mod world;
