//! nginx itself as the judge of the grammar: each small text is parsed here and given to `nginx -t`.
//!
//! A text that nginx accepts has no syntax error here. One that it refuses for its grammar has one, with nginx's
//! own words and line. Where nginx is not installed the test says so and passes, unless `PROXYLINT_PROOFS` is
//! `required`.

use proxylint::dialect::nginx::parse::parse;
use proxylint::source::{FileId, Source, SourceKind};
use std::path::Path;
use std::process::Command;

/// Where a text stands.
#[derive(Clone, Copy)]
enum Frame {
    /// It is the whole file.
    Main,
    /// Below `events {}`, in `http { }`.
    Http,
    /// In a server of `http`.
    Server,
}

use Frame::{Http, Main, Server};

/// What nginx makes of it.
enum Verdict {
    Accepts,
    /// It refuses the grammar; these words are in its message, and the error found here says the same.
    Refuses(&'static str),
    /// It refuses what a directive means; there is no syntax error.
    Dislikes(&'static str),
}

use Verdict::{Accepts, Dislikes, Refuses};

struct Case {
    name: &'static str,
    frame: Frame,
    text: String,
    verdict: Verdict,
}

fn case(name: &'static str, frame: Frame, text: impl Into<String>, verdict: Verdict) -> Case {
    Case { name, frame, text: text.into(), verdict }
}

const EOF_DIRECTIVE: &str = "unexpected end of file, expecting \";\" or \"}\"";
const EOF_BLOCK: &str = "unexpected end of file, expecting \"}\"";

fn cases() -> Vec<Case> {
    let x = |length: usize| "x".repeat(length);
    vec![
        // 1: between words
        case("two-semicolons", Http, "gzip on;;", Refuses("unexpected \";\"")),
        case("semicolon-after-block", Http, "server { };", Refuses("unexpected \";\"")),
        case("lone-brace", Http, "{ }", Refuses("unexpected \"{\"")),
        case("missing-semicolon-before-brace", Http, "server {\n gzip on\n}", Refuses("unexpected \"}\"")),
        case("extra-brace", Main, "events {}\n}\n", Refuses("unexpected \"}\"")),
        case("cr-does-not-end-a-comment", Main, "events {}\r# x\rfoo bar;\r", Accepts),
        case("only-four-separators", Http, "gzip\x0bon;", Dislikes("unknown directive \"gzip\x0bon\"")),
        case("tabs-and-cr", Http, "gzip\ton\r\n;", Accepts),
        // 2: bare words
        case("brace-in-word", Server, "set $a b};", Accepts),
        case("hash-in-word", Server, "set $a a#c;", Accepts),
        case("quote-in-word", Server, "set $a b\"c;", Accepts),
        case(
            "quote-in-word-and-space",
            Server,
            "return 200 b\"c d\";",
            Dislikes("invalid number of arguments"),
        ),
        case("escaped-space", Server, "set $a b\\ c;", Accepts),
        case("escaped-semicolon", Server, "set $a b\\;c;", Accepts),
        case("escaped-brace", Server, "set $a \\{;", Accepts),
        case("escaped-newline", Server, "set $a b\\\nc;", Accepts),
        // 3: a brace after a dollar
        case(
            "swallowed-brace",
            Server,
            "location ~ \\.php${\n return 200;\n}",
            Refuses("directive \"location\" has no opening \"{\""),
        ),
        case("brace-after-space", Server, "location ~ \\.php$ {\n return 200;\n}", Accepts),
        case("dollar-brace-in-quotes", Server, "set $a \"${host}b\";", Accepts),
        case(
            "count-in-regex",
            Server,
            "location ~ ^/a{2}/b {\n return 200;\n}",
            Refuses("unknown directive \"2}/b\""),
        ),
        case("quoted-count-in-regex", Server, "location ~ \"^/a{2}/b\" { }", Accepts),
        case(
            "count-in-rewrite",
            Server,
            "rewrite ^/a{2} /b;",
            Refuses("directive \"rewrite\" is not terminated by \";\""),
        ),
        // 4: quotes
        case("newline-in-quotes", Http, "log_format a 'x\n y;{}#';", Accepts),
        case("hash-after-quote", Server, "set $a \"a\"#c\n;", Refuses("unexpected \"#\"")),
        case("word-after-quote", Server, "set $a \"b\"c;", Refuses("unexpected \"c\"")),
        case("quote-after-quote", Server, "set $a \"b\"\"\";", Refuses("unexpected \"\"\"")),
        case("parenthesis-after-quote", Server, "if ($host = \"a\") { return 200; }", Accepts),
        case("brace-after-quote", Server, "location \"/a\"{ }", Accepts),
        case("close-after-quote", Server, "location / { set $a \"b\"}", Refuses("unexpected \"}\"")),
        // 5: unescaping is tested on the words; here that names are unescaped too
        case("escaped-name", Server, "s\\et $a b;", Dislikes("unknown directive \"s\\et\"")),
        // 6: open quotes
        case("open-quote", Http, "log_format a \"x;\ngzip on;\n", Refuses(EOF_DIRECTIVE)),
        case(
            "open-quote-far-from-the-end",
            Http,
            format!("log_format a \"x;\n{}", "gzip on;\n".repeat(600)),
            Refuses("too long parameter, probably missing terminating \"\"\" character"),
        ),
        case(
            "open-quote-closed-by-the-next",
            Http,
            "log_format a \"x;\nlog_format b \"y\";\n",
            Refuses("unexpected \"y\""),
        ),
        // 7: the buffer
        case("longest-word", Server, format!("set $a {};\n", x(4095)), Accepts),
        case(
            "word-too-long",
            Server,
            format!("set $a {};\n", x(4096)),
            Refuses("too long parameter \"xxxxxxxxxx...\" started"),
        ),
        case("longest-word-before-space", Server, format!("set $a {} ;\n", x(4094)), Accepts),
        case(
            "word-too-long-before-space",
            Server,
            format!("set $a {} ;\n", x(4095)),
            Refuses("too long parameter \"xxxxxxxxxx...\" started"),
        ),
        case("longest-quoted", Server, format!("set $a \"{}\";\n", x(4094)), Accepts),
        case(
            "quoted-too-long",
            Server,
            format!("set $a \"{}\";\n", x(4095)),
            Refuses("too long parameter \"xxxxxxxxxx...\" started"),
        ),
        case(
            "quoted-far-too-long",
            Server,
            format!("set $a \"{}\";\n", x(4096)),
            Refuses("too long parameter, probably missing terminating \"\"\" character"),
        ),
        case("quoted-before-space", Server, format!("set $a \"{}\" ;\n", x(4093)), Accepts),
        case(
            "quoted-too-long-before-space",
            Server,
            format!("set $a \"{}\" ;\n", x(4094)),
            Refuses("too long parameter \"xxxxxxxxxx...\" started"),
        ),
        case("longest-comment", Http, format!("#{}\n", x(4094)), Accepts),
        case(
            "comment-too-long",
            Http,
            format!("#{}\n", x(4095)),
            Refuses("too long parameter \"#xxxxxxxxx...\" started"),
        ),
        case("many-words", Server, format!("server_name {};", "a ".repeat(900)), Accepts),
        // 8: lines
        case(
            "missing-semicolon",
            Http,
            "server_tokens off\n\ngzip on;",
            Refuses("invalid number of arguments in \"server_tokens\" directive"),
        ),
        case(
            "missing-semicolon-before-block",
            Http,
            "gzip on\nserver {\n}",
            Refuses("directive \"gzip\" is not terminated by \";\""),
        ),
        // 9: odd bytes and ends
        case("byte-order-mark", Main, "\u{feff}events {}\n", Refuses("unknown directive \"\u{feff}events\"")),
        case("nul", Server, "set $a b\0c;", Accepts),
        case("no-final-newline", Main, "events {}", Accepts),
        case("end-in-comment", Main, "events {}\n# x", Accepts),
        case("end-in-block", Main, "events {}\nhttp {\n", Refuses(EOF_BLOCK)),
        case("end-in-directive", Main, "events {}\nuser root", Refuses(EOF_DIRECTIVE)),
        case("no-block", Main, "events;\n", Refuses("directive \"events\" has no opening \"{\"")),
        case("server-without-block", Http, "server;\n", Refuses("directive \"server\" has no opening \"{\"")),
        // 10: names
        case("case-of-names", Http, "Gzip on;", Dislikes("unknown directive \"Gzip\"")),
        case("quoted-name", Server, "\"set\" $a b;", Accepts),
        case("case-of-flags", Http, "gzip ON;", Accepts),
        case("wrong-context", Http, "location / { }", Dislikes("\"location\" directive is not allowed here")),
        // 12: entries
        case("map", Http, "map $host $a { hostnames; default 0; 'a b' \"c\"; ~^x y; }", Accepts),
        case("map-with-block", Http, "map $host $a {\n x {\n }\n}", Refuses("unexpected \"{\"")),
        case("map-with-count", Http, "map $host $a {\n ~a{2} b;\n}", Refuses("unexpected \"{\"")),
        case(
            "map-without-semicolon",
            Http,
            "map $host $a {\n x 1\n y 2;\n}",
            Refuses("invalid number of the map parameters"),
        ),
        case(
            "geo-without-semicolon",
            Http,
            "geo $a {\n 10.0.0.0/8 1\n 11.0.0.0/8 2;\n}",
            Refuses("invalid number of the geo parameters"),
        ),
        case("split-clients", Http, "split_clients $host $a { 50% a; * b; }", Accepts),
        case("types", Http, "types { a/b c d;\n e/f\n g; }", Accepts),
        case("directive-names-as-keys", Http, "map $host $a {\n server 1;\n listen 2;\n}", Accepts),
        case(
            "upstream-holds-directives",
            Http,
            "upstream u {\n server 127.0.0.1:80\n max_fails=2;\n}",
            Accepts,
        ),
        case(
            "map-not-closed",
            Http,
            "map $host $a {\n default 0;\n\nserver {\n}\n",
            Refuses("unexpected \"{\""),
        ),
        // 15: directives over several lines that look like others
        case("names-as-arguments", Server, "server_name a\n listen\n b;", Accepts),
        case("values-as-names", Server, "proxy_next_upstream error\n timeout\n;", Accepts),
    ]
}

/// The text in its frame, and how many lines stand before it.
fn framed(case: &Case) -> (String, u32) {
    let text = &case.text;
    match case.frame {
        Main => (text.clone(), 0),
        Http => (format!("events {{}} http {{\n{text}\n}}\n"), 1),
        Server => (format!("events {{}} http {{ server {{\n{text}\n}} }}\n"), 1),
    }
}

/// nginx's exit and its first emergency, with the line that it names.
fn ask(nginx: &Path, folder: &Path, text: &str) -> (bool, String, Option<u32>) {
    let path = folder.join("nginx.conf");
    std::fs::write(&path, text).expect("a file");
    let pid = format!("pid {}/pid; error_log stderr;", folder.display());
    let output = Command::new(nginx)
        .args(["-t", "-c"])
        .arg(&path)
        .arg("-p")
        .arg(folder)
        .args(["-g", &pid])
        .output()
        .expect("nginx runs");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let emergency = said.lines().find(|line| line.contains("[emerg]")).unwrap_or_default();
    let line = emergency.rsplit(':').next().and_then(|line| line.trim().parse().ok());
    // A message may hold line ends of the text.
    (output.status.success(), said, line)
}

fn nginx() -> Option<std::path::PathBuf> {
    let known = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/usr/local/nginx/sbin/nginx"];
    let found = known.iter().map(Path::new).find(|path| path.is_file()).map(Path::to_path_buf);
    if found.is_none() {
        assert!(
            std::env::var_os("PROXYLINT_PROOFS").is_none_or(|value| value != "required"),
            "nginx is not installed, and PROXYLINT_PROOFS is \"required\""
        );
        eprintln!("nginx is not installed: its grammar is not compared");
    }
    found
}

#[test]
fn nginx_and_the_parser_agree_on_the_grammar() {
    let nginx = nginx();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut wrong = Vec::new();
    for case in cases() {
        let (text, before) = framed(&case);
        let source = Source::new("nginx.conf", SourceKind::File, text.as_bytes().to_vec());
        let (_, errors) = parse(FileId(0), &source.bytes);
        let line = |offset| source.line_column(offset).line;
        let first = errors.iter().min_by_key(|error| error.reported.unwrap_or(error.at).start);
        let mut complain = |what: String| wrong.push(format!("{}: {what}", case.name));
        match (&case.verdict, first) {
            (Accepts | Dislikes(_), Some(error)) => complain(format!("the parser refuses it: {error:?}")),
            (Refuses(_), None) => complain("the parser accepts it".to_string()),
            (Refuses(says), Some(error)) if error.server_says != *says => {
                complain(format!("the parser says {:?}", error.server_says));
            }
            _ => {}
        }
        let Some(nginx) = &nginx else { continue };
        let (accepted, said, at) = ask(nginx, folder.path(), &text);
        match &case.verdict {
            Accepts if !accepted => complain(format!("nginx refuses it: {said}")),
            Refuses(_) | Dislikes(_) if accepted => complain("nginx accepts it".to_string()),
            Refuses(says) | Dislikes(says) if !said.contains(says) => complain(format!("nginx says {said}")),
            _ => {}
        }
        if let (Refuses(_), Some(error), Some(at)) = (&case.verdict, first, at) {
            let reported = line(error.reported.unwrap_or(error.at).start);
            if reported != at {
                let (at, reported) = (at - before.min(at), reported - before.min(reported));
                complain(format!("nginx reports line {at}, the parser line {reported}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}
