//! `ProxyPass` and `ProxyPassMatch`, taken apart.

use super::super::keywords::kw;
use super::super::line::{Arg, Line};

/// `ProxyPass [path] url [params]`, taken apart.
#[derive(Clone, Debug, Default)]
pub struct Pass<'a> {
    pub path: Option<Arg<'a>>,
    /// `None`: an exclusion (`!`), or nothing at all.
    pub target: Option<Arg<'a>>,
    pub excludes: Option<Arg<'a>>,
    /// `ProxyPass ~`.
    pub pattern: bool,
    pub params: Vec<Arg<'a>>,
    /// `nocanon`, `interpolate`, `noquery`.
    pub flags: Vec<Arg<'a>>,
}

impl<'a> Pass<'a> {
    /// `inside`: in a section of paths, whose path counts.
    pub fn of(line: Line<'a>, inside: bool) -> Pass<'a> {
        let mut pass = Pass { pattern: line.keyword() == kw::PROXY_PASS_MATCH, ..Pass::default() };
        let mut words = Vec::new();
        for (index, arg) in line.args().enumerate() {
            if index == 0 && arg.text == b"~" && line.keyword() == kw::PROXY_PASS {
                pass.pattern = true;
            } else if pass.path.is_none() && !inside {
                pass.path = Some(arg);
            } else if words.is_empty() {
                words.push(arg);
            } else if is_flag(arg.text) {
                pass.flags.push(arg);
            } else {
                pass.params.push(arg);
            }
        }
        match words.first() {
            Some(arg) if arg.text == b"!" => pass.excludes = Some(*arg),
            other => pass.target = other.copied(),
        }
        pass
    }

    /// The word behind which httpd misses a target (`add_pass` in mod_proxy.c).
    pub fn aimless(&self, inside: bool) -> Option<Arg<'a>> {
        let aims = inside || self.target.is_some() || self.excludes.is_some();
        self.path.filter(|_| !aims)
    }
}

/// Words of a pass that are no parameters of its worker.
fn is_flag(text: &[u8]) -> bool {
    [&b"nocanon"[..], b"interpolate", b"noquery"].iter().any(|flag| text.eq_ignore_ascii_case(flag))
        || text.get(..8).is_some_and(|key| key.eq_ignore_ascii_case(b"mapping="))
}
