//! What nginx does where nothing is written, by version.
//!
//! Sources: `ngx_http_proxy_merge_loc_conf` and its siblings, `ngx_http_upstream_init_main_conf`, CHANGES.

use super::lower::field::{Field, STREAM, term};
use crate::model::*;

/// From here on HTTP/1.1 is spoken to servers, connections are kept in groups (CHANGES, 1.29.7).
pub const KEEPALIVE_BY_DEFAULT: Version = Version::new(1, 29, 7);

/// One memory page: the unit of default buffers. 4k on nearly every machine; some ARM kernels have 64k.
pub const PAGE: ByteSize = ByteSize(4096);

/// A value that changed in a version.
pub fn changed<T>(term: Term, versions: VersionRange, since: Version, before: T, after: T) -> Setting<T> {
    let (old, new) = (VersionRange::before(since), VersionRange::from(since));
    if versions.within(old) {
        return Setting::default(term, before);
    }
    if versions.within(new) {
        return Setting::default(term, after);
    }
    let case =
        |value, range| Case { value: Ok(Some(value)), when: When::Version(range), origin: Origin::Default };
    Setting {
        value: Value::Several(Box::new(vec![case(before, old), case(after, new)])),
        origin: Origin::Default,
        term,
    }
}

pub fn timeouts(family: usize) -> Timeouts {
    let sixty = Millis::seconds(60);
    let default = |field| Setting::default(term(family, field), sixty);
    if family == STREAM {
        return Timeouts {
            connect: default(Field::Connect),
            send: Setting::unset(term(family, Field::Idle)),
            response: Setting::unset(term(family, Field::Idle)),
            idle: Setting::default(term(family, Field::Idle), Millis::seconds(600)),
            queue: Setting::unset(&"queue"),
        };
    }
    Timeouts {
        connect: default(Field::Connect),
        send: default(Field::Send),
        response: default(Field::Read),
        idle: Setting { term: term(family, Field::Read), ..default(Field::Read) },
        queue: Setting::unset(&"queue"),
    }
}

pub fn retry(family: usize) -> Retry {
    let on = RetryOn::ERROR.with(RetryOn::TIMEOUT);
    Retry {
        on: Setting::default(term(family, Field::NextUpstream), on),
        tries: Setting::default(term(family, Field::Tries), 0),
        window: Setting::default(term(family, Field::Window), Millis::NEVER),
        redispatch: Setting::default(term(family, Field::NextUpstream), true),
        again: Setting::unset(term(family, Field::Tries)),
        every: Setting::unset(term(family, Field::Tries)),
    }
}

pub fn tls(family: usize) -> Tls {
    Tls {
        enabled: Setting::default(term(family, Field::SslEnabled), false),
        verify: Setting::default(term(family, Field::SslVerify), false),
        compares_name: Setting::unset(term(family, Field::SslVerify)),
        checks_dates: Setting::unset(term(family, Field::SslVerify)),
        verify_depth: Setting::default(term(family, Field::SslDepth), 1),
        ca: Setting::unset(term(family, Field::SslCa)),
        sni: Setting::default(term(family, Field::SslSni), false),
        name: Setting::unset(term(family, Field::SslName)),
        certificate: Setting::unset(term(family, Field::SslCertificate)),
        key: Setting::unset(term(family, Field::SslKey)),
        protocols: Setting::unset(term(family, Field::SslProtocols)),
        crl: Setting::unset(term(family, Field::SslCrl)),
    }
}

pub fn buffers(family: usize) -> Buffers {
    let page = |field| Setting::default(term(family, field), PAGE);
    Buffers {
        head: page(Field::BufferSize),
        count: Setting::default(term(family, Field::Buffers), 8),
        size: page(Field::Buffers),
        busy: Setting::unset(term(family, Field::Busy)),
        temp_write: Setting::unset(term(family, Field::TempWrite)),
        temp_max: Setting::default(term(family, Field::TempMax), ByteSize(1 << 30)),
        buffering: Setting::default(term(family, Field::Buffering), true),
        request_buffering: Setting::default(term(family, Field::RequestBuffering), true),
        cache: Setting::unset(term(family, Field::Cache)),
        cache_stale: Setting::unset(term(family, Field::CacheStale)),
    }
}

pub fn connection(family: usize, versions: VersionRange) -> Connection {
    let version = term(family, Field::HttpVersion);
    Connection {
        http_version: match family {
            0 => changed(version, versions, KEEPALIVE_BY_DEFAULT, HttpVersion::V1_0, HttpVersion::V1_1),
            4 => Setting::default(&"grpc_pass", HttpVersion::V2),
            _ => Setting::unset(version),
        },
        closes: match family {
            0 => changed(term(family, Field::SetHeader), versions, KEEPALIVE_BY_DEFAULT, true, false),
            _ => Setting::default(term(family, Field::SetHeader), false),
        },
        fresh_first: Setting::unset(term(family, Field::SetHeader)),
        bind: Setting::unset(term(family, Field::Bind)),
        proxy_protocol: Setting::default(term(family, Field::ProxyProtocol), false),
        keep: Setting::default(term(family, Field::KeepConn), false),
        pass_headers: Setting::default(term(family, Field::PassHeaders), true),
        pass_body: Setting::default(term(family, Field::PassBody), true),
        intercept_errors: Setting::default(term(family, Field::Intercept), false),
        method: Setting::unset(term(family, Field::Method)),
        index: Setting::unset(term(family, Field::Index)),
        split_path: Setting::unset(term(family, Field::SplitPath)),
    }
}

pub fn headers() -> Headers {
    Headers { list: Box::new([]), hides: None, open: false }
}

pub fn scope() -> ScopeSettings {
    ScopeSettings {
        resolver: Setting::unset(&"resolver"),
        limits: Box::new([]),
        body_max: Setting::default(&"client_max_body_size", ByteSize(1 << 20)),
        opaque: None,
        files: Local::default(),
        client: std::sync::Arc::new(client()),
    }
}

fn client() -> ClientSide {
    ClientSide {
        connections: Setting::unset(&"worker_connections"),
        idle: Setting::default(&"keepalive_timeout", Millis::seconds(75)),
        satisfy_any: Setting::default(&"satisfy", false),
        recursive_error_pages: Setting::default(&"recursive_error_pages", false),
        password: None,
        merge_slashes: Setting::default(&"merge_slashes", true),
        from: None,
        underscores: Setting::default(&"underscores_in_headers", false),
        reads_sni: Setting::default(&"ssl_preread", false),
    }
}

/// Nobody is believed; the header is `X-Real-IP` (`ngx_http_realip_merge_loc_conf`).
pub fn client_from() -> ClientFrom {
    ClientFrom { trusted: Box::new([]), header: Some(Text::from("X-Real-IP")), recursive: false }
}

pub fn server_tls() -> ServerTls {
    ServerTls {
        certificates: Box::new([]),
        rejects_handshake: None,
        client_verify: Setting::default(&"ssl_verify_client", false),
        client_ca: Setting::unset(&"ssl_client_certificate"),
        chain: None,
    }
}

/// Kept connections of a group that says nothing about them.
pub fn pool_reuse(declared: bool, versions: VersionRange) -> PoolReuse {
    let connections = if declared {
        changed(&"keepalive", versions, KEEPALIVE_BY_DEFAULT, 0, 32)
    } else {
        Setting::default(&"keepalive", 0)
    };
    PoolReuse {
        connections,
        idle: Setting::default(&"keepalive_timeout", Millis::seconds(60)),
        requests: Setting::default(&"keepalive_requests", 1000),
        lifetime: Setting::default(&"keepalive_time", Millis::seconds(3600)),
        sharing: Setting::default(&"keepalive", Sharing::Always),
    }
}
