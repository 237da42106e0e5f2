//! Requests that may reach a route: made of what its condition compares with. They are only proposals; the caller
//! sends them on their way.

use crate::model::evaluate::sample::sample as example;
use crate::model::{Among, Cond, Fit, Op, Proxy, Route, Source, Subject, Text, Texts};

/// Texts of one condition that are tried.
const MOST: usize = 4;
/// Conditions that use each other at the most.
const DEPTH: u8 = 24;

/// Values that a request should have.
#[derive(Debug, Default)]
pub(in crate::model::evaluate) struct Hints {
    pub hosts: Vec<Text>,
    /// Targets, raw.
    pub targets: Vec<Vec<u8>>,
    pub headers: Vec<(Text, Text)>,
    pub methods: Vec<Text>,
    pub sni: Vec<Text>,
}

/// What the condition of a route asks for.
pub(in crate::model::evaluate) fn hints(proxy: &Proxy, route: &Route) -> Hints {
    let mut hints = Hints::default();
    cond(proxy, &route.when, true, 0, &mut hints);
    hints
}

fn cond(proxy: &Proxy, found: &Cond, wanted: bool, depth: u8, hints: &mut Hints) {
    match found {
        _ if depth > DEPTH => {}
        Cond::All(list) | Cond::Any(list) => {
            list.iter().for_each(|inner| cond(proxy, inner, wanted, depth + 1, hints));
        }
        Cond::Not(inner) => cond(proxy, inner, !wanted, depth + 1, hints),
        Cond::Named(id) => cond(proxy, &proxy.conditions[*id].cond, wanted, depth + 1, hints),
        Cond::Atom(atom) if wanted => {
            if let (Subject::Sample(sample), Op::Among(among)) = (&atom.subject, &atom.op) {
                source(&sample.source, among, hints);
            }
        }
        _ => {}
    }
}

fn source(source: &Source, among: &Among, hints: &mut Hints) {
    let found = match among {
        Among::Texts(texts) => texts_of(texts),
        Among::Found => vec![b"x".to_vec()],
        _ => return,
    };
    let texts = found.into_iter().map(Text::from);
    match source {
        Source::Header(pick) if pick.name.eq_ignore_case(b"host") => hints.hosts.extend(texts),
        Source::Header(pick) => {
            let first = texts.take(1).map(|text| (pick.name.clone(), text));
            hints.headers.extend(first);
        }
        Source::Sni | Source::GreetingSni => hints.sni.extend(texts),
        Source::Method => hints.methods.extend(texts),
        // A variable holds what rules before took from the request: its shape tells what.
        Source::Path | Source::PathQuery | Source::Target | Source::Base | Source::Variable(_) => {
            for text in texts {
                match text.iter().position(|byte| *byte == b'/') {
                    Some(0) => hints.targets.push(text.to_vec()),
                    Some(slash) if matches!(source, Source::Base) => {
                        hints.hosts.push(Text::from(&text[..slash]));
                        hints.targets.push(text[slash..].to_vec());
                    }
                    None if matches!(source, Source::Variable(_)) => hints.hosts.push(text),
                    _ => hints.targets.push([b"/", &*text].concat()),
                }
            }
        }
        _ => {}
    }
}

/// Texts that fit.
fn texts_of(texts: &Texts) -> Vec<Vec<u8>> {
    let made = |text: &Text| {
        let text = &**text;
        Some(match texts.fit {
            Fit::Prefix => [text, b"x"].concat(),
            Fit::Suffix => [b"x", text].concat(),
            Fit::Pattern => example(text)?,
            _ => text.to_vec(),
        })
    };
    texts.iter().filter_map(made).take(MOST).collect()
}
