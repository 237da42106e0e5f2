//! What an `include` names: one path, or the files that a pattern matches.
//!
//! nginx hands a path with `*`, `?` or `[` to glob(3) without flags (`ngx_conf_include`, `ngx_open_glob`): sorted by
//! bytes, hidden names only if the pattern writes the dot, `\` escapes, neither `**` nor braces. Other paths are
//! opened as they are. Must not read files, only names.

use crate::world::{Files, Kind};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// A path of the configuration's bytes.
#[cfg(unix)]
pub fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

/// A path of the configuration's bytes.
#[cfg(not(unix))]
pub fn path_of(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(std::ffi::OsStr::from_bytes(bytes))
}

/// Whether nginx takes a path for a pattern.
pub fn is_pattern(path: &Path) -> bool {
    path.as_os_str().as_encoded_bytes().iter().any(|byte| matches!(byte, b'*' | b'?' | b'['))
}

/// The paths that glob(3) gives for a pattern, in its order.
pub fn glob(files: &dyn Files, pattern: &Path) -> Vec<PathBuf> {
    let mut found = vec![PathBuf::new()];
    let mut components = pattern.components().peekable();
    while let Some(component) = components.next() {
        let last = components.peek().is_none();
        let Component::Normal(part) = component else {
            found.iter_mut().for_each(|path| path.push(component));
            continue;
        };
        let part = part.as_encoded_bytes();
        if !part.iter().any(|byte| matches!(byte, b'*' | b'?' | b'[')) {
            let name = path_of(&unescape(part));
            found.iter_mut().for_each(|path| path.push(&name));
            if last {
                found.retain(|path| !matches!(files.kind(path), Kind::Missing | Kind::Denied));
            }
            continue;
        }
        let mut next = Vec::new();
        for directory in &found {
            let here = if directory.as_os_str().is_empty() { Path::new(".") } else { directory };
            for name in files.list(here) {
                if matches(part, name.as_os_str().as_encoded_bytes()) {
                    next.push(directory.join(&name));
                }
            }
        }
        found = next;
    }
    found.sort_unstable_by(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()));
    found
}

/// Whether a path is one that a pattern, or a plain path, names.
pub fn reaches(pattern: &Path, path: &Path) -> bool {
    if !is_pattern(pattern) {
        return pattern == path;
    }
    let (mut wanted, mut parts) = (pattern.components(), path.components());
    loop {
        match (wanted.next(), parts.next()) {
            (None, None) => return true,
            (Some(Component::Normal(wanted)), Some(Component::Normal(part)))
                if matches(wanted.as_encoded_bytes(), part.as_encoded_bytes()) => {}
            (Some(wanted), Some(part)) if wanted == part => {}
            _ => return false,
        }
    }
}

fn unescape(part: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(part.len());
    let mut bytes = part.iter();
    while let Some(&byte) = bytes.next() {
        text.push(if byte == b'\\' { bytes.next().copied().unwrap_or(byte) } else { byte });
    }
    text
}

/// fnmatch(3) with `FNM_PERIOD` for one component of a path.
pub fn matches(pattern: &[u8], name: &[u8]) -> bool {
    if name.first() == Some(&b'.') && !matches!(pattern, [b'.', ..] | [b'\\', b'.', ..]) {
        return false;
    }
    let (mut at, mut in_name) = (0, 0);
    // Where to go on if the rest does not match: after the last `*`, one byte further in the name.
    let mut star: Option<(usize, usize)> = None;
    loop {
        let step = match pattern.get(at) {
            None if in_name == name.len() => return true,
            None => None,
            Some(b'*') => {
                at += 1;
                star = Some((at, in_name));
                continue;
            }
            Some(_) => name.get(in_name).and_then(|&byte| single(pattern, at, byte)),
        };
        if let Some(next) = step {
            at = next;
            in_name += 1;
            continue;
        }
        let Some((after, from)) = star else { return false };
        if from >= name.len() {
            return false;
        }
        star = Some((after, from + 1));
        (at, in_name) = (after, from + 1);
    }
}

/// Matches one byte with what stands at `at` and is no `*`; gives where the pattern goes on.
fn single(pattern: &[u8], at: usize, byte: u8) -> Option<usize> {
    match pattern.get(at)? {
        b'?' => Some(at + 1),
        b'[' => match bracket(pattern, at + 1, byte) {
            Some((end, true)) => Some(end),
            Some((_, false)) => None,
            // Without its `]` it stands for itself.
            None => (byte == b'[').then_some(at + 1),
        },
        b'\\' => {
            // A pattern that ends in `\` matches nothing.
            let &escaped = pattern.get(at + 1)?;
            (escaped == byte).then_some(at + 2)
        }
        &plain => (plain == byte).then_some(at + 1),
    }
}

/// Reads `[...]` from after its `[`: where it ends and whether the byte is in it; `None` if it does not end.
fn bracket(pattern: &[u8], mut at: usize, byte: u8) -> Option<(usize, bool)> {
    let negated = matches!(pattern.get(at), Some(b'!' | b'^'));
    at += usize::from(negated);
    let first = at;
    let mut found = false;
    loop {
        let mut low = *pattern.get(at)?;
        if low == b']' && at > first {
            return Some((at + 1, found != negated));
        }
        if low == b'['
            && pattern.get(at + 1) == Some(&b':')
            && let Some(class) = class(&pattern[at + 2..])
        {
            found |= class_holds(class, byte);
            at += class.len() + 4;
            continue;
        }
        if low == b'\\' {
            at += 1;
            low = *pattern.get(at)?;
        }
        at += 1;
        if pattern.get(at) == Some(&b'-') && !matches!(pattern.get(at + 1), None | Some(b']')) {
            let mut high = *pattern.get(at + 1)?;
            at += 2;
            if high == b'\\' {
                high = *pattern.get(at)?;
                at += 1;
            }
            found |= (low..=high).contains(&byte);
        } else {
            found |= low == byte;
        }
    }
}

/// The name in `[:name:]`, from after its `[:`.
fn class(rest: &[u8]) -> Option<&[u8]> {
    let length = rest.iter().take_while(|byte| byte.is_ascii_lowercase()).count();
    rest[length..].starts_with(b":]").then(|| &rest[..length])
}

fn class_holds(class: &[u8], byte: u8) -> bool {
    match class {
        b"alnum" => byte.is_ascii_alphanumeric(),
        b"alpha" => byte.is_ascii_alphabetic(),
        b"blank" => matches!(byte, b' ' | b'\t'),
        b"cntrl" => byte.is_ascii_control(),
        b"digit" => byte.is_ascii_digit(),
        b"graph" => byte.is_ascii_graphic(),
        b"lower" => byte.is_ascii_lowercase(),
        b"print" => byte.is_ascii_graphic() || byte == b' ',
        b"punct" => byte.is_ascii_punctuation(),
        b"space" => byte.is_ascii_whitespace() || byte == 0x0b,
        b"upper" => byte.is_ascii_uppercase(),
        b"xdigit" => byte.is_ascii_hexdigit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::Memory;

    #[test]
    fn one_component_matches_as_fnmatch_does() {
        for (pattern, name, expected) in [
            ("*.conf", "a.conf", true),
            ("*.conf", ".conf", false),
            ("*.conf", ".a.conf", false),
            (".*", ".a", true),
            ("[.]a", ".a", false),
            ("?a", ".a", false),
            ("*", "", true),
            ("a*b*c", "aXbYbZc", true),
            ("a*b*c", "aXbYbZ", false),
            ("**", "a", true),
            ("[ab]", "a", true),
            ("[!ab]", "a", false),
            ("[^ab]", "c", true),
            ("[a-c]x", "bx", true),
            ("[]a]", "]", true),
            ("[a-]", "-", true),
            ("[a", "[a", true),
            ("[[:digit:]]", "7", true),
            ("[[:alpha:]]", "7", false),
            ("\\*", "*", true),
            ("\\*", "a", false),
            ("[\\]]", "]", true),
            ("a\\", "a\\", false),
            ("{a,b}", "a", false),
            ("A", "a", false),
        ] {
            assert_eq!(matches(pattern.as_bytes(), name.as_bytes()), expected, "{pattern} {name}");
        }
    }

    #[test]
    fn a_pattern_gives_names_sorted_by_bytes() {
        let files = Memory::new()
            .file("/e/b.conf", "")
            .file("/e/B.conf", "")
            .file("/e/.h.conf", "")
            .file("/e/a.conf.bak", "")
            .file("/e/x/1.conf", "")
            .file("/e/x-y/1.conf", "")
            .link_to("/e/gone.conf", "/nothing");
        let at = |pattern: &str| -> Vec<String> {
            let found = glob(&files, Path::new(pattern));
            found.iter().map(|path| path.display().to_string()).collect()
        };
        assert_eq!(at("/e/*.conf"), ["/e/B.conf", "/e/b.conf", "/e/gone.conf"]);
        assert_eq!(at("/e/.*.conf"), ["/e/.h.conf"]);
        assert_eq!(at("/e/*/1.conf"), ["/e/x-y/1.conf", "/e/x/1.conf"]);
        assert_eq!(at("/[e]/b.conf"), ["/e/b.conf"]);
        assert_eq!(at("/e/**/none*"), Vec::<String>::new());
    }

    #[test]
    fn a_pattern_reaches_what_it_would_find() {
        assert!(reaches(Path::new("/e/*.conf"), Path::new("/e/a.conf")));
        assert!(!reaches(Path::new("/e/*.conf"), Path::new("/e/x/a.conf")));
        assert!(reaches(Path::new("/e/a.conf"), Path::new("/e/a.conf")));
    }
}
