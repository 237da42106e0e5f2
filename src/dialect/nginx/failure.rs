//! What nginx does when a server fails: `ngx_http_upstream_next`, `ngx_http_upstream_test_next`,
//! `ngx_http_upstream_free_round_robin_peer`.

use crate::model::*;

/// The table of reactions for a pool under the settings of a scope.
pub fn policy(proxy: &Proxy, groups: Id<Groups>, protocol: Protocol, pool: &Pool) -> FailurePolicy {
    let retry = &proxy.retries[proxy.groups[groups].hop(protocol).retry];
    let on = retry.on.get().unwrap_or_default();
    let off = on.has(RetryOn::OFF);
    let servers = pool.servers.iter().filter(|server| server.disabled.is_none()).count();
    let several = servers > 1;
    let marks = several && pool.servers.iter().any(|server| server.max_fails.get() != Some(0));
    let reaction = |failure: Failure, effectful: bool| {
        let bit = match failure {
            Failure::Refused
            | Failure::SocketMissing
            | Failure::SocketDenied
            | Failure::TlsRefused
            | Failure::TlsUntrusted
            | Failure::TlsName
            | Failure::TlsToPlain => RetryOn::ERROR,
            Failure::ClosedEarly => RetryOn::ERROR,
            Failure::ConnectTimeout | Failure::Silent => RetryOn::TIMEOUT,
            Failure::Garbage | Failure::HeadTooLarge => RetryOn::INVALID_HEADER,
            Failure::OwnError => {
                RetryOn::HTTP_500.with(RetryOn::HTTP_502).with(RetryOn::HTTP_503).with(RetryOn::HTTP_504)
            }
            _ => RetryOn::default(),
        };
        // Nothing was sent yet when a connection fails: any method may be tried again.
        let sent = !matches!(
            failure,
            Failure::Refused
                | Failure::SocketMissing
                | Failure::SocketDenied
                | Failure::ConnectTimeout
                | Failure::TlsRefused
                | Failure::TlsUntrusted
                | Failure::TlsName
                | Failure::TlsToPlain
        );
        let repeatable = !effectful || !sent || on.has(RetryOn::NON_IDEMPOTENT);
        let counts = match failure {
            Failure::OwnError => on.has(bit),
            Failure::NameGone
            | Failure::NameUnknown
            | Failure::NoResolver
            | Failure::NoServer
            | Failure::Loop
            | Failure::QueueFull
            | Failure::NoneLeft
            | Failure::CutInBody => false,
            _ => true,
        };
        Reaction {
            another: several && !off && on.has(bit) && repeatable,
            again: None,
            marks: marks && counts,
            status: proxy.speech.outcome(failure, protocol, proxy.versions).statuses[0],
        }
    };
    FailurePolicy {
        reactions: Failure::ALL.map(|failure| [reaction(failure, false), reaction(failure, true)]),
        tries: retry.tries.get().filter(|tries| *tries > 0),
        window: retry.window.get().filter(|window| *window != Millis::NEVER),
        marked_for: pool.servers.first().and_then(|server| server.fail_timeout.get()),
        marked_after: pool
            .servers
            .first()
            .and_then(|server| server.max_fails.get())
            .filter(|fails| *fails > 0),
        at: retry.on.at(),
    }
}
