//! Conversations with a peer that listens: handshakes, what a plain port speaks, requests of health checks.
//!
//! A first try is made exactly as the proxy would make it. Only where that fails, a second one with one difference
//! tells whether that difference is the cause.

use super::connect::{self, Io};
use super::tls::{self, Failed};
use super::{Check, Checked, Cure, Handshake, Material, Peer, Plain, Shook, Spoken, http};
use std::io;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::time::timeout;

/// A PROXY header that names no client: receivers take the connection's own address.
const PROXY_HEADER: &[u8] = b"PROXY UNKNOWN\r\n";

/// Opens a connection and sends the PROXY header, if any.
async fn open(peer: &Peer, proxy_header: bool) -> io::Result<Box<dyn Io>> {
    let mut io = connect::open(peer).await?;
    if proxy_header {
        io.write_all(PROXY_HEADER).await?;
    }
    Ok(io)
}

/// Makes the handshake, and finds out what helps where it fails.
pub(super) async fn handshake(ask: &Handshake, material: &Material, patience: Duration) -> Shook {
    let first = tried(ask, ask.server_name.as_deref(), ask.proxy_header, material, patience).await;
    let may_want_name =
        matches!(first, Shook::Alert { .. } | Shook::Closed { .. }) && ask.server_name.is_none();
    // A TLS server takes a PROXY header for a broken record.
    let may_want_header = matches!(first, Shook::Plain { .. } | Shook::Closed { .. })
        || ask.proxy_header && matches!(first, Shook::Alert { .. });
    let mut cure = None;
    let host = ask.host.as_deref().filter(|_| may_want_name);
    if let Some(host) = host {
        let second = tried(ask, Some(host), ask.proxy_header, material, patience).await;
        cure = matches!(second, Shook::Accepted { .. }).then_some(Cure::ServerName);
    }
    if cure.is_none() && may_want_header {
        let second = tried(ask, ask.server_name.as_deref(), !ask.proxy_header, material, patience).await;
        let change = if ask.proxy_header { Cure::NoProxyHeader } else { Cure::ProxyHeader };
        cure = matches!(second, Shook::Accepted { .. }).then_some(change);
    }
    match first {
        Shook::Alert { alert, .. } => Shook::Alert { alert, cure },
        Shook::Plain { says, .. } => Shook::Plain { says, cure },
        Shook::Closed { .. } => Shook::Closed { cure },
        other => other,
    }
}

async fn tried(
    ask: &Handshake,
    server_name: Option<&str>,
    proxy_header: bool,
    material: &Material,
    patience: Duration,
) -> Shook {
    let pem = |path| material.pem.get(path).map(Vec::as_slice);
    let identity = match &ask.client_certificate {
        None => None,
        Some((certificate, key)) => match (pem(certificate), pem(key)) {
            (Some(certificate), Some(key)) => Some((certificate, key)),
            _ => return undecided("the client certificate is not at hand"),
        },
    };
    let offer = match tls::offer(ask, server_name, identity) {
        Ok(offer) => offer,
        Err(why) => return Shook::Undecided { why },
    };
    let made = timeout(patience, async {
        let io = open(&ask.to, proxy_header).await.map_err(|error| Failed::Undecided(error.to_string()))?;
        tls::shake(io, &offer).await
    });
    let session = match made.await {
        Err(_) => return Shook::NoAnswer,
        Ok(Ok(session)) => session,
        Ok(Err(Failed::Alert(alert))) => return Shook::Alert { alert, cure: None },
        Ok(Err(Failed::Plain(says))) => return Shook::Plain { says, cure: None },
        Ok(Err(Failed::Closed)) => return Shook::Closed { cure: None },
        Ok(Err(Failed::Undecided(why))) => return Shook::Undecided { why },
    };
    let shown = session.tls.peer_certificates().unwrap_or_default();
    let certificates = tls::certificates(shown);
    let authorities = ask.ca.as_ref().and_then(pem);
    Shook::Accepted {
        version: match session.tls.protocol_version() {
            Some(rustls::ProtocolVersion::TLSv1_2) => "1.2",
            _ => "1.3",
        }
        .to_owned(),
        trust: authorities.map(|authorities| tls::trust(shown, authorities, material.now)),
        covers_name: match (&ask.expected_name, certificates.first()) {
            (Some(name), Some(own)) => Some(tls::covers(own, name)),
            _ => None,
        },
        certificates,
    }
}

fn undecided(why: &str) -> Shook {
    Shook::Undecided { why: why.to_owned() }
}

/// How a reply begins.
enum Reply {
    Status(u16),
    Tls,
    Other,
    Closed,
    Silent,
}

/// Sends bytes and looks at the beginning of the reply.
async fn ask_plainly(peer: &Peer, proxy_header: bool, request: &[u8], patience: Duration) -> Reply {
    let talk = async {
        let mut io = open(peer, proxy_header).await?;
        io.write_all(request).await?;
        let mut reply = Vec::new();
        let mut buffer = [0; 2048];
        loop {
            let count = io.read(&mut buffer).await?;
            reply.extend_from_slice(&buffer[..count]);
            let tls = reply.first().is_some_and(|byte| tls::is_tls(*byte));
            if count == 0 || tls || http::is_enough(&reply, http::HEAD) {
                return io::Result::Ok(reply);
            }
        }
    };
    match timeout(patience, talk).await {
        Err(_) => Reply::Silent,
        Ok(Err(_)) => Reply::Closed,
        Ok(Ok(reply)) => match (reply.first(), http::status(&reply)) {
            (None, _) => Reply::Closed,
            (_, Some(status)) => Reply::Status(status),
            // A TLS record's header has a version behind its kind.
            (Some(byte), None) if tls::is_tls(*byte) && reply.get(1) == Some(&3) => Reply::Tls,
            _ => Reply::Other,
        },
    }
}

/// What a port speaks that is taken for plain HTTP. Something else than TLS is told only where HTTP works
/// once one thing is changed.
pub(super) async fn plain(ask: &Plain, patience: Duration) -> Spoken {
    let name = Some(ask.host.as_str()).filter(|host| !host.is_empty());
    let offer = tls::Offer::new(name, &[], &[], None).or_else(|_| tls::Offer::new(None, &[], &[], None));
    let Some(hello) = offer.ok().and_then(|offer| offer.hello()) else {
        return Spoken::Undecided { why: "no greeting can be made".to_owned() };
    };
    let host = if ask.host.is_empty() { "localhost" } else { &ask.host };
    let headers = [("Host", host), ("User-Agent", "proxylint"), ("Connection", "close")];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    let Some(head) = http::request("HEAD", "/", "1.1", &headers, "") else {
        return Spoken::Undecided { why: "the host's name cannot stand in a request".to_owned() };
    };
    match ask_plainly(&ask.to, ask.proxy_header, &hello, patience).await {
        // A server that speaks both is fine.
        Reply::Tls => match ask_plainly(&ask.to, ask.proxy_header, &head, patience).await {
            Reply::Status(400) | Reply::Tls | Reply::Closed => Spoken::Tls,
            Reply::Status(_) => Spoken::Plain,
            Reply::Other | Reply::Silent => {
                Spoken::Undecided { why: "it answers TLS, and plain HTTP in no known way".to_owned() }
            }
        },
        Reply::Status(_) | Reply::Other if !ask.proxy_header => Spoken::Plain,
        Reply::Silent => Spoken::Undecided { why: "it answers nothing".to_owned() },
        Reply::Closed | Reply::Status(_) | Reply::Other => {
            let first = ask_plainly(&ask.to, ask.proxy_header, &head, patience).await;
            if !matches!(first, Reply::Closed | Reply::Status(400)) {
                return Spoken::Plain;
            }
            let second = ask_plainly(&ask.to, !ask.proxy_header, &head, patience).await;
            match second {
                Reply::Status(status) if status != 400 => Spoken::Closed {
                    cure: if ask.proxy_header { Cure::NoProxyHeader } else { Cure::ProxyHeader },
                },
                _ => Spoken::Undecided { why: "it closes without an answer".to_owned() },
            }
        }
    }
}

/// Sends a health check's request.
pub(super) async fn check(ask: &Check, patience: Duration) -> Checked {
    let Some(request) = http::request(&ask.method, &ask.uri, &ask.version, &ask.headers, &ask.body) else {
        return Checked::Undecided { why: "the request cannot be written".to_owned() };
    };
    if !ask.tls {
        return match ask_plainly(&ask.to, ask.proxy_header, &request, patience).await {
            Reply::Status(status) => Checked::Status { status },
            Reply::Tls | Reply::Other => Checked::Garbage,
            Reply::Closed => Checked::Closed,
            Reply::Silent => Checked::NoAnswer,
        };
    }
    let offer = match tls::Offer::new(ask.server_name.as_deref(), &[], &[], None) {
        Ok(offer) => offer,
        Err(why) => return Checked::Undecided { why },
    };
    let talk = async {
        let io = open(&ask.to, ask.proxy_header).await.map_err(|_| Checked::Closed)?;
        let mut session = tls::shake(io, &offer).await.map_err(|_| Checked::NoTls)?;
        session.exchange(&request, http::HEAD).await.map_err(|_| Checked::Closed)
    };
    match timeout(patience, talk).await {
        Err(_) => Checked::NoAnswer,
        Ok(Err(failed)) => failed,
        Ok(Ok(reply)) => match http::status(&reply) {
            Some(status) => Checked::Status { status },
            None if reply.is_empty() => Checked::Closed,
            None => Checked::Garbage,
        },
    }
}
