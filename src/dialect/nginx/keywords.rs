//! The directives of nginx: one sorted table, and a constant for each name.
//!
//! Contexts and numbers of arguments are those of the `ngx_command_t` tables of nginx 1.22 and its packaged
//! modules (`ngx_conf_handler` reads them), widened by what later versions, NGINX Plus and well-known third
//! parties added (nginx.org/en/docs/dirindex.html and the modules' own manuals). A name that several modules
//! share (`server`) has the union of all.
//!
//! Must not know what a directive does beyond its class.

use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// The number of names that are not in the table.
pub const UNKNOWN: u16 = 0;

/// Where a directive may stand, as a set of bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contexts(pub u16);

impl Contexts {
    pub const NONE: Contexts = Contexts(0);
    pub const MAIN: Contexts = Contexts(1 << 0);
    pub const EVENTS: Contexts = Contexts(1 << 1);
    pub const HTTP: Contexts = Contexts(1 << 2);
    pub const SERVER: Contexts = Contexts(1 << 3);
    pub const LOCATION: Contexts = Contexts(1 << 4);
    pub const IF_SERVER: Contexts = Contexts(1 << 5);
    pub const IF_LOCATION: Contexts = Contexts(1 << 6);
    pub const LIMIT_EXCEPT: Contexts = Contexts(1 << 7);
    pub const UPSTREAM: Contexts = Contexts(1 << 8);
    pub const STREAM: Contexts = Contexts(1 << 9);
    pub const STREAM_SERVER: Contexts = Contexts(1 << 10);
    pub const STREAM_UPSTREAM: Contexts = Contexts(1 << 11);
    pub const MAIL: Contexts = Contexts(1 << 12);
    pub const MAIL_SERVER: Contexts = Contexts(1 << 13);
    pub const ANY: Contexts = Contexts((1 << 14) - 1);

    pub fn meets(self, other: Contexts) -> bool {
        self.0 & other.0 != 0
    }

    pub const fn or(self, other: Contexts) -> Contexts {
        Contexts(self.0 | other.0)
    }
}

/// What follows the words of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// `;`
    Simple,
    /// Directives in braces.
    Block,
    /// Entries in braces, read by the directive's own handler: the first word is a key.
    Free,
    /// Lua in braces.
    Lua,
    /// One or the other, by context (`server` in `http` and in `upstream`).
    Either,
}

/// What the analysis makes of a directive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Lowering reads it.
    Understood,
    /// It cannot decide whether a request is answered or whether the server starts.
    NoBearing,
    /// It could matter and is not modelled.
    Relevant,
    /// Of a module that nginx does not ship.
    ThirdParty,
}

/// A version of nginx.
pub type Version = (u16, u16, u16);

/// In which versions a directive exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Existence {
    /// The first version with it; `None`: 1.22 and earlier.
    pub since: Option<Version>,
    /// The first version without it.
    pub until: Option<Version>,
    /// NGINX Plus only.
    pub plus: bool,
}

const ALWAYS: Existence = Existence { since: None, until: None, plus: false };
const PLUS: Existence = Existence { since: None, until: None, plus: true };

const fn since(major: u16, minor: u16, patch: u16) -> Existence {
    Existence { since: Some((major, minor, patch)), until: None, plus: false }
}

const fn until(major: u16, minor: u16, patch: u16) -> Existence {
    Existence { since: None, until: Some((major, minor, patch)), plus: false }
}

/// No upper limit of arguments.
const MANY: u8 = u8::MAX;

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Keyword {
    pub name: &'static str,
    pub contexts: Contexts,
    /// Fewest and most arguments; 255 is no limit.
    pub fewest: u8,
    pub most: u8,
    pub body: Body,
    pub class: Class,
    pub existence: Existence,
}

impl Keyword {
    pub fn takes(&self, arguments: usize) -> bool {
        arguments >= self.fewest as usize && (self.most == MANY || arguments <= self.most as usize)
    }

    pub fn may_be_block(&self) -> bool {
        self.body != Body::Simple
    }

    pub fn may_be_simple(&self) -> bool {
        matches!(self.body, Body::Simple | Body::Either)
    }
}

/// The row of a number that [`lookup`] gave.
pub fn info(keyword: u16) -> Option<&'static Keyword> {
    KEYWORDS.get((keyword as usize).checked_sub(1)?)
}

/// `server` where it holds a virtual host: in `http`, `stream` and `mail`.
pub static SERVER_BLOCK: Keyword = Keyword {
    name: "server",
    contexts: Contexts::HTTP.or(Contexts::STREAM).or(Contexts::MAIL),
    fewest: 0,
    most: 0,
    body: Body::Block,
    class: Class::Understood,
    existence: ALWAYS,
};

/// `server` where it names an address: in `upstream`.
pub static SERVER_OF_UPSTREAM: Keyword = Keyword {
    name: "server",
    contexts: Contexts::UPSTREAM.or(Contexts::STREAM_UPSTREAM),
    fewest: 1,
    most: MANY,
    body: Body::Simple,
    class: Class::Understood,
    existence: ALWAYS,
};

/// The number of a name, [`UNKNOWN`] if it is not in the table. Names are case-sensitive.
pub fn lookup(name: &[u8]) -> u16 {
    static INDEX: OnceLock<FxHashMap<&'static [u8], u16>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        KEYWORDS.iter().zip(1..).map(|(keyword, number)| (keyword.name.as_bytes(), number)).collect()
    });
    index.get(name).copied().unwrap_or(UNKNOWN)
}

/// All rows, sorted by the bytes of their names.
pub fn all() -> &'static [Keyword] {
    KEYWORDS
}

macro_rules! keywords {
    ($($constant:ident $name:literal [$($context:ident)|+] $fewest:expr, $most:expr;
       $body:ident $class:ident $existence:expr;)*) => {
        /// Counts the rows, so that each name knows its number.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u16)]
        enum Number {
            UNKNOWN_NAME,
            $($constant,)*
        }

        /// The number of each directive, by its name in upper case.
        pub mod kw {
            use super::Number;
            /// A name that is not in the table.
            pub const UNKNOWN_NAME: u16 = Number::UNKNOWN_NAME as u16;
            $(
                #[doc = concat!("`", $name, "`")]
                pub const $constant: u16 = Number::$constant as u16;
            )*
        }

        static KEYWORDS: &[Keyword] = &[$(Keyword {
            name: $name,
            contexts: Contexts::NONE$(.or(Contexts::$context))+,
            fewest: $fewest,
            most: $most,
            body: Body::$body,
            class: Class::$class,
            existence: $existence,
        },)*];
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_numbers_are_those_of_the_constants() {
        assert!(KEYWORDS.windows(2).all(|pair| pair[0].name.as_bytes() < pair[1].name.as_bytes()));
        assert_eq!(lookup(b"proxy_pass"), kw::PROXY_PASS);
        assert_eq!(info(kw::PROXY_PASS).map(|keyword| keyword.name), Some("proxy_pass"));
        assert_eq!(lookup(b"Proxy_pass"), kw::UNKNOWN_NAME);
        assert_eq!(info(kw::UNKNOWN_NAME).map(|keyword| keyword.name), None);
    }

    #[test]
    fn a_word_of_two_modules_has_the_contexts_of_both() {
        let server = info(kw::SERVER).unwrap();
        assert!(server.contexts.meets(Contexts::UPSTREAM) && server.contexts.meets(Contexts::HTTP));
        assert!(server.may_be_block() && server.may_be_simple());
        assert!(!info(kw::LOCATION).unwrap().contexts.meets(Contexts::HTTP));
    }
}

keywords! {
    BASIC_RULE "BasicRule" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    CHECK_RULE "CheckRule" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    DENIED_URL "DeniedUrl" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    LEARNING_MODE "LearningMode" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    LIB_INJECTION_SQL "LibInjectionSql" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    LIB_INJECTION_XSS "LibInjectionXss" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    MAIN_RULE "MainRule" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    SEC_RULES_DISABLED "SecRulesDisabled" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SEC_RULES_ENABLED "SecRulesEnabled" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    ABSOLUTE_REDIRECT "absolute_redirect" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    ACCEPT_MUTEX "accept_mutex" [EVENTS] 1, 1; Simple Relevant ALWAYS;
    ACCEPT_MUTEX_DELAY "accept_mutex_delay" [EVENTS] 1, 1; Simple Relevant ALWAYS;
    ACCESS_BY_LUA "access_by_lua" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    ACCESS_BY_LUA_BLOCK "access_by_lua_block" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    ACCESS_BY_LUA_FILE "access_by_lua_file" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    ACCESS_BY_LUA_NO_POSTPONE "access_by_lua_no_postpone" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    ACCESS_LOG "access_log" [HTTP | SERVER | LOCATION | IF_LOCATION | LIMIT_EXCEPT | STREAM | STREAM_SERVER] 1, MANY; Simple Relevant ALWAYS;
    ACME_CERTIFICATE "acme_certificate" [HTTP | SERVER | LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    ACME_CLIENT "acme_client" [HTTP] 1, 1; Block ThirdParty ALWAYS;
    ACME_CLIENT_PATH "acme_client_path" [HTTP] 1, 9; Simple ThirdParty ALWAYS;
    ACME_DNS_PORT "acme_dns_port" [HTTP] 1, 9; Simple ThirdParty ALWAYS;
    ACME_HOOK "acme_hook" [HTTP] 1, 9; Simple ThirdParty ALWAYS;
    ACME_HTTP_PORT "acme_http_port" [HTTP] 1, 9; Simple ThirdParty ALWAYS;
    ACME_ISSUER "acme_issuer" [HTTP] 1, 1; Block ThirdParty ALWAYS;
    ACME_SHARED_ZONE "acme_shared_zone" [HTTP] 1, 9; Simple ThirdParty ALWAYS;
    ADD_AFTER_BODY "add_after_body" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    ADD_BEFORE_BODY "add_before_body" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    ADD_HEADER "add_header" [HTTP | SERVER | LOCATION | IF_LOCATION] 2, 3; Simple NoBearing ALWAYS;
    ADD_HEADER_INHERIT "add_header_inherit" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing since(1, 29, 3);
    ADD_TRAILER "add_trailer" [HTTP | SERVER | LOCATION | IF_LOCATION] 2, 3; Simple NoBearing ALWAYS;
    ADD_TRAILER_INHERIT "add_trailer_inherit" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing since(1, 29, 3);
    ADDITION_TYPES "addition_types" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    AIO "aio" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    AIO_WRITE "aio_write" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    AJP_BUFFER_SIZE "ajp_buffer_size" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_BUFFERS "ajp_buffers" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_CACHE "ajp_cache" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_CONNECT_TIMEOUT "ajp_connect_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_HEADER_PACKET_BUFFER_SIZE "ajp_header_packet_buffer_size" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_KEEP_CONN "ajp_keep_conn" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_MAX_DATA_PACKET_SIZE "ajp_max_data_packet_size" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_NEXT_UPSTREAM "ajp_next_upstream" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_PASS "ajp_pass" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_READ_TIMEOUT "ajp_read_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AJP_SEND_TIMEOUT "ajp_send_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    ALIAS "alias" [LOCATION] 1, 1; Simple Understood ALWAYS;
    ALLOW "allow" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    ANCIENT_BROWSER "ancient_browser" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    ANCIENT_BROWSER_VALUE "ancient_browser_value" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    API "api" [LOCATION] 0, 9; Simple NoBearing PLUS;
    APP_PROTECT_COMPRESSED_REQUESTS_ACTION "app_protect_compressed_requests_action" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_COOKIE_SEED "app_protect_cookie_seed" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_CPU_THRESHOLDS "app_protect_cpu_thresholds" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_ENABLE "app_protect_enable" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_ENFORCER_ADDRESS "app_protect_enforcer_address" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_FAILURE_MODE_ACTION "app_protect_failure_mode_action" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_PHYSICAL_MEMORY_UTIL_THRESHOLDS "app_protect_physical_memory_util_thresholds" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_POLICY_FILE "app_protect_policy_file" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_RECONNECT_PERIOD_SECONDS "app_protect_reconnect_period_seconds" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_REQUEST_BUFFER_OVERFLOW_ACTION "app_protect_request_buffer_overflow_action" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_SECURITY_LOG "app_protect_security_log" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_SECURITY_LOG_ENABLE "app_protect_security_log_enable" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    APP_PROTECT_USER_DEFINED_SIGNATURES "app_protect_user_defined_signatures" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    ARRAY_JOIN "array_join" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    ARRAY_MAP "array_map" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    ARRAY_MAP_OP "array_map_op" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    ARRAY_SPLIT "array_split" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_BASIC "auth_basic" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, 1; Simple Understood ALWAYS;
    AUTH_BASIC_USER_FILE "auth_basic_user_file" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, 1; Simple Relevant ALWAYS;
    AUTH_DELAY "auth_delay" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    AUTH_DIGEST "auth_digest" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_DIGEST_EXPIRES "auth_digest_expires" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_DIGEST_REPLAYS "auth_digest_replays" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_DIGEST_TIMEOUT "auth_digest_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_DIGEST_USER_FILE "auth_digest_user_file" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_GSS "auth_gss" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_GSS_ALLOW_BASIC_FALLBACK "auth_gss_allow_basic_fallback" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_GSS_FORCE_REALM "auth_gss_force_realm" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_GSS_KEYTAB "auth_gss_keytab" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_GSS_REALM "auth_gss_realm" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_GSS_SERVICE_NAME "auth_gss_service_name" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_HTTP "auth_http" [MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    AUTH_HTTP_HEADER "auth_http_header" [MAIL | MAIL_SERVER] 2, 2; Simple Relevant ALWAYS;
    AUTH_HTTP_PASS_CLIENT_CERT "auth_http_pass_client_cert" [MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    AUTH_HTTP_TIMEOUT "auth_http_timeout" [MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    AUTH_JWT "auth_jwt" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple Relevant PLUS;
    AUTH_JWT_ALGORITHM "auth_jwt_algorithm" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_JWT_CLAIM_SET "auth_jwt_claim_set" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant PLUS;
    AUTH_JWT_ENABLED "auth_jwt_enabled" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_JWT_HEADER_SET "auth_jwt_header_set" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant PLUS;
    AUTH_JWT_KEY_CACHE "auth_jwt_key_cache" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant PLUS;
    AUTH_JWT_KEY_FILE "auth_jwt_key_file" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple Relevant PLUS;
    AUTH_JWT_KEY_REQUEST "auth_jwt_key_request" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple Relevant PLUS;
    AUTH_JWT_KEYFILE_PATH "auth_jwt_keyfile_path" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_JWT_LEEWAY "auth_jwt_leeway" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple Relevant PLUS;
    AUTH_JWT_LOCATION "auth_jwt_location" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_JWT_LOGINURL "auth_jwt_loginurl" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_JWT_REDIRECT "auth_jwt_redirect" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_JWT_REQUIRE "auth_jwt_require" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple Relevant PLUS;
    AUTH_JWT_TYPE "auth_jwt_type" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple Relevant PLUS;
    AUTH_JWT_USE_KEYFILE "auth_jwt_use_keyfile" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_JWT_VALIDATION_TYPE "auth_jwt_validation_type" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    AUTH_LDAP "auth_ldap" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_LDAP_CACHE_ENABLED "auth_ldap_cache_enabled" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_LDAP_CACHE_EXPIRATION_TIME "auth_ldap_cache_expiration_time" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_LDAP_CACHE_SIZE "auth_ldap_cache_size" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_LDAP_SERVERS "auth_ldap_servers" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_LDAP_SERVERS_SIZE "auth_ldap_servers_size" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    AUTH_OIDC "auth_oidc" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple Relevant PLUS;
    AUTH_PAM "auth_pam" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, 1; Simple ThirdParty ALWAYS;
    AUTH_PAM_SERVICE_NAME "auth_pam_service_name" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, 1; Simple ThirdParty ALWAYS;
    AUTH_PAM_SET_PAM_ENV "auth_pam_set_pam_env" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, 1; Simple ThirdParty ALWAYS;
    AUTH_REQUEST "auth_request" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    AUTH_REQUEST_SET "auth_request_set" [HTTP | SERVER | LOCATION] 2, 2; Simple Understood ALWAYS;
    AUTH_REQUIRE "auth_require" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT] 1, MANY; Simple Relevant PLUS;
    AUTOINDEX "autoindex" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    AUTOINDEX_EXACT_SIZE "autoindex_exact_size" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    AUTOINDEX_FORMAT "autoindex_format" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    AUTOINDEX_LOCALTIME "autoindex_localtime" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    BALANCER_BY_LUA "balancer_by_lua" [UPSTREAM | STREAM_UPSTREAM] 1, 1; Simple ThirdParty ALWAYS;
    BALANCER_BY_LUA_BLOCK "balancer_by_lua_block" [UPSTREAM | STREAM_UPSTREAM] 0, 0; Lua ThirdParty ALWAYS;
    BALANCER_BY_LUA_FILE "balancer_by_lua_file" [UPSTREAM | STREAM_UPSTREAM] 1, 1; Simple ThirdParty ALWAYS;
    BALANCER_KEEPALIVE "balancer_keepalive" [UPSTREAM] 1, 9; Simple ThirdParty ALWAYS;
    BODY_FILTER_BY_LUA "body_filter_by_lua" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    BODY_FILTER_BY_LUA_BLOCK "body_filter_by_lua_block" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    BODY_FILTER_BY_LUA_FILE "body_filter_by_lua_file" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    BREAK "break" [SERVER | LOCATION | IF_SERVER | IF_LOCATION] 0, 0; Simple Understood ALWAYS;
    BROTLI "brotli" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    BROTLI_BUFFERS "brotli_buffers" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    BROTLI_COMP_LEVEL "brotli_comp_level" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    BROTLI_MIN_LENGTH "brotli_min_length" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    BROTLI_STATIC "brotli_static" [HTTP | SERVER | LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    BROTLI_TYPES "brotli_types" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    BROTLI_WINDOW "brotli_window" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    CHARSET "charset" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple NoBearing ALWAYS;
    CHARSET_MAP "charset_map" [HTTP] 2, 2; Free NoBearing ALWAYS;
    CHARSET_TYPES "charset_types" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    CHECK "check" [UPSTREAM | STREAM_UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    CHECK_FASTCGI_PARAM "check_fastcgi_param" [UPSTREAM] 1, MANY; Simple ThirdParty ALWAYS;
    CHECK_HTTP_EXPECT_ALIVE "check_http_expect_alive" [UPSTREAM] 1, MANY; Simple ThirdParty ALWAYS;
    CHECK_HTTP_SEND "check_http_send" [UPSTREAM] 1, MANY; Simple ThirdParty ALWAYS;
    CHECK_KEEPALIVE_REQUESTS "check_keepalive_requests" [UPSTREAM] 1, MANY; Simple ThirdParty ALWAYS;
    CHECK_SHM_SIZE "check_shm_size" [HTTP | UPSTREAM] 1, MANY; Simple ThirdParty ALWAYS;
    CHECK_STATUS "check_status" [LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    CHUNKED_TRANSFER_ENCODING "chunked_transfer_encoding" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    CLIENT_BODY_BUFFER_SIZE "client_body_buffer_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    CLIENT_BODY_IN_FILE_ONLY "client_body_in_file_only" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    CLIENT_BODY_IN_SINGLE_BUFFER "client_body_in_single_buffer" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    CLIENT_BODY_TEMP_PATH "client_body_temp_path" [HTTP | SERVER | LOCATION] 1, 4; Simple Relevant ALWAYS;
    CLIENT_BODY_TIMEOUT "client_body_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    CLIENT_HEADER_BUFFER_SIZE "client_header_buffer_size" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    CLIENT_HEADER_TIMEOUT "client_header_timeout" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    CLIENT_MAX_BODY_SIZE "client_max_body_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    CONCAT "concat" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    CONCAT_DELIMITER "concat_delimiter" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    CONCAT_MAX_FILES "concat_max_files" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    CONCAT_TYPES "concat_types" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    CONCAT_UNIQUE "concat_unique" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    CONNECTION_POOL_SIZE "connection_pool_size" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    CONSISTENT_HASH "consistent_hash" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    CONTENT_BY_LUA "content_by_lua" [LOCATION | IF_LOCATION | LIMIT_EXCEPT | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    CONTENT_BY_LUA_BLOCK "content_by_lua_block" [LOCATION | IF_LOCATION | LIMIT_EXCEPT | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    CONTENT_BY_LUA_FILE "content_by_lua_file" [LOCATION | IF_LOCATION | LIMIT_EXCEPT | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    COOKIE_JAR "cookie_jar" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    CORS "cors" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    CORS_ORIGIN "cors_origin" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    CREATE_FULL_PUT_PATH "create_full_put_path" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    DAEMON "daemon" [MAIN] 1, 1; Simple Relevant ALWAYS;
    DAV_ACCESS "dav_access" [HTTP | SERVER | LOCATION] 1, 3; Simple Relevant ALWAYS;
    DAV_EXT_LOCK "dav_ext_lock" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    DAV_EXT_LOCK_ZONE "dav_ext_lock_zone" [HTTP] 1, 2; Simple ThirdParty ALWAYS;
    DAV_EXT_METHODS "dav_ext_methods" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    DAV_METHODS "dav_methods" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    DEBUG_CONNECTION "debug_connection" [EVENTS] 1, 1; Simple NoBearing ALWAYS;
    DEBUG_POINTS "debug_points" [MAIN] 1, 1; Simple NoBearing ALWAYS;
    DEFAULT_TYPE "default_type" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    DEGRADATION "degradation" [HTTP | SERVER | LOCATION] 0, 1; Simple Relevant ALWAYS;
    DEGRADE "degrade" [HTTP | SERVER | LOCATION] 0, 1; Simple Relevant ALWAYS;
    DENY "deny" [HTTP | SERVER | LOCATION | LIMIT_EXCEPT | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    DIRECTIO "directio" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    DIRECTIO_ALIGNMENT "directio_alignment" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    DISABLE_SYMLINKS "disable_symlinks" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    DRIZZLE_KEEPALIVE "drizzle_keepalive" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    DRIZZLE_PASS "drizzle_pass" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    DRIZZLE_QUERY "drizzle_query" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    DRIZZLE_SERVER "drizzle_server" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    DYNAMIC_RESOLVE "dynamic_resolve" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    DYUPS "dyups" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    DYUPS_INTERFACE "dyups_interface" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    DYUPS_UPSTREAM_CONF "dyups_upstream_conf" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    EARLY_HINTS "early_hints" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant since(1, 29, 0);
    ECHO "echo" [LOCATION | IF_LOCATION] 0, MANY; Simple ThirdParty ALWAYS;
    ECHO_ABORT_PARENT "echo_abort_parent" [LOCATION | IF_LOCATION] 0, 0; Simple ThirdParty ALWAYS;
    ECHO_AFTER_BODY "echo_after_body" [LOCATION | IF_LOCATION] 0, MANY; Simple ThirdParty ALWAYS;
    ECHO_BEFORE_BODY "echo_before_body" [LOCATION | IF_LOCATION] 0, MANY; Simple ThirdParty ALWAYS;
    ECHO_BLOCKING_SLEEP "echo_blocking_sleep" [LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    ECHO_DUPLICATE "echo_duplicate" [LOCATION | IF_LOCATION] 2, MANY; Simple ThirdParty ALWAYS;
    ECHO_END "echo_end" [LOCATION | IF_LOCATION] 0, 0; Simple ThirdParty ALWAYS;
    ECHO_EXEC "echo_exec" [LOCATION | IF_LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    ECHO_FLUSH "echo_flush" [LOCATION | IF_LOCATION] 0, 0; Simple ThirdParty ALWAYS;
    ECHO_FOREACH_SPLIT "echo_foreach_split" [LOCATION | IF_LOCATION] 2, MANY; Simple ThirdParty ALWAYS;
    ECHO_LOCATION "echo_location" [LOCATION | IF_LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    ECHO_LOCATION_ASYNC "echo_location_async" [LOCATION | IF_LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    ECHO_READ_REQUEST_BODY "echo_read_request_body" [LOCATION | IF_LOCATION] 0, 0; Simple ThirdParty ALWAYS;
    ECHO_REQUEST_BODY "echo_request_body" [LOCATION | IF_LOCATION] 0, 0; Simple ThirdParty ALWAYS;
    ECHO_RESET_TIMER "echo_reset_timer" [LOCATION | IF_LOCATION] 0, 0; Simple ThirdParty ALWAYS;
    ECHO_SLEEP "echo_sleep" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, MANY; Simple ThirdParty ALWAYS;
    ECHO_STATUS "echo_status" [LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    ECHO_SUBREQUEST "echo_subrequest" [LOCATION | IF_LOCATION] 2, MANY; Simple ThirdParty ALWAYS;
    ECHO_SUBREQUEST_ASYNC "echo_subrequest_async" [LOCATION | IF_LOCATION] 2, MANY; Simple ThirdParty ALWAYS;
    EMPTY_GIF "empty_gif" [LOCATION] 0, 0; Simple Understood ALWAYS;
    ENCRYPTED_SESSION_EXPIRES "encrypted_session_expires" [HTTP | SERVER | LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    ENCRYPTED_SESSION_IV "encrypted_session_iv" [HTTP | SERVER | LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    ENCRYPTED_SESSION_KEY "encrypted_session_key" [HTTP | SERVER | LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    ENHANCED_MEMCACHED_PASS "enhanced_memcached_pass" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    ENV "env" [MAIN] 1, 1; Simple NoBearing ALWAYS;
    EPOLL_EVENTS "epoll_events" [EVENTS] 1, 1; Simple NoBearing ALWAYS;
    ERROR_LOG "error_log" [MAIN | HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, MANY; Simple Relevant ALWAYS;
    ERROR_PAGE "error_page" [HTTP | SERVER | LOCATION | IF_LOCATION] 2, MANY; Simple Understood ALWAYS;
    ETAG "etag" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    EVENTS "events" [MAIN] 0, 0; Block Understood ALWAYS;
    EXIT_WORKER_BY_LUA "exit_worker_by_lua" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    EXIT_WORKER_BY_LUA_BLOCK "exit_worker_by_lua_block" [HTTP | STREAM] 0, 0; Lua ThirdParty ALWAYS;
    EXIT_WORKER_BY_LUA_FILE "exit_worker_by_lua_file" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    EXPIRES "expires" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 2; Simple NoBearing ALWAYS;
    EY_BALANCER "ey_balancer" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    F4F "f4f" [LOCATION] 0, 9; Simple NoBearing PLUS;
    F4F_BUFFER_SIZE "f4f_buffer_size" [LOCATION] 0, 9; Simple NoBearing PLUS;
    FAIR "fair" [UPSTREAM] 0, MANY; Simple ThirdParty ALWAYS;
    FANCYINDEX "fancyindex" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_CASE_SENSITIVE "fancyindex_case_sensitive" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_CSS_HREF "fancyindex_css_href" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_DEFAULT_SORT "fancyindex_default_sort" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_DIRECTORIES_FIRST "fancyindex_directories_first" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_EXACT_SIZE "fancyindex_exact_size" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_FOOTER "fancyindex_footer" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_HEADER "fancyindex_header" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_HIDE_PARENT_DIR "fancyindex_hide_parent_dir" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_HIDE_SYMLINKS "fancyindex_hide_symlinks" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_IGNORE "fancyindex_ignore" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_LOCALTIME "fancyindex_localtime" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_NAME_LENGTH "fancyindex_name_length" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_SHOW_DOTFILES "fancyindex_show_dotfiles" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_SHOW_PATH "fancyindex_show_path" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FANCYINDEX_TIME_FORMAT "fancyindex_time_format" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    FASTCGI_BIND "fastcgi_bind" [HTTP | SERVER | LOCATION] 1, 2; Simple Understood ALWAYS;
    FASTCGI_BUFFER_SIZE "fastcgi_buffer_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_BUFFERING "fastcgi_buffering" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_BUFFERS "fastcgi_buffers" [HTTP | SERVER | LOCATION] 2, 2; Simple Understood ALWAYS;
    FASTCGI_BUSY_BUFFERS_SIZE "fastcgi_busy_buffers_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_CACHE "fastcgi_cache" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_CACHE_BACKGROUND_UPDATE "fastcgi_cache_background_update" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_CACHE_BYPASS "fastcgi_cache_bypass" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    FASTCGI_CACHE_KEY "fastcgi_cache_key" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_CACHE_LOCK "fastcgi_cache_lock" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_CACHE_LOCK_AGE "fastcgi_cache_lock_age" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_CACHE_LOCK_TIMEOUT "fastcgi_cache_lock_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_CACHE_MAX_RANGE_OFFSET "fastcgi_cache_max_range_offset" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_CACHE_METHODS "fastcgi_cache_methods" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    FASTCGI_CACHE_MIN_USES "fastcgi_cache_min_uses" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_CACHE_PATH "fastcgi_cache_path" [HTTP] 2, MANY; Simple Relevant ALWAYS;
    FASTCGI_CACHE_PURGE "fastcgi_cache_purge" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant PLUS;
    FASTCGI_CACHE_REVALIDATE "fastcgi_cache_revalidate" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_CACHE_USE_STALE "fastcgi_cache_use_stale" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    FASTCGI_CACHE_VALID "fastcgi_cache_valid" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    FASTCGI_CATCH_STDERR "fastcgi_catch_stderr" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_CONNECT_TIMEOUT "fastcgi_connect_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_FORCE_RANGES "fastcgi_force_ranges" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_HIDE_HEADER "fastcgi_hide_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    FASTCGI_IGNORE_CLIENT_ABORT "fastcgi_ignore_client_abort" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_IGNORE_HEADERS "fastcgi_ignore_headers" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    FASTCGI_INDEX "fastcgi_index" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_INTERCEPT_ERRORS "fastcgi_intercept_errors" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_KEEP_CONN "fastcgi_keep_conn" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_LIMIT_RATE "fastcgi_limit_rate" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_MAX_TEMP_FILE_SIZE "fastcgi_max_temp_file_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_NEXT_UPSTREAM "fastcgi_next_upstream" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    FASTCGI_NEXT_UPSTREAM_TIMEOUT "fastcgi_next_upstream_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_NEXT_UPSTREAM_TRIES "fastcgi_next_upstream_tries" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_NO_CACHE "fastcgi_no_cache" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    FASTCGI_PARAM "fastcgi_param" [HTTP | SERVER | LOCATION] 2, 3; Simple Understood ALWAYS;
    FASTCGI_PASS "fastcgi_pass" [LOCATION | IF_LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_PASS_HEADER "fastcgi_pass_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    FASTCGI_PASS_REQUEST_BODY "fastcgi_pass_request_body" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_PASS_REQUEST_HEADERS "fastcgi_pass_request_headers" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_READ_TIMEOUT "fastcgi_read_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_REQUEST_BUFFERING "fastcgi_request_buffering" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_SEND_LOWAT "fastcgi_send_lowat" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_SEND_TIMEOUT "fastcgi_send_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_SOCKET_KEEPALIVE "fastcgi_socket_keepalive" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_SOCKET_RCVBUF "fastcgi_socket_rcvbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    FASTCGI_SOCKET_SNDBUF "fastcgi_socket_sndbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    FASTCGI_SPLIT_PATH_INFO "fastcgi_split_path_info" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_STORE "fastcgi_store" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    FASTCGI_STORE_ACCESS "fastcgi_store_access" [HTTP | SERVER | LOCATION] 1, 3; Simple Relevant ALWAYS;
    FASTCGI_TEMP_FILE_WRITE_SIZE "fastcgi_temp_file_write_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    FASTCGI_TEMP_PATH "fastcgi_temp_path" [HTTP | SERVER | LOCATION] 1, 4; Simple Relevant ALWAYS;
    FEEDBACK "feedback" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    FLV "flv" [LOCATION] 0, 0; Simple NoBearing ALWAYS;
    FOOTER_FILTER "footer_filter" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    GEO "geo" [HTTP | STREAM] 1, 2; Free Understood ALWAYS;
    GEOIP2 "geoip2" [HTTP | STREAM] 1, 1; Free ThirdParty ALWAYS;
    GEOIP2_PROXY "geoip2_proxy" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    GEOIP2_PROXY_RECURSIVE "geoip2_proxy_recursive" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    GEOIP_CITY "geoip_city" [HTTP | STREAM] 1, 2; Simple Relevant ALWAYS;
    GEOIP_COUNTRY "geoip_country" [HTTP | STREAM] 1, 2; Simple Relevant ALWAYS;
    GEOIP_ORG "geoip_org" [HTTP | STREAM] 1, 2; Simple Relevant ALWAYS;
    GEOIP_PROXY "geoip_proxy" [HTTP] 1, 1; Simple Relevant ALWAYS;
    GEOIP_PROXY_RECURSIVE "geoip_proxy_recursive" [HTTP] 1, 1; Simple Relevant ALWAYS;
    GOOGLE_PERFTOOLS_PROFILES "google_perftools_profiles" [MAIN] 1, 1; Simple NoBearing ALWAYS;
    GRPC_BIND "grpc_bind" [HTTP | SERVER | LOCATION] 1, 2; Simple Understood ALWAYS;
    GRPC_BUFFER_SIZE "grpc_buffer_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_CONNECT_TIMEOUT "grpc_connect_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_HIDE_HEADER "grpc_hide_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GRPC_IGNORE_HEADERS "grpc_ignore_headers" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    GRPC_INTERCEPT_ERRORS "grpc_intercept_errors" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_NEXT_UPSTREAM "grpc_next_upstream" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    GRPC_NEXT_UPSTREAM_TIMEOUT "grpc_next_upstream_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_NEXT_UPSTREAM_TRIES "grpc_next_upstream_tries" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_PASS "grpc_pass" [LOCATION | IF_LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_PASS_HEADER "grpc_pass_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GRPC_PASS_TRAILERS "grpc_pass_trailers" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    GRPC_READ_TIMEOUT "grpc_read_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_SEND_TIMEOUT "grpc_send_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_SET_HEADER "grpc_set_header" [HTTP | SERVER | LOCATION] 2, 2; Simple Understood ALWAYS;
    GRPC_SOCKET_KEEPALIVE "grpc_socket_keepalive" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    GRPC_SOCKET_RCVBUF "grpc_socket_rcvbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    GRPC_SOCKET_SNDBUF "grpc_socket_sndbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    GRPC_SSL_CERTIFICATE "grpc_ssl_certificate" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_SSL_CERTIFICATE_CACHE "grpc_ssl_certificate_cache" [HTTP | SERVER | LOCATION] 1, 4; Simple Relevant since(1, 27, 4);
    GRPC_SSL_CERTIFICATE_KEY "grpc_ssl_certificate_key" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_SSL_CIPHERS "grpc_ssl_ciphers" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    GRPC_SSL_CONF_COMMAND "grpc_ssl_conf_command" [HTTP | SERVER | LOCATION] 2, 2; Simple Relevant ALWAYS;
    GRPC_SSL_CRL "grpc_ssl_crl" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_SSL_KEY_LOG "grpc_ssl_key_log" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 27, 2);
    GRPC_SSL_NAME "grpc_ssl_name" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_SSL_PASSWORD_FILE "grpc_ssl_password_file" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    GRPC_SSL_PROTOCOLS "grpc_ssl_protocols" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    GRPC_SSL_SERVER_NAME "grpc_ssl_server_name" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_SSL_SESSION_REUSE "grpc_ssl_session_reuse" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    GRPC_SSL_TRUSTED_CERTIFICATE "grpc_ssl_trusted_certificate" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_SSL_VERIFY "grpc_ssl_verify" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GRPC_SSL_VERIFY_DEPTH "grpc_ssl_verify_depth" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    GUNZIP "gunzip" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GUNZIP_BUFFERS "gunzip_buffers" [HTTP | SERVER | LOCATION] 2, 2; Simple NoBearing ALWAYS;
    GZIP "gzip" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GZIP_BUFFERS "gzip_buffers" [HTTP | SERVER | LOCATION] 2, 2; Simple NoBearing ALWAYS;
    GZIP_COMP_LEVEL "gzip_comp_level" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GZIP_DISABLE "gzip_disable" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    GZIP_HASH "gzip_hash" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GZIP_HTTP_VERSION "gzip_http_version" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GZIP_MIN_LENGTH "gzip_min_length" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GZIP_NO_BUFFER "gzip_no_buffer" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GZIP_PROXIED "gzip_proxied" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    GZIP_STATIC "gzip_static" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GZIP_TYPES "gzip_types" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    GZIP_VARY "gzip_vary" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    GZIP_WINDOW "gzip_window" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    HASH "hash" [UPSTREAM | STREAM_UPSTREAM] 1, 2; Simple Understood ALWAYS;
    HEADER_FILTER_BY_LUA "header_filter_by_lua" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    HEADER_FILTER_BY_LUA_BLOCK "header_filter_by_lua_block" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    HEADER_FILTER_BY_LUA_FILE "header_filter_by_lua_file" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    HEALTH_CHECK "health_check" [LOCATION | STREAM_SERVER] 0, 9; Simple Understood PLUS;
    HEALTH_CHECK_TIMEOUT "health_check_timeout" [STREAM | STREAM_SERVER] 1, 1; Simple Relevant PLUS;
    HIDE_SERVER_TOKENS "hide_server_tokens" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    HLS "hls" [LOCATION] 0, 9; Simple NoBearing PLUS;
    HLS_BUFFERS "hls_buffers" [LOCATION] 0, 9; Simple NoBearing PLUS;
    HLS_FORWARD_ARGS "hls_forward_args" [LOCATION] 0, 9; Simple NoBearing PLUS;
    HLS_FRAGMENT "hls_fragment" [LOCATION] 0, 9; Simple NoBearing PLUS;
    HLS_MP4_BUFFER_SIZE "hls_mp4_buffer_size" [LOCATION] 0, 9; Simple NoBearing PLUS;
    HLS_MP4_MAX_BUFFER_SIZE "hls_mp4_max_buffer_size" [LOCATION] 0, 9; Simple NoBearing PLUS;
    HTTP "http" [MAIN] 0, 0; Block Understood ALWAYS;
    HTTP2 "http2" [HTTP | SERVER] 1, 1; Simple Understood since(1, 25, 1);
    HTTP2_BODY_PREREAD_SIZE "http2_body_preread_size" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP2_CHUNK_SIZE "http2_chunk_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    HTTP2_IDLE_TIMEOUT "http2_idle_timeout" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP2_MAX_CONCURRENT_PUSHES "http2_max_concurrent_pushes" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP2_MAX_CONCURRENT_STREAMS "http2_max_concurrent_streams" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP2_MAX_FIELD_SIZE "http2_max_field_size" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP2_MAX_HEADER_SIZE "http2_max_header_size" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP2_MAX_REQUESTS "http2_max_requests" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP2_POOL_SIZE "http2_pool_size" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP2_PUSH "http2_push" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    HTTP2_PUSH_PRELOAD "http2_push_preload" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    HTTP2_RECV_BUFFER_SIZE "http2_recv_buffer_size" [HTTP] 1, 1; Simple Relevant ALWAYS;
    HTTP2_RECV_TIMEOUT "http2_recv_timeout" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP2_STREAMS_INDEX_SIZE "http2_streams_index_size" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    HTTP3 "http3" [HTTP | SERVER] 1, 1; Simple Relevant since(1, 25, 0);
    HTTP3_HQ "http3_hq" [HTTP | SERVER] 1, 1; Simple Relevant since(1, 25, 0);
    HTTP3_MAX_CONCURRENT_STREAMS "http3_max_concurrent_streams" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 25, 0);
    HTTP3_STREAM_BUFFER_SIZE "http3_stream_buffer_size" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 25, 0);
    IF "if" [SERVER | LOCATION] 1, MANY; Block Understood ALWAYS;
    IF_MODIFIED_SINCE "if_modified_since" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    IGNORE_INVALID_HEADERS "ignore_invalid_headers" [HTTP | SERVER] 1, 1; Simple NoBearing ALWAYS;
    IMAGE_FILTER "image_filter" [HTTP | SERVER | LOCATION] 1, 3; Simple NoBearing ALWAYS;
    IMAGE_FILTER_BUFFER "image_filter_buffer" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    IMAGE_FILTER_INTERLACE "image_filter_interlace" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    IMAGE_FILTER_JPEG_QUALITY "image_filter_jpeg_quality" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    IMAGE_FILTER_SHARPEN "image_filter_sharpen" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    IMAGE_FILTER_TRANSPARENCY "image_filter_transparency" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    IMAGE_FILTER_WEBP_QUALITY "image_filter_webp_quality" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    IMAP_AUTH "imap_auth" [MAIL | MAIL_SERVER] 1, MANY; Simple NoBearing ALWAYS;
    IMAP_CAPABILITIES "imap_capabilities" [MAIL | MAIL_SERVER] 1, MANY; Simple NoBearing ALWAYS;
    IMAP_CLIENT_BUFFER "imap_client_buffer" [MAIL | MAIL_SERVER] 1, 1; Simple NoBearing ALWAYS;
    INCLUDE "include" [ANY] 1, 1; Simple Understood ALWAYS;
    INDEX "index" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    INIT_BY_LUA "init_by_lua" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    INIT_BY_LUA_BLOCK "init_by_lua_block" [HTTP | STREAM] 0, 0; Lua ThirdParty ALWAYS;
    INIT_BY_LUA_FILE "init_by_lua_file" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    INIT_WORKER_BY_LUA "init_worker_by_lua" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    INIT_WORKER_BY_LUA_BLOCK "init_worker_by_lua_block" [HTTP | STREAM] 0, 0; Lua ThirdParty ALWAYS;
    INIT_WORKER_BY_LUA_FILE "init_worker_by_lua_file" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    INTERNAL "internal" [LOCATION] 0, 0; Simple Understood ALWAYS;
    INTERNAL_REDIRECT "internal_redirect" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant PLUS;
    IP_HASH "ip_hash" [UPSTREAM] 0, 0; Simple Understood ALWAYS;
    IPC "ipc" [MAIN] 0, 0; Block ThirdParty ALWAYS;
    JDOMAIN "jdomain" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    JS_ACCESS "js_access" [STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    JS_BODY_FILTER "js_body_filter" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    JS_CONTENT "js_content" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 1, 1; Simple ThirdParty ALWAYS;
    JS_CONTEXT_REUSE "js_context_reuse" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_CONTEXT_REUSE_MAX_SIZE "js_context_reuse_max_size" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_ENGINE "js_engine" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_BUFFER_SIZE "js_fetch_buffer_size" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_CIPHERS "js_fetch_ciphers" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_KEEPALIVE "js_fetch_keepalive" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_KEEPALIVE_REQUESTS "js_fetch_keepalive_requests" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_KEEPALIVE_TIME "js_fetch_keepalive_time" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_KEEPALIVE_TIMEOUT "js_fetch_keepalive_timeout" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_MAX_RESPONSE_BUFFER_SIZE "js_fetch_max_response_buffer_size" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_PROTOCOLS "js_fetch_protocols" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_PROXY "js_fetch_proxy" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_TIMEOUT "js_fetch_timeout" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_TRUSTED_CERTIFICATE "js_fetch_trusted_certificate" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_VERIFY "js_fetch_verify" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FETCH_VERIFY_DEPTH "js_fetch_verify_depth" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_FILTER "js_filter" [STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    JS_HEADER_FILTER "js_header_filter" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    JS_IMPORT "js_import" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_INCLUDE "js_include" [HTTP | STREAM] 1, MANY; Simple ThirdParty ALWAYS;
    JS_LOAD_HTTP_NATIVE_MODULE "js_load_http_native_module" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_LOAD_STREAM_NATIVE_MODULE "js_load_stream_native_module" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_PATH "js_path" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_PERIODIC "js_periodic" [LOCATION | STREAM_SERVER] 1, 9; Simple ThirdParty ALWAYS;
    JS_PRELOAD_OBJECT "js_preload_object" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_PREREAD "js_preread" [STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    JS_SET "js_set" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JS_SHARED_DICT_ZONE "js_shared_dict_zone" [HTTP | STREAM] 1, MANY; Simple ThirdParty ALWAYS;
    JS_VAR "js_var" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    JVM_ROUTE "jvm_route" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    JWT "jwt" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    KEEPALIVE "keepalive" [UPSTREAM] 1, 2; Simple Understood ALWAYS;
    KEEPALIVE_DISABLE "keepalive_disable" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    KEEPALIVE_REQUESTS "keepalive_requests" [HTTP | SERVER | LOCATION | UPSTREAM] 1, 1; Simple Understood ALWAYS;
    KEEPALIVE_TIME "keepalive_time" [HTTP | SERVER | LOCATION | UPSTREAM] 1, 1; Simple Understood ALWAYS;
    KEEPALIVE_TIMEOUT "keepalive_timeout" [HTTP | SERVER | LOCATION | UPSTREAM] 1, 2; Simple Understood ALWAYS;
    KEYVAL "keyval" [HTTP | STREAM] 3, 3; Simple Relevant PLUS;
    KEYVAL_ZONE "keyval_zone" [HTTP | STREAM] 1, 9; Simple Relevant PLUS;
    LARGE_CLIENT_HEADER_BUFFERS "large_client_header_buffers" [HTTP | SERVER] 2, 2; Simple Relevant ALWAYS;
    LDAP_SERVER "ldap_server" [HTTP] 1, 1; Block ThirdParty ALWAYS;
    LEAST_CONN "least_conn" [UPSTREAM | STREAM_UPSTREAM] 0, 0; Simple Understood ALWAYS;
    LEAST_TIME "least_time" [UPSTREAM | STREAM_UPSTREAM] 0, 2; Simple Understood since(1, 31, 0);
    LENGTH_HIDING "length_hiding" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    LENGTH_HIDING_MAX "length_hiding_max" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    LIMIT_CONN "limit_conn" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 2, 2; Simple Understood ALWAYS;
    LIMIT_CONN_DRY_RUN "limit_conn_dry_run" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    LIMIT_CONN_LOG_LEVEL "limit_conn_log_level" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    LIMIT_CONN_STATUS "limit_conn_status" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    LIMIT_CONN_ZONE "limit_conn_zone" [HTTP | STREAM] 2, 2; Simple Understood ALWAYS;
    LIMIT_EXCEPT "limit_except" [LOCATION] 1, MANY; Block Understood ALWAYS;
    LIMIT_RATE "limit_rate" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple Relevant ALWAYS;
    LIMIT_RATE_AFTER "limit_rate_after" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple Relevant ALWAYS;
    LIMIT_REQ "limit_req" [HTTP | SERVER | LOCATION] 1, 3; Simple Understood ALWAYS;
    LIMIT_REQ_DRY_RUN "limit_req_dry_run" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    LIMIT_REQ_LOG_LEVEL "limit_req_log_level" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    LIMIT_REQ_STATUS "limit_req_status" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    LIMIT_REQ_ZONE "limit_req_zone" [HTTP] 3, 3; Simple Understood ALWAYS;
    LIMIT_UPLOAD_RATE "limit_upload_rate" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    LIMIT_UPLOAD_RATE_AFTER "limit_upload_rate_after" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    LIMIT_ZONE "limit_zone" [HTTP] 1, 1; Simple Relevant until(1, 7, 6);
    LINGERING_CLOSE "lingering_close" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    LINGERING_TIME "lingering_time" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    LINGERING_TIMEOUT "lingering_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    LISTEN "listen" [SERVER | STREAM_SERVER | MAIL_SERVER] 1, MANY; Simple Understood ALWAYS;
    LIVE "live" [SERVER] 0, 9; Simple ThirdParty ALWAYS;
    LOAD_MODULE "load_module" [MAIN] 1, 1; Simple Understood ALWAYS;
    LOCATION "location" [SERVER | LOCATION] 1, 2; Block Understood ALWAYS;
    LOCK_FILE "lock_file" [MAIN] 1, 1; Simple NoBearing ALWAYS;
    LOG_BY_LUA "log_by_lua" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LOG_BY_LUA_BLOCK "log_by_lua_block" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    LOG_BY_LUA_FILE "log_by_lua_file" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LOG_FORMAT "log_format" [HTTP | STREAM] 2, MANY; Simple NoBearing ALWAYS;
    LOG_NOT_FOUND "log_not_found" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    LOG_SUBREQUEST "log_subrequest" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    LUA_CAPTURE_ERROR_LOG "lua_capture_error_log" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    LUA_CHECK_CLIENT_ABORT "lua_check_client_abort" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_CODE_CACHE "lua_code_cache" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_HTTP10_BUFFERING "lua_http10_buffering" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_LOAD_RESTY_CORE "lua_load_resty_core" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    LUA_MALLOC_TRIM "lua_malloc_trim" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    LUA_MAX_PENDING_TIMERS "lua_max_pending_timers" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    LUA_MAX_RUNNING_TIMERS "lua_max_running_timers" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    LUA_NEED_REQUEST_BODY "lua_need_request_body" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_PACKAGE_CPATH "lua_package_cpath" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    LUA_PACKAGE_PATH "lua_package_path" [HTTP | STREAM] 1, 1; Simple ThirdParty ALWAYS;
    LUA_REGEX_CACHE_MAX_ENTRIES "lua_regex_cache_max_entries" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    LUA_REGEX_MATCH_LIMIT "lua_regex_match_limit" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SA_RESTART "lua_sa_restart" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SHARED_DICT "lua_shared_dict" [HTTP | STREAM] 2, 2; Simple ThirdParty ALWAYS;
    LUA_SOCKET_BUFFER_SIZE "lua_socket_buffer_size" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SOCKET_CONNECT_TIMEOUT "lua_socket_connect_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SOCKET_KEEPALIVE_TIMEOUT "lua_socket_keepalive_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SOCKET_LOG_ERRORS "lua_socket_log_errors" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SOCKET_POOL_SIZE "lua_socket_pool_size" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SOCKET_READ_TIMEOUT "lua_socket_read_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SOCKET_SEND_LOWAT "lua_socket_send_lowat" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SOCKET_SEND_TIMEOUT "lua_socket_send_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SSL_CERTIFICATE "lua_ssl_certificate" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SSL_CERTIFICATE_KEY "lua_ssl_certificate_key" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SSL_CIPHERS "lua_ssl_ciphers" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SSL_CONF_COMMAND "lua_ssl_conf_command" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    LUA_SSL_CRL "lua_ssl_crl" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SSL_KEY_LOG "lua_ssl_key_log" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SSL_PROTOCOLS "lua_ssl_protocols" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple ThirdParty ALWAYS;
    LUA_SSL_TRUSTED_CERTIFICATE "lua_ssl_trusted_certificate" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_SSL_VERIFY_DEPTH "lua_ssl_verify_depth" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_THREAD_CACHE_MAX_ENTRIES "lua_thread_cache_max_entries" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    LUA_TRANSFORM_UNDERSCORES_IN_RESPONSE_HEADERS "lua_transform_underscores_in_response_headers" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_UPSTREAM "lua_upstream" [HTTP] 1, 1; Block ThirdParty ALWAYS;
    LUA_UPSTREAM_SKIP_OPENSSL_DEFAULT_VERIFY "lua_upstream_skip_openssl_default_verify" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_USE_DEFAULT_TYPE "lua_use_default_type" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    LUA_WORKER_THREAD_VM_POOL_SIZE "lua_worker_thread_vm_pool_size" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    MAIL "mail" [MAIN] 0, 0; Block Understood ALWAYS;
    MAP "map" [HTTP | STREAM] 2, 2; Free Understood ALWAYS;
    MAP_HASH_BUCKET_SIZE "map_hash_bucket_size" [HTTP | STREAM] 1, 1; Simple Relevant ALWAYS;
    MAP_HASH_MAX_SIZE "map_hash_max_size" [HTTP | STREAM] 1, 1; Simple Relevant ALWAYS;
    MASTER_PROCESS "master_process" [MAIN] 1, 1; Simple Relevant ALWAYS;
    MATCH "match" [HTTP | STREAM] 1, 1; Free Relevant PLUS;
    MAX_CONNECTIONS "max_connections" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    MAX_CONNECTIONS_QUEUE_TIMEOUT "max_connections_queue_timeout" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    MAX_ERRORS "max_errors" [MAIL | MAIL_SERVER] 1, 1; Simple NoBearing ALWAYS;
    MAX_HEADERS "max_headers" [HTTP | SERVER] 1, 1; Simple NoBearing ALWAYS;
    MAX_RANGES "max_ranges" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    MEMC_BIND "memc_bind" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    MEMC_BUFFER_SIZE "memc_buffer_size" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    MEMC_CMDS_ALLOWED "memc_cmds_allowed" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    MEMC_CONNECT_TIMEOUT "memc_connect_timeout" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    MEMC_FLAGS_TO_LAST_MODIFIED "memc_flags_to_last_modified" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    MEMC_NEXT_UPSTREAM "memc_next_upstream" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    MEMC_PASS "memc_pass" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    MEMC_READ_TIMEOUT "memc_read_timeout" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    MEMC_SEND_TIMEOUT "memc_send_timeout" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    MEMCACHED_BIND "memcached_bind" [HTTP | SERVER | LOCATION] 1, 2; Simple Understood ALWAYS;
    MEMCACHED_BUFFER_SIZE "memcached_buffer_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    MEMCACHED_CONNECT_TIMEOUT "memcached_connect_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    MEMCACHED_GZIP_FLAG "memcached_gzip_flag" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    MEMCACHED_NEXT_UPSTREAM "memcached_next_upstream" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    MEMCACHED_NEXT_UPSTREAM_TIMEOUT "memcached_next_upstream_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    MEMCACHED_NEXT_UPSTREAM_TRIES "memcached_next_upstream_tries" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    MEMCACHED_PASS "memcached_pass" [LOCATION | IF_LOCATION] 1, 1; Simple Understood ALWAYS;
    MEMCACHED_READ_TIMEOUT "memcached_read_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    MEMCACHED_SEND_TIMEOUT "memcached_send_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    MEMCACHED_SOCKET_KEEPALIVE "memcached_socket_keepalive" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    MEMCACHED_SOCKET_RCVBUF "memcached_socket_rcvbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    MEMCACHED_SOCKET_SNDBUF "memcached_socket_sndbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    MERGE_SLASHES "merge_slashes" [HTTP | SERVER] 1, 1; Simple Understood ALWAYS;
    MGMT "mgmt" [MAIN] 0, 0; Block Relevant PLUS;
    MIN_DELETE_DEPTH "min_delete_depth" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    MIRROR "mirror" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    MIRROR_REQUEST_BODY "mirror_request_body" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    MODERN_BROWSER "modern_browser" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    MODERN_BROWSER_VALUE "modern_browser_value" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    MODSECURITY "modsecurity" [HTTP | SERVER | LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    MODSECURITY_RULES "modsecurity_rules" [HTTP | SERVER | LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    MODSECURITY_RULES_FILE "modsecurity_rules_file" [HTTP | SERVER | LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    MODSECURITY_RULES_REMOTE "modsecurity_rules_remote" [HTTP | SERVER | LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    MODSECURITY_TRANSACTION_ID "modsecurity_transaction_id" [HTTP | SERVER | LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    MODSECURITY_USE_ERROR_LOG "modsecurity_use_error_log" [HTTP | SERVER | LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    MORE_CLEAR_HEADERS "more_clear_headers" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    MORE_CLEAR_INPUT_HEADERS "more_clear_input_headers" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    MORE_SET_HEADERS "more_set_headers" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    MORE_SET_INPUT_HEADERS "more_set_input_headers" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    MP4 "mp4" [LOCATION] 0, 0; Simple NoBearing ALWAYS;
    MP4_BUFFER_SIZE "mp4_buffer_size" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    MP4_LIMIT_RATE "mp4_limit_rate" [LOCATION] 0, 9; Simple NoBearing PLUS;
    MP4_LIMIT_RATE_AFTER "mp4_limit_rate_after" [LOCATION] 0, 9; Simple NoBearing PLUS;
    MP4_MAX_BUFFER_SIZE "mp4_max_buffer_size" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    MP4_START_KEY_FRAME "mp4_start_key_frame" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    MQTT "mqtt" [STREAM | STREAM_SERVER] 1, 9; Simple NoBearing PLUS;
    MQTT_BUFFERS "mqtt_buffers" [STREAM | STREAM_SERVER] 1, 9; Simple NoBearing PLUS;
    MQTT_PREREAD "mqtt_preread" [STREAM | STREAM_SERVER] 0, 9; Simple NoBearing PLUS;
    MQTT_REWRITE_BUFFER_SIZE "mqtt_rewrite_buffer_size" [STREAM | STREAM_SERVER] 1, 9; Simple NoBearing PLUS;
    MQTT_SET_CONNECT "mqtt_set_connect" [STREAM | STREAM_SERVER] 1, 9; Simple NoBearing PLUS;
    MRUBY_INIT "mruby_init" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    MSIE_PADDING "msie_padding" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    MSIE_REFRESH "msie_refresh" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    MULTI_ACCEPT "multi_accept" [EVENTS] 1, 1; Simple Relevant ALWAYS;
    NCHAN_ACCESS_CONTROL_ALLOW_ORIGIN "nchan_access_control_allow_origin" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_AUTHORIZE_REQUEST "nchan_authorize_request" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_CHANNEL_GROUP "nchan_channel_group" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_CHANNEL_ID "nchan_channel_id" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_EVENTSOURCE_PING_INTERVAL "nchan_eventsource_ping_interval" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_MAX_RESERVED_MEMORY "nchan_max_reserved_memory" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_MESSAGE_BUFFER_LENGTH "nchan_message_buffer_length" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_MESSAGE_TIMEOUT "nchan_message_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_PUBLISHER "nchan_publisher" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_PUBSUB "nchan_pubsub" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_REDIS_PASS "nchan_redis_pass" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_REDIS_URL "nchan_redis_url" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_SHARED_MEMORY_SIZE "nchan_shared_memory_size" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_STORE_MESSAGES "nchan_store_messages" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_STUB_STATUS "nchan_stub_status" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_SUBSCRIBER "nchan_subscriber" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_SUBSCRIBER_FIRST_MESSAGE "nchan_subscriber_first_message" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_SUBSCRIBER_TIMEOUT "nchan_subscriber_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_USE_REDIS "nchan_use_redis" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NCHAN_WEBSOCKET_PING_INTERVAL "nchan_websocket_ping_interval" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NGINX_STATUS "nginx_status" [LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    NTLM "ntlm" [UPSTREAM] 0, 9; Simple Relevant PLUS;
    NUM_MAP "num_map" [HTTP | STREAM] 1, 2; Free Relevant PLUS;
    OIDC_PROVIDER "oidc_provider" [HTTP] 1, 1; Block NoBearing PLUS;
    OPEN_FILE_CACHE "open_file_cache" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    OPEN_FILE_CACHE_ERRORS "open_file_cache_errors" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    OPEN_FILE_CACHE_EVENTS "open_file_cache_events" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    OPEN_FILE_CACHE_MIN_USES "open_file_cache_min_uses" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    OPEN_FILE_CACHE_RETEST "open_file_cache_retest" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing until(1, 1, 0);
    OPEN_FILE_CACHE_VALID "open_file_cache_valid" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    OPEN_LOG_FILE_CACHE "open_log_file_cache" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 4; Simple NoBearing ALWAYS;
    OPENTELEMETRY "opentelemetry" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTELEMETRY_ATTRIBUTE "opentelemetry_attribute" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTELEMETRY_CAPTURE_HEADERS "opentelemetry_capture_headers" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTELEMETRY_CONFIG "opentelemetry_config" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTELEMETRY_IGNORE_PATHS "opentelemetry_ignore_paths" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTELEMETRY_OPERATION_NAME "opentelemetry_operation_name" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTELEMETRY_PROPAGATE "opentelemetry_propagate" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTELEMETRY_SENSITIVE_HEADER_NAMES "opentelemetry_sensitive_header_names" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTELEMETRY_SENSITIVE_HEADER_VALUES "opentelemetry_sensitive_header_values" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTELEMETRY_TRUST_INCOMING_SPANS "opentelemetry_trust_incoming_spans" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTRACING "opentracing" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTRACING_FASTCGI_PROPAGATE_CONTEXT "opentracing_fastcgi_propagate_context" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTRACING_GRPC_PROPAGATE_CONTEXT "opentracing_grpc_propagate_context" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTRACING_LOAD_TRACER "opentracing_load_tracer" [HTTP] 1, 9; Simple ThirdParty ALWAYS;
    OPENTRACING_LOCATION_OPERATION_NAME "opentracing_location_operation_name" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTRACING_OPERATION_NAME "opentracing_operation_name" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTRACING_PROPAGATE_CONTEXT "opentracing_propagate_context" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTRACING_TAG "opentracing_tag" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPENTRACING_TRACE_LOCATIONS "opentracing_trace_locations" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OPTIMIZE_SERVER_NAMES "optimize_server_names" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing until(1, 1, 0);
    OTEL_EXPORTER "otel_exporter" [HTTP] 0, 1; Block NoBearing ALWAYS;
    OTEL_RESOURCE_ATTR "otel_resource_attr" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OTEL_SERVICE_NAME "otel_service_name" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OTEL_SPAN_ATTR "otel_span_attr" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OTEL_SPAN_NAME "otel_span_name" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OTEL_TRACE "otel_trace" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OTEL_TRACE_CONTEXT "otel_trace_context" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    OUTPUT_BUFFERS "output_buffers" [HTTP | SERVER | LOCATION] 2, 2; Simple Relevant ALWAYS;
    OVERRIDE_CHARSET "override_charset" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple NoBearing ALWAYS;
    PAGESPEED "pagespeed" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASS "pass" [STREAM_SERVER] 1, 1; Simple Relevant since(1, 25, 5);
    PASSENGER_APP_ENV "passenger_app_env" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_APP_GROUP_NAME "passenger_app_group_name" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_APP_ROOT "passenger_app_root" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_APP_START_COMMAND "passenger_app_start_command" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_APP_TYPE "passenger_app_type" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_BASE_URI "passenger_base_uri" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_BUFFER_RESPONSE "passenger_buffer_response" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_DEFAULT_USER "passenger_default_user" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_DISABLE_SECURITY_UPDATE_CHECK "passenger_disable_security_update_check" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_DOCUMENT_ROOT "passenger_document_root" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_ENABLED "passenger_enabled" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_ENV_VAR "passenger_env_var" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_FRIENDLY_ERROR_PAGES "passenger_friendly_error_pages" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_INSTANCE_REGISTRY_DIR "passenger_instance_registry_dir" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_LOAD_SHELL_ENVVARS "passenger_load_shell_envvars" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_LOG_FILE "passenger_log_file" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_MAX_POOL_SIZE "passenger_max_pool_size" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_MAX_REQUEST_QUEUE_SIZE "passenger_max_request_queue_size" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_MAX_REQUESTS "passenger_max_requests" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_MIN_INSTANCES "passenger_min_instances" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_NODEJS "passenger_nodejs" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_POOL_IDLE_TIME "passenger_pool_idle_time" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_PRE_START "passenger_pre_start" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_PRELOAD_BUNDLER "passenger_preload_bundler" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_PYTHON "passenger_python" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_READ_TIMEOUT "passenger_read_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_ROOT "passenger_root" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    PASSENGER_RUBY "passenger_ruby" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_SET_HEADER "passenger_set_header" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_START_TIMEOUT "passenger_start_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_STARTUP_FILE "passenger_startup_file" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_STICKY_SESSIONS "passenger_sticky_sessions" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PASSENGER_USER "passenger_user" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PCRE_JIT "pcre_jit" [MAIN] 1, 1; Simple NoBearing ALWAYS;
    PERL "perl" [LOCATION | LIMIT_EXCEPT] 1, 1; Simple Relevant ALWAYS;
    PERL_MODULES "perl_modules" [HTTP] 1, 1; Simple Relevant ALWAYS;
    PERL_REQUIRE "perl_require" [HTTP] 1, 1; Simple Relevant ALWAYS;
    PERL_SET "perl_set" [HTTP] 2, 2; Simple Relevant ALWAYS;
    PID "pid" [MAIN] 1, 1; Simple Relevant ALWAYS;
    PLAY "play" [SERVER] 0, 9; Simple ThirdParty ALWAYS;
    POP3_AUTH "pop3_auth" [MAIL | MAIL_SERVER] 1, MANY; Simple NoBearing ALWAYS;
    POP3_CAPABILITIES "pop3_capabilities" [MAIL | MAIL_SERVER] 1, MANY; Simple NoBearing ALWAYS;
    PORT_IN_REDIRECT "port_in_redirect" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    POST_ACTION "post_action" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple Relevant ALWAYS;
    POSTGRES_KEEPALIVE "postgres_keepalive" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    POSTGRES_OUTPUT "postgres_output" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    POSTGRES_PASS "postgres_pass" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    POSTGRES_QUERY "postgres_query" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    POSTGRES_REWRITE "postgres_rewrite" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    POSTGRES_SERVER "postgres_server" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    POSTGRES_SET "postgres_set" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    POSTPONE_GZIPPING "postpone_gzipping" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    POSTPONE_OUTPUT "postpone_output" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    PRECONTENT_BY_LUA "precontent_by_lua" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    PRECONTENT_BY_LUA_BLOCK "precontent_by_lua_block" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    PRECONTENT_BY_LUA_FILE "precontent_by_lua_file" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    PRECONTENT_BY_LUA_NO_POSTPONE "precontent_by_lua_no_postpone" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    PREREAD_BUFFER_SIZE "preread_buffer_size" [STREAM | STREAM_SERVER] 1, 1; Simple NoBearing ALWAYS;
    PREREAD_BY_LUA "preread_by_lua" [STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    PREREAD_BY_LUA_BLOCK "preread_by_lua_block" [STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    PREREAD_BY_LUA_FILE "preread_by_lua_file" [STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    PREREAD_TIMEOUT "preread_timeout" [STREAM | STREAM_SERVER] 1, 1; Simple NoBearing ALWAYS;
    PROMETHEUS "prometheus" [LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PROTOCOL "protocol" [MAIL_SERVER] 1, 1; Simple NoBearing ALWAYS;
    PROXY "proxy" [MAIL | MAIL_SERVER] 1, 1; Simple NoBearing ALWAYS;
    PROXY_ALLOW_UPSTREAM "proxy_allow_upstream" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 29, 3);
    PROXY_BIND "proxy_bind" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 3; Simple Understood ALWAYS;
    PROXY_BUFFER "proxy_buffer" [MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_BUFFER_SIZE "proxy_buffer_size" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_BUFFERING "proxy_buffering" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_BUFFERS "proxy_buffers" [HTTP | SERVER | LOCATION] 2, 2; Simple Understood ALWAYS;
    PROXY_BUSY_BUFFERS_SIZE "proxy_busy_buffers_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_CACHE "proxy_cache" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_CACHE_BACKGROUND_UPDATE "proxy_cache_background_update" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_CACHE_BYPASS "proxy_cache_bypass" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    PROXY_CACHE_CONVERT_HEAD "proxy_cache_convert_head" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_CACHE_KEY "proxy_cache_key" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_CACHE_LOCK "proxy_cache_lock" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_CACHE_LOCK_AGE "proxy_cache_lock_age" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_CACHE_LOCK_TIMEOUT "proxy_cache_lock_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_CACHE_MAX_RANGE_OFFSET "proxy_cache_max_range_offset" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_CACHE_METHODS "proxy_cache_methods" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    PROXY_CACHE_MIN_USES "proxy_cache_min_uses" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_CACHE_PATH "proxy_cache_path" [HTTP] 2, MANY; Simple Relevant ALWAYS;
    PROXY_CACHE_PATH_DISK "proxy_cache_path_disk" [HTTP] 1, MANY; Simple Relevant PLUS;
    PROXY_CACHE_PURGE "proxy_cache_purge" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant PLUS;
    PROXY_CACHE_REVALIDATE "proxy_cache_revalidate" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_CACHE_USE_STALE "proxy_cache_use_stale" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    PROXY_CACHE_VALID "proxy_cache_valid" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    PROXY_CONNECT "proxy_connect" [HTTP | SERVER | LOCATION] 0, MANY; Simple ThirdParty ALWAYS;
    PROXY_CONNECT_ADDRESS "proxy_connect_address" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PROXY_CONNECT_ALLOW "proxy_connect_allow" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PROXY_CONNECT_BIND "proxy_connect_bind" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PROXY_CONNECT_CONNECT_TIMEOUT "proxy_connect_connect_timeout" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PROXY_CONNECT_DATA_TIMEOUT "proxy_connect_data_timeout" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PROXY_CONNECT_READ_TIMEOUT "proxy_connect_read_timeout" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PROXY_CONNECT_RESPONSE "proxy_connect_response" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PROXY_CONNECT_SEND_TIMEOUT "proxy_connect_send_timeout" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    PROXY_CONNECT_TIMEOUT "proxy_connect_timeout" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_COOKIE_DOMAIN "proxy_cookie_domain" [HTTP | SERVER | LOCATION] 1, 6; Simple Relevant ALWAYS;
    PROXY_COOKIE_FLAGS "proxy_cookie_flags" [HTTP | SERVER | LOCATION] 1, 6; Simple Relevant ALWAYS;
    PROXY_COOKIE_PATH "proxy_cookie_path" [HTTP | SERVER | LOCATION] 1, 6; Simple Relevant ALWAYS;
    PROXY_DOWNLOAD_RATE "proxy_download_rate" [STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_DOWNSTREAM_BUFFER "proxy_downstream_buffer" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_FORCE_RANGES "proxy_force_ranges" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_HALF_CLOSE "proxy_half_close" [STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_HEADERS_HASH_BUCKET_SIZE "proxy_headers_hash_bucket_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_HEADERS_HASH_MAX_SIZE "proxy_headers_hash_max_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_HIDE_HEADER "proxy_hide_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    PROXY_HTTP_VERSION "proxy_http_version" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_IGNORE_CLIENT_ABORT "proxy_ignore_client_abort" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_IGNORE_HEADERS "proxy_ignore_headers" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    PROXY_INTERCEPT_ERRORS "proxy_intercept_errors" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_LIMIT_RATE "proxy_limit_rate" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_MAX_TEMP_FILE_SIZE "proxy_max_temp_file_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_METHOD "proxy_method" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_NEXT_UPSTREAM "proxy_next_upstream" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple Understood ALWAYS;
    PROXY_NEXT_UPSTREAM_TIMEOUT "proxy_next_upstream_timeout" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_NEXT_UPSTREAM_TRIES "proxy_next_upstream_tries" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_NO_CACHE "proxy_no_cache" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    PROXY_PASS "proxy_pass" [LOCATION | IF_LOCATION | LIMIT_EXCEPT | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_PASS_ERROR_MESSAGE "proxy_pass_error_message" [MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_PASS_HEADER "proxy_pass_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    PROXY_PASS_REQUEST_BODY "proxy_pass_request_body" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_PASS_REQUEST_HEADERS "proxy_pass_request_headers" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_PASS_TRAILERS "proxy_pass_trailers" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 27, 2);
    PROXY_PROTOCOL "proxy_protocol" [STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_PROTOCOL_TIMEOUT "proxy_protocol_timeout" [STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_PROTOCOL_TLV "proxy_protocol_tlv" [STREAM_SERVER] 0, 9; Simple Relevant PLUS;
    PROXY_READ_TIMEOUT "proxy_read_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_REDIRECT "proxy_redirect" [HTTP | SERVER | LOCATION] 1, 2; Simple Understood ALWAYS;
    PROXY_REQUEST_BUFFERING "proxy_request_buffering" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_REQUEST_DYNAMIC "proxy_request_dynamic" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 29, 3);
    PROXY_REQUESTS "proxy_requests" [STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_RESPONSES "proxy_responses" [STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_SEND_LOWAT "proxy_send_lowat" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_SEND_TIMEOUT "proxy_send_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_SESSION_DROP "proxy_session_drop" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant PLUS;
    PROXY_SET_BODY "proxy_set_body" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_SET_HEADER "proxy_set_header" [HTTP | SERVER | LOCATION] 2, 2; Simple Understood ALWAYS;
    PROXY_SMTP_AUTH "proxy_smtp_auth" [MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_SOCKET_KEEPALIVE "proxy_socket_keepalive" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_SOCKET_RCVBUF "proxy_socket_rcvbuf" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 31, 3);
    PROXY_SOCKET_SNDBUF "proxy_socket_sndbuf" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 31, 3);
    PROXY_SSL "proxy_ssl" [STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_SSL_ALPN "proxy_ssl_alpn" [STREAM | STREAM_SERVER] 1, MANY; Simple Relevant since(1, 31, 0);
    PROXY_SSL_CERTIFICATE "proxy_ssl_certificate" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_SSL_CERTIFICATE_BY_LUA "proxy_ssl_certificate_by_lua" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    PROXY_SSL_CERTIFICATE_BY_LUA_BLOCK "proxy_ssl_certificate_by_lua_block" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    PROXY_SSL_CERTIFICATE_BY_LUA_FILE "proxy_ssl_certificate_by_lua_file" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    PROXY_SSL_CERTIFICATE_CACHE "proxy_ssl_certificate_cache" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 4; Simple Relevant since(1, 27, 4);
    PROXY_SSL_CERTIFICATE_KEY "proxy_ssl_certificate_key" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_SSL_CIPHERS "proxy_ssl_ciphers" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_SSL_CONF_COMMAND "proxy_ssl_conf_command" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 2, 2; Simple Relevant ALWAYS;
    PROXY_SSL_CRL "proxy_ssl_crl" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_SSL_KEY_LOG "proxy_ssl_key_log" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 27, 2);
    PROXY_SSL_NAME "proxy_ssl_name" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_SSL_PASSWORD_FILE "proxy_ssl_password_file" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_SSL_PROTOCOLS "proxy_ssl_protocols" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, MANY; Simple Understood ALWAYS;
    PROXY_SSL_SERVER_NAME "proxy_ssl_server_name" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_SSL_SESSION_REUSE "proxy_ssl_session_reuse" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_SSL_TRUSTED_CERTIFICATE "proxy_ssl_trusted_certificate" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_SSL_VERIFY "proxy_ssl_verify" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_SSL_VERIFY_BY_LUA "proxy_ssl_verify_by_lua" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    PROXY_SSL_VERIFY_BY_LUA_BLOCK "proxy_ssl_verify_by_lua_block" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    PROXY_SSL_VERIFY_BY_LUA_FILE "proxy_ssl_verify_by_lua_file" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    PROXY_SSL_VERIFY_DEPTH "proxy_ssl_verify_depth" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_STORE "proxy_store" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    PROXY_STORE_ACCESS "proxy_store_access" [HTTP | SERVER | LOCATION] 1, 3; Simple Relevant ALWAYS;
    PROXY_TEMP_FILE_WRITE_SIZE "proxy_temp_file_write_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    PROXY_TEMP_PATH "proxy_temp_path" [HTTP | SERVER | LOCATION] 1, 4; Simple Relevant ALWAYS;
    PROXY_TIMEOUT "proxy_timeout" [STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    PROXY_UPLOAD_RATE "proxy_upload_rate" [STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PROXY_UPSTREAM_BUFFER "proxy_upstream_buffer" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    PULL "pull" [SERVER] 0, 9; Simple ThirdParty ALWAYS;
    PUSH "push" [SERVER] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_RECONNECT "push_reconnect" [SERVER] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_ALLOWED_ORIGINS "push_stream_allowed_origins" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_CHANNELS_PATH "push_stream_channels_path" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_CHANNELS_STATISTICS "push_stream_channels_statistics" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_FOOTER_TEMPLATE "push_stream_footer_template" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_HEADER_TEMPLATE "push_stream_header_template" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_MESSAGE_TEMPLATE "push_stream_message_template" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_PING_MESSAGE_INTERVAL "push_stream_ping_message_interval" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_PUBLISHER "push_stream_publisher" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_STORE_MESSAGES "push_stream_store_messages" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_SUBSCRIBER "push_stream_subscriber" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    PUSH_STREAM_WEBSOCKET "push_stream_websocket" [LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    QUEUE "queue" [UPSTREAM] 0, 9; Simple Relevant PLUS;
    QUIC_ACTIVE_CONNECTION_ID_LIMIT "quic_active_connection_id_limit" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 25, 0);
    QUIC_BPF "quic_bpf" [MAIN | HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 25, 0);
    QUIC_GSO "quic_gso" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 25, 0);
    QUIC_HOST_KEY "quic_host_key" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 25, 0);
    QUIC_RETRY "quic_retry" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 25, 0);
    RANDOM "random" [UPSTREAM | STREAM_UPSTREAM] 0, 2; Simple Understood ALWAYS;
    RANDOM_INDEX "random_index" [LOCATION] 1, 1; Simple Relevant ALWAYS;
    RDS_CSV "rds_csv" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    RDS_JSON "rds_json" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    READ_AHEAD "read_ahead" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    REAL_IP_HEADER "real_ip_header" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    REAL_IP_RECURSIVE "real_ip_recursive" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    RECORD "record" [SERVER] 0, 9; Simple ThirdParty ALWAYS;
    RECURSIVE_ERROR_PAGES "recursive_error_pages" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    REDIS2_BUFFER_SIZE "redis2_buffer_size" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS2_CONNECT_TIMEOUT "redis2_connect_timeout" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS2_NEXT_UPSTREAM "redis2_next_upstream" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS2_PASS "redis2_pass" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS2_QUERY "redis2_query" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS2_RAW_QUERIES "redis2_raw_queries" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS2_RAW_QUERY "redis2_raw_query" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS2_READ_TIMEOUT "redis2_read_timeout" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS2_SEND_TIMEOUT "redis2_send_timeout" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS_BIND "redis_bind" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS_BUFFER_SIZE "redis_buffer_size" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    REDIS_CONNECT_TIMEOUT "redis_connect_timeout" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    REDIS_NEXT_UPSTREAM "redis_next_upstream" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    REDIS_PASS "redis_pass" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    REDIS_READ_TIMEOUT "redis_read_timeout" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    REDIS_SEND_TIMEOUT "redis_send_timeout" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    REFERER_HASH_BUCKET_SIZE "referer_hash_bucket_size" [SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    REFERER_HASH_MAX_SIZE "referer_hash_max_size" [SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    REPORT_UPLOADS "report_uploads" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    REQ_STATUS "req_status" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    REQ_STATUS_SHOW "req_status_show" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    REQ_STATUS_ZONE "req_status_zone" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    REQUEST_POOL_SIZE "request_pool_size" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    RESET_TIMEDOUT_CONNECTION "reset_timedout_connection" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    RESOLVER "resolver" [HTTP | SERVER | LOCATION | UPSTREAM | STREAM | STREAM_SERVER | STREAM_UPSTREAM | MAIL | MAIL_SERVER] 1, MANY; Simple Understood ALWAYS;
    RESOLVER_TIMEOUT "resolver_timeout" [HTTP | SERVER | LOCATION | UPSTREAM | STREAM | STREAM_SERVER | STREAM_UPSTREAM | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    RETURN "return" [SERVER | LOCATION | IF_SERVER | IF_LOCATION | STREAM_SERVER] 1, 2; Simple Understood ALWAYS;
    REWRITE "rewrite" [SERVER | LOCATION | IF_SERVER | IF_LOCATION] 2, 3; Simple Understood ALWAYS;
    REWRITE_BY_LUA "rewrite_by_lua" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    REWRITE_BY_LUA_BLOCK "rewrite_by_lua_block" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    REWRITE_BY_LUA_FILE "rewrite_by_lua_file" [HTTP | SERVER | LOCATION | IF_LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    REWRITE_BY_LUA_NO_POSTPONE "rewrite_by_lua_no_postpone" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    REWRITE_LOG "rewrite_log" [HTTP | SERVER | LOCATION | IF_SERVER | IF_LOCATION] 1, 1; Simple NoBearing ALWAYS;
    ROOT "root" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple Understood ALWAYS;
    RTMP "rtmp" [MAIN] 0, 0; Block ThirdParty ALWAYS;
    RTMP_AUTO_PUSH "rtmp_auto_push" [MAIN] 1, MANY; Simple ThirdParty ALWAYS;
    RTMP_AUTO_PUSH_BLOCK "rtmp_auto_push_block" [MAIN] 0, 0; Block ThirdParty ALWAYS;
    RTMP_AUTO_PUSH_RECONNECT "rtmp_auto_push_reconnect" [MAIN] 1, MANY; Simple ThirdParty ALWAYS;
    RTMP_CONTROL "rtmp_control" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    RTMP_SOCKET_DIR "rtmp_socket_dir" [MAIN] 1, MANY; Simple ThirdParty ALWAYS;
    RTMP_STAT "rtmp_stat" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    RTMP_STAT_STYLESHEET "rtmp_stat_stylesheet" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    SATISFY "satisfy" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_BIND "scgi_bind" [HTTP | SERVER | LOCATION] 1, 2; Simple Understood ALWAYS;
    SCGI_BUFFER_SIZE "scgi_buffer_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_BUFFERING "scgi_buffering" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_BUFFERS "scgi_buffers" [HTTP | SERVER | LOCATION] 2, 2; Simple Understood ALWAYS;
    SCGI_BUSY_BUFFERS_SIZE "scgi_busy_buffers_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_CACHE "scgi_cache" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_CACHE_BACKGROUND_UPDATE "scgi_cache_background_update" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_CACHE_BYPASS "scgi_cache_bypass" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    SCGI_CACHE_KEY "scgi_cache_key" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_CACHE_LOCK "scgi_cache_lock" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_CACHE_LOCK_AGE "scgi_cache_lock_age" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_CACHE_LOCK_TIMEOUT "scgi_cache_lock_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_CACHE_MAX_RANGE_OFFSET "scgi_cache_max_range_offset" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_CACHE_METHODS "scgi_cache_methods" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    SCGI_CACHE_MIN_USES "scgi_cache_min_uses" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_CACHE_PATH "scgi_cache_path" [HTTP] 2, MANY; Simple Relevant ALWAYS;
    SCGI_CACHE_PURGE "scgi_cache_purge" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant PLUS;
    SCGI_CACHE_REVALIDATE "scgi_cache_revalidate" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_CACHE_USE_STALE "scgi_cache_use_stale" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    SCGI_CACHE_VALID "scgi_cache_valid" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    SCGI_CONNECT_TIMEOUT "scgi_connect_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_FORCE_RANGES "scgi_force_ranges" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_HIDE_HEADER "scgi_hide_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SCGI_IGNORE_CLIENT_ABORT "scgi_ignore_client_abort" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_IGNORE_HEADERS "scgi_ignore_headers" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    SCGI_INTERCEPT_ERRORS "scgi_intercept_errors" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_LIMIT_RATE "scgi_limit_rate" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_MAX_TEMP_FILE_SIZE "scgi_max_temp_file_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_NEXT_UPSTREAM "scgi_next_upstream" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    SCGI_NEXT_UPSTREAM_TIMEOUT "scgi_next_upstream_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_NEXT_UPSTREAM_TRIES "scgi_next_upstream_tries" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_NO_CACHE "scgi_no_cache" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    SCGI_PARAM "scgi_param" [HTTP | SERVER | LOCATION] 2, 3; Simple Understood ALWAYS;
    SCGI_PASS "scgi_pass" [LOCATION | IF_LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_PASS_HEADER "scgi_pass_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SCGI_PASS_REQUEST_BODY "scgi_pass_request_body" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_PASS_REQUEST_HEADERS "scgi_pass_request_headers" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_READ_TIMEOUT "scgi_read_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_REQUEST_BUFFERING "scgi_request_buffering" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_SEND_TIMEOUT "scgi_send_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_SOCKET_KEEPALIVE "scgi_socket_keepalive" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_SOCKET_RCVBUF "scgi_socket_rcvbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    SCGI_SOCKET_SNDBUF "scgi_socket_sndbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    SCGI_STORE "scgi_store" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SCGI_STORE_ACCESS "scgi_store_access" [HTTP | SERVER | LOCATION] 1, 3; Simple Relevant ALWAYS;
    SCGI_TEMP_FILE_WRITE_SIZE "scgi_temp_file_write_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    SCGI_TEMP_PATH "scgi_temp_path" [HTTP | SERVER | LOCATION] 1, 4; Simple Relevant ALWAYS;
    SECURE_LINK "secure_link" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SECURE_LINK_MD5 "secure_link_md5" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SECURE_LINK_SECRET "secure_link_secret" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SECURITY_HEADERS "security_headers" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SECURITY_HEADERS_FRAME "security_headers_frame" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SECURITY_HEADERS_REFERRER_POLICY "security_headers_referrer_policy" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SECURITY_HEADERS_XSS "security_headers_xss" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SEND_LOWAT "send_lowat" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SEND_TIMEOUT "send_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SENDFILE "sendfile" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SENDFILE_MAX_CHUNK "sendfile_max_chunk" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SERVER "server" [HTTP | UPSTREAM | STREAM | STREAM_UPSTREAM | MAIL] 0, MANY; Either Understood ALWAYS;
    SERVER_NAME "server_name" [SERVER | STREAM_SERVER | MAIL | MAIL_SERVER] 1, MANY; Simple Understood ALWAYS;
    SERVER_NAME_IN_REDIRECT "server_name_in_redirect" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple NoBearing ALWAYS;
    SERVER_NAMES_HASH_BUCKET_SIZE "server_names_hash_bucket_size" [HTTP | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    SERVER_NAMES_HASH_MAX_SIZE "server_names_hash_max_size" [HTTP | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    SERVER_REWRITE_BY_LUA "server_rewrite_by_lua" [HTTP | SERVER] 1, 1; Simple ThirdParty ALWAYS;
    SERVER_REWRITE_BY_LUA_BLOCK "server_rewrite_by_lua_block" [HTTP | SERVER] 0, 0; Lua ThirdParty ALWAYS;
    SERVER_REWRITE_BY_LUA_FILE "server_rewrite_by_lua_file" [HTTP | SERVER] 1, 1; Simple ThirdParty ALWAYS;
    SERVER_TOKENS "server_tokens" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SERVER_TRAFFIC_STATUS "server_traffic_status" [STREAM | STREAM_SERVER] 0, 9; Simple ThirdParty ALWAYS;
    SERVER_TRAFFIC_STATUS_ZONE "server_traffic_status_zone" [STREAM | STREAM_SERVER] 0, 9; Simple ThirdParty ALWAYS;
    SESSION_LOG "session_log" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing PLUS;
    SESSION_LOG_FORMAT "session_log_format" [HTTP] 1, 9; Simple NoBearing PLUS;
    SESSION_LOG_ZONE "session_log_zone" [HTTP] 1, 9; Simple NoBearing PLUS;
    SESSION_STICKY "session_sticky" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    SET "set" [SERVER | LOCATION | IF_SERVER | IF_LOCATION | STREAM_SERVER] 2, 2; Simple Understood ALWAYS;
    SET_BASE32_ALPHABET "set_base32_alphabet" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_BASE32_PADDING "set_base32_padding" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_BY_LUA "set_by_lua" [SERVER | LOCATION | IF_SERVER | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    SET_BY_LUA_BLOCK "set_by_lua_block" [SERVER | LOCATION | IF_SERVER | IF_LOCATION] 1, 1; Lua ThirdParty ALWAYS;
    SET_BY_LUA_FILE "set_by_lua_file" [SERVER | LOCATION | IF_SERVER | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    SET_COOKIE_FLAG "set_cookie_flag" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SET_DECODE_BASE32 "set_decode_base32" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_DECODE_BASE64 "set_decode_base64" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_DECODE_BASE64URL "set_decode_base64url" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_DECODE_HEX "set_decode_hex" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_DECRYPT_SESSION "set_decrypt_session" [HTTP | SERVER | LOCATION | IF_LOCATION] 2, 2; Simple ThirdParty ALWAYS;
    SET_ENCODE_BASE32 "set_encode_base32" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_ENCODE_BASE64 "set_encode_base64" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_ENCODE_BASE64URL "set_encode_base64url" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_ENCODE_HEX "set_encode_hex" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_ENCRYPT_SESSION "set_encrypt_session" [HTTP | SERVER | LOCATION | IF_LOCATION] 2, 2; Simple ThirdParty ALWAYS;
    SET_ESCAPE_URI "set_escape_uri" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_FORMATTED_GMT_TIME "set_formatted_gmt_time" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_FORMATTED_LOCAL_TIME "set_formatted_local_time" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_HASHED_UPSTREAM "set_hashed_upstream" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_HMAC_SHA1 "set_hmac_sha1" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_HMAC_SHA256 "set_hmac_sha256" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_IF_EMPTY "set_if_empty" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_LOCAL_TODAY "set_local_today" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_MD5 "set_md5" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_MISC_HASH "set_misc_hash" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_QUOTE_JSON_STR "set_quote_json_str" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_QUOTE_PGSQL_STR "set_quote_pgsql_str" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_QUOTE_SQL_STR "set_quote_sql_str" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_RANDOM "set_random" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_REAL_IP_FROM "set_real_ip_from" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    SET_ROTATE "set_rotate" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_SECURE_RANDOM_ALPHANUM "set_secure_random_alphanum" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_SECURE_RANDOM_LCALPHA "set_secure_random_lcalpha" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_SHA1 "set_sha1" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SET_UNESCAPE_URI "set_unescape_uri" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SHIB_REQUEST "shib_request" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SHIB_REQUEST_SET "shib_request_set" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SHIB_REQUEST_USE_HEADERS "shib_request_use_headers" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SLICE "slice" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SLOWFS_CACHE "slowfs_cache" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SLOWFS_CACHE_KEY "slowfs_cache_key" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SLOWFS_CACHE_PATH "slowfs_cache_path" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SLOWFS_CACHE_PURGE "slowfs_cache_purge" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SLOWFS_CACHE_VALID "slowfs_cache_valid" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SMTP_AUTH "smtp_auth" [MAIL | MAIL_SERVER] 1, MANY; Simple NoBearing ALWAYS;
    SMTP_CAPABILITIES "smtp_capabilities" [MAIL | MAIL_SERVER] 1, MANY; Simple NoBearing ALWAYS;
    SMTP_CLIENT_BUFFER "smtp_client_buffer" [MAIL | MAIL_SERVER] 1, 1; Simple NoBearing ALWAYS;
    SMTP_GREETING_DELAY "smtp_greeting_delay" [MAIL | MAIL_SERVER] 1, 1; Simple NoBearing ALWAYS;
    SOURCE_CHARSET "source_charset" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SPDY_CHUNK_SIZE "spdy_chunk_size" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing until(1, 9, 5);
    SPDY_HEADERS_COMP "spdy_headers_comp" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing until(1, 9, 5);
    SPLIT_CLIENTS "split_clients" [HTTP | STREAM] 2, 2; Free Understood ALWAYS;
    SRCACHE_DEFAULT_EXPIRE "srcache_default_expire" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_FETCH "srcache_fetch" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_FETCH_SKIP "srcache_fetch_skip" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_IGNORE_CONTENT_ENCODING "srcache_ignore_content_encoding" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_MAX_EXPIRE "srcache_max_expire" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_METHODS "srcache_methods" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_REQUEST_CACHE_CONTROL "srcache_request_cache_control" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_RESPONSE_CACHE_CONTROL "srcache_response_cache_control" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_STORE "srcache_store" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_STORE_MAX_SIZE "srcache_store_max_size" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_STORE_NO_CACHE "srcache_store_no_cache" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_STORE_NO_STORE "srcache_store_no_store" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_STORE_PRIVATE "srcache_store_private" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_STORE_SKIP "srcache_store_skip" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SRCACHE_STORE_STATUSES "srcache_store_statuses" [LOCATION | IF_LOCATION | LIMIT_EXCEPT] 0, 9; Simple ThirdParty ALWAYS;
    SSI "ssi" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SSI_IGNORE_RECYCLED_BUFFERS "ssi_ignore_recycled_buffers" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SSI_LAST_MODIFIED "ssi_last_modified" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SSI_MIN_FILE_CHUNK "ssi_min_file_chunk" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SSI_SILENT_ERRORS "ssi_silent_errors" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SSI_TYPES "ssi_types" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    SSI_VALUE_LENGTH "ssi_value_length" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SSL "ssl" [HTTP | SERVER | MAIL | MAIL_SERVER] 0, 1; Simple Understood until(1, 25, 1);
    SSL_ALPN "ssl_alpn" [STREAM | STREAM_SERVER] 1, MANY; Simple Relevant ALWAYS;
    SSL_BUFFER_SIZE "ssl_buffer_size" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_CERTIFICATE "ssl_certificate" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_CERTIFICATE_BY_LUA "ssl_certificate_by_lua" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    SSL_CERTIFICATE_BY_LUA_BLOCK "ssl_certificate_by_lua_block" [HTTP | SERVER | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    SSL_CERTIFICATE_BY_LUA_FILE "ssl_certificate_by_lua_file" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    SSL_CERTIFICATE_CACHE "ssl_certificate_cache" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 3; Simple Relevant since(1, 27, 4);
    SSL_CERTIFICATE_COMPRESSION "ssl_certificate_compression" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 2; Simple Relevant since(1, 29, 1);
    SSL_CERTIFICATE_KEY "ssl_certificate_key" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_CIPHERS "ssl_ciphers" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_CLIENT_CERTIFICATE "ssl_client_certificate" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_CLIENT_HELLO_BY_LUA "ssl_client_hello_by_lua" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    SSL_CLIENT_HELLO_BY_LUA_BLOCK "ssl_client_hello_by_lua_block" [HTTP | SERVER | STREAM | STREAM_SERVER] 0, 0; Lua ThirdParty ALWAYS;
    SSL_CLIENT_HELLO_BY_LUA_FILE "ssl_client_hello_by_lua_file" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple ThirdParty ALWAYS;
    SSL_CONF_COMMAND "ssl_conf_command" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 2, 2; Simple Relevant ALWAYS;
    SSL_CRL "ssl_crl" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_DHPARAM "ssl_dhparam" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_DYN_REC_ENABLE "ssl_dyn_rec_enable" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SSL_DYN_REC_SIZE_HI "ssl_dyn_rec_size_hi" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SSL_DYN_REC_SIZE_LO "ssl_dyn_rec_size_lo" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SSL_DYN_REC_THRESHOLD "ssl_dyn_rec_threshold" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SSL_DYN_REC_TIMEOUT "ssl_dyn_rec_timeout" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 9; Simple ThirdParty ALWAYS;
    SSL_EARLY_DATA "ssl_early_data" [HTTP | SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_ECDH_CURVE "ssl_ecdh_curve" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_ECH_FILE "ssl_ech_file" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 27, 2);
    SSL_ENGINE "ssl_engine" [MAIN] 1, 1; Simple Relevant ALWAYS;
    SSL_HANDSHAKE_TIMEOUT "ssl_handshake_timeout" [STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_KEY_LOG "ssl_key_log" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple Relevant since(1, 27, 2);
    SSL_OBJECT_CACHE_INHERITABLE "ssl_object_cache_inheritable" [MAIN | HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Relevant since(1, 27, 4);
    SSL_OCSP "ssl_ocsp" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_OCSP_CACHE "ssl_ocsp_cache" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 2; Simple Relevant ALWAYS;
    SSL_OCSP_RESPONDER "ssl_ocsp_responder" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_PASSWORD_FILE "ssl_password_file" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_PREFER_SERVER_CIPHERS "ssl_prefer_server_ciphers" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_PREREAD "ssl_preread" [STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_PROTOCOLS "ssl_protocols" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, MANY; Simple Relevant ALWAYS;
    SSL_REJECT_HANDSHAKE "ssl_reject_handshake" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_SESSION_CACHE "ssl_session_cache" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 2; Simple Relevant ALWAYS;
    SSL_SESSION_FETCH_BY_LUA "ssl_session_fetch_by_lua" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    SSL_SESSION_FETCH_BY_LUA_BLOCK "ssl_session_fetch_by_lua_block" [HTTP] 0, 0; Lua ThirdParty ALWAYS;
    SSL_SESSION_FETCH_BY_LUA_FILE "ssl_session_fetch_by_lua_file" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    SSL_SESSION_STORE_BY_LUA "ssl_session_store_by_lua" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    SSL_SESSION_STORE_BY_LUA_BLOCK "ssl_session_store_by_lua_block" [HTTP] 0, 0; Lua ThirdParty ALWAYS;
    SSL_SESSION_STORE_BY_LUA_FILE "ssl_session_store_by_lua_file" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    SSL_SESSION_TICKET_KEY "ssl_session_ticket_key" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_SESSION_TICKETS "ssl_session_tickets" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_SESSION_TICKETS_ZONE "ssl_session_tickets_zone" [HTTP | STREAM] 1, 9; Simple Relevant PLUS;
    SSL_SESSION_TIMEOUT "ssl_session_timeout" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_STAPLING "ssl_stapling" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_STAPLING_FILE "ssl_stapling_file" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_STAPLING_RESPONDER "ssl_stapling_responder" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_STAPLING_VERIFY "ssl_stapling_verify" [HTTP | SERVER | STREAM | STREAM_SERVER] 1, 1; Simple Relevant ALWAYS;
    SSL_TRUSTED_CERTIFICATE "ssl_trusted_certificate" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_VERIFY_CLIENT "ssl_verify_client" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Understood ALWAYS;
    SSL_VERIFY_DEPTH "ssl_verify_depth" [HTTP | SERVER | STREAM | STREAM_SERVER | MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    STARTTLS "starttls" [MAIL | MAIL_SERVER] 1, 1; Simple NoBearing ALWAYS;
    STATE "state" [UPSTREAM | STREAM_UPSTREAM] 1, 1; Simple Understood ALWAYS;
    STATUS "status" [LOCATION] 0, 9; Simple NoBearing PLUS;
    STATUS_FORMAT "status_format" [LOCATION] 0, 9; Simple NoBearing PLUS;
    STATUS_ZONE "status_zone" [HTTP | SERVER | LOCATION | STREAM_SERVER] 1, 1; Simple Relevant PLUS;
    STICKY "sticky" [UPSTREAM] 1, 9; Simple Relevant since(1, 29, 6);
    STICKY_COOKIE_INSERT "sticky_cookie_insert" [UPSTREAM] 0, 2; Simple Relevant PLUS;
    STREAM "stream" [MAIN] 0, 0; Block Understood ALWAYS;
    STREAM_SERVER_TRAFFIC_STATUS "stream_server_traffic_status" [STREAM | STREAM_SERVER] 0, 9; Simple ThirdParty ALWAYS;
    STREAM_SERVER_TRAFFIC_STATUS_DISPLAY "stream_server_traffic_status_display" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    STREAM_SERVER_TRAFFIC_STATUS_DISPLAY_FORMAT "stream_server_traffic_status_display_format" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    STREAM_SERVER_TRAFFIC_STATUS_ZONE "stream_server_traffic_status_zone" [STREAM | STREAM_SERVER] 0, 9; Simple ThirdParty ALWAYS;
    STUB_STATUS "stub_status" [SERVER | LOCATION] 0, 1; Simple Understood ALWAYS;
    STUB_STATUS_JSON "stub_status_json" [LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SUB_FILTER "sub_filter" [HTTP | SERVER | LOCATION] 2, 2; Simple NoBearing ALWAYS;
    SUB_FILTER_LAST_MODIFIED "sub_filter_last_modified" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SUB_FILTER_ONCE "sub_filter_once" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    SUB_FILTER_TYPES "sub_filter_types" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    SUBREQUEST_OUTPUT_BUFFER_SIZE "subrequest_output_buffer_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    SUBS_BUFFERS "subs_buffers" [HTTP | SERVER | LOCATION] 2, 2; Simple ThirdParty ALWAYS;
    SUBS_FILTER "subs_filter" [HTTP | SERVER | LOCATION] 2, MANY; Simple ThirdParty ALWAYS;
    SUBS_FILTER_BYPASS "subs_filter_bypass" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    SUBS_FILTER_TYPES "subs_filter_types" [HTTP | SERVER | LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    SUBS_LINE_BUFFER_SIZE "subs_line_buffer_size" [HTTP | SERVER | LOCATION] 2, 2; Simple ThirdParty ALWAYS;
    SXG "sxg" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SXG_CERTIFICATE "sxg_certificate" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SXG_CERTIFICATE_KEY "sxg_certificate_key" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SYSGUARD "sysguard" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SYSGUARD_LOAD "sysguard_load" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    SYSGUARD_MEM "sysguard_mem" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TCP "tcp" [MAIN] 0, 0; Block ThirdParty ALWAYS;
    TCP_NODELAY "tcp_nodelay" [HTTP | SERVER | LOCATION | STREAM | STREAM_SERVER] 1, 1; Simple NoBearing ALWAYS;
    TCP_NOPUSH "tcp_nopush" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    TESTCOOKIE "testcookie" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_ARG "testcookie_arg" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_DENY_KEEPALIVE "testcookie_deny_keepalive" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_DOMAIN "testcookie_domain" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_EXPIRES "testcookie_expires" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_FALLBACK "testcookie_fallback" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_GET_ONLY "testcookie_get_only" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_HTTPONLY_FLAG "testcookie_httponly_flag" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_HTTPS_LOCATION "testcookie_https_location" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_INTERNAL "testcookie_internal" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_MAX_ATTEMPTS "testcookie_max_attempts" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_NAME "testcookie_name" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_P3P "testcookie_p3p" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_PASS "testcookie_pass" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_PATH "testcookie_path" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_PORT_IN_REDIRECT "testcookie_port_in_redirect" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_REDIRECT_VIA_REFRESH "testcookie_redirect_via_refresh" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_REFRESH_ENCRYPT_COOKIE "testcookie_refresh_encrypt_cookie" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_REFRESH_ENCRYPT_COOKIE_IV "testcookie_refresh_encrypt_cookie_iv" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_REFRESH_ENCRYPT_COOKIE_KEY "testcookie_refresh_encrypt_cookie_key" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_REFRESH_STATUS "testcookie_refresh_status" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_REFRESH_TEMPLATE "testcookie_refresh_template" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_SAMESITE "testcookie_samesite" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_SECRET "testcookie_secret" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_SECURE_FLAG "testcookie_secure_flag" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_SESSION "testcookie_session" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TESTCOOKIE_WHITELIST "testcookie_whitelist" [HTTP | SERVER | LOCATION] 0, 0; Free ThirdParty ALWAYS;
    THREAD_POOL "thread_pool" [MAIN] 2, 3; Simple Relevant ALWAYS;
    TIMEOUT "timeout" [MAIL | MAIL_SERVER] 1, 1; Simple NoBearing ALWAYS;
    TIMER_RESOLUTION "timer_resolution" [MAIN] 1, 1; Simple NoBearing ALWAYS;
    TRACK_UPLOADS "track_uploads" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TRIM "trim" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TRIM_CSS "trim_css" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TRIM_JS "trim_js" [HTTP | SERVER | LOCATION | IF_LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    TRY_FILES "try_files" [SERVER | LOCATION] 2, MANY; Simple Understood ALWAYS;
    TUNNEL_ALLOW_UPSTREAM "tunnel_allow_upstream" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_BIND "tunnel_bind" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_BUFFER_SIZE "tunnel_buffer_size" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_CONNECT_TIMEOUT "tunnel_connect_timeout" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_NEXT_UPSTREAM "tunnel_next_upstream" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_NEXT_UPSTREAM_TIMEOUT "tunnel_next_upstream_timeout" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_NEXT_UPSTREAM_TRIES "tunnel_next_upstream_tries" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_PASS "tunnel_pass" [SERVER | LOCATION] 0, 1; Simple Relevant since(1, 31, 0);
    TUNNEL_READ_TIMEOUT "tunnel_read_timeout" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_SEND_LOWAT "tunnel_send_lowat" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_SEND_TIMEOUT "tunnel_send_timeout" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TUNNEL_SOCKET_KEEPALIVE "tunnel_socket_keepalive" [HTTP | SERVER | LOCATION] 1, 9; Simple Relevant since(1, 31, 0);
    TYPES "types" [HTTP | SERVER | LOCATION] 0, 0; Free NoBearing ALWAYS;
    TYPES_HASH_BUCKET_SIZE "types_hash_bucket_size" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    TYPES_HASH_MAX_SIZE "types_hash_max_size" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    UNBROTLI "unbrotli" [HTTP | SERVER | LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    UNDERSCORES_IN_HEADERS "underscores_in_headers" [HTTP | SERVER] 1, 1; Simple Understood ALWAYS;
    UNINITIALIZED_VARIABLE_WARN "uninitialized_variable_warn" [HTTP | SERVER | LOCATION | IF_SERVER | IF_LOCATION] 1, 1; Simple NoBearing ALWAYS;
    UPLOAD_AGGREGATE_FORM_FIELD "upload_aggregate_form_field" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_BUFFER_SIZE "upload_buffer_size" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_CLEANUP "upload_cleanup" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_LIMIT_RATE "upload_limit_rate" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_MAX_FILE_SIZE "upload_max_file_size" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_MAX_OUTPUT_BODY_LEN "upload_max_output_body_len" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_MAX_PART_HEADER_LEN "upload_max_part_header_len" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_PASS "upload_pass" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_PASS_ARGS "upload_pass_args" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_PASS_FORM_FIELD "upload_pass_form_field" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_PROGRESS "upload_progress" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_RESUMABLE "upload_resumable" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_SET_FORM_FIELD "upload_set_form_field" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_STATE_STORE "upload_state_store" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_STORE "upload_store" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_STORE_ACCESS "upload_store_access" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPLOAD_TAME_ARRAYS "upload_tame_arrays" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    UPSTREAM "upstream" [HTTP | STREAM] 1, 1; Block Understood ALWAYS;
    UPSTREAM_CONF "upstream_conf" [LOCATION] 0, 2; Simple Relevant PLUS;
    UPSTREAM_FAIR_SHM_SIZE "upstream_fair_shm_size" [HTTP] 1, 1; Simple ThirdParty ALWAYS;
    UPSTREAM_JDOMAIN "upstream_jdomain" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    UPSTREAM_PROBE "upstream_probe" [HTTP | SERVER | LOCATION | STREAM_SERVER] 0, 9; Simple ThirdParty ALWAYS;
    UPSTREAM_PROBE_TIMEOUT "upstream_probe_timeout" [HTTP | SERVER | LOCATION | STREAM_SERVER] 0, 9; Simple ThirdParty ALWAYS;
    UPSTREAM_SHOW "upstream_show" [LOCATION | UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    UPSYNC "upsync" [UPSTREAM | STREAM_UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    UPSYNC_DUMP_PATH "upsync_dump_path" [UPSTREAM | STREAM_UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    UPSYNC_LB "upsync_lb" [UPSTREAM | STREAM_UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    USAGE_REPORT "usage_report" [MAIN] 1, 9; Simple Relevant PLUS;
    USE "use" [EVENTS] 1, 1; Simple Relevant ALWAYS;
    USER "user" [MAIN] 1, 2; Simple Understood ALWAYS;
    USERID "userid" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    USERID_DOMAIN "userid_domain" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    USERID_EXPIRES "userid_expires" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    USERID_FLAGS "userid_flags" [HTTP | SERVER | LOCATION] 1, 3; Simple NoBearing ALWAYS;
    USERID_MARK "userid_mark" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    USERID_NAME "userid_name" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    USERID_P3P "userid_p3p" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    USERID_PATH "userid_path" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    USERID_SERVICE "userid_service" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    UWSGI_BIND "uwsgi_bind" [HTTP | SERVER | LOCATION] 1, 2; Simple Understood ALWAYS;
    UWSGI_BUFFER_SIZE "uwsgi_buffer_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_BUFFERING "uwsgi_buffering" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_BUFFERS "uwsgi_buffers" [HTTP | SERVER | LOCATION] 2, 2; Simple Understood ALWAYS;
    UWSGI_BUSY_BUFFERS_SIZE "uwsgi_busy_buffers_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_CACHE "uwsgi_cache" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_CACHE_BACKGROUND_UPDATE "uwsgi_cache_background_update" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_CACHE_BYPASS "uwsgi_cache_bypass" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    UWSGI_CACHE_KEY "uwsgi_cache_key" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_CACHE_LOCK "uwsgi_cache_lock" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_CACHE_LOCK_AGE "uwsgi_cache_lock_age" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_CACHE_LOCK_TIMEOUT "uwsgi_cache_lock_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_CACHE_MAX_RANGE_OFFSET "uwsgi_cache_max_range_offset" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_CACHE_METHODS "uwsgi_cache_methods" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    UWSGI_CACHE_MIN_USES "uwsgi_cache_min_uses" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_CACHE_PATH "uwsgi_cache_path" [HTTP] 2, MANY; Simple Relevant ALWAYS;
    UWSGI_CACHE_PURGE "uwsgi_cache_purge" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant PLUS;
    UWSGI_CACHE_REVALIDATE "uwsgi_cache_revalidate" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_CACHE_USE_STALE "uwsgi_cache_use_stale" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    UWSGI_CACHE_VALID "uwsgi_cache_valid" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    UWSGI_CONNECT_TIMEOUT "uwsgi_connect_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_FORCE_RANGES "uwsgi_force_ranges" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_HIDE_HEADER "uwsgi_hide_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    UWSGI_IGNORE_CLIENT_ABORT "uwsgi_ignore_client_abort" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_IGNORE_HEADERS "uwsgi_ignore_headers" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    UWSGI_INTERCEPT_ERRORS "uwsgi_intercept_errors" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_LIMIT_RATE "uwsgi_limit_rate" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_MAX_TEMP_FILE_SIZE "uwsgi_max_temp_file_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_MODIFIER1 "uwsgi_modifier1" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_MODIFIER2 "uwsgi_modifier2" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_NEXT_UPSTREAM "uwsgi_next_upstream" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    UWSGI_NEXT_UPSTREAM_TIMEOUT "uwsgi_next_upstream_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_NEXT_UPSTREAM_TRIES "uwsgi_next_upstream_tries" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_NO_CACHE "uwsgi_no_cache" [HTTP | SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    UWSGI_PARAM "uwsgi_param" [HTTP | SERVER | LOCATION] 2, 3; Simple Understood ALWAYS;
    UWSGI_PASS "uwsgi_pass" [LOCATION | IF_LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_PASS_HEADER "uwsgi_pass_header" [HTTP | SERVER | LOCATION] 1, 1; Simple NoBearing ALWAYS;
    UWSGI_PASS_REQUEST_BODY "uwsgi_pass_request_body" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_PASS_REQUEST_HEADERS "uwsgi_pass_request_headers" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_READ_TIMEOUT "uwsgi_read_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_REQUEST_BUFFERING "uwsgi_request_buffering" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_SEND_TIMEOUT "uwsgi_send_timeout" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_SOCKET_KEEPALIVE "uwsgi_socket_keepalive" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_SOCKET_RCVBUF "uwsgi_socket_rcvbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    UWSGI_SOCKET_SNDBUF "uwsgi_socket_sndbuf" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 31, 3);
    UWSGI_SSL_CERTIFICATE "uwsgi_ssl_certificate" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_SSL_CERTIFICATE_CACHE "uwsgi_ssl_certificate_cache" [HTTP | SERVER | LOCATION] 1, 4; Simple Relevant since(1, 27, 4);
    UWSGI_SSL_CERTIFICATE_KEY "uwsgi_ssl_certificate_key" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_SSL_CIPHERS "uwsgi_ssl_ciphers" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_SSL_CONF_COMMAND "uwsgi_ssl_conf_command" [HTTP | SERVER | LOCATION] 2, 2; Simple Relevant ALWAYS;
    UWSGI_SSL_CRL "uwsgi_ssl_crl" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_SSL_KEY_LOG "uwsgi_ssl_key_log" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant since(1, 27, 2);
    UWSGI_SSL_NAME "uwsgi_ssl_name" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_SSL_PASSWORD_FILE "uwsgi_ssl_password_file" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_SSL_PROTOCOLS "uwsgi_ssl_protocols" [HTTP | SERVER | LOCATION] 1, MANY; Simple Understood ALWAYS;
    UWSGI_SSL_SERVER_NAME "uwsgi_ssl_server_name" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_SSL_SESSION_REUSE "uwsgi_ssl_session_reuse" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_SSL_TRUSTED_CERTIFICATE "uwsgi_ssl_trusted_certificate" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_SSL_VERIFY "uwsgi_ssl_verify" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_SSL_VERIFY_DEPTH "uwsgi_ssl_verify_depth" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_STORE "uwsgi_store" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_STORE_ACCESS "uwsgi_store_access" [HTTP | SERVER | LOCATION] 1, 3; Simple Relevant ALWAYS;
    UWSGI_STRING "uwsgi_string" [HTTP | SERVER | LOCATION] 1, 1; Simple Relevant ALWAYS;
    UWSGI_TEMP_FILE_WRITE_SIZE "uwsgi_temp_file_write_size" [HTTP | SERVER | LOCATION] 1, 1; Simple Understood ALWAYS;
    UWSGI_TEMP_PATH "uwsgi_temp_path" [HTTP | SERVER | LOCATION] 1, 4; Simple Relevant ALWAYS;
    VALID_REFERERS "valid_referers" [SERVER | LOCATION] 1, MANY; Simple Relevant ALWAYS;
    VARIABLES_HASH_BUCKET_SIZE "variables_hash_bucket_size" [HTTP | STREAM] 1, 1; Simple Relevant ALWAYS;
    VARIABLES_HASH_MAX_SIZE "variables_hash_max_size" [HTTP | STREAM] 1, 1; Simple Relevant ALWAYS;
    VHOST_TRAFFIC_STATUS "vhost_traffic_status" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_AVERAGE_METHOD "vhost_traffic_status_average_method" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_BYPASS_LIMIT "vhost_traffic_status_bypass_limit" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_BYPASS_STATS "vhost_traffic_status_bypass_stats" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_DISPLAY "vhost_traffic_status_display" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_DISPLAY_FORMAT "vhost_traffic_status_display_format" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_DISPLAY_JSONP "vhost_traffic_status_display_jsonp" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_DISPLAY_SUM_KEY "vhost_traffic_status_display_sum_key" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_DUMP "vhost_traffic_status_dump" [HTTP] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_FILTER "vhost_traffic_status_filter" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_FILTER_BY_HOST "vhost_traffic_status_filter_by_host" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_FILTER_BY_SET_KEY "vhost_traffic_status_filter_by_set_key" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_FILTER_CHECK_DUPLICATE "vhost_traffic_status_filter_check_duplicate" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_FILTER_MAX_NODE "vhost_traffic_status_filter_max_node" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_HISTOGRAM_BUCKETS "vhost_traffic_status_histogram_buckets" [HTTP] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_LIMIT "vhost_traffic_status_limit" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_LIMIT_CHECK_DUPLICATE "vhost_traffic_status_limit_check_duplicate" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_LIMIT_TRAFFIC "vhost_traffic_status_limit_traffic" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_LIMIT_TRAFFIC_BY_SET_KEY "vhost_traffic_status_limit_traffic_by_set_key" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_MEASURE_STATUS_CODES "vhost_traffic_status_measure_status_codes" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_SET_BY_FILTER "vhost_traffic_status_set_by_filter" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_STATS_BY_UPSTREAM "vhost_traffic_status_stats_by_upstream" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VHOST_TRAFFIC_STATUS_ZONE "vhost_traffic_status_zone" [HTTP] 0, 9; Simple ThirdParty ALWAYS;
    VNSWRR "vnswrr" [UPSTREAM] 0, 9; Simple ThirdParty ALWAYS;
    VOD "vod" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VOD_ALIGN_SEGMENTS_TO_KEY_FRAMES "vod_align_segments_to_key_frames" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VOD_FALLBACK_UPSTREAM_LOCATION "vod_fallback_upstream_location" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VOD_LAST_MODIFIED_TYPES "vod_last_modified_types" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VOD_METADATA_CACHE "vod_metadata_cache" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VOD_MODE "vod_mode" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VOD_RESPONSE_CACHE "vod_response_cache" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VOD_SEGMENT_DURATION "vod_segment_duration" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    VOD_UPSTREAM_LOCATION "vod_upstream_location" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    WASM "wasm" [MAIN | HTTP] 0, 0; Block ThirdParty ALWAYS;
    WORKER_AIO_REQUESTS "worker_aio_requests" [EVENTS] 1, 1; Simple Relevant ALWAYS;
    WORKER_CONNECTIONS "worker_connections" [EVENTS] 1, 1; Simple Understood ALWAYS;
    WORKER_CPU_AFFINITY "worker_cpu_affinity" [MAIN] 1, MANY; Simple Relevant ALWAYS;
    WORKER_PRIORITY "worker_priority" [MAIN] 1, 1; Simple Relevant ALWAYS;
    WORKER_PROCESSES "worker_processes" [MAIN] 1, 1; Simple Understood ALWAYS;
    WORKER_RLIMIT_CORE "worker_rlimit_core" [MAIN] 1, 1; Simple Relevant ALWAYS;
    WORKER_RLIMIT_NOFILE "worker_rlimit_nofile" [MAIN] 1, 1; Simple Understood ALWAYS;
    WORKER_SHUTDOWN_TIMEOUT "worker_shutdown_timeout" [MAIN] 1, 1; Simple Relevant ALWAYS;
    WORKING_DIRECTORY "working_directory" [MAIN] 1, 1; Simple NoBearing ALWAYS;
    XCLIENT "xclient" [MAIL | MAIL_SERVER] 1, 1; Simple Relevant ALWAYS;
    XML_ENTITIES "xml_entities" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    XSLT_LAST_MODIFIED "xslt_last_modified" [HTTP | SERVER | LOCATION] 1, 2; Simple NoBearing ALWAYS;
    XSLT_PARAM "xslt_param" [HTTP | SERVER | LOCATION] 2, 2; Simple NoBearing ALWAYS;
    XSLT_STRING_PARAM "xslt_string_param" [HTTP | SERVER | LOCATION] 2, 2; Simple NoBearing ALWAYS;
    XSLT_STYLESHEET "xslt_stylesheet" [LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    XSLT_TYPES "xslt_types" [HTTP | SERVER | LOCATION] 1, MANY; Simple NoBearing ALWAYS;
    XSS_CALLBACK_ARG "xss_callback_arg" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    XSS_GET "xss_get" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    XSS_OUTPUT_TYPE "xss_output_type" [HTTP | SERVER | LOCATION] 0, 9; Simple ThirdParty ALWAYS;
    ZONE "zone" [UPSTREAM | STREAM_UPSTREAM] 1, 2; Simple Understood ALWAYS;
    ZONE_SYNC "zone_sync" [STREAM_SERVER] 0, 2; Simple Relevant PLUS;
    ZONE_SYNC_BUFFERS "zone_sync_buffers" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_CONNECT_RETRY_INTERVAL "zone_sync_connect_retry_interval" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_CONNECT_TIMEOUT "zone_sync_connect_timeout" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_INTERVAL "zone_sync_interval" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_RECV_BUFFER_SIZE "zone_sync_recv_buffer_size" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SERVER "zone_sync_server" [STREAM_SERVER] 0, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL "zone_sync_ssl" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_CERTIFICATE "zone_sync_ssl_certificate" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_CERTIFICATE_KEY "zone_sync_ssl_certificate_key" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_CIPHERS "zone_sync_ssl_ciphers" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_CONF_COMMAND "zone_sync_ssl_conf_command" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_CRL "zone_sync_ssl_crl" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_NAME "zone_sync_ssl_name" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_PASSWORD_FILE "zone_sync_ssl_password_file" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_PROTOCOLS "zone_sync_ssl_protocols" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_SERVER_NAME "zone_sync_ssl_server_name" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_TRUSTED_CERTIFICATE "zone_sync_ssl_trusted_certificate" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_VERIFY "zone_sync_ssl_verify" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_SSL_VERIFY_DEPTH "zone_sync_ssl_verify_depth" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZONE_SYNC_TIMEOUT "zone_sync_timeout" [STREAM | STREAM_SERVER] 1, 2; Simple Relevant PLUS;
    ZSTD "zstd" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    ZSTD_BUFFERS "zstd_buffers" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    ZSTD_COMP_LEVEL "zstd_comp_level" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    ZSTD_DICT_FILE "zstd_dict_file" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 2; Simple ThirdParty ALWAYS;
    ZSTD_LONG "zstd_long" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    ZSTD_MIN_LENGTH "zstd_min_length" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    ZSTD_STATIC "zstd_static" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
    ZSTD_TYPES "zstd_types" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, MANY; Simple ThirdParty ALWAYS;
    ZSTD_WINDOW_LOG "zstd_window_log" [HTTP | SERVER | LOCATION | IF_LOCATION] 1, 1; Simple ThirdParty ALWAYS;
}
