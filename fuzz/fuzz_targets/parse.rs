//! Trees hold together, point into their text, and nothing in them is out of order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proxylint::dialect::nginx::parse::{MAX_DEPTH, MAX_ERRORS, parse, parse_entries};
use proxylint::source::FileId;
use proxylint::syntax::{NodeRef, SyntaxError, Tree};

fuzz_target!(|text: &[u8]| {
    check(text, parse(FileId(0), text));
    check(text, parse_entries(FileId(0), text));
});

fn check(text: &[u8], (tree, errors): (Tree, Vec<SyntaxError>)) {
    let root = tree.root(text);
    let mut last = 0;
    for node in root.all() {
        let span = node.span();
        assert!(!node.is_empty() && span.start >= last && span.end as usize <= text.len());
        last = span.start;
        for index in 0..node.len() {
            let Some(word) = node.word(index) else { panic!("word {index} of {}", node.len()) };
            assert!(span.contains(word.span()) && word.bytes().len() <= text.len());
        }
        assert!(span.contains(node.head_span()) && span.contains(node.name_span()));
        assert!(node.raw_body().is_none_or(|body| span.contains(body)));
    }
    let count: usize = root.children().map(|node| below(node, 1)).sum();
    assert_eq!(count, tree.node_count());
    assert!(errors.len() <= MAX_ERRORS);
    for span in errors.iter().flat_map(|error| [Some(error.at), error.reported, error.opened]).flatten() {
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?}");
    }
}

/// Number of nodes in a node, itself among them.
fn below(node: NodeRef<'_>, depth: usize) -> usize {
    assert!(depth <= MAX_DEPTH + 1);
    let mut last = node.id;
    1 + node
        .children()
        .map(|child| {
            assert!(child.id > last && child.span().start >= node.span().start);
            last = child.id;
            below(child, depth + 1)
        })
        .sum::<usize>()
}
