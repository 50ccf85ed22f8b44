//! From the features of a chunk to an encoding of each token: embeddings, two gated convolutions, a recurrent layer.

use super::features::Features;
use super::file::Weights;
use super::math::{sigmoid, tanh};
use super::matrix::{Matrix, quantize};
use super::weights::{ENCODING, INPUT, PARTS, WIDTH};

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
    let first = convolve(&weights.convolutions[0], &input, INPUT, 1, n);
    let first_quantized: Vec<i16> = first.iter().map(|&v| quantize(v, STEPS)).collect();
    let second = convolve(&weights.convolutions[1], &first_quantized, WIDTH, 2, n);
    let middle: Vec<i16> = first.iter().zip(&second).map(|(a, b)| quantize(a + b, STEPS)).collect();
    let mut states = vec![0; n * ENCODING];
    for (direction, [input, state]) in weights.recurrent.iter().enumerate() {
        recur(input, state, &middle, n, direction, &mut states);
    }
    Encoding { middle, states }
}

fn embed(weights: &Weights, features: &[Features]) -> Vec<i16> {
    let [words, stems, affixes, surface] = &weights.tables;
    let mut out = Vec::with_capacity(features.len() * INPUT);
    for f in features {
        let mut x = [0.0; INPUT];
        let (word, rest) = x.split_at_mut(PARTS[0]);
        let (stem, rest) = rest.split_at_mut(PARTS[1]);
        let (affix, surroundings) = rest.split_at_mut(PARTS[2]);
        words.add(f.word, word);
        stems.add(f.stem, stem);
        f.affixes.iter().for_each(|&row| affixes.add(row, affix));
        f.surface.iter().for_each(|&row| surface.add(row, surroundings));
        out.extend(x.iter().map(|&v| quantize(v, STEPS)));
    }
    out
}

/// A convolution over three tokens `reach` apart, its linear part times its gate.
fn convolve(matrix: &Matrix, x: &[i16], width: usize, reach: usize, n: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(n * WIDTH);
    let mut window = vec![0i16; 3 * width];
    let mut sums = vec![0.0; 2 * WIDTH];
    for t in 0..n {
        for (k, part) in window.chunks_exact_mut(width).enumerate() {
            match (t + k * reach).checked_sub(reach).filter(|&from| from < n) {
                Some(from) => part.copy_from_slice(&x[from * width..(from + 1) * width]),
                None => part.fill(0),
            }
        }
        matrix.apply(&window, 1.0 / STEPS, &mut sums);
        let (linear, gate) = sums.split_at(WIDTH);
        out.extend(linear.iter().zip(gate).map(|(a, g)| a * sigmoid(*g)));
    }
    out
}

/// One direction of the recurrent layer; writes its half of `states`.
fn recur(input: &Matrix, state: &Matrix, x: &[i16], n: usize, direction: usize, states: &mut [i16]) {
    let mut gates = vec![0.0; 4 * WIDTH];
    let mut cell = [0.0f32; WIDTH];
    let mut hidden = [0i16; WIDTH];
    for step in 0..n {
        let t = if direction == 0 { step } else { n - 1 - step };
        input.apply(&x[t * WIDTH..(t + 1) * WIDTH], 1.0 / STEPS, &mut gates);
        state.add(&hidden, 1.0 / STATE_STEPS, &mut gates);
        let (i, rest) = gates.split_at(WIDTH);
        let (f, rest) = rest.split_at(WIDTH);
        let (g, o) = rest.split_at(WIDTH);
        for j in 0..WIDTH {
            cell[j] = sigmoid(i[j]) * tanh(g[j]) + sigmoid(f[j]) * cell[j];
            hidden[j] = quantize(sigmoid(o[j]) * tanh(cell[j]), STATE_STEPS);
        }
        let at = t * ENCODING + direction * WIDTH;
        states[at..at + WIDTH].copy_from_slice(&hidden);
    }
}
