//! Values with their origin: what a setting is, where it is from, and when it holds.

use super::sample::{Sample, Table};
use crate::source::At;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Text of a configuration: bytes, not necessarily UTF-8. Never printed as it is; see `Cx::show`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Text(Box<[u8]>);

impl Deref for Text {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl From<&[u8]> for Text {
    fn from(bytes: &[u8]) -> Self {
        Text(bytes.into())
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text(text.as_bytes().into())
    }
}

impl From<Vec<u8>> for Text {
    fn from(bytes: Vec<u8>) -> Self {
        Text(bytes.into())
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", self.0.escape_ascii())
    }
}

impl Text {
    pub fn eq_ignore_case(&self, other: &[u8]) -> bool {
        self.0.eq_ignore_ascii_case(other)
    }
}

/// Milliseconds, the unit of every time in the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Millis(pub u64);

impl Millis {
    /// No limit. Servers write it in different ways (0 here, absence there); lowering settles it.
    pub const NEVER: Millis = Millis(u64::MAX);

    pub const fn seconds(seconds: u64) -> Millis {
        Millis(seconds * 1000)
    }
}

/// Written for people: `500ms`, `30s`, `5m`, `1h 30m`.
impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0;
        if *self == Millis::NEVER {
            return f.write_str("no limit");
        }
        if ms == 0 {
            return f.write_str("0s");
        }
        if !ms.is_multiple_of(1000) {
            return if ms < 1000 { write!(f, "{ms}ms") } else { write!(f, "{}s", ms as f64 / 1000.0) };
        }
        let seconds = ms / 1000;
        match seconds {
            s if s < 120 => write!(f, "{s}s"),
            s if s % 86400 == 0 => write!(f, "{}d", s / 86400),
            s if s % 3600 == 0 => write!(f, "{}h", s / 3600),
            s if s % 60 == 0 => write!(f, "{}m", s / 60),
            s => write!(f, "{s}s"),
        }
    }
}

/// Bytes, the unit of every size in the model. Displays as servers write it: `4k`, `1m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ByteSize(pub u64);

impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            n if n >= 1 << 20 && n % (1 << 20) == 0 => write!(f, "{}m", n >> 20),
            n if n >= 1 << 10 && n % (1 << 10) == 0 => write!(f, "{}k", n >> 10),
            n => write!(f, "{n}"),
        }
    }
}

/// Why a value is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Why {
    /// It hangs on a variable of the request, such as `$host`.
    Variable,
    /// The file is a template whose placeholders are filled elsewhere.
    Template,
    /// It hangs on the environment of the proxy.
    Environment,
    /// An include that could not be read may set it.
    UnreadInclude,
    /// Code of another language, or a module that is not known, decides.
    Opaque,
    /// The text is not a value of its kind; a remark says so.
    Invalid,
    /// A fragment is linted alone; what surrounds it is not known.
    Fragment,
}

/// One arm of an exclusive construct (`.if`, `<IfDefine>`); index into [`super::Proxy::branches`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BranchId(pub u32);

/// An arm and the arm around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Branch {
    pub parent: Option<BranchId>,
    /// The line that opens the construct: arms of one construct share it.
    pub construct: At,
    /// 0 for the first arm; arms of one construct exclude each other.
    pub arm: u16,
}

/// When something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    Always,
    Version(VersionRange),
    /// In one arm of a construct that is decided at start.
    Branch(BranchId),
    /// For requests for which a variable takes the value written here (`map`, `geo`, `set`).
    Case(At),
}

/// A server's version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Version {
    pub major: u16,
    pub minor: u16,
    pub patch: u16,
}

impl Version {
    pub const MAX: Version = Version::new(u16::MAX, u16::MAX, u16::MAX);

    pub const fn new(major: u16, minor: u16, patch: u16) -> Self {
        Version { major, minor, patch }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        // A first release of a branch is called by the branch.
        if self.patch > 0 { write!(f, ".{}", self.patch) } else { Ok(()) }
    }
}

impl std::str::FromStr for Version {
    type Err = String;

    /// Reads `1.22`, `1.22.1` and `nginx/1.22.1`-like tails; a missing part is 0.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut parts = text.split('.').map(str::parse::<u16>);
        let mut next = |default: Option<u16>| match parts.next() {
            Some(Ok(number)) => Ok(number),
            None => default.ok_or(()),
            Some(Err(_)) => Err(()),
        };
        let version = (|| Ok::<_, ()>(Version::new(next(None)?, next(Some(0))?, next(Some(0))?)))();
        version.map_err(|()| format!("`{text}` is not a version such as 1.22.1"))
    }
}

/// The versions from `from` up to and without `before`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VersionRange {
    pub from: Version,
    pub before: Version,
}

impl VersionRange {
    pub const ALL: VersionRange = VersionRange { from: Version::new(0, 0, 0), before: Version::MAX };

    pub const fn from(from: Version) -> Self {
        VersionRange { from, before: Version::MAX }
    }

    pub const fn before(before: Version) -> Self {
        VersionRange { from: Version::new(0, 0, 0), before }
    }

    pub fn exactly(version: Version) -> Self {
        let before = Version { patch: version.patch.saturating_add(1), ..version };
        VersionRange { from: version, before }
    }

    /// Every version that a text such as `1.22` or `1.22.1` names.
    pub fn named(text: &str) -> Result<VersionRange, String> {
        let version: Version = text.parse()?;
        Ok(match text.split('.').count() {
            1 => VersionRange { from: version, before: Version::new(version.major.saturating_add(1), 0, 0) },
            2 => {
                let before = Version::new(version.major, version.minor.saturating_add(1), 0);
                VersionRange { from: version, before }
            }
            _ => VersionRange::exactly(version),
        })
    }

    pub fn overlaps(self, other: VersionRange) -> bool {
        self.from < other.before && other.from < self.before
    }

    /// Every version of `self` is one of `other`.
    pub fn within(self, other: VersionRange) -> bool {
        other.from <= self.from && self.before <= other.before
    }
}

/// What a setting is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Value<T> {
    One(T),
    /// Different values at different times; at most 64, else unknown. Cases in which nobody sets it
    /// are listed too.
    Several(Box<Vec<Case<T>>>),
    /// Nobody set it and the server has no default: off, unlimited or absent, as the field says.
    Unset,
    Unknown(Why),
}

/// One of several values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Case<T> {
    /// `Ok(None)`: unset in this case.
    pub value: Result<Option<T>, Why>,
    pub when: When,
    pub origin: Origin,
}

/// Where a value is from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    Written(At),
    Inherited(At),
    /// Another setting really in force, such as `timeout connect` for the queue.
    Fallback(At),
    Default,
}

/// What a server calls a setting: its directive or keyword. A thin reference, since settings are many.
pub type Term = &'static &'static str;

/// A value, where it is from, and what the server calls it.
#[derive(Clone, Debug)]
pub struct Setting<T> {
    pub value: Value<T>,
    pub origin: Origin,
    /// The directive or keyword, in the server's own words.
    pub term: Term,
}

/// The name takes no part: settings are compared within one group, where it is the same.
impl<T: PartialEq> PartialEq for Setting<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value && self.origin == other.origin
    }
}

impl<T: Eq> Eq for Setting<T> {}

impl<T: std::hash::Hash> std::hash::Hash for Setting<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.value.hash(state);
        self.origin.hash(state);
    }
}

impl<T> Setting<T> {
    pub fn unset(term: Term) -> Self {
        Setting { value: Value::Unset, origin: Origin::Default, term }
    }

    pub fn default(term: Term, value: T) -> Self {
        Setting { value: Value::One(value), origin: Origin::Default, term }
    }

    pub fn written(term: Term, at: At, value: T) -> Self {
        Setting { value: Value::One(value), origin: Origin::Written(at), term }
    }

    pub fn unknown(term: Term, at: At, why: Why) -> Self {
        Setting { value: Value::Unknown(why), origin: Origin::Written(at), term }
    }

    /// The value, where it is one and known. `None` when unset, unknown or several.
    pub fn one(&self) -> Option<&T> {
        match &self.value {
            Value::One(value) => Some(value),
            _ => None,
        }
    }

    /// Every value that it may take, with the time when; empty when unset or unknown.
    pub fn possible(&self) -> impl Iterator<Item = (&T, When, Origin)> {
        let (one, several) = match &self.value {
            Value::One(value) => (Some((value, When::Always, self.origin)), &[][..]),
            Value::Several(list) => (None, list.as_slice()),
            Value::Unset | Value::Unknown(_) => (None, &[][..]),
        };
        let cases = several.iter().filter_map(|case| match &case.value {
            Ok(Some(value)) => Some((value, case.when, case.origin)),
            _ => None,
        });
        one.into_iter().chain(cases)
    }

    /// Known and, whichever value it takes, `test` holds.
    pub fn always(&self, mut test: impl FnMut(&T) -> bool) -> bool {
        match &self.value {
            Value::One(value) => test(value),
            Value::Several(list) => {
                list.iter().all(|case| matches!(&case.value, Ok(Some(value)) if test(value)))
            }
            Value::Unset | Value::Unknown(_) => false,
        }
    }

    pub fn is_unset(&self) -> bool {
        matches!(self.value, Value::Unset)
    }

    pub fn is_unknown(&self) -> bool {
        matches!(self.value, Value::Unknown(_))
    }

    /// Somebody wrote it, here or in an outer scope.
    pub fn at(&self) -> Option<At> {
        match self.origin {
            Origin::Written(at) | Origin::Inherited(at) | Origin::Fallback(at) => Some(at),
            Origin::Default => None,
        }
    }

    /// As it counts in a scope further in.
    pub fn inherited(mut self) -> Self {
        if let Origin::Written(at) = self.origin {
            self.origin = Origin::Inherited(at);
        }
        self
    }
}

impl<T: Copy> Setting<T> {
    /// [`Setting::one`] by value.
    pub fn get(&self) -> Option<T> {
        self.one().copied()
    }
}

/// A part of a text with variables.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Literal(Text),
    /// A variable's name, without sign or braces; digits are captures.
    Variable(Text),
    /// A value in the language of samples; nothing where it is absent.
    Sample(Arc<Sample>),
    /// What a table holds for a key that is a text itself.
    Table(Arc<TableText>),
}

/// A table or function that is asked inside a text (httpd's `${map:key|default}`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TableText {
    pub name: Text,
    pub source: TableSource,
    pub key: Template,
    /// Where the table holds nothing.
    pub default: Option<Template>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TableSource {
    /// The first row with this very key.
    Rows(Arc<Table>),
    Lower,
    Upper,
    Escape,
    Unescape,
    Unknown(Why),
}

/// A text with variables, kept for evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Template {
    /// Shared: the entries of a table repeat few values.
    pub parts: Arc<[Part]>,
    /// The word.
    pub at: At,
}

impl Template {
    /// The text, where it holds no variable.
    pub fn constant(&self) -> Option<&[u8]> {
        match &*self.parts {
            [] => Some(b""),
            [Part::Literal(text)] => Some(text),
            _ => None,
        }
    }

    pub fn variables(&self) -> impl Iterator<Item = &Text> {
        self.parts.iter().filter_map(|part| match part {
            Part::Variable(name) => Some(name),
            Part::Literal(_) | Part::Sample(_) | Part::Table(_) => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_people_write_them() {
        let shown = [0, 500, 1500, 60_000, 300_000, 3_600_000, 86_400_000].map(|ms| Millis(ms).to_string());
        assert_eq!(shown, ["0s", "500ms", "1.5s", "60s", "5m", "1h", "1d"]);
    }

    #[test]
    fn versions_are_read_with_missing_parts() {
        assert_eq!("1.22".parse(), Ok(Version::new(1, 22, 0)));
        assert_eq!("1.22.1".parse(), Ok(Version::new(1, 22, 1)));
        assert!("latest".parse::<Version>().is_err());
        assert!("".parse::<Version>().is_err());
    }

    #[test]
    fn ranges_know_what_lies_within() {
        let new = VersionRange::from(Version::new(1, 29, 7));
        let old = VersionRange::before(Version::new(1, 29, 7));
        assert!(VersionRange::exactly(Version::new(1, 30, 0)).within(new));
        assert!(!new.overlaps(old));
        assert!(!VersionRange::ALL.within(new));
        let branch = VersionRange::named("1.22").unwrap();
        assert!(VersionRange::exactly(Version::new(1, 22, 7)).within(branch));
        assert!(!VersionRange::exactly(Version::new(1, 23, 0)).overlaps(branch));
    }
}
