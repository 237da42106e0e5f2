//! Rules: pure functions from the model to findings. The one file that a new rule edits.
//!
//! A rule reads the model through [`Cx`] and reports through [`Report`]. It never derives inheritance,
//! defaults or order again, never names a dialect's modules, and says nothing about what it cannot
//! know.

mod cx;

mod buffer_arithmetic;
mod duplicate_definition;
mod duplicate_listener;
mod invalid_value;
mod misplaced_timeout;
mod missing_include;
mod module_missing;
mod single_server_pool;
mod syntax_error;
mod tight_timeout;
mod time_unit_mistake;
mod tls_to_plain_port;
mod unknown_directive;
mod wrong_context;
mod zero_timeout;

pub use cx::{Cx, Hop};

use crate::catalogue::{Entry, Lazy};
use crate::diagnostic::Finding;
use crate::model::DialectName;
use std::time::SystemTime;

/// One rule: its name, its check and its catalogue entry.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; the name of its catalogue entry, module and fixture folder.
    pub id: &'static str,
    pub check: fn(&Cx<'_>, &mut Report),
    pub dialects: &'static [DialectName],
    /// The catalogue entry, parsed only when the rule finds something or is asked about.
    pub catalogue: &'static Lazy,
}

impl Rule {
    /// The catalogue entry; an error only if the embedded text is broken, which a test excludes.
    pub fn entry(&self) -> Result<&Entry, &str> {
        self.catalogue.entry()
    }
}

/// What a rule found.
#[derive(Debug, Default)]
pub struct Report {
    pub findings: Vec<Finding>,
}

impl Report {
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

/// What every evaluation takes for given.
#[derive(Clone, Debug)]
pub struct Assumptions {
    pub now: SystemTime,
}

impl Assumptions {
    /// Seconds since 1970, UTC.
    pub fn now_seconds(&self) -> i64 {
        self.now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
    }
}

/// A row of the registry.
macro_rules! rule {
    ($id:literal, $module:ident, [$($dialect:ident),+]) => {
        Rule {
            id: $id,
            check: $module::check,
            dialects: &[$(DialectName::$dialect),+],
            catalogue: {
                static ENTRY: Lazy = Lazy::new(include_str!(concat!("../rules/", $id, ".toml")));
                &ENTRY
            },
        }
    };
}

/// All rules, sorted by id.
pub static RULES: &[Rule] = &[
    rule!("buffer-arithmetic", buffer_arithmetic, [Nginx]),
    rule!("duplicate-definition", duplicate_definition, [Nginx]),
    rule!("duplicate-listener", duplicate_listener, [Nginx]),
    rule!("invalid-value", invalid_value, [Nginx]),
    rule!("misplaced-timeout", misplaced_timeout, [Nginx]),
    rule!("missing-include", missing_include, [Nginx]),
    rule!("module-missing", module_missing, [Nginx]),
    rule!("single-server-pool", single_server_pool, [Nginx]),
    rule!("syntax-error", syntax_error, [Nginx]),
    rule!("tight-timeout", tight_timeout, [Nginx]),
    rule!("time-unit-mistake", time_unit_mistake, [Nginx]),
    rule!("tls-to-plain-port", tls_to_plain_port, [Nginx]),
    rule!("unknown-directive", unknown_directive, [Nginx]),
    rule!("wrong-context", wrong_context, [Nginx]),
    rule!("zero-timeout", zero_timeout, [Nginx]),
];

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}
