//! The excerpt maker: bounded, printable, each label on a part of one line.
//!
//! The first bytes say how wide the screen is and where the labels stand; the rest is the file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use proxylint::output::Secrets;
use proxylint::output::excerpt::{Mark, excerpts};
use proxylint::source::{FileId, Source, SourceKind, Sources, Span};

fuzz_target!(|input: &[u8]| {
    let Some((head, text)) = input.split_at_checked(14) else { return };
    let width = usize::from(head[0]);
    let mut sources = Sources::default();
    let file = sources.add(Source::new("a.conf", SourceKind::File, text.to_vec()));
    let number = |at: usize| usize::from(u16::from_be_bytes([head[at], head[at + 1]]));
    // Mostly inside the text, sometimes behind its end.
    let offset = |at: usize| number(at) % (text.len() + 8);
    let marks: Vec<Mark<'_>> = (0..3usize.min(usize::from(head[1] % 4)))
        .map(|index| {
            let start = offset(2 + 4 * index);
            let span = Span::new(FileId(file.0), start, start + number(4 + 4 * index) % 300);
            Mark { span, text: "a label", primary: index == 0 }
        })
        .collect();
    for (_, made) in excerpts(&sources, &Secrets::default(), &marks, width) {
        assert!(made.text.ends_with('\n') && made.text.lines().count() == made.lines);
        // Tabs are four columns wide, so a character is at most four bytes.
        let most = made.lines * 4 * (width.max(16) + 4);
        assert!(made.text.len() <= most, "{} of {most}", made.text.len());
        let bad = made.text.chars().find(|character| character.is_control() && *character != '\n');
        assert!(bad.is_none(), "{bad:?} in {:?}", made.text);
        for label in &made.labels {
            let part = made.text.get(label.range.clone());
            assert!(part.is_some_and(|part| !part.is_empty() && !part.contains('\n')), "{label:?}");
        }
    }
    // Whatever the place, its line and column can be told.
    let source = sources.get(file);
    let place = source.line_column(number(2) as u32);
    assert!(place.line >= 1 && place.column >= 1 && source.line_range(place.line).end <= text.len());
});
