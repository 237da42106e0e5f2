//! A target whose protocol no loaded module speaks.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{HandlerGap, Intent, RemarkKind, VersionRange};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (id, proxy) in cx.proxies() {
        if proxy.open.modules.is_some() {
            continue;
        }
        for remark in &proxy.remarks {
            let RemarkKind::NoHandler { module, gap, versions } = remark.kind else { continue };
            let written = cx.show_at(proxy, remark.at);
            let spelling = proxy.speech.spell(proxy, &Intent::Module { file: module }, None);
            let message = format!("`{written}` needs {module}, which is not loaded");
            let (case, statuses, outcome) = match gap {
                HandlerGap::Fails => (
                    "no-handler",
                    &["500"][..],
                    "500 on every request: `AH01144: No protocol handler was valid for the URL`",
                ),
                HandlerGap::SendsFile => (
                    "source-shown",
                    &["wrong-content"][..],
                    "The file itself is sent with 200: clients read the source of scripts, passwords in it too",
                ),
                HandlerGap::Refuses => {
                    ("no-proxy", &["403"][..], "403 on every request: `AH00669 … no proxy modules loaded`")
                }
            };
            let mut finding = Finding::new(case, message, Label::new(remark.at, "no module speaks it"))
                .statuses(statuses)
                .outcome(outcome)
                .help(format!("Write `{}`", spelling.text));
            if versions != VersionRange::ALL {
                finding = finding
                    .only_in(id, versions)
                    .note(format!("From {} on another module, which is loaded, speaks it", versions.before));
            }
            report.push(finding);
        }
    }
}
