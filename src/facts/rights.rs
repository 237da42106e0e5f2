//! Who may connect to a socket of this machine: owners and modes on the way to it, and the machine's users.
//!
//! Must not judge. Access lists are not read; where one could grant what a mode does not, the answer is open.

use crate::world::{Files, Rights};
use std::path::{Path, PathBuf};

/// Users and groups of the machine (passwd(5), group(5)).
#[derive(Debug, Default)]
pub(super) struct Accounts {
    users: Vec<(String, u32, u32)>,
    groups: Vec<(u32, Vec<String>)>,
}

/// Lines of the two files that are read at the most.
const MOST: usize = 100_000;

impl Accounts {
    pub(super) fn read(files: &dyn Files) -> Accounts {
        let lines = |path: &str| files.read(Path::new(path)).unwrap_or_default();
        let (users, groups) = (lines("/etc/passwd"), lines("/etc/group"));
        let fields = |line: &[u8]| -> Option<Vec<String>> {
            let line = std::str::from_utf8(line).ok()?;
            Some(line.trim_end().split(':').map(str::to_owned).collect())
        };
        let all = |text: &[u8]| -> Vec<Vec<String>> {
            text.split(|byte| *byte == b'\n').take(MOST).filter_map(fields).collect()
        };
        let users = all(&users);
        let users = users.iter().filter_map(|user| match user.as_slice() {
            [name, _, id, group, ..] => Some((name.clone(), id.parse().ok()?, group.parse().ok()?)),
            _ => None,
        });
        let groups = all(&groups);
        let groups = groups.iter().filter_map(|group| match group.as_slice() {
            [_, _, id, members, ..] => {
                Some((id.parse().ok()?, members.split(',').map(str::to_owned).collect()))
            }
            _ => None,
        });
        Accounts { users: users.collect(), groups: groups.collect() }
    }

    /// The first place on the way that shuts the user out; `None` where none does, or it is not known.
    pub(super) fn shut_out<'a>(
        &self,
        way: &'a [(PathBuf, Rights)],
        user: &[u8],
    ) -> Option<(&'a Path, Rights)> {
        let (_, id, group) = self.users.iter().find(|(name, ..)| name.as_bytes() == user)?;
        // To root everything is open.
        if *id == 0 {
            return None;
        }
        let belongs = |wanted: u32| {
            wanted == *group
                || self.groups.iter().any(|(known, members)| {
                    *known == wanted && members.iter().any(|member| member.as_bytes() == user)
                })
        };
        let (last, above) = way.split_last()?;
        // Folders must be entered, the socket be written to (unix(7)).
        let steps = above.iter().map(|step| (step, 0o1)).chain([(last, 0o2)]);
        for ((path, rights), need) in steps {
            let by_group = rights.mode >> 3 & need != 0;
            let (may, open) = match () {
                () if rights.user == *id => (rights.mode >> 6 & need != 0, false),
                () if belongs(rights.group) => (by_group, false),
                // With an access list the bits of the group are its mask (acl(5)).
                () => (rights.mode & need != 0, by_group),
            };
            match (may, open) {
                (true, _) => {}
                (false, true) => return None,
                (false, false) => return Some((path, *rights)),
            }
        }
        None
    }

    /// The name of a user, as far as it is known.
    pub(super) fn name(&self, id: u32) -> Option<&str> {
        self.users.iter().find(|(_, known, _)| *known == id).map(|(name, ..)| name.as_str())
    }
}

/// Everything from the top to a path with its rights; empty where some of it cannot be told.
pub(super) fn way(path: &Path, files: &dyn Files) -> Box<[(PathBuf, Rights)]> {
    let mut way: Vec<PathBuf> = path.ancestors().map(Path::to_path_buf).collect();
    way.reverse();
    let known: Option<Vec<_>> =
        way.into_iter().map(|path| files.rights(&path).map(|rights| (path, rights))).collect();
    known.unwrap_or_default().into()
}
