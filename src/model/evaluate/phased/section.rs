//! Which sections cover a request, laid over each other in the server's order.
//!
//! Source: `ap_directory_walk`, `ap_file_walk`, `ap_location_walk`, `ap_if_walk`, `proxy_walk`. Folders by
//! the number of their segments, patterns after them; then files, those of folders last; then paths, then
//! conditions on the request; in each the base host's come first.

use super::super::Known;
use super::trip::{InForce, Trip};
use crate::model::{Atom, Cond, HostId, Layer, Op, Section, Subject, When};
use rustc_hash::FxHashMap;

/// A section with its host and place.
type Placed<'a> = (HostId, u32, &'a Section);

/// Sections that were laid, in which order.
type Applied = FxHashMap<(HostId, u32), usize>;

impl<'a> Trip<'a> {
    fn layer(&self, layer: Layer) -> impl Iterator<Item = Placed<'a>> + use<'a> {
        let proxy = self.proxy;
        self.hosts().flat_map(move |id| {
            let sections = proxy.hosts[id].phased.as_deref().map_or(&[][..], |phased| &phased.sections);
            let placed = sections.iter().enumerate().map(move |(index, section)| (id, index as u32, section));
            placed.filter(move |(_, _, section)| section.layer == layer)
        })
    }

    /// The pass of the last section that covers the path: all that translation asks of sections.
    pub fn pass_of_sections(&mut self) -> Known<()> {
        self.in_force = InForce::default();
        let sections: Vec<Placed<'a>> = self.layer(Layer::Path).collect();
        for (host, _, section) in sections {
            if section.pass.is_some() && self.covers(section)? {
                self.in_force.add(host, section);
            }
        }
        let pass = self.in_force.pass;
        self.in_force = InForce { pass, ..InForce::default() };
        for (host, _, section) in self.layer(Layer::Host) {
            // Pages count from the start.
            self.in_force.calls.splice(0..0, section.calls.iter());
            let _ = host;
        }
        Ok(())
    }

    /// Lays all sections that cover the request over each other.
    pub fn merge(&mut self) -> Known<()> {
        let mut all = InForce { rewrite_on: self.rules_on(), ..InForce::default() };
        let mut applied = Applied::default();
        for (host, index, section) in self.layer(Layer::Host) {
            all.add(host, section);
            applied.insert((host, index), applied.len());
        }
        if self.pass.is_some() {
            self.lay(Layer::Target, &mut all, &mut applied)?;
        } else {
            self.lay(Layer::Folder, &mut all, &mut applied)?;
            self.lay(Layer::File, &mut all, &mut applied)?;
        }
        self.lay(Layer::Path, &mut all, &mut applied)?;
        // Conditions inside conditions come after those around them.
        self.lay(Layer::Request, &mut all, &mut applied)?;
        self.in_force = all;
        Ok(())
    }

    fn lay(&mut self, layer: Layer, all: &mut InForce<'a>, applied: &mut Applied) -> Known<()> {
        let mut sections: Vec<Placed<'a>> = self.layer(layer).collect();
        match layer {
            Layer::Folder => sections.sort_by_key(|(_, _, section)| depth(&section.when)),
            // Those outside of folders first, then in the order in which the folders were laid.
            Layer::File | Layer::Request => {
                let place = |placed: &Placed<'a>| match placed.2.parent {
                    None => 0,
                    Some(parent) => {
                        let around = (placed.0, parent);
                        1 + applied.get(&around).copied().unwrap_or(applied.len())
                    }
                };
                sections.sort_by_key(place);
            }
            _ => {}
        }
        for (host, index, section) in sections {
            let around = section.parent.is_none_or(|parent| applied.contains_key(&(host, parent)));
            if !around || !bears(section) {
                continue;
            }
            if self.covers(section)? {
                applied.insert((host, index), applied.len());
                all.add(host, section);
            }
        }
        Ok(())
    }

    fn covers(&mut self, section: &'a Section) -> Known<bool> {
        if section.in_force != When::Always {
            return self.not_modelled("what is decided at start", section.at);
        }
        let before = std::mem::take(&mut self.captures);
        let held = self.holds(&section.when);
        let found = std::mem::replace(&mut self.captures, before);
        if matches!(held, Ok(true)) {
            for (name, value) in found.named {
                let name = [b"MATCH_", &*name.to_ascii_uppercase()].concat();
                self.env.insert(name, Ok(value));
            }
        }
        held
    }
}

/// Something in it decides what is sent or answered; others around it count by what they hold.
fn bears(section: &Section) -> bool {
    section.holds_others
        || section.pass.is_some()
        || section.handler.is_some()
        || section.access.is_some()
        || section.rewrite.is_some()
        || section.alias.is_some()
        || section.settings.is_some()
        || !section.redirects.is_empty()
        || !section.calls.is_empty()
}

/// Literal folders by their segments; patterns come after all of them.
fn depth(when: &Cond) -> usize {
    let segments = |text: &[u8]| text.split(|byte| *byte == b'/').filter(|part| !part.is_empty()).count();
    match when {
        Cond::Atom(atom) => match &**atom {
            Atom { subject: Subject::Folder, op: Op::Under(text) | Op::Glob(text, _), .. } => segments(text),
            _ => usize::MAX,
        },
        Cond::Always => 0,
        _ => usize::MAX,
    }
}
