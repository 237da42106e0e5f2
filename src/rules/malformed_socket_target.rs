//! A target by way of a socket that does not say how to speak to it, or whose path does not fit.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::{RemarkKind, SocketFault};

/// Bytes of a socket's path that are kept (`PROXY_WORKER_MAX_NAME_SIZE`, less one).
const LONGEST: usize = 95;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            let RemarkKind::SocketTarget { fault } = remark.kind else { continue };
            let written = cx.show_at(proxy, remark.at);
            let bare = written.trim_matches(['"', '\'']).to_owned();
            let refuses = proxy.speech.refuses();
            let (case, statuses, message, label, outcome, help) = match fault {
                SocketFault::NoScheme => (
                    "no-scheme",
                    "startup",
                    format!("`{bare}` names a socket, and not what is spoken to it"),
                    "`|` and a URL are missing",
                    format!("{refuses}: `ProxyPass URL must be absolute!`"),
                    format!("Write `{bare}|http://localhost/`, with the scheme that the application speaks"),
                ),
                SocketFault::HandlerWithoutScheme => (
                    "handler-without-scheme",
                    "wrong-content",
                    format!("`{bare}` names a socket, and not what is spoken to it"),
                    "`|fcgi://localhost` is missing",
                    "The file itself is sent with 200: clients read the source of scripts".to_owned(),
                    format!("Write `{bare}|fcgi://localhost`"),
                ),
                SocketFault::NoHost => (
                    "no-host",
                    "503",
                    format!("`{bare}` ends in a scheme without a host"),
                    "no host behind the scheme",
                    "503 from older versions; newer ones fill the host in".to_owned(),
                    format!("Write `{}://localhost`", bare.trim_end_matches([':', '/'])),
                ),
                SocketFault::TooLong => (
                    "too-long",
                    "startup",
                    format!("The path of the socket is longer than {LONGEST} bytes"),
                    "too long",
                    format!("{refuses}: `worker uds path … too long`"),
                    "Shorten the path, or put a link with a short one beside it".to_owned(),
                ),
            };
            report.push(
                Finding::new(case, message, Label::new(remark.at, label))
                    .statuses(&[statuses])
                    .outcome(outcome)
                    .help(help),
            );
        }
    }
}
