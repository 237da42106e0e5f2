//! The application ends a request before the proxy's timeout, so that another status comes than is expected.

use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Millis};
use rustc_hash::FxHashSet;

/// The proxy waits for so many times the application's limit: both cannot be meant.
const FAR_APART: u64 = 2;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    if cx.deployment.neighbours.services.is_empty() {
        return;
    }
    let mut seen = FxHashSet::default();
    for hop in cx.hops() {
        let wait = &hop.timeouts().response;
        let Some(time) = wait.get().filter(|time| *time != Millis::NEVER) else { continue };
        for server in reach::active(hop.pool) {
            let services = cx.services_at(hop.proxy_id, &server.endpoint);
            let cut = services.iter().find_map(|(service, _)| Some((*service, service.limits.response?)));
            let Some((service, (limit, at))) = cut.filter(|(_, (limit, _))| *limit < time) else { continue };
            if !seen.insert((hop.proxy_id, at)) {
                continue;
            }
            let (noun, name) = (service.kind.noun(), cx.show(&service.name));
            let outcome = hop.outcome(Failure::ClosedEarly);
            // A wait that nobody wrote was not meant to be used up, and a limit just below the wait is good custom.
            let (case, whose) = match wait.at() {
                Some(_) if limit.0.saturating_mul(FAR_APART) <= time.0 => ("cut-off", String::new()),
                Some(_) => ("cut-off-shortly-before", String::new()),
                None => ("cut-off-shortly-before", format!(", {}'s default", hop.proxy.speech.server())),
            };
            report.push(
                Finding::new(
                    case,
                    format!(
                        "{} `{name}` ends requests after {limit}; the proxy waits {time}{whose}",
                        super::capital(noun)
                    ),
                    Label::new(at, "the application's limit"),
                )
                .related(wait.at().unwrap_or(hop.forward.at), format!("`{}` is {time}", wait.term))
                .statuses(outcome.statuses)
                .outcome(cx.outcome(
                    hop.proxy,
                    outcome,
                    &format!("for requests that take longer than {limit}"),
                ))
                .help(
                    "Let the application's limit be the longer one, or lower both to what a request may take",
                ),
            );
        }
    }
}
