//! A timeout that nothing reads where it stands.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, NoEffect, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            if let RemarkKind::WithoutEffect(NoEffect::OtherSection { term: Some(term), belongs }) =
                &remark.kind
            {
                let written = cx.show_at(proxy, remark.at);
                let message = format!("`{term} {written}` has no effect here");
                let label = Label::new(remark.at, format!("read in {belongs}"));
                report.push(
                    Finding::new("other-section", message, label)
                        .outcome("What counts elsewhere stays in force, or there is no limit at all")
                        .help(format!("Move `{term} {written}` to {belongs}")),
                );
            }
            let RemarkKind::WithoutEffect(NoEffect::OtherProtocol { meant, spoken, target, term, instead }) =
                &remark.kind
            else {
                continue;
            };
            let value = cx.show_at(proxy, remark.at);
            let outcome = proxy.speech.outcome(Failure::Silent, *spoken, proxy.versions);
            let label = format!("read where {} is spoken", meant.name());
            let message = format!("`{term} {value}` has no effect: {} is spoken here", spoken.name());
            report.push(
                Finding::new("other-protocol", message, Label::new(remark.at, label))
                    .related(*target, "the requests that it was meant for")
                    .statuses(outcome.statuses)
                    .outcome(format!(
                        "The default stays in force: slow requests end in {}",
                        outcome.statuses.join(" or ")
                    ))
                    .help(format!("Write `{instead} {value}`")),
            );
        }
    }
}
