//! What a model keeps from one text for the next: after an edit only the chunks that changed are read again.
//!
//! Chunks are independent, and a chunk is known by all that encoder and decoder are told about it. So a text gives the
//! same reading whatever was read before.

use super::decode::Found;
use super::features::{Features, Place};
use super::parts::Parts;

/// Tokens from the beginning of a text whose readings are kept; each takes some seventy bytes.
const MOST: usize = 200_000;

/// What was read before.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// Parts of input vectors, of any text.
    pub(super) parts: Parts,
    /// Chunks of the last text that this one has not shown again, in order.
    last: Vec<(Seen, Read)>,
    /// Chunks of this text so far.
    now: Vec<(Seen, Read)>,
    /// Tokens of this text so far.
    kept: usize,
}

/// All that the model is told about a chunk: each token's features, and its sentence and quotation counted from those
/// of the first.
pub(super) type Seen = Vec<(Features, u32, u32)>;

/// What the model reads in a chunk, in tokens of the chunk.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Read {
    /// In order of their cues.
    pub found: Vec<Found>,
    /// Part of speech of each token, as an index.
    pub pos: Vec<u8>,
}

/// What is seen of a chunk.
pub(super) fn seen(features: &[Features], places: &[Place]) -> Seen {
    let sentence = places.first().map_or(0, |p| p.sentence);
    let quote = places.iter().map(|p| p.quote).find(|&q| q > 0).unwrap_or(0);
    // 0 stays 0: no quotation.
    let of = |p: &Place| (p.sentence - sentence, if p.quote > 0 { p.quote - quote + 1 } else { 0 });
    features.iter().zip(places).map(|(f, p)| (*f, of(p).0, of(p).1)).collect()
}

impl Memory {
    /// Another text begins.
    pub(super) fn turn(&mut self) {
        self.last = std::mem::take(&mut self.now);
        self.kept = 0;
    }

    /// The reading of a chunk of this text: remembered, or made by `read`.
    pub(super) fn reading(&mut self, seen: Seen, read: impl FnOnce(&mut Parts) -> Read) -> &Read {
        self.kept += seen.len();
        // Of a longer text the beginning is kept, and the chunk just read.
        if self.kept > MOST {
            self.now.pop();
        }
        let Self { parts, last, now, .. } = self;
        let known = last.iter().position(|(before, _)| *before == seen).map(|at| last.remove(at).1);
        now.push((seen, known.unwrap_or_else(|| read(parts))));
        &now[now.len() - 1].1
    }
}
