//! A pool without any server.

use super::{Cx, Report, capital};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, Intent, Noun, Protocol, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            if !matches!(remark.kind, RemarkKind::PoolEmpty { only_backups: false }) {
                continue;
            }
            let noun = proxy.speech.noun(Noun::Pool);
            let name = cx.show_at(proxy, remark.at);
            let outcome = proxy.speech.outcome(Failure::NoServer, Protocol::Http, proxy.versions);
            let spelling = proxy.speech.spell(proxy, &Intent::Enable, None);
            let message = format!("{} `{name}` has no server", capital(noun));
            report.push(
                Finding::new("no-server", message, Label::new(remark.at, "nobody stands in it"))
                    .statuses(outcome.statuses)
                    .outcome(cx.outcome(proxy, outcome, "on every request"))
                    .help(format!("Write `{}` in it, or remove the {noun}", spelling.text)),
            );
        }
    }
}
