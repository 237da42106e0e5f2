//! A value, or a number of values, that the server refuses.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label, printable};
use crate::model::{Proxy, Remark, RemarkKind};

/// Longest words of the server that are repeated, in characters.
const SAID: usize = 120;
/// Up to this length they stand in the message, where they say more than the value.
const SHORT: usize = 60;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            report.findings.extend(finding(cx, proxy, remark));
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
    let text = || cx.show_at(proxy, remark.at);
    let server = proxy.speech.server();
    let finding = match &remark.kind {
        RemarkKind::InvalidValue { .. } => {
            let (text, says) = (text(), proxy.speech.says(&remark.kind, ""));
            let mut message = format!("{server} does not accept `{text}` here");
            if !says.contains(&text) && says.len() <= SHORT {
                message = format!("{message}: {}", printable(says.as_bytes(), SHORT));
            }
            Finding::new("not-accepted", message, Label::new(remark.at, "not accepted"))
                .help("Write a value that the server accepts here")
        }
        RemarkKind::WrongArguments { given, fewest, most } => {
            let takes = match most {
                Some(most) if most == fewest => format!("takes {fewest}"),
                Some(most) => format!("takes {fewest} to {most}"),
                None => format!("takes {fewest} or more"),
            };
            let message = format!("`{}` {takes} values, and {given} stand here", text());
            Finding::new("wrong-number", message, Label::new(remark.at, format!("{given} values follow")))
                .help("Write the values that it takes, and quote a value that holds a space")
        }
        _ => return None,
    };
    let says = printable(proxy.speech.says(&remark.kind, &text()).as_bytes(), SAID);
    Some(finding.outcome(format!("{}: `{says}`", proxy.speech.refuses())))
}
