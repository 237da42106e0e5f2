use proxylint::*;
use std::path::Path;
fn main() {
    let files = world::Disk;
    let mut ok = 0;
    let mut n = 0;
    for p in std::env::args().skip(1) {
        let mut sources = source::Sources::default();
        let path = Path::new(&p).to_path_buf();
        let bytes = std::fs::read(&path).unwrap_or_default();
        let whole = String::from_utf8_lossy(&bytes).lines().any(|l| {
            let l = l.trim_start();
            l.starts_with("http ")
                || l.starts_with("http{")
                || l.starts_with("events")
                || l.starts_with("stream")
        });
        let text = if whole { dialect::EntryText::Main(path) } else { dialect::EntryText::Fragment(path) };
        let e = dialect::Entry {
            dialect: model::DialectName::Nginx,
            text,
            versions: model::VersionRange::from(model::Version::new(1, 22, 0)),
        };
        n += 1;
        let t = std::time::Instant::now();
        if let Ok(proxy) = dialect::read(&e, &files, &mut sources) {
            ok += 1;
            if std::env::args().len() == 2 {
                if std::env::var("QUIET").is_err() {
                    println!("{proxy:#?}");
                }
                println!(
                    "{:?} hosts {} pools {} remarks {} counts {:?}",
                    t.elapsed(),
                    proxy.hosts.len(),
                    proxy.pools.len(),
                    proxy.remarks.len(),
                    proxy.counts
                );
            }
        }
    }
    println!("{ok} of {n}");
}
