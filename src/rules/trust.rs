//! Chains of certificates told from files alone: what the next proxy of the run shows, and the authorities by which
//! it is verified.
//!
//! Signatures are not looked at. Must not judge.

use super::cx::{Cx, Hop};
use crate::facts::CertificateFact;
use crate::model::*;
use crate::source::At;

/// Issuers that are followed at the most.
const LONGEST: usize = 10;

/// What a server of the run shows to a hop that verifies it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown<'a> {
    /// The server's own certificate.
    pub own: &'a CertificateFact,
    /// Where it is named.
    pub at: At,
    /// The authorities of the hop.
    pub ca_at: At,
    /// The chain ends at one of them.
    pub anchored: bool,
    /// Certificates between the server's own and its authority, as they are shown.
    pub between: u32,
    /// Some of the authorities are no roots.
    pub ca_between: bool,
}

/// `None` where one of the files is not known in full, or which certificate is shown hangs on the name that is asked.
pub(super) fn shown<'a>(cx: &Cx<'a>, hop: &Hop<'a>, server: &'a Server) -> Option<Shown<'a>> {
    let hop = hop.to(server);
    let tls = hop.tls();
    if !hop.speaks_tls() || !tls.verify.always(|verify| *verify) {
        return None;
    }
    let ca_at = tls.ca.at()?;
    let trusted = read(cx, hop.proxy, FileRole::UpstreamCa, ca_at)?;
    let here = cx.listeners_at(hop.proxy, &server.endpoint);
    let behind = here.first().filter(|_| here.iter().all(|listener| listener.tls))?.proxy;
    let mut pairs = here.iter().flat_map(|reached| {
        let hosts = reached.binds.iter().map(|bind| reached.proxy.hosts[bind.host].server_tls);
        hosts.map(|id| &*reached.proxy.server_tls[id].certificates)
    });
    let certificates = pairs.next()?;
    if !pairs.all(|other| other == certificates) {
        return None;
    }
    let [pair] = certificates else { return None };
    let at = pair.certificate.at()?;
    let chain = read(cx, behind, FileRole::Certificate, at)?;
    let apart = |tls: &ServerTls| tls.chain.is_some() && *tls.certificates == *certificates;
    if behind.server_tls.iter().any(|(_, tls)| apart(tls)) {
        return None;
    }
    let own = chain.first()?;
    let mut shown = Shown {
        own,
        at,
        ca_at,
        anchored: trusted.contains(own),
        between: 0,
        ca_between: trusted.iter().any(|ca| !ca.is_self_issued()),
    };
    let mut current = own;
    for _ in 0..LONGEST {
        if shown.anchored || trusted.iter().any(|ca| current.is_issued_by(ca)) {
            shown.anchored = true;
            break;
        }
        let next = chain.iter().find(|next| current.is_issued_by(next) && !next.is_self_issued());
        let Some(next) = next.filter(|_| !current.is_self_issued()) else { break };
        shown.between += 1;
        current = next;
    }
    Some(shown)
}

fn read<'a>(cx: &Cx<'a>, proxy: &Proxy, role: FileRole, at: At) -> Option<&'a [CertificateFact]> {
    let named = proxy.files_at(at.span).find(|file| file.role == role)?;
    match &cx.facts.file(role, &named.path)?.certificates {
        Some(Ok(certificates)) => Some(certificates),
        _ => None,
    }
}
