//! Variables that blocks of `http` and `stream` define: `map`, `geo`, `split_clients`.
//!
//! Sources: `ngx_http_map`, `ngx_http_geo`, `ngx_conf_split_clients`.

use super::super::defaults;
use super::super::keywords::kw;
use super::super::values;
use super::call::network;
use super::part::Part;
use super::scope::Line;
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Lowers a block that defines a variable. Its entries, with includes in place, are not gathered first: a table may
/// have a million of them.
pub fn definition<'a>(part: &mut Part<'a>, block: Line<'a>) -> Option<Variable> {
    let lower = part.lower;
    let last = block.node.len().checked_sub(2)?;
    let (name, at) = block.arg(last)?;
    let name = Text::from(name.strip_prefix(b"$")?);
    let source = match block.node.keyword() {
        kw::MAP => {
            let (input, input_at) = block.arg(0)?;
            let input = part.template(input, input_at);
            VariableSource::Map(map(part, input, block))
        }
        kw::GEO => {
            let input = match last {
                0 => None,
                _ => block.arg(0).map(|(text, at)| part.template(text, at)),
            };
            VariableSource::Geo(geo(part, input, block))
        }
        kw::SPLIT_CLIENTS => {
            let (key, key_at) = block.arg(0)?;
            let key = part.template(key, key_at);
            let mut values = Vec::new();
            let mut has_rest = false;
            lower.each_line(block, &mut |entry| {
                let (Some(share), Some((value, at))) = (entry.node.word(0), entry.arg(0)) else { return };
                has_rest |= share.bytes() == b"*";
                values.push(part.template(value, at));
            });
            VariableSource::Split { key, values: values.into(), has_rest }
        }
        _ => return None,
    };
    part.name(NameKind::Variable, true, at);
    Some(Variable { name, at, source })
}

/// Values of one table that are looked up before they are kept again.
const SHARED_VALUES: usize = 1_000;

fn map<'a>(part: &mut Part<'a>, input: Template, block: Line<'a>) -> Map {
    let lower = part.lower;
    let mut map = Map { input, entries: Arc::default(), default: None, hostnames: false, open: false };
    let mut list = Vec::with_capacity(block.node.children().count());
    let mut shared: FxHashMap<&[u8], Arc<[crate::model::Part]>> = FxHashMap::default();
    // `hostnames` may follow the entries that it rules.
    lower.each_line(block, &mut |entry| {
        map.hostnames |= entry.node.len() == 1 && &*entry.node.name() == b"hostnames";
    });
    lower.each_line(block, &mut |entry| {
        let Some(word) = entry.node.word(0) else { return };
        let key = word.bytes();
        let Some((value, value_at)) = entry.arg(0) else { return };
        if key == b"include" && !word.span().is_empty() && word.quote() == crate::syntax::Quote::Bare {
            map.open |= part.lower.is_unread(entry.node);
            return;
        }
        // Most tables repeat few values: the first of them are kept once.
        let value = match shared.get(value) {
            Some(parts) => Template { parts: parts.clone(), at: value_at },
            None => {
                let template = part.template(value, value_at);
                if shared.len() < SHARED_VALUES && !values::has_variable(value) {
                    shared.insert(value, template.parts.clone());
                }
                template
            }
        };
        if key == b"default" {
            map.default = Some(value);
            return;
        }
        let key = match key {
            [b'~', b'*', pattern @ ..] => MapKey::Matches(part.pattern(pattern, true)),
            [b'~', pattern @ ..] => MapKey::Matches(part.pattern(pattern, false)),
            [b'*', rest @ ..] if map.hostnames && rest.first() == Some(&b'.') => {
                MapKey::Leading(Text::from(rest.to_ascii_lowercase()))
            }
            [b'.', rest @ ..] if map.hostnames => {
                MapKey::LeadingOrSelf(Text::from(rest.to_ascii_lowercase()))
            }
            [start @ .., b'*'] if map.hostnames => MapKey::Trailing(Text::from(start.to_ascii_lowercase())),
            // A backslash takes the meaning from a keyword or a sign (ngx_http_map).
            [b'\\', rest @ ..] => MapKey::Exact(Text::from(rest)),
            key => MapKey::Exact(Text::from(key)),
        };
        list.push(MapEntry { key, value });
    });
    list.shrink_to_fit();
    map.entries = Arc::new(list);
    map
}

fn geo<'a>(part: &mut Part<'a>, input: Option<Template>, block: Line<'a>) -> Geo {
    let lower = part.lower;
    let (mut networks, mut ranges, mut default, mut open) = (Vec::new(), Vec::new(), None, false);
    lower.each_line(block, &mut |entry| {
        let Some(word) = entry.node.word(0) else { return };
        let key = word.bytes();
        let Some((value, at)) = entry.arg(0) else { return };
        match key {
            b"default" => default = Some(Text::from(value)),
            b"include" => open |= part.lower.is_unread(entry.node),
            b"proxy" | b"proxy_recursive" | b"delete" => {}
            key => {
                if let Some((from, to)) = range(key) {
                    ranges.push(((from, to), Text::from(value)));
                } else if let Some(net) = network(key) {
                    networks.push((net, Text::from(value)));
                } else if !part.is_placeholder(key) {
                    part.invalid(at, format!("invalid network \"{}\"", key.escape_ascii()));
                }
            }
        }
    });
    Geo { input, networks: networks.into(), ranges: ranges.into(), default, open }
}

fn range(text: &[u8]) -> Option<(std::net::IpAddr, std::net::IpAddr)> {
    let text = std::str::from_utf8(text).ok()?;
    let (from, to) = text.split_once('-')?;
    Some((from.parse().ok()?, to.parse().ok()?))
}

/// A directive of other code that defines the variable it names (`set_by_lua`, `js_set`, `perl_set`,
/// `auth_request_set`): the name and its place.
pub fn assigned(line: Line<'_>) -> Option<(Text, At)> {
    if !super::foreign::of(line.node.keyword()).assigns {
        return None;
    }
    let (name, at) = line.arg(0)?;
    Some((Text::from(name.strip_prefix(b"$")?), at))
}

/// Eight memory pages (`ngx_http_limit_req_zone`).
const SMALLEST_ZONE: u64 = 8 * defaults::PAGE.0;

/// A limiter's zone: `limit_req_zone KEY zone=NAME:SIZE rate=N r/s`, `limit_conn_zone KEY zone=NAME:SIZE`.
pub fn limiter(part: &mut Part<'_>, line: Line<'_>) -> Option<Limiter> {
    let (key, at) = line.arg(0)?;
    let key = part.template(key, at);
    let (mut zone, mut rate) = (None, None);
    for word in line.node.args().skip(1) {
        let text = word.bytes();
        if let Some(rest) = text.strip_prefix(b"zone=") {
            let name = rest.split(|byte| *byte == b':').next().unwrap_or_default();
            zone = Some(Text::from(name));
            let size = rest.get(name.len() + 1..).and_then(values::size);
            if size.is_some_and(|size| size.0 < SMALLEST_ZONE) {
                part.invalid(line.at(word), format!("zone \"{}\" is too small", name.escape_ascii()));
            }
        } else if let Some(rest) = text.strip_prefix(b"rate=") {
            let (digits, per_minute) = match rest {
                [digits @ .., b'r', b'/', b's'] => (digits, 60),
                [digits @ .., b'r', b'/', b'm'] => (digits, 1),
                digits => (digits, 60),
            };
            rate = values::number(digits).and_then(|number| number.checked_mul(per_minute));
        }
    }
    Some(Limiter { zone: zone?, key, rate, at: line.head() })
}

/// Variables of nginx itself and of the modules that it ships. Those with a name in their name
/// (`$http_user_agent`) are told by [`is_builtin`].
const BUILTIN: &[&str] = &[
    "ancient_browser",
    "arg_",
    "args",
    "binary_remote_addr",
    "body_bytes_sent",
    "bytes_received",
    "bytes_sent",
    "connection",
    "connection_requests",
    "connection_time",
    "connections_active",
    "connections_reading",
    "connections_waiting",
    "connections_writing",
    "content_length",
    "content_type",
    "date_gmt",
    "date_local",
    "document_root",
    "document_uri",
    "ech_outer_server_name",
    "ech_status",
    "fastcgi_path_info",
    "fastcgi_script_name",
    "geoip_area_code",
    "geoip_city",
    "geoip_city_continent_code",
    "geoip_city_country_code",
    "geoip_city_country_code3",
    "geoip_city_country_name",
    "geoip_country_code",
    "geoip_country_code3",
    "geoip_country_name",
    "geoip_dma_code",
    "geoip_latitude",
    "geoip_longitude",
    "geoip_org",
    "geoip_postal_code",
    "geoip_region",
    "geoip_region_name",
    "gzip_ratio",
    "host",
    "hostname",
    "http2",
    "http3",
    "https",
    "internal_redirect",
    "invalid_referer",
    "is_args",
    "is_request_port",
    "jwt_payload",
    "keyval",
    "limit_conn_status",
    "limit_rate",
    "limit_req_status",
    "memcached_key",
    "mirror_uri",
    "modern_browser",
    "msec",
    "msie",
    "nginx_version",
    "otel_parent_id",
    "otel_parent_sampled",
    "otel_span_id",
    "otel_trace_id",
    "pid",
    "pipe",
    "protocol",
    "proxy_add_x_forwarded_for",
    "proxy_host",
    "proxy_internal_body_length",
    "proxy_internal_chunked",
    "proxy_port",
    "proxy_protocol_addr",
    "proxy_protocol_port",
    "proxy_protocol_server_addr",
    "proxy_protocol_server_port",
    "query_string",
    "quic",
    "realip_remote_addr",
    "realip_remote_port",
    "realpath_root",
    "remote_addr",
    "remote_passwd",
    "remote_port",
    "remote_user",
    "request",
    "request_body",
    "request_body_file",
    "request_completion",
    "request_filename",
    "request_id",
    "request_length",
    "request_method",
    "request_port",
    "request_time",
    "request_uri",
    "scheme",
    "secure_link",
    "secure_link_expires",
    "server_addr",
    "server_name",
    "server_port",
    "server_protocol",
    "session_log_binary_id",
    "session_log_id",
    "session_time",
    "slice_range",
    "spdy",
    "spdy_request_priority",
    "ssl_alpn_protocol",
    "ssl_cipher",
    "ssl_ciphers",
    "ssl_client_cert",
    "ssl_client_escaped_cert",
    "ssl_client_fingerprint",
    "ssl_client_i_dn",
    "ssl_client_i_dn_legacy",
    "ssl_client_raw_cert",
    "ssl_client_s_dn",
    "ssl_client_s_dn_legacy",
    "ssl_client_serial",
    "ssl_client_sigalg",
    "ssl_client_v_end",
    "ssl_client_v_remain",
    "ssl_client_v_start",
    "ssl_client_verify",
    "ssl_curve",
    "ssl_curves",
    "ssl_early_data",
    "ssl_preread_alpn_protocols",
    "ssl_preread_protocol",
    "ssl_preread_server_name",
    "ssl_protocol",
    "ssl_server_cert_type",
    "ssl_server_name",
    "ssl_session_id",
    "ssl_session_reused",
    "ssl_sigalgs",
    "status",
    "tcpinfo_rcv_space",
    "tcpinfo_rtt",
    "tcpinfo_rttvar",
    "tcpinfo_snd_cwnd",
    "time_iso8601",
    "time_local",
    "uid_got",
    "uid_reset",
    "uid_set",
    "upstream_addr",
    "upstream_bytes_received",
    "upstream_bytes_sent",
    "upstream_cache_age",
    "upstream_cache_key",
    "upstream_cache_last_modified",
    "upstream_cache_status",
    "upstream_connect_time",
    "upstream_first_byte_time",
    "upstream_header_time",
    "upstream_last_addr",
    "upstream_last_server_name",
    "upstream_queue_time",
    "upstream_response_length",
    "upstream_response_time",
    "upstream_session_time",
    "upstream_status",
    "uri",
];

/// Beginnings of the variables that carry a name: any header, argument, cookie, claim.
const PREFIXES: &[&str] = &[
    "arg_",
    "cookie_",
    "http_",
    "jwt_claim_",
    "jwt_header_",
    "proxy_protocol_tlv_",
    "sent_http_",
    "sent_trailer_",
    "upstream_cookie_",
    "upstream_http_",
    "upstream_trailer_",
    "proxy_cache_",
];

/// Whether nginx, or a module that it ships, defines a variable.
pub fn is_builtin(name: &[u8]) -> bool {
    let Ok(name) = std::str::from_utf8(name) else { return false };
    let lower;
    let name = if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        // Names are compared in lower case (ngx_http_get_variable_index).
        lower = name.to_ascii_lowercase();
        lower.as_str()
    } else {
        name
    };
    name.bytes().all(|byte| byte.is_ascii_digit())
        || BUILTIN.binary_search(&name).is_ok()
        || PREFIXES.iter().any(|prefix| name.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_variables_is_sorted() {
        assert!(BUILTIN.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
