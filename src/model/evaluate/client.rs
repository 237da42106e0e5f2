//! Whom a request comes from, where a trusted peer says so.
//!
//! Source: `ngx_http_realip_handler`, `ngx_http_get_forwarded_addr`.

use super::walk::Walk;
use super::{Door, Doubt, Known, open};
use crate::model::{ClientFrom, Who};
use std::net::{IpAddr, SocketAddr};

impl<'a> Walk<'a> {
    /// Takes the client's address from the request, once, where the peer is believed.
    pub(super) fn settle_client(&mut self) -> Known<()> {
        let from = self.scope().and_then(|scope| scope.client.from.as_deref());
        let Some(from) = from.filter(|from| !from.trusted.is_empty() && !self.client_settled) else {
            return Ok(());
        };
        let at = self.block();
        let Some(peer) = self.client else {
            if matches!(self.request.door, Door::Unix(_)) {
                return open(Doubt::NotModelled("the client behind a socket"), at);
            }
            return open(Doubt::Client("the address"), at);
        };
        let named = match &from.header {
            None => {
                let named = self.request.proxy_header.as_ref().and_then(|header| header.client);
                named.map(|client| client.to_string().into_bytes())
            }
            Some(name) => self.header(&name.to_ascii_lowercase(), at)?,
        };
        let Some(named) = named else { return Ok(()) };
        self.client_settled = true;
        if let Some(Who::Unknown(why)) = from.trusted.iter().find(|who| matches!(who, Who::Unknown(_))) {
            return open(Doubt::Value(*why), at);
        }
        // Only a list has several; any other header holds one address.
        let mut rest = &named[..];
        let mut client = peer;
        let mut found = false;
        while believed(from, client) {
            let (before, last) = match rest.iter().rposition(|byte| matches!(byte, b',' | b' ')) {
                Some(comma) => (&rest[..comma], &rest[comma + 1..]),
                None => (&rest[..0], rest),
            };
            let Some(address) = address(last) else { break };
            client = address;
            found = true;
            rest = trimmed(before);
            if !from.recursive || rest.is_empty() {
                break;
            }
        }
        if found {
            self.client = Some(client);
        }
        Ok(())
    }
}

fn trimmed(mut text: &[u8]) -> &[u8] {
    while let [before @ .., b',' | b' ' | b'\t'] = text {
        text = before;
    }
    text
}

/// An address, with or without port.
fn address(text: &[u8]) -> Option<IpAddr> {
    let text = std::str::from_utf8(text).ok()?.trim();
    let plain = text.parse().ok();
    plain.or_else(|| text.parse::<SocketAddr>().ok().map(|address| address.ip()))
}

fn believed(from: &ClientFrom, peer: IpAddr) -> bool {
    from.trusted.iter().any(|who| match who {
        Who::All => true,
        Who::Network(network, bits) => super::table::within(peer, *network, *bits),
        Who::Unix | Who::Unknown(_) => false,
    })
}
