//! Values taken from a request and transformed on the way, as one closed language for all servers.
//!
//! HAProxy calls them sample expressions (`req.hdr(host),lower`), httpd has functions and variables in
//! its expressions. What is not in the language is [`Source::Opaque`] or [`Convert::Opaque`], kept as
//! written and never decided.

use super::value::{Text, Why};
use crate::source::{At, Span};
use std::net::IpAddr;
use std::sync::Arc;

/// Something taken from a request, and what is made of it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sample {
    pub source: Source,
    pub then: Box<[Convert]>,
    pub at: At,
}

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Datum {
    Bool(bool),
    Number(i64),
    Address(IpAddr),
    Text(Text),
}

/// What is taken.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    Constant(Datum),
    /// As the client sent it, whatever steps made of it.
    Method,
    /// The request target as it stands: absolute or not, query included.
    Target,
    /// The path as it stands, without query, neither decoded nor normalised.
    Path,
    PathQuery,
    Query,
    /// The Host header and the path behind it.
    Base,
    /// HTTP's version as `1.1`.
    Version,
    Header(HeaderPick),
    /// How many values of a header there are.
    HeaderCount(HeaderPick),
    Cookie(Text),
    CookieCount(Text),
    /// An argument of the query; every occurrence counts.
    Argument {
        name: Text,
        /// Arguments begin after the first of this sign: `?`, or another one (`/x;a=1`).
        after: u8,
    },
    /// As far as the proxy believes it.
    ClientAddress,
    ClientPort,
    /// The address and port that the client meant: its PROXY header's, or those it connected to.
    Destination,
    DestinationPort,
    /// A variable's name with its scope (`txn.x`).
    Variable(Text),
    /// TLS ends at this listener.
    Tls,
    /// The name in the greeting of TLS that ends here; absent without one.
    Sni,
    /// Whether a name was in that greeting.
    HasSni,
    /// The name in a greeting that is only read; see [`Source::Greeting`].
    GreetingSni,
    /// The bytes that came are a request of HTTP.
    IsHttp,
    /// A TLS greeting of a client was seen on a connection whose TLS does not end here.
    Greeting,
    /// Protocols offered in a greeting that is only read.
    GreetingAlpn,
    /// Usable servers of a pool.
    UsableServers(Text),
    /// A server (pool, server) is usable.
    ServerUp(Text, Text),
    /// The request carries credentials that a list of users accepts.
    Authorized,
    /// Kept as written.
    Opaque(Text),
}

/// Which values of a header are meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HeaderPick {
    pub name: Text,
    /// The n-th from the front, or from the end where negative. `None`: in a condition any of them,
    /// elsewhere the last.
    pub occurrence: Option<i32>,
    /// Lines as they are; else each part between commas is a value.
    pub whole: bool,
    /// Read as this; values that are none do not count.
    pub read_as: ReadAs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReadAs {
    Text,
    Number,
    Address,
}

/// What is made of a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Convert {
    Lower,
    Upper,
    Length,
    /// Part `index` (from 1; negative from the end) between signs, `count` parts together (0: all that
    /// follow); words skip empty parts.
    Field {
        index: i64,
        signs: Text,
        count: i64,
        words: bool,
    },
    /// `length` bytes from `from`.
    Bytes {
        from: i64,
        length: Option<i64>,
    },
    /// A host without its port, or the port without its host (0 where none is given).
    WithoutPort,
    OnlyPort,
    Replace {
        pattern: super::cond::Pattern,
        with: Text,
        all: bool,
    },
    Lookup(Lookup),
    /// Network part of an address, by the width of its mask.
    Mask {
        v4: u8,
        v6: Option<u8>,
    },
    Unescape,
    Escape,
    /// Order against a variable's value: 0 where equal.
    Compare(Text),
    /// Text before, a variable's value, text behind.
    Append {
        before: Text,
        variable: Option<Text>,
        behind: Text,
    },
    Not,
    /// Not zero.
    IsTrue,
    /// Arithmetic with a constant or a variable.
    Arithmetic(Arithmetic, Operand),
    /// One of two texts by whether the value is true.
    Choose(Text, Text),
    /// Kept in a variable as well.
    Keep(Text),
    TrimLeft(Text),
    TrimRight(Text),
    ToAddress,
    /// Kept as written.
    Opaque(Text),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    And,
    Or,
    Xor,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Operand {
    Number(i64),
    Variable(Text),
}

/// A value looked up in a table.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lookup {
    pub fit: Fit,
    pub table: Arc<Table>,
    /// What it comes to where no key fits, and the word that says so.
    pub default: Option<Text>,
    pub gives: ReadAs,
}

/// Keys and values of a file, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Table {
    /// The path as the server resolves it.
    pub path: Text,
    pub rows: Box<[Row]>,
    /// Rows may be missing, and why.
    pub open: Option<Why>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    pub key: Text,
    /// Empty for lists without values.
    pub value: Text,
    pub span: Span,
}

/// How a value is compared with one of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fit {
    Equal,
    Prefix,
    Suffix,
    Contains,
    /// Whole segments of a path, anywhere in it.
    Segments,
    /// Whole labels of a host name, anywhere in it.
    Labels,
    Pattern,
    Number,
    Network,
    Length,
}

/// Several values, any of which may fit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Among {
    /// It is there at all.
    Found,
    /// True, or not zero; `false`: the other way round.
    True(bool),
    Texts(Texts),
    /// First and last of each range.
    Numbers(Box<[(i64, i64)]>),
    /// Lengths in bytes, first and last of each range.
    Lengths(Box<[(i64, i64)]>),
    Networks {
        list: Box<[(IpAddr, u8)]>,
        open: Option<Why>,
    },
}

/// Texts or patterns to compare with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Texts {
    pub fit: Fit,
    pub ignore_case: bool,
    /// Written in place.
    pub list: Box<[(Text, At)]>,
    /// From files.
    pub tables: Box<[Arc<Table>]>,
}

impl Texts {
    /// Every text, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Text> {
        let rows = self.tables.iter().flat_map(|table| table.rows.iter().map(|row| &row.key));
        self.list.iter().map(|(text, _)| text).chain(rows)
    }

    /// Texts may be missing, and why.
    pub fn open(&self) -> Option<Why> {
        self.tables.iter().find_map(|table| table.open)
    }
}

impl Sample {
    /// Nothing is made of the value taken.
    pub fn is_plain(&self) -> bool {
        self.then.is_empty()
    }

    /// Something in it is kept as written only.
    pub fn opaque(&self) -> Option<&Text> {
        let converts = self.then.iter().find_map(|convert| match convert {
            Convert::Opaque(text) => Some(text),
            _ => None,
        });
        match &self.source {
            Source::Opaque(text) => Some(text),
            _ => converts,
        }
    }

    /// Every value that the last look-up can give, where all of them are known.
    pub fn values(&self) -> Option<Vec<(&Text, Option<Span>)>> {
        let Some(Convert::Lookup(lookup)) = self.then.last() else {
            return match (&self.source, &*self.then) {
                (Source::Constant(Datum::Text(text)), []) => Some(vec![(text, None)]),
                _ => None,
            };
        };
        if lookup.table.open.is_some() {
            return None;
        }
        let rows = lookup.table.rows.iter().map(|row| (&row.value, Some(row.span)));
        Some(rows.chain(lookup.default.iter().map(|text| (text, None))).collect())
    }
}
