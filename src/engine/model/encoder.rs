//! From the features of a chunk to an encoding of each token: embeddings, two gated convolutions, a recurrent layer.

use super::features::Features;
use super::file::Weights;
use super::weights::{ENCODING, INPUT, PARTS, WIDTH};
use partyline_kernels::layers::{convolve, quantized, recur};
use partyline_kernels::matrix::quantize;

/// Steps per unit of input vectors and convolutions (16 bits reach to 8).
const STEPS: f32 = 4096.0;
/// Value of one step of an [`Encoding::middle`].
pub const MIDDLE_UNIT: f32 = 1.0 / STEPS;

/// What the encoder makes of a chunk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// After the convolutions: `WIDTH` values a token, in units of [`MIDDLE_UNIT`].
    pub middle: Vec<i16>,
    /// After the recurrent layer: `ENCODING` values a token, in units of [`partyline_kernels::layers::STATE_UNIT`].
    pub states: Vec<i16>,
}

/// Encodes one chunk.
#[must_use]
pub fn encode(weights: &Weights, features: &[Features]) -> Encoding {
    let n = features.len();
    let input = embed(weights, features);
    let first = convolve(&weights.convolutions[0], &input, INPUT, 1, MIDDLE_UNIT);
    let second = convolve(&weights.convolutions[1], &quantized(&first, STEPS), WIDTH, 2, MIDDLE_UNIT);
    let sum: Vec<f32> = first.iter().zip(&second).map(|(a, b)| a + b).collect();
    let middle = quantized(&sum, STEPS);
    let mut states = vec![0; n * ENCODING];
    for (direction, layer) in weights.recurrent.iter().enumerate() {
        recur(layer, &middle, MIDDLE_UNIT, direction, &mut states);
    }
    Encoding { middle, states }
}

fn embed(weights: &Weights, features: &[Features]) -> Vec<i16> {
    let [words, stems, affixes, surface] = &weights.tables;
    let mut out = Vec::with_capacity(features.len() * INPUT);
    for f in features {
        // Rows of one table have one scale: their sums are exact.
        let mut sums = [0i16; INPUT];
        let (word, rest) = sums.split_at_mut(PARTS[0]);
        let (stem, rest) = rest.split_at_mut(PARTS[1]);
        let (affix, surroundings) = rest.split_at_mut(PARTS[2]);
        words.add(f.word, word);
        stems.add(f.stem, stem);
        f.affixes.iter().for_each(|&row| affixes.add(row, affix));
        f.surface.iter().for_each(|&row| surface.add(row, surroundings));
        for (table, sums) in [(words, word), (stems, stem), (affixes, affix), (surface, surroundings)] {
            out.extend(sums.iter().map(|&sum| quantize(f32::from(sum) * table.scale(), STEPS)));
        }
    }
    out
}
