//! Hosts that ask lists in turn (httpd): see [`crate::model::Phased`].

use super::{Delivery, Doubt, Reason, Request, Routing, Verdict, World};

/// What becomes of a request.
pub(super) fn deliver(
    routing: &Routing<'_>,
    _world: &dyn World,
    _request: &Request,
    _listener: usize,
) -> Delivery {
    let at = routing.proxy.hosts.iter().next().map(|(_, host)| host.at);
    let doubt = Doubt::NotModelled("lists asked in turn");
    let reasons = at.into_iter().map(|at| Reason { doubt: doubt.clone(), at }).collect();
    Delivery { verdict: Verdict::Depends(reasons), trace: Vec::new() }
}
