//! Symbolic links and `..`, resolved below a root that is not this machine's.
//!
//! Must not touch the disk by itself: the caller says where links lead.

use super::ReadError;
use std::collections::VecDeque;
use std::ffi::OsString;
use std::path::{Component, Path, PathBuf};

/// Links within one path beyond this number are a loop (Linux: `MAXSYMLINKS`).
const MAX_LINKS: usize = 40;

/// What is left of a path that is being followed.
enum Step {
    Up,
    Down(OsString),
}

/// A path without links, `.` and `..`; it starts at `/`, above which `..` does not lead.
pub(super) fn follow(path: &Path, link: impl Fn(&Path) -> Option<PathBuf>) -> Result<PathBuf, ReadError> {
    let mut reached = PathBuf::from("/");
    let mut steps: VecDeque<Step> = steps(path).collect();
    let mut links = 0;
    while let Some(step) = steps.pop_front() {
        let name = match step {
            Step::Up => {
                reached.pop();
                continue;
            }
            Step::Down(name) => name,
        };
        reached.push(name);
        let Some(target) = link(&reached) else { continue };
        links += 1;
        if links > MAX_LINKS {
            return Err(ReadError::LinkLoop);
        }
        if target.has_root() {
            reached = PathBuf::from("/");
        } else {
            reached.pop();
        }
        let rest = std::mem::take(&mut steps);
        steps = self::steps(&target).chain(rest).collect();
    }
    Ok(reached)
}

fn steps(path: &Path) -> impl Iterator<Item = Step> {
    path.components().filter_map(|component| match component {
        Component::ParentDir => Some(Step::Up),
        Component::Normal(name) => Some(Step::Down(name.to_os_string())),
        Component::RootDir | Component::CurDir | Component::Prefix(_) => None,
    })
}
