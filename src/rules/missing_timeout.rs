//! Phases of a request that nothing bounds.

use super::{Cx, Hop, Report, capital};
use crate::diagnostic::{Finding, Label};
use crate::model::{Effect, Intent, Millis, Noun, Protocol, Proxy, Setting, VirtualHost};
use crate::source::{At, Span};
use rustc_hash::FxHashMap;

/// What is written in place of nothing.
const CONNECT: Millis = Millis::seconds(5);
const OTHERS: Millis = Millis::seconds(30);
/// Other places that one finding points at.
const SHOWN: usize = 3;

/// What lacks one timeout or two: the first place tells of it, the others are counted.
struct Lack {
    finding: Finding,
    others: Vec<Span>,
}

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut said: FxHashMap<(usize, &'static str, bool), Lack> = FxHashMap::default();
    let mut order = Vec::new();
    let mut tell = |key, at: At, told: Box<dyn FnOnce() -> Finding + '_>| {
        let lack = said.entry(key).or_insert_with(|| {
            order.push(key);
            Lack { finding: told(), others: Vec::new() }
        });
        if lack.finding.primary.span != at.span && !lack.others.contains(&at.span) {
            lack.others.push(at.span);
        }
    };
    // What a part leaves out may stand in the rest.
    for hop in cx.hops().iter().filter(|hop| hop.proxy.whole && !hop.pool.servers.is_empty()) {
        let Some((case, both)) = missing(hop) else { continue };
        let id = std::ptr::from_ref(hop.proxy).addr();
        tell((id, case, both), hop.pool.name_at, Box::new(move || of_pool(cx, hop, case, both)));
    }
    for (_, proxy) in cx.proxies().filter(|(_, proxy)| proxy.whole) {
        for (_, host) in proxy.hosts.iter() {
            let idle = &proxy.scopes[proxy.groups[host.groups].scope].client.idle;
            if !host.binds.is_empty() && is_missing(idle) {
                let id = std::ptr::from_ref(proxy).addr();
                let told = Box::new(move || of_host(cx, proxy, host, idle));
                tell((id, "no-client-timeout", false), name_of(cx, host), told);
            }
        }
    }
    for key in order {
        let Some(Lack { mut finding, others }) = said.remove(&key) else { continue };
        for other in others.iter().take(SHOWN) {
            finding = finding.related(*other, "the same here");
        }
        report.push(match others.len() {
            0 => finding,
            1 => finding.note("The same holds for one other section"),
            count => finding.note(format!("The same holds for {count} other sections")),
        });
    }
}

/// No limit was set, or none on purpose.
fn is_missing(setting: &Setting<Millis>) -> bool {
    setting.is_unset() || setting.always(|time| *time == Millis::NEVER)
}

/// The case, and whether both timeouts towards the servers are missing.
fn missing(hop: &Hop) -> Option<(&'static str, bool)> {
    let timeouts = hop.timeouts();
    // A tunnel has a limit of its own in place of that of the reply.
    let tunnel = matches!(hop.protocol(), Protocol::Tcp | Protocol::Udp)
        && !is_missing(&timeouts.idle)
        && !timeouts.idle.is_unknown();
    let response = is_missing(&timeouts.response) && !tunnel;
    match is_missing(&timeouts.connect) {
        true => Some(("no-connect-timeout", response)),
        false if response => Some(("no-server-timeout", false)),
        false => None,
    }
}

fn of_pool(cx: &Cx, hop: &Hop, case: &'static str, both: bool) -> Finding {
    let timeouts = hop.timeouts();
    let (setting, effect, value, outcome) = match case {
        "no-connect-timeout" => (
            &timeouts.connect,
            Effect::Connect,
            CONNECT,
            "A connection that nobody answers is waited for without end, and nothing is logged",
        ),
        _ => (
            &timeouts.response,
            Effect::Response,
            OTHERS,
            "A request that the server never answers waits without end, and nothing is logged",
        ),
    };
    let second = if both { format!(" and no `{}`", timeouts.response.term) } else { String::new() };
    let message = format!("{} has no `{}`{second}", capital(&cx.pool(hop.proxy, hop.pool)), setting.term);
    let spell = |effect, value| {
        let intent = Intent::Timeout { effect, value, protocol: hop.protocol() };
        format!("`{}`", hop.proxy.speech.spell(hop.proxy, &intent, None).text)
    };
    let mut help = format!("Write {}", spell(effect, value));
    if both {
        help = format!("{help} and {}", spell(Effect::Response, OTHERS));
    }
    let label = Label::new(hop.pool.name_at, "without end");
    Finding::new(case, message, label).statuses(&["hang"]).outcome(outcome).help(help)
}

fn of_host(cx: &Cx, proxy: &Proxy, host: &VirtualHost, idle: &Setting<Millis>) -> Finding {
    let at = name_of(cx, host);
    let noun = capital(proxy.speech.noun(Noun::Host));
    let message = format!("{noun} `{}` has no `{}`", cx.show_at(proxy, at), idle.term);
    let intent = Intent::Timeout { effect: Effect::Client, value: OTHERS, protocol: Protocol::Http };
    let spelling = proxy.speech.spell(proxy, &intent, None);
    Finding::new("no-client-timeout", message, Label::new(at, "without end"))
        .statuses(&["hang"])
        .outcome("Connections of clients that went silent are kept until all are used up")
        .help(format!("Write `{}`", spelling.text))
}

/// The name of a host's section, where it has one.
fn name_of(cx: &Cx, host: &VirtualHost) -> At {
    let text = cx.sources.bytes(host.at.span);
    let name = text.iter().rposition(u8::is_ascii_whitespace).map_or(0, |space| space + 1);
    At { span: host.at.span.part(name, text.len()), ..host.at }
}
