//! The unix socket of a server is not there.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::facts::{Presence, Vantage};
use crate::model::{Failure, FileRole, Protocol, Proxy};
use crate::source::At;
use rustc_hash::FxHashSet;
use std::os::unix::ffi::OsStrExt;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let mut stream = None;
        for file in proxy.files.iter().filter(|file| file.role == FileRole::Socket) {
            let Some(fact) = cx.facts.file(file.role, &file.path) else { continue };
            let path = cx.show(&file.path);
            let (case, failure, message, label) = match fact.presence {
                Presence::Absent => (
                    "absent",
                    Failure::SocketMissing,
                    format!("There is no socket {path}"),
                    "nothing is there",
                ),
                Presence::DanglingLink => {
                    let message = format!("{path} is a link to a socket that is not there");
                    ("dangling-link", Failure::SocketMissing, message, "a link that leads nowhere")
                }
                // A tree may carry something else in a socket's place; the machine itself does not.
                Presence::File { .. } | Presence::Directory if cx.facts.vantage == Vantage::Host => {
                    let message = format!("{path} is no socket");
                    ("not-a-socket", Failure::Refused, message, "something else is there")
                }
                _ => continue,
            };
            let stream = stream.get_or_insert_with(|| stream_sockets(proxy)).contains(&file.at);
            let protocol = if stream { Protocol::Tcp } else { Protocol::Http };
            let outcome = proxy.speech.outcome(failure, protocol, proxy.versions);
            let mut finding = Finding::new(case, message, Label::new(file.at, label))
                .statuses(outcome.statuses)
                .outcome(cx.outcome(proxy, outcome, "on every request until it is there"));
            finding = match &fact.near {
                Some(near) => {
                    let near = cx.show(near.as_os_str().as_bytes());
                    finding.help(format!("Write `{near}`, which is there, or start the application"))
                }
                None => finding.help("Start the application, or write the path on which it listens"),
            };
            report.push(finding);
        }
    }
}

/// Lines that name a socket which no HTTP is spoken to.
fn stream_sockets(proxy: &Proxy) -> FxHashSet<At> {
    let pools = proxy.pools.iter().filter(|(_, pool)| pool.stream);
    pools.flat_map(|(_, pool)| &*pool.servers).map(|server| server.endpoint.at).collect()
}
