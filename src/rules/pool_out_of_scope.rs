//! A pool that is defined, and is not the one in force where it is meant.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Noun, Protocol, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            let name = cx.show_at(proxy, remark.at);
            let noun = proxy.speech.noun(Noun::Pool);
            report.findings.extend(match remark.kind {
                RemarkKind::PoolShadowed { by } => Some(
                    Finding::new(
                        "shadowed",
                        format!(
                            "The {noun} `{name}` of the main server counts here, and these members do not"
                        ),
                        Label::new(remark.at, "its members are dropped"),
                    )
                    .related(by, "counts in every virtual host")
                    .outcome("Requests go to the members of the other one: 503 where they are dead")
                    .help("Give one of the two another name"),
                ),
                // It may stand out of sight.
                RemarkKind::PoolElsewhere { .. } if proxy.open.pools.is_some() => None,
                RemarkKind::PoolElsewhere { at } => {
                    let outcome = proxy.speech.outcome(Failure::NoServer, Protocol::Http, proxy.versions);
                    let message =
                        format!("The {noun} `{name}` is defined in another virtual host, and unknown here");
                    Some(
                        Finding::new("elsewhere", message, Label::new(remark.at, "without members here"))
                            .related(at, "counts in its own virtual host only")
                            .statuses(outcome.statuses)
                            .outcome(cx.outcome(proxy, outcome, "on every request"))
                            .help("Move its section out of the virtual host"),
                    )
                }
                _ => None,
            });
        }
    }
}
