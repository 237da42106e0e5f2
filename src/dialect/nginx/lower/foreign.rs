//! Code that is not nginx's own configuration: Lua, njs, Perl, modules that nginx does not ship.
//!
//! Owns what is known of such directives: which of them may answer or forward, set a variable, or fill a
//! pool. What they do is never guessed; lowering only learns where to stay silent.

use super::super::keywords::{self, Body, Class, Keyword};
use std::sync::OnceLock;

/// What a directive of other code may do.
#[derive(Clone, Copy, Debug, Default)]
pub struct Foreign {
    /// It may answer, forward, or change a request before it is passed on.
    pub runs: bool,
    /// It answers a location by itself.
    pub answers: bool,
    /// It sets the variable that its first argument names.
    pub assigns: bool,
    /// It fills or replaces the servers of the pool it stands in.
    pub fills_pool: bool,
}

/// What is known of a directive, by its keyword.
pub fn of(keyword: u16) -> Foreign {
    static TABLE: OnceLock<Vec<Foreign>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let unknown = Foreign { fills_pool: true, ..Foreign::default() };
        std::iter::once(unknown).chain(keywords::all().iter().map(classify)).collect()
    });
    table.get(keyword as usize).copied().unwrap_or_default()
}

fn classify(keyword: &Keyword) -> Foreign {
    let name = keyword.name;
    let third_party = keyword.class == Class::ThirdParty;
    let runs = (third_party || keyword.body == Body::Lua)
        && RUNS.iter().any(|prefix| name.starts_with(prefix))
        || matches!(name, "js_content" | "js_access" | "perl" | "passenger_enabled" | "modsecurity");
    let assigns = matches!(name, "auth_request_set" | "perl_set" | "js_set" | "js_var")
        || third_party && (name.starts_with("set_") || name.ends_with("_set"));
    let balances = !name.starts_with("check_") && !matches!(name, "check" | "fair" | "consistent_hash");
    let fills_pool =
        third_party && balances || name.starts_with("balancer_by_lua") || name.starts_with("js_");
    Foreign { runs, answers: ANSWERS.binary_search(&name).is_ok(), assigns, fills_pool }
}

const RUNS: &[&str] =
    &["access_by_lua", "balancer_by_lua", "content_by_lua", "rewrite_by_lua", "server_rewrite_by_lua"];

/// Content handlers of modules, sorted.
const ANSWERS: &[&str] = &[
    "ajp_pass",
    "api",
    "check_status",
    "content_by_lua",
    "content_by_lua_block",
    "content_by_lua_file",
    "dav_methods",
    "drizzle_pass",
    "echo",
    "flv",
    "image_filter",
    "js_content",
    "mp4",
    "nchan_publisher",
    "nchan_subscriber",
    "njs",
    "passenger_enabled",
    "perl",
    "postgres_pass",
    "preread_by_lua_block",
    "proxy_wasm",
    "push_stream_publisher",
    "push_stream_subscriber",
    "redis2_pass",
    "redis_pass",
    "rtmp_stat",
    "srcache_fetch",
    "status",
    "tunnel_pass",
    "upload_pass",
    "vhost_traffic_status_display",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::nginx::keywords::kw;

    #[test]
    fn the_list_of_content_handlers_is_sorted() {
        assert!(ANSWERS.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn ordinary_directives_are_not_foreign() {
        for keyword in [kw::PROXY_PASS, kw::SET, kw::SERVER, kw::LOCATION, kw::KEEPALIVE] {
            let foreign = of(keyword);
            assert!(!foreign.runs && !foreign.answers && !foreign.assigns && !foreign.fills_pool);
        }
        assert!(of(kw::CONTENT_BY_LUA_BLOCK).answers);
        assert!(of(kw::AUTH_REQUEST_SET).assigns);
        assert!(of(keywords::UNKNOWN).fills_pool);
    }
}
