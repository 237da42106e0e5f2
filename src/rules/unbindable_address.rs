//! Names to listen on that do not resolve, as a probe saw it.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::facts::net::{Resolved, by_system};
use crate::model::Noun;
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let net = &cx.facts.net;
    if net.is_empty() {
        return;
    }
    for (_, proxy) in cx.proxies() {
        let mut seen = FxHashSet::default();
        for (host, bind) in
            proxy.hosts.iter().flat_map(|(_, host)| host.binds.iter().map(move |bind| (host, bind)))
        {
            let Some(name) = bind.endpoint.name() else { continue };
            let answer = by_system(&bind.endpoint).and_then(|ask| net.resolved(&ask));
            if !matches!(answer, Some(Resolved::NoSuchName | Resolved::NoAddress))
                || !seen.insert(bind.at.span)
            {
                continue;
            }
            let name = cx.show(name);
            // A host of names joins a socket that the main server opens.
            let joins = host.base.is_some();
            let finding = Finding::new(
                if joins { "ignored-name" } else { "unknown-name" },
                match joins {
                    true => format!(
                        "The name `{name}` of this {} does not resolve",
                        proxy.speech.noun(Noun::Host)
                    ),
                    false => format!("The name `{name}` to listen on does not resolve"),
                },
                Label::new(bind.endpoint.host_span, "no address is known for it"),
            );
            report.push(match joins {
                true => finding
                    .outcome("It answers no request: another one, or the main server, takes what is meant for it")
                    .help("Write `*` or an address of this machine; names of sites belong into the names of the host"),
                false => finding
                    .outcome(match proxy.speech.unknown_listen_name() {
                        "" => proxy.speech.refuses().to_owned(),
                        log => format!("{}: `{log} …`", proxy.speech.refuses()),
                    })
                    .help("Write an address of this machine, or leave the host out to listen on all of them"),
            });
        }
    }
}
