//! From trees to the model: conditions, variables, defaults, proxies, servers, listeners.
//!
//! One walk in order settles what counts where (`.if`, `setenv`, `defaults`); then each proxy is lowered
//! against it, in parts that are filled side by side and need nothing of each other.

pub mod check;
pub mod condition;
pub mod effective;
mod finish;
pub mod globals;
mod host;
mod known;
pub mod line;
mod named;
pub mod part;
mod pool;
mod reference;
mod refused;
mod scalar;
pub mod section;
pub mod server;
mod store;
mod unset;
pub mod way;

use super::Beside;
use super::certificates::Certificates;
use super::keywords::Sections;
use super::load::Loaded;
use super::way::table::Tables;
use crate::model::*;
use crate::source::{At, Sources};
use effective::{Effective, Mode};
use globals::{Base, Globals};
use line::Arg;
use part::Part;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use section::Section;
use store::Stored;

/// Proxies from which on several threads are worth their start.
const PARALLEL_FROM: usize = 256;
/// Parts of a large model. Not the number of threads: the model must not hang on the machine.
const PARTS: usize = 16;

/// What lowering reads, and what its first steps found.
#[derive(Debug)]
pub struct Lower<'a> {
    pub sources: &'a Sources,
    pub versions: VersionRange,
    /// A whole configuration, not a fragment.
    pub whole: bool,
    /// Why names may be defined out of sight, apart from that.
    pub unread: Option<Why>,
    pub globals: &'a Globals,
    /// Settings of the `defaults` sections; see [`Section::defaults`].
    pub defaults: &'a [Effective<'a>],
    /// Backends and listens by name.
    pub pools: &'a FxHashMap<Box<[u8]>, KnownPool>,
    pub sections: &'a [Section<'a>],
    /// Indexes of the `defaults` sections, in their order.
    pub defaults_at: &'a [u32],
    /// Files of patterns and maps.
    pub tables: &'a Tables,
    pub certificates: &'a Certificates,
    /// What lines refer to by `@store/name`.
    pub stores: &'a Stored,
}

/// What is known of a pool before it is lowered.
#[derive(Clone, Copy, Debug)]
pub struct KnownPool {
    pub id: PoolId,
    pub mode: Option<Mode>,
    /// Index of its section.
    pub section: u32,
}

impl<'a> Lower<'a> {
    /// A path as HAProxy completes it: behind the folder of its kind (`crt-base`), else behind `default-path`.
    pub fn resolve(&self, arg: &Arg<'_>, base: Option<&[u8]>) -> Vec<u8> {
        let path = &*arg.text;
        if path.first() == Some(&b'/') {
            return path.to_vec();
        }
        let base = match (base, &self.globals.base) {
            (Some(base), _) => base,
            (None, Base::Path(path)) => path,
            (None, Base::Config) => match self.sources.get(arg.at.span.file).config_path().parent() {
                Some(folder) => folder.as_os_str().as_encoded_bytes(),
                None => return path.to_vec(),
            },
            (None, Base::Current) => return path.to_vec(),
        };
        let mut full = base.to_vec();
        full.push(b'/');
        full.extend_from_slice(path);
        full
    }

    /// The lines of a `defaults` section; see [`Section::defaults`].
    pub fn defaults_section(&self, index: u32) -> Option<&'a Section<'a>> {
        self.sections.get(*self.defaults_at.get(index as usize)? as usize)
    }

    /// Settings of the defaults that a section takes.
    pub fn defaults_of(&self, section: &Section<'a>) -> Option<&'a Effective<'a>> {
        self.defaults.get(section.defaults? as usize)
    }

    /// What counts for a section before its own lines.
    fn start(&self, section: &Section<'a>) -> Effective<'a> {
        self.defaults_of(section)
            .map_or_else(|| Effective::built_in(self.versions), |defaults| defaults.inherited())
    }
}

impl Part<'_> {
    /// A name that nothing defines, with the nearest that is defined.
    pub fn undefined(&mut self, kind: NameKind, arg: &Arg<'_>) {
        if !self.lower.whole || self.lower.unread.is_some() || arg.why.is_some() {
            return;
        }
        let nearest = match kind {
            NameKind::Pool => nearest(&arg.text, self.lower.pools.keys()),
            NameKind::Resolver => nearest(&arg.text, self.lower.globals.resolvers.keys()),
            kind => {
                let names = self.lower.globals.names.iter();
                let names: Vec<_> = names.filter(|(known, _)| *known == kind).map(|(_, name)| name).collect();
                nearest(&arg.text, names.into_iter())
            }
        };
        self.remark(arg.at, RemarkKind::UndefinedName { kind, name: Text::from(&*arg.text), nearest });
    }
}

impl Part<'_> {
    /// A server that a line names and the pool does not have.
    pub fn undefined_server<'n>(&mut self, arg: &Arg<'_>, known: impl Iterator<Item = &'n Box<[u8]>>) {
        let nearest = nearest(&arg.text, known);
        let name = Text::from(&*arg.text);
        self.remark(arg.at, RemarkKind::UndefinedName { kind: NameKind::Server, name, nearest });
    }
}

/// Names compared with a missing one at the most.
const MOST_COMPARED: usize = 2_000;

fn nearest<'n>(name: &[u8], known: impl Iterator<Item = &'n Box<[u8]>>) -> Option<Text> {
    let name = String::from_utf8_lossy(&name[..name.len().min(128)]);
    known
        .filter(|known| known.len().abs_diff(name.len()) <= 2)
        .take(MOST_COMPARED)
        .map(|known| (strsim::damerau_levenshtein(&name, &String::from_utf8_lossy(known)), known))
        .filter(|(distance, known)| *distance <= 2 && *distance < known.len() / 2)
        .min()
        .map(|(_, known)| Text::from(&**known))
}

/// Lowers what was read. `whole` is false for a fragment, whose surroundings are not known.
pub fn lower(
    loaded: &Loaded,
    beside: &Beside,
    sources: &Sources,
    versions: VersionRange,
    whole: bool,
) -> Proxy {
    // What a template step fills in is not known, nor what stands around its marks.
    let templates: Vec<crate::source::FileId> = loaded
        .files
        .iter()
        .map(|file| file.file)
        .filter(|file| is_template(&sources.get(*file).bytes))
        .collect();
    let whole = whole && templates.is_empty();
    let section::Found { mut sections, conditions, unsure } = section::walk(loaded, sources, versions);
    let nothing = (Globals::default(), FxHashMap::default(), Stored::default());
    let mut unread = (!loaded.unread.is_empty()).then_some(Why::UnreadInclude);
    // A template step may leave sections out, or make more of them.
    if loaded.files.iter().any(|file| part::is_template(&sources.get(file.file).bytes)) {
        unread = Some(Why::Template);
    }
    let first = Lower {
        sources,
        versions,
        whole,
        unread,
        globals: &nothing.0,
        defaults: &[],
        pools: &nothing.1,
        sections: &[],
        defaults_at: &[],
        tables: &beside.tables,
        certificates: &beside.certificates,
        stores: &nothing.2,
    };
    let mut early = Part::new(&first, 0);
    for absent in &loaded.absent {
        let pattern = Text::from(absent.path.as_os_str().as_encoded_bytes());
        let error = IncludeFault::Read(absent.error);
        early.remark(At::from(absent.at), RemarkKind::IncludeUnread { pattern, error });
    }
    for section in &sections {
        unset::check(&mut early, section);
    }
    let globals = globals::collect(&mut early, &sections);
    let second = Lower { globals: &globals, ..first };
    let mut inner = Part::new(&second, 0);
    let (defaults, taken) = all_defaults(&mut inner, &sections);
    let pages = |section: &&Section<'_>| section.kind.meets(Sections::DEFAULTS.or(Sections::HTTP_ERRORS));
    sections.iter().filter(pages).for_each(|section| named::check(&mut inner, section));
    let apart = |section: &&Section<'_>| !section.kind.meets(Sections::LISTEN);
    sections.iter().filter(apart).for_each(|section| refused::check(&mut inner, section));
    for (section, defaults) in sections.iter_mut().zip(taken) {
        section.defaults = defaults;
    }
    let stores = store::collect(&mut inner, &sections);
    let defaults_at: Vec<u32> = (0..sections.len() as u32)
        .filter(|&index| sections[index as usize].kind == Sections::DEFAULTS)
        .collect();
    let units: Vec<usize> =
        (0..sections.len()).filter(|&index| sections[index].kind.meets(Sections::LISTEN)).collect();
    let size = if units.len() < PARALLEL_FROM { units.len().max(1) } else { units.len().div_ceil(PARTS) };
    let pools = known_pools(&mut inner, &sections, &defaults, &units, size);
    let third = Lower {
        globals: &globals,
        defaults: &defaults,
        pools: &pools,
        sections: &sections,
        defaults_at: &defaults_at,
        tables: &beside.tables,
        certificates: &beside.certificates,
        stores: &stores,
        sources,
        versions,
        whole,
        unread,
    };
    let fill = |(number, units): (usize, &[usize])| {
        let mut part = Part::new(&third, number + 1);
        for &index in units {
            unit(&mut part, &third.sections[index]);
        }
        part.stores.close()
    };
    let names = || {
        let mut part = Part::new(&third, 0);
        known::names(&mut part, loaded, &unsure);
        part.stores.close()
    };
    let mut parts = Vec::new();
    if units.len() < PARALLEL_FROM {
        parts.push(names());
        parts.push(fill((0, &units)));
    } else {
        let chunks =
            || units.chunks(size).enumerate().collect::<Vec<_>>().into_par_iter().map(fill).collect();
        let (base, filled): (_, Vec<_>) = rayon::join(names, chunks);
        parts.push(base);
        parts.extend(filled);
    }
    let text = finish::Whole {
        entry: loaded.files[0].file,
        files: loaded.files.len() as u32,
        directives: loaded.files.iter().map(|file| file.tree.node_count() as u32).sum(),
        syntax: loaded.files.iter().flat_map(|file| file.errors.iter().cloned()).collect(),
        branches: conditions.branches,
    };
    let early = vec![early.stores, inner.stores];
    let mut proxy = finish::assemble(&third, parts, early, text);
    proxy.remarks.retain(|remark| !templates.contains(&remark.at.span.file));
    proxy
}

/// Marks of a template step: Jinja and Go, ERB.
fn is_template(text: &[u8]) -> bool {
    [(&b"{{"[..], &b"}}"[..]), (b"{%", b"%}"), (b"<%", b"%>")].iter().any(|(open, close)| {
        memchr::memmem::find(text, open)
            .is_some_and(|from| memchr::memmem::find(&text[from..], close).is_some())
    })
}

/// Lowers one proxy: a host, a pool, or both.
fn unit<'a>(part: &mut Part<'a>, section: &'a Section<'a>) {
    let mut effective = part.lower.start(section);
    effective.read(part, section);
    reference::check(part, section);
    named::check(part, section);
    refused::check(part, section);
    let mut own = None;
    if section.is_backend() {
        let pool = pool::pool(part, section, &effective);
        own = Some(Id::new(part.number, part.pools.len()));
        part.pools.push(pool);
    }
    if section.is_frontend() {
        // What a `listen` without servers and with another backend does is that of a frontend.
        let serves = own.filter(|pool| {
            let pool = &part.pools[pool.index()];
            effective.default_backend.is_none() || !pool.servers.is_empty()
        });
        let host = host::host(part, section, &effective, serves);
        part.hosts.push(host);
    }
}

/// Reads the `defaults` sections in order, and finds those of each section.
fn all_defaults<'a>(part: &mut Part<'a>, sections: &[Section<'a>]) -> (Vec<Effective<'a>>, Vec<Option<u32>>) {
    let mut all: Vec<Effective<'a>> = Vec::new();
    let mut taken = vec![None; sections.len()];
    let mut named: FxHashMap<Box<[u8]>, u32> = FxHashMap::default();
    let mut last = None;
    for (section, taken) in sections.iter().zip(&mut taken) {
        if section.kind != Sections::DEFAULTS && !section.kind.meets(Sections::LISTEN) {
            continue;
        }
        let from = section.from.clone().and_then(|from| {
            part.name(NameKind::Defaults, false, from.at);
            let found = named.get(&*from.text).copied();
            if found.is_none() {
                part.undefined(NameKind::Defaults, &from);
            }
            found
        });
        if section.kind != Sections::DEFAULTS {
            *taken = from.or(last);
            continue;
        }
        *taken = from;
        let mut effective = match from.and_then(|from| all.get(from as usize)) {
            Some(from) => from.inherited(),
            None => Effective::built_in(part.lower.versions),
        };
        effective.read(part, section);
        let number = all.len() as u32;
        all.push(effective);
        last = Some(number);
        if let Some(name) = &section.name {
            part.name(NameKind::Defaults, true, name.at);
            named.insert(Box::from(&*name.text), number);
        }
    }
    (all, taken)
}

/// Pools by name, with the place that each will have.
fn known_pools<'a>(
    part: &mut Part<'a>,
    sections: &[Section<'a>],
    defaults: &[Effective<'a>],
    units: &[usize],
    size: usize,
) -> FxHashMap<Box<[u8]>, KnownPool> {
    let mut pools: FxHashMap<Box<[u8]>, KnownPool> = FxHashMap::default();
    let mut fronts: FxHashMap<&[u8], usize> = FxHashMap::default();
    for (number, chunk) in units.chunks(size).enumerate() {
        let mut count = 0;
        for &index in chunk {
            let section = &sections[index];
            if let Some(name) = &section.name {
                server::bad_name(part, name, "proxy");
            } else {
                let says = "a proxy expects an <id> argument".to_owned();
                part.refused(line::Line { node: section.node, when: section.when }, says);
            }
            if let Some(word) = section.inline.as_ref().filter(|_| section.is_frontend()) {
                let says = "please use the 'bind' keyword for listening addresses.".to_owned();
                part.invalid(word, says);
            }
            if section.is_frontend()
                && let Some(first) =
                    fronts.insert(section.node.word(1).map_or(b"", |word| word.bytes()), index)
            {
                taken(part, &sections[first], section);
            }
            if !section.is_backend() {
                continue;
            }
            let id = Id::new(number + 1, count);
            count += 1;
            let mode = mode(section, defaults);
            let name = Box::from(section.name_text());
            match pools.get(&name) {
                Some(first) => taken(part, &sections[first.section as usize], section),
                None => drop(pools.insert(name, KnownPool { id, mode, section: index as u32 })),
            }
        }
    }
    pools
}

/// Two proxies that do the same and have one name.
fn taken(part: &mut Part<'_>, first: &Section<'_>, second: &Section<'_>) {
    if first.when == When::Always && second.when == When::Always && second.name.is_some() {
        part.remark(
            second.name_at(),
            RemarkKind::NameDefinedTwice { what: Noun::Pool, first: first.name_at() },
        );
    }
}

/// What a section speaks, by its last line that says so.
fn mode(section: &Section<'_>, defaults: &[Effective<'_>]) -> Option<Mode> {
    let inherited = match section.defaults.and_then(|index| defaults.get(index as usize)) {
        Some(defaults) => defaults.mode.get(),
        None => Some(Mode::Tcp),
    };
    section.lines().filter(|line| line.keyword() == super::keywords::kw::MODE).fold(inherited, |_, line| {
        match &*line.arg(0, &section.env)?.text {
            b"http" => Some(Mode::Http),
            b"tcp" => Some(Mode::Tcp),
            _ => Some(Mode::Other),
        }
    })
}
