//! Names that lines refer to: peers, mailers, caches, error pages, gateways, servers of pools.
//!
//! HAProxy refuses what nothing defines. Pools and resolvers are looked up where they are used.

use super::super::keywords::kw;
use super::super::values;
use super::line::{Arg, Line};
use super::part::Part;
use super::section::Section;
use crate::model::{NameKind, When};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// Looks at the lines of a proxy.
pub fn check<'a>(part: &mut Part<'a>, section: &Section<'a>) {
    let mut template = None;
    for line in section.lines() {
        let (kind, after): (NameKind, Option<&str>) = match line.keyword() {
            kw::STICK_TABLE => (NameKind::Peers, Some("peers")),
            kw::EMAIL_ALERT => (NameKind::Mailers, Some("mailers")),
            kw::ERRORFILES => (NameKind::ErrorPage, None),
            kw::USE_FCGI_APP => (NameKind::Gateway, None),
            kw::HTTP_REQUEST => (NameKind::Cache, Some("cache-use")),
            kw::HTTP_RESPONSE => (NameKind::Cache, Some("cache-store")),
            // Loops of a template step make servers that nobody sees here.
            kw::USE_SERVER if *template.get_or_insert_with(|| super::pool::is_template(part, section)) => {
                continue;
            }
            kw::USE_SERVER => {
                if let Some(arg) = line.arg(0, &section.env).filter(|arg| !arg.text.contains(&b'%')) {
                    let known = servers(part, section, None);
                    server(part, &arg, &arg.text, &known);
                }
                continue;
            }
            _ => continue,
        };
        // Most rules name nothing of these.
        let first = line.node.word(line.skip());
        let wanted = after.filter(|_| line.keyword() != kw::STICK_TABLE);
        if wanted.is_some_and(|wanted| first.is_none_or(|word| word.bytes() != wanted.as_bytes())) {
            continue;
        }
        let args = line.args(&section.env);
        let name = match after {
            None => args.first(),
            Some(word) => {
                let at = args.iter().position(|arg| arg.is(word));
                at.and_then(|at| args.get(at + 1))
            }
        };
        if let Some(name) = name {
            part.name(kind, false, name.at);
            if !part.lower.globals.defines(kind, &name.text) && !super::part::is_placeholder(&name.text) {
                part.undefined(kind, name);
            }
        }
    }
}

/// `track app/one` or `track one`: the server must be there.
pub fn track<'a>(part: &mut Part<'a>, section: &Section<'a>, arg: &Arg<'a>) {
    let slash = memchr::memchr(b'/', &arg.text);
    let (pool, name) = match slash {
        Some(at) => (Some(&arg.text[..at]), &arg.text[at + 1..]),
        None => (None, &arg.text[..]),
    };
    if let Some(pool) = pool.filter(|pool| *pool != section.name_text()) {
        let Some(known) = part.lower.pools.get(pool).copied() else {
            return part.undefined(NameKind::Server, arg);
        };
        let names = servers(part, section, Some(known.section));
        server(part, arg, name, &names);
        if let Some(other) = part.lower.sections.get(known.section as usize) {
            unchecked(part, other, arg, name);
        }
        return;
    }
    let names = servers(part, section, None);
    server(part, arg, name, &names);
    unchecked(part, section, arg, name);
}

/// A server that another one follows must be checked itself.
fn unchecked(part: &mut Part<'_>, section: &Section<'_>, arg: &Arg<'_>, name: &[u8]) {
    let key = (section.node.file(), section.node.id);
    let known = part.unchecked.get(&key).cloned().unwrap_or_else(|| {
        let found = Arc::new(never_checked(part, section));
        part.unchecked.insert(key, found.clone());
        found
    });
    if known.contains(name) {
        let (pool, name) = (String::from_utf8_lossy(section.name_text()), String::from_utf8_lossy(name));
        let says = format!(
            "unable to use {pool}/{name} for tracking as it does not have any check nor agent enabled."
        );
        part.invalid(arg, says);
    }
}

/// Servers of a section that nothing checks; none where `default-server` has a say, which is not weighed here.
fn never_checked(part: &Part<'_>, section: &Section<'_>) -> FxHashSet<Box<[u8]>> {
    let plain = section.lines().all(|line| line.keyword() != kw::DEFAULT_SERVER && line.when == When::Always);
    let outer = part.lower.defaults_of(section).map(|defaults| &defaults.server);
    if !plain || outer.is_some_and(|words| words.check.is_some() || words.agent.is_some()) {
        return FxHashSet::default();
    }
    let says = |arg: &Arg<'_>| {
        ["check", "agent-check", "track"].iter().any(|word| arg.is(word)) || arg.why.is_some() || arg.hollow
    };
    let servers = section.lines().filter(|line| line.keyword() == kw::SERVER);
    servers
        .filter_map(|line| {
            let args = line.args(&section.env);
            let name = args.first()?;
            (!args.iter().any(says)).then(|| Box::from(&*name.text))
        })
        .collect()
}

fn server(part: &mut Part<'_>, arg: &Arg<'_>, name: &[u8], known: &FxHashSet<Box<[u8]>>) {
    if arg.why.is_none() && !known.contains(name) && !super::part::is_placeholder(&arg.text) {
        part.undefined_server(arg, known.iter());
    }
}

/// Servers that one template makes at the most, as far as their names are listed.
const MOST_NAMES: i64 = 10_000;

/// Names of the servers of a section: of this one, or of another by its number. Each is read once in a part.
fn servers<'a>(part: &mut Part<'a>, own: &Section<'a>, other: Option<u32>) -> Arc<FxHashSet<Box<[u8]>>> {
    let key = (own.node.file(), own.node.id, other);
    if let Some(known) = part.servers.get(&key) {
        return known.clone();
    }
    let section = other.and_then(|index| part.lower.sections.get(index as usize)).unwrap_or(own);
    let mut names = FxHashSet::default();
    for line in section.lines() {
        if !matches!(line.keyword(), kw::SERVER | kw::SERVER_TEMPLATE) {
            continue;
        }
        let Some(name) = line.arg(0, &section.env) else { continue };
        if line.keyword() == kw::SERVER {
            names.insert(Box::from(&*name.text));
            continue;
        }
        made(line, section, &name, &mut names);
    }
    let names = Arc::new(names);
    part.servers.insert(key, names.clone());
    names
}

/// `server-template web 1-3 …` makes `web1`, `web2`, `web3`.
fn made(line: Line<'_>, section: &Section<'_>, prefix: &Arg<'_>, names: &mut FxHashSet<Box<[u8]>>) {
    let Some(count) = line.arg(1, &section.env) else { return };
    let (low, length) = values::leading(&count.text);
    let (first, last) = match count.text.get(length) {
        Some(b'-') => (low, values::leading(&count.text[length + 1..]).0),
        _ => (1, low),
    };
    for number in first..=last.min(first.saturating_add(MOST_NAMES)) {
        let mut name = prefix.text.to_vec();
        name.extend_from_slice(number.to_string().as_bytes());
        names.insert(name.into());
    }
}
