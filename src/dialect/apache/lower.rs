//! From the walked lines to the model: servers and virtual hosts, workers and balancers, settings, listeners.
//!
//! Two steps. `collect` reads what all hosts see: the main server with its settings, workers, balancers and
//! sections. Then each virtual host is lowered against it, in parts that are filled side by side. The way of a request
//! (passes in their order, sections, rewrite rules, handlers) is `way`'s.

pub mod address;
pub mod check;
pub mod engine;
pub mod expr;
pub mod finish;
pub mod guard;
pub mod hidden;
pub mod host;
pub mod lacks;
pub mod listen;
pub mod maps;
pub mod param;
pub mod part;
pub mod passed;
pub mod pool;
pub mod rewrite;
pub mod scope;
pub mod section;
pub mod target;
pub mod template;
pub mod tls_section;
pub mod way;
pub mod worker;
pub mod yard;

use super::keywords::kw;
use super::line::{Config, Line, Walked};
use crate::model::*;
use crate::source::Sources;
use engine::Engine;
use part::Part;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use scope::Scope;
use worker::Registry;

/// Virtual hosts from which on several threads are worth their start.
const PARALLEL_FROM: usize = 256;
/// Parts of a large model. Not the number of threads: the model must not hang on the machine.
const PARTS: usize = 16;

/// What lowering reads.
#[derive(Clone, Copy, Debug)]
pub struct Lower<'a> {
    pub config: Config<'a>,
    pub versions: VersionRange,
    /// A whole configuration, not a fragment.
    pub whole: bool,
    /// Files that rewrite rules look things up in, by their paths.
    pub tables: &'a FxHashMap<Vec<u8>, Vec<u8>>,
}

/// A server as hosts see it: its lines, its settings, what its workers are.
#[derive(Debug)]
pub struct Server<'a> {
    /// Lines outside of `<VirtualHost>`, or those in one; what stands in conditions and includes among them.
    pub lines: Vec<Line<'a>>,
    pub scope: Scope,
    pub workers: Registry,
    /// Whether rewrite rules run.
    pub engine: Engine,
    /// Of the main server alone.
    pub sockets: listen::Sockets,
}

/// Lowers what was read. `whole` is false for a fragment, whose surroundings are not known.
pub fn lower(
    walked: &Walked,
    sources: &Sources,
    tables: &FxHashMap<Vec<u8>, Vec<u8>>,
    versions: VersionRange,
    whole: bool,
) -> Proxy {
    let config = Config { walked, sources };
    let lower = Lower { config, versions, whole, tables };
    let mut base = Part::new(lower, 0);
    let (units, lines): (Vec<Line<'_>>, Vec<Line<'_>>) =
        config.lines().partition(|line| line.keyword() == kw::VIRTUAL_HOST && line.is_block());
    let scope = scope::main(&mut base, &lines);
    let workers = worker::register(&mut base, &lines, None, &scope);
    let sockets = listen::Sockets::of(&lines);
    let engine = Engine::main(lower, &lines);
    let main = Server { lines, scope, workers, engine, sockets };
    let host = host::main(&mut base, &main);
    let taken = hidden::hidden(&host, None, &mut |at, kind| base.remark(at, kind));
    base.hosts.push(host);
    check::check(&mut base);
    let mut parts = vec![base.stores.close()];
    let fill = |(number, units): (usize, &[Line<'_>])| {
        let mut part = Part::new(lower, number + 1);
        for &unit in units {
            let host = host::virtual_host(&mut part, unit, &main, &taken);
            part.hosts.push(host);
        }
        part.stores.close()
    };
    if units.len() < PARALLEL_FROM {
        parts.push(fill((0, &units)));
    } else {
        let size = units.len().div_ceil(PARTS);
        parts.par_extend(units.chunks(size).enumerate().collect::<Vec<_>>().into_par_iter().map(fill));
    }
    finish::assemble(lower, &main, parts)
}

#[cfg(test)]
mod tests;
