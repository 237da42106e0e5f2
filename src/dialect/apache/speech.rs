//! httpd's own words: nouns, statuses, log lines, and how an intent is written.
//!
//! Statuses and log lines were seen on httpd 2.4.71; see the proofs. What is logged below the level `warn`
//! is left out: it is not shown by default.

use crate::model::*;
use crate::source::At;
use crate::syntax::SyntaxErrorKind;

/// Speaks for httpd.
#[derive(Debug)]
pub struct Apache;

pub static APACHE: Apache = Apache;

/// From here on a worker outside of balancers ignores errors (CHANGES, 2.4.23: `PROXY_WORKER_IGNORE_ERRORS`).
const LONE_IGNORE_ERRORS: Version = Version::new(2, 4, 23);
/// From here on a name that does not resolve is 500 (CHANGES, 2.4.59).
const NAME_500: Version = Version::new(2, 4, 59);

impl Speech for Apache {
    fn server(&self) -> &'static str {
        "httpd"
    }

    fn noun(&self, noun: Noun) -> &'static str {
        match noun {
            Noun::Pool => "balancer",
            Noun::TargetPool => "worker",
            Noun::Route => "rule",
            Noun::Host => "virtual host",
            Noun::Listener => "Listen",
            Noun::Server => "member",
            Noun::Directive => "directive",
        }
    }

    fn outcome(&self, failure: Failure, protocol: Protocol, versions: VersionRange) -> Outcome {
        let (statuses, log): (&'static [&'static str], &'static str) = match failure {
            Failure::NameGone | Failure::NameUnknown | Failure::NoResolver => {
                (name_gone(versions), "DNS lookup failure for")
            }
            Failure::Refused | Failure::ConnectTimeout => {
                (&["503"], "AH00957 … attempt to connect to … failed")
            }
            Failure::SocketDenied => (
                &["503"],
                "(13)Permission denied: AH02454: … attempt to connect to Unix domain socket … failed",
            ),
            Failure::SocketMissing => {
                (&["503"], "AH02454 … attempt to connect to Unix domain socket … failed")
            }
            // The handshake's reason stands in the log at level info only.
            Failure::TlsRefused
            | Failure::TlsUntrusted
            | Failure::TlsName
            | Failure::TlsToPlain
            | Failure::NoAuthority => (&["500"], "Error during SSL Handshake with remote server"),
            // httpd and others behind it answer 400 themselves; a bare TLS server closes.
            Failure::PlainToTls if protocol == Protocol::Http => {
                (&["400", "502"], "AH01102: error reading status line from remote server")
            }
            Failure::ClosedEarly | Failure::PlainToTls | Failure::ProxyHeaderMissing => closed(protocol),
            Failure::ProxyHeaderUnexpected => (&["400"], ""),
            Failure::Silent | Failure::Loop => silent(protocol),
            Failure::Garbage => garbage(protocol),
            Failure::HeadTooLarge => (&["502"], "AH01106: bad HTTP/1.1 header returned by"),
            Failure::OwnError => (&["5xx"], ""),
            Failure::CutInBody => (&["dropped"], ""),
            Failure::QueueFull => (&["503"], "AH00941: failed to acquire connection"),
            Failure::NoneLeft => (&["503"], "AH01170: … All workers are in error state"),
            Failure::NoServer => (&["503"], "AH01171: … No workers in balancer"),
        };
        Outcome { statuses, log }
    }

    fn policy(&self, proxy: &Proxy, groups: Id<Groups>, protocol: Protocol, pool: &Pool) -> FailurePolicy {
        super::failure::policy(proxy, groups, protocol, pool)
    }

    fn spell(&self, proxy: &Proxy, intent: &Intent<'_>, place: Option<At>) -> Spelling {
        super::spell::spell(proxy, intent, place)
    }

    fn head_buffer(&self) -> &'static str {
        "8k"
    }

    fn head_is_read_by_lines(&self) -> bool {
        true
    }

    fn optional_include(&self) -> &'static str {
        "write `IncludeOptional`, which may find nothing"
    }

    fn include_loop(&self) -> &'static str {
        "`Exceeded maximum include depth of 128, There appears to be a recursion`"
    }

    fn refuses(&self) -> &'static str {
        "httpd refuses to start"
    }

    fn cannot_use_key(&self, role: FileRole, trouble: KeyTrouble) -> &'static str {
        match (role, trouble) {
            (FileRole::ClientCertificate | FileRole::ClientCertificateKey, _) => "",
            (_, KeyTrouble::Encrypted) => "AH02578: Init: Unable to read pass phrase",
            (_, KeyTrouble::Broken) => "AH02579: Init: Private key not found",
            (_, KeyTrouble::Short) => "AH02562: Failed to configure certificate",
        }
    }

    /// The root counts too (`ssl_callback_SSLVerify`: "Certificate Verification: Certificate Chain too long").
    fn verify_depth_for(&self, between: u32) -> u32 {
        between + 1
    }

    /// `LimitRequestBody` is not looked at for proxied requests (http_filters.c; seen on 2.4.71).
    fn limits_passed_bodies(&self) -> bool {
        false
    }

    fn unknown_listen_name(&self) -> &'static str {
        "AH00077: alloc_listener: failed to set up sockaddr for"
    }

    fn uses_addresses(&self) -> Addresses {
        Addresses::InTurn
    }

    fn cannot_load(&self, role: FileRole) -> &'static str {
        match role {
            FileRole::Certificate
            | FileRole::CertificateKey
            | FileRole::ClientCertificate
            | FileRole::ClientCertificateKey
            | FileRole::UpstreamCa
            | FileRole::ClientCa
            | FileRole::Crl
            | FileRole::Chain => "does not exist or is empty",
            _ => "",
        }
    }

    fn key_mismatch(&self) -> &'static str {
        "AH02565: Certificate and private key … do not match"
    }

    /// The name that is sent and compared in a handshake, and the Host, are told with these variables.
    fn meaning(&self, variable: &[u8]) -> Option<Meaning> {
        match variable {
            b"HTTP_HOST" => Some(Meaning::ClientAuthority),
            b"SERVER_NAME" => Some(Meaning::ClientHost),
            _ => None,
        }
    }

    fn syntax(&self, kind: SyntaxErrorKind, text: &str, before: &str) -> SyntaxWords {
        super::spell::syntax(kind, text, before)
    }

    fn marks_lone_servers(&self) -> VersionRange {
        VersionRange::before(LONE_IGNORE_ERRORS)
    }

    fn checks_by_server(&self) -> bool {
        true
    }

    fn keeps_unknown_variables(&self) -> bool {
        true
    }

    fn pools_mean_several(&self) -> bool {
        true
    }

    fn bare_time(&self) -> Millis {
        Millis::seconds(1)
    }

    fn says(&self, remark: &RemarkKind, word: &str) -> String {
        match remark {
            RemarkKind::ModuleAbsent { module } if module.starts_with("mod_lbmethod_") => {
                let method = module.trim_start_matches("mod_lbmethod_").trim_end_matches(".so");
                format!("AH02432: Cannot find LB Method: {method}")
            }
            RemarkKind::ModuleAbsent { module: "mod_slotmem_shm.so" } => {
                "AH01177: Failed to lookup provider 'shm' for 'slotmem'".to_owned()
            }
            RemarkKind::UnknownDirective { .. }
            | RemarkKind::OtherVersion { .. }
            | RemarkKind::ModuleAbsent { .. } => format!(
                "Invalid command '{word}', perhaps misspelled or defined by a module not included in the \
                 server configuration"
            ),
            RemarkKind::WrongContext { context, .. } => format!("{word} not allowed in {context}"),
            RemarkKind::WrongArguments { fewest: 1, most: Some(1), .. } => {
                format!("{word} takes one argument")
            }
            RemarkKind::WrongArguments { .. } => format!("{word} takes …"),
            RemarkKind::InvalidValue { server_says } | RemarkKind::InvalidAddress { server_says, .. } => {
                server_says.clone()
            }
            RemarkKind::DuplicateListen { .. } => {
                format!("could not bind to address {word}")
            }
            RemarkKind::Excludes { .. } => {
                "AH00534: apache2: Configuration error: More than one MPM loaded.".to_owned()
            }
            RemarkKind::UndefinedName { kind: NameKind::Variable, .. } => {
                format!("AH00111: Config variable ${{{word}}} is not defined")
            }
            RemarkKind::IncludeUnread { .. } => {
                format!("Could not open configuration file {word}: No such file or directory")
            }
            _ => String::new(),
        }
    }
}

fn name_gone(versions: VersionRange) -> &'static [&'static str] {
    if versions.within(VersionRange::from(NAME_500)) {
        &["500"]
    } else if versions.within(VersionRange::before(NAME_500)) {
        &["502"]
    } else {
        &["500", "502"]
    }
}

/// The server closes before it has answered (`ap_proxygetline`, `dispatch`, `ajp_read_header`).
fn closed(protocol: Protocol) -> (&'static [&'static str], &'static str) {
    match protocol {
        Protocol::FastCgi => (&["503"], "AH01075: Error dispatching request to"),
        Protocol::Ajp => (&["503"], "AH00992: ajp_read_header: ajp_ilink_receive failed"),
        Protocol::Scgi => (&["500"], ""),
        Protocol::H2c => (&["503"], ""),
        Protocol::Uwsgi => (&["502"], ""),
        _ => (&["502"], "AH01102: error reading status line from remote server"),
    }
}

/// No answer within the time set.
fn silent(protocol: Protocol) -> (&'static [&'static str], &'static str) {
    match protocol {
        Protocol::FastCgi => (&["504"], "AH01075: Error dispatching request to … (polling)"),
        Protocol::Scgi => (&["504"], "AH00860"),
        Protocol::Ajp => (&["503", "504"], "AH00992: ajp_read_header: ajp_ilink_receive failed"),
        Protocol::Uwsgi => (&["500"], ""),
        _ => (&["502"], "AH01102: error reading status line from remote server"),
    }
}

/// The answer is not one in the protocol spoken. An HTTP server waits for more of what it takes for a
/// request, or answers 400, which is no FastCGI.
fn garbage(protocol: Protocol) -> (&'static [&'static str], &'static str) {
    match protocol {
        Protocol::FastCgi => (&["503", "504"], "AH01075: Error dispatching request to"),
        Protocol::Ajp => (&["503"], "AH01031: ajp_ilink_receive() received bad header"),
        Protocol::Scgi => (&["500"], "AH00860"),
        Protocol::Uwsgi => (&["502"], ""),
        Protocol::H2c => (&["503"], ""),
        _ => (&["502"], "AH00898: Error reading from remote server"),
    }
}
