//! Modules that are loaded at start, and which directives come from each.
//!
//! Owns the table of well-known dynamic modules. Must not guess about builds: a module is missing only
//! where the configuration loads others of its kind by itself.

use super::keywords::{Class, Keyword};
use crate::model::Text;

/// Beginnings of directive names, and the file of the module that has them. Modules that OpenResty
/// builds in (Lua, echo, headers-more, set-misc) are left out: nothing in a configuration tells.
const MODULES: [(&str, &str); 26] = [
    ("auth_gss", "ngx_http_auth_spnego_module.so"),
    ("auth_ldap", "ngx_http_auth_ldap_module.so"),
    ("auth_pam", "ngx_http_auth_pam_module.so"),
    ("brotli_static", "ngx_http_brotli_static_module.so"),
    ("brotli", "ngx_http_brotli_filter_module.so"),
    ("dav_ext_", "ngx_http_dav_ext_module.so"),
    ("fancyindex", "ngx_http_fancyindex_module.so"),
    ("geoip2", "ngx_http_geoip2_module.so"),
    ("geoip_", "ngx_http_geoip_module.so"),
    ("image_filter", "ngx_http_image_filter_module.so"),
    ("js_", "ngx_http_js_module.so"),
    ("modsecurity", "ngx_http_modsecurity_module.so"),
    ("nchan_", "ngx_nchan_module.so"),
    ("otel_", "ngx_otel_module.so"),
    ("passenger_", "ngx_http_passenger_module.so"),
    ("perl", "ngx_http_perl_module.so"),
    ("rtmp", "ngx_rtmp_module.so"),
    ("shib_", "ngx_http_shibboleth_module.so"),
    ("subs_filter", "ngx_http_subs_filter_module.so"),
    ("upload_progress", "ngx_http_uploadprogress_module.so"),
    ("vhost_traffic_status", "ngx_http_vhost_traffic_status_module.so"),
    ("xml_entities", "ngx_http_xslt_filter_module.so"),
    ("xslt_", "ngx_http_xslt_filter_module.so"),
    ("zstd_static", "ngx_http_zstd_static_module.so"),
    ("zstd", "ngx_http_zstd_filter_module.so"),
    ("testcookie", "ngx_http_testcookie_access_module.so"),
];

/// The blocks that packages build as modules or as a part of the server, all alike.
const BLOCKS: [(&str, &str); 2] = [("mail", "ngx_mail_module.so"), ("stream", "ngx_stream_module.so")];

/// Modules that define no variables, or only those that nginx's manual lists.
const WITHOUT_VARIABLES: [&str; 13] = [
    "ngx_http_auth_pam_module.so",
    "ngx_http_cache_purge_module.so",
    "ngx_http_dav_ext_module.so",
    "ngx_http_fancyindex_module.so",
    "ngx_http_geoip_module.so",
    "ngx_http_headers_more_filter_module.so",
    "ngx_http_image_filter_module.so",
    "ngx_http_perl_module.so",
    "ngx_http_subs_filter_module.so",
    "ngx_http_xslt_filter_module.so",
    "ngx_mail_module.so",
    "ngx_stream_geoip_module.so",
    "ngx_stream_module.so",
];

/// Whether a module may define variables that nobody here knows.
pub fn may_define_variables(file: &[u8]) -> bool {
    !WITHOUT_VARIABLES.iter().any(|known| known.as_bytes() == file)
}

/// The modules that a configuration loads.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    names: Vec<String>,
}

impl Loaded {
    pub fn new(files: &[Text]) -> Self {
        Loaded { names: files.iter().map(|file| String::from_utf8_lossy(file).into_owned()).collect() }
    }

    fn has(&self, module: &str) -> bool {
        // A stream twin (`ngx_stream_js_module.so`) has the same directives.
        let stem = |name: &str| {
            let name = name.trim_end_matches(".so").trim_end_matches("_module").trim_start_matches("ngx_");
            name.trim_start_matches("http_").trim_start_matches("stream_").to_owned()
        };
        self.names.iter().any(|name| name == module || stem(name) == stem(module))
    }

    /// The module of a directive, where the configuration loads modules and not this one.
    pub fn lacks(&self, keyword: &Keyword) -> Option<&'static str> {
        if self.names.is_empty() {
            return None;
        }
        if let Some(at) = BLOCKS.iter().position(|(block, _)| *block == keyword.name) {
            // Only a build that has the one as a module has the other as one.
            let (_, module) = BLOCKS[at];
            let (_, twin) = BLOCKS[1 - at];
            return (!self.has(module) && self.has(twin)).then_some(module);
        }
        let candidate = keyword.class == Class::ThirdParty
            || ["geoip_", "image_filter", "js_", "perl", "xslt_"]
                .iter()
                .any(|start| keyword.name.starts_with(start));
        if !candidate {
            return None;
        }
        let (_, module) = MODULES.iter().find(|(start, _)| keyword.name.starts_with(start))?;
        (!self.has(module)).then_some(module)
    }
}

#[cfg(test)]
mod tests {
    use super::super::keywords::{info, lookup};
    use super::*;

    fn lacks(loaded: &[&str], directive: &str) -> Option<&'static str> {
        let files: Vec<Text> = loaded.iter().map(|name| Text::from(*name)).collect();
        Loaded::new(&files).lacks(info(lookup(directive.as_bytes())).unwrap())
    }

    #[test]
    fn a_module_is_missing_only_beside_others() {
        let brotli = "ngx_http_brotli_filter_module.so";
        assert_eq!(lacks(&[], "brotli"), None);
        assert_eq!(lacks(&["ngx_http_geoip2_module.so"], "brotli"), Some(brotli));
        assert_eq!(lacks(&[brotli], "brotli"), None);
        assert_eq!(lacks(&[brotli], "stream"), None);
        assert_eq!(lacks(&["ngx_mail_module.so"], "stream"), Some("ngx_stream_module.so"));
        assert_eq!(lacks(&["ngx_stream_geoip2_module.so"], "geoip2"), None);
        assert_eq!(lacks(&[brotli], "proxy_pass"), None);
    }
}
