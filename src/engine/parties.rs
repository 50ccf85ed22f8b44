//! Mentions to parties: who is in the story, on which side, and who speaks.

use super::Structure;
use super::entities::Registry;
use super::mentions::{self, Phrase, Pronoun, What};
use super::sides;
use super::speakers::{self, Reading};
use crate::document::{Alias, Attribution, PartyKind, Reason, SourceClass, Span};
use crate::order::{self, Order};
use std::collections::BTreeMap;

/// Who is in the story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cast {
    /// The sides, in order of first mention.
    pub sides: Vec<Side>,
    /// Every mention of a side, in text order; one span may stand inside another.
    pub mentions: Vec<Mention>,
    /// Who speaks, one for each attribution.
    pub speakers: Vec<Speaker>,
}

/// A side before its statements are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The name for its card.
    pub name: String,
    /// One or two capitals for badges.
    pub letters: String,
    /// What it is.
    pub kind: PartyKind,
    /// Other names and why they were merged.
    pub aliases: Vec<Alias>,
}

/// A place where the text refers to a side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The noun phrase, pronoun or adjective.
    pub span: Span,
    /// Index into [`Cast::sides`].
    pub side: usize,
}

/// Who speaks in one attribution.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speaker {
    /// Index into [`Cast::sides`]; none for unnamed sources without a side.
    pub side: Option<usize>,
    /// Further sides that speak jointly.
    pub also: Vec<usize>,
    /// How named the source is.
    pub class: SourceClass,
    /// Probability that `side` is right given the source, in per cent.
    pub confidence: u8,
    /// Why, in plain words.
    pub reasons: Vec<Reason>,
}

/// Finds the sides of the story and says for each attribution which of them speaks.
#[must_use]
pub fn cast(structure: &Structure, attributions: &[Attribution]) -> Cast {
    let phrases = mentions::read(structure);
    let mut registry = Registry::new(structure, &phrases);
    let reading = speakers::read(structure, &phrases, &mut registry, attributions);
    let sides = sides::draw(&mut registry, &reading.voices);
    let first = first_mentions(&phrases, &reading, attributions, structure, &sides.root);
    let mut order: Vec<usize> = sides.cards.keys().copied().filter(|root| first.contains_key(root)).collect();
    order.order_by_key(|root| (first[root], *root));
    let index = order::map(order.iter().enumerate().map(|(i, &root)| (root, i)));
    let side_of = |e: usize| index.get(&sides.root[e]).copied();
    let speakers: Vec<Speaker> = reading
        .voices
        .iter()
        .map(|voice| {
            let side = voice.entity.and_then(side_of);
            let mut also: Vec<usize> = voice.also.iter().filter_map(|&e| side_of(e)).collect();
            also.retain(|&s| Some(s) != side);
            also.dedup();
            let mut reasons = voice.reasons.clone();
            if let Some(e) = voice.entity {
                reasons.extend(sides.why(&registry, e));
            }
            Speaker { side, also, class: voice.class, confidence: voice.confidence, reasons }
        })
        .collect();
    let mut mentions = mentions_of(structure, &phrases, &reading, side_of);
    mentions.extend(own_words(structure, &phrases, attributions, &speakers));
    mentions.order_by_key(|m| (m.span, m.side));
    mentions.dedup();
    let sides = order.iter().map(|root| sides.cards[root].clone()).collect();
    Cast { sides, mentions, speakers }
}

/// The first token that mentions each root.
fn first_mentions(
    phrases: &[Phrase],
    reading: &Reading,
    attributions: &[Attribution],
    structure: &Structure,
    root: &[usize],
) -> BTreeMap<usize, usize> {
    let mut first: BTreeMap<usize, usize> = BTreeMap::new();
    let mut see = |entity: usize, token: usize| {
        let at = first.entry(root[entity]).or_insert(token);
        *at = token.min(*at);
    };
    for (phrase, entity) in phrases.iter().zip(&reading.resolved) {
        if let Some(e) = *entity {
            see(e, phrase.from);
        }
    }
    for (voice, attribution) in reading.voices.iter().zip(attributions) {
        let token = structure.tokens_in(attribution.source.unwrap_or(attribution.content[0])).start;
        voice.entity.iter().chain(&voice.also).for_each(|&e| see(e, token));
    }
    first
}

/// Every phrase that refers to a side.
fn mentions_of(
    structure: &Structure,
    phrases: &[Phrase],
    reading: &Reading,
    side_of: impl Fn(usize) -> Option<usize>,
) -> Vec<Mention> {
    phrases
        .iter()
        .zip(&reading.resolved)
        .filter_map(|(p, e)| Some(Mention { span: structure.span_of(p.from, p.to), side: side_of((*e)?)? }))
        .collect()
}

/// "I" and "we" inside quotations: their speaker.
fn own_words(
    structure: &Structure,
    phrases: &[Phrase],
    attributions: &[Attribution],
    speakers: &[Speaker],
) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut contents: Vec<(Span, usize)> = Vec::new();
    for (attribution, speaker) in attributions.iter().zip(speakers) {
        let Some(side) = speaker.side else { continue };
        contents.extend(attribution.content.iter().map(|&span| (span, side)));
    }
    contents.order();
    for p in phrases {
        if p.what != What::Pronoun(Pronoun::First) {
            continue;
        }
        let span = structure.span_of(p.from, p.to);
        let last = contents.partition_point(|(content, _)| content.start <= span.start);
        let inside =
            contents[last.saturating_sub(4)..last].iter().rev().find(|(content, _)| content.contains(span));
        if let Some(&(_, side)) = inside {
            mentions.push(Mention { span, side });
        }
    }
    mentions
}
