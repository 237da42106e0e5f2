//! What each step costs on a made-up httpd configuration: lexing, parsing, and reading it whole. `items` are bytes for
//! what reads text and virtual hosts for the rest.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use proxylint::dialect::apache::{lex, parse};
use proxylint::dialect::{Entry, EntryText, read};
use proxylint::model::{DialectName, Version, VersionRange};
use proxylint::source::{FileId, Sources};
use proxylint::world::Memory;
use std::fmt::Write;
use std::path::PathBuf;

/// Virtual hosts of the configurations.
const HOSTS: [usize; 3] = [10, 100, 1000];

fn main() {
    divan::main();
}

/// Hosts with a balancer, a worker and a section each.
fn text(hosts: usize) -> String {
    let mut text =
        String::from("ServerRoot /etc/apache2\nListen 80\nDefine LOG /var/log/apache2\nTimeout 60\n");
    for n in 0..hosts {
        let _ = write!(
            text,
            "<Proxy \"balancer://pool{n}\">\n    BalancerMember \"http://127.1.0.1:8080\" route=a\n    \
             BalancerMember \"http://127.1.0.2:8080\" route=b\n    ProxySet lbmethod=byrequests\n</Proxy>\n\
             <VirtualHost *:80>\n    ServerName site{n}.example\n    ServerAlias www.site{n}.example\n    \
             ErrorLog ${{LOG}}/site{n}.log\n    ProxyPass \"/api/\" \"http://127.2.0.1:3000/\" timeout=30\n    \
             ProxyPass \"/\" \"balancer://pool{n}/\"\n    <Location \"/admin\">\n        Require ip 127.0.0.1\n    \
             </Location>\n</VirtualHost>\n"
        );
    }
    text
}

#[divan::bench(args = HOSTS)]
fn lex_text(bencher: Bencher, hosts: usize) {
    let text = text(hosts);
    bencher.counter(BytesCount::of_str(&text)).bench(|| {
        lex::Lexer::new(black_box(text.as_bytes())).fold(0, |count, token| count + token.end - token.start)
    });
}

#[divan::bench(args = HOSTS)]
fn parse_text(bencher: Bencher, hosts: usize) {
    let text = text(hosts);
    bencher.counter(BytesCount::of_str(&text)).bench(|| parse::parse(FileId(0), black_box(text.as_bytes())));
}

#[divan::bench(args = HOSTS)]
fn read_whole(bencher: Bencher, hosts: usize) {
    let entry = Entry {
        dialect: DialectName::Apache,
        text: EntryText::Bytes {
            path: PathBuf::from("/etc/apache2/apache2.conf"),
            bytes: text(hosts).into_bytes(),
            whole: true,
        },
        versions: VersionRange::from(Version::new(2, 4, 37)),
    };
    let files = Memory::default();
    bencher
        .counter(ItemsCount::new(hosts))
        .bench(|| read(black_box(&entry), &files, &mut Sources::default()));
}
