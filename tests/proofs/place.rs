//! The private world of one run: inside its own network and mount namespaces an empty /run, and
//! folders of the host in which files can be put without touching the host. Owns all mounts; assumes
//! that `unshare` has been called before this process was started.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use rustix::mount::{MountFlags, mount, mount_bind_recursive};

/// Where the real folders stay reachable for the links that stand in their place.
const REAL: &str = "/run/.real";

pub struct Place {
    shadowed: BTreeSet<PathBuf>,
}

impl Place {
    /// Empties /run and brings up the loopback interface.
    pub fn enter() -> Result<Self, String> {
        tmpfs(Path::new("/run"))?;
        make_dir(Path::new("/run/lock"))?;
        make_dir(Path::new(REAL))?;
        let up = Command::new("ip").args(["link", "set", "lo", "up"]).output();
        match up {
            Ok(output) if output.status.success() => Ok(Place { shadowed: BTreeSet::new() }),
            Ok(output) => Err(format!("ip link set lo up: {}", String::from_utf8_lossy(&output.stderr))),
            Err(e) => Err(format!("ip: {e}")),
        }
    }

    /// Makes `dir` a folder of this run: what the host has in it stays visible through links, new
    /// entries stay in memory. A poor overlay, but one that works on every kernel and in every container.
    pub fn own(&mut self, dir: &Path) -> Result<(), String> {
        if dir.starts_with("/run") {
            return make_dir(dir);
        }
        let mut names = dir.components().skip(1);
        let top = match names.next() {
            Some(Component::Normal(name)) if dir.is_absolute() => Path::new("/").join(name),
            _ => return Err(format!("{}: not a folder that a proof can own", dir.display())),
        };
        if !self.shadowed.contains(&top) {
            self.shadow(&top)?;
        }
        let mut at = top;
        for name in names {
            at.push(name);
            match fs::read_link(&at) {
                // A link of the host itself, such as /var/run: go where it goes.
                Ok(target) if !target.starts_with(REAL) => {
                    let parent = at.parent().unwrap_or(Path::new("/"));
                    at = fs::canonicalize(parent.join(target))
                        .map_err(|e| format!("{}: {e}", at.display()))?;
                    self.own(&at)?;
                }
                Ok(target) => {
                    fs::remove_file(&at).map_err(|e| format!("{}: {e}", at.display()))?;
                    make_dir(&at)?;
                    link_entries(&target, &at)?;
                }
                Err(_) => make_dir(&at)?,
            }
        }
        Ok(())
    }

    /// Makes `dir` an empty folder of this run.
    pub fn clear(&mut self, dir: &Path) -> Result<(), String> {
        self.own(dir)?;
        let entries = fs::read_dir(dir).map_err(|e| format!("{}: {e}", dir.display()))?;
        for entry in entries.flatten() {
            let path = entry.path();
            let is_dir = entry.file_type().is_ok_and(|t| t.is_dir());
            let removed = if is_dir { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            removed.map_err(|e| format!("{}: {e}", path.display()))?;
        }
        Ok(())
    }

    pub fn write(&mut self, path: &Path, content: &[u8], mode: u32) -> Result<(), String> {
        self.make_room(path)?;
        fs::write(path, content).map_err(|e| format!("{}: {e}", path.display()))?;
        set_mode(path, mode)
    }

    pub fn link(&mut self, path: &Path, target: &str) -> Result<(), String> {
        self.make_room(path)?;
        symlink(target, path).map_err(|e| format!("{}: {e}", path.display()))
    }

    /// Owns the folder of `path` and removes what is there under that name.
    pub fn make_room(&mut self, path: &Path) -> Result<(), String> {
        self.own(path.parent().unwrap_or(Path::new("/")))?;
        // Absent is what is wanted here; anything else shows when the name is used.
        let _ = fs::remove_file(path);
        Ok(())
    }

    /// Copies a folder of fixtures; onto `/` only its folders, since files at the top (a compose file) tell the linter
    /// something and the server nothing.
    pub fn copy_tree(&mut self, from: &Path, to: &Path) -> Result<(), String> {
        if to != Path::new("/") {
            self.own(to)?;
        }
        for entry in fs::read_dir(from).map_err(|e| format!("{}: {e}", from.display()))?.flatten() {
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                self.copy_tree(&entry.path(), &target)?;
            } else if to != Path::new("/") {
                let content =
                    fs::read(entry.path()).map_err(|e| format!("{}: {e}", entry.path().display()))?;
                self.write(&target, &content, 0o644)?;
            }
        }
        Ok(())
    }

    fn shadow(&mut self, top: &Path) -> Result<(), String> {
        let is_dir = fs::symlink_metadata(top).is_ok_and(|meta| meta.is_dir());
        if !is_dir {
            return Err(format!(
                "{}: a proof can only own folders that the host has at its top",
                top.display()
            ));
        }
        let real = Path::new(REAL).join(top.strip_prefix("/").unwrap_or(top));
        make_dir(&real)?;
        mount_bind_recursive(top, &real).map_err(|e| format!("bind {}: {e}", top.display()))?;
        tmpfs(top)?;
        if matches!(top.to_str(), Some("/tmp")) {
            set_mode(top, 0o1777)?;
        }
        self.shadowed.insert(top.to_owned());
        link_entries(&real, top)
    }
}

fn link_entries(real: &Path, stand_in: &Path) -> Result<(), String> {
    let entries = match fs::read_dir(real) {
        Ok(entries) => entries,
        // Who may not look into it starts with an empty one.
        Err(e) if e.kind() == ErrorKind::PermissionDenied => return Ok(()),
        Err(e) => return Err(format!("{}: {e}", real.display())),
    };
    for entry in entries.flatten() {
        // A link keeps its own text, which may be relative to where it stands.
        let target = fs::read_link(entry.path()).unwrap_or_else(|_| entry.path());
        let at = stand_in.join(entry.file_name());
        symlink(&target, &at).map_err(|e| format!("{}: {e}", at.display()))?;
    }
    Ok(())
}

fn tmpfs(at: &Path) -> Result<(), String> {
    mount("tmpfs", at, "tmpfs", MountFlags::NOSUID | MountFlags::NODEV, Some(c"mode=755"))
        .map_err(|e| format!("tmpfs on {}: {e}", at.display()))
}

fn make_dir(path: &Path) -> Result<(), String> {
    fs::create_dir_all(path).map_err(|e| format!("{}: {e}", path.display()))
}

pub fn set_mode(path: &Path, mode: u32) -> Result<(), String> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(|e| format!("{}: {e}", path.display()))
}
