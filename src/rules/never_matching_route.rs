//! A route that no request can take, since its text is read in another way than it is meant.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{NeverFits, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            let RemarkKind::PassNeverFits { why } = remark.kind else { continue };
            let written = cx.show_at(proxy, remark.at);
            let bare = written.trim_matches(['"', '\'']);
            let (case, message, label, help) = match why {
                NeverFits::NoSlash => (
                    "no-slash",
                    format!("No path begins with `{bare}`: paths begin with a slash"),
                    "no `/` at its beginning",
                    format!("Write `/{bare}`"),
                ),
                NeverFits::PatternAsPrefix => (
                    "pattern-as-prefix",
                    format!("`{bare}` is read as the beginning of a path, not as a pattern"),
                    "no path begins so",
                    "Write `ProxyPassMatch`, which reads a pattern".to_owned(),
                ),
                NeverFits::GlobAsPattern => (
                    "glob-as-pattern",
                    format!(
                        "The pass reads `{bare}` as a pattern, where a star repeats what stands before it"
                    ),
                    "stars of a file name",
                    "Write the section as `<LocationMatch>`, with a pattern".to_owned(),
                ),
            };
            report.push(
                Finding::new(case, message, Label::new(remark.at, label))
                    .outcome("Nothing is passed on here: 404, or what another line answers")
                    .help(help),
            );
        }
    }
}
