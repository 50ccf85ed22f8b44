//! Cues, contents and sources: what the model proposes, completed by what quotation marks and layout prove.

use super::lexicon::cues::{self, Part};
use super::{Structure, layout, marks};
use crate::document::{Attribution, AttributionType, Span};

/// Completes the proposed attributions; the result is in order of the first content byte, its spans disjoint within
/// each attribution.
#[must_use]
pub fn complete(structure: &Structure, proposed: Vec<Attribution>) -> Vec<Attribution> {
    let mut attributions = proposed;
    layout::add(structure, &mut attributions);
    marks::snap(structure, &mut attributions);
    marks::add_missing(structure, &mut attributions);
    for attribution in &mut attributions {
        attribution.kind = kind(structure, attribution);
        separate(attribution);
    }
    attributions.retain(|a| !a.content.is_empty());
    attributions
        .sort_by_key(|a| (a.content[0].start, std::cmp::Reverse(a.content[a.content.len() - 1].end), a.cue));
    attributions.dedup_by(|b, a| a.content == b.content && a.cue == b.cue);
    attributions
}

/// What the cue says about the type: quoted words without a cue, and cues that no list knows, are communication.
fn kind(structure: &Structure, attribution: &Attribution) -> AttributionType {
    let Some(cue) = attribution.cue else { return AttributionType::Communication };
    let words: Vec<String> = structure.tokens_in(cue).map(|i| structure.word(i).to_lowercase()).collect();
    let known = |word: &String, part| cues::lookup_as(word, part).map(|c| c.kind);
    // The last verb of a group decides ("had hoped", "did not say"); nouns and others only where there is no verb.
    for part in [Part::Verb, Part::Noun, Part::Adjective, Part::Adverb, Part::Preposition] {
        if let Some(kind) = words.iter().rev().find_map(|w| known(w, part)) {
            return kind;
        }
    }
    AttributionType::Communication
}

/// Cuts source and cue out of the content, so that the three are disjoint.
fn separate(attribution: &mut Attribution) {
    let mut content = std::mem::take(&mut attribution.content);
    content.sort();
    for hole in [attribution.cue, attribution.source].into_iter().flatten() {
        content = content.iter().flat_map(|&span| cut(span, hole)).collect();
    }
    let mut merged: Vec<Span> = Vec::with_capacity(content.len());
    for span in content {
        match merged.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.cover(span),
            _ => merged.push(span),
        }
    }
    attribution.content = merged;
}

/// What is left of `span` without `hole`.
fn cut(span: Span, hole: Span) -> impl Iterator<Item = Span> {
    let (left, right) = if span.overlaps(hole) {
        (
            Span { start: span.start, end: hole.start.max(span.start) },
            Span { start: hole.end.min(span.end), end: span.end },
        )
    } else {
        (span, Span { start: span.end, end: span.end })
    };
    [left, right].into_iter().filter(|s| !s.is_empty())
}
