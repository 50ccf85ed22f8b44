//! Links: everything comes back exactly, whatever apps do to the address, and old links keep opening.

use partyline::corrections::{Anchor, Correction, Log};
use partyline::document::{About, AttributionType, PartyKind, Span, Stance};
use partyline::share::{LinkError, Payload, decode, encode};
use proptest::prelude::*;

const ARTICLE: &str = "Harbour council rejects ferry plan\n\nThe harbour council has rejected a plan by Norrland \
    Ferries to double the number of crossings, calling it “a gamble with the fish”.\n\n“We have waited nine years \
    for a timetable that works,” the company’s director, Ada Lindqvist, told reporters on Tuesday. She said the council \
    had never answered her letters, and that the line would close in March if nothing changed.\n\nCouncillor Per Ohm \
    denied that. “Every letter was answered within a week,” he said, adding that the company had been invited to three \
    hearings and had come to none of them. According to the port authority, some 4,200 people cross the sound each day.\n";

fn span(start: u32, end: u32) -> Span {
    Span { start, end }
}

fn sample() -> Payload {
    let at = |words: &str| {
        let start = ARTICLE.find(words).expect("in the article") as u32;
        span(start, start + words.len() as u32)
    };
    let letters = Anchor { span: at("the council had never answered her letters"), nth: 0 };
    let gamble = Anchor { span: at("a gamble with the fish"), nth: 0 };
    Payload {
        text: ARTICLE.to_owned(),
        about: About {
            title: Some("Harbour council rejects ferry plan".to_owned()),
            outlet: Some("The Sound Gazette".to_owned()),
            address: Some("https://news.example/harbour/ferry-plan".to_owned()),
            date: Some("3 May 2021".to_owned()),
        },
        corrections: Log {
            entries: vec![
                Correction::Stance(letters, Stance::Accuses),
                Correction::Target(letters, Some("Harbour council".to_owned())),
                Correction::Confirm(gamble),
                Correction::Merge("port authority".to_owned(), "Harbour council".to_owned()),
                Correction::Note(gamble, "Not the council’s own words?".to_owned()),
            ],
        },
        engine: "0.1.0".to_owned(),
        digest: 0x1234_5678,
    }
}

fn opened(link: &str) -> Payload {
    let opened = decode(link).expect("a good link");
    assert_eq!(opened.missing, None);
    opened.payload
}

#[test]
fn an_article_with_corrections_comes_back() {
    let link = encode(&sample()).unwrap();
    assert!(link.bytes().all(|b| b.is_ascii_alphanumeric()), "{link}");
    assert_eq!(opened(&link), sample());
}

#[test]
fn an_address_and_what_apps_append_to_it_do_no_harm() {
    let link = encode(&sample()).unwrap();
    for (before, after) in [
        ("https://partyline.example/#", ""),
        ("#", "&utm_source=chat"),
        ("", "?fbclid=IwAR0"),
        ("", "."),
        ("", ")"),
        ("", "%20"),
        ("", "’s"),
        ("", "abcXYZ019"),
        (" ", "\r\n"),
        ("https://partyline.example/a/#", ":~:text=gamble"),
    ] {
        assert_eq!(opened(&format!("{before}{link}{after}")), sample(), "{before}…{after}");
    }
    let folded: Vec<&str> = link.as_bytes().chunks(76).map(|c| std::str::from_utf8(c).unwrap()).collect();
    assert_eq!(opened(&folded.join("\r\n")), sample());
}

#[test]
fn a_cut_link_opens_up_to_the_cut() {
    let link = encode(&sample()).unwrap();
    let mut least = 100;
    for length in (20..link.len()).step_by(7) {
        let opened = decode(&link[..length]).unwrap_or_else(|e| panic!("cut to {length}: {e}"));
        let missing = opened.missing.expect("something is missing");
        let text = &opened.payload.text;
        assert!(ARTICLE.starts_with(text.as_str()), "cut to {length}: {text}");
        let rest = &ARTICLE[text.len()..];
        assert!(rest.is_empty() || rest.starts_with(char::is_whitespace), "cut to {length}: {text}");
        assert_eq!(usize::from(missing.per_cent), (rest.len() * 100).div_ceil(ARTICLE.len()));
        assert!(missing.per_cent <= least);
        least = missing.per_cent;
        let entries = &opened.payload.corrections.entries;
        assert_eq!(*entries, sample().corrections.entries[..entries.len()]);
    }
    assert_eq!(least, 0);
}

#[test]
fn a_changed_link_says_so() {
    let link = encode(&sample()).unwrap();
    for at in (1..link.len()).step_by(5) {
        let mut changed = link.clone().into_bytes();
        changed[at] = if changed[at] == b'7' { b'j' } else { b'7' };
        let result = decode(std::str::from_utf8(&changed).unwrap());
        let honest = matches!(&result, Err(LinkError::Changed | LinkError::TooShort))
            || result.is_ok_and(|opened| opened.missing.is_some());
        assert!(honest, "character {at}");
    }
}

#[test]
fn what_is_no_link_gets_a_sentence() {
    let garbage = format!("1{}", "ZQ7".repeat(300));
    let cases = [
        ("", LinkError::NotALink),
        ("#", LinkError::NotALink),
        ("#:~:text=said", LinkError::NotALink),
        ("1", LinkError::TooShort),
        ("1abcd", LinkError::TooShort),
        ("zzzzzzzzz", LinkError::Newer('z')),
        (garbage.as_str(), LinkError::Changed),
    ];
    for (link, error) in cases {
        assert_eq!(decode(link), Err(error), "{link}");
        assert!(error.to_string().ends_with('.'));
    }
}

/// The links of released versions, one a line, and what they carry: `tests/links/v1.txt`. Lines are added with each
/// release, never changed.
#[test]
fn links_of_released_versions_open() {
    let links = include_str!("links/v1.txt");
    assert!(links.lines().count() > 0);
    for link in links.lines() {
        assert_eq!(opened(link), sample());
    }
}

/// A new line for the golden links is what this test shows when the codec no longer writes the last one.
#[test]
fn the_current_version_writes_the_last_golden_link() {
    let last = include_str!("links/v1.txt").lines().next_back();
    assert_eq!(Some(encode(&sample()).unwrap().as_str()), last);
}

#[test]
fn a_text_over_the_limit_is_refused() {
    let payload = Payload { text: "a".repeat(partyline::share::MAX_BYTES + 1), ..Payload::default() };
    assert_eq!(encode(&payload), Err(LinkError::TooLong));
}

#[test]
fn long_monotonous_texts_come_back() {
    let payload = Payload { text: "la ".repeat(20_000), ..Payload::default() };
    assert_eq!(opened(&encode(&payload).unwrap()), payload);
}

#[test]
fn too_many_corrections_are_refused() {
    let many = vec![Correction::NotParty(String::new()); 300_000];
    let payload = Payload { corrections: Log { entries: many }, ..Payload::default() };
    assert_eq!(encode(&payload), Err(LinkError::TooLong));
}

/// Texts like articles: a few words again and again, with odd characters in between.
fn texts() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "the ",
        "council ",
        "said ",
        "“",
        "”",
        "\n\n",
        "Ada ",
        "Lindqvist",
        ", ",
        ". ",
        "\r\n",
        "\0",
        "9",
        "é",
        "🎭",
        "\u{200b}",
        "’s ",
        "U.S. ",
        "\u{301}",
    ]);
    prop_oneof![any::<String>(), proptest::collection::vec(words, 0..60).prop_map(|w| w.concat())]
}

fn spans() -> impl Strategy<Value = Span> {
    prop_oneof![
        (0u32..300, 0u32..60).prop_map(|(start, length)| span(start, start + length)),
        any::<(u32, u32)>().prop_map(|(start, end)| span(start, end)),
    ]
}

fn entries() -> impl Strategy<Value = Correction> {
    use Correction as C;
    let anchor = || (spans(), prop_oneof![Just(0), any::<u8>()]).prop_map(|(span, nth)| Anchor { span, nth });
    let name = || prop_oneof![Just("Ada Lindqvist".to_owned()), any::<String>()];
    let party = || prop::option::of(name());
    let many = || proptest::collection::vec(spans(), 0..4);
    let types = prop::sample::select(vec![
        AttributionType::Communication,
        AttributionType::Attitude,
        AttributionType::Factive,
        AttributionType::Control,
    ]);
    let kinds = prop::sample::select(vec![
        PartyKind::State,
        PartyKind::Organisation,
        PartyKind::Person,
        PartyKind::Group,
    ]);
    prop_oneof![
        (anchor(), party()).prop_map(|(a, p)| C::Party(a, p)),
        (anchor(), proptest::collection::vec(name(), 0..3)).prop_map(|(a, n)| C::Also(a, n)),
        (anchor(), prop::option::of(spans())).prop_map(|(a, s)| C::Source(a, s)),
        (anchor(), prop::option::of(spans())).prop_map(|(a, s)| C::Cue(a, s)),
        (anchor(), many()).prop_map(|(a, s)| C::Bounds(a, s)),
        anchor().prop_map(C::Remove),
        (many(), party()).prop_map(|(s, p)| C::Add(s, p)),
        (anchor(), prop::sample::select(Stance::ALL.to_vec())).prop_map(|(a, s)| C::Stance(a, s)),
        (anchor(), party()).prop_map(|(a, p)| C::Target(a, p)),
        (anchor(), types).prop_map(|(a, t)| C::Type(a, t)),
        (name(), name()).prop_map(|(a, b)| C::Merge(a, b)),
        (proptest::collection::vec(anchor(), 0..4), name()).prop_map(|(a, n)| C::Split(a, n)),
        (name(), name()).prop_map(|(a, b)| C::Rename(a, b)),
        (name(), kinds).prop_map(|(n, k)| C::Kind(n, k)),
        name().prop_map(C::NotParty),
        (anchor(), name()).prop_map(|(a, n)| C::Note(a, n)),
        anchor().prop_map(C::Confirm),
    ]
}

fn payloads() -> impl Strategy<Value = Payload> {
    let line = || prop::option::of(any::<String>());
    let about = (line(), line(), line(), line()).prop_map(|(title, address, outlet, date)| About {
        title,
        address,
        outlet,
        date,
    });
    let engine = prop_oneof![Just("0.1.0".to_owned()), Just("12.340.5".to_owned()), any::<String>()];
    let log = proptest::collection::vec(entries(), 0..6).prop_map(|entries| Log { entries });
    (texts(), about, log, engine, any::<u32>()).prop_map(|(text, about, corrections, engine, digest)| {
        Payload { text, about, corrections, engine, digest }
    })
}

/// Twice a thousand short texts, or as many as `PROPTEST_CASES` says: the fuzz run is
/// `PROPTEST_CASES=100000 cargo test --release --test links`.
fn thousands() -> ProptestConfig {
    let cases = ProptestConfig::default().cases;
    ProptestConfig::with_cases(if cases == 256 { 2000 } else { cases })
}

proptest! {
    #![proptest_config(thousands())]

    #[test]
    fn every_text_comes_back(text in texts()) {
        let payload = Payload { text, ..Payload::default() };
        prop_assert_eq!(opened(&encode(&payload).unwrap()), payload);
    }
}

proptest! {

    #[test]
    fn whatever_is_sent_arrives(payload in payloads()) {
        let link = encode(&payload).unwrap();
        prop_assert_eq!(opened(&link), payload);
    }

    #[test]
    fn a_cut_anywhere_loses_only_the_end(payload in payloads(), keep in 0usize..100) {
        let link = encode(&payload).unwrap();
        let Ok(opened) = decode(&link[..link.len() * keep / 100]) else { return Ok(()) };
        prop_assert!(payload.text.starts_with(&opened.payload.text));
        prop_assert!(payload.corrections.entries.starts_with(&opened.payload.corrections.entries));
        prop_assert!(opened.missing.is_some() || opened.payload == payload);
    }

    #[test]
    fn any_characters_are_answered(link in "1?[0-9A-Za-z]{0,300}|\\PC*") {
        let _ = decode(&link);
    }
}
