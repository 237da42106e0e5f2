//! Code, catalogue, fixtures and docs name the same rules (invariant 12).

use proxylint::catalogue::{Entry, Need};
use proxylint::diagnostic::Severity;
use proxylint::rules::RULES;
use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, process::Command};

fn entries() -> Vec<(&'static str, &'static Entry)> {
    RULES
        .iter()
        .map(|rule| {
            let entry = rule.entry().unwrap_or_else(|error| panic!("{}: {error}", rule.id));
            (rule.id, entry)
        })
        .collect()
}

/// The code of a rule: its file, and the files of its folder if it has one.
fn code(id: &str) -> String {
    let module = format!("src/rules/{}", id.replace('-', "_"));
    let mut text = fs::read_to_string(format!("{module}.rs")).unwrap_or_else(|_| panic!("no {module}.rs"));
    for part in fs::read_dir(&module).into_iter().flatten().flatten() {
        text += &fs::read_to_string(part.path()).unwrap_or_default();
    }
    text
}

fn names(folder: &str, ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(ending).map(str::to_owned))
        .collect()
}

#[test]
fn rules_files_and_fixtures_are_the_same_set() {
    let registered: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert!(registered.is_sorted_by(|a, b| a < b), "RULES is sorted by id, each once");
    let registered: BTreeSet<String> = registered.into_iter().map(str::to_owned).collect();
    assert_eq!(names("rules", ".toml"), registered, "rules/*.toml and RULES");
    let modules = fs::read_dir("src/rules")
        .expect("src/rules")
        .flatten()
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .map(|name| name.trim_end_matches(".rs").replace('_', "-"))
        .filter(|name| registered.contains(name))
        .count();
    assert_eq!(modules, registered.len(), "src/rules/*.rs and RULES");
}

#[test]
fn every_fixture_folder_has_its_rule() {
    let orphans: Vec<String> = names("fixtures/rules", "")
        .into_iter()
        .filter(|name| proxylint::rules::find(name).is_none())
        .collect();
    assert!(orphans.is_empty(), "fixtures without a rule: {}", orphans.join(", "));
}

#[test]
fn entries_agree_with_the_registry() {
    for (rule, (id, entry)) in RULES.iter().zip(entries()) {
        assert_eq!(entry.id, id);
        assert_eq!(entry.dialects, rule.dialects, "{id}: dialects");
        assert!(!entry.cases.is_empty(), "{id}: no case");
        for (field, text) in [("what", &entry.what), ("why", &entry.why), ("fix", &entry.fix)] {
            assert!(!text.trim().is_empty(), "{id}: `{field}` is empty");
        }
        assert!(!entry.title.ends_with('.') && entry.title.len() <= 80, "{id}: title");
        assert!(!entry.references.is_empty(), "{id}: no reference");
        for reference in &entry.references {
            assert!(reference.starts_with("https://"), "{id}: {reference}");
        }
        let levels: Vec<Severity> = entry.cases.iter().map(|case| case.level).collect();
        assert!(levels.is_sorted_by(|a, b| a >= b), "{id}: the worst case stands first");
    }
}

#[test]
fn cases_are_used_and_well_formed() {
    for (id, entry) in entries() {
        let code = code(id);
        let mut seen = BTreeSet::new();
        for case in &entry.cases {
            assert!(seen.insert(&case.id), "{id}: case {} twice", case.id);
            assert!(
                code.contains(&format!("\"{}\"", case.id)),
                "{id}: case {} is not in the rule's code",
                case.id
            );
            assert!(!case.needs.is_empty(), "{id}: {} needs nothing", case.id);
            assert!(!case.statuses.is_empty(), "{id}: {} has no status", case.id);
            for status in &case.statuses {
                let word = ["startup", "hang", "dropped", "handshake", "wrong-content", "none"];
                let number = status.parse::<u16>().is_ok_and(|n| (300..600).contains(&n));
                assert!(number || word.contains(&status.as_str()), "{id}: status {status}");
            }
            for cause in &case.causes {
                let (dialect, name) = cause.split_once(':').unwrap_or_default();
                let known = entry.dialects.iter().any(|d| d.word() == dialect);
                let kebab = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                assert!(known && kebab, "{id}: cause `{cause}`");
            }
        }
    }
}

/// Case and server of each proof.
fn proofs(text: &str) -> Vec<(String, String)> {
    let table: toml::Table = text.parse().unwrap_or_default();
    let proofs = table.get("proof").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let word =
        |proof: &toml::Value, key: &str| proof.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let pair = |proof: &toml::Value| {
        Some((word(proof, "case")?, word(proof, "server").unwrap_or_else(|| "nginx".to_owned())))
    };
    proofs.iter().filter_map(pair).collect()
}

#[test]
fn error_cases_are_proven() {
    let mut missing = Vec::new();
    for (id, entry) in entries() {
        let folder = Path::new("fixtures/rules").join(id);
        let proof = fs::read_to_string(folder.join("proof.toml")).unwrap_or_default();
        let proofs = proofs(&proof);
        for case in entry.cases.iter().filter(|case| case.level == Severity::Error) {
            if !proof.contains(&format!("case = \"{}", case.id)) {
                missing.push(format!("{id}: proof.toml has no `case = \"{}\"`", case.id));
            }
            // The servers whose faults a case covers have each shown it, but for what only a probe tells.
            if !case.needs.iter().any(|need| matches!(need, Need::Config | Need::Files)) {
                continue;
            }
            let servers =
                case.causes.iter().filter_map(|cause| cause.split_once(':')).map(|(server, _)| server);
            for server in servers.collect::<BTreeSet<_>>() {
                if !proofs.iter().any(|(case_id, on)| on == server && case_id.starts_with(&case.id)) {
                    missing.push(format!("{id}: no proof of `{}` on {server}", case.id));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

/// `const NAME: T = VALUE;` in a rule's code, with its value as the catalogue writes it.
fn constant(code: &str, name: &str) -> Option<toml::Value> {
    let start = code.find(&format!("const {name}:"))?;
    let line = code[start..].split(';').next()?;
    let value = line.split_once('=')?.1.trim();
    parse_value(value)
}

fn parse_value(text: &str) -> Option<toml::Value> {
    use proxylint::model::{ByteSize, Millis};
    let text = text.trim().trim_start_matches('&');
    let inner = |name: &str| -> Option<u64> {
        let body = text.strip_prefix(name)?.strip_prefix('(')?.strip_suffix(')')?;
        let product = body.split(['*', ' ']).filter(|part| !part.is_empty());
        product.map(|part| part.replace('_', "").parse::<u64>().ok()).product()
    };
    if let Some(ms) = inner("Millis") {
        return Some(Millis(ms).to_string().into());
    }
    if let Some(seconds) = inner("Millis::seconds") {
        return Some(Millis::seconds(seconds).to_string().into());
    }
    if let Some(bytes) = inner("ByteSize") {
        return Some(ByteSize(bytes).to_string().into());
    }
    if let Some(list) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        let items = list.split(',').map(str::trim).filter(|item| !item.is_empty());
        return Some(toml::Value::Array(items.map(parse_value).collect::<Option<_>>()?));
    }
    if let Some(quoted) = text.strip_prefix('b').unwrap_or(text).strip_prefix('"') {
        return Some(quoted.strip_suffix('"')?.into());
    }
    if let Ok(number) = text.replace('_', "").parse::<i64>() {
        return Some(number.into());
    }
    text.parse::<f64>().ok().map(Into::into)
}

#[test]
fn parameters_equal_the_constants() {
    for (id, entry) in entries() {
        let code = code(id);
        for (name, value) in &entry.params {
            let constant_name = name.replace('-', "_").to_uppercase();
            let found = constant(&code, &constant_name);
            assert_eq!(found.as_ref(), Some(value), "{id}: `{name}` and `const {constant_name}` differ");
        }
    }
}

#[test]
fn the_readme_lists_the_rules() {
    let (begin, end) = ("<!-- rules -->\n", "<!-- /rules -->");
    let readme = fs::read_to_string("README.md").expect("README.md");
    let (head, rest) = readme.split_once(begin).expect("the table's first mark");
    let (table, tail) = rest.split_once(end).expect("the table's last mark");
    let output = Command::new(env!("CARGO_BIN_EXE_proxylint"))
        .args(["rules", "--format", "markdown"])
        .output()
        .expect("proxylint runs");
    let current = String::from_utf8(output.stdout).expect("UTF-8");
    if std::env::var_os("UPDATE").is_some() {
        fs::write("README.md", format!("{head}{begin}{current}{end}{tail}")).expect("README.md is written");
        return;
    }
    assert_eq!(table, current, "run `UPDATE=1 cargo test --test catalogue`");
}
