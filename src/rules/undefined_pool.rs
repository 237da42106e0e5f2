//! A target that names a pool which is not defined.

use super::{Cx, Report, capital};
use crate::diagnostic::{Applicability, Finding, Fix, Label};
use crate::model::*;
use crate::source::{At, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Shortest name of which one letter may be wrong: of two short names many are alike.
const SHORTEST: usize = 4;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        for miss in misses(proxy) {
            report.push(finding(cx, proxy, &miss));
        }
    }
}

/// Places at which a pool is meant, and its name is nearly right: names of hosts they are not.
pub(super) fn near_misses(proxy: &Proxy) -> FxHashSet<Span> {
    misses(proxy).into_iter().map(|miss| miss.at.span).collect()
}

/// A name that is taken for a pool's.
struct Miss<'a> {
    at: At,
    name: &'a Text,
    nearest: Option<&'a Pool>,
    /// Nothing but a pool may be named so here.
    certain: bool,
}

fn misses(proxy: &Proxy) -> Vec<Miss<'_>> {
    let mut found = Vec::new();
    if proxy.open.pools.is_some() {
        return found;
    }
    for remark in &proxy.remarks {
        if let RemarkKind::UndefinedName { kind: NameKind::Pool, name, .. } = &remark.kind {
            found.push(Miss { at: remark.at, name, nearest: None, certain: true });
        }
    }
    let hosts = real_hosts(proxy);
    for (_, host) in proxy.hosts.iter() {
        for target in host.forwards().flat_map(|(_, _, forward)| &*forward.targets) {
            found.extend(candidate(proxy, target, &hosts));
        }
    }
    if found.is_empty() {
        return found;
    }
    let near = Near::of(proxy);
    let mut said = FxHashSet::default();
    found.retain_mut(|miss| {
        miss.nearest = near.of_name(miss.name);
        (miss.certain || miss.nearest.is_some()) && said.insert(miss.at.span)
    });
    found
}

/// Names that some line uses together with a port, or as a server of a pool: those of hosts.
fn real_hosts(proxy: &Proxy) -> FxHashSet<Vec<u8>> {
    let servers = proxy.pools.iter().flat_map(|(_, pool)| {
        let declared = pool.made == Made::Declared;
        pool.servers.iter().filter(move |server| declared || server.endpoint.port_span.is_some())
    });
    servers.filter_map(|server| Some(server.endpoint.name()?.to_ascii_lowercase())).collect()
}

/// A single word without port, looked up at start: a pool's name or that of a host.
fn candidate<'a>(proxy: &'a Proxy, target: &Target, hosts: &FxHashSet<Vec<u8>>) -> Option<Miss<'a>> {
    let pool = &proxy.pools[target.pool];
    let [server] = &*pool.servers else { return None };
    let name = server.endpoint.name()?;
    let fits = pool.made == Made::ByTarget
        && server.endpoint.resolution == Resolution::AtStart
        && target.port_span.is_none()
        && !name.contains(&b'.')
        && !name.eq_ignore_case(b"localhost")
        && !hosts.contains(&name.to_ascii_lowercase());
    let at = At { span: target.host_span, ..target.at };
    fits.then_some(Miss { at, name, nearest: None, certain: false })
}

/// Finds pools of nearly a name, by what is left of both when one letter is taken out.
struct Near<'a> {
    pools: FxHashMap<Vec<u8>, Vec<&'a Pool>>,
}

impl<'a> Near<'a> {
    fn of(proxy: &'a Proxy) -> Self {
        let mut pools: FxHashMap<Vec<u8>, Vec<&Pool>> = FxHashMap::default();
        for (_, pool) in
            proxy.pools.iter().filter(|(_, pool)| matches!(pool.made, Made::Declared | Made::ByListen))
        {
            for key in shortened(&pool.name) {
                pools.entry(key).or_default().push(pool);
            }
        }
        Near { pools }
    }

    fn of_name(&self, name: &[u8]) -> Option<&'a Pool> {
        let keys = shortened(name);
        let mut found = keys.iter().filter_map(|key| self.pools.get(key)).flatten();
        found.find(|pool| is_near(&pool.name, name)).copied()
    }
}

/// The name without what separates its words, and that with each letter left out.
fn shortened(name: &[u8]) -> Vec<Vec<u8>> {
    let plain = plain(name);
    let mut keys: Vec<Vec<u8>> =
        (0..plain.len()).map(|out| [&plain[..out], &plain[out + 1..]].concat()).collect();
    keys.push(plain);
    keys
}

fn plain(name: &[u8]) -> Vec<u8> {
    let letters = name.iter().filter(|byte| !matches!(byte, b'_' | b'-' | b'.'));
    letters.map(u8::to_ascii_lowercase).collect()
}

/// Equal but for `_`, `-` and `.`, or one letter apart. Another digit means another thing.
fn is_near(one: &[u8], other: &[u8]) -> bool {
    let digits = |name: &[u8]| name.iter().copied().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    let (one, other) = (plain(one), plain(other));
    if digits(&one) != digits(&other) {
        return false;
    }
    let (one, other) = (String::from_utf8_lossy(&one), String::from_utf8_lossy(&other));
    one == other || one.len().min(other.len()) >= SHORTEST && strsim::damerau_levenshtein(&one, &other) == 1
}

fn finding(cx: &Cx, proxy: &Proxy, miss: &Miss) -> Finding {
    let Miss { at, name, nearest, certain } = *miss;
    let noun = proxy.speech.noun(Noun::Pool);
    let shown = cx.show(name);
    let (case, message) = match (certain, nearest) {
        (false, Some(near)) => (
            "near-miss",
            format!("{} `{shown}` is not defined, but `{}` is", capital(noun), cx.show(&near.name)),
        ),
        _ => ("undefined", format!("{} `{shown}` is not defined", capital(noun))),
    };
    let mut finding = Finding::new(case, message, Label::new(at, format!("no {noun} is called so")))
        .outcome(format!("{}, unless a host is called `{shown}`", proxy.speech.refuses()));
    if certain {
        let kind = RemarkKind::UndefinedName { kind: NameKind::Pool, name: name.clone(), nearest: None };
        let says = proxy.speech.says(&kind, &shown);
        finding = finding.outcome(match says.is_empty() {
            true => proxy.speech.refuses().to_owned(),
            false => format!("{}: `{says}`", proxy.speech.refuses()),
        });
    }
    let Some(near) = nearest else {
        let other = if certain { "" } else { ", or write an address with its port" };
        return finding.help(format!("Define the {noun} `{shown}`{other}"));
    };
    let near_name = cx.show(&near.name);
    let intent = Intent::PoolName { name: &near_name };
    let spelling = proxy.speech.spell(proxy, &intent, Some(at));
    finding = finding.related(near.at, "this one is defined").help(format!("Write `{}`", spelling.text));
    if let Some(edit) = spelling.edit {
        finding = finding.fix(Fix {
            title: format!("Name `{near_name}`"),
            applicability: Applicability::Unsafe,
            edits: vec![edit],
        });
    }
    finding
}

#[cfg(test)]
mod tests {
    use super::is_near;

    #[test]
    fn names_are_near_when_one_letter_or_what_joins_words_differs() {
        for (one, other) in [("app_backend", "app-backend"), ("storefront", "storefornt"), ("Api", "a_pi")] {
            assert!(is_near(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
        for (one, other) in [("app1", "app2"), ("web", "wed"), ("orders", "stock"), ("node", "node2")] {
            assert!(!is_near(one.as_bytes(), other.as_bytes()), "{one} {other}");
        }
    }
}
