//! Variables of the environment that have no value: nothing stands in their place.
//!
//! An address is read with variables in and out of quotes (`env_expand` in `str2sa_range`, src/tools.c), any other
//! word in double quotes alone (`parse_line`).

use super::super::keywords::kw;
use super::super::lex::{Fragment, fragments, reference};
use super::line::{Env, Known, Line};
use super::part::Part;
use super::section::Section;
use crate::model::*;
use crate::syntax::WordRef;

/// Looks at the words of a section.
pub fn check(part: &mut Part<'_>, section: &Section<'_>) {
    if !part.lower.whole || !section.env.lacks() {
        return;
    }
    for line in section.lines().filter(|line| line.when == When::Always && !asks(*line)) {
        let address = address(line);
        for index in line.skip()..line.node.len() {
            let Some(word) = line.node.word(index) else { break };
            let bare = address == Some(index - line.skip());
            if word.has_variable() || bare {
                word_of(part, &section.env, word, bare);
            }
        }
    }
}

/// Lines in which a variable may well have no value.
fn asks(line: Line<'_>) -> bool {
    line.is_condition() || matches!(line.keyword(), kw::SETENV | kw::PRESETENV | kw::UNSETENV | kw::RESETENV)
}

/// Which of the words behind the keyword is an address.
fn address(line: Line<'_>) -> Option<usize> {
    match line.keyword() {
        kw::BIND | kw::SOURCE | kw::LOG | kw::DISPATCH => Some(0),
        kw::SERVER | kw::NAMESERVER | kw::PEER => Some(1),
        kw::SERVER_TEMPLATE => Some(2),
        _ => None,
    }
}

fn word_of(part: &mut Part<'_>, env: &Env, word: WordRef<'_>, address: bool) {
    let mut lacking: Option<Vec<u8>> = None;
    let mut variable = |fragment: Fragment<'_>| {
        if let Fragment::Variable { name, default: None, split: false, .. } = fragment
            && env.get(name) == Known::Unset
        {
            lacking.get_or_insert_with(|| name.to_vec());
        }
    };
    if word.has_variable() {
        fragments(word.written(), &mut variable);
    }
    let mut rest = if address { word.bytes() } else { b"" };
    while let Some(dollar) = memchr::memchr(b'$', rest) {
        let Some((fragment, length)) = reference(&rest[dollar..]) else { break };
        variable(fragment);
        rest = &rest[dollar + length..];
    }
    let Some(name) = lacking else { return };
    let text = String::from_utf8_lossy(&name).into_owned();
    let near = env.names().filter(|known| known.len().abs_diff(name.len()) <= 2);
    let nearest = near
        .map(|known| (strsim::damerau_levenshtein(&text, &String::from_utf8_lossy(known)), known))
        .filter(|(distance, known)| *distance <= 2 && *distance < known.len() / 2)
        .min()
        .map(|(_, known)| Text::from(known));
    let kind = RemarkKind::WithoutValue { name: Text::from(name), nearest, address };
    part.remark(word.span().into(), kind);
}
