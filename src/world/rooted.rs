//! Files of this machine, plain or below another root.

use super::{Files, Kind, MAX_FILE, ReadError};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};

/// This machine's files, as they are.
#[derive(Debug, Default)]
pub struct Disk;

/// The files below a directory that is taken for `/`.
#[derive(Debug, Default)]
pub struct Rooted {
    root: PathBuf,
}

impl Rooted {
    pub fn new(root: PathBuf) -> Rooted {
        Rooted { root }
    }

    fn real(&self, path: &Path) -> PathBuf {
        let below = path
            .components()
            .filter(|part| matches!(part, Component::Normal(_)));
        self.root.join(below.collect::<PathBuf>())
    }
}

fn why(error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Missing,
        io::ErrorKind::PermissionDenied => ReadError::Denied,
        io::ErrorKind::IsADirectory => ReadError::Directory,
        _ => ReadError::Other,
    }
}

impl Files for Disk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        // O_NONBLOCK: opening a FIFO must not wait for its writer.
        let file: File = OpenOptions::new()
            .read(true)
            .custom_flags(0o4000)
            .open(path)
            .map_err(|error| why(&error))?;
        let meta = file.metadata().map_err(|error| why(&error))?;
        if meta.is_dir() {
            return Err(ReadError::Directory);
        }
        if !meta.is_file() {
            return Err(ReadError::NotRegular);
        }
        if meta.len() > MAX_FILE {
            return Err(ReadError::TooLarge);
        }
        let mut bytes = Vec::with_capacity(meta.len() as usize);
        match file.take(MAX_FILE).read_to_end(&mut bytes) {
            Ok(_) => Ok(bytes),
            Err(error) => Err(why(&error)),
        }
    }

    fn kind(&self, path: &Path) -> Kind {
        match fs::metadata(path) {
            Ok(meta) if meta.is_file() => Kind::File { len: meta.len() },
            Ok(meta) if meta.is_dir() => Kind::Directory,
            Ok(meta) if meta.file_type().is_socket() => Kind::Socket,
            Ok(_) => Kind::Special,
            Err(error) => match why(&error) {
                ReadError::Missing if fs::symlink_metadata(path).is_ok() => Kind::DanglingLink,
                ReadError::Missing => Kind::Missing,
                ReadError::Denied => Kind::Denied,
                _ => Kind::LinkLoop,
            },
        }
    }

    fn list(&self, directory: &Path) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(directory) else {
            return Vec::new();
        };
        let mut names: Vec<PathBuf> = entries
            .filter_map(|entry| Some(PathBuf::from(entry.ok()?.file_name())))
            .collect();
        names.sort();
        names
    }

    fn shown(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        fs::read_link(path).ok()
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        fs::canonicalize(path).ok()
    }
}

impl Files for Rooted {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        Disk.read(&self.real(path))
    }

    fn kind(&self, path: &Path) -> Kind {
        Disk.kind(&self.real(path))
    }

    fn list(&self, directory: &Path) -> Vec<PathBuf> {
        Disk.list(&self.real(directory))
    }

    fn shown(&self, path: &Path) -> PathBuf {
        self.real(path)
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        Disk.link(&self.real(path))
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        Disk.canonical(&self.real(path))
    }
}
