//! A question before each request with a body, which most servers do not answer.

use super::{Cx, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::Protocol;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said = FxHashSet::default();
    for hop in cx.hops() {
        for server in reach::active(hop.pool) {
            let Some(at) = server.rare.as_deref().and_then(|rare| rare.asks_first) else { continue };
            if hop.speaks_to(server).protocol != Protocol::Http || !said.insert(at) {
                continue;
            }
            let written = cx.written(hop.proxy, "ping", at);
            report.push(
                Finding::new(
                    "asks-first",
                    format!("`{written}` waits for `100 Continue` before each request with a body"),
                    Label::new(at, "over HTTP no ping, but `Expect: 100-continue`"),
                )
                .statuses(&["503"])
                .outcome(
                    "503 on every POST to a server that does not answer `Expect`: `Timeout on 100-Continue`",
                )
                .help("Remove it; a health check of the balancer finds dead members: `hcmethod=GET`"),
            );
        }
    }
}
