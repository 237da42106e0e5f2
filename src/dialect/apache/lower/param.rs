//! Parameters of workers and balancers: `key=value` on `ProxyPass`, `BalancerMember`, `ProxySet` and `<Proxy>`.
//!
//! Source: `set_worker_param`, `set_balancer_param` (mod_proxy.c), `set_worker_hc_param` (mod_proxy_hcheck.c).

use super::super::line::{Arg, Line};
use super::super::values;
use super::part::Part;
use super::scope;
use crate::model::*;
use crate::source::{At, FileId, Span};
use std::sync::{Arc, LazyLock};

/// One parameter.
#[derive(Clone, Copy, Debug)]
pub struct Param<'a> {
    pub key: &'a [u8],
    pub value: &'a [u8],
    /// Where key and value stand.
    pub key_at: At,
    pub value_at: At,
    pub arg: Arg<'a>,
    pub when: When,
}

impl<'a> Param<'a> {
    /// Splits a word at its first `=`; `None`: httpd refuses it.
    pub fn of(line: Line<'a>, arg: Arg<'a>) -> Option<Param<'a>> {
        let equals = memchr::memchr(b'=', arg.text)?;
        let part =
            |start: usize, end: usize| At { span: part_of(arg.at, arg.text.len(), start..end), ..arg.at };
        Some(Param {
            key: &arg.text[..equals],
            value: &arg.text[equals + 1..],
            key_at: part(0, equals),
            value_at: part(equals + 1, arg.text.len()),
            arg,
            when: line.when(),
        })
    }

    fn setting<T>(&self, term: Term, value: T) -> Setting<T> {
        match (self.arg.unknown, self.when) {
            (Some(why), _) => Setting::unknown(term, self.value_at, why),
            (None, When::Always) => Setting::written(term, self.value_at, value),
            _ => Setting::unknown(term, self.value_at, Why::Environment),
        }
    }
}

/// What parameters say of a worker.
#[derive(Clone, Debug)]
pub struct WorkerParams {
    pub timeout: Setting<Millis>,
    pub connect: Setting<Millis>,
    pub retry: Setting<Millis>,
    pub ttl: Setting<Millis>,
    pub acquire: Setting<Millis>,
    pub max: Setting<u32>,
    pub weight: Setting<u32>,
    pub reuse: Setting<bool>,
    pub head: Setting<ByteSize>,
    pub upgrade: Option<(Text, At)>,
    pub route: Option<(Text, At)>,
    /// A secret is given.
    pub secret: Option<At>,
    pub ping: Option<At>,
    /// Letters of `status=`, with their sign and place.
    pub status: Vec<(u8, bool, At)>,
    pub check: Check,
    pub address_ttl: Setting<Millis>,
    pub set: Setting<u32>,
}

/// `hc…` parameters.
#[derive(Clone, Debug, Default)]
pub struct Check {
    pub method: Option<(Text, At)>,
    pub interval: Option<(Millis, At)>,
    pub uri: Option<(Text, At)>,
    pub expr: Option<(Text, At)>,
    pub fails: Option<(u32, At)>,
    pub template: Option<(Text, At)>,
    /// The first of them.
    pub at: Option<At>,
}

impl Default for WorkerParams {
    fn default() -> Self {
        WorkerParams {
            timeout: Setting::unset(&"timeout"),
            connect: Setting::unset(&"connectiontimeout"),
            retry: Setting::default(&"retry", Millis::seconds(60)),
            ttl: Setting::default(&"ttl", Millis::NEVER),
            acquire: Setting::unset(&"acquire"),
            max: Setting::unset(&"max"),
            weight: Setting::default(&"loadfactor", 1),
            reuse: Setting::unset(&"enablereuse"),
            head: Setting::unset(&"responsefieldsize"),
            upgrade: None,
            route: None,
            secret: None,
            ping: None,
            status: Vec::new(),
            check: Check::default(),
            address_ttl: Setting::unset(&"addressttl"),
            set: Setting::default(&"lbset", 0),
        }
    }
}

/// Keys of workers (`set_worker_param`); those of health checks begin with `hc`.
const WORKER_KEYS: &[&str] = &[
    "acquire",
    "addressttl",
    "connectiontimeout",
    "disablereuse",
    "enablereuse",
    "flusher",
    "flushpackets",
    "flushwait",
    "iobuffersize",
    "keepalive",
    "lbset",
    "loadfactor",
    "max",
    "min",
    "ping",
    "receivebuffersize",
    "redirect",
    "responsefieldsize",
    "retry",
    "route",
    "secret",
    "smax",
    "status",
    "timeout",
    "ttl",
    "upgrade",
];

/// Keys of balancers (`set_balancer_param`).
const BALANCER_KEYS: &[&str] = &[
    "failonstatus",
    "failontimeout",
    "forcerecovery",
    "growth",
    "lbmethod",
    "maxattempts",
    "nofailover",
    "nonce",
    "scolonpathdelim",
    "stickysession",
    "stickysessionsep",
    "timeout",
];

impl WorkerParams {
    /// Takes a parameter; remarks on what httpd refuses.
    pub fn take(&mut self, part: &mut Part<'_>, param: Param<'_>) {
        let key = param.key.to_ascii_lowercase();
        let value = param.value;
        let number = values::atoi(value);
        let refuse = |part: &mut Part<'_>, says: &str| {
            part.invalid(Arg { at: param.value_at, ..param.arg }, says.to_owned())
        };
        let seconds = Millis::seconds(number.value.max(0) as u64);
        tail(part, &key, param, number);
        match &key[..] {
            b"timeout" => {
                if number.value < 1 {
                    refuse(part, "Timeout must be at least 1 second");
                }
                scope::unit_ignored(part, param.value_at, number, &"timeout");
                self.timeout = param.setting(&"timeout", seconds);
            }
            b"retry" => {
                if number.value < 0 {
                    refuse(part, "Retry must be a positive value");
                }
                scope::unit_ignored(part, param.value_at, number, &"retry");
                self.retry = param.setting(&"retry", seconds);
            }
            b"ttl" => {
                if number.value < 1 {
                    refuse(part, "TTL must be at least one second");
                }
                scope::unit_ignored(part, param.value_at, number, &"ttl");
                self.ttl = param.setting(&"ttl", seconds);
            }
            b"connectiontimeout" => match values::time(value, 1_000).filter(|time| time.0 >= 1) {
                Some(time) => self.connect = param.setting(&"connectiontimeout", time),
                None => refuse(part, "Connectiontimeout has wrong format"),
            },
            b"acquire" => match values::time(value, 1).filter(|time| time.0 >= 1) {
                Some(time) => self.acquire = param.setting(&"acquire", time),
                None => refuse(part, "Acquire timeout has wrong format"),
            },
            b"ping" => match values::time(value, 1_000).filter(|time| time.0 >= 1) {
                Some(_) => self.ping = Some(param.value_at),
                None => refuse(part, "Ping/Pong timeout has wrong format"),
            },
            b"addressttl" => match number.value {
                -1 => self.address_ttl = param.setting(&"addressttl", Millis::NEVER),
                _ => match values::time(value, 1_000) {
                    Some(time) => self.address_ttl = param.setting(&"addressttl", time),
                    None => refuse(part, "AddressTTL has wrong format"),
                },
            },
            b"max" => self.max = param.setting(&"max", number.value.clamp(0, u32::MAX as i64) as u32),
            b"lbset" => {
                if !(0..=99).contains(&number.value) {
                    refuse(part, "lbset must be between 0 and 99");
                }
                self.set = param.setting(&"lbset", number.value.clamp(0, 99) as u32);
            }
            b"loadfactor" => {
                let factor = std::str::from_utf8(value).ok().and_then(|text| text.parse::<f64>().ok());
                match factor.filter(|factor| (1.0..=100.0).contains(factor)) {
                    Some(factor) => self.weight = param.setting(&"loadfactor", factor as u32),
                    None => refuse(part, "LoadFactor must be a number between 1..100"),
                }
            }
            b"responsefieldsize" => {
                self.head = param.setting(&"responsefieldsize", ByteSize(number.value.max(0) as u64));
            }
            b"disablereuse" | b"enablereuse" | b"keepalive" => match values::flag(value) {
                Some(on) if key != b"keepalive" => {
                    let keeps = on == (key == b"enablereuse");
                    self.reuse =
                        param.setting(if on == keeps { &"enablereuse" } else { &"disablereuse" }, keeps);
                }
                Some(_) => {}
                None => {
                    let name = match &key[..] {
                        b"disablereuse" => "DisableReuse",
                        b"enablereuse" => "EnableReuse",
                        _ => "KeepAlive",
                    };
                    refuse(part, &format!("{name} must be On|Off"));
                }
            },
            b"flushpackets" => {
                if values::flag(value).is_none() && !value.eq_ignore_ascii_case(b"auto") {
                    refuse(part, "flushpackets must be on|off|auto");
                }
            }
            b"iobuffersize" | b"receivebuffersize" => {
                if number.value < 512 && number.value != 0 {
                    let name = if key == b"iobuffersize" { "IOBufferSize" } else { "ReceiveBufferSize" };
                    refuse(part, &format!("{name} must be >= 512 bytes, or 0 for system default."));
                }
            }
            b"upgrade" => self.upgrade = Some((Text::from(value), param.value_at)),
            b"route" => self.route = Some((Text::from(value), param.value_at)),
            b"secret" => {
                part.secrets.push(param.value_at.span);
                self.secret = Some(param.value_at);
            }
            b"status" => self.status(part, param),
            _ if key.starts_with(b"hc") => self.check.take(part, &key, param, number),
            _ if WORKER_KEYS.iter().any(|known| known.as_bytes() == key) => {}
            _ if BALANCER_KEYS.iter().any(|known| known.as_bytes() == key) => {
                wrong_kind(part, param, "worker", "balancer", "unknown Worker parameter");
            }
            _ => unknown(part, param, WORKER_KEYS, "unknown Worker parameter"),
        }
    }

    /// `+D`, `-I`, `SE`: signs hold for the letters behind them.
    fn status(&mut self, part: &mut Part<'_>, param: Param<'_>) {
        let mut on = true;
        for &letter in param.value {
            match letter.to_ascii_uppercase() {
                b'+' => on = true,
                b'-' => on = false,
                letter @ (b'D' | b'S' | b'H' | b'R' | b'I' | b'N' | b'E' | b'C' | b'U' | b'O' | b'G'
                | b'F') => {
                    self.status.push((letter, on, param.value_at));
                }
                _ => {
                    let arg = Arg { at: param.value_at, ..param.arg };
                    part.invalid(arg, "Unknown status parameter option".to_owned());
                }
            }
        }
    }

    /// Where a letter of `status=` was switched on last.
    pub fn is(&self, letter: u8) -> Option<At> {
        let last = self.status.iter().rev().find(|(known, ..)| *known == letter)?;
        last.1.then_some(last.2)
    }

    /// Where a letter of `status=` stands last, with whichever sign.
    pub fn place_of(&self, letter: u8) -> Option<At> {
        self.status.iter().rev().find(|(known, ..)| *known == letter).map(|(.., at)| *at)
    }

    pub fn says(&self, letter: u8) -> Option<bool> {
        self.status.iter().rev().find(|(known, ..)| *known == letter).map(|(_, on, _)| *on)
    }

    /// Times, TLS and the like that the worker sets itself.
    pub fn timeouts(&self) -> Option<Timeouts> {
        if self.timeout.is_unset() && self.connect.is_unset() && self.acquire.is_unset() {
            return None;
        }
        // Without a time of its own a connection is waited for as long as a reply.
        let connect = match self.connect.is_unset() {
            true => Setting { term: &"timeout", ..scope::falls_back(&self.timeout) },
            false => self.connect.clone(),
        };
        Some(Timeouts {
            connect,
            send: self.timeout.clone(),
            response: self.timeout.clone(),
            idle: self.timeout.clone(),
            queue: self.acquire.clone(),
        })
    }
}

/// Text behind a number that httpd drops (`atoi`), where it is no unit of time: that is told as one.
fn tail(part: &mut Part<'_>, key: &[u8], param: Param<'_>, number: values::Atoi<'_>) {
    let taken = match key {
        b"timeout" | b"ttl" => number.value >= 1,
        b"retry" | b"max" | b"min" | b"smax" => number.value >= 0,
        _ => false,
    };
    let known = param.arg.unknown.is_none() && !values::is_placeholder(param.value);
    if taken && known && !number.rest.is_empty() && values::meant(number).is_none() {
        part.remark(param.value_at, RemarkKind::TruncatedNumber { read: number.value.max(0) as u64 });
    }
}

impl Check {
    fn take(&mut self, part: &mut Part<'_>, key: &[u8], param: Param<'_>, number: values::Atoi<'_>) {
        self.at.get_or_insert(param.key_at);
        let text = || (Text::from(param.value), param.value_at);
        match key {
            b"hcmethod" => {
                const METHODS: [&str; 9] =
                    ["NONE", "TCP", "OPTIONS", "HEAD", "GET", "CPING", "OPTIONS11", "HEAD11", "GET11"];
                if METHODS.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(param.value)) {
                    self.method = Some(text());
                } else {
                    let arg = Arg { at: param.value_at, ..param.arg };
                    part.invalid(arg, "Unknown method".to_owned());
                }
            }
            b"hcinterval" => match values::time(param.value, 1_000).filter(|time| time.0 >= 100) {
                Some(time) => self.interval = Some((time, param.value_at)),
                None => {
                    let arg = Arg { at: param.value_at, ..param.arg };
                    part.invalid(arg, "Interval must be a positive value greater than 100ms".to_owned());
                }
            },
            b"hcuri" => self.uri = Some(text()),
            b"hcexpr" => self.expr = Some(text()),
            b"hctemplate" => self.template = Some(text()),
            b"hcfails" => self.fails = Some((number.value.clamp(1, u32::MAX as i64) as u32, param.value_at)),
            b"hcpasses" => {}
            _ => unknown(
                part,
                param,
                &["hcexpr", "hcfails", "hcinterval", "hcmethod", "hcpasses", "hctemplate", "hcuri"],
                "unknown Worker hcheck parameter",
            ),
        }
    }

    /// The check, where one is made: `hcmethod` decides. `path`: that of a worker whose checks are plain HTTP.
    pub fn made(&self, path: Option<&[u8]>) -> Setting<Box<HealthCheck>> {
        // A template says how; which one, and whether it does, is not looked up.
        if let (None, Some((_, at))) = (&self.method, &self.template) {
            return Setting::written(&"hctemplate", *at, Box::new(HealthCheck::new(*at, CheckKind::Http)));
        }
        let Some((method, at)) = &self.method else { return Setting::unset(&"hcmethod") };
        let upper = method.to_ascii_uppercase();
        let kind = match &upper[..] {
            b"NONE" => return Setting::unset(&"hcmethod"),
            b"TCP" => CheckKind::Connect,
            b"CPING" => CheckKind::Other,
            _ => CheckKind::Http,
        };
        let mut check = HealthCheck::new(*at, kind);
        check.interval = match self.interval {
            Some((interval, at)) => Setting::written(&"hcinterval", at, interval),
            None => Setting::default(&"hcinterval", Millis::seconds(30)),
        };
        if let Some((uri, at)) = &self.uri {
            check.uri = Setting::written(&"hcuri", *at, uri.clone());
        }
        if let Some((expr, at)) = &self.expr {
            check.expects = Setting::written(&"hcexpr", *at, expr.clone());
        }
        check.version = match upper.ends_with(b"11") {
            true => Setting::written(&"hcmethod", *at, HttpVersion::V1_1),
            false => Setting::default(&"hcmethod", HttpVersion::V1_0),
        };
        check.fall = match self.fails {
            Some((fails, at)) => Setting::written(&"hcfails", at, fails),
            None => Setting::default(&"hcfails", 1),
        };
        if let (CheckKind::Http, Some(path), None) = (kind, path, &self.template) {
            let plain = upper.strip_suffix(b"11").unwrap_or(&upper);
            // `create_hcheck_req` (mod_proxy_hcheck.c): OPTIONS asks for the server as a whole.
            let uri = match (plain, &self.uri) {
                (b"OPTIONS", _) => b"*".to_vec(),
                (_, Some((uri, _))) if !path.is_empty() && !uri.is_empty() => [path, b"/", &**uri].concat(),
                (_, uri) => [path, uri.as_ref().map_or(&[][..], |(uri, _)| uri)].concat(),
            };
            let uri_at = self.uri.as_ref().map_or(*at, |(_, at)| *at);
            check.method = Setting::written(&"hcmethod", *at, Text::from(plain));
            check.uri = Setting::written(&"hcuri", uri_at, Text::from(uri));
            check.way = PLAIN.clone();
        }
        Setting::written(&"hcmethod", *at, Box::new(check))
    }
}

/// Over plain TCP: all checks by HTTP share it.
static PLAIN: LazyLock<Arc<CheckWay>> = LazyLock::new(|| {
    let mut check = HealthCheck::new(At::from(Span::new(FileId(0), 0, 0)), CheckKind::Http);
    check.tls = Setting::default(&"hcmethod", false);
    check.way.clone()
});

/// What parameters say of a balancer.
#[derive(Clone, Debug)]
pub struct BalancerParams {
    pub method: Setting<Balance>,
    pub method_name: Option<(Text, At)>,
    /// Further members that are tried.
    pub attempts: Setting<u32>,
    pub queue: Setting<Millis>,
    pub sticky: Option<(Text, At)>,
    pub no_failover: Option<At>,
    pub fail_on_status: Option<(Vec<u16>, At)>,
    pub fail_on_timeout: Option<(bool, At)>,
    pub force_recovery: Option<(bool, At)>,
}

impl Default for BalancerParams {
    fn default() -> Self {
        BalancerParams {
            method: Setting::default(&"byrequests", Balance::RoundRobin),
            method_name: None,
            attempts: Setting::unset(&"maxattempts"),
            queue: Setting::unset(&"timeout"),
            sticky: None,
            no_failover: None,
            fail_on_status: None,
            fail_on_timeout: None,
            force_recovery: None,
        }
    }
}

impl BalancerParams {
    pub fn take(&mut self, part: &mut Part<'_>, param: Param<'_>, pool: At) {
        let key = param.key.to_ascii_lowercase();
        let number = values::atoi(param.value);
        let value = Text::from(param.value);
        let at = param.value_at;
        let refuse = |part: &mut Part<'_>, says: &str| part.invalid(Arg { at, ..param.arg }, says.to_owned());
        let flag = |part: &mut Part<'_>, says: &str| {
            let flag = values::flag(param.value);
            if flag.is_none() {
                refuse(part, says);
            }
            flag
        };
        match &key[..] {
            b"lbmethod" => {
                let method = match &param.value.to_ascii_lowercase()[..] {
                    b"byrequests" | b"bytraffic" => Balance::RoundRobin,
                    b"bybusyness" => Balance::LeastConnections,
                    _ => Balance::Other,
                };
                self.method = param.setting(&"lbmethod", method);
                self.method_name = Some((value, at));
            }
            b"maxattempts" => {
                if number.value < 0 {
                    refuse(part, "Maximum number of attempts must be a positive value");
                }
                self.attempts = param.setting(&"maxattempts", number.value.clamp(0, u32::MAX as i64) as u32);
            }
            b"timeout" => {
                if number.value < 1 {
                    refuse(part, "Timeout must be at least 1 second");
                }
                scope::unit_ignored(part, at, number, &"timeout");
                self.queue = param.setting(&"timeout", Millis::seconds(number.value.max(0) as u64));
                part.without_effect(param.key_at, NoEffect::WaitsForServer { term: "timeout", pool });
            }
            b"stickysession" => self.sticky = Some((value, at)),
            b"nofailover" => {
                self.no_failover = flag(part, "failover must be On|Off").filter(|on| *on).map(|_| at);
            }
            b"failontimeout" => {
                let on = flag(part, "failontimeout must be On|Off");
                self.fail_on_timeout = on.map(|on| (on, at));
            }
            b"forcerecovery" => {
                let on = flag(part, "forcerecovery must be On|Off");
                self.force_recovery = on.map(|on| (on, at));
            }
            b"failonstatus" => {
                let mut statuses = Vec::new();
                for status in param.value.split(|byte| *byte == b',') {
                    match values::atoi(status).value {
                        status @ 100..=599 => statuses.push(status as u16),
                        _ => refuse(part, "failonstatus must be one or more HTTP response code(s)"),
                    }
                }
                self.fail_on_status = Some((statuses, at));
            }
            _ if BALANCER_KEYS.iter().any(|known| known.as_bytes() == key) => {}
            _ if WORKER_KEYS.iter().any(|known| known.as_bytes() == key) || key.starts_with(b"hc") => {
                wrong_kind(part, param, "balancer", "BalancerMember", "unknown Balancer parameter");
            }
            _ => unknown(part, param, BALANCER_KEYS, "unknown Balancer parameter"),
        }
    }
}

/// A parameter that the other kind of thing takes.
fn wrong_kind(
    part: &mut Part<'_>,
    param: Param<'_>,
    context: &'static str,
    allowed: &'static str,
    says: &str,
) {
    if param.arg.unknown.is_some() {
        return;
    }
    let _ = says;
    let kind = RemarkKind::WrongContext { context, allowed: Box::new([allowed]), block: None };
    part.remark(param.key_at, kind);
}

fn unknown(part: &mut Part<'_>, param: Param<'_>, known: &[&'static str], says: &str) {
    let key = String::from_utf8_lossy(param.key).to_ascii_lowercase();
    let near = known.iter().filter(|known| strsim::damerau_levenshtein(&key, known) <= 2);
    let nearest = near.min_by_key(|known| strsim::damerau_levenshtein(&key, known));
    let says = match nearest {
        Some(nearest) => format!("{says} `{key}`; `{nearest}` is one"),
        None => says.to_owned(),
    };
    part.invalid(Arg { at: param.key_at, ..param.arg }, says);
}

/// The words of a line that are parameters, from one on; what is none is refused.
pub fn params<'a>(part: &mut Part<'_>, line: Line<'a>, from: usize) -> Vec<Param<'a>> {
    let mut found = Vec::new();
    for arg in line.args().skip(from) {
        match Param::of(line, arg) {
            Some(param) if !param.key.is_empty() => found.push(param),
            _ => part.invalid(
                arg,
                format!("Invalid {} parameter. Parameter must be in the form 'key=value'.", line.term()),
            ),
        }
    }
    doubled(part, &found);
    found
}

/// Tells parameters that a later one of the same name takes the place of. Letters of `status=` add up.
pub fn doubled(part: &mut Part<'_>, given: &[Param<'_>]) {
    for (index, param) in given.iter().enumerate() {
        let mut later = given.get(index + 1..).unwrap_or_default().iter();
        let last = later.rfind(|later| later.key.eq_ignore_ascii_case(param.key));
        if let Some(last) = last
            && !param.key.eq_ignore_ascii_case(b"status")
            && last.value != param.value
            && param.arg.unknown.or(last.arg.unknown).is_none()
        {
            part.without_effect(param.arg.at, NoEffect::Overridden { by: last.arg.at });
        }
    }
}

/// The place of a part of an argument's text.
pub fn place(arg: Arg<'_>, range: std::ops::Range<usize>) -> Span {
    part_of(arg.at, arg.text.len(), range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_sorted() {
        assert!(WORKER_KEYS.is_sorted() && BALANCER_KEYS.is_sorted());
    }
}
