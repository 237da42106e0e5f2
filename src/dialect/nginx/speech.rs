//! nginx's own words: nouns, statuses, log lines, and how an intent is written.
//!
//! Statuses and log lines were seen on nginx 1.22.1; see the proofs.

use crate::model::*;
use crate::source::At;

/// Speaks for nginx.
#[derive(Debug)]
pub struct Nginx;

pub static NGINX: Nginx = Nginx;

impl Speech for Nginx {
    fn server(&self) -> &'static str {
        "nginx"
    }

    fn noun(&self, noun: Noun) -> &'static str {
        match noun {
            Noun::Pool => "upstream",
            Noun::Route => "location",
            Noun::Host | Noun::Server => "server",
            Noun::Listener => "listen",
            Noun::Directive => "directive",
        }
    }

    fn outcome(&self, failure: Failure, protocol: Protocol, _versions: VersionRange) -> Outcome {
        if matches!(protocol, Protocol::Tcp | Protocol::Udp) {
            return Outcome { statuses: &["dropped"], log: "" };
        }
        let (statuses, log): (&'static [&'static str], &'static str) = match failure {
            Failure::NameGone => (&["502"], "could not be resolved"),
            Failure::Refused => (&["502"], "connect() failed (111: Connection refused)"),
            Failure::ConnectTimeout => (&["504"], "upstream timed out … while connecting to upstream"),
            Failure::SocketMissing => (&["502"], "connect() to unix:… failed (2: No such file or directory)"),
            Failure::TlsRefused => {
                (&["502"], "SSL_do_handshake() failed … while SSL handshaking to upstream")
            }
            Failure::TlsToPlain => (&["502"], "wrong version number … while SSL handshaking to upstream"),
            Failure::ClosedEarly => (&["502"], "upstream prematurely closed connection"),
            Failure::Silent => (&["504"], "upstream timed out … while reading response header from upstream"),
            Failure::Garbage => (&["502"], "upstream sent invalid header"),
            Failure::HeadTooLarge => (&["502"], "upstream sent too big header"),
            Failure::OwnError => (&["5xx"], ""),
            Failure::CutInBody => {
                (&["dropped"], "upstream prematurely closed connection while reading upstream")
            }
            Failure::QueueFull | Failure::NoneLeft => {
                (&["502"], "no live upstreams while connecting to upstream")
            }
        };
        Outcome { statuses, log }
    }

    fn policy(&self, proxy: &Proxy, groups: Id<Groups>, protocol: Protocol, pool: &Pool) -> FailurePolicy {
        super::failure::policy(proxy, groups, protocol, pool)
    }

    fn spell(&self, proxy: &Proxy, intent: &Intent<'_>, place: Option<At>) -> Spelling {
        super::spell::spell(proxy, intent, place)
    }

    fn refuses(&self) -> &'static str {
        "nginx refuses to start"
    }

    fn bare_time(&self) -> Millis {
        Millis::seconds(1)
    }

    fn says(&self, remark: &RemarkKind, word: &str) -> String {
        match remark {
            RemarkKind::UnknownDirective { .. }
            | RemarkKind::OtherVersion { .. }
            | RemarkKind::ModuleAbsent { .. } => format!("unknown directive \"{word}\""),
            RemarkKind::WrongContext { .. } => format!("\"{word}\" directive is not allowed here"),
            RemarkKind::WrongArguments { .. } => {
                format!("invalid number of arguments in \"{word}\" directive")
            }
            RemarkKind::InvalidValue { server_says } => server_says.clone(),
            RemarkKind::InvalidAddress { server_says, .. } => server_says.clone(),
            RemarkKind::BufferArithmetic { server_says, .. } => server_says.clone(),
            RemarkKind::PathNotAllowed => "\"proxy_pass\" cannot have URI part in location given by regular \
                 expression, or inside named location, or inside \"if\" statement, or inside \
                 \"limit_except\" block"
                .to_owned(),
            RemarkKind::NameDefinedTwice { .. } => format!("duplicate upstream \"{word}\""),
            RemarkKind::GivenTwice { .. } => {
                let name = word.split_whitespace().next().unwrap_or(word);
                format!("\"{name}\" directive is duplicate")
            }
            RemarkKind::SameRoute { .. } => {
                format!("duplicate location \"{}\"", word.rsplit(' ').next().unwrap_or(word))
            }
            RemarkKind::DuplicateListen { .. } => format!("a duplicate listen {word}"),
            RemarkKind::DuplicateDefault { .. } => format!("a duplicate default server for {word}"),
            RemarkKind::NameTaken { .. } => format!("conflicting server name \"{word}\""),
            RemarkKind::IncludeUnread { .. } => format!("open() \"{word}\" failed"),
            _ => String::new(),
        }
    }
}
