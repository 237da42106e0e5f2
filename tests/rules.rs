//! All rules on all fixtures: what is marked is found, and nothing else (invariant 7).
//!
//! A case is `fixtures/rules/<rule>/bad*` or `ok*`: a file (`bad.nginx.conf`) or a folder that holds
//! `nginx.conf` or `etc/nginx/nginx.conf` and is a world of its own. Expectations are comment lines
//! under the culprit; carets stand under the primary label, the text is contained in the message:
//!
//! ```text
//! proxy_pass https://127.0.0.1:8080;
//! #~         ^^^^^ error[tls-to-plain-port]: TLS is spoken to 127.0.0.1:8080
//! ```
//!
//! A label within the first three columns, which `#~` covers, is told by a `^` in column 3 or 4. Fixes are
//! applied where `<case>.fixed` lies beside the case; the result is compared and linted again. `world.toml` in
//! the rule's folder (or in a case's folder) may set `vantage = "host"`, `require_files`, `now`, `nginx`, hold answers
//! of the network as `--probe-save` writes them, and make `files` that must not be committed,
//! such as keys: `files = { "/etc/ssl/a.key" = "key:shop.example" }`.

#[path = "rules/made.rs"]
mod made;

use proxylint::diagnostic::{Diagnostic, Severity};
use proxylint::discover::{self, Request, Versions};
use proxylint::engine::{self, Run, Settings};
use proxylint::facts::net::{Probing, Saved};
use proxylint::model::{DialectName, VersionRange};
use proxylint::source::Source;
use proxylint::world::{Files, Memory, Rooted};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// What `now` is where no world says otherwise: 2026-11-20T00:00:00Z.
const NOW: u64 = 1_795_132_800;

#[derive(Debug, Default, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct World {
    vantage: Option<String>,
    #[serde(default)]
    require_files: bool,
    /// Seconds since 1970.
    now: Option<u64>,
    /// The version that runs, by server.
    nginx: Option<String>,
    haproxy: Option<String>,
    apache: Option<String>,
    /// Recorded answers of the network; see `facts::net::Saved`.
    #[serde(skip)]
    probes: Option<Arc<Saved>>,
    /// Files that are made for the run, by path.
    #[serde(default)]
    files: BTreeMap<PathBuf, String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Marker {
    line: u32,
    /// First column, and the one after the last.
    columns: (u32, u32),
    severity: Severity,
    rule: String,
    message: String,
}

#[test]
fn fixtures_are_found_as_marked() {
    let mut report = String::new();
    let (mut cases, mut wrong) = (0, 0);
    let mut shown = Shown::default();
    for folder in sorted(Path::new("fixtures/rules")) {
        let rule = name(&folder);
        // A folder without a rule is what `tests/catalogue.rs` complains about.
        if proxylint::rules::find(&rule).is_none() {
            continue;
        }
        for case in sorted(&folder) {
            let bad = name(&case).starts_with("bad");
            let fixed = case.extension().is_some_and(|ext| ext == "fixed");
            if !(bad || name(&case).starts_with("ok")) || fixed {
                continue;
            }
            cases += 1;
            let told = check(&folder, &case, &rule, bad, &mut shown);
            if !told.is_empty() {
                wrong += 1;
                let _ = writeln!(report, "\n{}\n{told}", case.display());
            }
        }
    }
    assert!(cases > 0, "no fixture was read");
    assert!(wrong == 0, "{wrong} of {cases} cases are wrong\n{report}");
    let lacking = shown.lacking();
    assert!(lacking.is_empty(), "{}", lacking.join("\n"));
}

/// Rules by the servers in whose configurations a fixture shows the fault, and a near miss.
#[derive(Default)]
struct Shown {
    found: BTreeSet<(String, DialectName)>,
    silent: BTreeSet<(String, DialectName)>,
}

impl Shown {
    fn add(&mut self, run: &Run, rule: &str, bad: bool) {
        let dialect = |id| run.deployment.proxy(id).dialect;
        if !bad {
            self.silent.extend(run.deployment.proxies().map(|(_, p)| (rule.to_owned(), p.dialect)));
        }
        // What a neighbour's own file shows is the fault of the proxy that names it.
        let own = run.diagnostics.iter().filter(|d| d.rule == rule);
        let files = own.flat_map(|d| d.related.iter().chain([&d.primary])).map(|label| label.span.file);
        let proxies = files.filter_map(|file| run.deployment.owner(file)).map(dialect);
        self.found.extend(proxies.map(|dialect| (rule.to_owned(), dialect)));
    }

    /// What no fixture shows, of what the registry says.
    fn lacking(&self) -> Vec<String> {
        let mut lacking = Vec::new();
        for rule in proxylint::rules::RULES {
            for &dialect in rule.dialects {
                let key = (rule.id.to_owned(), dialect);
                for (kind, set) in [("bad", &self.found), ("ok", &self.silent)] {
                    if !set.contains(&key) {
                        lacking.push(format!("{}: no {kind} case for {}", rule.id, dialect.word()));
                    }
                }
            }
        }
        lacking
    }
}

/// What is wrong with a case; empty where nothing is.
fn check(folder: &Path, case: &Path, rule: &str, bad: bool, shown: &mut Shown) -> String {
    let world = world(folder, case);
    let run = lint(case, None, &world);
    if run.deployment.proxies.is_empty() {
        return "  was not read as a configuration\n".to_owned();
    }
    shown.add(&run, rule, bad);
    let mut told = compare(&run, rule, bad);
    for diagnostic in &run.diagnostics {
        let entry = proxylint::rules::find(diagnostic.rule).map(|rule| rule.entry().expect("an entry"));
        if entry.is_none_or(|entry| entry.case(diagnostic.case).is_none()) {
            let _ = writeln!(told, "  no catalogue entry has {}/{}", diagnostic.rule, diagnostic.case);
        }
    }
    let expected = case.with_file_name(format!("{}.fixed", name(case)));
    if let Ok(expected) = std::fs::read_to_string(expected) {
        let fixed = fix(&run, rule);
        if fixed != expected {
            let _ = writeln!(told, "  the fixed text differs; it is now:\n{fixed}");
        }
        let again = lint(case, Some(fixed), &world);
        for left in again.diagnostics.iter().filter(|d| d.rule == rule) {
            let _ = writeln!(told, "  still found after the fix: {}", left.message);
        }
    }
    told
}

fn world(folder: &Path, case: &Path) -> World {
    for place in [case, folder] {
        if let Ok(text) = std::fs::read_to_string(place.join("world.toml")) {
            let failed = |error: String| -> ! { panic!("{}: {error}", place.display()) };
            let probes = Saved::parse(&text).unwrap_or_else(|error| failed(error));
            let mut table: toml::Table = text.parse().unwrap_or_else(|_| failed("no TOML".to_owned()));
            let answers = Saved::kinds().filter(|kind| table.remove(*kind).is_some()).count();
            let world: World = table.try_into().unwrap_or_else(|error| failed(error.to_string()));
            return World { probes: (answers > 0).then(|| Arc::new(probes)), ..world };
        }
    }
    World::default()
}

fn exactly(version: &str) -> VersionRange {
    VersionRange::exactly(version.parse().expect("a version in world.toml"))
}

fn lint(case: &Path, text: Option<String>, world: &World) -> Run {
    let mut request = Request {
        cwd: std::env::current_dir().unwrap_or_default(),
        dialect: Some(dialect(case)),
        on_host: world.vantage.as_deref() == Some("host"),
        versions: Versions {
            nginx: world.nginx.as_deref().map(exactly),
            haproxy: world.haproxy.as_deref().map(exactly),
            apache: world.apache.as_deref().map(exactly),
        },
        ..Request::default()
    };
    let files: Box<dyn Files> = if case.is_dir() {
        // As in the proofs: `etc/nginx/nginx.conf` inside means a root, `nginx.conf` the server's folder in it.
        let (etc, main) = match dialect(case) {
            DialectName::Nginx => ("/etc/nginx", "nginx.conf"),
            DialectName::Haproxy => ("/etc/haproxy", "haproxy.cfg"),
            DialectName::Apache => ("/etc/apache2", "apache2.conf"),
        };
        let etc = PathBuf::from(etc);
        let below = etc.strip_prefix("/").unwrap_or(&etc);
        let whole_root = case.join(below).join(main).is_file();
        let map = if whole_root { Vec::new() } else { vec![(etc.clone(), case.to_owned())] };
        request.root = Some(PathBuf::from("/"));
        request.paths = vec![etc.join(main)];
        let root = if whole_root { case.to_owned() } else { case.join("nothing-else") };
        Box::new(Rooted::new(root, map))
    } else {
        let bytes = text.map_or_else(|| std::fs::read(case).expect("a readable fixture"), String::into_bytes);
        request.paths = vec![PathBuf::from("-")];
        request.stdin = Some(bytes);
        request.stdin_filename = Some(case.to_owned());
        Box::new(Memory::default())
    };
    let files: Box<dyn Files> =
        if world.files.is_empty() { files } else { Box::new(made::Made::over(files, &world.files)) };
    let settings = Settings {
        now: SystemTime::UNIX_EPOCH + Duration::from_secs(world.now.unwrap_or(NOW)),
        require_files: world.require_files,
        pedantic: true,
        probing: Probing { replay: world.probes.clone(), ..Probing::default() },
        ..Settings::default()
    };
    let plan = discover::plan(&request, &*files);
    engine::run(&plan, &*files, &settings)
}

fn dialect(case: &Path) -> DialectName {
    let whole = |main: &str| case.join(main).is_file();
    let name = name(case);
    if name.ends_with(".haproxy.cfg") || name.ends_with(".haproxy") || whole("etc/haproxy/haproxy.cfg") {
        DialectName::Haproxy
    } else if name.ends_with(".apache.conf") || name.ends_with(".apache") || whole("etc/apache2/apache2.conf")
    {
        DialectName::Apache
    } else {
        DialectName::Nginx
    }
}

/// Compares markers and findings both ways.
fn compare(run: &Run, rule: &str, bad: bool) -> String {
    let mut told = String::new();
    let mut own = 0;
    for file in run.sources.ids() {
        let source = run.sources.get(file);
        let mut markers = match markers(source) {
            Ok(markers) => markers,
            Err(error) => {
                let _ = writeln!(told, "  {error}");
                continue;
            }
        };
        own += markers.iter().filter(|marker| marker.rule == rule).count();
        let found = run.diagnostics.iter().filter(|d| d.primary.span.file == file);
        for diagnostic in found {
            if !bad && diagnostic.rule == rule {
                let _ =
                    writeln!(told, "  an ok case has a finding of its rule: {}", line(source, diagnostic));
            }
            match markers.iter().position(|marker| fits(source, marker, diagnostic)) {
                Some(index) => {
                    markers.remove(index);
                }
                None if diagnostic.severity > Severity::Info || diagnostic.rule == rule => {
                    let _ = writeln!(told, "  found, not marked: {}", line(source, diagnostic));
                }
                None => {}
            }
        }
        for marker in markers {
            let _ = writeln!(
                told,
                "  marked, not found: line {} columns {}-{} {}[{}]: {}",
                marker.line,
                marker.columns.0,
                marker.columns.1,
                marker.severity.word(),
                marker.rule,
                marker.message
            );
        }
    }
    if bad && own == 0 {
        let _ = writeln!(told, "  a bad case marks no finding of its rule");
    }
    told
}

fn line(source: &Source, diagnostic: &Diagnostic) -> String {
    let (at, columns) = place(source, diagnostic);
    let range = source.line_range(at);
    let text = String::from_utf8_lossy(&source.bytes[range]).into_owned();
    let carets = "^".repeat((columns.1 - columns.0) as usize);
    let pad = (columns.0 as usize).saturating_sub(3);
    format!(
        "line {at}, case {}\n    {text}\n    #~{:pad$}{carets} {}[{}]: {}",
        diagnostic.case,
        "",
        diagnostic.severity.word(),
        diagnostic.rule,
        diagnostic.message
    )
}

/// Line, first column and the one after the last of the primary label, on its first line.
fn place(source: &Source, diagnostic: &Diagnostic) -> (u32, (u32, u32)) {
    let span = diagnostic.primary.span;
    let start = source.line_column(span.start);
    let line_end = source.line_range(start.line).end as u32;
    let end = source.line_column(span.end.min(line_end)).column;
    (start.line, (start.column, end.max(start.column + 1)))
}

fn fits(source: &Source, marker: &Marker, diagnostic: &Diagnostic) -> bool {
    let (line, columns) = place(source, diagnostic);
    // Columns 1 and 2 hold `#~`; what begins there is told by its end, or by a caret right behind.
    let columns_fit = marker.columns == columns
        || (columns.0 <= 3 && marker.columns.0 <= 4 && (marker.columns.1 == columns.1 || columns.1 <= 5));
    marker.line == line
        && columns_fit
        && marker.severity == diagnostic.severity
        && marker.rule == diagnostic.rule
        && diagnostic.message.contains(&marker.message)
}

fn markers(source: &Source) -> Result<Vec<Marker>, String> {
    let mut markers = Vec::new();
    let mut culprit = 0;
    for number in 1..=source.line_count() as u32 {
        let text = String::from_utf8_lossy(&source.bytes[source.line_range(number)]).into_owned();
        // Behind `;` where that is what begins a comment (php-fpm).
        let Some(rest) = text.trim_start().trim_start_matches(';').strip_prefix("#~") else {
            culprit = number;
            continue;
        };
        if !rest.trim_start().starts_with('^') {
            continue;
        }
        let broken = || format!("line {number} is no marker: {text}");
        let before = text.split('^').next().unwrap_or_default().chars().count() as u32;
        let carets = text.chars().filter(|c| *c == '^').count() as u32;
        let after = text.trim_start_matches(|c| c != '^').trim_start_matches('^').trim();
        let (level, after) = after.split_once('[').ok_or_else(broken)?;
        let (rule, message) = after.split_once("]:").ok_or_else(broken)?;
        markers.push(Marker {
            line: culprit,
            columns: (before + 1, before + 1 + carets),
            severity: match level {
                "error" => Severity::Error,
                "warning" => Severity::Warning,
                "info" => Severity::Info,
                _ => return Err(broken()),
            },
            rule: rule.to_owned(),
            message: message.trim().to_owned(),
        });
    }
    Ok(markers)
}

/// The entry's text with every fix of the rule applied, from the end to the beginning.
fn fix(run: &Run, rule: &str) -> String {
    let entry = run.deployment.proxies[0].entry;
    let mut edits: Vec<_> = run
        .diagnostics
        .iter()
        .filter(|d| d.rule == rule)
        .filter_map(|d| d.fix.as_ref())
        .flat_map(|fix| &fix.edits)
        .filter(|edit| edit.span.file == entry)
        .collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span.start));
    edits.dedup();
    let mut bytes = run.sources.get(entry).bytes.clone();
    for edit in edits {
        bytes.splice(edit.span.range(), edit.text.bytes());
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What `explain` shows does what it says.
#[test]
fn examples_are_found_and_their_cures_are_not() {
    let mut wrong = String::new();
    for rule in proxylint::rules::RULES {
        let entry = rule.entry().expect("tests/catalogue.rs reads every entry");
        for example in &entry.examples {
            for (text, bad) in [(&example.bad, true), (&example.good, false)] {
                let path = format!("example.{}", ending(example.dialect));
                let run = lint(Path::new(&path), Some(text.clone()), &World::default());
                let found: Vec<&Diagnostic> = run.diagnostics.iter().filter(|d| d.rule == rule.id).collect();
                if found.is_empty() == bad {
                    let side = if bad { "bad" } else { "good" };
                    let _ =
                        writeln!(wrong, "{}: `{side}` for {}: {found:?}", rule.id, example.dialect.word());
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn ending(dialect: DialectName) -> &'static str {
    match dialect {
        DialectName::Nginx => "nginx.conf",
        DialectName::Haproxy => "haproxy.cfg",
        DialectName::Apache => "apache.conf",
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn name(path: &Path) -> String {
    path.file_name().map_or(String::new(), |name| name.to_string_lossy().into_owned())
}

#[test]
fn markers_point_at_the_line_above() {
    use proxylint::source::SourceKind;
    let text = "a;\n  listen 80;\n#~       ^^ error[x-y]: some text\n#~   ^ info[z]: more\nb;\n";
    let source = Source::new("a", SourceKind::File, text.into());
    let read = markers(&source).unwrap();
    let places: Vec<_> = read.iter().map(|m| (m.line, m.columns, m.rule.as_str())).collect();
    assert_eq!(places, [(2, (10, 12), "x-y"), (2, (6, 7), "z")]);
    let broken = Source::new("a", SourceKind::File, "#~ ^ fatal[x]: y".into());
    assert!(markers(&broken).is_err());
}
