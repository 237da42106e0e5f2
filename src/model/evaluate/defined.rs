//! Variables that steps and captures define somewhere: on a way that does not pass there they are empty.

use crate::model::{Act, Cond, MapKey, NamePattern, Op, Pattern, Proxy, Step, VariableSource};
use rustc_hash::FxHashSet;

/// Their names in lower case.
pub(super) fn defined(proxy: &Proxy) -> FxHashSet<Vec<u8>> {
    let mut names = FxHashSet::default();
    for (_, host) in proxy.hosts.iter() {
        steps(&host.steps, &mut names);
        for name in &host.names {
            if let NamePattern::Regex(found) = &name.pattern {
                pattern(found, &mut names);
            }
        }
        for route in &host.routes {
            cond(&route.when, &mut names);
            steps(&route.steps, &mut names);
        }
    }
    for variable in &proxy.variables {
        if let VariableSource::Map(map) = &variable.source {
            for entry in map.entries.iter() {
                if let MapKey::Matches(found) = &entry.key {
                    pattern(found, &mut names);
                }
            }
        }
    }
    names
}

fn steps(list: &[Step], names: &mut FxHashSet<Vec<u8>>) {
    for step in list {
        cond(&step.when, names);
        match &step.act {
            Act::SetVariable(name, _) | Act::SetUnknown(name, _) => {
                names.insert(name.to_ascii_lowercase());
            }
            Act::Rewrite { pattern: found, .. } => pattern(found, names),
            Act::Block(inner) => steps(inner, names),
            _ => {}
        }
    }
}

fn cond(found: &Cond, names: &mut FxHashSet<Vec<u8>>) {
    match found {
        Cond::Atom(atom) => {
            if let Op::Matches(found) = &atom.op {
                pattern(found, names);
            }
        }
        Cond::All(list) | Cond::Any(list) => list.iter().for_each(|inner| cond(inner, names)),
        Cond::Not(inner) => cond(inner, names),
        _ => {}
    }
}

/// Names of captures: `(?<name>…)`, `(?P<name>…)`, `(?'name'…)`.
fn pattern(found: &Pattern, names: &mut FxHashSet<Vec<u8>>) {
    for start in memchr::memmem::find_iter(&found.source, b"(?") {
        let rest = found.source.get(start + 2..).unwrap_or_default();
        let rest = rest.strip_prefix(b"P").unwrap_or(rest);
        let Some((b'<' | b'\'', rest)) = rest.split_first() else { continue };
        let name: Vec<u8> =
            rest.iter().copied().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').collect();
        if !name.is_empty() {
            names.insert(name.to_ascii_lowercase());
        }
    }
}
