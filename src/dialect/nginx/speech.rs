//! nginx's own words: nouns, statuses, log lines, and how an intent is written.
//!
//! Statuses and log lines were seen on nginx 1.22.1; see the proofs.

use crate::model::*;
use crate::source::At;
use crate::syntax::SyntaxErrorKind;

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
            Noun::Pool | Noun::TargetPool => "upstream",
            Noun::Route => "location",
            Noun::Host | Noun::Server => "server",
            Noun::Listener => "listen",
            Noun::Directive => "directive",
        }
    }

    fn outcome(&self, failure: Failure, protocol: Protocol, _versions: VersionRange) -> Outcome {
        if matches!(protocol, Protocol::Tcp | Protocol::Udp) {
            return match failure {
                Failure::NameUnknown => Outcome { statuses: &["startup"], log: "host not found in upstream" },
                Failure::NoServer => {
                    Outcome { statuses: &["startup"], log: "no servers are inside upstream" }
                }
                _ => Outcome { statuses: &["dropped"], log: "" },
            };
        }
        let (statuses, log): (&'static [&'static str], &'static str) = match failure {
            Failure::NameGone => (&["502"], "could not be resolved"),
            Failure::NameUnknown => (&["startup"], "host not found in upstream"),
            Failure::NoResolver => (&["502"], "no resolver defined to resolve"),
            Failure::NoServer => (&["startup"], "no servers are inside upstream"),
            Failure::Loop => (&["502", "500"], "worker_connections are not enough"),
            Failure::Refused => (&["502"], "connect() failed (111: Connection refused)"),
            Failure::ConnectTimeout => (&["504"], "upstream timed out … while connecting to upstream"),
            Failure::SocketMissing => (&["502"], "connect() to unix:… failed (2: No such file or directory)"),
            Failure::SocketDenied => (&["502"], "connect() to unix:… failed (13: Permission denied)"),
            Failure::TlsRefused => {
                (&["502"], "SSL_do_handshake() failed … while SSL handshaking to upstream")
            }
            Failure::TlsUntrusted => (&["502"], "upstream SSL certificate verify error"),
            Failure::NoAuthority => (&["startup"], ""),
            Failure::TlsName => (&["502"], "upstream SSL certificate does not match"),
            Failure::TlsToPlain => (&["502"], "wrong version number … while SSL handshaking to upstream"),
            // An nginx, HAProxy or httpd behind it answers 400 itself; a bare TLS server closes. gRPC takes
            // neither for a reply.
            Failure::PlainToTls if protocol == Protocol::Grpc => {
                (&["502"], "upstream sent invalid http2 … while reading response header from upstream")
            }
            Failure::PlainToTls => (&["400", "502"], "plain HTTP request to HTTPS port"),
            Failure::ProxyHeaderMissing => (&["502"], "broken header: … while reading PROXY protocol"),
            Failure::ProxyHeaderUnexpected => (&["400"], "client sent invalid request"),
            Failure::ClosedEarly => (&["502"], "upstream prematurely closed connection"),
            Failure::Silent => (&["504"], "upstream timed out … while reading response header from upstream"),
            // What an HTTP server makes of the other protocols, and nginx of its reply.
            Failure::Garbage if protocol == Protocol::FastCgi => {
                (&["502"], "upstream sent unsupported FastCGI protocol version")
            }
            Failure::Garbage if matches!(protocol, Protocol::Uwsgi | Protocol::Scgi) => {
                (&["400", "502", "504"], "")
            }
            Failure::Garbage if protocol == Protocol::Memcached => {
                (&["502"], "memcached sent invalid response")
            }
            // Bytes without a status line are handed on as an HTTP/0.9 answer
            // (ngx_http_proxy_process_status_line); a connection that is closed instead ends in 502.
            Failure::Garbage => (&["502", "wrong-content"], "upstream sent no valid HTTP/1.0 header"),
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

    fn syntax(&self, kind: SyntaxErrorKind, text: &str, before: &str) -> SyntaxWords {
        super::spell::syntax(kind, text, before)
    }

    fn swallowed(&self, before: &str, name: &str) -> SyntaxWords {
        SyntaxWords::new(
            format!("`;` is missing after `{before}`: the `{name}` below is read as a part of it"),
            "`;` is missing after this",
            format!("Write `{before};`"),
        )
    }

    /// One to the client and one to the server for each request.
    fn descriptors_for(&self, connections: u64) -> Option<u64> {
        Some(connections.saturating_mul(2))
    }

    fn unknown_listen_name(&self) -> &'static str {
        "host not found in"
    }

    fn uses_addresses(&self) -> Addresses {
        Addresses::All
    }

    fn cannot_load(&self, role: FileRole) -> &'static str {
        match role {
            FileRole::Certificate | FileRole::ClientCertificate => "cannot load certificate",
            FileRole::CertificateKey | FileRole::ClientCertificateKey => "cannot load certificate key",
            FileRole::UpstreamCa | FileRole::ClientCa => "SSL_CTX_load_verify_locations() failed",
            FileRole::Crl => "X509_LOOKUP_load_file(…) failed",
            FileRole::DhParameters => "BIO_new_file(…) failed",
            FileRole::Password => "failed (2: No such file or directory)",
            _ => "",
        }
    }

    fn key_mismatch(&self) -> &'static str {
        "key values mismatch"
    }

    fn meaning(&self, variable: &[u8]) -> Option<Meaning> {
        Some(match variable {
            b"host" => Meaning::ClientHost,
            b"http_host" => Meaning::ClientAuthority,
            b"ssl_server_name" | b"ssl_preread_server_name" => Meaning::ClientSni,
            b"proxy_host" => Meaning::TargetHost,
            b"uri" | b"document_uri" => Meaning::Path,
            b"request_uri" => Meaning::RequestTarget,
            b"args" | b"query_string" | b"is_args" => Meaning::Query,
            _ => return None,
        })
    }

    fn takes_pool_names(&self) -> bool {
        true
    }

    fn terminator(&self) -> &'static str {
        ";"
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
            RemarkKind::UndefinedName { kind: NameKind::Pool, .. } => {
                format!("no port is known for \"{word}\" either")
            }
            RemarkKind::UndefinedName { kind: NameKind::Variable, .. } => {
                format!("unknown \"{word}\" variable")
            }
            RemarkKind::IncludeUnread { .. } => format!("open() \"{word}\" failed"),
            _ => String::new(),
        }
    }
}
