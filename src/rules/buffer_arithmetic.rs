//! Sizes of nginx's buffers that its own arithmetic refuses.

use super::{Cx, Report};
use crate::diagnostic::{Confidence, Finding, Label};
use crate::model::{BufferFault, Proxy, Remark, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            if let Some(mut finding) = finding(cx, proxy, remark) {
                finding.outcome = format!("{}: {}", proxy.speech.refuses(), finding.outcome);
                if !proxy.whole {
                    finding = finding
                        .confidence(Confidence::Medium)
                        .note("Assumed: the blocks around this part set no buffers");
                }
                report.push(finding);
            }
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, remark: &Remark) -> Option<Finding> {
    let RemarkKind::BufferArithmetic {
        server_says,
        fault,
        term,
        head,
        count,
        size,
        busy,
        terms,
        fits,
        related,
    } = &remark.kind
    else {
        return None;
    };
    let [one, all, busy_term] = terms;
    let largest = (*head).max(*size);
    let roomy = format!("{all} 8 {fits};");
    let (case, message, label, help) = match fault {
        BufferFault::TooFew => {
            let message = format!("`{all} {count} {size}` is too few: nginx asks for two at least");
            ("too-few", message, "too few".to_owned(), format!("Write `{all} 8 {size};`"))
        }
        BufferFault::BusyTooSmall => {
            let message = format!("`{busy_term} {busy}` is less than one buffer of {largest}");
            let help = format!("Write `{busy_term} {};`, or leave it out", twice(largest.0));
            ("busy-buffers", message, format!("less than {largest}"), help)
        }
        BufferFault::BusyTooLarge if related.iter().any(|at| at.span == remark.at.span) => return None,
        BufferFault::BusyTooLarge if busy.0 == largest.0.saturating_mul(2) => {
            let name = if head >= size { one } else { all };
            let message = format!("`{name} {largest}` does not fit {count} buffers of {size}");
            let label = format!("twice {largest} is more than {} of them hold", count.saturating_sub(1));
            let help = format!(
                "Add `{roomy}`. Larger `large_client_header_buffers` would not help: they are for requests"
            );
            ("busy-buffers", message, label, help)
        }
        BufferFault::BusyTooLarge => {
            let message = format!("`{busy_term} {busy}` is more than {count} buffers of {size} less one");
            let label = format!("all but one hold {}", written(u64::from(count.saturating_sub(1)) * size.0));
            let help = format!("Leave it out, or write `{all} {} {size};`", busy.0 / size.0.max(1) + 2);
            ("busy-buffers", message, label, help)
        }
        BufferFault::TempWriteTooSmall | BufferFault::TempMaxTooSmall => {
            let message =
                format!("`{term} {}` is less than one buffer of {largest}", cx.show_at(proxy, remark.at));
            let help = format!("Write {} or more, or leave the line out", twice(largest.0));
            ("temp-file", message, format!("less than {largest}"), help)
        }
    };
    let mut finding = Finding::new(case, message, Label::new(remark.at, label))
        .outcome(format!("`{server_says}`"))
        .help(help);
    for at in related {
        finding = finding.related(*at, "counts here");
    }
    Some(finding)
}

fn twice(bytes: u64) -> String {
    written(bytes.saturating_mul(2))
}

fn written(bytes: u64) -> String {
    crate::model::ByteSize(bytes).to_string()
}
