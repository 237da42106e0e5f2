//! Configurations of other people, in the folder that `PROXYLINT_CORPUS` names: what the servers accept has no
//! syntax error here, what they refuse for its syntax has one, and nothing makes a parser panic.
//!
//! The folder is no part of the project. Where the variable is not set, the test says so and passes.

use proxylint::dialect::nginx::parse::parse;
use proxylint::source::{FileId, Source, SourceKind};
use std::collections::BTreeMap;
use std::path::PathBuf;

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
