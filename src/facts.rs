//! Questions that the model raises about the world, asked once each, in one batch.
//!
//! Rules read answers by [`Facts`] only, so that they stay pure: tests hand in recorded worlds. What
//! was not asked or may not be judged is told apart from what is absent (invariant 6).

mod certificate;
mod near;
pub mod net;
mod rights;

pub use certificate::{CertificateFact, KeyFault, KeyKind, PemFault, PublicKey};

use crate::model::{Deployment, FileRole, NamedFile, Text};
use crate::source::Sources;
use crate::world::{Files, Kind, Rights};
use near::Folders;
use net::{Net, Probing};
use rayon::prelude::*;
use rights::Accounts;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Files from which on several threads are worth their start.
const PARALLEL_FROM: usize = 64;

/// Where this run stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Vantage {
    /// On the machine that runs the proxy: what is absent here is absent there.
    Host,
    /// Somewhere else: an absent file proves nothing, unless the tree carries the like.
    #[default]
    Elsewhere,
}

/// What is known of a file that a configuration names.
#[derive(Clone, Debug)]
pub struct FileFact {
    pub presence: Presence,
    /// The path to show.
    pub shown: PathBuf,
    /// Target of the link, if the path itself is one.
    pub link: Option<PathBuf>,
    /// Certificates in it, for roles that hold some; in the order of the file.
    pub certificates: Option<Result<Vec<CertificateFact>, PemFault>>,
    /// For roles that hold a private key, and certificates that no other file is named for: the public key that
    /// belongs to it.
    pub key: Option<Result<PublicKey, KeyFault>>,
    /// For sockets, on the machine itself: owners and modes from the top of the file system to it; else empty.
    pub way: Box<[(PathBuf, Rights)]>,
    /// A file of nearly the same name, in the same folder or in a newer folder of the same lineage: what
    /// may have been meant.
    pub near: Option<PathBuf>,
}

impl FileFact {
    /// What lies there may be good for the server, and cannot be told: a pipe, a bundle beyond all measure, a sealed
    /// file, a kind of key that is not known.
    fn is_unjudged(&self, role: FileRole) -> bool {
        holds_pem(role)
            && (self.presence == Presence::Special
                || matches!(self.certificates, Some(Err(PemFault::Unreadable)))
                || matches!(self.key, Some(Err(KeyFault::Unreadable))))
    }
}

/// Whether a file is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    File {
        len: u64,
    },
    Directory,
    Socket,
    Special,
    /// Absent, and this vantage may judge it.
    Absent,
    /// A link whose target is absent; judged.
    DanglingLink,
    /// Absent or unreadable here, which proves nothing about the target.
    NotChecked,
}

/// Answers, by what was asked.
#[derive(Debug, Default)]
pub struct Facts {
    pub vantage: Vantage,
    files: FxHashMap<FileRole, FxHashMap<Text, FileFact>>,
    /// Files named whose absence could not be judged, by role.
    not_checked: Vec<(FileRole, u32)>,
    /// Certificates and keys that are there and could not be judged, by role.
    unjudged: Vec<(FileRole, u32)>,
    /// Users of the machine, where a socket asks for them.
    accounts: Accounts,
    /// Answers of the network.
    pub net: Net,
}

impl Facts {
    /// No questions asked: every accessor says so.
    pub fn none() -> Facts {
        Facts::default()
    }

    /// Asks everything that the deployment raises about files.
    /// `require_files` judges every path named, whatever the vantage.
    pub fn ask(
        deployment: &Deployment,
        sources: &Sources,
        files: &dyn Files,
        vantage: Vantage,
        require_files: bool,
    ) -> Facts {
        let judged = require_files || vantage == Vantage::Host;
        let mut seen = FxHashSet::default();
        let mut asks: Vec<(&NamedFile, bool)> = Vec::new();
        for (id, proxy) in deployment.proxies() {
            // Its paths are those of a container, which lie elsewhere here.
            if deployment.neighbours.standing(id).is_some_and(|standing| standing.joined) {
                continue;
            }
            let entry = sources.get(proxy.entry).config_path();
            for named in &proxy.files {
                if seen.insert((named.role, &named.path)) {
                    asks.push((named, judged || is_here(path(named), entry, files)));
                }
            }
        }
        let folders = Folders::new(files);
        let look = |(named, here): &(&NamedFile, bool)| {
            let fact = look(named, *here, judged, &folders);
            (named.role, named.path.clone(), fact)
        };
        let answers: Vec<(FileRole, Text, FileFact)> = if asks.len() < PARALLEL_FROM {
            asks.iter().map(look).collect()
        } else {
            asks.par_iter().map(look).collect()
        };
        let mut known: FxHashMap<FileRole, FxHashMap<Text, FileFact>> = FxHashMap::default();
        for (role, path, fact) in answers {
            known.entry(role).or_default().insert(path, fact);
        }
        let mut facts = Facts { vantage, files: known, ..Facts::default() };
        if vantage == Vantage::Host {
            facts.socket_rights(files);
        }
        if !judged {
            facts.judge_by_the_like(&asks);
        }
        for (named, _) in &asks {
            let Some(fact) = facts.files.get(&named.role).and_then(|of| of.get(&named.path)) else {
                continue;
            };
            let list = match fact.presence {
                Presence::NotChecked => &mut facts.not_checked,
                _ if fact.is_unjudged(named.role) => &mut facts.unjudged,
                _ => continue,
            };
            match list.iter_mut().find(|(role, _)| *role == named.role) {
                Some((_, count)) => *count += 1,
                None => list.push((named.role, 1)),
            }
        }
        facts
    }

    /// Who may connect to the sockets that are there.
    fn socket_rights(&mut self, files: &dyn Files) {
        let sockets = self.files.get_mut(&FileRole::Socket).into_iter().flatten();
        let mut any = false;
        for (path, fact) in sockets.filter(|(_, fact)| fact.presence == Presence::Socket) {
            let path = Path::new(OsStr::from_bytes(path));
            let real = files.canonical(path);
            // Below a root, a link's target is a path of its own.
            let real = if files.shown(path) == path { real.as_deref().unwrap_or(path) } else { path };
            fact.way = rights::way(real, files);
            any |= !fact.way.is_empty();
        }
        if any {
            self.accounts = Accounts::read(files);
        }
    }

    /// The place on the way to a socket that shuts a user of this machine out, its rights, and the owner's name.
    pub fn shut_out<'a>(
        &'a self,
        fact: &'a FileFact,
        user: &[u8],
    ) -> Option<(&'a Path, Rights, Option<&'a str>)> {
        let (place, rights) = self.accounts.shut_out(&fact.way, user)?;
        Some((place, rights, self.accounts.name(rights.user)))
    }

    /// Asks the network what the deployment raises, as far as the user allows; `now` in seconds since 1970.
    pub fn probe(&mut self, deployment: &Deployment, files: &dyn Files, probing: &Probing, now: u64) {
        self.net = Net::ask(deployment, files, self.vantage, probing, now);
    }

    /// Elsewhere, a file is taken for absent where the tree carries the like: another file of that role in
    /// the same folder or in one beside it.
    fn judge_by_the_like(&mut self, asks: &[(&NamedFile, bool)]) {
        let mut same: FxHashSet<(FileRole, PathBuf)> = FxHashSet::default();
        let mut beside: FxHashSet<(FileRole, PathBuf)> = FxHashSet::default();
        for (named, _) in asks.iter().filter(|(named, _)| holds_pem(named.role)) {
            let there = self.file(named.role, &named.path).map(|fact| fact.presence);
            let Some(folder) = path(named).parent() else { continue };
            if matches!(there, Some(Presence::File { .. })) && same.insert((named.role, folder.to_owned())) {
                // The folders of `/etc` are not alike.
                let outer = folder.parent().filter(|outer| outer.components().count() > 2);
                beside.extend(outer.map(|outer| (named.role, outer.to_owned())));
            }
        }
        if same.is_empty() {
            return;
        }
        for (named, _) in asks.iter().filter(|(named, here)| *here && holds_pem(named.role)) {
            let Some(fact) = self.files.get_mut(&named.role).and_then(|known| known.get_mut(&named.path))
            else {
                continue;
            };
            let folder = path(named).parent();
            if fact.presence == Presence::NotChecked
                && (folder.is_some_and(|at| same.contains(&(named.role, at.to_owned())))
                    || folder
                        .and_then(Path::parent)
                        .is_some_and(|at| beside.contains(&(named.role, at.to_owned()))))
            {
                fact.presence = Presence::Absent;
            }
        }
    }

    /// What is known of a named file; `None` where nothing was asked.
    pub fn file(&self, role: FileRole, path: &Text) -> Option<&FileFact> {
        self.files.get(&role)?.get(path)
    }

    /// How many files of each role could not be judged.
    pub fn not_checked(&self) -> &[(FileRole, u32)] {
        &self.not_checked
    }

    /// How many certificates and keys are there, in a form that is not read here.
    pub fn unjudged(&self) -> &[(FileRole, u32)] {
        &self.unjudged
    }
}

fn path(named: &NamedFile) -> &Path {
    Path::new(OsStr::from_bytes(&named.path))
}

/// Whether the files of this run are those of the configuration. Without a root of its own, a tree that is
/// linted elsewhere holds only what lies below its entry: any other path is this machine's.
fn is_here(path: &Path, entry: &Path, files: &dyn Files) -> bool {
    let folder = entry.parent().unwrap_or(Path::new(""));
    let below = path.starts_with(folder) && (!folder.as_os_str().is_empty() || path.is_relative());
    below || files.shown(path) != path
}

/// Roles whose files hold certificates or keys.
fn holds_pem(role: FileRole) -> bool {
    holds_certificates(role) || holds_key(role)
}

fn holds_certificates(role: FileRole) -> bool {
    matches!(
        role,
        FileRole::Certificate | FileRole::ClientCertificate | FileRole::UpstreamCa | FileRole::ClientCa
    )
}

fn holds_key(role: FileRole) -> bool {
    matches!(role, FileRole::CertificateKey | FileRole::ClientCertificateKey)
}

/// Looks at one named file.
fn look(named: &NamedFile, here: bool, judged: bool, folders: &Folders<'_>) -> FileFact {
    let path = path(named);
    let files = folders.files;
    let mut fact = FileFact {
        presence: Presence::NotChecked,
        shown: files.shown(path),
        link: None,
        certificates: None,
        key: None,
        way: Box::new([]),
        near: None,
    };
    if !here {
        return fact;
    }
    fact.presence = match files.kind(path) {
        Kind::File { len } => Presence::File { len },
        Kind::Directory => Presence::Directory,
        Kind::Socket => Presence::Socket,
        Kind::Special => Presence::Special,
        // Links that lead round and round are refused by every system (ELOOP).
        Kind::DanglingLink | Kind::LinkLoop => Presence::DanglingLink,
        Kind::Missing if judged => Presence::Absent,
        Kind::Missing | Kind::Denied => Presence::NotChecked,
    };
    if !holds_pem(named.role) {
        return fact;
    }
    fact.link = files.link(path);
    let keys = holds_key(named.role);
    match fact.presence {
        Presence::File { len } if keys => fact.key = Some(certificate::key(path, len, files)),
        Presence::File { len } => {
            fact.certificates = Some(certificate::read(path, len, files));
            if named.role == FileRole::Certificate && named.pair.is_none() {
                fact.key = Some(certificate::key_with(path, len, files));
            }
            fact.near = folders.newer_lineage(path);
        }
        Presence::Absent | Presence::DanglingLink | Presence::NotChecked => {
            fact.near = folders.newer_lineage(path).or_else(|| folders.near(path, keys));
            if fact.near.is_none() {
                fact.near = folders.of_the_kind(path, keys);
            }
            if fact.near.is_some()
                && fact.presence == Presence::NotChecked
                && files.kind(path) == Kind::Missing
            {
                fact.presence = Presence::Absent;
            }
        }
        _ => {}
    }
    fact
}
