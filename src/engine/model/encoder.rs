//! From the features of a chunk to an encoding of each token: embeddings, two gated convolutions, a recurrent layer.

use super::features::Features;
use super::file::Weights;
use super::math::{sigmoid4, tanh4};
use super::matrix::{Matrix, quantize, quantize8};
use super::weights::{ENCODING, INPUT, PARTS, WIDTH};
use wide::f32x4;

/// Steps per unit of input vectors and convolutions (16 bits reach to 8).
const STEPS: f32 = 4096.0;
/// Steps per unit of recurrent states, which lie between -1 and 1.
const STATE_STEPS: f32 = 16384.0;
/// Value of one step of an [`Encoding::states`].
pub const STATE_UNIT: f32 = 1.0 / STATE_STEPS;
/// Value of one step of an [`Encoding::middle`].
pub const MIDDLE_UNIT: f32 = 1.0 / STEPS;

/// What the encoder makes of a chunk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Encoding {
    /// After the convolutions: `WIDTH` values a token, in units of [`MIDDLE_UNIT`].
    pub middle: Vec<i16>,
    /// After the recurrent layer: `ENCODING` values a token, in units of [`STATE_UNIT`].
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
    for (direction, [input, state]) in weights.recurrent.iter().enumerate() {
        recur(input, state, &middle, n, direction, &mut states);
    }
    Encoding { middle, states }
}

/// Every value rounded to units of `1 / steps`; whole eights.
#[must_use]
pub fn quantized(values: &[f32], steps: f32) -> Vec<i16> {
    let eight = |v: &[f32; 8]| quantize8(halves(v), steps);
    values.as_chunks().0.iter().flat_map(eight).collect()
}

fn halves(&[a, b, c, d, e, f, g, h]: &[f32; 8]) -> [f32x4; 2] {
    [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])]
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

/// A convolution over three tokens `reach` apart, its linear part times its gate; `unit` is the value of a step of `x`.
#[must_use]
pub fn convolve(matrix: &Matrix, x: &[i16], width: usize, reach: usize, unit: f32) -> Vec<f32> {
    /// Tokens whose windows are laid out at a time.
    const BLOCK: usize = 16;
    let n = x.len() / width;
    let channels = matrix.rows() / 2;
    let mut out = Vec::with_capacity(n * channels);
    let mut windows = vec![0i16; BLOCK * 3 * width];
    let mut sums = vec![0.0; BLOCK * 2 * channels];
    for start in (0..n).step_by(BLOCK) {
        let count = BLOCK.min(n - start);
        for (i, part) in windows[..count * 3 * width].chunks_exact_mut(width).enumerate() {
            match (start + i / 3 + i % 3 * reach).checked_sub(reach).filter(|&from| from < n) {
                Some(from) => part.copy_from_slice(&x[from * width..(from + 1) * width]),
                None => part.fill(0),
            }
        }
        matrix.apply(&windows[..count * 3 * width], unit, &mut sums);
        for sums in sums[..count * 2 * channels].chunks_exact(2 * channels) {
            let (linear, gate) = sums.split_at(channels);
            for (linear, gate) in linear.as_chunks().0.iter().zip(gate.as_chunks().0) {
                out.extend((f32x4::new(*linear) * sigmoid4(f32x4::new(*gate))).to_array());
            }
        }
    }
    out
}

/// One direction of the recurrent layer; writes its half of `states`.
fn recur(input: &Matrix, state: &Matrix, x: &[i16], n: usize, direction: usize, states: &mut [i16]) {
    /// Tokens whose inputs are multiplied at a time.
    const BLOCK: usize = 16;
    let mut inputs = vec![0.0; BLOCK * 4 * WIDTH];
    let mut cell = [f32x4::ZERO; WIDTH / 4];
    let mut hidden = [0i16; WIDTH];
    for first in (0..n).step_by(BLOCK) {
        let count = BLOCK.min(n - first);
        // Tokens of the block in text order: the backward direction goes through them from the last.
        let start = if direction == 0 { first } else { n - first - count };
        input.apply(&x[start * WIDTH..(start + count) * WIDTH], MIDDLE_UNIT, &mut inputs);
        for step in 0..count {
            let t = if direction == 0 { step } else { count - 1 - step };
            let gates = &mut inputs[t * 4 * WIDTH..(t + 1) * 4 * WIDTH];
            state.add(&hidden, STATE_UNIT, gates);
            advance(gates, &mut cell, &mut hidden);
            let at = (start + t) * ENCODING + direction * WIDTH;
            states[at..at + WIDTH].copy_from_slice(&hidden);
        }
    }
}

/// One step of long short-term memory; gates in the order input, forget, candidate, output.
fn advance(gates: &[f32], cell: &mut [f32x4; WIDTH / 4], hidden: &mut [i16; WIDTH]) {
    let gates = gates.as_chunks().0;
    let gate = |k: usize, j: usize| f32x4::new(gates[k * (WIDTH / 4) + j]);
    for (eight, hidden) in hidden.as_chunks_mut().0.iter_mut().enumerate() {
        let values = std::array::from_fn(|i| {
            let j = eight * 2 + i;
            cell[j] = sigmoid4(gate(0, j)) * tanh4(gate(2, j)) + sigmoid4(gate(1, j)) * cell[j];
            sigmoid4(gate(3, j)) * tanh4(cell[j])
        });
        *hidden = quantize8(values, STATE_STEPS);
    }
}
