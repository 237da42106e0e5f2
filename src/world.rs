//! What lies outside: files, as far as configurations name them.
//!
//! [`Files`] is all that reading, lowering and neighbours see. No socket can be reached from it.
//! [`net`] is the other door, and `facts` alone goes through it.
//! `Disk` reads this machine, `Rooted` the tree below `--root`, `Memory` the files of a test.
//!
//! Paths given to [`Files`] are the configuration's own ("/etc/nginx/mime.types"); an
//! implementation decides where they lie.

mod links;
mod memory;
pub mod net;
mod rooted;

pub use memory::Memory;
pub use rooted::{Disk, Rooted};

use std::path::{Path, PathBuf};

/// Files larger than this are not read, in bytes (1 GiB). Offsets are 32 bits wide.
pub const MAX_FILE: u64 = 1 << 30;

/// Why a file could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadError {
    Missing,
    /// A symbolic link whose target does not exist.
    DanglingLink,
    /// Symbolic links that lead in a circle.
    LinkLoop,
    Directory,
    /// A FIFO, a device, a socket: reading it might never end.
    NotRegular,
    Denied,
    TooLarge,
    Other,
}

/// What stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    File {
        len: u64,
    },
    Directory,
    Socket,
    /// A FIFO or a device.
    Special,
    Missing,
    DanglingLink,
    LinkLoop,
    /// It cannot be told: a directory above may not be searched.
    Denied,
}

/// Owner and permission bits of what stands at a path, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rights {
    pub mode: u32,
    /// Numbers of the owner and the group.
    pub user: u32,
    pub group: u32,
}

impl Kind {
    /// Something is there, and it is not a broken link.
    pub fn exists(self) -> bool {
        matches!(self, Kind::File { .. } | Kind::Directory | Kind::Socket | Kind::Special)
    }
}

/// What a directory says of one of its names, without looking at the thing itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listed {
    File,
    Directory,
    /// A symbolic link to anything.
    Link,
    Other,
}

/// Read-only view of a file system. Never blocks on a FIFO or a device.
pub trait Files: Sync {
    /// The bytes of a regular file, links followed.
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError>;
    /// What stands at a path, links followed.
    fn kind(&self, path: &Path) -> Kind;
    /// Names in a directory, in the order of their bytes, hidden ones too; empty if unreadable.
    fn list(&self, directory: &Path) -> Vec<PathBuf>;
    /// Names in a directory like [`Files::list`], with what each is, as far as the directory itself tells.
    fn entries(&self, directory: &Path) -> Vec<(PathBuf, Listed)> {
        let kind = |name: &PathBuf| match self.kind(&directory.join(name)) {
            _ if self.link(&directory.join(name)).is_some() => Listed::Link,
            Kind::File { .. } => Listed::File,
            Kind::Directory => Listed::Directory,
            _ => Listed::Other,
        };
        let named = |name| (kind(&name), name);
        self.list(directory).into_iter().map(named).map(|(kind, name)| (name, kind)).collect()
    }
    /// The path to show for a configuration's path: the one that is opened.
    fn shown(&self, path: &Path) -> PathBuf;
    /// The target of a symbolic link as written, if the path itself is one.
    fn link(&self, path: &Path) -> Option<PathBuf>;
    /// Who owns what stands at a path, and who may use it; `None` where it cannot be told.
    fn rights(&self, path: &Path) -> Option<Rights> {
        let _ = path;
        None
    }
    /// A path with all symbolic links resolved, for telling whether two paths are one file.
    fn canonical(&self, path: &Path) -> Option<PathBuf>;
}
