//! A timeout that nothing reads where it stands.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Failure, NoEffect, Noun, Protocol, Proxy, RemarkKind};
use crate::source::At;

/// Parameters of targets that are times.
const TIMES: &[&str] = &["timeout=", "connectiontimeout="];

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
            if let RemarkKind::WithoutEffect(effect) = &remark.kind {
                report.findings.extend(elsewhere(cx, proxy, remark.at, effect));
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

/// A time that counts for something else, or for the target of an earlier line.
fn elsewhere(cx: &Cx, proxy: &Proxy, at: At, effect: &NoEffect) -> Option<Finding> {
    let written = cx.show_at(proxy, at);
    match effect {
        NoEffect::WaitsForServer { term, pool } => {
            let noun = proxy.speech.noun(Noun::Pool);
            let server = proxy.speech.noun(Noun::Server);
            let message = format!(
                "`{term}` of a {noun} is the wait for a free {server}: no reply is waited for longer"
            );
            Some(
                Finding::new("waits-for-a-member", message, Label::new(at, "no time for replies"))
                    .related(*pool, format!("the {noun} whose {server}s would take it"))
                    .outcome("The time set elsewhere, or the default, still ends slow requests")
                    .help(format!("Write it on each {server}")),
            )
        }
        NoEffect::SharedWorker { first } if TIMES.iter().any(|key| written.starts_with(key)) => {
            // The same is set there: nothing is lost.
            let source = cx.sources.get(first.span.file);
            let there = source.bytes.get(source.line_range(source.line_of(first.span.start)));
            if there.is_some_and(|there| memchr::memmem::find(there, written.as_bytes()).is_some()) {
                return None;
            }
            let line = cx.line(first.span, at.span);
            let outcome = proxy.speech.outcome(Failure::Silent, Protocol::Http, proxy.versions);
            let message = format!("`{written}` has no effect: the target of {line} is a part of this one");
            Some(
                Finding::new("shared-target", message, Label::new(at, "ignored"))
                    .related(*first, "requests go by this one, and by its settings")
                    .statuses(outcome.statuses)
                    .outcome(format!(
                        "Slow requests end in {} by the other's time",
                        outcome.statuses.join(" or ")
                    ))
                    .help("Put the line with the longer target first"),
            )
        }
        _ => None,
    }
}
