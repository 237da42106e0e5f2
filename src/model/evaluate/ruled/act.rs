//! Rules of one list, run in order.

use super::Course;
use super::normalise::normalised;
use super::values::commas;
use crate::model::evaluate::pattern::Captures;
use crate::model::evaluate::{Doubt, Known, StepKind, open};
use crate::model::{
    Act, AddressOf, Answer, Op, Part, Pattern, Phase, Redirect, RedirectKind, RequestPart, Step, Template,
    Text,
};
use crate::source::At;

/// How the work ended.
#[derive(Clone, Debug)]
pub(super) enum Ended {
    /// The phase goes no further; the next one runs.
    Answered {
        status: u16,
        at: At,
        /// The answer has a text of its own: no error page takes its place.
        own_text: bool,
        location: Option<Vec<u8>>,
    },
    Closed(At),
}

/// What a list of rules came to.
enum Ran {
    Through,
    /// No further rules of this phase.
    Stopped,
    Ended(Ended),
}

/// Closed without an answer; see [`Answer::status`].
const CLOSED: u16 = 444;

impl<'a> Course<'a> {
    /// Runs phases: those on the bare connection (`Some(true)`), all others (`Some(false)`), or all.
    pub(super) fn run(&mut self, steps: &'a [Step], connection: Option<bool>) -> Known<Option<Ended>> {
        for step in steps {
            if matches!(step.act, Act::Phase(Phase::Response, _)) {
                continue;
            }
            let early = matches!(step.act, Act::Phase(Phase::Connection, _));
            if connection.is_some_and(|wanted| wanted != early) {
                continue;
            }
            if let Ran::Ended(ended) = self.list(std::slice::from_ref(step))? {
                return Ok(Some(ended));
            }
        }
        Ok(None)
    }

    fn list(&mut self, steps: &'a [Step]) -> Known<Ran> {
        for step in steps {
            let held = match self.holds(&step.when) {
                Ok(held) => held,
                Err(reasons) => {
                    self.doubt(&step.act, reasons)?;
                    continue;
                }
            };
            if !held {
                continue;
            }
            match self.act(&step.act, step.at)? {
                Ran::Through => {}
                ended => return Ok(ended),
            }
        }
        Ok(Ran::Through)
    }

    /// Whether the rule runs is not known: what it sets is not known from here on.
    fn doubt(&mut self, act: &Act, reasons: Vec<crate::model::evaluate::Reason>) -> Known<()> {
        match act {
            Act::SetHeader(name, _) | Act::AddHeader(name, _) | Act::DropHeader(name)
                if !name.eq_ignore_case(b"host") =>
            {
                self.state.headers.push((name.to_ascii_lowercase(), Err(reasons)));
                Ok(())
            }
            Act::SetVariable(name, _) | Act::SetUnknown(name, _) | Act::DropVariable(name) => {
                self.state.variables.insert(name.clone(), Err(reasons));
                Ok(())
            }
            // Which server it is changes nothing before it is asked for.
            Act::UseServer { .. } => Ok(()),
            _ => Err(reasons),
        }
    }

    fn act(&mut self, act: &'a Act, at: At) -> Known<Ran> {
        match act {
            Act::Phase(_, steps) => {
                return Ok(match self.list(steps)? {
                    Ran::Ended(ended) => Ran::Ended(ended),
                    _ => Ran::Through,
                });
            }
            Act::Block(steps) => return self.list(steps),
            Act::Break => return Ok(Ran::Stopped),
            Act::Await => self.state.awaited = true,
            Act::Answer(answer) => return self.answer(answer, at).map(Ran::Ended),
            Act::Redirect(redirect) => return self.redirect(redirect, at),
            Act::SetPath(to) => {
                let text = self.text(to)?;
                self.set_path(&text, false, at);
            }
            Act::SetPathQuery(to) => {
                let text = self.text(to)?;
                self.set_path(&text, true, at);
            }
            Act::SetQuery(to) => {
                let text = self.text(to)?;
                self.state.set_query(&text);
            }
            Act::SetTarget(to) => {
                let text = self.text(to)?;
                self.state.set_target(text);
                self.note(StepKind::Rewritten, at);
            }
            Act::SetMethod(to) => self.state.method = self.text(to)?,
            Act::Replace { part, pattern, with } => self.replace(part, pattern, with, at)?,
            Act::Normalise(how) => {
                let Some(target) = normalised(&self.state.target, *how) else {
                    let bad = Ended::Answered { status: 400, at, own_text: false, location: None };
                    return Ok(Ran::Ended(bad));
                };
                self.state.target = target;
            }
            Act::SetHeader(name, to) => {
                let value = self.text(to);
                let name = name.to_ascii_lowercase();
                self.state.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
                self.state.headers.push((name.clone(), value));
                if name == b"host" {
                    self.state.follow_host();
                }
            }
            Act::AddHeader(name, to) => {
                let value = self.text(to);
                self.state.headers.push((name.to_ascii_lowercase(), value));
            }
            Act::DropHeader(name) => {
                self.state.headers.retain(|(known, _)| !name.eq_ignore_case(known));
            }
            Act::DropHeaders(op) => self.drop_headers(op, at)?,
            Act::SetVariable(name, to) => self.set_variable(name, to),
            Act::DropVariable(name) => {
                self.state.variables.remove(name);
            }
            Act::SetUnknown(name, why) => {
                self.state.variables.insert(name.clone(), open(Doubt::Value(*why), at));
            }
            Act::SetAddress(whose, to) => self.set_address(*whose, to)?,
            // Servers are named once the pool's rules are done.
            Act::UseServer { .. } => {}
            Act::Opaque(why) => return open(Doubt::Value(*why), at),
            _ => return open(Doubt::NotModelled("this step"), at),
        }
        Ok(Ran::Through)
    }

    fn set_path(&mut self, text: &[u8], whole: bool, at: At) {
        // A target without a path (`*`) stays as it is.
        if self.state.path().is_some() {
            self.state.set_path(text, whole);
            self.note(StepKind::Rewritten, at);
        }
    }

    pub(super) fn answer(&mut self, answer: &Answer, at: At) -> Known<Ended> {
        Ok(match answer.status {
            CLOSED => Ended::Closed(at),
            0 => return open(Doubt::NotModelled("the status of this answer"), at),
            status => Ended::Answered { status, at, own_text: answer.text.is_some(), location: None },
        })
    }

    /// `http_apply_redirect_rule`.
    fn redirect(&mut self, redirect: &Redirect, at: At) -> Known<Ran> {
        let text = self.text(&redirect.to)?;
        if redirect.ignore_empty && text.is_empty() {
            return Ok(Ran::Through);
        }
        let rest = |course: &Self| {
            let path = course.state.path().unwrap_or_default();
            let mut rest = match redirect.drop_query {
                true => path.to_vec(),
                false => course.state.path_query().unwrap_or_default().to_vec(),
            };
            // With a query the slash comes behind it.
            if redirect.append_slash && !rest.ends_with(b"/") {
                rest.push(b'/');
            }
            rest
        };
        let location = match redirect.kind {
            RedirectKind::Location => text,
            RedirectKind::Prefix if text == b"/" => rest(self),
            RedirectKind::Prefix => [text, rest(self)].concat(),
            RedirectKind::Scheme => {
                let host = self.header(b"host", at)?.into_iter().next().unwrap_or_default();
                [&text[..], b"://", &host, &rest(self)].concat()
            }
        };
        let status = redirect.status;
        Ok(Ran::Ended(Ended::Answered { status, at, own_text: true, location: Some(location) }))
    }

    fn replace(&mut self, part: &RequestPart, pattern: &Pattern, with: &Template, at: At) -> Known<()> {
        let of_target = match part {
            RequestPart::Path => self.state.path().map(<[u8]>::to_vec),
            RequestPart::PathQuery => self.state.path_query().map(<[u8]>::to_vec),
            RequestPart::Target => Some(self.state.target.clone()),
            RequestPart::Header(name) => return self.replace_header(name, false, pattern, with, at),
            RequestPart::HeaderValue(name) => return self.replace_header(name, true, pattern, with, at),
        };
        let Some(text) = of_target else { return Ok(()) };
        let Some(made) = self.replacement(&text, pattern, with, at)? else { return Ok(()) };
        match part {
            RequestPart::Path => self.state.set_path(&made, false),
            RequestPart::PathQuery => self.state.set_path(&made, true),
            _ => self.state.set_target(made),
        }
        self.note(StepKind::Rewritten, at);
        Ok(())
    }

    fn replace_header(
        &mut self,
        name: &Text,
        parts: bool,
        pattern: &Pattern,
        with: &Template,
        at: At,
    ) -> Known<()> {
        for index in 0..self.state.headers.len() {
            let (known, value) = &self.state.headers[index];
            let (true, Ok(value)) = (name.eq_ignore_case(known), value.clone()) else { continue };
            let made = if parts {
                let mut made = Vec::new();
                for part in commas(&value) {
                    made.push(self.replacement(part, pattern, with, at)?.unwrap_or_else(|| part.to_vec()));
                }
                Some(made.join(&b", "[..]))
            } else {
                self.replacement(&value, pattern, with, at)?
            };
            if let Some(made) = made {
                self.state.headers[index].1 = Ok(made);
            }
        }
        if name.eq_ignore_case(b"host") {
            self.state.follow_host();
        }
        Ok(())
    }

    /// The text that takes the place of another; `None` where the pattern does not match.
    fn replacement(
        &mut self,
        text: &[u8],
        pattern: &Pattern,
        with: &Template,
        at: At,
    ) -> Known<Option<Vec<u8>>> {
        let Some(compiled) = self.routing.patterns.get(pattern) else {
            return open(Doubt::PatternUnread, at);
        };
        match compiled.run(text) {
            None => open(Doubt::PatternUnread, at),
            Some(None) => Ok(None),
            Some(Some(Captures { groups, .. })) => self.text_with(with, &groups).map(Some),
        }
    }

    fn drop_headers(&mut self, op: &Op, at: At) -> Known<()> {
        let mut kept = Vec::new();
        for (name, value) in std::mem::take(&mut self.state.headers) {
            let drops = match op {
                Op::Prefix(text) => name.starts_with(&text.to_ascii_lowercase()),
                Op::Suffix(text) => name.ends_with(&text.to_ascii_lowercase()),
                Op::Contains(text) => memchr::memmem::find(&name, &text.to_ascii_lowercase()).is_some(),
                Op::Matches(pattern) => {
                    let run = self.routing.patterns.get(pattern).and_then(|compiled| compiled.run(&name));
                    match run {
                        Some(found) => found.is_some(),
                        None => return open(Doubt::PatternUnread, at),
                    }
                }
                _ => return open(Doubt::NotModelled("this comparison"), at),
            };
            if !drops {
                kept.push((name, value));
            }
        }
        self.state.headers = kept;
        Ok(())
    }

    /// A value keeps its type; without one the variable stays as it is (`action_store`).
    fn set_variable(&mut self, name: &Text, to: &Template) {
        let value = match &*to.parts {
            [Part::Sample(sample)] => match self.values(sample, false) {
                Ok(values) => match values.into_iter().last() {
                    Some(value) => Ok(value),
                    None => return,
                },
                Err(reasons) => Err(reasons),
            },
            _ => self.text(to).map(|text| crate::model::Datum::Text(text.into())),
        };
        self.state.variables.insert(name.clone(), value);
    }

    fn set_address(&mut self, whose: AddressOf, to: &Template) -> Known<()> {
        let [Part::Sample(sample)] = &*to.parts else { return Ok(()) };
        let Some(value) = self.values(sample, false)?.into_iter().last() else { return Ok(()) };
        let address = super::convert::to_address(&value);
        let port = super::convert::number(&value).and_then(|number| u16::try_from(number).ok());
        // What is no address leaves the old one.
        match whose {
            AddressOf::Client => self.state.client = address.or(self.state.client),
            AddressOf::Destination => self.state.destination = address.or(self.state.destination),
            AddressOf::ClientPort => self.state.client_port = port.or(self.state.client_port),
            AddressOf::DestinationPort => self.state.destination_port = port.or(self.state.destination_port),
        }
        Ok(())
    }
}
