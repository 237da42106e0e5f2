//! `proxylint coverage`: how much of what was read is understood.

use super::{BAD_USAGE, CLEAN, NOTHING_TO_LINT, input};
use crate::engine::{self, Settings};
use crate::model::Counts;
use std::io;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: input::Args,
}

pub(super) fn run(args: &Args, out: &mut dyn io::Write) -> io::Result<u8> {
    let input = args.input.read();
    let run = engine::run(&input.plan, &*input.files, &Settings::default());
    for (_, proxy) in run.deployment.proxies() {
        let Counts { files, directives, opaque, unmodelled } = proxy.counts;
        let entry = crate::output::shown_path(run.sources.path(proxy.entry), &input.cwd);
        let understood = directives.saturating_sub(opaque + unmodelled);
        writeln!(out, "{entry} ({})", proxy.dialect.word())?;
        writeln!(out, "  {files:>8} files")?;
        writeln!(out, "  {directives:>8} directives")?;
        writeln!(out, "  {understood:>8} understood, or without bearing")?;
        writeln!(out, "  {unmodelled:>8} matter and are not modelled")?;
        writeln!(out, "  {opaque:>8} of modules or code that is not known")?;
    }
    Ok(if !input.problems.is_empty() {
        BAD_USAGE
    } else if run.deployment.proxies.is_empty() {
        NOTHING_TO_LINT
    } else {
        CLEAN
    })
}
