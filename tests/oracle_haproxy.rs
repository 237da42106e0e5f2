//! HAProxy itself as the judge: each small text is read here and given to `haproxy -c`.
//!
//! What HAProxy accepts is refused nowhere here, neither by the parser nor by lowering; what it refuses is. Where
//! the parser says why, HAProxy says the same. Where it is not installed the test says so and passes, unless
//! `PROXYLINT_PROOFS` is `required`. The words were compared with HAProxy 2.6.12.

use proxylint::dialect::{Entry, EntryText, read};
use proxylint::model::{DialectName, Proxy, RemarkKind, VersionRange};
use proxylint::source::Sources;
use proxylint::world::Memory;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where a text stands.
#[derive(Clone, Copy, PartialEq)]
enum Frame {
    /// It is the whole file.
    Main,
    /// In a backend below common defaults and a frontend that leads to it.
    Backend,
    /// In the frontend above that backend.
    Frontend,
    /// In `defaults`.
    Defaults,
    /// In `global`.
    Global,
}

use Frame::{Backend, Defaults, Frontend, Global, Main};

const CASES: &[(Frame, &str)] = &[
    (Backend, " server a 127.0.0.1:80\n server b 127.0.0.1:81 track a\n"),
    (Backend, " server a 127.0.0.1:80 check\n server b 127.0.0.1:81 track a\n"),
    (Backend, " server a 127.0.0.1:80 check\n server b 127.0.0.1:81 track gone\n"),
    (Backend, " default-server check\n server a 127.0.0.1:80\n server b 127.0.0.1:81 no-check track a\n"),
    // Actions, names, steps
    (Frontend, " http-request dney if TRUE\n"),
    (Frontend, " http-request deny if TRUE\n"),
    (Frontend, " http-request set-var(foo) src\n"),
    (Frontend, " http-request set-var(txn.foo) src\n"),
    (Frontend, " http-request set-var(txn.foo) var(bar)\n"),
    (Frontend, " http-request deny if { var(foo) -m found }\n"),
    (Frontend, " http-request deny if !{ var(txn.foo) -m found }\n"),
    (Frontend, " http-request set-header X %[req.hdr(host)\n"),
    (Frontend, " http-request set-header X %[(a)]\n"),
    (Frontend, " http-request set-header X %[req.hdr(a))]\n"),
    (Frontend, " http-request set-header X %[req.hdr(a),lower)]\n"),
    (Frontend, " http-request set-header X %%[x\n"),
    (Frontend, " http-request set-header X \"%[req.hdr(a),lower,regsub('(a|b)',c)]\"\n"),
    (Frontend, " http-request use-service lua.nobody\n"),
    (Frontend, " tcp-request content reejct\n"),
    (Frontend, " acl a/b path /x\n"),
    (Frontend, " acl a path /x\n"),
    (Frontend, " stats notreal\n"),
    (Frontend, " stats enable\n stats refresh 10s\n stats show-legends\n stats admin if TRUE\n"),
    (Frontend, " use_backend b foo\n"),
    (Frontend, " bind udp@127.0.0.1:8099\n"),
    (Frontend, " bind /tmp/proxylint-oracle.sock mode admin\n"),
    (Frontend, " bind /tmp/proxylint-oracle.sock mode 660\n"),
    (
        Backend,
        " option tcp-check\n tcp-check expect string x\n tcp-check connect\n server s 127.0.0.1:80 check\n",
    ),
    (
        Backend,
        " option tcp-check\n tcp-check comment c\n tcp-check connect\n tcp-check expect string x\n tcp-check connect port 81\n server s 127.0.0.1:80 check\n",
    ),
    (Backend, " description a\\\n foo bar\n"),
    (Backend, " source 127.0.0.1:1-2\n"),
    (Global, " log 127.0.0.1:1-2 local0\n"),
    (Global, " log 127.0.0.1:514 local0\n"),
    (Global, " stats socket /tmp/proxylint-oracle.sock mode admin\n"),
    (Main, "global x\n"),
    // A: lines
    (Main, "global\n maxconn 10"),
    (Main, "global\r\n maxconn 10\r\n"),
    (Main, "global\n maxconn 10\r junk that is lost\n"),
    (Main, "\u{feff}global\n maxconn 10\n"),
    (Main, "timeout client 1s\nglobal\n"),
    (Main, "  global\n\x0b\x0cmaxconn 10\n"),
    (Main, "global\n maxconn\u{a0}10\n"),
    (Main, "global\n maxconn 1\0 0\n daemon\n"),
    (Main, "[scope]\nglobal\n"),
    (Main, "[scope\nglobal\n"),
    (Main, "[a b]\nglobal\n"),
    (Main, "[]\nglobal\n"),
    (Backend, " server s \\\n 127.0.0.1:80\n"),
    (Backend, " server s 127.0.0.1:80 # comment\n"),
    (Backend, " server s 127.0.0.1:80#comment\n"),
    // A: quotes and backslashes
    (Backend, " mo\"de\" h'tt'p\n"),
    (Backend, " 'server' s \"127.0.0.1:80\"\n"),
    (Backend, " description don't\n"),
    (Backend, " description \"open\n"),
    (Backend, " description 'open\n"),
    (Backend, " description a\\ b\\#c\\\"d\\'e\\\\f\\tg\n"),
    (Backend, " description a\\qb\\.c\n"),
    (Backend, " description \\x41\n"),
    (Backend, " description \\x4g\n"),
    (Backend, " description \"a\\$b\"\n"),
    (Backend, " description '\\x4g'\n"),
    (Backend, " http-request set-path \"%[path,regsub('(a|b)',c,g)]\"\n"),
    // A: variables
    (Backend, " description \"$HOME\"\n"),
    (Backend, " description \"${NO_SUCH-x}\"\n"),
    (Backend, " description \"${NO_SUCH:-x}\"\n"),
    (Backend, " description \"${NO_SUCH\"\n"),
    (Backend, " description \"$1\"\n"),
    (Backend, " description \"a$\"\n"),
    (Backend, " description $1 a$\n"),
    (Backend, " description '$1'\n"),
    (Backend, " description \"$.LINE\"\n"),
    (Backend, " description \"${NO_SUCH[*]}x\"\n"),
    (Global, " setenv A 127.0.0.1\nbackend c\n server s \"$A:80\"\n"),
    (Global, " setenv A 127.0.0.1\nbackend c\n server s $A:80\n"),
    // A: words and cases
    (Backend, " MODE http\n"),
    (Backend, " server s 127.0.0.1:80 \"\" bogus words\n"),
    (Backend, " maxconn\n"),
    (Backend, " balance\n"),
    (Backend, " retries\n"),
    (Frontend, " default_backend\n"),
    (Backend, " description\n"),
    (Backend, " no option redispatch\n"),
    (Backend, " default option redispatch\n"),
    (Backend, " no timeout server\n"),
    (Backend, " no server s\n"),
    (Backend, " no option httpchk\n"),
    (Backend, " option htpchk\n"),
    (Backend, " timeout sever 1s\n"),
    (Backend, " blance roundrobin\n"),
    // A: conditions
    (Main, ".if 1\nglobal\n.else\nfrobnicate\n.endif\n"),
    (Main, ".if 0\nglobal\n bogus x\n.endif\n"),
    (Main, ".if 1\nglobal\n"),
    (Main, "global\n.endif\n"),
    (Main, "global\n.else\n"),
    (Main, "global\n.if 1\n.else\n.else\n.endif\n"),
    (Main, "global\n.if 1\n.endif x\n.endif\n"),
    (Main, ".if 0\n description 'open\n.endif\n"),
    (Main, "global\n.if version_atleast(2.4)\n maxconn 10\n.else\n bogus\n.endif\n"),
    (Main, "global\n.if defined(NO_SUCH)\n maxconn 10\n.endif\n"),
    // A: names and sections
    (Main, "backend a/b\n"),
    (Main, "backend\n"),
    (Main, "backend a.b:c-d_e\n"),
    (Main, "backend a\nbackend a\n"),
    (Main, "backend a\nfrontend a\n bind 127.0.0.1:18080\n"),
    (Main, "defaults a\nbackend b from a\n"),
    (Main, "defaults a\nbackend b from c\n"),
    (Main, "defaults from a\n"),
    (Backend, " server s 127.0.0.1:80\n server s 127.0.0.1:81\n"),
    (Backend, " server a/b 127.0.0.1:80\n"),
    // B: times
    (Backend, " timeout server 30\n"),
    (Backend, " timeout server 30x\n"),
    (Backend, " timeout server 1.5s\n"),
    (Backend, " timeout server -1\n"),
    (Backend, " timeout server 2S\n"),
    (Backend, " timeout server 1h30m\n"),
    (Backend, " timeout server 500us\n"),
    (Backend, " timeout server 24d\n"),
    (Backend, " timeout server 25d\n"),
    (Backend, " timeout server 1 s\n"),
    (Backend, " timeout server\n"),
    // B: addresses of servers
    (Backend, " server s 127.0.0.1\n"),
    (Backend, " server s 127.0.0.1:\n"),
    (Backend, " server s :80\n"),
    (Backend, " server s *:80\n"),
    (Backend, " server s 127.0.0.1:+10\n"),
    (Backend, " server s 127.0.0.1:80-90\n"),
    (Backend, " server s 127.0.0.1:http\n"),
    (Backend, " server s 127.0.0.1:80x\n"),
    (Backend, " server s 127.0.0.1:080\n"),
    (Backend, " server s 127.0.0.1:99999\n"),
    (Backend, " server s http://127.0.0.1:80\n"),
    (Backend, " server s [::1]:80\n"),
    (Backend, " server s ::1:80\n"),
    (Backend, " server s ipv4@127.0.0.1:80\n"),
    (Backend, " server s unix@/run/x.sock\n"),
    (Backend, " server s /run/x.sock\n"),
    (Backend, " server s abns@x\n"),
    (Backend, " server s\n"),
    (Backend, " server s 127.0.0.1:80 chekc\n"),
    (Backend, " server s 127.0.0.1:80 weight\n"),
    (Backend, " server s 127.0.0.1:80 weight 300\n"),
    (Backend, " server s 127.0.0.1:80 weight 256\n"),
    (Backend, " server s 127.0.0.1:80 check inter 2s fall 3 rise 2 backup\n"),
    (Backend, " server s 127.0.0.1:80 check inter 2x\n"),
    (Backend, " server s 127.0.0.1:80 ssl verify none\n"),
    (Backend, " server s 127.0.0.1:80 ssl verify maybe\n"),
    (Backend, " server s 127.0.0.1:80 resolvers nobody\n"),
    (Backend, " server-template s 3 127.0.0.1:80\n"),
    (Backend, " server-template s 1-3 127.0.0.1:80 check\n"),
    (Backend, " server-template s 0 127.0.0.1:80\n"),
    (Backend, " balance roundrobn\n"),
    (Backend, " balance hdr(host)\n"),
    (Backend, " mode htp\n"),
    (Backend, " http-reuse sometimes\n"),
    (Backend, " retry-on conn-failure 503 0rtt-rejected\n"),
    (Backend, " retry-on nothing\n"),
    // B: binds
    (Frontend, " bind 127.0.0.1:18081\n"),
    (Frontend, " bind 127.0.0.1:18081,127.0.0.1:18082\n"),
    (Frontend, " bind 127.0.0.1:18081, 127.0.0.1:18082\n"),
    (Frontend, " bind 127.0.0.1:18081-18083\n"),
    (Frontend, " bind 127.0.0.1:18083-18081\n"),
    (Frontend, " bind 18081\n"),
    (Frontend, " bind 127.0.0.1:0\n"),
    (Frontend, " bind 127.0.0.1:70000\n"),
    (Frontend, " bind [::1]:18081\n"),
    (Frontend, " bind :::18081\n"),
    (Frontend, " bind\n"),
    (Frontend, " bind /tmp/no-such-folder/x.sock\n"),
    (Frontend, " bind 127.0.0.1:18081 accept-proxy name x\n"),
    (Frontend, " bind 127.0.0.1:18081 acept-proxy\n"),
    (Frontend, " bind 127.0.0.1:18081 ssl verify maybe\n"),
    // C: capabilities and references
    (Frontend, " server s 127.0.0.1:80\n"),
    (Frontend, " balance roundrobin\n"),
    (Frontend, " timeout server 5s\n"),
    (Backend, " bind 127.0.0.1:18081\n"),
    (Backend, " timeout client 5s\n"),
    (Defaults, " bind 127.0.0.1:18081\n"),
    (Defaults, " server s 127.0.0.1:80\n"),
    (Defaults, " default-server check inter 1s\n"),
    (Defaults, " http-request deny\n"),
    (Main, "defaults d\n mode http\n http-request deny\n"),
    (Main, "listen l 127.0.0.1:18080\n mode http\n"),
    (Main, "listen l from d\n"),
    (Frontend, " default_backend nope\n"),
    (Frontend, " use_backend nope if TRUE\n"),
    (Frontend, " use_backend f if TRUE\n"),
    (Frontend, " use_backend %[req.hdr(host)]\n"),
    (Backend, " stick-table type ip size 1k peers nobody\n"),
    (Backend, " errorfiles nobody\n"),
    (Backend, " use-fcgi-app nobody\n"),
    (Backend, " email-alert mailers nobody\n email-alert from a@b.c\n email-alert to a@b.c\n"),
    (Backend, " http-request cache-use nobody\n"),
    (Backend, " server s 127.0.0.1:80 track nobody\n"),
    (Backend, " server s 127.0.0.1:80 track x/nobody\n"),
    (
        Backend,
        " server s 127.0.0.1:80 check\n server t 127.0.0.1:81 track s\n server u 127.0.0.1:82 track b/s\n",
    ),
    (Backend, " use-server s if TRUE\n server s 127.0.0.1:80\n"),
    (Backend, " use-server nobody if TRUE\n server s 127.0.0.1:80\n"),
    (Backend, " use-server s2 if TRUE\n server-template s 1-2 127.0.0.1:80\n"),
    (Global, " maxconn 10k\n"),
    (Global, " nbproc 2\n"),
    (Global, " bogus 2\n"),
    (Global, " tune.maxrewrite 512\n"),
    (Backend, " reqrep a b\n"),
    (Backend, " clitimeout 5s\n"),
    (Backend, " option forceclose\n"),
    (Backend, " option http_proxy\n"),
];

fn text(frame: Frame, text: &str) -> String {
    let part = |wanted: Frame| if wanted == frame { text } else { "" };
    if frame == Main {
        return text.to_owned();
    }
    format!(
        "global\n{}defaults\n mode http\n timeout connect 1s\n timeout client 5s\n timeout server 5s\n{}frontend f\n bind 127.0.0.1:18080\n default_backend b\n{}backend b\n{}",
        part(Global),
        part(Defaults),
        part(Frontend),
        part(Backend)
    )
}

fn lower(text: &str) -> (Proxy, Sources) {
    let mut sources = Sources::default();
    let entry = Entry {
        dialect: DialectName::Haproxy,
        text: EntryText::Bytes {
            path: PathBuf::from("haproxy.cfg"),
            bytes: text.as_bytes().to_vec(),
            whole: true,
        },
        versions: VersionRange::named("2.6").expect("a version"),
    };
    let proxy = read(&entry, &Memory::default(), &mut sources).expect("bytes at hand");
    (proxy, sources)
}

/// What is refused here, with its line.
fn refused(proxy: &Proxy, sources: &Sources) -> Vec<String> {
    let line = |at: proxylint::source::Span| sources.get(at.file).line_of(at.start);
    let syntax = proxy.syntax.iter().map(|error| format!("{}: {:?}", line(error.at), error.kind));
    let remarks = proxy.remarks.iter().filter(|remark| refuses(&remark.kind));
    syntax.chain(remarks.map(|remark| format!("{}: {:?}", line(remark.at.span), remark.kind))).collect()
}

fn refuses(kind: &RemarkKind) -> bool {
    matches!(
        kind,
        RemarkKind::InvalidValue { .. }
            | RemarkKind::InvalidAddress { .. }
            | RemarkKind::UnknownDirective { .. }
            | RemarkKind::OtherVersion { .. }
            | RemarkKind::UndefinedName { .. }
            | RemarkKind::NameDefinedTwice { .. }
            | RemarkKind::WrongContext { .. }
            | RemarkKind::WrongArguments { .. }
    )
}

fn haproxy() -> Option<PathBuf> {
    let known = ["/usr/sbin/haproxy", "/usr/local/sbin/haproxy", "/usr/bin/haproxy"];
    let found = known.iter().map(Path::new).find(|path| path.is_file()).map(Path::to_path_buf);
    if found.is_none() {
        assert!(
            std::env::var_os("PROXYLINT_PROOFS").is_none_or(|value| value != "required"),
            "HAProxy is not installed, and PROXYLINT_PROOFS is \"required\""
        );
        eprintln!("HAProxy is not installed: its grammar is not compared");
    }
    found
}

#[test]
fn haproxy_and_we_refuse_the_same() {
    let Some(haproxy) = haproxy() else { return };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("haproxy.cfg");
    let mut wrong = Vec::new();
    for (frame, case) in CASES {
        let text = text(*frame, case);
        std::fs::write(&path, &text).expect("a file");
        let output = Command::new(&haproxy).args(["-c", "-f"]).arg(&path).output().expect("haproxy runs");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let alert = said.lines().find(|line| line.contains("ALERT")).unwrap_or_default();
        let (proxy, sources) = lower(&text);
        let ours = refused(&proxy, &sources);
        let theirs = output.status.code() == Some(1);
        if theirs == ours.is_empty() {
            wrong.push(format!("{case:?}: HAProxy {theirs} {alert:?}, here {ours:?}"));
        }
        for error in proxy.syntax.iter().filter(|_| theirs) {
            if !error.server_says.is_empty() && !said.contains(&error.server_says) {
                wrong.push(format!("{case:?}: HAProxy says {said:?}, not {:?}", error.server_says));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}
