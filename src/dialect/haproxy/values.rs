//! Times, sizes and numbers as HAProxy reads them.
//!
//! Sources: `parse_time_err` and `parse_size_err` (src/tools.c); the manual, section 2.5. Many keywords read
//! numbers by `atol`: what it reads is told beside what was written.

use crate::model::{ByteSize, Millis};

/// Why a time is refused, or read only in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeFault {
    /// A sign, a fraction, a unit that does not exist: at this byte.
    Unexpected(usize),
    /// 2^31 milliseconds or more: 24 days and 20 hours.
    TooLong,
}

/// A time with what stands behind its unit: HAProxy warns about it and drops it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    pub value: Millis,
    /// Nothing but digits.
    pub bare: bool,
    /// Bytes behind a complete unit.
    pub rest: usize,
}

/// A time; digits alone count `bare` milliseconds each.
pub fn time(text: &[u8], bare: u64) -> Result<Time, TimeFault> {
    let digits = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return Err(TimeFault::Unexpected(0));
    }
    let number = number(&text[..digits]).ok_or(TimeFault::TooLong)?;
    let unit = &text[digits..];
    let (length, micros) = match unit {
        [] => (0, bare.saturating_mul(1000)),
        [b'u', b's', ..] => (2, 1),
        [b'm', b's', ..] => (2, 1000),
        [b's', ..] => (1, 1_000_000),
        [b'm', ..] => (1, 60_000_000),
        [b'h', ..] => (1, 3_600_000_000),
        [b'd', ..] => (1, 86_400_000_000),
        _ => return Err(TimeFault::Unexpected(digits)),
    };
    // Less than a millisecond counts as one.
    let value = number.saturating_mul(micros).div_ceil(1000);
    if value >= 1 << 31 {
        return Err(TimeFault::TooLong);
    }
    Ok(Time { value: Millis(value), bare: unit.is_empty(), rest: unit.len() - length })
}

/// A size for the keywords that read units; those of the others read by [`leading`].
pub fn size(text: &[u8]) -> Option<ByteSize> {
    let (digits, factor) = match text.split_last()? {
        (b'k' | b'K', digits) => (digits, 1 << 10),
        (b'm' | b'M', digits) => (digits, 1 << 20),
        (b'g' | b'G', digits) => (digits, 1 << 30),
        _ => (text, 1),
    };
    number(digits)?.checked_mul(factor).map(ByteSize)
}

/// Digits and nothing else.
pub fn number(text: &[u8]) -> Option<u64> {
    if text.is_empty() || !text.iter().all(u8::is_ascii_digit) {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// What `atol` reads: blanks, a sign, digits; the rest is dropped. Where no digit stands it reads 0.
pub fn leading(text: &[u8]) -> (i64, usize) {
    let sign = usize::from(matches!(text.first(), Some(b'-' | b'+')));
    let digits = text[sign..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if digits == 0 {
        return (0, 0);
    }
    let end = sign + digits;
    let value = std::str::from_utf8(&text[sign..end]).ok().and_then(|digits| digits.parse::<i64>().ok());
    let value = value.unwrap_or(i64::MAX);
    (if text.first() == Some(&b'-') { -value } else { value }, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_have_one_unit_and_no_fraction() {
        let read = |text: &str| time(text.as_bytes(), 1).map(|time| (time.value.0, time.rest));
        assert_eq!(read("30"), Ok((30, 0)));
        assert_eq!(read("30s"), Ok((30_000, 0)));
        assert_eq!(read("500us"), Ok((1, 0)));
        assert_eq!(read("1h30m"), Ok((3_600_000, 3)));
        assert_eq!(read("2S"), Err(TimeFault::Unexpected(1)));
        assert_eq!(read("1.5s"), Err(TimeFault::Unexpected(1)));
        assert_eq!(read("-1"), Err(TimeFault::Unexpected(0)));
        assert_eq!(read("25d"), Err(TimeFault::TooLong));
        assert_eq!(time(b"7", 1000).map(|time| time.value.0), Ok(7000));
    }

    #[test]
    fn numbers_are_read_as_atol_does() {
        assert_eq!(leading(b"10k"), (10, 2));
        assert_eq!(leading(b"abc"), (0, 0));
        assert_eq!(leading(b"-3"), (-3, 2));
        assert_eq!(size(b"32k"), Some(ByteSize(32768)));
        assert_eq!(size(b"1.5m"), None);
    }
}
