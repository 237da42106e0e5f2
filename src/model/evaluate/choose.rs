//! The route that a path is answered by.
//!
//! Source: `ngx_http_core_find_location`, `ngx_http_core_find_static_location`. Servers that take the
//! first or last route whose condition holds are told by [`Pick`].

use super::walk::Walk;
use super::{Door, Doubt, Known, NoWorld, Request, Routing, open};
use crate::model::{
    Action, Atom, Cond, HostId, Listener, Op, Pattern, Pick, Reach, Route, RouteId, Subject, Text,
    VirtualHost,
};
use crate::source::At;

/// A route, and whether the path only lacks its final slash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Choice {
    pub route: u32,
    pub slash_missing: bool,
}

/// How a route is matched with the path.
#[derive(Clone, Copy, Debug)]
pub(super) enum Matcher<'a> {
    Exact(&'a [u8]),
    Prefix(&'a [u8]),
    Pattern(&'a Pattern, At),
    Other,
}

pub(super) fn matcher(route: &Route) -> Matcher<'_> {
    let Cond::Atom(atom) = &route.when else {
        return Matcher::Other;
    };
    match &**atom {
        Atom { subject: Subject::Path, op: Op::Is(text), .. } => Matcher::Exact(text),
        Atom { subject: Subject::Path, op: Op::Prefix(text) | Op::Under(text), .. } => Matcher::Prefix(text),
        Atom { subject: Subject::Path, op: Op::Matches(pattern), at } => Matcher::Pattern(pattern, *at),
        _ => Matcher::Other,
    }
}

impl Routing<'_> {
    /// The route of a host that answers a path, decoded and normalised; and whether the path only lacks
    /// its final slash, so that a redirect answers.
    pub fn select(&self, host: HostId, path: &[u8]) -> Known<(RouteId, bool)> {
        let at = self.proxy.hosts[host].at;
        let bound = |listener: &&Listener| listener.binds.iter().any(|bind| bind.host == host);
        let Some(listener) = self.proxy.listeners.iter().find(bound) else {
            return open(Doubt::NotModelled("a host without a listener"), at);
        };
        let mut request = Request::get(Door::Unix(Text::default()), b"", path);
        (request.client, request.open) = (None, true);
        let mut walk = Walk::new(self, &NoWorld, &request, listener, host);
        walk.path = path.to_vec();
        let choice = walk.choose()?;
        Ok((RouteId { host, index: choice.route }, choice.slash_missing))
    }
}

/// What the search of one level and those inside it came to.
enum Found {
    /// Nothing more is looked for.
    Done(Choice),
    /// A prefix: patterns further out may still win.
    Prefix(Choice),
    Nothing,
}

impl<'a> Walk<'a> {
    /// Chooses a route for the path as it is now; the fallback where none fits.
    pub(super) fn choose(&mut self) -> Known<Choice> {
        let host = self.host();
        let fallback = Choice { route: host.fallback, slash_missing: false };
        match host.pick {
            Pick::LongestPrefixThenPattern => Ok(match self.level(host, None)? {
                Found::Done(choice) | Found::Prefix(choice) => choice,
                Found::Nothing => fallback,
            }),
            Pick::Phased => open(Doubt::NotModelled("lists asked in turn"), host.at),
            Pick::FirstMatch => self.listed(host, host.routes.iter().enumerate(), fallback),
            Pick::LastMatch => self.listed(host, host.routes.iter().enumerate().rev(), fallback),
        }
    }

    fn listed(
        &mut self,
        host: &'a VirtualHost,
        routes: impl Iterator<Item = (usize, &'a Route)>,
        fallback: Choice,
    ) -> Known<Choice> {
        if let Some(base) = host.base {
            return open(Doubt::NotModelled("routes of the main server"), self.proxy.hosts[base].at);
        }
        for (index, route) in routes {
            let reachable = matches!(route.reach, Reach::Client) && index as u32 != host.fallback;
            if reachable && self.holds(&route.when)? {
                return Ok(Choice { route: index as u32, slash_missing: false });
            }
        }
        Ok(fallback)
    }

    fn level(&mut self, host: &'a VirtualHost, parent: Option<u32>) -> Known<Found> {
        let path = self.path.clone();
        let mut best: Option<(u32, &'a Route, usize)> = None;
        let mut slash = None;
        let mut has_patterns = false;
        for (index, route) in children(host, parent) {
            match matcher(route) {
                Matcher::Exact(text) if *text == *path => {
                    return Ok(Found::Done(Choice { route: index, slash_missing: false }));
                }
                Matcher::Prefix(text) if path.starts_with(text) => {
                    if best.is_none_or(|(_, _, length)| text.len() > length) {
                        best = Some((index, route, text.len()));
                    }
                }
                Matcher::Exact(text) | Matcher::Prefix(text) => {
                    // A pass at `/x/` redirects `/x` (`auto_redirect`).
                    let lacks_slash = text.strip_suffix(b"/").is_some_and(|text| *text == *path);
                    if lacks_slash && passes(route) {
                        slash.get_or_insert(index);
                    }
                }
                Matcher::Pattern(..) => has_patterns = true,
                Matcher::Other => {}
            }
        }
        let equal = best.is_some_and(|(_, _, length)| length == path.len());
        if let Some(route) = slash
            && !equal
        {
            return Ok(Found::Done(Choice { route, slash_missing: true }));
        }
        let mut found = Found::Nothing;
        let mut stopped = false;
        if let Some((index, route, _)) = best {
            stopped = route.stops_patterns;
            found = match self.level(host, Some(index))? {
                Found::Nothing => Found::Prefix(Choice { route: index, slash_missing: false }),
                inner => inner,
            };
        }
        if matches!(found, Found::Done(_)) || stopped || !has_patterns {
            return Ok(found);
        }
        for (index, route) in children(host, parent) {
            let Matcher::Pattern(pattern, at) = matcher(route) else {
                continue;
            };
            if self.run(pattern, at, &path)? {
                let choice = match self.level(host, Some(index))? {
                    Found::Done(choice) | Found::Prefix(choice) => Choice { slash_missing: false, ..choice },
                    Found::Nothing => Choice { route: index, slash_missing: false },
                };
                return Ok(Found::Done(choice));
            }
        }
        Ok(found)
    }

    /// The part of a route that takes only some methods, where this request's is one of them.
    pub(super) fn by_method(&self, route: u32) -> Option<u32> {
        let host = self.host();
        host.routes.iter().enumerate().find_map(|(index, inner)| {
            let narrowed = inner.reach == Reach::Entered && inner.parent == Some(route);
            let takes = match &inner.methods {
                crate::model::Methods::All => false,
                crate::model::Methods::Only(list) => listed(list, &self.method),
                crate::model::Methods::Except(list) => !listed(list, &self.method),
            };
            (narrowed && takes).then_some(index as u32)
        })
    }
}

/// Whether a list of methods names one; GET brings HEAD along (`ngx_http_core_limit_except`).
fn listed(list: &[crate::model::Text], method: &[u8]) -> bool {
    list.iter()
        .any(|listed| listed.eq_ignore_case(method) || method == b"HEAD" && listed.eq_ignore_case(b"GET"))
}

fn children(host: &VirtualHost, parent: Option<u32>) -> impl Iterator<Item = (u32, &Route)> {
    host.routes.iter().enumerate().filter_map(move |(index, route)| {
        let index = index as u32;
        let searched = matches!(route.reach, Reach::Client | Reach::Internal)
            && route.parent == parent
            && index != host.fallback;
        searched.then_some((index, route))
    })
}

/// The route itself passes requests on; conditions inside it do not count.
fn passes(route: &Route) -> bool {
    matches!(route.action, Action::Forward(_)) && !route.action_inherited
}
