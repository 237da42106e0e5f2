//! What counts for a section: the settings of its defaults, changed by its own lines.
//!
//! Scalars are replaced by the last line that sets them. Options have three states: set, unset, or as in the
//! defaults. Source: `proxy_cpy_defpr` (src/proxy.c).

use super::super::defaults;
use super::super::keywords::kw;
use super::super::values;
use super::check::CheckRules;
use super::line::{Arg, Line};
use super::part::Part;
use super::scalar::{number, set, time, unknown_timeout};
use super::section::Section;
use super::server::ServerWords;
use crate::model::*;
use crate::source::At;
use std::sync::Arc;

/// What a proxy speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    Tcp,
    Http,
    /// `log`, `spop`, `health`: nothing that requests pass through.
    Other,
}

/// Settings of a defaults section, or of a proxy.
#[derive(Clone, Debug)]
pub struct Effective<'a> {
    pub mode: Setting<Mode>,
    pub disabled: Option<At>,
    // Of the frontend.
    pub client: Setting<Millis>,
    pub http_request: Setting<Millis>,
    pub keep_alive: Setting<Millis>,
    pub max_connections: Setting<u64>,
    pub default_backend: Option<(Arg<'a>, Line<'a>)>,
    // Of the backend.
    pub timeouts: Timeouts,
    pub check_timeout: Setting<Millis>,
    pub retry: Retry,
    pub balance: Setting<Balance>,
    pub reuse: PoolReuse,
    pub full: Setting<u64>,
    pub connection: Connection,
    pub request_buffering: Setting<bool>,
    pub check: CheckRules<'a>,
    /// `default-server`, key by key.
    pub server: Arc<ServerWords<'a>>,
    /// Options that only say yes or no, by keyword: the line that says it, and what.
    pub options: Vec<(u16, bool, At)>,
    /// `errorfile` and its like, by status: the last one wins.
    pub error_pages: Vec<Line<'a>>,
    pub cookie: Option<Line<'a>>,
    pub hash_type: Option<Line<'a>>,
}

impl<'a> Effective<'a> {
    /// Before any defaults section.
    pub fn built_in(versions: VersionRange) -> Self {
        Effective {
            mode: Setting::default(&"mode", Mode::Tcp),
            disabled: None,
            client: Setting::unset(&"timeout client"),
            http_request: Setting::unset(&"timeout http-request"),
            keep_alive: Setting::unset(&"timeout http-keep-alive"),
            max_connections: Setting::unset(&"maxconn"),
            default_backend: None,
            timeouts: defaults::timeouts(),
            check_timeout: Setting::unset(&"timeout check"),
            retry: defaults::retry(),
            balance: defaults::balance(versions),
            reuse: defaults::reuse(),
            full: Setting::unset(&"fullconn"),
            connection: defaults::connection(),
            request_buffering: Setting::default(&"option http-buffer-request", false),
            check: CheckRules::default(),
            server: Arc::new(ServerWords::default()),
            options: Vec::new(),
            error_pages: Vec::new(),
            cookie: None,
            hash_type: None,
        }
    }

    /// As it counts in a section that takes it for its defaults.
    pub fn inherited(&self) -> Self {
        let mut own = self.clone();
        own.mode = own.mode.inherited();
        own.client = own.client.inherited();
        own.http_request = own.http_request.inherited();
        own.keep_alive = own.keep_alive.inherited();
        own.max_connections = own.max_connections.inherited();
        own.timeouts = own.timeouts.inherited();
        own.check_timeout = own.check_timeout.inherited();
        own.retry = own.retry.inherited();
        own.balance = own.balance.inherited();
        own.reuse.sharing = own.reuse.sharing.inherited();
        own.full = own.full.inherited();
        own.connection = own.connection.inherited();
        own.request_buffering = own.request_buffering.inherited();
        own.check = own.check.inherited();
        own
    }

    pub fn is_http(&self) -> bool {
        self.mode.get() == Some(Mode::Http)
    }

    /// Whether an option is set, and where.
    pub fn option(&self, keyword: u16) -> Option<At> {
        let found = self.options.iter().rev().find(|(known, ..)| *known == keyword);
        found.filter(|(_, on, _)| *on).map(|(.., at)| *at)
    }

    /// Takes in the lines of a section. What the section cannot use is left to the checks of names.
    pub fn read(&mut self, part: &mut Part<'a>, section: &Section<'a>) {
        let outer = self.check.clone();
        self.check.begin();
        for line in section.lines() {
            self.line(part, section, line);
        }
        self.check.end(outer);
    }

    fn line(&mut self, part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
        let env = &*section.env;
        match line.keyword() {
            kw::MODE => {
                let Some(arg) = line.arg(0, env) else { return };
                let mode = match &*arg.text {
                    b"http" => Mode::Http,
                    b"tcp" => Mode::Tcp,
                    b"log" | b"spop" | b"health" | b"syslog" | b"peers" => Mode::Other,
                    _ => {
                        let says = format!("unknown proxy mode '{}'.", arg.shown());
                        part.invalid(&arg, says);
                        self.mode = Setting::unknown(&"mode", arg.at, arg.why.unwrap_or(Why::Invalid));
                        return;
                    }
                };
                set(&mut self.mode, Setting::written(&"mode", arg.at, mode), line.when);
            }
            kw::DISABLED => self.disabled = Some(line.at()),
            kw::ENABLED => self.disabled = None,
            kw::MAXCONN => number(part, section, line, &"maxconn", &mut self.max_connections),
            kw::FULLCONN => number(part, section, line, &"fullconn", &mut self.full),
            kw::DEFAULT_BACKEND => {
                if let Some(arg) = line.arg(0, env) {
                    self.default_backend = Some((arg, line));
                }
            }
            kw::TIMEOUT_CLIENT => time(part, section, line, &"timeout client", &mut self.client),
            kw::TIMEOUT_HTTP_REQUEST => {
                time(part, section, line, &"timeout http-request", &mut self.http_request);
            }
            kw::TIMEOUT_HTTP_KEEP_ALIVE => {
                time(part, section, line, &"timeout http-keep-alive", &mut self.keep_alive);
            }
            kw::TIMEOUT_CONNECT => time(part, section, line, &"timeout connect", &mut self.timeouts.connect),
            kw::TIMEOUT_SERVER => {
                time(part, section, line, &"timeout server", &mut self.timeouts.response);
            }
            kw::TIMEOUT_TUNNEL => time(part, section, line, &"timeout tunnel", &mut self.timeouts.idle),
            kw::TIMEOUT_QUEUE => time(part, section, line, &"timeout queue", &mut self.timeouts.queue),
            kw::TIMEOUT_CHECK => time(part, section, line, &"timeout check", &mut self.check_timeout),
            kw::TIMEOUT_CLIENT_FIN | kw::TIMEOUT_SERVER_FIN | kw::TIMEOUT_TARPIT | kw::TIMEOUT_CLIENT_HS => {
                let mut unused = Setting::unset(&"timeout");
                time(part, section, line, &"timeout", &mut unused);
            }
            kw::TIMEOUT => unknown_timeout(part, section, line),
            kw::RETRIES => number(part, section, line, &"retries", &mut self.retry.again),
            kw::RETRY_ON => self.retry_on(part, section, line),
            kw::OPTION_REDISPATCH => self.redispatch(section, line),
            kw::BALANCE => self.balance(part, section, line),
            kw::HASH_TYPE => self.hash_type = Some(line),
            kw::COOKIE => self.cookie = Some(line),
            kw::HTTP_REUSE => self.http_reuse(part, section, line),
            kw::SOURCE => {
                if let Some(arg) = line.arg(0, env) {
                    let template = Template {
                        parts: Arc::from([crate::model::Part::Literal(Text::from(&*arg.text))]),
                        at: arg.at,
                    };
                    let setting = match arg.why {
                        None => Setting::written(&"source", arg.at, template),
                        Some(why) => Setting::unknown(&"source", arg.at, why),
                    };
                    set(&mut self.connection.bind, setting, line.when);
                }
            }
            kw::DEFAULT_SERVER => {
                let words = line.args(env);
                Arc::make_mut(&mut self.server).read(part, section, &words, line.when);
            }
            kw::ERRORFILE
            | kw::ERRORFILES
            | kw::ERRORLOC
            | kw::ERRORLOC302
            | kw::ERRORLOC303
            | kw::HTTP_ERROR => {
                self.error_pages.push(line);
            }
            kw::OPTION_HTTPCLOSE | kw::OPTION_HTTP_SERVER_CLOSE | kw::OPTION_HTTP_KEEP_ALIVE => {
                let closes = line.keyword() != kw::OPTION_HTTP_KEEP_ALIVE && !line.negated() && !line.reset();
                let setting = Setting::written(&"option httpclose", line.keyword_at(), closes);
                set(&mut self.connection.closes, setting, line.when);
                self.flag(line);
            }
            kw::OPTION_HTTP_BUFFER_REQUEST => {
                let on = !line.negated() && !line.reset();
                let setting = Setting::written(&"option http-buffer-request", line.keyword_at(), on);
                set(&mut self.request_buffering, setting, line.when);
                self.flag(line);
            }
            keyword if self.check.line(part, section, line) => {
                let _ = keyword;
            }
            keyword => {
                let info = super::super::keywords::info(keyword);
                if info.is_some_and(|info| info.name.starts_with("option ")) {
                    self.flag(line);
                }
            }
        }
    }

    /// An option that is switched.
    fn flag(&mut self, line: Line<'a>) {
        let (keyword, at) = (line.keyword(), line.keyword_at());
        self.options.retain(|(known, ..)| *known != keyword);
        // `default` takes back what the defaults section says.
        if !line.reset() {
            self.options.push((keyword, !line.negated(), at));
        }
    }

    fn redispatch(&mut self, section: &Section<'a>, line: Line<'a>) {
        let at = line.keyword_at();
        let on = !line.negated() && !line.reset();
        let every = line.arg(0, &section.env);
        let setting = Setting::written(&"option redispatch", at, on);
        set(&mut self.retry.redispatch, setting, line.when);
        if line.when == When::Always {
            let number = every.as_ref().and_then(|arg| i32::try_from(values::leading(&arg.text).0).ok());
            self.retry.every = match (on, number) {
                (true, Some(number)) => Setting::written(&"option redispatch", at, number),
                (true, None) => Setting::written(&"option redispatch", at, -1),
                _ => Setting::unset(&"option redispatch"),
            };
            let tries = if on { 2 } else { 1 };
            self.retry.tries = Setting::written(&"option redispatch", at, tries);
        }
        self.flag(line);
    }

    fn retry_on(&mut self, part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
        let mut on = RetryOn::default();
        for arg in line.args(&section.env) {
            on = on.with(match &*arg.text {
                b"none" => RetryOn::OFF,
                b"conn-failure" => RetryOn::CONNECT.with(RetryOn::ERROR),
                b"empty-response" => RetryOn::EMPTY,
                b"junk-response" => RetryOn::INVALID_HEADER,
                b"response-timeout" => RetryOn::SILENT.with(RetryOn::TIMEOUT),
                b"0rtt-rejected" => RetryOn::default(),
                b"all-retryable-errors" => ALL_RETRYABLE,
                b"403" => RetryOn::HTTP_403,
                b"404" => RetryOn::HTTP_404,
                b"429" => RetryOn::HTTP_429,
                b"500" => RetryOn::HTTP_500,
                b"502" => RetryOn::HTTP_502,
                b"503" => RetryOn::HTTP_503,
                b"504" => RetryOn::HTTP_504,
                b"401" | b"408" | b"421" | b"425" | b"501" => RetryOn::OTHER_STATUS,
                _ => {
                    let says = format!("'retry-on': unknown keyword '{}'.", arg.shown());
                    part.invalid(&arg, says);
                    RetryOn::default()
                }
            });
        }
        set(&mut self.retry.on, Setting::written(&"retry-on", line.at(), on), line.when);
    }

    fn balance(&mut self, part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
        let Some(arg) = line.arg(0, &section.env) else { return };
        let name = arg.text.split(|byte| *byte == b'(').next().unwrap_or_default();
        let balance = match name {
            b"roundrobin" | b"static-rr" => Balance::RoundRobin,
            b"leastconn" => Balance::LeastConnections,
            b"first" => Balance::First,
            b"source" => Balance::Source,
            b"uri" | b"url_param" | b"hdr" | b"rdp-cookie" | b"hash" => Balance::KeyHash,
            b"random" => Balance::Random,
            b"log-hash" | b"log-sticky" | b"sticky" => Balance::Other,
            _ => {
                let says = "'balance' only supports 'roundrobin', 'static-rr', 'leastconn', 'source', \
                            'uri', 'url_param', 'hash', 'hdr(name)', 'rdp-cookie(name)', 'log-hash' and \
                            'log-sticky' options."
                    .to_owned();
                part.invalid(&arg, says);
                self.balance = Setting::unknown(&"balance", arg.at, arg.why.unwrap_or(Why::Invalid));
                return;
            }
        };
        set(&mut self.balance, Setting::written(&"balance", arg.at, balance), line.when);
    }

    fn http_reuse(&mut self, part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
        let Some(arg) = line.arg(0, &section.env) else { return };
        let sharing = match &*arg.text {
            b"never" => Sharing::Never,
            b"safe" => Sharing::Safe,
            b"aggressive" => Sharing::Aggressive,
            b"always" => Sharing::Always,
            _ => {
                let says = "'http-reuse' only supports 'never', 'safe', 'aggressive', 'always'.".to_owned();
                return part.invalid(&arg, says);
            }
        };
        set(&mut self.reuse.sharing, Setting::written(&"http-reuse", arg.at, sharing), line.when);
    }

    /// The timeouts that count for a hop, with those that stand in for others.
    pub fn hop_timeouts(&self) -> Timeouts {
        let mut timeouts = self.timeouts.clone();
        let fallback = |from: &Setting<Millis>, term: Term| Setting {
            value: from.value.clone(),
            origin: from.at().map_or(Origin::Default, Origin::Fallback),
            term,
        };
        timeouts.send = Setting { term: &"timeout server", ..timeouts.response.clone() };
        if timeouts.queue.is_unset() {
            timeouts.queue = fallback(&timeouts.connect, &"timeout queue");
        }
        if timeouts.idle.is_unset() {
            timeouts.idle = fallback(&timeouts.response, &"timeout tunnel");
        }
        timeouts
    }
}

const ALL_RETRYABLE: RetryOn = RetryOn(
    RetryOn::CONNECT.0
        | RetryOn::ERROR.0
        | RetryOn::EMPTY.0
        | RetryOn::INVALID_HEADER.0
        | RetryOn::SILENT.0
        | RetryOn::TIMEOUT.0
        | RetryOn::HTTP_500.0
        | RetryOn::HTTP_502.0
        | RetryOn::HTTP_503.0
        | RetryOn::HTTP_504.0,
);
