//! Matrices of 8-bit weights times vectors of 16-bit activations, summed exactly in 32 bits.
//!
//! The inner loop is one instruction that x86 and wasm SIMD both have: multiply eight pairs of 16-bit numbers and add
//! neighbours. Integer sums are exact, so their order is free; what follows them is one multiplication and one addition
//! of floats per output, the same everywhere.

use bytemuck::cast;
use wide::{CmpLt, f32x4, i16x8, i32x4, i32x8};

/// A matrix, one row an output, whose rows are summed in blocks of `GROUPS` times four. Weights are 8-bit in the file
/// and widened once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Packed<const GROUPS: usize> {
    rows: usize,
    cols: usize,
    /// For each block, for every two columns, the two weights of each of its rows: what one step of the inner loop
    /// reads, in the order in which it reads.
    weights: Vec<[i16x8; GROUPS]>,
    /// Value of one unit of weight, for each row of each block.
    scales: Vec<[f32x4; GROUPS]>,
    bias: Vec<[f32x4; GROUPS]>,
}

/// A matrix for several vectors at a time.
pub type Matrix = Packed<2>;
/// A matrix for one vector at a time, as a recurrent layer has it. Its rows are a multiple of 32.
pub type StateMatrix = Packed<8>;

/// Longest row for which `cols * 128 * 32768` fits into 31 bits.
pub const LONGEST_ROW: usize = 511;
/// Vectors of activations that one pass over the weights of a [`Matrix`] serves.
const TOGETHER: usize = 4;

impl<const GROUPS: usize> Packed<GROUPS> {
    /// Puts a matrix together; `weights` are rows of `cols`, an even number of at most [`LONGEST_ROW`].
    #[must_use]
    pub fn new(cols: usize, weights: &[i8], scales: &[f32], bias: &[f32]) -> Self {
        let rows = scales.len();
        debug_assert!(cols <= LONGEST_ROW && cols.is_multiple_of(2) && weights.len() == cols * rows);
        // Rows beyond the last are zero.
        let blocks = rows.div_ceil(4 * GROUPS);
        let weight =
            |row: usize, col: usize| if row < rows { i16::from(weights[row * cols + col]) } else { 0 };
        let mut packed = Vec::with_capacity(blocks * cols / 2);
        for block in 0..blocks {
            for pair in 0..cols / 2 {
                packed.push(std::array::from_fn(|group| {
                    let first = (block * GROUPS + group) * 4;
                    i16x8::new(std::array::from_fn(|i| weight(first + i / 2, pair * 2 + i % 2)))
                }));
            }
        }
        let by_block = |values: &[f32]| {
            let value = |i: usize| values.get(i).copied().unwrap_or(0.0);
            let four = |first: usize| f32x4::new(std::array::from_fn(|i| value(first + i)));
            (0..blocks).map(|b| std::array::from_fn(|g| four((b * GROUPS + g) * 4))).collect()
        };
        Self { rows, cols, weights: packed, scales: by_block(scales), bias: by_block(bias) }
    }

    /// Number of outputs.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// The weights of a block.
    #[inline(always)]
    fn block(&self, block: usize) -> &[[i16x8; GROUPS]] {
        &self.weights[block * self.cols / 2..(block + 1) * self.cols / 2]
    }
}

impl Matrix {
    /// `out = W x * unit + bias` for each row of `x`; `unit` is the value of one unit of activation.
    #[inline(never)]
    pub fn apply(&self, x: &[i16], unit: f32, out: &mut [f32]) {
        let mut pairs = vec![[i16x8::ZERO; TOGETHER]; self.cols / 2];
        for (x, out) in x.chunks(TOGETHER * self.cols).zip(out.chunks_mut(TOGETHER * self.rows)) {
            for (t, x) in x.chunks_exact(self.cols).enumerate() {
                pairs.iter_mut().zip(x.as_chunks().0).for_each(|(pairs, &pair)| pairs[t] = spread(pair));
            }
            for (block, (scales, bias)) in self.scales.iter().zip(&self.bias).enumerate() {
                let sums = four_by_two(&pairs, self.block(block));
                for (sums, out) in sums.iter().zip(out.chunks_exact_mut(self.rows)) {
                    for (g, sum) in sums.iter().enumerate() {
                        let values = sum.round_float() * (scales[g] * unit) + bias[g];
                        let to = out.get_mut((block * 2 + g) * 4..).unwrap_or_default();
                        match to.first_chunk_mut() {
                            Some(four) => *four = values.to_array(),
                            None => to.iter_mut().zip(values.to_array()).for_each(|(o, v)| *o = v),
                        }
                    }
                }
            }
        }
    }
}

impl StateMatrix {
    /// What `x` adds to the sum of each row where it stands at the columns from `first` on, an even number.
    #[inline(never)]
    pub fn sums(&self, first: usize, x: &[i16], out: &mut [i32]) {
        let pairs: &[[i16; 2]] = x.as_chunks().0;
        for (block, out) in out.as_chunks_mut::<32>().0.iter_mut().enumerate() {
            let sums = one_by_eight(pairs, &self.block(block)[first / 2..]);
            out.as_chunks_mut().0.iter_mut().zip(sums).for_each(|(out, sum)| *out = sum.to_array());
        }
    }

    /// `sums * unit + bias`: what [`Matrix::apply`] gives for a vector of these sums.
    pub fn outputs(&self, sums: &[i32], unit: f32, out: &mut [f32]) {
        let rows = self.scales.as_flattened().iter().zip(self.bias.as_flattened());
        for ((sums, out), (scale, bias)) in sums.as_chunks().0.iter().zip(out.as_chunks_mut().0).zip(rows) {
            *out = (i32x4::new(*sums).round_float() * (*scale * unit) + *bias).to_array();
        }
    }

    /// `out += W x * unit` for one `x`, without bias.
    #[inline(always)]
    pub fn add(&self, x: &[i16], unit: f32, out: &mut [f32]) {
        let pairs: &[[i16; 2]] = x.as_chunks().0;
        for (block, (scales, out)) in self.scales.iter().zip(out.as_chunks_mut::<32>().0).enumerate() {
            let sums = one_by_eight(pairs, self.block(block));
            for ((sum, scale), out) in sums.iter().zip(scales).zip(out.as_chunks_mut().0) {
                *out = (f32x4::new(*out) + sum.round_float() * (*scale * unit)).to_array();
            }
        }
    }
}

/// Two neighbours, four times over: what meets a vector of weights.
#[inline(always)]
fn spread([a, b]: [i16; 2]) -> i16x8 {
    cast(i32x4::splat(i32::from(a) & 0xffff | i32::from(b) << 16))
}

// The two inner loops are written out, so that every sum stays in a register.

/// Sums of four vectors with two groups of rows: each weight serves four vectors.
#[inline(always)]
fn four_by_two(x: &[[i16x8; 4]], weights: &[[i16x8; 2]]) -> [[i32x4; 2]; 4] {
    let [mut a, mut b, mut c, mut d] = [i32x4::ZERO; 4];
    let [mut e, mut f, mut g, mut h] = [i32x4::ZERO; 4];
    for (&[p, q, r, s], &[u, v]) in x.iter().zip(weights) {
        a += p.dot(u);
        b += p.dot(v);
        c += q.dot(u);
        d += q.dot(v);
        e += r.dot(u);
        f += r.dot(v);
        g += s.dot(u);
        h += s.dot(v);
    }
    [[a, b], [c, d], [e, f], [g, h]]
}

/// Sums of one vector with eight groups of rows.
#[inline(always)]
fn one_by_eight(x: &[[i16; 2]], weights: &[[i16x8; 8]]) -> [i32x4; 8] {
    let [mut a, mut b, mut c, mut d] = [i32x4::ZERO; 4];
    let [mut e, mut f, mut g, mut h] = [i32x4::ZERO; 4];
    for (&x, &[i, j, k, l, m, n, o, p]) in x.iter().zip(weights) {
        let x = spread(x);
        a += x.dot(i);
        b += x.dot(j);
        c += x.dot(k);
        d += x.dot(l);
        e += x.dot(m);
        f += x.dot(n);
        g += x.dot(o);
        h += x.dot(p);
    }
    [a, b, c, d, e, f, g, h]
}

/// Rounds `value` to units of `1 / steps`, limited to 16 bits; not-a-number becomes 0.
#[must_use]
#[inline]
pub fn quantize(value: f32, steps: f32) -> i16 {
    let scaled = value * steps;
    (scaled + if scaled < 0.0 { -0.5 } else { 0.5 }) as i16
}

/// [`quantize`] for eight values.
#[must_use]
#[inline]
pub fn quantize8(values: [f32x4; 2], steps: f32) -> [i16; 8] {
    let whole = values.map(|v| {
        let scaled = v * steps;
        let half = scaled.cmp_lt(f32x4::ZERO).blend(f32x4::splat(-0.5), f32x4::splat(0.5));
        (scaled + half).trunc_int().to_array()
    });
    let [[a, b, c, d], [e, f, g, h]] = whole;
    i16x8::from_i32x8_saturate(i32x8::new([a, b, c, d, e, f, g, h])).to_array()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The plain sum of products.
    fn sum(row: &[i8], x: &[i16]) -> i64 {
        row.iter().zip(x).map(|(&w, &x)| i64::from(w) * i64::from(x)).sum()
    }

    proptest! {
        #[test]
        fn products_are_exact(
            rows in prop_oneof![1usize..70, Just(64)],
            pairs in 1usize..40,
            count in 1usize..7,
            seed in any::<u32>(),
        ) {
            let cols = 2 * pairs;
            let mut state = seed;
            let mut next = || { state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223); state >> 16 };
            let weights: Vec<i8> = (0..rows * cols).map(|_| next() as i8).collect();
            let x: Vec<i16> = (0..count * cols).map(|_| next() as i16).collect();
            let matrix = Matrix::new(cols, &weights, &vec![1.0; rows], &vec![0.5; rows]);
            prop_assert_eq!(matrix.rows(), rows);
            let mut out = vec![0.0; count * rows];
            matrix.apply(&x, 1.0, &mut out);
            for (x, out) in x.chunks(cols).zip(out.chunks(rows)) {
                for (row, got) in weights.chunks(cols).zip(out) {
                    prop_assert_eq!(*got, sum(row, x) as i32 as f32 + 0.5);
                }
            }
            if rows.is_multiple_of(32) {
                let mut out = vec![1.0; rows];
                StateMatrix::new(cols, &weights, &vec![1.0; rows], &vec![0.5; rows]).add(&x[..cols], 1.0, &mut out);
                for (row, got) in weights.chunks(cols).zip(out) {
                    prop_assert_eq!(got, 1.0 + sum(row, &x) as i32 as f32);
                }
            }
        }

        #[test]
        fn eight_are_rounded_like_one(values in proptest::array::uniform8(-10.0f32..10.0)) {
            let [a, b, c, d, e, f, g, h] = values;
            let eight = quantize8([f32x4::new([a, b, c, d]), f32x4::new([e, f, g, h])], 4096.0);
            prop_assert_eq!(eight, values.map(|v| quantize(v, 4096.0)));
        }
    }

    #[test]
    fn extremes_stay_inside_16_bits() {
        for (value, expected) in
            [(1e9, i16::MAX), (f32::INFINITY, i16::MAX), (-1e9, i16::MIN), (f32::NAN, 0), (-0.5 / 4096.0, -1)]
        {
            assert_eq!(quantize(value, 4096.0), expected);
            assert_eq!(quantize8([f32x4::splat(value); 2], 4096.0), [expected; 8]);
        }
    }
}
