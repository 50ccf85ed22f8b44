//! At whom a statement is aimed.

use super::super::lexicon::cues::Frame;
use super::super::parties::Speaker;
use super::cue::Act;
use super::passage::{Article, Word, own};
use crate::document::{Attribution, Span, Stance};

/// Who aims at whom, counted over the article.
#[derive(Clone, Debug, Default)]
pub struct Dialogue(Vec<(usize, usize)>);

impl Dialogue {
    /// Notes that `from` takes a stance against `to`.
    pub fn note(&mut self, from: usize, to: usize) {
        self.0.push((from, to));
    }

    /// The side that `side` attacks most or by which it is attacked most; none if there is no such side.
    #[must_use]
    pub fn opponent(&self, side: usize) -> Option<usize> {
        let mut counts: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
        for &(from, to) in &self.0 {
            match (from == side, to == side) {
                (true, false) => *counts.entry(to).or_default() += 3,
                (false, true) => *counts.entry(from).or_default() += 2,
                _ => {}
            }
        }
        let best = counts.values().copied().max()?;
        counts.iter().find(|(_, n)| **n == best).map(|(side, _)| *side)
    }
}

/// A side at whom a statement is aimed, with the words that name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// Index into the cast's sides.
    pub side: usize,
    /// The words that name it.
    pub span: Span,
}

/// The target that the statement's own words name.
#[must_use]
pub fn named(
    article: &Article,
    attribution: &Attribution,
    words: &[Word],
    speaker: &Speaker,
    act: Option<&Act>,
    stance: Stance,
) -> Option<Target> {
    if stance == Stance::States {
        return None;
    }
    let listener = act.and_then(|act| listener(article, attribution, speaker, act));
    let others: Vec<Target> = words
        .iter()
        .filter_map(|w| w.mention.map(|(side, span)| Target { side, span }))
        .filter(|t| !own(speaker, t.side))
        .collect();
    listener.or_else(|| others.first().copied())
}

/// Who is spoken to: a side between cue and content, "told the council that ...".
fn listener(article: &Article, attribution: &Attribution, speaker: &Speaker, act: &Act) -> Option<Target> {
    let aimed = [Frame::HearerTo, Frame::OnTo, Frame::ObjectOf, Frame::ObjectFor, Frame::At, Frame::Object];
    if !aimed.iter().any(|&frame| act.cue.takes(frame)) {
        return None;
    }
    let cue = attribution.cue?;
    let content = *attribution.content.first()?;
    let between = (cue.end < content.start).then(|| Span { start: cue.end, end: content.start })?;
    article
        .mentions_in(between)
        .iter()
        .find(|m| !own(speaker, m.side))
        .map(|m| Target { side: m.side, span: m.span })
}

/// Whether a statement of this stance is aimed at the speaker's opponent even when it names nobody.
#[must_use]
pub fn implies_opponent(stance: Stance) -> bool {
    matches!(stance, Stance::Criticises | Stance::Accuses | Stance::Rejects | Stance::Demands | Stance::Warns)
}
