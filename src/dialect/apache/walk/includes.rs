//! `Include` and `IncludeOptional`: the files that they name, and whole hosts beside those.

use super::*;

impl Walk<'_> {
    /// A path below the written `ServerRoot`, where the tree at hand has it.
    pub(super) fn in_tree(&self, path: Vec<u8>) -> Vec<u8> {
        let moved = self.moved.as_ref();
        let rest =
            moved.and_then(|(written, real)| Some(real.join(path_of(&path).strip_prefix(written).ok()?)));
        rest.map_or(path, |path| path.into_os_string().into_encoded_bytes())
    }

    pub(super) fn include(
        &mut self,
        frame: &Frame,
        id: NodeId,
        keyword: u16,
        words: Option<(Words, Option<Why>)>,
    ) {
        let args = self.args(frame, id, &words);
        let Some((path, span)) = args.first() else { return self.push(frame, id, keyword, false, words) };
        let at = At { span: *span, via: frame.via };
        let optional = keyword == kw::INCLUDE_OPTIONAL;
        if words.as_ref().is_some_and(|(_, unknown)| unknown.is_some()) {
            self.unread();
            return self.push(frame, id, keyword, false, words);
        }
        let full = self.in_tree(super::super::line::resolve(&self.walked.root, path));
        let pattern = Text::from(&full[..]);
        if self.setting.whole && full.iter().any(|byte| matches!(byte, b'*' | b'?' | b'[')) {
            self.patterns.push((full.clone(), at));
        }
        let found = match self.found.get(&full) {
            Some(found) => found.clone(),
            None => {
                let found = Rc::new(include::find(self.setting.files, &full));
                self.found.insert(full.clone(), found.clone());
                found
            }
        };
        if found.nothing {
            // Modules that a folder would load are not known without it.
            if self.walked.modules.lines.is_empty() && memchr::memmem::find(&full, b"mod").is_some() {
                self.walked.modules.open = true;
            }
            let kind = match optional {
                true => RemarkKind::IncludeEmpty { pattern },
                false => {
                    self.unread();
                    RemarkKind::IncludeUnread { pattern, error: IncludeFault::Read(ReadError::Missing) }
                }
            };
            self.remark(at, kind);
            return;
        }
        let results = self.library.get(self.sources, self.setting.files, &found.files);
        let head = self.node_ref(frame, id).head_span();
        let mut via = None;
        let mut unread = false;
        for (path, result) in found.files.iter().zip(results) {
            let fault = match result {
                Ok(parsed) if self.includes.contains(&parsed) || self.includes.len() >= MAX_INCLUDES => {
                    IncludeFault::Cycle
                }
                Ok(parsed) => {
                    let via = *via.get_or_insert_with(|| self.sources.include(frame.via, head));
                    self.includes.push(parsed);
                    self.file(parsed, via);
                    self.includes.pop();
                    continue;
                }
                // A link that leads nowhere, or a file that is not there, is passed over.
                Err(Problem::Read(ReadError::Missing | ReadError::DanglingLink)) if optional => {
                    let pattern = Text::from(path.as_os_str().as_encoded_bytes());
                    self.remark(at, RemarkKind::IncludeEmpty { pattern });
                    continue;
                }
                Err(Problem::Read(error)) => IncludeFault::Read(error),
                Err(Problem::TooMany) => IncludeFault::TooMany,
            };
            unread = true;
            let pattern = Text::from(path.as_os_str().as_encoded_bytes());
            self.remark(at, RemarkKind::IncludeUnread { pattern, error: fault });
        }
        if unread {
            self.unread();
            self.push(frame, id, keyword, false, words);
        }
    }

    /// Whole virtual hosts beside the files of a pattern, which nothing includes.
    pub(super) fn missed(&mut self) {
        let mut seen = FxHashSet::default();
        let mut told = FxHashSet::default();
        for (pattern, at) in std::mem::take(&mut self.patterns) {
            if !seen.insert(pattern.clone()) {
                continue;
            }
            let library = &self.library;
            let is_read = |path: &Path| library.holds(path);
            let found = missed::beside(self.setting.files, &path_of(&pattern), &is_read, &holds_host);
            for file in found {
                if told.insert(file.clone()) {
                    self.remark(at, RemarkKind::NotIncluded { file, pattern: Some(at.span) });
                }
            }
        }
    }
}

/// A whole virtual host, and nothing that only a main file has.
fn holds_host(bytes: &[u8]) -> bool {
    let (tree, errors) = super::super::parse::parse(crate::source::FileId(0), bytes);
    let text = tree.root(bytes);
    let main = text.children().any(|node| matches!(node.keyword(), kw::SERVER_ROOT | kw::PID_FILE));
    let host = |node: NodeRef<'_>| node.keyword() == kw::VIRTUAL_HOST && node.is_block();
    errors.is_empty() && !main && text.all().any(host)
}
