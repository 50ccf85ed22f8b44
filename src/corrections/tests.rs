use super::sample::{TEXT, at, document};
use super::*;
use crate::document::*;
use proptest::prelude::*;

fn log(entries: impl IntoIterator<Item = Correction>) -> Log {
    Log { entries: entries.into_iter().collect() }
}

fn anchor(id: usize) -> Anchor {
    Anchor::of(&document().statements[id].content).unwrap()
}

/// Who says what, one statement a line.
fn read(applied: &Applied) -> String {
    let document = &applied.document;
    let name = |id: Option<u32>| id.map_or("-", |id| &document.parties[id as usize].name);
    let line = |s: &Statement| {
        let words: Vec<&str> = s.content.iter().map(|c| c.of(TEXT)).collect();
        let (who, whom) = (name(s.party), name(s.target));
        format!("{who} {} {whom} ({}): {}\n", s.stance.label(), s.kind.label(), words.join(" | "))
    };
    document.statements.iter().map(line).collect()
}

fn cards(applied: &Applied) -> Vec<String> {
    let card = |p: &Party| format!("{} {} {:?} {:?}", p.letters, p.name, p.statements, p.position);
    applied.document.parties.iter().map(card).collect()
}

#[test]
fn the_sample_holds_the_invariants() {
    check_invariants(TEXT, &apply(&Log::default(), TEXT, &document())).unwrap();
}

#[test]
fn a_statement_changes_hands() {
    let applied = apply(&log([Correction::Party(anchor(4), Some("Norland".into()))]), TEXT, &document());
    assert_eq!(
        cards(&applied),
        ["NO Norland [0, 1, 3, 4] [1, 3]", "ES Estavia [2, 5] [2]", "RC River Council [6] [6]"],
        "in the engine’s order"
    );
    let change = &applied.changes[0];
    assert_eq!((change.statement, &*change.was, &*change.now), (Some(4), "Estavia", "Norland"));
    let minister = at("Estavia’s water minister, Tomas Brel", 0);
    assert!(applied.document.parties[0].mentions.contains(&minister));
    assert!(!applied.document.parties[1].mentions.contains(&minister));
    assert_eq!(applied.document.statements[4].reasons.last().unwrap().words, "A reader decided this.");
}

#[test]
fn a_new_name_makes_a_party_with_its_mentions() {
    let applied = apply(&log([Correction::Party(anchor(3), Some(" Ada  Quill".into()))]), TEXT, &document());
    let party = applied.document.parties.iter().find(|p| p.name == "Ada Quill").unwrap();
    assert_eq!((&*party.letters, &party.position), ("AQ", &vec![3]));
    assert_eq!(party.mentions, [at("Foreign Minister Ada Quill", 0), at("Ada Quill", 0)]);
}

#[test]
fn bounds_make_room_for_source_and_cue() {
    let from = at("“These are", 0).start as usize;
    let to = at("knows it.”", 0).end as usize;
    let whole = Correction::Bounds(anchor(3), vec![Span::new(from, to)]);
    let applied = apply(&log([whole]), TEXT, &document());
    let words: Vec<&str> = applied.document.statements[3].content.iter().map(|s| s.of(TEXT)).collect();
    assert_eq!(words, ["“These are fairy tales,”", "on Monday, “and Estavia knows it.”"]);
    assert_eq!(applied.document.statements[3].kind, Kind::Mixed);
    let part = Correction::Bounds(anchor(4), vec![at("every last crown", 0)]);
    let applied = apply(&log([part]), TEXT, &document());
    assert_eq!(applied.document.statements[4].kind, Kind::Direct);
}

#[test]
fn removed_and_added() {
    let hour = at("within an hour", 0);
    let entries = [
        Correction::Remove(anchor(1)),
        Correction::Add(vec![hour], Some("River Council".into())),
        Correction::Stance(Anchor { span: hour, nth: 0 }, Stance::Warns),
        Correction::Remove(anchor(1)),
    ];
    let applied = apply(&log(entries), TEXT, &document());
    assert_eq!(applied.skipped, [3]);
    assert_eq!(applied.document.statements[1].parent, None, "its parent is gone");
    assert_eq!(applied.document.statements[7].parent, Some(6));
    assert!(applied.document.contradictions.is_empty());
    assert!(read(&applied).ends_with("River Council warns - (indirect): within an hour\n"));
}

#[test]
fn party_surgery() {
    let entries = [
        Correction::Merge("River Council".into(), "Estavia".into()),
        Correction::Rename("Estavia".into(), "Estavia and friends".into()),
        Correction::Split(vec![anchor(3)], "Quill".into()),
        Correction::Target(anchor(7), Some("River Council".into())),
        Correction::NotParty("Norland".into()),
        Correction::Rename("Quill".into(), "Estavia and friends".into()),
    ];
    let applied = apply(&log(entries), TEXT, &document());
    assert_eq!(applied.skipped, [5], "two cards of one name");
    assert_eq!(cards(&applied), ["ES Estavia and friends [2, 4, 5, 6] [4, 2, 6]", "Q Quill [3] [3]"]);
    assert_eq!(applied.names, ["Estavia", "Quill"]);
    assert_eq!(applied.document.parties[0].aliases[1].words, "River Council");
    assert_eq!(
        read(&applied),
        "- rejects Estavia and friends (indirect): Estavia’s claim over the river dam
- rejects Estavia and friends (indirect): Estavia’s claim that its engineers opened the dam at night
Estavia and friends accuses - (indirect): that its engineers opened the dam at night
Quill criticises Estavia and friends (direct): “These are fairy tales,” | “and Estavia knows it.”
Estavia and friends demands - (mixed): Norland must pay “every last crown” for the flooded fields
Estavia and friends appeals - (indirect): on the River Council to act
Estavia and friends commits - (indirect): it would send observers 🛶
- states Estavia and friends (indirect): the water rose within an hour
",
    );
}

#[test]
fn anchors_and_names_outlive_other_changes() {
    let narrow = Correction::Bounds(anchor(4), vec![at("every last crown", 0)]);
    let rename = Correction::Rename("Estavia".into(), "Estavian government".into());
    let stance = Correction::Stance(anchor(4), Stance::Accuses);
    let party = Correction::Party(anchor(7), Some("Estavia".into()));
    let all = [narrow, rename, stance, party];
    for left_out in 0..all.len() {
        let mut entries = all.to_vec();
        entries.remove(left_out);
        assert_eq!(apply(&log(entries), TEXT, &document()).skipped, [0; 0], "without {:?}", all[left_out]);
    }
}

#[test]
fn notes_confirmations_and_differences() {
    let entries = [
        Correction::Note(anchor(7), "Who?\u{7}".into()),
        Correction::Confirm(anchor(7)),
        Correction::Party(anchor(7), Some("Estavia".into())),
        Correction::Party(anchor(7), Some("Norland".into())),
    ];
    let applied = apply(&log(entries), TEXT, &document());
    assert_eq!(applied.notes, [Note { statement: 7, words: "Who?".into() }]);
    assert!(!applied.document.statements[7].confidence.check);
    let party = applied.differences(7).into_iter().find(|c| c.what == Changed::Party).unwrap();
    assert_eq!((&*party.was, &*party.now), ("nobody named", "Norland"));
}

#[test]
fn nonsense_is_skipped_and_reported() {
    let far = Span::new(9_000, 9_001);
    let inside_a_sign = Span { start: at("’s claim", 0).start + 1, end: at("’s claim", 0).end };
    let entries = [
        Correction::Remove(Anchor { span: far, nth: 0 }),
        Correction::Add(vec![far], None),
        Correction::Add(vec![], None),
        Correction::Bounds(anchor(0), vec![inside_a_sign]),
        Correction::Bounds(anchor(0), vec![at("rejects", 0)]),
        Correction::Party(anchor(0), Some(" \n".into())),
        Correction::Merge("Norland".into(), "Norland".into()),
        Correction::Merge("Nobody".into(), "Norland".into()),
        Correction::NotParty("Nobody".into()),
    ];
    let applied = apply(&log(entries), TEXT, &document());
    assert_eq!(applied.skipped, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    assert_eq!(applied.document, document());
}

#[test]
fn reset_takes_one_entry_out_and_can_be_undone() {
    let hour = at("within an hour", 0);
    let mut history = History::default();
    history.push([Correction::Add(vec![hour], None)]);
    history.push([Correction::Confirm(anchor(0)), Correction::Confirm(anchor(1))]);
    history.push([Correction::Stance(Anchor { span: hour, nth: 0 }, Stance::Warns)]);
    let before = history.log().clone();
    history.reset(0);
    assert_eq!(history.log().entries, [Correction::Confirm(anchor(0)), Correction::Confirm(anchor(1))]);
    assert!(history.undo());
    assert_eq!(history.log(), &before);
    history.reset_all();
    assert!(history.log().entries.is_empty() && !history.can_redo());
}

#[test]
fn a_correction_offers_the_same_for_the_same_name() {
    let text = "Ada Quill said no. Ms Quill said yes. He said so. The spokesperson said A. A spokesperson said B. \
                He said C. Ella Quill of Ostra said D.";
    let source = |words: &str, nth: usize| {
        let (start, _) = text.match_indices(words).nth(nth).unwrap();
        Some(Span::new(start, start + words.len()))
    };
    let mut document = document();
    for (statement, (words, nth)) in document.statements.iter_mut().zip([
        ("Ada Quill", 0),
        ("Ms Quill", 0),
        ("He", 0),
        ("The spokesperson", 0),
        ("A spokesperson", 0),
        ("He", 1),
        ("Ella Quill of Ostra", 0),
    ]) {
        statement.source = source(words, nth);
        statement.content = vec![Span { start: statement.id, end: statement.id + 1 }];
    }
    document.statements.truncate(7);
    let applied = apply(&Log::default(), text, &document);
    let offered = |id: u32| {
        let correction = Correction::Party(applied.anchor(id).unwrap(), Some("Harbour Union".into()));
        let also = propose(&applied, text, &correction);
        also.iter().map(|c| applied.find(c.anchors()[0]).unwrap()).collect::<Vec<u32>>()
    };
    assert_eq!([offered(0), offered(2), offered(3), offered(6)], [vec![1], vec![], vec![4], vec![]]);
}

/// The words that a log's entries about statements name, after it was carried over to `new`.
fn carried(new: &str, entries: &[Correction]) -> (Vec<String>, usize) {
    let (moved, lost) = reanchor(&log(entries.to_vec()), TEXT, new);
    let words = |c: &Correction| match c {
        Correction::Source(_, Some(span)) => span.of(new).to_owned(),
        Correction::Add(spans, _) | Correction::Bounds(_, spans) => {
            spans.iter().map(|s| s.of(new)).collect::<Vec<_>>().join(" | ")
        }
        _ => c.anchors()[0].span.of(new).to_owned(),
    };
    (moved.entries.iter().map(words).collect(), lost.len())
}

#[test]
fn corrections_survive_an_edited_text() {
    let entries = [
        Correction::Confirm(anchor(0)),
        Correction::Source(anchor(5), Some(at("He", 0))),
        Correction::Add(vec![at("within", 0), at("hour", 0)], None),
        Correction::Stance(anchor(4), Stance::Warns),
    ];
    let untouched = [
        "Estavia’s claim over the river dam",
        "He",
        "within | hour",
        "Norland must pay “every last crown” for the flooded fields",
    ];
    let head = format!("He who laughs: an opening line.\n{TEXT}");
    assert_eq!(carried(&head, &entries), (untouched.map(str::to_owned).to_vec(), 0));
    let moved = TEXT.replacen("Witnesses said the water rose within an hour.", "", 1)
        + "\nHe said nothing. Witnesses said the water rose within an hour. The end.";
    assert_eq!(carried(&moved, &entries), (untouched.map(str::to_owned).to_vec(), 0));
    let reworded = TEXT
        .replace("every last crown” for the flooded", "every single crown” for all the flooded")
        .replace("OSTRA", "Ostra")
        .replace("within an hour", "quickly");
    let (words, lost) = carried(&reworded, &entries);
    assert_eq!(lost, 1, "the added words are gone");
    assert_eq!(words[..2], untouched[..2]);
    assert_eq!(words[2], "Norland must pay “every single crown” for all the flooded fields");
    assert_eq!(carried("Something else.", &entries), (vec![], 4));
}

#[test]
fn anchors_snap_to_what_a_newer_engine_found() {
    let wider = Anchor::of(&[at("must pay “every last crown” for the flooded fields", 0)]).unwrap();
    let elsewhere = Anchor::of(&[at("on Monday", 0)]).unwrap();
    let entries =
        log([Correction::Confirm(wider), Correction::Confirm(elsewhere), Correction::Confirm(anchor(2))]);
    let snapped = snap(&entries, &document());
    let expected = [anchor(4), elsewhere, anchor(2)].map(Correction::Confirm);
    assert_eq!(snapped.entries, expected);
}

/// What must hold of any corrected document.
fn check_invariants(text: &str, applied: &Applied) -> Result<(), TestCaseError> {
    let document = &applied.document;
    prop_assert_eq!(applied.anchors.len(), document.statements.len());
    prop_assert_eq!(applied.names.len(), document.parties.len());
    let parties = document.parties.len() as u32;
    let mut last = 0;
    for (i, s) in document.statements.iter().enumerate() {
        prop_assert_eq!(s.id as usize, i);
        prop_assert!(!s.content.is_empty() && s.content[0].start >= last);
        last = s.content[0].start;
        let mut spans: Vec<Span> = s.content.iter().copied().chain(s.source).chain(s.cue).collect();
        for span in &spans {
            prop_assert!(!text[span.range()].is_empty());
        }
        prop_assert!(s.content.windows(2).all(|w| w[0].end <= w[1].start));
        spans.sort_unstable();
        prop_assert!(spans.windows(2).all(|w| w[0].end <= w[1].start), "disjoint: {:?}", s);
        prop_assert!(s.parent.is_none_or(|p| (p as usize) < document.statements.len() && p != s.id));
        for party in s.party.iter().chain(&s.target).chain(&s.also) {
            prop_assert!(*party < parties);
        }
        prop_assert!(s.also.iter().all(|a| Some(*a) != s.party));
    }
    for (i, p) in document.parties.iter().enumerate() {
        prop_assert_eq!(p.id as usize, i);
        let own = |s: &&Statement| s.party == Some(p.id) && s.attribution == AttributionType::Communication;
        let own: Vec<u32> = document.statements.iter().filter(own).map(|s| s.id).collect();
        prop_assert_eq!(&p.statements, &own);
        prop_assert!(p.position.iter().all(|s| own.contains(s)), "a position cites its party");
        prop_assert_eq!(p.position.is_empty(), own.is_empty());
        for m in &p.mentions {
            prop_assert!(text.get(m.range()).is_some());
        }
    }
    Ok(())
}

fn spans() -> impl Strategy<Value = Span> {
    let real =
        document().statements.into_iter().flat_map(|s| s.content.into_iter().chain(s.source).chain(s.cue));
    let real: Vec<Span> = real.collect();
    prop_oneof![
        3 => proptest::sample::select(real),
        2 => (0..TEXT.len() as u32 + 9, 0..40u32).prop_map(|(start, length)| Span { start, end: start + length }),
        1 => any::<(u32, u32)>().prop_map(|(start, end)| Span { start, end }),
    ]
}

fn anchors() -> impl Strategy<Value = Anchor> {
    prop_oneof![
        4 => (0..document().statements.len()).prop_map(anchor),
        1 => (spans(), 0..3u8).prop_map(|(span, nth)| Anchor { span, nth }),
    ]
}

fn names() -> impl Strategy<Value = String> {
    proptest::sample::select(vec![
        "Norland",
        "Estavia",
        "River Council",
        "Ada Quill",
        "the dam",
        "",
        "é\u{0}",
    ])
    .prop_map(str::to_owned)
}

fn corrections() -> impl Strategy<Value = Correction> {
    let name = || proptest::option::of(names());
    prop_oneof![
        (anchors(), name()).prop_map(|(a, n)| Correction::Party(a, n)),
        (anchors(), proptest::collection::vec(names(), 0..3)).prop_map(|(a, n)| Correction::Also(a, n)),
        (anchors(), proptest::option::of(spans())).prop_map(|(a, s)| Correction::Source(a, s)),
        (anchors(), proptest::option::of(spans())).prop_map(|(a, s)| Correction::Cue(a, s)),
        (anchors(), proptest::collection::vec(spans(), 0..4)).prop_map(|(a, s)| Correction::Bounds(a, s)),
        anchors().prop_map(Correction::Remove),
        (proptest::collection::vec(spans(), 0..3), name()).prop_map(|(s, n)| Correction::Add(s, n)),
        (anchors(), proptest::sample::select(Stance::ALL.to_vec()))
            .prop_map(|(a, s)| Correction::Stance(a, s)),
        (anchors(), name()).prop_map(|(a, n)| Correction::Target(a, n)),
        anchors().prop_map(|a| Correction::Type(a, AttributionType::Attitude)),
        (names(), names()).prop_map(|(a, b)| Correction::Merge(a, b)),
        (proptest::collection::vec(anchors(), 0..4), names()).prop_map(|(a, n)| Correction::Split(a, n)),
        (names(), names()).prop_map(|(a, b)| Correction::Rename(a, b)),
        names().prop_map(|n| Correction::Kind(n, PartyKind::Group)),
        names().prop_map(Correction::NotParty),
        (anchors(), "\\PC{0,9}").prop_map(|(a, n)| Correction::Note(a, n)),
        anchors().prop_map(Correction::Confirm),
    ]
}

pub(crate) fn logs() -> impl Strategy<Value = Log> {
    proptest::collection::vec(corrections(), 0..12).prop_map(|entries| Log { entries })
}

/// The sample's document with wrong numbers in it.
fn broken() -> impl Strategy<Value = Document> {
    let damage = (0..9usize, any::<(u32, u32)>(), 0..9u8);
    proptest::collection::vec(damage, 0..6).prop_map(|damages| {
        let mut document = document();
        for (i, (a, b), what) in damages {
            let statement = &mut document.statements[i % 8];
            let span = Span { start: a % 999, end: b % 999 };
            match what {
                0 => statement.content.clear(),
                1 => statement.content.push(span),
                2 => statement.source = Some(span),
                3 => statement.cue = Some(span),
                4 => statement.party = Some(a % 5),
                5 => statement.parent = Some(b),
                6 => document.parties[i % 3].position.push(a % 10),
                7 => document.parties[i % 3].mentions.push(span),
                _ => document.contradictions.push(Contradiction { asserts: a % 10, denies: b % 10 }),
            }
        }
        document
    })
}

proptest! {
    #[test]
    fn any_log_leaves_a_sound_document(log in logs()) {
        check_invariants(TEXT, &apply(&log, TEXT, &document()))?;
    }

    #[test]
    fn no_log_over_any_document_panics(log in logs(), document in broken(), text in "\\PC{0,60}") {
        let _ = apply(&log, TEXT, &document);
        let _ = apply(&log, &text, &document);
    }

    #[test]
    fn what_says_nothing_new_changes_nothing(id in 0..8usize) {
        let mut entries = vec![Correction::Note(anchor(id), "x".into())];
        entries.push(Correction::Note(anchor(id), String::new()));
        prop_assert_eq!(apply(&Log { entries }, TEXT, &document()).document, document());
        prop_assert_eq!(apply(&Log::default(), TEXT, &document()).document, document());
    }

    #[test]
    fn undo_takes_back_what_push_did(first in logs(), second in logs(), reset in 0..12usize) {
        let mut history = History::new(first.clone());
        history.push(second.entries.clone());
        let pushed = history.log().clone();
        if history.undo() {
            prop_assert_eq!(history.log(), &first);
            prop_assert!(history.redo());
        }
        prop_assert_eq!(history.log(), &pushed);
        history.reset(reset);
        if reset < pushed.entries.len() {
            prop_assert!(history.undo());
        }
        prop_assert_eq!(history.log(), &pushed);
    }

    #[test]
    fn an_unedited_text_keeps_its_log(log in logs()) {
        prop_assert_eq!(reanchor(&log, TEXT, TEXT), (log, Vec::new()));
    }

    #[test]
    fn words_before_and_after_move_every_sound_entry(id in 0..8usize, head in "\\PC{0,40}", tail in "\\PC{0,40}") {
        let new = format!("{head}{TEXT}{tail}");
        let moved = |span: Span| Span::new(span.start as usize + head.len(), span.end as usize + head.len());
        let (carried, lost) = reanchor(&Log { entries: vec![Correction::Remove(anchor(id))] }, TEXT, &new);
        let expected = Anchor { span: moved(anchor(id).span), nth: 0 };
        prop_assert_eq!((carried.entries, lost), (vec![Correction::Remove(expected)], vec![]));
    }

    #[test]
    fn no_edit_panics(log in logs(), old in "\\PC{0,60}", new in "\\PC{0,60}", at in 0..200usize) {
        let _ = reanchor(&log, &old, &new);
        let cut: String = TEXT.chars().enumerate().filter(|(i, _)| !(at..at + 60).contains(i)).map(|(_, c)| c).collect();
        let (kept, lost) = reanchor(&log, TEXT, &cut);
        prop_assert_eq!(kept.entries.len() + lost.len(), log.entries.len());
        let _ = snap(&kept, &document());
        let _ = apply(&kept, &cut, &document());
    }
}
