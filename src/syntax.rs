//! The tree that all directive-style dialects share: a name, words, and perhaps a body.
//!
//! Flat arrays, no box per directive. Nodes stand in the order of the text (a block before its
//! children), so that the words of a node end where those of the next one begin. A dialect's lexer
//! and parser fill it; lowering reads it. It knows no server.

use crate::source::{FileId, Span};
use std::borrow::Cow;

/// Index of a node in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// One directive, block or free-form entry. Sixteen bytes.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// Index of the first word.
    words: u32,
    /// Index of the first node after this one and its children.
    next: u32,
    /// Byte offset after the closing `;`, `}` or line end.
    end: u32,
    /// The dialect's number for the name; 0 is unknown.
    pub keyword: u16,
    pub flags: NodeFlags,
}

/// What kind of node this is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct NodeFlags(pub u16);

impl NodeFlags {
    pub const NONE: NodeFlags = NodeFlags(0);
    /// Has a body in braces (or a section's end), also an empty one.
    pub const BLOCK: NodeFlags = NodeFlags(1);
    /// The body is text of another language and has no children; see [`NodeRef::raw_body`].
    pub const RAW_BODY: NodeFlags = NodeFlags(2);
    /// Stands in a block of entries (`map`, `types`): the first word is a key, not a directive.
    pub const ENTRY: NodeFlags = NodeFlags(4);
    /// A syntax error lies in this node's own words or end: its words may be incomplete.
    pub const BROKEN: NodeFlags = NodeFlags(8);

    pub fn has(self, flag: NodeFlags) -> bool {
        self.0 & flag.0 != 0
    }

    pub fn with(self, flag: NodeFlags) -> NodeFlags {
        NodeFlags(self.0 | flag.0)
    }
}

/// One word as written. Eight bytes: nearly all words are short and stand for themselves; what is said of
/// the others lies in side tables of the tree.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Byte offset as written, with the quote.
    start: u32,
    /// Bytes as written, with quotes; [`Word::LONG`] where they are more.
    length: u16,
    bits: u16,
}

impl Word {
    const LONG: u16 = u16::MAX;
    const QUOTE: u16 = 3;
    const SINGLE: u16 = 1;
    const DOUBLE: u16 = 2;
    /// The dialect saw something to expand (`$`): the text is a template.
    const VARIABLE: u16 = 4;
    /// Escapes changed it; see [`Tree::pieces`].
    const DECODED: u16 = 8;
}

/// How a word was quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    Bare,
    Single,
    Double,
}

/// A file's directives, or as many of them as could be understood.
#[derive(Debug)]
pub struct Tree {
    pub file: FileId,
    nodes: Vec<Node>,
    words: Vec<Word>,
    /// Decoded text of the words whose escapes changed them, end to end.
    decoded: Vec<u8>,
    /// Each decoded word's index, and the end of its text in `decoded`; in the order of the words.
    pieces: Vec<(u32, u32)>,
    /// Each long word's index and the byte offset of its end; in the order of the words.
    long: Vec<(u32, u32)>,
}

impl Tree {
    pub fn node_count(&self) -> usize {
        self.nodes.len()
    }

    /// A tree with its file's bytes: what lowering walks.
    pub fn root<'t>(&'t self, bytes: &'t [u8]) -> Text<'t> {
        Text { tree: self, bytes }
    }

    fn word_end(&self, node: usize) -> usize {
        self.nodes.get(node + 1).map_or(self.words.len(), |next| next.words as usize)
    }

    /// Bytes that this tree holds on the heap.
    pub fn heap_bytes(&self) -> usize {
        self.nodes.capacity() * size_of::<Node>()
            + self.words.capacity() * size_of::<Word>()
            + self.decoded.capacity()
            + (self.pieces.capacity() + self.long.capacity()) * size_of::<(u32, u32)>()
    }
}

/// A tree together with the bytes that it describes.
#[derive(Clone, Copy, Debug)]
pub struct Text<'t> {
    pub tree: &'t Tree,
    pub bytes: &'t [u8],
}

impl<'t> Text<'t> {
    /// The nodes at the top of the file.
    pub fn children(self) -> Children<'t> {
        Children { text: self, at: 0, end: self.tree.nodes.len() as u32 }
    }

    /// Every node, in the order of the text.
    pub fn all(self) -> impl Iterator<Item = NodeRef<'t>> {
        (0..self.tree.nodes.len() as u32).map(move |id| NodeRef { text: self, id: NodeId(id) })
    }

    pub fn node(self, id: NodeId) -> NodeRef<'t> {
        NodeRef { text: self, id }
    }
}

/// Siblings in the order of the text.
#[derive(Clone, Debug)]
pub struct Children<'t> {
    text: Text<'t>,
    at: u32,
    end: u32,
}

impl<'t> Iterator for Children<'t> {
    type Item = NodeRef<'t>;

    fn next(&mut self) -> Option<NodeRef<'t>> {
        if self.at >= self.end {
            return None;
        }
        let node = NodeRef { text: self.text, id: NodeId(self.at) };
        self.at = self.text.tree.nodes[self.at as usize].next;
        Some(node)
    }
}

/// One node with its text at hand.
#[derive(Clone, Copy, Debug)]
pub struct NodeRef<'t> {
    pub text: Text<'t>,
    pub id: NodeId,
}

impl<'t> NodeRef<'t> {
    fn node(self) -> &'t Node {
        &self.text.tree.nodes[self.id.0 as usize]
    }

    pub fn keyword(self) -> u16 {
        self.node().keyword
    }

    pub fn flags(self) -> NodeFlags {
        self.node().flags
    }

    pub fn is_block(self) -> bool {
        self.flags().has(NodeFlags::BLOCK)
    }

    pub fn file(self) -> FileId {
        self.text.tree.file
    }

    pub fn children(self) -> Children<'t> {
        Children { text: self.text, at: self.id.0 + 1, end: self.node().next }
    }

    /// Number of words, the name among them. Never 0.
    pub fn len(self) -> usize {
        self.text.tree.word_end(self.id.0 as usize) - self.node().words as usize
    }

    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// A word by its position; 0 is the name.
    pub fn word(self, index: usize) -> Option<WordRef<'t>> {
        let first = self.node().words as usize;
        let end = self.text.tree.word_end(self.id.0 as usize);
        (first + index < end).then(|| WordRef { text: self.text, index: (first + index) as u32 })
    }

    /// The words after the name.
    pub fn args(self) -> impl ExactSizeIterator<Item = WordRef<'t>> + Clone {
        let first = self.node().words as usize;
        let end = self.text.tree.word_end(self.id.0 as usize);
        let text = self.text;
        (first + 1.min(end - first)..end).map(move |index| WordRef { text, index: index as u32 })
    }

    pub fn arg(self, index: usize) -> Option<WordRef<'t>> {
        self.word(index + 1)
    }

    /// The decoded name.
    pub fn name(self) -> Cow<'t, [u8]> {
        self.word(0).map_or(Cow::Borrowed(b""), WordRef::value)
    }

    pub fn name_span(self) -> Span {
        self.word(0).map_or(self.span(), WordRef::span)
    }

    /// From the name to the last word.
    pub fn head_span(self) -> Span {
        let first = self.name_span();
        self.word(self.len().saturating_sub(1)).map_or(first, |last| first.to(last.span()))
    }

    /// From the name to the closing `;` or `}`.
    pub fn span(self) -> Span {
        let node = self.node();
        let start = self.text.tree.words.get(node.words as usize).map_or(node.end, |word| word.start);
        Span { file: self.file(), start, end: node.end }
    }

    /// Text between the braces of a node with a raw body: from after the last word to the end.
    pub fn raw_body(self) -> Option<Span> {
        self.flags().has(NodeFlags::RAW_BODY).then(|| {
            let head = self.head_span();
            Span { start: head.end, end: self.node().end, ..head }
        })
    }
}

/// One word with its text at hand.
#[derive(Clone, Copy, Debug)]
pub struct WordRef<'t> {
    text: Text<'t>,
    index: u32,
}

impl<'t> WordRef<'t> {
    fn word(self) -> Word {
        self.text.tree.words[self.index as usize]
    }

    /// First and last byte offset as written.
    fn range(self) -> (usize, usize) {
        let word = self.word();
        let end = match word.length {
            Word::LONG => {
                let long = &self.text.tree.long;
                long.binary_search_by_key(&self.index, |(index, _)| *index)
                    .map_or(word.start, |at| long[at].1)
            }
            length => word.start + length as u32,
        };
        (word.start as usize, end as usize)
    }

    /// The bytes that the server sees after unquoting.
    pub fn value(self) -> Cow<'t, [u8]> {
        Cow::Borrowed(self.bytes())
    }

    /// Like [`WordRef::value`], for callers that need a plain slice.
    pub fn bytes(self) -> &'t [u8] {
        if self.word().bits & Word::DECODED != 0 {
            let pieces = &self.text.tree.pieces;
            if let Ok(at) = pieces.binary_search_by_key(&self.index, |(index, _)| *index) {
                let start = at.checked_sub(1).map_or(0, |before| pieces[before].1);
                return &self.text.tree.decoded[start as usize..pieces[at].1 as usize];
            }
        }
        let (start, end) = self.inner();
        &self.text.bytes[start..end]
    }

    fn inner(self) -> (usize, usize) {
        let (start, end) = self.range();
        if self.word().bits & Word::QUOTE == 0 {
            return (start, end);
        }
        // An unterminated quote has no closing byte to leave out.
        if end - start >= 2 && self.text.bytes[end - 1] == self.text.bytes[start] {
            return (start + 1, end - 1);
        }
        ((start + 1).min(end), end)
    }

    /// The bytes as written, with quotes.
    pub fn written(self) -> &'t [u8] {
        let (start, end) = self.range();
        &self.text.bytes[start..end]
    }

    /// As written, with quotes.
    pub fn span(self) -> Span {
        let (start, end) = self.range();
        Span::new(self.text.tree.file, start, end)
    }

    /// The place of a part of the decoded text. Exact where nothing was decoded, else the whole word.
    pub fn span_of(self, start: usize, end: usize) -> Span {
        if self.word().bits & Word::DECODED != 0 {
            return self.span();
        }
        let (inner, inner_end) = self.inner();
        Span::new(self.text.tree.file, (inner + start).min(inner_end), (inner + end).min(inner_end))
    }

    pub fn quote(self) -> Quote {
        match self.word().bits & Word::QUOTE {
            Word::SINGLE => Quote::Single,
            Word::DOUBLE => Quote::Double,
            _ => Quote::Bare,
        }
    }

    pub fn has_variable(self) -> bool {
        self.word().bits & Word::VARIABLE != 0
    }
}

/// Fills a [`Tree`]. Blocks are closed in the order in which they were opened, inside out.
#[derive(Debug)]
pub struct TreeBuilder {
    tree: Tree,
}

impl TreeBuilder {
    pub fn new(file: FileId) -> Self {
        let tree = Tree {
            file,
            nodes: Vec::new(),
            words: Vec::new(),
            decoded: Vec::new(),
            pieces: Vec::new(),
            long: Vec::new(),
        };
        TreeBuilder { tree }
    }

    /// Like [`TreeBuilder::new`], with room for what a text of this many bytes usually holds.
    pub fn with_room(file: FileId, bytes: usize) -> Self {
        let mut builder = TreeBuilder::new(file);
        builder.tree.nodes.reserve(bytes / 36 + 4);
        builder.tree.words.reserve(bytes / 14 + 8);
        builder
    }

    /// Begins a node; its words follow by [`TreeBuilder::word`].
    pub fn open(&mut self) -> NodeId {
        let id = self.tree.nodes.len() as u32;
        let words = self.tree.words.len() as u32;
        self.tree.nodes.push(Node { words, next: id + 1, end: 0, keyword: 0, flags: NodeFlags::NONE });
        NodeId(id)
    }

    /// Adds a word to the node opened last. `decoded` only where it differs from what is written
    /// between the quotes.
    pub fn word(&mut self, start: usize, end: usize, quote: Quote, variable: bool, decoded: Option<&[u8]>) {
        let index = self.tree.words.len() as u32;
        let mut bits = match quote {
            Quote::Bare => 0,
            Quote::Single => Word::SINGLE,
            Quote::Double => Word::DOUBLE,
        };
        if variable {
            bits |= Word::VARIABLE;
        }
        if let Some(text) = decoded {
            bits |= Word::DECODED;
            self.tree.decoded.extend_from_slice(text);
            self.tree.pieces.push((index, self.tree.decoded.len() as u32));
        }
        let length = match u16::try_from(end - start) {
            Ok(length) if length != Word::LONG => length,
            _ => {
                self.tree.long.push((index, end as u32));
                Word::LONG
            }
        };
        self.tree.words.push(Word { start: start as u32, length, bits });
    }

    pub fn set(&mut self, node: NodeId, keyword: u16, flags: NodeFlags) {
        let node = &mut self.tree.nodes[node.0 as usize];
        node.keyword = keyword;
        node.flags = flags;
    }

    pub fn flag(&mut self, node: NodeId, flag: NodeFlags) {
        let node = &mut self.tree.nodes[node.0 as usize];
        node.flags = node.flags.with(flag);
    }

    /// Ends a node: `end` is the offset after its `;` or `}`; all later nodes so far are its children.
    pub fn close(&mut self, node: NodeId, end: usize) {
        let next = self.tree.nodes.len() as u32;
        let node = &mut self.tree.nodes[node.0 as usize];
        node.next = next;
        node.end = end as u32;
    }

    pub fn finish(mut self) -> Tree {
        self.tree.nodes.shrink_to_fit();
        self.tree.words.shrink_to_fit();
        self.tree.decoded.shrink_to_fit();
        self.tree.pieces.shrink_to_fit();
        self.tree.long.shrink_to_fit();
        self.tree
    }
}

/// A place where the server would refuse the text, in terms that all dialects share.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: SyntaxErrorKind,
    /// Where to change the text: an empty span is a place where something is missing.
    pub at: Span,
    /// Where the server itself reports it, if that is elsewhere (nginx: a later line).
    pub reported: Option<Span>,
    /// What opened the construct that is not closed, or the neighbour that proves the mistake.
    pub opened: Option<Span>,
    /// The server's own words, as its log would show them, without file and line.
    pub server_says: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SyntaxErrorKind {
    /// A directive is not ended (`;` in nginx).
    MissingTerminator,
    /// A terminator or an opening brace without a directive before it.
    NothingToTerminate,
    /// A block is not closed at the end of its file.
    UnclosedBlock,
    /// A closing brace without a block.
    UnopenedBlock,
    /// A quote that no later one closes.
    UnclosedQuote,
    /// Text glued to the end of a quoted word.
    TextAfterQuote,
    /// A word or comment longer than the server reads.
    TooLong,
    /// A block where none may stand, or none where one must.
    UnexpectedBlock,
    MissingBlock,
    /// A variable reference that is not finished (`${x`).
    BadVariable,
    /// Bytes that make the text unreadable (UTF-16, byte order mark before a directive).
    BadEncoding,
    /// Text that the parser of another language inside refuses (Lua body without end).
    BadForeignBody,
    /// The last line does not end, where every line must.
    MissingNewline,
    /// A line before the first section, where each belongs to one.
    OutsideSection,
    /// A backslash that begins nothing the server knows (`\\x` without digits).
    BadEscape,
    /// More words on a line than the server reads.
    TooManyWords,
    /// A condition that is not closed at the end of its file (`.if`).
    UnclosedCondition,
    /// The end or another arm of a condition that was never opened.
    UnopenedCondition,
    /// Anything else that the server refuses before it looks at keywords; it says why.
    Refused,
}
