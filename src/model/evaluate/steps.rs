//! Steps of a host or a route: rewrites, assignments, answers, blocks under a condition.
//!
//! Source: `ngx_http_rewrite_handler` and the codes in `ngx_http_script.c`.

use super::pattern::Captures;
use super::text::PieceKind;
use super::walk::Walk;
use super::{Doubt, Known, StepKind, escape, open};
use crate::model::{Act, Answer, Forward, Step, Template, Then};
use crate::source::At;

/// How a list of steps ended.
pub(super) enum Ran<'a> {
    Through,
    /// No further steps of any list of this phase.
    Stopped,
    Answered(Said),
    Forward(&'a Forward),
}

/// An answer that a step gives.
pub(super) struct Said {
    pub status: u16,
    pub at: At,
    /// Target of a redirect.
    pub location: Option<Vec<u8>>,
    /// The answer has a text of its own: no error page is shown.
    pub own_text: bool,
}

impl<'a> Walk<'a> {
    pub(super) fn run_steps(&mut self, steps: &'a [Step]) -> Known<Ran<'a>> {
        for step in steps {
            if !self.holds(&step.when)? {
                continue;
            }
            match self.act(&step.act, step.at)? {
                Ran::Through => {}
                ended => return Ok(ended),
            }
        }
        Ok(Ran::Through)
    }

    fn act(&mut self, act: &'a Act, at: At) -> Known<Ran<'a>> {
        match act {
            Act::Block(inner) => return self.run_steps(inner),
            Act::Enter(route) => self.enter(*route, StepKind::Entered),
            Act::SetVariable(name, value) => {
                let name = name.to_ascii_lowercase();
                let value = self.text(value);
                match (&*name, value) {
                    (b"args", Ok(value)) => {
                        // The path is put together anew (`ngx_http_variable_set_args`).
                        self.query = value;
                        self.raw_holds = false;
                    }
                    (b"args", Err(reasons)) => return Err(reasons),
                    (_, value) => {
                        self.variables.insert(name, value);
                    }
                }
            }
            Act::SetUnknown(name, why) => {
                self.variables.insert(name.to_ascii_lowercase(), open(Doubt::Value(*why), at));
            }
            Act::Break => {
                if self.choose_again {
                    self.prefix_holds = false;
                    self.choose_again = false;
                }
                return Ok(Ran::Stopped);
            }
            Act::Answer(answer) => return self.answer(answer, at).map(Ran::Answered),
            Act::Rewrite { pattern, replacement, then } => {
                let path = self.path.clone();
                if !self.run(pattern, at, &path)? {
                    self.set_captures(Captures::default());
                    return Ok(Ran::Through);
                }
                return self.rewrite(replacement, *then, at);
            }
            Act::SetPath(path) => {
                self.path = self.text(path)?;
                self.raw_holds = false;
            }
            Act::SetQuery(query) => self.query = self.text(query)?,
            Act::SetHost(host) => {
                self.name = self.text(host)?.to_ascii_lowercase();
            }
            Act::Forward(forward) => return Ok(Ran::Forward(forward)),
            Act::SetHeader(..)
            | Act::AddHeader(..)
            | Act::DropHeader(_)
            | Act::DropHeaders(_)
            | Act::DropVariable(_)
            | Act::SetPathQuery(_)
            | Act::SetTarget(_)
            | Act::SetMethod(_)
            | Act::SetAddress(..)
            | Act::Replace { .. }
            | Act::Normalise(_)
            | Act::Redirect(_)
            | Act::Phase(..)
            | Act::Await
            | Act::UseServer { .. } => {
                return open(Doubt::NotModelled("this step"), at);
            }
            Act::Opaque(why) => return open(Doubt::Value(*why), at),
        }
        Ok(Ran::Through)
    }

    fn answer(&mut self, answer: &'a Answer, at: At) -> Known<Said> {
        let redirects = matches!(answer.status, 301 | 302 | 303 | 307 | 308);
        let text = match &answer.text {
            Some(text) if redirects || answer.status == 0 => Some(self.text(text)?),
            _ => None,
        };
        let status = match (&text, answer.status) {
            // `return $url`: the variable decides whether it is a redirect.
            (Some(text), 0) if text.starts_with(b"http://") || text.starts_with(b"https://") => 302,
            (_, 0) => return open(Doubt::NotModelled("the status of this answer"), at),
            (_, status) => status,
        };
        self.note(StepKind::Answered, at);
        Ok(Said {
            status,
            at,
            location: text,
            own_text: !redirects && (answer.text.is_some() || answer.status < 300),
        })
    }

    fn rewrite(&mut self, replacement: &Template, then: Then, at: At) -> Known<Ran<'a>> {
        self.note(StepKind::Rewritten, at);
        let redirect = match then {
            Then::Redirect(status) => Some(status),
            _ => None,
        };
        let (path, query) = self.replaced(replacement, redirect.is_some())?;
        if let Some(status) = redirect {
            let location = match query {
                Some(query) => [&path[..], b"?", &query].concat(),
                None => path,
            };
            return Ok(Ran::Answered(Said { status, at, location: Some(location), own_text: false }));
        }
        self.path = path;
        self.query = query.unwrap_or_default();
        self.internal = true;
        self.raw_holds = false;
        if self.path.is_empty() {
            // "the rewritten URI has a zero length"
            return Ok(Ran::Answered(Said { status: 500, at, location: None, own_text: false }));
        }
        if then == Then::Break {
            self.prefix_holds = false;
            self.choose_again = false;
        } else {
            self.choose_again = true;
        }
        Ok(match then {
            Then::Last | Then::Break => Ran::Stopped,
            _ => Ran::Through,
        })
    }

    /// Path and query that a replacement makes. The first written `?` begins new arguments; the old
    /// ones follow unless the replacement ends in `?`. Captures among arguments are escaped.
    fn replaced(&mut self, replacement: &Template, redirect: bool) -> Known<(Vec<u8>, Option<Vec<u8>>)> {
        let (pieces, length) = self.pieces(replacement)?;
        if length.is_some() {
            return open(
                Doubt::NotModelled("a capture that a table changes while the text is built"),
                replacement.at,
            );
        }
        let last = pieces.len().saturating_sub(1);
        let mut keeps_query = true;
        let (mut path, mut arguments): (Vec<u8>, Option<Vec<u8>>) = (Vec::new(), None);
        for (index, piece) in pieces.into_iter().enumerate() {
            let mut bytes = &piece.bytes[..];
            match piece.kind {
                PieceKind::Literal => {
                    if index == last
                        && let Some(cut) = bytes.strip_suffix(b"?")
                    {
                        bytes = cut;
                        keeps_query = false;
                    }
                    match (&mut arguments, bytes.iter().position(|byte| *byte == b'?')) {
                        (Some(arguments), _) => arguments.extend(bytes),
                        (none, Some(mark)) => {
                            path.extend(&bytes[..mark]);
                            *none = Some(bytes[mark + 1..].to_vec());
                        }
                        (None, None) => path.extend(bytes),
                    }
                }
                kind => {
                    let in_arguments = arguments.is_some();
                    let escapes = kind == PieceKind::Capture
                        && (in_arguments || redirect)
                        && (self.escaped || self.plus);
                    let text = if escapes { escape::argument(bytes) } else { bytes.to_vec() };
                    arguments.as_mut().unwrap_or(&mut path).extend(text);
                }
            }
        }
        let query = match arguments {
            Some(mut arguments) => {
                if keeps_query && !self.query.is_empty() {
                    arguments.push(b'&');
                    arguments.extend(&self.query);
                }
                Some(arguments)
            }
            None if keeps_query && !self.query.is_empty() => Some(self.query.clone()),
            None => None,
        };
        Ok((path, query))
    }
}
