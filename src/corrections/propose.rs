//! One correction offers others like it.

use super::{Applied, Correction};
use crate::document::{Statement, lower};

/// Words that name whoever was named last: what holds for one of them says nothing about the next.
const PRONOUNS: [&str; 14] =
    ["he", "she", "they", "it", "who", "i", "we", "you", "this", "that", "which", "one", "both", "others"];

/// What else a reader may want to change after `correction`: if a statement was given to another party, the other
/// statements whose source has the same words or the same name. Pronouns offer nothing.
///
/// `applied` may be the document before or after the correction.
#[must_use]
pub fn propose(applied: &Applied, text: &str, correction: &Correction) -> Vec<Correction> {
    let Correction::Party(anchor, name) = correction else { return Vec::new() };
    let document = &applied.document;
    let source = |s: &Statement| s.source.and_then(|span| text.get(span.range())).map(without_article);
    let Some(wanted) = applied.find(*anchor).and_then(|id| source(&document.statements[id as usize])) else {
        return Vec::new();
    };
    if PRONOUNS.contains(&lower(&wanted).as_str()) {
        return Vec::new();
    }
    let alike = |words: String| lower(&words) == lower(&wanted) || namesakes(&words, &wanted);
    let same = |s: &&Statement| {
        let party = s.party.and_then(|party| applied.name(party));
        party != name.as_deref() && source(s).is_some_and(&alike)
    };
    let others = document.statements.iter().filter(same);
    let anchors = others.filter_map(|s| applied.anchor(s.id)).filter(|other| other != anchor);
    anchors.map(|other| Correction::Party(other, name.clone())).collect()
}

/// `The spokesperson` and `a spokesperson` are likely one.
fn without_article(words: &str) -> String {
    let words: Vec<&str> = words.split_whitespace().collect();
    let article = |w: &str| ["the", "a", "an"].iter().any(|a| w.eq_ignore_ascii_case(a));
    let article = words.len() > 1 && article(words[0]);
    words[usize::from(article)..].join(" ")
}

/// Whether two sources are names and titles throughout and end in the same name: `Foreign Minister Ada Quill`, `Ms Quill`.
fn namesakes(one: &str, other: &str) -> bool {
    let name = |s: &str| s.split(' ').all(|word| word.starts_with(char::is_uppercase)) && !s.contains(',');
    name(one) && name(other) && one.rsplit(' ').next() == other.rsplit(' ').next()
}
