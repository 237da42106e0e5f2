//! Files that exist only in memory: the world of a test.

/// A file system in memory.
#[derive(Debug, Default)]
pub struct Memory;
