//! What of a request has changed so far.

use crate::model::evaluate::{Door, Doubt, Known, ProxyHeader, Request, open};
use crate::model::{Datum, Text};
use crate::source::At;
use rustc_hash::FxHashMap;
use std::net::IpAddr;

/// A request as the rules so far left it.
#[derive(Clone, Debug)]
pub(super) struct State {
    /// A head of HTTP was read.
    pub http: bool,
    /// Bytes of the client are waited for before rules on them run.
    pub awaited: bool,
    pub client: Option<IpAddr>,
    pub client_port: Option<u16>,
    pub destination: Option<IpAddr>,
    pub destination_port: Option<u16>,
    /// The method that the next hop sees.
    pub method: Vec<u8>,
    pub target: Vec<u8>,
    /// Host among them.
    pub headers: Vec<(Vec<u8>, Known<Vec<u8>>)>,
    pub variables: FxHashMap<Text, Known<Datum>>,
}

impl State {
    pub fn new(request: &Request) -> State {
        let (destination, destination_port) = match &request.door {
            Door::Ip(address) => (Some(address.ip()), Some(address.port())),
            Door::Unix(_) => (None, None),
        };
        State {
            http: false,
            awaited: false,
            client: request.client,
            client_port: None,
            destination,
            destination_port,
            method: request.method.to_vec(),
            target: request.target.to_vec(),
            headers: Vec::new(),
            variables: FxHashMap::default(),
        }
    }

    /// Takes addresses from a PROXY header.
    pub fn believe(&mut self, header: &ProxyHeader, at: At) -> Known<()> {
        // `UNKNOWN` keeps the real ones.
        let Some(client) = header.client else { return Ok(()) };
        self.client = Some(client);
        self.client_port = None;
        match header.destination {
            Some(destination) => {
                self.destination = Some(destination.ip());
                self.destination_port = Some(destination.port());
                Ok(())
            }
            None => open(Doubt::Client("the destination in the PROXY header"), at),
        }
    }

    /// Reads the head of a request; `false`: it is refused as a bad one.
    ///
    /// Source: `h1_headers_to_hdr_list`, `http_parse_stline`; checked on the running server.
    pub fn read_head(&mut self, request: &Request) -> bool {
        let target = &*request.target;
        self.http = true;
        self.headers = request.hosts.iter().map(|host| (b"host".to_vec(), Ok(host.to_vec()))).collect();
        let others = request
            .headers
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), Ok(trimmed(value).to_vec())));
        self.headers.extend(others);
        if target.is_empty() || target.iter().any(|byte| *byte <= b' ' || matches!(byte, b'#' | 0x7f)) {
            return false;
        }
        if !request
            .method
            .iter()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte))
        {
            return false;
        }
        // Several Host headers pass only where they are the same.
        if request.hosts.windows(2).any(|pair| pair[0] != pair[1]) {
            return false;
        }
        if request.hosts.len() > 1 {
            self.headers.drain(1..request.hosts.len());
        }
        let fits = match target.first() {
            Some(b'/') => true,
            Some(b'*') => target == b"*",
            _ if *request.method == *b"CONNECT" => true,
            _ => {
                let Some(authority) = authority(target) else { return false };
                // Nothing may stand between the authority and the query.
                let bare = path_range(target).is_empty() && target.contains(&b'?');
                !bare && request.hosts.first().is_none_or(|host| same_authority(authority, host, target))
            }
        };
        fits && self.upgrade_is_whole()
    }

    /// A websocket's request without its key is a bad one.
    fn upgrade_is_whole(&self) -> bool {
        let has = |wanted: &str, part: &str| {
            self.headers.iter().any(|(name, value)| {
                name.eq_ignore_ascii_case(wanted.as_bytes())
                    && value.as_ref().is_ok_and(|value| {
                        value
                            .split(|byte| *byte == b',')
                            .any(|value| value.trim_ascii().eq_ignore_ascii_case(part.as_bytes()))
                    })
            })
        };
        let keyed = self.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case(b"sec-websocket-key"));
        !(has("upgrade", "websocket") && has("connection", "upgrade")) || keyed
    }

    /// The path without query; `None` where the target has none (`*`).
    pub fn path(&self) -> Option<&[u8]> {
        let range = path_range(&self.target);
        let path = &self.target[range];
        path.starts_with(b"/").then_some(path)
    }

    pub fn path_query(&self) -> Option<&[u8]> {
        let start = path_range(&self.target).start;
        self.path().map(|_| &self.target[start..])
    }

    pub fn query(&self) -> Option<&[u8]> {
        let mark = self.target.iter().position(|byte| *byte == b'?')?;
        Some(&self.target[mark + 1..])
    }

    /// Replaces the path; with the query where `whole`.
    pub fn set_path(&mut self, text: &[u8], whole: bool) {
        let range = path_range(&self.target);
        let end = if whole { self.target.len() } else { range.end };
        self.target.splice(range.start..end, text.iter().copied());
    }

    pub fn set_query(&mut self, text: &[u8]) {
        let mark = self.target.iter().position(|byte| *byte == b'?').unwrap_or(self.target.len());
        self.target.truncate(mark);
        if !text.is_empty() {
            self.target.push(b'?');
            self.target.extend(text);
        }
    }

    /// Replaces the whole target; an absolute one says what Host is.
    pub fn set_target(&mut self, text: Vec<u8>) {
        self.target = text;
        if let Some(authority) = authority(&self.target).map(<[u8]>::to_vec) {
            self.headers.retain(|(name, _)| !name.eq_ignore_ascii_case(b"host"));
            self.headers.insert(0, (b"host".to_vec(), Ok(authority)));
        }
    }

    /// Sets Host, and with it the authority of an absolute target.
    pub fn follow_host(&mut self) {
        let host = self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(b"host"));
        let Some((_, Ok(host))) = host else { return };
        let host = host.clone();
        if let Some(known) = authority(&self.target) {
            let start = self.target.len() - rest_after_scheme(&self.target).len();
            let end = start + known.len();
            self.target.splice(start..end, host);
        }
    }

    /// Values of all headers of a name, in order.
    pub fn lines(&self, wanted: &[u8]) -> impl Iterator<Item = &Known<Vec<u8>>> {
        self.headers.iter().filter(move |(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
    }
}

fn trimmed(value: &[u8]) -> &[u8] {
    value.trim_ascii()
}

fn rest_after_scheme(target: &[u8]) -> &[u8] {
    let colon = memchr::memmem::find(target, b"://");
    colon.map_or(b"", |colon| &target[colon + 3..])
}

/// The authority of an absolute target.
pub(super) fn authority(target: &[u8]) -> Option<&[u8]> {
    if target.starts_with(b"/") || !target.first()?.is_ascii_alphabetic() {
        return None;
    }
    let colon = memchr::memmem::find(target, b"://")?;
    let rest = &target[colon + 3..];
    let end = rest.iter().position(|byte| matches!(byte, b'/' | b'?')).unwrap_or(rest.len());
    (end > 0).then(|| &rest[..end])
}

/// Where the path stands: from the first slash after the authority to the query.
fn path_range(target: &[u8]) -> std::ops::Range<usize> {
    let start = match target.first() {
        Some(b'/' | b'*') => 0,
        _ => {
            let rest = rest_after_scheme(target);
            let after = target.len() - rest.len();
            let slash = rest.iter().position(|byte| matches!(byte, b'/' | b'?'));
            slash.map_or(target.len(), |slash| after + slash)
        }
    };
    let end = target[start..].iter().position(|byte| *byte == b'?').map_or(target.len(), |mark| start + mark);
    start..end
}

/// Case and the scheme's own port aside.
fn same_authority(authority: &[u8], host: &[u8], target: &[u8]) -> bool {
    let port: &[u8] = if target.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"https://")) {
        b":443"
    } else {
        b":80"
    };
    let cut = |text: &[u8]| text.strip_suffix(port).unwrap_or(text).to_ascii_lowercase();
    cut(authority) == cut(host)
}
