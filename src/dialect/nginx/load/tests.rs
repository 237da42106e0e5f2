use super::*;
use crate::world::Memory;

/// Path of each include's files, and its problems, in order.
fn includes(sources: &Sources, loaded: &Loaded) -> Vec<String> {
    let mut lines = Vec::new();
    for parsed in &loaded.files {
        for (node, included) in &parsed.includes {
            assert_eq!(parsed.included(*node), Some(included));
            let files = included.files.iter().map(|&file| sources.path(file).display().to_string());
            let problems =
                included.problems.iter().map(|(path, problem)| format!("{} {problem:?}", path.display()));
            lines.push(format!(
                "{}: {}",
                included.pattern.display(),
                files.chain(problems).collect::<Vec<_>>().join(", ")
            ));
        }
    }
    lines
}

fn loaded(files: &Memory) -> (Sources, Loaded) {
    let mut sources = Sources::default();
    let loaded = load(&mut sources, files, Path::new("/e/nginx.conf")).unwrap();
    (sources, loaded)
}

#[test]
fn includes_are_relative_to_the_main_file_wherever_they_stand() {
    let files = Memory::new()
        .file("/e/nginx.conf", "http { include d/*.conf; include none/*; include gone.conf; include d; }")
        .file("/e/d/a.conf", "server { include d/snip; }")
        .file("/e/d/b.conf", "server { include /e/d/snip; }")
        .file("/e/d/snip", "listen 80;");
    let (sources, loaded) = loaded(&files);
    assert_eq!(
        includes(&sources, &loaded),
        [
            "/e/d/*.conf: /e/d/a.conf, /e/d/b.conf",
            "/e/none/*: ",
            "/e/gone.conf: /e/gone.conf Read(Missing)",
            "/e/d: /e/d Read(Directory)",
            "/e/d/snip: /e/d/snip",
            "/e/d/snip: /e/d/snip",
        ]
    );
    assert_eq!((sources.len(), loaded.files.len()), (4, 4));
}

#[test]
fn a_file_among_entries_is_understood_as_entries() {
    let files = Memory::new()
        .file("/e/nginx.conf", "http { map $a $b { include m; } include m; }")
        .file("/e/m", "default 1; server 2;");
    let (sources, loaded) = loaded(&files);
    let file = FileId(1);
    let first = |entries| {
        let parsed = loaded.parsed(file, entries).unwrap();
        parsed.tree.root(&sources.get(file).bytes).children().next().unwrap().flags()
    };
    assert_eq!((sources.len(), loaded.files.len()), (2, 3));
    assert!(first(true).has(NodeFlags::ENTRY) && !first(false).has(NodeFlags::ENTRY));
}

#[test]
fn cycles_are_cut_and_named() {
    let files = Memory::new()
        .file("/e/nginx.conf", "include a; include b;")
        .file("/e/a", "include b; include a;")
        .file("/e/b", "include a;");
    let (sources, loaded) = loaded(&files);
    assert_eq!(
        includes(&sources, &loaded),
        ["/e/a: /e/a", "/e/b: /e/b", "/e/b: /e/b", "/e/a: /e/a Cycle", "/e/a: /e/a Cycle"]
    );
}

#[test]
fn many_files_are_found_in_the_same_order() {
    let mut files = Memory::new().file("/e/nginx.conf", "include d/*;");
    for number in 0..200 {
        files.insert(format!("/e/d/{number:03}"), format!("server {{ listen {number}; include s; }}"));
    }
    files.insert("/e/s", "root /;");
    let (sources, loaded) = loaded(&files);
    let paths: Vec<_> = sources.ids().map(|file| sources.path(file).display().to_string()).collect();
    assert_eq!((paths.len(), paths[1].as_str(), paths[200].as_str()), (202, "/e/d/000", "/e/d/199"));
    assert_eq!(
        loaded.files.iter().map(|parsed| parsed.file.0).collect::<Vec<_>>(),
        (0..202).collect::<Vec<_>>()
    );
}

#[test]
fn a_dump_needs_no_disk() {
    let text = "# configuration file /e/nginx.conf:\nhttp { include d/*; include gone; }\n\n\
        # configuration file /e/d/a:\nserver {}\n\n";
    let mut sources = Sources::default();
    let disk = Memory::new().file("/e/gone", "wrong;").file("/e/d/b", "wrong;");
    let loaded =
        load_bytes(&mut sources, &disk, Path::new("stdin"), Path::new("/x"), text.as_bytes().to_vec());
    assert_eq!(includes(&sources, &loaded), ["/e/d/*: /e/d/a", "/e/gone: /e/gone NotInDump"]);
    assert_eq!(sources.get(loaded.entry).kind, SourceKind::DumpPart);
    assert_eq!(loaded.prefix, Path::new("/e"));
}

#[test]
fn standard_input_finds_its_includes_below_the_prefix() {
    let mut sources = Sources::default();
    let disk = Memory::new().file("/e/a", "x;");
    let loaded = load_bytes(&mut sources, &disk, Path::new("stdin"), Path::new("/e"), b"include a;".to_vec());
    assert_eq!(includes(&sources, &loaded), ["/e/a: /e/a"]);
}

#[test]
fn folders_of_fragments_lie_below_the_prefix() {
    assert_eq!(likely_prefix(Path::new("/etc/nginx/conf.d/x.conf")), Path::new("/etc/nginx"));
    assert_eq!(likely_prefix(Path::new("/srv/x.conf")), Path::new("/srv"));
}
