//! `proxylint model`: the model that the rules read, as JSON.

use super::input;
use crate::engine::{self, Settings};
use crate::output;
use std::io;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: input::Args,

    #[arg(long, value_enum, default_value = "json")]
    format: ModelFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ModelFormat {
    Json,
}

pub(super) fn run(args: &Args, out: &mut dyn io::Write) -> io::Result<u8> {
    let input = args.input.read();
    let run = engine::run(&input.plan, &*input.files, &Settings::default());
    match args.format {
        ModelFormat::Json => {
            let model = output::model::to_json(&run.deployment, &run.sources);
            serde_json::to_writer_pretty(&mut *out, &model)?;
            writeln!(out)?;
        }
    }
    Ok(input.exit_code(&run))
}
