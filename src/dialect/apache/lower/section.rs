//! Sections of a host: what they cover, and what they set that decides where a request goes.
//!
//! Source: `dirsection`, `urlsection`, `filesection`, `ifsection` of core.c, `proxysection` of mod_proxy.

use super::super::keywords::kw;
use super::super::line::Line;
use super::expr;
use super::template;
use crate::model::{Cond, Layer, Op, Pattern, SectionSettings, Subject, Text, Why};
use crate::source::At;

/// What a section covers.
#[derive(Debug)]
pub struct Cover {
    pub layer: Layer,
    pub when: Cond,
    /// The argument as written, and whether it is a pattern: a pass inside is read by it.
    pub text: Vec<u8>,
    pub pattern: bool,
    pub at: At,
}

impl Cover {
    /// A folder of which it is not known whether a request comes to it.
    pub fn of_folder(text: Vec<u8>, at: At) -> Cover {
        Cover { layer: Layer::Folder, when: Cond::Unknown(Why::Fragment, at), text, pattern: false, at }
    }
}

/// Reads the opening line; `None`: no section that lays settings over others. `before` holds the
/// conditions of the `<If>` and `<ElseIf>` that stand before this one.
pub fn cover(line: Line<'_>, resolve: impl Fn(&[u8]) -> Vec<u8>, before: &[Cond]) -> Option<Cover> {
    let keyword = line.keyword();
    let first = line.arg(0);
    let marked = first.is_some_and(|arg| arg.text == b"~");
    let arg = if marked { line.arg(1) } else { first };
    let at = arg.map_or(line.head(), |arg| arg.at);
    let text = arg.map_or(&b""[..], |arg| arg.text).to_vec();
    let pattern = marked
        || matches!(keyword, kw::LOCATION_MATCH | kw::DIRECTORY_MATCH | kw::FILES_MATCH | kw::PROXY_MATCH);
    let matches = |subject| {
        let pattern = Pattern { source: Text::from(&text[..]), ignore_case: false };
        expr::atom(subject, Op::Matches(pattern), at)
    };
    let (layer, when) = match keyword {
        kw::LOCATION | kw::LOCATION_MATCH => (
            Layer::Path,
            match &text[..] {
                _ if pattern => matches(Subject::Path),
                path if template::is_glob(path) => expr::atom(Subject::Path, Op::Glob(path.into(), true), at),
                path => expr::atom(Subject::Path, Op::Under(path.into()), at),
            },
        ),
        kw::DIRECTORY | kw::DIRECTORY_MATCH => (
            Layer::Folder,
            match &text[..] {
                _ if pattern => matches(Subject::Folder),
                path if template::is_glob(path) => {
                    expr::atom(Subject::Folder, Op::Glob(resolve(path).into(), true), at)
                }
                path => expr::atom(Subject::Folder, Op::Under(resolve(path).into()), at),
            },
        ),
        kw::FILES | kw::FILES_MATCH => (
            Layer::File,
            match &text[..] {
                _ if pattern => matches(Subject::FileName),
                name if template::is_glob(name) => {
                    expr::atom(Subject::FileName, Op::Glob(name.into(), true), at)
                }
                name => expr::atom(Subject::FileName, Op::Is(name.into()), at),
            },
        ),
        kw::PROXY | kw::PROXY_MATCH => (
            Layer::Target,
            match &text[..] {
                _ if pattern => matches(Subject::Target),
                b"*" => Cond::Always,
                url if url.contains(&b'*') || url.contains(&b'?') => {
                    expr::atom(Subject::Target, Op::Glob(url.into(), false), at)
                }
                url => expr::atom(Subject::Target, Op::Prefix(url.into()), at),
            },
        ),
        kw::LIMIT | kw::LIMIT_EXCEPT => {
            let is = |word: Text| expr::atom(Subject::Method, Op::Is(word), at);
            let list: Vec<Cond> = line.args().map(|arg| is(arg.text.into())).collect();
            let one = Cond::Any(list.into());
            (Layer::Request, if keyword == kw::LIMIT { one } else { Cond::Not(Box::new(one)) })
        }
        kw::IF | kw::ELSE_IF | kw::ELSE => {
            let text = line.args().map(|arg| arg.text.to_vec()).collect::<Vec<_>>().join(&b' ');
            let own = match keyword {
                kw::ELSE => None,
                _ => Some(expr::parse(&text, at).unwrap_or(Cond::Unknown(Why::Invalid, at))),
            };
            let before = match keyword {
                kw::IF => &[],
                _ => before,
            };
            let mut list: Vec<Cond> = before.iter().map(|cond| Cond::Not(Box::new(cond.clone()))).collect();
            list.extend(own);
            (Layer::Request, Cond::All(list.into()))
        }
        _ => return None,
    };
    let when = match line.unknown() {
        Some(why) => Cond::Unknown(why, at),
        None => when,
    };
    Some(Cover { layer, when, text, pattern, at })
}

/// Takes a line that sets one of these; `false`: it is none.
pub fn setting(settings: &mut SectionSettings, line: Line<'_>) -> bool {
    let on = || line.arg(0).map(|arg| arg.text.eq_ignore_ascii_case(b"on"));
    match line.keyword() {
        kw::PROXY_PRESERVE_HOST => settings.keeps_host = on(),
        kw::PROXY_ERROR_OVERRIDE => {
            let number = |text: &[u8]| std::str::from_utf8(text).ok()?.parse().ok();
            let statuses: Vec<u16> = line.args().skip(1).filter_map(|arg| number(arg.text)).collect();
            settings.own_errors = on().map(|on| (on, statuses.into()));
        }
        kw::DIRECTORY_INDEX => {
            settings.index = Some(line.args().map(|arg| Text::from(arg.text)).collect());
        }
        kw::DIRECTORY_SLASH => settings.folder_slash = on(),
        kw::FALLBACK_RESOURCE => {
            settings.fallback = line.arg(0).map(|arg| (Text::from(arg.text), arg.at));
        }
        kw::ALLOW_OVERRIDE => {
            settings.overrides = Some(!line.args().all(|arg| arg.text.eq_ignore_ascii_case(b"none")));
        }
        kw::OPTIONS => {
            for arg in line.args() {
                match &*arg.text.to_ascii_lowercase() {
                    b"indexes" | b"+indexes" | b"all" => settings.listing = Some(true),
                    b"-indexes" | b"none" => settings.listing = Some(false),
                    _ => {}
                }
            }
            // Without a sign the list stands for all options.
            let signed = line.arg(0).is_some_and(|arg| matches!(arg.text.first(), Some(b'+' | b'-')));
            if !signed && settings.listing != Some(true) {
                settings.listing = Some(false);
            }
        }
        kw::REQUEST_HEADER => {
            settings.headers = {
                let mut all = std::mem::take(&mut settings.headers).into_vec();
                all.extend(header(line));
                all.into()
            }
        }
        _ => return false,
    }
    true
}

/// `RequestHeader set Name value [early|env=…|expr=…]`
fn header(line: Line<'_>) -> Option<crate::model::HeaderChange> {
    use crate::model::HeaderChangeKind as Kind;
    let how = match &*line.arg(0)?.text.to_ascii_lowercase() {
        b"set" => Kind::Set,
        b"setifempty" => Kind::SetIfEmpty,
        b"append" | b"merge" => Kind::Append,
        b"add" => Kind::Add,
        b"unset" => Kind::Unset,
        _ => Kind::Other,
    };
    let name = line.arg(1)?.text;
    let value = line.arg(2).filter(|_| how != Kind::Unset);
    let mut when = Cond::Always;
    let mut early = false;
    for arg in line.args().skip(if how == Kind::Unset { 2 } else { 3 }) {
        let text = arg.text;
        if text.eq_ignore_ascii_case(b"early") {
            early = true;
        } else if let Some(expr) = text.strip_prefix(b"expr=") {
            when = expr::parse(expr, arg.at).unwrap_or(Cond::Unknown(Why::Invalid, arg.at));
        } else {
            when = Cond::Unknown(Why::Opaque, arg.at);
        }
    }
    let at = line.head();
    let value = match value {
        Some(arg) => match arg.text.strip_prefix(b"expr=") {
            Some(text) => template::expression(text, arg.at),
            None => template::header(arg.text, arg.at),
        },
        None => template::literal(b"", at),
    };
    Some(crate::model::HeaderChange {
        name: name.strip_suffix(b":").unwrap_or(name).into(),
        how,
        value,
        when,
        early,
        at,
    })
}
