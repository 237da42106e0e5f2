//! Fewer descriptors than connections.

use super::{Cx, Report, beside};
use crate::diagnostic::{Finding, Label};
use crate::model::Proxy;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        report.findings.extend(written(proxy).or_else(|| by_unit(cx, proxy)));
    }
}

/// Both are written, and do not fit.
fn written(proxy: &Proxy) -> Option<Finding> {
    let (limit, connections) = (&proxy.limits.descriptors, &proxy.limits.connections);
    let (have, want) = (limit.get()?, connections.get()?);
    let (at, other) = (limit.at()?, connections.at()?);
    // Otherwise the server raises the limit by itself.
    let needed = proxy.speech.descriptors_for(want)?;
    if have >= want || proxy.speech.raises_descriptors() {
        return None;
    }
    Some(
        Finding::new(
            "below-connections",
            format!("`{}` allows {have} descriptors for {want} connections", limit.term),
            Label::new(at, "each connection takes one or two"),
        )
        .related(other, format!("`{}` is {want}", connections.term))
        .statuses(&["500"])
        .outcome("Under load requests end in 500, and new connections wait: `(24: Too many open files)`")
        .help(format!("Raise it to {needed} or more")),
    )
}

/// The unit that starts the server allows fewer.
fn by_unit(cx: &Cx, proxy: &Proxy) -> Option<Finding> {
    let unit = cx.deployment.neighbours.host_services().find(|service| beside::is_unit_of(proxy, service))?;
    let (have, at) = unit.limits.descriptors?;
    let connections = &proxy.limits.connections;
    let (want, other) = (connections.get()?, connections.at()?);
    let needed = proxy.speech.descriptors_for(want)?;
    let raises = proxy.speech.raises_descriptors();
    let by_root = unit.user.as_ref().is_none_or(|user| **user == *b"root");
    if !proxy.limits.descriptors.is_unset() || (raises && by_root) {
        return None;
    }
    // What the server asks for at start it must get; else only what comes with load counts.
    if have >= if raises { needed } else { want } {
        return None;
    }
    let finding = Finding::new(
        "unit-below-connections",
        format!("The unit allows {have} descriptors, and {want} connections are meant"),
        Label::new(other, format!("`{}` is {want}", connections.term)),
    )
    .related(at, "the limit of the unit")
    .help(format!("Write `LimitNOFILE={needed}` in the unit, or mean fewer connections"));
    Some(match raises {
        true => finding.statuses(&["startup"]).outcome(proxy.speech.refuses()),
        false => finding
            .statuses(&["500"])
            .outcome("Under load requests end in 500, and new connections wait: `(24: Too many open files)`"),
    })
}
