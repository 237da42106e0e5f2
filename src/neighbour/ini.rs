//! Lines of `[section]` and `key = value`, as php-fpm, systemd, uWSGI and supervisors write them, with places.
//!
//! Must not know what a key means.

use crate::source::{FileId, Span};

/// One line that sets something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) section: &'a str,
    pub(super) section_at: Span,
    pub(super) key: &'a str,
    pub(super) value: &'a str,
    /// The value, without quotes.
    pub(super) value_at: Span,
}

/// Lines of one file at the most.
const MAX_LINES: usize = 20_000;

/// Every line that sets something. Comments begin with `;` or `#`; behind a blank `;` ends a value.
pub(super) fn lines(file: FileId, bytes: &[u8]) -> Vec<Line<'_>> {
    let text = std::str::from_utf8(bytes)
        .unwrap_or_else(|error| std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default());
    let mut found = Vec::new();
    let mut section = ("", Span::new(file, 0, 0));
    let mut start = 0;
    for _ in 0..MAX_LINES {
        let at = start;
        // A line that ends in `\\` goes on (systemd.syntax(7)).
        let mut end = at;
        loop {
            let rest = &text[end..];
            let stop = end + rest.find('\n').map_or(rest.len(), |found| found + 1);
            let goes_on = text[end..stop].trim_end().ends_with('\\') && stop < text.len();
            end = stop;
            if !goes_on {
                break;
            }
        }
        if end == at {
            break;
        }
        start = end;
        let raw = &text[at..end];
        let line = raw.trim();
        if line.is_empty() || line.starts_with([';', '#']) {
            continue;
        }
        let from = at + (raw.len() - raw.trim_start().len());
        if let Some((name, _)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            section = (name, Span::new(file, from, from + name.len() + 2));
            continue;
        }
        let Some((key, value)) = line.split_once('=') else { continue };
        let value = value.split(" ;").next().unwrap_or_default().trim().trim_matches(['"', '\'']);
        // Both lie in the same text.
        let value_from = value.as_ptr() as usize - text.as_ptr() as usize;
        found.push(Line {
            section: section.0,
            section_at: section.1,
            key: key.trim(),
            value,
            value_at: Span::new(file, value_from, value_from + value.len()),
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_keys_and_values_have_places() {
        let unit = "[Service]\nExecStart=/bin/gunicorn \\\n  --bind unix:/run/g.sock \\\n  a:b\nUser=x\n";
        let joined = lines(FileId(0), unit.as_bytes());
        assert_eq!(joined.len(), 2);
        assert!(joined[0].value.ends_with("a:b"));
        let text = "; x\n[www]\n listen = \"/run/a.sock\" ; old\n\nbroken\nphp_admin_value[a.b] = 1\n";
        let lines = lines(FileId(0), text.as_bytes());
        let found: Vec<_> = lines.iter().map(|l| (l.section, l.key, &text[l.value_at.range()])).collect();
        assert_eq!(found, [("www", "listen", "/run/a.sock"), ("www", "php_admin_value[a.b]", "1")]);
    }
}
