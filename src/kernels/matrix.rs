//! Matrices of 8-bit weights times vectors of 16-bit activations, summed exactly in 32 bits.
//!
//! The inner loop is one instruction that x86 and wasm SIMD both have: multiply eight pairs of 16-bit numbers and add
//! neighbours. Integer sums are exact, so their order is free; what follows them is one multiplication and one addition
//! of floats per output, the same everywhere.

use wide::{CmpLt, f32x4, i16x8, i32x4, i32x8};

/// A matrix, one row an output. Weights are 8-bit in the file and widened once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    rows: usize,
    cols: usize,
    /// For each group of four rows, for every two columns, the two weights of each row: a vector of the inner loop.
    weights: Vec<i16x8>,
    /// Value of one unit of weight, for each row of each group.
    scales: Vec<f32x4>,
    bias: Vec<f32x4>,
}

/// Longest row for which `cols * 128 * 32768` fits into 31 bits.
pub const LONGEST_ROW: usize = 511;
/// Vectors of activations that one pass over the weights serves.
const TOGETHER: usize = 4;
/// Groups of rows that one pass over a single vector serves.
const EIGHT: usize = 8;

impl Matrix {
    /// Puts a matrix together; `weights` are rows of `cols`, an even number of at most [`LONGEST_ROW`].
    #[must_use]
    pub fn new(cols: usize, weights: &[i8], scales: &[f32], bias: &[f32]) -> Self {
        let rows = scales.len();
        debug_assert!(cols <= LONGEST_ROW && cols.is_multiple_of(2) && weights.len() == cols * rows);
        // An even number of groups; rows beyond the last are zero.
        let groups = rows.div_ceil(8) * 2;
        let weight = |row: usize, col: usize| weights.get(row * cols + col).map_or(0, |&w| i16::from(w));
        let mut packed = Vec::with_capacity(groups * cols / 2);
        for group in 0..groups {
            for pair in 0..cols / 2 {
                packed.push(i16x8::new(std::array::from_fn(|i| {
                    let row = group * 4 + i / 2;
                    if row < rows { weight(row, pair * 2 + i % 2) } else { 0 }
                })));
            }
        }
        let by_group = |values: &[f32]| {
            let value = |i: usize| values.get(i).copied().unwrap_or(0.0);
            (0..groups).map(|g| f32x4::new(std::array::from_fn(|i| value(g * 4 + i)))).collect()
        };
        Self { rows, cols, weights: packed, scales: by_group(scales), bias: by_group(bias) }
    }

    /// Number of outputs.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// `out = W x * unit + bias` for each row of `x`; `unit` is the value of one unit of activation.
    pub fn apply(&self, x: &[i16], unit: f32, out: &mut [f32]) {
        let mut spread = Vec::with_capacity(self.cols / 2);
        for (x, out) in x.chunks(TOGETHER * self.cols).zip(out.chunks_mut(TOGETHER * self.rows)) {
            self.spread::<TOGETHER>(x, &mut spread);
            for group in (0..self.scales.len()).step_by(2) {
                let sums = four_by_two(&spread, [self.group(group), self.group(group + 1)]);
                for (sums, out) in sums.iter().zip(out.chunks_exact_mut(self.rows)) {
                    for (g, sum) in (group..).zip(sums) {
                        let values = sum.round_float() * (self.scales[g] * unit) + self.bias[g];
                        let to = out.get_mut(g * 4..).unwrap_or_default();
                        match to.first_chunk_mut() {
                            Some(four) => *four = values.to_array(),
                            None => to.iter_mut().zip(values.to_array()).for_each(|(o, v)| *o = v),
                        }
                    }
                }
            }
        }
    }

    /// `out += W x * unit` for one `x`, without bias; the rows are a multiple of 32.
    pub fn add(&self, x: &[i16], unit: f32, out: &mut [f32]) {
        let mut spread = Vec::with_capacity(self.cols / 2);
        self.spread::<1>(x, &mut spread);
        for (group, out) in (0..self.scales.len()).step_by(EIGHT).zip(out.chunks_exact_mut(4 * EIGHT)) {
            let sums = one_by_eight(&spread, std::array::from_fn(|r| self.group(group + r)));
            for (g, (sum, out)) in sums.iter().zip(out.as_chunks_mut().0).enumerate() {
                let value = sum.round_float() * (self.scales[group + g] * unit);
                *out = (f32x4::new(*out) + value).to_array();
            }
        }
    }

    /// The weights of a group.
    #[inline(always)]
    fn group(&self, group: usize) -> &[i16x8] {
        &self.weights[group * self.cols / 2..(group + 1) * self.cols / 2]
    }

    /// Every two neighbours of each of `T` vectors, four times over: what meets a vector of weights. Vectors beyond
    /// the last are zero.
    #[inline(always)]
    fn spread<const T: usize>(&self, x: &[i16], into: &mut Vec<[i16x8; T]>) {
        into.clear();
        into.resize(self.cols / 2, [i16x8::ZERO; T]);
        for (t, x) in x.chunks_exact(self.cols).enumerate() {
            for (&[a, b], into) in x.as_chunks().0.iter().zip(&mut *into) {
                into[t] = i16x8::new([a, b, a, b, a, b, a, b]);
            }
        }
    }
}

// The two inner loops are written out, so that they stay in registers even where a compiler is asked for small code.

/// Sums of four vectors with two groups of rows: each weight serves four vectors.
#[inline(always)]
fn four_by_two(x: &[[i16x8; 4]], [u, v]: [&[i16x8]; 2]) -> [[i32x4; 2]; 4] {
    let [mut a, mut b, mut c, mut d] = [i32x4::ZERO; 4];
    let [mut e, mut f, mut g, mut h] = [i32x4::ZERO; 4];
    let (u, v) = (&u[..x.len()], &v[..x.len()]);
    for pair in 0..x.len() {
        let ([p, q, r, s], u, v) = (x[pair], u[pair], v[pair]);
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
fn one_by_eight(x: &[[i16x8; 1]], rows: [&[i16x8]; EIGHT]) -> [i32x4; EIGHT] {
    let [i, j, k, l, m, n, o, p] = rows.map(|row| &row[..x.len()]);
    let [mut a, mut b, mut c, mut d] = [i32x4::ZERO; 4];
    let [mut e, mut f, mut g, mut h] = [i32x4::ZERO; 4];
    for pair in 0..x.len() {
        let [x] = x[pair];
        a += x.dot(i[pair]);
        b += x.dot(j[pair]);
        c += x.dot(k[pair]);
        d += x.dot(l[pair]);
        e += x.dot(m[pair]);
        f += x.dot(n[pair]);
        g += x.dot(o[pair]);
        h += x.dot(p[pair]);
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
            let mut out = vec![0.0; count * rows];
            matrix.apply(&x, 1.0, &mut out);
            for (x, out) in x.chunks(cols).zip(out.chunks(rows)) {
                for (row, got) in weights.chunks(cols).zip(out) {
                    prop_assert_eq!(*got, sum(row, x) as i32 as f32 + 0.5);
                }
            }
            if rows.is_multiple_of(4 * EIGHT) {
                let mut out = vec![1.0; rows];
                matrix.add(&x[..cols], 1.0, &mut out);
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
