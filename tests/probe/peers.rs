//! Servers of all kinds to be connected to.

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier};
use rustls::sign::CertifiedKey;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use crate::pki::Pki;

/// What a peer does with a connection.
#[derive(Clone)]
pub enum Does {
    /// Answers HTTP with this status.
    Http(u16),
    /// Speaks TLS, and then HTTP.
    Tls(Arc<ServerConfig>),
    /// Insists on a PROXY header, then does the other thing.
    WithProxyHeader(Arc<Does>),
    /// Accepts and closes.
    Closes,
    /// Accepts and says nothing.
    Silent,
    /// Sends handshake records without end.
    EndlessTls,
    /// Sends bytes without a line's end, for ever.
    EndlessText,
}

/// Serves at an address until the test ends.
pub fn serve(address: &str, does: Does) {
    let listener = TcpListener::bind(address).unwrap_or_else(|error| panic!("{address}: {error}"));
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let does = does.clone();
            thread::spawn(move || talk(connection, &does));
        }
    });
}

/// A port where connections are not answered: the queue of those that nobody accepts is full.
pub fn black_hole(address: &str) -> impl Drop + use<> {
    struct Hole(#[expect(dead_code, reason = "kept open")] rustix::fd::OwnedFd, Vec<TcpStream>);
    impl Drop for Hole {
        fn drop(&mut self) {
            self.1.clear();
        }
    }
    use rustix::net::{AddressFamily, SocketType, bind, listen, socket};
    let socket = socket(AddressFamily::INET, SocketType::STREAM, None).expect("a socket");
    let address: std::net::SocketAddr = address.parse().expect("an address");
    bind(&socket, &address).expect("a free port");
    listen(&socket, 0).expect("it listens");
    let filled: Vec<TcpStream> = (0..3)
        .filter_map(|_| TcpStream::connect_timeout(&address, Duration::from_millis(100)).ok())
        .collect();
    Hole(socket, filled)
}

fn talk(mut connection: TcpStream, does: &Does) {
    let _ = connection.set_read_timeout(Some(Duration::from_secs(20)));
    match does {
        Does::Http(status) => http(connection, *status),
        Does::Tls(config) => {
            let Ok(tls) = ServerConnection::new(config.clone()) else { return };
            http(StreamOwned::new(tls, connection), 200);
        }
        Does::WithProxyHeader(inner) => {
            let mut first = [0; 6];
            let Ok(()) = connection.read_exact(&mut first) else { return };
            if &first != b"PROXY " {
                return;
            }
            let mut byte = [0];
            while connection.read_exact(&mut byte).is_ok() && byte[0] != b'\n' {}
            talk(connection, inner);
        }
        Does::Closes => {}
        Does::Silent => {
            let _ = connection.read_to_end(&mut Vec::new());
            thread::sleep(Duration::from_secs(20));
        }
        Does::EndlessTls => {
            // A handshake message that claims 16 MB, in records that come as fast as they are read.
            let mut record = vec![22, 3, 3, 0x40, 0, 11, 0xff, 0xff, 0xff];
            record.resize(5 + 0x4000, 0);
            while connection.write_all(&record).is_ok() {
                record[5..9].fill(0);
            }
        }
        Does::EndlessText => while connection.write_all(&[b'a'; 4096]).is_ok() {},
    }
}

fn http(stream: impl Read + Write, status: u16) {
    let mut reader = BufReader::new(stream);
    let mut line = Vec::new();
    let Ok(_) = (&mut reader).take(4096).read_until(b'\n', &mut line) else { return };
    let status = if line.first().is_some_and(u8::is_ascii_uppercase) { status } else { 400 };
    let reply = format!("HTTP/1.1 {status} Told\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    let stream = reader.get_mut();
    let _ = stream.write_all(reply.as_bytes());
    let _ = stream.flush();
}

/// What a TLS peer shows and wants.
#[derive(Default)]
pub struct Shows<'a> {
    /// As in `cert:NAMES,…`.
    pub cert: &'a str,
    pub only_name: Option<&'a str>,
    pub wants_client: bool,
}

pub fn tls(pki: &mut Pki, shows: &Shows) -> Does {
    let identity = pki.identity(shows.cert).expect("a certificate");
    let chain: Vec<CertificateDer<'static>> =
        CertificateDer::pem_slice_iter(identity.chain.as_bytes()).flatten().collect();
    let key = PrivateKeyDer::from_pem_slice(identity.key.as_bytes()).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let key = CertifiedKey::from_der(chain, key, &provider).expect("a pair");
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .expect("versions");
    let builder = if shows.wants_client {
        let mut roots = RootCertStore::empty();
        let ca = pki.pem("ca").expect("a CA").expect("a CA");
        roots.add(CertificateDer::from_pem_slice(ca.as_bytes()).expect("a CA")).expect("a CA");
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
        builder.with_client_cert_verifier(verifier.build().expect("a verifier"))
    } else {
        builder.with_no_client_auth()
    };
    let only = shows.only_name.map(str::to_owned);
    Does::Tls(Arc::new(builder.with_cert_resolver(Arc::new(OneName { only, key: Arc::new(key) }))))
}

#[derive(Debug)]
struct OneName {
    only: Option<String>,
    key: Arc<CertifiedKey>,
}

impl ResolvesServerCert for OneName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let named = self.only.is_none() || self.only.as_deref() == hello.server_name();
        named.then(|| self.key.clone())
    }
}
