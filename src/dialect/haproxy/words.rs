//! The words that may follow the address of a `server` and of a `bind`: two sorted constants.
//!
//! Those that `haproxy -dKall` of 2.6 lists, with what later versions added (the manual, sections 5.1 and 5.2).
//! Must not know what a word means.

/// One word and the number of values behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Param {
    pub name: &'static str,
    pub values: u8,
    /// The first version with it; `None`: 2.6 and earlier.
    pub since: Option<(u16, u16)>,
}

const fn plain(name: &'static str) -> Param {
    Param { name, values: 0, since: None }
}

const fn valued(name: &'static str) -> Param {
    Param { name, values: 1, since: None }
}

const fn newer(name: &'static str, values: u8, major: u16, minor: u16) -> Param {
    Param { name, values, since: Some((major, minor)) }
}

/// The row of a word.
pub fn find(table: &'static [Param], name: &[u8]) -> Option<&'static Param> {
    let at = table.binary_search_by(|param| param.name.as_bytes().cmp(name)).ok()?;
    table.get(at)
}

/// The word that is nearest to one that is not in the table.
pub fn nearest(table: &'static [Param], name: &[u8]) -> Option<&'static str> {
    let name = String::from_utf8_lossy(&name[..name.len().min(64)]);
    let distance = |param: &Param| strsim::damerau_levenshtein(param.name, &name);
    let near = table.iter().map(|param| (distance(param), param.name)).min()?;
    (near.0 <= 2 && near.0 < near.1.len() / 2).then_some(near.1)
}

/// Behind the address of `server`, of `server-template`, and in `default-server`.
pub const SERVER: &[Param] = &[
    valued("addr"),
    valued("agent-addr"),
    plain("agent-check"),
    valued("agent-inter"),
    valued("agent-port"),
    valued("agent-send"),
    plain("allow-0rtt"),
    valued("alpn"),
    plain("backup"),
    valued("ca-file"),
    newer("cc", 1, 3, 2),
    plain("check"),
    valued("check-alpn"),
    newer("check-pool-conn-name", 1, 3, 2),
    valued("check-proto"),
    newer("check-reuse-pool", 0, 3, 2),
    plain("check-send-proxy"),
    valued("check-sni"),
    newer("check-sni-auto", 0, 3, 3),
    plain("check-ssl"),
    plain("check-via-socks4"),
    valued("ciphers"),
    valued("ciphersuites"),
    newer("client-sigalgs", 1, 2, 8),
    valued("cookie"),
    valued("crl-file"),
    valued("crt"),
    newer("curves", 1, 2, 8),
    plain("disabled"),
    valued("downinter"),
    newer("ech", 1, 3, 4),
    plain("enabled"),
    valued("error-limit"),
    valued("fall"),
    valued("fastinter"),
    plain("force-sslv3"),
    plain("force-tlsv10"),
    plain("force-tlsv11"),
    plain("force-tlsv12"),
    plain("force-tlsv13"),
    newer("guid", 1, 3, 0),
    newer("hash-key", 1, 3, 0),
    newer("healthcheck", 1, 3, 4),
    valued("id"),
    newer("idle-ping", 1, 3, 2),
    valued("init-addr"),
    newer("init-state", 1, 3, 1),
    valued("inter"),
    newer("ktls", 1, 3, 3),
    newer("log-bufsize", 1, 2, 9),
    valued("log-proto"),
    valued("max-reuse"),
    valued("maxconn"),
    valued("maxqueue"),
    valued("minconn"),
    valued("namespace"),
    plain("no-agent-check"),
    plain("no-backup"),
    plain("no-check"),
    plain("no-check-send-proxy"),
    newer("no-check-sni-auto", 0, 3, 3),
    plain("no-check-ssl"),
    newer("no-renegotiate", 0, 3, 2),
    plain("no-send-proxy"),
    plain("no-send-proxy-v2"),
    plain("no-send-proxy-v2-ssl"),
    plain("no-send-proxy-v2-ssl-cn"),
    newer("no-sni-auto", 0, 3, 3),
    plain("no-ssl"),
    plain("no-ssl-reuse"),
    plain("no-sslv3"),
    newer("no-strict-maxconn", 0, 3, 2),
    plain("no-tfo"),
    plain("no-tls-tickets"),
    plain("no-tlsv10"),
    plain("no-tlsv11"),
    plain("no-tlsv12"),
    plain("no-tlsv13"),
    plain("no-verifyhost"),
    plain("non-stick"),
    valued("npn"),
    valued("observe"),
    valued("on-error"),
    valued("on-marked-down"),
    valued("on-marked-up"),
    newer("pool-conn-name", 1, 3, 2),
    valued("pool-low-conn"),
    valued("pool-max-conn"),
    valued("pool-purge-delay"),
    valued("port"),
    valued("proto"),
    valued("proxy-v2-options"),
    valued("redir"),
    newer("renegotiate", 0, 3, 2),
    valued("resolve-net"),
    valued("resolve-opts"),
    valued("resolve-prefer"),
    valued("resolvers"),
    valued("rise"),
    plain("send-proxy"),
    plain("send-proxy-v2"),
    plain("send-proxy-v2-ssl"),
    plain("send-proxy-v2-ssl-cn"),
    newer("set-proxy-v2-tlv-fmt", 1, 2, 9),
    newer("shard", 1, 2, 7),
    newer("sigalgs", 1, 2, 8),
    valued("slowstart"),
    valued("sni"),
    newer("sni-auto", 0, 3, 3),
    valued("socks4"),
    valued("source"),
    plain("ssl"),
    valued("ssl-max-ver"),
    valued("ssl-min-ver"),
    plain("ssl-reuse"),
    plain("stick"),
    newer("strict-maxconn", 0, 3, 2),
    valued("tcp-md5sig"),
    valued("tcp-ut"),
    plain("tfo"),
    plain("tls-tickets"),
    valued("track"),
    valued("usesrc"),
    valued("verify"),
    valued("verifyhost"),
    valued("weight"),
    valued("ws"),
];

/// Behind the addresses of `bind`.
pub const BIND: &[Param] = &[
    valued("accept-netscaler-cip"),
    plain("accept-proxy"),
    plain("allow-0rtt"),
    valued("alpn"),
    valued("backlog"),
    valued("ca-file"),
    valued("ca-ignore-err"),
    valued("ca-sign-file"),
    valued("ca-sign-pass"),
    valued("ca-verify-file"),
    newer("cc", 1, 3, 2),
    valued("ciphers"),
    valued("ciphersuites"),
    newer("client-sigalgs", 1, 2, 8),
    valued("crl-file"),
    valued("crt"),
    valued("crt-ignore-err"),
    valued("crt-list"),
    valued("curves"),
    newer("default-crt", 1, 3, 0),
    plain("defer-accept"),
    valued("ecdhe"),
    newer("ech", 1, 3, 3),
    valued("expose-fd"),
    plain("force-sslv3"),
    newer("force-strict-sni", 0, 3, 2),
    plain("force-tlsv10"),
    plain("force-tlsv11"),
    plain("force-tlsv12"),
    plain("force-tlsv13"),
    plain("generate-certificates"),
    valued("gid"),
    valued("group"),
    newer("guid-prefix", 1, 3, 0),
    valued("id"),
    newer("idle-ping", 1, 3, 2),
    valued("interface"),
    newer("ktls", 1, 3, 3),
    newer("label", 1, 3, 2),
    valued("level"),
    valued("maxconn"),
    valued("mode"),
    valued("mss"),
    valued("name"),
    valued("namespace"),
    newer("nbconn", 1, 2, 9),
    valued("nice"),
    newer("no-alpn", 0, 2, 8),
    plain("no-ca-names"),
    plain("no-sslv3"),
    newer("no-strict-sni", 0, 3, 2),
    plain("no-tls-tickets"),
    plain("no-tlsv10"),
    plain("no-tlsv11"),
    plain("no-tlsv12"),
    plain("no-tlsv13"),
    valued("npn"),
    newer("ocsp-update", 1, 2, 8),
    plain("prefer-client-ciphers"),
    valued("process"),
    valued("proto"),
    newer("quic-cc-algo", 1, 2, 6),
    newer("quic-force-retry", 0, 2, 6),
    newer("quic-socket", 1, 2, 8),
    valued("severity-output"),
    valued("shards"),
    newer("sigalgs", 1, 2, 8),
    plain("ssl"),
    valued("ssl-max-ver"),
    valued("ssl-min-ver"),
    plain("strict-sni"),
    valued("tcp-md5sig"),
    newer("tcp-ss", 1, 3, 3),
    valued("tcp-ut"),
    plain("tfo"),
    valued("thread"),
    valued("tls-ticket-keys"),
    newer("tls-tickets", 0, 3, 2),
    plain("transparent"),
    valued("uid"),
    valued("user"),
    plain("v4v6"),
    plain("v6only"),
    valued("verify"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_sorted() {
        for table in [SERVER, BIND] {
            let wrong = table.windows(2).find(|pair| pair[0].name >= pair[1].name);
            assert_eq!(wrong, None);
        }
        assert_eq!(find(SERVER, b"check").map(|param| param.values), Some(0));
        assert_eq!(nearest(SERVER, b"chekc"), Some("check"));
        assert_eq!(nearest(BIND, b"mystery"), None);
    }
}
