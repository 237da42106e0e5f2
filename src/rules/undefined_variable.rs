//! A variable that nothing defines.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{NameKind, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        if proxy.open.variables.is_some() {
            continue;
        }
        for remark in &proxy.remarks {
            let RemarkKind::UndefinedName { kind: NameKind::Variable, name, nearest } = &remark.kind else {
                continue;
            };
            let name = cx.show(name);
            let written = cx.show_at(proxy, remark.at);
            let help = match nearest {
                Some(nearest) => {
                    format!("Write `{}`, or define `{name}`", written.replace(&name, &cx.show(nearest)))
                }
                None => format!("Define `{name}`, or write its value"),
            };
            let says = proxy.speech.says(&remark.kind, &name);
            let (case, outcome) = match proxy.speech.keeps_unknown_variables() {
                false => ("undefined", format!("{}: `{says}`", proxy.speech.refuses())),
                true => ("kept-as-text", format!("The text stays as it is, and the log warns: `{says}`")),
            };
            report.push(
                Finding::new(
                    case,
                    format!("Nothing defines the variable `{written}`"),
                    Label::new(remark.at, "not defined anywhere"),
                )
                .outcome(outcome)
                .help(help),
            );
        }
    }
}
