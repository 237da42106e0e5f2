//! nginx's values: times, sizes, flags and texts with variables.
//!
//! Sources: `ngx_parse_time`, `ngx_parse_size`, `ngx_parse_offset`, `ngx_conf_set_flag_slot`,
//! `ngx_http_script_compile`.

use crate::model::{ByteSize, Millis, Part, Template, Text};
use crate::source::At;

/// A time in milliseconds as the `*_timeout` directives read it: a bare number is seconds; units
/// `w d h m s ms` in descending order, each at most once. `None` where nginx says `invalid value`.
pub fn millis(text: &[u8]) -> Option<Millis> {
    time(text, false).map(Millis)
}

/// A time in whole seconds (`fail_timeout=`, `valid=`): `y M w d h m s`, no `ms`.
pub fn seconds(text: &[u8]) -> Option<Millis> {
    time(text, true).map(|seconds| Millis(seconds * 1000))
}

/// `ngx_parse_time`: the total in seconds or milliseconds.
fn time(text: &[u8], is_sec: bool) -> Option<u64> {
    #[derive(PartialEq, PartialOrd, Clone, Copy)]
    enum Step {
        Start,
        Year,
        Month,
        Week,
        Day,
        Hour,
        Minute,
        Second,
        Msec,
        Last,
    }
    let (mut total, mut value, mut valid, mut step) = (0u64, 0u64, false, Step::Start);
    if is_sec {
        step = Step::Start;
    } else {
        step = if step < Step::Month { Step::Month } else { step };
    }
    let mut at = 0;
    while at < text.len() {
        let byte = text[at];
        at += 1;
        if byte.is_ascii_digit() {
            value = value.checked_mul(10)?.checked_add((byte - b'0') as u64)?;
            valid = true;
            continue;
        }
        let (next, scale) = match byte {
            b'y' if step <= Step::Start => (Step::Year, 60 * 60 * 24 * 365),
            b'M' if step < Step::Month => (Step::Month, 60 * 60 * 24 * 30),
            b'w' if step < Step::Week => (Step::Week, 60 * 60 * 24 * 7),
            b'd' if step < Step::Day => (Step::Day, 60 * 60 * 24),
            b'h' if step < Step::Hour => (Step::Hour, 60 * 60),
            b'm' if text.get(at) == Some(&b's') => {
                if is_sec || step >= Step::Msec {
                    return None;
                }
                at += 1;
                (Step::Msec, 1)
            }
            b'm' if step < Step::Minute => (Step::Minute, 60),
            b's' if step < Step::Second => (Step::Second, 1),
            b' ' if step < Step::Last => (Step::Last, 1),
            _ => return None,
        };
        if !valid {
            return None;
        }
        let scale: u64 = if next == Step::Msec || is_sec { scale } else { scale * 1000 };
        total = total.checked_add(value.checked_mul(scale)?)?;
        if next == Step::Last {
            // A bare number before a space counts as seconds and ends the value's units there.
            step = Step::Last;
        } else {
            step = next;
        }
        value = 0;
        valid = next != Step::Last || total > 0;
        while text.get(at) == Some(&b' ') {
            at += 1;
        }
    }
    if !valid {
        return None;
    }
    let rest = if is_sec { value } else { value.checked_mul(1000)? };
    let total = total.checked_add(rest)?;
    (total <= i64::MAX as u64).then_some(total)
}

/// A size in bytes: digits with `k` or `m`.
pub fn size(text: &[u8]) -> Option<ByteSize> {
    scaled(text, false)
}

/// A size that may also end in `g` (`client_max_body_size`).
pub fn offset(text: &[u8]) -> Option<ByteSize> {
    scaled(text, true)
}

fn scaled(text: &[u8], giga: bool) -> Option<ByteSize> {
    let (digits, scale) = match text.split_last()? {
        (b'k' | b'K', digits) => (digits, 1 << 10),
        (b'm' | b'M', digits) => (digits, 1 << 20),
        (b'g' | b'G', digits) if giga => (digits, 1 << 30),
        _ => (text, 1),
    };
    number(digits)?.checked_mul(scale).map(ByteSize)
}

/// A plain number of decimal digits.
pub fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// `on` or `off`, in any case.
pub fn flag(text: &[u8]) -> Option<bool> {
    if text.eq_ignore_ascii_case(b"on") {
        return Some(true);
    }
    text.eq_ignore_ascii_case(b"off").then_some(false)
}

/// Whether a word has anything to expand.
pub fn has_variable(text: &[u8]) -> bool {
    memchr::memchr(b'$', text).is_some()
}

/// Whether a name stands between two percent signs (`%web_port%`), as some template steps write it. Bytes
/// encoded for a URL (`%2F`, `%ab%cd`) are none.
pub fn has_percent_name(text: &[u8]) -> bool {
    let pieces: Vec<&[u8]> = text.split(|byte| *byte == b'%').collect();
    pieces.len() > 2
        && pieces[1..pieces.len() - 1].iter().any(|name| {
            name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'_')
                && name.first().is_some_and(u8::is_ascii_alphabetic)
                && name.iter().any(|byte| !byte.is_ascii_hexdigit())
                && !name.get(..2).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit))
        })
}

/// A text split at its variables: `$name`, `${name}`, `$1`. What nginx refuses (`$`, `${x`) stays text.
pub fn template(text: &[u8], at: At) -> Template {
    let mut parts = Vec::new();
    let mut literal = 0;
    let mut here = 0;
    while let Some(found) = memchr::memchr(b'$', &text[here..]) {
        let dollar = here + found;
        let Some((name, end)) = variable(text, dollar) else {
            here = dollar + 1;
            continue;
        };
        if dollar > literal {
            parts.push(Part::Literal(Text::from(&text[literal..dollar])));
        }
        parts.push(Part::Variable(Text::from(name)));
        (literal, here) = (end, end);
    }
    if literal < text.len() {
        parts.push(Part::Literal(Text::from(&text[literal..])));
    }
    Template { parts: parts.into(), at }
}

/// Name and end of the variable whose `$` stands at `dollar`.
pub fn variable(text: &[u8], dollar: usize) -> Option<(&[u8], usize)> {
    let rest = text.get(dollar + 1..)?;
    if let Some(braced) = rest.strip_prefix(b"{") {
        let length = braced.iter().position(|byte| !is_name(*byte))?;
        return (length > 0 && braced.get(length) == Some(&b'}'))
            .then(|| (&braced[..length], dollar + 2 + length + 1));
    }
    match rest.first()? {
        digit if digit.is_ascii_digit() && *digit != b'0' => Some((&rest[..1], dollar + 2)),
        _ => {
            let length = rest.iter().position(|byte| !is_name(*byte)).unwrap_or(rest.len());
            (length > 0).then(|| (&rest[..length], dollar + 1 + length))
        }
    }
}

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn ms(text: &str) -> Option<u64> {
        millis(text.as_bytes()).map(|value| value.0)
    }

    #[test]
    fn times_are_read_as_nginx_reads_them() {
        assert_eq!(ms("60"), Some(60_000));
        assert_eq!(ms("1m30"), Some(90_000));
        assert_eq!(ms("1s500ms"), Some(1_500));
        assert_eq!(ms("1h 30m"), Some(5_400_000));
        assert_eq!(ms("0"), Some(0));
        for refused in ["0.5s", "1.5", "-1", "60sec", "60S", "30s1m", "1M", "1y", "", "s"] {
            assert_eq!(ms(refused), None, "{refused}");
        }
        assert_eq!(seconds(b"10").map(|value| value.0), Some(10_000));
        assert_eq!(seconds(b"1M").map(|value| value.0), Some(2_592_000_000));
        assert_eq!(seconds(b"500ms"), None);
    }

    #[test]
    fn names_between_percent_signs_are_no_encoded_bytes() {
        for text in ["%ip%:%web_port%", "http://%ip%", "%host%"] {
            assert!(has_percent_name(text.as_bytes()), "{text}");
        }
        for text in ["/a%2Fb%20c", "%ab%cd", "100%", "%fe%80%81", ""] {
            assert!(!has_percent_name(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn sizes_have_one_letter_at_most() {
        assert_eq!(size(b"16k"), Some(ByteSize(16384)));
        assert_eq!(offset(b"1G"), Some(ByteSize(1 << 30)));
        for refused in ["4kb", "1.5k", "10mb", "-1", "1g", "k", ""] {
            assert_eq!(size(refused.as_bytes()), None, "{refused}");
        }
    }

    #[test]
    fn variables_end_where_their_name_ends() {
        let at = At::from(Span::new(FileId(0), 0, 0));
        let parts = template(b"http://${a}b$c-$1x$", at).parts;
        let shown: Vec<String> = parts.iter().map(|part| format!("{part:?}")).collect();
        assert_eq!(
            shown,
            [
                "Literal(\"http://\")",
                "Variable(\"a\")",
                "Literal(\"b\")",
                "Variable(\"c\")",
                "Literal(\"-\")",
                "Variable(\"1\")",
                "Literal(\"x$\")"
            ]
        );
        assert_eq!(template(b"plain", at).constant(), Some(&b"plain"[..]));
        assert_eq!(template(b"", at).constant(), Some(&b""[..]));
    }
}
