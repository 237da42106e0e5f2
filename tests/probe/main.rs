//! Probes against a staged world: scripted name servers, closed, silent, plain and TLS ports, all on the loopback
//! of a private network. And: without the user's word, no packet.

mod dns;
mod peers;
#[path = "../proofs/pki.rs"]
mod pki;
mod place;

use peers::{Does, Shows};
use pki::Pki;
use place::{Tree, inside, word};
use std::fmt::Write;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// A site that passes each of these targets on.
fn site(settings: &str, targets: &[&str]) -> String {
    let mut text = format!("events {{}}\nhttp {{\n{settings}\nserver {{\n    listen 8000;\n");
    for (index, target) in targets.iter().enumerate() {
        let _ = writeln!(text, "    location /{index}/ {{ proxy_pass {target}; }}");
    }
    text + "}\n}\n"
}

/// The same with names that are looked up at run time.
fn names_at_run_time(resolver: &str, names: &[&str]) -> String {
    let mut text = format!("events {{}}\nhttp {{\nresolver {resolver};\nserver {{\n    listen 8000;\n");
    for (index, name) in names.iter().enumerate() {
        let _ = writeln!(
            text,
            "    location /{index}/ {{ set $name{index} {name}; proxy_pass http://$name{index}:3000; }}"
        );
    }
    text + "}\n}\n"
}

/// System calls that open, name or use a socket.
const SOCKETS: &str = "trace=network";

#[test]
fn without_probe_nothing_is_sent() {
    let trace = |args: &[&str], tree: &Tree| -> Option<String> {
        let log = tree.path("trace");
        let probe = tree.command(args);
        let mut command = Command::new("strace");
        command.args(["-f", "-qq", "-e", SOCKETS, "-e", "signal=none", "-o"]).arg(&log);
        command.arg(probe.get_program()).args(probe.get_args()).current_dir(tree.path("."));
        match command.output() {
            Ok(_) => Some(std::fs::read_to_string(log).expect("a trace")),
            Err(_) => {
                let required = std::env::var("PROXYLINT_PROOFS").is_ok_and(|value| value == "required");
                assert!(!required, "strace is not installed");
                eprintln!("strace is not installed: system calls are not seen");
                None
            }
        }
    };
    let text = site("resolver 127.0.0.1:5399;", &["http://app.example:3000", "https://127.0.0.1:3001"]);
    let saved = "exact = false\n[[connect]]\nto = '127.0.0.1:3001'\nanswer = 'refused'\n";
    let tree = Tree::new(&[("nginx.conf", &text), ("saved.toml", saved)]);
    for args in [
        &["nginx.conf"][..],
        &["nginx.conf", "--on-host"],
        &["nginx.conf", "--on-host", "--probe", "all", "--offline"],
        &["nginx.conf", "--probe-replay", "saved.toml"],
        &["explain", "unreachable-upstream"],
        &["coverage", "nginx.conf"],
        &["model", "nginx.conf"],
    ] {
        let seen = trace(args, &tree);
        assert!(seen.is_none_or(|seen| seen.is_empty()), "{args:?} uses the network");
    }
    // The trace sees sockets where there are some.
    let seen = trace(&["nginx.conf", "--on-host", "--probe", "tcp"], &tree);
    assert!(seen.is_none_or(|seen| seen.contains("connect(")), "nothing was probed");
}

#[test]
fn names_are_told_apart() {
    inside("names_are_told_apart", || {
        dns::serve("127.0.0.1:5300");
        let names = [
            "four.example",
            "six.example",
            "both.example",
            "empty.example",
            "gone.example",
            "servfail.example",
            "refused.example",
            "silent.example",
            "liar.example",
            "stranger.example",
            "long.example",
            "cut.example",
            "garbage.example",
            "endless.example",
            "round.example",
            "many.example",
        ];
        let tree = Tree::new(&[("nginx.conf", &names_at_run_time("127.0.0.1:5300 127.0.0.1:5301", &names))]);
        let told = tree.answers(&["nginx.conf", "--probe", "dns", "--probe-timeout", "1s"]);
        let of = |name: &str| told.name(&format!("{name}.example")).to_owned();
        for name in ["four", "six", "both", "long", "many"] {
            assert_eq!(of(name), "addresses", "{name}: {:#}", told.table);
        }
        assert_eq!(of("empty"), "no-address");
        assert_eq!(of("gone"), "no-such-name");
        for name in ["servfail", "refused"] {
            assert_eq!(of(name), "server-failed", "{name}");
        }
        assert_eq!(of("silent"), "no-answer");
        // Lies are no answers: whatever is made of them, it is neither an address nor an absent name.
        for name in ["liar", "stranger", "cut", "garbage", "endless", "round"] {
            let answer = of(name);
            assert!(answer != "addresses" && answer != "no-such-name", "{name}: {answer}");
        }
        let both = told.entry("resolve", "name", "both.example")["addresses"].as_array().map(Vec::len);
        assert_eq!(both, Some(2));
        let many = told.entry("resolve", "name", "many.example")["addresses"].as_array().map(Vec::len);
        assert!(many.is_some_and(|count| count <= 64));
        let server = |address: &str| word(told.entry("name-server", "address", address), "answer").to_owned();
        assert_eq!(
            (server("127.0.0.1:5300").as_str(), server("127.0.0.1:5301").as_str()),
            ("open", "refused")
        );
        assert!(told.took < Duration::from_secs(10), "{:?}", told.took);

        // The family that the resolver leaves out does not count.
        let tree =
            Tree::new(&[("nginx.conf", &names_at_run_time("127.0.0.1:5300 ipv6=off", &["six.example"]))]);
        let told = tree.answers(&["nginx.conf", "--probe", "dns"]);
        assert_eq!(told.name("six.example"), "other-family");
    });
}

#[test]
fn names_at_start_are_asked_as_the_machine_asks() {
    inside("names_at_start_are_asked_as_the_machine_asks", || {
        dns::serve("127.0.0.1:53");
        let targets = ["http://in-hosts:3000", "http://four:3000", "http://gone.example:3000"];
        let tree = Tree::new(&[
            ("etc/nginx/nginx.conf", &site("", &targets)),
            ("etc/hosts", "127.0.0.1 localhost\n10.1.2.3 in-hosts # a comment\n"),
            ("etc/resolv.conf", "nameserver 127.0.0.1\nsearch example\n"),
        ]);
        let told = tree.answers(&["--root", ".", "etc/nginx/nginx.conf", "--probe", "dns"]);
        let address = |name: &str| {
            told.entry("resolve", "name", name)["addresses"][0].as_str().unwrap_or("").to_owned()
        };
        assert_eq!(address("in-hosts"), "10.1.2.3");
        assert_eq!(address("four"), "127.0.0.1");
        assert_eq!(told.name("gone.example"), "no-such-name");
        let found = tree.findings(&[
            "--root",
            ".",
            "etc/nginx/nginx.conf",
            "--probe",
            "dns",
            "--on-host",
            "--select",
            "unres",
        ]);
        assert_eq!(found, ["error unresolvable-upstream There is no name `gone.example` in DNS"]);
        // From elsewhere it is one level less, and a name that only the proxy's network knows is not asked.
        let found =
            tree.findings(&["--root", ".", "etc/nginx/nginx.conf", "--probe", "dns", "--select", "unres"]);
        assert!(found.is_empty(), "{found:?}");
    });
}

#[test]
fn connections_are_told_apart() {
    inside("connections_are_told_apart", || {
        peers::serve("127.0.0.1:3000", Does::Http(200));
        peers::serve("[::1]:3000", Does::Http(200));
        let _hole = peers::black_hole("127.0.0.1:3002");
        let sockets = tempfile::tempdir().expect("a folder");
        let path = |name: &str| sockets.path().join(name).to_str().expect("UTF-8").to_owned();
        let _open = std::os::unix::net::UnixListener::bind(path("open")).expect("a socket");
        drop(std::os::unix::net::UnixListener::bind(path("stale")).expect("a socket"));
        let unix = ["open", "stale", "missing"].map(|name| format!("http://unix:{}", path(name)));
        let mut targets = vec![
            "http://127.0.0.1:3000",
            "http://[::1]:3000",
            "http://127.0.0.1:3001",
            "http://127.0.0.1:3002",
            "http://10.9.9.9:3000",
            "http://127.0.0.1:8000",
            "http://0.0.0.1:1",
        ];
        targets.extend(unix.iter().map(String::as_str));
        let tree = Tree::new(&[("nginx.conf", &site("", &targets))]);
        let told = tree.answers(&["nginx.conf", "--probe", "tcp", "--probe-timeout", "1s"]);
        let of = |to: &str| told.connection(to).to_owned();
        assert_eq!(of("127.0.0.1:3000"), "open");
        assert_eq!(of("[::1]:3000"), "open");
        assert_eq!(of("127.0.0.1:3001"), "refused");
        assert_eq!(of("127.0.0.1:3002"), "no-answer");
        assert_eq!(of("10.9.9.9:3000"), "no-route");
        assert_eq!(of(&format!("unix:{}", path("open"))), "open");
        assert_eq!(of(&format!("unix:{}", path("stale"))), "refused");
        assert_eq!(of(&format!("unix:{}", path("missing"))), "missing");
        // Its own listener, and a placeholder, are not asked about.
        let asked = told.table["connect"].as_array().map(Vec::len);
        assert_eq!(asked, Some(8), "{:#}", told.table);
        // Elsewhere, loopback and sockets are another machine's.
        let output = tree.run(&["nginx.conf", "--probe", "tcp", "--probe-timeout", "1s", "--format", "json"]);
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
        let not_checked = json["summary"]["not_checked"].to_string();
        assert!(not_checked.contains("7 addresses") && not_checked.contains("--on-host"), "{not_checked}");
        let found = tree.findings(&["nginx.conf", "--probe", "tcp", "--select", "unreachable"]);
        assert_eq!(found, ["warning unreachable-upstream There is no way to 10.9.9.9:3000"]);
    });
}

#[test]
fn a_container_is_not_asked_for_from_outside() {
    inside("a_container_is_not_asked_for_from_outside", || {
        let text = site("", &["http://127.0.0.1:3001", "http://app:3000", "http://10.9.9.9:3000"]);
        let compose = "services:\n  web:\n    image: nginx:1.28\n    volumes:\n      - ./nginx.conf:/etc/nginx/nginx.conf:ro\n  \
            app:\n    image: app:1\n";
        let tree = Tree::new(&[("nginx.conf", &text), ("compose.yml", compose)]);
        let args = ["nginx.conf", "--probe", "dns,tcp", "--probe-timeout", "1s", "--select", "unre"];
        let mut on_host = args.to_vec();
        on_host.push("--on-host");
        let found = tree.findings(&on_host);
        assert_eq!(found, ["error unreachable-upstream There is no way to 10.9.9.9:3000"]);
        let mut alone = on_host.clone();
        alone.push("--no-neighbours");
        let found = tree.findings(&alone);
        assert!(found.iter().any(|found| found.contains("Nobody listens on 127.0.0.1:3001")), "{found:?}");
    });
}

#[test]
fn handshakes_are_told_apart() {
    inside("handshakes_are_told_apart", || {
        let mut pki = Pki::new().expect("keys");
        let named = |cert| Shows { cert, ..Shows::default() };
        peers::serve("127.0.0.1:4000", peers::tls(&mut pki, &named("shop.example")));
        peers::serve("127.0.0.1:4001", peers::tls(&mut pki, &named("shop.example,expired")));
        peers::serve("127.0.0.1:4002", peers::tls(&mut pki, &named("shop.example,self-signed")));
        let only = Shows { cert: "shop.example", only_name: Some("shop.example"), wants_client: false };
        peers::serve("127.0.0.1:4003", peers::tls(&mut pki, &only));
        let wants = Shows { wants_client: true, ..named("shop.example") };
        peers::serve("127.0.0.1:4004", peers::tls(&mut pki, &wants));
        peers::serve("127.0.0.1:4005", Does::Http(200));
        peers::serve("127.0.0.1:4006", Does::Closes);
        peers::serve("127.0.0.1:4007", Does::Silent);
        peers::serve("127.0.0.1:4008", Does::EndlessTls);
        peers::serve("127.0.0.1:4009", Does::EndlessText);
        let inner = peers::tls(&mut pki, &named("shop.example"));
        peers::serve("127.0.0.1:4010", Does::WithProxyHeader(Arc::new(inner)));
        let ports: Vec<String> = (4000..=4010).map(|port| format!("https://127.0.0.1:{port}")).collect();
        let ports: Vec<&str> = ports.iter().map(String::as_str).collect();
        let ca = pki.pem("ca").expect("a CA").expect("a CA");
        let settings =
            "proxy_ssl_verify on; proxy_ssl_name shop.example; proxy_ssl_trusted_certificate ca.pem;";
        let tree = Tree::new(&[("nginx.conf", &site(settings, &ports)), ("ca.pem", &ca)]);
        let told = tree.answers(&["nginx.conf", "--probe", "tls", "--probe-timeout", "1s"]);
        let of = |port: u16| told.entry("handshake", "to", &format!("127.0.0.1:{port}"));
        let answer = |port: u16| word(of(port), "answer");
        assert_eq!((answer(4000), word(of(4000), "trust")), ("accepted", "trusted"), "{:#}", told.table);
        assert_eq!(of(4000)["covers-name"].as_bool(), Some(true));
        assert_eq!(
            (answer(4001), word(of(4001), "trust")),
            ("accepted", "trusted"),
            "dates are judged apart"
        );
        assert_eq!(of(4001)["certificates"][0]["not-after"].as_integer(), Some(1_609_459_200));
        assert_eq!((answer(4002), word(of(4002), "trust")), ("accepted", "untrusted"));
        assert_eq!(answer(4003), "alert");
        assert_eq!((answer(4004), word(of(4004), "alert")), ("alert", "certificate-required"));
        assert_eq!((answer(4005), word(of(4005), "says")), ("plain", "HTTP/1.1 400 Told"));
        assert_eq!(answer(4006), "closed");
        assert_eq!(answer(4007), "no-answer");
        assert_eq!(answer(4008), "undecided");
        assert_eq!(answer(4009), "plain");
        assert_eq!((answer(4010), word(of(4010), "cure")), ("closed", "proxy-header"));
        assert!(told.took < Duration::from_secs(10), "{:?}", told.took);
    });
}

#[test]
fn plain_ports_are_told_apart() {
    inside("plain_ports_are_told_apart", || {
        let mut pki = Pki::new().expect("keys");
        let shows = Shows { cert: "shop.example", ..Shows::default() };
        peers::serve("127.0.0.1:4000", Does::Http(200));
        peers::serve("127.0.0.1:4001", peers::tls(&mut pki, &shows));
        peers::serve("127.0.0.1:4002", Does::WithProxyHeader(Arc::new(Does::Http(200))));
        peers::serve("127.0.0.1:4003", Does::Silent);
        peers::serve("127.0.0.1:4004", Does::EndlessText);
        peers::serve("127.0.0.1:4005", Does::Closes);
        let ports: Vec<String> = (4000..=4005).map(|port| format!("http://127.0.0.1:{port}")).collect();
        let ports: Vec<&str> = ports.iter().map(String::as_str).collect();
        let tree = Tree::new(&[("nginx.conf", &site("", &ports))]);
        let told = tree.answers(&["nginx.conf", "--probe", "tls", "--probe-timeout", "1s"]);
        let of = |port: u16| told.entry("plain", "to", &format!("127.0.0.1:{port}"));
        let answers: Vec<&str> = (4000..=4005).map(|port| word(of(port), "answer")).collect();
        assert_eq!(
            answers,
            ["plain", "tls", "closed", "undecided", "plain", "undecided"],
            "{:#}",
            told.table
        );
        assert_eq!(word(of(4002), "cure"), "proxy-header");
        assert!(told.took < Duration::from_secs(10), "{:?}", told.took);
    });
}

#[test]
fn health_checks_are_asked_as_the_proxy_asks() {
    inside("health_checks_are_asked_as_the_proxy_asks", || {
        let mut pki = Pki::new().expect("keys");
        let shows = Shows { cert: "shop.example", ..Shows::default() };
        peers::serve("127.0.0.1:4000", Does::Http(404));
        peers::serve("127.0.0.1:4001", peers::tls(&mut pki, &shows));
        peers::serve("127.0.0.1:4002", Does::WithProxyHeader(Arc::new(Does::Http(204))));
        peers::serve("127.0.0.1:4003", Does::Silent);
        peers::serve("127.0.0.1:4004", Does::EndlessText);
        let text = "defaults\n    mode http\n    timeout connect 1s\n    timeout client 9s\n    timeout server 9s\n\
            frontend web\n    bind :8000\n    default_backend app\n\
            backend app\n    option httpchk GET /health\n    \
            server a 127.0.0.1:4000 check\n    server b 127.0.0.1:4001 check ssl verify none\n    \
            server c 127.0.0.1:4002 check send-proxy\n    server d 127.0.0.1:4003 check\n    \
            server e 127.0.0.1:4004 check\n";
        let tree = Tree::new(&[("haproxy.cfg", text)]);
        let told = tree.answers(&["haproxy.cfg", "--probe", "tcp", "--probe-timeout", "1s"]);
        let of = |port: u16| told.entry("check", "to", &format!("127.0.0.1:{port}"));
        let answers: Vec<&str> = (4000..=4004).map(|port| word(of(port), "answer")).collect();
        assert_eq!(answers, ["status", "status", "status", "no-answer", "garbage"], "{:#}", told.table);
        let status = |port: u16| of(port)["status"].as_integer();
        assert_eq!([status(4000), status(4001), status(4002)], [Some(404), Some(200), Some(204)]);
        let found = tree.findings(&[
            "haproxy.cfg",
            "--on-host",
            "--probe-replay",
            "answers.toml",
            "--select",
            "failing",
        ]);
        // They stand at one line: one finding tells of all.
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found.iter().all(|found| found.starts_with("warning failing-health-check")), "{found:?}");
    });
}

/// Most memory that a run over thousands of targets may take, in kB, and most files that it may hold open.
const MOST_MEMORY: u64 = 150_000;
const MOST_FILES: usize = 300;

#[test]
fn two_thousand_targets_are_asked_in_time() {
    inside("two_thousand_targets_are_asked_in_time", || {
        let mut pki = Pki::new().expect("keys");
        let shows = Shows { cert: "shop.example", ..Shows::default() };
        // In the private network all of 127.0.0.0/8 is served by one socket each.
        peers::serve("0.0.0.0:4000", peers::tls(&mut pki, &shows));
        peers::serve("0.0.0.0:4001", Does::Silent);
        let _hole = peers::black_hole("0.0.0.0:4002");
        let mut text = "events {}\nhttp {\n".to_owned();
        for (group, (port, count)) in
            [(4000, 1000), (4001, 300), (4002, 300), (4003, 400)].into_iter().enumerate()
        {
            for number in 0..count {
                let address = format!("127.{}.{}.{}", group + 1, number / 200, number % 200 + 1);
                let _ = writeln!(text, "upstream u{port}-{number} {{ server {address}:{port}; }}");
                let _ = writeln!(
                    text,
                    "server {{ listen 127.0.0.1:8000; server_name n{port}-{number}; location / {{ proxy_pass https://u{port}-{number}; }} }}"
                );
            }
        }
        text += "}\n";
        let tree = Tree::new(&[("nginx.conf", &text)]);
        let args = [
            "nginx.conf",
            "--on-host",
            "--probe",
            "tcp,tls",
            "--probe-timeout",
            "2000ms",
            "--probe-deadline",
            "40s",
            "--format",
            "json",
            "--probe-save",
            "answers.toml",
        ];
        let out = std::fs::File::create(tree.path("out.json")).expect("a file");
        let began = Instant::now();
        let mut child = tree.command(&args).stdout(out).spawn().expect("proxylint runs");
        let proc = format!("/proc/{}", child.id());
        let (mut memory, mut files) = (0, 0);
        while child.try_wait().expect("a child").is_none() {
            files = files.max(std::fs::read_dir(format!("{proc}/fd")).map_or(0, Iterator::count));
            let status = std::fs::read_to_string(format!("{proc}/status")).unwrap_or_default();
            let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
            memory =
                memory.max(peak.and_then(|peak| peak.trim().split(' ').next()?.parse().ok()).unwrap_or(0));
            std::thread::sleep(Duration::from_millis(5));
        }
        let took = began.elapsed();
        let saved = std::fs::read_to_string(tree.path("answers.toml")).expect("answers");
        let count = |kind: &str, answer: &str| {
            let mut sections = saved.split("[[").filter(|section| section.starts_with(kind));
            sections.by_ref().filter(|section| section.contains(&format!("answer = \"{answer}\""))).count()
        };
        println!("2,000 targets: {took:?}, {memory} kB, {files} open files");
        assert_eq!(count("connect", "open"), 1300);
        assert_eq!(count("connect", "refused"), 400);
        assert_eq!(count("connect", "no-answer"), 300);
        assert_eq!(count("handshake", "accepted"), 1000);
        assert_eq!(count("handshake", "no-answer"), 300);
        assert!(took < Duration::from_secs(40), "{took:?}");
        assert!(memory < MOST_MEMORY, "{memory} kB");
        assert!(files < MOST_FILES, "{files} open files");
    });
}

#[test]
fn a_deadline_and_the_user_end_it_with_what_is_known() {
    inside("a_deadline_and_the_user_end_it_with_what_is_known", || {
        let _hole = peers::black_hole("0.0.0.0:4002");
        let mut targets = vec!["http://127.0.0.1:3001".to_owned()];
        targets.extend((1..=200).map(|n| format!("http://127.1.0.{n}:4002")));
        let targets: Vec<&str> = targets.iter().map(String::as_str).collect();
        let tree = Tree::new(&[("nginx.conf", &site("", &targets))]);
        let args = [
            "nginx.conf",
            "--on-host",
            "--probe",
            "tcp",
            "--probe-concurrency",
            "8",
            "--format",
            "json",
            "--select",
            "unreachable",
        ];
        let read = |bytes: &[u8]| -> serde_json::Value { serde_json::from_slice(bytes).expect("JSON") };

        let began = Instant::now();
        let output = tree.command(&args).args(["--probe-deadline", "2s"]).output().expect("proxylint runs");
        assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
        let json = read(&output.stdout);
        assert!(json["summary"]["not_checked"].to_string().contains("--probe-deadline"), "{json}");
        assert!(json["diagnostics"].to_string().contains("Nobody listens on 127.0.0.1:3001"), "{json}");

        let began = Instant::now();
        let child = tree.command(&args).stdout(std::process::Stdio::piped()).spawn().expect("proxylint runs");
        std::thread::sleep(Duration::from_millis(1500));
        let id = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(id, rustix::process::Signal::INT).expect("a signal");
        let output = child.wait_with_output().expect("it ends");
        assert!(began.elapsed() < Duration::from_secs(4), "{:?}", began.elapsed());
        let json = read(&output.stdout);
        assert!(json["summary"]["not_checked"].to_string().contains("come to their end"), "{json}");
        assert!(json["diagnostics"].to_string().contains("Nobody listens on 127.0.0.1:3001"), "{json}");
    });
}

#[test]
fn recorded_answers_are_judged_as_if_they_were_asked() {
    inside("recorded_answers_are_judged_as_if_they_were_asked", || {
        peers::serve("127.0.0.1:3000", Does::Http(200));
        let targets = ["http://127.0.0.1:3000", "http://127.0.0.1:3001", "https://127.0.0.1:3000"];
        let tree = Tree::new(&[("nginx.conf", &site("", &targets))]);
        let live =
            tree.findings(&["nginx.conf", "--on-host", "--probe", "all", "--probe-save", "saved.toml"]);
        assert!(live.iter().any(|found| found.starts_with("error unreachable-upstream")), "{live:?}");
        let replayed = tree.findings(&["nginx.conf", "--probe-replay", "saved.toml", "--offline"]);
        assert_eq!(live, replayed, "answers from the host keep their level");
        let exit = |args: &[&str]| tree.run(args).status.code();
        assert_eq!(exit(&["nginx.conf", "--probe-replay", "absent.toml"]), Some(2));
        std::fs::write(tree.path("broken.toml"), "[[connect]]\nto = 1\n").expect("a file");
        assert_eq!(exit(&["nginx.conf", "--probe-replay", "broken.toml"]), Some(2));
        assert_eq!(exit(&["nginx.conf", "--probe", "all", "--probe-replay", "saved.toml"]), Some(2));
        assert_eq!(exit(&["nginx.conf", "--probe-save", "saved.toml"]), Some(2));
        assert_eq!(exit(&["nginx.conf", "--probe", "smtp"]), Some(2));
    });
}
