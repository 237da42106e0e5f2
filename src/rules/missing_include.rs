//! An include that reads nothing, or not what lies beside it.

use super::{Cx, Report};
use crate::diagnostic::{Confidence, Finding, Label};
use crate::facts::Vantage;
use crate::model::{IncludeFault, Proxy, Remark, RemarkKind};
use crate::world::ReadError;
use std::path::Path;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            report.findings.extend(finding(cx, proxy, remark));
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
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
        IncludeFault::Read(ReadError::Missing | ReadError::DanglingLink) if judged(cx, proxy, pattern) => {
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

/// An absent file is judged on the machine itself, and where another file of its folder was read.
fn judged(cx: &Cx, proxy: &Proxy, pattern: &[u8]) -> bool {
    if cx.facts.vantage == Vantage::Host {
        return true;
    }
    let path = String::from_utf8_lossy(pattern);
    let Some(folder) = Path::new(&*path).parent() else { return false };
    let main = cx.sources.get(proxy.entry).config_path().parent();
    proxy.whole
        && main.is_some_and(|main| folder != main && folder.starts_with(main))
        && cx.sources.ids().any(|file| cx.sources.get(file).config_path().parent() == Some(folder))
}
