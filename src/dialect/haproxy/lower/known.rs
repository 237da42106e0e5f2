//! What HAProxy refuses or ignores by a line's keyword and section, and what nobody here knows.

use super::super::keywords::{self, Class, Sections, kw};
use super::super::load::Loaded;
use super::super::parse::{NEGATED, RESET};
use super::part::{Part, is_placeholder};
use super::section::Unsure;
use crate::model::*;
use crate::source::At;
use crate::syntax::{NodeFlags, NodeRef};
use rustc_hash::FxHashMap;

/// Keywords that may stand behind `no` and `default`.
const MODIFIED: [&[u8]; 7] = [
    b"busy-polling",
    b"insecure-fork-wanted",
    b"log",
    b"numa-cpu-mapping",
    b"option",
    b"set-dumpable",
    b"strict-limits",
];

/// Names that are compared with all keywords at the most: a text of another kind holds nothing else.
const MOST_GUESSES: usize = 200;

/// Looks at the keywords of all lines, once each.
pub fn names(part: &mut Part<'_>, loaded: &Loaded, unsure: &Unsure) {
    let mut guesses = FxHashMap::default();
    for file in &loaded.files {
        let text = file.tree.root(&part.lower.sources.get(file.file).bytes);
        for node in text.children() {
            if !node.is_block() {
                continue;
            }
            let Some(kind) = keywords::section(node.keyword()) else { continue };
            let sure = |id| !unsure.contains(&(file.file, id));
            section_version(part, node, sure(node.id));
            // Rules are taken from named defaults alone.
            let anonymous = kind == Sections::DEFAULTS && node.len() == 1 && sure(node.id);
            let mut goes_on = false;
            for line in node.children() {
                let sure = sure(line.id);
                line_of(part, node, kind, line, sure, &mut guesses);
                if std::mem::replace(&mut goes_on, ends_in_backslash(line)) && sure {
                    continued(part, line, node);
                }
                if anonymous && sure {
                    anonymous_rule(part, line);
                }
            }
        }
    }
}

fn ends_in_backslash(line: NodeRef<'_>) -> bool {
    let last = line.len().checked_sub(1).and_then(|last| line.word(last));
    last.is_some_and(|word| word.bytes().ends_with(b"\\") && !word.written().ends_with(b"\\\\"))
}

/// A line ends where it ends: what was meant to go on is a line of its own.
fn continued(part: &mut Part<'_>, line: NodeRef<'_>, section: NodeRef<'_>) {
    let Some(word) = line.word(0).filter(|_| keywords::info(line.keyword()).is_none()) else { return };
    let name = String::from_utf8_lossy(word.bytes());
    let context = keywords::info(section.keyword()).map_or("section", |info| info.name);
    let server_says = format!("unknown keyword '{name}' in '{context}' section");
    part.remark(At::from(word.span()), RemarkKind::InvalidValue { server_says });
}

/// `'acl' not allowed in anonymous 'defaults' section.`
fn anonymous_rule(part: &mut Part<'_>, line: NodeRef<'_>) {
    let keyword = line.keyword();
    let rule = matches!(
        keyword,
        kw::ACL
            | kw::HTTP_REQUEST
            | kw::HTTP_RESPONSE
            | kw::HTTP_AFTER_RESPONSE
            | kw::TCP_REQUEST
            | kw::TCP_RESPONSE
    );
    if rule && !line.flags().has(NodeFlags::BROKEN) {
        let name = keywords::info(keyword).map_or("", |info| info.name);
        let server_says = format!("'{name}' not allowed in anonymous 'defaults' section.");
        part.remark(At::from(line.name_span()), RemarkKind::InvalidValue { server_says });
    }
}

fn section_version(part: &mut Part<'_>, node: NodeRef<'_>, sure: bool) {
    if let Some(info) = keywords::info(node.keyword()) {
        if sure {
            version(part, info, At::from(node.name_span()));
        }
        if info.class == Class::Relevant {
            part.counts.unmodelled += 1;
            part.note_beyond(node.name_span(), false);
        }
    }
}

fn version(part: &mut Part<'_>, info: &keywords::Keyword, at: At) {
    let of = |(major, minor)| Version::new(major, minor, 0);
    let versions = VersionRange {
        from: info.existence.since.map_or(Version::new(0, 0, 0), of),
        before: info.existence.until.map_or(Version::MAX, of),
    };
    if !part.lower.versions.within(versions) {
        part.remark(at, RemarkKind::OtherVersion { versions });
    }
}

type Guesses = FxHashMap<Vec<u8>, Option<&'static str>>;

fn line_of(
    part: &mut Part<'_>,
    section: NodeRef<'_>,
    kind: Sections,
    line: NodeRef<'_>,
    sure: bool,
    guesses: &mut Guesses,
) {
    let modified = line.flags().has(NEGATED) || line.flags().has(RESET);
    let first = line.word(usize::from(modified));
    let at = At::from(first.map_or(line.name_span(), |word| word.span()));
    let name = first.map_or(&b""[..], |word| word.bytes());
    let whole = part.lower.sources.bytes(line.span());
    if is_placeholder(whole) || line.flags().has(NodeFlags::BROKEN) {
        part.counts.opaque += 1;
        part.note_beyond(at.span, true);
        return;
    }
    if modified && sure && MODIFIED.binary_search(&name).is_err() {
        let server_says = "negation/default currently supported only for options, log, busy-polling, \
                           set-dumpable, strict-limits, insecure-fork-wanted and numa-cpu-mapping."
            .to_owned();
        part.remark(At::from(line.name_span()), RemarkKind::InvalidValue { server_says });
        return;
    }
    let Some(info) = keywords::info(line.keyword()) else {
        part.counts.opaque += 1;
        part.note_beyond(at.span, true);
        if kind != Sections::SPOE && sure {
            let nearest = nearest(guesses, name, kind);
            part.remark(at, RemarkKind::UnknownDirective { nearest });
        }
        return;
    };
    match info.class {
        Class::Understood => {}
        Class::NoBearing => part.counts.without_bearing += 1,
        Class::Relevant | Class::ThirdParty => {
            part.counts.unmodelled += 1;
            part.note_beyond(at.span, false);
        }
    }
    if !sure {
        return;
    }
    if needs_argument(line.keyword())
        && line.len() == 1 + usize::from(modified) + usize::from(info.name.contains(' '))
    {
        part.remark(at, RemarkKind::WrongArguments { given: 0, fewest: 1, most: None });
    }
    if matches!(info.name, "option" | "timeout") && kind.meets(PROXIES) {
        unknown_option(part, line, at, info, guesses, kind);
        return;
    }
    version(part, info, at);
    context(part, section, kind, info, (line, at));
}

/// Keywords that HAProxy refuses without a value.
fn needs_argument(keyword: u16) -> bool {
    matches!(
        keyword,
        kw::MAXCONN
            | kw::MODE
            | kw::DEFAULT_BACKEND
            | kw::RETRIES
            | kw::FULLCONN
            | kw::HTTP_REUSE
            | kw::ULIMIT_N
            | kw::DESCRIPTION
            | kw::USER
            | kw::GROUP
            | kw::CHROOT
    )
}

const PROXIES: Sections = Sections::DEFAULTS.or(Sections::LISTEN);

/// `option htpchk`
fn unknown_option(
    part: &mut Part<'_>,
    line: NodeRef<'_>,
    at: At,
    info: &keywords::Keyword,
    guesses: &mut Guesses,
    kind: Sections,
) {
    if info.name == "timeout" {
        // Lowering tells it with the words that HAProxy lists.
        return;
    }
    let Some(word) = line.word(1 + usize::from(line.flags().has(NEGATED) || line.flags().has(RESET))) else {
        return;
    };
    let mut name = b"option ".to_vec();
    name.extend_from_slice(word.bytes());
    let nearest = nearest(guesses, &name, kind);
    part.counts.opaque += 1;
    part.note_beyond(at.span, true);
    let at = At::from(at.span.to(word.span()));
    part.remark(at, RemarkKind::UnknownDirective { nearest });
}

/// A keyword that this kind of section does not know, or takes and ignores.
fn context(
    part: &mut Part<'_>,
    section: NodeRef<'_>,
    kind: Sections,
    info: &'static keywords::Keyword,
    (line, at): (NodeRef<'_>, At),
) {
    if info.sections == Sections::ANY || info.sections.meets(kind) || kind == Sections::SPOE {
        return;
    }
    let block = section.word(0).map(|word| At::from(word.span()));
    // Half of a proxy: HAProxy warns and ignores most of these, and refuses a few.
    let other_half = kind.meets(PROXIES) && info.sections.meets(Sections::LISTEN);
    let refused = matches!(
        keywords::lookup(info.name.as_bytes()),
        kw::SERVER | kw::SERVER_TEMPLATE | kw::USE_SERVER | kw::STICK | kw::DISPATCH
    ) || kind == Sections::DEFAULTS;
    if other_half && !refused {
        let belongs = if info.sections.meets(Sections::FRONTEND) { "a frontend" } else { "a backend" };
        let timeout = info.name.starts_with("timeout ").then_some(info.name);
        // Of a timeout the value is told, else the keyword.
        let value = timeout.and_then(|_| line.word(2)).map(|word| At::from(word.span()));
        return part.without_effect(value.unwrap_or(at), NoEffect::OtherSection { term: timeout, belongs });
    }
    let context = keywords::info(section.keyword()).map_or("section", |info| info.name);
    let kind = RemarkKind::WrongContext { context, allowed: sections(info.sections), block };
    part.remark(at, kind);
}

/// Names of the sections in which a keyword may stand.
fn sections(allowed: Sections) -> Box<[&'static str]> {
    keywords::all()
        .iter()
        .filter(|row| {
            let number = keywords::lookup(row.name.as_bytes());
            keywords::section(number).is_some_and(|kind| allowed.meets(kind))
        })
        .map(|row| row.name)
        .collect()
}

/// The keyword of this kind of section that is nearest to an unknown one.
fn nearest(guesses: &mut Guesses, name: &[u8], kind: Sections) -> Option<&'static str> {
    if let Some(known) = guesses.get(name) {
        return *known;
    }
    if guesses.len() >= MOST_GUESSES {
        return None;
    }
    let text = String::from_utf8_lossy(&name[..name.len().min(64)]).to_ascii_lowercase();
    let known = keywords::all().iter().filter(|row| row.sections.meets(kind));
    // `sectfrontend`: a section's keyword with letters at its front or end.
    let within = |row: &&keywords::Keyword| {
        let number = keywords::lookup(row.name.as_bytes());
        row.name.len() >= 6
            && keywords::section(number).is_some()
            && text.len() <= row.name.len() + 4
            && (text.ends_with(row.name) || text.starts_with(row.name))
    };
    let section = keywords::all().iter().find(within).map(|row| row.name);
    let near = known
        .filter(|row| row.name.len().abs_diff(text.len()) <= 3)
        .map(|row| (strsim::damerau_levenshtein(row.name, &text), row.name))
        .min()
        .filter(|(distance, name)| *distance <= 2 && *distance < name.len() / 2)
        .map(|(_, name)| name)
        .or(section);
    guesses.insert(name.to_vec(), near);
    near
}
