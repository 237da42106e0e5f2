//! ACLs and the conditions that use them: `acl x path_beg /a`, `if x !{ src 10.0.0.0/8 } or y`.
//!
//! Source: `parse_acl_expr`, `parse_acl_cond` (src/acl.c), `pattern_parse_*` (src/pattern.c). A named ACL
//! belongs to its section, all lines of one name count together, and it is evaluated where it is used.

use super::fetch;
use super::sample::{self, Kind, Surroundings};
use crate::model::{
    Among, Atom, Cond, Datum, Fit, Id, NamedCond, Op, Sample, Source, Subject, Text, Texts, Why,
};
use crate::source::At;
use rustc_hash::FxHashMap;
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

/// A word of a line, decoded, with its place.
#[derive(Clone, Copy, Debug)]
pub struct Word<'w> {
    pub text: &'w [u8],
    pub at: At,
    /// It hangs on something that is not known; that part stands in the text as written.
    pub open: Option<Why>,
}

/// ACLs of one section, by name.
#[derive(Debug, Default)]
pub struct Acls {
    /// Names of this section, as indexes into the conditions of the proxy.
    known: FxHashMap<Vec<u8>, Id<NamedCond>>,
}

/// What reading conditions fills.
#[derive(Debug)]
pub struct Found {
    /// The line in work.
    pub here: At,
    /// Names that may still be compared while near ones are looked for.
    left: usize,
    /// Named conditions of this part of the proxy.
    pub conditions: Vec<NamedCond>,
    /// The number of the part.
    pub part: usize,
    /// Uses of names that the section does not define (before that line), and the names that it has.
    pub undefined: Vec<(Text, At, Option<Text>)>,
    /// Definitions and uses of names; true for a definition.
    pub names: Vec<(bool, At)>,
}

/// Names compared while nearest ones are looked for, in one section.
const MOST_COMPARED: usize = 2_000;

impl Found {
    /// `here`: any place of the configuration.
    pub fn new(here: At, part: usize, conditions: Vec<NamedCond>) -> Found {
        Found { here, left: MOST_COMPARED, conditions, part, undefined: Vec::new(), names: Vec::new() }
    }

    /// The known name within two edits of a missing one.
    fn nearest<'a>(&mut self, name: &[u8], known: impl Iterator<Item = &'a [u8]>) -> Option<Text> {
        let name = String::from_utf8_lossy(name);
        let mut best: Option<(usize, &[u8])> = None;
        for other in known {
            self.left = self.left.checked_sub(1)?;
            let distance = strsim::damerau_levenshtein(&name, &String::from_utf8_lossy(other));
            if distance <= 2
                && distance < other.len() / 2
                && best.is_none_or(|known| (distance, other) < known)
            {
                best = Some((distance, other));
            }
        }
        best.map(|(_, other)| Text::from(other))
    }
}

/// ACLs that every section has.
const PREDEFINED: &[(&str, &str)] = &[
    ("FALSE", "always_false"),
    ("HTTP", "req.proto_http"),
    ("HTTP_1.0", "req.ver 1.0"),
    ("HTTP_1.1", "req.ver 1.1"),
    ("HTTP_2.0", "req.ver 2.0"),
    ("HTTP_3.0", "req.ver 3.0"),
    ("HTTP_CONTENT", "req.hdr_val(content-length) gt 0"),
    ("HTTP_URL_ABS", "url_reg ^[^/:]*://"),
    ("HTTP_URL_SLASH", "url_beg /"),
    ("HTTP_URL_STAR", "url *"),
    ("LOCALHOST", "src 127.0.0.1/8 ::1"),
    ("METH_CONNECT", "method CONNECT"),
    ("METH_DELETE", "method DELETE"),
    ("METH_GET", "method GET HEAD"),
    ("METH_HEAD", "method HEAD"),
    ("METH_OPTIONS", "method OPTIONS"),
    ("METH_POST", "method POST"),
    ("METH_PUT", "method PUT"),
    ("METH_TRACE", "method TRACE"),
    ("RDP_COOKIE", "req.rdp_cookie_cnt gt 0"),
    ("REQ_CONTENT", "req.len gt 0"),
    ("TRUE", "always_true"),
    ("WAIT_END", "wait_end"),
];

impl Acls {
    /// A line `acl NAME EXPRESSION …`, without its first word.
    pub fn define(&mut self, words: &[Word<'_>], around: Surroundings<'_>, found: &mut Found) {
        let [name, words @ ..] = words else { return };
        let cond = expression(words, around);
        found.names.push((true, name.at));
        match self.known.get(name.text) {
            Some(index) => {
                if let Some(known) = found.conditions.get_mut(index.index()) {
                    known.cond = either(std::mem::replace(&mut known.cond, Cond::Never), cond);
                }
            }
            None => {
                let id = Id::new(found.part, found.conditions.len());
                self.known.insert(name.text.to_vec(), id);
                found.conditions.push(NamedCond { name: Text::from(name.text), cond });
            }
        }
    }

    /// A condition from its `if` or `unless` on; always true without one.
    pub fn condition(&self, words: &[Word<'_>], around: Surroundings<'_>, found: &mut Found) -> Cond {
        let (word, words) = match words {
            [first, rest @ ..] if matches!(first.text, b"if" | b"unless") => (first, rest),
            _ => return Cond::Always,
        };
        let cond = self.terms(words, word.at, around, found);
        match word.text {
            b"unless" => Cond::Not(Box::new(cond)),
            _ => cond,
        }
    }

    fn terms(&self, words: &[Word<'_>], at: At, around: Surroundings<'_>, found: &mut Found) -> Cond {
        let mut any = Vec::new();
        let mut all = Vec::new();
        let mut negated = false;
        let mut rest = words;
        while let [word, after @ ..] = rest {
            rest = after;
            let mut text = word.text;
            if matches!(text, b"or" | b"||") {
                any.push(all_of(std::mem::take(&mut all)));
                continue;
            }
            while let [b'!', inner @ ..] = text {
                negated = !negated;
                text = inner;
            }
            if text.is_empty() {
                // The sign stands alone: it belongs to the next word.
                continue;
            }
            let cond = if text == b"{" {
                let end = rest.iter().position(|word| word.text == b"}").unwrap_or(rest.len());
                let inner = &rest[..end];
                rest = rest.get(end + 1..).unwrap_or_default();
                expression(inner, around)
            } else {
                self.named(text, word.at, around, found)
            };
            all.push(if std::mem::take(&mut negated) { Cond::Not(Box::new(cond)) } else { cond });
        }
        if all.is_empty() {
            // HAProxy refuses a condition without terms.
            return if any.is_empty() { Cond::Unknown(Why::Invalid, at) } else { any_of(any) };
        }
        any.push(all_of(all));
        any_of(any)
    }

    fn named(&self, name: &[u8], at: At, around: Surroundings<'_>, found: &mut Found) -> Cond {
        if let Some(index) = self.known.get(name) {
            found.names.push((false, at));
            return Cond::Named(*index);
        }
        if let Ok(index) = PREDEFINED.binary_search_by_key(&name, |(name, _)| name.as_bytes()) {
            let words: Vec<Word<'_>> = PREDEFINED[index]
                .1
                .split(' ')
                .map(|text| Word { text: text.as_bytes(), at, open: None })
                .collect();
            return expression(&words, around);
        }
        found.names.push((false, at));
        let nearest = found.nearest(name, self.known.keys().map(Vec::as_slice));
        found.undefined.push((name.into(), at, nearest));
        Cond::Unknown(Why::Invalid, at)
    }
}

fn all_of(mut list: Vec<Cond>) -> Cond {
    match list.len() {
        1 => list.remove(0),
        _ => Cond::All(list.into()),
    }
}

fn any_of(mut list: Vec<Cond>) -> Cond {
    match list.len() {
        1 => list.remove(0),
        _ => Cond::Any(list.into()),
    }
}

fn either(first: Cond, second: Cond) -> Cond {
    match first {
        Cond::Any(list) => {
            let mut list = list.into_vec();
            list.push(second);
            Cond::Any(list.into())
        }
        first => Cond::Any([first, second].into()),
    }
}

/// Flags before the patterns.
#[derive(Debug, Default)]
struct Flags<'w> {
    ignore_case: bool,
    method: Option<&'w [u8]>,
    files: Vec<&'w [u8]>,
    /// Files are looked up as maps.
    as_map: bool,
}

/// `EXPRESSION [FLAGS] [PATTERNS]`.
fn expression(words: &[Word<'_>], around: Surroundings<'_>) -> Cond {
    let [first, rest @ ..] = words else { return Cond::Never };
    if let Some((why, at)) = words.iter().find_map(|word| Some((word.open?, word.at))) {
        return Cond::Unknown(why, at);
    }
    let last = words.last().unwrap_or(first);
    let at = At { span: first.at.span.to(last.at.span), ..first.at };
    let (sample, kind, named) = fetched(first, around);
    let (flags, patterns) = flags(rest);
    let op = match sample.opaque() {
        Some(text) => Op::Opaque(text.clone()),
        None => comparison(kind, named, &flags, patterns, around),
    };
    Cond::Atom(Box::new(Atom { subject: Subject::Sample(Box::new(sample)), op, at }))
}

/// The value, its type, and the comparison that the name carries.
fn fetched(word: &Word<'_>, around: Surroundings<'_>) -> (Sample, Kind, Option<Fit>) {
    let whole = |read: sample::Read| (read.length == word.text.len()).then_some(read);
    let Some(read) = sample::read(word.text, around).and_then(whole) else {
        return (sample::opaque(word.text, word.at), Kind::Any, None);
    };
    if !matches!(read.source, Source::Opaque(_)) {
        let kind = read.kind;
        return (read.sample(word.at), kind, None);
    }
    // `path_beg`, `hdr_dom(host)`: a fetch and a comparison in one name.
    let end = word.text.iter().position(|byte| matches!(byte, b'(' | b',')).unwrap_or(word.text.len());
    if let Some((base, fit)) = fetch::compared(&word.text[..end]) {
        let plain = [base, &word.text[end..]].concat();
        let read = sample::read(&plain, around).filter(|read| read.length == plain.len());
        if let Some(read) = read.filter(|read| !matches!(read.source, Source::Opaque(_))) {
            let kind = read.kind;
            return (read.sample(word.at), kind, Some(fit));
        }
    }
    let kind = read.kind;
    (read.sample(word.at), kind, None)
}

fn flags<'a, 'w>(words: &'a [Word<'w>]) -> (Flags<'w>, &'a [Word<'w>]) {
    let mut flags = Flags::default();
    let mut rest = words;
    loop {
        match rest {
            [Word { text: b"-i", .. }, after @ ..] => (flags.ignore_case, rest) = (true, after),
            [Word { text: b"-n", .. }, after @ ..] => rest = after,
            [Word { text: b"-M", .. }, after @ ..] => (flags.as_map, rest) = (true, after),
            [Word { text: b"-u", .. }, _, after @ ..] => rest = after,
            [Word { text: b"-m", .. }, method, after @ ..] => {
                (flags.method, rest) = (Some(method.text), after);
            }
            [Word { text: b"-f", .. }, file, after @ ..] => {
                flags.files.push(file.text);
                rest = after;
            }
            [Word { text: b"--", .. }, after @ ..] => return (flags, after),
            _ => return (flags, rest),
        }
    }
}

fn comparison(
    kind: Kind,
    named: Option<Fit>,
    flags: &Flags<'_>,
    patterns: &[Word<'_>],
    around: Surroundings<'_>,
) -> Op {
    let among = |among| Op::Among(Box::new(among));
    let fit = match flags.method {
        Some(b"found") => return among(Among::Found),
        Some(b"bool") => return among(Among::True(true)),
        Some(method) => match fetch::fit(method) {
            Some(fit) => fit,
            None => return Op::Opaque(Text::from(method)),
        },
        None => match (named, kind) {
            (Some(fit), _) => fit,
            (None, Kind::Bool) => return among(Among::True(true)),
            (None, Kind::Number) => Fit::Number,
            (None, Kind::Address) => Fit::Network,
            (None, Kind::Text | Kind::Method) => Fit::Equal,
            (None, Kind::Any) => return Op::Opaque(Text::from("no method")),
        },
    };
    let tables: Vec<_> = flags
        .files
        .iter()
        .map(|path| match flags.as_map {
            true => around.tables.map(path),
            false => around.tables.list(path),
        })
        .collect();
    match fit {
        Fit::Number | Fit::Length => {
            let rows = tables.iter().flat_map(|table| table.rows.iter().map(|row| &*row.key));
            let words = patterns.iter().map(|word| word.text).chain(rows);
            let Some(ranges) = ranges(words) else { return Op::Opaque(Text::from("numbers")) };
            if tables.iter().any(|table| table.open.is_some()) {
                return Op::Opaque(Text::from("numbers of a file"));
            }
            match fit {
                Fit::Number => among(Among::Numbers(ranges)),
                _ => among(Among::Lengths(ranges)),
            }
        }
        Fit::Network => {
            let mut open = tables.iter().find_map(|table| table.open);
            let rows = tables.iter().flat_map(|table| table.rows.iter().map(|row| row.key.trim_ascii_end()));
            let mut list = Vec::new();
            for text in patterns.iter().map(|word| word.text).chain(rows) {
                match network(text) {
                    Some(network) => list.push(network),
                    // A name is looked up when the server starts.
                    None => open = open.or(Some(Why::Variable)),
                }
            }
            among(Among::Networks { list: list.into(), open })
        }
        fit => among(Among::Texts(Texts {
            fit,
            ignore_case: flags.ignore_case,
            list: patterns.iter().map(|word| (Text::from(word.text), word.at)).collect(),
            tables: tables.into_iter().collect::<Vec<Arc<_>>>().into(),
        })),
    }
}

/// `4`, `4:8`, `:8`, `ge 4`; the operator counts for all numbers that follow.
fn ranges<'w>(words: impl Iterator<Item = &'w [u8]>) -> Option<Box<[(i64, i64)]>> {
    let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse::<i64>().ok();
    let mut operator: &[u8] = b"eq";
    let mut ranges = Vec::new();
    for word in words {
        if matches!(word, b"eq" | b"ge" | b"gt" | b"le" | b"lt") {
            operator = word;
            continue;
        }
        ranges.push(match word.iter().position(|byte| *byte == b':') {
            Some(colon) => {
                let bound = |text: &[u8], open| if text.is_empty() { Some(open) } else { number(text) };
                (bound(&word[..colon], i64::MIN)?, bound(&word[colon + 1..], i64::MAX)?)
            }
            None => {
                let number = number(word)?;
                match operator {
                    b"ge" => (number, i64::MAX),
                    b"gt" => (number.checked_add(1)?, i64::MAX),
                    b"le" => (i64::MIN, number),
                    b"lt" => (i64::MIN, number.checked_sub(1)?),
                    _ => (number, number),
                }
            }
        });
    }
    Some(ranges.into())
}

/// `10.0.0.0/8`, `10.0.0.0/255.0.0.0`, `10.1`, `::1`; `None` for a name.
pub fn network(text: &[u8]) -> Option<(IpAddr, u8)> {
    let text = std::str::from_utf8(text).ok()?;
    let (address, width) = match text.split_once('/') {
        Some((address, width)) => (address, Some(width)),
        None => (text, None),
    };
    let address: IpAddr = match address.parse() {
        Ok(address) => address,
        Err(_) => short(address)?.into(),
    };
    let most = if address.is_ipv4() { 32 } else { 128 };
    let width = match width {
        None => most,
        Some(width) => match width.parse::<u8>() {
            Ok(width) if width <= most => width,
            Ok(_) => return None,
            Err(_) => {
                let mask = u32::from(width.parse::<Ipv4Addr>().ok()?);
                (mask.leading_ones() + mask.trailing_zeros() >= 32).then_some(mask.leading_ones() as u8)?
            }
        },
    };
    Some((address, width))
}

/// `127.1` is 127.0.0.1: the last part fills what is left (`inet_aton`).
fn short(text: &str) -> Option<Ipv4Addr> {
    let parts: Vec<u32> = text.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
    let (last, first) = parts.split_last().filter(|(_, first)| first.len() < 4)?;
    let room = 32 - 8 * first.len() as u32;
    let mut address = 0u32;
    for part in first {
        address = address << 8 | u32::from(u8::try_from(*part).ok()?);
    }
    let fits = room == 32 || *last >> room == 0;
    fits.then(|| Ipv4Addr::from(address.checked_shl(room).unwrap_or(0) | last))
}

/// The one value that a condition compares with a text, where that is all it does.
pub fn constant(cond: &Cond) -> Option<bool> {
    match cond {
        Cond::Always => Some(true),
        Cond::Never => Some(false),
        Cond::Not(inner) => constant(inner).map(|held| !held),
        Cond::Atom(atom) => match (&atom.subject, &atom.op) {
            (Subject::Sample(sample), Op::Among(among)) if sample.is_plain() => {
                match (&sample.source, &**among) {
                    (Source::Constant(Datum::Bool(held)), Among::True(wanted)) => Some(held == wanted),
                    _ => None,
                }
            }
            _ => None,
        },
        _ => None,
    }
}
