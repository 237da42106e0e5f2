//! Rewrite rules of hosts and of sections.
//!
//! Source: `hook_uri2file`, `hook_fixup`, `apply_rewrite_list`, `apply_rewrite_rule`,
//! `splitout_queryargs` of mod_rewrite.

use super::super::{Known, StepKind, pattern};
use super::Turn;
use super::text::{escape_capture, escape_path};
use super::translate::without_socket;
use super::trip::{Pass, Trip};
use crate::model::{Action, HostId, Inherit, Part, RewriteSet, RouteId, Rule, RuleFlags, Template};
use crate::world::Kind;

/// What the rules of a host came to.
pub enum Rewritten {
    /// The path stays, or was changed for those who come next.
    Not,
    Turn(Turn),
    /// The request is passed on, or its file is known.
    Taken,
}

/// Rounds of rules at the most (`[N]`).
const ROUNDS: usize = 64;

/// How a list of rules ended.
struct Ran<'a> {
    changed: bool,
    /// The last rule that changed the path.
    last: Option<&'a Rule>,
    end: Ended<'a>,
}

enum Ended<'a> {
    Through,
    Status(&'a Rule, u16),
    Redirect(&'a Rule, u16),
    Pass(HostId, &'a Rule),
    PassThrough,
}

type Rules<'a> = Vec<(HostId, &'a Rule)>;

/// Length of `scheme://` where a text begins with one that rules know.
fn absolute(text: &[u8]) -> Option<usize> {
    let colon = memchr::memmem::find(text, b"://")?;
    let known: [&[u8]; 16] = [
        b"http",
        b"https",
        b"ws",
        b"wss",
        b"ajp",
        b"fcgi",
        b"scgi",
        b"uwsgi",
        b"balancer",
        b"h2",
        b"h2c",
        b"ftp",
        b"gopher",
        b"ldap",
        b"nntp",
        b"unix",
    ];
    let scheme = &text[..colon];
    known.iter().any(|name| scheme.eq_ignore_ascii_case(name)).then_some(colon + 3)
}

/// A URL, or a socket and a URL.
fn is_absolute(text: &[u8]) -> bool {
    absolute(without_socket(text)).is_some()
}

impl<'a> Trip<'a> {
    /// Rules are switched on in the host, or in the base host where the host does not say.
    pub fn rules_on(&self) -> bool {
        self.inherited(|phased| phased.rewrite.as_deref().and_then(|set| set.on)).unwrap_or(false)
    }

    /// Rules of the host, before everything else.
    pub fn host_rules(&mut self) -> Known<Rewritten> {
        let id = self.host_id;
        let Some(set) = self.phased(id).and_then(|phased| phased.rewrite.as_deref()) else {
            return Ok(Rewritten::Not);
        };
        if !self.rules_on() || self.ended {
            return Ok(Rewritten::Not);
        }
        if let Some(why) = set.unknown {
            return super::super::open(super::super::Doubt::Value(why), set.at);
        }
        let own = set.rules.iter().map(|rule| (id, rule));
        let base = self.base().and_then(|base| Some((base, self.phased(base)?.rewrite.as_deref()?)));
        // What a host does not say itself it takes from the base host (`config_server_merge`).
        let inherit = match (set.inherit, base.map(|(_, base)| (base.inherit, base.down))) {
            (Inherit::No, Some((Inherit::No, down))) => down,
            (Inherit::No, Some((inherit, _))) => inherit,
            (own, _) => own,
        };
        let outer = base.into_iter().flat_map(|(base, set)| set.rules.iter().map(move |rule| (base, rule)));
        let rules: Rules<'a> = match inherit {
            Inherit::No => own.collect(),
            Inherit::After => own.chain(outer).collect(),
            Inherit::Before => outer.chain(own).collect(),
        };
        self.file = Some(self.path.clone());
        let ran = self.run(&rules, None)?;
        let file = self.file.take().unwrap_or_default();
        match ran.end {
            Ended::Status(rule, status) => return Ok(Rewritten::Turn(self.said(rule, status, None))),
            Ended::Redirect(rule, status) => {
                return Ok(Rewritten::Turn(self.sent_away(rule, status, file)));
            }
            Ended::Pass(host, rule) => {
                return self.taken(host, rule, file, false).map(|turn| match turn {
                    Some(turn) => Rewritten::Turn(turn),
                    None => Rewritten::Taken,
                });
            }
            Ended::PassThrough => {
                self.path = file;
                return Ok(Rewritten::Not);
            }
            Ended::Through => {}
        }
        let (true, Some(last)) = (ran.changed, ran.last) else {
            return Ok(Rewritten::Not);
        };
        if !file.starts_with(b"/") {
            return Ok(Rewritten::Turn(Turn::answer(400, last.at)));
        }
        self.decided = Some(last.at);
        // A path whose first segment exists is one of the file system (`prefix_stat`).
        let end = file[1..].iter().position(|byte| *byte == b'/').map_or(file.len(), |at| at + 1);
        if end > 1 && self.kind(&file[..end], last.at)? != Kind::Missing {
            self.file = Some(file);
        } else {
            let root = self.document_root()?;
            self.file = Some([&root[..], &file].concat());
        }
        Ok(Rewritten::Taken)
    }

    /// Rules of the sections that cover the request.
    pub fn section_rules(&mut self) -> Known<Option<Turn>> {
        let Some((id, set)) = self.in_force.rewrite else { return Ok(None) };
        let Some(folder) = set.folder.as_deref() else { return Ok(None) };
        if !self.in_force.rewrite_on || self.ended {
            return Ok(None);
        }
        if let Some(why) = set.unknown {
            return super::super::open(super::super::Doubt::Value(why), set.at);
        }
        let mut rules: Rules<'a> = set.rules.iter().map(|rule| (id, rule)).collect();
        if set.inherit != Inherit::No {
            let outer = self.in_force.outer_rewrite.iter().rev();
            let outer: Rules<'a> =
                outer.take(1).flat_map(|(id, set)| set.rules.iter().map(|rule| (*id, rule))).collect();
            match set.inherit {
                Inherit::Before => drop(rules.splice(0..0, outer)),
                _ => rules.extend(outer),
            }
        }
        if rules.is_empty() {
            return Ok(None);
        }
        let passed = self.pass.as_ref().map(|pass| [b"proxy:", &pass.url[..]].concat());
        let is_pass = passed.is_some();
        let before = passed.or_else(|| self.file.clone()).unwrap_or_else(|| self.path.clone());
        // The folder itself without its slash is left to the redirect that adds it.
        if !is_pass && folder.strip_suffix(b"/") == Some(&before) && folder.len() > 1 {
            return Ok(None);
        }
        let (kept, kept_query) = (self.file.clone(), self.query.clone());
        self.file = Some(before.clone());
        let ran = self.run(&rules, Some((folder, is_pass)))?;
        let file = std::mem::replace(&mut self.file, kept).unwrap_or_default();
        match ran.end {
            Ended::Status(rule, status) => return Ok(Some(self.said(rule, status, None))),
            Ended::Redirect(rule, status) => {
                let url = self.based(set, folder, file);
                return Ok(Some(self.sent_away(rule, status, url)));
            }
            Ended::Pass(host, rule) => return self.taken(host, rule, file, true),
            Ended::PassThrough | Ended::Through => {}
        }
        let (true, Some(last)) = (ran.changed, ran.last) else { return Ok(None) };
        if !file.starts_with(b"/") {
            return Ok(Some(Turn::answer(400, last.at)));
        }
        if file == before {
            return Ok(None);
        }
        let path = self.url_of(set, folder, file)?;
        let query = std::mem::replace(&mut self.query, kept_query);
        self.decided = Some(last.at);
        Ok(Some(Turn::Inside { path, query, at: last.at }))
    }

    /// The path of the site for a file: the base stands for the folder, else the root is cut off.
    fn url_of(&mut self, set: &RewriteSet, folder: &[u8], file: Vec<u8>) -> Known<Vec<u8>> {
        if let Some(base) = &set.base {
            return Ok(match file.strip_prefix(folder) {
                Some(rest) => [base, rest].concat(),
                None => file,
            });
        }
        if self.inherited(|phased| phased.root.as_ref()).is_none() {
            return Ok(file);
        }
        let root = self.document_root()?;
        Ok(match file.strip_prefix(&root[..]) {
            Some(rest) if rest.starts_with(b"/") => rest.to_vec(),
            _ => file,
        })
    }

    /// The base stands for the folder in a redirect as well.
    fn based(&self, set: &RewriteSet, folder: &[u8], url: Vec<u8>) -> Vec<u8> {
        let Some(base) = &set.base else { return url };
        let start = absolute(&url).unwrap_or(0);
        let Some(slash) = url[start..].iter().position(|byte| *byte == b'/') else { return url };
        match url[start + slash..].strip_prefix(folder) {
            Some(rest) => [&url[..start + slash], base, rest].concat(),
            None => url,
        }
    }

    fn said(&mut self, rule: &Rule, status: u16, location: Option<Vec<u8>>) -> Turn {
        self.note(StepKind::Answered, rule.at, None);
        Turn::Answer { status, at: rule.at, location, route: None }
    }

    fn sent_away(&mut self, rule: &Rule, status: u16, mut url: Vec<u8>) -> Turn {
        if !rule.flags.has(RuleFlags::NO_ESCAPE) {
            url = escape_path(&url);
        }
        if let Some(query) = &self.query {
            url.push(b'?');
            url.extend(query);
        }
        self.said(rule, status, Some(url))
    }

    fn taken(&mut self, host: HostId, rule: &'a Rule, url: Vec<u8>, in_section: bool) -> Known<Option<Turn>> {
        let route = rule.route.map(|index| RouteId { host, index });
        let action =
            route.and_then(|id| Some(&self.proxy.hosts[id.host].routes.get(id.index as usize)?.action));
        let (Some(id), Some(Action::Forward(forward))) = (route, action) else {
            return self.not_modelled("a rule that passes on to nothing known", rule.at);
        };
        if !is_absolute(&url) {
            // The path of the own server: `http://` and its own name are put before it.
            return Ok(Some(Turn::answer(500, rule.at)));
        }
        self.note(StepKind::Route, rule.at, Some(id));
        let raw = rule.flags.has(RuleFlags::NO_ESCAPE);
        let mut url = without_socket(&url).to_vec();
        if raw && let Some(query) = self.query.clone() {
            url.push(b'?');
            url.extend(query);
        }
        self.pass = Some(Pass { route: id, forward, url, raw, escaped: in_section, at: rule.at });
        Ok(None)
    }

    /// Runs a list; `inside` is the folder that patterns do not see, and whether the request is passed on.
    fn run(&mut self, rules: &Rules<'a>, inside: Option<(&[u8], bool)>) -> Known<Ran<'a>> {
        let mut ran = Ran { changed: false, last: None, end: Ended::Through };
        let mut rounds = 0;
        let mut at = 0;
        while let Some(&(host, rule)) = rules.get(at) {
            at += 1;
            let flags = rule.flags;
            if self.subrequest && (flags.has(RuleFlags::NO_SUBREQUEST) || flags.has(RuleFlags::REDIRECT)) {
                continue;
            }
            let Some(target) = self.rule(rule, inside)? else {
                // The rest of a chain falls with its first.
                let mut chained = flags.has(RuleFlags::CHAIN);
                while chained && at < rules.len() {
                    chained = rules[at].1.flags.has(RuleFlags::CHAIN);
                    at += 1;
                }
                continue;
            };
            if flags.has(RuleFlags::UNKNOWN) {
                return self.not_modelled("a flag of this rule", rule.at);
            }
            self.note(StepKind::Rewritten, rule.at, rule.route.map(|index| RouteId { host, index }));
            if let Applied::Refused(status) = target {
                ran.end = Ended::Status(rule, status);
                return Ok(ran);
            }
            if flags.has(RuleFlags::ANSWER) {
                ran.end = Ended::Status(rule, rule.status);
                return Ok(ran);
            }
            if let Applied::Changed = target {
                (ran.changed, ran.last) = (true, Some(rule));
                if flags.has(RuleFlags::PROXY) {
                    ran.end = Ended::Pass(host, rule);
                    return Ok(ran);
                }
                let file = self.file.clone().unwrap_or_default();
                if flags.has(RuleFlags::REDIRECT) || absolute(&file).is_some() {
                    let status = if rule.status == 0 { 302 } else { rule.status };
                    ran.end = Ended::Redirect(rule, status);
                    if flags.has(RuleFlags::LAST) || flags.has(RuleFlags::END) {
                        return Ok(ran);
                    }
                    if absolute(&file).is_none() {
                        self.file = Some(self.qualified(&file, rule));
                    }
                    at += usize::from(rule.skip);
                    continue;
                }
                if let Ended::Redirect(..) = ran.end {
                    // What a later rule makes of a URL that the client was to be sent to.
                    return self.not_modelled("a path made of a redirect's URL", rule.at);
                }
            }
            if flags.has(RuleFlags::PASS_THROUGH) {
                ran.end = Ended::PassThrough;
                return Ok(ran);
            }
            if flags.has(RuleFlags::END) {
                self.ended = true;
                return Ok(ran);
            }
            if flags.has(RuleFlags::LAST) || flags.has(RuleFlags::PROXY) {
                return Ok(ran);
            }
            if flags.has(RuleFlags::NEXT_ROUND) {
                rounds += 1;
                if rounds > ROUNDS {
                    return self.not_modelled("many rounds of rules", rule.at);
                }
                at = 0;
                continue;
            }
            at += usize::from(rule.skip);
        }
        Ok(ran)
    }

    /// The URL of this server for a path (`fully_qualify_uri`).
    fn qualified(&mut self, path: &[u8], rule: &Rule) -> Vec<u8> {
        let name = self.own_name(rule.at).unwrap_or_default();
        let mut url = [if self.tls { b"https://".as_slice() } else { b"http://" }, &name].concat();
        let port = self.own_port();
        if port != if self.tls { 443 } else { 80 } {
            url.extend(format!(":{port}").into_bytes());
        }
        if !path.starts_with(b"/") {
            url.push(b'/');
        }
        url.extend(path);
        url
    }

    /// One rule: `None` where it does not fit.
    fn rule(&mut self, rule: &'a Rule, inside: Option<(&[u8], bool)>) -> Known<Option<Applied>> {
        let mut seen = self.file.clone().unwrap_or_default();
        if let Some((folder, is_pass)) = inside {
            seen.extend(&self.path_info);
            if !is_pass && let Some(rest) = seen.strip_prefix(folder) {
                seen = rest.to_vec();
            }
        }
        let found = self.matched(&rule.pattern, rule.at, &seen)?;
        if found.is_some() == rule.negated {
            return Ok(None);
        }
        self.rule_captures = match (found, rule.negated) {
            (Some(captures), false) => captures,
            _ => pattern::Captures::default(),
        };
        self.captures = pattern::Captures::default();
        let mut conditions = rule.conditions.iter();
        while let Some(condition) = conditions.next() {
            let mut condition = condition;
            let held = self.holds(&condition.when)?;
            if !held && !condition.or_next {
                return Ok(None);
            }
            // One that holds makes the others of its "or" chain needless.
            while held && condition.or_next {
                match conditions.next() {
                    Some(next) => condition = next,
                    None => break,
                }
            }
        }
        for (name, value) in &rule.sets {
            let value = self.text(value);
            self.env.insert(name.to_vec(), value);
        }
        let Some(target) = &rule.target else {
            return Ok(Some(Applied::Kept));
        };
        let mut url = self.expanded(target, rule.flags)?;
        let marked = self.raw.windows(3).any(|three| three.eq_ignore_ascii_case(b"%3f"));
        if marked && !rule.flags.has(RuleFlags::ALLOW_3F) && url.contains(&b'?') {
            return Ok(Some(Applied::Refused(403)));
        }
        self.split_query(&mut url, rule.flags);
        if let Some((folder, false)) = inside
            && !url.starts_with(b"/")
            && !is_absolute(&url)
        {
            url = [folder, &url].concat();
        }
        if !rule.flags.has(RuleFlags::PROXY) && !rule.flags.has(RuleFlags::REDIRECT) {
            url = self.reduced(url);
        }
        if rule.flags.has(RuleFlags::DROP_PATH_INFO) || inside.is_some() {
            // It is a part of the text that the rule made.
            self.path_info.clear();
        }
        self.file = Some(url);
        Ok(Some(Applied::Changed))
    }

    fn expanded(&mut self, target: &Template, flags: RuleFlags) -> Known<Vec<u8>> {
        let mut text = Vec::new();
        for part in target.parts.iter() {
            let value = self.part(part, target.at)?;
            let capture = matches!(part, Part::Variable(name)
                if name.strip_prefix(b"%").unwrap_or(name).iter().all(u8::is_ascii_digit));
            if capture && flags.has(RuleFlags::ESCAPE_CAPTURES) {
                text.extend(escape_capture(&value, !flags.has(RuleFlags::NO_PLUS)));
            } else {
                text.extend(value);
            }
        }
        Ok(text)
    }

    /// Arguments in a target take the place of the client's, or stand before them.
    fn split_query(&mut self, url: &mut Vec<u8>, flags: RuleFlags) {
        if flags.has(RuleFlags::QUERY_DISCARD) {
            self.query = None;
        }
        let mark = match flags.has(RuleFlags::QUERY_LAST) {
            true => url.iter().rposition(|byte| *byte == b'?'),
            false => url.iter().position(|byte| *byte == b'?'),
        };
        let Some(mark) = mark else { return };
        let mut query = url.split_off(mark + 1);
        url.pop();
        if flags.has(RuleFlags::QUERY_APPEND)
            && let Some(old) = &self.query
        {
            query.push(b'&');
            query.extend(old);
        }
        if query.ends_with(b"&") {
            query.pop();
        }
        self.query = (!query.is_empty()).then_some(query);
    }

    /// A URL of this very host is a path of it (`reduce_uri`).
    fn reduced(&self, url: Vec<u8>) -> Vec<u8> {
        let own: &[u8] = if self.tls { b"https://" } else { b"http://" };
        let Some(rest) = url.strip_prefix(own) else { return url };
        let end = rest.iter().position(|byte| *byte == b'/').unwrap_or(rest.len());
        let Some((name, port)) = super::target::host_name(&rest[..end]) else { return url };
        let named = self.host().names.iter().any(|own| match &own.pattern {
            crate::model::NamePattern::Exact(own) => own.eq_ignore_case(&name),
            _ => false,
        });
        let default = if self.tls { 443 } else { 80 };
        let own_port = self.own_port();
        if !named || port.unwrap_or(default) != own_port {
            return url;
        }
        let path = rest[end..].to_vec();
        if path.is_empty() { b"/".to_vec() } else { path }
    }
}

/// What a rule that fits did.
enum Applied {
    /// The path stays.
    Kept,
    Changed,
    Refused(u16),
}
