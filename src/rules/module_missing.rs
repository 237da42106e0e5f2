//! A module that the configuration uses and does not load.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{Intent, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        if proxy.open.hosts.is_some() {
            // A part, or an include that was not read: the line that loads it may stand there.
            continue;
        }
        for remark in &proxy.remarks {
            let RemarkKind::ModuleAbsent { module } = remark.kind else { continue };
            let name = cx.show_at(proxy, remark.at);
            let spelling = proxy.speech.spell(proxy, &Intent::Module { file: module }, None);
            let says = proxy.speech.says(&remark.kind, &name);
            let message = format!("`{name}` needs {module}, which is not loaded");
            report.push(
                Finding::new("not-loaded", message, Label::new(remark.at, "its module is not loaded"))
                    .outcome(format!("{}: `{says}`", proxy.speech.refuses()))
                    .help(format!("Install the module, and write `{}` at the top", spelling.text))
                    .note("Other modules are loaded here, so this build takes them as files"),
            );
        }
    }
}
