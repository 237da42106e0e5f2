//! The way of a request: what a host does with it, and what a pool adds.
//!
//! The one place where sections meet rules on requests: brings the lines of a section and of its defaults to
//! [`super::super::way`], and puts what comes of them into the model.

use super::super::keywords::{self, kw};
use super::super::way::acl::{Found, Word};
use super::super::way::choose::{self, Chosen, Layer, Way};
use super::super::way::sample::{self, Surroundings};
use super::effective::Effective;
use super::line::{Arg, Line};
use super::part::Part;
use super::section::Section;
use crate::model::*;
use crate::source::At;
use std::sync::Arc;

/// What a host does with requests.
pub struct HostWay {
    pub steps: Box<[Step]>,
    pub routes: Vec<Route>,
    /// The route that is taken when no other is chosen.
    pub fallback: u32,
}

/// What a pool adds.
pub struct PoolWay {
    pub steps: Box<[Step]>,
    pub affinity: Option<Box<Affinity>>,
    pub pages: Option<Arc<[Call]>>,
}

/// Lines that say something about the way of a request; in `defaults` too where it is true.
fn bears(keyword: u16, defaults: bool) -> bool {
    match keyword {
        kw::ACL
        | kw::HTTP_REQUEST
        | kw::HTTP_RESPONSE
        | kw::TCP_REQUEST
        | kw::MONITOR_URI
        | kw::STATS
        | kw::COOKIE
        | kw::OPTION_PERSIST
        | kw::OPTION_ALLBACKUPS => true,
        kw::REDIRECT
        | kw::USE_BACKEND
        | kw::USE_SERVER
        | kw::DEFAULT_BACKEND
        | kw::MONITOR
        | kw::FORCE_PERSIST
        | kw::IGNORE_PERSIST => !defaults,
        _ => false,
    }
}

/// Words of the lines that count, with what they hang on.
struct Lines<'a> {
    lines: Vec<(Line<'a>, Vec<Arg<'a>>)>,
    defaults: bool,
    rules: bool,
}

impl<'a> Lines<'a> {
    fn of(section: &Section<'a>, defaults: bool, rules: bool) -> Lines<'a> {
        let lines = section.lines().filter(|line| bears(line.keyword(), defaults));
        let lines = lines.map(|line| (line, line.args(&section.env))).collect();
        Lines { lines, defaults, rules }
    }

    fn words(&self) -> Vec<choose::Line<'_>> {
        let line = |(line, _): &(Line<'a>, Vec<Arg<'a>>)| {
            let name = keywords::info(line.keyword()).map_or("", |info| info.name);
            let at = line.keyword_at();
            let keyword = name.split(' ').map(|text| Word { text: text.as_bytes(), at, open: None });
            keyword.collect::<Vec<_>>()
        };
        self.lines
            .iter()
            .map(|both| {
                let mut words = line(both);
                words.extend(both.1.iter().map(|arg| Word { text: &arg.text, at: arg.at, open: arg.why }));
                choose::Line { words, negated: both.0.negated(), at: both.0.at(), when: both.0.when }
            })
            .collect()
    }
}

/// Gathers the rules of a section. `quiet`: what is to be told was told before.
fn gather<'a>(part: &mut Part<'a>, section: &Section<'a>, effective: &Effective<'a>, quiet: bool) -> Way {
    let mut layers = vec![Lines::of(section, false, true)];
    let mut next = section.defaults;
    while let Some(defaults) = next.and_then(|index| part.lower.defaults_section(index)) {
        let lines = Lines::of(defaults, true, layers.len() == 1);
        next = defaults.defaults;
        layers.push(lines);
    }
    layers.retain(|lines| !lines.lines.is_empty());
    if layers.is_empty() {
        return Way::default();
    }
    layers.reverse();
    let words: Vec<Vec<choose::Line<'_>>> = layers.iter().map(Lines::words).collect();
    let layers: Vec<Layer<'_, '_>> = words
        .iter()
        .zip(&layers)
        .map(|(lines, layer)| Layer { lines, defaults: layer.defaults, rules: layer.rules })
        .collect();
    let mut found = Found::new(section.at(), part.number, std::mem::take(&mut part.conditions));
    let mut way =
        choose::way(section.name_text(), &layers, effective.is_http(), part.lower.tables, &mut found);
    part.conditions = found.conditions;
    if quiet {
        return way;
    }
    let telling = !(found.undefined.is_empty() && way.dead.is_empty() && way.overridden.is_empty());
    // What a template step leaves out or repeats decides which lines there are.
    if telling && is_template(part, section) {
        found.undefined.clear();
        way.dead.clear();
        way.overridden.clear();
    }
    for (name, at, nearest) in found.undefined {
        part.remark(at, RemarkKind::UndefinedName { kind: NameKind::Condition, name, nearest });
    }
    for (defines, at) in found.names {
        part.name(NameKind::Condition, defines, at);
    }
    for (at, after) in &way.dead {
        part.without_effect(*at, NoEffect::Unreachable { after: *after });
    }
    for (at, by) in &way.overridden {
        part.without_effect(*at, NoEffect::Overridden { by: *by });
    }
    let own = layers.last().filter(|layer| !layer.defaults).map_or(&[][..], |layer| layer.lines);
    let files: Vec<Arg<'_>> = own.iter().flat_map(|line| pattern_files(&line.words)).collect();
    for file in files {
        part.file(FileRole::Map, &file, None, true);
    }
    way
}

/// Placeholders of a template step stand among the lines.
fn is_template(part: &Part<'_>, section: &Section<'_>) -> bool {
    super::part::is_template(part.lower.sources.bytes(section.node.span()))
}

/// Files of patterns and maps that a line names.
fn pattern_files<'w>(words: &[Word<'w>]) -> Vec<Arg<'w>> {
    let arg = |text: &'w [u8], at: At, why| Arg { text: text.into(), at, why, hollow: false };
    let mut files = Vec::new();
    for pair in words.windows(2) {
        if let [Word { text: b"-f", .. }, file] = pair {
            files.push(arg(file.text, file.at, file.open));
        }
    }
    for word in words {
        for range in super::super::way::table::maps(word.text) {
            let span = part_of(word.at, word.text.len(), range.clone());
            files.push(arg(&word.text[range], At { span, ..word.at }, word.open));
        }
    }
    files
}

/// The way through a host. `own` is the pool of the same `listen`.
pub fn host<'a>(
    part: &mut Part<'a>,
    section: &Section<'a>,
    effective: &Effective<'a>,
    own: Option<PoolId>,
    groups: Id<Groups>,
) -> HostWay {
    let way = gather(part, section, effective, false);
    let mut routes = Vec::with_capacity(way.choices.len() + 1);
    for chosen in &way.choices {
        let forward = chosen_pool(part, chosen, effective);
        let when = chosen.when.clone();
        routes.push(Route { when, ..route(chosen.at, Action::Forward(forward), groups) });
    }
    let last = match (&effective.default_backend, own) {
        (Some((name, line)), _) => {
            let name = name.clone();
            let target = target(part, &name, effective, line.when);
            route(
                line.at(),
                Action::Forward(forward(line.at(), &name, effective, target.into_iter().collect())),
                groups,
            )
        }
        (None, Some(pool)) => {
            let name = section.name.clone().unwrap_or(Arg {
                text: b"".into(),
                at: section.at(),
                why: None,
                hollow: false,
            });
            let target = target_of(pool, &name, effective, When::Always);
            route(
                section.at(),
                Action::Forward(forward(section.at(), &name, effective, vec![target])),
                groups,
            )
        }
        (None, None) => route(section.at(), Action::Decline, groups),
    };
    let fallback = routes.len() as u32;
    routes.push(Route { calls: pages(part, section, effective).unwrap_or_else(|| Arc::from([])), ..last });
    HostWay { steps: way.steps.into(), routes, fallback }
}

/// What a pool adds: its own rules, ties and error pages. `cookies` are the values that its servers have.
pub fn pool<'a>(
    part: &mut Part<'a>,
    section: &Section<'a>,
    effective: &Effective<'a>,
    servers: &[Server],
    cookies: Vec<(u32, Text)>,
) -> PoolWay {
    let way = gather(part, section, effective, section.is_listen());
    let mut steps = way.steps;
    for chosen in way.servers {
        let name = match chosen.template.constant() {
            Some(name) => Text::from(name),
            None => {
                let act = Act::Opaque(Why::Variable);
                steps.push(Step { when: chosen.when, act, at: chosen.at });
                continue;
            }
        };
        let place = servers.iter().position(|server| server.name.as_ref() == Some(&name));
        let act = Act::UseServer { name, server: place.map(|place| place as u32) };
        steps.push(Step { when: chosen.when, act, at: chosen.at });
    }
    let mut affinity = way.affinity;
    if let Some(affinity) = &mut affinity {
        affinity.values = cookies.into();
    }
    PoolWay { steps: steps.into(), affinity, pages: pages(part, section, effective) }
}

/// Error pages in force. Sections that take them from the same defaults share them.
fn pages<'a>(part: &mut Part<'a>, section: &Section<'a>, effective: &Effective<'a>) -> Option<Arc<[Call]>> {
    if effective.error_pages.is_empty() {
        return None;
    }
    let inherited = match part.lower.defaults_of(section) {
        Some(defaults) => {
            defaults.error_pages.len() == effective.error_pages.len()
                && defaults
                    .error_pages
                    .iter()
                    .zip(&effective.error_pages)
                    .all(|(one, other)| one.at() == other.at())
        }
        None => false,
    };
    let key = section.defaults.filter(|_| inherited);
    if let Some(known) = key.and_then(|key| part.pages.get(&key)) {
        return Some(known.clone());
    }
    let mut calls = Vec::new();
    for line in &effective.error_pages {
        let args = line.args(&section.env);
        let words: Vec<Word<'_>> =
            args.iter().map(|arg| Word { text: &arg.text, at: arg.at, open: arg.why }).collect();
        choose::pages(line.node.name().as_ref(), &words, line.at(), part.lower.tables, &mut calls);
    }
    let calls: Arc<[Call]> = calls.into();
    if let Some(key) = key {
        part.pages.insert(key, calls.clone());
    }
    Some(calls)
}

/// A route that nothing more is said of.
pub fn route(at: At, action: Action, groups: Id<Groups>) -> Route {
    Route {
        at,
        when: Cond::Always,
        stops_patterns: false,
        methods: Methods::All,
        parent: None,
        reach: Reach::Client,
        steps: Box::new([]),
        action,
        action_inherited: false,
        calls: Arc::from([]),
        access: Arc::from([]),
        groups,
    }
}

/// What a `use_backend` line leads to.
fn chosen_pool(part: &mut Part<'_>, chosen: &Chosen, effective: &Effective<'_>) -> Forward {
    let at = chosen.template.at;
    if let Some(name) = chosen.template.constant() {
        let name = Arg { text: name.to_vec().into(), at, why: None, hollow: false };
        let target = target(part, &name, effective, chosen.maybe);
        return forward(chosen.at, &name, effective, target.into_iter().collect());
    }
    let mut targets = Vec::new();
    let mut open = Some(Why::Variable);
    if let [crate::model::Part::Sample(sample)] = &*chosen.template.parts
        && let Some(values) = sample.values()
    {
        open = None;
        for (value, span) in values {
            // A name that no pool has leads to the pool that is left.
            let Some(pool) = part.lower.pools.get(&**value) else { continue };
            let place = At { span: span.unwrap_or(at.span), ..at };
            let name = Arg { text: value.to_vec().into(), at: place, why: None, hollow: false };
            targets.push(target_of(pool.id, &name, effective, When::Case(place)));
        }
    }
    let protocol = protocol(effective);
    Forward {
        at: chosen.at,
        protocol,
        template: chosen.template.clone(),
        targets: targets.into(),
        open,
        sends: Sends::default(),
    }
}

fn protocol(effective: &Effective<'_>) -> Protocol {
    if effective.is_http() { Protocol::Http } else { Protocol::Tcp }
}

/// A pool that a line names; an unknown one is told.
pub fn target(part: &mut Part<'_>, name: &Arg<'_>, effective: &Effective<'_>, when: When) -> Option<Target> {
    if name.why.is_some() || super::part::is_placeholder(&name.text) {
        return None;
    }
    part.name(NameKind::Pool, false, name.at);
    let Some(pool) = part.lower.pools.get(&*name.text).map(|pool| pool.id) else {
        part.undefined(NameKind::Pool, name);
        return None;
    };
    Some(target_of(pool, name, effective, when))
}

pub fn target_of(pool: PoolId, name: &Arg<'_>, effective: &Effective<'_>, when: When) -> Target {
    Target {
        protocol: protocol(effective),
        tls: false,
        scheme_span: None,
        pool,
        host_span: name.at.span,
        port_span: None,
        uri: None,
        when,
        at: name.at,
    }
}

/// A line that passes requests on.
pub fn forward(at: At, name: &Arg<'_>, effective: &Effective<'_>, targets: Vec<Target>) -> Forward {
    let open = match targets.is_empty() {
        true => Some(name.why.unwrap_or(Why::Invalid)),
        false => None,
    };
    Forward {
        at,
        protocol: protocol(effective),
        template: Template {
            parts: Arc::from([crate::model::Part::Literal(Text::from(&*name.text))]),
            at: name.at,
        },
        targets: targets.into(),
        open,
        sends: Sends::default(),
    }
}

/// An expression over the request, as a text with variables.
pub fn expression(part: &mut Part<'_>, arg: &Arg<'_>) -> Template {
    if arg.why.is_some() {
        return Template {
            parts: Arc::from([crate::model::Part::Variable(Text::from(&*arg.text))]),
            at: arg.at,
        };
    }
    sample::template(&arg.text, arg.at, Surroundings { tables: part.lower.tables, section: b"" })
}
