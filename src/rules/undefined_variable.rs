//! A variable that nothing defines.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{NameKind, Proxy, RemarkKind, Text};
use crate::source::At;
use rustc_hash::FxHashMap;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        if proxy.open.variables.is_some() {
            continue;
        }
        let mut later = None;
        for remark in &proxy.remarks {
            if let RemarkKind::WithoutValue { name, nearest, address } = &remark.kind {
                report.push(without_value(cx, proxy, remark.at, (name, nearest.as_ref(), *address)));
                continue;
            }
            let RemarkKind::UndefinedName { kind: NameKind::Variable, name, nearest } = &remark.kind else {
                continue;
            };
            let later = later.get_or_insert_with(|| definitions(cx, proxy)).get(&**name).copied();
            let name = cx.show(name);
            let written = cx.show_at(proxy, remark.at);
            let says = proxy.speech.says(&remark.kind, &name);
            let (case, outcome) = match proxy.speech.keeps_unknown_variables() {
                false => ("undefined", format!("{}: `{says}`", proxy.speech.refuses())),
                true => ("kept-as-text", format!("The text stays as it is, and the log warns: `{says}`")),
            };
            let help = match (later, nearest) {
                (Some(_), _) => format!("Define `{name}` above its first use"),
                (None, Some(nearest)) => {
                    format!("Write `{}`, or define `{name}`", written.replace(&name, &cx.show(nearest)))
                }
                (None, None) => format!("Define `{name}`, or write its value"),
            };
            let found = match later {
                Some(at) => Finding::new(
                    case,
                    format!("The variable `{written}` is used before it is defined"),
                    Label::new(remark.at, "not defined yet"),
                )
                .related(at, "defined here, too late"),
                None => Finding::new(
                    case,
                    format!("Nothing defines the variable `{written}`"),
                    Label::new(remark.at, "not defined anywhere"),
                ),
            };
            report.push(found.outcome(outcome).help(help));
        }
    }
}

/// The server reads on as if the variable were not there.
fn without_value(
    cx: &Cx,
    proxy: &Proxy,
    at: At,
    (name, nearest, address): (&Text, Option<&Text>, bool),
) -> Finding {
    let (name, written) = (cx.show(name), cx.show_at(proxy, at));
    let (case, outcome) = match address {
        true => (
            "empty-in-address",
            "Without a host the client's own destination is taken, or every address of the machine; without a port, \
             the client's, or none",
        ),
        false => {
            ("empty", "Nothing stands in its place; a word that is empty ends its line, and the rest is lost")
        }
    };
    let help = match nearest {
        Some(nearest) => format!("Write `{}`, which has a value, or set `{name}`", cx.show(nearest)),
        None => {
            format!("Set `{name}` where the server is started, or write a default: `\"${{{name}-value}}\"`")
        }
    };
    Finding::new(
        case,
        format!("Nothing sets the variable `{name}` in `{written}`"),
        Label::new(at, "nothing stands in its place"),
    )
    .outcome(outcome)
    .help(help)
}

/// Where names that are not known at their places are defined all the same, further down.
fn definitions<'a>(cx: &Cx<'a>, proxy: &Proxy) -> FxHashMap<&'a [u8], At> {
    if !proxy.speech.keeps_unknown_variables() {
        return FxHashMap::default();
    }
    let names = proxy.names.iter().filter(|entry| entry.kind == NameKind::Variable && entry.defines);
    // The first of a name counts.
    names.rev().map(|entry| (cx.sources.bytes(entry.at.span), entry.at)).collect()
}
