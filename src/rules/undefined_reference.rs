//! A name that is used and not defined here.

use super::{Cx, Report, capital};
use crate::diagnostic::{Applicability, Edit, Finding, Fix, Label};
use crate::model::{NameKind, Proxy, Remark, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            report.findings.extend(finding(cx, proxy, remark));
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
    let RemarkKind::UndefinedName { kind, name, nearest } = &remark.kind else { return None };
    let open = match kind {
        // These have rules of their own.
        NameKind::Pool | NameKind::Variable | NameKind::Module => return None,
        NameKind::Resolver => proxy.open.resolvers.is_some(),
        _ => !proxy.whole,
    };
    if open {
        return None;
    }
    let noun = proxy.speech.name_kind(*kind);
    let name = cx.show(name);
    let message = format!("{} `{name}` is not defined", capital(noun));
    let says = proxy.speech.says(&remark.kind, &name);
    let outcome = match says.is_empty() {
        true => proxy.speech.refuses().to_owned(),
        false => format!("{}: `{says}`", proxy.speech.refuses()),
    };
    let finding =
        Finding::new("undefined", message, Label::new(remark.at, format!("no {noun} is called so")))
            .outcome(outcome);
    Some(match nearest {
        Some(nearest) => {
            let near = cx.show(nearest);
            let edit = Edit { span: remark.at.span, text: near.clone() };
            let whole = cx.sources.bytes(remark.at.span) == name.as_bytes();
            let finding = finding.help(format!("Write `{near}`, or define `{name}`"));
            match whole {
                true => finding.fix(Fix {
                    title: format!("Name `{near}`"),
                    applicability: Applicability::Unsafe,
                    edits: vec![edit],
                }),
                false => finding,
            }
        }
        None => {
            finding.help(format!("Define the {noun} `{name}`, above its use where the server wants that"))
        }
    })
}
