//! Rules: pure functions from the model to findings. The one file that a new rule edits.
//!
//! A rule reads the model through [`Cx`] and reports through [`Report`]. It never derives inheritance,
//! defaults or order again, never names a dialect's modules, and says nothing about what it cannot
//! know.

mod address_family_mismatch;
mod ajp_secret_missing;
mod all_servers_disabled;
mod app_limit_below_timeout;
mod app_status_ejects_server;
mod backup_unreachable;
mod beside;
mod broken_persistence;
mod buffer_arithmetic;
mod certificate_key_mismatch;
mod certificate_missing;
mod certificate_name_uncovered;
mod certificate_without_tls;
mod chain;
mod check_name_missing;
mod check_port_differs;
mod check_transport_mismatch;
mod client_chosen_target;
mod client_host_as_tls_name;
mod cx;
mod dead_resolver;
mod default_backend_missing;
mod descriptor_limit_low;
mod dual_stack_localhost;
mod duplicate_definition;
mod duplicate_listener;
mod duplicate_server;
mod empty_pool;
mod error_page_proxied;
mod expiring_certificate;
mod failing_health_check;
mod failover_disabled;
mod fpm_children_exhausted;
mod gateway_to_http_port;
mod header_buffer_small;
mod host_header_lost;
mod host_path_concatenation;
mod http10_upstream;
mod http_version_mismatch;
mod idle_timeout_tight;
mod incomplete_address;
mod incomplete_chain;
mod inert_health_check;
mod inherited_headers_lost;
mod invalid_address;
mod invalid_value;
mod isolated_upstream;
mod keepalive_ineffective;
mod keepalive_inversion;
mod keepalive_pins_workers;
mod keepalive_race;
mod late_default_server;
mod limiter_too_strict;
mod listener_capacity_low;
mod listener_missing;
mod listener_without_certificate;
mod long_lockout;
mod loopback_in_container;
mod malformed_socket_target;
mod mangled_target_path;
mod misplaced_timeout;
mod missing_file;
mod missing_health_check;
mod missing_include;
mod missing_timeout;
mod module_missing;
mod nested_location_unproxied;
mod never_matching_route;
mod non_http_port;
mod pem;
mod ping_expects_continue;
mod pinned_certificate_path;
mod plain_to_tls_port;
mod pool_name_with_port;
mod pool_out_of_scope;
mod probed;
mod proxy_access_denied;
mod proxy_loop;
mod proxy_protocol_missing;
mod proxy_protocol_unexpected;
mod reach;
mod resolver_missing;
mod resolver_out_of_place;
mod scheme_contradiction;
mod scheme_handler_missing;
mod shadowed_route;
mod shadowed_virtual_host;
mod single_peer_lockout;
mod single_server_pool;
mod size_limit_narrowing;
mod slash_mismatch;
mod sni_missing;
mod sni_routing_ineffective;
mod socket_in_private_tmp;
mod socket_mismatch;
mod socket_missing;
mod socket_permission;
mod socket_worker_collision;
mod stale_certificate;
mod stale_dns;
mod startup_dns_dependency;
mod syntax_error;
mod tight_connection_cap;
mod tight_timeout;
mod time_unit_mistake;
mod timeout_below_app_limit;
mod timeout_inversion;
mod tls_client_disabled;
mod tls_settings_refused;
mod tls_to_plain_port;
mod truncated_number;
mod trust;
mod unbindable_address;
mod undefined_pool;
mod undefined_reference;
mod undefined_variable;
mod unknown_directive;
mod unreachable_upstream;
mod unreadable_certificate;
mod unresolvable_upstream;
mod unrouted_at_next_hop;
mod unserved_upstream;
mod unusable_buffer;
mod unusable_tls_name;
mod upstream_handshake_rejected;
mod verify_depth_short;
mod verify_without_ca;
mod websocket_upgrade_missing;
mod wrong_context;
mod zero_timeout;

pub use beside::{Named, Reached};
pub use chain::Next;
pub use cx::{Cx, Hop, capital};

use crate::catalogue::{Entry, Lazy};
use crate::diagnostic::Finding;
use crate::model::DialectName;
use std::time::SystemTime;

/// One rule: its name, its check and its catalogue entry.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case; the name of its catalogue entry, module and fixture folder.
    pub id: &'static str,
    pub check: fn(&Cx<'_>, &mut Report),
    pub dialects: &'static [DialectName],
    /// The catalogue entry, parsed only when the rule finds something or is asked about.
    pub catalogue: &'static Lazy,
}

impl Rule {
    /// The catalogue entry; an error only if the embedded text is broken, which a test excludes.
    pub fn entry(&self) -> Result<&Entry, &str> {
        self.catalogue.entry()
    }
}

/// What a rule found.
#[derive(Debug, Default)]
pub struct Report {
    pub findings: Vec<Finding>,
}

impl Report {
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

/// What every evaluation takes for given.
#[derive(Clone, Debug)]
pub struct Assumptions {
    pub now: SystemTime,
}

impl Assumptions {
    /// Seconds since 1970, UTC.
    pub fn now_seconds(&self) -> i64 {
        self.now.duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs() as i64)
    }
}

/// A row of the registry.
macro_rules! rule {
    ($id:literal, $module:ident, [$($dialect:ident),+]) => {
        Rule {
            id: $id,
            check: $module::check,
            dialects: &[$(DialectName::$dialect),+],
            catalogue: {
                static ENTRY: Lazy = Lazy::new(include_str!(concat!("../rules/", $id, ".toml")));
                &ENTRY
            },
        }
    };
}

/// All rules, sorted by id.
pub static RULES: &[Rule] = &[
    rule!("address-family-mismatch", address_family_mismatch, [Nginx, Haproxy]),
    rule!("ajp-secret-missing", ajp_secret_missing, [Apache]),
    rule!("all-servers-disabled", all_servers_disabled, [Nginx, Haproxy, Apache]),
    rule!("app-limit-below-timeout", app_limit_below_timeout, [Nginx, Haproxy, Apache]),
    rule!("app-status-ejects-server", app_status_ejects_server, [Nginx, Haproxy, Apache]),
    rule!("backup-unreachable", backup_unreachable, [Haproxy]),
    rule!("broken-persistence", broken_persistence, [Apache]),
    rule!("buffer-arithmetic", buffer_arithmetic, [Nginx]),
    rule!("certificate-key-mismatch", certificate_key_mismatch, [Nginx, Haproxy, Apache]),
    rule!("certificate-missing", certificate_missing, [Nginx, Haproxy, Apache]),
    rule!("certificate-name-uncovered", certificate_name_uncovered, [Nginx, Apache]),
    rule!("certificate-without-tls", certificate_without_tls, [Nginx, Haproxy, Apache]),
    rule!("check-name-missing", check_name_missing, [Haproxy, Apache]),
    rule!("check-port-differs", check_port_differs, [Haproxy]),
    rule!("check-transport-mismatch", check_transport_mismatch, [Haproxy]),
    rule!("client-chosen-target", client_chosen_target, [Apache]),
    rule!("client-host-as-tls-name", client_host_as_tls_name, [Nginx, Haproxy, Apache]),
    rule!("dead-resolver", dead_resolver, [Nginx, Haproxy]),
    rule!("default-backend-missing", default_backend_missing, [Haproxy]),
    rule!("descriptor-limit-low", descriptor_limit_low, [Nginx, Haproxy]),
    rule!("dual-stack-localhost", dual_stack_localhost, [Nginx]),
    rule!("duplicate-definition", duplicate_definition, [Nginx, Haproxy, Apache]),
    rule!("duplicate-listener", duplicate_listener, [Nginx, Haproxy, Apache]),
    rule!("duplicate-server", duplicate_server, [Nginx, Haproxy, Apache]),
    rule!("empty-pool", empty_pool, [Nginx, Haproxy, Apache]),
    rule!("error-page-proxied", error_page_proxied, [Nginx, Apache]),
    rule!("expiring-certificate", expiring_certificate, [Nginx, Haproxy, Apache]),
    rule!("failing-health-check", failing_health_check, [Haproxy, Apache]),
    rule!("failover-disabled", failover_disabled, [Nginx, Haproxy, Apache]),
    rule!("fpm-children-exhausted", fpm_children_exhausted, [Nginx, Haproxy, Apache]),
    rule!("gateway-to-http-port", gateway_to_http_port, [Nginx, Haproxy, Apache]),
    rule!("header-buffer-small", header_buffer_small, [Nginx, Haproxy, Apache]),
    rule!("host-header-lost", host_header_lost, [Nginx]),
    rule!("host-path-concatenation", host_path_concatenation, [Apache]),
    rule!("http-version-mismatch", http_version_mismatch, [Nginx, Haproxy, Apache]),
    rule!("http10-upstream", http10_upstream, [Nginx, Apache]),
    rule!("idle-timeout-tight", idle_timeout_tight, [Haproxy]),
    rule!("incomplete-address", incomplete_address, [Nginx, Haproxy]),
    rule!("incomplete-chain", incomplete_chain, [Nginx, Haproxy, Apache]),
    rule!("inert-health-check", inert_health_check, [Haproxy, Apache]),
    rule!("inherited-headers-lost", inherited_headers_lost, [Nginx]),
    rule!("invalid-address", invalid_address, [Nginx, Haproxy, Apache]),
    rule!("invalid-value", invalid_value, [Nginx, Haproxy, Apache]),
    rule!("isolated-upstream", isolated_upstream, [Nginx, Haproxy, Apache]),
    rule!("keepalive-ineffective", keepalive_ineffective, [Nginx, Apache]),
    rule!("keepalive-inversion", keepalive_inversion, [Nginx, Apache]),
    rule!("keepalive-pins-workers", keepalive_pins_workers, [Nginx, Apache]),
    rule!("keepalive-race", keepalive_race, [Nginx, Haproxy, Apache]),
    rule!("late-default-server", late_default_server, [Haproxy]),
    rule!("limiter-too-strict", limiter_too_strict, [Nginx]),
    rule!("listener-capacity-low", listener_capacity_low, [Haproxy]),
    rule!("listener-missing", listener_missing, [Apache]),
    rule!("listener-without-certificate", listener_without_certificate, [Nginx, Haproxy, Apache]),
    rule!("long-lockout", long_lockout, [Nginx, Apache]),
    rule!("loopback-in-container", loopback_in_container, [Nginx, Haproxy, Apache]),
    rule!("malformed-socket-target", malformed_socket_target, [Apache]),
    rule!("mangled-target-path", mangled_target_path, [Nginx, Apache]),
    rule!("misplaced-timeout", misplaced_timeout, [Nginx, Haproxy, Apache]),
    rule!("missing-file", missing_file, [Nginx, Haproxy, Apache]),
    rule!("missing-health-check", missing_health_check, [Nginx, Haproxy, Apache]),
    rule!("missing-include", missing_include, [Nginx, Haproxy, Apache]),
    rule!("missing-timeout", missing_timeout, [Haproxy]),
    rule!("module-missing", module_missing, [Nginx, Apache]),
    rule!("nested-location-unproxied", nested_location_unproxied, [Nginx]),
    rule!("never-matching-route", never_matching_route, [Apache]),
    rule!("non-http-port", non_http_port, [Nginx, Haproxy, Apache]),
    rule!("ping-expects-continue", ping_expects_continue, [Apache]),
    rule!("pinned-certificate-path", pinned_certificate_path, [Nginx, Haproxy, Apache]),
    rule!("plain-to-tls-port", plain_to_tls_port, [Nginx, Haproxy, Apache]),
    rule!("pool-name-with-port", pool_name_with_port, [Nginx]),
    rule!("pool-out-of-scope", pool_out_of_scope, [Apache]),
    rule!("proxy-access-denied", proxy_access_denied, [Apache]),
    rule!("proxy-loop", proxy_loop, [Nginx, Haproxy, Apache]),
    rule!("proxy-protocol-missing", proxy_protocol_missing, [Nginx, Haproxy, Apache]),
    rule!("proxy-protocol-unexpected", proxy_protocol_unexpected, [Nginx, Haproxy]),
    rule!("resolver-missing", resolver_missing, [Nginx, Haproxy]),
    rule!("resolver-out-of-place", resolver_out_of_place, [Nginx, Haproxy]),
    rule!("scheme-contradiction", scheme_contradiction, [Nginx, Haproxy, Apache]),
    rule!("scheme-handler-missing", scheme_handler_missing, [Apache]),
    rule!("shadowed-route", shadowed_route, [Nginx, Haproxy, Apache]),
    rule!("shadowed-virtual-host", shadowed_virtual_host, [Nginx, Apache]),
    rule!("single-peer-lockout", single_peer_lockout, [Nginx]),
    rule!("single-server-pool", single_server_pool, [Nginx, Haproxy, Apache]),
    rule!("size-limit-narrowing", size_limit_narrowing, [Nginx]),
    rule!("slash-mismatch", slash_mismatch, [Nginx, Apache]),
    rule!("sni-missing", sni_missing, [Nginx, Haproxy]),
    rule!("sni-routing-ineffective", sni_routing_ineffective, [Haproxy]),
    rule!("socket-in-private-tmp", socket_in_private_tmp, [Nginx, Haproxy, Apache]),
    rule!("socket-mismatch", socket_mismatch, [Nginx, Haproxy, Apache]),
    rule!("socket-missing", socket_missing, [Nginx, Haproxy, Apache]),
    rule!("socket-permission", socket_permission, [Nginx, Haproxy, Apache]),
    rule!("socket-worker-collision", socket_worker_collision, [Apache]),
    rule!("stale-certificate", stale_certificate, [Nginx, Haproxy, Apache]),
    rule!("stale-dns", stale_dns, [Nginx, Haproxy, Apache]),
    rule!("startup-dns-dependency", startup_dns_dependency, [Nginx, Haproxy]),
    rule!("syntax-error", syntax_error, [Nginx, Haproxy, Apache]),
    rule!("tight-connection-cap", tight_connection_cap, [Haproxy]),
    rule!("tight-timeout", tight_timeout, [Nginx, Haproxy, Apache]),
    rule!("time-unit-mistake", time_unit_mistake, [Nginx, Haproxy, Apache]),
    rule!("timeout-below-app-limit", timeout_below_app_limit, [Nginx, Haproxy, Apache]),
    rule!("timeout-inversion", timeout_inversion, [Nginx, Haproxy, Apache]),
    rule!("tls-client-disabled", tls_client_disabled, [Apache]),
    rule!("tls-settings-refused", tls_settings_refused, [Nginx, Haproxy, Apache]),
    rule!("tls-to-plain-port", tls_to_plain_port, [Nginx, Haproxy, Apache]),
    rule!("truncated-number", truncated_number, [Haproxy, Apache]),
    rule!("unbindable-address", unbindable_address, [Nginx, Haproxy, Apache]),
    rule!("undefined-pool", undefined_pool, [Nginx, Haproxy, Apache]),
    rule!("undefined-reference", undefined_reference, [Haproxy]),
    rule!("undefined-variable", undefined_variable, [Nginx, Haproxy, Apache]),
    rule!("unknown-directive", unknown_directive, [Nginx, Haproxy, Apache]),
    rule!("unreachable-upstream", unreachable_upstream, [Nginx, Haproxy, Apache]),
    rule!("unreadable-certificate", unreadable_certificate, [Nginx, Haproxy, Apache]),
    rule!("unresolvable-upstream", unresolvable_upstream, [Nginx, Haproxy, Apache]),
    rule!("unrouted-at-next-hop", unrouted_at_next_hop, [Nginx, Haproxy, Apache]),
    rule!("unserved-upstream", unserved_upstream, [Nginx, Haproxy, Apache]),
    rule!("unusable-buffer", unusable_buffer, [Nginx, Haproxy, Apache]),
    rule!("unusable-tls-name", unusable_tls_name, [Nginx, Apache]),
    rule!("upstream-handshake-rejected", upstream_handshake_rejected, [Nginx, Haproxy, Apache]),
    rule!("verify-depth-short", verify_depth_short, [Nginx, Apache]),
    rule!("verify-without-ca", verify_without_ca, [Nginx, Haproxy, Apache]),
    rule!("websocket-upgrade-missing", websocket_upgrade_missing, [Nginx, Apache]),
    rule!("wrong-context", wrong_context, [Nginx, Haproxy, Apache]),
    rule!("zero-timeout", zero_timeout, [Nginx, Apache]),
];

/// A rule by its id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}
