//! What passes requests on: `ProxyPass`, `ProxyPassMatch`, rules with `[P]`, handlers of the kind `proxy:`.

use super::super::super::keywords::kw;
use super::super::super::line::{Arg, Line};
use super::super::super::values;
use super::super::{expr, template};
use super::{Inner, Url, Way, route};
use crate::model::*;

impl<'a> Way<'a, '_> {
    /// `ProxyPass [path] url|! [word|key=value]…`
    pub(super) fn pass(&mut self, inner: &mut Inner<'a>, line: Line<'a>) {
        let section = inner.cover.as_ref().filter(|cover| cover.layer == Layer::Path);
        let matches = line.keyword() == kw::PROXY_PASS_MATCH;
        let mut args: Vec<Arg<'a>> = line.args().collect();
        let mut tilde = false;
        let (path, path_at) = match section {
            Some(cover) => (cover.text.clone(), cover.at),
            None => {
                if args.first().is_some_and(|arg| arg.text == b"~") {
                    tilde = true;
                    args.remove(0);
                }
                if args.is_empty() {
                    return;
                }
                let arg = args.remove(0);
                (arg.text.to_vec(), arg.at)
            }
        };
        if args.is_empty() {
            return;
        }
        let url = args.remove(0);
        let mut sends = Sends::default();
        let mut parameters = Vec::new();
        for arg in args {
            match &*arg.text.to_ascii_lowercase() {
                b"nocanon" => sends.raw = true,
                b"interpolate" => sends.interpolates = true,
                b"noquery" => {}
                b"mapping=encoded" => sends.encoded = true,
                b"mapping=servlet" => sends.servlet = true,
                text => {
                    if let Some(value) = text.strip_prefix(b"upgrade=") {
                        sends.upgrades = value != b"none";
                    }
                    parameters.push(arg);
                }
            }
        }
        // A section's text is read as a pattern where it holds signs of one (`add_pass`).
        let pattern = matches || tilde || section.is_some() && template::is_glob(&path);
        sends.behind = if pattern { Behind::Path } else { Behind::Rest };
        let mut when = match pattern {
            true => {
                let pattern = Pattern { source: Text::from(&path[..]), ignore_case: false };
                expr::atom(Subject::Path, Op::Matches(pattern), path_at)
            }
            false => expr::atom(Subject::Path, Op::Under(Text::from(&path[..])), path_at),
        };
        // What a template step fills in is not known yet.
        let known = line.unknown().is_none() && !values::is_placeholder(&path);
        if let Some(kind) = never(inner, &path, pattern, matches).filter(|_| known) {
            self.yard.remark(path_at, RemarkKind::PassNeverFits { why: kind });
        }
        when = self.doubted(when, line);
        let in_section = section.is_some();
        let groups = self.groups(inner);
        let action = if url.text == b"!" {
            Action::Decline
        } else {
            let template = match pattern {
                true => template::captures(url.text, url.at),
                false => template::literal(url.text, url.at),
            };
            let varies = template.constant().is_none();
            let url = Url { arg: url, from: 0, varies };
            Action::Forward(self.forward(line, url, template, &parameters, sends, true))
        };
        let reach = if in_section { Reach::Entered } else { Reach::Client };
        self.routes.push(route(line.head(), when, reach, action, groups));
        if in_section {
            inner.pass = Some(self.routes.len() as u32 - 1);
        }
    }

    /// What stands in a branch that is decided at start holds perhaps.
    pub(super) fn doubted(&self, when: Cond, line: Line<'a>) -> Cond {
        let why = match (line.unknown(), line.when()) {
            (Some(why), _) => why,
            (None, When::Always) => return when,
            (None, _) => Why::Environment,
        };
        Cond::All([when, Cond::Unknown(why, line.head())].into())
    }

    pub(super) fn forward(
        &mut self,
        line: Line<'a>,
        url: Url<'a>,
        template: Template,
        parameters: &[Arg<'a>],
        sends: Sends,
        declares: bool,
    ) -> Forward {
        let found = self.yard.target(url, parameters, declares);
        let when = line.when();
        let mut targets = found.targets;
        for target in &mut targets {
            target.when = when;
        }
        let open = line.unknown().or(found.open);
        Forward { at: line.head(), protocol: found.protocol, template, targets: targets.into(), open, sends }
    }

    /// A rule with `[P]`.
    pub(super) fn rule_passes(&mut self, inner: &mut Inner<'a>, line: Line<'a>, rule: usize) {
        let Some(arg) = line.arg(1) else { return };
        let Some(template) = inner.rules.rule(rule).and_then(|rule| rule.target.clone()) else { return };
        let varies = template.constant().is_none();
        let url = Url { arg, from: 0, varies };
        let sends = Sends { behind: Behind::Nothing, ..Sends::default() };
        let forward = self.forward(line, url, template, &[], sends, false);
        let groups = self.groups(inner);
        let when = match line.arg(0) {
            Some(pattern) if !pattern.text.starts_with(b"!") => {
                let source = Text::from(pattern.text);
                let ignore_case = inner.rules.rule(rule).is_some_and(|rule| rule.pattern.ignore_case);
                expr::atom(Subject::Path, Op::Matches(Pattern { source, ignore_case }), pattern.at)
            }
            _ => Cond::Always,
        };
        self.routes.push(route(line.head(), when, Reach::Entered, Action::Forward(forward), groups));
        let index = self.routes.len() as u32 - 1;
        if let Some(rule) = inner.rules.rule(rule) {
            rule.route = Some(index);
        }
    }

    /// `SetHandler "proxy:url"`, or a handler of the server.
    pub(super) fn handler(&mut self, inner: &mut Inner<'a>, line: Line<'a>) {
        let Some(arg) = line.arg(0) else { return };
        let at = line.head();
        let lower = arg.text.to_ascii_lowercase();
        let kind = match &*lower {
            b"none" => HandlerKind::None,
            _ if arg.unknown.is_some() => HandlerKind::Unknown(arg.unknown.unwrap_or(Why::Opaque)),
            text if text.starts_with(b"proxy:") => {
                // The text is put into lower case, but for sockets (`core_override_type`).
                let socket = text[6..].starts_with(b"unix:");
                let url = if socket { &arg.text[6..] } else { &lower[6..] };
                let template = template::expression(url, arg.at);
                let varies = template.constant().is_none();
                let target = Url { arg, from: 6, varies };
                let sends = Sends { behind: Behind::File, ..Sends::default() };
                let forward = self.forward(line, target, template, &[], sends, false);
                let groups = self.groups(inner);
                let when = inner.cover.as_ref().map_or(Cond::Always, |cover| cover.when.clone());
                let route = route(at, when, Reach::Entered, Action::Forward(forward), groups);
                self.routes.push(route);
                HandlerKind::Pass(self.routes.len() as u32 - 1)
            }
            text if text.contains(&b'%') => HandlerKind::Unknown(Why::Variable),
            _ => HandlerKind::Named(arg.text.into()),
        };
        inner.handler = Some(Handler { at, kind });
    }
}

/// Why a pass never fits, where its text tells.
fn never(inner: &Inner<'_>, path: &[u8], pattern: bool, matches: bool) -> Option<NeverFits> {
    let section = inner.cover.as_ref().filter(|cover| cover.layer == Layer::Path);
    match section {
        Some(cover) if cover.pattern && !pattern => Some(NeverFits::PatternAsPrefix),
        // The section's stars are those of a file name; the pass reads them as a pattern.
        Some(cover) if !cover.pattern && pattern && !matches => Some(NeverFits::GlobAsPattern),
        Some(_) => None,
        None if pattern => None,
        None if path.starts_with(b"^") || path.windows(2).any(|two| two == b".*" || two == b"(.") => {
            Some(NeverFits::PatternAsPrefix)
        }
        None if !path.starts_with(b"/") => Some(NeverFits::NoSlash),
        None => None,
    }
}
