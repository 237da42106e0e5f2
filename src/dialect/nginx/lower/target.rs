//! Pass directives: where a request is sent to, followed through variables.
//!
//! Sources: `ngx_http_proxy_pass`, `ngx_http_fastcgi_pass` and siblings, `ngx_http_proxy_eval`,
//! `ngx_http_upstream_add`.

use super::super::address::{self, Expect};
use super::super::keywords::kw;
use super::super::values;
use super::part::Part;
use super::pool;
use super::scope::Line;
use crate::model::*;
use crate::source::At;
use rustc_hash::{FxHashMap, FxHashSet};
use std::hash::Hash;

/// Values that a variable is followed to at the most; beyond them it is unknown.
const MOST_VALUES: usize = 64;
/// Variables that are followed inside each other at the most.
const DEEPEST: usize = 8;
/// Pieces of text put together for one target at the most: texts can double with every variable.
const MOST_STEPS: usize = 100_000;

/// How one pass directive reads its argument.
#[derive(Clone, Copy, Debug)]
pub struct Pass {
    pub protocol: Protocol,
    /// Schemes in lower case, with TLS or without and the port filled in.
    schemes: &'static [(&'static [u8], bool, Option<u16>)],
    /// A scheme must stand.
    needs_scheme: bool,
    uri: bool,
}

/// The pass directives of `http`, and `proxy_pass` of `stream`.
pub fn pass(keyword: u16, stream: bool) -> Option<Pass> {
    let plain = |protocol| Pass { protocol, schemes: &[], needs_scheme: false, uri: false };
    Some(match keyword {
        kw::PROXY_PASS if stream => plain(Protocol::Tcp),
        kw::PROXY_PASS => Pass {
            protocol: Protocol::Http,
            schemes: &[(b"http://", false, Some(80)), (b"https://", true, Some(443))],
            needs_scheme: true,
            uri: true,
        },
        kw::GRPC_PASS => Pass {
            protocol: Protocol::Grpc,
            schemes: &[(b"grpc://", false, None), (b"grpcs://", true, None)],
            needs_scheme: false,
            uri: false,
        },
        kw::UWSGI_PASS => Pass {
            protocol: Protocol::Uwsgi,
            schemes: &[(b"uwsgi://", false, None), (b"suwsgi://", true, None)],
            needs_scheme: false,
            uri: false,
        },
        kw::FASTCGI_PASS => plain(Protocol::FastCgi),
        kw::SCGI_PASS => plain(Protocol::Scgi),
        kw::MEMCACHED_PASS => plain(Protocol::Memcached),
        _ => return None,
    })
}

/// Values that `set` gives to variables in one host.
pub type Assignments = FxHashMap<Text, Values>;

/// The different values of a variable, one more at the most than are followed.
#[derive(Debug, Default)]
pub struct Values {
    list: Vec<Template>,
    seen: FxHashSet<std::sync::Arc<[crate::model::Part]>>,
    /// Some value names the variable itself.
    grows: bool,
}

impl Values {
    pub fn add(&mut self, name: &Text, value: &Template) {
        self.grows |= value.variables().any(|inner| inner == name);
        if self.list.len() <= MOST_VALUES && self.seen.insert(value.parts.clone()) {
            self.list.push(value.clone());
        }
    }
}

/// Lowers a pass directive of a block. `in_pattern`: the location is a pattern, named, or an `if`.
pub fn forward(
    part: &mut Part<'_>,
    line: Line<'_>,
    pass: Pass,
    assignments: &Assignments,
    in_pattern: bool,
    tls: bool,
) -> Option<Forward> {
    let (text, at) = line.arg(0)?;
    let template = part.template(text, at);
    let mut forward = Forward {
        at: line.head(),
        protocol: pass.protocol,
        targets: Box::new([]),
        open: None,
        sends: Sends::default(),
        template,
    };
    let stream = pass.protocol == Protocol::Tcp;
    if let Some(constant) = forward.template.constant().map(<[u8]>::to_vec) {
        if is_template_text(&constant) {
            forward.open = Some(Why::Template);
            return Some(forward);
        }
        let written = Written { text: constant, at, when: When::Always, uri_rest: Vec::new() };
        match target(part, &written, pass, Resolution::AtStart, tls) {
            Ok(target) => {
                if in_pattern
                    && !stream
                    && let Some(uri) = &target.uri
                {
                    part.remark(uri.at, RemarkKind::PathNotAllowed);
                }
                forward.targets = Box::new([target]);
            }
            Err(why) => forward.open = Some(why),
        }
        return Some(forward);
    }
    let (values, open) = values_of(part, &forward.template, assignments);
    forward.open = open;
    let mut targets = Vec::new();
    for value in values {
        match target(part, &value, pass, Resolution::PerRequest, tls) {
            Ok(target) => targets.push(target),
            Err(why) => forward.open = Some(why),
        }
    }
    forward.targets = targets.into();
    Some(forward)
}

/// Text of another template language, which a later step fills in.
fn is_template_text(text: &[u8]) -> bool {
    memchr::memmem::find(text, b"{{").is_some()
        || memchr::memmem::find(text, b"<%").is_some()
        || text.iter().filter(|byte| **byte == b'@').count() >= 2
        || values::has_percent_name(text)
        || memchr::memmem::find(text, b"__").is_some()
            && text.iter().any(u8::is_ascii_uppercase)
            && !text.iter().any(u8::is_ascii_lowercase)
}

/// A target's text up to where it is known.
#[derive(Clone, Debug)]
struct Written {
    text: Vec<u8>,
    at: At,
    when: When,
    /// What follows, with variables: part of the path, or the text ends in the middle of the address.
    uri_rest: Vec<crate::model::Part>,
}

/// Reads the known text of a target. An unknown rest may only begin in the path.
fn target(
    part: &mut Part<'_>,
    written: &Written,
    pass: Pass,
    resolution: Resolution,
    tls: bool,
) -> Result<Target, Why> {
    let Written { text, at, .. } = written;
    let at = *at;
    let stream = pass.protocol == Protocol::Tcp;
    let scheme = pass
        .schemes
        .iter()
        .find(|(scheme, ..)| text.len() >= scheme.len() && text[..scheme.len()].eq_ignore_ascii_case(scheme));
    let (skip, tls, default_port) = match scheme {
        Some((scheme, tls, port)) => (scheme.len(), *tls, *port),
        None if pass.needs_scheme => {
            // What a request makes of a variable is refused then, not at start.
            if written.uri_rest.is_empty() && resolution == Resolution::AtStart {
                let server_says = format!("invalid URL prefix in \"{}\"", text.escape_ascii());
                let fault = AddressFault::BadScheme;
                part.invalid_address(at, server_says, fault);
                return Err(Why::Invalid);
            }
            return Err(Why::Variable);
        }
        None => (0, tls, None),
    };
    let rest = &text[skip..];
    let authority_open = !written.uri_rest.is_empty() && {
        let unix = rest.len() >= 5 && rest[..5].eq_ignore_ascii_case(b"unix:");
        let end = if unix {
            memchr::memchr(b':', &rest[5..]).is_none()
        } else {
            memchr::memchr2(b'/', b'?', rest).is_none()
        };
        // `http://app$request_uri`: the rest begins with a slash by its nature.
        end && !starts_with_path(&written.uri_rest)
    };
    if authority_open {
        return Err(Why::Variable);
    }
    // A group is found by its name before any port is missed (ngx_http_upstream_add).
    let lookup = Expect { default_port: default_port.or(Some(0)), uri: pass.uri, listen: false };
    let read = match address::parse(rest, lookup) {
        Ok(read) => read,
        Err((fault, says)) => {
            if resolution == Resolution::AtStart {
                let server_says = format!("{says} in upstream \"{}\"", rest.escape_ascii());
                part.invalid_address(at, server_says, fault);
            }
            return Err(Why::Invalid);
        }
    };
    let length = text.len() + rest_length(at, text.len());
    let word = part.lower.walk.sources.bytes(at.span);
    let quote = usize::from(matches!(word.first(), Some(b'"' | b'\'')));
    let written_out = |end: usize| word.get(quote..).is_some_and(|word| word.starts_with(&text[..end]));
    let shift = |range: std::ops::Range<usize>| {
        let (start, end) = (range.start + skip, range.end + skip);
        if written_out(end) {
            return part_of(at, length, start..end);
        }
        // A variable stands before it: it may still be written out up to the end of the word.
        let close = word.len() - quote.min(word.len());
        let behind = close.checked_sub(text.len() - start).filter(|&from| {
            written.uri_rest.is_empty()
                && word[..close].ends_with(&text[start..])
                && matches!(word[..from].last(), Some(b'/' | b':'))
        });
        if let Some(from) = behind {
            return at.span.part(from, from + (end - start));
        }
        // A variable stands there: all that follows the scheme, or the whole word.
        let start = if written_out(skip) { quote + skip } else { 0 };
        at.span.part(start, close)
    };
    let host_span = shift(read.host_at.clone());
    let port_span = read.port_at.clone().map(shift);
    let uri = uri_of(&read, rest, skip, written, length);
    let scheme_span = (skip > 0 && written_out(skip)).then(|| part_of(at, length, 0..skip.saturating_sub(3)));
    let declared = match &read.host {
        HostPart::Name(name) => part.pool_named(&name.clone(), stream),
        _ => None,
    };
    if let Some(id) = declared
        && let Some(port) = port_span
    {
        let at_start = resolution == Resolution::AtStart;
        part.remark(At { span: host_span, ..at }, RemarkKind::PoolWithPort { pool: id, port, at_start });
    }
    let pool = match declared {
        Some(id) if port_span.is_none() || resolution == Resolution::AtStart => {
            part.name(NameKind::Pool, false, At { span: host_span, ..at });
            id
        }
        _ => {
            let no_port = read.port == PortPart::Filled(0) && default_port.is_none();
            if no_port && !matches!(read.host, HostPart::Unix(_)) {
                match &read.host {
                    _ if resolution != Resolution::AtStart => {}
                    // Without a port it can only have been meant as a group.
                    HostPart::Name(name) if !name.contains(&b'.') => {
                        let kind = RemarkKind::UndefinedName {
                            kind: NameKind::Pool,
                            name: name.clone(),
                            nearest: None,
                        };
                        part.remark(At { span: host_span, ..at }, kind);
                    }
                    _ => {
                        let server_says = format!("no port in upstream \"{}\"", rest.escape_ascii());
                        let fault = AddressFault::NoPort;
                        part.invalid_address(at, server_says, fault);
                    }
                }
                return Err(Why::Invalid);
            }
            let name = rest[..read.uri_at.unwrap_or(rest.len())].to_vec();
            let mut endpoint = pool::from_address(read, at, length);
            (endpoint.host_span, endpoint.port_span) = (host_span, port_span);
            if endpoint.resolution == Resolution::AtStart {
                endpoint.resolution = resolution;
            }
            pool::implicit(part, endpoint, &name, stream)
        }
    };
    Ok(Target {
        protocol: pass.protocol,
        tls,
        scheme_span,
        pool,
        host_span,
        port_span,
        uri,
        when: written.when,
        at,
    })
}

/// Bytes of the word after the known text: its variables as written.
fn rest_length(at: At, known: usize) -> usize {
    let written = (at.span.end - at.span.start) as usize;
    // Only used to tell a quoted word from a bare one; a word with variables is as long as written.
    written.saturating_sub(known)
}

fn starts_with_path(rest: &[crate::model::Part]) -> bool {
    match rest.first() {
        Some(crate::model::Part::Variable(name)) => {
            matches!(&**name, b"request_uri" | b"uri" | b"document_uri")
        }
        Some(crate::model::Part::Literal(text)) => matches!(text.first(), Some(b'/' | b'?')),
        Some(crate::model::Part::Sample(_) | crate::model::Part::Table(_)) | None => false,
    }
}

fn uri_of(
    read: &address::Address,
    rest: &[u8],
    skip: usize,
    written: &Written,
    length: usize,
) -> Option<Template> {
    let start = match read.uri_at {
        Some(start) => start,
        None if written.uri_rest.is_empty() => return None,
        None => rest.len(),
    };
    let mut parts = Vec::new();
    if start < rest.len() {
        parts.push(crate::model::Part::Literal(Text::from(&rest[start..])));
    }
    parts.extend(written.uri_rest.iter().cloned());
    let span = part_of(written.at, length, start + skip..length);
    Some(Template { parts: parts.into(), at: At { span, ..written.at } })
}

/// What a template can come to, and why that is not all.
fn values_of(part: &Part<'_>, template: &Template, assignments: &Assignments) -> (Vec<Written>, Option<Why>) {
    let start = Written { text: Vec::new(), at: template.at, when: When::Always, uri_rest: Vec::new() };
    let mut found = vec![start];
    let mut open = None;
    let mut following = Following { part, assignments, steps: 0 };
    following.expand(template, 0, &mut found, &mut open, template.parts.len() == 1);
    if following.steps > MOST_STEPS {
        return (Vec::new(), Some(Why::Variable));
    }
    (found, open)
}

/// Variables of one target, as they are followed.
struct Following<'f, 'a> {
    part: &'f Part<'a>,
    assignments: &'f Assignments,
    /// Work so far.
    steps: usize,
}

impl<'f> Following<'f, '_> {
    /// Appends a template to every text so far.
    fn expand(
        &mut self,
        template: &Template,
        depth: usize,
        found: &mut Vec<Written>,
        open: &mut Option<Why>,
        whole: bool,
    ) {
        for piece in template.parts.iter() {
            // Every value so far is copied for every choice: long ones count for more.
            self.steps +=
                found.iter().map(|value| 1 + value.uri_rest.len() + value.text.len() / 64).sum::<usize>();
            if self.steps > MOST_STEPS {
                return;
            }
            match piece {
                crate::model::Part::Literal(text) => {
                    for value in found.iter_mut() {
                        if value.uri_rest.is_empty() {
                            value.text.extend_from_slice(text);
                        } else {
                            value.uri_rest.push(piece.clone());
                        }
                    }
                }
                crate::model::Part::Sample(_) | crate::model::Part::Table(_) => {
                    found.iter_mut().for_each(|value| value.uri_rest.push(piece.clone()));
                }
                crate::model::Part::Variable(name) => {
                    let choices = match depth < DEEPEST {
                        true => self.choices(name),
                        false => None,
                    };
                    let Some((choices, complete)) = choices else {
                        for value in found.iter_mut() {
                            value.uri_rest.push(piece.clone());
                        }
                        continue;
                    };
                    if let Err(why) = complete {
                        *open = Some(why);
                    }
                    let mut next = Vec::new();
                    for choice in choices {
                        let mut branch = found.clone();
                        for value in &mut branch {
                            if choices.len() > 1 {
                                value.when = When::Case(choice.at);
                            }
                            // The text lies wholly in the value: point there.
                            if whole && value.text.is_empty() {
                                value.at = choice.at;
                            }
                        }
                        self.expand(choice, depth + 1, &mut branch, open, whole && choice.parts.len() == 1);
                        next.append(&mut branch);
                        if next.len() > MOST_VALUES {
                            *open = Some(Why::Variable);
                            next.truncate(MOST_VALUES);
                            break;
                        }
                    }
                    *found = next;
                }
            }
        }
    }

    /// Values that a variable is given, and whether they are all. `None`: not followed.
    fn choices(&self, name: &Text) -> Option<(&'f [Template], Result<(), Why>)> {
        if let Some(values) = self.assignments.get(name) {
            // A value that names the variable itself only adds to it.
            return (!values.grows).then_some((&*values.list, Ok(())));
        }
        let shared = self.part.lower.shared.get()?;
        let index = *shared.variable_index.get(name)?;
        let variable = &shared.variables[index];
        let complete = |open: bool| if open { Err(Why::UnreadInclude) } else { Ok(()) };
        let complete = match &variable.source {
            VariableSource::Map(map) => complete(map.open),
            VariableSource::Geo(geo) => complete(geo.open),
            VariableSource::Split { .. } | VariableSource::Set(_) => Ok(()),
            VariableSource::Capture | VariableSource::Opaque(_) => return None,
        };
        // A table may be long and followed from every server: its different values are gathered once.
        let values = shared.values.get(index)?.get_or_init(|| different_values(variable));
        Some((&**values, complete))
    }
}

/// The different values of a variable, one more than are followed: equal texts count once, however many keys
/// lead to them.
fn different_values(variable: &Variable) -> Vec<Template> {
    match &variable.source {
        VariableSource::Map(map) => {
            different(map.entries.iter().map(|entry| &entry.value).chain(&map.default), |value| &value.parts)
        }
        VariableSource::Geo(geo) => {
            let networks = geo.networks.iter().map(|(_, text)| text);
            let texts = networks.chain(geo.ranges.iter().map(|(_, text)| text)).chain(&geo.default);
            let texts = different(texts, |text| text);
            texts.iter().map(|text| values::template(text, variable.at)).collect()
        }
        VariableSource::Split { values, .. } | VariableSource::Set(values) => {
            different(values.iter(), |value| &value.parts)
        }
        VariableSource::Capture | VariableSource::Opaque(_) => Vec::new(),
    }
}

fn different<'v, T: Clone + 'v, K: Hash + Eq + 'v>(
    values: impl Iterator<Item = &'v T>,
    key: impl Fn(&'v T) -> &'v K,
) -> Vec<T> {
    let mut seen = FxHashSet::default();
    values.filter(|value| seen.insert(key(value))).take(MOST_VALUES + 1).cloned().collect()
}
