//! Files that the server reads at start and that are not there: lists of what is revoked, parameters, passwords,
//! chains, lists of certificates, patterns, answers, scripts.

use super::{Cx, Report};
use crate::diagnostic::{Finding, Label};
use crate::facts::Presence;
use crate::model::{FileRole, NamedFile, Proxy};
use rustc_hash::FxHashSet;

pub(super) fn check(cx: &Cx, report: &mut Report) {
    for (_, proxy) in cx.proxies() {
        let mut seen = FxHashSet::default();
        for named in proxy.files.iter().filter(|named| named.at_start) {
            report.findings.extend(finding(cx, proxy, named).filter(|_| seen.insert(named.at.span)));
        }
    }
}

fn finding(cx: &Cx, proxy: &Proxy, named: &NamedFile) -> Option<Finding> {
    let what = match named.role {
        FileRole::Crl => "revocation list",
        FileRole::DhParameters => "file of DH parameters",
        FileRole::Password => "file of passwords",
        FileRole::Chain => "chain",
        FileRole::CertificateList => "list of certificates",
        FileRole::Map => "file of patterns",
        FileRole::ErrorBody => "answer",
        FileRole::Other => "script",
        _ => return None,
    };
    // A relative path of a part starts from a folder that is not known.
    if !proxy.whole && cx.sources.bytes(named.at.span).first() != Some(&b'/') {
        return None;
    }
    let (is, label) = match cx.facts.file(named.role, &named.path)?.presence {
        Presence::Absent => ("does not exist", "no such file"),
        Presence::DanglingLink => ("is a link that leads nowhere", "a link that leads nowhere"),
        // A folder of lists is fine for some servers.
        Presence::Directory if named.role != FileRole::Crl => ("is a folder", "a folder"),
        _ => return None,
    };
    let log = proxy.speech.cannot_load(named.role);
    Some(
        Finding::new(
            "read-at-start",
            format!("The {what} {} {is}", cx.show(&named.path)),
            Label::new(named.at, label),
        )
        .outcome(match log {
            "" => proxy.speech.refuses().to_owned(),
            log => format!("{}: `{log}`", proxy.speech.refuses()),
        })
        .help("Put the file there, correct the path, or remove the line"),
    )
}
