//! Actions of `http-request`, `http-response`, `http-after-response`, `tcp-request` and `tcp-response`: one sorted
//! constant.
//!
//! Those of the manual, section 4.4, up to 3.3; which rule set takes which is not told apart. Must not know what an
//! action does.

const ACTIONS: &[&str] = &[
    "accept",
    "add-acl",
    "add-header",
    "add-headers-bin",
    "allow",
    "attach-srv",
    "auth",
    "cache-store",
    "cache-use",
    "capture",
    "close",
    "del-acl",
    "del-header",
    "del-headers-bin",
    "del-map",
    "deny",
    "disable-l7-retry",
    "do-log",
    "do-resolve",
    "early-hint",
    "expect-netscaler-cip",
    "expect-proxy",
    "normalize-uri",
    "ot-group",
    "pause",
    "redirect",
    "reject",
    "replace-header",
    "replace-path",
    "replace-pathq",
    "replace-uri",
    "replace-value",
    "return",
    "sc-add-gpc",
    "sc-inc-gpc",
    "sc-inc-gpc0",
    "sc-inc-gpc1",
    "sc-set-gpt",
    "sc-set-gpt0",
    "send-spoe-group",
    "set-bandwidth-limit",
    "set-bc-mark",
    "set-bc-tos",
    "set-dst",
    "set-dst-port",
    "set-fc-mark",
    "set-fc-tos",
    "set-header",
    "set-headers-bin",
    "set-log-level",
    "set-map",
    "set-mark",
    "set-method",
    "set-nice",
    "set-path",
    "set-pathq",
    "set-priority-class",
    "set-priority-offset",
    "set-query",
    "set-retries",
    "set-src",
    "set-src-port",
    "set-status",
    "set-timeout",
    "set-tos",
    "set-uri",
    "set-var",
    "set-var-fmt",
    "silent-drop",
    "strict-mode",
    "switch-mode",
    "tarpit",
    "track-sc",
    "unset-var",
    "use-service",
    "wait-for-body",
    "wait-for-handshake",
];

/// Some rule set of some version has an action of this name.
pub fn is_known(name: &[u8]) -> bool {
    let counter = name.starts_with(b"track-sc") && name[8..].iter().all(u8::is_ascii_digit);
    counter || ACTIONS.binary_search_by(|known| known.as_bytes().cmp(name)).is_ok()
}

/// The action whose name is nearest to an unknown one.
pub fn nearest(name: &[u8]) -> Option<&'static str> {
    let name = String::from_utf8_lossy(&name[..name.len().min(64)]);
    let near = ACTIONS.iter().map(|known| (strsim::damerau_levenshtein(known, &name), *known)).min()?;
    (near.0 <= 2 && near.0 < near.1.len() / 2).then_some(near.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted() {
        assert_eq!(ACTIONS.windows(2).find(|pair| pair[0] >= pair[1]), None);
        assert!(is_known(b"deny") && is_known(b"track-sc12") && !is_known(b"track-scx"));
        assert_eq!((nearest(b"dney"), nearest(b"lua.answer")), (Some("deny"), None));
    }
}
