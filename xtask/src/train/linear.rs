//! Matrix products over slices, and the activation functions with their derivatives.

use ndarray::{ArrayView2, ArrayViewMut2, linalg::general_mat_mul};

fn view(rows: usize, cols: usize, data: &[f32]) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows, cols), &data[..rows * cols]).expect("slice holds rows * cols values")
}

fn view_mut(rows: usize, cols: usize, data: &mut [f32]) -> ArrayViewMut2<'_, f32> {
    ArrayViewMut2::from_shape((rows, cols), &mut data[..rows * cols]).expect("slice holds rows * cols values")
}

/// `y[n, o] = keep * y + x[n, i] w[o, i]ᵀ`
pub fn forward(n: usize, i: usize, o: usize, x: &[f32], w: &[f32], keep: f32, y: &mut [f32]) {
    if n > 0 {
        general_mat_mul(1.0, &view(n, i, x), &view(o, i, w).reversed_axes(), keep, &mut view_mut(n, o, y));
    }
}

/// `dx[n, i] = keep * dx + dy[n, o] w[o, i]`
pub fn backward(n: usize, i: usize, o: usize, dy: &[f32], w: &[f32], keep: f32, dx: &mut [f32]) {
    if n > 0 {
        general_mat_mul(1.0, &view(n, o, dy), &view(o, i, w), keep, &mut view_mut(n, i, dx));
    }
}

/// `dw[o, i] += dy[n, o]ᵀ x[n, i]`
pub fn gradient(n: usize, i: usize, o: usize, dy: &[f32], x: &[f32], dw: &mut [f32]) {
    if n > 0 {
        general_mat_mul(1.0, &view(n, o, dy).reversed_axes(), &view(n, i, x), 1.0, &mut view_mut(o, i, dw));
    }
}

/// Adds `bias` to every row.
pub fn add_bias(y: &mut [f32], bias: &[f32]) {
    for row in y.chunks_exact_mut(bias.len()) {
        row.iter_mut().zip(bias).for_each(|(y, b)| *y += b);
    }
}

/// Adds the sum of the rows of `dy` to `dbias`.
pub fn bias_gradient(dy: &[f32], dbias: &mut [f32]) {
    for row in dy.chunks_exact(dbias.len()) {
        row.iter().zip(dbias.iter_mut()).for_each(|(y, b)| *b += y);
    }
}

/// Cross-entropy of a softmax over each row with a target; turns `y` into its gradient times `weight`.
pub fn softmax_loss(y: &mut [f32], classes: usize, targets: impl Iterator<Item = u8>, weight: f32) -> f32 {
    let mut loss = 0.0;
    for (row, target) in y.chunks_exact_mut(classes).zip(targets) {
        let target = usize::from(target);
        if target >= classes {
            row.fill(0.0);
            continue;
        }
        let top = row.iter().copied().fold(f32::MIN, f32::max);
        let mut sum = 0.0;
        for v in row.iter_mut() {
            *v = (*v - top).exp();
            sum += *v;
        }
        loss -= (row[target] / sum).max(1e-30).ln();
        row.iter_mut().for_each(|v| *v *= weight / sum);
        row[target] -= weight;
    }
    loss * weight
}

/// SplitMix64: small, fast, the same everywhere.
#[derive(Clone)]
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Uniform in 0 to 1.
    pub fn unit(&mut self) -> f32 {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32
    }

    pub fn below(&mut self, n: usize) -> usize {
        (((self.next() >> 32) * n as u64) >> 32) as usize
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i + 1));
        }
    }

    /// A dropout mask: 0 with probability `p`, else `1 / (1 - p)`.
    pub fn mask(&mut self, n: usize, p: f32) -> Vec<f32> {
        let limit = (p * 65536.0) as u64;
        let keep = 1.0 / (1.0 - p);
        let mut mask = Vec::with_capacity(n + 4);
        while mask.len() < n {
            let mut bits = self.next();
            for _ in 0..4 {
                mask.push(if bits & 0xffff < limit { 0.0 } else { keep });
                bits >>= 16;
            }
        }
        mask.truncate(n);
        mask
    }
}
