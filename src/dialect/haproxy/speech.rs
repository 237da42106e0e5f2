//! HAProxy's own words: nouns, statuses, log lines, and how an intent is written.
//!
//! Statuses and termination states were seen on HAProxy 2.6.12; see the proofs.

use crate::model::*;
use crate::source::At;
use crate::syntax::SyntaxErrorKind;

/// Speaks for HAProxy.
#[derive(Debug)]
pub struct Haproxy;

pub static HAPROXY: Haproxy = Haproxy;

/// What `sni-auto` sends (3.3 and newer).
pub const CLIENT_HOST: &str = "req.hdr(host),host_only";

impl Speech for Haproxy {
    fn server(&self) -> &'static str {
        "HAProxy"
    }

    fn noun(&self, noun: Noun) -> &'static str {
        match noun {
            Noun::Pool | Noun::TargetPool => "backend",
            Noun::Route => "rule",
            Noun::Host => "frontend",
            Noun::Server => "server",
            Noun::Listener => "bind",
            Noun::Directive => "keyword",
        }
    }

    fn outcome(&self, failure: Failure, protocol: Protocol, _versions: VersionRange) -> Outcome {
        if failure == Failure::NameUnknown {
            return Outcome { statuses: &["startup"], log: "invalid address:" };
        }
        if matches!(protocol, Protocol::Tcp | Protocol::Udp) {
            let log = match failure {
                Failure::ConnectTimeout | Failure::TlsToPlain => "sC",
                Failure::Silent | Failure::Loop => "sD",
                Failure::QueueFull => "sQ",
                Failure::ClosedEarly | Failure::CutInBody | Failure::PlainToTls => "SD",
                Failure::ProxyHeaderMissing | Failure::ProxyHeaderUnexpected => "",
                _ => "SC",
            };
            return Outcome { statuses: &["dropped"], log };
        }
        // The termination state stands behind the counters of a line of `option httplog`: its first letter
        // tells who ended the session, the second in which phase (the manual, 8.5).
        let (statuses, log): (&'static [&'static str], &'static str) = match failure {
            Failure::Refused
            | Failure::TlsRefused
            | Failure::TlsUntrusted
            | Failure::TlsName
            | Failure::SocketMissing
            | Failure::SocketDenied
            | Failure::NameGone
            | Failure::NoResolver => (&["503"], "SC"),
            Failure::NoAuthority => (&["startup"], ""),
            Failure::NoServer | Failure::NoneLeft => (&["503"], "SC-- … <NOSRV>"),
            // Never 504 (http_ana.c, http_return_srv_error).
            Failure::ConnectTimeout => (&["503"], "sC"),
            // A server that answers the greeting in plain text fails it at once; one that waits for more, in time.
            Failure::TlsToPlain => (&["503"], "SC"),
            Failure::QueueFull => (&["503"], "sQ"),
            Failure::ClosedEarly | Failure::ProxyHeaderMissing => (&["502"], "SH"),
            // An nginx or httpd behind it answers 400 itself; a bare TLS server closes.
            Failure::PlainToTls => (&["400", "502"], "SH"),
            Failure::ProxyHeaderUnexpected => (&["400"], "PR"),
            Failure::Silent | Failure::Loop => (&["504"], "sH"),
            // What an HTTP server makes of FastCGI: nothing, until the time is over.
            Failure::Garbage if protocol == Protocol::FastCgi => (&["502", "504"], "SH or sH"),
            Failure::Garbage | Failure::HeadTooLarge => (&["502"], "PH"),
            Failure::OwnError => (&["5xx"], ""),
            Failure::CutInBody => (&["dropped"], "SD"),
            _ => (&["503"], ""),
        };
        Outcome { statuses, log }
    }

    fn policy(&self, proxy: &Proxy, groups: Id<Groups>, protocol: Protocol, pool: &Pool) -> FailurePolicy {
        super::failure::policy(proxy, groups, protocol, pool)
    }

    fn spell(&self, proxy: &Proxy, intent: &Intent<'_>, place: Option<At>) -> Spelling {
        super::spell::spell(proxy, intent, place)
    }

    fn syntax(&self, kind: SyntaxErrorKind, text: &str, _before: &str) -> SyntaxWords {
        super::spell::syntax(kind, text)
    }

    fn refuses(&self) -> &'static str {
        "HAProxy refuses to start"
    }

    fn cannot_use_key(&self, _: FileRole, trouble: KeyTrouble) -> &'static str {
        match trouble {
            // Told in two ways, as the key lies in the certificate's file or beside it.
            KeyTrouble::Encrypted | KeyTrouble::Broken => "",
            KeyTrouble::Short => "unable to load SSL certificate into SSL Context",
        }
    }

    /// Two for each connection and some for listeners, checks and pipes (`compute_ideal_maxconn` reversed).
    fn descriptors_for(&self, connections: u64) -> Option<u64> {
        Some(connections.saturating_mul(2).saturating_add(17))
    }

    fn raises_descriptors(&self) -> bool {
        true
    }

    fn unknown_listen_name(&self) -> &'static str {
        "could not resolve address"
    }

    fn uses_addresses(&self) -> Addresses {
        Addresses::One
    }

    fn cannot_load(&self, role: FileRole) -> &'static str {
        match role {
            FileRole::Certificate | FileRole::ClientCertificate => "unable to stat SSL certificate from file",
            FileRole::CertificateKey => "No Private Key found in",
            FileRole::UpstreamCa | FileRole::ClientCa | FileRole::Crl => "unable to load",
            FileRole::DhParameters => "unable to load DH parameters from file",
            FileRole::CertificateList => "'crt-list' : cannot open file",
            FileRole::Map => "failed to open pattern file",
            FileRole::ErrorBody => "error opening file",
            FileRole::Other => "No such file or directory",
            _ => "",
        }
    }

    fn meaning(&self, variable: &[u8]) -> Option<Meaning> {
        (variable == CLIENT_HOST.as_bytes()).then_some(Meaning::ClientHost)
    }

    /// From 3.3 on (`sni-auto`, `check-sni-auto`).
    fn names_hosts_itself(&self) -> VersionRange {
        VersionRange::from(Version::new(3, 3, 0))
    }

    fn head_buffer(&self) -> &'static str {
        "16384"
    }

    fn includes_patterns(&self) -> bool {
        false
    }

    fn checks_by_server(&self) -> bool {
        true
    }

    fn name_kind(&self, kind: NameKind) -> &'static str {
        match kind {
            NameKind::Pool => "backend",
            NameKind::Variable => "variable",
            NameKind::Condition => "ACL",
            NameKind::Resolver => "resolvers section",
            NameKind::Cache => "cache",
            NameKind::Map => "map",
            NameKind::ErrorPage => "http-errors section",
            NameKind::Defaults => "defaults section",
            NameKind::Server => "server",
            NameKind::Peers => "peers section",
            NameKind::Mailers => "mailers section",
            NameKind::Users => "userlist",
            NameKind::Gateway => "fcgi-app",
            NameKind::Ring => "ring",
            _ => "name",
        }
    }

    fn key_mismatch(&self) -> &'static str {
        "inconsistencies between private key and certificate loaded"
    }

    fn bare_time(&self) -> Millis {
        Millis(1)
    }

    fn says(&self, remark: &RemarkKind, word: &str) -> String {
        match remark {
            RemarkKind::UnknownDirective { .. } | RemarkKind::OtherVersion { .. } => {
                format!("unknown keyword '{word}'")
            }
            RemarkKind::InvalidValue { server_says } | RemarkKind::InvalidAddress { server_says, .. } => {
                server_says.clone()
            }
            RemarkKind::WrongContext { context, .. } => {
                format!("'{word}' not allowed because {context} has no such capability")
            }
            RemarkKind::IncludeUnread { .. } => {
                format!("Cannot open configuration file/directory {word}")
            }
            RemarkKind::NameDefinedTwice { .. } => {
                format!("'{word}' has the same name as another one")
            }
            RemarkKind::UndefinedName { kind, .. } => match kind {
                NameKind::Pool => format!("unable to find required … '{word}'"),
                NameKind::Condition => format!("no such ACL : '{word}'"),
                NameKind::Resolver => format!("unable to find required resolvers '{word}'"),
                NameKind::Server => format!("unable to find server '{word}'"),
                _ => String::new(),
            },
            _ => String::new(),
        }
    }
}
