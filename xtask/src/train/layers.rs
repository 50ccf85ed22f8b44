//! The layers of the encoder: embeddings, gated convolutions, recurrent layer. Each forward and backward.

#![allow(clippy::too_many_arguments)] // a backward pass takes weights, values and gradients of everything it touches

use super::examples::Example;
use super::layout::Layout;
use super::linear::{self, Random};
use partyline::engine::model::features::Features;
use partyline::engine::model::weights::{ENCODING, INPUT, PARTS, Tensor, WIDTH};
use partyline_kernels::math::{sigmoid, tanh};

pub fn multiply(x: &mut [f32], by: &[f32]) {
    x.iter_mut().zip(by).for_each(|(a, b)| *a *= b);
}

pub fn join(out: &mut [f32], left: &[f32], right: &[f32]) {
    for ((o, l), r) in
        out.chunks_exact_mut(ENCODING).zip(left.chunks_exact(WIDTH)).zip(right.chunks_exact(WIDTH))
    {
        o[..WIDTH].copy_from_slice(l);
        o[WIDTH..].copy_from_slice(r);
    }
}

pub fn split(x: &[f32]) -> (Vec<f32>, Vec<f32>) {
    let (mut left, mut right) = (Vec::with_capacity(x.len() / 2), Vec::with_capacity(x.len() / 2));
    for row in x.chunks_exact(ENCODING) {
        left.extend_from_slice(&row[..WIDTH]);
        right.extend_from_slice(&row[WIDTH..]);
    }
    (left, right)
}

/// Number of chunks and their lengths.
pub struct Shape {
    pub size: usize,
    pub lengths: Vec<usize>,
}

impl Shape {
    pub fn steps(&self) -> usize {
        self.lengths.iter().copied().max().unwrap_or(0)
    }

    pub fn rows(&self) -> usize {
        self.size * self.steps()
    }

    /// The rows of chunk `b`.
    pub fn gather(&self, x: &[f32], width: usize, b: usize) -> Vec<f32> {
        (0..self.lengths[b]).flat_map(|t| &x[(t * self.size + b) * width..][..width]).copied().collect()
    }

    /// Every chunk's rows in reverse order; padding stays where it is.
    pub fn turn(&self, x: &[f32], width: usize) -> Vec<f32> {
        let mut out = x.to_vec();
        for (b, &length) in self.lengths.iter().enumerate() {
            for t in 0..length {
                let (to, from) = ((t * self.size + b) * width, ((length - 1 - t) * self.size + b) * width);
                out[to..to + width].copy_from_slice(&x[from..from + width]);
            }
        }
        out
    }
}

/// Table rows of each token (offsets into the flat parameters come later): word, stem, three affixes, surface.
pub struct Rows {
    tokens: Vec<Option<Features>>,
}

pub fn input_rows(batch: &[&Example], shape: &Shape, drop: f32, random: &mut Random) -> Rows {
    let mut tokens = vec![None; shape.rows()];
    for (b, example) in batch.iter().enumerate() {
        for (t, features) in example.features.iter().enumerate() {
            let mut features = *features;
            if random.unit() < drop {
                features.word = 0;
                if random.unit() < 0.5 {
                    features.stem = 0;
                }
            }
            tokens[t * shape.size + b] = Some(features);
        }
    }
    Rows { tokens }
}

/// Calls `each(tensor, row, column where its values go)` for every table row of a token.
pub fn table_rows(features: &Features, mut each: impl FnMut(Tensor, u32, usize)) {
    each(Tensor::Word, features.word, 0);
    each(Tensor::Stem, features.stem, PARTS[0]);
    for row in features.affixes {
        each(Tensor::Affix, row, PARTS[0] + PARTS[1]);
    }
    for row in features.surface {
        each(Tensor::Surface, row, PARTS[0] + PARTS[1] + PARTS[2]);
    }
}

pub fn embed(layout: &Layout, weights: &[f32], rows: &Rows, x: &mut [f32]) {
    for (x, features) in x.chunks_exact_mut(INPUT).zip(&rows.tokens) {
        let Some(features) = features else { continue };
        table_rows(features, |tensor, row, column| {
            let width = layout.shapes[tensor as usize].1;
            let start = layout.range(tensor).start + row as usize * width;
            x[column..column + width]
                .iter_mut()
                .zip(&weights[start..start + width])
                .for_each(|(x, w)| *x += w);
        });
    }
}

pub fn embed_gradient(layout: &Layout, rows: &Rows, d_x: &[f32], gradient: &mut [f32]) {
    for (d, features) in d_x.chunks_exact(INPUT).zip(&rows.tokens) {
        let Some(features) = features else { continue };
        table_rows(features, |tensor, row, column| {
            let width = layout.shapes[tensor as usize].1;
            let start = layout.range(tensor).start + row as usize * width;
            gradient[start..start + width]
                .iter_mut()
                .zip(&d[column..column + width])
                .for_each(|(g, d)| *g += d);
        });
    }
}

/// A convolution over three tokens with a gate: `a * sigmoid(g)`.
pub struct Conv {
    columns: Vec<f32>,
    /// Linear part and gate after the logistic function, side by side in each row.
    values: Vec<f32>,
}

impl Conv {
    pub fn forward(shape: &Shape, x: &[f32], width: usize, reach: usize, w: &[f32], bias: &[f32]) -> Self {
        let n = shape.rows();
        let mut columns = vec![0.0; n * 3 * width];
        for (b, &length) in shape.lengths.iter().enumerate() {
            for t in 0..length {
                let row = (t * shape.size + b) * 3 * width;
                for k in 0..3 {
                    let Some(from) = (t + k * reach).checked_sub(reach).filter(|&f| f < length) else {
                        continue;
                    };
                    let from = (from * shape.size + b) * width;
                    columns[row + k * width..row + (k + 1) * width].copy_from_slice(&x[from..from + width]);
                }
            }
        }
        let mut values = vec![0.0; n * 2 * WIDTH];
        linear::forward(n, 3 * width, 2 * WIDTH, &columns, w, 0.0, &mut values);
        linear::add_bias(&mut values, bias);
        for row in values.chunks_exact_mut(2 * WIDTH) {
            row[WIDTH..].iter_mut().for_each(|g| *g = sigmoid(*g));
        }
        Self { columns, values }
    }

    pub fn output(&self) -> Vec<f32> {
        let mut out = Vec::with_capacity(self.values.len() / 2);
        for row in self.values.chunks_exact(2 * WIDTH) {
            out.extend(row[..WIDTH].iter().zip(&row[WIDTH..]).map(|(a, g)| a * g));
        }
        out
    }

    pub fn backward(
        &self,
        layout: &Layout,
        weights: &[f32],
        [matrix, bias]: [Tensor; 2],
        shape: &Shape,
        width: usize,
        reach: usize,
        d_output: &[f32],
        gradient: &mut [f32],
    ) -> Vec<f32> {
        let n = shape.rows();
        let mut d = vec![0.0; n * 2 * WIDTH];
        for ((d, v), o) in d
            .chunks_exact_mut(2 * WIDTH)
            .zip(self.values.chunks_exact(2 * WIDTH))
            .zip(d_output.chunks_exact(WIDTH))
        {
            let (da, dg) = d.split_at_mut(WIDTH);
            let (a, g) = v.split_at(WIDTH);
            for j in 0..WIDTH {
                da[j] = o[j] * g[j];
                dg[j] = o[j] * a[j] * g[j] * (1.0 - g[j]);
            }
        }
        linear::gradient(
            n,
            3 * width,
            2 * WIDTH,
            &d,
            &self.columns,
            layout.tensor_mut(gradient, matrix as usize),
        );
        linear::bias_gradient(&d, layout.tensor_mut(gradient, bias as usize));
        let mut d_columns = vec![0.0; n * 3 * width];
        linear::backward(
            n,
            3 * width,
            2 * WIDTH,
            &d,
            layout.tensor(weights, matrix as usize),
            0.0,
            &mut d_columns,
        );
        let mut d_x = vec![0.0; n * width];
        for (b, &length) in shape.lengths.iter().enumerate() {
            for t in 0..length {
                let row = (t * shape.size + b) * 3 * width;
                for k in 0..3 {
                    let Some(to) = (t + k * reach).checked_sub(reach).filter(|&f| f < length) else {
                        continue;
                    };
                    let to = (to * shape.size + b) * width;
                    let from = &d_columns[row + k * width..row + (k + 1) * width];
                    d_x[to..to + width].iter_mut().zip(from).for_each(|(x, d)| *x += d);
                }
            }
        }
        d_x
    }
}

/// Long short-term memory; gates in the order input, forget, candidate, output.
pub struct Lstm {
    gates: Vec<f32>,
    cells: Vec<f32>,
    pub h: Vec<f32>,
}

impl Lstm {
    pub fn forward(shape: &Shape, x: &[f32], input: &[f32], state: &[f32], bias: &[f32]) -> Self {
        let (n, size) = (shape.rows(), shape.size);
        let mut gates = vec![0.0; n * 4 * WIDTH];
        linear::forward(n, WIDTH, 4 * WIDTH, x, input, 0.0, &mut gates);
        linear::add_bias(&mut gates, bias);
        let mut cells = vec![0.0; n * WIDTH];
        let mut h = vec![0.0; n * WIDTH];
        for t in 0..shape.steps() {
            let rows = t * size..(t + 1) * size;
            let z = &mut gates[rows.start * 4 * WIDTH..rows.end * 4 * WIDTH];
            if t > 0 {
                let before = &h[(rows.start - size) * WIDTH..rows.start * WIDTH];
                linear::forward(size, WIDTH, 4 * WIDTH, before, state, 1.0, z);
            }
            for (b, z) in z.chunks_exact_mut(4 * WIDTH).enumerate() {
                let row = (rows.start + b) * WIDTH;
                let (i, z) = z.split_at_mut(WIDTH);
                let (f, z) = z.split_at_mut(WIDTH);
                let (g, o) = z.split_at_mut(WIDTH);
                i.iter_mut().for_each(|v| *v = sigmoid(*v));
                f.iter_mut().for_each(|v| *v = sigmoid(*v));
                g.iter_mut().for_each(|v| *v = tanh(*v));
                o.iter_mut().for_each(|v| *v = sigmoid(*v));
                let (before, now) = cells.split_at_mut(row);
                let now = &mut now[..WIDTH];
                if t == 0 {
                    for j in 0..WIDTH {
                        now[j] = i[j] * g[j];
                    }
                } else {
                    let before = &before[row - size * WIDTH..][..WIDTH];
                    for j in 0..WIDTH {
                        now[j] = i[j] * g[j] + f[j] * before[j];
                    }
                }
                let h = &mut h[row..row + WIDTH];
                for j in 0..WIDTH {
                    h[j] = o[j] * tanh(now[j]);
                }
            }
        }
        Self { gates, cells, h }
    }

    pub fn backward(
        self,
        layout: &Layout,
        weights: &[f32],
        [input, state, bias]: [Tensor; 3],
        shape: &Shape,
        x: &[f32],
        mut d_h: Vec<f32>,
        gradient: &mut [f32],
        d_x: &mut [f32],
    ) {
        let (n, size) = (shape.rows(), shape.size);
        let mut d = self.gates;
        let mut d_cell = vec![0.0; size * WIDTH];
        for t in (0..shape.steps()).rev() {
            let rows = t * size..(t + 1) * size;
            for b in 0..size {
                let row = rows.start + b;
                let z = &mut d[row * 4 * WIDTH..(row + 1) * 4 * WIDTH];
                let (i, z) = z.split_at_mut(WIDTH);
                let (f, z) = z.split_at_mut(WIDTH);
                let (g, o) = z.split_at_mut(WIDTH);
                let cell = &self.cells[row * WIDTH..(row + 1) * WIDTH];
                let zero = [0.0; WIDTH];
                let before = if t == 0 {
                    &zero[..]
                } else {
                    &self.cells[(row - size) * WIDTH..(row - size + 1) * WIDTH]
                };
                let dh = &d_h[row * WIDTH..(row + 1) * WIDTH];
                let dc = &mut d_cell[b * WIDTH..(b + 1) * WIDTH];
                for j in 0..WIDTH {
                    let squashed = tanh(cell[j]);
                    let d_out = dh[j] * squashed;
                    let d_c = dc[j] + dh[j] * o[j] * (1.0 - squashed * squashed);
                    dc[j] = d_c * f[j];
                    let (vi, vf, vg, vo) = (i[j], f[j], g[j], o[j]);
                    i[j] = d_c * vg * vi * (1.0 - vi);
                    f[j] = d_c * before[j] * vf * (1.0 - vf);
                    g[j] = d_c * vi * (1.0 - vg * vg);
                    o[j] = d_out * vo * (1.0 - vo);
                }
            }
            if t > 0 {
                let dz = &d[rows.start * 4 * WIDTH..rows.end * 4 * WIDTH];
                let before = &mut d_h[(rows.start - size) * WIDTH..rows.start * WIDTH];
                linear::backward(
                    size,
                    WIDTH,
                    4 * WIDTH,
                    dz,
                    layout.tensor(weights, state as usize),
                    1.0,
                    before,
                );
            }
        }
        linear::gradient(n, WIDTH, 4 * WIDTH, &d, x, layout.tensor_mut(gradient, input as usize));
        linear::gradient(
            n - size,
            WIDTH,
            4 * WIDTH,
            &d[size * 4 * WIDTH..],
            &self.h,
            layout.tensor_mut(gradient, state as usize),
        );
        linear::bias_gradient(&d, layout.tensor_mut(gradient, bias as usize));
        linear::backward(n, WIDTH, 4 * WIDTH, &d, layout.tensor(weights, input as usize), 1.0, d_x);
    }
}
