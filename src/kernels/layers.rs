//! Layers over the tokens of a chunk: a gated convolution, a recurrent layer, and the scores of token and cue.
//!
//! Activations are 16-bit integers; each function says what one step of them is worth.

use super::math::{sigmoid4, tanh4};
use super::matrix::{Matrix, StateMatrix, quantize8};
use wide::f32x4;

/// Units of the recurrent layer in each direction.
pub const WIDTH: usize = 96;
/// Units that compare a token with a cue.
pub const PAIR: usize = 64;
/// [`PAIR`] values in eights.
pub type Compared = [[f32; 8]; PAIR / 8];

/// Tokens that are multiplied at a time.
const BLOCK: usize = 16;
/// Steps per unit of recurrent states, which lie between -1 and 1.
const STATE_STEPS: f32 = 16384.0;
/// Value of one step of what [`recur`] writes.
pub const STATE_UNIT: f32 = 1.0 / STATE_STEPS;

/// Every value rounded to units of `1 / steps`; whole eights.
#[must_use]
#[inline(never)]
pub fn quantized(values: &[f32], steps: f32) -> Vec<i16> {
    let eight = |v: &[f32; 8]| quantize8(halves(v), steps);
    values.as_chunks().0.iter().flat_map(eight).collect()
}

fn halves(&[a, b, c, d, e, f, g, h]: &[f32; 8]) -> [f32x4; 2] {
    [f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])]
}

/// A convolution over three tokens `reach` apart, its linear part times its gate: half as many values a token as
/// `matrix` has rows. `x` holds `width` values a token, each step worth `unit`.
#[must_use]
#[inline(never)]
pub fn convolve(matrix: &Matrix, x: &[i16], width: usize, reach: usize, unit: f32) -> Vec<f32> {
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
            gate(sums, &mut out);
        }
    }
    out
}

/// The linear half of `sums` times its gates.
fn gate(sums: &[f32], out: &mut Vec<f32>) {
    let (linear, gate) = sums.split_at(sums.len() / 2);
    for (linear, gate) in linear.as_chunks().0.iter().zip(gate.as_chunks().0) {
        out.extend((f32x4::new(*linear) * sigmoid4(f32x4::new(*gate))).to_array());
    }
}

/// Vectors that are parts of the input of a token.
pub const PARTS: usize = 2;

/// [`convolve`] over neighbours, of parts that come again and again. For each part `kept` holds what it adds to the sums
/// where it stands before a token, at it and after it ([`StateMatrix::sums`]); part 0 adds nothing. `tokens` names the
/// parts of each token.
#[must_use]
#[inline(never)]
pub fn convolve_kept(matrix: &StateMatrix, kept: &[i32], tokens: &[[u32; PARTS]], unit: f32) -> Vec<f32> {
    let rows = matrix.rows();
    let mut out = Vec::with_capacity(tokens.len() * rows / 2);
    let (mut sums, mut values) = (vec![0; rows], vec![0.0; rows]);
    for t in 0..tokens.len() {
        sums.fill(0);
        for (place, from) in [t.wrapping_sub(1), t, t + 1].into_iter().enumerate() {
            for &part in tokens.get(from).into_iter().flatten() {
                let at = (part as usize * 3 + place) * rows;
                sums.iter_mut().zip(&kept[at..at + rows]).for_each(|(sum, add)| *sum += add);
            }
        }
        matrix.outputs(&sums, unit, &mut values);
        gate(&values, &mut out);
    }
    out
}

/// The matrices of one direction of a recurrent layer; each has four gates a unit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recurrent {
    /// From the input of a token.
    pub input: Matrix,
    /// From the state after the token before.
    pub state: StateMatrix,
}

/// One direction, 0 forward and 1 backward, of long short-term memory with [`WIDTH`] units. `x` holds `WIDTH` values
/// a token, each step worth `unit`; the direction's half of `states`, two times `WIDTH` a token, is written in steps of
/// [`STATE_UNIT`].
#[inline(never)]
pub fn recur(layer: &Recurrent, x: &[i16], unit: f32, direction: usize, states: &mut [i16]) {
    let n = x.len() / WIDTH;
    let mut inputs = vec![0.0; BLOCK * 4 * WIDTH];
    let mut cell = [0.0; WIDTH];
    let mut hidden = [0i16; WIDTH];
    for first in (0..n).step_by(BLOCK) {
        let count = BLOCK.min(n - first);
        // Tokens of the block in text order: the backward direction goes through them from the last.
        let start = if direction == 0 { first } else { n - first - count };
        layer.input.apply(&x[start * WIDTH..(start + count) * WIDTH], unit, &mut inputs);
        for step in 0..count {
            let t = if direction == 0 { step } else { count - 1 - step };
            let gates = &mut inputs[t * 4 * WIDTH..(t + 1) * 4 * WIDTH];
            layer.state.add(&hidden, STATE_UNIT, gates);
            advance(gates, &mut cell, &mut hidden);
            let at = (2 * (start + t) + direction) * WIDTH;
            states[at..at + WIDTH].copy_from_slice(&hidden);
        }
    }
}

/// One step of long short-term memory; gates in the order input, forget, candidate, output.
fn advance(gates: &[f32], cell: &mut [f32; WIDTH], hidden: &mut [i16; WIDTH]) {
    let gates: &[[f32; 4]] = gates.as_chunks().0;
    let gate = |k: usize, j: usize| f32x4::new(gates[k * (WIDTH / 4) + j]);
    let cells = cell.as_chunks_mut().0.iter_mut().zip(hidden.as_chunks_mut().0);
    for (eight, (cell, hidden)) in cells.enumerate() {
        let mut values = halves(cell);
        for (i, value) in values.iter_mut().enumerate() {
            let j = eight * 2 + i;
            *value = sigmoid4(gate(0, j)) * tanh4(gate(2, j)) + sigmoid4(gate(1, j)) * *value;
            cell[i * 4..i * 4 + 4].copy_from_slice(&value.to_array());
            *value = sigmoid4(gate(3, j)) * tanh4(*value);
        }
        *hidden = quantize8(values, STATE_STEPS);
    }
}

/// Rows of [`PAIR`] values each.
#[must_use]
pub fn rows(values: &[f32]) -> &[Compared] {
    values.as_chunks().0.as_chunks().0
}

/// Scores of the tags of one token, added to `scores`: the sum of `parts`, its positive values only, times one row of
/// `weights` a tag. Each row is added up in eight partial sums, a fixed order.
#[inline(never)]
pub fn score(parts: [&Compared; 5], weights: &[Compared], scores: &mut [f32]) {
    let positive: [[f32x4; 2]; PAIR / 8] = std::array::from_fn(|i| {
        let [mut low, mut high] = halves(&parts[0][i]);
        for part in &parts[1..] {
            let [l, h] = halves(&part[i]);
            low += l;
            high += h;
        }
        [low.fast_max(f32x4::ZERO), high.fast_max(f32x4::ZERO)]
    });
    for (row, score) in weights.iter().zip(scores) {
        let mut sums = [f32x4::ZERO; 2];
        for (positive, weights) in positive.iter().zip(row) {
            let [low, high] = halves(weights);
            sums[0] += positive[0] * low;
            sums[1] += positive[1] * high;
        }
        *score += sums.iter().flat_map(|s| s.to_array()).fold(0.0, |a, b| a + b);
    }
}

#[cfg(test)]
mod tests {
    use super::super::matrix::Packed;
    use super::*;

    /// Whole numbers from -200 to 200.
    fn numbers(count: usize) -> Vec<i16> {
        (0..count).map(|i| (i * 7919 % 401) as i16 - 200).collect()
    }

    fn matrix<const GROUPS: usize>(rows: usize, cols: usize) -> Packed<GROUPS> {
        let weights: Vec<i8> = (0..rows * cols).map(|i| (i * 31 % 255) as i8).collect();
        Packed::new(cols, &weights, &vec![1e-3; rows], &vec![0.01; rows])
    }

    #[test]
    fn a_convolution_sees_three_tokens() {
        let x = numbers(36 * 8);
        let all = convolve(&matrix(16, 24), &x, 8, 2, 1e-2);
        let mut window = vec![0; 24];
        for t in 0..36_usize {
            for (part, from) in [t.checked_sub(2), Some(t), Some(t + 2)].into_iter().enumerate() {
                let to = &mut window[part * 8..part * 8 + 8];
                match from.filter(|&t| t < 36) {
                    Some(t) => to.copy_from_slice(&x[t * 8..t * 8 + 8]),
                    None => to.fill(0),
                }
            }
            let mut sums = vec![0.0; 16];
            matrix(16, 24).apply(&window, 1e-2, &mut sums);
            let expected: Vec<f32> =
                (0..8).map(|c| sums[c] * super::super::math::sigmoid(sums[8 + c])).collect();
            assert_eq!(all[t * 8..t * 8 + 8], expected, "token {t}");
        }
    }

    #[test]
    fn backward_is_forward_read_from_the_end() {
        let layer = Recurrent { input: matrix(4 * WIDTH, WIDTH), state: matrix(4 * WIDTH, WIDTH) };
        let x = numbers(36 * WIDTH);
        let turned: Vec<i16> = x.chunks(WIDTH).rev().flatten().copied().collect();
        let (mut forward, mut backward) = (vec![0; 36 * 2 * WIDTH], vec![0; 36 * 2 * WIDTH]);
        recur(&layer, &turned, 1e-2, 0, &mut forward);
        recur(&layer, &x, 1e-2, 1, &mut backward);
        for (forward, backward) in forward.chunks(2 * WIDTH).zip(backward.chunks(2 * WIDTH).rev()) {
            assert_eq!(forward[..WIDTH], backward[WIDTH..]);
        }
        assert!(forward.iter().any(|&v| v != 0));
    }

    #[test]
    fn a_score_adds_what_is_positive() {
        let (mut a, mut b, zero) = ([0.0; PAIR], [0.0; PAIR], [0.0; PAIR]);
        (a[0], b[0], a[1], b[1]) = (1.0, 0.5, 1.0, -2.0);
        let mut weights = [0.0; 2 * PAIR];
        (weights[0], weights[1], weights[PAIR]) = (2.0, 9.0, -1.0);
        let [a, b, zero] = [&a, &b, &zero].map(|values| &rows(values)[0]);
        let mut scores = [1.0, 0.0];
        score([a, b, zero, zero, zero], rows(&weights), &mut scores);
        assert_eq!(scores, [4.0, -1.5]);
    }
}
