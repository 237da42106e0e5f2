//! Conditions on a request, in one closed language for all servers.

use super::Id;
use super::sample::{Among, Sample};
use super::value::{Template, Text, Why};
use crate::source::At;
use std::net::IpAddr;

/// A condition. It sees the request as the steps before it left it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Cond {
    Always,
    Never,
    Atom(Box<Atom>),
    All(Box<[Cond]>),
    Any(Box<[Cond]>),
    Not(Box<Cond>),
    /// A named condition, evaluated where it is used; see [`super::Proxy::conditions`].
    Named(Id<NamedCond>),
    Unknown(Why, At),
}

/// A condition with a name.
#[derive(Clone, Debug)]
pub struct NamedCond {
    pub name: Text,
    pub cond: Cond,
}

/// One comparison.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Atom {
    pub subject: Subject,
    pub op: Op,
    pub at: At,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    ListenerAddress,
    ListenerPort,
    ClientAddress,
    Sni,
    /// The name without port, in lower case.
    Host,
    Method,
    Scheme,
    /// The path, decoded and normalised as the server does before it chooses a route.
    Path,
    /// The folder of the file that the path led to, with its final slash.
    Folder,
    /// The name of that file, without its folder.
    FileName,
    /// The URL that the request is passed to.
    Target,
    /// The request target as the client sent it.
    RawTarget,
    /// The whole query, or one argument.
    Query(Option<Text>),
    Header(Text),
    Cookie(Text),
    /// Any text with variables.
    Text(Template),
    /// A value in the language of samples. It may have several values at once: one that fits is enough.
    Sample(Box<Sample>),
    /// The file system: the path is the template.
    File(FileTest, Template),
    /// How many servers of a pool are usable.
    PoolState(Text),
    Time,
    /// Kept as written; never decided.
    Opaque(Text),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileTest {
    File,
    Directory,
    Exists,
    Executable,
}

/// How it is compared.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Op {
    /// Not empty and not `0` (nginx), or true.
    Holds,
    Is(Text),
    IsIgnoreCase(Text),
    /// Equal to another text with variables.
    IsText(Template),
    Prefix(Text),
    /// A prefix of a path that ends where a segment ends; runs of slashes count as one.
    Under(Text),
    /// A pattern of `*`, `?` and `[…]`; whether its stars stop at slashes.
    Glob(Text, bool),
    Suffix(Text),
    Contains(Text),
    /// A regular expression; its captures count from here on.
    Matches(Pattern),
    /// One of these networks.
    In(Box<[(IpAddr, u8)]>),
    Less(i64),
    Greater(i64),
    /// One of a list, or there at all. An absent value fits nothing.
    Among(Box<Among>),
    Opaque(Text),
}

/// A regular expression as written (PCRE).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    pub source: Text,
    pub ignore_case: bool,
}
