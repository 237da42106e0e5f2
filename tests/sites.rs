//! Whole deployments as people keep them: every finding on a tree of `fixtures/sites/` is a snapshot, so
//! that a change which speaks up or falls silent anywhere is seen. `cargo insta review` takes a new state.

use std::path::PathBuf;
use std::process::Command;

/// A day on which nothing in the trees is about to expire by itself.
const NOW: &str = "2026-11-20T00:00:00Z";

fn sites() -> Vec<PathBuf> {
    let folder = std::fs::read_dir("fixtures/sites").expect("fixtures/sites");
    let mut sites: Vec<PathBuf> =
        folder.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    sites.sort();
    sites
}

#[test]
fn findings_of_whole_trees_are_known() {
    let sites = sites();
    assert!(!sites.is_empty(), "no tree in fixtures/sites");
    for site in sites {
        let name = site.file_name().expect("a folder").to_string_lossy().into_owned();
        let output = Command::new(env!("CARGO_BIN_EXE_proxylint"))
            .args(["check", "--format", "unix", "--now", NOW, "--root"])
            .arg(&site)
            .env_clear()
            .output()
            .expect("proxylint runs");
        assert_eq!(output.status.code(), Some(1), "{name}: each tree holds something to find");
        insta::assert_snapshot!(name, String::from_utf8(output.stdout).expect("UTF-8"));
    }
}
