//! TLS as a proxy would speak it, and verdicts on what the peer shows.
//!
//! The handshake accepts every certificate: chain and name are judged afterwards, apart, so that it can be told
//! what exactly is wrong with them. Only TLS 1.2 and 1.3 are spoken, with the ciphers that are in use today.

use super::connect::Io;
use super::{Alert, Handshake, PeerCertificate, Trust};
use rustls::client::ResolvesClientCert;
use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::CryptoProvider;
use rustls::sign::CertifiedKey;
use rustls::{
    AlertDescription, ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme,
    SupportedProtocolVersion,
};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;
use x509_parser::prelude::{FromDer, GeneralName, X509Certificate};

/// Bytes that a peer may send before its handshake counts as endless.
const MOST_BYTES: usize = 256 << 10;
/// Certificates kept of a chain.
const MOST_CERTIFICATES: usize = 8;
/// How long a TLS 1.3 server is given to object to the client's part, which comes after its own.
const OBJECTION: Duration = Duration::from_millis(300);
/// Characters kept of an answer that is no TLS.
const FIRST: usize = 40;

/// A handshake that went well.
pub(super) struct Session {
    pub io: Box<dyn Io>,
    pub tls: ClientConnection,
}

/// Why there is none.
#[derive(Debug)]
pub(super) enum Failed {
    Alert(Alert),
    /// The first bytes of something that is no TLS.
    Plain(String),
    Closed,
    Undecided(String),
}

/// What is offered.
#[derive(Debug)]
pub(super) struct Offer {
    config: Arc<ClientConfig>,
    name: ServerName<'static>,
    asked_for_certificate: Arc<Asked>,
}

impl Offer {
    /// `Err` where this program cannot offer what the proxy would.
    pub(super) fn new(
        server_name: Option<&str>,
        alpn: &[String],
        versions: &[String],
        identity: Option<(&[u8], &[u8])>,
    ) -> Result<Offer, String> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let wanted = |version: &str| versions.is_empty() || versions.iter().any(|known| known == version);
        let mut offered: Vec<&'static SupportedProtocolVersion> = Vec::new();
        for (version, known) in [("1.3", &rustls::version::TLS13), ("1.2", &rustls::version::TLS12)] {
            offered.extend(wanted(version).then_some(known));
        }
        if offered.is_empty() {
            return Err("versions before TLS 1.2 are not spoken here".to_owned());
        }
        let asked = Arc::new(Asked { key: None, asked: AtomicBool::new(false) });
        let asked = match identity {
            None => asked,
            Some((certificates, key)) => {
                let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(certificates).collect();
                let key = PrivateKeyDer::from_pem_slice(key);
                let (Ok(certificates), Ok(key)) = (certificates, key) else {
                    return Err("the client certificate cannot be read here".to_owned());
                };
                let key = CertifiedKey::from_der(certificates, key, &provider)
                    .map_err(|error| format!("the client certificate cannot be used: {error}"))?;
                Arc::new(Asked { key: Some(Arc::new(key)), asked: AtomicBool::new(false) })
            }
        };
        let config = ClientConfig::builder_with_provider(provider.clone())
            .with_protocol_versions(&offered)
            .map_err(|error| error.to_string())?;
        let verifier = Arc::new(Anybody { provider });
        let mut config = config
            .dangerous()
            .with_custom_certificate_verifier(verifier)
            .with_client_cert_resolver(asked.clone());
        config.alpn_protocols = alpn.iter().map(|name| name.clone().into_bytes()).collect();
        config.enable_sni = server_name.is_some();
        // Nothing is kept from one peer to the next.
        config.resumption = rustls::client::Resumption::disabled();
        let name = ServerName::try_from(server_name.unwrap_or("unnamed.invalid").to_owned())
            .map_err(|_| "the server name cannot be sent by TLS".to_owned())?;
        Ok(Offer { config: Arc::new(config), name, asked_for_certificate: asked })
    }

    fn connection(&self) -> Result<ClientConnection, Failed> {
        ClientConnection::new(self.config.clone(), self.name.clone())
            .map_err(|error| Failed::Undecided(error.to_string()))
    }

    /// The bytes of a first message.
    pub(super) fn hello(&self) -> Option<Vec<u8>> {
        let mut hello = Vec::new();
        self.connection().ok()?.write_tls(&mut hello).ok()?;
        Some(hello)
    }
}

/// Makes the handshake on an open connection. The caller sets the deadline.
pub(super) async fn shake(mut io: Box<dyn Io>, offer: &Offer) -> Result<Session, Failed> {
    let mut tls = offer.connection()?;
    let mut first = true;
    let mut read = 0;
    while tls.is_handshaking() {
        send(&mut io, &mut tls).await?;
        if !tls.is_handshaking() {
            break;
        }
        let mut buffer = [0; 4096];
        let count = io.read(&mut buffer).await.map_err(|_| Failed::Closed)?;
        let bytes = &buffer[..count];
        if std::mem::take(&mut first) && bytes.first().is_some_and(|byte| !is_tls(*byte)) {
            return Err(Failed::Plain(text(bytes)));
        }
        read += count;
        if read > MOST_BYTES {
            return Err(Failed::Undecided("the peer's part of the handshake has no end".to_owned()));
        }
        take(&mut tls, bytes)?;
    }
    send(&mut io, &mut tls).await?;
    if offer.asked_for_certificate.asked.load(Relaxed)
        && tls.protocol_version() == Some(rustls::ProtocolVersion::TLSv1_3)
    {
        let mut buffer = [0; 4096];
        match timeout(OBJECTION, io.read(&mut buffer)).await {
            Ok(Ok(count)) => take(&mut tls, &buffer[..count])?,
            Ok(Err(_)) => return Err(Failed::Closed),
            // No objection.
            Err(_) => {}
        }
    }
    Ok(Session { io, tls })
}

impl Session {
    /// Sends a request and reads the beginning of the reply, up to `most` bytes.
    pub(super) async fn exchange(&mut self, request: &[u8], most: usize) -> io::Result<Vec<u8>> {
        use io::{Read, Write};
        self.tls.writer().write_all(request)?;
        send(&mut self.io, &mut self.tls).await.map_err(|_| io::ErrorKind::BrokenPipe)?;
        let mut reply = Vec::new();
        loop {
            let mut buffer = [0; 4096];
            let count = self.io.read(&mut buffer).await?;
            take(&mut self.tls, &buffer[..count]).map_err(|_| io::ErrorKind::ConnectionReset)?;
            match self.tls.reader().take(most as u64).read_to_end(&mut reply) {
                Ok(_) => return Ok(reply),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock && count > 0 => {}
                Err(error) => return Err(error),
            }
            if super::http::is_enough(&reply, most) {
                return Ok(reply);
            }
        }
    }
}

async fn send(io: &mut Box<dyn Io>, tls: &mut ClientConnection) -> Result<(), Failed> {
    let mut out = Vec::new();
    while tls.wants_write() {
        tls.write_tls(&mut out).map_err(|error| Failed::Undecided(error.to_string()))?;
    }
    if out.is_empty() {
        return Ok(());
    }
    io.write_all(&out).await.map_err(|_| Failed::Closed)
}

/// Hands what was read to the connection; nothing read is the end.
fn take(tls: &mut ClientConnection, mut bytes: &[u8]) -> Result<(), Failed> {
    if bytes.is_empty() {
        return Err(Failed::Closed);
    }
    while !bytes.is_empty() {
        tls.read_tls(&mut bytes).map_err(|error| Failed::Undecided(error.to_string()))?;
        tls.process_new_packets().map_err(|error| match error {
            rustls::Error::AlertReceived(alert) => Failed::Alert(named(alert)),
            other => Failed::Undecided(other.to_string()),
        })?;
    }
    Ok(())
}

/// The first byte of a TLS record.
pub(super) fn is_tls(byte: u8) -> bool {
    (20..=23).contains(&byte)
}

/// The beginning of an answer, fit to be shown.
pub(super) fn text(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let visible = |byte: &u8| if (0x20..0x7f).contains(byte) { char::from(*byte) } else { '.' };
    line.trim_ascii_end().iter().take(FIRST).map(visible).collect()
}

fn named(alert: AlertDescription) -> Alert {
    match alert {
        AlertDescription::UnrecognisedName => Alert::ServerName,
        AlertDescription::CertificateRequired | AlertDescription::NoCertificate => Alert::CertificateRequired,
        AlertDescription::BadCertificate
        | AlertDescription::UnsupportedCertificate
        | AlertDescription::CertificateRevoked
        | AlertDescription::CertificateExpired
        | AlertDescription::CertificateUnknown
        | AlertDescription::UnknownCA
        | AlertDescription::AccessDenied => Alert::CertificateRefused,
        AlertDescription::ProtocolVersion => Alert::Version,
        AlertDescription::HandshakeFailure | AlertDescription::InsufficientSecurity => Alert::NoAgreement,
        _ => Alert::Other,
    }
}

/// What the peer showed.
pub(super) fn certificates(shown: &[CertificateDer<'_>]) -> Vec<PeerCertificate> {
    shown.iter().take(MOST_CERTIFICATES).filter_map(|der| certificate(der)).collect()
}

fn certificate(der: &[u8]) -> Option<PeerCertificate> {
    let (_, read) = X509Certificate::from_der(der).ok()?;
    let common = |name: &x509_parser::x509::X509Name<'_>| {
        let first = name.iter_common_name().next().and_then(|name| name.as_str().ok());
        first.map_or(String::new(), |name| name.chars().take(255).collect())
    };
    let alternatives = read.subject_alternative_name().ok().flatten();
    let names = alternatives.into_iter().flat_map(|names| &names.value.general_names);
    Some(PeerCertificate {
        subject: common(read.subject()),
        issuer: common(read.issuer()),
        names: names
            .filter_map(|name| match name {
                GeneralName::DNSName(name) => Some((*name).to_owned()),
                _ => None,
            })
            .take(100)
            .collect(),
        not_before: read.validity().not_before.timestamp(),
        not_after: read.validity().not_after.timestamp(),
    })
}

/// Whether a chain ends at one of the authorities. Dates are judged elsewhere: the time is one at which the
/// server's own certificate is good.
pub(super) fn trust(shown: &[CertificateDer<'_>], authorities: &[u8], now: u64) -> Trust {
    let known: Vec<CertificateDer<'_>> = CertificateDer::pem_slice_iter(authorities).flatten().collect();
    let anchors: Vec<_> = known.iter().filter_map(|der| webpki::anchor_from_trusted_cert(der).ok()).collect();
    let Some((own, rest)) = shown.split_first() else { return Trust::Undecided };
    // OpenSSL takes a certificate for good that is itself among the authorities.
    if known.iter().any(|der| der.as_ref() == own.as_ref()) {
        return Trust::Trusted;
    }
    let (Some(dates), Ok(end)) = (certificate(own), webpki::EndEntityCert::try_from(own)) else {
        return Trust::Undecided;
    };
    if anchors.is_empty() || anchors.len() < known.len() {
        return Trust::Undecided;
    }
    let time = (now as i64).clamp(dates.not_before, dates.not_after.max(dates.not_before)).max(0) as u64;
    let verdict = end.verify_for_usage(
        webpki::ALL_VERIFICATION_ALGS,
        &anchors,
        rest,
        UnixTime::since_unix_epoch(Duration::from_secs(time)),
        webpki::KeyUsage::server_auth(),
        None,
        None,
    );
    match verdict {
        Ok(_) => Trust::Trusted,
        Err(webpki::Error::UnknownIssuer) => Trust::Untrusted,
        Err(_) => Trust::Undecided,
    }
}

/// Whether a certificate covers a name, as OpenSSL's `X509_check_host` has it: its DNS names, or the common name
/// where it has none. A `*` stands for one whole label at the beginning.
pub(super) fn covers(certificate: &PeerCertificate, name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let fits = |pattern: &String| {
        let pattern = pattern.to_ascii_lowercase();
        match pattern.strip_prefix("*.") {
            Some(end) => name.split_once('.').is_some_and(|(first, rest)| !first.is_empty() && rest == end),
            None => pattern == name,
        }
    };
    if certificate.names.is_empty() { fits(&certificate.subject) } else { certificate.names.iter().any(fits) }
}

/// Notes whether the server asked for a client certificate, and shows the one there is.
#[derive(Debug)]
struct Asked {
    key: Option<Arc<CertifiedKey>>,
    asked: AtomicBool,
}

impl ResolvesClientCert for Asked {
    fn resolve(&self, _: &[&[u8]], _: &[SignatureScheme]) -> Option<Arc<CertifiedKey>> {
        self.asked.store(true, Relaxed);
        self.key.clone()
    }

    fn has_certs(&self) -> bool {
        self.key.is_some()
    }
}

/// Takes every certificate: what it is worth is judged later.
#[derive(Debug)]
struct Anybody {
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for Anybody {
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
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// The parts of an ask that make its offer.
pub(super) fn offer(
    ask: &Handshake,
    server_name: Option<&str>,
    identity: Option<(&[u8], &[u8])>,
) -> Result<Offer, String> {
    Offer::new(server_name, &ask.alpn, &ask.versions, identity)
}
