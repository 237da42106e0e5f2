//! A server, or a whole pool, that stays out long after it is back.

use super::{Cx, Hop, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use rustc_hash::FxHashSet;

/// Nobody waits this long for a server that answers again.
const LONG_ALONE: Millis = Millis::seconds(30);
/// The same, where others serve meanwhile.
const LONG_AMONG: Millis = Millis::seconds(300);
/// In larger pools one server less is little.
const MOST_SERVERS: usize = 3;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for (_, pool) in proxy.pools.iter() {
            report.findings.extend(recovery_off(cx, proxy, pool));
            report.findings.extend(long_among(cx, proxy, pool));
        }
    }
    let mut said = FxHashSet::default();
    for hop in cx.targets() {
        let Some((server, time)) = alone(hop) else { continue };
        match server.max_fails.at() {
            Some(_) if server.max_fails.always(|fails| *fails > 0) => {
                report.findings.extend(marked_alone(cx, hop, server, time));
            }
            Some(_) => {}
            None => report.findings.extend(old_version(cx, hop, server, time, &mut said)),
        }
    }
}

/// Nothing brings a pool back that is marked as a whole, but time.
fn recovery_off(cx: &Cx, proxy: &Proxy, pool: &Pool) -> Option<Finding> {
    let off = |server: &Server| server.rare.as_deref().and_then(|rare| rare.stays_out);
    let at = reach::active(pool).find_map(off)?;
    let times = reach::active(pool).map(|server| server.fail_timeout.get());
    let time = times.collect::<Option<Vec<_>>>()?.into_iter().min().filter(|time| *time >= LONG_ALONE)?;
    let outcome = proxy.speech.outcome(Failure::NoneLeft, Protocol::Http, proxy.versions);
    let name = cx.pool(proxy, pool);
    let message = format!("Once all of {name} have failed, it stays out for {time}, though they may be back");
    Some(
        Finding::new("recovery-off", message, Label::new(at, "waits for the time to pass"))
            .related(pool.name_at, format!("each member is left out for {time} or more"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(proxy, outcome, &format!("on every request, for {time}")))
            .help(help(proxy)),
    )
}

/// A pool that its target made, with its server and the time for which that is left out.
fn alone<'a>(hop: &Hop<'a>) -> Option<(&'a Server, Millis)> {
    let [server] = &*hop.pool.servers else { return None };
    // What a pass names stands for itself; other targets are no servers that could be marked.
    let passes = matches!(hop.forward.sends.behind, Behind::Rest | Behind::Path);
    let time = server.fail_timeout.get().filter(|time| *time >= LONG_ALONE)?;
    let live = server.disabled.is_none() && server.when == When::Always;
    (passes && live && hop.pool.made == Made::ByTarget).then_some((server, time))
}

fn marked_alone(cx: &Cx, hop: &Hop, server: &Server, time: Millis) -> Option<Finding> {
    let at = server.max_fails.at()?;
    let name = cx.show(&hop.pool.name);
    let outcome = hop.outcome(Failure::Refused);
    let message = format!("One failed connection leaves {name} out for {time}, and there is no other");
    Some(
        Finding::new("marked-alone", message, Label::new(at, "counts its failures"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(hop.proxy, outcome, &format!("on every request, for {time}")))
            .help(help(hop.proxy)),
    )
}

/// Versions that leave out even a server that stands alone. Told once for a proxy: it is the same for all.
fn old_version(
    cx: &Cx,
    hop: &Hop,
    server: &Server,
    time: Millis,
    said: &mut FxHashSet<ProxyId>,
) -> Option<Finding> {
    let versions = hop.proxy.speech.marks_lone_servers();
    let old = hop.proxy.whole && hop.proxy.versions.overlaps(versions);
    if !old || !said.insert(hop.proxy_id) {
        return None;
    }
    let name = cx.show(&hop.pool.name);
    let before = versions.before;
    let speaker = hop.proxy.speech.server();
    let outcome = hop.outcome(Failure::Refused);
    let message = format!("Before {speaker} {before}, one failed connection leaves {name} out for {time}");
    Some(
        Finding::new("marked-alone-before", message, Label::new(server.at, "stands alone"))
            .statuses(outcome.statuses)
            .outcome(cx.outcome(
                hop.proxy,
                outcome,
                &format!("on every request for {time}, though it is back"),
            ))
            .help(help(hop.proxy))
            .note("It holds for each target of this kind, and is told once")
            .only_in(hop.proxy_id, versions),
    )
}

/// One of few is left out for minutes.
fn long_among(cx: &Cx, proxy: &Proxy, pool: &Pool) -> Option<Finding> {
    let count = reach::active(pool).filter(|server| server.backup.is_none()).count();
    if pool.made != Made::Declared || pool.closed.is_err() || !(2..=MOST_SERVERS).contains(&count) {
        return None;
    }
    let long = |server: &&Server| {
        let marked = server.max_fails.always(|fails| *fails > 0);
        marked && server.fail_timeout.always(|time| *time >= LONG_AMONG)
    };
    let server = reach::active(pool).find(long)?;
    let (at, time) = (server.fail_timeout.at()?, server.fail_timeout.get()?);
    let name = reach::address(cx, proxy, &server.endpoint);
    let noun = proxy.speech.noun(Noun::Pool);
    let message = format!("A failure leaves {name} out for {time}, one of {count} of its {noun}");
    Some(
        Finding::new("long-among-few", message, Label::new(at, format!("{time} without it")))
            .outcome(format!("The others carry its requests for {time}, though it may be back at once"))
            .help(help(proxy)),
    )
}

fn help(proxy: &Proxy) -> String {
    format!("Write `{}`", proxy.speech.spell(proxy, &Intent::MarkBriefly, None).text)
}
