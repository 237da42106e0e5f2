//! The command line: arguments, environment, terminal, exit codes.
//!
//! Owns everything that touches the process: standard streams, the clock, the working directory, the
//! environment. It decides how a run is shown, never what is found.
//!
//! Exit codes: 0 nothing at or above `--fail-on`; 1 findings; 2 bad usage, or a path named that cannot
//! be read; 3 nothing to lint. 2 beats 1 beats 3.

mod check;
mod coverage;
mod explain;
mod input;
mod model;
mod probe;
mod rules;
mod terminal;

use clap::{Parser, Subcommand};
use std::io::{self, Write};
use std::process::ExitCode;

/// Everything was fine, and no finding reached `--fail-on`.
const CLEAN: u8 = 0;
const FINDINGS: u8 = 1;
const BAD_USAGE: u8 = 2;
const NOTHING_TO_LINT: u8 = 3;

/// Finds what will answer 502, 503, 504 or refuse to start, before it is deployed
#[derive(Debug, Parser)]
#[command(name = "proxylint", version, args_conflicts_with_subcommands = true)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,
    #[command(flatten)]
    check: check::Args,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read configurations and print findings (the default)
    Check(check::Args),
    /// Say what a rule is about, why it matters and how to fix it
    Explain(explain::Args),
    /// List all rules
    Rules(rules::Args),
    /// Say how much of the directives read is understood
    Coverage(coverage::Args),
    /// Print the model that the rules read
    Model(model::Args),
}

/// The program.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let code = match cli.command {
        None => check::run(&cli.check, &mut out),
        Some(Command::Check(args)) => check::run(&args, &mut out),
        Some(Command::Explain(args)) => explain::run(&args, &mut out),
        Some(Command::Rules(args)) => rules::run(&args, &mut out),
        Some(Command::Coverage(args)) => coverage::run(&args, &mut out),
        Some(Command::Model(args)) => model::run(&args, &mut out),
    };
    let flushed = out.flush();
    // What is left in the buffer of a broken pipe must not be written again.
    let (_, _) = out.into_parts();
    let written = match &code {
        Err(error) => Err(error.kind()),
        Ok(_) => flushed.map_err(|error| error.kind()),
    };
    match written {
        // `proxylint | head`: the reader has what it wanted; the answer stays the same.
        Ok(()) | Err(io::ErrorKind::BrokenPipe) => ExitCode::from(code.unwrap_or(CLEAN)),
        Err(kind) => {
            complain(&format!("cannot write: {kind}"));
            ExitCode::from(BAD_USAGE)
        }
    }
}

/// A line on standard error; nothing can be done where that fails.
fn complain(text: &str) {
    let _ = writeln!(io::stderr(), "proxylint: {text}");
}
