//! The little HTTP that probes speak: a request as bytes, and the status of what comes back.

/// The head of a reply, and a little more, in bytes.
pub(super) const HEAD: usize = 8 << 10;

/// A request, ready to be sent. Line ends and control characters in its parts would make it another one.
pub(super) fn request(
    method: &str,
    uri: &str,
    version: &str,
    headers: &[(String, String)],
    body: &str,
) -> Option<Vec<u8>> {
    let clean = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte > b' ' && byte != 0x7f);
    let line = |text: &str| text.bytes().all(|byte| (byte >= b' ' || byte == b'\t') && byte != 0x7f);
    let fine = clean(method)
        && clean(uri)
        && clean(version)
        && headers.iter().all(|(name, value)| clean(name) && line(value));
    if !fine {
        return None;
    }
    let mut text = format!("{method} {uri} HTTP/{version}\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    text += "\r\n";
    text += body;
    Some(text.into_bytes())
}

/// The status of a reply, once its first line is there.
pub(super) fn status(reply: &[u8]) -> Option<u16> {
    let line = std::str::from_utf8(reply.get(..reply.len().min(13))?).ok()?;
    let rest = line.strip_prefix("HTTP/")?;
    let (_, status) = rest.split_once(' ')?;
    let digits = status.bytes().take_while(u8::is_ascii_digit).count();
    status.get(..digits)?.parse().ok().filter(|status| (100..600).contains(status))
}

/// Whether enough of a reply is there to judge it.
pub(super) fn is_enough(reply: &[u8], most: usize) -> bool {
    reply.len() >= most || reply.contains(&b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_read_from_the_first_line() {
        assert_eq!(status(b"HTTP/1.1 404 Not Found\r\n"), Some(404));
        assert_eq!(status(b"HTTP/1.0 200\r\n\r\n"), Some(200));
        assert_eq!(status(b"SSH-2.0-OpenSSH\r\n"), None);
        assert_eq!(status(b"HTTP/1.1 9999"), None);
        assert_eq!(status(b""), None);
    }

    #[test]
    fn parts_with_line_ends_make_no_request() {
        assert!(request("GET", "/a\r\nHost: b", "1.1", &[], "").is_none());
        let headers = [("Host".to_owned(), "a\r\nX: b".to_owned())];
        assert!(request("GET", "/", "1.1", &headers, "").is_none());
        let plain = request("HEAD", "/", "1.0", &[("Host".into(), "a".into())], "").unwrap();
        assert_eq!(plain, b"HEAD / HTTP/1.0\r\nHost: a\r\n\r\n");
    }
}
