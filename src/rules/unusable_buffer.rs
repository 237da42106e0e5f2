//! A buffer for the head of a reply that no real head fits.

use super::{Cx, Hop, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{ByteSize, Failure, Intent, Protocol};

/// A status line, a date, a type, a length and one cookie are more.
const LEAST: ByteSize = ByteSize(1024);
/// The same, where it holds one line: a date is nearly as long.
const LEAST_LINE: ByteSize = ByteSize(64);

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for hop in &cx.hops().iter().flat_map(Hop::apart).collect::<Vec<_>>() {
        if matches!(hop.protocol(), Protocol::Tcp | Protocol::Udp | Protocol::Memcached) {
            continue;
        }
        let head = &hop.buffers().head;
        let by_lines = hop.proxy.speech.head_is_read_by_lines();
        let least = if by_lines { LEAST_LINE } else { LEAST };
        let (Some(size), Some(at)) = (head.get().filter(|size| *size < least), head.at()) else { continue };
        let default = hop.proxy.speech.head_buffer();
        let label = match by_lines {
            true => "each line of a reply's head must fit",
            false => "the whole head of a reply must fit",
        };
        // With no room nothing is read, which is taken for the end of the connection.
        let failure = if size == ByteSize(0) { Failure::ClosedEarly } else { Failure::HeadTooLarge };
        let outcome = hop.outcome(failure);
        let intent = Intent::HeadBuffer { protocol: hop.protocol() };
        let spelling = hop.proxy.speech.spell(hop.proxy, &intent, None);
        let written = cx.written(hop.proxy, head.term, at);
        let statuses = outcome.statuses.join(" or ");
        let (case, message, happens) = if size == ByteSize(0) {
            let message = format!("`{written}` holds no byte of a reply");
            ("no-room", message, format!("{statuses} on every request"))
        } else {
            let what = if by_lines { "a line in the head" } else { "the head" };
            let message = format!("`{written}` is less than {what} of an ordinary reply");
            ("tiny", message, format!("{statuses} for most replies"))
        };
        report.push(
            Finding::new(case, message, Label::new(at, label))
                .statuses(outcome.statuses)
                .outcome(format!("{happens}: `{}`", outcome.log))
                .help(format!("Leave it out: the default is {default}; or write `{}`", spelling.text)),
        );
    }
}
