//! Settings towards servers: the groups of one family of directives after the lines that write them.

use super::super::values;
use super::field::{Field, Group};
use super::part::Part;
use super::scope::{Line, read};
use crate::model::*;
use crate::source::{At, FileId};
use crate::syntax::NodeId;
use std::hash::{Hash, Hasher};

/// A copy of the groups of one family, made when its first setting is written.
#[derive(Debug, Default)]
struct Draft {
    timeouts: Option<Timeouts>,
    retry: Option<Retry>,
    tls: Option<Tls>,
    buffers: Option<Buffers>,
    connection: Option<Connection>,
    headers: Option<Vec<Header>>,
}

/// A line that writes a setting towards a server: its family, group and field.
pub type HopLine<'a> = (usize, Group, Field, Line<'a>);

/// One group of a family after the lines that write it. What the same lines make of the same base is
/// remembered, so that a snippet costs its lines once and not once a site.
pub fn hop_groups(
    part: &mut Part<'_>,
    base: HopGroups,
    family: usize,
    group: Group,
    run: &[HopLine<'_>],
) -> HopGroups {
    let places = run.iter().map(|(.., line)| (line.node.file(), line.node.id));
    let key = (family, group, base_index(base, group));
    let mut hasher = rustc_hash::FxHasher::default();
    key.hash(&mut hasher);
    places.clone().for_each(|place| place.hash(&mut hasher));
    let hash = hasher.finish();
    if let Some(known) = part.remembered.get(&hash)
        && known.key == key
        && known.places.iter().copied().eq(places.clone())
    {
        return known.result;
    }
    let mut draft = Draft::default();
    for (_, _, field, line) in run {
        hop_setting(part, base, &mut draft, family, *field, *line);
    }
    let result = finish_draft(part, base, draft);
    part.remembered.insert(hash, Remembered { key, places: places.collect(), result });
    result
}

/// Part and index of the group that the lines change: the other groups of the set do not count.
fn base_index(base: HopGroups, group: Group) -> (usize, usize) {
    match group {
        Group::Timeouts => (base.timeouts.part(), base.timeouts.index()),
        Group::Retry => (base.retry.part(), base.retry.index()),
        Group::Tls => (base.tls.part(), base.tls.index()),
        Group::Buffers => (base.buffers.part(), base.buffers.index()),
        Group::Connection => (base.connection.part(), base.connection.index()),
        Group::Headers => (base.headers.part(), base.headers.index()),
    }
}

/// Takes over one group of another set.
pub fn take_group(into: &mut HopGroups, from: HopGroups, group: Group) {
    match group {
        Group::Timeouts => into.timeouts = from.timeouts,
        Group::Retry => into.retry = from.retry,
        Group::Tls => into.tls = from.tls,
        Group::Buffers => into.buffers = from.buffers,
        Group::Connection => into.connection = from.connection,
        Group::Headers => into.headers = from.headers,
    }
}

/// What some lines made of a group.
#[derive(Debug)]
pub struct Remembered {
    key: (usize, Group, (usize, usize)),
    places: Box<[(FileId, NodeId)]>,
    result: HopGroups,
}

/// What the same lines make is remembered, so nothing here can equal what is there already.
fn finish_draft(part: &mut Part<'_>, base: HopGroups, draft: Draft) -> HopGroups {
    let mut hop = base;
    if let Some(timeouts) = draft.timeouts {
        hop.timeouts = part.timeouts.push(timeouts);
    }
    if let Some(retry) = draft.retry {
        hop.retry = part.retries.push(retry);
    }
    if let Some(tls) = draft.tls {
        hop.tls = part.tls.push(tls);
    }
    if let Some(buffers) = draft.buffers {
        hop.buffers = part.buffers.push(buffers);
    }
    if let Some(connection) = draft.connection {
        hop.connection = part.connections.push(connection);
    }
    if let Some(list) = draft.headers {
        let hides = (!part.headers(base.headers).list.is_empty()).then_some(base.headers);
        hop.headers = part.headers.push(Headers { list: list.into(), hides, open: false });
    }
    hop
}

fn hop_setting(
    part: &mut Part<'_>,
    base: HopGroups,
    draft: &mut Draft,
    family: usize,
    field: Field,
    line: Line<'_>,
) {
    let term = line.term();
    macro_rules! timeouts {
        () => {
            draft.timeouts.get_or_insert_with(|| part.timeouts(base.timeouts).inherited())
        };
    }
    macro_rules! set {
        ($group:ident, $store:ident, $field:ident, $value:expr) => {
            if let Some(value) = read(part, line, term, $value) {
                let group = draft.$group.get_or_insert_with(|| part.$store(base.$group).inherited());
                group.$field = value;
            }
        };
    }
    macro_rules! template {
        ($group:ident, $store:ident, $field:ident) => {
            if let Some((text, at)) = line.arg(0) {
                let value = Setting::written(term, at, part.template(text, at));
                let group = draft.$group.get_or_insert_with(|| part.$store(base.$group).inherited());
                group.$field = value;
            }
        };
    }
    match field {
        Field::Connect => set!(timeouts, timeouts, connect, values::millis),
        Field::Send => set!(timeouts, timeouts, send, values::millis),
        Field::Read => {
            set!(timeouts, timeouts, response, values::millis);
            // The same timer counts between two reads, also on an upgraded connection.
            let timeouts = timeouts!();
            timeouts.idle = timeouts.response.clone();
        }
        Field::Idle => set!(timeouts, timeouts, idle, values::millis),
        Field::NextUpstream => {
            let on = if family == super::field::STREAM {
                let Some((text, at)) = line.arg(0) else { return };
                let on = values::flag(text).unwrap_or(true);
                let set = if on { RetryOn::ERROR.with(RetryOn::TIMEOUT) } else { RetryOn::OFF };
                Setting::written(term, at, set)
            } else {
                retry_on(part, line)
            };
            let redispatch = on.get().is_none_or(|set| !set.has(RetryOn::OFF));
            let retry = draft.retry.get_or_insert_with(|| part.retries(base.retry).inherited());
            retry.redispatch = Setting { value: Value::One(redispatch), origin: on.origin, term };
            retry.on = on;
        }
        Field::Tries => set!(retry, retries, tries, |text| values::number(text).map(|n| n as u32)),
        Field::Window => set!(retry, retries, window, |text| values::millis(text).map(|time| match time {
            Millis(0) => Millis::NEVER,
            time => time,
        })),
        Field::BufferSize => set!(buffers, buffers, head, values::size),
        Field::Buffers => {
            let (Some((count, at)), Some((size, size_at))) = (line.arg(0), line.arg(1)) else { return };
            let (Some(count), Some(size)) = (values::number(count), values::size(size)) else {
                part.invalid(at, format!("invalid value in \"{term}\""));
                return;
            };
            let buffers = draft.buffers.get_or_insert_with(|| part.buffers(base.buffers).inherited());
            buffers.count = Setting::written(term, at, count as u32);
            buffers.size = Setting::written(term, size_at, size);
        }
        Field::Busy => set!(buffers, buffers, busy, values::size),
        Field::TempWrite => set!(buffers, buffers, temp_write, values::size),
        Field::TempMax => set!(buffers, buffers, temp_max, values::size),
        Field::Buffering => set!(buffers, buffers, buffering, values::flag),
        Field::RequestBuffering => set!(buffers, buffers, request_buffering, values::flag),
        Field::Cache => {
            let Some((text, at)) = line.arg(0) else { return };
            let off = text == b"off";
            let value = if off { Value::Unset } else { Value::One(Text::from(text)) };
            let buffers = draft.buffers.get_or_insert_with(|| part.buffers(base.buffers).inherited());
            buffers.cache = Setting { value, origin: Origin::Written(at), term };
        }
        Field::CacheStale => {
            let on = retry_on(part, line);
            let buffers = draft.buffers.get_or_insert_with(|| part.buffers(base.buffers).inherited());
            buffers.cache_stale = on;
        }
        Field::HttpVersion => set!(connection, connections, http_version, |text| match text {
            b"1.0" => Some(HttpVersion::V1_0),
            b"1.1" => Some(HttpVersion::V1_1),
            b"2" | b"2.0" => Some(HttpVersion::V2),
            _ => None,
        }),
        Field::Bind => {
            let Some((text, at)) = line.arg(0) else { return };
            let value = match text {
                b"off" => Value::Unset,
                text => Value::One(part.template(text, at)),
            };
            let connection =
                draft.connection.get_or_insert_with(|| part.connections(base.connection).inherited());
            connection.bind = Setting { value, origin: Origin::Written(at), term };
        }
        Field::ProxyProtocol => set!(connection, connections, proxy_protocol, values::flag),
        Field::KeepConn => set!(connection, connections, keep, values::flag),
        Field::PassHeaders => set!(connection, connections, pass_headers, values::flag),
        Field::PassBody => set!(connection, connections, pass_body, values::flag),
        Field::Intercept => set!(connection, connections, intercept_errors, values::flag),
        Field::Method => template!(connection, connections, method),
        Field::Index => set!(connection, connections, index, |text| Some(Text::from(text))),
        Field::SplitPath => {
            let Some((text, at)) = line.arg(0) else { return };
            let pattern = Setting::written(term, at, part.pattern(text, false));
            let connection =
                draft.connection.get_or_insert_with(|| part.connections(base.connection).inherited());
            connection.split_path = pattern;
        }
        Field::SslEnabled => set!(tls, tls, enabled, values::flag),
        Field::SslVerify => set!(tls, tls, verify, values::flag),
        Field::SslDepth => set!(tls, tls, verify_depth, |text| values::number(text).map(|n| n as u32)),
        Field::SslCa => {
            part.named_file(FileRole::UpstreamCa, line, 0, true);
            set!(tls, tls, ca, |text| Some(Text::from(text)));
        }
        Field::SslCrl => {
            part.named_file(FileRole::Crl, line, 0, true);
            set!(tls, tls, crl, |text| Some(Text::from(text)));
        }
        Field::SslSni => set!(tls, tls, sni, values::flag),
        Field::SslName => template!(tls, tls, name),
        Field::SslCertificate => {
            part.named_file(FileRole::ClientCertificate, line, 0, true);
            template!(tls, tls, certificate);
        }
        Field::SslKey => {
            part.named_file(FileRole::ClientCertificateKey, line, 0, true);
            template!(tls, tls, key);
        }
        Field::SslProtocols => {
            let Some((_, at)) = line.arg(0) else { return };
            let list = line.node.args().map(|word| Text::from(word.bytes())).collect();
            let tls = draft.tls.get_or_insert_with(|| part.tls(base.tls).inherited());
            tls.protocols = Setting::written(term, at, list);
        }
        Field::SetHeader => {
            let (Some((name, _)), Some((value, value_at))) = (line.arg(0), line.arg(1)) else { return };
            let secret = name.eq_ignore_ascii_case(b"authorization")
                || name.eq_ignore_ascii_case(b"x-api-key")
                || name.eq_ignore_ascii_case(b"proxy-authorization");
            if secret && !values::has_variable(value) && !value.is_empty() {
                part.secrets.push(value_at.span);
            }
            let value = part.template(value, value_at);
            let list = draft.headers.get_or_insert_default();
            list.push(Header { name: Text::from(name), value, at: line.head() });
        }
    }
}

/// `X_next_upstream`, `X_cache_use_stale`: a set of failures.
fn retry_on(part: &mut Part<'_>, line: Line<'_>) -> Setting<RetryOn> {
    let mut set = RetryOn::default();
    for word in line.node.args() {
        let bit = match word.bytes() {
            b"error" => RetryOn::ERROR,
            b"timeout" => RetryOn::TIMEOUT,
            b"invalid_header" | b"invalid_response" => RetryOn::INVALID_HEADER,
            b"http_500" => RetryOn::HTTP_500,
            b"http_502" => RetryOn::HTTP_502,
            b"http_503" => RetryOn::HTTP_503,
            b"http_504" => RetryOn::HTTP_504,
            b"http_403" => RetryOn::HTTP_403,
            b"http_404" => RetryOn::HTTP_404,
            b"http_429" => RetryOn::HTTP_429,
            b"non_idempotent" => RetryOn::NON_IDEMPOTENT,
            b"updating" => RetryOn::UPDATING,
            b"not_found" => RetryOn::NOT_FOUND,
            b"off" => RetryOn::OFF,
            other => {
                if !part.is_placeholder(other) {
                    let says = format!("invalid value \"{}\"", other.escape_ascii());
                    part.invalid(line.at(word), says);
                }
                continue;
            }
        };
        set = set.with(bit);
    }
    // All of its words: each of them adds to the set.
    let words = line.node.args().map(|word| word.span()).reduce(|first, last| first.to(last));
    let at = words.map_or(line.head(), |span| At { span, via: line.via });
    Setting::written(line.term(), at, set)
}
