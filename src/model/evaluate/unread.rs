//! What includes that could not be read may hide: hosts, routes, or only parameters.
//!
//! Distributions ship files of types and parameters under fixed names; they hold nothing that requests are
//! chosen by.

use crate::model::{HostId, Proxy, RemarkKind, Why};
use crate::source::{At, Span};
use rustc_hash::{FxHashMap, FxHashSet};

/// Which answers hang on files that were not read.
#[derive(Debug, Default)]
pub(super) struct Unread {
    /// There may be hosts out of sight, and why.
    pub hosts: Option<Why>,
    /// Hosts with an include that may hold routes or steps.
    pub routes: FxHashMap<HostId, At>,
    /// Hosts with an include of parameters.
    pub parameters: FxHashSet<HostId>,
}

impl Unread {
    pub fn new(proxy: &Proxy) -> Self {
        let mut unread = Unread { hosts: proxy.open.hosts, ..Unread::default() };
        // Places of unread includes in order; whether each is one of parameters.
        let mut places: Vec<(Span, bool)> = Vec::new();
        for remark in &proxy.remarks {
            if let RemarkKind::IncludeUnread { pattern, .. } = &remark.kind {
                places.push((remark.at.span, is_parameters(pattern)));
            }
        }
        if places.is_empty() {
            return unread;
        }
        places.sort();
        let mut inside = FxHashSet::default();
        for (id, host) in proxy.hosts.iter() {
            for at in &host.unread {
                let first = places
                    .partition_point(|(span, _)| (span.file, span.start) < (at.span.file, at.span.start));
                let found = places[first..].iter().take_while(|(span, _)| at.span.contains(*span));
                let mut only_parameters = true;
                for (span, parameters) in found {
                    inside.insert(*span);
                    only_parameters &= *parameters;
                }
                if only_parameters {
                    unread.parameters.insert(id);
                } else {
                    unread.routes.entry(id).or_insert(*at);
                }
            }
        }
        let outside = places.iter().any(|(span, parameters)| !parameters && !inside.contains(span));
        if unread.hosts == Some(Why::UnreadInclude) && !outside {
            unread.hosts = None;
        }
        unread
    }
}

/// Files that every package of the server brings along.
fn is_parameters(pattern: &[u8]) -> bool {
    let name = pattern.rsplit(|byte| *byte == b'/').next().unwrap_or(pattern);
    name.ends_with(b"_params")
        || matches!(name, b"mime.types" | b"fastcgi.conf" | b"koi-utf" | b"koi-win" | b"win-utf")
}
