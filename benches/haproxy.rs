//! What each step costs on a made-up HAProxy configuration: lexing, parsing, and reading it whole. `items` are bytes
//! for what reads text and backends for the rest.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use proxylint::dialect::haproxy::{lex, parse};
use proxylint::dialect::{Entry, EntryText, read};
use proxylint::model::{DialectName, Version, VersionRange};
use proxylint::source::{FileId, Sources};
use proxylint::world::Memory;
use std::fmt::Write;
use std::path::PathBuf;

/// Backends of the configurations.
const BACKENDS: [usize; 3] = [10, 100, 1000];

fn main() {
    divan::main();
}

/// A frontend that chooses by host, and backends with a check and two servers each.
fn text(backends: usize) -> String {
    let mut text = String::from(
        "global\n    maxconn 20000\n\ndefaults\n    mode http\n    timeout connect 5s\n    timeout client 60s\n    \
         timeout server 60s\n    option redispatch\n\nfrontend web\n    bind :80\n",
    );
    for n in 0..backends {
        let _ = write!(
            text,
            "    acl host_{n} hdr(host) -i site{n}.example www.site{n}.example\n    use_backend app_{n} if host_{n}\n"
        );
    }
    for n in 0..backends {
        let _ = write!(
            text,
            "\nbackend app_{n}\n    balance leastconn\n    option httpchk\n    \
             http-check send meth GET uri /health ver HTTP/1.1 hdr Host site{n}.example\n    \
             server one 127.1.0.1:8080 check inter 2s fall 3\n    \
             server two 127.1.0.2:8443 check ssl verify none\n"
        );
    }
    text
}

#[divan::bench(args = BACKENDS)]
fn lex_text(bencher: Bencher, backends: usize) {
    let text = text(backends);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        lex::Lexer::new(black_box(text.as_bytes())).fold(0, |count, token| count + token.end - token.start)
    });
}

#[divan::bench(args = BACKENDS)]
fn parse_text(bencher: Bencher, backends: usize) {
    let text = text(backends);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse::parse(FileId(0), black_box(text.as_bytes())));
}

#[divan::bench(args = BACKENDS)]
fn read_whole(bencher: Bencher, backends: usize) {
    let entry = Entry {
        dialect: DialectName::Haproxy,
        text: EntryText::Bytes {
            path: PathBuf::from("/etc/haproxy/haproxy.cfg"),
            bytes: text(backends).into_bytes(),
            whole: true,
        },
        versions: VersionRange::from(Version::new(2, 4, 0)),
    };
    let files = Memory::default();
    bencher.counter(ItemsCount::new(backends)).bench(|| {
        let mut sources = Sources::default();
        read(&entry, &files, &mut sources).expect("a text at hand")
    });
}
