//! Links: everything comes back exactly, whatever apps do to the address, and old links keep opening.

use partyline::corrections::{Anchor, Correction, Log, Outline};
use partyline::document::{About, AttributionType, PartyKind, Span, Stance};
use partyline::share::{
    Alphabet, Content, LinkError, Opened, Payload, Sealed, Seen, Thin, decode, encode as encode_in, pack,
    unpack,
};
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
        whole: false,
        seen: Seen { engine: "0.1.0".to_owned(), digest: 0x12_3456, paragraphs: vec![0, 3, 8, 0] },
    }
}

fn encode(payload: &Payload) -> Result<String, LinkError> {
    encode_in(&Content::Article(payload.clone()), Alphabet::Text)
}

fn article(opened: Opened) -> Payload {
    match opened.content {
        Content::Article(payload) => payload,
        other => panic!("not an article: {other:?}"),
    }
}

fn opened(link: &str) -> Payload {
    let opened = decode(link).expect("a good link");
    assert_eq!(opened.missing, None);
    article(opened)
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
        let payload = article(opened);
        let text = &payload.text;
        assert!(ARTICLE.starts_with(text.as_str()), "cut to {length}: {text}");
        let rest = &ARTICLE[text.len()..];
        assert!(rest.is_empty() || rest.starts_with(char::is_whitespace), "cut to {length}: {text}");
        assert_eq!(usize::from(missing.per_cent), (rest.len() * 100).div_ceil(ARTICLE.len()));
        assert!(missing.per_cent <= least);
        least = missing.per_cent;
        let entries = &payload.corrections.entries;
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
        ("Qzzzzzzzz", LinkError::Newer('z')),
        (garbage.as_str(), LinkError::Changed),
    ];
    for (link, error) in cases {
        assert_eq!(decode(link), Err(error), "{link}");
        assert!(error.to_string().ends_with('.'));
    }
}

/// What the golden links carry, in the order of their lines.
fn golden() -> Vec<(Content, Alphabet)> {
    let full = sample();
    let spans = [span(37, 70), span(80, 120)];
    let outline = Outline::new(ARTICLE, &full.corrections, &spans);
    let thin = Thin { about: full.about.clone(), engine: full.seen.engine.clone(), outline };
    let sealed = Sealed { rounds: 600_000, salt: *b"0123456789abcdef", body: (0..200).collect() };
    let (full, thin, sealed) = (Content::Article(full), Content::Thin(thin), Content::Sealed(sealed));
    [full, thin, sealed]
        .into_iter()
        .flat_map(|content| [(content.clone(), Alphabet::Text), (content, Alphabet::Qr)])
        .collect()
}

/// The links of released versions, one a line: `tests/links/v1.txt`. A version's lines are never changed; what a later
/// one writes differently gets lines of its own behind them, with what they carry.
#[test]
fn links_of_released_versions_open() {
    let links: Vec<&str> = include_str!("links/v1.txt").lines().collect();
    assert_eq!(links.len(), golden().len());
    for (link, (content, _)) in links.iter().zip(golden()) {
        assert_eq!(decode(link), Ok(Opened { content, missing: None }));
    }
}

/// What this test shows goes into the golden links when the codec no longer writes the last ones.
#[test]
fn the_current_version_writes_the_last_golden_links() {
    let links: String = golden()
        .iter()
        .map(|(content, alphabet)| encode_in(content, *alphabet).expect("short enough") + "\n")
        .collect();
    assert_eq!(links, include_str!("links/v1.txt"));
}

#[test]
fn every_kind_is_made_of_its_own_characters_and_opens_whole() {
    for (content, alphabet) in golden() {
        let link = encode_in(&content, alphabet).unwrap();
        let allowed = |c: char| match alphabet {
            Alphabet::Text => c.is_ascii_alphanumeric(),
            Alphabet::Qr => c.is_ascii_uppercase() || c.is_ascii_digit() || "$*+-./:".contains(c),
        };
        assert!(link.chars().all(allowed), "{link}");
        let whole = Opened { content: content.clone(), missing: None };
        assert_eq!(decode(&format!("https://a.example/#{link}&utm_source=chat")), Ok(whole));
        if !matches!(content, Content::Article(_)) {
            assert_eq!(decode(&link[..link.len() * 3 / 4]), Err(LinkError::Cut));
        }
        if !matches!(content, Content::Sealed(_)) {
            assert_eq!(unpack(&pack(&content).unwrap()), Ok(content));
        }
    }
}

#[test]
fn a_thin_link_brings_its_corrections_to_another_copy_of_the_article() {
    let Content::Thin(thin) = &golden()[2].0 else { panic!("the third golden link is thin") };
    let link = encode_in(&Content::Thin(thin.clone()), Alphabet::Text).unwrap();
    assert!((100..400).contains(&link.len()), "{} characters", link.len());
    assert_eq!(thin.outline.place(ARTICLE).log, sample().corrections);
    let copy =
        format!("Home | News | Sport\n\n{}", ARTICLE.replace('“', "\"").replace("nine years", "ten years"));
    let placed = thin.outline.place(&copy);
    assert_eq!(placed.lost, []);
    let Correction::Stance(letters, Stance::Accuses) = placed.log.entries[0] else {
        panic!("first a stance")
    };
    assert_eq!(letters.span.of(&copy), "the council had never answered her letters");
}

/// The number of statements, names and lengths that a link claims is never believed before it is paid for.
#[test]
fn hostile_links_are_refused() {
    let mut seed = 1u64;
    let mut random = || {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize
    };
    let letters: Vec<char> = ('0'..='9').chain('A'..='Z').chain('a'..='z').collect();
    for kind in ['1', 'T', 'P'] {
        for length in [4, 12, 60, 1_000, 100_000] {
            for same in [None, Some('0'), Some('Z'), Some('z')] {
                let tail = (0..length).map(|_| same.unwrap_or(letters[random() % letters.len()]));
                let link: String = std::iter::once(kind).chain(tail).collect();
                let opened = decode(&link);
                let honest = opened.as_ref().is_ok_and(|opened| opened.missing.is_some());
                assert!(opened.is_err() || honest, "{}: {opened:?}", &link[..link.len().min(40)]);
            }
        }
    }
    let million = Log { entries: vec![Correction::Confirm(Anchor { span: span(0, 1), nth: 0 }); 1_000_000] };
    let payload = Payload { text: "a".to_owned(), corrections: million, ..Payload::default() };
    assert_eq!(encode(&payload), Err(LinkError::TooLong));
}

/// What fuzzing found: letters that spell a text which ends a word where no other word may end.
#[test]
fn a_link_of_nonsense_is_refused_without_a_panic() {
    let link = "TyweNCYixKdjKSFRANC1bUZ4U2NF00NVQStPYyr1pfD8x4xN5NCYixKdjKSFRANC1bUZ4U2NF00NVQStPYyr0pfQ1aMYre4U0c2Sh8ZxE\
        EToLUeyE8vZCS8nLnjmdOOFYzNkRBF0de0kfD8x4xN5P9jnQYfpP9jnQYfpJvA4pl4fApIuMe";
    assert!(decode(link).is_err());
}

/// Another engine's reading is told by paragraph, whatever the order of parties.
#[test]
fn another_reading_is_noticed_and_located() {
    let engine = partyline::engine::Engine::shipped();
    let text =
        "Ada Merrow said: “We will not sell the ferry.”\n\nIt rained.\n\n“That is a lie,” said Per Ohm.\n";
    let document = engine.annotate(text);
    let seen = Seen::of(text, &document);
    assert_eq!(seen.differences(text, &document), None);
    assert_eq!(Seen::default().differences(text, &document), None);
    let mut newer = document.clone();
    newer.engine = "9.0.0".to_owned();
    assert_eq!(seen.differences(text, &newer), None);
    newer.statements.retain(|s| !s.content[0].of(text).contains("lie"));
    let differences = seen.differences(text, &newer).expect("a statement is gone");
    assert_eq!(differences.engine, document.engine);
    let lines: Vec<&str> = differences.paragraphs.iter().map(|p| p.of(text).trim()).collect();
    assert_eq!(lines, ["“That is a lie,” said Per Ohm."]);
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

/// Texts of all sorts: like articles, a few words again and again with odd characters in between; any characters at all,
/// of any plane; every quotation mark; marks upon marks; nothing; and now and then a long one.
fn texts() -> impl Strategy<Value = String> {
    use proptest::collection::vec;
    let words = || {
        prop::sample::select(vec![
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
        ])
    };
    let news = "[a-z]{1,9}( |, |\\. |[A-Z][a-z]{1,8} | said | that | the | of |[0-9,]{1,6} |\\.\n\n)";
    let marks =
        || prop::sample::select("“”‘’«»‹›„‚‟‛\"'`´″′「」『』〝〞〟＂❝❞–—…".chars().collect::<Vec<_>>());
    let quoted = (marks(), "[A-Za-z ,.é]{0,12}", marks()).prop_map(|(a, words, b)| format!("{a}{words}{b}"));
    let upon = vec(prop::char::range('\u{300}', '\u{36f}'), 0..5);
    let combined =
        (prop::char::range('a', 'z'), upon).prop_map(|(c, upon)| format!("{c}{}", String::from_iter(upon)));
    let joined = |parts: Vec<String>| parts.concat();
    prop_oneof![
        8 => any::<String>(),
        8 => vec(any::<char>(), 0..40).prop_map(String::from_iter),
        8 => vec(words(), 0..60).prop_map(|words| words.concat()),
        8 => vec(news, 0..40).prop_map(joined),
        8 => vec(quoted, 0..20).prop_map(joined),
        4 => vec(combined, 0..40).prop_map(joined),
        1 => Just(String::new()),
        1 => (vec(words(), 1..40), 1usize..60).prop_map(|(words, times)| words.concat().repeat(times)),
        1 => vec(any::<char>(), 0..1_500).prop_map(String::from_iter),
    ]
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
    let digests = proptest::collection::vec(0u8..=8, 60);
    (texts(), about, log, engine, 0u32..1 << 24, digests, any::<bool>()).prop_map(
        |(text, about, corrections, engine, digest, mut paragraphs, whole)| {
            let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
            paragraphs.resize(if digest > 0 { lines } else { 0 }, 1);
            Payload { text, about, corrections, whole, seen: Seen { engine, digest, paragraphs } }
        },
    )
}

/// Twice a thousand texts, or as many as `PROPTEST_CASES` says: `cargo xtask links --generated 100000` is the long run.
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
        let whole = opened.missing.is_none();
        let read = article(opened);
        prop_assert!(payload.text.starts_with(&read.text));
        prop_assert!(payload.corrections.entries.starts_with(&read.corrections.entries));
        prop_assert!(!whole || read == payload);
    }

    #[test]
    fn any_characters_are_answered(link in "1?[0-9A-Za-z]{0,300}|\\PC*") {
        let _ = decode(&link);
    }
}
