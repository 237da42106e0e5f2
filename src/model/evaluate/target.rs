//! Request targets: what of a request line is accepted, and the path that routes are chosen by.
//!
//! Source: `ngx_http_parse_request_line`, `ngx_http_parse_complex_uri`, `ngx_http_validate_host`.

use super::escape::digit;

/// A request target in its parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestLine {
    /// Host of an absolute target, with its port.
    pub host: Option<Vec<u8>>,
    /// Decoded and normalised.
    pub path: Vec<u8>,
    pub query: Option<Vec<u8>>,
    /// As sent, without scheme and host.
    pub raw: Vec<u8>,
    /// An absolute target without a path: the raw text is no path.
    pub empty_path: bool,
    /// The path carries an escape.
    pub escaped: bool,
    /// The path carries a `+`.
    pub plus: bool,
}

/// Methods are capital letters, `-` and `_`; others are refused with the request line.
pub fn is_method(method: &[u8]) -> bool {
    !method.is_empty() && method.iter().all(|byte| matches!(byte, b'A'..=b'Z' | b'_' | b'-'))
}

/// Reads a request target; `None` is a bad request (400).
pub fn read_target(target: &[u8], merge_slashes: bool) -> Option<RequestLine> {
    if target.iter().any(|byte| *byte <= 0x20 || *byte == 0x7f) {
        return None;
    }
    let mut line = RequestLine::default();
    let raw = match target.first()? {
        b'/' => target,
        byte if byte.is_ascii_alphabetic() => {
            let (host, rest) = absolute(target)?;
            line.host = Some(host.to_vec());
            rest
        }
        _ => return None,
    };
    line.raw = raw.to_vec();
    line.empty_path = !raw.starts_with(b"/");
    normalise(&mut line, raw, merge_slashes)?;
    if line.empty_path && line.raw.is_empty() {
        line.raw = b"/".to_vec();
    }
    Some(line)
}

/// Host with port, and the rest, of `scheme://host[:port][/path][?query]`.
fn absolute(target: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = target.iter().position(|byte| *byte == b':')?;
    let (scheme, rest) = target.split_at(colon);
    if !scheme.iter().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)) {
        return None;
    }
    let rest = rest.strip_prefix(b"://")?;
    let name_end = match rest.first()? {
        b'[' => rest.iter().position(|byte| *byte == b']')? + 1,
        _ => rest
            .iter()
            .position(|byte| !byte.is_ascii_alphanumeric() && !b".-".contains(byte))
            .unwrap_or(rest.len()),
    };
    let after = &rest[name_end..];
    let port = match after.strip_prefix(b":") {
        Some(port) => 1 + port.iter().take_while(|byte| byte.is_ascii_digit()).count(),
        None => 0,
    };
    let (host, rest) = rest.split_at(name_end + port);
    match rest.first() {
        None | Some(b'/' | b'?') => Some((host, rest)),
        Some(_) => None,
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Usual,
    Slash,
    Dot,
    DotDot,
}

/// Decodes escapes, folds dot segments and, where asked, slashes. The bytes of the query stay.
fn normalise(line: &mut RequestLine, raw: &[u8], merge_slashes: bool) -> Option<()> {
    let mut out: Vec<u8> = Vec::with_capacity(raw.len());
    let mut state = State::Usual;
    let mut rest = raw;
    if line.empty_path {
        out.push(b'/');
    }
    while let [first, tail @ ..] = rest {
        let (mut byte, mut literal) = (*first, false);
        rest = tail;
        match byte {
            b'?' | b'#' => {
                fold(&mut out, state)?;
                if byte == b'?' {
                    // What follows a `#` is cut off.
                    let end = rest.iter().position(|byte| *byte == b'#').unwrap_or(rest.len());
                    line.query = Some(rest[..end].to_vec());
                }
                line.path = out;
                return Some(());
            }
            b'%' => {
                let [high, low, after @ ..] = rest else {
                    return None;
                };
                byte = digit(*high)? << 4 | digit(*low)?;
                rest = after;
                line.escaped = true;
                // A NUL is refused; these keep no meaning once decoded.
                match byte {
                    0 => return None,
                    b'%' | b'#' | b'?' => literal = true,
                    _ => {}
                }
            }
            _ => {}
        }
        line.plus |= byte == b'+';
        state = match (state, byte) {
            _ if literal => {
                out.push(byte);
                State::Usual
            }
            (State::Usual, b'/') => {
                out.push(byte);
                State::Slash
            }
            (State::Slash, b'/') => {
                if !merge_slashes {
                    out.push(byte);
                }
                State::Slash
            }
            (State::Dot | State::DotDot, b'/') => {
                fold(&mut out, state)?;
                State::Slash
            }
            (State::Slash, b'.') => {
                out.push(byte);
                State::Dot
            }
            (State::Dot, b'.') => {
                out.push(byte);
                State::DotDot
            }
            _ => {
                out.push(byte);
                State::Usual
            }
        };
    }
    fold(&mut out, state)?;
    line.path = out;
    Some(())
}

/// Takes back a segment of dots at the end; `None` above the root.
fn fold(out: &mut Vec<u8>, state: State) -> Option<()> {
    match state {
        State::Usual | State::Slash => {}
        State::Dot => {
            out.pop();
        }
        State::DotDot => {
            // "/..": back over it, and over the segment before it.
            let end = out.len().checked_sub(3)?;
            let slash = out[..end].iter().rposition(|byte| *byte == b'/')?;
            out.truncate(slash + 1);
        }
    }
    Some(())
}

/// The name of a Host header or absolute target, lowered, without port and final dot; `None` is a
/// bad request.
pub fn host_name(host: &[u8]) -> Option<Vec<u8>> {
    let mut end = host.len();
    let mut dot = None;
    let mut literal = false;
    let mut rest = false;
    for (index, byte) in host.iter().enumerate() {
        match byte {
            b'.' => {
                if index > 0 && dot == Some(index - 1) {
                    return None;
                }
                dot = Some(index);
            }
            b':' if !literal && !rest => (end, rest) = (index, true),
            b'[' if index == 0 => literal = true,
            b']' if literal && !rest => (end, rest) = (index + 1, true),
            b'/' | 0..=0x20 | 0x7f => return None,
            _ => {}
        }
    }
    if end > 0 && dot == Some(end - 1) {
        end -= 1;
    }
    (end > 0).then(|| host[..end].to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(target: &str) -> Option<String> {
        read_target(target.as_bytes(), true).map(|line| String::from_utf8(line.path).unwrap())
    }

    #[test]
    fn dots_and_slashes_fold_and_escapes_are_decoded() {
        for (target, expected) in [
            ("//api//x", Some("/api/x")),
            ("/v1/../api/x", Some("/api/x")),
            ("/api/%2e%2e/admin", Some("/admin")),
            ("/api/..%2fadmin", Some("/admin")),
            ("/a%2Fb", Some("/a/b")),
            ("/a/./b/.", Some("/a/b/")),
            ("/a/..", Some("/")),
            ("/a/b/..?x", Some("/a/")),
            ("/%41%7e%25", Some("/A~%")),
            ("/x#frag", Some("/x")),
            ("/x%23y", Some("/x#y")),
            ("/a...b/..c", Some("/a...b/..c")),
            ("http://other.test", Some("/")),
            ("http://other.test?x=1", Some("/")),
            ("/../x", None),
            ("/a/../../x", None),
            ("/a%00b", None),
            ("/a%zz", None),
            ("/a%4", None),
            ("api/x", None),
            ("*", None),
            ("h:80", None),
            ("/a b", None),
        ] {
            assert_eq!(path(target).as_deref(), expected, "{target}");
        }
    }

    #[test]
    fn without_merging_slashes_stay() {
        let line = read_target(b"//api//x/../y", false).unwrap();
        assert_eq!(line.path, b"//api//y");
    }

    #[test]
    fn a_query_keeps_its_bytes_and_loses_its_fragment() {
        let line = read_target(b"/a?b=%20c#d", true).unwrap();
        assert_eq!(line.query.as_deref(), Some(&b"b=%20c"[..]));
        assert_eq!(line.raw, b"/a?b=%20c#d");
    }

    #[test]
    fn a_host_loses_port_and_one_dot() {
        for (host, expected) in [
            ("WWW.Orchard.EXAMPLE:8000", Some("www.orchard.example")),
            ("orchard.example.", Some("orchard.example")),
            ("orchard.example..", None),
            ("orchard.example:notaport", Some("orchard.example")),
            ("bad/host", None),
            ("", None),
            ("[::1]:8000", Some("[::1]")),
            (":80", None),
        ] {
            let name = host_name(host.as_bytes()).map(|name| String::from_utf8(name).unwrap());
            assert_eq!(name.as_deref(), expected, "{host}");
        }
    }
}
