//! Requests against tables of what the running server did with them: the deciding line, the target, what the
//! next hop got, the status of an answer.
//!
//! Tables lie in `fixtures/routing/<case>/requests.tsv` beside the configuration's tree, and in the folder that
//! `PROXYLINT_ROUTING` names: a folder of cases, or one with a folder of cases for each server. Columns: listener, tls_sni, method, target, host, headers; kind, at, backend,
//! sent_path, sent_host, status. A row is right, depends, or wrong; a wrong one fails the test.

use proxylint::dialect::{Entry, EntryText, read};
use proxylint::model::evaluate::{
    ClientTls, Door, Hop, LeadsBack, NoFiles, NoWorld, ProxyHeader, Reply, Request, Routing, Sent, Spoken,
    Verdict, World,
};
use proxylint::model::{DialectName, RouteId, Text, VersionRange};
use proxylint::source::{At, Sources};
use proxylint::world::{Files, Kind, Rooted};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A server whose tables are judged.
struct Oracle {
    dialect: DialectName,
    /// The main file in a case's tree.
    main: &'static str,
    version: &'static str,
    /// Backends that are not there.
    nobody: &'static [u16],
    /// The header whose number backends answer with.
    wants: &'static str,
    /// Backends that answer at all sockets.
    sockets: bool,
    /// Rows that may depend at the most, in percent of all.
    most_open: usize,
}

const ORACLES: [Oracle; 3] = [
    Oracle {
        dialect: DialectName::Nginx,
        main: "/etc/nginx/nginx.conf",
        version: "1.22.1",
        nobody: &[9098, 9099],
        wants: "X-Want",
        sockets: false,
        most_open: 5,
    },
    Oracle {
        dialect: DialectName::Haproxy,
        main: "/etc/haproxy/haproxy.cfg",
        version: "2.6.12",
        nobody: &[9090, 9091, 9092, 9093, 9094, 9095, 9096, 9097, 9098, 9099],
        wants: "X-Want",
        sockets: false,
        most_open: 15,
    },
    Oracle {
        dialect: DialectName::Apache,
        main: "/etc/apache2/apache2.conf",
        version: "2.4.71",
        nobody: &[9010, 9050, 9061],
        wants: "X-Echo-Status",
        sockets: true,
        most_open: 15,
    },
];

/// Backends that answer as the request's `X-Auth-Want` says.
const GATES: std::ops::RangeInclusive<u16> = 9050..=9059;

type Row<'a> = BTreeMap<&'a str, &'a str>;

/// The echo servers behind a case, and its files.
struct Yard<'a> {
    oracle: &'a Oracle,
    files: &'a Rooted,
    routing: &'a Routing<'a>,
    /// The verdict of the hop through the same proxy, if there was one.
    inner: RefCell<Option<Verdict>>,
}

impl World for Yard<'_> {
    fn kind(&self, path: &[u8]) -> Option<Kind> {
        let path = Path::new(std::str::from_utf8(path).ok()?);
        // Below the prefix that the server was built with lies nothing.
        Some(if path.is_absolute() { self.files.kind(path) } else { Kind::Missing })
    }

    fn reply(&self, sent: &Sent, server: &Hop) -> Option<Reply> {
        let door = server.door.clone()?;
        if self.routing.listener(&door).ok()?.is_some() {
            let request = sent.request(door).ok()?;
            let verdict = self.routing.deliver(&request, self).verdict;
            let status = match &verdict {
                Verdict::Answer(answered) => Some(answered.status),
                Verdict::Forward(forwarded) => forwarded.status,
                Verdict::Dropped { .. } | Verdict::Refused { .. } => return Some(Reply::Refused),
                Verdict::Depends(_) => None,
            };
            *self.inner.borrow_mut() = Some(verdict);
            return status.map(|status| Reply::Status { status, inside: None });
        }
        let answers = |status| Some(Reply::Status { status, inside: None });
        let Door::Ip(address) = door else {
            return if self.oracle.sockets { answers(200) } else { Some(Reply::Refused) };
        };
        if self.oracle.nobody.contains(&address.port()) {
            return Some(Reply::Refused);
        }
        let header = |name: &str| {
            let found = sent.headers.iter().find(|(found, _)| found.eq_ignore_case(name.as_bytes()));
            found.and_then(|(_, value)| value.clone().ok())
        };
        // They speak WebSocket, where the client's wish gets through to them.
        if self.oracle.dialect == DialectName::Apache && header("Upgrade").is_some() {
            return answers(101);
        }
        let gate = self.oracle.dialect == DialectName::Nginx && GATES.contains(&address.port());
        let wanted = header(if gate { "X-Auth-Want" } else { self.oracle.wants });
        let number = |text: &Text| std::str::from_utf8(text).ok()?.parse().ok();
        let path = sent.path.clone().ok().flatten().unwrap_or_default();
        let inside =
            header("X-Want-Accel").filter(|_| path.starts_with(b"/files") || path.starts_with(b"/download"));
        Some(Reply::Status { status: wanted.as_ref().and_then(number).unwrap_or(200), inside })
    }

    fn up(&self, server: &Hop) -> Option<bool> {
        match server.door.as_ref()? {
            Door::Ip(address) => Some(!self.oracle.nobody.contains(&address.port())),
            Door::Unix(_) => Some(false),
        }
    }
}

fn request(row: &Row<'_>) -> Request {
    let mut request = Request::get(Door::Unix(Text::default()), b"", row["target"].as_bytes());
    if row.get("note").is_some_and(|note| note.contains("as the raw byte")) {
        let bytes: Vec<u8> = row["target"].chars().map(|sign| sign as u8).collect();
        request.target = bytes.into();
    }
    request.door = Door::Ip(row["listener"].parse().expect("an address"));
    request.hosts.clear();
    request.client = match &request.door {
        Door::Ip(address) if address.is_ipv6() => "::1".parse().ok(),
        _ => "127.0.0.1".parse().ok(),
    };
    request.tls = match row["tls_sni"] {
        "-" => None,
        "none" | "(none)" => Some(ClientTls { sni: None, protocols: Some(Vec::new()) }),
        name => Some(ClientTls { sni: Some(name.into()), protocols: Some(Vec::new()) }),
    };
    request.method = row["method"].into();
    match row["host"] {
        "-" => {}
        "\"\"" | "(empty)" => request.hosts.push(Text::default()),
        host => request.hosts.push(host.into()),
    }
    for header in row["headers"].split(" | ").filter(|header| *header != "-") {
        let (name, value) = header.split_once(':').unwrap_or((header, ""));
        match name {
            "@http" if value == "1.0" => request.version = Spoken::V1_0,
            "@http" if value == "0.9" => request.version = Spoken::V0_9,
            "@http" if value == "2" => request.version = Spoken::V2,
            "@http" => {}
            "@body" => request.body = Some(value.len() as u64),
            "@from" | "@src" => request.client = value.parse().ok(),
            "@proxy" => {
                let part = |place: usize| value.split(' ').nth(place);
                let client = part(2).and_then(|client| client.parse().ok());
                let address = part(3).and_then(|address| address.parse::<std::net::IpAddr>().ok());
                let port = part(5).and_then(|port| port.parse().ok());
                let destination =
                    address.zip(port).map(|(address, port)| std::net::SocketAddr::new(address, port));
                request.proxy_header = Some(ProxyHeader { client, destination });
            }
            name if name.eq_ignore_ascii_case("host") => request.hosts.push(value.into()),
            name => request.headers.push((name.into(), value.trim_start().into())),
        }
    }
    request
}

struct Case {
    oracle: &'static Oracle,
    sources: Sources,
    proxy: proxylint::model::Proxy,
    files: Rooted,
}

impl Case {
    fn new(folder: &Path) -> Case {
        let files = Rooted::new(folder, Vec::new());
        let mut sources = Sources::default();
        let oracle = ORACLES
            .iter()
            .find(|oracle| folder.join(oracle.main.trim_start_matches('/')).is_file())
            .expect("the main file of a server");
        let entry = Entry {
            dialect: oracle.dialect,
            text: EntryText::Main(PathBuf::from(oracle.main)),
            versions: VersionRange::named(oracle.version).expect("a version"),
        };
        let proxy = read(&entry, &files, &mut sources).expect("a configuration");
        Case { oracle, sources, proxy, files }
    }

    fn line(&self, at: At) -> String {
        let source = self.sources.get(at.span.file);
        let path = source.config_path().to_string_lossy();
        format!("{}:{}", path.trim_start_matches('/'), source.line_of(at.span.start))
    }

    /// `Ok(true)` right, `Ok(false)` depends; else what differs.
    fn judge(&self, routing: &Routing<'_>, row: &Row<'_>) -> Result<bool, String> {
        let yard = Yard { oracle: self.oracle, files: &self.files, routing, inner: RefCell::new(None) };
        let request = request(row);
        let mut verdict = routing.deliver(&request, &yard).verdict;
        let mut status = None;
        if let Verdict::Forward(forwarded) = &verdict
            && let Some(inner) = yard.inner.take()
            && forwarded.last.as_ref().is_none_or(|last| *last.text != *row["backend"].as_bytes())
        {
            // What the client gets comes from the first hop, all else from the second.
            status = Some(forwarded.status);
            verdict = inner;
        }
        let text = |known: &Option<Text>| match known {
            Some(text) => String::from_utf8_lossy(text).into_owned(),
            None => "-".to_owned(),
        };
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        match &verdict {
            Verdict::Depends(reasons) => {
                let lines: Vec<String> = reasons
                    .iter()
                    .map(|reason| format!("{:?} at {}", reason.doubt, self.line(reason.at)))
                    .collect();
                println!("    row {} depends: {}", row["id"], lines.join("; "));
                return Ok(false);
            }
            Verdict::Refused { .. } => {
                seen.insert("kind", "refused".to_owned());
            }
            Verdict::Dropped { at } => {
                seen.insert("kind", "dropped".to_owned());
                seen.insert("at", self.line(*at));
            }
            Verdict::Answer(answered) => {
                seen.insert("kind", "answer".to_owned());
                seen.insert("at", self.line(answered.at));
                seen.insert("backend", "-".to_owned());
                seen.insert("status", answered.status.to_string());
            }
            Verdict::Forward(forwarded) => {
                seen.insert("kind", "forward".to_owned());
                seen.insert("at", self.line(forwarded.at));
                let tried: Vec<String> = match &forwarded.last {
                    Some(last) => vec![text(&Some(last.text.clone()))],
                    None => {
                        forwarded.sent.servers.iter().map(|server| text(&Some(server.text.clone()))).collect()
                    }
                };
                let pool: Vec<String> =
                    forwarded.sent.servers.iter().map(|server| text(&Some(server.text.clone()))).collect();
                let backend = row["backend"].to_owned();
                // Of equal servers any may get it.
                let fits = tried.contains(&backend) || pool.contains(&backend);
                seen.insert("backend", if fits { backend } else { tried.join(" ") });
                let script = row.get("note").and_then(|note| note.strip_prefix("script_filename="));
                if let (Some(script), Ok(path)) = (script, &forwarded.sent.path) {
                    // The table tells REQUEST_URI, which is the client's own text.
                    let script = script.split(';').next().unwrap_or_default();
                    let right = text(path) == script;
                    seen.insert("sent_path", if right { row["sent_path"].to_owned() } else { text(path) });
                } else if row["sent_path"] != "-" {
                    let (Ok(path), Ok(host)) = (&forwarded.sent.path, &forwarded.sent.host) else {
                        println!("    row {} depends: path or Host is not known", row["id"]);
                        return Ok(false);
                    };
                    seen.insert("sent_path", text(path));
                    seen.insert("sent_host", text(host));
                }
                if let Some(status) = status.unwrap_or(forwarded.status) {
                    seen.insert("status", status.to_string());
                }
            }
        }
        let differs: Vec<String> = seen
            .iter()
            .filter(|(column, value)| !same(column, row[**column], value))
            .map(|(column, value)| format!("{column} is {value}, not {}", row[*column]))
            .collect();
        if differs.is_empty() { Ok(true) } else { Err(differs.join("; ")) }
    }
}

/// A value seen against the one observed. Where no line of the configuration decided, none is compared; of a
/// way through several hops of one server the last line is.
fn same(column: &str, observed: &str, seen: &str) -> bool {
    match (column, observed) {
        ("at", "-") => true,
        ("at", observed) => observed.rsplit(" > ").next() == Some(seen),
        (_, "(empty)") => seen.is_empty(),
        _ => observed == seen,
    }
}

#[derive(Default)]
struct Count {
    right: usize,
    depends: usize,
    wrong: usize,
}

fn table(folder: &Path) -> (&'static str, Count) {
    let text = std::fs::read_to_string(folder.join("requests.tsv")).expect("requests.tsv");
    let mut lines = text.lines();
    let names: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let case = Case::new(folder);
    let routing = case.proxy.routing();
    let mut count = Count::default();
    for line in lines.filter(|line| !line.is_empty()) {
        let row: Row<'_> = names.iter().copied().zip(line.split('\t')).collect();
        match case.judge(&routing, &row) {
            Ok(true) => count.right += 1,
            Ok(false) => count.depends += 1,
            Err(differs) => {
                count.wrong += 1;
                println!(
                    "    row {} wrong: {} {} {}: {differs}",
                    row["id"], row["method"], row["target"], row["host"]
                );
            }
        }
    }
    println!(
        "{}: right {}, depends {}, wrong {}",
        folder.file_name().unwrap_or_default().to_string_lossy(),
        count.right,
        count.depends,
        count.wrong
    );
    (case.oracle.dialect.word(), count)
}

/// Judges all cases of a folder, or of the folders in it that this reads; by server.
fn cases(folder: &Path) -> BTreeMap<&'static str, Count> {
    let mut totals: BTreeMap<&'static str, Count> = BTreeMap::new();
    let mut folders: Vec<PathBuf> = walkdir::WalkDir::new(folder)
        .max_depth(3)
        .into_iter()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_name() == "requests.tsv")
        .filter_map(|entry| Some(entry.path().parent()?.to_owned()))
        .collect();
    folders.sort();
    for folder in folders {
        let (server, count) = table(&folder);
        let total = totals.entry(server).or_default();
        total.right += count.right;
        total.depends += count.depends;
        total.wrong += count.wrong;
    }
    for (server, total) in &totals {
        println!("{server} total: right {}, depends {}, wrong {}", total.right, total.depends, total.wrong);
    }
    totals
}

#[test]
fn own_tables_are_decided_and_right() {
    let totals = cases(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/routing"));
    for (server, total) in totals {
        assert_eq!(total.wrong, 0, "{server}");
        assert!(total.right > 0 && total.depends * 20 <= total.right, "{server}: too many rows depend");
    }
}

#[test]
fn tables_of_others_hold() {
    let Some(folder) = std::env::var_os("PROXYLINT_ROUTING") else {
        println!("PROXYLINT_ROUTING is not set: no tables but the project's own are judged");
        return;
    };
    for (server, total) in cases(Path::new(&folder)) {
        assert_eq!(total.wrong, 0, "{server}");
        let oracle = ORACLES.iter().find(|oracle| oracle.dialect.word() == server).expect("a server");
        let rows = total.right + total.depends;
        assert!(total.depends * 100 <= rows * oracle.most_open, "{server}: too many rows depend");
    }
}

/// A configuration in memory.
fn memory(text: &str) -> (Sources, proxylint::model::Proxy) {
    let files = proxylint::world::Memory::new().file("/etc/nginx/nginx.conf", text);
    let mut sources = Sources::default();
    let entry = Entry {
        dialect: DialectName::Nginx,
        text: EntryText::Main(PathBuf::from("/etc/nginx/nginx.conf")),
        versions: VersionRange::ALL,
    };
    let proxy = read(&entry, &files, &mut sources).expect("a configuration");
    (sources, proxy)
}

fn deliver(text: &str, target: &str) -> Verdict {
    let (_, proxy) = memory(text);
    let door = Door::Ip("127.0.0.1:8001".parse().expect("an address"));
    proxy.deliver(&Request::get(door, b"h.test", target.as_bytes()), &NoWorld).verdict
}

#[test]
fn what_is_not_known_depends() {
    for (line, doubt) in [
        ("location / { try_files $uri @app; } location @app { proxy_pass http://127.0.0.1:9001; }", "File("),
        ("location ~ ^/(?!api) { proxy_pass http://127.0.0.1:9001; }", "PatternUnread"),
        ("location / { if ($request_id ~ ^a) { return 404; } }", "Variable(\"request_id\")"),
        ("location / { rewrite_by_lua_block { ngx.exit(404) } proxy_pass http://127.0.0.1:9001; }", "Opaque"),
        ("location / { content_by_lua_block { ngx.say(1) } }", "Opaque"),
        (
            "location / { auth_request /ask; proxy_pass http://127.0.0.1:9001; } location /ask { proxy_pass http://127.0.0.1:9002; }",
            "Reply",
        ),
        ("include extra.conf; location / { proxy_pass http://127.0.0.1:9001; }", "UnreadInclude"),
    ] {
        let text = format!("events {{}} http {{ server {{ listen 127.0.0.1:8001; {line} }} }}");
        let verdict = deliver(&text, "/x");
        let Verdict::Depends(reasons) = verdict else { panic!("{line}: {verdict:?}") };
        assert!(format!("{reasons:?}").contains(doubt), "{line}: {reasons:?}");
    }
}

#[test]
fn an_unknown_value_taints_only_what_it_reaches() {
    let text = "events {} http { server { listen 127.0.0.1:8001; location / {
        proxy_set_header X-Id $request_id; proxy_set_header Host $hostname; proxy_pass http://127.0.0.1:9001/a/; } } }";
    let Verdict::Forward(forwarded) = deliver(text, "/x?q") else { panic!("not passed on") };
    assert_eq!(forwarded.sent.path, Ok(Some("/a/x?q".into())));
    assert!(forwarded.sent.host.is_err());
    assert_eq!(forwarded.status, None);
}

#[test]
fn loops_are_found_with_the_request_that_shows_them() {
    let (_, proxy) = memory(
        "events {} http {
            server { listen 80; server_name a.test; location / { proxy_set_header Host $host; proxy_pass http://127.0.0.1; } }
            server { listen 80; server_name b.test;
                location / { proxy_set_header Host a.test; proxy_pass http://127.0.0.1:80; }
                location ~ ^/(one|two)/ { proxy_set_header Host c.test; proxy_pass http://localhost:80; } }
            server { listen 80; server_name c.test; location / { proxy_pass http://10.0.0.1; } }
            server { listen 80; server_name d.test; location /strip/ { proxy_set_header Host d.test; proxy_pass http://127.0.0.1/; }
                location / { return 404; } }
            server { listen 81; server_name e.test; location / { proxy_pass http://127.0.0.1:82; } }
            server { listen 82; location / { if ($http_x_once) { return 508; } proxy_set_header X-Once 1; proxy_pass http://127.0.0.1:82; } }
        }",
    );
    let routing = proxy.routing();
    let hosts: Vec<_> = proxy.hosts.iter().map(|(id, _)| id).collect();
    let judged = |host: usize, index: u32| {
        let route = RouteId { host: hosts[host], index };
        match routing.leads_back(route, &NoFiles) {
            LeadsBack::Yes { way, .. } => {
                format!("yes {:?}", way.iter().map(|way| way.route.host.index()).collect::<Vec<_>>())
            }
            LeadsBack::No => "no".to_owned(),
            LeadsBack::Depends(reasons) => format!("{reasons:?}"),
        }
    };
    assert_eq!(judged(0, 0), "yes [0, 0]");
    assert_eq!(judged(1, 0), "yes [1, 0, 0]");
    assert_eq!(judged(1, 1), "no");
    assert_eq!(judged(2, 0), "no");
    assert_eq!(judged(3, 0), "no");
    // Whether the client sends the header is not known, and it decides.
    assert!(judged(4, 0).contains("a header"), "{}", judged(4, 0));
}

fn haproxy(text: &str) -> proxylint::model::Proxy {
    let frame = "defaults\n mode http\n timeout connect 1s\n timeout client 5s\n timeout server 5s\n";
    let files =
        proxylint::world::Memory::new().file("/etc/haproxy/haproxy.cfg", format!("{frame}{text}").as_str());
    let entry = Entry {
        dialect: DialectName::Haproxy,
        text: EntryText::Main(PathBuf::from("/etc/haproxy/haproxy.cfg")),
        versions: VersionRange::ALL,
    };
    read(&entry, &files, &mut Sources::default()).expect("a configuration")
}

#[test]
fn rules_that_hang_on_what_is_not_known_depend() {
    for (line, doubt) in [
        (" http-request deny if { src_http_req_rate gt 10 }", "NotModelled"),
        (" http-request lua.check", "Opaque"),
        (" use_backend b if { req.hdr(host),map(/nowhere.map) -m found }", "UnreadInclude"),
        (" use_backend b if { hdr(host) -f /nowhere.lst }", "UnreadInclude"),
        (" use_backend b if { path_reg ^/(?!api) }", "PatternUnread"),
        (" use_backend b if { nbsrv(b) ge 1 }", "Reply"),
        (
            " http-request do-resolve(txn.ip,dns) str(a)\n use_backend b if { var(txn.ip) -m found }",
            "Variable",
        ),
        (" use_backend b if { path \"${PREFIX}\" }", "Environment"),
    ] {
        let proxy = haproxy(&format!(
            "frontend f\n bind 127.0.0.1:8001\n{line}\n default_backend b\nbackend b\n server s 127.0.0.1:9001 check\n"
        ));
        let door = Door::Ip("127.0.0.1:8001".parse().expect("an address"));
        let verdict = proxy.deliver(&Request::get(door, b"h.test", b"/x"), &NoWorld).verdict;
        let Verdict::Depends(reasons) = verdict else { panic!("{line}: {verdict:?}") };
        assert!(format!("{reasons:?}").contains(doubt), "{line}: {reasons:?}");
    }
}

#[test]
fn a_doubt_about_a_header_or_variable_stays_with_it() {
    let proxy = haproxy(
        "frontend f\n bind 127.0.0.1:8001\n http-request set-header X-Rate %[src_http_req_rate]\n \
         http-request set-var(txn.a) str(x) if { src_http_req_rate gt 10 }\n default_backend b\n\
         backend b\n server s 127.0.0.1:9001\n",
    );
    let door = Door::Ip("127.0.0.1:8001".parse().expect("an address"));
    let verdict = proxy.deliver(&Request::get(door, b"h.test", b"/x"), &NoWorld).verdict;
    let Verdict::Forward(forwarded) = verdict else { panic!("{verdict:?}") };
    assert!(forwarded.sent.headers.iter().any(|(name, value)| **name == *b"x-rate" && value.is_err()));
}

#[test]
fn loops_of_rules_are_found_through_pools_and_ports() {
    let proxy = haproxy(
        "frontend web\n bind :80\n acl api path_beg /api\n use_backend round if api !{ path_end .txt }\n \
         use_backend inner if { hdr(host) -i b.test }\n use_backend strip if { path_beg /strip }\n \
         use_backend gone if { path /gone }\n default_backend app\n\
         frontend in\n bind 127.0.0.1:8081\n use_backend round\n\
         backend round\n server s 127.0.0.1:80\n\
         backend inner\n server s 127.0.0.1:8081\n\
         backend strip\n http-request set-path /\n server s 127.0.0.1:80\n\
         backend gone\n server s 127.0.0.1\n\
         backend app\n server s 10.0.0.1:80\n",
    );
    let routing = proxy.routing();
    let (host, _) = proxy.hosts.iter().next().expect("a host");
    let judged: Vec<bool> = (0..proxy.hosts[host].routes.len() as u32)
        .map(|index| matches!(routing.leads_back(RouteId { host, index }, &NoFiles), LeadsBack::Yes { .. }))
        .collect();
    assert_eq!(judged, [true, true, false, true, false]);
}

#[test]
fn loops_of_httpd_are_found() {
    let text = "Listen 80\nListen 81\n
        <VirtualHost *:80>\nServerName a.test\nProxyPreserveHost On\nProxyPass / http://127.0.0.1/\n</VirtualHost>
        <VirtualHost *:80>\nServerName b.test\nProxyPass / http://127.0.0.1:81/\n</VirtualHost>
        <VirtualHost *:81>\nServerName c.test\nRewriteEngine On
        RewriteRule ^/y/(.*) http://localhost:81/y/$1 [P]
        ProxyPass /x http://127.0.0.1:81/x\nProxyPass /z http://10.0.0.1/
        <Location /s>\nProxyPass http://127.0.0.1:81/s\n</Location>\n</VirtualHost>\n";
    let files = proxylint::world::Memory::new().file("/etc/apache2/apache2.conf", text);
    let entry = Entry {
        dialect: DialectName::Apache,
        text: EntryText::Main(PathBuf::from("/etc/apache2/apache2.conf")),
        versions: VersionRange::ALL,
    };
    let mut sources = Sources::default();
    let proxy = read(&entry, &files, &mut sources).expect("a configuration");
    let routing = proxy.routing();
    let mut judged = Vec::new();
    for (host, found) in proxy.hosts.iter() {
        for (index, route) in found.routes.iter().enumerate().skip(1) {
            let line = sources.get(route.at.span.file).line_of(route.at.span.start);
            let way = match routing.leads_back(RouteId { host, index: index as u32 }, &NoFiles) {
                LeadsBack::Yes { way, .. } => format!("goes round in {}", way.len() - 1),
                LeadsBack::No => "leaves".to_owned(),
                LeadsBack::Depends(reasons) => format!("{reasons:?}"),
            };
            judged.push(format!("{line} {way}"));
        }
    }
    let expected = [
        "7 goes round in 1",
        // Its hop asks for 127.0.0.1, which is served by the first host of the other port.
        "11 goes round in 2",
        "16 goes round in 1",
        "17 goes round in 1",
        "18 leaves",
        "20 goes round in 1",
    ];
    assert_eq!(judged, expected);
}

/// Every route of other people's configurations: a request is made that reaches it, sent on its way, and
/// followed through the proxy. Nothing panics, nothing hangs.
#[test]
fn requests_are_found_for_the_routes_of_a_corpus() {
    let Some(corpus) = std::env::var_os("PROXYLINT_CORPUS").map(PathBuf::from) else {
        println!("PROXYLINT_CORPUS is not set: no configuration but the project's own is walked");
        return;
    };
    for dialect in [DialectName::Nginx, DialectName::Haproxy, DialectName::Apache] {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let files = walkdir::WalkDir::new(corpus.join(dialect.word())).into_iter().filter_map(Result::ok);
        for file in files.filter(|file| file.file_type().is_file()) {
            walk(&corpus, file.path(), dialect, &mut counts);
        }
        println!("{}: {counts:?}", dialect.word());
        assert!(!counts.is_empty(), "the corpus holds no route of {}", dialect.word());
    }
}

fn walk(corpus: &Path, file: &Path, dialect: DialectName, counts: &mut BTreeMap<&str, usize>) {
    let mut sources = Sources::default();
    let path = Path::new("/").join(file.strip_prefix(corpus).expect("a path"));
    // Most of httpd's are single hosts, whose sockets are opened elsewhere.
    let text = match dialect {
        DialectName::Apache => EntryText::Fragment(path),
        _ => EntryText::Main(path),
    };
    let entry = Entry { dialect, text, versions: VersionRange::ALL };
    let Ok(proxy) = read(&entry, &Rooted::new(corpus, Vec::new()), &mut sources) else { return };
    let started = std::time::Instant::now();
    let routing = proxy.routing();
    for (id, host) in proxy.hosts.iter() {
        for index in 0..host.routes.len() as u32 {
            let route = RouteId { host: id, index };
            let outcome = match routing.leads_back(route, &NoFiles) {
                LeadsBack::Yes { .. } => {
                    println!("{}: a loop", file.display());
                    "goes round"
                }
                LeadsBack::No => "leaves or is answered",
                LeadsBack::Depends(reasons) if format!("{reasons:?}").contains("no request was found") => {
                    "no request found"
                }
                LeadsBack::Depends(_) => "depends",
            };
            *counts.entry(outcome).or_default() += 1;
        }
    }
    assert!(started.elapsed().as_secs() < 20, "{} takes too long", file.display());
}

#[test]
fn a_path_selects_a_route_of_a_host() {
    let (sources, proxy) = memory(
        "events {} http { server { listen 80;
            location / { return 404; }
            location /a/ { proxy_pass http://127.0.0.1:9001; }
            location ~ \\.txt$ { return 204; } } }",
    );
    let routing = proxy.routing();
    let (host, _) = proxy.hosts.iter().next().expect("a host");
    let selected = |path: &str| {
        let (route, slash) = routing.select(host, path.as_bytes()).expect("known");
        let at = proxy.hosts[host].routes[route.index as usize].at;
        (sources.get(at.span.file).line_of(at.span.start), slash)
    };
    assert_eq!(selected("/x"), (2, false));
    assert_eq!(selected("/a/x"), (3, false));
    assert_eq!(selected("/a"), (3, true));
    assert_eq!(selected("/a/x.txt"), (4, false));
}
