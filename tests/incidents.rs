//! Real outages as small trees, in the folder that `PROXYLINT_INCIDENTS` names: those that the configuration
//! alone decides are found at their cause, healthy trees get no error and no warning, and mended ones no error.
//!
//! The folder is no part of the project. Where the variable is not set, the test says so and passes.

use proxylint::diagnostic::Severity;
use proxylint::discover::{self, Request};
use proxylint::engine::{self, Run, Settings};
use proxylint::facts::net::{Probing, Saved};
use proxylint::model::HostPart;
use proxylint::world::Rooted;
use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// 2026-12-01, UTC: after the trees were made.
const NOW: u64 = 1_796_083_200;
/// Lines between a finding and the culprit at the most.
const NEAR: u32 = 3;
/// Incidents that must be found, of those that the configuration alone decides.
const SHARE: f64 = 0.85;
/// Statuses that applications give to a health check which they do not mean to fail.
const STATUSES: [u16; 3] = [404, 302, 401];
/// Trees called healthy which the running server refuses, and the rule that says so: in one, httpd finds no method for
/// the balancer that a host has for itself (AH02432; proven for the rule in a fixture of its own).
const REFUSED: [(&str, &str); 1] = [("control-apache-hcheck", "module-missing")];
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
    run_with(tree, entry, Probing::default())
}

fn run_with(tree: &Path, entry: &[String], probing: Probing) -> Run {
    let files = Rooted::new(tree, Vec::new());
    let request = Request {
        paths: entry.iter().map(|entry| Path::new("/").join(entry)).collect(),
        root: Some(PathBuf::from("/")),
        ..Request::default()
    };
    let settings =
        Settings { now: SystemTime::UNIX_EPOCH + Duration::from_secs(NOW), probing, ..Settings::default() };
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
                    .filter(|(rule, severity, ..)| {
                        *severity > Severity::Info && !REFUSED.contains(&(name.as_str(), rule))
                    })
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
    let held = |decidable: &str| ["static", "neighbour"].contains(&decidable);
    for ((dialect, _), (caught, all)) in counts.iter().filter(|((_, decidable), _)| held(decidable)) {
        let enough = f64::from(*caught) >= SHARE * f64::from(*all);
        assert!(enough, "{dialect}: found {caught} of {all}; missed: {missed:#?}");
    }
}

/// A world in which every server of the tree answers, and checks for the paths that it asks for get this status.
fn staged(tree: &Path, entry: &[String], status: u16) -> String {
    let mut world = "probed-on = \"host\"\n".to_owned();
    let run = run(tree, entry);
    let mut place = |host: &HostPart, port: u16| match host {
        HostPart::Ip(ip) => Some(SocketAddr::new(*ip, port).to_string()),
        HostPart::Name(name) => {
            let name = String::from_utf8_lossy(name).to_lowercase();
            let known =
                format!("[[resolve]]\nname = {name:?}\nanswer = \"addresses\"\naddresses = [\"10.9.9.9\"]\n");
            if !world.contains(&known) {
                world += &known;
            }
            Some(format!("10.9.9.9:{port}"))
        }
        _ => None,
    };
    let mut answers = String::new();
    for (_, proxy) in run.deployment.proxies() {
        for server in proxy.pools.iter().flat_map(|(_, pool)| &*pool.servers) {
            let Some(to) = server.endpoint.port.number().and_then(|port| place(&server.endpoint.host, port))
            else {
                continue;
            };
            answers += &format!("[[connect]]\nto = \"{to}\"\nanswer = \"open\"\n");
            let uri = server.check.one().and_then(|check| check.uri.one());
            if let Some(uri) = uri.map(|uri| String::from_utf8_lossy(uri).into_owned()) {
                answers += &format!(
                    "[[check]]\nto = \"{to}\"\nuri = {uri:?}\nanswer = \"status\"\nstatus = {status}\n"
                );
            }
            answers += &format!("[[check]]\nto = \"{to}\"\nanswer = \"status\"\nstatus = 200\n");
        }
    }
    world + &answers
}

/// Those that only the network decides are found in a world with recorded answers.
#[test]
fn incidents_of_the_network_are_found_on_a_staged_world() {
    let Some(folder) = std::env::var_os("PROXYLINT_INCIDENTS").map(PathBuf::from) else {
        eprintln!("PROXYLINT_INCIDENTS is not set: no incident is read");
        return;
    };
    let mut missed = Vec::new();
    let mut all = 0;
    for tree in
        std::fs::read_dir(&folder).expect("the folder of incidents").flatten().map(|entry| entry.path())
    {
        let Ok(text) = std::fs::read_to_string(tree.join("incident.toml")) else { continue };
        let incident: Incident = toml::from_str(&text).expect("an incident");
        if incident.decidable != "probe" || !DIALECTS.contains(&incident.dialect.as_str()) {
            continue;
        }
        all += 1;
        let mended = tree.join("fixed");
        let caught = STATUSES.iter().any(|status| {
            let saved = Saved::parse(&staged(&tree, &incident.entry, *status)).expect("a world");
            let probing = Probing { replay: Some(Arc::new(saved)), ..Probing::default() };
            let before = run_with(&tree, &incident.entry, probing.clone());
            let after = run_with(&mended, &incident.entry, probing);
            let kept: BTreeSet<(&str, String, &[u8])> = findings(&after, &mended)
                .map(|(rule, _, path, line)| (rule, path.clone(), text_of(&after, &mended, &path, line)))
                .collect();
            let mut places = incident.culprit.iter().chain(&incident.culprit_also);
            places.any(|place| {
                findings(&before, &tree).any(|(rule, _, path, line)| {
                    let near = place.file == path && place.line.abs_diff(line) <= NEAR;
                    near && !kept.contains(&(rule, path.clone(), text_of(&before, &tree, &path, line)))
                })
            })
        });
        if !caught {
            missed.push(tree.file_name().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    println!("probe: {} of {all} found", all - missed.len());
    assert!(missed.is_empty(), "not found: {missed:#?}");
}
