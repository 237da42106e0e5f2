//! A whole run on files in memory: reading, lowering, rules and every output, without a panic, and with
//! nothing unprintable in what is printed.
//!
//! The input is cut into files at lines `#file NAME`: what comes before the first is `/e/nginx.conf`, the
//! others are `/e/NAME`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proxylint::diagnostic::Severity;
use proxylint::discover::{Request, plan};
use proxylint::engine::{Settings, run};
use proxylint::model::DialectName;
use proxylint::output::{Format, Screen, Summary, View, write};
use proxylint::world::Memory;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

const HEADER: &[u8] = b"#file ";

fuzz_target!(|input: &[u8]| {
    let mut files = Memory::new();
    let mut name = Path::new("/e/nginx.conf").to_path_buf();
    let mut text = Vec::new();
    for line in input.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(HEADER) {
            Some(next) => {
                files.insert(&name, std::mem::take(&mut text));
                name = Path::new("/e").join(OsStr::from_bytes(next.trim_ascii()));
            }
            None => text.extend_from_slice(line),
        }
    }
    files.insert(&name, text);
    // As a whole configuration, then as one of unknown surroundings.
    for path in ["/e/nginx.conf", "/e/conf.d/a.conf"] {
        let request =
            Request { paths: vec![path.into()], dialect: Some(DialectName::Nginx), ..Request::default() };
        judge(&files, &request);
    }
});

fn judge(files: &Memory, request: &Request) {
    let plan = plan(request, files);
    let settings = Settings { pedantic: true, require_files: true, ..Settings::default() };
    let run = run(&plan, files, &settings);
    let summary = Summary::of(&run, Vec::new());
    let view = View {
        run: &run,
        cwd: Path::new("/e"),
        min_severity: Severity::Info,
        summary: &summary,
        verbose: true,
    };
    for format in [Format::Text, Format::Unix, Format::Json] {
        let mut out = Vec::new();
        write(&mut out, &view, format, &Screen::default()).expect("memory takes all");
        let text = String::from_utf8(out).expect("output is UTF-8");
        if let Some(bad) = text.chars().find(|character| character.is_control() && *character != '\n') {
            panic!("{bad:?} in {format:?}: {text:?}");
        }
    }
}
