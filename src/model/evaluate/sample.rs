//! A text that a pattern matches, for making a request that reaches a route. It is only a proposal: the
//! caller runs the pattern on it.

/// Groups inside groups at the most.
const DEPTH: usize = 16;

/// A text that the pattern may match; `None` where none comes to mind.
pub(super) fn sample(source: &[u8]) -> Option<Vec<u8>> {
    let mut rest = source;
    let text = alternatives(&mut rest, 0)?;
    rest.is_empty().then_some(text)
}

/// The first of several alternatives; the others are read and dropped.
fn alternatives(rest: &mut &[u8], depth: usize) -> Option<Vec<u8>> {
    if depth > DEPTH {
        return None;
    }
    let first = sequence(rest, depth)?;
    while let [b'|', after @ ..] = *rest {
        *rest = after;
        sequence(rest, depth)?;
    }
    Some(first)
}

fn sequence(rest: &mut &[u8], depth: usize) -> Option<Vec<u8>> {
    let mut text = Vec::new();
    while let [byte, after @ ..] = *rest {
        if matches!(byte, b'|' | b')') {
            break;
        }
        *rest = after;
        let piece = match byte {
            b'^' | b'$' => continue,
            b'.' => b"x".to_vec(),
            b'[' => vec![class(rest)?],
            b'(' => {
                group_head(rest)?;
                let inner = alternatives(rest, depth + 1)?;
                *rest = rest.strip_prefix(b")")?;
                inner
            }
            b'\\' => {
                let [escaped, after @ ..] = *rest else { return None };
                *rest = after;
                escape(*escaped)?
            }
            byte => vec![*byte],
        };
        text.extend(piece.repeat(times(rest)));
    }
    Some(text)
}

/// What follows a `(` before its content; `None` for what is no plain group.
fn group_head(rest: &mut &[u8]) -> Option<()> {
    let Some(head) = rest.strip_prefix(b"?") else { return Some(()) };
    let head = head.strip_prefix(b"P").unwrap_or(head);
    *rest = match head {
        [b':', after @ ..] => after,
        [b'<', b'=' | b'!', ..] => return None,
        [b'<', name @ ..] => &name[name.iter().position(|byte| *byte == b'>')? + 1..],
        [b'\'', name @ ..] => &name[name.iter().position(|byte| *byte == b'\'')? + 1..],
        [b'i', after @ ..] if after.starts_with(b")") => after,
        _ => return None,
    };
    Some(())
}

fn escape(byte: u8) -> Option<Vec<u8>> {
    Some(match byte {
        b'd' => b"1".to_vec(),
        b'w' | b'S' | b'D' => b"x".to_vec(),
        b'W' => b"-".to_vec(),
        b's' => b" ".to_vec(),
        b'b' | b'B' | b'A' | b'z' | b'Z' => Vec::new(),
        byte if byte.is_ascii_alphanumeric() => return None,
        byte => vec![byte],
    })
}

/// A member of a class, from after its `[`.
fn class(rest: &mut &[u8]) -> Option<u8> {
    let negated = rest.first() == Some(&b'^');
    let start = usize::from(negated);
    let end = start + 1 + rest.get(start + 1..)?.iter().position(|byte| *byte == b']')?;
    let members = &rest[start..end];
    let member = match members {
        _ if negated => [b'x', b'1', b'-'].into_iter().find(|byte| !members.contains(byte))?,
        [b'\\', escaped, ..] => *escape(*escaped)?.first()?,
        [first, ..] => *first,
        [] => return None,
    };
    *rest = &rest[end + 1..];
    Some(member)
}

/// How often the piece before stands there, by its quantifier.
fn times(rest: &mut &[u8]) -> usize {
    let (count, length) = match *rest {
        [b'*' | b'+' | b'?', ..] => (1, 1),
        [b'{', after @ ..] => {
            let digits = after.iter().take_while(|byte| byte.is_ascii_digit()).count();
            let close = after.iter().position(|byte| *byte == b'}');
            let count =
                std::str::from_utf8(&after[..digits]).ok().and_then(|text| text.parse::<usize>().ok());
            match (count, close) {
                (Some(count), Some(close)) => (count.clamp(1, 64), close + 2),
                _ => return 1,
            }
        }
        _ => return 1,
    };
    *rest = rest.get(length..).unwrap_or_default();
    if let [b'?' | b'+', after @ ..] = *rest {
        *rest = after;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn samples_are_plausible() {
        for (source, expected) in [
            (r"^/api/(.*)$", "/api/x"),
            (r"\.(php|html)$", ".php"),
            (r"^/(?<kind>[a-z]+)/\d{3}$", "/a/111"),
            (r"^/[^/]+/x?", "/x/x"),
        ] {
            assert_eq!(sample(source.as_bytes()).as_deref(), Some(expected.as_bytes()), "{source}");
        }
        for source in ["(", "[a", "(?!x)", "a)b", r"\1"] {
            assert_eq!(sample(source.as_bytes()), None, "{source}");
        }
    }
}
