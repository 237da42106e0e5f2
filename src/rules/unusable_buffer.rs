//! A buffer for the head of a reply that no real head fits.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{ByteSize, Failure, Intent, Protocol};

/// A status line, a date, a type, a length and one cookie are more.
const LEAST: ByteSize = ByteSize(1024);

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in cx.hops() {
        if matches!(hop.protocol(), Protocol::Tcp | Protocol::Udp | Protocol::Memcached) {
            continue;
        }
        let head = &hop.buffers().head;
        let (Some(size), Some(at)) = (head.get().filter(|size| *size < LEAST), head.at()) else { continue };
        // With no room nothing is read, which is taken for the end of the connection.
        let failure = if size == ByteSize(0) { Failure::ClosedEarly } else { Failure::HeadTooLarge };
        let outcome = hop.outcome(failure);
        let intent = Intent::HeadBuffer { protocol: hop.protocol() };
        let spelling = hop.proxy.speech.spell(hop.proxy, &intent, None);
        let written = cx.show_at(hop.proxy, at);
        let statuses = outcome.statuses.join(" or ");
        let (case, message, happens) = if size == ByteSize(0) {
            let message = format!("`{} {written}` holds no byte of a reply", head.term);
            ("no-room", message, format!("{statuses} on every request"))
        } else {
            let message = format!("`{} {written}` is less than the head of an ordinary reply", head.term);
            ("tiny", message, format!("{statuses} for most replies"))
        };
        report.push(
            Finding::new(case, message, Label::new(at, "the whole head of a reply must fit"))
                .statuses(outcome.statuses)
                .outcome(format!("{happens}: `{}`", outcome.log))
                .help(format!("Leave the line out: the default is 4k; or write `{}`", spelling.text)),
        );
    }
}
