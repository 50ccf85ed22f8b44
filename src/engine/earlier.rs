//! What was said before the occasion that an article reports, and where its party says otherwise now.

use super::lexicon::EARLIER;
use super::positions::topics;
use super::{Structure, TokenKind};
use crate::document::{Attribution, AttributionType, Contradiction, Span, Stance, Statement};

/// The words that place an attribution before the occasion: "had" with a participle, or an adverb beside source and cue.
#[must_use]
pub fn marked(structure: &Structure, attribution: &Attribution) -> Option<Span> {
    /// Farther words speak of something else.
    const NEAR: usize = 5;
    let cue = structure.tokens_in(attribution.cue?);
    if cue.len() > 1 && structure.word(cue.start).eq_ignore_ascii_case("had") {
        return Some(structure.span_of(cue.start, cue.end));
    }
    let sentence = &structure.sentences[structure.sentence_of(cue.start)].tokens;
    let source = attribution.source.map_or_else(|| cue.clone(), |source| structure.tokens_in(source));
    let from = (sentence.start as usize).max(cue.start.min(source.start).saturating_sub(NEAR));
    let to = (sentence.end as usize).min(cue.end.max(source.end) + NEAR);
    let beside = |i: usize| {
        let apart = |span: Span| {
            attribution.content.iter().chain(&attribution.source).all(|of: &Span| !of.contains(span))
        };
        i < to && apart(structure.tokens[i].span)
    };
    let is = |i: usize, word: &str| beside(i) && structure.word(i).eq_ignore_ascii_case(word);
    (from..to).find_map(|i| {
        let phrase =
            EARLIER.iter().find(|phrase| phrase.split(' ').enumerate().all(|(k, w)| is(i + k, w)))?;
        let end = i + phrase.split(' ').count();
        (*phrase != "earlier" || !same_day(structure, end)).then(|| structure.span_of(i, end))
    })
}

/// Whether "earlier" is followed by the occasion's own day: "earlier on Monday", "earlier today".
fn same_day(structure: &Structure, next: usize) -> bool {
    let next = structure.tokens.get(next).filter(|t| t.kind == TokenKind::Word);
    next.is_some_and(|t| {
        matches!(t.span.of(structure.text), "on" | "today" | "yesterday" | "in" | "that" | "than" | "the")
    })
}

/// Pairs of statements of one party on one matter, the first told as said earlier, the second not, that take different
/// sides: it promised and now refuses, it denied and now admits. Each earlier statement is paired once, with the one that
/// shares most words.
#[must_use]
pub fn changes(structure: &Structure, statements: &[Statement]) -> Vec<Contradiction> {
    let told = |s: &&Statement| s.attribution == AttributionType::Communication && s.party.is_some();
    let mut changes = Vec::new();
    for then in statements.iter().filter(told).filter(|s| s.earlier.is_some()).take(MOST) {
        let matter = topics(structure, then);
        let mut best = (SAME, None);
        for now in statements.iter().filter(told) {
            if now.party == then.party && now.earlier.is_none() && turned(then.stance, now.stance) {
                let words = topics(structure, now).iter().filter(|word| matter.contains(*word)).count();
                let same = words + usize::from(now.target.is_some() && now.target == then.target);
                if same > best.0 || same == best.0 && best.1.is_none() {
                    best = (same, Some(now.id));
                }
            }
        }
        changes.extend(best.1.map(|now| Contradiction { asserts: then.id, denies: now }));
    }
    changes
}

/// Shared words, a shared target counted as one, that make two statements speak of one matter.
const SAME: usize = 2;

/// Most earlier statements that are compared with all others; it bounds the time on hostile text.
const MOST: usize = 16;

/// Whether one who did `then` and does `now` has changed sides.
fn turned(then: Stance, now: Stance) -> bool {
    match (side(then), side(now)) {
        (Some(then), Some(now)) => then != now,
        _ => false,
    }
}

/// For a matter or against it; none where the stance does not tell.
fn side(stance: Stance) -> Option<bool> {
    match stance {
        Stance::Supports | Stance::Commits | Stance::Concedes => Some(true),
        Stance::Criticises | Stance::Accuses | Stance::Rejects | Stance::Warns => Some(false),
        Stance::States | Stance::Appeals | Stance::Demands => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::Engine;

    /// For each statement its cue and the words that place it earlier.
    fn marks(text: &str) -> Vec<(String, Option<String>)> {
        let words = |span: crate::document::Span| span.of(text).to_owned();
        let document = Engine::shipped().annotate(text);
        document
            .statements
            .iter()
            .map(|s| (s.cue.map(words).unwrap_or_default(), s.earlier.map(words)))
            .collect()
    }

    #[test]
    fn what_was_said_earlier_is_told_by_tense_or_adverb() {
        for (text, cue, earlier) in [
            ("The mayor had said that the pier would open in May.", "had said", Some("had said")),
            ("Mayor Ada Lark previously said that the pier would open.", "said", Some("previously")),
            ("Last year, Mayor Ada Lark said that the pier would open.", "said", Some("Last year")),
            ("Mayor Ada Lark said earlier this month that the pier would open.", "said", Some("earlier")),
            ("Last year in Brune, Mayor Ada Lark said that the pier would open.", "said", Some("Last year")),
            ("Two years ago, Mayor Ada Lark said that the pier would open.", "said", Some("years ago")),
            ("Mayor Ada Lark said earlier on Monday that the pier would open.", "said", None),
            ("Mayor Ada Lark said the pier had previously been shut.", "said", None),
            ("Mayor Ada Lark said that the pier would open.", "said", None),
        ] {
            let found = marks(text);
            let (said, mark) = found.first().unwrap_or_else(|| panic!("nothing found: {text}"));
            assert!(said.contains(cue), "{text}: {said}");
            assert_eq!(mark.as_deref(), earlier, "{text}");
        }
    }

    #[test]
    fn a_party_that_turns_is_paired_with_what_it_held() {
        let text = "Mayor Ada Lark rejected the plan for a new harbour bridge on Monday.\n\n\
            She had promised to build the harbour bridge within a year.";
        let document = Engine::shipped().annotate(text);
        assert_eq!(document.contradictions.len(), 1, "{:#?}", document.statements);
        let change = &document.contradictions[0];
        assert!(change.asserts > change.denies);
    }
}
