//! The way of a request through one host: passes, sections, rules, redirects, handlers, as data.
//!
//! Owns what of a host's lines becomes routes and [`Phased`]; workers, settings and listeners are made
//! elsewhere and asked for by [`Yard`]. Must not decide which of them a request takes.

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::super::values;
use super::engine::Engine;
use super::expr;
use super::guard::Guards;
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
                let map = redirect(line, host);
                match host {
                    true => self.redirects.extend(map),
                    false => inner.redirects.extend(map),
                }
            }
            kw::ALIAS | kw::ALIAS_MATCH | kw::SCRIPT_ALIAS | kw::SCRIPT_ALIAS_MATCH => match host {
                true => self.aliases.extend(alias(line, self.resolve)),
                false => {
                    inner.alias = line
                        .arg(0)
                        .map(|arg| (template::expression(&(self.resolve)(arg.text), arg.at), line.head()));
                }
            },
            kw::ERROR_DOCUMENT => inner.calls.extend(page(line)),
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

    /// `ProxyPass [path] url|! [word|key=value]…`
    fn pass(&mut self, inner: &mut Inner<'a>, line: Line<'a>) {
        let section = inner.cover.as_ref().filter(|cover| cover.layer == Layer::Path);
        let matches = line.keyword() == kw::PROXY_PASS_MATCH;
        let mut args: Vec<Arg<'a>> = line.args().collect();
        let mut tilde = false;
        let (path, path_at) = match section {
            Some(cover) => (cover.text.clone(), cover.at),
            None => {
                if args.first().is_some_and(|arg| arg.text == b"~") {
                    tilde = true;
                    args.remove(0);
                }
                if args.is_empty() {
                    return;
                }
                let arg = args.remove(0);
                (arg.text.to_vec(), arg.at)
            }
        };
        if args.is_empty() {
            return;
        }
        let url = args.remove(0);
        let mut sends = Sends::default();
        let mut parameters = Vec::new();
        for arg in args {
            match &*arg.text.to_ascii_lowercase() {
                b"nocanon" => sends.raw = true,
                b"interpolate" => sends.interpolates = true,
                b"noquery" => {}
                b"mapping=encoded" => sends.encoded = true,
                b"mapping=servlet" => sends.servlet = true,
                text => {
                    if let Some(value) = text.strip_prefix(b"upgrade=") {
                        sends.upgrades = value != b"none";
                    }
                    parameters.push(arg);
                }
            }
        }
        // A section's text is read as a pattern where it holds signs of one (`add_pass`).
        let pattern = matches || tilde || section.is_some() && template::is_glob(&path);
        sends.behind = if pattern { Behind::Path } else { Behind::Rest };
        let mut when = match pattern {
            true => {
                let pattern = Pattern { source: Text::from(&path[..]), ignore_case: false };
                expr::atom(Subject::Path, Op::Matches(pattern), path_at)
            }
            false => expr::atom(Subject::Path, Op::Under(Text::from(&path[..])), path_at),
        };
        // What a template step fills in is not known yet.
        let known = line.unknown().is_none() && !values::is_placeholder(&path);
        if let Some(kind) = never(inner, &path, pattern, matches).filter(|_| known) {
            self.yard.remark(path_at, RemarkKind::PassNeverFits { why: kind });
        }
        when = self.doubted(when, line);
        let in_section = section.is_some();
        let groups = self.groups(inner);
        let action = if url.text == b"!" {
            Action::Decline
        } else {
            let template = match pattern {
                true => template::captures(url.text, url.at),
                false => template::literal(url.text, url.at),
            };
            let varies = template.constant().is_none();
            let url = Url { arg: url, from: 0, varies };
            Action::Forward(self.forward(line, url, template, &parameters, sends, true))
        };
        let reach = if in_section { Reach::Entered } else { Reach::Client };
        self.routes.push(route(line.head(), when, reach, action, groups));
        if in_section {
            inner.pass = Some(self.routes.len() as u32 - 1);
        }
    }

    /// What stands in a branch that is decided at start holds perhaps.
    fn doubted(&self, when: Cond, line: Line<'a>) -> Cond {
        let why = match (line.unknown(), line.when()) {
            (Some(why), _) => why,
            (None, When::Always) => return when,
            (None, _) => Why::Environment,
        };
        Cond::All([when, Cond::Unknown(why, line.head())].into())
    }

    fn forward(
        &mut self,
        line: Line<'a>,
        url: Url<'a>,
        template: Template,
        parameters: &[Arg<'a>],
        sends: Sends,
        declares: bool,
    ) -> Forward {
        let found = self.yard.target(url, parameters, declares);
        let when = line.when();
        let mut targets = found.targets;
        for target in &mut targets {
            target.when = when;
        }
        let open = line.unknown().or(found.open);
        Forward { at: line.head(), protocol: found.protocol, template, targets: targets.into(), open, sends }
    }

    /// A rule with `[P]`.
    fn rule_passes(&mut self, inner: &mut Inner<'a>, line: Line<'a>, rule: usize) {
        let Some(arg) = line.arg(1) else { return };
        let Some(template) = inner.rules.rule(rule).and_then(|rule| rule.target.clone()) else { return };
        let varies = template.constant().is_none();
        let url = Url { arg, from: 0, varies };
        let sends = Sends { behind: Behind::Nothing, ..Sends::default() };
        let forward = self.forward(line, url, template, &[], sends, false);
        let groups = self.groups(inner);
        let when = match line.arg(0) {
            Some(pattern) if !pattern.text.starts_with(b"!") => {
                let source = Text::from(pattern.text);
                let ignore_case = inner.rules.rule(rule).is_some_and(|rule| rule.pattern.ignore_case);
                expr::atom(Subject::Path, Op::Matches(Pattern { source, ignore_case }), pattern.at)
            }
            _ => Cond::Always,
        };
        self.routes.push(route(line.head(), when, Reach::Entered, Action::Forward(forward), groups));
        let index = self.routes.len() as u32 - 1;
        if let Some(rule) = inner.rules.rule(rule) {
            rule.route = Some(index);
        }
    }

    /// `SetHandler "proxy:url"`, or a handler of the server.
    fn handler(&mut self, inner: &mut Inner<'a>, line: Line<'a>) {
        let Some(arg) = line.arg(0) else { return };
        let at = line.head();
        let lower = arg.text.to_ascii_lowercase();
        let kind = match &*lower {
            b"none" => HandlerKind::None,
            _ if arg.unknown.is_some() => HandlerKind::Unknown(arg.unknown.unwrap_or(Why::Opaque)),
            text if text.starts_with(b"proxy:") => {
                // The text is put into lower case, but for sockets (`core_override_type`).
                let socket = text[6..].starts_with(b"unix:");
                let url = if socket { &arg.text[6..] } else { &lower[6..] };
                let template = template::expression(url, arg.at);
                let varies = template.constant().is_none();
                let target = Url { arg, from: 6, varies };
                let sends = Sends { behind: Behind::File, ..Sends::default() };
                let forward = self.forward(line, target, template, &[], sends, false);
                let groups = self.groups(inner);
                let when = inner.cover.as_ref().map_or(Cond::Always, |cover| cover.when.clone());
                let route = route(at, when, Reach::Entered, Action::Forward(forward), groups);
                self.routes.push(route);
                HandlerKind::Pass(self.routes.len() as u32 - 1)
            }
            text if text.contains(&b'%') => HandlerKind::Unknown(Why::Variable),
            _ => HandlerKind::Named(arg.text.into()),
        };
        inner.handler = Some(Handler { at, kind });
    }

    /// `RewriteMap name type:source`
    fn table(&mut self, line: Line<'a>) {
        if line.keyword() != kw::REWRITE_MAP {
            return;
        }
        let (Some(name), Some(source)) = (line.arg(0), line.arg(1)) else { return };
        let text = source.text;
        let source = match text.iter().position(|byte| *byte == b':') {
            Some(colon) => match (&*text[..colon].to_ascii_lowercase(), &text[colon + 1..]) {
                (b"int", b"tolower") => TableSource::Lower,
                (b"int", b"toupper") => TableSource::Upper,
                (b"int", b"escape") => TableSource::Escape,
                (b"int", b"unescape") => TableSource::Unescape,
                (b"txt", path) => self.rows(path, source.at),
                _ => TableSource::Unknown(Why::Opaque),
            },
            None => self.rows(text, source.at),
        };
        self.tables.insert(name.text.to_vec(), source);
    }

    fn rows(&mut self, path: &[u8], at: At) -> TableSource {
        let path = (self.resolve)(path);
        let Some(bytes) = self.yard.file(&path) else { return TableSource::Unknown(Why::UnreadInclude) };
        let rows = bytes.split(|byte| *byte == b'\n').filter_map(|line| {
            let line = line.trim_ascii();
            if line.starts_with(b"#") {
                return None;
            }
            let end = line.iter().position(|byte| byte.is_ascii_whitespace())?;
            let value = line[end..].trim_ascii();
            let end_of_value = value.iter().position(|byte| byte.is_ascii_whitespace());
            let value = &value[..end_of_value.unwrap_or(value.len())];
            Some(Row { key: line[..end].into(), value: value.into(), span: at.span })
        });
        let rows: Vec<Row> = rows.collect();
        TableSource::Rows(Arc::new(Table { path: path.into(), rows: rows.into(), open: None }))
    }

    /// Variables that a line of mod_setenvif sets.
    fn sets(&mut self, line: Line<'a>) {
        let at = line.head();
        let mut args = line.args();
        let keyword = line.keyword();
        let subject = match keyword {
            kw::SET_ENV_IF_EXPR => None,
            kw::BROWSER_MATCH | kw::BROWSER_MATCH_NO_CASE => Some(Subject::Header("User-Agent".into())),
            _ => match args.next() {
                Some(arg) => self.attribute(arg),
                None => return,
            },
        };
        let Some(pattern) = args.next() else { return };
        let ignore_case = matches!(keyword, kw::SET_ENV_IF_NO_CASE | kw::BROWSER_MATCH_NO_CASE);
        let when = match (keyword, subject) {
            (kw::SET_ENV_IF_EXPR, _) => {
                expr::parse(pattern.text, pattern.at).unwrap_or(Cond::Unknown(Why::Invalid, at))
            }
            (_, Some(subject)) => {
                let pattern = Pattern { source: pattern.text.into(), ignore_case };
                expr::atom(subject, Op::Matches(pattern), at)
            }
            (_, None) => Cond::Unknown(Why::Opaque, at),
        };
        let when = match (line.unknown(), line.when()) {
            (Some(why), _) => Cond::Unknown(why, at),
            (None, When::Always) => when,
            (None, _) => Cond::Unknown(Why::Environment, at),
        };
        for arg in args {
            let (name, value) = match arg.text.strip_prefix(b"!") {
                Some(name) => (name, None),
                None => match arg.text.iter().position(|byte| *byte == b'=') {
                    Some(sign) => {
                        let value = template::expression(&arg.text[sign + 1..], arg.at);
                        (&arg.text[..sign], Some(value))
                    }
                    None => (arg.text, Some(template::literal(b"1", arg.at))),
                },
            };
            self.set_names.insert(name.to_ascii_lowercase());
            self.variables.push(VariableSet { name: name.into(), when: when.clone(), value, at });
        }
    }

    /// What a line of mod_setenvif looks at; `None`: a pattern of header names, or a variable set before.
    fn attribute(&self, arg: Arg<'_>) -> Option<Subject> {
        let variable = |name: &str| {
            let parts = Arc::from([Part::Variable(name.into())]);
            Some(Subject::Text(Template { parts, at: arg.at }))
        };
        match &*arg.text.to_ascii_lowercase() {
            b"remote_addr" => variable("REMOTE_ADDR"),
            b"server_addr" => variable("SERVER_ADDR"),
            b"request_method" => variable("REQUEST_METHOD"),
            b"request_protocol" => variable("SERVER_PROTOCOL"),
            b"request_uri" => variable("REQUEST_URI"),
            b"remote_host" | b"remote_user" => None,
            name if self.set_names.contains(name) => None,
            name if name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)) => {
                Some(Subject::Header(arg.text.into()))
            }
            _ => None,
        }
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

/// Why a pass never fits, where its text tells.
fn never(inner: &Inner<'_>, path: &[u8], pattern: bool, matches: bool) -> Option<NeverFits> {
    let section = inner.cover.as_ref().filter(|cover| cover.layer == Layer::Path);
    match section {
        Some(cover) if cover.pattern && !pattern => Some(NeverFits::PatternAsPrefix),
        // The section's stars are those of a file name; the pass reads them as a pattern.
        Some(cover) if !cover.pattern && pattern && !matches => Some(NeverFits::GlobAsPattern),
        Some(_) => None,
        None if pattern => None,
        None if path.starts_with(b"^") || path.windows(2).any(|two| two == b".*" || two == b"(.") => {
            Some(NeverFits::PatternAsPrefix)
        }
        None if !path.starts_with(b"/") => Some(NeverFits::NoSlash),
        None => None,
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

/// `Redirect [status] [path] [url]`
fn redirect(line: Line<'_>, host: bool) -> Option<PathMap> {
    let mut args: Vec<Arg<'_>> = line.args().collect();
    let mut status = match line.keyword() {
        kw::REDIRECT_PERMANENT => 301,
        _ => 302,
    };
    let plain = matches!(line.keyword(), kw::REDIRECT | kw::REDIRECT_MATCH);
    if plain && let Some(first) = args.first() {
        let known = match &*first.text.to_ascii_lowercase() {
            b"permanent" => Some(301),
            b"temp" => Some(302),
            b"seeother" => Some(303),
            b"gone" => Some(410),
            digits if digits.len() == 3 && digits.iter().all(u8::is_ascii_digit) => {
                std::str::from_utf8(digits).ok().and_then(|text| text.parse().ok())
            }
            _ => None,
        };
        if let Some(known) = known {
            status = known;
            args.remove(0);
        }
    }
    let pattern = line.keyword() == kw::REDIRECT_MATCH;
    let redirects = (300..400).contains(&status);
    // In a section the path may be left out.
    let wants = if redirects { 2 } else { 1 };
    let path = (host || args.len() >= wants).then(|| (!args.is_empty()).then(|| args.remove(0))).flatten();
    let when = match path {
        None if host => return None,
        None => Cond::Always,
        Some(arg) if pattern => {
            let pattern = Pattern { source: arg.text.into(), ignore_case: false };
            expr::atom(Subject::Path, Op::Matches(pattern), arg.at)
        }
        Some(arg) => expr::atom(Subject::Path, Op::Under(arg.text.into()), arg.at),
    };
    let target = args.first().filter(|_| redirects).map(|arg| match (pattern, path) {
        (true, _) => template::captures(arg.text, arg.at),
        (false, None) => template::expression(arg.text, arg.at),
        _ => template::literal(arg.text, arg.at),
    });
    let rest = path.is_some() && !pattern;
    Some(PathMap { at: line.head(), when, rest, status, target, scripts: false })
}

/// `Alias path file`
fn alias(line: Line<'_>, resolve: &dyn Fn(&[u8]) -> Vec<u8>) -> Option<PathMap> {
    let (path, file) = (line.arg(0)?, line.arg(1)?);
    let pattern = matches!(line.keyword(), kw::ALIAS_MATCH | kw::SCRIPT_ALIAS_MATCH);
    let scripts = matches!(line.keyword(), kw::SCRIPT_ALIAS | kw::SCRIPT_ALIAS_MATCH);
    let when = match pattern {
        true => {
            let pattern = Pattern { source: path.text.into(), ignore_case: false };
            expr::atom(Subject::Path, Op::Matches(pattern), path.at)
        }
        false => expr::atom(Subject::Path, Op::Under(path.text.into()), path.at),
    };
    let target = match pattern {
        true => template::captures(file.text, file.at),
        false => template::literal(&resolve(file.text), file.at),
    };
    Some(PathMap { at: line.head(), when, rest: !pattern, status: 0, target: Some(target), scripts })
}

/// `ErrorDocument status page`
fn page(line: Line<'_>) -> Option<Call> {
    let status: u16 = std::str::from_utf8(line.arg(0)?.text).ok()?.parse().ok()?;
    let page = line.arg(1)?;
    let text = page.text;
    let to = if text.starts_with(b"/") {
        CallTarget::Path(template::literal(text, page.at))
    } else if memchr::memmem::find(text, b"://").is_some_and(|at| at < 10) {
        CallTarget::Redirect(template::literal(text, page.at))
    } else {
        CallTarget::Status(status)
    };
    let kind = CallKind::ErrorPage { statuses: [status].into(), status: ErrorStatus::Keep };
    Some(Call { kind, to, at: line.head() })
}
