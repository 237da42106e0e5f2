//! Texts and conditions, evaluated for one request.
//!
//! Source: `lookup_variable` and `do_expand` of mod_rewrite, `ap_expr` variables.

use super::super::escape::digit;
use super::super::{Door, Doubt, Known, Reason, Spoken, open};
use super::trip::Trip;
use crate::model::{Atom, Cond, FileTest, Op, Part, Subject, TableSource, TableText, Template};
use crate::source::At;
use crate::world::Kind;
use std::net::IpAddr;

/// Root that the server was built with, below its prefix: a path without a leading slash.
const BUILT_IN_ROOT: &[u8] = b"htdocs";

/// Conditions inside each other at the most.
const DEPTH: u8 = 24;

impl<'a> Trip<'a> {
    pub fn text(&mut self, template: &Template) -> Known<Vec<u8>> {
        let mut text = Vec::new();
        for part in template.parts.iter() {
            text.extend(self.part(part, template.at)?);
        }
        Ok(text)
    }

    pub fn part(&mut self, part: &Part, at: At) -> Known<Vec<u8>> {
        match part {
            Part::Literal(text) => Ok(text.to_vec()),
            Part::Variable(name) => self.variable(name, at),
            Part::Table(table) => self.table(table, at),
            Part::Sample(_) => self.not_modelled("this text", at),
        }
    }

    fn table(&mut self, table: &TableText, at: At) -> Known<Vec<u8>> {
        let key = self.text(&table.key)?;
        let found = match &table.source {
            TableSource::Lower => Some(key.to_ascii_lowercase()),
            TableSource::Upper => Some(key.to_ascii_uppercase()),
            TableSource::Escape => Some(escape_path(&key)),
            TableSource::Unescape => Some(super::super::escape::decode(&key)),
            TableSource::Unknown(why) => return open(Doubt::Value(*why), at),
            TableSource::Rows(rows) => {
                if let Some(why) = rows.open {
                    return open(Doubt::Value(why), at);
                }
                rows.rows.iter().find(|row| *row.key == *key).map(|row| row.value.to_vec())
            }
        };
        match (found, &table.default) {
            (Some(found), _) => Ok(found),
            (None, Some(default)) => self.text(default),
            (None, None) => Ok(Vec::new()),
        }
    }

    /// A variable by its name without signs: digits are captures of the rule, `%` and digits those of the
    /// last condition.
    pub fn variable(&mut self, name: &[u8], at: At) -> Known<Vec<u8>> {
        let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse::<usize>().ok();
        let group = |captures: &super::super::pattern::Captures, index: usize| {
            captures.groups.get(index).cloned().flatten().unwrap_or_default()
        };
        if let Some(index) = number(name) {
            return Ok(group(&self.rule_captures, index));
        }
        if let Some(index) = name.strip_prefix(b"%").and_then(number) {
            return Ok(group(&self.captures, index));
        }
        if let Some(colon) = name.iter().position(|byte| *byte == b':') {
            let (kind, rest) = (&name[..colon], &name[colon + 1..]);
            return match &*kind.to_ascii_lowercase() {
                b"http" | b"req" | b"req_novary" => self.header(rest, at),
                b"env" | b"reqenv" => self.env(rest, at),
                _ => open(Doubt::Variable(name.into()), at),
            };
        }
        let upper = name.to_ascii_uppercase();
        let header = match &*upper {
            b"HTTP_USER_AGENT" => Some(&b"user-agent"[..]),
            b"HTTP_REFERER" => Some(&b"referer"[..]),
            b"HTTP_COOKIE" => Some(&b"cookie"[..]),
            b"HTTP_ACCEPT" => Some(&b"accept"[..]),
            b"HTTP_FORWARDED" => Some(&b"forwarded"[..]),
            b"HTTP_PROXY_CONNECTION" => Some(&b"proxy-connection"[..]),
            b"HTTP_HOST" => Some(&b"host"[..]),
            _ => None,
        };
        if let Some(header) = header {
            return self.header(header, at);
        }
        let yes = |held: bool| if held { b"on".to_vec() } else { b"off".to_vec() };
        match &*upper {
            b"REQUEST_URI" | b"DOCUMENT_URI" => Ok(self.path.clone()),
            b"SCRIPT_FILENAME" | b"REQUEST_FILENAME" => Ok(self.file.clone().unwrap_or_default()),
            b"PATH_INFO" => Ok(self.path_info.clone()),
            b"QUERY_STRING" => Ok(self.query.clone().unwrap_or_default()),
            b"REQUEST_METHOD" => Ok(self.method.clone()),
            b"REQUEST_SCHEME" => Ok(if self.tls { b"https".to_vec() } else { b"http".to_vec() }),
            b"HTTPS" => Ok(yes(self.tls)),
            b"HTTP2" => Ok(yes(self.request.version == Spoken::V2)),
            b"IS_SUBREQ" => Ok(if self.subrequest { b"true".to_vec() } else { b"false".to_vec() }),
            b"DOCUMENT_ROOT" => self.document_root(),
            b"REMOTE_ADDR" | b"CONN_REMOTE_ADDR" => match self.client {
                Some(ip) => Ok(ip.to_string().into_bytes()),
                None => open(Doubt::Client("the address"), at),
            },
            b"SERVER_ADDR" => match &self.request.door {
                Door::Ip(address) => Ok(address.ip().to_string().into_bytes()),
                Door::Unix(_) => Ok(Vec::new()),
            },
            b"SERVER_NAME" => self.own_name(at),
            b"SERVER_PORT" => Ok(self.own_port().to_string().into_bytes()),
            b"SERVER_PROTOCOL" => Ok(match self.request.version {
                Spoken::V0_9 => b"HTTP/0.9".to_vec(),
                Spoken::V1_0 => b"HTTP/1.0".to_vec(),
                Spoken::V1_1 => b"HTTP/1.1".to_vec(),
                Spoken::V2 => b"HTTP/2.0".to_vec(),
            }),
            b"THE_REQUEST" => {
                let protocol = self.variable(b"SERVER_PROTOCOL", at)?;
                Ok([&*self.request.method, b" ", &*self.request.target, b" ", &protocol].concat())
            }
            _ => open(Doubt::Variable(name.into()), at),
        }
    }

    fn env(&mut self, name: &[u8], at: At) -> Known<Vec<u8>> {
        if let Some(value) = self.env.get(name) {
            return value.clone();
        }
        let mut found: Option<Known<Vec<u8>>> = None;
        let before = std::mem::take(&mut self.captures);
        for host in self.hosts() {
            let sets = self.phased(host).map_or(&[][..], |phased| &phased.variables);
            for set in sets.iter().filter(|set| set.name.eq_ignore_case(name)) {
                match self.holds(&set.when) {
                    Ok(false) => {}
                    Ok(true) => found = set.value.as_ref().map(|value| self.text(value)),
                    Err(reasons) => found = Some(Err(reasons)),
                }
            }
        }
        self.captures = before;
        match found {
            Some(value) => value,
            // Set by the server itself, by its own environment, or by modules.
            None if name.eq_ignore_ascii_case(b"https") => open(Doubt::Variable(name.into()), at),
            None => Ok(Vec::new()),
        }
    }

    /// A variable of the request that rules read by its mere presence.
    pub fn env_is_set(&mut self, name: &[u8], at: At) -> Known<bool> {
        if self.env.contains_key(name) {
            return Ok(true);
        }
        self.env(name, at).map(|value| !value.is_empty())
    }

    pub fn header(&self, name: &[u8], at: At) -> Known<Vec<u8>> {
        if name.eq_ignore_ascii_case(b"host") {
            return Ok(self.host_header.clone().unwrap_or_default());
        }
        let mut found: Option<Vec<u8>> = None;
        for (known, value) in &self.request.headers {
            if known.eq_ignore_case(name) {
                match &mut found {
                    Some(all) => {
                        all.extend(b", ");
                        all.extend(&**value);
                    }
                    None => found = Some(value.to_vec()),
                }
            }
        }
        match found {
            Some(value) => Ok(value),
            None if self.request.open => open(Doubt::Client("a header"), at),
            None => Ok(Vec::new()),
        }
    }

    pub fn document_root(&mut self) -> Known<Vec<u8>> {
        match self.inherited(|phased| phased.root.as_ref()) {
            Some((root, _)) => {
                let root = self.text(root)?;
                Ok(root.strip_suffix(b"/").map(<[u8]>::to_vec).unwrap_or(root))
            }
            None => Ok(BUILT_IN_ROOT.to_vec()),
        }
    }

    /// The name that the server calls itself by (`ap_get_server_name`).
    pub fn own_name(&mut self, at: At) -> Known<Vec<u8>> {
        let canonical = self.inherited(|phased| phased.canonical_name).unwrap_or(false);
        if !canonical && !self.name.is_empty() {
            return Ok(self.name.clone());
        }
        match self.phased(self.host_id).and_then(|phased| phased.server_name.as_ref()) {
            Some((name, _)) => Ok(name.to_vec()),
            None => self.not_modelled("the name of a host without one", at),
        }
    }

    /// `ap_get_server_port`: the client's port, else that of the host's name, never the listener's.
    pub fn own_port(&self) -> u16 {
        let named = self.phased(self.host_id).and_then(|phased| phased.server_name.as_ref());
        let written = named.and_then(|(_, port)| *port);
        let canonical = self.inherited(|phased| phased.canonical_name).unwrap_or(false);
        let client = self.named_port.filter(|_| !canonical);
        client.or(written).unwrap_or(if self.tls { 443 } else { 80 })
    }

    pub fn holds(&mut self, cond: &Cond) -> Known<bool> {
        match cond {
            Cond::Always => Ok(true),
            Cond::Never => Ok(false),
            Cond::Not(inner) => Ok(!self.holds(inner)?),
            Cond::All(list) => self.combined(list, false),
            Cond::Any(list) => self.combined(list, true),
            Cond::Atom(atom) => self.atom(atom),
            Cond::Named(_) if self.depth >= DEPTH => {
                self.doubt(Doubt::NotModelled("conditions that use each other"))
            }
            Cond::Named(id) => {
                self.depth += 1;
                let held = self.holds(&self.proxy.conditions[*id].cond);
                self.depth -= 1;
                held
            }
            Cond::Unknown(why, at) => open(Doubt::Value(*why), *at),
        }
    }

    /// All (`decides` false) or any (`decides` true) of a list.
    fn combined(&mut self, list: &[Cond], decides: bool) -> Known<bool> {
        let mut doubts: Vec<Reason> = Vec::new();
        for cond in list {
            match self.holds(cond) {
                Ok(held) if held == decides => return Ok(decides),
                Ok(_) => {}
                Err(reasons) => doubts.extend(reasons),
            }
        }
        if doubts.is_empty() { Ok(!decides) } else { Err(doubts) }
    }

    fn atom(&mut self, atom: &Atom) -> Known<bool> {
        let at = atom.at;
        if let Subject::File(test, path) = &atom.subject {
            let path = self.text(path)?;
            let kind = self.kind(&path, at)?;
            return Ok(match test {
                FileTest::File => matches!(kind, Kind::File { .. }),
                FileTest::Directory => kind == Kind::Directory,
                FileTest::Exists => kind.exists(),
                FileTest::Executable if !kind.exists() => false,
                FileTest::Executable => return open(Doubt::File(path.into()), at),
            });
        }
        if let Op::In(networks) = &atom.op {
            let address = match &atom.subject {
                Subject::ClientAddress => match self.client {
                    Some(ip) => Some(ip),
                    None => return open(Doubt::Client("the address"), at),
                },
                _ => {
                    let text = self.subject(atom)?;
                    std::str::from_utf8(&text).ok().and_then(|text| text.parse::<IpAddr>().ok())
                }
            };
            return Ok(address.is_some_and(|address| {
                networks.iter().any(|(net, bits)| super::super::table::within(address, *net, *bits))
            }));
        }
        let text = self.subject(atom)?;
        Ok(match &atom.op {
            Op::Holds => !text.is_empty(),
            Op::Is(other) => text == **other,
            Op::IsIgnoreCase(other) => other.eq_ignore_case(&text),
            Op::IsText(other) => text == self.text(other)?,
            Op::Prefix(other) => text.starts_with(other),
            Op::Suffix(other) => text.ends_with(other),
            Op::Contains(other) => memchr::memmem::find(&text, other).is_some(),
            Op::Under(other) => super::super::pattern::under(&text, other).is_some(),
            Op::Glob(other, stops) if atom.subject == Subject::Folder => {
                // The folder itself or one around it.
                let slashes = text.iter().enumerate().filter(|(at, byte)| *at > 0 && **byte == b'/');
                let mut ends: Vec<usize> = slashes.map(|(at, _)| at).collect();
                ends.push(text.len());
                ends.into_iter().any(|end| super::super::pattern::glob(other, &text[..end], *stops))
            }
            Op::Glob(other, stops) => super::super::pattern::glob(other, &text, *stops),
            Op::Matches(pattern) => match self.matched(pattern, at, &text)? {
                Some(captures) => {
                    self.captures = captures;
                    true
                }
                None => false,
            },
            Op::Less(limit) => number(&text) < *limit,
            Op::Greater(limit) => number(&text) > *limit,
            Op::In(_) | Op::Among(_) | Op::Opaque(_) => {
                return self.not_modelled("this comparison", at);
            }
        })
    }

    fn subject(&mut self, atom: &Atom) -> Known<Vec<u8>> {
        let at = atom.at;
        match &atom.subject {
            Subject::Text(template) => self.text(template),
            Subject::Path => Ok(self.path.clone()),
            Subject::RawTarget => Ok(self.raw.clone()),
            Subject::Method => Ok(self.method.clone()),
            Subject::Query(None) => Ok(self.query.clone().unwrap_or_default()),
            Subject::Header(name) => self.header(name, at),
            Subject::Host => Ok(self.name.clone()),
            Subject::Scheme => self.variable(b"REQUEST_SCHEME", at),
            Subject::ClientAddress => self.variable(b"REMOTE_ADDR", at),
            Subject::ListenerAddress => self.variable(b"SERVER_ADDR", at),
            Subject::Folder => Ok(self.folder.clone()),
            Subject::FileName => {
                let file = self.file.as_deref().unwrap_or_default();
                let slash = file.iter().rposition(|byte| *byte == b'/');
                Ok(file[slash.map_or(0, |at| at + 1)..].to_vec())
            }
            Subject::Target => Ok(self.pass.as_ref().map(|pass| pass.url.clone()).unwrap_or_default()),
            _ => self.not_modelled("what this condition looks at", at),
        }
    }

    pub fn kind(&self, path: &[u8], at: At) -> Known<Kind> {
        match self.world.kind(path) {
            Some(Kind::Denied) | None => open(Doubt::File(path.into()), at),
            Some(kind) => Ok(kind),
        }
    }
}

/// `atoi`
fn number(text: &[u8]) -> i64 {
    let text = text.trim_ascii_start();
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        rest => (1, rest),
    };
    let digits = digits.iter().take_while(|byte| byte.is_ascii_digit()).take(18);
    sign * digits.fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'))
}

fn hex(byte: u8, upper: bool, out: &mut Vec<u8>) {
    let digits: &[u8; 16] = if upper { b"0123456789ABCDEF" } else { b"0123456789abcdef" };
    out.extend([b'%', digits[usize::from(byte >> 4)], digits[usize::from(byte & 15)]]);
}

/// A path as it is sent to an HTTP server (`ap_proxy_canonenc_ex`); where `kept`, encoded slashes stay.
pub fn canonical(path: &[u8], kept: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut rest = path;
    while let [byte, tail @ ..] = rest {
        let slash = |rest: &[u8]| match rest {
            [b'%', high, low, ..] => Some((digit(*high)? << 4 | digit(*low)?) == b'/'),
            _ => None,
        };
        if kept && slash(rest) == Some(true) {
            out.extend(&rest[..3]);
            rest = &rest[3..];
            continue;
        }
        if byte.is_ascii_alphanumeric() || b"~$-_.+!*'(),;:@&=/".contains(byte) {
            out.push(*byte);
        } else {
            hex(*byte, true, &mut out);
        }
        rest = tail;
    }
    out
}

/// `ap_escape_uri`
pub fn escape_path(path: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    for &byte in path {
        if byte.is_ascii_alphanumeric() || b"$-_.+!*'(),:;@&=/~".contains(&byte) {
            out.push(byte);
        } else {
            hex(byte, false, &mut out);
        }
    }
    out
}

/// A capture under `[B]`: all but letters, digits and `_`; a blank becomes `+` where asked.
pub fn escape_capture(text: &[u8], plus: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for &byte in text {
        match byte {
            b' ' if plus => out.push(b'+'),
            byte if byte.is_ascii_alphanumeric() || byte == b'_' => out.push(byte),
            byte => hex(byte, false, &mut out),
        }
    }
    out
}
