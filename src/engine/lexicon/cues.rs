//! The words that attribute, by what they do: `cues.txt` with typed access.

pub use super::lemmas::lemma;
use super::{lemmas::bases, lines, list, table::Table};
use crate::document::{AttributionType, Stance};
use std::sync::LazyLock;

/// An entry of `cues.txt`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// The base form, one or more words: `deny`, `call on`.
    pub words: &'static str,
    /// Its part of speech in this use.
    pub part: Part,
    /// Speech, or a private attitude.
    pub kind: AttributionType,
    /// What it does when its content says nothing else.
    pub stance: Stance,
    /// Whether the content seldom says otherwise.
    pub firm: bool,
    /// How the sentence goes on, commonest first; never empty.
    pub frames: Vec<Frame>,
}

impl Cue {
    /// Whether the sentence can go on with `frame`.
    #[must_use]
    pub fn takes(&self, frame: Frame) -> bool {
        self.frames.contains(&frame)
    }
}

/// Part of speech of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// "denied".
    Verb,
    /// "the claim that".
    Noun,
    /// "is confident that".
    Adjective,
    /// "reportedly".
    Adverb,
    /// "according to".
    Preposition,
}

/// How a sentence goes on after a cue; the head of `cues.txt` says what each means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// "said that ...".
    Clause,
    /// "vowed to ...".
    Infinitive,
    /// "denied the report".
    Object,
    /// "told reporters that ...".
    Hearer,
    /// "urged the council to ...".
    HearerTo,
    /// "called on the council to ...".
    OnTo,
    /// "accused the council of ...".
    ObjectOf,
    /// "thanked the crew for ...".
    ObjectFor,
    /// "called the plan a disgrace".
    ObjectAs,
    /// "lashed out at the council".
    At,
    /// "the claim that ...".
    Of,
    /// "expressed concern": the noun says what is done.
    Act,
    /// "insisted that ...": said against what others say.
    Against,
    /// "according to the ministry".
    Source,
}

const PARTS: [(&str, Part); 5] = [
    ("verb", Part::Verb),
    ("noun", Part::Noun),
    ("adjective", Part::Adjective),
    ("adverb", Part::Adverb),
    ("preposition", Part::Preposition),
];

const TYPES: [(&str, AttributionType); 4] = [
    ("communication", AttributionType::Communication),
    ("attitude", AttributionType::Attitude),
    ("factive", AttributionType::Factive),
    ("control", AttributionType::Control),
];

const FRAMES: [(&str, Frame); 14] = [
    ("clause", Frame::Clause),
    ("infinitive", Frame::Infinitive),
    ("object", Frame::Object),
    ("hearer", Frame::Hearer),
    ("hearer-to", Frame::HearerTo),
    ("on-to", Frame::OnTo),
    ("object-of", Frame::ObjectOf),
    ("object-for", Frame::ObjectFor),
    ("object-as", Frame::ObjectAs),
    ("at", Frame::At),
    ("of", Frame::Of),
    ("act", Frame::Act),
    ("against", Frame::Against),
    ("source", Frame::Source),
];

/// All entries by their words; one spelling can be verb and noun.
static CUES: LazyLock<Table<Vec<Cue>>> = LazyLock::new(|| {
    let mut cues: Table<Vec<Cue>> = Table::new();
    for cue in lines(list!("cues.txt")).filter_map(parse) {
        cues.entry(cue.words, Vec::new()).push(cue);
    }
    cues
});

fn parse(line: &'static str) -> Option<Cue> {
    let mut columns = line.split('\t');
    let mut next = || columns.next().map(str::trim);
    let words = next()?;
    let part = named(&PARTS, next()?)?;
    let kind = named(&TYPES, next()?)?;
    let name = next()?;
    let (stance, firm) = name.strip_suffix('?').map_or((name, true), |weak| (weak, false));
    let stance = Stance::ALL.into_iter().find(|s| s.label() == stance)?;
    let frames: Option<Vec<Frame>> = next()?.split(',').map(|name| named(&FRAMES, name)).collect();
    Some(Cue { words, part, kind, stance, firm, frames: frames? })
}

fn named<T: Copy>(names: &[(&str, T)], name: &str) -> Option<T> {
    names.iter().find(|(n, _)| *n == name).map(|(_, value)| *value)
}

/// The cue that `word` (lower case, any form) can be as the given part of speech.
#[must_use]
pub fn lookup_as(word: &str, part: Part) -> Option<&'static Cue> {
    bases(word).iter().filter_map(|base| CUES.get(base.as_ref())).flatten().find(|cue| cue.part == part)
}

/// The longest entry with which `words` (lower case, any forms) begin, and how many words it takes:
/// "called on the council" begins with "call on".
#[must_use]
pub fn phrase(words: &[&str]) -> Option<(&'static Cue, usize)> {
    const LONGEST: usize = 5;
    let first = bases(words.first()?);
    let rest = &words[1..words.len().min(LONGEST)];
    (0..=rest.len()).rev().find_map(|n| {
        first.iter().find_map(|base| {
            let key =
                std::iter::once(base.as_ref()).chain(rest[..n].iter().copied()).collect::<Vec<_>>().join(" ");
            CUES.get(key.as_str()).and_then(|cues| cues.first()).map(|cue| (cue, n + 1))
        })
    })
}

/// "claims", "accusation": whether a word in lower case is a noun for what somebody else has asserted.
#[must_use]
pub fn is_claim(word: &str) -> bool {
    let noun = lookup_as(word, Part::Noun);
    noun.is_some_and(|cue| {
        matches!(cue.words, "claim" | "accusation" | "allegation" | "charge" | "assertion")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lookup(word: &str) -> Option<&'static Cue> {
        phrase(&[word]).map(|(cue, _)| cue)
    }

    #[test]
    fn every_line_of_the_list_is_understood() {
        let mut seen = std::collections::BTreeSet::new();
        for line in lines(list!("cues.txt")) {
            let cue = parse(line).unwrap_or_else(|| panic!("not understood: {line}"));
            assert!(seen.insert((cue.words, cue.part)), "twice: {line}");
        }
    }

    #[test]
    fn cues_are_found_in_every_form() {
        for (word, words, kind, stance) in [
            ("denied", "deny", AttributionType::Communication, Stance::Rejects),
            ("says", "say", AttributionType::Communication, Stance::States),
            ("accusing", "accuse", AttributionType::Communication, Stance::Accuses),
            ("allegations", "allegation", AttributionType::Communication, Stance::Accuses),
            ("thought", "think", AttributionType::Attitude, Stance::States),
            ("knew", "know", AttributionType::Factive, Stance::States),
            ("planned", "plan", AttributionType::Control, Stance::Commits),
            ("per", "per", AttributionType::Communication, Stance::States),
        ] {
            let cue = lookup(word).unwrap_or_else(|| panic!("unknown: {word}"));
            assert_eq!((cue.words, cue.kind, cue.stance), (words, kind, stance), "{word}");
        }
        assert_eq!(lookup("bicycle"), None);
    }

    #[test]
    fn one_spelling_can_be_verb_and_noun() {
        assert_eq!(lookup("claims").map(|c| c.part), Some(Part::Verb));
        assert_eq!(lookup_as("claims", Part::Noun).map(|c| c.part), Some(Part::Noun));
        assert_eq!(lookup_as("accusation", Part::Verb), None);
    }

    #[test]
    fn the_longest_phrase_wins() {
        for (words, found, length) in [
            ("called on the council", "call on", 2),
            ("called the council", "call", 1),
            ("according to the mayor", "according to", 2),
            ("made it clear that", "make it clear", 3),
        ] {
            let words: Vec<&str> = words.split(' ').collect();
            assert_eq!(phrase(&words).map(|(cue, n)| (cue.words, n)), Some((found, length)));
        }
        assert_eq!(phrase(&[]), None);
    }
}
