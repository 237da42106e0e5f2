//! Words that only one server uses, reached as `proxy.speech`.
//!
//! Rules own the message and the labels; whatever a tired reader would look up in one server's
//! manual (nouns, statuses, log lines, directives to write) comes from here.

use super::failure::Failure;
use super::route::Protocol;
use super::value::{Millis, Version, VersionRange};
use super::{AddressFault, FailurePolicy, FileRole, Groups, Id, NameKind, Pool, Proxy, RemarkKind};
use crate::source::{At, Edit};
use crate::syntax::SyntaxErrorKind;

/// Things that have a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Noun {
    Pool,
    /// A pool that nobody declared: its target made it.
    TargetPool,
    Route,
    Host,
    Listener,
    Server,
    /// One line of a configuration.
    Directive,
}

/// What a client and the log see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// "502", "startup", "dropped", …; never empty.
    pub statuses: &'static [&'static str],
    /// Words that the server's log will show; may be empty.
    pub log: &'static str,
}

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum KeyTrouble {
    /// It asks for a password.
    Encrypted,
    Broken,
    /// Today's libraries refuse it at their usual level of security.
    Short,
}

/// Which addresses of a name are used, where it has several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Addresses {
    /// Each is a server of its own.
    All,
    /// The next where a connection fails, for one request.
    InTurn,
    /// One, IPv6 before IPv4.
    One,
}

/// What a rule wants to be changed.
#[derive(Clone, Debug)]
pub enum Intent<'a> {
    /// Speak TLS (or plain) to this target, whose address is given as text.
    Scheme {
        tls: bool,
        address: &'a str,
        protocol: Protocol,
    },
    /// Speak this protocol, without TLS, to this target.
    Speak {
        protocol: Protocol,
        address: &'a str,
    },
    /// Speak HTTP/1.1 to the server.
    Http11,
    /// Add this port to a server's address.
    Port {
        address: &'a str,
        port: u16,
    },
    /// Keep the port that the client asks for, in a target that drops it.
    ClientPort {
        written: &'a str,
    },
    Timeout {
        effect: Effect,
        value: Millis,
        protocol: Protocol,
    },
    /// Check the servers of a pool.
    HealthCheck,
    /// Let a check speak TLS, as requests do.
    CheckOverTls,
    /// Let a check open a connection and ask for nothing.
    CheckByConnection,
    /// Let a check send the PROXY header, as requests do.
    CheckWithProxyHeader,
    /// Name a host in an HTTP check.
    CheckHost {
        name: &'a str,
    },
    /// Name a server in the handshake of a check.
    CheckServerName {
        name: &'a str,
    },
    /// Ask for the host that a request is for, in place of the greeting that is not read.
    NameOfRequest,
    /// Wait for the greeting of TLS before rules look at it.
    AwaitGreeting,
    /// Choose a pool for requests that no rule matches.
    DefaultPool,
    Backup,
    /// Move a failed request to another server.
    Failover {
        protocol: Protocol,
    },
    /// Use a server that was switched off.
    Enable,
    /// An address that the server can read, in place of this one.
    Address {
        written: &'a str,
        fault: AddressFault,
    },
    /// Name a pool that exists, in place of a name that does not.
    PoolName {
        name: &'a str,
    },
    /// Keep a name's address fresh.
    FollowName {
        address: &'a str,
    },
    /// Start although a name does not resolve.
    StartWithoutName {
        address: &'a str,
    },
    /// Ask somebody for names at run time; the name that is asked for.
    Resolver {
        name: &'a str,
    },
    /// Send this server name in the handshake; `None` = the client's own or the target's host.
    ServerName {
        name: Option<&'a str>,
        protocol: Protocol,
    },
    VerifyWith {
        ca: &'a str,
        protocol: Protocol,
    },
    SendProxyHeader(bool),
    WebSocket,
    HostHeader,
    /// Room for large reply heads.
    HeadRoom,
    /// Do not count the application's own errors as failures.
    IgnoreOwnErrors,
    /// Serve an error page from the server's own files.
    PageFromFiles,
    /// Leave a server that failed out for a short time only.
    MarkBriefly,
    KeepIdle {
        value: Millis,
    },
    /// Speak TLS on this address.
    ListenTls {
        address: &'a str,
    },
    /// Room for large reply heads in this protocol.
    HeadBuffer {
        protocol: Protocol,
    },
    /// Keep connections to this target, which is given as text.
    DeclareTarget {
        address: &'a str,
    },
    /// Keep connections to servers.
    KeepConnections {
        protocol: Protocol,
    },
    /// Use addresses of one family only.
    OneFamily {
        v6: bool,
    },
    /// Change the path of a request where the target may have none.
    PathElsewhere,
    /// Load this module, given by its file's name.
    Module {
        file: &'a str,
    },
}

/// What a variable of the request holds, whatever a server calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Meaning {
    /// The host that the client asks for, without its port.
    ClientHost,
    /// The same as the client writes it, with the port where there is one.
    ClientAuthority,
    /// The name in the client's TLS greeting.
    ClientSni,
    /// The host of the target itself: the pool's name, where it has one.
    TargetHost,
    /// The path alone, as it stands now.
    Path,
    /// Path and query, as the client sent them.
    RequestTarget,
    /// The query, or the sign before it.
    Query,
}

/// The effect of a timeout, whatever a server calls it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    Connect,
    Send,
    Response,
    Idle,
    Queue,
    Client,
}

/// Text to write, and the edit where it can be written mechanically.
#[derive(Clone, Debug, Default)]
pub struct Spelling {
    /// Ready to paste: `proxy_read_timeout 60s;`.
    pub text: String,
    pub edit: Option<Edit>,
}

/// Message, label and help about a text that the server cannot read.
#[derive(Clone, Debug)]
pub struct SyntaxWords {
    pub message: String,
    pub label: &'static str,
    pub help: String,
}

impl SyntaxWords {
    pub fn new(message: impl Into<String>, label: &'static str, help: impl Into<String>) -> Self {
        SyntaxWords { message: message.into(), label, help: help.into() }
    }

    /// What can be said of any text, in no server's words.
    pub fn of_any(kind: SyntaxErrorKind, text: &str) -> Self {
        match kind {
            SyntaxErrorKind::UnclosedQuote => {
                SyntaxWords::new("A quote is never closed", "opened here", "Close the quote on this line")
            }
            SyntaxErrorKind::MissingNewline => SyntaxWords::new(
                "The last line of the file does not end",
                "a line end is missing here",
                "End the last line with a line feed",
            ),
            SyntaxErrorKind::OutsideSection => SyntaxWords::new(
                format!("`{text}` stands before the first section"),
                "no section is open here",
                "Move it into a section, or remove it",
            ),
            SyntaxErrorKind::TooManyWords => SyntaxWords::new(
                "The line has more words than the server reads",
                "the first word too many",
                "Split the line, or quote words that belong together",
            ),
            SyntaxErrorKind::BadEncoding => SyntaxWords::new(
                "The file is not in an encoding that the server reads",
                "these bytes",
                "Save the file as UTF-8 without a byte order mark",
            ),
            _ => SyntaxWords::new(format!("`{text}` cannot be read"), "not understood", "Correct the line"),
        }
    }
}

/// Implemented once per dialect.
pub trait Speech: Sync + std::fmt::Debug {
    /// The server's name: "nginx", "HAProxy", "httpd".
    fn server(&self) -> &'static str;
    fn noun(&self, noun: Noun) -> &'static str;
    /// What follows from a failure when no other server takes the request.
    fn outcome(&self, failure: Failure, protocol: Protocol, versions: VersionRange) -> Outcome;
    /// What this server does when a server of the pool fails, with these settings.
    fn policy(&self, proxy: &Proxy, groups: Id<Groups>, protocol: Protocol, pool: &Pool) -> FailurePolicy;
    /// How the intent is written in this server's language and possible versions; `place` is the text
    /// that an edit would replace.
    fn spell(&self, proxy: &Proxy, intent: &Intent<'_>, place: Option<At>) -> Spelling;
    /// What a syntax error means for the run: "nginx refuses to start".
    fn refuses(&self) -> &'static str;
    /// How a place that the server cannot read is told: `text` stands there, `before` is its line up to
    /// there.
    fn syntax(&self, kind: SyntaxErrorKind, text: &str, before: &str) -> SyntaxWords {
        let _ = before;
        SyntaxWords::of_any(kind, text)
    }
    /// How a line that swallows the next one is told; `name` is the directive that is lost.
    fn swallowed(&self, before: &str, name: &str) -> SyntaxWords {
        let message = format!("`{before}` does not end: the `{name}` below is read as a part of it");
        SyntaxWords::new(message, "not ended", "End it here")
    }
    /// The room for the head of a reply is that for one line of it.
    fn head_is_read_by_lines(&self) -> bool {
        false
    }
    /// How a file is included that may be absent.
    fn optional_include(&self) -> &'static str {
        "write a pattern: one that matches nothing is allowed"
    }
    /// What comes of a file that includes itself.
    fn include_loop(&self) -> &'static str {
        "it reads the file inside itself until it crashes"
    }
    /// What the log shows when a file of this role cannot be loaded at start; may be empty.
    fn cannot_load(&self, role: FileRole) -> &'static str;
    /// What the log shows when a key is there and cannot be used; may be empty.
    fn cannot_use_key(&self, role: FileRole, trouble: KeyTrouble) -> &'static str {
        let _ = trouble;
        self.cannot_load(role)
    }
    /// The depth to which a chain must be followed that has so many authorities between certificate and root.
    fn verify_depth_for(&self, between: u32) -> u32 {
        between
    }
    /// Descriptors that so many connections take; `None` where it is not known.
    fn descriptors_for(&self, connections: u64) -> Option<u64> {
        let _ = connections;
        None
    }
    /// The server raises its limit of descriptors to what it needs, as far as it may, and refuses to start where it
    /// cannot.
    fn raises_descriptors(&self) -> bool {
        false
    }
    /// Limits for the size of a request's body count for what is passed on, too.
    fn limits_passed_bodies(&self) -> bool {
        true
    }
    /// What the log shows when a name to listen on has no address; may be empty.
    fn unknown_listen_name(&self) -> &'static str;
    /// Which addresses of a name are used.
    fn uses_addresses(&self) -> Addresses;
    /// What the log shows when a key does not belong to its certificate; may be empty.
    fn key_mismatch(&self) -> &'static str {
        ""
    }
    /// What a variable, by its name, holds; `None` for all that no rule asks about.
    fn meaning(&self, variable: &[u8]) -> Option<Meaning> {
        let _ = variable;
        None
    }
    /// Versions that name a host in a handshake and in a check by themselves, where nobody wrote a name.
    fn names_hosts_itself(&self) -> VersionRange {
        VersionRange::before(Version::new(0, 0, 0))
    }
    /// Versions that leave out a failed server that stands alone, where nobody wrote that.
    fn marks_lone_servers(&self) -> VersionRange {
        VersionRange::before(Version::new(0, 0, 0))
    }
    /// A check that is described for a pool runs only for servers that ask for it.
    fn checks_by_server(&self) -> bool {
        false
    }
    /// What a thing with a name is called.
    fn name_kind(&self, kind: NameKind) -> &'static str {
        let _ = kind;
        "name"
    }
    /// A variable that nothing defines is no fault: its text is kept.
    fn keeps_unknown_variables(&self) -> bool {
        false
    }
    /// The size of the buffer for a reply's head where nothing is said, as the server writes it.
    fn head_buffer(&self) -> &'static str {
        "4k"
    }
    /// The name of a file to read may be a pattern, which may match nothing.
    fn includes_patterns(&self) -> bool {
        true
    }
    /// Where nobody names a server for a handshake, the name of its pool is taken.
    fn takes_pool_names(&self) -> bool {
        false
    }
    /// What ends a directive; empty where the line does.
    fn terminator(&self) -> &'static str {
        ""
    }
    /// One server needs no pool to be named: whoever declares one means several.
    fn pools_mean_several(&self) -> bool {
        false
    }
    /// What a time without a unit is counted in.
    fn bare_time(&self) -> Millis;
    /// The server's own words for what it refuses, as its log shows them; `word` is the text at the
    /// place. Empty where it says nothing.
    fn says(&self, remark: &RemarkKind, word: &str) -> String;
}
