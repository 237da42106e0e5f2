//! Variables that a configuration defines, with what they can be.

use super::cond::Pattern;
use super::value::{Template, Text, Why};
use crate::source::At;
use std::net::IpAddr;
use std::sync::Arc;

/// One definition of a variable. `set` may define one many times.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Without sign.
    pub name: Text,
    pub at: At,
    pub source: VariableSource,
}

#[derive(Clone, Debug)]
pub enum VariableSource {
    /// Assigned by steps; the values written.
    Set(Box<[Template]>),
    Map(Map),
    Geo(Geo),
    /// Shares of requests in order; the last may be the rest.
    Split {
        key: Template,
        values: Box<[Template]>,
        has_rest: bool,
    },
    /// Named captures of a pattern.
    Capture,
    /// A module or code of another language sets it.
    Opaque(Why),
}

/// A table from one text to another.
#[derive(Clone, Debug)]
pub struct Map {
    pub input: Template,
    /// Shared: tables may be long, and every part of a model sees them.
    pub entries: Arc<Vec<MapEntry>>,
    /// `None`: the empty text.
    pub default: Option<Template>,
    /// Keys are host names with wildcards.
    pub hostnames: bool,
    /// Entries may be missing (unread include).
    pub open: bool,
}

#[derive(Clone, Debug)]
pub struct MapEntry {
    pub key: MapKey,
    pub value: Template,
}

#[derive(Clone, Debug)]
pub enum MapKey {
    /// Compared without case.
    Exact(Text),
    /// `*.example.com` or `.example.com` in maps of host names.
    Leading(Text),
    LeadingOrSelf(Text),
    Trailing(Text),
    Matches(Pattern),
}

/// A table from client addresses to text.
#[derive(Clone, Debug)]
pub struct Geo {
    /// `None`: the client's address.
    pub input: Option<Template>,
    /// Network and prefix length; the narrowest wins.
    pub networks: Box<[((IpAddr, u8), Text)]>,
    pub ranges: Box<[((IpAddr, IpAddr), Text)]>,
    pub default: Option<Text>,
    pub open: bool,
}
