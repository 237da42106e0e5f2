//! Where files of other programs are looked for.

use super::walk::MAX_DEPTH;
use super::{Plan, Request, below_root};
use crate::dialect::EntryText;
use crate::neighbour::Search;
use crate::world::Files;
use std::path::{Path, PathBuf};

/// The tops of a root and its well-known places; else beside what was
/// given and upwards to the folder that holds `.git`.
pub fn search(request: &Request, files: &dyn Files, plan: &Plan) -> Search {
    let mut search = Search { off: request.no_neighbours, ..Search::default() };
    let named = request.neighbours.iter().filter_map(|path| below_root(request, path));
    search.files = named.collect();
    if request.root.is_some() {
        search.machine = true;
        search.folders.push(PathBuf::from("/"));
    }
    search.machine |= plan.on_host;
    for planned in &plan.entries {
        let path = match &planned.entry.text {
            EntryText::Main(path) | EntryText::Fragment(path) => path,
            EntryText::Together(paths) if !paths.is_empty() => &paths[0],
            _ => continue,
        };
        let given = request.paths.iter().filter_map(|given| below_root(request, given));
        let given =
            given.filter(|given| path.starts_with(given)).max_by_key(|given| given.components().count());
        above(files, path, given.as_deref(), &mut search.folders);
    }
    search
}

/// The folders of a path, upwards to the one that holds `.git`; without one, to the folder given.
fn above(files: &dyn Files, path: &Path, given: Option<&Path>, folders: &mut Vec<PathBuf>) {
    // Relative paths start in the working directory.
    let top = || Path::new(".").to_owned();
    let Some(start) = files.canonical(path).filter(|_| path.is_relative()).or(Some(path.to_owned())) else {
        return;
    };
    let given = given.and_then(|given| match path.is_relative() {
        true => files.canonical(if given.as_os_str().is_empty() { Path::new(".") } else { given }),
        false => Some(given.to_owned()),
    });
    let chain: Vec<&Path> = start.ancestors().skip(1).take(MAX_DEPTH).collect();
    let repository = chain.iter().position(|folder| files.kind(&folder.join(".git")).exists());
    let own = given.filter(|given| *given != start).and_then(|given| chain.iter().position(|f| *f == given));
    let last = repository.or(own).unwrap_or(0);
    for folder in chain.iter().take(last + 1) {
        let folder = if folder.as_os_str().is_empty() { top() } else { folder.to_path_buf() };
        if !folders.contains(&folder) {
            folders.push(folder);
        }
    }
}
