//! A name that the server does not know, or does not know in the target version.

use super::{Cx, Report};
use crate::diagnostic::{Applicability, Edit, Finding, Fix, Label};
use crate::model::{Noun, Proxy, ProxyId, Remark, RemarkKind, Version, VersionRange};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (id, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            report.findings.extend(finding(cx, (id, proxy), remark));
        }
    }
}

fn finding(cx: &Cx, (id, proxy): (ProxyId, &Proxy), remark: &Remark) -> Option<Finding> {
    let server = proxy.speech.server();
    let noun = proxy.speech.noun(Noun::Directive);
    let name = || cx.show_at(proxy, remark.at);
    let finding = match &remark.kind {
        RemarkKind::UnknownDirective { nearest: Some(nearest) } => {
            let name = name();
            let message = format!("{server} knows no {noun} `{name}`; `{nearest}` is near");
            let edit = Edit { span: remark.at.span, text: (*nearest).to_owned() };
            Finding::new("misspelt", message, Label::new(remark.at, "unknown"))
                .help(format!("Write `{nearest}`"))
                .fix(Fix {
                    title: format!("Write `{nearest}`"),
                    applicability: Applicability::Unsafe,
                    edits: vec![edit],
                })
        }
        RemarkKind::UnknownDirective { nearest: None } if proxy.open.modules.is_none() => {
            let message = format!("{server} knows no {noun} `{}`", name());
            Finding::new("unknown-name", message, Label::new(remark.at, "unknown"))
                .help("Remove it, or load the module that it belongs to")
                .note("A module that is built into the server may know it")
        }
        RemarkKind::OtherVersion { versions } => {
            let name = name();
            let (message, help, lacking) = if proxy.versions.before <= versions.from {
                let from = versions.from;
                (
                    format!("`{name}` exists from {server} {from} on"),
                    format!("Remove it, or run {server} {from} or newer"),
                    VersionRange::before(from),
                )
            } else if versions.before < Version::MAX {
                let gone = versions.before;
                (
                    format!("`{name}` was removed in {server} {gone}"),
                    "Remove it, and write its successor".to_owned(),
                    VersionRange::from(gone),
                )
            } else {
                return None;
            };
            let label = Label::new(remark.at, "unknown to that version");
            Finding::new("other-version", message, label).help(help).only_in(id, lacking)
        }
        _ => return None,
    };
    let says = proxy.speech.says(&remark.kind, &name());
    Some(finding.outcome(format!("{}: `{says}`", proxy.speech.refuses())))
}
