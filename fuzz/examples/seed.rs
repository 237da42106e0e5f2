//! Makes the first inputs of a target, below `corpus/`, from the project's own fixtures. Inputs from elsewhere
//! are given to libFuzzer as further folders and stay where they are.

use std::io;
use std::path::{Path, PathBuf};

/// Text before the fixture, by target: what the target reads in front of the file.
const TARGETS: [(&str, &str); 8] = [
    ("lex", ""),
    ("parse", ""),
    ("lower", ""),
    ("apache", ""),
    ("haproxy", ""),
    (
        "dump",
        "# configuration file /e/nginx.conf:\ninclude conf.d/*.conf;\n\n# configuration file /e/conf.d/a.conf:\n",
    ),
    ("excerpt", "P\x03\0\x20\0\x10\0\x40\0\x08\0\x60\0\x20"),
    ("suppress", "# proxylint: ignore[single-server-pool, nope] reason: x\n"),
];

fn main() -> io::Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&here.join("../fixtures"), &mut files)?;
    for (target, before) in TARGETS {
        let folder = here.join("corpus").join(target);
        std::fs::create_dir_all(&folder)?;
        for (number, file) in files.iter().enumerate() {
            let mut text = before.as_bytes().to_vec();
            text.extend(std::fs::read(file)?);
            std::fs::write(folder.join(format!("fixture-{number:04}")), text)?;
        }
    }
    println!("{} inputs for each of {} targets", files.len(), TARGETS.len());
    Ok(())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            collect(&entry, files)?;
        } else if entry.extension().is_some_and(|extension| extension == "conf" || extension == "cfg") {
            files.push(entry);
        }
    }
    Ok(())
}
