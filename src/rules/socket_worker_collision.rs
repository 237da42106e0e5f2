//! Two sockets of which only the first is ever reached.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::RemarkKind;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            let RemarkKind::SameWorker { first } = remark.kind else { continue };
            let path = |text: String| {
                let text = text.trim_matches(['"', '\'']);
                let text = text.strip_prefix("proxy:").unwrap_or(text);
                text.split('|').next().unwrap_or(text).trim_start_matches("unix:").to_owned()
            };
            let (here, there) = (cx.show_at(proxy, remark.at), cx.show_at(proxy, first));
            let label = here.trim_matches(['"', '\'']).split('|').nth(1).unwrap_or_default().to_owned();
            let message = format!("Requests for {} go to {}: both are `{label}`", path(here), path(there));
            report.push(
                Finding::new("one-worker", message, Label::new(remark.at, "this socket is never asked"))
                    .related(first, "this one is asked instead")
                    .outcome("The other application answers; 503 where it does not run. Nothing is logged")
                    .help(
                        "Give each socket a host of its own behind the `|`: it is only a label, and the Host",
                    ),
            );
        }
    }
}
