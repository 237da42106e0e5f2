//! A declared pool with one server on another machine and no backup.

use super::{Cx, Report};
use crate::diagnostic::Finding;
use crate::model::{HostPart, Made, Noun};

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for (_, pool) in proxy.pools.iter() {
            let [server] = &*pool.servers else { continue };
            // A name may stand for several addresses; loopback and sockets share this machine's fate.
            let elsewhere = matches!(server.endpoint.host, HostPart::Ip(_)) && !server.endpoint.is_local();
            if pool.made != Made::Declared || pool.closed.is_err() || server.count != 1 || !elsewhere {
                continue;
            }
            let noun = proxy.speech.noun(Noun::Pool);
            report.push(
                Finding::new(
                    "one-server",
                    format!("{} `{}` has one server and no backup", capital(noun), cx.show(&pool.name)),
                    crate::diagnostic::Label::new(server.endpoint.at, "the only server"),
                )
                .outcome("Every request fails while it restarts: nobody else is there to ask")
                .help("Add a second server on another machine, or a `backup` that serves a maintenance page"),
            );
        }
    }
}

fn capital(noun: &str) -> String {
    let mut characters = noun.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}
