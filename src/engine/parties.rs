//! Mentions to parties: who is in the story, on which side, and who speaks.

use super::Structure;
use crate::document::{Alias, Attribution, PartyKind, Reason, SourceClass, Span};

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
pub fn cast(_structure: &Structure, attributions: &[Attribution]) -> Cast {
    Cast { speakers: vec![Speaker::default(); attributions.len()], ..Cast::default() }
}
