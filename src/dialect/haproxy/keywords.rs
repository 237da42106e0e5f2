//! The keywords of HAProxy: one sorted table, and a constant for each name.
//!
//! Those that `haproxy -dKall` and the manual of 2.6 list (sections 3 and 4.1), narrowed and widened by what
//! other versions from 2.0 to 3.4 know. `option` and `timeout` stand with their second word: `option httpchk`.
//! A keyword of several sections has the union of them.
//!
//! Must not know what a keyword does beyond its class.

pub use crate::dialect::table::Class;
use crate::dialect::table::{self, Numbers, places};
use std::sync::OnceLock;

places! {
    /// In which sections a keyword may stand, as a set of bits.
    Sections(u32) {
        GLOBAL = 1;
        DEFAULTS = 1 << 1;
        FRONTEND = 1 << 2;
        BACKEND = 1 << 3;
        /// `listen` is both.
        LISTEN = 1 << 2 | 1 << 3;
        PEERS = 1 << 4;
        RESOLVERS = 1 << 5;
        MAILERS = 1 << 6;
        USERLIST = 1 << 7;
        CACHE = 1 << 8;
        HTTP_ERRORS = 1 << 9;
        RING = 1 << 10;
        LOG_FORWARD = 1 << 11;
        PROGRAM = 1 << 12;
        FCGI_APP = 1 << 13;
        NAMESPACES = 1 << 14;
        CRT_STORE = 1 << 15;
        LOG_PROFILE = 1 << 16;
        TRACES = 1 << 17;
        ACME = 1 << 18;
        HEALTHCHECK = 1 << 19;
        /// `spoe-agent` and its like, in files of their own.
        SPOE = 1 << 20;
        ANY = (1 << 21) - 1;
    }
}

/// In which versions a keyword exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Existence {
    /// The first version with it; `None`: 2.4 and earlier.
    pub since: Option<(u16, u16)>,
    /// The first version without it.
    pub until: Option<(u16, u16)>,
}

const ALWAYS: Existence = Existence { since: None, until: None };

const fn since(major: u16, minor: u16) -> Existence {
    Existence { since: Some((major, minor)), until: None }
}

const fn until(major: u16, minor: u16) -> Existence {
    Existence { since: None, until: Some((major, minor)) }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Keyword {
    pub name: &'static str,
    pub sections: Sections,
    pub class: Class,
    pub existence: Existence,
}

/// The number of a name, 0 if it is not in the table. Names are case-sensitive.
pub fn lookup(name: &[u8]) -> u16 {
    static INDEX: OnceLock<Numbers<&'static [u8]>> = OnceLock::new();
    let index = INDEX.get_or_init(|| table::numbers(KEYWORDS.iter().map(|keyword| keyword.name.as_bytes())));
    index.get(name).copied().unwrap_or(kw::UNKNOWN_NAME)
}

/// The number of a line's keyword: of `option` and `timeout` together with the word behind it. An unknown
/// one of these has the number of the first word alone.
pub fn lookup_line(first: &[u8], second: Option<&[u8]>) -> u16 {
    let number = lookup(first);
    if !matches!(number, kw::OPTION | kw::TIMEOUT) {
        return number;
    }
    let Some(second) = second else { return number };
    let mut joined = [0u8; 64];
    let length = first.len() + 1 + second.len();
    let Some(room) = joined.get_mut(..length) else { return number };
    room[..first.len()].copy_from_slice(first);
    room[first.len()] = b' ';
    room[first.len() + 1..].copy_from_slice(second);
    match lookup(room) {
        kw::UNKNOWN_NAME => number,
        both => both,
    }
}

/// The section that a keyword opens.
pub fn section(keyword: u16) -> Option<Sections> {
    Some(match keyword {
        kw::GLOBAL => Sections::GLOBAL,
        kw::DEFAULTS => Sections::DEFAULTS,
        kw::FRONTEND => Sections::FRONTEND,
        kw::BACKEND => Sections::BACKEND,
        kw::LISTEN => Sections::LISTEN,
        kw::PEERS => Sections::PEERS,
        kw::RESOLVERS => Sections::RESOLVERS,
        kw::MAILERS => Sections::MAILERS,
        kw::USERLIST => Sections::USERLIST,
        kw::CACHE => Sections::CACHE,
        kw::HTTP_ERRORS => Sections::HTTP_ERRORS,
        kw::RING => Sections::RING,
        kw::LOG_FORWARD => Sections::LOG_FORWARD,
        kw::PROGRAM => Sections::PROGRAM,
        kw::FCGI_APP => Sections::FCGI_APP,
        kw::NAMESPACE_LIST => Sections::NAMESPACES,
        kw::CRT_STORE => Sections::CRT_STORE,
        kw::LOG_PROFILE => Sections::LOG_PROFILE,
        kw::TRACES => Sections::TRACES,
        kw::ACME => Sections::ACME,
        kw::HEALTHCHECK => Sections::HEALTHCHECK,
        kw::SPOE_AGENT | kw::SPOE_GROUP | kw::SPOE_MESSAGE => Sections::SPOE,
        _ => return None,
    })
}

macro_rules! keywords {
    ($($constant:ident $name:literal [$($section:ident)|+] $class:ident $existence:expr;)*) => {
        table::table! { $($constant $name => Keyword {
            name: $name,
            sections: Sections::NONE$(.or(Sections::$section))+,
            class: Class::$class,
            existence: $existence,
        };)* }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_numbers_are_those_of_the_constants() {
        assert!(KEYWORDS.windows(2).all(|pair| pair[0].name.as_bytes() < pair[1].name.as_bytes()));
        assert_eq!(lookup(b"default-server"), kw::DEFAULT_SERVER);
        assert_eq!(info(kw::DEFAULT_SERVER).map(|keyword| keyword.name), Some("default-server"));
        assert_eq!(lookup(b"Default-server"), kw::UNKNOWN_NAME);
        assert_eq!(info(kw::UNKNOWN_NAME).map(|keyword| keyword.name), None);
    }

    /// What is called understood is read: its constant, or its text, stands in the sources of this dialect.
    #[test]
    fn what_is_called_understood_is_read() {
        let sources = table::tests::code("src/dialect/haproxy");
        let unread = KEYWORDS.iter().filter(|row| {
            let number = lookup(row.name.as_bytes());
            let constant = row.name.to_ascii_uppercase().replace(['-', '.', ' '], "_");
            let dotted = format!("kw::DOT{constant}");
            let text = row.name.rsplit(' ').next().unwrap_or(row.name);
            row.class == Class::Understood
                && section(number).is_none()
                && !matches!(number, kw::OPTION | kw::TIMEOUT)
                && !sources.contains(&format!("kw::{constant}"))
                && !sources.contains(&dotted)
                && !sources.contains(&format!("b\"{text}\""))
        });
        assert_eq!(unread.map(|row| row.name).collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn options_and_timeouts_have_numbers_of_their_own() {
        assert_eq!(lookup_line(b"option", Some(b"httpchk")), kw::OPTION_HTTPCHK);
        assert_eq!(lookup_line(b"timeout", Some(b"connect")), kw::TIMEOUT_CONNECT);
        assert_eq!(lookup_line(b"option", Some(b"httpchek")), kw::OPTION);
        assert_eq!(lookup_line(b"option", Some(&[b'x'; 100])), kw::OPTION);
        assert_eq!(lookup_line(b"timeout", None), kw::TIMEOUT);
    }
}

keywords! {
    DOT_ALERT ".alert" [ANY] NoBearing ALWAYS;
    DOT_DIAG ".diag" [ANY] NoBearing ALWAYS;
    DOT_ELIF ".elif" [ANY] Understood ALWAYS;
    DOT_ELSE ".else" [ANY] Understood ALWAYS;
    DOT_ENDIF ".endif" [ANY] Understood ALWAYS;
    DOT_IF ".if" [ANY] Understood ALWAYS;
    DOT_NOTICE ".notice" [ANY] NoBearing ALWAYS;
    DOT_WARNING ".warning" [ANY] NoBearing ALWAYS;
    K51DEGREES_CACHE_SIZE "51degrees-cache-size" [GLOBAL] Relevant ALWAYS;
    K51DEGREES_DATA_FILE "51degrees-data-file" [GLOBAL] Relevant ALWAYS;
    K51DEGREES_PROPERTY_NAME_LIST "51degrees-property-name-list" [GLOBAL] Relevant ALWAYS;
    K51DEGREES_PROPERTY_SEPARATOR "51degrees-property-separator" [GLOBAL] Relevant ALWAYS;
    ACCEPTED_PAYLOAD_SIZE "accepted_payload_size" [RESOLVERS] NoBearing ALWAYS;
    ACCOUNT_KEY "account-key" [ACME] Relevant since(3, 2);
    ACL "acl" [DEFAULTS | FRONTEND | BACKEND | FCGI_APP] Understood ALWAYS;
    ACME "acme" [NONE] Understood since(3, 2);
    ACME_VARS "acme-vars" [ACME] Relevant since(3, 2);
    ACME_SCHEDULER "acme.scheduler" [GLOBAL] Relevant since(2, 7);
    ANONKEY "anonkey" [GLOBAL] NoBearing ALWAYS;
    APPSESSION "appsession" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    BACKEND "backend" [NONE] Understood ALWAYS;
    BACKING_FILE "backing-file" [RING] NoBearing ALWAYS;
    BACKLOG "backlog" [DEFAULTS | FRONTEND | LOG_FORWARD] Relevant ALWAYS;
    BALANCE "balance" [DEFAULTS | BACKEND] Understood ALWAYS;
    BIND "bind" [FRONTEND | PEERS | LOG_FORWARD] Understood ALWAYS;
    BIND_PROCESS "bind-process" [DEFAULTS | FRONTEND | BACKEND] NoBearing until(2, 7);
    BITS "bits" [ACME] Relevant since(3, 2);
    BLOCK "block" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    BUSY_POLLING "busy-polling" [GLOBAL] NoBearing ALWAYS;
    CA_BASE "ca-base" [GLOBAL] Understood ALWAYS;
    CACHE "cache" [NONE] Understood ALWAYS;
    CAPTURE "capture" [FRONTEND | BACKEND] Relevant ALWAYS;
    CHALLENGE "challenge" [ACME] Relevant since(3, 2);
    CHALLENGE_READY "challenge-ready" [ACME] Relevant since(3, 2);
    CHROOT "chroot" [GLOBAL] Understood ALWAYS;
    CLITCPKA_CNT "clitcpka-cnt" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    CLITCPKA_IDLE "clitcpka-idle" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    CLITCPKA_INTVL "clitcpka-intvl" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    CLITIMEOUT "clitimeout" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    CLOSE_SPREAD_TIME "close-spread-time" [GLOBAL] NoBearing ALWAYS;
    CLUSTER_SECRET "cluster-secret" [GLOBAL] NoBearing ALWAYS;
    COMMAND "command" [PROGRAM] Relevant ALWAYS;
    COMPRESSION "compression" [FRONTEND | BACKEND | DEFAULTS] Relevant ALWAYS;
    CONTACT "contact" [ACME] Relevant since(3, 2);
    CONTIMEOUT "contimeout" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    COOKIE "cookie" [DEFAULTS | BACKEND] Understood ALWAYS;
    CPU_AFFINITY "cpu-affinity" [GLOBAL] Relevant since(2, 7);
    CPU_MAP "cpu-map" [GLOBAL] NoBearing ALWAYS;
    CPU_POLICY "cpu-policy" [GLOBAL] Relevant since(2, 7);
    CPU_SET "cpu-set" [GLOBAL] Relevant since(2, 7);
    CRT_BASE "crt-base" [GLOBAL | CRT_STORE] Understood ALWAYS;
    CRT_STORE "crt-store" [NONE] Understood since(3, 0);
    CURVES "curves" [ACME] Relevant since(3, 2);
    DAEMON "daemon" [GLOBAL] NoBearing ALWAYS;
    DEBUG "debug" [GLOBAL] NoBearing ALWAYS;
    DECLARE "declare" [FRONTEND | BACKEND] Relevant ALWAYS;
    DEFAULT_BIND "default-bind" [PEERS] Relevant ALWAYS;
    DEFAULT_PATH "default-path" [GLOBAL | LOG_FORWARD] Understood ALWAYS;
    DEFAULT_SERVER "default-server" [DEFAULTS | BACKEND | PEERS] Understood ALWAYS;
    DEFAULT_BACKEND "default_backend" [DEFAULTS | FRONTEND] Understood ALWAYS;
    DEFAULTS "defaults" [NONE] Understood ALWAYS;
    DESCRIPTION "description" [GLOBAL | FRONTEND | BACKEND | DEFAULTS | RING] Understood ALWAYS;
    DEVICEATLAS_JSON_FILE "deviceatlas-json-file" [GLOBAL] Relevant ALWAYS;
    DEVICEATLAS_LOG_LEVEL "deviceatlas-log-level" [GLOBAL] Relevant ALWAYS;
    DEVICEATLAS_PROPERTIES_COOKIE "deviceatlas-properties-cookie" [GLOBAL] Relevant ALWAYS;
    DEVICEATLAS_SEPARATOR "deviceatlas-separator" [GLOBAL] Relevant ALWAYS;
    DGRAM_BIND "dgram-bind" [LOG_FORWARD] Relevant ALWAYS;
    DIRECTORY "directory" [ACME] Relevant since(3, 2);
    DISABLED "disabled" [DEFAULTS | FRONTEND | BACKEND | PEERS] Understood ALWAYS;
    DISPATCH "dispatch" [BACKEND] Understood ALWAYS;
    DNS_ACCEPT_FAMILY "dns-accept-family" [GLOBAL] NoBearing since(3, 2);
    DNS_DELAY "dns-delay" [ACME] Relevant since(3, 2);
    DNS_TIMEOUT "dns-timeout" [ACME] Relevant since(3, 2);
    DOCROOT "docroot" [FCGI_APP] Relevant ALWAYS;
    EMAIL_ALERT "email-alert" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    ENABLED "enabled" [DEFAULTS | FRONTEND | BACKEND | PEERS] Understood ALWAYS;
    ERROR_LOG_FORMAT "error-log-format" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    ERRORFILE "errorfile" [DEFAULTS | FRONTEND | BACKEND | HTTP_ERRORS] Understood ALWAYS;
    ERRORFILES "errorfiles" [DEFAULTS | FRONTEND | BACKEND | HTTP_ERRORS] Understood ALWAYS;
    ERRORLOC "errorloc" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    ERRORLOC302 "errorloc302" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    ERRORLOC303 "errorloc303" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    EXPOSE_DEPRECATED_DIRECTIVES "expose-deprecated-directives" [GLOBAL] Relevant since(2, 7);
    EXPOSE_EXPERIMENTAL_DIRECTIVES "expose-experimental-directives" [GLOBAL] Relevant ALWAYS;
    EXTERNAL_CHECK "external-check" [GLOBAL | DEFAULTS | BACKEND] Understood ALWAYS;
    FCGI_APP "fcgi-app" [NONE] Understood ALWAYS;
    FD_HARD_LIMIT "fd-hard-limit" [GLOBAL] Relevant ALWAYS;
    FILTER "filter" [FRONTEND | BACKEND] Relevant ALWAYS;
    FORCE_BE_SWITCH "force-be-switch" [FRONTEND] Relevant since(3, 4);
    FORCE_CFG_PARSER_PAUSE "force-cfg-parser-pause" [GLOBAL] Relevant since(2, 7);
    FORCE_PERSIST "force-persist" [FRONTEND | BACKEND] Understood ALWAYS;
    FORMAT "format" [RING] NoBearing ALWAYS;
    FRONTEND "frontend" [NONE] Understood ALWAYS;
    FULLCONN "fullconn" [DEFAULTS | BACKEND] Understood ALWAYS;
    GID "gid" [GLOBAL] NoBearing ALWAYS;
    GLOBAL "global" [NONE] Understood ALWAYS;
    GRACE "grace" [GLOBAL | DEFAULTS | FRONTEND | BACKEND] Relevant ALWAYS;
    GROUP "group" [GLOBAL | USERLIST | PROGRAM] Understood ALWAYS;
    GUID "guid" [FRONTEND | BACKEND] NoBearing since(3, 0);
    H1_ACCEPT_PAYLOAD_WITH_ANY_METHOD "h1-accept-payload-with-any-method" [GLOBAL] Relevant ALWAYS;
    H1_CASE_ADJUST "h1-case-adjust" [GLOBAL] NoBearing ALWAYS;
    H1_CASE_ADJUST_FILE "h1-case-adjust-file" [GLOBAL] NoBearing ALWAYS;
    H1_DO_NOT_CLOSE_ON_INSECURE_TRANSFER_ENCODING "h1-do-not-close-on-insecure-transfer-encoding" [GLOBAL] Relevant since(2, 7);
    H2_WORKAROUND_BOGUS_WEBSOCKET_CLIENTS "h2-workaround-bogus-websocket-clients" [GLOBAL] Relevant ALWAYS;
    HARD_STOP_AFTER "hard-stop-after" [GLOBAL] NoBearing ALWAYS;
    HARDEN_REJECT_PRIVILEGED_PORTS_QUIC "harden.reject-privileged-ports.quic" [GLOBAL] Relevant since(2, 7);
    HARDEN_REJECT_PRIVILEGED_PORTS_TCP "harden.reject-privileged-ports.tcp" [GLOBAL] Relevant since(2, 7);
    HASH_BALANCE_FACTOR "hash-balance-factor" [DEFAULTS | BACKEND] Relevant ALWAYS;
    HASH_PRESERVE_AFFINITY "hash-preserve-affinity" [DEFAULTS | BACKEND] Relevant since(3, 2);
    HASH_TYPE "hash-type" [DEFAULTS | BACKEND] Understood ALWAYS;
    HEADERS "headers" [HEALTHCHECK] Relevant since(3, 4);
    HEALTHCHECK "healthcheck" [NONE] Understood since(3, 4);
    HOLD "hold" [RESOLVERS] Understood ALWAYS;
    HTTP_AFTER_RESPONSE "http-after-response" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    HTTP_CHECK "http-check" [DEFAULTS | BACKEND | HEALTHCHECK] Understood ALWAYS;
    HTTP_ERROR "http-error" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    HTTP_ERRORS "http-errors" [NONE] Understood ALWAYS;
    HTTP_REQUEST "http-request" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    HTTP_RESPONSE "http-response" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    HTTP_REUSE "http-reuse" [DEFAULTS | BACKEND] Understood ALWAYS;
    HTTP_SEND_NAME_HEADER "http-send-name-header" [DEFAULTS | BACKEND] Relevant ALWAYS;
    HTTPCLIENT_RESOLVERS_ID "httpclient.resolvers.id" [GLOBAL] Relevant ALWAYS;
    HTTPCLIENT_RESOLVERS_PREFER "httpclient.resolvers.prefer" [GLOBAL] Relevant ALWAYS;
    HTTPCLIENT_RETRIES "httpclient.retries" [GLOBAL] Relevant since(2, 7);
    HTTPCLIENT_SSL_CA_FILE "httpclient.ssl.ca-file" [GLOBAL] Relevant ALWAYS;
    HTTPCLIENT_SSL_VERIFY "httpclient.ssl.verify" [GLOBAL] Relevant ALWAYS;
    HTTPCLIENT_TIMEOUT_CONNECT "httpclient.timeout.connect" [GLOBAL] Relevant since(2, 7);
    ID "id" [FRONTEND | BACKEND] Relevant ALWAYS;
    IGNORE_PERSIST "ignore-persist" [FRONTEND | BACKEND] Understood ALWAYS;
    INDEX "index" [FCGI_APP] Relevant ALWAYS;
    INSECURE_FORK_WANTED "insecure-fork-wanted" [GLOBAL] Understood ALWAYS;
    INSECURE_SETUID_WANTED "insecure-setuid-wanted" [GLOBAL] Relevant ALWAYS;
    ISSUERS_CHAIN_PATH "issuers-chain-path" [GLOBAL] Understood ALWAYS;
    JWT_DECRYPT_KEY "jwt.decrypt_key" [GLOBAL] Relevant since(2, 7);
    KEY_BASE "key-base" [CRT_STORE] Understood ALWAYS;
    KEYTYPE "keytype" [ACME] Relevant since(3, 2);
    LIMITED_QUIC "limited-quic" [GLOBAL] NoBearing since(2, 8);
    LISTEN "listen" [NONE] Understood ALWAYS;
    LOAD "load" [CRT_STORE] Understood ALWAYS;
    LOAD_SERVER_STATE_FROM_FILE "load-server-state-from-file" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    LOCALPEER "localpeer" [GLOBAL] NoBearing ALWAYS;
    LOG "log" [GLOBAL | DEFAULTS | FRONTEND | BACKEND | PEERS | RING | LOG_FORWARD] Understood ALWAYS;
    LOG_FORMAT "log-format" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    LOG_FORMAT_SD "log-format-sd" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    LOG_FORWARD "log-forward" [NONE] Understood ALWAYS;
    LOG_PROFILE "log-profile" [NONE] Understood since(3, 1);
    LOG_SEND_HOSTNAME "log-send-hostname" [GLOBAL] NoBearing ALWAYS;
    LOG_STDERR "log-stderr" [FCGI_APP] NoBearing ALWAYS;
    LOG_STEPS "log-steps" [DEFAULTS | FRONTEND] NoBearing since(3, 1);
    LOG_TAG "log-tag" [GLOBAL | DEFAULTS | FRONTEND | BACKEND | LOG_PROFILE] NoBearing ALWAYS;
    LUA_LOAD "lua-load" [GLOBAL] Understood ALWAYS;
    LUA_LOAD_PER_THREAD "lua-load-per-thread" [GLOBAL] Understood ALWAYS;
    LUA_PREPEND_PATH "lua-prepend-path" [GLOBAL] NoBearing ALWAYS;
    MAILER "mailer" [MAILERS] Relevant ALWAYS;
    MAILERS "mailers" [NONE] Understood ALWAYS;
    MAP "map" [ACME] Relevant since(3, 2);
    MASTER_WORKER "master-worker" [GLOBAL] NoBearing ALWAYS;
    MAX_AGE "max-age" [CACHE] NoBearing ALWAYS;
    MAX_KEEP_ALIVE_QUEUE "max-keep-alive-queue" [DEFAULTS | BACKEND] Relevant ALWAYS;
    MAX_OBJECT_SIZE "max-object-size" [CACHE] NoBearing ALWAYS;
    MAX_PERSIST_CONNECTIONS "max-persist-connections" [DEFAULTS | BACKEND] Relevant ALWAYS;
    MAX_SECONDARY_ENTRIES "max-secondary-entries" [CACHE] NoBearing ALWAYS;
    MAX_SESSION_SRV_CONNS "max-session-srv-conns" [DEFAULTS | FRONTEND] Relevant ALWAYS;
    MAX_SPREAD_CHECKS "max-spread-checks" [GLOBAL] NoBearing ALWAYS;
    MAX_THREADS_PER_GROUP "max-threads-per-group" [GLOBAL] Relevant since(2, 7);
    MAXCOMPCPUUSAGE "maxcompcpuusage" [GLOBAL] NoBearing ALWAYS;
    MAXCOMPRATE "maxcomprate" [GLOBAL] NoBearing ALWAYS;
    MAXCONN "maxconn" [GLOBAL | DEFAULTS | FRONTEND | BACKEND | LOG_FORWARD] Understood ALWAYS;
    MAXCONNRATE "maxconnrate" [GLOBAL] Relevant ALWAYS;
    MAXLEN "maxlen" [RING] NoBearing ALWAYS;
    MAXPIPES "maxpipes" [GLOBAL] NoBearing ALWAYS;
    MAXSESSRATE "maxsessrate" [GLOBAL] Relevant ALWAYS;
    MAXSSLCONN "maxsslconn" [GLOBAL] Relevant ALWAYS;
    MAXSSLRATE "maxsslrate" [GLOBAL] Relevant ALWAYS;
    MAXZLIBMEM "maxzlibmem" [GLOBAL] NoBearing ALWAYS;
    METHOD "method" [HEALTHCHECK] Relevant since(3, 4);
    MODE "mode" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    MONITOR "monitor" [FRONTEND] Understood ALWAYS;
    MONITOR_NET "monitor-net" [DEFAULTS | FRONTEND] Relevant until(2, 4);
    MONITOR_URI "monitor-uri" [DEFAULTS | FRONTEND] Understood ALWAYS;
    MWORKER_MAX_RELOADS "mworker-max-reloads" [GLOBAL] NoBearing ALWAYS;
    NAMESERVER "nameserver" [RESOLVERS] Understood ALWAYS;
    NAMESPACE "namespace" [NAMESPACES] Relevant ALWAYS;
    NAMESPACE_LIST "namespace_list" [NONE] Understood ALWAYS;
    NBPROC "nbproc" [GLOBAL] Relevant until(2, 5);
    NBTHREAD "nbthread" [GLOBAL] NoBearing ALWAYS;
    NO_MEMORY_TRIMMING "no-memory-trimming" [GLOBAL] NoBearing ALWAYS;
    NO_QUIC "no-quic" [GLOBAL] Relevant ALWAYS;
    NO_TCP_MD5 "no-tcp-md5" [GLOBAL] Relevant since(2, 7);
    NODE "node" [GLOBAL] NoBearing ALWAYS;
    NOEPOLL "noepoll" [GLOBAL] NoBearing ALWAYS;
    NOEVPORTS "noevports" [GLOBAL] NoBearing ALWAYS;
    NOGETADDRINFO "nogetaddrinfo" [GLOBAL] NoBearing ALWAYS;
    NOKQUEUE "nokqueue" [GLOBAL] NoBearing ALWAYS;
    NOPOLL "nopoll" [GLOBAL] NoBearing ALWAYS;
    NOREUSEPORT "noreuseport" [GLOBAL] NoBearing ALWAYS;
    NOSPLICE "nosplice" [GLOBAL] NoBearing ALWAYS;
    NUMA_CPU_MAPPING "numa-cpu-mapping" [GLOBAL] NoBearing ALWAYS;
    OCSP_UPDATE_DISABLE "ocsp-update.disable" [GLOBAL] Relevant since(2, 7);
    OCSP_UPDATE_HTTPPROXY "ocsp-update.httpproxy" [GLOBAL] Relevant since(2, 7);
    OCSP_UPDATE_MAXDELAY "ocsp-update.maxdelay" [GLOBAL] Relevant since(2, 7);
    OCSP_UPDATE_MINDELAY "ocsp-update.mindelay" [GLOBAL] Relevant since(2, 7);
    OCSP_UPDATE_MODE "ocsp-update.mode" [GLOBAL] Relevant since(2, 7);
    ON "on" [LOG_PROFILE] NoBearing ALWAYS;
    OPENTRACING "opentracing" [GLOBAL] Relevant ALWAYS;
    OPTION "option" [PROGRAM | FCGI_APP | DEFAULTS | FRONTEND | BACKEND | PEERS | RESOLVERS | MAILERS | RING | LOG_FORWARD] Understood ALWAYS;
    OPTION_ABORTONCLOSE "option abortonclose" [DEFAULTS | BACKEND] Relevant ALWAYS;
    OPTION_ACCEPT_INVALID_HTTP_REQUEST "option accept-invalid-http-request" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_ACCEPT_INVALID_HTTP_RESPONSE "option accept-invalid-http-response" [DEFAULTS | BACKEND] Relevant ALWAYS;
    OPTION_ACCEPT_UNSAFE_VIOLATIONS_IN_HTTP_REQUEST "option accept-unsafe-violations-in-http-request" [DEFAULTS | FRONTEND] NoBearing since(3, 1);
    OPTION_ACCEPT_UNSAFE_VIOLATIONS_IN_HTTP_RESPONSE "option accept-unsafe-violations-in-http-response" [DEFAULTS | BACKEND] Relevant since(3, 1);
    OPTION_ALLBACKUPS "option allbackups" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_ASSUME_RFC6587_NTF "option assume-rfc6587-ntf" [LOG_FORWARD] NoBearing since(3, 0);
    OPTION_CHECKCACHE "option checkcache" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    OPTION_CLITCPKA "option clitcpka" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_CONTSTATS "option contstats" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_DISABLE_H2_UPGRADE "option disable-h2-upgrade" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_DONT_LOG_NORMAL "option dont-log-normal" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    OPTION_DONT_PARSE_LOG "option dont-parse-log" [LOG_FORWARD] NoBearing since(3, 0);
    OPTION_DONTLOG_NORMAL "option dontlog-normal" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_DONTLOGNULL "option dontlognull" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_EXTERNAL_CHECK "option external-check" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_FORCECLOSE "option forceclose" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    OPTION_FORWARDED "option forwarded" [DEFAULTS | FRONTEND | BACKEND] NoBearing since(2, 8);
    OPTION_FORWARDFOR "option forwardfor" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_GET_VALUES "option get-values" [FCGI_APP] Relevant ALWAYS;
    OPTION_H1_CASE_ADJUST_BOGUS_CLIENT "option h1-case-adjust-bogus-client" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_H1_CASE_ADJUST_BOGUS_SERVER "option h1-case-adjust-bogus-server" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    OPTION_HOST "option host" [LOG_FORWARD] NoBearing since(3, 1);
    OPTION_HTTP_BUFFER_REQUEST "option http-buffer-request" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    OPTION_HTTP_DROP_REQUEST_TRAILERS "option http-drop-request-trailers" [DEFAULTS | FRONTEND] NoBearing since(3, 1);
    OPTION_HTTP_DROP_RESPONSE_TRAILERS "option http-drop-response-trailers" [DEFAULTS | BACKEND] Relevant since(3, 1);
    OPTION_HTTP_IGNORE_PROBES "option http-ignore-probes" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_HTTP_KEEP_ALIVE "option http-keep-alive" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    OPTION_HTTP_NO_DELAY "option http-no-delay" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_HTTP_PRETEND_KEEPALIVE "option http-pretend-keepalive" [DEFAULTS | BACKEND] Relevant ALWAYS;
    OPTION_HTTP_RESTRICT_REQ_HDR_NAMES "option http-restrict-req-hdr-names" [DEFAULTS | FRONTEND | BACKEND] Relevant ALWAYS;
    OPTION_HTTP_SERVER_CLOSE "option http-server-close" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    OPTION_HTTP_TUNNEL "option http-tunnel" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    OPTION_HTTP_USE_PROXY_HEADER "option http-use-proxy-header" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_HTTP_PROXY "option http_proxy" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 5);
    OPTION_HTTPCHK "option httpchk" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_HTTPCLOSE "option httpclose" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    OPTION_HTTPLOG "option httplog" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_HTTPSLOG "option httpslog" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_HTTPSPLICE "option httpsplice" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    OPTION_IDLE_CLOSE_ON_RESPONSE "option idle-close-on-response" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_INDEPENDANT_STREAMS "option independant-streams" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_INDEPENDENT_STREAMS "option independent-streams" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_KEEP_CONN "option keep-conn" [FCGI_APP] Relevant ALWAYS;
    OPTION_LDAP_CHECK "option ldap-check" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_LOG_HEALTH_CHECKS "option log-health-checks" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    OPTION_LOG_SEPARATE_ERRORS "option log-separate-errors" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_LOGASAP "option logasap" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_MAX_REQS "option max-reqs" [FCGI_APP] Relevant ALWAYS;
    OPTION_MPXS_CONNS "option mpxs-conns" [FCGI_APP] Relevant ALWAYS;
    OPTION_MYSQL_CHECK "option mysql-check" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_NOLINGER "option nolinger" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_ORIGINALTO "option originalto" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_PERSIST "option persist" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_PGSQL_CHECK "option pgsql-check" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_PREFER_LAST_SERVER "option prefer-last-server" [DEFAULTS | BACKEND] Relevant ALWAYS;
    OPTION_REDIS_CHECK "option redis-check" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_REDISPATCH "option redispatch" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_SMTPCHK "option smtpchk" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_SOCKET_STATS "option socket-stats" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_SPLICE_AUTO "option splice-auto" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_SPLICE_REQUEST "option splice-request" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_SPLICE_RESPONSE "option splice-response" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_SPOP_CHECK "option spop-check" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_SRVTCPKA "option srvtcpka" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    OPTION_SSL_HELLO_CHK "option ssl-hello-chk" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_START_ON_RELOAD "option start-on-reload" [PROGRAM] Relevant ALWAYS;
    OPTION_TCP_CHECK "option tcp-check" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_TCP_SMART_ACCEPT "option tcp-smart-accept" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_TCP_SMART_CONNECT "option tcp-smart-connect" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    OPTION_TCPKA "option tcpka" [DEFAULTS | FRONTEND | BACKEND] NoBearing ALWAYS;
    OPTION_TCPLOG "option tcplog" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    OPTION_TRANSPARENT "option transparent" [DEFAULTS | BACKEND] Understood ALWAYS;
    OPTION_USE_SMALL_BUFFERS "option use-small-buffers" [DEFAULTS | BACKEND] Relevant since(3, 4);
    PARSE_RESOLV_CONF "parse-resolv-conf" [RESOLVERS] Understood ALWAYS;
    PASS_HEADER "pass-header" [FCGI_APP] NoBearing ALWAYS;
    PATH_INFO "path-info" [FCGI_APP] Relevant ALWAYS;
    PEER "peer" [PEERS] Relevant ALWAYS;
    PEERS "peers" [NONE | PEERS] Understood ALWAYS;
    PERSIST "persist" [DEFAULTS | BACKEND] Relevant ALWAYS;
    PIDFILE "pidfile" [GLOBAL] NoBearing ALWAYS;
    PP2_NEVER_SEND_LOCAL "pp2-never-send-local" [GLOBAL] NoBearing ALWAYS;
    PREALLOC_FD "prealloc-fd" [GLOBAL] NoBearing ALWAYS;
    PRESETENV "presetenv" [GLOBAL] Understood ALWAYS;
    PROCESS_VARY "process-vary" [CACHE] NoBearing ALWAYS;
    PROFILE "profile" [ACME] Relevant since(3, 2);
    PROFILING_MEMORY "profiling.memory" [GLOBAL] NoBearing ALWAYS;
    PROFILING_TASKS "profiling.tasks" [GLOBAL] NoBearing ALWAYS;
    PROGRAM "program" [NONE] Understood until(3, 3);
    PROVIDER_NAME "provider-name" [ACME] Relevant since(3, 2);
    QUIC_INITIAL "quic-initial" [DEFAULTS | FRONTEND] Relevant since(3, 1);
    QUIET "quiet" [GLOBAL] NoBearing ALWAYS;
    RATE_LIMIT "rate-limit" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    REDIRECT "redirect" [FRONTEND | BACKEND] Understood ALWAYS;
    REDISP "redisp" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REDISPATCH "redispatch" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQADD "reqadd" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQALLOW "reqallow" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQDEL "reqdel" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQDENY "reqdeny" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQIALLOW "reqiallow" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQIDEL "reqidel" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQIDENY "reqideny" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQIPASS "reqipass" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQIREP "reqirep" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQITARPIT "reqitarpit" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQPASS "reqpass" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQREP "reqrep" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    REQTARPIT "reqtarpit" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    RESETENV "resetenv" [GLOBAL] Understood ALWAYS;
    RESOLVE_RETRIES "resolve_retries" [RESOLVERS] NoBearing ALWAYS;
    RESOLVERS "resolvers" [NONE] Understood ALWAYS;
    RETRIES "retries" [DEFAULTS | BACKEND] Understood ALWAYS;
    RETRY_ON "retry-on" [DEFAULTS | BACKEND] Understood ALWAYS;
    REUSE_KEY "reuse-key" [ACME] Relevant since(3, 2);
    RING "ring" [NONE] Understood ALWAYS;
    RSPADD "rspadd" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    RSPDEL "rspdel" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    RSPDENY "rspdeny" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    RSPIDEL "rspidel" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    RSPIDENY "rspideny" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    RSPIREP "rspirep" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    RSPREP "rsprep" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    SERVER "server" [BACKEND | PEERS | RING] Understood ALWAYS;
    SERVER_STATE_BASE "server-state-base" [GLOBAL] NoBearing ALWAYS;
    SERVER_STATE_FILE "server-state-file" [GLOBAL] NoBearing ALWAYS;
    SERVER_STATE_FILE_NAME "server-state-file-name" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    SERVER_TEMPLATE "server-template" [BACKEND] Understood ALWAYS;
    SET_DUMPABLE "set-dumpable" [GLOBAL] NoBearing ALWAYS;
    SET_PARAM "set-param" [FCGI_APP] Relevant ALWAYS;
    SET_VAR "set-var" [GLOBAL] Relevant ALWAYS;
    SET_VAR_FMT "set-var-fmt" [GLOBAL] Relevant ALWAYS;
    SETENV "setenv" [GLOBAL] Understood ALWAYS;
    SHARDS "shards" [PEERS] NoBearing ALWAYS;
    SHM_STATS_FILE "shm-stats-file" [GLOBAL] NoBearing since(3, 3);
    SHM_STATS_FILE_MAX_OBJECTS "shm-stats-file-max-objects" [GLOBAL] NoBearing since(3, 3);
    SIZE "size" [RING] NoBearing ALWAYS;
    SOURCE "source" [DEFAULTS | BACKEND] Understood ALWAYS;
    SPOE_AGENT "spoe-agent" [NONE] Relevant ALWAYS;
    SPOE_GROUP "spoe-group" [NONE] Relevant ALWAYS;
    SPOE_MESSAGE "spoe-message" [NONE] Relevant ALWAYS;
    SPREAD_CHECKS "spread-checks" [GLOBAL] NoBearing ALWAYS;
    SRVTCPKA_CNT "srvtcpka-cnt" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    SRVTCPKA_IDLE "srvtcpka-idle" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    SRVTCPKA_INTVL "srvtcpka-intvl" [DEFAULTS | BACKEND] NoBearing ALWAYS;
    SRVTIMEOUT "srvtimeout" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    SSL_DEFAULT_BIND_CIPHERS "ssl-default-bind-ciphers" [GLOBAL] Relevant ALWAYS;
    SSL_DEFAULT_BIND_CIPHERSUITES "ssl-default-bind-ciphersuites" [GLOBAL] Relevant ALWAYS;
    SSL_DEFAULT_BIND_CLIENT_SIGALGS "ssl-default-bind-client-sigalgs" [GLOBAL] Relevant since(2, 7);
    SSL_DEFAULT_BIND_CURVES "ssl-default-bind-curves" [GLOBAL] NoBearing ALWAYS;
    SSL_DEFAULT_BIND_OPTIONS "ssl-default-bind-options" [GLOBAL] Relevant ALWAYS;
    SSL_DEFAULT_BIND_SIGALGS "ssl-default-bind-sigalgs" [GLOBAL] Relevant since(2, 7);
    SSL_DEFAULT_SERVER_CIPHERS "ssl-default-server-ciphers" [GLOBAL] Relevant ALWAYS;
    SSL_DEFAULT_SERVER_CIPHERSUITES "ssl-default-server-ciphersuites" [GLOBAL] Relevant ALWAYS;
    SSL_DEFAULT_SERVER_CLIENT_SIGALGS "ssl-default-server-client-sigalgs" [GLOBAL] Relevant since(2, 7);
    SSL_DEFAULT_SERVER_CURVES "ssl-default-server-curves" [GLOBAL] Relevant since(2, 7);
    SSL_DEFAULT_SERVER_OPTIONS "ssl-default-server-options" [GLOBAL] Relevant ALWAYS;
    SSL_DEFAULT_SERVER_SIGALGS "ssl-default-server-sigalgs" [GLOBAL] Relevant since(2, 7);
    SSL_DH_PARAM_FILE "ssl-dh-param-file" [GLOBAL] Relevant ALWAYS;
    SSL_ENGINE "ssl-engine" [GLOBAL] Relevant ALWAYS;
    SSL_LOAD_EXTRA_DEL_EXT "ssl-load-extra-del-ext" [GLOBAL] Understood ALWAYS;
    SSL_LOAD_EXTRA_FILES "ssl-load-extra-files" [GLOBAL] Relevant ALWAYS;
    SSL_MODE_ASYNC "ssl-mode-async" [GLOBAL] Relevant ALWAYS;
    SSL_PASSPHRASE_CMD "ssl-passphrase-cmd" [GLOBAL] Understood since(2, 7);
    SSL_PROPQUERY "ssl-propquery" [GLOBAL] Relevant ALWAYS;
    SSL_PROVIDER "ssl-provider" [GLOBAL] Relevant ALWAYS;
    SSL_PROVIDER_PATH "ssl-provider-path" [GLOBAL] Relevant ALWAYS;
    SSL_SECURITY_LEVEL "ssl-security-level" [GLOBAL] Relevant since(2, 7);
    SSL_SERVER_VERIFY "ssl-server-verify" [GLOBAL] Understood ALWAYS;
    SSL_SKIP_SELF_ISSUED_CA "ssl-skip-self-issued-ca" [GLOBAL] Relevant ALWAYS;
    STATS "stats" [GLOBAL | DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    STATS_FILE "stats-file" [GLOBAL] NoBearing ALWAYS;
    STICK "stick" [FRONTEND | BACKEND] Relevant ALWAYS;
    STICK_TABLE "stick-table" [FRONTEND | BACKEND] Relevant ALWAYS;
    STRICT_LIMITS "strict-limits" [GLOBAL] Understood ALWAYS;
    TABLE "table" [PEERS] NoBearing ALWAYS;
    TCP_CHECK "tcp-check" [DEFAULTS | BACKEND | HEALTHCHECK] Understood ALWAYS;
    TCP_REQUEST "tcp-request" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    TCP_RESPONSE "tcp-response" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    THREAD_GROUP "thread-group" [GLOBAL] NoBearing ALWAYS;
    THREAD_GROUPS "thread-groups" [GLOBAL] NoBearing ALWAYS;
    TIMEOUT "timeout" [RESOLVERS | MAILERS | RING | LOG_FORWARD | DEFAULTS | FRONTEND | BACKEND | PEERS | PROGRAM | FCGI_APP] Understood ALWAYS;
    TIMEOUT_CHECK "timeout check" [DEFAULTS | BACKEND] Understood ALWAYS;
    TIMEOUT_CLIENT "timeout client" [DEFAULTS | FRONTEND | LOG_FORWARD | PEERS] Understood ALWAYS;
    TIMEOUT_CLIENT_FIN "timeout client-fin" [DEFAULTS | FRONTEND] Understood ALWAYS;
    TIMEOUT_CLIENT_HS "timeout client-hs" [DEFAULTS | FRONTEND] Understood since(2, 8);
    TIMEOUT_CLITIMEOUT "timeout clitimeout" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    TIMEOUT_CONNECT "timeout connect" [DEFAULTS | BACKEND | PEERS | RING] Understood ALWAYS;
    TIMEOUT_CONTIMEOUT "timeout contimeout" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    TIMEOUT_HTTP_KEEP_ALIVE "timeout http-keep-alive" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    TIMEOUT_HTTP_REQUEST "timeout http-request" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    TIMEOUT_MAIL "timeout mail" [MAILERS] NoBearing ALWAYS;
    TIMEOUT_QUEUE "timeout queue" [DEFAULTS | BACKEND] Understood ALWAYS;
    TIMEOUT_RESOLVE "timeout resolve" [RESOLVERS] Understood ALWAYS;
    TIMEOUT_RETRY "timeout retry" [RESOLVERS] Understood ALWAYS;
    TIMEOUT_SERVER "timeout server" [DEFAULTS | BACKEND | PEERS | RING] Understood ALWAYS;
    TIMEOUT_SERVER_FIN "timeout server-fin" [DEFAULTS | BACKEND] Understood ALWAYS;
    TIMEOUT_SRVTIMEOUT "timeout srvtimeout" [DEFAULTS | FRONTEND | BACKEND] Relevant until(2, 1);
    TIMEOUT_TARPIT "timeout tarpit" [DEFAULTS | FRONTEND | BACKEND] Understood ALWAYS;
    TIMEOUT_TUNNEL "timeout tunnel" [DEFAULTS | BACKEND] Understood ALWAYS;
    TOTAL_MAX_SIZE "total-max-size" [CACHE] NoBearing ALWAYS;
    TRACE "trace" [TRACES | GLOBAL] NoBearing ALWAYS;
    TRACES "traces" [NONE] Understood since(3, 1);
    TRANSPARENT "transparent" [DEFAULTS | BACKEND] Understood ALWAYS;
    TUNE_APPLET_ZERO_COPY_FORWARDING "tune.applet.zero-copy-forwarding" [GLOBAL] Relevant since(2, 7);
    TUNE_BUFFERS_LIMIT "tune.buffers.limit" [GLOBAL] Relevant ALWAYS;
    TUNE_BUFFERS_RESERVE "tune.buffers.reserve" [GLOBAL] Relevant ALWAYS;
    TUNE_BUFSIZE "tune.bufsize" [GLOBAL] Understood ALWAYS;
    TUNE_BUFSIZE_LARGE "tune.bufsize.large" [GLOBAL] Relevant since(2, 7);
    TUNE_BUFSIZE_SMALL "tune.bufsize.small" [GLOBAL] Relevant since(2, 7);
    TUNE_CHKSIZE "tune.chksize" [GLOBAL] NoBearing ALWAYS;
    TUNE_CLI_MAX_PAYLOAD_SIZE "tune.cli.max-payload-size" [GLOBAL] Relevant since(2, 7);
    TUNE_COMP_MAXLEVEL "tune.comp.maxlevel" [GLOBAL] NoBearing ALWAYS;
    TUNE_DEFAULTS_PURGE "tune.defaults.purge" [GLOBAL] Relevant since(2, 7);
    TUNE_DISABLE_FAST_FORWARD "tune.disable-fast-forward" [GLOBAL] Relevant since(2, 7);
    TUNE_DISABLE_ZERO_COPY_FORWARDING "tune.disable-zero-copy-forwarding" [GLOBAL] Relevant since(2, 7);
    TUNE_EPOLL_MASK_EVENTS "tune.epoll.mask-events" [GLOBAL] Relevant since(2, 7);
    TUNE_EVENTS_MAX_EVENTS_AT_ONCE "tune.events.max-events-at-once" [GLOBAL] Relevant since(2, 7);
    TUNE_FAIL_ALLOC "tune.fail-alloc" [GLOBAL] Relevant ALWAYS;
    TUNE_FD_EDGE_TRIGGERED "tune.fd.edge-triggered" [GLOBAL] NoBearing ALWAYS;
    TUNE_GLITCHES_KILL_CPU_USAGE "tune.glitches.kill.cpu-usage" [GLOBAL] Relevant since(2, 7);
    TUNE_H1_BE_GLITCHES_THRESHOLD "tune.h1.be.glitches-threshold" [GLOBAL] Relevant since(2, 7);
    TUNE_H1_FE_GLITCHES_THRESHOLD "tune.h1.fe.glitches-threshold" [GLOBAL] Relevant since(2, 7);
    TUNE_H1_ZERO_COPY_FWD_RECV "tune.h1.zero-copy-fwd-recv" [GLOBAL] Relevant since(2, 7);
    TUNE_H1_ZERO_COPY_FWD_SEND "tune.h1.zero-copy-fwd-send" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_BE_GLITCHES_THRESHOLD "tune.h2.be.glitches-threshold" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_BE_INITIAL_WINDOW_SIZE "tune.h2.be.initial-window-size" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_BE_MAX_CONCURRENT_STREAMS "tune.h2.be.max-concurrent-streams" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_BE_RXBUF "tune.h2.be.rxbuf" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_FE_GLITCHES_THRESHOLD "tune.h2.fe.glitches-threshold" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_FE_INITIAL_WINDOW_SIZE "tune.h2.fe.initial-window-size" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_FE_MAX_CONCURRENT_STREAMS "tune.h2.fe.max-concurrent-streams" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_FE_MAX_TOTAL_STREAMS "tune.h2.fe.max-total-streams" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_FE_RXBUF "tune.h2.fe.rxbuf" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_HEADER_TABLE_SIZE "tune.h2.header-table-size" [GLOBAL] Relevant ALWAYS;
    TUNE_H2_INITIAL_WINDOW_SIZE "tune.h2.initial-window-size" [GLOBAL] Relevant ALWAYS;
    TUNE_H2_LOG_ERRORS "tune.h2.log-errors" [GLOBAL] Relevant since(2, 7);
    TUNE_H2_MAX_CONCURRENT_STREAMS "tune.h2.max-concurrent-streams" [GLOBAL] Relevant ALWAYS;
    TUNE_H2_MAX_FRAME_SIZE "tune.h2.max-frame-size" [GLOBAL] Relevant ALWAYS;
    TUNE_H2_ZERO_COPY_FWD_SEND "tune.h2.zero-copy-fwd-send" [GLOBAL] Relevant since(2, 7);
    TUNE_HTTP_COOKIELEN "tune.http.cookielen" [GLOBAL] NoBearing ALWAYS;
    TUNE_HTTP_LOGURILEN "tune.http.logurilen" [GLOBAL] NoBearing ALWAYS;
    TUNE_HTTP_MAXHDR "tune.http.maxhdr" [GLOBAL] Understood ALWAYS;
    TUNE_IDLE_POOL_SHARED "tune.idle-pool.shared" [GLOBAL] Relevant ALWAYS;
    TUNE_IDLETIMER "tune.idletimer" [GLOBAL] NoBearing ALWAYS;
    TUNE_LISTENER_DEFAULT_SHARDS "tune.listener.default-shards" [GLOBAL] Relevant since(2, 7);
    TUNE_LISTENER_MULTI_QUEUE "tune.listener.multi-queue" [GLOBAL] NoBearing ALWAYS;
    TUNE_LUA_BOOL_SAMPLE_CONVERSION "tune.lua.bool-sample-conversion" [GLOBAL] Relevant since(2, 7);
    TUNE_LUA_BURST_TIMEOUT "tune.lua.burst-timeout" [GLOBAL] Relevant since(2, 7);
    TUNE_LUA_FORCED_YIELD "tune.lua.forced-yield" [GLOBAL] Relevant ALWAYS;
    TUNE_LUA_LOG_LOGGERS "tune.lua.log.loggers" [GLOBAL] Relevant since(2, 7);
    TUNE_LUA_LOG_STDERR "tune.lua.log.stderr" [GLOBAL] Relevant since(2, 7);
    TUNE_LUA_MAXMEM "tune.lua.maxmem" [GLOBAL] NoBearing ALWAYS;
    TUNE_LUA_SERVICE_TIMEOUT "tune.lua.service-timeout" [GLOBAL] Relevant ALWAYS;
    TUNE_LUA_SESSION_TIMEOUT "tune.lua.session-timeout" [GLOBAL] Relevant ALWAYS;
    TUNE_LUA_TASK_TIMEOUT "tune.lua.task-timeout" [GLOBAL] Relevant ALWAYS;
    TUNE_MAX_CHECKS_PER_THREAD "tune.max-checks-per-thread" [GLOBAL] Relevant since(2, 7);
    TUNE_MAX_RULES_AT_ONCE "tune.max-rules-at-once" [GLOBAL] Relevant since(2, 7);
    TUNE_MAXACCEPT "tune.maxaccept" [GLOBAL] NoBearing ALWAYS;
    TUNE_MAXPOLLEVENTS "tune.maxpollevents" [GLOBAL] NoBearing ALWAYS;
    TUNE_MAXREWRITE "tune.maxrewrite" [GLOBAL] Understood ALWAYS;
    TUNE_MEMORY_HOT_SIZE "tune.memory.hot-size" [GLOBAL] Relevant since(2, 7);
    TUNE_NOTSENT_LOWAT_CLIENT "tune.notsent-lowat.client" [GLOBAL] Relevant since(2, 7);
    TUNE_NOTSENT_LOWAT_SERVER "tune.notsent-lowat.server" [GLOBAL] Relevant since(2, 7);
    TUNE_PATTERN_CACHE_SIZE "tune.pattern.cache-size" [GLOBAL] Relevant ALWAYS;
    TUNE_PEERS_MAX_UPDATES_AT_ONCE "tune.peers.max-updates-at-once" [GLOBAL] NoBearing ALWAYS;
    TUNE_PIPESIZE "tune.pipesize" [GLOBAL] NoBearing ALWAYS;
    TUNE_POOL_HIGH_FD_RATIO "tune.pool-high-fd-ratio" [GLOBAL] Relevant ALWAYS;
    TUNE_POOL_LOW_FD_RATIO "tune.pool-low-fd-ratio" [GLOBAL] Relevant ALWAYS;
    TUNE_PT_ZERO_COPY_FORWARDING "tune.pt.zero-copy-forwarding" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_BACKEND_MAX_IDLE_TIMEOUT "tune.quic.backend.max-idle-timeout" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_CC_HYSTART "tune.quic.cc-hystart" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_CC_CUBIC_MIN_LOSSES "tune.quic.cc.cubic.min-losses" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_CONN_BUF_LIMIT "tune.quic.conn-buf-limit" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_DISABLE_TX_PACING "tune.quic.disable-tx-pacing" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_DISABLE_UDP_GSO "tune.quic.disable-udp-gso" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_FRONTEND_CONN_TX_BUFFERS_LIMIT "tune.quic.frontend.conn-tx-buffers.limit" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_FRONTEND_DEFAULT_MAX_WINDOW_SIZE "tune.quic.frontend.default-max-window-size" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_FRONTEND_MAX_DATA_SIZE "tune.quic.frontend.max-data-size" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_FRONTEND_MAX_IDLE_TIMEOUT "tune.quic.frontend.max-idle-timeout" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_FRONTEND_MAX_STREAMS_BIDI "tune.quic.frontend.max-streams-bidi" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_FRONTEND_MAX_TX_MEM "tune.quic.frontend.max-tx-mem" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_FRONTEND_STREAM_DATA_RATIO "tune.quic.frontend.stream-data-ratio" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_LISTEN "tune.quic.listen" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_MAX_FRAME_LOSS "tune.quic.max-frame-loss" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_REORDER_RATIO "tune.quic.reorder-ratio" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_RETRY_THRESHOLD "tune.quic.retry-threshold" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_SOCKET_OWNER "tune.quic.socket-owner" [GLOBAL] Relevant since(2, 7);
    TUNE_QUIC_ZERO_COPY_FWD_SEND "tune.quic.zero-copy-fwd-send" [GLOBAL] Relevant since(2, 7);
    TUNE_RCVBUF_BACKEND "tune.rcvbuf.backend" [GLOBAL] Relevant since(2, 7);
    TUNE_RCVBUF_CLIENT "tune.rcvbuf.client" [GLOBAL] Relevant ALWAYS;
    TUNE_RCVBUF_FRONTEND "tune.rcvbuf.frontend" [GLOBAL] Relevant since(2, 7);
    TUNE_RCVBUF_SERVER "tune.rcvbuf.server" [GLOBAL] Relevant ALWAYS;
    TUNE_RECV_ENOUGH "tune.recv_enough" [GLOBAL] NoBearing ALWAYS;
    TUNE_RENICE_RUNTIME "tune.renice.runtime" [GLOBAL] Relevant since(2, 7);
    TUNE_RENICE_STARTUP "tune.renice.startup" [GLOBAL] Relevant since(2, 7);
    TUNE_RING_QUEUES "tune.ring.queues" [GLOBAL] Relevant since(2, 7);
    TUNE_RUNQUEUE_DEPTH "tune.runqueue-depth" [GLOBAL] NoBearing ALWAYS;
    TUNE_SCHED_LOW_LATENCY "tune.sched.low-latency" [GLOBAL] NoBearing ALWAYS;
    TUNE_SNDBUF_BACKEND "tune.sndbuf.backend" [GLOBAL] Relevant since(2, 7);
    TUNE_SNDBUF_CLIENT "tune.sndbuf.client" [GLOBAL] Relevant ALWAYS;
    TUNE_SNDBUF_FRONTEND "tune.sndbuf.frontend" [GLOBAL] Relevant since(2, 7);
    TUNE_SNDBUF_SERVER "tune.sndbuf.server" [GLOBAL] Relevant ALWAYS;
    TUNE_SSL_CACHESIZE "tune.ssl.cachesize" [GLOBAL] NoBearing ALWAYS;
    TUNE_SSL_CAPTURE_BUFFER_SIZE "tune.ssl.capture-buffer-size" [GLOBAL] Relevant ALWAYS;
    TUNE_SSL_CAPTURE_CIPHERLIST_SIZE "tune.ssl.capture-cipherlist-size" [GLOBAL] Relevant ALWAYS;
    TUNE_SSL_DEFAULT_DH_PARAM "tune.ssl.default-dh-param" [GLOBAL] NoBearing ALWAYS;
    TUNE_SSL_FORCE_PRIVATE_CACHE "tune.ssl.force-private-cache" [GLOBAL] Relevant ALWAYS;
    TUNE_SSL_HARD_MAXRECORD "tune.ssl.hard-maxrecord" [GLOBAL] Relevant ALWAYS;
    TUNE_SSL_KEYLOG "tune.ssl.keylog" [GLOBAL] NoBearing ALWAYS;
    TUNE_SSL_LIFETIME "tune.ssl.lifetime" [GLOBAL] NoBearing ALWAYS;
    TUNE_SSL_MAXRECORD "tune.ssl.maxrecord" [GLOBAL] Relevant ALWAYS;
    TUNE_SSL_OCSP_UPDATE_MAXDELAY "tune.ssl.ocsp-update.maxdelay" [GLOBAL] Relevant since(2, 7);
    TUNE_SSL_OCSP_UPDATE_MINDELAY "tune.ssl.ocsp-update.mindelay" [GLOBAL] Relevant since(2, 7);
    TUNE_SSL_SSL_CTX_CACHE_SIZE "tune.ssl.ssl-ctx-cache-size" [GLOBAL] Relevant ALWAYS;
    TUNE_STICK_COUNTERS "tune.stick-counters" [GLOBAL] Relevant since(2, 7);
    TUNE_STREAMS_THREADS "tune.streams-threads" [GLOBAL] Relevant since(2, 7);
    TUNE_TAKEOVER_OTHER_TG_CONNECTIONS "tune.takeover-other-tg-connections" [GLOBAL] Relevant since(2, 7);
    TUNE_VARS_CHECK_MAX_SIZE "tune.vars.check-max-size" [GLOBAL] NoBearing ALWAYS;
    TUNE_VARS_GLOBAL_MAX_SIZE "tune.vars.global-max-size" [GLOBAL] NoBearing ALWAYS;
    TUNE_VARS_PROC_MAX_SIZE "tune.vars.proc-max-size" [GLOBAL] NoBearing ALWAYS;
    TUNE_VARS_REQRES_MAX_SIZE "tune.vars.reqres-max-size" [GLOBAL] NoBearing ALWAYS;
    TUNE_VARS_SESS_MAX_SIZE "tune.vars.sess-max-size" [GLOBAL] NoBearing ALWAYS;
    TUNE_VARS_TXN_MAX_SIZE "tune.vars.txn-max-size" [GLOBAL] NoBearing ALWAYS;
    TUNE_ZLIB_MEMLEVEL "tune.zlib.memlevel" [GLOBAL] NoBearing ALWAYS;
    TUNE_ZLIB_WINDOWSIZE "tune.zlib.windowsize" [GLOBAL] NoBearing ALWAYS;
    TYPE "type" [HEALTHCHECK] Relevant since(3, 4);
    UID "uid" [GLOBAL] NoBearing ALWAYS;
    ULIMIT_N "ulimit-n" [GLOBAL] Understood ALWAYS;
    UNIQUE_ID_FORMAT "unique-id-format" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    UNIQUE_ID_HEADER "unique-id-header" [DEFAULTS | FRONTEND] NoBearing ALWAYS;
    UNIX_BIND "unix-bind" [GLOBAL] NoBearing ALWAYS;
    UNSETENV "unsetenv" [GLOBAL] Understood ALWAYS;
    URI "uri" [HEALTHCHECK] Relevant since(3, 4);
    USE_FCGI_APP "use-fcgi-app" [BACKEND] Understood ALWAYS;
    USE_SERVER "use-server" [FRONTEND | BACKEND] Understood ALWAYS;
    USE_SMALL_BUFFERS "use-small-buffers" [DEFAULTS | BACKEND] Relevant since(3, 4);
    USE_BACKEND "use_backend" [FRONTEND | BACKEND] Understood ALWAYS;
    USER "user" [GLOBAL | USERLIST | PROGRAM] Understood ALWAYS;
    USERLIST "userlist" [NONE] Understood ALWAYS;
    VERSION "version" [HEALTHCHECK] Relevant since(3, 4);
    WARN_BLOCKED_TRAFFIC_AFTER "warn-blocked-traffic-after" [GLOBAL] Relevant since(2, 7);
    WURFL_CACHE_SIZE "wurfl-cache-size" [GLOBAL] Relevant ALWAYS;
    WURFL_DATA_FILE "wurfl-data-file" [GLOBAL] Relevant ALWAYS;
    WURFL_ENGINE_MODE "wurfl-engine-mode" [GLOBAL] Relevant ALWAYS;
    WURFL_INFORMATION_LIST "wurfl-information-list" [GLOBAL] Relevant ALWAYS;
    WURFL_INFORMATION_LIST_SEPARATOR "wurfl-information-list-separator" [GLOBAL] Relevant ALWAYS;
    WURFL_PATCH_FILE "wurfl-patch-file" [GLOBAL] Relevant ALWAYS;
    WURFL_USERAGENT_PRIORITY "wurfl-useragent-priority" [GLOBAL] Relevant ALWAYS;
    ZERO_WARNING "zero-warning" [GLOBAL] NoBearing ALWAYS;
}
