//! Exports held against what their formats demand, by readers that share no code with them: every sample article, as a
//! reader left it who tried everything that a format could trip over.

mod annotations;
mod brat;
mod tables;
mod tei;

use partyline::corrections::{Anchor, Correction, Log};
use partyline::document::{About, Document, PartyKind, Span, Stance};
use partyline::engine::Engine;
use partyline::export::{Article, Format};
use std::sync::LazyLock;

/// An article as a reader left it.
struct Sample {
    name: String,
    text: String,
    about: About,
    machine: Document,
    log: Log,
}

/// Texts that are no article, or a strange one.
const STRANGE: &[(&str, &str)] = &[
    ("empty", ""),
    ("white space", " \n\n\t "),
    ("one sentence", "It rained on both shores."),
    ("a headline", "Ministers meet again\n"),
    (
        "line ends of Windows",
        "Row over ferry\r\n\r\nAda Merrow said it was “bad.\r\n\r\n“And worse,” she added.\r\n",
    ),
    (
        "beyond the first plane",
        "🛶🛶 Merrow 🛶 said: “No 🛶, never.”\n\nBrel denied 𝔘𝔫𝔦𝔬𝔫 claims that 🛶 sank.\n",
    ),
    ("characters that XML has not", "Merrow said\u{1} it was “a \u{b}lie\u{fffe}”.\n"),
    ("formulas", "=SUM said: “@cmd;=1+1,\t=2”.\n\n+Brel denied that “;-3\n+4” was true.\n"),
    ("markup", "Ada <b>Merrow</b> said: “a & b < c ]]> d”, \"e\" and 'f'.\n"),
];

static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let engine = Engine::shipped();
    let goldens = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden")).expect("goldens");
    let goldens = goldens.map(|entry| entry.expect("readable").path());
    let mut texts: Vec<(String, String)> = goldens
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .map(|path| (path.display().to_string(), std::fs::read_to_string(&path).expect("UTF-8")))
        .collect();
    texts.sort();
    texts.extend(STRANGE.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let sample = |(i, (name, text)): (usize, (String, String))| {
        let machine = engine.annotate(&text);
        let log = if i % 4 == 3 { Log::default() } else { changes(&text, &machine) };
        Sample { name, about: about(i), machine, log, text }
    };
    texts.into_iter().enumerate().map(sample).collect()
});

fn about(i: usize) -> About {
    let some = |words: &str| Some(words.to_owned());
    match i % 3 {
        0 => About::default(),
        1 => About {
            title: some("=Row & <b>ferry</b>"),
            outlet: some("The \"Ostra\" Post"),
            ..About::default()
        },
        _ => About {
            address: some("https://news.example/a?b=1&c=2"),
            date: some("3 May 2026"),
            ..About::default()
        },
    }
}

/// Corrections of every kind that adds words, with words that mean something to one format or another.
fn changes(text: &str, machine: &Document) -> Log {
    let mut entries = Vec::new();
    for s in &machine.statements {
        let Some(anchor) = Anchor::of(&s.content) else { continue };
        entries.push(match s.id % 5 {
            0 => Correction::Party(anchor, Some("=HYPERLINK(\"a\")".to_owned())),
            1 => Correction::Note(anchor, "+1\n;=2\t@three\n\"; -4\"\nE1\t#5 & <six>".to_owned()),
            2 => Correction::Also(anchor, vec!["@Ærø; =Fleet".to_owned(), "🛶 & Sons".to_owned()]),
            3 => Correction::Target(anchor, Some("<Nobody>".to_owned())),
            _ => Correction::Stance(anchor, Stance::Warns),
        });
    }
    if let [first, .., last] = machine.blocks.as_slice() {
        let both = Span { start: first.span.start, end: last.span.end };
        entries.push(Correction::Add(vec![both], Some("-Choir".to_owned())));
        entries.push(Correction::Kind("-Choir".to_owned(), PartyKind::State));
    } else if !text.trim().is_empty() {
        entries.push(Correction::Add(vec![Span::new(0, text.trim_end().len())], None));
    }
    Log { entries }
}

/// Every sample with its file in this format.
fn exported(format: Format) -> impl Iterator<Item = (&'static Sample, Article<'static>, String)> {
    SAMPLES.iter().map(move |sample| {
        let article = Article::new(&sample.text, &sample.about, &sample.machine, &sample.log);
        let file = format.export(&article);
        (sample, article, file)
    })
}

/// The words between two code points.
fn between(text: &str, start: usize, end: usize) -> String {
    assert!(start <= end && end <= text.chars().count(), "{start} to {end}");
    text.chars().skip(start).take(end - start).collect()
}
