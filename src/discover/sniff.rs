//! A quick look at a text: whose configuration it is, and whether it is a whole one.
//!
//! Linear, without building anything. A wrong answer costs a plain message ("not recognised"), never
//! a wrong finding: `--type` overrides it.

use crate::model::DialectName;

/// What a text looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sniffed {
    pub dialect: Option<DialectName>,
    /// It has a block that only a main file has, at its top.
    pub whole: bool,
}

/// Whether a text is what `nginx -T` prints: a header first, perhaps after its status lines.
pub fn is_dump(bytes: &[u8]) -> bool {
    const HEADER: &[u8] = b"# configuration file ";
    for line in bytes.split(|byte| *byte == b'\n').take(50) {
        if line.starts_with(HEADER) {
            return line.trim_ascii_end().ends_with(b":");
        }
        let status = line.starts_with(b"nginx: ") || line.trim_ascii().is_empty();
        // `2026/11/20 09:00:00 [warn] 1#1: …`: what nginx logs before it prints.
        let logged = line.first().is_some_and(u8::is_ascii_digit);
        if !status && !logged {
            return false;
        }
    }
    false
}

/// Blocks of a main file.
const NGINX_WHOLE: [&[u8]; 4] = [b"http", b"events", b"stream", b"mail"];

/// Names that begin a line of an nginx configuration and hardly of anything else.
const NGINX_SURE: [&[u8]; 34] = [
    b"access_log",
    b"add_header",
    b"client_max_body_size",
    b"default_type",
    b"error_log",
    b"error_page",
    b"events",
    b"fastcgi_param",
    b"fastcgi_pass",
    b"geo",
    b"grpc_pass",
    b"http",
    b"listen",
    b"load_module",
    b"location",
    b"log_format",
    b"map",
    b"proxy_cache_path",
    b"proxy_connect_timeout",
    b"proxy_pass",
    b"proxy_read_timeout",
    b"proxy_set_header",
    b"resolver",
    b"rewrite",
    b"server",
    b"server_name",
    b"split_clients",
    b"ssl_certificate",
    b"ssl_protocols",
    b"stream",
    b"try_files",
    b"upstream",
    b"uwsgi_pass",
    b"worker_processes",
];

pub fn sniff(bytes: &[u8]) -> Sniffed {
    if let Some(dialect) = by_lines(bytes) {
        let whole = match dialect {
            DialectName::Haproxy => haproxy_whole(bytes),
            _ => apache_whole(bytes),
        };
        return Sniffed { dialect: Some(dialect), whole };
    }
    let mut sniffed = Sniffed::default();
    statements(bytes, |depth, name, block| {
        if NGINX_SURE.binary_search(&name).is_ok() {
            sniffed.dialect = Some(DialectName::Nginx);
        }
        if depth == 0 && block && NGINX_WHOLE.contains(&name) {
            sniffed.whole = true;
        }
        !sniffed.whole
    });
    sniffed
}

/// Calls `visit(depth, first word, opens a block)` for each statement until it says no.
fn statements(bytes: &[u8], mut visit: impl FnMut(usize, &[u8], bool) -> bool) {
    let (mut depth, mut at) = (0usize, 0);
    let mut first: Option<(usize, usize)> = None;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'#' => at += memchr::memchr(b'\n', &bytes[at..]).unwrap_or(bytes.len() - at),
            b'"' | b'\'' => {
                let start = at;
                at += 1;
                while let Some(&inner) = bytes.get(at) {
                    if inner == byte {
                        break;
                    }
                    at += 1 + usize::from(inner == b'\\');
                }
                at += 1;
                first.get_or_insert((start, at.min(bytes.len())));
            }
            b';' | b'{' => {
                let name = first.take().map_or(&b""[..], |(start, end)| &bytes[start..end]);
                if !visit(depth, name, byte == b'{') {
                    return;
                }
                depth += usize::from(byte == b'{');
                at += 1;
            }
            b'}' => {
                depth = depth.saturating_sub(1);
                first = None;
                at += 1;
            }
            byte if byte.is_ascii_whitespace() => at += 1,
            _ => {
                let start = at;
                while let Some(&inner) = bytes.get(at) {
                    // `${name}` is one word.
                    let reference = inner == b'$' && bytes.get(at + 1) == Some(&b'{');
                    if reference || inner == b'\\' {
                        at += 2;
                    } else if inner.is_ascii_whitespace() || b";{".contains(&inner) {
                        break;
                    } else {
                        at += 1;
                    }
                }
                at = at.min(bytes.len());
                first.get_or_insert((start, at));
            }
        }
    }
}

/// Settings that all proxies share stand in one of these; other files are read beside one that has them.
fn haproxy_whole(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').any(|line| {
        let word = line.split(|byte| byte.is_ascii_whitespace() || *byte == b'#').next().unwrap_or_default();
        matches!(word, b"global" | b"defaults")
    })
}

/// A main file of httpd opens sockets, or says where the server lives; or it loads the module that does the work.
fn apache_whole(bytes: &[u8]) -> bool {
    bytes.split(|byte| *byte == b'\n').any(|line| {
        let mut words = line.trim_ascii().split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        match &words.next().unwrap_or_default().to_ascii_lowercase()[..] {
            b"listen" | b"serverroot" | b"pidfile" | b"defaultruntimedir" => true,
            b"loadmodule" => words.next().is_some_and(|name| name.starts_with(b"mpm_")),
            _ => false,
        }
    })
}

/// HAProxy and Apache are known by how their lines begin.
fn by_lines(bytes: &[u8]) -> Option<DialectName> {
    const SECTIONS: [&[u8]; 10] = [
        b"global",
        b"defaults",
        b"frontend",
        b"backend",
        b"listen",
        b"resolvers",
        b"peers",
        b"userlist",
        b"crt-store",
        b"http-errors",
    ];
    const TAGS: [&[u8]; 10] = [
        b"<virtualhost",
        b"<directory",
        b"<location",
        b"<proxy",
        b"<ifmodule",
        b"<ifdefine",
        b"<ifversion",
        b"<files",
        b"<macro",
        b"<if ",
    ];
    const WORDS: [&[u8]; 20] = [
        b"balancermember",
        b"documentroot",
        b"includeoptional",
        b"listen",
        b"loadmodule",
        b"pidfile",
        b"proxypass",
        b"proxypassmatch",
        b"proxypassreverse",
        b"proxypreservehost",
        b"proxyrequests",
        b"rewritecond",
        b"rewriteengine",
        b"rewriterule",
        b"serveralias",
        b"servername",
        b"serverroot",
        b"sethandler",
        b"sslengine",
        b"sslproxyengine",
    ];
    for line in bytes.split(|byte| *byte == b'\n') {
        let text = line.trim_ascii();
        if text.is_empty() || text[0] == b'#' {
            continue;
        }
        if text.ends_with(b";") || text.ends_with(b"{") {
            return None;
        }
        let mut words = text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let word = words.next().unwrap_or_default();
        // `listen = 127.0.0.1:9000` is a line of an ini file.
        if words.next().is_some_and(|second| second.starts_with(b"=")) {
            return None;
        }
        if line[0].is_ascii_alphabetic() && SECTIONS.contains(&word) {
            return Some(DialectName::Haproxy);
        }
        let lower = |text: &[u8]| text[..text.len().min(24)].to_ascii_lowercase();
        // HAProxy's own `listen` begins a section and stands in lower case.
        if TAGS.iter().any(|tag| lower(text).starts_with(tag)) || WORDS.contains(&&*lower(word)) {
            return Some(DialectName::Apache);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_for_the_search() {
        assert!(NGINX_SURE.is_sorted());
    }

    #[test]
    fn dialects_and_wholes() {
        let cases: [(&str, Option<DialectName>, bool); 12] = [
            ("user www;\nevents {\n}\n", Some(DialectName::Nginx), true),
            ("# http {\nserver { listen 80; }", Some(DialectName::Nginx), false),
            ("set $x \"http {\"; proxy_pass http://a;", Some(DialectName::Nginx), false),
            ("global\n  daemon\n", Some(DialectName::Haproxy), true),
            ("backend b\n  server s 10.0.0.1:80\n", Some(DialectName::Haproxy), false),
            ("ServerName a\n<VirtualHost *:80>\n", Some(DialectName::Apache), false),
            ("ServerRoot /etc/httpd\n", Some(DialectName::Apache), true),
            ("Listen 80\nProxyPass / http://a/\n", Some(DialectName::Apache), true),
            ("{\"listen\": 80}", None, false),
            ("some prose, with words.", None, false),
            ("[www]\nlisten = 127.0.0.1:9000\n", None, false),
            ("", None, false),
        ];
        for (text, dialect, whole) in cases {
            assert_eq!(sniff(text.as_bytes()), Sniffed { dialect, whole }, "{text}");
        }
    }

    #[test]
    fn any_bytes_end() {
        for text in [&b"\"\\"[..], b"${", b"a\\", b"'", b"{{{{", b"\xff\xfe{;}"] {
            sniff(text);
            is_dump(text);
        }
    }
}
