//! What the terminal can show: colour, width, characters.

use crate::output::Screen;
use std::env;
use std::io::IsTerminal;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ColourArg {
    #[default]
    Auto,
    Always,
    Never,
}

/// Columns where there is no terminal, and the widest that reads well.
const WIDTH: usize = 80;
const WIDEST: usize = 110;
/// Excerpts need as much; a narrower terminal breaks the lines itself.
const NARROWEST: usize = 60;

/// The screen behind a stream. Order: flag, `NO_COLOR`, `CLICOLOR_FORCE`, the terminal itself.
pub(super) fn screen(stream: &impl IsTerminal, colour: ColourArg) -> Screen {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let terminal = stream.is_terminal();
    let colour = match colour {
        ColourArg::Always => true,
        ColourArg::Never => false,
        ColourArg::Auto if set("NO_COLOR") => false,
        ColourArg::Auto if set("CLICOLOR_FORCE") => env::var_os("CLICOLOR_FORCE").is_some_and(|v| v != "0"),
        ColourArg::Auto => terminal && env::var_os("TERM").is_none_or(|term| term != "dumb"),
    };
    let width = env::var("COLUMNS")
        .ok()
        .and_then(|columns| columns.parse().ok())
        .or_else(|| {
            terminal_size::terminal_size().filter(|_| terminal).map(|(width, _)| usize::from(width.0))
        })
        .unwrap_or(WIDTH);
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()));
    let utf8 = locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    });
    Screen { width: width.clamp(NARROWEST, WIDEST), colour, unicode: utf8 || !terminal }
}
