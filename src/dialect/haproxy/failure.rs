//! What HAProxy does when a server fails.
//!
//! Sources: the manual (`retries`, `retry-on`, `option redispatch`), `back_handle_st_cer` and
//! `back_handle_st_rdy` (src/backend.c), `do_l7_retry` (src/http_ana.c). A connection that fails is tried again on
//! the same server, up to `retries` times with a pause before each; only `option redispatch` leads elsewhere. What
//! happens after the connection stands counts for retries only as far as `retry-on` names it. Nothing but checks
//! marks a server.

use crate::model::*;

/// `DEF_RETRIES`, `conn-failure`: see [`policy`].
const RETRIES: u32 = 3;

/// `MIN(1000, timeout connect)`: the pause before the same server is tried again.
const PAUSE: Millis = Millis::seconds(1);

/// The table of reactions for a pool under the settings of a scope.
pub fn policy(proxy: &Proxy, groups: Id<Groups>, protocol: Protocol, pool: &Pool) -> FailurePolicy {
    let hop = proxy.groups[pool.own.unwrap_or(groups)].hop(protocol);
    let retry = &proxy.retries[hop.retry];
    let http = !matches!(protocol, Protocol::Tcp | Protocol::Udp);
    let on = match retry.on.get() {
        Some(on) if http => on,
        // In TCP mode only connections are repeated.
        _ => RetryOn::CONNECT.with(RetryOn::ERROR),
    };
    let retries = if on.has(RetryOn::OFF) { 0 } else { retry.again.get().unwrap_or(RETRIES) };
    let several = usable(pool) > 1;
    // Every Nth retry leaves the server; -1, the default, is the last one.
    let every = match retry.redispatch.get() {
        Some(true) => retry.every.get().unwrap_or(-1),
        _ => 0,
    };
    let leaves = several && retries > 0 && every != 0;
    let pause = match proxy.timeouts[hop.timeouts].connect.get() {
        Some(connect) => connect.min(PAUSE),
        None => PAUSE,
    };
    // With 1 every retry goes elsewhere.
    let same = match (leaves, every) {
        (true, 1) => 0,
        (true, _) => retries.saturating_sub(1),
        (false, _) => retries,
    };
    let reaction = |failure: Failure| {
        let bit = match failure {
            Failure::Refused
            | Failure::SocketMissing
            | Failure::SocketDenied
            | Failure::ConnectTimeout
            | Failure::TlsRefused
            | Failure::TlsToPlain => RetryOn::CONNECT,
            Failure::ClosedEarly | Failure::PlainToTls | Failure::ProxyHeaderMissing => RetryOn::EMPTY,
            Failure::Silent => RetryOn::SILENT,
            Failure::Garbage | Failure::HeadTooLarge => RetryOn::INVALID_HEADER,
            Failure::OwnError => {
                RetryOn::HTTP_500.with(RetryOn::HTTP_502).with(RetryOn::HTTP_503).with(RetryOn::HTTP_504)
            }
            _ => RetryOn::default(),
        };
        let counts = on.has(bit) && retries > 0;
        Reaction {
            another: counts && leaves,
            again: (counts && same > 0).then_some((same, pause)),
            marks: false,
            status: proxy.speech.outcome(failure, protocol, proxy.versions).statuses[0],
        }
    };
    FailurePolicy {
        // Whether a request may be repeated is not asked: a POST is, too.
        reactions: Failure::ALL.map(|failure| [reaction(failure), reaction(failure)]),
        tries: Some(retries.saturating_add(1)),
        window: None,
        marked_for: None,
        marked_after: None,
        at: retry.redispatch.at().or(retry.again.at()).or(retry.on.at()),
    }
}

/// Servers that requests go to by turns: the active ones, else the backups.
fn usable(pool: &Pool) -> u32 {
    let count = |backup: bool| -> u32 {
        let servers = pool.servers.iter().filter(|server| server.backup.is_some() == backup);
        servers
            .filter(|server| server.disabled.is_none() && server.weight.get() != Some(0))
            .map(|server| server.count)
            .fold(0, u32::saturating_add)
    };
    match count(false) {
        0 if pool.affinity.as_ref().is_some_and(|affinity| affinity.all_backups.is_some()) => count(true),
        0 => count(true).min(1),
        active => active,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::{Entry, EntryText, read};
    use crate::source::Sources;
    use crate::world::Memory;

    fn policy_of(lines: &str) -> FailurePolicy {
        let text = format!(
            "defaults\n mode http\n timeout connect 500ms\n{lines}\nfrontend f\n bind :80\n default_backend b\n\
             backend b\n server x 127.0.0.1:1\n server y 127.0.0.1:2\n"
        );
        let files = Memory::new().file("/etc/haproxy/haproxy.cfg", text.as_str());
        let entry = Entry {
            dialect: DialectName::Haproxy,
            text: EntryText::Main("/etc/haproxy/haproxy.cfg".into()),
            versions: VersionRange::ALL,
        };
        let proxy = read(&entry, &files, &mut Sources::default()).unwrap();
        let (_, host) = proxy.hosts.iter().next().unwrap();
        let (_, pool) = proxy.pools.iter().next().unwrap();
        policy(&proxy, host.routes[0].groups, Protocol::Http, pool)
    }

    /// What was seen on the running server (tests/proofs/harness/haproxy-failure): whether the other server is
    /// asked, and the status where it is not.
    #[test]
    fn the_matrix_is_that_of_the_running_server() {
        use Failure::*;
        let kinds = [Refused, ConnectTimeout, ClosedEarly, Silent, Garbage, OwnError, CutInBody];
        let none = [false; 7];
        let connect = [true, true, false, false, false, false, false];
        let all = [true, true, true, true, true, true, false];
        for (lines, expected) in [
            ("", none),
            (" option redispatch", connect),
            (" option redispatch 1", connect),
            (" option redispatch 1\n retry-on all-retryable-errors", all),
            (" option redispatch 1\n retries 0", none),
            (" option redispatch\n retry-on none", none),
            (" retry-on all-retryable-errors", none),
        ] {
            let policy = policy_of(lines);
            for class in [MethodClass::Repeatable, MethodClass::Effectful] {
                assert_eq!(kinds.map(|kind| policy.on(kind, class).another), expected, "{lines}");
            }
        }
        let plain = policy_of("");
        assert_eq!(plain.on(Refused, MethodClass::Effectful).again, Some((3, Millis(500))));
        assert_eq!(plain.on(Silent, MethodClass::Repeatable).again, None);
        assert_eq!(plain.tries, Some(4));
        assert_eq!(
            policy_of(" option redispatch").on(Refused, MethodClass::Repeatable).again,
            Some((2, Millis(500)))
        );
        assert_eq!(policy_of(" option redispatch 1").on(Refused, MethodClass::Repeatable).again, None);
    }
}
