//! An include that reads nothing, or not what lies beside it.

use super::{Cx, Report};
use crate::diagnostic::{Confidence, Finding, Label};
use crate::facts::Vantage;
use crate::model::{IncludeFault, Proxy, Remark, RemarkKind};
use crate::world::ReadError;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let folders = Folders::of(cx, proxy);
        for remark in &proxy.remarks {
            report.findings.extend(finding(cx, proxy, &folders, remark));
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, folders: &Folders, remark: &Remark) -> Option<Finding> {
    let (pattern, error) = match &remark.kind {
        RemarkKind::IncludeUnread { pattern, error } => (pattern, *error),
        RemarkKind::NotIncluded { file, .. } => {
            let name = file.file_name().unwrap_or(file.as_os_str()).as_encoded_bytes();
            let (name, text) = (cx.show(name), cx.show_at(proxy, remark.at));
            let message = format!("`{text}` misses `{name}` beside it, and nothing else reads that file");
            return Some(
                Finding::new("site-not-read", message, Label::new(remark.at, format!("misses {name}")))
                    .outcome("What the file serves is not served; its requests go to the default host")
                    .help(format!("Rename `{name}` so that the pattern fits, or include it by its name")),
            );
        }
        _ => return None,
    };
    let path = cx.show(pattern);
    let (case, what) = match error {
        IncludeFault::Cycle => ("includes-itself", "includes itself, directly or through others"),
        IncludeFault::NotGiven => ("not-at-hand", "is not part of what was given"),
        IncludeFault::TooMany => ("not-at-hand", "was not read: there are too many files"),
        IncludeFault::Read(ReadError::Missing | ReadError::DanglingLink)
            if folders.judge(cx, proxy, pattern) =>
        {
            ("file-missing", "does not exist")
        }
        IncludeFault::Read(ReadError::Missing | ReadError::DanglingLink) => {
            ("not-at-hand", "is not in the tree that was read")
        }
        IncludeFault::Read(ReadError::Directory) => ("file-unreadable", "is a folder"),
        IncludeFault::Read(_) => ("not-at-hand", "could not be read"),
    };
    let message = match pattern.iter().any(|byte| b"*?[".contains(byte)) && case == "file-missing" {
        true => format!("No file matches `{path}`, and here one must"),
        false => format!("The included file `{path}` {what}"),
    };
    let mut finding = Finding::new(case, message, Label::new(remark.at, what));
    if case == "not-at-hand" && !proxy.whole {
        // From which folder a part's includes start is a guess.
        finding = finding.confidence(Confidence::Low);
    }
    Some(match case {
        "not-at-hand" => finding
            .outcome("What it sets is not known here, so less is checked")
            .help("Lint where the file is, or add it to the tree"),
        "includes-itself" => finding
            .outcome(format!("{}: {}", proxy.speech.refuses(), proxy.speech.include_loop()))
            .help("Remove this line, or the one that leads here"),
        _ => {
            let says = proxy.speech.says(&remark.kind, &path);
            let help = match proxy.speech.includes_patterns() {
                true => format!("Correct the path, or {}", proxy.speech.optional_include()),
                false => "Correct the path, or put the file there".to_owned(),
            };
            finding.outcome(format!("{}: `{says}`", proxy.speech.refuses())).help(help)
        }
    })
}

/// Folders that includes name, with how many of their files were read, and how many are absent.
#[derive(Default)]
struct Folders(FxHashMap<PathBuf, (usize, usize)>);

impl Folders {
    fn of(cx: &Cx, proxy: &Proxy) -> Self {
        let mut folders = Folders::default();
        let mut absent = FxHashSet::default();
        for remark in &proxy.remarks {
            if let RemarkKind::IncludeUnread { pattern, error: IncludeFault::Read(_) } = &remark.kind
                && let Some(folder) = folder(pattern)
                && absent.insert(pattern)
            {
                folders.0.entry(folder).or_default().1 += 1;
            }
        }
        if !folders.0.is_empty() {
            for file in cx.sources.ids() {
                let parent = cx.sources.get(file).config_path().parent();
                if let Some((read, _)) = parent.and_then(|parent| folders.0.get_mut(parent)) {
                    *read += 1;
                }
            }
        }
        folders
    }

    /// An absent file is judged on the machine itself, and where its folder is there with most of what is included
    /// from it: a copy that holds little more than what was changed lacks the rest on purpose.
    fn judge(&self, cx: &Cx, proxy: &Proxy, pattern: &[u8]) -> bool {
        if cx.facts.vantage == Vantage::Host {
            return true;
        }
        let Some(folder) = folder(pattern) else { return false };
        let main = cx.sources.get(proxy.entry).config_path().parent();
        let below = main.is_some_and(|main| folder != main && folder.starts_with(main));
        let (read, absent) = self.0.get(&folder).copied().unwrap_or_default();
        proxy.whole && below && read >= absent.max(1)
    }
}

fn folder(pattern: &[u8]) -> Option<PathBuf> {
    Path::new(OsStr::from_bytes(pattern)).parent().map(Path::to_owned)
}
