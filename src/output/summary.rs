//! The last lines: what was found, what was read, and what was not checked.

use super::{Paint, Screen, shown_path, wrap};
use crate::diagnostic::Severity;
use crate::discover::Leftover;
use crate::engine::Run;
use crate::facts::net::{Asked, Unasked};
use crate::model::{DialectName, FileKind, FileRole, Version, VersionRange};
use std::io;
use std::path::Path;
use std::time::Duration;

/// Figures of a run; the JSON format prints them as they are.
#[derive(Clone, Debug, Default, serde::Serialize)]
pub struct Summary {
    pub errors: usize,
    pub warnings: usize,
    pub infos: usize,
    /// Findings that comments covered.
    pub suppressed: usize,
    pub files: u64,
    pub directives: u64,
    pub servers: Vec<Server>,
    /// Files that look like configurations and that nothing reads, by dialect.
    pub not_linted: Vec<NotLinted>,
    /// Files of other programs that were taken into account, by kind.
    pub neighbours: Vec<Neighbour>,
    /// Questions that stayed open.
    pub not_checked: Vec<NotChecked>,
    /// Named by the user and not usable, as told.
    pub problems: Vec<String>,
}

/// Configurations of one server program.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Server {
    pub dialect: DialectName,
    pub count: usize,
    /// "1.22.1", or "1.22.0 and newer".
    pub version: String,
}

/// Files of one kind that run beside the proxies.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Neighbour {
    pub what: &'static str,
    pub count: usize,
}

#[derive(Clone, Debug, serde::Serialize)]
pub struct NotLinted {
    /// `None`: not recognised.
    pub dialect: Option<DialectName>,
    pub count: usize,
}

#[derive(Clone, Debug, serde::Serialize)]
pub struct NotChecked {
    pub what: String,
    pub count: u32,
    /// How to have it checked.
    pub hint: &'static str,
    /// Told in passing: nobody asked for it.
    #[serde(skip)]
    pub in_passing: bool,
}

impl Summary {
    pub fn of(run: &Run, problems: Vec<String>) -> Summary {
        let count = |severity| run.diagnostics.iter().filter(|d| d.severity == severity).count();
        let mut summary = Summary {
            errors: count(Severity::Error),
            warnings: count(Severity::Warning),
            infos: count(Severity::Info),
            suppressed: run.suppressed,
            files: run.sources.len() as u64 - run.deployment.neighbours.files.len() as u64,
            neighbours: neighbours(run),
            problems,
            ..Summary::default()
        };
        for (_, proxy) in run.deployment.proxies() {
            summary.directives += u64::from(proxy.counts.directives);
            let version = version(proxy.versions);
            let same = |s: &&mut Server| s.dialect == proxy.dialect && s.version == version;
            match summary.servers.iter_mut().find(same) {
                Some(server) => server.count += 1,
                None => summary.servers.push(Server { dialect: proxy.dialect, count: 1, version }),
            }
        }
        for leftover in &run.leftovers {
            match summary.not_linted.iter_mut().find(|n| n.dialect == leftover.dialect) {
                Some(same) => same.count += 1,
                None => summary.not_linted.push(NotLinted { dialect: leftover.dialect, count: 1 }),
            }
        }
        for (role, count) in run.facts.not_checked() {
            summary.not_checked.push(NotChecked {
                what: format!("{} absent {}", number(u64::from(*count)), role_noun(*role, *count)),
                count: *count,
                hint: "--require-files, or --on-host on the proxy's own machine",
                in_passing: false,
            });
        }
        for (role, count) in run.facts.unjudged() {
            summary.not_checked.push(NotChecked {
                what: format!(
                    "{} {} in a form not read here",
                    number(u64::from(*count)),
                    role_noun(*role, *count)
                ),
                count: *count,
                hint: "look at them by hand: sealed, a pipe, very large, or a rare kind of key",
                in_passing: false,
            });
        }
        let net = &run.facts.net;
        let idle = net.open().all(|(_, why, _)| why == Unasked::NotAllowed) && net.is_empty();
        for (asked, why, count) in net.open() {
            summary.not_checked.push(NotChecked {
                what: format!("{} {}", number(u64::from(count)), asked_noun(asked, count)),
                count,
                hint: unasked_hint(asked, why),
                in_passing: idle,
            });
        }
        summary
    }

    /// Findings of all levels.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }

    /// Two lines for a clean run; one more for each thing that was not linted or not checked.
    pub fn write(
        &self,
        out: &mut dyn io::Write,
        screen: &Screen,
        took: Duration,
        leftovers: Option<(&[Leftover], &Path)>,
    ) -> io::Result<()> {
        if self.files == 0 {
            writeln!(out, "{}", screen.paint(Paint::Warning, "Nothing to lint: no configuration was read"))?;
        } else {
            let mut told: Vec<String> = Vec::new();
            for (count, severity) in [
                (self.errors, Severity::Error),
                (self.warnings, Severity::Warning),
                (self.infos, Severity::Info),
            ] {
                if count > 0 {
                    let plural = if count == 1 || severity == Severity::Info { "" } else { "s" };
                    told.push(screen.paint(
                        severity.into(),
                        format!("{} {}{plural}", number(count as u64), severity.word()),
                    ));
                }
            }
            if told.is_empty() {
                told.push(screen.paint(Paint::Good, "No findings"));
            }
            if self.suppressed > 0 {
                told.push(format!("{} covered by comments", self.suppressed));
            }
            writeln!(out, "{}", told.join(", "))?;
            writeln!(out, "{}", screen.paint(Paint::Faint, self.read(took)))?;
        }
        if !self.neighbours.is_empty() {
            let told: Vec<String> =
                self.neighbours.iter().map(|n| format!("{} {}", number(n.count as u64), n.what)).collect();
            writeln!(out, "taken into account: {}", told.join(", "))?;
        }
        let mut hints: Vec<&str> =
            self.not_checked.iter().filter(|n| !n.in_passing).map(|n| n.hint).collect();
        hints.dedup();
        for hint in hints {
            let same = self.not_checked.iter().filter(|n| n.hint == hint);
            let what: Vec<&str> = same.map(|n| n.what.as_str()).collect();
            let text = format!("not checked: {}; to have it checked: {hint}", what.join(", "));
            for (index, line) in wrap(&text, screen.width.saturating_sub(4)).iter().enumerate() {
                writeln!(out, "{}{line}", if index == 0 { "" } else { "    " })?;
            }
        }
        for not_linted in &self.not_linted {
            writeln!(out, "not linted: {}", not_linted.told(leftovers.is_some()))?;
            if let Some((all, cwd)) = leftovers {
                for leftover in all.iter().filter(|l| l.dialect == not_linted.dialect) {
                    writeln!(out, "    {}", shown_path(&leftover.path, cwd))?;
                }
            }
        }
        Ok(())
    }

    /// "read 12 files, 1,204 directives: nginx (1.22.0 and newer assumed) in 0.03 s"
    fn read(&self, took: Duration) -> String {
        let servers: Vec<String> = self
            .servers
            .iter()
            .map(|server| {
                let times = if server.count > 1 { format!("{} × ", server.count) } else { String::new() };
                format!("{times}{} {}", server.dialect.word(), server.version)
            })
            .collect();
        let plural = |count: u64| if count == 1 { "" } else { "s" };
        let passing = self.not_checked.iter().filter(|n| n.in_passing);
        let unprobed: Vec<&str> = passing.map(|n| n.what.as_str()).collect();
        let unprobed = match unprobed.as_slice() {
            [] => String::new(),
            list => format!("; {} not probed", list.join(" and ")),
        };
        format!(
            "read {} file{}, {} directive{}; {}; {:.2} s{unprobed}",
            number(self.files),
            plural(self.files),
            number(self.directives),
            plural(self.directives),
            if servers.is_empty() { "no server".to_owned() } else { servers.join(", ") },
            took.as_secs_f64()
        )
    }
}

impl NotLinted {
    fn told(&self, listed: bool) -> String {
        let files = match self.count {
            1 => "1 file".to_owned(),
            count => format!("{} files", number(count as u64)),
        };
        let hint = if listed { ":" } else { "; -v names them" };
        match self.dialect {
            Some(dialect) => {
                format!("{files} of {} that nothing includes{hint}", dialect.word())
            }
            None => {
                format!(
                    "{files} not recognised as a proxy's configuration (--type nginx, haproxy or apache reads them){hint}"
                )
            }
        }
    }
}

fn neighbours(run: &Run) -> Vec<Neighbour> {
    let mut kinds: Vec<FileKind> = run.deployment.neighbours.files.iter().map(|file| file.kind).collect();
    kinds.sort_unstable();
    let groups = kinds.chunk_by(|a, b| a == b);
    groups
        .filter_map(|same| Some(Neighbour { what: same.first()?.noun(same.len()), count: same.len() }))
        .collect()
}

fn version(versions: VersionRange) -> String {
    match versions {
        VersionRange { from, before: Version::MAX } => {
            format!("{}.{} and newer assumed", from.major, from.minor)
        }
        VersionRange { from, before } if before == VersionRange::exactly(from).before => from.to_string(),
        VersionRange { from, before } => format!("{from} up to {before}"),
    }
}

fn role_noun(role: FileRole, count: u32) -> &'static str {
    let (one, many) = match role {
        FileRole::Certificate | FileRole::ClientCertificate => ("certificate", "certificates"),
        FileRole::CertificateKey | FileRole::ClientCertificateKey => ("key", "keys"),
        FileRole::UpstreamCa | FileRole::ClientCa => ("CA file", "CA files"),
        FileRole::Crl => ("revocation list", "revocation lists"),
        FileRole::CertificateList => ("certificate list", "certificate lists"),
        FileRole::Chain => ("chain of certificates", "chains of certificates"),
        FileRole::DhParameters => ("DH parameter file", "DH parameter files"),
        FileRole::Password => ("password file", "password files"),
        FileRole::Socket => ("socket", "sockets"),
        FileRole::Module => ("module", "modules"),
        FileRole::Map => ("map file", "map files"),
        FileRole::ErrorBody => ("error page", "error pages"),
        FileRole::Other => ("file", "files"),
    };
    if count == 1 { one } else { many }
}

fn asked_noun(asked: Asked, count: u32) -> &'static str {
    let (one, many) = match asked {
        Asked::Name => ("name", "names"),
        Asked::NameServer => ("name server", "name servers"),
        Asked::Address => ("address", "addresses"),
        Asked::Handshake => ("handshake", "handshakes"),
        Asked::PlainPort => ("plain port", "plain ports"),
        Asked::HealthCheck => ("health check", "health checks"),
    };
    if count == 1 { one } else { many }
}

fn unasked_hint(asked: Asked, why: Unasked) -> &'static str {
    match (why, asked) {
        (Unasked::NotAllowed, Asked::Name | Asked::NameServer) => "--probe dns",
        (Unasked::NotAllowed, Asked::Address | Asked::HealthCheck) => "--probe tcp",
        (Unasked::NotAllowed, Asked::Handshake | Asked::PlainPort) => "--probe tls",
        (Unasked::OtherMachine, _) => "probe on the proxy's own machine, with --on-host",
        (Unasked::Deadline, _) => "a longer --probe-deadline",
        (Unasked::Stopped, _) => "let the probes come to their end",
        (Unasked::NotRecorded, _) => "record the answers anew, with --probe and --probe-save",
        (Unasked::Undecided, _) => "ask by hand, since the answers decide nothing",
    }
}

/// With a comma at each thousand.
fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_well() {
        assert_eq!([999, 1000, 1_234_567].map(number), ["999", "1,000", "1,234,567"]);
        assert_eq!(version(VersionRange::exactly(Version::new(1, 22, 1))), "1.22.1");
        assert_eq!(version(VersionRange::from(Version::new(1, 22, 0))), "1.22 and newer assumed");
    }
}
