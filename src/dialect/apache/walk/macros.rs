//! `<Macro>` and `Use`: bodies are read where they are used.

use super::super::parse::NoteKind;
use super::*;

impl Walk<'_> {
    pub(super) fn define_macro(&mut self, frame: &Frame, id: NodeId) {
        let node = self.node_ref(frame, id);
        let at = node.head_span();
        let mut args = node.args().map(|word| (word.bytes().to_vec(), word.span()));
        let Some((name, span)) = args.next() else { return };
        let parameters = args.map(|(name, _)| name).collect();
        let defined = Macro { parsed: frame.parsed, node: id, at, parameters, used: false };
        self.macros.insert(name.to_ascii_lowercase(), defined);
        let at = At { span, via: frame.via };
        self.walked.names.push(NameEntry { kind: NameKind::Macro, defines: true, at });
    }

    pub(super) fn use_macro(&mut self, frame: &Frame, id: NodeId, words: &Option<(Words, Option<Why>)>) {
        let args = self.args(frame, id, words);
        let Some((name, span)) = args.first() else { return };
        let at = At { span: *span, via: frame.via };
        self.walked.names.push(NameEntry { kind: NameKind::Macro, defines: false, at });
        let Some(known) = self.macros.get_mut(&name.to_ascii_lowercase()) else {
            let nearest = self.nearest_macro(name);
            let kind =
                RemarkKind::UndefinedName { kind: NameKind::Macro, name: Text::from(&name[..]), nearest };
            return self.remark(at, kind);
        };
        let first_use = !std::mem::replace(&mut known.used, true);
        let known = known.clone();
        let given = args.len() - 1;
        if given != known.parameters.len() {
            let count = known.parameters.len().min(u8::MAX as usize) as u8;
            let kind = RemarkKind::WrongArguments { given: given as u32, fewest: count, most: Some(count) };
            return self.remark(at, kind);
        }
        if first_use {
            self.unbalanced(&known);
        }
        let lower = name.to_ascii_lowercase();
        self.uses += 1;
        if self.active.contains(&lower) {
            let server_says =
                format!("recursive use of macro '{}' is invalid", String::from_utf8_lossy(&lower));
            return self.remark(at, RemarkKind::InvalidValue { server_says });
        }
        if self.uses > MAX_USES {
            self.walked.unread = true;
            return;
        }
        self.active.push(lower);
        let head = self.node_ref(frame, id).head_span();
        let via = self.sources.include(frame.via, head);
        let arguments =
            known.parameters.iter().cloned().zip(args.into_iter().skip(1).map(|(value, _)| value)).collect();
        let inner = Frame { parsed: known.parsed, via, arguments: Some(Rc::new(arguments)) };
        self.children(&inner, known.node);
        self.active.pop();
    }

    pub(super) fn nearest_macro(&mut self, name: &[u8]) -> Option<Text> {
        self.compared += self.macros.len();
        if self.compared > MOST_COMPARED || name.len() > 64 {
            return None;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        let near = |known: &&Vec<u8>| {
            strsim::damerau_levenshtein(&name, &String::from_utf8_lossy(known)) <= 2 && known.len() > 3
        };
        self.macros.keys().filter(near).min().map(|known| Text::from(&known[..]))
    }

    /// Sections that the body of a macro leaves open: httpd minds once it is used.
    pub(super) fn unbalanced(&mut self, used: &Macro) {
        let file = &self.library.files[used.parsed];
        let body = self.library.text(self.sources, used.parsed).node(used.node).span();
        let inside =
            file.notes.iter().filter(|note| note.kind == NoteKind::UnclosedInMacro && body.contains(note.at));
        for note in inside.take(super::super::parse::MAX_ERRORS) {
            let name = self.sources.bytes(note.at);
            let word = name.split(|byte| byte.is_ascii_whitespace()).next().unwrap_or_default();
            let closing = word.starts_with(b"</");
            let shown = String::from_utf8_lossy(word);
            let (kind, says) = match closing {
                true => (SyntaxErrorKind::UnopenedBlock, format!("{shown} without matching section")),
                false => (SyntaxErrorKind::UnclosedBlock, format!("<{shown}> was not closed.")),
            };
            self.walked.syntax.push(SyntaxError {
                kind,
                at: note.at,
                reported: None,
                opened: Some(used.at),
                server_says: says,
            });
        }
    }
}
