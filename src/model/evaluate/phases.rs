//! The order in which a server works on a request.
//!
//! nginx (`ngx_http_core_module.h`, `ngx_http_phases`): steps of the host, choice of the route, steps
//! of the route, gates, files tried, content. Loops back: after steps of a route that changed the path
//! to the choice; after a redirect inside the server to the steps of the host; to a named route
//! straight to its steps.

use super::names::Routing;
use super::steps::{Ran, Said};
use super::walk::Walk;
use super::{Answered, Delivery, Doubt, Known, Reason, Request, Step, StepKind, Verdict, World, open};
use super::{phased, ruled};
use crate::model::{Action, DialectName, Reach, Text, Why};
use crate::source::At;

/// Where the work goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Phase {
    HostSteps,
    Choose,
    RouteSteps,
    Gates,
    Content,
}

/// What a phase came to.
#[derive(Clone, Debug)]
pub(super) enum Turn {
    Go(Phase),
    /// A status of the server's own: an error page may be shown for it.
    Special {
        status: u16,
        at: At,
        location: Option<Vec<u8>>,
    },
    /// A status that goes out as it is.
    Answer {
        status: u16,
        at: At,
        location: Option<Vec<u8>>,
    },
    /// The next hop answered, or its answer is not known.
    Passed(Option<u16>),
    Dropped(At),
    Refused(Option<At>),
}

impl Turn {
    pub fn special(status: u16, at: At) -> Turn {
        Turn::Special { status, at, location: None }
    }
}

/// Statuses after which the connection is closed without an answer (`ngx_http_finalize_request`).
const SILENT: [u16; 3] = [408, 444, 499];

impl<'a> Routing<'a> {
    /// What becomes of a request.
    pub fn deliver(&self, request: &Request, world: &dyn World) -> Delivery {
        let depends = |reasons| Delivery { verdict: Verdict::Depends(reasons), trace: Vec::new() };
        let listener = match self.listener(&request.door) {
            Ok(Some(listener)) => listener,
            // Of a fragment other files may open the socket.
            Ok(None) if !self.proxy.whole => {
                let at = self.proxy.hosts.iter().next().map(|(_, host)| host.at);
                let doubt = Doubt::Value(Why::Fragment);
                return depends(at.into_iter().map(|at| Reason { doubt: doubt.clone(), at }).collect());
            }
            Ok(None) => {
                return Delivery { verdict: Verdict::Refused { at: None }, trace: Vec::new() };
            }
            Err(reasons) => return depends(reasons),
        };
        let Some(host) = self.default_host(listener) else {
            return depends(Vec::new());
        };
        // Each server has its own order of phases; what is common lies below them.
        match self.proxy.dialect {
            DialectName::Nginx => {}
            DialectName::Haproxy => return ruled::deliver(self, world, request, listener, host),
            DialectName::Apache => return phased::deliver(self, world, request, listener),
        }
        let mut walk = Walk::new(self, world, request, &self.proxy.listeners[listener], host);
        let turn = walk.connect(listener);
        let mut trace: Vec<Step> = std::mem::take(&mut walk.trace);
        let verdict = match turn {
            Ok(turn) => walk.verdict(turn),
            Err(reasons) => Verdict::Depends(reasons),
        };
        trace.shrink_to_fit();
        Delivery { verdict, trace }
    }
}

impl<'a> Walk<'a> {
    fn verdict(&mut self, turn: Turn) -> Verdict {
        let (status, at, location) = match turn {
            Turn::Dropped(at) => return Verdict::Dropped { at },
            Turn::Refused(at) => return Verdict::Refused { at },
            Turn::Passed(status) => (status, self.block(), None),
            Turn::Special { status, at, location } | Turn::Answer { status, at, location } => {
                (Some(status), at, location)
            }
            Turn::Go(_) => (None, self.block(), None),
        };
        if let Some(mut forwarded) = self.forwarded.take() {
            forwarded.status = status;
            return Verdict::Forward(Box::new(forwarded));
        }
        Verdict::Answer(Answered {
            status: status.unwrap_or(0),
            at,
            host: self.host_id,
            route: (!self.at_host()).then(|| self.route_id()),
            location: location.map(Text::from),
        })
    }

    /// Works until an answer stands.
    pub(super) fn finish(&mut self, mut turn: Turn) -> Known<Turn> {
        // Each round is a phase or a redirect; redirects are limited, and so are rounds between them.
        loop {
            turn = match turn {
                Turn::Go(phase) => self.phase(phase)?,
                Turn::Special { status, at, .. } if SILENT.contains(&status) => {
                    return Ok(Turn::Dropped(at));
                }
                Turn::Special { status, at, location } => match self.error_page(status, at, location)? {
                    turn @ Turn::Special { .. } => return Ok(turn),
                    turn => turn,
                },
                Turn::Answer { status, at, .. } if SILENT.contains(&status) => {
                    return Ok(Turn::Dropped(at));
                }
                Turn::Answer { status, at, location } => {
                    let status = self.forced_status.unwrap_or(status);
                    return Ok(Turn::Answer { status, at, location });
                }
                Turn::Passed(status) => {
                    let status = status.map(|status| self.forced_status.unwrap_or(status));
                    return Ok(Turn::Passed(status));
                }
                ended => return Ok(ended),
            };
        }
    }

    fn phase(&mut self, phase: Phase) -> Known<Turn> {
        match phase {
            Phase::HostSteps => {
                self.settle_client()?;
                let ran = self.run_steps(&self.host().steps)?;
                self.choose_again = false;
                Ok(self.after(ran, Phase::Choose)?)
            }
            Phase::Choose => self.find(),
            Phase::RouteSteps => {
                let steps = match self.here() {
                    Some(route) if !self.at_host() => &route.steps[..],
                    _ => &[],
                };
                let ran = self.run_steps(steps)?;
                let turn = self.after(ran, Phase::Gates)?;
                if matches!(turn, Turn::Go(_)) && self.choose_again {
                    self.choose_again = false;
                    if !self.may_change() {
                        return Ok(self.cycle());
                    }
                    self.route = self.host().fallback;
                    return Ok(Turn::Go(Phase::Choose));
                }
                Ok(turn)
            }
            Phase::Gates => match self.gates()? {
                Some(turn) => Ok(turn),
                None => Ok(Turn::Go(Phase::Content)),
            },
            Phase::Content => self.content(),
        }
    }

    /// Too many changes of the path: 500, and no error page.
    pub(super) fn cycle(&mut self) -> Turn {
        self.page_shown = true;
        self.forced_status = None;
        Turn::special(500, self.block())
    }

    fn after(&mut self, ran: Ran<'a>, next: Phase) -> Known<Turn> {
        Ok(match ran {
            Ran::Through | Ran::Stopped => Turn::Go(next),
            Ran::Forward(forward) => self.pass(forward)?,
            Ran::Answered(Said { status, at, location, own_text }) => {
                if own_text {
                    Turn::Answer { status, at, location }
                } else {
                    Turn::Special { status, at, location }
                }
            }
        })
    }

    fn find(&mut self) -> Known<Turn> {
        self.found_file = false;
        let choice = self.choose()?;
        self.enter(choice.route, StepKind::Route);
        let Some(route) = self.here() else {
            return self.doubt(Doubt::NotModelled("a host without routes"));
        };
        if route.reach == Reach::Internal && !self.internal {
            return Ok(Turn::special(404, self.block()));
        }
        self.narrow();
        if let (Some(length), Some(scope)) = (self.request.body, self.scope()) {
            match scope.body_max.get() {
                Some(most) if most.0 > 0 && length > most.0 && !self.subrequest => {
                    return Ok(Turn::special(413, self.block()));
                }
                _ => {}
            }
        }
        if choice.slash_missing {
            let mut location = [&self.path[..], b"/"].concat();
            if !self.query.is_empty() {
                location.push(b'?');
                location.extend(&self.query);
            }
            return Ok(Turn::Special { status: 301, at: self.block(), location: Some(location) });
        }
        Ok(Turn::Go(Phase::RouteSteps))
    }

    /// The part of the route that is for this method.
    pub(super) fn narrow(&mut self) {
        if let Some(route) = self.by_method(self.route) {
            self.enter(route, StepKind::Entered);
        }
    }

    fn content(&mut self) -> Known<Turn> {
        if let Some(turn) = self.try_files()? {
            return Ok(turn);
        }
        let Some(route) = self.here() else {
            return self.doubt(Doubt::NotModelled("a host without routes"));
        };
        match &route.action {
            Action::Forward(forward) => self.pass(forward),
            Action::Answer(answer) => {
                let at = route.at;
                let status = answer.status;
                Ok(Turn::Answer { status, at, location: None })
            }
            Action::Local(_) | Action::Decline => self.local(),
            Action::Opaque(why) => open(Doubt::Value(*why), route.at),
        }
    }
}
