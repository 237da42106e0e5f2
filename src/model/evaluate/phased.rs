//! Hosts that ask lists in turn (httpd): see [`crate::model::Phased`].
//!
//! Follows `ap_process_request_internal`: sections by the path; translation (rules of the host, passes,
//! redirects, aliases, document root); sections again, by target or folder and file, then by path and
//! request; access; fixups (redirects, rules, handlers of sections); the handler. A redirect inside the
//! server begins again; a status of the server's own may show a page, which is a request of its own.

mod door;
mod file;
mod fixup;
mod rewrite;
mod section;
mod send;
mod target;
mod text;
mod translate;
mod trip;

use super::{Answered, Delivery, Known, Request, Routing, StepKind, Verdict, World};
use crate::model::{CallKind, CallTarget, RouteId, Text};
use crate::source::At;
use trip::{MOST_REDIRECTS, Trip};

/// What a phase came to.
#[derive(Clone, Debug)]
pub enum Turn {
    /// A status of the server's own.
    Answer {
        status: u16,
        at: At,
        location: Option<Vec<u8>>,
        route: Option<RouteId>,
    },
    /// Another path of the server is asked.
    Inside {
        path: Vec<u8>,
        query: Option<Vec<u8>>,
        at: At,
    },
    /// The next hop answered, or its answer is not known.
    Passed(Option<u16>),
    Refused,
}

impl Turn {
    pub fn answer(status: u16, at: At) -> Turn {
        Turn::Answer { status, at, location: None, route: None }
    }
}

/// What becomes of a request.
pub(super) fn deliver(
    routing: &Routing<'_>,
    world: &dyn World,
    request: &Request,
    listener: usize,
) -> Delivery {
    let refused = Delivery { verdict: Verdict::Refused { at: None }, trace: Vec::new() };
    let Some(first) = routing.proxy.hosts.iter().next().map(|(id, _)| id) else {
        return refused;
    };
    let tls = routing.proxy.listeners.get(listener).is_some_and(|listener| listener.tls);
    let mut trip = Trip::new(routing, world, request, first, tls);
    let verdict = match trip.connect() {
        Ok(turn) => trip.verdict(turn),
        Err(reasons) => Verdict::Depends(reasons),
    };
    Delivery { verdict, trace: trip.trace }
}

impl<'a> Trip<'a> {
    fn verdict(&mut self, turn: Turn) -> Verdict {
        let host = self.host_id;
        match turn {
            Turn::Refused => Verdict::Refused { at: None },
            Turn::Passed(status) => match self.forwarded.take() {
                Some(mut forwarded) => {
                    forwarded.status = status;
                    Verdict::Forward(Box::new(forwarded))
                }
                None => Verdict::Refused { at: None },
            },
            Turn::Answer { status, at, location, route } => {
                let location = location.map(Text::from);
                Verdict::Answer(Answered { status, at, host, route, location })
            }
            Turn::Inside { at, .. } => {
                Verdict::Answer(Answered { status: 500, at, host, route: None, location: None })
            }
        }
    }

    /// Works until an answer stands.
    fn serve(&mut self) -> Known<Turn> {
        let mut turn = self.round()?;
        loop {
            match turn {
                Turn::Inside { path, query, at } => {
                    self.redirects += 1;
                    if self.redirects > MOST_REDIRECTS {
                        // "Request exceeded the limit of 10 internal redirects" (AH00124)
                        return Ok(Turn::answer(500, at));
                    }
                    self.note(StepKind::Redirected, at, None);
                    self.sent_by = Some(at);
                    self.enter(path, query);
                    turn = self.round()?;
                }
                Turn::Answer { status, at, location, route } => {
                    return self.page(status, at, location, route);
                }
                Turn::Passed(Some(status)) if self.shows_own(status) => return self.own_page(status),
                ended => return Ok(ended),
            }
        }
    }

    /// A request for another path of the same server.
    fn enter(&mut self, path: Vec<u8>, query: Option<Vec<u8>>) {
        self.raw = match &query {
            Some(query) => [&path[..], b"?", query].concat(),
            None => path.clone(),
        };
        (self.path, self.query) = (path, query);
    }

    fn round(&mut self) -> Known<Turn> {
        if let Some(turn) = self.lookup()? {
            return Ok(turn);
        }
        self.handle()
    }

    /// The page for a status of the server's own (`ap_die`): the client sees the first status, unless
    /// another server makes the page.
    fn page(
        &mut self,
        status: u16,
        at: At,
        location: Option<Vec<u8>>,
        route: Option<RouteId>,
    ) -> Known<Turn> {
        let plain = Turn::Answer { status, at, location, route };
        if status < 400 || self.error.is_some() {
            return Ok(plain);
        }
        let Some((target, page)) = self.page_for(status) else {
            return Ok(plain);
        };
        let path = match target {
            CallTarget::Path(path) => self.text(path)?,
            CallTarget::Redirect(url) => {
                let location = Some(self.text(url)?);
                return Ok(Turn::Answer { status: 302, at, location, route });
            }
            _ => return Ok(plain),
        };
        match self.inner(path, status, page)? {
            Turn::Passed(status) => Ok(Turn::Passed(status)),
            _ => Ok(plain),
        }
    }

    /// What is shown for a status, and the line that says so.
    fn page_for(&self, status: u16) -> Option<(&'a CallTarget, At)> {
        self.in_force.calls.iter().find_map(|call| match &call.kind {
            CallKind::ErrorPage { statuses, .. } if statuses.contains(&status) => Some((&call.to, call.at)),
            _ => None,
        })
    }

    /// Replies with this status are replaced by a page (`ProxyErrorOverride`).
    fn shows_own(&self, status: u16) -> bool {
        let listed = |list: &[u16]| match list {
            [] => status >= 400,
            list => list.contains(&status),
        };
        self.error.is_none() && self.in_force.own_errors.is_some_and(listed)
    }

    fn own_page(&mut self, status: u16) -> Known<Turn> {
        let first = self.forwarded.clone();
        let (path, page) = match self.page_for(status) {
            Some((CallTarget::Redirect(_), _)) => return Ok(Turn::Passed(Some(302))),
            Some((CallTarget::Path(path), at)) => (self.text(path)?, at),
            _ => return Ok(Turn::Passed(Some(status))),
        };
        // The first status stays, also where another server makes the page.
        if !matches!(self.inner(path, status, page)?, Turn::Passed(_)) {
            self.forwarded = first;
        }
        Ok(Turn::Passed(Some(status)))
    }

    /// Asks the server itself for the page of a status.
    fn inner(&mut self, page: Vec<u8>, status: u16, at: At) -> Known<Turn> {
        self.note(StepKind::Redirected, at, None);
        self.error = Some(status);
        if *self.method != *b"HEAD" {
            self.method = b"GET".to_vec();
        }
        let (path, query) = match page.iter().position(|byte| *byte == b'?') {
            Some(mark) => (page[..mark].to_vec(), Some(page[mark + 1..].to_vec())),
            None => (page, None),
        };
        self.enter(path, query);
        self.ended = false;
        self.serve()
    }
}
