//! What the attributing words themselves do: "has rejected", "made threats", "did not concede".

use super::super::lexicon::cues::{Cue, Frame, Part, lookup_as, phrase};
use super::passage::Article;
use crate::document::{Attribution, Span, Stance};

/// What a cue does.
#[derive(Clone, Debug)]
pub struct Act {
    /// The entry of the list.
    pub cue: &'static Cue,
    /// Its stance, turned round where the cue is negated.
    pub stance: Stance,
    /// Whether the content seldom says otherwise.
    pub firm: bool,
    /// Whether it is negated.
    pub negated: bool,
    /// The words that decided.
    pub span: Span,
}

/// Reads the cue of an attribution; none if it has no cue or none of its words is known.
#[must_use]
pub fn read(article: &Article, attribution: &Attribution) -> Option<Act> {
    /// Words after the cue that may belong to it: "call" + "on".
    const AFTER: usize = 2;
    let structure = article.structure;
    let tokens = structure.tokens_in(attribution.cue?);
    let last = (tokens.end + AFTER).min(structure.tokens.len());
    let lower: Vec<String> = (tokens.start..last).map(|i| article.lower(i)).collect();
    let words: Vec<&str> = lower.iter().map(String::as_str).collect();
    let inside = tokens.len();
    let mut hits: Vec<Hit> = Vec::new();
    let mut at = 0;
    while at < inside {
        let Some((cue, length)) = hit(article, &words[at..], tokens.start + at) else {
            at += 1;
            continue;
        };
        hits.push(Hit { cue, at, length });
        at += length;
    }
    let hit = decisive(&hits)?;
    let negators = ["not", "n't", "never", "without", "fail", "failed"];
    let negator = words[..hit.at].iter().rposition(|w| negators.contains(w));
    let negated = negator.is_some();
    let passive = words[..hit.at].iter().any(|w| matches!(*w, "was" | "were" | "been" | "is" | "are"));
    let stance = match hit.cue.stance {
        stance if negated => turned(stance),
        Stance::Commits if passive && !hit.cue.firm => Stance::States,
        stance => stance,
    };
    let span =
        structure.span_of(tokens.start + negator.unwrap_or(hit.at), tokens.start + hit.at + hit.length);
    Some(Act { cue: hit.cue, stance, firm: hit.cue.firm, negated, span })
}

struct Hit {
    cue: &'static Cue,
    at: usize,
    length: usize,
}

/// The entry at a word; after "the", "a" or a possessive it is read as a noun.
fn hit(article: &Article, words: &[&str], token: usize) -> Option<(&'static Cue, usize)> {
    let noun = lookup_as(words[0], Part::Noun).map(|cue| (cue, 1));
    let before = token.checked_sub(1).map(|i| article.lower(i)).unwrap_or_default();
    let nominal =
        ["'s", "'", "the", "a", "an", "its", "his", "her", "their", "our", "my", "this", "these", "made"];
    if nominal.contains(&before.as_str()) && noun.is_some() { noun } else { phrase(words).or(noun) }
}

/// The last word that takes a stance; a noun gives way to a verb. Without one, the last verb.
fn decisive(hits: &[Hit]) -> Option<&Hit> {
    let rank = |hit: &Hit| match (hit.cue.stance, hit.cue.part) {
        (Stance::States, Part::Verb) => 1,
        (Stance::States, _) => 0,
        (_, Part::Noun) => 2,
        (..) => 3,
    };
    let refusal = hits.iter().find(|h| h.cue.stance == Stance::Rejects && h.cue.takes(Frame::Infinitive));
    refusal.or_else(|| hits.iter().max_by_key(|hit| (rank(hit), hit.at)))
}

/// What is done by not doing it: who does not concede, rejects.
#[must_use]
pub fn turned(stance: Stance) -> Stance {
    match stance {
        Stance::Concedes | Stance::Supports | Stance::Commits => Stance::Rejects,
        _ => Stance::States,
    }
}
