//! nginx 1.22 and newer: its language, its includes, its inheritance.

pub mod address;
pub mod keywords;
pub mod values;
