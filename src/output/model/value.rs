//! Values of the model as JSON: texts, places, settings, conditions.

use crate::model::*;
use crate::source::{At, FileId, Sources, Span};
use serde_json::{Value as Json, json};
use std::fmt::Debug;

/// What is needed to write one proxy's values.
pub(super) struct Writer<'a> {
    pub sources: &'a Sources,
    pub secrets: &'a [Span],
}

/// A value of a setting.
pub(super) trait Leaf {
    fn json(&self, writer: &Writer<'_>) -> Json;
}

macro_rules! plain {
    ($($kind:ty),+) => { $(impl Leaf for $kind {
        fn json(&self, _: &Writer<'_>) -> Json {
            json!(self)
        }
    })+ };
}

macro_rules! words {
    ($($kind:ty),+) => { $(impl Leaf for $kind {
        fn json(&self, _: &Writer<'_>) -> Json {
            json!(word(self))
        }
    })+ };
}

plain!(bool, u16, u32, u64);
words!(Balance, HttpVersion);

/// In milliseconds; `null` is never.
impl Leaf for Millis {
    fn json(&self, _: &Writer<'_>) -> Json {
        if *self == Millis::NEVER { Json::Null } else { json!(self.0) }
    }
}

/// In bytes.
impl Leaf for ByteSize {
    fn json(&self, _: &Writer<'_>) -> Json {
        json!(self.0)
    }
}

/// As bits; see the constants of [`RetryOn`].
impl Leaf for RetryOn {
    fn json(&self, _: &Writer<'_>) -> Json {
        json!(self.0)
    }
}

impl Leaf for Text {
    fn json(&self, writer: &Writer<'_>) -> Json {
        writer.text(self)
    }
}

impl Leaf for Template {
    fn json(&self, writer: &Writer<'_>) -> Json {
        writer.template(self)
    }
}

/// A variant's name in kebab-case, without what it holds.
pub(super) fn word(value: &impl Debug) -> String {
    let name = format!("{value:?}");
    let name = name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
    let mut text = String::new();
    for character in name.chars() {
        if character.is_ascii_uppercase() && !text.is_empty() && !text.ends_with('-') {
            text.push('-');
        }
        text.push(if character == '_' { '.' } else { character.to_ascii_lowercase() });
    }
    text
}

/// `null` where there is no end.
pub(super) fn version(version: Version) -> Json {
    if version == Version::MAX { Json::Null } else { json!(version.to_string()) }
}

impl Writer<'_> {
    pub(super) fn path(&self, file: FileId) -> Json {
        json!(self.sources.path(file).to_string_lossy())
    }

    /// A place, with the include lines through which it counts.
    pub(super) fn at(&self, at: At) -> Json {
        let mut place = self.place(at.span);
        let chain: Vec<Json> = self.sources.chain(at.via).map(|span| self.place(span)).collect();
        if !chain.is_empty() {
            place["via"] = Json::Array(chain);
        }
        place
    }

    fn place(&self, span: Span) -> Json {
        let start = self.sources.get(span.file).line_column(span.start);
        json!({
            "file": self.path(span.file),
            "line": start.line,
            "column": start.column,
            "offset": span.start,
            "length": span.end.saturating_sub(span.start),
        })
    }

    pub(super) fn text(&self, text: &Text) -> Json {
        json!(String::from_utf8_lossy(text))
    }

    /// Variables as `${name}`.
    pub(super) fn template(&self, template: &Template) -> Json {
        let span = template.at.span;
        if self.secrets.iter().any(|secret| secret.contains(span) || span.contains(*secret)) {
            return json!("(hidden)");
        }
        let mut text = String::new();
        for part in template.parts.iter() {
            match part {
                Part::Literal(literal) => text.push_str(&String::from_utf8_lossy(literal)),
                Part::Variable(name) => text.push_str(&format!("${{{}}}", String::from_utf8_lossy(name))),
                Part::Sample(sample) => text.push_str(&format!("%[{}]", self.source(sample.at.span))),
                Part::Table(table) => {
                    text.push_str(&format!("${{{}:…}}", String::from_utf8_lossy(&table.name)));
                }
            }
        }
        json!(text)
    }

    pub(super) fn setting<T: Leaf>(&self, setting: &Setting<T>) -> Json {
        let hidden = |json: Json| match setting.at() {
            Some(at) if self.secrets.iter().any(|secret| at.span.contains(*secret)) => json!("(hidden)"),
            _ => json,
        };
        let mut written = match &setting.value {
            Value::One(value) => json!({ "value": hidden(value.json(self)) }),
            Value::Several(values) => {
                let case = |case: &Case<T>| {
                    let mut written = match &case.value {
                        Ok(Some(value)) => json!({ "value": hidden(value.json(self)) }),
                        Ok(None) => json!({ "unset": true }),
                        Err(why) => json!({ "unknown": word(why) }),
                    };
                    written["when"] = self.when(case.when);
                    written["origin"] = json!(word(&case.origin));
                    written
                };
                let values: Vec<Json> = values.iter().map(case).collect();
                json!({ "several": values })
            }
            Value::Unset => json!({ "unset": true }),
            Value::Unknown(why) => json!({ "unknown": word(why) }),
        };
        written["term"] = json!(setting.term);
        written["origin"] = json!(word(&setting.origin));
        if let Some(at) = setting.at() {
            written["at"] = self.at(at);
        }
        written
    }

    pub(super) fn when(&self, when: When) -> Json {
        match when {
            When::Always => json!("always"),
            When::Version(range) => {
                json!({ "from": range.from.to_string(), "before": version(range.before) })
            }
            When::Branch(branch) => json!({ "branch": branch.0 }),
            When::Case(at) => json!({ "case": self.at(at) }),
        }
    }

    pub(super) fn endpoint(&self, endpoint: &Endpoint) -> Json {
        let host = match &endpoint.host {
            HostPart::Ip(ip) => json!({ "ip": ip }),
            HostPart::Any(family) => json!({ "any": family.as_ref().map(word) }),
            HostPart::Name(name) => json!({ "name": self.text(name) }),
            HostPart::Unix(path) => json!({ "unix": self.text(path) }),
            HostPart::ClientDestination => json!("client-destination"),
            HostPart::Unknown(why) => json!({ "unknown": word(why) }),
        };
        let port = match endpoint.port {
            PortPart::Written(port) => json!(port),
            PortPart::Filled(port) => json!({ "filled": port }),
            PortPart::Offset(offset) => json!({ "offset": offset }),
            PortPart::Range(first, last) => json!([first, last]),
            PortPart::None => Json::Null,
            PortPart::Unknown(why) => json!({ "unknown": word(&why) }),
        };
        json!({
            "host": host,
            "port": port,
            "resolution": word(&endpoint.resolution),
            "at": self.at(endpoint.at),
        })
    }

    pub(super) fn name(&self, pattern: &NamePattern) -> Json {
        match pattern {
            NamePattern::Exact(name) => self.text(name),
            NamePattern::Leading(name)
            | NamePattern::LeadingOrSelf(name)
            | NamePattern::Trailing(name)
            | NamePattern::Glob(name) => {
                json!({ word(pattern): self.text(name) })
            }
            NamePattern::Regex(pattern) => json!({ "regex": self.text(&pattern.source) }),
            NamePattern::Any => json!({ "any": true }),
            NamePattern::Unknown(why) => json!({ "unknown": word(why) }),
        }
    }

    /// The text of a place.
    fn source(&self, span: Span) -> String {
        String::from_utf8_lossy(self.sources.bytes(span)).into_owned()
    }

    fn among(&self, among: &Among) -> Json {
        match among {
            Among::Found => json!("found"),
            Among::True(wanted) => json!(wanted),
            Among::Texts(texts) => json!({
                "fit": word(&texts.fit),
                "ignore-case": texts.ignore_case,
                "list": texts.list.iter().map(|(text, _)| self.text(text)).collect::<Vec<_>>(),
                "files": texts.tables.iter().map(|table| self.text(&table.path)).collect::<Vec<_>>(),
            }),
            Among::Numbers(ranges) => json!({ "numbers": ranges }),
            Among::Lengths(ranges) => json!({ "lengths": ranges }),
            Among::Networks { list, .. } => {
                json!(list.iter().map(|(ip, bits)| format!("{ip}/{bits}")).collect::<Vec<_>>())
            }
        }
    }

    pub(super) fn cond(&self, cond: &Cond) -> Json {
        let list = |list: &[Cond]| Json::Array(list.iter().map(|cond| self.cond(cond)).collect());
        match cond {
            Cond::Always => json!("always"),
            Cond::Never => json!("never"),
            Cond::All(all) => json!({ "all": list(all) }),
            Cond::Any(any) => json!({ "any": list(any) }),
            Cond::Not(not) => json!({ "not": self.cond(not) }),
            Cond::Named(id) => json!({ "named": format!("{id:?}") }),
            Cond::Unknown(why, at) => json!({ "unknown": word(why), "at": self.at(*at) }),
            Cond::Atom(atom) => {
                let value = match &atom.op {
                    Op::Is(text)
                    | Op::IsIgnoreCase(text)
                    | Op::Prefix(text)
                    | Op::Under(text)
                    | Op::Glob(text, _)
                    | Op::Suffix(text)
                    | Op::Contains(text)
                    | Op::Opaque(text) => self.text(text),
                    Op::IsText(template) => self.template(template),
                    Op::Matches(pattern) => self.text(&pattern.source),
                    Op::In(networks) => {
                        json!(networks.iter().map(|(ip, bits)| format!("{ip}/{bits}")).collect::<Vec<_>>())
                    }
                    Op::Less(number) | Op::Greater(number) => json!(number),
                    Op::Among(among) => self.among(among),
                    Op::Holds => Json::Null,
                };
                let subject = match &atom.subject {
                    Subject::Sample(sample) => json!({ "sample": self.source(sample.at.span) }),
                    other => json!(word(other)),
                };
                json!({
                    "subject": subject,
                    "op": word(&atom.op),
                    "value": value,
                    "at": self.at(atom.at),
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variants_are_words() {
        assert_eq!(word(&Balance::RoundRobin), "round-robin");
        assert_eq!(word(&Reach::Named("x".into())), "named");
        assert_eq!(word(&HttpVersion::V1_1), "v1.1");
    }
}
