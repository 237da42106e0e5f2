//! Defaults for servers, below the servers that they are meant for.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, NoEffect, Protocol, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            let RemarkKind::WithoutEffect(NoEffect::TooLate { should_precede }) = remark.kind else {
                continue;
            };
            let written = cx.show_at(proxy, remark.at);
            let outcome = proxy.speech.outcome(Failure::Refused, Protocol::Http, proxy.versions);
            let message = format!("`{written}` stands below all servers, and counts for those below it only");
            report.push(
                Finding::new("below-servers", message, Label::new(remark.at, "counts for no server"))
                    .related(should_precede, "the first server it is meant for")
                    .statuses(outcome.statuses)
                    .outcome("What it sets, such as a check, is missing from every server above it")
                    .help(format!("Move the `{written}` line above the first server")),
            );
        }
    }
}
