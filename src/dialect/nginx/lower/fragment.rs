//! A file that is linted alone: what surrounds it is guessed from what stands in it, and every set of
//! names around it stays open.

use super::super::keywords::{self, Contexts};
use super::part::Part;
use super::scope::{Line, Scope};
use super::{Collected, first_place, host};
use crate::model::HostKind;

/// Contexts in the order in which they are guessed: the outermost that fits all lines.
const GUESSES: [(Contexts, Guess); 5] = [
    (Contexts::MAIN, Guess::Main),
    (Contexts::HTTP, Guess::Http),
    (Contexts::SERVER, Guess::Server),
    (Contexts::LOCATION, Guess::Server),
    (Contexts::STREAM, Guess::Stream),
];

#[derive(Clone, Copy, PartialEq)]
enum Guess {
    Main,
    Http,
    Server,
    Stream,
}

/// Reads a fragment as if it stood where its lines may stand.
pub fn collect<'a>(collected: &mut Collected<'a>, part: &mut Part<'a>, top: &[Line<'a>], outermost: &Scope) {
    match guess(top) {
        Guess::Main => collected.main(part, top, outermost),
        Guess::Http => collected.http(part, top, outermost),
        Guess::Stream => collected.stream(part, top, outermost),
        Guess::Server => {
            collected.http = Some(outermost.clone());
            let Some(at) = first_place(top) else { return };
            let mut guessed = host::server_of(part, at, top, outermost, HostKind::Http);
            // Listeners and names are those of the server around, which is not here.
            guessed.binds = guessed.binds.iter().filter(|bind| !bind.implied).cloned().collect();
            guessed.names_closed = false;
            collected.guessed = Some(guessed);
        }
    }
}

/// The context that most lines may stand in; the outermost of equals.
fn guess(top: &[Line<'_>]) -> Guess {
    let known: Vec<Contexts> = top
        .iter()
        .filter_map(|line| keywords::info(line.node.keyword()))
        .map(|info| info.contexts)
        .filter(|contexts| *contexts != Contexts::ANY)
        .collect();
    if known.is_empty() {
        return Guess::Http;
    }
    let fits = |context: Contexts| known.iter().filter(|contexts| contexts.meets(context)).count();
    // `server` blocks stand in http unless something says otherwise.
    let best = GUESSES.iter().map(|(context, _)| fits(*context)).max().unwrap_or_default();
    let mut guesses = GUESSES.iter().filter(|(context, _)| fits(*context) == best);
    let first = guesses.next().map_or(Guess::Http, |(_, guess)| *guess);
    // A directive of both the main context and another (`include` aside) says nothing for main alone.
    match first {
        Guess::Main if fits(Contexts::HTTP) == best => Guess::Http,
        guess => guess,
    }
}
