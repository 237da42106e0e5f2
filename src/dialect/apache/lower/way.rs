//! The way of a request through one host: passes, sections, rules, redirects, handlers, as data.
//!
//! Owns what of a host's lines becomes routes and [`Phased`]; workers, settings and listeners are made
//! elsewhere and asked for by [`Yard`]. Must not decide which of them a request takes.

mod passes;
mod variables;

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::engine::Engine;
use super::guard::Guards;
use super::maps;
use super::rewrite::Rules;
use super::section::{self, Cover};
use super::template;
use crate::model::*;
use crate::source::At;
use rustc_hash::{FxBuildHasher, FxHashSet};
use std::hash::BuildHasher;
use std::sync::Arc;

/// Sections inside each other at the most.
const DEPTH: u8 = 24;

/// Branches of one `<If>` that are kept apart: each holds what those before it ask.
const MOST_BRANCHES: usize = 64;

/// What the lowering of workers and settings gives to that of the way.
pub trait Yard<'a> {
    /// Effective settings: of the host, or of a section in it.
    fn groups(&mut self, section: Option<Line<'a>>) -> Id<Groups>;
    /// Where a URL leads to. One that declares a worker brings its parameters along.
    fn target(&mut self, url: Url<'a>, parameters: &[Arg<'a>], declares: bool) -> Targets;
    /// Bytes of a file that the configuration names.
    fn file(&mut self, path: &[u8]) -> Option<&'a [u8]>;
    fn remark(&mut self, at: At, kind: RemarkKind);
}

/// A URL in a line.
#[derive(Clone, Copy, Debug)]
pub struct Url<'a> {
    /// The word that holds it.
    pub arg: Arg<'a>,
    /// Where it begins in the word's text.
    pub from: usize,
    /// It holds captures or variables.
    pub varies: bool,
}

impl<'a> Url<'a> {
    pub fn text(&self) -> &'a [u8] {
        self.arg.text.get(self.from..).unwrap_or_default()
    }
}

/// What a URL leads to.
#[derive(Debug)]
pub struct Targets {
    pub protocol: Protocol,
    pub targets: Vec<Target>,
    pub open: Option<Why>,
}

/// What a host's lines come to.
#[derive(Debug)]
pub struct Built {
    /// The first is the host's fallback.
    pub routes: Vec<Route>,
    pub phased: Phased,
}

/// The host being read.
struct Way<'a, 'y> {
    engine: Engine,
    yard: &'y mut dyn Yard<'a>,
    resolve: &'y dyn Fn(&[u8]) -> Vec<u8>,
    routes: Vec<Route>,
    phased: Phased,
    sections: Vec<Section>,
    redirects: Vec<PathMap>,
    aliases: Vec<PathMap>,
    variables: Vec<VariableSet>,
    tls: Vec<Vec<u8>>,
    /// Tables of rewrite rules, by their names.
    tables: template::Tables,
    /// Names of the variables that are set so far, in lower case.
    set_names: FxHashSet<Vec<u8>>,
}

/// A section being read.
struct Inner<'a> {
    line: Option<Line<'a>>,
    cover: Option<Cover>,
    index: u32,
    guards: Guards,
    rules: Rules,
    redirects: Vec<PathMap>,
    calls: Vec<Call>,
    settings: SectionSettings,
    has_settings: bool,
    pass: Option<u32>,
    handler: Option<Handler>,
    alias: Option<(Template, At)>,
    groups: Option<Id<Groups>>,
    /// Its rewrite rules may run.
    rules_run: bool,
    /// Conditions of the `<If>` chain that the next section may go on with.
    chain: Vec<Cond>,
}

/// Reads the lines of a host; `local` is what becomes of requests that nothing passes on. `access`: they are those of
/// a file that counts for its folder alone (`.htaccess`).
pub fn build<'a>(
    at: At,
    local: Action,
    lines: impl Iterator<Item = Line<'a>>,
    engine: Engine,
    access: Option<Cover>,
    yard: &mut dyn Yard<'a>,
    resolve: &dyn Fn(&[u8]) -> Vec<u8>,
) -> Built {
    let groups = yard.groups(None);
    let fallback = route(at, Cond::Always, Reach::Client, local, groups);
    let mut way = Way {
        engine,
        yard,
        resolve,
        routes: vec![fallback],
        phased: Phased::default(),
        sections: Vec::new(),
        redirects: Vec::new(),
        aliases: Vec::new(),
        variables: Vec::new(),
        tls: Vec::new(),
        tables: template::Tables::default(),
        set_names: FxHashSet::default(),
    };
    let lines: Vec<Line<'a>> = lines.collect();
    // A table may be named before it is defined.
    for line in &lines {
        way.table(*line);
    }
    match access {
        None => drop(way.section(None, None, None, &lines, at, 0)),
        Some(cover) => {
            way.section(None, None, None, &[], at, 0);
            way.section(None, Some(cover), None, &lines, at, 1);
        }
    }
    let mut phased = way.phased;
    phased.sections = way.sections.into();
    phased.redirects = way.redirects.into();
    phased.aliases = way.aliases.into();
    phased.variables = way.variables.into();
    way.tls.sort();
    phased.tls_settings = FxBuildHasher.hash_one(&way.tls);
    Built { routes: way.routes, phased }
}

fn route(at: At, when: Cond, reach: Reach, action: Action, groups: Id<Groups>) -> Route {
    Route {
        at,
        when,
        stops_patterns: false,
        methods: Methods::All,
        parent: None,
        reach,
        steps: Box::new([]),
        action,
        action_inherited: false,
        calls: Arc::from([]),
        access: Arc::from([]),
        groups,
    }
}

impl<'a> Way<'a, '_> {
    /// Reads a section, or the host itself, and all that it holds; its place.
    fn section(
        &mut self,
        line: Option<Line<'a>>,
        cover: Option<Cover>,
        parent: Option<u32>,
        lines: &[Line<'a>],
        at: At,
        depth: u8,
    ) -> u32 {
        let index = self.sections.len() as u32;
        let layer = cover.as_ref().map_or(Layer::Host, |cover| cover.layer);
        self.sections.push(Section {
            at,
            layer,
            when: cover.as_ref().map_or(Cond::Always, |cover| cover.when.clone()),
            in_force: line.map_or(When::Always, Line::when),
            parent,
            pass: None,
            handler: None,
            access: None,
            rewrite: None,
            redirects: Box::new([]),
            alias: None,
            calls: Box::new([]),
            settings: None,
            holds_others: false,
        });
        let rules_run = match cover {
            None => self.engine.runs(),
            Some(_) => self.engine.runs_in(lines),
        };
        let mut inner = Inner {
            line,
            cover,
            index,
            guards: Guards::default(),
            rules: Rules::default(),
            redirects: Vec::new(),
            calls: Vec::new(),
            settings: SectionSettings::default(),
            has_settings: false,
            pass: None,
            handler: None,
            alias: None,
            groups: None,
            rules_run,
            chain: Vec::new(),
        };
        for line in lines {
            self.line(&mut inner, *line, depth);
        }
        let folder = self.folder(&inner);
        let is_host = inner.cover.is_none();
        let rewrite = inner.rules.done(folder);
        let section = &mut self.sections[index as usize];
        section.pass = inner.pass;
        section.handler = inner.handler.map(Box::new);
        section.access = inner.guards.done().map(Box::new);
        section.redirects = inner.redirects.into();
        section.alias = inner.alias.map(Box::new);
        section.calls = inner.calls.into();
        section.settings = inner.has_settings.then(|| Box::new(inner.settings));
        match is_host {
            true => self.phased.rewrite = rewrite,
            false => section.rewrite = rewrite,
        }
        index
    }

    /// What the patterns of a section's rules do not see.
    fn folder(&self, inner: &Inner<'a>) -> Option<Text> {
        let cover = inner.cover.as_ref()?;
        let mut text = match cover.layer {
            Layer::Folder => (self.resolve)(&cover.text),
            _ => cover.text.clone(),
        };
        if cover.layer == Layer::Folder && !text.ends_with(b"/") {
            text.push(b'/');
        }
        Some(text.into())
    }

    fn line(&mut self, inner: &mut Inner<'a>, line: Line<'a>, depth: u8) {
        if line.is_block() {
            return self.block(inner, line, depth);
        }
        let host = inner.cover.is_none();
        match line.keyword() {
            kw::PROXY_PASS | kw::PROXY_PASS_MATCH => self.pass(inner, line),
            kw::REWRITE_ENGINE
            | kw::REWRITE_OPTIONS
            | kw::REWRITE_BASE
            | kw::REWRITE_COND
            | kw::REWRITE_RULE => {
                // Where the engine is off a rule passes nothing on.
                if let Some(rule) = inner.rules.line(line, &self.tables)
                    && inner.rules_run
                {
                    self.rule_passes(inner, line, rule);
                }
            }
            kw::SET_HANDLER => self.handler(inner, line),
            kw::REDIRECT | kw::REDIRECT_MATCH | kw::REDIRECT_TEMP | kw::REDIRECT_PERMANENT => {
                let map = maps::redirect(line, host);
                match host {
                    true => self.redirects.extend(map),
                    false => inner.redirects.extend(map),
                }
            }
            kw::ALIAS | kw::ALIAS_MATCH | kw::SCRIPT_ALIAS | kw::SCRIPT_ALIAS_MATCH => match host {
                true => self.aliases.extend(maps::alias(line, self.resolve)),
                false => {
                    inner.alias = line
                        .arg(0)
                        .map(|arg| (template::expression(&(self.resolve)(arg.text), arg.at), line.head()));
                }
            },
            kw::ERROR_DOCUMENT => inner.calls.extend(maps::page(line)),
            kw::DOCUMENT_ROOT => {
                self.phased.root = line
                    .arg(0)
                    .map(|arg| (template::literal(&(self.resolve)(arg.text), arg.at), line.head()));
            }
            kw::ALLOW_ENCODED_SLASHES => {
                self.phased.encoded_slashes = line.arg(0).map(|arg| match &*arg.text.to_ascii_lowercase() {
                    b"on" => EncodedSlashes::Decoded,
                    b"nodecode" => EncodedSlashes::Kept,
                    _ => EncodedSlashes::Refused,
                });
            }
            kw::MERGE_SLASHES => self.phased.merge_slashes = on(line),
            kw::PROXY_REQUESTS => self.phased.open_proxy = on(line).map(|on| (on, line.head())),
            kw::PROXY_REMOTE | kw::PROXY_REMOTE_MATCH | kw::PROXY_BLOCK => {
                self.phased.detour = Some(line.head());
            }
            kw::TRACE_ENABLE => self.phased.trace = on(line),
            kw::USE_CANONICAL_NAME => self.phased.canonical_name = on(line),
            kw::SERVER_PATH => self.phased.path = line.arg(0).map(|arg| Text::from(arg.text)),
            kw::SERVER_NAME => self.phased.server_name = line.arg(0).map(|arg| server_name(arg.text)),
            kw::SET_ENV_IF
            | kw::SET_ENV_IF_NO_CASE
            | kw::SET_ENV_IF_EXPR
            | kw::BROWSER_MATCH
            | kw::BROWSER_MATCH_NO_CASE => self.sets(line),
            kw::SSL_STRICT_SNIV_HOST_CHECK => {
                self.phased.strict_sni = on(line).filter(|on| *on).map(|_| line.head());
                self.tls_line(line);
            }
            kw::SSL_ENGINE => {}
            _ if host && line.name().len() > 3 && line.name()[..3].eq_ignore_ascii_case(b"ssl") => {
                if !line.name()[3..].to_ascii_lowercase().starts_with(b"proxy") {
                    self.tls_line(line);
                }
            }
            _ => {
                if section::setting(&mut inner.settings, line) {
                    inner.has_settings = true;
                } else {
                    inner.guards.line(line);
                }
            }
        }
    }

    fn block(&mut self, inner: &mut Inner<'a>, line: Line<'a>, depth: u8) {
        if matches!(line.keyword(), kw::VIRTUAL_HOST) || depth >= DEPTH {
            return;
        }
        if inner.guards.line(line) {
            return;
        }
        let resolve = self.resolve;
        let Some(cover) = section::cover(line, resolve, &inner.chain) else { return };
        match line.keyword() {
            kw::IF => inner.chain = vec![cover.when.clone()],
            kw::ELSE_IF if inner.chain.len() == MOST_BRANCHES => {
                let why = Cond::Unknown(Why::Opaque, cover.at);
                inner.chain = vec![why];
            }
            kw::ELSE_IF => {
                // What stands before is part of its own condition already.
                if let Cond::All(list) = &cover.when {
                    inner.chain.extend(list.last().cloned());
                }
            }
            _ => {}
        }
        let lines: Vec<Line<'a>> = line.children().collect();
        let parent = inner.cover.as_ref().map(|_| inner.index);
        self.sections[inner.index as usize].holds_others = true;
        self.section(Some(line), Some(cover), parent, &lines, line.head(), depth + 1);
    }

    fn groups(&mut self, inner: &mut Inner<'a>) -> Id<Groups> {
        if let Some(groups) = inner.groups {
            return groups;
        }
        let groups = self.yard.groups(inner.line);
        inner.groups = Some(groups);
        groups
    }

    fn tls_line(&mut self, line: Line<'a>) {
        let mut text = line.name().to_ascii_lowercase();
        for arg in line.args() {
            text.push(b' ');
            text.extend(arg.text);
        }
        self.tls.push(text);
    }
}

fn on(line: Line<'_>) -> Option<bool> {
    line.arg(0).map(|arg| arg.text.eq_ignore_ascii_case(b"on"))
}

/// `[scheme://]name[:port]`
fn server_name(text: &[u8]) -> (Text, Option<u16>) {
    let rest = memchr::memmem::find(text, b"://").map_or(text, |at| &text[at + 3..]);
    let colon = rest.iter().rposition(|byte| *byte == b':').filter(|_| !rest.ends_with(b"]"));
    match colon {
        Some(colon) => {
            let port = std::str::from_utf8(&rest[colon + 1..]).ok().and_then(|port| port.parse().ok());
            (rest[..colon].to_ascii_lowercase().into(), port)
        }
        None => (rest.to_ascii_lowercase().into(), None),
    }
}
