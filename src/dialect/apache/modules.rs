//! Which modules are there: what `LoadModule` brings, and what is built in.
//!
//! `<IfModule>` knows a module by its identifier (`proxy_module`) and by the file that it is compiled from
//! (`mod_proxy.c`); case counts in both (`ap_find_linked_module`, `ap_find_loaded_module_symbol`).

use crate::model::{Version, VersionRange};
use crate::source::At;
use crate::world::{Files, Kind};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::Path;
use std::sync::OnceLock;

/// Built into every httpd.
const BUILT_IN: &[&str] = &["core.c", "core_module", "http_core.c", "http_module", "mod_so.c", "so_module"];

/// Built into Debian's.
const DEBIAN: &[&str] = &[
    "mod_log_config.c",
    "log_config_module",
    "mod_logio.c",
    "logio_module",
    "mod_unixd.c",
    "unixd_module",
    "mod_version.c",
    "version_module",
    "mod_watchdog.c",
    "watchdog_module",
];

/// Modules that came later than 2.4.6, by the first release that had each (CHANGES).
const LATER: [(&str, Version); 4] = [
    ("proxy_hcheck", Version::new(2, 4, 23)),
    ("brotli", Version::new(2, 4, 26)),
    ("md", Version::new(2, 4, 33)),
    ("socache_redis", Version::new(2, 4, 39)),
];

/// The versions among these that have all the modules that are loaded, or that a distribution laid beside the
/// configuration to be switched on (`mods-available`).
pub fn narrowed(versions: VersionRange, modules: &Modules, root: &Path, files: &dyn Files) -> VersionRange {
    let loaded = |name: &str| modules.place(format!("{name}_module").as_bytes()).is_some();
    let offered = |name: &str| {
        let file = root.join("mods-available").join(name).with_extension("load");
        modules.debian && matches!(files.kind(&file), Kind::File { .. })
    };
    let newest = LATER.iter().rev().find(|(name, _)| loaded(name) || offered(name));
    match newest {
        Some((_, since)) if versions.from < *since && *since < versions.before => {
            VersionRange { from: *since, ..versions }
        }
        _ => versions,
    }
}

/// Modules as far as they are known at one point of the reading.
#[derive(Clone, Debug, Default)]
pub struct Modules {
    loaded: FxHashMap<Vec<u8>, At>,
    /// In the order of loading: identifier, file, line.
    pub lines: Vec<(Vec<u8>, Vec<u8>, At)>,
    /// What is loaded may not be all: a fragment, or an include that is not there.
    pub open: bool,
    pub debian: bool,
    /// The tree is a copy from another machine: packages may have brought more than it holds.
    pub copied: bool,
    /// The first that spreads requests over processes, where it is surely loaded.
    mpm: Option<(Vec<u8>, At)>,
}

fn is_mpm(identifier: &[u8]) -> bool {
    identifier.starts_with(b"mpm_") && identifier.ends_with(b"_module")
}

/// Whether a module is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    Loaded,
    Absent,
    Unknown,
}

impl Modules {
    pub fn new(open: bool, debian: bool) -> Self {
        Modules { open, debian, ..Modules::default() }
    }

    /// `LoadModule`.
    pub fn load(&mut self, identifier: &[u8], path: &[u8], at: At, always: bool) {
        if always && is_mpm(identifier) {
            self.mpm.get_or_insert_with(|| (identifier.to_vec(), at));
        }
        let file = path.rsplit(|byte| *byte == b'/').next().unwrap_or_default();
        self.loaded.entry(identifier.to_vec()).or_insert(at);
        self.loaded.entry(source_of(identifier, file)).or_insert(at);
        // The file may have a name of its own (`mod_wsgi_python3.so`).
        if let Some(name) = identifier.strip_suffix(b"_module") {
            self.loaded.entry([b"mod_", name, b".c"].concat()).or_insert(at);
        }
        self.lines.push((identifier.to_vec(), path.to_vec(), at));
    }

    /// Another module that spreads requests over processes, of which there can be one only.
    pub fn other_mpm(&self, identifier: &[u8]) -> Option<At> {
        let (first, at) = self.mpm.as_ref()?;
        (is_mpm(identifier) && first != identifier).then_some(*at)
    }

    /// Something is loaded by this configuration: what is not, is not there.
    fn tells(&self) -> bool {
        !self.lines.is_empty()
    }

    pub fn presence(&self, name: &[u8]) -> Presence {
        let among = |names: &[&str]| names.iter().any(|known| known.as_bytes() == name);
        if self.loaded.contains_key(name) || among(BUILT_IN) {
            return Presence::Loaded;
        }
        if self.debian && among(DEBIAN) {
            return Presence::Loaded;
        }
        if self.open || !self.tells() || (!self.debian && among(DEBIAN)) {
            return Presence::Unknown;
        }
        Presence::Absent
    }

    /// Where it was first loaded.
    pub fn place(&self, name: &[u8]) -> Option<At> {
        self.loaded.get(name).copied()
    }
}

/// The source file of a module by its shared object's name, `mod_proxy.so`.
fn source_of(identifier: &[u8], file: &[u8]) -> Vec<u8> {
    let stem = file.split(|byte| *byte == b'.').next().unwrap_or_default();
    match stem {
        b"mod_mpm_event" => b"event.c".to_vec(),
        b"mod_mpm_worker" => b"worker.c".to_vec(),
        b"mod_mpm_prefork" => b"prefork.c".to_vec(),
        b"mod_ldap" => b"util_ldap.c".to_vec(),
        _ if stem.starts_with(b"libphp") => {
            // mod_php7.c, and mod_php.c from PHP 8 on.
            let name = identifier.strip_suffix(b"_module").unwrap_or(identifier);
            [b"mod_", name, b".c"].concat()
        }
        _ => [stem, b".c"].concat(),
    }
}

/// The identifier of a module of httpd's own by its source file; what `LoadModule` is given.
pub fn identifier(source: &str) -> String {
    match source {
        "event.c" | "prefork.c" | "worker.c" => format!("mpm_{}_module", source.trim_end_matches(".c")),
        "util_ldap.c" => "ldap_module".to_owned(),
        "mod_cern_meta.c" => "cern_meta_module".to_owned(),
        "http_core.c" => "http_module".to_owned(),
        source => format!("{}_module", source.trim_start_matches("mod_").trim_end_matches(".c")),
    }
}

/// Whether a module, by its identifier, is one of httpd's own.
pub fn is_shipped(name: &[u8]) -> bool {
    static NAMES: OnceLock<FxHashSet<String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let sources = super::keywords::all().iter().map(|row| identifier(row.module));
        sources.chain(WITHOUT_DIRECTIVES.iter().map(|name| format!("{name}_module"))).collect()
    });
    std::str::from_utf8(name).is_ok_and(|name| names.contains(name))
}

/// Modules of httpd's own that bring no directives of their own.
const WITHOUT_DIRECTIVES: &[&str] = &[
    "asis",
    "auth_basic",
    "authn_file",
    "authz_host",
    "authz_owner",
    "authz_user",
    "bucketeer",
    "cgid",
    "data",
    "http2",
    "lbmethod_bybusyness",
    "lbmethod_byrequests",
    "lbmethod_bytraffic",
    "mpm_event",
    "mpm_prefork",
    "mpm_worker",
    "optional_fn_export",
    "optional_fn_import",
    "optional_hook_export",
    "optional_hook_import",
    "privileges",
    "proxy_ajp",
    "proxy_balancer",
    "proxy_fdpass",
    "proxy_http",
    "proxy_http2",
    "proxy_uwsgi",
    "proxy_wstunnel",
    "ratelimit",
    "slotmem_plain",
    "slotmem_shm",
    "socache_dbm",
    "socache_dc",
    "socache_shmcb",
    "systemd",
    "unique_id",
];

/// The shared object of a module by its source file.
pub fn object(source: &'static str) -> &'static str {
    static NAMES: OnceLock<FxHashMap<&'static str, String>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let shipped = super::keywords::all().iter().map(|row| row.module);
        let all = shipped.chain(super::keywords::third_party_modules());
        all.map(|source| (source, source.trim_end_matches(".c").to_owned() + ".so")).collect()
    });
    names.get(source).map_or(source, String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    #[test]
    fn a_module_is_known_by_both_names_and_by_case() {
        let mut modules = Modules::default();
        assert_eq!(modules.presence(b"proxy_module"), Presence::Unknown);
        let at = At::from(Span::new(FileId(0), 0, 0));
        modules.load(b"proxy_module", b"modules/mod_proxy.so", at, true);
        modules.load(b"mpm_event_module", b"/x/mod_mpm_event.so", at, true);
        for name in [&b"proxy_module"[..], b"mod_proxy.c", b"event.c", b"core.c"] {
            assert_eq!(modules.presence(name), Presence::Loaded);
        }
        for name in [&b"mod_proxy"[..], b"Proxy_module", b"mod_ssl.c"] {
            assert_eq!(modules.presence(name), Presence::Absent);
        }
        assert_eq!(modules.presence(b"version_module"), Presence::Unknown);
        modules.open = true;
        assert_eq!(modules.presence(b"mod_ssl.c"), Presence::Unknown);
    }
}
