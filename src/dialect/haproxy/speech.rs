//! HAProxy's own words: nouns, statuses, log lines, and how an intent is written.
//!
//! Statuses and termination states were seen on HAProxy 2.6.12; see the proofs.

use crate::model::*;
use crate::source::At;

/// Speaks for HAProxy.
#[derive(Debug)]
pub struct Haproxy;

pub static HAPROXY: Haproxy = Haproxy;

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
        if matches!(protocol, Protocol::Tcp | Protocol::Udp) {
            return Outcome { statuses: &["dropped"], log: "" };
        }
        let (statuses, log): (&'static [&'static str], &'static str) = match failure {
            Failure::Refused
            | Failure::TlsRefused
            | Failure::TlsName
            | Failure::SocketMissing
            | Failure::NameGone
            | Failure::NoResolver
            | Failure::NoServer
            | Failure::NoneLeft => (&["503"], "SC"),
            Failure::ConnectTimeout | Failure::TlsToPlain => (&["503"], "sC"),
            Failure::QueueFull => (&["503"], "sQ"),
            Failure::ClosedEarly | Failure::PlainToTls | Failure::ProxyHeaderMissing => (&["502"], "SH"),
            Failure::ProxyHeaderUnexpected => (&["400"], ""),
            Failure::Silent | Failure::Loop => (&["504"], "sH"),
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

    fn spell(&self, _proxy: &Proxy, _intent: &Intent<'_>, _place: Option<At>) -> Spelling {
        Spelling::default()
    }

    fn refuses(&self) -> &'static str {
        "HAProxy refuses to start"
    }

    fn cannot_load(&self, role: FileRole) -> &'static str {
        match role {
            FileRole::Certificate | FileRole::ClientCertificate => "unable to stat SSL certificate from file",
            FileRole::UpstreamCa | FileRole::ClientCa => "unable to load",
            _ => "",
        }
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
            _ => String::new(),
        }
    }
}
