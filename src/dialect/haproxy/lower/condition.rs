//! `.if`, `.elif`, `.else`, `.endif`: which lines count, and in which arm.
//!
//! What can be decided here is decided; of all else every arm is possible, and arms of one condition exclude
//! each other. Sources: `cfg_eval_cond_enum` and `cfg_eval_condition` (src/cfgcond.c).

use super::super::keywords::kw;
use super::line::{Env, Known, Line};
use crate::model::{Branch, BranchId, Version, VersionRange, When};
use crate::source::At;

/// What a condition comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    Yes,
    No,
    Open,
}

impl Truth {
    fn of(known: bool) -> Truth {
        if known { Truth::Yes } else { Truth::No }
    }

    fn not(self) -> Truth {
        match self {
            Truth::Yes => Truth::No,
            Truth::No => Truth::Yes,
            Truth::Open => Truth::Open,
        }
    }
}

/// An open condition.
#[derive(Clone, Copy, Debug)]
struct Frame {
    construct: At,
    arm: u16,
    outer: Option<BranchId>,
    outer_live: bool,
    /// An arm before this one is taken for sure.
    settled: bool,
    /// Some arm before this one may be taken.
    open: bool,
    live: bool,
    branch: Option<BranchId>,
}

/// The conditions around a line while lines are walked in order.
#[derive(Debug, Default)]
pub struct Conditions {
    stack: Vec<Frame>,
    pub branches: Vec<Branch>,
}

impl Conditions {
    /// When a line at this place counts; `None`: never.
    pub fn when(&self) -> Option<When> {
        match self.stack.last() {
            None => Some(When::Always),
            Some(frame) if !frame.live => None,
            Some(frame) => Some(frame.branch.map_or(When::Always, When::Branch)),
        }
    }

    /// Takes in a line that opens, changes or closes a condition.
    pub fn step(&mut self, line: Line<'_>, env: &Env, versions: VersionRange) {
        match line.keyword() {
            kw::DOT_IF => {
                let (outer_live, outer) = match self.stack.last() {
                    None => (true, None),
                    Some(frame) => (frame.live, frame.branch),
                };
                let construct = line.at();
                let frame = Frame {
                    construct,
                    arm: 0,
                    outer,
                    outer_live,
                    settled: false,
                    open: false,
                    live: false,
                    branch: outer,
                };
                self.stack.push(frame);
                self.arm(truth(line, env, versions));
            }
            kw::DOT_ELIF => {
                let truth = truth(line, env, versions);
                self.next_arm(truth);
            }
            kw::DOT_ELSE => self.next_arm(Truth::Yes),
            kw::DOT_ENDIF => drop(self.stack.pop()),
            _ => {}
        }
    }

    /// A file ends: conditions do not reach into the next one.
    pub fn end_of_file(&mut self) {
        self.stack.clear();
    }

    fn next_arm(&mut self, truth: Truth) {
        if let Some(frame) = self.stack.last_mut() {
            frame.arm = frame.arm.saturating_add(1);
        }
        self.arm(truth);
    }

    fn arm(&mut self, truth: Truth) {
        let Some(frame) = self.stack.last_mut() else { return };
        frame.live = frame.outer_live && !frame.settled && truth != Truth::No;
        frame.branch = frame.outer;
        if frame.live && (truth == Truth::Open || frame.open) {
            let branch = Branch { parent: frame.outer, construct: frame.construct, arm: frame.arm };
            frame.branch = Some(BranchId(self.branches.len() as u32));
            self.branches.push(branch);
        }
        frame.settled |= truth == Truth::Yes;
        frame.open |= truth == Truth::Open;
    }
}

fn truth(line: Line<'_>, env: &Env, versions: VersionRange) -> Truth {
    let args = line.args(env);
    if args.iter().any(|arg| arg.why.is_some()) {
        return Truth::Open;
    }
    let words: Vec<&[u8]> = args.iter().map(|arg| &*arg.text).collect();
    let text = words.join(&b' ');
    Reader { text: &text, at: 0, depth: 0, env, versions }.whole()
}

/// Conditions nest at most this deep here; HAProxy reads a few hundred levels.
const MAX_DEPTH: u32 = 64;

struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    depth: u32,
    env: &'t Env,
    versions: VersionRange,
}

impl Reader<'_> {
    fn whole(&mut self) -> Truth {
        self.blanks();
        if self.at == self.text.len() {
            return Truth::No;
        }
        let truth = self.or();
        self.blanks();
        if self.at < self.text.len() { Truth::Open } else { truth }
    }

    fn blanks(&mut self) {
        while self.text.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
    }

    fn eat(&mut self, word: &[u8]) -> bool {
        self.blanks();
        let found = self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word));
        if found {
            self.at += word.len();
        }
        found
    }

    fn or(&mut self) -> Truth {
        let mut all = self.and();
        while self.eat(b"||") {
            all = match (all, self.and()) {
                (Truth::Yes, _) | (_, Truth::Yes) => Truth::Yes,
                (Truth::No, Truth::No) => Truth::No,
                _ => Truth::Open,
            };
        }
        all
    }

    fn and(&mut self) -> Truth {
        let mut all = self.term();
        while self.eat(b"&&") {
            all = match (all, self.term()) {
                (Truth::No, _) | (_, Truth::No) => Truth::No,
                (Truth::Yes, Truth::Yes) => Truth::Yes,
                _ => Truth::Open,
            };
        }
        all
    }

    fn term(&mut self) -> Truth {
        self.depth += 1;
        let truth = self.inner_term();
        self.depth -= 1;
        truth
    }

    fn inner_term(&mut self) -> Truth {
        if self.depth > MAX_DEPTH {
            self.at = self.text.len();
            return Truth::Open;
        }
        if self.eat(b"!") {
            return self.term().not();
        }
        if self.eat(b"(") {
            let truth = self.or();
            return if self.eat(b")") { truth } else { Truth::Open };
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if digits > 0 {
            self.at += digits;
            return Truth::of(rest[..digits].iter().any(|digit| *digit != b'0'));
        }
        let name = rest.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let (name, rest) = rest.split_at(name);
        let Some(close) = rest.first().filter(|byte| **byte == b'(').and(memchr::memchr(b')', rest)) else {
            self.at = self.text.len();
            return Truth::Open;
        };
        self.at += name.len() + close + 1;
        self.predicate(name, &rest[1..close])
    }

    fn predicate(&self, name: &[u8], arguments: &[u8]) -> Truth {
        let unquoted = |text: &[u8]| text.iter().copied().filter(|byte| !b"\"'".contains(byte)).collect();
        let arguments: Vec<Vec<u8>> = arguments.split(|byte| *byte == b',').map(unquoted).collect();
        let version = || {
            let text = std::str::from_utf8(arguments.first()?).ok()?;
            let text: String = text.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            text.trim_end_matches('.').parse::<Version>().ok()
        };
        match (name, &arguments[..]) {
            (b"defined", [variable]) => match self.env.get(variable) {
                Known::Value(_) => Truth::Yes,
                Known::Unset => Truth::No,
                Known::Unknown => Truth::Open,
            },
            (b"streq", [a, b]) => Truth::of(a == b),
            (b"strneq", [a, b]) => Truth::of(a != b),
            (b"strstr", [a, b]) => Truth::of(memchr::memmem::find(a, b).is_some()),
            (b"version_atleast", _) => version().map_or(Truth::Open, |version| self.at_least(version)),
            (b"version_before", _) => version().map_or(Truth::Open, |version| self.at_least(version).not()),
            _ => Truth::Open,
        }
    }

    fn at_least(&self, version: Version) -> Truth {
        if self.versions.within(VersionRange::from(version)) {
            Truth::Yes
        } else if self.versions.within(VersionRange::before(version)) {
            Truth::No
        } else {
            Truth::Open
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Truth {
        let mut env = Env::default();
        env.set(b"A", b"1");
        env.unset(b"B");
        let versions = VersionRange::named("2.6").expect("a version");
        Reader { text: text.as_bytes(), at: 0, depth: 0, env: &env, versions }.whole()
    }

    #[test]
    fn what_can_be_decided_is() {
        for text in [
            "1",
            "!0",
            "1 && !0",
            "0 || 1",
            "defined(A)",
            "streq(a,\"a\")",
            "version_atleast(2.4)",
            "(0 || 1) && 1",
        ] {
            assert_eq!(read(text), Truth::Yes, "{text}");
        }
        for text in ["", "0", "1 && 0", "defined(B)", "strneq(a,a)", "version_before(2.6)"] {
            assert_eq!(read(text), Truth::No, "{text}");
        }
        for text in
            ["defined(C)", "feature(OPENSSL)", "1 && defined(C)", "true", "((((", "version_atleast(2.6.3)"]
        {
            assert_eq!(read(text), Truth::Open, "{text}");
        }
        assert_eq!(read(&"!(".repeat(500)), Truth::Open);
    }
}
