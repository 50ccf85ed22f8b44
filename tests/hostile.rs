//! Texts that nobody would write, but somebody will paste: each gives a sound document, and the same one every time.
//! What they cost is measured by `cargo xtask instructions` and `cargo bench --bench length`.

mod support;

use partyline::document::{CodePoints, Utf16};
use partyline::engine::{Engine, Session};
use proptest::prelude::*;
use std::sync::LazyLock;
use support::invariants::check;
use support::shapes::{self, SHAPES};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::shipped);

#[test]
fn every_shape_of_text_gives_a_sound_document() {
    for shape in SHAPES {
        let text = shapes::of(shape, 6_000);
        println!("{}", shape.0);
        check(&text, &ENGINE.annotate(&text));
        check(&text, &ENGINE.annotate_whole(&text));
    }
}

#[test]
fn the_same_text_gives_the_same_document_whatever_was_read_before() {
    let mut session = Session::new(ENGINE.clone());
    for shape in SHAPES {
        let text = shapes::of(shape, 2_000);
        assert_eq!(session.annotate(&text), ENGINE.annotate(&text), "{}", shape.0);
    }
}

/// Found by fuzzing.
#[test]
fn brackets_with_nothing_in_them_after_a_name_do_no_harm() {
    let text = "Shares fell. Now Brupoke Shipping ( ) said on Monday it would cut 400 jobs.";
    check(text, &ENGINE.annotate(text));
}

#[test]
fn a_text_may_end_with_what_was_said_or_issued() {
    for text in [
        "A\"0 „ “ \u{10900}\" Y, \u{1f469}\u{200d}\u{1f469} said he",
        "Lark issued a report",
        "Lark said a report",
    ] {
        check(text, &ENGINE.annotate(text));
    }
}

/// Found by fuzzing.
#[test]
fn a_text_may_end_within_words_that_say_when() {
    for text in
        ["“It will rain,” Lark said at", "“It will rain,” Lark said last", "Lark said it would rain at"]
    {
        check(text, &ENGINE.annotate(text));
    }
}

#[test]
fn bytes_that_are_no_text_are_read_as_far_as_they_are() {
    for text in
        ["", "\0", "\u{feff}", "\u{202e}“\u{202c}", "\r\n\r\n", "\u{1f468}\u{200d}\u{1f469}", "a\u{301}“é”"]
    {
        check(text, &ENGINE.annotate(text));
    }
}

/// Pieces that the stages trip over where they stand side by side.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = vec![
        "“",
        "”",
        "‘",
        "’",
        "\"",
        "'",
        "«",
        "»",
        "„",
        "''",
        "``",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "\t",
        ".",
        ",",
        "...",
        "…",
        "?",
        "!",
        ":",
        ";",
        "-",
        "–",
        "—",
        "(",
        ")",
        "[",
        "]",
        "\0",
        "\u{301}",
        "\u{202e}",
        "\u{feff}",
        "\u{a0}",
        "é",
        "ß",
        "İ",
        "ǅ",
        "漢字",
        "👩‍👩‍👧",
        "7",
        "2.5",
        "5'10\"",
        "Mr.",
        "U.S.",
        "said",
        "says",
        "according to",
        "told",
        "accused",
        "denied",
        "that",
        "not",
        "of",
        "he",
        "she",
        "they",
        "who",
        "it",
        "we",
        "Ada",
        "Ada Merrow",
        "Merrow",
        "Tarn",
        "Tarn’s",
        "the mayor of Tarn",
        "the Tarn Council",
        "(TC)",
        "ASHMOOR:",
        "claims",
        "had said",
        "previously",
        "Read more",
        "Subscribe",
        "adding",
        "rejected",
        "the accusation",
        "and",
        "both",
        "the two countries",
    ];
    let piece = prop::sample::select(pieces).prop_map(str::to_owned);
    prop::collection::vec(prop_oneof![6 => piece, 1 => any::<String>()], 0..60).prop_map(|all| all.join(" "))
}

proptest! {
    #[test]
    fn any_text_gives_a_sound_document(text in pieces(), glued in any::<bool>()) {
        let text = if glued { text.replace(' ', "") } else { text };
        let document = ENGINE.annotate(&text);
        check(&text, &document);
        prop_assert_eq!(document, ENGINE.annotate(&text));
    }

    #[test]
    fn offsets_for_other_programs_name_the_same_words(text in pieces()) {
        let document = ENGINE.annotate(&text);
        let (points, units) = (CodePoints::new(&text), Utf16::new(&text));
        let wide: Vec<u16> = text.encode_utf16().collect();
        for span in document.statements.iter().flat_map(|s| &s.content) {
            let words: String = text
                .chars()
                .skip(points.at(span.start) as usize)
                .take((points.at(span.end) - points.at(span.start)) as usize)
                .collect();
            prop_assert_eq!(&words, span.of(&text));
            let words = &wide[units.at(span.start) as usize..units.at(span.end) as usize];
            prop_assert_eq!(String::from_utf16(words).ok(), Some(span.of(&text).to_owned()));
        }
    }
}
