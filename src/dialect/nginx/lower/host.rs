//! `server` blocks and what stands in them: locations, conditions, passes.
//!
//! Sources: `ngx_http_core_server`, `ngx_http_core_location`, `ngx_http_core_limit_except`,
//! `ngx_http_init_locations`.

use super::super::keywords::kw;
use super::part::Part;
use super::pool;
use super::scope::{self, Line, Scope};
use super::step;
use super::target::{self, Assignments};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// A `server` of `http`, `stream` or `mail`.
pub fn server<'a>(part: &mut Part<'a>, block: Line<'a>, outer: &Scope, kind: HostKind) -> VirtualHost {
    let lines = part.lower.lines(block);
    server_of(part, block.name_at(), &lines, outer, kind)
}

/// A server whose lines are given: also one that is guessed around a fragment.
pub fn server_of<'a>(
    part: &mut Part<'a>,
    at: At,
    lines: &[Line<'a>],
    outer: &Scope,
    kind: HostKind,
) -> VirtualHost {
    let stream = kind != HostKind::Http;
    let scope = scope::derive(part, outer, lines, stream);
    let mut host = Builder { part, routes: Vec::new(), passes: Vec::new(), kind, unread: Vec::new() };
    host.note_unread(lines);
    let mut names = Vec::new();
    let mut binds = Vec::new();
    for &line in lines {
        match line.node.keyword() {
            kw::SERVER_NAME => super::listen::names(host.part, line, &mut names),
            kw::LISTEN => binds.extend(super::listen::bind(host.part, line, kind)),
            _ => {}
        }
    }
    if binds.is_empty() && kind == HostKind::Http {
        binds.push(super::listen::implied(at));
    }
    if let Some(at) = scope.ssl_on {
        for bind in binds.iter_mut().filter(|bind: &&mut Bind| bind.transport == Transport::Tcp) {
            (bind.tls, bind.tls_at) = (true, bind.tls_at.or(Some(at)));
        }
    }
    // Plain listeners take both versions then, which needs no mark.
    if scope.http2 {
        binds.iter_mut().for_each(|bind| bind.http2 = true);
    }
    let steps = host.steps(lines, &scope, None);
    let try_files = lines.iter().rev().find(|line| line.node.keyword() == kw::TRY_FILES).copied();
    for &line in lines {
        if line.node.keyword() == kw::LOCATION {
            host.location(line, &scope, None);
        }
    }
    let fallback = host.routes.len() as u32;
    let mut route = host.route(at, Cond::Always, &scope, None);
    let pass = lines.iter().rev().find(|line| target::pass(line.node.keyword(), stream).is_some());
    match pass {
        Some(line) if kind == HostKind::Stream => host.passes.push(Pending::new(fallback, *line, lines)),
        _ if kind == HostKind::Http => {
            route.calls = host.calls(&scope, try_files);
            route.action = Action::Local(scope.local());
        }
        _ => route.action = host.stream_action(lines),
    }
    host.routes.push(route);
    host.finish_passes(&steps);
    let closed = !names.iter().any(|name: &HostName| matches!(name.pattern, NamePattern::Unknown(_)));
    let routes = std::mem::take(&mut host.routes);
    let unread = std::mem::take(&mut host.unread);
    same_routes(host.part, &routes);
    VirtualHost {
        kind,
        at,
        names: names.into(),
        names_closed: closed,
        binds: binds.into(),
        steps: steps.into(),
        routes: routes.into(),
        base: None,
        pick: Pick::LongestPrefixThenPattern,
        groups: scope.groups,
        server_tls: scope.server_tls,
        unread: unread.into(),
        fallback,
        phased: None,
    }
}

/// A pass directive whose targets are followed once the whole host is read.
#[derive(Debug)]
struct Pending<'a> {
    route: u32,
    line: Line<'a>,
    /// `health_check` beside it.
    check: Option<Line<'a>>,
}

impl<'a> Pending<'a> {
    /// A pass among the lines of its block.
    fn new(route: u32, line: Line<'a>, lines: &[Line<'a>]) -> Self {
        let check = lines.iter().find(|line| line.node.keyword() == kw::HEALTH_CHECK).copied();
        Pending { route, line, check }
    }
}

struct Builder<'p, 'a> {
    part: &'p mut Part<'a>,
    routes: Vec<Route>,
    passes: Vec<Pending<'a>>,
    kind: HostKind,
    unread: Vec<At>,
}

impl<'a> Builder<'_, 'a> {
    /// Keeps the includes that could not be read.
    fn note_unread(&mut self, lines: &[Line<'a>]) {
        let lower = self.part.lower;
        if lower.has_unread {
            let unread = |line: &&Line<'a>| line.node.keyword() == kw::INCLUDE && lower.is_unread(line.node);
            self.unread.extend(lines.iter().filter(unread).map(|line| line.head()));
        }
    }

    fn route(&self, at: At, when: Cond, scope: &Scope, parent: Option<u32>) -> Route {
        Route {
            at,
            when,
            stops_patterns: false,
            methods: Methods::All,
            parent,
            reach: if scope.internal { Reach::Internal } else { Reach::Client },
            steps: Box::new([]),
            action: Action::Decline,
            action_inherited: false,
            calls: scope.error_pages.clone(),
            access: scope.access.clone(),
            groups: scope.groups,
        }
    }

    fn calls(&mut self, scope: &Scope, try_files: Option<Line<'_>>) -> Arc<[Call]> {
        let try_files = try_files.and_then(|line| self.try_files(line));
        if scope.gates.is_empty() && try_files.is_none() {
            return scope.error_pages.clone();
        }
        scope.gates.iter().chain(scope.error_pages.iter()).cloned().chain(try_files).collect()
    }

    fn try_files(&mut self, line: Line<'_>) -> Option<Call> {
        let count = line.node.len().checked_sub(2)?;
        let (last, last_at) = line.arg(count)?;
        let tests: Vec<Template> = line
            .node
            .args()
            .take(count)
            .map(|word| self.part.template(word.bytes(), line.at(word)))
            .collect();
        let to = match last {
            [b'=', code @ ..] => {
                let code = super::super::values::number(code).filter(|code| *code <= 999);
                CallTarget::Status(code.unwrap_or_default() as u16)
            }
            [b'@', ..] => CallTarget::Named(Text::from(last), None),
            path => CallTarget::Path(self.part.template(path, last_at)),
        };
        Some(Call { kind: CallKind::TryFiles { tests: tests.into() }, to, at: line.head() })
    }

    /// The rewrite steps of a block; each `if` of a location becomes a route of its own as well.
    fn steps(&mut self, lines: &[Line<'a>], scope: &Scope, location: Option<u32>) -> Vec<Step> {
        let mut steps = Vec::new();
        for &line in lines {
            if line.node.keyword() == kw::RETURN && self.kind != HostKind::Http {
                // In a stream it is a text, and no status (`ngx_stream_return`).
                let text = line.arg(0).map(|(text, at)| self.part.template(text, at));
                let act = Act::Answer(Answer { status: 200, text });
                steps.push(Step { when: Cond::Always, act, at: line.head() });
                continue;
            }
            if line.node.keyword() != kw::IF {
                steps.extend(step::step(self.part, line));
                continue;
            }
            let when = step::condition(self.part, line);
            let inner = self.part.lower.lines(line);
            let act = match location {
                None => {
                    // `if` in a server sets nothing but what the rewrite module does.
                    scope::derive(self.part, scope, &inner, false);
                    Act::Block(self.steps(&inner, scope, None).into())
                }
                Some(location) => {
                    let index = self.entered(line, &inner, scope, location, Methods::All);
                    let mut block =
                        vec![Step { when: Cond::Always, act: Act::Enter(index), at: line.head() }];
                    let own = self.steps(&inner, scope, Some(index));
                    block.extend(own);
                    Act::Block(block.into())
                }
            };
            steps.push(Step { when, act, at: line.head() });
        }
        steps
    }

    /// A block inside a location that takes over its pass: `if`, `limit_except`.
    fn entered(
        &mut self,
        block: Line<'a>,
        lines: &[Line<'a>],
        outer: &Scope,
        parent: u32,
        methods: Methods,
    ) -> u32 {
        self.note_unread(lines);
        let scope = scope::derive(self.part, outer, lines, false);
        let mut route = self.route(block.head(), Cond::Always, &scope, Some(parent));
        route.reach = Reach::Entered;
        route.methods = methods;
        route.calls = self.calls(&scope, None);
        let index = self.routes.len() as u32;
        self.routes.push(route);
        match self.pass_line(lines) {
            Some(line) => self.passes.push(Pending::new(index, line, lines)),
            None => {
                self.routes[index as usize].action_inherited = true;
            }
        }
        index
    }

    fn pass_line(&self, lines: &[Line<'a>]) -> Option<Line<'a>> {
        let stream = self.kind == HostKind::Stream;
        lines.iter().rev().find(|line| target::pass(line.node.keyword(), stream).is_some()).copied()
    }

    fn location(&mut self, block: Line<'a>, outer: &Scope, parent: Option<u32>) {
        let lines = self.part.lower.lines(block);
        self.note_unread(&lines);
        let Some(matching) = matching(self.part, block) else { return };
        let mut outer = outer.clone();
        // `internal` and access lists are handed inwards; a content handler is not.
        outer.internal = outer.internal && parent.is_some();
        let scope = scope::derive(self.part, &outer, &lines, false);
        let index = self.routes.len() as u32;
        let mut route = self.route(block.head(), matching.when, &scope, parent);
        route.stops_patterns = matching.stops_patterns;
        if let Some(name) = matching.name {
            self.part.name(NameKind::NamedRoute, true, block.head());
            route.reach = Reach::Named(name);
        }
        self.routes.push(route);
        let steps = self.steps(&lines, &scope, Some(index));
        let try_files = lines.iter().rev().find(|line| line.node.keyword() == kw::TRY_FILES).copied();
        let calls = self.calls(&scope, try_files);
        let action = self.content(&lines, &scope);
        if let Some(line) = self.pass_line(&lines) {
            self.passes.push(Pending::new(index, line, &lines));
        }
        redirects(self.part, &lines);
        let route = &mut self.routes[index as usize];
        (route.steps, route.calls, route.action) = (steps.into(), calls, action);
        for &line in &lines {
            match line.node.keyword() {
                kw::LOCATION => self.location(line, &scope, Some(index)),
                kw::LIMIT_EXCEPT => {
                    let mut methods: Vec<Text> =
                        line.node.args().map(|word| Text::from(word.bytes())).collect();
                    // GET allows HEAD as well (ngx_http_core_limit_except).
                    if methods.iter().any(|method| **method == *b"GET") {
                        methods.push(Text::from("HEAD"));
                    }
                    let inner = self.part.lower.lines(line);
                    self.entered(line, &inner, &scope, index, Methods::Except(methods.into()));
                }
                _ => {}
            }
        }
    }

    /// What a location does when nothing is passed on.
    fn content(&self, lines: &[Line<'a>], scope: &Scope) -> Action {
        for line in lines {
            match line.node.keyword() {
                kw::EMPTY_GIF => return Action::Answer(Answer { status: 200, text: None }),
                kw::STUB_STATUS => return Action::Answer(Answer { status: 200, text: None }),
                keyword => {
                    let foreign = super::foreign::of(keyword);
                    if foreign.runs || foreign.answers {
                        return Action::Opaque(Why::Opaque);
                    }
                }
            }
        }
        Action::Local(scope.local())
    }

    fn stream_action(&self, lines: &[Line<'a>]) -> Action {
        for line in lines {
            if line.node.keyword() == kw::RETURN {
                return Action::Answer(Answer { status: 200, text: None });
            }
            if super::foreign::of(line.node.keyword()).answers {
                return Action::Opaque(Why::Opaque);
            }
        }
        Action::Decline
    }

    /// Follows the targets of all passes, now that every `set` of the host is known.
    fn finish_passes(&mut self, host_steps: &[Step]) {
        if self.passes.is_empty() {
            return;
        }
        let stream = self.kind == HostKind::Stream;
        let mut assignments = Assignments::default();
        if self.passes.iter().any(|pass| pass.line.node.arg(0).is_some_and(|word| word.has_variable())) {
            collect(host_steps, &mut assignments);
            for route in &self.routes {
                collect(&route.steps, &mut assignments);
            }
        }
        for pending in std::mem::take(&mut self.passes) {
            let index = pending.route as usize;
            let Some(pass) = target::pass(pending.line.node.keyword(), stream) else { continue };
            let in_pattern = match self.routes[index].reach {
                Reach::Named(_) | Reach::Entered => true,
                _ => {
                    matches!(&self.routes[index].when, Cond::Atom(atom) if matches!(atom.op, Op::Matches(_)))
                }
            };
            let groups = self.part.groups(self.routes[index].groups).hop(pass.protocol);
            let tls = stream && self.part.tls(groups.tls).enabled.get() == Some(true);
            if let Some(forward) =
                target::forward(self.part, pending.line, pass, &assignments, in_pattern, tls)
            {
                if let Some(check) = pending.check {
                    let check = pool::location_check(check);
                    let targets = forward.targets.iter();
                    self.part.checks.extend(targets.map(|target| (target.pool, check.clone())));
                }
                self.routes[index].action = Action::Forward(forward);
            }
        }
        // `if` and `limit_except` take over the pass of the location around them.
        for index in 0..self.routes.len() {
            if !self.routes[index].action_inherited {
                continue;
            }
            let Some(parent) = self.routes[index].parent else { continue };
            let action = self.routes[parent as usize].action.clone();
            self.routes[index].action = action;
        }
    }
}

/// `proxy_redirect default` stands for the literal target before it (`ngx_http_proxy_redirect`).
fn redirects(part: &mut Part<'_>, lines: &[Line<'_>]) {
    let mut pass: Option<Line<'_>> = None;
    for line in lines {
        match line.node.keyword() {
            kw::PROXY_PASS => pass = Some(*line),
            kw::PROXY_REDIRECT if line.node.len() == 2 => {
                let Some((b"default", at)) = line.arg(0) else { continue };
                let says = match pass.and_then(|pass| pass.node.arg(0)) {
                    Some(target) if target.has_variable() => {
                        "\"proxy_redirect default\" cannot be used with \"proxy_pass\" directive with variables"
                    }
                    Some(_) => continue,
                    None => "\"proxy_redirect default\" should be placed after the \"proxy_pass\" directive",
                };
                part.invalid(at, says.to_owned());
            }
            _ => {}
        }
    }
}

/// Routes of one block that match the same text in the same way: nginx refuses equal prefixes and equal
/// exact paths (`ngx_http_join_exact_locations`), and never reaches the second of equal patterns.
fn same_routes(part: &mut Part<'_>, routes: &[Route]) {
    if routes.len() < 3 {
        return;
    }
    let mut seen: FxHashMap<(Option<u32>, &Op), At> = FxHashMap::default();
    for route in routes {
        let Cond::Atom(atom) = &route.when else { continue };
        if route.reach == Reach::Entered || atom.subject != Subject::Path {
            continue;
        }
        match seen.get(&(route.parent, &atom.op)) {
            Some(&first) => {
                let refused = !matches!(atom.op, Op::Matches(_));
                part.remark(route.at, RemarkKind::SameRoute { first, refused });
            }
            None => {
                seen.insert((route.parent, &atom.op), route.at);
            }
        }
    }
}

/// Values that steps give to variables.
pub fn collect(steps: &[Step], assignments: &mut Assignments) {
    for step in steps {
        match &step.act {
            Act::SetVariable(name, value) => {
                assignments.entry(name.clone()).or_default().add(name, value);
            }
            Act::Block(inner) => collect(inner, assignments),
            _ => {}
        }
    }
}

/// How a location is chosen.
struct Matching {
    when: Cond,
    stops_patterns: bool,
    name: Option<Text>,
}

fn matching(part: &mut Part<'_>, block: Line<'_>) -> Option<Matching> {
    let (first, at) = block.arg(0)?;
    let at_path = |op| Cond::Atom(Box::new(Atom { subject: Subject::Path, op, at: block.head() }));
    let plain = |when| Some(Matching { when, stops_patterns: false, name: None });
    if let Some((second, _)) = block.arg(1) {
        return match first {
            b"=" => plain(at_path(Op::Is(Text::from(second)))),
            b"^~" => Some(Matching {
                when: at_path(Op::Prefix(Text::from(second))),
                stops_patterns: true,
                name: None,
            }),
            b"~" => plain(at_path(Op::Matches(part.pattern(second, false)))),
            b"~*" => plain(at_path(Op::Matches(part.pattern(second, true)))),
            other => {
                part.invalid(at, format!("invalid location modifier \"{}\"", other.escape_ascii()));
                None
            }
        };
    }
    match first {
        [b'=', path @ ..] => plain(at_path(Op::Is(Text::from(path)))),
        [b'^', b'~', path @ ..] => {
            Some(Matching { when: at_path(Op::Prefix(Text::from(path))), stops_patterns: true, name: None })
        }
        [b'~', b'*', pattern @ ..] => plain(at_path(Op::Matches(part.pattern(pattern, true)))),
        [b'~', pattern @ ..] => plain(at_path(Op::Matches(part.pattern(pattern, false)))),
        [b'@', ..] => {
            Some(Matching { when: Cond::Never, stops_patterns: false, name: Some(Text::from(first)) })
        }
        path => plain(at_path(Op::Prefix(Text::from(path)))),
    }
}
