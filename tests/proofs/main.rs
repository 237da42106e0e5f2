//! The proof harness: what a rule's fixtures claim is seen on the running server (DESIGN.md, section 6
//! and invariant 8). README.md beside this file describes `proof.toml`.
//!
//! Each `[[proof]]` is a test of its own, `<rule>/<case>`. It starts the scripted backends, then the real
//! server with each config, sends the requests and compares. Every run has its own network, mount and
//! process namespaces, so ports are free, absolute paths work and runs do not see each other.

mod backend;
mod backend_checks;
mod client;
mod format;
mod judge;
mod pki;
mod place;
mod run;
mod server;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};

use crate::format::{Proof, Side, Want};

fn main() -> ExitCode {
    if let Ok(order) = std::env::var(run::ORDER) {
        run::inside(&order);
        return ExitCode::SUCCESS;
    }
    let mut arguments = Arguments::from_args();
    // Proofs wait for servers and timeouts much more than they compute.
    let cores = std::thread::available_parallelism().map_or(2, usize::from);
    arguments.test_threads = arguments.test_threads.or(Some(cores * 2));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // The second folder proves the harness itself: layouts, neighbours, backends that no rule uses yet.
    let mut folders = folders(&root.join("fixtures/rules"));
    folders.extend(self::folders(&root.join("tests/proofs/harness")));
    let mut trials = proofs(&folders);
    let checks = [format::checks(), judge::checks(), backend_checks::checks()];
    for (name, check) in checks.into_iter().flatten() {
        trials.push(Trial::test(name, move || {
            check();
            Ok(())
        }));
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// A trial for every entry of every proof.toml, and for each file that cannot be read.
fn proofs(folders: &[PathBuf]) -> Vec<Trial> {
    let required = std::env::var("PROXYLINT_PROOFS").is_ok_and(|value| value == "required");
    let mut trials = Vec::new();
    let mut skipped: BTreeMap<String, usize> = BTreeMap::new();
    for folder in folders {
        let rule = name_of(folder);
        let file = match format::read(&folder.join("proof.toml")) {
            Ok(file) => file,
            Err(why) => {
                trials.push(Trial::test(format!("{rule}/proof.toml"), move || Err(Failed::from(why))));
                continue;
            }
        };
        for (index, proof) in file.proof.into_iter().enumerate() {
            let reason = cannot_run(&proof);
            let (name, folder) = (format!("{rule}/{}", proof.case), folder.clone());
            if let (Some(reason), false) = (&reason, required) {
                *skipped.entry(reason.clone()).or_default() += 1;
            }
            let is_skipped = reason.is_some() && !required;
            let trial = Trial::test(name, move || match reason {
                Some(reason) => Err(Failed::from(format!("cannot run: {reason}"))),
                None => prove(&folder, index, &proof),
            });
            trials.push(trial.with_ignored_flag(is_skipped));
        }
    }
    for (reason, count) in skipped {
        eprintln!("proofs: {count} skipped: {reason}");
    }
    trials
}

/// The rule's id, or `harness/<folder>`.
fn name_of(folder: &Path) -> String {
    let last = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match folder.parent().map(last) {
        Some(parent) if parent == "harness" => format!("harness/{}", last(folder)),
        _ => last(folder),
    }
}

fn folders(rules: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(rules).into_iter().flatten().flatten();
    let mut folders: Vec<_> = entries.map(|e| e.path()).filter(|p| p.join("proof.toml").is_file()).collect();
    folders.sort();
    folders
}

fn cannot_run(proof: &Proof) -> Option<String> {
    let server = server::of(proof.server);
    let no_php = || "php-fpm is not installed".to_owned();
    let wants_php = proof.wants.contains(&Want::PhpFpm) && server::php::binary().is_none();
    server.missing().or_else(|| wants_php.then(no_php)).or_else(|| run::no_namespaces().map(str::to_owned))
}

/// Runs all configs of a proof, each in a world of its own.
fn prove(folder: &Path, index: usize, proof: &Proof) -> Result<(), Failed> {
    let mut complaints = Vec::new();
    for side in [Side::Bad, Side::Ok] {
        for fixture in proof.fixtures(side) {
            let order = run::Order {
                folder: folder.to_owned(),
                index,
                fixture: fixture.clone(),
                bad: side == Side::Bad,
            };
            let judged = run::outside(&order).and_then(|seen| judge::judge(proof, side, &fixture, &seen));
            complaints.extend(judged.err());
        }
    }
    if complaints.is_empty() { Ok(()) } else { Err(complaints.join("\n").into()) }
}
