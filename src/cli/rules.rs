//! `proxylint rules`: the list of all rules.

use super::terminal::{ColourArg, screen};
use super::{BAD_USAGE, CLEAN, complain};
use crate::catalogue::Entry;
use crate::output::Paint;
use crate::rules::RULES;
use std::io;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[arg(long, value_enum, default_value = "text")]
    format: ListFormat,

    #[arg(long, value_enum, default_value = "auto", env = "PROXYLINT_COLOR")]
    color: ColourArg,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum ListFormat {
    Text,
    Json,
    Markdown,
}

pub(super) fn run(args: &Args, out: &mut dyn io::Write) -> io::Result<u8> {
    let mut entries = Vec::new();
    for rule in RULES {
        match rule.entry() {
            Ok(entry) => entries.push(entry),
            Err(error) => {
                complain(&format!("the entry of {} is broken: {error}", rule.id));
                return Ok(BAD_USAGE);
            }
        }
    }
    match args.format {
        ListFormat::Text => text(out, args, &entries)?,
        ListFormat::Json => json(out, &entries)?,
        ListFormat::Markdown => out.write_all(markdown(&entries).as_bytes())?,
    }
    Ok(CLEAN)
}

fn text(out: &mut dyn io::Write, args: &Args, entries: &[&Entry]) -> io::Result<()> {
    let screen = screen(&io::stdout(), args.color);
    let widest = entries.iter().map(|entry| entry.id.len()).max().unwrap_or(0);
    for entry in entries {
        let level = screen.paint(entry.level().into(), format!("{:<7}", entry.level().word()));
        let id = screen.paint(Paint::Strong, format!("{:<widest$}", entry.id));
        writeln!(out, "{level}  {id}  {}", entry.title)?;
    }
    Ok(())
}

fn json(out: &mut dyn io::Write, entries: &[&Entry]) -> io::Result<()> {
    let rules: Vec<serde_json::Value> = entries
        .iter()
        .map(|entry| {
            let cases: Vec<serde_json::Value> = entry
                .cases
                .iter()
                .map(|case| {
                    serde_json::json!({
                        "id": case.id,
                        "level": case.level,
                        "confidence": case.confidence,
                        "needs": case.needs,
                        "statuses": case.statuses,
                        "causes": case.causes,
                        "summary": case.summary,
                    })
                })
                .collect();
            serde_json::json!({
                "id": entry.id,
                "title": entry.title,
                "level": entry.level(),
                "family": entry.family,
                "category": entry.category,
                "dialects": entry.dialects,
                "what": entry.what,
                "why": entry.why,
                "fix": entry.fix,
                "references": entry.references,
                "cases": cases,
            })
        })
        .collect();
    serde_json::to_writer_pretty(&mut *out, &serde_json::json!({ "version": 1, "rules": rules }))?;
    writeln!(out)
}

/// The table that the README holds.
fn markdown(entries: &[&Entry]) -> String {
    let mut table =
        String::from("| rule | level | for | what is wrong | clients get |\n|---|---|---|---|---|\n");
    for entry in entries {
        let cell = |text: &str| text.replace('|', "\\|");
        table.push_str(&format!(
            "| `{}` | {} | {} | {} | {} |\n",
            entry.id,
            entry.level().word(),
            entry.dialects.iter().map(|dialect| dialect.word()).collect::<Vec<_>>().join(", "),
            cell(&entry.title),
            cell(&entry.statuses().join(", "))
        ));
    }
    table
}
