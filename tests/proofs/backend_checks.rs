//! The scripted backends against the plain client: each behaves as its name says. The servers under
//! proof could hide a backend that does not.

use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpStream, UdpSocket};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use crate::backend;
use crate::client::{self, Outcome};
use crate::format::{Backend, Request};
use crate::pki::Pki;

pub fn checks() -> Vec<(&'static str, fn())> {
    vec![
        ("backend/http-echoes-the-request", http_echoes_the_request),
        ("backend/http-answers-follow-the-script", http_answers_follow_the_script),
        ("backend/http-big-header", http_big_header),
        ("backend/http-delay-and-silence", http_delay_and_silence),
        ("backend/http-requirements", http_requirements),
        ("backend/http-refuses-what-is-no-method", http_refuses_what_is_no_method),
        ("backend/http-kept-connections", http_kept_connections),
        ("backend/websocket-upgrades", websocket_upgrades),
        ("backend/proxy-protocol", proxy_protocol),
        ("backend/closing-resetting-silent-garbage", closing_resetting_silent_garbage),
        ("backend/refusing", refusing),
        ("backend/blackhole", blackhole),
        ("backend/unix-socket-and-mode", unix_socket_and_mode),
        ("backend/tls", tls),
        ("backend/tls-insists-on-its-name", tls_insists_on_its_name),
        ("backend/tls-wants-a-client-certificate", tls_wants_a_client_certificate),
        ("backend/h2c", h2c),
        ("backend/fastcgi", fastcgi),
        ("backend/uwsgi-scgi-memcached", uwsgi_scgi_memcached),
        ("backend/dns", dns),
        ("pki/keys-fit-and-dates-are-as-named", keys_fit_and_dates_are_as_named),
    ]
}

/// Starts the backend that the TOML lines describe, on a free port.
fn start(lines: &str) -> String {
    let spec: Backend = toml::from_str(&format!("at = \"127.0.0.1:0\"\n{lines}")).unwrap();
    backend::start(&spec, &mut Pki::new().unwrap()).unwrap()
}

fn ask(url: &str, lines: &str) -> Outcome {
    let request: Request = toml::from_str(&format!("to = \"{url}\"\n{lines}")).unwrap();
    client::send(&request)
}

fn status(url: &str, lines: &str) -> String {
    ask(url, lines).status
}

/// Sends bytes, closes the sending side if asked, returns what comes until the peer closes.
fn talk(at: &str, bytes: &[u8], finish: bool) -> Result<Vec<u8>, ErrorKind> {
    let mut stream = TcpStream::connect(at).unwrap();
    stream.set_read_timeout(Some(Duration::from_millis(500))).unwrap();
    stream.write_all(bytes).unwrap();
    if finish {
        stream.shutdown(Shutdown::Write).unwrap();
    }
    let mut answer = Vec::new();
    match stream.read_to_end(&mut answer) {
        Ok(_) => Ok(answer),
        Err(e) if answer.is_empty() => Err(e.kind()),
        Err(_) => Ok(answer),
    }
}

fn http_echoes_the_request() {
    let at = start("kind = \"http\"");
    let lines = "method = \"POST\"\nhost = \"shop.example\"\nheaders = [\"X-A: 1\"]\nbody = \"12345\"";
    let outcome = ask(&format!("http://{at}/a?b"), lines);
    assert_eq!(outcome.status, "200");
    for part in ["POST /a?b HTTP/1.1", "Host: shop.example", "X-A: 1", "body 5 bytes"] {
        assert!(outcome.text.contains(part), "{part}: {}", outcome.text);
    }
    assert_eq!(status(&format!("http://{at}/"), "method = \"HEAD\""), "200");
    let chunked =
        b"PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
    assert!(String::from_utf8(talk(&at, chunked, false).unwrap()).unwrap().ends_with("body 3 bytes\n"));
}

fn http_answers_follow_the_script() {
    let at =
        start("kind = \"http\"\nanswers = [\"503\", \"close\", \"reset\", \"garbage\", \"cut\", \"201\"]");
    let url = format!("http://{at}/");
    let statuses: Vec<_> = (0..7).map(|_| status(&url, "")).collect();
    assert_eq!(statuses, ["503", "dropped", "dropped", "garbage", "200 cut", "201", "201"]);
}

fn http_big_header() {
    let at = start("kind = \"http\"\nheader_bytes = 6000\nheaders = [\"X-Bad Name: 1\"]");
    let outcome = ask(&format!("http://{at}/"), "");
    let head = outcome.text.split("\r\n\r\n").next().unwrap();
    assert!((6_000..6_300).contains(&head.len()), "{}", head.len());
    assert!(head.contains("X-Bad Name: 1"));
}

fn http_delay_and_silence() {
    let slow = start("kind = \"http\"\ndelay_ms = 200");
    assert_eq!(status(&format!("http://{slow}/"), "deadline_ms = 50"), "hang");
    let outcome = ask(&format!("http://{slow}/"), "");
    assert!(outcome.status == "200" && outcome.millis >= 200, "{outcome:?}");
    let silent = start("kind = \"http\"\nanswers = [\"silent\"]");
    assert_eq!(status(&format!("http://{silent}/"), "deadline_ms = 100"), "hang");
}

fn http_requirements() {
    let at = start("kind = \"http\"\nrequires_http11 = true\nonly_hosts = [\"a.example\"]");
    assert_eq!(status(&format!("http://{at}/"), "host = \"a.example\""), "200");
    assert_eq!(status(&format!("http://{at}/"), "host = \"b.example\""), "404");
    let answer = talk(&at, b"GET / HTTP/1.0\r\nHost: a.example\r\n\r\n", false).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 426 "));
}

fn http_refuses_what_is_no_method() {
    let at = start("kind = \"http\"");
    let answer = talk(&at, &[0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0], false).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 400 "));
    assert_eq!(status(&format!("https://{at}/"), ""), "handshake");
}

fn http_kept_connections() {
    let twice = b"GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    let count = |answer: &[u8]| String::from_utf8_lossy(answer).matches("HTTP/1.1 200").count();
    assert_eq!(count(&talk(&start("kind = \"http\""), twice, false).unwrap()), 2);
    assert_eq!(count(&talk(&start("kind = \"http\"\nresets_reused = true"), twice, false).unwrap()), 1);
    let idle = start("kind = \"http\"\nidle_close_ms = 50");
    let kept = "headers = [\"Connection: keep-alive\"]\nhold_ms = 400";
    assert_eq!(status(&format!("http://{idle}/"), kept), "200 cut");
    assert_eq!(status(&format!("http://{}/", start("kind = \"http\"")), kept), "200");
}

fn websocket_upgrades() {
    let at = start("kind = \"websocket\"");
    assert_eq!(status(&format!("http://{at}/"), "websocket = true\nhold_ms = 100"), "101");
    assert_eq!(status(&format!("http://{at}/"), ""), "dropped");
    let refusing = start("kind = \"websocket\"\nanswers = [\"426\"]");
    assert_eq!(status(&format!("http://{refusing}/"), ""), "426");
}

fn proxy_protocol() {
    let at = start("kind = \"http\"\nproxy_protocol = true");
    assert_eq!(status(&format!("http://{at}/"), ""), "dropped");
    let request = b"PROXY TCP4 10.0.0.1 10.0.0.2 1 2\r\nGET / HTTP/1.1\r\nConnection: close\r\n\r\n";
    assert!(talk(&at, request, false).unwrap().starts_with(b"HTTP/1.1 200"));
}

fn closing_resetting_silent_garbage() {
    let request = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    assert_eq!(talk(&start("kind = \"closing\""), request, false), Ok(Vec::new()));
    assert_eq!(talk(&start("kind = \"resetting\""), request, false), Err(ErrorKind::ConnectionReset));
    assert_eq!(talk(&start("kind = \"silent\""), request, false), Err(ErrorKind::WouldBlock));
    assert_eq!(status(&format!("http://{}/", start("kind = \"garbage\"")), ""), "garbage");
}

fn refusing() {
    assert_eq!(status("http://127.0.0.1:1/", ""), "refused");
}

fn blackhole() {
    let at = start("kind = \"blackhole\"");
    let connect = TcpStream::connect_timeout(&at.parse().unwrap(), Duration::from_millis(300));
    assert_eq!(connect.unwrap_err().kind(), ErrorKind::TimedOut);
}

fn unix_socket_and_mode() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("app.sock");
    let at = format!("unix:{}", path.display());
    let lines = format!("kind = \"http\"\nat = \"{at}\"\nmode = \"0600\"");
    backend::start(&toml::from_str(&lines).unwrap(), &mut Pki::new().unwrap()).unwrap();
    assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let mut stream = UnixStream::connect(&path).unwrap();
    stream.write_all(b"GET /x HTTP/1.0\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("GET /x HTTP/1.0"), "{answer}");
}

fn tls() {
    let at = start("kind = \"tls\"\nanswers = [\"200\", \"cut\"]");
    let outcome = ask(&format!("https://{at}/x"), "host = \"a.example\"");
    assert!(outcome.status == "200" && outcome.text.contains("Host: a.example"), "{outcome:?}");
    assert_eq!(status(&format!("https://{at}/"), ""), "200 cut");
    assert_eq!(status(&format!("https://{}/", start("kind = \"tls\"\ntls_version = \"1.3\"")), ""), "200");
    assert_eq!(status(&format!("https://{}/", start("kind = \"tls\"\ntls_version = \"1.2\"")), ""), "200");
    let plain = status(&format!("http://{at}/"), "");
    assert!(matches!(plain.as_str(), "garbage" | "dropped"), "{plain}");
}

fn tls_insists_on_its_name() {
    let at = start("kind = \"tls\"\nsni = \"app.example\"\ncert = \"cert:app.example\"");
    assert_eq!(status(&format!("https://{at}/"), "sni = \"app.example\""), "200");
    assert_eq!(status(&format!("https://{at}/"), "sni = \"other.example\""), "handshake");
    assert_eq!(status(&format!("https://{at}/"), ""), "handshake");
}

/// In TLS 1.3 the client is done before the server looks at its certificate.
fn tls_wants_a_client_certificate() {
    let at = start("kind = \"tls\"\nclient_cert = true\ntls_version = \"1.2\"");
    assert_eq!(status(&format!("https://{at}/"), ""), "handshake");
    let at = start("kind = \"tls\"\nclient_cert = true");
    assert_eq!(status(&format!("https://{at}/"), ""), "dropped");
}

fn h2c() {
    let at = start("kind = \"h2c\"");
    // Preface, empty SETTINGS, HEADERS of stream 1 with END_STREAM and END_HEADERS.
    let preface = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    let frames = [&preface[..], &[0, 0, 0, 4, 0, 0, 0, 0, 0], &[0, 0, 1, 1, 5, 0, 0, 0, 1, 0x82]].concat();
    let answer = talk(&at, &frames, true).unwrap();
    let headers = [0, 0, 1, 1, 4, 0, 0, 0, 1, 0x88];
    assert!(answer.windows(headers.len()).any(|w| w == headers), "{answer:?}");
    let http1 = talk(&at, b"GET / HTTP/1.1\r\nHost: a.example\r\n\r\n", false).unwrap();
    assert_eq!(http1.get(..5), Some(&[0, 0, 0, 4, 0][..]));
    assert_eq!(http1.get(9..13), Some(&[0, 0, 8, 7][..]));
}

fn fastcgi() {
    let at = start("kind = \"fastcgi\"");
    let begin = [1, 1, 0, 1, 0, 8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0];
    let params = [&[1, 4, 0, 1, 0, 6, 0, 0, 1, 3][..], b"Axyz", &[1, 4, 0, 1, 0, 0, 0, 0]].concat();
    let stdin = [1, 5, 0, 1, 0, 0, 0, 0];
    let answer = talk(&at, &[&begin[..], &params, &stdin].concat(), false).unwrap();
    let text = String::from_utf8_lossy(&answer);
    assert!(text.contains("Status: 200 OK") && text.contains("A=xyz\n"), "{text}");
    let http = talk(&at, b"GET / HTTP/1.1\r\n\r\n", false);
    assert!(
        matches!(http, Ok(ref none) if none.is_empty()) || http == Err(ErrorKind::ConnectionReset),
        "{http:?}"
    );
}

fn uwsgi_scgi_memcached() {
    let uwsgi = talk(&start("kind = \"uwsgi\""), &[0, 4, 0, 0, 1, 0, b'A', 0], false).unwrap();
    assert!(uwsgi.starts_with(b"HTTP/1.1 200"));
    let scgi = talk(&start("kind = \"scgi\""), b"5:A\0B\0\0,", false).unwrap();
    assert!(scgi.starts_with(b"Status: 200"));
    let memcached = talk(&start("kind = \"memcached\""), b"get /k\r\nGET / HTTP/1.0\r\n", true).unwrap();
    assert_eq!(memcached, b"VALUE /k 0 5\r\nvalue\r\nEND\r\nERROR\r\n");
}

fn dns() {
    let at = start("kind = \"dns\"\nnames = { \"app.internal\" = [\"127.0.0.9\", \"::1\"] }");
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
    let ask = |name: &[&str], kind: u8| {
        let mut query = vec![7, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
        for label in name {
            query.push(u8::try_from(label.len()).unwrap());
            query.extend(label.as_bytes());
        }
        query.extend([0, 0, kind, 0, 1]);
        socket.send_to(&query, &at).unwrap();
        let mut reply = [0; 512];
        let len = socket.recv(&mut reply).unwrap();
        reply[..len].to_vec()
    };
    let v4 = ask(&["app", "internal"], 1);
    assert_eq!((v4[3] & 15, v4[7]), (0, 1));
    assert!(v4.ends_with(&[127, 0, 0, 9]));
    let v6 = ask(&["app", "internal"], 28);
    assert!(v6[7] == 1 && v6.ends_with(&[0, 0, 0, 1]));
    assert_eq!(ask(&["other", "internal"], 1)[3] & 15, 3);
}

fn keys_fit_and_dates_are_as_named() {
    use x509_parser::pem::parse_x509_pem;
    let mut pki = Pki::new().unwrap();
    let year = |pki: &mut Pki, word: &str| {
        let pem = pki.pem(word).unwrap().unwrap();
        let (_, pem) = parse_x509_pem(pem.as_bytes()).unwrap();
        let certificate = pem.parse_x509().unwrap();
        let validity = certificate.validity();
        let own = certificate.issuer() == certificate.subject();
        (validity.not_before.to_datetime().year(), validity.not_after.to_datetime().year(), own)
    };
    assert_eq!(year(&mut pki, "cert:a.example"), (2020, 2090, false));
    assert_eq!(year(&mut pki, "cert:a.example,expired"), (2020, 2021, false));
    assert_eq!(year(&mut pki, "cert:a.example,future,self-signed"), (2089, 2090, true));
    assert_eq!(year(&mut pki, "ca"), (1975, 4096, true));
    let key = pki.pem("key:a.example").unwrap();
    assert_eq!(key, pki.pem("key:a.example").unwrap());
    assert_ne!(key, pki.pem("key:b.example").unwrap());
    assert_eq!(pki.pem("some text").unwrap(), None);
    assert!(pki.pem("cert:a.example,expierd").is_err());
}
