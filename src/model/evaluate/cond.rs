//! Conditions, decided for a request as the steps before left it.

use super::builtin::{argument_of, cookie_of};
use super::pattern::Captures;
use super::walk::Walk;
use super::{Door, Doubt, Known, Reason, open};
use crate::model::{Atom, Cond, FileTest, Op, Subject};
use crate::world::Kind;
use std::net::IpAddr;

impl<'a> Walk<'a> {
    /// Whether a condition holds. What is decided by one side alone does not ask the other.
    pub(super) fn holds(&mut self, cond: &Cond) -> Known<bool> {
        match cond {
            Cond::Always => Ok(true),
            Cond::Never => Ok(false),
            Cond::Atom(atom) => self.atom(atom),
            Cond::Not(inner) => Ok(!self.holds(inner)?),
            Cond::All(list) => self.combined(list, false),
            Cond::Any(list) => self.combined(list, true),
            Cond::Named(index) => {
                if self.depth >= 24 {
                    return self.doubt(Doubt::NotModelled("conditions that use each other"));
                }
                self.depth += 1;
                let held = self.holds(&self.proxy.conditions[*index].cond);
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
            return self.stands(*test, &path, at);
        }
        if let Op::In(networks) = &atom.op {
            let address = match &atom.subject {
                Subject::ClientAddress => match self.client {
                    Some(ip) => Some(ip),
                    None => return open(Doubt::Client("the address"), at),
                },
                Subject::ListenerAddress => match &self.request.door {
                    Door::Ip(address) => Some(address.ip()),
                    Door::Unix(_) => None,
                },
                _ => {
                    let text = self.subject(atom)?;
                    std::str::from_utf8(&text).ok().and_then(|text| text.parse::<IpAddr>().ok())
                }
            };
            return Ok(address.is_some_and(|address| {
                networks.iter().any(|(network, bits)| super::table::within(address, *network, *bits))
            }));
        }
        let text = self.subject(atom)?;
        Ok(match &atom.op {
            Op::Holds => !text.is_empty() && text != b"0",
            Op::Is(other) => text == **other,
            Op::IsIgnoreCase(other) => other.eq_ignore_case(&text),
            Op::IsText(other) => text == self.text(other)?,
            Op::Prefix(other) => text.starts_with(other),
            Op::Suffix(other) => text.ends_with(other),
            Op::Contains(other) => memchr::memmem::find(&text, other).is_some(),
            Op::Matches(pattern) => {
                let held = self.run(pattern, at, &text)?;
                if !held {
                    // A pattern that does not match empties the captures
                    // (`ngx_http_script_regex_start_code`).
                    self.set_captures(Captures::default());
                }
                held
            }
            Op::Under(other) => super::pattern::under(&text, other).is_some(),
            Op::Glob(other, stops) => super::pattern::glob(other, &text, *stops),
            Op::Less(_) | Op::Greater(_) | Op::In(_) | Op::Among(_) | Op::Opaque(_) => {
                return open(Doubt::NotModelled("this comparison"), at);
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
            Subject::Query(None) => Ok(self.query.clone()),
            Subject::Query(Some(name)) => Ok(argument_of(&self.query, name)),
            Subject::Header(name) if name.eq_ignore_case(b"host") => self.variable(b"http_host", at),
            Subject::Header(name) => {
                let value = self.header(&name.to_ascii_lowercase(), at)?;
                Ok(value.unwrap_or_default())
            }
            Subject::Cookie(name) => {
                let all = self.header(b"cookie", at)?.unwrap_or_default();
                Ok(cookie_of(&all, name))
            }
            Subject::Host => Ok(self.name.clone()),
            Subject::Scheme => self.variable(b"scheme", at),
            Subject::Sni => self.variable(b"ssl_server_name", at),
            Subject::ClientAddress => self.variable(b"remote_addr", at),
            Subject::ListenerAddress => self.variable(b"server_addr", at),
            Subject::ListenerPort => self.variable(b"server_port", at),
            Subject::Folder
            | Subject::FileName
            | Subject::Target
            | Subject::File(..)
            | Subject::PoolState(_)
            | Subject::Sample(_)
            | Subject::Time
            | Subject::Opaque(_) => open(Doubt::NotModelled("what this condition looks at"), at),
        }
    }

    /// What stands at a path, by one of the file tests.
    pub(super) fn stands(&self, test: FileTest, path: &[u8], at: crate::source::At) -> Known<bool> {
        let kind = self.kind(path, at)?;
        Ok(match test {
            FileTest::File => matches!(kind, Kind::File { .. }),
            FileTest::Directory => kind == Kind::Directory,
            FileTest::Exists => kind.exists(),
            FileTest::Executable if !kind.exists() => false,
            FileTest::Executable => return open(Doubt::File(path.into()), at),
        })
    }

    pub(super) fn kind(&self, path: &[u8], at: crate::source::At) -> Known<Kind> {
        match self.world.kind(path) {
            Some(Kind::Denied) | None => open(Doubt::File(path.into()), at),
            Some(kind) => Ok(kind),
        }
    }
}
