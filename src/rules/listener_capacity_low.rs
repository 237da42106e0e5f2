//! The listeners of a proxy hold far fewer connections than the process was given.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::model::*;

/// A limit that somebody raised on purpose.
const LARGE: u64 = 10_000;
/// How many times more the process holds than all of its listeners together.
const FACTOR: u64 = 10;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies().filter(|(_, proxy)| proxy.whole && proxy.open.hosts.is_none()) {
        report.findings.extend(finding(cx, proxy));
    }
}

fn finding(cx: &Cx, proxy: &Proxy) -> Option<Finding> {
    let process = &proxy.limits.connections;
    let (all, all_at) = (process.get().filter(|all| *all >= LARGE)?, process.at()?);
    let mut sum = 0u64;
    let mut lowest: Option<&Setting<u64>> = None;
    for (_, host) in proxy.hosts.iter().filter(|(_, host)| !host.binds.is_empty()) {
        let own = &proxy.scopes[proxy.groups[host.groups].scope].client.connections;
        // One without a limit of its own takes what the process has.
        let value = own.get().filter(|value| *value > 0)?;
        sum = sum.saturating_add(value);
        lowest = lowest.filter(|lowest| lowest.get() <= Some(value)).or(Some(own));
    }
    let at = lowest?.at()?;
    if sum.saturating_mul(FACTOR) > all {
        return None;
    }
    let noun = proxy.speech.noun(Noun::Host);
    let written = cx.written(proxy, lowest?.term, at);
    Some(
        Finding::new(
            "below-process",
            format!("All {noun}s together hold {sum} connections of the {all} that the process may hold"),
            Label::new(at, format!("{sum} connections, then clients wait")),
        )
        .related(all_at, "this many are never reached")
        .outcome("Beyond that, new clients wait in the kernel unanswered until others leave, or give up; no log line says so")
        .help(format!("Raise `{written}` towards {all}, or remove it: without it the limit of the process counts")),
    )
}
