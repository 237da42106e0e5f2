//! `proxylint explain RULE`: the catalogue's words on one rule.

use super::terminal::{ColourArg, screen};
use super::{BAD_USAGE, CLEAN, complain};
use crate::catalogue::Entry;
use crate::output::{Paint, Screen, wrap};
use crate::{rules, suppress};
use std::io;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Its id, such as tls-to-plain-port
    rule: String,

    #[arg(long, value_enum, default_value = "auto", env = "PROXYLINT_COLOR")]
    color: ColourArg,
}

pub(super) fn run(args: &Args, out: &mut dyn io::Write) -> io::Result<u8> {
    let screen = screen(&io::stdout(), args.color);
    if let Some((id, text)) = suppress::RESERVED.iter().find(|(id, _)| *id == args.rule) {
        writeln!(out, "{}\n", screen.paint(Paint::Strong, id))?;
        paragraph(out, &screen, text)?;
        return Ok(CLEAN);
    }
    let Some(rule) = rules::find(&args.rule) else {
        let near = suppress::nearest(&args.rule)
            .map_or("`proxylint rules` lists all rules".to_owned(), |near| format!("did you mean `{near}`?"));
        let name = crate::diagnostic::printable(args.rule.as_bytes(), 60);
        complain(&format!("there is no rule `{name}`; {near}"));
        return Ok(BAD_USAGE);
    };
    match rule.entry() {
        Ok(entry) => print(out, &screen, entry).map(|()| CLEAN),
        Err(error) => {
            complain(&format!("the entry of {} is broken: {error}", rule.id));
            Ok(BAD_USAGE)
        }
    }
}

fn print(out: &mut dyn io::Write, screen: &Screen, entry: &Entry) -> io::Result<()> {
    writeln!(out, "{}", screen.paint(entry.level().into(), &entry.id))?;
    writeln!(out, "{}\n", screen.paint(Paint::Strong, &entry.title))?;
    paragraph(out, screen, &entry.what)?;
    writeln!(out, "{}", screen.paint(Paint::Strong, "Why"))?;
    paragraph(out, screen, &entry.why)?;
    writeln!(out, "{}", screen.paint(Paint::Strong, "What to do"))?;
    paragraph(out, screen, &entry.fix)?;
    writeln!(out, "{}", screen.paint(Paint::Strong, "When it fires"))?;
    for case in &entry.cases {
        let word = case.level.word();
        let head = format!("{word:<7}");
        let statuses =
            if case.statuses.is_empty() { String::new() } else { format!(" ({})", case.statuses.join(", ")) };
        let text = format!("{}{statuses}", case.summary);
        for (index, line) in wrap(&text, screen.width.saturating_sub(11).max(20)).iter().enumerate() {
            match index {
                0 => writeln!(out, "  {}  {line}", screen.paint(case.level.into(), &head))?,
                _ => writeln!(out, "           {line}")?,
            }
        }
    }
    for example in &entry.examples {
        let server = entry.dialects.len() > 1;
        let of = if server { format!(" ({})", example.dialect.word()) } else { String::new() };
        for (title, text) in [("Instead of", &example.bad), ("Write", &example.good)] {
            writeln!(out, "\n{}", screen.paint(Paint::Strong, format!("{title}{of}")))?;
            for line in text.trim_end().lines() {
                writeln!(out, "    {line}")?;
            }
        }
    }
    if !entry.references.is_empty() {
        writeln!(out, "\n{}", screen.paint(Paint::Strong, "Read more"))?;
        for reference in &entry.references {
            writeln!(out, "  {reference}")?;
        }
    }
    writeln!(
        out,
        "\n{}",
        screen.paint(Paint::Faint, format!("Silence one place: # proxylint: ignore[{}] reason: …", entry.id))
    )
}

fn paragraph(out: &mut dyn io::Write, screen: &Screen, text: &str) -> io::Result<()> {
    for line in wrap(text, screen.width.saturating_sub(2)) {
        writeln!(out, "  {line}")?;
    }
    writeln!(out)
}
