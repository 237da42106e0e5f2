//! The catalogue: what each rule is about, in words and levels, from `rules/<id>.toml`.
//!
//! Owns the shape of an entry and its validity. An entry is parsed when it is first needed (a finding,
//! `explain`, `rules`), never on a clean run. It knows no code of a rule; `tests/catalogue.rs` holds
//! both together. The order and style of the fields are described in `rules/README.md`.

use crate::diagnostic::{Confidence, Severity};
use crate::model::DialectName;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

/// What is said about one rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub id: String,
    /// One line, a statement.
    pub title: String,
    pub family: Option<Family>,
    pub category: Category,
    pub dialects: Vec<DialectName>,
    pub what: String,
    pub why: String,
    pub fix: String,
    pub references: Vec<String>,
    /// Thresholds by kebab-case name; the rule's constants have the same names and values.
    #[serde(default)]
    pub params: BTreeMap<String, toml::Value>,
    /// The worst first.
    #[serde(rename = "case")]
    pub cases: Vec<Case>,
    /// What `explain` shows; `tests/rules.rs` lints both sides.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

/// A piece of configuration that the rule finds fault with, and one that it does not.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub dialect: DialectName,
    pub bad: String,
    pub good: String,
}

/// One way in which a rule fires.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    pub id: String,
    pub level: Severity,
    pub confidence: Confidence,
    /// What it can use; a case whose facts are not at hand stays silent.
    pub needs: Vec<Need>,
    /// What clients get, where the finding itself does not say.
    pub statuses: Vec<String>,
    /// Causes that it covers, as `nginx:https-to-plain`.
    pub causes: Vec<String>,
    pub summary: String,
}

/// The six families of faults by which people look for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Family {
    UnreachableUpstreamAddresses,
    PortMismatches,
    TightTimeouts,
    MissingHealthChecks,
    SingleBackendPools,
    StaleCertificatePaths,
}

/// Where a rule stands in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    Address,
    Neighbour,
    Names,
    Protocol,
    UpstreamTls,
    Certificates,
    Pool,
    Health,
    Timeouts,
    Retries,
    Reuse,
    Buffers,
    Routing,
    Limits,
    Structure,
}

/// Evidence that a case can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Need {
    Config,
    Files,
    Neighbour,
    Host,
    Dns,
    Tcp,
    Tls,
}

impl Need {
    /// Only the network can tell.
    pub fn is_network(self) -> bool {
        matches!(self, Need::Dns | Need::Tcp | Need::Tls)
    }
}

impl Family {
    pub fn title(self) -> &'static str {
        match self {
            Family::UnreachableUpstreamAddresses => "unreachable upstream addresses",
            Family::PortMismatches => "port mismatches",
            Family::TightTimeouts => "timeouts that are too tight",
            Family::MissingHealthChecks => "missing health checks",
            Family::SingleBackendPools => "single-backend pools",
            Family::StaleCertificatePaths => "stale certificate paths",
        }
    }
}

impl Category {
    pub fn title(self) -> &'static str {
        match self {
            Category::Address => "address",
            Category::Neighbour => "neighbour",
            Category::Names => "names",
            Category::Protocol => "protocol",
            Category::UpstreamTls => "TLS towards servers",
            Category::Certificates => "certificates",
            Category::Pool => "pool",
            Category::Health => "health",
            Category::Timeouts => "timeouts",
            Category::Retries => "retries",
            Category::Reuse => "reuse",
            Category::Buffers => "buffers",
            Category::Routing => "routing",
            Category::Limits => "limits",
            Category::Structure => "structure",
        }
    }
}

impl Entry {
    /// Reads an entry's text. The error is for the rule's author and names the field.
    pub fn parse(text: &str) -> Result<Entry, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    pub fn case(&self, id: &str) -> Option<&Case> {
        self.cases.iter().find(|case| case.id == id)
    }

    /// The highest level among the cases.
    pub fn level(&self) -> Severity {
        self.cases.iter().map(|case| case.level).max().unwrap_or(Severity::Info)
    }

    /// Statuses of all cases, each once, in the order of the cases.
    pub fn statuses(&self) -> Vec<&str> {
        let mut statuses: Vec<&str> = Vec::new();
        for status in self.cases.iter().flat_map(|case| &case.statuses) {
            if !statuses.contains(&status.as_str()) {
                statuses.push(status);
            }
        }
        statuses
    }
}

/// An embedded text and the entry in it, once that was asked for.
pub struct Lazy {
    pub text: &'static str,
    parsed: OnceLock<Result<Entry, String>>,
}

impl Lazy {
    pub const fn new(text: &'static str) -> Self {
        Lazy { text, parsed: OnceLock::new() }
    }

    /// The entry, parsed at the first call. The error is the parser's message.
    pub fn entry(&self) -> Result<&Entry, &str> {
        self.parsed.get_or_init(|| Entry::parse(self.text)).as_ref().map_err(String::as_str)
    }
}

impl fmt::Debug for Lazy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lazy").field("parsed", &self.parsed.get().is_some()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_field_is_refused_by_name() {
        let text = "id = 'a'\ntitle = 'b'\nseverity = 'error'\n";
        let error = Entry::parse(text).unwrap_err();
        assert!(error.contains("severity"), "{error}");
    }
}
