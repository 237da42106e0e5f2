//! Files of this machine, plain or below another root.
//!
//! Must not open anything but regular files: a FIFO would block, a device might do worse.

use super::links::follow;
use super::{Files, Kind, Listed, MAX_FILE, ReadError, Rights};
use rustc_hash::FxHashMap;
use std::fs;
use std::io::{self, Read};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

/// This machine's files, as they are.
#[derive(Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        read(path)
    }

    fn kind(&self, path: &Path) -> Kind {
        kind(path)
    }

    fn list(&self, directory: &Path) -> Vec<PathBuf> {
        list(directory)
    }

    fn entries(&self, directory: &Path) -> Vec<(PathBuf, Listed)> {
        entries(directory)
    }

    fn shown(&self, path: &Path) -> PathBuf {
        path.to_path_buf()
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        fs::read_link(path).ok()
    }

    fn rights(&self, path: &Path) -> Option<Rights> {
        rights(path)
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        fs::canonicalize(path).ok()
    }
}

/// The files below a directory that is taken for `/`.
///
/// `..` does not lead above it, and absolute links start in it, so nothing outside is reached but the pieces
/// that `map` names.
#[derive(Debug, Default)]
pub struct Rooted {
    root: PathBuf,
    /// Directories of the configuration that lie elsewhere, the longest first.
    map: Vec<(PathBuf, PathBuf)>,
    /// Where the links in the path of a directory lead: most files share a few directories.
    directories: RwLock<FxHashMap<PathBuf, Result<PathBuf, ReadError>>>,
}

impl Rooted {
    /// `map` holds pairs of a path in the configuration and the real directory that stands for it; the longest
    /// matching one counts.
    pub fn new(root: impl Into<PathBuf>, mut map: Vec<(PathBuf, PathBuf)>) -> Self {
        map.sort_by_key(|(from, _)| std::cmp::Reverse(from.components().count()));
        Rooted { root: root.into(), map, directories: RwLock::default() }
    }

    /// Where a path without links lies on this machine.
    fn real(&self, path: &Path) -> PathBuf {
        for (from, to) in &self.map {
            if let Ok(rest) = path.strip_prefix(from) {
                return if rest.as_os_str().is_empty() { to.clone() } else { to.join(rest) };
            }
        }
        self.root.join(path.strip_prefix("/").unwrap_or(path))
    }

    fn target(&self, path: &Path) -> Option<PathBuf> {
        fs::read_link(self.real(path)).ok()
    }

    fn directory(&self, path: &Path) -> Result<PathBuf, ReadError> {
        let known = self.directories.read().unwrap_or_else(PoisonError::into_inner).get(path).cloned();
        known.unwrap_or_else(|| {
            let found = follow(path, |at| self.target(at));
            let mut known = self.directories.write().unwrap_or_else(PoisonError::into_inner);
            known.insert(path.to_path_buf(), found.clone());
            found
        })
    }

    /// The real path of a configuration's path, all links but perhaps the last resolved.
    fn place(&self, path: &Path, last: bool) -> Result<PathBuf, ReadError> {
        let Some((parent, name)) = path.parent().zip(path.file_name()) else {
            return follow(path, |at| self.target(at)).map(|path| self.real(&path));
        };
        let path = self.directory(parent)?.join(name);
        if last && self.target(&path).is_some() {
            return follow(&path, |at| self.target(at)).map(|path| self.real(&path));
        }
        Ok(self.real(&path))
    }
}

impl Files for Rooted {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        read(&self.place(path, true)?).map_err(|error| match error {
            ReadError::Missing if self.link(path).is_some() => ReadError::DanglingLink,
            error => error,
        })
    }

    fn kind(&self, path: &Path) -> Kind {
        match self.place(path, true).map(|place| kind(&place)) {
            Ok(Kind::Missing) if self.link(path).is_some() => Kind::DanglingLink,
            Ok(kind) => kind,
            Err(_) => Kind::LinkLoop,
        }
    }

    fn list(&self, directory: &Path) -> Vec<PathBuf> {
        self.place(directory, true).map(|place| list(&place)).unwrap_or_default()
    }

    fn entries(&self, directory: &Path) -> Vec<(PathBuf, Listed)> {
        self.place(directory, true).map(|place| entries(&place)).unwrap_or_default()
    }

    fn shown(&self, path: &Path) -> PathBuf {
        self.place(path, true).unwrap_or_else(|_| self.real(path))
    }

    fn link(&self, path: &Path) -> Option<PathBuf> {
        fs::read_link(self.place(path, false).ok()?).ok()
    }

    fn rights(&self, path: &Path) -> Option<Rights> {
        rights(&self.place(path, true).ok()?)
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        let place = self.place(path, true).ok()?;
        fs::symlink_metadata(&place).is_ok().then_some(place)
    }
}

fn rights(path: &Path) -> Option<Rights> {
    let metadata = fs::metadata(path).ok()?;
    Some(Rights { mode: metadata.mode() & 0o7777, user: metadata.uid(), group: metadata.gid() })
}

fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    let mut file = open(path).map_err(|error| read_error(path, &error))?;
    let metadata = file.metadata().map_err(|error| read_error(path, &error))?;
    if metadata.is_dir() {
        return Err(ReadError::Directory);
    }
    if !metadata.is_file() {
        return Err(ReadError::NotRegular);
    }
    if metadata.len() > MAX_FILE {
        return Err(ReadError::TooLarge);
    }
    let length = metadata.len() as usize;
    let mut bytes = vec![0; length];
    // One call for nearly every file. One that shrinks meanwhile is taken as far as it goes; what is
    // added meanwhile belongs to the next run.
    let mut filled = 0;
    while filled < length {
        match file.read(&mut bytes[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(read_error(path, &error)),
        }
    }
    bytes.truncate(filled);
    // Files of /proc and the like say that they are empty.
    if length == 0 {
        file.take(MAX_FILE).read_to_end(&mut bytes).map_err(|error| read_error(path, &error))?;
    }
    Ok(bytes)
}

/// Opens for reading without waiting for the other end of a FIFO.
fn open(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    options.open(path)
}

/// `ELOOP`; its `ErrorKind` is not stable.
const TOO_MANY_LINKS: i32 = if cfg!(target_os = "linux") { 40 } else { 62 };

fn read_error(path: &Path, error: &io::Error) -> ReadError {
    match error.kind() {
        _ if error.raw_os_error() == Some(TOO_MANY_LINKS) => ReadError::LinkLoop,
        io::ErrorKind::NotFound if fs::symlink_metadata(path).is_ok() => ReadError::DanglingLink,
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => ReadError::Missing,
        io::ErrorKind::PermissionDenied => ReadError::Denied,
        io::ErrorKind::IsADirectory => ReadError::Directory,
        // A socket cannot be opened as a file.
        _ if error.raw_os_error() == Some(libc::ENXIO) => ReadError::NotRegular,
        _ => ReadError::Other,
    }
}

fn kind(path: &Path) -> Kind {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => Kind::File { len: metadata.len() },
        Ok(metadata) if metadata.is_dir() => Kind::Directory,
        Ok(metadata) if is_socket(&metadata) => Kind::Socket,
        Ok(_) => Kind::Special,
        Err(error) => match read_error(path, &error) {
            ReadError::LinkLoop => Kind::LinkLoop,
            ReadError::DanglingLink => Kind::DanglingLink,
            ReadError::Missing => Kind::Missing,
            _ => Kind::Denied,
        },
    }
}

#[cfg(unix)]
fn is_socket(metadata: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_socket(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_socket(_: &fs::Metadata) -> bool {
    false
}

fn list(directory: &Path) -> Vec<PathBuf> {
    entries(directory).into_iter().map(|(name, _)| name).collect()
}

fn entries(directory: &Path) -> Vec<(PathBuf, Listed)> {
    let Ok(entries) = fs::read_dir(directory) else {
        return Vec::new();
    };
    let mut names: Vec<(PathBuf, Listed)> = entries
        .filter_map(|entry| {
            let entry = entry.ok()?;
            let kind = match entry.file_type() {
                Ok(kind) if kind.is_symlink() => Listed::Link,
                Ok(kind) if kind.is_file() => Listed::File,
                Ok(kind) if kind.is_dir() => Listed::Directory,
                _ => Listed::Other,
            };
            Some((entry.file_name().into(), kind))
        })
        .collect();
    // As a whole, not by components: it is one.
    names.sort_unstable_by(|(a, _), (b, _)| a.as_os_str().cmp(b.as_os_str()));
    names
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn tree() -> (tempfile::TempDir, Rooted) {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("root");
        for directory in ["etc/nginx/sites-enabled", "etc/nginx/sites-available", "srv"] {
            fs::create_dir_all(root.join(directory)).unwrap();
        }
        fs::create_dir_all(folder.path().join("secrets")).unwrap();
        fs::write(folder.path().join("secrets/key.pem"), "key").unwrap();
        fs::write(folder.path().join("outside"), "outside").unwrap();
        fs::write(root.join("etc/nginx/sites-available/a"), "a").unwrap();
        let enabled = root.join("etc/nginx/sites-enabled");
        symlink("/etc/nginx/sites-available/a", enabled.join("absolute")).unwrap();
        symlink("../sites-available/a", enabled.join("relative")).unwrap();
        symlink("../../../../outside", enabled.join("leaving")).unwrap();
        symlink("/etc/nginx/sites-available/gone", enabled.join("gone")).unwrap();
        symlink("loop", enabled.join("loop")).unwrap();
        symlink("/etc/nginx", root.join("srv/nginx")).unwrap();
        let map = vec![(PathBuf::from("/etc/letsencrypt"), folder.path().join("secrets"))];
        (folder, Rooted::new(root, map))
    }

    #[test]
    fn links_stay_below_the_root() {
        let (folder, files) = tree();
        let at = |name: &str| PathBuf::from("/etc/nginx/sites-enabled").join(name);
        assert_eq!(files.read(&at("absolute")).as_deref(), Ok(&b"a"[..]));
        assert_eq!(files.read(&at("relative")).as_deref(), Ok(&b"a"[..]));
        assert_eq!(files.read(&at("leaving")), Err(ReadError::DanglingLink));
        assert_eq!(files.read(&at("gone")), Err(ReadError::DanglingLink));
        assert_eq!(files.read(&at("loop")), Err(ReadError::LinkLoop));
        assert_eq!(files.read(&at("nothing")), Err(ReadError::Missing));
        assert_eq!(files.kind(&at("gone")), Kind::DanglingLink);
        assert_eq!(files.kind(&at("loop")), Kind::LinkLoop);
        assert_eq!(files.kind(Path::new("/etc/nginx")), Kind::Directory);
        assert_eq!(files.link(&at("relative")), Some("../sites-available/a".into()));
        assert_eq!(files.canonical(&at("absolute")), files.canonical(&at("relative")));
        let through = Path::new("/srv/nginx/sites-enabled/absolute");
        assert_eq!(files.shown(through), folder.path().join("root/etc/nginx/sites-available/a"));
        assert_eq!(
            files.read(Path::new("/../../etc/nginx/../nginx/sites-available/a")).as_deref(),
            Ok(&b"a"[..])
        );
    }

    #[test]
    fn a_mapped_directory_stands_for_one_of_the_configuration() {
        let (_folder, files) = tree();
        assert_eq!(files.read(Path::new("/etc/letsencrypt/key.pem")).as_deref(), Ok(&b"key"[..]));
        assert_eq!(files.list(Path::new("/etc/letsencrypt")), [PathBuf::from("key.pem")]);
        assert_eq!(files.kind(Path::new("/etc/letsencrypt")), Kind::Directory);
    }

    #[test]
    fn names_are_listed_by_their_bytes() {
        let (_folder, files) = tree();
        let names = files.list(Path::new("/etc/nginx/sites-enabled"));
        assert_eq!(names, ["absolute", "gone", "leaving", "loop", "relative"].map(PathBuf::from));
    }

    #[test]
    fn only_regular_files_are_opened() {
        let (folder, _) = tree();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(Disk.read(&socket), Err(ReadError::NotRegular));
        assert_eq!(Disk.kind(&socket), Kind::Socket);
        assert_eq!(Disk.read(folder.path()), Err(ReadError::Directory));
        assert_eq!(Disk.read(Path::new("/dev/null")), Err(ReadError::NotRegular));
        assert_eq!(Disk.kind(Path::new("/dev/null")), Kind::Special);
        let fifo = folder.path().join("fifo");
        if std::process::Command::new("mkfifo").arg(&fifo).status().is_ok_and(|status| status.success()) {
            assert_eq!(Disk.read(&fifo), Err(ReadError::NotRegular));
        }
        let sites = folder.path().join("root/etc/nginx/sites-enabled");
        assert_eq!(Disk.read(&sites.join("loop")), Err(ReadError::LinkLoop));
        assert_eq!(Disk.read(&sites.join("relative/below")), Err(ReadError::Missing));
        assert_eq!(Disk.read(&sites.join("gone")), Err(ReadError::DanglingLink));
    }
}
