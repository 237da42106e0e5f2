//! Files that are no files: whatever a path leads to, a run ends soon, and says what it could not judge.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Far more than a run takes, and far less than reading to the end of what has none.
const SOON: Duration = Duration::from_secs(20);

/// A tree on a real disk: a pipe and a file of a terabyte as certificates, links that lead round, a pipe as include.
fn tree(main: &str, text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    for directory in ["etc/ssl", Path::new(main).parent().and_then(Path::to_str).expect("a folder")] {
        std::fs::create_dir_all(at(directory)).expect("a folder");
    }
    std::fs::write(at(main), text).expect("a main file");
    for pipe in ["etc/ssl/pipe.pem", "etc/ssl/pipe.conf"] {
        let made = Command::new("mkfifo").arg(at(pipe)).status().expect("mkfifo runs");
        assert!(made.success());
    }
    // Holes take no room on the disk.
    let endless = std::fs::File::create(at("etc/ssl/endless.pem")).expect("a file");
    endless.set_len(1 << 40).expect("a large file");
    std::os::unix::fs::symlink("loop.pem", at("etc/ssl/loop.pem")).expect("a link");
    std::os::unix::fs::symlink("there.pem", at("etc/ssl/here.pem")).expect("a link");
    std::os::unix::fs::symlink("here.pem", at("etc/ssl/there.pem")).expect("a link");
    folder
}

fn check(folder: &tempfile::TempDir, main: &str, more: &[&str]) -> (Output, Duration) {
    let start = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_proxylint"))
        .args(["check", "--format", "unix", "--root"])
        .arg(folder.path())
        .args(more)
        .arg(folder.path().join(main))
        .env_clear()
        .output()
        .expect("proxylint runs");
    (output, start.elapsed())
}

#[test]
fn what_a_path_leads_to_costs_bounded_time_and_is_told() {
    let nginx = "events {}\nhttp {\n    include /etc/ssl/pipe.conf;\n\
        server { listen 443 ssl; ssl_certificate /etc/ssl/pipe.pem; ssl_certificate_key /etc/ssl/pipe.pem; return 200; }\n\
        server { listen 444 ssl; ssl_certificate /etc/ssl/endless.pem; ssl_certificate_key /etc/ssl/endless.pem; return 200; }\n\
        server { listen 445 ssl; ssl_certificate /etc/ssl/loop.pem; ssl_certificate_key /etc/ssl/here.pem; return 200; }\n}\n";
    let haproxy = "defaults\n    mode http\n    timeout connect 1s\n    timeout client 1s\n    timeout server 1s\n\
        frontend a\n    bind :443 ssl crt /etc/ssl/pipe.pem\n    bind :444 ssl crt /etc/ssl/endless.pem\n    \
        bind :445 ssl crt /etc/ssl/loop.pem\n    http-request return status 200\n";
    let apache = "Listen 443\nListen 444\nListen 445\nInclude /etc/ssl/pipe.conf\n\
        <VirtualHost *:443>\nSSLEngine on\nSSLCertificateFile /etc/ssl/pipe.pem\n</VirtualHost>\n\
        <VirtualHost *:444>\nSSLEngine on\nSSLCertificateFile /etc/ssl/endless.pem\n</VirtualHost>\n\
        <VirtualHost *:445>\nSSLEngine on\nSSLCertificateFile /etc/ssl/loop.pem\n</VirtualHost>\n";
    let mains = [
        ("etc/nginx/nginx.conf", nginx),
        ("etc/haproxy/haproxy.cfg", haproxy),
        ("etc/apache2/apache2.conf", apache),
    ];
    for (main, text) in mains {
        let folder = tree(main, text);
        for more in [&[][..], &["--require-files"]] {
            let (output, took) = check(&folder, main, more);
            let (found, told) =
                (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
            assert!(took < SOON, "{main}: {took:?}");
            assert_eq!(output.status.code(), Some(1), "{main}: {found}{told}");
            let looped = found.lines().find(|line| line.contains("[certificate-missing]"));
            assert!(looped.is_some_and(|line| line.contains("is a link")), "{main}: {found}");
            // The pipe and the endless file.
            let unread = told.split_whitespace().collect::<Vec<_>>().join(" ");
            assert!(unread.contains("2 certificates in a form not read here"), "{main}: {unread}");
        }
    }
}
