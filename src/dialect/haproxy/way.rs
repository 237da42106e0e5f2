//! The way of a request as a section's lines tell it: expressions, conditions, rules, the choice of a pool
//! and of a server.
//!
//! Works on decoded words, and knows neither trees nor inheritance of settings; lowering brings the lines of
//! a section, and those of its defaults, in their order.

pub mod acl;
pub mod choose;
mod convert;
mod fetch;
pub mod rule;
pub mod sample;
pub mod table;
