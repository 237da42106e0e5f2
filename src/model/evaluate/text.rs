//! Texts with variables, evaluated for one request.
//!
//! nginx goes over a text twice, first for its length, then for its bytes (`ngx_http_complex_value`,
//! `ngx_http_script_run`). A table that is looked up in the first round may change the captures, so the
//! second round reads captures that the length was not counted for. Both rounds are kept here.

use super::walk::Walk;
use super::{Doubt, Known, open};
use crate::model::{Part, Template, VariableSource};
use crate::source::At;

/// Tables that refer to each other at the most.
const DEPTH: u8 = 24;

/// A piece of an evaluated text.
#[derive(Clone, Debug)]
pub(super) struct Piece {
    pub bytes: Vec<u8>,
    pub kind: PieceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind {
    Literal,
    Variable,
    Capture,
}

impl<'a> Walk<'a> {
    /// The text for this request.
    pub fn text(&mut self, template: &Template) -> Known<Vec<u8>> {
        let (pieces, length) = self.pieces(template)?;
        let mut bytes: Vec<u8> = pieces.into_iter().flat_map(|piece| piece.bytes).collect();
        match length {
            Some(length) if length > bytes.len() => {
                // The server sends bytes here that nobody wrote.
                open(
                    Doubt::NotModelled("a capture that a table changes while the text is built"),
                    template.at,
                )
            }
            length => {
                bytes.truncate(length.unwrap_or(usize::MAX));
                Ok(bytes)
            }
        }
    }

    /// The pieces in order, and the length that the first round counted where it differs.
    pub fn pieces(&mut self, template: &Template) -> Known<(Vec<Piece>, Option<usize>)> {
        let mut pieces = Vec::with_capacity(template.parts.len());
        let mut stale = false;
        for part in template.parts.iter() {
            pieces.push(match part {
                Part::Literal(text) => Piece { bytes: text.to_vec(), kind: PieceKind::Literal },
                Part::Sample(_) | Part::Table(_) => {
                    return open(Doubt::NotModelled("this text"), template.at);
                }
                Part::Variable(name) => {
                    let age = self.captures_age;
                    let bytes = self.variable(name, template.at)?;
                    let had_capture = pieces.iter().any(|piece: &Piece| piece.kind == PieceKind::Capture);
                    stale |= had_capture && age != self.captures_age;
                    let kind = match capture_number(name) {
                        Some(_) => PieceKind::Capture,
                        None => PieceKind::Variable,
                    };
                    Piece { bytes, kind }
                }
            });
        }
        if !stale {
            return Ok((pieces, None));
        }
        let counted = pieces.iter().map(|piece| piece.bytes.len()).sum();
        for (piece, part) in pieces.iter_mut().zip(template.parts.iter()) {
            if let Part::Variable(name) = part
                && let Some(number) = capture_number(name)
            {
                piece.bytes = self.capture(number);
            }
        }
        let length: usize = pieces.iter().map(|piece| piece.bytes.len()).sum();
        Ok((pieces, (length != counted).then_some(counted)))
    }

    fn capture(&self, number: usize) -> Vec<u8> {
        self.captures.groups.get(number).cloned().flatten().unwrap_or_default()
    }

    /// A variable by its name, without sign.
    pub fn variable(&mut self, name: &[u8], at: At) -> Known<Vec<u8>> {
        if let Some(number) = capture_number(name) {
            return Ok(self.capture(number));
        }
        let name = name.to_ascii_lowercase();
        if let Some(value) = self.variables.get(&name).or_else(|| self.tables.get(&name)) {
            return value.clone();
        }
        let routing = self.routing;
        let definitions = routing.variables.get(&name).map_or(&[][..], Vec::as_slice);
        for index in definitions {
            let Some(variable) = routing.proxy.variables.get(*index) else {
                continue;
            };
            let computed = match &variable.source {
                VariableSource::Set(_) | VariableSource::Capture => continue,
                VariableSource::Opaque(why) => return open(Doubt::Value(*why), variable.at),
                _ if self.depth >= DEPTH => {
                    return open(Doubt::Variable(name[..].into()), variable.at);
                }
                VariableSource::Map(map) => {
                    self.depth += 1;
                    let value = self.map(map, variable.at);
                    self.depth -= 1;
                    value
                }
                VariableSource::Geo(geo) => {
                    self.depth += 1;
                    let value = self.geo(geo, variable.at);
                    self.depth -= 1;
                    value
                }
                VariableSource::Split { values, .. } => self.split(values, variable.at),
            };
            self.tables.insert(name, computed.clone());
            return computed;
        }
        if let Some(value) = self.builtin(&name, at) {
            return value;
        }
        match self.proxy.open.variables {
            // Declared, and not set on this way: empty.
            _ if !definitions.is_empty() || routing.defined.contains(&name) => Ok(Vec::new()),
            Some(why) => open(Doubt::Value(why), at),
            None => open(Doubt::Variable(name[..].into()), at),
        }
    }
}

/// `1` of `$1`.
fn capture_number(name: &[u8]) -> Option<usize> {
    let digits = !name.is_empty() && name.len() < 4 && name.iter().all(u8::is_ascii_digit);
    if !digits {
        return None;
    }
    std::str::from_utf8(name).ok()?.parse().ok()
}
