//! What the sender of a link saw, in few bits: enough to tell whether another engine shows the same, and where not.

use super::frame::Fnv;
use crate::document::{Document, PartyId, Span};

/// Bits of the digest of a whole annotation.
pub(super) const DIGEST_BITS: u32 = 24;
/// Bits of the digest of a paragraph in which somebody speaks.
pub(super) const PARAGRAPH_BITS: u32 = 3;

/// What the sender saw.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The engine that annotated it, e.g. `0.1.0`.
    pub engine: String,
    /// Digest of the annotation: statements with their bounds, party, stance and target. 0 for none.
    pub digest: u32,
    /// For each paragraph 0 if nobody speaks there, else a digest of what is said, 1 to 8.
    pub paragraphs: Vec<u8>,
}

/// How what is shown here differs from what the sender saw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Differences {
    /// The sender's engine.
    pub engine: String,
    /// Paragraphs in which other marks stand. Small digests miss one in eight; none may be known.
    pub paragraphs: Vec<Span>,
}

/// Paragraphs as links count them: lines that are not blank, with where they begin and end.
pub(super) fn paragraphs(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut start = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let span = (start, start + line.len());
        start = span.1;
        (!line.trim().is_empty()).then_some(span)
    })
}

impl Seen {
    /// What an annotation of `text` shows, corrections aside. Confidence and reasons do not count.
    #[must_use]
    pub fn of(text: &str, document: &Document) -> Self {
        let mut whole = Fnv::default();
        let mut seen = Self { engine: document.engine.clone(), ..Self::default() };
        let mut statements = document.statements.iter().peekable();
        for (_, end) in paragraphs(text) {
            let mut hash = Fnv::default();
            let mut speaks = false;
            while let Some(statement) =
                statements.next_if(|s| s.content.first().is_some_and(|c| (c.start as usize) < end))
            {
                speaks = true;
                let mut add = |number: u32| number.to_le_bytes().into_iter().for_each(|b| hash.add(b));
                for span in statement.content.iter().chain(&statement.source).chain(&statement.cue) {
                    add(span.start);
                    add(span.end);
                }
                add(statement.stance as u32);
                add(statement.attribution as u32);
                let mut name = |id: PartyId, role: u8| {
                    hash.add(role);
                    let party = document.parties.get(id as usize);
                    party.iter().for_each(|p| p.name.bytes().for_each(|b| hash.add(b)));
                };
                statement.party.iter().chain(&statement.also).for_each(|id| name(*id, 1));
                statement.target.iter().for_each(|id| name(*id, 2));
            }
            hash.0.to_le_bytes().into_iter().for_each(|b| whole.add(b));
            seen.paragraphs.push(if speaks { 1 + hash.small(PARAGRAPH_BITS) as u8 } else { 0 });
        }
        seen.digest = whole.small(DIGEST_BITS).max(1);
        seen
    }

    /// How an annotation of the same text differs from this; nothing if it does not, or if this says nothing.
    #[must_use]
    pub fn differences(&self, text: &str, document: &Document) -> Option<Differences> {
        let here = Self::of(text, document);
        if self.digest == 0 || self.digest == here.digest {
            return None;
        }
        let digests = self.paragraphs.iter().zip(&here.paragraphs);
        let pairs = paragraphs(text).zip(digests);
        let differ = pairs.filter(|(_, (there, here))| there != here);
        let paragraphs = differ.map(|((start, end), _)| Span::new(start, end)).collect();
        Some(Differences { engine: self.engine.clone(), paragraphs })
    }
}
