//! Files that a section's lines name, and that HAProxy reads at start: answers, and what filters are told.
//!
//! Files of patterns and maps are told by the rules that use them (`way`), certificates by `bind` and `server`.

use super::super::keywords::kw;
use super::line::Line;
use super::part::Part;
use super::section::Section;
use crate::model::FileRole;

/// Looks at the lines of a section.
pub fn check<'a>(part: &mut Part<'a>, section: &Section<'a>) {
    for line in section.lines() {
        match line.keyword() {
            kw::ERRORFILE => {
                if let Some(arg) = line.arg(1, &section.env) {
                    part.file(FileRole::ErrorBody, &arg, None, true);
                }
            }
            kw::HTTP_REQUEST | kw::HTTP_RESPONSE | kw::HTTP_AFTER_RESPONSE => answer(part, section, line),
            kw::FILTER if is(line, 0, b"spoe") => behind(part, section, line, &[b"config"], FileRole::Other),
            _ => {}
        }
    }
}

/// `http-request return status 503 content-type text/html file /srv/busy.html`
fn answer<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>) {
    let answers = [&b"return"[..], b"deny", b"tarpit"].iter().any(|action| is(line, 0, action));
    if answers {
        behind(part, section, line, &[b"errorfile", b"file", b"lf-file"], FileRole::ErrorBody);
    }
}

fn is(line: Line<'_>, index: usize, text: &[u8]) -> bool {
    line.node.word(line.skip() + index).is_some_and(|word| word.bytes() == text)
}

/// The word behind one of these; what stands behind `if` is a condition.
fn behind<'a>(part: &mut Part<'a>, section: &Section<'a>, line: Line<'a>, words: &[&[u8]], role: FileRole) {
    let named = |word: &[u8]| words.contains(&word);
    let count = line.node.len();
    if !(line.skip() + 1..count).any(|at| line.node.word(at).is_some_and(|word| named(word.bytes()))) {
        return;
    }
    let args = line.args(&section.env);
    let end = args.iter().position(|arg| arg.is("if") || arg.is("unless")).unwrap_or(args.len());
    for pair in args[..end].windows(2).skip(1) {
        if named(&pair[0].text) {
            part.file(role, &pair[1], None, true);
        }
    }
}
