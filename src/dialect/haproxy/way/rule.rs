//! `http-request`, `tcp-request` and `redirect` rules as steps.
//!
//! Source: the manual, section 4.2; `parse_http_req_cond` (src/http_rules.c), src/http_act.c, src/tcp_act.c.

use super::acl::{Acls, Found, Word};
use super::sample::{self, Surroundings};
use super::table::Tables;
use crate::model::*;
use crate::source::At;
use std::sync::Arc;

/// Status of a connection that is closed without an answer; see [`Answer::status`].
const CLOSED: u16 = 444;

/// What rules are read with.
pub struct Reader<'a> {
    pub around: Surroundings<'a>,
    pub acls: &'a Acls,
    pub found: &'a mut Found,
}

/// Words before the condition, and those from its `if` or `unless` on.
pub fn parted<'a, 'w>(words: &'a [Word<'w>]) -> (&'a [Word<'w>], &'a [Word<'w>]) {
    let at = words.iter().position(|word| matches!(word.text, b"if" | b"unless")).unwrap_or(words.len());
    words.split_at(at)
}

impl Reader<'_> {
    fn tables(&self) -> &Tables {
        self.around.tables
    }

    pub fn condition(&mut self, words: &[Word<'_>]) -> Cond {
        self.acls.condition(words, self.around, self.found)
    }

    fn format(&self, word: &Word<'_>) -> Template {
        if word.open.is_some() {
            return unknown(word);
        }
        sample::format(word.text, word.at, false, self.around)
    }

    fn template(&self, word: &Word<'_>) -> Template {
        if word.open.is_some() {
            return unknown(word);
        }
        sample::template(word.text, word.at, self.around)
    }

    /// A rule from its action on; `None` for one that decides nothing about the way of a request.
    pub fn step(&mut self, words: &[Word<'_>], at: At) -> Option<Step> {
        let [action, ..] = words else { return None };
        // `if` may be the text of an answer, but not its first word.
        let (own, condition) = parted(&words[1..]);
        let act = self.act(action, own)?;
        let when = self.condition(condition);
        Some(Step { when, act, at })
    }

    /// A rule on replies, where it ends the request: all others change what the client reads.
    pub fn reply(&mut self, words: &[Word<'_>], at: At) -> Option<Step> {
        let [action, ..] = words else { return None };
        let (own, condition) = parted(&words[1..]);
        let act = match action.text {
            b"deny" => Act::Answer(self.denied(own, 502)),
            b"return" => Act::Answer(self.returned(own)),
            _ => return None,
        };
        let when = self.condition(condition);
        Some(Step { when, act, at })
    }

    fn act(&mut self, action: &Word<'_>, words: &[Word<'_>]) -> Option<Act> {
        let whole = action.text;
        let call = sample::call(whole).unwrap_or(sample::Call {
            name: whole,
            arguments: Vec::new(),
            length: whole.len(),
        });
        let first = words.first();
        let second = words.get(1);
        let opaque = || Some(Act::Opaque(Why::Opaque));
        Some(match call.name {
            b"allow" | b"accept" => Act::Break,
            b"deny" => Act::Answer(self.denied(words, 403)),
            b"tarpit" => Act::Answer(self.denied(words, 500)),
            b"return" => Act::Answer(self.returned(words)),
            b"auth" => Act::Answer(Answer { status: 401, text: None }),
            b"reject" | b"silent-drop" => Act::Answer(Answer { status: CLOSED, text: None }),
            b"redirect" => match self.redirect(words) {
                Some(redirect) => Act::Redirect(Box::new(redirect)),
                None => return opaque(),
            },
            b"set-path" => Act::SetPath(self.format(first?)),
            b"set-pathq" => Act::SetPathQuery(self.format(first?)),
            b"set-query" => Act::SetQuery(self.format(first?)),
            b"set-uri" => Act::SetTarget(self.format(first?)),
            b"set-method" => Act::SetMethod(self.format(first?)),
            b"set-header" => Act::SetHeader(first?.text.into(), self.format(second?)),
            b"add-header" => Act::AddHeader(first?.text.into(), self.format(second?)),
            b"del-header" => self.dropped(words)?,
            b"replace-path" => self.replace(RequestPart::Path, words)?,
            b"replace-pathq" => self.replace(RequestPart::PathQuery, words)?,
            b"replace-uri" => self.replace(RequestPart::Target, words)?,
            b"replace-header" => self.replace(RequestPart::Header(first?.text.into()), &words[1..])?,
            b"replace-value" => self.replace(RequestPart::HeaderValue(first?.text.into()), &words[1..])?,
            b"set-var" if call.arguments.len() < 2 => Act::SetVariable(call.text(0)?, self.template(first?)),
            b"set-var-fmt" if call.arguments.len() < 2 => {
                Act::SetVariable(call.text(0)?, self.format(first?))
            }
            b"set-var" | b"set-var-fmt" => Act::SetUnknown(call.text(0)?, Why::Variable),
            b"unset-var" => Act::DropVariable(call.text(0)?),
            b"do-resolve" => Act::SetUnknown(call.text(0)?, Why::Variable),
            b"set-src" => Act::SetAddress(AddressOf::Client, self.template(first?)),
            b"set-src-port" => Act::SetAddress(AddressOf::ClientPort, self.template(first?)),
            b"set-dst" => Act::SetAddress(AddressOf::Destination, self.template(first?)),
            b"set-dst-port" => Act::SetAddress(AddressOf::DestinationPort, self.template(first?)),
            b"normalize-uri" => Act::Normalise(normalise(words)?),
            b"use-service" => match first?.text {
                b"prometheus-exporter" => Act::Answer(own_answer(200, first?.at)),
                _ => return opaque(),
            },
            b"switch-mode" | b"wait-for-body" => return None,
            // Counting, logging, priorities, waiting: the way of the request does not hang on them.
            name if WITHOUT_BEARING.iter().any(|known| name.starts_with(known)) => return None,
            _ => return opaque(),
        })
    }

    /// `deny [{ status | deny_status } CODE] [errorfile F] …`.
    fn denied(&self, words: &[Word<'_>], default: u16) -> Answer {
        let mut answer = Answer { status: default, text: None };
        let mut section = None;
        for pair in words.windows(2) {
            let [key, value] = pair else { continue };
            match key.text {
                b"status" | b"deny_status" => answer.status = number(value.text).unwrap_or(0),
                b"errorfile" => {
                    answer = own_answer(self.tables().page(value.text).unwrap_or(0), value.at);
                    break;
                }
                b"string" | b"lf-string" | b"file" | b"lf-file" => {
                    answer.text = Some(constant(b"", value.at));
                }
                b"errorfiles" => section = Some(value),
                _ => {}
            }
        }
        section.and_then(|section| self.page_of(section, answer.status)).unwrap_or(answer)
    }

    /// The page of an `http-errors` section; without one for the status the server's own is sent.
    fn page_of(&self, section: &Word<'_>, status: u16) -> Option<Answer> {
        let pages = self.tables().errors_of(section.text);
        let (_, path) = pages.iter().rev().find(|(known, _)| *known == status)?;
        Some(own_answer(self.tables().page(path).unwrap_or(0), section.at))
    }

    /// `return [status CODE] …`: the text is the rule's own, so that no error page takes its place.
    fn returned(&self, words: &[Word<'_>]) -> Answer {
        let mut status = 200;
        let mut section = None;
        for pair in words.windows(2) {
            let [key, value] = pair else { continue };
            match key.text {
                b"status" => status = number(value.text).unwrap_or(0),
                b"errorfile" => status = self.tables().page(value.text).unwrap_or(0),
                b"errorfiles" => section = Some(value),
                _ => {}
            }
        }
        if let Some(page) = section.and_then(|section| self.page_of(section, status)) {
            return page;
        }
        if words.iter().any(|word| word.text == b"default-errorfiles") {
            return Answer { status, text: None };
        }
        let text =
            Template { parts: Arc::from([]), at: words.first().map_or(self.found.here, |word| word.at) };
        Answer { status, text: Some(text) }
    }

    /// `{ location | prefix | scheme } TEXT [code N] [drop-query] [append-slash] …`.
    pub fn redirect(&self, words: &[Word<'_>]) -> Option<Redirect> {
        let mut redirect = None;
        let (mut status, mut drop_query, mut append_slash, mut ignore_empty) = (302, false, false, false);
        let mut rest = words;
        while let [word, after @ ..] = rest {
            rest = after;
            let kind = match word.text {
                b"location" => RedirectKind::Location,
                b"prefix" => RedirectKind::Prefix,
                b"scheme" => RedirectKind::Scheme,
                b"code" => {
                    status = number(rest.first()?.text)?;
                    rest = &rest[1..];
                    continue;
                }
                b"drop-query" => {
                    drop_query = true;
                    continue;
                }
                b"append-slash" => {
                    append_slash = true;
                    continue;
                }
                b"ignore-empty" => {
                    ignore_empty = true;
                    continue;
                }
                b"set-cookie" | b"clear-cookie" => {
                    rest = rest.get(1..)?;
                    continue;
                }
                b"if" | b"unless" => break,
                _ => return None,
            };
            redirect = Some((kind, self.format(rest.first()?)));
            rest = &rest[1..];
        }
        let (kind, to) = redirect?;
        Some(Redirect { kind, to, status, drop_query, append_slash, ignore_empty })
    }

    /// `del-header NAME [-m METHOD]`.
    fn dropped(&self, words: &[Word<'_>]) -> Option<Act> {
        let name = words.first()?;
        let text = Text::from(name.text);
        let [_, flag, method, ..] = words else { return Some(Act::DropHeader(text)) };
        if flag.text != b"-m" {
            return Some(Act::DropHeader(text));
        }
        Some(Act::DropHeaders(match method.text {
            b"str" => return Some(Act::DropHeader(text)),
            b"beg" => Op::Prefix(text),
            b"end" => Op::Suffix(text),
            b"sub" => Op::Contains(text),
            b"reg" => Op::Matches(Pattern { source: text, ignore_case: false }),
            _ => return Some(Act::Opaque(Why::Opaque)),
        }))
    }

    fn replace(&self, part: RequestPart, words: &[Word<'_>]) -> Option<Act> {
        let [pattern, with, ..] = words else { return None };
        Some(Act::Replace {
            part,
            pattern: Pattern { source: pattern.text.into(), ignore_case: false },
            with: match with.open {
                Some(_) => unknown(with),
                None => sample::format(with.text, with.at, true, self.around),
            },
        })
    }
}

/// Actions that begin so decide nothing about where a request goes.
const WITHOUT_BEARING: [&[u8]; 21] = [
    b"add-acl",
    b"cache-use",
    b"capture",
    b"del-acl",
    b"del-map",
    b"disable-l7-retry",
    b"early-hint",
    b"sc-",
    b"send-spoe-group",
    b"set-bandwidth-limit",
    b"set-bc-",
    b"set-fc-",
    b"set-log-level",
    b"set-map",
    b"set-mark",
    b"set-nice",
    b"set-priority-",
    b"set-timeout",
    b"set-tos",
    b"strict-mode",
    b"track-sc",
];

fn number(text: &[u8]) -> Option<u16> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

fn own_answer(status: u16, at: At) -> Answer {
    Answer { status, text: Some(constant(b"", at)) }
}

/// A text that hangs on the environment.
pub fn unknown(word: &Word<'_>) -> Template {
    Template { parts: Arc::from([Part::Variable(Text::from(word.text))]), at: word.at }
}

pub fn constant(text: &[u8], at: At) -> Template {
    let parts: Arc<[Part]> = match text {
        b"" => Arc::from([]),
        text => Arc::from([Part::Literal(Text::from(text))]),
    };
    Template { parts, at }
}

fn normalise(words: &[Word<'_>]) -> Option<Normalise> {
    let has = |option: &[u8]| words.get(1).is_some_and(|word| word.text == option);
    let (full, strict) = (has(b"full"), has(b"strict"));
    Some(match words.first()?.text {
        b"fragment-encode" => Normalise::EncodeFragment,
        b"fragment-strip" => Normalise::StripFragment,
        b"path-merge-slashes" => Normalise::MergeSlashes,
        b"path-strip-dot" => Normalise::Dot,
        b"path-strip-dotdot" => Normalise::DotDot { full },
        b"percent-decode-unreserved" => Normalise::DecodeUnreserved { strict },
        b"percent-to-uppercase" => Normalise::UpperEscapes { strict },
        b"query-sort-by-name" => Normalise::SortQuery,
        _ => return None,
    })
}
