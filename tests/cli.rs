//! The program as it is called: exit codes, formats, standard input, broken pipes, hostile bytes.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const SITE: &str = "server {\n    listen 80;\n    location / { proxy_pass http://10.0.0.5:8080; }\n}\n";
const BROKEN: &str = "server {\n    listen 80;\n    root /srv\n}\n";

fn command(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_proxylint"));
    command.current_dir(folder).env_clear();
    command
}

fn run(folder: &Path, args: &[&str], input: &[u8]) -> Output {
    let mut child = command(folder)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("proxylint starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A run that refuses its arguments does not read.
    let _ = stdin.write_all(input);
    drop(stdin);
    child.wait_with_output().expect("proxylint ends")
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("folders");
        std::fs::write(path, text).expect("a file");
    }
    folder
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn exit_codes() {
    let place = folder(&[
        ("ok.conf", SITE),
        ("bad.conf", BROKEN),
        ("httpd.conf", "ServerRoot /etc/httpd\nListen 80\n"),
        ("notes.txt", "prose"),
        ("empty/readme.md", "prose"),
    ]);
    let exit = |args: &[&str]| code(&run(place.path(), args, b""));
    assert_eq!(exit(&["ok.conf"]), 0);
    assert_eq!(exit(&["check", "ok.conf"]), 0);
    assert_eq!(exit(&["bad.conf"]), 1);
    assert_eq!(exit(&["bad.conf", "--fail-on", "never"]), 0);
    assert_eq!(exit(&["bad.conf", "--ignore", "syntax"]), 0);
    assert_eq!(exit(&["absent.conf"]), 2);
    assert_eq!(exit(&["absent.conf", "bad.conf"]), 2, "2 beats 1");
    assert_eq!(exit(&["--format", "paper"]), 2);
    assert_eq!(exit(&["--select", "no-such-rule", "ok.conf"]), 2);
    assert_eq!(exit(&["httpd.conf"]), 0);
    assert_eq!(exit(&["notes.txt"]), 3);
    assert_eq!(exit(&["empty"]), 3);
    assert_eq!(exit(&["-"]), 3);
    assert_eq!(exit(&["httpd.conf", "bad.conf"]), 1);
    assert_eq!(exit(&["explain", "syntax-error"]), 0);
    assert_eq!(exit(&["explain", "syntx-error"]), 2);
}

#[test]
fn what_is_not_read_is_said() {
    let place = folder(&[
        ("nginx/nginx.conf", "events {}\nhttp { include conf.d/*.conf; }\n"),
        ("nginx/conf.d/a.conf", SITE),
        ("nginx/old/b.conf", SITE),
    ]);
    let told = text(&run(place.path(), &["nginx"], b"").stderr);
    assert!(told.contains("not linted: 1 file of nginx that nothing includes"), "{told}");
    assert!(!told.contains("b.conf"), "{told}");
    let told = text(&run(place.path(), &["-v", "nginx"], b"").stderr);
    assert!(told.contains("nginx/old/b.conf") && !told.contains("a.conf"), "{told}");
}

#[test]
fn a_clean_run_is_two_lines() {
    let place = folder(&[("ok.conf", SITE)]);
    let output = run(place.path(), &["ok.conf"], b"");
    assert!(output.stdout.is_empty());
    assert_eq!(text(&output.stderr).lines().count(), 2);
    assert!(run(place.path(), &["-q", "ok.conf"], b"").stderr.is_empty());
}

#[test]
fn unix_lines_and_json_agree() {
    let place = folder(&[("bad.conf", BROKEN)]);
    let unix = text(&run(place.path(), &["bad.conf", "--format", "unix"], b"").stdout);
    assert_eq!(unix, "bad.conf:3:14: error: `;` is missing after `root /srv` [syntax-error]\n");
    let json = run(place.path(), &["bad.conf", "--format", "json"], b"").stdout;
    let json: serde_json::Value = serde_json::from_slice(&json).expect("JSON");
    assert_eq!(json["version"], 1);
    assert_eq!(json["tool"]["name"], "proxylint");
    let found = &json["diagnostics"][0];
    assert_eq!(found["rule"], "syntax-error");
    assert_eq!(found["case"], "refused");
    assert_eq!(found["statuses"][0], "startup");
    let expected = serde_json::json!({
        "file": "bad.conf", "line": 3, "column": 14, "end_line": 3, "end_column": 14, "offset": 37, "length": 0
    });
    assert_eq!(found["location"], expected);
    assert_eq!(json["summary"]["errors"], 1);
}

#[test]
fn json_is_printed_also_for_nothing() {
    let place = folder(&[("notes.txt", "prose")]);
    for (path, exit) in [("notes.txt", 3), ("absent", 2)] {
        let output = run(place.path(), &[path, "--format", "json"], b"");
        assert_eq!(code(&output), exit);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        assert_eq!(json["diagnostics"], serde_json::json!([]));
    }
}

#[test]
fn a_dump_is_read_from_standard_input_with_its_own_paths() {
    let dump = format!(
        "nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n\
         # configuration file /etc/nginx/nginx.conf:\nevents {{}}\nhttp {{ include conf.d/*.conf; }}\n\n\
         # configuration file /etc/nginx/conf.d/a.conf:\n{}\n",
        SITE.replacen("80;", "80; # proxylint: ignore[nope] reason: x", 1)
    );
    let place = folder(&[]);
    let output = run(place.path(), &["-", "--format", "unix"], dump.as_bytes());
    let found = text(&output.stdout);
    assert!(found.starts_with("/etc/nginx/conf.d/a.conf:2:"), "{found}");
    assert!(found.contains("[unknown-rule]"), "{found}");
    assert_eq!(code(&output), 0);
}

#[test]
fn below_a_root_paths_are_real_ones() {
    let place = folder(&[
        ("repo/etc/nginx/nginx.conf", "events {}\nhttp { include /etc/nginx/sites-enabled/*; }\n"),
        ("repo/etc/nginx/sites-enabled/bad", BROKEN),
    ]);
    for path in ["repo/etc/nginx", "repo", "repo/etc/nginx/nginx.conf"] {
        let output = run(place.path(), &["--root", "repo", path, "--format", "unix"], b"");
        let found = text(&output.stdout);
        assert!(found.starts_with("repo/etc/nginx/sites-enabled/bad:3:14:"), "{path}: {found}");
    }
    assert_eq!(code(&run(place.path(), &["--root", "repo", "/etc"], b"")), 2);
    assert_eq!(code(&run(place.path(), &["--root", "repo"], b"")), 1);
}

#[test]
fn suppression_comments_silence_and_are_counted() {
    let quiet = BROKEN
        .replace("    root", "    # proxylint: ignore[syntax-error] reason: a template fills it\n    root");
    let place = folder(&[("bad.conf", &quiet)]);
    let output = run(place.path(), &["bad.conf"], b"");
    assert_eq!(code(&output), 0, "{}", text(&output.stdout));
    assert!(text(&output.stderr).contains("1 covered by comments"));
}

#[test]
fn a_closed_pipe_is_quiet() {
    let place = folder(&[]);
    let many = BROKEN.repeat(3000);
    std::fs::write(place.path().join("many.conf"), many).expect("a file");
    let mut child = command(place.path())
        .args(["many.conf", "-v", "-q"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("proxylint starts");
    let mut first = [0; 10];
    child.stdout.take().expect("a pipe").read_exact(&mut first).expect("ten bytes");
    let output = child.wait_with_output().expect("proxylint ends");
    assert!(output.stderr.is_empty(), "{}", text(&output.stderr));
    assert_eq!(code(&output), 1);
}

#[test]
fn hostile_bytes_never_reach_the_terminal() {
    let mut hostile = b"server {\n    listen 80;\n    root \x1b[2J\x1b]8;;x\x07\xff\xfe".to_vec();
    hostile.extend("\u{202e}\u{9b}31m".as_bytes());
    hostile.extend(b"\r\x08 \"a\0\n}\n");
    let place = folder(&[]);
    let name = "a\u{1b}[31m.conf";
    std::fs::write(place.path().join(name), &hostile).expect("a file");
    for format in ["text", "unix", "json"] {
        for args in [vec![name, "--format", format], vec!["-v", ".", "--format", format]] {
            let output = run(place.path(), &args, b"");
            let all = [output.stdout, output.stderr].concat();
            assert_eq!(output.status.code(), Some(1), "{format}");
            let shown = String::from_utf8(all).expect("UTF-8");
            let raw = shown.chars().find(|c| c.is_control() && *c != '\n');
            assert_eq!(raw, None, "{format}: {shown:?}");
            assert!(format == "json" || !shown.contains('\u{202e}'), "{format}");
        }
    }
}

#[test]
fn colour_is_asked_for_or_not_there() {
    let place = folder(&[("bad.conf", BROKEN)]);
    let plain = run(place.path(), &["bad.conf"], b"").stdout;
    assert!(!plain.contains(&0x1b));
    let coloured = run(place.path(), &["bad.conf", "--color", "always"], b"").stdout;
    assert!(coloured.contains(&0x1b));
}

#[test]
fn settings_come_from_the_environment_too() {
    let place = folder(&[("bad.conf", BROKEN)]);
    let output = command(place.path())
        .arg("bad.conf")
        .env("PROXYLINT_FORMAT", "unix")
        .env("PROXYLINT_FAIL_ON", "never")
        .output()
        .expect("proxylint runs");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).starts_with("bad.conf:3:14: error:"));
}

#[test]
fn the_model_is_printed_with_places() {
    let place = folder(&[("ok.conf", SITE)]);
    let output = run(place.path(), &["model", "ok.conf"], b"");
    let model: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(model["version"], 1);
    let proxy = &model["proxies"][0];
    assert_eq!(proxy["dialect"], "nginx");
    assert_eq!(proxy["whole"], false);
    let routes = proxy["hosts"][0]["routes"].as_array().expect("routes");
    let forward = routes.iter().find_map(|route| route["action"].get("forward")).expect("a forward");
    assert_eq!(forward["to"], "http://10.0.0.5:8080");
    assert_eq!(forward["at"]["line"], 3);
    assert_eq!(proxy["pools"][0]["servers"][0]["endpoint"]["host"]["ip"], "10.0.0.5");
    let coverage = text(&run(place.path(), &["coverage", "ok.conf"], b"").stdout);
    assert!(coverage.contains("4 directives"), "{coverage}");
}

#[test]
fn files_beside_are_taken_into_account_and_told() {
    const MAIN: &str =
        "events {}\nhttp { server { listen 80; location / { proxy_pass http://web:8080; } } }\n";
    const COMPOSE: &str = "services:\n  proxy: {image: nginx, volumes: [\"./nginx:/etc/nginx\"]}\n  web: {image: x, ports: [\"8080:3000\"]}\n";
    let place = folder(&[]);
    std::fs::create_dir(place.path().join("nginx")).expect("a folder");
    std::fs::write(place.path().join("nginx/nginx.conf"), MAIN).expect("a file");
    std::fs::write(place.path().join("docker-compose.yml"), COMPOSE).expect("a file");
    let check = |args: &[&str]| {
        let output = run(place.path(), &[args, &["--format", "unix"]].concat(), b"");
        let found = text(&output.stdout).contains("[unserved-upstream]");
        (found, text(&output.stderr).contains("taken into account: 1 compose file"))
    };
    assert_eq!(check(&["."]), (true, true));
    assert_eq!(check(&[".", "--no-neighbours"]), (false, false));
    // Nothing is looked for above what was given, unless it is a repository.
    assert_eq!(check(&["nginx"]), (false, false));
    assert_eq!(check(&["nginx", "--neighbour", "docker-compose.yml"]), (true, true));
    std::fs::create_dir(place.path().join(".git")).expect("a folder");
    assert_eq!(check(&["nginx"]), (true, true));
}
