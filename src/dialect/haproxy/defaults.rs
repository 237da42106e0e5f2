//! What HAProxy does where nothing is written, by version.
//!
//! Sources: `proxy_preset_defaults` (src/proxy.c), `srv_settings_init` (src/server.c), the manual's section 4.2.

use crate::model::*;

/// Versions that are assumed where none is named.
pub const ASSUMED: VersionRange = VersionRange::from(Version::new(2, 4, 0));

/// `BUFSIZE` and `MAXREWRITE`, in bytes.
pub const BUFSIZE: u64 = 16384;
pub const MAXREWRITE: u64 = 1024;

/// From here on servers are chosen at random where nothing is said (`balance`).
pub const RANDOM: Version = Version::new(3, 3, 0);

/// Time between two checks, in milliseconds (`DEF_CHKINTR`).
pub const INTERVAL: Millis = Millis(2000);
/// Checks that must fail in a row (`DEF_FALLTIME`).
pub const FALL: u32 = 3;

pub fn timeouts() -> Timeouts {
    Timeouts {
        connect: Setting::unset(&"timeout connect"),
        send: Setting::unset(&"timeout server"),
        response: Setting::unset(&"timeout server"),
        idle: Setting::unset(&"timeout tunnel"),
        queue: Setting::unset(&"timeout queue"),
    }
}

pub fn retry() -> Retry {
    Retry {
        on: Setting::default(&"retry-on", RetryOn::ERROR.with(RetryOn::CONNECT)),
        tries: Setting::default(&"option redispatch", 1),
        window: Setting::unset(&"retries"),
        redispatch: Setting::default(&"option redispatch", false),
        again: Setting::default(&"retries", 3),
        every: Setting::unset(&"option redispatch"),
    }
}

pub fn tls() -> Tls {
    Tls {
        enabled: Setting::default(&"ssl", false),
        verify: Setting::default(&"verify", true),
        compares_name: Setting::default(&"verifyhost", false),
        // `verify` says both.
        checks_dates: Setting::unset(&"verify"),
        verify_depth: Setting::unset(&"verify"),
        ca: Setting::unset(&"ca-file"),
        sni: Setting::default(&"sni", false),
        name: Setting::unset(&"sni"),
        certificate: Setting::unset(&"crt"),
        key: Setting::unset(&"crt"),
        protocols: Setting::unset(&"ssl-min-ver"),
        crl: Setting::unset(&"crl-file"),
    }
}

pub fn no_tls() -> Tls {
    Tls {
        enabled: Setting::unset(&"ssl"),
        verify: Setting::unset(&"verify"),
        compares_name: Setting::unset(&"verifyhost"),
        checks_dates: Setting::unset(&"verify"),
        sni: Setting::unset(&"sni"),
        ..tls()
    }
}

pub fn buffers(bufsize: &Setting<u64>, maxrewrite: &Setting<u64>) -> Buffers {
    let room = match (bufsize.get(), maxrewrite.get()) {
        // More than half a buffer for rewriting is cut to that.
        (Some(size), Some(rewrite)) => Value::One(ByteSize(size - rewrite.min(size / 2))),
        _ => Value::Unknown(Why::Invalid),
    };
    Buffers {
        head: Setting { value: room, origin: bufsize.origin, term: &"tune.bufsize" },
        count: Setting::unset(&"tune.bufsize"),
        size: Setting::unset(&"tune.bufsize"),
        busy: Setting::unset(&"tune.bufsize"),
        temp_write: Setting::unset(&"tune.bufsize"),
        temp_max: Setting::unset(&"tune.bufsize"),
        buffering: Setting::default(&"tune.bufsize", false),
        request_buffering: Setting::default(&"option http-buffer-request", false),
        cache: Setting::unset(&"http-request cache-use"),
        cache_stale: Setting::unset(&"http-request cache-use"),
    }
}

pub fn connection() -> Connection {
    Connection {
        http_version: Setting::default(&"proto", HttpVersion::V1_1),
        closes: Setting::default(&"option httpclose", false),
        fresh_first: Setting::unset(&"http-reuse"),
        bind: Setting::unset(&"source"),
        proxy_protocol: Setting::default(&"send-proxy", false),
        keep: Setting::default(&"http-reuse", true),
        pass_headers: Setting::default(&"http-request", true),
        pass_body: Setting::default(&"http-request", true),
        intercept_errors: Setting::default(&"errorfile", false),
        method: Setting::unset(&"http-request set-method"),
        index: Setting::unset(&"index"),
        split_path: Setting::unset(&"path-info"),
    }
}

pub fn no_connection() -> Connection {
    Connection {
        http_version: Setting::unset(&"proto"),
        closes: Setting::unset(&"option httpclose"),
        proxy_protocol: Setting::unset(&"send-proxy"),
        keep: Setting::unset(&"http-reuse"),
        pass_headers: Setting::unset(&"http-request"),
        pass_body: Setting::unset(&"http-request"),
        intercept_errors: Setting::unset(&"errorfile"),
        ..connection()
    }
}

pub fn no_retry() -> Retry {
    Retry {
        on: Setting::unset(&"retry-on"),
        tries: Setting::unset(&"option redispatch"),
        redispatch: Setting::unset(&"option redispatch"),
        again: Setting::unset(&"retries"),
        ..retry()
    }
}

pub fn no_buffers() -> Buffers {
    let unset = Setting::unset(&"tune.bufsize");
    Buffers {
        head: Setting::unset(&"tune.bufsize"),
        buffering: Setting::unset(&"tune.bufsize"),
        request_buffering: Setting::unset(&"option http-buffer-request"),
        ..buffers(&unset, &unset)
    }
}

pub fn headers() -> Headers {
    Headers { list: Box::new([]), hides: None, open: false }
}

pub fn scope(client: ClientSide) -> ScopeSettings {
    ScopeSettings {
        resolver: Setting::unset(&"resolvers"),
        limits: Box::new([]),
        body_max: Setting::unset(&"http-request deny"),
        opaque: None,
        files: Local::default(),
        client: std::sync::Arc::new(client),
    }
}

pub fn client(idle: Setting<Millis>, connections: Setting<u64>) -> ClientSide {
    ClientSide {
        idle,
        connections,
        satisfy_any: Setting::default(&"http-request", false),
        recursive_error_pages: Setting::default(&"errorfile", false),
        password: None,
        merge_slashes: Setting::default(&"http-request normalize-uri", false),
        from: None,
        underscores: Setting::default(&"option http-restrict-req-hdr-names", true),
        reads_sni: Setting::default(&"tcp-request inspect-delay", false),
    }
}

pub fn server_tls() -> ServerTls {
    ServerTls {
        certificates: Box::new([]),
        rejects_handshake: None,
        client_verify: Setting::default(&"verify", false),
        client_ca: Setting::unset(&"ca-file"),
        chain: None,
    }
}

pub fn reuse() -> PoolReuse {
    PoolReuse {
        connections: Setting::unset(&"pool-max-conn"),
        idle: Setting::unset(&"pool-purge-delay"),
        requests: Setting::unset(&"max-reuse"),
        lifetime: Setting::unset(&"pool-purge-delay"),
        sharing: Setting::default(&"http-reuse", Sharing::Safe),
    }
}

pub fn balance(versions: VersionRange) -> Setting<Balance> {
    let term: Term = &"balance";
    let (old, new) = (VersionRange::before(RANDOM), VersionRange::from(RANDOM));
    if versions.within(old) {
        return Setting::default(term, Balance::RoundRobin);
    }
    if versions.within(new) {
        return Setting::default(term, Balance::Random);
    }
    let case =
        |value, range| Case { value: Ok(Some(value)), when: When::Version(range), origin: Origin::Default };
    let cases = vec![case(Balance::RoundRobin, old), case(Balance::Random, new)];
    Setting { value: Value::Several(Box::new(cases)), origin: Origin::Default, term }
}
