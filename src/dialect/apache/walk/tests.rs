use super::*;
use crate::dialect::apache::line::Config;
use crate::model::{Version, When};
use crate::source::SourceKind;
use crate::world::Memory;

fn walked(files: &Memory) -> (Sources, Walked) {
    walked_from(files, "/etc/apache2/apache2.conf")
}

fn walked_from(files: &Memory, path: &str) -> (Sources, Walked) {
    let mut sources = Sources::default();
    let path = Path::new(path);
    let bytes = files.read(path).unwrap();
    let setting = Setting {
        files,
        versions: VersionRange::from(Version::new(2, 4, 37)),
        whole: true,
        root: built_in_root(path),
    };
    let walked = walk(&mut sources, Source::new(path, SourceKind::File, bytes), setting);
    (sources, walked)
}

/// Every line with its words, `?` before those in a branch.
fn outline(files: &Memory) -> String {
    let (sources, walked) = walked(files);
    let config = Config { walked: &walked, sources: &sources };
    let mut out = Vec::new();
    for line in config.all() {
        let mut text = String::from(if line.when() == When::Always { "" } else { "?" });
        text.push_str(&String::from_utf8_lossy(line.name()));
        for arg in line.args() {
            text.push('|');
            text.push_str(&String::from_utf8_lossy(arg.text));
        }
        out.push(text);
    }
    out.join("; ")
}

fn main(text: &str) -> Memory {
    Memory::new().file("/etc/apache2/apache2.conf", text)
}

#[test]
fn variables_hold_from_their_line_on() {
    let text =
        "A ${X}\nDefine X 1\nB ${X}\nDefine Y ${X}2\nDefine X 3\nC ${Y} ${X}\nUnDefine X\nD ${X} ${m:k}\n";
    let shown = "A|${X}; Define|X|1; B|1; Define|Y|12; Define|X|3; C|12|3; UnDefine|X; D|${X}|${m:k}";
    assert_eq!(outline(&main(text)), shown);
    let (_, walked) = walked(&main(text));
    let undefined = |r: &&Remark| matches!(r.kind, RemarkKind::UndefinedName { .. });
    assert_eq!(walked.remarks.iter().filter(undefined).count(), 2);
}

#[test]
fn the_environment_is_that_of_envvars() {
    let files = main("A ${LOG}/x\n").file("/etc/apache2/envvars", "export LOG=/var/log$SUFFIX\n");
    assert_eq!(outline(&files), "A|/var/log/x");
}

#[test]
fn conditions_are_decided_or_become_branches() {
    let text = "LoadModule proxy_module mod_proxy.so\n<IfModule mod_proxy.c>\nA\n</IfModule>\n\
        <IfModule mod_ssl.c>\nB\n</IfModule>\n<IfDefine T>\nC\n<IfDefine T>\nD\n</IfDefine>\n\
        <IfDefine !T>\nE\n</IfDefine>\n</IfDefine>\n<IfDefine !T>\nF\n</IfDefine>\n";
    assert_eq!(outline(&main(text)), "LoadModule|proxy_module|mod_proxy.so; A; ?C; ?D; ?F");
    let (_, walked) = walked(&main(text));
    assert_eq!(walked.branches.len(), 2);
    assert_eq!(walked.branches[0].construct, walked.branches[1].construct);
    assert_ne!(walked.branches[0].arm, walked.branches[1].arm);
}

#[test]
fn macros_are_expanded_where_they_are_used() {
    let text = "<Macro VHost $name $port>\n<VirtualHost *:$port>\nServerName $name\n</VirtualHost>\n</Macro>\n\
        Use vhost a.example 80\nUse VHost \"b c\" 81\nUse vhost x\nUse none\n";
    assert_eq!(
        outline(&main(text)),
        "VirtualHost|*:80; ServerName|a.example; VirtualHost|*:81; ServerName|b|c"
    );
    let (sources, walked) = walked(&main(text));
    let config = Config { walked: &walked, sources: &sources };
    let name = config.all().nth(1).unwrap().arg(0).unwrap();
    assert_eq!(sources.bytes(name.at.span), b"$name");
    let uses: Vec<_> = sources.chain(name.at.via).map(|span| sources.bytes(span)).collect();
    assert_eq!(uses, [b"Use vhost a.example 80"]);
    assert_eq!(walked.remarks.len(), 2);
}

#[test]
fn includes_follow_patterns_folders_and_the_server_root() {
    let files = main(
        "Include a/*.conf\nServerRoot /srv\nInclude b\nIncludeOptional none/*.conf\nInclude missing.conf\n\
         <VirtualHost *>\nInclude b/z.conf\n</VirtualHost>\n",
    )
    .file("/etc/apache2/a/2.conf", "Two\n")
    .file("/etc/apache2/a/10.conf", "Ten\nInclude a/10.conf\n")
    .file("/srv/b/z.conf", "Z\n")
    .file("/srv/b/.y~", "Y\n");
    assert_eq!(
        outline(&files),
        "Ten; Include|a/10.conf; Two; ServerRoot|/srv; Y; Z; Include|missing.conf; VirtualHost|*; Z"
    );
    let (_, walked) = walked(&files);
    let kinds: Vec<_> = walked
        .remarks
        .iter()
        .map(|remark| match &remark.kind {
            RemarkKind::IncludeUnread { error, .. } => format!("{error:?}"),
            RemarkKind::IncludeEmpty { .. } => "empty".to_owned(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(kinds, ["Cycle", "empty", "Read(Missing)"]);
}

#[test]
fn a_failing_condition_must_have_its_end() {
    let (_, open) = walked(&main("LoadModule a_module mod_a.so\n<IfModule mod_b.c>\nA\n"));
    assert_eq!(open.syntax.len(), 1);
    let (_, holding) = walked(&main("LoadModule a_module mod_a.so\n<IfModule mod_a.c>\nA\n"));
    assert!(holding.syntax.is_empty());
}

#[test]
fn growth_is_bounded() {
    let mut text = String::from("<Macro m0>\nA\n</Macro>\n");
    for n in 1..60 {
        text.push_str(&format!("<Macro m{n}>\nUse m{}\nUse m{}\n</Macro>\n", n - 1, n - 1));
    }
    text.push_str("<Macro self>\nUse self\nUse self\n</Macro>\nUse self\nUse m10\n");
    let (_, small) = walked(&main(&text));
    assert_eq!(small.items.len(), 1024);
    let mut text = String::from("Define A aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n");
    text.push_str(&"Define A ${A}${A}\n".repeat(60));
    let (_, doubled) = walked(&main(&text));
    assert!(doubled.bytes.len() < 100 << 20);
}

#[test]
fn hosts_beside_a_pattern_and_lines_in_comments_are_told() {
    let host = "<VirtualHost *:80>\n</VirtualHost>\n";
    let files =
        main("IncludeOptional sites-enabled/*.conf\n# off \\\nProxyPass / http://h/\n# prose \\\nand more\n")
            .file("/etc/apache2/sites-enabled/a.conf", host)
            .file("/etc/apache2/sites-enabled/shop.example", host)
            .file("/etc/apache2/sites-enabled/old.conf.bak", host);
    let (sources, walked) = walked(&files);
    let told: Vec<_> = walked
        .remarks
        .iter()
        .map(|remark| match &remark.kind {
            RemarkKind::NotIncluded { file, .. } => file.display().to_string(),
            RemarkKind::Swallowed { words, .. } => {
                String::from_utf8_lossy(sources.bytes(*words)).into_owned()
            }
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(told, ["/etc/apache2/sites-enabled/shop.example", "ProxyPass / http://h/"]);
}

#[test]
fn a_copied_tree_holds_what_its_server_root_names() {
    let count = |main: &str, text: &str, other: &str| {
        let files = Memory::new().file(main, text).file(other, "B\n");
        walked_from(&files, main).1.items.iter().filter(|item| item.keyword == kw::UNKNOWN_NAME).count()
    };
    let relative = "ServerRoot /etc/httpd\nInclude conf.d/*.conf\n";
    let absolute = "ServerRoot /etc/httpd\nInclude /etc/httpd/conf.d/a.conf\n";
    for (main, other) in [
        ("/etc/httpd/conf/httpd.conf", "/etc/httpd/conf.d/a.conf"),
        ("/tmp/copy/etc/httpd/conf/httpd.conf", "/tmp/copy/etc/httpd/conf.d/a.conf"),
        ("/home/me/web/conf/httpd.conf", "/home/me/web/conf.d/a.conf"),
    ] {
        assert_eq!((count(main, relative, other), count(main, absolute, other)), (1, 1), "{main}");
    }
    // The folder is there: a main file beside it is one of another place.
    assert_eq!(count("/root/test.conf", relative, "/etc/httpd/conf.d/a.conf"), 1);
    let debian = ("/tmp/copy/etc/apache2/apache2.conf", "/tmp/copy/etc/apache2/x/a.conf");
    assert_eq!(count(debian.0, "Include /etc/apache2/x/a.conf\n", debian.1), 1);
}
