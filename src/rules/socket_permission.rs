//! A unix socket that the proxy's workers may not write to.

use super::{Cx, Hop, Report, reach};
use crate::diagnostic::{Finding, Label};
use crate::model::*;
use crate::source::{At, Span};
use rustc_hash::FxHashSet;

/// What php-fpm gives a socket whose mode nobody wrote.
const POOL_MODE: u32 = 0o660;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    let mut seen = FxHashSet::default();
    for hop in cx.targets() {
        if !seen.insert((hop.proxy_id, hop.target.pool)) {
            continue;
        }
        // The user that a package was built with is not known.
        let Some(user) = hop.proxy.limits.user.one().filter(|user| &***user != b"root") else { continue };
        for server in reach::active(hop.pool).filter(|server| server.endpoint.unix().is_some()) {
            let services = cx.services_at(hop.proxy_id, &server.endpoint);
            let told = services.into_iter().filter_map(|told| finding(cx, hop, server, told, user));
            let before = report.findings.len();
            report.findings.extend(told);
            if report.findings.len() == before {
                report.findings.extend(as_it_is(cx, hop, server, user));
            }
        }
    }
}

fn finding(
    cx: &Cx,
    hop: &Hop,
    server: &Server,
    (service, listen): (&Service, &ServiceListen),
    user: &Text,
) -> Option<Finding> {
    let rights = &listen.rights;
    let (mode, mode_at) = match rights.mode {
        Some((mode, at)) => (mode, Some(at)),
        None if service.kind == ServiceKind::Fpm => (POOL_MODE, None),
        None => return None,
    };
    let root = || rights.roots_own.then(|| Text::from("root"));
    let owner = rights.owner.as_ref().map(|(owner, _)| owner.clone());
    let owner = owner.or_else(root).or_else(|| service.user.clone())?;
    // A pool's socket gets the owner's own group where none is written; that it has the same name is the custom.
    let group = rights.group.as_ref().map_or(owner.clone(), |(group, _)| group.clone());
    if rights.lists || mode & 0o002 != 0 {
        return None;
    }
    let others_group = group != *user && &*group != b"root";
    let (case, who) = if owner == *user {
        if mode & 0o200 != 0 {
            return None;
        }
        ("no-right", format!("its owner `{}` may not write to it either", cx.show(&owner)))
    } else if group == *user {
        if mode & 0o020 != 0 {
            return None;
        }
        ("no-right", format!("group `{}` may not write to it", cx.show(&group)))
    } else if mode & 0o020 != 0 && others_group {
        // The user may have been added to the group.
        ("group-needed", format!("only owner `{}` and group `{}` may", cx.show(&owner), cx.show(&group)))
    } else {
        ("no-right", format!("only `{}` may, with mode {mode:04o}", cx.show(&owner)))
    };
    let at: Span = mode_at
        .filter(|_| mode & 0o020 == 0)
        .or(rights.owner.as_ref().map(|(_, at)| *at))
        .or(rights.group.as_ref().map(|(_, at)| *at))
        .unwrap_or(listen.at);
    let outcome = hop.outcome(Failure::SocketDenied);
    let shown = cx.show(user);
    let label = match (mode_at, &rights.owner) {
        (_, None) if rights.roots_own => "belongs to root: no owner is set".to_owned(),
        _ => format!("shuts out `{shown}`"),
    };
    Some(
        Finding::new(
            case,
            format!(
                "`{shown}` may not connect to the socket of {} `{}`: {who}",
                service.kind.noun(),
                cx.show(&service.name)
            ),
            Label::new(at, label),
        )
        .related(
            At { span: server.endpoint.host_span, ..server.endpoint.at },
            format!("asked by workers of user `{shown}`"),
        )
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "on every request"))
        .help(match service.kind {
            ServiceKind::Fpm => {
                format!("Write `listen.owner = {shown}`, `listen.group = {shown}` and `listen.mode = 0660`")
            }
            _ => format!("Give the socket to group `{shown}` with mode 0660"),
        }),
    )
}

/// The socket as it stands on this machine.
fn as_it_is(cx: &Cx, hop: &Hop, server: &Server, user: &Text) -> Option<Finding> {
    let path = server.endpoint.unix()?;
    let fact = cx.facts.file(FileRole::Socket, path)?;
    let (place, rights, owner) = cx.facts.shut_out(fact, user)?;
    let owner = owner.map_or_else(|| rights.user.to_string(), |owner| cx.show(owner.as_bytes()));
    let (shown, mode) = (cx.show(user), rights.mode);
    let whole = place.as_os_str().as_encoded_bytes() == &**path;
    let what = match whole {
        true => format!("{} belongs to `{owner}` with mode {mode:04o}", cx.show(path)),
        false => format!(
            "the folder {} belongs to `{owner}` with mode {mode:04o}",
            cx.show(place.as_os_str().as_encoded_bytes())
        ),
    };
    let outcome = hop.outcome(Failure::SocketDenied);
    Some(
        Finding::new(
            "denied-here",
            format!("`{shown}` may not connect: {what}"),
            Label::new(
                At { span: server.endpoint.host_span, ..server.endpoint.at },
                format!("asked by workers of user `{shown}`"),
            ),
        )
        .statuses(outcome.statuses)
        .outcome(cx.outcome(hop.proxy, outcome, "on every request"))
        .help(match whole {
            true => format!("Let the application give its socket to group `{shown}` with mode 0660"),
            false => format!("Let `{shown}` enter the folder: mode 0755, or its group"),
        }),
    )
}
