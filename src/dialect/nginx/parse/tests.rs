use super::*;
use crate::source::{Source, SourceKind};

/// One line a node: depth, name and arguments, `{` for a block, `=` for an entry, `!` if broken.
fn outline(text: &str) -> String {
    let (tree, _) = parse(FileId(0), text.as_bytes());
    let root = tree.root(text.as_bytes());
    let mut lines = Vec::new();
    let mut level: Vec<(usize, _)> = root.children().map(|node| (0, node)).collect();
    level.reverse();
    while let Some((depth, node)) = level.pop() {
        let words: Vec<String> = (0..node.len())
            .filter_map(|index| node.word(index))
            .map(|word| String::from_utf8_lossy(word.bytes()).into_owned())
            .collect();
        let flags = node.flags();
        let marks = [(NodeFlags::BLOCK, " {"), (NodeFlags::ENTRY, " ="), (NodeFlags::BROKEN, " !")];
        let marks: String =
            marks.iter().filter(|(flag, _)| flags.has(*flag)).map(|(_, mark)| *mark).collect();
        lines.push(format!("{}{}{marks}", "  ".repeat(depth), words.join("|")));
        let mut children: Vec<_> = node.children().map(|child| (depth + 1, child)).collect();
        children.reverse();
        level.extend(children);
    }
    lines.join("\n")
}

/// Kind, line:column of the place to change, line of nginx's report, nginx's words.
fn errors(text: &str) -> Vec<(SyntaxErrorKind, String, u32, String)> {
    let source = Source::new("t", SourceKind::File, text.as_bytes().to_vec());
    let (_, errors) = parse(FileId(0), text.as_bytes());
    let place = |span: Span| source.line_column(span.start);
    errors
        .into_iter()
        .map(|error| {
            let at = place(error.at);
            let reported = place(error.reported.unwrap_or(error.at)).line;
            (error.kind, format!("{}:{}", at.line, at.column), reported, error.server_says)
        })
        .collect()
}

fn one(text: &str) -> (SyntaxErrorKind, String, u32, String) {
    let errors = errors(text);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    errors.into_iter().next().unwrap()
}

fn expect(text: &str, kind: SyntaxErrorKind, at: &str, line: u32, says: &str) {
    assert_eq!(one(text), (kind, at.to_string(), line, says.to_string()), "{text}");
}

#[test]
fn blocks_and_directives_nest() {
    let text =
        "a 1;\nhttp {\n  server { listen 80; }\n  map $a $b { default 0; 'x y' \"z\"; include f; }\n}\n";
    assert_eq!(
        outline(text),
        "a|1\nhttp {\n  server {\n    listen|80\n  map|$a|$b {\n    default|0 =\n    x y|z =\n    include|f ="
    );
    assert_eq!(errors(text), []);
}

#[test]
fn words_are_what_nginx_sees() {
    assert_eq!(outline(r#""word" $a 'it\'s' a\;b "x\ty" \d ${v}{}"#), "word|$a|it's|a\\;b|x\ty|\\d|${v} {");
}

#[test]
fn a_missing_semicolon_belongs_to_the_line_that_lacks_it() {
    expect(
        "location / {\n  proxy_read_timeout 60s\n  proxy_pass http://a;\n}\n",
        SyntaxErrorKind::MissingTerminator,
        "2:25",
        3,
        "invalid number of arguments in \"proxy_read_timeout\" directive",
    );
    expect(
        "location / {\n  proxy_pass http://a # x\n}\n",
        SyntaxErrorKind::MissingTerminator,
        "2:22",
        3,
        "unexpected \"}\"",
    );
    let text = "server {\n  listen 80\n  server_name a\n  location / { return 200; }\n}\n";
    assert_eq!(
        outline(text),
        "server {\n  listen|80|server_name|a|location|/ { !\n    return|200".replace(
            "listen|80|server_name|a|location|/ { !",
            "listen|80 !\n  server_name|a !\n  location|/ {"
        )
    );
}

#[test]
fn words_over_several_lines_are_no_error() {
    for text in [
        "server_name a\n  listen\n  b;",
        "proxy_next_upstream error\n timeout\n;",
        "log_format a 'x'\n  'y'\n 'z';",
        "if ($a = \"b\")\n{\n}",
        "unknown a\n location b;",
        "unknown a\n location b {}",
    ] {
        assert_eq!(errors(text), [], "{text}");
    }
}

#[test]
fn an_unclosed_block_is_found_by_what_cannot_stand_in_it() {
    let text =
        "http {\n  server {\n    location / {\n      return 200;\n  }\n  server {\n    listen 81;\n  }\n}\n";
    expect(text, SyntaxErrorKind::UnclosedBlock, "3:5", 10, "unexpected end of file, expecting \"}\"");
    let text = "http {\nupstream a {\nserver b;\n\nserver {\nlisten 81;\n}\n}\n";
    expect(text, SyntaxErrorKind::UnclosedBlock, "2:1", 9, "unexpected end of file, expecting \"}\"");
    assert_eq!(outline(text), "http {\n  upstream|a {\n    server|b\n  server {\n    listen|81");
}

#[test]
fn a_map_that_is_not_closed_ends_before_the_next_block() {
    let text = "map $a $b {\n  default 0;\n  x 1\n  y 2;\n\nserver {\n  listen 80;\n}\n";
    let kinds: Vec<_> = errors(text).into_iter().map(|(kind, at, ..)| (kind, at)).collect();
    assert_eq!(
        kinds,
        [
            (SyntaxErrorKind::MissingTerminator, "3:6".to_string()),
            (SyntaxErrorKind::UnclosedBlock, "1:1".to_string())
        ]
    );
    assert!(outline(text).ends_with("server {\n  listen|80"));
}

#[test]
fn the_swallowed_brace_of_a_regex_is_named() {
    let text = "server {\n  location ~ \\.php${\n    fastcgi_pass a;\n  }\n}\n";
    let says = "directive \"location\" has no opening \"{\"";
    expect(text, SyntaxErrorKind::MissingBlock, "2:20", 3, says);
    assert_eq!(outline(text), "server {\n  location|~|\\.php${ { !\n    fastcgi_pass|a");
    let text = "location ~ ^/a{2}/b {\n return 200;\n}\n";
    expect(text, SyntaxErrorKind::UnexpectedBlock, "1:15", 1, "unknown directive \"2}/b\"");
    assert_eq!(outline(text), "location|~|^/a{2}/b { !\n  return|200");
}

#[test]
fn quotes() {
    expect("a \"b\"c;", SyntaxErrorKind::TextAfterQuote, "1:6", 1, "unexpected \"c\"");
    expect("a \"b\"#c\n;", SyntaxErrorKind::TextAfterQuote, "1:6", 1, "unexpected \"#\"");
    expect("a \"b;\nc \"d\";\n", SyntaxErrorKind::UnclosedQuote, "1:3", 2, "unexpected \"d\"");
    expect("a 'b;\nc d;\n", SyntaxErrorKind::UnclosedQuote, "1:3", 3, END_IN_DIRECTIVE);
    assert_eq!(errors("if (\"a\" = \"b\") {}"), []);
}

#[test]
fn the_buffer_bounds_words_and_comments() {
    let word = |length: usize, end: &str| errors(&format!("a {}{end}", "x".repeat(length))).len();
    assert_eq!((word(4095, ";\n"), word(4096, ";\n"), word(4094, " b;"), word(4095, " b;")), (0, 1, 0, 1));
    let comment = |length: usize| errors(&format!("#{}\na b;\n", "x".repeat(length))).len();
    assert_eq!((comment(4094), comment(4095)), (0, 1));
    assert_eq!(errors(&format!("a;\n#{}", "x".repeat(4095))), []);
}

#[test]
fn lua_bodies_are_taken_whole() {
    let text = "location / {\n content_by_lua_block {\n ngx.say(\"}\") -- }\n }\n return 200;\n}\n";
    assert_eq!(errors(text), []);
    assert_eq!(outline(text), "location|/ {\n  content_by_lua_block {\n  return|200");
    let text = "location / {\n content_by_lua_block {\n ngx.say({)\n }\n return 200;\n}\n";
    assert_eq!(one(text).0, SyntaxErrorKind::UnclosedBlock);
    assert_eq!(one("a_by_lua_block {").0, SyntaxErrorKind::UnclosedBlock);
    assert_eq!(one("log_by_lua_block {").0, SyntaxErrorKind::BadForeignBody);
    assert_eq!(outline(text), "location|/ {\n  content_by_lua_block { !\n  return|200");
}

#[test]
fn nothing_to_end_and_too_many_braces() {
    expect("a;;", SyntaxErrorKind::NothingToTerminate, "1:3", 1, "unexpected \";\"");
    expect("events {};", SyntaxErrorKind::NothingToTerminate, "1:10", 1, "unexpected \";\"");
    expect("{ a; }", SyntaxErrorKind::NothingToTerminate, "1:1", 1, "unexpected \"{\"");
    expect("a;\n}\nb;", SyntaxErrorKind::UnopenedBlock, "2:1", 2, "unexpected \"}\"");
    expect("a", SyntaxErrorKind::MissingTerminator, "1:2", 1, END_IN_DIRECTIVE);
}

#[test]
fn a_byte_order_mark_is_reported_and_the_rest_understood() {
    let text = "\u{feff}events {\n}\n";
    let (kind, at, _, says) = one(text);
    assert_eq!(
        (kind, at.as_str(), says.as_str()),
        (SyntaxErrorKind::BadEncoding, "1:1", "unknown directive \"\u{feff}events\"")
    );
    assert_eq!(outline(text), "events {");
}

#[test]
fn a_tower_of_blocks_is_cut() {
    let text = "a{".repeat(100_000);
    let (tree, errors) = parse(FileId(0), text.as_bytes());
    assert!(tree.node_count() <= MAX_DEPTH + 1 && !errors.is_empty());
    let text = format!("{}{}b;", "a{".repeat(1000), "}".repeat(1000));
    assert!(outline(&text).ends_with("\nb"));
}
