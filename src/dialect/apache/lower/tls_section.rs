//! What `<Proxy>` sections say of TLS towards the workers that they cover.
//!
//! Sections of the main server count in virtual hosts too, before their own; of several that cover a worker each
//! setting counts as the last one writes it.

use super::super::line::Line;
use super::super::url::Url;
use super::part::Part;
use super::scope;
use crate::model::Tls;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Beginnings beyond this length are those of no worker: its name has room for 383 bytes
/// (`PROXY_WORKER_EXT_NAME_SIZE`).
const LONGEST: usize = 384;

/// Sections of one server by the beginning of the URLs that they cover.
#[derive(Debug, Default)]
pub struct Sections {
    /// Those of the main server, for a virtual host.
    outer: Option<Arc<Sections>>,
    count: usize,
    /// In the order of the file; those that later ones of the same beginning replace altogether are left out.
    by_start: FxHashMap<Vec<u8>, Vec<(usize, Tls)>>,
    lengths: BTreeSet<usize>,
}

impl Sections {
    pub fn inside(outer: Option<&Arc<Sections>>) -> Sections {
        let outer = outer.filter(|outer| outer.outer.is_some() || outer.count > 0).cloned();
        Sections { outer, ..Sections::default() }
    }

    /// Adds a section with its URL as written, if it speaks of TLS.
    pub fn line(&mut self, part: &mut Part<'_>, line: Line<'_>, url: &[u8]) {
        if let Some(tls) = of_section(part, line) {
            self.add(url, tls);
        }
    }

    fn add(&mut self, url: &[u8], tls: Tls) {
        let start = match url.strip_suffix(b"*") {
            Some(start) => start.to_vec(),
            None => {
                let normal = Url::parse(url).map(|parsed| parsed.worker_name(url));
                let url = normal.unwrap_or_else(|_| url.to_ascii_lowercase());
                url.strip_suffix(b"/").unwrap_or(&url).to_vec()
            }
        };
        if start.len() > LONGEST {
            return;
        }
        self.lengths.insert(start.len());
        let list = self.by_start.entry(start).or_default();
        list.push((self.count, tls));
        self.count += 1;
        // What remains has a setting each that nothing later of this list writes: as many as there are settings.
        let mut later: Option<Tls> = None;
        let mut kept: Vec<(usize, Tls)> = Vec::with_capacity(list.len());
        for (index, tls) in std::mem::take(list).into_iter().rev() {
            let all = later.as_ref().map_or_else(|| tls.clone(), |later| later.over(&tls));
            if later.as_ref() != Some(&all) {
                kept.push((index, tls));
                later = Some(all);
            }
        }
        kept.reverse();
        *list = kept;
    }

    /// What the sections that cover a worker or balancer come to; `None`: none does.
    pub fn of(&self, name: &[u8]) -> Option<Tls> {
        let outer = self.outer.as_ref().and_then(|outer| outer.of(name));
        let lengths = self.lengths.range(..=name.len());
        let mut covering: Vec<&(usize, Tls)> =
            lengths.filter_map(|length| self.by_start.get(name.get(..*length)?)).flatten().collect();
        covering.sort_unstable_by_key(|(index, _)| *index);
        let covering = covering.into_iter().map(|(_, tls)| tls);
        covering.fold(outer, |below, tls| Some(below.map_or_else(|| tls.clone(), |below| tls.over(&below))))
    }
}

/// What a section says of TLS; `None`: nothing.
fn of_section(part: &mut Part<'_>, section: Line<'_>) -> Option<Tls> {
    let mut tls: Option<Tls> = None;
    for line in section.children() {
        if let Some(arg) = line.arg(0)
            && line.term().starts_with("SSLProxy")
        {
            let tls = tls.get_or_insert_with(scope::unset_tls);
            scope::tls_line(part, tls, line.keyword(), line, arg);
        }
    }
    tls
}
