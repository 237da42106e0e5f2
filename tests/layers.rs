//! The layers of the house (invariants 1, 2 and 12): who may use whom, who may touch the world, and whose words
//! a rule may use.

use proxylint::rules::RULES;
use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up: a layer uses those before it and itself.
const LAYERS: [&str; 19] = [
    "source",
    "world",
    "syntax",
    "model",
    "dialect",
    "neighbour",
    "discover",
    "facts",
    "diagnostic",
    "catalogue",
    "rules",
    "config",
    "baseline",
    "fix",
    "suppress",
    "engine",
    "output",
    "lsp",
    "cli",
];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
    found.sort();
}

/// Each source file with its layer and its code: comments and tests left out.
fn sources() -> Vec<(PathBuf, String, String)> {
    let mut found = Vec::new();
    files(Path::new("src"), &mut found);
    found
        .into_iter()
        .map(|path| {
            let below = path.strip_prefix("src").expect("below src");
            let first = below.components().next().expect("a name");
            let layer = first.as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).expect("UTF-8");
            let code: Vec<&str> = text
                .lines()
                .take_while(|line| line.trim().trim_start_matches("pub ") != "mod tests {")
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect();
            (path, layer, code.join("\n"))
        })
        .collect()
}

/// Modules of the crate that a text uses: `crate::a::…` and `crate::{a, b::…}`.
fn used(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for part in code.split("crate::").skip(1) {
        let text = match part.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default(),
            None => part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default(),
        };
        for name in text.split(',') {
            let name = name.trim().split("::").next().unwrap_or_default();
            names.push(name.to_owned());
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn every_arrow_points_down() {
    let rank = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let mut wrong = Vec::new();
    for (path, layer, code) in sources() {
        if layer == "main" || layer == "lib" {
            continue;
        }
        let Some(own) = rank(&layer) else {
            wrong.push(format!("{}: `{layer}` is no layer", path.display()));
            continue;
        };
        for name in used(&code) {
            match rank(&name) {
                Some(other) if other <= own => {}
                Some(_) => wrong.push(format!("{}: `{layer}` uses `{name}`", path.display())),
                None => wrong.push(format!("{}: `{name}` is no layer", path.display())),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_surface_touches_the_world() {
    const WORLD: [&str; 16] = [
        "std::fs",
        "std::env",
        "std::process",
        "fs::",
        "env::",
        "TcpStream",
        "TcpListener",
        "UdpSocket",
        "UnixStream",
        "ToSocketAddrs",
        "walkdir",
        "tokio",
        "hickory",
        "SystemTime::now",
        "Instant::now",
        "std::io::stdin",
    ];
    let allowed = ["world", "cli", "main", "lsp", "fix", "baseline"];
    let mut wrong = Vec::new();
    for (path, layer, code) in sources() {
        if allowed.contains(&layer.as_str()) {
            continue;
        }
        for word in WORLD {
            if code.contains(word) {
                wrong.push(format!("{}: {word}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn facts_alone_see_the_network() {
    for (path, layer, code) in sources() {
        let inside = path.starts_with("src/world/net") || path == Path::new("src/world/net.rs");
        assert!(
            inside || layer == "facts" || !code.contains("world::net") && !code.contains("Island"),
            "{} reaches for the network",
            path.display()
        );
        assert!(
            inside || !["tokio", "hickory", "TcpStream", "UdpSocket"].iter().any(|word| code.contains(word)),
            "{} holds network code",
            path.display()
        );
    }
}

#[test]
fn rules_know_no_dialect() {
    for (path, layer, code) in sources() {
        assert!(
            layer != "rules" || !used(&code).contains(&"dialect".to_owned()),
            "{} names a dialect",
            path.display()
        );
    }
}

/// The text between double quotes, escapes as written.
fn strings(code: &str) -> Vec<String> {
    let mut strings = Vec::new();
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        if character == '\'' {
            // `'"'` is no string.
            if let Some(rest) = characters.as_str().strip_prefix("\"'") {
                characters = rest.chars();
            }
            continue;
        }
        if character != '"' {
            continue;
        }
        let mut text = String::new();
        while let Some(inner) = characters.next() {
            match inner {
                '\\' => text.extend(characters.next()),
                '"' => break,
                inner => text.push(inner),
            }
        }
        strings.push(text);
    }
    strings
}

#[test]
fn a_rule_for_several_servers_uses_the_words_of_none() {
    // Nouns and directives of one server; what a message calls a thing comes from `proxy.speech`.
    let own = regex::Regex::new(
        r"(?i)\b(nginx|haproxy|apache|httpd|upstream|location|frontend|backend|BalancerMember|balancer|worker|
        |ProxyPass\w*|(proxy|fastcgi|uwsgi|scgi|grpc|ssl)_\w+|default-server|option \w+chk|VirtualHost|
        |timeout (server|client|connect|queue)|SSLProxy\w+|use_backend|server_name|max_fails|fail_timeout)\b"
            .replace("\n        |", "|")
            .replace("||", "|")
            .as_str(),
    )
    .expect("a pattern");
    let mut wrong = Vec::new();
    for rule in RULES.iter().filter(|rule| rule.dialects.len() > 1) {
        let module = rule.id.replace('-', "_");
        for (path, _, code) in sources() {
            let stem = path.file_stem().is_some_and(|stem| *stem == *module);
            if !(stem || path.starts_with(format!("src/rules/{module}"))) {
                continue;
            }
            // What people call a pool is no word of a message.
            for text in strings(&code).into_iter().filter(|text| text != "apache") {
                if let Some(found) = own.find(&text) {
                    wrong.push(format!("{}: `{}` in {text:?}", path.display(), found.as_str()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn used_modules_and_strings_are_read() {
    assert_eq!(used("use crate::a::B; crate::{c, d::E}; crate::f()"), ["a", "c", "d", "f"]);
    assert_eq!(strings(r#"a("b\"c", '"', "d")"#), ["b\"c", "d"]);
}
