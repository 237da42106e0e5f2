//! An address that the server cannot read.

use super::{Cx, Report, capital};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::{AddressFault, Intent, Outcome, RemarkKind};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for remark in &proxy.remarks {
            if let RemarkKind::AddressFails { fault, statuses, log } = &remark.kind {
                let written = cx.show_at(proxy, remark.at);
                let (message, label) = told(*fault, &written);
                let outcome = Outcome { statuses, log };
                report.push(
                    Finding::new("refused-per-request", capital(&message), Label::new(remark.at, label))
                        .statuses(statuses)
                        .outcome(cx.outcome(proxy, outcome, "on every request; the server starts"))
                        .help("Write an address that can be reached"),
                );
                continue;
            }
            let RemarkKind::InvalidAddress { server_says, fault } = &remark.kind else { continue };
            // Without a port it may be the name of a pool that is defined out of sight.
            if *fault == AddressFault::NoPort && proxy.open.pools.is_some() {
                continue;
            }
            let written = cx.show_at(proxy, remark.at);
            let (message, label) = told(*fault, &written);
            let intent = Intent::Address { written: &written, fault: *fault };
            let spelling = proxy.speech.spell(proxy, &intent, Some(remark.at));
            let says = crate::diagnostic::printable(server_says.as_bytes(), 160);
            let mut finding = Finding::new("unreadable", capital(&message), Label::new(remark.at, label))
                .outcome(format!("{}: `{says}`", proxy.speech.refuses()))
                .help(format!("Write `{}`", spelling.text));
            if let Some(edit) = spelling.edit {
                finding = finding.fix(Fix {
                    title: format!("Write `{}`", edit.text),
                    applicability: Applicability::Unsafe,
                    edits: vec![edit],
                });
            }
            report.push(finding);
        }
    }
}

/// Message and label of a fault.
fn told(fault: AddressFault, written: &str) -> (String, &'static str) {
    match fault {
        AddressFault::NoPort => (format!("`{written}` has no port, and none is filled in here"), "no port"),
        AddressFault::BadPort => {
            (format!("`{written}` has no readable port, a number from 1 to 65535"), "no such port")
        }
        AddressFault::BareIpv6 => {
            (format!("the IPv6 address in `{written}` has no brackets"), "where does the port begin?")
        }
        AddressFault::SchemeNotAllowed => {
            (format!("`{written}` has a scheme where only an address may stand"), "host and port alone")
        }
        AddressFault::BadScheme => {
            (format!("`{written}` does not begin with a scheme that is known here"), "no known scheme")
        }
        AddressFault::NoHost => (format!("`{written}` names no host"), "no host"),
        AddressFault::PathNotAllowed => {
            (format!("`{written}` has a path where only an address may stand"), "host and port alone")
        }
        AddressFault::PathWithoutPrefix => {
            (format!("`{written}` is a path, which is not read as a socket's address"), "no prefix")
        }
        AddressFault::TooLong => (format!("`{written}` is longer than a socket's path may be"), "too long"),
        AddressFault::Other => (format!("`{written}` is no address"), "no address"),
    }
}
