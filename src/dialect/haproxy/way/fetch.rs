//! Fetch methods: what of a request an expression takes.
//!
//! Source: the manual, section 7.3; src/http_fetch.c, src/tcp_sample.c, src/ssl_sample.c.

use super::sample::{Call, Kind, Surroundings};
use crate::model::{Datum, Fit, HeaderPick, ReadAs, Source, Text};

/// What a fetch takes, and the type of its value.
pub fn source(call: &Call<'_>, around: Surroundings<'_>) -> (Source, Kind) {
    known(call, around).unwrap_or_else(|| (Source::Opaque(written(call)), Kind::Any))
}

fn known(call: &Call<'_>, around: Surroundings<'_>) -> Option<(Source, Kind)> {
    let text = |source| Some((source, Kind::Text));
    let constant = |datum, kind| Some((Source::Constant(datum), kind));
    Some(match call.name {
        b"path" => return text(Source::Path),
        b"pathq" => return text(Source::PathQuery),
        b"query" => return text(Source::Query),
        b"url" => return text(Source::Target),
        b"base" => return text(Source::Base),
        b"method" => (Source::Method, Kind::Method),
        b"req.ver" | b"req_ver" => return text(Source::Version),
        b"hdr" | b"req.hdr" => return text(Source::Header(header(call, false, ReadAs::Text)?)),
        b"fhdr" | b"req.fhdr" => return text(Source::Header(header(call, true, ReadAs::Text)?)),
        b"hdr_val" | b"req.hdr_val" => (Source::Header(header(call, false, ReadAs::Number)?), Kind::Number),
        b"hdr_ip" | b"req.hdr_ip" => (Source::Header(header(call, false, ReadAs::Address)?), Kind::Address),
        b"hdr_cnt" | b"req.hdr_cnt" => {
            (Source::HeaderCount(header(call, false, ReadAs::Text)?), Kind::Number)
        }
        b"fhdr_cnt" | b"req.fhdr_cnt" => {
            (Source::HeaderCount(header(call, true, ReadAs::Text)?), Kind::Number)
        }
        b"cook" | b"req.cook" | b"cookie" => return text(Source::Cookie(call.text(0)?)),
        b"cook_cnt" | b"req.cook_cnt" => (Source::CookieCount(call.text(0)?), Kind::Number),
        b"url_param" | b"urlp" => {
            let delimiter = call.argument(1).and_then(|sign| sign.first()).copied().unwrap_or(b'?');
            let source = Source::Argument { name: call.text(0)?, after: delimiter };
            return if call.arguments.len() > 2 { None } else { text(source) };
        }
        b"src" => (Source::ClientAddress, Kind::Address),
        b"src_port" => (Source::ClientPort, Kind::Number),
        b"dst" => (Source::Destination, Kind::Address),
        b"dst_port" => (Source::DestinationPort, Kind::Number),
        b"var" if call.arguments.len() == 1 => (Source::Variable(call.text(0)?), Kind::Any),
        b"ssl_fc" => (Source::Tls, Kind::Bool),
        b"ssl_fc_sni" => return text(Source::Sni),
        b"ssl_fc_has_sni" => (Source::HasSni, Kind::Bool),
        b"req.ssl_sni" | b"req_ssl_sni" => return text(Source::GreetingSni),
        b"req.ssl_hello_type" | b"req_ssl_hello_type" => (Source::Greeting, Kind::Number),
        b"req.ssl_alpn" => return text(Source::GreetingAlpn),
        b"req.proto_http" | b"req_proto_http" => (Source::IsHttp, Kind::Bool),
        b"nbsrv" => {
            let pool = call.argument(0).unwrap_or(around.section);
            (Source::UsableServers(pool.into()), Kind::Number)
        }
        b"srv_is_up" => {
            let named = call.argument(0)?;
            let (pool, server) = match named.iter().position(|byte| *byte == b'/') {
                Some(slash) => (&named[..slash], &named[slash + 1..]),
                None => (around.section, named),
            };
            (Source::ServerUp(pool.into(), server.into()), Kind::Bool)
        }
        b"http_auth" => (Source::Authorized, Kind::Bool),
        b"always_true" | b"wait_end" | b"http_first_req" => return constant(Datum::Bool(true), Kind::Bool),
        b"always_false" => return constant(Datum::Bool(false), Kind::Bool),
        b"str" => return constant(Datum::Text(call.text(0)?), Kind::Text),
        b"int" => return constant(Datum::Number(call.number(0)?), Kind::Number),
        b"bool" => {
            let truth = match call.argument(0)? {
                b"true" | b"1" => true,
                b"false" | b"0" => false,
                _ => return None,
            };
            return constant(Datum::Bool(truth), Kind::Bool);
        }
        b"meth" => return constant(Datum::Text(call.text(0)?), Kind::Method),
        b"ipv4" | b"ipv6" => {
            let address = std::str::from_utf8(call.argument(0)?).ok()?.parse().ok()?;
            return constant(Datum::Address(address), Kind::Address);
        }
        _ => return None,
    })
}

fn header(call: &Call<'_>, whole: bool, read_as: ReadAs) -> Option<HeaderPick> {
    let occurrence = match call.argument(1) {
        Some(_) => Some(i32::try_from(call.number(1)?).ok()?).filter(|number| *number != 0),
        None => None,
    };
    Some(HeaderPick { name: call.text(0).unwrap_or_default(), occurrence, whole, read_as })
}

/// The fetch as it is written.
pub fn written(call: &Call<'_>) -> Text {
    let mut text = call.name.to_vec();
    if !call.arguments.is_empty() {
        text.push(b'(');
        text.extend(call.arguments.join(&b','));
        text.push(b')');
    }
    text.into()
}

/// Names that a condition may use with the comparison as a part of them: `path_beg`, `hdr_dom(host)`.
const COMPARED: [&[u8]; 14] = [
    b"base",
    b"cook",
    b"hdr",
    b"path",
    b"req.cook",
    b"req.hdr",
    b"req.ssl_sni",
    b"req_ssl_sni",
    b"shdr",
    b"ssl_fc_sni",
    b"url",
    b"url_param",
    b"urlp",
    b"scook",
];

/// The fetch and the comparison that such a name stands for.
pub fn compared(name: &[u8]) -> Option<(&[u8], Fit)> {
    let bar = name.iter().rposition(|byte| *byte == b'_')?;
    let fit = fit(&name[bar + 1..])?;
    COMPARED.contains(&&name[..bar]).then_some((&name[..bar], fit))
}

/// How a value is compared, by the name of the method.
pub fn fit(name: &[u8]) -> Option<Fit> {
    Some(match name {
        b"str" => Fit::Equal,
        b"beg" => Fit::Prefix,
        b"end" => Fit::Suffix,
        b"sub" => Fit::Contains,
        b"dir" => Fit::Segments,
        b"dom" => Fit::Labels,
        b"reg" => Fit::Pattern,
        b"len" => Fit::Length,
        b"int" => Fit::Number,
        b"ip" => Fit::Network,
        _ => return None,
    })
}

/// Aliases of log formats that are values of the request.
pub fn alias(name: &[u8]) -> Option<Source> {
    Some(match name {
        b"ci" => Source::ClientAddress,
        b"cp" => Source::ClientPort,
        b"fi" => Source::Destination,
        b"fp" => Source::DestinationPort,
        b"HM" => Source::Method,
        b"HP" => Source::Path,
        b"HPO" => Source::Path,
        b"HU" => Source::Target,
        _ => return None,
    })
}
