//! Sections with their lines: names, conditions and environment in place.

use super::super::keywords::{Sections, kw, section as section_of};
use super::super::load::Loaded;
use super::condition::Conditions;
use super::line::{Arg, Env, Known, Line, is_condition};
use crate::model::{VersionRange, When};
use crate::source::{At, FileId, Sources};
use crate::syntax::{NodeId, NodeRef};
use rustc_hash::FxHashSet;
use std::sync::Arc;

/// One section, ready to be read.
#[derive(Clone, Debug)]
pub struct Section<'a> {
    pub node: NodeRef<'a>,
    pub kind: Sections,
    pub when: When,
    pub name: Option<Arg<'a>>,
    /// The defaults that it names (`from`).
    pub from: Option<Arg<'a>>,
    /// A word behind the name that is no `from`: old versions took it for an address.
    pub inline: Option<Arg<'a>>,
    /// The environment in which its lines are read.
    pub env: Arc<Env>,
    /// The lines that count, where conditions stand among them.
    chosen: Option<Arc<[Line<'a>]>>,
    /// Its defaults: index into those of the configuration.
    pub defaults: Option<u32>,
}

impl<'a> Section<'a> {
    /// The lines that count, in their order.
    pub fn lines(&self) -> impl Iterator<Item = Line<'a>> + '_ {
        let plain = self.chosen.is_none().then(|| self.node.children());
        let when = self.when;
        let plain = plain.into_iter().flatten().map(move |node| Line { node, when });
        let chosen = self.chosen.iter().flat_map(|lines| lines.iter().copied());
        plain.chain(chosen).filter(|line| !line.broken())
    }

    /// The keyword and the name.
    pub fn at(&self) -> At {
        match (self.node.word(0), &self.name) {
            (Some(keyword), Some(name)) => At::from(keyword.span().to(name.at.span)),
            _ => At::from(self.node.head_span()),
        }
    }

    pub fn name_at(&self) -> At {
        self.name.as_ref().map_or(self.at(), |name| name.at)
    }

    pub fn name_text(&self) -> &[u8] {
        self.name.as_ref().map_or(b"", |name| &name.text)
    }

    pub fn is_frontend(&self) -> bool {
        self.kind.meets(Sections::FRONTEND)
    }

    pub fn is_backend(&self) -> bool {
        self.kind.meets(Sections::BACKEND)
    }

    pub fn is_listen(&self) -> bool {
        self.kind == Sections::LISTEN
    }
}

/// What a walk over all files in order finds.
#[derive(Debug, Default)]
pub struct Found<'a> {
    pub sections: Vec<Section<'a>>,
    pub conditions: Conditions,
    /// Sections and lines that do not count for sure.
    pub unsure: Unsure,
}

/// Nodes that stand in an arm of a condition.
pub type Unsure = FxHashSet<(FileId, NodeId)>;

/// Walks over all files in order.
pub fn walk<'a>(loaded: &'a Loaded, sources: &'a Sources, versions: VersionRange) -> Found<'a> {
    let mut found = Found::default();
    let mut env = Arc::new(Env::new(&loaded.environment));
    for file in &loaded.files {
        let text = file.tree.root(&sources.get(file.file).bytes);
        for node in text.children() {
            match (section_of(node.keyword()), found.conditions.when()) {
                (Some(kind), Some(when)) if node.is_block() => {
                    section(&mut found, node, kind, when, &mut env, versions);
                }
                (Some(_), None) if node.is_block() => {
                    // Not in force; conditions go on within it.
                    found.unsure.insert((file.file, node.id));
                    for child in node.children() {
                        found.unsure.insert((file.file, child.id));
                        if is_condition(child.keyword()) {
                            found.conditions.step(Line { node: child, when: When::Always }, &env, versions);
                        }
                    }
                }
                _ if is_condition(node.keyword()) => {
                    found.conditions.step(Line { node, when: When::Always }, &env, versions);
                }
                _ => {}
            }
        }
        found.conditions.end_of_file();
    }
    found
}

fn section<'a>(
    found: &mut Found<'a>,
    node: NodeRef<'a>,
    kind: Sections,
    when: When,
    env: &mut Arc<Env>,
    versions: VersionRange,
) {
    let head = Line { node, when };
    let mut words = head.args(env).into_iter();
    let mut name = words.next();
    let mut from = None;
    let mut inline = None;
    // `defaults from x` has no name.
    if kind == Sections::DEFAULTS && name.as_ref().is_some_and(|name| name.is("from")) && words.len() == 1 {
        name = None;
        from = words.next();
    } else if let Some(word) = words.next() {
        match word.is("from") {
            true => from = words.next(),
            false => inline = Some(word),
        }
    }
    // Variables are read where they stand: the section's own lines may set them for those that follow.
    let sets = kind == Sections::GLOBAL;
    if when != When::Always {
        found.unsure.insert((node.file(), node.id));
        found.unsure.extend(node.children().map(|child| (node.file(), child.id)));
    }
    let conditional = node.children().any(|child| is_condition(child.keyword()));
    let chosen = (conditional || sets).then(|| {
        let mut chosen = Vec::new();
        for child in node.children() {
            if found.conditions.when() != Some(When::Always) {
                found.unsure.insert((node.file(), child.id));
            }
            if is_condition(child.keyword()) {
                found.conditions.step(Line { node: child, when }, env, versions);
            } else if let Some(when) = found.conditions.when() {
                let line = Line { node: child, when };
                if sets {
                    environment(line, env);
                }
                chosen.push(line);
            }
        }
        Arc::from(chosen)
    });
    found.sections.push(Section {
        node,
        kind,
        when,
        name,
        from,
        inline,
        env: env.clone(),
        chosen,
        defaults: None,
    });
}

/// `setenv` and its like change what later lines see.
fn environment(line: Line<'_>, env: &mut Arc<Env>) {
    let keyword = line.keyword();
    if !matches!(keyword, kw::SETENV | kw::PRESETENV | kw::UNSETENV | kw::RESETENV) {
        return;
    }
    let args = line.args(env);
    let env = Arc::make_mut(env);
    if args.iter().any(|arg| arg.why.is_some()) || line.when != When::Always {
        // Which of the values holds is not known.
        match (keyword, args.first()) {
            (kw::SETENV | kw::PRESETENV, Some(name)) if name.why.is_none() => env.blur(&name.text),
            _ => env.forget(),
        }
        return;
    }
    match (keyword, &args[..]) {
        (kw::SETENV, [name, value, ..]) => env.set(&name.text, &value.text),
        (kw::PRESETENV, [name, value, ..]) => match env.get(&name.text) {
            Known::Unset => env.set(&name.text, &value.text),
            // What is set from outside is kept.
            Known::Unknown => env.blur(&name.text),
            Known::Value(_) => {}
        },
        (kw::UNSETENV, names) => names.iter().for_each(|name| env.unset(&name.text)),
        (kw::RESETENV, names) => env.keep(&names.iter().map(|name| &*name.text).collect::<Vec<_>>()),
        _ => {}
    }
}
