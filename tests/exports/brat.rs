//! brat standoff: every line is of one of brat's kinds, every offset selects the line's words, and every id that is
//! named is there and of the right kind.

use crate::{between, exported};
use partyline::export::Format;
use std::collections::BTreeMap;

/// Roles of the event, and the kind of words that fill each; a number may follow.
const ROLES: &[(&str, &str)] = &[("Source", "Source"), ("Content", "Content")];

/// Attributes of the event with the values that each may have; none for a mark without a value.
const ATTRIBUTES: &[(&str, &[&str])] = &[
    ("NoCue", &[]),
    (
        "Stance",
        &[
            "states",
            "supports",
            "commits",
            "appeals",
            "demands",
            "criticises",
            "accuses",
            "rejects",
            "warns",
            "concedes",
        ],
    ),
    ("Type", &["communication", "attitude", "factive", "control"]),
    ("SourceClass", &["named", "official", "document", "unnamed", "none"]),
];

#[test]
fn standoff_selects_its_words_and_names_what_is_there() {
    for (sample, article, file) in exported(Format::Brat) {
        println!("{}", sample.name);
        let lines: Vec<(&str, &str)> =
            file.lines().map(|l| l.split_once('\t').expect("id and rest")).collect();
        let mut kinds: BTreeMap<&str, &str> = BTreeMap::new();
        for (id, rest) in lines.iter().filter(|(id, _)| *id != "*") {
            let numbered = id.get(1..).is_some_and(|n| n.parse::<u32>().is_ok_and(|n| n > 0));
            assert!(numbered && "TEA#".contains(&id[..1]), "{id}");
            let kind = rest.split([' ', ':']).next().unwrap();
            assert!(kinds.insert(id, kind).is_none(), "{id} twice");
        }
        for (id, rest) in &lines {
            match &id[..1] {
                "T" => text_bound(&sample.text, rest),
                "E" => event(rest, &kinds),
                "A" => attribute(rest, &kinds),
                "#" => {
                    let (head, _) = rest.split_once('\t').expect("a note");
                    let about = head.strip_prefix("AnnotatorNotes ").expect("brat's own kind of note");
                    assert!(kinds.contains_key(about), "{rest}");
                }
                _ => {
                    let ids: Vec<&str> =
                        rest.strip_prefix("Equiv ").expect("an equivalence").split(' ').collect();
                    assert!(ids.len() > 1 && ids.iter().all(|id| kinds[id] == "Party"), "{rest}");
                }
            }
        }
        let events = kinds.keys().filter(|id| id.starts_with('E')).count();
        assert_eq!(events, article.document().statements.len());
    }
}

/// `Content 0 4;6 13<tab>“No, never,”`: pieces of lines, in order, with one space between them.
fn text_bound(text: &str, rest: &str) {
    let (head, words) = rest.split_once('\t').expect("words");
    let (_, offsets) = head.split_once(' ').expect("offsets");
    let mut last = 0;
    let mut pieces = Vec::new();
    for pair in offsets.split(';') {
        let (start, end) = pair.split_once(' ').expect("a pair");
        let (start, end): (usize, usize) = (start.parse().unwrap(), end.parse().unwrap());
        assert!(start >= last && start < end, "{offsets}");
        last = end;
        pieces.push(between(text, start, end));
    }
    assert!(pieces.iter().all(|piece| !piece.contains(['\n', '\r'])), "{words}");
    assert_eq!(pieces.join(" "), words);
}

/// `Attribution:T2 Source:T1 Content:T3 Content2:T4`.
fn event(rest: &str, kinds: &BTreeMap<&str, &str>) {
    let (trigger, roles) = rest.split_once(' ').expect("a trigger and roles");
    let (kind, id) = trigger.split_once(':').expect("a trigger");
    assert_eq!((kind, kinds[id]), ("Attribution", "Attribution"));
    for role in roles.split(' ') {
        let (name, id) = role.split_once(':').expect("a role");
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let (_, filler) = ROLES.iter().find(|(role, _)| *role == name).expect("a role of the configuration");
        assert_eq!(kinds[id], *filler, "{rest}");
    }
    assert!(roles.contains("Content:"), "{rest}");
}

/// `Stance E1 states`.
fn attribute(rest: &str, kinds: &BTreeMap<&str, &str>) {
    let mut parts = rest.split(' ');
    let (name, about) = (parts.next().unwrap(), parts.next().unwrap());
    let value = parts.next();
    assert!(about.starts_with('E') && kinds.contains_key(about), "{rest}");
    let (_, values) = ATTRIBUTES.iter().find(|(known, _)| *known == name).expect("a known attribute");
    assert!(if values.is_empty() { value.is_none() } else { values.contains(&value.unwrap()) }, "{rest}");
    assert_eq!(parts.next(), None);
}
