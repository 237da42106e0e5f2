//! What httpd refuses of lines by themselves: names, modules, contexts, numbers of arguments. And how much of what was
//! read is understood.

use super::super::keywords::{self, Body, Class, Contexts, Keyword, kw};
use super::super::line::{Line, Lines};
use super::super::modules::{self, Presence};
use super::part::Part;
use crate::model::*;
use crate::syntax::NodeFlags;

/// Sections within each other beyond this number are not judged.
const MAX_DEPTH: usize = 300;

/// Judges every line.
pub fn check(part: &mut Part<'_>) {
    let lines = part.lower.config.lines();
    let mut checker = Checker { part, depth: 0, compared: 0, foreign: None };
    // Where a part is included is not known.
    let context = if checker.part.lower.whole { Contexts::SERVER } else { Contexts::ANY };
    checker.lines(lines, context, None);
}

struct Checker<'p, 'a> {
    part: &'p mut Part<'a>,
    depth: usize,
    /// Names compared while near ones are looked for.
    compared: usize,
    /// Modules of others are loaded; asked once.
    foreign: Option<bool>,
}

/// Names are compared with those of the table at the most so often.
const MOST_COMPARED: usize = 200;

impl<'a> Checker<'_, 'a> {
    fn lines(&mut self, lines: Lines<'a>, context: Contexts, block: Option<Line<'a>>) {
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        for line in lines {
            self.line(line, context, block);
            if line.is_block() {
                let mut inner = inside(line.keyword(), context);
                // Where its end is missing, what follows was meant to stand elsewhere.
                if line.node().flags().has(NodeFlags::BROKEN) {
                    inner = Contexts::ANY;
                }
                self.lines(line.children(), inner, Some(line));
            }
        }
        self.depth -= 1;
    }

    fn line(&mut self, line: Line<'a>, context: Contexts, block: Option<Line<'a>>) {
        let row = keywords::info(line.keyword()).filter(|row| (row.body == Body::Block) == line.is_block());
        let Some(row) = row else { return self.unknown(line) };
        match row.class {
            Class::Understood => {}
            Class::NoBearing => self.part.counts.without_bearing += 1,
            Class::Relevant | Class::ThirdParty => {
                self.part.counts.unmodelled += 1;
                self.part.note_beyond(line.name_at().span, false);
            }
        }
        let modules = &self.part.lower.config.walked.modules;
        if modules.presence(row.module.as_bytes()) == Presence::Absent && line.when() == When::Always {
            // MPMs share their directives; one of them is always there.
            if !matches!(row.module, "event.c" | "prefork.c" | "worker.c") {
                let module = module_name(row.module);
                self.part.remark(line.name_at(), RemarkKind::ModuleAbsent { module });
                return;
            }
        }
        if line.unknown().is_some() || line.when() != When::Always {
            return;
        }
        if !row.contexts.meets(context) {
            self.context(line, row, context, block);
        } else if !row.takes(line.len())
            // An empty word counts as none (`invoke_cmd`).
            || line.args().take(row.fewest as usize).any(|arg| arg.text.is_empty())
        {
            let kind =
                RemarkKind::WrongArguments { given: line.len() as u32, fewest: row.fewest, most: row.most() };
            self.part.remark(line.head(), kind);
        }
    }

    fn context(&mut self, line: Line<'a>, row: &'static Keyword, context: Contexts, block: Option<Line<'a>>) {
        let allowed: Box<[&'static str]> =
            NAMES.iter().filter(|(one, _)| row.contexts.meets(*one)).map(|(_, name)| *name).collect();
        let name = NAMES.iter().find(|(one, _)| *one == context).map_or("section", |(_, name)| *name);
        let kind =
            RemarkKind::WrongContext { context: name, allowed, block: block.map(|block| block.head()) };
        self.part.remark(line.name_at(), kind);
    }

    fn unknown(&mut self, line: Line<'a>) {
        let name = line.name();
        self.part.counts.opaque += 1;
        self.part.note_beyond(line.name_at().span, true);
        let walked = self.part.lower.config.walked;
        if let Some(module) = keywords::third_party(name) {
            let absent = walked.modules.presence(module.as_bytes()) == Presence::Absent;
            if absent && !walked.modules.copied && line.when() == When::Always {
                self.part.remark(line.name_at(), RemarkKind::ModuleAbsent { module: module_name(module) });
            }
            return;
        }
        // A module that is not ours may bring it.
        let foreign = *self.foreign.get_or_insert_with(|| {
            walked.modules.lines.iter().any(|(identifier, ..)| !modules::is_shipped(identifier))
        });
        if line.unknown().is_some() || line.when() != When::Always {
            return;
        }
        let nearest = self.nearest(name);
        // Whatever is loaded out of sight: one letter away from a name of httpd's own is a slip.
        let slip = nearest.is_some_and(|(distance, _)| distance == 1);
        if slip || !walked.modules.open && !foreign {
            let nearest = nearest.map(|(_, name)| name);
            self.part.remark(line.name_at(), RemarkKind::UnknownDirective { nearest });
        }
    }

    fn nearest(&mut self, name: &[u8]) -> Option<(usize, &'static str)> {
        self.compared += 1;
        if self.compared > MOST_COMPARED || name.len() > 64 {
            return None;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let rows = keywords::all().iter().filter(|row| row.name.len().abs_diff(name.len()) <= 2);
        rows.map(|row| (strsim::damerau_levenshtein(&name, &row.name.to_ascii_lowercase()), row.name))
            .filter(|(distance, known)| *distance <= 2 && *distance * 3 <= known.len())
            .min()
    }
}

/// What sections are called, in the order of their bits.
const NAMES: [(Contexts, &str); 8] = [
    (Contexts::SERVER, "server config"),
    (Contexts::VHOST, "<VirtualHost>"),
    (Contexts::DIRECTORY, "<Directory>"),
    (Contexts::LOCATION, "<Location>"),
    (Contexts::FILES, "<Files>"),
    (Contexts::IF, "<If>"),
    (Contexts::PROXY, "<Proxy>"),
    (Contexts::HTACCESS, ".htaccess"),
];

/// The context inside a section.
fn inside(keyword: u16, outer: Contexts) -> Contexts {
    match keyword {
        kw::VIRTUAL_HOST => Contexts::VHOST,
        kw::DIRECTORY | kw::DIRECTORY_MATCH => Contexts::DIRECTORY,
        kw::LOCATION | kw::LOCATION_MATCH => Contexts::LOCATION,
        kw::FILES | kw::FILES_MATCH => Contexts::FILES,
        kw::IF | kw::ELSE_IF | kw::ELSE => Contexts::IF,
        kw::PROXY | kw::PROXY_MATCH => Contexts::PROXY,
        kw::LIMIT | kw::LIMIT_EXCEPT | kw::REQUIRE_ALL | kw::REQUIRE_ANY | kw::REQUIRE_NONE => outer,
        _ => Contexts::ANY,
    }
}

/// A module's shared object by its source file.
fn module_name(source: &'static str) -> &'static str {
    match source {
        "event.c" => "mod_mpm_event.so",
        "util_ldap.c" => "mod_ldap.so",
        source => modules::object(source),
    }
}
