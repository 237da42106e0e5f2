//! Request targets and Host headers as httpd reads them.
//!
//! Source: `ap_normalize_path`, `ap_unescape_url_ex`, `ap_process_request_internal`, `fix_hostname`.

use crate::model::EncodedSlashes;
use crate::model::evaluate::escape::digit;

/// A request target in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Host of an absolute target, with its port.
    pub host: Option<Vec<u8>>,
    /// As sent, without scheme, host and query.
    pub path: Vec<u8>,
    pub query: Option<Vec<u8>>,
    /// `*`
    pub star: bool,
}

/// Takes a target apart; `None` is a bad request.
pub fn read(target: &[u8]) -> Option<Line> {
    if target.iter().any(|byte| *byte <= 0x20 || *byte == 0x7f || *byte == b'#') {
        return None;
    }
    let mut line = Line::default();
    let mut rest = target;
    match target.first()? {
        b'/' => {}
        b'*' if target.len() == 1 => {
            line.star = true;
            return Some(line);
        }
        _ => {
            let colon = memchr::memmem::find(target, b"://")?;
            let scheme = &target[..colon];
            if scheme.is_empty() || !scheme.iter().all(|byte| byte.is_ascii_alphanumeric()) {
                return None;
            }
            let after = &target[colon + 3..];
            let end = after.iter().position(|byte| matches!(byte, b'/' | b'?')).unwrap_or(after.len());
            let host = &after[..end];
            let host = host.iter().rposition(|byte| *byte == b'@').map_or(host, |at| &host[at + 1..]);
            line.host = Some(host.to_vec());
            rest = &after[end..];
        }
    }
    let (path, query) = match rest.iter().position(|byte| *byte == b'?') {
        Some(mark) => (&rest[..mark], Some(rest[mark + 1..].to_vec())),
        None => (rest, None),
    };
    line.path = if path.is_empty() { b"/".to_vec() } else { path.to_vec() };
    line.query = query;
    Some(line)
}

/// The path that routes are chosen by, or the status of the refusal.
pub fn normal(path: &[u8], slashes: EncodedSlashes, merge: bool) -> Result<Vec<u8>, u16> {
    let mut text = Vec::with_capacity(path.len());
    let mut rest = path;
    let mut refused = None;
    // Unreserved signs are decoded before dots are folded.
    while let [first, tail @ ..] = rest {
        if *first != b'%' {
            text.push(*first);
            rest = tail;
            continue;
        }
        let byte = escaped(rest).ok_or(400_u16)?;
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(byte);
        } else {
            text.extend(&rest[..3]);
            if byte == 0 || byte == b'/' && slashes == EncodedSlashes::Refused {
                refused = Some(404);
            }
        }
        rest = &rest[3..];
    }
    let text = folded(&text, merge).ok_or(400_u16)?;
    if let Some(status) = refused {
        return Err(status);
    }
    let mut path = Vec::with_capacity(text.len());
    let mut rest = &text[..];
    while let [first, tail @ ..] = rest {
        match escaped(rest) {
            Some(byte) if !(byte == b'/' && slashes == EncodedSlashes::Kept) => {
                path.push(byte);
                rest = &rest[3..];
            }
            _ => {
                path.push(*first);
                rest = tail;
            }
        }
    }
    if slashes == EncodedSlashes::Decoded {
        // Slashes that were encoded make segments of dots.
        return folded(&path, merge).ok_or(400);
    }
    Ok(path)
}

fn escaped(text: &[u8]) -> Option<u8> {
    match text {
        [b'%', high, low, ..] => Some(digit(*high)? << 4 | digit(*low)?),
        _ => None,
    }
}

/// Folds segments of dots and, where asked, runs of slashes; `None` above the root.
fn folded(path: &[u8], merge: bool) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(path.len());
    let mut segments = path.split(|byte| *byte == b'/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match segment {
            b"" if merge && !last => {}
            b"." => {
                if last {
                    out.push(b'/');
                }
            }
            b".." => {
                let slash = out.iter().rposition(|byte| *byte == b'/')?;
                out.truncate(slash);
                if last {
                    out.push(b'/');
                }
            }
            segment => {
                out.push(b'/');
                out.extend(segment);
            }
        }
    }
    if out.is_empty() {
        out.push(b'/');
    }
    Some(out)
}

/// Name, lowered and without one final dot, and port of a Host header; `None` is a bad request.
pub fn host_name(host: &[u8]) -> Option<(Vec<u8>, Option<u16>)> {
    let (name, port) = match host.first()? {
        b'[' => {
            let close = host.iter().position(|byte| *byte == b']')?;
            (&host[..=close], &host[close + 1..])
        }
        _ => {
            let colon = host.iter().position(|byte| *byte == b':').unwrap_or(host.len());
            host.split_at(colon)
        }
    };
    let port = match port {
        [] => None,
        [b':'] => None,
        [b':', digits @ ..] if digits.iter().all(u8::is_ascii_digit) => {
            Some(std::str::from_utf8(digits).ok()?.parse().ok()?)
        }
        _ => return None,
    };
    if name.starts_with(b"[") {
        let inner = std::str::from_utf8(&name[1..name.len() - 1]).ok()?;
        inner.parse::<std::net::Ipv6Addr>().ok()?;
        return Some((name.to_ascii_lowercase(), port));
    }
    let legal = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.!$&'()*+,;=%~".contains(byte);
    if name.is_empty() || !name.iter().all(legal) || memchr::memmem::find(name, b"..").is_some() {
        return None;
    }
    let name = name.strip_suffix(b".").unwrap_or(name);
    (!name.is_empty()).then(|| (name.to_ascii_lowercase(), port))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(target: &str, slashes: EncodedSlashes, merge: bool) -> Result<String, u16> {
        let line = read(target.as_bytes()).ok_or(400_u16)?;
        normal(&line.path, slashes, merge).map(|path| String::from_utf8(path).unwrap())
    }

    #[test]
    fn paths_are_made_plain() {
        use EncodedSlashes::*;
        for (target, slashes, merge, expected) in [
            ("/a%20b?c", Refused, true, Ok("/a b")),
            ("/sub/./dir/x", Refused, true, Ok("/sub/dir/x")),
            ("/sub/%2e%2e/z", Refused, true, Ok("/z")),
            ("/sub//dir///x//", Refused, true, Ok("/sub/dir/x/")),
            ("/x/..%2Fy", Refused, true, Err(404)),
            ("/a%00b", Refused, true, Err(404)),
            ("/a%zzb", Refused, true, Err(400)),
            ("/../../x", Refused, true, Err(400)),
            ("/a#frag", Refused, true, Err(400)),
            ("/a%2Fb", Kept, true, Ok("/a%2Fb")),
            ("/raw/..%2Fb", Kept, true, Ok("/raw/..%2Fb")),
            ("/sub%2Fdir/x", Decoded, false, Ok("/sub/dir/x")),
            ("/a//b///c", Decoded, false, Ok("/a//b///c")),
            ("/a/..//b", Decoded, false, Ok("//b")),
            ("/a%2F..%2Fb", Decoded, false, Ok("/b")),
            ("http://h", Refused, true, Ok("/")),
            ("/a/..", Refused, true, Ok("/")),
            ("/a/.", Refused, true, Ok("/a/")),
        ] {
            assert_eq!(path(target, slashes, merge), expected.map(str::to_owned), "{target}");
        }
    }

    #[test]
    fn hosts_lose_port_and_final_dot() {
        for (host, expected) in [
            ("WWW.First.Example.ORG:8000", Some("www.first.example.org")),
            ("first.example.org.", Some("first.example.org")),
            ("other.example.org..", None),
            ("named.example.org:abc", None),
            ("bad_name.example.org", Some("bad_name.example.org")),
            ("a b", None),
            ("", None),
            ("[::1]:80", Some("[::1]")),
        ] {
            let name = host_name(host.as_bytes()).map(|(name, _)| String::from_utf8(name).unwrap());
            assert_eq!(name.as_deref(), expected, "{host}");
        }
    }
}
