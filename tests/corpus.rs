//! Configurations of other people, in the folder that `PROXYLINT_CORPUS` names: what the servers accept has no
//! syntax error here, what they refuse for its syntax has one, and nothing makes a parser panic.
//!
//! The folder is no part of the project. Where the variable is not set, the test says so and passes.

use proxylint::dialect::nginx::load::load;
use proxylint::dialect::nginx::parse::parse;
use proxylint::dialect::{Entry, EntryText, read};
use proxylint::model::{DialectName, RemarkKind, VersionRange};
use proxylint::source::{FileId, Source, SourceKind, Sources, Span};
use proxylint::syntax::SyntaxError;
use proxylint::world::{Memory, Rooted};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn corpus() -> Option<PathBuf> {
    let folder = std::env::var_os("PROXYLINT_CORPUS").map(PathBuf::from);
    if folder.is_none() {
        eprintln!("PROXYLINT_CORPUS is not set: the corpus is not read");
    }
    folder
}

/// The rows of a table, by the names in its first line.
fn table(text: &str) -> Vec<BTreeMap<&str, &str>> {
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    lines.map(|line| names.iter().copied().zip(line.split('\t')).collect()).collect()
}

#[test]
fn what_nginx_accepts_has_no_syntax_error_and_what_it_refuses_has_one() {
    let Some(corpus) = corpus() else { return };
    let manifest = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).expect("MANIFEST.tsv");
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in table(&manifest) {
        let Ok(bytes) = std::fs::read(corpus.join(row["path"])) else {
            continue;
        };
        let source = Source::new(row["path"], SourceKind::File, bytes);
        let (_, errors) = parse(FileId(0), &source.bytes);
        if row["dialect"] != "nginx" {
            *counts.entry((row["dialect"], "no panic")).or_default() += 1;
            continue;
        }
        let line = |error: &proxylint::syntax::SyntaxError| source.line_column(error.at.start).line;
        let reported = |error: &proxylint::syntax::SyntaxError| {
            source.line_column(error.reported.unwrap_or(error.at).start).line
        };
        let first = errors.iter().min_by_key(|error| line(error));
        let at: u32 = row["at"].rsplit(':').next().and_then(|at| at.parse().ok()).unwrap_or(u32::MAX);
        let result = match row["verdict"] {
            "ok" | "ok-env" => first.is_none(),
            // Words of a condition are lowering's to judge.
            "syntax" if row["message"].starts_with("invalid condition") => true,
            // A `server` by itself may be one of an upstream: nginx was given its context, this parser was not.
            "syntax" if row["message"].starts_with("directive \"server\" has no") && errors.is_empty() => {
                row["context"] == "http"
            }
            "syntax" => first.is_some_and(|error| line(error) <= at),
            "syntax-args" | "n.a." => true,
            // nginx judged a whole configuration that this file was a part of.
            _ if row["at"].contains(['/', ':']) => true,
            // The server stopped there: what follows is not proven.
            _ => errors.iter().all(|error| reported(error) >= at),
        };
        *counts.entry((row["verdict"], if result { "right" } else { "wrong" })).or_default() += 1;
        if !result {
            let found = first.map(|error| {
                format!("{}: {:?}, nginx says {:?}", line(error), error.kind, error.server_says)
            });
            wrong.push(format!(
                "{} {} at {} {:?}: {}",
                row["path"],
                row["verdict"],
                row["at"],
                row["message"],
                found.unwrap_or_else(|| "no error found".to_string())
            ));
        }
    }
    for ((verdict, result), count) in &counts {
        eprintln!("{verdict}: {count} {result}");
    }
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

/// What a file with this verdict owes: a syntax error where httpd has one, and none before the line where it stopped.
fn httpd_agrees(row: &BTreeMap<&str, &str>, lines: &[(u32, u32)]) -> bool {
    let at: u32 = row["at"].rsplit(':').next().and_then(|at| at.parse().ok()).unwrap_or(u32::MAX);
    match row["verdict"] {
        "ok" | "ok-env" => lines.is_empty(),
        "syntax" => lines.iter().any(|(line, _)| *line <= at),
        "syntax-args" | "n.a." => true,
        _ if row["at"].contains(['/', ':']) => true,
        _ => lines.iter().all(|(_, reported)| *reported >= at),
    }
}

#[test]
fn what_httpd_accepts_has_no_syntax_error_and_what_it_refuses_has_one() {
    let Some(corpus) = corpus() else { return };
    let manifest = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).expect("MANIFEST.tsv");
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in table(&manifest) {
        let Ok(bytes) = std::fs::read(corpus.join(row["path"])) else {
            continue;
        };
        let source = Source::new(row["path"], SourceKind::File, bytes);
        let parsed = proxylint::dialect::apache::parse::parse_noting(FileId(0), &source.bytes);
        let errors = parsed.errors;
        if row["dialect"] != "apache" {
            *counts.entry((row["dialect"], "no panic")).or_default() += 1;
            continue;
        }
        let line = |span: proxylint::source::Span| source.line_column(span.start).line;
        // In a section whose condition is false httpd names the section's first line.
        let first = |error: &SyntaxError| line(error.opened.unwrap_or(error.at)).min(line(error.at));
        let lines: Vec<(u32, u32)> =
            errors.iter().map(|error| (first(error), line(error.reported.unwrap_or(error.at)))).collect();
        // Whether these are faults hangs on a condition or on a macro's use: the walk decides.
        let decided = row["message"].contains("Expected </If") || row["at"].starts_with("macro");
        let noted = !parsed.notes.is_empty() || !errors.is_empty();
        let right = httpd_agrees(&row, &lines) || row["verdict"] == "syntax" && decided && noted;
        *counts.entry((row["verdict"], if right { "right" } else { "wrong" })).or_default() += 1;
        if !right {
            let says: Vec<&str> = errors.iter().map(|error| &*error.server_says).collect();
            let (path, verdict, at, message) = (row["path"], row["verdict"], row["at"], row["message"]);
            wrong.push(format!("{path} {verdict} at {at} {message:?}: {lines:?} {says:?}"));
        }
    }
    for ((verdict, result), count) in &counts {
        eprintln!("{verdict}: {count} {result}");
    }
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn what_haproxy_accepts_is_refused_nowhere_and_what_it_refuses_for_its_syntax_is() {
    let Some(corpus) = corpus() else { return };
    let manifest = std::fs::read_to_string(corpus.join("MANIFEST.tsv")).expect("MANIFEST.tsv");
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in table(&manifest).into_iter().filter(|row| row["dialect"] == "haproxy") {
        let Ok(bytes) = std::fs::read(corpus.join(row["path"])) else {
            continue;
        };
        let mut sources = Sources::default();
        let entry = Entry {
            dialect: DialectName::Haproxy,
            text: EntryText::Bytes { path: row["path"].into(), bytes, whole: true },
            versions: VersionRange::named("2.6").expect("a version"),
        };
        let proxy = read(&entry, &Memory::default(), &mut sources).expect("bytes at hand");
        let line = |at: Span| sources.get(at.file).line_of(at.start);
        let first = proxy.syntax.iter().map(|error| line(error.at)).min();
        let at: u32 = row["at"]
            .trim_start_matches("lines ")
            .split(',')
            .next()
            .and_then(|at| at.trim().parse().ok())
            .unwrap_or(u32::MAX);
        let refusals: Vec<String> = proxy
            .remarks
            .iter()
            .filter(|remark| {
                matches!(
                    remark.kind,
                    RemarkKind::InvalidValue { .. }
                        | RemarkKind::InvalidAddress { .. }
                        | RemarkKind::UnknownDirective { .. }
                        | RemarkKind::OtherVersion { .. }
                        | RemarkKind::UndefinedName { .. }
                        | RemarkKind::NameDefinedTwice { .. }
                        | RemarkKind::WrongContext { .. }
                        | RemarkKind::WrongArguments { .. }
                )
            })
            .map(|remark| format!("{}: {:?}", line(remark.at.span), remark.kind))
            .collect();
        let result = match row["verdict"] {
            "ok" | "ok-env" => first.is_none() && refusals.is_empty(),
            "syntax" => first.is_some_and(|first| first <= at),
            "n.a." => true,
            // Its first complaint is of another kind; later lines may be broken too.
            _ => first.is_none_or(|first| first >= at),
        };
        let told = if first.is_some() || !refusals.is_empty() { "told" } else { "not told" };
        *counts.entry((row["verdict"], told)).or_default() += 1;
        if !result {
            let path = row["path"];
            wrong.push(format!("{path} {} at {at}: {:?} {refusals:?}", row["verdict"], proxy.syntax));
        } else if told == "not told" && !matches!(row["verdict"], "ok" | "ok-env" | "n.a.") {
            eprintln!("not told: {} {} {}", row["path"], row["at"], row["message"]);
        }
    }
    for ((verdict, result), count) in &counts {
        eprintln!("haproxy {verdict}: {count} {result}");
    }
    assert!(wrong.is_empty(), "{} files:\n{}", wrong.len(), wrong.join("\n"));
}

/// A copy of a tree in which links that the corpus keeps as texts are links.
fn with_links(tree: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    for entry in walkdir::WalkDir::new(tree).into_iter().filter_map(Result::ok) {
        let Ok(rest) = entry.path().strip_prefix(tree) else {
            continue;
        };
        let target = copy.path().join(rest);
        if entry.file_type().is_dir() {
            std::fs::create_dir_all(&target).expect("a folder");
            continue;
        }
        let bytes = std::fs::read(entry.path()).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let leads = entry.path().parent().is_some_and(|folder| folder.join(&*text).is_file());
        if leads && !text.is_empty() {
            std::os::unix::fs::symlink(&*text, &target).expect("a link");
        } else {
            std::fs::write(&target, bytes).expect("a file");
        }
    }
    copy
}

#[test]
fn the_files_of_a_tree_are_those_that_nginx_opened() {
    let Some(corpus) = corpus() else { return };
    let read = |name: &str| std::fs::read_to_string(corpus.join(name)).expect("a table of the corpus");
    let (trees, includes) = (read("TREES.tsv"), read("INCLUDES.tsv"));
    let mut opened: BTreeMap<&str, BTreeSet<PathBuf>> = BTreeMap::new();
    for row in table(&includes) {
        opened.entry(row["tree"]).or_default().insert(PathBuf::from(row["included_file"]));
    }
    let nowhere = tempfile::tempdir().expect("a temporary folder");
    let mut wrong = Vec::new();
    let mut right = 0;
    for row in table(&trees) {
        if row["dialect"] != "nginx" || !matches!(row["verdict"], "ok" | "ok-env") {
            continue;
        }
        let installed = PathBuf::from(row["installed_as"]);
        let copy = with_links(&corpus.join(row["tree"]));
        let map = vec![(installed.clone(), copy.path().to_path_buf())];
        let files = Rooted::new(nowhere.path(), map);
        let mut sources = Sources::default();
        let loaded = load(&mut sources, &files, &installed.join(row["entry"])).expect("the main file");
        let got: BTreeSet<PathBuf> =
            sources.ids().map(|file| sources.get(file).config_path().to_path_buf()).collect();
        let problems = loaded.files.iter().flat_map(|parsed| &parsed.includes);
        let absent: BTreeSet<PathBuf> =
            problems.flat_map(|(_, included)| &included.problems).map(|(path, _)| path.clone()).collect();
        let expected = opened.remove(row["tree"]).unwrap_or_default();
        // Where nginx was given stand-ins for missing files, they are missing here.
        let missed: Vec<_> = expected.difference(&got).filter(|path| !absent.contains(*path)).collect();
        let extra: Vec<_> = got.difference(&expected).collect();
        if missed.is_empty() && extra.is_empty() {
            right += 1;
        } else {
            wrong.push(format!("{}: missed {missed:?}, not opened by nginx {extra:?}", row["tree"]));
        }
    }
    eprintln!("trees: {right} right, {} wrong", wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
