//! Arguments that let the network be asked, or an earlier run's answers be used in its place.

use crate::facts::net::{Limits, Probing, Progress, Saved};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

#[derive(Debug, Default, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Ask the network what the configuration leaves open: names, connections and health checks, handshakes
    #[arg(long, value_enum, value_name = "KINDS", value_delimiter = ',', env = "PROXYLINT_PROBE")]
    probe: Vec<Kind>,

    /// How long one try may take
    #[arg(long, value_name = "TIME", default_value = "3s", value_parser = time, env = "PROXYLINT_PROBE_TIMEOUT")]
    probe_timeout: Duration,

    /// How long all of it may take
    #[arg(long, value_name = "TIME", default_value = "60s", value_parser = time, env = "PROXYLINT_PROBE_DEADLINE")]
    probe_deadline: Duration,

    /// How much is asked at one time
    #[arg(long, value_name = "NUMBER", default_value = "128", value_parser = clap::value_parser!(u16).range(1..=1024), env = "PROXYLINT_PROBE_CONCURRENCY")]
    probe_concurrency: u16,

    /// Write the answers to FILE
    #[arg(long, value_name = "FILE", requires = "probe")]
    probe_save: Option<PathBuf>,

    /// Take the answers from FILE, and ask nobody
    #[arg(long, value_name = "FILE", conflicts_with = "probe", env = "PROXYLINT_PROBE_REPLAY")]
    probe_replay: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Kind {
    /// Names, asked as the proxy asks them
    Dns,
    /// Connections to servers, and the requests of health checks
    Tcp,
    /// TLS handshakes with servers that accept a connection
    Tls,
    All,
}

/// Files of answers larger than this are not read, in bytes.
const MAX_SAVED: u64 = 64 << 20;

impl Args {
    /// What is allowed. `--offline` wins over everything; answers on file are no traffic.
    pub(super) fn read(&self, offline: bool) -> Result<Probing, String> {
        let wants =
            |kind| !offline && self.probe.iter().any(|wanted| *wanted == kind || *wanted == Kind::All);
        let replay = self.probe_replay.as_deref().map(replay).transpose()?;
        Ok(Probing {
            dns: wants(Kind::Dns),
            tcp: wants(Kind::Tcp),
            tls: wants(Kind::Tls),
            limits: Limits {
                concurrency: self.probe_concurrency.into(),
                each: self.probe_timeout,
                total: self.probe_deadline,
            },
            replay,
            progress: io::stderr().is_terminal().then_some(draw),
        })
    }

    /// Writes the answers where the user wants them.
    pub(super) fn save(&self, text: impl FnOnce() -> String) -> Result<(), String> {
        let Some(path) = &self.probe_save else { return Ok(()) };
        std::fs::write(path, text()).map_err(|error| format!("{}: {error}", path.display()))
    }
}

fn replay(path: &Path) -> Result<Arc<Saved>, String> {
    let told = |why: String| format!("{}: {why}", path.display());
    let file = std::fs::metadata(path).map_err(|error| told(error.to_string()))?;
    if !file.is_file() || file.len() > MAX_SAVED {
        return Err(told("not a file with the answers of a run".to_owned()));
    }
    let text = std::fs::read_to_string(path).map_err(|error| told(error.to_string()))?;
    Saved::parse(&text).map(Arc::new).map_err(told)
}

fn time(text: &str) -> Result<Duration, String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let number: u64 = number.parse().map_err(|_| "write 3s, 500ms or 2m".to_owned())?;
    let milliseconds = match unit {
        "ms" => Some(number),
        "s" | "" => number.checked_mul(1000),
        "m" => number.checked_mul(60_000),
        _ => return Err("write 3s, 500ms or 2m".to_owned()),
    };
    match milliseconds {
        Some(0) => Err("no time at all".to_owned()),
        Some(milliseconds) if milliseconds <= 86_400_000 => Ok(Duration::from_millis(milliseconds)),
        _ => Err("at most a day".to_owned()),
    }
}

/// One line on a terminal, written over and over, gone at the end.
fn draw(progress: Progress) {
    let Progress { what, done, all } = progress;
    let step = (all / 100).max(1);
    if done % step != 0 && done != all {
        return;
    }
    let bar = (done * 30).checked_div(all).unwrap_or(30);
    let line = match done == all {
        true => "\r\x1b[K".to_owned(),
        false => format!("\r\x1b[K{what} [{}{}] {done} of {all}", "=".repeat(bar), " ".repeat(30 - bar)),
    };
    // Nothing can be done where standard error is gone.
    let _ = io::stderr().write_all(line.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_and_without_a_unit() {
        assert_eq!(time("3s"), Ok(Duration::from_secs(3)));
        assert_eq!(time("500ms"), Ok(Duration::from_millis(500)));
        assert_eq!(time("2m"), Ok(Duration::from_secs(120)));
        assert_eq!(time("5"), Ok(Duration::from_secs(5)));
        assert!(time("0s").is_err() && time("h").is_err() && time("99999999999999999999s").is_err());
    }
}
