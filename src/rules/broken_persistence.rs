//! Clients are tied to servers, and cannot be, or are held at a dead one.

use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Made, Protocol};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for (_, pool) in proxy.pools.iter() {
            let Some(affinity) = pool.affinity.as_deref() else { continue };
            let Some((_, at)) = affinity.cookie else { continue };
            let live = || reach::active(pool).filter(|server| server.backup.is_none());
            if pool.made != Made::Declared || pool.closed.is_err() || live().count() < 2 {
                continue;
            }
            let name = cx.pool(proxy, pool);
            if let Some(server) = live().find(|server| server.name.is_none()) {
                let outcome =
                    "Requests of one session go to all of them in turn: users are logged out, carts are lost";
                let message = format!("Sessions of {name} are tied by a label, and members have none");
                report.push(
                    Finding::new("no-labels", message, Label::new(server.at, "no `route=`"))
                        .related(at, "what the session's cookie ends in is compared with it")
                        .outcome(outcome)
                        .help(
                            "Add `route=…` to each member, as the application writes it behind its session",
                        ),
                );
            } else if let Some(at) = affinity.to_marked {
                let outcome = proxy.speech.outcome(Failure::NoneLeft, Protocol::Http, proxy.versions);
                let message = format!("Sessions of {name} are held at their member, also where that is down");
                report.push(
                    Finding::new("held-at-dead", message, Label::new(at, "no other member takes over"))
                        .statuses(&["503"])
                        .outcome(cx.outcome(proxy, outcome, "for sessions of a member that is down"))
                        .help("Write `nofailover=Off`, unless a session is lost with its member anyway"),
                );
            }
        }
    }
}
