//! The parts of one word: text, escapes, variables.
//!
//! Source: `parse_line` (src/tools.c).

use super::is_escape;

/// A part of a word as HAProxy reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fragment<'w> {
    Text(&'w [u8]),
    Byte(u8),
    /// A variable in double quotes; `default` is what stands behind the `-`; `split` is `[*]`.
    Variable {
        name: &'w [u8],
        default: Option<&'w [u8]>,
        split: bool,
        /// The whole of it, with its sign.
        written: &'w [u8],
    },
}

/// The parts of a word as it is written, with its quotes.
pub fn fragments<'w>(word: &'w [u8], mut visit: impl FnMut(Fragment<'w>)) {
    let mut at = 0;
    let mut quote = 0u8;
    while let Some(&byte) = word.get(at) {
        let next = word.get(at + 1).copied().unwrap_or(0);
        match byte {
            b'"' | b'\'' if quote == 0 => {
                quote = byte;
                at += 1;
            }
            _ if byte == quote && quote != 0 => {
                quote = 0;
                at += 1;
            }
            b'\\' if quote != b'\'' => {
                let hex = |at: usize| word.get(at).and_then(|digit| (*digit as char).to_digit(16));
                match (next, hex(at + 2), hex(at + 3)) {
                    (b'x', Some(high), Some(low)) => {
                        visit(Fragment::Byte((high * 16 + low) as u8));
                        at += 4;
                    }
                    _ if is_escape(next, quote == b'"') => {
                        visit(Fragment::Byte(match next {
                            b't' => b'\t',
                            b'r' => b'\r',
                            b'n' => b'\n',
                            other => other,
                        }));
                        at += 2;
                    }
                    _ => {
                        visit(Fragment::Byte(b'\\'));
                        at += 1;
                    }
                }
            }
            b'$' if quote == b'"' => match reference(word.get(at..).unwrap_or_default()) {
                Some((variable, length)) => {
                    visit(variable);
                    at += length;
                }
                None => {
                    visit(Fragment::Byte(b'$'));
                    at += 1;
                }
            },
            _ => {
                let rest = word.get(at..).unwrap_or_default();
                let special = |&byte: &u8| byte == b'\\' || byte == b'$' || matches!(byte, b'"' | b'\'');
                let length = rest.iter().skip(1).position(special).map_or(rest.len(), |at| at + 1);
                visit(Fragment::Text(&rest[..length]));
                at += length;
            }
        }
    }
}

/// A variable at the start of a text, and its length.
pub fn reference(text: &[u8]) -> Option<(Fragment<'_>, usize)> {
    let brace = text.get(1) == Some(&b'{');
    let from = 1 + usize::from(brace);
    let rest = text.get(from..)?;
    let first = *rest.first()?;
    if !(first.is_ascii_alphabetic() || first == b'_' || first == b'.') {
        return None;
    }
    let more = |byte: &u8| !(byte.is_ascii_alphanumeric() || *byte == b'_');
    let length = rest.iter().skip(1).position(more).map_or(rest.len(), |at| at + 1);
    let name = rest.get(..length)?;
    if !brace {
        let written = text.get(..from + length)?;
        return Some((Fragment::Variable { name, default: None, split: false, written }, written.len()));
    }
    let mut at = length;
    let split = rest.get(at..)?.starts_with(b"[*]");
    at += if split { 3 } else { 0 };
    let mut default = None;
    if rest.get(at) == Some(&b'-') {
        let end = rest.get(at..)?.iter().position(|&byte| byte == b'}')?;
        default = rest.get(at + 1..at + end);
        at += end;
    }
    let written = text.get(..from + at + 1).filter(|written| written.ends_with(b"}"))?;
    Some((Fragment::Variable { name, default, split, written }, written.len()))
}

/// A word without its quotes and backslashes; variables stay as written.
pub fn decode(word: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(word.len());
    fragments(word, |fragment| match fragment {
        Fragment::Text(part) => text.extend_from_slice(part),
        Fragment::Byte(byte) => text.push(byte),
        Fragment::Variable { written, .. } => text.extend_from_slice(written),
    });
    text
}
