//! The environment in which HAProxy is started, as its unit tells it: `Environment=` and `EnvironmentFile=`.
//!
//! Knows where packages keep the unit and its default file. That of the process which runs this program is never
//! looked at. Sources: systemd.exec(5), "Environment"; systemd.unit(5), "Unit File Load Path".

use crate::world::Files;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Variables that are set before HAProxy reads its configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    pub variables: Vec<Variable>,
    /// The unit is at hand: what it does not set is not set, but for what the system adds (see [`is_added`]).
    pub closed: bool,
    /// A unit or default file is at hand.
    pub told: bool,
    /// The folder below which `/etc` lies, where it is told.
    root: PathBuf,
}

/// A file that the unit's `EXTRAOPTS` names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extra {
    pub path: PathBuf,
    /// The file that names it, and where.
    pub file: PathBuf,
    pub at: std::ops::Range<usize>,
}

/// One variable, and where it is set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: Vec<u8>,
    /// `None`: set to something that is not known here.
    pub value: Option<Vec<u8>>,
    pub file: PathBuf,
    /// The value as it stands in the file.
    pub at: std::ops::Range<usize>,
}

impl Given {
    pub fn get(&self, name: &[u8]) -> Option<&Variable> {
        self.variables.iter().rev().find(|variable| variable.name == name)
    }

    /// The main file that the unit names instead of this one.
    pub fn main(&self, main: &Path) -> Option<PathBuf> {
        let value = self.get(b"CONFIG")?.value.as_deref()?;
        (!value.is_empty()).then(|| self.below(main, Path::new(OsStr::from_bytes(value))))
    }

    /// What is read behind the main file.
    pub fn extra(&self, main: &Path) -> Vec<Extra> {
        let Some(variable) = self.get(b"EXTRAOPTS") else { return Vec::new() };
        let options = variable.value.as_deref().and_then(|value| std::str::from_utf8(value).ok());
        let named = named(options.unwrap_or_default()).into_iter();
        named
            .filter(|(path, _)| path.as_os_str() != "$CONFIG")
            .map(|(path, at)| Extra {
                path: self.below(main, path),
                file: variable.file.clone(),
                at: variable.at.start + at.start..variable.at.start + at.end,
            })
            .collect()
    }

    fn below(&self, main: &Path, path: &Path) -> PathBuf {
        match path.strip_prefix("/") {
            Ok(below) => self.root.join(below),
            Err(_) => main.with_file_name("").join(path),
        }
    }
}

/// Set by the system's manager or by HAProxy itself.
pub fn is_added(name: &[u8]) -> bool {
    const NAMES: [&[u8]; 14] = [
        b"HOME",
        b"HOSTNAME",
        b"INVOCATION_ID",
        b"JOURNAL_STREAM",
        b"LANG",
        b"LOGNAME",
        b"MAINPID",
        b"MANAGERPID",
        b"NOTIFY_SOCKET",
        b"PATH",
        b"PWD",
        b"SHELL",
        b"TERM",
        b"USER",
    ];
    let starts: [&[u8]; 6] =
        [b"HAPROXY_", b"LC_", b"LISTEN_", b"MEMORY_PRESSURE_", b"SYSTEMD_", b"WATCHDOG_"];
    NAMES.contains(&name)
        || starts.iter().any(|start| name.starts_with(start))
        || name.ends_with(b"_DIRECTORY")
}

/// Where units lie, the strongest first.
const UNITS: [&str; 3] = ["etc/systemd/system", "usr/lib/systemd/system", "lib/systemd/system"];
const UNIT: &str = "haproxy.service";
/// Default files of packages, for where no unit names them.
const DEFAULTS: [&str; 2] = ["etc/default/haproxy", "etc/sysconfig/haproxy"];
/// Settings of the manager that set variables for all units.
const MANAGER: &str = "etc/systemd/system.conf";

/// What is known of the environment of the server that reads this main file.
pub fn of(files: &dyn Files, main: &Path) -> Given {
    let mut given = Given::default();
    // ROOT/etc/haproxy/haproxy.cfg
    let named = |path: Option<&Path>, name: &str| path.and_then(Path::file_name) == Some(OsStr::new(name));
    let (folder, etc) = (main.parent(), main.parent().and_then(Path::parent));
    if !named(folder, "haproxy") || !named(etc, "etc") {
        return given;
    }
    let root = etc.and_then(Path::parent).unwrap_or(Path::new(""));
    given.root = root.to_owned();
    let unit = UNITS.iter().map(|at| root.join(at).join(UNIT)).find_map(|path| text(files, path));
    let Some(unit) = unit else {
        for path in DEFAULTS {
            if let Some((path, text)) = text(files, root.join(path)) {
                given.told = true;
                assignments(&path, &text, &mut given);
            }
        }
        return given;
    };
    (given.closed, given.told) = (true, true);
    let mut texts = vec![unit];
    let mut added: Vec<PathBuf> = UNITS
        .iter()
        .flat_map(|at| {
            let folder = root.join(at).join(UNIT.to_owned() + ".d");
            files.list(&folder).into_iter().map(move |name| folder.join(name))
        })
        .filter(|path| path.extension() == Some(OsStr::new("conf")))
        .collect();
    added.sort_by(|a, b| a.file_name().cmp(&b.file_name()));
    added.dedup_by(|a, b| a.file_name() == b.file_name());
    texts.extend(added.into_iter().filter_map(|path| text(files, path)));
    let mut listed = Vec::new();
    for (path, text) in &texts {
        unit_lines(path, text, &mut given, &mut listed);
    }
    // What files say counts more than `Environment=`, wherever they are named.
    for file in listed {
        let (file, may_lack) = match file.strip_prefix('-') {
            Some(file) => (file, true),
            None => (&*file, false),
        };
        match self::text(files, root.join(file.trim_start_matches('/'))) {
            Some((path, text)) => assignments(&path, &text, &mut given),
            // Made by something else before the start, or named by a pattern.
            None if !may_lack || file.contains(['*', '?', '[', '%']) => given.closed = false,
            None => {}
        }
    }
    if text(files, root.join(MANAGER))
        .is_some_and(|(_, text)| text.lines().any(|line| line.starts_with("DefaultEnvironment")))
    {
        given.closed = false;
    }
    given
}

/// Larger files are no units, in bytes.
const MOST_BYTES: u64 = 1 << 20;

fn text(files: &dyn Files, path: PathBuf) -> Option<(PathBuf, String)> {
    match files.kind(&path) {
        crate::world::Kind::File { len } if len <= MOST_BYTES => {
            let bytes = files.read(&path).ok()?;
            String::from_utf8(bytes).ok().map(|text| (path, text))
        }
        _ => None,
    }
}

fn unit_lines(path: &Path, text: &str, given: &mut Given, listed: &mut Vec<String>) {
    let mut start = 0;
    while start < text.len() {
        let mut end = start;
        // A line that ends in `\` goes on.
        loop {
            let rest = &text[end..];
            let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
            end += length;
            if !rest[..length].trim_end().ends_with('\\') || end >= text.len() {
                break;
            }
        }
        let line = text[start..end].trim_end();
        if let Some((key, value)) = line.split_once('=') {
            let from = start + key.len() + 1;
            match key.trim() {
                "Environment" if value.trim().is_empty() => given.variables.clear(),
                "Environment" => {
                    for (word, at) in words(value) {
                        let Some((name, value)) = word.split_once('=') else { continue };
                        let known = !value.contains('%');
                        given.variables.push(Variable {
                            name: name.as_bytes().to_vec(),
                            value: known.then(|| value.as_bytes().to_vec()),
                            file: path.to_owned(),
                            at: from + at.end.saturating_sub(value.len())..from + at.end,
                        });
                    }
                }
                "PassEnvironment" => given.variables.extend(value.split_whitespace().map(|name| Variable {
                    name: name.as_bytes().to_vec(),
                    value: None,
                    file: path.to_owned(),
                    at: from..from + value.len(),
                })),
                "EnvironmentFile" if value.trim().is_empty() => listed.clear(),
                "EnvironmentFile" => listed.push(value.trim().to_owned()),
                _ => {}
            }
        }
        start = end;
    }
}

/// Words between blanks, without their quotes; where each ends inside them.
fn words(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let (mut found, mut word, mut quote) = (Vec::new(), String::new(), None);
    let (mut from, mut end, mut open) = (0, 0, false);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' | '\'' if quote.is_none() => (quote, open) = (Some(letter), true),
            letter if quote == Some(letter) => quote = None,
            letter if letter.is_whitespace() && quote.is_none() => {
                if open {
                    found.push((std::mem::take(&mut word), from..end));
                }
                open = false;
            }
            '\\' if quote.is_none() => {}
            letter => {
                if word.is_empty() {
                    from = at;
                }
                open = true;
                word.push(letter);
                end = at + letter.len_utf8();
            }
        }
    }
    if open {
        found.push((word, from..end));
    }
    found
}

/// Lines `NAME=value` of an environment file.
fn assignments(path: &Path, text: &str, given: &mut Given) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let from = start;
        start += line.len();
        let content = line.trim();
        let content = content.strip_prefix("export ").unwrap_or(content);
        let Some((name, value)) = content.split_once('=').filter(|_| !content.starts_with(['#', ';'])) else {
            continue;
        };
        let value = value.trim();
        let plain = ['"', '\'']
            .iter()
            .find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote))
            .unwrap_or(value);
        // A value that goes on in the next line.
        let known = !plain.ends_with('\\');
        let at = from + (plain.as_ptr() as usize - line.as_ptr() as usize);
        given.variables.push(Variable {
            name: name.trim().as_bytes().to_vec(),
            value: known.then(|| plain.as_bytes().to_vec()),
            file: path.to_owned(),
            at: at..at + plain.len(),
        });
    }
}

/// The files that `-f` and `--` name in the options of a start line (management.txt, 3), with their places in it.
fn named(options: &str) -> Vec<(&Path, std::ops::Range<usize>)> {
    let mut found = Vec::new();
    let (mut next, mut all) = (false, false);
    for word in options.split_whitespace() {
        let at = word.as_ptr() as usize - options.as_ptr() as usize;
        match word {
            "--" => all = true,
            "-f" if !all => next = true,
            _ if std::mem::take(&mut next) || all => {
                found.push((Path::new(OsStr::from_bytes(word.as_bytes())), at..at + word.len()));
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    #[test]
    fn a_unit_tells_all_that_is_set() {
        let mut files = Memory::new();
        fn add(files: &mut Memory, path: &str, text: &str) {
            files.insert(path, text.as_bytes());
        }
        add(
            &mut files,
            "/lib/systemd/system/haproxy.service",
            "[Service]\nEnvironmentFile=-/etc/default/haproxy\nEnvironment=\"CONFIG=/etc/haproxy/haproxy.cfg\" A=b\\\n \
             'C=d e'\n",
        );
        add(
            &mut files,
            "/etc/systemd/system/haproxy.service.d/10-more.conf",
            "[Service]\nEnvironment=HOST=10.0.0.5 ID=%i\n",
        );
        add(&mut files, "/etc/default/haproxy", "# X=1\nPORT=\"8080\"\nexport NAME=app\n");
        let given = of(&files, Path::new("/etc/haproxy/haproxy.cfg"));
        let value = |name: &str| given.get(name.as_bytes()).map(|found| found.value.clone());
        assert!(given.closed);
        assert_eq!(value("PORT"), Some(Some(b"8080".to_vec())));
        assert_eq!(value("NAME"), Some(Some(b"app".to_vec())));
        assert_eq!(value("A"), Some(Some(b"b".to_vec())));
        assert_eq!(value("C"), Some(Some(b"d e".to_vec())));
        assert_eq!(value("HOST"), Some(Some(b"10.0.0.5".to_vec())));
        assert_eq!(value("ID"), Some(None));
        assert_eq!(value("X"), None);
        add(&mut files, "/etc/default/haproxy", "EXTRAOPTS=\"-S /run/m.sock -f /etc/haproxy/more.cfg\"\n");
        let given = of(&files, Path::new("/etc/haproxy/haproxy.cfg"));
        let extra = given.extra(Path::new("/etc/haproxy/haproxy.cfg"));
        assert_eq!(extra[0].path, Path::new("/etc/haproxy/more.cfg"));
        assert_eq!((extra.len(), extra[0].at.clone()), (1, 29..50));
        assert_eq!(of(&files, Path::new("/srv/haproxy.cfg")), Given::default());
    }

    #[test]
    fn options_name_files() {
        let named: Vec<_> =
            named("-S /run/x.sock -f /etc/a.cfg -- b.cfg c").into_iter().map(|(path, _)| path).collect();
        assert_eq!(named, [Path::new("/etc/a.cfg"), Path::new("b.cfg"), Path::new("c")]);
    }
}
