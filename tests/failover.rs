//! httpd itself as the judge of failure policies: balancers whose first member fails in one way and whose second
//! one works, on loopback, and what clients get of them.
//!
//! Where apache2 is not installed the test says so and passes, unless `PROXYLINT_PROOFS` is `required`.

use proxylint::dialect::{Entry, EntryText, read};
use proxylint::model::{Action, DialectName, Failure, FailurePolicy, MethodClass, Proxy, VersionRange};
use proxylint::source::Sources;
use proxylint::world::Memory;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const MODULES: &str = "/usr/lib/apache2/modules";

/// How the first member fails.
const KINDS: [(&str, Failure); 10] = [
    ("refused", Failure::Refused),
    ("closes", Failure::ClosedEarly),
    ("silent", Failure::Silent),
    ("garbage", Failure::Garbage),
    ("large", Failure::HeadTooLarge),
    ("error", Failure::OwnError),
    ("plain", Failure::TlsToPlain),
    ("gone", Failure::NameGone),
    ("socket", Failure::SocketMissing),
    ("cut", Failure::CutInBody),
];

/// What is set on every balancer, and on every member.
const VARIANTS: [(&str, &str); 6] = [
    ("", ""),
    ("failonstatus=500", ""),
    ("failontimeout=On", ""),
    ("nofailover=On", ""),
    ("", "status=+I"),
    ("", "retry=30"),
];

/// Reads a request and answers it in the way of its kind.
fn serve(kind: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    if kind == "refused" {
        return address;
    }
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(kind, stream));
        }
    });
    address
}

fn answer(kind: &str, mut stream: TcpStream) {
    let mut head = [0; 8192];
    let read = stream.read(&mut head);
    if kind == "closes" || read.is_err() {
        return;
    }
    let reply: Vec<u8> = match kind {
        "silent" => {
            std::thread::sleep(Duration::from_secs(4));
            return;
        }
        "garbage" => b"\x00\x01no HTTP\r\n\r\n".to_vec(),
        "large" => {
            [b"HTTP/1.1 200 OK\r\nX: ", &[b'a'; 20_000][..], b"\r\nContent-Length: 0\r\n\r\n"].concat()
        }
        "error" => b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".to_vec(),
        "cut" => b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nok".to_vec(),
        _ => b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok".to_vec(),
    };
    let _ = stream.write_all(&reply);
}

struct Httpd(Child);

impl Drop for Httpd {
    fn drop(&mut self) {
        let _ = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ = self.0.wait();
    }
}

fn url(kind: &str, address: SocketAddr) -> String {
    match kind {
        "plain" => format!("https://{address}"),
        "gone" => format!("http://nobody.invalid:{}", address.port()),
        "socket" => "unix:/nonexistent/app.sock|http://socket".to_owned(),
        _ => format!("http://{address}"),
    }
}

/// For each variant and kind three balancers: both members, both without attempts, and the failing one alone.
fn configuration(root: &std::path::Path, port: u16, servers: &[(SocketAddr, SocketAddr)]) -> String {
    let root = root.display();
    let mut text = format!(
        "ServerRoot {root}\nDefaultRuntimeDir {root}\nPidFile {root}/pid\nErrorLog {root}/error.log\n\
         ServerName localhost\nListen 127.0.0.1:{port}\n"
    );
    for name in ["mpm_event", "authz_core", "proxy", "proxy_http", "proxy_balancer", "lbmethod_byrequests"]
        .iter()
        .chain(&["slotmem_shm", "ssl"])
    {
        text.push_str(&format!("LoadModule {name}_module {MODULES}/mod_{name}.so\n"));
    }
    text.push_str("ProxyTimeout 1\nSSLProxyEngine On\n");
    for (number, (balancer, member)) in VARIANTS.iter().enumerate() {
        for ((kind, _), (bad, good)) in KINDS.iter().zip(servers) {
            for (shape, attempts) in [("both", ""), ("once", "maxattempts=0"), ("alone", "")] {
                let name = format!("{shape}-{number}-{kind}");
                let bad = url(kind, *bad);
                text.push_str(&format!("<Proxy balancer://{name}>\nBalancerMember {bad} {member}\n"));
                if shape != "alone" {
                    text.push_str(&format!("BalancerMember http://{good} {member}\n"));
                }
                if !balancer.is_empty() || !attempts.is_empty() {
                    text.push_str(&format!("ProxySet {balancer} {attempts}\n"));
                }
                text.push_str(&format!("</Proxy>\nProxyPass /{name}/ balancer://{name}/\n"));
            }
        }
    }
    text
}

/// The status of a reply; a body that is cut counts as one.
fn get(port: u16, path: &str) -> u16 {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("httpd listens");
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a request is taken");
    let mut reply = Vec::new();
    let _ = stream.read_to_end(&mut reply);
    let status = reply.get(9..12).and_then(|digits| std::str::from_utf8(digits).ok());
    status.and_then(|digits| digits.parse().ok()).unwrap_or(0)
}

fn policy(proxy: &Proxy, name: &str) -> FailurePolicy {
    let path = format!("/{name}/");
    for (_, host) in proxy.hosts.iter() {
        for route in &host.routes {
            let Action::Forward(forward) = &route.action else { continue };
            let target = &forward.targets[0];
            if format!("{:?}", route.when).contains(&path) {
                let pool = &proxy.pools[target.pool];
                return proxy.speech.policy(proxy, route.groups, target.protocol, pool);
            }
        }
    }
    panic!("no route for {name}");
}

#[test]
fn balancers_fail_over_as_the_policy_says() {
    if !std::path::Path::new(MODULES).is_dir() || Command::new("apache2").arg("-v").output().is_err() {
        assert_ne!(std::env::var("PROXYLINT_PROOFS").as_deref(), Ok("required"), "apache2 is not installed");
        println!("skipped: apache2 is not installed");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let servers: Vec<_> = KINDS.iter().map(|(kind, _)| (serve(kind), serve("works"))).collect();
    let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    let text = configuration(folder.path(), port, &servers);
    let main = folder.path().join("httpd.conf");
    std::fs::write(&main, &text).expect("a configuration");
    let files = Memory::new().file("/etc/apache2/apache2.conf", text);
    let entry = Entry {
        dialect: DialectName::Apache,
        text: EntryText::Main("/etc/apache2/apache2.conf".into()),
        versions: VersionRange::named("2.4.66").expect("a version"),
    };
    let proxy = read(&entry, &files, &mut Sources::default()).expect("a configuration");
    let child = Command::new("apache2")
        .args(["-DFOREGROUND", "-f"])
        .arg(&main)
        .stderr(Stdio::null())
        .spawn()
        .expect("apache2 starts");
    let _httpd = Httpd(child);
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(started.elapsed() < Duration::from_secs(30), "httpd does not listen");
        std::thread::sleep(Duration::from_millis(50));
    }
    let mut jobs = Vec::new();
    for number in 0..VARIANTS.len() {
        for (kind, failure) in KINDS {
            jobs.push(std::thread::spawn(move || {
                let path = |shape: &str| format!("/{shape}-{number}-{kind}/x");
                let both = get(port, &path("both"));
                let once = [(); 3].map(|()| get(port, &path("once")));
                let alone = get(port, &path("alone"));
                (number, kind, failure, both, once, alone)
            }));
        }
    }
    let mut wrong = Vec::new();
    for job in jobs {
        let (number, kind, failure, both, once, alone) = job.join().expect("answers");
        let reaction = |shape: &str| {
            policy(&proxy, &format!("{shape}-{number}-{kind}")).on(failure, MethodClass::Repeatable)
        };
        let (two, single) = (reaction("both"), reaction("once"));
        let name = format!("{:?} {kind}", VARIANTS[number]);
        // A body that is cut begins well: nothing tells the two members apart here.
        if failure == Failure::CutInBody {
            assert!(!two.another && !two.marks, "{name}");
            continue;
        }
        if two.another != (both == 200) {
            wrong.push(format!("{name}: another server is {}, the client got {both}", two.another));
        }
        // Requests take turns: the third one meets the failing member again, unless it was left out.
        if single.marks != (once[2] == 200) {
            wrong.push(format!("{name}: marked is {}, clients got {once:?}", single.marks));
        }
        let told = reaction("alone").status;
        if failure != Failure::OwnError && told != alone.to_string() {
            wrong.push(format!("{name}: the status is {told}, the client got {alone}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
