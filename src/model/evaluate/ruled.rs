//! Servers that work on a request by lists of rules, phase by phase (HAProxy): the first rule that fits
//! chooses a pool, whose own rules follow.

use super::names::Routing;
use super::{Delivery, Doubt, Reason, Request, Verdict, World};
use crate::model::HostId;

pub(super) fn deliver(
    routing: &Routing<'_>,
    _world: &dyn World,
    _request: &Request,
    _listener: usize,
    host: HostId,
) -> Delivery {
    let at = routing.proxy.hosts[host].at;
    let reason = Reason { doubt: Doubt::NotModelled("the order of this server"), at };
    Delivery { verdict: Verdict::Depends(vec![reason]), trace: Vec::new() }
}
