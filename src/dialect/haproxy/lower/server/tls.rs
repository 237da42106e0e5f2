//! What is said to a server before HTTP: TLS and the PROXY header.
//!
//! Source: `ssl_sock_prepare_srv_ctx` (src/ssl_sock.c).

use super::super::super::{defaults, speech};
use super::super::line::Arg;
use super::super::part::Part;
use super::super::way;
use super::{Around, ServerWords};
use crate::model::*;
use std::sync::Arc;

pub fn text(arg: &Option<Arg<'_>>, term: Term) -> Setting<Text> {
    match arg {
        None => Setting::unset(term),
        Some(Arg { why: Some(why), at, .. }) => Setting::unknown(term, *at, *why),
        Some(arg) => Setting::written(term, arg.at, Text::from(&*arg.text)),
    }
}

/// TLS and the PROXY header, where the server's words say something about them.
pub fn own_groups<'a>(
    part: &mut Part<'a>,
    around: &Around<'_, 'a>,
    words: &ServerWords<'a>,
) -> Option<Id<Groups>> {
    let mut hop = around.nothing;
    let says_tls = words.ssl.is_some()
        || words.sni.is_some()
        || words.verify.is_some()
        || words.ca_file.is_some()
        || words.crt.is_some();
    if says_tls {
        let tls = tls(part, words, around.effective.is_http());
        hop.tls = part.tls.add(tls);
    }
    if words.send_proxy.is_some() || words.proto.is_some() || words.source.is_some() {
        let mut connection = defaults::no_connection();
        if let Some((on, at)) = words.send_proxy {
            connection.proxy_protocol = Setting::written(&"send-proxy", at, on);
        }
        if let Some(proto) = &words.proto
            && proto.is("h2")
        {
            connection.http_version = Setting::written(&"proto", proto.at, HttpVersion::V2);
        }
        if let Some(source) = &words.source {
            let parts = Arc::from([crate::model::Part::Literal(Text::from(&*source.text))]);
            connection.bind = Setting::written(&"source", source.at, Template { parts, at: source.at });
        }
        hop.connection = part.connections.add(connection);
    }
    (hop != around.nothing).then(|| part.groups_of(hop, around.scope))
}

/// From here on a handshake names the client's host where nothing else is said (`sni-auto`).
const NAMES_HOSTS: Version = Version::new(3, 3, 0);

fn tls<'a>(part: &mut Part<'a>, words: &ServerWords<'a>, http: bool) -> Tls {
    let mut tls = defaults::no_tls();
    let on = ServerWords::is_on(words.ssl);
    if let Some((on, at)) = words.ssl {
        tls.enabled = Setting::written(&"ssl", at, on);
    }
    let (ca_base, crt_base) = (part.lower.globals.ca_base.clone(), part.lower.globals.crt_base.clone());
    match &words.verify {
        Some(arg) if arg.why.is_some() => {
            tls.verify = Setting::unknown(&"verify", arg.at, Why::Environment);
        }
        Some(arg) => match &*arg.text {
            b"none" => tls.verify = Setting::written(&"verify", arg.at, false),
            b"required" => tls.verify = Setting::written(&"verify", arg.at, true),
            _ => {
                let says = format!(
                    "'verify' : unknown verify method '{}', only 'none' and 'required' are supported\n",
                    arg.shown()
                );
                part.invalid(arg, says.trim_end().to_owned());
                tls.verify = Setting::unknown(&"verify", arg.at, Why::Invalid);
            }
        },
        None if on => tls.verify = part.lower.globals.verify.clone(),
        None => {}
    }
    tls.ca = text(&words.ca_file, &"ca-file");
    tls.crl = text(&words.crl_file, &"crl-file");
    for (arg, role, base) in [
        (&words.ca_file, FileRole::UpstreamCa, &ca_base),
        (&words.crl_file, FileRole::Crl, &ca_base),
        (&words.crt, FileRole::ClientCertificate, &crt_base),
    ] {
        if let Some(arg) = arg {
            part.file(role, arg, base.as_deref(), true);
        }
    }
    if let Some(crt) = &words.crt {
        let parts = Arc::from([crate::model::Part::Literal(Text::from(&*crt.text))]);
        tls.certificate = Setting::written(&"crt", crt.at, Template { parts, at: crt.at });
        // One file holds both.
        tls.key = tls.certificate.clone();
    }
    if on {
        tls.sni = Setting::default(&"sni", false);
        // The certificate's name counts only where one is expected.
        tls.compares_name = match (&words.verifyhost, &words.sni) {
            (Some(arg), _) => Setting::written(&"verifyhost", arg.at, true),
            (None, Some(arg)) => Setting::written(&"sni", arg.at, true),
            (None, None) => Setting::default(&"verifyhost", false),
        };
        if tls.verify.always(|verify| !verify) {
            tls.compares_name = Setting::default(&"verifyhost", false);
        }
    }
    if let Some(sni) = &words.sni {
        tls.sni = Setting::written(&"sni", sni.at, true);
        tls.name = match (sni.why, constant(&sni.text)) {
            (Some(why), _) => Setting::unknown(&"sni", sni.at, why),
            (None, name) => {
                let template = match name {
                    Some(name) => Template {
                        parts: Arc::from([crate::model::Part::Literal(Text::from(name))]),
                        at: sni.at,
                    },
                    None => way::expression(part, sni),
                };
                Setting::written(&"sni", sni.at, template)
            }
        };
    } else if let Some((_, at)) = words.ssl.filter(|_| {
        on && http
            && part.lower.versions.within(VersionRange::from(NAMES_HOSTS))
            && words.sni_auto.is_none_or(|(auto, _)| auto)
    }) {
        let parts = Arc::from([crate::model::Part::Variable(Text::from(speech::CLIENT_HOST))]);
        tls.sni = Setting::default(&"sni", true);
        let name = Value::One(Template { parts, at });
        tls.name = Setting { value: name, origin: Origin::Fallback(at), term: &"sni-auto" };
        // A certificate that is verified is then held against this name, and no longer against `verifyhost`.
        if tls.verify.always(|verify| *verify) && words.verifyhost.is_none() {
            tls.compares_name =
                Setting { origin: Origin::Fallback(at), ..Setting::default(&"sni-auto", true) };
        }
    } else if let Some(host) = &words.verifyhost {
        let parts = Arc::from([crate::model::Part::Literal(Text::from(&*host.text))]);
        tls.name = Setting::written(&"verifyhost", host.at, Template { parts, at: host.at });
    }
    tls
}

/// `str(good.local)`: an expression that is the same for each request.
pub fn constant(text: &[u8]) -> Option<&[u8]> {
    text.strip_prefix(b"str(")?.strip_suffix(b")")
}
