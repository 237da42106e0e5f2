//! Suppression comments: every place they name lies in the text, and what is said about them is printable.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proxylint::source::{Source, SourceKind, Sources};
use proxylint::suppress::Suppressions;

fuzz_target!(|text: &[u8]| {
    let mut sources = Sources::default();
    sources.add(Source::new("a.conf", SourceKind::File, text.to_vec()));
    let suppressions = Suppressions::read(&sources);
    for finding in suppressions.findings(|_| true) {
        let span = finding.primary.span;
        assert!(span.start <= span.end && span.end as usize <= text.len(), "{span:?}");
        for said in [&finding.message, &finding.help, &finding.primary.text] {
            assert!(!said.chars().any(char::is_control), "{said:?}");
        }
    }
});
