//! What each step costs on a made-up deployment (see `tree`): lexing, parsing, loading from memory and from the
//! disk, lowering, the rules, and a whole run with its output.
//!
//! `cargo bench` runs all of it; `cargo bench -- lower` only what has `lower` in its name. Figures are comparable
//! on one machine at one time only: measure before and after a change, in turn. `items` are bytes for what reads
//! text and sites for the rest, so that a figure per item which grows with the number of sites is a cost that is
//! not linear.

mod tree;

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use proxylint::diagnostic::Severity;
use proxylint::dialect::nginx::{lex, load, lower, parse};
use proxylint::discover::{Request, plan};
use proxylint::engine::{self, Settings};
use proxylint::model::{Version, VersionRange};
use proxylint::output::{Format, Screen, Summary, View, write};
use proxylint::rules::{Assumptions, Cx};
use proxylint::source::{FileId, Sources};
use proxylint::world::{Files, Rooted};
use std::io;
use std::path::Path;
use std::time::SystemTime;

/// Sites of the deployments.
const SITES: [usize; 3] = [10, 100, 1000];

/// All that the model is asked about when nobody names a version.
const VERSIONS: VersionRange = VersionRange::from(Version::new(1, 22, 0));

fn main() {
    divan::main();
}

#[divan::bench(args = SITES)]
fn lex_text(bencher: Bencher, sites: usize) {
    let text = tree::text(sites);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        lex::Lexer::new(black_box(text.as_bytes())).fold(0, |count, token| count + token.end - token.start)
    });
}

#[divan::bench(args = SITES)]
fn parse_text(bencher: Bencher, sites: usize) {
    let text = tree::text(sites);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse::parse(FileId(0), black_box(text.as_bytes())));
}

fn loaded(files: &dyn Files) -> (Sources, load::Loaded) {
    let mut sources = Sources::default();
    let loaded = load::load(&mut sources, files, Path::new(tree::MAIN)).expect("the main file is there");
    (sources, loaded)
}

#[divan::bench(args = SITES)]
fn load_from_memory(bencher: Bencher, sites: usize) {
    let files = tree::in_memory(sites);
    bencher.counter(ItemsCount::new(sites)).bench(|| loaded(&files));
}

#[divan::bench(args = SITES)]
fn load_from_disk(bencher: Bencher, sites: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tree::write(sites, folder.path()).expect("files below it");
    let files = Rooted::new(folder.path(), Vec::new());
    bencher.counter(ItemsCount::new(sites)).bench(|| loaded(&files));
}

#[divan::bench(args = SITES)]
fn lower_loaded(bencher: Bencher, sites: usize) {
    let files = tree::in_memory(sites);
    bencher
        .counter(ItemsCount::new(sites))
        .with_inputs(|| loaded(&files))
        .bench_values(|(mut sources, loaded)| lower::lower(loaded, &mut sources, VERSIONS, true));
}

fn request() -> Request {
    Request { paths: vec![tree::MAIN.into()], ..Request::default() }
}

#[divan::bench(args = SITES)]
fn rules(bencher: Bencher, sites: usize) {
    let files = tree::in_memory(sites);
    let settings = Settings::default();
    let run = engine::run(&plan(&request(), &files), &files, &settings);
    let assumptions = Assumptions { now: SystemTime::UNIX_EPOCH };
    bencher.counter(ItemsCount::new(sites)).bench(|| {
        // The indexes that rules ask for are a part of their cost.
        let cx = Cx::new(&run.deployment, &run.sources, &run.facts, &assumptions);
        engine::check(&cx, &settings)
    });
}

/// Everything that the command does, but for the process.
#[divan::bench(args = SITES)]
fn whole_run(bencher: Bencher, sites: usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    tree::write(sites, folder.path()).expect("files below it");
    let files = Rooted::new(folder.path(), Vec::new());
    let settings = Settings::default();
    let request = Request {
        paths: vec![folder.path().join(tree::MAIN.trim_start_matches('/'))],
        root: Some(folder.path().to_path_buf()),
        ..Request::default()
    };
    bencher.counter(ItemsCount::new(sites)).bench(|| {
        let run = engine::run(&plan(&request, &files), &files, &settings);
        let summary = Summary::of(&run, Vec::new());
        let view = View {
            run: &run,
            cwd: Path::new("/"),
            min_severity: Severity::Info,
            summary: &summary,
            verbose: false,
        };
        write(&mut io::sink(), &view, Format::Text, &Screen::default()).expect("a sink takes all");
        run.diagnostics.len()
    });
}
