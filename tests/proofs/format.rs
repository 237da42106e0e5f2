//! The format of `proof.toml` (described in README.md beside this file) and the rule that tells a
//! whole configuration from a fragment. Owns the shape of the file, knows nothing of how it is run.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProofFile {
    pub proof: Vec<Proof>,
}

/// One `[[proof]]`: what one case of a rule claims, as an experiment.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    pub case: String,
    #[serde(default)]
    pub server: ServerName,
    bad: Option<OneOrMany>,
    ok: Option<OneOrMany>,
    /// The words with which the server refuses to start with the bad config.
    pub startup: Option<String>,
    #[serde(default)]
    pub backends: Vec<Backend>,
    #[serde(default)]
    pub hosts: BTreeMap<String, OneOrMany>,
    #[serde(default)]
    pub files: BTreeMap<String, Content>,
    #[serde(default)]
    pub wants: Vec<Want>,
    #[serde(default)]
    pub kernel: BTreeMap<String, String>,
    #[serde(default)]
    pub requests: Vec<Request>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ServerName {
    #[default]
    Nginx,
    Haproxy,
    Apache,
}

impl ServerName {
    /// How the name of a fixture file of this server ends.
    pub fn ending(self) -> &'static str {
        match self {
            ServerName::Nginx => "nginx.conf",
            ServerName::Haproxy => "haproxy.cfg",
            ServerName::Apache => "apache.conf",
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub fn items(&self) -> Vec<String> {
        match self {
            OneOrMany::One(one) => vec![one.clone()],
            OneOrMany::Many(many) => many.clone(),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    Bad,
    Ok,
}

impl Proof {
    /// The fixtures of one side; `bad.nginx.conf` and `ok.nginx.conf` if the proof names none.
    pub fn fixtures(&self, side: Side) -> Vec<String> {
        let (given, word) = match side {
            Side::Bad => (&self.bad, "bad"),
            Side::Ok => (&self.ok, "ok"),
        };
        given.as_ref().map_or_else(|| vec![format!("{word}.{}", self.server.ending())], OneOrMany::items)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Want {
    PhpFpm,
}

/// A file of the private file system: its content, or a table with the content and its mode.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Content {
    Plain(String),
    WithMode { is: String, mode: String },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    Http,
    Tls,
    Websocket,
    Closing,
    Resetting,
    Silent,
    Garbage,
    Blackhole,
    H2c,
    Fastcgi,
    Uwsgi,
    Scgi,
    Memcached,
    Dns,
}

/// A scripted backend. Options beside `kind` and `at` belong to some kinds only.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backend {
    pub kind: Kind,
    pub at: String,
    /// http, tls: what the n-th request gets; the last one repeats.
    #[serde(default = "always_200")]
    pub answers: Vec<String>,
    #[serde(default)]
    pub delay_ms: u64,
    /// http, tls: bytes of `Set-Cookie` lines in the response head.
    #[serde(default)]
    pub header_bytes: usize,
    /// http, tls: lines put into the response head as they are.
    #[serde(default)]
    pub headers: Vec<String>,
    pub idle_close_ms: Option<u64>,
    #[serde(default)]
    pub requires_http11: bool,
    /// http, tls: the second request on a connection is answered by a reset.
    #[serde(default)]
    pub resets_reused: bool,
    /// A connection must open with a PROXY protocol v1 line.
    #[serde(default)]
    pub proxy_protocol: bool,
    /// http, tls: any other Host is answered with 404.
    #[serde(default)]
    pub only_hosts: Vec<String>,
    /// tls: the certificate, in the words of `files`.
    #[serde(default = "certificate_of_localhost")]
    pub cert: String,
    /// tls: a handshake with another or no server name is refused with an alert.
    pub sni: Option<String>,
    #[serde(default)]
    pub client_cert: bool,
    /// tls: "1.2" or "1.3"; both if absent.
    pub tls_version: Option<String>,
    /// unix sockets: octal, 0666 if absent.
    pub mode: Option<String>,
    /// dns: the records; any other name does not exist.
    #[serde(default)]
    pub names: BTreeMap<String, OneOrMany>,
}

impl Backend {
    /// Whether an option is given that this kind does not read, so that the proof means something else.
    fn has_idle_options(&self) -> bool {
        let scripted = matches!(self.kind, Kind::Http | Kind::Tls | Kind::Websocket);
        let http = self.answers != always_200()
            || self.header_bytes > 0
            || !self.headers.is_empty()
            || self.requires_http11
            || self.resets_reused
            || !self.only_hosts.is_empty();
        let tls = self.sni.is_some()
            || self.client_cert
            || self.tls_version.is_some()
            || self.cert != certificate_of_localhost();
        (http && !scripted)
            || (tls && self.kind != Kind::Tls)
            || (!self.names.is_empty() && self.kind != Kind::Dns)
            || (self.mode.is_some() && !self.at.starts_with("unix:"))
            || (self.delay_ms > 0 && matches!(self.kind, Kind::Resetting | Kind::Blackhole | Kind::Dns))
    }
}

fn always_200() -> Vec<String> {
    vec!["200".to_owned()]
}

fn certificate_of_localhost() -> String {
    "cert:localhost".to_owned()
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// `http://`, `https://` or `tcp://` and an address, a port, a path.
    pub to: String,
    #[serde(default = "get")]
    pub method: String,
    pub host: Option<String>,
    #[serde(default)]
    pub headers: Vec<String>,
    #[serde(default)]
    pub body: String,
    /// Length of a body of that many bytes, instead of `body`.
    #[serde(default)]
    pub body_bytes: usize,
    #[serde(default)]
    pub websocket: bool,
    pub sni: Option<String>,
    pub times: Option<usize>,
    /// All `times` requests at once; their statuses are compared in sorted order.
    #[serde(default)]
    pub parallel: bool,
    #[serde(default)]
    pub after_ms: u64,
    /// Keeps the connection that long after the answer; one that is closed before is "… cut".
    #[serde(default)]
    pub hold_ms: u64,
    #[serde(default = "three_seconds")]
    pub deadline_ms: u64,
    bad: Option<OneOrMany>,
    ok: Option<OneOrMany>,
    pub bad_shows: Option<String>,
    pub ok_shows: Option<String>,
    /// Words in the log of the server with the bad config.
    pub log: Option<String>,
}

fn get() -> String {
    "GET".to_owned()
}

fn three_seconds() -> u64 {
    3_000
}

impl Request {
    /// The statuses expected, one for each time that the request is sent.
    pub fn expected(&self, side: Side) -> Vec<String> {
        let given = match side {
            Side::Bad => self.bad.clone(),
            Side::Ok => self.ok.clone().or_else(|| Some(OneOrMany::One("200".to_owned()))),
        };
        let mut statuses = given.as_ref().map_or_else(Vec::new, OneOrMany::items);
        if let Some(last) = statuses.last().cloned() {
            while statuses.len() < self.times() {
                statuses.push(last.clone());
            }
        }
        statuses
    }

    pub fn times(&self) -> usize {
        let listed = |side: &Option<OneOrMany>| side.as_ref().map_or(1, |side| side.items().len());
        self.times.unwrap_or_else(|| listed(&self.bad).max(listed(&self.ok)))
    }
}

pub fn read(path: &Path) -> Result<ProofFile, String> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    let file: ProofFile = toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()))?;
    for proof in &file.proof {
        if let Some(backend) = proof.backends.iter().find(|backend| backend.has_idle_options()) {
            return Err(format!("{}: {}: {:?} has no such option", path.display(), proof.case, backend.kind));
        }
        let claims_nothing = proof.startup.is_none() && !proof.fixtures(Side::Bad).is_empty();
        if claims_nothing && !proof.requests.iter().any(|r| r.bad.is_some()) {
            return Err(format!("{}: {}: nothing is claimed of the bad config", path.display(), proof.case));
        }
        if proof.requests.is_empty() && proof.startup.is_none() {
            return Err(format!("{}: {}: no request", path.display(), proof.case));
        }
    }
    Ok(file)
}

/// Whether an nginx text is a main file: it has a block `events`, `http`, `stream` or `mail`, or a
/// `load_module`, at its top level. Any other text is a fragment of the context `http`.
pub fn is_whole_nginx(text: &str) -> bool {
    ["events", "http", "stream", "mail", "load_module"].iter().any(|name| has_at_top(text, name))
}

/// Whether the directive stands outside all blocks.
pub fn has_at_top(text: &str, name: &str) -> bool {
    top_level_directives(text).iter().any(|found| found == name)
}

/// The first words of the directives outside all blocks. Words end as in `ngx_conf_read_token`; a
/// fixture with exotic quoting is not the business of this reader.
fn top_level_directives(text: &str) -> Vec<String> {
    let (mut names, mut word, mut depth, mut first) = (Vec::new(), String::new(), 0_usize, true);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let ends_word = c.is_whitespace() || matches!(c, ';' | '{' | '}') || (c == '#' && word.is_empty());
        if !ends_word {
            word.push(c);
            if matches!(c, '"' | '\'') && word.len() == 1 {
                while let Some(inner) = chars.next() {
                    match inner {
                        '\\' => drop(chars.next()),
                        _ if inner == c => break,
                        _ => word.push(inner),
                    }
                }
            } else if c == '\\' || (c == '$' && chars.peek() == Some(&'{')) {
                word.extend(chars.next());
            }
            continue;
        }
        if !word.is_empty() && first {
            if depth == 0 {
                names.push(std::mem::take(&mut word));
            }
            first = false;
        }
        word.clear();
        match c {
            '#' => while chars.next().is_some_and(|inner| inner != '\n') {},
            ';' => first = true,
            '{' => (depth, first) = (depth + 1, true),
            '}' => (depth, first) = (depth.saturating_sub(1), true),
            _ => {}
        }
    }
    names
}

/// The trials of this module's own pieces.
pub fn checks() -> Vec<(&'static str, fn())> {
    vec![
        ("format/whole-or-fragment", whole_or_fragment),
        ("format/times-and-statuses", times_and_statuses),
        ("format/options-of-another-kind", options_of_another_kind),
    ]
}

fn options_of_another_kind() {
    let idle =
        |lines: &str| toml::from_str::<Backend>(&format!("at = \"x\"\n{lines}")).unwrap().has_idle_options();
    assert!(!idle("kind = \"http\"\nanswers = [\"503\"]"));
    assert!(idle("kind = \"fastcgi\"\nanswers = [\"503\"]"));
    assert!(idle("kind = \"http\"\nsni = \"a.example\""));
    assert!(idle("kind = \"http\"\nmode = \"0600\""));
    assert!(!idle("kind = \"fastcgi\"\ndelay_ms = 5"));
}

fn whole_or_fragment() {
    assert!(is_whole_nginx("events {}\nhttp { server { listen 80; } }"));
    assert!(is_whole_nginx("user root;\nstream{server{listen 1;}}"));
    assert!(!is_whole_nginx(
        "upstream http { server 127.0.0.1; }\nserver { location /events { return 200; } }"
    ));
    assert!(!is_whole_nginx("# http {\nserver { listen 80; set $x \"http {\"; return 200 '} http {'; }"));
    assert!(!is_whole_nginx("map $a ${b}{ default http; }\nserver { listen 80; }"));
    assert_eq!(top_level_directives("user a b;\n'http'{ x y; }"), ["user", "'http"]);
}

fn times_and_statuses() {
    let request: Request =
        toml::from_str("to = \"http://127.0.0.1/\"\nbad = [\"504\", \"502\"]\ntimes = 3").unwrap();
    assert_eq!(request.expected(Side::Bad), ["504", "502", "502"]);
    assert_eq!(request.expected(Side::Ok), ["200", "200", "200"]);
}
