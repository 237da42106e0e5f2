//! Two hosts claim one name on one address; the later one is dead.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Noun, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let noun = proxy.speech.noun(Noun::Host);
        for remark in &proxy.remarks {
            let RemarkKind::NameTaken { name, winner } = &remark.kind else { continue };
            let text = cx.show(name);
            let says = proxy.speech.says(&remark.kind, &text);
            let (case, message, label) = if name.is_empty() {
                let message = format!("Two {noun}s of one address have no name; the second is never chosen");
                ("no-name-twice", message, "has no name")
            } else {
                let message = format!("The name `{text}` belongs to another {noun} of the same address");
                ("name-taken", message, "ignored here")
            };
            report.push(
                Finding::new(case, message, Label::new(remark.at, label))
                    .related(*winner, "gets the requests")
                    .outcome(match says.is_empty() {
                        true => "The server starts without a word, and the first one answers".to_owned(),
                        false => format!("The server starts and warns `{says}`; the first one answers"),
                    })
                    .help(format!("Give this {noun} a name of its own, or remove it")),
            );
        }
    }
}
