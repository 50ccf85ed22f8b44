//! The learned attribution engine: features, encoder, decoding. `MODEL.md` says what it learned from and how well.
//!
//! ```text
//!  Structure ─chunks─► features ─encoder─► encoding of each token ─┬─ cue head ──► cues
//!                                   │                              └─ pair head ─► source and content of each cue
//!                                   └─ heads for part of speech and entity
//! ```
//!
//! Weights are 8 bits wide, activations 16, sums exact; what remains are `+ - * /` on floats in a fixed order. So the
//! same text gives the same bits natively and in wasm.

mod chain;
pub mod chunks;
mod decode;
mod encoder;
pub mod features;
pub mod file;
pub mod math;
mod matrix;
pub mod weights;

pub use file::ModelError;

use super::Structure;
use crate::document::{Attribution, AttributionType};
use file::Weights;
use std::ops::Range;

/// A model ready for use.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    weights: Weights,
}

/// What the model sees in a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading<'m> {
    /// In order of their first content byte.
    pub attributions: Vec<Attribution>,
    /// Part of speech of each token (Penn Treebank); empty for tokens of furniture and bylines.
    pub pos: Vec<&'m str>,
    /// Entity class of each token (`PERSON`, `ORGANIZATION`, ...); empty for none.
    pub entity: Vec<&'m str>,
}

impl Model {
    /// Reads a weights file. Damaged or foreign bytes are an error, never a panic.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        file::read(bytes).map(|weights| Self { weights })
    }

    /// Finds the attributions of a text, in order of their first content byte.
    #[must_use]
    pub fn attributions(&self, structure: &Structure) -> Vec<Attribution> {
        self.reading(structure).attributions
    }

    /// Reads a text: attributions, parts of speech, entities. Time is linear in its length.
    #[must_use]
    pub fn reading(&self, structure: &Structure) -> Reading<'_> {
        let n = structure.tokens.len();
        let places = features::places(structure);
        let features = features::features(structure, &places, &self.weights.vocabulary);
        let mut reading = Reading { attributions: Vec::new(), pos: vec![""; n], entity: vec![""; n] };
        for chunk in chunks::chunks(structure) {
            let encoding = encoder::encode(&self.weights, &features[chunk.clone()]);
            self.label(&encoding.middle, &chunk, &mut reading);
            for found in decode::decode(&self.weights, &encoding, &places[chunk.clone()]) {
                reading.attributions.push(attribution(structure, chunk.start, &found));
            }
        }
        reading.attributions.sort_by_key(|a| (a.content[0], a.cue));
        reading
    }

    /// Parts of speech and entities of a chunk.
    fn label<'m>(&'m self, middle: &[i16], chunk: &Range<usize>, reading: &mut Reading<'m>) {
        let w = &self.weights;
        for (head, names, out) in
            [(&w.pos, &w.pos_names, &mut reading.pos), (&w.entity, &w.entity_names, &mut reading.entity)]
        {
            let mut scores = vec![0.0; chunk.len() * head.rows()];
            if scores.is_empty() {
                continue;
            }
            head.apply(middle, encoder::MIDDLE_UNIT, &mut scores);
            for (row, out) in scores.chunks_exact(head.rows()).zip(&mut out[chunk.clone()]) {
                let best = (1..row.len()).fold(0, |best, i| if row[i] > row[best] { i } else { best });
                *out = names.get(best).map_or("", |name| if name == "O" { "" } else { name });
            }
        }
    }
}

/// From tokens of a chunk to bytes of the text. The type is left to the rules that know words.
fn attribution(structure: &Structure, offset: usize, found: &decode::Found) -> Attribution {
    let span = |run: &Range<usize>| structure.span_of(offset + run.start, offset + run.end);
    Attribution {
        source: found.source.as_ref().map(span),
        cue: Some(span(&found.cue)),
        content: found.content.iter().map(span).collect(),
        continues: None,
        kind: AttributionType::default(),
        confidence: percent(found.cue_probability * found.content_probability),
        source_confidence: percent(found.source_probability),
    }
}

fn percent(p: f32) -> u8 {
    (p * 100.0 + 0.5).clamp(0.0, 100.0) as u8
}
