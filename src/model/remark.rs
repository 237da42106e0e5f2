//! What lowering saw that the effective model cannot show: facts, never messages.

use super::route::Protocol;
use super::value::{ByteSize, Millis, Text, VersionRange};
use crate::source::{At, Span};
use crate::world::ReadError;

/// One fact and its place.
#[derive(Clone, Debug)]
pub struct Remark {
    pub at: At,
    pub kind: RemarkKind,
}

#[derive(Clone, Debug)]
pub enum RemarkKind {
    /// No server that we know has this directive; with the nearest known name, if one is near.
    UnknownDirective {
        nearest: Option<&'static str>,
    },
    /// The directive exists only in these versions.
    OtherVersion {
        versions: VersionRange,
    },
    /// It belongs to a module that is not loaded; the module's file name without folder.
    ModuleAbsent {
        module: &'static str,
    },
    /// The server refuses it here.
    WrongContext {
        /// What the block is called.
        context: &'static str,
        /// Where it may stand.
        allowed: Box<[&'static str]>,
        block: Option<At>,
    },
    /// Number of words that the server refuses.
    WrongArguments {
        given: u32,
        fewest: u8,
        /// `None`: no limit.
        most: Option<u8>,
    },
    /// The server refuses the value; in its own words.
    InvalidValue {
        server_says: String,
    },
    /// Only the first part of a number is read.
    TruncatedNumber {
        read: u64,
    },
    /// Given twice where once is allowed; the first place.
    GivenTwice {
        first: At,
    },
    /// A module of which only one may be loaded, and the one that is.
    Excludes {
        first: At,
    },
    WithoutEffect(NoEffect),
    /// A name that nothing defines.
    UndefinedName {
        kind: NameKind,
        name: Text,
        nearest: Option<Text>,
    },
    /// A variable without a value: nothing stands in its place.
    WithoutValue {
        name: Text,
        /// One that has a value, if its name is near.
        nearest: Option<Text>,
        /// It stands in an address, whose host or port is then another one.
        address: bool,
    },
    /// An address that the server cannot read; in its own words.
    InvalidAddress {
        server_says: String,
        fault: AddressFault,
    },
    /// An address that is taken at start, and fails with each request.
    AddressFails {
        fault: AddressFault,
        statuses: &'static [&'static str],
        /// Words that the log shows.
        log: &'static str,
    },
    /// A path of a socket stands there, and not what tells how to speak to it, or too much of it.
    SocketTarget {
        fault: SocketFault,
    },
    /// A target whose protocol no loaded module speaks; the module's file name without folder.
    NoHandler {
        module: &'static str,
        gap: HandlerGap,
        /// In newer or older ones another module speaks it.
        versions: VersionRange,
    },
    /// A time whose unit is not read: what it says, and what is read.
    UnitIgnored {
        meant: Millis,
        read: Millis,
        /// What the server calls the setting.
        term: &'static str,
        protocol: Protocol,
    },
    /// An earlier target makes the server's connections for this one too, and so goes elsewhere.
    SameWorker {
        first: At,
    },
    /// Sizes of buffers that the server's own arithmetic refuses.
    BufferArithmetic {
        server_says: String,
        fault: BufferFault,
        /// What the server calls the setting at the place.
        term: &'static str,
        head: ByteSize,
        count: u32,
        size: ByteSize,
        busy: ByteSize,
        /// What the server calls the head buffer, the other buffers, and the busy part of them.
        terms: [&'static str; 3],
        /// A size of all buffers that the arithmetic accepts.
        fits: ByteSize,
        related: Vec<At>,
    },
    /// Two pools, or two servers of a pool, of one name.
    NameDefinedTwice {
        what: super::Noun,
        first: At,
    },
    /// A pool of the same name in the base host counts, and this one does not.
    PoolShadowed {
        by: At,
    },
    /// A pool that only another host defines.
    PoolElsewhere {
        at: At,
    },
    /// An include that could not be read.
    IncludeUnread {
        pattern: Text,
        error: IncludeFault,
    },
    /// A pattern that matched nothing.
    IncludeEmpty {
        pattern: Text,
    },
    /// A whole host or pool lies in a file beside an include pattern that misses it.
    NotIncluded {
        file: std::path::PathBuf,
        pattern: Option<Span>,
    },
    /// A literal target has a path where the server allows none (pattern, `if`, named).
    PathNotAllowed,
    /// A pool is named together with a port.
    PoolWithPort {
        pool: super::PoolId,
        port: Span,
        /// The server refuses it; otherwise the name is looked up for each request.
        at_start: bool,
    },
    /// The name of a pool contains a port.
    PortInPoolName,
    /// The same address is opened twice by one host, or marked default by two.
    DuplicateListen {
        first: At,
        /// The server refuses it; else the system shares connections among the two at random.
        refused: bool,
    },
    DuplicateDefault {
        first: At,
    },
    /// Another host has the same name on the same address and wins.
    NameTaken {
        name: Text,
        winner: At,
    },
    /// A pattern or prefix that an earlier equal one hides.
    SameRoute {
        first: At,
        refused: bool,
    },
    /// TLS listener without certificate.
    NoCertificate {
        listen: At,
    },
    /// A certificate without its key directive, or the reverse.
    NoKey,
    /// A method of balancing that comes after `keepalive`, or after servers it should govern.
    MethodTooLate {
        earlier: At,
        /// The versions in which the order counts.
        versions: VersionRange,
    },
    /// `backup` where the method of balancing has none.
    BackupRefused {
        method: At,
    },
    /// The pool has no server at all, or none but backups.
    PoolEmpty {
        only_backups: bool,
    },
    /// The next line is read as a part of this one: its terminator is missing. The name is that of the
    /// directive swallowed; `after` is the last word before it, `words` all that were swallowed.
    Swallowed {
        name: Text,
        after: At,
        words: Span,
        /// The server refuses what comes of it; else the line swallowed is silently lost, or a value of
        /// its own is refused.
        refused: bool,
    },
    /// A pattern that cannot be compiled here; what hangs on it stays open.
    PatternUnread,
    /// A pass that no request can take: its text is read in another way than it is meant.
    PassNeverFits {
        why: NeverFits,
    },
    /// A pass that no request reaches: another one takes all of its paths before.
    PassHidden {
        by: At,
        how: Hides,
    },
}

/// Why a pass never fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeverFits {
    /// The path does not begin with a slash.
    NoSlash,
    /// A pattern where the text is read as the front of a path.
    PatternAsPrefix,
    /// The stars of a section's path, which the pass reads as a pattern.
    GlobAsPattern,
}

/// How one pass hides another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hides {
    /// It stands before it in the list of the same host.
    Earlier,
    /// The list of the base host comes first.
    Base,
    /// A later section covers all of its paths.
    LaterSection,
}

/// Which comparison of buffer sizes fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BufferFault {
    /// Fewer than two buffers.
    TooFew,
    /// Less may be busy than the largest buffer holds.
    BusyTooSmall,
    /// More may be busy than all buffers but one hold.
    BusyTooLarge,
    TempWriteTooSmall,
    TempMaxTooSmall,
}

/// What is wrong with a target by way of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SocketFault {
    /// Nothing says how to speak to it; the server refuses the line.
    NoScheme,
    /// The same in a handler: the file itself is sent.
    HandlerWithoutScheme,
    /// A scheme without a host, which old versions refuse.
    NoHost,
    /// The path is longer than the server keeps.
    TooLong,
}

/// What happens to requests that no module can pass on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandlerGap {
    /// They fail.
    Fails,
    /// The file itself is sent, be it a script.
    SendsFile,
    /// They are refused.
    Refuses,
}

/// Why a directive has no effect.
#[derive(Clone, Debug)]
pub enum NoEffect {
    /// It bounds the wait for a free server of a pool, and no reply; what would count.
    WaitsForServer {
        /// What the server calls the setting.
        term: &'static str,
        /// The pool whose servers would take it.
        pool: At,
    },
    /// It belongs to another protocol than the one that the scope speaks.
    OtherProtocol {
        meant: Protocol,
        spoken: Protocol,
        target: At,
        /// What the server calls the setting, and the one that would count.
        term: &'static str,
        instead: &'static str,
    },
    /// The kind of section that it stands in does not read it.
    OtherSection {
        /// What the server calls the setting, where it is a timeout whose value stands at the place.
        term: Option<&'static str>,
        /// The kinds of section that read it: "a backend".
        belongs: &'static str,
    },
    /// It must come earlier.
    TooLate {
        should_precede: At,
    },
    Overridden {
        by: At,
    },
    SharedWorker {
        first: At,
    },
    /// The server stands in the pool already, by an address that this one begins with.
    SameServer {
        first: At,
    },
    /// Something else is needed for it to count; what.
    NeedsAlso {
        what: &'static str,
    },
    NeverRun,
    /// What stands before it ends the work, whatever the request is.
    Unreachable {
        after: At,
    },
    /// Parts of a check that nothing runs; what it takes, and whether that is another kind of pool.
    CheckNeverRun {
        needs: &'static str,
    },
    /// Rules of a check without the line that has it asked.
    CheckNeeds {
        what: &'static str,
    },
    /// A pool has only one server.
    SingleServer,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressFault {
    /// No port where the server fills none in.
    NoPort,
    BadPort,
    /// IPv6 without brackets.
    BareIpv6,
    /// A scheme where none may stand.
    SchemeNotAllowed,
    /// No scheme where one must stand, or one that the server does not know.
    BadScheme,
    NoHost,
    /// A path where none may stand.
    PathNotAllowed,
    /// A file path without the `unix:` before it.
    PathWithoutPrefix,
    TooLong,
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IncludeFault {
    Read(ReadError),
    /// It includes itself, directly or by others.
    Cycle,
    /// Not part of the dump or of what was given.
    NotGiven,
    /// More files or bytes than are read.
    TooMany,
}

/// Kinds of things that have names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    Pool,
    Variable,
    NamedRoute,
    Zone,
    Cache,
    LogFormat,
    Condition,
    Resolver,
    Map,
    Module,
    ErrorPage,
    Defaults,
    Macro,
    /// Sections and things that HAProxy's lines refer to.
    Server,
    Peers,
    Mailers,
    Users,
    Gateway,
    Ring,
}

/// A definition or a use of a name; the name is the text of the span.
#[derive(Clone, Copy, Debug)]
pub struct NameEntry {
    pub kind: NameKind,
    pub defines: bool,
    pub at: At,
}
