//! A line that the server refuses where it stands.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Intent, Noun, Proxy, Remark, RemarkKind};

/// Places that a help text names at the most.
const PLACES_NAMED: usize = 4;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            report.findings.extend(finding(cx, proxy, remark));
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
    let text = || cx.show_at(proxy, remark.at);
    let finding = match &remark.kind {
        RemarkKind::WrongContext { context, allowed, block } => {
            let message = format!("`{}` stands in {context}, where it is not allowed", text());
            let label = Label::new(remark.at, "not allowed here");
            let named: Vec<&str> = allowed.iter().take(PLACES_NAMED).copied().collect();
            let finding = Finding::new("not-allowed-here", message, label)
                .help(format!("Move it to {}", named.join(", ")));
            match block {
                Some(block) => finding.related(*block, "the block that it counts in"),
                None => finding,
            }
        }
        RemarkKind::PathNotAllowed => {
            let route = proxy.speech.noun(Noun::Route);
            let spelling = proxy.speech.spell(proxy, &Intent::PathElsewhere, None);
            let message =
                format!("The target has the path `{}` in a {route} that is no plain prefix", text());
            Finding::new("path-in-pattern", message, Label::new(remark.at, "no path may stand here"))
                .help(format!("Remove the path from the target, and change it with `{}`", spelling.text))
        }
        _ => return None,
    };
    let says = proxy.speech.says(&remark.kind, &text());
    Some(finding.outcome(format!("{}: `{says}`", proxy.speech.refuses())))
}
