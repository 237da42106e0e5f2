//! Questions that the model raises about the world, asked once each, in one batch.
//!
//! Rules read answers by [`Facts`] only, so that they stay pure: tests hand in recorded worlds. What
//! was not asked or may not be judged is told apart from what is absent (invariant 6).

mod certificate;

pub use certificate::{CertificateFact, PemFault};

use crate::model::{Deployment, FileRole, Text};
use crate::world::Files;
use rustc_hash::FxHashMap;
use std::path::PathBuf;

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
    /// A file of nearly the same name in the same folder: what may have been meant.
    pub near: Option<PathBuf>,
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
    files: FxHashMap<(FileRole, Text), FileFact>,
    /// Files named whose absence could not be judged, by role.
    not_checked: Vec<(FileRole, u32)>,
}

impl Facts {
    /// No questions asked: every accessor says so.
    pub fn none() -> Facts {
        Facts::default()
    }

    /// Asks everything that the deployment raises about files.
    /// `require_files` judges every path named, whatever the vantage.
    pub fn ask(deployment: &Deployment, files: &dyn Files, vantage: Vantage, require_files: bool) -> Facts {
        let mut facts = Facts { vantage, ..Facts::default() };
        for (_, proxy) in deployment.proxies() {
            for named in &proxy.files {
                let key = (named.role, named.path.clone());
                if facts.files.contains_key(&key) {
                    continue;
                }
                let fact = certificate::file_fact(named, files, vantage, require_files);
                if fact.presence == Presence::NotChecked {
                    match facts.not_checked.iter_mut().find(|(role, _)| *role == named.role) {
                        Some((_, count)) => *count += 1,
                        None => facts.not_checked.push((named.role, 1)),
                    }
                }
                facts.files.insert(key, fact);
            }
        }
        facts
    }

    /// What is known of a named file; `None` where nothing was asked.
    pub fn file(&self, role: FileRole, path: &Text) -> Option<&FileFact> {
        self.files.get(&(role, path.clone()))
    }

    /// How many files of each role could not be judged.
    pub fn not_checked(&self) -> &[(FileRole, u32)] {
        &self.not_checked
    }
}
