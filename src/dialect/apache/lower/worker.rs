//! Workers and balancers of a server: what declares them, and which of them a URL goes to.
//!
//! A worker is known by its URL without the socket; a request goes to the one whose URL is the longest that its own
//! begins with (`ap_proxy_get_worker`). Lines count in the order of the file: the first that names a worker makes it,
//! and the parameters of later ones are dropped.

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::super::url::{self, Url};
use super::lacks;
use super::param::{self, BalancerParams, Param, WorkerParams};
use super::part::Part;
use super::scope::{self, Scope};
use super::tls_section::Sections;
use crate::model::*;
use crate::source::At;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Workers and balancers of one server.
#[derive(Debug, Default)]
pub struct Registry {
    /// By the balancer's name in lower case.
    pub balancers: FxHashMap<Vec<u8>, PoolId>,
    /// By the worker's name.
    workers: FxHashMap<Vec<u8>, Known>,
    lengths: BTreeSet<usize>,
    /// Balancers of the main server that have members: where each is named, and the names of these.
    filled: FxHashMap<PoolId, (At, BTreeSet<Vec<u8>>)>,
    /// Balancers whose own method lacks its module.
    lacking: FxHashSet<Vec<u8>>,
    /// What `<Proxy>` sections say of TLS, by their URL; they count for virtual hosts too.
    sections: Arc<Sections>,
}

/// A worker that stands.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    pub pool: PoolId,
    /// The line that made it.
    pub at: At,
}

impl Registry {
    /// The worker that a URL goes to: the longest that covers scheme, host and port and is a beginning of it.
    pub fn longest(&self, name: &[u8], least: usize) -> Option<(usize, Known)> {
        self.lengths
            .range(least..=name.len().max(least))
            .rev()
            .find_map(|length| Some((*length, *self.workers.get(name.get(..*length)?)?)))
    }

    fn add(&mut self, name: Vec<u8>, known: Known) {
        self.lengths.insert(name.len());
        self.workers.insert(name, known);
    }
}

/// Numbers of workers by their names, of which the longest beginning of a URL is asked for.
#[derive(Debug, Default)]
struct Names {
    by_name: FxHashMap<Vec<u8>, usize>,
    lengths: BTreeSet<usize>,
}

impl Names {
    fn add(&mut self, name: Vec<u8>, number: usize) {
        self.lengths.insert(name.len());
        self.by_name.entry(name).or_insert(number);
    }

    fn longest(&self, name: &[u8], least: usize) -> Option<usize> {
        let lengths = self.lengths.range(least..=name.len().max(least)).rev();
        lengths.copied().find_map(|length| self.by_name.get(name.get(..length)?).copied())
    }
}

/// What a server's lines declare, before it becomes pools.
#[derive(Default)]
struct Draft<'a> {
    balancers: Vec<Balancer<'a>>,
    by_name: FxHashMap<Vec<u8>, usize>,
    workers: Vec<Worker<'a>>,
    registry: Registry,
    /// Index of a worker by its name, until pools have numbers.
    worker_index: FxHashMap<Vec<u8>, usize>,
    /// `<Proxy>` sections with settings of their own, by the URL as written.
    sections: Vec<(Line<'a>, Vec<u8>)>,
}

struct Balancer<'a> {
    name: Vec<u8>,
    /// The section or line, and the name in it.
    at: At,
    name_at: At,
    declared: bool,
    /// The first line that names it counts in any case.
    always: bool,
    params: BalancerParams,
    members: Vec<Worker<'a>>,
    names: Names,
    closed: Result<(), Why>,
}

impl Balancer<'_> {
    fn member_names(&self) -> BTreeSet<Vec<u8>> {
        self.members.iter().map(|member| member.name.clone()).collect()
    }

    /// The module that its method lacks.
    fn lacks(&self, part: &Part<'_>) -> Option<&'static str> {
        let sources = part.lower.config.sources;
        let method = self.params.method.at().map_or(&b"byrequests"[..], |at| sources.bytes(at.span));
        lacks::method_lacks(part.lower, method)
    }
}

struct Worker<'a> {
    arg: Arg<'a>,
    /// The URL in the argument, from this byte on.
    text: Vec<u8>,
    url: Option<Url>,
    at: At,
    when: When,
    params: WorkerParams,
    name: Vec<u8>,
}

/// Gathers what the lines of a server declare. `main`: the workers of the main server, for a virtual host.
pub fn register(
    part: &mut Part<'_>,
    lines: &[Line<'_>],
    main: Option<&Registry>,
    _scope: &Scope,
) -> Registry {
    let mut draft = Draft::default();
    for &line in lines {
        draft.line(part, line, None);
    }
    draft.finish(part, main)
}

/// `balancer://name` without its path; the name in lower case.
pub fn balancer_name(text: &[u8]) -> Option<(Vec<u8>, std::ops::Range<usize>)> {
    let head = text.get(..11)?;
    if !head.eq_ignore_ascii_case(b"balancer://") {
        return None;
    }
    let end = text[11..].iter().position(|byte| *byte == b'/').map_or(text.len(), |end| 11 + end);
    Some((text[11..end].to_ascii_lowercase(), 11..end))
}

impl<'a> Draft<'a> {
    /// One line of the server; `location`: the section of paths around it.
    fn line(&mut self, part: &mut Part<'_>, line: Line<'a>, location: Option<Line<'a>>) {
        match line.keyword() {
            kw::PROXY if line.is_block() => self.section(part, line),
            kw::PROXY_MATCH if line.is_block() => {}
            kw::LOCATION | kw::LOCATION_MATCH => {
                for inner in line.children() {
                    self.line(part, inner, Some(line));
                }
            }
            kw::PROXY_PASS | kw::PROXY_PASS_MATCH => self.pass(part, line, location),
            kw::BALANCER_MEMBER => {
                // Outside of a section the balancer is named first.
                if let (Some(name), Some(url)) = (line.arg(0), line.arg(1))
                    && let Some((balancer, range)) = balancer_name(name.text)
                {
                    let at = At { span: param::place(name, range), ..name.at };
                    let index = self.balancer(balancer, (line, at), true);
                    self.member(part, line, url, 2, index);
                }
            }
            kw::PROXY_SET => {
                if let Some(name) = line.arg(0) {
                    let params = param::params(part, line, 1);
                    self.set(part, name.text, params, line);
                }
            }
            _ => {}
        }
    }

    /// `<Proxy url>`: a balancer, a worker, or a pattern.
    fn section(&mut self, part: &mut Part<'_>, line: Line<'a>) {
        let marked = line.arg(0).is_some_and(|arg| arg.text == b"~");
        let Some(arg) = line.arg(usize::from(marked)) else { return };
        self.sections.push((line, arg.text.to_vec()));
        if marked {
            return;
        }
        if let Some((name, range)) = balancer_name(arg.text) {
            let at = At { span: param::place(arg, range), ..arg.at };
            let index = self.balancer(name, (line, at), true);
            // Parameters may stand in the section's own line.
            for param in param::params(part, line, 1) {
                self.balancer_param(part, index, param);
            }
            for inner in line.children() {
                match inner.keyword() {
                    kw::BALANCER_MEMBER => {
                        if let Some(url) = inner.arg(0).filter(|arg| balancer_name(arg.text).is_none()) {
                            self.member(part, inner, url, 1, index);
                        } else if let Some(url) = inner.arg(1) {
                            self.member(part, inner, url, 2, index);
                        }
                    }
                    kw::PROXY_SET => {
                        for param in param::params(part, inner, 0) {
                            self.balancer_param(part, index, param);
                        }
                    }
                    kw::INCLUDE | kw::INCLUDE_OPTIONAL => {
                        self.balancers[index].closed = Err(Why::UnreadInclude);
                    }
                    _ => {}
                }
            }
            return;
        }
        if arg.text.contains(&b'*') {
            return;
        }
        // A worker is declared where a parameter is given, in the line or by ProxySet.
        let mut given = param::params(part, line, 1);
        let mut declares = !given.is_empty();
        for inner in line.children().filter(|inner| inner.keyword() == kw::PROXY_SET) {
            declares = true;
            given.extend(param::params(part, inner, 0));
        }
        if declares {
            self.worker(part, arg, 0, line, given, true);
        }
    }

    fn balancer_param(&mut self, part: &mut Part<'_>, index: usize, param: Param<'a>) {
        let pool = self.balancers[index].name_at;
        self.balancers[index].params.take(part, param, pool);
    }

    /// The balancer of this name; made where it is not known.
    fn balancer(&mut self, name: Vec<u8>, (line, name_at): (Line<'a>, At), declared: bool) -> usize {
        let (at, always) = (line.head(), line.when() == When::Always);
        if let Some(&index) = self.by_name.get(&name) {
            let known = &mut self.balancers[index];
            if declared && !known.declared {
                (known.declared, known.at, known.name_at) = (true, at, name_at);
            }
            return index;
        }
        self.by_name.insert(name.clone(), self.balancers.len());
        self.balancers.push(Balancer {
            name,
            at,
            name_at,
            declared,
            always,
            params: BalancerParams::default(),
            members: Vec::new(),
            names: Names::default(),
            closed: Ok(()),
        });
        self.balancers.len() - 1
    }

    fn member(&mut self, part: &mut Part<'_>, line: Line<'a>, arg: Arg<'a>, from: usize, balancer: usize) {
        let given = param::params(part, line, from);
        let mut worker = worker(part, arg, 0, line);
        for param in given {
            worker.params.take(part, param);
        }
        // One whose URL a member begins with is that member again (AH01149).
        let known = &self.balancers[balancer];
        let least = worker.url.as_ref().map(|url| url.least_match(&worker.text, &worker.name));
        let same = least.and_then(|least| known.names.longest(&worker.name, least));
        let same = same.and_then(|index| known.members.get(index));
        if let Some(same) = same {
            let first = same.at;
            let socket = |worker: &Worker<'_>| {
                worker.url.as_ref().and_then(|url| url.unix.clone()).map(|range| worker.text[range].to_vec())
            };
            let kind = match socket(same) == socket(&worker) {
                true => RemarkKind::WithoutEffect(NoEffect::SameServer { first }),
                false => RemarkKind::SameWorker { first },
            };
            part.remark(arg.at, kind);
            return;
        }
        let known = &mut self.balancers[balancer];
        if worker.url.is_some() {
            known.names.add(worker.name.clone(), known.members.len());
        }
        known.members.push(worker);
    }

    /// `ProxyPass` and `ProxyPassMatch`: what it passes to becomes a worker, if it is none yet.
    fn pass(&mut self, part: &mut Part<'_>, line: Line<'a>, location: Option<Line<'a>>) {
        let pass = Pass::of(line, location.is_some());
        let Some(target) = pass.target else { return };
        let given: Vec<Param<'a>> = pass.params.iter().filter_map(|arg| Param::of(line, *arg)).collect();
        param::doubled(part, &given);
        if let Some((name, range)) = balancer_name(target.text) {
            let at = At { span: param::place(target, range), ..target.at };
            let index = self.balancer(name, (line, at), false);
            for param in given {
                self.balancer_param(part, index, param);
            }
            return;
        }
        self.worker(part, target, 0, line, given, false);
    }

    fn set(&mut self, part: &mut Part<'_>, target: &[u8], given: Vec<Param<'a>>, _line: Line<'a>) {
        if let Some((name, _)) = balancer_name(target) {
            if let Some(&index) = self.by_name.get(&name) {
                given.into_iter().for_each(|param| self.balancer_param(part, index, param));
            }
            return;
        }
        let Ok(url) = Url::parse(target) else { return };
        let name = url.worker_name(target);
        if let Some(index) = self.longest(&name, url.least_match(target, &name)) {
            for param in given {
                self.workers[index].params.take(part, param);
            }
        }
    }

    fn longest(&self, name: &[u8], least: usize) -> Option<usize> {
        self.registry
            .lengths
            .range(least..=name.len().max(least))
            .rev()
            .find_map(|length| self.worker_index.get(name.get(..*length)?).copied())
    }

    /// A line that names a worker. `sets`: its parameters count also for one that stands already.
    fn worker(
        &mut self,
        part: &mut Part<'_>,
        arg: Arg<'a>,
        skip: usize,
        line: Line<'a>,
        given: Vec<Param<'a>>,
        sets: bool,
    ) {
        let mut made = worker(part, arg, skip, line);
        let Some(url) = &made.url else { return };
        let least = url.least_match(&made.text, &made.name);
        if let Some(index) = self.longest(&made.name, least) {
            if sets {
                for param in given {
                    self.workers[index].params.take(part, param);
                }
                return;
            }
            let first = self.workers[index].at;
            let socket = |worker: &Worker<'_>| {
                worker.url.as_ref().and_then(|url| url.unix.clone()).map(|range| worker.text[range].to_vec())
            };
            if socket(&self.workers[index]) != socket(&made) {
                part.remark(arg.at, RemarkKind::SameWorker { first });
            }
            for param in given {
                // "Ignoring parameter … because of worker sharing" (AH01146)
                part.without_effect(param.arg.at, NoEffect::SharedWorker { first });
            }
            return;
        }
        for param in given {
            made.params.take(part, param);
        }
        self.registry.lengths.insert(made.name.len());
        self.worker_index.insert(made.name.clone(), self.workers.len());
        self.workers.push(made);
    }

    fn finish(mut self, part: &mut Part<'_>, main: Option<&Registry>) -> Registry {
        let mut registry = std::mem::take(&mut self.registry);
        let mut sections = Sections::inside(main.map(|main| &main.sections));
        for (line, url) in std::mem::take(&mut self.sections) {
            sections.line(part, line, &url);
        }
        for worker in std::mem::take(&mut self.workers) {
            let name = worker.name.clone();
            let at = worker.at;
            let tls = sections.of(&name);
            let pool = worker_pool(part, worker, tls, false);
            let pool = part.pool(pool);
            registry.add(name, Known { pool, at });
        }
        for balancer in std::mem::take(&mut self.balancers) {
            let name = balancer.name.clone();
            let inherited = main.and_then(|main| main.balancers.get(&name)).copied();
            let lacks = balancer.lacks(part);
            if let Some(outer) = inherited {
                if !balancer.declared {
                    // The main server's members count, and yet this host has a balancer of that name for itself: its
                    // method is looked up at start, byrequests where its own line names none.
                    let said = main.is_some_and(|main| main.lacking.contains(&name));
                    if let Some(module) = lacks.filter(|_| balancer.always && !said) {
                        let at = balancer.params.method.at().unwrap_or(balancer.name_at);
                        part.remark(at, RemarkKind::ModuleAbsent { module });
                    }
                    continue;
                }
                // The members of the main server's balancer replace these (`merge_proxy_config`).
                let members = balancer.member_names();
                if let Some((by, others)) = main.and_then(|main| main.filled.get(&outer))
                    && !members.is_empty()
                    && members != *others
                {
                    part.remark(balancer.name_at, RemarkKind::PoolShadowed { by: *by });
                }
            }
            if lacks.is_some() {
                registry.lacking.insert(name.clone());
            }
            let tls = sections.of(&[b"balancer://", &name[..]].concat());
            let (declared, name_at) = (balancer.declared, balancer.name_at);
            let members = balancer.member_names();
            let pool = balancer_pool(part, balancer, tls);
            let id = part.pool(pool);
            if !members.is_empty() && main.is_none() {
                registry.filled.insert(id, (name_at, members));
            }
            part.name(NameKind::Pool, declared, name_at);
            registry.balancers.insert(name, id);
        }
        registry.sections = Arc::new(sections);
        registry
    }
}

/// `ProxyPass [path] url [params]`, taken apart.
#[derive(Clone, Debug, Default)]
pub struct Pass<'a> {
    pub path: Option<Arg<'a>>,
    /// `None`: an exclusion (`!`), or nothing at all.
    pub target: Option<Arg<'a>>,
    pub excludes: Option<Arg<'a>>,
    /// `ProxyPass ~`.
    pub pattern: bool,
    pub params: Vec<Arg<'a>>,
    /// `nocanon`, `interpolate`, `noquery`.
    pub flags: Vec<Arg<'a>>,
}

impl<'a> Pass<'a> {
    /// `inside`: in a section of paths, whose path counts.
    pub fn of(line: Line<'a>, inside: bool) -> Pass<'a> {
        let mut pass = Pass { pattern: line.keyword() == kw::PROXY_PASS_MATCH, ..Pass::default() };
        let mut words = Vec::new();
        for (index, arg) in line.args().enumerate() {
            if index == 0 && arg.text == b"~" && line.keyword() == kw::PROXY_PASS {
                pass.pattern = true;
            } else if pass.path.is_none() && !inside {
                pass.path = Some(arg);
            } else if words.is_empty() {
                words.push(arg);
            } else if is_flag(arg.text) {
                pass.flags.push(arg);
            } else {
                pass.params.push(arg);
            }
        }
        match words.first() {
            Some(arg) if arg.text == b"!" => pass.excludes = Some(*arg),
            other => pass.target = other.copied(),
        }
        pass
    }
}

/// Words of a pass that are no parameters of its worker.
fn is_flag(text: &[u8]) -> bool {
    [&b"nocanon"[..], b"interpolate", b"noquery"].iter().any(|flag| text.eq_ignore_ascii_case(flag))
        || text.get(..8).is_some_and(|key| key.eq_ignore_ascii_case(b"mapping="))
}

/// A worker of an argument; its URL is read up to the first reference to a match.
fn worker<'a>(part: &mut Part<'_>, arg: Arg<'a>, skip: usize, line: Line<'a>) -> Worker<'a> {
    let text = arg.text.get(skip..).unwrap_or_default().to_vec();
    let url = match Url::parse(&text) {
        Ok(url) => Some(url),
        Err(fault) => {
            refused(part, arg, fault);
            None
        }
    };
    let name = url.as_ref().map(|url| url.worker_name(&text)).unwrap_or_default();
    Worker { arg, text, url, at: arg.at, when: line.when(), params: WorkerParams::default(), name }
}

/// A URL that httpd cannot read at start.
/// The line holds marks of a template step: its words are not those that the server will see.
fn is_template(part: &Part<'_>, arg: Arg<'_>) -> bool {
    let source = part.lower.config.sources.get(arg.at.span.file);
    let line = source.bytes.get(source.line_range(source.line_of(arg.at.span.start))).unwrap_or_default();
    [&b"{{"[..], b"{%", b"<%"].iter().any(|mark| memchr::memmem::find(line, mark).is_some())
}

fn refused(part: &mut Part<'_>, arg: Arg<'_>, fault: AddressFault) {
    if arg.unknown.is_some() || super::super::values::is_placeholder(arg.text) || is_template(part, arg) {
        return;
    }
    // A capture may stand in the place of the port.
    if fault == AddressFault::BadPort && arg.text.contains(&b'$') {
        return;
    }
    let shown = String::from_utf8_lossy(arg.text);
    if arg.text.get(..5).is_some_and(|head| head.eq_ignore_ascii_case(b"unix:")) {
        return part.remark(arg.at, RemarkKind::SocketTarget { fault: SocketFault::NoScheme });
    }
    let server_says = match fault {
        AddressFault::BadScheme => format!("URL must be absolute!: {shown}"),
        _ => format!("Unable to parse URL: {shown}"),
    };
    part.remark(arg.at, RemarkKind::InvalidAddress { server_says, fault });
}

/// Faults of a URL that show with each request.
pub fn faults(part: &mut Part<'_>, arg: Arg<'_>, text: &[u8], url: &Url) {
    if arg.unknown.is_some() {
        return;
    }
    let skip = arg.text.len() - text.len();
    let place = |range: std::ops::Range<usize>| At {
        span: param::place(arg, range.start + skip..range.end + skip),
        ..arg.at
    };
    if let Some(range) = &url.password {
        part.secrets.push(place(range.clone()).span);
    }
    if url.port_refused(text)
        && let Some(range) = url.port.clone()
    {
        let kind = RemarkKind::AddressFails {
            fault: AddressFault::BadPort,
            statuses: &["400"],
            log: "error parsing URL",
        };
        part.remark(place(range), kind);
    }
    if url::spoken(&text[url.scheme.clone()]).is_none() {
        let kind = RemarkKind::AddressFails {
            fault: AddressFault::BadScheme,
            statuses: &["500"],
            log: "No protocol handler was valid for the URL",
        };
        part.remark(place(url.scheme.clone()), kind);
    }
    if let Some(range) = url.unix.clone()
        && range.len() >= 96
    {
        part.remark(place(range), RemarkKind::SocketTarget { fault: SocketFault::TooLong });
    }
}

/// The endpoint of a URL.
pub fn endpoint(arg: Arg<'_>, text: &[u8], url: &Url) -> Endpoint {
    let skip = arg.text.len() - text.len();
    let place = |range: std::ops::Range<usize>| param::place(arg, range.start + skip..range.end + skip);
    let host = url.host_part(text);
    let resolution = match host {
        // Looked up with the first connection, and kept while the child lives.
        HostPart::Name(_) => Resolution::Follows,
        _ => Resolution::Nothing,
    };
    let host_span = place(url.unix.clone().unwrap_or_else(|| url.host.clone()));
    let port_span = url.port.clone().filter(|port| !port.is_empty() && url.unix.is_none()).map(place);
    Endpoint { port: url.port_part(text), host, resolution, at: arg.at, host_span, port_span }
}

/// When a worker's name is looked up: with its first connection, and kept while the child lives, unless a time is
/// set (2.4.59), no connection is kept, or there is no worker at all (`ap_proxy_determine_address`).
fn resolution(endpoint: &Endpoint, params: &WorkerParams, generic: bool) -> Resolution {
    if endpoint.name().is_none() {
        return Resolution::Nothing;
    }
    let kept = params.address_ttl.is_unset() || params.address_ttl.get() == Some(Millis::NEVER);
    match params.reuse.get() {
        Some(false) => Resolution::PerRequest,
        _ if generic => Resolution::PerRequest,
        None if !params.reuse.is_unset() => Resolution::Follows,
        _ if kept => Resolution::AtStartIfKnown,
        _ => Resolution::Follows,
    }
}

fn server(part: &mut Part<'_>, worker: &Worker<'_>, member: bool, generic: bool) -> Option<Server> {
    let url = worker.url.as_ref()?;
    faults(part, worker.arg, &worker.text, url);
    let params = &worker.params;
    let mut endpoint = endpoint(worker.arg, &worker.text, url);
    endpoint.resolution = resolution(&endpoint, params, generic);
    if let HostPart::Unix(path) = &endpoint.host {
        part.file_at(FileRole::Socket, &path.clone(), worker.arg, false);
    }
    let scheme = url::spoken(&worker.text[url.scheme.clone()]);
    inert_check(part, params, member);
    let mut check = params.check.made(checked(&worker.text, url));
    if let Value::One(check) = &mut check.value
        && check.kind == CheckKind::Http
    {
        // The check names the member itself.
        check.host = Setting::default(&"BalancerMember", Text::from(&worker.text[url.host.clone()]));
    }
    // A worker outside of a balancer is never left out, but where `-I` says so (since 2.4.21).
    let ignores = params.says(b'I').unwrap_or(!member);
    let max_fails = match params.place_of(b'I') {
        Some(at) => Setting::written(&"status", at, u32::from(!ignores)),
        None => Setting::default(&"status", u32::from(!ignores)),
    };
    let own = own_groups(part, params.timeouts(), None, params, upgrade(worker, url));
    // The path of a member stands before that of every request; a worker's is part of the target.
    let path = worker.text.get(url.path.clone()).filter(|path| member && !path.is_empty());
    let label = url.unix.as_ref().map(|_| Text::from(&worker.text[url.host.clone()]));
    let rare = RareServer {
        path: path.map(Text::from),
        label: label.filter(|label| !label.is_empty()),
        drains: params.is(b'N'),
        secret: params.secret,
        asks_first: params.ping,
        ..RareServer::default()
    };
    Some(Server {
        name: params.route.as_ref().map(|(route, _)| route.clone()),
        at: worker.at,
        when: worker.when,
        count: 1,
        weight: params.weight.clone(),
        backup: params.is(b'H').or(params.is(b'R')),
        disabled: params.is(b'D').or(params.is(b'S')).or(params.is(b'N')),
        max_fails,
        fail_timeout: params.retry.clone(),
        max_connections: params.max.clone(),
        check,
        own,
        speaks: scheme.map(|scheme| Speaks { protocol: scheme.protocol, tls: scheme.tls }),
        rare: (rare != RareServer::default()).then(|| Box::new(rare)),
        endpoint,
    })
}

/// Checks run for members of balancers, and only where a method is set (`hc_watchdog_callback`).
fn inert_check(part: &mut Part<'_>, params: &WorkerParams, member: bool) {
    let check = &params.check;
    let Some(at) = check.at else { return };
    let needs = match (&check.method, &check.template) {
        (None, None) => "`hcmethod=GET`",
        _ if !member => "a balancer, whose members alone are checked",
        _ => return,
    };
    part.without_effect(at, NoEffect::CheckNeverRun { needs });
}

/// The path of a worker whose checks are requests of plain HTTP.
fn checked<'a>(text: &'a [u8], url: &Url) -> Option<&'a [u8]> {
    let scheme = url::spoken(&text[url.scheme.clone()])?;
    let plain = scheme.protocol == Protocol::Http && !scheme.tls && url.unix.is_none();
    text.get(url.path.clone()).filter(|_| plain)
}

/// What has handshakes of WebSocket passed on: `upgrade=websocket`, or the scheme.
fn upgrade(worker: &Worker<'_>, url: &Url) -> Option<At> {
    let any = |value: &Text| [&b"websocket"[..], b"any", b"*"].iter().any(|word| value.eq_ignore_case(word));
    let scheme = &worker.text[url.scheme.clone()];
    let by_scheme = scheme.eq_ignore_ascii_case(b"ws") || scheme.eq_ignore_ascii_case(b"wss");
    let by_parameter = worker.params.upgrade.as_ref().filter(|(value, _)| any(value)).map(|(_, at)| *at);
    by_parameter.or(by_scheme.then_some(worker.at))
}

/// Groups of what a worker or balancer sets itself; the rest is unset.
fn own_groups(
    part: &mut Part<'_>,
    timeouts: Option<Timeouts>,
    tls: Option<Tls>,
    params: &WorkerParams,
    upgrade: Option<At>,
) -> Option<Id<Groups>> {
    let header = |name: &str, value: &str, at: At| Header {
        name: Text::from(name),
        value: scope::literal(value.as_bytes(), at),
        at,
    };
    let list: Box<[Header]> = upgrade
        .into_iter()
        .flat_map(|at| [header("Upgrade", "websocket", at), header("Connection", "upgrade", at)])
        .collect();
    let keeps = !params.reuse.is_unset();
    if timeouts.is_none() && tls.is_none() && params.head.is_unset() && !keeps && upgrade.is_none() {
        return None;
    }
    let timeouts = timeouts.unwrap_or_else(unset_timeouts);
    let hop = HopGroups {
        timeouts: part.timeouts.add(timeouts),
        retry: part.retries.add(scope::unset_retry()),
        tls: part.tls.add(tls.unwrap_or_else(scope::unset_tls)),
        buffers: part.buffers.add(Buffers { head: params.head.clone(), ..scope::unset_buffers() }),
        connection: part
            .connections
            .add(Connection { keep: params.reuse.clone(), ..scope::unset_connection() }),
        headers: part.headers.add(Headers { list, hides: None, open: false }),
    };
    Some(grouped(part, hop))
}

fn grouped(part: &mut Part<'_>, hop: HopGroups) -> Id<Groups> {
    // Only hops are read of a worker's own groups; the scope is that of the main server.
    let scope = Id::new(0, 0);
    part.groups.add(Groups::new([hop; HOP_FAMILIES], scope))
}

fn unset_timeouts() -> Timeouts {
    Timeouts {
        connect: Setting::unset(&"connectiontimeout"),
        send: Setting::unset(&"timeout"),
        response: Setting::unset(&"timeout"),
        idle: Setting::unset(&"timeout"),
        queue: Setting::unset(&"acquire"),
    }
}

/// Connections that a worker keeps: as many as a child has threads, where nothing says otherwise.
fn reuse(params: &WorkerParams, protocol: Option<Protocol>, generic: bool) -> PoolReuse {
    let by_default =
        !matches!(protocol, Some(Protocol::FastCgi | Protocol::Scgi | Protocol::Uwsgi)) && !generic;
    let connections = match params.reuse.get() {
        // A child of the event MPM has 25 threads.
        Some(true) if params.max.is_unset() => {
            Setting { value: Value::One(25), origin: params.reuse.origin, term: &"enablereuse" }
        }
        Some(true) => Setting { term: &"max", ..params.max.clone() },
        Some(false) => Setting { value: Value::One(0), origin: params.reuse.origin, term: &"disablereuse" },
        None if !params.reuse.is_unset() => Setting {
            value: Value::Unknown(Why::Environment),
            origin: params.reuse.origin,
            term: &"enablereuse",
        },
        None if by_default => params.max.clone(),
        None => Setting::default(&"enablereuse", 0),
    };
    PoolReuse {
        connections: if connections.is_unset() { Setting::default(&"max", 25) } else { connections },
        idle: params.ttl.clone(),
        requests: Setting::unset(&"ProxyPass"),
        lifetime: Setting::unset(&"ProxyPass"),
        sharing: Setting::default(&"enablereuse", Sharing::Always),
    }
}

/// A pool of one worker outside of balancers.
fn worker_pool(part: &mut Part<'_>, worker: Worker<'_>, tls: Option<Tls>, generic: bool) -> Pool {
    let made = server(part, &worker, false, generic);
    let protocol = made.as_ref().and_then(|server| server.speaks).map(|speaks| speaks.protocol);
    let own = tls.and_then(|tls| own_groups(part, None, Some(tls), &WorkerParams::default(), None));
    Pool {
        name: pool_name(&worker),
        made: Made::ByTarget,
        at: worker.at,
        name_at: worker.at,
        closed: if made.is_some() { Ok(()) } else { Err(Why::Invalid) },
        servers: made.into_iter().collect(),
        balance: Setting::default(&"ProxyPass", Balance::First),
        zone: Setting::unset(&"slotmem_shm"),
        reuse: reuse(&worker.params, protocol, generic),
        resolver: Setting::unset(&"resolver"),
        steps: Box::new([]),
        own,
        check: Setting::unset(&"hcmethod"),
        stream: false,
        affinity: None,
        pages: None,
    }
}

/// Host and port, or the socket, as they are written.
fn pool_name(worker: &Worker<'_>) -> Text {
    let Some(url) = &worker.url else { return Text::from(&worker.text[..]) };
    match &url.unix {
        Some(unix) => Text::from([b"unix:", &worker.text[unix.clone()]].concat()),
        None => Text::from(&worker.text[url.host.start..url.path.start]),
    }
}

fn balancer_pool(part: &mut Part<'_>, balancer: Balancer<'_>, tls: Option<Tls>) -> Pool {
    let mut closed = balancer.closed;
    if part.lower.config.walked.unread {
        closed = Err(Why::UnreadInclude);
    }
    let mut servers: Vec<Server> =
        balancer.members.iter().filter_map(|member| server(part, member, true, false)).collect();
    if servers.len() < balancer.members.len() {
        closed = closed.and(Err(Why::Invalid));
    }
    let first = balancer.members.first();
    let protocol = servers.first().and_then(|server| server.speaks).map(|speaks| speaks.protocol);
    let kept = reuse(first.map_or(&WorkerParams::default(), |member| &member.params), protocol, false);
    let params = balancer.params;
    for server in &mut servers {
        failures(server, &params);
    }
    let own = own_of_balancer(part, &params, tls);
    Pool {
        name: Text::from(&balancer.name[..]),
        made: if balancer.declared { Made::Declared } else { Made::ByTarget },
        at: balancer.at,
        name_at: balancer.name_at,
        affinity: affinity(&params, &servers, &balancer.members),
        servers: servers.into(),
        closed,
        balance: params.method,
        zone: Setting::unset(&"slotmem_shm"),
        reuse: kept,
        resolver: Setting::unset(&"resolver"),
        steps: Box::new([]),
        own,
        // Each member says for itself.
        check: Setting::unset(&"hcmethod"),
        stream: false,
        pages: None,
    }
}

/// What counts as a failure of a member, and when it comes back, as the balancer says.
fn failures(server: &mut Server, params: &BalancerParams) {
    let at =
        |value: Option<(bool, At)>, wanted: bool| value.filter(|(on, _)| *on == wanted).map(|(_, at)| at);
    let statuses = params.fail_on_status.as_ref().map(|(list, at)| (list.clone().into(), *at));
    let on_timeout = at(params.fail_on_timeout, true);
    let stays_out = at(params.force_recovery, false);
    if statuses.is_some() || on_timeout.is_some() || stays_out.is_some() {
        let rare = server.rare.get_or_insert_default();
        (rare.fails_on, rare.fails_on_timeout, rare.stays_out) = (statuses, on_timeout, stays_out);
    }
}

/// What is set on a balancer: attempts, the wait for a member, and what its section says of TLS.
fn own_of_balancer(part: &mut Part<'_>, params: &BalancerParams, tls: Option<Tls>) -> Option<Id<Groups>> {
    if params.attempts.is_unset() && params.queue.is_unset() && tls.is_none() && params.no_failover.is_none()
    {
        return None;
    }
    let mut retry = scope::unset_retry();
    if let Some(attempts) = params.attempts.get() {
        // Attempts come on top of the first.
        let value = Value::One(attempts.saturating_add(1));
        retry.tries = Setting { value, ..params.attempts.clone() };
    } else {
        retry.tries = params.attempts.clone();
    }
    let hop = HopGroups {
        timeouts: part.timeouts.add(Timeouts { queue: params.queue.clone(), ..unset_timeouts() }),
        retry: part.retries.add(retry),
        tls: part.tls.add(tls.unwrap_or_else(scope::unset_tls)),
        buffers: part.buffers.add(scope::unset_buffers()),
        connection: part.connections.add(scope::unset_connection()),
        headers: part.headers.add(Headers { list: Box::new([]), hides: None, open: false }),
    };
    Some(grouped(part, hop))
}

fn affinity(params: &BalancerParams, servers: &[Server], members: &[Worker<'_>]) -> Option<Box<Affinity>> {
    let (sticky, at) = params.sticky.as_ref()?;
    // `COOKIE|parameter`: the first name is the cookie's.
    let mut names = sticky.split(|byte| *byte == b'|');
    let cookie = names.next().unwrap_or_default();
    let parameter = names.next().unwrap_or(cookie);
    let values = members
        .iter()
        .filter(|member| member.url.is_some())
        .zip(0..)
        .take(servers.len())
        .filter_map(|(member, index)| Some((index, member.params.route.clone()?.0)))
        .collect();
    Some(Box::new(Affinity {
        cookie: Some((Text::from(cookie), *at)),
        parameter: Some(Text::from(parameter)),
        values,
        to_marked: params.no_failover,
        ..Affinity::default()
    }))
}

/// The pool of a target that no declared worker covers: every request opens a connection of its own.
pub fn generic(part: &mut Part<'_>, arg: Arg<'_>, skip: usize, when: When) -> Option<PoolId> {
    let text = arg.text.get(skip..).unwrap_or_default().to_vec();
    let url = Url::parse(&text).ok()?;
    let mut key = url.worker_name(&text);
    key.truncate(url.least_match(&text, &key));
    if let Some(unix) = &url.unix {
        key.extend_from_slice(b"|");
        key.extend_from_slice(&text[unix.clone()]);
    }
    if let Some(&known) = part.generic.get(&key) {
        return Some(known);
    }
    let name = url.worker_name(&text);
    let worker =
        Worker { arg, text, url: Some(url), at: arg.at, when, params: WorkerParams::default(), name };
    let pool = worker_pool(part, worker, None, true);
    let id = part.pool(pool);
    part.generic.insert(key, id);
    Some(id)
}
