//! `envvars`: the shell script that Debian's and upstream's apachectl read before httpd starts.
//!
//! Only assignments are understood. Where one stands in an `if`, that of its `else` counts: what a machine with a
//! single instance runs.

use rustc_hash::FxHashMap;

/// The variables that the script sets, by name.
pub fn read(script: &[u8]) -> FxHashMap<Vec<u8>, Vec<u8>> {
    let mut variables: FxHashMap<Vec<u8>, Vec<u8>> = FxHashMap::default();
    // For each `if` around a line, whether its `else` has come.
    let mut ifs: Vec<bool> = Vec::new();
    for line in script.split(|byte| *byte == b'\n') {
        let line = line.trim_ascii();
        let first = line.split(|byte| byte.is_ascii_whitespace() || *byte == b';').next().unwrap_or_default();
        match first {
            b"if" | b"case" => ifs.push(false),
            b"else" => ifs.iter_mut().last().into_iter().for_each(|seen| *seen = true),
            b"fi" | b"esac" => {
                ifs.pop();
            }
            _ => {}
        }
        if line.first() == Some(&b'#') || !ifs.iter().all(|in_else| *in_else) {
            continue;
        }
        let line = line.strip_prefix(b"export ").unwrap_or(line).trim_ascii();
        if let Some((name, value)) = assignment(line) {
            let value = expand(value, &variables);
            variables.insert(name.to_vec(), value);
        } else if let Some((name, value)) = default(line)
            && !variables.contains_key(name)
        {
            let value = expand(value, &variables);
            variables.insert(name.to_vec(), value);
        }
    }
    variables
}

fn is_name(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
}

/// `NAME=value`.
fn assignment(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let equals = memchr::memchr(b'=', line)?;
    let (name, value) = (&line[..equals], &line[equals + 1..]);
    is_name(name).then_some((name, value))
}

/// `: ${NAME:=value}`.
fn default(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let inner = line.strip_prefix(b":")?.trim_ascii();
    let inner = inner.strip_prefix(b"\"").and_then(|inner| inner.strip_suffix(b"\"")).unwrap_or(inner);
    let inner = inner.strip_prefix(b"${")?.strip_suffix(b"}")?;
    let at = memchr::memmem::find(inner, b":=")?;
    is_name(&inner[..at]).then(|| (&inner[..at], &inner[at + 2..]))
}

/// A value without its quotes, with the variables known so far in place; unknown ones are empty.
fn expand(value: &[u8], variables: &FxHashMap<Vec<u8>, Vec<u8>>) -> Vec<u8> {
    let mut out = Vec::new();
    let (mut at, mut quote) = (0, None);
    while let Some(&byte) = value.get(at) {
        match byte {
            b'\'' | b'"' if quote.is_none() => quote = Some(byte),
            byte if Some(byte) == quote => quote = None,
            b'$' if quote != Some(b'\'') => {
                let rest = &value[at + 1..];
                let braced = rest.first() == Some(&b'{');
                let inner = if braced { &rest[1..] } else { rest };
                let length = inner.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
                let (name, after) = inner.split_at(length);
                let fallback = after.strip_prefix(b":-").or_else(|| after.strip_prefix(b":="));
                let end =
                    if braced { memchr::memchr(b'}', after).map_or(after.len(), |end| end + 1) } else { 0 };
                match variables.get(name) {
                    Some(text) => out.extend_from_slice(text),
                    None if braced => {
                        let text = fallback.map(|text| &text[..text.len().min(end.saturating_sub(3))]);
                        out.extend_from_slice(text.unwrap_or_default());
                    }
                    None => {}
                }
                at += 1 + usize::from(braced) + length + end;
                continue;
            }
            b' ' | b'\t' | b';' | b'#' if quote.is_none() => break,
            b'\\' if quote != Some(b'\'') => {
                at += 1;
                out.extend(value.get(at));
            }
            byte => out.push(byte),
        }
        at += 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assignments_are_read_as_a_shell_does() {
        let script = b"# x=1\nunset HOME\nif [ a ] ; then\n\tSUFFIX=\"-b\"\nelse\n\tSUFFIX=\nfi\n\
            export RUN=/run/apache2$SUFFIX/a # c\nA='x $y' \n: ${B:=z}\nexport C=\"${A}/${N:-d}\"\nexport LANG\n";
        let read = read(script);
        let get =
            |name: &str| read.get(name.as_bytes()).map(|text| String::from_utf8_lossy(text).into_owned());
        assert_eq!(get("SUFFIX").as_deref(), Some(""));
        assert_eq!(get("RUN").as_deref(), Some("/run/apache2/a"));
        assert_eq!(get("A").as_deref(), Some("x $y"));
        assert_eq!(get("B").as_deref(), Some("z"));
        assert_eq!(get("C").as_deref(), Some("x $y/d"));
        assert_eq!(get("x"), None);
    }
}
