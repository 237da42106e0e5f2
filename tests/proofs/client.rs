//! The client of the proofs: one raw HTTP/1.1 request over TCP or TLS, and what became of it in one
//! word. It is lenient on purpose: it accepts any certificate and reports, it does not judge.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned};
use serde::{Deserialize, Serialize};

use crate::format::Request;

/// `status`: a status code; "… cut" if the body or a held connection ended early; or one of
/// `refused` (no connection), `handshake` (TLS refused), `dropped` (closed without an answer),
/// `hang` (no answer until the deadline), `garbage` (bytes that are no HTTP/1).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Outcome {
    pub status: String,
    pub text: String,
    pub millis: u64,
}

trait ReadWrite: Read + Write {}
impl<T: Read + Write> ReadWrite for T {}

/// An answer as far as it came: why reading ended, and the bytes.
enum End {
    Complete,
    Closed,
    Deadline,
}

pub fn send(request: &Request) -> Outcome {
    let start = Instant::now();
    let (status, bytes) = exchange(request, start + Duration::from_millis(request.deadline_ms));
    let millis = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    Outcome { status, text: String::from_utf8_lossy(&bytes).into_owned(), millis }
}

fn exchange(request: &Request, deadline: Instant) -> (String, Vec<u8>) {
    let Some((scheme, rest)) = request.to.split_once("://") else {
        return (format!("`{}` is no URL", request.to), Vec::new());
    };
    let (authority, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
    let default_port = if scheme == "https" { 443 } else { 80 };
    let Some(address) = address(authority, default_port) else {
        return (format!("`{authority}` is no address"), Vec::new());
    };
    let tcp = match TcpStream::connect_timeout(&address, Duration::from_secs(2)) {
        Ok(tcp) => tcp,
        Err(e) if e.kind() == ErrorKind::TimedOut => return ("hang".to_owned(), Vec::new()),
        Err(_) => return ("refused".to_owned(), Vec::new()),
    };
    // Short, so that the deadline is seen soon after it has passed.
    let prepared = tcp.set_read_timeout(Some(Duration::from_millis(50))).and_then(|()| tcp.set_nodelay(true));
    if let Err(e) = prepared {
        return (e.to_string(), Vec::new());
    }
    let mut stream: Box<dyn ReadWrite> = match scheme {
        "https" => match handshake(tcp, request, address, deadline) {
            Ok(tls) => Box::new(tls),
            Err(status) => return (status, Vec::new()),
        },
        _ => Box::new(tcp),
    };
    let message = if scheme == "tcp" { payload(request) } else { head_and_body(request, authority, path) };
    // A server may answer and close before it has read all; what it said still counts.
    let _ = stream.write_all(&message).and_then(|()| stream.flush());
    let mut bytes = Vec::new();
    let end = read_answer(&mut *stream, scheme == "tcp", request, deadline, &mut bytes);
    let mut status = name_outcome(scheme == "tcp", &end, &bytes);
    if matches!(end, End::Complete) && request.hold_ms > 0 {
        let until = Instant::now() + Duration::from_millis(request.hold_ms);
        if matches!(read_more(&mut *stream, until, &mut bytes), End::Closed) {
            status.push_str(" cut");
        }
    }
    (status, bytes)
}

fn address(authority: &str, default_port: u16) -> Option<SocketAddr> {
    let with_port = || format!("{authority}:{default_port}").to_socket_addrs().ok();
    authority.to_socket_addrs().ok().or_else(with_port)?.next()
}

fn payload(request: &Request) -> Vec<u8> {
    if request.body_bytes > 0 { vec![b'x'; request.body_bytes] } else { request.body.clone().into_bytes() }
}

fn head_and_body(request: &Request, authority: &str, path: &str) -> Vec<u8> {
    let host = request.host.as_deref().unwrap_or(authority);
    let mut head = format!("{} {path} HTTP/1.1\r\nHost: {host}\r\n", request.method);
    if request.websocket {
        head.push_str("Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n");
        head.push_str("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    } else if !request.headers.iter().any(|line| line.to_ascii_lowercase().starts_with("connection:")) {
        head.push_str("Connection: close\r\n");
    }
    for line in &request.headers {
        head.push_str(line);
        head.push_str("\r\n");
    }
    let body = payload(request);
    if !body.is_empty() {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    [head.into_bytes(), body].concat()
}

fn read_answer(
    stream: &mut dyn ReadWrite,
    raw: bool,
    request: &Request,
    deadline: Instant,
    bytes: &mut Vec<u8>,
) -> End {
    loop {
        let complete = if raw { !bytes.is_empty() } else { is_complete(&request.method, bytes) };
        if complete {
            return End::Complete;
        }
        match read_once(stream, deadline, bytes) {
            Some(End::Closed) if until_close(bytes) => return End::Complete,
            Some(end) => return end,
            None => {}
        }
    }
}

fn read_more(stream: &mut dyn ReadWrite, until: Instant, bytes: &mut Vec<u8>) -> End {
    loop {
        if let Some(end) = read_once(stream, until, bytes) {
            return end;
        }
    }
}

/// Reads what is there; `Some` when nothing more will come in time.
fn read_once(stream: &mut dyn ReadWrite, deadline: Instant, bytes: &mut Vec<u8>) -> Option<End> {
    let mut buffer = [0; 16 * 1024];
    match stream.read(&mut buffer) {
        Ok(0) => Some(End::Closed),
        Ok(n) => {
            bytes.extend_from_slice(buffer.get(..n).unwrap_or_default());
            None
        }
        Err(e)
            if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted) =>
        {
            (Instant::now() >= deadline).then_some(End::Deadline)
        }
        Err(_) => Some(End::Closed),
    }
}

fn split_head(bytes: &[u8]) -> Option<(String, &[u8])> {
    let at = bytes.windows(4).position(|w| w == b"\r\n\r\n")?;
    let (head, body) = bytes.split_at_checked(at + 4)?;
    Some((String::from_utf8_lossy(head).to_ascii_lowercase(), body))
}

fn header<'h>(head: &'h str, name: &str) -> Option<&'h str> {
    let mut lines = head.lines().filter_map(|line| line.split_once(':'));
    lines.find(|(key, _)| *key == name).map(|(_, value)| value.trim())
}

/// RFC 9112, section 6.3, as far as the proofs need it.
fn is_complete(method: &str, bytes: &[u8]) -> bool {
    let Some((head, body)) = split_head(bytes) else {
        return false;
    };
    let status = head.split(' ').nth(1).unwrap_or_default();
    if method == "HEAD" || status.starts_with('1') || matches!(status, "204" | "304") {
        return true;
    }
    match (header(&head, "transfer-encoding"), header(&head, "content-length")) {
        (Some(_), _) => body.ends_with(b"0\r\n\r\n"),
        (None, Some(length)) => length.parse::<usize>().is_ok_and(|length| body.len() >= length),
        (None, None) => false,
    }
}

fn until_close(bytes: &[u8]) -> bool {
    split_head(bytes).is_some_and(|(head, _)| {
        header(&head, "content-length").is_none() && header(&head, "transfer-encoding").is_none()
    })
}

fn name_outcome(raw: bool, end: &End, bytes: &[u8]) -> String {
    match (end, bytes.is_empty()) {
        (End::Closed, true) => "dropped".to_owned(),
        (End::Deadline, true) => "hang".to_owned(),
        (End::Complete, false) if raw => "data".to_owned(),
        _ if !bytes.starts_with(b"HTTP/1.") => "garbage".to_owned(),
        (end, _) => {
            let line = String::from_utf8_lossy(bytes);
            let status = line.split(' ').nth(1).unwrap_or_default().get(..3).unwrap_or_default().to_owned();
            if matches!(end, End::Complete) { status } else { status + " cut" }
        }
    }
}

fn handshake(
    mut tcp: TcpStream,
    request: &Request,
    address: SocketAddr,
    deadline: Instant,
) -> Result<StreamOwned<ClientConnection, TcpStream>, String> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .map_err(|e| e.to_string())?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(AnyCertificate(provider)))
        .with_no_client_auth();
    let name = match &request.sni {
        Some(name) => ServerName::try_from(name.clone()).map_err(|e| e.to_string())?,
        None => ServerName::from(address.ip()),
    };
    let mut tls = ClientConnection::new(Arc::new(config), name).map_err(|e| e.to_string())?;
    while tls.is_handshaking() {
        match tls.complete_io(&mut tcp) {
            Ok(_) => {}
            Err(e) if matches!(e.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                if Instant::now() >= deadline {
                    return Err("hang".to_owned());
                }
            }
            Err(_) => return Err("handshake".to_owned()),
        }
    }
    Ok(StreamOwned::new(tls, tcp))
}

/// Signatures are checked, who signed is not: what a proof asks of a certificate, a server asks.
#[derive(Debug)]
struct AnyCertificate(Arc<rustls::crypto::CryptoProvider>);

impl ServerCertVerifier for AnyCertificate {
    fn verify_server_cert(
        &self,
        _: &CertificateDer<'_>,
        _: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        _: &[u8],
        _: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        Ok(ServerCertVerified::assertion())
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls12_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        rustls::crypto::verify_tls13_signature(message, cert, dss, &self.0.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.signature_verification_algorithms.supported_schemes()
    }
}
