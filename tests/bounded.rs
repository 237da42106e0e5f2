//! Texts that are made to be expensive: what is found in them, and that it is found at all. A cost that grows with
//! the square of the text would keep these tests from ending; no time is measured.

use proxylint::diagnostic::{Diagnostic, Severity};
use proxylint::dialect::nginx::{dump, load};
use proxylint::discover::{Request, plan};
use proxylint::engine::{self, Run, Settings};
use proxylint::model::{
    DialectName, HostKind, IncludeFault, NameKind, Pool, Proxy, RemarkKind, VariableSource, Why,
};
use proxylint::output::{Format, Screen, Summary, View, write};
use proxylint::source::{LineColumn, Source, SourceKind, Sources};
use proxylint::world::{Files, Memory};
use std::fmt::Write as _;
use std::path::Path;

/// Reads `/e/nginx.conf` and judges it by all rules.
fn run(files: &Memory) -> Run {
    let request = Request {
        paths: vec!["/e/nginx.conf".into()],
        dialect: Some(DialectName::Nginx),
        ..Request::default()
    };
    let settings = Settings { pedantic: true, ..Settings::default() };
    engine::run(&plan(&request, files), files, &settings)
}

fn run_text(text: impl Into<Vec<u8>>) -> Run {
    run(&Memory::new().file("/e/nginx.conf", text))
}

fn http(inside: &str) -> String {
    format!("events {{}}\nhttp {{\n{inside}}}\n")
}

/// `make(0)` and on, joined.
fn repeat(count: usize, make: impl Fn(usize) -> String) -> String {
    (0..count).map(make).collect()
}

fn proxy(run: &Run) -> &Proxy {
    run.deployment.proxies().next().expect("one proxy").1
}

fn of_rule<'r>(run: &'r Run, rule: &'r str) -> impl Iterator<Item = &'r Diagnostic> {
    run.diagnostics.iter().filter(move |found| found.rule == rule)
}

fn remarks(run: &Run, wanted: impl Fn(&RemarkKind) -> bool) -> usize {
    proxy(run).remarks.iter().filter(|remark| wanted(&remark.kind)).count()
}

fn too_many(kind: &RemarkKind) -> bool {
    matches!(kind, RemarkKind::IncludeUnread { error: IncludeFault::TooMany, .. })
}

fn print(run: &Run, format: Format) -> String {
    let summary = Summary::of(run, Vec::new());
    let view =
        View { run, cwd: Path::new("/e"), min_severity: Severity::Info, summary: &summary, verbose: true };
    let mut out = Vec::new();
    write(&mut out, &view, format, &Screen::default()).expect("memory takes all");
    String::from_utf8(out).expect("output is UTF-8")
}

#[test]
fn blocks_nested_without_end_are_followed_so_far_and_reported() {
    for text in ["{".repeat(100_000), "a {".repeat(100_000), http(&"location /a {".repeat(100_000))] {
        let run = run_text(text);
        assert!(of_rule(&run, "syntax-error").count() > 0);
    }
}

#[test]
fn closed_blocks_at_the_deepest_nesting_are_lowered() {
    let depth = 120;
    let text = http(&format!("server {{ {} {} }}\n", "location /a {".repeat(depth), "}".repeat(depth)));
    let run = run_text(text);
    let routes = proxy(&run).hosts.iter().map(|(_, host)| host.routes.len()).sum::<usize>();
    assert_eq!(routes, depth + 1);
}

#[test]
fn a_file_on_one_line_is_read_as_any_other() {
    // One block is not closed, so every `}` is compared with the indentation of what it may close.
    let servers = 30_000;
    let run = run_text(format!("http {{ {}", "server{}".repeat(servers)));
    let hosts = proxy(&run).hosts.iter().filter(|(_, host)| host.kind == HostKind::Http).count();
    assert_eq!(hosts, servers);
    assert_eq!(of_rule(&run, "syntax-error").count(), 1);
}

#[test]
fn findings_on_one_long_line_are_told_by_their_column() {
    let count = 5_000;
    let text = format!("http {{ {}}}", repeat(count, |i| format!("gibberish{i} ü; ")));
    let run = run_text(text.clone());
    let columns: Vec<u32> = of_rule(&run, "unknown-directive")
        .map(|found| run.sources.get(found.primary.span.file).line_column(found.primary.span.start).column)
        .collect();
    let expected: Vec<u32> = text
        .match_indices("gibberish")
        .map(|(at, _)| at)
        .scan((0, 0), |(from, column), at| {
            *column += text[*from..at].chars().count() as u32;
            *from = at;
            Some(*column + 1)
        })
        .collect();
    assert_eq!(columns.len(), count);
    assert_eq!(columns, expected);
    assert_eq!(print(&run, Format::Unix).lines().count(), run.diagnostics.len());
}

#[test]
fn words_and_comments_of_megabytes_are_one_error_each() {
    let long = "x".repeat(4 << 20);
    for text in [
        format!("http {{ a {long}; }}"),
        format!("http {{ # {long}\n}}"),
        format!("http {{ a \"{long}\"; }}"),
    ] {
        let run = run_text(text);
        assert_eq!(of_rule(&run, "syntax-error").count(), 1);
        // Only its surroundings are printed.
        assert!(print(&run, Format::Text).len() < 5_000);
    }
}

#[test]
fn a_map_of_many_entries_is_followed_once_and_not_to_its_end() {
    let entries = 20_000;
    let servers = 100;
    let map = repeat(entries, |i| format!("h{i}.example.net 10.0.{}.{}:8080;\n", i / 250, i % 250));
    let uses = repeat(servers, |i| {
        format!("server {{ server_name s{i}; location / {{ proxy_pass http://$b; }} }}\n")
    });
    let run = run_text(http(&format!("map $host $b {{\n{map}}}\n{uses}")));
    let proxy = proxy(&run);
    let VariableSource::Map(map) = &proxy.variables[0].source else { panic!("a map") };
    assert_eq!(map.entries.len(), entries);
    let forwards: Vec<_> = proxy.hosts.iter().flat_map(|(_, host)| host.forwards()).collect();
    assert_eq!(forwards.len(), servers);
    for (_, _, forward) in forwards {
        assert_eq!((forward.targets.len(), forward.open), (64, Some(Why::Variable)));
    }
}

#[test]
fn few_values_of_a_long_map_are_all_followed() {
    let map = repeat(20_000, |i| format!("h{i} 10.0.0.{}:8080;\n", i % 60));
    let run = run_text(http(&format!(
        "map $host $b {{\n{map}}}\nserver {{ location / {{ proxy_pass http://$b; }} }}\n"
    )));
    let (_, host) = proxy(&run).hosts.iter().next().expect("a host");
    let (_, _, forward) = host.forwards().next().expect("a pass");
    assert_eq!((forward.targets.len(), forward.open), (60, None));
}

#[test]
fn combinations_of_variables_are_cut_and_open() {
    let maps = ["a", "b", "c"]
        .map(|name| format!("map $host $v{name} {{ {} }}\n", repeat(64, |i| format!("{i} {name}{i};"))))
        .concat();
    let run = run_text(http(&format!("{maps}server {{ location / {{ proxy_pass http://$va$vb$vc; }} }}\n")));
    let (_, host) = proxy(&run).hosts.iter().next().expect("a host");
    let (_, _, forward) = host.forwards().next().expect("a pass");
    assert_eq!((forward.targets.len(), forward.open), (64, Some(Why::Variable)));
}

#[test]
fn variables_that_double_each_other_are_given_up() {
    let maps =
        repeat(12, |i| format!("map $host $v{i} {{ default \"{}\"; }}\n", format!("$v{}", i + 1).repeat(16)));
    let run = run_text(http(&format!(
        "{maps}map $host $v12 {{ default x; }}\nserver {{ location / {{ proxy_pass http://$v0; }} }}\n"
    )));
    let (_, host) = proxy(&run).hosts.iter().next().expect("a host");
    let (_, _, forward) = host.forwards().next().expect("a pass");
    assert_eq!((forward.targets.len(), forward.open), (0, Some(Why::Variable)));
}

#[test]
fn a_variable_set_in_every_location_is_followed_so_far() {
    let locations = 500;
    let text = repeat(locations, |i| format!("location /{i} {{ set $u h{i}; proxy_pass http://$u; }}\n"));
    let run = run_text(http(&format!("server {{\n{text}}}\n")));
    let (_, host) = proxy(&run).hosts.iter().next().expect("a host");
    let forwards: Vec<_> = host.forwards().collect();
    assert_eq!(forwards.len(), locations);
    assert!(forwards.iter().all(|(_, _, forward)| forward.targets.len() == 64 && forward.open.is_some()));
}

#[test]
fn a_file_that_includes_itself_is_cut_where_it_returns() {
    let mut files = Memory::new().file("/e/nginx.conf", "include d/*;\n");
    for number in 0..300 {
        files.insert(format!("/e/d/{number}"), "include d/*; include d/*;\n");
    }
    let run = run(&files);
    let cycle =
        |kind: &RemarkKind| matches!(kind, RemarkKind::IncludeUnread { error: IncludeFault::Cycle, .. });
    assert_eq!(run.sources.len(), 301);
    assert!(remarks(&run, cycle) > 0);
    assert!(remarks(&run, too_many) > 0);
}

#[test]
fn a_diamond_of_includes_ends_and_says_so() {
    let mut files = Memory::new().file("/e/nginx.conf", "include f0;\n");
    for number in 0..30 {
        let next = number + 1;
        files.insert(format!("/e/f{number}"), format!("include f{next}; include f{next};\n"));
    }
    files.insert("/e/f30", "worker_processes 1;\n".repeat(1000));
    let run = run(&files);
    assert_eq!(run.sources.len(), 32);
    assert!(remarks(&run, too_many) > 0);
    // What was not read leaves its mark on what may be said.
    assert!(proxy(&run).open.pools.is_some());
}

#[test]
fn a_chain_of_includes_ends_as_that_of_the_server_does() {
    let mut files = Memory::new().file("/e/nginx.conf", http("server { include c/0; }\n"));
    for number in 0..2_000 {
        let next = number + 1;
        let text = format!("location /{number} {{ location /{number}/a {{ include c/{next}; }} }}\n");
        files.insert(format!("/e/c/{number}"), text);
    }
    let run = run(&files);
    assert_eq!(remarks(&run, too_many), 1);
    let routes = proxy(&run).hosts.iter().map(|(_, host)| host.routes.len()).sum::<usize>();
    assert!(routes > 80, "{routes}");
}

#[test]
fn a_large_pool_is_whole() {
    let count = 20_000;
    let servers = repeat(count, |i| format!("server 10.{}.{}.{}:80;\n", i >> 16, i >> 8 & 255, i & 255));
    let run = run_text(http(&format!(
        "upstream u {{\n{servers}}}\nserver {{ location / {{ proxy_pass https://u; }} }}\n"
    )));
    let pool: &Pool = proxy(&run).pools.iter().next().expect("a pool").1;
    assert_eq!(pool.servers.len(), count);
}

#[test]
fn many_locations_of_one_server_are_whole() {
    let count = 20_000;
    let locations = repeat(count, |i| format!("location /{i} {{ proxy_pass http://u; }}\n"));
    let run = run_text(http(&format!("upstream u {{ server 10.0.0.1:80; }}\nserver {{\n{locations}}}\n")));
    let (_, host) = proxy(&run).hosts.iter().next().expect("a host");
    assert_eq!(host.forwards().count(), count);
}

#[test]
fn many_names_on_many_addresses_are_taken_once() {
    let names = repeat(3_000, |i| format!(" a{i}.example.net"));
    let listens = repeat(3_000, |i| format!("listen {};", i + 1));
    let server = format!("server {{ {listens} server_name{names}; }}\n");
    let run = run_text(http(&server.repeat(2)));
    assert_eq!(remarks(&run, |kind| matches!(kind, RemarkKind::NameTaken { .. })), 3_000);
}

#[test]
fn inherited_headers_are_held_once() {
    let headers = repeat(100, |i| format!("proxy_set_header X-{i} v;\n"));
    let locations = repeat(1_000, |i| format!("location /{i} {{ proxy_pass http://127.0.0.1; }}\n"));
    let run = run_text(http(&format!("{headers}server {{\n{locations}}}\n")));
    // The defaults, and the list.
    assert_eq!(proxy(&run).headers.len(), 2);
}

#[test]
fn a_snippet_of_many_servers_is_one_finding() {
    let servers = 10_000;
    let files = Memory::new()
        .file(
            "/e/nginx.conf",
            http(&format!(
                "upstream u {{ server 127.0.0.1:80; }}\n{}",
                repeat(servers, |i| format!("server {{ server_name s{i}; include p; }}\n"))
            )),
        )
        .file("/e/p", "location / { proxy_pass https://u; }\n");
    let run = run(&files);
    let found: Vec<_> = of_rule(&run, "tls-to-plain-port").collect();
    assert_eq!(found.len(), 1);
    assert_eq!(run.sources.path(found[0].primary.span.file), Path::new("/e/p"));
}

#[test]
fn each_target_finds_its_listener_among_many() {
    let count = 2_000;
    let text = repeat(count, |i| {
        let address = format!("127.0.{}.{}:81", i / 250, i % 250 + 1);
        format!("server {{ listen {address}; location / {{ proxy_pass https://{address}; }} }}\n")
    });
    let run = run_text(http(&text));
    assert_eq!(of_rule(&run, "tls-to-plain-port").count(), count);
}

#[test]
fn misspelt_names_are_all_reported_even_if_not_all_are_guessed() {
    let count = 5_000;
    let run = run_text(http(&repeat(count, |i| format!("proxy_pasz{i} a;\n"))));
    assert_eq!(remarks(&run, |kind| matches!(kind, RemarkKind::UnknownDirective { .. })), count);
}

#[test]
fn undefined_variables_and_routes_are_all_reported() {
    let count = 1_000;
    let maps = repeat(count, |i| format!("map $host $known{i} {{ default a; }}\n"));
    let locations = repeat(count, |i| {
        format!(
            "location @known{i} {{ }}\nlocation /{i} {{ proxy_pass http://$knwn{i}x; error_page 500 = @knwn{i}x; }}\n"
        )
    });
    let run = run_text(http(&format!("{maps}server {{\n{locations}}}\n")));
    let missing = |wanted: NameKind| {
        remarks(&run, |kind| matches!(kind, RemarkKind::UndefinedName { kind, .. } if *kind == wanted))
    };
    assert_eq!((missing(NameKind::Variable), missing(NameKind::NamedRoute)), (count, count));
}

#[test]
fn suppressions_are_found_by_their_line_however_many() {
    let count = 5_000;
    let comment = "# proxylint: ignore[unknown-directive] reason: one machine";
    let lines = repeat(count, |i| format!("gibberish{i} a; {comment}\n"));
    let run = run_text(http(&format!("{lines}{}", format!("{comment}\n").repeat(count))));
    assert_eq!((run.suppressed, of_rule(&run, "unused-suppression").count()), (count, count));
    // On one line, only the first comment is one.
    let run = run_text(format!("#{}\n", " # proxylint:".repeat(200_000)));
    assert_eq!(of_rule(&run, "unused-suppression").count(), 1);
    let ids = repeat(5_000, |i| format!("id{i},"));
    let run = run_text(format!("# proxylint: ignore[{ids}\u{fffd}] reason: x\nhttp {{}}\n"));
    assert_eq!(of_rule(&run, "unknown-rule").count(), 5_001);
}

#[test]
fn a_dump_of_many_files_is_split_by_its_includes() {
    let count = 5_000;
    let mut text = String::from("# configuration file /e/nginx.conf:\n");
    for number in 0..count {
        let _ = writeln!(text, "include f{number}; include d{number}/*.conf;");
    }
    for number in 0..count {
        let _ = write!(text, "\n# configuration file /e/f{number}:\na b;\n");
        let _ = write!(text, "\n# configuration file /e/d{number}/x.conf:\na b;\n");
    }
    let found = dump::split(text.as_bytes()).expect("a dump");
    assert!(found.parts.read(Path::new("/e/d4999/x.conf")).is_ok());
    let mut sources = Sources::default();
    load::load_bytes(&mut sources, &Memory::new(), Path::new("-"), Path::new("/e"), text.into_bytes());
    assert_eq!(sources.len(), 2 * count + 1);
}

#[test]
fn columns_of_a_text_that_is_no_utf8_are_told() {
    let source = Source::new("a", SourceKind::File, vec![0xe9; 100_000]);
    assert_eq!(source.line_column(90_000), LineColumn { line: 1, column: 90_001 });
}
