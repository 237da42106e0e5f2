//! The TLS side of a backend: certificates, the server name it insists on, client certificates.

use std::io;
use std::sync::Arc;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert, WebPkiClientVerifier};
use rustls::sign::CertifiedKey;
use rustls::{RootCertStore, ServerConfig, ServerConnection, StreamOwned, SupportedProtocolVersion};

use super::{Buffered, Conn, Shared, http};
use crate::format::Backend;
use crate::pki::Pki;

pub fn server_config(spec: &Backend, pki: &mut Pki) -> Result<Arc<ServerConfig>, String> {
    let text = |e: &dyn std::fmt::Display| format!("backend at {}: {e}", spec.at);
    let words = spec.cert.strip_prefix("cert:").unwrap_or(&spec.cert);
    let identity = pki.identity(words)?;
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(identity.chain.as_bytes())
        .collect::<Result<_, _>>()
        .map_err(|e| text(&e))?;
    let key = PrivateKeyDer::from_pem_slice(identity.key.as_bytes()).map_err(|e| text(&e))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certified = CertifiedKey::from_der(chain, key, &provider).map_err(|e| text(&e))?;
    let versions: &[&SupportedProtocolVersion] = match spec.tls_version.as_deref() {
        None => rustls::ALL_VERSIONS,
        Some("1.2") => &[&rustls::version::TLS12],
        Some("1.3") => &[&rustls::version::TLS13],
        Some(other) => return Err(text(&format!("tls_version `{other}` is not known"))),
    };
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(versions)
        .map_err(|e| text(&e))?;
    let builder = if spec.client_cert {
        let ca = pki.pem("ca")?.unwrap_or_default();
        let mut roots = RootCertStore::empty();
        roots
            .add(CertificateDer::from_pem_slice(ca.as_bytes()).map_err(|e| text(&e))?)
            .map_err(|e| text(&e))?;
        let verifier = WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider)
            .build()
            .map_err(|e| text(&e))?;
        builder.with_client_cert_verifier(verifier)
    } else {
        builder.with_no_client_auth()
    };
    let resolver = OneName { only: spec.sni.clone(), key: Arc::new(certified) };
    Ok(Arc::new(builder.with_cert_resolver(Arc::new(resolver))))
}

pub fn serve(conn: Buffered<Conn>, shared: &Shared) -> io::Result<()> {
    let Some(config) = &shared.tls else { return Ok(()) };
    let mut tls = ServerConnection::new(Arc::clone(config)).map_err(io::Error::other)?;
    // The greeting may have come in one piece with the PROXY header before it.
    let mut early = conn.bytes.as_slice();
    while !early.is_empty() {
        tls.read_tls(&mut early)?;
        tls.process_new_packets().map_err(io::Error::other)?;
    }
    let mut stream = Buffered::new(StreamOwned::new(tls, conn.stream));
    http::serve(&mut stream, shared)?;
    if stream.stream.conn.is_handshaking() {
        // It failed, and the alert is sent.
        return Ok(());
    }
    stream.stream.conn.send_close_notify();
    stream.stream.conn.complete_io(&mut stream.stream.sock).map(drop)
}

/// Refuses (alert 112 or 40) a handshake that does not name the one server that lives here.
#[derive(Debug)]
struct OneName {
    only: Option<String>,
    key: Arc<CertifiedKey>,
}

impl ResolvesServerCert for OneName {
    fn resolve(&self, hello: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        let named = self.only.is_none() || self.only.as_deref() == hello.server_name();
        named.then(|| Arc::clone(&self.key))
    }
}
