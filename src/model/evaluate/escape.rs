//! Escapes in paths, as nginx writes and reads them (`ngx_escape_uri`, `ngx_unescape_uri`).

/// Bytes that a path may not carry (`NGX_ESCAPE_URI`, as of 1.21.1).
fn escaped_in_path(byte: u8) -> bool {
    matches!(byte, 0..=0x20 | 0x7f..) || br##""#%<>?\^`{|}"##.contains(&byte)
}

/// Bytes that an argument may not carry (`NGX_ESCAPE_ARGS`).
fn escaped_in_argument(byte: u8) -> bool {
    escaped_in_path(byte) || b"&+;".contains(&byte)
}

pub fn path(text: &[u8]) -> Vec<u8> {
    escape(text, escaped_in_path)
}

pub fn argument(text: &[u8]) -> Vec<u8> {
    escape(text, escaped_in_argument)
}

fn escape(text: &[u8], escaped: fn(u8) -> bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for &byte in text {
        if escaped(byte) {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            out.extend([b'%', DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]]);
        } else {
            out.push(byte);
        }
    }
    out
}

/// The value of a hexadecimal digit.
pub fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// Decodes escapes; what is none stays.
pub fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, tail @ ..] = rest {
        if *first == b'%'
            && let [high, low, after @ ..] = tail
            && let (Some(high), Some(low)) = (digit(*high), digit(*low))
        {
            out.push(high << 4 | low);
            rest = after;
        } else {
            out.push(*first);
            rest = tail;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_path_may_not_carry_is_escaped() {
        assert_eq!(path(b"/a b%?c~\xc3"), b"/a%20b%25%3Fc~%C3");
        assert_eq!(argument(b"a&b+c/d"), b"a%26b%2Bc/d");
        assert_eq!(decode(b"/a%20b%zz%4"), b"/a b%zz%4");
    }
}
