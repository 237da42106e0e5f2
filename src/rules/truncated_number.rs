//! A number with text behind it, of which only the digits are read.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::RemarkKind;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            let RemarkKind::TruncatedNumber { read } = remark.kind else { continue };
            let written = cx.show_at(proxy, remark.at);
            // A number that is read in full up to its end says the same without it.
            let multiplied = meant(&written, read);
            let case = if multiplied.is_some() { "read-in-part" } else { "text-behind" };
            let mut finding = Finding::new(
                case,
                format!("`{written}` is read as {read}"),
                Label::new(remark.at, "only the digits count"),
            )
            .outcome("The server starts with the smaller number, and says nothing");
            finding = match multiplied {
                Some(number) => finding.help(format!("Write `{number}`")),
                None => finding.help(format!("Write `{read}`, or the number that is meant")).outcome(
                    "The text behind the number is dropped, and nothing says so; newer versions may refuse it",
                ),
            };
            report.push(finding);
        }
    }
}

/// The number that a suffix of thousands makes.
fn meant(written: &str, read: u64) -> Option<u64> {
    let suffix = written.trim_start_matches(|character: char| character.is_ascii_digit());
    match suffix {
        "k" | "K" => read.checked_mul(1000),
        "m" | "M" => read.checked_mul(1_000_000),
        _ => None,
    }
}
