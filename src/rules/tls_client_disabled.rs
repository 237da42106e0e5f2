//! TLS is to be spoken to a server, and the proxy may not speak it here.

use super::reach::{self, Unread};
use super::{Cx, Hop, Report};
use crate::diagnostic::{Applicability, Edit, Finding, Fix, Label};
use crate::model::*;
use crate::source::{At, Span};
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut unread = None;
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        for server in reach::active(hop.pool) {
            let to = hop.to(server);
            if !to.speaks_tls() {
                continue;
            }
            let tls = to.tls();
            // What stands around a part may switch it on.
            let known = hop.proxy.whole || tls.enabled.at().is_some();
            if !known || !tls.enabled.always(|on| !on) {
                continue;
            }
            if unread.get_or_insert_with(|| Unread::new(cx)).any(hop.proxy_id)
                || !seen.insert((hop.proxy_id, hop.forward.at))
            {
                break;
            }
            report.push(finding(cx, hop, server, &tls));
            break;
        }
    }
}

fn finding(cx: &Cx, hop: &Hop, server: &Server, tls: &Tls) -> Finding {
    let address = reach::address(cx, hop.proxy, &server.endpoint);
    let term = tls.enabled.term;
    let alone = hop.pool.servers.len() == 1 && hop.target.when == When::Always;
    // Where members say what is spoken, they are what is meant.
    let declared = hop.pool.made != Made::ByTarget;
    let primary =
        if declared { server.endpoint.at } else { At { span: reach::scheme_or_host(hop), ..hop.target.at } };
    let message = format!("TLS is spoken to {address}, and `{term}` is off here");
    let outcome = Outcome {
        statuses: hop.outcome(Failure::TlsRefused).statuses,
        log: "AH00961 … failed to enable ssl support",
    };
    let when = if alone { "on every request" } else { "whenever such a member is tried" };
    let mut finding = Finding::new("engine-off", message, Label::new(primary, "TLS is asked for"))
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, when))
        .help(format!("Write `{term} On` in this virtual host; in a `<Location>` it is refused"));
    if let Some(at) = tls.enabled.at() {
        return finding.related(at, "switched off here");
    }
    if declared {
        finding = finding.related(hop.target.at, "requests go to it by this line");
    }
    match inside(cx, hop.host.at.span) {
        Some(span) => finding.fix(Fix {
            title: format!("Switch `{term}` on"),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span, text: format!("\n    {term} On") }],
        }),
        None => finding,
    }
}

/// The end of the line that opens the host; nothing for what stands outside of all hosts.
fn inside(cx: &Cx, opening: Span) -> Option<Span> {
    let source = cx.sources.get(opening.file);
    let line = source.line_range(source.line_of(opening.start));
    let text = source.bytes.get(line.clone())?;
    let text = text.trim_ascii_end();
    (text.trim_ascii_start().starts_with(b"<") && text.ends_with(b">"))
        .then(|| Span::new(opening.file, line.start + text.len(), line.start + text.len()))
}
