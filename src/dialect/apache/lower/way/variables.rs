//! Variables of a request: what mod_setenvif sets, and the tables of rewrite rules.

use super::super::super::keywords::kw;
use super::super::super::line::{Arg, Line};
use super::super::{expr, template};
use super::Way;
use crate::model::*;
use crate::source::At;
use std::sync::Arc;

impl<'a> Way<'a, '_> {
    /// Variables that a line of mod_setenvif sets.
    pub(super) fn sets(&mut self, line: Line<'a>) {
        let at = line.head();
        let mut args = line.args();
        let keyword = line.keyword();
        let subject = match keyword {
            kw::SET_ENV_IF_EXPR => None,
            kw::BROWSER_MATCH | kw::BROWSER_MATCH_NO_CASE => Some(Subject::Header("User-Agent".into())),
            _ => match args.next() {
                Some(arg) => self.attribute(arg),
                None => return,
            },
        };
        let Some(pattern) = args.next() else { return };
        let ignore_case = matches!(keyword, kw::SET_ENV_IF_NO_CASE | kw::BROWSER_MATCH_NO_CASE);
        let when = match (keyword, subject) {
            (kw::SET_ENV_IF_EXPR, _) => {
                expr::parse(pattern.text, pattern.at).unwrap_or(Cond::Unknown(Why::Invalid, at))
            }
            (_, Some(subject)) => {
                let pattern = Pattern { source: pattern.text.into(), ignore_case };
                expr::atom(subject, Op::Matches(pattern), at)
            }
            (_, None) => Cond::Unknown(Why::Opaque, at),
        };
        let when = match (line.unknown(), line.when()) {
            (Some(why), _) => Cond::Unknown(why, at),
            (None, When::Always) => when,
            (None, _) => Cond::Unknown(Why::Environment, at),
        };
        for arg in args {
            let (name, value) = match arg.text.strip_prefix(b"!") {
                Some(name) => (name, None),
                None => match arg.text.iter().position(|byte| *byte == b'=') {
                    Some(sign) => {
                        let value = template::expression(&arg.text[sign + 1..], arg.at);
                        (&arg.text[..sign], Some(value))
                    }
                    None => (arg.text, Some(template::literal(b"1", arg.at))),
                },
            };
            self.set_names.insert(name.to_ascii_lowercase());
            self.variables.push(VariableSet { name: name.into(), when: when.clone(), value, at });
        }
    }

    /// What a line of mod_setenvif looks at; `None`: a pattern of header names, or a variable set before.
    pub(super) fn attribute(&self, arg: Arg<'_>) -> Option<Subject> {
        let variable = |name: &str| {
            let parts = Arc::from([Part::Variable(name.into())]);
            Some(Subject::Text(Template { parts, at: arg.at }))
        };
        match &*arg.text.to_ascii_lowercase() {
            b"remote_addr" => variable("REMOTE_ADDR"),
            b"server_addr" => variable("SERVER_ADDR"),
            b"request_method" => variable("REQUEST_METHOD"),
            b"request_protocol" => variable("SERVER_PROTOCOL"),
            b"request_uri" => variable("REQUEST_URI"),
            b"remote_host" | b"remote_user" => None,
            name if self.set_names.contains(name) => None,
            name if name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte)) => {
                Some(Subject::Header(arg.text.into()))
            }
            _ => None,
        }
    }

    /// `RewriteMap name type:source`
    pub(super) fn table(&mut self, line: Line<'a>) {
        if line.keyword() != kw::REWRITE_MAP {
            return;
        }
        let (Some(name), Some(source)) = (line.arg(0), line.arg(1)) else { return };
        let text = source.text;
        let source = match text.iter().position(|byte| *byte == b':') {
            Some(colon) => match (&*text[..colon].to_ascii_lowercase(), &text[colon + 1..]) {
                (b"int", b"tolower") => TableSource::Lower,
                (b"int", b"toupper") => TableSource::Upper,
                (b"int", b"escape") => TableSource::Escape,
                (b"int", b"unescape") => TableSource::Unescape,
                (b"txt", path) => self.rows(path, source.at),
                _ => TableSource::Unknown(Why::Opaque),
            },
            None => self.rows(text, source.at),
        };
        self.tables.insert(name.text.to_vec(), source);
    }

    pub(super) fn rows(&mut self, path: &[u8], at: At) -> TableSource {
        let path = (self.resolve)(path);
        let Some(bytes) = self.yard.file(&path) else { return TableSource::Unknown(Why::UnreadInclude) };
        let rows = bytes.split(|byte| *byte == b'\n').filter_map(|line| {
            let line = line.trim_ascii();
            if line.starts_with(b"#") {
                return None;
            }
            let end = line.iter().position(|byte| byte.is_ascii_whitespace())?;
            let value = line[end..].trim_ascii();
            let end_of_value = value.iter().position(|byte| byte.is_ascii_whitespace());
            let value = &value[..end_of_value.unwrap_or(value.len())];
            Some(Row { key: line[..end].into(), value: value.into(), span: at.span })
        });
        let rows: Vec<Row> = rows.collect();
        TableSource::Rows(Arc::new(Table { path: path.into(), rows: rows.into(), open: None }))
    }
}
