//! Parts come together: stores, listeners, limits, what the whole configuration leaves open.

use super::super::keywords::kw;
use super::super::line::Line;
use super::super::speech::APACHE;
use super::super::values;
use super::{Lower, Server, lacks, listen};
use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;

/// Builds the proxy of all parts.
pub fn assemble(lower: Lower<'_>, main: &Server<'_>, parts: Vec<Stores>) -> Proxy {
    let walked = lower.config.walked;
    let fragment = (!lower.whole).then_some(Why::Fragment);
    let unread = walked.unread.then_some(Why::UnreadInclude);
    let modules = (walked.modules.open || walked.modules.lines.is_empty()).then_some(Why::Opaque);
    let environment = (!walked.has_environment).then_some(Why::Environment);
    let limits = limits(&main.lines);
    let mut proxy =
        Proxy::new(&APACHE, DialectName::Apache, lower.versions, walked.entry, lower.whole, limits);
    proxy.branches = walked.branches.clone();
    proxy.syntax = walked.syntax.clone();
    proxy.remarks = walked.remarks.clone();
    proxy.names = walked.names.clone();
    proxy.open = OpenSets {
        pools: fragment.or(unread),
        hosts: fragment.or(unread),
        modules: fragment.or(unread).or(modules),
        variables: fragment.or(unread).or(environment),
        resolvers: fragment.or(unread),
    };
    parts.into_iter().for_each(|part| proxy.push_part(part));
    proxy.counts.files = walked.files.len() as u32;
    proxy.counts.directives = walked.files.iter().map(|file| file.tree.node_count() as u32).sum();
    proxy.gathered();
    proxy.pair_files();
    listen::listeners(&mut proxy);
    undefined_pools(&mut proxy);
    lacks::remarks(lower, &mut proxy);
    proxy
}

/// Limits of the MPM; of each kind the last line counts.
fn limits(lines: &[Line<'_>]) -> ProcessLimits {
    let mut limits = ProcessLimits {
        connections: Setting::unset(&"MaxRequestWorkers"),
        processes: Setting::unset(&"ServerLimit"),
        descriptors: Setting::unset(&"LimitNOFILE"),
        user: Setting::unset(&"User"),
        page: ByteSize(4096),
        limiters: Vec::new(),
    };
    for line in lines {
        let Some(arg) = line.arg(0) else { continue };
        let number = || match arg.unknown {
            Some(why) => Setting::unknown(line.term(), arg.at, why),
            None => Setting::written(line.term(), arg.at, values::atoi(arg.text).value.max(0) as u64),
        };
        match line.keyword() {
            kw::MAX_REQUEST_WORKERS | kw::MAX_CLIENTS => limits.connections = number(),
            kw::SERVER_LIMIT => limits.processes = number(),
            kw::USER => {
                limits.user = match arg.unknown {
                    Some(why) => Setting::unknown(line.term(), arg.at, why),
                    None => Setting::written(line.term(), arg.at, Text::from(arg.text)),
                };
            }
            _ => {}
        }
    }
    limits
}

/// Balancers that nothing declares, with the declared name that is nearest.
fn undefined_pools(proxy: &mut Proxy) {
    const MOST_COMPARED: usize = 100_000;
    let made = |pool: &Pool| pool.made == Made::ByTarget && pool.servers.is_empty() && pool.closed.is_ok();
    let declared: Vec<&Text> = proxy
        .pools
        .iter()
        .filter(|(_, pool)| pool.made == Made::Declared)
        .map(|(_, pool)| &pool.name)
        .collect();
    let places: FxHashMap<&Text, At> = proxy
        .pools
        .iter()
        .filter(|(_, pool)| pool.made == Made::Declared && !pool.servers.is_empty())
        .map(|(_, pool)| (&pool.name, pool.name_at))
        .collect();
    let mut left = MOST_COMPARED;
    let mut remarks = Vec::new();
    for (_, pool) in proxy.pools.iter().filter(|(_, pool)| made(pool)) {
        if let Some(&at) = places.get(&pool.name) {
            remarks.push(Remark { at: pool.name_at, kind: RemarkKind::PoolElsewhere { at } });
            continue;
        }
        let name = String::from_utf8_lossy(&pool.name);
        let near = match left.checked_sub(declared.len()) {
            Some(rest) => {
                left = rest;
                declared
                    .iter()
                    .map(|known| {
                        (strsim::damerau_levenshtein(&name, &String::from_utf8_lossy(known)), *known)
                    })
                    .filter(|(distance, known)| *distance <= 2 && *distance < known.len())
                    .min()
            }
            None => None,
        };
        let kind = RemarkKind::UndefinedName {
            kind: NameKind::Pool,
            name: pool.name.clone(),
            nearest: near.map(|(_, known)| known.clone()),
        };
        remarks.push(Remark { at: pool.name_at, kind });
    }
    proxy.remarks.append(&mut remarks);
}
