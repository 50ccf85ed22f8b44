//! One row for each speech act and frame: `[who|cue|what]` marks the attributions of a sentence, in this order.
//! The sides are Arland, Brill and Corvia; nobody else is one.

use super::super::parties::{Cast, Mention, Side, Speaker};
use super::{Judgement, judge};
use crate::document::{Attribution, AttributionType, PartyKind, Span};
use crate::engine::Structure;

const SIDES: [&str; 3] = ["Arland", "Brill", "Corvia"];

/// Every place where a side is named.
fn mentions(text: &str) -> Vec<Mention> {
    let of = |(side, name): (usize, &&str)| {
        text.match_indices(*name)
            .map(|(at, name)| Mention { span: Span::new(at, at + name.len()), side })
            .collect::<Vec<_>>()
    };
    let mut mentions: Vec<Mention> = SIDES.iter().enumerate().flat_map(of).collect();
    mentions.sort_by_key(|m| m.span);
    mentions
}

fn find(text: &str, words: &str) -> Option<Span> {
    text.find(words).filter(|_| !words.is_empty()).map(|at| Span::new(at, at + words.len()))
}

/// Judges the attributions `(source, cue, content)` of `text`.
fn judged(text: &str, attributions: &[(&str, &str, &str)]) -> Vec<Judgement> {
    let structure = Structure::new(text);
    let attribution = |&(source, cue, content): &(&str, &str, &str)| Attribution {
        source: find(text, source),
        cue: find(text, cue),
        content: vec![find(text, content).unwrap_or_else(|| panic!("not in the text: {content}"))],
        continues: None,
        kind: AttributionType::Communication,
        confidence: 100,
        source_confidence: 100,
    };
    let speaker = |&(source, ..): &(&str, &str, &str)| Speaker {
        side: SIDES.iter().position(|side| *side == source),
        ..Speaker::default()
    };
    let side = |name: &&str| Side {
        name: (*name).to_owned(),
        letters: name[..1].to_owned(),
        kind: PartyKind::State,
        aliases: Vec::new(),
    };
    let cast = Cast {
        sides: SIDES.iter().map(side).collect(),
        mentions: mentions(text),
        speakers: attributions.iter().map(speaker).collect(),
    };
    judge(&structure, &attributions.iter().map(attribution).collect::<Vec<_>>(), &cast)
}

/// "rejects Brill", or "states" without a target.
fn shown(judgement: &Judgement) -> String {
    let target = judgement.target.map(|side| format!(" {}", SIDES[side])).unwrap_or_default();
    format!("{}{target}", judgement.stance.label())
}

#[test]
fn what_the_cue_does() {
    for (text, cue, content, expected) in [
        ("Arland said the ferry leaves at noon.", "said", "the ferry leaves at noon", "states"),
        (
            "Arland accused Brill of draining the lake.",
            "accused",
            "Brill of draining the lake",
            "accuses Brill",
        ),
        ("Arland blamed Brill for the flood.", "blamed", "Brill for the flood", "accuses Brill"),
        ("Arland rejected Brill's claims.", "rejected", "Brill's claims", "rejects Brill"),
        ("Arland denied the report.", "denied", "the report", "rejects"),
        ("Arland refused to pay Brill.", "refused", "to pay Brill", "rejects Brill"),
        ("Arland did not concede defeat.", "did not concede", "defeat", "rejects"),
        ("Arland called on Brill to open the dam.", "called on", "Brill to open the dam", "appeals Brill"),
        ("Arland urged Brill to wait.", "urged", "Brill to wait", "appeals Brill"),
        ("Arland urged its farmers to sell to Brill.", "urged", "its farmers to sell to Brill", "appeals"),
        ("Arland ordered Brill to leave.", "ordered", "Brill to leave", "demands Brill"),
        ("Arland demanded an apology from Brill.", "demanded", "an apology from Brill", "demands"),
        ("Arland condemned Brill's raid.", "condemned", "Brill's raid", "criticises Brill"),
        ("Arland thanked Brill for the grain.", "thanked", "Brill for the grain", "supports Brill"),
        ("Arland praised the crew.", "praised", "the crew", "supports"),
        ("Arland vowed to rebuild the pier.", "vowed", "to rebuild the pier", "commits"),
        ("Arland warned Brill that the ice is thin.", "warned", "that the ice is thin", "warns Brill"),
        ("Arland admitted that it lost the key.", "admitted", "that it lost the key", "concedes"),
        ("Arland expressed concern about the dam.", "expressed", "concern about the dam", "criticises"),
        ("Arland issued threats against Brill.", "issued", "threats against Brill", "warns Brill"),
        ("Arland announced a new bridge.", "announced", "a new bridge", "commits"),
        ("Arland announced that Brill had won.", "announced", "that Brill had won", "states"),
        (
            "Arland's accusation that Brill lied was read out.",
            "accusation",
            "that Brill lied",
            "accuses Brill",
        ),
        ("Arland claimed it never sank the barge.", "claimed", "it never sank the barge", "rejects"),
        ("Arland pleaded not guilty to the charges.", "pleaded not guilty", "the charges", "rejects"),
        ("Arland pleaded guilty to the charges.", "pleaded guilty", "the charges", "concedes"),
        ("Arland attributed the bombing to Brill.", "attributed", "the bombing to Brill", "accuses Brill"),
        ("Arland attributed the harvest to rain.", "attributed", "the harvest to rain", "states"),
        ("Arland declared its intent to leave.", "declared", "its intent to leave", "commits"),
        ("Arland told passengers to take the bus.", "told", "passengers to take the bus", "demands"),
        ("Arland told passengers it was late.", "told", "passengers it was late", "states"),
        ("Arland suggested the bridge was too old.", "suggested", "the bridge was too old", "states"),
        ("Arland suggested a new bridge.", "suggested", "a new bridge", "appeals"),
        ("Arland suggested the crew lost its way.", "suggested", "the crew lost its way", "states"),
        ("Arland suggested a limited truce.", "suggested", "a limited truce", "appeals"),
        (
            "Arland said its ministry had met envoys and expressed concern about the dam.",
            "said",
            "its ministry had met envoys and expressed concern about the dam",
            "criticises",
        ),
        ("Arland asked residents to stay at home.", "asked", "residents to stay at home", "appeals"),
        ("Arland asked whether the bridge was safe.", "asked", "whether the bridge was safe", "states"),
        ("Arland claimed Brill runs the smugglers.", "claimed", "Brill runs the smugglers", "accuses Brill"),
        ("Arland claimed the lake is deep.", "claimed", "the lake is deep", "states"),
        ("Arland said she was forced to drink.", "said", "she was forced to drink", "states"),
        ("Arland called the attack criminal.", "called", "the attack criminal", "criticises"),
        ("Arland described her as a pioneer.", "described", "her as a pioneer", "supports"),
    ] {
        let judgement = &judged(text, &[("Arland", cue, content)])[0];
        assert_eq!(shown(judgement), expected, "{text}");
        assert!(judgement.reasons.iter().all(|r| !r.words.is_empty()), "{text}");
    }
}

#[test]
fn what_the_content_does() {
    for (text, content, expected) in [
        ("“The report is baseless,” Arland said.", "“The report is baseless,”", "rejects"),
        (
            "“Brill's plan is irresponsible,” Arland said.",
            "“Brill's plan is irresponsible,”",
            "criticises Brill",
        ),
        ("“Brill has violated the pact,” Arland said.", "“Brill has violated the pact,”", "accuses Brill"),
        ("“Brill must leave the island,” Arland said.", "“Brill must leave the island,”", "demands Brill"),
        ("“Brill should reconsider,” Arland said.", "“Brill should reconsider,”", "appeals Brill"),
        ("“We will send two boats,” Arland said.", "“We will send two boats,”", "commits"),
        ("“We warn Brill once more,” Arland said.", "“We warn Brill once more,”", "warns Brill"),
        ("“We are grateful to the crew,” Arland said.", "“We are grateful to the crew,”", "supports"),
        ("“I am sorry for the delay,” Arland said.", "“I am sorry for the delay,”", "concedes"),
        ("“The fire could lead to a famine,” Arland said.", "“The fire could lead to a famine,”", "warns"),
        ("“The lake is four miles long,” Arland said.", "“The lake is four miles long,”", "states"),
        ("“The crew was beaten by Brill,” Arland said.", "“The crew was beaten by Brill,”", "accuses Brill"),
        ("“Such acts will not be tolerated,” Arland said.", "“Such acts will not be tolerated,”", "warns"),
        (
            "“My sympathy and regrets go to the families,” Arland said.",
            "“My sympathy and regrets go to the families,”",
            "supports",
        ),
        ("“We pray for the crew,” Arland said.", "“We pray for the crew,”", "supports"),
        (
            "“This was a cowardly, barbarous act,” Arland said.",
            "“This was a cowardly, barbarous act,”",
            "criticises",
        ),
        (
            "Arland found when fish abound, they would eat algae.",
            "when fish abound, they would eat algae",
            "states",
        ),
        ("“Nobody can force us,” Arland said.", "“Nobody can force us,”", "rejects"),
        ("Arland announced it was endorsing Brill.", "it was endorsing Brill", "supports"),
        ("Arland said it had found no trace of gas.", "it had found no trace of gas", "rejects"),
    ] {
        assert_eq!(shown(&judged(text, &[("Arland", "said", content)])[0]), expected, "{text}");
    }
}

#[test]
fn a_name_for_somebody_elses_claim_decides() {
    let text = "Arland called Brill's claims “absurd”. Arland called the weather “terrible”.";
    let found = judged(
        text,
        &[("Arland", "called", "Brill's claims “absurd”"), ("Arland", "called", "the weather “terrible”")],
    );
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["rejects Brill", "criticises Brill"]);
}

#[test]
fn an_answer_to_an_accusation_denies_it() {
    let content = "“We were not on the lake,”";
    let alone = "“We were not on the lake,” Brill said.";
    assert_eq!(shown(&judged(alone, &[("Brill", "said", content)])[0]), "states");
    let answer =
        "Arland accused Brill of piracy. “We were not on the lake,” Brill said. Brill condemned Arland.";
    let found = judged(
        answer,
        &[
            ("Arland", "accused", "Brill of piracy"),
            ("Brill", "said", content),
            ("Brill", "condemned", "Arland"),
        ],
    );
    let shown: Vec<String> = found.iter().map(shown).collect();
    assert_eq!(shown, ["accuses Brill", "rejects Arland", "criticises Arland"]);
}

#[test]
fn an_opponent_is_meant_where_nobody_is_named() {
    let text = "Arland condemned Brill. Later Arland denounced the whole voyage.";
    let found =
        judged(text, &[("Arland", "condemned", "Brill"), ("Arland", "denounced", "the whole voyage")]);
    assert_eq!(shown(&found[1]), "criticises Brill");
    assert!(found[1].reasons.iter().any(|r| r.words.contains("elsewhere in the article")));
}

#[test]
fn thanks_go_to_whom_they_name_if_it_takes_part() {
    let text = "“We are grateful to Brill,” Arland said. Brill said the grain had come.";
    let found = judged(
        text,
        &[("Arland", "said", "“We are grateful to Brill,”"), ("Brill", "said", "the grain had come")],
    );
    assert_eq!(found.iter().map(shown).collect::<Vec<_>>(), ["supports Brill", "states"]);
}

#[test]
fn a_place_is_no_target_and_nobody_aims_at_themselves() {
    for (text, cue, content, expected) in [
        ("Arland condemned the storm in Brill.", "condemned", "the storm in Brill", "criticises"),
        ("Arland criticised the mayor of Arland.", "criticised", "the mayor of Arland", "criticises"),
    ] {
        assert_eq!(shown(&judged(text, &[("Arland", cue, content)])[0]), expected, "{text}");
    }
}

#[test]
fn reasons_name_the_words_they_rest_on() {
    let text = "“Brill's plan is irresponsible,” Arland said.";
    let found = judged(text, &[("Arland", "said", "“Brill's plan is irresponsible,”")]);
    let words: Vec<&str> = found[0].reasons.iter().map(|r| r.words.as_str()).collect();
    assert_eq!(words, ["“irresponsible” finds fault.", "The words name Brill."]);
    assert_eq!(found[0].reasons[0].evidence[0].of(text), "irresponsible");
}

proptest::proptest! {
    #[test]
    fn judging_never_fails_and_never_aims_at_oneself(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "Arland", "Brill", "Corvia", "we", "he", "will", "not", "never", "accused", "called on", "of", "to",
                "must", "baseless", "“", "”", "?", ".", ",", "said", "claims", "warn", "if", "ß’s", "don’t", "é",
            ]),
            1..30,
        ),
        cuts in (0_usize..30, 0_usize..30),
        side in 0_usize..3,
    ) {
        let text = words.join(" ");
        let structure = Structure::new(&text);
        let n = structure.tokens.len();
        let (from, to) = (cuts.0.min(cuts.1) % n, cuts.0.max(cuts.1) % n);
        let (from, to) = (from.min(to), from.max(to));
        let attribution = Attribution {
            source: None,
            cue: (from > 0).then(|| structure.span_of(0, from)),
            content: vec![structure.span_of(from, to + 1)],
            continues: None,
            kind: AttributionType::Communication,
            confidence: 100,
            source_confidence: 100,
        };
        let mentions = mentions(&text);
        let sides = SIDES.iter().map(|name| Side {
            name: (*name).to_owned(), letters: name[..1].to_owned(), kind: PartyKind::State, aliases: Vec::new(),
        });
        let cast = Cast {
            sides: sides.collect(),
            mentions,
            speakers: vec![Speaker { side: Some(side), ..Speaker::default() }],
        };
        let found = judge(&structure, &[attribution], &cast);
        proptest::prop_assert_eq!(found.len(), 1);
        proptest::prop_assert_ne!(found[0].target, Some(side));
    }
}

#[test]
fn a_long_answer_explains() {
    let short = "You should clean the harbour.".to_owned();
    let more = "Boats come in at dawn and the crews carry the crates up the stairs to the market hall.";
    for (answer, expected) in
        [(short.clone(), "appeals"), (format!("{short} {more} {more} {more}"), "states")]
    {
        let text = format!("Arland: {answer}");
        assert_eq!(shown(&judged(&text, &[("Arland", "", &answer)])[0]), expected, "{answer}");
    }
}
