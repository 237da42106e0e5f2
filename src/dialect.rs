//! The server dialects: for each one the way from its text to trees, and from trees to the model.
//!
//! A dialect owns its grammar and its words; it must not know another dialect.

pub mod nginx;
