//! HAProxy's language: tokens cover the text, trees hold together, and whatever is written is walked and lowered to
//! an end.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proxylint::dialect::haproxy::lex::Lexer;
use proxylint::dialect::haproxy::parse::{MAX_ERRORS, parse};
use proxylint::dialect::{Entry, EntryText, read};
use proxylint::model::{DialectName, Version, VersionRange};
use proxylint::source::{FileId, Sources};
use proxylint::world::Memory;
use std::path::PathBuf;

fuzz_target!(|text: &[u8]| {
    let mut at = 0;
    for token in Lexer::new(text) {
        assert!(token.start == at && token.end > at, "{token:?} after {at}");
        at = token.end;
    }
    assert_eq!(at, text.len());
    let (tree, errors) = parse(FileId(0), text);
    assert!(errors.len() <= MAX_ERRORS);
    let mut last = 0;
    for node in tree.root(text).all() {
        let span = node.span();
        assert!(!node.is_empty() && span.start >= last && span.end as usize <= text.len());
        last = span.start;
    }
    // Lists, maps, the unit and its default file find the text itself.
    let main = PathBuf::from("/etc/haproxy/haproxy.cfg");
    let files = ["/etc/haproxy/hosts.map", "/etc/haproxy/certificates.txt", "/etc/default/haproxy"]
        .into_iter()
        .chain(["/lib/systemd/system/haproxy.service"])
        .fold(Memory::new().file(&main, text), |files, path| files.file(path, text));
    for whole in [true, false] {
        let entry = Entry {
            dialect: DialectName::Haproxy,
            text: match whole {
                true => EntryText::Main(main.clone()),
                false => EntryText::Bytes { path: main.clone(), bytes: text.to_vec(), whole },
            },
            versions: VersionRange::from(Version::new(2, 4, 0)),
        };
        let mut sources = Sources::default();
        let proxy = read(&entry, &files, &mut sources).expect("a text at hand");
        let places = proxy.files.iter().map(|named| named.at.span);
        for span in places {
            assert!(span.start <= span.end && span.end as usize <= sources.get(span.file).bytes.len());
        }
        for remark in &proxy.remarks {
            let bytes = &sources.get(remark.at.span.file).bytes;
            assert!(remark.at.span.start <= remark.at.span.end && remark.at.span.end as usize <= bytes.len());
        }
    }
});
