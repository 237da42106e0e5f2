//! From a plan to ordered diagnostics.
//!
//! Owns everything that is decided about a finding and is no rule's business: level and confidence by
//! its case, versions, what the user selects, suppressions, doubles, order. It reads the catalogue
//! only once something was found. It prints nothing.

use crate::catalogue::Case;
use crate::diagnostic::{Confidence, Diagnostic, Finding, Label, Severity};
use crate::discover::{Leftover, Plan, Planned, ReadPaths};
use crate::facts::net::Probing;
use crate::facts::{Facts, Vantage};
use crate::model::Deployment;
use crate::rules::{Assumptions, Cx, RULES, Report, Rule};
use crate::source::{Sources, Via};
use crate::suppress::{RESERVED, Suppressions};
use crate::world::Files;
use crate::{dialect, discover, neighbour};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::time::SystemTime;

/// What the user decides about a run.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The date that certificates are judged by.
    pub now: SystemTime,
    /// Judge every path named, wherever this run stands.
    pub require_files: bool,
    /// Only these rules, by id or the beginning of one; empty = all.
    pub select: Vec<String>,
    pub ignore: Vec<String>,
    /// Levels by rule id; they replace those of the cases.
    pub levels: Vec<(String, Level)>,
    /// Show findings of low confidence too.
    pub pedantic: bool,
    /// What may be asked of the network: nothing, unless the user says so.
    pub probing: Probing,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            now: SystemTime::UNIX_EPOCH,
            require_files: false,
            select: Vec::new(),
            ignore: Vec::new(),
            levels: Vec::new(),
            pedantic: false,
            probing: Probing::default(),
        }
    }
}

/// A level set by the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Off,
    At(Severity),
}

/// Everything that one run found.
#[derive(Debug)]
pub struct Run {
    pub deployment: Deployment,
    pub sources: Sources,
    pub facts: Facts,
    /// By path, offset, rule.
    pub diagnostics: Vec<Diagnostic>,
    /// Findings that comments covered.
    pub suppressed: usize,
    /// Files of the folders given that look like configurations and that nothing reads.
    pub leftovers: Vec<Leftover>,
}

/// Directives from which on rules run side by side: below, starting threads costs more than it saves.
const MANY_DIRECTIVES: u32 = 20_000;

/// Labels of other places that one finding repeats at the most.
const PLACES: usize = 3;

/// Reads what the plan names and judges it.
pub fn run(plan: &Plan, files: &dyn Files, settings: &Settings) -> Run {
    let mut sources = Sources::default();
    let mut deployment = Deployment::default();
    let mut read = ReadPaths::default();
    let mut add = |planned: &Planned, sources: &mut Sources, read: &mut ReadPaths| {
        // A main file that was found by searching may turn out to be a part of another one.
        if planned.found && read.hold(&planned.entry, plan, files, sources) {
            return;
        }
        let from = sources.len() as u32;
        if let Ok(proxy) = dialect::read(&planned.entry, files, sources) {
            deployment.proxies.push(proxy);
            deployment.texts.push(from..sources.len() as u32);
        }
    };
    plan.entries.iter().for_each(|planned| add(planned, &mut sources, &mut read));
    let rest = discover::rest(plan, files, &sources, &mut read);
    rest.iter().for_each(|planned| add(planned, &mut sources, &mut read));
    beside(plan, files, &mut deployment, &mut sources);
    let leftovers = discover::leftovers(plan, files, &sources, &mut read);
    let vantage = if plan.on_host { Vantage::Host } else { Vantage::Elsewhere };
    let mut facts = Facts::ask(&deployment, &sources, files, vantage, settings.require_files);
    let assumptions = Assumptions { now: settings.now };
    let now = assumptions.now_seconds().max(0) as u64;
    facts.probe(&deployment, files, &settings.probing, now);
    let cx = Cx::new(&deployment, &sources, &facts, &assumptions);
    let (diagnostics, suppressed) = check(&cx, settings);
    Run { deployment, sources, facts, diagnostics, suppressed, leftovers }
}

/// Reads what runs beside the proxies, and the proxies that only a compose file names.
fn beside(plan: &Plan, files: &dyn Files, deployment: &mut Deployment, sources: &mut Sources) {
    if deployment.proxies.is_empty() {
        return;
    }
    let search = &plan.neighbours;
    let mut found = neighbour::look(search, &deployment.proxies, files, sources);
    let mut joined = Vec::new();
    let joins = neighbour::joins(&found, sources, files, |dialect| plan.versions.of(dialect));
    for join in joins {
        let from = sources.len() as u32;
        let inside = neighbour::Mounted { under: files, mounts: join.mounts };
        if let Ok(proxy) = dialect::read(&join.entry, &inside, sources) {
            deployment.proxies.push(proxy);
            deployment.texts.push(from..sources.len() as u32);
            joined.push((join.service, join.because));
        }
    }
    neighbour::stand(&mut found, &deployment.proxies, &deployment.texts, &joined, search, sources, files);
    deployment.neighbours = found;
}

/// Runs the rules on a model: the diagnostics in order, and how many more comments covered.
pub fn check(cx: &Cx, settings: &Settings) -> (Vec<Diagnostic>, usize) {
    let rules: Vec<&'static Rule> = RULES
        .iter()
        .filter(|rule| {
            settings.selects(rule.id) && cx.proxies().any(|(_, proxy)| rule.dialects.contains(&proxy.dialect))
        })
        .collect();
    check_with(cx, settings, &rules)
}

fn check_with(cx: &Cx, settings: &Settings, rules: &[&'static Rule]) -> (Vec<Diagnostic>, usize) {
    let directives: u32 = cx.proxies().map(|(_, proxy)| proxy.counts.directives).sum();
    let run = |rule: &&'static Rule| {
        let mut report = Report::default();
        (rule.check)(cx, &mut report);
        (*rule, report.findings)
    };
    let found: Vec<(&'static Rule, Vec<Finding>)> = if directives >= MANY_DIRECTIVES {
        rules.par_iter().map(run).collect()
    } else {
        rules.iter().map(run).collect()
    };
    let mut diagnostics = Vec::new();
    for (rule, findings) in found {
        for finding in findings {
            diagnostics.extend(judge(cx, settings, rule, finding));
        }
    }
    let mut diagnostics = merge(cx.sources, diagnostics);

    let mut suppressions = Suppressions::read(cx.sources);
    let before = diagnostics.len();
    if !suppressions.is_empty() {
        diagnostics.retain(|diagnostic| !suppressions.covers(cx.sources, diagnostic));
    }
    let suppressed = before - diagnostics.len();
    diagnostics.retain(|diagnostic| settings.pedantic || diagnostic.confidence > Confidence::Low);
    if !suppressions.is_empty() {
        let ran = |id: &str| rules.iter().any(|rule| rule.id == id);
        let about = suppressions.findings(ran);
        diagnostics.extend(about.into_iter().filter(|d| settings.selects(d.rule)));
    }
    diagnostics.sort_by(|a, b| order(cx.sources, a).cmp(&order(cx.sources, b)));
    (diagnostics, suppressed)
}

/// The order of machine formats: path, offset, rule.
fn order<'a>(sources: &'a Sources, diagnostic: &'a Diagnostic) -> impl Ord + 'a {
    let span = diagnostic.primary.span;
    (sources.path(span.file), span.start, span.end, diagnostic.rule, &diagnostic.message)
}

impl Settings {
    /// Whether a rule is wanted: selected or nothing is, not ignored, not switched off.
    pub fn selects(&self, id: &str) -> bool {
        let named = |list: &[String]| list.iter().any(|name| id.starts_with(name.as_str()));
        (self.select.is_empty() || named(&self.select))
            && !named(&self.ignore)
            && self.level(id) != Some(Level::Off)
    }

    fn level(&self, id: &str) -> Option<Level> {
        self.levels.iter().rev().find(|(rule, _)| rule == id).map(|(_, level)| *level)
    }

    /// Names in `select` and `ignore` that no rule begins with.
    pub fn unknown_names(&self) -> impl Iterator<Item = &str> {
        self.select.iter().chain(&self.ignore).map(String::as_str).filter(|name| {
            let known = |id: &str| id.starts_with(name);
            name.is_empty()
                || !(RULES.iter().any(|rule| known(rule.id)) || RESERVED.iter().any(|(id, _)| known(id)))
        })
    }
}

/// Adds what the catalogue, the versions and the user say. `None` where the finding cannot hold.
fn judge(cx: &Cx, settings: &Settings, rule: &'static Rule, finding: Finding) -> Option<Diagnostic> {
    // A rule runs over the whole run; what it says of a server that it is not for is not said.
    let owner = cx.deployment.owner(finding.primary.span.file).map(|id| cx.deployment.proxy(id));
    if owner.is_some_and(|proxy| !rule.dialects.contains(&proxy.dialect)) {
        return None;
    }
    let case = rule.entry().ok().and_then(|entry| entry.case(finding.case));
    let mut severity = case.map_or(Severity::Warning, |case| case.level);
    // What is answered here may be answered otherwise where the proxy stands.
    let by_network = |case: &Case| case.needs.iter().any(|need| need.is_network());
    if cx.facts.net.vantage() == Vantage::Elsewhere && case.is_some_and(by_network) {
        severity = severity.lowered();
    }
    if let Some((proxy, versions)) = finding.only_in {
        let possible = cx.deployment.proxy(proxy).versions;
        if !possible.overlaps(versions) {
            return None;
        }
        if !possible.within(versions) {
            severity = severity.lowered();
        }
    }
    if let Some(Level::At(level)) = settings.level(rule.id) {
        severity = level;
    }
    let statuses = if finding.statuses.is_empty() {
        case.map_or_else(Vec::new, |case| case.statuses.clone())
    } else {
        finding.statuses.iter().map(|status| (*status).to_owned()).collect()
    };
    Some(Diagnostic {
        rule: rule.id,
        case: finding.case,
        severity,
        confidence: finding.confidence.or(case.map(|case| case.confidence)).unwrap_or(Confidence::Medium),
        statuses,
        message: finding.message,
        primary: finding.primary,
        related: finding.related,
        outcome: finding.outcome,
        help: finding.help,
        note: finding.note,
        fix: finding.fix,
        places: 1,
    })
}

/// One finding per rule and primary span. The worst level and the first message stay; the first
/// places of the others become related labels.
fn merge(sources: &Sources, diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = FxHashMap::default();
    let mut merged: Vec<Diagnostic> = Vec::new();
    for diagnostic in diagnostics {
        let key = (diagnostic.rule, diagnostic.primary.span);
        let Some(&index) = seen.get(&key) else {
            seen.insert(key, merged.len());
            merged.push(diagnostic);
            continue;
        };
        let first: &mut Diagnostic = &mut merged[index];
        if diagnostic.severity > first.severity {
            first.severity = diagnostic.severity;
            first.confidence = diagnostic.confidence;
            first.case = diagnostic.case;
            first.statuses = diagnostic.statuses;
        }
        first.places += 1;
        if first.places as usize > PLACES + 1 {
            continue;
        }
        let include = sources.chain(diagnostic.primary.via).next();
        let place = match diagnostic.related.first() {
            Some(label) => Some(label.clone()),
            None if diagnostic.primary.via == Via::DIRECT => None,
            None => include.map(|span| Label::new(span, "also through this include")),
        };
        if let Some(place) = place.filter(|place| !first.related.iter().any(|l| l.span == place.span)) {
            first.related.push(place);
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, SourceKind, Span};

    fn toy(cx: &Cx, report: &mut Report) {
        for file in cx.sources.ids() {
            for (offset, case) in [(4, "toy"), (0, "toy"), (4, "toy")] {
                let label = Label::new(Span::new(file, offset, offset + 3), "here");
                report.push(Finding::new(case, format!("found at {offset}"), label));
            }
        }
    }

    static TOY: Rule = Rule { id: "syntax-error", check: toy, dialects: &[], catalogue: &TOY_ENTRY };

    static TOY_ENTRY: crate::catalogue::Lazy = crate::catalogue::Lazy::new(
        "id = 'syntax-error'\ntitle = 't'\ncategory = 'structure'\ndialects = []\nwhat = ''\nwhy = ''\n\
             fix = ''\nreferences = []\n[[case]]\nid = 'toy'\nlevel = 'error'\nconfidence = 'low'\nneeds = []\n\
             statuses = ['502']\ncauses = []\nsummary = ''\n",
    );

    fn check_text(text: &str, settings: &Settings) -> (Vec<Diagnostic>, usize) {
        let mut sources = Sources::default();
        sources.add(Source::new("b", SourceKind::File, text.into()));
        sources.add(Source::new("a", SourceKind::File, text.into()));
        let (deployment, facts) = (Deployment::default(), Facts::none());
        let assumptions = Assumptions { now: settings.now };
        let cx = Cx::new(&deployment, &sources, &facts, &assumptions);
        check_with(&cx, settings, &[&TOY])
    }

    #[test]
    fn doubles_are_one_and_the_order_is_path_then_offset() {
        let settings = Settings { pedantic: true, ..Settings::default() };
        let (found, _) = check_text("one two three", &settings);
        let seen: Vec<_> = found
            .iter()
            .map(|d| (d.primary.span.file.0, d.primary.span.start, d.places, d.statuses.clone()))
            .collect();
        let status = vec!["502".to_owned()];
        assert_eq!(
            seen,
            [
                (1, 0, 1, status.clone()),
                (1, 4, 2, status.clone()),
                (0, 0, 1, status.clone()),
                (0, 4, 2, status)
            ]
        );
    }

    #[test]
    fn low_confidence_needs_pedantic_and_the_user_sets_levels() {
        assert!(check_text("one two", &Settings::default()).0.is_empty());
        let settings = Settings {
            pedantic: true,
            levels: vec![("syntax-error".to_owned(), Level::At(Severity::Info))],
            ..Settings::default()
        };
        let (found, _) = check_text("one two", &settings);
        assert!(found.iter().all(|d| d.severity == Severity::Info));
    }

    #[test]
    fn comments_cover_findings_and_are_counted() {
        let settings = Settings { pedantic: true, ..Settings::default() };
        let (found, suppressed) =
            check_text("one two # proxylint: ignore[syntax-error] reason: toy", &settings);
        assert_eq!((found.len(), suppressed), (0, 4));
    }

    #[test]
    fn rules_are_chosen_by_id_or_its_beginning() {
        let settings = Settings {
            select: vec!["tls".to_owned()],
            ignore: vec!["tls-to-plain-port".to_owned(), "nope".to_owned()],
            ..Settings::default()
        };
        assert!(!settings.selects("tls-to-plain-port"));
        assert!(settings.selects("tls-other"));
        assert!(!settings.selects("syntax-error"));
        assert_eq!(settings.unknown_names().collect::<Vec<_>>(), ["nope"]);
    }
}
