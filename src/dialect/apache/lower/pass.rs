//! Passes as routes: a first reading, one route a line.

use super::super::keywords::kw;
use super::super::line::Line;
use super::part::Part;
use super::worker::Pass;
use super::{Server, scope, target};
use crate::model::*;
use std::sync::Arc;

/// Routes of a server; the last one is that of its files.
pub fn routes(part: &mut Part<'_>, server: &Server<'_>, main: Option<&Server<'_>>) -> Vec<Route> {
    let mut routes = Vec::new();
    for &line in &server.lines {
        match line.keyword() {
            kw::PROXY_PASS | kw::PROXY_PASS_MATCH => {
                routes.extend(route(part, server, main, line, None));
            }
            kw::LOCATION | kw::LOCATION_MATCH => {
                for inner in line.children() {
                    if matches!(inner.keyword(), kw::PROXY_PASS | kw::PROXY_PASS_MATCH) {
                        routes.extend(route(part, server, main, inner, Some(line)));
                    }
                }
            }
            _ => {}
        }
    }
    routes
}

fn route(
    part: &mut Part<'_>,
    server: &Server<'_>,
    main: Option<&Server<'_>>,
    line: Line<'_>,
    section: Option<Line<'_>>,
) -> Option<Route> {
    let pass = Pass::of(line, section.is_some());
    let path = section.and_then(|section| section.arg(0)).or(pass.path)?;
    let op = match pass.pattern {
        true => Op::Matches(Pattern { source: Text::from(path.text), ignore_case: false }),
        false => Op::Under(Text::from(path.text)),
    };
    let when = Cond::Atom(Box::new(Atom { subject: Subject::Path, op, at: path.at }));
    let action = match pass.target {
        Some(arg) => {
            let reached = target::reach(part, server, main, arg, 0, line.when());
            let template = scope::literal(arg.text, arg.at);
            Action::Forward(target::forward(reached, line.head(), arg, template))
        }
        None => Action::Decline,
    };
    Some(Route {
        at: line.head(),
        when,
        stops_patterns: false,
        methods: Methods::All,
        parent: None,
        reach: Reach::Client,
        steps: Box::new([]),
        action,
        action_inherited: false,
        calls: Arc::from([]),
        access: Arc::from([]),
        groups: server.scope.groups,
    })
}
