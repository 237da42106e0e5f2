//! What samples take from a request.

use super::{Course, DEPTH};
use crate::model::evaluate::{Doubt, Known, open};
use crate::model::{Atom, Cond, Datum, HeaderPick, Part, ReadAs, Sample, Source, Subject, Template, Text};
use crate::source::At;
use std::net::IpAddr;

impl Course<'_> {
    /// Values of a sample: in a condition (`any`) all that may fit, elsewhere one at the most.
    pub(super) fn values(&mut self, sample: &Sample, any: bool) -> Known<Vec<Datum>> {
        let mut values = self.taken(&sample.source, any, sample.at)?;
        for convert in &sample.then {
            let mut made = Vec::with_capacity(values.len());
            for value in values {
                made.extend(self.convert(convert, value, sample.at)?);
            }
            values = made;
        }
        Ok(values)
    }

    /// A text whose digits are captures.
    pub(super) fn text_with(&mut self, template: &Template, captures: &[Option<Vec<u8>>]) -> Known<Vec<u8>> {
        let mut text = Vec::new();
        for part in template.parts.iter() {
            match part {
                Part::Literal(literal) => text.extend(&**literal),
                Part::Sample(sample) => {
                    if let Some(value) = self.values(sample, false)?.last() {
                        text.extend(bytes(value));
                    }
                }
                Part::Variable(name) => {
                    let number = std::str::from_utf8(name).ok().and_then(|name| name.parse::<usize>().ok());
                    match number {
                        Some(number) => {
                            text.extend(captures.get(number).cloned().flatten().unwrap_or_default())
                        }
                        None => return open(Doubt::Variable(name.clone()), template.at),
                    }
                }
                Part::Table(_) => return open(Doubt::NotModelled("this text"), template.at),
            }
        }
        Ok(text)
    }

    fn taken(&mut self, source: &Source, any: bool, at: At) -> Known<Vec<Datum>> {
        let text = |text: &[u8]| Ok(vec![Datum::Text(Text::from(text))]);
        let maybe =
            |value: Option<&[u8]>| Ok(value.map(|text| Datum::Text(Text::from(text))).into_iter().collect());
        let truth = |truth| Ok(vec![Datum::Bool(truth)]);
        let terminated = self.bind.tls && self.request.tls.is_some();
        match source {
            Source::Constant(datum) => Ok(vec![datum.clone()]),
            Source::IsHttp if self.state.http => truth(true),
            Source::IsHttp => truth(self.request.tls.is_none()),
            Source::Tls => truth(terminated),
            Source::HasSni => truth(terminated && self.sni().is_some()),
            Source::Sni => maybe(self.sni().filter(|_| terminated)),
            Source::GreetingSni | Source::Greeting | Source::GreetingAlpn => self.greeting(source, at),
            Source::ClientAddress => match (self.state.client, self.door()) {
                (Some(address), _) => Ok(vec![Datum::Address(address)]),
                // A socket's peer has no address.
                (None, None) => Ok(Vec::new()),
                (None, Some(_)) => open(Doubt::Client("the address"), at),
            },
            Source::ClientPort => match self.state.client_port {
                Some(port) => Ok(vec![Datum::Number(port.into())]),
                None => open(Doubt::Client("the port"), at),
            },
            Source::Destination => Ok(self.state.destination.map(Datum::Address).into_iter().collect()),
            Source::DestinationPort => {
                Ok(self.state.destination_port.map(|port| Datum::Number(port.into())).into_iter().collect())
            }
            Source::Variable(name) => match self.state.variables.get(name) {
                Some(value) => Ok(vec![value.clone()?]),
                None => Ok(Vec::new()),
            },
            Source::UsableServers(pool) => self.usable_servers(pool, at),
            Source::ServerUp(pool, server) => self.server_up(pool, server, at),
            Source::Opaque(_) => open(Doubt::NotModelled("what is taken from the request here"), at),
            // What is left needs a head of HTTP.
            _ if !self.state.http => match self.request.tls {
                Some(_) => Ok(Vec::new()),
                None => open(Doubt::NotModelled("a request that is read as bytes"), at),
            },
            Source::Method => text(&self.request.method),
            Source::Version => text(match self.request.version {
                crate::model::evaluate::Spoken::V0_9 => b"0.9",
                crate::model::evaluate::Spoken::V1_0 => b"1.0",
                crate::model::evaluate::Spoken::V1_1 => b"1.1",
                crate::model::evaluate::Spoken::V2 => b"2.0",
            }),
            Source::Target => text(&self.state.target),
            Source::Path => maybe(self.state.path()),
            Source::PathQuery => maybe(self.state.path_query()),
            Source::Query => maybe(self.state.query()),
            Source::Base => {
                let mut base = self.header(b"host", at)?.into_iter().next().unwrap_or_default();
                base.extend(self.state.path().unwrap_or_default());
                text(&base)
            }
            Source::Header(pick) => self.picked(pick, any, at),
            Source::HeaderCount(pick) => {
                let count = self.parts(pick, at)?.len();
                Ok(vec![Datum::Number(count as i64)])
            }
            Source::Cookie(name) => {
                let mut values = self.cookies(name, at)?;
                if !any {
                    values.drain(..values.len().saturating_sub(1));
                }
                Ok(values.into_iter().map(|value| Datum::Text(value.into())).collect())
            }
            Source::CookieCount(name) => {
                let count = self.cookies(name, at)?.len();
                Ok(vec![Datum::Number(count as i64)])
            }
            Source::Argument { name, after } => {
                let mut values = arguments(&self.state.target, name, *after);
                if !any {
                    values.truncate(1);
                }
                Ok(values.into_iter().map(|value| Datum::Text(value.into())).collect())
            }
            Source::Authorized => match self.header(b"authorization", at)?.is_empty() {
                true => truth(false),
                false => open(Doubt::Client("the password"), at),
            },
        }
    }

    fn sni(&self) -> Option<&[u8]> {
        self.request.tls.as_ref()?.sni.as_deref()
    }

    /// A greeting that passes through. Without waiting it is not there yet when the rules run.
    fn greeting(&self, source: &Source, at: At) -> Known<Vec<Datum>> {
        let Some(tls) = self.request.tls.as_ref().filter(|_| !self.bind.tls) else { return Ok(Vec::new()) };
        if !self.state.awaited {
            return open(Doubt::NotModelled("bytes that may not be there yet"), at);
        }
        match source {
            Source::Greeting => Ok(vec![Datum::Number(1)]),
            Source::GreetingSni => Ok(tls.sni.iter().map(|name| Datum::Text(name.clone())).collect()),
            _ => match &tls.protocols {
                Some(protocols) if protocols.is_empty() => Ok(Vec::new()),
                Some(protocols) => Ok(protocols.iter().map(|name| Datum::Text(name.clone())).collect()),
                None => open(Doubt::Client("the protocols of its TLS"), at),
            },
        }
    }

    /// Lines of a header; a client may send more than is known.
    pub(super) fn header(&self, name: &[u8], at: At) -> Known<Vec<Vec<u8>>> {
        let mut lines = Vec::new();
        for line in self.state.lines(name) {
            lines.push(line.clone()?);
        }
        if lines.is_empty() && self.request.open && name != b"host" {
            return open(Doubt::Client("a header"), at);
        }
        Ok(lines)
    }

    /// Lines of a header, or their parts.
    fn parts(&self, pick: &HeaderPick, at: At) -> Known<Vec<Vec<u8>>> {
        let lines = self.header(&pick.name.to_ascii_lowercase(), at)?;
        Ok(match pick.whole {
            true => lines,
            false => lines.iter().flat_map(|line| commas(line)).map(<[u8]>::to_vec).collect(),
        })
    }

    fn picked(&self, pick: &HeaderPick, any: bool, at: At) -> Known<Vec<Datum>> {
        let mut parts = self.parts(pick, at)?;
        let place = match pick.occurrence {
            Some(number) if number > 0 => Some(number as usize - 1),
            Some(number) => Some(parts.len().wrapping_sub(number.unsigned_abs() as usize)),
            None if any => None,
            None => Some(parts.len().wrapping_sub(1)),
        };
        if let Some(place) = place {
            parts = parts.get(place).cloned().into_iter().collect();
        }
        let read = |part: &Vec<u8>| match pick.read_as {
            ReadAs::Text => Some(Datum::Text(part[..].into())),
            ReadAs::Number => Some(Datum::Number(leading_number(part))),
            ReadAs::Address => address(part).map(Datum::Address),
        };
        Ok(parts.iter().filter_map(read).collect())
    }

    pub(super) fn cookies(&self, name: &[u8], at: At) -> Known<Vec<Vec<u8>>> {
        let mut values = Vec::new();
        for line in self.header(b"cookie", at)? {
            for pair in line.split(|byte| *byte == b';') {
                let Some(equals) = pair.iter().position(|byte| *byte == b'=') else { continue };
                if pair[..equals].trim_ascii() == name {
                    values.push(pair[equals + 1..].trim_ascii().to_vec());
                }
            }
        }
        Ok(values)
    }

    pub(super) fn holds(&mut self, cond: &Cond) -> Known<bool> {
        match cond {
            Cond::Always => Ok(true),
            Cond::Never => Ok(false),
            Cond::Not(inner) => Ok(!self.holds(inner)?),
            Cond::All(list) => self.combined(list, false),
            Cond::Any(list) => self.combined(list, true),
            Cond::Unknown(why, at) => open(Doubt::Value(*why), *at),
            Cond::Atom(atom) => self.atom(atom),
            Cond::Named(index) => {
                let at = self.host().at;
                let cond = &self.routing.proxy.conditions[*index].cond;
                if self.depth >= DEPTH {
                    return open(Doubt::NotModelled("conditions that use each other"), at);
                }
                self.depth += 1;
                let held = self.holds(cond);
                self.depth -= 1;
                held
            }
        }
    }

    fn combined(&mut self, list: &[Cond], decides: bool) -> Known<bool> {
        let mut doubts = Vec::new();
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
        match (&atom.subject, &atom.op) {
            (Subject::Sample(sample), crate::model::Op::Among(among)) => {
                let values = self.values(sample, true)?;
                self.among(&values, among, atom.at)
            }
            _ => open(Doubt::NotModelled("what this condition looks at"), atom.at),
        }
    }
}

/// A value as text.
pub(super) fn bytes(value: &Datum) -> Vec<u8> {
    match value {
        Datum::Bool(truth) => vec![if *truth { b'1' } else { b'0' }],
        Datum::Number(number) => number.to_string().into_bytes(),
        Datum::Address(address) => address.to_string().into_bytes(),
        Datum::Text(text) => text.to_vec(),
    }
}

/// Parts between commas; quotes keep theirs.
pub(super) fn commas(line: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut quoted = false;
    let mut escaped = false;
    for (index, byte) in line.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            b',' if !quoted => {
                parts.push(line[start..index].trim_ascii());
                start = index + 1;
            }
            _ => {}
        }
    }
    parts.push(line[start..].trim_ascii());
    parts
}

/// `find_url_param_value_pos`: parts end at `&`, `;` or the sign that began them.
fn arguments(target: &[u8], name: &[u8], after: u8) -> Vec<Vec<u8>> {
    let Some(start) = target.iter().position(|byte| *byte == after) else { return Vec::new() };
    target[start + 1..]
        .split(|byte| matches!(byte, b'&' | b';') || *byte == after)
        .filter_map(|part| part.strip_prefix(name)?.strip_prefix(b"="))
        .map(<[u8]>::to_vec)
        .collect()
}

/// `strl2ic`: digits at the front.
fn leading_number(text: &[u8]) -> i64 {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        text => (1, text),
    };
    let number = digits.iter().take_while(|byte| byte.is_ascii_digit()).take(18);
    sign * number.fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0'))
}

/// An address, with or without port.
pub(super) fn address(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let plain = text.parse().ok();
    plain.or_else(|| text.parse::<std::net::SocketAddr>().ok().map(|address| address.ip()))
}
