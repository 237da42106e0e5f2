//! Numbers and times as httpd reads them, which differs from directive to directive.
//!
//! Sources: `atoi` in core.c and mod_proxy.c, `ap_timeout_parameter_parse` (server/util.c).

use crate::model::Millis;

/// What C's `atoi` reads of a text, and what it leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Atoi<'t> {
    pub value: i64,
    /// No digit was found.
    pub empty: bool,
    pub rest: &'t [u8],
}

pub fn atoi(text: &[u8]) -> Atoi<'_> {
    let blanks = text.iter().take_while(|&&byte| super::lex::is_space(byte)).count();
    let text = &text[blanks..];
    let (negative, digits) = match text.first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let number = digits[..length]
        .iter()
        .fold(0i64, |number, digit| number.saturating_mul(10).saturating_add((digit - b'0') as i64));
    let value = if negative { -number } else { number };
    Atoi { value, empty: length == 0, rest: &digits[length..] }
}

/// What somebody means by a time with a unit that httpd does not read here.
pub fn meant(atoi: Atoi<'_>) -> Option<Millis> {
    let unit = match &*atoi.rest.to_ascii_lowercase() {
        b"ms" | b"msec" | b"millis" | b"milliseconds" => 1,
        b"s" | b"sec" | b"secs" | b"second" | b"seconds" => 1_000,
        b"m" | b"mi" | b"min" | b"mins" | b"minute" | b"minutes" => 60_000,
        b"h" | b"hour" | b"hours" => 3_600_000,
        b"d" | b"day" | b"days" => 86_400_000,
        _ => return None,
    };
    u64::try_from(atoi.value).ok().map(|value| Millis(value.saturating_mul(unit)))
}

/// A time with a unit, `bare` milliseconds where it has none; `None`: httpd refuses it.
pub fn time(text: &[u8], bare: u64) -> Option<Millis> {
    let number = atoi(text);
    let unit = match (number.rest, number.empty) {
        (_, true) => return None,
        ([], _) => bare,
        ([b's' | b'S', ..], _) => 1_000,
        ([b'h' | b'H', ..], _) => 3_600_000,
        ([b'm' | b'M', b's' | b'S', ..], _) => 1,
        ([b'm' | b'M', b'i' | b'I', ..], _) => 60_000,
        _ => return None,
    };
    u64::try_from(number.value).ok().map(|value| Millis(value.saturating_mul(unit)))
}

/// `On` and `Off`, in any case.
pub fn flag(text: &[u8]) -> Option<bool> {
    if text.eq_ignore_ascii_case(b"on") {
        Some(true)
    } else if text.eq_ignore_ascii_case(b"off") {
        Some(false)
    } else {
        None
    }
}

/// A placeholder of a template step (`{{ name }}`, `<%= %>`, `@NAME@`, `__NAME__`, `%name%`), or a variable: not
/// httpd's to judge.
pub fn is_placeholder(text: &[u8]) -> bool {
    let pairs = |pair: &[u8]| matches!(pair, b"{{" | b"}}" | b"<%" | b"%>" | b"{%" | b"%}" | b"${");
    text.windows(2).any(pairs)
        || text.starts_with(b"__") && text.len() > 2
        || has_percent_name(text)
        || memchr::memchr_iter(b'@', text).take(2).count() == 2 && !text.contains(&b':')
}

/// Whether `%name%` stands in a text.
fn has_percent_name(text: &[u8]) -> bool {
    memchr::memchr_iter(b'%', text).any(|at| {
        let rest = &text[at + 1..];
        let length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic() || **byte == b'_').count();
        length > 1 && rest.get(length) == Some(&b'%')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn atoi_reads_a_number_and_drops_the_rest() {
        for (text, value) in
            [("60", 60), ("500ms", 500), ("1m", 1), ("abc", 0), (" -1x", -1), ("+7", 7), ("", 0)]
        {
            assert_eq!(atoi(text.as_bytes()).value, value, "{text}");
        }
        assert_eq!(meant(atoi(b"500ms")), Some(Millis(500)));
        assert_eq!(meant(atoi(b"1min")), Some(Millis(60_000)));
        assert_eq!(meant(atoi(b"60")), None);
    }

    #[test]
    fn placeholders_are_not_judged() {
        for (text, placeholder) in [
            ("%ip%:%web_port%", true),
            ("a%20b%20c", false),
            ("{{ x }}", true),
            ("10%", false),
            ("@HOST@", true),
        ] {
            assert_eq!(is_placeholder(text.as_bytes()), placeholder, "{text}");
        }
    }

    #[test]
    fn times_with_units_are_read_by_their_first_letters() {
        for (text, bare, time_read) in [
            ("5", 1_000, Some(5_000)),
            ("500", 1, Some(500)),
            ("500ms", 1_000, Some(500)),
            ("2sec", 1_000, Some(2_000)),
            ("2mins", 1_000, Some(120_000)),
            ("1hours", 1_000, Some(3_600_000)),
            ("5m", 1_000, None),
            ("1.5", 1_000, None),
            ("-5", 1_000, None),
            ("x", 1_000, None),
        ] {
            assert_eq!(time(text.as_bytes(), bare), time_read.map(Millis), "{text}");
        }
    }
}
