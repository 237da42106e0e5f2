//! No byte of a text is lost, whatever the text is: the tokens joined are the text, for every fixture and all its
//! beginnings; trees hold together; and broken texts are understood as their `.expect` files say.

use proptest::prelude::*;
use proxylint::dialect::apache;
use proxylint::dialect::haproxy;
use proxylint::dialect::nginx::lex::{Lexer, TokenKind};
use proxylint::dialect::nginx::parse::{parse, parse_entries};
use proxylint::source::{FileId, LineColumn, Source, SourceKind};
use proxylint::syntax::{NodeRef, SyntaxError, Tree};
use std::path::{Path, PathBuf};

/// Checks that the tokens cover the text, and that the tree of the parser points into it.
fn check(text: &[u8]) -> Result<(), String> {
    let mut at = 0;
    for token in Lexer::new(text) {
        if token.start != at || token.end <= at {
            return Err(format!("token {token:?} does not start at {at}"));
        }
        if token.kind == TokenKind::White && !text[token.start..token.end].iter().all(u8::is_ascii_whitespace)
        {
            return Err(format!("{token:?} is no white space"));
        }
        at = token.end;
    }
    if at != text.len() {
        return Err(format!("the tokens end at {at} of {}", text.len()));
    }
    check_apache_tokens(text)?;
    check_haproxy_tokens(text)?;
    let trees = [
        parse(FileId(0), text),
        parse_entries(FileId(0), text),
        apache::parse::parse(FileId(0), text),
        haproxy::parse::parse(FileId(0), text),
    ];
    for (tree, errors) in trees {
        let mut last = 0;
        for node in tree.root(text).all() {
            let span = node.span();
            if node.is_empty() || (span.start as usize) < last || span.end as usize > text.len() {
                return Err(format!("node {:?} at {span:?} after {last}", node.name()));
            }
            last = span.start as usize;
            let words = (0..node.len()).filter_map(|index| node.word(index));
            let inside =
                words.into_iter().all(|word| span.contains(word.span()) && word.bytes().len() <= text.len());
            let below = node.children().all(|child| child.span().start >= span.start);
            if !inside || !below {
                return Err(format!("node {:?} at {span:?} does not hold its parts", node.name()));
            }
        }
        let ends = errors.iter().flat_map(|error| [Some(error.at), error.reported, error.opened]).flatten();
        if let Some(span) =
            ends.into_iter().find(|span| span.end as usize > text.len() || span.start > span.end)
        {
            return Err(format!("an error points at {span:?}"));
        }
    }
    Ok(())
}

/// The same for HAProxy's tokens.
fn check_haproxy_tokens(text: &[u8]) -> Result<(), String> {
    let mut at = 0;
    for token in haproxy::lex::Lexer::new(text) {
        let blank = token.kind == haproxy::lex::TokenKind::White;
        if token.start != at || token.end <= at || token.end > text.len() {
            return Err(format!("HAProxy's token {token:?} does not start at {at}"));
        }
        if blank && !text[token.start..token.end].iter().copied().all(haproxy::lex::is_blank) {
            return Err(format!("HAProxy's {token:?} is no white space"));
        }
        at = token.end;
    }
    (at == text.len()).then_some(()).ok_or_else(|| format!("HAProxy's tokens end at {at} of {}", text.len()))
}

/// The same for httpd's tokens: a backslash that joins two lines is white, too.
fn check_apache_tokens(text: &[u8]) -> Result<(), String> {
    let mut at = 0;
    for token in apache::lex::Lexer::new(text) {
        let white = |byte: &u8| apache::lex::is_space(*byte) || *byte == b'\\';
        let blank = token.kind == apache::lex::TokenKind::White;
        if token.start != at || token.end <= at || token.end > text.len() {
            return Err(format!("httpd's token {token:?} does not start at {at}"));
        }
        if blank && !text[token.start..token.end].iter().all(white) {
            return Err(format!("httpd's {token:?} is no white space"));
        }
        at = token.end;
    }
    (at == text.len()).then_some(()).ok_or_else(|| format!("httpd's tokens end at {at} of {}", text.len()))
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

#[test]
fn tokens_of_every_fixture_and_its_beginnings_are_its_bytes() {
    let mut count = 0;
    for entry in walkdir::WalkDir::new(fixtures()).into_iter().filter_map(Result::ok) {
        if !entry.file_type().is_file() {
            continue;
        }
        let text = std::fs::read(entry.path()).expect("a fixture");
        let step = (text.len() / 400).max(1);
        for end in (0..=text.len()).rev().step_by(step) {
            check(&text[..end]).unwrap_or_else(|what| panic!("{} to {end}: {what}", entry.path().display()));
        }
        count += 1;
    }
    assert!(count > 0, "there are no fixtures");
}

/// The words of the nodes from the top to each node, as `.expect` files write them.
fn understood(node: NodeRef<'_>, above: &str, paths: &mut Vec<String>) {
    let words: Vec<_> = (0..node.len())
        .filter_map(|index| node.word(index))
        .map(|word| String::from_utf8_lossy(word.bytes()).trim_end().to_string())
        .collect();
    let here = format!("{above}{}", words.join(" "));
    for child in node.children() {
        understood(child, &format!("{here} > "), paths);
    }
    paths.push(here);
}

#[test]
fn broken_texts_are_understood_as_expected() {
    broken("broken/nginx", "conf", parse);
    broken("broken/apache", "conf", apache::parse::parse);
}

#[test]
fn broken_texts_of_haproxy_are_understood_as_expected() {
    broken("broken/haproxy", "cfg", haproxy::parse::parse);
}

type Parse = fn(FileId, &[u8]) -> (Tree, Vec<SyntaxError>);

fn broken(folder: &str, ending: &str, parse: Parse) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in walkdir::WalkDir::new(fixtures().join(folder)).into_iter().filter_map(Result::ok) {
        let path = entry.path();
        if path.extension().is_none_or(|extension| extension != ending) {
            continue;
        }
        count += 1;
        let source = Source::new(path, SourceKind::File, std::fs::read(path).expect("a fixture"));
        let expected = std::fs::read_to_string(path.with_extension("expect")).expect("an .expect file");
        let (tree, mut errors) = parse(FileId(0), &source.bytes);
        errors.sort_by_key(|error| error.at.start);
        let mut paths = Vec::new();
        for node in tree.root(&source.bytes).children() {
            understood(node, "", &mut paths);
        }
        let found: Vec<String> = errors
            .iter()
            .map(|error| {
                let LineColumn { line, column } = source.line_column(error.at.start);
                let reported = source.line_column(error.reported.unwrap_or(error.at).start).line;
                format!("{line}:{column} {:?} reported {reported}: {}", error.kind, error.server_says)
            })
            .collect();
        let (nodes, lines): (Vec<&str>, Vec<&str>) =
            expected.lines().partition(|line| line.starts_with("understood "));
        if found != lines {
            wrong.push(format!("{}: found\n{}", path.display(), found.join("\n")));
        }
        for node in nodes.iter().filter_map(|node| node.strip_prefix("understood ")) {
            if !paths.iter().any(|path| path == node) {
                wrong.push(format!("{}: not understood: {node}\n{}", path.display(), paths.join("\n")));
            }
        }
    }
    assert!(count > 0, "there are no broken fixtures");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pieces from which texts that look like nginx's are made.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let known = [
        "server",
        "location",
        "http",
        "map",
        "types",
        "geo",
        "upstream",
        "proxy_pass",
        "listen",
        "include",
        "if",
        "content_by_lua_block",
        "set_by_lua_block",
        "{",
        "}",
        ";",
        "\n",
        " ",
        "\t",
        "\r",
        "#",
        "\"",
        "'",
        "\\",
        "$",
        "${",
        "$a",
        "{2}",
        "(",
        ")",
        "--",
        "[[",
        "]]",
        "[=[",
        "]=]",
        "\u{feff}",
        "a",
        "/",
        "=",
        "\0",
        "backend",
        "${A[*]}",
        "\\x",
        ".if",
        ".endif",
        "no",
        "\r\n",
        "\n    ",
        "\n}\n",
    ];
    prop_oneof![
        20 => prop::sample::select(known.to_vec()).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 1..4),
        1 => (4080usize..4110).prop_map(|length| vec![b'x'; length]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed_without_loss(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = pieces.concat();
        prop_assert_eq!(check(&text), Ok(()));
    }
}
