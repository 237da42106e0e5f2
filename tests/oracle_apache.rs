//! httpd itself as the judge of its language: each small configuration is walked here and given to `httpd -t`, with its
//! own print of what it understood (`-DDUMP_CONFIG` of mod_info) and of its hosts (`-DDUMP_VHOSTS`).
//!
//! Where httpd accepts, the lines are the same here, in the same order, with the same words and line numbers. What it
//! refuses for its text has a syntax error with its words. Where httpd is not installed the test says so and passes,
//! unless `PROXYLINT_PROOFS` is `required`.

use proxylint::dialect::apache::lex;
use proxylint::dialect::apache::line::Config;
use proxylint::dialect::apache::walk::{Setting, walk};
use proxylint::dialect::{Entry, EntryText, read};
use proxylint::model::{DialectName, RemarkKind, Version, VersionRange};
use proxylint::source::{Source, SourceKind, Sources};
use proxylint::world::Disk;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What httpd makes of a text.
enum Verdict {
    Accepts,
    /// It refuses the text; these words are in its message and in the syntax error found here.
    Refuses(&'static str),
    /// It refuses what a line means: no syntax error here, but a remark.
    Dislikes(&'static str),
}

use Verdict::{Accepts, Dislikes, Refuses};

struct Case {
    name: &'static str,
    text: String,
    verdict: Verdict,
}

fn case(name: &'static str, text: impl Into<String>, verdict: Verdict) -> Case {
    Case { name, text: text.into(), verdict }
}

/// Files beside the main one, below its folder.
const FILES: &[(&str, &str)] = &[
    ("inc/10.conf", "ServerAdmin ten\n"),
    ("inc/9.conf", "ServerAdmin nine\n"),
    ("inc/B.conf", "ServerAdmin upper\n"),
    ("inc/a.conf", "ServerAdmin lower\n"),
    ("dir/.hidden", "ServerAdmin hidden\n"),
    ("dir/a.conf~", "ServerAdmin copy\n"),
    ("dir/sub/x", "ServerAdmin sub\n"),
    ("dir/zz", "ServerAdmin last\n"),
    ("open.conf", "<Location /x>\n"),
];

const EXPECTED_BUT: &str = "Expected </Location> but saw </Directory>";

fn cases() -> Vec<Case> {
    vec![
        // Lines
        case("continued", "ServerAdmin \\\n  a\nServerSignature Off\n", Accepts),
        case("continued-in-a-word", "ServerAdmin a\\\nb\n", Accepts),
        case("continued-crlf", "ServerAdmin a\\\r\nb\r\nServerSignature Off\r\n", Accepts),
        case("blank-after-backslash", "ServerAdmin a\\ \nServerSignature Off\n", Accepts),
        case("two-backslashes-continue", "ServerAdmin a\\\\\nX Off\n", Dislikes("takes one argument")),
        case("comment-continues", "# a \\\nServerAdmin b\nServerSignature Off\n", Accepts),
        case("hash-on-a-continued-line", "ServerAdmin \\\n# note\n", Dislikes("takes one argument")),
        case("continued-to-an-empty-line", "ServerAdmin a \\\n\nServerSignature Off\n", Accepts),
        case("trailing-comment", "ServerSignature Off # no\n", Dislikes("takes one argument")),
        case("hash-in-a-word", "ServerAdmin a#b\n", Accepts),
        case("lone-cr", "ServerAdmin a\rServerSignature\n", Dislikes("takes one argument")),
        case("vertical-tab-separates", "ServerAdmin\x0ba\n", Accepts),
        case(
            "byte-order-mark",
            "\u{feff}ServerAdmin a\n",
            Refuses("Invalid command '\\xef\\xbb\\xbfServerAdmin'"),
        ),
        case("no-break-space", "ServerAdmin\u{a0}a\n", Dislikes("Invalid command 'ServerAdmin\\xc2\\xa0a'")),
        case("nul", "ServerAdmin a\0 b c\nServerSignature Off\n", Accepts),
        case("nul-and-backslash", "ServerAdmin a\0\\\nServerSignature Off\n", Accepts),
        case("no-final-newline", "ServerAdmin a", Accepts),
        case("backslash-at-the-end", "ServerAdmin a \\", Dislikes("takes one argument")),
        case("long-line", format!("ServerAdmin {}\n", "x".repeat(100_000)), Accepts),
        // Words
        case("quotes", "ServerAdmin \"a b\"\n", Accepts),
        case("single-quotes", "ServerAdmin 'a \"b'\n", Accepts),
        case("escaped-quote", "ServerAdmin \"a\\\"b\\\\c\\n\"\n", Accepts),
        case("quote-in-a-word", "ServerAdmin a\"b\n", Accepts),
        case("quote-in-a-word-and-blank", "ServerAdmin a\"b c\"\n", Dislikes("takes one argument")),
        case("glued-quotes", "ErrorDocument \"404\"\"/x\"\n", Accepts),
        case("open-quote", "ServerAdmin \"a b\nServerSignature Off\n", Accepts),
        case("quoted-name", "\"ServerAdmin\" x\n", Accepts),
        case("name-in-any-case", "serveradmin x\n", Accepts),
        case("empty-argument", "ServerAdmin \"\"\n", Dislikes("takes one argument")),
        // Sections
        case("nested", "<Location /a>\n<Limit GET>\nRequire all granted\n</Limit>\n</Location>\n", Accepts),
        case("text-after-bracket", "<Location /x> ServerSignature Off\n</Location>\n", Accepts),
        case("comment-after-bracket", "<Location /x> # hi\n</Location>\n", Accepts),
        case("last-bracket-counts", "<Location /x>y> z\n</Location>\n", Accepts),
        case("text-after-closing", "<Location /x>\n</Location> junk\n", Accepts),
        case("closing-in-any-case", "<Location /x>\n</location>\n", Accepts),
        case(
            "blank-in-closing",
            "<Location /x>\n</Location >\n",
            Refuses("</Location> directive missing closing '>'"),
        ),
        case(
            "no-bracket-in-closing",
            "<Location /x>\n</Location\n",
            Refuses("directive missing closing '>'"),
        ),
        case(
            "no-bracket",
            "<Location /x\n</Location>\n",
            Refuses("<Location> directive missing closing '>'"),
        ),
        case("blank-before-name", "< Location /x>\n</Location>\n", Refuses("but saw </Location>")),
        case("no-blank-after-name", "<Location\"/x\">\n</Location>\n", Refuses("but saw </Location>")),
        case("not-closed", "<Location /x>\nServerSignature Off\n", Refuses("<Location> was not closed.")),
        case("not-opened", "</Location>\n", Refuses("</Location> without matching <Location> section")),
        case("wrong-closing", "<Location /x>\n</Directory>\n</Location>\n", Refuses(EXPECTED_BUT)),
        case("both-on-one-line", "<Location /x> </Location>\n", Refuses("<Location> was not closed.")),
        case("no-argument", "<Location>\n</Location>\n", Dislikes("requires additional arguments")),
        case("quoted-section", "<Location \"/a b\">\n</Location>\n", Accepts),
        case("name-from-a-variable", "Define L Location\n<${L} /x>\nServerSignature Off\n</${L}>\n", Accepts),
        case(
            "same-in-itself",
            "<Location /a>\n<Location /b>\n</Location>\n</Location>\n",
            Dislikes("<Location not allowed in <Location> context"),
        ),
        // Variables
        case("defined", "Define A v\nServerAdmin ${A}\n", Accepts),
        case("value-in-quotes", "Define A \"v w\"\nServerAdmin \"${A}\"\n", Accepts),
        case("value-becomes-words", "Define A \"404 /x\"\nErrorDocument ${A}\n", Accepts),
        case("value-with-a-quote", "Define A '\"a b\"'\nServerAdmin ${A}\n", Accepts),
        case("frozen", "Define A 1\nDefine B ${A}2\nDefine A 3\nServerAdmin ${B}\n", Accepts),
        case("used-before", "ServerAdmin ${A}\nDefine A 1\nServerAdmin ${A}\n", Accepts),
        case("undefined", "Define A 1\nUnDefine A\nServerAdmin ${A}\n", Accepts),
        case("not-nested", "Define A B\nDefine B 2\nServerAdmin ${${A}}\n", Accepts),
        case("not-recursive", "Define B 2\nDefine A \"$\"\nServerAdmin ${A}{B}\n", Accepts),
        case("with-colon", "ServerAdmin ${a:b}\n", Accepts),
        case("dollar-alone", "ServerAdmin a$A${\n", Accepts),
        case("empty-reference", "ServerAdmin a${}b\n", Accepts),
        case("global", "<VirtualHost *:1>\nDefine A 1\n</VirtualHost>\nServerAdmin ${A}\n", Accepts),
        case("flag-only", "Define A\n<IfDefine A>\nServerAdmin a${A}\n</IfDefine>\n", Accepts),
        case("in-a-comment", "# ${A}\nServerAdmin b\n", Accepts),
        // Conditions
        case("module-by-file", "<IfModule mod_proxy.c>\nServerAdmin a\n</IfModule>\n", Accepts),
        case("module-by-name", "<IfModule proxy_module>\nServerAdmin a\n</IfModule>\n", Accepts),
        case("module-by-half-a-name", "<IfModule mod_proxy>\nServerAdmin a\n</IfModule>\n", Accepts),
        case("module-by-case", "<IfModule Proxy_module>\nServerAdmin a\n</IfModule>\n", Accepts),
        case("module-later", "<IfModule headers_module>\nServerAdmin a\n</IfModule>\n", Accepts),
        case("no-module", "<IfModule !mod_none.c>\nServerAdmin a\n</IfModule>\n", Accepts),
        case("false-branch-is-not-judged", "<IfModule mod_none.c>\nNonsense\n</IfModule>\n", Accepts),
        case(
            "false-branch-must-balance",
            "<IfModule mod_none.c>\n<Foo>\n</IfModule>\n",
            Refuses("Expected </Foo> but saw </IfModule>"),
        ),
        case(
            "false-branch-without-bracket",
            "<IfModule mod_none.c>\n<Foo x>\n</Foo>\n</IfModule>\n",
            Accepts,
        ),
        case(
            "false-branch-open",
            "<IfModule mod_none.c>\nServerAdmin a\n",
            Refuses("Expected </IfModule> before end of configuration"),
        ),
        case("true-branch-open", "<IfModule mod_proxy.c>\nServerAdmin a\n", Accepts),
        case(
            "true-branch-open-inside",
            "<IfModule mod_proxy.c>\n<Location /x>\nServerSignature Off\n",
            Accepts,
        ),
        case(
            "version",
            "<IfVersion >= 2.4>\nServerAdmin a\n</IfVersion>\n<IfVersion < 2.4>\nServerAdmin b\n</IfVersion>\n",
            Accepts,
        ),
        case("version-not", "<IfVersion !< 2.4>\nServerAdmin a\n</IfVersion>\n", Accepts),
        case("file", "<IfFile inc/9.conf>\nServerAdmin a\n</IfFile>\n", Accepts),
        case("directive", "<IfDirective ProxyPass>\nServerAdmin a\n</IfDirective>\n", Accepts),
        case(
            "defined-name",
            "Define T\n<IfDefine T>\nServerAdmin a\n<IfDefine !T>\nServerAdmin b\n</IfDefine>\n</IfDefine>\n",
            Accepts,
        ),
        case(
            "at-request-time",
            "<If true>\nHeader set A b\n</If>\n<ElseIf false>\n</ElseIf>\n<Else>\n</Else>\n",
            Dislikes("Invalid command 'Header'"),
        ),
        // Macros
        case("macro", "<Macro M $a $b>\nServerAdmin $a-$b\n</Macro>\nUse m x y\nUse M 1 2\n", Accepts),
        case(
            "macro-with-section",
            "<Macro V $n $p>\n<VirtualHost *:$p>\nServerName $n\n</VirtualHost>\n</Macro>\nUse V a 80\nUse V b 81\n",
            Accepts,
        ),
        case("macro-longest-first", "<Macro M $a $ab>\nServerAdmin $ab$a\n</Macro>\nUse M x y\n", Accepts),
        case("macro-pastes-blanks", "<Macro M $a>\nErrorDocument $a\n</Macro>\nUse M \"404 /x\"\n", Accepts),
        case(
            "macro-in-macro",
            "<Macro A $x>\nServerAdmin $x\n</Macro>\n<Macro B $y>\nUse A $y$y\n</Macro>\nUse B z\n",
            Accepts,
        ),
        case(
            "macro-with-variable",
            "Define V 1\n<Macro M>\nServerAdmin ${V}\n</Macro>\nDefine V 2\nUse M\n",
            Accepts,
        ),
        case(
            "macro-variable-by-argument",
            "Define V1 x\n<Macro M $n>\nServerAdmin ${V$n}\n</Macro>\nUse M 1\n",
            Accepts,
        ),
        case(
            "macro-unused-is-not-judged",
            "<Macro M>\nNonsense\n<Location /x>\n</Macro>\nServerAdmin a\n",
            Accepts,
        ),
        case(
            "macro-used-must-balance",
            "<Macro M>\n<Location /x>\n</Macro>\nUse M\n",
            Refuses("<Location> was not closed."),
        ),
        case("macro-undefined", "Use None\n", Dislikes("no macro defined before Use")),
        case(
            "macro-arity",
            "<Macro M $a>\nServerAdmin $a\n</Macro>\nUse M\n",
            Dislikes("used with 0 arguments instead of 1"),
        ),
        case("macro-in-itself", "<Macro M>\nUse M\n</Macro>\nUse M\n", Dislikes("recursive use")),
        case(
            "macro-gone",
            "<Macro M>\nServerAdmin a\n</Macro>\nUndefMacro M\nUse M\n",
            Dislikes("macro 'm' undefined"),
        ),
        case("error", "Error \"stop here\"\n", Dislikes("stop here")),
        case("error-that-is-not-read", "<IfModule mod_none.c>\nError x\n</IfModule>\n", Accepts),
        // Includes
        case("include", "Include inc/9.conf\nServerAdmin a\n", Accepts),
        case("include-order", "Include inc/*.conf\n", Accepts),
        case("include-folder-pattern", "Include in?/[9B].conf\n", Accepts),
        case("include-folder", "Include dir\nServerAdmin a\n", Accepts),
        case("include-folder-with-slash", "Include dir/\n", Accepts),
        case("include-hidden-by-pattern", "IncludeOptional dir/*\n", Accepts),
        case("include-nothing", "Include inc/*.none\n", Dislikes("No matches for the wildcard")),
        case("include-missing", "Include none.conf\n", Dislikes("Could not open configuration file")),
        case(
            "include-optional",
            "IncludeOptional inc/*.none\nIncludeOptional none.conf\nServerAdmin a\n",
            Accepts,
        ),
        case("include-braces", "IncludeOptional inc/{9,10}.conf\nServerAdmin a\n", Accepts),
        case("include-balances", "Include open.conf\n</Location>\n", Refuses("<Location> was not closed.")),
        case("include-in-a-section", "<VirtualHost *:1>\nInclude inc/9.conf\n</VirtualHost>\n", Accepts),
        case("include-by-variable", "Define D inc\nInclude ${D}/9.conf\n", Accepts),
        case("include-quoted", "Include \"inc/9.conf\"\n", Accepts),
    ]
}

fn httpd() -> Option<PathBuf> {
    let known = ["/usr/sbin/apache2", "/usr/sbin/httpd", "/usr/local/apache2/bin/httpd"];
    let found = known.iter().map(Path::new).find(|path| path.is_file()).map(Path::to_path_buf);
    if found.is_none() {
        assert!(
            std::env::var_os("PROXYLINT_PROOFS").is_none_or(|value| value != "required"),
            "httpd is not installed, and PROXYLINT_PROOFS is \"required\""
        );
        eprintln!("httpd is not installed: its language is not compared");
    }
    found
}

/// What httpd needs before a text means anything.
fn frame(folder: &Path) -> String {
    let mut text = format!(
        "ServerRoot {0}\nDefaultRuntimeDir {0}\nPidFile {0}/pid\nErrorLog {0}/log\n",
        folder.display()
    );
    let modules = "/usr/lib/apache2/modules";
    for name in [
        "mpm_event",
        "authz_core",
        "info",
        "macro",
        "proxy",
        "proxy_http",
        "proxy_balancer",
        "slotmem_shm",
        "lbmethod_byrequests",
    ] {
        text.push_str(&format!("LoadModule {name}_module {modules}/mod_{name}.so\n"));
    }
    text.push_str("ServerName frame\n");
    text
}

fn ask(httpd: &Path, main: &Path, dump: &str) -> (bool, String, String) {
    let output = Command::new(httpd).args(["-t", dump, "-f"]).arg(main).output().expect("httpd runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

/// A line as both sides tell it: its number (0 in a macro), its name and its arguments.
type Told = (u32, String, Vec<String>);

/// The lines that httpd prints.
fn printed(dump: &[u8]) -> Vec<Told> {
    let mut told = Vec::new();
    let (mut number, mut in_macro) = (0, false);
    for line in dump.split(|byte| *byte == b'\n') {
        let text = line.trim_ascii();
        if let Some(file) = text.strip_prefix(b"# In file: ") {
            in_macro = file.starts_with(b"macro ");
            continue;
        }
        if let Some(rest) = text.strip_prefix(b"#") {
            let rest = String::from_utf8_lossy(rest).trim().trim_end_matches(':').to_owned();
            number = rest.parse().unwrap_or(0);
            continue;
        }
        if text.is_empty() || text.starts_with(b"</") {
            continue;
        }
        let text = match text.strip_prefix(b"<") {
            Some(inner) => &inner[..memchr::memrchr(b'>', inner).unwrap_or(inner.len())],
            None => text,
        };
        let mut words =
            lex::words(text).into_iter().map(|piece| String::from_utf8_lossy(&piece.text).into_owned());
        let name = words.next().unwrap_or_default().to_ascii_lowercase();
        told.push((if in_macro { 0 } else { number }, name, words.collect()));
    }
    told
}

/// The lines found here, as far as httpd prints them: what acts while it is read is left out.
fn found(config: Config<'_>, sources: &Sources) -> Vec<Told> {
    let silent =
        ["serverroot", "loadmodule", "define", "undefine", "defaultruntimedir", "include", "includeoptional"];
    config
        .all()
        .filter_map(|line| {
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            let name = text(line.name()).to_ascii_lowercase();
            let head = line.head();
            let of_macro = sources
                .chain(head.via)
                .any(|at| sources.bytes(at).get(..3).is_some_and(|head| head.eq_ignore_ascii_case(b"use")));
            let number = sources.get(head.span.file).line_of(head.span.end.saturating_sub(1));
            let args = line.args().map(|arg| text(arg.text)).collect();
            (!silent.contains(&&*name)).then_some((if of_macro { 0 } else { number }, name, args))
        })
        .collect()
}

#[test]
fn httpd_and_the_walk_agree_on_the_language() {
    let httpd = httpd();
    let mut wrong = Vec::new();
    for case in cases() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in FILES {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, text).expect("a file");
        }
        let mark = case.text.starts_with('\u{feff}');
        let text = match mark {
            true => format!("{}{}", case.text, frame(folder.path())),
            false => format!("{}{}", frame(folder.path()), case.text),
        };
        let main = folder.path().join("apache2.conf");
        std::fs::write(&main, &text).expect("a file");
        let mut sources = Sources::default();
        let source = Source::new(&main, SourceKind::File, text.clone().into_bytes());
        let versions = VersionRange::from(Version::new(2, 4, 37));
        let root = folder.path().to_path_buf();
        let walked = walk(&mut sources, source, Setting { files: &Disk, versions, whole: true, root });
        let entry = Entry { dialect: DialectName::Apache, text: EntryText::Main(main.clone()), versions };
        let proxy = read(&entry, &Disk, &mut Sources::default()).expect("the main file");
        let mut complain = |what: String| wrong.push(format!("{}: {what}", case.name));
        match &case.verdict {
            Accepts | Dislikes(_) => {
                for error in &walked.syntax {
                    complain(format!("a syntax error is found: {:?} {}", error.kind, error.server_says));
                }
            }
            Refuses(says) => {
                if !walked.syntax.iter().any(|error| error.server_says.contains(says)) {
                    let found: Vec<_> = walked.syntax.iter().map(|error| &error.server_says).collect();
                    complain(format!("not found here: {found:?}"));
                }
            }
        }
        let refuses = |kind: &RemarkKind| {
            !matches!(
                kind,
                RemarkKind::UndefinedName { kind: proxylint::model::NameKind::Variable, .. }
                    | RemarkKind::IncludeEmpty { .. }
                    | RemarkKind::Swallowed { .. }
                    | RemarkKind::WithoutEffect(_)
            )
        };
        let remarks: Vec<_> = proxy.remarks.iter().filter(|remark| refuses(&remark.kind)).collect();
        match &case.verdict {
            Accepts if !remarks.is_empty() => complain(format!("remarks on what is accepted: {remarks:?}")),
            Dislikes(_) if remarks.is_empty() => complain("no remark".to_owned()),
            _ => {}
        }
        let Some(httpd) = &httpd else { continue };
        let (accepted, dump, said) = ask(httpd, &main, "-DDUMP_CONFIG");
        match &case.verdict {
            Accepts if !accepted => complain(format!("httpd refuses it: {said}")),
            Refuses(_) | Dislikes(_) if accepted => complain("httpd accepts it".to_owned()),
            Refuses(says) | Dislikes(says) if !said.contains(says) => complain(format!("httpd says {said}")),
            Accepts => {
                let (theirs, ours) = (
                    printed(dump.as_bytes()),
                    found(Config { walked: &walked, sources: &sources }, &sources),
                );
                // httpd counts an empty line that a backslash joins, too.
                let counted = |lines: &[Told]| -> Vec<(String, Vec<String>)> {
                    lines.iter().map(|(_, name, args)| (name.clone(), args.clone())).collect()
                };
                let joined = case.name == "continued-to-an-empty-line";
                if theirs != ours && !(joined && counted(&theirs) == counted(&ours)) {
                    let theirs: Vec<_> = theirs.iter().filter(|line| !ours.contains(line)).collect();
                    let ours: Vec<_> =
                        ours.iter().filter(|line| !printed(dump.as_bytes()).contains(line)).collect();
                    complain(format!("httpd reads {theirs:?}, the walk {ours:?}"));
                }
            }
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} cases:\n{}", wrong.len(), wrong.join("\n"));
}

/// Hosts as `-DDUMP_VHOSTS` lists them: name and line, once for each address.
fn listed(dump: &str) -> Vec<(String, u32)> {
    let mut found = Vec::new();
    for line in dump.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        // A lone host stands on its address's own line, several on lines of their own.
        let named = match words.as_slice() {
            ["port", _, "namevhost", name, place] => Some((name, place)),
            [address, name, place] if address.contains(':') && place.starts_with('(') => Some((name, place)),
            _ => None,
        };
        if let Some((name, place)) = named {
            let number = place.trim_end_matches(')').rsplit(':').next().and_then(|line| line.parse().ok());
            found.push((name.to_string(), number.expect("a line")));
        }
    }
    found.sort();
    found
}

#[test]
fn httpd_and_the_model_agree_on_the_hosts() {
    let texts = [
        "<VirtualHost *:80>\nServerName a\n</VirtualHost>\n<VirtualHost *:80>\nServerName b:80\nServerAlias c *.d\n\
         </VirtualHost>\n",
        "<VirtualHost 127.0.0.1:81 127.0.0.2:82>\nServerName a\n</VirtualHost>\n<VirtualHost 127.0.0.1:81>\n\
         ServerName https://b\n</VirtualHost>\n",
        "<VirtualHost _default_:81>\nServerName X\n</VirtualHost>\n<VirtualHost [::1]:81>\nServerName y\n\
         </VirtualHost>\n",
        "<Macro H $n $p>\n<VirtualHost *:$p>\nServerName $n\n</VirtualHost>\n</Macro>\n<VirtualHost *:90>\n\
         ServerName z\nServerName w\n</VirtualHost>\n",
    ];
    let Some(httpd) = httpd() else { return };
    for text in texts {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let main = folder.path().join("apache2.conf");
        std::fs::write(&main, format!("{}{text}", frame(folder.path()))).expect("a file");
        let (_, dump, said) = ask(&httpd, &main, "-DDUMP_VHOSTS");
        let versions = VersionRange::from(Version::new(2, 4, 37));
        let entry = Entry { dialect: DialectName::Apache, text: EntryText::Main(main), versions };
        let mut sources = Sources::default();
        let proxy = read(&entry, &Disk, &mut sources).expect("the main file");
        let mut ours = Vec::new();
        for (_, host) in proxy.hosts.iter().filter(|(_, host)| host.base.is_some()) {
            let name = host.names.first().map(|name| match &name.pattern {
                proxylint::model::NamePattern::Exact(text) => String::from_utf8_lossy(text).into_owned(),
                other => format!("{other:?}"),
            });
            let line = sources.get(host.at.span.file).line_of(host.at.span.start);
            ours.extend(host.binds.iter().map(|_| (name.clone().unwrap_or_default(), line)));
        }
        ours.sort();
        let mut theirs = listed(&dump);
        theirs.iter_mut().for_each(|(name, _)| name.make_ascii_lowercase());
        theirs.sort();
        assert_eq!(theirs, ours, "{dump}{said}");
    }
}
