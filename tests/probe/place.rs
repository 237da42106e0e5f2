//! A private network for one test: only loopback, all ports free, nothing that leaves the machine.
//!
//! The test starts itself again inside `unshare`. Where that is refused it is skipped aloud; with
//! `PROXYLINT_PROOFS=required` it fails.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// Set for the copy inside.
const INSIDE: &str = "PROXYLINT_PROBE_TEST";

/// Runs the body of the test of this name in a network of its own.
pub fn inside(test: &str, body: impl FnOnce()) {
    if std::env::var(INSIDE).is_ok_and(|name| name == test) {
        let own = Command::new("mount").args(["-t", "proc", "proc", "/proc"]).status().expect("mount");
        assert!(own.success(), "processes are seen");
        let up = Command::new("ip").args(["link", "set", "lo", "up"]).status().expect("ip");
        assert!(up.success(), "loopback is up");
        body();
        return;
    }
    let mut command = Command::new("unshare");
    if !rustix::process::geteuid().is_root() {
        command.arg("--map-root-user");
    }
    command.args(["--net", "--mount", "--pid", "--fork", "--kill-child"]);
    let possible = Command::new(command.get_program()).args(command.get_args()).arg("true").output();
    if !possible.is_ok_and(|output| output.status.success()) {
        let required = std::env::var("PROXYLINT_PROOFS").is_ok_and(|value| value == "required");
        assert!(!required, "no private network can be had");
        eprintln!("{test}: skipped, since no private network can be had");
        return;
    }
    let output = command
        .arg(std::env::current_exe().expect("this test"))
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, test)
        .stdin(Stdio::null())
        .output()
        .expect("a private network");
    let (told, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{told}\n{complained}");
}

/// A tree of configuration files, and what the program says about it.
pub struct Tree {
    folder: tempfile::TempDir,
}

impl Tree {
    pub fn new(files: &[(&str, &str)]) -> Tree {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
            std::fs::write(path, text).expect("a file");
        }
        Tree { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn command(&self, args: &[&str]) -> Command {
        command(self.folder.path(), args)
    }

    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("proxylint runs")
    }

    /// Findings as `rule message`, with the exit code.
    pub fn findings(&self, args: &[&str]) -> Vec<String> {
        let mut all = vec!["--format", "json", "--pedantic"];
        all.extend(args);
        let output = self.run(&all);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout)
            .unwrap_or_else(|_| panic!("JSON, and not {}", String::from_utf8_lossy(&output.stderr)));
        let list = json["diagnostics"].as_array().expect("diagnostics");
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        list.iter()
            .map(|d| format!("{} {} {}", text(&d["severity"]), text(&d["rule"]), text(&d["message"])))
            .collect()
    }

    /// Probes, and gives back the answers by the words of `[[kind]]` and its first key.
    pub fn answers(&self, args: &[&str]) -> Answers {
        let file = self.path("answers.toml");
        let mut all = vec!["-q", "--probe-save", file.to_str().expect("UTF-8"), "--on-host"];
        all.extend(args);
        let began = Instant::now();
        let output = self.run(&all);
        let took = began.elapsed();
        let text = std::fs::read_to_string(&file)
            .unwrap_or_else(|_| panic!("answers, and not {}", String::from_utf8_lossy(&output.stderr)));
        Answers { table: text.parse().expect("TOML"), took }
    }
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proxylint"));
    command.current_dir(folder).env_clear().args(args).stdin(Stdio::null());
    command
}

/// Saved answers.
pub struct Answers {
    pub table: toml::Table,
    pub took: Duration,
}

impl Answers {
    /// The entry of a kind whose key has this value.
    pub fn entry(&self, kind: &str, key: &str, value: &str) -> &toml::Table {
        let list = self.table.get(kind).and_then(toml::Value::as_array).map_or(&[][..], Vec::as_slice);
        let found = list.iter().filter_map(toml::Value::as_table);
        let mut found = found.filter(|entry| entry.get(key).and_then(toml::Value::as_str) == Some(value));
        found.next().unwrap_or_else(|| panic!("no {kind} of {value} in {:#}", self.table))
    }

    pub fn name(&self, name: &str) -> &str {
        word(self.entry("resolve", "name", name), "answer")
    }

    pub fn connection(&self, to: &str) -> &str {
        word(self.entry("connect", "to", to), "answer")
    }
}

pub fn word<'t>(entry: &'t toml::Table, key: &str) -> &'t str {
    entry.get(key).and_then(toml::Value::as_str).unwrap_or_default()
}
