//! How servers are checked: `option httpchk` and its like, `http-check`, `tcp-check`.
//!
//! What a section says of its checks replaces what its defaults say, rules and type alike. Source:
//! `proxy_parse_httpchk_opt` and its siblings, `proxy_parse_tcpcheck` (src/tcpcheck.c).

use super::super::keywords::kw;
use super::super::values;
use super::line::{Arg, Env, Line};
use super::part::Part;
use super::section::Section;
use crate::model::*;
use crate::source::At;

/// The lines that say how servers are checked.
#[derive(Clone, Debug, Default)]
pub struct CheckRules<'a> {
    /// The option that sets the type.
    pub option: Option<Line<'a>>,
    /// `http-check` and `tcp-check` lines.
    pub rules: Vec<Line<'a>>,
    inherited: bool,
}

impl<'a> CheckRules<'a> {
    pub fn inherited(mut self) -> Self {
        self.inherited = true;
        self
    }

    /// What is said comes from the defaults.
    pub fn is_inherited(&self) -> bool {
        self.inherited
    }

    /// A rule of the section itself that nothing has asked, and the line that would.
    pub fn unasked(&self) -> Option<(Line<'a>, &'static str)> {
        let rule = *self.rules.first().filter(|_| !self.inherited && self.option.is_none())?;
        let http = rule.keyword() == kw::HTTP_CHECK;
        Some((rule, if http { "option httpchk" } else { "option tcp-check" }))
    }

    /// Before a section's own lines: nothing is said yet.
    pub fn begin(&mut self) {
        *self = CheckRules::default();
    }

    /// After them: where they say nothing, what was said before counts.
    pub fn end(&mut self, outer: CheckRules<'a>) {
        if self.option.is_none() && self.rules.is_empty() {
            *self = outer;
        } else if self.option.is_none() {
            // Rules alone keep the type.
            self.option = outer.option;
        }
    }

    /// Takes in a line; whether it is one of these.
    pub fn line(&mut self, part: &mut Part<'a>, _section: &Section<'a>, line: Line<'a>) -> bool {
        match line.keyword() {
            kw::OPTION_HTTPCHK
            | kw::OPTION_TCP_CHECK
            | kw::OPTION_SSL_HELLO_CHK
            | kw::OPTION_SMTPCHK
            | kw::OPTION_MYSQL_CHECK
            | kw::OPTION_PGSQL_CHECK
            | kw::OPTION_REDIS_CHECK
            | kw::OPTION_LDAP_CHECK
            | kw::OPTION_SPOP_CHECK
            | kw::OPTION_EXTERNAL_CHECK => {
                if line.negated() {
                    let name = super::super::keywords::info(line.keyword()).map_or("", |info| info.name);
                    let says = format!(
                        "negation/default is not supported for option '{}'.",
                        name.trim_start_matches("option ")
                    );
                    part.refused(line, says);
                    return true;
                }
                self.option = Some(line);
            }
            kw::HTTP_CHECK | kw::TCP_CHECK => self.rules.push(line),
            _ => return false,
        }
        true
    }
}

/// A check before it is known whom it checks.
#[derive(Clone, Debug)]
pub struct Probe {
    base: HealthCheck,
    /// As it counts for a server whose line says nothing of the check: servers share what it holds.
    each: HealthCheck,
}

impl Probe {
    pub fn new(
        rules: &CheckRules<'_>,
        env: &Env,
        at: At,
        versions: VersionRange,
        timeout: &Setting<Millis>,
    ) -> Self {
        let kind = match rules.option.map(Line::keyword) {
            None => CheckKind::Connect,
            Some(kw::OPTION_HTTPCHK) => CheckKind::Http,
            Some(kw::OPTION_SSL_HELLO_CHK) => CheckKind::OldTlsHello,
            Some(kw::OPTION_TCP_CHECK) => {
                let talks = rules.rules.iter().any(|line| {
                    line.keyword() == kw::TCP_CHECK
                        && line.arg(0, env).is_some_and(|arg| !arg.is("connect") && !arg.is("comment"))
                });
                if talks { CheckKind::Other } else { CheckKind::Connect }
            }
            Some(_) => CheckKind::Other,
        };
        let mut base = HealthCheck::new(at, kind);
        base.uri = Setting::unset(&"uri");
        if let Some(option) = rules.option.filter(|_| kind == CheckKind::Http) {
            base.uri = Setting::default(&"option httpchk", Text::from("/"));
            base.method = Setting::default(&"option httpchk", Text::from("OPTIONS"));
            base.version = Setting::default(&"option httpchk", HttpVersion::V1_0);
            httpchk(&mut base, &option.args(env), versions);
        }
        for line in &rules.rules {
            rule(&mut base, *line, &line.args(env));
        }
        let mut each = base.clone();
        each.timeout = timeout.clone();
        if !each.tls.always(|on| *on) {
            each.tls = Setting::default(&"check-ssl", false);
        }
        if !each.proxy_protocol.always(|on| *on) {
            each.proxy_protocol = Setting::default(&"check-send-proxy", false);
        }
        Probe { base, each }
    }

    /// The check of the pool at this place.
    pub fn check(&self, at: At) -> HealthCheck {
        HealthCheck { at, ..self.base.clone() }
    }

    /// The check of a server at this place, before its own words are read.
    pub fn of_server(&self, at: At) -> HealthCheck {
        HealthCheck { at, ..self.each.clone() }
    }

    /// Where the option stands, for the pool.
    pub fn base(&self) -> &HealthCheck {
        &self.base
    }
}

fn written(arg: &Arg<'_>, term: Term) -> Setting<Text> {
    match arg.why {
        Some(why) => Setting::unknown(term, arg.at, why),
        None => Setting::written(term, arg.at, Text::from(&*arg.text)),
    }
}

fn http_version(arg: &Arg<'_>) -> Setting<HttpVersion> {
    let term: Term = &"ver";
    if arg.text.starts_with(b"HTTP/2") {
        Setting::written(term, arg.at, HttpVersion::V2)
    } else if arg.text.starts_with(b"HTTP/1.1") {
        Setting::written(term, arg.at, HttpVersion::V1_1)
    } else {
        Setting::written(term, arg.at, HttpVersion::V1_0)
    }
}

/// `option httpchk [<method>] <uri> [<version> [<host>]]`
fn httpchk(check: &mut HealthCheck, args: &[Arg<'_>], _versions: VersionRange) {
    match args {
        [] => {}
        [uri] => check.uri = written(uri, &"option httpchk"),
        [method, uri, rest @ ..] => {
            check.method = written(method, &"option httpchk");
            check.uri = written(uri, &"option httpchk");
            if let Some(version) = rest.first() {
                check.version = http_version(version);
                // The old way to send headers: `HTTP/1.1\r\nHost:\ name`.
                let tail = String::from_utf8_lossy(&version.text).to_ascii_lowercase();
                if let Some(from) = tail.find("host:") {
                    let host = tail[from + 5..].split(['\r', '\n']).next().unwrap_or_default().trim();
                    check.host = Setting::written(&"option httpchk", version.at, Text::from(host));
                }
            }
            if let Some(host) = rest.get(1) {
                check.host = written(host, &"option httpchk");
            }
        }
    }
}

fn rule(check: &mut HealthCheck, line: Line<'_>, args: &[Arg<'_>]) {
    let Some((verb, words)) = args.split_first() else { return };
    let http = line.keyword() == kw::HTTP_CHECK;
    match &*verb.text {
        b"send" if http => {
            // A second request after a reply: one alone does not tell how it ends.
            let goes_on = !check.expects.is_unset();
            send(check, words);
            if goes_on {
                check.method = Setting::unknown(&"meth", line.at(), Why::Opaque);
            }
        }
        b"connect" => connect(check, words),
        b"expect" if check.expects.is_unset() => {
            let text: Vec<&[u8]> = words.iter().map(|word| &*word.text).collect();
            check.expects = Setting::written(&"expect", line.at(), Text::from(text.join(&b' ')));
        }
        _ => {}
    }
}

/// `http-check send meth GET uri /health ver HTTP/1.1 hdr Host app.example`
fn send(check: &mut HealthCheck, mut words: &[Arg<'_>]) {
    while let [key, rest @ ..] = words {
        let taken = match (&*key.text, rest) {
            (b"meth", [method, ..]) => {
                check.method = written(method, &"meth");
                1
            }
            (b"uri" | b"uri-lf", [uri, ..]) => {
                check.uri = written(uri, &"uri");
                1
            }
            (b"ver", [version, ..]) => {
                check.version = http_version(version);
                1
            }
            (b"hdr", [name, value, ..]) => {
                if name.text.eq_ignore_ascii_case(b"host") {
                    check.host = written(value, &"hdr");
                } else {
                    // Other headers and bodies are not kept: the request is not known in full.
                    check.method = Setting::unknown(&"meth", name.at, Why::Opaque);
                }
                2
            }
            _ => usize::from(!rest.is_empty()),
        };
        words = rest.get(taken..).unwrap_or_default();
    }
}

/// `http-check connect port 8080 addr 127.0.0.1 ssl sni name send-proxy`
fn connect(check: &mut HealthCheck, mut words: &[Arg<'_>]) {
    while let [key, rest @ ..] = words {
        let mut taken = 0;
        match (&*key.text, rest) {
            (b"ssl", _) => check.tls = Setting::written(&"ssl", key.at, true),
            (b"send-proxy", _) => check.proxy_protocol = Setting::written(&"send-proxy", key.at, true),
            (b"port", [port, ..]) => {
                let number = values::number(&port.text).and_then(|port| u16::try_from(port).ok());
                check.port = match number {
                    Some(number) => Setting::written(&"port", port.at, number),
                    None => Setting::unknown(&"port", port.at, Why::Variable),
                };
                taken = 1;
            }
            (b"sni", [name, ..]) => {
                check.sni = written(name, &"sni");
                taken = 1;
            }
            (b"addr", [address, ..]) => {
                check.address = Some(Endpoint::unknown(address.at, Why::Variable));
                taken = 1;
            }
            (b"alpn" | b"proto" | b"comment", [_, ..]) => taken = 1,
            _ => {}
        }
        words = rest.get(taken..).unwrap_or_default();
    }
}
