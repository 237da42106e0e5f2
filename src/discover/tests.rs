//! Trees of a few files, and what is planned for them.

use super::*;
use crate::source::Sources;
use std::collections::BTreeMap;

/// A flat map of files; every prefix of a path is a folder.
struct Tree(BTreeMap<PathBuf, Vec<u8>>);

impl Tree {
    fn new(files: &[(&str, &str)]) -> Tree {
        Tree(files.iter().map(|(path, text)| (PathBuf::from(path), text.as_bytes().to_vec())).collect())
    }
}

impl Files for Tree {
    fn read(&self, path: &Path) -> Result<Vec<u8>, ReadError> {
        self.0.get(path).cloned().ok_or(ReadError::Missing)
    }

    fn kind(&self, path: &Path) -> Kind {
        match self.0.get(path) {
            Some(bytes) => Kind::File { len: bytes.len() as u64 },
            None if self.0.keys().any(|file| file.starts_with(path)) => Kind::Directory,
            None => Kind::Missing,
        }
    }

    fn list(&self, directory: &Path) -> Vec<PathBuf> {
        let mut names: Vec<PathBuf> = self
            .0
            .keys()
            .filter_map(|file| file.strip_prefix(directory).ok())
            .filter_map(|below| below.components().next())
            .map(|name| PathBuf::from(name.as_os_str()))
            .collect();
        names.dedup();
        names
    }

    fn shown(&self, path: &Path) -> PathBuf {
        path.to_owned()
    }

    fn link(&self, _: &Path) -> Option<PathBuf> {
        None
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        Some(path.to_owned())
    }
}

fn planned(files: &Tree, request: Request) -> Vec<String> {
    let plan = plan(&request, files);
    let rest = rest(&plan, files, &Sources::default(), &mut ReadPaths::default());
    let entry = |planned: &Planned| match &planned.entry.text {
        EntryText::Main(path) => format!("main {}", path.display()),
        EntryText::Fragment(path) => format!("fragment {}", path.display()),
        EntryText::Bytes { path, whole, .. } => format!("bytes {} {whole}", path.display()),
        EntryText::Together(paths) => {
            let paths: Vec<_> = paths.iter().map(|path| path.display().to_string()).collect();
            format!("together {}", paths.join(" "))
        }
        EntryText::Dump { path, .. } => format!("dump {}", path.display()),
    };
    let entries = plan.entries.iter().chain(&rest).map(entry);
    let unknown = plan.unknown.iter().map(|path| format!("unknown {}", path.display()));
    let problems = plan.problems.iter().map(|problem| format!("{problem:?}"));
    entries.chain(unknown).chain(problems).collect()
}

fn paths(paths: &[&str]) -> Request {
    Request { paths: paths.iter().map(PathBuf::from).collect(), ..Request::default() }
}

const MAIN: &str = "events {}\nhttp { include conf.d/*.conf; }\n";
const SITE: &str = "server { listen 80; location / { proxy_pass http://10.0.0.1; } }\n";

#[test]
fn a_folder_with_a_main_file_has_one_entry() {
    let tree = Tree::new(&[
        ("/srv/nginx/nginx.conf", MAIN),
        ("/srv/nginx/nginx.conf.bak", MAIN),
        ("/srv/nginx/conf.d/a.conf", SITE),
    ]);
    assert_eq!(planned(&tree, paths(&["/srv"])), ["main /srv/nginx/nginx.conf"]);
}

#[test]
fn a_folder_without_one_is_fragments() {
    let tree = Tree::new(&[
        ("/x/a.conf", SITE),
        ("/x/README.md", SITE),
        ("/x/h.cfg", "frontend a\n  bind :80\n"),
        ("/x/httpd.conf", "ServerRoot /etc/httpd\nProxyPass / http://10.0.0.1/\n"),
    ]);
    assert_eq!(
        planned(&tree, paths(&["/x"])),
        ["main /x/httpd.conf", "fragment /x/a.conf", "fragment /x/h.cfg"]
    );
    let request = paths(&["/x"]);
    let plan = plan(&request, &tree);
    let left = leftovers(&plan, &tree, &Sources::default(), &mut ReadPaths::default());
    let dialects: Vec<_> = left.iter().map(|l| l.dialect).collect();
    let all = [DialectName::Nginx, DialectName::Haproxy, DialectName::Apache];
    assert_eq!(dialects, all.map(Some));
}

#[test]
fn files_named_are_told_apart() {
    let tree = Tree::new(&[
        ("/x/m", MAIN),
        ("/x/s.conf", SITE),
        ("/x/h.cfg", "global\n  daemon\ndefaults\n  mode http\n"),
        ("/x/notes.txt", "nothing of the kind"),
        ("/x/dump", "# configuration file /etc/nginx/nginx.conf:\nevents {}\n"),
    ]);
    let request = paths(&["/x/m", "/x/s.conf", "/x/h.cfg", "/x/notes.txt", "/x/dump", "/x/gone"]);
    assert_eq!(
        planned(&tree, request),
        [
            "main /x/m",
            "fragment /x/s.conf",
            "main /x/h.cfg",
            "dump /x/dump",
            "unknown /x/notes.txt",
            "Unreadable(\"/x/gone\", Missing)"
        ]
    );
}

const GLOBAL: &str = "global\n  daemon\ndefaults\n  mode http\n";
const BACKEND: &str = "backend b\n  server s 10.0.0.1:80\n";

#[test]
fn files_of_haproxy_are_one_configuration() {
    let tree = Tree::new(&[
        ("/x/haproxy.cfg", GLOBAL),
        ("/x/b.cfg", BACKEND),
        ("/y/10-a.cfg", GLOBAL),
        ("/y/20-b.cfg", BACKEND),
        ("/y/.30-c.cfg", BACKEND),
        ("/y/notes.txt", BACKEND),
    ]);
    let both = paths(&["/x/b.cfg", "/x/haproxy.cfg"]);
    assert_eq!(planned(&tree, both), ["together /x/b.cfg /x/haproxy.cfg"]);
    assert_eq!(planned(&tree, paths(&["/x"])), ["main /x/haproxy.cfg"]);
    assert_eq!(planned(&tree, paths(&["/y"])), ["together /y/10-a.cfg /y/20-b.cfg"]);
}

#[test]
fn the_files_of_debians_options_are_read() {
    let tree = Tree::new(&[
        ("/r/etc/haproxy/haproxy.cfg", GLOBAL),
        ("/r/etc/haproxy/conf.d/b.cfg", BACKEND),
        ("/r/etc/default/haproxy", "# x\nEXTRAOPTS=\"-de -f /etc/haproxy/conf.d\"\n"),
        ("/d/haproxy.cfg", GLOBAL),
        ("/d/conf.d/b.cfg", BACKEND),
        ("/e/etc/haproxy/haproxy.cfg", GLOBAL),
        ("/e/etc/haproxy/conf.d/b.cfg", BACKEND),
        ("/e/etc/default/haproxy", "#EXTRAOPTS=-x\n"),
    ]);
    let all = ["together /r/etc/haproxy/haproxy.cfg /r/etc/haproxy/conf.d/b.cfg"];
    assert_eq!(planned(&tree, paths(&["/r"])), all);
    assert_eq!(planned(&tree, paths(&["/d"])), ["together /d/haproxy.cfg /d/conf.d/b.cfg"]);
    assert_eq!(planned(&tree, paths(&["/e"])), ["main /e/etc/haproxy/haproxy.cfg"]);
}

#[test]
fn httpds_main_files_are_told_from_parts() {
    const DEBIAN: &str = "PidFile ${APACHE_PID_FILE}\nIncludeOptional sites-enabled/*.conf\n";
    const SITE: &str = "<VirtualHost *:80>\nProxyPass / http://10.0.0.1/\n</VirtualHost>\n";
    const TLS: &str = "Listen 443 https\n<VirtualHost _default_:443>\n</VirtualHost>\n";
    let tree = Tree::new(&[
        ("/d/apache2/apache2.conf", DEBIAN),
        ("/d/apache2/ports.conf", "Listen 80\n"),
        ("/d/apache2/sites-enabled/a.conf", SITE),
        ("/r/conf/httpd.conf", "ServerRoot /etc/httpd\nListen 80\n"),
        ("/r/conf.d/ssl.conf", TLS),
        ("/f/vhosts/a.conf", SITE),
        ("/f/ssl.conf.d/b.conf", TLS),
    ]);
    assert_eq!(planned(&tree, paths(&["/d"])), ["main /d/apache2/apache2.conf"]);
    assert_eq!(planned(&tree, paths(&["/r"])), ["main /r/conf/httpd.conf"]);
    assert_eq!(
        planned(&tree, paths(&["/f"])),
        ["fragment /f/ssl.conf.d/b.conf", "fragment /f/vhosts/a.conf"]
    );
    assert_eq!(planned(&tree, paths(&["/r/conf.d/ssl.conf"])), ["fragment /r/conf.d/ssl.conf"]);
    assert_eq!(planned(&tree, paths(&["/d/apache2/ports.conf"])), ["fragment /d/apache2/ports.conf"]);
}

#[test]
fn paths_must_lie_below_the_root() {
    let tree = Tree::new(&[("/etc/nginx/nginx.conf", MAIN)]);
    let request = Request {
        root: Some("repo".into()),
        cwd: "/home/a".into(),
        ..paths(&["repo/etc/../etc/nginx", "/etc/nginx"])
    };
    assert_eq!(planned(&tree, request), ["main /etc/nginx/nginx.conf", "NotBelowRoot(\"/etc/nginx\")"]);
}

#[test]
fn the_host_is_this_one_only_for_its_own_main_file() {
    let tree = Tree::new(&[("/etc/nginx/nginx.conf", MAIN), ("/srv/nginx.conf", MAIN)]);
    assert!(plan(&paths(&[]), &tree).on_host);
    assert!(!plan(&paths(&["/srv/nginx.conf"]), &tree).on_host);
    let rooted = Request { root: Some("/".into()), ..paths(&[]) };
    assert!(!plan(&rooted, &tree).on_host);
}

#[test]
fn standard_input_is_a_dump_a_whole_or_a_part() {
    let tree = Tree::new(&[]);
    let input = |text: &str| Request { stdin: Some(text.into()), ..paths(&["-"]) };
    let dump = "nginx: the configuration file x syntax is ok\n# configuration file /a:\nevents {}";
    assert_eq!(planned(&tree, input(dump)), ["dump <stdin>"]);
    assert_eq!(planned(&tree, input(MAIN)), ["bytes <stdin> true"]);
    assert_eq!(planned(&tree, input(SITE)), ["bytes <stdin> false"]);
    assert_eq!(planned(&tree, input("")), ["unknown <stdin>"]);
}
