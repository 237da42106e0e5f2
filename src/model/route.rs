//! Virtual hosts, the routes in them, and what each does with a request.

use super::cond::{Cond, Op, Pattern};
use super::groups::Groups;
use super::listener::Bind;
use super::phased::Phased;
use super::value::{Setting, Template, Text, When, Why};
use super::{HostId, Id, PoolId, RouteId};
use crate::source::{At, Span};
use std::net::IpAddr;
use std::sync::Arc;

/// nginx: `server`; HAProxy: `frontend` or `listen`; httpd: `<VirtualHost>` or the main server.
#[derive(Clone, Debug)]
pub struct VirtualHost {
    pub kind: HostKind,
    /// The block's name and opening words.
    pub at: At,
    /// Names in the order written; empty where the server has no names.
    pub names: Box<[HostName]>,
    /// Every name is known: no template, include or variable hides one.
    pub names_closed: bool,
    pub binds: Box<[Bind]>,
    /// Run before a route is chosen, in the server's order.
    pub steps: Box<[Step]>,
    /// In the order of reading; parents before children.
    pub routes: Box<[Route]>,
    /// The host whose routes come first (httpd's main server).
    pub base: Option<HostId>,
    pub pick: Pick,
    pub groups: Id<Groups>,
    /// TLS towards clients.
    pub server_tls: Id<ServerTls>,
    /// Includes inside the host that could not be read: they may hold anything.
    pub unread: Box<[At]>,
    /// The route that is taken when no other is chosen. It is an ordinary one, and always there.
    pub fallback: u32,
    /// Lists and sections of a host that is asked in phases; see [`Pick::Phased`].
    pub phased: Option<Box<Phased>>,
}

/// What is presented to clients by TLS, and asked of them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServerTls {
    pub certificates: Box<[Certificate]>,
    /// Handshakes are refused on purpose (`ssl_reject_handshake`).
    pub rejects_handshake: Option<At>,
    /// Client certificates are asked for; the CA file if one is set.
    pub client_verify: Setting<bool>,
    pub client_ca: Setting<Text>,
    /// Issuers of the certificates are taken from elsewhere than their own files (httpd
    /// `SSLCertificateChainFile`, HAProxy `issuers-chain-path`).
    pub chain: Option<At>,
}

impl VirtualHost {
    /// Every forward of the host: of its routes, and of the steps that may pass a request on.
    pub fn forwards(&self) -> impl Iterator<Item = (u32, &Route, &Forward)> {
        self.routes.iter().enumerate().flat_map(|(index, route)| {
            let own = match &route.action {
                Action::Forward(forward) if !route.action_inherited => Some(forward),
                _ => None,
            };
            let mut steps = Vec::new();
            step_forwards(&route.steps, &mut steps);
            own.into_iter().chain(steps).map(move |forward| (index as u32, route, forward))
        })
    }
}

fn step_forwards<'a>(steps: &'a [Step], found: &mut Vec<&'a Forward>) {
    for step in steps {
        match &step.act {
            Act::Forward(forward) => found.push(forward),
            Act::Block(inner) | Act::Phase(_, inner) => step_forwards(inner, found),
            _ => {}
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HostKind {
    Http,
    /// TCP or UDP without HTTP.
    Stream,
    Mail,
}

/// One name of a host.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostName {
    pub pattern: NamePattern,
    pub at: At,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NamePattern {
    /// In lower case; may be empty (no Host header).
    Exact(Text),
    /// `*.example.com`: the part after the star, with its dot.
    Leading(Text),
    /// `.example.com`: the name itself and all below it; without the first dot.
    LeadingOrSelf(Text),
    /// `www.example.*`: the part before the star, with its dot.
    Trailing(Text),
    Regex(Pattern),
    /// A pattern of `*` and `?`, which take dots too (httpd).
    Glob(Text),
    /// Matches whatever is left (`_` by convention is not one: it is an ordinary name).
    Any,
    Unknown(Why),
}

/// A certificate with its key, as a host presents it, in the order written.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Certificate {
    pub certificate: Setting<Template>,
    pub key: Setting<Template>,
}

/// How one of several routes is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pick {
    FirstMatch,
    LastMatch,
    /// nginx: exact, longest prefix, then patterns in order unless that prefix stops them; nested.
    LongestPrefixThenPattern,
    /// httpd: several lists in turn; see [`Phased`].
    Phased,
}

/// nginx: `location`; HAProxy: a `use_backend`, `default_backend`; httpd: `ProxyPass`, `<Location>`, `[P]`.
#[derive(Clone, Debug)]
pub struct Route {
    pub at: At,
    pub when: Cond,
    /// This prefix wins over the patterns of its own nesting level (`^~`).
    pub stops_patterns: bool,
    pub methods: Methods,
    /// Index of the route around it, in the same host.
    pub parent: Option<u32>,
    pub reach: Reach,
    /// Run once the route is chosen, in the server's order.
    pub steps: Box<[Step]>,
    pub action: Action,
    /// The pass comes from the route around it.
    pub action_inherited: bool,
    pub calls: Arc<[Call]>,
    /// Who may ask for it: the first line that fits decides; none = everybody.
    pub access: Arc<[Access]>,
    pub groups: Id<Groups>,
}

/// One line of an access list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Access {
    pub allow: bool,
    pub who: Who,
    pub at: At,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    All,
    Network(IpAddr, u8),
    /// Clients that come by a unix socket.
    Unix,
    Unknown(Why),
}

/// Which methods a route takes; the rest goes to the route around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Methods {
    All,
    Only(Box<[Text]>),
    Except(Box<[Text]>),
}

/// Who can reach a route.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    Client,
    /// Only redirects inside the server; a client gets 404.
    Internal,
    /// By its name (`@app`).
    Named(Text),
    /// By a step or by the methods of the route around it (`if`, `limit_except`).
    Entered,
}

/// Something done to a request on its way.
#[derive(Clone, Debug)]
pub struct Step {
    pub when: Cond,
    pub act: Act,
    pub at: At,
}

#[derive(Clone, Debug)]
pub enum Act {
    /// Replaces the path where the pattern matches.
    Rewrite {
        pattern: Pattern,
        replacement: Template,
        then: Then,
    },
    /// Replaces path, query or host outright.
    SetPath(Template),
    SetQuery(Template),
    SetHost(Template),
    /// Path and query at once.
    SetPathQuery(Template),
    /// The whole request target; an absolute one sets Host as well.
    SetTarget(Template),
    /// The method that the next hop sees; conditions still see the client's.
    SetMethod(Template),
    /// Rewrites a part of the request where the pattern matches: the whole part becomes the text, in which
    /// `Part::Variable` with digits are captures.
    Replace {
        part: RequestPart,
        pattern: Pattern,
        with: Template,
    },
    Normalise(Normalise),
    SetAddress(AddressOf, Template),
    SetHeader(Text, Template),
    /// One more header of this name.
    AddHeader(Text, Template),
    DropHeader(Text),
    /// Every header whose name fits.
    DropHeaders(Op),
    SetVariable(Text, Template),
    DropVariable(Text),
    /// Code or a module gives the variable a value that is not known.
    SetUnknown(Text, Why),
    Answer(Answer),
    Redirect(Box<Redirect>),
    /// No further steps of this list.
    Break,
    /// The first bytes of the client are waited for before what follows looks at them.
    Await,
    /// The steps of one phase: a `Break` among them ends that phase only.
    Phase(Phase, Box<[Step]>),
    /// More steps, under this step's condition.
    Block(Box<[Step]>),
    /// From here on the settings and the action of this route of the same host count.
    Enter(u32),
    /// The request is passed on from here, whatever the route says.
    Forward(Forward),
    /// This server of the pool is used (`use-server`).
    UseServer {
        name: Text,
        server: Option<u32>,
    },
    Opaque(Why),
}

/// Times at which a server that works in phases runs its rules, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Phase {
    /// A connection was accepted; its PROXY header is not read yet.
    Connection,
    /// The PROXY header and the TLS greeting are read.
    Session,
    /// First bytes are there.
    Content,
    /// The request's head is read.
    Request,
    /// After all rules on requests.
    Redirect,
    /// The server's reply is there. Only what ends the request is kept.
    Response,
}

/// What a [`Act::Replace`] rewrites.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RequestPart {
    Path,
    PathQuery,
    Target,
    /// Each line of a header.
    Header(Text),
    /// Each part of a header between commas.
    HeaderValue(Text),
}

/// Whose address a step changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressOf {
    Client,
    ClientPort,
    Destination,
    DestinationPort,
}

/// How a request target is made plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Normalise {
    MergeSlashes,
    /// `/./`
    Dot,
    /// `/../`; above the root too where `full`.
    DotDot {
        full: bool,
    },
    /// A `strict` one answers 400 where an escape is none.
    DecodeUnreserved {
        strict: bool,
    },
    UpperEscapes {
        strict: bool,
    },
    StripFragment,
    EncodeFragment,
    SortQuery,
}

/// A redirect that is made of the request as it stands.
#[derive(Clone, Debug)]
pub struct Redirect {
    pub kind: RedirectKind,
    pub to: Template,
    pub status: u16,
    pub drop_query: bool,
    /// A path without final slash gets one.
    pub append_slash: bool,
    /// Nothing happens where the text comes to nothing.
    pub ignore_empty: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RedirectKind {
    /// The text is the target.
    Location,
    /// The text is put before path and query.
    Prefix,
    /// The text is the scheme; host, path and query stay.
    Scheme,
}

/// What follows a rewrite that matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Then {
    Continue,
    /// Choose a route again with the new path.
    Last,
    /// No further steps; stay in this route.
    Break,
    Redirect(u16),
}

/// The server answers by itself.
#[derive(Clone, Debug)]
pub struct Answer {
    /// 0 where it is not known. 444 closes without an answer.
    pub status: u16,
    /// Body or target of a redirect.
    pub text: Option<Template>,
}

/// What becomes of a request.
#[derive(Clone, Debug)]
pub enum Action {
    Forward(Forward),
    Answer(Answer),
    /// Files or handlers of the server itself.
    Local(Local),
    /// Nothing decided here; httpd goes on with the next handler.
    Decline,
    /// Code of another language answers or forwards.
    Opaque(Why),
}

/// Files of the server itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Local {
    pub root: Option<Arc<Template>>,
    /// The matched prefix is replaced by `root`, not put behind it.
    pub alias: bool,
    pub index: Arc<[Template]>,
    pub autoindex: bool,
}

/// The request is passed on.
#[derive(Clone, Debug)]
pub struct Forward {
    /// The directive.
    pub at: At,
    /// The language spoken, whichever target it comes to.
    pub protocol: Protocol,
    /// Where to, as written; evaluated with the request.
    pub template: Template,
    /// What it can come to. Constant targets have one.
    pub targets: Box<[Target]>,
    /// The targets are not all of them, and why.
    pub open: Option<Why>,
    pub sends: Sends,
}

/// How the path that is sent comes from the template and the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub struct Sends {
    pub behind: Behind,
    /// The client's own bytes, where nothing rewrote them (`nocanon`).
    pub raw: bool,
    /// Matched and sent as encoded by the client (`mapping=encoded`).
    pub encoded: bool,
    /// `${NAME}` in the template is filled in from the environment of the request.
    pub interpolates: bool,
    /// The client's wish to change the protocol is passed on (`upgrade=`).
    pub upgrades: bool,
    /// Parameters of segments are left out of the match (`mapping=servlet`).
    pub servlet: bool,
}

/// What is put behind the text of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Behind {
    /// By the rules of nginx: see [`Target::uri`].
    #[default]
    Replaced,
    /// What the route's prefix leaves of the path, as it is: no slash is put between.
    Rest,
    /// The whole path, unless captures are part of the text.
    Path,
    /// Nothing: a rewrite made the text.
    Nothing,
    /// The name of the file that the path led to.
    File,
}

/// One place that a forward can lead to.
#[derive(Clone, Debug)]
pub struct Target {
    pub protocol: Protocol,
    /// TLS is spoken; a server of the pool may say otherwise ([`super::Server::speaks`]).
    pub tls: bool,
    /// The scheme, where one is written.
    pub scheme_span: Option<Span>,
    pub pool: PoolId,
    /// The host part, where the pool or address is named.
    pub host_span: Span,
    /// The port, where one is written.
    pub port_span: Option<Span>,
    /// What replaces the matched part of the path; `None` passes the path on.
    pub uri: Option<Template>,
    pub when: When,
    pub at: At,
}

/// The language spoken to a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Protocol {
    Http,
    Grpc,
    FastCgi,
    Uwsgi,
    Scgi,
    Memcached,
    Ajp,
    /// HTTP/2 with prior knowledge.
    H2c,
    Tcp,
    Udp,
}

impl Protocol {
    /// Carries HTTP as such: what an HTTP server understands.
    pub fn is_http(self) -> bool {
        matches!(self, Protocol::Http)
    }

    /// As people call it.
    pub fn name(self) -> &'static str {
        match self {
            Protocol::Http => "HTTP",
            Protocol::Grpc => "gRPC",
            Protocol::FastCgi => "FastCGI",
            Protocol::Uwsgi => "uwsgi",
            Protocol::Scgi => "SCGI",
            Protocol::Memcached => "memcached",
            Protocol::Ajp => "AJP",
            Protocol::H2c => "HTTP/2",
            Protocol::Tcp => "TCP",
            Protocol::Udp => "UDP",
        }
    }
}

/// An edge to another route.
#[derive(Clone, Debug)]
pub struct Call {
    pub kind: CallKind,
    pub to: CallTarget,
    pub at: At,
}

#[derive(Clone, Debug)]
pub enum CallKind {
    /// Asked before the request is served; its answer decides.
    Auth,
    Mirror,
    /// Shown for these statuses.
    ErrorPage {
        statuses: Box<[u16]>,
        status: ErrorStatus,
    },
    /// The first of these that exists is served; else `to`.
    TryFiles {
        tests: Box<[Template]>,
    },
    /// Included by server-side code or a redirect inside the server.
    Internal,
}

/// The status under which an error page goes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorStatus {
    Keep,
    Set(u16),
    /// That of the page itself (`=` without a number).
    FromTarget,
}

#[derive(Clone, Debug)]
pub enum CallTarget {
    Path(Template),
    /// The route is `None` where no such name is defined.
    Named(Text, Option<RouteId>),
    Redirect(Template),
    Status(u16),
}
