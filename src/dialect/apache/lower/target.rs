//! From the URL of a pass to a pool: a balancer of this server or the main one, a declared worker, or one that is
//! made for each request.

use super::super::line::Arg;
use super::super::url::{self, Url};
use super::part::Part;
use super::pool;
use super::worker::balancer_name;
use super::{Server, param};
use crate::model::*;
use crate::source::At;

/// What a constant URL leads to.
#[derive(Debug)]
pub struct Reached {
    pub target: Target,
    /// Where the path begins in the argument's text.
    pub path_at: usize,
}

/// Follows a URL that stands in an argument from `skip` on. Its authority must hold no reference that is filled in
/// for each request; `main` is the main server, where `server` is a virtual host.
pub fn reach(
    part: &mut Part<'_>,
    server: &Server<'_>,
    main: Option<&Server<'_>>,
    arg: Arg<'_>,
    skip: usize,
    when: When,
) -> Result<Reached, Why> {
    if let Some(why) = arg.unknown {
        return Err(why);
    }
    let text = arg.text.get(skip..).unwrap_or_default();
    let place = |range: std::ops::Range<usize>| param::place(arg, range.start + skip..range.end + skip);
    if let Some((name, range)) = balancer_name(text) {
        let host_span = place(range.clone());
        // The main server's of this name hides the host's own.
        let known =
            main.and_then(|main| main.workers.balancers.get(&name)).or(server.workers.balancers.get(&name));
        let Some(&pool) = known else { return Err(Why::Invalid) };
        let path_at = range.end;
        let uri = path(arg, skip + path_at);
        return Ok(Reached {
            target: Target {
                protocol: Protocol::Http,
                tls: false,
                scheme_span: None,
                pool,
                host_span,
                port_span: None,
                uri,
                when,
                at: arg.at,
            },
            path_at: skip + path_at,
        });
    }
    let url = Url::parse(text).map_err(|_| Why::Invalid)?;
    let authority_end = url.path.start;
    if text[..authority_end].contains(&b'$') || text[..authority_end].contains(&b'%') {
        return Err(Why::Variable);
    }
    let scheme = url::spoken(&text[url.scheme.clone()]);
    let name = url.worker_name(text);
    let least = url.least_match(text, &name);
    let own = server.workers.longest(&name, least);
    let outer = main.and_then(|main| main.workers.longest(&name, least));
    // Of two equally long ones the main server's stands first.
    let known = match (own, outer) {
        (Some(own), Some(outer)) if own.0 > outer.0 => Some(own),
        (own, outer) => outer.or(own),
    };
    let pool = match known {
        Some((_, known)) => known.pool,
        None => pool::generic(part, arg, skip, when).ok_or(Why::Invalid)?,
    };
    let host_span = place(url.unix.clone().unwrap_or_else(|| url.host.clone()));
    let port_span = url.port.clone().filter(|port| !port.is_empty() && url.unix.is_none()).map(place);
    Ok(Reached {
        target: Target {
            protocol: scheme.map_or(Protocol::Http, |scheme| scheme.protocol),
            tls: scheme.is_some_and(|scheme| scheme.tls),
            scheme_span: Some(place(url.scheme.clone())),
            pool,
            host_span,
            port_span,
            uri: path(arg, skip + authority_end),
            when,
            at: arg.at,
        },
        path_at: skip + authority_end,
    })
}

/// The path of a URL, from a byte of the argument on.
fn path(arg: Arg<'_>, from: usize) -> Option<Template> {
    let text = arg.text.get(from..).filter(|path| !path.is_empty())?;
    let span = param::place(arg, from..arg.text.len());
    Some(super::scope::literal(text, At { span, ..arg.at }))
}

/// A pass to one place.
pub fn forward(reached: Result<Reached, Why>, line: At, arg: Arg<'_>, template: Template) -> Forward {
    let (targets, open, protocol) = match reached {
        Ok(reached) => {
            let protocol = reached.target.protocol;
            (vec![reached.target], None, protocol)
        }
        Err(why) => (Vec::new(), Some(why), Protocol::Http),
    };
    let _ = arg;
    Forward { at: line, protocol, template, targets: targets.into(), open, sends: Sends::default() }
}
