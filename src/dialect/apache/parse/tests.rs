use super::*;
use crate::syntax::NodeRef;

fn outline(text: &str) -> String {
    fn walk(node: NodeRef<'_>, out: &mut String) {
        let words: Vec<_> = (0..node.len())
            .filter_map(|index| node.word(index))
            .map(|word| String::from_utf8_lossy(word.bytes()).into_owned())
            .collect();
        out.push_str(&words.join("|"));
        if node.is_block() {
            out.push('{');
            node.children().for_each(|child| walk(child, out));
            out.push('}');
        }
        out.push(';');
    }
    let (tree, _) = parse(FileId(0), text.as_bytes());
    let mut out = String::new();
    tree.root(text.as_bytes()).children().for_each(|node| walk(node, &mut out));
    out
}

fn errors(text: &str) -> Vec<String> {
    let (_, errors) = parse(FileId(0), text.as_bytes());
    errors.into_iter().map(|error| format!("{}: {}", error.at.start, error.server_says)).collect()
}

#[test]
fn words_are_those_of_httpd() {
    assert_eq!(outline("A b \"c d\" 'e'\n"), "A|b|c d|e;");
    assert_eq!(outline("A /\\\nfoo \"x \\\"y\\\"\"\n"), "A|/foo|x \"y\";");
    assert_eq!(outline("A \"b c\n B"), "A|b c;B;");
    assert_eq!(outline("# x \\\nA b\nC\\\\d e\\\\f"), "C\\d|e\\f;");
}

#[test]
fn sections_nest() {
    assert_eq!(outline("<A x>\n<B>\nC\n</b>\n</A>\nD\n"), "A|x{B{C;};};D;");
    assert_eq!(outline("<A /x> y\n</A> z\n"), "A|/x{};");
    assert_eq!(outline("<${L} /x>\nB\n</${L}>\n"), "${L}|/x{B;};");
    assert!(errors("<A x>\n<B>\n</b>\n</A>\n").is_empty());
}

#[test]
fn what_is_not_closed_is_told_at_its_opening() {
    assert_eq!(errors("<A x>\n<B y>\n</A>\n"), ["7: Expected </B> but saw </A>"]);
    assert_eq!(outline("<A x>\n<B y>\n</A>\nC\n"), "A|x{B|y{};};C;");
    assert_eq!(errors("<A x>\nB\n"), ["1: <A> was not closed."]);
    assert_eq!(errors("B\n</A>\n"), ["2: </A> without matching <A> section"]);
    assert_eq!(errors("<Location /a>\n</Locaton>\nB\n"), ["14: Expected </Location> but saw </Locaton>"]);
    assert_eq!(outline("<Location /a>\n</Locaton>\nB\n"), "Location|/a{};B;");
    assert_eq!(errors("<Location /a> </Location>\nB\n"), ["1: <Location> was not closed."]);
    assert_eq!(errors("<Location /a\nB\n</Location>\n"), ["12: <Location> directive missing closing '>'"]);
    assert_eq!(errors("<A x>\n</A >\n"), ["9: </A> directive missing closing '>'"]);
}

#[test]
fn a_section_that_cannot_hold_its_like_ends_where_the_next_begins() {
    let text = "<VirtualHost a>\nB\n<VirtualHost c>\nD\n</VirtualHost>\n";
    assert_eq!(outline(text), "VirtualHost|a{B;};VirtualHost|c{D;};");
    assert_eq!(errors(text), ["1: <VirtualHost> was not closed."]);
    // Nothing is missing here: httpd refuses the nesting, not the text.
    let nested = "<Location /a>\n<Location /b>\n</Location>\n</Location>\n";
    assert_eq!(outline(nested), "Location|/a{Location|/b{};};");
    assert!(errors(nested).is_empty());
}

#[test]
fn what_httpd_drops_is_noted() {
    let text = "# a \\\nProxyPass / http://h/\n<A /x> B Off\n</A>\nC \"d\nE f\0 g\n";
    let notes = parse_noting(FileId(0), text.as_bytes()).notes;
    let found: Vec<_> = notes.iter().map(|note| (note.kind, &text[note.at.range()])).collect();
    assert_eq!(
        found,
        [
            (NoteKind::InComment, "ProxyPass / http://h/"),
            (NoteKind::AfterBracket, "B Off"),
            (NoteKind::UnclosedQuote, "\"d"),
            (NoteKind::AfterNul, "\0 g"),
        ]
    );
}

#[test]
fn perl_is_not_read() {
    assert_eq!(outline("<Perl>\n if ($a < 1) {\n}\n</Perl>\nB\n"), "Perl{};B;");
}

#[test]
fn a_byte_order_mark_is_told() {
    let text = "\u{feff}ServerName a\n";
    assert_eq!(outline(text), "ServerName|a;");
    assert!(errors(text)[0].starts_with("0: Invalid command '\\xef\\xbb\\xbfServerName'"));
}

#[test]
fn depth_is_bounded() {
    let text = "<A x>\n".repeat(100_000);
    let (tree, errors) = parse(FileId(0), text.as_bytes());
    assert_eq!(tree.node_count(), MAX_DEPTH);
    assert_eq!(errors.len(), MAX_ERRORS);
}
