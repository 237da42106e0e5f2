//! `global` and the sections that others name: folders, limits, resolvers.

use super::super::address::Use;
use super::super::keywords::{Sections, kw};
use super::super::{defaults, values};
use super::line::{Arg, Line};
use super::part::Part;
use super::scalar::{read_time, set};
use super::section::Section;
use super::server::{self, ServerWords};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// What `global` and the named sections say, once for all.
#[derive(Clone, Debug)]
pub struct Globals {
    pub ca_base: Option<Box<[u8]>>,
    pub crt_base: Option<Box<[u8]>>,
    pub key_base: Option<Box<[u8]>>,
    /// `default-path`: where relative paths start.
    pub base: Base,
    pub bufsize: Setting<u64>,
    pub maxrewrite: Setting<u64>,
    /// Whether servers are verified that say nothing about it (`ssl-server-verify`).
    pub verify: Setting<bool>,
    pub connections: Setting<u64>,
    pub descriptors: Setting<u64>,
    pub user: Setting<Text>,
    pub resolvers: FxHashMap<Box<[u8]>, Arc<Resolver>>,
    /// Names of sections that lines refer to, by kind.
    pub names: Vec<(NameKind, Box<[u8]>)>,
    pub external_check: bool,
    /// Nothing that is at hand loads a script: actions and services of scripts are not defined.
    pub no_scripts: bool,
    /// Keys may lie beside certificates under another name than theirs with `.key` behind it.
    pub key_elsewhere: bool,
    /// Issuers of served certificates are looked for in a folder.
    pub chain: Option<At>,
    /// Where sockets of servers are looked for (`chroot`).
    pub chroot: Chroot,
}

/// The folder that the running server takes for `/`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Chroot {
    #[default]
    None,
    Path(Box<[u8]>),
    Unknown,
}

/// Where relative paths start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// The folder in which the server is started: not known.
    Current,
    /// That of the file which names them.
    Config,
    Path(Box<[u8]>),
}

impl Default for Globals {
    fn default() -> Self {
        Globals {
            ca_base: None,
            crt_base: None,
            key_base: None,
            base: Base::Current,
            bufsize: Setting::default(&"tune.bufsize", defaults::BUFSIZE),
            maxrewrite: Setting::default(&"tune.maxrewrite", defaults::MAXREWRITE),
            verify: Setting::default(&"verify", true),
            connections: Setting::unset(&"maxconn"),
            descriptors: Setting::unset(&"ulimit-n"),
            user: Setting::unset(&"user"),
            resolvers: FxHashMap::default(),
            names: Vec::new(),
            external_check: false,
            no_scripts: false,
            key_elsewhere: false,
            chroot: Chroot::None,
            chain: None,
        }
    }
}

impl Globals {
    pub fn defines(&self, kind: NameKind, name: &[u8]) -> bool {
        self.names.iter().any(|(known, text)| *known == kind && **text == *name)
    }
}

/// Reads all sections that are no proxies.
pub fn collect<'a>(part: &mut Part<'a>, sections: &[Section<'a>]) -> Globals {
    let loads = |line: Line<'_>| matches!(line.keyword(), kw::LUA_LOAD | kw::LUA_LOAD_PER_THREAD);
    let scripts =
        sections.iter().any(|section| section.kind == Sections::GLOBAL && section.lines().any(loads));
    let no_scripts = !scripts && part.lower.unread.is_none() && part.lower.whole;
    let mut globals = Globals { no_scripts, ..Globals::default() };
    for section in sections {
        match section.kind {
            Sections::GLOBAL => section.lines().for_each(|line| global(part, section, line, &mut globals)),
            Sections::RESOLVERS => {
                if let Some(name) = &section.name {
                    part.name(NameKind::Resolver, true, name.at);
                    let resolver = Arc::new(resolver(part, section));
                    globals.resolvers.insert(Box::from(&*name.text), resolver);
                }
            }
            _ => {
                if let (Some(kind), Some(name)) = (named(section.kind), &section.name) {
                    part.name(kind, true, name.at);
                    globals.names.push((kind, Box::from(&*name.text)));
                }
            }
        }
    }
    globals
}

/// What a section of this kind is named for.
fn named(kind: Sections) -> Option<NameKind> {
    Some(match kind {
        Sections::PEERS => NameKind::Peers,
        Sections::MAILERS => NameKind::Mailers,
        Sections::USERLIST => NameKind::Users,
        Sections::CACHE => NameKind::Cache,
        Sections::HTTP_ERRORS => NameKind::ErrorPage,
        Sections::FCGI_APP => NameKind::Gateway,
        Sections::RING => NameKind::Ring,
        _ => return None,
    })
}

fn global<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>, globals: &mut Globals) {
    let env = &*section.env;
    let Some(arg) = line.arg(0, env) else {
        globals.external_check |= line.keyword() == kw::EXTERNAL_CHECK;
        globals.key_elsewhere |= line.keyword() == kw::SSL_LOAD_EXTRA_DEL_EXT;
        return;
    };
    let path = || (arg.why.is_none()).then(|| Box::from(&*arg.text));
    match line.keyword() {
        kw::CHROOT => {
            let known = arg.why.is_none() && line.when == When::Always && arg.text.starts_with(b"/");
            globals.chroot = match known {
                true if &*arg.text == b"/" => Chroot::None,
                true => Chroot::Path(Box::from(&*arg.text)),
                false => Chroot::Unknown,
            };
        }
        kw::CA_BASE => globals.ca_base = path(),
        kw::CRT_BASE => globals.crt_base = path(),
        kw::DEFAULT_PATH => {
            globals.base = match (&*arg.text, line.arg(1, env)) {
                (b"config", _) => Base::Config,
                (b"origin", Some(path)) => Base::Path(Box::from(&*path.text)),
                _ => Base::Current,
            };
        }
        kw::TUNE_BUFSIZE => size(part, line, &arg, &"tune.bufsize", &mut globals.bufsize),
        kw::TUNE_MAXREWRITE => size(part, line, &arg, &"tune.maxrewrite", &mut globals.maxrewrite),
        kw::TUNE_HTTP_MAXHDR => {
            let mut unused = Setting::unset(&"tune.http.maxhdr");
            count(part, line, &arg, &"tune.http.maxhdr", &mut unused);
        }
        kw::MAXCONN => count(part, line, &arg, &"maxconn", &mut globals.connections),
        kw::ULIMIT_N => count(part, line, &arg, &"ulimit-n", &mut globals.descriptors),
        kw::USER => {
            set(&mut globals.user, Setting::written(&"user", arg.at, Text::from(&*arg.text)), line.when)
        }
        kw::SSL_SERVER_VERIFY => {
            let on = !arg.is("none");
            set(&mut globals.verify, Setting::written(&"ssl-server-verify", arg.at, on), line.when);
        }
        kw::LUA_LOAD | kw::LUA_LOAD_PER_THREAD => part.file(FileRole::Other, &arg, None, true),
        kw::ISSUERS_CHAIN_PATH => globals.chain = Some(arg.at),
        kw::SSL_PASSPHRASE_CMD => part.file(FileRole::Password, &arg, None, false),
        kw::SSL_DH_PARAM_FILE => part.file(FileRole::DhParameters, &arg, None, true),
        _ => {}
    }
}

/// A number that is read by `atol`.
fn count(part: &mut Part<'_>, line: Line<'_>, arg: &Arg<'_>, term: Term, slot: &mut Setting<u64>) {
    if let Some(why) = arg.why {
        return set(slot, Setting::unknown(term, arg.at, why), line.when);
    }
    let (value, length) = values::leading(&arg.text);
    if length < arg.text.len() && !super::part::is_placeholder(&arg.text) {
        part.remark(arg.at, RemarkKind::TruncatedNumber { read: value.max(0) as u64 });
    }
    let setting = match u64::try_from(value) {
        Ok(value) => Setting::written(term, arg.at, value),
        Err(_) => Setting::unknown(term, arg.at, Why::Invalid),
    };
    set(slot, setting, line.when);
}

/// A size: up to 3.0 the unit is dropped.
const UNITS: Version = Version::new(3, 1, 0);

fn size(part: &mut Part<'_>, line: Line<'_>, arg: &Arg<'_>, term: Term, slot: &mut Setting<u64>) {
    let full = values::size(&arg.text).map(|size| size.0);
    let (cut, length) = values::leading(&arg.text);
    let cut = cut.max(0) as u64;
    if arg.why.is_some() || length == arg.text.len() || full.is_none() {
        return count(part, line, arg, term, slot);
    }
    let (old, new) = (VersionRange::before(UNITS), VersionRange::from(UNITS));
    let versions = part.lower.versions;
    if versions.overlaps(old) {
        part.remark(arg.at, RemarkKind::TruncatedNumber { read: cut });
    }
    let case = |value, range| Case {
        value: Ok(Some(value)),
        when: When::Version(range),
        origin: Origin::Written(arg.at),
    };
    let setting = if versions.within(new) {
        Setting::written(term, arg.at, full.unwrap_or(cut))
    } else if versions.within(old) {
        Setting::written(term, arg.at, cut)
    } else {
        let cases = vec![case(cut, old), case(full.unwrap_or(cut), new)];
        Setting { value: Value::Several(Box::new(cases)), origin: Origin::Written(arg.at), term }
    };
    set(slot, setting, line.when);
}

/// A `resolvers` section.
fn resolver<'a>(part: &mut Part<'a>, section: &Section<'a>) -> Resolver {
    let env = &*section.env;
    let mut servers = Vec::new();
    let mut resolver = Resolver {
        at: section.name_at(),
        servers: Box::new([]),
        timeout: Setting::default(&"timeout retry", Millis::seconds(1)),
        valid: None,
        ipv4: true,
        ipv6: true,
    };
    for line in section.lines() {
        match line.keyword() {
            kw::NAMESERVER => {
                if let Some(address) = line.arg(1, env) {
                    let words = ServerWords::default();
                    servers.extend(server::endpoint(part, env, &address, &words, Use::Default(53)));
                }
            }
            kw::PARSE_RESOLV_CONF => servers.push(Endpoint::unknown(line.at(), Why::Environment)),
            kw::TIMEOUT_RETRY | kw::TIMEOUT_RESOLVE => {
                if let Some(arg) = line.arg(0, env)
                    && let Some(value) = read_time(part, &arg, 1, "timeout")
                    && line.keyword() == kw::TIMEOUT_RETRY
                {
                    resolver.timeout = Setting::written(&"timeout retry", arg.at, value);
                }
            }
            kw::HOLD => {
                if let (Some(state), Some(arg)) = (line.arg(0, env), line.arg(1, env))
                    && let Some(value) = read_time(part, &arg, 1, "hold")
                    && state.is("valid")
                {
                    resolver.valid = Some(value);
                }
            }
            _ => {}
        }
    }
    resolver.servers = servers.into();
    resolver
}
