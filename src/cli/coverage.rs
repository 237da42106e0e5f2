//! `proxylint coverage`: how much of what was read is understood, and which checks ran.

use super::input;
use crate::engine::{self, Run, Settings};
use crate::model::{Proxy, RemarkKind};
use crate::output::{Summary, shown_path};
use crate::rules::RULES;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Names of directives that are listed for each state at the most.
const MOST_NAMES: usize = 12;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: input::Args,
}

pub(super) fn run(args: &Args, out: &mut dyn io::Write) -> io::Result<u8> {
    let input = args.input.read();
    let run = engine::run(&input.plan, &*input.files, &Settings::default());
    for (_, proxy) in run.deployment.proxies() {
        directives(out, &run, proxy, &input.cwd)?;
    }
    checks(out, &run)?;
    Ok(input.exit_code(&run))
}

fn directives(out: &mut dyn io::Write, run: &Run, proxy: &Proxy, cwd: &Path) -> io::Result<()> {
    let counts = proxy.counts;
    let entry = shown_path(run.sources.path(proxy.entry), cwd);
    let idle = proxy.remarks.iter().filter(|remark| not_in_force(&remark.kind)).count();
    let rest = counts.opaque + counts.unmodelled + counts.without_bearing;
    writeln!(out, "{entry} ({})", proxy.dialect.word())?;
    writeln!(out, "  {:>8} files", counts.files)?;
    writeln!(out, "  {:>8} directives", counts.directives)?;
    writeln!(out, "  {:>8} understood", counts.directives.saturating_sub(rest))?;
    writeln!(out, "  {:>8} without bearing on what is judged", counts.without_bearing)?;
    writeln!(out, "  {:>8} matter and are not modelled", counts.unmodelled)?;
    names(out, run, proxy, false, cwd)?;
    writeln!(out, "  {:>8} of modules or code that is not known", counts.opaque)?;
    names(out, run, proxy, true, cwd)?;
    writeln!(out, "  {idle:>8} of those understood are not in force: something else wins over them")?;
    let broken = proxy.syntax.len();
    if broken > 0 {
        writeln!(out, "  {broken:>8} places cannot be read")?;
    }
    Ok(())
}

/// The directives of one state, each with its number and first place.
fn names(out: &mut dyn io::Write, run: &Run, proxy: &Proxy, opaque: bool, cwd: &Path) -> io::Result<()> {
    let mut found: BTreeMap<String, (usize, String)> = BTreeMap::new();
    for beyond in proxy.beyond.iter().filter(|beyond| beyond.opaque == opaque) {
        let name = crate::diagnostic::printable(run.sources.bytes(beyond.at.span), 40);
        let entry = found.entry(name).or_insert_with(|| {
            let source = run.sources.get(beyond.at.span.file);
            (0, format!("{}:{}", shown_path(&source.path, cwd), source.line_of(beyond.at.span.start)))
        });
        entry.0 += 1;
    }
    let mut found: Vec<_> = found.into_iter().collect();
    found.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for (name, (count, place)) in found.iter().take(MOST_NAMES) {
        writeln!(out, "           {count:>6} {name}  {place}")?;
    }
    if found.len() > MOST_NAMES {
        writeln!(out, "                  and {} more names", found.len() - MOST_NAMES)?;
    }
    Ok(())
}

fn not_in_force(kind: &RemarkKind) -> bool {
    matches!(
        kind,
        RemarkKind::WithoutEffect(_)
            | RemarkKind::NameTaken { .. }
            | RemarkKind::SameRoute { refused: false, .. }
            | RemarkKind::MethodTooLate { .. }
    )
}

/// Which checks ran, and which questions they could not ask.
fn checks(out: &mut dyn io::Write, run: &Run) -> io::Result<()> {
    let ran = RULES
        .iter()
        .filter(|rule| run.deployment.proxies().any(|(_, proxy)| rule.dialects.contains(&proxy.dialect)))
        .count();
    writeln!(out, "{ran} of {} rules ran", RULES.len())?;
    for unasked in Summary::of(run, Vec::new()).not_checked {
        writeln!(out, "  not checked: {}; {}", unasked.what, unasked.hint)?;
    }
    Ok(())
}
