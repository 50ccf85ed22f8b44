//! From the features of a chunk to an encoding of each token: embeddings, two gated convolutions, a recurrent layer.

use super::features::Features;
use super::file::Weights;
use super::parts::Parts;
use super::weights::{ENCODING, WIDTH};
use partyline_kernels::layers::{convolve, convolve_kept, quantized, recur};

/// Steps per unit of input vectors and convolutions (16 bits reach to 8).
pub const STEPS: f32 = 4096.0;
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
pub fn encode(weights: &Weights, parts: &mut Parts, features: &[Features]) -> Encoding {
    let n = features.len();
    let tokens = parts.of(weights, features);
    let first = convolve_kept(&weights.neighbours, parts.sums(), &tokens, MIDDLE_UNIT);
    let second = convolve(&weights.wider, &quantized(&first, STEPS), WIDTH, 2, MIDDLE_UNIT);
    let sum: Vec<f32> = first.iter().zip(&second).map(|(a, b)| a + b).collect();
    let middle = quantized(&sum, STEPS);
    let mut states = vec![0; n * ENCODING];
    for (direction, layer) in weights.recurrent.iter().enumerate() {
        recur(layer, &middle, MIDDLE_UNIT, direction, &mut states);
    }
    Encoding { middle, states }
}
