//! Findings for people: message, excerpt with labels, what happens, what to write, the rule.
//!
//! Errors first, then warnings, then info; within a level by path and place. The first findings of a
//! rule stand whole, the others as one line each. miette draws the excerpts that
//! [`super::excerpt`] made; colour, width and characters are decided by the caller.

use super::excerpt::{Excerpt, Mark, Secrets, excerpts};
use super::paint::wrap;
use super::{Paint, Screen, View};
use crate::diagnostic::{Diagnostic, Label, Severity};
use crate::source::Span;
use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};
use rustc_hash::FxHashMap;
use std::{fmt, io};

/// Findings of one rule and level that are shown whole.
const WHOLE: usize = 3;
/// Findings of one rule and level that are shown as a line, without `-v`.
const LINES: usize = 20;

pub(super) fn write(out: &mut dyn io::Write, view: &View<'_>, screen: &Screen) -> io::Result<()> {
    let secrets = Secrets::of(&view.run.deployment);
    let painter = Painter { view, screen, secrets: &secrets };
    let mut shown: FxHashMap<&str, usize> = FxHashMap::default();
    for level in [Severity::Error, Severity::Warning, Severity::Info] {
        let mut rest: Vec<(&str, Vec<&Diagnostic>)> = Vec::new();
        for diagnostic in view.diagnostics().filter(|d| d.severity == level) {
            let count = shown.entry(diagnostic.rule).or_default();
            *count += 1;
            if *count <= WHOLE {
                painter.whole(out, diagnostic)?;
                continue;
            }
            match rest.iter_mut().find(|(rule, _)| *rule == diagnostic.rule) {
                Some((_, list)) => list.push(diagnostic),
                None => rest.push((diagnostic.rule, vec![diagnostic])),
            }
        }
        for (rule, list) in rest {
            painter.lines(out, level, rule, &list)?;
        }
    }
    Ok(())
}

struct Painter<'a> {
    view: &'a View<'a>,
    screen: &'a Screen,
    secrets: &'a Secrets,
}

impl Painter<'_> {
    fn whole(&self, out: &mut dyn io::Write, diagnostic: &Diagnostic) -> io::Result<()> {
        let screen = self.screen;
        let paint = Paint::from(diagnostic.severity);
        let word = diagnostic.severity.word();
        let indent = word.len() + 2;
        for (index, line) in wrap(&diagnostic.message, self.room(indent)).iter().enumerate() {
            let line = screen.paint(Paint::Strong, line);
            match index {
                0 => writeln!(out, "{} {line}", screen.paint(paint, format!("{word}:")))?,
                _ => writeln!(out, "{:indent$}{line}", "")?,
            }
        }
        let mark = |label: &'_ Label, primary| (label.span, label.text.clone(), primary);
        let texts: Vec<(Span, String, bool)> = std::iter::once(mark(&diagnostic.primary, true))
            .chain(diagnostic.related.iter().map(|label| mark(label, false)))
            .collect();
        let marks: Vec<Mark> =
            texts.iter().map(|(span, text, primary)| Mark { span: *span, text, primary: *primary }).collect();
        // ` 123 │ ` before the text.
        let width = self.room(9).min(160);
        for (place, excerpt) in excerpts(&self.view.run.sources, self.secrets, &marks, width) {
            out.write_all(self.excerpt(diagnostic.severity, place, excerpt).as_bytes())?;
        }
        self.part(out, "then", &diagnostic.outcome)?;
        self.part(out, "help", &diagnostic.help)?;
        let places = match diagnostic.places {
            0 | 1 => None,
            count => Some(format!("the same at {count} places")),
        };
        let notes = diagnostic.note.iter().chain(places.iter()).map(String::as_str);
        self.part(out, "note", &notes.collect::<Vec<_>>().join("; "))?;
        let rule = format!("  rule  {}", diagnostic.rule);
        writeln!(out, "{}\n", screen.paint(Paint::Faint, rule))
    }

    /// `  help  Write …`, wrapped under itself.
    fn part(&self, out: &mut dyn io::Write, name: &str, text: &str) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        for (index, line) in wrap(text, self.room(8)).iter().enumerate() {
            match index {
                0 => writeln!(out, "  {}  {line}", self.screen.paint(Paint::Strong, name))?,
                _ => writeln!(out, "        {line}")?,
            }
        }
        Ok(())
    }

    fn room(&self, taken: usize) -> usize {
        self.screen.width.saturating_sub(taken).max(20)
    }

    fn lines(
        &self,
        out: &mut dyn io::Write,
        level: Severity,
        rule: &str,
        list: &[&Diagnostic],
    ) -> io::Result<()> {
        let head = format!("{}:", level.word());
        let indent = head.len() + 1;
        let text = format!("{} more of {rule} (proxylint explain {rule})", list.len());
        for (index, line) in wrap(&text, self.room(indent)).iter().enumerate() {
            let line = self.screen.paint(Paint::Strong, line);
            match index {
                0 => writeln!(out, "{} {line}", self.screen.paint(level.into(), &head))?,
                _ => writeln!(out, "{:indent$}{line}", "")?,
            }
        }
        let most = if self.view.verbose { usize::MAX } else { LINES };
        for diagnostic in list.iter().take(most) {
            let span = diagnostic.primary.span;
            let at = self.view.run.sources.get(span.file).line_column(span.start);
            let place = format!("{}:{}:{}", self.view.path(span.file), at.line, at.column);
            let message = diagnostic.message.as_str();
            if place.chars().count() + message.chars().count() + 4 <= self.screen.width {
                writeln!(out, "  {}  {message}", self.screen.paint(Paint::Info, place))?;
                continue;
            }
            writeln!(out, "  {}", self.screen.paint(Paint::Info, place))?;
            for line in wrap(message, self.room(6)) {
                writeln!(out, "      {line}")?;
            }
        }
        if list.len() > most {
            writeln!(out, "  and {} more: -v or --format unix lists them", list.len() - most)?;
        }
        writeln!(out)
    }

    /// Draws one excerpt; nothing of miette's own heading.
    fn excerpt(&self, severity: Severity, place: Span, mut excerpt: Excerpt) -> String {
        let screen = self.screen;
        // A label's text starts below the middle of its underline, behind `╰── `.
        for label in &mut excerpt.labels {
            let middle = label.column + excerpt.text[label.range.clone()].chars().count() / 2;
            let room = self.room(9).saturating_sub(middle + 5).max(16);
            label.text = wrap(&label.text, room).join("\n");
        }
        let mut styles = if screen.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
        let main = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        let other = if severity == Severity::Info { styles.linum } else { styles.help };
        excerpt.labels.sort_by_key(|label| label.range.start);
        styles.highlights =
            excerpt.labels.iter().map(|label| if label.primary { main } else { other }).collect();
        let mut characters =
            if screen.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        characters.error = String::new();
        let at = self.view.run.sources.get(place.file).line_column(place.start);
        let drawing = Drawing {
            labels: excerpt
                .labels
                .iter()
                .map(|label| {
                    let text = Some(label.text.clone()).filter(|text| !text.is_empty());
                    let span = SourceSpan::from(label.range.clone());
                    if label.primary {
                        LabeledSpan::new_primary_with_span(text, span)
                    } else {
                        LabeledSpan::new_with_span(text, span)
                    }
                })
                .collect(),
            name: self.view.path(place.file),
            line: at.line as usize,
            column: at.column as usize,
            excerpt,
        };
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(screen.width)
            .with_links(false)
            .without_syntax_highlighting();
        let mut drawn = String::new();
        // Writing to a String cannot fail; what miette refuses to draw is left out.
        if handler.render_report(&mut drawn, &drawing).is_err() {
            return format!("   [{}:{}:{}]\n", drawing.name, drawing.line, drawing.column);
        }
        // The first line is miette's heading, which is empty here.
        match drawn.split_once('\n') {
            Some((_, rest)) => rest.to_owned(),
            None => drawn,
        }
    }
}

/// An excerpt in the shape that miette draws.
#[derive(Debug)]
struct Drawing {
    excerpt: Excerpt,
    labels: Vec<LabeledSpan>,
    name: String,
    line: usize,
    column: usize,
}

impl fmt::Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl miette::Diagnostic for Drawing {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}

impl SourceCode for Drawing {
    /// The whole excerpt, always. Asked without context, it is asked where the label is.
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (line, column) = if (before, after) == (0, 0) {
            (self.line, self.column)
        } else {
            (self.excerpt.first_line as usize, 1)
        };
        Ok(Box::new(MietteSpanContents::new_named(
            self.name.clone(),
            self.excerpt.text.as_bytes(),
            SourceSpan::from(0..self.excerpt.text.len()),
            line.saturating_sub(1),
            column.saturating_sub(1),
            self.excerpt.lines,
        )))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Confidence;
    use crate::engine::Run;
    use crate::facts::Facts;
    use crate::model::Deployment;
    use crate::output::Summary;
    use crate::source::{Source, SourceKind, Sources};
    use std::path::Path;

    const SITE: &str = "upstream shop {\n    server 10.0.0.5;\n}\n\nserver {\n    listen 443 ssl;\n    server_name shop.example;\n\n    location /api/ {\n        proxy_set_header Host $host;\n        proxy_pass https://127.0.0.1:8080;\n        proxy_read_timeout 60s;\n    }\n}\n";
    const PORTS: &str = "server {\n    listen 127.0.0.1:8080;\n    return 200;\n}\n";

    fn diagnostic(
        sources: &Sources,
        (severity, rule): (Severity, &'static str),
        message: &str,
        places: &[(u32, &str, &str)],
    ) -> Diagnostic {
        let mut labels = places.iter().map(|(file, part, text)| {
            let file = crate::source::FileId(*file);
            let at = memchr::memmem::find(&sources.get(file).bytes, part.as_bytes()).unwrap();
            Label::new(Span::new(file, at, at + part.len()), *text)
        });
        Diagnostic {
            rule,
            case: "case",
            severity,
            confidence: Confidence::High,
            statuses: vec!["502".to_owned()],
            message: message.to_owned(),
            primary: labels.next().unwrap(),
            related: labels.collect(),
            outcome: String::new(),
            help: String::new(),
            note: None,
            fix: None,
            places: 1,
        }
    }

    fn example() -> Run {
        let mut sources = Sources::default();
        for (path, text) in [("etc/nginx/conf.d/shop.conf", SITE), ("etc/nginx/conf.d/ports.conf", PORTS)] {
            sources.add(Source::new(path, SourceKind::File, text.into()));
        }
        let mut tls = diagnostic(
            &sources,
            (Severity::Error, "tls-to-plain-port"),
            "TLS is spoken to 127.0.0.1:8080, which serves plain HTTP",
            &[(0, "https", "a TLS handshake is sent"), (1, "127.0.0.1:8080", "this listener speaks no TLS")],
        );
        tls.outcome =
            "502 on every request: `wrong version number … while SSL handshaking to upstream`".into();
        tls.help = "Write `proxy_pass http://127.0.0.1:8080;`, or point at the port that speaks TLS".into();
        let mut port = diagnostic(
            &sources,
            (Severity::Error, "incomplete-address"),
            "Server 10.0.0.5 of upstream `shop` has no port, so https requests go to port 80",
            &[
                (0, "10.0.0.5", "nginx reads 10.0.0.5:80 in every upstream, also under https"),
                (0, "server_name", "for this host"),
            ],
        );
        port.outcome = "502 on every request".into();
        port.help = "Write `server 10.0.0.5:443;`".into();
        port.note = Some("nginx before 1.29.7".into());
        port.places = 3;
        let mut info: Vec<Diagnostic> = ["listen", "shop.example", "location", "60s", "Host"]
            .iter()
            .map(|part| {
                diagnostic(
                    &sources,
                    (Severity::Info, "single-server-pool"),
                    "Upstream `shop` has one server and no backup",
                    &[(0, part, "the only server")],
                )
            })
            .collect();
        info.truncate(5);
        let mut diagnostics = vec![tls, port];
        diagnostics.extend(info);
        Run {
            deployment: Deployment::default(),
            sources,
            facts: Facts::none(),
            diagnostics,
            suppressed: 0,
            leftovers: Vec::new(),
        }
    }

    fn render(run: &Run, screen: &Screen) -> String {
        let summary = Summary::of(run, Vec::new());
        let view = View {
            run,
            cwd: Path::new("/"),
            min_severity: Severity::Info,
            summary: &summary,
            verbose: false,
        };
        let mut out = Vec::new();
        write(&mut out, &view, screen).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_screen_looks_as_meant() {
        insta::assert_snapshot!(render(&example(), &Screen::default()));
    }

    #[test]
    fn colour_repeats_what_the_words_say() {
        let screen = Screen { colour: true, ..Screen::default() };
        let coloured = render(&example(), &screen);
        let plain = regex::Regex::new("\x1b\\[[0-9;]*m").unwrap().replace_all(&coloured, "").into_owned();
        assert_eq!(plain, render(&example(), &Screen::default()));
        assert!(coloured.contains("\x1b["));
        assert!(!coloured.contains("\x1b]8"), "no links");
    }

    #[test]
    fn nothing_is_wider_than_the_screen() {
        for width in [60, 80, 110] {
            let screen = Screen { width, unicode: width != 60, ..Screen::default() };
            for line in render(&example(), &screen).lines() {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
        }
    }
}
