//! What httpd does when a server fails: `proxy_handler`, `ap_proxy_pre_request`, `proxy_balancer_post_request`.
//!
//! A balancer asks another member only after a 503 of its own making, which is what a failed connection gives.
//! A failed handshake or look-up (500) leaves the member out, but the client gets the 500. A server that
//! is silent or closes (502, 504) is not even left out, unless `failontimeout` or `failonstatus` say so. A member
//! that ignores errors (`+I`) keeps its turn, and the client gets its failure. A worker outside of a balancer is
//! never left out.

use crate::model::*;

/// The table of reactions for a pool under the settings of a scope.
pub fn policy(proxy: &Proxy, groups: Id<Groups>, protocol: Protocol, pool: &Pool) -> FailurePolicy {
    let own = |own: Id<Groups>| proxy.retries[proxy.groups[own].hop(protocol).retry].clone();
    let route = &proxy.retries[proxy.groups[groups].hop(protocol).retry];
    let retry = pool.own.map_or_else(|| route.clone(), |id| own(id).over(route));
    let balancer = pool.made != Made::ByTarget;
    let live = || pool.servers.iter().filter(|server| server.disabled.is_none());
    let several = live().count() > 1 && retry.tries.get() != Some(1);
    let counted = balancer && live().any(|server| server.max_fails.get() != Some(0));
    let rare =
        |test: &dyn Fn(&RareServer) -> bool| live().any(|server| server.rare.as_deref().is_some_and(test));
    let own_errors = rare(&|rare| {
        rare.fails_on.as_ref().is_some_and(|(statuses, _)| statuses.iter().any(|status| *status >= 500))
    });
    let on_timeout = rare(&|rare| rare.fails_on_timeout.is_some());
    let reaction = |failure: Failure| {
        let unconnected = matches!(
            failure,
            Failure::Refused
                | Failure::ConnectTimeout
                | Failure::SocketMissing
                | Failure::SocketDenied
                | Failure::QueueFull
        );
        let answered_503 = match protocol {
            Protocol::Ajp => matches!(failure, Failure::Silent | Failure::ClosedEarly | Failure::Garbage),
            Protocol::FastCgi => matches!(failure, Failure::ClosedEarly | Failure::Garbage),
            Protocol::H2c => matches!(failure, Failure::ClosedEarly | Failure::Garbage),
            _ => false,
        };
        let unusable = matches!(
            failure,
            Failure::NameGone
                | Failure::NameUnknown
                | Failure::TlsRefused
                | Failure::TlsUntrusted
                | Failure::TlsName
                | Failure::TlsToPlain
        );
        Reaction {
            // Only a member that was marked is passed over.
            another: counted && several && (unconnected || answered_503),
            again: None,
            marks: counted
                && (unconnected
                    || answered_503
                    || unusable
                    || failure == Failure::OwnError && own_errors
                    || failure == Failure::Silent && on_timeout),
            status: proxy.speech.outcome(failure, protocol, proxy.versions).statuses[0],
        }
    };
    FailurePolicy {
        reactions: Failure::ALL.map(|failure| [reaction(failure), reaction(failure)]),
        tries: retry.tries.get().filter(|tries| *tries > 0),
        window: None,
        marked_for: live().next().and_then(|server| server.fail_timeout.get()),
        marked_after: counted.then_some(1),
        at: retry.tries.at(),
    }
}
