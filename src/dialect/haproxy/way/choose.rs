//! The rules of one section, gathered in the order in which HAProxy works them off: phases, `use_backend`,
//! `default_backend`, `use-server`, cookies, error pages.
//!
//! Source: the manual, section 4.2; `http_process_req_common` (src/http_ana.c), `process_switching_rules`,
//! `process_server_rules` (src/stream.c). The order was checked on the running server.

use super::acl::{Acls, Found, Word, constant};
use super::rule::{self, Reader, parted};
use super::sample::{self, Surroundings};
use super::table::Tables;
use crate::model::*;
use crate::source::At;

/// A line of a section with its words, decoded.
#[derive(Clone, Debug)]
pub struct Line<'w> {
    /// The keyword first, without `no` or `default` before it.
    pub words: Vec<Word<'w>>,
    pub negated: bool,
    /// The line, from its first word to its last.
    pub at: At,
    /// Not for sure: the line stands in a branch that is not decided.
    pub when: When,
}

/// Lines that count for a section: its own, or those of `defaults` that it uses.
#[derive(Clone, Copy, Debug)]
pub struct Layer<'a, 'w> {
    pub lines: &'a [Line<'w>],
    /// These are `defaults`: what they hold counts until the section says otherwise.
    pub defaults: bool,
    /// Rules are taken from these: the section's own lines, or the `defaults` that it names itself.
    pub rules: bool,
}

/// A line that chooses a pool.
#[derive(Clone, Debug)]
pub struct Chosen {
    /// The name, or a text that gives it.
    pub template: Template,
    pub when: Cond,
    pub at: At,
    pub maybe: When,
}

/// Everything that the rules of a section say about the way of a request.
#[derive(Debug, Default)]
pub struct Way {
    /// Before a pool is chosen, or once this one is.
    pub steps: Vec<Step>,
    pub choices: Vec<Chosen>,
    pub default: Option<Chosen>,
    /// `use-server` lines, in order.
    pub servers: Vec<Chosen>,
    pub affinity: Option<Box<Affinity>>,
    /// Lines that are never reached, and the one that stands before them.
    pub dead: Vec<(At, At)>,
    /// `default_backend` lines that a later one overrides.
    pub overridden: Vec<(At, At)>,
}

/// Rules gathered by phase.
#[derive(Default)]
struct Phases {
    connection: Vec<Step>,
    session: Vec<Step>,
    content: Vec<Step>,
    monitor: Option<Step>,
    request: Vec<Step>,
    stats: Option<Step>,
    redirect: Vec<Step>,
    response: Vec<Step>,
}

/// Gathers the rules of a section. `http`: its mode; in TCP mode the rules on HTTP count for nothing.
pub fn way(name: &[u8], layers: &[Layer<'_, '_>], http: bool, tables: &Tables, found: &mut Found) -> Way {
    let around = Surroundings { tables, section: name };
    let mut way = Way::default();
    let mut phases = Phases::default();
    let mut stats = Stats::default();
    for layer in layers {
        // ACLs of `defaults` are for its own rules; a name is known from its line on.
        let mut acls = Acls::default();
        for line in layer.lines {
            let [keyword, words @ ..] = &line.words[..] else { continue };
            found.here = line.at;
            if keyword.text == b"acl" {
                if layer.rules {
                    acls.define(words, around, found);
                }
                continue;
            }
            let mut section = Section { way: &mut way, phases: &mut phases, stats: &mut stats, http };
            let mut reader = Reader { around, acls: &acls, found };
            section.line(line, keyword, words, *layer, &mut reader);
        }
    }
    stats.close(&mut phases);
    let phases = [
        (Phase::Connection, phases.connection, None),
        (Phase::Session, phases.session, None),
        (Phase::Content, phases.content, phases.monitor.filter(|_| http)),
        (Phase::Request, if http { phases.request } else { Vec::new() }, phases.stats.filter(|_| http)),
        (Phase::Redirect, if http { phases.redirect } else { Vec::new() }, None),
        (Phase::Response, if http { phases.response } else { Vec::new() }, None),
    ];
    for (phase, steps, after) in phases {
        if let Some(first) = steps.first() {
            let at = first.at;
            mark_dead(&steps, &mut way.dead);
            way.steps.push(Step { when: Cond::Always, act: Act::Phase(phase, steps.into()), at });
        }
        way.steps.extend(after);
    }
    unreachable_choices(&mut way);
    way
}

struct Section<'a> {
    way: &'a mut Way,
    phases: &'a mut Phases,
    stats: &'a mut Stats,
    http: bool,
}

impl Section<'_> {
    fn line(
        &mut self,
        line: &Line<'_>,
        keyword: &Word<'_>,
        words: &[Word<'_>],
        layer: Layer<'_, '_>,
        reader: &mut Reader<'_>,
    ) {
        let maybe = |step: Option<Step>| {
            step.map(|step| Step { when: possibly(step.when, line.when, line.at), ..step })
        };
        match (keyword.text, words) {
            (b"http-request", words) if layer.rules => {
                let step = maybe(reader.step(words, line.at));
                self.phases.request.extend(step);
            }
            (b"http-response", words) if layer.rules => {
                let step = maybe(reader.reply(words, line.at));
                self.phases.response.extend(step);
            }
            (b"tcp-request", [kind, words @ ..]) if layer.rules => {
                let phase = match kind.text {
                    b"connection" => &mut self.phases.connection,
                    b"session" => &mut self.phases.session,
                    b"content" => &mut self.phases.content,
                    b"inspect-delay" => {
                        // Without it rules on content look at whatever has come so far.
                        let step = Step { when: Cond::Always, act: Act::Await, at: line.at };
                        self.phases.content.insert(0, step);
                        return;
                    }
                    _ => return,
                };
                phase.extend(maybe(reader.step(words, line.at)));
            }
            (b"redirect", words) if !layer.defaults => {
                let (own, condition) = parted(words);
                let act = match reader.redirect(own) {
                    Some(redirect) => Act::Redirect(Box::new(redirect)),
                    None => Act::Opaque(Why::Invalid),
                };
                let when = reader.condition(condition);
                self.phases.redirect.extend(maybe(Some(Step { when, act, at: line.at })));
            }
            (b"use_backend", [name, condition @ ..]) if !layer.defaults => {
                let chosen = chosen(line, name, condition, reader);
                self.way.choices.push(chosen);
            }
            (b"default_backend", [name, ..]) => {
                let template = rule::constant(name.text, name.at);
                let chosen = Chosen { template, when: Cond::Always, at: line.at, maybe: line.when };
                if let Some(known) = self.way.default.replace(chosen)
                    && !layer.defaults
                    && known.at.span.file == line.at.span.file
                {
                    self.way.overridden.push((known.at, line.at));
                }
            }
            (b"use-server", [name, condition @ ..]) if !layer.defaults => {
                let chosen = chosen(line, name, condition, reader);
                self.way.servers.push(chosen);
            }
            (b"monitor-uri", [path, ..]) => {
                let sample = Sample { source: Source::Target, then: Box::new([]), at: path.at };
                let texts = Texts {
                    fit: Fit::Equal,
                    ignore_case: false,
                    list: Box::new([(Text::from(path.text), path.at)]),
                    tables: Box::new([]),
                };
                let atom = Atom {
                    subject: Subject::Sample(Box::new(sample)),
                    op: Op::Among(Box::new(Among::Texts(texts))),
                    at: path.at,
                };
                let answer = Answer { status: 200, text: Some(rule::constant(b"", path.at)) };
                self.phases.monitor = maybe(Some(Step {
                    when: Cond::Atom(Box::new(atom)),
                    act: Act::Answer(answer),
                    at: line.at,
                }));
            }
            (b"monitor", [_, condition @ ..]) => {
                let when = reader.condition(condition);
                self.stats.monitor_fails.push((when, line.at));
            }
            (b"stats", [what, rest @ ..]) if self.http => self.stats.line(line, what.text, rest),
            _ => self.pool_line(line, keyword.text, words, layer, reader),
        }
    }

    fn pool_line(
        &mut self,
        line: &Line<'_>,
        keyword: &[u8],
        words: &[Word<'_>],
        layer: Layer<'_, '_>,
        reader: &mut Reader<'_>,
    ) {
        match (keyword, words) {
            (b"cookie", [name, options @ ..]) => {
                let affinity = self.way.affinity.get_or_insert_default();
                affinity.cookie = Some((Text::from(name.text), name.at));
                affinity.prefixed = options.iter().any(|word| word.text == b"prefix");
            }
            (b"option", [name, ..]) if matches!(name.text, b"persist" | b"allbackups") => {
                let affinity = self.way.affinity.get_or_insert_default();
                let at = (!line.negated).then_some(line.at);
                match name.text {
                    b"persist" => affinity.to_marked = at,
                    _ => affinity.all_backups = at,
                }
            }
            (b"force-persist" | b"ignore-persist", condition) if !layer.defaults => {
                let when = reader.condition(condition);
                let affinity = self.way.affinity.get_or_insert_default();
                let list = match keyword {
                    b"force-persist" => &mut affinity.to_marked_if,
                    _ => &mut affinity.untied_if,
                };
                let mut all = std::mem::take(list).into_vec();
                all.push((when, line.at));
                *list = all.into();
            }
            _ => {}
        }
    }
}

/// What a line `errorfile`, `errorloc` or `errorfiles` adds to the pages so far.
pub fn pages(keyword: &[u8], words: &[Word<'_>], at: At, tables: &Tables, pages: &mut Vec<Call>) {
    let shown = |path: &[u8]| tables.page(path).map_or(ErrorStatus::FromTarget, ErrorStatus::Set);
    match (keyword, words) {
        (b"errorfile", [status, path, ..]) => {
            let Some(number) = status_of(status.text) else { return };
            let to = CallTarget::Path(rule::constant(path.text, path.at));
            page(pages, number, shown(path.text), to, at);
        }
        (b"errorloc" | b"errorloc302" | b"errorloc303", [status, to, ..]) => {
            let Some(number) = status_of(status.text) else { return };
            let status = ErrorStatus::Set(if keyword == b"errorloc303" { 303 } else { 302 });
            page(pages, number, status, CallTarget::Redirect(rule::constant(to.text, to.at)), at);
        }
        (b"errorfiles", [section, chosen @ ..]) => {
            for (status, path) in tables.errors_of(section.text) {
                if chosen.is_empty() || chosen.iter().any(|word| status_of(word.text) == Some(*status)) {
                    let to = CallTarget::Path(rule::constant(path, section.at));
                    page(pages, *status, shown(path), to, at);
                }
            }
        }
        _ => {}
    }
}

/// The last page for a status counts.
fn page(pages: &mut Vec<Call>, number: u16, status: ErrorStatus, to: CallTarget, at: At) {
    pages.retain(
        |call| !matches!(&call.kind, CallKind::ErrorPage { statuses, .. } if statuses.contains(&number)),
    );
    let kind = CallKind::ErrorPage { statuses: Box::new([number]), status };
    pages.push(Call { kind, to, at });
}

fn status_of(text: &[u8]) -> Option<u16> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

fn chosen(line: &Line<'_>, name: &Word<'_>, condition: &[Word<'_>], reader: &mut Reader<'_>) -> Chosen {
    let template = match memchr::memchr(b'%', name.text) {
        _ if name.open.is_some() => rule::unknown(name),
        Some(_) => sample::format(name.text, name.at, false, reader.around),
        None => rule::constant(name.text, name.at),
    };
    let when = possibly(reader.condition(condition), line.when, line.at);
    Chosen { template, when, at: line.at, maybe: line.when }
}

/// A condition of a line that may not be there.
fn possibly(cond: Cond, when: When, at: At) -> Cond {
    match when {
        When::Always => cond,
        _ => Cond::All([cond, Cond::Unknown(Why::Environment, at)].into()),
    }
}

/// Statistics pages, and a monitor that may fail.
#[derive(Default)]
struct Stats {
    on: Option<At>,
    uri: Option<(Text, At)>,
    /// Rules of its own decide who sees them.
    guarded: bool,
    /// A password is asked for.
    password: Option<At>,
    monitor_fails: Vec<(Cond, At)>,
}

/// `STATS_DEFAULT_URI` (include/haproxy/defaults.h).
const STATS_URI: &[u8] = b"/haproxy?stats";

impl Stats {
    fn line(&mut self, line: &Line<'_>, what: &[u8], words: &[Word<'_>]) {
        match (what, words) {
            (b"uri", [path, ..]) => self.uri = Some((Text::from(path.text), line.at)),
            (b"auth", _) => self.password = Some(line.at),
            (b"http-request", _) => self.guarded = true,
            (b"realm" | b"admin" | b"scope", _) => {}
            (
                b"enable" | b"refresh" | b"hide-version" | b"show-legends" | b"show-node" | b"show-desc"
                | b"show-modules",
                _,
            ) => {}
            _ => return,
        }
        self.on.get_or_insert(line.at);
    }

    fn close(self, phases: &mut Phases) {
        if let Some(monitor) = &mut phases.monitor
            && !self.monitor_fails.is_empty()
        {
            // `monitor fail` answers 503 while its condition holds.
            let steps = self.monitor_fails.iter().map(|(when, at)| Step {
                when: when.clone(),
                act: Act::Answer(Answer { status: 503, text: None }),
                at: *at,
            });
            let inner: Vec<Step> = steps
                .chain([Step { when: Cond::Always, act: monitor.act.clone(), at: monitor.at }])
                .collect();
            monitor.act = Act::Block(inner.into());
        }
        let Some(on) = self.on else { return };
        let (uri, at) = self.uri.unwrap_or_else(|| (Text::from(STATS_URI), on));
        let sample = Sample { source: Source::Target, then: Box::new([]), at };
        let texts =
            Texts { fit: Fit::Prefix, ignore_case: false, list: Box::new([(uri, at)]), tables: Box::new([]) };
        let atom = Atom {
            subject: Subject::Sample(Box::new(sample)),
            op: Op::Among(Box::new(Among::Texts(texts))),
            at,
        };
        let shown = Act::Answer(Answer { status: 200, text: Some(rule::constant(b"", at)) });
        let act = match self.password {
            _ if self.guarded => Act::Opaque(Why::Opaque),
            Some(password) => {
                let source = Sample { source: Source::Authorized, then: Box::new([]), at: password };
                let atom = Atom {
                    subject: Subject::Sample(Box::new(source)),
                    op: Op::Among(Box::new(Among::True(true))),
                    at: password,
                };
                let when = Cond::Not(Box::new(Cond::Atom(Box::new(atom))));
                let asks = Act::Answer(Answer { status: 401, text: None });
                let both = [Step { when, act: asks, at }, Step { when: Cond::Always, act: shown, at }];
                Act::Block(both.into())
            }
            None => shown,
        };
        phases.stats = Some(Step { when: Cond::Atom(Box::new(atom)), act, at });
    }
}

/// A rule that ends its phase whatever the request is.
fn ends(step: &Step) -> bool {
    let final_act = match &step.act {
        Act::Answer(_) | Act::Break => true,
        Act::Redirect(redirect) => !redirect.ignore_empty,
        _ => false,
    };
    final_act && constant(&step.when) == Some(true)
}

fn mark_dead(steps: &[Step], dead: &mut Vec<(At, At)>) {
    let Some(end) = steps.iter().position(ends) else { return };
    dead.extend(steps[end + 1..].iter().map(|step| (step.at, steps[end].at)));
}

/// `use_backend` lines below one without a condition; one with a name made at run time ends the search too.
fn unreachable_choices(way: &mut Way) {
    let sure = |chosen: &Chosen| chosen.maybe == When::Always && constant(&chosen.when) == Some(true);
    let Some(end) = way.choices.iter().position(sure) else { return };
    let by = way.choices[end].at;
    let fixed = way.choices[end].template.constant().is_some();
    way.dead.extend(way.choices[end + 1..].iter().map(|chosen| (chosen.at, by)));
    if fixed && let Some(default) = &way.default {
        way.dead.push((default.at, by));
    }
}
