//! The way of a request: what a host does with it, and what a pool adds.
//!
//! The one place where sections meet rules on requests: `acl`, `http-request`, `tcp-request`, `use_backend`,
//! `default_backend`, `use-server`, `cookie`, `errorfile`.

use super::effective::Effective;
use super::line::Arg;
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
    pub pages: Box<[Call]>,
}

/// The way through a host. `own` is the pool of the same `listen`.
pub fn host<'a>(
    part: &mut Part<'a>,
    section: &Section<'a>,
    effective: &Effective<'a>,
    own: Option<PoolId>,
    groups: Id<Groups>,
) -> HostWay {
    let action = match (&effective.default_backend, own) {
        (Some((name, line)), _) => {
            let name = name.clone();
            let target = target(part, &name, effective, line.when);
            Some(forward(line.at(), &name, effective, target.into_iter().collect()))
        }
        (None, Some(pool)) => {
            let name = section.name.clone().unwrap_or(Arg { text: b"".into(), at: section.at(), why: None });
            let target = target_of(pool, &name, effective, When::Always);
            Some(forward(section.at(), &name, effective, vec![target]))
        }
        (None, None) => None,
    };
    let at = action.as_ref().map_or(section.at(), |forward| forward.at);
    let action = match action {
        Some(forward) => Action::Forward(forward),
        None => Action::Answer(Answer { status: 503, text: None }),
    };
    HostWay { steps: Box::new([]), routes: vec![route(at, Cond::Always, action, groups)], fallback: 0 }
}

/// What a pool adds: its own rules, ties and error pages. `cookies` are the values that its servers have.
pub fn pool<'a>(
    _part: &mut Part<'a>,
    _section: &Section<'a>,
    _effective: &Effective<'a>,
    _servers: &[Server],
    _cookies: Vec<(u32, Text)>,
) -> PoolWay {
    PoolWay { steps: Box::new([]), affinity: None, pages: Box::new([]) }
}

/// A route that nothing more is said of.
pub fn route(at: At, when: Cond, action: Action, groups: Id<Groups>) -> Route {
    Route {
        at,
        when,
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
        protocol: if effective.is_http() { Protocol::Http } else { Protocol::Tcp },
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
        protocol: if effective.is_http() { Protocol::Http } else { Protocol::Tcp },
        template: Template {
            parts: Arc::from([crate::model::Part::Literal(Text::from(&*name.text))]),
            at: name.at,
        },
        targets: targets.into(),
        open,
        sends: Sends { raw: true, ..Sends::default() },
    }
}

/// An expression over the request, as a text with variables.
pub fn expression(_part: &mut Part<'_>, arg: &Arg<'_>) -> Template {
    Template { parts: Arc::from([crate::model::Part::Variable(Text::from(&*arg.text))]), at: arg.at }
}
