//! YAML as a tree with places, as far as compose files need it: anchors, aliases, merges.
//!
//! Never fails: what follows a syntax error is not there, and `whole` says so. Aliases share their node, so that
//! nothing grows beyond the text. Must not know what a key means.

use crate::source::{FileId, Span};
use saphyr_parser::{Event, Parser};
use std::collections::HashMap;

/// Nodes of one file at the most, and how deep they nest: a larger one is no compose file.
const MAX_NODES: usize = 200_000;
const MAX_DEPTH: usize = 64;
/// Maps merged into one another at the most: aliases may point at themselves.
const MAX_MERGES: u32 = 256;

/// Index of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(u32);

#[derive(Clone, Debug)]
enum Node {
    Scalar(String),
    List(Vec<NodeId>),
    /// In the order written; the keys are scalars.
    Map(Vec<(NodeId, NodeId)>),
}

/// One document.
#[derive(Debug)]
pub(super) struct Yaml {
    nodes: Vec<(Node, Span)>,
    root: Option<NodeId>,
    /// The text was read to its end.
    pub(super) whole: bool,
}

/// A node with its tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    yaml: &'a Yaml,
    id: NodeId,
}

impl Yaml {
    /// The first document of a text.
    pub(super) fn read(file: FileId, bytes: &[u8]) -> Yaml {
        let mut yaml = Yaml { nodes: Vec::new(), root: None, whole: false };
        let Ok(text) = std::str::from_utf8(bytes) else { return yaml };
        let offsets = Offsets::new(text);
        let mut anchors: HashMap<usize, NodeId> = HashMap::new();
        // Open collections with the key that waits for its value.
        let mut open: Vec<(NodeId, Option<NodeId>)> = Vec::new();
        for event in Parser::new_from_str(text) {
            let Ok((event, span)) = event else { return yaml };
            if yaml.nodes.len() > MAX_NODES || open.len() > MAX_DEPTH {
                return yaml;
            }
            let span = Span::new(file, offsets.byte(span.start.index()), offsets.byte(span.end.index()));
            let (done, anchor) = match event {
                Event::Scalar(text, _, anchor, _) => {
                    (yaml.add(Node::Scalar(text.into_owned()), span), anchor)
                }
                Event::Alias(anchor) => match anchors.get(&anchor) {
                    Some(id) => (*id, 0),
                    None => return yaml,
                },
                Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => {
                    let list = matches!(event, Event::SequenceStart(..));
                    let node = if list { Node::List(Vec::new()) } else { Node::Map(Vec::new()) };
                    let id = yaml.add(node, span);
                    if anchor > 0 {
                        anchors.insert(anchor, id);
                    }
                    open.push((id, None));
                    continue;
                }
                Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                    Some((id, _)) => (id, 0),
                    None => return yaml,
                },
                Event::DocumentEnd | Event::StreamEnd => break,
                _ => continue,
            };
            if anchor > 0 {
                anchors.insert(anchor, done);
            }
            match open.last_mut() {
                None => yaml.root = Some(done),
                Some((parent, key)) => match &mut yaml.nodes[parent.0 as usize].0 {
                    Node::List(items) => items.push(done),
                    Node::Map(entries) => match key.take() {
                        None => *key = Some(done),
                        Some(key) => entries.push((key, done)),
                    },
                    Node::Scalar(_) => {}
                },
            }
        }
        yaml.whole = true;
        yaml
    }

    fn add(&mut self, node: Node, span: Span) -> NodeId {
        self.nodes.push((node, span));
        NodeId(self.nodes.len() as u32 - 1)
    }

    pub(super) fn root(&self) -> Option<At<'_>> {
        Some(At { yaml: self, id: self.root? })
    }
}

impl<'a> At<'a> {
    fn node(self) -> &'a Node {
        &self.yaml.nodes[self.id.0 as usize].0
    }

    /// Of a scalar, its text; of a collection, where it begins.
    pub(super) fn span(self) -> Span {
        self.yaml.nodes[self.id.0 as usize].1
    }

    pub(super) fn text(self) -> Option<&'a str> {
        match self.node() {
            Node::Scalar(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn items(self) -> impl Iterator<Item = At<'a>> {
        let items: &[NodeId] = match self.node() {
            Node::List(items) => items,
            _ => &[],
        };
        items.iter().map(move |id| At { id: *id, ..self })
    }

    /// Keys and values; those merged in (`<<`) follow the own ones, each key once.
    pub(super) fn entries(self) -> Vec<(At<'a>, At<'a>)> {
        let mut found: Vec<(At, At)> = Vec::new();
        self.collect(&mut found, &mut { MAX_MERGES });
        found
    }

    fn collect(self, found: &mut Vec<(At<'a>, At<'a>)>, left: &mut u32) {
        let Node::Map(entries) = self.node() else { return };
        if *left == 0 {
            return;
        }
        *left -= 1;
        let at = |id: &NodeId| At { id: *id, ..self };
        for (key, value) in entries {
            let key = at(key);
            if key.text() != Some("<<") && !found.iter().any(|(known, _)| known.text() == key.text()) {
                found.push((key, at(value)));
            }
        }
        for (_, merged) in entries.iter().filter(|(key, _)| at(key).text() == Some("<<")) {
            let merged = at(merged);
            merged.collect(found, left);
            for one in merged.items() {
                one.collect(found, left);
            }
        }
    }

    pub(super) fn get(self, name: &str) -> Option<At<'a>> {
        self.entry(name).map(|(_, value)| value)
    }

    pub(super) fn entry(self, name: &str) -> Option<(At<'a>, At<'a>)> {
        self.entries().into_iter().find(|(key, _)| key.text() == Some(name))
    }
}

/// Bytes of the characters that the parser counts.
struct Offsets<'a> {
    text: &'a str,
    /// Byte offset of every [`STRIDE`]th character; empty where each character is one byte.
    marks: Vec<usize>,
}

const STRIDE: usize = 64;

impl<'a> Offsets<'a> {
    fn new(text: &'a str) -> Self {
        if text.is_ascii() {
            return Offsets { text, marks: Vec::new() };
        }
        let marks = text.char_indices().step_by(STRIDE).map(|(at, _)| at).collect();
        Offsets { text, marks }
    }

    fn byte(&self, index: usize) -> usize {
        let Some(mark) = self.marks.get(index / STRIDE) else { return index.min(self.text.len()) };
        let rest = self.text.get(*mark..).unwrap_or_default();
        mark + rest.char_indices().nth(index % STRIDE).map_or(rest.len(), |(at, _)| at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Yaml {
        Yaml::read(FileId(0), text.as_bytes())
    }

    #[test]
    fn keys_and_places_are_found() {
        let text = "# ä\nservices:\n  web:\n    ports: [\"80:80\", 443]\n";
        let yaml = read(text);
        assert!(yaml.whole);
        let root = yaml.root().unwrap();
        let ports = root.get("services").and_then(|s| s.get("web")).and_then(|w| w.get("ports")).unwrap();
        let found: Vec<_> =
            ports.items().map(|item| (item.text().unwrap(), &text[item.span().range()])).collect();
        assert_eq!(found, [("80:80", "\"80:80\""), ("443", "443")]);
    }

    #[test]
    fn merges_and_aliases_share_their_nodes() {
        let yaml = read("x: &base {image: a, ports: [1]}\nweb:\n  <<: *base\n  image: b\n");
        let web = yaml.root().unwrap().get("web").unwrap();
        assert_eq!(web.get("image").and_then(At::text), Some("b"));
        assert_eq!(web.get("ports").unwrap().items().count(), 1);
    }

    #[test]
    fn hostile_texts_end() {
        let bomb = (0..30).fold("a0: &a0 [x, x]\n".to_owned(), |text, n| {
            text + &format!("a{}: &a{} [*a{n}, *a{n}]\n", n + 1, n + 1)
        });
        assert!(read(&bomb).whole);
        assert!(!read(&"[".repeat(100_000)).whole);
        assert!(!read("a: [b\nc: }").whole);
        assert!(read("").root().is_none());
        let own = read("a: &a\n  <<: *a\n  b: 1\n");
        drop(own.root().map(|root| root.get("a").map(At::entries)));
    }
}
