//! One name, or a setting that may stand once, is given twice.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{NoEffect, Noun, Proxy, Remark, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            report.findings.extend(finding(cx, proxy, remark));
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
    let text = || cx.show_at(proxy, remark.at);
    let (finding, first) = match &remark.kind {
        RemarkKind::GivenTwice { first } => {
            let other = cx.line(first.span, remark.at.span);
            let message = format!("`{}` is given a second time; {other} has the first", text());
            let label = Label::new(remark.at, "a second time in the same block");
            let finding = Finding::new("given-twice", message, label).help("Keep one of the two lines");
            (finding, first)
        }
        RemarkKind::NameDefinedTwice { what, first } => {
            let noun = proxy.speech.noun(*what);
            let message = format!("Two {noun}s are named `{}`", text());
            let label = Label::new(remark.at, "the name is taken");
            let finding = Finding::new("name-twice", message, label)
                .help(format!("Give one {noun} another name, or join the two"));
            (finding, first)
        }
        RemarkKind::SameRoute { first, refused: true } => {
            let route = proxy.speech.noun(Noun::Route);
            let message = format!("`{}` stands twice in the same block", text());
            let label = Label::new(remark.at, "a second time");
            let finding = Finding::new("route-twice", message, label)
                .help(format!("Keep one {route} of the two, or join what is in them"));
            (finding, first)
        }
        RemarkKind::Excludes { first } => {
            let message = format!("`{}` is loaded beside another that does the same work", text());
            let label = Label::new(remark.at, "only one of the two may be loaded");
            let finding = Finding::new("one-of-two", message, label).help("Load one of the two");
            (finding, first)
        }
        RemarkKind::WithoutEffect(NoEffect::Overridden { by }) => {
            if cx.sources.bytes(remark.at.span) == cx.sources.bytes(by.span) {
                return None;
            }
            let message = format!("`{}` has no effect: `{}` follows it", text(), cx.show_at(proxy, *by));
            return Some(
                Finding::new("last-counts", message, Label::new(remark.at, "given again behind it"))
                    .related(*by, "counts")
                    .outcome("The server starts with the last one, and says nothing")
                    .help("Keep the one that is meant"),
            );
        }
        _ => return None,
    };
    let says = proxy.speech.says(&remark.kind, &text());
    let finding = finding.related(*first, "the first");
    Some(finding.outcome(format!("{}: `{says}`", proxy.speech.refuses())))
}
