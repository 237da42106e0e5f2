//! A timeout of zero, where zero is no "no limit" but no time at all.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Effect, Failure, HostPart, Intent, Millis, Setting};

/// What the servers have by default, near enough to be written instead.
const COMMON: Millis = Millis::seconds(60);

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in &cx.hops().iter().flat_map(Hop::apart).collect::<Vec<_>>() {
        let timeouts = hop.timeouts();
        // A local connection by socket file is there at once; no timer is started.
        let sockets = hop.pool.servers.iter().all(|server| matches!(server.endpoint.host, HostPart::Unix(_)));
        let mut zero = |case, setting: &Setting<Millis>, effect, failure| {
            if setting.get() != Some(Millis(0)) {
                return;
            }
            let Some(at) = setting.at() else { return };
            let outcome = hop.outcome(failure);
            let intent = Intent::Timeout { effect, value: COMMON, protocol: hop.protocol() };
            let spelling = hop.proxy.speech.spell(hop.proxy, &intent, None);
            let message = format!("`{}` leaves no time at all", cx.written(hop.proxy, setting.term, at));
            let text = "zero is not \"no limit\" here";
            report.push(
                Finding::new(case, message, Label::new(at, text))
                    .statuses(outcome.statuses)
                    .outcome(format!(
                        "Every request ends in {} at once: `{}`",
                        outcome.statuses.join(" or "),
                        outcome.log
                    ))
                    .help(format!("Write `{}`, or leave the line out", spelling.text)),
            );
        };
        zero("no-time-to-answer", &timeouts.response, Effect::Response, Failure::Silent);
        if !sockets {
            zero("no-time-to-connect", &timeouts.connect, Effect::Connect, Failure::ConnectTimeout);
        }
    }
}
