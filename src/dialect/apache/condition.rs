//! Sections that are decided while the configuration is read: `<IfModule>`, `<IfDefine>`, `<IfVersion>`, `<IfFile>`,
//! `<IfDirective>`, `<IfSection>`. What cannot be decided here is a branch.

use super::keywords::{self, kw};
use super::modules::{Modules, Presence};
use crate::model::{Version, VersionRange};
use crate::world::Files;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;

/// What a condition comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    Holds,
    Fails,
    /// It hangs on what is not known: what it asks, and whether this section wants a "no".
    Open {
        asks: Vec<u8>,
        negated: bool,
    },
}

/// What conditions look at.
pub struct Known<'k> {
    pub modules: &'k Modules,
    pub defines: &'k FxHashMap<Vec<u8>, Option<Vec<u8>>>,
    /// Names that `UnDefine` took away, those of the command line among them.
    pub undefined: &'k FxHashSet<Vec<u8>>,
    pub versions: VersionRange,
    pub root: &'k Path,
    pub files: &'k dyn Files,
}

impl Known<'_> {
    /// Decides a section by its keyword and arguments. `doubtful`: a reference among them is not known.
    pub fn decide(&self, keyword: u16, args: &[(Vec<u8>, crate::source::Span)], doubtful: bool) -> Decision {
        let first = args.first().map_or(&b""[..], |(text, _)| text);
        let (negated, name) = match first.strip_prefix(b"!") {
            Some(name) => (true, name),
            None => (false, first),
        };
        let open = |negated: bool| {
            let mut asks = vec![keyword as u8, (keyword >> 8) as u8];
            asks.extend_from_slice(name);
            for (text, _) in args.iter().skip(1) {
                asks.push(b' ');
                asks.extend_from_slice(text);
            }
            Decision::Open { asks, negated }
        };
        if doubtful {
            return open(negated);
        }
        let holds = match keyword {
            kw::IF_MODULE => match self.modules.presence(name) {
                Presence::Loaded => Some(true),
                Presence::Absent => Some(false),
                Presence::Unknown => None,
            },
            // `-D` on the command line may set any other.
            kw::IF_DEFINE if self.undefined.contains(name) => Some(false),
            kw::IF_DEFINE => self.defines.contains_key(name).then_some(true),
            kw::IF_VERSION => return self.version(args).map_or_else(|| open(negated), decided),
            kw::IF_FILE => {
                let path = super::line::resolve(self.root, name);
                let path = crate::dialect::nginx::include::path_of(&path);
                self.files.kind(&path).exists().then_some(true)
            }
            kw::IF_DIRECTIVE => {
                let row = keywords::info(keywords::lookup(name.strip_prefix(b"<").unwrap_or(name)));
                row.and_then(|row| match self.modules.presence(row.module.as_bytes()) {
                    Presence::Loaded => Some(true),
                    Presence::Absent => Some(false),
                    Presence::Unknown => None,
                })
            }
            _ => None,
        };
        match holds {
            Some(holds) => decided(holds != negated),
            None => open(negated),
        }
    }

    /// `[!]op version`; without an operator they must be equal (mod_version).
    fn version(&self, args: &[(Vec<u8>, crate::source::Span)]) -> Option<bool> {
        let (op, version) = match args {
            [(version, _)] => (&b"="[..], version),
            [(op, _), (version, _), ..] => (&op[..], version),
            [] => return None,
        };
        let (negated, op) = match op.strip_prefix(b"!") {
            Some(op) => (true, op),
            None => (false, op),
        };
        let text = std::str::from_utf8(version).ok()?;
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
            return None;
        }
        let asked: Version = text.parse().ok()?;
        let after = Version { patch: asked.patch.saturating_add(1), ..asked };
        let range = |from: Version, before: Version| {
            let wanted = VersionRange { from, before };
            if self.versions.within(wanted) {
                Some(true)
            } else if !self.versions.overlaps(wanted) {
                Some(false)
            } else {
                None
            }
        };
        let lowest = Version::new(0, 0, 0);
        let holds = match op {
            b"=" | b"==" => range(asked, after),
            b">" => range(after, Version::MAX),
            b">=" | b"=>" => range(asked, Version::MAX),
            b"<" => range(lowest, asked),
            b"<=" | b"=<" => range(lowest, after),
            _ => None,
        };
        holds.map(|holds| holds != negated)
    }
}

fn decided(holds: bool) -> Decision {
    if holds { Decision::Holds } else { Decision::Fails }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{At, FileId, Span};
    use crate::world::Memory;

    #[test]
    fn conditions_hold_fail_or_stay_open() {
        let mut modules = Modules::default();
        let span = Span::new(FileId(0), 0, 0);
        modules.load(b"proxy_module", b"mod_proxy.so", At::from(span), true);
        let defines = FxHashMap::from_iter([(b"TEST".to_vec(), None)]);
        let undefined = FxHashSet::from_iter([b"GONE".to_vec()]);
        let files = Memory::new().file("/etc/apache2/x", "");
        let known = Known {
            modules: &modules,
            defines: &defines,
            undefined: &undefined,
            versions: VersionRange::from(Version::new(2, 4, 37)),
            root: Path::new("/etc/apache2"),
            files: &files,
        };
        let decide = |keyword, text: &str| {
            let args: Vec<_> = text.split(' ').map(|arg| (arg.as_bytes().to_vec(), span)).collect();
            match known.decide(keyword, &args, false) {
                Decision::Holds => "yes",
                Decision::Fails => "no",
                Decision::Open { .. } => "open",
            }
        };
        for (keyword, text, answer) in [
            (kw::IF_MODULE, "proxy_module", "yes"),
            (kw::IF_MODULE, "!mod_proxy.c", "no"),
            (kw::IF_MODULE, "mod_ssl.c", "no"),
            (kw::IF_MODULE, "!mod_version.c", "open"),
            (kw::IF_DEFINE, "TEST", "yes"),
            (kw::IF_DEFINE, "!OTHER", "open"),
            (kw::IF_DEFINE, "GONE", "no"),
            (kw::IF_DEFINE, "!GONE", "yes"),
            (kw::IF_VERSION, ">= 2.4", "yes"),
            (kw::IF_VERSION, "< 2.4", "no"),
            (kw::IF_VERSION, "!< 2.4", "yes"),
            (kw::IF_VERSION, ">= 2.4.60", "open"),
            (kw::IF_VERSION, "2.2.1", "no"),
            (kw::IF_VERSION, "~ ^2", "open"),
            (kw::IF_FILE, "x", "yes"),
            (kw::IF_FILE, "y", "open"),
            (kw::IF_DIRECTIVE, "ProxyPass", "yes"),
            (kw::IF_DIRECTIVE, "SSLEngine", "no"),
        ] {
            assert_eq!(decide(keyword, text), answer, "{text}");
        }
    }
}
