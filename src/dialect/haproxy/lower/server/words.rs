//! The words of a server line, as they stand: what each means is settled when the server is lowered.

use super::super::super::words::{self, SERVER};
use super::super::line::Arg;
use super::super::part::{Part, is_placeholder};
use super::super::scalar::read_time;
use super::super::section::Section;
use crate::model::*;
use crate::source::At;

/// What words say yes or no, and where.
pub type Switch = Option<(bool, At)>;

/// What the words of a server say; those of `default-server` count where its own say nothing.
#[derive(Clone, Debug, Default)]
pub struct ServerWords<'a> {
    pub check: Switch,
    pub agent: Switch,
    pub backup: Switch,
    pub disabled: Switch,
    pub ssl: Switch,
    pub check_ssl: Switch,
    pub send_proxy: Switch,
    pub check_send_proxy: Switch,
    pub sni_auto: Switch,
    pub ejects: Switch,
    pub inter: Option<Arg<'a>>,
    pub fall: Option<Arg<'a>>,
    pub port: Option<Arg<'a>>,
    pub addr: Option<Arg<'a>>,
    pub weight: Option<Arg<'a>>,
    pub maxconn: Option<Arg<'a>>,
    pub minconn: Option<Arg<'a>>,
    pub maxqueue: Option<Arg<'a>>,
    pub pool_max_conn: Option<Arg<'a>>,
    pub verify: Option<Arg<'a>>,
    pub ca_file: Option<Arg<'a>>,
    pub crl_file: Option<Arg<'a>>,
    pub crt: Option<Arg<'a>>,
    pub sni: Option<Arg<'a>>,
    pub verifyhost: Option<Arg<'a>>,
    pub check_sni: Option<Arg<'a>>,
    pub proto: Option<Arg<'a>>,
    pub alpn: Option<Arg<'a>>,
    pub resolvers: Option<Arg<'a>>,
    pub init_addr: Option<Arg<'a>>,
    pub observe: Option<Arg<'a>>,
    pub error_limit: Option<Arg<'a>>,
    pub track: Option<Arg<'a>>,
    pub cookie: Option<Arg<'a>>,
    pub source: Option<Arg<'a>>,
}

impl<'a> ServerWords<'a> {
    /// Takes in words; a later one replaces an earlier one.
    pub fn read(&mut self, part: &mut Part<'a>, section: &Section<'a>, words: &[Arg<'a>], when: When) {
        let mut rest = words;
        while let Some((word, behind)) = rest.split_first() {
            rest = behind;
            let Some(param) = words::find(SERVER, &word.text) else {
                unknown(part, word, SERVER);
                // What belongs to an unknown word cannot be told from the next one.
                continue;
            };
            let mut value = None;
            if param.values > 0 {
                // Some refuse to stand last, others read 0 there.
                let Some((first, behind)) = rest.split_first() else { break };
                value = Some(first.clone());
                rest = behind;
            }
            self.word(part, word, param.name, value);
            // `source addr usesrc x interface y`
            if param.name == "source" {
                while let [key, _, behind @ ..] = rest
                    && (key.is("usesrc") || key.is("interface"))
                {
                    rest = behind;
                }
            }
        }
        let _ = (section, when);
    }

    fn word(&mut self, part: &mut Part<'a>, word: &Arg<'a>, name: &str, value: Option<Arg<'a>>) {
        let on = Some((true, word.at));
        let off = Some((false, word.at));
        match name {
            "check" => self.check = on,
            "no-check" => self.check = off,
            "agent-check" => self.agent = on,
            "no-agent-check" => self.agent = off,
            "backup" => self.backup = on,
            "no-backup" => self.backup = off,
            "disabled" => self.disabled = on,
            "enabled" => self.disabled = off,
            "ssl" => self.ssl = on,
            "no-ssl" => self.ssl = off,
            "check-ssl" => self.check_ssl = on,
            "no-check-ssl" => self.check_ssl = off,
            "send-proxy" | "send-proxy-v2" | "send-proxy-v2-ssl" | "send-proxy-v2-ssl-cn" => {
                self.send_proxy = on;
            }
            "no-send-proxy" | "no-send-proxy-v2" | "no-send-proxy-v2-ssl" | "no-send-proxy-v2-ssl-cn" => {
                self.send_proxy = off;
            }
            "check-send-proxy" => self.check_send_proxy = on,
            "no-check-send-proxy" => self.check_send_proxy = off,
            "sni-auto" => self.sni_auto = on,
            "no-sni-auto" => self.sni_auto = off,
            "on-error" => {
                let ejects = value.as_ref().is_some_and(|value| value.is("mark-down"));
                self.ejects = Some((ejects, word.at));
            }
            "inter" => self.inter = value,
            "fall" => self.fall = value,
            "port" => self.port = value,
            "addr" => self.addr = value,
            "weight" => self.weight = value,
            "maxconn" => self.maxconn = value,
            "minconn" => self.minconn = value,
            "maxqueue" => self.maxqueue = value,
            "pool-max-conn" => self.pool_max_conn = value,
            "verify" => self.verify = value,
            "ca-file" => self.ca_file = value,
            "crl-file" => self.crl_file = value,
            "crt" => self.crt = value,
            "sni" => self.sni = value,
            "verifyhost" => self.verifyhost = value,
            "no-verifyhost" => self.verifyhost = None,
            "check-sni" => self.check_sni = value,
            "proto" => self.proto = value,
            "alpn" => self.alpn = value,
            "resolvers" => self.resolvers = value,
            "init-addr" => self.init_addr = value,
            "observe" => self.observe = value,
            "error-limit" => self.error_limit = value,
            "track" => self.track = value,
            "cookie" => self.cookie = value,
            "source" => self.source = value,
            "slowstart" | "downinter" | "fastinter" | "agent-inter" | "pool-purge-delay" | "tcp-ut" => {
                if let Some(value) = value.filter(|value| value.why.is_none()) {
                    read_time(part, &value, 1, name);
                }
            }
            _ => {}
        }
    }

    pub fn is_on(switch: Switch) -> bool {
        switch.is_some_and(|(on, _)| on)
    }

    /// Where something is switched on.
    pub fn on_at(switch: Switch) -> Option<At> {
        switch.filter(|(on, _)| *on).map(|(_, at)| at)
    }
}

/// A word that no version knows.
pub fn unknown(part: &mut Part<'_>, word: &Arg<'_>, table: &'static [words::Param]) {
    if word.why.is_none() && !is_placeholder(&word.text) {
        let nearest = words::nearest(table, &word.text);
        part.remark(word.at, RemarkKind::UnknownDirective { nearest });
    }
}
