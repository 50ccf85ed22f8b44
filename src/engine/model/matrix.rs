//! Matrices of 8-bit weights times vectors of 16-bit activations, summed exactly in 32 bits.

/// A matrix, one row an output. Weights are 8-bit in the file and widened once, so that the inner loop is the
/// multiply-and-add-pairs instruction that both x86 and wasm SIMD have.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    cols: usize,
    weights: Vec<i16>,
    /// Value of one unit of weight, for each row.
    scales: Vec<f32>,
    bias: Vec<f32>,
}

/// Longest row for which `cols * 128 * 32768` fits into 31 bits.
pub const LONGEST_ROW: usize = 511;

impl Matrix {
    /// Puts a matrix together; `weights` are rows of `cols`, at most [`LONGEST_ROW`] of them.
    #[must_use]
    pub fn new(cols: usize, weights: &[i8], scales: Vec<f32>, bias: Vec<f32>) -> Self {
        debug_assert!(cols <= LONGEST_ROW && weights.len() == cols * scales.len());
        Self { cols, weights: weights.iter().map(|&w| i16::from(w)).collect(), scales, bias }
    }

    /// Number of outputs.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.scales.len()
    }

    /// `out = W x * unit + bias` for each row of `x`; `unit` is the value of one unit of activation.
    pub fn apply(&self, x: &[i16], unit: f32, out: &mut [f32]) {
        let rows = self.rows();
        for (x, out) in x.chunks_exact(self.cols).zip(out.chunks_exact_mut(rows)) {
            self.row(x, out, |sum, i| sum as f32 * (self.scales[i] * unit) + self.bias[i]);
        }
    }

    /// `out += W x * unit` for one `x`, without bias.
    pub fn add(&self, x: &[i16], unit: f32, out: &mut [f32]) {
        let mut sums = [0.0; 4 * super::weights::WIDTH];
        let sums = &mut sums[..self.rows().min(4 * super::weights::WIDTH)];
        self.row(x, sums, |sum, i| sum as f32 * (self.scales[i] * unit));
        out.iter_mut().zip(sums).for_each(|(o, s)| *o += *s);
    }

    #[inline(always)]
    fn row(&self, x: &[i16], out: &mut [f32], value: impl Fn(i32, usize) -> f32) {
        let n = self.cols;
        let mut quads = self.weights.chunks_exact(4 * n);
        let mut i = 0;
        for quad in &mut quads {
            let sums = dot4(x, quad, n);
            for (k, &sum) in sums.iter().enumerate() {
                out[i + k] = value(sum, i + k);
            }
            i += 4;
        }
        for row in quads.remainder().chunks_exact(n) {
            out[i] = value(dot(x, row), i);
            i += 1;
        }
    }
}

/// Sum of products. Integer sums are exact, so the order in which a compiler adds them does not matter.
#[must_use]
#[inline(always)]
fn dot(x: &[i16], w: &[i16]) -> i32 {
    x.iter().zip(w).fold(0i32, |sum, (&a, &b)| sum.wrapping_add(i32::from(a).wrapping_mul(i32::from(b))))
}

/// Four rows at once, so that each activation is loaded once for four of them.
#[inline(always)]
fn dot4(x: &[i16], w: &[i16], n: usize) -> [i32; 4] {
    let (a, w) = w.split_at(n);
    let (b, w) = w.split_at(n);
    let (c, d) = w.split_at(n);
    let (x, d) = (&x[..n], &d[..n]);
    let mut sums = [0i32; 4];
    for k in 0..n {
        let v = i32::from(x[k]);
        sums[0] = sums[0].wrapping_add(v.wrapping_mul(i32::from(a[k])));
        sums[1] = sums[1].wrapping_add(v.wrapping_mul(i32::from(b[k])));
        sums[2] = sums[2].wrapping_add(v.wrapping_mul(i32::from(c[k])));
        sums[3] = sums[3].wrapping_add(v.wrapping_mul(i32::from(d[k])));
    }
    sums
}

/// Rounds `value` to units of `1 / steps`, limited to 16 bits; not-a-number becomes 0.
#[must_use]
#[inline]
pub fn quantize(value: f32, steps: f32) -> i16 {
    let scaled = value * steps;
    (scaled + if scaled < 0.0 { -0.5 } else { 0.5 }) as i16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_exact() {
        let weights: Vec<i8> = (0..7 * 40).map(|i| ((i * 37) % 255 - 127) as i8).collect();
        let x: Vec<i16> = (0..40).map(|i| (i * 1000 - 20000) as i16).collect();
        let matrix = Matrix::new(40, &weights, vec![1.0; 7], vec![0.5; 7]);
        let mut out = vec![0.0; 7];
        matrix.apply(&x, 1.0, &mut out);
        for (row, got) in weights.chunks(40).zip(out) {
            let sum: i64 = row.iter().zip(&x).map(|(&w, &x)| i64::from(w) * i64::from(x)).sum();
            assert_eq!(got, sum as f32 + 0.5);
        }
    }

    #[test]
    fn extremes_stay_inside_16_bits() {
        assert_eq!(quantize(1e9, 4096.0), i16::MAX);
        assert_eq!(quantize(-1e9, 4096.0), i16::MIN);
        assert_eq!(quantize(f32::NAN, 4096.0), 0);
        assert_eq!(quantize(-0.5 / 4096.0, 4096.0), -1);
    }
}
