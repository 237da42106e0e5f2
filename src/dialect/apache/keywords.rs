//! Every directive and section of httpd 2.4 with where it may stand, what it takes, whose it is, and what the
//! analysis makes of it.
//!
//! Contexts, arguments and modules are those of `httpd -L` and of `httpd -t` in each context (2.4.71, all modules
//! loaded). Names are compared without case. Third-party modules have no rows: [`third_party`] knows them by how
//! their directives begin.

pub use crate::dialect::table::Class;
use crate::dialect::table::{self, MANY, Numbers, places};
use std::sync::OnceLock;

places! {
    /// Where a directive may stand, as a set.
    Contexts(u16) {
        /// Outside all sections: the main server.
        SERVER = 1;
        VHOST = 1 << 1;
        DIRECTORY = 1 << 2;
        LOCATION = 1 << 3;
        FILES = 1 << 4;
        IF = 1 << 5;
        PROXY = 1 << 6;
        HTACCESS = 1 << 7;
        ANY = (1 << 8) - 1;
    }
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// One line.
    Simple,
    /// `<Name …>` up to `</Name>`.
    Block,
}

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
    /// The source file of its module, as `<IfModule>` knows it.
    pub module: &'static str,
}

impl Keyword {
    pub fn takes(&self, arguments: usize) -> bool {
        table::takes(self.fewest, self.most, arguments)
    }

    pub fn most(&self) -> Option<u8> {
        (self.most != MANY).then_some(self.most)
    }
}

/// The number of a name, [`kw::UNKNOWN_NAME`] if it is not in the table; case does not count.
pub fn lookup(name: &[u8]) -> u16 {
    static INDEX: OnceLock<Numbers<Vec<u8>>> = OnceLock::new();
    let index = INDEX.get_or_init(|| {
        table::numbers(KEYWORDS.iter().map(|keyword| keyword.name.to_ascii_lowercase().into_bytes()))
    });
    let mut lower = [0; 48];
    let Some(lower) = lower.get_mut(..name.len()) else { return kw::UNKNOWN_NAME };
    lower.copy_from_slice(name);
    lower.make_ascii_lowercase();
    index.get(&*lower).copied().unwrap_or(kw::UNKNOWN_NAME)
}

/// Sections that cannot stand in another of their own kind.
pub fn never_in_itself(keyword: u16) -> bool {
    matches!(
        keyword,
        kw::VIRTUAL_HOST
            | kw::DIRECTORY
            | kw::DIRECTORY_MATCH
            | kw::LOCATION
            | kw::LOCATION_MATCH
            | kw::FILES
            | kw::FILES_MATCH
            | kw::PROXY
            | kw::PROXY_MATCH
            | kw::LIMIT
            | kw::LIMIT_EXCEPT
    )
}

/// Sections that are decided while the configuration is read.
pub fn is_condition(keyword: u16) -> bool {
    matches!(
        keyword,
        kw::IF_MODULE | kw::IF_DEFINE | kw::IF_VERSION | kw::IF_FILE | kw::IF_DIRECTIVE | kw::IF_SECTION
    )
}

/// The module outside httpd's own distribution that a directive belongs to, by how its name begins.
pub fn third_party(name: &[u8]) -> Option<&'static str> {
    THIRD_PARTY
        .iter()
        .find(|(start, _)| {
            name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start.as_bytes()))
        })
        .map(|(_, module)| *module)
}

/// Source files of the modules that [`third_party`] knows.
pub fn third_party_modules() -> impl Iterator<Item = &'static str> {
    THIRD_PARTY.iter().map(|(_, module)| *module)
}

/// Beginnings of names, the first that fits counts.
const THIRD_PARTY: &[(&str, &str)] = &[
    ("AssignUserID", "mpm_itk.c"),
    ("AuthCAS", "mod_auth_cas.c"),
    ("AuthKerb", "mod_auth_kerb.c"),
    ("AuthMySQL", "mod_auth_mysql.c"),
    ("AuthPAM", "mod_auth_pam.c"),
    ("AuthnzPAM", "mod_authnz_pam.c"),
    ("AuthPG_", "mod_auth_pgsql.c"),
    ("AuthtProvider", "mod_autht_core.c"),
    ("AuthTkt", "mod_auth_tkt.c"),
    ("TKTAuth", "mod_auth_tkt.c"),
    ("AuthXRadius", "mod_auth_xradius.c"),
    ("BandWidth", "mod_bw.c"),
    ("BW", "mod_bw.c"),
    ("CAS", "mod_auth_cas.c"),
    ("CloudFlare", "mod_cloudflare.c"),
    ("CookieLog", "mod_log_config.c"),
    ("Dispatcher", "mod_dispatcher.c"),
    ("DOS", "mod_evasive.c"),
    ("FastCgi", "mod_fastcgi.c"),
    ("Fcgid", "mod_fcgid.c"),
    ("FCGI", "mod_fcgid.c"),
    ("GeoIP", "mod_geoip.c"),
    ("GnuTLS", "mod_gnutls.c"),
    ("Gssapi", "mod_auth_gssapi.c"),
    ("Jk", "mod_jk.c"),
    ("Krb", "mod_auth_kerb.c"),
    ("ManagerBalancerName", "mod_manager.c"),
    ("EnableMCPMReceive", "mod_manager.c"),
    ("AdvertiseFrequency", "mod_advertise.c"),
    ("ServerAdvertise", "mod_advertise.c"),
    ("MaxMindDB", "mod_maxminddb.c"),
    ("Mellon", "mod_auth_mellon.c"),
    ("ModPagespeed", "mod_pagespeed.c"),
    ("ModSecurity", "mod_security3.c"),
    ("Mono", "mod_mono.c"),
    ("NSS", "mod_nss.c"),
    ("OIDC", "mod_auth_openidc.c"),
    ("OAuth", "mod_auth_openidc.c"),
    ("PassengerE", "mod_passenger.c"),
    ("Passenger", "mod_passenger.c"),
    ("Rails", "mod_passenger.c"),
    ("Rack", "mod_passenger.c"),
    ("Perl", "mod_perl.c"),
    ("php_", "mod_php.c"),
    ("php", "mod_php.c"),
    ("Python", "mod_python.c"),
    ("QS_", "mod_qos.c"),
    ("QOS_", "mod_qos.c"),
    ("RPAF", "mod_rpaf.c"),
    ("Sec", "mod_security2.c"),
    ("Shib", "mod_shib.c"),
    ("SVN", "mod_dav_svn.c"),
    ("AuthzSVN", "mod_authz_svn.c"),
    ("TileCache", "mod_tile.c"),
    ("ModTile", "mod_tile.c"),
    ("LoadTile", "mod_tile.c"),
    ("RUid", "mod_ruid2.c"),
    ("RMode", "mod_ruid2.c"),
    ("RMinUidGid", "mod_ruid2.c"),
    ("Vhost", "mod_vhost_ldap.c"),
    ("WebLogic", "mod_wl.c"),
    ("Wl", "mod_wl.c"),
    ("WSGI", "mod_wsgi.c"),
    ("Xs2", "mod_xsendfile.c"),
    ("XSendFile", "mod_xsendfile.c"),
    ("uWSGI", "mod_uwsgi.c"),
    ("SCGI", "mod_scgi.c"),
];

macro_rules! keywords {
    ($($constant:ident $name:literal [$($context:ident)|+] $fewest:expr, $most:expr;
       $body:ident $class:ident $module:literal;)*) => {
        table::table! { $($constant $name => Keyword {
            name: $name,
            contexts: Contexts::NONE$(.or(Contexts::$context))+,
            fewest: $fewest,
            most: $most,
            body: Body::$body,
            class: Class::$class,
            module: $module,
        };)* }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_its_numbers_are_those_of_the_constants() {
        let lower = |keyword: &Keyword| keyword.name.to_ascii_lowercase();
        assert!(KEYWORDS.windows(2).all(|pair| lower(&pair[0]) < lower(&pair[1])));
        assert!(KEYWORDS.iter().all(|keyword| keyword.name.len() <= 48));
        assert_eq!(lookup(b"proxypass"), kw::PROXY_PASS);
        assert_eq!(info(kw::PROXY_PASS).map(|keyword| keyword.name), Some("ProxyPass"));
        assert_eq!(lookup(b"Proxy_Pass"), kw::UNKNOWN_NAME);
        assert_eq!(info(kw::UNKNOWN_NAME).map(|keyword| keyword.name), None);
        assert_eq!(lookup(&[b'a'; 100]), kw::UNKNOWN_NAME);
    }

    #[test]
    fn what_is_understood_is_read() {
        // Its constant is named where the configuration is walked or lowered.
        let code = table::tests::code("src/dialect/apache");
        let rows = include_str!("keywords.rs");
        let unread: Vec<&str> = KEYWORDS
            .iter()
            .filter(|row| row.class == Class::Understood)
            .filter(|row| {
                let mark = format!(" \"{}\" [", row.name);
                let line = rows.lines().find(|line| line.contains(&mark)).expect("its row");
                let constant = line.trim().split(' ').next().expect("its constant");
                !code.contains(&format!("kw::{constant}"))
            })
            .map(|row| row.name)
            .collect();
        assert!(unread.is_empty(), "{unread:?}");
    }

    #[test]
    fn third_party_directives_are_known_by_their_beginning() {
        assert_eq!(third_party(b"secRuleEngine"), Some("mod_security2.c"));
        assert_eq!(third_party(b"ProxyPass"), None);
    }
}

keywords! {
    ACCEPT_FILTER "AcceptFilter" [SERVER] 2, 2; Simple Relevant "core.c";
    ACCEPT_PATH_INFO "AcceptPathInfo" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "core.c";
    ACCESS_FILE_NAME "AccessFileName" [SERVER | VHOST] 0, MANY; Simple NoBearing "core.c";
    ACTION "Action" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 3; Simple Relevant "mod_actions.c";
    ADD_ALT "AddAlt" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_autoindex.c";
    ADD_ALT_BY_ENCODING "AddAltByEncoding" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_autoindex.c";
    ADD_ALT_BY_TYPE "AddAltByType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_autoindex.c";
    ADD_CHARSET "AddCharset" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_mime.c";
    ADD_DEFAULT_CHARSET "AddDefaultCharset" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "core.c";
    ADD_DESCRIPTION "AddDescription" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_autoindex.c";
    ADD_ENCODING "AddEncoding" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_mime.c";
    ADD_HANDLER "AddHandler" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple Relevant "mod_mime.c";
    ADD_ICON "AddIcon" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_autoindex.c";
    ADD_ICON_BY_ENCODING "AddIconByEncoding" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_autoindex.c";
    ADD_ICON_BY_TYPE "AddIconByType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_autoindex.c";
    ADD_INPUT_FILTER "AddInputFilter" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_mime.c";
    ADD_LANGUAGE "AddLanguage" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_mime.c";
    ADD_MODULE_INFO "AddModuleInfo" [SERVER | VHOST] 2, 2; Simple NoBearing "mod_info.c";
    ADD_OUTPUT_FILTER "AddOutputFilter" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple Relevant "mod_mime.c";
    ADD_OUTPUT_FILTER_BY_TYPE "AddOutputFilterByType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple NoBearing "mod_filter.c";
    ADD_TYPE "AddType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple Relevant "mod_mime.c";
    ALIAS "Alias" [SERVER | VHOST | LOCATION | PROXY] 1, 2; Simple Understood "mod_alias.c";
    ALIAS_MATCH "AliasMatch" [SERVER | VHOST] 2, 2; Simple Understood "mod_alias.c";
    ALIAS_PRESERVE_PATH "AliasPreservePath" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_alias.c";
    ALLOW "allow" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple Understood "mod_access_compat.c";
    ALLOW_CONNECT "AllowCONNECT" [SERVER | VHOST] 1, MANY; Simple NoBearing "mod_proxy_connect.c";
    ALLOW_ENCODED_SLASHES "AllowEncodedSlashes" [SERVER | VHOST] 1, 1; Simple Understood "core.c";
    ALLOW_METHODS "AllowMethods" [DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple NoBearing "mod_allowmethods.c";
    ALLOW_OVERRIDE "AllowOverride" [DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Understood "core.c";
    ALLOW_OVERRIDE_LIST "AllowOverrideList" [DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple NoBearing "core.c";
    ANONYMOUS "Anonymous" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_authn_anon.c";
    ANONYMOUS_LOG_EMAIL "Anonymous_LogEmail" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authn_anon.c";
    ANONYMOUS_MUST_GIVE_EMAIL "Anonymous_MustGiveEmail" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authn_anon.c";
    ANONYMOUS_NO_USER_ID "Anonymous_NoUserId" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authn_anon.c";
    ANONYMOUS_VERIFY_EMAIL "Anonymous_VerifyEmail" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authn_anon.c";
    ASYNC_REQUEST_WORKER_FACTOR "AsyncRequestWorkerFactor" [SERVER] 1, 1; Simple Relevant "event.c";
    AUTH_BASIC_AUTHORITATIVE "AuthBasicAuthoritative" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_basic.c";
    AUTH_BASIC_FAKE "AuthBasicFake" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 2; Simple NoBearing "mod_auth_basic.c";
    AUTH_BASIC_PROVIDER "AuthBasicProvider" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_auth_basic.c";
    AUTH_BASIC_USE_DIGEST_ALGORITHM "AuthBasicUseDigestAlgorithm" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_basic.c";
    AUTH_DBD_USER_PW_QUERY "AuthDBDUserPWQuery" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_authn_dbd.c";
    AUTH_DBD_USER_REALM_QUERY "AuthDBDUserRealmQuery" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_authn_dbd.c";
    AUTH_DBM_GROUP_FILE "AuthDBMGroupFile" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authz_dbm.c";
    AUTH_DBM_TYPE "AuthDBMType" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authn_dbm.c";
    AUTH_DBM_USER_FILE "AuthDBMUserFile" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authn_dbm.c";
    AUTH_DIGEST_ALGORITHM "AuthDigestAlgorithm" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_digest.c";
    AUTH_DIGEST_DOMAIN "AuthDigestDomain" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_auth_digest.c";
    AUTH_DIGEST_NC_CHECK "AuthDigestNcCheck" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_digest.c";
    AUTH_DIGEST_NONCE_LIFETIME "AuthDigestNonceLifetime" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_digest.c";
    AUTH_DIGEST_PROVIDER "AuthDigestProvider" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_auth_digest.c";
    AUTH_DIGEST_QOP "AuthDigestQop" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_auth_digest.c";
    AUTH_DIGEST_SHMEM_SIZE "AuthDigestShmemSize" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_auth_digest.c";
    AUTH_FORM_AUTHORITATIVE "AuthFormAuthoritative" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_BODY "AuthFormBody" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_DISABLE_NO_STORE "AuthFormDisableNoStore" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_FAKE_BASIC_AUTH "AuthFormFakeBasicAuth" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_LOCATION "AuthFormLocation" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_LOGIN_REQUIRED_LOCATION "AuthFormLoginRequiredLocation" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_LOGIN_SUCCESS_LOCATION "AuthFormLoginSuccessLocation" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_LOGOUT_LOCATION "AuthFormLogoutLocation" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_METHOD "AuthFormMethod" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_MIMETYPE "AuthFormMimetype" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_PASSWORD "AuthFormPassword" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_PROVIDER "AuthFormProvider" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple Relevant "mod_auth_form.c";
    AUTH_FORM_SITE_PASSPHRASE "AuthFormSitePassphrase" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_SIZE "AuthFormSize" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_FORM_USERNAME "AuthFormUsername" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_auth_form.c";
    AUTH_GROUP_FILE "AuthGroupFile" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_authz_groupfile.c";
    AUTH_LDAP_AUTHORIZE_PREFIX "AuthLDAPAuthorizePrefix" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_BIND_AUTHORITATIVE "AuthLDAPBindAuthoritative" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_BIND_DN "AuthLDAPBindDN" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_BIND_PASSWORD "AuthLDAPBindPassword" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_CHARSET_CONFIG "AuthLDAPCharsetConfig" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_COMPARE_AS_USER "AuthLDAPCompareAsUser" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_COMPARE_DN_ON_SERVER "AuthLDAPCompareDNOnServer" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_DEREFERENCE_ALIASES "AuthLDAPDereferenceAliases" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_GROUP_ATTRIBUTE "AuthLDAPGroupAttribute" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_GROUP_ATTRIBUTE_IS_DN "AuthLDAPGroupAttributeIsDN" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_INITIAL_BIND_AS_USER "AuthLDAPInitialBindAsUser" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_INITIAL_BIND_PATTERN "AuthLDAPInitialBindPattern" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_MAX_SUB_GROUP_DEPTH "AuthLDAPMaxSubGroupDepth" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_REMOTE_USER_ATTRIBUTE "AuthLDAPRemoteUserAttribute" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_REMOTE_USER_IS_DN "AuthLDAPRemoteUserIsDN" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_SEARCH_AS_USER "AuthLDAPSearchAsUser" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_SUB_GROUP_ATTRIBUTE "AuthLDAPSubGroupAttribute" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAP_SUB_GROUP_CLASS "AuthLDAPSubGroupClass" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_LDAPURL "AuthLDAPURL" [DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple NoBearing "mod_authnz_ldap.c";
    AUTH_MERGING "AuthMerging" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "mod_authz_core.c";
    AUTH_NAME "AuthName" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authn_core.c";
    AUTHN_CACHE_CONTEXT "AuthnCacheContext" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_authn_socache.c";
    AUTHN_CACHE_ENABLE "AuthnCacheEnable" [SERVER] 0, MANY; Simple NoBearing "mod_authn_socache.c";
    AUTHN_CACHE_PROVIDE_FOR "AuthnCacheProvideFor" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_authn_socache.c";
    AUTHN_CACHE_SO_CACHE "AuthnCacheSOCache" [SERVER] 1, 1; Simple NoBearing "mod_authn_socache.c";
    AUTHN_CACHE_TIMEOUT "AuthnCacheTimeout" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authn_socache.c";
    AUTHN_PROVIDER_ALIAS "AuthnProviderAlias" [SERVER] 1, MANY; Block Relevant "mod_authn_core.c";
    AUTHNZ_FCGI_CHECK_AUTHN_PROVIDER "AuthnzFcgiCheckAuthnProvider" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_authnz_fcgi.c";
    AUTHNZ_FCGI_DEFINE_PROVIDER "AuthnzFcgiDefineProvider" [SERVER] 0, MANY; Simple NoBearing "mod_authnz_fcgi.c";
    AUTH_TYPE "AuthType" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authn_core.c";
    AUTH_USER_FILE "AuthUserFile" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_authn_file.c";
    AUTHZ_DBD_LOGIN_TO_REFERER "AuthzDBDLoginToReferer" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_authz_dbd.c";
    AUTHZ_DBD_QUERY "AuthzDBDQuery" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_authz_dbd.c";
    AUTHZ_DBD_REDIRECT_QUERY "AuthzDBDRedirectQuery" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_authz_dbd.c";
    AUTHZ_DBM_TYPE "AuthzDBMType" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authz_dbm.c";
    AUTHZ_PROVIDER_ALIAS "AuthzProviderAlias" [SERVER] 1, MANY; Block Relevant "mod_authz_core.c";
    AUTHZ_SEND_FORBIDDEN_ON_FAILURE "AuthzSendForbiddenOnFailure" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_authz_core.c";
    BALANCER_GROWTH "BalancerGrowth" [SERVER | VHOST] 1, 1; Simple Relevant "mod_proxy.c";
    BALANCER_INHERIT "BalancerInherit" [SERVER | VHOST] 1, 1; Simple Relevant "mod_proxy.c";
    BALANCER_MEMBER "BalancerMember" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Understood "mod_proxy.c";
    BALANCER_PERSIST "BalancerPersist" [SERVER | VHOST] 1, 1; Simple Relevant "mod_proxy.c";
    BROTLI_ALTER_E_TAG "BrotliAlterETag" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_brotli.c";
    BROTLI_COMPRESSION_MAX_INPUT_BLOCK "BrotliCompressionMaxInputBlock" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_brotli.c";
    BROTLI_COMPRESSION_QUALITY "BrotliCompressionQuality" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_brotli.c";
    BROTLI_COMPRESSION_WINDOW "BrotliCompressionWindow" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_brotli.c";
    BROTLI_FILTER_NOTE "BrotliFilterNote" [SERVER | VHOST] 1, 2; Simple NoBearing "mod_brotli.c";
    BROWSER_MATCH "BrowserMatch" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_setenvif.c";
    BROWSER_MATCH_NO_CASE "BrowserMatchNoCase" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_setenvif.c";
    BUFFERED_LOGS "BufferedLogs" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_log_config.c";
    BUFFER_SIZE "BufferSize" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "mod_buffer.c";
    CACHE_DEFAULT_EXPIRE "CacheDefaultExpire" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_DETAIL_HEADER "CacheDetailHeader" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_DIR_LENGTH "CacheDirLength" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache_disk.c";
    CACHE_DIR_LEVELS "CacheDirLevels" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache_disk.c";
    CACHE_DISABLE "CacheDisable" [SERVER | VHOST | LOCATION | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_ENABLE "CacheEnable" [SERVER | VHOST | LOCATION | PROXY] 1, 2; Simple Relevant "mod_cache.c";
    CACHEFILE "cachefile" [SERVER | VHOST] 1, MANY; Simple NoBearing "mod_file_cache.c";
    CACHE_HEADER "CacheHeader" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_IGNORE_CACHE_CONTROL "CacheIgnoreCacheControl" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_IGNORE_HEADERS "CacheIgnoreHeaders" [SERVER | VHOST] 1, MANY; Simple NoBearing "mod_cache.c";
    CACHE_IGNORE_NO_LAST_MOD "CacheIgnoreNoLastMod" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_IGNORE_QUERY_STRING "CacheIgnoreQueryString" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_IGNORE_URL_SESSION_IDENTIFIERS "CacheIgnoreURLSessionIdentifiers" [SERVER | VHOST] 1, MANY; Simple NoBearing "mod_cache.c";
    CACHE_KEY_BASE_URL "CacheKeyBaseURL" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_LAST_MODIFIED_FACTOR "CacheLastModifiedFactor" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_LOCK "CacheLock" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_LOCK_MAX_AGE "CacheLockMaxAge" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_LOCK_PATH "CacheLockPath" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_MAX_EXPIRE "CacheMaxExpire" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_MAX_FILE_SIZE "CacheMaxFileSize" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache_disk.c";
    CACHE_MIN_EXPIRE "CacheMinExpire" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_MIN_FILE_SIZE "CacheMinFileSize" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache_disk.c";
    CACHE_NEGOTIATED_DOCS "CacheNegotiatedDocs" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_negotiation.c";
    CACHE_QUICK_HANDLER "CacheQuickHandler" [SERVER | VHOST] 1, 1; Simple Relevant "mod_cache.c";
    CACHE_READ_SIZE "CacheReadSize" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache_disk.c";
    CACHE_READ_TIME "CacheReadTime" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache_disk.c";
    CACHE_ROOT "CacheRoot" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache_disk.c";
    CACHE_SOCACHE "CacheSocache" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cache_socache.c";
    CACHE_SOCACHE_MAX_SIZE "CacheSocacheMaxSize" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache_socache.c";
    CACHE_SOCACHE_MAX_TIME "CacheSocacheMaxTime" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache_socache.c";
    CACHE_SOCACHE_MIN_TIME "CacheSocacheMinTime" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache_socache.c";
    CACHE_SOCACHE_READ_SIZE "CacheSocacheReadSize" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache_socache.c";
    CACHE_SOCACHE_READ_TIME "CacheSocacheReadTime" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache_socache.c";
    CACHE_STALE_ON_ERROR "CacheStaleOnError" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_STORE_EXPIRED "CacheStoreExpired" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_STORE_NO_STORE "CacheStoreNoStore" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CACHE_STORE_PRIVATE "CacheStorePrivate" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cache.c";
    CASE_FILTER "CaseFilter" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_case_filter.c";
    CASE_FILTER_IN "CaseFilterIn" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_case_filter_in.c";
    CGID_SCRIPT_TIMEOUT "CGIDScriptTimeout" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | HTACCESS] 1, 1; Simple Relevant "mod_cgid.c";
    CGI_PASS_AUTH "CGIPassAuth" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "core.c";
    CGI_SCRIPT_TIMEOUT "CGIScriptTimeout" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_cgi.c";
    CGI_VAR "CGIVar" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple NoBearing "core.c";
    CHARSET_DEFAULT "CharsetDefault" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_charset_lite.c";
    CHARSET_OPTIONS "CharsetOptions" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_charset_lite.c";
    CHARSET_SOURCE_ENC "CharsetSourceEnc" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_charset_lite.c";
    CHECK_BASENAME_MATCH "CheckBasenameMatch" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_speling.c";
    CHECK_CASE_ONLY "CheckCaseOnly" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_speling.c";
    CHECK_SPELLING "CheckSpelling" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_speling.c";
    CHROOT_DIR "ChrootDir" [SERVER] 1, 1; Simple Relevant "mod_unixd.c";
    CONTENT_DIGEST "ContentDigest" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "core.c";
    COOKIE_DOMAIN "CookieDomain" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_usertrack.c";
    COOKIE_EXPIRES "CookieExpires" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_usertrack.c";
    COOKIE_HTTP_ONLY "CookieHttpOnly" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_usertrack.c";
    COOKIE_NAME "CookieName" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_usertrack.c";
    COOKIE_SAME_SITE "CookieSameSite" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_usertrack.c";
    COOKIE_SECURE "CookieSecure" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_usertrack.c";
    COOKIE_STYLE "CookieStyle" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_usertrack.c";
    COOKIE_TRACKING "CookieTracking" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_usertrack.c";
    CORE_DUMP_DIRECTORY "CoreDumpDirectory" [SERVER] 1, 1; Simple NoBearing "core.c";
    CUSTOM_LOG "CustomLog" [SERVER | VHOST] 2, 3; Simple NoBearing "mod_log_config.c";
    DAV "DAV" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_dav.c";
    DAV_BASE_PATH "DAVBasePath" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_dav.c";
    DAV_DEPTH_INFINITY "DAVDepthInfinity" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_dav.c";
    DAV_GENERIC_LOCK_DB "DAVGenericLockDB" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_dav_lock.c";
    DAV_LOCK_DB "DAVLockDB" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dav_fs.c";
    DAV_LOCK_DISCOVERY "DAVLockDiscovery" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_dav.c";
    DAV_MIN_TIMEOUT "DAVMinTimeout" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_dav.c";
    DBD_EXPTIME "DBDExptime" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dbd.c";
    DBD_INIT_SQL "DBDInitSQL" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dbd.c";
    DBD_KEEP "DBDKeep" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dbd.c";
    DBD_MAX "DBDMax" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dbd.c";
    DBD_MIN "DBDMin" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dbd.c";
    DBD_PARAMS "DBDParams" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dbd.c";
    DBD_PERSIST "DBDPersist" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dbd.c";
    DBD_PREPARE_SQL "DBDPrepareSQL" [SERVER | VHOST] 1, 2; Simple NoBearing "mod_dbd.c";
    DB_DRIVER "DBDriver" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dbd.c";
    DEFAULT_ICON "DefaultIcon" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_autoindex.c";
    DEFAULT_LANGUAGE "DefaultLanguage" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_mime.c";
    DEFAULT_RUNTIME_DIR "DefaultRuntimeDir" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple NoBearing "core.c";
    DEFAULT_TYPE "DefaultType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "core.c";
    DEFINE "Define" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Understood "core.c";
    DEFLATE_ALTER_ETAG "DeflateAlterEtag" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_deflate.c";
    DEFLATE_BUFFER_SIZE "DeflateBufferSize" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_deflate.c";
    DEFLATE_COMPRESSION_LEVEL "DeflateCompressionLevel" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_deflate.c";
    DEFLATE_FILTER_NOTE "DeflateFilterNote" [SERVER | VHOST] 1, 2; Simple NoBearing "mod_deflate.c";
    DEFLATE_INFLATE_LIMIT_REQUEST_BODY "DeflateInflateLimitRequestBody" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_deflate.c";
    DEFLATE_INFLATE_RATIO_BURST "DeflateInflateRatioBurst" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_deflate.c";
    DEFLATE_INFLATE_RATIO_LIMIT "DeflateInflateRatioLimit" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_deflate.c";
    DEFLATE_MEM_LEVEL "DeflateMemLevel" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_deflate.c";
    DEFLATE_WINDOW_SIZE "DeflateWindowSize" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_deflate.c";
    DENY "deny" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, MANY; Simple Understood "mod_access_compat.c";
    DIRECTORY "Directory" [SERVER | VHOST] 1, MANY; Block Understood "core.c";
    DIRECTORY_CHECK_HANDLER "DirectoryCheckHandler" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_dir.c";
    DIRECTORY_INDEX "DirectoryIndex" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_dir.c";
    DIRECTORY_INDEX_REDIRECT "DirectoryIndexRedirect" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_dir.c";
    DIRECTORY_MATCH "DirectoryMatch" [SERVER | VHOST] 1, MANY; Block Understood "core.c";
    DIRECTORY_SLASH "DirectorySlash" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "mod_dir.c";
    DOCUMENT_ROOT "DocumentRoot" [SERVER | VHOST] 1, 1; Simple Understood "core.c";
    DUMP_IO_INPUT "DumpIOInput" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dumpio.c";
    DUMP_IO_OUTPUT "DumpIOOutput" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_dumpio.c";
    ELSE "Else" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "core.c";
    ELSE_IF "ElseIf" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Block Understood "core.c";
    ENABLE_MMAP "EnableMMAP" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "core.c";
    ENABLE_SENDFILE "EnableSendfile" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "core.c";
    ERROR "Error" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "core.c";
    ERROR_DOCUMENT "ErrorDocument" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple Understood "core.c";
    ERROR_LOG "ErrorLog" [SERVER | VHOST] 1, 1; Simple Relevant "core.c";
    ERROR_LOG_FORMAT "ErrorLogFormat" [SERVER | VHOST] 1, 2; Simple NoBearing "core.c";
    EXPIRES_ACTIVE "ExpiresActive" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_expires.c";
    EXPIRES_BY_TYPE "ExpiresByType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple NoBearing "mod_expires.c";
    EXPIRES_DEFAULT "ExpiresDefault" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_expires.c";
    EXTENDED_STATUS "ExtendedStatus" [SERVER] 1, 1; Simple NoBearing "core.c";
    EXT_FILTER_DEFINE "ExtFilterDefine" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_ext_filter.c";
    EXT_FILTER_OPTIONS "ExtFilterOptions" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, MANY; Simple NoBearing "mod_ext_filter.c";
    FALLBACK_RESOURCE "FallbackResource" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "mod_dir.c";
    FANCY_INDEXING "FancyIndexing" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_autoindex.c";
    FILE_E_TAG "FileETag" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "core.c";
    FILES "Files" [SERVER | VHOST | DIRECTORY | FILES | IF | PROXY | HTACCESS] 1, MANY; Block Understood "core.c";
    FILES_MATCH "FilesMatch" [SERVER | VHOST | DIRECTORY | FILES | IF | PROXY | HTACCESS] 1, MANY; Block Understood "core.c";
    FILTER_CHAIN "FilterChain" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_filter.c";
    FILTER_DECLARE "FilterDeclare" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 2; Simple NoBearing "mod_filter.c";
    FILTER_PROTOCOL "FilterProtocol" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 3; Simple NoBearing "mod_filter.c";
    FILTER_PROVIDER "FilterProvider" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 3, 3; Simple NoBearing "mod_filter.c";
    FILTER_TRACE "FilterTrace" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 2, 2; Simple NoBearing "mod_filter.c";
    FLUSH_MAX_PIPELINED "FlushMaxPipelined" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    FLUSH_MAX_THRESHOLD "FlushMaxThreshold" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    FORCE_LANGUAGE_PRIORITY "ForceLanguagePriority" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_negotiation.c";
    FORCE_TYPE "ForceType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "core.c";
    FORENSIC_LOG "ForensicLog" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_log_forensic.c";
    GLOBAL_LOG "GlobalLog" [SERVER] 2, 3; Simple NoBearing "mod_log_config.c";
    GRACEFUL_SHUTDOWN_TIMEOUT "GracefulShutdownTimeout" [SERVER] 1, 1; Simple Relevant "event.c";
    GROUP "Group" [SERVER] 1, 1; Simple NoBearing "mod_unixd.c";
    H2_COPY_FILES "H2CopyFiles" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_http2.c";
    H2_DIRECT "H2Direct" [SERVER | VHOST] 1, 1; Simple Relevant "mod_http2.c";
    H2_EARLY_HINT "H2EarlyHint" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple NoBearing "mod_http2.c";
    H2_EARLY_HINTS "H2EarlyHints" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_MAX_DATA_FRAME_LEN "H2MaxDataFrameLen" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_MAX_HEADER_BLOCK_LEN "H2MaxHeaderBlockLen" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_MAX_SESSION_STREAMS "H2MaxSessionStreams" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_MAX_STREAM_ERRORS "H2MaxStreamErrors" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_MAX_WORKER_IDLE_SECONDS "H2MaxWorkerIdleSeconds" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_MAX_WORKERS "H2MaxWorkers" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_MIN_WORKERS "H2MinWorkers" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_MODERN_TLS_ONLY "H2ModernTLSOnly" [SERVER | VHOST] 1, 1; Simple Relevant "mod_http2.c";
    H2_OUTPUT_BUFFERING "H2OutputBuffering" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_PADDING "H2Padding" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_PROXY_REQUESTS "H2ProxyRequests" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_http2.c";
    H2_PUSH "H2Push" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_http2.c";
    H2_PUSH_DIARY_SIZE "H2PushDiarySize" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_PUSH_PRIORITY "H2PushPriority" [SERVER | VHOST] 2, 3; Simple NoBearing "mod_http2.c";
    H2_PUSH_RESOURCE "H2PushResource" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 3; Simple NoBearing "mod_http2.c";
    H2_SERIALIZE_HEADERS "H2SerializeHeaders" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_SESSION_EXTRA_FILES "H2SessionExtraFiles" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_STREAM_MAX_MEM_SIZE "H2StreamMaxMemSize" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_STREAM_TIMEOUT "H2StreamTimeout" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_TLS_COOL_DOWN_SECS "H2TLSCoolDownSecs" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_TLS_WARM_UP_SIZE "H2TLSWarmUpSize" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_UPGRADE "H2Upgrade" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_http2.c";
    H2_WEB_SOCKETS "H2WebSockets" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    H2_WINDOW_SIZE "H2WindowSize" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_http2.c";
    HEADER "Header" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_headers.c";
    HEADER_NAME "HeaderName" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_autoindex.c";
    HEARTBEAT_ADDRESS "HeartbeatAddress" [SERVER] 1, 1; Simple NoBearing "mod_heartbeat.c";
    HEARTBEAT_LISTEN "HeartbeatListen" [SERVER] 1, 1; Simple NoBearing "mod_heartmonitor.c";
    HEARTBEAT_MAX_SERVERS "HeartbeatMaxServers" [SERVER] 1, 1; Simple NoBearing "mod_heartmonitor.c";
    HEARTBEAT_STORAGE "HeartbeatStorage" [SERVER] 1, 1; Simple NoBearing "mod_heartmonitor.c";
    HOSTNAME_LOOKUPS "HostnameLookups" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "core.c";
    HTTP_PROTOCOL_OPTIONS "HttpProtocolOptions" [SERVER | VHOST] 1, MANY; Simple Relevant "core.c";
    IDENTITY_CHECK "IdentityCheck" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_ident.c";
    IDENTITY_CHECK_TIMEOUT "IdentityCheckTimeout" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_ident.c";
    IDLE_SHUTDOWN "IdleShutdown" [SERVER] 1, 1; Simple NoBearing "mod_systemd.c";
    IF "If" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Block Understood "core.c";
    IF_DEFINE "IfDefine" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "core.c";
    IF_DIRECTIVE "IfDirective" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "core.c";
    IF_FILE "IfFile" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "core.c";
    IF_MODULE "IfModule" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "core.c";
    IF_SECTION "IfSection" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Relevant "core.c";
    IF_VERSION "IfVersion" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "mod_version.c";
    IMAP_BASE "ImapBase" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_imagemap.c";
    IMAP_DEFAULT "ImapDefault" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_imagemap.c";
    IMAP_MENU "ImapMenu" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_imagemap.c";
    INCLUDE "Include" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Understood "core.c";
    INCLUDE_OPTIONAL "IncludeOptional" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Understood "core.c";
    INDEX_HEAD_INSERT "IndexHeadInsert" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_autoindex.c";
    INDEX_IGNORE "IndexIgnore" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_autoindex.c";
    INDEX_IGNORE_RESET "IndexIgnoreReset" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_autoindex.c";
    INDEX_OPTIONS "IndexOptions" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_autoindex.c";
    INDEX_ORDER_DEFAULT "IndexOrderDefault" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple NoBearing "mod_autoindex.c";
    INDEX_STYLE_SHEET "IndexStyleSheet" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_autoindex.c";
    INPUT_SED "InputSed" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_sed.c";
    KEEP_ALIVE "KeepAlive" [SERVER | VHOST] 1, 1; Simple Understood "http_core.c";
    KEEP_ALIVE_TIMEOUT "KeepAliveTimeout" [SERVER | VHOST] 1, 1; Simple Understood "http_core.c";
    KEPT_BODY_SIZE "KeptBodySize" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "mod_request.c";
    LANGUAGE_PRIORITY "LanguagePriority" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_negotiation.c";
    LDAP_CACHE_ENTRIES "LDAPCacheEntries" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_CACHE_TTL "LDAPCacheTTL" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_CONNECTION_POOL_TTL "LDAPConnectionPoolTTL" [SERVER | VHOST] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_CONNECTION_TIMEOUT "LDAPConnectionTimeout" [SERVER] 1, 1; Simple Relevant "util_ldap.c";
    LDAP_LIBRARY_DEBUG "LDAPLibraryDebug" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_OP_CACHE_ENTRIES "LDAPOpCacheEntries" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_OP_CACHE_TTL "LDAPOpCacheTTL" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_REFERRAL_HOP_LIMIT "LDAPReferralHopLimit" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_REFERRALS "LDAPReferrals" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_RETRIES "LDAPRetries" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_RETRY_DELAY "LDAPRetryDelay" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_SHARED_CACHE_FILE "LDAPSharedCacheFile" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_SHARED_CACHE_SIZE "LDAPSharedCacheSize" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_TIMEOUT "LDAPTimeout" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_TRUSTED_CLIENT_CERT "LDAPTrustedClientCert" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 3; Simple NoBearing "util_ldap.c";
    LDAP_TRUSTED_GLOBAL_CERT "LDAPTrustedGlobalCert" [SERVER] 2, 3; Simple NoBearing "util_ldap.c";
    LDAP_TRUSTED_MODE "LDAPTrustedMode" [SERVER | VHOST] 1, 1; Simple NoBearing "util_ldap.c";
    LDAP_VERIFY_SERVER_CERT "LDAPVerifyServerCert" [SERVER] 1, 1; Simple NoBearing "util_ldap.c";
    LIMIT "Limit" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Block Understood "core.c";
    LIMIT_EXCEPT "LimitExcept" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Block Understood "core.c";
    LIMIT_INTERNAL_RECURSION "LimitInternalRecursion" [SERVER | VHOST] 1, 2; Simple Relevant "core.c";
    LIMIT_REQUEST_BODY "LimitRequestBody" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "core.c";
    LIMIT_REQUEST_FIELDS "LimitRequestFields" [SERVER | VHOST] 1, 1; Simple Relevant "core.c";
    LIMIT_REQUEST_FIELDSIZE "LimitRequestFieldsize" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    LIMIT_REQUEST_LINE "LimitRequestLine" [SERVER | VHOST] 1, 1; Simple Relevant "core.c";
    LIMIT_XML_REQUEST_BODY "LimitXMLRequestBody" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "core.c";
    LISTEN "Listen" [SERVER] 0, MANY; Simple Understood "event.c";
    LISTEN_BACKLOG "ListenBacklog" [SERVER] 1, 1; Simple Relevant "event.c";
    LISTEN_CORES_BUCKETS_RATIO "ListenCoresBucketsRatio" [SERVER] 1, 1; Simple NoBearing "event.c";
    LISTEN_TCP_DEFER_ACCEPT "ListenTCPDeferAccept" [SERVER] 1, 1; Simple NoBearing "event.c";
    LOAD_FILE "LoadFile" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Relevant "mod_so.c";
    LOAD_MODULE "LoadModule" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Understood "mod_so.c";
    LOCATION "Location" [SERVER | VHOST] 1, MANY; Block Understood "core.c";
    LOCATION_MATCH "LocationMatch" [SERVER | VHOST] 1, MANY; Block Understood "core.c";
    LOG_FORMAT "LogFormat" [SERVER | VHOST] 1, 2; Simple NoBearing "mod_log_config.c";
    LOG_IO_TRACK_TTFB "LogIOTrackTTFB" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_logio.c";
    LOG_LEVEL "LogLevel" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, MANY; Simple NoBearing "core.c";
    LOG_MESSAGE "LogMessage" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 3; Simple NoBearing "mod_log_debug.c";
    LUA___BYTE_CODE_HACK "Lua_____ByteCodeHack" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Relevant "mod_lua.c";
    LUA_AUTHZ_PROVIDER "LuaAuthzProvider" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Relevant "mod_lua.c";
    LUA_CODE_CACHE "LuaCodeCache" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_lua.c";
    LUA_HOOK_ACCESS_CHECKER "LuaHookAccessChecker" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 3; Simple Relevant "mod_lua.c";
    LUA_HOOK_AUTH_CHECKER "LuaHookAuthChecker" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 3; Simple Relevant "mod_lua.c";
    LUA_HOOK_CHECK_USER_ID "LuaHookCheckUserID" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 3; Simple Relevant "mod_lua.c";
    LUA_HOOK_FIXUPS "LuaHookFixups" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple Relevant "mod_lua.c";
    LUA_HOOK_INSERT_FILTER "LuaHookInsertFilter" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple Relevant "mod_lua.c";
    LUA_HOOK_LOG "LuaHookLog" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple Relevant "mod_lua.c";
    LUA_HOOK_MAP_TO_STORAGE "LuaHookMapToStorage" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple Relevant "mod_lua.c";
    LUA_HOOK_PRE_TRANSLATE_NAME "LuaHookPreTranslateName" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple Relevant "mod_lua.c";
    LUA_HOOK_TRANSLATE_NAME "LuaHookTranslateName" [SERVER | VHOST | LOCATION | PROXY | HTACCESS] 2, 3; Simple Relevant "mod_lua.c";
    LUA_HOOK_TYPE_CHECKER "LuaHookTypeChecker" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple Relevant "mod_lua.c";
    LUA_INHERIT "LuaInherit" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_lua.c";
    LUA_INPUT_FILTER "LuaInputFilter" [SERVER | VHOST | LOCATION | PROXY | HTACCESS] 3, 3; Simple Relevant "mod_lua.c";
    LUA_MAP_HANDLER "LuaMapHandler" [SERVER | VHOST | LOCATION | PROXY | HTACCESS] 2, 3; Simple Relevant "mod_lua.c";
    LUA_OUTPUT_FILTER "LuaOutputFilter" [SERVER | VHOST | LOCATION | PROXY | HTACCESS] 3, 3; Simple Relevant "mod_lua.c";
    LUA_PACKAGE_C_PATH "LuaPackageCPath" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_lua.c";
    LUA_PACKAGE_PATH "LuaPackagePath" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_lua.c";
    LUA_QUICK_HANDLER "LuaQuickHandler" [SERVER | VHOST | LOCATION | PROXY | HTACCESS] 2, 2; Simple Relevant "mod_lua.c";
    LUA_ROOT "LuaRoot" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_lua.c";
    LUA_SCOPE "LuaScope" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 3; Simple Relevant "mod_lua.c";
    MACRO "Macro" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "mod_macro.c";
    MACRO_IGNORE_BAD_NESTING "MacroIgnoreBadNesting" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_macro.c";
    MACRO_IGNORE_EMPTY_ARGS "MacroIgnoreEmptyArgs" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_macro.c";
    MAX_CLIENTS "MaxClients" [SERVER] 1, 1; Simple Understood "event.c";
    MAX_CONNECTIONS_PER_CHILD "MaxConnectionsPerChild" [SERVER] 1, 1; Simple NoBearing "core.c";
    MAX_KEEP_ALIVE_REQUESTS "MaxKeepAliveRequests" [SERVER | VHOST] 1, 1; Simple NoBearing "http_core.c";
    MAX_MEM_FREE "MaxMemFree" [SERVER] 1, 1; Simple Relevant "core.c";
    MAX_RANGE_OVERLAPS "MaxRangeOverlaps" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "core.c";
    MAX_RANGE_REVERSALS "MaxRangeReversals" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "core.c";
    MAX_RANGES "MaxRanges" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "core.c";
    MAX_REQUESTS_PER_CHILD "MaxRequestsPerChild" [SERVER] 1, 1; Simple NoBearing "core.c";
    MAX_REQUEST_WORKERS "MaxRequestWorkers" [SERVER] 1, 1; Simple Understood "event.c";
    MAX_SPARE_SERVERS "MaxSpareServers" [SERVER] 1, 1; Simple NoBearing "prefork.c";
    MAX_SPARE_THREADS "MaxSpareThreads" [SERVER] 1, 1; Simple NoBearing "event.c";
    MD_ACTIVATION_DELAY "MDActivationDelay" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_BASE_SERVER "MDBaseServer" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MDCA_CERTIFICATE_FILE "MDCACertificateFile" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MDCA_CHALLENGES "MDCAChallenges" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_md.c";
    MD_CERTIFICATE_AGREEMENT "MDCertificateAgreement" [SERVER | VHOST] 1, 1; Simple Relevant "mod_md.c";
    MD_CERTIFICATE_AUTHORITY "MDCertificateAuthority" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_md.c";
    MD_CERTIFICATE_CHECK "MDCertificateCheck" [SERVER | VHOST] 2, 2; Simple NoBearing "mod_md.c";
    MD_CERTIFICATE_FILE "MDCertificateFile" [SERVER | VHOST] 1, 1; Simple Relevant "mod_md.c";
    MD_CERTIFICATE_KEY_FILE "MDCertificateKeyFile" [SERVER | VHOST] 1, 1; Simple Relevant "mod_md.c";
    MD_CERTIFICATE_PROTOCOL "MDCertificateProtocol" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_CERTIFICATE_STATUS "MDCertificateStatus" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_CHALLENGE_DNS01 "MDChallengeDns01" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_md.c";
    MD_CHALLENGE_DNS01_VERSION "MDChallengeDns01Version" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_CHECK_INTERVAL "MDCheckInterval" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_CONTACT_EMAIL "MDContactEmail" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_DRIVE_MODE "MDDriveMode" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_EXTERNAL_ACCOUNT_BINDING "MDExternalAccountBinding" [SERVER | VHOST] 1, 2; Simple NoBearing "mod_md.c";
    MD_HTTP_PROXY "MDHttpProxy" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_HTTP_PROXY_CA_CERTIFICATE_FILE "MDHttpProxyCACertificateFile" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_INITIAL_DELAY "MDInitialDelay" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_MATCH_NAMES "MDMatchNames" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_MEMBER "MDMember" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_md.c";
    MD_MEMBERS "MDMembers" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_md.c";
    MD_MESSAGE_CMD "MDMessageCmd" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_md.c";
    MD_MUST_STAPLE "MDMustStaple" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_NOTIFY_CMD "MDNotifyCmd" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_md.c";
    M_DOMAIN "MDomain" [SERVER | VHOST] 0, MANY; Simple Relevant "mod_md.c";
    M_DOMAIN_SET "MDomainSet" [SERVER | VHOST] 0, MANY; Block NoBearing "mod_md.c";
    MD_PORT_MAP "MDPortMap" [SERVER | VHOST] 1, 2; Simple NoBearing "mod_md.c";
    MD_PRIVATE_KEYS "MDPrivateKeys" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_md.c";
    MD_PROFILE "MDProfile" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_PROFILE_MANDATORY "MDProfileMandatory" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_RENEW_MODE "MDRenewMode" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_RENEW_VIA_ARI "MDRenewViaARI" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_RENEW_WINDOW "MDRenewWindow" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_REQUIRE_HTTPS "MDRequireHttps" [SERVER | VHOST | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_md.c";
    MD_RETRY_DELAY "MDRetryDelay" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_RETRY_FAILOVER "MDRetryFailover" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_SERVER_STATUS "MDServerStatus" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_STAPLE_OTHERS "MDStapleOthers" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_STAPLING "MDStapling" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_STAPLING_KEEP_RESPONSE "MDStaplingKeepResponse" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_STAPLING_RENEW_WINDOW "MDStaplingRenewWindow" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_STORE_DIR "MDStoreDir" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_STORE_LOCKS "MDStoreLocks" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MD_WARN_WINDOW "MDWarnWindow" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_md.c";
    MEMCACHE_CONN_TTL "MemcacheConnTTL" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_socache_memcache.c";
    MERGE_SLASHES "MergeSlashes" [SERVER | VHOST] 1, 1; Simple Understood "core.c";
    MERGE_TRAILERS "MergeTrailers" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    META_DIR "MetaDir" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_cern_meta.c";
    META_FILES "MetaFiles" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_cern_meta.c";
    META_SUFFIX "MetaSuffix" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_cern_meta.c";
    MIME_MAGIC_FILE "MimeMagicFile" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_mime_magic.c";
    MIN_SPARE_SERVERS "MinSpareServers" [SERVER] 1, 1; Simple NoBearing "prefork.c";
    MIN_SPARE_THREADS "MinSpareThreads" [SERVER] 1, 1; Simple NoBearing "event.c";
    MMAPFILE "mmapfile" [SERVER | VHOST] 1, MANY; Simple NoBearing "mod_file_cache.c";
    MODEM_STANDARD "ModemStandard" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_dialup.c";
    MOD_MIME_USE_PATH_INFO "ModMimeUsePathInfo" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "mod_mime.c";
    MULTIVIEWS_MATCH "MultiviewsMatch" [SERVER | VHOST | DIRECTORY | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_mime.c";
    MUTEX "Mutex" [SERVER] 0, MANY; Simple NoBearing "core.c";
    NAME_VIRTUAL_HOST "NameVirtualHost" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    NO_PROXY "NoProxy" [SERVER | VHOST] 1, MANY; Simple Relevant "mod_proxy.c";
    OPTIONS "Options" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "core.c";
    ORDER "order" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "mod_access_compat.c";
    OUTPUT_SED "OutputSed" [DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "mod_sed.c";
    PASS_ENV "PassEnv" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple Relevant "mod_env.c";
    PID_FILE "PidFile" [SERVER] 1, 1; Simple Understood "core.c";
    PORT "Port" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    PROTOCOL "Protocol" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    PROTOCOL_ECHO "ProtocolEcho" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_echo.c";
    PROTOCOLS "Protocols" [SERVER | VHOST] 1, MANY; Simple Understood "core.c";
    PROTOCOLS_HONOR_ORDER "ProtocolsHonorOrder" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    PROXY "Proxy" [SERVER | VHOST] 0, MANY; Block Understood "mod_proxy.c";
    PROXY100_CONTINUE "Proxy100Continue" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "mod_proxy.c";
    PROXY_ADD_HEADERS "ProxyAddHeaders" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy.c";
    PROXY_BAD_HEADER "ProxyBadHeader" [SERVER | VHOST] 1, 1; Simple Relevant "mod_proxy.c";
    PROXY_BLOCK "ProxyBlock" [SERVER | VHOST] 1, MANY; Simple Relevant "mod_proxy.c";
    PROXY_DOMAIN "ProxyDomain" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_proxy.c";
    PROXY_ERROR_OVERRIDE "ProxyErrorOverride" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, MANY; Simple Understood "mod_proxy.c";
    PROXY_EXPRESS_DBM_FILE "ProxyExpressDBMFile" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_proxy_express.c";
    PROXY_EXPRESS_DBM_TYPE "ProxyExpressDBMType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_proxy_express.c";
    PROXY_EXPRESS_ENABLE "ProxyExpressEnable" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_proxy_express.c";
    PROXY_FCGI_BACKEND_TYPE "ProxyFCGIBackendType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_proxy_fcgi.c";
    PROXY_FCGI_SET_ENV_IF "ProxyFCGISetEnvIf" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 3; Simple Relevant "mod_proxy_fcgi.c";
    PROXY_FTP_DIR_CHARSET "ProxyFtpDirCharset" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_ftp.c";
    PROXY_FTP_ESCAPE_WILDCARDS "ProxyFtpEscapeWildcards" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_ftp.c";
    PROXY_FTP_LIST_ON_WILDCARD "ProxyFtpListOnWildcard" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_ftp.c";
    PROXY_HC_EXPR "ProxyHCExpr" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Relevant "mod_proxy_hcheck.c";
    PROXY_HC_TEMPLATE "ProxyHCTemplate" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Relevant "mod_proxy_hcheck.c";
    PROXY_HCT_PSIZE "ProxyHCTPsize" [SERVER] 1, 1; Simple NoBearing "mod_proxy_hcheck.c";
    PROXY_HTML_BUF_SIZE "ProxyHTMLBufSize" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_CHARSET_OUT "ProxyHTMLCharsetOut" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_DOCTYPE "ProxyHTMLDoctype" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 2; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_ENABLE "ProxyHTMLEnable" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_EVENTS "ProxyHTMLEvents" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, MANY; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_EXTENDED "ProxyHTMLExtended" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_FIXUPS "ProxyHTMLFixups" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, MANY; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_INTERP "ProxyHTMLInterp" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_LINKS "ProxyHTMLLinks" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 2, MANY; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_META "ProxyHTMLMeta" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTML_STRIP_COMMENTS "ProxyHTMLStripComments" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_proxy_html.c";
    PROXY_HTMLURL_MAP "ProxyHTMLURLMap" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple NoBearing "mod_proxy_html.c";
    PROXY_IO_BUFFER_SIZE "ProxyIOBufferSize" [SERVER | VHOST] 1, 1; Simple Relevant "mod_proxy.c";
    PROXY_MATCH "ProxyMatch" [SERVER | VHOST] 0, MANY; Block Understood "mod_proxy.c";
    PROXY_MAX_FORWARDS "ProxyMaxForwards" [SERVER | VHOST] 1, 1; Simple Relevant "mod_proxy.c";
    PROXY_PASS "ProxyPass" [SERVER | VHOST | LOCATION | PROXY] 0, MANY; Simple Understood "mod_proxy.c";
    PROXY_PASS_INHERIT "ProxyPassInherit" [SERVER | VHOST] 1, 1; Simple Relevant "mod_proxy.c";
    PROXY_PASS_INTERPOLATE_ENV "ProxyPassInterpolateEnv" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "mod_proxy.c";
    PROXY_PASS_MATCH "ProxyPassMatch" [SERVER | VHOST | LOCATION | PROXY] 0, MANY; Simple Understood "mod_proxy.c";
    PROXY_PASS_REVERSE "ProxyPassReverse" [SERVER | VHOST | LOCATION | PROXY] 1, 3; Simple NoBearing "mod_proxy.c";
    PROXY_PASS_REVERSE_COOKIE_DOMAIN "ProxyPassReverseCookieDomain" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 2, 3; Simple NoBearing "mod_proxy.c";
    PROXY_PASS_REVERSE_COOKIE_PATH "ProxyPassReverseCookiePath" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 2, 3; Simple NoBearing "mod_proxy.c";
    PROXY_PRESERVE_HOST "ProxyPreserveHost" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Understood "mod_proxy.c";
    PROXY_RECEIVE_BUFFER_SIZE "ProxyReceiveBufferSize" [SERVER | VHOST] 1, 1; Simple Relevant "mod_proxy.c";
    PROXY_REMOTE "ProxyRemote" [SERVER | VHOST] 2, 3; Simple Relevant "mod_proxy.c";
    PROXY_REMOTE_MATCH "ProxyRemoteMatch" [SERVER | VHOST] 2, 3; Simple Relevant "mod_proxy.c";
    PROXY_REQUESTS "ProxyRequests" [SERVER | VHOST] 1, 1; Simple Understood "mod_proxy.c";
    PROXY_SCGI_INTERNAL_REDIRECT "ProxySCGIInternalRedirect" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "mod_proxy_scgi.c";
    PROXY_SCGI_SENDFILE "ProxySCGISendfile" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "mod_proxy_scgi.c";
    PROXY_SET "ProxySet" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Understood "mod_proxy.c";
    PROXY_SOURCE_ADDRESS "ProxySourceAddress" [SERVER | VHOST] 1, 1; Simple Understood "mod_proxy.c";
    PROXY_STATUS "ProxyStatus" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_proxy.c";
    PROXY_TIMEOUT "ProxyTimeout" [SERVER | VHOST] 1, 1; Simple Understood "mod_proxy.c";
    PROXY_VIA "ProxyVia" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_proxy.c";
    PROXY_WEBSOCKET_FALLBACK_TO_PROXY_HTTP "ProxyWebsocketFallbackToProxyHttp" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "mod_proxy_wstunnel.c";
    QUALIFY_REDIRECT_URL "QualifyRedirectURL" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "core.c";
    READ_BUFFER_SIZE "ReadBufferSize" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "core.c";
    README_NAME "ReadmeName" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_autoindex.c";
    RECEIVE_BUFFER_SIZE "ReceiveBufferSize" [SERVER] 1, 1; Simple Relevant "event.c";
    REDIRECT "Redirect" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 3; Simple Understood "mod_alias.c";
    REDIRECT_MATCH "RedirectMatch" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 3; Simple Understood "mod_alias.c";
    REDIRECT_PERMANENT "RedirectPermanent" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple Understood "mod_alias.c";
    REDIRECT_RELATIVE "RedirectRelative" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_alias.c";
    REDIRECT_TEMP "RedirectTemp" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 2, 2; Simple Understood "mod_alias.c";
    REDIS_CONN_POOL_TTL "RedisConnPoolTTL" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_socache_redis.c";
    REDIS_TIMEOUT "RedisTimeout" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_socache_redis.c";
    REFLECTOR_HEADER "ReflectorHeader" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 2; Simple Relevant "mod_reflector.c";
    REGEX_DEFAULT_OPTIONS "RegexDefaultOptions" [SERVER] 0, MANY; Simple NoBearing "core.c";
    REGISTER_HTTP_METHOD "RegisterHttpMethod" [SERVER] 1, MANY; Simple NoBearing "core.c";
    REMOTE_IP_HEADER "RemoteIPHeader" [SERVER | VHOST] 1, 1; Simple Relevant "mod_remoteip.c";
    REMOTE_IP_INTERNAL_PROXY "RemoteIPInternalProxy" [SERVER | VHOST] 1, MANY; Simple Relevant "mod_remoteip.c";
    REMOTE_IP_INTERNAL_PROXY_LIST "RemoteIPInternalProxyList" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_remoteip.c";
    REMOTE_IP_PROXIES_HEADER "RemoteIPProxiesHeader" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_remoteip.c";
    REMOTE_IP_PROXY_PROTOCOL "RemoteIPProxyProtocol" [SERVER | VHOST] 1, 1; Simple Understood "mod_remoteip.c";
    REMOTE_IP_PROXY_PROTOCOL_EXCEPTIONS "RemoteIPProxyProtocolExceptions" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_remoteip.c";
    REMOTE_IP_TRUSTED_PROXY "RemoteIPTrustedProxy" [SERVER | VHOST] 1, MANY; Simple Relevant "mod_remoteip.c";
    REMOTE_IP_TRUSTED_PROXY_LIST "RemoteIPTrustedProxyList" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_remoteip.c";
    REMOVE_CHARSET "RemoveCharset" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_mime.c";
    REMOVE_ENCODING "RemoveEncoding" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_mime.c";
    REMOVE_HANDLER "RemoveHandler" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple Relevant "mod_mime.c";
    REMOVE_INPUT_FILTER "RemoveInputFilter" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_mime.c";
    REMOVE_LANGUAGE "RemoveLanguage" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_mime.c";
    REMOVE_OUTPUT_FILTER "RemoveOutputFilter" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_mime.c";
    REMOVE_TYPE "RemoveType" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_mime.c";
    REQUEST_HEADER "RequestHeader" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_headers.c";
    REQUEST_READ_TIMEOUT "RequestReadTimeout" [SERVER | VHOST] 0, MANY; Simple Relevant "mod_reqtimeout.c";
    REQUIRE "Require" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_authz_core.c";
    REQUIRE_ALL "RequireAll" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "mod_authz_core.c";
    REQUIRE_ANY "RequireAny" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "mod_authz_core.c";
    REQUIRE_NONE "RequireNone" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Block Understood "mod_authz_core.c";
    REWRITE_BASE "RewriteBase" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "mod_rewrite.c";
    REWRITE_COND "RewriteCond" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_rewrite.c";
    REWRITE_ENGINE "RewriteEngine" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "mod_rewrite.c";
    REWRITE_MAP "RewriteMap" [SERVER | VHOST] 2, 3; Simple Understood "mod_rewrite.c";
    REWRITE_OPTIONS "RewriteOptions" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple Understood "mod_rewrite.c";
    REWRITE_RULE "RewriteRule" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_rewrite.c";
    R_LIMIT_CPU "RLimitCPU" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 2; Simple Relevant "core.c";
    R_LIMIT_MEM "RLimitMEM" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 2; Simple Relevant "core.c";
    R_LIMIT_NPROC "RLimitNPROC" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 2; Simple Relevant "core.c";
    SATISFY "Satisfy" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "mod_access_compat.c";
    SCORE_BOARD_FILE "ScoreBoardFile" [SERVER] 1, 1; Simple NoBearing "core.c";
    SCRIPT "Script" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 2, 2; Simple NoBearing "mod_actions.c";
    SCRIPT_ALIAS "ScriptAlias" [SERVER | VHOST | LOCATION | PROXY] 1, 2; Simple Understood "mod_alias.c";
    SCRIPT_ALIAS_MATCH "ScriptAliasMatch" [SERVER | VHOST] 2, 2; Simple Understood "mod_alias.c";
    SCRIPT_LOG "ScriptLog" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cgi.c";
    SCRIPT_LOG_BUFFER "ScriptLogBuffer" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cgi.c";
    SCRIPT_LOG_LENGTH "ScriptLogLength" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_cgi.c";
    SCRIPT_SOCK "ScriptSock" [SERVER] 1, 1; Simple NoBearing "mod_cgid.c";
    SEE_REQUEST_TAIL "SeeRequestTail" [SERVER] 1, 1; Simple NoBearing "core.c";
    SEND_BUFFER_SIZE "SendBufferSize" [SERVER] 1, 1; Simple Relevant "event.c";
    SERVER_ADMIN "ServerAdmin" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    SERVER_ALIAS "ServerAlias" [SERVER | VHOST] 0, MANY; Simple Understood "core.c";
    SERVER_LIMIT "ServerLimit" [SERVER] 1, 1; Simple Understood "event.c";
    SERVER_NAME "ServerName" [SERVER | VHOST] 1, 1; Simple Understood "core.c";
    SERVER_PATH "ServerPath" [SERVER | VHOST] 1, 1; Simple Understood "core.c";
    SERVER_ROOT "ServerRoot" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Understood "core.c";
    SERVER_SIGNATURE "ServerSignature" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "core.c";
    SERVER_TOKENS "ServerTokens" [SERVER] 1, 1; Simple NoBearing "core.c";
    SESSION "Session" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session.c";
    SESSION_COOKIE_NAME "SessionCookieName" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_session_cookie.c";
    SESSION_COOKIE_NAME2 "SessionCookieName2" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_session_cookie.c";
    SESSION_COOKIE_REMOVE "SessionCookieRemove" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session_cookie.c";
    SESSION_CRYPTO_CIPHER "SessionCryptoCipher" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session_crypto.c";
    SESSION_CRYPTO_DRIVER "SessionCryptoDriver" [SERVER] 0, MANY; Simple NoBearing "mod_session_crypto.c";
    SESSION_CRYPTO_PASSPHRASE "SessionCryptoPassphrase" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_session_crypto.c";
    SESSION_CRYPTO_PASSPHRASE_FILE "SessionCryptoPassphraseFile" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple NoBearing "mod_session_crypto.c";
    SESSION_DBD_COOKIE_NAME "SessionDBDCookieName" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_session_dbd.c";
    SESSION_DBD_COOKIE_NAME2 "SessionDBDCookieName2" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_session_dbd.c";
    SESSION_DBD_COOKIE_REMOVE "SessionDBDCookieRemove" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session_dbd.c";
    SESSION_DBD_DELETE_LABEL "SessionDBDDeleteLabel" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session_dbd.c";
    SESSION_DBD_INSERT_LABEL "SessionDBDInsertLabel" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session_dbd.c";
    SESSION_DBD_PER_USER "SessionDBDPerUser" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session_dbd.c";
    SESSION_DBD_SELECT_LABEL "SessionDBDSelectLabel" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session_dbd.c";
    SESSION_DBD_UPDATE_LABEL "SessionDBDUpdateLabel" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session_dbd.c";
    SESSION_ENV "SessionEnv" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session.c";
    SESSION_EXCLUDE "SessionExclude" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session.c";
    SESSION_EXPIRY_UPDATE_INTERVAL "SessionExpiryUpdateInterval" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session.c";
    SESSION_HEADER "SessionHeader" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session.c";
    SESSION_INCLUDE "SessionInclude" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session.c";
    SESSION_MAX_AGE "SessionMaxAge" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_session.c";
    SET_ENV "SetEnv" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 2; Simple Understood "mod_env.c";
    SET_ENV_IF "SetEnvIf" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_setenvif.c";
    SET_ENV_IF_EXPR "SetEnvIfExpr" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_setenvif.c";
    SET_ENV_IF_NO_CASE "SetEnvIfNoCase" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_setenvif.c";
    SET_HANDLER "SetHandler" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "core.c";
    SET_INPUT_FILTER "SetInputFilter" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "core.c";
    SET_OUTPUT_FILTER "SetOutputFilter" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "core.c";
    SSI_END_TAG "SSIEndTag" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_include.c";
    SSI_ERROR_MSG "SSIErrorMsg" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_include.c";
    SSI_ETAG "SSIEtag" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_include.c";
    SSI_LAST_MODIFIED "SSILastModified" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_include.c";
    SSI_LEGACY_EXPR_PARSER "SSILegacyExprParser" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_include.c";
    SSI_START_TAG "SSIStartTag" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_include.c";
    SSI_TIME_FORMAT "SSITimeFormat" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_include.c";
    SSI_UNDEFINED_ECHO "SSIUndefinedEcho" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_include.c";
    SSLCA_CERTIFICATE_FILE "SSLCACertificateFile" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "mod_ssl.c";
    SSLCA_CERTIFICATE_PATH "SSLCACertificatePath" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_ssl.c";
    SSLCADN_REQUEST_FILE "SSLCADNRequestFile" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLCADN_REQUEST_PATH "SSLCADNRequestPath" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLCA_REVOCATION_CHECK "SSLCARevocationCheck" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_ssl.c";
    SSLCA_REVOCATION_FILE "SSLCARevocationFile" [SERVER | VHOST] 1, 1; Simple Understood "mod_ssl.c";
    SSLCA_REVOCATION_PATH "SSLCARevocationPath" [SERVER | VHOST] 1, 1; Simple Relevant "mod_ssl.c";
    SSL_CERTIFICATE_CHAIN_FILE "SSLCertificateChainFile" [SERVER | VHOST] 1, 1; Simple Understood "mod_ssl.c";
    SSL_CERTIFICATE_FILE "SSLCertificateFile" [SERVER | VHOST] 1, 1; Simple Understood "mod_ssl.c";
    SSL_CERTIFICATE_KEY_FILE "SSLCertificateKeyFile" [SERVER | VHOST] 1, 1; Simple Understood "mod_ssl.c";
    SSL_CIPHER_SUITE "SSLCipherSuite" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 2; Simple Relevant "mod_ssl.c";
    SSL_COMPRESSION "SSLCompression" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_CRYPTO_DEVICE "SSLCryptoDevice" [SERVER] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_ENGINE "SSLEngine" [SERVER | VHOST] 1, 1; Simple Understood "mod_ssl.c";
    SSLFIPS "SSLFIPS" [SERVER] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_HONOR_CIPHER_ORDER "SSLHonorCipherOrder" [SERVER | VHOST] 1, 1; Simple Relevant "mod_ssl.c";
    SSL_INSECURE_RENEGOTIATION "SSLInsecureRenegotiation" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_LOG "SSLLog" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_ssl.c";
    SSL_LOG_LEVEL "SSLLogLevel" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple NoBearing "mod_ssl.c";
    SSLOCSP_DEFAULT_RESPONDER "SSLOCSPDefaultResponder" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLOCSP_ENABLE "SSLOCSPEnable" [SERVER | VHOST] 0, MANY; Simple NoBearing "mod_ssl.c";
    SSLOCSP_NO_VERIFY "SSLOCSPNoVerify" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLOCSP_OVERRIDE_RESPONDER "SSLOCSPOverrideResponder" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLOCSP_PROXY_URL "SSLOCSPProxyURL" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLOCSP_RESPONDER_CERTIFICATE_FILE "SSLOCSPResponderCertificateFile" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLOCSP_RESPONDER_TIMEOUT "SSLOCSPResponderTimeout" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLOCSP_RESPONSE_MAX_AGE "SSLOCSPResponseMaxAge" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLOCSP_RESPONSE_TIME_SKEW "SSLOCSPResponseTimeSkew" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLOCSP_USE_REQUEST_NONCE "SSLOCSPUseRequestNonce" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_OPEN_SSL_CONF_CMD "SSLOpenSSLConfCmd" [SERVER | VHOST] 2, 2; Simple Relevant "mod_ssl.c";
    SSL_OPTIONS "SSLOptions" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Relevant "mod_ssl.c";
    SSL_PASS_PHRASE_DIALOG "SSLPassPhraseDialog" [SERVER] 1, 1; Simple Understood "mod_ssl.c";
    SSL_PROTOCOL "SSLProtocol" [SERVER | VHOST] 0, MANY; Simple Relevant "mod_ssl.c";
    SSL_PROXY_CA_CERTIFICATE_FILE "SSLProxyCACertificateFile" [SERVER | VHOST | PROXY] 1, 1; Simple Understood "mod_ssl.c";
    SSL_PROXY_CA_CERTIFICATE_PATH "SSLProxyCACertificatePath" [SERVER | VHOST | PROXY] 1, 1; Simple Understood "mod_ssl.c";
    SSL_PROXY_CA_REVOCATION_CHECK "SSLProxyCARevocationCheck" [SERVER | VHOST | PROXY] 0, MANY; Simple Relevant "mod_ssl.c";
    SSL_PROXY_CA_REVOCATION_FILE "SSLProxyCARevocationFile" [SERVER | VHOST | PROXY] 1, 1; Simple Understood "mod_ssl.c";
    SSL_PROXY_CA_REVOCATION_PATH "SSLProxyCARevocationPath" [SERVER | VHOST | PROXY] 1, 1; Simple Relevant "mod_ssl.c";
    SSL_PROXY_CHECK_PEER_CN "SSLProxyCheckPeerCN" [SERVER | VHOST | PROXY] 1, 1; Simple Understood "mod_ssl.c";
    SSL_PROXY_CHECK_PEER_EXPIRE "SSLProxyCheckPeerExpire" [SERVER | VHOST | PROXY] 1, 1; Simple Relevant "mod_ssl.c";
    SSL_PROXY_CHECK_PEER_NAME "SSLProxyCheckPeerName" [SERVER | VHOST | PROXY] 1, 1; Simple Understood "mod_ssl.c";
    SSL_PROXY_CIPHER_SUITE "SSLProxyCipherSuite" [SERVER | VHOST | PROXY] 1, 2; Simple Relevant "mod_ssl.c";
    SSL_PROXY_ENGINE "SSLProxyEngine" [SERVER | VHOST | PROXY] 1, 1; Simple Understood "mod_ssl.c";
    SSL_PROXY_MACHINE_CERTIFICATE_CHAIN_FILE "SSLProxyMachineCertificateChainFile" [SERVER | VHOST | PROXY] 1, 1; Simple Relevant "mod_ssl.c";
    SSL_PROXY_MACHINE_CERTIFICATE_FILE "SSLProxyMachineCertificateFile" [SERVER | VHOST | PROXY] 1, 1; Simple Understood "mod_ssl.c";
    SSL_PROXY_MACHINE_CERTIFICATE_PATH "SSLProxyMachineCertificatePath" [SERVER | VHOST | PROXY] 1, 1; Simple Relevant "mod_ssl.c";
    SSL_PROXY_PROTOCOL "SSLProxyProtocol" [SERVER | VHOST | PROXY] 0, MANY; Simple Understood "mod_ssl.c";
    SSL_PROXY_VERIFY "SSLProxyVerify" [SERVER | VHOST | PROXY] 1, 1; Simple Understood "mod_ssl.c";
    SSL_PROXY_VERIFY_DEPTH "SSLProxyVerifyDepth" [SERVER | VHOST | PROXY] 1, 1; Simple Understood "mod_ssl.c";
    SSL_RANDOM_SEED "SSLRandomSeed" [SERVER] 2, 3; Simple NoBearing "mod_ssl.c";
    SSL_RENEG_BUFFER_SIZE "SSLRenegBufferSize" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_REQUIRE "SSLRequire" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Relevant "mod_ssl.c";
    SSL_REQUIRE_SSL "SSLRequireSSL" [DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Relevant "mod_ssl.c";
    SSL_SESSION_CACHE "SSLSessionCache" [SERVER] 1, 1; Simple Relevant "mod_ssl.c";
    SSL_SESSION_CACHE_TIMEOUT "SSLSessionCacheTimeout" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_SESSION_TICKET_KEY_FILE "SSLSessionTicketKeyFile" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_SESSION_TICKETS "SSLSessionTickets" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLSRP_UNKNOWN_USER_SEED "SSLSRPUnknownUserSeed" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSLSRP_VERIFIER_FILE "SSLSRPVerifierFile" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STAPLING_CACHE "SSLStaplingCache" [SERVER] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STAPLING_ERROR_CACHE_TIMEOUT "SSLStaplingErrorCacheTimeout" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STAPLING_FAKE_TRY_LATER "SSLStaplingFakeTryLater" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STAPLING_FORCE_URL "SSLStaplingForceURL" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STAPLING_RESPONDER_TIMEOUT "SSLStaplingResponderTimeout" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STAPLING_RESPONSE_MAX_AGE "SSLStaplingResponseMaxAge" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STAPLING_RESPONSE_TIME_SKEW "SSLStaplingResponseTimeSkew" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STAPLING_RETURN_RESPONDER_ERRORS "SSLStaplingReturnResponderErrors" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STAPLING_STANDARD_CACHE_TIMEOUT "SSLStaplingStandardCacheTimeout" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_STRICT_SNIV_HOST_CHECK "SSLStrictSNIVHostCheck" [SERVER | VHOST] 1, 1; Simple Understood "mod_ssl.c";
    SSL_USER_NAME "SSLUserName" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_ssl.c";
    SSL_USE_STAPLING "SSLUseStapling" [SERVER | VHOST] 1, 1; Simple Relevant "mod_ssl.c";
    SSL_VERIFY_CLIENT "SSLVerifyClient" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Understood "mod_ssl.c";
    SSL_VERIFY_DEPTH "SSLVerifyDepth" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_ssl.c";
    SSLV_HOST_SNI_POLICY "SSLVHostSNIPolicy" [SERVER] 1, 1; Simple Relevant "mod_ssl.c";
    START_SERVERS "StartServers" [SERVER] 1, 1; Simple NoBearing "event.c";
    STRICT_HOST_CHECK "StrictHostCheck" [SERVER | VHOST] 1, 1; Simple NoBearing "core.c";
    SUBSTITUTE "Substitute" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple Relevant "mod_substitute.c";
    SUBSTITUTE_INHERIT_BEFORE "SubstituteInheritBefore" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_substitute.c";
    SUBSTITUTE_MAX_LINE_LENGTH "SubstituteMaxLineLength" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_substitute.c";
    SUEXEC "Suexec" [SERVER] 1, 1; Simple NoBearing "mod_unixd.c";
    SUEXEC_USER_GROUP "SuexecUserGroup" [SERVER | VHOST] 2, 2; Simple NoBearing "mod_suexec.c";
    THREAD_LIMIT "ThreadLimit" [SERVER] 1, 1; Simple NoBearing "event.c";
    THREADS_PER_CHILD "ThreadsPerChild" [SERVER] 1, 1; Simple Relevant "event.c";
    THREAD_STACK_SIZE "ThreadStackSize" [SERVER] 1, 1; Simple Relevant "core.c";
    TIMEOUT "Timeout" [SERVER | VHOST] 1, 1; Simple Understood "core.c";
    TRACE_ENABLE "TraceEnable" [SERVER | VHOST] 1, 1; Simple Understood "core.c";
    TRANSFER_LOG "TransferLog" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_log_config.c";
    TYPES_CONFIG "TypesConfig" [SERVER | VHOST] 1, 1; Simple NoBearing "mod_mime.c";
    UN_DEFINE "UnDefine" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 0, MANY; Simple Understood "core.c";
    UNDEF_MACRO "UndefMacro" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_macro.c";
    UNSET_ENV "UnsetEnv" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple Understood "mod_env.c";
    USE "Use" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 0, MANY; Simple Understood "mod_macro.c";
    USE_CANONICAL_NAME "UseCanonicalName" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Understood "core.c";
    USE_CANONICAL_PHYSICAL_PORT "UseCanonicalPhysicalPort" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY] 1, 1; Simple Relevant "core.c";
    USER "User" [SERVER] 1, 1; Simple Understood "mod_unixd.c";
    USER_DIR "UserDir" [SERVER | VHOST] 0, MANY; Simple Relevant "mod_userdir.c";
    VIRTUAL_DOCUMENT_ROOT "VirtualDocumentRoot" [SERVER | VHOST] 1, 1; Simple Relevant "mod_vhost_alias.c";
    VIRTUAL_DOCUMENT_ROOT_IP "VirtualDocumentRootIP" [SERVER | VHOST] 1, 1; Simple Relevant "mod_vhost_alias.c";
    VIRTUAL_HOST "VirtualHost" [SERVER] 1, MANY; Block Understood "core.c";
    VIRTUAL_SCRIPT_ALIAS "VirtualScriptAlias" [SERVER | VHOST] 1, 1; Simple Relevant "mod_vhost_alias.c";
    VIRTUAL_SCRIPT_ALIAS_IP "VirtualScriptAliasIP" [SERVER | VHOST] 1, 1; Simple Relevant "mod_vhost_alias.c";
    WATCHDOG_INTERVAL "WatchdogInterval" [SERVER] 1, 1; Simple NoBearing "mod_watchdog.c";
    WIN32_DISABLE_ACCEPT_EX "Win32DisableAcceptEx" [SERVER] 0, 0; Simple NoBearing "mpm_winnt.c";
    X_BIT_HACK "XBitHack" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_include.c";
    XML2_ENC_ALIAS "xml2EncAlias" [SERVER] 2, MANY; Simple NoBearing "mod_xml2enc.c";
    XML2_ENC_DEFAULT "xml2EncDefault" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, 1; Simple NoBearing "mod_xml2enc.c";
    XML2_START_PARSE "xml2StartParse" [SERVER | VHOST | DIRECTORY | LOCATION | FILES | IF | PROXY | HTACCESS] 1, MANY; Simple NoBearing "mod_xml2enc.c";
}
