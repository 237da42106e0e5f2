//! How one server is checked: what the pool says of checks, with the server's own words.

use super::super::super::address::Use;
use super::super::super::{defaults, values};
use super::super::line::Arg;
use super::super::part::Part;
use super::super::{reference, scalar::read_time};
use super::tls::text;
use super::words::Switch;
use super::{Around, ServerWords, number};
use crate::model::*;

/// The check of a server, as it is in force.
pub fn check<'a>(
    part: &mut Part<'a>,
    around: &Around<'_, 'a>,
    words: &ServerWords<'a>,
) -> Setting<Box<HealthCheck>> {
    let term: Term = &"check";
    if let (true, Some(track)) = (ServerWords::is_on(words.check), &words.track) {
        part.invalid(track, "unable to enable checks and tracking at the same time!".to_owned());
    }
    let at = match (words.check, &words.track, words.agent) {
        (Some((true, at)), ..) => at,
        (_, Some(track), _) => {
            // Its state is another server's.
            reference::track(part, around.section, track);
            return Setting::written(term, track.at, Box::new(HealthCheck::new(track.at, CheckKind::Other)));
        }
        (_, None, Some((true, at))) => {
            return Setting::written(term, at, Box::new(HealthCheck::new(at, CheckKind::Agent)));
        }
        (Some((false, at)), ..) => return Setting { origin: Origin::Written(at), ..Setting::unset(term) },
        _ => return Setting::unset(term),
    };
    let mut check = around.probe.of_server(at);
    check.interval = match &words.inter {
        None => Setting::default(&"inter", defaults::INTERVAL),
        Some(Arg { why: Some(why), at, .. }) => Setting::unknown(&"inter", *at, *why),
        Some(arg) => match read_time(part, arg, 1, "inter") {
            Some(value) => Setting::written(&"inter", arg.at, value),
            None => Setting::unknown(&"inter", arg.at, Why::Invalid),
        },
    };
    check.fall = number(part, &words.fall, &"fall", Some(defaults::FALL));
    if let Some(arg) = &words.port {
        let port = values::number(&arg.text).and_then(|port| u16::try_from(port).ok());
        check.port = match port {
            Some(port) => Setting::written(&"port", arg.at, port),
            None => Setting::unknown(&"port", arg.at, arg.why.unwrap_or(Why::Invalid)),
        };
    }
    if let Some(arg) = &words.addr {
        check.address = super::endpoint(part, &around.section.env, arg, words, Use::Other);
    }
    // Both are taken from the traffic, unless the check goes elsewhere.
    let elsewhere = words.port.is_some() || words.addr.is_some();
    let inherits = |own: Switch, traffic: Switch, term: Term| match own {
        Some((on, at)) => Setting::written(term, at, on),
        None if elsewhere => Setting::default(term, false),
        None => match traffic {
            Some((on, at)) => Setting { origin: Origin::Fallback(at), ..Setting::default(term, on) },
            None => Setting::default(term, false),
        },
    };
    // What is the same for all servers of the pool stays shared between them.
    let tls = inherits(words.check_ssl, words.ssl, &"check-ssl");
    if !check.tls.always(|on| *on) && check.tls != tls {
        check.tls = tls;
    }
    let proxy_protocol = inherits(words.check_send_proxy, words.send_proxy, &"check-send-proxy");
    if !check.proxy_protocol.always(|on| *on) && check.proxy_protocol != proxy_protocol {
        check.proxy_protocol = proxy_protocol;
    }
    if words.check_sni.is_some() {
        check.sni = text(&words.check_sni, &"check-sni");
    }
    Setting::written(term, at, Box::new(check))
}
