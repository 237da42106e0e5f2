//! Passes that no request reaches, because another one takes all of their paths before.
//!
//! The list of a host is asked in its order, after that of the main server; of sections the last one that
//! covers a path counts (`proxy_trans`). Patterns and passes that count only perhaps hide nothing.

use crate::model::*;
use crate::source::At;
use rustc_hash::FxHashMap;

/// Paths that are taken, by their text with single slashes.
#[derive(Clone, Debug, Default)]
pub struct Taken(FxHashMap<Vec<u8>, At>);

impl Taken {
    /// Who takes every path that this one covers.
    fn by(&self, path: &[u8]) -> Option<At> {
        let whole = self.0.get(path).copied();
        let mut found = whole;
        for (at, _) in path.iter().enumerate().filter(|(_, byte)| **byte == b'/') {
            found = found.or_else(|| self.0.get(&path[..=at]).copied());
            if at > 0 {
                found = found.or_else(|| self.0.get(&path[..at]).copied());
            }
        }
        found
    }

    fn add(&mut self, path: Vec<u8>, at: At) {
        self.0.entry(path).or_insert(at);
    }
}

/// The path that a route covers, where it does so in any case.
fn covered(route: &Route) -> Option<Vec<u8>> {
    let Cond::Atom(atom) = &route.when else { return None };
    match &**atom {
        Atom { subject: Subject::Path, op: Op::Under(path), .. } => {
            let mut out: Vec<u8> = Vec::with_capacity(path.len());
            for &byte in path.iter() {
                if !(byte == b'/' && out.ends_with(b"/")) {
                    out.push(byte);
                }
            }
            out.starts_with(b"/").then_some(out)
        }
        _ => None,
    }
}

/// It takes a request whenever its path fits.
fn always(route: &Route) -> bool {
    match &route.action {
        Action::Forward(forward) => {
            forward.open.is_none() && forward.targets.iter().all(|target| target.when == When::Always)
        }
        Action::Decline => true,
        _ => false,
    }
}

/// Looks at a host's routes and sections; `base` is what the main server's list takes. What its own list takes.
pub fn hidden(host: &VirtualHost, base: Option<&Taken>, remark: &mut dyn FnMut(At, RemarkKind)) -> Taken {
    let mut taken = Taken::default();
    for (index, route) in host.routes.iter().enumerate() {
        if route.reach != Reach::Client || index as u32 == host.fallback {
            continue;
        }
        // Where a pass is matched with the encoded path, its turn comes before the list.
        if matches!(&route.action, Action::Forward(forward) if forward.sends.encoded || forward.sends.servlet)
        {
            continue;
        }
        let Some(path) = covered(route).filter(|_| always(route)) else { continue };
        if let Some(by) = base.and_then(|base| base.by(&path)) {
            remark(route.at, RemarkKind::PassHidden { by, how: Hides::Base });
        } else if let Some(by) = taken.by(&path) {
            remark(route.at, RemarkKind::PassHidden { by, how: Hides::Earlier });
        }
        taken.add(path, route.at);
    }
    let mut later = Taken::default();
    let sections = host.phased.as_deref().map_or(&[][..], |phased| &phased.sections);
    // Cases of one construct stand apart: only one of them is read.
    let counts = |section: &&Section| {
        section.layer == Layer::Path && section.in_force == When::Always && section.parent.is_none()
    };
    for section in sections.iter().rev().filter(counts) {
        let Some(route) = section.pass.and_then(|pass| host.routes.get(pass as usize)) else { continue };
        let plain = matches!(&section.when, Cond::Atom(atom) if matches!(atom.op, Op::Under(_)));
        let Some(path) = covered(route).filter(|_| plain && always(route)) else { continue };
        if let Some(by) = later.by(&path) {
            remark(route.at, RemarkKind::PassHidden { by, how: Hides::LaterSection });
        }
        later.add(path, route.at);
    }
    taken
}
