//! `proxylint check`: read, judge, print.

use super::terminal::{ColourArg, screen};
use super::{BAD_USAGE, CLEAN, FINDINGS, NOTHING_TO_LINT, complain, input, probe};
use crate::diagnostic::Severity;
use crate::engine::{self, Settings};
use crate::output::{self, Format, Summary, View};
use std::io;
use std::time::{Instant, SystemTime};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: input::Args,

    #[command(flatten)]
    probe: probe::Args,

    /// How findings are printed
    #[arg(long, value_enum, default_value = "text", env = "PROXYLINT_FORMAT")]
    format: Format,

    #[arg(long, value_enum, default_value = "auto", env = "PROXYLINT_COLOR")]
    color: ColourArg,

    /// Exit with 1 from this level on
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "warning", env = "PROXYLINT_FAIL_ON")]
    fail_on: FailOn,

    /// Show findings from this level on
    #[arg(long, value_enum, value_name = "LEVEL", default_value = "info", env = "PROXYLINT_MIN_SEVERITY")]
    min_severity: LevelArg,

    /// Only these rules, by id or its beginning
    #[arg(long, value_name = "RULE", value_delimiter = ',', env = "PROXYLINT_SELECT")]
    select: Vec<String>,

    /// All but these rules, by id or its beginning
    #[arg(long, value_name = "RULE", value_delimiter = ',', env = "PROXYLINT_IGNORE")]
    ignore: Vec<String>,

    /// Show hints of low confidence too
    #[arg(long, env = "PROXYLINT_PEDANTIC")]
    pedantic: bool,

    /// Judge every file named, also where its absence proves nothing
    #[arg(long, env = "PROXYLINT_REQUIRE_FILES")]
    require_files: bool,

    /// The date for certificates, instead of now
    #[arg(long, value_name = "RFC3339", value_parser = rfc3339, env = "PROXYLINT_NOW")]
    now: Option<SystemTime>,

    /// No summary
    #[arg(short, long)]
    quiet: bool,

    /// Name every file and finding, however many
    #[arg(short, long)]
    verbose: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum LevelArg {
    Error,
    Warning,
    Info,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl From<LevelArg> for Severity {
    fn from(level: LevelArg) -> Self {
        match level {
            LevelArg::Error => Severity::Error,
            LevelArg::Warning => Severity::Warning,
            LevelArg::Info => Severity::Info,
        }
    }
}

impl FailOn {
    fn fails(self, severity: Severity) -> bool {
        match self {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => true,
            FailOn::Never => false,
        }
    }
}

fn rfc3339(text: &str) -> Result<SystemTime, String> {
    OffsetDateTime::parse(text, &Rfc3339)
        .map(SystemTime::from)
        .map_err(|error| format!("{error}; write 2026-11-20T00:00:00Z"))
}

pub(super) fn run(args: &Args, out: &mut dyn io::Write) -> io::Result<u8> {
    let started = Instant::now();
    let probing = match args.probe.read(args.input.offline) {
        Ok(probing) => probing,
        Err(why) => {
            complain(&why);
            return Ok(BAD_USAGE);
        }
    };
    let settings = Settings {
        now: args.now.unwrap_or_else(SystemTime::now),
        require_files: args.require_files,
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        levels: Vec::new(),
        pedantic: args.pedantic,
        probing,
    };
    if let Some(name) = settings.unknown_names().next() {
        let near =
            crate::suppress::nearest(name).map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        complain(&format!(
            "no rule begins with `{}`{near}",
            crate::diagnostic::printable(name.as_bytes(), 60)
        ));
        return Ok(BAD_USAGE);
    }
    let mut input = args.input.read();
    let run = engine::run(&input.plan, &*input.files, &settings);
    if let Err(why) = args.probe.save(|| run.facts.net.save()) {
        complain(&why);
        input.problems.push(why);
    }
    let summary = Summary::of(&run, input.problems);
    let view = View {
        run: &run,
        cwd: &input.cwd,
        min_severity: args.min_severity.into(),
        summary: &summary,
        verbose: args.verbose,
    };
    let printed =
        output::write(out, &view, args.format, &screen(&io::stdout(), args.color)).and_then(|()| out.flush());
    let code = if !summary.problems.is_empty() {
        BAD_USAGE
    } else if run.diagnostics.iter().any(|d| args.fail_on.fails(d.severity)) {
        FINDINGS
    } else if run.deployment.proxies.is_empty() {
        NOTHING_TO_LINT
    } else {
        CLEAN
    };
    match printed {
        // The reader has seen enough; the answer stays the same.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(code),
        other => other?,
    }
    if !args.quiet {
        let leftovers = args.verbose.then_some((run.leftovers.as_slice(), input.cwd.as_path()));
        let mut err = io::stderr().lock();
        let told = summary.write(&mut err, &screen(&io::stderr(), args.color), started.elapsed(), leftovers);
        // Nothing can be done where standard error is gone.
        drop(told);
    }
    // The process ends here: taking a large model apart piece by piece would only cost time.
    std::mem::forget(run);
    Ok(code)
}
