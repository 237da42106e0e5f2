//! Trees and errors of small texts.

use super::*;
use crate::syntax::NodeRef;

fn shown(node: NodeRef<'_>, depth: usize, all: &mut String) {
    let words: Vec<_> = (0..node.len())
        .filter_map(|index| node.word(index))
        .map(|word| String::from_utf8_lossy(word.bytes()).into_owned())
        .collect();
    let known = keywords::info(node.keyword()).map_or("?", |keyword| keyword.name);
    all.push_str(&format!("{}{} [{known}]\n", "  ".repeat(depth), words.join("·")));
    node.children().for_each(|child| shown(child, depth + 1, all));
}

fn tree(text: &str) -> String {
    let (tree, _) = parse(FileId(0), text.as_bytes());
    let mut all = String::new();
    tree.root(text.as_bytes()).children().for_each(|node| shown(node, 0, &mut all));
    all
}

fn errors(text: &str) -> Vec<String> {
    let (_, errors) = parse(FileId(0), text.as_bytes());
    errors.iter().map(|error| format!("{}: {:?} {}", error.at.start, error.kind, error.server_says)).collect()
}

#[test]
fn lines_belong_to_the_section_above() {
    let text = "# head\n.if 1\nglobal\n  maxconn 10\n.endif\nfrontend 'a' # x\n no option httplog\n timeout client 5s\n  \nbackend b from c\n";
    let expected = ".if·1 [.if]\nglobal [global]\n  maxconn·10 [maxconn]\n  .endif [.endif]\nfrontend·a [frontend]\n  no·option·httplog [option httplog]\n  timeout·client·5s [timeout client]\nbackend·b·from·c [backend]\n";
    assert_eq!(tree(text), expected);
    assert_eq!(errors(text), Vec::<String>::new());
}

#[test]
fn modifiers_and_sections_are_flagged() {
    let text = "listen a\n default option redispatch\n no log\n";
    let (tree, _) = parse(FileId(0), text.as_bytes());
    let listen = tree.root(text.as_bytes()).children().next().expect("a section");
    assert!(listen.is_block());
    let flags: Vec<_> = listen.children().map(|line| line.flags()).collect();
    assert_eq!(flags, [RESET, NEGATED]);
}

#[test]
fn one_bad_line_costs_itself() {
    let text = "defaults\n mode \"http\n timeout client 1s\n acl don't x\n balance \"$1\"\n";
    assert_eq!(
        errors(text),
        [
            "15: UnclosedQuote unmatched quote at position 7",
            "48: UnclosedQuote unmatched quote at position 9",
            "63: BadVariable forbidden first char in environment variable name at position 12",
        ]
    );
    assert!(tree(text).contains("  timeout·client·1s [timeout client]\n"));
}

#[test]
fn lines_outside_sections_and_without_end_are_told() {
    assert_eq!(
        errors("timeout client 1s\nglobal\n maxconn 1"),
        [
            "0: OutsideSection unknown keyword 'timeout' out of section.",
            "35: MissingNewline Missing LF on last line, file might have been truncated at position 11.",
        ]
    );
    assert_eq!(
        errors("\u{feff}global\n")[0],
        "0: BadEncoding unknown keyword '\u{feff}global' out of section."
    );
}

#[test]
fn conditions_must_balance() {
    assert_eq!(errors(".endif\n"), ["0: UnopenedCondition lone '.endif' with no matching '.if'."]);
    assert_eq!(
        errors(".if 1\n.else\n.elif 1\n.endif\n")[0],
        "12: Refused '.elif' after '.else' is not permitted."
    );
    assert_eq!(errors("global\n.if 1\n"), ["7: UnclosedCondition non-terminated '.if' block."]);
}

#[test]
fn a_line_has_few_words() {
    let line = |words: usize| format!("global\n{}\n", "a ".repeat(words));
    assert_eq!(errors(&line(MAX_WORDS)), Vec::<String>::new());
    assert_eq!(
        errors(&line(MAX_WORDS + 1))[0],
        "135: TooManyWords too many words, truncating at word 65, position 129"
    );
}
