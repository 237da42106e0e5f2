//! Real outages as small trees, in the folder that `PROXYLINT_INCIDENTS` names: those that the configuration
//! alone decides are found at their cause, healthy trees get no error and no warning, and mended ones no error.
//!
//! The folder is no part of the project. Where the variable is not set, the test says so and passes.

use proxylint::diagnostic::Severity;
use proxylint::discover::{self, Request};
use proxylint::engine::{self, Run, Settings};
use proxylint::world::Rooted;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

/// 2026-12-01, UTC: after the trees were made.
const NOW: u64 = 1_796_083_200;
/// Lines between a finding and the culprit at the most.
const NEAR: u32 = 3;
/// Incidents that must be found, of those that the configuration alone decides.
const SHARE: f64 = 0.85;
/// Servers whose incidents are held to that.
const DIALECTS: [&str; 3] = ["nginx", "haproxy", "apache"];

#[derive(serde::Deserialize)]
struct Incident {
    dialect: String,
    cause: String,
    #[serde(default)]
    decidable: String,
    entry: Vec<String>,
    culprit: Option<Place>,
    #[serde(default)]
    culprit_also: Vec<Place>,
}

#[derive(serde::Deserialize)]
struct Place {
    file: String,
    line: u32,
}

fn run(tree: &Path, entry: &[String]) -> Run {
    let files = Rooted::new(tree, Vec::new());
    let request = Request {
        paths: entry.iter().map(|entry| Path::new("/").join(entry)).collect(),
        root: Some(PathBuf::from("/")),
        ..Request::default()
    };
    let settings = Settings { now: SystemTime::UNIX_EPOCH + Duration::from_secs(NOW), ..Settings::default() };
    engine::run(&discover::plan(&request, &files), &files, &settings)
}

/// Rule, path below the tree and line of every finding.
fn findings<'r>(run: &'r Run, tree: &'r Path) -> impl Iterator<Item = (&'r str, Severity, String, u32)> {
    run.diagnostics.iter().map(move |diagnostic| {
        let source = run.sources.get(diagnostic.primary.span.file);
        let path = source.path.strip_prefix(tree).unwrap_or(&source.path);
        let line = source.line_of(diagnostic.primary.span.start);
        (diagnostic.rule, diagnostic.severity, path.to_string_lossy().into_owned(), line)
    })
}

/// A line of a file of the tree, without the space around it.
fn text_of<'r>(run: &'r Run, tree: &Path, path: &str, line: u32) -> &'r [u8] {
    let source = run
        .sources
        .ids()
        .map(|id| run.sources.get(id))
        .find(|source| source.path.strip_prefix(tree).unwrap_or(&source.path) == Path::new(path));
    source.map_or(&[], |source| source.bytes[source.line_range(line)].trim_ascii())
}

#[test]
fn incidents_are_found_and_healthy_trees_are_left_alone() {
    let Some(folder) = std::env::var_os("PROXYLINT_INCIDENTS").map(PathBuf::from) else {
        eprintln!("PROXYLINT_INCIDENTS is not set: no incident is read");
        return;
    };
    let mut trees: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder of incidents")
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.join("incident.toml").is_file())
        .collect();
    trees.sort();
    let mut counts: BTreeMap<(String, String), (u32, u32)> = BTreeMap::new();
    let (mut missed, mut alarms) = (Vec::new(), Vec::new());
    for tree in &trees {
        let text = std::fs::read_to_string(tree.join("incident.toml")).expect("incident.toml");
        let incident: Incident = toml::from_str(&text).expect("an incident");
        if !DIALECTS.contains(&incident.dialect.as_str()) {
            continue;
        }
        let name = tree.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let run = run(tree, &incident.entry);
        if incident.cause == "none" {
            alarms.extend(
                findings(&run, tree)
                    .filter(|(_, severity, ..)| *severity > Severity::Info)
                    .map(|(rule, _, path, line)| format!("{name}: {rule} at {path}:{line}")),
            );
            continue;
        }
        let places: Vec<&Place> = incident.culprit.iter().chain(&incident.culprit_also).collect();
        // What the mended tree still says at the same words is no evidence.
        let mended = tree.join("fixed");
        let after = self::run(&mended, &incident.entry);
        alarms.extend(
            findings(&after, &mended)
                .filter(|(_, severity, ..)| *severity == Severity::Error)
                .map(|(rule, _, path, line)| format!("{name}, mended: {rule} at {path}:{line}")),
        );
        let kept: BTreeSet<(&str, String, &[u8])> = findings(&after, &mended)
            .map(|(rule, _, path, line)| (rule, path.clone(), text_of(&after, &mended, &path, line)))
            .collect();
        let caught = findings(&run, tree).any(|(rule, _, path, line)| {
            let near = places.iter().any(|place| place.file == path && place.line.abs_diff(line) <= NEAR);
            near && !kept.contains(&(rule, path.clone(), text_of(&run, tree, &path, line)))
        });
        let count = counts.entry((incident.dialect.clone(), incident.decidable.clone())).or_default();
        count.1 += 1;
        count.0 += u32::from(caught);
        if !caught && incident.decidable == "static" {
            missed.push(name);
        }
    }
    for ((dialect, decidable), (caught, all)) in &counts {
        println!("{dialect}, {decidable}: {caught} of {all} found");
    }
    assert!(alarms.is_empty(), "healthy and mended trees: {alarms:#?}");
    for ((dialect, _), (caught, all)) in counts.iter().filter(|((_, decidable), _)| decidable == "static") {
        let enough = f64::from(*caught) >= SHARE * f64::from(*all);
        assert!(enough, "{dialect}: found {caught} of {all}; missed: {missed:#?}");
    }
}
