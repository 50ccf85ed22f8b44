//! Claims named by a noun inside what somebody else says: "rejected Norland's claims that the lake was drained".

use super::lexicon::cues::{self, Frame, Part};
use super::{Structure, TokenKind};
use crate::document::{Attribution, AttributionType, Span};
use crate::order::Order;

/// Adds the nominal attributions inside other contents that no attribution has as its cue: a possessor, a noun of
/// speech, a clause. The clause runs to the end of the content it stands in.
pub fn add(structure: &Structure, attributions: &mut Vec<Attribution>) {
    let mut cues: Vec<Span> = attributions.iter().filter_map(|a| a.cue).collect();
    cues.order();
    let mut found = Vec::new();
    for attribution in attributions.iter() {
        for &content in &attribution.content {
            if structure.quotes_over(content).all(|q| !q.inner.contains(content)) {
                found.extend(inside(structure, content, &cues));
            }
        }
    }
    found.order_by_key(|a: &Attribution| a.cue);
    found.dedup_by_key(|a| a.cue);
    attributions.extend(found);
}

/// The first nominal attribution inside one content.
fn inside(structure: &Structure, content: Span, cues: &[Span]) -> Option<Attribution> {
    let tokens = structure.tokens_in(content);
    let noun = tokens.clone().find(|&i| is_claim(structure, i) && i + 2 < tokens.end)?;
    let cue = structure.tokens[noun].span;
    let before = cues.partition_point(|c| c.start < cue.end);
    if before > 0 && cues[before - 1].end > cue.start {
        return None;
    }
    let source = possessor(structure, tokens.start, noun)?;
    Some(Attribution {
        source: Some(source),
        cue: Some(cue),
        content: vec![Span { start: structure.tokens[noun + 1].span.start, end: content.end }],
        continues: None,
        kind: AttributionType::Communication,
        confidence: 60,
        source_confidence: 90,
    })
}

/// A noun of speech that goes on with "that", or as the list of cues says, with "of", "to" or "for".
fn is_claim(structure: &Structure, i: usize) -> bool {
    let Some(next) = structure.tokens.get(i + 1) else { return false };
    let clause = match next.span.of(structure.text) {
        "that" => true,
        "of" => structure.tokens.get(i + 2).is_some_and(|t| t.span.of(structure.text).ends_with("ing")),
        "to" => true,
        _ => false,
    };
    clause
        && structure.tokens[i].kind == TokenKind::Word
        && structure.word(i).starts_with(char::is_lowercase)
        && cues::lookup_as(structure.word(i), Part::Noun).is_some_and(|c| {
            c.kind == AttributionType::Communication && (c.takes(Frame::Of) || c.takes(Frame::Clause))
        })
}

/// Whose claim it is: the words before "'s", or a possessive pronoun.
fn possessor(structure: &Structure, from: usize, noun: usize) -> Option<Span> {
    // At most two adjectives may stand between: "Norland's repeated public claims".
    let mark = (from..noun).rev().take(3).find(|&i| {
        matches!(
            structure.word(i),
            "'s" | "’s" | "'" | "’" | "his" | "her" | "its" | "their" | "His" | "Her" | "Its" | "Their"
        )
    })?;
    if structure.word(mark).starts_with(char::is_alphabetic) {
        return Some(structure.tokens[mark].span);
    }
    let mut start = mark;
    while start > from {
        let word = structure.word(start - 1);
        let name = word.starts_with(char::is_uppercase) || word == "of" && start > from + 1;
        if structure.tokens[start - 1].kind != TokenKind::Word || !name {
            break;
        }
        start -= 1;
    }
    if start == mark && start > from && structure.tokens[start - 1].kind == TokenKind::Word {
        start -= 1;
    }
    if start > from && matches!(structure.word(start - 1), "the" | "The") {
        start -= 1;
    }
    (start < mark).then(|| structure.span_of(start, mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nominal_claims_are_found_inside_contents() {
        for (text, content, source, claim) in [
            (
                "Sudmark rejected Norland’s claims that the lake was drained.",
                "Norland’s claims that the lake was drained",
                "Norland",
                "that the lake was drained",
            ),
            (
                "She denied the mayor's accusation of hiding the bill.",
                "the mayor's accusation of hiding the bill",
                "the mayor",
                "of hiding the bill",
            ),
            ("He repeated her call to vote.", "her call to vote", "her", "to vote"),
        ] {
            let at = |words: &str| text.find(words).map(|i| Span::new(i, i + words.len()));
            let structure = Structure::new(text);
            let outer = Attribution {
                source: None,
                cue: None,
                content: at(content).into_iter().collect(),
                continues: None,
                kind: AttributionType::Communication,
                confidence: 90,
                source_confidence: 90,
            };
            let mut attributions = vec![outer];
            add(&structure, &mut attributions);
            assert_eq!(attributions.len(), 2, "{text}");
            assert_eq!(attributions[1].source, at(source), "{text}");
            assert_eq!(attributions[1].content, at(claim).into_iter().collect::<Vec<_>>(), "{text}");
        }
    }
}
