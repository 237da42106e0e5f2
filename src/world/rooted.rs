//! Files of this machine, plain or below another root.

/// This machine's files, as they are.
#[derive(Debug, Default)]
pub struct Disk;

/// The files below a directory that is taken for `/`.
#[derive(Debug, Default)]
pub struct Rooted;
