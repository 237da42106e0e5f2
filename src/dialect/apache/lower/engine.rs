//! Whether rewrite rules run: `RewriteEngine` of a server and of its sections.
//!
//! A server without a line of its own does as the main server, a section as what lies around it; without any line no
//! rule runs (`config_server_merge`, `config_perdir_merge`, `cmd_rewriteengine` of mod_rewrite). What cannot be
//! decided here counts as if it ran.

use super::super::keywords::kw;
use super::super::line::Line;
use super::Lower;
use crate::model::When;

/// What is known of one server before its rules are read.
#[derive(Clone, Copy, Debug)]
pub struct Engine {
    /// `None`: it may be on or off.
    server: Option<bool>,
    /// A section switches it on for those that are laid over it, or may.
    in_sections: bool,
    /// Rules may run where they do not stand (`RewriteOptions Inherit`).
    handed_on: bool,
}

impl Engine {
    /// Of the main server.
    pub fn main(lower: Lower<'_>, lines: &[Line<'_>]) -> Engine {
        let known = lower.whole && !lower.config.walked.unread;
        let hands_on = |line: Line<'_>| {
            line.keyword() == kw::REWRITE_OPTIONS
                && line
                    .args()
                    .any(|arg| arg.unknown.is_some() || arg.text.to_ascii_lowercase().starts_with(b"inherit"))
        };
        Engine {
            server: switched(lines.iter().copied()).unwrap_or(known.then_some(false)),
            in_sections: !known || in_sections(lines),
            handed_on: lower.config.all().any(hands_on),
        }
    }

    /// Of a virtual host.
    pub fn inside(self, lines: &[Line<'_>]) -> Engine {
        Engine {
            server: switched(lines.iter().copied()).unwrap_or(self.server),
            in_sections: self.in_sections || in_sections(lines),
            ..self
        }
    }

    /// Rules outside of sections may run.
    pub fn runs(self) -> bool {
        self.server != Some(false) || self.handed_on
    }

    /// Rules among these lines of a section may run.
    pub fn runs_in(self, section: &[Line<'_>]) -> bool {
        let own = switched(section.iter().copied()).unwrap_or(match self.server {
            Some(false) if !self.in_sections => Some(false),
            _ => None,
        });
        own != Some(false) || self.handed_on
    }
}

/// What the last line says; `None`: there is none; `Some(None)`: it may say either.
fn switched<'a>(lines: impl Iterator<Item = Line<'a>>) -> Option<Option<bool>> {
    let mut state = None;
    for line in lines.filter(|line| line.keyword() == kw::REWRITE_ENGINE) {
        let on = line.arg(0).map(|arg| arg.text.eq_ignore_ascii_case(b"on"));
        state = Some(on.filter(|_| line.unknown().is_none() && line.when() == When::Always));
    }
    state
}

fn in_sections(lines: &[Line<'_>]) -> bool {
    let mut inner = lines.iter().filter(|line| line.is_block()).flat_map(|line| line.below());
    inner.any(|line| switched(std::iter::once(line)).is_some_and(|on| on != Some(false)))
}
