//! Workers and balancers of a server: what declares them, and which of them a URL goes to.
//!
//! A worker is known by its URL without the socket; a request goes to the one whose URL is the longest that its own
//! begins with (`ap_proxy_get_worker`). Lines count in the order of the file: the first that names a worker makes it,
//! and the parameters of later ones are dropped.

use super::super::keywords::kw;
use super::super::line::{Arg, Line};
use super::super::url::Url;
use super::param::{self, BalancerParams, Param, WorkerParams};
use super::part::Part;
use super::passed::Pass;
use super::scope::Scope;
use super::tls_section::Sections;
use super::{address, lacks, pool};
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
pub struct Names {
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

pub struct Balancer<'a> {
    pub name: Vec<u8>,
    /// The section or line, and the name in it.
    pub at: At,
    pub name_at: At,
    pub declared: bool,
    /// The first line that names it counts in any case.
    pub always: bool,
    pub params: BalancerParams,
    pub members: Vec<Worker<'a>>,
    pub names: Names,
    pub closed: Result<(), Why>,
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

pub struct Worker<'a> {
    pub arg: Arg<'a>,
    /// The URL in the argument, from this byte on.
    pub text: Vec<u8>,
    pub url: Option<Url>,
    pub at: At,
    pub when: When,
    pub params: WorkerParams,
    pub name: Vec<u8>,
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
        if let Some(arg) = pass.aimless(location.is_some()) {
            let says = "ProxyPass|ProxyPassMatch needs a path when not defined in a location";
            part.invalid(arg, says.to_owned());
        }
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
            let pool = pool::worker_pool(part, worker, tls, false);
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
            let pool = pool::balancer_pool(part, balancer, tls);
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

/// A worker of an argument; its URL is read up to the first reference to a match.
fn worker<'a>(part: &mut Part<'_>, arg: Arg<'a>, skip: usize, line: Line<'a>) -> Worker<'a> {
    let text = arg.text.get(skip..).unwrap_or_default().to_vec();
    let url = match Url::parse(&text) {
        Ok(url) => Some(url),
        Err(fault) => {
            address::refused(part, arg, fault);
            None
        }
    };
    let name = url.as_ref().map(|url| url.worker_name(&text)).unwrap_or_default();
    Worker { arg, text, url, at: arg.at, when: line.when(), params: WorkerParams::default(), name }
}
