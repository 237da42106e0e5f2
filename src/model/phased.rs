//! Hosts that ask lists in turn and lay sections over each other (httpd).
//!
//! Order, as observed on the running server: rewrite rules of the host; the pass of the last section that
//! covers the path; passes of the base host, then of the host, the first that fits; redirects and aliases;
//! files. Then access, and last what sections do with the request: redirects, rewrite rules, handlers.

use super::cond::{Cond, Pattern};
use super::route::Call;
use super::value::{Template, Text, When, Why};
use crate::source::At;

/// What such a host holds beside its routes. Routes with [`super::Reach::Client`] are the list of passes, in
/// the order in which they are asked; a section, a rule or a handler enters the others.
#[derive(Clone, Debug, Default)]
pub struct Phased {
    /// In the order of the file; those of the base host are not repeated. The first is the host itself:
    /// what is set outside of all sections.
    pub sections: Box<[Section]>,
    /// Rules that come before everything else.
    pub rewrite: Option<Box<RewriteSet>>,
    /// Redirects outside of sections, own first, then those of the base host.
    pub redirects: Box<[PathMap]>,
    /// Aliases outside of sections, in the same order.
    pub aliases: Box<[PathMap]>,
    /// The folder behind the path; not inherited yet.
    pub root: Option<(Template, At)>,
    /// Encoded slashes in a path: refused unless set. Not inherited yet.
    pub encoded_slashes: Option<EncodedSlashes>,
    /// Runs of slashes count as one; not inherited yet.
    pub merge_slashes: Option<bool>,
    /// Requests for other servers are served (`ProxyRequests`); not inherited yet.
    pub open_proxy: Option<(bool, At)>,
    /// Other proxies, or names that are refused, come between (`ProxyRemote`, `ProxyBlock`); not inherited yet.
    pub detour: Option<At>,
    /// `TRACE` is answered; not inherited yet.
    pub trace: Option<bool>,
    /// Clients without a name in their TLS greeting are refused.
    pub strict_sni: Option<At>,
    /// A digest of how TLS towards clients is set: hosts with equal ones have equal settings.
    pub tls_settings: u64,
    /// The host's canonical name with its port, where written.
    pub server_name: Option<(Text, Option<u16>)>,
    /// The canonical name and port are used where the server names itself; else the client's.
    pub canonical_name: Option<bool>,
    /// A path that is served without Host (`ServerPath`).
    pub path: Option<Text>,
    /// Variables that are set by the request's own headers and address, in order (`SetEnvIf`).
    pub variables: Box<[VariableSet]>,
}

/// A variable that is set where a condition holds; a later one counts.
#[derive(Clone, Debug)]
pub struct VariableSet {
    pub name: Text,
    pub when: Cond,
    /// `None`: it is taken away.
    pub value: Option<Template>,
    pub at: At,
}

/// What becomes of `%2F` in a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EncodedSlashes {
    /// 404.
    Refused,
    /// They become plain slashes.
    Decoded,
    /// They stay as they are.
    Kept,
}

/// Settings that count where a condition holds, over those of earlier sections.
#[derive(Clone, Debug)]
pub struct Section {
    /// The opening line; for the first one the host's.
    pub at: At,
    pub layer: Layer,
    /// Looks at the subject of its layer.
    pub when: Cond,
    pub in_force: When,
    /// The section around it, by its place in the list.
    pub parent: Option<u32>,
    /// A pass that counts here, or an exclusion from passes: a route of the host.
    pub pass: Option<u32>,
    pub handler: Option<Box<Handler>>,
    /// Who may ask.
    pub access: Option<Box<Guard>>,
    pub rewrite: Option<Box<RewriteSet>>,
    pub redirects: Box<[PathMap]>,
    /// The target of an alias: the rest of the path is not put behind it.
    pub alias: Option<Box<(Template, At)>>,
    /// Pages shown for statuses.
    pub calls: Box<[Call]>,
    pub settings: Option<Box<SectionSettings>>,
    /// Sections stand inside it.
    pub holds_others: bool,
}

/// What a section looks at, in the order in which sections are laid over each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// The host itself.
    Host,
    /// The URL that a request is passed to (`<Proxy>`).
    Target,
    /// The folder of the file.
    Folder,
    /// The file's name.
    File,
    /// The path of the request.
    Path,
    /// The request (`<If>`).
    Request,
}

/// Settings of a section that decide what is sent and what is answered.
#[derive(Clone, Debug, Default)]
pub struct SectionSettings {
    /// The client's Host is passed on.
    pub keeps_host: Option<bool>,
    /// Error replies are replaced by the server's own pages: all of them, or these statuses.
    pub own_errors: Option<(bool, Box<[u16]>)>,
    /// Changes of request headers, in order.
    pub headers: Box<[HeaderChange]>,
    pub index: Option<Box<[Text]>>,
    /// A missing slash behind a folder is answered by a redirect.
    pub folder_slash: Option<bool>,
    /// A path for what no file answers.
    pub fallback: Option<(Text, At)>,
    /// Settings in files of the folder count (`AllowOverride`).
    pub overrides: Option<bool>,
    /// A folder may be listed.
    pub listing: Option<bool>,
    /// Scripts are run in this folder (`ScriptAlias`, `Options ExecCGI`).
    pub runs_scripts: Option<bool>,
    pub unknown: Option<Why>,
}

/// One change of a request header.
#[derive(Clone, Debug)]
pub struct HeaderChange {
    pub name: Text,
    pub how: HeaderChangeKind,
    pub value: Template,
    pub when: Cond,
    /// Before sections are laid over each other by the path (`early`).
    pub early: bool,
    pub at: At,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderChangeKind {
    Set,
    SetIfEmpty,
    Append,
    Add,
    Unset,
    Other,
}

/// Who serves a request that nothing passes on.
#[derive(Clone, Debug)]
pub struct Handler {
    pub at: At,
    pub kind: HandlerKind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandlerKind {
    /// None: files are served.
    None,
    /// Passed on by this route of the host.
    Pass(u32),
    /// A handler of the server or a module, by its name.
    Named(Text),
    Unknown(Why),
}

/// Who may ask; `when` holds for those who may.
#[derive(Clone, Debug)]
pub struct Guard {
    /// The first line.
    pub at: At,
    pub when: Cond,
    /// The status of those who may not: 403, or 401 where a password is asked for.
    pub status: u16,
}

/// Where paths lead: to a status and a URL, or to a file.
#[derive(Clone, Debug)]
pub struct PathMap {
    pub at: At,
    pub when: Cond,
    /// What follows the part that matched is put behind the target.
    pub rest: bool,
    /// 0 for an alias.
    pub status: u16,
    pub target: Option<Template>,
    /// The files there are scripts.
    pub scripts: bool,
}

/// Rewrite rules of one scope.
#[derive(Clone, Debug)]
pub struct RewriteSet {
    pub at: At,
    /// Switched on here; `None`: as around it.
    pub on: Option<bool>,
    pub rules: Box<[Rule]>,
    /// Rules of the scope around count too.
    pub inherit: Inherit,
    /// These rules count in hosts that build upon this one and have rules of their own.
    pub down: Inherit,
    /// The path that stands for the folder (`RewriteBase`).
    pub base: Option<Text>,
    /// The folder or path that the patterns do not see; `None` in a host.
    pub folder: Option<Text>,
    /// Rewrites in a host go on to passes and aliases only by a flag; set where lowering cannot tell.
    pub unknown: Option<Why>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Inherit {
    #[default]
    No,
    After,
    Before,
}

/// A rule that looks at the path first, then at its conditions.
#[derive(Clone, Debug)]
pub struct Rule {
    pub at: At,
    pub pattern: Pattern,
    pub negated: bool,
    /// In the order written; each may be joined to the next by "or".
    pub conditions: Box<[RuleCond]>,
    /// `None`: the path stays.
    pub target: Option<Template>,
    pub flags: RuleFlags,
    /// Status of a redirect or of an answer.
    pub status: u16,
    /// Rules that are passed over after this one.
    pub skip: u16,
    /// Variables that are set.
    pub sets: Box<[(Text, Template)]>,
    /// The route that passes the request on.
    pub route: Option<u32>,
    pub handler: Option<Text>,
}

/// A condition of a rule.
#[derive(Clone, Debug)]
pub struct RuleCond {
    pub when: Cond,
    /// True where this or the next holds.
    pub or_next: bool,
}

/// What a rule does beside its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub struct RuleFlags(pub u32);

impl RuleFlags {
    /// Ends this round of rules.
    pub const LAST: RuleFlags = RuleFlags(1);
    /// Ends all rounds.
    pub const END: RuleFlags = RuleFlags(2);
    pub const PASS_THROUGH: RuleFlags = RuleFlags(4);
    pub const PROXY: RuleFlags = RuleFlags(8);
    pub const REDIRECT: RuleFlags = RuleFlags(16);
    /// Ends with the rule's status.
    pub const ANSWER: RuleFlags = RuleFlags(32);
    pub const CHAIN: RuleFlags = RuleFlags(64);
    /// Begins again at the first rule.
    pub const NEXT_ROUND: RuleFlags = RuleFlags(128);
    pub const QUERY_APPEND: RuleFlags = RuleFlags(256);
    pub const QUERY_DISCARD: RuleFlags = RuleFlags(512);
    /// The last `?` begins the query, not the first.
    pub const QUERY_LAST: RuleFlags = RuleFlags(1024);
    pub const NO_ESCAPE: RuleFlags = RuleFlags(2048);
    /// Captures are escaped in the target.
    pub const ESCAPE_CAPTURES: RuleFlags = RuleFlags(4096);
    /// A blank among captures becomes `%20`, not `+`.
    pub const NO_PLUS: RuleFlags = RuleFlags(8192);
    pub const NO_SUBREQUEST: RuleFlags = RuleFlags(16384);
    pub const DROP_PATH_INFO: RuleFlags = RuleFlags(32768);
    /// `%3F` in the path is let through.
    pub const ALLOW_3F: RuleFlags = RuleFlags(65536);
    /// A flag whose effect is not known here.
    pub const UNKNOWN: RuleFlags = RuleFlags(131072);

    pub fn has(self, other: RuleFlags) -> bool {
        self.0 & other.0 != 0
    }

    pub fn with(self, other: RuleFlags) -> RuleFlags {
        RuleFlags(self.0 | other.0)
    }
}
